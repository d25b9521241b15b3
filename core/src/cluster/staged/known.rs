//! What a node knows of a counter or a queue, as it is told of.

use crate::cluster::NodeId;
use crate::cluster::history::Key;
use crate::cluster::numbers::Numbers;
use crate::cluster::queue::{Delivery, Elements};
use crate::cluster::role::{ShownDisk as Disk, ShownMemory as Memory, ShownRole as Role};
use crate::cluster::world::{Budget, Cluster};
use std::rc::Rc;

/// What a node knows of the counter or the queue with the key 0; of a lock only what it is told of otherwise.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Known {
    /// Nothing of that kind.
    #[default]
    Nothing,
    /// It has the lock, and grants leases of so many nanoseconds.
    Locks(u64),
    /// It owns the counter, which has this value.
    Owner(i64),
    /// It passes on what it is asked; or it adds by itself, for each of these clients so much.
    Beside(Vec<(NodeId, i64)>),
    /// It has a part of the counter, and sums all parts for clients: of each, the parts that it knows so far.
    Part {
        /// Its own part.
        own: i64,
        /// By client, the parts of which nodes.
        reads: Vec<(NodeId, Vec<(NodeId, i64)>)>,
    },
    /// It has a copy of the counter.
    Copy {
        /// Of each node what was added there and taken off, as far as it knows.
        slots: Vec<(NodeId, u64, u64)>,
        /// Who has not told it that it knows as much.
        behind: Vec<NodeId>,
    },
    /// It has the queue.
    Queue {
        /// For how long it gives an element, in nanoseconds; for ever, where that is nothing.
        visibility: Option<u64>,
        /// What is there for whoever asks, first to last, each with how often it was given.
        ready: Vec<(u64, u32)>,
        /// What is given.
        given: Vec<Given>,
        /// The dead letters, oldest first.
        dead: Vec<u64>,
    },
    /// It has an element in hand.
    Hand {
        /// Which.
        element: u64,
        /// With which receipt; 0 where there are none.
        receipt: u64,
        /// Whether it has done what that asks for.
        is_processed: bool,
    },
    /// It has the faults.
    Faults {
        /// How many of each kind a reader may still choose.
        left: Budget,
        /// How many there were in the beginning.
        all: Budget,
    },
}

/// An element that a queue has given to somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Given {
    /// With which receipt.
    pub receipt: u64,
    /// Which.
    pub element: u64,
    /// To whom.
    pub holder: NodeId,
    /// Until when, in virtual nanoseconds.
    pub until: u64,
}

impl Known {
    /// What a node knows; of an element in hand the client's own machine does not say all.
    pub(super) fn of(cluster: &Cluster<Role>, node: NodeId) -> Known {
        let Some(state) = cluster.state(node) else { return Known::Nothing };
        const KEY: Key = Key(0);
        match (cluster.machine(node), &state.durable, &state.volatile) {
            (Some(Role::Lock(machine)), ..) => Known::Locks(machine.lease),
            (Some(Role::Counter(machine)), disk, _) if machine.node == machine.owner => {
                Known::Owner(match disk {
                    Disk::Counter(disk) => disk.values.get(&KEY).copied().unwrap_or_default(),
                    _ => 0,
                })
            }
            (Some(Role::Counter(_)), _, memory) => Known::Beside(match memory {
                Memory::Counter(memory) => {
                    memory.adding.iter().map(|(request, by)| (request.client, *by)).collect()
                }
                _ => Vec::new(),
            }),
            (_, Disk::Shard(disk), Memory::Shard(memory)) => {
                let reads = memory.reads.iter().map(|(client, (_, _, parts))| {
                    (*client, parts.iter().map(|(node, part)| (*node, *part)).collect())
                });
                let reads = reads.collect();
                Known::Part { own: disk.parts.get(&KEY).copied().unwrap_or_default(), reads }
            }
            (Some(Role::Shard(_)), ..) => Known::Part { own: 0, reads: Vec::new() },
            (_, Disk::Replica(disk), _) => Known::Copy {
                slots: disk.counters.get(&KEY).map_or(Vec::new(), |slots| {
                    slots.iter().map(|(node, slot)| (*node, slot.up, slot.down)).collect()
                }),
                behind: disk.behind.get(&KEY).map_or(Vec::new(), |nodes| nodes.keys().copied().collect()),
            },
            (Some(Role::Replica(_)), ..) => Known::Copy { slots: Vec::new(), behind: Vec::new() },
            (Some(Role::Queue(machine)), disk, _) => {
                let none = Elements::default();
                let elements = match disk {
                    Disk::Queue(disk) => disk.queues.get(&KEY).unwrap_or(&none),
                    _ => &none,
                };
                let visibility = match machine.delivery {
                    Delivery::Once => None,
                    Delivery::AtLeastOnce { visibility, .. } => Some(visibility),
                };
                let given = elements.given.iter().map(|(receipt, given)| Given {
                    receipt: *receipt,
                    element: given.element,
                    holder: given.holder,
                    until: cluster.instant_of(node, given.until),
                });
                Known::Queue {
                    visibility,
                    ready: elements.ready.iter().copied().collect(),
                    given: given.collect(),
                    dead: elements.dead.clone(),
                }
            }
            (_, _, Memory::Client(client)) => match client.elements.values().next() {
                Some((element, receipt)) => {
                    Known::Hand { element: *element, receipt: *receipt, is_processed: false }
                }
                None => Known::Nothing,
            },
            _ => Known::Nothing,
        }
    }

