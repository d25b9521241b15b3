//! Distributed coordination from the same parts: nodes, links and faults in virtual time, and on them a lock, a counter and a
//! queue, each with what it promises.
//!
//! What runs on a node is a [`Machine`]: a pure function from an input to a list of effects. It reaches others by messages
//! only. Everything that may go otherwise (which message comes next, what is lost, who crashes) is a choice of the world, so that
//! a run can be replayed, gone back over and explored as any other.
//!
//! What services and clients do that a contract is about is told as [`Fact`]s. A list of those is a [`History`], and whether it keeps
//! a contract is asked of the history alone, wherever it comes from.

mod answered;
pub mod client;
pub mod contracts;
pub mod counter;
pub mod few;
pub mod flat;
pub mod hash;
pub mod history;
mod hosted;
pub mod kept;
pub mod lock;
pub mod machine;
pub mod majority;
pub mod message;
pub mod node;
mod numbers;
pub mod queue;
pub mod resource;
pub mod role;
pub mod scene;
pub mod sizing;
pub mod staged;
pub mod sweep;
pub mod world;

pub use history::{Answer, Call, Entry, Fact, History, Key, Mode, Outcome};
pub use hosted::{Counter, Ended, Hosted, Lock, Queue};
pub use machine::{Effect, Input, Machine, NodeId, State, TimerId, TooManyNodes};
pub use message::{Message, Request, Slot};
pub use role::Role;
pub use world::{Cluster, Fault, Setup, Timing};
