//! A cluster: its nodes, the messages between them, what a step of it did.
//!
//! All of it is plain data, as everything here is. What a node knows is told as the node itself knows it: a client believes to hold a
//! lock as long as nobody has told it otherwise, and that is what the scene is about.

mod counters;
mod knows;
mod narrate;
mod promises;
pub mod sizing;
mod words;

pub(super) use narrate::narrate;
pub(super) use promises::views as promises;
pub use promises::{EntryView, PromiseView, Retold, Stands};
pub(super) use words::{about, choice, state, waiting};

use self::words::{counted, flight_of, of_node};
use super::frame::{Ending, EndingKind};
use super::lanes::Flown;
use super::words::{object, worker, workers};
use super::{Arg, Locale, Message, Sentence};
use crate::cluster::staged::{GUARDED, LOCK};
use crate::say;
use crate::timeline::node::Node;
use crate::timeline::parts::{Pending, Status, Worker};
use crate::timeline::{Moment, Timeline};
use crate::world::{End, Event, Part, Queue, RequestId, Text, Timer, Verb, WorkerId};

/// The nodes and what is under way between them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Net {
    /// The nodes, by number: the services come first.
    pub nodes: Vec<NodeCard>,
    /// The messages, in the order in which they were sent. Those that were lost in the last step come last.
    pub flights: Vec<Flight>,
    /// Who has the faults: its choices are no node's.
    pub faults: WorkerId,
    /// How many faults of each kind are left to the reader, of those kinds that there were.
    pub left: Vec<Sentence>,
    /// What the nodes promise, and how that stands.
    pub promises: Vec<PromiseView>,
}

/// A node.
#[derive(Clone, Debug, PartialEq)]
pub struct NodeCard {
    /// Which.
    pub worker: WorkerId,
    /// Its name.
    pub name: Text,
    /// Whether it serves the others.
    pub serves: bool,
    /// What it is ("lock service", "client").
    pub kind: Sentence,
    /// How it is, in a word.
    pub condition: Condition,
    /// That word.
    pub state: Sentence,
    /// Whether it is on the other side of a partition.
    pub is_parted: bool,
    /// What it knows and does, each in a few words.
    pub facts: Vec<Fact>,
    /// Whether the last step was its own.
    pub acted: bool,
}

/// How a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Condition {
    /// It goes.
    Up,
    /// It has done all that it had to do.
    Done,
    /// It does nothing for a while.
    Paused,
    /// It is crashed.
    Crashed,
}

/// Something that a node knows or does.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// In words.
    pub sentence: Sentence,
    /// Whether it is what should not be.
    pub is_wrong: bool,
}

/// A message under way.
#[derive(Clone, Debug, PartialEq)]
pub struct Flight {
    /// Its number, which is its own.
    pub number: RequestId,
    /// Who sent it.
    pub from: WorkerId,
    /// Who is to get it.
    pub to: WorkerId,
    /// What it says.
    pub text: Text,
    /// What becomes of it.
    pub fate: Fate,
    /// All of that in words.
    pub label: Sentence,
}

/// What becomes of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is under way.
    UnderWay,
    /// It is due, and may be taken now.
    Due,
    /// It was lost in the last step.
    Lost,
}

/// The nodes of a moment; nothing where its workers are none.
pub(super) fn net(moment: &Moment, events: &[Event], locale: Locale) -> Option<Box<Net>> {
    if moment.is_cluster() { Some(Box::new(drawn(moment, events, locale))) } else { None }
}

#[inline(never)]
fn drawn(moment: &Moment, events: &[Event], locale: Locale) -> Net {
    let card = |(id, known): (WorkerId, &Worker)| {
        let node = known.node.as_deref().filter(|node| node.part != Part::Faults)?;
        let (condition, word) = match node {
            Node { is_crashed: true, .. } => (Condition::Crashed, say!(ClusterCrashed)),
            Node { is_paused: true, .. } => (Condition::Paused, say!(ClusterPaused)),
            Node { is_done: true, .. } => (Condition::Done, say!(ClusterDone)),
            _ => (Condition::Up, say!(ClusterUp)),
        };
        let told =
            |(message, is_wrong): (Message, bool)| Fact { sentence: locale.sentence(message), is_wrong };
        Some(NodeCard {
            worker: id,
            name: known.name.clone(),
            serves: node.part != Part::Client,
            kind: locale.sentence(of_node(node)),
            condition,
            state: locale.sentence(word),
            is_parted: node.is_parted,
            facts: facts(moment, id, known, node).into_iter().map(told).collect(),
            acted: moment.last.is_some_and(|last| last.worker == id),
        })
    };
    let faults = moment
        .each_worker()
        .find(|(_, known)| known.node.as_deref().is_some_and(|node| node.part == Part::Faults));
    Net {
        nodes: moment.each_worker().filter_map(card).collect(),
        flights: flights(moment, events, locale),
        faults: faults.map_or(WorkerId(u32::MAX), |(id, _)| id),
        left: faults
            .and_then(|(_, known)| known.node.as_deref())
            .map_or(Vec::new(), |node| words::left(&knows::known(node)))
            .into_iter()
            .map(|message| locale.sentence(message))
            .collect(),
        promises: Vec::new(),
    }
}

