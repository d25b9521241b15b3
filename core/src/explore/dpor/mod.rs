//! Every execution of a world, but of those that differ only in the order of steps that commute one: Optimal-DPOR, which is Source-DPOR
//! with a plan of what is to be executed from each state on (Abdulla, Aronsson, Jonsson, Sagonas, "Source Sets", JACM 2017).
//!
//! It keeps no states that were visited: it takes one execution after the other, each with the states that it goes through to come
//! back to. Two steps of an execution *depend* on each other if they are of one worker, if one starts or frees the worker of the
//! other, or if they touch one object in ways that do not commute ([`Relation`]). Where two dependent steps could have come
//! the other way round, that is planned at the state before the first. Of a state's steps those *sleep* that were executed from there
//! already, until something comes that depends on them.
//!
//! To begin to wait is no step where the world says that nobody can tell ([`Apart::waits_unseen`]): whoever would wait cannot go.
//! What somebody does by chance (a select's case, the next key of a map) is a part of the step's name, and every way is taken.

mod plan;
mod races;
mod step;

use super::search::begins_to_wait;
use crate::schedule::Pick;
use crate::world::{Choice, End, Event, WorkerId, World};
use plan::{Branch, begins_with, insert};
use races::{Order, Without};
pub use step::{Access, Relation, Stand, Step, What};

/// A world of which every step can say what it touches.
pub trait Apart: World {
    /// Everybody there is.
    fn stands(&self, out: &mut Vec<Stand>);

    /// What a step is going to touch, as far as that can be known before; whether it concerns everybody.
    fn touches(&self, choice: Choice, out: &mut Vec<Access>) -> bool;

    /// What the last step has touched beside that.
    fn touched(&mut self, out: &mut Vec<Access>);

    /// Whether nobody can tell that the worker has begun to wait, if that is all that it would do by this choice.
    fn waits_unseen(&self, choice: Choice) -> bool;
}

/// How much is executed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    /// Complete executions.
    pub executions: u64,
    /// Steps, in all executions together and to find out what could have come the other way round.
    pub steps: u64,
    /// Steps of one execution. One that has more is cut there.
    pub depth: usize,
}

impl Default for Budget {
    fn default() -> Self {
        Budget { executions: 100_000, steps: 10_000_000, depth: 2_000 }
    }
}

/// How far the executions have come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Executions that came to their end.
    pub executions: u64,
    /// Those that did not, because everything that could go on was executed before.
    pub blocked: u64,
    /// Those that were cut because they have too many steps.
    pub cut: u64,
    /// Steps that were taken.
    pub steps: u64,
}

/// What the next execution came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// It came to its end, and the world is there.
    Ended,
    /// It was cut.
    Cut,
    /// There are no more.
    Done,
    /// The budget is spent, it was said not to go on, or what was planned was not to be had.
    Spent,
}

/// A state of the execution that is taken.
struct Node<S> {
    saved: Option<S>,
    /// Steps that need not be taken here, and those that were.
    sleep: Vec<Step>,
    plan: Vec<Branch>,
    /// What may go here: everybody's choices, without those who would only wait.
    open: Vec<Choice>,
    /// Those who would.
    waiting: Vec<Choice>,
    /// Where it leads if what does not come after the step that is taken here now is taken without it.
    without: Option<Without<S>>,
}

/// Where the world is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Here {
    /// In this state of the execution.
    At(usize),
    /// Where this one leads without the step that is taken there.
    Without(usize),
    /// Elsewhere.
    Elsewhere,
}

/// So many steps are taken between one question whether to go on and the next: a step may compute for a millisecond.
pub const ASKED_EVERY: u64 = 16;

/// Takes one execution after the other.
pub struct Executions<'a, W: Apart, S> {
    start: S,
    /// Says from time to time whether it goes on.
    go_on: &'a mut dyn FnMut() -> bool,
    /// At how many steps it is asked next.
    ask_at: u64,
    /// The budget is spent, or it was said not to go on.
    spent: bool,
    world: W,
    here: Here,
    relation: Relation,
    budget: Budget,
    counts: Counts,
    nodes: Vec<Node<W::Saved>>,
    /// Saved states that nobody wants any more: the next ones take their room.
    spare: Vec<W::Saved>,
    steps: Vec<Step>,
    picks: Vec<Pick>,
    order: Order,
    /// How an execution ended whose last state only lets everybody wait.
    end: Option<End>,
    broken: bool,
    events: Vec<Event>,
    stands: Vec<Stand>,
}

