//! The native functions of `lockstep/cluster`: what comes to a goroutine that is a node or a client is handled by the machine of
//! [`cluster`](crate::cluster) that it is.
//!
//! What a machine knows lies in the memory of the program, as [words](crate::cluster::flat) behind the pointer that each function is given, so
//! that it is copied, compared and given up as everything else there. A service is known by its number. A client is known by the channel
//! on which it is answered: who has heard of it has a list of those, and calls it by its place there.

use crate::cluster::client::Manner;
use crate::cluster::counter::Counter;
use crate::cluster::flat::{Flat, Reader, Words};
use crate::cluster::history::{Answer, Call, Key, Mode};
use crate::cluster::kept::{Asking, Kept};
use crate::cluster::lock::Lock;
use crate::cluster::message::Message;
use crate::cluster::node::Node;
use crate::cluster::queue::{Delivery, Queue};
use crate::cluster::resource::Resource;
use crate::cluster::sizing::{Kind, Overrides, Refused, Sizing};
use crate::cluster::{Ended, Input, Machine, NodeId, staged};
use crate::go::code::layout::LayoutId;
use crate::go::machine::memory::{Header, Memory, Pointer, SLOW};
use crate::go::machine::trap::Trap;
use crate::go::machine::window::Window;
use crate::rules::ObjectId;

/// The words of a `party`: its inbox, its settings, what it is, three slices, its number, the channel of its timer.
const SETTINGS: usize = 1;
const KIND: usize = 2;
const PLAIN: usize = 3;
const INSTANTS: usize = 6;
const CLIENTS: usize = 9;
const NUMBER: usize = 12;
const ALARM: usize = 13;
const PARTY: usize = 14;

/// What a party may be, beside a client.
const NODE: u64 = 0;
const RESOURCE: u64 = 1;

/// How the functions of the package begin.
pub const PACKAGE: &str = "lockstep/cluster.";

/// The function that the goroutine of a node or a resource runs; its first parameter is the party.
pub const RUN: &str = "lockstep/cluster.(*party).run";

/// What a node or a resource is called; nothing for a client.
pub fn name(memory: &Memory, party: Pointer) -> Option<String> {
    let words = memory.at(party, PARTY);
    match words[KIND] {
        NODE => Some(format!("node {}", words[NUMBER])),
        RESOURCE => Some("resource".into()),
        _ => None,
    }
}

/// What a channel is called that is this node's or resource's: its inbox, or that of its timer.
pub fn channel(memory: &Memory, party: Pointer, channel: ObjectId) -> Option<String> {
    let (words, own) = (memory.at(party, PARTY), u64::from(channel.0) + 1);
    let is_alarm = words[ALARM] == own;
    let name = name(memory, party).filter(|_| is_alarm || words[0] == own)?;
    Some(if is_alarm { name + ".alarm" } else { name })
}

/// What a message says, by its words.
#[inline(never)]
pub fn said(words: &[u64]) -> String {
    if words.first() == Some(&0) {
        return String::new();
    }
    let said = Message::take(&mut Reader { plain: &words[1..], instants: &[] });
    staged::said(&said).to_string()
}

/// The words of a `message`: the channel of the client that it is from or for, and what it says.
const MESSAGE: usize = 9;

/// Numbers from here on are clients'.
const FIRST_CLIENT: u16 = 1 << 15;

/// What `to` says: that there is nothing to be sent, or that it goes to the client of the message.
const NOBODY: u64 = u64::MAX;
const CLIENT: u64 = u64::MAX - 1;

/// What `wait` says: that no timer is to run, or that the one which runs is right.
const NO_TIMER: u64 = u64::MAX;
const SAME_TIMER: u64 = u64::MAX - 1;

/// Why `handle` is called: a message has come, its timer has run out, or there was more to be sent.
const TIMER: u64 = 1;
const MORE: u64 = 2;

/// A party, taken out of the memory.
struct Party {
    at: Pointer,
    settings: Vec<u64>,
    kind: u64,
    plain: Vec<u64>,
    instants: Vec<u64>,
    clients: Vec<u64>,
}

