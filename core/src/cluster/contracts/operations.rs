//! The clients' operations, put together from their beginnings and ends.

use crate::cluster::few::Few;
use crate::cluster::history::{Answer, Call, Entry, Fact, Outcome};
use crate::cluster::machine::NodeId;

/// One operation of a client.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Operation {
    /// Whose it is.
    pub client: NodeId,
    /// The client's own number of it.
    pub number: u32,
    /// What was asked.
    pub call: Call,
    /// The entry of the history at which it began.
    pub invoked: usize,
    /// The entry at which it ended and how, unless the history ends before.
    pub returned: Option<(usize, Outcome)>,
}

impl Operation {
    /// What was answered, if it was done, and at which entry. An operation without it may be done at any time, now or later,
    /// unless it [did not happen](Operation::did_not_happen).
    pub fn answer(&self) -> Option<(usize, &Answer)> {
        match &self.returned {
            Some((at, Outcome::Done(answer))) => Some((*at, answer)),
            _ => None,
        }
    }

    /// Whether it is certain that it was not done and will not be.
    pub fn did_not_happen(&self) -> bool {
        matches!(&self.returned, Some((_, Outcome::Failed | Outcome::Done(Answer::Unsupported))))
    }

    /// Whose it is, and its number.
    pub fn id(&self) -> (NodeId, u32) {
        (self.client, self.number)
    }

    /// The entries of the history that tell of it.
    pub fn entries(&self) -> Vec<usize> {
        let end = self.returned.as_ref().map(|(at, _)| *at);
        [self.invoked].into_iter().chain(end).collect()
    }
}

/// The operations of a history, in the order in which they began.
///
/// An end without a beginning is no operation. Where a number begins twice, which no client should do, there are two, and ends
/// belong to the later one.
pub fn operations(history: &[Entry]) -> Vec<Operation> {
    let mut found: Vec<Operation> = Vec::new();
    let mut open: Few<(NodeId, u32), usize> = Few::default();
    for (at, entry) in history.iter().enumerate() {
        match &entry.fact {
            Fact::Invoked(number, call) => {
                open.insert((entry.node, *number), found.len());
                let (client, number, call) = (entry.node, *number, call.clone());
                found.push(Operation { client, number, call, invoked: at, returned: None });
            }
            Fact::Returned(number, outcome) => {
                if let Some(place) = open.remove(&(entry.node, *number)) {
                    found[place].returned = Some((at, outcome.clone()));
                }
            }
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cluster::history::Key;
    #[cfg(target_family = "wasm")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn beginnings_and_ends_belong_together_by_client_and_number() {
        let call = || Call::Read(Key(3));
        let facts = [
            (1, Fact::Invoked(4, call())),
            (2, Fact::Invoked(4, call())),
            (2, Fact::Returned(4, Outcome::Unknown)),
            (1, Fact::Returned(9, Outcome::Failed)),
            (1, Fact::Returned(4, Outcome::Done(Answer::Value(2)))),
            (1, Fact::Returned(4, Outcome::Failed)),
        ];
        let history = facts.map(|(node, fact)| Entry { at: 0, node: NodeId(node), fact });
        let found = operations(&history);
        assert_eq!(found.len(), 2);
        assert_eq!((found[0].id(), found[0].entries()), ((NodeId(1), 4), vec![0, 4]));
        assert_eq!(found[0].answer(), Some((4, &Answer::Value(2))));
        assert_eq!((found[1].id(), found[1].entries()), ((NodeId(2), 4), vec![1, 2]));
        assert_eq!((found[1].answer(), found[1].did_not_happen()), (None, false));
    }
}
