//! A Go program as it is being written: its text, what is wrong with it, and whether the editor is open.
//!
//! The run on show is that of the last text without problems; the draft is kept in the browser whatever it is. What the
//! reader writes in a text that is not kept yet, an example or one that came by a link, is a program of its own: those
//! that were kept before stay.

use std::rc::Rc;

use js_sys::Function;
use wasm_bindgen_futures::spawn_local;

use crate::session::Session;
use crate::store;
use crate::texts;
use lockstep_core::go::lower::LoopVariables;
use lockstep_core::go::{self, Problem};
use lockstep_core::lessons::{Program, Reading, Written, cut, examples};
use lockstep_core::schedule::Plan;

/// What a fragment begins with that leads to a Go program.
const PREFIX: &str = "go";

/// The program that is opened where the reader has none yet.
const FIRST: &str = "ten-goroutines";

/// A program that does nothing: what runs before there is a text without problems.
const NOTHING: &str = "package main\n\nfunc main() {}\n";

/// A text, and what is known of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// The text.
    pub text: Rc<str>,
    /// Counts the texts that did not come from the editor: it has to be given them.
    pub given: u32,
    /// Counts the checks: lines are told of the text as it was at the last one.
    pub checked: u32,
    /// How it is read.
    pub reading: Reading,
    /// The tests of which one may be chosen.
    pub tests: Rc<[Rc<str>]>,
    /// What is wrong with it.
    pub problems: Rc<[Problem]>,
    /// The line that wants standard input, if nothing is wrong.
    pub input: Option<u32>,
    /// Whether the editor is open.
    pub editing: bool,
    /// The text as it is kept, if it is one of the reader's own programs.
    kept: Option<Rc<str>>,
    /// What the reader's earlier programs are called, as far as they are kept.
    pub earlier: Rc<[String]>,
    /// A line that the reader wants to see in the editor, or 0 for the first thing that is wrong, and how often one was wanted.
    pub reveal: (u32, u32),
}

impl Draft {
    /// A text of which nothing wrong is known.
    fn new(text: &str, reading: Reading, tests: Rc<[Rc<str>]>) -> Draft {
        Draft {
            text: text.into(),
            given: 0,
            checked: 0,
            reading,
            tests,
            problems: Rc::new([]),
            input: None,
            editing: false,
            kept: None,
            earlier: Rc::new([]),
            reveal: (0, 0),
        }
    }

    /// The draft of a session, if it is of a Go program. `own` is the text that was to be opened: where the session runs
    /// another one, something is wrong with it.
    #[inline(never)]
    pub fn of(session: &Session, own: Option<&str>) -> Option<Draft> {
        let (text, reading) = session.program().typed()?;
        let mut draft = match own.filter(|own| *own != text) {
            None => {
                let mut draft = Draft::new(text, reading.clone(), session.program().tests());
                draft.input = input(session.program());
                draft
            }
            Some(own) => {
                let mut draft = Draft::new(own, reading_of(own), Rc::new([]));
                draft.editing = draft.check(session.plan()).is_none();
                draft
            }
        };
        if store::programs().iter().any(|kept| **kept == *draft.text) {
            draft.kept = Some(draft.text.clone());
            draft.keep();
        }
        draft.earlier = earlier();
        Some(draft)
    }

    /// Takes in what the reader has typed, and keeps it.
    #[inline(never)]
    pub fn typed(&mut self, text: &str) {
        if !goes_on(&self.text, text) {
            self.kept = None;
        }
        self.text = text.into();
        self.keep();
    }

    /// Takes in what has become of the text by turning a number of it. An example that is turned is no program of the reader's.
    #[inline(never)]
    pub fn turned(&mut self, text: &str) {
        self.text = text.into();
        self.given += 1;
        if self.kept.is_some() {
            self.keep();
        }
    }

    /// Keeps the text, if it is the reader's own and not an example's.
    #[inline(never)]
    fn keep(&mut self) {
        let own = if address_of(&self.text).is_some() { "" } else { &self.text };
        if self.kept.is_some() || !own.is_empty() {
            store::keep_program(self.kept.as_deref(), own);
        }
        self.kept = (!own.trim().is_empty()).then(|| self.text.clone());
        self.keep_reading();
    }

    /// Keeps how the text is read, if the text is kept.
    fn keep_reading(&self) {
        if self.kept.is_some() {
            store::keep_older(self.reading.loops == LoopVariables::PerLoop);
        }
    }

    /// Gives loop variables their older meaning, or takes it from them.
    #[inline(never)]
    pub fn turn_older(&mut self) {
        self.reading.loops = loops(self.reading.loops == LoopVariables::PerIteration);
        self.keep_reading();
    }

