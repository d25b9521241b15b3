//! What a sizing buys and what it costs: the same work done by clusters of 2 nodes, 3 nodes and so on, with as many locks, counters and
//! queues as the article's rule says, with one of each, and with one to each node.
//!
//! A machine of such a cluster is six nodes of the world: its locks, its counters, for each of these one that passes on what those of the
//! machine beside it are asked, its queue and a client. They are near to each other and far from other machines. Every client does the same number of rounds, each about an object that is picked by a fixed hash out of as many as
//! there are machines: so it is the sizing alone that says how many of them share a lock, a counter or a queue. In a round the client
//! takes the lock, works, gives it back, adds to the counter and reads it, and pushes to the queue and pops from it. It asks the owner, or
//! for a lock and a counter the node beside it where that is its own machine. No fault strikes, and of what is due at once the first one of the first node is next.

use super::client::{Client, Manner, Step};
use super::counter::Counter;
use super::history::{Call, Fact, Key, Mode};
use super::lock::Lock;
use super::machine::{Machine, NodeId};
use super::queue::{Delivery, Queue};
use super::role::ShownRole;
use super::sizing::{Overrides, Refused, Shared, Sizing};
use super::world::{Cluster, Happening, Setup};
use crate::sync::mix::mix;
use crate::world::{Event, World};

/// How many locks, counters and queues there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Rule {
    /// As the article says: ⌊n/2⌋ locks, ⌊n/2⌋ counters and n queues.
    Article,
    /// One of each.
    OneOfEach,
    /// One of each to every node.
    OnePerNode,
}

impl Rule {
    /// All of them.
    pub const ALL: [Rule; 3] = [Rule::Article, Rule::OneOfEach, Rule::OnePerNode];

    /// The sizing of so many nodes.
    pub fn sizing(self, nodes: u16) -> Sizing {
        let of_each =
            |count: u32| Overrides { locks: Some(count), counters: Some(count), queues: Some(count) };
        match self {
            Rule::Article => Sizing::of(nodes),
            Rule::OneOfEach => Sizing::of(nodes).with(of_each(1)),
            Rule::OnePerNode => Sizing::of(nodes).with(of_each(nodes.into())),
        }
    }
}

/// What the clients do, and how long things take, in virtual nanoseconds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Work {
    /// How many rounds each client does.
    pub rounds: u32,
    /// How long it works while it holds the lock.
    pub holds: u64,
    /// How long a message takes to another machine.
    pub far: u64,
    /// How long it takes on one machine.
    pub near: u64,
    /// How long a node has to do with a message.
    pub handling: u64,
}

impl Default for Work {
    /// Eight rounds of half a millisecond of work, a millisecond from machine to machine, and 50 microseconds for a message.
    fn default() -> Work {
        Work { rounds: 8, holds: 500_000, far: 1_000_000, near: 10_000, handling: 50_000 }
    }
}

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Figures {
    /// How long a client waited for a lock, from asking for it to having it, in virtual nanoseconds: the mean.
    pub waiting: f64,
    /// Operations that ended, of all kinds, in a second of virtual time.
    pub throughput: f64,
    /// Messages that were sent, for each operation.
    pub messages: f64,
}

/// The most machines of a cluster here: as many as are run in a moment.
pub const MOST: u16 = 64;

/// The work with one sizing, to be done in slices.
#[derive(Debug)]
pub struct Trial {
    cluster: Cluster<ShownRole>,
    events: Vec<Event>,
}

impl Trial {
    /// Begins the work.
    ///
    /// # Errors
    /// If the sizing has no lock, no counter or no queue, as the article's rule has it for one node; if there is no node, or there are
    /// more than [`MOST`].
    pub fn new(sizing: Sizing, work: &Work) -> Result<Trial, Refused> {
        Ok(Trial { cluster: start(sizing, work)?, events: Vec::new() })
    }

