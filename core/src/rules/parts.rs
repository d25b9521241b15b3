//! The state of an object in parts, for whoever compares or hashes states: two objects with the same parts go on alike.
//!
//! Nothing in it depends on where things lie in the storage, or on when they came to be there.

use super::op::{ObjectId, Op, Word};
use super::table::{Object, Table};
use super::waiters::{Link, List, Node, Ticket, Waiters};
use super::{channel, cond, mutex, rwmutex, waitgroup};

/// A part of a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// A number, a flag, or where a list begins.
    Number(u64),
    /// Somebody who waits.
    Waiter(Ticket),
    /// A value in a buffer, or one that a waiting sender offers.
    Value(Word),
}

/// From this age on, in nanoseconds, it makes no difference how long a waiter has waited.
const OLD: u64 = 1_000_001;

/// Tells parts, at an instant of virtual time.
struct Telling<'a> {
    waiters: &'a Waiters,
    now: u64,
    see: &'a mut dyn FnMut(Part),
}

impl Telling<'_> {
    fn number(&mut self, number: impl Into<u64>) {
        (self.see)(Part::Number(number.into()));
    }

    /// Those who wait in a list, with whatever the primitive keeps of each.
    fn list(&mut self, list: List, mut of: impl FnMut(&mut Self, &Node)) {
        let waiters = self.waiters;
        for link in waiters.iter(list) {
            let node = &waiters[link];
            (self.see)(Part::Waiter(node.ticket));
            self.number(u64::from(node.case) << 16 | u64::from(node.flags));
            of(self, node);
        }
        self.number(u64::MAX);
    }

    fn age(&mut self, node: &Node) {
        self.number(self.now.saturating_sub(node.stamp).min(OLD));
    }

    fn mutex(&mut self, state: &mutex::State) {
        let (flags, waiters) = state.parts();
        self.number(flags);
        self.list(waiters, |telling, node| telling.age(node));
    }

    fn rwmutex(&mut self, state: &rwmutex::State) {
        self.mutex(state.writers());
        let (numbers, lists) = state.parts();
        numbers.into_iter().for_each(|number| self.number(number as u64));
        lists.into_iter().for_each(|list| self.list(list, |_, _| {}));
    }

    fn channel(&mut self, state: &channel::State) {
        let (closed, [buffer, senders, receivers]) = state.parts();
        self.number(u64::from(closed));
        let waiters = self.waiters;
        for link in waiters.iter(buffer) {
            (self.see)(Part::Value(waiters[link].word));
        }
        self.number(u64::MAX);
        self.list(senders, |telling, node| (telling.see)(Part::Value(node.word)));
        self.list(receivers, |_, _| {});
    }

    fn waitgroup(&mut self, state: &waitgroup::State) {
        let (numbers, lists) = state.parts();
        numbers.into_iter().for_each(|number| self.number(number));
        lists.into_iter().for_each(|list| self.list(list, |telling, node| telling.number(node.word)));
    }

    fn cond(&mut self, state: &cond::State) {
        let (next, freed, outstanding, waiters) = state.parts();
        self.number(u64::from(next) << 32 | u64::from(freed));
        self.number(u64::from(outstanding));
        self.list(waiters, |telling, node| telling.number(node.word));
    }
}

impl Table {
    /// Tells the state of an object as it is at this instant.
    pub fn parts(&self, id: ObjectId, now: u64, see: &mut dyn FnMut(Part)) {
        let mut telling = Telling { waiters: self.waiters(), now, see };
        match self.object(id) {
            Object::Mutex(state) => telling.mutex(state),
            Object::RwMutex(state) => telling.rwmutex(state),
            Object::Channel(state) => telling.channel(state),
            Object::WaitGroup(state) => telling.waitgroup(state),
            Object::Cond(state) => telling.cond(state),
            Object::Variable(state) => (telling.see)(Part::Value(state.0)),
            Object::Atomic(state) => telling.number(state.0 as u64),
        }
    }

    /// Tells what is kept of a request that has to ask again; of one for a lock also for how long it has waited.
    pub fn parts_of_woken(&self, link: Link, op: &Op, now: u64, see: &mut dyn FnMut(Part)) {
        let node = &self.waiters()[link];
        see(Part::Number(u64::from(node.case) << 16 | u64::from(node.flags)));
        if matches!(op, Op::Lock(_) | Op::WriteLock(_)) {
            see(Part::Number(now.saturating_sub(node.stamp).min(OLD)));
        }
    }
}
