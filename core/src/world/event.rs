//! What happened, as data: enough to draw every moment of a run without running it again.
//!
//! Times are virtual nanoseconds from the start. Texts are what a reader is shown; nothing is decided by them.

use crate::rules::{Arm, Direction, Fault, Kind, ObjectId};
pub use crate::sync::{Site, Text};
use std::rc::Rc;

/// A worker, numbered from 0 (main) in the order in which workers came to be in this run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WorkerId(pub u32);

/// A request, numbered from 0 in the order in which its worker made them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RequestId(pub u32);

/// What a request asks, in the form in which it is told and drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Doing {
    /// What is done.
    pub verb: Verb,
    /// What it is done to; `None` for a nil channel, a select, and what concerns no object.
    pub object: Option<ObjectId>,
    /// A delta, a duration in nanoseconds, an atomic's new value, 1 at the second half of a store: whatever number the verb
    /// has, else 0.
    pub number: i64,
    /// The value sent or stored, the line printed, the name of the worker spawned.
    pub text: Option<Text>,
    /// A select's cases, in source order; whether it has a `default` is said by `number` (1 or 0).
    pub cases: Option<Rc<[DoingCase]>>,
}

/// One case of a select, as it is told.
#[derive(Clone, Debug, PartialEq)]
pub struct DoingCase {
    /// The channel; `None` if it is nil.
    pub object: Option<ObjectId>,
    /// Which way.
    pub direction: Direction,
    /// The value that would be sent.
    pub text: Option<Text>,
}

/// What a request does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(
    missing_docs,
    reason = "each is the operation of `rules::Op` of that name, and those after Sleep are told below"
)]
pub enum Verb {
    Lock,
    TryLock,
    Unlock,
    WriteLock,
    TryWriteLock,
    WriteUnlock,
    ReadLock,
    TryReadLock,
    ReadUnlock,
    Send,
    Receive,
    Close,
    Length,
    Select,
    Add,
    Wait,
    Load,
    Store,
    AtomicLoad,
    AtomicStore,
    AtomicAdd,
    AtomicSwap,
    AtomicCompareAndSwap,
    Sleep,
    /// Giving way: a step that changes nothing.
    Yield,
    /// Printing a line.
    Print,
    /// Waiting until a worker is done.
    Join,
    /// Starting a worker.
    Spawn,
    /// Main's return: the end of the process.
    Return,
    /// A panic that nobody recovers from: the end of the process.
    Panic,
    /// Taking a number among those who will wait for a condition.
    Register,
    /// Waking one of those who wait for a condition.
    Signal,
    /// Waking all of them.
    Broadcast,
    /// Going on to the next key of a map, in whichever order.
    NextKey,
    /// Asking how many workers there are.
    CountWorkers,
    /// Setting a timer, or setting it anew.
    SetTimer,
    /// Stopping a timer.
    StopTimer,
    /// A timer's firing.
    Fire,
    /// Computing on after having computed for long.
    Compute,
    /// Leaving by Go's `runtime.Goexit`.
    Goexit,
    /// The end of the process with this exit code.
    Exit,
    /// Taking a message that is under way to a node; its sender is the number.
    Deliver,
    /// A timer of a node that runs out; the number is that of its [`Timer`].
    RunOut,
    /// What a client of a service has asked for, as long as it is not answered.
    Ask,
    /// Something that goes wrong in a cluster, or is mended.
    Strike,
}

/// What a node's timer is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Timer {
    /// A lease lasts until then.
    Lease,
    /// A client works until then.
    Work,
    /// A client asks again then.
    Again,
    /// A client waits no longer than until then.
    Deadline,
    /// An element is given to somebody until then.
    Given,
    /// A copy tells the others again then.
    Tell,
}

impl Timer {
    /// All of them: the place of each is its number.
    pub const ALL: [Timer; 6] =
        [Timer::Lease, Timer::Work, Timer::Again, Timer::Deadline, Timer::Given, Timer::Tell];
}

