//! What is told where nobody is shown anything: of what happens only so much as who goes through every schedule asks for.
//!
//! That is who comes, goes and is moved on by a step, who begins to wait, what is achieved, printed and held, when time passes, and how
//! it ends. Nothing has a name or a value, and objects have the numbers of the rules but for locks, which are known by where they lie.

use super::{GoWorld, Teller};
use crate::go::code::instr::{Instr, Request};
use crate::go::machine::memory::Pointer;
use crate::go::machine::{Ended, Happened, Limits, Machine, Place, Status};
use crate::go::program::Program;
use crate::rules::op::Received;
use crate::rules::{ObjectId, Op, Outcome, Reply};
use crate::world::doing::plain;
use crate::world::event::{Queue, Side};
use crate::world::{Event, RequestId, Text, Verb, WorkerId};
use std::rc::Rc;

/// What stands where a text or a queue would.
#[derive(Clone)]
pub(super) struct Quiet {
    nothing: Text,
    nowhere: Rc<[(ObjectId, Queue)]>,
}

impl GoWorld {
    /// The same as [`new`](GoWorld::new), of which only that is told which tells schedules apart. Its footprints name no objects.
    pub fn quiet(program: &Program, limits: Limits, seed: u64, events: &mut Vec<Event>) -> GoWorld {
        let quiet = Quiet { nothing: "".into(), nowhere: Rc::new([]) };
        GoWorld::start(program, limits, seed, Teller { quiet: Some(quiet), ..Teller::default() }, events)
    }
}

impl Teller {
    /// Tells what happened, if that is all that is told.
    pub(super) fn tell_quietly(&mut self, quiet: &Quiet, machine: &mut Machine, happened: Happened<'_>) {
        let text = || quiet.nothing.clone();
        match happened {
            Happened::Started(place, parent) => {
                let (who, _) = asking(machine, place);
                let clock = || machine.clock().map(WorkerId).filter(|clock| *clock < who);
                let parent = parent.map(|parent| asking(machine, parent).0).or_else(clock);
                self.workers = self.workers.max(who.0 + 1);
                self.events.push(Event::Spawned(who, parent, text()));
                if let Some(parent) = parent {
                    self.locks.started(who, parent);
                }
            }
            Happened::Exited(place) => self.events.push(Event::Exited(asking(machine, place).0)),
            Happened::Made(rule, _, pointer) => {
                if let Some(id) = self.names.lying(pointer) {
                    self.bind(rule, id);
                }
            }
            Happened::Conditioned(place, _, _, Outcome::Park(_)) => self.parked(quiet, machine, place),
            Happened::Offering(place) => {
                self.mark_lock(machine, place);
                let (who, request) = asking(machine, place);
                self.events.push(Event::Offered(who, request, plain(Verb::Yield, 0, None), None));
            }
            Happened::Applied(place, op, outcome, _) => match outcome {
                Outcome::Park(_) if !matches!(op, Op::Sleep(_) | Op::Add(..)) => {
                    self.parked(quiet, machine, place);
                }
                Outcome::Done(reply) => self.done(quiet, machine, place, op, reply),
                _ => {}
            },
            Happened::Granted(place, op, reply) => {
                let (who, request) = asking(machine, place);
                if let Some(op) = op {
                    self.done(quiet, machine, place, op, reply);
                }
                self.events.push(Event::Served(who, request, None, 0));
            }
            Happened::Woken(place) => {
                let (who, request) = asking(machine, place);
                self.events.push(Event::Woken(who, request));
            }
            Happened::Refused(place, fault) => {
                let (who, request) = asking(machine, place);
                self.events.push(Event::Refused(who, request, fault));
            }
            Happened::Wrote(place, file, bytes) => self.wrote(asking(machine, place).0, file, bytes),
            Happened::Advanced(now) => self.events.push(Event::Advanced(now)),
            Happened::Sent(_, Op::Send(Some(rule), _)) if machine.table().length(*rule) > 0 => {
                self.events.push(Event::Buffered(*rule, text(), Side::Back, self.actor));
            }
            Happened::Moved(moved) => self.names().moved(moved),
            Happened::Dropped(rule) => {
                if self.names.of_rule(rule).is_some() {
                    self.names().forget(rule);
                }
            }
            Happened::Ended(ended) => self.ended_quietly(machine, ended),
            Happened::Conditioning(..)
            | Happened::Conditioned(..)
            | Happened::Applying(..)
            | Happened::Served(_)
            | Happened::Panicked(..)
            | Happened::Accessed(..)
            | Happened::Fired(_)
            | Happened::Sent(..) => {}
        }
    }

