//! The states that a search has visited, and the steps between them: what no single way through them can tell.

use super::watch::Watch;
use crate::world::{Choice, World};
use rustc_hash::FxHashMap;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::ops::Range;

/// A step from one state to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edge {
    /// The state that it leads to.
    pub to: u32,
    /// Who takes it, where and which way: a number of [`Graph::way`].
    pub way: u32,
    /// What kind of step it is.
    pub kind: Kind,
}

/// What kind of step an edge is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kind {
    /// Whether it counts as a step: beginning to wait does not where nobody can tell.
    pub counts: bool,
    /// Whether nobody takes it: a timer fires.
    pub timer: bool,
    /// Whether chance decides: whoever takes it could go other ways as well, as with several ready cases of a select.
    pub chance: bool,
    /// Whether time passes.
    pub time: bool,
    /// Whether something is achieved that the same state does not undo: something is printed, passed on, started or ended.
    pub achieves: bool,
}

/// Who takes a step, where and which way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Way {
    /// As [`World::way`] names it.
    pub name: u64,
    /// Who it is: a number of [`Graph::who`].
    pub who: u32,
}

/// A path: the states from the first on, each with the way that leads out of it; the last state has none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Path {
    /// The states that are left, and by which ways.
    pub taken: Vec<(u32, u32)>,
    /// How many steps that is, parking aside where it does not count.
    pub steps: u32,
    /// How often the next of them is another worker's.
    pub switches: u32,
}

/// What is known of a visited state.
#[derive(Clone, Debug, Default)]
struct State {
    edges: Range<u32>,
    /// The number of the set of those who wait in it.
    waiting: u32,
    /// Whether an instant is to come.
    deadline: bool,
}

/// States and the steps between them. A state has a number, and so has everyone who takes steps.
#[derive(Clone, Debug, Default)]
pub struct Graph {
    states: Vec<State>,
    edges: Vec<Edge>,
    ways: Vec<Way>,
    by_way: FxHashMap<u64, u32>,
    whos: Vec<u64>,
    by_who: FxHashMap<u64, u32>,
    sets: Vec<Box<[u32]>>,
    by_set: FxHashMap<Box<[u32]>, u32>,
}

impl Graph {
    /// How many states have a number.
    pub fn len(&self) -> usize {
        self.states.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.states.is_empty()
    }

    /// The steps that can be taken in a state.
    pub fn edges(&self, state: u32) -> &[Edge] {
        let Range { start, end } = self.states[state as usize].edges;
        &self.edges[start as usize..end as usize]
    }

    /// Those who wait in a state, and whether they have yet to begin: they put it off. Whoever does so and did wait before was served
    /// meanwhile, and would now wait for something else.
    pub fn waiting(&self, state: u32) -> impl Iterator<Item = (u32, bool)> {
        self.set(state).iter().map(|item| (item >> 1, item & 1 == 1))
    }

    /// Those who wait in a state, each with whether it puts that off in the lowest bit.
    fn set(&self, state: u32) -> &[u32] {
        let known = self.states.get(state as usize);
        known.and_then(|known| self.sets.get(known.waiting as usize)).map_or(&[], |set| set)
    }

    /// Whether an instant is to come in a state.
    pub fn has_deadline(&self, state: u32) -> bool {
        self.states[state as usize].deadline
    }

    /// Who takes a step, where and which way.
    pub fn way(&self, number: u32) -> Way {
        self.ways[number as usize]
    }

    /// Who has this number, as [`World::who`] names them.
    pub fn who(&self, number: u32) -> u64 {
        self.whos[number as usize]
    }

    /// How many there are who take steps or wait.
    pub fn whos(&self) -> u32 {
        self.whos.len() as u32
    }

    /// The number of a way that a choice goes.
    pub(super) fn note_way<W: World>(&mut self, world: &W, choice: Choice) -> u32 {
        let name = world.way(choice);
        if let Some(known) = self.by_way.get(&name) {
            return *known;
        }
        let who = self.note_who(world.who(choice));
        let number = self.ways.len() as u32;
        self.ways.push(Way { name, who });
        self.by_way.insert(name, number);
        number
    }

