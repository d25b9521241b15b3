//! A run that can be taken anywhere: forwards by hand or by a policy, back to any position, and on from there otherwise.
//!
//! The recording answers every question about the past. A live world is needed only to go where nobody has been: at the
//! end of a branch there mostly is one, and to leave a branch earlier one is rebuilt by replaying its steps
//! ([`Stepper::rebuild`], in slices). What a replay offers and does is compared with what was recorded; a difference
//! means that the program is not deterministic, and is told as such.
//!
//! Nothing here knows a clock: budgets are numbers of steps, and the caller finds out how many fit into its slice.

use super::branches::{Branch, BranchId, Branches};
use super::log::Timeline;
use super::moment::Moment;
use crate::schedule::{At, Checks, Pick, Plan, Policy, Replay, Schedule, Segment, Token};
use crate::world::{Choice, Event, World};

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

/// A token that is being replayed.
struct Load {
    replay: Replay,
    checks: Checks,
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

/// How far a token was replayed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loading {
    /// So many steps of so many.
    More(u32, u32),
    /// To its end.
    Done,
    /// The run is no longer the one of the token. Up to `after` it was; somewhere up to `by` it parted.
    Parted {
        /// The last step at which both were known to be the same.
        after: u32,
        /// The step at which they were seen to differ.
        by: u32,
    },
}

