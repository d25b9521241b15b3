//! What a goroutine computes on its own: instruction after instruction, up to the next one that is a step.

use super::calls::{LEAVING, Popped};
use super::fuel::ROUND;
use super::memory::Pointer;
use super::trap::Trap;
use super::window::Window;
use super::{Happened, Machine, Observer, Place, Status};
use crate::go::code::instr::{Compare, Instr, NONE, Slot};
use crate::go::code::{Code, Function};
use crate::go::lib;
use std::rc::Rc;

/// So many words, and more, are gone over for longer than an instruction takes.
const MANY: u16 = 64;

/// Where a goroutine computes: what of the machine does not change from one instruction to the next.
struct Here<'a> {
    function: &'a Function,
    /// The place of slot 0 in the memory.
    slots: usize,
    /// Whether an access to shared memory is a step.
    watched: bool,
}

/// Why a goroutine stopped computing.
pub(super) enum Stop {
    /// It stands before a step.
    Step,
    /// It computes on in another function.
    Frame,
    /// It has computed for long.
    Pause,
    /// It is at the end of its first function.
    End,
}

impl Machine {
    /// Lets a goroutine compute. The first instruction is carried out even if it is a step: then `granted`.
    pub(super) fn compute(&mut self, place: Place, granted: bool, observer: &mut dyn Observer) {
        let mut fuel = i64::from(self.limits.slice);
        self.memory.take_work();
        self.compute_for(&mut fuel, place, granted, observer);
        let spent = i64::from(self.limits.slice) - fuel;
        self.worked += spent as u64 + u64::from(self.memory.take_work());
    }

    /// The same, for as long as so many instructions take; what is left of them stays there.
    fn compute_for(&mut self, fuel: &mut i64, place: Place, mut granted: bool, observer: &mut dyn Observer) {
        let code = self.code.clone();
        self.set_status(place, Status::Computing);
        loop {
            let one = self.goroutines[place.0 as usize];
            let function = &code.functions[one.func as usize];
            let watched = !function.guarded && self.others_may_come();
            let here = Here { function, slots: one.slot(0), watched };
            let mut pc = one.pc;
            let stopped = self.run(&code, &here, place, &mut pc, granted, fuel);
            granted = false;
            self.tell_made(observer);
            self.tell_turns(observer);
            match stopped {
                Ok(Stop::Frame) => {}
                Ok(Stop::Step) => {
                    self.one(place).pc = pc;
                    return self.offer(place, Status::Offering, observer);
                }
                Ok(Stop::Pause) => {
                    if self.wants_collection() {
                        // Others may stand in the middle of a reply: room is made when nobody does.
                        return self.crowded.push(place);
                    }
                    return self.offer(place, Status::Pausing, observer);
                }
                Ok(Stop::End) => return self.leave(place, observer),
                Err(trap) => {
                    self.one(place).pc = pc;
                    self.trap(place, trap);
                }
            }
            let status = self.goroutines[place.0 as usize].status;
            match status {
                Status::Dying | Status::Failing => return self.offer(place, status, observer),
                Status::Finished => return self.leave(place, observer),
                _ => {}
            }
        }
    }

    /// A goroutine stands before its next request.
    pub(super) fn offer(&mut self, place: Place, status: Status, observer: &mut dyn Observer) {
        debug_assert!(
            {
                let one = &self.goroutines[place.0 as usize];
                let function = self.code.functions.get(one.func as usize);
                status != Status::Offering || function.is_none_or(|function| function.live.knows(one.pc))
            },
            "what is wanted is known wherever a goroutine may stand"
        );
        // What a panic has made of it is not counted yet.
        self.one(place).status = Status::Computing;
        self.set_status(place, status);
        self.one(place).requests += 1;
        self.stirred.push(place);
        observer.tell(self, Happened::Offering(place));
    }

