//! Locks that are taken by who holds others, and whether two goroutines do so in opposite orders.

use super::names::find;
use super::{GoWorld, Teller};
use crate::go::machine::{Machine, Place};
use crate::go::process::place_of;
use crate::go::syntax::source::Pos;
use crate::rules::copied::copied;
use crate::rules::{ObjectId, Op};
use crate::world::{Event, WorkerId};
use std::rc::Rc;

/// A lock in somebody's hands.
#[derive(Clone, Copy)]
struct Held {
    who: WorkerId,
    lock: ObjectId,
    reads: bool,
}

/// A lock that was taken by somebody who held another one.
struct Nested {
    outer: Held,
    inner: Held,
    /// What else they held, and not only to read.
    gates: Vec<ObjectId>,
    /// How many goroutines had been started before.
    started: u32,
    /// Where: functions, by their number, and places in them.
    stack: Vec<(u32, Pos)>,
}

/// Which locks are held, and were taken inside of others.
#[derive(Default)]
pub(super) struct Locks {
    held: Vec<Held>,
    nested: Rc<Vec<Rc<Nested>>>,
    /// How many of these there were before this step.
    before: usize,
    /// Who has started whom.
    parents: Rc<Vec<(WorkerId, WorkerId)>>,
}

copied!(Locks { held, nested, before, parents });

/// Somebody who takes a lock while they hold another one.
pub struct Taker {
    /// Who.
    pub who: WorkerId,
    /// What the one that they hold is called, and the one that they take.
    pub locks: [String; 2],
    /// Where: functions, by their number, and places in them; the innermost first.
    pub stack: Vec<(u32, Pos)>,
}

impl Locks {
    /// A step begins.
    pub(super) fn step(&mut self) {
        self.before = self.nested.len();
    }

    pub(super) fn started(&mut self, who: WorkerId, parent: WorkerId) {
        Rc::make_mut(&mut self.parents).push((who, parent));
    }

    /// Whoever is taken to give a lock back: the worker itself if it holds it, else the one who has held it longest.
    pub(super) fn holder(&self, lock: ObjectId, who: WorkerId) -> Option<WorkerId> {
        let holders = || self.held.iter().filter(|held| held.lock == lock).map(|held| held.who);
        holders().find(|holder| *holder == who).or_else(|| holders().next())
    }

    /// Whether who took this one had not been started yet when that one was taken, by who took that one or for their sake: then
    /// they follow one another in every execution.
    fn follows(&self, this: &Nested, that: &Nested) -> bool {
        let mut who = this.inner.who;
        while let Some((_, parent)) = self.parents.iter().find(|(child, _)| *child == who) {
            if *parent == that.inner.who {
                return who.0 >= that.started;
            }
            who = *parent;
        }
        false
    }
}

impl Teller {
    /// What the events from this one on say of locks, when a goroutine's operation has been applied.
    pub(super) fn note_locks(&mut self, machine: &Machine, place: Place, op: Option<&Op>, from: usize) {
        let tries = matches!(op, Some(Op::TryLock(_) | Op::TryReadLock(_) | Op::TryWriteLock(_)));
        let Teller { events, locks, workers, .. } = self;
        for event in &events[from..] {
            match *event {
                Event::Acquired(lock, who, reads) => {
                    let inner = Held { who, lock, reads };
                    let own = || locks.held.iter().filter(|held| held.who == who);
                    // Whoever only tries does not wait, so that nothing can come of it.
                    let outers: Vec<Held> = own().copied().filter(|_| !tries).collect();
                    for outer in &outers {
                        let others = own().filter(|held| !held.reads && held.lock != outer.lock);
                        let frames =
                            machine.frames(place).map(|frame| (frame.func, place_of(machine, &frame)));
                        let nested = Nested {
                            outer: *outer,
                            inner,
                            gates: others.map(|held| held.lock).collect(),
                            started: *workers,
                            stack: frames.collect(),
                        };
                        Rc::make_mut(&mut locks.nested).push(Rc::new(nested));
                    }
                    locks.held.push(inner);
                }
                Event::Released(lock, who, holder, _) => {
                    let who = holder.unwrap_or(who);
                    let at = locks.held.iter().rposition(|held| held.lock == lock && held.who == who);
                    at.map(|at| locks.held.remove(at));
                }
                _ => {}
            }
        }
    }
}

impl GoWorld {
    /// Locks that were taken inside of others in the last step, in the opposite order to that in which another goroutine has taken
    /// them in this execution: both takers, the earlier one first. Not where both hold a third lock meanwhile, nor where the one was
    /// started by the other only afterwards; what else may order the two, a channel or a Wait, is not looked at.
    pub fn inversions(&self) -> Vec<[Taker; 2]> {
        let locks = &self.teller.locks;
        let (old, new) = locks.nested.split_at(locks.before);
        let mut found = Vec::new();
        for this in new {
            for that in old {
                let crossed = this.outer.lock == that.inner.lock && this.inner.lock == that.outer.lock;
                let waits = |one: Held, other: Held| !(one.reads && other.reads);
                if crossed
                    && this.inner.who != that.inner.who
                    && waits(this.outer, that.inner)
                    && waits(this.inner, that.outer)
                    && !this.gates.iter().any(|gate| that.gates.contains(gate))
                    && !locks.follows(this, that)
                {
                    found.push([self.taker(that), self.taker(this)]);
                }
            }
        }
        found
    }

    fn taker(&self, nested: &Nested) -> Taker {
        let called = |held: Held| {
            let at = self.teller.names.place(held.lock);
            at.map_or_else(String::new, |at| find(self.machine(), at, 1).name)
        };
        let locks = [called(nested.outer), called(nested.inner)];
        Taker { who: nested.inner.who, locks, stack: nested.stack.clone() }
    }
}
