//! Why a worker cannot go: "G2 waits for mu, held by G1".

use super::does::{channels, joined};
use super::words::{object, worker, workers};
use super::{Arg, Message};
use crate::rules::{Kind, ObjectId};
use crate::say;
use crate::timeline::Moment;
use crate::timeline::parts::{Object, Pending, State, Status, Worker};
use crate::world::{Doing, Queue, Verb, WorkerId};

/// How much a sentence says about a wait for a lock.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Detail {
    /// For what.
    Bare,
    /// And who has it.
    Holder,
    /// And how many go first.
    Ahead,
}

/// The request that keeps a waiting worker: the one that waits, the oldest if there are several.
pub(super) fn waiting(worker: &Worker) -> Option<&Pending> {
    worker.pending.iter().find(|pending| matches!(pending.status, Status::Parked(_) | Status::Asleep(_)))
}

/// The object at which a request waits: its own, or the first of a select's.
pub(super) fn at(pending: &Pending) -> Option<(ObjectId, Queue)> {
    match &pending.status {
        Status::Parked(places) => places.first().copied(),
        _ => None,
    }
}

/// Why these workers cannot go, told of `who`; `one` is any of them. `None` if it can, or is done.
pub(super) fn why(moment: &Moment, one: WorkerId, who: Arg, detail: Detail) -> Option<Message> {
    let known = moment.worker(one)?;
    if !matches!(known.state(), State::Waiting | State::Asleep) {
        return None;
    }
    let pending = waiting(known)?;
    if let Status::Asleep(until) = pending.status {
        return Some(say!(WaitSleep, who = who, until = Arg::Duration(until)));
    }
    Some(clause(moment, one, pending, who, detail))
}

fn clause(moment: &Moment, one: WorkerId, pending: &Pending, who: Arg, detail: Detail) -> Message {
    let doing = &pending.doing;
    let it = || object(moment, doing.object);
    let known = doing.object.and_then(|object| moment.object(object));
    match (doing.verb, known) {
        (Verb::Lock, Some(known)) => lock(moment, one, (doing, known), who, detail),
        (Verb::ReadLock | Verb::WriteLock, Some(known)) => read_or_write(moment, (doing, known), who),
        (Verb::Send, Some(known)) => match known.kind {
            Kind::Channel(0) => say!(WaitSend, who = who, object = it()),
            _ => say!(WaitRoom, who = who, object = it()),
        },
        (Verb::Receive, Some(_)) => say!(WaitReceive, who = who, object = it()),
        (Verb::Send | Verb::Receive, None) => say!(WaitNil, who = who),
        (Verb::Wait, Some(known)) if known.kind == Kind::Cond => {
            say!(GoWaitCondition, who = who, object = it())
        }
        (Verb::Wait, Some(known)) => say!(WaitCount, who = who, object = it(), count = known.count),
        (Verb::Select, _) => select(moment, doing, who),
        (Verb::Join, _) => say!(WaitJoin, who = who, other = joined(moment, doing)),
        _ => say!(WaitLock, who = who, object = it()),
    }
}

#[inline(never)]
fn read_or_write(moment: &Moment, (doing, known): (&Doing, &Object), who: Arg) -> Message {
    let it = object(moment, doing.object);
    let writes = doing.verb == Verb::WriteLock;
    let because = because(moment, known, writes);
    match writes {
        true => say!(WaitWrite, who = who, object = it, because = because),
        false => say!(WaitRead, who = who, object = it, because = because),
    }
}

#[inline(never)]
fn select(moment: &Moment, doing: &Doing, who: Arg) -> Message {
    let channels = channels(doing);
    let names = || Arg::Many(channels.iter().map(|channel| object(moment, Some(*channel))).collect());
    match channels.len() {
        0 => say!(WaitSelectNever, who = who),
        1 => say!(WaitSelectOne, who = who, objects = names()),
        _ => say!(WaitSelect, who = who, objects = names()),
    }
}

fn lock(
    moment: &Moment,
    one: WorkerId,
    (doing, known): (&Doing, &Object),
    who: Arg,
    detail: Detail,
) -> Message {
    let it = object(moment, doing.object);
    let Some(holder) = known.holder.filter(|_| detail != Detail::Bare) else {
        return say!(WaitLock, who = who, object = it);
    };
    let holder = worker(moment, holder);
    match ahead(known, Queue::Waiters, one) {
        ahead @ 1.. if detail == Detail::Ahead => {
            say!(WaitLockBehind, who = who, object = it, holder = holder, ahead = ahead)
        }
        _ => say!(WaitLockHeld, who = who, object = it, holder = holder),
    }
}

/// How many stand before a worker in a queue.
pub(super) fn ahead(object: &Object, queue: Queue, worker: WorkerId) -> usize {
    object.queue(queue).iter().position(|waiter| waiter.worker == worker).unwrap_or(0)
}

/// Who keeps a read-write mutex from those who want to read or to write.
pub(super) fn because(moment: &Moment, object: &Object, to_write: bool) -> Message {
    let first = object.queue(Queue::Waiters).front();
    match (object.holder, first) {
        (Some(holder), _) => say!(BecauseWrites, holder = worker(moment, holder)),
        (None, Some(first)) if !to_write => say!(BecauseWriterWaits, writer = worker(moment, first.worker)),
        _ if !object.readers.is_empty() => {
            say!(BecauseReads, readers = workers(moment, object.readers.iter().copied()))
        }
        _ => say!(BecauseTaken),
    }
}