fn slice(memory: &Memory, words: &[u64]) -> Vec<u64> {
    match words[1] as usize {
        0 => Vec::new(),
        length => memory.at(Pointer(words[0]), length).to_vec(),
    }
}

impl Party {
    fn take(window: &Window<'_>, at: usize) -> Party {
        let (memory, at) = (&*window.memory, Pointer(window.word(at)));
        let words = memory.at(at, PARTY);
        let party = Party {
            at,
            settings: memory.at(Pointer(words[SETTINGS]), 5).to_vec(),
            kind: words[KIND],
            plain: slice(memory, &words[PLAIN..]),
            instants: slice(memory, &words[INSTANTS..]),
            clients: slice(memory, &words[CLIENTS..]),
        };
        memory.work(SLOW * 8 * (party.plain.len() + party.instants.len() + party.clients.len()));
        party
    }

    fn reader(&self) -> Reader<'_> {
        Reader { plain: &self.plain, instants: &self.instants }
    }

    fn lease(&self) -> u64 {
        self.settings[0]
    }

    fn node(&self) -> Node {
        let deliveries = u32::try_from(self.settings[2]).unwrap_or(u32::MAX);
        let deliveries = (deliveries > 0).then_some(deliveries);
        let delivery = Delivery::AtLeastOnce { visibility: self.settings[1], deliveries };
        let (node, owner) = (NodeId(0), NodeId(0));
        Node {
            lock: Lock { lease: self.lease(), defect: None },
            counter: Counter { node, owner, defect: None },
            queue: Queue { delivery, defect: None },
        }
    }

    fn resource(&self) -> Resource {
        Resource { is_fenced: self.settings[3] != 0 }
    }

    /// Itself, as a client.
    fn asking(&self) -> Asking {
        let manner = Manner {
            lease: self.lease(),
            deadline: None,
            retry: None,
            checks_lease: self.settings[4] != 0,
            ..Manner::default()
        };
        Asking::take(NodeId(FIRST_CLIENT), manner, &mut self.reader())
    }

    /// The message among the parameters from here on, if a client is behind it.
    fn message(&mut self, window: &Window<'_>, at: usize) -> Result<Option<Message>, Trap> {
        let (client, words) = (window.word(at), window.memory.words[window.params + at + 1..].iter());
        if client == 0 {
            return Ok(None);
        }
        let number = self.clients.iter().position(|known| *known == client).unwrap_or_else(|| {
            self.clients.push(client);
            self.clients.len() - 1
        });
        let name = u16::try_from(number).ok().and_then(|number| FIRST_CLIENT.checked_add(number));
        let name = name.ok_or_else(|| Trap::Throw("cluster: too many clients".into()))?;
        let words: Vec<u64> = words.copied().take(MESSAGE - 1).collect();
        let mut message = Message::take(&mut Reader { plain: &words, instants: &[] });
        if let Message::Ask(request, _) | Message::Reply(request, _) = &mut message {
            request.client = NodeId(name);
        }
        Ok(Some(message))
    }

    /// Sets the results from the first one on to what is to be sent, or to nothing.
    fn say(&self, window: &mut Window<'_>, first: Option<(NodeId, Message)>) {
        match first {
            Some((to, message)) => self.send(window, to, message),
            None => {
                (0..MESSAGE).for_each(|at| window.set(at, 0));
                window.set(MESSAGE, NOBODY);
            }
        }
    }

    /// Sets the results from the first one on to a message and whom it is to.
    fn send(&self, window: &mut Window<'_>, to: NodeId, mut message: Message) {
        let mut client = to;
        if let Message::Ask(request, _) | Message::Reply(request, _) = &mut message {
            client = std::mem::take(&mut request.client);
        }
        let channel = self.clients.get(usize::from(client.0.wrapping_sub(FIRST_CLIENT)));
        let mut words = Words::default();
        message.put(&mut words);
        words.plain.resize(MESSAGE - 1, 0);
        window.set(0, channel.copied().unwrap_or(0));
        words.plain.into_iter().enumerate().for_each(|(at, word)| window.set(at + 1, word));
        window.set(MESSAGE, if to.0 < FIRST_CLIENT { to.0.into() } else { CLIENT });
    }

    /// Puts what it knows back into the memory.
    fn put(&self, window: &mut Window<'_>, words: &Words) -> Result<(), Trap> {
        let memory = &mut *window.memory;
        memory.work(SLOW * 8 * (words.plain.len() + words.instants.len()));
        set_slice(memory, self.at.plus(PLAIN as u32), LayoutId::PLAIN, &words.plain)?;
        set_slice(memory, self.at.plus(INSTANTS as u32), LayoutId::INSTANTS, &words.instants)?;
        set_slice(memory, self.at.plus(CLIENTS as u32), LayoutId::CHANNELS, &self.clients)
    }
}

