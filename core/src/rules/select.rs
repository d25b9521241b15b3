//! Select: whichever of several channel operations can go.
//!
//! Follows Go's `runtime/select.go`, except that Go draws one of the ready cases and here it is asked for. A select that
//! waits stands in the queue of every channel it names, under one request: whichever serves it takes it out of all.

use super::channel::{self, SELECTS};
use super::op::{Arm, Case, Direction};
use super::waiters::{Link, Ticket, Waiters};
use super::{Notice, Outcome, Reply, WaitReason};

/// Where the channels are that the cases name.
pub trait Channels {
    /// The channel's state, or `None` for a nil channel.
    fn channel(&mut self, case: &Case) -> Option<&mut channel::State>;
}

/// Whether this case could go without waiting.
pub fn is_ready(state: &channel::State, direction: Direction, waiters: &Waiters) -> bool {
    match direction {
        Direction::Send(_) => state.can_send(waiters),
        Direction::Receive => state.can_receive(waiters),
    }
}

/// Takes the case that the arm names, which is ready; or, told that there is none, the `default` or waits.
#[inline(never)]
pub fn select(
    channels: &mut impl Channels,
    waiters: &mut Waiters,
    ticket: Ticket,
    (cases, default): (&[Case], bool),
    arm: Arm,
    notices: &mut Vec<Notice>,
) -> Outcome {
    if arm != Arm::NO_CASE {
        return take(channels, waiters, cases, arm.0, notices);
    }
    if default {
        return Outcome::Done(Reply::Selected(None, None));
    }
    Outcome::Park(wait(channels, waiters, ticket, cases))
}

fn take(
    channels: &mut impl Channels,
    waiters: &mut Waiters,
    cases: &[Case],
    index: u16,
    notices: &mut Vec<Notice>,
) -> Outcome {
    let case = &cases[index as usize];
    let state = channels.channel(case).expect("a nil channel is never ready");
    let taken = match case.direction {
        Direction::Send(word) => {
            channel::try_send(state, waiters, word, notices).map(|sent| sent.map(|()| None))
        }
        Direction::Receive => channel::try_receive(state, waiters, notices).map(|got| Ok(Some(got))),
    };
    match taken {
        Some(Ok(got)) => Outcome::Done(Reply::Selected(Some(index), got)),
        Some(Err(fault)) => Outcome::Fault(fault),
        None => unreachable!("only a ready case is taken"),
    }
}

/// Why a select waits. One of a single case is that case's operation to Go's compiler, and is dumped as such.
pub fn wait_reason(cases: &[Case]) -> WaitReason {
    match cases {
        [] => WaitReason::SelectNoCases,
        [Case { channel, direction: Direction::Send(_) }] => WaitReason::send(channel.is_none()),
        [Case { channel, direction: Direction::Receive }] => WaitReason::receive(channel.is_none()),
        _ => WaitReason::Select,
    }
}

/// Stands in every queue; the link is that of a node in none, so that a select without a case has one too.
fn wait(channels: &mut impl Channels, waiters: &mut Waiters, ticket: Ticket, cases: &[Case]) -> Link {
    let whole = waiters.node(ticket, 0, 0);
    for (index, case) in cases.iter().enumerate() {
        if let Some(state) = channels.channel(case) {
            let index = index as u16;
            let link = match case.direction {
                Direction::Send(word) => channel::wait_to_send(state, waiters, ticket, index, word),
                Direction::Receive => channel::wait_to_receive(state, waiters, ticket, index),
            };
            waiters[link].flags |= SELECTS;
            waiters.join(whole, link);
        }
    }
    whole
}
