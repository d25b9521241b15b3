//! How long computing takes: in instructions, so that it is the same everywhere.

use super::calls::Popped;
use super::compute::Stop;
use super::trap::Trap;
use super::{Machine, Place};

/// A round of a loop, however short, takes as long as so many instructions.
pub(super) const ROUND: u32 = 8;
/// A call and its return do.
const CALL: u32 = 16;

impl Machine {
    /// So many instructions were carried out, and what was gone over at once beside: that may be more than there was left.
    pub(super) fn burn(&self, fuel: &mut i64, instructions: u32) {
        *fuel -= i64::from(instructions) + i64::from(self.memory.take_work());
    }

    /// Leaves a function after so many instructions.
    pub(super) fn pop_from(&mut self, place: Place, fuel: &mut i64, instructions: u32) -> Popped {
        self.burn(fuel, instructions);
        self.pop_frame(place)
    }

    /// A function was called after so many instructions: it may be time to pause.
    pub(super) fn entered(&self, fuel: &mut i64, instructions: u32) -> Result<Stop, Trap> {
        self.burn(fuel, instructions.saturating_add(CALL));
        if *fuel <= 0 || self.wants_collection() { Ok(Stop::Pause) } else { Ok(Stop::Frame) }
    }
}
