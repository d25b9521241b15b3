//! Channels.

use super::port::Text;
use super::request::Pending;
use super::sim::{Owned, Sim};
use crate::rules::op::Received;
use crate::rules::{Case, Direction, Fault, Kind, Op, Reply, Word};
use slab::Slab;
use std::cell::RefCell;
use std::fmt;
use std::future::Future;
use std::panic::Location;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, ready};

/// A channel: any number of senders and receivers, first come first served. A handle; clones mean the same channel.
///
/// A send completes when its value lies in the buffer or a receive has taken it, so with capacity 0 both sides meet.
/// Like Go's, and unlike most of Rust's, a channel is closed by being told to and not by losing its last handle.
///
/// ```
/// use lockstep_core::sync::{Channel, Sim};
/// let sim = Sim::live(0);
/// let letters = Channel::new(&sim, "letters", 2);
/// futures::executor::block_on(async {
///     letters.send('a').await.expect("open");
///     letters.send('b').await.expect("open");
///     letters.close().await.expect("open");
///     assert_eq!(letters.recv().await, Some('a'));
///     assert_eq!(letters.recv().await, Some('b'));
///     assert_eq!(letters.recv().await, None);
/// });
/// ```
pub struct Channel<T> {
    sim: Sim,
    object: Option<Owned>,
    values: Rc<RefCell<Slab<T>>>,
}

impl<T> Clone for Channel<T> {
    fn clone(&self) -> Self {
        Channel { sim: self.sim.clone(), object: self.object.clone(), values: self.values.clone() }
    }
}

