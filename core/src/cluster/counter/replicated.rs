//! Counters of which every node has a copy: PN-counters with anti-entropy.
//!
//! Marc Shapiro, Nuno Preguiça, Carlos Baquero and Marek Zawirski, *A comprehensive study of convergent and commutative replicated data
//! types*, INRIA 2011. A copy knows of each node what was added there and what was taken off; each only grows, and nobody but the
//! node itself lets it grow. To merge two copies is to take the greater of each. In whichever order copies are merged, and
//! however often, the same comes of it.

use crate::cluster::answered::Answered;
use crate::cluster::few::Few;
use crate::cluster::flat::flat;
use crate::cluster::history::{Answer, Call, Fact, Key};
use crate::cluster::machine::{Effect, Input, Machine, NodeId, State, TimerId};
use crate::cluster::message::{Message, Slot};
use std::collections::BTreeMap;

/// The machine of a node with a copy of every counter.
///
/// What it learns it tells all others, again and again until each has told it that it knows as much. One that has crashed for ever is
/// told for ever, of what it is told already. Who starts again with an empty disk has forgotten what was added there: until it is told, it counts from 0, and
/// what is added meanwhile is lost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replica {
    /// Which node it is.
    pub node: NodeId,
    /// All nodes with a copy. That it is one of them itself goes without saying.
    pub replicas: Vec<NodeId>,
    /// After how many nanoseconds of its own clock it tells those again who have not answered. No time at all counts as one
    /// nanosecond.
    pub every: u64,
}

/// What is on the disk.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Durable {
    /// What is known of each node's adds, by counter.
    pub counters: Few<Key, BTreeMap<NodeId, Slot>>,
    /// Who is not known to know as much. A counter of which all do is not listed.
    pub behind: Few<Key, Few<NodeId, ()>>,
    answered: Answered,
}

/// What a crash takes away.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Volatile {
    /// Whether the timer is set.
    is_telling: bool,
}

flat!(struct Durable { counters, behind, answered });
flat!(struct Volatile { is_telling });

const TELL: TimerId = TimerId(0);

/// Takes what another copy knows into one: of each slot the greater numbers.
pub fn merge(into: &mut BTreeMap<NodeId, Slot>, other: &BTreeMap<NodeId, Slot>) {
    for (node, slot) in other {
        let own = into.entry(*node).or_default();
        *own = Slot { up: own.up.max(slot.up), down: own.down.max(slot.down) };
    }
}

/// The value of a counter, of which this is known. It wraps around.
pub fn value(slots: &BTreeMap<NodeId, Slot>) -> i64 {
    slots.values().fold(0_u64, |sum, slot| sum.wrapping_add(slot.up).wrapping_sub(slot.down)) as i64
}

impl Machine for Replica {
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
        let State { durable, volatile } = state;
        match input {
            Input::Start => self.tell(durable, volatile, effects),
            Input::Timer(_) => {
                volatile.is_telling = false;
                self.tell(durable, volatile, effects);
            }
            Input::Message { message: Message::Ask(request, call), .. } => {
                let Call::Add(key, by) = call else {
                    let slots = |key| durable.counters.get(key);
                    let answer = match &call {
                        Call::Read(key) => Answer::Value(slots(key).map_or(0, value)),
                        _ => Answer::Unsupported,
                    };
                    return effects.push(request.reply(answer));
                };
                if durable.answered.settles(request, effects) {
                    return;
                }
                let own = durable.counters.or_default(key).entry(self.node).or_default();
                let part = if by < 0 { &mut own.down } else { &mut own.up };
                // Of a counter that has counted beyond all numbers, the rest is not counted.
                *part = part.saturating_add(by.unsigned_abs());
                durable.answered.keep(request, Answer::Done);
                durable.behind.insert(key, self.others());
                effects.push(Effect::Persist);
                self.settle(durable, key, effects);
                effects.push(request.reply(Answer::Done));
                self.tell(durable, volatile, effects);
            }
            Input::Message { from, message: Message::Slots(key, slots, wants_answer) } => {
                self.learn(durable, from, key, &slots, effects);
                if wants_answer {
                    effects.push(slots_of(durable, key, from, false));
                }
                self.tell(durable, volatile, effects);
            }
            Input::Message { .. } => {}
        }
    }

    fn is_done(&self, durable: &Durable) -> bool {
        durable.behind.is_empty()
    }
}

impl Replica {
    fn others(&self) -> Few<NodeId, ()> {
        self.replicas.iter().copied().filter(|node| *node != self.node).map(|node| (node, ())).collect()
    }

    /// Takes in what another one knows.
    fn learn(
        &self,
        durable: &mut Durable,
        from: NodeId,
        key: Key,
        slots: &BTreeMap<NodeId, Slot>,
        effects: &mut Vec<Effect<Message>>,
    ) {
        let own = durable.counters.or_default(key);
        let before = own.clone();
        merge(own, slots);
        let (is_news, is_level) = (*own != before, own == slots);
        if is_news {
            durable.behind.insert(key, self.others());
            effects.push(Effect::Persist);
        }
        let was_behind = durable.behind.contains(&key);
        if is_level && let Some(behind) = durable.behind.get_mut(&key) {
            behind.remove(&from);
        }
        if was_behind {
            self.settle(durable, key, effects);
        }
    }

    /// Says so if everyone knows as much.
    fn settle(&self, durable: &mut Durable, key: Key, effects: &mut Vec<Effect<Message>>) {
        if durable.behind.get(&key).is_none_or(Few::is_empty) {
            durable.behind.remove(&key);
            let value = durable.counters.get(&key).map_or(0, value);
            effects.push(Effect::Tell(Fact::Settled(key, value)));
        }
    }

    /// Tells those who do not know as much, unless they were told and may still answer.
    fn tell(&self, durable: &Durable, volatile: &mut Volatile, effects: &mut Vec<Effect<Message>>) {
        if volatile.is_telling && durable.behind.is_empty() {
            volatile.is_telling = false;
            effects.push(Effect::StopTimer(TELL));
        }
        if volatile.is_telling || durable.behind.is_empty() {
            return;
        }
        for (key, behind) in durable.behind.iter() {
            effects.extend(behind.keys().map(|to| slots_of(durable, *key, *to, true)));
        }
        volatile.is_telling = true;
        effects.push(Effect::SetTimer { timer: TELL, after: self.every.max(1) });
    }
}

fn slots_of(durable: &Durable, key: Key, to: NodeId, wants_answer: bool) -> Effect<Message> {
    let slots = durable.counters.get(&key).cloned().unwrap_or_default();
    Effect::Send { to, message: Message::Slots(key, slots, wants_answer) }
}
