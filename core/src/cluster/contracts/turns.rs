//! What a lock without tokens promises: that those who get it have their turns one after the other.

use super::{Breach, Rule, Verdict, operations};
use crate::cluster::history::{Answer, Call, Entry, Fact, Key};
use crate::cluster::machine::NodeId;
use std::collections::BTreeMap;

/// Asks that no resource takes a write of a client that got the lock earlier after one of a client that got it later, by the order in
/// which they learnt it. It is to be asked of histories in the order of what happened.
///
/// The resource `Key(k)` is guarded by the lock `Key(k)`.
pub fn turns(history: &[Entry]) -> Verdict {
    let mut turn_at: BTreeMap<usize, Key> = BTreeMap::new();
    let mut begins: BTreeMap<usize, (NodeId, u32)> = BTreeMap::new();
    for operation in operations(history) {
        begins.insert(operation.invoked, operation.id());
        if let (Call::Acquire(key, _) | Call::TryAcquire(key, _), Some((at, Answer::Granted(_)))) =
            (&operation.call, operation.answer())
        {
            turn_at.insert(at, *key);
        }
    }
    // Since when each client has its turn, the same when its last write began, and the last turn that was written in.
    let mut turns: BTreeMap<(NodeId, Key), usize> = BTreeMap::new();
    let mut writes: BTreeMap<(NodeId, Key), (usize, (NodeId, u32))> = BTreeMap::new();
    let mut last: BTreeMap<Key, (usize, usize)> = BTreeMap::new();
    for (at, entry) in history.iter().enumerate() {
        match &entry.fact {
            Fact::Returned(..) => {
                turns.extend(turn_at.get(&at).map(|key| ((entry.node, *key), at)));
            }
            Fact::Invoked(_, Call::Write(key, ..)) => {
                let by = (entry.node, *key);
                if let (Some(turn), Some(operation)) = (turns.get(&by), begins.get(&at)) {
                    writes.insert(by, (*turn, *operation));
                }
            }
            Fact::Written(key, client, _, _, true) => {
                let Some((turn, operation)) = writes.get(&(*client, *key)).copied() else { continue };
                match last.get(key) {
                    Some((newer, before)) if *newer > turn => {
                        let (entries, operations) = (vec![*before, at], vec![operation]);
                        return Verdict::Broken(Breach {
                            rule: Rule::OldWriteTaken,
                            key: *key,
                            entries,
                            operations,
                        });
                    }
                    _ => drop(last.insert(*key, (turn, at))),
                }
            }
            _ => {}
        }
    }
    Verdict::Kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cluster::history::{Mode, Outcome};
    #[cfg(target_family = "wasm")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    const KEY: Key = Key(0);

    fn history(facts: &[(u16, Fact)]) -> Vec<Entry> {
        facts.iter().map(|(node, fact)| Entry { at: 0, node: NodeId(*node), fact: fact.clone() }).collect()
    }

    fn gets() -> [Fact; 2] {
        let granted = Outcome::Done(Answer::Granted(0));
        [Fact::Invoked(0, Call::TryAcquire(KEY, Mode::Exclusive)), Fact::Returned(0, granted)]
    }

    #[test]
    fn who_wrote_last_had_the_lock_last() {
        let [asks, has] = gets();
        let writes = Fact::Invoked(1, Call::Write(KEY, None, 5));
        let written = |client| (9, Fact::Written(KEY, NodeId(client), None, 5, true));
        let both = [(1, asks.clone()), (2, asks), (1, has.clone()), (2, has)];
        let begin = [(1, writes.clone()), (2, writes)];
        let right = [&both[..], &begin, &[written(1), written(2)]].concat();
        assert_eq!(turns(&history(&right)), Verdict::Kept);
        let wrong = [&both[..], &begin, &[written(2), written(1)]].concat();
        let Verdict::Broken(breach) = turns(&history(&wrong)) else { panic!("the older one wrote last") };
        assert_eq!((breach.rule, breach.key), (Rule::OldWriteTaken, KEY));
        assert_eq!((breach.entries, breach.operations), (vec![6, 7], vec![(NodeId(1), 1)]));
        // A write that was refused does no harm.
        let refused = (9, Fact::Written(KEY, NodeId(1), None, 5, false));
        assert_eq!(turns(&history(&[&both[..], &begin, &[written(2), refused]].concat())), Verdict::Kept);
    }
}