/// What a node of a cluster is there for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// It is no node, but has the faults.
    Faults,
    /// It grants locks.
    Locks,
    /// It keeps what a lock guards.
    Storage,
    /// It asks the others.
    Client,
    /// It has a counter, or a part or a copy of one.
    Counter,
    /// It has a queue.
    Queue,
}

impl Part {
    /// All of them: the place of each is its number.
    pub const ALL: [Part; 6] =
        [Part::Faults, Part::Locks, Part::Storage, Part::Client, Part::Counter, Part::Queue];
}

/// What becomes of a node of a cluster.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// It is there, for this, and goes.
    Is(Part),
    /// It has done all that it had to do, or no longer so.
    Done(bool),
    /// It does nothing for a while (true), or goes on.
    Paused(bool),
    /// It has crashed (true), or starts again.
    Crashed(bool),
    /// It started again, and its disk is empty.
    Emptied,
    /// It is on the other side of a partition (true), or on one with the others again.
    Parted(bool),
    /// Its clock jumps by so many nanoseconds.
    Jumped(i64),
    /// Its clock goes by so many millionths faster than it should from now on, slower below 0.
    Skewed(i32),
    /// It believes to hold a lock under this fencing token; none where this is 0.
    Holds(u64),
}

impl Change {
    /// As two numbers.
    pub(crate) fn numbers(self) -> (u64, i64) {
        match self {
            Change::Is(part) => (0, part as i64),
            Change::Done(is) => (1, is.into()),
            Change::Paused(is) => (2, is.into()),
            Change::Crashed(is) => (3, is.into()),
            Change::Emptied => (4, 0),
            Change::Parted(is) => (5, is.into()),
            Change::Jumped(by) => (6, by),
            Change::Holds(token) => (7, token as i64),
            Change::Skewed(by) => (8, by.into()),
        }
    }

    /// What two numbers mean, if they mean something.
    pub(crate) fn of_numbers(what: u64, number: i64) -> Option<Change> {
        Some(match what {
            0 => Change::Is(*Part::ALL.get(usize::try_from(number).ok()?)?),
            1 => Change::Done(number != 0),
            2 => Change::Paused(number != 0),
            3 => Change::Crashed(number != 0),
            4 => Change::Emptied,
            5 => Change::Parted(number != 0),
            6 => Change::Jumped(number),
            7 => Change::Holds(number as u64),
            8 => Change::Skewed(i32::try_from(number).ok()?),
            _ => return None,
        })
    }
}

/// Which of an object's queues.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Queue {
    /// A channel's blocked senders.
    Senders,
    /// A channel's blocked receivers.
    Receivers,
    /// Those who wait for a mutex, to write under a read-write mutex, or for a WaitGroup.
    Waiters,
    /// Those who wait to read under a read-write mutex.
    Readers,
}

/// Which end of a queue or a buffer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Where things are taken out.
    Front,
    /// Where things ordinarily come in.
    Back,
}

/// How an execution ended.
#[derive(Clone, Debug, PartialEq)]
pub enum End {
    /// Main returned; whoever was not done vanished with it.
    Returned,
    /// Nobody can ever run again and no timer is pending.
    Deadlock,
    /// A primitive refused: Go's panic or fatal error.
    Fault(WorkerId, Fault),
    /// A worker panicked with a text of its own.
    Panic(WorkerId, Text),
    /// A worker ended the process with this exit code.
    Exit(WorkerId, i32),
    /// The run-time system gave up at a worker, in these words.
    Fatal(WorkerId, Text),
}

