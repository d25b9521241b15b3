//! What nodes told that a contract is about, and what they know of counters and queues, as events.

use super::pending::{Pending, Place, Says, What};
use super::tell::{ASKED, Telling, counter, lasts, worker};
use super::{GUARDED, Known, LOCK, words};
use crate::cluster::history::{Answer, Call, Fact, Outcome};
use crate::cluster::machine::NodeId;
use crate::cluster::role::ShownRole as Role;
use crate::cluster::world::Cluster;
use crate::world::{Doing, Event, RequestId, Side, Verb, WorkerId};
use std::rc::Rc;

impl Telling {
    pub(super) fn told(
        &mut self,
        cluster: &Cluster<Role>,
        node: NodeId,
        fact: &Fact,
        events: &mut Vec<Event>,
    ) {
        let me = worker(node);
        events.push(Event::Told(me, fact.numbers()));
        match fact {
            Fact::Invoked(number, call) => {
                let (object, stand) = match call {
                    Call::Acquire(..) | Call::TryAcquire(..) => (LOCK, "acquire"),
                    Call::Release(..) => (LOCK, "release"),
                    Call::Renew(..) => (LOCK, "write"),
                    Call::Write(..) => (GUARDED, "write"),
                    Call::Add(..) => (LOCK, "add"),
                    Call::Read(_) => (LOCK, "read"),
                    Call::Push(..) => (LOCK, "push"),
                    Call::Pop(_) => (LOCK, "pop"),
                    Call::Acknowledge(..) | Call::Refuse(..) => (LOCK, "acknowledge"),
                };
                let request = RequestId(ASKED | *number);
                let text = Some(words::call(call));
                let doing = Doing { verb: Verb::Ask, object: Some(object), number: 0, text, cases: None };
                self.asked.push((me, request));
                if let Some(seen) = self.nodes.get_mut(usize::from(node.0)) {
                    seen.stand = stand;
                }
                let site = self.site(stand);
                events.push(Event::Offered(me, request, doing.clone(), site));
                events.push(Event::Parked(me, request, Rc::default(), Side::Back));
                let what = What::Asked { in_line: false };
                self.pending.push(Pending { place: (me, request), what, doing, site, arms: Vec::new() });
            }
            Fact::Returned(number, outcome) => {
                let (text, known) = match outcome {
                    Outcome::Done(answer) => (Some(words::answer(answer)), 1),
                    Outcome::Failed => (Some(words::answer(&Answer::Unsupported)), 1),
                    Outcome::Unknown => (None, 0),
                };
                self.take_asked(me);
                if let Some(seen) = self.nodes.get_mut(usize::from(node.0)) {
                    seen.is_acknowledged |= seen.stand == "acknowledge";
                }
                let request = RequestId(ASKED | *number);
                if self.remove((me, request)) {
                    events.push(Event::Served(me, request, text, known));
                }
            }
            Fact::Granted(_, _, client, token) => {
                let client = worker(*client);
                self.held = Some(client);
                events.push(Event::Acquired(LOCK, client, false));
                events.push(Event::Leased(LOCK, *token, lasts(cluster, node)));
            }
            Fact::Renewed(_, token) => events.push(Event::Leased(LOCK, *token, lasts(cluster, node))),
            Fact::Ended(_, _, by) => self.end_lease(by.map_or(me, worker), events),
            Fact::Written(_, client, token, value, taken) => {
                let client = worker(*client);
                events.push(Event::Shown(GUARDED, client, token.unwrap_or_default(), *taken));
                if *taken {
                    events.push(Event::Written(GUARDED, value.to_string().into(), client));
                }
                self.wrote.push(client);
            }
            Fact::Processed(..) => {
                if let Some(seen) = self.nodes.get_mut(usize::from(node.0)) {
                    seen.is_processed = true;
                }
            }
            Fact::Given(..) | Fact::Removed(..) | Fact::Back(..) | Fact::Settled(..) => {}
        }
    }

    /// The lease that there is ends, by somebody.
    pub(super) fn end_lease(&mut self, by: WorkerId, events: &mut Vec<Event>) {
        let holder = self.held.take();
        events.extend(holder.map(|holder| Event::Released(LOCK, by, Some(holder), false)));
    }

    /// A message that has come reads a counter, or gives it a value, for who sent it.
    pub(super) fn reads_or_stores(&mut self, place: Place, events: &mut Vec<Event>) {
        let Some(Pending { what: What::Message(says), doing, .. }) = self.known(place) else { return };
        let (owner, by) = (NodeId(place.0.0 as u16), WorkerId(doing.number as u32));
        match says {
            Says::Collect => events.push(Event::Read(counter(owner), by)),
            Says::Store => self.stored = Some((owner, by, false)),
            Says::Other => {}
        }
    }

    /// Tells what a node knows of a counter or a queue, where that is something else than it was.
    pub(super) fn knows(&mut self, cluster: &Cluster<Role>, node: NodeId, events: &mut Vec<Event>) {
        // What a crashed node knew is told of until it knows otherwise.
        if cluster.state(node).is_none() {
            return;
        }
        let mut known = Known::of(cluster, node);
        let Some(seen) = self.nodes.get_mut(usize::from(node.0)) else { return };
        if let Known::Hand { receipt, is_processed, element } = &mut known {
            if seen.hand != (*element, *receipt) {
                seen.hand = (*element, *receipt);
                (seen.is_processed, seen.is_acknowledged) = (false, false);
            }
            *is_processed = seen.is_processed;
            // What it has nothing left to do with is in nobody's hand.
            if seen.is_processed && (seen.is_acknowledged || *receipt == 0) {
                known = Known::Nothing;
            }
        }
        let stored = self.stored.filter(|(owner, _, is_done)| *owner == node && *is_done);
        if let Some(value) = known.value()
            && (stored.is_some() || value != seen.known.value().unwrap_or_default())
        {
            let by = match stored {
                Some((_, by, _)) => by,
                None => {
                    events.push(Event::Read(counter(node), worker(node)));
                    worker(node)
                }
            };
            events.push(Event::Written(counter(node), value.to_string().into(), by));
        }
        if seen.known != known {
            events.push(Event::Knows(worker(node), known.numbers()));
        }
        seen.known = known;
    }
}
