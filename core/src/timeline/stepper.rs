//! A run that can be taken anywhere: forwards by hand or by a policy, back to any position, and on from there otherwise.
//!
//! The recording answers every question about the past. A live world is needed only to go where nobody has been: at the
//! end of a branch there mostly is one, and to leave a branch earlier one is rebuilt by replaying its steps
//! ([`Stepper::rebuild`], in slices). What a replay offers and does is compared with what was recorded; a difference
//! means that the program is not deterministic, and is told as such.
//!
//! Nothing here knows a clock: budgets are numbers of steps, and the caller finds out how many fit into its slice.

mod load;
mod rebuild;

pub use load::Loading;
pub use rebuild::Difference;

use self::load::Load;
use super::branches::{Branch, BranchId, Branches};
use super::log::Timeline;
use super::moment::Moment;
use crate::schedule::{At, Pick, Plan, Policy, Schedule, Still};
use crate::world::{Choice, Event, Verb, World};

/// A recorded run with the world that continues it.
///
/// `start` makes the world anew, and appends what happens before its first step.
pub struct Stepper<W, P> {
    start: P,
    branches: Branches,
    /// The moment on show; `None` while that is the end of the branch.
    shown: Option<Moment>,
    live: Live<W>,
    /// A world on its way to the position on show.
    rebuilt: Option<Live<W>>,
    plan: Plan,
    running: Option<Running>,
    still: Still,
    /// Whether it would go on for ever by the policy that runs, and change nothing.
    stands: bool,
    /// Up to how much computing it goes on by the policy.
    patience: u64,
    load: Option<Load>,
    difference: Option<Difference>,
    events: Vec<Event>,
}

/// A world, and up to where it has come.
struct Live<W> {
    world: W,
    branch: BranchId,
    position: u32,
}

/// A policy that has picked steps, the last of which led to this position.
struct Running {
    policy: Box<dyn Policy>,
    plan: Plan,
    branch: BranchId,
    position: u32,
}

/// Why a step was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// It is not among the choices here.
    NotAChoice,
    /// The run is over here.
    Over,
    /// The run has as many steps as are recorded: [`Schedule::LIMIT`].
    Limit,
    /// The world has to be rebuilt first: [`Stepper::rebuild`].
    Rebuild,
    /// It would go on for ever by the policy, and nothing would change any more ([`Still`]).
    Endless,
    /// By the policy it has computed for as long as it was to: [`Stepper::bear`].
    Long,
    /// A replay has shown that this program is not deterministic, so there is no going on from the past.
    NotDeterministic,
}

/// What a step did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moved {
    /// It went where the run had gone before.
    Along,
    /// It went on at the end.
    On,
    /// It went otherwise than before, on a branch of its own; the old one is kept.
    Off,
}

/// How a call with a budget ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Advanced {
    /// The budget is used up.
    Budget,
    /// It could not go on.
    Stopped(Refused),
}

impl<W: World, P: Fn(&mut Vec<Event>) -> W> Stepper<W, P> {
    /// Starts a program, and stands before its first step.
    pub fn new(start: P) -> Stepper<W, P> {
        let mut events = Vec::new();
        let world = start(&mut events);
        Stepper {
            start,
            branches: Branches::new(Timeline::new(&events)),
            shown: None,
            live: Live { world, branch: BranchId(0), position: 0 },
            rebuilt: None,
            plan: Plan::RoundRobin,
            running: None,
            still: Still::default(),
            stands: false,
            patience: u64::MAX,
            load: None,
            difference: None,
            events,
        }
    }

    /// How many steps lie behind.
    pub fn position(&self) -> u32 {
        self.moment().steps
    }

    /// How many steps the current branch has.
    pub fn len(&self) -> u32 {
        self.timeline().len()
    }

    /// Whether the current branch has no step yet.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The moment on show.
    pub fn moment(&self) -> &Moment {
        self.shown.as_ref().unwrap_or(self.timeline().tip())
    }

    /// The recording of the current branch.
    pub fn timeline(&self) -> &Timeline {
        &self.branches.current().timeline
    }

    /// The current branch.
    pub fn branch(&self) -> &Branch {
        self.branches.current()
    }

    /// The branches that are kept, oldest first.
    pub fn branches(&self) -> &[Branch] {
        self.branches.all()
    }

    /// Goes to another branch, to the same position if it is as long; false if there is none of this name.
    pub fn switch(&mut self, id: BranchId) -> bool {
        let position = self.position();
        let known = self.branches.switch(id);
        if known {
            self.shown = (position < self.len()).then(|| self.timeline().moment_at(position));
        }
        known
    }

    /// The policy by which the run goes on.
    pub fn plan(&self) -> Plan {
        self.plan
    }

    /// Lets the run go on by another policy from here. What was recorded stays.
    pub fn set_plan(&mut self, plan: Plan) {
        self.plan = plan;
    }

    /// From here on the run goes on by the policy until it has computed for as long as so many instructions take.
    pub fn bear(&mut self, instructions: u64) {
        self.patience = self.live.world.worked().saturating_add(instructions);
    }

    /// The world at the end of the run that was taken last.
    pub fn world(&self) -> &W {
        &self.live.world
    }

    /// Where a replay differed, if one did: the program is not deterministic.
    pub fn difference(&self) -> Option<&Difference> {
        self.difference.as_ref()
    }

