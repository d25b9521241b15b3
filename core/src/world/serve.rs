//! One step: a request is taken up, applied to its object, and answered; and so are those whose waits it ends.

use super::choices::Choice;
use super::doing::{objects, queues};
use super::event::{End, Event, RequestId, Side, Text, WorkerId};
use super::story::Story;
use super::tasks::{Status, Task, Tasks};
use super::tell::{Before, Cause, tell_granted, tell_own, tell_undone, told_reply};
use super::trace::{Part, mix};
use crate::rules::{Arm, Ended, Fault, Link, Notice, Op, Outcome, Reply, Ticket, WaitReason};
use crate::sync::Failure;
use crate::sync::port::{Answer, Ask, Job};

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
    Spawn(Text, Job),
    Join(WorkerId),
    End(End),
}

#[inline(never)]
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
            let (text, number) = told_reply(&mut world.story, pending.op(), reply);
            events.push(Event::Served(id, request, text, number));
        }
        Err(fault) => events.push(Event::Refused(id, request, fault)),
    }
    if let Some(sender) = pending.answer {
        // Nobody listens any more if the future was dropped, which its own message then tells.
        let _ = sender.send(answer);
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
        world.move_to(deadline);
        parts.push(Part::Clock);
        events.push(Event::Advanced(deadline));
    }
    let before = Before::of(&world.sim.table(), op, arm);
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
    tell_starving(world, &before, events);
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
            tell_own(&mut world.story, cause, op, reply, handed, events);
            tell_notices(world, cause, &mut notices, &mut parts, events);
            answer(world, id, request, Ok(reply), events);
        }
        Outcome::Fault(fault) => {
            world.tickets.remove(ticket.0 as usize);
            if let (Op::Add(object, delta), false) = (op, again) {
                // Whoever recovers from it finds it counted all the same.
                let count = world.story.counted(*object, *delta);
                events.push(Event::Counted(*object, count, id));
            }
            refuse(world, id, request, fault, events);
        }
    }
    world.notices = notices;
    world.trace.step(&parts, mix(u128::from(request.0), u128::from(arm.0)));
}

fn tell_starving(world: &Tasks, before: &Before, events: &mut Vec<Event>) {
    if let Some((mutex, starving)) = before.starving(&world.sim.table()) {
        events.push(Event::Starving(mutex, starving));
    }
}

#[inline(never)]
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
    link: Link,
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
            // A writer that waits for readers only goes before those who still wait for other writers.
            let announced = world.sim.table().wait_reason(op, link) == WaitReason::RwMutexLock;
            let side = if again || announced { Side::Front } else { Side::Back };
            events.push(Event::Parked(id, request, queues(op).into(), side));
            Status::Parked(link, ticket)
        }
    };
    let pending = world.pending(id, request).expect("a request that parks is pending");
    pending.status = status;
    pending.told.clear();
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
                tell_granted(&mut world.story, cause, id, &op, reply, events);
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

/// A worker gave a request up: while it waited, or when it had been served unseen.
#[inline(never)]
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
    let before = op.as_ref().map(|op| Before::of(&world.sim.table(), op, Arm::ONLY));
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
    if let Some(before) = before {
        tell_starving(world, &before, events);
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
