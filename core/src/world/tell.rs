//! What came of an operation, told as events: who holds what now, which value went where, who is served.

use super::doing::objects;
use super::event::{Event, Side, Text, WorkerId};
use super::tasks::Tasks;
use crate::rules::op::Received;
use crate::rules::{Arm, Case, Direction, ObjectId, Op, Reply, Word};

/// What a reply is told as: the value it got, and its number.
pub(super) fn told_reply(world: &mut Tasks, op: Option<&Op>, reply: Reply) -> (Option<Text>, i64) {
    let mut received = |got: Received, channel: Option<ObjectId>| match (got, channel) {
        (Received::Value(word, _), Some(channel)) => (Some(world.story.text(channel, word)), 1),
        _ => (None, 0),
    };
    match (reply, op) {
        (Reply::Flag(flag), _) => (None, i64::from(flag)),
        (Reply::Number(number), _) => (None, number),
        (Reply::Word(word), Some(Op::Load(variable))) => (Some(world.story.text(*variable, word)), 0),
        (Reply::Received(got), Some(Op::Receive(channel))) => received(got, *channel),
        (Reply::Selected(Some(case), got), Some(Op::Select { cases, .. })) => {
            let text = got.and_then(|got| received(got, cases[case as usize].channel).0);
            (text, i64::from(case))
        }
        (Reply::Selected(None, _), _) => (None, -1),
        _ => (None, 0),
    }
}

/// Whose step it is, and what matters of the state before it.
#[derive(Clone, Copy)]
pub(super) struct Cause {
    pub(super) worker: WorkerId,
    /// Values lay in the channel's buffer.
    pub(super) had_buffered: bool,
    /// It is not the request's first step.
    pub(super) again: bool,
}

/// What is looked at before an operation to tell what it changed.
pub(super) struct Before {
    /// The object, and whether it is a mutex in starvation mode.
    mutex: Option<(ObjectId, bool)>,
    pub(super) buffered: usize,
}

impl Before {
    pub(super) fn of(world: &Tasks, op: &Op, arm: Arm) -> Self {
        let table = world.sim.table();
        let mutex = objects(op).next().map(|id| (id, table.is_starving(id)));
        let receives_from = match op {
            Op::Receive(channel) => *channel,
            Op::Select { cases, .. } => match cases.get(arm.0 as usize) {
                Some(Case { channel, direction: Direction::Receive }) => *channel,
                _ => None,
            },
            _ => None,
        };
        let buffered = receives_from.map_or(0, |channel| table.length(channel));
        Before { mutex, buffered }
    }

    pub(super) fn tell_starving(&self, world: &Tasks, events: &mut Vec<Event>) {
        if let Some((id, before)) = self.mutex {
            let now = world.sim.table().is_starving(id);
            if now != before {
                events.push(Event::Starving(id, now));
            }
        }
    }
}

/// Tells what a worker's own operation did.
pub(super) fn tell_own(
    world: &mut Tasks,
    cause: Cause,
    op: &Op,
    reply: Reply,
    handed: bool,
    events: &mut Vec<Event>,
) {
    let id = cause.worker;
    match (op, reply) {
        (Op::TryLock(_) | Op::TryWriteLock(_) | Op::TryReadLock(_), Reply::Flag(false)) => {}
        (Op::Lock(object) | Op::TryLock(object) | Op::WriteLock(object) | Op::TryWriteLock(object), _) => {
            acquire(world, *object, id, false, events);
        }
        (Op::ReadLock(object) | Op::TryReadLock(object), _) => acquire(world, *object, id, true, events),
        (Op::Unlock(object) | Op::WriteUnlock(object), _) => release(world, *object, id, false, events),
        (Op::ReadUnlock(object), _) => release(world, *object, id, true, events),
        (Op::Send(Some(channel), word), _) if !handed => {
            buffer(world, *channel, *word, Side::Back, id, events)
        }
        (Op::Receive(Some(channel)), _) if cause.had_buffered => events.push(Event::Taken(*channel, id)),
        (Op::Select { cases, .. }, Reply::Selected(Some(case), _)) => {
            let Case { channel: Some(channel), direction } = cases[case as usize] else { return };
            match direction {
                Direction::Send(word) if !handed => buffer(world, channel, word, Side::Back, id, events),
                Direction::Receive if cause.had_buffered => events.push(Event::Taken(channel, id)),
                _ => {}
            }
        }
        (Op::Close(Some(channel)), _) => events.push(Event::Closed(*channel, id)),
        (Op::Add(object, delta), _) if !cause.again => {
            let count = world.story.counted(*object, *delta);
            events.push(Event::Counted(*object, count, id));
        }
        (Op::Load(object) | Op::AtomicLoad(object) | Op::Length(Some(object)), _) => {
            events.push(Event::Read(*object, id));
        }
        (Op::Store(object, word), _) => {
            let text = world.story.text(*object, *word);
            events.push(Event::Written(*object, text, id));
        }
        (Op::AtomicAdd(object, _), Reply::Number(value)) => events.push(Event::Counted(*object, value, id)),
        (Op::AtomicStore(object, value) | Op::AtomicSwap(object, value), _) => {
            events.push(Event::Counted(*object, *value, id));
        }
        (Op::AtomicCompareAndSwap(object, _, new), Reply::Flag(true)) => {
            events.push(Event::Counted(*object, *new, id));
        }
        (Op::AtomicCompareAndSwap(object, ..), _) => events.push(Event::Read(*object, id)),
        _ => {}
    }
}

