//! What a step does to shared memory beside the words that it was taken for: what the library reads and writes, and what a goroutine
//! does while it is the only one. Neither is a step of its own, yet in another schedule it may be one, or see other values.

use super::{Machine, Place, Touch};
use rustc_hash::{FxHashMap, FxHashSet};
use std::rc::Rc;

/// What was noted.
#[derive(Clone, Debug, Default)]
pub(super) struct Noted {
    /// Since it was asked for last: the objects by their names, and whether they were changed.
    objects: FxHashSet<(u64, bool)>,
    /// Objects below this place are never moved.
    fixed: u32,
    /// By where they lie: the names of those that lay elsewhere when they got them.
    names: Rc<FxHashMap<u32, u64>>,
    /// How often objects were moved.
    moves: u32,
}

impl Noted {
    fn name(&self, base: u32) -> u64 {
        let moves = if base < self.fixed { 0 } else { self.moves };
        self.names.get(&base).copied().unwrap_or(u64::from(moves) << 32 | u64::from(base))
    }
}

impl Machine {
    /// Notes from now on what is done to shared memory without a step.
    pub fn start_noting(&mut self) {
        self.noted = Some(Noted { fixed: self.code.image.len() as u32, ..Noted::default() });
    }

    /// The objects that were touched, by their names, and whether they were changed; the notes begin anew.
    pub fn take_noted(&mut self) -> FxHashSet<(u64, bool)> {
        self.noted.as_mut().map(|noted| std::mem::take(&mut noted.objects)).unwrap_or_default()
    }

    /// What an object is called, wherever it comes to lie, from when notes are taken on: where it lay at first, and behind how
    /// many collections.
    pub fn name_of_object(&self, base: u32) -> u64 {
        self.noted.as_ref().map_or(u64::from(base), |noted| noted.name(base))
    }

    /// An instruction is carried out that is no step.
    #[inline(never)]
    pub(super) fn note_instruction(&mut self, place: Place, pc: u32) {
        self.one(place).pc = pc;
        let mut touches: Vec<Touch> = Vec::new();
        self.touches_of_instruction(place, &mut touches);
        for touch in touches {
            let base = touch.pointer.base();
            if self.is_shared(base)
                && let Some(noted) = &mut self.noted
            {
                let name = noted.name(base);
                noted.objects.insert((name, touch.writes));
            }
        }
    }

    /// The objects lie elsewhere now: from where to where.
    pub(super) fn note_moves(&mut self, moved: &[(u32, u32)]) {
        if let Some(noted) = &mut self.noted {
            noted.names = Rc::new(moved.iter().map(|(from, to)| (*to, noted.name(*from))).collect());
            noted.moves += 1;
        }
    }
}
