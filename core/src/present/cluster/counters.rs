//! What a step did to a counter or a queue.

use super::knows::known;
use crate::cluster::history::{Answer, Fact, Outcome};
use crate::cluster::staged::Known;
use crate::present::narrate::Step;
use crate::present::words::worker;
use crate::present::{Arg, Message};
use crate::rules::ObjectId;
use crate::say;
use crate::timeline::Moment;
use crate::world::{Event, Part, Text, WorkerId};

/// Whether nobody has processed anything in this step, whatever was worked for until now.
pub(super) fn idled(step: &Step) -> bool {
    let processed = |event: &Event| match event {
        Event::Told(_, numbers) => matches!(Fact::of_numbers(numbers), Some(Fact::Processed(..))),
        _ => false,
    };
    is_queue(step.after) && !step.events.iter().any(processed)
}

/// A counter, a part or a copy of one has another value, by whom that was computed.
pub(super) fn written(step: &Step, object: ObjectId, value: &Text, by: WorkerId) -> Vec<Message> {
    let moment = step.after;
    let owner = WorkerId(object.0);
    let Some(node) = moment.worker(owner).and_then(|known| known.node.as_deref()) else { return Vec::new() };
    let (named, is_now) = (worker(moment, owner), Arg::Value(value.clone()));
    let mut told = vec![match known(node) {
        Known::Part { .. } => say!(ClusterPartNow, value = is_now, worker = named),
        Known::Copy { .. } => say!(ClusterCopyNow, value = is_now, worker = named),
        _ => say!(ClusterCounterNow, value = is_now),
    }];
    if moment.object(object).is_some_and(|object| object.lost.is_some()) {
        told.push(say!(ClusterAddLost, worker = worker(moment, by)));
    }
    told
}

/// Something that a contract is about.
pub(super) fn told(step: &Step, node: WorkerId, numbers: &[i64]) -> Option<Message> {
    let moment = step.after;
    let me = || worker(moment, node);
    Some(match Fact::of_numbers(numbers)? {
        Fact::Given(_, element, holder, receipt) => {
            let until = until(moment, receipt)?;
            let holder = worker(moment, WorkerId(holder.0.into()));
            say!(ClusterGives, element = element, holder = holder, receipt = receipt, until = until)
        }
        Fact::Back(_, element, receipt) => say!(ClusterBack, element = element, receipt = receipt),
        Fact::Removed(_, element, _, true) => say!(ClusterDies, element = element),
        Fact::Removed(_, element, ..) => say!(ClusterRemoved, element = element),
        Fact::Processed(_, element) => say!(ClusterProcesses, element = element, worker = me()),
        Fact::Settled(_, value) => {
            say!(ClusterSettled, value = Arg::Value(value.to_string().into()), worker = me())
        }
        Fact::Returned(_, Outcome::Done(Answer::Stale)) if is_queue(moment) => say!(ClusterRemovesNothing),
        _ => return None,
    })
}

/// Whether there is a queue among the nodes.
pub(super) fn is_queue(moment: &Moment) -> bool {
    moment
        .each_worker()
        .any(|(_, worker)| worker.node.as_deref().is_some_and(|node| node.part == Part::Queue))
}

/// Until when an element is given.
fn until(moment: &Moment, receipt: u64) -> Option<Arg> {
    moment.each_worker().find_map(|(_, worker)| match known(worker.node.as_deref()?) {
        Known::Queue { given, .. } => {
            let found = given.iter().find(|it| it.receipt == receipt)?;
            Some(Arg::Duration(found.until))
        }
        _ => None,
    })
}
