//! What each primitive does: pure functions over plain data.
//!
//! There is one file a primitive, with its state, its operations, who is woken by them and what they refuse. Nothing in
//! this room knows a future, a clock, a random number, Go's syntax or a screen. Whatever could go more than one way is
//! asked for from outside, as an [`Arm`].
//!
//! The wait lists are links in storage that the caller owns ([`waiters::Waiters`]), so an operation that finds nobody
//! waiting touches nothing but its own few bytes. Every operation answers with an [`Outcome`] for the one who asked, and
//! appends a [`Notice`] for everyone else whose wait it ended.
//!
//! The semantics are those of Go 1.27's `runtime`, `sync` and `sync/atomic`; each file names what it follows.
//! [`table::Table`] keeps a set of objects together and applies an [`Op`] to whichever it names.

pub mod atomic;
pub mod channel;
pub mod cond;
pub(crate) mod copied;
pub mod fault;
pub mod mutex;
pub mod op;
pub mod parts;
pub mod rwmutex;
pub mod select;
pub mod sleep;
pub mod table;
pub mod variable;
pub mod waiters;
pub mod waitgroup;

pub use fault::Fault;
pub use op::{Arm, Case, Direction, Kind, ObjectId, Op, Reply, Word};
pub use table::Table;
pub use waiters::{Link, Ticket};

/// What became of a request, for the one who made it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome<T = Reply> {
    /// It is served.
    Done(T),
    /// It waits; the link names its place until the wait ends or is withdrawn.
    Park(Link),
    /// It is refused: Go would panic or die here.
    Fault(Fault),
}

/// What became of somebody else's wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Whose wait it was: the name that the caller gave when the request parked.
    pub ticket: Ticket,
    /// How it ended.
    pub what: Ended,
}

/// How a wait ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// The request is served; its link is free again.
    Granted(Reply),
    /// It has to ask again ([`Table::retry`]): being woken is not yet being served.
    Woken,
    /// It is refused; its link is free again.
    Fault(Fault),
}

/// Why a request waits, as Go's goroutine dump says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WaitReason {
    /// A send that nobody receives.
    ChannelSend,
    /// A send on a nil channel.
    ChannelSendNil,
    /// A receive of what nobody sends.
    ChannelReceive,
    /// A receive from a nil channel.
    ChannelReceiveNil,
    /// A select of several cases, none of which is ready.
    Select,
    /// A select without a case.
    SelectNoCases,
    /// A mutex that is locked; also a writer that waits for another.
    MutexLock,
    /// A writer that waits for readers.
    RwMutexLock,
    /// A reader that waits for a writer.
    RwMutexReadLock,
    /// A WaitGroup that is not done.
    WaitGroupWait,
    /// A condition that nobody has signalled.
    CondWait,
    /// A sleep.
    Sleep,
}

impl WaitReason {
    /// Why a send waits, on a nil channel or another.
    pub fn send(nil: bool) -> Self {
        if nil { WaitReason::ChannelSendNil } else { WaitReason::ChannelSend }
    }

    /// Why a receive waits, on a nil channel or another.
    pub fn receive(nil: bool) -> Self {
        if nil { WaitReason::ChannelReceiveNil } else { WaitReason::ChannelReceive }
    }

    /// Go's text, as it stands between the brackets.
    pub fn text(self) -> &'static str {
        match self {
            WaitReason::ChannelSend => "chan send",
            WaitReason::ChannelSendNil => "chan send (nil chan)",
            WaitReason::ChannelReceive => "chan receive",
            WaitReason::ChannelReceiveNil => "chan receive (nil chan)",
            WaitReason::Select => "select",
            WaitReason::SelectNoCases => "select (no cases)",
            WaitReason::MutexLock => "sync.Mutex.Lock",
            WaitReason::RwMutexLock => "sync.RWMutex.Lock",
            WaitReason::RwMutexReadLock => "sync.RWMutex.RLock",
            WaitReason::WaitGroupWait => "sync.WaitGroup.Wait",
            WaitReason::CondWait => "sync.Cond.Wait",
            WaitReason::Sleep => "sleep",
        }
    }
}
