//! Sleeping until an instant of virtual time.
//!
//! When time moves is the world's business; this keeps who is due when. Sleepers with one deadline are due in the order
//! in which they went to sleep.

use super::waiters::{Link, Ticket, Waiters};
use super::{Outcome, Reply};
use std::collections::BTreeSet;

/// Those who sleep.
#[derive(Clone, Debug, Default)]
pub struct State {
    /// Deadline, order of going to sleep, place.
    sleepers: BTreeSet<(u64, u64, Link)>,
    asleep_so_far: u64,
}

/// `time.Sleep(nanoseconds)`, asked for at this instant. Zero and less return at once.
#[inline(never)]
pub fn sleep(
    state: &mut State,
    waiters: &mut Waiters,
    ticket: Ticket,
    nanoseconds: i64,
    now: u64,
) -> Outcome {
    let Ok(duration @ 1..) = u64::try_from(nanoseconds) else { return Outcome::Done(Reply::Unit) };
    let deadline = now.saturating_add(duration);
    let link = waiters.node(ticket, 0, deadline);
    waiters[link].stamp = state.asleep_so_far;
    state.sleepers.insert((deadline, state.asleep_so_far, link));
    state.asleep_so_far += 1;
    Outcome::Park(link)
}

/// Wakes a sleeper, or ends its sleep without waking it.
#[inline(never)]
pub fn wake(state: &mut State, waiters: &mut Waiters, link: Link) {
    state.sleepers.remove(&(waiters[link].word, waiters[link].stamp, link));
    waiters.free(link);
}

/// The earliest deadline.
pub fn next_deadline(state: &State) -> Option<u64> {
    state.sleepers.first().map(|(deadline, ..)| *deadline)
}

/// Those whose deadline is not after this instant, in the order in which they are due.
pub fn due<'a>(
    state: &'a State,
    waiters: &'a Waiters,
    now: u64,
) -> impl Iterator<Item = (Ticket, Link)> + 'a {
    let until_now = state.sleepers.iter().take_while(move |(deadline, ..)| *deadline <= now);
    until_now.map(|(_, _, link)| (waiters[*link].ticket, *link))
}
