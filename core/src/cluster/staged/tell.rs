//! What happened in a cluster, as events of a world.

use super::pending::{Pending, Place, What};
use super::{GUARDED, LOCK, Plot, Script, Stand, is_done, words};
use crate::cluster::history::{Answer, Call, Fact, Outcome};
use crate::cluster::machine::{NodeId, TimerId};
use crate::cluster::message::Message;
use crate::cluster::role::{LockMemory as Memory, LockRole as Role};
use crate::cluster::world::{Cluster, Fault, Happening};
use crate::rules::mutex::WakeRule;
use crate::rules::{Arm, Kind, ObjectId};
use crate::world::{
    Change, Choice, Choices, Doing, Event, Part, Queue, RequestId, Side, Site, Timer, Verb, WorkerId, World,
};
use std::rc::Rc;

/// What a client asks for is a request of its own, numbered from here on: messages and timers have the numbers below.
const ASKED: u32 = 1 << 31;

/// How far a cluster has been told of.
#[derive(Debug)]
pub(super) struct Telling {
    lines: [u32; Stand::COUNT],
    /// How many entries of the log were told.
    seen: usize,
    pub(super) pending: Vec<Pending>,
    /// What each client has asked for and was not answered, and where it stands.
    asked: Vec<(Place, Stand)>,
    /// Who has the lease.
    held: Option<WorkerId>,
    done: Vec<bool>,
    /// Under which token each node believes to hold the lock, or 0.
    holds: Vec<u64>,
    parted: Vec<WorkerId>,
    /// Who has written.
    wrote: Vec<WorkerId>,
}

fn worker(node: NodeId) -> WorkerId {
    WorkerId(node.0.into())
}

fn nodes(cluster: &Cluster<Role>) -> impl Iterator<Item = NodeId> + use<> {
    (0..cluster.faults().0).map(|number| NodeId(number as u16))
}

impl Telling {
    /// Tells of the nodes, before anything happens.
    pub(super) fn begin(cluster: &Cluster<Role>, script: &Script, events: &mut Vec<Event>) -> Telling {
        let count = cluster.faults().0;
        for number in 0..=count {
            let name = script.names.get(number as usize).cloned();
            let name = name.unwrap_or_else(|| format!("node-{number}").into());
            let part = match cluster.machine(NodeId(number as u16)).filter(|_| number < count) {
                None => Part::Faults,
                Some(Role::Lock(_)) => Part::Locks,
                Some(Role::Client(_)) => Part::Client,
                Some(Role::Resource(_)) => Part::Storage,
            };
            events.push(Event::Spawned(WorkerId(number), None, name));
            events.push(Event::Node(WorkerId(number), Change::Is(part)));
        }
        events.push(Event::Made(LOCK, Kind::Mutex(WakeRule::Fifo), "lock".into()));
        events.push(Event::Made(GUARDED, Kind::Variable(0), "x".into()));
        Telling {
            lines: script.lines,
            seen: 0,
            pending: Vec::new(),
            asked: Vec::new(),
            held: None,
            done: vec![false; count as usize],
            holds: vec![0; count as usize],
            parted: Vec::new(),
            wrote: Vec::new(),
        }
    }

    /// Whether another client than this one has written.
    pub(super) fn has_written_but(&self, node: NodeId) -> bool {
        self.wrote.iter().any(|one| *one != worker(node))
    }

    /// A fault was chosen: its request is served.
    pub(super) fn struck(&mut self, choice: Choice, events: &mut Vec<Event>) {
        self.remove((choice.worker, choice.request));
        events.push(Event::Served(choice.worker, choice.request, None, 0));
    }

    /// Tells all that has happened since.
    pub(super) fn catch_up(&mut self, cluster: &Cluster<Role>, events: &mut Vec<Event>) {
        for happened in &cluster.log()[self.seen..] {
            self.happened(cluster, &happened.what, events);
        }
        self.seen = cluster.log().len();
        self.timers(cluster, events);
        self.line_of_waiters(cluster, events);
        for node in nodes(cluster) {
            let holds = match cluster.state(node).map(|state| &state.volatile) {
                Some(Memory::Client(client)) => client.leases.values().next().map_or(0, |held| held.token),
                _ => 0,
            };
            if let Some(known) = self.holds.get_mut(usize::from(node.0))
                && std::mem::replace(known, holds) != holds
            {
                events.push(Event::Node(worker(node), Change::Holds(holds)));
            }
            let done = is_done(cluster, node);
            if let Some(known) = self.done.get_mut(usize::from(node.0))
                && std::mem::replace(known, done) != done
            {
                events.push(Event::Node(worker(node), Change::Done(done)));
            }
        }
    }

