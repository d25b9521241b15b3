//! Counters of which every node has a part. A read asks all of them, one instant each, and sums what they say: an add that one of
//! them had not seen may be older than one that another had. So it is not linearizable, and keeps the bounds.

use crate::cluster::answered::Answered;
use crate::cluster::few::Few;
use crate::cluster::flat::flat;
use crate::cluster::history::{Answer, Call, Key};
use crate::cluster::machine::{Effect, Input, Machine, NodeId, State};
use crate::cluster::message::{Message, Request};

/// The machine of a node with a part of every counter. It adds to its own part, and sums all parts for whoever reads there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shard {
    /// Which node it is.
    pub node: NodeId,
    /// All nodes with a part. That it is one of them itself goes without saying.
    pub shards: Vec<NodeId>,
}

/// What is on the disk.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Durable {
    /// The parts that were added to.
    pub parts: Few<Key, i64>,
    answered: Answered,
}

/// What a crash takes away.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Volatile {
    /// The read of each client that is under way: its number, the counter, and the parts that are known.
    pub reads: Few<NodeId, (u32, Key, Few<NodeId, i64>)>,
}

flat!(struct Durable { parts, answered });
flat!(struct Volatile { reads });

impl Machine for Shard {
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
        let part = |durable: &Durable, key| durable.parts.get(&key).copied().unwrap_or(0);
        match message {
            Message::Ask(request, Call::Add(key, by)) => {
                if durable.answered.settles(request, effects) {
                    return;
                }
                let sum = part(durable, key).wrapping_add(by);
                durable.parts.insert(key, sum);
                durable.answered.keep(request, Answer::Done);
                effects.extend([Effect::Persist, request.reply(Answer::Done)]);
            }
            Message::Ask(request, Call::Read(key)) => {
                let own = part(durable, key);
                let read = volatile.reads.or_insert(request.client, (request.number, key, Few::default()));
                if read.0 > request.number {
                    return;
                }
                if read.0 < request.number {
                    *read = (request.number, key, Few::default());
                }
                read.2.or_insert(self.node, own);
                let missing = self.all().into_iter().filter(|node| !read.2.contains(node));
                let collect = |to| Effect::Send { to, message: Message::Collect(request, key) };
                effects.extend(missing.map(collect));
                self.answer(volatile, request, effects);
            }
            Message::Ask(request, _) => effects.push(request.reply(Answer::Unsupported)),
            Message::Collect(request, key) => {
                let message = Message::Part(request, key, part(durable, key));
                effects.push(Effect::Send { to: from, message });
            }
            Message::Part(request, key, part) => {
                let reads = volatile.reads.get_mut(&request.client);
                let Some(read) = reads.filter(|read| (read.0, read.1) == (request.number, key)) else {
                    return;
                };
                if self.all().contains(&from) && !read.2.contains(&from) {
                    read.2.insert(from, part);
                    self.answer(volatile, request, effects);
                }
            }
            _ => {}
        }
    }
}

impl Shard {
    /// All of them, in order, each once.
    fn all(&self) -> Vec<NodeId> {
        let mut all: Vec<NodeId> = self.shards.iter().copied().chain([self.node]).collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// Answers a read once all parts are known, and again if it is asked for again: the client takes the first answer that comes.
    fn answer(&self, volatile: &Volatile, request: Request, effects: &mut Vec<Effect<Message>>) {
        if let Some((_, _, parts)) = volatile.reads.get(&request.client)
            && self.all().iter().all(|node| parts.contains(node))
        {
            let sum = parts.values().fold(0_i64, |sum, part| sum.wrapping_add(*part));
            effects.push(request.reply(Answer::Value(sum)));
        }
    }
}
