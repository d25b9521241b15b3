//! A cluster in virtual time: nodes, links between them, and what may go wrong.
//!
//! Its workers are the nodes, by their numbers, and one more, whose steps are the faults. What a node may do is to take the next message
//! or timer; each is one step, with all that its machine asks for. A fault is offered as long as the [`Budget`] has one left of its kind,
//! and only where it can be: nobody crashes who is crashed. To go on after a pause and to heal a partition cost nothing.
//!
//! - A message to a node that does not exist is lost at once, and so is one to the other side of a partition. One that is under way when
//!   its node is paused or parted waits for the end of that; one that comes to a crashed node is lost.
//! - A paused node's clock goes on. What was due meanwhile is due when it goes on, late.
//! - A crash takes a node's volatile state and its timers. It may strike between two inputs, or amid what the node does about one, before
//!   anything that it writes or sends. What a node does at its start is one step with the restart.
//! - A clock that jumps changes what the node reads, and not when its timers run out. One that goes slower or faster from now on shows what
//!   it showed, and what is left of a timer takes longer or less long.
//! - A run is over when every node that is up, or may come up again, [has nothing left to do](Machine::is_done) and no message is under
//!   way. Without any node it is over at once. If somebody has something left to do and nothing can happen, it ends as a deadlock.
//!
//! A state is told by what can still come of it: equal states have equal fingerprints, whatever order led there, and at whatever time
//! where that makes no difference (`print.rs`).

mod fault;
mod happening;
mod live;
mod look;
mod print;
mod setup;
mod step;
mod strike;
mod telling;
#[cfg(test)]
mod tests;

use self::live::{Live, What};
use super::hash::Print;
use super::history::History;
use super::machine::{Effect, Input, Machine, NodeId, State, TooManyNodes};
use crate::world::{Choice, Choices, End, Event, Footprint, WorkerId, World};
pub use fault::Fault;
pub use happening::{Happened, Happening, Why};
pub use setup::{Budget, Clock, Order, Setup, Timing};
use std::rc::Rc;
pub use telling::Telling;

/// A cluster.
#[derive(Debug)]
pub struct Cluster<M: Machine> {
    machines: Rc<[M]>,
    setup: Rc<Setup>,
    live: Live<M>,
    /// Room for what a machine asks for, and for the faults that may strike.
    effects: Vec<Effect<M::Message>>,
    found: Vec<Fault>,
}

/// A state of a cluster to come back to.
#[derive(Clone, Debug)]
pub struct Saved<M: Machine>(Live<M>);

impl<M: Machine> Cluster<M> {
    /// A cluster of these machines, one a node, each of which has started.
    ///
    /// # Panics
    /// Where [`of`](Cluster::of) errs, with its words.
    pub fn new(machines: impl IntoIterator<Item = M>, setup: Setup) -> Cluster<M> {
        match Cluster::of(machines.into_iter().collect(), Rc::new(setup)) {
            Ok(cluster) => cluster,
            Err(error) => panic!("{error}"),
        }
    }

    /// The same of machines that are shared, as they are where many runs begin.
    ///
    /// # Errors
    /// If there are more than can be named.
    pub fn of(machines: Rc<[M]>, setup: Rc<Setup>) -> Result<Cluster<M>, TooManyNodes> {
        let count = machines.len();
        if let Some(last) = count.checked_sub(1) {
            NodeId::at(last)?;
        }
        let live = Live::new(count, &setup);
        let mut cluster = Cluster { machines, setup, live, effects: Vec::new(), found: Vec::new() };
        for number in 0..count {
            cluster.handle(NodeId(number as u16), Input::Start, None);
        }
        cluster.settle();
        Ok(cluster)
    }

    /// Who takes the faults.
    pub fn faults(&self) -> WorkerId {
        WorkerId(self.live.nodes.len() as u32)
    }

    /// Whoever takes no faults.
    fn nodes(&self) -> impl Iterator<Item = WorkerId> {
        (0..self.faults().0).map(WorkerId)
    }

    /// The fault that a choice is, if it is one.
    pub fn fault(&self, choice: Choice) -> Option<Fault> {
        Fault::of(choice).filter(|_| choice.worker == self.faults())
    }

    /// The choice that is this fault, if it may strike now.
    pub fn striking(&self, fault: Fault) -> Option<Choice> {
        let choice = fault.choice(self.faults());
        // A number that there cannot be has no choice of its own.
        (self.fault(choice) == Some(fault) && self.live.choices.contains(choice)).then_some(choice)
    }

    /// What it is like.
    pub fn setup(&self) -> &Setup {
        &self.setup
    }

    /// The faults that are left.
    pub fn budget(&self) -> Budget {
        self.live.budget
    }

    /// What a node knows, if there is such a node and it is not crashed.
    pub fn state(&self, node: NodeId) -> Option<&State<M::Durable, M::Volatile>> {
        let node = self.live.nodes.get(usize::from(node.0))?;
        node.is_up.then_some(&node.state)
    }

