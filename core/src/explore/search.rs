//! The states of a world, breadth first, each once.

use super::graph::{Edge, Graph, Kind};
use super::seen::{Seen, push};
use crate::schedule::{Pick, Schedule};
use crate::world::{Choice, Event, WorkerId, World};
use std::collections::VecDeque;
use std::rc::Rc;

/// So many states are looked at for whether somebody who waits could still be freed.
const FREEING: usize = 1_000;

/// The room of so many saved states is kept: when there are fewer to be visited from visit to visit, the rest is given back.
const SPARE: usize = 16;

/// Where so many states are to be visited, those that were found from one state share its copy, and the step is taken once more: that
/// is a third of the room where many are found from each.
const MANY: usize = 2_000;

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
    saved: Option<Rc<S>>,
    /// Whether what is saved is not this state but the one before it, from which the step leads here.
    before: bool,
}

/// A choice of the state that is visited.
#[derive(Clone, Copy)]
struct Next {
    choice: Choice,
    pick: Pick,
    /// The number of the way that it goes, if they are kept.
    way: u32,
    /// Whether something can tell that its worker waits, if it would only begin to wait.
    is_seen: bool,
    /// Whether its worker may as well wait later then.
    can_wait: bool,
    /// Whether it would, if that is known.
    waits: Option<bool>,
}

/// A step that was taken.
struct Taken {
    known: Known,
    /// Whether its worker waits now.
    parks: bool,
    edge: Edge,
}

/// Goes through the states that can be reached from where a world starts, those that fewer steps lead to first. Two states
/// with the same fingerprint are one. A step in which somebody only begins to wait counts only where [`World::shows_waiting`] says so;
/// where [`World::may_wait_later`] does, it comes when there is nothing else to be done.
pub struct Search<W: World, S> {
    start: S,
    world: W,
    by_fingerprint: Seen,
    states: Vec<Known>,
    /// States to be visited, the nearest first.
    open: VecDeque<Open<W::Saved>>,
    /// The one that is visited.
    at: Option<u32>,
    /// Saved states that nobody wants any more: the next ones take their room.
    spare: Vec<Rc<W::Saved>>,
    visited: u64,
    /// Steps that were taken.
    steps: u64,
    ends: u64,
    events: Vec<Event>,
    /// The steps between the states, if they are kept.
    graph: Option<Graph>,
    /// The steps that lead out of the state that is visited.
    edges: Vec<Edge>,
    /// Its choices: those that are taken at once, and those that are put off.
    next: Vec<Next>,
    later: Vec<Next>,
    putting_off: Vec<u32>,
    /// The state to which the way did not lead again.
    diverged: Option<u32>,
}

