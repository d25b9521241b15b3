//! What a moment is made of: workers with their requests, objects with their queues.

use super::crew::Crew;
use super::node::{Lease, Node};
use crate::rules::{Arm, Kind, ObjectId};
use crate::world::{Choice, Doing, Queue, RequestId, Site, Text, WorkerId};
use std::collections::VecDeque;
use std::rc::Rc;

/// One worker.
#[derive(Clone, Debug, PartialEq)]
pub struct Worker {
    /// Its name.
    pub name: Text,
    /// Who started it; nobody started main.
    pub parent: Option<WorkerId>,
    /// Where it stands in the source: the place of its newest request that has one.
    pub site: Option<Site>,
    /// What it asks for, oldest first.
    pub pending: Vec<Pending>,
    /// The locks it holds, in the order in which it took them.
    pub holds: Vec<Held>,
    /// Which writes of which variables it knows of: how many there had been when it last read or wrote it. In the
    /// order of the variables.
    pub(super) knows: Vec<(ObjectId, u32)>,
    /// Whether it still runs.
    pub life: Life,
    /// What it is as a node, if it is one of a cluster.
    pub node: Option<Box<Node>>,
}

/// Whether a worker still runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Life {
    /// It does.
    Running,
    /// It computed to its end.
    Done,
    /// A fault or a panic of its own ended the run.
    Failed,
}

/// The state of a worker in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// A request of its may be taken up now.
    Ready,
    /// It waits for another worker.
    Waiting,
    /// It waits for virtual time to pass, even when its timer is one that may fire next.
    Asleep,
    /// It computed to its end.
    Done,
    /// It ended the run.
    Failed,
}

impl State {
    /// All states, in order.
    pub const ALL: [State; 5] = [State::Ready, State::Waiting, State::Asleep, State::Done, State::Failed];
}

/// How many workers are in which state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally([u32; State::ALL.len()]);

impl Tally {
    /// How many are in this state.
    pub fn of(&self, state: State) -> u32 {
        self.0[state as usize]
    }

    pub(super) fn add(&mut self, state: State) {
        self.0[state as usize] += 1;
    }

    pub(super) fn moved(&mut self, from: State, to: State) {
        self.0[from as usize] -= 1;
        self.0[to as usize] += 1;
    }
}

/// A lock that a worker holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held {
    /// Which.
    pub object: ObjectId,
    /// Whether only to read.
    pub reading: bool,
}

/// One request that is not served yet.
#[derive(Clone, Debug, PartialEq)]
pub struct Pending {
    /// Its number.
    pub request: RequestId,
    /// What it asks.
    pub doing: Doing,
    /// Where in the source it stands.
    pub site: Option<Site>,
    /// What became of it so far.
    pub status: Status,
    /// After how many steps it began to wait: at its first parking, even if it was woken in between.
    pub since: Option<u32>,
    ways: Ways,
}

/// The ways in which a request may be taken up: mostly one or none.
#[derive(Clone, Debug, PartialEq)]
enum Ways {
    None,
    Only,
    These(Rc<[Arm]>),
}

/// What became of a request so far.
#[derive(Clone, Debug, PartialEq)]
pub enum Status {
    /// It was not taken up yet.
    New,
    /// It waits, in these queues.
    Parked(Rc<[(ObjectId, Queue)]>),
    /// Its wait was ended, and it has to ask again.
    Woken,
    /// It waits until this instant of virtual time.
    Asleep(u64),
}

impl Worker {
    pub(super) fn new(parent: Option<WorkerId>, name: Text) -> Worker {
        Worker {
            name,
            parent,
            site: None,
            pending: Vec::new(),
            holds: Vec::new(),
            knows: Vec::new(),
            life: Life::Running,
            node: None,
        }
    }

    /// The pending request of this number.
    pub fn request(&self, request: RequestId) -> Option<&Pending> {
        self.pending.iter().find(|pending| pending.request == request)
    }

    /// What it may do next, given its own number.
    pub fn choices(&self, worker: WorkerId) -> impl Iterator<Item = Choice> + '_ {
        self.pending.iter().flat_map(move |pending| {
            pending.arms().iter().map(move |arm| Choice { worker, request: pending.request, arm: *arm })
        })
    }

    /// Its state in one word. A worker that waits in one way and may go on in another is ready; one that asks for nothing, as the
    /// clock without a timer, is taken to be asleep.
    pub fn state(&self) -> State {
        if let Some(node) = &self.node {
            return node.state(&self.pending);
        }
        match self.life {
            Life::Done => return State::Done,
            Life::Failed => return State::Failed,
            Life::Running => {}
        }
        let mut state = if self.pending.is_empty() { State::Asleep } else { State::Ready };
        for pending in &self.pending {
            match pending.status {
                Status::Asleep(_) => state = State::Asleep,
                _ if !pending.arms().is_empty() => return State::Ready,
                Status::Parked(_) if state != State::Asleep => state = State::Waiting,
                _ => {}
            }
        }
        state
    }
}