    /// Goes on for so many steps at most; the figures, once it is done.
    pub fn go_on(&mut self, steps: u32) -> Option<Figures> {
        for _ in 0..steps {
            let Some(choice) = self.cluster.choices().first() else { return Some(self.figures()) };
            self.events.clear();
            self.cluster.step(choice, &mut self.events);
        }
        None
    }

    fn figures(&self) -> Figures {
        let (mut operations, mut waited, mut locks, mut sent) = (0_u32, 0_u64, 0_u32, 0_u32);
        // By node: when it asked for the lock that it waits for. It asks for one thing at a time.
        let mut since = vec![None; self.cluster.faults().0 as usize];
        for entry in self.cluster.log() {
            match &entry.what {
                Happening::Sent(..) => sent += 1,
                Happening::Told(node, Fact::Invoked(_, Call::Acquire(..))) => {
                    since[usize::from(node.0)] = Some(entry.at);
                }
                Happening::Told(node, Fact::Returned(..)) => {
                    operations += 1;
                    if let Some(since) = since[usize::from(node.0)].take() {
                        (waited, locks) = (waited + (entry.at - since), locks + 1);
                    }
                }
                _ => {}
            }
        }
        let seconds = self.cluster.now().max(1) as f64 / 1e9;
        Figures {
            waiting: waited as f64 / f64::from(locks.max(1)),
            throughput: f64::from(operations) / seconds,
            messages: f64::from(sent) / f64::from(operations.max(1)),
        }
    }
}

/// Does the work with one sizing.
///
/// # Errors
/// As [`Trial::new`].
pub fn run(sizing: Sizing, work: &Work) -> Result<Figures, Refused> {
    let mut trial = Trial::new(sizing, work)?;
    loop {
        if let Some(figures) = trial.go_on(u32::MAX) {
            return Ok(figures);
        }
    }
}

/// The figures of the rules, in the order of [`Rule::ALL`].
pub type OfRules = [Figures; Rule::ALL.len()];

/// The work with every rule, for 2 nodes and more up to so many, in slices.
#[derive(Debug)]
pub struct Sweep {
    work: Work,
    most: u16,
    done: Vec<(u16, OfRules)>,
    /// The figures of the first rules, for the next number of nodes.
    begun: Vec<Figures>,
    trial: Option<Trial>,
}

impl Sweep {
    /// Nothing done yet of a sweep to so many nodes, but to no more than [`MOST`].
    pub fn new(most: u16, work: Work) -> Sweep {
        Sweep { work, most: most.min(MOST), done: Vec::new(), begun: Vec::new(), trial: None }
    }

    /// Goes on for so many steps at most; whether there is more to do.
    pub fn go_on(&mut self, steps: u32) -> bool {
        let nodes = self.done.last().map_or(2, |(nodes, _)| nodes + 1);
        if nodes > self.most {
            return false;
        }
        let rule = Rule::ALL[self.begun.len()];
        let trial = self.trial.get_or_insert_with(|| {
            Trial::new(rule.sizing(nodes), &self.work).expect("two nodes have one of each")
        });
        if let Some(figures) = trial.go_on(steps) {
            self.trial = None;
            self.begun.push(figures);
            if let Ok(of_rules) = OfRules::try_from(&*self.begun) {
                self.done.push((nodes, of_rules));
                self.begun.clear();
            }
        }
        self.done.last().is_none_or(|(nodes, _)| *nodes < self.most)
    }

    /// What is done: for each number of nodes, from 2 on, the figures of the rules.
    pub fn done(&self) -> &[(u16, OfRules)] {
        &self.done
    }
}

/// The work with every rule, for 2 nodes and more up to so many, but for no more than [`MOST`]: for each number of nodes the figures of
/// the rules.
pub fn sweep(most: u16, work: &Work) -> Vec<(u16, OfRules)> {
    let mut sweep = Sweep::new(most, work.clone());
    while sweep.go_on(u32::MAX) {}
    sweep.done
}

