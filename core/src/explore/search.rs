//! The states of a world, breadth first, each once.

use super::graph::{Edge, Graph, Kind};
use super::seen::{Seen, push};
use crate::schedule::{Pick, Schedule};
use crate::world::{Choice, Event, WorkerId, World};
use std::collections::VecDeque;

/// So many states are looked at for whether somebody who waits could still be freed.
const FREEING: usize = 1_000;

/// The room of so many saved states is kept: when there are fewer to be visited from visit to visit, the rest is given back.
const SPARE: usize = 16;

/// How long a way is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Way {
    /// How many steps it has, parking aside where that counts as nothing.
    pub steps: u32,
    /// How often the next of them is another worker's. Timers do not count.
    pub switches: u32,
    /// Whose the last of them is: one more than the worker's number; 0 if nobody's.
    last: u32,
}

impl Way {
    /// A way of so many steps and switches.
    pub fn of(steps: u32, switches: u32) -> Way {
        Way { steps, switches, last: 0 }
    }

    /// The way with one step more: of this worker, or of a timer.
    pub fn and(self, worker: Option<WorkerId>) -> Way {
        let next = worker.map_or(self.last, |worker| worker.0 + 1);
        let changes = self.last != 0 && next != self.last;
        Way { steps: self.steps + 1, switches: self.switches + u32::from(changes), last: next }
    }
}

/// A state that was found.
#[derive(Clone, Copy, Debug)]
struct Known {
    /// From which one, by which choice. The first one is its own parent.
    parent: u32,
    pick: Pick,
    way: Way,
    /// It was visited: no shorter way will be found.
    closed: bool,
}

/// A state that is to be visited.
struct Open<S> {
    state: u32,
    /// The step by which it was found. If a better one was found since, numbers of workers may be others there, and this entry is
    /// void: the better one has an entry of its own.
    by: (u32, Pick),
    saved: Option<Box<S>>,
}

/// A step that was taken.
struct Taken {
    known: Known,
    /// Whether its worker waits now.
    parks: bool,
    edge: Edge,
}

/// What a step is in which a worker only begins to wait.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Parking {
    /// A step like every other.
    #[default]
    Step,
    /// Nothing that would count: nobody can tell who waits. Where the world says that it may come later, it comes when there
    /// is nothing else to be done.
    Nothing,
}

/// Goes through the states that can be reached from where a world starts, those that fewer steps lead to first. Two states
/// with the same fingerprint are one.
pub struct Search<W: World, S> {
    start: S,
    world: W,
    by_fingerprint: Seen,
    states: Vec<Known>,
    /// States to be visited, the nearest first.
    open: VecDeque<Open<W::Saved>>,
    /// The one that is visited.
    at: Option<(u32, Option<Box<W::Saved>>)>,
    /// Saved states that nobody wants any more: the next ones take their room.
    spare: Vec<Box<W::Saved>>,
    parking: Parking,
    visited: u64,
    /// Steps that were taken.
    steps: u64,
    ends: u64,
    events: Vec<Event>,
    /// The steps between the states, if they are kept.
    graph: Option<Graph>,
    /// The steps that lead out of the state that is visited.
    edges: Vec<Edge>,
    /// The state to which the way did not lead again.
    diverged: Option<u32>,
}

impl<W: World, S: Fn(&mut Vec<Event>) -> W> Search<W, S> {
    /// A search that begins where `start` does.
    pub fn new(start: S, parking: Parking) -> Search<W, S> {
        let world = start(&mut Vec::new());
        let none = Pick { worker: WorkerId(0), nth: 0 };
        let mut by_fingerprint = Seen::default();
        by_fingerprint.insert(world.fingerprint());
        let mut search = Search {
            by_fingerprint,
            states: vec![Known { parent: 0, pick: none, way: Way::default(), closed: false }],
            open: VecDeque::new(),
            at: None,
            spare: Vec::new(),
            parking,
            visited: 0,
            steps: 0,
            ends: 0,
            events: Vec::new(),
            graph: None,
            edges: Vec::new(),
            diverged: None,
            start,
            world,
        };
        search.open.push_back(Open { state: 0, by: (0, none), saved: search.world.save().map(Box::new) });
        search
    }

