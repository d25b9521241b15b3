//! Panics: deferred calls run on top of the stack that panicked, until one of them recovers.
//!
//! A panic is an object of six words: the panic before it, its value (a type and a word), the frame whose deferred calls are being
//! run, the frame of the deferred call that is under way, and flags. `runtime.Goexit` is a panic that has no value and
//! cannot be recovered from.

use super::calls::{NOBODY, UNWIND};
use super::memory::Pointer;
use super::trap::Trap;
use super::{Ended, Goroutine, Happened, Machine, Observer, Place, Status};
use crate::go::code::layout::LayoutId;
use crate::go::types::store::{Basic, TypeId};

const NEXT: usize = 0;
const TYPE: usize = 1;
const VALUE: usize = 2;
const CURSOR: usize = 3;
const CALL: usize = 4;
const FLAGS: usize = 5;

/// A deferred call has recovered.
const RECOVERED: u64 = 1;
/// It is `runtime.Goexit`.
const GOEXIT: u64 = 2;
/// Its value is being made a text, to be told at the end of the process.
const TELLING: u64 = 4;
/// Its value is that text.
const TOLD: u64 = 8;
/// It has the value of the panic before it, which a deferred call had recovered from.
const AGAIN: u64 = 16;
/// It came by a signal, or one did that came after it and was recovered from: Go forgets a signal only when no panic is left.
const SIGNAL: u64 = 32;
/// Deferred calls of the program's own run because of it.
const UNWINDS: u64 = 64;
/// One of them has recovered.
const MENDED: u64 = 128;

/// A turn that a panic took, for whoever watches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// The program's own deferred calls begin to run because of a panic with this value (its type and its word).
    Unwinds(u64, u64),
    /// One of them has recovered from it.
    Recovers,
}

/// A panic, as it is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Panic {
    /// The type of its value.
    pub typ: u64,
    /// The word of its value.
    pub value: u64,
    /// Whether a deferred call has recovered from it.
    pub recovered: bool,
    /// Whether it is `runtime.Goexit`.
    pub goexit: bool,
    /// Whether its value is that of the panic before it, which was recovered from.
    pub again: bool,
    /// Whether its value is a text already, as the end of the process tells it.
    pub told: bool,
    /// Whether the end of the process tells of a signal with it.
    pub signal: bool,
}

impl Machine {
    /// Begins a panic with this value.
    pub(super) fn panic(&mut self, place: Place, (typ, value): (u64, u64)) -> Result<(), Trap> {
        if typ == 0 {
            let text = "panic called with nil argument (use GODEBUG=panicnil=1 to disable)";
            let (typ, value) = self.error_value(self.code.errors.nil_panic, text)?;
            return self.begin_panic(place, typ, value, 0);
        }
        self.begin_panic(place, typ, value, 0)
    }

    /// `runtime.Goexit()`
    pub(super) fn goexit(&mut self, place: Place) -> Result<(), Trap> {
        self.begin_panic(place, 0, 0, GOEXIT)
    }

    fn begin_panic(&mut self, place: Place, typ: u64, value: u64, flags: u64) -> Result<(), Trap> {
        let frame = self.goroutine(place).frame;
        let again = self.is_again(place, typ, value);
        let flags = if again { flags | AGAIN } else { flags };
        let base = self.memory.allocate(LayoutId::PANIC, 6, 1)?;
        let record = Pointer::new(base, 0);
        let words = [self.goroutine(place).panics.0, typ, value, u64::from(frame), 0, flags];
        self.memory.at_mut(record, 6).copy_from_slice(&words);
        self.one(place).panics = record;
        self.unwind(place)
    }

    /// Whether a panic with this value repeats the last one, which a deferred call has recovered from.
    fn is_again(&self, place: Place, typ: u64, value: u64) -> bool {
        let record = self.goroutine(place).panics;
        if record.is_nil() || typ == 0 {
            return false;
        }
        let words = self.memory.at(record, 6);
        words[FLAGS] & RECOVERED != 0
            && words[TYPE] == typ
            && (words[VALUE] == value || {
                let id = TypeId(typ as u32);
                self.code.types.basic(id).is_some_and(|basic| basic.is_string())
                    && self.same_text(words[VALUE], value)
            })
    }

    /// Something stopped a goroutine in the middle of an instruction.
    pub(super) fn trap(&mut self, place: Place, mut trap: Trap) {
        while matches!(trap, Trap::Error(_) | Trap::Nil | Trap::Index(..) | Trap::Bound(..)) {
            // A deferred function that is nil is the next one.
            match self.panic_of(place, trap) {
                Ok(()) => return,
                Err(next) => trap = next,
            }
        }
        let ended = match trap {
            Trap::Fatal(words) => Ended::Fatal(place, words.into()),
            other => Ended::Thrown(Some(place), other.words(false).into()),
        };
        self.failures.insert(place, ended);
        self.one(place).status = Status::Failing;
    }

