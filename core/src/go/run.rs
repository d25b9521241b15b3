//! A Go program that is being run under a schedule: who may go next, as an index that is mended from step to step.

use super::code::instr::Instr;
use super::machine::{Limits, Machine, Observer, Place, Status};
use super::program::Program;
use crate::rules::Arm;
use crate::schedule::rng::SplitMix64;
use crate::schedule::{At, Checks, Pick, Plan, Policy, Replay, Schedule, Segment};
use crate::world::{Choice, Choices, RequestId, WorkerId};

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
    machine: Machine,
    choices: Choices,
    /// By worker: its place; none of the clock.
    places: Vec<Option<Place>>,
    /// By place: the worker that was there when it was looked at last.
    owners: Vec<Option<WorkerId>>,
    /// Those whose ways to go depend on what others do.
    watching: Vec<Place>,
    schedule: Schedule,
    /// After each step, from before the first on: bits by which a replay notices that it is another run.
    hashes: Vec<u64>,
    last: Option<WorkerId>,
    policy: Option<(Plan, Box<dyn Policy>)>,
}

impl Run {
    /// Starts a program, up to its first step. The seed is that of the numbers that it draws without one of its own.
    pub fn new(program: &Program, limits: Limits, seed: u64, observer: &mut dyn Observer) -> Run {
        let mut run = Run {
            machine: Machine::new(program.code(), limits, seed, observer),
            choices: Choices::default(),
            places: Vec::new(),
            owners: Vec::new(),
            watching: Vec::new(),
            schedule: Schedule::default(),
            hashes: vec![0],
            last: None,
            policy: None,
        };
        run.look_again();
        run
    }

    /// The machine.
    pub fn machine(&self) -> &Machine {
        &self.machine
    }

    /// What may happen next.
    pub fn choices(&self) -> &Choices {
        &self.choices
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
        self.places.get(worker.0 as usize).copied().flatten()
    }

    /// Takes one of the choices by hand. False if it is none.
    pub fn step(&mut self, choice: Choice, observer: &mut dyn Observer) -> bool {
        let pick = Pick::name(choice, self.choices.of(choice.worker).iter().copied());
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
            let Some(choice) = policy.pick(&self.choices, at) else { return taken };
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
            let choice = replay.pick(&self.choices, at).ok_or(step + 1)?;
            match segment {
                Segment::Pick(pick, _) => self.schedule.push_pick(pick),
                Segment::Policy(plan, _) => self.schedule.push_policy(plan, fresh),
            }
            self.take(choice, observer);
        }
    }

    fn take(&mut self, choice: Choice, observer: &mut dyn Observer) {
        self.last = Some(choice.worker);
        match self.place(choice.worker) {
            Some(place) => self.machine.step(place, choice.arm, observer),
            None => self.machine.fire(choice.request.0, observer),
        }
        self.look_again();
        let before = self.hashes.last().copied().unwrap_or(0);
        self.hashes.push(self.mixed(before, choice));
    }

    /// What a step adds to the hash: who took it, where that one stands now, how many may go on.
    fn mixed(&self, before: u64, choice: Choice) -> u64 {
        let stands = self.place(choice.worker).map_or(0, |place| {
            let one = self.machine.goroutine(place);
            u64::from(one.func) << 32 | u64::from(one.pc)
        });
        let who = u64::from(choice.worker.0) << 32 | u64::from(choice.request.0);
        let ready = self.choices.ready_workers() as u64;
        [who, u64::from(choice.arm.0), stands, ready]
            .into_iter()
            .fold(before, |hash, more| SplitMix64::new(hash ^ more).next())
    }

    /// Finds what may happen next where it may have changed.
    fn look_again(&mut self) {
        if self.machine.ended().is_some() {
            self.choices = Choices::default();
            return;
        }
        let mut stirred = self.machine.take_stirred();
        stirred.append(&mut self.watching);
        stirred.sort_unstable();
        stirred.dedup();
        for place in stirred {
            self.look_at(place);
        }
        self.look_at_clock();
    }

    fn look_at(&mut self, place: Place) {
        let one = *self.machine.goroutine(place);
        let worker = WorkerId(one.worker);
        let at = place.0 as usize;
        if self.owners.len() <= at {
            self.owners.resize(at + 1, None);
        }
        let gone = one.status == Status::Gone;
        if let Some(before) = self.owners[at].filter(|before| gone || *before != worker) {
            self.choices.set(before, []);
            self.places[before.0 as usize] = None;
        }
        self.owners[at] = (!gone).then_some(worker);
        if gone {
            return;
        }
        if self.places.len() <= one.worker as usize {
            self.places.resize(one.worker as usize + 1, None);
        }
        self.places[one.worker as usize] = Some(place);
        let mut arms: Vec<Arm> = Vec::new();
        self.machine.arms(place, &mut arms);
        let request = RequestId(one.requests);
        self.choices.set(worker, arms.into_iter().map(|arm| Choice { worker, request, arm }));
        let depends = match one.status {
            Status::Offering => matches!(self.machine.instr(place), Instr::Select { .. }),
            Status::Woken(_) => true,
            _ => false,
        };
        if depends {
            self.watching.push(place);
        }
    }

    fn look_at_clock(&mut self) {
        let Some(worker) = self.machine.clock().map(WorkerId) else { return };
        let due = self.machine.timers().iter().filter(|timer| self.machine.is_due(timer));
        let choices: Vec<Choice> =
            due.map(|timer| Choice { worker, request: RequestId(timer.number), arm: Arm::ONLY }).collect();
        self.choices.set(worker, choices);
    }
}
