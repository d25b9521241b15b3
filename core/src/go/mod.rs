//! Go programs: check, lower, run.
//!
//! 1. [`syntax`] reads text into a tree.
//! 2. [`types`] checks the tree as Go's compiler does, in its words.

pub mod code;
pub mod lib;
pub mod lower;
pub mod machine;
pub mod std;
pub mod syntax;
pub mod types;