    /// Carries out instructions of one function.
    fn run(
        &mut self,
        code: &Rc<Code>,
        here: &Here<'_>,
        place: Place,
        at: &mut u32,
        mut granted: bool,
        fuel: &mut i64,
    ) -> Result<Stop, Trap> {
        let (slots, instrs) = (here.slots, here.function.instrs.as_slice());
        let mut pc = *at;
        // As if this one had been the first of a row in which each was carried out up to here.
        let mut first = pc;
        macro_rules! word {
            ($slot:expr) => {
                self.memory.words[slots + usize::from($slot)]
            };
        }
        macro_rules! int {
            ($slot:expr) => {
                self.memory.words[slots + usize::from($slot)] as i64
            };
        }
        // So many words are gone over at once.
        macro_rules! many {
            ($n:expr) => {
                if $n >= MANY {
                    self.memory.work(8 * usize::from($n));
                }
            };
        }
        // Goes on elsewhere, and keeps how many instructions were carried out.
        macro_rules! jump {
            ($to:expr) => {
                first = first.wrapping_add($to.wrapping_sub(pc));
                pc = $to;
            };
        }
        // Stops before an instruction that reaches this object, where that is a step.
        macro_rules! reach {
            ($base:expr) => {
                if here.watched && !granted && self.is_shared($base) {
                    *at = pc;
                    return Ok(Stop::Step);
                }
            };
        }
        macro_rules! step {
            () => {
                if !granted {
                    *at = pc;
                    return Ok(Stop::Step);
                }
            };
        }
        let notes = self.noted.is_some() && !here.watched;
        loop {
            *at = pc;
            if notes {
                self.note_instruction(place, pc);
            }
            let instr = instrs[pc as usize];
            match instr {
                Instr::Int { dst, value } => word!(dst) = i64::from(value) as u64,
                Instr::Const { dst, index } => word!(dst) = code.constants[index as usize],
                Instr::Copy { dst, src } => word!(dst) = word!(src),
                Instr::CopyN { dst, src, n } => {
                    many!(n);
                    let from = slots + usize::from(src);
                    self.memory.words.copy_within(from..from + usize::from(n), slots + usize::from(dst));
                }
                Instr::Zero { dst, n } => {
                    many!(n);
                    let from = slots + usize::from(dst);
                    self.memory.words[from..from + usize::from(n)].fill(0);
                }
                Instr::Add { dst, a, b } => word!(dst) = word!(a).wrapping_add(word!(b)),
                Instr::AddInt { dst, a, value } => {
                    word!(dst) = word!(a).wrapping_add(i64::from(value) as u64)
                }
                Instr::Sub { dst, a, b } => word!(dst) = word!(a).wrapping_sub(word!(b)),
                Instr::Mul { dst, a, b } => word!(dst) = word!(a).wrapping_mul(word!(b)),
                Instr::Less { dst, a, b } => word!(dst) = u64::from(int!(a) < int!(b)),
                Instr::LessEqual { dst, a, b } => word!(dst) = u64::from(int!(a) <= int!(b)),
                Instr::Same { dst, a, b } => word!(dst) = u64::from(word!(a) == word!(b)),
                Instr::Not { dst, a } => word!(dst) = word!(a) ^ 1,
                Instr::Arith { op, kind, dst, a, b } => {
                    word!(dst) = super::numbers::arith(op, kind, word!(a), word!(b))?;
                }
                Instr::Compare { op, kind, dst, a, b } => {
                    word!(dst) = u64::from(super::numbers::compare(op, kind, word!(a), word!(b)));
                }
                Instr::Negate { kind, dst, a } => word!(dst) = super::numbers::negate(kind, word!(a)),
                Instr::Complement { kind, dst, a } => {
                    word!(dst) = super::numbers::wrap(kind, !word!(a));
                }
                Instr::Convert { from, to, dst, a } => {
                    word!(dst) = super::numbers::convert(from, to, word!(a));
                }
                Instr::ShiftCount { count } => {
                    if int!(count) < 0 {
                        return Err(Trap::runtime("negative shift amount"));
                    }
                }
                Instr::CompareText { op, dst, a, b } => {
                    let (a, b) = (word!(a), word!(b));
                    let order = match a == b {
                        true => std::cmp::Ordering::Equal,
                        false => {
                            self.memory.work(self.memory.text_length(a).min(self.memory.text_length(b)));
                            self.memory.text(a).cmp(self.memory.text(b))
                        }
                    };
                    word!(dst) = u64::from(holds(op, order));
                }
                Instr::Equal { typ, dst, a, b } => {
                    let (a, b) = (slots + usize::from(a), slots + usize::from(b));
                    word!(dst) = u64::from(self.equal(typ, a, b)?);
                }
                Instr::Concat { dst, a, b } => {
                    word!(dst) = self.memory.concatenate(word!(a), word!(b))?;
                }
                Instr::TextLength { dst, text } => word!(dst) = self.memory.text_length(word!(text)) as u64,
                Instr::ByteAt { dst, text, index } => {
                    let (text, index) = (self.memory.text(word!(text)), int!(index));
                    let byte = usize::try_from(index).ok().and_then(|index| text.get(index));
                    word!(dst) = u64::from(*byte.ok_or_else(|| Trap::index(index, text.len()))?);
                }
                Instr::CutText { dst, text, low, high } => {
                    let low = if low == NONE { 0 } else { int!(low) };
                    let high = if high == NONE { None } else { Some(int!(high)) };
                    word!(dst) = self.cut_text(word!(text), low, high)?;
                }
                Instr::TextAs { how, dst, src } => {
                    if how.reads_slice() {
                        reach!(Pointer(word!(src)).base());
                    }
                    self.text_as(how, slots + usize::from(dst), slots + usize::from(src))?;
                }
                Instr::NextRune { text, at: position, rune } => {
                    if let Some((found, next)) = self.next_rune(word!(text), word!(position)) {
                        word!(position) = next;
                        if rune != NONE {
                            word!(rune) = found;
                        }
                        pc += 1;
                    }
                }
                Instr::Jump { to } => {
                    jump!(to);
                    continue;
                }
                Instr::If { cond, to } => {
                    if word!(cond) != 0 {
                        jump!(to);
                        continue;
                    }
                }
                Instr::Unless { cond, to } => {
                    if word!(cond) == 0 {
                        jump!(to);
                        continue;
                    }
                }
                Instr::Loop => {
                    self.burn(fuel, pc.wrapping_sub(first).max(ROUND));
                    first = pc;
                    if *fuel <= 0 || self.wants_collection() {
                        self.one(place).pc = pc;
                        return Ok(Stop::Pause);
                    }
                }
                Instr::Call { func, base, results, params } => {
                    self.call(place, func, pc + 1, base + results, params)?;
                    return self.entered(fuel, pc.wrapping_sub(first));
                }
                Instr::CallValue { func, base, results, params } => {
                    let func = Pointer(word!(func));
                    if func.is_nil() {
                        return Err(Trap::nil());
                    }
                    let number = self.memory.at(func, 1)[0] as u32;
                    self.call(place, number, pc + 1, base + results, params)?;
                    let closure = self.goroutines[place.0 as usize].slot(results + params);
                    self.memory.words[closure] = func.0;
                    return self.entered(fuel, pc.wrapping_sub(first));
                }
                Instr::CallMethod { iface, method, base, results, params } => {
                    let func = self.find_method(word!(iface), method)?;
                    word!(base + results) = word!(iface + 1);
                    self.call(place, func, pc + 1, base + results, params)?;
                    return self.entered(fuel, pc.wrapping_sub(first));
                }
                Instr::Native { native, .. }
                    if !granted
                        && lib::reaches(native)
                        && self.others_may_come()
                        && self.reaches_shared(place, pc) =>
                {
                    *at = pc;
                    return Ok(Stop::Step);
                }
                Instr::Native { native, base, results, .. } => {
                    let base = slots + usize::from(base);
                    let mut window = Window {
                        memory: &mut self.memory,
                        code,
                        results: base,
                        params: base + usize::from(results),
                    };
                    lib::get(native)(&mut window)?;
                    if lib::stores(native) {
                        self.share_stored(native, base + usize::from(results));
                    }
                }
                Instr::RunDefers => {
                    let frame = self.goroutines[place.0 as usize].frame;
                    if let Some(func) = self.take_deferred(place, frame) {
                        let above = self.above(place);
                        self.call_value(place, func, above, pc, LEAVING)?;
                        return Ok(Stop::Frame);
                    }
                }
                Instr::Return => match self.pop_from(place, fuel, pc.wrapping_sub(first)) {
                    Popped::ToCaller(Some(base)) => {
                        let to = self.goroutines[place.0 as usize].slot(base);
                        let results = usize::from(here.function.results);
                        self.memory.words.copy_within(slots..slots + results, to);
                        return Ok(Stop::Frame);
                    }
                    Popped::ToCaller(None) => return Ok(Stop::Frame),
                    Popped::ToPanic => {
                        self.returned = self.memory.words.get(slots).copied().unwrap_or(0);
                        self.unwind(place)?;
                        return Ok(Stop::Frame);
                    }
                    Popped::Last => return Ok(Stop::End),
                },
                Instr::Closure { dst, func, from, layout } => {
                    let size = code.layouts.size(layout);
                    let base = self.memory.allocate(layout, size, 1)?;
                    let words = base as usize + 1;
                    self.memory.words[words] = u64::from(func);
                    let from = slots + usize::from(from);
                    self.memory.words.copy_within(from..from + size - 1, words + 1);
                    word!(dst) = Pointer::new(base, 0).0;
                }
                Instr::Captured { dst, closure, word, n } => {
                    let from = Pointer(word!(closure)).at() + usize::from(word);
                    self.memory.words.copy_within(from..from + usize::from(n), slots + usize::from(dst));
                }
                Instr::New { dst, layout, count } => {
                    let base = self.memory.allocate(layout, code.layouts.size(layout), count as usize)?;
                    word!(dst) = Pointer::new(base, 0).0;
                }
                Instr::Load { dst, pointer, offset, n } => {
                    let pointer = Pointer(word!(pointer));
                    if pointer.is_nil() {
                        return Err(Trap::nil());
                    }
                    reach!(pointer.base());
                    let from = pointer.at() + usize::from(offset);
                    if n == 1 {
                        word!(dst) = self.memory.words[from];
                    } else {
                        many!(n);
                        let to = slots + usize::from(dst);
                        self.memory.words.copy_within(from..from + usize::from(n), to);
                    }
                }
                Instr::Store { pointer, offset, src, n } => {
                    let pointer = Pointer(word!(pointer));
                    if pointer.is_nil() {
                        return Err(Trap::nil());
                    }
                    reach!(pointer.base());
                    many!(n);
                    let to = pointer.at() + usize::from(offset);
                    let from = slots + usize::from(src);
                    if self.is_shared(pointer.base()) {
                        self.share_slots(here.function, src, n, slots);
                    }
                    self.memory.words.copy_within(from..from + usize::from(n), to);
                }
                Instr::Offset { dst, pointer, words } => {
                    let pointer = Pointer(word!(pointer));
                    if pointer.is_nil() {
                        return Err(Trap::nil());
                    }
                    word!(dst) = pointer.plus(words).0;
                }
                Instr::Advance { dst, pointer, words } => word!(dst) = word!(pointer) + word!(words),
                Instr::NotNil { pointer } => {
                    if Pointer(word!(pointer)).is_nil() {
                        return Err(Trap::nil());
                    }
                }
                Instr::Element { dst, slice, index, size } => {
                    let (index, length) = (word!(index), word!(slice + 1));
                    if index >= length {
                        return Err(Trap::index(index as i64, length as usize));
                    }
                    word!(dst) = word!(slice) + index * u64::from(size);
                }
                Instr::ArrayElement { dst, pointer, index, size, length } => {
                    let (pointer, index) = (Pointer(word!(pointer)), word!(index));
                    if pointer.is_nil() {
                        return Err(Trap::nil());
                    }
                    if index >= u64::from(length) {
                        return Err(Trap::index(index as i64, length as usize));
                    }
                    word!(dst) = pointer.0 + index * u64::from(size);
                }
                Instr::Bounds { index, length } => {
                    if word!(index) >= u64::from(length) {
                        return Err(Trap::index(int!(index), length as usize));
                    }
                }
                Instr::Request { request, base, results, .. } if !request.is_step() => {
                    self.ask(place, request, slots + usize::from(base), usize::from(results))?;
                }
                Instr::Go { .. }
                | Instr::Send { .. }
                | Instr::Receive { .. }
                | Instr::Close { .. }
                | Instr::ChannelLength { .. }
                | Instr::Select { .. }
                | Instr::Request { .. } => {
                    step!();
                    unreachable!("a request is served and not computed");
                }
                Instr::Panic { iface } => {
                    let value = (word!(iface), word!(iface + 1));
                    self.one(place).pc = pc;
                    self.panic(place, value)?;
                    return Ok(Stop::Frame);
                }
                Instr::Recover { dst } => {
                    let (typ, value) = self.recover(place);
                    (word!(dst), word!(dst + 1)) = (typ, value);
                }
                Instr::Hashable { key, typ } => {
                    self.hash(typ, slots + usize::from(key))?;
                }
                Instr::DeferTo { list, func } => {
                    self.defer_to(Pointer(word!(list)), Pointer(word!(func)))?;
                }
                Instr::Yielded { state } => match word!(state) {
                    0 => {}
                    state => return Err(Trap::iteration(state)),
                },
                Instr::Iterated { state } => {
                    if word!(state) == 2 {
                        return Err(Trap::iteration(0));
                    }
                }
                Instr::Defer { func } => self.defer(place, Pointer(word!(func)))?,
                other => match self.run_large(code, place, here.watched && !granted, other, slots)? {
                    super::slices::Large::Done => {}
                    super::slices::Large::Skip => pc += 1,
                    super::slices::Large::Step => return Ok(Stop::Step),
                },
            }
            pc += 1;
            granted = false;
        }
    }
}

/// Whether a comparison holds of things in this order.
pub(super) fn holds(op: Compare, order: std::cmp::Ordering) -> bool {
    match op {
        Compare::Equal => order.is_eq(),
        Compare::NotEqual => order.is_ne(),
        Compare::Less => order.is_lt(),
        Compare::LessEqual => order.is_le(),
        Compare::Greater => order.is_gt(),
        Compare::GreaterEqual => order.is_ge(),
    }
}

/// A slot of the current frame, for what is not there.
pub(super) fn optional(slot: Slot) -> Option<usize> {
    (slot != NONE).then_some(usize::from(slot))
}
