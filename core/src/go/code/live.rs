//! Which slots hold something that is still wanted, where a goroutine may stand.
//!
//! What is not wanted any more is no part of a goroutine's state: it is neither kept, nor compared with another state.

use super::Function;
use super::instr::{Instr, Pc, Slot};
use super::operands::{Access, Shapes};

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

    pub(super) fn insert(&mut self, slot: Slot, n: usize) {
        for slot in usize::from(slot)..usize::from(slot) + n {
            self.0[slot / 64] |= 1 << (slot % 64);
        }
    }

    fn remove(&mut self, slot: Slot, n: usize) {
        for slot in usize::from(slot)..usize::from(slot) + n {
            self.0[slot / 64] &= !(1 << (slot % 64));
        }
    }

    pub(super) fn has(&self, slot: Slot, n: usize) -> bool {
        let mut slots = usize::from(slot)..usize::from(slot) + n;
        slots.any(|slot| self.0.get(slot / 64).is_some_and(|word| word >> (slot % 64) & 1 != 0))
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
        self.0.iter().enumerate().flat_map(|(at, word)| {
            (0..64).filter(move |bit| word >> bit & 1 != 0).map(move |bit| (at * 64 + bit) as Slot)
        })
    }
}

/// Finds the live slots of a function.
pub fn find(function: &Function, shapes: Shapes<'_>) -> Live {
    found(function, shapes, &mut |_, _, _, _| true).0
}

/// Finds the slots of a function that are wanted, where `counts` says whether some slots count that an instruction reads: of the
/// instruction at this place, with what is wanted after it. Gives also what is wanted before the first instruction.
pub(super) fn found(
    function: &Function,
    shapes: Shapes<'_>,
    counts: &mut dyn FnMut(usize, &Set, Slot, usize) -> bool,
) -> (Live, Set) {
    let (count, slots) = (function.instrs.len(), function.slots.len());
    let mut before = vec![Set::empty(slots); count];
    let mut results = Set::empty(slots);
    results.insert(0, function.results.into());
    loop {
        let mut changed = false;
        for at in (0..count).rev() {
            let mut set = after(function, &before, &results, at);
            apply(&function.instrs[at], shapes, &mut set, &mut |set, slot, n| counts(at, set, slot, n));
            if let Some(epilogue) = function.epilogue {
                set.add(&before[epilogue as usize]);
            }
            changed |= before[at].add(&set);
        }
        if !changed {
            break;
        }
    }
    let mut live = Live::default();
    if let Some(epilogue) = function.epilogue {
        live.leaving = before[epilogue as usize].iter().collect();
    }
    for (at, instr) in function.instrs.iter().enumerate() {
        if !is_stop(instr, at as Pc) {
            continue;
        }
        live.at.push((at as Pc, live.slots.len() as u32));
        if instr.is_call() {
            // The window is the callee's business until it returns.
            let mut set = after(function, &before, &results, at);
            instr.operands(shapes, |slot, n, access| {
                if access == Access::Write {
                    set.remove(slot, n);
                }
            });
            if let Some(epilogue) = function.epilogue {
                set.add(&before[epilogue as usize]);
            }
            live.slots.extend(set.iter());
        } else {
            live.slots.extend(before[at].iter());
        }
    }
    (live, before.into_iter().next().unwrap_or_default())
}

/// What is wanted after an instruction.
fn after(function: &Function, before: &[Set], results: &Set, at: usize) -> Set {
    let instr = &function.instrs[at];
    if matches!(instr, Instr::Return) {
        return results.clone();
    }
    let mut set = Set::empty(function.slots.len());
    for next in instr.successors(at as Pc).into_iter().flatten() {
        set.add(&before[next as usize]);
    }
    set
}

/// From what is wanted after an instruction to what is wanted before it.
fn apply(
    instr: &Instr,
    shapes: Shapes<'_>,
    set: &mut Set,
    counts: &mut dyn FnMut(&Set, Slot, usize) -> bool,
) {
    let mut read = Vec::new();
    instr.operands(shapes, |slot, n, access| {
        if access == Access::Read && counts(set, slot, n) {
            read.push((slot, n));
        }
    });
    if instr.always_writes() {
        instr.operands(shapes, |slot, n, access| {
            if access == Access::Write {
                set.remove(slot, n);
            }
        });
    }
    read.into_iter().for_each(|(slot, n)| set.insert(slot, n));
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
        matches!(
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
