//! Mutual exclusion, with three rules by which an unlock wakes those who wait.
//!
//! [`WakeRule::Go`] follows Go's `internal/sync/mutex.go`: an unlock wakes the first waiter but keeps nothing for it, so
//! a newcomer may be quicker; the waiter then goes back to the front. One that has waited over a millisecond and loses
//! again switches the mutex to starvation mode: from then on each unlock hands the mutex to the first waiter, and
//! newcomers queue. The mode ends with a winner who is the last, or who has not waited that long.

use super::waiters::{Link, List, Ticket, Waiters};
use super::{Arm, Ended, Fault, Notice, Outcome, Reply};

/// By which rule an unlock wakes those who wait.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum WakeRule {
    /// The first is woken and competes with newcomers; see the module's description.
    #[default]
    Go,
    /// The first is handed the mutex.
    Fifo,
    /// Any one of them is handed the mutex.
    AnyWaiter,
}

/// After waiting longer than this, in nanoseconds, a waiter that loses a race is starving.
pub const STARVING_AFTER: u64 = 1_000_000;

/// Set on a node whose waiter is starving.
const STARVES: u16 = 1;

/// A mutex.
#[derive(Clone, Copy, Debug)]
pub struct State {
    rule: WakeRule,
    locked: bool,
    starving: bool,
    /// A waiter was woken and has not asked again yet; no other is woken until it has.
    woken: bool,
    waiters: List,
}

/// What an unlock did for one of those who waited. Its node stands in no list any more, and is the caller's.
pub(super) enum Released {
    /// It is to ask again.
    Woke(Link),
    /// It has the mutex.
    Handed(Link),
}

impl State {
    /// Its flags as bits, and who waits.
    pub(super) fn parts(&self) -> (u64, List) {
        let flags = [self.locked, self.starving, self.woken];
        let bits = flags.into_iter().rfold(self.rule as u64, |bits, flag| bits << 1 | u64::from(flag));
        (bits, self.waiters)
    }

    /// An unlocked mutex.
    pub fn new(rule: WakeRule, waiters: &mut Waiters) -> Self {
        State { rule, locked: false, starving: false, woken: false, waiters: waiters.list() }
    }

    /// Frees what the mutex has of the storage.
    pub fn free(self, waiters: &mut Waiters) {
        waiters.free_list(self.waiters);
    }

    /// A copy of it: in the same state, and nobody waits for it.
    pub(super) fn copy(&self, waiters: &mut Waiters) -> Self {
        State { waiters: waiters.list(), ..*self }
    }

    /// By which rule it wakes its waiters.
    pub fn rule(&self) -> WakeRule {
        self.rule
    }

    /// Whether it is in starvation mode.
    pub fn is_starving(&self) -> bool {
        self.starving
    }

    /// Whether a newcomer would get it.
    #[inline]
    pub fn is_free(&self) -> bool {
        !self.locked && !self.starving
    }

    /// Takes it if a newcomer may.
    #[inline]
    pub(super) fn take(&mut self) -> bool {
        let free = self.is_free();
        self.locked |= free;
        free
    }

    /// Gives it up if it is locked and nobody waits: whether it did.
    #[inline]
    pub(super) fn give_up_alone(&mut self, waiters: &Waiters) -> bool {
        let alone = self.locked && waiters.is_empty(self.waiters);
        if alone {
            (self.locked, self.starving) = (false, false);
        }
        alone
    }

    /// How many ways an unlock can go: whom it hands the mutex to, where it may be anyone.
    pub(super) fn unlock_arms(&self, waiters: &Waiters) -> usize {
        match self.rule {
            WakeRule::AnyWaiter if self.locked => waiters.iter(self.waiters).count().max(1),
            _ => 1,
        }
    }

    /// Whether a woken waiter that asks at this instant loses, and whether it then is starving for certain.
    pub(super) fn loses(&self, waiters: &Waiters, link: Link, now: u64) -> Option<bool> {
        (!self.is_free()).then(|| now.saturating_sub(waiters[link].stamp) > STARVING_AFTER)
    }

    /// Takes the last place among those who wait.
    pub(super) fn enqueue(&self, waiters: &mut Waiters, ticket: Ticket, now: u64) -> Link {
        let link = waiters.push_back(self.waiters, ticket, 0, 0);
        waiters[link].stamp = now;
        link
    }

