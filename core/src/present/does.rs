//! What a request is about to do, as an infinitive: "lock mu", "select: receive from ch".

use super::words::{object, worker};
use super::{Arg, Id, Message, cluster};
use crate::rules::{Arm, Direction, ObjectId};
use crate::say;
use crate::timeline::Moment;
use crate::timeline::parts::{Pending, Status};
use crate::world::{Choice, Doing, Queue, Text, Verb, WorkerId};

/// "G2: lock mu".
pub(super) fn choice(moment: &Moment, choice: Choice) -> Message {
    if moment.is_cluster() {
        return cluster::choice(moment, choice);
    }
    let pending = moment.worker(choice.worker).and_then(|known| known.request(choice.request));
    let does = pending.map_or_else(|| say!(DoYield), |pending| request(moment, pending, Some(choice.arm)));
    say!(Choice, worker = worker(moment, choice.worker), does = does)
}

/// What a request does if it is taken up this way, or in general.
pub(super) fn request(moment: &Moment, pending: &Pending, arm: Option<Arm>) -> Message {
    let doing = &pending.doing;
    match (&pending.status, arm) {
        (Status::Asleep(until), _) if doing.verb == Verb::Fire => {
            say!(GoDoFireAt, until = Arg::Duration(*until))
        }
        (Status::Asleep(until), _) => say!(DoWake, until = Arg::Duration(*until)),
        (Status::Woken, _) => again(moment, doing, arm),
        (_, Some(arm)) if doing.verb == Verb::Select => select(moment, doing, arm),
        (_, Some(arm)) if doing.verb == Verb::Unlock && pending.arms().len() > 1 => {
            unlock(moment, doing, arm)
        }
        (_, Some(arm)) if doing.verb == Verb::NextKey && pending.arms().len() > 1 => {
            say!(GoDoNextKeyOf, object = object(moment, doing.object), number = u32::from(arm.0) + 1)
        }
        _ => plain(moment, doing),
    }
}

/// What a request does when it is woken.
#[inline(never)]
fn again(moment: &Moment, doing: &Doing, arm: Option<Arm>) -> Message {
    let it = || object(moment, doing.object);
    match (doing.verb, arm) {
        (Verb::Lock, Some(Arm::STARVING)) => say!(DoLockStarving, object = it()),
        (Verb::Lock | Verb::WriteLock, _) => say!(DoLockAgain, object = it()),
        (Verb::Add, _) => say!(DoRelease, object = it()),
        (Verb::Wait, _) => say!(DoWaitReturn, object = it()),
        _ => plain(moment, doing),
    }
}

/// An unlock that may hand over to any of those who wait.
#[inline(never)]
fn unlock(moment: &Moment, doing: &Doing, arm: Arm) -> Message {
    let queue = doing.object.and_then(|object| moment.object(object)).map(|it| it.queue(Queue::Waiters));
    match queue.and_then(|queue| queue.get(arm.0.into())) {
        Some(next) => {
            let next = worker(moment, next.worker);
            say!(DoUnlockWakes, object = object(moment, doing.object), next = next)
        }
        None => plain(moment, doing),
    }
}

#[inline(never)]
fn select(moment: &Moment, doing: &Doing, arm: Arm) -> Message {
    let case = doing.cases.as_ref().and_then(|cases| cases.get(usize::from(arm.0)));
    match case {
        Some(case) => {
            let channel = object(moment, case.object);
            let does = match case.direction {
                Direction::Send(_) => say!(DoSend, object = channel, value = value(&case.text)),
                Direction::Receive => say!(DoReceive, object = channel),
            };
            say!(DoSelectCase, does = does)
        }
        None if doing.number != 0 => say!(DoSelectDefault),
        None => say!(DoSelectNone),
    }
}

/// A value as it is shown.
pub(super) fn value(text: &Option<Text>) -> Arg {
    Arg::Value(text.clone().unwrap_or_else(|| "".into()))
}

/// Whom a join waits for.
pub(super) fn joined(moment: &Moment, doing: &Doing) -> Arg {
    match u32::try_from(doing.number).ok().filter(|number| (*number as usize) < moment.workers.len()) {
        Some(number) => worker(moment, WorkerId(number)),
        None => say!(AWorker).into(),
    }
}