    /// Begins the panic that one of the run-time system's own errors is.
    fn panic_of(&mut self, place: Place, trap: Trap) -> Result<(), Trap> {
        let one = self.goroutine(place);
        let unsigned = &self.code.functions[one.func as usize].unsigned;
        let unsigned = unsigned.binary_search(&one.pc).is_ok();
        let flags = if trap == Trap::Nil { SIGNAL } else { 0 };
        let text = trap.words(unsigned);
        let (typ, value) = self.error_value(self.code.errors.type_of(&text), &text)?;
        self.begin_panic(place, typ, value, flags)
    }

    /// The value of one of the run-time system's own errors. Its text lies as a string does in every one of its types.
    fn error_value(&mut self, typ: TypeId, text: &str) -> Result<(u64, u64), Trap> {
        let short = ["runtime error: ", "interface conversion: "];
        let text = short.iter().find_map(|start| text.strip_prefix(start)).unwrap_or(text);
        let text = self.memory.make_text(text.as_bytes())?;
        if self.code.errors.is_pointer(typ) {
            let base = self.memory.allocate(LayoutId::TEXTS, 1, 1)?;
            let pointer = Pointer::new(base, 0);
            self.memory.at_mut(pointer, 1)[0] = text;
            return Ok((u64::from(typ.0), pointer.0));
        }
        Ok((u64::from(typ.0), text))
    }

    /// Goes on with the last panic: runs the next deferred call, or goes on where one has recovered.
    pub(super) fn unwind(&mut self, place: Place) -> Result<(), Trap> {
        let record = self.goroutine(place).panics;
        let flags = self.memory.at(record, 6)[FLAGS];
        let mut cursor = self.memory.at(record, 6)[CURSOR] as u32;
        if !self.goroutine(place).telling.is_nil() {
            return self.tell_next(place);
        }
        if flags & RECOVERED != 0 {
            return self.go_on_after_recovery(place, cursor);
        }
        loop {
            if let Some(func) = self.take_deferred(place, cursor) {
                self.note_deferred(place, record, func);
                let above = self.above(place);
                let words = self.memory.at_mut(record, 6);
                (words[CURSOR], words[CALL]) = (u64::from(cursor), u64::from(above));
                let stood = self.goroutine(place).pc;
                return self.call_value(place, func, above, UNWIND, stood);
            }
            let stack = self.goroutine(place).stack as usize + 1;
            let caller = (self.memory.words[stack + cursor as usize - 2] >> 32) as u32;
            if caller == NOBODY {
                if flags & GOEXIT != 0 {
                    self.one(place).status = Status::Finished;
                    return Ok(());
                }
                return self.tell_next(place);
            }
            cursor = caller;
        }
    }

    /// A deferred call is about to run because of a panic: the first one of the program's own is told.
    fn note_deferred(&mut self, place: Place, record: Pointer, func: Pointer) {
        // To call nothing is a panic of its own.
        if func.is_nil() {
            return;
        }
        let number = self.memory.at(func, 1)[0] as usize;
        let words = self.memory.at_mut(record, 6);
        if words[FLAGS] & (GOEXIT | UNWINDS) == 0 && !self.code.functions[number].hidden {
            words[FLAGS] |= UNWINDS;
            self.turns.push((place, Turn::Unwinds(words[TYPE], words[VALUE])));
        }
    }

    /// Tells of the turns that panics took.
    pub(super) fn tell_turns(&mut self, observer: &mut dyn Observer) {
        for (place, turn) in std::mem::take(&mut self.turns) {
            observer.tell(self, Happened::Panicked(place, turn));
        }
    }

