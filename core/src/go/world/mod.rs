//! A Go program as a [`World`]: a machine that is moved on one choice at a time, and what happens in it told as events.
//!
//! Goroutines are workers, by the order in which they were started; so is the clock, once there is a timer. The objects are the
//! channels, the locks that were used, and the variables that several goroutines can reach.
//!
//! ```
//! use lockstep_core::go::lower::LoopVariables;
//! use lockstep_core::go::machine::Limits;
//! use lockstep_core::go::{GoWorld, Program};
//! use lockstep_core::world::{End, World};
//!
//! let text = "package main\n\nfunc main() {\n\tch := make(chan int)\n\tch <- 1\n}\n";
//! let program = Program::compile("main.go", text.as_bytes(), None, LoopVariables::PerIteration)?;
//! let mut events = Vec::new();
//! let mut world = GoWorld::new(&program, Limits::default(), 0, &mut events);
//! while let Some(choice) = world.choices().first() {
//!     world.step(choice, &mut events);
//! }
//! assert_eq!(world.end(), Some(&End::Deadlock));
//! # Ok::<(), lockstep_core::go::Errors>(())
//! ```

mod accessed;
mod asks;
mod ends;
mod first;
mod library;
mod may;
mod names;
mod nested;
mod quiet;
mod tell;
mod value;

pub use self::first::First;
use self::names::Names;
use self::nested::Locks;
pub use self::nested::Taker;
use self::quiet::Quiet;
use super::code::instr::{Instr, Request};
use super::code::sliced::Sliced;
use super::machine::{Limits, Machine, Observer, Place, Status, Touch, mix};
use super::program::Program;
use super::turns::Turns;
use crate::rules::copied::copied;
use crate::rules::parts::Part;
use crate::rules::{Arm, ObjectId, Op};
use crate::world::story::Story;
use crate::world::tell::Before;
use crate::world::{Choice, Choices, End, Event, Footprint, RequestId, Verb, WorkerId, World};
use rustc_hash::FxHashSet;
use std::cell::RefCell;
use std::rc::Rc;

/// A state of at most so many words is looked at in about the time that a step may take.
const QUICK: usize = 1 << 17;

/// A Go program that is being run, and told.
pub struct GoWorld {
    turns: Box<Turns>,
    teller: Box<Teller>,
    /// What counts of its state, if goroutines that are alike may be taken one for the other.
    sliced: Option<Rc<Sliced>>,
    /// The choices, if one may be to remember an access.
    doubled: Option<Box<Choices>>,
}

copied!(GoWorld { turns, teller, sliced, doubled });

/// What has to be remembered to tell what happens.
#[derive(Default)]
struct Teller {
    /// If only that is told which tells schedules apart.
    quiet: Option<Quiet>,
    /// Who watches beside.
    beside: Option<Rc<RefCell<dyn Observer>>>,
    names: Rc<Names>,
    story: Story,
    locks: Locks,
    /// How many workers there have been.
    workers: u32,
    /// By worker: its request.
    asking: Vec<Asking>,
    /// What happened in this step so far.
    events: Vec<Event>,
    /// Whose step it is.
    actor: WorkerId,
    /// The operation that is being applied, and what is looked at before.
    applying: Option<Applying>,
    /// The accesses of a step to variables that are under way: the values are told when it is over.
    accesses: Vec<Access>,
    /// Accesses that are remembered.
    firsts: Vec<First>,
    /// The clock, once it was told of.
    clock: Option<WorkerId>,
    /// The timers as they were told: their numbers, when they fire, and whether they may do so now.
    timers: Vec<(u32, u64, bool)>,
    /// What was printed without the end of its line, to each of the two files.
    unfinished: [Vec<u8>; 2],
    end: Option<End>,
}

copied!(Teller {
    quiet,
    beside,
    names,
    story,
    locks,
    workers,
    asking,
    events,
    actor,
    applying,
    accesses,
    firsts,
    clock,
    timers,
    unfinished,
    end
});

/// A worker's request as it was told.
#[derive(Debug)]
struct Asking {
    request: RequestId,
    verb: Verb,
    /// Whether it was neither served nor refused yet.
    open: bool,
    /// The ways to go as they were told.
    arms: Vec<Arm>,
}

copied!(Asking { request, verb, open, arms });

#[derive(Clone)]
struct Applying {
    op: Op,
    before: Before,
    /// How many values lay in the channel to which it would send.
    length: usize,
}

#[derive(Clone, Copy)]
struct Access {
    worker: WorkerId,
    object: Option<ObjectId>,
    writes: bool,
}

