//! How many locks, counters and queues a cluster has, and where they are.
//!
//! For n nodes there are ⌊n/2⌋ locks and ⌊n/2⌋ counters, each shared by two nodes, and n queues, one to a node:
//!
//! | n | locks | counters | queues |
//! |---|---|---|---|
//! | 0 | 0 | 0 | 0: there is nowhere for anything |
//! | 1 | 0 | 0 | 1: there is no second node to share a lock or a counter with |
//! | 2, 3 | 1 | 1 | 2, 3: the odd node has a queue alone |
//! | 65,535 | 32,767 | 32,767 | 65,535 |
//!
//! Of the two nodes that share one, the *owner* has it and the one *beside* it passes on what it is asked. Lock k is owned by node 2k
//! and counter k by node 2k + 1, and the other of the two is beside it, so that no node owns two things more than another. Any of the
//! numbers can be set otherwise: what does not fit goes round, from node 0 again, where of an even number of nodes the two of a pair
//! change places each time. So of any number of locks no node owns two more than another, and with one of each to a node every
//! node owns one. On a single node owner and neighbour are one.

use super::history::Key;
use super::machine::NodeId;

/// How many there are of each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Sizing {
    /// The nodes.
    pub nodes: u16,
    /// Locks.
    pub locks: u32,
    /// Counters.
    pub counters: u32,
    /// Queues.
    pub queues: u32,
}

/// What is set otherwise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Overrides {
    /// The number of locks.
    pub locks: Option<u32>,
    /// The number of counters.
    pub counters: Option<u32>,
    /// The number of queues.
    pub queues: Option<u32>,
}

/// The two nodes that share a lock or a counter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Shared {
    /// The one that has it.
    pub owner: NodeId,
    /// The one that passes on what it is asked. On a single node it is the owner itself.
    pub beside: NodeId,
}

/// What is placed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A lock.
    Lock,
    /// A counter.
    Counter,
    /// A queue.
    Queue,
}

/// Why something has no place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Refused {
    /// There is no node.
    NoNodes,
    /// There are more nodes than can be run at once: so many can.
    Nodes(u16),
    /// There is none of the kind: on one node no lock and no counter, unless the number is set otherwise, and nowhere any if the
    /// number is set to 0.
    None(Kind),
    /// There are fewer: so many.
    Beyond(Kind, u32),
}

impl Sizing {
    /// For so many nodes.
    pub fn of(nodes: u16) -> Sizing {
        let half = u32::from(nodes / 2);
        Sizing { nodes, locks: half, counters: half, queues: nodes.into() }
    }

    /// The same with other numbers.
    #[must_use]
    pub fn with(self, overrides: Overrides) -> Sizing {
        Sizing {
            nodes: self.nodes,
            locks: overrides.locks.unwrap_or(self.locks),
            counters: overrides.counters.unwrap_or(self.counters),
            queues: overrides.queues.unwrap_or(self.queues),
        }
    }

    /// How many there are of a kind.
    pub fn count(&self, kind: Kind) -> u32 {
        match kind {
            Kind::Lock => self.locks,
            Kind::Counter => self.counters,
            Kind::Queue => self.queues,
        }
    }

    /// Where a lock is.
    ///
    /// # Errors
    /// If there is no such lock: no node, no lock, or fewer.
    pub fn lock(&self, key: Key) -> Result<Shared, Refused> {
        let (even, odd) = self.pair(Kind::Lock, key)?;
        Ok(Shared { owner: even, beside: odd })
    }

    /// Where a counter is.
    ///
    /// # Errors
    /// As for [`lock`](Sizing::lock).
    pub fn counter(&self, key: Key) -> Result<Shared, Refused> {
        let (even, odd) = self.pair(Kind::Counter, key)?;
        Ok(Shared { owner: odd, beside: even })
    }

    /// Where a queue is.
    ///
    /// # Errors
    /// As for [`lock`](Sizing::lock).
    pub fn queue(&self, key: Key) -> Result<NodeId, Refused> {
        self.check(Kind::Queue, key)?;
        Ok(self.node(key.0.into()))
    }

    fn pair(&self, kind: Kind, key: Key) -> Result<(NodeId, NodeId), Refused> {
        self.check(kind, key)?;
        let (first, nodes) = (2 * u64::from(key.0), u64::from(self.nodes));
        let (even, odd) = (self.node(first), self.node(first + 1));
        // Of an odd number each node comes first in turn; of an even one the same would, round after round.
        let is_turned = nodes.is_multiple_of(2) && first / nodes % 2 == 1;
        Ok(if is_turned { (odd, even) } else { (even, odd) })
    }

    fn check(&self, kind: Kind, key: Key) -> Result<(), Refused> {
        match (self.nodes, self.count(kind)) {
            (0, _) => Err(Refused::NoNodes),
            (_, 0) => Err(Refused::None(kind)),
            (_, count) if key.0 >= count => Err(Refused::Beyond(kind, count)),
            _ => Ok(()),
        }
    }

    /// The node at a place, of which there are as many as there are nodes, and then the same again.
    fn node(&self, place: u64) -> NodeId {
        NodeId((place % u64::from(self.nodes.max(1))) as u16)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_family = "wasm")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn shared(owner: u16, beside: u16) -> Result<Shared, Refused> {
        Ok(Shared { owner: NodeId(owner), beside: NodeId(beside) })
    }

