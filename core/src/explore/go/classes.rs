//! The executions of a Go program, but of those that differ only in the order of steps that commute one.

use super::super::dpor::{
    Access, Apart, Budget, Counts, Executions, Next, Relation, Stand, Step, What, taken,
};
use super::super::outcome::keep_printed;
use super::{passes_time, requests};
use crate::go::code::Code;
use crate::go::code::instr::{Instr, Request};
use crate::go::machine::memory::Pointer;
use crate::go::machine::{Limits, Place, Status, Touch};
use crate::go::{GoWorld, Program};
use crate::rules::{Arm, Direction, ObjectId, Op};
use crate::world::through::through;
use crate::world::{Choice, Choices, End, Event, World};

/// What an object of the memory is called begins with this bit; a channel's number is below.
const MEMORY: u64 = 1 << 63;
/// What cannot lie in memory.
const OUTPUT: u64 = 1 << 62;
const GOROUTINES: u64 = OUTPUT + 1;

/// What is asked of the executions of a program.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// How much is executed.
    pub budget: Budget,
    /// How much the program may use.
    pub limits: Limits,
    /// Whether it counts in which order things are printed.
    pub prints: bool,
    /// Whether there is nothing more to do once an execution was cut: only all of them are wanted.
    pub all_or_none: bool,
    /// Kinds of access of which the contrary is believed of what is true, to see that this is noticed.
    pub flipped: Option<(What, What)>,
}

/// Why executions are no proof.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// The program has to do with time, which is nobody's step.
    Time,
}

/// What all executions have shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Classes {
    /// How many there were.
    pub counts: Counts,
    /// Whether these are all: none was cut, and the budget was enough.
    pub complete: bool,
}

/// A program whose steps say what they touch.
struct Watched {
    world: GoWorld,
    /// What was printed so far, in whole lines.
    output: String,
    /// Whether nobody can tell who waits for a wait group.
    unseen: bool,
    /// Whether there are selects.
    selects: bool,
    prints: bool,
    /// Whether somebody asks how many goroutines there are, and whether one has ended in the last step.
    counts: bool,
    ended: bool,
}

/// Takes one execution of each class to its end and shows it: the world where it ended, how, and the printed lines. It goes
/// on as long as the answer is yes, and so is that of `go_on`, which is asked every few steps.
pub fn classes(
    program: &Program,
    asked: &Asked,
    go_on: &mut dyn FnMut() -> bool,
    see: &mut dyn FnMut(&GoWorld, &End, &str) -> bool,
) -> Result<Classes, Refused> {
    let code = program.code();
    if passes_time(&code) || code.asks_for_time {
        return Err(Refused::Time);
    }
    let loose = run(program, &code, asked, true, go_on, see);
    // A wait group was used so that it matters who waits for it.
    Ok(loose.unwrap_or_else(|| {
        run(program, &code, asked, false, go_on, see).expect("a strict one is never too loose")
    }))
}

/// One search; nothing if it has turned out that somebody can tell who waits for a wait group.
fn run(
    program: &Program,
    code: &Code,
    asked: &Asked,
    unseen: bool,
    go_on: &mut dyn FnMut() -> bool,
    see: &mut dyn FnMut(&GoWorld, &End, &str) -> bool,
) -> Option<Classes> {
    let start = || {
        let mut world = GoWorld::quiet(program, asked.limits, super::SEED, &mut Vec::new());
        world.note();
        Watched::new(world, code, unseen, asked.prints)
    };
    let mut relation = if unseen { Relation::default() } else { Relation::strict() };
    if let Some((one, other)) = asked.flipped {
        relation.flip(one, other);
    }
    let mut executions = Executions::new(start, relation, asked.budget, go_on);
    let complete = loop {
        match executions.advance() {
            Next::Ended => {
                if unseen && is_misused(&executions) {
                    return None;
                }
                let Watched { world, output, .. } = executions.world();
                if executions.end().is_some_and(|end| !see(world, end, output)) {
                    break false;
                }
            }
            Next::Cut if asked.all_or_none => break false,
            Next::Cut => {}
            Next::Done => break executions.counts().cut == 0,
            Next::Spent => break false,
        }
    };
    Some(Classes { counts: executions.counts(), complete })
}

