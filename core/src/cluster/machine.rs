//! What runs on a node: a pure state machine.

use super::flat::Words;
use super::history::Fact;
use std::fmt::{self, Debug};
use std::hash::Hash;

/// A node of the cluster, by its number from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub u16);

/// There are more nodes than can be named: 65,536 can.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooManyNodes;

impl fmt::Display for TooManyNodes {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a cluster has 65,536 nodes at most, its clients among them")
    }
}

impl std::error::Error for TooManyNodes {}

impl NodeId {
    /// The node at this place, from 0 on.
    ///
    /// # Errors
    /// If there can be no such node.
    pub fn at(place: usize) -> Result<NodeId, TooManyNodes> {
        u16::try_from(place).map(NodeId).map_err(|_| TooManyNodes)
    }
}

/// A timer of a node, by a number that its machine gives it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimerId(pub u32);

/// What a machine is handed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Input<M> {
    /// The node has started, for the first time or after a crash: all that it knows is on its disk.
    Start,
    /// A message has come.
    Message {
        /// Who sent it.
        from: NodeId,
        /// What it says.
        message: M,
    },
    /// A timer has run out.
    Timer(TimerId),
}

/// What a machine asks for. A node does what is asked in order, and may crash between any two.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Effect<M> {
    /// Writes the durable state to the disk, as it is when the input has been handled: from here on it outlasts a crash. At most
    /// once for each input.
    Persist,
    /// Hands a message to the link.
    Send {
        /// Who is to get it.
        to: NodeId,
        /// What it says.
        message: M,
    },
    /// Sets a timer, or sets it anew.
    SetTimer {
        /// Which one.
        timer: TimerId,
        /// How long from now, in nanoseconds of the node's own clock.
        after: u64,
    },
    /// Stops a timer that has not run out.
    StopTimer(TimerId),
    /// Tells something that a contract is about. Nobody in the cluster can notice. It belongs to the effect before it: no crash
    /// comes between, so that what is told and what is on the disk agree.
    Tell(Fact),
}

impl<M> Effect<M> {
    /// A timer that runs out at this instant of the node's own clock, at which it is `now`; or that does not run out.
    pub fn timer_until(timer: TimerId, until: Option<u64>, now: u64) -> Effect<M> {
        match until {
            Some(until) => Effect::SetTimer { timer, after: until.saturating_sub(now) },
            None => Effect::StopTimer(timer),
        }
    }
}

/// What a node knows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct State<D, V> {
    /// What is on the disk once it has been persisted.
    pub durable: D,
    /// What a crash takes away.
    pub volatile: V,
}

/// A service or a client: what it does about an input, and nothing else.
pub trait Machine: Clone + Debug {
    /// Whether the states of a cluster of such machines are told apart and come back to, as who explores does. Of one that is only shown,
    /// states are not copied, their fingerprints do not tell what is in a message or was told, and a crash amid what a node
    /// does comes only after the first thing that it does. That is a third of a cluster's code, which a page can do without.
    const IS_EXPLORED: bool = true;

    /// What it puts on its disk.
    type Durable: Clone + Debug + Default + PartialEq + Eq + Hash;
    /// What it keeps in memory only.
    type Volatile: Clone + Debug + Default + PartialEq + Eq + Hash;
    /// What it says to others, and others to it.
    type Message: Clone + Debug + PartialEq + Eq + Hash;

    /// Handles an input, at this time of the node's own clock in nanoseconds: changes the state, and appends what is to be done.
    fn handle(
        &self,
        state: &mut State<Self::Durable, Self::Volatile>,
        input: Input<Self::Message>,
        now: u64,
        effects: &mut Vec<Effect<Self::Message>>,
    );

    /// Writes down all that a node knows and what is on its disk, instants of its own clock apart; whether it has. Then states that
    /// differ in nothing but the time are one, so that what goes round comes back to where it was: see [`flat`](super::flat). By
    /// default nothing is written, and the time counts.
    fn put(_: &State<Self::Durable, Self::Volatile>, _: &Self::Durable, _: &mut Words) -> bool {
        false
    }

    /// Whether, with this on its mind, it has nothing left to do that it would do by itself. Once that is so of every node, and no
    /// message is under way, a run is over, whatever timers are set. A service is asked, and is done at any time.
    fn is_done(&self, _: &Self::Durable) -> bool {
        true
    }
}