    /// The same, and it keeps the steps between the states.
    pub fn with_graph(self) -> Search<W, S> {
        Search { graph: Some(Graph::default()), ..self }
    }

    /// The states that were visited and left, and the steps between them, if they are kept.
    pub fn into_graph(self) -> Option<Graph> {
        self.graph
    }

    /// Visits the next state and gives its number, until there are no more, or one to which its way does not lead again.
    pub fn visit(&mut self) -> Option<u32> {
        if let Some((number, saved)) = self.at.take() {
            self.expand(number, saved.as_deref());
            self.keep(saved);
        }
        loop {
            let Open { state: number, by, saved } =
                self.open.pop_front().filter(|_| self.diverged.is_none())?;
            let known = &mut self.states[number as usize];
            if !known.closed && by == (known.parent, known.pick) {
                known.closed = true;
                if !self.enter(number, saved.as_deref()) {
                    return None;
                }
                self.visited += 1;
                self.ends += u64::from(self.world.end().is_some());
                if let Some(graph) = &mut self.graph {
                    graph.note_state(number, &self.world);
                }
                self.at = Some((number, saved));
                return Some(number);
            }
            self.keep(saved);
        }
    }

    /// Keeps the room of a saved state, for the next that is saved.
    fn keep(&mut self, saved: Option<Box<W::Saved>>) {
        if self.spare.len() < SPARE {
            self.spare.extend(saved);
        }
    }

    /// The state that is visited, after [`visit`](Self::visit) has given its number.
    pub fn world(&self) -> &W {
        &self.world
    }

    /// The state to which the same choices did not lead a second time, if there is one: such a world is not deterministic.
    pub fn diverged(&self) -> Option<u32> {
        self.diverged
    }

    /// How many states were found.
    pub fn states(&self) -> usize {
        self.states.len()
    }

    /// How many of these were not visited yet, at most.
    pub fn open(&self) -> usize {
        self.open.len()
    }

    /// How many states were visited.
    pub fn visited(&self) -> u64 {
        self.visited
    }

    /// How many steps were taken, also to come to a state once more.
    pub fn steps(&self) -> u64 {
        self.steps
    }

    /// How many visited states were the end of an execution.
    pub fn ends(&self) -> u64 {
        self.ends
    }

    /// How long the way to a visited state is.
    pub fn way(&self, state: u32) -> Way {
        self.states[state as usize].way
    }

    /// A shortest way to a visited state.
    pub fn schedule(&self, state: u32) -> Schedule {
        self.picks(state).into_iter().collect()
    }

    /// The same as choices by worker and number.
    pub fn picks(&self, mut state: u32) -> Vec<Pick> {
        let mut picks = Vec::new();
        while state != 0 {
            let known = &self.states[state as usize];
            picks.push(known.pick);
            state = known.parent;
        }
        picks.reverse();
        picks
    }

    /// Puts the world into a state: by what was saved of it, or else by going there once more; whether that led there.
    fn enter(&mut self, state: u32, saved: Option<&W::Saved>) -> bool {
        match saved {
            Some(saved) => self.world.restore(saved),
            None => {
                self.world = (self.start)(&mut Vec::new());
                for pick in self.picks(state) {
                    let Some(choice) = pick.find(self.world.choices()) else { break };
                    self.events.clear();
                    self.world.step(choice, &mut self.events);
                    self.steps += 1;
                }
                let there = self.by_fingerprint.get(self.world.fingerprint());
                if there != Some(state) {
                    self.diverged = Some(state);
                    return false;
                }
            }
        }
        true
    }