impl<'a, W: Apart, S: Fn() -> W> Executions<'a, W, S> {
    /// All executions of a world that begins as `start` does. Every [`ASKED_EVERY`] steps `go_on` says whether it goes on.
    pub fn new(start: S, relation: Relation, budget: Budget, go_on: &'a mut dyn FnMut() -> bool) -> Self {
        let world = start();
        Executions {
            start,
            go_on,
            ask_at: ASKED_EVERY,
            spent: false,
            world,
            here: Here::Elsewhere,
            relation,
            budget,
            counts: Counts::default(),
            nodes: Vec::new(),
            spare: Vec::new(),
            steps: Vec::new(),
            picks: Vec::new(),
            order: Order::default(),
            end: None,
            broken: false,
            events: Vec::new(),
            stands: Vec::new(),
        }
    }

    /// How far it has come.
    pub fn counts(&self) -> Counts {
        self.counts
    }

    /// The world, where the last execution ended.
    pub fn world(&self) -> &W {
        &self.world
    }

    /// How it ended.
    pub fn end(&self) -> Option<&End> {
        self.end.as_ref()
    }

    /// The choices of the last execution.
    pub fn picks(&self) -> &[Pick] {
        &self.picks
    }

    /// The steps of the last execution.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// Whether one step of the last execution comes before another in every order of it.
    pub fn before(&self, one: usize, other: usize) -> bool {
        self.order.before(one, other)
    }

    /// The last step of a worker before this one, or before the end.
    pub fn last_of(&self, who: u64, before: usize) -> Option<usize> {
        races::last_of(&self.steps[..before], who)
    }

    /// Takes the next execution, from where it parts with the last one.
    pub fn advance(&mut self) -> Next {
        if self.nodes.is_empty() {
            if self.counts != Counts::default() {
                return Next::Done;
            }
            self.push(Vec::new(), Vec::new());
        } else if !self.back() {
            return Next::Done;
        }
        loop {
            if self.broken || self.is_spent() || self.counts.executions >= self.budget.executions {
                return Next::Spent;
            }
            let node = self.nodes.last_mut().expect("there is a state");
            if node.open.is_empty() || self.steps.len() >= self.budget.depth {
                let cut = !node.open.is_empty();
                self.finish();
                if self.spent {
                    return Next::Spent;
                }
                if cut {
                    self.counts.cut += 1;
                    return Next::Cut;
                }
                self.counts.executions += 1;
                return Next::Ended;
            }
            if node.plan.is_empty() && !self.choose() {
                self.counts.blocked += 1;
                self.finish();
                if !self.back() {
                    return Next::Done;
                }
                continue;
            }
            self.go();
        }
    }

    /// Whether no more steps are to be taken.
    fn is_spent(&mut self) -> bool {
        if !self.spent && self.counts.steps >= self.ask_at {
            self.ask_at = self.counts.steps + ASKED_EVERY;
            self.spent = !(self.go_on)();
        }
        self.spent |= self.counts.steps >= self.budget.steps;
        self.spent
    }

    /// Plans any step that does not sleep; whether there is one.
    fn choose(&mut self) -> bool {
        let at = self.nodes.len() - 1;
        for choice in self.nodes[at].open.clone() {
            let (who, arm) = (self.world.who(choice), choice.arm.0);
            let node = &mut self.nodes[at];
            if !node.sleep.iter().any(|step| (step.who, step.arm) == (who, arm)) {
                let step = Step { who, arm, others: Vec::new(), touched: Vec::new(), all: false };
                node.plan.push(Branch { step, next: Vec::new() });
                return true;
            }
        }
        false
    }

    /// Takes the first step that is planned.
    fn go(&mut self) {
        let at = self.nodes.len() - 1;
        let Branch { step: planned, next } = self.nodes[at].plan.remove(0);
        let without = self.nodes[at].without.take();
        self.spare.extend(without.and_then(|without| without.saved));
        let is_planned =
            |choice: &Choice| (self.world.who(*choice), choice.arm.0) == (planned.who, planned.arm);
        let found = self.nodes[at].open.iter().copied().find(is_planned);
        let Some(choice) = found else {
            // It was there when it was planned: what was thought to commute does not.
            self.broken = true;
            return;
        };
        let open = self.nodes[at].open.clone();
        let ways = open.iter().filter(|other| other.worker == choice.worker && **other != choice);
        for other in ways.copied().collect::<Vec<_>>() {
            let (step, _) = self.take(other);
            self.enter(at);
            self.plan(at, vec![step]);
        }
        let pick = Pick::name(choice, self.world.choices().of(choice.worker).iter().copied());
        let (step, _) = self.take(choice);
        let sleep = &self.nodes[at].sleep;
        let sleep = sleep.iter().filter(|asleep| !self.relation.dependent(asleep, &step)).cloned().collect();
        self.order.push(&self.relation, &self.steps, &step);
        self.steps.push(step);
        self.picks.extend(pick);
        self.push(sleep, next);
    }

