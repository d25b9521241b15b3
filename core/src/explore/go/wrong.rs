//! What is wrong in a state.

use super::super::found::{Examined, Wrong};
use super::super::search::{Search, left_waiting};
use super::super::whole::Placed;
use super::super::{Access, Frame, Kind, Site};
use super::Start;
use crate::go::code::instr::Pc;
use crate::go::machine::{Ended, Happened, Machine, Observer, Place, Status, Touch};
use crate::go::process::{Met, name, place_of, wait_reason, waits_for, why};
use crate::go::syntax::source::Pos;
use crate::go::{First, GoWorld, Taker};
use crate::rules::WaitReason;
use crate::schedule::Pick;
use crate::world::{Choice, Event, WorkerId, World};

const MAIN: WorkerId = WorkerId(0);

impl Examined for GoWorld {
    fn wrongs(&self) -> Option<Vec<Wrong>> {
        match self.machine().ended() {
            // That is a limit of ours, and not the program's.
            Some(_) if self.met().is_some() => None,
            Some(_) => Some(end(self).into_iter().collect()),
            None => {
                let mut found = leaks(self)?;
                found.extend(races(self));
                found.extend(inversions(self));
                Some(found)
            }
        }
    }

    fn unfinished(&self) -> &[Vec<u8>] {
        GoWorld::unfinished(self)
    }

    fn drew(&self) -> bool {
        self.machine().drew()
    }

    fn met(&self) -> Option<Met> {
        match self.machine().ended()? {
            Ended::Thrown(_, words) => Met::of(words),
            _ => None,
        }
    }
}

/// What is wrong with the end of an execution.
fn end(world: &GoWorld) -> Option<Wrong> {
    let machine = world.machine();
    let (kind, subject, sites) = match machine.ended()? {
        Ended::Exit(0) => return None,
        Ended::Exit(code) => {
            let subject = match machine.failing()? {
                nobody if nobody.is_empty() => format!("exit status {code}"),
                failing => failing,
            };
            (Kind::TestFailure, subject, fails(machine))
        }
        Ended::Deadlock => {
            let sites = machine.places().map(|place| site(machine, place)).collect();
            (Kind::Deadlock, "all goroutines are asleep - deadlock!".into(), sites)
        }
        Ended::NoGoroutines => {
            (Kind::Deadlock, "no goroutines (main called runtime.Goexit) - deadlock!".into(), Vec::new())
        }
        Ended::Panic(place) => (Kind::Panic, why(machine, *place), vec![site(machine, *place)]),
        Ended::Fatal(place, words) => (Kind::Fatal, words.to_string(), vec![site(machine, *place)]),
        Ended::Thrown(place, words) => {
            (Kind::Fatal, words.to_string(), place.iter().map(|place| site(machine, *place)).collect())
        }
    };
    Some(Wrong { kind, subject, sites, last: Vec::new() })
}

/// Where tests were said to fail, as far as the end still tells: in which function, and in which line.
fn fails(machine: &Machine) -> Vec<Site> {
    let site =
        |(function, line)| Site { stack: vec![Frame { function, line, column: 0 }], ..Site::default() };
    machine.fails().into_iter().map(site).collect()
}

/// The data races of a state: two goroutines could take up steps on the same words next, one of which writes, and not both are
/// atomic.
///
/// That finds every race of a program whose every state is looked at: if two accesses of an execution are ordered by nothing,
/// the steps that stand between them can be put before the first or after the second, up to the first race; then the two stand
/// side by side. Where steps could be told apart that order nothing (time that has passed, a Try operation that has failed,
/// the length of a channel), they may not: those are found by [`races_with_first`].
pub(super) fn races(world: &GoWorld) -> Vec<Wrong> {
    let (machine, touches) = (world.machine(), next_touches(world));
    let mut found = Vec::new();
    let mut told: Vec<[(usize, &Touch); 2]> = Vec::new();
    // By touch: the first of those whose goroutines stand in the same calls at the same places.
    let mut alike: Vec<usize> = Vec::new();
    for (number, one) in touches.iter().enumerate() {
        for (before, other) in touches[..number].iter().enumerate() {
            if !one.races_with(other) {
                continue;
            }
            if alike.is_empty() {
                alike = standing_alike(machine, &touches);
            }
            // Many may stand at the same two places: that is one race.
            let pair = [(alike[before], other), (alike[number], one)];
            let same = |a: (usize, &Touch), b: (usize, &Touch)| {
                let of = |touch: &Touch| (touch.pointer, touch.words, touch.writes);
                a.0 == b.0 && of(a.1) == of(b.1)
            };
            if told.iter().any(|[a, b]| same(*a, pair[0]) && same(*b, pair[1])) {
                continue;
            }
            told.push(pair);
            let sites = [accessing(machine, other), accessing(machine, one)];
            found.extend(race(world, [one, other], sites));
        }
    }
    found
}

