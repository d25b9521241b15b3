//! The lock on show: clients that take it, work, write to what it guards and give it back. And counters, and a queue.

mod counters;
mod queues;

use super::client::{Client, Manner, Step};
use super::history::{Call, Key, Mode};
use super::lock::{Defect, Lock};
use super::machine::NodeId;
use super::resource::Resource;
use super::role::{Role, ShownRole};
use super::world::{Cluster, Setup};
pub use counters::{CounterScene, Design};
pub use queues::QueueScene;

/// A lock service, a resource that is guarded, and some clients, with or without a [`Defect`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LockScene {
    /// One client for each of these: how long it works while it holds the lock, in nanoseconds of its own clock.
    pub works: Vec<u64>,
    /// How long a lease is, in nanoseconds.
    pub lease: u64,
    /// How the clients go about it. What the defect says of that, and how long a lease is, is taken from here.
    pub manner: Manner,
    /// What is wrong with it.
    pub defect: Option<Defect>,
    /// Links, clocks and faults.
    pub setup: Setup,
}

impl Default for LockScene {
    /// Two clients that do not work for long, and nothing that goes wrong.
    fn default() -> LockScene {
        let manner = Manner::default();
        LockScene {
            works: vec![1_000_000; 2],
            lease: manner.lease,
            manner: Manner { retry: None, ..manner },
            defect: None,
            setup: Setup { telling: super::world::Telling::OfEach, ..Setup::default() },
        }
    }
}

impl LockScene {
    /// The node with the lock service.
    pub const SERVICE: NodeId = NodeId(0);
    /// The node with the resource.
    pub const RESOURCE: NodeId = NodeId(1);
    /// The lock, and what it guards.
    pub const KEY: Key = Key(0);

    /// The node of a client, by its number from 0.
    pub fn client(number: u16) -> NodeId {
        NodeId(number.saturating_add(2))
    }

    /// The machines, by node, as one kind or another.
    fn machines<R: From<Lock> + From<Resource> + From<Client>>(&self) -> Vec<R> {
        let unguarded = matches!(self.defect, Some(Defect::NoFencing | Defect::LeaseNotChecked));
        let lock = Lock { lease: self.lease, defect: self.defect };
        let mut machines: Vec<R> = vec![lock.into(), Resource { is_fenced: !unguarded }.into()];
        for (number, work) in self.works.iter().enumerate().take(usize::from(u16::MAX) - 1) {
            let checks_lease = self.manner.checks_lease && self.defect != Some(Defect::LeaseNotChecked);
            let manner = Manner { lease: self.lease, checks_lease, ..self.manner.clone() };
            let script = self.script(number, *work);
            machines.push(Client { node: Self::client(number as u16), script, manner }.into());
        }
        machines
    }

    fn script(&self, number: usize, work: u64) -> Vec<Step> {
        let acquire = Step::Ask(Self::SERVICE, Call::Acquire(Self::KEY, Mode::Exclusive));
        let work = (work > 0).then_some(Step::Work(work));
        let write = Step::Ask(Self::RESOURCE, Call::Write(Self::KEY, Some(0), number as u64 + 1));
        let release = Step::Ask(Self::SERVICE, Call::Release(Self::KEY, 0));
        [acquire].into_iter().chain(work).chain([write, release]).collect()
    }

    /// A run of it that begins.
    pub fn start(&self) -> Cluster<Role> {
        Cluster::new(self.machines(), self.setup.clone())
    }

    /// The same, to be shown.
    pub fn shown(&self) -> Cluster<ShownRole> {
        Cluster::new(self.machines(), self.setup.clone())
    }
}
