//! A Go program that can be run, and what is wrong with one that cannot.

use super::code::Code;
use super::lower::{Entry, LoopVariables, lower};
use super::std;
use super::syntax::Texts;
use super::syntax::report::report;
use super::syntax::source::{Diagnostic, Pos, SourceFile, Sources};
use super::test_file::TestFile;
use super::types::{self, Library};
use ::std::error::Error;
use ::std::fmt::{self, Write as _};
use ::std::rc::Rc;

/// A program that can be run.
#[derive(Clone, Debug)]
pub struct Program {
    code: Rc<Code>,
    input: Option<u32>,
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

/// The name of a file of tests that has none.
const TESTS: &str = "main_test.go";

/// A file that was read and not checked: all that is asked of it comes of one reading.
#[derive(Debug)]
pub struct Text {
    texts: Texts,
    base: Pos,
}

impl Text {
    /// Reads a file. One without a name is `main_test.go` if it has tests and no `main`, and else `main.go`.
    pub fn read(name: Option<&str>, text: &str) -> Text {
        let mut texts = Texts::default();
        let base = texts.add(name.unwrap_or("main.go"), text);
        if name.is_none() && TestFile::is_one(&texts.files[0].file) {
            texts.sources.rename(base, TESTS);
        }
        Text { texts, base }
    }

    /// The name of the file.
    pub fn name(&self) -> &str {
        &self.source().name
    }

    fn source(&self) -> &SourceFile {
        self.texts.sources.file(self.base).expect("it was read")
    }

    /// Whether it is a file of tests: its name says so.
    pub fn has_tests(&self) -> bool {
        self.name().ends_with("_test.go")
    }

    /// What `go test` runs of it; nothing if its syntax is wrong.
    ///
    /// # Errors
    /// The first test that does not look like one, in the words of `go test`.
    #[inline(never)]
    pub fn tests(&self) -> Result<TestFile, Errors> {
        let Texts { sources, files, .. } = &self.texts;
        TestFile::of(self.source(), &files[0]).map_err(|wrong| {
            let wrong = [wrong];
            Errors::new(&wrong, sources, text_of(&wrong, sources))
        })
    }

    /// The program that it is: a `package main`, or of a file of tests all tests and examples or those whose names are wanted.
    ///
    /// # Errors
    /// What is wrong with it, in the words of Go's compiler.
    pub fn compile(
        self,
        wanted: Option<&dyn Fn(&str) -> bool>,
        loops: LoopVariables,
    ) -> Result<Program, Errors> {
        let (entry, begins) = match self.has_tests() {
            true => {
                let tests = self.tests()?.only(|name| wanted.is_none_or(|wanted| wanted(name)));
                (Entry::Tests(tests), types::Entry::Tests)
            }
            false => (Entry::Main, types::Entry::Main),
        };
        let checked = types::check(self.texts, &Standard, begins)
            .map_err(|errors| Errors::new(&errors.diagnostics, &errors.sources, errors.text()))?;
        let input = checked.info.input.and_then(|at| checked.sources.place(at)).map(|place| place.line);
        let code = lower(checked, &entry, loops).map_err(|(sources, errors)| {
            let text = text_of(&errors, &sources);
            Errors::new(&errors, &sources, text)
        })?;
        Ok(Program { code: Rc::new(code), input })
    }
}

impl Program {
    /// Reads and compiles the file of this name: see [`Text::compile`].
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
        Text::read(Some(name), text).compile(wanted, loops)
    }

    /// The line, from 1, that first names standard input, which is empty here: `os.Stdin`, `fmt.Scan` and its like.
    pub fn input(&self) -> Option<u32> {
        self.input
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
