//! What a service promises, one promise after the other, and how each stands in a history.

use super::at_least_once::{Duplicate, at_least_once};
use super::linearizable::{self, Linearized, Model};
use super::operations::{Operation, operations};
use super::queue::Fifo;
use super::{Breach, Rule, Verdict, counter, lock, queue};
use crate::cluster::history::Entry;

/// What a history is one of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Service {
    /// Locks with leases of this length, in nanoseconds, where the clocks are right; and what they guard.
    Locks(Option<u64>),
    /// Counters of one owner.
    Owned,
    /// Counters in parts.
    Sharded,
    /// Counters of which there are copies.
    Replicated,
    /// Queues that give each element once.
    Once,
    /// Queues that give an element again if it is not acknowledged, with this visibility timeout in nanoseconds where the clocks
    /// are right.
    AtLeastOnce(Option<u64>),
}

/// Something that may be promised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum What {
    /// At most one lease is live, tokens grow, and only its owner and time end one.
    Leases,
    /// No write of an older holder is taken after that of a newer one.
    Writes,
    /// Each read lies between what was acknowledged before it and what was begun before it ended.
    Bounds,
    /// There is an order in which one operation after the other would have had these answers.
    Linearizable,
    /// When nothing is under way any more, all copies agree on the sum.
    Agreement,
    /// What is given is what was pushed, and nothing of that is lost before it is given: what its taker makes of it is no part of that.
    Elements,
    /// The same for elements that come again: none that was acknowledged is gone without having been processed.
    Processed,
    /// One holds an element at a time, until its time is over.
    Holders,
    /// A receipt that has run out or was used does nothing.
    Receipts,
}

/// How a promise stands.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Standing {
    /// It is kept so far.
    Kept,
    /// It is about the end, which is not there yet.
    Open,
    /// Whether it is kept was not found out in so many tries.
    Unsettled,
    /// It is broken.
    Broken(Breach),
}

/// A promise, and how it stands.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Promise {
    /// What it is about.
    pub what: What,
    /// Whether such a service promises it. If not, it is there to be compared.
    pub is_promised: bool,
    /// How it stands.
    pub standing: Standing,
    /// Where there is no order of all operations, the one of the longest beginning of the history for which there is one.
    pub order: Vec<Operation>,
    /// What was given more than once, where that is right.
    pub duplicates: Vec<Duplicate>,
}

/// How many operations are tried before the search for an order gives up, each time that it is asked for: a few milliseconds.
pub const BUDGET: usize = 4_000;

impl Promise {
    fn new(what: What, is_promised: bool, standing: Standing) -> Promise {
        Promise { what, is_promised, standing, order: Vec::new(), duplicates: Vec::new() }
    }

    /// Whether it was promised and is broken.
    pub fn is_broken(&self) -> bool {
        self.is_promised && matches!(self.standing, Standing::Broken(_))
    }
}

impl From<Verdict> for Standing {
    fn from(verdict: Verdict) -> Standing {
        match verdict {
            Verdict::Kept => Standing::Kept,
            Verdict::Broken(breach) => Standing::Broken(breach),
            Verdict::Unsettled(_) => Standing::Unsettled,
        }
    }
}

impl From<Option<Breach>> for Standing {
    fn from(breach: Option<Breach>) -> Standing {
        breach.map_or(Standing::Kept, Standing::Broken)
    }
}

/// What a service promises of a history, and whether nothing is added to it.
pub fn promises(service: Service, history: &[Entry], is_over: bool) -> Vec<Promise> {
    let bounds = |is_promised| Promise::new(What::Bounds, is_promised, counter::bounds(history).into());
    let order = |is_promised| in_order::<counter::Counter>(is_promised, history);
    match service {
        Service::Locks(lease) => vec![
            Promise::new(What::Leases, true, lock::leases(history, lease).into()),
            Promise::new(What::Writes, true, lock::writes(history).into()),
        ],
        Service::Owned => vec![bounds(true), order(true)],
        Service::Sharded => vec![bounds(true), order(false)],
        Service::Replicated => {
            let agreement = match is_over {
                true => counter::convergence(history).into(),
                false => Standing::Open,
            };
            vec![Promise::new(What::Agreement, true, agreement), bounds(false), order(false)]
        }
        Service::Once => vec![
            Promise::new(What::Elements, true, queue::multiset(history).into()),
            in_order::<Fifo>(true, history),
        ],
        Service::AtLeastOnce(visibility) => {
            let told = at_least_once(history, visibility, is_over);
            let of = |rules: &[Rule]| {
                let is_of = |breach: &&Breach| rules.contains(&breach.rule);
                Standing::from(told.breaches.iter().find(is_of).cloned())
            };
            let lost = Promise::new(What::Processed, true, of(&[Rule::Lost]));
            let holders = [Rule::Invented, Rule::GivenTwice, Rule::BackEarly];
            let holders = Promise::new(What::Holders, true, of(&holders));
            let receipts = of(&[Rule::StaleReceipt, Rule::ReceiptReused]);
            vec![
                Promise { duplicates: told.duplicates, ..lost },
                holders,
                Promise::new(What::Receipts, true, receipts),
            ]
        }
    }
}

