//! What a queue promises that gives an element again if nobody says in time that it is processed.

use super::operations::{Operation, operations};
use super::{Breach, Rule, Verdict};
use crate::cluster::few::Few;
use crate::cluster::history::{Answer, Call, Entry, Fact, Key};
use crate::cluster::machine::NodeId;

/// What there is to say of the queues of a history.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct AtLeastOnce {
    /// Whether the contract is kept.
    pub verdict: Verdict,
    /// Each breach of it, in the order of the history: behind the first, what others do once it is broken.
    pub breaches: Vec<Breach>,
    /// The elements that were given more than once. That is no breach of it.
    pub duplicates: Vec<Duplicate>,
}

/// An element that a queue gave more than once.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Duplicate {
    /// Which queue.
    pub key: Key,
    /// Which element.
    pub element: u64,
    /// The entries at which it was given.
    pub given: Vec<usize>,
}

struct Receipt {
    element: u64,
    holder: NodeId,
    given: usize,
    since: u64,
    is_live: bool,
}

/// What was pushed under one value. Elements that are alike cannot be told apart: they are counted.
#[derive(Default)]
struct Element {
    pushed: usize,
    /// The entries at which pushes of it were acknowledged, it was given, and was taken out because it was acknowledged.
    acknowledged: Vec<usize>,
    given: Vec<usize>,
    consumed: Vec<usize>,
    /// The entries at which it was given to those who hold it.
    held: Vec<usize>,
    removed: usize,
    processed: usize,
}

impl Element {
    /// Where the pushes of it were acknowledged that are there for whoever asks.
    fn there(&self) -> &[usize] {
        let gone = self.held.len() + self.removed;
        self.acknowledged.get(gone..).unwrap_or(&[])
    }
}

/// One queue up to some entry of the history.
#[derive(Default)]
struct Queue {
    elements: Few<u64, Element>,
    receipts: Few<u64, Receipt>,
    /// Who asked for what with a receipt.
    asked: Few<(NodeId, Call), ()>,
    /// How many acknowledged elements are there for whoever asks.
    there: usize,
    /// Pops that have not ended: the fewest elements that were there at any time since each began.
    pops: Few<(NodeId, u32), usize>,
}

impl Queue {
    fn change(&mut self, element: u64, change: impl FnOnce(&mut Element)) {
        let element = self.elements.or_default(element);
        self.there -= element.there().len();
        change(element);
        self.there += element.there().len();
    }

    /// Ends a receipt. `None` if it is not a live one of this element.
    fn end(&mut self, number: u64, element: u64) -> Option<&Receipt> {
        let receipt = self.receipts.get_mut(&number)?;
        if !receipt.is_live || receipt.element != element {
            return None;
        }
        receipt.is_live = false;
        let given = receipt.given;
        self.change(element, |element| element.held.retain(|at| *at != given));
        self.receipts.get(&number)
    }
}

/// Asks of every queue: an element is given only if it was pushed, and no more often at once than it was pushed; one that is taken
/// out for good is not given again; a receipt counts only while it is live, and for what was asked with it by whom it was given to;
/// a pop finds no queue empty while an element is there whose push was acknowledged.
///
/// - With the visibility timeout in nanoseconds, no element may come back earlier that was not refused: to be asked so where the clocks
///   of nodes are right.
/// - Where nothing is added to the history (`is_over`), no element whose push was acknowledged may have been taken out without
///   having been processed. Until then it may still be.
pub fn at_least_once(history: &[Entry], visibility: Option<u64>, is_over: bool) -> AtLeastOnce {
    let all = operations(history);
    let at_ends: Few<usize, &Operation> =
        all.iter().filter_map(|one| Some((one.returned.as_ref()?.0, one))).collect();
    let mut queues: Few<Key, Queue> = Few::default();
    let mut breaches = Vec::new();
    for (at, entry) in history.iter().enumerate() {
        let ended = at_ends.get(&at).copied();
        breaches.extend(follow(&mut queues, at, entry, ended, visibility));
    }
    let lost = || queues.iter().find_map(|(key, queue)| lost(*key, queue, &all));
    breaches.extend(is_over.then(lost).flatten());
    let mut duplicates = Vec::new();
    for (key, queue) in queues {
        let twice = queue.elements.into_iter().filter(|(_, element)| element.given.len() > 1);
        duplicates.extend(twice.map(|(value, of)| Duplicate { key, element: value, given: of.given }));
    }
    let verdict = breaches.first().cloned().map_or(Verdict::Kept, Verdict::Broken);
    AtLeastOnce { verdict, breaches, duplicates }
}

