//! A check of every schedule of a Go program: it runs in a Web Worker, and what it tells is kept here.
//!
//! The worker ([`check`]) is another instance of this wasm, made by `web/boot/check.js`. It tells what it has found so far
//! about ten times a second, so that whoever stops it, by ending the worker, loses nothing.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use yew::Callback;

use crate::app::{Explore, Msg};
use crate::browser::now;
use crate::session::Session;
use lockstep_core::explore::go::{By, grouped};
use lockstep_core::explore::{self, Options, Stage, Told};
use lockstep_core::go;
use lockstep_core::go::lower::LoopVariables;
use lockstep_core::lessons::{LIMITS, Program, Reading};
use lockstep_core::present::{self, Beside, CheckView, Locale, MapView, Pace, Standing, Traced};
use lockstep_core::schedule::{Checks, Schedule, Token};

mod chart;

use chart::Chart;

/// How many times as many states a further look is at.
pub const FURTHER: usize = 5;

/// What the worker says.
#[derive(Debug)]
enum Heard {
    /// What is known so far, and the bytes of memory that it takes; whether that is all.
    Told {
        /// [`Told`] as text.
        text: String,
        /// Bytes.
        memory: f64,
        /// Whether the check is done.
        done: bool,
    },
    /// It broke off.
    Broken,
    /// The page may not start it.
    Refused,
}

/// Something that was found, to be opened: its place in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// A finding.
    Finding(usize),
    /// An outcome.
    Outcome(usize),
    /// A state of the map.
    State(u32),
}

/// A check and what is known of it.
pub struct Exploring {
    /// Of which program: its text, and how it is read.
    of: (Rc<str>, Reading),
    states: usize,
    told: Told,
    standing: Standing,
    refused: bool,
    pace: Pace,
    /// When it was last told how many states.
    last: (f64, usize),
    worker: Rc<RefCell<Option<Worker>>>,
    /// What it has said last.
    said: Rc<RefCell<Option<Heard>>>,
    number: u32,
    /// What is in the stepper.
    opened: Option<Which>,
    /// What of outcomes counts, by which they are put together; each is by itself if nothing is said.
    by: Option<By>,
    /// The outcome that waits for another one to be laid beside it.
    chosen: Option<usize>,
    /// The outcomes side by side, with their runs.
    pair: Option<Box<Pair>>,
    view: RefCell<Option<(Locale, Rc<CheckView>)>>,
    /// The map of its executions, once it is done and if there is one.
    chart: Option<Box<Chart>>,
}

/// Two outcomes side by side.
struct Pair {
    which: [usize; 2],
    runs: [Session; 2],
}

/// A worker that is on its way or runs. It ends when this is dropped.
struct Worker {
    stop: Option<Function>,
    _told: Closure<dyn FnMut(JsValue)>,
}

impl Drop for Worker {
    fn drop(&mut self) {
        if let Some(stop) = &self.stop {
            stop.call0(&JsValue::NULL).ok();
        }
    }
}

impl Exploring {
    /// Begins to check a program. `number` tells what it says from what an earlier one says.
    #[inline(never)]
    pub fn begin(
        program: &Program,
        states: usize,
        number: u32,
        by: Option<&Function>,
        on: &Callback<Msg>,
    ) -> Option<Exploring> {
        let (text, reading) = program.typed()?;
        let exploring = Exploring {
            of: (text.into(), reading.clone()),
            states,
            told: Told::default(),
            standing: Standing::Running,
            refused: by.is_none(),
            pace: Pace::default(),
            last: (now(), 0),
            worker: Rc::default(),
            said: Rc::default(),
            number,
            opened: None,
            by: None,
            chosen: None,
            pair: None,
            view: RefCell::default(),
            chart: None,
        };
        if let Some(by) = by {
            exploring.start(by, on.clone());
        }
        Some(exploring)
    }

    /// Has the worker made. Whoever gives it up meanwhile leaves no place for it.
    fn start(&self, by: &Function, on: Callback<Msg>) {
        let (number, said) = (self.number, self.said.clone());
        let hear = move |heard: Heard| {
            *said.borrow_mut() = Some(heard);
            on.emit(Msg::Explore(Explore::Heard(number)));
        };
        let told = {
            let hear = hear.clone();
            Closure::new(move |said: JsValue| hear(heard(&said)))
        };
        let asked = Object::new();
        let (text, reading) = &self.of;
        let pairs: [(&str, JsValue); 4] = [
            ("text", (&**text).into()),
            ("loops", reading.loops.name().into()),
            ("test", reading.test.as_deref().into()),
            ("states", (self.states as u32).into()),
        ];
        for (name, value) in &pairs {
            // A fresh object takes every property.
            Reflect::set(&asked, &(*name).into(), value).ok();
        }
        let coming = by.call2(&JsValue::NULL, &asked, told.as_ref());
        *self.worker.borrow_mut() = Some(Worker { stop: None, _told: told });
        let place = Rc::downgrade(&self.worker);
        spawn_local(async move {
            let stop = match coming {
                Ok(coming) => JsFuture::from(Promise::from(coming)).await,
                Err(why) => Err(why),
            };
            let Some(stop) = stop.ok().and_then(|stop| stop.dyn_into::<Function>().ok()) else {
                return hear(Heard::Refused);
            };
            let place = place.upgrade();
            match place.as_ref().map(|place| place.borrow_mut()).as_deref_mut() {
                Some(Some(worker)) => worker.stop = Some(stop),
                // It was given up meanwhile.
                _ => {
                    stop.call0(&JsValue::NULL).ok();
                }
            }
        });
    }

