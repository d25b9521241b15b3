//! What a queue promises: first in, first out; or at least once, with a visibility timeout.

use super::linearizable::{self, Model};
use super::operations::{Operation, operations};
use super::{Breach, Rule, Verdict};
use crate::cluster::few::Few;
use crate::cluster::history::{Answer, Call, Entry, Key};
use std::collections::VecDeque;

/// A queue that gives elements in the order in which they were pushed, once each.
#[derive(Clone, Debug, Default)]
pub struct Fifo {
    /// Of an element that was pushed once and somebody got: the entries of the history between which it is taken out.
    taken: Few<u64, (usize, usize)>,
    /// The elements that somebody got.
    got: Few<u64, ()>,
    /// What has to be done while the queue holds nothing that is taken out later than at an entry, from the earliest: to find it
    /// empty before a pop ended that did, and to push what somebody got before that pop ended.
    due: Vec<(usize, usize)>,
    /// Somebody got what was not pushed, or not so often.
    is_impossible: bool,
    /// The pops that were not answered: where they begin, and which they are.
    open: Vec<(usize, usize)>,
}

impl Model for Fifo {
    type State = VecDeque<u64>;

    fn key(call: &Call) -> Option<Key> {
        match call {
            Call::Push(key, _) | Call::Pop(key) => Some(*key),
            _ => None,
        }
    }

    fn of(operations: &[Operation]) -> Fifo {
        let mut pushed: Few<u64, Vec<usize>> = Few::default();
        let mut popped: Few<u64, Vec<(usize, usize)>> = Few::default();
        let mut fifo = Fifo::default();
        for (place, operation) in operations.iter().enumerate() {
            match (&operation.call, operation.answer()) {
                (Call::Push(_, element), _) => pushed.or_default(*element).push(place),
                (Call::Pop(_), Some((end, Answer::Element(element, _)))) => {
                    popped.or_default(*element).push((operation.invoked, end));
                }
                (Call::Pop(_), Some((end, Answer::Empty))) => fifo.due.push((end, place)),
                (Call::Pop(_), None) => fifo.open.push((operation.invoked, place)),
                _ => {}
            }
        }
        for (element, pops) in popped {
            fifo.got.insert(element, ());
            match (pushed.get(&element).map_or(&[][..], Vec::as_slice), &pops[..]) {
                ([push], [(begin, end)]) if operations[*push].invoked < *end => {
                    fifo.due.push((*end, *push));
                    fifo.taken.insert(element, (*begin, *end));
                }
                (pushes, pops) => fifo.is_impossible |= pushes.len() <= 1 || pushes.len() < pops.len(),
            }
        }
        fifo.open.sort_unstable();
        fifo.due.sort_unstable();
        fifo
    }

    fn start(&self) -> VecDeque<u64> {
        VecDeque::new()
    }

    fn apply(&self, state: &mut VecDeque<u64>, call: &Call, answer: Option<&Answer>) -> bool {
        match (call, answer) {
            (Call::Push(_, element), None | Some(Answer::Done)) => {
                state.push_back(*element);
                // What nobody got need not have been pushed.
                answer.is_some() || self.got.contains(element)
            }
            (Call::Pop(_), Some(Answer::Element(element, _))) => state.pop_front() == Some(*element),
            (Call::Pop(_), Some(Answer::Empty)) => state.is_empty(),
            (Call::Pop(_), None) => state.pop_front().is_some_and(|element| !self.taken.contains(&element)),
            _ => false,
        }
    }

    fn leads_on(&self, state: &VecDeque<u64>, is_placed: impl Fn(usize) -> bool) -> bool {
        if self.is_impossible {
            return false;
        }
        // Those that nobody got are taken out by pops without an answer, one each.
        let mut open = self.open.iter().filter(|(_, place)| !is_placed(*place)).map(|(begin, _)| *begin);
        // None is taken out before those that stand before it.
        let mut latest = 0;
        for element in state {
            if !self.got.contains(element) {
                latest = latest.max(open.next().unwrap_or(usize::MAX));
            } else if let Some((begin, end)) = self.taken.get(element) {
                if latest > *end {
                    return false;
                }
                latest = latest.max(*begin);
            }
        }
        self.due.iter().find(|(_, place)| !is_placed(*place)).is_none_or(|(end, _)| latest <= *end)
    }
}

/// Asks of every queue that gives each element once: none is given that was not pushed, or more often than it was pushed; none
/// whose push was acknowledged is missing where a pop finds the queue empty; and it is linearizable, so that their order is kept.
pub fn fifo(history: &[Entry]) -> Verdict {
    multiset(history).and(|| linearizable::check::<Fifo>(history, linearizable::BUDGET))
}

/// The same without the order: what is given is what was pushed. It needs no search.
pub fn multiset(history: &[Entry]) -> Verdict {
    let all = operations(history);
    let mut queues: Few<Key, Vec<&Operation>> = Few::default();
    for one in all.iter().filter(|one| !one.did_not_happen()) {
        if let Some(key) = Fifo::key(&one.call) {
            queues.or_default(key).push(one);
        }
    }
    Verdict::of_first(queues.iter().filter_map(|(key, of)| elements(*key, of)))
}

