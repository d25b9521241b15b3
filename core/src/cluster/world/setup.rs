//! What a cluster is like: its links, its clocks, and which faults may strike.

use crate::cluster::machine::NodeId;
use std::collections::BTreeMap;

/// When things happen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Timing {
    /// A message takes its link's latency and a timer its time. What is due at the same instant comes in any order, and time moves on
    /// when nothing is due any more.
    #[default]
    Timely,
    /// Any message and any timer may come next. Time moves when a timer runs out, at least to its instant: a timer may be late, never
    /// early.
    AnyDelay,
}

/// In which order the messages of one link come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Order {
    /// As they were sent, as over one connection; a fault may put one behind the next.
    #[default]
    Sent,
    /// In any order.
    Any,
}

/// How a node's clock differs from the virtual time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Clock {
    /// How many millionths faster it goes; slower below 0. A clock that stands still or goes backwards, at -1,000,000 and below, is
    /// taken to go a millionth as fast.
    pub skew: i32,
    /// How many nanoseconds it is ahead at the start; behind below 0.
    pub ahead: i64,
}

impl Clock {
    fn rate(self) -> i128 {
        (1_000_000 + i128::from(self.skew)).max(1)
    }

    /// What it shows at this virtual time, when it has jumped by so much: no less than 0, no more than it has room for.
    pub fn reading(self, now: u64, jumped: i64) -> u64 {
        let reading = self.counted(now) + i128::from(self.ahead) + i128::from(jumped);
        reading.clamp(0, u64::MAX.into()) as u64
    }

    /// How much of its own time passes in so much virtual time.
    pub(super) fn counted(self, time: u64) -> i128 {
        i128::from(time) * self.rate() / 1_000_000
    }

    /// Whether it is a plain clock from this virtual time on, when it has jumped by so much: what it shows grows by as much as time does.
    pub fn is_plain(self, now: u64, jumped: i64) -> bool {
        self.skew == 0 && i128::from(now) + i128::from(self.ahead) + i128::from(jumped) >= 0
    }

    /// How much virtual time passes until so much of its own has: jumps do not count.
    pub fn duration(self, own: u64) -> u64 {
        let duration = (i128::from(own) * 1_000_000 + self.rate() - 1) / self.rate();
        duration.min(u64::MAX.into()) as u64
    }
}

/// How many faults of each kind may still strike.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Budget {
    /// Crashes: between two inputs, or between any two things that a node does about one.
    pub crashes: u16,
    /// Restarts of crashed nodes. Without one they are crashed for ever.
    pub restarts: u16,
    /// Of these, how many may find the disk empty.
    pub disks: u16,
    /// Pauses. A node may always go on.
    pub pauses: u16,
    /// Nodes that are put on the other side of a partition. It may always heal.
    pub partitions: u16,
    /// Jumps of clocks.
    pub jumps: u16,
    /// Clocks that go faster or slower from then on.
    pub skews: u16,
    /// Messages that are lost.
    pub losses: u16,
    /// Messages that come twice.
    pub duplicates: u16,
    /// Messages that are put behind the next of their link, where they come as they were sent.
    pub reorders: u16,
    /// Messages that take longer. Where there is any delay they do so anyway.
    pub delays: u16,
}

impl Budget {
    /// How many kinds of faults there are.
    pub const KINDS: usize = 11;

    /// How many there are of each kind, in the order of the fields.
    pub fn counts(mut self) -> [u16; Budget::KINDS] {
        self.each().map(|count| *count)
    }

    /// The budget of these [`counts`](Budget::counts).
    pub fn of_counts(counts: [u16; Budget::KINDS]) -> Budget {
        let mut budget = Budget::default();
        budget.each().into_iter().zip(counts).for_each(|(one, count)| *one = count);
        budget
    }

    /// The fields, in their order.
    fn each(&mut self) -> [&mut u16; Budget::KINDS] {
        let Budget {
            crashes,
            restarts,
            disks,
            pauses,
            partitions,
            jumps,
            skews,
            losses,
            duplicates,
            reorders,
            delays,
        } = self;
        [crashes, restarts, disks, pauses, partitions, jumps, skews, losses, duplicates, reorders, delays]
    }

