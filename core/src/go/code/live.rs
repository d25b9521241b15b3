//! Which slots hold something that is still wanted, where a goroutine may stand.
//!
//! What is not wanted any more is no part of a goroutine's state: it is neither kept, nor compared with another state.

use super::Function;
use super::instr::{Instr, Pc, Slot};
use super::operands::{Access, Shapes};
use crate::go::lib;

/// The live slots of a function, for the instructions at which a goroutine may stand.
#[derive(Clone, Debug, Default)]
pub struct Live {
    /// By instruction, in order: which, and where its slots begin in `slots`.
    at: Vec<(Pc, u32)>,
    slots: Vec<Slot>,
    /// Those that are wanted where the function leaves after a recovered panic.
    leaving: Vec<Slot>,
}

impl Live {
    /// Whether it is known what is wanted before this instruction, because a goroutine may stand there.
    pub fn knows(&self, pc: Pc) -> bool {
        self.at.binary_search_by_key(&pc, |(at, _)| *at).is_ok()
    }

    /// The slots that are wanted by a goroutine that stands before this instruction; of a call that is under way, by the
    /// caller when it returns.
    pub fn at(&self, pc: Pc) -> &[Slot] {
        match self.at.binary_search_by_key(&pc, |(at, _)| *at) {
            Ok(found) => {
                let from = self.at[found].1 as usize;
                let to = self.at.get(found + 1).map_or(self.slots.len(), |(_, next)| *next as usize);
                &self.slots[from..to]
            }
            Err(_) => &self.leaving,
        }
    }
}

/// Whether a goroutine may stand before this instruction, or in it.
fn is_stop(instr: &Instr, pc: Pc) -> bool {
    pc == 0 || instr.is_call() || matches!(instr, Instr::Loop | Instr::RunDefers) || instr.may_be_step()
}

/// A set of slots.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Set(Vec<u64>);

impl Set {
    pub(super) fn empty(slots: usize) -> Set {
        Set(vec![0; slots.div_ceil(64)])
    }

    pub(super) fn has(&self, slot: Slot) -> bool {
        let slot = usize::from(slot);
        self.0.get(slot / 64).is_some_and(|word| word >> (slot % 64) & 1 != 0)
    }

    /// Whether it has one of so many.
    pub(super) fn has_any(&self, slot: Slot, n: usize) -> bool {
        (slot..slot + n as Slot).any(|slot| self.has(slot))
    }

    pub(super) fn insert(&mut self, slot: Slot, n: usize) {
        for slot in usize::from(slot)..usize::from(slot) + n {
            self.0[slot / 64] |= 1 << (slot % 64);
        }
    }

    /// Takes slots out, but for those that are kept.
    fn remove(&mut self, slot: Slot, n: usize, kept: &Set) {
        for slot in usize::from(slot)..usize::from(slot) + n {
            if !kept.has(slot as Slot) {
                self.0[slot / 64] &= !(1 << (slot % 64));
            }
        }
    }

    fn add(&mut self, other: &Set) -> bool {
        let mut changed = false;
        for (word, more) in self.0.iter_mut().zip(&other.0) {
            changed |= *more & !*word != 0;
            *word |= more;
        }
        changed
    }

    fn iter(&self) -> impl Iterator<Item = Slot> + '_ {
        self.0.iter().enumerate().filter(|(_, word)| **word != 0).flat_map(|(at, word)| {
            (0..64).filter(move |bit| word >> bit & 1 != 0).map(move |bit| (at * 64 + bit) as Slot)
        })
    }
}

/// Instructions that are carried out one after the other: from which on, up to which, and what is wanted before them.
struct Block {
    start: usize,
    end: usize,
    before: Set,
}

/// A function that is looked at.
struct Flow<'a> {
    function: &'a Function,
    shapes: Shapes<'a>,
    blocks: Vec<Block>,
    /// By instruction, its block.
    block_of: Vec<u32>,
    results: Set,
}

/// What is wanted in a function takes more room than this, in bits and in slots: see [`find`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLarge;

/// So many slots are looked at in all blocks of a function together: 32 MB, a bit each.
const MOST_LOOKED_AT: usize = 1 << 28;

