//! A cluster as a stage shows it: each step is told as events, as the steps of every other world are.
//!
//! Nodes are workers, by their numbers. A message under way is a request of the node that is to get it, which sleeps until the message
//! comes; a timer that is set is another; and so is what a client has asked for, which waits until it is answered. A lock and
//! what it guards are objects, so that who holds, who waits in line and who wrote last is told as it is of a mutex and a variable.
//!
//! Faults are for the reader: no policy takes one while anything else can happen ([`Choices::set_aside`]). Then what can be mended is
//! all there is. A crash amid what a node does is for the explorer, and for a plot, and is not offered here.
//!
//! A [`Plot`] makes one thing go wrong by itself, at the moment that counts: where it does, that is the only choice.

mod known;
mod pending;
mod plot;
mod tell;
mod told;
mod words;

pub use self::known::{Given, Known};
pub use self::plot::{Plot, Until};
use self::tell::Telling;
pub use self::words::{REFUSED, answer, call, message as said};
use super::hash::Print;
use super::machine::{Machine, NodeId};
use super::role::{ShownDisk as Disk, ShownRole as Role};
use super::world::{Cluster, Fault};
use crate::rules::ObjectId;
use crate::world::{Choice, Choices, End, Event, Footprint, Text, WorkerId, World};

/// The lock that clients take, or the queue that they share; of counters there is an object for each node that has one.
pub const LOCK: ObjectId = ObjectId(0);
/// What the lock guards.
pub const GUARDED: ObjectId = ObjectId(1);

/// How a cluster is shown.
#[derive(Clone, Debug, Default)]
pub struct Script {
    /// The name of each node, by number. One that has none is called by its number.
    pub names: Vec<Text>,
    /// The lines of the text that have a name, by what stands there: `acquire`, `grant`, `plot` and so on.
    pub lines: Vec<(&'static str, u32)>,
    /// What goes wrong by itself. What it takes is a part of the cluster's budget.
    pub plot: Plot,
    /// By which seed faults are drawn, if they are: as the plot's own, each is the only choice where it strikes.
    pub seed: Option<u64>,
}

/// What a step counts as computing: after ten thousand of them, which take a tenth of a second, whoever waits for the end is told.
const STEP: u64 = 10_000;

/// A cluster with its story.
#[derive(Debug)]
pub struct Staged {
    cluster: Cluster<Role>,
    plot: Plot,
    seed: Option<u64>,
    /// How many steps it has taken.
    steps: u64,
    choices: Choices,
    telling: Telling,
    /// A hash of the choices so far.
    trail: u128,
}

impl Staged {
    /// Shows a cluster of services, each of one lock, counter or queue, and their clients, which keeps its log; what has happened so far is appended.
    pub fn new(cluster: Cluster<Role>, script: Script, events: &mut Vec<Event>) -> Staged {
        let telling = Telling::begin(&cluster, &script, events);
        let mut staged = Staged {
            cluster,
            plot: script.plot,
            seed: script.seed,
            steps: 0,
            choices: Choices::default(),
            telling,
            trail: 0,
        };
        staged.telling.catch_up(&staged.cluster, events);
        staged.settle();
        staged.telling.faults(staged.left(), staged.cluster.faults(), events);
        staged.telling.offer(&staged.cluster, &staged.choices, staged.own(), events);
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
        if let Some(drawn) = self.drawn() {
            return self.choices.set(faults, [drawn]);
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
}

/// Whether a fault makes something good again.
fn is_mending(fault: Fault) -> bool {
    matches!(fault, Fault::Resume(_) | Fault::Restart(_) | Fault::RestartEmpty(_) | Fault::Heal)
}

fn nodes(cluster: &Cluster<Role>) -> impl Iterator<Item = NodeId> + use<> {
    (0..cluster.faults().0).map(|number| NodeId(number as u16))
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
        let is_plot = fault.is_some() && fault == self.forced();
        self.steps += 1;
        self.trail = Print::default().and(&self.trail).and(&choice).value();
        let mut told = Vec::new();
        self.cluster.step(choice, &mut told);
        events.extend(told.into_iter().filter(|event| !matches!(event, Event::Ended(_))));
        if let Some(fault) = fault {
            self.plot = if is_plot { self.plot.after(fault) } else { self.plot };
            self.telling.struck(choice, events);
        }
        self.telling.catch_up(&self.cluster, events);
        self.settle();
        self.telling.faults(self.left(), self.cluster.faults(), events);
        self.telling.offer(&self.cluster, &self.choices, self.own(), events);
        events.extend(self.cluster.end().cloned().map(Event::Ended));
    }

    /// Of the choices that led here: runs that differ in them are told apart, also where they come to the same.
    fn fingerprint(&self) -> u128 {
        self.trail
    }

    fn worked(&self) -> u64 {
        self.steps.saturating_mul(STEP)
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
