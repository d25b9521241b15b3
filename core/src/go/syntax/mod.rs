//! Go's syntax: from text to a tree.

pub mod ast;
mod branches;
mod characters;
pub mod literal;
pub mod parser;
pub mod print;
pub mod report;
pub(super) mod scanner;
pub mod source;
#[cfg(test)]
mod tests;
pub(super) mod token;

pub use parser::{NodeIds, Parsed, parse};
pub use report::report;
