//! A run that was recorded: go anywhere in it, continue it otherwise, measure it.

mod codec;
mod hash;
mod log;
pub mod moment;
pub mod parts;
mod table;

pub use log::{Line, Timeline};
pub use moment::Moment;
pub use parts::{
    Crew, Held, Life, Object, Pending, Since, State, Status, Tally, Touch, Value, Waiter, Worker,
};