/// So many are kept of a whole program: 32 MB, two bytes each.
pub const MOST_KEPT: usize = 1 << 24;

/// Finds the live slots of a function. `room` is how many more may be kept.
///
/// # Errors
/// If there are more, or if they are too many to be looked at.
pub fn find(function: &Function, shapes: Shapes<'_>, room: &mut usize) -> Result<Live, TooLarge> {
    found(function, shapes, room, &mut |_, _, _, _| true).map(|(live, _)| live)
}

/// Finds the slots of a function that are wanted, where `counts` says whether some slots count that an instruction reads: of the
/// instruction at this place, with what is wanted after it. Gives also what is wanted before the first instruction.
///
/// # Errors
/// As [`find`].
pub(super) fn found(
    function: &Function,
    shapes: Shapes<'_>,
    room: &mut usize,
    counts: &mut dyn FnMut(usize, &Set, Slot, usize) -> bool,
) -> Result<(Live, Set), TooLarge> {
    let mut flow = Flow::new(function, shapes)?;
    while flow.changes(counts) {}
    let leaving = flow.leaving();
    let mut live = Live { leaving: leaving.iter().collect(), ..Live::default() };
    let mut keep = |at: Pc, set: &Set| -> Result<(), TooLarge> {
        let from = live.slots.len();
        live.slots.extend(set.iter());
        live.at.push((at, from as u32));
        *room = room.checked_sub(live.slots.len() - from).ok_or(TooLarge)?;
        Ok(())
    };
    for block in flow.blocks.iter().rev() {
        let mut set = flow.after(block, &leaving);
        for at in (block.start..block.end).rev() {
            let instr = &function.instrs[at];
            if instr.is_call() {
                // The window is the callee's business until it returns.
                let mut wanted = set.clone();
                instr.operands(shapes, |slot, n, access| {
                    if access == Access::Write {
                        wanted.remove(slot, n, &leaving);
                    }
                });
                keep(at as Pc, &wanted)?;
            }
            apply(instr, shapes, &leaving, &mut set, &mut |set, slot, n| counts(at, set, slot, n));
            if !instr.is_call() && is_stop(instr, at as Pc) {
                keep(at as Pc, &set)?;
            }
        }
    }
    live.turn_round();
    let entry = flow.blocks.into_iter().next().map(|block| block.before);
    Ok((live, entry.unwrap_or_default()))
}

impl Live {
    /// It was found from the end to the beginning.
    fn turn_round(&mut self) {
        let (mut slots, mut end) = (Vec::with_capacity(self.slots.len()), self.slots.len());
        self.at.reverse();
        for (_, from) in &mut self.at {
            let begin = *from as usize;
            *from = slots.len() as u32;
            slots.extend_from_slice(&self.slots[begin..end]);
            end = begin;
        }
        self.slots = slots;
    }
}

