//! What every schedule of a Go program can lead to.

use super::outcome::Printing;
use super::search::{Parking, Search, Way, begins_to_wait};
use super::{Budget, Established, Finding, Frame, Kind, Outcome, Progress, Report, Site};
use crate::go::code::Code;
use crate::go::code::instr::{Instr, Request};
use crate::go::machine::{Ended, Limits, Machine, Place, Status};
use crate::go::process::{place_of, waits_for, why};
use crate::go::{GoWorld, Program};
use crate::schedule::{At, Pick, Plan, Schedule};
use crate::world::{Choice, Event, WorkerId, World};
use std::collections::BTreeSet;

/// Fatal errors of ours: of a program that needs more than it is given here.
const OURS: [&str; 2] = ["runtime: out of memory", "too many goroutines"];

/// So many states are looked at for whether somebody who waits when main returns could still be freed.
const FREEING: usize = 1_000;

/// How many states are visited from one word on how far it has come to the next.
const TOLD_EVERY: u64 = 64;

/// So many schedules are tried where there are too many states, and so long may one be.
const SAMPLES: u32 = 1_000;
const SAMPLE_STEPS: u32 = 5_000;
/// So often goroutines may compute for long in all samples together.
const SAMPLE_SLICES: u32 = 200;

/// So many findings are kept.
const FINDINGS: usize = 100;

/// The seed of the numbers that a program draws without one of its own.
pub const SEED: u64 = 0;

const MAIN: WorkerId = WorkerId(0);

/// Looks at every schedule of a program, as far as the budget goes. From time to time `go_on` is told how far it has come, and
/// says whether it goes on.
///
/// Numbers that the program draws, and the order in which it goes through a map of more than 64 keys, are those of one seed.
pub fn check(program: &Program, budget: Budget, go_on: &mut dyn FnMut(Progress) -> bool) -> Report {
    let parking = parking(&program.code());
    let start = |events: &mut Vec<Event>| GoWorld::new(program, Limits::default(), SEED, events);
    let mut search = Search::new(start, parking);
    let mut found = Found { is_whole: true, findings: Vec::new(), known: BTreeSet::new() };
    let (mut established, mut spent) = (Established::Complete, false);
    while let Some(state) = search.visit() {
        found.look(search.world(), parking, search.way(state), &|| search.picks(state));
        if !found.is_whole && established == Established::Complete {
            established = Established::Bounded(search.way(state).steps.saturating_sub(1));
        }
        spent = is_spent(&search, state, found.findings.len(), budget, go_on);
        if spent {
            if established == Established::Complete {
                established = Established::Bounded(search.way(state).steps.saturating_sub(1));
            }
            break;
        }
    }
    let (states, executions) = (search.states(), search.ends());
    drop(search);
    let mut samples = 0;
    if spent {
        let progress = Progress { states, ..Progress::default() };
        let mut slices = SAMPLE_SLICES;
        while samples < SAMPLES
            && slices > 0
            && go_on(Progress { findings: found.findings.len(), ..progress })
        {
            sample(program, plan(samples), parking, &mut slices, &mut found);
            samples += 1;
        }
    }
    let (outcomes, outcomes_complete) = outcomes(program, budget, parking, go_on);
    let Found { mut findings, .. } = found;
    findings.sort_by_key(|finding| finding.steps);
    Report { established, states, executions, samples, findings, outcomes, outcomes_complete }
}

/// What was found so far.
struct Found {
    /// Whether everything was decided that was looked at.
    is_whole: bool,
    findings: Vec<Finding>,
    known: BTreeSet<(Kind, String, Vec<Standing>)>,
}

impl Found {
    /// Looks at what is wrong in a state, to which there is this way.
    fn look(&mut self, world: &GoWorld, parking: Parking, way: Way, picks: &dyn Fn() -> Vec<Pick>) {
        let wrong = match world.machine().ended() {
            // That is a limit of ours, and not the program's.
            Some(Ended::Fatal(_, words)) if OURS.contains(&&**words) => None,
            Some(_) => Some(wrong(world).map(|wrong| (wrong, Vec::new())).into_iter().collect()),
            None => leaks(world, parking),
        };
        self.is_whole &= wrong.is_some() && self.findings.len() < FINDINGS;
        for (Wrong { kind, message, sites }, last) in wrong.unwrap_or_default() {
            if self.findings.len() < FINDINGS && self.known.insert((kind, message.clone(), places(&sites))) {
                let mut schedule = Schedule::default();
                picks().into_iter().chain(last).for_each(|pick| schedule.push_pick(pick));
                let Way { steps, switches, .. } = way;
                self.findings.push(Finding { kind, message, sites, schedule, steps, switches });
            }
        }
    }
}

