//! Reading a file without the bodies of its functions, and a body later.
//!
//! Where a body ends is seen without reading it, because the text is laid out as gofmt does it.

use super::{Parsed, Parser};
use crate::go::syntax::ast::Block;
use crate::go::syntax::pool::Pool;
use crate::go::syntax::scanner::Scanner;
use crate::go::syntax::source::{SourceFile, Span};
use crate::go::syntax::token::Token;

/// Reads a file that is right and laid out as gofmt does it, but skips the bodies of functions.
pub fn skim(source: &SourceFile, pool: &mut Pool) -> Parsed {
    let mut parser = Parser::new(source, Scanner::part(&source.text, 0), pool);
    (parser.skims, parser.mentions) = (true, false);
    parser.parsed()
}

/// Reads a body that was skipped.
pub fn body(source: &SourceFile, span: Span, pool: &mut Pool) -> Block {
    let start = (span.start.0 - source.base) as usize;
    Parser::new(source, Scanner::part(&source.text, start), pool).function_body()
}

impl Parser<'_> {
    /// Skips the body of a function, of which the brace is next, and says from where to where it goes.
    pub(super) fn skip_body(&mut self) -> Span {
        let open = self.scanner.start;
        let start = self.pos();
        self.scanner.at = end_of_body(&self.source.text, open);
        self.next();
        self.want(Token::CloseBrace);
        self.since(start)
    }
}

/// Where the closing brace of a function's body is, from the place of its opening one: at the end of the same line, or else
/// at the beginning of the next line that begins with one.
fn end_of_body(text: &str, open: usize) -> usize {
    let rest = &text[open..];
    let line = rest.find('\n').map_or(rest, |end| &rest[..end]);
    match line {
        "{" => open + rest.find("\n}").map_or(rest.len(), |end| end + 1),
        _ => open + line.len() - 1,
    }
}
