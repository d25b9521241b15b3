//! What can be said only of all states together: who can never run again, and what goes on for ever.

use super::endless::Endless;
use super::found::{Examined, Found, Wrong};
use super::graph::Edge;
use super::map::MOST;
use super::paths::{Paths, first_unavoidable, follow};
use super::search::Way;
use super::{Kind, Site};
use crate::schedule::Pick;

/// A world that can be asked who stands where.
pub(super) trait Placed: Examined {
    /// Where somebody stands, whom [`World::who`](crate::world::World::who) names so; nothing if there is nobody of that name.
    fn stands(&self, who: u64) -> Option<Site>;

    /// Whether somebody waits for ever by design: at a `select` without cases.
    fn waits_by_design(&self, who: u64) -> bool;

    /// Lets everybody begin to wait who has put it off and can do nothing else, and gives the steps.
    fn let_wait(&mut self) -> Vec<Pick>;
}

/// Why nothing is said of the whole.
pub(super) enum Unsaid {
    /// Something goes on for ever only because time does not pass.
    Timeless,
    /// Nobody wants to know any more.
    Stopped,
}

/// All states of a program, and the steps between them.
pub(super) struct Whole<'a, W> {
    pub(super) paths: Paths<'a, W>,
    /// By state: how many steps lead to it.
    pub(super) depths: &'a [u32],
}

