//! One step: a request is taken up, and what came of it is told.

use super::choices::Choice;
use super::doing::{objects, queues};
use super::event::{End, Event, RequestId, Side, Text, WorkerId};
use super::story::Story;
use super::tasks::{Status, Task, Tasks};
use super::trace::{Part, mix};
use crate::rules::op::Received;
use crate::rules::{Arm, Case, Direction, Ended, Fault, Notice, ObjectId, Op, Outcome, Reply, Ticket, Word};
use crate::sync::Failure;
use crate::sync::port::{Answer, Ask};

/// Takes up the chosen request.
pub(super) fn serve(world: &mut Tasks, choice: Choice, events: &mut Vec<Event>) {
    let Choice { worker: id, request, arm } = choice;
    world.stirred.workers.push(id);
    let pending = world.pending(id, request).expect("a choice names a pending request");
    let status = pending.status;
    let asked = match &mut pending.task {
        Task::Ask(Ask::Op(op, _)) => {
            let op = op.clone();
            operate(world, (id, request), &op, arm, status, events);
            world.exit_if_done(id, events);
            return;
        }
        Task::Ask(Ask::Print(text)) => Asked::Print(text.clone()),
        Task::Ask(Ask::Yield) => Asked::Yield,
        Task::Ask(Ask::Spawn(name, job)) => {
            let job = std::mem::replace(job, Box::pin(std::future::ready(Ok(()))));
            Asked::Spawn(name.clone(), job)
        }
        Task::Ask(Ask::Join(worker)) => Asked::Join(WorkerId(*worker)),
        Task::Return => Asked::End(End::Returned),
        Task::Panic(Failure::Fault(fault)) => Asked::End(End::Fault(id, *fault)),
        Task::Panic(Failure::Text(text)) => Asked::End(End::Panic(id, text.clone())),
    };
    let mut parts = vec![Part::Worker(id)];
    match asked {
        Asked::Print(text) => {
            events.push(Event::Printed(id, text));
            answer(world, id, request, Ok(Reply::Unit), events);
        }
        Asked::Yield => answer(world, id, request, Ok(Reply::Unit), events),
        Asked::Spawn(name, job) => {
            let child = world.start(Some(id), name, job, events);
            answer(world, id, request, Ok(Reply::Number(i64::from(child.0))), events);
        }
        Asked::Join(other) => {
            parts.push(Part::Worker(other));
            join(world, (id, request), other, events);
        }
        Asked::End(end) => {
            if end == End::Returned {
                answer(world, id, request, Ok(Reply::Unit), events);
                world.exit_if_done(id, events);
            }
            world.finish(end, events);
        }
    }
    world.trace.step(&parts, u128::from(request.0));
    world.exit_if_done(id, events);
}

enum Asked {
    Print(Text),
    Yield,
    Spawn(Text, crate::sync::port::Job),
    Join(WorkerId),
    End(End),
}

fn join(world: &mut Tasks, (id, request): (WorkerId, RequestId), other: WorkerId, events: &mut Vec<Event>) {
    if world.workers[other.0 as usize].exited {
        answer(world, id, request, Ok(Reply::Unit), events);
        return;
    }
    world.workers[other.0 as usize].joiners.push((id, request));
    if let Some(pending) = world.pending(id, request) {
        pending.status = Status::Joining;
        pending.told.clear();
    }
    events.push(Event::Parked(id, request, [].into(), Side::Back));
}

/// Ends a request with its answer.
pub(super) fn answer(
    world: &mut Tasks,
    id: WorkerId,
    request: RequestId,
    answer: Answer,
    events: &mut Vec<Event>,
) {
    let pending = &mut world.workers[id.0 as usize].pending;
    let at = pending.iter().position(|pending| pending.id == request).expect("a request is answered once");
    let pending = pending.remove(at);
    world.stirred.workers.push(id);
    match answer {
        Ok(reply) => {
            let (text, number) = told_reply(world, pending.op(), reply);
            events.push(Event::Served(id, request, text, number));
        }
        Err(fault) => events.push(Event::Refused(id, request, fault)),
    }
    if let Some(sender) = pending.answer {
        // Nobody listens any more if the future was dropped, which its own message then tells.
        let _ = sender.send(answer);
    }
}