impl Pending {
    pub(super) fn new(request: RequestId, doing: Doing, site: Option<Site>) -> Pending {
        Pending { request, doing, site, status: Status::New, since: None, ways: Ways::Only }
    }

    /// The ways in which it may be taken up now.
    pub fn arms(&self) -> &[Arm] {
        match &self.ways {
            Ways::None => &[],
            Ways::Only => &[Arm::ONLY],
            Ways::These(arms) => arms,
        }
    }

    pub(super) fn set_arms(&mut self, arms: &Rc<[Arm]>) {
        self.ways = match **arms {
            [] => Ways::None,
            [Arm::ONLY] => Ways::Only,
            _ => Ways::These(arms.clone()),
        };
    }

    /// Goes to another status, in which it may be taken up in the one way or not at all until more is said.
    pub(super) fn turn(&mut self, status: Status) {
        self.ways = if status == Status::Woken { Ways::Only } else { Ways::None };
        self.status = status;
    }
}

/// One shared object. What its kind does not have stays empty.
#[derive(Clone, Debug, PartialEq)]
pub struct Object {
    /// Its name.
    pub name: Text,
    /// What it is.
    pub kind: Kind,
    /// Who holds it: a mutex, or a read-write mutex to write.
    pub holder: Option<WorkerId>,
    /// Who reads under a read-write mutex, in the order in which they came.
    pub readers: Vec<WorkerId>,
    /// Whether a mutex is in starvation mode.
    pub starving: bool,
    /// The values in a channel's buffer, first to last.
    pub buffer: VecDeque<Value>,
    /// Who closed a channel.
    pub closed: Option<WorkerId>,
    /// The value of a WaitGroup or of an atomic.
    pub count: i64,
    /// The value of a variable, once one was written.
    pub value: Option<Text>,
    /// Who used it last: a channel's buffer, a counter, a variable.
    pub touched: Option<Touch>,
    /// Whose write of a variable the last one replaced though its worker, which had read or written the variable before,
    /// had not seen it: a lost update.
    pub lost: Option<WorkerId>,
    /// How often that has happened.
    pub losses: u32,
    /// How often a variable was written, and by whom the last time.
    pub(super) writes: (u32, Option<WorkerId>),
    /// The lease of a lock, or what is known of leases to what a lock guards.
    pub lease: Option<Box<Lease>>,
    /// Who has ever asked to send to it, to close it, or to add to it.
    pub givers: Crew,
    /// Who has ever asked to receive from it, or to wait for it.
    pub takers: Crew,
    /// The senders of a channel, or the waiters of anything else.
    pub(super) first: VecDeque<Waiter>,
    /// The receivers of a channel, or the readers of a read-write mutex.
    pub(super) second: VecDeque<Waiter>,
}

/// One place in a queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waiter {
    /// Who stands there.
    pub worker: WorkerId,
    /// For which of its requests.
    pub request: RequestId,
}

/// A value in a buffer.
#[derive(Clone, Debug, PartialEq)]
pub struct Value {
    /// As it is shown.
    pub text: Text,
    /// Who sent it.
    pub from: WorkerId,
}

/// The last use of an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Touch {
    /// By whom.
    pub worker: WorkerId,
    /// Whether it was changed, and not only looked at or taken from.
    pub wrote: bool,
}

impl Object {
    pub(super) fn new(kind: Kind, name: Text) -> Object {
        let count = match kind {
            Kind::Atomic(value) => value,
            _ => 0,
        };
        Object {
            name,
            kind,
            holder: None,
            readers: Vec::new(),
            starving: false,
            buffer: VecDeque::new(),
            closed: None,
            count,
            value: None,
            touched: None,
            lost: None,
            losses: 0,
            writes: (0, None),
            lease: None,
            givers: Crew::default(),
            takers: Crew::default(),
            first: VecDeque::new(),
            second: VecDeque::new(),
        }
    }

    /// Who stands in one of its queues, first to last.
    pub fn queue(&self, queue: Queue) -> &VecDeque<Waiter> {
        match queue {
            Queue::Senders | Queue::Waiters => &self.first,
            Queue::Receivers | Queue::Readers => &self.second,
        }
    }

    /// How many wait at it, in all its queues.
    pub fn waiting(&self) -> usize {
        self.first.len() + self.second.len()
    }
}
