//! What workers have declared of themselves ([`Sim::at`](crate::sync::Sim::at)), and what they were answered since.
//!
//! That, with what can be seen of each worker and each object, is the whole state once every worker has declared itself: then two
//! executions that came to it by different ways go on alike, and loops close. Until then the state is the trace.
//!
//! What a lock guards cannot be seen. As long as nobody declares it, it is what it was before, changed by whoever had it in the state
//! in which they gave it back.

use crate::rules::ObjectId;
use crate::sync::mix::{mix_whole_in, twice};
use crate::world::{Event, RequestId, Tasks, Verb, WorkerId};
use std::hash::Hash;

/// What is known of the workers and of what locks guard.
#[derive(Default)]
pub(super) struct Declared {
    workers: Vec<Knows>,
    /// By object: what it guards, if it is a lock that guards something.
    guarded: Vec<Option<Guarded>>,
}

/// What a worker knows.
#[derive(Default)]
struct Knows {
    /// Whether it has declared itself.
    is_declared: bool,
    /// A hash of what it has declared last, and of what it was answered since.
    state: u128,
    /// How many requests it had made then.
    base: u32,
    /// How many it has made.
    made: u32,
    /// The locks that it asks for.
    asks: Vec<(RequestId, ObjectId, Verb)>,
    /// The locks that it has for itself alone, and that guard something.
    holds: Vec<ObjectId>,
}

/// What a lock guards.
struct Guarded {
    state: u128,
    /// Whether whoever holds the lock has declared it.
    is_declared: bool,
}

impl Declared {
    /// Sees what happened: those of the events from this one on.
    pub(super) fn see(&mut self, tasks: &mut Tasks, events: &[Event], from: usize) {
        let mut declared = tasks.take_declared().into_iter().peekable();
        for number in from..=events.len() {
            while let Some(said) = declared.next_if(|said| said.after <= number) {
                match said.guarded {
                    None => {
                        self.put_by(tasks, said.worker);
                        let knows = &mut self.workers[said.worker.0 as usize];
                        (knows.is_declared, knows.state, knows.base) = (true, said.state, knows.made);
                    }
                    Some(lock) => {
                        self.guarded[lock.0 as usize] =
                            Some(Guarded { state: said.state, is_declared: true });
                    }
                }
            }
            if let Some(event) = events.get(number) {
                self.event(tasks, event);
            }
        }
    }

    fn event(&mut self, tasks: &Tasks, event: &Event) {
        match event {
            Event::Spawned(..) => self.workers.push(Knows::default()),
            Event::Made(object, ..) => {
                // What it guards first is what its maker has put there.
                let first = Guarded { state: tasks.history(), is_declared: false };
                self.guarded.push(tasks.guards(*object).then_some(first));
            }
            Event::Offered(worker, request, doing, _) => {
                let knows = &mut self.workers[worker.0 as usize];
                if request.0 != u32::MAX {
                    knows.made = request.0 + 1;
                }
                let Some(object) = doing.object else { return };
                let Some(guarded) = &mut self.guarded[object.0 as usize] else { return };
                if matches!(doing.verb, Verb::Unlock | Verb::WriteUnlock) {
                    knows.holds.retain(|held| *held != object);
                }
                match doing.verb {
                    Verb::Unlock | Verb::WriteUnlock if guarded.is_declared => guarded.is_declared = false,
                    Verb::Unlock | Verb::WriteUnlock => guarded.state = knows.leaves(guarded.state, tasks),
                    Verb::ReadUnlock => {}
                    verb => knows.asks.push((*request, object, verb)),
                }
            }
            Event::Served(worker, request, text, number) => {
                let knows = &mut self.workers[worker.0 as usize];
                knows.answered(*request, (text, number));
                let Some(at) = knows.asks.iter().position(|(asked, ..)| asked == request) else { return };
                let (_, object, verb) = knows.asks.swap_remove(at);
                let tries = matches!(verb, Verb::TryLock | Verb::TryWriteLock | Verb::TryReadLock);
                if let Some(guarded) = &self.guarded[object.0 as usize]
                    && !(tries && *number == 0)
                {
                    knows.state = mix_whole_in(knows.state, guarded.state);
                    if !matches!(verb, Verb::ReadLock | Verb::TryReadLock) {
                        knows.holds.push(object);
                    }
                }
            }
            Event::Refused(worker, request, fault) => {
                self.workers[worker.0 as usize].answered(*request, fault.message());
            }
            Event::Withdrawn(worker, request) => {
                self.workers[worker.0 as usize].asks.retain(|(asked, ..)| asked != request);
            }
            _ => {}
        }
    }

    /// A worker is about to declare itself: what it has known until now may be in what it holds locked.
    fn put_by(&mut self, tasks: &Tasks, worker: WorkerId) {
        let knows = &self.workers[worker.0 as usize];
        for lock in &knows.holds {
            if let Some(guarded) = &mut self.guarded[lock.0 as usize] {
                guarded.state = knows.leaves(guarded.state, tasks);
            }
        }
    }

    /// How many requests a worker had made when it declared itself.
    pub(super) fn base(&self, worker: WorkerId) -> u32 {
        self.workers.get(worker.0 as usize).map_or(0, |knows| knows.base)
    }

    /// A hash of the whole state, if that is known: somebody has declared itself, and everybody who is not done.
    pub(super) fn state(&self, tasks: &Tasks) -> Option<u128> {
        let is_known = |(worker, knows): (u32, &Knows)| knows.is_declared || tasks.is_done(WorkerId(worker));
        let is_any = self.workers.iter().any(|knows| knows.is_declared);
        if !is_any || !(0..).zip(&self.workers).all(is_known) {
            return None;
        }
        let of_worker = |worker: WorkerId| match tasks.is_done(worker) {
            true => 0,
            false => self.workers[worker.0 as usize].state,
        };
        let of_object = |object: ObjectId| self.guarded[object.0 as usize].as_ref().map_or(0, |it| it.state);
        Some(tasks.visible_state(&|worker| self.base(worker), &of_worker, &of_object))
    }
}

impl Knows {
    /// What is in a value that was in this state, once this worker has had it: anything that the worker knows.
    fn leaves(&self, guarded: u128, tasks: &Tasks) -> u128 {
        if self.is_declared { mix_whole_in(guarded, self.state) } else { tasks.history() }
    }

    /// A request was answered so. Of who has not declared anything that is known from all that has happened.
    fn answered(&mut self, request: RequestId, answer: impl Hash) {
        if !self.is_declared {
            return;
        }
        self.state = mix_whole_in(self.state, twice(&(request.0.wrapping_sub(self.base), answer)));
    }
}
