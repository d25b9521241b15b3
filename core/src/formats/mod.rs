//! What leaves the program and comes back: versioned JSON. The only room that knows serde.
//!
//! The engine's types are not serialisable, so that they can change. Each format has small types of its own here, and a
//! version number that comes first in the text.

pub mod check;
pub mod trace;

mod trace_event;

pub use trace::{Trace, TraceError};