    /// Whether it is of this program.
    pub fn is_of(&self, program: &Program) -> bool {
        program.typed() == Some((&*self.of.0, &self.of.1))
    }

    /// Whether it goes on.
    pub fn is_running(&self) -> bool {
        self.standing == Standing::Running && !self.refused
    }

    /// Whether the page may not run it.
    pub fn is_refused(&self) -> bool {
        self.refused
    }

    /// Which of all checks it is.
    pub fn number(&self) -> u32 {
        self.number
    }

    /// How many states it may look at.
    pub fn states(&self) -> usize {
        self.states
    }

    /// What is in the stepper.
    pub fn opened(&self) -> Option<Which> {
        self.opened
    }

    /// What of outcomes counts where they are put together.
    pub fn by(&self) -> Option<By> {
        self.by
    }

    /// Puts outcomes together of which this is the same, or each by itself.
    pub fn group(&mut self, by: Option<By>) {
        self.by = by;
    }

    /// The outcomes that are put together, by their places in the list.
    #[inline(never)]
    pub fn groups(&self) -> Vec<Vec<usize>> {
        let outcomes = &self.told.report.outcomes;
        match self.by {
            None => (0..outcomes.len()).map(|place| vec![place]).collect(),
            Some(by) => grouped(outcomes, by),
        }
    }

    /// The outcome that waits for another one.
    pub fn chosen(&self) -> Option<usize> {
        self.chosen
    }

    /// Takes in what the worker has said; whether that is worth to be said aloud.
    pub fn hear(&mut self, program: &Program) -> bool {
        let Some(heard) = self.said.take() else { return false };
        self.view.take();
        let (stage, found) = (self.told.stage, self.told.report.findings.len());
        match heard {
            Heard::Told { text, memory, done } => {
                let Some(told) = Told::from_text(&text) else {
                    self.end(Standing::Broken);
                    return true;
                };
                let (at, before) = self.last;
                let (time, states) = (now(), told.states);
                // Another stage begins anew.
                let more = if told.stage == self.told.stage { states.saturating_sub(before) } else { states };
                if time > at {
                    self.pace.rate = more as f64 * 1_000.0 / (time - at);
                }
                self.last = (time, states);
                self.pace.memory = memory;
                self.told = told;
                if done {
                    self.end(Standing::Done);
                    self.chart =
                        self.told.report.map.as_ref().filter(|_| self.is_of(program)).and_then(|map| {
                            Chart::begin(map, &program.with_time(self.told.report.time)).map(Box::new)
                        });
                }
            }
            Heard::Broken => self.end(Standing::Broken),
            Heard::Refused => {
                self.refused = true;
                self.worker.take();
            }
        }
        let settled = self.told.stage == Some(Stage::Outcomes) && stage != self.told.stage;
        !self.is_running() || settled || found == 0 && !self.told.report.findings.is_empty()
    }

    /// Stops it at once. What was found stays.
    pub fn stop(&mut self) {
        if self.is_running() {
            self.end(Standing::Stopped);
        }
    }

    fn end(&mut self, standing: Standing) {
        self.view.take();
        self.standing = standing;
        self.worker.take();
    }

    /// What is drawn of it.
    pub fn view(&self, locale: Locale) -> Rc<CheckView> {
        let mut kept = self.view.borrow_mut();
        if let Some((_, view)) = kept.as_ref().filter(|(known, _)| *known == locale) {
            return view.clone();
        }
        let view = Rc::new(present::check(&self.told, self.standing, self.pace, locale));
        *kept = Some((locale, view.clone()));
        view
    }

    /// A session that goes the way to something that was found: to its end, or to a position on the way.
    #[inline(never)]
    pub fn open(&mut self, which: Which, at: Option<u32>, program: &Program) -> Option<Session> {
        let session = self.session(which, at, program)?;
        self.opened = Some(which);
        Some(session)
    }

    fn session(&self, which: Which, at: Option<u32>, program: &Program) -> Option<Session> {
        let report = &self.told.report;
        let way = |schedule, time| Session::replay(program.with_time(time), &unchecked(schedule), at);
        Some(match which {
            Which::Finding(place) => {
                let finding = report.findings.get(place)?;
                way(&finding.schedule, finding.time).lead_to(finding)
            }
            Which::Outcome(place) => way(&report.outcomes.get(place)?.schedule, report.time),
            Which::State(state) => way(&report.map.as_ref()?.schedule(state), report.time),
        })
    }