    /// Finds what one step leads to.
    fn expand(&mut self, state: u32, saved: Option<&W::Saved>) {
        let choices: Vec<Choice> = self.world.choices().iter().collect();
        let (mut later, mut putting_off, mut moved, mut others) = (Vec::new(), Vec::new(), false, false);
        self.edges.clear();
        for choice in choices {
            if std::mem::replace(&mut moved, true) && !self.enter(state, saved) {
                return;
            }
            let can_wait = self.parking == Parking::Nothing && self.world.may_wait_later(choice);
            let Some(taken) = self.take(state, choice) else { continue };
            if taken.parks && can_wait {
                later.push(choice);
                putting_off.push(taken.edge.way);
            } else {
                others = true;
                self.found(taken);
            }
        }
        // Those who were put off are all that there are. In which order they begin to wait matters only if some of them go on.
        if !others {
            for choice in later {
                if !self.enter(state, saved) {
                    return;
                }
                let has_deadline = self.world.has_deadline();
                if let Some(taken) = self.take(state, choice) {
                    self.found(taken);
                }
                if !has_deadline {
                    break;
                }
            }
        }
        if let Some(graph) = &mut self.graph {
            graph.note_edges(state, &putting_off, &self.edges);
        }
    }

    /// Takes a choice of a state, in which the world is.
    fn take(&mut self, state: u32, choice: Choice) -> Option<Taken> {
        let ways = self.world.choices().of(choice.worker).iter().copied();
        // So many ways of one request are more than anything offers.
        let pick = Pick::name(choice, ways)?;
        let same = self.world.choices().of(choice.worker).iter().filter(|one| one.request == choice.request);
        let chance = same.count() > 1;
        let worker = (!self.world.is_timer(choice)).then_some(choice.worker);
        let name = self.graph.as_mut().map_or(0, |graph| graph.note_way(&self.world, choice));
        self.events.clear();
        self.world.step(choice, &mut self.events);
        self.steps += 1;
        let parks = begins_to_wait(&self.events, choice.worker);
        let kind = Kind {
            counts: !parks || self.parking == Parking::Step,
            timer: worker.is_none(),
            chance,
            time: self.events.iter().any(|event| matches!(event, Event::Advanced(_))),
            achieves: self.events.iter().any(achieves),
        };
        let before = self.way(state);
        let way = if kind.counts { before.and(worker) } else { before };
        let known = Known { parent: state, pick, way, closed: false };
        Some(Taken { known, parks, edge: Edge { to: 0, way: name, kind } })
    }

    /// A step was taken to the state that the world is in.
    fn found(&mut self, Taken { known, edge, .. }: Taken) {
        let costs = known.way.steps > self.way(known.parent).steps;
        let number = self.by_fingerprint.insert(self.world.fingerprint());
        self.edges.push(Edge { to: number, ..edge });
        match self.states.get_mut(number as usize) {
            None => push(&mut self.states, known),
            // Of the ways that are as short, one with few switches is easier to follow.
            Some(before) if !before.closed && known.way < before.way => *before = known,
            Some(_) => return,
        }
        let saved = match self.spare.pop() {
            Some(mut old) => {
                self.world.save_over(&mut old);
                Some(old)
            }
            None => self.world.save().map(Box::new),
        };
        let open = Open { state: number, by: (known.parent, known.pick), saved };
        match costs {
            true => self.open.push_back(open),
            false => self.open.push_front(open),
        }
    }
}

/// Those of these workers who wait in every state that a search comes to; nothing if there are too many states to tell.
pub(super) fn left_waiting<W: World, S: Fn(&mut Vec<Event>) -> W>(
    mut search: Search<W, S>,
    mut left: Vec<WorkerId>,
    waits: impl Fn(&W, WorkerId) -> bool,
) -> Option<Vec<WorkerId>> {
    while !left.is_empty() && search.visit().is_some() {
        if search.states() > FREEING {
            return None;
        }
        left.retain(|worker| waits(search.world(), *worker));
    }
    Some(left)
}

/// Whether this is something that is achieved.
fn achieves(event: &Event) -> bool {
    matches!(
        event,
        Event::Printed(..)
            | Event::Spawned(..)
            | Event::Exited(_)
            | Event::HandedOver(..)
            | Event::Buffered(..)
            | Event::Taken(..)
            | Event::Closed(..)
            | Event::Ended(_)
    )
}

/// Whether in the step of these events a worker only begins to wait.
pub fn begins_to_wait(events: &[Event], worker: WorkerId) -> bool {
    events.iter().any(|event| matches!(event, Event::Parked(who, ..) if *who == worker))
}
