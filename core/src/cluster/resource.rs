//! A resource that a lock guards: values that are written, each under a fencing token.
//!
//! It takes no write under a token below the highest that it has seen, and none without a token: so whoever believes to hold a lock and
//! does not does no harm once the next holder has written. What it has seen is on its disk, and so is the latest request of each
//! client, so that a write that comes once more, and late, is not done once more.

use super::history::{Answer, Call, Fact, Key};
use super::machine::{Effect, Input, Machine, NodeId, State};
use super::message::Message;
use std::collections::BTreeMap;

/// The machine of a node with guarded resources, as many as it is asked about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resource {
    /// Whether it looks at tokens.
    pub is_fenced: bool,
}

/// What is on the disk.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Durable {
    /// Of each resource that was written: the highest token that it has seen, and its value.
    pub values: BTreeMap<Key, (u64, u64)>,
    /// The latest request of each client, and its answer.
    latest: BTreeMap<NodeId, (u32, Answer)>,
}

impl Machine for Resource {
    type Durable = Durable;
    type Volatile = ();
    type Message = Message;

    fn handle(
        &self,
        state: &mut State<Durable, ()>,
        input: Input<Message>,
        _: u64,
        effects: &mut Vec<Effect<Message>>,
    ) {
        let Input::Message { message: Message::Ask(request, call), .. } = input else { return };
        let durable = &mut state.durable;
        let reply = |answer| Effect::Send { to: request.client, message: Message::Reply(request, answer) };
        match durable.latest.get(&request.client) {
            Some((number, _)) if *number > request.number => return,
            Some((number, answer)) if *number == request.number => {
                return effects.push(reply(answer.clone()));
            }
            _ => {}
        }
        let answer = match call {
            Call::Write(key, token, value) => {
                let known = durable.values.get(&key).map_or(0, |(highest, _)| *highest);
                let takes = !self.is_fenced || token.is_some_and(|token| token >= known);
                if takes {
                    durable.values.insert(key, (known.max(token.unwrap_or(0)), value));
                }
                effects.push(Effect::Persist);
                effects.push(Effect::Tell(Fact::Written(key, request.client, token, value, takes)));
                if takes { Answer::Done } else { Answer::Stale }
            }
            Call::Read(key) => {
                effects.push(Effect::Persist);
                Answer::Value(durable.values.get(&key).map_or(0, |(_, value)| *value as i64))
            }
            _ => return effects.push(reply(Answer::Unsupported)),
        };
        durable.latest.insert(request.client, (request.number, answer.clone()));
        effects.push(reply(answer));
    }
}