    /// Chooses an outcome to be compared, or no longer; the second one is laid beside the first.
    #[inline(never)]
    pub fn choose(&mut self, outcome: usize, program: &Program) {
        let first = match self.chosen.take() {
            None => {
                self.chosen = Some(outcome);
                return;
            }
            Some(first) => first,
        };
        let run = |which| self.session(Which::Outcome(which), None, program);
        if first != outcome
            && let (Some(one), Some(other)) = (run(first), run(outcome))
        {
            self.pair = Some(Box::new(Pair { which: [first, outcome], runs: [one, other] }));
        }
    }

    /// Takes the two outcomes apart.
    pub fn part(&mut self) {
        self.pair = None;
    }

    /// Whether two outcomes are side by side.
    pub fn is_comparing(&self) -> bool {
        self.pair.is_some()
    }

    /// Whether there is work to be done before they are, or before the map shows this run.
    #[inline(never)]
    pub fn is_busy(&self, session: &Session) -> bool {
        self.is_pairing() || self.chart.as_ref().is_some_and(|chart| chart.is_busy(session))
    }

    fn is_pairing(&self) -> bool {
        self.pair.as_ref().is_some_and(|pair| pair.runs.iter().any(Session::is_busy))
    }

    /// Does a slice of it, of about so many steps.
    #[inline(never)]
    pub fn work(&mut self, budget: u32, session: &Session) {
        if let Some(pair) = &mut self.pair {
            pair.runs.iter_mut().for_each(|run| {
                run.work(budget);
            });
        }
        if let (Some(chart), Some(map)) = (&mut self.chart, &self.told.report.map) {
            chart.work(map, session);
        }
    }

    /// The map as it is drawn, and the way of the run on show over it. Nothing as long as it is being made.
    #[inline(never)]
    pub fn chart(&self, locale: Locale, session: &Session) -> Option<(Rc<MapView>, Traced)> {
        self.chart.as_ref()?.view(&self.told.report, locale, session)
    }

    /// Whether there are too many states for a map.
    pub fn is_too_large(&self) -> bool {
        self.standing == Standing::Done && self.told.report.map.is_none()
    }

    /// The two outcomes side by side, by their places in the list, once their runs are there.
    pub fn beside(&self, locale: Locale) -> Option<([usize; 2], Beside)> {
        let pair = self.pair.as_ref().filter(|_| !self.is_pairing())?;
        let [one, other] = &pair.runs;
        let cast = one.program().scene().cast;
        Some((pair.which, present::beside([one.timeline(), other.timeline()], cast, locale)))
    }
}

/// A token of this schedule with which nothing is checked: it was found on the way.
fn unchecked(schedule: &Schedule) -> Token {
    let checks = Checks::default();
    Token { schedule: schedule.clone(), checks, ..Token::default() }
}

/// What a message of the worker means: `{text, memory, done}` or `{failed}`.
fn heard(said: &JsValue) -> Heard {
    let field = |name: &str| Reflect::get(said, &name.into()).unwrap_or_default();
    match (field("text").as_string(), field("failed").as_string().as_deref()) {
        (Some(text), _) => Heard::Told {
            text,
            memory: field("memory").as_f64().unwrap_or_default(),
            done: field("done").as_bool() == Some(true),
        },
        (None, Some("refused")) => Heard::Refused,
        (None, _) => Heard::Broken,
    }
}

/// In the worker: checks a program. It is asked for by `{library, text, loops, test, states, due, tell}`: whenever `due()` is true,
/// `tell(text, false)` is told what is known so far, and in the end `tell(text, true)`. A program that cannot be read tells
/// nothing.
#[inline(never)]
pub fn check(asked: &JsValue) -> Option<()> {
    let field = |name: &str| Reflect::get(asked, &name.into()).unwrap_or_default();
    let function = |name: &str| field(name).dyn_into::<Function>().ok();
    if !go::is_known() {
        go::learn(field("library").as_string()?.leak());
    }
    let (due, tell) = (function("due")?, function("tell")?);
    let told = |told: Told, done: bool| {
        tell.call2(&JsValue::NULL, &told.to_text().into(), &done.into()).ok();
    };
    let loops = LoopVariables::named(&field("loops").as_string()?)?;
    let reading = Reading { loops, test: field("test").as_string().map(Rc::from) };
    let program = Program::of_go(&field("text").as_string()?, &reading).ok()?;
    let options = Options { states: field("states").as_f64()? as usize, limits: LIMITS };
    let report = explore::go::check(program.compiled()?, options, &mut |progress| {
        if due.call0(&JsValue::NULL).ok().and_then(|due| due.as_bool()) == Some(true) {
            told(Told::so_far(progress), false);
        }
        true
    });
    told(Told::done(report), true);
    Some(())
}
