//! Frames: how functions are called and left.
//!
//! A frame's slots are preceded by three words: which function it is (high half) and where its caller goes on (low half);
//! where the caller's slots begin (high half) and, of a frame that a panic has put there, where the goroutine stood below
//! (low half); and the calls that were deferred, last first.

use super::memory::Pointer;
use super::trap::{STACK_OVERFLOW, Trap};
use super::{Machine, Place};
use crate::go::code::FRAME_HEADER;
use crate::go::code::instr::{Pc, Slot};
use crate::go::code::layout::LayoutId;
use crate::go::process::place_of;
use crate::go::syntax::source::Pos;

/// The caller of a goroutine's first function.
pub(super) const NOBODY: u32 = u32::MAX;
/// Where a deferred call goes on that a panic has made: back to the panic.
pub(super) const UNWIND: Pc = u32::MAX;
/// Where the goroutine stood, of a call that is deferred and is made because its function is left.
pub(super) const LEAVING: Pc = u32::MAX;
/// The same of an ordinary call.
pub(super) const CALLED: Pc = 0;

/// A frame of a goroutine, as it is read from its header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frame {
    /// Where its slots begin, in words of the stack.
    pub at: u32,
    /// Its function.
    pub func: u32,
    /// The instruction that it stands in.
    pub pc: Pc,
    /// It was called because of a panic below.
    pub deferred_by_panic: bool,
}

impl Machine {
    /// Makes a goroutine's current frame that of a function whose slots begin at this word of the stack.
    pub(super) fn push_frame(
        &mut self,
        place: Place,
        func: u32,
        at: u32,
        return_to: Pc,
        stood: Pc,
    ) -> Result<(), Trap> {
        let needs = self.code.functions[func as usize].slots.len() + at as usize;
        let one = self.goroutines[place.0 as usize];
        let mut stack = one.stack;
        if self.memory.header(stack).count() as usize <= needs {
            stack = self.grow_stack(stack, needs)?;
        }
        let words = &mut self.memory.words;
        let slot = stack as usize + 1 + at as usize;
        words[slot - 3] = u64::from(func) << 32 | u64::from(return_to);
        words[slot - 2] = u64::from(one.frame) << 32 | u64::from(stood);
        words[slot - 1] = 0;
        let one = self.one(place);
        (one.stack, one.frame, one.func, one.pc) = (stack, at, func, 0);
        Ok(())
    }

    fn grow_stack(&mut self, stack: u32, needs: usize) -> Result<u32, Trap> {
        if needs > self.limits.stack {
            return Err(Trap::Throw(STACK_OVERFLOW.into()));
        }
        let length = self.memory.header(stack).count() as usize;
        let new = self.memory.allocate(LayoutId::STACK, 1, (needs + 1).max(length * 2))?;
        let from = stack as usize + 1;
        self.memory.words.copy_within(from..from + length, new as usize + 1);
        Ok(new)
    }

    /// Calls a function whose parameters lie in a row from this slot on.
    pub(super) fn call(
        &mut self,
        place: Place,
        func: u32,
        return_to: Pc,
        from: Slot,
        params: u16,
    ) -> Result<(), Trap> {
        let caller = self.goroutines[place.0 as usize].frame as usize;
        let above = self.above(place);
        self.push_frame(place, func, above, return_to, CALLED)?;
        let one = self.goroutines[place.0 as usize];
        let from = one.stack as usize + 1 + caller + usize::from(from);
        let to = one.slot(self.code.functions[func as usize].results);
        self.memory.words.copy_within(from..from + usize::from(params), to);
        Ok(())
    }

    /// Goes back to the caller of the current function. False if there is none: the goroutine is at its end.
    pub(super) fn pop_frame(&mut self, place: Place) -> Popped {
        let one = self.goroutines[place.0 as usize];
        let slot = one.slot(0);
        let (head, link) = (self.memory.words[slot - 3], self.memory.words[slot - 2]);
        let (return_to, caller) = (head as u32, (link >> 32) as u32);
        if caller == NOBODY {
            return Popped::Last;
        }
        let below = one.stack as usize + 1 + caller as usize;
        let func = (self.memory.words[below - 3] >> 32) as u32;
        let one = self.one(place);
        (one.frame, one.func) = (caller, func);
        if return_to == UNWIND {
            one.pc = link as u32;
            return Popped::ToPanic;
        }
        one.pc = return_to;
        if link as u32 == LEAVING {
            return Popped::ToCaller(None);
        }
        let call = self.code.functions[func as usize].instrs[return_to as usize - 1];
        Popped::ToCaller(call.window())
    }

