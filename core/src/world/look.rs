//! An execution of async Rust workers as a [`World`], and what else can be asked of it.

use super::choices::{Choice, Choices, Footprint};
use super::doing::{objects, only_reads};
use super::event::{End, Event, WorkerId};
use super::tasks::{Pending, Status, Task, Tasks};
use super::trace::mix;
use super::{World, serve};
use crate::rules::{ObjectId, Op, WaitReason};
use crate::sync::Sim;

impl Tasks {
    /// The handle that its workers have.
    pub(crate) fn sim(&self) -> &Sim {
        &self.sim
    }

    /// What a worker waits for, in the words of a goroutine dump; nothing if it does not wait.
    pub(crate) fn waits_for(&self, worker: WorkerId) -> Option<&'static str> {
        let waits = self.workers.get(worker.0 as usize)?;
        let joins = waits.pending.iter().any(|pending| matches!(pending.status, Status::Joining));
        if joins { Some("join") } else { self.wait_reason(worker).map(WaitReason::text) }
    }

    /// What a worker waits for that joins nobody, if it waits.
    pub(crate) fn wait_reason(&self, worker: WorkerId) -> Option<WaitReason> {
        let worker = self.workers.get(worker.0 as usize)?;
        worker.pending.iter().find_map(|pending| match (pending.status, pending.op()) {
            (Status::Parked(link, _) | Status::Woken(link, _) | Status::Asleep(link, ..), Some(op)) => {
                Some(self.sim.table().wait_reason(op, link))
            }
            _ => None,
        })
    }

    /// Whether a worker waits and cannot go on alone: for others, and not only for time to pass.
    pub(crate) fn is_stuck(&self, worker: WorkerId) -> bool {
        let Some(worker) = self.workers.get(worker.0 as usize) else { return false };
        let waits = |pending: &Pending| matches!(pending.status, Status::Joining | Status::Parked(..));
        !worker.exited && !worker.pending.is_empty() && worker.pending.iter().all(waits)
    }

    /// The plain variable that a choice reads, or writes if so it says.
    pub(crate) fn access(&self, choice: Choice) -> Option<(ObjectId, bool)> {
        match self.asked(choice)? {
            Op::Load(variable) => Some((*variable, false)),
            Op::Store(variable, _) => Some((*variable, true)),
            _ => None,
        }
    }

    /// Whether main is about to return.
    pub(crate) fn is_leaving(&self) -> bool {
        let main = self.workers.first();
        main.is_some_and(|main| main.pending.iter().any(|pending| matches!(pending.task, Task::Return)))
    }

    /// Lets main go without ending the process, as Go's `runtime.Goexit` does: the others go on.
    pub(crate) fn leave(&mut self, events: &mut Vec<Event>) {
        self.workers[0].pending.retain(|pending| !matches!(pending.task, Task::Return));
        self.stirred.workers.push(WorkerId(0));
        self.exit_if_done(WorkerId(0), events);
        self.settle(events);
    }

    fn asked(&self, choice: Choice) -> Option<&Op> {
        let worker = &self.workers[choice.worker.0 as usize];
        worker.pending.iter().find(|pending| pending.id == choice.request).and_then(Pending::op)
    }
}

impl World for Tasks {
    /// Futures cannot be copied.
    type Saved = std::convert::Infallible;

    fn choices(&self) -> &Choices {
        &self.choices
    }

    fn footprint(&self, choice: Choice) -> Footprint {
        let mut footprint = Footprint { workers: vec![choice.worker], ..Footprint::default() };
        if let Some(op) = self.asked(choice) {
            let named = objects(op).collect();
            if only_reads(op) {
                footprint.reads = named;
            } else {
                footprint.writes = named;
            }
        }
        footprint
    }

    fn step(&mut self, choice: Choice, events: &mut Vec<Event>) {
        assert!(self.choices.contains(choice), "{choice:?} is not among the choices");
        events.push(Event::Stepped(choice.worker, choice.request, choice.arm));
        serve::serve(self, choice, events);
        self.settle(events);
    }

    fn who(&self, choice: Choice) -> u64 {
        self.trace.identity(choice.worker)
    }

    fn way(&self, choice: Choice) -> u64 {
        let way = u128::from(choice.request.0) << 32 | u128::from(choice.arm.0);
        mix(self.trace.identity(choice.worker).into(), way) as u64
    }

    fn has_deadline(&self) -> bool {
        self.sim.table().next_deadline().is_some()
    }

    fn fingerprint(&self) -> u128 {
        self.trace.fingerprint()
    }

    fn end(&self) -> Option<&End> {
        self.end.as_ref()
    }

    fn now(&self) -> u64 {
        self.now
    }

    fn save(&self) -> Option<Self::Saved> {
        None
    }

    fn restore(&mut self, saved: &Self::Saved) {
        match *saved {}
    }
}