    /// What was told that contracts are about; nothing of machines that are only shown, whose log has it.
    pub fn history(&self) -> &History {
        &self.live.history
    }

    /// What happened, if the setup has it kept.
    pub fn log(&self) -> &[Happened<M::Message>] {
        &self.live.log
    }

    fn settle(&mut self) {
        let live = &mut self.live;
        if live.working == 0 && live.under_way == 0 {
            live.choices = Choices::default();
            live.end = Some(End::Returned);
            return;
        }
        live.settle(&self.setup);
        self.look_for_faults();
        if self.live.choices.is_empty() {
            self.live.end = Some(End::Deadlock);
        }
    }

    /// A name for a message or a timer that is the same whatever order things happened in.
    fn name(&self, number: u32) -> u128 {
        let Some(item) = self.live.items.get(&number) else { return 0 };
        match &item.what {
            What::Message { print, .. } => Print::of(print),
            What::Timer(timer) => Print::of(&(item.node, timer)),
        }
    }
}

impl<M: Machine> World for Cluster<M> {
    type Saved = Saved<M>;

    fn choices(&self) -> &Choices {
        &self.live.choices
    }

    fn footprint(&self, choice: Choice) -> Footprint {
        let mut workers = vec![choice.worker];
        let item = |number: u32| self.live.items.get(&number);
        let of_node = |node: NodeId| WorkerId(node.0.into());
        // What moves the time is noticed by everyone; where time is timely, all that is offered comes at the same instant.
        let moves = |item| {
            self.setup.timing == Timing::AnyDelay && self.live.instant(&self.setup, item) > self.live.now
        };
        match self.fault(choice) {
            None | Some(Fault::CrashAmid(..)) if item(choice.request.0).is_some_and(moves) => {
                workers.extend(self.nodes());
            }
            None => {}
            // What was kept back from a paused node is kept back no more, and is lost at once.
            Some(Fault::Crash(node)) if self.live.node(node).is_paused => {
                workers.extend(self.nodes());
            }
            Some(Fault::Crash(node) | Fault::Pause(node) | Fault::Jump(node, _)) => {
                workers.push(of_node(node))
            }
            Some(
                Fault::Lose(number)
                | Fault::Duplicate(number)
                | Fault::Reorder(number)
                | Fault::Delay(number)
                | Fault::CrashAmid(number, _),
            ) => {
                workers.extend(item(number).map(|item| of_node(item.node)));
                // What is behind it may have been due for long.
                if matches!(self.fault(choice), Some(Fault::Lose(_) | Fault::Reorder(_)))
                    && self.live.has_next(number)
                {
                    workers.extend(self.nodes());
                }
                // A copy is the last of its link, for now.
                if let Some(What::Message { from, .. }) = item(number).map(|item| &item.what) {
                    workers.push(of_node(*from));
                }
            }
            // What comes late then comes now, another timer may be the next, and what is sent is lost or is not.
            Some(
                Fault::Restart(_)
                | Fault::RestartEmpty(_)
                | Fault::Resume(_)
                | Fault::Part(_)
                | Fault::Heal
                | Fault::Skew(..),
            ) => {
                workers.extend(self.nodes());
            }
        }
        Footprint { workers, ..Footprint::default() }
    }

    fn step(&mut self, choice: Choice, events: &mut Vec<Event>) {
        assert!(self.live.choices.contains(choice), "{choice:?} is not among the choices");
        events.push(Event::Stepped(choice.worker, choice.request, choice.arm));
        let before = self.live.now;
        match self.fault(choice) {
            Some(fault) => self.strike(fault),
            None => self.go(choice.request.0, None),
        }
        if self.live.now != before {
            events.push(Event::Advanced(self.live.now));
        }
        self.settle();
        events.extend(self.live.end.clone().map(Event::Ended));
    }

    fn way(&self, choice: Choice) -> u64 {
        let print = Print::default().and(&choice.worker);
        let print = match self.fault(choice) {
            None => print.and(&self.name(choice.request.0)),
            Some(fault) => match fault.item() {
                Some(item) => print.and(&self.name(item)).and(&choice.arm),
                None => print.and(&fault),
            },
        };
        print.value() as u64
    }

    fn fingerprint(&self) -> u128 {
        self.print()
    }

    fn end(&self) -> Option<&End> {
        self.live.end.as_ref()
    }

    fn now(&self) -> u64 {
        self.live.now
    }

    fn save(&self) -> Option<Saved<M>> {
        M::IS_EXPLORED.then(|| Saved(self.live.clone()))
    }

    fn restore(&mut self, saved: &Saved<M>) {
        self.live.clone_from(&saved.0);
    }

    fn exchange(&mut self, saved: &mut Saved<M>) {
        std::mem::swap(&mut self.live, &mut saved.0);
    }
}