/// The data races of a state with accesses that are remembered: a goroutine that does not come after one of them could take up a step
/// next that conflicts with it.
pub(super) fn races_with_first(world: &GoWorld) -> Vec<Wrong> {
    let (machine, mut found) = (world.machine(), Vec::new());
    if world.firsts().is_empty() {
        return found;
    }
    for touch in &next_touches(world) {
        for first in world.firsts() {
            let Some(before) = first.races_with(touch) else { continue };
            let sites = [first_site(machine, first, before), accessing(machine, touch)];
            found.extend(race(world, [touch, before], sites));
        }
    }
    found
}

/// What those who can go on would read and write next.
fn next_touches(world: &GoWorld) -> Vec<Touch> {
    let mut touches = Vec::new();
    for place in world.choices().workers().filter_map(|worker| world.place(worker)) {
        world.machine().touches(place, &mut touches);
    }
    touches
}

/// Two accesses race, made at these places; nothing where one of them is only the library's, and not the program's.
fn race(world: &GoWorld, [one, other]: [&Touch; 2], sites: [Site; 2]) -> Option<Wrong> {
    let is_own = sites.iter().all(|site| !site.stack.is_empty());
    let shorter = if one.words <= other.words { one } else { other };
    let (kind, last) = (Kind::Race, Vec::new());
    is_own.then(|| Wrong { kind, subject: world.name_of(shorter), sites: sites.into(), last })
}

/// Where a goroutine stands before an access.
fn accessing(machine: &Machine, touch: &Touch) -> Site {
    Site { access: access(touch), ..site(machine, touch.place) }
}

fn access(touch: &Touch) -> Access {
    if touch.writes { Access::Write } else { Access::Read }
}

/// Where an access was made that is remembered.
fn first_site(machine: &Machine, first: &First, touch: &Touch) -> Site {
    let stack = shown(machine, first.stack.iter().copied());
    let (who, goroutine) = (first.who, name(machine, first.who));
    Site { who, goroutine, access: access(touch), made: true, stack, ..Site::default() }
}

/// Of each touch, which is the first among them whose goroutine stands in the same calls, at the same places of them.
fn standing_alike(machine: &Machine, touches: &[Touch]) -> Vec<usize> {
    let mut stands: Vec<Vec<(u32, Pc)>> = Vec::new();
    for touch in touches {
        stands.push(machine.frames(touch.place).map(|frame| (frame.func, frame.pc)).collect());
    }
    let first = |stand| stands.iter().position(|other| other == stand);
    stands.iter().map(|stand| first(stand).expect("it is among them")).collect()
}