    /// The value of a counter, as this node knows it.
    pub fn value(&self) -> Option<i64> {
        match self {
            Known::Owner(value) => Some(*value),
            Known::Part { own, .. } => Some(*own),
            Known::Copy { slots, .. } => {
                let sum =
                    |sum: u64, (_, up, down): &(NodeId, u64, u64)| sum.wrapping_add(*up).wrapping_sub(*down);
                Some(slots.iter().fold(0_u64, sum) as i64)
            }
            _ => None,
        }
    }

    /// As numbers.
    pub fn numbers(&self) -> Rc<[i64]> {
        let mut numbers: Vec<i64> = Vec::new();
        match self {
            Known::Nothing => {}
            Known::Locks(lease) => numbers.extend([7, *lease as i64]),
            Known::Owner(value) => numbers.extend([1, *value]),
            Known::Beside(adding) => {
                numbers.extend([2, adding.len() as i64]);
                adding.iter().for_each(|(client, by)| numbers.extend([client.0.into(), *by]));
            }
            Known::Part { own, reads } => {
                numbers.extend([3, *own, reads.len() as i64]);
                for (client, parts) in reads {
                    numbers.extend([client.0.into(), parts.len() as i64]);
                    parts.iter().for_each(|(node, part)| numbers.extend([node.0.into(), *part]));
                }
            }
            Known::Copy { slots, behind } => {
                numbers.extend([4, slots.len() as i64]);
                for (node, up, down) in slots {
                    numbers.extend([node.0.into(), *up as i64, *down as i64]);
                }
                numbers.push(behind.len() as i64);
                numbers.extend(behind.iter().map(|node| i64::from(node.0)));
            }
            Known::Queue { visibility, ready, given, dead } => {
                let of = [visibility.is_some().into(), visibility.unwrap_or_default() as i64];
                numbers.extend([5, of[0], of[1], ready.len() as i64]);
                ready.iter().for_each(|(element, times)| numbers.extend([*element as i64, (*times).into()]));
                numbers.push(given.len() as i64);
                for Given { receipt, element, holder, until } in given {
                    numbers.extend([*receipt as i64, *element as i64, holder.0.into(), *until as i64]);
                }
                numbers.push(dead.len() as i64);
                numbers.extend(dead.iter().map(|element| *element as i64));
            }
            Known::Hand { element, receipt, is_processed } => {
                numbers.extend([6, *element as i64, *receipt as i64, (*is_processed).into()]);
            }
            Known::Faults { left, all } => {
                numbers.push(8);
                numbers.extend(left.counts().into_iter().chain(all.counts()).map(i64::from));
            }
        }
        numbers.into()
    }

