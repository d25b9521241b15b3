//! Go's syntax: from text to a tree.

pub mod ast;
pub mod source;