/// Gives the slice at this place these elements: where it has as many, they are replaced, since nobody else has the slice.
fn set_slice(memory: &mut Memory, at: Pointer, layout: LayoutId, words: &[u64]) -> Result<(), Trap> {
    let [pointer, length] = [0, 1].map(|word| memory.at(at, 3)[word]);
    if length as usize != words.len() {
        let base = memory.allocate(layout, 1, words.len())?;
        // Whatever became of the party before: equal states have equal marks.
        memory.mark(base, Header::SHARED);
        let length = words.len() as u64;
        memory.at_mut(at, 3).copy_from_slice(&[Pointer::new(base, 0).0, length, length]);
    }
    if !words.is_empty() {
        let pointer = if length as usize == words.len() { pointer } else { memory.at(at, 1)[0] };
        memory.at_mut(Pointer(pointer), words.len()).copy_from_slice(words);
    }
    Ok(())
}

/// `handle(p *party, cause int, in message, now int64) (out message, to int, again bool, wait int64)`
pub fn handle(window: &mut Window<'_>) -> Result<(), Trap> {
    let mut party = Party::take(window, 0);
    let message = party.message(window, 2)?;
    match party.kind {
        RESOURCE => serve(window, &party, party.resource(), message),
        _ => serve(window, &party, party.node(), message),
    }
}

