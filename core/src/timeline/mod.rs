//! A run that was recorded: go anywhere in it, continue it otherwise, measure it.

pub mod branches;
mod codec;
mod hash;
mod log;
pub mod moment;
pub mod parts;
pub mod stepper;
mod table;
#[cfg(test)]
pub(crate) mod toy;
pub mod wait_for;

pub use branches::{Branch, BranchId};
pub use log::{Line, Timeline};
pub use moment::Moment;
pub use parts::{
    Crew, Held, Life, Object, Pending, Since, State, Status, Tally, Touch, Value, Waiter, Worker,
};
pub use stepper::{Advanced, Difference, Loading, Moved, Refused, Stepper};
pub use wait_for::{Act, Group, Knot, Knows, Need, Partners, Rests, Role, Wait, knot, stuck, wait_for};
