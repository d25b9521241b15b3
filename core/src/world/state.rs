//! The state of async Rust workers as far as it can be seen: what each asks for, and what every object holds. What a future
//! remembers cannot, so this is the whole state only together with what the workers declare of that
//! ([`Sim::at`](crate::sync::Sim::at)).
//!
//! Nothing in it depends on the order in which workers and objects came to be, or on how much happened before: they are told by
//! who made them, requests and instants count from now.

use super::doing::doing;
use super::event::{Doing, RequestId, Text, WorkerId};
use super::tasks::{Declared, Pending, Status, Task, Tasks};
use super::trace::mix;
use crate::rules::parts::Part;
use crate::rules::{Direction, ObjectId, Op};
use crate::sync::mix::{mix_in, mix_whole_in, twice};
use crate::sync::port::Ask;
use std::hash::Hash;

/// How many requests each worker had made when it declared itself, by its number: its requests count from there.
pub(crate) type Bases<'a> = &'a dyn Fn(WorkerId) -> u32;

/// A hash that is being made.
#[derive(Default)]
struct State(u128);

impl State {
    fn add(&mut self, number: impl Into<u64>) {
        self.0 = mix_in(self.0, number.into());
    }

    fn name(&mut self, name: u128) {
        self.0 = mix_whole_in(self.0, name);
    }

    /// Anything that has no numbers of this run in it.
    fn put(&mut self, value: impl Hash) {
        self.name(twice(&value));
    }
}

impl Tasks {
    /// Something was declared.
    #[inline(never)]
    pub(super) fn declare(&mut self, declared: Declared) {
        self.declared.push(declared);
    }

    /// What was declared since the last time.
    pub(crate) fn take_declared(&mut self) -> Vec<Declared> {
        std::mem::take(&mut self.declared)
    }

    /// The locks that guard a value, so far.
    pub(crate) fn guards(&self, object: ObjectId) -> bool {
        self.port().guarding.borrow().contains(&object)
    }

    /// Whether a worker is done.
    pub(crate) fn is_done(&self, worker: WorkerId) -> bool {
        self.workers[worker.0 as usize].exited
    }

    /// What everybody calls a worker, whatever order things happened in.
    pub(crate) fn identity(&self, worker: WorkerId) -> u64 {
        self.trace.identity(worker)
    }

    /// Those who wait for others and not only for time to pass.
    pub(crate) fn stuck(&self) -> impl Iterator<Item = WorkerId> + '_ {
        (0..self.workers.len() as u32).map(WorkerId).filter(|worker| self.is_stuck(*worker))
    }

    /// A hash of the state as far as it can be seen, with what is known beside of each worker and of each object.
    pub(crate) fn visible_state(
        &self,
        bases: Bases,
        of_worker: &dyn Fn(WorkerId) -> u128,
        of_object: &dyn Fn(ObjectId) -> u128,
    ) -> u128 {
        let workers = (0..self.workers.len() as u32).map(WorkerId).map(|worker| {
            let (identity, _) = self.trace.worker(worker);
            mix(identity, mix(self.worker_state(worker, bases), of_worker(worker)))
        });
        let objects = self.trace.objects().map(|(object, identity)| {
            mix(identity, mix(self.object_state(object, bases), of_object(object)))
        });
        let sum = workers.chain(objects).fold(0, u128::wrapping_add);
        let clock = u128::from(self.due.wrapping_sub(self.now)) << 1 | u128::from(self.end.is_some());
        mix(sum, clock)
    }

    /// A hash of all that has happened.
    pub(crate) fn history(&self) -> u128 {
        self.trace.fingerprint()
    }

    fn request(&self, worker: WorkerId, request: RequestId, bases: Bases, out: &mut State) {
        out.name(self.trace.worker(worker).0);
        out.add(request.0.wrapping_sub(bases(worker)));
    }

    fn worker_state(&self, id: WorkerId, bases: Bases) -> u128 {
        let (worker, mut out) = (&self.workers[id.0 as usize], State::default());
        out.name(self.trace.worker(id).1);
        out.add(u64::from(worker.exited) << 1 | u64::from(worker.job.is_some()));
        for (joiner, request) in &worker.joiners {
            self.request(*joiner, *request, bases, &mut out);
        }
        out.add(u64::MAX);
        for pending in &worker.pending {
            self.pending_state(id, pending, bases, &mut out);
        }
        out.0
    }

    fn pending_state(&self, id: WorkerId, pending: &Pending, bases: Bases, out: &mut State) {
        self.request(id, pending.id, bases, out);
        match &pending.task {
            Task::Ask(Ask::Op(op, texts)) => self.op_state(op, texts, out),
            Task::Ask(Ask::Print(text)) => out.put((1, text)),
            Task::Ask(Ask::Yield) => out.add(2u64),
            Task::Ask(Ask::Spawn(name, _)) => out.put((3, name)),
            Task::Ask(Ask::Join(other)) => out.name(self.trace.worker(WorkerId(*other)).0),
            Task::Return => out.add(4u64),
            Task::Panic(failure) => out.put((5, failure.to_string())),
        }
        out.add(u64::from(pending.answer.is_some()));
        match pending.status {
            Status::New => out.add(0u64),
            Status::Parked(..) => out.add(1u64),
            Status::Joining => out.add(2u64),
            Status::Asleep(_, _, deadline) => {
                out.add(3u64);
                out.add(deadline.saturating_sub(self.now));
            }
            Status::Woken(link, _) => {
                out.add(4u64);
                if let Some(op) = pending.op() {
                    self.sim.table().parts_of_woken(link, op, self.now, &mut |part| {
                        if let Part::Number(number) = part {
                            out.add(number);
                        }
                    });
                }
            }
        }
    }

    fn op_state(&self, op: &Op, texts: &[Text], out: &mut State) {
        let Doing { verb, object, number, text, cases } = doing(op, texts);
        let old = if let Op::AtomicCompareAndSwap(_, old, _) = op { *old } else { 0 };
        out.put((verb, number, text, old));
        out.name(object.map_or(0, |object| self.trace.object(object)));
        for case in cases.iter().flat_map(|cases| cases.iter()) {
            out.name(case.object.map_or(0, |object| self.trace.object(object)));
            out.put((&case.text, case.direction == Direction::Receive));
        }
    }

    fn object_state(&self, object: ObjectId, bases: Bases) -> u128 {
        let mut out = State::default();
        self.sim.table().parts(object, self.now, &mut |part| match part {
            Part::Number(number) => out.add(number),
            Part::Waiter(ticket) => match self.tickets.get(ticket.0 as usize) {
                Some((worker, request)) => self.request(*worker, *request, bases, &mut out),
                None => out.add(0u64),
            },
            Part::Value(word) => out.put(self.story.text(object, word)),
        });
        out.0
    }
}
