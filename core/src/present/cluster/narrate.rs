//! What a step of a cluster did: who took what, what came of it, what was sent.

use super::words::fault;
use super::{counters, kind, knows, lost, text};
use crate::cluster::Fault;
use crate::cluster::contracts::Service;
use crate::cluster::staged::{GUARDED, LOCK, REFUSED};
use crate::present::narrate::Step;
use crate::present::words::{object, worker, workers};
use crate::present::{Arg, Message};
use crate::rules::Kind;
use crate::say;
use crate::timeline::Moment;
use crate::timeline::parts::{Object, Pending};
use crate::world::{Change, Choice, Doing, End, Event, Part, Queue, RequestId, Text, Timer, Verb, WorkerId};

/// What a step did, or how it begins.
#[inline(never)]
pub(in crate::present) fn narrate(step: &Step) -> Message {
    let moment = step.after;
    let told = match (moment.last, &moment.acting) {
        (Some(choice), Some(acting)) => {
            let mut told = vec![main(step, choice, acting)];
            tails(step, choice, acting, &mut told);
            told
        }
        _ => vec![start(moment)],
    };
    say!(Story, sentences = told)
}

fn clients(moment: &Moment) -> impl Iterator<Item = WorkerId> + '_ {
    let is_client = |part: Part| part == Part::Client;
    let nodes = moment.each_worker().filter_map(|(id, known)| Some((id, known.node.as_deref()?.part)));
    nodes.filter(move |(_, part)| is_client(*part)).map(|(id, _)| id)
}

/// How it begins.
fn start(moment: &Moment) -> Message {
    let count = clients(moment).count();
    match moment.service() {
        Some(Service::Owned | Service::Sharded | Service::Replicated) => {
            say!(ClusterStartCounters, count = count)
        }
        Some(Service::Once | Service::AtLeastOnce(_)) => say!(ClusterStartQueues, count = count),
        Some(Service::Locks(_)) | None => say!(ClusterStart, count = count),
    }
}

/// What was chosen.
fn main(step: &Step, choice: Choice, acting: &Pending) -> Message {
    let moment = step.after;
    let (me, now) = (worker(moment, choice.worker), Arg::Duration(moment.now));
    match acting.doing.verb {
        Verb::Strike => say!(ClusterStrikes, fault = fault(moment, acting, choice)),
        Verb::RunOut => match kind(acting) {
            Timer::Lease => say!(ClusterLeaseOver, now = now, worker = me),
            Timer::Work if counters::idled(step) => say!(ClusterIdleOver, now = now, worker = me),
            Timer::Work => say!(ClusterWorkOver, now = now, worker = me),
            Timer::Given => say!(ClusterGivenOver, now = now, worker = me),
            Timer::Tell => say!(ClusterTells, now = now, worker = me),
            Timer::Again => say!(ClusterAgain, now = now, worker = me),
            Timer::Deadline => say!(ClusterGivesUp, now = now, worker = me),
        },
        _ => {
            let from = worker(moment, WorkerId(acting.doing.number as u32));
            let own = |event: &Event| *event == Event::Withdrawn(choice.worker, choice.request);
            match step.events.iter().any(own) {
                true => say!(ClusterComesToCrashed, from = from, text = text(acting), worker = me),
                false => say!(ClusterTakes, from = from, text = text(acting), worker = me),
            }
        }
    }
}

/// What came of it, in the order in which it happened.
fn tails(step: &Step, choice: Choice, acting: &Pending, told: &mut Vec<Message>) {
    let moment = step.after;
    for event in step.events {
        match event {
            Event::Acquired(_, holder, _) => told.extend(granted(moment, *holder, step.events)),
            Event::Released(_, by, Some(holder), _) => {
                let holder_named = worker(moment, *holder);
                told.push(match holder == by {
                    true => say!(ClusterGivesBack, holder = holder_named),
                    false => say!(ClusterLeaseEnds, holder = holder_named),
                });
            }
            Event::Leased(_, _, until) if !grants(step.events) => {
                let until = Arg::Duration(*until);
                told.push(say!(ClusterRenews, object = object(moment, Some(LOCK)), until = until));
            }
            Event::Parked(client, _, places, _) if places.contains(&(LOCK, Queue::Waiters)) => {
                told.push(say!(ClusterStandsInLine, worker = worker(moment, *client)));
            }
            Event::Written(object, value, by) if moment.object(LOCK).is_some_and(is_counter) => {
                // What it comes to before what is said of it.
                told.splice(1..1, counters::written(step, *object, value, *by));
            }
            Event::Told(node, numbers) => told.extend(counters::told(step, *node, numbers)),
            Event::Shown(_, _, token, taken) => told.push(written(moment, choice.worker, *token, *taken)),
            Event::Offered(to, number, doing, _)
                if doing.verb == Verb::Deliver && !is_copy(acting, choice) =>
            {
                told.push(sent(step, *to, *number, doing));
            }
            Event::Offered(node, number, doing, _) if doing.verb == Verb::RunOut => {
                told.extend(works(step, *node, *number, doing));
            }
            // An operation that ends without an answer, when its client waits no longer.
            Event::Served(client, request, None, 0) if gives_up(acting) && *request != choice.request => {
                told.push(say!(ClusterUnknown, worker = worker(moment, *client)));
            }
            Event::Node(client, Change::Holds(token)) => told.extend(holds(moment, *client, *token, acting)),
            Event::Node(client, Change::Done(true)) => {
                told.push(say!(ClusterIsDone, worker = worker(moment, *client)));
            }
            Event::Ended(End::Returned) => told.push(say!(ClusterOver)),
            Event::Ended(_) => {
                let is_left = |id: &WorkerId| {
                    let node = moment.worker(*id).and_then(|known| known.node.as_deref());
                    node.is_some_and(|node| !node.is_done)
                };
                let left = workers(moment, clients(moment).filter(is_left));
                told.push(say!(ClusterStuck, workers = left));
            }
            _ => {}
        }
    }
}