/// Whether there is an order, and how far there is one.
fn in_order<M: Model>(is_promised: bool, history: &[Entry]) -> Promise {
    let all = operations(history);
    let named = |order: Vec<usize>| order.into_iter().map(|place| all[place].clone()).collect();
    let mut promise = Promise::new(What::Linearizable, is_promised, Standing::Kept);
    for (key, linearized) in linearizable::by_object::<M>(&all, BUDGET) {
        match linearized {
            Linearized::Order(_) => {}
            Linearized::Unsettled { .. } => promise.standing = Standing::Unsettled,
            Linearized::Stuck { order, operation } => {
                let stuck = &all[operation];
                let rule = Rule::NotLinearizable;
                let (entries, operations) = (stuck.entries(), vec![stuck.id()]);
                promise.standing = Standing::Broken(Breach { rule, key, entries, operations });
                promise.order = named(order);
                break;
            }
        }
    }
    promise
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cluster::history::{Answer, Call, Fact, Key, Outcome};
    use crate::cluster::machine::NodeId;
    #[cfg(target_family = "wasm")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    const KEY: Key = Key(0);

    /// Operations one after the other, by a client of its own each.
    fn history(operations: &[(Call, Answer)]) -> Vec<Entry> {
        let told = operations.iter().zip(1..).flat_map(|((call, answer), node)| {
            let returned = Fact::Returned(0, Outcome::Done(answer.clone()));
            [(node, Fact::Invoked(0, call.clone())), (node, returned)]
        });
        told.map(|(node, fact)| Entry { at: 0, node: NodeId(node), fact }).collect()
    }

    fn standings(service: Service, history: &[Entry], is_over: bool) -> Vec<(What, bool, bool)> {
        let told = promises(service, history, is_over);
        told.iter().map(|one| (one.what, one.is_promised, one.standing == Standing::Kept)).collect()
    }

    #[test]
    fn a_read_without_an_add_that_was_acknowledged_breaks_what_is_promised_of_it() {
        let history = history(&[
            (Call::Add(KEY, 1), Answer::Done),
            (Call::Add(KEY, 2), Answer::Done),
            (Call::Read(KEY), Answer::Value(2)),
        ]);
        let order = What::Linearizable;
        assert_eq!(
            standings(Service::Owned, &history, false),
            [(What::Bounds, true, false), (order, true, false)]
        );
        assert_eq!(
            standings(Service::Replicated, &history, true),
            [(What::Agreement, true, true), (What::Bounds, false, false), (order, false, false)]
        );
        let told = promises(Service::Owned, &history, false);
        let Standing::Broken(breach) = &told[1].standing else { panic!("{told:?}") };
        assert_eq!((breach.entries.as_slice(), told[1].order.len()), (&[4, 5][..], 2));
        assert!(told[1].is_broken());
        let compared = promises(Service::Sharded, &history, false);
        assert!(compared[0].is_broken() && !compared[1].is_broken());
        assert_eq!(promises(Service::Replicated, &history, false)[0].standing, Standing::Open);
    }

    #[test]
    fn what_is_broken_of_a_queue_is_told_by_its_name() {
        let given = |receipt| Entry { at: 0, node: NodeId(9), fact: Fact::Given(KEY, 1, NodeId(1), receipt) };
        let mut told = history(&[(Call::Push(KEY, 1), Answer::Done)]);
        let keeps = |told: &[Entry]| {
            standings(Service::AtLeastOnce(Some(10)), told, true).iter().map(|one| one.2).collect::<Vec<_>>()
        };
        assert_eq!(keeps(&told), [true; 3]);
        told.extend([given(1), given(2)]);
        assert_eq!(keeps(&told), [true, false, true]);
        told.push(Entry { at: 0, node: NodeId(9), fact: Fact::Removed(KEY, 1, 7, false) });
        assert_eq!(keeps(&told), [true, false, false]);
        let once = history(&[(Call::Push(KEY, 1), Answer::Done), (Call::Pop(KEY), Answer::Empty)]);
        assert_eq!(
            standings(Service::Once, &once, true),
            [(What::Elements, true, false), (What::Linearizable, true, false)]
        );
    }
}
