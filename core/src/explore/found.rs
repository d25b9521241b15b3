//! What was found so far.

use super::map::Map;
use super::search::{Search, Way};
use super::{Access, Established, Finding, Kind, Report, Site};
use crate::go::machine::Time;
use crate::go::process::Met;
use crate::schedule::Pick;
use crate::world::{Event, World};
use rustc_hash::FxHashMap;

/// So many findings are kept.
const FINDINGS: usize = 100;

/// Something that is wrong.
#[derive(Clone, Debug)]
pub(super) struct Wrong {
    pub(super) kind: Kind,
    pub(super) subject: String,
    pub(super) sites: Vec<Site>,
    /// Steps that lead from the state to where it can be seen: by which those begin to wait who had put it off.
    pub(super) last: Vec<Pick>,
}

/// What tells one thing that is wrong from another: its kind, its subject, and where goroutines stand, whoever they are. What a panic or a
/// fatal error at a place says does not make another of it.
pub(super) type Name = (Kind, String, Vec<(String, Access, u32, u32)>);

impl Wrong {
    pub(super) fn name(&self) -> Name {
        let mut places: Vec<(String, Access, u32, u32)> = self
            .sites
            .iter()
            .map(|site| {
                let (line, column) = site.stack.first().map_or((0, 0), |frame| (frame.line, frame.column));
                (site.wait.clone(), site.access, line, column)
            })
            .collect();
        places.sort();
        let says = matches!(self.kind, Kind::Panic | Kind::Fatal) && !places.is_empty();
        (self.kind, if says { String::new() } else { self.subject.clone() }, places)
    }

    /// Somebody who waits here does so for ever, whatever the others would still do.
    pub(super) fn leak(site: Site, last: Vec<Pick>) -> Wrong {
        Wrong { kind: Kind::Leak, subject: String::new(), sites: vec![site], last }
    }
}

/// A world that can be asked what is wrong in it.
pub(super) trait Examined: World {
    /// Everything that is wrong in this state; nothing if that cannot be said within our limits.
    fn wrongs(&self) -> Option<Vec<Wrong>>;

    /// What was printed without the end of its line: it was not told yet.
    fn unfinished(&self) -> &[Vec<u8>] {
        &[]
    }

    /// Whether somebody has drawn a number.
    fn drew(&self) -> bool {
        false
    }

    /// The limit of ours that it has met, if that ended it.
    fn met(&self) -> Option<Met> {
        None
    }
}

/// A finding, and in which states of the search it was found.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    pub(super) finding: Finding,
    pub(super) name: Name,
    pub(super) states: Vec<u32>,
    /// States in which it is so without any of them showing it, where that is kept: what only the whole graph tells.
    pub(super) stays: Vec<u32>,
}

impl Seen {
    /// All states of the search in which it is so, as far as they are known.
    pub(super) fn everywhere(&self) -> impl Iterator<Item = u32> {
        self.states.iter().chain(&self.stays).copied()
    }
}

/// What was found so far.
#[derive(Default)]
pub(super) struct Found {
    time: Time,
    pub(super) seen: Vec<Seen>,
    known: FxHashMap<Name, usize>,
    /// In which states of the search something is wrong, and of what kind.
    pub(super) states: Vec<(u32, Kind)>,
    /// Whether somebody has drawn a number.
    pub(super) drew: bool,
    /// A limit of ours that was met.
    pub(super) met: Option<Met>,
}

impl Found {
    pub(super) fn new(time: Time) -> Found {
        Found { time, ..Found::default() }
    }

    /// How much was found.
    pub(super) fn len(&self) -> usize {
        self.seen.len()
    }

    /// A report of the findings, the shortest ways first.
    pub(super) fn report(&self) -> Report {
        let findings = self.listed().into_iter().map(|seen| seen.finding.clone()).collect();
        Report { findings, met: self.met, drew: self.drew, ..Report::default() }
    }