/// What a reply is told as: the value it got, and its number.
fn told_reply(world: &mut Tasks, op: Option<&Op>, reply: Reply) -> (Option<Text>, i64) {
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

/// Applies an operation to its object.
fn operate(
    world: &mut Tasks,
    (id, request): (WorkerId, RequestId),
    op: &Op,
    arm: Arm,
    status: Status,
    events: &mut Vec<Event>,
) {
    let mut parts = vec![Part::Worker(id)];
    parts.extend(objects(op).map(Part::Object));
    if let Status::Asleep(_, _, deadline) = status
        && deadline > world.now
    {
        world.now = deadline;
        parts.push(Part::Clock);
        events.push(Event::Advanced(deadline));
    }
    let before = Before::of(world, op, arm);
    let mut notices = std::mem::take(&mut world.notices);
    let (ticket, outcome) = match status {
        Status::New => {
            let ticket = Ticket(world.tickets.insert((id, request)) as u32);
            (ticket, world.sim.table().apply(ticket, op, arm, world.now, &mut notices))
        }
        Status::Woken(link, ticket) | Status::Asleep(link, ticket, _) => {
            (ticket, world.sim.table().retry(op, link, arm, &mut notices))
        }
        Status::Parked(..) | Status::Joining => unreachable!("a request that waits cannot be chosen"),
    };
    world.stirred.objects.extend(objects(op));
    before.tell_starving(world, events);
    let again = !matches!(status, Status::New);
    let cause = Cause { worker: id, had_buffered: before.buffered > 0, again };
    match outcome {
        Outcome::Park(link) => {
            park(world, (id, request), op, link, ticket, again, events);
            tell_notices(world, cause, &mut notices, &mut parts, events);
        }
        Outcome::Done(reply) => {
            world.tickets.remove(ticket.0 as usize);
            let handed = notices.iter().any(|notice| matches!(notice.what, Ended::Granted(_)));
            tell_own(world, cause, op, reply, handed, events);
            tell_notices(world, cause, &mut notices, &mut parts, events);
            answer(world, id, request, Ok(reply), events);
        }
        Outcome::Fault(fault) => {
            world.tickets.remove(ticket.0 as usize);
            refuse(world, id, request, fault, events);
        }
    }
    world.notices = notices;
    world.trace.step(&parts, mix(u128::from(request.0), u128::from(arm.0)));
}

fn refuse(world: &mut Tasks, id: WorkerId, request: RequestId, fault: Fault, events: &mut Vec<Event>) {
    answer(world, id, request, Err(fault), events);
    if fault.is_fatal() {
        world.finish(End::Fault(id, fault), events);
    }
}

fn park(
    world: &mut Tasks,
    (id, request): (WorkerId, RequestId),
    op: &Op,
    link: crate::rules::Link,
    ticket: Ticket,
    again: bool,
    events: &mut Vec<Event>,
) {
    let now = world.now;
    let status = match op {
        Op::Sleep(nanoseconds) => {
            let deadline = now.saturating_add(u64::try_from(*nanoseconds).unwrap_or(0));
            events.push(Event::Asleep(id, request, deadline));
            Status::Asleep(link, ticket, deadline)
        }
        Op::Add(object, delta) => {
            // The last Done: it waits for nobody, but has its second step to go.
            let count = world.story.counted(*object, *delta);
            events.push(Event::Counted(*object, count, id));
            Status::Parked(link, ticket)
        }
        op => {
            let side = if again { Side::Front } else { Side::Back };
            events.push(Event::Parked(id, request, queues(op).into(), side));
            Status::Parked(link, ticket)
        }
    };
    let pending = world.pending(id, request).expect("a request that parks is pending");
    pending.status = status;
    pending.told.clear();
}

/// Whose step it is, and what matters of the state before it.
#[derive(Clone, Copy)]
struct Cause {
    worker: WorkerId,
    /// Values lay in the channel's buffer.
    had_buffered: bool,
    /// It is not the request's first step.
    again: bool,
}

/// What is looked at before an operation to tell what it changed.
struct Before {
    mutex: Option<(ObjectId, bool)>,
    buffered: usize,
}

impl Before {
    fn of(world: &Tasks, op: &Op, arm: Arm) -> Self {
        let table = world.sim.table();
        let mutex = match op {
            Op::Lock(id) | Op::TryLock(id) | Op::Unlock(id) => Some((*id, table.is_starving(*id))),
            _ => None,
        };
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

    fn tell_starving(&self, world: &Tasks, events: &mut Vec<Event>) {
        if let Some((id, before)) = self.mutex {
            let now = world.sim.table().is_starving(id);
            if now != before {
                events.push(Event::Starving(id, now));
            }
        }
    }
}

/// Tells what a worker's own operation did.
fn tell_own(world: &mut Tasks, cause: Cause, op: &Op, reply: Reply, handed: bool, events: &mut Vec<Event>) {
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

/// Tells the others how their waits ended, and answers them.
fn tell_notices(
    world: &mut Tasks,
    cause: Cause,
    notices: &mut Vec<Notice>,
    parts: &mut Vec<Part>,
    events: &mut Vec<Event>,
) {
    for Notice { ticket, what } in notices.drain(..) {
        let (id, request) = world.tickets[ticket.0 as usize];
        let pending = world.pending(id, request).expect("a request with a ticket is pending");
        let op = pending.op().expect("only operations have tickets").clone();
        parts.push(Part::Worker(id));
        parts.extend(objects(&op).map(Part::Object).filter(|part| !parts.contains(part)).collect::<Vec<_>>());
        world.stirred.objects.extend(objects(&op));
        let own_second_step = matches!(op, Op::Add(..));
        if !own_second_step {
            events.push(Event::Unparked(id, request));
        }
        match what {
            Ended::Woken => {
                events.push(Event::Woken(id, request));
                let pending = world.pending(id, request).expect("a request with a ticket is pending");
                if let Status::Parked(link, ticket) = pending.status {
                    pending.status = Status::Woken(link, ticket);
                    pending.told = vec![Arm::ONLY];
                }
                world.stirred.workers.push(id);
                if Story::is_contended(&op) {
                    world.watch(id, op);
                }
            }
            Ended::Granted(reply) => {
                world.tickets.remove(ticket.0 as usize);
                tell_granted(world, cause, id, &op, reply, events);
                answer(world, id, request, Ok(reply), events);
                world.exit_if_done(id, events);
            }
            Ended::Fault(fault) => {
                world.tickets.remove(ticket.0 as usize);
                refuse(world, id, request, fault, events);
            }
        }
    }
}

/// Tells what became of an operation that somebody else's step served.
fn tell_granted(
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

/// A worker gave a request up: while it waited, or when it had been served unseen.
pub(super) fn withdraw(
    world: &mut Tasks,
    id: WorkerId,
    request: RequestId,
    op: Option<Op>,
    unseen: Option<Reply>,
    events: &mut Vec<Event>,
) {
    let mut notices = std::mem::take(&mut world.notices);
    let mut parts = vec![Part::Worker(id)];
    if let Some(op) = &op {
        parts.extend(objects(op).map(Part::Object));
        world.stirred.objects.extend(objects(op));
    }
    match (op, unseen) {
        (Some(op), Some(reply)) => {
            world.sim.table().undo(&op, reply, world.now, &mut notices);
            tell_undone(world, id, &op, reply, notices.is_empty(), events);
        }
        (None, Some(_)) => {}
        (op, None) => {
            let pending = &mut world.workers[id.0 as usize].pending;
            if let Some(at) = pending.iter().position(|pending| pending.id == request) {
                let pending = pending.remove(at);
                world.stirred.workers.push(id);
                match (pending.status, op) {
                    (
                        Status::Parked(link, ticket)
                        | Status::Woken(link, ticket)
                        | Status::Asleep(link, ticket, _),
                        Some(op),
                    ) => {
                        world.sim.table().withdraw(&op, link, world.now, &mut notices);
                        world.tickets.remove(ticket.0 as usize);
                        if matches!(pending.status, Status::Parked(..)) {
                            events.push(Event::Unparked(id, request));
                        }
                    }
                    (Status::Joining, _) => {
                        for worker in &mut world.workers {
                            worker.joiners.retain(|joiner| *joiner != (id, request));
                        }
                        events.push(Event::Unparked(id, request));
                    }
                    _ => {}
                }
                events.push(Event::Withdrawn(id, request));
            }
        }
    }
    tell_notices(
        world,
        Cause { worker: id, had_buffered: false, again: true },
        &mut notices,
        &mut parts,
        events,
    );
    world.notices = notices;
    world.trace.step(&parts, mix(u128::from(request.0), u128::MAX));
}

/// Tells what was undone of a request that was served unseen.
fn tell_undone(
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
        buffer(world, channel, word, Side::Front, id, events);
    }
}