impl<T: fmt::Debug + 'static> Channel<T> {
    /// Makes a channel with room for `capacity` values; 0 is unbuffered.
    pub fn new(sim: &Sim, name: impl Into<Text>, capacity: u32) -> Self {
        let object = sim.make(Kind::Channel(capacity), name, || None);
        Channel { sim: sim.clone(), object: Some(object), values: Rc::default() }
    }

    /// Go's nil channel, on which every send and every receive waits for ever.
    pub fn nil(sim: &Sim) -> Self {
        Channel { sim: sim.clone(), object: None, values: Rc::default() }
    }

    /// Sends a value.
    ///
    /// # Errors
    /// If the channel is closed, or is closed while this send waits: Go's `panic: send on closed channel`. The value
    /// comes back in the error.
    #[track_caller]
    pub fn send(&self, value: T) -> Send<'_, T> {
        Send { channel: self, at: Location::caller(), state: Sending::New(value) }
    }

    /// Receives a value: the oldest one, or `None` once the channel is closed and drained.
    #[track_caller]
    pub fn recv(&self) -> Recv<'_, T> {
        Recv { channel: self, at: Location::caller(), pending: None }
    }

    /// Sends a value if that is possible without waiting.
    ///
    /// # Errors
    /// If it is not, or if the channel is closed. The value comes back in the error.
    #[track_caller]
    pub fn try_send(&self, value: T) -> impl Future<Output = Result<(), TrySendError<T>>> + '_ {
        let at = Location::caller();
        async move {
            let text = self.show(&value);
            let word = self.keep(value);
            let op = self.trying(Direction::Send(word));
            let kept = Kept { channel: self, word: Some(word) };
            let mut trying = Trying { pending: Pending::showing(&self.sim, op, at, text), kept };
            match (&mut trying.pending).await {
                Ok(Reply::Selected(Some(_), _)) => {
                    trying.kept.word = None;
                    Ok(())
                }
                Ok(_) => Err(TrySendError::Full(trying.kept.take())),
                Err(_) => Err(TrySendError::Closed(trying.kept.take())),
            }
        }
    }

    /// Receives a value if there is one: `Some(None)` if the channel is closed and drained, `None` if one would have to
    /// wait.
    #[track_caller]
    pub fn try_recv(&self) -> impl Future<Output = Option<Option<T>>> + '_ {
        let at = Location::caller();
        async move {
            let op = self.trying(Direction::Receive);
            match Pending::new(&self.sim, op, at).await {
                Ok(Reply::Selected(Some(_), Some(got))) => Some(self.taken(got)),
                _ => None,
            }
        }
    }

    /// Closes the channel: receivers drain it and then get `None`, senders get an error.
    ///
    /// # Errors
    /// If it is closed already, or nil, in which cases Go panics.
    #[track_caller]
    pub fn close(&self) -> impl Future<Output = Result<(), Fault>> + '_ {
        let pending = Pending::new(&self.sim, Op::Close(self.id()), Location::caller());
        async move { pending.await.map(|_| ()) }
    }

    /// Closes the channel when the guard is dropped, as `defer close(ch)` does.
    ///
    /// ```
    /// use lockstep_core::sync::{Channel, Sim};
    /// let channel = Channel::<u8>::new(&Sim::live(0), "channel", 0);
    /// drop(channel.close_on_drop());
    /// assert_eq!(futures::executor::block_on(channel.recv()), None);
    /// ```
    #[track_caller]
    pub fn close_on_drop(&self) -> CloseOnDrop<T> {
        CloseOnDrop { channel: self.clone(), at: Location::caller() }
    }

    /// How many values lie in the buffer.
    #[track_caller]
    pub fn len(&self) -> impl Future<Output = usize> + '_ {
        let pending = Pending::new(&self.sim, Op::Length(self.id()), Location::caller());
        async move {
            match pending.await {
                Ok(Reply::Number(length)) => length as usize,
                _ => 0,
            }
        }
    }

    /// Whether no value lies in the buffer.
    #[track_caller]
    pub fn is_empty(&self) -> impl Future<Output = bool> + '_ {
        let length = self.len();
        async move { length.await == 0 }
    }

    pub(super) fn id(&self) -> Option<crate::rules::ObjectId> {
        self.object.as_ref().map(Owned::id)
    }

    pub(super) fn keep(&self, value: T) -> Word {
        self.values.borrow_mut().insert(value) as Word
    }

    pub(super) fn forget(&self, word: Word) -> Option<T> {
        self.values.borrow_mut().try_remove(word as usize)
    }

    /// A value that was not sent.
    pub(super) fn take_back(&self, word: Word) -> T {
        self.forget(word).expect("a value that was not sent is still kept")
    }

    /// What a receive got, as a value.
    pub(super) fn taken(&self, got: Received) -> Option<T> {
        match got {
            Received::Value(word, _) => self.forget(word),
            Received::Closed => None,
        }
    }

    /// A value as a stepped world shows it; a live Sim shows nothing.
    #[inline]
    pub(super) fn show(&self, value: &T) -> Option<Text> {
        self.sim.show(value)
    }

    fn trying(&self, direction: Direction) -> Op {
        Op::Select { cases: Rc::new([Case { channel: self.id(), direction }]), default: true }
    }
}

/// A value in a channel's keeping that is dropped unless it was sent.
pub(super) struct Kept<'a, T: fmt::Debug + 'static> {
    pub(super) channel: &'a Channel<T>,
    pub(super) word: Option<Word>,
}

impl<T: fmt::Debug + 'static> Kept<'_, T> {
    pub(super) fn take(&mut self) -> T {
        let word = self.word.take().expect("a value is taken back once");
        self.channel.take_back(word)
    }
}

impl<T: fmt::Debug + 'static> Drop for Kept<'_, T> {
    fn drop(&mut self) {
        if let Some(word) = self.word.take() {
            self.channel.forget(word);
        }
    }
}

/// An attempt to send, and its value, which stays in the channel if it was sent unseen.
struct Trying<'a, T: fmt::Debug + 'static> {
    // Dropped first: the request goes before the value that it offers.
    pending: Pending<'a>,
    kept: Kept<'a, T>,
}

impl<T: fmt::Debug + 'static> Drop for Trying<'_, T> {
    fn drop(&mut self) {
        if let Some(Reply::Selected(Some(_), _)) = self.pending.unseen() {
            self.kept.word = None;
        }
    }
}

/// A send; see [`Channel::send`].
#[must_use = "a value is sent when the future is polled"]
pub struct Send<'a, T: fmt::Debug + 'static> {
    channel: &'a Channel<T>,
    at: &'static Location<'static>,
    state: Sending<'a, T>,
}

