//! What was found so far.

use super::super::search::{Parking, Way};
use super::super::{Finding, Kind, Report};
use super::wrong::{Name, Wrong, races, wrongs};
use crate::go::GoWorld;
use crate::go::machine::Time;
use crate::schedule::{Pick, Schedule};
use rustc_hash::FxHashMap;

/// So many findings are kept.
const FINDINGS: usize = 100;

/// A finding, and in which states of the search it was found.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    pub(super) finding: Finding,
    pub(super) name: Name,
    pub(super) states: Vec<u32>,
}

/// What was found so far.
#[derive(Default)]
pub(super) struct Found {
    parking: Parking,
    time: Time,
    pub(super) seen: Vec<Seen>,
    known: FxHashMap<Name, usize>,
    /// In which states of the search something is wrong, and of what kind.
    pub(super) states: Vec<(u32, Kind)>,
    /// Whether somebody has drawn a number.
    pub(super) drew: bool,
}

impl Found {
    pub(super) fn new(parking: Parking, time: Time) -> Found {
        Found { parking, time, ..Found::default() }
    }

    /// How much was found.
    pub(super) fn len(&self) -> usize {
        self.seen.len()
    }

    /// A report of the findings, the shortest ways first.
    pub(super) fn report(&self) -> Report {
        let mut findings: Vec<Finding> = self.seen.iter().map(|seen| seen.finding.clone()).collect();
        findings.sort_by_key(|finding| finding.steps);
        Report { findings, ..Report::default() }
    }

    /// Looks at what is wrong in a state, to which there is this way; whether that could be decided.
    pub(super) fn look(
        &mut self,
        world: &GoWorld,
        state: Option<u32>,
        way: Way,
        picks: &dyn Fn() -> Vec<Pick>,
    ) -> bool {
        self.drew |= world.machine().drew();
        let Some(wrongs) = wrongs(world, self.parking) else { return false };
        let mut all = true;
        for wrong in wrongs {
            all &= self.add(wrong, state, way, picks);
        }
        all
    }

    /// The same, and it looks for data races only.
    pub(super) fn look_for_races(&mut self, world: &GoWorld, way: Way, picks: &dyn Fn() -> Vec<Pick>) {
        for wrong in races(world) {
            self.add(wrong, None, way, picks);
        }
    }

    /// Something is wrong; whether there was room for it.
    pub(super) fn add(
        &mut self,
        wrong: Wrong,
        state: Option<u32>,
        way: Way,
        picks: &dyn Fn() -> Vec<Pick>,
    ) -> bool {
        self.states.extend(state.map(|state| (state, wrong.kind)));
        let name = wrong.name();
        if let Some(known) = self.known.get(&name) {
            self.seen[*known].states.extend(state);
            return true;
        }
        if self.seen.len() >= FINDINGS {
            return false;
        }
        self.known.insert(name.clone(), self.seen.len());
        let mut schedule = Schedule::default();
        picks().into_iter().chain(wrong.last).for_each(|pick| schedule.push_pick(pick));
        let Wrong { kind, message, sites, .. } = wrong;
        let Way { steps, switches, .. } = way;
        let (unavoidable_from, repeats, time) = (None, 0, self.time);
        let finding =
            Finding { kind, message, sites, schedule, steps, switches, unavoidable_from, repeats, time };
        self.seen.push(Seen { finding, name, states: state.into_iter().collect() });
        true
    }

    /// Takes over what others have found and is new here.
    pub(super) fn add_new(&mut self, others: Found) {
        for seen in others.seen {
            if self.seen.len() < FINDINGS && !self.known.contains_key(&seen.name) {
                self.known.insert(seen.name.clone(), self.seen.len());
                self.seen.push(Seen { states: Vec::new(), ..seen });
            }
        }
    }
}
