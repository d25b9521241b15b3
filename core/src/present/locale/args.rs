//! What a message is made of, before it is put into any language.

use super::Id;
use crate::present::sentence::Sentence;
use crate::rules::ObjectId;
use crate::world::{Text, WorkerId};

/// Something to say: a message and its variables' values. Made by [`say!`](crate::say).
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    /// Which message.
    pub id: Id,
    /// The values of [`Id::variables`], in that order.
    pub args: Vec<Arg>,
}

impl Message {
    /// What [`say!`](crate::say) makes of its struct. There are some four hundred sentences and one of this for each number
    /// of variables: inlined, it would be most of their code.
    #[inline(never)]
    pub(super) fn with<const N: usize>(id: Id, args: [Arg; N]) -> Message {
        Message { id, args: args.into() }
    }
}

/// The value of a variable.
#[derive(Clone, Debug, PartialEq)]
pub enum Arg {
    /// Words, as they are.
    Text(Text),
    /// A number. It may choose a plural.
    Number(i64),
    /// A worker by name.
    Worker(WorkerId, Text),
    /// An object by name.
    Object(ObjectId, Text),
    /// A value of the program: what is sent, stored or printed.
    Value(Text),
    /// A time in virtual nanoseconds, shown in the unit that suits it.
    Duration(u64),
    /// Workers, as a list in which neighbours are folded ("G3 to G11"). Their number may choose a plural.
    Workers(Vec<(WorkerId, Text)>),
    /// Things in a list ("a, b and c"). Their number may choose a plural.
    Many(Vec<Arg>),
    /// Another message.
    Message(Box<Message>),
    /// Messages one after the other.
    Story(Vec<Message>),
    /// A sentence that is already in its language.
    Said(Sentence),
}

impl Arg {
    /// The number by which it chooses a plural.
    pub(super) fn number(&self) -> i64 {
        match self {
            Arg::Number(number) => *number,
            Arg::Workers(workers) => workers.len() as i64,
            Arg::Many(items) => items.len() as i64,
            _ => 1,
        }
    }
}

impl From<Id> for Message {
    /// A message without variables.
    fn from(id: Id) -> Message {
        debug_assert!(id.variables().is_empty(), "{} has variables", id.name());
        Message { id, args: Vec::new() }
    }
}

impl From<&Message> for Message {
    fn from(message: &Message) -> Message {
        message.clone()
    }
}

macro_rules! from {
    ($($type:ty => $value:ident $make:expr;)*) => {
        $(impl From<$type> for Arg {
            fn from($value: $type) -> Arg {
                $make
            }
        })*
    };
}

from! {
    &str => text Arg::Text(text.into());
    String => text Arg::Text(text.into());
    Text => text Arg::Text(text);
    &Text => text Arg::Text(text.clone());
    i64 => number Arg::Number(number);
    i32 => number Arg::Number(number.into());
    u32 => number Arg::Number(number.into());
    u64 => number Arg::Number(number.try_into().unwrap_or(i64::MAX));
    usize => number Arg::Number(number.try_into().unwrap_or(i64::MAX));
    Message => message Arg::Message(Box::new(message));
    Id => id Arg::Message(Box::new(id.into()));
    Vec<Message> => messages Arg::Story(messages);
    Sentence => sentence Arg::Said(sentence);
}
