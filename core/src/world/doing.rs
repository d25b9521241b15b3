//! Requests in the form in which they are told and drawn, and what they touch.

use super::event::{Doing, DoingCase, Queue, Text, Verb};
use crate::rules::{Case, Direction, ObjectId, Op};
use std::rc::Rc;

/// What an operation asks, told. The texts are those of the values that it sends or stores, a case each.
pub(crate) fn doing(op: &Op, texts: &[Text]) -> Doing {
    let (verb, number) = match *op {
        Op::Lock(_) => (Verb::Lock, 0),
        Op::TryLock(_) => (Verb::TryLock, 0),
        Op::Unlock(_) => (Verb::Unlock, 0),
        Op::WriteLock(_) => (Verb::WriteLock, 0),
        Op::TryWriteLock(_) => (Verb::TryWriteLock, 0),
        Op::WriteUnlock(_) => (Verb::WriteUnlock, 0),
        Op::ReadLock(_) => (Verb::ReadLock, 0),
        Op::TryReadLock(_) => (Verb::TryReadLock, 0),
        Op::ReadUnlock(_) => (Verb::ReadUnlock, 0),
        Op::Send(..) => (Verb::Send, 0),
        Op::Receive(_) => (Verb::Receive, 0),
        Op::Close(_) => (Verb::Close, 0),
        Op::Length(_) => (Verb::Length, 0),
        Op::Select { default, .. } => (Verb::Select, i64::from(default)),
        Op::Add(_, delta) => (Verb::Add, delta),
        Op::Wait(_) => (Verb::Wait, 0),
        Op::Load(_) => (Verb::Load, 0),
        Op::Store(..) => (Verb::Store, 0),
        Op::AtomicLoad(_) => (Verb::AtomicLoad, 0),
        Op::AtomicStore(_, value) => (Verb::AtomicStore, value),
        Op::AtomicAdd(_, delta) => (Verb::AtomicAdd, delta),
        Op::AtomicSwap(_, value) => (Verb::AtomicSwap, value),
        Op::AtomicCompareAndSwap(_, _, new) => (Verb::AtomicCompareAndSwap, new),
        Op::Sleep(nanoseconds) => (Verb::Sleep, nanoseconds),
    };
    let cases = match op {
        Op::Select { cases, .. } => Some(told(cases, texts)),
        _ => None,
    };
    let text = match op {
        Op::Send(..) | Op::Store(..) => texts.first().cloned(),
        _ => None,
    };
    let object = match op {
        Op::Select { .. } => None,
        op => objects(op).next(),
    };
    Doing { verb, object, number, text, cases }
}

/// The cases of a select, told.
#[inline(never)]
fn told(cases: &[Case], texts: &[Text]) -> Rc<[DoingCase]> {
    let told_case = |(index, case): (usize, &Case)| DoingCase {
        object: case.channel,
        direction: case.direction,
        text: match case.direction {
            Direction::Send(_) => texts.get(index).cloned(),
            Direction::Receive => None,
        },
    };
    cases.iter().enumerate().map(told_case).collect()
}

/// A request that concerns no object, told.
pub(crate) fn plain(verb: Verb, number: i64, text: Option<Text>) -> Doing {
    Doing { verb, object: None, number, text, cases: None }
}

/// The objects that an operation names.
pub(crate) fn objects(op: &Op) -> impl Iterator<Item = ObjectId> + '_ {
    let (one, cases): (Option<ObjectId>, &[Case]) = match op {
        Op::Lock(id)
        | Op::TryLock(id)
        | Op::Unlock(id)
        | Op::WriteLock(id)
        | Op::TryWriteLock(id)
        | Op::WriteUnlock(id)
        | Op::ReadLock(id)
        | Op::TryReadLock(id)
        | Op::ReadUnlock(id)
        | Op::Add(id, _)
        | Op::Wait(id)
        | Op::Load(id)
        | Op::Store(id, _)
        | Op::AtomicLoad(id)
        | Op::AtomicStore(id, _)
        | Op::AtomicAdd(id, _)
        | Op::AtomicSwap(id, _)
        | Op::AtomicCompareAndSwap(id, ..) => (Some(*id), &[]),
        Op::Send(id, _) | Op::Receive(id) | Op::Close(id) | Op::Length(id) => (*id, &[]),
        Op::Select { cases, .. } => (None, cases),
        Op::Sleep(_) => (None, &[]),
    };
    one.into_iter().chain(cases.iter().filter_map(|case| case.channel))
}

/// Whether an operation leaves its object as it was.
pub(crate) fn only_reads(op: &Op) -> bool {
    matches!(op, Op::Load(_) | Op::AtomicLoad(_) | Op::Length(_))
}

/// The queues in which an operation waits.
pub(crate) fn queues(op: &Op) -> Vec<(ObjectId, Queue)> {
    let queue = |direction: Direction| match direction {
        Direction::Send(_) => Queue::Senders,
        Direction::Receive => Queue::Receivers,
    };
    match op {
        Op::Select { cases, .. } => {
            cases.iter().filter_map(|case| case.channel.map(|id| (id, queue(case.direction)))).collect()
        }
        Op::Send(id, _) => id.map(|id| (id, Queue::Senders)).into_iter().collect(),
        Op::Receive(id) => id.map(|id| (id, Queue::Receivers)).into_iter().collect(),
        Op::ReadLock(id) => vec![(*id, Queue::Readers)],
        op => objects(op).map(|id| (id, Queue::Waiters)).collect(),
    }
}
