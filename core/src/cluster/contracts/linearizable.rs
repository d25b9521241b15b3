//! Whether a history is linearizable: whether each operation can be given an instant between its beginning and its end so that
//! one after the other, in that order, they would have had the answers that they had.
//!
//! Maurice Herlihy and Jeannette Wing, *Linearizability: a correctness condition for concurrent objects*, TOPLAS 1990. The
//! search is that of Jeannette Wing and Chun Gong (*Testing and verifying concurrent objects*, JPDC 1993): it takes an
//! operation that nothing unplaced has ended before, places it, and goes back where that leads nowhere. Three things make it quick.
//! Gavin Lowe (*Testing for linearizability*, 2017) never looks twice at the same operations placed with the same state come of it,
//! and each object is looked at by itself, as linearizability is local. A model may know early that a state leads nowhere.
//! Operations without an answer are placed only where nothing else can be, and of those that ask for the same the first first.
//!
//! An operation whose end is not known may be placed anywhere after its beginning, or nowhere. One that was not done is left out.

mod search;

use search::{Placed, place};

use super::operations::{Operation, operations};
use super::{Breach, Rule, Verdict};
use crate::cluster::few::Few;
use crate::cluster::history::{Answer, Call, Entry, Key};
use std::hash::Hash;

/// How many operations are tried before the search gives up: less than a second for hundreds of operations, and only histories
/// with much that overlaps or was never answered need so many.
pub const BUDGET: usize = 100_000;

/// What an object does when one operation after the other is done.
pub trait Model {
    /// What it holds.
    type State: Clone + Eq + Hash;

    /// Which object of this kind a call is for, if it is for one.
    fn key(call: &Call) -> Option<Key>;

    /// The model for these operations, all of one object: it may look ahead at what they were answered.
    fn of(operations: &[Operation]) -> Self;

    /// What the object holds at first.
    fn start(&self) -> Self::State;

    /// Does what is asked, and says whether this can be the answer to it. Where none is known any is right, and it may say no if
    /// nothing would change. It may also say no where the operations that it was made of can then not all be placed.
    fn apply(&self, state: &mut Self::State, call: &Call, answer: Option<&Answer>) -> bool;

    /// Whether the rest of the operations that it was made of may still be placed, as far as that is seen at once.
    fn leads_on(&self, _: &Self::State, _is_placed: impl Fn(usize) -> bool) -> bool {
        true
    }
}

/// What there is to say of the operations of one object. Operations are named by their places in the list that was asked about.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Linearized {
    /// They can be put in this order. Of those that were never answered, the ones that are missing need not have been done.
    Order(Vec<usize>),
    /// They cannot.
    Stuck {
        /// The order for the longest beginning of the history for which there is one.
        order: Vec<usize>,
        /// The operation whose end is the next one in the history: with it there is no order. (If the tries are used up while
        /// it is looked for, the first one that may be it.)
        operation: usize,
    },
    /// The budget was used up.
    Unsettled {
        /// The order for as much of the history as one was found for.
        order: Vec<usize>,
    },
}

/// Asks whether a history is linearizable, object by object, with so many tries for each.
pub fn check<M: Model>(history: &[Entry], budget: usize) -> Verdict {
    let all = operations(history);
    let mut verdict = Verdict::Kept;
    for (key, linearized) in by_object::<M>(&all, budget) {
        verdict = verdict.and(|| match linearized {
            Linearized::Order(_) => Verdict::Kept,
            Linearized::Unsettled { .. } => Verdict::Unsettled(key),
            Linearized::Stuck { operation, .. } => {
                let operation = &all[operation];
                let (entries, operations) = (operation.entries(), vec![operation.id()]);
                Verdict::Broken(Breach { rule: Rule::NotLinearizable, key, entries, operations })
            }
        });
    }
    verdict
}

