//! Channels: values handed over or buffered, first come first served.
//!
//! Follows Go's `runtime/chan.go`: a send with a waiting receiver hands its value straight to it; a receive from a full
//! buffer takes its head and lets the first blocked sender in at its tail; close wakes the receivers and then the
//! senders, which panic. What Go has no need of is [`give_back`]: a Rust receive can be dropped after it was served.

use super::op::Received;
use super::waiters::{Link, List, Ticket, Waiters};
use super::{Ended, Fault, Notice, Outcome, Reply, Word};

/// A channel.
#[derive(Clone, Copy, Debug)]
pub struct State {
    capacity: u32,
    closed: bool,
    /// How many values lie in the buffer: more than `capacity` only while values that were given back lie there.
    length: u32,
    /// The number that the next value sent will have.
    next: u64,
    /// The values, oldest first: nodes with a word, stamped with the value's number.
    buffer: List,
    senders: List,
    receivers: List,
}

/// Set on a node that stands for a select case.
pub(super) const SELECTS: u16 = 1;
/// Set on a node that receives.
pub(super) const RECEIVES: u16 = 2;

/// The capacity of a channel that a program asks for.
///
/// # Errors
/// If it is negative, or more than 2³² − 1 values.
pub fn capacity(asked: i64) -> Result<u32, Fault> {
    u32::try_from(asked).map_err(|_| Fault::ChannelSizeOutOfRange)
}

impl State {
    /// Whether it is closed; its values, its senders and its receivers.
    pub(super) fn parts(&self) -> (bool, [List; 3]) {
        (self.closed, [self.buffer, self.senders, self.receivers])
    }

    /// An open, empty channel with room for so many values.
    pub fn new(capacity: u32, waiters: &mut Waiters) -> Self {
        State {
            capacity,
            closed: false,
            length: 0,
            next: 0,
            buffer: waiters.list(),
            senders: waiters.list(),
            receivers: waiters.list(),
        }
    }

    /// Frees what the channel has of the storage.
    pub fn free(self, waiters: &mut Waiters) {
        for list in [self.buffer, self.senders, self.receivers] {
            waiters.free_list(list);
        }
    }

    /// How many values lie in the buffer.
    pub fn length(&self) -> usize {
        self.length as usize
    }

    /// The values in the buffer, oldest first.
    pub fn buffered<'a>(&self, waiters: &'a Waiters) -> impl Iterator<Item = Word> + use<'a> {
        waiters.iter(self.buffer).map(|value| waiters[value].word)
    }

    /// Whether a send would not wait.
    pub fn can_send(&self, waiters: &Waiters) -> bool {
        self.closed || self.length < self.capacity || !waiters.is_empty(self.receivers)
    }

    /// Whether a receive would not wait.
    pub fn can_receive(&self, waiters: &Waiters) -> bool {
        self.closed || !waiters.is_empty(self.buffer) || !waiters.is_empty(self.senders)
    }

    /// Visits the values in the buffer, and those that blocked senders offer.
    pub(super) fn each_value(&self, waiters: &mut Waiters, mut visit: impl FnMut(&mut Word)) {
        for list in [self.buffer, self.senders] {
            let links: Vec<Link> = waiters.iter(list).collect();
            links.into_iter().for_each(|link| visit(&mut waiters[link].word));
        }
    }

    fn number(&mut self) -> u64 {
        self.next += 1;
        self.next - 1
    }
}

/// Sends a value if that is possible without waiting; `None` if it is not.
#[inline]
pub fn try_send(
    state: &mut State,
    waiters: &mut Waiters,
    word: Word,
    notices: &mut Vec<Notice>,
) -> Option<Result<(), Fault>> {
    if state.closed {
        return Some(Err(Fault::SendOnClosedChannel));
    }
    if let Some(receiver) = waiters.front(state.receivers) {
        let number = state.number();
        deliver(waiters, receiver, Received::Value(word, number), notices);
        return Some(Ok(()));
    }
    if state.length < state.capacity {
        let number = state.number();
        store(state, waiters, word, number);
        return Some(Ok(()));
    }
    None
}

/// Receives if that is possible without waiting; `None` if it is not.
#[inline]
pub fn try_receive(state: &mut State, waiters: &mut Waiters, notices: &mut Vec<Notice>) -> Option<Received> {
    if let Some(value) = waiters.front(state.buffer) {
        let got = Received::Value(waiters[value].word, waiters[value].stamp);
        waiters.free(value);
        state.length -= 1;
        if state.length < state.capacity
            && let Some(sender) = waiters.front(state.senders)
        {
            let number = state.number();
            store(state, waiters, waiters[sender].word, number);
            release_sender(waiters, sender, notices);
        }
        return Some(got);
    }
    if let Some(sender) = waiters.front(state.senders) {
        let got = Received::Value(waiters[sender].word, state.number());
        release_sender(waiters, sender, notices);
        return Some(got);
    }
    state.closed.then_some(Received::Closed)
}

