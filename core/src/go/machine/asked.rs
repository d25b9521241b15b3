//! What a goroutine asks: its instruction as an operation of the rules, and the memory that it reaches.

use super::memory::{Header, Pointer};
use super::trap::Trap;
use super::{Machine, Place, Status, map};
use crate::go::code::instr::{Instr, Request, SelectCase, SelectTable};
use crate::go::lib::{self, Reached};
use crate::go::types::store::TypeId;
use crate::rules::{Case, Direction, ObjectId, Op, Word};

/// Words of memory that a step reads or writes.
#[derive(Clone, Copy, Debug)]
pub struct Touch {
    /// Whose step it is.
    pub place: Place,
    /// The first of the words.
    pub pointer: Pointer,
    /// How many.
    pub words: usize,
    /// Whether it changes them.
    pub writes: bool,
    /// Whether it is an operation of sync/atomic, or of the library that orders like one.
    pub atomic: bool,
}

impl Touch {
    /// Whether this is a data race with a step of another goroutine, if nothing orders the two.
    pub fn races_with(&self, other: &Touch) -> bool {
        let first = |touch: &Touch| touch.pointer.offset() as usize;
        self.place != other.place
            && (self.writes || other.writes)
            && !(self.atomic && other.atomic)
            && self.pointer.base() == other.pointer.base()
            && first(self) < first(other) + other.words
            && first(other) < first(self) + self.words
    }
}

impl Machine {
    /// What a goroutine asks of an object of the rules. A value of several words is not in it: see `boxed`.
    pub fn op(&self, place: Place) -> Option<Op> {
        let channel = |slot: u16| match self.slot(place, slot) {
            0 => None,
            number => Some(ObjectId(number as u32 - 1)),
        };
        Some(match self.instr(place) {
            Instr::Send { channel: to, value, elem } => {
                let word = if self.size(elem) == 1 { self.slot(place, value) } else { 0 };
                Op::Send(channel(to), word)
            }
            Instr::Receive { channel: from, .. } => Op::Receive(channel(from)),
            Instr::Close { channel: closed } => Op::Close(channel(closed)),
            Instr::ChannelLength { channel: of, .. } => Op::Length(channel(of)),
            Instr::Select { table } => {
                let SelectTable { cases, default, .. } = &self.code.selects[usize::from(table)];
                let case = |case: &SelectCase| Case {
                    channel: channel(case.channel),
                    direction: match case.sends {
                        true if self.size(case.elem) == 1 => Direction::Send(self.slot(place, case.value)),
                        true => Direction::Send(0),
                        false => Direction::Receive,
                    },
                };
                Op::Select { cases: cases.iter().map(case).collect(), default: *default }
            }
            Instr::Request { request, base, results, .. } => {
                let param = |at: u16| self.slot(place, base + results + at);
                if request == Request::Sleep {
                    return Some(Op::Sleep(param(0) as i64));
                }
                let word = |pointer: u64| self.memory.words[Pointer(pointer).at()];
                let object = || ObjectId((word(param(0)) as u32).saturating_sub(1));
                match request {
                    Request::Lock => Op::Lock(object()),
                    Request::TryLock => Op::TryLock(object()),
                    Request::Unlock => Op::Unlock(object()),
                    Request::WriteLock => Op::WriteLock(object()),
                    Request::TryWriteLock => Op::TryWriteLock(object()),
                    Request::WriteUnlock => Op::WriteUnlock(object()),
                    Request::ReadLock => Op::ReadLock(object()),
                    Request::TryReadLock => Op::TryReadLock(object()),
                    Request::ReadUnlock => Op::ReadUnlock(object()),
                    Request::Add => Op::Add(object(), param(1) as i64),
                    Request::Wait => Op::Wait(object()),
                    _ => return None,
                }
            }
            _ => return None,
        })
    }