/// What there is to say of each object of this kind among the operations, in the order of their keys.
pub fn by_object<M: Model>(operations: &[Operation], budget: usize) -> Vec<(Key, Linearized)> {
    let mut objects: Few<Key, Vec<usize>> = Few::default();
    for (place, operation) in operations.iter().enumerate() {
        if let Some(key) = M::key(&operation.call).filter(|_| !operation.did_not_happen()) {
            objects.or_default(key).push(place);
        }
    }
    let one = |(key, places): (Key, Vec<usize>)| {
        let own: Vec<Operation> = places.iter().map(|place| operations[*place].clone()).collect();
        let named = |order: Vec<usize>| order.into_iter().map(|place| places[place]).collect();
        let linearized = match one_object::<M>(&own, budget) {
            Linearized::Order(order) => Linearized::Order(named(order)),
            Linearized::Unsettled { order } => Linearized::Unsettled { order: named(order) },
            Linearized::Stuck { order, operation } => {
                Linearized::Stuck { order: named(order), operation: places[operation] }
            }
        };
        (key, linearized)
    };
    objects.into_iter().map(one).collect()
}

fn one_object<M: Model>(operations: &[Operation], budget: usize) -> Linearized {
    let (mut order, operation) = match place::<M>(operations, budget) {
        Placed::All(order) => return Linearized::Order(order),
        Placed::Spent(order) => return Linearized::Unsettled { order },
        Placed::Stuck(order, operation) => (order, operation),
    };
    // What is stuck there may be so because of an answer that came later. The first end with which there is no order, whatever
    // comes later, is this one or one behind it: if a beginning of the history has an order, each of its own beginnings has.
    let end = |(place, operation): (usize, &Operation)| operation.answer().map(|(at, _)| (at, place));
    let mut ends: Vec<(usize, usize)> = operations.iter().enumerate().filter_map(end).collect();
    ends.sort_unstable();
    let mut first = ends.iter().position(|(_, place)| *place == operation).unwrap_or_default();
    let (mut last, mut middle) = (ends.len() - 1, first);
    while first < last {
        match place::<M>(&beginning(operations, ends[middle].0 + 1), budget) {
            Placed::All(found) => (first, order) = (middle + 1, found),
            Placed::Stuck(..) => last = middle,
            Placed::Spent(_) => break,
        }
        middle = first.midpoint(last);
    }
    Linearized::Stuck { order, operation: ends[first].1 }
}

/// What is known of the operations before an entry of the history.
fn beginning(operations: &[Operation], end: usize) -> Vec<Operation> {
    let begun = operations.iter().filter(|operation| operation.invoked < end).cloned();
    let known = |mut operation: Operation| {
        operation.returned = operation.returned.filter(|(at, _)| *at < end);
        operation
    };
    begun.map(known).collect()
}

#[cfg(test)]
mod tests {
    use super::super::counter::Counter;
    use super::super::queue::Fifo;
    use super::*;
    use crate::cluster::history::{Fact, Outcome};
    use crate::cluster::machine::NodeId;
    use crate::schedule::rng::SplitMix64;
    use std::collections::VecDeque;
    #[cfg(target_family = "wasm")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    /// A counter and a queue of which nothing is asked but what an operation does and is answered.
    #[derive(Clone, Default)]
    struct Object {
        sum: i64,
        elements: VecDeque<u64>,
    }

    impl Object {
        fn answer(&mut self, call: &Call) -> Answer {
            match call {
                Call::Add(_, by) => self.sum += by,
                Call::Read(_) => return Answer::Value(self.sum),
                Call::Push(_, element) => self.elements.push_back(*element),
                _ => {
                    let first = self.elements.pop_front();
                    return first.map_or(Answer::Empty, |element| Answer::Element(element, 0));
                }
            }
            Answer::Done
        }
    }

    /// How a history is made.
    struct Making {
        clients: u16,
        operations: u32,
        /// Whether it is about a queue, and not about a counter.
        queue: bool,
        /// Of so many elements each is pushed again and again. Each is another one where it is 0.
        values: usize,
        /// The least that is added to the counter.
        least: i64,
        /// One in so many operations is not answered, and as many fail.
        unanswered: usize,
    }

