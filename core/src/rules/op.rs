//! The operations, as data: what a worker may ask of a shared object.

use std::rc::Rc;

/// Names one shared object of a [`Table`](super::Table).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ObjectId(pub u32);

/// A value as the rules see it: something to be moved, never looked into. What it stands for is the caller's business
/// (an index into its own storage, or the number itself).
pub type Word = u64;

/// Which way an operation goes, where more than one is possible: the index of a select case, the place in the queue of
/// the waiter that is freed, or whether a waiter that lost a race has waited long enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Arm(pub u16);

impl Arm {
    /// The one way of an operation that can go only one way.
    pub const ONLY: Arm = Arm(0);
    /// A woken waiter that finds the mutex taken has waited over a millisecond: from now on it is starving.
    pub const STARVING: Arm = Arm(1);
    /// A select in which no case is ready: it takes its `default`, or parks where it has none.
    pub const NO_CASE: Arm = Arm(u16::MAX);
}

/// What kind of object, with what was fixed when it was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// `sync.Mutex`, with the rule by which it wakes its waiters.
    Mutex(super::mutex::WakeRule),
    /// `sync.RWMutex`.
    RwMutex,
    /// A channel and its capacity in values; 0 is unbuffered.
    Channel(u32),
    /// `sync.WaitGroup`.
    WaitGroup,
    /// The list of those who wait for a condition.
    Cond,
    /// A plain variable, holding its first word.
    Variable(Word),
    /// An `atomic.Int64`, holding its first value.
    Atomic(i64),
}

/// A request to a shared object. A channel that is `None` is Go's nil channel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Op {
    /// `mu.Lock()`
    Lock(ObjectId),
    /// `mu.TryLock()`, answered by [`Reply::Flag`]
    TryLock(ObjectId),
    /// `mu.Unlock()`
    Unlock(ObjectId),
    /// `rw.Lock()`
    WriteLock(ObjectId),
    /// `rw.TryLock()`, answered by [`Reply::Flag`]
    TryWriteLock(ObjectId),
    /// `rw.Unlock()`
    WriteUnlock(ObjectId),
    /// `rw.RLock()`
    ReadLock(ObjectId),
    /// `rw.TryRLock()`, answered by [`Reply::Flag`]
    TryReadLock(ObjectId),
    /// `rw.RUnlock()`
    ReadUnlock(ObjectId),
    /// `ch <- word`
    Send(Option<ObjectId>, Word),
    /// `<-ch`, answered by [`Reply::Received`]
    Receive(Option<ObjectId>),
    /// `close(ch)`
    Close(Option<ObjectId>),
    /// `len(ch)`, answered by [`Reply::Number`]
    Length(Option<ObjectId>),
    /// `select { ... }`, answered by [`Reply::Selected`]
    Select {
        /// The cases, in source order.
        cases: Rc<[Case]>,
        /// Whether there is a `default`.
        default: bool,
    },
    /// `wg.Add(delta)`; `Done` is −1
    Add(ObjectId, i64),
    /// `wg.Wait()`
    Wait(ObjectId),
    /// Reading a plain variable, answered by [`Reply::Word`]
    Load(ObjectId),
    /// Writing a plain variable, answered by the word that it replaces, [`Reply::Word`]
    Store(ObjectId, Word),
    /// `a.Load()`, answered by [`Reply::Number`]
    AtomicLoad(ObjectId),
    /// `a.Store(value)`
    AtomicStore(ObjectId, i64),
    /// `a.Add(delta)`, answered by the new value, [`Reply::Number`]
    AtomicAdd(ObjectId, i64),
    /// `a.Swap(value)`, answered by the old value, [`Reply::Number`]
    AtomicSwap(ObjectId, i64),
    /// `a.CompareAndSwap(old, new)`, answered by [`Reply::Flag`]
    AtomicCompareAndSwap(ObjectId, i64, i64),
    /// `time.Sleep(nanoseconds)`, in virtual time
    Sleep(i64),
}

/// One case of a select.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Case {
    /// The channel, or `None` for a nil one, which is never ready.
    pub channel: Option<ObjectId>,
    /// What the case does with it.
    pub direction: Direction,
}

/// What a select case does with its channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// `case ch <- word:`
    Send(Word),
    /// `case v, ok := <-ch:`
    Receive,
}

/// What a served request answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reply {
    /// Nothing but that it happened.
    Unit,
    /// Whether a Try operation, or a compare-and-swap, succeeded.
    Flag(bool),
    /// A number: a length or an atomic's value.
    Number(i64),
    /// A variable's word.
    Word(Word),
    /// What a receive got.
    Received(Received),
    /// Which select case was taken, `None` for `default`, and what it received if it was a receive.
    Selected(Option<u16>, Option<Received>),
}

/// What a receive got.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Received {
    /// A value, and its number in the order in which values were sent on this channel.
    Value(Word, u64),
    /// The channel is closed and drained: the zero value and `false`.
    Closed,
}
