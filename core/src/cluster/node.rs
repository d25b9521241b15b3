//! A node with all that one may have: the locks that it owns, its counters and its queues, each the machine that it is alone.
//!
//! What is asked goes to the one whose operation it is. Their timers are told apart by their last bit, so that no lock and no queue here
//! has a key of 2³¹ or more.

use super::counter::Counter;
use super::flat::flat;
use super::history::Call;
use super::lock::Lock;
use super::machine::{Effect, Input, Machine, State, TimerId};
use super::message::Message;
use super::queue::Queue;

/// The machine of a node with locks, counters and queues.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Its locks.
    pub lock: Lock,
    /// Its counters.
    pub counter: Counter,
    /// Its queues.
    pub queue: Queue,
}

/// What is on the disk.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Durable {
    /// Of the locks.
    pub lock: <Lock as Machine>::Durable,
    /// Of the counters.
    pub counter: <Counter as Machine>::Durable,
    /// Of the queues.
    pub queue: <Queue as Machine>::Durable,
}

/// What a crash takes away.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Volatile {
    /// Of the locks.
    pub lock: <Lock as Machine>::Volatile,
    /// Of the counters.
    pub counter: <Counter as Machine>::Volatile,
    /// Of the queues.
    pub queue: <Queue as Machine>::Volatile,
}

flat!(struct Durable { lock, counter, queue });
flat!(struct Volatile { lock, counter, queue });

/// Hands an input to one of the machines, and appends what it asks for, its timers with this last bit.
fn hand<M: Machine<Message = Message>>(
    machine: &M,
    (durable, volatile): (&mut M::Durable, &mut M::Volatile),
    (input, now): (Input<Message>, u64),
    bit: u32,
    effects: &mut Vec<Effect<Message>>,
) {
    let mut state = State { durable: std::mem::take(durable), volatile: std::mem::take(volatile) };
    let before = effects.len();
    machine.handle(&mut state, input, now, effects);
    (*durable, *volatile) = (state.durable, state.volatile);
    for effect in &mut effects[before..] {
        if let Effect::SetTimer { timer: TimerId(number), .. } | Effect::StopTimer(TimerId(number)) = effect {
            *number = *number << 1 | bit;
        }
    }
}

impl Machine for Node {
    type Durable = Durable;
    type Volatile = Volatile;
    type Message = Message;

