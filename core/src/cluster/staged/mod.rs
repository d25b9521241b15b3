//! A cluster as a stage shows it: each step is told as events, as the steps of every other world are.
//!
//! Nodes are workers, by their numbers. A message under way is a request of the node that is to get it, which sleeps until the message
//! comes; a timer that is set is another; and so is what a client has asked for, which waits until it is answered. A lock and
//! what it guards are objects, so that who holds, who waits in line and who wrote last is told as it is of a mutex and a variable.
//!
//! Faults are for the reader: no policy takes one while anything else can happen ([`Choices::set_aside`]). Then what can be mended is
//! all there is. A crash amid what a node does is for the explorer and is not offered here.
//!
//! A [`Plot`] makes one thing go wrong by itself, at the moment that counts: where it does, that is the only choice.

mod pending;
mod tell;
mod words;

use self::tell::Telling;
pub use self::words::{REFUSED, message as said};
use super::hash::Print;
use super::machine::{Machine, NodeId};
use super::role::{LockDisk as Disk, LockMemory as Memory, LockRole as Role};
use super::world::{Cluster, Fault};
use crate::rules::ObjectId;
use crate::world::{Choice, Choices, End, Event, Footprint, Text, WorkerId, World};

/// The lock that clients take.
pub const LOCK: ObjectId = ObjectId(0);
/// What it guards.
pub const GUARDED: ObjectId = ObjectId(1);

/// Where in a text a node stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stand {
    /// A client asks for the lock.
    Acquire,
    /// A client works under it.
    Work,
    /// A client writes what the lock guards.
    Write,
    /// A client gives the lock back.
    Release,
    /// The lock service is asked for the lock.
    Grant,
    /// The lock service gets it back.
    GivenBack,
    /// A lease runs out at the lock service.
    RunsOut,
    /// The storage is asked to write.
    Take,
    /// What the plot does to a client.
    Plot,
}

impl Stand {
    /// How many there are.
    pub const COUNT: usize = Stand::Plot as usize + 1;
}

/// What goes wrong by itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Plot {
    /// Nothing does, or it is over.
    #[default]
    None,
    /// The first client that has a lease is to be paused, before it does anything under it.
    Pause,
    /// It is paused, and goes on once another client has written.
    Resume(NodeId),
}

/// How a cluster is shown.
#[derive(Clone, Debug, Default)]
pub struct Script {
    /// The name of each node, by number. One that has none is called by its number.
    pub names: Vec<Text>,
    /// The line of the text for each [`Stand`], by its place in the list; 0 where it has none.
    pub lines: [u32; Stand::COUNT],
    /// What goes wrong by itself. It takes a pause of the cluster's budget.
    pub plot: Plot,
}

/// A cluster with its story.
#[derive(Debug)]
pub struct Staged {
    cluster: Cluster<Role>,
    plot: Plot,
    choices: Choices,
    telling: Telling,
    /// A hash of the choices so far.
    trail: u128,
}

impl Staged {
    /// Shows a cluster of a lock service, a storage and clients, which keeps its log; what has happened so far is appended.
    pub fn new(cluster: Cluster<Role>, script: Script, events: &mut Vec<Event>) -> Staged {
        let telling = Telling::begin(&cluster, &script, events);
        let mut staged =
            Staged { cluster, plot: script.plot, choices: Choices::default(), telling, trail: 0 };
        staged.telling.catch_up(&staged.cluster, events);
        staged.settle();
        staged.telling.offer(&staged.cluster, &staged.choices, staged.plot, events);
        events.extend(staged.cluster.end().cloned().map(Event::Ended));
        staged
    }

    /// The cluster.
    pub fn cluster(&self) -> &Cluster<Role> {
        &self.cluster
    }

    /// Says anew what is offered.
    fn settle(&mut self) {
        self.choices = Choices::default();
        if self.cluster.end().is_some() {
            return;
        }
        self.plot = self.turned();
        let faults = self.cluster.faults();
        if let Some(forced) = self.forced().and_then(|fault| self.cluster.striking(fault)) {
            return self.choices.set(faults, [forced]);
        }
        let nodes = (0..faults.0).map(WorkerId);
        for node in nodes {
            let offered = self.cluster.choices().of(node);
            if !offered.is_empty() {
                self.choices.set(node, offered.iter().copied());
            }
        }
        let strikes: Vec<(Choice, Fault)> =
            self.cluster.choices().of(faults).iter().filter_map(|choice| self.offered(*choice)).collect();
        let all = strikes.iter().map(|(choice, _)| *choice);
        if !self.choices.is_empty() {
            return self.choices.set_aside(faults, all);
        }
        let mends = strikes.iter().filter(|(_, fault)| is_mending(*fault)).map(|(choice, _)| *choice);
        let mends: Vec<Choice> = mends.collect();
        if mends.is_empty() { self.choices.set(faults, all) } else { self.choices.set(faults, mends) }
    }