/// Takes in one entry, and says what it breaks.
fn follow(
    queues: &mut Few<Key, Queue>,
    at: usize,
    entry: &Entry,
    ended: Option<&Operation>,
    visibility: Option<u64>,
) -> Option<Breach> {
    let breach = |rule, key, mut entries: Vec<usize>| {
        entries.push(at);
        Some(Breach { rule, key, entries, operations: Vec::new() })
    };
    let key = match (&entry.fact, ended.map(|operation| &operation.call)) {
        (Fact::Invoked(_, Call::Push(key, _) | Call::Pop(key)), _) => *key,
        (Fact::Invoked(_, Call::Acknowledge(key, _) | Call::Refuse(key, _)), _) => *key,
        (Fact::Returned(..), Some(Call::Push(key, _) | Call::Pop(key))) => *key,
        (
            Fact::Given(key, ..) | Fact::Back(key, ..) | Fact::Removed(key, ..) | Fact::Processed(key, _),
            _,
        ) => *key,
        _ => return None,
    };
    let queue = queues.or_default(key);
    match &entry.fact {
        Fact::Invoked(_, Call::Push(_, element)) => queue.change(*element, |element| element.pushed += 1),
        Fact::Invoked(number, Call::Pop(_)) => queue.pops.insert((entry.node, *number), usize::MAX),
        Fact::Invoked(_, call) => queue.asked.insert((entry.node, call.clone()), ()),
        Fact::Processed(_, element) => queue.change(*element, |element| element.processed += 1),
        Fact::Given(_, value, holder, receipt) => {
            if let Some(old) = queue.receipts.get(receipt) {
                return breach(Rule::ReceiptReused, key, vec![old.given]);
            }
            let element = queue.elements.or_default(*value);
            let is_too_much = element.held.len() + element.removed >= element.pushed;
            let (rule, before) = match element.held.is_empty() {
                false => (Rule::GivenTwice, element.held.clone()),
                true => (Rule::Invented, element.given.clone()),
            };
            // It is given all the same: what is done with it is no breach of its own.
            let (element, holder) = (*value, *holder);
            queue.change(element, |element| {
                element.given.push(at);
                element.held.push(at);
            });
            let given = Receipt { element, holder, given: at, since: entry.at, is_live: true };
            queue.receipts.insert(*receipt, given);
            if is_too_much {
                return breach(rule, key, before);
            }
        }
        Fact::Back(_, element, number) | Fact::Removed(_, element, number, _) => {
            let Some(receipt) = queue.end(*number, *element) else {
                return breach(Rule::StaleReceipt, key, Vec::new());
            };
            let (given, holder, held_for) =
                (receipt.given, receipt.holder, entry.at.saturating_sub(receipt.since));
            let is_consumed = matches!(entry.fact, Fact::Removed(.., false));
            if is_consumed && !queue.asked.contains(&(holder, Call::Acknowledge(key, *number))) {
                return breach(Rule::StaleReceipt, key, vec![given]);
            }
            let is_early = visibility.is_some_and(|visibility| held_for < visibility);
            if !is_consumed && is_early && !queue.asked.contains(&(holder, Call::Refuse(key, *number))) {
                return breach(Rule::BackEarly, key, vec![given]);
            }
            if let Fact::Removed(..) = entry.fact {
                queue.change(*element, |element| {
                    element.removed += 1;
                    element.consumed.extend(is_consumed.then_some(at));
                });
            }
        }
        _ => {}
    }
    if let Some(operation) = ended {
        let fewest = queue.pops.remove(&operation.id());
        match (&operation.call, operation.answer()) {
            (Call::Push(_, element), Some((_, Answer::Done))) => {
                queue.change(*element, |element| element.acknowledged.push(at));
            }
            (Call::Pop(_), Some((_, Answer::Empty))) if fewest.is_some_and(|fewest| fewest > 0) => {
                let there = queue.elements.values().flat_map(Element::there);
                let mut entries: Vec<usize> = there.copied().chain([operation.invoked]).collect();
                entries.sort_unstable();
                let broken = breach(Rule::Lost, key, entries);
                return broken.map(|broken| Breach { operations: vec![operation.id()], ..broken });
            }
            _ => {}
        }
    }
    let there = queue.there;
    queue.pops.values_mut().for_each(|fewest| *fewest = there.min(*fewest));
    None
}

