//! What a moment knows of a cluster: its nodes, and the leases of its locks.

use super::moment::Moment;
use super::parts::{Pending, State, Status};
use crate::cluster::contracts::Service;
use crate::cluster::staged::Known;
use crate::world::{Change, Event, Part};
use std::rc::Rc;

/// What a worker is that is a node of a cluster.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// What it is there for.
    pub part: Part,
    /// Whether it has done all that it had to do.
    pub is_done: bool,
    /// Whether it does nothing for a while.
    pub is_paused: bool,
    /// Whether it is crashed.
    pub is_crashed: bool,
    /// Whether it is on the other side of a partition.
    pub is_parted: bool,
    /// By how many nanoseconds its clock has jumped in all.
    pub jumped: i64,
    /// By how many millionths faster than it should its clock goes; slower below 0.
    pub skewed: i32,
    /// Whether its clock ever went wrong.
    pub was_skewed: bool,
    /// Under which fencing token it believes to hold a lock, if it does.
    pub holds: Option<u64>,
    /// What it knows of a counter or a queue, as numbers.
    pub knows: Rc<[i64]>,
}

/// What is known of a lock that is leased, or of what it guards.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lease {
    /// The fencing token of who holds the lock; the highest under which what it guards was written.
    pub token: u64,
    /// Until when the lease lasts, in virtual nanoseconds.
    pub until: u64,
    /// The token of the last write that came, and whether that was taken.
    pub shown: Option<(u64, bool)>,
}

impl Node {
    /// A node that has just come to be.
    fn new(part: Part) -> Node {
        Node {
            part,
            is_done: false,
            is_paused: false,
            is_crashed: false,
            is_parted: false,
            jumped: 0,
            skewed: 0,
            was_skewed: false,
            holds: None,
            knows: Rc::default(),
        }
    }

    fn turn(&mut self, change: Change) {
        match change {
            Change::Is(part) => *self = Node::new(part),
            Change::Emptied => {}
            Change::Done(is) => self.is_done = is,
            Change::Paused(is) => self.is_paused = is,
            Change::Crashed(is) => (self.is_crashed, self.is_paused) = (is, false),
            Change::Parted(is) => self.is_parted = is,
            Change::Holds(token) => self.holds = (token > 0).then_some(token),
            Change::Jumped(by) => self.jumped = self.jumped.saturating_add(by),
            Change::Skewed(by) => (self.skewed, self.was_skewed) = (by, true),
        }
    }

    /// Its state in one word, given what may come to it. One that waits for messages is taken to be asleep, and so is one that is
    /// paused.
    #[inline(never)]
    pub(super) fn state(&self, pending: &[Pending]) -> State {
        let can_go = pending.iter().any(|pending| !pending.arms().is_empty());
        let asks = pending.iter().any(|pending| matches!(pending.status, Status::Parked(_)));
        match self {
            Node { is_crashed: true, .. } => State::Failed,
            Node { is_paused: true, .. } => State::Asleep,
            _ if can_go => State::Ready,
            Node { is_done: true, .. } => State::Done,
            _ if asks => State::Waiting,
            _ => State::Asleep,
        }
    }
}

impl Moment {
    /// What the nodes serve, and for how long they give something where their clocks are right; nothing where they are no nodes.
    pub fn service(&self) -> Option<Service> {
        self.workers.iter().find_map(|worker| {
            let node = worker.node.as_deref()?;
            let right = |length| (node.jumped == 0 && !node.was_skewed).then_some(length);
            Some(match Known::of_numbers(&node.knows) {
                Known::Locks(lease) => Service::Locks(right(lease)),
                Known::Owner(_) => Service::Owned,
                Known::Part { .. } => Service::Sharded,
                Known::Copy { .. } => Service::Replicated,
                Known::Queue { visibility: None, .. } => Service::Once,
                Known::Queue { visibility: Some(visibility), .. } => Service::AtLeastOnce(right(visibility)),
                Known::Nothing | Known::Beside(_) | Known::Hand { .. } | Known::Faults { .. } => return None,
            })
        })
    }

    /// Whether the workers are the nodes of a cluster.
    pub fn is_cluster(&self) -> bool {
        self.workers.first().is_some_and(|worker| worker.node.is_some())
    }

    /// What only happens in a cluster. What becomes of a worker that was not said to be a node is not known of.
    #[inline(never)]
    pub(super) fn of_cluster(&mut self, event: &Event) {
        match *event {
            Event::Node(worker, Change::Is(part)) => {
                self.change(worker, |worker| worker.node = Some(Box::new(Node::new(part))));
            }
            Event::Node(worker, change) => self.change(worker, |worker| {
                worker.node.iter_mut().for_each(|node| node.turn(change));
            }),
            Event::Knows(worker, ref numbers) => self.change(worker, |worker| {
                worker.node.iter_mut().for_each(|node| node.knows = numbers.clone());
            }),
            Event::Leased(object, token, until) => self.with(object, |object| {
                object.lease = Some(Box::new(Lease { token, until, shown: None }));
            }),
            Event::Shown(object, _, token, taken) => self.with(object, |object| {
                let lease = object.lease.get_or_insert_default();
                if taken {
                    lease.token = lease.token.max(token);
                }
                lease.shown = Some((token, taken));
            }),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests;