fn acquire(world: &mut Tasks, object: ObjectId, id: WorkerId, to_read: bool, events: &mut Vec<Event>) {
    world.story.acquired(object, id);
    events.push(Event::Acquired(object, id, to_read));
}

fn release(world: &mut Tasks, object: ObjectId, id: WorkerId, to_read: bool, events: &mut Vec<Event>) {
    let holder = world.story.released(object, id);
    events.push(Event::Released(object, id, holder, to_read));
}

fn buffer(
    world: &mut Tasks,
    channel: ObjectId,
    word: Word,
    side: Side,
    by: WorkerId,
    events: &mut Vec<Event>,
) {
    let text = world.story.text(channel, word);
    events.push(Event::Buffered(channel, text, side, by));
}

/// Tells what became of an operation that somebody else's step served.
pub(super) fn tell_granted(
    world: &mut Tasks,
    cause: Cause,
    id: WorkerId,
    op: &Op,
    reply: Reply,
    events: &mut Vec<Event>,
) {
    let mut received = |channel: Option<ObjectId>, got: Option<Received>| {
        if let (Some(channel), Some(Received::Value(word, _))) = (channel, got) {
            let text = world.story.text(channel, word);
            events.push(Event::HandedOver(channel, text, cause.worker, id));
        }
    };
    match (op, reply) {
        (Op::Receive(channel), Reply::Received(got)) => received(*channel, Some(got)),
        (Op::Select { cases, .. }, Reply::Selected(Some(case), got)) => {
            let Case { channel, direction } = cases[case as usize];
            match (channel, direction) {
                (Some(channel), Direction::Send(word)) => sent(world, cause, id, channel, word, events),
                _ => received(channel, got),
            }
        }
        (Op::Send(Some(channel), word), _) => sent(world, cause, id, *channel, *word, events),
        (Op::Lock(object) | Op::WriteLock(object), _) => acquire(world, *object, id, false, events),
        (Op::ReadLock(object), _) => acquire(world, *object, id, true, events),
        _ => {}
    }
}

/// A blocked sender's value went into the place that was freed in the buffer, or to the receiver.
fn sent(
    world: &mut Tasks,
    cause: Cause,
    id: WorkerId,
    channel: ObjectId,
    word: Word,
    events: &mut Vec<Event>,
) {
    if cause.had_buffered {
        buffer(world, channel, word, Side::Back, id, events);
    } else {
        let text = world.story.text(channel, word);
        events.push(Event::HandedOver(channel, text, id, cause.worker));
    }
}

/// Tells what was undone of a request that was served unseen.
pub(super) fn tell_undone(
    world: &mut Tasks,
    id: WorkerId,
    op: &Op,
    reply: Reply,
    nobody_got_it: bool,
    events: &mut Vec<Event>,
) {
    let returned = match (op, reply) {
        (Op::TryLock(_) | Op::TryWriteLock(_) | Op::TryReadLock(_), Reply::Flag(false)) => None,
        (Op::Lock(object) | Op::TryLock(object) | Op::WriteLock(object) | Op::TryWriteLock(object), _) => {
            release(world, *object, id, false, events);
            None
        }
        (Op::ReadLock(object) | Op::TryReadLock(object), _) => {
            release(world, *object, id, true, events);
            None
        }
        (Op::Receive(Some(channel)), Reply::Received(Received::Value(word, _))) => Some((*channel, word)),
        (Op::Select { cases, .. }, Reply::Selected(Some(case), Some(Received::Value(word, _)))) => {
            cases[case as usize].channel.map(|channel| (channel, word))
        }
        _ => None,
    };
    if let Some((channel, word)) = returned
        && nobody_got_it
    {
        // It goes before what was sent after it, and so behind what was sent before it and came back sooner.
        let ahead: Vec<Word> = world.sim.table().buffered(channel).take_while(|one| *one != word).collect();
        ahead.iter().for_each(|_| events.push(Event::Taken(channel, id)));
        for word in std::iter::once(word).chain(ahead.into_iter().rev()) {
            buffer(world, channel, word, Side::Front, id, events);
        }
    }
}