    /// A fault that the reader may choose: the plot's own pause is kept for it.
    fn offered(&self, choice: Choice) -> Option<(Choice, Fault)> {
        let fault = self.cluster.fault(choice)?;
        let is_kept = self.plot == Plot::Pause && self.cluster.budget().pauses == 1;
        let is_offered = match fault {
            Fault::CrashAmid(..) => false,
            Fault::Pause(_) => !is_kept,
            _ => true,
        };
        is_offered.then_some((choice, fault))
    }

    /// How far the plot has come. Whoever was made to go on, or crashed, is no longer in it.
    fn turned(&self) -> Plot {
        match self.plot {
            Plot::Resume(node) if !self.cluster.is_paused(node) => Plot::None,
            plot => plot,
        }
    }

    /// What the plot does now.
    fn forced(&self) -> Option<Fault> {
        match self.plot {
            Plot::None => None,
            Plot::Pause => {
                let nodes = (0..self.cluster.faults().0).map(|number| NodeId(number as u16));
                let has_lease = |node: &NodeId| match self.cluster.state(*node).map(|state| &state.volatile) {
                    Some(Memory::Client(client)) => !client.leases.is_empty(),
                    _ => false,
                };
                nodes.into_iter().find(has_lease).map(Fault::Pause)
            }
            Plot::Resume(node) => {
                let others_go = (0..self.cluster.faults().0).map(WorkerId);
                let nobody_goes = others_go.map(|one| self.cluster.choices().of(one)).all(<[_]>::is_empty);
                (nobody_goes || self.telling.has_written_but(node)).then_some(Fault::Resume(node))
            }
        }
    }
}

/// Whether a fault makes something good again.
fn is_mending(fault: Fault) -> bool {
    matches!(fault, Fault::Resume(_) | Fault::Restart(_) | Fault::RestartEmpty(_) | Fault::Heal)
}

/// Whether a node has done all that it had to do by itself: only clients have something to do.
fn is_done(cluster: &Cluster<Role>, node: NodeId) -> bool {
    match (cluster.machine(node), cluster.state(node)) {
        (Some(machine @ Role::Client(_)), Some(state)) => match &state.durable {
            Disk::Empty => false,
            disk => machine.is_done(disk),
        },
        _ => false,
    }
}

impl World for Staged {
    type Saved = ();

    fn choices(&self) -> &Choices {
        &self.choices
    }

    /// Whoever shows a cluster does not ask what commutes: all of it moves.
    fn footprint(&self, _: Choice) -> Footprint {
        let workers = (0..=self.cluster.faults().0).map(WorkerId).collect();
        Footprint { workers, ..Footprint::default() }
    }

    fn step(&mut self, choice: Choice, events: &mut Vec<Event>) {
        assert!(self.choices.contains(choice), "{choice:?} is not among the choices");
        let fault = self.cluster.fault(choice);
        self.trail = Print::default().and(&self.trail).and(&choice).value();
        let mut told = Vec::new();
        self.cluster.step(choice, &mut told);
        events.extend(told.into_iter().filter(|event| !matches!(event, Event::Ended(_))));
        if let (Plot::Pause, Some(Fault::Pause(node))) = (self.plot, fault) {
            self.plot = Plot::Resume(node);
        }
        if fault.is_some() {
            self.telling.struck(choice, events);
        }
        self.telling.catch_up(&self.cluster, events);
        self.settle();
        self.telling.offer(&self.cluster, &self.choices, self.plot, events);
        events.extend(self.cluster.end().cloned().map(Event::Ended));
    }

    /// Of the choices that led here: runs that differ in them are told apart, also where they come to the same.
    fn fingerprint(&self) -> u128 {
        self.trail
    }

    fn end(&self) -> Option<&End> {
        self.cluster.end()
    }

    fn now(&self) -> u64 {
        self.cluster.now()
    }

    /// It is rebuilt by its choices: a few hundred steps of a cluster are a millisecond.
    fn save(&self) -> Option<()> {
        None
    }

    fn restore(&mut self, (): &()) {}
}
