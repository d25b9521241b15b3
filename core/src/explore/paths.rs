//! The ways to what was found: which of the shortest switches least, and from where on there is no way around it.

use super::Kind;
use super::found::{Examined, Found};
use super::graph::{Graph, Path};
use super::watch::Watch;
use crate::schedule::Pick;
use crate::world::{Choice, World};

/// So many states are looked at, over and over, to say from where on findings cannot be avoided.
const LOOKED_AT: usize = 4_000_000;

/// The states of a search, the steps between them, and how they are gone through once more.
pub(super) struct Paths<'a, W> {
    pub(super) graph: &'a Graph,
    pub(super) start: &'a dyn Fn() -> W,
    pub(super) watch: &'a Watch<'a>,
}

impl<W: Examined> Paths<'_, W> {
    /// Gives each finding the shortest way that switches least; and, if these are all states, says from where on it cannot be avoided:
    /// just this one, whatever else of its kind there is. Where there are many findings in many states, the last ones go without,
    /// and so do those that nobody wants to wait for.
    pub(super) fn improve(&self, found: &mut Found, all: bool) {
        let all_states = found.seen.iter().flat_map(|seen| &seen.states);
        let states: Vec<u32> = all_states.copied().collect();
        let Some(paths) = self.graph.fewest_switches(&states, self.watch) else { return };
        let mut paths = states.iter().copied().zip(paths);
        let mut left = LOOKED_AT;
        for seen in &mut found.seen {
            // The same may be found in several states: each has its paths.
            let ways = paths.by_ref().take(seen.states.len());
            let ways = ways.filter_map(|(state, path)| path.map(|path| (state, path)));
            let Some((state, path)) = ways.min_by_key(|(_, path)| (path.steps, path.switches)) else {
                continue;
            };
            let mut world = (self.start)();
            let names: Vec<u64> = path.taken.iter().map(|(_, way)| self.graph.way(*way).name).collect();
            let Some(picks) = follow(&mut world, &names) else { continue };
            let there = world.wrongs().unwrap_or_default();
            let Some(wrong_there) = there.into_iter().find(|wrong| wrong.name() == seen.name) else {
                continue;
            };
            let schedule = picks.into_iter().chain(wrong_there.last).collect();
            let finding = &mut seen.finding;
            (finding.schedule, finding.sites) = (schedule, wrong_there.sites);
            finding.subject = wrong_there.subject;
            (finding.steps, finding.switches) = (path.steps, path.switches);
            // What comes before a state belongs to the way, not to the state.
            if all && left >= self.graph.len() && !matches!(finding.kind, Kind::Race | Kind::LockOrder) {
                left -= self.graph.len();
                let mut is_it = vec![false; self.graph.len()];
                seen.states.iter().for_each(|state| is_it[*state as usize] = true);
                let Some(avoids) = self.avoiding(&|state| is_it[state as usize]) else { return };
                finding.unavoidable_from = first_unavoidable(&path, state, &avoids);
            }
        }
    }

    /// A shortest way to a state with the fewest switches, the world there, and the choices that lead to it.
    pub(super) fn go_to(&self, state: u32) -> Option<(Path, W, Vec<Pick>)> {
        let path = self.graph.fewest_switches(&[state], self.watch)?.pop().flatten()?;
        let mut world = (self.start)();
        let names: Vec<u64> = path.taken.iter().map(|(_, way)| self.graph.way(*way).name).collect();
        let picks = follow(&mut world, &names)?;
        Some((path, world, picks))
    }

    /// By state: whether some execution from there on, to its end or fair and without end, never comes to such a state. Nothing if
    /// nobody wants to know any more.
    pub(super) fn avoiding(&self, is_such: &dyn Fn(u32) -> bool) -> Option<Vec<bool>> {
        let graph = self.graph;
        let mut seeds: Vec<bool> =
            (0..graph.len() as u32).map(|state| !is_such(state) && graph.edges(state).is_empty()).collect();
        let others = (0..graph.len() as u32).filter(|state| !is_such(*state)).collect();
        for endless in graph.endless(others, |_| true, self.watch)? {
            endless.states.iter().for_each(|state| seeds[*state as usize] = true);
        }
        graph.leading_to(&seeds, |state| !is_such(state), self.watch)
    }
}

/// How many choices of a path come before its first state from which nothing avoids what it leads to.
pub(super) fn first_unavoidable(path: &Path, last: u32, avoids: &[bool]) -> Option<u32> {
    let states = path.taken.iter().map(|(state, _)| *state).chain([last]);
    states.into_iter().position(|state| !avoids[state as usize]).map(|position| position as u32)
}

/// Takes the choices that go these ways, and names them as a schedule does.
pub(super) fn follow(world: &mut impl World, ways: &[u64]) -> Option<Vec<Pick>> {
    let (mut picks, mut events) = (Vec::new(), Vec::new());
    for way in ways {
        let choice: Choice = world.choices().iter().find(|choice| world.way(*choice) == *way)?;
        picks.push(Pick::name(choice, world.choices().of(choice.worker).iter().copied())?);
        events.clear();
        world.step(choice, &mut events);
    }
    Some(picks)
}