    #[test]
    fn half_as_many_locks_and_counters_as_nodes_and_a_queue_for_each() {
        for (nodes, half) in [(0, 0), (1, 0), (2, 1), (3, 1), (4, 2), (101, 50), (u16::MAX, 32_767)] {
            let sizing = Sizing::of(nodes);
            assert_eq!((sizing.locks, sizing.counters, sizing.queues), (half, half, nodes.into()));
        }
    }

    #[test]
    fn every_object_has_its_place_and_no_node_owns_more_than_one_of_each() {
        for nodes in [2, 3, 4, 7, 100, u16::MAX] {
            let sizing = Sizing::of(nodes);
            let mut owned = vec![0; nodes.into()];
            for key in (0..sizing.locks).map(Key) {
                for shared in [sizing.lock(key), sizing.counter(key)] {
                    let Shared { owner, beside } = shared.expect("it is there");
                    owned[usize::from(owner.0)] += 1;
                    assert_eq!(owner.0 / 2, beside.0 / 2);
                    assert_ne!(owner, beside);
                }
            }
            // Each owns one thing, but for the last of an odd number.
            assert!(owned.iter().all(|count| *count == 1) || nodes % 2 == 1);
            assert_eq!(owned.iter().sum::<u32>(), u32::from(nodes / 2 * 2));
            for key in 0..nodes {
                assert_eq!(sizing.queue(Key(key.into())), Ok(NodeId(key)));
            }
            let (half, all) = (sizing.locks, sizing.queues);
            assert_eq!(sizing.lock(Key(half)), Err(Refused::Beyond(Kind::Lock, half)));
            assert_eq!(sizing.counter(Key(half)), Err(Refused::Beyond(Kind::Counter, half)));
            assert_eq!(sizing.queue(Key(u32::MAX)), Err(Refused::Beyond(Kind::Queue, all)));
        }
        assert_eq!(Sizing::of(u16::MAX).lock(Key(32_766)), shared(65_532, 65_533));
        assert_eq!(Sizing::of(2).counter(Key(0)), shared(1, 0));
    }

    #[test]
    fn what_goes_round_is_spread_evenly_and_with_one_to_a_node_each_has_one() {
        for nodes in 1..=9_u16 {
            for count in 0..=4 * u32::from(nodes) {
                let told = Overrides { locks: Some(count), counters: Some(count), queues: Some(count) };
                let sizing = Sizing::of(nodes).with(told);
                let mut owned = vec![[0_u32; 3]; nodes.into()];
                for key in (0..count).map(Key) {
                    let places = (sizing.lock(key), sizing.counter(key), sizing.queue(key));
                    let (Ok(lock), Ok(counter), Ok(queue)) = places else { panic!("{nodes} {count}") };
                    for (kind, node) in [lock.owner, counter.owner, queue].into_iter().enumerate() {
                        owned[usize::from(node.0)][kind] += 1;
                    }
                    assert_eq!((lock.owner, lock.beside), (counter.beside, counter.owner));
                }
                for kind in 0..3 {
                    let of_kind = || owned.iter().map(|node| node[kind]);
                    let (least, most) = (of_kind().min().unwrap_or(0), of_kind().max().unwrap_or(0));
                    assert!(most - least <= 1, "{nodes} {count}: {owned:?}");
                    assert!(count != u32::from(nodes) || most == 1, "{nodes}: {owned:?}");
                }
            }
        }
    }

    #[test]
    fn one_node_has_no_lock_and_no_counter_unless_it_is_told_to() {
        let sizing = Sizing::of(1);
        assert_eq!(sizing.lock(Key(0)), Err(Refused::None(Kind::Lock)));
        assert_eq!(sizing.counter(Key(0)), Err(Refused::None(Kind::Counter)));
        assert_eq!(sizing.queue(Key(0)), Ok(NodeId(0)));
        let told = sizing.with(Overrides { locks: Some(1), counters: Some(2), queues: None });
        assert_eq!((told.lock(Key(0)), told.counter(Key(1))), (shared(0, 0), shared(0, 0)));
    }

    #[test]
    fn without_a_node_there_is_nowhere_for_anything() {
        let told = Overrides { locks: Some(3), counters: Some(3), queues: Some(3) };
        for sizing in [Sizing::of(0), Sizing::of(0).with(told)] {
            assert_eq!(sizing.lock(Key(0)), Err(Refused::NoNodes));
            assert_eq!(sizing.counter(Key(0)), Err(Refused::NoNodes));
            assert_eq!(sizing.queue(Key(0)), Err(Refused::NoNodes));
        }
    }

    #[test]
    fn more_than_fit_go_round() {
        let told = Overrides { locks: Some(u32::MAX), counters: Some(0), queues: Some(9) };
        let sizing = Sizing::of(3).with(told);
        assert_eq!(
            [0, 1, 2, 3].map(|key| sizing.lock(Key(key))),
            [shared(0, 1), shared(2, 0), shared(1, 2), shared(0, 1)]
        );
        assert_eq!(sizing.lock(Key(u32::MAX - 1)), shared(1, 2));
        assert_eq!(sizing.counter(Key(0)), Err(Refused::None(Kind::Counter)));
        assert_eq!(sizing.queue(Key(8)), Ok(NodeId(2)));
    }
}