/// Who is left behind, where main is about to return: each goroutine that waits, and waits for ever whatever the others would
/// still do; with the steps by which those begin to wait that were put off. Nothing if that takes too many states.
fn leaks(world: &GoWorld) -> Option<Vec<Wrong>> {
    let is_leaving = |place: &Place| world.machine().goroutine(*place).status == Status::Leaving;
    let Some(main) = world.place(MAIN).filter(is_leaving) else { return Some(Vec::new()) };
    let mut world = world.clone();
    let last = world.let_wait();
    let machine = world.machine();
    let workers = machine.places().map(|place| WorkerId(machine.goroutine(place).worker));
    let left: Vec<WorkerId> = workers.filter(|worker| waits(&world, *worker)).collect();
    if left.is_empty() {
        return Some(Vec::new());
    }
    let others = world.without(main);
    let start = |_: &mut Vec<Event>| others.clone();
    let search = Search::new(&start as Start<'_>);
    let left = left_waiting(search, left, waits)?;
    // Some goroutines are the library's.
    let sites = left.into_iter().filter_map(|worker| Some(site(machine, world.place(worker)?)));
    Some(sites.filter(|site| !site.stack.is_empty()).map(|site| Wrong::leak(site, last.clone())).collect())
}

/// Whether a goroutine waits.
fn waits(world: &GoWorld, worker: WorkerId) -> bool {
    let place = world.place(worker);
    place.is_some_and(|place| matches!(world.machine().goroutine(place).status, Status::Parked(_)))
}

/// The goroutine of this key.
fn of_key(machine: &Machine, key: u64) -> Option<Place> {
    machine.places().find(|place| machine.goroutine(*place).key == key)
}

impl Placed for GoWorld {
    fn stands(&self, who: u64) -> Option<Site> {
        Some(site(self.machine(), of_key(self.machine(), who)?))
    }

    fn waits_by_design(&self, who: u64) -> bool {
        let machine = self.machine();
        let reason = of_key(machine, who).and_then(|place| wait_reason(machine, place));
        reason == Some(WaitReason::SelectNoCases)
    }

    fn let_wait(&mut self) -> Vec<Pick> {
        let (mut picks, mut events) = (Vec::new(), Vec::new());
        let choices: Vec<Choice> = self.choices().iter().collect();
        for choice in choices {
            let ways = self.choices().of(choice.worker).iter().copied();
            let Some(pick) = Pick::name(choice, ways).filter(|_| self.may_wait_later(choice)) else {
                continue;
            };
            let mut next = self.clone();
            next.step(choice, &mut events);
            if waits(&next, choice.worker) {
                *self = next;
                picks.push(pick);
            }
        }
        picks
    }
}

/// Whoever watches a run for where its tests fail.
#[derive(Default)]
pub(super) struct Fails {
    /// Each place once.
    pub(super) sites: Vec<Site>,
}

impl Observer for Fails {
    fn tell(&mut self, machine: &mut Machine, happened: Happened<'_>) {
        // It touches what all parts of a test have in common before it changes that.
        let Happened::Accessed(place, ..) = happened else { return };
        let function = |number: u32| &*machine.code().functions[number as usize].name;
        if !machine.frames(place).take(2).any(|frame| function(frame.func) == "testing.(*common).Fail") {
            return;
        }
        let site = site(machine, place);
        // What only the library does is not the program's.
        let is_new = || self.sites.iter().all(|known| known.stack.first() != site.stack.first());
        if !site.stack.is_empty() && is_new() {
            self.sites.push(site);
        }
    }
}

/// Where a goroutine stands.
pub(super) fn site(machine: &Machine, place: Place) -> Site {
    let one = machine.goroutine(place);
    let wait = match one.status {
        Status::Parked(_) | Status::Woken(_) | Status::Asleep(_) => waits_for(machine, place).into(),
        _ => String::new(),
    };
    let stack = machine.frames(place).map(|frame| (frame.func, place_of(machine, &frame)));
    let who = WorkerId(one.worker);
    Site { who, goroutine: name(machine, who), wait, stack: shown(machine, stack), ..Site::default() }
}

/// Those calls that stand in the program's own text.
fn shown(machine: &Machine, stack: impl Iterator<Item = (u32, Pos)>) -> Vec<Frame> {
    let code = machine.code();
    let frame = |(function, at): (u32, Pos)| {
        let function = &code.functions[function as usize];
        let found = code.sources.place(at)?;
        let shown = !function.thunk && !function.hidden;
        shown.then(|| Frame { function: function.name.to_string(), line: found.line, column: found.column })
    };
    stack.filter_map(frame).collect()
}

/// Two goroutines have taken two locks in opposite orders.
fn inversions(world: &GoWorld) -> impl Iterator<Item = Wrong> {
    world.inversions().into_iter().filter_map(|takers| {
        let mut names = takers[0].locks.clone();
        names.sort();
        let sites = takers.map(|Taker { who, locks, stack }| Site {
            who,
            goroutine: name(world.machine(), who),
            wait: locks.join(" → "),
            stack: shown(world.machine(), stack.into_iter()),
            ..Site::default()
        });
        // What only the library does is not the program's.
        let is_own = sites.iter().all(|site| !site.stack.is_empty());
        let (kind, subject) = (Kind::LockOrder, names.join(", "));
        is_own.then(|| Wrong { kind, subject, sites: sites.into(), last: Vec::new() })
    })
}
