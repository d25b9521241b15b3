//! A Go program as it is being written: its text, what is wrong with it, and whether the editor is open.
//!
//! The run on show is that of the last text without problems; the draft is kept in the browser whatever it is.

use std::rc::Rc;

use js_sys::Function;
use wasm_bindgen_futures::spawn_local;

use crate::session::Session;
use crate::texts;
use lockstep_core::go::{self, Problem};
use lockstep_core::lessons::{Program, examples};
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
    /// Whether loop variables have the meaning that they had before Go 1.22.
    pub older: bool,
    /// What is wrong with it.
    pub problems: Rc<[Problem]>,
    /// Whether the editor is open.
    pub editing: bool,
    /// A line that the reader wants to see in the editor, and how often one was wanted.
    pub reveal: (u32, u32),
}

impl Draft {
    /// A text of which nothing wrong is known.
    pub fn new(text: &str, older: bool) -> Draft {
        Draft {
            text: text.into(),
            given: 0,
            checked: 0,
            older,
            problems: Rc::new([]),
            editing: false,
            reveal: (0, 0),
        }
    }

    /// The draft of a session, if it is of a Go program. `own` is the text that was to be opened: where the session runs
    /// another one, something is wrong with it.
    #[inline(never)]
    pub fn of(session: &Session, own: Option<&str>) -> Option<Draft> {
        let (text, older) = session.program().typed()?;
        let Some(own) = own.filter(|own| *own != text) else { return Some(Draft::new(text, older)) };
        let mut draft = Draft::new(own, false);
        draft.editing = draft.check(session.plan()).is_none();
        Some(draft)
    }

    /// Checks the text anew; the session that runs it, if nothing is wrong with it.
    #[inline(never)]
    pub fn check(&mut self, plan: Plan) -> Option<Session> {
        self.checked += 1;
        match Program::of_go(&self.text, self.older) {
            Ok(program) => {
                self.problems = Rc::new([]);
                Some(Session::open(program, plan))
            }
            Err(errors) => {
                self.problems = errors.problems.into();
                None
            }
        }
    }
}

/// A session of a program that does nothing.
#[inline(never)]
pub fn nothing(plan: Plan) -> Session {
    Session::open(Program::of_go(NOTHING, false).expect("nothing is wrong with nothing"), plan)
}

/// Whether a fragment leads to a Go program that is no token: `go` to the reader's own, `go/ping-pong` to an example.
pub fn is_address(fragment: &str) -> bool {
    fragment == PREFIX || fragment.strip_prefix(PREFIX).is_some_and(|rest| rest.starts_with('/'))
}

/// The text to which such a fragment leads, given the reader's own; nothing if there is no such example.
#[inline(never)]
pub fn text_at(fragment: &str, own: Option<String>) -> Option<String> {
    match fragment.strip_prefix(PREFIX).and_then(|rest| rest.strip_prefix('/')) {
        None | Some("") => own.or_else(|| examples::text(FIRST).map(str::to_owned)),
        Some(id) => examples::text(id).map(str::to_owned),
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