enum Sending<'a, T> {
    New(T),
    Made(Pending<'a>, Word),
    Done,
}

impl<T: fmt::Debug + 'static> Future for Send<'_, T> {
    type Output = Result<(), SendError<T>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let this = &mut *self;
        if let Sending::New(_) = this.state
            && let Sending::New(value) = std::mem::replace(&mut this.state, Sending::Done)
        {
            let channel = this.channel;
            let text = channel.show(&value);
            let word = channel.keep(value);
            if let Some(object) = &channel.object
                && let Some(sent) =
                    object.at_once(|table, id, notices| table.send_if_ready(id, word, notices))
            {
                return Poll::Ready(sent.map_err(|_| SendError(channel.take_back(word))));
            }
            let op = Op::Send(channel.id(), word);
            let pending = Pending::showing(&channel.sim, op, this.at, text);
            this.state = Sending::Made(pending, word);
        }
        let Sending::Made(pending, word) = &mut this.state else { return Poll::Pending };
        let answer = ready!(Pin::new(pending).poll(context));
        let word = *word;
        this.state = Sending::Done;
        Poll::Ready(match answer {
            Ok(_) => Ok(()),
            Err(_) => Err(SendError(this.channel.take_back(word))),
        })
    }
}

// Nothing in it is pinned: values are moved out.
impl<T: fmt::Debug + 'static> Unpin for Send<'_, T> {}

impl<T: fmt::Debug + 'static> Drop for Send<'_, T> {
    fn drop(&mut self) {
        if let Sending::Made(pending, word) = &mut self.state
            && pending.unseen().is_none()
        {
            let word = *word;
            // The request goes first, so that nobody can be granted a value that is gone.
            self.state = Sending::Done;
            self.channel.forget(word);
        }
    }
}

/// A receive; see [`Channel::recv`].
#[must_use = "a value is received when the future is polled"]
pub struct Recv<'a, T> {
    channel: &'a Channel<T>,
    at: &'static Location<'static>,
    /// `None` until it was found to be more than taking what is there.
    pending: Option<Pending<'a>>,
}

impl<T: fmt::Debug + 'static> Future for Recv<'_, T> {
    type Output = Option<T>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<T>> {
        let (channel, at) = (self.channel, self.at);
        if self.pending.is_none()
            && let Some(object) = &channel.object
            && let Some(got) = object.at_once(|table, id, notices| table.receive_if_ready(id, notices))
        {
            return Poll::Ready(channel.taken(got));
        }
        let ask = || Pending::new(&channel.sim, Op::Receive(channel.id()), at);
        match ready!(Pin::new(self.pending.get_or_insert_with(ask)).poll(context)) {
            Ok(Reply::Received(got)) => Poll::Ready(self.channel.taken(got)),
            _ => Poll::Ready(None),
        }
    }
}

/// Closes a channel when it is dropped; see [`Channel::close_on_drop`]. A channel that is closed already stays so.
pub struct CloseOnDrop<T> {
    channel: Channel<T>,
    at: &'static Location<'static>,
}

impl<T> Drop for CloseOnDrop<T> {
    fn drop(&mut self) {
        self.channel.sim.detached(Op::Close(self.channel.object.as_ref().map(Owned::id)), self.at);
    }
}

/// The channel is closed. The value that was to be sent is given back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SendError<T>(pub T);

impl<T> fmt::Display for SendError<T> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        Fault::SendOnClosedChannel.fmt(out)
    }
}

impl<T: fmt::Debug> std::error::Error for SendError<T> {}

/// Why a value was not sent at once; it is given back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TrySendError<T> {
    /// It would have had to wait.
    Full(T),
    /// The channel is closed.
    Closed(T),
}

impl<T> fmt::Display for TrySendError<T> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TrySendError::Full(_) => out.write_str("the send would have to wait"),
            TrySendError::Closed(_) => Fault::SendOnClosedChannel.fmt(out),
        }
    }
}

impl<T: fmt::Debug> std::error::Error for TrySendError<T> {}
