//! Whose turn it may be: a machine, and what may happen next in it, as an index that is mended from step to step.

use super::code::instr::Instr;
use super::machine::{Limits, Machine, Observer, Place, Status};
use super::program::Program;
use crate::rules::Arm;
use crate::rules::copied::copied;
use crate::world::{Choice, Choices, RequestId, WorkerId};

/// A machine with the choices that there are.
///
/// A worker is a goroutine, by its number in the order in which they were started, or the clock, whose requests are the timers.
pub(super) struct Turns {
    machine: Machine,
    choices: Choices,
    /// By worker: its place; none of the clock.
    places: Vec<Option<Place>>,
    /// By place: the worker that was there when it was looked at last.
    owners: Vec<Option<WorkerId>>,
    /// Those whose ways to go depend on what others do.
    watching: Vec<Place>,
    /// Those whose choices were looked at after the last step.
    looked: Vec<WorkerId>,
    /// Room for those whose choices are looked at, and for the ways of one of them.
    stirred: Vec<Place>,
    arms: Vec<Arm>,
}

copied!(Turns { machine, choices, places, owners, watching, looked, stirred, arms });

impl Turns {
    /// Starts a program, up to its first step.
    pub(super) fn new(program: &Program, limits: Limits, seed: u64, observer: &mut dyn Observer) -> Turns {
        let mut turns = Turns {
            machine: Machine::new(program.code(), limits, seed, observer),
            choices: Choices::default(),
            places: Vec::new(),
            owners: Vec::new(),
            watching: Vec::new(),
            looked: Vec::new(),
            stirred: Vec::new(),
            arms: Vec::new(),
        };
        turns.look_again();
        turns
    }

    pub(super) fn machine(&self) -> &Machine {
        &self.machine
    }

    pub(super) fn machine_mut(&mut self) -> &mut Machine {
        &mut self.machine
    }

    pub(super) fn choices(&self) -> &Choices {
        &self.choices
    }

    /// The goroutine that a worker is; none if it is the clock, or has ended.
    pub(super) fn place(&self, worker: WorkerId) -> Option<Place> {
        self.places.get(worker.0 as usize).copied().flatten()
    }

    /// Those whose choices may have changed in the last step.
    pub(super) fn looked(&self) -> &[WorkerId] {
        &self.looked
    }

    /// Takes one of the choices.
    pub(super) fn take(&mut self, choice: Choice, observer: &mut dyn Observer) {
        match self.place(choice.worker) {
            Some(place) => self.machine.step(place, choice.arm, observer),
            None => self.machine.fire(choice.request.0, observer),
        }
        self.look_again();
    }

    /// Takes out a goroutine, as if it left by `runtime.Goexit`.
    pub(super) fn take_out(&mut self, place: Place, observer: &mut dyn Observer) {
        self.machine.take_out(place, observer);
        self.look_again();
    }

    /// Finds what may happen next where it may have changed.
    fn look_again(&mut self) {
        self.looked.clear();
        if self.machine.ended().is_some() {
            self.choices = Choices::default();
            return;
        }
        let mut stirred = std::mem::take(&mut self.stirred);
        stirred.append(&mut self.watching);
        self.machine.take_stirred(&mut stirred);
        stirred.sort_unstable();
        stirred.dedup();
        for place in stirred.drain(..) {
            self.look_at(place);
        }
        self.stirred = stirred;
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
        self.looked.push(worker);
        self.owners[at] = (!gone).then_some(worker);
        if gone {
            return;
        }
        if self.places.len() <= one.worker as usize {
            self.places.resize(one.worker as usize + 1, None);
        }
        self.places[one.worker as usize] = Some(place);
        let request = RequestId(one.requests);
        let mut arms = std::mem::take(&mut self.arms);
        self.machine.arms(place, &mut arms);
        self.choices.set(worker, arms.drain(..).map(|arm| Choice { worker, request, arm }));
        self.arms = arms;
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
        self.looked.push(worker);
    }
}
