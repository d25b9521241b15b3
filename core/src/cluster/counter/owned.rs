//! Counters of one owner.

use crate::cluster::answered::Answered;
use crate::cluster::few::Few;
use crate::cluster::flat::flat;
use crate::cluster::history::{Answer, Call, Key};
use crate::cluster::machine::{Effect, Input, Machine, NodeId, State};
use crate::cluster::message::{Message, Request};

/// What is wrong with a counter, on purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Defect {
    /// The node beside the owner adds by itself: it asks for the value and stores the sum. What others add in between is lost.
    ReadThenWrite,
    /// The owner answers first and writes to its disk then.
    AnsweredBeforeWritten,
}

/// The machine of the owner of counters, or of the one beside it, which passes on to the owner what it is asked, whatever that is: one
/// beside the owner of a lock is no other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counter {
    /// Which node it is.
    pub node: NodeId,
    /// Which node owns the counters.
    pub owner: NodeId,
    /// What is wrong with it.
    pub defect: Option<Defect>,
}

/// What is on the disk.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Durable {
    /// The counters that were added to.
    pub values: Few<Key, i64>,
    answered: Answered,
}

/// What a crash takes away.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Volatile {
    /// What is to be added to a value that was asked for: by the defect [`Defect::ReadThenWrite`] alone.
    pub adding: Few<Request, i64>,
}

flat!(struct Durable { values, answered });
flat!(struct Volatile { adding });

impl Machine for Counter {
    type Durable = Durable;
    type Volatile = Volatile;
    type Message = Message;

    fn handle(
        &self,
        state: &mut State<Durable, Volatile>,
        input: Input<Message>,
        _: u64,
        effects: &mut Vec<Effect<Message>>,
    ) {
        let Input::Message { from, message } = input else { return };
        let State { durable, volatile } = state;
        let value = |durable: &Durable, key| durable.values.get(&key).copied().unwrap_or(0);
        let is_owner = self.node == self.owner;
        let send = |to, message| Effect::Send { to, message };
        match message {
            Message::Ask(request, Call::Add(key, by))
                if !is_owner && self.defect == Some(Defect::ReadThenWrite) =>
            {
                volatile.adding.insert(request, by);
                effects.push(send(self.owner, Message::Collect(request, key)));
            }
            Message::Ask(request, call) if !is_owner => {
                effects.push(send(self.owner, Message::Ask(request, call)));
            }
            Message::Ask(request, Call::Add(key, by)) => {
                let sum = value(durable, key).wrapping_add(by);
                self.store(durable, request, key, sum, effects);
            }
            Message::Ask(request, Call::Read(key)) => {
                effects.push(request.reply(Answer::Value(value(durable, key))));
            }
            Message::Ask(request, _) => effects.push(request.reply(Answer::Unsupported)),
            Message::Collect(request, key) if is_owner => {
                effects.push(send(from, Message::Part(request, key, value(durable, key))));
            }
            Message::Part(request, key, part) => {
                if let Some(by) = volatile.adding.remove(&request) {
                    effects.push(send(self.owner, Message::Store(request, key, part.wrapping_add(by))));
                }
            }
            Message::Store(request, key, sum) if is_owner => self.store(durable, request, key, sum, effects),
            _ => {}
        }
    }
}

impl Counter {
    /// Gives a counter another value, once for each request.
    fn store(
        &self,
        durable: &mut Durable,
        request: Request,
        key: Key,
        sum: i64,
        effects: &mut Vec<Effect<Message>>,
    ) {
        if durable.answered.settles(request, effects) {
            return;
        }
        durable.values.insert(key, sum);
        durable.answered.keep(request, Answer::Done);
        let reply = request.reply(Answer::Done);
        match self.defect {
            Some(Defect::AnsweredBeforeWritten) => effects.extend([reply, Effect::Persist]),
            _ => effects.extend([Effect::Persist, reply]),
        }
    }
}
