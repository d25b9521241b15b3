//! The map of a small program: all its states and the steps between them, with what is wrong where.

use super::found::{Examined, Found};
use super::paths::Paths;
use crate::schedule::{Pick, Schedule};

/// There is a map of at most so many states.
pub const MOST: usize = 400;

/// All states of a program, the first of them where it starts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Map {
    /// The states, by number.
    pub states: Vec<Spot>,
    /// The steps, those out of one state side by side.
    pub steps: Vec<Step>,
}

/// A state.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Spot {
    /// The last step of a shortest way to it, by its place among the steps; none at the start.
    pub by: Option<u32>,
    /// What is found there: places in the findings of the report.
    pub findings: Vec<u32>,
    /// What can come of it.
    pub outlook: Outlook,
}

/// A step from one state to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// The state that is left.
    pub from: u32,
    /// The state that it leads to.
    pub to: u32,
    /// The choice, as whoever has gone the shortest way to the first one would name it.
    pub pick: Pick,
}

/// What can come of a state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Outlook {
    /// Something goes wrong in some executions at most.
    #[default]
    Open,
    /// Something goes wrong in every execution from there on.
    Doomed,
    /// Something has gone wrong on every way to it, or does there.
    Wrong,
}

impl Map {
    /// The map of a whole graph; `known` says of each state from which one it was found first, by which choice. Nothing if nobody
    /// wants to know any more.
    pub(super) fn of<W: Examined>(paths: &Paths<W>, known: &[(u32, Pick)], found: &Found) -> Option<Map> {
        let graph = paths.graph;
        let mut first = Vec::new();
        let mut steps = Vec::new();
        for from in 0..known.len() as u32 {
            first.push(steps.len());
            let nobody = Pick { worker: Default::default(), nth: 0 };
            steps.extend(graph.edges(from).iter().map(|edge| Step { from, to: edge.to, pick: nobody }));
        }
        let mut states = vec![Spot::default(); known.len()];
        let mut world = (paths.start)();
        let mut todo = vec![(0, world.save()?)];
        while let Some((state, saved)) = todo.pop() {
            for (number, edge) in (first[state as usize]..).zip(graph.edges(state)) {
                paths.watch.look()?;
                world.restore(&saved);
                let name = graph.way(edge.way).name;
                let choice = world.choices().iter().find(|choice| world.way(*choice) == name)?;
                let pick = Pick::name(choice, world.choices().of(choice.worker).iter().copied())?;
                steps[number].pick = pick;
                let to = &mut states[edge.to as usize];
                if edge.to != 0 && to.by.is_none() && known[edge.to as usize] == (state, pick) {
                    to.by = Some(number as u32);
                    world.step(choice, &mut Vec::new());
                    todo.push((edge.to, world.save()?));
                }
            }
        }
        let mut map = Map { states, steps };
        map.look_out(paths, found)?;
        Some(map)
    }

    /// What can come of each state: what [lasts](super::Kind::lasts).
    fn look_out<W: Examined>(&mut self, paths: &Paths<W>, found: &Found) -> Option<()> {
        let mut is_wrong = vec![false; self.states.len()];
        for seen in found.seen.iter().filter(|seen| seen.finding.kind.lasts()) {
            seen.everywhere().for_each(|state| is_wrong[state as usize] = true);
        }
        let avoids = paths.avoiding(&|state| is_wrong[state as usize])?;
        let mut is_clean = vec![false; self.states.len()];
        let mut todo = vec![0];
        while let Some(state) = todo.pop() {
            if !is_wrong[state as usize] && !std::mem::replace(&mut is_clean[state as usize], true) {
                todo.extend(paths.graph.edges(state).iter().map(|edge| edge.to));
            }
        }
        for ((spot, clean), avoids) in self.states.iter_mut().zip(is_clean).zip(avoids) {
            spot.outlook = match (clean, avoids) {
                (false, _) => Outlook::Wrong,
                (true, false) => Outlook::Doomed,
                (true, true) => Outlook::Open,
            };
        }
        Some(())
    }

    /// The steps out of a state, each with its place among all.
    pub fn steps_from(&self, state: u32) -> impl Iterator<Item = (usize, &Step)> {
        self.steps.iter().enumerate().filter(move |(_, step)| step.from == state)
    }

    /// The steps of a shortest way to a state, by their places.
    pub fn way(&self, mut state: u32) -> Vec<u32> {
        let mut way = Vec::new();
        while let Some(by) = self.states.get(state as usize).and_then(|spot| spot.by) {
            way.push(by);
            // What was damaged on its way to whoever shows it may lead round.
            let Some(step) = self.steps.get(by as usize).filter(|_| way.len() <= self.states.len()) else {
                break;
            };
            state = step.from;
        }
        way.reverse();
        way
    }

    /// A shortest way to a state.
    pub fn schedule(&self, state: u32) -> Schedule {
        self.way(state).into_iter().map(|step| self.steps[step as usize].pick).collect()
    }
}
