//! Workers that may panic as Rust does: an execution in which that is an end like every other.
//!
//! Where a panic cannot be caught, in wasm, nothing comes back from it: there the schedule is printed before it.

use super::declared::Declared;
use crate::schedule::{Pick, Schedule, Token};
use crate::sync::Sim;
use crate::timeline::Timeline;
use crate::world::{Choice, Choices, End, Event, Footprint, RequestId, Tasks, WorkerId, World};
use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind, set_hook, take_hook};
use std::rc::Rc;
use std::sync::Once;

/// What takes a line of text.
pub(super) type Print = Rc<dyn Fn(&str)>;

/// What tokens of schedules of Rust workers say of their program.
pub(super) const PROGRAM: &str = "rust";

/// A place in a file: line and column, from 1.
pub(super) type Place = (String, u32, u32);

/// What a panic said, and where.
#[derive(Clone, Debug, Default)]
struct Said {
    text: String,
    place: Option<Place>,
}

/// An execution of async Rust workers. A panic of theirs ends it.
pub(super) struct Caught<'a> {
    start: &'a dyn Fn(&mut Vec<Event>) -> Tasks,
    print: &'a Print,
    tasks: Tasks,
    /// What its workers have declared of themselves.
    declared: Declared,
    /// Whether something was printed, in this execution or another one that notes it here.
    prints: Rc<Cell<bool>>,
    /// The choices that were taken.
    taken: Vec<Choice>,
    panicked: Option<(End, Option<Place>)>,
    none: Choices,
    log: Option<Rc<RefCell<Log>>>,
    /// Main has left, as it would not in any schedule: what comes now is in no token.
    has_left: bool,
}

/// What is known of an execution once it traps: enough for its token.
struct Log {
    sim: Sim,
    timeline: Timeline,
    schedule: Schedule,
    print: Print,
}

thread_local! {
    /// What a panic on this thread says, while one is expected.
    static EXPECTED: RefCell<Option<Said>> = const { RefCell::new(None) };
    /// The step in which it may come, where nothing comes back from it.
    static LAST: RefCell<Option<(Rc<RefCell<Log>>, Choice)>> = const { RefCell::new(None) };
}

impl<'a> Caught<'a> {
    /// Starts an execution. `print` takes the token of a schedule after which nothing can be said any more.
    pub(super) fn new(
        start: &'a dyn Fn(&mut Vec<Event>) -> Tasks,
        print: &'a Print,
        events: &mut Vec<Event>,
    ) -> Caught<'a> {
        listen();
        let from = events.len();
        let mut tasks = start(events);
        let mut declared = Declared::default();
        declared.see(&mut tasks, events, from);
        let log = cfg!(panic = "abort").then(|| {
            let sim = tasks.sim().clone();
            let (timeline, schedule) = (Timeline::new(events), Schedule::default());
            Rc::new(RefCell::new(Log { sim, timeline, schedule, print: print.clone() }))
        });
        let (taken, panicked, none) = (Vec::new(), None, Choices::default());
        Caught {
            start,
            print,
            tasks,
            declared,
            prints: Rc::default(),
            taken,
            panicked,
            none,
            log,
            has_left: false,
        }
    }

    /// The same execution once more, in which main, about to return, leaves, and the others go on.
    pub(super) fn without_main(&self, events: &mut Vec<Event>) -> Caught<'a> {
        let mut caught = Caught::new(self.start, self.print, events);
        self.taken.iter().for_each(|choice| caught.step(*choice, events));
        caught.has_left = true;
        let from = events.len();
        caught.tasks.leave(events);
        caught.declared.see(&mut caught.tasks, events, from);
        caught
    }

    /// Whether the state is known from what its workers have declared, and not from all that has happened.
    pub(super) fn is_declared(&self) -> bool {
        self.state().is_some()
    }

    fn state(&self) -> Option<u128> {
        // What a panic has left behind is known from what led there.
        if self.panicked.is_some() { None } else { self.declared.state(&self.tasks) }
    }

    /// The workers.
    pub(super) fn tasks(&self) -> &Tasks {
        &self.tasks
    }

    /// The same, and it notes here whether something is printed.
    pub(super) fn noting(self, prints: &Rc<Cell<bool>>) -> Self {
        Caught { prints: prints.clone(), ..self }
    }

    /// The end by a panic, and where that was.
    pub(super) fn panicked(&self) -> Option<&(End, Option<Place>)> {
        self.panicked.as_ref()
    }

    /// What has happened so far, from the start. The execution is gone through once more, up to the step that panics.
    pub(super) fn recorded(&self) -> Timeline {
        let mut events = Vec::new();
        let mut tasks = (self.start)(&mut events);
        let mut timeline = Timeline::new(&events);
        let sound = self.taken.len() - usize::from(self.panicked.is_some());
        for choice in &self.taken[..sound] {
            events.clear();
            tasks.step(*choice, &mut events);
            timeline.record(&events);
        }
        timeline
    }
}

