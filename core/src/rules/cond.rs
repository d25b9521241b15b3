//! Waiting for a condition: numbers are given out, and freed in their order.
//!
//! Follows Go's `sync/cond.go` and `runtime/sema.go`: whoever will wait takes a number first, gives the lock up, and only
//! then waits. A signal that comes in between frees the number, so that no wake-up is lost; and it never wakes anybody for
//! nothing.

use super::waiters::{Link, List, Ticket, Waiters};
use super::{Ended, Notice, Outcome, Reply};
use std::ops::Range;

/// What can be done with a list of those who wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Op {
    /// Takes a number, which answers it.
    Register,
    /// Waits until this number is freed.
    Wait(u32),
    /// Frees the lowest number.
    Signal,
    /// Frees every number.
    Broadcast,
}

/// A list of those who wait.
#[derive(Clone, Copy, Debug)]
pub struct State {
    /// The next number.
    next: u32,
    /// All numbers below are freed.
    freed: u32,
    /// How many numbers were given out whose owners do not wait with them yet.
    outstanding: u32,
    /// Those who wait, each with its number, in the order in which they came.
    waiters: List,
}

impl State {
    /// The next number, the first that is not freed, how many are outstanding, and who waits.
    pub(super) fn parts(&self) -> (u32, u32, u32, List) {
        (self.next, self.freed, self.outstanding, self.waiters)
    }

    /// A list in which nobody waits.
    pub fn new(waiters: &mut Waiters) -> Self {
        State { next: 0, freed: 0, outstanding: 0, waiters: waiters.list() }
    }

    /// A copy of it: with the same numbers, and nobody waits in it.
    pub(super) fn copy(&self, waiters: &mut Waiters) -> Self {
        State { waiters: waiters.list(), ..*self }
    }

    /// Frees what the list has of the storage.
    pub fn free(self, waiters: &mut Waiters) {
        waiters.free_list(self.waiters);
    }

    /// The numbers that were given out and not freed, as long as they have not come round.
    pub(super) fn unfreed(&self) -> Range<u32> {
        self.freed..self.next
    }

    /// How many numbers are given out and not freed.
    pub fn waiting(&self) -> u32 {
        self.next.wrapping_sub(self.freed)
    }
}

/// Gives out the next number. Where nobody has one any more they begin anew, so that what is the same looks the same.
pub fn register(state: &mut State, waiters: &Waiters) -> Outcome {
    if state.outstanding == 0 && waiters.front(state.waiters).is_none() {
        (state.next, state.freed) = (0, 0);
    }
    state.outstanding += 1;
    let number = state.next;
    state.next = state.next.wrapping_add(1);
    Outcome::Done(Reply::Number(number.into()))
}

/// Waits until the number is freed.
pub fn wait(state: &mut State, waiters: &mut Waiters, ticket: Ticket, number: u32) -> Outcome {
    state.outstanding = state.outstanding.saturating_sub(1);
    // Numbers may come round: which is below is told by their distance.
    if (number.wrapping_sub(state.freed) as i32) < 0 {
        return Outcome::Done(Reply::Unit);
    }
    Outcome::Park(waiters.push_back(state.waiters, ticket, 0, number.into()))
}

/// Frees the lowest number that is not freed, whether its owner waits already or will.
pub fn signal(state: &mut State, waiters: &mut Waiters, notices: &mut Vec<Notice>) -> Outcome {
    if state.waiting() > 0 {
        let number = state.freed;
        state.freed = state.freed.wrapping_add(1);
        let found = waiters.iter(state.waiters).find(|link| waiters[*link].word == u64::from(number));
        if let Some(link) = found {
            release(waiters, link, notices);
        }
    }
    Outcome::Done(Reply::Unit)
}

/// Frees every number that was given out.
pub fn broadcast(state: &mut State, waiters: &mut Waiters, notices: &mut Vec<Notice>) -> Outcome {
    state.freed = state.next;
    while let Some(link) = waiters.front(state.waiters) {
        release(waiters, link, notices);
    }
    Outcome::Done(Reply::Unit)
}

fn release(waiters: &mut Waiters, link: Link, notices: &mut Vec<Notice>) {
    let ticket = waiters[link].ticket;
    waiters.free(link);
    notices.push(Notice { ticket, what: Ended::Granted(Reply::Unit) });
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_family = "wasm")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn a_signal_frees_the_lowest_number_whoever_waits_first() {
        let (mut waiters, mut notices) = (Waiters::default(), Vec::new());
        let mut state = State::new(&mut waiters);
        for number in 0..3 {
            assert_eq!(register(&mut state, &waiters), Outcome::Done(Reply::Number(number)));
        }
        assert!(matches!(wait(&mut state, &mut waiters, Ticket(2), 2), Outcome::Park(_)));
        assert!(matches!(wait(&mut state, &mut waiters, Ticket(0), 0), Outcome::Park(_)));
        signal(&mut state, &mut waiters, &mut notices);
        assert_eq!(notices.pop().map(|notice| notice.ticket), Some(Ticket(0)));
        // Number 1 is freed before its owner waits, who then does not.
        signal(&mut state, &mut waiters, &mut notices);
        assert!(notices.is_empty());
        assert_eq!(wait(&mut state, &mut waiters, Ticket(1), 1), Outcome::Done(Reply::Unit));
        broadcast(&mut state, &mut waiters, &mut notices);
        assert_eq!(notices.pop().map(|notice| notice.ticket), Some(Ticket(2)));
        assert_eq!(state.waiting(), 0);
    }

    #[test]
    fn nobody_is_freed_who_has_no_number() {
        let (mut waiters, mut notices) = (Waiters::default(), Vec::new());
        let mut state = State::new(&mut waiters);
        signal(&mut state, &mut waiters, &mut notices);
        register(&mut state, &waiters);
        assert!(matches!(wait(&mut state, &mut waiters, Ticket(0), 0), Outcome::Park(_)));
        assert!(notices.is_empty());
    }

    #[test]
    fn numbers_begin_anew_when_nobody_has_one_and_not_before() {
        let (mut waiters, mut notices) = (Waiters::default(), Vec::new());
        let mut state = State::new(&mut waiters);
        let number = |number: i64| Outcome::Done(Reply::Number(number));
        assert_eq!(register(&mut state, &waiters), number(0));
        broadcast(&mut state, &mut waiters, &mut notices);
        // Number 0 is freed, and its owner has not waited yet.
        assert_eq!(register(&mut state, &waiters), number(1));
        assert_eq!(wait(&mut state, &mut waiters, Ticket(0), 0), Outcome::Done(Reply::Unit));
        assert!(matches!(wait(&mut state, &mut waiters, Ticket(1), 1), Outcome::Park(_)));
        assert_eq!(register(&mut state, &waiters), number(2));
        broadcast(&mut state, &mut waiters, &mut notices);
        assert_eq!(wait(&mut state, &mut waiters, Ticket(2), 2), Outcome::Done(Reply::Unit));
        assert_eq!(register(&mut state, &waiters), number(0));
    }
}
