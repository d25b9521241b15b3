//! What a lock with leases promises, and the resource that it guards.

use super::operations::operations;
use super::{Breach, Rule, Verdict};
use crate::cluster::few::Few;
use crate::cluster::history::{Answer, Call, Entry, Fact, Key, Mode, Outcome};
use crate::cluster::machine::NodeId;

/// A lease that was granted.
struct Lease {
    /// Where that is told, and where it was renewed last.
    granted: usize,
    since: u64,
    mode: Mode,
    owner: NodeId,
}

/// The leases of one lock that have not ended, by their tokens.
#[derive(Default)]
struct Lock {
    live: Few<u64, Lease>,
    /// The highest token, and where it was granted.
    newest: Option<(u64, usize)>,
}

/// Asks of every lock: fencing tokens strictly increase with every grant, at no time is there an exclusive lease beside another
/// one, and only its owner and time end a lease. And of every resource: it takes no write of an older holder after that of a
/// newer one.
///
/// With the length of a lease in nanoseconds, none may be said to have run out earlier: to be asked so where the clocks of nodes
/// are right. The resource `Key(k)` is guarded by the lock `Key(k)`: a write without a token is taken to be done under the last
/// token that its client had been granted when it began.
pub fn lock(history: &[Entry], lease: Option<u64>) -> Verdict {
    Verdict::of_first([leases(history, lease), writes(history)].into_iter().flatten())
}

/// What of that is about leases.
pub(super) fn leases(history: &[Entry], length: Option<u64>) -> Option<Breach> {
    let mut locks: Few<Key, Lock> = Few::default();
    let mut asked: Few<(NodeId, Key, u64), ()> = Few::default();
    for (at, entry) in history.iter().enumerate() {
        let breach = |rule, key, mut entries: Vec<usize>| {
            entries.push(at);
            Some(Breach { rule, key, entries, operations: Vec::new() })
        };
        match entry.fact {
            Fact::Invoked(_, Call::Release(key, token)) => asked.insert((entry.node, key, token), ()),
            Fact::Granted(key, mode, owner, token) => {
                let lock = locks.or_default(key);
                if let Some((_, before)) = lock.newest.filter(|(newest, _)| token <= *newest) {
                    return breach(Rule::TokenNotNewer, key, vec![before]);
                }
                let excludes = |other: &&Lease| (mode, other.mode) != (Mode::Shared, Mode::Shared);
                if let Some(other) = lock.live.values().find(excludes) {
                    return breach(Rule::HeldTwice, key, vec![other.granted]);
                }
                lock.newest = Some((token, at));
                lock.live.insert(token, Lease { granted: at, since: entry.at, mode, owner });
            }
            Fact::Renewed(key, token) => match locks.or_default(key).live.get_mut(&token) {
                Some(lease) => lease.since = entry.at,
                None => return breach(Rule::NotLive, key, Vec::new()),
            },
            Fact::Ended(key, token, by) => {
                let Some(lease) = locks.or_default(key).live.remove(&token) else {
                    return breach(Rule::NotLive, key, Vec::new());
                };
                match by {
                    Some(who) if who != lease.owner || !asked.contains(&(who, key, token)) => {
                        return breach(Rule::ReleasedByAnother, key, vec![lease.granted]);
                    }
                    None if length.is_some_and(|length| entry.at.saturating_sub(lease.since) < length) => {
                        return breach(Rule::EndedEarly, key, vec![lease.granted]);
                    }
                    _ => {}
                }
            }
            _ => {}
        }
    }
    None
}

/// What was known of a write when it began: the operation, its entry, and the last token its client had been granted for the lock.
type Begun = ((NodeId, u32), usize, Option<u64>);

