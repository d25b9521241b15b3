//! What can be seen of a cluster beside what happened in it.

use super::Cluster;
use crate::cluster::few::Few;
use crate::cluster::machine::{Machine, NodeId, TimerId};

impl<M: Machine> Cluster<M> {
    /// The machine of a node, if there is such a node.
    pub fn machine(&self, node: NodeId) -> Option<&M> {
        self.machines.get(usize::from(node.0))
    }

    /// When a message or a timer comes at the earliest, by its number, if it is there: in virtual nanoseconds.
    pub fn due(&self, number: u32) -> Option<u64> {
        self.live.items.get(&number).map(|item| item.due)
    }

    /// The timers of a node that are set, each with its number among messages and timers, and when it runs out.
    pub fn timers(&self, node: NodeId) -> impl Iterator<Item = (TimerId, u32, u64)> + '_ {
        let timers = self.live.nodes.get(usize::from(node.0)).map(|node| &node.timers);
        timers.into_iter().flat_map(Few::iter).map(|(timer, (number, due))| (*timer, *number, *due))
    }

    /// When a node's own clock shows this, in virtual nanoseconds, if it does not jump until then; now, where that is over.
    pub fn instant_of(&self, node: NodeId, reading: u64) -> u64 {
        let left = reading.saturating_sub(self.reading(node, self.live.now));
        self.live.now.saturating_add(self.clock(node).duration(left))
    }

    /// Whether a node is paused.
    pub fn is_paused(&self, node: NodeId) -> bool {
        self.live.nodes.get(usize::from(node.0)).is_some_and(|node| node.is_paused)
    }
}