/// The parts of a machine.
#[derive(Clone, Copy)]
enum Part {
    Locks,
    BesideLocks,
    Counters,
    BesideCounters,
    Queues,
    Client,
}

const PARTS: [Part; 6] =
    [Part::Locks, Part::BesideLocks, Part::Counters, Part::BesideCounters, Part::Queues, Part::Client];

/// The node of the world that is this part of a machine.
fn node(machine: NodeId, part: Part) -> NodeId {
    NodeId(machine.0 * PARTS.len() as u16 + part as u16)
}

/// The cluster before its first step.
fn start<R>(sizing: Sizing, work: &Work) -> Result<Cluster<R>, Refused>
where
    R: Machine + From<Lock> + From<Counter> + From<Queue> + From<Client>,
{
    // What there is none of is refused, whether or not it is asked for.
    sizing.lock(Key(0))?;
    sizing.counter(Key(0))?;
    sizing.queue(Key(0))?;
    let machines = (0..sizing.nodes).map(NodeId);
    if sizing.nodes > MOST {
        return Err(Refused::Nodes(MOST));
    }
    let mut roles: Vec<R> = Vec::new();
    for machine in machines.clone() {
        let script = script(machine, sizing, work)?;
        // Nobody goes away, so that a lease is as long as it may have to be, and nobody asks twice.
        let manner = Manner { lease: u64::MAX / 2, deadline: None, retry: None, ..Manner::default() };
        // A machine is beside one other, if it is; they go round after as many as there are machines.
        let owner = |count: u32, place: fn(&Sizing, Key) -> Result<Shared, Refused>| {
            let mut shared =
                (0..count.min(sizing.nodes.into())).filter_map(|key| place(&sizing, Key(key)).ok());
            shared.find(|shared| shared.beside == machine).map_or(machine, |shared| shared.owner)
        };
        let passes_on = |own: Part, owner: NodeId, to: Part| Counter {
            node: node(machine, own),
            owner: node(owner, to),
            defect: None,
        };
        roles.extend([
            R::from(Lock { lease: manner.lease, defect: None }),
            passes_on(Part::BesideLocks, owner(sizing.locks, Sizing::lock), Part::Locks).into(),
            passes_on(Part::Counters, machine, Part::Counters).into(),
            passes_on(Part::BesideCounters, owner(sizing.counters, Sizing::counter), Part::Counters).into(),
            Queue { delivery: Delivery::Once, defect: None }.into(),
            Client { node: node(machine, Part::Client), script, manner }.into(),
        ]);
    }
    // Far apart is the rule, near the exception.
    let near = machines.flat_map(|machine| {
        let pairs = PARTS.into_iter().flat_map(|one| PARTS.map(|other| (one, other)));
        pairs.map(move |(one, other)| (node(machine, one), node(machine, other)))
    });
    let latencies = near.map(|pair| (pair, work.near)).collect();
    let setup = Setup { latency: work.far, latencies, handling: work.handling, ..Setup::default() };
    Ok(Cluster::new(roles, setup))
}

