//! Go programs that somebody wrote: an example, or what a reader has typed.

use super::{Named, Program, Running, Runs, Scene, Source, Values};
use crate::go::lower::LoopVariables;
use crate::go::machine::{Limits, Time};
use crate::go::{self, Errors, GoWorld};
use crate::present::Id;
use crate::world::Event;
use std::rc::Rc;

/// The scene of every such program.
pub static GO: Scene = Scene {
    id: "go",
    title: Id::GoProgram,
    summary: Id::GoProgramSummary,
    params: &[],
    moments: &[Named::Start, Named::FirstBlock, Named::FirstHandOff, Named::Deadlock, Named::End],
    cast: &[],
    plots: false,
    sources: &[],
    runs: Runs::Text,
};

/// What a program in a page may use: it is to run on a telephone, and to come to an end in words where it asks for too much.
pub const LIMITS: Limits =
    Limits { memory: 1 << 22, stack: 1 << 18, slice: 100_000, goroutines: 20_000, time: Time::Timely };

/// How a text is read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// What loop variables are.
    pub loops: LoopVariables,
    /// The one test or example that is run of a file of tests; without it all are.
    pub test: Option<Rc<str>>,
}

/// A Go program that was checked.
#[derive(Clone)]
pub(super) struct Typed {
    text: Rc<str>,
    tests: Rc<[Rc<str>]>,
    reading: Reading,
    time: Time,
    compiled: go::Program,
}

impl Typed {
    #[inline(never)]
    pub(super) fn start(&self, events: &mut Vec<Event>) -> Running {
        let limits = Limits { time: self.time, ..LIMITS };
        Running::Go(Box::new(GoWorld::new(&self.compiled, limits, 0, events)))
    }
}

/// The name of the file that a text would be in: one with tests and without a `main` is a file of tests.
pub fn file_name(text: &str) -> String {
    go::Text::read(None, text).name().to_owned()
}

/// The names of a file of several tests; none of any other.
fn tests_of(read: &go::Text) -> Rc<[Rc<str>]> {
    if !read.has_tests() {
        return Rc::new([]);
    }
    let found = read.tests().map(|file| file.names().map(Rc::from).collect());
    found.ok().filter(|names: &Rc<[_]>| names.len() > 1).unwrap_or_default()
}

/// A text that is to be checked.
pub struct Written<'a> {
    text: &'a str,
    read: go::Text,
    tests: Rc<[Rc<str>]>,
}

impl<'a> Written<'a> {
    /// Reads a text.
    #[inline(never)]
    pub fn of(text: &'a str) -> Written<'a> {
        let read = go::Text::read(None, text);
        Written { text, tests: tests_of(&read), read }
    }

    /// The tests and examples of a text that is a file of several, in their order; nothing of any other text.
    pub fn tests(&self) -> &Rc<[Rc<str>]> {
        &self.tests
    }

    /// The program that it is, read like this.
    ///
    /// # Errors
    /// What is wrong with it, in the words of Go's compiler.
    #[inline(never)]
    pub fn check(self, reading: &Reading) -> Result<Program, Errors> {
        let wanted = |name: &str| reading.test.as_deref().is_none_or(|test| test == name);
        let compiled = self.read.compile(Some(&wanted), reading.loops)?;
        let source = Rc::new(Source::plain(self.text));
        let typed = Typed {
            text: self.text.into(),
            tests: self.tests,
            reading: reading.clone(),
            time: Time::Timely,
            compiled,
        };
        Ok(Program { scene: &GO, values: Values::new(GO.params), source, typed: Some(Rc::new(typed)) })
    }
}

impl Program {
    /// Checks a Go program, read like this.
    ///
    /// # Errors
    /// What is wrong with it, in the words of Go's compiler.
    pub fn of_go(text: &str, reading: &Reading) -> Result<Program, Errors> {
        Written::of(text).check(reading)
    }

    /// Its tests and examples, if it is a file of several: see [`Written::tests`].
    #[inline(never)]
    pub fn tests(&self) -> Rc<[Rc<str>]> {
        self.typed.as_ref().map_or_else(|| Rc::new([]) as Rc<[_]>, |typed| typed.tests.clone())
    }

    /// The text of a Go program and how it is read; nothing if it is a scene.
    pub fn typed(&self) -> Option<(&str, &Reading)> {
        self.typed.as_ref().map(|typed| (&*typed.text, &typed.reading))
    }

    /// What a token says of a Go program, by name.
    #[inline(never)]
    pub fn go_parameters(&self) -> Vec<(String, String)> {
        let Some(typed) = &self.typed else { return Vec::new() };
        let mut pairs = vec![("text".to_owned(), typed.text.to_string())];
        let (loops, time) = (typed.reading.loops, typed.time);
        pairs.extend((loops != LoopVariables::default()).then(|| ("loopvar".into(), loops.name().into())));
        pairs.extend(typed.reading.test.iter().map(|test| ("test".into(), test.to_string())));
        pairs.extend((time != Time::default()).then(|| ("time".into(), time.name().into())));
        pairs
    }

    /// The same Go program, in which time passes so.
    #[must_use]
    #[inline(never)]
    pub fn with_time(&self, time: Time) -> Program {
        let typed = self.typed.as_ref().map(|typed| Rc::new(Typed { time, ..Typed::clone(typed) }));
        Program { typed, ..self.clone() }
    }

    /// The same, as it was checked.
    pub fn compiled(&self) -> Option<&go::Program> {
        self.typed.as_ref().map(|typed| &typed.compiled)
    }
}
