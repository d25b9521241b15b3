//! From tokens to the tree.
//!
//! The parser reads one token ahead. Where something is wrong it says so in the words of Go's compiler, skips to where it
//! can go on as that compiler does, and puts [`ExprKind::Bad`](super::ast::ExprKind::Bad) or
//! [`StmtKind::Bad`](super::ast::StmtKind::Bad) into the tree, so that there always is a tree.
//!
//! Nothing in the tree is deeper than [`MAX_DEPTH`], also where the parser itself does not go deep: `a + b + c` leans to
//! the left, one level a sign.

mod ambiguous;
mod decl;
mod expr;
mod header;
mod lists;
mod members;
mod nodes;
mod operand;
mod params;
mod skim;
mod stmt;
mod types;

pub use skim::{body, skim};

use super::ast::File;
use super::pool::Pool;
use super::report::{Report, SYNTAX};
use super::scanner::Scanner;
use super::source::{Diagnostic, Pos, SourceFile, Span};
use super::token::{Token, TokenSet};

/// How deep a tree may be, in expressions, types and statements; functions and the bodies of statements count double. At this depth the worst nesting
/// (`for` in `for`) takes 320 KB of wasm's stack of 1 MB if it is compiled for size, 955 KB if nothing is optimised, and
/// less than 400 KB of the browser's own. That is why some functions must not be inlined: a frame that holds all that a
/// header or a call needs for a moment would stay below everything that is nested in it.
pub const MAX_DEPTH: u32 = 300;

/// What became of a text.
#[derive(Debug)]
pub struct Parsed {
    /// The tree.
    pub file: File,
    /// What is wrong, in the order in which it was found.
    pub errors: Vec<Diagnostic>,
    /// Something is wrong with the package clause: what is behind was not read.
    clause_only: bool,
}

impl Parsed {
    /// Whether Go's compiler would not look at the types any more. It does if nothing is wrong but literals, characters
    /// and labels.
    pub fn is_hopeless(&self) -> bool {
        self.clause_only || self.errors.iter().any(|error| error.message.starts_with(SYNTAX))
    }
}

/// Reads a file.
pub fn parse(source: &SourceFile, pool: &mut Pool) -> Parsed {
    Parser::new(source, Scanner::new(&source.text), pool).parsed()
}

/// The tokens that begin a statement: it is best not to skip them.
const STATEMENTS: TokenSet = TokenSet::of(&[
    Token::Break,
    Token::Const,
    Token::Continue,
    Token::Defer,
    Token::Fallthrough,
    Token::For,
    Token::Go,
    Token::Goto,
    Token::If,
    Token::Return,
    Token::Select,
    Token::Switch,
    Token::Type,
    Token::Var,
]);

struct Parser<'a> {
    source: &'a SourceFile,
    scanner: Scanner<'a>,
    pool: &'a mut Pool,
    /// The token that is next.
    token: Token,
    /// Where the last token that was taken ends.
    last_end: Pos,
    report: Report,
    /// What is wrong, but told only if the syntax is right.
    late: Vec<Diagnostic>,
    /// How many things are wrong, told or not, except for labels.
    wrong: u32,
    /// In how many function bodies it is.
    functions: u32,
    /// Below 0 where an opening brace is not that of a composite literal but that of a block.
    braces: i32,
    /// Whether nothing is read behind the package clause.
    clause_only: bool,
    /// How deep in the tree it is.
    depth: u32,
    /// How deep the tree goes that is being built here.
    deepest: u32,
    /// Whether the bodies of functions are skipped.
    skims: bool,
    /// Whether it is in something that can run.
    mentions: bool,
}

