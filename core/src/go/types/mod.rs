//! Go's types: from a tree to a checked program.

pub mod constant;
pub mod info;
pub mod store;