    /// Whether a goroutine would only begin to wait by the step that it stands before, where that is known without taking it.
    pub fn would_wait(&self, place: Place) -> Option<bool> {
        if self.goroutine(place).status != Status::Offering {
            return None;
        }
        match self.instr(place) {
            // What has several words has to be copied, and there may be no room for it.
            Instr::Send { elem, .. } if self.size(elem) > 1 => return None,
            Instr::Send { .. } | Instr::Receive { .. } => {}
            Instr::Request { request: Request::Lock | Request::Wait, .. } => {
                // The object is made by whoever uses it first, and nobody is in its way.
                if self.memory.at(self.lock_of(place)?, 1)[0] == 0 {
                    return Some(false);
                }
            }
            _ => return None,
        }
        self.table.would_wait(&self.op(place)?)
    }

    /// A value of a channel's elements as one word: itself, or a pointer to a copy.
    pub(super) fn boxed(&mut self, elem: TypeId, at: usize) -> Result<Word, Trap> {
        self.share_value(elem, at);
        match self.size(elem) {
            0 => Ok(0),
            1 => Ok(self.memory.words[at]),
            size => {
                let layout = self.code.boxes[&elem];
                let base = self.memory.allocate(layout, size, 1)?;
                self.memory.mark(base, Header::SHARED);
                self.memory.words.copy_within(at..at + size, base as usize + 1);
                Ok(Pointer::new(base, 0).0)
            }
        }
    }

    /// The operation with the values that it sends.
    pub(super) fn full_op(&mut self, place: Place) -> Result<Op, Trap> {
        let mut op = self.op(place).expect("it is an operation");
        match (&mut op, self.instr(place)) {
            (Op::Send(_, word), Instr::Send { value, elem, .. }) => {
                *word = self.boxed(elem, self.goroutine(place).slot(value))?;
            }
            (Op::Select { cases, .. }, Instr::Select { table }) => {
                let code = self.code.clone();
                let mut all: Vec<Case> = cases.to_vec();
                for (case, of) in all.iter_mut().zip(&code.selects[usize::from(table)].cases) {
                    if of.sends {
                        case.direction =
                            Direction::Send(self.boxed(of.elem, self.goroutine(place).slot(of.value))?);
                    }
                }
                *cases = all.into();
            }
            _ => {}
        }
        Ok(op)
    }

    /// The memory that an instruction reaches: where, how many words, and whether it changes them.
    pub fn access(&self, place: Place) -> Option<(Pointer, usize, bool)> {
        let pointer = |slot: u16| Pointer(self.slot(place, slot));
        let slice = |slot: u16, writes: bool| {
            let of = self.slice(self.goroutine(place).slot(slot));
            (of.pointer, of.length, writes)
        };
        Some(match self.instr(place) {
            Instr::Load { pointer: from, offset, n, .. } => {
                (pointer(from).plus(offset.into()), n.into(), false)
            }
            Instr::Store { pointer: to, offset, n, .. } => (pointer(to).plus(offset.into()), n.into(), true),
            Instr::MapGet { map, .. } | Instr::MapLength { map, .. } | Instr::MapKeys { map, .. } => {
                (pointer(map), 1, false)
            }
            // What the library keeps in a map of its own is not shown.
            Instr::MapNext { map, .. }
                if self.code.functions[self.goroutine(place).func as usize].hidden
                    && map::known(&self.memory, pointer(map)).0 == 0 =>
            {
                return None;
            }
            Instr::MapNext { map, .. } => (pointer(map), 1, false),
            Instr::MapSet { map, .. } | Instr::MapDelete { map, .. } | Instr::MapClear { map } => {
                (pointer(map), 1, true)
            }
            Instr::Request { request: Request::Touch, base, results, .. } => {
                (pointer(base + results), 1, true)
            }
            Instr::TextAs { how, src, .. } if how.reads_slice() => slice(src, false),
            Instr::Native { native, base, results, .. } => {
                *self.reached(place, native, base + results).first()?
            }
            Instr::Append { slice: to, .. }
            | Instr::AppendSlice { slice: to, .. }
            | Instr::AppendText { slice: to, .. }
            | Instr::CopySlice { to, .. }
            | Instr::CopyText { to, .. }
            | Instr::ClearSlice { slice: to, .. } => slice(to, true),
            _ => return None,
        })
    }

