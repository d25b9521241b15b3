//! A counter, and those who wait for it to reach zero.
//!
//! Follows Go's `sync/waitgroup.go`. There the last Done is not one indivisible step: the counter falls to zero, and then
//! those who wait are released; and a Wait that is released still looks whether the group is being used again. Both
//! windows are steps here, or Go's two misuse panics could never be seen.

use super::waiters::{Link, List, Ticket, Waiters};
use super::{Ended, Fault, Notice, Outcome, Reply};

/// A WaitGroup.
#[derive(Clone, Copy, Debug)]
pub struct State {
    /// As wide as Go's, so that it overflows where Go's does.
    counter: i32,
    /// How many wait and have not been released.
    waiting: u32,
    waiters: List,
    /// The Adds that brought the counter to zero and have their second step to go, each with how many waited then.
    releasing: List,
}

impl State {
    /// Its numbers, and those who wait and those who release them.
    pub(super) fn parts(&self) -> ([u64; 2], [List; 2]) {
        ([self.counter as u64, self.waiting.into()], [self.waiters, self.releasing])
    }

    /// A group of which nothing is to be done.
    pub fn new(waiters: &mut Waiters) -> Self {
        State { counter: 0, waiting: 0, waiters: waiters.list(), releasing: waiters.list() }
    }

    /// Whether its counter is zero: then nobody waits for it.
    pub fn is_at_zero(&self) -> bool {
        self.counter == 0
    }

    /// A copy of it: with the same counter and nobody in it, though it counts those who wait for the other one.
    pub(super) fn copy(&self, waiters: &mut Waiters) -> Self {
        State { waiters: waiters.list(), releasing: waiters.list(), ..*self }
    }

    /// Frees what the group has of the storage.
    pub fn free(self, waiters: &mut Waiters) {
        waiters.free_list(self.waiters);
        waiters.free_list(self.releasing);
    }
}

/// `wg.Add(delta)`. The one that brings the counter to zero while somebody waits has a second step, [`release`], of
/// which it is told by a notice of its own.
pub fn add(
    state: &mut State,
    waiters: &mut Waiters,
    ticket: Ticket,
    delta: i64,
    notices: &mut Vec<Notice>,
) -> Outcome {
    state.counter = state.counter.wrapping_add(delta as i32);
    if state.counter < 0 {
        return Outcome::Fault(Fault::NegativeWaitGroupCounter);
    }
    if state.waiting > 0 && delta > 0 && state.counter == delta as i32 {
        return Outcome::Fault(Fault::WaitGroupAddDuringWait);
    }
    if state.counter > 0 || state.waiting == 0 {
        return Outcome::Done(Reply::Unit);
    }
    let link = waiters.push_back(state.releasing, ticket, 0, u64::from(state.waiting));
    notices.push(Notice { ticket, what: Ended::Woken });
    Outcome::Park(link)
}

/// The second step of the Add that brought the counter to zero: it releases those who wait, unless the group has been
/// used in between.
pub fn release(state: &mut State, waiters: &mut Waiters, link: Link, notices: &mut Vec<Notice>) -> Outcome {
    let waited = waiters[link].word;
    waiters.free(link);
    if waited == 0 {
        // All whom it was to release have given up, and the next round may have begun.
        return Outcome::Done(Reply::Unit);
    }
    if state.counter != 0 || u64::from(state.waiting) != waited {
        return Outcome::Fault(Fault::WaitGroupAddDuringWait);
    }
    state.waiting = 0;
    while let Some(waiter) = waiters.front(state.waiters) {
        waiters.unlink(waiter);
        notices.push(Notice { ticket: waiters[waiter].ticket, what: Ended::Woken });
    }
    Outcome::Done(Reply::Unit)
}

/// `wg.Wait()`
pub fn wait(state: &mut State, waiters: &mut Waiters, ticket: Ticket) -> Outcome {
    if state.counter == 0 {
        return Outcome::Done(Reply::Unit);
    }
    state.waiting += 1;
    Outcome::Park(waiters.push_back(state.waiters, ticket, 0, 0))
}

/// A Wait that was released returns, unless the group is in use again.
pub fn return_from_wait(state: &State, waiters: &mut Waiters, link: Link) -> Outcome {
    waiters.free(link);
    if state.counter != 0 || state.waiting != 0 {
        return Outcome::Fault(Fault::WaitGroupReused);
    }
    Outcome::Done(Reply::Unit)
}

/// Ends a Wait without serving it: it is as if it had not been asked for.
pub fn withdraw_wait(state: &mut State, waiters: &mut Waiters, link: Link) {
    if waiters.is_linked(link) {
        state.waiting -= 1;
        // The second step still to come compares with what it saw, and must not take this for misuse.
        for add in waiters.iter(state.releasing).collect::<Vec<_>>() {
            waiters[add].word = waiters[add].word.saturating_sub(1);
        }
    }
    waiters.free(link);
}