    fn happened(&mut self, cluster: &Cluster<Role>, what: &Happening<Message>, events: &mut Vec<Event>) {
        match what {
            Happening::Sent(number, from, to, message) => {
                let doing = Doing {
                    verb: Verb::Deliver,
                    object: None,
                    number: from.0.into(),
                    text: Some(words::message(message)),
                    cases: None,
                };
                let site = self.site(self.stand_of(*to, message));
                self.under_way(cluster, (worker(*to), RequestId(*number)), doing, site, events);
            }
            Happening::Delivered(number) => {
                if let Some(place) = self.message(*number) {
                    self.served(place, events);
                }
            }
            Happening::Lost(number, _) => {
                if let Some(place) = self.message(*number) {
                    self.withdrawn(place, events);
                }
            }
            Happening::Duplicated(number, copy) => {
                let place = self.message(*number);
                if let Some(Pending { place, doing, site, .. }) = place.and_then(|it| self.known(it)).cloned()
                {
                    self.under_way(cluster, (place.0, RequestId(*copy)), doing, site, events);
                }
            }
            Happening::Delayed(number, until) => {
                if let Some((to, request)) = self.message(*number) {
                    self.asleep((to, request), *until, events);
                }
            }
            Happening::Fired(node, timer) => {
                let is_it = |pending: &&Pending| {
                    pending.place.0 == worker(*node) && pending.what == What::Timer(*timer)
                };
                if let Some(place) = self.pending.iter().find(is_it).map(|pending| pending.place) {
                    self.served(place, events);
                }
            }
            Happening::Told(node, fact) => self.told(cluster, *node, fact, events),
            Happening::Crashed(node) => {
                events.push(Event::Node(worker(*node), Change::Crashed(true)));
                // What a client has asked for it no longer knows of; it may use the number once more.
                if let Some(place) = self.take_asked(worker(*node)) {
                    self.withdrawn(place, events);
                }
            }
            Happening::Restarted(node, is_empty) => {
                events.push(Event::Node(worker(*node), Change::Crashed(false)));
                if *is_empty {
                    self.emptied(cluster, *node, events);
                }
            }
            Happening::Paused(node) => events.push(Event::Node(worker(*node), Change::Paused(true))),
            Happening::Resumed(node) => events.push(Event::Node(worker(*node), Change::Paused(false))),
            Happening::Parted(node) => {
                self.parted.push(worker(*node));
                events.push(Event::Node(worker(*node), Change::Parted(true)));
            }
            Happening::Healed => {
                let healed = self.parted.drain(..);
                events.extend(healed.map(|node| Event::Node(node, Change::Parted(false))));
            }
            Happening::Jumped(node, by) => events.push(Event::Node(worker(*node), Change::Jumped(*by))),
            // A disk, and in which order what is under way comes, are not on the stage.
            Happening::Persisted(_) | Happening::Reordered(_) | Happening::TimerSet(..) => {}
        }
    }

    /// What a service no longer knows is so for nobody.
    fn emptied(&mut self, cluster: &Cluster<Role>, node: NodeId, events: &mut Vec<Event>) {
        events.push(Event::Node(worker(node), Change::Emptied));
        match cluster.machine(node) {
            Some(Role::Lock(_)) => self.end_lease(worker(node), events),
            Some(Role::Resource(_)) => events.push(Event::Made(GUARDED, Kind::Variable(0), "x".into())),
            _ => {}
        }
    }