/// An element of a queue that is gone, though its push was acknowledged and nobody has processed it.
fn lost(key: Key, queue: &Queue, operations: &[Operation]) -> Option<Breach> {
    let is_lost = |one: &Element| one.consumed.len() > one.processed && !one.acknowledged.is_empty();
    let (value, element) = queue.elements.iter().find(|(_, element)| is_lost(element))?;
    let pushes = || operations.iter().filter(|one| one.call == Call::Push(key, *value));
    let mut entries: Vec<usize> = pushes().flat_map(Operation::entries).collect();
    entries.extend(&element.consumed);
    entries.sort_unstable();
    Some(Breach { rule: Rule::Lost, key, entries, operations: pushes().map(Operation::id).collect() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cluster::history::Outcome;
    #[cfg(target_family = "wasm")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    const KEY: Key = Key(0);
    const SERVICE: u16 = 9;

    fn pushed(element: u64) -> [(u16, Fact); 2] {
        let done = Fact::Returned(element as u32, Outcome::Done(Answer::Done));
        [(0, Fact::Invoked(element as u32, Call::Push(KEY, element))), (0, done)]
    }

    fn given(element: u64, client: u16, receipt: u64) -> [(u16, Fact); 1] {
        [(SERVICE, Fact::Given(KEY, element, NodeId(client), receipt))]
    }

    fn back(element: u64, receipt: u64) -> [(u16, Fact); 1] {
        [(SERVICE, Fact::Back(KEY, element, receipt))]
    }

    fn asked(client: u16, call: Call) -> [(u16, Fact); 1] {
        [(client, Fact::Invoked(80, call))]
    }

    fn removed(element: u64, receipt: u64, is_dead: bool) -> [(u16, Fact); 1] {
        [(SERVICE, Fact::Removed(KEY, element, receipt, is_dead))]
    }

    fn processed(element: u64, client: u16) -> [(u16, Fact); 1] {
        [(client, Fact::Processed(KEY, element))]
    }

    fn empty() -> [(u16, Fact); 2] {
        let done = Fact::Returned(81, Outcome::Done(Answer::Empty));
        [(5, Fact::Invoked(81, Call::Pop(KEY))), (5, done)]
    }

    /// What is broken in facts that are 10 ns apart, with a visibility timeout of 25 ns, and what was given how often.
    fn judge(parts: &[&[(u16, Fact)]], is_over: bool) -> (Option<Rule>, Vec<(u64, usize)>) {
        let facts = parts.iter().copied().flatten().cloned().enumerate();
        let entry = |(place, (node, fact))| Entry { at: 10 * place as u64, node: NodeId(node), fact };
        let told = at_least_once(&facts.map(entry).collect::<Vec<_>>(), Some(25), is_over);
        let rule = match told.verdict {
            Verdict::Broken(breach) => Some(breach.rule),
            _ => None,
        };
        (rule, told.duplicates.iter().map(|twice| (twice.element, twice.given.len())).collect())
    }

    #[test]
    fn a_redelivery_after_the_timeout_is_reported_and_right() {
        let acknowledged = asked(2, Call::Acknowledge(KEY, 2));
        // The second one to be pushed takes up the time.
        let parts: [&[(u16, Fact)]; 9] = [
            &pushed(1),
            &given(1, 1, 1),
            &pushed(2),
            &back(1, 1),
            &given(1, 2, 2),
            &processed(1, 2),
            &acknowledged,
            &removed(1, 2, false),
            &given(2, 2, 3),
        ];
        assert_eq!(judge(&parts, true), (None, vec![(1, 2)]));
    }

    #[test]
    fn an_element_that_is_refused_comes_back_at_once_and_any_other_does_not() {
        let refused = asked(1, Call::Refuse(KEY, 1));
        let by_another = asked(2, Call::Refuse(KEY, 1));
        assert_eq!(judge(&[&pushed(1), &given(1, 1, 1), &refused, &back(1, 1)], true).0, None);
        assert_eq!(judge(&[&pushed(1), &given(1, 1, 1), &refused, &removed(1, 1, true)], true).0, None);
        for end in [back(1, 1), removed(1, 1, true)] {
            let early = judge(&[&pushed(1), &given(1, 1, 1), &end], true).0;
            assert_eq!(early, Some(Rule::BackEarly));
            let early = judge(&[&pushed(1), &given(1, 1, 1), &by_another, &end], true).0;
            assert_eq!(early, Some(Rule::BackEarly));
        }
    }

    #[test]
    fn two_holders_and_an_invented_element_and_one_receipt_for_two_are_noticed() {
        let one = [pushed(1), pushed(2)].concat();
        assert_eq!(judge(&[&one, &given(1, 1, 1), &given(1, 2, 2)], false).0, Some(Rule::GivenTwice));
        assert_eq!(judge(&[&one, &given(3, 1, 1)], false).0, Some(Rule::Invented));
        assert_eq!(judge(&[&one, &given(1, 1, 1), &given(2, 2, 1)], false).0, Some(Rule::ReceiptReused));
        // Pushed twice, it may be held twice.
        assert_eq!(judge(&[&one, &pushed(1), &given(1, 1, 1), &given(1, 2, 2)], false).0, None);
    }

    #[test]
    fn a_stale_receipt_removes_nothing() {
        let acknowledged = asked(1, Call::Acknowledge(KEY, 1));
        let parts: [&[(u16, Fact)]; 6] =
            [&pushed(1), &given(1, 1, 1), &pushed(2), &back(1, 1), &acknowledged, &removed(1, 1, false)];
        assert_eq!(judge(&parts, false).0, Some(Rule::StaleReceipt));
        // Nobody has acknowledged it.
        assert_eq!(
            judge(&[&pushed(1), &given(1, 1, 1), &removed(1, 1, false)], false).0,
            Some(Rule::StaleReceipt)
        );
        // What is removed is not given again.
        let again: [&[(u16, Fact)]; 5] =
            [&pushed(1), &given(1, 1, 1), &acknowledged, &removed(1, 1, false), &given(1, 2, 2)];
        assert_eq!(judge(&again, false).0, Some(Rule::Invented));
    }

    #[test]
    fn what_was_acknowledged_and_never_processed_is_lost_when_all_is_over() {
        let parts: &[&[(u16, Fact)]] =
            &[&pushed(1), &given(1, 1, 1), &asked(1, Call::Acknowledge(KEY, 1)), &removed(1, 1, false)];
        assert_eq!(judge(parts, false).0, None);
        assert_eq!(judge(parts, true).0, Some(Rule::Lost));
        assert_eq!(judge(&[parts, &[&processed(1, 1)]].concat(), true).0, None);
        let dead: [&[(u16, Fact)]; 4] =
            [&pushed(1), &given(1, 1, 1), &asked(1, Call::Refuse(KEY, 1)), &removed(1, 1, true)];
        assert_eq!(judge(&dead, true).0, None, "the dead letters are kept");
    }

    #[test]
    fn an_element_that_is_there_all_the_time_is_lost_where_the_queue_is_found_empty() {
        assert_eq!(judge(&[&pushed(1), &empty()], false).0, Some(Rule::Lost));
        assert_eq!(judge(&[&pushed(1), &given(1, 1, 1), &empty()], false).0, None);
        // It is pushed while somebody looks, or given to somebody else.
        let [begin, end] = empty().map(|fact| [fact]);
        assert_eq!(judge(&[&begin, &pushed(1), &end], false).0, None);
        assert_eq!(judge(&[&pushed(1), &begin, &given(1, 1, 1), &end], false).0, None);
    }
}