    /// A history that clients of an object make who begin, are served and are answered in any order.
    fn make(seed: u64, making: &Making) -> Vec<Entry> {
        let mut numbers = SplitMix64::new(seed);
        let (mut object, mut history) = (Object::default(), Vec::new());
        let mut stands: Vec<(Option<Call>, Option<Answer>)> = vec![(None, None); making.clients.into()];
        let mut late: Vec<Call> = Vec::new();
        let (mut begun, mut done) = (0, 0);
        while done < making.operations {
            let node = numbers.below(stands.len());
            let mut tell = |fact| history.push(Entry { at: 0, node: NodeId(node as u16), fact });
            match &mut stands[node] {
                (stand @ None, None) if begun < making.operations => {
                    begun += 1;
                    let value = numbers.below(making.values.max(1)) as u64;
                    let call = match (making.queue, numbers.below(2)) {
                        (false, 0) => Call::Add(Key(0), making.least + value as i64),
                        (false, _) => Call::Read(Key(0)),
                        (true, 0) if making.values == 0 => Call::Push(Key(0), begun.into()),
                        (true, 0) => Call::Push(Key(0), value),
                        (true, _) => Call::Pop(Key(0)),
                    };
                    tell(Fact::Invoked(begun, call.clone()));
                    *stand = Some(call);
                }
                (None, _) => {}
                (Some(call), answer @ None) if numbers.below(making.unanswered) > 0 => {
                    *answer = Some(object.answer(call));
                }
                (Some(call), answer) => {
                    let outcome = match answer.take() {
                        Some(_) if numbers.below(making.unanswered) == 0 => Outcome::Unknown,
                        Some(answer) => Outcome::Done(answer),
                        None if numbers.below(2) == 0 => Outcome::Failed,
                        None => {
                            late.push(call.clone());
                            Outcome::Unknown
                        }
                    };
                    let own = |entry: &&Entry| entry.node.0 == node as u16;
                    let last = history.iter().rfind(own).map(|entry| entry.fact.clone());
                    let Some(Fact::Invoked(number, _)) = last else { panic!("it has begun") };
                    history.push(Entry {
                        at: 0,
                        node: NodeId(node as u16),
                        fact: Fact::Returned(number, outcome),
                    });
                    stands[node] = (None, None);
                    done += 1;
                }
            }
            if !late.is_empty() && numbers.below(8) == 0 {
                object.answer(&late.swap_remove(0));
            }
        }
        history
    }

    /// Every order, one operation after the other: whether one of them explains the answers.
    fn naive(operations: &[Operation], object: &Object, left: &[usize]) -> bool {
        let end = |place: &usize| operations[*place].answer().map_or(usize::MAX, |(at, _)| at);
        let first_end = left.iter().map(end).min().unwrap_or(usize::MAX);
        first_end == usize::MAX
            || left.iter().any(|place| {
                let operation = &operations[*place];
                let mut object = object.clone();
                let answer = object.answer(&operation.call);
                let rest: Vec<usize> = left.iter().copied().filter(|other| other != place).collect();
                operation.invoked < first_end
                    && operation.answer().is_none_or(|(_, told)| *told == answer)
                    && naive(operations, &object, &rest)
            })
    }

    fn is_linearizable(operations: &[Operation]) -> bool {
        let left = (0..operations.len()).filter(|place| !operations[*place].did_not_happen());
        naive(operations, &Object::default(), &left.collect::<Vec<_>>())
    }

    /// Sees to it that an order explains all that was answered before an entry.
    fn explains(order: &[usize], all: &[Operation], end: usize) {
        let mut object = Object::default();
        for (place, operation) in order.iter().enumerate() {
            let operation = &all[*operation];
            let answer = object.answer(&operation.call);
            assert!(operation.answer().is_none_or(|(at, told)| at >= end || *told == answer));
            let is_first = |later: &usize| all[*later].answer().is_some_and(|(at, _)| at < operation.invoked);
            assert!(!order[place..].iter().any(is_first) && !order[..place].contains(&order[place]));
        }
        let is_missing = |(place, one): (usize, &Operation)| {
            one.answer().is_some_and(|(at, _)| at < end) && !order.contains(&place) && !one.did_not_happen()
        };
        assert!(!all.iter().enumerate().any(is_missing));
    }

    /// Holds what is found against all orders. Whether there is one.
    fn judge(history: &[Entry], queue: bool) -> bool {
        let all = operations(history);
        let objects =
            if queue { by_object::<Fifo>(&all, BUDGET) } else { by_object::<Counter>(&all, BUDGET) };
        let expected = is_linearizable(&all);
        match &objects[..] {
            [] => assert!(expected),
            [(_, Linearized::Order(order))] => {
                assert!(expected, "{history:?}");
                explains(order, &all, usize::MAX);
            }
            [(_, Linearized::Stuck { order, operation })] => {
                assert!(!expected, "{history:?}");
                let end = all[*operation].answer().map(|(at, _)| at).expect("an end is what it stands at");
                // What failed did not happen, whenever that was known.
                let mut known = all.clone();
                known.retain(|one| !one.did_not_happen());
                assert!(is_linearizable(&beginning(&known, end)), "{history:?}");
                assert!(!is_linearizable(&beginning(&known, end + 1)), "{history:?}");
                explains(order, &all, end);
            }
            other => panic!("{other:?}"),
        }
        expected
    }

