//! A Sim that serves requests at once, on whatever executor polls them.

use super::mix::{GAMMA, mix};
use super::port::Text;
use crate::rules::{Arm, Ended, Notice, Ticket};
use futures::future::LocalBoxFuture;
use futures::task::LocalSpawn;
use slab::Slab;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::task::Waker;
use std::time::Duration;

/// A source of time, for those who sleep in a live [`Sim`](super::Sim).
///
/// ```
/// use futures::future::LocalBoxFuture;
/// use lockstep_core::sync::{Clock, Host, Sim};
/// use std::rc::Rc;
/// use std::time::{Duration, Instant};
///
/// /// Asks again and again. (In a page: `performance.now()`, and a future over `setTimeout`.)
/// struct Watch(Instant);
///
/// impl Clock for Watch {
///     fn now(&self) -> Duration {
///         self.0.elapsed()
///     }
///     fn sleep(&self, duration: Duration) -> LocalBoxFuture<'static, ()> {
///         let (start, until) = (self.0, self.0.elapsed() + duration);
///         Box::pin(std::future::poll_fn(move |context| {
///             context.waker().wake_by_ref();
///             if start.elapsed() < until { std::task::Poll::Pending } else { std::task::Poll::Ready(()) }
///         }))
///     }
/// }
///
/// let begun = Instant::now();
/// let sim = Sim::live_on(Host { clock: Some(Rc::new(Watch(begun))), ..Host::default() });
/// futures::executor::block_on(sim.sleep(Duration::from_millis(5)));
/// assert!(begun.elapsed() >= Duration::from_millis(5));
/// ```
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
    /// By ticket. (A futures oneshot for each would do, and costs an allocation: 190 ns instead of 127 for a send and a
    /// receive that meet.)
    waiting: RefCell<Slab<Waiting>>,
}

/// A request that waits, or whose wait has ended unseen.
#[derive(Default)]
struct Waiting {
    ended: Option<Ended>,
    waker: Option<Waker>,
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
    pub(crate) fn wait(&self) -> Ticket {
        Ticket(self.waiting.borrow_mut().insert(Waiting::default()) as u32)
    }

    /// How a wait ended, once it has.
    pub(crate) fn ended(&self, ticket: Ticket) -> Option<Ended> {
        self.waiting.borrow().get(ticket.0 as usize).and_then(|waiting| waiting.ended)
    }

    /// How a wait ended, and from then on it goes on; or else whom to wake when it has.
    pub(crate) fn poll(&self, ticket: Ticket, waker: &Waker) -> Option<Ended> {
        let mut all = self.waiting.borrow_mut();
        let waiting = all.get_mut(ticket.0 as usize)?;
        let ended = waiting.ended.take();
        if ended.is_none() {
            match &mut waiting.waker {
                Some(known) => known.clone_from(waker),
                none => *none = Some(waker.clone()),
            }
        }
        ended
    }

    pub(crate) fn forget(&self, ticket: Ticket) {
        self.waiting.borrow_mut().try_remove(ticket.0 as usize);
    }

    /// Tells the waiting how their waits ended.
    pub(crate) fn deliver(&self, notices: &mut Vec<Notice>) {
        for Notice { ticket, what } in notices.drain(..) {
            let waker = self.waiting.borrow_mut().get_mut(ticket.0 as usize).and_then(|waiting| {
                waiting.ended = Some(what);
                waiting.waker.take()
            });
            if let Some(waker) = waker {
                waker.wake();
            }
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

    /// The next number of SplitMix64's stream from the host's seed.
    pub(super) fn next_random(&self) -> u64 {
        let state = self.random.get().wrapping_add(GAMMA);
        self.random.set(state);
        mix(state)
    }

    #[inline(never)]
    pub(crate) fn print(&self, text: &Text) {
        match &self.host.print {
            Some(print) => print(text),
            None => println!("{text}"),
        }
    }
}