impl<'a> Flow<'a> {
    fn new(function: &'a Function, shapes: Shapes<'a>) -> Result<Flow<'a>, TooLarge> {
        let (count, slots) = (function.instrs.len(), function.slots.len());
        let mut begins = vec![false; count + 1];
        for (at, instr) in function.instrs.iter().enumerate() {
            let next = instr.successors(at as Pc);
            if next != [Some(at as Pc + 1), None] {
                begins[at + 1] = true;
                next.into_iter().flatten().for_each(|to| begins[to as usize] = true);
            }
        }
        for at in function.epilogue.into_iter().chain([0]) {
            begins[at as usize] = true;
        }
        let starts: Vec<usize> = (0..count).filter(|at| begins[*at]).collect();
        if starts.len().saturating_mul(slots) > MOST_LOOKED_AT {
            return Err(TooLarge);
        }
        let (mut blocks, mut block_of) = (Vec::new(), Vec::with_capacity(count));
        for (number, start) in starts.iter().copied().enumerate() {
            let end = starts.get(number + 1).copied().unwrap_or(count);
            blocks.push(Block { start, end, before: Set::empty(slots) });
            block_of.resize(end, number as u32);
        }
        let mut results = Set::empty(slots);
        results.insert(0, function.results.into());
        Ok(Flow { function, shapes, blocks, block_of, results })
    }

    fn before(&self, at: Pc) -> &Set {
        &self.blocks[self.block_of[at as usize] as usize].before
    }

    /// What is wanted where the function leaves after a recovered panic, and so always.
    fn leaving(&self) -> Set {
        match self.function.epilogue {
            Some(epilogue) => self.before(epilogue).clone(),
            None => Set::empty(self.function.slots.len()),
        }
    }

    /// What is wanted after a block.
    fn after(&self, block: &Block, leaving: &Set) -> Set {
        let mut set = leaving.clone();
        let Some(last) = block.end.checked_sub(1) else { return set };
        let instr = &self.function.instrs[last];
        if matches!(instr, Instr::Return) {
            set.add(&self.results);
        }
        for next in instr.successors(last as Pc).into_iter().flatten() {
            set.add(self.before(next));
        }
        set
    }

    /// Goes through the blocks once: whether more is wanted before one of them than was known.
    fn changes(&mut self, counts: &mut dyn FnMut(usize, &Set, Slot, usize) -> bool) -> bool {
        let mut changed = false;
        for number in (0..self.blocks.len()).rev() {
            let leaving = self.leaving();
            let block = &self.blocks[number];
            let mut set = self.after(block, &leaving);
            for at in (block.start..block.end).rev() {
                let mut counts = |set: &Set, slot: Slot, n: usize| counts(at, set, slot, n);
                apply(&self.function.instrs[at], self.shapes, &leaving, &mut set, &mut counts);
            }
            changed |= self.blocks[number].before.add(&set);
        }
        changed
    }
}

/// From what is wanted after an instruction to what is wanted before it; what is always wanted stays.
fn apply(
    instr: &Instr,
    shapes: Shapes<'_>,
    always: &Set,
    set: &mut Set,
    counts: &mut dyn FnMut(&Set, Slot, usize) -> bool,
) {
    // Nearly all have few operands.
    let (mut read, mut first) = (Vec::new(), [(0, 0); 3]);
    let mut number = 0;
    instr.operands(shapes, |slot, n, access| {
        if access == Access::Read && counts(set, slot, n) {
            match first.get_mut(number) {
                Some(one) => *one = (slot, n),
                None => read.push((slot, n)),
            }
            number += 1;
        }
    });
    if instr.always_writes() {
        instr.operands(shapes, |slot, n, access| {
            if access == Access::Write {
                set.remove(slot, n, always);
            }
        });
    }
    first.into_iter().chain(read).for_each(|(slot, n)| set.insert(slot, n));
}

impl Instr {
    /// Where a call wants its results.
    pub fn window(&self) -> Option<Slot> {
        match *self {
            Instr::Call { base, .. } | Instr::CallValue { base, .. } | Instr::CallMethod { base, .. } => {
                Some(base)
            }
            _ => None,
        }
    }

    /// Whether another frame may lie above while it is under way.
    pub fn is_call(&self) -> bool {
        self.window().is_some()
    }

    /// Whether it may be a step of its own: it asks something of an object, or reaches memory that others may reach too.
    pub fn may_be_step(&self) -> bool {
        let reaches = matches!(self, Instr::Native { native, .. } if lib::reaches(*native));
        reaches
            || matches!(
                self,
                Instr::Load { .. }
                    | Instr::Store { .. }
                    | Instr::TextAs { .. }
                    | Instr::Append { .. }
                    | Instr::AppendSlice { .. }
                    | Instr::AppendText { .. }
                    | Instr::CopySlice { .. }
                    | Instr::CopyText { .. }
                    | Instr::ClearSlice { .. }
                    | Instr::MapGet { .. }
                    | Instr::MapSet { .. }
                    | Instr::MapDelete { .. }
                    | Instr::MapLength { .. }
                    | Instr::MapClear { .. }
                    | Instr::MapKeys { .. }
                    | Instr::MapNext { .. }
                    | Instr::Send { .. }
                    | Instr::Receive { .. }
                    | Instr::Close { .. }
                    | Instr::ChannelLength { .. }
                    | Instr::Select { .. }
                    | Instr::Go { .. }
                    | Instr::Panic { .. }
                    | Instr::Request { .. }
                    | Instr::Return
            )
    }
}
