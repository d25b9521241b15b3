//! What a service has answered, so that a request that comes once more is not done once more.

use super::flat::{Flat, Reader, Words};
use super::history::Answer;
use super::machine::{Effect, NodeId};
use super::message::{Message, Request};
use std::collections::BTreeMap;

/// The last request of each client that was done, and what came of it. A client begins an operation when it no longer waits for the one
/// before, so nothing else is wanted any more.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Answered(BTreeMap<NodeId, (u32, Answer)>);

impl Flat for Answered {
    fn put(&self, words: &mut Words) {
        self.0.put(words);
    }

    fn take(words: &mut Reader<'_>) -> Answered {
        Answered(Flat::take(words))
    }
}

/// What is known of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Known {
    /// It is the client's newest.
    New,
    /// It was done, and this came of it.
    Done(Answer),
    /// The client no longer waits for it.
    Old,
}

impl Answered {
    pub(super) fn look(&self, request: Request) -> Known {
        match self.0.get(&request.client) {
            Some((number, answer)) if *number == request.number => Known::Done(answer.clone()),
            Some((number, _)) if *number > request.number => Known::Old,
            _ => Known::New,
        }
    }

    /// Whether there is nothing to be done about a request any more: then what came of it is said again to who still waits for it.
    pub(super) fn settles(&self, request: Request, effects: &mut Vec<Effect<Message>>) -> bool {
        let known = self.look(request);
        if let Known::Done(answer) = &known {
            effects.push(request.reply(answer.clone()));
        }
        known != Known::New
    }

    pub(super) fn keep(&mut self, request: Request, answer: Answer) {
        self.0.insert(request.client, (request.number, answer));
    }
}