    /// Changes one answer.
    fn spoil(history: &mut [Entry], seed: u64) {
        let mut numbers = SplitMix64::new(seed);
        let ends: Vec<usize> = (0..history.len())
            .filter(|at| matches!(history[*at].fact, Fact::Returned(_, Outcome::Done(_))))
            .collect();
        if ends.is_empty() {
            return;
        }
        let Fact::Returned(_, Outcome::Done(answer)) = &mut history[ends[numbers.below(ends.len())]].fact
        else {
            return;
        };
        match answer {
            Answer::Value(value) => *value += numbers.below(5) as i64 - 2,
            Answer::Element(..) if numbers.below(3) == 0 => *answer = Answer::Empty,
            Answer::Element(element, _) => *element = numbers.below(3) as u64 + 1,
            Answer::Empty => *answer = Answer::Element(numbers.below(3) as u64 + 1, 0),
            _ => {}
        }
    }

    #[test]
    fn every_order_of_small_histories_says_the_same() {
        for (queue, values, least) in [(false, 3, 1), (false, 3, -1), (true, 3, 0), (true, 0, 0)] {
            let mut broken = 0;
            for seed in 0..2_000 {
                let operations = 3 + (seed % 4) as u32;
                let making = Making { clients: 3, operations, queue, values, least, unanswered: 5 };
                let mut history = make(seed, &making);
                assert!(judge(&history, queue), "an object made it: {history:?}");
                spoil(&mut history, seed);
                broken += usize::from(!judge(&history, queue));
            }
            assert!((200..1_800).contains(&broken), "{broken} of 2,000 are broken");
        }
    }

    #[test]
    fn hundreds_of_operations_of_ten_clients_take_few_tries() {
        for (queue, least) in [(false, 0), (true, 0)] {
            for seed in 0..20 {
                let values = if queue { 0 } else { 9 };
                let making = Making { clients: 10, operations: 400, queue, values, least, unanswered: 60 };
                let mut history = make(seed, &making);
                let found = |history: &[Entry]| match queue {
                    true => by_object::<Fifo>(&operations(history), 20_000).remove(0).1,
                    false => by_object::<Counter>(&operations(history), 20_000).remove(0).1,
                };
                assert!(matches!(found(&history), Linearized::Order(_)), "{queue} {seed}");
                // One answer that cannot be, far behind.
                let is_read = |entry: &Entry| {
                    matches!(
                        entry.fact,
                        Fact::Returned(_, Outcome::Done(Answer::Value(_) | Answer::Element(..)))
                    )
                };
                let reads: Vec<usize> = (0..history.len()).filter(|at| is_read(&history[*at])).collect();
                let (old, new) = (reads[reads.len() / 4], reads[reads.len() * 3 / 4]);
                history[new].fact = match (&history[new].fact, &history[old].fact) {
                    (Fact::Returned(number, _), Fact::Returned(_, outcome)) => {
                        Fact::Returned(*number, outcome.clone())
                    }
                    other => panic!("they are reads: {other:?}"),
                };
                let Linearized::Stuck { order, operation } = found(&history) else {
                    panic!("{queue} {seed}");
                };
                let all = operations(&history);
                let end = all[operation].answer().map_or(0, |(at, _)| at);
                explains(&order, &all, end);
                assert_eq!(end, new, "{queue} {seed}");
                // Two elements that were got in another order: with one of the two it cannot be.
                if queue {
                    let mut history = make(seed, &making);
                    let (one, other) = history.split_at_mut(new);
                    let (one, other) = (&mut one[old].fact, &mut other[0].fact);
                    if let (Fact::Returned(_, one), Fact::Returned(_, other)) = (one, other) {
                        std::mem::swap(one, other);
                    }
                    let Linearized::Stuck { order, operation } = found(&history) else {
                        panic!("{seed}");
                    };
                    let all = operations(&history);
                    let end = all[operation].answer().map_or(0, |(at, _)| at);
                    explains(&order, &all, end);
                    assert!(end <= new, "{seed}");
                }
            }
        }
    }
}