    /// Where the text is found again though it is not what runs, if it is kept.
    #[inline(never)]
    pub fn address(&self, session: &Session) -> Option<&'static str> {
        let runs = session.program().typed().is_some_and(|(text, _)| *text == *self.text);
        (!runs && self.kept.is_some()).then_some(PREFIX)
    }

    /// Checks the text anew; the session that runs it, if nothing is wrong with it.
    #[inline(never)]
    pub fn check(&mut self, plan: Plan) -> Option<Session> {
        self.checked += 1;
        self.earlier = earlier();
        let text = self.text.clone();
        let written = Written::of(&text);
        self.tests = written.tests().clone();
        // One that is no longer there is not looked for.
        self.reading.test = self.reading.test.take().filter(|test| self.tests.contains(test));
        match written.check(&self.reading) {
            Ok(program) => {
                self.problems = Rc::new([]);
                self.input = input(&program);
                Some(Session::open(program, plan))
            }
            Err(errors) => {
                self.problems = errors.problems.into();
                self.input = None;
                None
            }
        }
    }
}

/// The line of a program that wants standard input.
fn input(program: &Program) -> Option<u32> {
    program.compiled()?.input()
}

/// A session of a program that does nothing.
#[inline(never)]
pub fn nothing(plan: Plan) -> Session {
    Session::open(Program::of_go(NOTHING, &Reading::default()).expect("nothing is wrong with nothing"), plan)
}

/// How a text is read that is opened by itself: as it was when it was kept, if it is the last of the reader's own.
pub fn reading_of(text: &str) -> Reading {
    let last = store::programs().first().is_some_and(|kept| kept == text);
    Reading { loops: loops(last && store::older()), test: None }
}

/// Loop variables of the older meaning, or of today's.
fn loops(older: bool) -> LoopVariables {
    if older { LoopVariables::PerLoop } else { LoopVariables::PerIteration }
}

/// What the reader's earlier programs are called: by their first comment, or by what main does first, or by their first function.
fn earlier() -> Rc<[String]> {
    store::programs().iter().skip(1).map(|text| name_of(text)).collect()
}

fn name_of(text: &str) -> String {
    let comment = text.lines().find_map(|line| line.trim().strip_prefix("//"));
    let first = || text.lines().skip_while(|line| !line.starts_with("func main")).nth(1);
    let function = || text.lines().find(|line| line.starts_with("func "));
    cut(comment.or_else(first).or_else(function).unwrap_or_default().trim())
}

/// Whether a text is still the one that it was. One of which most was replaced at once is another.
fn goes_on(before: &str, after: &str) -> bool {
    const SHORT: usize = 40;
    let same = |(a, b): &(u8, u8)| a == b;
    let start = before.bytes().zip(after.bytes()).take_while(same).count();
    let end = before.bytes().rev().zip(after.bytes().rev()).take_while(same).count();
    before.len() < SHORT || 2 * (start + end) >= before.len()
}

/// Whether a fragment leads to a Go program that is no token: `go` to the reader's own, `go/1` to the one before it,
/// `go/ping-pong` to an example.
pub fn is_address(fragment: &str) -> bool {
    fragment == PREFIX || fragment.strip_prefix(PREFIX).is_some_and(|rest| rest.starts_with('/'))
}

/// Whether a fragment names a Go program and then something to turn, which none has.
pub fn is_damaged(fragment: &str) -> bool {
    fragment.split_once('?').is_some_and(|(path, _)| is_address(path))
}

/// The text to which such a fragment leads; nothing if there is no such program.
#[inline(never)]
pub fn text_at(fragment: &str) -> Option<String> {
    let own = |place| store::programs().into_iter().nth(place);
    match fragment.strip_prefix(PREFIX).and_then(|rest| rest.strip_prefix('/')) {
        None | Some("") => own(0).or_else(|| examples::text(FIRST).map(str::to_owned)),
        Some(id) => examples::text(id).map(str::to_owned).or_else(|| own(id.parse().ok()?)),
    }
}

/// The fragment that leads to this text, if it is an example's.
#[inline(never)]
pub fn address_of(text: &str) -> Option<String> {
    let example = examples::all().iter().find(|example| example.text == text)?;
    Some(format!("{PREFIX}/{}", example.id))
}

/// Takes in the Go texts: the library and the examples, as the build has put them into files.
#[inline(never)]
pub fn learn(library: String, programs: String) {
    if !go::is_known() {
        go::learn(library.leak());
    }
    if !examples::is_known() {
        examples::learn(programs.leak());
    }
}

/// Whether Go programs can be read here.
#[inline(never)]
pub fn is_known() -> bool {
    go::is_known() && examples::is_known()
}

/// Has the Go texts fetched and takes them in; then says whether they came.
#[inline(never)]
pub fn fetch(by: Option<&Function>, then: impl FnOnce(bool) + 'static) {
    let asked = ["library", "examples"].map(|name| texts::ask(by, name));
    spawn_local(async move {
        let [library, programs] = asked;
        let files = (library.await, programs.await);
        let came = matches!(files, (Some(_), Some(_)));
        if let (Some(library), Some(programs)) = files {
            learn(library, programs);
        }
        then(came);
    });
}