    /// A woken waiter asks again: whether it has the mutex now. Losing, it stands at the front again.
    pub(super) fn ask_again(&mut self, waiters: &mut Waiters, link: Link, arm: Arm) -> bool {
        self.woken = false;
        if self.take() {
            return true;
        }
        if arm == Arm::STARVING {
            self.starving = true;
            waiters[link].flags |= STARVES;
        }
        waiters.link_front(self.waiters, link);
        false
    }

    /// Gives the mutex up, to whom the rule says.
    pub(super) fn release(&mut self, waiters: &mut Waiters, arm: Arm, now: u64) -> Option<Released> {
        let first = waiters.front(self.waiters);
        let next = match self.rule {
            WakeRule::AnyWaiter => waiters.iter(self.waiters).nth(arm.0 as usize).or(first),
            WakeRule::Go | WakeRule::Fifo => first,
        };
        let Some(link) = next else {
            self.locked = false;
            self.starving = false;
            return None;
        };
        if self.rule == WakeRule::Go && !self.starving {
            self.locked = false;
            return self.wake_first(waiters);
        }
        waiters.unlink(link);
        let node = &waiters[link];
        let starved = node.flags & STARVES != 0 || now.saturating_sub(node.stamp) > STARVING_AFTER;
        self.starving &= starved && !waiters.is_empty(self.waiters);
        Some(Released::Handed(link))
    }

    /// Wakes the first waiter, unless one is awake already.
    fn wake_first(&mut self, waiters: &mut Waiters) -> Option<Released> {
        if self.woken {
            return None;
        }
        let link = waiters.front(self.waiters)?;
        waiters.unlink(link);
        self.woken = true;
        Some(Released::Woke(link))
    }

    /// Forgets a waiter, queued or woken. If it was woken, its turn goes to the next.
    pub(super) fn forget(&mut self, waiters: &mut Waiters, link: Link) -> Option<Released> {
        let was_woken = !waiters.is_linked(link);
        waiters.free(link);
        if was_woken {
            self.woken = false;
            return if self.is_free() { self.wake_first(waiters) } else { None };
        }
        self.starving &= !waiters.is_empty(self.waiters);
        None
    }
}

/// `mu.Lock()`
#[inline]
pub fn lock(state: &mut State, waiters: &mut Waiters, ticket: Ticket, now: u64) -> Outcome {
    if state.take() {
        return Outcome::Done(Reply::Unit);
    }
    Outcome::Park(state.enqueue(waiters, ticket, now))
}

/// `mu.TryLock()`. It succeeds whenever the mutex is free and nobody starves, as Go's does; Go's memory model would let it fail even
/// then, so that a program may not conclude from its failing that somebody has locked. No schedule here shows that.
#[inline]
pub fn try_lock(state: &mut State) -> Outcome {
    Outcome::Done(Reply::Flag(state.take()))
}

/// A woken waiter asks again.
pub fn retry(state: &mut State, waiters: &mut Waiters, link: Link, arm: Arm) -> Outcome {
    if state.ask_again(waiters, link, arm) {
        waiters.free(link);
        return Outcome::Done(Reply::Unit);
    }
    Outcome::Park(link)
}

/// `mu.Unlock()`
#[inline]
pub fn unlock(
    state: &mut State,
    waiters: &mut Waiters,
    arm: Arm,
    now: u64,
    notices: &mut Vec<Notice>,
) -> Outcome {
    if !state.locked {
        return Outcome::Fault(Fault::UnlockOfUnlockedMutex);
    }
    tell(state.release(waiters, arm, now), waiters, notices);
    Outcome::Done(Reply::Unit)
}

/// Ends a wait without serving it.
pub fn withdraw(state: &mut State, waiters: &mut Waiters, link: Link, notices: &mut Vec<Notice>) {
    tell(state.forget(waiters, link), waiters, notices);
}

fn tell(released: Option<Released>, waiters: &mut Waiters, notices: &mut Vec<Notice>) {
    let notice = match released {
        None => return,
        Some(Released::Woke(link)) => Notice { ticket: waiters[link].ticket, what: Ended::Woken },
        Some(Released::Handed(link)) => {
            let ticket = waiters[link].ticket;
            waiters.free(link);
            Notice { ticket, what: Ended::Granted(Reply::Unit) }
        }
    };
    notices.push(notice);
}
