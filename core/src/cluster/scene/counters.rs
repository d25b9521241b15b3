//! Counters on show: clients that add to one and read it, in each design.

use crate::cluster::client::{Client, Manner, Step};
use crate::cluster::counter::{Counter, Defect, Replica, Shard};
use crate::cluster::history::{Call, Key};
use crate::cluster::machine::NodeId;
use crate::cluster::role::ShownRole;
use crate::cluster::world::{Cluster, Setup};

/// How a counter is spread over two nodes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Design {
    /// The first owns it, the other one passes on what it is asked; with or without a defect.
    Owned(Option<Defect>),
    /// Each has a part.
    Sharded,
    /// Each has a copy, and tells the other.
    Replicated,
}

/// Two nodes with a counter, and some clients.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CounterScene {
    /// How the counter is spread.
    pub design: Design,
    /// How many clients there are.
    pub clients: u16,
    /// How often each of them adds.
    pub adds: u32,
    /// How the clients go about it.
    pub manner: Manner,
    /// Links, clocks and faults. What the messages between the two nodes take is put in here.
    pub setup: Setup,
}

impl CounterScene {
    /// The nodes with the counter.
    pub const NODES: [NodeId; 2] = [NodeId(0), NodeId(1)];
    /// The counter.
    pub const KEY: Key = Key(0);

    /// The node of a client, by its number from 0.
    pub fn client(number: u16) -> NodeId {
        NodeId(number.saturating_add(2))
    }

    /// The two nodes are so much further apart than a client is from either, where each has something of its own.
    const APART: u64 = 4;

    fn machines(&self) -> Vec<ShownRole> {
        let nodes = Self::NODES;
        let service = |node: NodeId| match self.design {
            Design::Owned(defect) => Counter { node, owner: nodes[0], defect }.into(),
            Design::Sharded => Shard { node, shards: nodes.to_vec() }.into(),
            Design::Replicated => {
                let every = 3 * Self::APART * self.setup.latency;
                Replica { node, replicas: nodes.to_vec(), every }.into()
            }
        };
        let client = |number: u16| {
            let (node, manner) = (Self::client(number), self.manner.clone());
            Client { node, script: self.script(number), manner }.into()
        };
        nodes.map(service).into_iter().chain((0..self.clients).map(client)).collect()
    }

    /// What a client does: it adds, and then it reads. Of a counter in parts the first one adds to both in turn while the others read.
    fn script(&self, number: u16) -> Vec<Step> {
        let add = |to: usize, by| Step::Ask(Self::NODES[to], Call::Add(Self::KEY, by));
        let read = |from: usize| Step::Ask(Self::NODES[from], Call::Read(Self::KEY));
        let near = usize::from(number % 2);
        let times = self.adds as usize;
        let one_by_one = |steps: &[Step]| vec![steps; times].concat();
        match (self.design, number) {
            // So that the others ask just before.
            (Design::Sharded, 0) => {
                [vec![Step::Work(self.setup.latency)], one_by_one(&[add(0, 1), add(1, 2)])].concat()
            }
            (Design::Sharded, _) => vec![read(0); times],
            (Design::Replicated, _) => {
                let by = if near == 0 { 2 } else { -1 };
                [one_by_one(&[add(near, by)]), vec![read(near)]].concat()
            }
            (Design::Owned(_), _) => [one_by_one(&[add(near, 1)]), vec![read(near)]].concat(),
        }
    }

    /// A run of it that begins, to be shown.
    pub fn shown(&self) -> Cluster<ShownRole> {
        let mut setup = self.setup.clone();
        if !matches!(self.design, Design::Owned(_)) {
            let [one, other] = Self::NODES;
            let apart = Self::APART * setup.latency;
            setup.latencies.extend([((one, other), apart), ((other, one), apart)]);
        }
        Cluster::new(self.machines(), setup)
    }
}