    fn note_who(&mut self, who: u64) -> u32 {
        let next = self.whos.len() as u32;
        let number = *self.by_who.entry(who).or_insert(next);
        if number == next {
            self.whos.push(who);
        }
        number
    }

    /// A state is visited, in which this world is: who waits in it.
    pub(super) fn note_state<W: World>(&mut self, state: u32, world: &W) {
        let waiting: Vec<u32> = world.waiting().into_iter().map(|who| self.note_who(who) << 1).collect();
        let waiting = self.note_set(waiting);
        self.make_room(state);
        let known = &mut self.states[state as usize];
        (known.waiting, known.deadline) = (waiting, world.has_deadline());
    }

    /// The state is left by these steps; those who would only begin to wait put that off.
    pub(super) fn note_edges(&mut self, state: u32, putting_off: &[u32], edges: &[Edge]) {
        let start = self.edges.len() as u32;
        self.edges.extend_from_slice(edges);
        self.make_room(edges.iter().map(|edge| edge.to).fold(state, u32::max));
        self.states[state as usize].edges = start..self.edges.len() as u32;
        if !putting_off.is_empty() {
            let mut waiting = self.set(state).to_vec();
            waiting.extend(putting_off.iter().map(|way| self.way(*way).who << 1 | 1));
            self.states[state as usize].waiting = self.note_set(waiting);
        }
    }

    /// How many steps and switches these ways out of states are.
    pub fn length(&self, taken: impl Iterator<Item = (u32, u32)>) -> (u32, u32) {
        let (mut length, mut last) = ((0, 0), None);
        for (state, way) in taken {
            if let Some(edge) = self.edges(state).iter().find(|edge| edge.way == way) {
                (length, last) = self.longer(length, last, edge);
            }
        }
        length
    }

    /// How many steps and switches a path has with one edge more, of which this worker has taken the last step, and who has then.
    fn longer(
        &self,
        (steps, switches): (u32, u32),
        last: Option<u32>,
        edge: &Edge,
    ) -> ((u32, u32), Option<u32>) {
        let who = self.way(edge.way).who;
        let mine = edge.kind.counts && !edge.kind.timer;
        let switches = switches + u32::from(mine && last.is_some_and(|last| last != who));
        ((steps + u32::from(edge.kind.counts), switches), if mine { Some(who) } else { last })
    }

    fn note_set(&mut self, mut set: Vec<u32>) -> u32 {
        set.sort_unstable();
        if let Some(known) = self.by_set.get(&*set) {
            return *known;
        }
        let (set, number): (Box<[u32]>, u32) = (set.into(), self.sets.len() as u32);
        self.sets.push(set.clone());
        self.by_set.insert(set, number);
        number
    }

    fn make_room(&mut self, state: u32) {
        if self.states.len() <= state as usize {
            self.states.resize_with(state as usize + 1, State::default);
        }
    }

    /// By state: whether one of the `seeds` can be reached from it through states that may be passed. The seeds are among them.
    /// Nothing if nobody wants to know any more.
    pub fn leading_to(
        &self,
        seeds: &[bool],
        may_pass: impl Fn(u32) -> bool,
        watch: &Watch,
    ) -> Option<Vec<bool>> {
        let mut before: Vec<Vec<u32>> = vec![Vec::new(); self.len()];
        for state in (0..self.len() as u32).filter(|state| may_pass(*state)) {
            watch.look()?;
            for edge in self.edges(state) {
                before[edge.to as usize].push(state);
            }
        }
        let mut leads = seeds.to_vec();
        leads.resize(self.len(), false);
        let mut todo: Vec<u32> = (0..self.len() as u32).filter(|state| leads[*state as usize]).collect();
        while let Some(state) = todo.pop() {
            watch.look()?;
            for from in &before[state as usize] {
                if !std::mem::replace(&mut leads[*from as usize], true) {
                    todo.push(*from);
                }
            }
        }
        Some(leads)
    }

