//! What can go on for ever: sets of states in which an execution can stay, and fairly.
//!
//! An execution is fair if everybody who can go on again and again does so again and again, and, where chance decides which way,
//! each way is gone again and again that is open again and again: so it is with Go's scheduler, with a mutex once it is
//! starving, and with the ready cases of a select. (That is strong fairness; a set of states is refined until it holds, as for
//! Streett automata: Emerson and Lei, 1987.)

use super::graph::{Edge, Graph};
use super::watch::Watch;
use rustc_hash::FxHashSet;

/// States between which an execution can go round for ever.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endless {
    /// The states, in their order. Each can be reached from each other one by steps between them.
    pub states: Vec<u32>,
    /// Whether only time that does not pass keeps it going: an instant is to come, and it never does.
    pub timeless: bool,
}

/// What must happen again and again if it can.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Claim {
    /// That somebody goes on.
    Who(u32),
    /// That a way is gone which chance decides for.
    Way(u32),
}

impl Graph {
    /// What an edge fulfils.
    fn claims(&self, edge: &Edge) -> impl Iterator<Item = Claim> + use<> {
        let way = edge.kind.chance.then_some(Claim::Way(edge.way));
        [Some(Claim::Who(self.way(edge.way).who)), way].into_iter().flatten()
    }

    /// The largest sets of states in which a fair execution can stay for ever: of these states, and by steps that it may take. Nothing if
    /// nobody wants to know any more.
    pub fn endless(
        &self,
        states: Vec<u32>,
        may_take: impl Fn(&Edge) -> bool,
        watch: &Watch,
    ) -> Option<Vec<Endless>> {
        let mut found = Vec::new();
        let mut todo: Vec<Vec<u32>> = vec![states];
        let mut inside = vec![false; self.len()];
        while let Some(states) = todo.pop() {
            states.iter().for_each(|state| inside[*state as usize] = true);
            let components =
                self.components(&states, |edge| inside[edge.to as usize] && may_take(edge), watch)?;
            states.iter().for_each(|state| inside[*state as usize] = false);
            for component in components {
                watch.look()?;
                component.iter().for_each(|state| inside[*state as usize] = true);
                let stays = |edge: &&Edge| inside[edge.to as usize] && may_take(edge);
                let all = || component.iter().flat_map(|state| self.edges(*state));
                let taken: FxHashSet<Claim> =
                    all().filter(stays).flat_map(|edge| self.claims(edge)).collect();
                let neglected: FxHashSet<Claim> =
                    all().flat_map(|edge| self.claims(edge)).filter(|claim| !taken.contains(claim)).collect();
                let waits = component.iter().any(|state| self.has_deadline(*state));
                let passes = all().filter(stays).any(|edge| edge.kind.time || edge.kind.timer);
                component.iter().for_each(|state| inside[*state as usize] = false);
                if taken.is_empty() {
                    continue;
                }
                if neglected.is_empty() {
                    let mut states = component;
                    states.sort_unstable();
                    found.push(Endless { states, timeless: waits && !passes });
                    continue;
                }
                // It cannot stay where somebody is neglected: what is left may still go round.
                let claims = |edge: &Edge| self.claims(edge).any(|claim| neglected.contains(&claim));
                let neglects = |state: &u32| self.edges(*state).iter().any(claims);
                let left: Vec<u32> = component.into_iter().filter(|state| !neglects(state)).collect();
                if !left.is_empty() {
                    todo.push(left);
                }
            }
        }
        found.sort_by(|one, other| one.states.cmp(&other.states));
        Some(found)
    }

    /// Whether nothing can go on for ever; nothing if nobody wants to know any more.
    pub fn has_no_cycle(&self, watch: &Watch) -> Option<bool> {
        let all: Vec<u32> = (0..self.len() as u32).collect();
        let each_alone = self.components(&all, |_| true, watch)?.len() == self.len();
        let goes_round = |state: &u32| self.edges(*state).iter().any(|edge| edge.to == *state);
        Some(each_alone && !all.iter().any(goes_round))
    }

