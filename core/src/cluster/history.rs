//! What happened, as far as a contract is about it.

use super::machine::NodeId;

/// A lock, a counter, a queue or a guarded resource, by its number from 0 among those of its kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(pub u32);

/// How a lock is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mode {
    /// With others that share it.
    Shared,
    /// Alone.
    Exclusive,
}

/// What a client asks of a service. What names an operation (which lock, which receipt) is part of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Call {
    /// To hold a lock.
    Acquire(Key, Mode),
    /// To hold a lock if that is possible at once.
    TryAcquire(Key, Mode),
    /// To give a lock back that was granted with this fencing token.
    Release(Key, u64),
    /// To hold it for another lease.
    Renew(Key, u64),
    /// To write a value to a guarded resource, with the fencing token under which it is done; without one where the design has none.
    Write(Key, Option<u64>, u64),
    /// To add to a counter.
    Add(Key, i64),
    /// To read a counter.
    Read(Key),
    /// To append an element to a queue.
    Push(Key, u64),
    /// To take the element at the front of a queue.
    Pop(Key),
    /// To say that an element is processed, by the receipt it was given with.
    Acknowledge(Key, u64),
    /// To give an element back, by the receipt it was given with.
    Refuse(Key, u64),
}

/// What a service answers.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Answer {
    /// It is done.
    Done,
    /// The lock is held, under this fencing token.
    Granted(u64),
    /// The counter has this value.
    Value(i64),
    /// The element, and the receipt it is given with (0 where the design has none).
    Element(u64, u64),
    /// There is no element.
    Empty,
    /// It is held otherwise.
    Busy,
    /// There is a newer token or receipt, or the one that was shown is none that is valid.
    Stale,
    /// The service has no such operation.
    Unsupported,
}

/// What a client knows when an operation has ended.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// It was done, and this came of it.
    Done(Answer),
    /// It was not done, and will not be.
    Failed,
    /// Its deadline has passed: it may have been done, or be done yet.
    Unknown,
}

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fact {
    /// A client began an operation. The number is the client's own, and never used again by it.
    Invoked(u32, Call),
    /// An operation of a client ended.
    Returned(u32, Outcome),
    /// A lock service granted a lease to a client, under this fencing token.
    Granted(Key, Mode, NodeId, u64),
    /// A lock service ended the lease with this token: this node released it, or it has run out where that is nobody.
    Ended(Key, u64, Option<NodeId>),
    /// A lock service let the lease with this token begin anew.
    Renewed(Key, u64),
    /// A guarded resource was asked by this client to write under this token, and took the value where the flag is set.
    Written(Key, NodeId, Option<u64>, u64, bool),
    /// A queue gave an element to a client, with this receipt.
    Given(Key, u64, NodeId, u64),
    /// A queue took an element out for good, by this receipt; or moved it to the dead letters where the flag is set.
    Removed(Key, u64, u64, bool),
    /// A queue has an element to give again, which it gave with this receipt: the receipt has run out, or was refused.
    Back(Key, u64, u64),
    /// A client has done what an element asks for.
    Processed(Key, u64),
    /// A replica of a counter has this value, and every other one has told it that it knows as much.
    Settled(Key, i64),
}

/// A fact, with where and when it was told.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Entry {
    /// The virtual time, in nanoseconds from the start.
    pub at: u64,
    /// Whose fact it is: of a client's operation, the client.
    pub node: NodeId,
    /// What happened.
    pub fact: Fact,
}

/// What happened, in order.
pub type History = Vec<Entry>;