/// By what plan a sample goes: by turns one that takes any choice, and one that keeps to an order with a few changes.
fn plan(number: u32) -> Plan {
    let seed = u64::from(number / 2);
    match number % 2 {
        0 => Plan::Random { seed },
        _ => Plan::Pct { seed, depth: 3, length: SAMPLE_STEPS / 10 },
    }
}

/// Takes one schedule to its end, if that is not too far, and looks at what is wrong there.
fn sample(program: &Program, plan: Plan, parking: Parking, slices: &mut u32, found: &mut Found) {
    let mut events = Vec::new();
    let mut world = GoWorld::new(program, Limits::default(), SEED, &mut events);
    let (mut policy, mut picks, mut last, mut way) = (plan.start(), Vec::new(), None, Way::default());
    for step in 0..SAMPLE_STEPS {
        found.look(&world, parking, way, &|| picks.clone());
        let Some(choice) = policy.pick(world.choices(), At { step, last }) else { return };
        let place = world.place(choice.worker);
        if place.is_some_and(|place| world.machine().goroutine(place).status == Status::Pausing) {
            let Some(left) = slices.checked_sub(1) else { return };
            *slices = left;
        }
        let Some(pick) = Pick::name(choice, world.choices().of(choice.worker).iter().copied()) else {
            return;
        };
        let worker = (!world.is_timer(choice)).then_some(choice.worker);
        events.clear();
        world.step(choice, &mut events);
        if parking == Parking::Step || !begins_to_wait(&events, choice.worker) {
            way = way.and(worker);
        }
        picks.push(pick);
        last = Some(choice.worker);
    }
    found.look(&world, parking, way, &|| picks.clone());
}

/// Whether a search that visits this state has to stop.
fn is_spent<W: World, S: Fn(&mut Vec<Event>) -> W>(
    search: &Search<W, S>,
    state: u32,
    findings: usize,
    budget: Budget,
    go_on: &mut dyn FnMut(Progress) -> bool,
) -> bool {
    let (states, open, depth) = (search.states(), search.open(), search.way(state).steps);
    states >= budget.states
        || search.visited().is_multiple_of(TOLD_EVERY) && !go_on(Progress { states, open, depth, findings })
}

/// What can come out, and whether that is all.
fn outcomes(
    program: &Program,
    budget: Budget,
    parking: Parking,
    go_on: &mut dyn FnMut(Progress) -> bool,
) -> (Vec<Outcome>, bool) {
    let start =
        |events: &mut Vec<Event>| Printing::new(GoWorld::new(program, Limits::default(), SEED, events));
    let mut search = Search::new(start, parking);
    let mut found: Vec<Outcome> = Vec::new();
    while let Some(state) = search.visit() {
        let world = search.world();
        if let Some(end) = world.end()
            && !found.iter().any(|known| known.output == world.output() && known.end == *end)
        {
            let output = world.output().to_owned();
            found.push(Outcome { output, end: end.clone(), schedule: search.schedule(state) });
        }
        if is_spent(&search, state, 0, budget, go_on) {
            return (found, false);
        }
    }
    (found, true)
}

/// Whether it counts that somebody begins to wait: if something in the program can tell.
fn parking(code: &Code) -> Parking {
    let mut instrs = code.functions.iter().flat_map(|function| function.instrs.iter());
    let tells = code.selects.iter().any(|select| select.default)
        || instrs.any(|instr| match instr {
            Instr::Request { request, .. } => matches!(
                request,
                Request::TryLock
                    | Request::TryWriteLock
                    | Request::TryReadLock
                    | Request::WriteLock
                    | Request::CondRegister
                    | Request::CondWait
                    | Request::CondSignal
                    | Request::CondBroadcast
            ),
            _ => false,
        });
    if tells { Parking::Step } else { Parking::Nothing }
}

/// Something that is wrong.
struct Wrong {
    kind: Kind,
    message: String,
    sites: Vec<Site>,
}

