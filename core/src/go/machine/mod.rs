//! The machine: goroutines as plain data, moved on one choice at a time.
//!
//! A goroutine computes on its own until it stands before an instruction that another goroutine could notice, or that could
//! notice another one: an operation on a channel or a lock, `go`, a print, or an access to memory that another goroutine can
//! reach. That is its *request*; taking it up is a *step*, and goes on with whatever the goroutine, and those that the step
//! has freed, compute on their own.
//!
//! Which memory another goroutine can reach is known from how values travel: an object is its maker's own until it is given
//! to a new goroutine or to a timer, sent on a channel, or stored in an object that is shared already. Once shared it stays so.
//! While there is only one goroutine, and no timer is to start another one, nothing is a step for being shared; unless
//! others have come and gone, and the program can see that they have by what does not put it after what they did.

mod access;
mod after;
mod ask;
mod asked;
pub mod calls;
mod collect;
mod compute;
mod equal;
mod fingerprint;
mod fuel;
mod goroutine;
mod interfaces;
mod large;
pub mod map;
pub mod memory;
mod noted;
mod numbers;
mod observe;
pub mod panics;
mod reach;
mod serve;
mod slices;
mod start;
mod texts;
pub mod timers;
pub mod trap;
pub mod window;

pub use after::After;
pub use asked::Touch;
pub(super) use equal::mix;
use fingerprint::Room;
pub use goroutine::{Goroutine, Place, Status};
use noted::Noted;
pub use numbers::wrap;
pub use observe::{Happened, Observer, Silent};

use self::memory::{Memory, Pointer};
use self::timers::Timer;
use super::code::Code;
use super::syntax::source::Pos;
use super::types::store::TypeId;
use crate::rules::copied::copied;
use crate::rules::{Notice, ObjectId, Table};
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::rc::Rc;

/// When virtual time passes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Time {
    /// When nobody can go on, to the next deadline: computing takes no time. Only where very much is done at one instant time
    /// passes all the same, since whoever polls until something has changed would wait for ever.
    #[default]
    Timely,
    /// Whenever there is a deadline: any goroutine may be slow, so that the next deadline may come before anything else.
    AnyDelay,
}

impl Time {
    /// As tokens, reports and the command write it.
    pub fn name(self) -> &'static str {
        match self {
            Time::Timely => "timely",
            Time::AnyDelay => "any-delay",
        }
    }

    /// That of this name.
    pub fn named(name: &str) -> Option<Time> {
        [Time::Timely, Time::AnyDelay].into_iter().find(|one| one.name() == name)
    }
}

/// How much a program may use, and how time passes for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Words of memory that can be reached, of eight bytes each.
    pub memory: usize,
    /// Words of one goroutine's frames.
    pub stack: usize,
    /// Instructions that a goroutine computes on its own before that becomes a step of its own.
    pub slice: u32,
    /// Goroutines at a time.
    pub goroutines: usize,
    /// When time passes.
    pub time: Time,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { memory: 1 << 24, stack: 1 << 22, slice: 100_000, goroutines: 1 << 20, time: Time::Timely }
    }
}

/// To take a step, and to tell of it, takes as long as so many instructions.
pub const STEP: u64 = 300;

/// How a process ended.
#[derive(Clone, Debug, PartialEq)]
pub enum Ended {
    /// Main returned, or the program asked for this exit code, from 0 to 255.
    Exit(i32),
    /// Nobody can ever run again and no timer is pending.
    Deadlock,
    /// Main has left by `runtime.Goexit` and nobody is left.
    NoGoroutines,
    /// A goroutine panicked, and nobody recovered.
    Panic(Place),
    /// A goroutine did what nobody can recover from, in these words.
    Fatal(Place, Rc<str>),
    /// The run-time system gave up, in these words, in a goroutine or on its own.
    Thrown(Option<Place>, Rc<str>),
}

/// What has to be known of an object of the rules beside what they know.
#[derive(Clone, Copy, Debug, Default)]
pub struct Known {
    /// There is such an object.
    pub exists: bool,
    /// The type of a channel's elements.
    pub elem: TypeId,
    /// It is the channel of a timer: it looks as if it had no buffer.
    pub timer: bool,
    /// A channel's capacity, in values.
    pub capacity: u32,
    /// The number of a channel's name among the program's.
    pub name: u16,
    /// Of a channel that the library made: the call in the program's text for which it did.
    pub call: Pos,
}

