//! A set of objects, and the one door through which their operations are applied.
//!
//! ```
//! use lockstep_core::rules::{Arm, Kind, Op, Outcome, Reply, Table, Ticket, mutex::WakeRule};
//! let mut table = Table::default();
//! let mu = table.make(Kind::Mutex(WakeRule::Fifo));
//! let mut notices = Vec::new();
//! let mut apply = |ticket, op| table.apply(Ticket(ticket), &op, Arm::ONLY, 0, &mut notices);
//! assert_eq!(apply(1, Op::Lock(mu)), Outcome::Done(Reply::Unit));
//! assert!(matches!(apply(2, Op::Lock(mu)), Outcome::Park(_)));
//! assert_eq!(apply(1, Op::Unlock(mu)), Outcome::Done(Reply::Unit));
//! assert_eq!(notices[0].ticket, Ticket(2));
//! ```

use super::copied::copied;
use super::op::{Arm, Case, Kind, ObjectId, Op, Received, Reply, Word};
use super::waiters::{Link, Ticket, Waiters};
use super::{Fault, Notice, Outcome, WaitReason};
use super::{atomic, channel, cond, mutex, rwmutex, select, sleep, variable, waitgroup};
use std::ops::Range;

/// A set of objects, with all who wait for them.
#[derive(Debug, Default)]
pub struct Table {
    objects: Objects,
    waiters: Waiters,
    sleepers: sleep::State,
}

copied!(Table { objects, waiters, sleepers });

/// Objects by number, and the numbers that are free, of which the last one is given next. (The crate slab does the same, but what it is
/// cloned over gives up its room.)
#[derive(Debug, Default)]
struct Objects {
    all: Vec<Option<Object>>,
    free: Vec<u32>,
}

copied!(Objects { all, free });

#[derive(Clone, Copy, Debug)]
pub(super) enum Object {
    Mutex(mutex::State),
    RwMutex(rwmutex::State),
    Channel(channel::State),
    WaitGroup(waitgroup::State),
    Cond(cond::State),
    Variable(variable::State),
    Atomic(atomic::State),
}

/// Gives the state of the object that an operation names. An operation is made by the handle of its object, so the kinds
/// agree.
macro_rules! state {
    ($name:ident, $kind:ident, $state:ty) => {
        #[inline]
        fn $name(&mut self, id: ObjectId) -> &mut $state {
            match &mut self.all[id.0 as usize] {
                Some(Object::$kind(state)) => state,
                other => panic!("{id:?} is {other:?}, and its operation is for another kind"),
            }
        }
    };
}

impl Objects {
    fn insert(&mut self, object: Object) -> ObjectId {
        match self.free.pop() {
            Some(number) => {
                self.all[number as usize] = Some(object);
                ObjectId(number)
            }
            None => {
                self.all.push(Some(object));
                ObjectId(self.all.len() as u32 - 1)
            }
        }
    }

    #[inline]
    fn get(&self, id: ObjectId) -> &Object {
        self.all[id.0 as usize].as_ref().expect("what is named is there")
    }

    state!(mutex, Mutex, mutex::State);
    state!(rwmutex, RwMutex, rwmutex::State);
    state!(waitgroup, WaitGroup, waitgroup::State);
    state!(cond, Cond, cond::State);
    state!(variable, Variable, variable::State);
    state!(atomic, Atomic, atomic::State);
    state!(channel, Channel, channel::State);
}

impl select::Channels for Objects {
    fn channel(&mut self, case: &Case) -> Option<&mut channel::State> {
        case.channel.map(|id| self.channel(id))
    }
}

impl Table {
    /// Makes an object.
    pub fn make(&mut self, kind: Kind) -> ObjectId {
        let waiters = &mut self.waiters;
        let object = match kind {
            Kind::Mutex(rule) => Object::Mutex(mutex::State::new(rule, waiters)),
            Kind::RwMutex => Object::RwMutex(rwmutex::State::new(waiters)),
            Kind::Channel(capacity) => Object::Channel(channel::State::new(capacity, waiters)),
            Kind::WaitGroup => Object::WaitGroup(waitgroup::State::new(waiters)),
            Kind::Cond => Object::Cond(cond::State::new(waiters)),
            Kind::Variable(word) => Object::Variable(variable::State(word)),
            Kind::Atomic(value) => Object::Atomic(atomic::State(value)),
        };
        self.objects.insert(object)
    }