    /// The records of a goroutine's panics, the last one first.
    fn records(&self, place: Place) -> impl Iterator<Item = Pointer> + '_ {
        let one = |pointer: Pointer| (!pointer.is_nil()).then_some(pointer);
        std::iter::successors(one(self.goroutine(place).panics), move |record| {
            one(Pointer(self.memory.at(*record, 6)[NEXT]))
        })
    }

    /// Makes a text of the next panic's value, by a call of its method if it has one; then the process is to end.
    fn tell_next(&mut self, place: Place) -> Result<(), Trap> {
        let Goroutine { panics: last, telling, .. } = *self.goroutine(place);
        let mut next = last;
        if !telling.is_nil() {
            let words = self.memory.at(last, 6);
            // Of those that came later, each was told before, unless it came while this one was.
            if last != telling && words[FLAGS] & TOLD == 0 {
                let typ = TypeId(words[TYPE] as u32);
                let name = crate::go::lib::type_name::name(&self.code.types, typ);
                return Err(Trap::Throw(format!("panic while printing panic value: type {name}")));
            }
            let text = self.returned;
            let words = self.memory.at_mut(telling, 6);
            words[TYPE] = u64::from(Basic::String.id().0);
            words[VALUE] = text;
            words[FLAGS] = words[FLAGS] & !TELLING | TOLD;
            next = Pointer(words[NEXT]);
        }
        while !next.is_nil() && self.memory.at(next, 6)[FLAGS] & GOEXIT != 0 {
            next = Pointer(self.memory.at(next, 6)[NEXT]);
        }
        self.one(place).telling = next;
        if next.is_nil() {
            self.one(place).status = Status::Dying;
            return Ok(());
        }
        let record = next;
        let words = self.memory.at_mut(record, 6);
        words[FLAGS] |= TELLING;
        let (typ, value) = (words[TYPE], words[VALUE]);
        let (above, stood) = (self.above(place), self.goroutine(place).pc);
        self.push_frame(place, self.code.panic_text, above, UNWIND, stood)?;
        let slot = self.goroutine(place).slot(1);
        self.memory.words[slot] = typ;
        self.memory.words[slot + 1] = value;
        Ok(())
    }

    /// The frame whose deferred call has recovered returns to its caller, after its other deferred calls. What was above it
    /// is gone, and with it every panic that was being handled there.
    fn go_on_after_recovery(&mut self, place: Place, frame: u32) -> Result<(), Trap> {
        let mut gone = 0;
        let mut record = self.goroutine(place).panics;
        while !record.is_nil() {
            let words = self.memory.at(record, 6);
            if words[CALL] as u32 <= frame {
                break;
            }
            gone |= words[FLAGS];
            record = Pointer(words[NEXT]);
        }
        if !record.is_nil() {
            self.memory.at_mut(record, 6)[FLAGS] |= gone & SIGNAL;
        }
        let stack = self.goroutine(place).stack as usize + 1;
        let func = (self.memory.words[stack + frame as usize - 3] >> 32) as u32;
        let epilogue = self.code.functions[func as usize].epilogue;
        let one = self.one(place);
        (one.panics, one.frame, one.func) = (record, frame, func);
        one.pc = epilogue.unwrap_or(0);
        if gone & (UNWINDS | MENDED) == UNWINDS {
            self.turns.push((place, Turn::Recovers));
        }
        if gone & GOEXIT != 0 { self.goexit(place) } else { Ok(()) }
    }

    /// `recover()`: the value of the panic that has called the current function, if one has.
    pub(super) fn recover(&mut self, place: Place) -> (u64, u64) {
        let record = self.goroutine(place).panics;
        if record.is_nil() {
            return (0, 0);
        }
        let words = self.memory.at(record, 6);
        let (call, flags) = (words[CALL] as u32, words[FLAGS]);
        if flags & !(AGAIN | SIGNAL | UNWINDS) != 0 || !self.is_called_by_defer(place, call) {
            return (0, 0);
        }
        let own = !self.code.functions[self.goroutine(place).func as usize].hidden;
        let words = self.memory.at_mut(record, 6);
        words[FLAGS] |= RECOVERED;
        let value = (words[TYPE], words[VALUE]);
        if own && words[FLAGS] & UNWINDS != 0 {
            words[FLAGS] |= MENDED;
            self.turns.push((place, Turn::Recovers));
        }
        value
    }

    /// Whether the current function is the deferred one whose frame this is, or is what that one, and those it calls, stand for.
    fn is_called_by_defer(&self, place: Place, call: u32) -> bool {
        for (depth, frame) in self.frames(place).enumerate() {
            // A method of a value in an interface may stand behind two.
            if depth > 0 && !self.code.functions[frame.func as usize].thunk {
                return false;
            }
            if frame.at == call {
                return true;
            }
        }
        false
    }

    /// A goroutine's panics, the first one first.
    pub fn panics(&self, place: Place) -> Vec<Panic> {
        let panic = |record: Pointer| {
            let words = self.memory.at(record, 6);
            Panic {
                typ: words[TYPE],
                value: words[VALUE],
                recovered: words[FLAGS] & RECOVERED != 0,
                goexit: words[FLAGS] & GOEXIT != 0,
                again: words[FLAGS] & AGAIN != 0,
                told: words[FLAGS] & TOLD != 0,
                signal: words[FLAGS] & SIGNAL != 0,
            }
        };
        let mut found: Vec<Panic> = self.records(place).map(panic).collect();
        found.reverse();
        found
    }

    /// `defer f()` in the body of a loop over a function: into a list, for when the function leaves that the loop stands in.
    pub(super) fn defer_to(&mut self, list: Pointer, func: Pointer) -> Result<(), Trap> {
        if self.is_shared(list.base()) {
            self.share(func);
        }
        let base = self.memory.allocate(LayoutId::DEFER, 2, 1)?;
        let record = Pointer::new(base, 0);
        let words = [self.memory.at(list, 1)[0], func.0];
        self.memory.at_mut(record, 2).copy_from_slice(&words);
        self.memory.at_mut(list, 1)[0] = record.0;
        Ok(())
    }

    /// `defer f()`
    pub(super) fn defer(&mut self, place: Place, func: Pointer) -> Result<(), Trap> {
        let frame = self.goroutine(place).frame;
        let base = self.memory.allocate(LayoutId::DEFER, 2, 1)?;
        let record = Pointer::new(base, 0);
        let words = [self.deferred(place, frame).0, func.0];
        self.memory.at_mut(record, 2).copy_from_slice(&words);
        self.set_deferred(place, frame, record);
        Ok(())
    }
}
