//! A Go program that can be run, and what is wrong with one that cannot.

use super::code::Code;
use super::lower::{Entry, LoopVariables, lower};
use super::std;
use super::syntax::report::report;
use super::syntax::source::{Diagnostic, Sources};
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
    /// Reads a program: a `package main`, or a file whose name ends in `_test.go`, of which all tests are run or the one of
    /// this name.
    ///
    /// # Errors
    /// What is wrong with it, in the words of Go's compiler.
    pub fn compile(
        name: &str,
        text: &[u8],
        test: Option<&str>,
        loops: LoopVariables,
    ) -> Result<Program, Errors> {
        let text = str::from_utf8(text).map_err(|_| Errors::of_encoding(name, text))?;
        let tests = name.ends_with("_test.go") || test.is_some();
        let entry = if tests { types::Entry::Any } else { types::Entry::Main };
        let checked = types::check(&[(name, text)], &Standard, entry)
            .map_err(|errors| Errors::new(&errors.diagnostics, &errors.sources, errors.text()))?;
        let entry = match tests {
            false => Entry::Main,
            true => {
                let names = Program::tests(text);
                Entry::Tests(names.into_iter().filter(|name| test.is_none_or(|test| test == name)).collect())
            }
        };
        let code = lower(checked, &entry, loops).map_err(|(sources, errors)| {
            let text = text_of(&errors, &sources);
            Errors::new(&errors, &sources, text)
        })?;
        Ok(Program { code: Rc::new(code) })
    }

    /// The tests of a file, in the order of the source.
    pub fn tests(text: &str) -> Vec<String> {
        let names = text.lines().filter_map(|line| line.strip_prefix("func Test"));
        let names = names.filter_map(|rest| rest.split(['(', '[', ' ']).next());
        // `Testing` is a function like any other, and not the test of `ing`.
        let names = names.filter(|name| !name.starts_with(char::is_lowercase));
        names.map(|name| ["Test", name].concat()).collect()
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
