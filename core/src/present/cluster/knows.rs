//! What a node knows of a counter or a queue, in a few words each; and what it is, where that tells them apart.

use super::counters::is_queue;
use crate::cluster::machine::NodeId;
use crate::cluster::staged::{Given, Known};
use crate::present::words::{worker, workers};
use crate::present::{Arg, Message};
use crate::say;
use crate::timeline::Moment;
use crate::timeline::node::Node;
use crate::world::{Part, WorkerId};

pub(super) fn known(node: &Node) -> Known {
    Known::of_numbers(&node.knows)
}

fn id(node: NodeId) -> WorkerId {
    WorkerId(node.0.into())
}

fn value(value: i64) -> Arg {
    Arg::Value(value.to_string().into())
}

/// "1, 2, 3".
fn elements(elements: impl Iterator<Item = u64>) -> Arg {
    Arg::Value(elements.map(|it| it.to_string()).collect::<Vec<_>>().join(", ").into())
}

/// What a node with a counter is.
pub(super) fn kind(known: &Known) -> Message {
    match known {
        Known::Beside(_) => say!(ClusterIsBeside),
        Known::Part { .. } => say!(ClusterIsPart),
        Known::Copy { .. } => say!(ClusterIsCopy),
        _ => say!(ClusterIsOwner),
    }
}

/// Whether this is a client of a queue that has no element: what it does until a time is nothing.
pub(super) fn idles(moment: &Moment, node: &Node) -> bool {
    node.part == Part::Client && known(node) == Known::Nothing && is_queue(moment)
}

/// What a service knows.
pub(super) fn service(moment: &Moment, known: &Known, facts: &mut Vec<(Message, bool)>) {
    let named = |node: NodeId| worker(moment, id(node));
    let mut right = |message| facts.push((message, false));
    match known {
        Known::Owner(of) => right(say!(ClusterCounterIs, value = value(*of))),
        Known::Beside(adding) if adding.is_empty() => right(say!(ClusterPassesOn)),
        Known::Beside(adding) => {
            for (client, by) in adding {
                right(say!(ClusterAddsItself, value = value(*by), worker = named(*client)));
            }
        }
        Known::Part { own, reads } => {
            right(say!(ClusterPartIs, value = value(*own)));
            for (reader, parts) in reads {
                for (node, part) in parts {
                    let (reader, node) = (named(*reader), named(*node));
                    right(say!(ClusterPartKnown, reader = reader, value = value(*part), worker = node));
                }
            }
        }
        Known::Copy { slots, behind } => {
            right(say!(ClusterCopyIs, value = value(known.value().unwrap_or_default())));
            for (node, up, down) in slots {
                let number = |number: u64| Arg::Value(number.to_string().into());
                right(say!(ClusterSlot, down = number(*down), up = number(*up), worker = named(*node)));
            }
            if !behind.is_empty() {
                right(say!(ClusterBehind, workers = workers(moment, behind.iter().copied().map(id))));
            }
        }
        Known::Queue { ready, given, dead, .. } => {
            right(match ready.is_empty() {
                true => say!(ClusterNoneReady),
                false => say!(ClusterReady, elements = elements(ready.iter().map(|(it, _)| *it))),
            });
            for Given { receipt, element, holder, until } in given {
                right(say!(
                    ClusterInHand,
                    element = *element,
                    receipt = *receipt,
                    until = Arg::Duration(*until),
                    worker = named(*holder)
                ));
            }
            if !dead.is_empty() {
                right(say!(ClusterDead, elements = elements(dead.iter().copied())));
            }
        }
        Known::Nothing | Known::Locks(_) | Known::Hand { .. } | Known::Faults { .. } => {}
    }
}

/// What a client has in hand, and whether it is mistaken about it.
pub(super) fn hand(moment: &Moment, own: WorkerId, node: &Node) -> Option<(Message, bool)> {
    let Known::Hand { element, receipt, is_processed } = known(node) else { return None };
    let queues = moment.each_worker().filter_map(|(_, worker)| {
        let node = worker.node.as_deref().filter(|node| node.part == Part::Queue)?;
        Some(known(node))
    });
    let mut is_live = false;
    let mut comes_again = false;
    for queue in queues {
        let Known::Queue { ready, given, .. } = queue else { continue };
        is_live |= given.iter().any(|it| (it.receipt, id(it.holder)) == (receipt, own));
        comes_again |= ready.iter().any(|(it, _)| *it == element);
        comes_again |= given.iter().any(|it| it.element == element);
    }
    Some(match (receipt, is_live) {
        (0, _) => (say!(ClusterHandOnce, element = element), false),
        (_, true) if is_processed => (say!(ClusterHandDone, element = element), false),
        (_, true) => (say!(ClusterHand, element = element, receipt = receipt), false),
        (_, false) if comes_again => (say!(ClusterHandStale, element = element, receipt = receipt), true),
        (_, false) if is_processed => (say!(ClusterHandDone, element = element), false),
        (_, false) => (say!(ClusterHandGone, element = element), true),
    })
}