/// What a node knows and does; and whether that is wrong.
fn facts(moment: &Moment, id: WorkerId, known: &Worker, node: &Node) -> Vec<(Message, bool)> {
    let mut facts = Vec::new();
    if node.is_crashed {
        return facts;
    }
    match node.part {
        Part::Locks => locks(moment, &mut facts),
        Part::Storage => storage(moment, &mut facts),
        Part::Client => client(moment, id, known, node, &mut facts),
        Part::Counter | Part::Queue => knows::service(moment, &knows::known(node), &mut facts),
        Part::Faults => {}
    }
    if node.skewed != 0 {
        facts.push((say!(ClusterClockSkewed, time = counted(node.skewed)), true));
    }
    if node.jumped > 0 {
        facts.push((say!(ClusterClockAhead, time = Arg::Duration(node.jumped.unsigned_abs())), true));
    }
    facts
}

fn locks(moment: &Moment, facts: &mut Vec<(Message, bool)>) {
    let Some(lock) = moment.object(LOCK) else { return };
    let lease = lock.lease.as_deref();
    facts.push(match (lock.holder, lease) {
        (Some(holder), Some(lease)) => {
            let (token, until) = (lease.token as i64, Arg::Duration(lease.until));
            (say!(ClusterLeased, token = token, until = until, worker = worker(moment, holder)), false)
        }
        _ => (say!(ClusterNotLeased), false),
    });
    let line = lock.queue(Queue::Waiters);
    if !line.is_empty() {
        let line = workers(moment, line.iter().map(|waiter| waiter.worker));
        facts.push((say!(ClusterInLine, workers = line), false));
    }
}

fn storage(moment: &Moment, facts: &mut Vec<(Message, bool)>) {
    let Some(known) = moment.object(GUARDED) else { return };
    let it = object(moment, Some(GUARDED));
    let value = Arg::Value(known.value.clone().unwrap_or_else(|| "0".into()));
    facts.push((
        match known.touched {
            Some(touch) => {
                say!(ClusterValueBy, object = it, value = value, worker = worker(moment, touch.worker))
            }
            None => say!(ClusterValue, object = it, value = value),
        },
        false,
    ));
    let Some(lease) = known.lease.as_deref().filter(|lease| lease.token > 0) else { return };
    facts.push((say!(ClusterHighest, token = lease.token as i64), false));
    match lease.shown {
        Some((token, false)) => facts.push((say!(ClusterRefused, token = token as i64), false)),
        Some((token, true)) if token < lease.token => {
            facts.push((say!(ClusterTakenStale, token = token as i64), true));
        }
        _ => {}
    }
}

fn client(moment: &Moment, id: WorkerId, known: &Worker, node: &Node, facts: &mut Vec<(Message, bool)>) {
    if let Some(token) = node.holds {
        let lock = moment.object(LOCK);
        let is_so = lock.is_some_and(|lock| {
            lock.holder == Some(id) && lock.lease.as_deref().is_some_and(|lease| lease.token == token)
        });
        facts.push(match is_so {
            true => (say!(ClusterHolds, token = token as i64), false),
            false => (say!(ClusterHoldsNoMore, token = token as i64), true),
        });
    }
    facts.extend(knows::hand(moment, id, node));
    let idles = knows::idles(moment, node);
    for pending in &known.pending {
        let until = || Arg::Duration(until(pending));
        match pending.doing.verb {
            Verb::Ask if matches!(&pending.status, Status::Parked(places) if !places.is_empty()) => {
                facts.push((say!(ClusterWaitsInLine, object = object(moment, Some(LOCK))), false));
            }
            Verb::Ask => facts.push((say!(ClusterAwaits, text = text(pending)), false)),
            Verb::RunOut if kind(pending) == Timer::Work && idles => {
                facts.push((say!(ClusterIdles, until = until()), false));
            }
            Verb::RunOut if kind(pending) == Timer::Work => {
                facts.push((say!(ClusterWorks, until = until()), false))
            }
            Verb::RunOut if kind(pending) == Timer::Again => {
                facts.push((say!(ClusterAsksAgain, until = until()), false));
            }
            _ => {}
        }
    }
}