    fn told(&mut self, cluster: &Cluster<Role>, node: NodeId, fact: &Fact, events: &mut Vec<Event>) {
        let me = worker(node);
        match fact {
            Fact::Invoked(number, call) => {
                let (object, stand) = match call {
                    Call::Acquire(..) | Call::TryAcquire(..) => (LOCK, Stand::Acquire),
                    Call::Release(..) => (LOCK, Stand::Release),
                    Call::Renew(..) => (LOCK, Stand::Write),
                    _ => (GUARDED, Stand::Write),
                };
                let request = RequestId(ASKED | *number);
                let text = Some(words::call(call));
                let doing = Doing { verb: Verb::Ask, object: Some(object), number: 0, text, cases: None };
                self.asked.push(((me, request), stand));
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
            _ => {}
        }
    }

    /// The lease that there is ends, by somebody.
    fn end_lease(&mut self, by: WorkerId, events: &mut Vec<Event>) {
        let holder = self.held.take();
        events.extend(holder.map(|holder| Event::Released(LOCK, by, Some(holder), false)));
    }

    /// Tells of the timers that were set and stopped.
    fn timers(&mut self, cluster: &Cluster<Role>, events: &mut Vec<Event>) {
        let mut set: Vec<(Place, NodeId, TimerId, u64)> = Vec::new();
        for node in nodes(cluster) {
            let place = |number| (worker(node), RequestId(number));
            set.extend(cluster.timers(node).map(|(timer, number, due)| (place(number), node, timer, due)));
        }
        self.withdraw(events, |pending| {
            let is_set = set.iter().any(|(place, ..)| *place == pending.place);
            matches!(pending.what, What::Timer(_)) && !is_set
        });
        for (place, node, timer, due) in set {
            if self.known(place).is_some() {
                continue;
            }
            let kind = match (cluster.machine(node), timer) {
                (Some(Role::Client(_)), TimerId(0)) => Timer::Again,
                (Some(Role::Client(_)), TimerId(1)) => Timer::Deadline,
                (Some(Role::Client(_)), _) => Timer::Work,
                _ => Timer::Lease,
            };
            let stand = match kind {
                Timer::Lease => Stand::RunsOut,
                Timer::Work => Stand::Work,
                Timer::Again | Timer::Deadline => self.stands(place.0),
            };
            let object = (kind == Timer::Lease).then_some(LOCK);
            let doing = Doing { verb: Verb::RunOut, object, number: kind as i64, text: None, cases: None };
            let site = self.site(stand);
            self.offered(place, What::Timer(timer), doing, site, events);
            self.asleep(place, due, events);
        }
    }

    /// Tells who came to stand in line for the lock, and who does no longer.
    fn line_of_waiters(&mut self, cluster: &Cluster<Role>, events: &mut Vec<Event>) {
        let mut line = Vec::new();
        for node in nodes(cluster) {
            if let Some(Memory::Lock(known)) = cluster.state(node).map(|state| &state.volatile) {
                let waits = known.queues.values().flatten();
                line.extend(
                    waits.map(|(request, _)| (worker(request.client), RequestId(ASKED | request.number))),
                );
            }
        }
        for pending in &mut self.pending {
            let What::Asked { in_line } = &mut pending.what else { continue };
            if *in_line && !line.contains(&pending.place) {
                *in_line = false;
                events.push(Event::Parked(pending.place.0, pending.place.1, Rc::default(), Side::Back));
            }
        }
        for place in line {
            let pending = self.pending.iter_mut().find(|pending| pending.place == place);
            if let Some(Pending { what: What::Asked { in_line }, .. }) = pending
                && !std::mem::replace(in_line, true)
            {
                let places: Rc<[(ObjectId, Queue)]> = Rc::new([(LOCK, Queue::Waiters)]);
                events.push(Event::Parked(place.0, place.1, places, Side::Back));
            }
        }
    }

    /// Tells what may be chosen now.
    pub(super) fn offer(
        &mut self,
        cluster: &Cluster<Role>,
        choices: &Choices,
        plot: Plot,
        events: &mut Vec<Event>,
    ) {
        let faults = cluster.faults();
        let mut now: Vec<(Place, Vec<Arm>)> = Vec::new();
        for node in (0..=faults.0).map(WorkerId) {
            for choice in choices.of(node) {
                let place = (choice.worker, choice.request);
                match now.iter_mut().find(|(known, _)| *known == place) {
                    Some((_, arms)) => arms.push(choice.arm),
                    None => now.push((place, vec![choice.arm])),
                }
            }
        }
        self.withdraw(events, |pending| {
            pending.what == What::Strike && now.iter().all(|(place, _)| *place != pending.place)
        });
        for (place, arms) in &now {
            if place.0 == faults && self.known(*place).is_none() {
                let choice = Choice { worker: place.0, request: place.1, arm: arms[0] };
                let doing = self.striking(cluster, choice);
                // What the plot does stands in the text; what a reader does, nowhere.
                let is_plot = match (plot, cluster.fault(choice)) {
                    (Plot::Pause, Some(Fault::Pause(_))) => choices.ready_workers() == 1,
                    (Plot::Resume(node), Some(Fault::Resume(other))) => node == other,
                    _ => false,
                };
                let site = if is_plot { self.site(Stand::Plot) } else { None };
                self.offered(*place, What::Strike, doing, site, events);
            }
        }
        for pending in &mut self.pending {
            let arms = now.iter_mut().find(|(place, _)| *place == pending.place);
            let arms = arms.map(|(_, arms)| std::mem::take(arms)).unwrap_or_default();
            if pending.arms != arms {
                let (node, request) = pending.place;
                events.push(Event::Arms(node, request, arms.as_slice().into()));
                pending.arms = arms;
            }
        }
    }

    /// What a fault is about, so that it can be told: the message that it strikes with its sender and receiver in the number, or the
    /// node, and by how much its clock would jump.
    fn striking(&self, cluster: &Cluster<Role>, choice: Choice) -> Doing {
        let (number, text) = match cluster.fault(choice) {
            Some(Fault::Lose(item) | Fault::Duplicate(item) | Fault::Reorder(item) | Fault::Delay(item)) => {
                let pending = self.message(item).and_then(|place| self.known(place));
                let to = pending.map_or(0, |known| i64::from(known.place.0.0));
                let (from, text) =
                    pending.map_or((0, None), |known| (known.doing.number, known.doing.text.clone()));
                (from << 16 | to, text)
            }
            Some(fault) => {
                let jump = cluster.setup().jumps.first().map(|by| by.to_string().into());
                (fault.node().map_or(0, |node| node.0.into()), jump)
            }
            None => (0, None),
        };
        Doing { verb: Verb::Strike, object: None, number, text, cases: None }
    }

    /// A message is under way. One that was lost at once comes at no time.
    fn under_way(
        &mut self,
        cluster: &Cluster<Role>,
        place: Place,
        doing: Doing,
        site: Option<Site>,
        events: &mut Vec<Event>,
    ) {
        self.offered(place, What::Message, doing, site, events);
        self.asleep(place, cluster.due(place.1.0).unwrap_or_else(|| cluster.now()), events);
    }

    /// What a client has asked for; it waits for it no longer.
    fn take_asked(&mut self, client: WorkerId) -> Option<Place> {
        let at = self.asked.iter().position(|(place, _)| place.0 == client)?;
        Some(self.asked.swap_remove(at).0)
    }

    fn stands(&self, client: WorkerId) -> Stand {
        self.asked.iter().find(|(place, _)| place.0 == client).map_or(Stand::Acquire, |(_, stand)| *stand)
    }

    /// Where a node stands when it takes a message.
    fn stand_of(&self, to: NodeId, message: &Message) -> Stand {
        match message {
            Message::Ask(_, Call::Release(..)) => Stand::GivenBack,
            Message::Ask(_, Call::Acquire(..) | Call::TryAcquire(..) | Call::Renew(..)) => Stand::Grant,
            Message::Ask(..) => Stand::Take,
            _ => self.stands(worker(to)),
        }
    }

    fn site(&self, stand: Stand) -> Option<Site> {
        let line = self.lines[stand as usize];
        (line > 0).then_some(Site { file: "", line, column: 0 })
    }
}

/// Until when the leases of a service last: its timer.
fn lasts(cluster: &Cluster<Role>, service: NodeId) -> u64 {
    cluster.timers(service).map(|(_, _, due)| due).min().unwrap_or_else(|| cluster.now())
}