impl GoWorld {
    /// Starts a program, up to its first step; appends what happens until then. The seed is that of the numbers that it
    /// draws without one of its own.
    pub fn new(program: &Program, limits: Limits, seed: u64, events: &mut Vec<Event>) -> GoWorld {
        GoWorld::start(program, limits, seed, Teller::default(), events)
    }

    /// The same as [`new`](GoWorld::new), and somebody else watches what happens, too.
    pub fn watched(
        program: &Program,
        limits: Limits,
        seed: u64,
        beside: Rc<RefCell<dyn Observer>>,
        events: &mut Vec<Event>,
    ) -> GoWorld {
        let teller = Teller { beside: Some(beside), ..Teller::default() };
        GoWorld::start(program, limits, seed, teller, events)
    }

    fn start(
        program: &Program,
        limits: Limits,
        seed: u64,
        teller: Teller,
        events: &mut Vec<Event>,
    ) -> GoWorld {
        let mut teller = Box::new(Teller { events: std::mem::take(events), ..teller });
        let turns = Box::new(Turns::new(program, limits, seed, &mut *teller));
        let mut world = GoWorld { turns, teller, sliced: None, doubled: None };
        world.finish();
        *events = std::mem::take(&mut world.teller.events);
        world
    }

    /// The same, with a fingerprint in which goroutines that are alike may be taken one for the other, and of which only counts
    /// what this says: equal for states from which the same can go wrong.
    pub fn with_sliced(self, sliced: Rc<Sliced>) -> GoWorld {
        GoWorld { sliced: Some(sliced), ..self }
    }

    /// The machine.
    pub fn machine(&self) -> &Machine {
        self.turns.machine()
    }

    /// The goroutine that a worker is; none if it is the clock, or has ended.
    pub fn place(&self, worker: WorkerId) -> Option<Place> {
        self.turns.place(worker)
    }

    /// The same without this goroutine, which stands before a step: as if it left by `runtime.Goexit`; each goroutine counts for itself.
    pub fn without(&self, place: Place) -> GoWorld {
        let mut world = GoWorld { sliced: None, doubled: None, ..self.clone() };
        let GoWorld { turns, teller, .. } = &mut world;
        turns.take_out(place, &mut **teller);
        world.finish();
        world.teller.events.clear();
        world
    }

    /// Notes from now on what steps do to shared memory beside the words that they are taken for.
    pub fn note(&mut self) {
        self.turns.machine_mut().start_noting();
    }

    /// What was noted since the last time: objects by the machine's names for them, and whether they were changed.
    pub fn take_noted(&mut self) -> FxHashSet<(u64, bool)> {
        self.turns.machine_mut().take_noted()
    }

    /// What a variable is called, or a part of one, that has these words.
    pub fn name_of(&self, touch: &Touch) -> String {
        names::find(self.machine(), touch.pointer, touch.words).name
    }

    /// Whether a step concerns nothing but what its footprint tells: it starts nobody, ends nothing, asks for no number of
    /// goroutines and has nothing to do with time.
    pub fn is_local(&self, choice: Choice) -> bool {
        self.place(choice.worker).is_some_and(|place| self.machine().is_local(place))
    }

    /// Those who wait at an object, whom a step on it may move on.
    fn waiting_at(&self, rule: ObjectId) -> Vec<WorkerId> {
        let (machine, mut found) = (self.machine(), Vec::new());
        machine.table().parts(rule, machine.now(), &mut |part| {
            if let Part::Waiter(ticket) = part {
                found.push(WorkerId(machine.goroutine(Place(ticket.0)).worker));
            }
        });
        found
    }

    /// What was printed to each of the two files without the end of its line: it was not told yet.
    pub fn unfinished(&self) -> &[Vec<u8>; 2] {
        &self.teller.unfinished
    }

    /// What is told when a step is over: timers, and in which ways everyone may go.
    fn finish(&mut self) {
        let GoWorld { turns, teller, .. } = self;
        if let Some(quiet) = teller.quiet.take() {
            teller.finish_quietly(&quiet, turns.machine());
            teller.quiet = Some(quiet);
            return;
        }
        teller.tell_timers(turns.machine());
        if turns.machine().ended().is_some() {
            return;
        }
        for worker in turns.looked() {
            teller.tell_arms(*worker, turns.choices().of(*worker));
        }
    }
}

impl World for GoWorld {
    type Saved = GoWorld;

    fn choices(&self) -> &Choices {
        self.doubled.as_deref().unwrap_or(self.turns.choices())
    }