fn plain(moment: &Moment, doing: &Doing) -> Message {
    let it = || object(moment, doing.object);
    let on = |id: Id| {
        debug_assert_eq!(id.variables(), ["object"]);
        Message { id, args: vec![it()] }
    };
    let text = || doing.text.clone().unwrap_or_else(|| "".into());
    match doing.verb {
        Verb::Lock => on(Id::DoLock),
        Verb::TryLock => on(Id::DoTryLock),
        Verb::Unlock => on(Id::DoUnlock),
        Verb::WriteLock => on(Id::DoWriteLock),
        Verb::TryWriteLock => on(Id::DoTryWriteLock),
        Verb::WriteUnlock => on(Id::DoWriteUnlock),
        Verb::ReadLock => on(Id::DoReadLock),
        Verb::TryReadLock => on(Id::DoTryReadLock),
        Verb::ReadUnlock => on(Id::DoReadUnlock),
        Verb::Send => say!(DoSend, object = it(), value = value(&doing.text)),
        Verb::Receive => on(Id::DoReceive),
        Verb::Close => on(Id::DoClose),
        Verb::Length => on(Id::DoLength),
        Verb::Select => say!(DoSelect),
        Verb::Add if doing.number == -1 => on(Id::DoDone),
        Verb::Add => say!(DoAdd, delta = doing.number, object = it()),
        Verb::Wait => on(Id::DoWait),
        Verb::Load | Verb::AtomicLoad => on(Id::DoLoad),
        Verb::Store | Verb::AtomicStore | Verb::AtomicAdd | Verb::AtomicSwap | Verb::AtomicCompareAndSwap => {
            writes(doing, it())
        }
        Verb::Sleep => say!(DoSleep, time = duration(doing.number)),
        Verb::Yield => say!(DoYield),
        Verb::Print => say!(DoPrint, text = Arg::Value(text())),
        Verb::Join => say!(DoJoin, other = joined(moment, doing)),
        Verb::Spawn => say!(DoSpawn, other = text()),
        Verb::Return => say!(DoReturn),
        Verb::Panic => say!(DoPanic),
        _ => rarer(doing, it()),
    }
}

/// A duration that may be negative, which is as good as none.
pub(super) fn duration(nanoseconds: i64) -> Arg {
    Arg::Duration(nanoseconds.max(0).unsigned_abs())
}

/// What only programs do that are typed in.
#[inline(never)]
fn rarer(doing: &Doing, it: Arg) -> Message {
    match doing.verb {
        Verb::Register => say!(GoDoRegister, object = it),
        Verb::Signal => say!(GoDoSignal, object = it),
        Verb::Broadcast => say!(GoDoBroadcast, object = it),
        Verb::NextKey => say!(GoDoNextKey, object = it),
        Verb::CountWorkers => say!(GoDoCountWorkers),
        Verb::SetTimer => say!(GoDoSetTimer, time = duration(doing.number)),
        Verb::StopTimer => say!(GoDoStopTimer),
        Verb::Fire => say!(GoDoFire),
        Verb::Goexit => say!(GoDoLeave),
        Verb::Exit => say!(GoDoExit, code = doing.number),
        _ => say!(GoDoCompute),
    }
}

#[inline(never)]
fn writes(doing: &Doing, it: Arg) -> Message {
    match doing.verb {
        Verb::AtomicAdd => say!(DoAtomicAdd, delta = doing.number, object = it),
        Verb::AtomicSwap => say!(DoSwap, object = it, value = number(doing.number)),
        Verb::AtomicCompareAndSwap => say!(DoCompare, object = it, value = number(doing.number)),
        Verb::AtomicStore => say!(DoStore, object = it, value = number(doing.number)),
        _ if doing.number == 1 => say!(GoDoFinishStore, object = it, value = value(&doing.text)),
        _ => say!(DoStore, object = it, value = value(&doing.text)),
    }
}

/// A number as a value of the program.
pub(super) fn number(number: i64) -> Arg {
    Arg::Value(number.to_string().into())
}

/// The channels of a select that are not nil, each once, in source order.
pub(super) fn channels(doing: &Doing) -> Vec<ObjectId> {
    let mut found = Vec::new();
    for object in doing.cases.iter().flat_map(|cases| cases.iter()).filter_map(|case| case.object) {
        if !found.contains(&object) {
            found.push(object);
        }
    }
    found
}