fn serve<M>(window: &mut Window<'_>, party: &Party, machine: M, message: Option<Message>) -> Result<(), Trap>
where
    M: Machine<Message = Message, Durable: Flat, Volatile: Flat>,
{
    let (cause, now) = (window.word(1), window.word(2 + MESSAGE));
    let mut reader = party.reader();
    let mut kept = Kept::take(machine, &mut reader);
    let mut sent: Vec<(NodeId, Message)> =
        if reader.plain.is_empty() { Vec::new() } else { Flat::take(&mut reader) };
    // How long ago one has run out does not count.
    let due = |kept: &Kept<M>| kept.due().map(|due| due.max(now));
    let before = due(&kept).filter(|_| cause != TIMER);
    let input = match cause {
        TIMER => kept.ring(now),
        MORE => None,
        _ => message.map(|message| Input::Message { from: NodeId(FIRST_CLIENT), message }),
    };
    if let Some(input) = input {
        kept.handle(input, now, &mut sent, &mut Vec::new());
    }
    let first = (!sent.is_empty()).then(|| sent.remove(0));
    let mut words = Words::default();
    kept.put(&mut words);
    sent.put(&mut words);
    party.put(window, &words)?;
    party.say(window, first);
    window.set(MESSAGE + 1, u64::from(!sent.is_empty()));
    let wait = match due(&kept) {
        due if due == before => SAME_TIMER,
        None => NO_TIMER,
        Some(due) => due.saturating_sub(now).min(i64::MAX as u64),
    };
    window.set(MESSAGE + 2, wait);
    Ok(())
}

/// An operation, by its number in the Go text.
fn call(op: u64, key: Key, value: u64) -> Call {
    match op {
        0 => Call::Acquire(key, Mode::Exclusive),
        1 => Call::Acquire(key, Mode::Shared),
        2 => Call::TryAcquire(key, Mode::Exclusive),
        3 => Call::TryAcquire(key, Mode::Shared),
        4 => Call::Release(key, 0),
        5 => Call::Renew(key, 0),
        6 => Call::Write(key, Some(0), value),
        7 => Call::Add(key, value as i64),
        8 => Call::Read(key),
        9 => Call::Push(key, value),
        10 => Call::Pop(key),
        11 => Call::Acknowledge(key, 0),
        _ => Call::Refuse(key, 0),
    }
}

/// `begin(p *party, op, to, key, value int, now int64) (out message, dest, ended, a int)`
pub fn begin(window: &mut Window<'_>) -> Result<(), Trap> {
    let party = Party::take(window, 0);
    let call = call(window.word(1), Key(window.word(3) as u32), window.word(4));
    let (to, now, mut sent) = (NodeId(window.word(2) as u16), window.word(5), Vec::new());
    let mut asking = party.asking();
    asking.begin(to, call, now, &mut sent);
    answer(window, &party, &asking, sent)
}

/// `feed(p *party, in message, now int64) (out message, dest, ended, a int)`
pub fn feed(window: &mut Window<'_>) -> Result<(), Trap> {
    let mut party = Party::take(window, 0);
    let message = party.message(window, 1)?;
    let (now, mut sent) = (window.word(1 + MESSAGE), Vec::new());
    let mut asking = party.asking();
    if let Some(message) = message {
        asking.feed(Input::Message { from: NodeId(0), message }, now, &mut sent);
    }
    answer(window, &party, &asking, sent)
}

fn answer(
    window: &mut Window<'_>,
    party: &Party,
    asking: &Asking,
    sent: Vec<(NodeId, Message)>,
) -> Result<(), Trap> {
    let mut words = Words::default();
    asking.put(&mut words);
    party.put(window, &words)?;
    // A client says one thing at a time.
    party.say(window, sent.into_iter().next());
    let (ended, a) = match asking.ended() {
        None => (0, 0),
        Some(Ok(Answer::Granted(token))) => (1, token),
        Some(Ok(Answer::Value(value))) => (1, value as u64),
        Some(Ok(Answer::Element(element, _))) => (1, element),
        Some(Ok(Answer::Busy | Answer::Empty)) => (2, 0),
        Some(Ok(_)) => (1, 0),
        // A client without a deadline, which is asked for what its node has, ends in no other way.
        Some(Err(Ended::Lost | Ended::Failed | Ended::Unknown)) => (3, 0),
        Some(Err(Ended::Stale)) => (4, 0),
    };
    [ended, a].into_iter().enumerate().for_each(|(at, word)| window.set(MESSAGE + 1 + at, word));
    Ok(())
}

/// `place(nodes, locks, counters, queues, kind, index int) (node, problem, count int)`: numbers that are negative are those of the rule;
/// the problem is 1 where there is no node, 2 where there is none of the kind, 3 where there are fewer.
pub fn place(window: &mut Window<'_>) -> Result<(), Trap> {
    let told = |at: usize| u32::try_from(window.int(at)).ok();
    let overrides = Overrides { locks: told(1), counters: told(2), queues: told(3) };
    let sizing = Sizing::of(u16::try_from(window.int(0)).unwrap_or(u16::MAX)).with(overrides);
    let key = Key(u32::try_from(window.int(5)).unwrap_or(u32::MAX));
    let (kind, found) = match window.word(4) {
        0 => (Kind::Lock, sizing.lock(key).map(|shared| shared.owner)),
        1 => (Kind::Counter, sizing.counter(key).map(|shared| shared.owner)),
        _ => (Kind::Queue, sizing.queue(key)),
    };
    let (node, problem) = match found {
        Ok(node) => (node.0.into(), 0),
        Err(Refused::NoNodes | Refused::Nodes(_)) => (0, 1),
        Err(Refused::None(_)) => (0, 2),
        Err(Refused::Beyond(..)) => (0, 3),
    };
    let words = [node, problem, sizing.count(kind).into()];
    words.into_iter().enumerate().for_each(|(at, word)| window.set(at, word));
    Ok(())
}
