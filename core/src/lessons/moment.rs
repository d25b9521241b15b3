//! Moments with a name, so that a link can say `deadlock` and still be right when the number of steps has changed.

use crate::cluster::contracts::{Promise, promises};
use crate::cluster::history::{Answer, Fact, Outcome};
use crate::present::Id;
use crate::timeline::{Heard, Moment};
use crate::world::{End, Event};

/// A moment that a lesson names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    /// Before the first step.
    Start,
    /// After the step in which a worker waits for another for the first time.
    FirstBlock,
    /// After the step in which a value goes straight from one worker to another for the first time.
    FirstHandOff,
    /// After the step in which an update of a variable is overwritten by a worker that knew of an earlier
    /// one and not of this, for the first time.
    FirstLostUpdate,
    /// After the step in which a lease is over before its holder has given the lock back, for the first time: it has run out, or its service has forgotten it.
    LeaseOver,
    /// After the step in which a write comes under an older token than one that was written under, for the first time.
    StaleWrite,
    /// After the step in which an element is there again that had been given, for the first time.
    Redelivered,
    /// After the step in which a client learns that its receipt no longer counts, for the first time.
    StaleReceipt,
    /// After the step in which an element is laid to the dead letters, for the first time.
    DeadLetter,
    /// After the step in which something is broken that the nodes promise, for the first time.
    Breach,
    /// After the step that leaves nobody who can ever run.
    Deadlock,
    /// After the last step, however the run ends.
    End,
}

impl Named {
    /// All of them, in no order that means anything.
    pub const ALL: [Named; 12] = [
        Named::Start,
        Named::FirstBlock,
        Named::FirstHandOff,
        Named::FirstLostUpdate,
        Named::LeaseOver,
        Named::StaleWrite,
        Named::Redelivered,
        Named::StaleReceipt,
        Named::DeadLetter,
        Named::Breach,
        Named::Deadlock,
        Named::End,
    ];

    /// Its name in links.
    pub fn id(self) -> &'static str {
        match self {
            Named::Start => "start",
            Named::FirstBlock => "first-block",
            Named::FirstHandOff => "first-hand-off",
            Named::FirstLostUpdate => "first-lost-update",
            Named::LeaseOver => "lease-over",
            Named::StaleWrite => "stale-write",
            Named::Redelivered => "redelivered",
            Named::StaleReceipt => "stale-receipt",
            Named::DeadLetter => "dead-letter",
            Named::Breach => "breach",
            Named::Deadlock => "deadlock",
            Named::End => "end",
        }
    }

    /// Its name in lists.
    pub fn label(self) -> Id {
        match self {
            Named::Start => Id::MomentStart,
            Named::FirstBlock => Id::MomentFirstBlock,
            Named::FirstHandOff => Id::MomentFirstHandOff,
            Named::FirstLostUpdate => Id::MomentFirstLostUpdate,
            Named::LeaseOver => Id::ClusterMomentLeaseOver,
            Named::StaleWrite => Id::ClusterMomentStaleWrite,
            Named::Redelivered => Id::ClusterMomentRedelivered,
            Named::StaleReceipt => Id::ClusterMomentStaleReceipt,
            Named::DeadLetter => Id::ClusterMomentDeadLetter,
            Named::Breach => Id::ClusterMomentBreach,
            Named::Deadlock => Id::MomentDeadlock,
            Named::End => Id::MomentEnd,
        }
    }

    /// The one of this name.
    pub fn find(id: &str) -> Option<Named> {
        Named::ALL.into_iter().find(|named| named.id() == id)
    }
}

/// Watches a run's events for a named moment.
///
/// Show it every event from the start on; the moment is the position after the step in which [`see`](Watch::see) first
/// says yes. [`Named::Start`] is found by the first event there is.
#[derive(Debug)]
pub struct Watch {
    named: Named,
    /// What the events have led to, where one event alone does not tell. In a box, because a watch is moved about.
    moment: Box<Moment>,
    /// What nodes have told.
    heard: Heard,
}

