//! What a goroutine itself adds to a hash of the state, remembered: where it stands and what its frames hold.
//!
//! From state to state most goroutines stand where they stood before, or where they stood in some other state, and to go through the
//! slots that each still wants took a third of the instructions of a search. What is remembered is found by all that it was made of, word by
//! word, so nothing has to say when it is no longer true. Words that lead elsewhere are kept as they are: what is there may have changed,
//! and which of the found objects it is depends on the others.

use super::{Goroutine, Machine, Place};
use crate::go::code::layout::Word;
use crate::go::types::store::TypeId;
use crate::sync::mix::mix_in;
use rustc_hash::FxHasher;
use std::hash::Hasher;

/// For so many goroutines in their places there is room, each where its hash says; the next one there takes it.
const ROOM: usize = 256;

/// Longer stacks than this, in words, have one place together, so that not much memory is held.
const LONG: usize = 1_000;

/// What is remembered.
#[derive(Debug, Default)]
pub(super) struct Locals(Vec<Local>);

/// What one goroutine adds, as it stands.
#[derive(Debug, Default)]
pub(super) struct Local {
    /// What it was made of: numbers of the goroutine's, and its stack up to where its current frame ends.
    own: [u64; 7],
    stack: Vec<u64>,
    /// A hash of all that leads nowhere.
    pub(super) hash: u128,
    /// The words that lead elsewhere, or count from now, with their kinds.
    pub(super) leads: Vec<(Word, u64)>,
}

impl Goroutine {
    /// The numbers that count of it, and its panics at the end.
    fn own(&self) -> [u64; 7] {
        [
            self.key,
            self.standing() << 8 | u64::from(self.phase),
            self.children.into(),
            self.root,
            self.random,
            u64::from(self.func) << 32 | u64::from(self.pc),
            self.panics.0,
        ]
    }
}

impl Locals {
    /// What a goroutine adds: its place among what is remembered.
    pub(super) fn find(&mut self, machine: &Machine, place: Place) -> usize {
        let one = machine.goroutine(place);
        let slots = machine.code.functions[one.func as usize].slots.len();
        let stack = &machine.memory.words[one.stack as usize + 1..one.slot(0) + slots];
        let (own, mut hasher) = (one.own(), FxHasher::default());
        if stack.len() <= LONG {
            own.iter().chain(stack).for_each(|word| hasher.write_u64(*word));
        }
        let at = hasher.finish() as usize % ROOM;
        if self.0.is_empty() {
            self.0.resize_with(ROOM, Local::default);
        }
        let local = &mut self.0[at];
        if local.own != own || local.stack != stack {
            local.make(machine, place, own, stack);
        }
        at
    }

    /// What is remembered at this place.
    pub(super) fn at(&self, at: usize) -> &Local {
        &self.0[at]
    }
}

impl Local {
    fn make(&mut self, machine: &Machine, place: Place, own: [u64; 7], stack: &[u64]) {
        let Local { hash, leads, .. } = self;
        let [numbers @ .., _] = own;
        *hash = numbers.into_iter().fold(0, mix_in);
        leads.clear();
        for frame in machine.frames(place) {
            *hash = mix_in(*hash, u64::from(frame.func) << 32 | u64::from(frame.pc));
            *hash = mix_in(*hash, frame.deferred_by_panic.into());
        }
        machine.each_wanted(place, &mut |kind, word, before| {
            let kind = match kind {
                Word::Value => machine.code.layouts.carrier(TypeId(before as u32)),
                kind => kind,
            };
            match kind {
                Word::Plain | Word::Type => *hash = mix_in(*hash, word),
                kind => leads.push((kind, word)),
            }
        });
        self.own = own;
        self.stack.clear();
        self.stack.extend_from_slice(stack);
    }
}