impl<W: World, S: Fn(&mut Vec<Event>) -> W> Search<W, S> {
    /// A search that begins where `start` does.
    pub fn new(start: S) -> Search<W, S> {
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
            visited: 0,
            steps: 0,
            ends: 0,
            events: Vec::new(),
            graph: None,
            edges: Vec::new(),
            next: Vec::new(),
            later: Vec::new(),
            putting_off: Vec::new(),
            diverged: None,
            start,
            world,
        };
        let saved = search.world.save().map(Rc::new);
        search.open.push_back(Open { state: 0, by: (0, none), saved, before: false });
        search
    }

    /// The same, and it keeps the steps between the states.
    pub fn with_graph(self) -> Search<W, S> {
        Search { graph: Some(Graph::default()), ..self }
    }

    /// The states that were visited and left, and the steps between them, if they are kept.
    pub fn graph(&self) -> Option<&Graph> {
        self.graph.as_ref()
    }

    /// The same, of a search that is over.
    pub fn into_graph(self) -> Option<Graph> {
        self.graph
    }

    /// Visits the next state and gives its number, until there are no more, or one to which its way does not lead again.
    pub fn visit(&mut self) -> Option<u32> {
        if let Some(number) = self.at.take() {
            self.expand(number);
        }
        loop {
            let Open { state: number, by, mut saved, before } =
                self.open.pop_front().filter(|_| self.diverged.is_none())?;
            let known = &mut self.states[number as usize];
            let is_due = !known.closed && by == (known.parent, known.pick);
            if is_due {
                known.closed = true;
                match &mut saved {
                    Some(saved) => self.come_back(saved, true),
                    None if self.go_to(number) => {}
                    None => return None,
                }
                if before {
                    self.step_on(number, by.1);
                }
            }
            self.keep(saved);
            if is_due {
                self.visited += 1;
                self.ends += u64::from(self.world.end().is_some());
                if let Some(graph) = &mut self.graph {
                    graph.note_state(number, &self.world);
                }
                self.at = Some(number);
                return Some(number);
            }
        }
    }

    /// The state in which the world is, saved in the room of one that nobody wants any more; the world is not in it afterwards if it
    /// is given up.
    fn save(&mut self, gives_up: bool) -> Option<Rc<W::Saved>> {
        let mut old = self.spare.pop();
        match old.as_mut().and_then(Rc::get_mut) {
            Some(room) if gives_up => self.world.exchange(room),
            Some(room) => self.world.save_over(room),
            None => old = self.world.save().map(Rc::new),
        }
        old
    }

    /// Keeps the room of a saved state that nobody else wants, for the next that is saved.
    fn keep(&mut self, saved: Option<Rc<W::Saved>>) {
        if self.spare.len() < SPARE {
            self.spare.extend(saved.filter(|saved| Rc::strong_count(saved) == 1));
        }
    }

    /// Puts the world where it was saved; that is not wanted again if it is the last time.
    fn come_back(&mut self, saved: &mut Rc<W::Saved>, is_last: bool) {
        match Rc::get_mut(saved).filter(|_| is_last) {
            Some(own) => self.world.exchange(own),
            None => self.world.restore(saved),
        }
    }

    /// Takes a step once more, from the state before this one, which was copied.
    fn step_on(&mut self, state: u32, pick: Pick) {
        let choice = pick.find(self.world.choices()).expect("a copy has the same choices");
        self.events.clear();
        self.world.step(choice, &mut self.events);
        self.steps += 1;
        debug_assert_eq!(
            self.by_fingerprint.get(self.world.fingerprint()),
            Some(state),
            "a copy goes on alike"
        );
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

    /// From which state a state was found, and by which choice; the first one is found from itself.
    pub fn found_from(&self, state: u32) -> (u32, Pick) {
        let known = &self.states[state as usize];
        (known.parent, known.pick)
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

    /// Puts the world into a state by going there once more; whether that led there.
    fn go_to(&mut self, state: u32) -> bool {
        self.world = (self.start)(&mut Vec::new());
        for pick in self.picks(state) {
            let Some(choice) = pick.find(self.world.choices()) else { break };
            self.events.clear();
            self.world.step(choice, &mut self.events);
            self.steps += 1;
        }
        let there = self.by_fingerprint.get(self.world.fingerprint()) == Some(state);
        if !there {
            self.diverged = Some(state);
        }
        there
    }

    /// Puts the world once more into the state that is visited, whose copy this is if it has one, and which is not wanted again if it
    /// is the last time; whether that led there.
    fn again(&mut self, state: u32, copy: &mut Option<Rc<W::Saved>>, is_last: bool) -> bool {
        match copy {
            Some(copy) => self.come_back(copy, is_last),
            None => return self.go_to(state),
        }
        true
    }

    /// Finds the choices of the state that is visited, in which the world is: those that only begin to wait are put off.
    fn look(&mut self) {
        self.next.clear();
        self.later.clear();
        self.putting_off.clear();
        let Search { world, graph, .. } = self;
        for worker in world.choices().workers() {
            let ways = world.choices().of(worker);
            for choice in ways.iter().copied() {
                // So many ways of one request are more than anything offers.
                let Some(pick) = Pick::name(choice, ways.iter().copied()) else { continue };
                let way = graph.as_mut().map_or(0, |graph| graph.note_way(world, choice));
                let (is_seen, can_wait) = (world.shows_waiting(choice), world.may_wait_later(choice));
                let waits = if can_wait { world.would_wait(choice) } else { None };
                let next = Next { choice, pick, way, is_seen, can_wait, waits };
                if waits == Some(true) {
                    self.later.push(next);
                    self.putting_off.push(way);
                } else {
                    self.next.push(next);
                }
            }
        }
    }

    /// Finds what one step leads to.
    fn expand(&mut self, state: u32) {
        self.look();
        self.edges.clear();
        let (mut copy, mut moved, mut others) = (None, false, false);
        let are_many = self.open.len() >= MANY;
        for number in 0..self.next.len() {
            let next = self.next[number];
            // The state is wanted again for the others, for those who were put off if they are all that there are, or to be shared.
            let is_sure = others || !next.can_wait || next.waits.is_some();
            let is_last = number + 1 == self.next.len() && is_sure && !are_many;
            if moved {
                if !self.again(state, &mut copy, is_last) {
                    return;
                }
            } else if !is_last {
                copy = self.save(false);
            }
            moved = true;
            let taken = self.take(state, next);
            if taken.parks && next.can_wait {
                self.later.push(next);
                self.putting_off.push(next.way);
            } else {
                others = true;
                self.found(taken, copy.as_ref().filter(|_| are_many));
            }
        }
        // Those who were put off are all that there are. In which order they begin to wait matters only if some of them go on.
        if !others {
            for number in 0..self.later.len() {
                if moved && !self.again(state, &mut copy, false) {
                    return;
                }
                let has_deadline = self.world.has_deadline();
                if !moved && (has_deadline || are_many) {
                    copy = self.save(false);
                }
                moved = true;
                let taken = self.take(state, self.later[number]);
                self.found(taken, copy.as_ref().filter(|_| are_many));
                if !has_deadline {
                    break;
                }
            }
        }
        self.keep(copy);
        if let Some(graph) = &mut self.graph {
            graph.note_edges(state, &self.putting_off, &self.edges);
        }
    }

    /// Takes a choice of a state, in which the world is.
    fn take(&mut self, state: u32, next: Next) -> Taken {
        let Next { choice, pick, way: name, .. } = next;
        let same = self.world.choices().of(choice.worker).iter().filter(|one| one.request == choice.request);
        let chance = same.count() > 1;
        let worker = (!self.world.is_timer(choice)).then_some(choice.worker);
        self.events.clear();
        self.world.step(choice, &mut self.events);
        self.steps += 1;
        let parks = begins_to_wait(&self.events, choice.worker);
        debug_assert!(next.waits.is_none_or(|waits| waits == parks), "{choice:?} waits other than was said");
        let kind = Kind {
            counts: !parks || next.is_seen,
            timer: worker.is_none(),
            chance,
            time: self.events.iter().any(|event| matches!(event, Event::Advanced(_))),
            achieves: self.events.iter().any(achieves),
        };
        let before = self.way(state);
        let way = if kind.counts { before.and(worker) } else { before };
        let known = Known { parent: state, pick, way, closed: false };
        Taken { known, parks, edge: Edge { to: 0, way: name, kind } }
    }

    /// A step was taken to the state that the world is in, which is not the world's any more afterwards, from one that is saved here if
    /// its copy is to be shared.
    fn found(&mut self, Taken { known, edge, .. }: Taken, shared: Option<&Rc<W::Saved>>) {
        let costs = known.way.steps > self.way(known.parent).steps;
        let number = self.by_fingerprint.insert(self.world.fingerprint());
        self.edges.push(Edge { to: number, ..edge });
        match self.states.get_mut(number as usize) {
            None => push(&mut self.states, known),
            // Of the ways that are as short, one with few switches is easier to follow.
            Some(before) if !before.closed && known.way < before.way => *before = known,
            Some(_) => return,
        }
        let saved = shared.cloned().or_else(|| self.save(true));
        let (by, before) = ((known.parent, known.pick), shared.is_some());
        let open = Open { state: number, by, saved, before };
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
