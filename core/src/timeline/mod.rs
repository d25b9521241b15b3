//! A run that was recorded: go anywhere in it, continue it otherwise, measure it.

pub mod moment;
pub mod parts;

pub use moment::Moment;
pub use parts::{
    Crew, Held, Life, Object, Pending, Since, State, Status, Tally, Touch, Value, Waiter, Worker,
};