    /// Goes to a position; to the end of the branch where it is beyond.
    pub fn seek(&mut self, position: u32) {
        let timeline = &self.branches.current().timeline;
        self.shown = (position < timeline.len()).then(|| match self.shown.take() {
            Some(mut moment) => {
                timeline.seek(&mut moment, position);
                moment
            }
            None => timeline.moment_at(position),
        });
    }

    /// Goes back one step; false at the start.
    pub fn back(&mut self) -> bool {
        let position = self.position();
        self.seek(position.saturating_sub(1));
        position > 0
    }

    /// Goes to the last time before this that anyone started or stopped waiting, or to the start.
    pub fn previous_change(&mut self) {
        let previous = self.timeline().previous_change(self.position());
        self.seek(previous.unwrap_or(0));
    }

    /// What may happen next at the position on show.
    pub fn choices(&self) -> Vec<Choice> {
        self.moment().choices().collect()
    }

    /// The step that was taken from the position on show, on this branch.
    pub fn taken(&self) -> Option<Choice> {
        self.timeline().choice(self.position() + 1)
    }

    /// Takes one of the choices.
    #[inline(never)]
    pub fn step(&mut self, choice: Choice) -> Result<Moved, Refused> {
        if self.taken() == Some(choice) {
            self.seek(self.position() + 1);
            return Ok(Moved::Along);
        }
        self.ready()?;
        let pick = Pick::name(choice, self.live.world.choices().of(choice.worker).iter().copied());
        let pick = pick.ok_or(Refused::NotAChoice)?;
        Ok(self.take(choice, |schedule| schedule.push_pick(pick)))
    }

    /// Takes the step that the policy picks. Where the run had gone on otherwise, this makes a branch.
    pub fn step_by_policy(&mut self) -> Result<Moved, Refused> {
        self.ready()?;
        let (branch, position) = (self.branch().id, self.position());
        let here = |running: &Running| {
            (running.plan, running.branch, running.position) == (self.plan, branch, position)
        };
        let fresh = !self.running.as_ref().is_some_and(here);
        if !fresh && self.stands {
            return Err(Refused::Endless);
        }
        if self.live.world.worked() >= self.patience {
            return Err(Refused::Long);
        }
        let mut policy = match self.running.take() {
            Some(running) if !fresh => running.policy,
            _ => self.plan.start(),
        };
        let choice = policy.pick(self.live.world.choices(), self.at()).ok_or(Refused::Over)?;
        let plan = self.plan;
        if self.taken() == Some(choice) {
            self.seek(position + 1);
            return Ok(Moved::Along);
        }
        let moved = self.take(choice, |schedule| schedule.push_policy(plan, fresh));
        self.running = Some(Running { policy, plan, branch: self.branch().id, position: self.position() });
        let computes =
            |event: &Event| matches!(event, Event::Offered(_, _, doing, _) if doing.verb == Verb::Compute);
        let computes = self.events.iter().any(computes);
        if computes || self.still.watches() {
            self.watch(fresh, computes);
        }
        Ok(moved)
    }

    /// Goes one step forwards: where the run has gone before, or else by the policy.
    pub fn forward(&mut self) -> Result<Moved, Refused> {
        if self.position() < self.len() {
            self.seek(self.position() + 1);
            return Ok(Moved::Along);
        }
        self.step_by_policy()
    }

    /// Goes to the end of the branch, and on by the policy for at most so many steps.
    pub fn advance(&mut self, budget: u32) -> Advanced {
        self.shown = None;
        for _ in 0..budget {
            if let Err(refused) = self.step_by_policy() {
                return Advanced::Stopped(refused);
            }
        }
        Advanced::Budget
    }

    /// Whether a step can be taken here, and if not, why.
    pub fn ready(&self) -> Result<(), Refused> {
        let moment = self.moment();
        if moment.end.is_some() {
            return Err(Refused::Over);
        }
        if moment.steps >= Schedule::LIMIT {
            return Err(Refused::Limit);
        }
        match self.is_live() {
            true => Ok(()),
            false if self.difference.is_some() => Err(Refused::NotDeterministic),
            false => Err(Refused::Rebuild),
        }
    }

    fn is_live(&self) -> bool {
        self.live.branch == self.branch().id && self.live.position == self.position()
    }

    /// Notes whether the last step, after which its worker computes on, has led to the state before it, and nobody else may do
    /// anything. Whoever does not compute has not stood still.
    #[inline(never)]
    fn watch(&mut self, fresh: bool, computes: bool) {
        if fresh || !computes {
            self.still = Still::default();
        }
        let world = &self.live.world;
        let alone = computes && world.choices().iter().count() == 1 && !world.has_deadline();
        self.stands = self.still.stands(alone.then(|| world.quick_fingerprint()).flatten());
    }

    fn at(&self) -> At {
        let moment = self.moment();
        At { step: moment.steps, last: moment.last.map(|choice| choice.worker) }
    }

    /// Takes a step of the live world, which stands at the position on show.
    fn take(&mut self, choice: Choice, decide: impl FnOnce(&mut Schedule)) -> Moved {
        let position = self.position();
        let moved = if position < self.len() { Moved::Off } else { Moved::On };
        if moved == Moved::Off {
            self.branches.fork(position);
        }
        self.events.clear();
        self.live.world.step(choice, &mut self.events);
        let branch = self.branches.current_mut();
        branch.timeline.record(&self.events);
        decide(&mut branch.schedule);
        (self.live.branch, self.live.position) = (branch.id, position + 1);
        self.shown = None;
        moved
    }
}

#[cfg(test)]
mod tests;
