//! How nodes are and what may happen to them, in words.

use super::{kind, knows, text, until};
use crate::cluster::NodeId;
use crate::cluster::staged::{Known, LOCK};
use crate::cluster::world::{Budget, Fault};
use crate::present::does::duration;
use crate::present::frame::Why;
use crate::present::stage::State;
use crate::present::words::{object, worker};
use crate::present::{Arg, Locale, Message, chips};
use crate::say;
use crate::timeline::Moment;
use crate::timeline::node::Node;
use crate::timeline::parts::{self, Pending, Status, Worker};
use crate::world::{Choice, Part, Timer, Verb, WorkerId};

/// What a node is there for.
pub(super) fn of_node(node: &Node) -> Message {
    match node.part {
        Part::Counter => knows::kind(&knows::known(node)),
        Part::Queue => say!(ClusterIsQueue),
        Part::Locks => say!(ClusterIsLocks),
        Part::Storage => say!(ClusterIsStorage),
        Part::Client => say!(ClusterIsClient),
        Part::Faults => say!(ClusterIsFaults),
    }
}

/// How many faults are left of each kind that there were in the beginning.
pub(super) fn left(known: &Known) -> Vec<Message> {
    let Known::Faults { left, all } = known else { return Vec::new() };
    let kinds: [fn(u32, u32) -> Message; Budget::KINDS] = [
        |left, all| say!(ClusterLeftCrashes, all = all, left = left),
        |left, all| say!(ClusterLeftRestarts, all = all, left = left),
        |left, all| say!(ClusterLeftDisks, all = all, left = left),
        |left, all| say!(ClusterLeftPauses, all = all, left = left),
        |left, all| say!(ClusterLeftPartitions, all = all, left = left),
        |left, all| say!(ClusterLeftJumps, all = all, left = left),
        |left, all| say!(ClusterLeftSkews, all = all, left = left),
        |left, all| say!(ClusterLeftLosses, all = all, left = left),
        |left, all| say!(ClusterLeftDuplicates, all = all, left = left),
        |left, all| say!(ClusterLeftReorders, all = all, left = left),
        |left, all| say!(ClusterLeftDelays, all = all, left = left),
    ];
    let each = kinds.into_iter().zip(left.counts().into_iter().zip(all.counts()));
    each.filter(|(_, (_, all))| *all > 0).map(|(say, (left, all))| say(left.into(), all.into())).collect()
}

/// What a node does. One that is paused is told of as gone, since it does nothing that others could notice.
#[inline(never)]
pub(in crate::present) fn state(known: &Worker, node: &Node, acted: bool) -> State {
    if node.is_paused && !node.is_crashed {
        return State::Gone;
    }
    match known.state() {
        parts::State::Failed => State::Failed,
        parts::State::Done => State::Done,
        parts::State::Ready if acted => State::Running,
        parts::State::Ready => State::Ready,
        parts::State::Waiting => State::Waiting,
        parts::State::Asleep => State::Sleeping,
    }
}

/// A message under way, and when it comes.
pub(super) fn flight_of(moment: &Moment, pending: &Pending, to: WorkerId, is_late: bool) -> Message {
    let from = worker(moment, WorkerId(pending.doing.number as u32));
    let (said, to) = (text(pending), worker(moment, to));
    match is_late {
        true => say!(ClusterFlightHeld, from = from, text = said, to = to),
        false => {
            say!(ClusterFlight, from = from, text = said, to = to, until = Arg::Duration(until(pending)))
        }
    }
}

/// "client-1: take granted(token 1) from lock-service", "client-1 crashes".
#[inline(never)]
pub(in crate::present) fn choice(moment: &Moment, choice: Choice) -> Message {
    let pending = moment.worker(choice.worker).and_then(|known| known.request(choice.request));
    let Some(pending) = pending else { return say!(DoYield) };
    if pending.doing.verb == Verb::Strike {
        return fault(moment, pending, choice);
    }
    say!(Choice, worker = worker(moment, choice.worker), does = does(moment, choice.worker, pending))
}

/// What may happen at a node, as an infinitive.
fn does(moment: &Moment, id: WorkerId, pending: &Pending) -> Message {
    let node = moment.worker(id).and_then(|known| known.node.as_deref());
    let idle = node.is_some_and(|node| knows::idles(moment, node));
    let until = Arg::Duration(until(pending));
    match pending.doing.verb {
        Verb::RunOut => match kind(pending) {
            Timer::Lease => say!(ClusterDoLease, until = until),
            Timer::Work if idle => say!(ClusterDoIdle, until = until),
            Timer::Work => say!(ClusterDoWork, until = until),
            Timer::Given => say!(ClusterDoGiven, until = until),
            Timer::Tell => say!(ClusterDoTell, until = until),
            Timer::Again => say!(ClusterDoAgain, until = until),
            Timer::Deadline => say!(ClusterDoGiveUp, until = until),
        },
        _ => {
            let from = worker(moment, WorkerId(pending.doing.number as u32));
            say!(ClusterDoTake, from = from, text = text(pending))
        }
    }
}