impl Watch {
    /// Nothing seen yet.
    pub fn new(named: Named) -> Watch {
        Watch { named, moment: Box::default(), heard: Heard::default() }
    }

    /// Whether this event makes the moment.
    pub fn see(&mut self, event: &Event) -> bool {
        match (self.named, event) {
            (Named::Start, _)
            | (Named::FirstBlock, Event::Parked(..))
            | (Named::FirstHandOff, Event::HandedOver(..))
            | (Named::Deadlock, Event::Ended(End::Deadlock))
            | (Named::End, Event::Ended(_)) => true,
            (Named::FirstLostUpdate, event) => {
                self.moment.apply(event);
                let Event::Written(object, ..) = event else { return false };
                self.moment.object(*object).is_some_and(|object| object.lost.is_some())
            }
            (Named::FirstBlock | Named::FirstHandOff | Named::Deadlock | Named::End, _) => false,
            (_, event) => self.of_cluster(event),
        }
    }

    #[inline(never)]
    fn of_cluster(&mut self, event: &Event) -> bool {
        let fact = self.heard.hear(event).cloned();
        let seen =
            |object| self.moment.object(object).and_then(|known| known.lease.as_ref()).map(|it| it.token);
        let is_it = match (self.named, event) {
            // Whoever gives a lock back is a client; a lease that has run out is ended by its service.
            (Named::LeaseOver, Event::Released(_, by, holder, _)) => *holder != Some(*by),
            (Named::StaleWrite, Event::Shown(object, _, token, _)) => {
                seen(*object).is_some_and(|seen| *token < seen)
            }
            (Named::Redelivered, _) => matches!(fact, Some(Fact::Back(..))),
            (Named::DeadLetter, _) => matches!(fact, Some(Fact::Removed(.., true))),
            (Named::StaleReceipt, _) => {
                matches!(fact, Some(Fact::Returned(_, Outcome::Done(Answer::Stale))))
            }
            (Named::Breach, Event::Ended(_)) => self.is_broken(true),
            (Named::Breach, _) if fact.is_some() => self.is_broken(false),
            _ => false,
        };
        self.moment.apply(event);
        is_it
    }

    /// Whether something is broken that is promised.
    fn is_broken(&self, is_over: bool) -> bool {
        let service = self.moment.service();
        service.is_some_and(|it| promises(it, self.heard.history(), is_over).iter().any(Promise::is_broken))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::{Kind, ObjectId};
    use crate::world::WorkerId;
    #[cfg(target_family = "wasm")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn names_are_told_apart() {
        for named in Named::ALL {
            assert_eq!(Named::find(named.id()), Some(named));
        }
        assert_eq!(Named::find("dead"), None);
    }

    #[test]
    fn an_update_is_lost_when_it_is_overwritten_unseen() {
        let read = |worker| Event::Read(ObjectId(0), WorkerId(worker));
        let write = |worker| Event::Written(ObjectId(0), "1".into(), WorkerId(worker));
        let lost = |events: &[Event]| {
            let mut watch = Watch::new(Named::FirstLostUpdate);
            for worker in 0..3 {
                assert!(!watch.see(&Event::Spawned(WorkerId(worker), None, "G".into())));
            }
            assert!(!watch.see(&Event::Made(ObjectId(0), Kind::Variable(0), "v".into())));
            events.iter().position(|event| watch.see(event))
        };
        assert_eq!(lost(&[read(1), write(1), read(2), write(2)]), None);
        assert_eq!(lost(&[read(1), read(2), write(1), write(2)]), Some(3));
        assert_eq!(lost(&[read(1), read(2), write(1), read(2), write(2)]), None);
        // Whoever wrote a value knows of it.
        assert_eq!(lost(&[read(1), write(1), write(1)]), None);
        assert_eq!(lost(&[write(1), write(2), write(1)]), Some(2));
    }
}
