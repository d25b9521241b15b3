//! What happened in a cluster, as events of a world.

use super::pending::{Pending, Place, Says, What};
use super::{GUARDED, Known, LOCK, Script, is_done, nodes, words};
use crate::cluster::history::{Answer, Call};
use crate::cluster::machine::{NodeId, TimerId};
use crate::cluster::message::Message;
use crate::cluster::role::{ShownMemory as Memory, ShownRole as Role};
use crate::cluster::world::{Budget, Cluster, Fault, Happening};
use crate::rules::mutex::WakeRule;
use crate::rules::{Arm, Kind, ObjectId};
use crate::world::{
    Change, Choice, Choices, Doing, Event, Part, Queue, RequestId, Side, Site, Timer, Verb, WorkerId, World,
};
use std::rc::Rc;

/// What a client asks for is a request of its own, numbered from here on: messages and timers have the numbers below.
pub(super) const ASKED: u32 = 1 << 31;

/// How far a cluster has been told of.
#[derive(Debug)]
pub(super) struct Telling {
    lines: Vec<(&'static str, u32)>,
    /// How many entries of the log were told.
    seen: usize,
    pub(super) pending: Vec<Pending>,
    /// What each client has asked for and was not answered.
    pub(super) asked: Vec<Place>,
    /// Who has the lease.
    pub(super) held: Option<WorkerId>,
    /// What is known of each node.
    pub(super) nodes: Vec<Seen>,
    parted: Vec<WorkerId>,
    /// Who has written.
    pub(super) wrote: Vec<WorkerId>,
    /// The first add that is sent to the service, by its number.
    first_add: Option<u32>,
    /// The first answer to an add, by its number.
    first_answer: Option<u32>,
    /// Who gave the counter of which node a value that it did not compute, in this step, and whether that was done.
    pub(super) stored: Option<(NodeId, WorkerId, bool)>,
    /// The faults that there were for the reader in the beginning, and those that were told of last.
    budget: Option<Budget>,
    left: Option<Budget>,
}

/// What was told of a node.
#[derive(Clone, Debug, Default)]
pub(super) struct Seen {
    /// Where it stood when it asked for something last.
    pub(super) stand: &'static str,
    done: bool,
    /// Under which token it believes to hold the lock, or 0.
    holds: u64,
    /// What it knows of a counter or a queue.
    pub(super) known: Known,
    /// The element that it was given last, and its receipt.
    pub(super) hand: (u64, u64),
    /// Whether it did what that asks for, and whether it has said so.
    pub(super) is_processed: bool,
    pub(super) is_acknowledged: bool,
}

pub(super) fn worker(node: NodeId) -> WorkerId {
    WorkerId(node.0.into())
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
                Some(Role::Counter(_) | Role::Shard(_) | Role::Replica(_)) => Part::Counter,
                Some(Role::Queue(_)) => Part::Queue,
            };
            events.push(Event::Spawned(WorkerId(number), None, name));
            events.push(Event::Node(WorkerId(number), Change::Is(part)));
        }
        match cluster.machine(NodeId(0)) {
            Some(Role::Counter(_) | Role::Shard(_) | Role::Replica(_)) => {
                let counts = |node: &NodeId| !matches!(cluster.machine(*node), Some(Role::Client(_)));
                for node in nodes(cluster).filter(counts) {
                    events.push(Event::Made(counter(node), Kind::Variable(0), "counter".into()));
                }
            }
            Some(Role::Queue(_)) => events.push(Event::Made(LOCK, Kind::Variable(0), "queue".into())),
            _ => {
                events.push(Event::Made(LOCK, Kind::Mutex(WakeRule::Fifo), "lock".into()));
                events.push(Event::Made(GUARDED, Kind::Variable(0), "x".into()));
            }
        }
        Telling {
            lines: script.lines.clone(),
            seen: 0,
            pending: Vec::new(),
            asked: Vec::new(),
            held: None,
            nodes: vec![Seen::default(); count as usize],
            parted: Vec::new(),
            wrote: Vec::new(),
            first_add: None,
            first_answer: None,
            stored: None,
            budget: None,
            left: None,
        }
    }

    /// Whether another client than this one has written.
    pub(super) fn has_written_but(&self, node: NodeId) -> bool {
        self.wrote.iter().any(|one| *one != worker(node))
    }

    /// Tells how many faults are left to the reader, where there are any and that has changed.
    pub(super) fn faults(&mut self, left: Budget, worker: WorkerId, events: &mut Vec<Event>) {
        let all = *self.budget.get_or_insert(left);
        if all != Budget::default() && self.left.replace(left) != Some(left) {
            events.push(Event::Knows(worker, Known::Faults { left, all }.numbers()));
        }
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
            let done = is_done(cluster, node);
            if let Some(seen) = self.nodes.get_mut(usize::from(node.0)) {
                if std::mem::replace(&mut seen.holds, holds) != holds {
                    events.push(Event::Node(worker(node), Change::Holds(holds)));
                }
                if std::mem::replace(&mut seen.done, done) != done {
                    events.push(Event::Node(worker(node), Change::Done(done)));
                }
            }
            self.knows(cluster, node, events);
        }
        self.stored = None;
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
                let says = match message {
                    Message::Collect(..) => Says::Collect,
                    Message::Store(..) => Says::Store,
                    _ => Says::Other,
                };
                if matches!(message, Message::Ask(_, Call::Add(..))) && *to == NodeId(0) {
                    self.first_add.get_or_insert(*number);
                }
                if matches!(message, Message::Reply(_, Answer::Done)) && self.stands(worker(*to)) == "add" {
                    self.first_answer.get_or_insert(*number);
                }
                let site = self.site(self.stand_of(cluster, *to, message));
                self.under_way(cluster, (worker(*to), RequestId(*number)), says, doing, site, events);
            }
            Happening::Delivered(number) => {
                if let Some(place) = self.message(*number) {
                    self.reads_or_stores(place, events);
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
                if let Some(Pending { place, doing, site, what: What::Message(says), .. }) =
                    place.and_then(|it| self.known(it)).cloned()
                {
                    self.under_way(cluster, (place.0, RequestId(*copy)), says, doing, site, events);
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
            Happening::Skewed(node, by) => events.push(Event::Node(worker(*node), Change::Skewed(*by))),
            Happening::Persisted(node) => {
                if let Some((owner, _, is_done)) = &mut self.stored {
                    *is_done |= owner == node;
                }
            }
            // A disk, and in which order what is under way comes, are not on the stage.
            Happening::Reordered(_) | Happening::TimerSet(..) => {}
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
                (Some(Role::Queue(_)), _) => Timer::Given,
                (Some(Role::Replica(_)), _) => Timer::Tell,
                (Some(Role::Client(_)), TimerId(0)) => Timer::Again,
                (Some(Role::Client(_)), TimerId(1)) => Timer::Deadline,
                (Some(Role::Client(_)), _) => Timer::Work,
                _ => Timer::Lease,
            };
            let stand = match kind {
                Timer::Lease | Timer::Given => "runs-out",
                Timer::Tell => "tell",
                Timer::Work => "work",
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
        plot: Option<Fault>,
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
                let is_plot = plot.is_some() && plot == cluster.fault(choice);
                let site = if is_plot { self.site("plot") } else { None };
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
    /// node, and what its clock would do.
    fn striking(&self, cluster: &Cluster<Role>, choice: Choice) -> Doing {
        let (number, text) = match cluster.fault(choice) {
            Some(
                Fault::Lose(item)
                | Fault::Duplicate(item)
                | Fault::Reorder(item)
                | Fault::Delay(item)
                | Fault::CrashAmid(item, _),
            ) => {
                let pending = self.message(item).and_then(|place| self.known(place));
                let to = pending.map_or(0, |known| i64::from(known.place.0.0));
                let (from, text) =
                    pending.map_or((0, None), |known| (known.doing.number, known.doing.text.clone()));
                (from << 16 | to, text)
            }
            Some(fault) => {
                // By how much the clock would jump, and then by how much it would go wrong.
                let setup = cluster.setup();
                let skews = setup.skews.iter().map(|by| i64::from(*by));
                let clock: Vec<String> =
                    setup.jumps.iter().take(1).copied().chain(skews).map(|by| by.to_string()).collect();
                let text = (!clock.is_empty()).then(|| clock.join(" ").into());
                (fault.node().map_or(0, |node| node.0.into()), text)
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
        says: Says,
        doing: Doing,
        site: Option<Site>,
        events: &mut Vec<Event>,
    ) {
        self.offered(place, What::Message(says), doing, site, events);
        self.asleep(place, cluster.due(place.1.0).unwrap_or_else(|| cluster.now()), events);
    }

    /// What a client has asked for; it waits for it no longer.
    pub(super) fn take_asked(&mut self, client: WorkerId) -> Option<Place> {
        let at = self.asked.iter().position(|place| place.0 == client)?;
        Some(self.asked.swap_remove(at))
    }

    /// Where a client stands that has asked for something, also when it waits for it no longer.
    fn stands(&self, client: WorkerId) -> &'static str {
        self.nodes.get(client.0 as usize).map_or("", |seen| seen.stand)
    }

    /// Whether a client works.
    pub(super) fn works(&self, client: WorkerId) -> bool {
        let is_it = |pending: &Pending| {
            let is_work = pending.doing.number == Timer::Work as i64;
            pending.place.0 == client && pending.doing.verb == Verb::RunOut && is_work
        };
        self.pending.iter().any(is_it)
    }

    /// The first add that is sent to the service, by its number.
    pub(super) fn first_add(&self) -> Option<u32> {
        self.first_add
    }

    /// The first answer to an add, by its number.
    pub(super) fn first_answer(&self) -> Option<u32> {
        self.first_answer
    }

    /// Where a node stands when it takes a message.
    fn stand_of(&self, cluster: &Cluster<Role>, to: NodeId, message: &Message) -> &'static str {
        let call = match message {
            Message::Ask(_, call) => call,
            Message::Reply(..) => return self.stands(worker(to)),
            Message::Collect(..) => return "collect",
            Message::Part(..) => return "part",
            Message::Store(..) => return "store",
            Message::Slots(..) => return "merge",
        };
        match (call, cluster.machine(to)) {
            (Call::Add(..) | Call::Read(_), Some(Role::Counter(beside))) if beside.node != beside.owner => {
                if matches!(call, Call::Add(..)) { "pass-add" } else { "pass-read" }
            }
            (Call::Release(..), _) => "given-back",
            (Call::Acquire(..) | Call::TryAcquire(..) | Call::Renew(..), _) => "grant",
            (Call::Write(..), _) => "take",
            (Call::Add(..), _) => "on-add",
            (Call::Read(_), _) => "on-read",
            (Call::Push(..), _) => "on-push",
            (Call::Pop(_), _) => "on-pop",
            (Call::Acknowledge(..) | Call::Refuse(..), _) => "on-acknowledge",
        }
    }

    pub(super) fn site(&self, stand: &str) -> Option<Site> {
        let found = self.lines.iter().find(|(name, _)| *name == stand);
        found.map(|(_, line)| Site { file: "", line: *line, column: 0 })
    }
}

/// The counter of a node, as an object.
pub(super) fn counter(node: NodeId) -> ObjectId {
    ObjectId(node.0.into())
}

/// Until when the leases of a service last: its timer.
pub(super) fn lasts(cluster: &Cluster<Role>, service: NodeId) -> u64 {
    cluster.timers(service).map(|(_, _, due)| due).min().unwrap_or_else(|| cluster.now())
}