    /// What numbers mean; nothing where they mean nothing.
    pub fn of_numbers(numbers: &[i64]) -> Known {
        Known::read(&mut Numbers(numbers)).unwrap_or_default()
    }

    fn read(numbers: &mut Numbers) -> Option<Known> {
        let part = |numbers: &mut Numbers| Some((numbers.node()?, numbers.next()?));
        Some(match numbers.next()? {
            1 => Known::Owner(numbers.next()?),
            2 => Known::Beside(numbers.list(part)?),
            3 => {
                let own = numbers.next()?;
                Known::Part { own, reads: numbers.list(|it| Some((it.node()?, it.list(part)?)))? }
            }
            4 => Known::Copy {
                slots: numbers.list(|it| Some((it.node()?, it.word()?, it.word()?)))?,
                behind: numbers.list(Numbers::node)?,
            },
            5 => {
                let (gives_for, visibility) = (numbers.next()? != 0, numbers.word()?);
                Known::Queue {
                    visibility: gives_for.then_some(visibility),
                    ready: numbers.list(|it| Some((it.word()?, it.next()?.try_into().ok()?)))?,
                    given: numbers.list(|it| {
                        let (receipt, element) = (it.word()?, it.word()?);
                        Some(Given { receipt, element, holder: it.node()?, until: it.word()? })
                    })?,
                    dead: numbers.list(Numbers::word)?,
                }
            }
            6 => {
                let (element, receipt) = (numbers.word()?, numbers.word()?);
                Known::Hand { element, receipt, is_processed: numbers.next()? != 0 }
            }
            7 => Known::Locks(numbers.word()?),
            8 => {
                let mut count = || numbers.next()?.try_into().ok();
                let mut counts = || {
                    let mut counts = [0; Budget::KINDS];
                    for one in &mut counts {
                        *one = count()?;
                    }
                    Some(Budget::of_counts(counts))
                };
                Known::Faults { left: counts()?, all: counts()? }
            }
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sync::mix::mix;
    #[cfg(target_family = "wasm")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn what_a_node_knows_comes_back_as_it_was() {
        let (one, other) = (NodeId(1), NodeId(u16::MAX));
        let given = |receipt| Given { receipt, element: 7, holder: one, until: u64::MAX };
        for known in [
            Known::Nothing,
            Known::Locks(u64::MAX),
            Known::Owner(i64::MIN),
            Known::Beside(vec![]),
            Known::Beside(vec![(one, 1), (other, -2)]),
            Known::Part { own: 3, reads: vec![(one, vec![(one, 3), (other, 4)]), (other, vec![])] },
            Known::Copy { slots: vec![(one, 2, u64::MAX)], behind: vec![other] },
            Known::Queue { visibility: None, ready: vec![], given: vec![], dead: vec![] },
            Known::Queue {
                visibility: Some(10),
                ready: vec![(1, 0), (2, u32::MAX)],
                given: vec![given(1), given(2)],
                dead: vec![9],
            },
            Known::Hand { element: 1, receipt: 2, is_processed: true },
            Known::Faults {
                left: Budget { losses: 1, ..Budget::default() },
                all: Budget { losses: 2, disks: u16::MAX, ..Budget::default() },
            },
        ] {
            assert_eq!(Known::of_numbers(&known.numbers()), known);
        }
    }

    #[test]
    fn numbers_that_mean_nothing_are_nothing() {
        for wrong in [&[7][..], &[8, 0], &[2, i64::MAX], &[3, 0, 1, 0], &[4, 1, 1 << 16, 0, 0, 0], &[6, 1]] {
            assert_eq!(Known::of_numbers(wrong), Known::Nothing);
        }
        for seed in 0..4_000_u64 {
            let numbers: Vec<i64> =
                (0..seed % 12).map(|place| (mix(seed + place) >> 60) as i64 - 2).collect();
            let known = Known::of_numbers(&numbers);
            assert_eq!(Known::of_numbers(&known.numbers()), known);
        }
    }
}