fn flights(moment: &Moment, events: &[Event], locale: Locale) -> Vec<Flight> {
    let mut flights = Vec::new();
    for (to, known) in moment.each_worker() {
        for pending in known.pending.iter().filter(|pending| pending.doing.verb == Verb::Deliver) {
            let from = WorkerId(pending.doing.number as u32);
            let due = !pending.arms().is_empty();
            let is_late = !due && until(pending) <= moment.now;
            let label = flight_of(moment, pending, to, is_late);
            flights.push(Flight {
                number: pending.request,
                from,
                to,
                text: said(pending),
                fate: if due { Fate::Due } else { Fate::UnderWay },
                label: locale.sentence(label),
            });
        }
    }
    flights.sort_unstable_by_key(|flight| flight.number);
    for event in events.iter().filter(|_| moment.steps > 0) {
        let Event::Withdrawn(to, number) = event else { continue };
        if let Some((from, said)) = lost(moment, events, *to, *number) {
            let (sender, receiver) = (worker(moment, from), worker(moment, *to));
            let label =
                say!(ClusterFlightLost, from = sender, text = Arg::Value(said.clone()), to = receiver);
            flights.push(Flight {
                number: *number,
                from,
                to: *to,
                text: said,
                fate: Fate::Lost,
                label: locale.sentence(label),
            });
        }
    }
    flights
}

/// The sender and the words of a message that this step has lost, which no moment knows of any more: of one that was sent in it, of one
/// that came in it, or of one that a fault has struck.
fn lost(moment: &Moment, events: &[Event], to: WorkerId, number: RequestId) -> Option<(WorkerId, Text)> {
    let sent = events.iter().find_map(|event| match event {
        Event::Offered(node, request, doing, _) if (*node, *request) == (to, number) => {
            (doing.verb == Verb::Deliver).then(|| (WorkerId(doing.number as u32), doing.text.clone()))
        }
        _ => None,
    });
    let acting = moment.acting.as_ref().and_then(|acting| match acting.doing.verb {
        Verb::Deliver if acting.request == number && moment.last.is_some_and(|last| last.worker == to) => {
            Some((WorkerId(acting.doing.number as u32), acting.doing.text.clone()))
        }
        Verb::Strike if acting.request == number && to.0 == (acting.doing.number & 0xffff) as u32 => {
            Some((WorkerId((acting.doing.number >> 16) as u32), acting.doing.text.clone()))
        }
        _ => None,
    });
    sent.or(acting).map(|(from, text)| (from, text.unwrap_or_default()))
}

/// What a message or an operation says.
fn said(pending: &Pending) -> Text {
    pending.doing.text.clone().unwrap_or_default()
}

fn text(pending: &Pending) -> Arg {
    Arg::Value(said(pending))
}

/// Until when a request sleeps.
fn until(pending: &Pending) -> u64 {
    match pending.status {
        Status::Asleep(until) => until,
        _ => 0,
    }
}

/// What a timer is for.
fn kind(pending: &Pending) -> Timer {
    let known = usize::try_from(pending.doing.number).ok().and_then(|kind| Timer::ALL.get(kind));
    known.copied().unwrap_or(Timer::Lease)
}

/// How a run of a cluster ended: not well if a promise was broken, whether or not everybody is done. No Go program has printed
/// anything.
#[inline(never)]
pub(super) fn ending(end: &End, net: &Net) -> Ending {
    let kind = match end {
        End::Returned if net.promises.iter().any(|promise| promise.sign == Stands::Broken) => {
            EndingKind::Wrong
        }
        End::Returned => EndingKind::Clean,
        _ => EndingKind::Deadlock,
    };
    Ending { kind, dump: String::new(), exit_code: 0 }
}

/// The messages of a stretch of a run, from where they were sent to where they came.
#[inline(never)]
pub(super) fn flown(timeline: &Timeline, from: u32, to: u32) -> Vec<Flown> {
    let mut found: Vec<Flown> = Vec::new();
    let mut open: Vec<(WorkerId, RequestId, usize)> = Vec::new();
    let start = timeline.moment_at(from);
    let message = |sent, from: i64, to, text: Option<Text>| {
        let (from, text) = (WorkerId(from as u32), text.unwrap_or_default());
        Flown { from, to, sent, came: None, lost: false, text }
    };
    for (node, known) in start.each_worker() {
        for pending in known.pending.iter().filter(|pending| pending.doing.verb == Verb::Deliver) {
            open.push((node, pending.request, found.len()));
            found.push(message(from as usize, pending.doing.number, node, pending.doing.text.clone()));
        }
    }
    for position in from + 1..=to {
        for event in timeline.events(position) {
            match event {
                Event::Offered(node, request, doing, _) if doing.verb == Verb::Deliver => {
                    open.push((node, request, found.len()));
                    found.push(message(position as usize, doing.number, node, doing.text));
                }
                Event::Served(node, request, ..) | Event::Withdrawn(node, request) => {
                    let place = open.iter().position(|(to, number, _)| (*to, *number) == (node, request));
                    if let Some(known) = place.and_then(|place| found.get_mut(open.swap_remove(place).2)) {
                        known.came = Some(position as usize);
                        known.lost = matches!(event, Event::Withdrawn(..));
                    }
                }
                _ => {}
            }
        }
    }
    found
}