/// Whether the pops of one queue, in the order in which they ended, gave what was pushed.
fn elements(key: Key, operations: &[&Operation]) -> Option<Breach> {
    let breach = |rule, of: &[&Operation], end: usize| {
        let told = of.iter().flat_map(|one| one.entries()).filter(|at| *at <= end);
        let mut entries: Vec<usize> = told.collect();
        entries.sort_unstable();
        Some(Breach { rule, key, entries, operations: of.iter().map(|one| one.id()).collect() })
    };
    let mut pops: Vec<(usize, &Answer, &Operation)> = Vec::new();
    for pop in operations.iter().filter(|one| matches!(one.call, Call::Pop(_))) {
        pops.extend(pop.answer().map(|(at, answer)| (at, answer, *pop)));
    }
    pops.sort_by_key(|(at, ..)| *at);
    let gave = |one: &Operation, wanted: u64| matches!(one.answer(), Some((_, Answer::Element(got, _))) if *got == wanted);
    let mut given: Few<u64, usize> = Few::default();
    for (end, answer, pop) in pops {
        if let Answer::Element(element, _) = answer {
            let pushes = |one: &&&Operation| one.invoked < end && one.call == Call::Push(key, *element);
            let times = given.or_default(*element);
            *times += 1;
            if *times > operations.iter().filter(pushes).count() {
                let same = |one: &&&Operation| pushes(one) || gave(one, *element) && one.invoked < end;
                let of: Vec<&Operation> = operations.iter().filter(same).copied().collect();
                return breach(Rule::Invented, &of, end);
            }
        } else if *answer == Answer::Empty {
            let mut there: Few<u64, Vec<&Operation>> = Few::default();
            for push in operations.iter().filter(|one| one.answer().is_some_and(|(at, _)| at < pop.invoked)) {
                if let Call::Push(_, element) = push.call {
                    there.or_default(element).push(push);
                }
            }
            let mut open = 0;
            for other in operations.iter().filter(|one| one.invoked < end && matches!(one.call, Call::Pop(_)))
            {
                match other.answer() {
                    None => open += 1,
                    Some((_, Answer::Element(element, _))) => drop(there.get_mut(element).and_then(Vec::pop)),
                    Some(_) => {}
                }
            }
            let missing: Vec<&Operation> = there.into_values().flatten().collect();
            if missing.len() > open {
                let of: Vec<&Operation> = missing.into_iter().chain([pop]).collect();
                return breach(Rule::Lost, &of, end);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cluster::history::{Fact, Outcome};
    use crate::cluster::machine::NodeId;
    #[cfg(target_family = "wasm")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    const KEY: Key = Key(0);

    /// Operations that begin and end one after the other.
    fn one_after_the_other(operations: &[(Call, Outcome)]) -> Vec<Entry> {
        let told = operations.iter().zip(0..).flat_map(|((call, outcome), number)| {
            [Fact::Invoked(number, call.clone()), Fact::Returned(number, outcome.clone())]
        });
        told.map(|fact| Entry { at: 0, node: NodeId(0), fact }).collect()
    }

    fn push(element: u64) -> (Call, Outcome) {
        (Call::Push(KEY, element), Outcome::Done(Answer::Done))
    }

    fn pop(element: u64) -> (Call, Outcome) {
        (Call::Pop(KEY), Outcome::Done(Answer::Element(element, 0)))
    }

    fn empty() -> (Call, Outcome) {
        (Call::Pop(KEY), Outcome::Done(Answer::Empty))
    }

    fn broken(operations: &[(Call, Outcome)]) -> Option<(Rule, Vec<usize>)> {
        match fifo(&one_after_the_other(operations)) {
            Verdict::Broken(breach) => Some((breach.rule, breach.entries)),
            verdict => {
                assert!(verdict.is_kept());
                None
            }
        }
    }

    #[test]
    fn elements_in_the_order_of_their_pushes_are_right() {
        assert_eq!(broken(&[push(1), push(2), push(1), pop(1), pop(2), pop(1), empty()]), None);
    }

    #[test]
    fn an_invented_a_lost_and_an_early_element_are_noticed() {
        assert_eq!(broken(&[push(1), pop(2)]), Some((Rule::Invented, vec![2, 3])));
        assert_eq!(broken(&[push(1), pop(1), pop(1)]), Some((Rule::Invented, vec![0, 1, 2, 3, 4, 5])));
        assert_eq!(broken(&[push(1), push(2), pop(1), empty()]), Some((Rule::Lost, vec![2, 3, 6, 7])));
        assert_eq!(broken(&[push(1), push(2), pop(2)]), Some((Rule::NotLinearizable, vec![4, 5])));
    }

    #[test]
    fn a_pop_without_an_answer_may_have_taken_one_element_and_no_more() {
        let unknown = || (Call::Pop(KEY), Outcome::Unknown);
        let failed = || (Call::Pop(KEY), Outcome::Failed);
        assert_eq!(broken(&[push(1), push(2), unknown(), pop(2), empty()]), None);
        assert_eq!(broken(&[push(1), push(2), failed(), pop(2)]), Some((Rule::NotLinearizable, vec![6, 7])));
        let lost = broken(&[push(1), push(2), unknown(), empty()]);
        assert_eq!(lost.map(|(rule, _)| rule), Some(Rule::Lost));
    }

    #[test]
    fn a_push_without_an_answer_may_come_later_or_never() {
        let unknown = || (Call::Push(KEY, 7), Outcome::Unknown);
        assert_eq!(broken(&[unknown(), empty(), push(1), pop(1), pop(7), empty()]), None);
        assert_eq!(broken(&[unknown(), push(1), pop(1), empty()]), None);
        assert_eq!(broken(&[unknown(), pop(7), pop(7)]).map(|(rule, _)| rule), Some(Rule::Invented));
    }
}