/// `ch <- word`
#[inline]
pub fn send(
    state: &mut State,
    waiters: &mut Waiters,
    ticket: Ticket,
    word: Word,
    notices: &mut Vec<Notice>,
) -> Outcome {
    match try_send(state, waiters, word, notices) {
        Some(Ok(())) => Outcome::Done(Reply::Unit),
        Some(Err(fault)) => Outcome::Fault(fault),
        None => Outcome::Park(wait_to_send(state, waiters, ticket, 0, word)),
    }
}

/// `<-ch`
#[inline]
pub fn receive(
    state: &mut State,
    waiters: &mut Waiters,
    ticket: Ticket,
    notices: &mut Vec<Notice>,
) -> Outcome {
    match try_receive(state, waiters, notices) {
        Some(got) => Outcome::Done(Reply::Received(got)),
        None => Outcome::Park(wait_to_receive(state, waiters, ticket, 0)),
    }
}

/// Takes the last place among the blocked senders.
pub(super) fn wait_to_send(
    state: &State,
    waiters: &mut Waiters,
    ticket: Ticket,
    case: u16,
    word: Word,
) -> Link {
    waiters.push_back(state.senders, ticket, case, word)
}

/// Takes the last place among the blocked receivers.
pub(super) fn wait_to_receive(state: &State, waiters: &mut Waiters, ticket: Ticket, case: u16) -> Link {
    let link = waiters.push_back(state.receivers, ticket, case, 0);
    waiters[link].flags = RECEIVES;
    link
}

/// `close(ch)`
pub fn close(state: &mut State, waiters: &mut Waiters, notices: &mut Vec<Notice>) -> Outcome {
    if state.closed {
        return Outcome::Fault(Fault::CloseOfClosedChannel);
    }
    state.closed = true;
    while let Some(receiver) = waiters.front(state.receivers) {
        deliver(waiters, receiver, Received::Closed, notices);
    }
    while let Some(sender) = waiters.front(state.senders) {
        let ticket = waiters[sender].ticket;
        waiters.free(sender);
        notices.push(Notice { ticket, what: Ended::Fault(Fault::SendOnClosedChannel) });
    }
    Outcome::Done(Reply::Unit)
}

/// Gives back a value that was received by a request whose worker never saw it: to the first waiting receiver, or to its
/// place at the head of the buffer, before every value that was sent after it.
pub fn give_back(
    state: &mut State,
    waiters: &mut Waiters,
    word: Word,
    number: u64,
    notices: &mut Vec<Notice>,
) {
    if let Some(receiver) = waiters.front(state.receivers) {
        deliver(waiters, receiver, Received::Value(word, number), notices);
        return;
    }
    let later = waiters.iter(state.buffer).find(|value| waiters[*value].stamp > number);
    let value = waiters.node(NOBODY, 0, word);
    waiters[value].stamp = number;
    match later {
        Some(later) => waiters.link_before(value, later),
        None => waiters.link_back(state.buffer, value),
    }
    state.length += 1;
}

/// The ticket of a value in a buffer.
const NOBODY: Ticket = Ticket(u32::MAX);

fn store(state: &mut State, waiters: &mut Waiters, word: Word, number: u64) {
    let value = waiters.push_back(state.buffer, NOBODY, 0, word);
    waiters[value].stamp = number;
    state.length += 1;
}

fn deliver(waiters: &mut Waiters, receiver: Link, got: Received, notices: &mut Vec<Notice>) {
    let node = waiters[receiver];
    waiters.free(receiver);
    let reply = match node.flags & SELECTS {
        0 => Reply::Received(got),
        _ => Reply::Selected(Some(node.case), Some(got)),
    };
    notices.push(Notice { ticket: node.ticket, what: Ended::Granted(reply) });
}

fn release_sender(waiters: &mut Waiters, sender: Link, notices: &mut Vec<Notice>) {
    let node = waiters[sender];
    waiters.free(sender);
    let reply = match node.flags & SELECTS {
        0 => Reply::Unit,
        _ => Reply::Selected(Some(node.case), None),
    };
    notices.push(Notice { ticket: node.ticket, what: Ended::Granted(reply) });
}