    /// Applies an operation to a list of those who wait for a condition.
    ///
    /// # Panics
    /// If the object is none.
    pub fn apply_cond(
        &mut self,
        ticket: Ticket,
        id: ObjectId,
        op: cond::Op,
        notices: &mut Vec<Notice>,
    ) -> Outcome {
        let Table { objects, waiters, .. } = self;
        let state = objects.cond(id);
        match op {
            cond::Op::Register => cond::register(state, waiters),
            cond::Op::Wait(number) => cond::wait(state, waiters, ticket, number),
            cond::Op::Signal => cond::signal(state, waiters, notices),
            cond::Op::Broadcast => cond::broadcast(state, waiters, notices),
        }
    }

    /// Frees an object that nobody waits for. Its number may be given to another.
    pub fn remove(&mut self, id: ObjectId) {
        let object = self.objects.all[id.0 as usize].take().expect("what is removed is there");
        self.objects.free.push(id.0);
        match object {
            Object::Mutex(state) => state.free(&mut self.waiters),
            Object::RwMutex(state) => state.free(&mut self.waiters),
            Object::Channel(state) => state.free(&mut self.waiters),
            Object::WaitGroup(state) => state.free(&mut self.waiters),
            Object::Cond(state) => state.free(&mut self.waiters),
            Object::Variable(_) | Object::Atomic(_) => {}
        }
    }

    /// The ways in which a new request can go in this state: one, except for a select with several ready cases (their
    /// indices; [`Arm::NO_CASE`] if none is ready) and for an unlock that may hand over to any waiter (its place).
    pub fn arms(&self, op: &Op, out: &mut Vec<Arm>) {
        match op {
            Op::Select { cases, .. } => {
                let first = out.len();
                let ready = |case: &Case| match case.channel.map(|id| self.objects.get(id)) {
                    Some(Object::Channel(state)) => select::is_ready(state, case.direction, &self.waiters),
                    _ => false,
                };
                out.extend((0..).zip(cases.iter()).filter(|(_, case)| ready(case)).map(|(i, _)| Arm(i)));
                if out.len() == first {
                    out.push(Arm::NO_CASE);
                }
            }
            Op::Unlock(id) => match self.objects.get(*id) {
                Object::Mutex(state) => {
                    let ways = state.unlock_arms(&self.waiters).min(usize::from(u16::MAX)) as u16;
                    out.extend((0..ways).map(Arm));
                }
                _ => out.push(Arm::ONLY),
            },
            _ => out.push(Arm::ONLY),
        }
    }

    /// The ways in which a woken request can go at this instant of virtual time: one, except for a mutex waiter that
    /// finds the mutex taken. It may have waited over a millisecond ([`Arm::STARVING`]) or not, and certainly has if
    /// virtual time says so.
    pub fn retry_arms(&self, op: &Op, link: Link, now: u64, out: &mut Vec<Arm>) {
        let loses = match op {
            Op::Lock(id) | Op::WriteLock(id) => match self.objects.get(*id) {
                Object::Mutex(state) => state.loses(&self.waiters, link, now),
                Object::RwMutex(state) => state.loses(&self.waiters, link, now),
                _ => None,
            },
            _ => None,
        };
        match loses {
            None => out.push(Arm::ONLY),
            Some(true) => out.push(Arm::STARVING),
            Some(false) => out.extend([Arm::ONLY, Arm::STARVING]),
        }
    }

