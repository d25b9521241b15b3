//! What of a history belongs to the state: as much as a contract can still tell.

use crate::cluster::hash::Print;
use crate::cluster::history::{Entry, Fact};
use crate::cluster::machine::NodeId;
use std::collections::BTreeMap;

/// Which histories are one, as far as the state is concerned. Times count in none of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Telling {
    /// All are: nobody asks.
    #[default]
    Nothing,
    /// Those in which each node told the same, in the same order.
    OfEach,
    /// Those in which, besides, the same operations had ended before each one began: what linearizability is about.
    Operations,
    /// None are but those with the same facts in the same order.
    Whole,
}

/// A hash of a history, up to what does not count.
#[derive(Clone, Debug, Default)]
pub(super) struct Told {
    /// By node.
    facts: BTreeMap<NodeId, u128>,
    /// The same of the ends of operations only.
    ends: BTreeMap<NodeId, u128>,
    sum: u128,
    ends_sum: u128,
}

impl Told {
    pub(super) fn add(&mut self, telling: Telling, entry: &Entry) {
        let print = Print::default();
        match telling {
            Telling::Nothing => {}
            Telling::Whole => {
                self.sum = print.and(&self.sum).and(&entry.node).and(&entry.fact).value();
            }
            Telling::OfEach => chain(&mut self.facts, &mut self.sum, entry.node, &entry.fact, 0),
            Telling::Operations => {
                let before = if matches!(entry.fact, Fact::Invoked(..)) { self.ends_sum } else { 0 };
                chain(&mut self.facts, &mut self.sum, entry.node, &entry.fact, before);
                if matches!(entry.fact, Fact::Returned(..)) {
                    chain(&mut self.ends, &mut self.ends_sum, entry.node, &entry.fact, 0);
                }
            }
        }
    }

    pub(super) fn print(&self) -> u128 {
        self.sum
    }
}

/// Appends a fact to those of a node, and keeps the sum over all nodes.
fn chain(hashes: &mut BTreeMap<NodeId, u128>, sum: &mut u128, node: NodeId, fact: &Fact, with: u128) {
    let hash = hashes.entry(node).or_default();
    *sum = sum.wrapping_sub(*hash);
    *hash = Print::default().and(&node).and(hash).and(fact).and(&with).value();
    *sum = sum.wrapping_add(*hash);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cluster::history::{Answer, Call, Key, Outcome};
    #[cfg(target_family = "wasm")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn print(telling: Telling, facts: &[(u16, Fact)]) -> u128 {
        let mut told = Told::default();
        for (node, fact) in facts {
            told.add(telling, &Entry { at: 0, node: NodeId(*node), fact: fact.clone() });
        }
        told.print()
    }

    #[test]
    fn what_counts_of_an_order_is_what_was_asked_for() {
        let begins = |node| (node, Fact::Invoked(0, Call::Read(Key(0))));
        let ends = |node| (node, Fact::Returned(0, Outcome::Done(Answer::Value(1))));
        let together = [begins(0), begins(1), ends(0), ends(1)];
        let otherwise = [begins(1), begins(0), ends(1), ends(0)];
        let apart = [begins(0), ends(0), begins(1), ends(1)];
        let alike = |telling, one: &[_], other: &[_]| print(telling, one) == print(telling, other);
        assert!(alike(Telling::Nothing, &together, &[]));
        assert!(alike(Telling::OfEach, &together, &apart) && !alike(Telling::OfEach, &together, &apart[..3]));
        assert!(alike(Telling::Operations, &together, &otherwise));
        assert!(!alike(Telling::Operations, &together, &apart));
        assert!(!alike(Telling::Whole, &together, &otherwise));
    }
}