/// Where a replay differed from the recording.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// The position to which the differing step leads.
    pub position: u32,
    /// What was recorded, if anything.
    pub recorded: Option<Event>,
    /// What happened this time, if anything.
    pub replayed: Option<Event>,
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
            load: None,
            difference: None,
            events,
        }
    }

    /// Starts a program to replay a token: call [`load`](Stepper::load) until it is done.
    pub fn replaying(start: P, token: &Token) -> Stepper<W, P> {
        let mut stepper = Stepper::new(start);
        let replay = Replay::new(token.schedule.clone());
        stepper.load = Some(Load { replay, checks: token.checks.clone() });
        stepper
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

    /// Goes to the next time anyone starts or stops waiting, or to the end of the branch.
    pub fn next_change(&mut self) {
        let next = self.timeline().next_change(self.position());
        self.seek(next.unwrap_or(self.len()));
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

    /// Brings a world to the position on show, by at most so many steps; true when it stands there.
    ///
    /// What happens is compared with what was recorded. If it differs, no world will ever stand there: this answers true,
    /// and [`difference`](Stepper::difference) says why a step is refused.
    pub fn rebuild(&mut self, budget: u32) -> bool {
        if self.is_live() || self.difference.is_some() {
            return true;
        }
        let (branch, position) = (self.branches.current(), self.position());
        let here = |live: &Live<W>| live.branch == branch.id && live.position <= position;
        let mut rebuilt = match self.rebuilt.take().filter(here) {
            Some(rebuilt) => rebuilt,
            None if here(&self.live) && position < branch.timeline.len() => return self.catch_up(budget),
            None => {
                self.events.clear();
                let world = (self.start)(&mut self.events);
                self.difference = difference(&branch.timeline, 0, &self.events);
                Live { world, branch: branch.id, position: 0 }
            }
        };
        self.difference = self
            .difference
            .take()
            .or_else(|| replay(&mut rebuilt, &branch.timeline, position, budget, &mut self.events));
        if self.difference.is_some() {
            return true;
        }
        let there = rebuilt.position == position;
        match there {
            true => self.live = rebuilt,
            false => self.rebuilt = Some(rebuilt),
        }
        there
    }

    /// How many steps a rebuilt world has come, of how many; `None` when none is on its way.
    pub fn rebuilding(&self) -> Option<(u32, u32)> {
        self.rebuilt.as_ref().map(|rebuilt| (rebuilt.position, self.position()))
    }

    /// Moves the live world on along its own branch.
    fn catch_up(&mut self, budget: u32) -> bool {
        let position = self.position();
        let timeline = &self.branches.current().timeline;
        self.difference = replay(&mut self.live, timeline, position, budget, &mut self.events);
        self.difference.is_some() || self.live.position == position
    }

    /// Replays the token that this stepper was made for, by at most so many steps.
    ///
    /// Where the run parts from the token's, what was replayed is kept: it is a run of this program all the same.
    pub fn load(&mut self, budget: u32) -> Loading {
        let Some(mut load) = self.load.take() else {
            return Loading::Done;
        };
        self.shown = None;
        let total = load.replay.schedule().len();
        for _ in 0..budget.max(1) {
            let step = self.len();
            let hash = self.timeline().check(step).unwrap_or_default();
            if load.checks.hold(step, total, hash) == Some(false) {
                return Loading::Parted { after: load.checks.before(step), by: step };
            }
            let Some((segment, fresh)) = load.replay.next() else {
                return Loading::Done;
            };
            let choice = match self.ready() {
                Ok(()) => load.replay.pick(self.live.world.choices(), self.at()),
                Err(_) => None,
            };
            let Some(choice) = choice else {
                return Loading::Parted { after: load.checks.before(step + 1), by: step + 1 };
            };
            self.take(choice, |schedule| match segment {
                Segment::Pick(pick, _) => schedule.push_pick(pick),
                Segment::Policy(plan, _) => schedule.push_policy(plan, fresh),
            });
        }
        self.load = Some(load);
        Loading::More(self.len(), total)
    }

    /// The current branch as a token of this program with these parameters.
    pub fn token(&self, program: &str, parameters: Vec<(String, String)>) -> Token {
        let timeline = self.timeline();
        Token {
            program: program.into(),
            parameters,
            schedule: self.branch().schedule.clone(),
            checks: Checks::new(timeline.len(), |step| timeline.check(step).unwrap_or_default()),
        }
    }
}

/// Moves a world along a recording, until it differs.
fn replay<W: World>(
    live: &mut Live<W>,
    timeline: &Timeline,
    position: u32,
    budget: u32,
    events: &mut Vec<Event>,
) -> Option<Difference> {
    for _ in 0..budget {
        if live.position == position {
            break;
        }
        let next = live.position + 1;
        events.clear();
        let choice = timeline.choice(next).expect("every position but the first has a step that leads to it");
        if live.world.choices().contains(choice) {
            live.world.step(choice, events);
        }
        live.position = next;
        if let Some(difference) = difference(timeline, next, events) {
            live.position = u32::MAX;
            return Some(difference);
        }
    }
    None
}

fn difference(timeline: &Timeline, position: u32, replayed: &[Event]) -> Option<Difference> {
    let mut recorded = timeline.events(position);
    let mut replayed = replayed.iter();
    loop {
        match (recorded.next(), replayed.next()) {
            (None, None) => return None,
            (ours, theirs) if ours.as_ref() == theirs => {}
            (recorded, replayed) => {
                return Some(Difference { position, recorded, replayed: replayed.cloned() });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::toy::{Toy, ToyWorld};
    use super::*;
    use crate::schedule::rng::SplitMix64;
    use std::cell::Cell;
    use std::rc::Rc;
    #[cfg(target_family = "wasm")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn toy(workers: u32, rounds: u32) -> Stepper<ToyWorld, impl Fn(&mut Vec<Event>) -> ToyWorld> {
        Stepper::new(move |events| Toy::new(workers, rounds).start(events))
    }

    /// Rebuilds in small slices, and says how many it took.
    fn rebuild<W: World, P: Fn(&mut Vec<Event>) -> W>(stepper: &mut Stepper<W, P>) -> u32 {
        (1..).find(|_| stepper.rebuild(7)).expect("every slice brings it nearer")
    }

    #[test]
    fn going_back_and_on_otherwise_keeps_the_old_branch() {
        let mut stepper = toy(3, 4);
        assert_eq!(stepper.advance(1_000), Advanced::Stopped(Refused::Over));
        let (len, hash) = (stepper.len(), stepper.timeline().hash());
        stepper.seek(20);
        assert_eq!(stepper.ready(), Err(Refused::Rebuild));
        let other = stepper.choices().into_iter().find(|choice| Some(*choice) != stepper.taken());
        let other = other.expect("somebody else may go");
        assert_eq!(stepper.step(other), Err(Refused::Rebuild));
        assert_eq!(rebuild(&mut stepper), 3);
        assert_eq!(stepper.step(other), Ok(Moved::Off));
        assert_eq!((stepper.position(), stepper.len()), (21, 21));
        assert_eq!(stepper.branch().from, Some((BranchId(0), 20)));
        assert!(stepper.switch(BranchId(0)));
        assert!(!stepper.switch(BranchId(9)));
        assert_eq!((stepper.len(), stepper.timeline().hash()), (len, hash));
        assert_eq!(stepper.position(), 21);
        assert_eq!(stepper.branches().len(), 2);
        assert_eq!(stepper.branches()[0].timeline.parting(&stepper.branches()[1].timeline), Some(21));
    }

    #[test]
    fn going_where_the_run_went_needs_no_world() {
        let mut stepper = toy(3, 4);
        stepper.advance(30);
        stepper.seek(10);
        let taken = stepper.taken().expect("the run went on");
        assert_eq!(stepper.step(taken), Ok(Moved::Along));
        assert_eq!(stepper.forward(), Ok(Moved::Along));
        assert!(stepper.back());
        assert_eq!((stepper.position(), stepper.len(), stepper.branches().len()), (11, 30, 1));
        stepper.seek(0);
        assert!(!stepper.back());
        stepper.next_change();
        let first = stepper.position();
        stepper.next_change();
        stepper.previous_change();
        assert_eq!(stepper.position(), first);
        stepper.previous_change();
        assert_eq!(stepper.position(), 0);
    }

    #[test]
    fn a_world_that_was_rebuilt_early_is_moved_on() {
        let mut stepper = toy(3, 4);
        stepper.advance(40);
        stepper.seek(20);
        rebuild(&mut stepper);
        stepper.seek(25);
        assert_eq!(rebuild(&mut stepper), 1);
        stepper.set_plan(Plan::Random { seed: 3 });
        while stepper.step_by_policy() == Ok(Moved::Along) {}
        rebuild(&mut stepper);
        assert_eq!(stepper.difference(), None);
    }

    #[test]
    fn a_choice_that_is_none_is_refused() {
        let mut stepper = toy(2, 1);
        let mut wrong = stepper.choices()[0];
        wrong.request.0 += 1;
        assert_eq!(stepper.step(wrong), Err(Refused::NotAChoice));
        wrong.worker.0 = 1_000;
        assert_eq!(stepper.step(wrong), Err(Refused::NotAChoice));
        assert_eq!(stepper.advance(1_000), Advanced::Stopped(Refused::Over));
        assert_eq!(stepper.step(wrong), Err(Refused::Over));
    }

    #[test]
    fn whatever_was_done_is_in_the_token() {
        let plans = [
            Plan::RoundRobin,
            Plan::Random { seed: 1 },
            Plan::Pct { seed: 2, depth: 5, length: 60 },
            Plan::Pct { seed: 3, depth: 9, length: 100 },
        ];
        for seed in 0..40 {
            let mut chance = SplitMix64::new(seed);
            let mut stepper = toy(4, 5);
            for _ in 0..150 {
                match chance.below(12) {
                    0 => stepper.set_plan(plans[chance.below(4)]),
                    1 => stepper.seek(chance.below(stepper.len() as usize + 1) as u32),
                    2 => {
                        let branch = BranchId(chance.below(4) as u32);
                        stepper.switch(branch);
                    }
                    3..6 => {
                        let choices = stepper.choices();
                        if !choices.is_empty() {
                            rebuild(&mut stepper);
                            stepper.step(choices[chance.below(choices.len())]).expect("it is a choice");
                        }
                    }
                    6..8 => {
                        rebuild(&mut stepper);
                        stepper.step_by_policy().ok();
                    }
                    _ => {
                        rebuild(&mut stepper);
                        stepper.forward().ok();
                    }
                }
                assert_eq!(stepper.difference(), None);
            }
            for branch in 0..stepper.branches().len() {
                stepper.switch(stepper.branches()[branch].id);
                assert_eq!(stepper.branch().schedule.len(), stepper.len());
                let token = stepper.token("toy", vec![("n".into(), "4".into())]);
                let token: Token = token.to_string().parse().expect("it was written");
                let mut again =
                    Stepper::replaying(|events: &mut Vec<Event>| Toy::new(4, 5).start(events), &token);
                while let Loading::More(..) = again.load(13) {}
                assert_eq!(again.load(1), Loading::Done);
                assert_eq!(again.timeline().hash(), stepper.timeline().hash());
                assert_eq!(again.token("toy", vec![("n".into(), "4".into())]), token);
            }
        }
    }

    #[test]
    fn a_token_of_a_changed_program_says_where_it_parted() {
        let mut stepper = toy(3, 2);
        stepper.advance(20);
        let token = stepper.token("toy", Vec::new());
        let changed = |toy: Toy| {
            let mut again = Stepper::replaying(move |events: &mut Vec<Event>| toy.start(events), &token);
            let loading = (0..).map(|_| again.load(5)).find(|loading| !matches!(loading, Loading::More(..)));
            (loading.expect("a token comes to its end"), again.len())
        };
        assert_eq!(changed(Toy::new(3, 2)), (Loading::Done, 20));
        assert_eq!(changed(Toy::new(4, 2)), (Loading::Parted { after: 0, by: 0 }, 0));
        let forgetful = Toy { forgets_to_unlock: true, ..Toy::new(3, 2) };
        let unlocked = (1..=20).find(|position| {
            stepper.timeline().events(*position).any(|event| matches!(event, Event::Released(..)))
        });
        let by = unlocked.expect("somebody unlocks");
        assert_eq!(changed(forgetful), (Loading::Parted { after: by - 1, by }, by));
    }

    #[test]
    fn a_program_that_differs_from_run_to_run_is_found_out() {
        let runs = Rc::new(Cell::new(0));
        let mut stepper = Stepper::new({
            let runs = runs.clone();
            move |events: &mut Vec<Event>| {
                runs.set(runs.get() + 1);
                Toy { chance: runs.get(), ..Toy::new(3, 2) }.start(events)
            }
        });
        stepper.advance(25);
        stepper.seek(20);
        rebuild(&mut stepper);
        assert_eq!(stepper.ready(), Err(Refused::NotDeterministic));
        let difference = stepper.difference().cloned().expect("what is printed differs");
        let at = |event: &Event| matches!(event, Event::Offered(..));
        assert!(difference.recorded.as_ref().is_some_and(at) && difference.replayed.as_ref().is_some_and(at));
        assert_ne!(difference.recorded, difference.replayed);
        stepper.seek(25);
        assert_eq!(stepper.forward(), Ok(Moved::On), "the run itself can still go on");
    }

    #[test]
    fn the_oldest_branches_are_forgotten() {
        let mut stepper = toy(3, 2);
        stepper.advance(10);
        for round in 0..40 {
            stepper.seek(0);
            rebuild(&mut stepper);
            let choices = stepper.choices();
            let others = choices.iter().filter(|choice| Some(**choice) != stepper.taken());
            let other = *others.clone().nth(round % 2).expect("two others may go");
            assert_eq!(stepper.step(other), Ok(Moved::Off));
        }
        assert_eq!(stepper.branches().len(), Branches::MOST);
        assert_eq!(stepper.branch().id, BranchId(40));
    }

    /// Not in the browser, where a million steps without optimisation take long.
    #[cfg(not(target_family = "wasm"))]
    #[test]
    fn a_run_ends_at_the_limit() {
        let mut stepper = toy(2, u32::MAX / 8);
        assert_eq!(stepper.advance(u32::MAX), Advanced::Stopped(Refused::Limit));
        assert_eq!(stepper.len(), Schedule::LIMIT);
        assert_eq!(stepper.forward(), Err(Refused::Limit));
        assert!(stepper.back());
    }
}
