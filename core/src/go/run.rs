//! A Go program that is being run under a schedule.

use super::machine::{Limits, Machine, Observer, Place};
use super::program::Program;
use super::turns::Turns;
use crate::schedule::rng::SplitMix64;
use crate::schedule::{At, Checks, Pick, Plan, Policy, Replay, Schedule, Segment};
use crate::world::{Choice, Choices, WorkerId};

/// A run of a Go program.
///
/// ```
/// use lockstep_core::go::lower::LoopVariables;
/// use lockstep_core::go::machine::{Ended, Limits, Silent};
/// use lockstep_core::go::{Program, Run};
/// use lockstep_core::schedule::Plan;
///
/// let text = "package main\n\nfunc main() {\n\tch := make(chan int)\n\tch <- 1\n}\n";
/// let program = Program::compile("main.go", text.as_bytes(), None, LoopVariables::PerIteration)?;
/// let mut run = Run::new(&program, Limits::default(), 0, &mut Silent);
/// run.go_on(Plan::RoundRobin, 1_000, &mut Silent);
/// assert_eq!(run.machine().ended(), Some(&Ended::Deadlock));
/// # Ok::<(), lockstep_core::go::Errors>(())
/// ```
pub struct Run {
    turns: Turns,
    schedule: Schedule,
    /// After each step, from before the first on: bits by which a replay notices that it is another run.
    hashes: Vec<u64>,
    last: Option<WorkerId>,
    policy: Option<(Plan, Box<dyn Policy>)>,
}

impl Run {
    /// Starts a program, up to its first step. The seed is that of the numbers that it draws without one of its own.
    pub fn new(program: &Program, limits: Limits, seed: u64, observer: &mut dyn Observer) -> Run {
        Run {
            turns: Turns::new(program, limits, seed, observer),
            schedule: Schedule::default(),
            hashes: vec![0],
            last: None,
            policy: None,
        }
    }

    /// The machine.
    pub fn machine(&self) -> &Machine {
        self.turns.machine()
    }

    /// What may happen next.
    pub fn choices(&self) -> &Choices {
        self.turns.choices()
    }

    /// The choices that were taken.
    pub fn schedule(&self) -> &Schedule {
        &self.schedule
    }

    /// What must come of its schedule.
    pub fn checks(&self) -> Checks {
        Checks::new(self.len(), |step| self.hashes[step as usize] as u16)
    }

    /// How many steps were taken.
    pub fn len(&self) -> u32 {
        self.schedule.len()
    }

    /// Whether no step was taken yet.
    pub fn is_empty(&self) -> bool {
        self.schedule.is_empty()
    }

    /// The goroutine that a worker is; none if it is the clock, or has ended.
    pub fn place(&self, worker: WorkerId) -> Option<Place> {
        self.turns.place(worker)
    }

    /// Takes one of the choices by hand. False if it is none.
    pub fn step(&mut self, choice: Choice, observer: &mut dyn Observer) -> bool {
        let pick = Pick::name(choice, self.choices().of(choice.worker).iter().copied());
        let Some(pick) = pick else { return false };
        self.schedule.push_pick(pick);
        self.policy = None;
        self.take(choice, observer);
        true
    }

    /// Goes on by a policy for at most so many steps, and gives how many it went.
    pub fn go_on(&mut self, plan: Plan, budget: u32, observer: &mut dyn Observer) -> u32 {
        for taken in 0..budget {
            let fresh = self.policy.as_ref().is_none_or(|(running, _)| *running != plan);
            let (_, mut policy) =
                self.policy.take().filter(|_| !fresh).unwrap_or_else(|| (plan, plan.start()));
            let at = At { step: self.schedule.len(), last: self.last };
            let Some(choice) = policy.pick(self.turns.choices(), at) else { return taken };
            self.schedule.push_policy(plan, fresh);
            self.policy = Some((plan, policy));
            self.take(choice, observer);
        }
        budget
    }

    /// Replays a schedule, from the start of the run.
    ///
    /// # Errors
    /// If the run is not the one that the schedule is of: the step at which that was seen. What was replayed stays.
    pub fn replay(
        &mut self,
        schedule: &Schedule,
        checks: &Checks,
        observer: &mut dyn Observer,
    ) -> Result<(), u32> {
        let mut replay = Replay::new(schedule.clone());
        loop {
            let step = self.len();
            if checks.hold(step, schedule.len(), self.hashes[step as usize] as u16) == Some(false) {
                return Err(step);
            }
            let Some((segment, fresh)) = replay.next() else { return Ok(()) };
            let at = At { step: self.schedule.len(), last: self.last };
            let choice = replay.pick(self.turns.choices(), at).ok_or(step + 1)?;
            match segment {
                Segment::Pick(pick, _) => self.schedule.push_pick(pick),
                Segment::Policy(plan, _) => self.schedule.push_policy(plan, fresh),
            }
            self.take(choice, observer);
        }
    }

    fn take(&mut self, choice: Choice, observer: &mut dyn Observer) {
        self.last = Some(choice.worker);
        self.turns.take(choice, observer);
        let before = self.hashes.last().copied().unwrap_or(0);
        self.hashes.push(self.mixed(before, choice));
    }

    /// What a step adds to the hash: who took it, where that one stands now, how many may go on.
    fn mixed(&self, before: u64, choice: Choice) -> u64 {
        let stands = self.place(choice.worker).map_or(0, |place| {
            let one = self.machine().goroutine(place);
            u64::from(one.func) << 32 | u64::from(one.pc)
        });
        let who = u64::from(choice.worker.0) << 32 | u64::from(choice.request.0);
        let ready = self.choices().ready_workers() as u64;
        [who, u64::from(choice.arm.0), stands, ready]
            .into_iter()
            .fold(before, |hash, more| SplitMix64::new(hash ^ more).next())
    }
}
