//! Go's syntax: from text to a tree.

pub mod ast;
mod branches;
mod characters;
pub mod literal;
pub mod parser;
mod pool;
pub mod print;
pub mod report;
pub(super) mod scanner;
pub mod source;
#[cfg(test)]
mod tests;
pub(super) mod token;

pub use parser::{Parsed, parse};
pub use pool::Pool;
pub use report::report;

/// Whether a word is one of Go's keywords.
pub fn is_keyword(word: &str) -> bool {
    token::Token::keyword(word).is_some()
}