    /// Plans a sequence at a state, unless something was executed there already that leads to the same.
    fn plan(&mut self, at: usize, sequence: Vec<Step>) {
        let (relation, node) = (&self.relation, &mut self.nodes[at]);
        if !node.sleep.iter().any(|asleep| begins_with(relation, asleep, &sequence)) {
            insert(relation, &mut node.plan, sequence);
        }
    }

    /// A state was reached.
    fn push(&mut self, sleep: Vec<Step>, plan: Vec<Branch>) {
        let saved = self.save();
        let choices: Vec<Choice> = self.world.choices().iter().collect();
        let (open, waiting) = (Vec::new(), Vec::new());
        self.nodes.push(Node { saved, sleep, plan, open, waiting, without: None });
        let at = self.nodes.len() - 1;
        self.here = Here::At(at);
        for choice in choices {
            let waits = self.world.waits_unseen(choice)
                && self.world.would_wait(choice).unwrap_or_else(|| {
                    let (_, waits) = self.take(choice);
                    self.enter(at);
                    waits
                });
            let node = &mut self.nodes[at];
            if waits { &mut node.waiting } else { &mut node.open }.push(choice);
        }
    }

    /// Goes back to the last state from which something is planned that was not executed; whether there is one.
    fn back(&mut self) -> bool {
        loop {
            if let Some(Node { saved, without, .. }) = self.nodes.pop() {
                self.spare.extend([saved, without.and_then(|without| without.saved)].into_iter().flatten());
            }
            let Some(node) = self.nodes.last_mut() else { return false };
            let step = self.steps.pop().expect("a step led there");
            self.picks.pop();
            self.order.pop();
            node.sleep.push(step);
            if !node.plan.is_empty() {
                let at = self.nodes.len() - 1;
                self.enter(at);
                return true;
            }
        }
    }

    /// The state in which the world is, saved in the room of one that nobody wants any more.
    fn save(&mut self) -> Option<W::Saved> {
        let Some(mut old) = self.spare.pop() else { return self.world.save() };
        self.world.save_over(&mut old);
        Some(old)
    }

    /// Puts the world into a state of the execution.
    fn enter(&mut self, at: usize) {
        if self.here == Here::At(at) {
            return;
        }
        self.here = Here::At(at);
        match &self.nodes[at].saved {
            Some(saved) => self.world.restore(saved),
            None => {
                self.world = (self.start)();
                for pick in &self.picks[..at] {
                    let choice = pick.find(self.world.choices()).expect("the way was there before");
                    self.events.clear();
                    self.world.step(choice, &mut self.events);
                    self.counts.steps += 1;
                }
                self.world.touched(&mut Vec::new());
            }
        }
    }

    /// Takes a choice of the state in which the world is: the step, and whether its worker only waits now.
    fn take(&mut self, choice: Choice) -> (Step, bool) {
        self.here = Here::Elsewhere;
        self.counts.steps += 1;
        taken(&mut self.world, choice, &mut self.events, &mut self.stands)
    }
}

/// Takes a choice of a world's: the step that it is, and whether its worker only waits now. The lists are room for what happens
/// and for those who stand there.
pub fn taken<W: Apart>(
    world: &mut W,
    choice: Choice,
    events: &mut Vec<Event>,
    stands: &mut Vec<Stand>,
) -> (Step, bool) {
    stands.clear();
    world.stands(stands);
    let mut step = Step {
        who: world.who(choice),
        arm: choice.arm.0,
        others: Vec::new(),
        touched: Vec::new(),
        all: false,
    };
    step.all = world.touches(choice, &mut step.touched);
    let would_wait = if cfg!(debug_assertions) { world.would_wait(choice) } else { None };
    events.clear();
    world.step(choice, events);
    let waits = begins_to_wait(events, choice.worker);
    debug_assert!(would_wait.is_none_or(|would| would == waits), "{choice:?} waits other than was said");
    world.touched(&mut step.touched);
    let stood = stands.len();
    world.stands(stands);
    let mut moved: Vec<WorkerId> = events.iter().filter_map(moves).collect();
    moved.sort_unstable();
    moved.dedup();
    for worker in moved.into_iter().filter(|worker| *worker != choice.worker) {
        if let Some(at) = stands.iter().position(|stand| stand.worker == worker) {
            step.others.push(stands[at].who);
            if at < stood {
                step.touched.append(&mut stands[at].waits);
            }
        }
    }
    // Where nobody can go on, everybody has come there, in whatever order.
    step.all |= world.end().is_some_and(|end| *end != End::Deadlock);
    (step, waits)
}

/// Whom an event starts, frees or ends.
fn moves(event: &Event) -> Option<WorkerId> {
    match event {
        Event::Spawned(worker, ..)
        | Event::Exited(worker)
        | Event::Offered(worker, ..)
        | Event::Served(worker, ..)
        | Event::Refused(worker, ..)
        | Event::Woken(worker, ..)
        | Event::Unparked(worker, ..) => Some(*worker),
        _ => None,
    }
}
