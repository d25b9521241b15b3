//! A goroutine, as plain data: its frames lie in the memory.

use super::memory::Pointer;
use crate::go::code::Code;
use crate::go::code::instr::Pc;
use crate::go::syntax::source::Pos;
use crate::rules::Link;

/// Names a goroutine's place in the machine, which is given to another one when it has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place(pub u32);

/// What a goroutine is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Nothing: its place is free.
    Gone,
    /// It computes on its own.
    Computing,
    /// It stands before an instruction that is a step of its own.
    Offering,
    /// Its request waits.
    Parked(Link),
    /// Its request has to be asked again.
    Woken(Link),
    /// It sleeps.
    Asleep(Link),
    /// It has computed for long, and goes on in a step of its own.
    Pausing,
    /// Its panic has run out of deferred calls: the process is to end.
    Dying,
    /// The run-time system gives up: the process is to end.
    Failing,
    /// Main has returned: the process is to end.
    Leaving,
    /// It has left all its functions by `runtime.Goexit`.
    Finished,
}

/// A goroutine.
#[derive(Clone, Copy, Debug)]
pub struct Goroutine {
    /// Who it is, whatever order things happened in: a hash of who started it and of how many that one had started before. Whom
    /// a timer has started is named after that timer, and so that nobody who is there has the same name.
    pub key: u64,
    /// The key of the timer that it goes back to, if that has started it, or whoever has started it; else 0.
    pub root: u64,
    /// Its number in this run, from 0 (main) in the order in which goroutines came to be.
    pub worker: u32,
    /// The number of the one that started it, if one did and not a timer.
    pub parent: Option<u32>,
    /// The `go` statement that started it, and the function that it stands in.
    pub created: Pos,
    /// The function of that statement.
    pub creator: u32,
    /// What it is doing.
    pub status: Status,
    /// The object that its frames lie in.
    pub stack: u32,
    /// Where the current frame's slots begin, in words of that object.
    pub frame: u32,
    /// The current function.
    pub func: u32,
    /// The instruction that it stands before, or in.
    pub pc: Pc,
    /// Its panics, the last one first.
    pub panics: Pointer,
    /// The panic whose value is being made a text; nil if none is.
    pub telling: Pointer,
    /// 1 in the middle of an instruction that takes two steps.
    pub phase: u8,
    /// When it wakes, if it sleeps.
    pub deadline: u64,
    /// How many requests it has made.
    pub requests: u32,
    /// How many goroutines it has started.
    pub children: u32,
    /// The state of its random numbers.
    pub random: u64,
}

impl Status {
    /// Whether it may go on whatever the others do.
    pub fn is_ready(self) -> bool {
        matches!(
            self,
            Status::Offering
                | Status::Woken(_)
                | Status::Pausing
                | Status::Dying
                | Status::Failing
                | Status::Leaving
        )
    }
}

impl Goroutine {
    /// The name of the function that started it.
    pub fn creator(self, code: &Code) -> &str {
        code.functions.get(self.creator as usize).map_or("", |function| &function.name)
    }

    /// The place of a slot of the current frame in the memory.
    #[inline]
    pub fn slot(&self, slot: u16) -> usize {
        self.stack as usize + 1 + self.frame as usize + usize::from(slot)
    }
}
