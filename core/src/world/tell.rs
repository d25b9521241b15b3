//! What came of an operation, told as events: who holds what now, which value went where, who is served.

use super::doing::objects;
use super::event::{Event, Side, Text, WorkerId};
use super::story::Story;
use super::tasks::Tasks;
use crate::rules::op::Received;
use crate::rules::{Arm, Case, Direction, ObjectId, Op, Reply, Table, Word};

/// What is known of the objects of a world, so that what happens to them can be told.
pub(crate) trait Lore {
    /// A word of this object as a text.
    fn text(&mut self, object: ObjectId, word: Word) -> Text;

    /// Who holds what, and the counts.
    fn story(&mut self) -> &mut Story;
}

impl Lore for Story {
    fn text(&mut self, object: ObjectId, word: Word) -> Text {
        self.kept(object, word)
    }

    fn story(&mut self) -> &mut Story {
        self
    }
}

/// What a reply is told as: the value it got, and its number.
pub(crate) fn told_reply(lore: &mut impl Lore, op: Option<&Op>, reply: Reply) -> (Option<Text>, i64) {
    let mut received = |got: Received, channel: Option<ObjectId>| match (got, channel) {
        (Received::Value(word, _), Some(channel)) => (Some(lore.text(channel, word)), 1),
        _ => (None, 0),
    };
    match (reply, op) {
        (Reply::Flag(flag), _) => (None, i64::from(flag)),
        (Reply::Number(number), _) => (None, number),
        (Reply::Word(word), Some(Op::Load(variable))) => (Some(lore.text(*variable, word)), 0),
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
pub(crate) struct Cause {
    pub(crate) worker: WorkerId,
    /// Values lay in the channel's buffer.
    pub(crate) had_buffered: bool,
    /// It is not the request's first step.
    pub(crate) again: bool,
}

/// What is looked at before an operation to tell what it changed.
#[derive(Clone, Copy)]
pub(crate) struct Before {
    /// The object, and whether it is a mutex in starvation mode.
    mutex: Option<(ObjectId, bool)>,
    pub(crate) buffered: usize,
}

impl Before {
    pub(crate) fn of(table: &Table, op: &Op, arm: Arm) -> Self {
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

    /// The mutex that has entered or left starvation mode since.
    pub(crate) fn starving(&self, table: &Table) -> Option<(ObjectId, bool)> {
        let (id, before) = self.mutex?;
        let now = table.is_starving(id);
        (now != before).then_some((id, now))
    }
}

/// Tells what a worker's own operation did.
pub(crate) fn tell_own(
    lore: &mut impl Lore,
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
            acquire(lore, *object, id, false, events);
        }
        (Op::ReadLock(object) | Op::TryReadLock(object), _) => acquire(lore, *object, id, true, events),
        (Op::Unlock(object) | Op::WriteUnlock(object), _) => release(lore, *object, id, false, events),
        (Op::ReadUnlock(object), _) => release(lore, *object, id, true, events),
        (Op::Send(Some(channel), word), _) if !handed => {
            buffer(lore, *channel, *word, Side::Back, id, events)
        }
        (Op::Receive(Some(channel)), _) if cause.had_buffered => events.push(Event::Taken(*channel, id)),
        (Op::Select { cases, .. }, Reply::Selected(Some(case), _)) => {
            let Case { channel: Some(channel), direction } = cases[case as usize] else { return };
            match direction {
                Direction::Send(word) if !handed => buffer(lore, channel, word, Side::Back, id, events),
                Direction::Receive if cause.had_buffered => events.push(Event::Taken(channel, id)),
                _ => {}
            }
        }
        (Op::Close(Some(channel)), _) => events.push(Event::Closed(*channel, id)),
        (Op::Add(object, delta), _) if !cause.again => {
            let count = lore.story().counted(*object, *delta);
            events.push(Event::Counted(*object, count, id));
        }
        (Op::Load(object) | Op::AtomicLoad(object) | Op::Length(Some(object)), _) => {
            events.push(Event::Read(*object, id));
        }
        (Op::Store(object, word), _) => {
            let text = lore.text(*object, *word);
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

fn acquire(lore: &mut impl Lore, object: ObjectId, id: WorkerId, to_read: bool, events: &mut Vec<Event>) {
    lore.story().acquired(object, id);
    events.push(Event::Acquired(object, id, to_read));
}

fn release(lore: &mut impl Lore, object: ObjectId, id: WorkerId, to_read: bool, events: &mut Vec<Event>) {
    let holder = lore.story().released(object, id);
    events.push(Event::Released(object, id, holder, to_read));
}

fn buffer(
    lore: &mut impl Lore,
    channel: ObjectId,
    word: Word,
    side: Side,
    by: WorkerId,
    events: &mut Vec<Event>,
) {
    let text = lore.text(channel, word);
    events.push(Event::Buffered(channel, text, side, by));
}

/// Tells what became of an operation that somebody else's step served.
pub(crate) fn tell_granted(
    lore: &mut impl Lore,
    cause: Cause,
    id: WorkerId,
    op: &Op,
    reply: Reply,
    events: &mut Vec<Event>,
) {
    let mut received = |channel: Option<ObjectId>, got: Option<Received>| {
        if let (Some(channel), Some(Received::Value(word, _))) = (channel, got) {
            let text = lore.text(channel, word);
            events.push(Event::HandedOver(channel, text, cause.worker, id));
        }
    };
    match (op, reply) {
        (Op::Receive(channel), Reply::Received(got)) => received(*channel, Some(got)),
        (Op::Select { cases, .. }, Reply::Selected(Some(case), got)) => {
            let Case { channel, direction } = cases[case as usize];
            match (channel, direction) {
                (Some(channel), Direction::Send(word)) => sent(lore, cause, id, channel, word, events),
                _ => received(channel, got),
            }
        }
        (Op::Send(Some(channel), word), _) => sent(lore, cause, id, *channel, *word, events),
        (Op::Lock(object) | Op::WriteLock(object), _) => acquire(lore, *object, id, false, events),
        (Op::ReadLock(object), _) => acquire(lore, *object, id, true, events),
        _ => {}
    }
}

/// A blocked sender's value went into the place that was freed in the buffer, or to the receiver.
fn sent(
    lore: &mut impl Lore,
    cause: Cause,
    id: WorkerId,
    channel: ObjectId,
    word: Word,
    events: &mut Vec<Event>,
) {
    if cause.had_buffered {
        buffer(lore, channel, word, Side::Back, id, events);
    } else {
        let text = lore.text(channel, word);
        events.push(Event::HandedOver(channel, text, id, cause.worker));
    }
}

/// Tells what was undone of a request that was served unseen.
pub(crate) fn tell_undone(
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
            release(&mut world.story, *object, id, false, events);
            None
        }
        (Op::ReadLock(object) | Op::TryReadLock(object), _) => {
            release(&mut world.story, *object, id, true, events);
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
            buffer(&mut world.story, channel, word, Side::Front, id, events);
        }
    }
}