/// Whether two choices of a state are steps that commute by what is believed here, if nobody asks in which order things are printed. The
/// world notes what is touched without a step ([`GoWorld::note`]), from its start on.
pub fn commute(world: &GoWorld, one: Choice, other: Choice) -> bool {
    let step = |choice: Choice| {
        let code = world.machine().code();
        let mut watched = Watched::new(world.clone(), code, false, false);
        watched.world.take_noted();
        taken(&mut watched, choice, &mut Vec::new(), &mut Vec::new()).0
    };
    !Relation::strict().dependent(&step(one), &step(other))
}

/// Whether a wait group of this execution might in some order fall below zero, or be added to while somebody waits for it.
fn is_misused<S: Fn() -> Watched>(executions: &Executions<'_, Watched, S>) -> bool {
    let steps = executions.steps();
    let of = |what: What| {
        let on = move |step: &Step| step.touched.iter().find(|access| access.what == what).copied();
        steps.iter().enumerate().filter_map(move |(number, step)| on(step).map(|access| (number, access)))
    };
    // It cannot fall below zero if each Done has an Add for itself that comes before it in every order.
    let mut added: Vec<(usize, Access)> = of(What::Add).collect();
    for (number, done) in of(What::Done) {
        let mut left = -done.amount;
        for (add, access) in added.iter_mut().rev() {
            let same = access.object == done.object && access.words == done.words;
            if same && executions.before(*add, number) {
                let taken = left.min(access.amount);
                (left, access.amount) = (left - taken, access.amount - taken);
            }
        }
        if left > 0 {
            return true;
        }
    }
    let world = &executions.world().world;
    let mut waits: Vec<(u64, usize, Access)> =
        of(What::Wait).map(|(number, access)| (steps[number].who, number, access)).collect();
    let machine = world.machine();
    for place in machine.places() {
        if let Some((what, pointer, _)) = group(world, place)
            && what == What::Wait
        {
            waits.push((machine.goroutine(place).key, steps.len(), lies(world, pointer, 1, what)));
        }
    }
    waits.into_iter().any(|(who, number, wait)| {
        let last = executions.last_of(who, number);
        of(What::Add).any(|(add, access)| {
            access.object == wait.object
                && access.words == wait.words
                && add < number
                && last.is_none_or(|last| add != last && !executions.before(add, last))
        })
    })
}

/// What a goroutine asks of a wait group.
fn group(world: &GoWorld, place: Place) -> Option<(What, Pointer, i64)> {
    let machine = world.machine();
    let pointer = machine.lock_of(place)?;
    match (machine.instr(place), machine.op(place)?) {
        (_, Op::Wait(_)) => Some((What::Wait, pointer, 0)),
        (_, Op::Add(_, amount)) if amount > 0 => Some((What::Add, pointer, amount)),
        (_, Op::Add(_, amount)) => Some((What::Done, pointer, amount)),
        _ => None,
    }
}

fn lies(world: &GoWorld, pointer: Pointer, words: usize, what: What) -> Access {
    let (from, object) = (pointer.offset(), MEMORY | world.machine().name_of_object(pointer.base()));
    Access { object, words: (from, from + words as u32), what, amount: 0 }
}

fn on_channel(channel: ObjectId, what: What) -> Access {
    Access::whole(u64::from(channel.0), what)
}

fn toward(direction: Direction) -> What {
    if direction == Direction::Receive { What::Receive } else { What::Send }
}

/// What a select touches: it goes this way, or begins to wait for all of its channels.
fn select(op: &Op, arm: Arm, out: &mut Vec<Access>) {
    let Op::Select { cases, default } = op else { return };
    for (number, case) in cases.iter().enumerate() {
        let takes = usize::from(arm.0) == number || arm == Arm::NO_CASE && !default;
        let what = if takes { toward(case.direction) } else { What::Watch };
        out.extend(case.channel.map(|channel| on_channel(channel, what)));
    }
}

impl Watched {
    fn new(world: GoWorld, code: &Code, unseen: bool, prints: bool) -> Watched {
        let counts = requests(code).any(|request| request == Request::NumGoroutine);
        let (output, selects) = (String::new(), !code.selects.is_empty());
        Watched { world, output, unseen, selects, prints, counts, ended: false }
    }
}

impl Apart for Watched {
    fn stands(&self, out: &mut Vec<Stand>) {
        let machine = self.world.machine();
        for place in machine.places() {
            let one = machine.goroutine(place);
            let mut waits = Vec::new();
            if self.selects
                && let (Status::Parked(_), Some(op)) = (one.status, machine.op(place))
            {
                select(&op, Arm::NO_CASE, &mut waits);
            }
            out.push(Stand { worker: crate::world::WorkerId(one.worker), who: one.key, waits });
        }
    }