/// A program that is being run.
pub struct Machine {
    code: Rc<Code>,
    memory: Memory,
    goroutines: Vec<Goroutine>,
    /// Places that are free.
    free: Vec<Place>,
    /// How many goroutines there are.
    living: usize,
    /// How many there have been.
    started: u32,
    table: Table,
    /// By number among the rules' objects.
    known: Vec<Known>,
    timers: Vec<Timer>,
    /// The number of the clock among the goroutines.
    clock: Option<u32>,
    /// How many timers were ever started.
    timers_started: u32,
    now: u64,
    /// Sleepers and timers up to this instant may be taken up.
    due: u64,
    /// How many steps were taken at this instant.
    still: u32,
    /// How much was computed, in instructions, and how much of it before this step.
    worked: u64,
    began: u64,
    ended: Option<Ended>,
    limits: Limits,
    /// Where the next collection is due, in words.
    collect_at: usize,
    /// Those that are to compute on their own before the step is over.
    computing: Vec<Place>,
    /// Those that wait for room to compute on.
    crowded: Vec<Place>,
    /// Those whose choices may have changed in this step.
    stirred: Vec<Place>,
    notices: Vec<Notice>,
    /// Channels that were made and not told yet.
    made: Vec<ObjectId>,
    /// Turns that panics took and that were not told yet.
    turns: Vec<(Place, panics::Turn)>,
    /// Objects that the observer has a name for.
    observed: Vec<u32>,
    /// Whether somebody has drawn a number that could as well have been another one.
    drew: bool,
    /// How many may go on whatever the others do.
    ready: usize,
    /// The first word that the last function returned which a panic has called.
    returned: u64,
    /// Which way the step goes that is being taken.
    arm: u16,
    /// What was done to shared memory that was no step of its own, if that is noted.
    noted: Option<Noted>,
    /// Main has left by `runtime.Goexit`.
    main_left: bool,
    /// How the process ends by those who are failing.
    failures: FxHashMap<Place, Ended>,
    room: Rc<RefCell<Room>>,
}

copied!(Machine {
    code,
    memory,
    goroutines,
    free,
    living,
    started,
    table,
    known,
    timers,
    clock,
    timers_started,
    now,
    due,
    still,
    worked,
    began,
    ended,
    limits,
    collect_at,
    computing,
    crowded,
    stirred,
    notices,
    made,
    turns,
    observed,
    drew,
    ready,
    returned,
    arm,
    noted,
    main_left,
    failures,
    room
});

impl Machine {
    /// The program.
    pub fn code(&self) -> &Code {
        &self.code
    }

    /// The memory.
    pub fn memory(&self) -> &Memory {
        &self.memory
    }

    /// How much the program may use, and how time passes for it.
    pub fn limits(&self) -> Limits {
        self.limits
    }

    /// A goroutine by its place.
    pub fn goroutine(&self, place: Place) -> &Goroutine {
        &self.goroutines[place.0 as usize]
    }

    /// The places of the goroutines that there are.
    pub fn places(&self) -> impl Iterator<Item = Place> + '_ {
        let alive = |(_, one): &(usize, &Goroutine)| one.status != Status::Gone;
        self.goroutines.iter().enumerate().filter(alive).map(|(at, _)| Place(at as u32))
    }

    /// The objects of the rules.
    pub fn table(&self) -> &Table {
        &self.table
    }

    /// What is known of an object of the rules.
    pub fn known(&self, object: ObjectId) -> Known {
        self.known[object.0 as usize]
    }

    /// The virtual time, in nanoseconds from the start.
    pub fn now(&self) -> u64 {
        self.now
    }

    /// The names of the tests that have failed, if the program runs tests.
    pub fn failing(&self) -> Option<String> {
        Some(self.global_text(self.code.failing?.0))
    }

    /// The places that made a test fail, each once: its function and its line.
    pub fn fails(&self) -> Vec<(String, u32)> {
        let text = self.code.failing.map(|(_, places)| self.global_text(places)).unwrap_or_default();
        let place = |line: &str| {
            let (function, line) = line.rsplit_once(' ')?;
            Some((function.to_string(), line.parse().ok()?))
        };
        text.lines().filter_map(place).collect()
    }

    /// The text in a package-level variable.
    fn global_text(&self, variable: u64) -> String {
        let text = self.memory.at(Pointer(variable), 1)[0];
        String::from_utf8_lossy(self.memory.text(text)).into_owned()
    }

    /// How the process ended, once it has.
    pub fn ended(&self) -> Option<&Ended> {
        self.ended.as_ref()
    }

    /// How much all goroutines together have computed, in instructions: what takes as long as several of them counts as many, and a step
    /// as [`STEP`].
    pub fn worked(&self) -> u64 {
        self.worked
    }

    /// Adds those whose choices may have changed in the last step to a list, and forgets them.
    pub fn take_stirred(&mut self, out: &mut Vec<Place>) {
        out.append(&mut self.stirred);
    }

    /// How the process ends by one who is failing.
    pub fn failure(&self, place: Place) -> Option<&Ended> {
        self.failures.get(&place)
    }

    /// Whether somebody was started, even if they are gone, and it makes a difference that they were there.
    fn has_company(&self) -> bool {
        self.code.looks && self.started > 1
    }

    fn one(&mut self, place: Place) -> &mut Goroutine {
        &mut self.goroutines[place.0 as usize]
    }
}
