//! A run that was recorded: go anywhere in it, continue it otherwise, measure it.
//!
//! ```
//! use lockstep_core::schedule::Plan;
//! use lockstep_core::sync::{Sim, Variable};
//! use lockstep_core::timeline::Stepper;
//! use lockstep_core::world::{Event, Tasks};
//!
//! let main = |sim: Sim| async move {
//!     let n = Variable::new(&sim, "n", 1);
//!     let of_worker = n.clone();
//!     sim.spawn("G2", async move { of_worker.store(2).await }).await;
//!     n.store(3).await;
//! };
//! let program = |events: &mut Vec<Event>| Tasks::new(main, events);
//! let mut run = Stepper::new(program);
//! run.set_plan(Plan::RoundRobin);
//! run.advance(100);
//! let (whole, end) = (run.branch().id, run.len());
//!
//! run.seek(1); // G2 was started; in round robin it is its turn.
//! let other = run.choices().into_iter().find(|choice| Some(*choice) != run.taken()).expect("main can go too");
//! while !run.rebuild(100) {}
//! run.step(other).expect("it is one of the choices");
//! assert_ne!(run.branch().id, whole, "the run goes on otherwise, and the old one is kept");
//!
//! let token = run.token("mine", Vec::new());
//! let mut again = Stepper::replaying(program, &token);
//! again.load(100);
//! assert_eq!(again.timeline().hash(), run.timeline().hash());
//! assert!(run.switch(whole) && run.len() == end);
//! ```

pub mod branches;
mod codec;
mod crew;
mod hash;
mod heard;
mod log;
pub mod moment;
pub mod node;
pub mod parts;
pub mod stepper;
mod table;
#[cfg(test)]
pub(crate) mod toy;
pub mod wait_for;

pub use branches::{Branch, BranchId};
pub use crew::Crew;
pub use heard::Heard;
pub use log::{Line, Timeline};
pub use moment::Moment;
pub use node::{Lease, Node};
pub use parts::{Held, Life, Object, Pending, State, Status, Tally, Touch, Value, Waiter, Worker};
pub use stepper::{Advanced, Difference, Loading, Moved, Refused, Stepper};
pub use wait_for::{Act, Group, Knot, Knows, Need, Partners, Rests, Role, Wait, knot, stuck, wait_for};