impl World for Caught<'_> {
    type Saved = std::convert::Infallible;

    fn choices(&self) -> &Choices {
        if self.panicked.is_some() { &self.none } else { self.tasks.choices() }
    }

    fn footprint(&self, choice: Choice) -> Footprint {
        self.tasks.footprint(choice)
    }

    fn step(&mut self, choice: Choice, events: &mut Vec<Event>) {
        let before = events.len();
        if let Some(log) = self.log.as_ref().filter(|_| !self.has_left) {
            let pick = Pick::name(choice, self.tasks.choices().of(choice.worker).iter().copied());
            pick.into_iter().for_each(|pick| log.borrow_mut().schedule.push_pick(pick));
            LAST.set(Some((log.clone(), choice)));
        }
        self.taken.push(choice);
        let tasks = &mut self.tasks;
        EXPECTED.set(Some(Said::default()));
        let result = catch_unwind(AssertUnwindSafe(|| tasks.step(choice, events)));
        let said = EXPECTED.take().unwrap_or_default();
        if result.is_err() {
            let end = panic_of(self.tasks.sim(), &said.text);
            events.truncate(before);
            events.extend(last_step(choice, &end));
            self.panicked = Some((end, said.place));
        } else {
            self.declared.see(&mut self.tasks, events, before);
            if events[before..].iter().any(|event| matches!(event, Event::Printed(..))) {
                self.prints.set(true);
            }
        }
        if let Some(log) = self.log.as_ref().filter(|_| !self.has_left) {
            log.borrow_mut().timeline.record(&events[before..]);
            LAST.set(None);
        }
    }

    fn who(&self, choice: Choice) -> u64 {
        self.tasks.who(choice)
    }

    fn way(&self, choice: Choice) -> u64 {
        let base = self.declared.base(choice.worker);
        let request = RequestId(choice.request.0.wrapping_sub(base));
        self.tasks.way(Choice { request, ..choice })
    }

    fn waiting(&self) -> Vec<u64> {
        self.tasks.stuck().map(|worker| self.tasks.identity(worker)).collect()
    }

    fn has_deadline(&self) -> bool {
        self.panicked.is_none() && self.tasks.has_deadline()
    }

    fn fingerprint(&self) -> u128 {
        // What a panic has left is a state of its own.
        self.state().unwrap_or_else(|| self.tasks.fingerprint() ^ u128::from(self.panicked.is_some()) << 127)
    }

    fn end(&self) -> Option<&End> {
        self.panicked.as_ref().map(|(end, _)| end).or_else(|| self.tasks.end())
    }

    fn now(&self) -> u64 {
        self.tasks.now()
    }

    fn save(&self) -> Option<Self::Saved> {
        None
    }

    fn restore(&mut self, saved: &Self::Saved) {
        match *saved {}
    }
}

/// The panic of a program that does so before it first asks for anything, where that can be caught: what it says, and where.
pub(super) fn at_start(start: &dyn Fn(&mut Vec<Event>) -> Tasks) -> Option<(String, Option<Place>)> {
    listen();
    EXPECTED.set(Some(Said::default()));
    let result = catch_unwind(AssertUnwindSafe(|| drop(start(&mut Vec::new()))));
    let Said { text, place } = EXPECTED.take().unwrap_or_default();
    result.is_err().then_some((text, place))
}

/// How it ends where the worker that computes panics.
fn panic_of(sim: &Sim, text: &str) -> End {
    End::Panic(WorkerId(sim.computing()), text.into())
}

/// The events of a step that panics, whatever it did before.
fn last_step(choice: Choice, end: &End) -> [Event; 2] {
    [Event::Stepped(choice.worker, choice.request, choice.arm), Event::Ended(end.clone())]
}

/// From now on panics that are expected are noted, and not printed; other threads and other panics are as they were.
fn listen() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let before = take_hook();
        set_hook(Box::new(move |info| {
            if !note(info) {
                before(info);
            }
        }));
    });
}

/// Notes a panic if it is expected, and says whether that is all there is to do about it.
fn note(info: &PanicHookInfo) -> bool {
    let text = info.payload_as_str().unwrap_or("a panic without words");
    let is_expected = EXPECTED.with_borrow_mut(|expected| {
        let Some(said) = expected else { return false };
        let place = info.location().map(|at| (at.file().into(), at.line(), at.column()));
        *said = Said { text: text.into(), place };
        true
    });
    if let Some((log, choice)) = LAST.take() {
        let mut log = log.borrow_mut();
        let end = panic_of(&log.sim, text);
        log.timeline.record(&last_step(choice, &end));
        (log.print)(&["schedule: ", &log.token()].concat());
    }
    is_expected && cfg!(panic = "unwind")
}

impl Log {
    fn token(&self) -> String {
        let (schedule, checks) = (self.schedule.clone(), self.timeline.checks());
        Token { program: PROGRAM.into(), parameters: Vec::new(), schedule, checks }.to_string()
    }
}
