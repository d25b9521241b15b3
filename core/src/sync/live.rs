//! A Sim that serves requests at once, on whatever executor polls them.

use super::port::Text;
use crate::rules::{Arm, Ended, Notice, Ticket};
use futures::channel::oneshot;
use futures::future::LocalBoxFuture;
use futures::task::LocalSpawn;
use slab::Slab;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

/// A source of time, for those who sleep in a live [`Sim`](super::Sim).
pub trait Clock {
    /// The time since some fixed instant.
    fn now(&self) -> Duration;
    /// Completes when this much time has passed.
    fn sleep(&self, duration: Duration) -> LocalBoxFuture<'static, ()>;
}

/// Takes what is printed, a line at a time.
pub type Printer = Rc<dyn Fn(&str)>;

/// What a live [`Sim`](super::Sim) may use of its host. All of it may be left out: locks, channels and counters need none.
#[derive(Clone, Default)]
pub struct Host {
    /// Decides what Go leaves open (which ready select case is taken); the same seed, the same decisions.
    pub seed: u64,
    /// Runs what is spawned.
    pub spawner: Option<Rc<dyn LocalSpawn>>,
    /// Tells the time. Without it nobody can sleep, and a mutex counts lost races instead of milliseconds.
    pub clock: Option<Rc<dyn Clock>>,
    /// Takes what is printed; standard output where there is none.
    pub print: Option<Printer>,
}

/// After so many lost races a mutex waiter counts as starving where no clock tells how long it has waited.
const LOSSES_UNTIL_STARVING: u32 = 4;

pub(crate) struct Live {
    pub(crate) host: Host,
    random: Cell<u64>,
    /// By ticket. A request that was woken and has not asked again yet has no sender.
    waiting: RefCell<Slab<Option<oneshot::Sender<Ended>>>>,
}

impl Live {
    pub(crate) fn new(host: Host) -> Self {
        Live { random: Cell::new(host.seed), host, waiting: RefCell::default() }
    }

    pub(crate) fn now(&self) -> u64 {
        self.host.clock.as_ref().map_or(0, |clock| clock.now().as_nanos() as u64)
    }

    /// The ticket that the next request to wait will have.
    pub(crate) fn next_ticket(&self) -> Ticket {
        Ticket(self.waiting.borrow().vacant_key() as u32)
    }

    /// Lets the request with the next ticket wait.
    pub(crate) fn wait(&self) -> (Ticket, oneshot::Receiver<Ended>) {
        let (sender, receiver) = oneshot::channel();
        (Ticket(self.waiting.borrow_mut().insert(Some(sender)) as u32), receiver)
    }

    /// Lets a request wait again under the ticket that it had.
    pub(crate) fn wait_again(&self, ticket: Ticket) -> oneshot::Receiver<Ended> {
        let (sender, receiver) = oneshot::channel();
        if let Some(entry) = self.waiting.borrow_mut().get_mut(ticket.0 as usize) {
            *entry = Some(sender);
        }
        receiver
    }

    pub(crate) fn forget(&self, ticket: Ticket) {
        self.waiting.borrow_mut().try_remove(ticket.0 as usize);
    }

    /// Tells the waiting how their waits ended.
    pub(crate) fn deliver(&self, notices: &mut Vec<Notice>) {
        for Notice { ticket, what } in notices.drain(..) {
            let key = ticket.0 as usize;
            let sender = match what {
                // It keeps its ticket, since it may have to wait again.
                Ended::Woken => self.waiting.borrow_mut().get_mut(key).and_then(Option::take),
                Ended::Granted(_) | Ended::Fault(_) => self.waiting.borrow_mut().try_remove(key).flatten(),
            };
            // A receiver that is gone withdrew its request, and was told nothing then.
            let _ = sender.map(|sender| sender.send(what));
        }
    }

    /// One of the ways in which a new request can go.
    pub(crate) fn choose(&self, arms: &[Arm]) -> Arm {
        match arms {
            [] => Arm::ONLY,
            [only] => *only,
            arms => arms[(self.next_random() % arms.len() as u64) as usize],
        }
    }

    /// The way of a request that was woken: of the two that a mutex waiter has, a clock would have ruled out one.
    pub(crate) fn choose_again(&self, arms: &[Arm], losses: u32) -> Arm {
        match arms {
            [only] => *only,
            _ if self.host.clock.is_none() && losses >= LOSSES_UNTIL_STARVING => Arm::STARVING,
            _ => Arm::ONLY,
        }
    }

    /// SplitMix64 (Steele, Lea and Flood, 2014).
    fn next_random(&self) -> u64 {
        let state = self.random.get().wrapping_add(0x9E37_79B9_7F4A_7C15);
        self.random.set(state);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    pub(crate) fn print(&self, text: &Text) {
        match &self.host.print {
            Some(print) => print(text),
            None => println!("{text}"),
        }
    }
}
