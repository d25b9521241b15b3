//! What a lock, a counter and a queue promise, asked of a [`History`](super::History) alone.
//!
//! Nothing here knows which design made the history, or that a machine did: a contract is asked of what clients did and of
//! what services told. A history that breaks one breaks it for good, whatever comes after; what can only be said of a history
//! to which nothing is added says so.
//!
//! - [`lock`]: who may hold it, who may end that, and that a resource takes no write of an older holder.
//! - [`turns`]: the same of a lock without tokens: who has it later writes later.
//! - [`counter`]: what a read may answer, and what replicas agree on in the end.
//! - [`queue`]: first in, first out; or at least once, with a visibility timeout.
//! - [`promises`]: all of these, by what the service is.
//! - [`linearizable`]: whether operations can be put in an order in which one after the other does them.
//!
//! ```
//! use lockstep_core::cluster::contracts::{Rule, Verdict, counter};
//! use lockstep_core::cluster::{Answer, Call, Entry, Fact, Key, NodeId, Outcome};
//! let told = |fact| Entry { at: 0, node: NodeId(7), fact };
//! let history = [
//!     told(Fact::Invoked(1, Call::Read(Key(0)))),
//!     told(Fact::Returned(1, Outcome::Done(Answer::Value(5)))),
//! ];
//! let Verdict::Broken(breach) = counter::bounds(&history) else { panic!("nobody added anything") };
//! assert_eq!((breach.rule, breach.operations), (Rule::OutOfBounds, vec![(NodeId(7), 1)]));
//! ```

pub mod at_least_once;
pub mod counter;
pub mod linearizable;
pub mod lock;
pub mod operations;
pub mod promises;
pub mod queue;
pub mod turns;

pub use operations::{Operation, operations};
pub use promises::{Promise, Service, Standing, What, promises};

use super::history::Key;
use super::machine::NodeId;

/// What was promised and is not so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// A lock was granted under a fencing token that is not above all that it had before.
    TokenNotNewer,
    /// A lock has a live exclusive lease, and another lease beside it.
    HeldTwice,
    /// A lease was released by someone whose it was not, or who did not ask for it.
    ReleasedByAnother,
    /// A lease was said to have run out before its time.
    EndedEarly,
    /// A lease was ended or renewed that was not live.
    NotLive,
    /// A resource took a write of an older holder after that of a newer one.
    OldWriteTaken,
    /// A resource took a write of a client that never held the lock.
    WrittenUnheld,
    /// A counter was read to be less or more than what was added can explain.
    OutOfBounds,
    /// There is no order in which one operation after the other would have had these answers.
    NotLinearizable,
    /// Two replicas do not agree when nothing is under way any more.
    Diverged,
    /// Replicas agree on what the acknowledged adds and any of the open ones do not come to.
    WrongSum,
    /// A queue gave an element that nobody had pushed, or more often than it was pushed.
    Invented,
    /// An element whose push was acknowledged is gone, and nobody has processed it.
    Lost,
    /// A queue gave an element that another client holds.
    GivenTwice,
    /// A queue gave two elements with one receipt.
    ReceiptReused,
    /// A queue took an element back that was not refused, before its time was over.
    BackEarly,
    /// A queue let a receipt count that had run out, was used, or never was one; or that nobody had shown.
    StaleReceipt,
}

/// How a contract was broken.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Breach {
    /// What of it.
    pub rule: Rule,
    /// Of which lock, resource, counter or queue.
    pub key: Key,
    /// The entries of the history that together break it, by their numbers from 0, in order. Without the last one of them
    /// it would not be broken there.
    pub entries: Vec<usize>,
    /// The clients' operations among them: whose, and its number.
    pub operations: Vec<(NodeId, u32)>,
}

/// What can be said of a history and a contract.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// It keeps the contract.
    Kept,
    /// It breaks it, and this is the first place where it does.
    Broken(Breach),
    /// The budget was used up before that could be said for this counter or queue; nothing else is broken.
    Unsettled(Key),
}

impl Verdict {
    /// Whether the contract is kept.
    pub fn is_kept(&self) -> bool {
        *self == Verdict::Kept
    }

    /// What breaches of several things come to: the one that comes first in the history.
    fn of_first(breaches: impl IntoIterator<Item = Breach>) -> Verdict {
        let first = breaches.into_iter().min_by_key(|breach| breach.entries.last().copied());
        first.map_or(Verdict::Kept, Verdict::Broken)
    }

    /// This one, or what `other` says where there is nothing to say against the history here. A breach outweighs what is
    /// unsettled.
    pub fn and(self, other: impl FnOnce() -> Verdict) -> Verdict {
        match self {
            Verdict::Broken(_) => self,
            Verdict::Kept => other(),
            Verdict::Unsettled(_) => match other() {
                Verdict::Broken(breach) => Verdict::Broken(breach),
                Verdict::Kept | Verdict::Unsettled(_) => self,
            },
        }
    }
}