/// What the client of a machine does.
fn script(machine: NodeId, sizing: Sizing, work: &Work) -> Result<Vec<Step>, Refused> {
    let mut script = Vec::new();
    for round in 0..work.rounds {
        let item =
            (mix(u64::from(machine.0) << 32 | u64::from(round)) % u64::from(sizing.nodes.max(1))) as u32;
        let key = |count: u32| Key(item.checked_rem(count).unwrap_or(0));
        let (lock, counter, queue) = (key(sizing.locks), key(sizing.counters), key(sizing.queues));
        let asked =
            |Shared { owner, beside }, of_owner, of_beside| match beside == machine && owner != machine {
                true => node(machine, of_beside),
                false => node(owner, of_owner),
            };
        let locks = asked(sizing.lock(lock)?, Part::Locks, Part::BesideLocks);
        let counters = asked(sizing.counter(counter)?, Part::Counters, Part::BesideCounters);
        let queues = node(sizing.queue(queue)?, Part::Queues);
        script.extend([
            Step::Ask(locks, Call::Acquire(lock, Mode::Exclusive)),
            Step::Work(work.holds),
            Step::Ask(locks, Call::Release(lock, 0)),
            Step::Ask(counters, Call::Add(counter, 1)),
            Step::Ask(counters, Call::Read(counter)),
            Step::Ask(queues, Call::Push(queue, u64::from(machine.0) << 32 | u64::from(round))),
            Step::Ask(queues, Call::Pop(queue)),
        ]);
    }
    Ok(script)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cluster::contracts::counter::{bounds, linearizable};
    use crate::cluster::contracts::{lock, queue};
    use crate::cluster::role::Role;
    use crate::cluster::sizing::Kind;
    #[cfg(target_family = "wasm")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn a_lone_client_waits_for_the_way_there_and_back() {
        let work = Work { rounds: 3, handling: 0, ..Work::default() };
        let figures = run(Rule::OneOfEach.sizing(1), &work).expect("there is one of each");
        // Two messages of an operation, each on its way for `near`; nobody is in the way.
        assert_eq!((figures.waiting, figures.messages), (2.0 * work.near as f64, 2.0));
        let round = 6 * 2 * work.near + work.holds;
        assert!((figures.throughput - 6e9 / round as f64).abs() < 1e-6);
        assert_eq!(run(Rule::Article.sizing(1), &work), Err(Refused::None(Kind::Lock)));
        assert_eq!(run(Rule::OneOfEach.sizing(0), &work), Err(Refused::NoNodes));
        assert_eq!(run(Rule::Article.sizing(MOST + 1), &work), Err(Refused::Nodes(MOST)));
    }

    #[test]
    fn more_locks_are_less_waiting_and_one_of_each_is_a_bottleneck() {
        for (nodes, [article, one, each]) in sweep(12, &Work::default()).into_iter().skip(4) {
            assert!(each.waiting < article.waiting && article.waiting < one.waiting, "{nodes}");
            assert!(article.throughput > one.throughput && each.throughput > one.throughput, "{nodes}");
            // Who is beside the owner has it passed on.
            assert!(article.messages >= 2.0 && article.messages < 2.5, "{nodes}: {}", article.messages);
        }
    }

    #[test]
    fn what_it_did_keeps_every_contract() {
        for rule in Rule::ALL {
            for nodes in [2, 3, 7] {
                let mut cluster: Cluster<Role> =
                    start(rule.sizing(nodes), &Work::default()).expect("there is one of each");
                while let Some(choice) = cluster.choices().first() {
                    cluster.step(choice, &mut Vec::new());
                }
                let history = cluster.history();
                assert!(lock::lock(history, None).is_kept(), "{rule:?} {nodes}");
                assert!(bounds(history).is_kept() && linearizable(history).is_kept(), "{rule:?} {nodes}");
                assert!(queue::multiset(history).is_kept(), "{rule:?} {nodes}");
                let ends = history.iter().filter(|entry| matches!(entry.fact, Fact::Returned(..))).count();
                assert_eq!(ends, usize::from(nodes) * 8 * 6, "{rule:?} {nodes}");
            }
        }
    }

    #[test]
    fn work_in_slices_is_the_same_work() {
        let mut sweep = Sweep::new(4, Work::default());
        let mut slices = 0;
        while sweep.go_on(100) {
            slices += 1;
        }
        assert!(slices > 20, "{slices}");
        assert_eq!(sweep.done(), super::sweep(4, &Work::default()));
        assert!(!sweep.go_on(100));
    }

    #[test]
    fn the_same_work_twice_is_the_same() {
        assert_eq!(sweep(5, &Work::default()), sweep(5, &Work::default()));
        assert_eq!(sweep(1, &Work::default()), []);
        assert_eq!(sweep(u16::MAX, &Work { rounds: 0, ..Work::default() }).len(), usize::from(MOST) - 1);
    }
}
