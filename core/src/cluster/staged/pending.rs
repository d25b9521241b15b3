//! The requests that were told of and are not over.

use super::tell::Telling;
use crate::cluster::machine::TimerId;
use crate::rules::Arm;
use crate::world::{Doing, Event, RequestId, Site, WorkerId};

/// A request, by its node.
pub(super) type Place = (WorkerId, RequestId);

/// What is known of a request that was told of and is not over. They are few: lists are looked through.
#[derive(Clone, Debug)]
pub(super) struct Pending {
    pub(super) place: Place,
    pub(super) what: What,
    pub(super) doing: Doing,
    pub(super) site: Option<Site>,
    pub(super) arms: Vec<Arm>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    Message(Says),
    Timer(TimerId),
    Asked { in_line: bool },
    Strike,
}

/// What a message does to whom it comes to, beside what its words say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Says {
    /// Nothing.
    Other,
    /// It reads a counter, for whoever adds by itself.
    Collect,
    /// It gives a counter a value that was computed elsewhere.
    Store,
}

impl Telling {
    /// A request that may be taken up, until more is said.
    pub(super) fn offered(
        &mut self,
        place: Place,
        what: What,
        doing: Doing,
        site: Option<Site>,
        events: &mut Vec<Event>,
    ) {
        events.push(Event::Offered(place.0, place.1, doing.clone(), site));
        self.pending.push(Pending { place, what, doing, site, arms: vec![Arm::ONLY] });
    }

    /// A request sleeps until then, and cannot be taken up before more is said.
    pub(super) fn asleep(&mut self, place: Place, until: u64, events: &mut Vec<Event>) {
        if let Some(pending) = self.pending.iter_mut().find(|pending| pending.place == place) {
            pending.arms.clear();
            events.push(Event::Asleep(place.0, place.1, until));
        }
    }

    pub(super) fn known(&self, place: Place) -> Option<&Pending> {
        self.pending.iter().find(|pending| pending.place == place)
    }

    /// A request is over; whether it was told of.
    pub(super) fn remove(&mut self, place: Place) -> bool {
        let before = self.pending.len();
        self.pending.retain(|pending| pending.place != place);
        self.pending.len() < before
    }

    pub(super) fn served(&mut self, place: Place, events: &mut Vec<Event>) {
        if self.remove(place) {
            events.push(Event::Served(place.0, place.1, None, 0));
        }
    }

    pub(super) fn withdrawn(&mut self, place: Place, events: &mut Vec<Event>) {
        if self.remove(place) {
            events.push(Event::Withdrawn(place.0, place.1));
        }
    }

    /// The requests of which this is so are there no longer.
    pub(super) fn withdraw(&mut self, events: &mut Vec<Event>, is_gone: impl Fn(&Pending) -> bool) {
        self.pending.retain(|pending| {
            let gone = is_gone(pending);
            if gone {
                events.push(Event::Withdrawn(pending.place.0, pending.place.1));
            }
            !gone
        });
    }

    /// The request that a message under way is.
    pub(super) fn message(&self, number: u32) -> Option<Place> {
        let is_it = |pending: &&Pending| {
            pending.place.1 == RequestId(number) && matches!(pending.what, What::Message(_))
        };
        self.pending.iter().find(is_it).map(|pending| pending.place)
    }
}