    /// A goroutine's frames, the current one first.
    pub fn frames(&self, place: Place) -> impl Iterator<Item = Frame> + '_ {
        let one = self.goroutines[place.0 as usize];
        let words = move |at: u32| one.stack as usize + 1 + at as usize;
        let frame = move |at: u32, func: u32, pc: Pc| {
            let deferred_by_panic = self.memory.words[words(at) - 3] as u32 == UNWIND;
            Frame { at, func, pc, deferred_by_panic }
        };
        let next = move |frame_above: &Frame| {
            let slot = words(frame_above.at);
            let (head, link) = (self.memory.words[slot - 3], self.memory.words[slot - 2]);
            let caller = (link >> 32) as u32;
            if caller == NOBODY {
                return None;
            }
            let (pc, func) = stands(head as u32, link as u32, self.memory.words[words(caller) - 3]);
            Some(frame(caller, func, pc))
        };
        std::iter::successors(Some(frame(one.frame, one.func, one.pc)), next)
    }

    /// The call in the program's text for which the library does something; no place if the program does it itself.
    pub(super) fn call_of(&self, place: Place) -> Pos {
        let function = |frame: &Frame| &self.code.functions[frame.func as usize];
        if !self.code.functions[self.goroutine(place).func as usize].hidden {
            return Pos::NONE;
        }
        let own = self.frames(place).find(|frame| !function(frame).hidden && !function(frame).thunk);
        own.map_or(Pos::NONE, |frame| place_of(self, &frame))
    }

    /// The list of a frame's deferred calls.
    pub(super) fn deferred(&self, place: Place, frame: u32) -> Pointer {
        let one = self.goroutines[place.0 as usize];
        Pointer(self.memory.words[one.stack as usize + frame as usize])
    }

    pub(super) fn set_deferred(&mut self, place: Place, frame: u32, list: Pointer) {
        let one = self.goroutines[place.0 as usize];
        self.memory.words[one.stack as usize + frame as usize] = list.0;
    }

    /// Takes the last deferred call of a frame: the function value.
    pub(super) fn take_deferred(&mut self, place: Place, frame: u32) -> Option<Pointer> {
        loop {
            let first = self.deferred(place, frame);
            if first.is_nil() {
                return None;
            }
            let record = self.memory.at(first, 2);
            let (next, func) = (Pointer(record[0]), Pointer(record[1]));
            let is_list = !func.is_nil() && self.memory.header(func.base()).layout() == LayoutId::DEFER;
            if !is_list {
                self.set_deferred(place, frame, next);
                return Some(func);
            }
            // What the bodies of loops over functions have deferred lies in a list of its own.
            let inner = Pointer(self.memory.at(func, 1)[0]);
            if inner.is_nil() {
                self.set_deferred(place, frame, next);
                continue;
            }
            let record = self.memory.at(inner, 2);
            let (next, func_of_list) = (record[0], Pointer(record[1]));
            self.memory.at_mut(func, 1)[0] = next;
            return Some(func_of_list);
        }
    }

    /// Where the first frame of a fresh stack begins.
    pub(super) const FIRST_FRAME: u32 = FRAME_HEADER as u32;

    /// The place behind everything that the current frame uses.
    pub(super) fn above(&self, place: Place) -> u32 {
        let one = self.goroutines[place.0 as usize];
        one.frame + self.code.functions[one.func as usize].slots.len() as u32 + u32::from(FRAME_HEADER)
    }

    /// Calls a function value without parameters, whose slots then begin at this word of the stack. Its closure is its last
    /// parameter, here the only one.
    pub(super) fn call_value(
        &mut self,
        place: Place,
        func: Pointer,
        at: u32,
        return_to: Pc,
        stood: Pc,
    ) -> Result<(), Trap> {
        if func.is_nil() {
            return Err(Trap::nil());
        }
        let number = self.memory.at(func, 1)[0] as u32;
        self.push_frame(place, number, at, return_to, stood)?;
        let function = &self.code.functions[number as usize];
        let closure = function.results + function.params - 1;
        let slot = self.goroutines[place.0 as usize].slot(closure);
        self.memory.words[slot] = func.0;
        Ok(())
    }
}

/// Where a caller stands, and in which function: from the words before the frame that it has called, and the first word before
/// its own. It stands in its call, which is the instruction before the one it goes on with; one that runs deferred functions is taken
/// up again itself.
pub(super) fn stands(return_to: Pc, stood: Pc, own_head: u64) -> (Pc, u32) {
    let pc = match (return_to, stood) {
        (UNWIND, stood) => stood,
        (to, LEAVING) => to,
        (to, _) => to - 1,
    };
    (pc, (own_head >> 32) as u32)
}

/// What a function that was left goes back to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Popped {
    /// Its caller, who wants the results in its window from this slot on; not those of a deferred call.
    ToCaller(Option<Slot>),
    /// The panic that called it.
    ToPanic,
    /// Nothing.
    Last,
}