    /// What is reported, in its order.
    fn listed(&self) -> Vec<&Seen> {
        let is_told =
            |seen: &&Seen| seen.finding.kind != Kind::LockOrder || !self.shows_deadlock_of(&seen.finding);
        let mut listed: Vec<&Seen> = self.seen.iter().filter(is_told).collect();
        listed.sort_by_key(|seen| (seen.finding.kind.severity(), seen.finding.steps));
        listed
    }

    /// Marks in a map where each finding of the report is.
    pub(super) fn mark(&self, map: &mut Map) {
        for (place, seen) in (0..).zip(self.listed()) {
            for state in seen.everywhere() {
                map.states[state as usize].findings.push(place);
            }
        }
        map.states.iter_mut().for_each(|spot| spot.findings.dedup());
    }

    /// Whether goroutines were found waiting for ever at both places of a lock-order inversion: then that says it already.
    fn shows_deadlock_of(&self, inversion: &Finding) -> bool {
        self.seen.iter().map(|seen| &seen.finding).any(|finding| {
            let waits_at = |site: &Site| {
                finding
                    .sites
                    .iter()
                    .any(|one| !one.wait.is_empty() && one.stack.first() == site.stack.first())
            };
            matches!(finding.kind, Kind::Deadlock | Kind::PartialDeadlock | Kind::Leak)
                && inversion.sites.iter().all(waits_at)
        })
    }

    /// Looks at what is wrong in the states that a search visits: what that has established, and whether it was cut short, as
    /// `is_spent` says.
    pub(super) fn look_through<W: Examined, S: Fn(&mut Vec<Event>) -> W>(
        &mut self,
        search: &mut Search<W, S>,
        mut is_spent: impl FnMut(&Search<W, S>, u32, &Found) -> bool,
    ) -> (Established, bool) {
        let mut bound = None;
        while let Some(state) = search.visit() {
            let way = search.way(state);
            let is_whole = self.look(search.world(), Some(state), way, &|| search.picks(state));
            let is_spent = is_spent(search, state, self);
            if !is_whole || is_spent {
                bound.get_or_insert(way.steps.saturating_sub(1));
            }
            if is_spent {
                return (Established::up_to(bound), true);
            }
        }
        (Established::up_to(bound), false)
    }

    /// Notes what a state says of the whole.
    pub(super) fn note(&mut self, world: &impl Examined) {
        self.drew |= world.drew();
        self.met = self.met.or(world.met());
    }

    /// Looks at what is wrong in a state, to which there is this way; whether that could be decided.
    pub(super) fn look(
        &mut self,
        world: &impl Examined,
        state: Option<u32>,
        way: Way,
        picks: &dyn Fn() -> Vec<Pick>,
    ) -> bool {
        self.note(world);
        let Some(wrongs) = world.wrongs() else { return false };
        let mut all = true;
        for wrong in wrongs {
            all &= self.add(wrong, state, way, picks);
        }
        all
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
        let schedule = picks().into_iter().chain(wrong.last).collect();
        let Wrong { kind, subject, sites, .. } = wrong;
        let Way { steps, switches, .. } = way;
        let (unavoidable_from, repeats, time) = (None, 0, self.time);
        let finding =
            Finding { kind, subject, sites, schedule, steps, switches, unavoidable_from, repeats, time };
        self.seen.push(Seen { finding, name, states: state.into_iter().collect(), stays: Vec::new() });
        true
    }

    /// Takes over what others have found and is new here; whether there was room for it.
    pub(super) fn add_new(&mut self, others: Found) -> bool {
        self.drew |= others.drew;
        self.met = self.met.or(others.met);
        for seen in others.seen {
            if self.known.contains_key(&seen.name) {
                continue;
            }
            if self.seen.len() >= FINDINGS {
                return false;
            }
            self.known.insert(seen.name.clone(), self.seen.len());
            self.seen.push(Seen { states: Vec::new(), stays: Vec::new(), ..seen });
        }
        true
    }
}
