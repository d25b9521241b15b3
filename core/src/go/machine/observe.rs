//! Whoever watches a machine: what is told of a step while it is taken.

use super::memory::Pointer;
use super::panics::Turn;
use super::{Ended, Machine, Place};
use crate::rules::{Arm, Fault, Kind, ObjectId, Op, Outcome, Reply, cond};

/// Something that happened, told as soon as it has.
#[derive(Clone, Copy, Debug)]
pub enum Happened<'a> {
    /// A goroutine came to be, by whom.
    Started(Place, Option<Place>),
    /// A goroutine ended.
    Exited(Place),
    /// An object of the rules came to be; where its word is in memory, unless it is a channel.
    Made(ObjectId, Kind, Pointer),
    /// An operation on a list of those who wait for a condition is about to be applied.
    Conditioning(Place, ObjectId, cond::Op),
    /// An operation on such a list was applied.
    Conditioned(Place, ObjectId, cond::Op, Outcome),
    /// A goroutine stands before its next request.
    Offering(Place),
    /// An operation is about to be applied.
    Applying(Place, &'a Op, Arm),
    /// An operation was applied, for the first time (true) or again.
    Applied(Place, &'a Op, Outcome, bool),
    /// Somebody's wait ended by another one's step: it is served. Without an operation it waited for a condition.
    Granted(Place, Option<&'a Op>, Reply),
    /// Somebody's wait ended by another one's step: it has to ask again.
    Woken(Place),
    /// A request was refused with a panic that can be recovered from.
    Refused(Place, Fault),
    /// A panic runs deferred calls of the program's own, or one of them has recovered from it.
    Panicked(Place, Turn),
    /// A request that is none of the rules' was served.
    Served(Place),
    /// Memory that others can reach was read (false) or written (true) in a step.
    Accessed(Place, Pointer, usize, bool),
    /// A goroutine wrote to a file: 1 is the output, 2 the errors.
    Wrote(Place, i64, &'a [u8]),
    /// Virtual time moved.
    Advanced(u64),
    /// A timer fired, of this number.
    Fired(u32),
    /// A timer that fired has sent the instant.
    Sent(u32, &'a Op),
    /// Objects that have a name for the observer lie elsewhere now: where they were and are; nowhere, if they were given up.
    Moved(&'a [(u32, Option<u32>)]),
    /// An object of the rules was given up.
    Dropped(ObjectId),
    /// The process is over.
    Ended(&'a Ended),
}

/// Whoever watches.
pub trait Observer {
    /// Something happened. The machine is as it is right after it.
    fn tell(&mut self, machine: &mut Machine, happened: Happened<'_>);
}

/// Somebody who does not care.
#[derive(Clone, Copy, Debug, Default)]
pub struct Silent;

impl Observer for Silent {
    fn tell(&mut self, _: &mut Machine, _: Happened<'_>) {}
}
