//! What a step does to shared memory beside the words that it was taken for: what the library reads and writes, and what a goroutine
//! does while it is the only one. Neither is a step of its own, yet in another schedule it may be one, or see other values.

use super::{Machine, Place, Touch};
use rustc_hash::FxHashSet;

/// What was noted since it was asked for last.
#[derive(Clone, Debug, Default)]
pub struct Noted {
    /// The objects, by where they lie, and whether they were changed.
    pub objects: FxHashSet<(u32, bool)>,
    /// Whether objects were moved: places from before and after have nothing to do with each other.
    pub moved: bool,
}

impl Machine {
    /// Notes from now on what is done to shared memory without a step.
    pub fn start_noting(&mut self) {
        self.noted = Some(Noted::default());
    }

    /// What was noted; the notes begin anew.
    pub fn take_noted(&mut self) -> Noted {
        self.noted.as_mut().map(std::mem::take).unwrap_or_default()
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
                noted.objects.insert((base, touch.writes));
            }
        }
    }

    /// The objects lie elsewhere now.
    pub(super) fn note_move(&mut self) {
        if let Some(noted) = &mut self.noted {
            noted.moved = true;
        }
    }
}
