//! What happened in a cluster, in order, as plain data to be shown.

use crate::cluster::history::Fact;
use crate::cluster::machine::{NodeId, TimerId};

/// Why a message never comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Why {
    /// It was a fault of the link.
    Fault,
    /// The node is crashed.
    Crashed,
    /// It was sent to the other side of a partition.
    Parted,
    /// There is no such node.
    NoSuchNode,
}

/// One thing that happened. A message is named by a number of its own.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Happening<M> {
    /// A message was sent: its number, from whom, to whom.
    Sent(u32, NodeId, NodeId, M),
    /// A message has come to whom it was sent to.
    Delivered(u32),
    /// A message never comes.
    Lost(u32, Why),
    /// A message comes once more, under this number.
    Duplicated(u32, u32),
    /// A message was put behind the next one of its link.
    Reordered(u32),
    /// A message takes longer: until this instant.
    Delayed(u32, u64),
    /// A node set a timer, to this instant.
    TimerSet(NodeId, TimerId, u64),
    /// A timer has run out.
    Fired(NodeId, TimerId),
    /// A node wrote to its disk.
    Persisted(NodeId),
    /// A node crashed.
    Crashed(NodeId),
    /// A node started again; whether its disk was empty.
    Restarted(NodeId, bool),
    /// A node does nothing any more.
    Paused(NodeId),
    /// It goes on.
    Resumed(NodeId),
    /// A node was put on the other side of a partition.
    Parted(NodeId),
    /// All nodes are on one side again.
    Healed,
    /// A node's clock jumped by so many nanoseconds.
    Jumped(NodeId, i64),
    /// A node's clock goes by so many millionths faster than it should from now on, slower below 0.
    Skewed(NodeId, i32),
    /// A node told something that a contract is about.
    Told(NodeId, Fact),
}

/// What happened, and when.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Happened<M> {
    /// The virtual time, in nanoseconds from the start.
    pub at: u64,
    /// What.
    pub what: Happening<M>,
}
