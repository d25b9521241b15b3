//! A Go program that can be run, and what is wrong with one that cannot.

use super::code::Code;
use super::lower::{Entry, LoopVariables, lower};
use super::std;
use super::syntax::report::report;
use super::syntax::source::{Diagnostic, Sources};
use super::test_file::TestFile;
use super::types::{self, Library};
use ::std::error::Error;
use ::std::fmt::{self, Write as _};
use ::std::rc::Rc;

/// A program that can be run.
#[derive(Clone, Debug)]
pub struct Program {
    code: Rc<Code>,
}

/// What is wrong with a program: at least one problem, in the order of the text.
#[derive(Clone, Debug)]
pub struct Errors {
    /// The problems.
    pub problems: Vec<Problem>,
    text: String,
}

/// One thing that is wrong with a program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The file.
    pub file: Rc<str>,
    /// The line, from 1.
    pub line: u32,
    /// The column in bytes, from 1.
    pub column: u32,
    /// What is wrong, in Go's words. Further lines begin with a tab.
    pub message: String,
}

impl Problem {
    /// If it is that a package is not here: its path, and the names of those that are. These words are no words of Go's, so
    /// that a page has its own for them.
    pub fn missing(&self) -> Option<(&str, &str)> {
        self.message.strip_prefix("package ")?.split_once(types::NOT_HERE)
    }
}

impl Errors {
    /// What Go's compiler would print: a line each, `file:line:column: message`.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What is wrong with a file that is not UTF-8.
    fn of_encoding(name: &str, bytes: &[u8]) -> Errors {
        let mut sources = Sources::default();
        let (_, wrong) = sources.add_bytes(name, bytes);
        let errors = report(&sources, wrong);
        let text = text_of(&errors, &sources);
        Errors::new(&errors, &sources, text)
    }

    fn new(diagnostics: &[Diagnostic], sources: &Sources, text: String) -> Errors {
        let problem = |diagnostic: &Diagnostic| {
            let place = sources.place(diagnostic.span.start);
            let (file, line, column) =
                place.map_or_else(|| ("".into(), 0, 0), |place| (place.file, place.line, place.column));
            Problem { file, line, column, message: diagnostic.message.clone() }
        };
        Errors { problems: diagnostics.iter().map(problem).collect(), text }
    }
}

impl fmt::Display for Errors {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.text)
    }
}

impl Error for Errors {}

/// The standard library of this crate.
struct Standard;

impl Library for Standard {
    fn source(&self, path: &str) -> Option<&str> {
        std::source(path)
    }

    fn names(&self) -> Vec<&str> {
        std::names().collect()
    }
}

impl Program {
    /// Reads a program: a `package main`, or a file whose name ends in `_test.go`, of which all tests and examples are run
    /// or those whose names are wanted.
    ///
    /// # Errors
    /// What is wrong with it, in the words of Go's compiler.
    pub fn compile(
        name: &str,
        text: &[u8],
        wanted: Option<&dyn Fn(&str) -> bool>,
        loops: LoopVariables,
    ) -> Result<Program, Errors> {
        let text = str::from_utf8(text).map_err(|_| Errors::of_encoding(name, text))?;
        let tests = name.ends_with("_test.go");
        let entry = match tests {
            true => Entry::Tests(
                Program::tests(name, text)?.only(|name| wanted.is_none_or(|wanted| wanted(name))),
            ),
            false => Entry::Main,
        };
        let begins = if tests { types::Entry::Tests } else { types::Entry::Main };
        let checked = types::check(&[(name, text)], &Standard, begins)
            .map_err(|errors| Errors::new(&errors.diagnostics, &errors.sources, errors.text()))?;
        let code = lower(checked, &entry, loops).map_err(|(sources, errors)| {
            let text = text_of(&errors, &sources);
            Errors::new(&errors, &sources, text)
        })?;
        Ok(Program { code: Rc::new(code) })
    }

    /// What `go test` runs of a file of tests; nothing if its syntax is wrong.
    ///
    /// # Errors
    /// The first test that does not look like one, in the words of `go test`.
    #[inline(never)]
    pub fn tests(name: &str, text: &str) -> Result<TestFile, Errors> {
        let mut sources = Sources::default();
        let base = sources.add(name, text);
        let source = sources.file(base).expect("it was added");
        TestFile::of(source).map_err(|wrong| {
            let wrong = [wrong];
            let text = text_of(&wrong, &sources);
            Errors::new(&wrong, &sources, text)
        })
    }

    /// Its instructions.
    pub fn code(&self) -> Rc<Code> {
        self.code.clone()
    }
}

/// Errors as Go's compiler prints them.
fn text_of(errors: &[Diagnostic], sources: &Sources) -> String {
    let mut text = String::new();
    for error in errors {
        if let Some(place) = sources.place(error.span.start) {
            // Writing to a String cannot fail.
            let _ = write!(text, "{}:{}:{}: ", place.file, place.line, place.column);
        }
        text.push_str(&error.message);
        text.push('\n');
    }
    text
}