    fn touches(&self, choice: Choice, out: &mut Vec<Access>) -> bool {
        let machine = self.world.machine();
        let Some(place) = self.world.place(choice.worker) else { return true };
        match machine.goroutine(place).status {
            Status::Offering | Status::Woken(_) => {}
            Status::Pausing => return false,
            _ => return true,
        }
        let instr = machine.instr(place);
        match instr {
            Instr::Request { request: Request::Exit | Request::Goexit, .. } => return true,
            Instr::Request { request: Request::Write, .. } if self.prints => {
                out.push(Access::whole(OUTPUT, What::Print));
            }
            Instr::Request { request: Request::NumGoroutine, .. } => {
                out.push(Access::whole(GOROUTINES, What::Count));
            }
            Instr::Go { .. } if self.counts => out.push(Access::whole(GOROUTINES, What::Number)),
            _ => {}
        }
        if let Some((what, pointer, amount)) = group(&self.world, place) {
            out.push(Access { amount, ..lies(&self.world, pointer, 1, what) });
            return false;
        }
        if let Some(pointer) = machine.lock_of(place) {
            let what = match machine.op(place) {
                Some(Op::Lock(_)) => What::Lock,
                Some(Op::Unlock(_)) => What::Unlock,
                _ => What::Write,
            };
            out.push(lies(&self.world, pointer, 1, what));
            return false;
        }
        match machine.op(place) {
            Some(Op::Send(Some(channel), _)) => out.push(on_channel(channel, What::Send)),
            Some(Op::Receive(Some(channel))) => out.push(on_channel(channel, What::Receive)),
            Some(Op::Close(Some(channel))) => out.push(on_channel(channel, What::Close)),
            Some(Op::Length(Some(channel))) => out.push(on_channel(channel, What::Length)),
            Some(op @ Op::Select { .. }) => select(&op, choice.arm, out),
            _ => {}
        }
        let mut touches: Vec<Touch> = Vec::new();
        machine.touches(place, &mut touches);
        out.extend(touches.iter().map(|touch| {
            lies(&self.world, touch.pointer, touch.words, if touch.writes { What::Write } else { What::Read })
        }));
        false
    }

    fn touched(&mut self, out: &mut Vec<Access>) {
        out.extend(self.ended.then(|| Access::whole(GOROUTINES, What::Number)));
        out.extend(self.world.take_noted().into_iter().map(|(name, writes)| {
            let what = if writes { What::Write } else { What::Read };
            Access::whole(MEMORY | name, what)
        }));
    }

    fn waits_unseen(&self, choice: Choice) -> bool {
        let Some(place) = self.world.place(choice.worker) else { return false };
        let machine = self.world.machine();
        let (code, instr) = (machine.code(), machine.instr(place));
        match (machine.op(place), instr) {
            (Some(Op::Wait(_)), _) => self.unseen,
            (Some(Op::Lock(_)), _) => !code.shows_waiting(&instr),
            // With an unbuffered channel it is the receiver who comes first, and the sender who meets it.
            (Some(Op::Send(Some(_), _)), Instr::Send { elem, .. }) => !code.is_selected(elem),
            (Some(Op::Receive(Some(channel))), Instr::Receive { elem, .. }) => {
                !code.is_selected(elem) && machine.known(channel).capacity > 0
            }
            _ => false,
        }
    }
}

impl World for Watched {
    type Saved = (GoWorld, String);

    through!(world);

    fn choices(&self) -> &Choices {
        self.world.choices()
    }

    fn step(&mut self, choice: Choice, events: &mut Vec<Event>) {
        let before = events.len();
        self.world.step(choice, events);
        self.ended = self.counts && events[before..].iter().any(|event| matches!(event, Event::Exited(_)));
        keep_printed(&events[before..], &mut self.output);
    }

    fn would_wait(&self, choice: Choice) -> Option<bool> {
        self.world.would_wait(choice)
    }

    fn fingerprint(&self) -> u128 {
        self.world.fingerprint()
    }

    fn save(&self) -> Option<Self::Saved> {
        Some((self.world.clone(), self.output.clone()))
    }

    fn save_over(&self, (world, output): &mut Self::Saved) {
        world.clone_from(&self.world);
        output.clone_from(&self.output);
    }

    fn restore(&mut self, (world, output): &Self::Saved) {
        self.world.clone_from(world);
        self.output.clone_from(output);
    }

    fn exchange(&mut self, (world, output): &mut Self::Saved) {
        std::mem::swap(&mut self.world, world);
        std::mem::swap(&mut self.output, output);
    }
}
