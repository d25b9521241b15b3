//! A resource that a lock guards: values that are written, each under a fencing token.
//!
//! It takes no write under a token below the highest that it has seen, and none without a token: so whoever believes to hold a lock and
//! does not does no harm once the next holder has written. What it has seen is on its disk, and so is the latest request of each
//! client, so that a write that comes once more, and late, is not done once more.

use super::answered::Answered;
use super::flat::flat;
use super::history::{Answer, Call, Fact, Key};
use super::machine::{Effect, Input, Machine, State};
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
    answered: Answered,
}

flat!(struct Durable { values, answered });

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
        if durable.answered.settles(request, effects) {
            return;
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
            _ => return effects.push(request.reply(Answer::Unsupported)),
        };
        durable.answered.keep(request, answer.clone());
        effects.push(request.reply(answer));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cluster::machine::NodeId;
    use crate::cluster::message::Request;
    #[cfg(target_family = "wasm")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    const KEY: Key = Key(0);

    fn ask(
        is_fenced: bool,
        state: &mut State<Durable, ()>,
        client: u16,
        number: u32,
        call: Call,
    ) -> Option<Answer> {
        let (from, mut effects) = (NodeId(client), Vec::new());
        let message = Message::Ask(Request { client: from, number }, call);
        Resource { is_fenced }.handle(state, Input::Message { from, message }, 0, &mut effects);
        effects.into_iter().find_map(|effect| match effect {
            Effect::Send { message: Message::Reply(_, answer), .. } => Some(answer),
            _ => None,
        })
    }

    #[test]
    fn a_write_under_an_older_token_or_none_is_refused() {
        let mut state = State::default();
        let mut write = |client, number, token, value| {
            let answer = ask(true, &mut state, client, number, Call::Write(KEY, token, value));
            (answer, state.durable.values.get(&KEY).map_or(0, |(_, value)| *value))
        };
        assert_eq!(write(1, 0, Some(5), 10), (Some(Answer::Done), 10));
        assert_eq!(write(1, 1, Some(5), 11), (Some(Answer::Done), 11));
        assert_eq!(write(2, 0, Some(4), 12), (Some(Answer::Stale), 11));
        assert_eq!(write(2, 1, None, 13), (Some(Answer::Stale), 11));
        assert_eq!(write(2, 2, Some(6), 14), (Some(Answer::Done), 14));
        assert_eq!(ask(true, &mut state, 3, 0, Call::Read(KEY)), Some(Answer::Value(14)));
        assert_eq!(ask(true, &mut state, 3, 1, Call::Read(Key(9))), Some(Answer::Value(0)));
        assert_eq!(ask(true, &mut state, 3, 2, Call::Pop(KEY)), Some(Answer::Unsupported));
    }

    #[test]
    fn without_fencing_every_write_is_taken() {
        let mut state = State::default();
        let answers = [(1, Some(5)), (2, Some(4)), (3, None)]
            .map(|(client, token)| ask(false, &mut state, client, 0, Call::Write(KEY, token, client.into())));
        assert_eq!(answers, [Some(Answer::Done), Some(Answer::Done), Some(Answer::Done)]);
        assert_eq!(state.durable.values[&KEY], (5, 3));
    }

    #[test]
    fn a_write_that_comes_again_is_answered_and_not_done_and_one_that_comes_late_is_dropped() {
        let mut state = State::default();
        let write = |value| Call::Write(KEY, Some(5), value);
        ask(true, &mut state, 1, 0, write(10));
        ask(true, &mut state, 1, 1, write(20));
        let before = state.clone();
        assert_eq!(ask(true, &mut state, 1, 1, write(20)), Some(Answer::Done));
        assert_eq!(ask(true, &mut state, 1, 0, write(10)), None);
        assert_eq!(state, before);
    }
}
