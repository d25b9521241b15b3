//! Whether states that are taken for one, because of what workers have declared of themselves, do go on alike.
//!
//! That a worker's whole state is declared cannot be seen. Of the steps that lead to a state which is known already, a sample is looked at
//! once more: both ways to it are taken, and then the same choices after each.

use super::super::graph::Graph;
use super::caught::Caught;
use crate::schedule::Pick;
use crate::schedule::rng::SplitMix64;
use crate::world::{Choice, Event, World};

/// So many such steps at most are looked at.
const SAMPLES: usize = 200;

/// So many choices are taken after each.
const STEPS: usize = 100;

/// The states of a search, how they were found, and how they are gone to.
pub(super) struct Merged<'a, 'b> {
    pub(super) graph: &'a Graph,
    /// By state: from which one it was found, and by which choice.
    pub(super) known: &'a [(u32, Pick)],
    pub(super) start: &'a dyn Fn() -> Caught<'b>,
}

impl Merged<'_, '_> {
    /// A way to a state that was taken for another one, and does not go on as that one does; nothing if no such was seen.
    pub(super) fn parts(&self) -> Option<Vec<Pick>> {
        let merges = self.merges();
        let stride = merges.len().div_ceil(SAMPLES).max(1);
        merges.iter().step_by(stride).find_map(|merge| self.parts_at(*merge))
    }

    /// Steps to states that were found by others: the state that they lead out of, and their places among its steps.
    fn merges(&self) -> Vec<(u32, usize)> {
        let mut merges = Vec::new();
        for state in 0..self.graph.len() as u32 {
            // One of the steps to a state that was found from here is that by which it was.
            let mut found: Vec<u32> = Vec::new();
            for (place, edge) in self.graph.edges(state).iter().enumerate() {
                let is_first = edge.to != 0 && self.known[edge.to as usize].0 == state;
                if is_first && !found.contains(&edge.to) {
                    found.push(edge.to);
                } else {
                    merges.push((state, place));
                }
            }
        }
        merges
    }

    fn parts_at(&self, (state, place): (u32, usize)) -> Option<Vec<Pick>> {
        let edge = self.graph.edges(state)[place];
        let mut picks = self.picks(state);
        // What cannot be gone to once more is another state the second time.
        let Some(mut one) = self.go(&picks) else { return Some(picks) };
        let Some(step) = by_way(&one, self.graph.way(edge.way).name) else { return Some(picks) };
        picks.extend(Pick::name(step, one.choices().of(step.worker).iter().copied()));
        one.step(step, &mut Vec::new());
        if !one.is_declared() {
            return None;
        }
        let others = self.picks(edge.to);
        let Some(mut other) = self.go(&others) else { return Some(others) };
        let mut chance = SplitMix64::new(u64::from(state));
        for _ in 0..STEPS {
            let (mut ways, others) = (ways(&one), ways(&other));
            let is_same =
                !(one.is_declared() && other.is_declared()) || one.fingerprint() == other.fingerprint();
            if ways != others || !is_same {
                return Some(picks);
            }
            if ways.is_empty() {
                break;
            }
            let way = ways.swap_remove(chance.below(ways.len()));
            if take(&mut one, way) != take(&mut other, way) {
                return Some(picks);
            }
        }
        None
    }

    /// The choices that lead to a state.
    fn picks(&self, state: u32) -> Vec<Pick> {
        let (mut at, mut picks) = (state, Vec::new());
        while at != 0 {
            let (before, pick) = self.known[at as usize];
            picks.push(pick);
            at = before;
        }
        picks.reverse();
        picks
    }

    /// The state to which these choices lead, if there are such choices.
    fn go(&self, picks: &[Pick]) -> Option<Caught<'_>> {
        let mut world = (self.start)();
        for pick in picks {
            let choice = pick.find(world.choices())?;
            world.step(choice, &mut Vec::new());
        }
        Some(world)
    }
}

/// The ways that can be gone, in their order.
fn ways(world: &Caught) -> Vec<u64> {
    let mut ways: Vec<u64> = world.choices().iter().map(|choice| world.way(choice)).collect();
    ways.sort_unstable();
    ways
}

fn by_way(world: &Caught, way: u64) -> Option<Choice> {
    world.choices().iter().find(|choice| world.way(*choice) == way)
}

/// Goes this way, and gives what is told of it that has no numbers of the run in it: what is printed, and what panics.
fn take(world: &mut Caught, way: u64) -> Vec<String> {
    let mut events = Vec::new();
    if let Some(choice) = by_way(world, way) {
        world.step(choice, &mut events);
    }
    let told = events.into_iter().filter_map(|event| match event {
        Event::Printed(_, line) => Some(line.to_string()),
        Event::Ended(end) => Some(super::super::outcome::ending(&end)),
        _ => None,
    });
    told.collect()
}
