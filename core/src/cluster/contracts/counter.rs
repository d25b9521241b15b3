//! What a counter promises.

use super::linearizable::{self, Model};
use super::operations::{Operation, operations};
use super::{Breach, Rule, Verdict};
use crate::cluster::few::Few;
use crate::cluster::history::{Answer, Call, Entry, Fact, Key};
use crate::cluster::machine::NodeId;
use std::collections::BTreeSet;

/// A counter to which one add after the other is made. Sums wrap around, as Go's `int64` does.
#[derive(Clone, Debug)]
pub struct Counter {
    /// Where no add takes anything off: what was read, from the least, and by which operation.
    reads: Vec<(i64, usize)>,
}

impl Model for Counter {
    type State = i64;

    fn key(call: &Call) -> Option<Key> {
        match call {
            Call::Add(key, _) | Call::Read(key) => Some(*key),
            _ => None,
        }
    }

    fn of(operations: &[Operation]) -> Counter {
        let read = |(place, one): (usize, &Operation)| match one.answer() {
            Some((_, Answer::Value(value))) => Some((*value, place)),
            _ => None,
        };
        let mut reads: Vec<(i64, usize)> = operations.iter().enumerate().filter_map(read).collect();
        reads.sort_unstable();
        let adds =
            operations.iter().map(|one| if let Call::Add(_, by) = one.call { i128::from(by) } else { 0 });
        let only_grows = adds.clone().all(|by| by >= 0) && adds.sum::<i128>() <= i64::MAX.into();
        Counter { reads: if only_grows { reads } else { Vec::new() } }
    }

    fn start(&self) -> i64 {
        0
    }

    fn apply(&self, state: &mut i64, call: &Call, answer: Option<&Answer>) -> bool {
        match (call, answer) {
            (Call::Add(_, by), None | Some(Answer::Done)) => {
                *state = state.wrapping_add(*by);
                answer.is_some() || *by != 0
            }
            (Call::Read(_), Some(Answer::Value(value))) => state == value,
            _ => false,
        }
    }

    fn leads_on(&self, state: &i64, is_placed: impl Fn(usize) -> bool) -> bool {
        self.reads.iter().find(|(_, place)| !is_placed(*place)).is_none_or(|(least, _)| state <= least)
    }
}

/// Asks whether every counter is linearizable.
pub fn linearizable(history: &[Entry]) -> Verdict {
    linearizable::check::<Counter>(history, linearizable::BUDGET)
}

/// Asks whether each read lies within the bounds that every counter keeps, linearizable or not: the adds that were acknowledged
/// before it began are in it, and nothing is but what was begun before it ended.
///
/// With adds of both signs, the least that it may be has those of the adds in between that take off, and the most those that
/// do not. Sums are not taken to wrap around.
pub fn bounds(history: &[Entry]) -> Verdict {
    let all = operations(history);
    let mut told: Vec<(usize, usize, bool)> = Vec::new();
    for (place, one) in all.iter().enumerate().filter(|(_, one)| !one.did_not_happen()) {
        told.push((one.invoked, place, false));
        told.extend(one.answer().map(|(at, _)| (at, place, true)));
    }
    told.sort_unstable();
    let mut counters: Few<Key, Sums> = Few::default();
    // What was certain when a read began.
    let mut certain: Few<usize, Sum> = Few::default();
    for (_, place, is_end) in told {
        let operation = &all[place];
        let Some(key) = Counter::key(&operation.call) else { continue };
        let sums = counters.or_default(key);
        match (&operation.call, is_end) {
            (Call::Add(_, by), false) => sums.begun.add(*by),
            (Call::Add(_, by), true) => sums.acknowledged.add(*by),
            (_, false) => certain.insert(place, sums.acknowledged),
            (_, true) => {
                let before = certain.remove(&place).unwrap_or_default();
                let (least, most) = (sums.begun.down + before.up, sums.begun.up + before.down);
                if let Some((end, Answer::Value(value))) = operation.answer()
                    && !(least..=most).contains(&i128::from(*value))
                {
                    return Verdict::Broken(out_of_bounds(&all, key, operation, end));
                }
            }
        }
    }
    Verdict::Kept
}

