//! What nodes say to each other.

use super::history::{Answer, Call, Key};
use super::machine::{Effect, NodeId};
use std::collections::BTreeMap;

/// An operation of a client, by the client and the client's own number of it: the same however often it is sent. A client's
/// numbers only grow, and it begins an operation when it no longer waits for the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Request {
    /// Who asked first, and is to be answered.
    pub client: NodeId,
    /// The client's number of the operation.
    pub number: u32,
}

impl Request {
    /// Answers whoever asked first.
    pub fn reply(self, answer: Answer) -> Effect<Message> {
        Effect::Send { to: self.client, message: Message::Reply(self, answer) }
    }
}

/// What one replica of a counter knows of the adds of one node: both only grow.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slot {
    /// What was added in all.
    pub up: u64,
    /// What was taken off in all.
    pub down: u64,
}

/// A message of any service or client.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Message {
    /// Do this, and answer the client of the request, whoever sent it.
    Ask(Request, Call),
    /// What came of a request.
    Reply(Request, Answer),
    /// Say your part of a counter.
    Collect(Request, Key),
    /// The part of a counter that one node has.
    Part(Request, Key, i64),
    /// Give a counter this value, whatever it was.
    Store(Request, Key, i64),
    /// What a replica of a counter knows of each node's adds, and whether it is to be told the same in return.
    Slots(Key, BTreeMap<NodeId, Slot>, bool),
}