    /// The strongly connected sets of some states, by the edges that may be taken; a state alone is one too (Tarjan, 1972).
    fn components(
        &self,
        states: &[u32],
        may_take: impl Fn(&Edge) -> bool,
        watch: &Watch,
    ) -> Option<Vec<Vec<u32>>> {
        const NEW: u32 = u32::MAX;
        // To lay out so much for each state is worth a look at every eighth.
        watch.looks(self.len() as u32 / 8)?;
        let (mut order, mut low) = (vec![NEW; self.len()], vec![NEW; self.len()]);
        let (mut stack, mut on_stack) = (Vec::new(), vec![false; self.len()]);
        let (mut next, mut found) = (0, Vec::new());
        // Where the walk is: a state, and how many of its edges were followed.
        let mut walk: Vec<(u32, usize)> = Vec::new();
        for root in states {
            if order[*root as usize] != NEW {
                continue;
            }
            walk.push((*root, 0));
            while let Some((state, followed)) = walk.last_mut() {
                watch.look()?;
                let at = *state as usize;
                if *followed == 0 {
                    (order[at], low[at], on_stack[at]) = (next, next, true);
                    stack.push(*state);
                    next += 1;
                }
                let edge = self.edges(*state).get(*followed).copied();
                *followed += 1;
                match edge {
                    Some(edge) if !may_take(&edge) => {}
                    Some(edge) if order[edge.to as usize] == NEW => walk.push((edge.to, 0)),
                    Some(edge) if on_stack[edge.to as usize] => {
                        low[at] = low[at].min(order[edge.to as usize])
                    }
                    Some(_) => {}
                    None => {
                        let state = *state;
                        walk.pop();
                        if let Some((before, _)) = walk.last() {
                            low[*before as usize] = low[*before as usize].min(low[at]);
                        }
                        if low[at] == order[at] {
                            let from = stack.iter().rposition(|one| *one == state).expect("it was put there");
                            let component = stack.split_off(from);
                            component.iter().for_each(|one| on_stack[*one as usize] = false);
                            found.push(component);
                        }
                    }
                }
            }
        }
        Some(found)
    }

    /// A walk through a set of states that can all be reached from each other, from one of them back to it, in which each who
    /// takes steps there takes one: the ways that it goes, with the states that they lead out of.
    /// Nothing if nobody wants to know any more.
    pub fn round(
        &self,
        endless: &Endless,
        from: u32,
        may_take: impl Fn(&Edge) -> bool,
        watch: &Watch,
    ) -> Option<Vec<(u32, u32)>> {
        let inside = |state: u32| endless.states.binary_search(&state).is_ok();
        let stays = |edge: &Edge| inside(edge.to) && may_take(edge);
        let all = endless.states.iter().flat_map(|state| self.edges(*state));
        let mut left: FxHashSet<u32> =
            all.filter(|edge| stays(edge)).map(|edge| self.way(edge.way).who).collect();
        let (mut at, mut taken) = (from, Vec::new());
        loop {
            // The nearest step of somebody who took none yet; then the way back.
            let (mut todo, mut next) = (vec![at], 0);
            let mut before: rustc_hash::FxHashMap<u32, (u32, u32)> = Default::default();
            let goal = 'search: loop {
                let Some(state) = todo.get(next).copied() else { return Some(taken) };
                watch.look()?;
                next += 1;
                for edge in self.edges(state).iter().filter(|edge| stays(edge)) {
                    let wanted = match left.is_empty() {
                        true => edge.to == from,
                        false => left.contains(&self.way(edge.way).who),
                    };
                    if wanted {
                        break 'search (state, *edge);
                    }
                    if edge.to != at && !before.contains_key(&edge.to) {
                        before.insert(edge.to, (state, edge.way));
                        todo.push(edge.to);
                    }
                }
            };
            let (mut state, edge) = goal;
            let mut way = vec![(state, edge.way)];
            while state != at {
                let step = before[&state];
                way.push(step);
                state = step.0;
            }
            way.reverse();
            for (_, way) in &way {
                left.remove(&self.way(*way).who);
            }
            taken.extend(way);
            at = edge.to;
            if left.is_empty() && at == from {
                return Some(taken);
            }
        }
    }
}