fn is_counter(object: &Object) -> bool {
    matches!(object.kind, Kind::Variable(_))
}

/// Whether a lease begins in this step.
fn grants(events: &[Event]) -> bool {
    events.iter().any(|event| matches!(event, Event::Acquired(..)))
}

fn granted(moment: &Moment, holder: WorkerId, events: &[Event]) -> Option<Message> {
    let lease = events.iter().find_map(|event| match event {
        Event::Leased(_, token, until) => Some((*token as i64, *until)),
        _ => None,
    });
    let (token, until) = lease?;
    let (holder, lock) = (worker(moment, holder), object(moment, Some(LOCK)));
    Some(say!(ClusterGrants, holder = holder, object = lock, token = token, until = Arg::Duration(until)))
}

/// A write that came: whether its token was good enough.
fn written(moment: &Moment, storage: WorkerId, token: u64, taken: bool) -> Message {
    let known = moment.object(GUARDED);
    let seen = known.and_then(|known| known.lease.as_deref()).map_or(0, |lease| lease.token);
    let value = Arg::Value(known.and_then(|known| known.value.clone()).unwrap_or_else(|| "0".into()));
    let (it, named, seen_named) = (object(moment, Some(GUARDED)), token as i64, seen as i64);
    match (taken, token < seen) {
        (false, _) => {
            say!(ClusterRefuses, seen = seen_named, token = named, worker = worker(moment, storage))
        }
        (true, true) => {
            say!(ClusterWrittenStale, object = it, seen = seen_named, token = named, value = value)
        }
        (true, false) => say!(ClusterWritten, object = it, token = named, value = value),
    }
}

/// Whether a step doubles a message, which is told of already.
fn is_copy(acting: &Pending, choice: Choice) -> bool {
    acting.doing.verb == Verb::Strike && matches!(Fault::of(choice), Some(Fault::Duplicate(_)))
}

fn sent(step: &Step, to: WorkerId, number: RequestId, doing: &Doing) -> Message {
    let moment = step.after;
    let from = worker(moment, WorkerId(doing.number as u32));
    let said: Text = doing.text.clone().unwrap_or_default();
    let is_lost = step.events.contains(&Event::Withdrawn(to, number))
        && lost(moment, step.events, to, number).is_some();
    let (said, to) = (Arg::Value(said), worker(moment, to));
    match is_lost {
        true => say!(ClusterSendsLost, from = from, text = said, to = to),
        false => say!(ClusterSends, from = from, text = said, to = to),
    }
}

fn works(step: &Step, node: WorkerId, number: RequestId, doing: &Doing) -> Option<Message> {
    let known = step.after.worker(node).and_then(|known| known.node.as_deref());
    let idles = known.is_some_and(|node| knows::idles(step.after, node));
    if doing.number != Timer::Work as i64 {
        return None;
    }
    step.events.iter().find_map(|event| match event {
        Event::Asleep(who, request, until) if (*who, *request) == (node, number) => {
            let until = Arg::Duration(*until);
            Some(if idles {
                say!(ClusterIdlesUntil, until = until)
            } else {
                say!(ClusterWorksUntil, until = until)
            })
        }
        _ => None,
    })
}

/// Whether a client waits no longer.
fn gives_up(acting: &Pending) -> bool {
    acting.doing.verb == Verb::RunOut && kind(acting) == Timer::Deadline
}

/// What a client has come to believe: that it holds the lock as somebody else does, or that it has lost it.
fn holds(moment: &Moment, client: WorkerId, token: u64, acting: &Pending) -> Option<Message> {
    if token == 0 {
        let is_refused = acting.doing.verb == Verb::Deliver && acting.doing.text.as_deref() == Some(REFUSED);
        // Of a write that the storage refuses the lease may last: it is given back.
        let from = moment.worker(WorkerId(acting.doing.number as u32)).and_then(|it| it.node.as_deref());
        let is_refused = is_refused && from.is_some_and(|node| node.part == Part::Locks);
        return is_refused.then(|| say!(ClusterLoses, worker = worker(moment, client)));
    }
    let believes = |id: &WorkerId| {
        let node = moment.worker(*id).and_then(|known| known.node.as_deref());
        node.is_some_and(|node| node.holds.is_some())
    };
    let all: Vec<WorkerId> = clients(moment).filter(believes).collect();
    let lock = object(moment, Some(LOCK));
    (all.len() > 1).then(|| say!(ClusterTwoHolders, object = lock, workers = workers(moment, all)))
}