    /// What is left of it beside what another one takes.
    pub fn beside(mut self, taken: Budget) -> Budget {
        self.each().into_iter().zip(taken.counts()).for_each(|(one, taken)| *one = one.saturating_sub(taken));
        self
    }

    /// Whether nothing can strike any more.
    pub fn is_spent(&self) -> bool {
        *self == Budget { restarts: self.restarts, disks: self.disks, ..Budget::default() }
    }
}

/// What a cluster is like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setup {
    /// When things happen.
    pub timing: Timing,
    /// In which order the messages of one link come.
    pub order: Order,
    /// How long a message takes, in virtual nanoseconds.
    pub latency: u64,
    /// How long it takes from one node to another, where that is something else.
    pub latencies: BTreeMap<(NodeId, NodeId), u64>,
    /// How long a node has to do with a message, in virtual nanoseconds: the next one waits meanwhile. Only where time is timely.
    pub handling: u64,
    /// How nodes' clocks differ, where they do.
    pub clocks: BTreeMap<NodeId, Clock>,
    /// The faults that may strike.
    pub budget: Budget,
    /// The nodes that may crash, pause, be parted or have their clocks jump or go wrong: all where this is nothing.
    pub victims: Option<Vec<NodeId>>,
    /// By how many nanoseconds a clock may jump: each is a choice. So many as a choice has room for count.
    pub jumps: Vec<i64>,
    /// By how many millionths faster than it should a clock may go from then on, slower below 0: each is a choice. The first ten count.
    pub skews: Vec<i32>,
    /// How much longer a message takes that is delayed, in virtual nanoseconds.
    pub delay: u64,
    /// What of what was told belongs to the state.
    pub telling: super::Telling,
    /// Whether what happened is kept, to be shown.
    pub keeps_log: bool,
}

impl Default for Setup {
    /// A cluster in which messages take a millisecond, handling them no time, and nothing goes wrong.
    fn default() -> Setup {
        Setup {
            timing: Timing::default(),
            order: Order::default(),
            latency: 1_000_000,
            latencies: BTreeMap::new(),
            handling: 0,
            clocks: BTreeMap::new(),
            budget: Budget::default(),
            victims: None,
            jumps: Vec::new(),
            skews: Vec::new(),
            delay: 1_000_000,
            telling: super::Telling::default(),
            keeps_log: true,
        }
    }
}

impl Setup {
    /// How long a message takes from one node to another.
    pub fn latency(&self, from: NodeId, to: NodeId) -> u64 {
        self.latencies.get(&(from, to)).copied().unwrap_or(self.latency)
    }

    /// A node's clock.
    pub fn clock(&self, node: NodeId) -> Clock {
        self.clocks.get(&node).copied().unwrap_or_default()
    }

    /// Whether faults of nodes may strike this one.
    pub fn is_victim(&self, node: NodeId) -> bool {
        self.victims.as_ref().is_none_or(|victims| victims.contains(&node))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_family = "wasm")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn a_clock_shows_its_own_time_and_never_less_than_nothing() {
        let fast = Clock { skew: 500_000, ahead: 7 };
        assert_eq!((fast.reading(100, 0), fast.reading(100, -1_000), fast.duration(150)), (157, 0, 100));
        assert_eq!(fast.duration(151), 101, "a timer is never early");
        let stuck = Clock { skew: -1_000_000, ahead: 0 };
        assert_eq!((stuck.reading(2_000_000, 0), stuck.duration(2)), (2, 2_000_000));
        assert!(!fast.is_plain(100, 0) && Clock { skew: 0, ahead: 7 }.is_plain(0, -7));
        assert!(!Clock { skew: 0, ahead: 7 }.is_plain(0, -8), "it stands still");
        assert_eq!(Clock { skew: i32::MIN, ahead: i64::MIN }.reading(u64::MAX, i64::MIN), 0);
        let ahead = Clock { skew: i32::MAX, ahead: i64::MAX };
        assert_eq!((ahead.reading(u64::MAX, i64::MAX), stuck.duration(u64::MAX)), (u64::MAX, u64::MAX));
    }
}