/// What adds come to, those that add and those that take off.
#[derive(Clone, Copy, Default)]
struct Sum {
    up: i128,
    down: i128,
}

impl Sum {
    fn add(&mut self, by: i64) {
        self.up += i128::from(by.max(0));
        self.down += i128::from(by.min(0));
    }
}

/// What the adds to a counter come to that have begun, and those that were acknowledged.
#[derive(Default)]
struct Sums {
    begun: Sum,
    acknowledged: Sum,
}

fn out_of_bounds(all: &[Operation], key: Key, read: &Operation, end: usize) -> Breach {
    let counts =
        |one: &&Operation| matches!(one.call, Call::Add(of, _) if of == key) && !one.did_not_happen();
    let adds = || all.iter().filter(counts).filter(|add| add.invoked < end);
    let told = |one: &Operation| one.entries().into_iter().filter(|at| *at <= end).collect::<Vec<_>>();
    let mut entries: Vec<usize> = adds().chain([read]).flat_map(told).collect();
    entries.sort_unstable();
    let operations = adds().chain([read]).map(Operation::id).collect();
    Breach { rule: Rule::OutOfBounds, key, entries, operations }
}

/// How many sums of open adds are looked at one by one; beyond it they are taken to come to anything between the least and the most.
const SUMS: usize = 1 << 16;

/// Asks whether all replicas of a counter, each where it settled last, agree, and on what the acknowledged adds come to with
/// any of those that were not answered. Of a counter with more than 65,536 such sums, it is asked whether the value lies
/// between the least and the most of them.
///
/// To be asked of a history to which nothing is added.
pub fn convergence(history: &[Entry]) -> Verdict {
    let mut settled: Few<Key, Few<NodeId, (usize, i64)>> = Few::default();
    for (at, entry) in history.iter().enumerate() {
        if let Fact::Settled(key, value) = entry.fact {
            settled.or_default(key).insert(entry.node, (at, value));
        }
    }
    let all = operations(history);
    for (key, replicas) in settled {
        let Some((first, value)) = replicas.values().copied().min() else { continue };
        if let Some((other, _)) = replicas.values().find(|(_, other)| *other != value) {
            let entries = vec![first, *other];
            return Verdict::Broken(Breach { rule: Rule::Diverged, key, entries, operations: Vec::new() });
        }
        let adds = || {
            let of = |add: &Operation| matches!(add.call, Call::Add(of, _) if of == key);
            all.iter().filter(move |add| of(add) && !add.did_not_happen())
        };
        let by = |add: &Operation| if let Call::Add(_, by) = add.call { by } else { 0 };
        let certain =
            adds().filter(|add| add.answer().is_some()).fold(0_i64, |sum, add| sum.wrapping_add(by(add)));
        let open: Vec<i64> = adds().filter(|add| add.answer().is_none()).map(by).collect();
        if !comes_to(&open, value.wrapping_sub(certain)) {
            let mut entries: Vec<usize> = adds().flat_map(Operation::entries).chain([first]).collect();
            entries.sort_unstable();
            let operations = adds().map(Operation::id).collect();
            return Verdict::Broken(Breach { rule: Rule::WrongSum, key, entries, operations });
        }
    }
    Verdict::Kept
}