    /// Whether a new request would wait in this state: of a mutex's lock, a channel's send and receive, and a wait group's wait.
    /// Of others nothing is said.
    pub fn would_wait(&self, op: &Op) -> Option<bool> {
        match op {
            Op::Send(None, _) | Op::Receive(None) => Some(true),
            Op::Lock(id) | Op::Send(Some(id), _) | Op::Receive(Some(id)) | Op::Wait(id) => {
                match (op, self.objects.get(*id)) {
                    (Op::Lock(_), Object::Mutex(state)) => Some(!state.is_free()),
                    (Op::Send(..), Object::Channel(state)) => Some(!state.can_send(&self.waiters)),
                    (Op::Receive(_), Object::Channel(state)) => Some(!state.can_receive(&self.waiters)),
                    (Op::Wait(_), Object::WaitGroup(state)) => Some(!state.is_at_zero()),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// Applies a new request, under the name by which it is to be told how its wait ended if it parks.
    ///
    /// # Panics
    /// If the object is not of the operation's kind, or the arm is not one of [`arms`](Table::arms).
    #[inline]
    pub fn apply(
        &mut self,
        ticket: Ticket,
        op: &Op,
        arm: Arm,
        now: u64,
        notices: &mut Vec<Notice>,
    ) -> Outcome {
        let Table { objects, waiters, sleepers } = self;
        match op {
            Op::Lock(id) => mutex::lock(objects.mutex(*id), waiters, ticket, now),
            Op::TryLock(id) => mutex::try_lock(objects.mutex(*id)),
            Op::Unlock(id) => mutex::unlock(objects.mutex(*id), waiters, arm, now, notices),
            Op::WriteLock(id) => rwmutex::write_lock(objects.rwmutex(*id), waiters, ticket, now),
            Op::TryWriteLock(id) => rwmutex::try_write_lock(objects.rwmutex(*id)),
            Op::WriteUnlock(id) => rwmutex::write_unlock(objects.rwmutex(*id), waiters, now, notices),
            Op::ReadLock(id) => rwmutex::read_lock(objects.rwmutex(*id), waiters, ticket),
            Op::TryReadLock(id) => rwmutex::try_read_lock(objects.rwmutex(*id)),
            Op::ReadUnlock(id) => rwmutex::read_unlock(objects.rwmutex(*id), waiters, notices),
            Op::Send(Some(id), word) => channel::send(objects.channel(*id), waiters, ticket, *word, notices),
            Op::Receive(Some(id)) => channel::receive(objects.channel(*id), waiters, ticket, notices),
            Op::Close(Some(id)) => channel::close(objects.channel(*id), waiters, notices),
            Op::Length(Some(id)) => number(objects.channel(*id).length() as i64),
            // A nil channel: nobody will ever come.
            Op::Send(None, _) | Op::Receive(None) => Outcome::Park(waiters.node(ticket, 0, 0)),
            Op::Close(None) => Outcome::Fault(Fault::CloseOfNilChannel),
            Op::Length(None) => number(0),
            Op::Select { cases, default } => {
                select::select(objects, waiters, ticket, (cases, *default), arm, notices)
            }
            Op::Add(id, delta) => waitgroup::add(objects.waitgroup(*id), waiters, ticket, *delta, notices),
            Op::Wait(id) => waitgroup::wait(objects.waitgroup(*id), waiters, ticket),
            Op::Load(id) => Outcome::Done(Reply::Word(variable::load(objects.variable(*id)))),
            Op::Store(id, word) => Outcome::Done(Reply::Word(variable::store(objects.variable(*id), *word))),
            Op::AtomicLoad(id) => number(atomic::load(objects.atomic(*id))),
            Op::AtomicStore(id, value) => {
                atomic::store(objects.atomic(*id), *value);
                Outcome::Done(Reply::Unit)
            }
            Op::AtomicAdd(id, delta) => number(atomic::add(objects.atomic(*id), *delta)),
            Op::AtomicSwap(id, value) => number(atomic::swap(objects.atomic(*id), *value)),
            Op::AtomicCompareAndSwap(id, old, new) => {
                Outcome::Done(Reply::Flag(atomic::compare_and_swap(objects.atomic(*id), *old, *new)))
            }
            Op::Sleep(nanoseconds) => sleep::sleep(sleepers, waiters, ticket, *nanoseconds, now),
        }
    }

    /// Locks a mutex that is free, and says whether it was: [`apply`](Table::apply) of a `TryLock`, on a short way.
    #[inline]
    pub fn lock_if_free(&mut self, mutex: ObjectId) -> bool {
        self.objects.mutex(mutex).take()
    }

    /// Unlocks a locked mutex that nobody waits for, and says whether it did: [`apply`](Table::apply) of an `Unlock`, on a
    /// short way.
    #[inline]
    pub fn unlock_if_alone(&mut self, mutex: ObjectId) -> bool {
        self.objects.mutex(mutex).give_up_alone(&self.waiters)
    }

    /// Sends a value if that is possible without waiting: [`apply`](Table::apply) of a `Send`, on a short way. `None` if it
    /// is not, and then nothing has happened.
    #[inline]
    pub fn send_if_ready(
        &mut self,
        channel: ObjectId,
        word: Word,
        notices: &mut Vec<Notice>,
    ) -> Option<Result<(), Fault>> {
        channel::try_send(self.objects.channel(channel), &mut self.waiters, word, notices)
    }

    /// Receives if that is possible without waiting: [`apply`](Table::apply) of a `Receive`, on a short way. `None` if it
    /// is not, and then nothing has happened.
    #[inline]
    pub fn receive_if_ready(&mut self, channel: ObjectId, notices: &mut Vec<Notice>) -> Option<Received> {
        channel::try_receive(self.objects.channel(channel), &mut self.waiters, notices)
    }

    /// Takes up a request that was woken, or a sleeper that is due. Its new link is the answer's, if it parks again.
    pub fn retry(&mut self, op: &Op, link: Link, arm: Arm, notices: &mut Vec<Notice>) -> Outcome {
        let Table { objects, waiters, sleepers } = self;
        match op {
            Op::Lock(id) => mutex::retry(objects.mutex(*id), waiters, link, arm),
            Op::WriteLock(id) => rwmutex::retry(objects.rwmutex(*id), waiters, link, arm),
            Op::Add(id, _) => waitgroup::release(objects.waitgroup(*id), waiters, link, notices),
            Op::Wait(id) => waitgroup::return_from_wait(objects.waitgroup(*id), waiters, link),
            Op::Sleep(_) => {
                sleep::wake(sleepers, waiters, link);
                Outcome::Done(Reply::Unit)
            }
            other => unreachable!("{other:?} is never woken without being served"),
        }
    }

    /// Ends a wait without serving it, whether it is parked or woken. What it kept from others comes to them.
    pub fn withdraw(&mut self, op: &Op, link: Link, now: u64, notices: &mut Vec<Notice>) {
        let Table { objects, waiters, sleepers } = self;
        match op {
            Op::Lock(id) => mutex::withdraw(objects.mutex(*id), waiters, link, notices),
            Op::WriteLock(id) => {
                rwmutex::withdraw_write(objects.rwmutex(*id), waiters, link, now, notices);
            }
            Op::ReadLock(id) => rwmutex::withdraw_read(objects.rwmutex(*id), waiters, link),
            // Its second step has to be done by somebody.
            Op::Add(id, _) => {
                waitgroup::release(objects.waitgroup(*id), waiters, link, notices);
            }
            Op::Wait(id) => waitgroup::withdraw_wait(objects.waitgroup(*id), waiters, link),
            Op::Sleep(_) => sleep::wake(sleepers, waiters, link),
            _ => waiters.free(link),
        }
    }

    /// Undoes a request that was served but whose worker never saw the reply: a lock is given up, a value goes back. What
    /// has reached others stays.
    pub fn undo(&mut self, op: &Op, reply: Reply, now: u64, notices: &mut Vec<Notice>) {
        let Table { objects, waiters, .. } = self;
        match (op, reply) {
            (Op::TryLock(_) | Op::TryWriteLock(_) | Op::TryReadLock(_), Reply::Flag(false)) => {}
            (Op::Lock(id) | Op::TryLock(id), _) => {
                mutex::unlock(objects.mutex(*id), waiters, Arm::ONLY, now, notices);
            }
            (Op::WriteLock(id) | Op::TryWriteLock(id), _) => {
                rwmutex::write_unlock(objects.rwmutex(*id), waiters, now, notices);
            }
            (Op::ReadLock(id) | Op::TryReadLock(id), _) => {
                rwmutex::read_unlock(objects.rwmutex(*id), waiters, notices);
            }
            (Op::Receive(Some(id)), Reply::Received(Received::Value(word, order))) => {
                channel::give_back(objects.channel(*id), waiters, word, order, notices);
            }
            (Op::Select { cases, .. }, Reply::Selected(Some(case), Some(Received::Value(word, order)))) => {
                if let Some(id) = cases[case as usize].channel {
                    channel::give_back(objects.channel(id), waiters, word, order, notices);
                }
            }
            _ => {}
        }
    }

    /// Why a request waits, as Go's goroutine dump says it.
    pub fn wait_reason(&self, op: &Op, link: Link) -> WaitReason {
        match op {
            Op::Send(channel, _) => WaitReason::send(channel.is_none()),
            Op::Receive(channel) => WaitReason::receive(channel.is_none()),
            Op::Select { cases, .. } => select::wait_reason(cases),
            Op::Lock(_) => WaitReason::MutexLock,
            Op::WriteLock(_) if rwmutex::has_announced(&self.waiters, link) => WaitReason::RwMutexLock,
            Op::WriteLock(_) => WaitReason::MutexLock,
            Op::ReadLock(_) => WaitReason::RwMutexReadLock,
            Op::Wait(_) | Op::Add(..) => WaitReason::WaitGroupWait,
            Op::Sleep(_) => WaitReason::Sleep,
            other => unreachable!("{other:?} never waits"),
        }
    }

    /// The earliest instant at which a sleeper is due.
    #[inline]
    pub fn next_deadline(&self) -> Option<u64> {
        sleep::next_deadline(&self.sleepers)
    }

    /// The sleepers that are due at this instant, in the order in which they are.
    pub fn due(&self, now: u64, out: &mut Vec<(Ticket, Link)>) {
        out.extend(sleep::due(&self.sleepers, &self.waiters, now));
    }

    /// The numbers of a list of those who wait for a condition that were given out and not freed.
    pub fn unfreed(&self, id: ObjectId) -> Range<u32> {
        match self.objects.get(id) {
            Object::Cond(state) => state.unfreed(),
            _ => 0..0,
        }
    }

    /// How many values lie in a channel's buffer.
    pub fn length(&self, channel: ObjectId) -> usize {
        match self.objects.get(channel) {
            Object::Channel(state) => state.length(),
            _ => 0,
        }
    }

    /// The values in a channel's buffer, oldest first.
    pub fn buffered(&self, channel: ObjectId) -> impl Iterator<Item = Word> + '_ {
        let state = match self.objects.get(channel) {
            Object::Channel(state) => Some(state),
            _ => None,
        };
        state.into_iter().flat_map(|state| state.buffered(&self.waiters))
    }

    /// Makes an object in the state of another one, for which nobody waits: what a copy of a lock is.
    pub fn copy(&mut self, id: ObjectId) -> ObjectId {
        let Table { objects, waiters, .. } = self;
        let copy = match objects.get(id) {
            Object::Mutex(state) => Object::Mutex(state.copy(waiters)),
            Object::RwMutex(state) => Object::RwMutex(state.copy(waiters)),
            Object::WaitGroup(state) => Object::WaitGroup(state.copy(waiters)),
            Object::Cond(state) => Object::Cond(state.copy(waiters)),
            Object::Variable(state) => Object::Variable(*state),
            Object::Atomic(state) => Object::Atomic(*state),
            Object::Channel(state) => Object::Channel(*state),
        };
        objects.insert(copy)
    }

    /// Visits the values that a channel holds: those in its buffer, and those that blocked senders offer.
    pub fn each_value(&mut self, channel: ObjectId, visit: impl FnMut(&mut Word)) {
        if let Some(Some(Object::Channel(state))) = self.objects.all.get(channel.0 as usize) {
            state.each_value(&mut self.waiters, visit);
        }
    }

    pub(super) fn object(&self, id: ObjectId) -> &Object {
        self.objects.get(id)
    }

    pub(super) fn waiters(&self) -> &Waiters {
        &self.waiters
    }

    /// Whether a mutex is in starvation mode.
    pub fn is_starving(&self, mutex: ObjectId) -> bool {
        match self.objects.get(mutex) {
            Object::Mutex(state) => state.is_starving(),
            Object::RwMutex(state) => state.writers().is_starving(),
            _ => false,
        }
    }
}

fn number(value: i64) -> Outcome {
    Outcome::Done(Reply::Number(value))
}
