//! What can be said only of all states together: who can never run again, what goes on for ever, from where on something cannot
//! be avoided, and which of the shortest ways switches least.

use super::super::endless::Endless;
use super::super::graph::{Edge, Graph, Path};
use super::super::search::{Parking, Way};
use super::super::{Kind, Site};
use super::SEED;
use super::found::Found;
use super::wrong::{Wrong, site, wait, wrongs};
use crate::go::machine::{Limits, Place};
use crate::go::{GoWorld, Program};
use crate::schedule::{Pick, Schedule};
use crate::world::{Choice, World};

/// More goroutines and timers than that are not looked at one by one.
const WHOS: u32 = 256;

/// All states of a program, and the steps between them.
pub(super) struct Whole<'a> {
    pub(super) program: &'a Program,
    pub(super) limits: Limits,
    pub(super) graph: &'a Graph,
    /// By state: how many steps lead to it.
    pub(super) depths: &'a [u32],
    pub(super) parking: Parking,
}

impl Whole<'_> {
    /// Finds who can never run again, and what goes on for ever. False if something goes on for ever only because time does not
    /// pass.
    pub(super) fn find(&self, found: &mut Found) -> bool {
        let graph = self.graph;
        let livelocks = graph.endless(|_| true, |edge| !edge.kind.achieves);
        let rounds = graph.endless(|_| true, |_| true);
        if livelocks.iter().chain(&rounds).any(|endless| endless.timeless) {
            return false;
        }
        for endless in &livelocks {
            self.livelock(endless, found);
        }
        let mut deadlocks: Vec<u32> = found
            .states
            .iter()
            .filter(|(_, kind)| *kind == Kind::Deadlock)
            .map(|(state, _)| *state)
            .collect();
        deadlocks.sort_unstable();
        let is_deadlock = |state: u32| deadlocks.binary_search(&state).is_ok();
        let mut stuck: Vec<(u32, Vec<bool>)> = Vec::new();
        for who in 0..graph.whos().min(WHOS) {
            let waits: Vec<bool> =
                (0..graph.len() as u32).map(|state| graph.waiting(state).contains(&who)).collect();
            if !waits.contains(&true) {
                continue;
            }
            // The end of the process keeps nobody waiting; who is left behind there is found where main returns.
            let ends = |state: u32| graph.edges(state).is_empty() && !is_deadlock(state);
            let free: Vec<bool> =
                (0..graph.len() as u32).map(|state| !waits[state as usize] || ends(state)).collect();
            let may_be_freed = graph.leading_to(&free, |_| true);
            let is_stuck = |state: usize| waits[state] && !may_be_freed[state];
            if (0..graph.len()).any(is_stuck) {
                stuck.push((who, (0..graph.len()).map(is_stuck).collect()));
            }
            let waits_in_vain = |state: u32| waits[state as usize] && may_be_freed[state as usize];
            for endless in graph.endless(waits_in_vain, |_| true) {
                if !livelocks.iter().any(|livelock| is_part(&endless, livelock)) {
                    self.starvation(who, &endless, found);
                }
            }
        }
        self.partial_deadlocks(&stuck, found);
        true
    }

    /// Some can never run again in some states: those who cannot in the same state, by the shortest way to it, are one finding.
    fn partial_deadlocks(&self, stuck: &[(u32, Vec<bool>)], found: &mut Found) {
        for (who, states) in stuck {
            let all = (0..self.graph.len() as u32).filter(|state| states[*state as usize]);
            let Some(state) = all.min_by_key(|state| self.depths[*state as usize]) else { continue };
            let Some((path, mut world, picks)) = self.go_to(state) else { continue };
            let last = if self.parking == Parking::Nothing { wait(&mut world) } else { Vec::new() };
            let is_told = |site: &Site| {
                let same =
                    |other: &Site| other.wait == site.wait && other.stack.first() == site.stack.first();
                found.seen.iter().any(|seen| {
                    matches!(seen.finding.kind, Kind::Deadlock | Kind::Leak | Kind::PartialDeadlock)
                        && seen.finding.sites.iter().any(same)
                })
            };
            // Some wait for ever by design, and some goroutines are the library's.
            let is_meant = |site: &Site| {
                site.wait == "select (no cases)" || site.wait.is_empty() || site.stack.is_empty()
            };
            let counts = |site: &Site| !is_meant(site) && !is_told(site);
            if !self.site(&world, *who).is_some_and(|site| counts(&site)) {
                continue;
            }
            let here = stuck.iter().filter(|(_, states)| states[state as usize]);
            let sites: Vec<Site> =
                here.filter_map(|(who, _)| self.site(&world, *who)).filter(|site| !is_meant(site)).collect();
            let message = match &*sites {
                [one] => format!("it can never run again: {}", one.wait),
                all => format!("{} goroutines can never run again", all.len()),
            };
            let wrong = Wrong { kind: Kind::PartialDeadlock, message, sites, last };
            let way = Way::of(path.steps, path.switches);
            let before = found.len();
            found.add(wrong, None, way, &|| picks.clone());
            if let Some(seen) = found.seen.get_mut(before) {
                let avoids = self.avoiding(&|state| states[state as usize]);
                seen.finding.unavoidable_from = first_unavoidable(&path, state, &avoids);
            }
        }
    }

    /// Goroutines go round for ever, and nothing comes of it.
    fn livelock(&self, endless: &Endless, found: &mut Found) {
        let may_take = |edge: &Edge| !edge.kind.achieves;
        let message = |sites: &[Site]| match sites {
            [_] => "it goes on for ever and achieves nothing".to_owned(),
            sites => format!("{} goroutines go on for ever and achieve nothing", sites.len()),
        };
        self.round(endless, None, Kind::Livelock, &may_take, &message, found);
    }

    /// Somebody waits for ever while others go round.
    fn starvation(&self, who: u32, endless: &Endless, found: &mut Found) {
        let message = |sites: &[Site]| {
            let wait = sites.first().map_or("", |site| &site.wait);
            format!("it can wait for ever while others go on: {wait}")
        };
        self.round(endless, Some(who), Kind::Starvation, &|_| true, &message, found);
    }

    /// Something goes on for ever: the way to it and once around, and where those stand whom it is about.
    fn round(
        &self,
        endless: &Endless,
        about: Option<u32>,
        kind: Kind,
        may_take: &dyn Fn(&Edge) -> bool,
        message: &dyn Fn(&[Site]) -> String,
        found: &mut Found,
    ) {
        let Some(state) = endless.states.iter().copied().min_by_key(|state| self.depths[*state as usize])
        else {
            return;
        };
        let Some((path, mut world, mut picks)) = self.go_to(state) else { return };
        let round = self.graph.round(endless, state, may_take);
        let mut whos: Vec<u32> = round.iter().map(|(_, way)| self.graph.way(*way).who).collect();
        whos.sort_unstable();
        whos.dedup();
        let about: Vec<u32> = about.map_or(whos, |who| vec![who]);
        let mut sites: Vec<Site> = about.iter().filter_map(|who| self.site(&world, *who)).collect();
        sites.retain(|site| !site.stack.is_empty());
        if sites.is_empty() {
            return;
        }
        let names: Vec<u64> = round.iter().map(|(_, way)| self.graph.way(*way).name).collect();
        let Some(more) = follow(&mut world, &names) else { return };
        let counted = round.len() as u32;
        picks.extend(more);
        let message = message(&sites);
        let before = found.len();
        let way = Way::of(path.steps + counted, path.switches);
        found.add(Wrong { kind, message, sites, last: Vec::new() }, None, way, &|| picks.clone());
        if let Some(seen) = found.seen.get_mut(before) {
            seen.finding.repeats = counted;
        }
    }

    /// Where somebody stands.
    fn site(&self, world: &GoWorld, who: u32) -> Option<Site> {
        let (machine, key) = (world.machine(), self.graph.who(who));
        let place: Place = machine.places().find(|place| machine.goroutine(*place).key == key)?;
        Some(site(machine, place))
    }

    /// A shortest way to a state with the fewest switches, the world there, and the choices that lead to it.
    fn go_to(&self, state: u32) -> Option<(Path, GoWorld, Vec<Pick>)> {
        let path = self.graph.fewest_switches(&[state]).pop().flatten()?;
        let mut world = self.start();
        let names: Vec<u64> = path.taken.iter().map(|(_, way)| self.graph.way(*way).name).collect();
        let picks = follow(&mut world, &names)?;
        Some((path, world, picks))
    }

    fn start(&self) -> GoWorld {
        GoWorld::new(self.program, self.limits, SEED, &mut Vec::new())
    }

    /// Gives each finding the shortest way that switches least; and, if these are all states, says from where on its kind
    /// cannot be avoided.
    pub(super) fn improve(&self, found: &mut Found, all: bool) {
        let all_states = found.seen.iter().flat_map(|seen| &seen.states);
        let states: Vec<u32> = all_states.copied().collect();
        let mut paths = states.iter().copied().zip(self.graph.fewest_switches(&states));
        let mut known: Vec<(Kind, Vec<bool>)> = Vec::new();
        let Found { seen, states: wrong, .. } = found;
        for seen in seen.iter_mut() {
            // The same may be found in several states: each has its paths.
            let ways = paths.by_ref().take(seen.states.len());
            let ways = ways.filter_map(|(state, path)| path.map(|path| (state, path)));
            let Some((state, path)) = ways.min_by_key(|(_, path)| (path.steps, path.switches)) else {
                continue;
            };
            let mut world = self.start();
            let names: Vec<u64> = path.taken.iter().map(|(_, way)| self.graph.way(*way).name).collect();
            let Some(picks) = follow(&mut world, &names) else { continue };
            let there = wrongs(&world, self.parking).unwrap_or_default();
            let Some(wrong_there) = there.into_iter().find(|wrong| wrong.name() == seen.name) else {
                continue;
            };
            let mut schedule = Schedule::default();
            picks.into_iter().chain(wrong_there.last).for_each(|pick| schedule.push_pick(pick));
            let finding = &mut seen.finding;
            (finding.schedule, finding.sites) = (schedule, wrong_there.sites);
            (finding.steps, finding.switches) = (path.steps, path.switches);
            if all && finding.kind != Kind::Race {
                let kind = finding.kind;
                if !known.iter().any(|(known, _)| *known == kind) {
                    let mut is_so = vec![false; self.graph.len()];
                    let states = wrong.iter().filter(|(_, wrong)| *wrong == kind);
                    states.for_each(|(state, _)| is_so[*state as usize] = true);
                    known.push((kind, self.avoiding(&|state| is_so[state as usize])));
                }
                let avoids = known.iter().find(|(known, _)| *known == kind);
                finding.unavoidable_from =
                    avoids.and_then(|(_, avoids)| first_unavoidable(&path, state, avoids));
            }
        }
    }

    /// By state: whether some execution from there on, to its end or fair and without end, never comes to such a state.
    fn avoiding(&self, is_such: &dyn Fn(u32) -> bool) -> Vec<bool> {
        let graph = self.graph;
        let mut seeds: Vec<bool> =
            (0..graph.len() as u32).map(|state| !is_such(state) && graph.edges(state).is_empty()).collect();
        for endless in graph.endless(|state| !is_such(state), |_| true) {
            endless.states.iter().for_each(|state| seeds[*state as usize] = true);
        }
        graph.leading_to(&seeds, |state| !is_such(state))
    }
}

/// How many choices of a path come before its first state from which nothing avoids what it leads to.
fn first_unavoidable(path: &Path, last: u32, avoids: &[bool]) -> Option<u32> {
    let states = path.taken.iter().map(|(state, _)| *state).chain([last]);
    states.into_iter().position(|state| !avoids[state as usize]).map(|position| position as u32)
}

/// Whether all states of one set are in the other, in which nothing is achieved.
fn is_part(one: &Endless, of: &Endless) -> bool {
    one.states.iter().all(|state| of.states.binary_search(state).is_ok())
}

/// Takes the choices that go these ways, and names them as a schedule does.
fn follow(world: &mut GoWorld, ways: &[u64]) -> Option<Vec<Pick>> {
    let (mut picks, mut events) = (Vec::new(), Vec::new());
    for way in ways {
        let choice: Choice = world.choices().iter().find(|choice| world.way(*choice) == *way)?;
        picks.push(Pick::name(choice, world.choices().of(choice.worker).iter().copied())?);
        events.clear();
        world.step(choice, &mut events);
    }
    Some(picks)
}