/// Whether some of these add up to a value.
fn comes_to(open: &[i64], value: i64) -> bool {
    let mut sums = BTreeSet::from([0_i64]);
    for by in open {
        let with: Vec<i64> = sums.iter().map(|sum| sum.wrapping_add(*by)).collect();
        sums.extend(with);
        if sums.len() > SUMS {
            let sum = |of: fn(i128) -> i128| open.iter().map(|by| of(i128::from(*by))).sum::<i128>();
            return (sum(|by| by.min(0))..=sum(|by| by.max(0))).contains(&i128::from(value));
        }
    }
    sums.contains(&value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cluster::history::Outcome;
    #[cfg(target_family = "wasm")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    const KEY: Key = Key(2);

    fn entries(facts: impl IntoIterator<Item = (u16, Fact)>) -> Vec<Entry> {
        facts.into_iter().map(|(node, fact)| Entry { at: 0, node: NodeId(node), fact }).collect()
    }

    fn begin(client: u16, call: Call) -> (u16, Fact) {
        (client, Fact::Invoked(1, call))
    }

    fn end(client: u16, answer: Answer) -> (u16, Fact) {
        (client, Fact::Returned(1, Outcome::Done(answer)))
    }

    /// An add of 5 that was acknowledged, and one of -2 beside a read.
    fn read_as(value: i64) -> Verdict {
        bounds(&entries([
            begin(1, Call::Add(KEY, 5)),
            end(1, Answer::Done),
            begin(2, Call::Add(KEY, -2)),
            begin(3, Call::Read(KEY)),
            end(3, Answer::Value(value)),
            begin(4, Call::Add(KEY, 100)),
        ]))
    }

    #[test]
    fn a_read_lies_between_what_is_certain_and_what_was_begun() {
        for value in 3..=5 {
            assert!(read_as(value).is_kept());
        }
        for value in [2, 6, 105] {
            let operations = [1, 2, 3].map(|client| (NodeId(client), 1)).to_vec();
            let breach =
                Breach { rule: Rule::OutOfBounds, key: KEY, entries: vec![0, 1, 2, 3, 4], operations };
            assert_eq!(read_as(value), Verdict::Broken(breach));
        }
    }

    #[test]
    fn what_failed_is_in_no_read_and_what_is_unknown_may_be() {
        for (outcome, value, is_kept) in [
            (Outcome::Failed, 0, true),
            (Outcome::Failed, 5, false),
            (Outcome::Unknown, 0, true),
            (Outcome::Unknown, 5, true),
        ] {
            let history = entries([
                begin(1, Call::Add(KEY, 5)),
                (1, Fact::Returned(1, outcome)),
                begin(3, Call::Read(KEY)),
                end(3, Answer::Value(value)),
            ]);
            assert_eq!(bounds(&history).is_kept(), is_kept);
            assert_eq!(linearizable(&history).is_kept(), is_kept);
        }
    }

    #[test]
    fn a_sum_of_parts_that_skips_an_older_add_keeps_the_bounds_and_is_not_linearizable() {
        // The first add is acknowledged before the second begins, and a read that overlaps both sees the second alone.
        let history = entries([
            begin(3, Call::Read(KEY)),
            begin(1, Call::Add(KEY, 1)),
            end(1, Answer::Done),
            begin(2, Call::Add(KEY, 2)),
            end(2, Answer::Done),
            end(3, Answer::Value(2)),
        ]);
        assert!(bounds(&history).is_kept());
        let Verdict::Broken(breach) = linearizable(&history) else { panic!("it is not linearizable") };
        assert_eq!((breach.rule, breach.operations), (Rule::NotLinearizable, vec![(NodeId(3), 1)]));
    }

    #[test]
    fn replicas_settle_on_the_acknowledged_adds_and_some_of_the_unknown_ones() {
        let settle = |values: [i64; 2]| {
            let unknown = |client| (client, Fact::Returned(1, Outcome::Unknown));
            let adds = [
                begin(1, Call::Add(KEY, 5)),
                end(1, Answer::Done),
                begin(2, Call::Add(KEY, 2)),
                unknown(2),
                begin(3, Call::Add(KEY, -4)),
                unknown(3),
            ];
            let early = (8, Fact::Settled(KEY, 99));
            let settled =
                [(8, values[0]), (9, values[1])].map(|(node, value)| (node, Fact::Settled(KEY, value)));
            match convergence(&entries(adds.into_iter().chain([early]).chain(settled))) {
                Verdict::Broken(breach) => Some(breach.rule),
                _ => None,
            }
        };
        for value in [5, 7, 1, 3] {
            assert_eq!(settle([value, value]), None);
        }
        for value in [0, 2, 4, 6, 8] {
            assert_eq!(settle([value, value]), Some(Rule::WrongSum));
        }
        assert_eq!(settle([5, 7]), Some(Rule::Diverged));
    }

    #[test]
    fn more_sums_than_can_be_looked_at_are_a_range() {
        let open: Vec<i64> = (0..40).map(|power| 3 << power).collect();
        let all: i64 = open.iter().sum();
        assert!(comes_to(&open, all) && comes_to(&open, 0));
        assert!(!comes_to(&open, all + 1) && !comes_to(&open, -1));
        assert!(!comes_to(&open[..10], 1), "few are looked at one by one");
    }
}