    /// What is told when a step is over: the clock is a worker from the first timer on.
    pub(super) fn finish_quietly(&mut self, quiet: &Quiet, machine: &Machine) {
        if self.clock.is_none()
            && let Some(clock) = machine.clock().map(WorkerId)
        {
            self.clock = Some(clock);
            self.workers = self.workers.max(clock.0 + 1);
            self.events.push(Event::Spawned(clock, None, quiet.nothing.clone()));
        }
    }

    fn parked(&mut self, quiet: &Quiet, machine: &Machine, place: Place) {
        let (who, request) = asking(machine, place);
        self.events.push(Event::Parked(who, request, quiet.nowhere.clone(), Side::Back));
    }

    /// An operation was served: a value has come on, a channel was closed, or a lock was taken or given back.
    fn done(&mut self, quiet: &Quiet, machine: &Machine, place: Place, op: &Op, reply: Reply) {
        let (who, _) = asking(machine, place);
        let passed = match (op, reply) {
            (Op::Send(channel, _), _) => *channel,
            (Op::Receive(channel), Reply::Received(Received::Value(..))) => *channel,
            (Op::Select { cases, .. }, Reply::Selected(Some(case), got)) => {
                let is_closed = matches!(got, Some(Received::Closed));
                cases[usize::from(case)].channel.filter(|_| !is_closed)
            }
            (Op::Close(Some(channel)), _) => {
                self.events.push(Event::Closed(*channel, who));
                None
            }
            _ => {
                self.lock_changed(machine, place, op, reply);
                None
            }
        };
        if let Some(channel) = passed {
            self.events.push(Event::HandedOver(channel, quiet.nothing.clone(), who, who));
        }
    }

    fn lock_changed(&mut self, machine: &Machine, place: Place, op: &Op, reply: Reply) {
        let (lock, takes, reads) = match op {
            Op::Lock(lock) | Op::TryLock(lock) | Op::WriteLock(lock) | Op::TryWriteLock(lock) => {
                (lock, true, false)
            }
            Op::ReadLock(lock) | Op::TryReadLock(lock) => (lock, true, true),
            Op::Unlock(lock) | Op::WriteUnlock(lock) => (lock, false, false),
            Op::ReadUnlock(lock) => (lock, false, true),
            _ => return,
        };
        let Some(lock) = self.names.of_rule(*lock).filter(|_| reply != Reply::Flag(false)) else { return };
        let ((who, _), from) = (asking(machine, place), self.events.len());
        self.events.push(match takes {
            true => Event::Acquired(lock, who, reads),
            false => Event::Released(lock, who, self.locks.holder(lock, who), reads),
        });
        self.note_locks(machine, place, Some(op), from);
    }

    /// The lock of which a goroutine asks something is known from now on.
    fn mark_lock(&mut self, machine: &mut Machine, place: Place) {
        if machine.goroutine(place).status != Status::Offering {
            return;
        }
        let Instr::Request { request, base, results, .. } = machine.instr(place) else { return };
        if !request.is_on_lock() || matches!(request, Request::Add | Request::Wait) {
            return;
        }
        let pointer = Pointer(machine.slot(place, base + results));
        if pointer.is_nil() {
            return;
        }
        let id = self.names.lying(pointer).unwrap_or_else(|| {
            machine.observe(pointer.base());
            self.names().mark(pointer)
        });
        self.bind_lying(machine, pointer, id);
    }

    fn ended_quietly(&mut self, machine: &Machine, ended: &Ended) {
        self.print_rest();
        let end = self.end_of(machine, ended);
        self.events.push(Event::Ended(end.clone()));
        self.end = Some(end);
    }
}

/// A goroutine and the request that it has made last.
fn asking(machine: &Machine, place: Place) -> (WorkerId, RequestId) {
    let one = machine.goroutine(place);
    (WorkerId(one.worker), RequestId(one.requests))
}
