//! A queue on show: one client pushes, and others take out what it has pushed.

use crate::cluster::client::{Client, Manner, Step};
use crate::cluster::history::{Call, Key};
use crate::cluster::machine::NodeId;
use crate::cluster::queue::{Defect, Delivery, Queue};
use crate::cluster::role::ShownRole;
use crate::cluster::world::{Cluster, Setup};

/// A node with a queue, a client that pushes the elements 1, 2, 3 and so on, and workers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueueScene {
    /// How often the queue gives an element.
    pub delivery: Delivery,
    /// How many workers there are.
    pub workers: u16,
    /// How many elements are pushed.
    pub elements: u32,
    /// How long a worker works on an element, in nanoseconds of its own clock.
    pub work: u64,
    /// How often each worker asks for an element.
    pub rounds: u32,
    /// Whether a worker acknowledges an element before it works on it, and not afterwards.
    pub acknowledges_first: bool,
    /// What is wrong with the queue.
    pub defect: Option<Defect>,
    /// How the clients go about it.
    pub manner: Manner,
    /// Links, clocks and faults.
    pub setup: Setup,
}

impl QueueScene {
    /// The node with the queue.
    pub const SERVICE: NodeId = NodeId(0);
    /// The queue.
    pub const KEY: Key = Key(0);

    /// The node of a client, by its number from 0: the first one pushes.
    pub fn client(number: u16) -> NodeId {
        NodeId(number.saturating_add(1))
    }

    fn machines(&self) -> Vec<ShownRole> {
        let ask = |call| Step::Ask(Self::SERVICE, call);
        let pushes: Vec<Step> =
            (1..=self.elements).map(|element| ask(Call::Push(Self::KEY, element.into()))).collect();
        let (pop, process) = (ask(Call::Pop(Self::KEY)), Step::Process(Self::KEY));
        let work = Step::Work(self.work);
        let acknowledge = ask(Call::Acknowledge(Self::KEY, 0));
        let round = match (self.delivery, self.acknowledges_first) {
            (Delivery::Once, _) => vec![pop, work, process],
            (_, true) => vec![pop, acknowledge, work, process],
            (_, false) => vec![pop, work, process, acknowledge],
        };
        let client = |number: u16, script: Vec<Step>| {
            Client { node: Self::client(number), script, manner: self.manner.clone() }.into()
        };
        let queue = Queue { delivery: self.delivery, defect: self.defect };
        let takes = vec![round; self.rounds as usize].concat();
        let workers = (1..=self.workers).map(|number| client(number, takes.clone()));
        [queue.into(), client(0, pushes)].into_iter().chain(workers).collect()
    }

    /// A run of it that begins, to be shown.
    pub fn shown(&self) -> Cluster<ShownRole> {
        Cluster::new(self.machines(), self.setup.clone())
    }
}