impl<'a> Parser<'a> {
    fn new(source: &'a SourceFile, scanner: Scanner<'a>, pool: &'a mut Pool) -> Parser<'a> {
        let mut parser = Parser {
            source,
            scanner,
            pool,
            token: Token::End,
            last_end: Pos(source.base),
            report: Report::default(),
            late: Vec::new(),
            wrong: 0,
            functions: 0,
            braces: 0,
            clause_only: false,
            depth: 0,
            deepest: 0,
            skims: false,
            mentions: true,
        };
        parser.next();
        parser
    }

    /// Reads the file.
    fn parsed(mut self) -> Parsed {
        let file = self.file();
        let mut parsed = Parsed { file, errors: self.report.told, clause_only: self.clause_only };
        if !parsed.is_hopeless() {
            parsed.errors.append(&mut self.late);
        }
        parsed
    }

    // Tokens

    /// Goes on to the next token.
    fn next(&mut self) {
        self.last_end = self.place(self.scanner.end);
        self.scanner.next();
        self.token = self.scanner.token;
        for complaint in std::mem::take(&mut self.scanner.complaints) {
            let span = Span::new(self.place(complaint.start), self.place(complaint.end));
            self.error(span, complaint.message);
        }
    }

    /// Takes the token if it is this one.
    fn got(&mut self, token: Token) -> bool {
        let is = self.token == token;
        if is {
            self.next();
        }
        is
    }

    /// Takes the token, which must be this one.
    fn want(&mut self, token: Token) {
        if !self.got(token) {
            self.expected_token(token);
            self.skip_one();
        }
    }

    /// Skips tokens till one of these, or in a function one that begins a statement.
    fn skip_to(&mut self, tokens: TokenSet) {
        let stop = if self.functions > 0 { tokens.with(STATEMENTS) } else { tokens };
        while self.token != Token::End && !stop.has(self.token) {
            self.next();
        }
    }

    /// Skips a token, so that there is some progress.
    fn skip_one(&mut self) {
        if self.token != Token::End {
            self.next();
        }
    }

    // Positions

    fn place(&self, offset: usize) -> Pos {
        Pos(self.source.base + offset as u32)
    }

    /// Where the token begins.
    fn pos(&self) -> Pos {
        self.place(self.scanner.start)
    }

    /// Where the token stands.
    fn here(&self) -> Span {
        Span::new(self.pos(), self.place(self.scanner.end))
    }

    /// From a position to the end of the last token that was taken.
    fn since(&self, start: Pos) -> Span {
        Span::new(start, self.last_end.max(start))
    }

    // Depth

    /// Goes one level deeper into the tree. If that is too deep, the file is at an end.
    fn enter(&mut self) {
        self.depth += 1;
        self.deepest = self.deepest.max(self.depth);
        self.check_depth();
    }

    fn leave(&mut self) {
        self.depth -= 1;
    }

    /// Begins an expression that may become the leftmost part of others. What it gives is for the end of it.
    fn enter_left(&mut self) -> u32 {
        std::mem::replace(&mut self.deepest, self.depth)
    }

    /// Makes what was read so far the leftmost part of something, so that all of it is one level deeper.
    fn deepen(&mut self) {
        self.deepest += 1;
        self.check_depth();
    }

    fn leave_left(&mut self, before: u32) {
        self.deepest = self.deepest.max(before);
    }

    fn check_depth(&mut self) {
        if self.deepest > MAX_DEPTH && self.token != Token::End {
            self.syntax_error("nested too deeply");
            self.stop();
        }
    }

    /// Takes it that the file ends here.
    fn stop(&mut self) {
        self.scanner.stop();
        self.token = Token::End;
    }

    // What is wrong

    /// Says what is wrong.
    fn error(&mut self, span: Span, message: impl Into<String>) {
        self.wrong += 1;
        self.tell(span, message.into());
        if self.report.is_full() {
            self.stop();
        }
    }

    fn tell(&mut self, span: Span, message: String) {
        let (line, _) = self.source.line_and_column(span.start);
        self.report.tell((self.source.base, line), Diagnostic { span, message });
    }

    /// Says that the syntax is wrong here.
    fn syntax_error(&mut self, message: &str) {
        self.syntax_error_at(self.here(), message);
    }

    /// Says that the syntax is wrong. At the end of the file that follows from what was told before.
    fn syntax_error_at(&mut self, span: Span, message: &str) {
        if self.token != Token::End || self.wrong == 0 {
            self.error(span, [SYNTAX, ": ", message].concat());
        }
    }

    /// Says what was expected instead of the token.
    fn expected(&mut self, what: &str) {
        self.unexpected(&[", expected ", what].concat());
    }

    /// Says which token was expected instead of the one that is there.
    fn expected_token(&mut self, token: Token) {
        let keyword = if token.is_keyword() { "keyword " } else { "" };
        self.unexpected(&[", expected ", keyword, token.text()].concat());
    }

    /// Says that the token was not expected, and something about where.
    fn unexpected(&mut self, rest: &str) {
        let text = self.scanner.text();
        let (kind, text) = match self.token {
            Token::Name => ("name ", text),
            Token::Literal => ("literal ", text),
            Token::Semicolon => ("", self.scanner.semicolon),
            Token::Operator | Token::AssignOp | Token::IncDec => ("", text),
            token if token.is_keyword() => ("keyword ", token.text()),
            token => ("", token.text()),
        };
        self.syntax_error(&["unexpected ", kind, text, rest].concat());
    }
}
