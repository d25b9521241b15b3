//! What can be said only of all states together: who can never run again, and what goes on for ever.

use super::super::endless::Endless;
use super::super::found::{Found, Wrong};
use super::super::graph::Edge;
use super::super::paths::{Paths, first_unavoidable, follow};
use super::super::search::{Parking, Way};
use super::super::{Kind, Site};
use super::wrong::{site, wait};
use crate::go::GoWorld;
use crate::go::machine::Place;

/// More goroutines and timers than that are not looked at one by one.
const WHOS: u32 = 256;

/// All states of a program, and the steps between them.
pub(super) struct Whole<'a> {
    pub(super) paths: Paths<'a, GoWorld>,
    /// By state: how many steps lead to it.
    pub(super) depths: &'a [u32],
}

impl Whole<'_> {
    /// Finds who can never run again, and what goes on for ever. False if something goes on for ever only because time does not
    /// pass.
    pub(super) fn find(&self, found: &mut Found) -> bool {
        let graph = self.paths.graph;
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
            let all = (0..self.paths.graph.len() as u32).filter(|state| states[*state as usize]);
            let Some(state) = all.min_by_key(|state| self.depths[*state as usize]) else { continue };
            let Some((path, mut world, picks)) = self.paths.go_to(state) else { continue };
            let last = if self.paths.parking == Parking::Nothing { wait(&mut world) } else { Vec::new() };
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
                let avoids = self.paths.avoiding(&|state| states[state as usize]);
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
        let Some((path, mut world, mut picks)) = self.paths.go_to(state) else { return };
        let round = self.paths.graph.round(endless, state, may_take);
        let mut whos: Vec<u32> = round.iter().map(|(_, way)| self.paths.graph.way(*way).who).collect();
        whos.sort_unstable();
        whos.dedup();
        let about: Vec<u32> = about.map_or(whos, |who| vec![who]);
        let mut sites: Vec<Site> = about.iter().filter_map(|who| self.site(&world, *who)).collect();
        sites.retain(|site| !site.stack.is_empty());
        if sites.is_empty() {
            return;
        }
        let names: Vec<u64> = round.iter().map(|(_, way)| self.paths.graph.way(*way).name).collect();
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
        let (machine, key) = (world.machine(), self.paths.graph.who(who));
        let place: Place = machine.places().find(|place| machine.goroutine(*place).key == key)?;
        Some(site(machine, place))
    }
}

/// Whether all states of one set are in the other, in which nothing is achieved.
fn is_part(one: &Endless, of: &Endless) -> bool {
    one.states.iter().all(|state| of.states.binary_search(state).is_ok())
}