    /// What a function of ours reaches of the memory that others can reach. `params` is the slot of its first parameter.
    fn reached(&self, place: Place, native: u16, params: u16) -> Vec<Reached> {
        let mut all = lib::reached(native, &self.memory, &self.code, self.goroutine(place).slot(params));
        all.retain(|(pointer, words, _)| *words > 0 && self.is_shared(pointer.base()));
        all
    }

    /// Whether the function of ours that a goroutine stands before reaches what others can reach.
    pub(super) fn reaches_shared(&mut self, place: Place, pc: u32) -> bool {
        self.one(place).pc = pc;
        let Instr::Native { native, base, results, .. } = self.instr(place) else { return false };
        !self.reached(place, native, base + results).is_empty()
    }

    /// What the step that a goroutine stands before reads and writes of the memory, to the word: what counts for a data race.
    pub fn touches(&self, place: Place, out: &mut Vec<Touch>) {
        if self.goroutine(place).status == Status::Offering {
            self.touches_of_instruction(place, out);
        }
    }

    /// The same of the instruction that a goroutine stands before, whatever it is doing.
    pub(super) fn touches_of_instruction(&self, place: Place, out: &mut Vec<Touch>) {
        let code = &self.code;
        let slice = |slot: u16| self.slice(self.goroutine(place).slot(slot));
        let mut touch = |pointer: Pointer, words: usize, writes: bool| {
            if words > 0 && !pointer.is_nil() {
                out.push(Touch { place, pointer, words, writes, atomic: false });
            }
        };
        // Appending writes behind the elements if there is room, and else reads them all.
        let mut append = |slot: u16, more: usize, size: usize| {
            let old = slice(slot);
            match old.length + more <= old.capacity {
                true => touch(old.pointer.plus((old.length * size) as u32), more * size, true),
                false => touch(old.pointer, old.length * size, false),
            }
        };
        match self.instr(place) {
            Instr::Append { slice: to, count, layout, .. } => {
                append(to, count.into(), code.layouts.size(layout))
            }
            Instr::AppendSlice { slice: to, more, layout, .. } => {
                let (more, size) = (slice(more), code.layouts.size(layout));
                append(to, more.length, size);
                touch(more.pointer, more.length * size, false);
            }
            Instr::AppendText { slice: to, text, .. } => {
                append(to, self.memory.text(self.slot(place, text)).len(), 1);
            }
            Instr::CopySlice { to, from, size, .. } => {
                let (to, from) = (slice(to), slice(from));
                let words = to.length.min(from.length) * usize::from(size);
                touch(to.pointer, words, true);
                touch(from.pointer, words, false);
            }
            Instr::CopyText { to, text, .. } => {
                let to = slice(to);
                let length = self.memory.text(self.slot(place, text)).len();
                touch(to.pointer, to.length.min(length), true);
            }
            Instr::ClearSlice { slice: of, size } => {
                let of = slice(of);
                touch(of.pointer, of.length * usize::from(size), true);
            }
            Instr::TextAs { how, src, .. } if how.reads_slice() => {
                let of = slice(src);
                touch(of.pointer, of.length, false);
            }
            Instr::Native { native, base, results, .. } => {
                for (pointer, words, writes) in self.reached(place, native, base + results) {
                    touch(pointer, words, writes);
                }
            }
            instr => {
                if let Some((pointer, words, writes)) = self.access(place)
                    && !pointer.is_nil()
                {
                    let atomic = matches!(instr, Instr::Request { .. });
                    out.push(Touch { place, pointer, words, writes, atomic });
                }
            }
        }
    }
}