impl<W: Placed> Whole<'_, W> {
    /// Finds who can never run again, and what goes on for ever; whether there was room for all of that.
    pub(super) fn find(&self, found: &mut Found) -> Result<bool, Unsaid> {
        let (graph, watch) = (self.paths.graph, self.paths.watch);
        let states = 0..graph.len() as u32;
        let livelocks = graph.endless(states.clone().collect(), |edge| !edge.kind.achieves, watch);
        let livelocks = livelocks.ok_or(Unsaid::Stopped)?;
        let rounds = graph.endless(states.clone().collect(), |_| true, watch).ok_or(Unsaid::Stopped)?;
        if livelocks.iter().chain(&rounds).any(|endless| endless.timeless) {
            return Err(Unsaid::Timeless);
        }
        let mut all = true;
        for endless in &livelocks {
            all &= self.livelock(endless, found);
        }
        let mut deadlocks: Vec<u32> = found
            .states
            .iter()
            .filter(|(_, kind)| *kind == Kind::Deadlock)
            .map(|(state, _)| *state)
            .collect();
        deadlocks.sort_unstable();
        let is_deadlock = |state: u32| deadlocks.binary_search(&state).is_ok();
        let mut waits: Vec<[Vec<u32>; 2]> = vec![Default::default(); graph.whos() as usize];
        for state in states {
            graph.waiting(state).for_each(|(who, later)| waits[who as usize][usize::from(later)].push(state));
        }
        // The end of the process keeps nobody waiting; who is left behind there is found where main returns.
        let ends = |state: u32| graph.edges(state).is_empty() && !is_deadlock(state);
        let split = |states: &[u32]| graph.split_by_way_out(states, ends, watch).ok_or(Unsaid::Stopped);
        let mut stuck: Vec<(u32, Vec<u32>)> = Vec::new();
        for (who, [begun, mut later]) in (0..).zip(waits) {
            // Whoever has begun to wait and puts off another wait next was served by that step, so it leads out; to begin to wait does not.
            let (in_vain, begun) = split(&begun)?;
            later.extend(begun);
            later.sort_unstable();
            let (later_in_vain, for_ever) = split(&later)?;
            for in_vain in [in_vain, later_in_vain] {
                for endless in graph.endless(in_vain, |_| true, watch).ok_or(Unsaid::Stopped)? {
                    if !livelocks.iter().any(|livelock| is_part(&endless, livelock)) {
                        all &= self.starvation(who, &endless, found);
                    }
                }
            }
            if !for_ever.is_empty() {
                stuck.push((who, for_ever));
            }
        }
        all &= self.partial_deadlocks(&stuck, found);
        Ok(all)
    }

    /// Some can never run again in some states: those who cannot in the same state, by the shortest way to it, are one finding.
    /// Whether there was room for all.
    fn partial_deadlocks(&self, stuck: &[(u32, Vec<u32>)], found: &mut Found) -> bool {
        let mut all = true;
        for (who, states) in stuck {
            let nearest = states.iter().copied().min_by_key(|state| self.depths[*state as usize]);
            let Some(state) = nearest else { continue };
            let Some((path, mut world, picks)) = self.paths.go_to(state) else {
                all = false;
                continue;
            };
            let last = world.let_wait();
            let is_told = |site: &Site| {
                let same =
                    |other: &Site| other.wait == site.wait && other.stack.first() == site.stack.first();
                found.seen.iter().any(|seen| {
                    matches!(seen.finding.kind, Kind::Deadlock | Kind::Leak | Kind::PartialDeadlock)
                        && seen.finding.sites.iter().any(same)
                })
            };
            // Those without a place in the text are the library's.
            let site = |who: u32| {
                let who = self.paths.graph.who(who);
                let site = world.stands(who).filter(|site| !site.wait.is_empty() && !site.stack.is_empty());
                site.filter(|_| !world.waits_by_design(who))
            };
            if site(*who).is_none_or(|site| is_told(&site)) {
                continue;
            }
            let here = stuck.iter().filter(|(_, states)| states.binary_search(&state).is_ok());
            let sites: Vec<Site> = here.filter_map(|(who, _)| site(*who)).collect();
            let wrong = Wrong { kind: Kind::PartialDeadlock, subject: String::new(), sites, last };
            let way = Way::of(path.steps, path.switches);
            let before = found.len();
            all &= found.add(wrong, None, way, &|| picks.clone());
            if let Some(seen) = found.seen.get_mut(before) {
                let Some(avoids) = self.paths.avoiding(&|state| states.binary_search(&state).is_ok()) else {
                    return false;
                };
                seen.finding.unavoidable_from = first_unavoidable(&path, state, &avoids);
                seen.stays = self.drawn(states);
            }
        }
        all
    }

    /// Goroutines go round for ever, and nothing comes of it.
    fn livelock(&self, endless: &Endless, found: &mut Found) -> bool {
        let may_take = |edge: &Edge| !edge.kind.achieves;
        self.round(endless, None, Kind::Livelock, &may_take, found)
    }

    /// Somebody waits for ever while others go round.
    fn starvation(&self, who: u32, endless: &Endless, found: &mut Found) -> bool {
        self.round(endless, Some(who), Kind::Starvation, &|_| true, found)
    }

    /// Something goes on for ever: the way to it and once around, and where those stand whom it is about; whether
    /// there was room for it.
    fn round(
        &self,
        endless: &Endless,
        about: Option<u32>,
        kind: Kind,
        may_take: &dyn Fn(&Edge) -> bool,
        found: &mut Found,
    ) -> bool {
        let Some(state) = endless.states.iter().copied().min_by_key(|state| self.depths[*state as usize])
        else {
            return true;
        };
        let Some((path, mut world, mut picks)) = self.paths.go_to(state) else { return false };
        let Some(round) = self.paths.graph.round(endless, state, may_take, self.paths.watch) else {
            return false;
        };
        let mut whos: Vec<u32> = round.iter().map(|(_, way)| self.paths.graph.way(*way).who).collect();
        whos.sort_unstable();
        whos.dedup();
        let about: Vec<u32> = about.map_or(whos, |who| vec![who]);
        let mut sites: Vec<Site> = about.iter().filter_map(|who| self.site(&world, *who)).collect();
        sites.retain(|site| !site.stack.is_empty());
        if sites.is_empty() {
            return true;
        }
        let names: Vec<u64> = round.iter().map(|(_, way)| self.paths.graph.way(*way).name).collect();
        let Some(more) = follow(&mut world, &names) else { return false };
        let counted = round.len() as u32;
        picks.extend(more);
        let before = found.len();
        let (steps, switches) = self.paths.graph.length(path.taken.iter().chain(&round).copied());
        let way = Way::of(steps, switches);
        let wrong = Wrong { kind, subject: String::new(), sites, last: Vec::new() };
        let had_room = found.add(wrong, None, way, &|| picks.clone());
        if let Some(seen) = found.seen.get_mut(before) {
            seen.finding.repeats = counted;
            seen.stays = self.drawn(&endless.states);
        }
        had_room
    }

    /// These states, where there will be a map in which they are marked.
    fn drawn(&self, states: &[u32]) -> Vec<u32> {
        if self.depths.len() <= MOST { states.to_vec() } else { Vec::new() }
    }

    /// Where somebody stands.
    fn site(&self, world: &W, who: u32) -> Option<Site> {
        world.stands(self.paths.graph.who(who))
    }
}

/// Whether all states of one set are in the other, in which nothing is achieved.
fn is_part(one: &Endless, of: &Endless) -> bool {
    one.states.iter().all(|state| of.states.binary_search(state).is_ok())
}