/// What goes wrong by a choice.
pub(super) fn fault(moment: &Moment, pending: &Pending, choice: Choice) -> Message {
    let node = |node: NodeId| worker(moment, WorkerId(node.0.into()));
    let from = || worker(moment, WorkerId((pending.doing.number >> 16) as u32));
    let to = || worker(moment, WorkerId((pending.doing.number & 0xffff) as u32));
    match Fault::of(choice) {
        Some(Fault::Crash(it)) => say!(ClusterFaultCrash, node = node(it)),
        Some(Fault::Restart(it)) => say!(ClusterFaultRestart, node = node(it)),
        Some(Fault::RestartEmpty(it)) => say!(ClusterFaultRestartEmpty, node = node(it)),
        Some(Fault::Pause(it)) => say!(ClusterFaultPause, node = node(it)),
        Some(Fault::Resume(it)) => say!(ClusterFaultResume, node = node(it)),
        Some(Fault::Part(it)) => say!(ClusterFaultPart, node = node(it)),
        Some(Fault::Jump(it, _)) => {
            say!(ClusterFaultJump, node = node(it), time = duration(of_clock(pending, 0).unwrap_or_default()))
        }
        Some(Fault::Skew(it, which)) => {
            let by = of_clock(pending, usize::from(which) + 1).unwrap_or_default();
            say!(ClusterFaultSkew, node = node(it), time = counted(by))
        }
        Some(Fault::Lose(_)) => say!(ClusterFaultLose, from = from(), text = text(pending), to = to()),
        Some(Fault::Duplicate(_)) => {
            say!(ClusterFaultDuplicate, from = from(), text = text(pending), to = to())
        }
        Some(Fault::Reorder(_)) => say!(ClusterFaultReorder, from = from(), text = text(pending), to = to()),
        Some(Fault::Delay(_)) => say!(ClusterFaultDelay, from = from(), text = text(pending), to = to()),
        Some(Fault::CrashAmid(..)) => {
            say!(ClusterFaultCrashAmid, from = from(), text = text(pending), to = to())
        }
        Some(Fault::Heal) | None => say!(ClusterFaultHeal),
    }
}

/// One of the numbers that say what a clock would do.
fn of_clock<T: std::str::FromStr>(pending: &Pending, place: usize) -> Option<T> {
    pending.doing.text.as_ref()?.split(' ').nth(place)?.parse().ok()
}

/// What a clock counts in ten milliseconds that goes by so many millionths faster than it should: 10 nanoseconds a millionth.
pub(super) fn counted(by: i32) -> Arg {
    Arg::Duration((10_000_000 + 10 * i64::from(by)).max(10) as u64)
}

/// What a node is about to do, or why it waits.
#[inline(never)]
pub(in crate::present) fn about(moment: &Moment, id: WorkerId) -> Message {
    let Some(known) = moment.worker(id) else { return say!(ClusterDone) };
    if known.node.as_deref().is_some_and(|node| node.part == Part::Faults) {
        return say!(ClusterIsFaults);
    }
    let next = known.pending.iter().find(|pending| !pending.arms().is_empty());
    match next {
        Some(pending) => say!(AboutNext, does = does(moment, id, pending)),
        None => why(moment, id, known).unwrap_or_else(|| say!(ClusterDone)),
    }
}

/// Why a node does nothing now; nothing is told of one that can go, or has done what it had to do.
fn why(moment: &Moment, id: WorkerId, known: &Worker) -> Option<Message> {
    let node = known.node.as_deref()?;
    let who = worker(moment, id);
    match node {
        Node { part: Part::Faults, .. } => return None,
        Node { is_crashed: true, .. } => return Some(say!(ClusterWhyCrashed, who = who)),
        Node { is_paused: true, .. } => return Some(say!(ClusterWhyPaused, who = who)),
        _ => {}
    }
    if known.pending.iter().any(|pending| !pending.arms().is_empty()) {
        return None;
    }
    let asks = known.pending.iter().find(|pending| pending.doing.verb == Verb::Ask);
    if let Some(asks) = asks {
        let in_line = matches!(&asks.status, Status::Parked(places) if !places.is_empty());
        let lock = moment.object(LOCK).filter(|_| in_line);
        return Some(match lock.map(|lock| (lock.holder, lock.lease.as_deref())) {
            Some((Some(holder), Some(lease))) => {
                let (holder, until) = (worker(moment, holder), Arg::Duration(lease.until));
                say!(ClusterWhyLine, holder = holder, until = until, who = who)
            }
            Some(_) => say!(ClusterWhyLineFree, object = object(moment, Some(LOCK)), who = who),
            None => say!(ClusterWhyAnswer, text = text(asks), who = who),
        });
    }
    let works = known.pending.iter().find(|it| it.doing.verb == Verb::RunOut && kind(it) == Timer::Work);
    if let Some(works) = works {
        if knows::idles(moment, node) {
            return Some(say!(ClusterWhyIdles, until = Arg::Duration(until(works)), who = who));
        }
        return Some(say!(ClusterWhyWorks, until = Arg::Duration(until(works)), who = who));
    }
    (!node.is_done).then(|| say!(ClusterWhyMessages, who = who))
}

/// Why each of the nodes that do nothing does nothing.
#[inline(never)]
pub(in crate::present) fn waiting(moment: &Moment, locale: Locale) -> Vec<Why> {
    let one = |(id, known): (WorkerId, &Worker)| {
        let sentence = locale.sentence(why(moment, id, known)?);
        Some(Why { workers: vec![id], count: 1, state: chips::state(moment, id), sentence })
    };
    if moment.end.is_some() { Vec::new() } else { moment.each_worker().filter_map(one).collect() }
}