    fn handle(
        &self,
        State { durable, volatile }: &mut State<Durable, Volatile>,
        input: Input<Message>,
        now: u64,
        effects: &mut Vec<Effect<Message>>,
    ) {
        let (lock, counter, queue) = match &input {
            Input::Start => (true, true, true),
            Input::Timer(TimerId(number)) => (number & 1 == 0, false, number & 1 == 1),
            Input::Message { message: Message::Ask(_, call), .. } => match call {
                Call::Add(..) | Call::Read(_) => (false, true, false),
                Call::Push(..) | Call::Pop(_) | Call::Acknowledge(..) | Call::Refuse(..) => {
                    (false, false, true)
                }
                // Locks refuse what nobody here does.
                _ => (true, false, false),
            },
            Input::Message { .. } => (false, true, false),
        };
        let own = match input {
            Input::Timer(TimerId(number)) => Input::Timer(TimerId(number >> 1)),
            other => other,
        };
        if lock {
            let state = (&mut durable.lock, &mut volatile.lock);
            hand(&self.lock, state, (own.clone(), now), 0, effects);
        }
        if counter {
            let state = (&mut durable.counter, &mut volatile.counter);
            hand(&self.counter, state, (own.clone(), now), 0, effects);
        }
        if queue {
            hand(&self.queue, (&mut durable.queue, &mut volatile.queue), (own, now), 1, effects);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cluster::flat::{Reader, Words};
    use crate::cluster::history::{Key, Mode};
    use crate::cluster::kept::Kept;
    use crate::cluster::message::Request;
    use crate::cluster::queue::Delivery;
    use crate::cluster::{Answer, NodeId};
    use crate::sync::mix::mix;
    #[cfg(target_family = "wasm")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn node() -> Node {
        let (node, owner) = (NodeId(0), NodeId(0));
        let delivery = Delivery::AtLeastOnce { visibility: 7, deliveries: Some(3) };
        Node {
            lock: Lock { lease: 10, defect: None },
            counter: Counter { node, owner, defect: None },
            queue: Queue { delivery, defect: None },
        }
    }

    fn ask(client: u16, number: u32, call: Call) -> Input<Message> {
        let client = NodeId(client);
        Input::Message { from: client, message: Message::Ask(Request { client, number }, call) }
    }

    #[test]
    fn each_operation_is_done_by_whose_it_is() {
        let (mut kept, mut sent, key) = (Kept::new(node()), Vec::new(), Key(1));
        let calls = [
            Call::Acquire(key, Mode::Exclusive),
            Call::Add(key, 5),
            Call::Read(key),
            Call::Push(key, 8),
            Call::Pop(key),
            Call::Write(key, None, 3),
        ];
        for (number, call) in calls.into_iter().enumerate() {
            kept.handle(ask(9, number as u32, call), 0, &mut sent, &mut Vec::new());
        }
        let answers: Vec<Answer> = sent
            .drain(..)
            .filter_map(|(_, message)| match message {
                Message::Reply(_, answer) => Some(answer),
                _ => None,
            })
            .collect();
        let granted = Answer::Granted(1);
        let (value, element) = (Answer::Value(5), Answer::Element(8, 1));
        assert_eq!(answers, [granted, Answer::Done, value, Answer::Done, element, Answer::Unsupported]);
        // The element comes back at 7 and the lock is free at 10: each timer is its own.
        assert_eq!((kept.due(), kept.ring(7)), (Some(7), Some(Input::Timer(TimerId(3)))));
        assert_eq!((kept.due(), kept.ring(10)), (Some(10), Some(Input::Timer(TimerId(2)))));
    }

    /// An operation by a number.
    fn call(number: u64) -> Call {
        let (key, token) = (Key((number >> 8 & 1) as u32), number >> 16 & 3);
        match number % 11 {
            0 => Call::Acquire(key, Mode::Exclusive),
            1 => Call::Acquire(key, Mode::Shared),
            2 => Call::TryAcquire(key, Mode::Exclusive),
            3 => Call::Release(key, token),
            4 => Call::Renew(key, token),
            5 => Call::Add(key, token as i64),
            6 => Call::Read(key),
            7 => Call::Push(key, token),
            8 => Call::Pop(key),
            9 => Call::Acknowledge(key, token),
            _ => Call::Refuse(key, token),
        }
    }

    #[test]
    fn what_is_written_down_goes_on_alike_and_what_has_passed_is_one() {
        for seed in 0..50 {
            let (mut plain, mut written, mut now) = (Kept::new(node()), Kept::new(node()), 0);
            for step in 0..200_u32 {
                let chance = mix(seed << 32 | u64::from(step));
                now += chance >> 32 & 3;
                // A timer may be late.
                let rings = chance & 64 == 0 && plain.due().is_some_and(|due| due <= now);
                let mut inputs = [(); 2].map(|()| ask((chance % 3) as u16 + 1, step, call(chance >> 8)));
                if rings {
                    inputs = [plain.ring(now), written.ring(now)].map(|timer| timer.expect("one is due"));
                }
                assert_eq!(inputs[0], inputs[1]);
                let [one, other] = inputs;
                let (mut sent, mut same) = (Vec::new(), Vec::new());
                plain.handle(one, now, &mut sent, &mut Vec::new());
                written.handle(other, now, &mut same, &mut Vec::new());
                assert_eq!(sent, same, "{seed}: {step}");
                // How long ago a timer has run out does not count.
                let dues = [&plain, &written].map(|kept| kept.due().map(|due| due.max(now)));
                assert_eq!(dues[0], dues[1], "{seed}: {step}");
                let mut words = Words::default();
                written.put(&mut words);
                words.instants.iter_mut().filter(|instant| **instant <= now).for_each(|instant| *instant = 0);
                let mut reader = Reader { plain: &words.plain, instants: &words.instants };
                written = Kept::take(node(), &mut reader);
                assert!(reader.plain.is_empty() && reader.instants.is_empty());
            }
        }
    }
}