/// One thing that happened. The events of one step stand together; [`Event::Stepped`] opens them.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// A step begins: this worker's request is taken up, this way. What happens before the first is the start.
    Stepped(WorkerId, RequestId, Arm),
    /// Virtual time moved to this instant.
    Advanced(u64),
    /// A worker came to be, by whom (main by nobody), under this name.
    Spawned(WorkerId, Option<WorkerId>, Text),
    /// A worker computed to its end.
    Exited(WorkerId),
    /// An object came to be, with the name it has in the program.
    Made(ObjectId, Kind, Text),
    /// A worker asks for something. It may be taken up in one way ([`Arm::ONLY`]), unless an [`Event::Arms`] follows.
    Offered(WorkerId, RequestId, Doing, Option<Site>),
    /// The ways in which a request may be taken up have changed; none means that it cannot be now.
    Arms(WorkerId, RequestId, Rc<[Arm]>),
    /// A request was given up by its worker.
    Withdrawn(WorkerId, RequestId),
    /// A request is served, by its own step or by someone else's. The text is what it got: a value received or read;
    /// for a Try operation, a select or a receive, `number` says whether (1, 0), which case (−1: default), or whether it
    /// was a value (1) or the channel is closed (0).
    Served(WorkerId, RequestId, Option<Text>, i64),
    /// A request is refused in words of Go that its worker may recover from.
    Refused(WorkerId, RequestId, Fault),
    /// A request waits and cannot be taken up, in these queues (a select stands in one a case), at that end. Sleepers stand in none.
    Parked(WorkerId, RequestId, Rc<[(ObjectId, Queue)]>, Side),
    /// A waiting request left its queues, because it is to be served, to be refused, or to ask again.
    Unparked(WorkerId, RequestId),
    /// A worker whose wait was ended has to ask again; in one way, unless an [`Event::Arms`] follows. Also said of the
    /// WaitGroup's last Done, whose second step is to wake those who wait.
    Woken(WorkerId, RequestId),
    /// A worker sleeps until this instant; it cannot be taken up until an [`Event::Arms`] says so.
    Asleep(WorkerId, RequestId, u64),
    /// A mutex was taken, by whom; for a read-write mutex, whether only to read.
    Acquired(ObjectId, WorkerId, bool),
    /// A mutex was given back, by whom, and who is recorded as having held it; whether it was held to read.
    Released(ObjectId, WorkerId, Option<WorkerId>, bool),
    /// A mutex entered (true) or left (false) starvation mode.
    Starving(ObjectId, bool),
    /// A value came into a channel's buffer, at that end, sent by whom.
    Buffered(ObjectId, Text, Side, WorkerId),
    /// The value at the front of a channel's buffer was taken, by whom.
    Taken(ObjectId, WorkerId),
    /// A value went from one worker straight to another.
    HandedOver(ObjectId, Text, WorkerId, WorkerId),
    /// A channel was closed, by whom.
    Closed(ObjectId, WorkerId),
    /// A counter (a WaitGroup, an atomic) has a new value, set by whom.
    Counted(ObjectId, i64, WorkerId),
    /// A variable was read, by whom.
    Read(ObjectId, WorkerId),
    /// A variable has a new value, written by whom.
    Written(ObjectId, Text, WorkerId),
    /// A variable has this value, and nobody of note has written it.
    Valued(ObjectId, Text),
    /// A worker printed a line.
    Printed(WorkerId, Text),
    /// These are all who can still do this to an object: send to it, receive from it, add to it, signal it.
    May(ObjectId, Verb, Rc<[WorkerId]>),
    /// A worker panics, in these words, and deferred calls run before anything ends.
    Unwinds(WorkerId, Text),
    /// A deferred call of a worker that panicked has recovered.
    Recovers(WorkerId),
    /// What the process prints last, and its exit code.
    LastWords(Text, i32),
    /// A node of a cluster is something else than it was.
    Node(WorkerId, Change),
    /// Whoever holds this lock has a lease of it, under this fencing token, until this instant.
    Leased(ObjectId, u64, u64),
    /// A write of this worker has come to what a lock guards, under this fencing token (0 where it has none); whether it was taken.
    Shown(ObjectId, WorkerId, u64, bool),
    /// A node has told something that a contract is about: a fact of the cluster, as numbers.
    Told(WorkerId, Rc<[i64]>),
    /// What a node knows of a counter or a queue is something else than it was, as numbers.
    Knows(WorkerId, Rc<[i64]>),
    /// The execution is over.
    Ended(End),
}
