//! A Go program that is being run under a schedule, and not recorded: for who wants its output or its end.

use super::machine::{Limits, Machine, Observer, Place};
use super::program::Program;
use super::turns::Turns;
use crate::schedule::{At, Pick, Plan, Policy, Replay, Schedule, Segment};
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
    last: Option<WorkerId>,
    policy: Option<(Plan, Box<dyn Policy>)>,
}

impl Run {
    /// Starts a program, up to its first step. The seed is that of the numbers that it draws without one of its own.
    pub fn new(program: &Program, limits: Limits, seed: u64, observer: &mut dyn Observer) -> Run {
        Run {
            turns: Turns::new(program, limits, seed, observer),
            schedule: Schedule::default(),
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

    /// Takes the choices of a schedule, from the start of the run.
    ///
    /// # Errors
    /// If one of them is none here: the number of its step. What was taken stays.
    pub fn replay(&mut self, schedule: &Schedule, observer: &mut dyn Observer) -> Result<(), u32> {
        let mut replay = Replay::new(schedule.clone());
        while let Some((segment, fresh)) = replay.next() {
            let at = At { step: self.len(), last: self.last };
            let choice = replay.pick(self.turns.choices(), at).ok_or(self.len() + 1)?;
            match segment {
                Segment::Pick(pick, _) => self.schedule.push_pick(pick),
                Segment::Policy(plan, _) => self.schedule.push_policy(plan, fresh),
            }
            self.take(choice, observer);
        }
        Ok(())
    }

    fn take(&mut self, choice: Choice, observer: &mut dyn Observer) {
        self.last = Some(choice.worker);
        self.turns.take(choice, observer);
    }
}
