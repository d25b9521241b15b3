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

/// The files of a program as they were read. A check goes on from there, with the library's.
#[derive(Debug, Default)]
pub struct Texts {
    /// Where things stand.
    pub sources: source::Sources,
    /// What the trees have in common.
    pub pool: Pool,
    /// The trees.
    pub files: Vec<Parsed>,
}

impl Texts {
    /// Reads one more file and gives the position of its first byte.
    pub fn add(&mut self, name: &str, text: &str) -> source::Pos {
        let base = self.sources.add(name, text);
        let source = self.sources.file(base).expect("it was added");
        self.files.push(parse(source, &mut self.pool));
        base
    }
}

/// Whether a word is one of Go's keywords.
pub fn is_keyword(word: &str) -> bool {
    token::Token::keyword(word).is_some()
}