/// What is wrong with the end of an execution.
fn wrong(world: &GoWorld) -> Option<Wrong> {
    let machine = world.machine();
    let (kind, message, sites) = match machine.ended()? {
        Ended::Exit(1) if machine.code().is_test => (Kind::TestFailure, "a test failed".into(), Vec::new()),
        Ended::Exit(_) => return None,
        Ended::Deadlock => {
            let sites = machine.places().map(|place| site(machine, place)).collect();
            (Kind::Deadlock, "all goroutines are asleep - deadlock!".into(), sites)
        }
        Ended::NoGoroutines => {
            (Kind::Deadlock, "no goroutines (main called runtime.Goexit) - deadlock!".into(), Vec::new())
        }
        Ended::Panic(place) => (Kind::Panic, why(machine, *place), vec![site(machine, *place)]),
        Ended::Fatal(place, words) => (Kind::Fatal, words.to_string(), vec![site(machine, *place)]),
    };
    Some(Wrong { kind, message, sites })
}

/// Who is left behind, where main is about to return: each goroutine that waits, and waits for ever whatever the others would
/// still do; with the steps by which those begin to wait that were put off. Nothing if that takes too many states.
fn leaks(world: &GoWorld, parking: Parking) -> Option<Vec<(Wrong, Vec<Pick>)>> {
    let is_leaving = |place: &Place| world.machine().goroutine(*place).status == Status::Leaving;
    let Some(main) = world.place(MAIN).filter(is_leaving) else { return Some(Vec::new()) };
    let (mut world, mut last) = (world.clone(), Vec::new());
    if parking == Parking::Nothing {
        last = wait(&mut world);
    }
    let machine = world.machine();
    let workers = machine.places().map(|place| WorkerId(machine.goroutine(place).worker));
    let mut left: Vec<WorkerId> = workers.filter(|worker| waits(&world, *worker)).collect();
    if left.is_empty() {
        return Some(Vec::new());
    }
    let others = world.without(main);
    let mut search = Search::new(|_: &mut Vec<Event>| others.clone(), Parking::Step);
    while !left.is_empty() && search.visit().is_some() {
        if search.states() > FREEING {
            return None;
        }
        left.retain(|worker| waits(search.world(), *worker));
    }
    let leak = |worker: WorkerId| {
        let place = world.place(worker)?;
        let message = format!("it waits for ever: {}", waits_for(machine, place));
        Some((Wrong { kind: Kind::Leak, message, sites: vec![site(machine, place)] }, last.clone()))
    };
    Some(left.into_iter().filter_map(leak).collect())
}

/// Whether a goroutine waits.
fn waits(world: &GoWorld, worker: WorkerId) -> bool {
    let place = world.place(worker);
    place.is_some_and(|place| matches!(world.machine().goroutine(place).status, Status::Parked(_)))
}

/// Lets everybody begin to wait who can do nothing else, and gives the steps.
fn wait(world: &mut GoWorld) -> Vec<Pick> {
    let (mut picks, mut events) = (Vec::new(), Vec::new());
    let choices: Vec<Choice> = world.choices().iter().collect();
    for choice in choices {
        let ways = world.choices().of(choice.worker).iter().copied();
        let Some(pick) = Pick::name(choice, ways).filter(|_| world.may_wait_later(choice)) else { continue };
        let mut next = world.clone();
        next.step(choice, &mut events);
        if waits(&next, choice.worker) {
            *world = next;
            picks.push(pick);
        }
    }
    picks
}

/// Where a goroutine stands.
fn site(machine: &Machine, place: Place) -> Site {
    let one = machine.goroutine(place);
    let goroutine = match one.worker {
        0 => "main".into(),
        worker => format!("G{}", worker + 1),
    };
    let wait = match one.status {
        Status::Parked(_) | Status::Woken(_) | Status::Asleep(_) => waits_for(machine, place).into(),
        _ => String::new(),
    };
    let code = machine.code();
    let stack = machine.frames(place).filter_map(|frame| {
        let function = &code.functions[frame.func as usize];
        let found = code.sources.place(place_of(machine, &frame))?;
        let shown = !function.thunk && !function.hidden;
        shown.then(|| Frame { function: function.name.to_string(), line: found.line, column: found.column })
    });
    Site { goroutine, wait, stack: stack.collect() }
}

/// For what a goroutine waits, and on which line and column.
type Standing = (String, u32, u32);

/// How goroutines stand, whoever they are.
fn places(sites: &[Site]) -> Vec<Standing> {
    let mut places: Vec<Standing> = sites
        .iter()
        .map(|site| {
            let (line, column) = site.stack.first().map_or((0, 0), |frame| (frame.line, frame.column));
            (site.wait.clone(), line, column)
        })
        .collect();
    places.sort();
    places
}