    /// Splits some states, which are given in their order, into those with a way out, to a state that is none of them or that is the
    /// end, and those without. Nothing if nobody wants to know any more.
    pub fn split_by_way_out(
        &self,
        states: &[u32],
        is_end: impl Fn(u32) -> bool,
        watch: &Watch,
    ) -> Option<(Vec<u32>, Vec<u32>)> {
        let mut before: Vec<Vec<usize>> = vec![Vec::new(); states.len()];
        let (mut leads, mut todo) = (vec![false; states.len()], Vec::new());
        for (from, state) in states.iter().enumerate() {
            watch.look()?;
            let mut is_out = is_end(*state);
            for edge in self.edges(*state) {
                match states.binary_search(&edge.to) {
                    Ok(to) => before[to].push(from),
                    Err(_) => is_out = true,
                }
            }
            if is_out {
                leads[from] = true;
                todo.push(from);
            }
        }
        while let Some(state) = todo.pop() {
            watch.look()?;
            for from in &before[state] {
                if !std::mem::replace(&mut leads[*from], true) {
                    todo.push(*from);
                }
            }
        }
        let (with, without): (Vec<_>, Vec<_>) = states.iter().zip(leads).partition(|(_, leads)| *leads);
        let states = |part: Vec<(&u32, bool)>| part.into_iter().map(|(state, _)| *state).collect();
        Some((states(with), states(without)))
    }

    /// For each of these states a path from the first state that has the fewest steps, and of these the fewest switches from one
    /// worker to another. None for a state to which no path is known; nothing at all if nobody wants to know any more.
    pub fn fewest_switches(&self, targets: &[u32], watch: &Watch) -> Option<Vec<Option<Path>>> {
        /// Where one is, and who took the last step.
        type At = (u32, Option<u32>);
        /// Steps and switches up to there, and from where by which way.
        struct Best {
            cost: (u32, u32),
            from: Option<(At, u32)>,
        }
        let mut wanted = vec![false; self.len()];
        targets.iter().for_each(|target| wanted[*target as usize] = true);
        let leads = self.leading_to(&wanted, |_| true, watch)?;
        let mut fewest = vec![u32::MAX; self.len()];
        let mut best: FxHashMap<At, Best> = FxHashMap::default();
        let mut ends: Vec<Option<At>> = vec![None; self.len()];
        let mut open = BinaryHeap::new();
        best.insert((0, None), Best { cost: (0, 0), from: None });
        open.push(Reverse(((0, 0), (0, None))));
        while let Some(Reverse((cost, at))) = open.pop() {
            watch.look()?;
            let (state, last) = at;
            let known = &mut fewest[state as usize];
            // What more steps lead to than necessary is on no shortest path.
            if best[&at].cost < cost || *known < cost.0 {
                continue;
            }
            *known = cost.0;
            ends[state as usize].get_or_insert(at);
            for edge in self.edges(state).iter().filter(|edge| leads[edge.to as usize]) {
                let (cost, last) = self.longer(cost, last, edge);
                let next = (edge.to, last);
                if best.get(&next).is_none_or(|best| cost < best.cost) {
                    best.insert(next, Best { cost, from: Some((at, edge.way)) });
                    open.push(Reverse((cost, next)));
                }
            }
        }
        let path = |target: &u32| {
            let mut at = ends[*target as usize]?;
            let (steps, switches) = best[&at].cost;
            let mut taken = Vec::new();
            while let Some((from, way)) = best[&at].from {
                taken.push((from.0, way));
                at = from;
            }
            taken.reverse();
            Some(Path { taken, steps, switches })
        };
        let mut paths = Vec::new();
        for target in targets {
            watch.look()?;
            paths.push(path(target));
        }
        Some(paths)
    }
}
