//! How handles speak to a stepped world: messages over a futures channel, and what both must know at once.

use super::Failure;
use crate::rules::{Fault, Kind, ObjectId, Op, Reply};
use futures::channel::{mpsc, oneshot};
use futures::future::LocalBoxFuture;
use std::cell::{Cell, RefCell};
use std::panic::Location;
use std::rc::Rc;

/// A text that is shared rather than copied.
pub type Text = Rc<str>;

/// A place in a source text, lines and columns counted from 1; column 0 where only the line is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Site {
    /// The file, or "" for the one program that is on show.
    pub file: &'static str,
    /// The line.
    pub line: u32,
    /// The column, in characters.
    pub column: u32,
}

/// What a request got.
pub(crate) type Answer = Result<Reply, Fault>;

/// A worker's computation.
pub(crate) type Job = LocalBoxFuture<'static, Result<(), Failure>>;

/// What a worker may ask for.
pub(crate) enum Ask {
    /// An operation on a shared object, or to sleep. The texts show the values that it sends or stores, a case each.
    Op(Op, Rc<[Text]>),
    /// To print a line.
    Print(Text),
    /// To give way.
    Yield,
    /// To start a worker of this name. Answered by its number.
    Spawn(Text, Job),
    /// To wait until that worker is done.
    Join(u32),
}

/// What a worker tells its world.
pub(crate) enum Message {
    /// An object was made, under this name; a variable's first value is shown by the text.
    Made { worker: u32, object: ObjectId, kind: Kind, name: Text, value: Option<Text> },
    /// A request. Nobody awaits one that carries no sender.
    Asked { worker: u32, request: u32, ask: Ask, site: Site, answer: Option<oneshot::Sender<Answer>> },
    /// Nobody awaits this request any more, but it is to be served all the same.
    Detached { worker: u32, request: u32 },
    /// The worker is in this state, or the value is that a lock of its guards ([`Sim::at`](super::Sim::at)).
    At { worker: u32, guarded: Option<ObjectId>, state: u128 },
    /// A request was given up: while it waited, or when it had been served so but its worker never saw it.
    Withdrawn { worker: u32, request: u32, op: Option<Op>, unseen: Option<Reply> },
}

/// The handles' end.
pub(crate) struct Port {
    pub(crate) out: mpsc::UnboundedSender<Message>,
    /// Which worker computes now.
    pub(crate) worker: Cell<u32>,
    /// The line of the source on show at which it stands; 0 if it never said.
    pub(crate) line: Cell<u32>,
    /// The virtual time, in nanoseconds.
    pub(crate) now: Cell<u64>,
    /// How many requests each worker has made.
    requests: RefCell<Vec<u32>>,
    /// The locks that guard a value.
    pub(crate) guarding: RefCell<Vec<ObjectId>>,
}

impl Port {
    pub(crate) fn new(out: mpsc::UnboundedSender<Message>) -> Self {
        Port {
            out,
            worker: Cell::new(0),
            line: Cell::new(0),
            now: Cell::new(0),
            requests: RefCell::default(),
            guarding: RefCell::default(),
        }
    }

    pub(crate) fn tell(&self, message: Message) {
        // A world that is gone serves nobody; its workers are being dropped.
        let _ = self.out.unbounded_send(message);
    }

    /// Sends a request of the worker that computes now; returns its worker and its number.
    pub(crate) fn ask(
        &self,
        ask: Ask,
        at: &'static Location<'static>,
        answer: Option<oneshot::Sender<Answer>>,
    ) -> (u32, u32) {
        let worker = self.worker.get();
        let mut requests = self.requests.borrow_mut();
        if requests.len() <= worker as usize {
            requests.resize(worker as usize + 1, 0);
        }
        let count = &mut requests[worker as usize];
        let request = *count;
        *count += 1;
        let site = match self.line.get() {
            0 => Site { file: at.file(), line: at.line(), column: at.column() },
            line => Site { file: "", line, column: 0 },
        };
        self.tell(Message::Asked { worker, request, ask, site, answer });
        (worker, request)
    }
}