    fn footprint(&self, choice: Choice) -> Footprint {
        debug_assert!(self.teller.quiet.is_none(), "whoever asks for footprints has to be told everything");
        let mut footprint = Footprint { workers: vec![choice.worker], ..Footprint::default() };
        let Some(place) = self.place(choice.worker) else { return footprint };
        if let Some(lock) = self.machine().lock_of(place) {
            footprint.writes.extend(self.teller.names.lying(lock));
            let word = self.machine().memory().at(lock, 1)[0] as u32;
            footprint
                .workers
                .extend(word.checked_sub(1).map(ObjectId).into_iter().flat_map(|it| self.waiting_at(it)));
        } else if let Some(op) = self.machine().op(place) {
            let told = |rule: ObjectId| self.teller.names.of_rule(rule);
            for rule in crate::world::doing::objects(&op) {
                footprint.workers.extend(self.waiting_at(rule));
            }
            let objects = crate::world::doing::objects(&op).filter_map(told);
            match crate::world::doing::only_reads(&op) {
                true => footprint.reads.extend(objects),
                false => footprint.writes.extend(objects),
            }
        } else {
            let mut touches = Vec::new();
            self.machine().touches(place, &mut touches);
            for Touch { pointer, words, writes, .. } in touches {
                let found = names::find(self.machine(), pointer, words);
                let object = self.teller.names.lying(found.at);
                if writes { &mut footprint.writes } else { &mut footprint.reads }.extend(object);
            }
        }
        footprint
    }

    fn step(&mut self, choice: Choice, events: &mut Vec<Event>) {
        assert!(self.choices().contains(choice), "{choice:?} is not among the choices");
        let choice = self.remembered(choice);
        let teller = &mut self.teller;
        teller.events = std::mem::take(events);
        teller.events.push(Event::Stepped(choice.worker, choice.request, choice.arm));
        teller.actor = choice.worker;
        teller.locks.step();
        self.turns.take(choice, &mut **teller);
        self.finish();
        *events = std::mem::take(&mut self.teller.events);
        self.double();
    }

    fn is_timer(&self, choice: Choice) -> bool {
        self.machine().clock() == Some(choice.worker.0)
    }

    fn who(&self, choice: Choice) -> u64 {
        let timer = || self.machine().timers().iter().find(|timer| timer.number == choice.request.0);
        match self.place(choice.worker) {
            Some(place) => self.machine().goroutine(place).key,
            None => timer().map_or(0, |timer| timer.key),
        }
    }

    fn way(&self, choice: Choice) -> u64 {
        let stands = self.place(choice.worker).map_or(0, |place| {
            let one = self.machine().goroutine(place);
            u64::from(one.func) << 40 ^ u64::from(one.pc) << 16 ^ u64::from(choice.arm.0)
        });
        mix(self.who(choice) ^ mix(stands))
    }

    fn waiting(&self) -> Vec<u64> {
        let machine = self.machine();
        let waits = |place: &Place| matches!(machine.goroutine(*place).status, Status::Parked(_));
        machine.places().filter(waits).map(|place| machine.goroutine(place).key).collect()
    }

    fn has_deadline(&self) -> bool {
        self.machine().next_deadline().is_some()
    }

    fn may_wait_later(&self, choice: Choice) -> bool {
        let Some(place) = self.place(choice.worker) else { return false };
        let machine = self.machine();
        match machine.instr(place) {
            Instr::Request { request: Request::Lock, .. } => true,
            // Whoever receives can wait for it; but a select that has another way would not. A sender who waits for room in
            // a buffer is served by the receiver's step.
            Instr::Send { channel, .. } => {
                let channel = (machine.slot(place, channel) as u32).checked_sub(1).map(ObjectId);
                machine.code().selects.is_empty()
                    && channel.is_some_and(|channel| machine.known(channel).capacity == 0)
            }
            _ => false,
        }
    }

    fn would_wait(&self, choice: Choice) -> Option<bool> {
        self.machine().would_wait(self.place(choice.worker)?)
    }

    fn fingerprint(&self) -> u128 {
        match &self.sliced {
            None => self.machine().fingerprint(),
            Some(sliced) => match self.firsts().first() {
                None => self.machine().fingerprint_of_sliced(sliced),
                Some(first) => first.fingerprint(self.machine(), sliced),
            },
        }
    }

    fn quick_fingerprint(&self) -> Option<u128> {
        (self.machine().memory().words.len() <= QUICK).then(|| self.fingerprint())
    }

    fn worked(&self) -> u64 {
        self.machine().worked()
    }

    fn end(&self) -> Option<&End> {
        self.teller.end.as_ref()
    }

    fn now(&self) -> u64 {
        self.machine().now()
    }

    fn save(&self) -> Option<GoWorld> {
        Some(self.clone())
    }

    fn save_over(&self, old: &mut GoWorld) {
        old.clone_from(self);
    }

    fn restore(&mut self, saved: &GoWorld) {
        self.clone_from(saved);
    }

    fn exchange(&mut self, saved: &mut GoWorld) {
        std::mem::swap(self, saved);
    }
}