/// What of that is about what the lock guards.
pub(super) fn writes(history: &[Entry]) -> Option<Breach> {
    let ends: Few<usize, Key> = operations(history)
        .into_iter()
        .filter_map(|one| match (&one.call, one.answer()) {
            (Call::Acquire(key, _) | Call::TryAcquire(key, _), Some((at, _))) => Some((at, *key)),
            _ => None,
        })
        .collect();
    let mut held: Few<(NodeId, Key), u64> = Few::default();
    let mut begun: Few<(NodeId, Call), Begun> = Few::default();
    // The highest token under which each resource took a write, and where.
    let mut highest: Few<Key, (u64, usize)> = Few::default();
    for (at, entry) in history.iter().enumerate() {
        match &entry.fact {
            Fact::Returned(_, Outcome::Done(Answer::Granted(token))) => {
                if let Some(key) = ends.get(&at) {
                    held.insert((entry.node, *key), *token);
                }
            }
            Fact::Invoked(number, call @ Call::Write(key, ..)) => {
                let token = held.get(&(entry.node, *key)).copied();
                begun.insert((entry.node, call.clone()), ((entry.node, *number), at, token));
            }
            Fact::Written(key, client, token, value, true) => {
                let write = begun.get(&(*client, Call::Write(*key, *token, *value)));
                let breach = |rule, before: Option<usize>| {
                    let operations = write.iter().map(|(operation, ..)| *operation).collect();
                    let entries = before.into_iter().chain([at]).collect();
                    Some(Breach { rule, key: *key, entries, operations })
                };
                let Some(token) = token.or_else(|| write.and_then(|(.., token)| *token)) else {
                    return breach(Rule::WrittenUnheld, write.map(|(_, invoked, _)| *invoked));
                };
                let (newest, before) = highest.get(key).copied().unwrap_or((token, at));
                if token < newest {
                    return breach(Rule::OldWriteTaken, Some(before));
                }
                highest.insert(*key, (token, at));
            }
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_family = "wasm")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    const LOCK: Key = Key(0);
    const SERVICE: u16 = 9;

    fn granted(client: u16, mode: Mode, token: u64) -> (u16, Fact) {
        (SERVICE, Fact::Granted(LOCK, mode, NodeId(client), token))
    }

    fn release(client: u16, token: u64) -> [(u16, Fact); 2] {
        let ended = Fact::Ended(LOCK, token, Some(NodeId(client)));
        [(client, Fact::Invoked(90, Call::Release(LOCK, token))), (SERVICE, ended)]
    }

    fn written(client: u16, token: Option<u64>, is_taken: bool) -> [(u16, Fact); 2] {
        let value = u64::from(client);
        let fact = Fact::Written(LOCK, NodeId(client), token, value, is_taken);
        [(client, Fact::Invoked(80, Call::Write(LOCK, token, value))), (SERVICE, fact)]
    }

    fn learns(client: u16, token: u64) -> [(u16, Fact); 2] {
        let call = Call::Acquire(LOCK, Mode::Exclusive);
        let outcome = Outcome::Done(Answer::Granted(token));
        [(client, Fact::Invoked(70, call)), (client, Fact::Returned(70, outcome))]
    }

    /// What comes of facts that are 10 ns apart, with leases of 25 ns: what is broken, and by which entries.
    fn judge(facts: impl IntoIterator<Item = (u16, Fact)>) -> Option<(Rule, Vec<usize>)> {
        let entry = |(place, (node, fact))| Entry { at: 10 * place as u64, node: NodeId(node), fact };
        let history: Vec<Entry> = facts.into_iter().enumerate().map(entry).collect();
        match lock(&history, Some(25)) {
            Verdict::Broken(breach) => Some((breach.rule, breach.entries)),
            verdict => {
                assert!(verdict.is_kept());
                None
            }
        }
    }

    const ALONE: Mode = Mode::Exclusive;

    #[test]
    fn leases_one_after_the_other_and_shared_ones_together_are_right() {
        let ended = (SERVICE, Fact::Ended(LOCK, 3, None));
        let renewed = (SERVICE, Fact::Renewed(LOCK, 3));
        let facts = [granted(1, ALONE, 1)].into_iter().chain(release(1, 1));
        let facts = facts.chain([granted(2, Mode::Shared, 3), granted(1, Mode::Shared, 4), renewed]);
        let facts = facts.chain(release(1, 4)).chain([ended, granted(1, ALONE, 9)]);
        assert_eq!(judge(facts), None);
    }

    #[test]
    fn a_token_that_is_not_newer_is_noticed_shared_or_not() {
        for token in [4, 5] {
            let facts = [granted(1, Mode::Shared, 5), granted(2, Mode::Shared, token)];
            assert_eq!(judge(facts), Some((Rule::TokenNotNewer, vec![0, 1])));
        }
    }

    #[test]
    fn an_exclusive_lease_beside_any_other_is_noticed() {
        for (one, other) in [(ALONE, ALONE), (Mode::Shared, ALONE), (ALONE, Mode::Shared)] {
            assert_eq!(
                judge([granted(1, one, 1), granted(2, other, 2)]),
                Some((Rule::HeldTwice, vec![0, 1]))
            );
        }
    }

    #[test]
    fn only_the_owner_and_time_end_a_lease() {
        let lease = || [granted(1, ALONE, 1)].into_iter();
        let ended = |by: Option<u16>| [(SERVICE, Fact::Ended(LOCK, 1, by.map(NodeId)))];
        assert_eq!(judge(lease().chain(release(2, 1))), Some((Rule::ReleasedByAnother, vec![0, 2])));
        // The owner did not ask for it.
        assert_eq!(judge(lease().chain(ended(Some(1)))), Some((Rule::ReleasedByAnother, vec![0, 1])));
        assert_eq!(judge(lease().chain(ended(None))), Some((Rule::EndedEarly, vec![0, 1])));
        let renewed = [(SERVICE, Fact::Renewed(LOCK, 1))];
        assert_eq!(
            judge(lease().chain(renewed.clone()).chain(ended(None))),
            Some((Rule::EndedEarly, vec![0, 2]))
        );
        assert_eq!(judge(lease().chain(release(1, 1)).chain(ended(None))), Some((Rule::NotLive, vec![3])));
        assert_eq!(judge(lease().chain(release(1, 1)).chain(renewed)), Some((Rule::NotLive, vec![3])));
    }

    #[test]
    fn a_resource_that_takes_an_old_write_is_noticed_and_one_that_refuses_it_is_not() {
        let new = || written(2, Some(8), true).into_iter();
        assert_eq!(judge(new().chain(written(1, Some(7), true))), Some((Rule::OldWriteTaken, vec![1, 3])));
        assert_eq!(judge(new().chain(written(1, Some(7), false)).chain(written(2, Some(8), true))), None);
    }

    #[test]
    fn without_tokens_a_write_is_its_clients_last_grant() {
        let both = || learns(1, 1).into_iter().chain(learns(2, 2));
        assert_eq!(judge(both().chain(written(1, None, true)).chain(written(2, None, true))), None);
        assert_eq!(
            judge(both().chain(written(2, None, true)).chain(written(1, None, true))),
            Some((Rule::OldWriteTaken, vec![5, 7]))
        );
        assert_eq!(judge(written(1, None, true)), Some((Rule::WrittenUnheld, vec![0, 1])));
    }
}
