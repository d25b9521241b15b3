//! A cluster of a thousand nodes, and how long it takes to say whether a history of the size that Jepsen records is linearizable.
//!
//! Porcupine is a checker of such histories in Go. Its README (github.com/anishathalye/porcupine) says that it is 1,000 to 10,000 times
//! as fast as Knossos on Jepsen's histories of etcd, and the article about it (anishathalye.com, 4 June 2017) that it checks histories
//! of thousands of events in seconds. Neither gives the time for one, so that ours stands alone in the table.

use crate::measure::{Table, peer};
use lockstep_core::cluster::client::{Client, Manner, Step};
use lockstep_core::cluster::contracts::counter::linearizable as counter;
use lockstep_core::cluster::contracts::queue::fifo as queue;
use lockstep_core::cluster::counter::Counter;
use lockstep_core::cluster::history::{Call, History, Key};
use lockstep_core::cluster::machine::NodeId;
use lockstep_core::cluster::queue::{Delivery, Queue};
use lockstep_core::cluster::world::{Setup, Telling};
use lockstep_core::cluster::{Cluster, Role};
use lockstep_core::schedule::rng::SplitMix64;
use lockstep_core::world::World;

/// Services, each with a counter or a queue, and as many clients.
const SERVICES: u16 = 500;

/// What a client does in the large cluster: so many operations.
const OPERATIONS: u32 = 201;

/// A service of each kind in turn.
fn service(number: u16) -> Role {
    let node = NodeId(number);
    match number % 2 {
        0 => Counter { node, owner: node, defect: None }.into(),
        _ => Queue { delivery: Delivery::Once, defect: None }.into(),
    }
}

/// A client that adds and reads, or pushes and pops, half of them each, where `service` says.
fn client(
    node: u16,
    operations: u32,
    numbers: &mut SplitMix64,
    service: impl Fn(&mut SplitMix64) -> u16,
) -> Role {
    let script = (0..operations).map(|number| {
        let to = service(numbers);
        let key = Key(to.into());
        let call = match (to % 2, numbers.below(2)) {
            (0, 0) => Call::Add(key, 1),
            (0, _) => Call::Read(key),
            (_, 0) => Call::Push(key, u64::from(node) << 32 | u64::from(number)),
            _ => Call::Pop(key),
        };
        Step::Ask(NodeId(to), call)
    });
    let manner = Manner { deadline: None, retry: None, ..Manner::default() };
    Client { node: NodeId(node), script: script.collect(), manner }.into()
}

/// Runs a cluster to its end, which thing comes next by chance. How many steps that took, and what happened.
fn run(mut cluster: Cluster<Role>, numbers: &mut SplitMix64) -> (u64, History) {
    let (mut steps, mut events) = (0, Vec::new());
    while !cluster.choices().is_empty() {
        let choices = cluster.choices();
        let worker = choices.nth(numbers.below(choices.ready_workers())).expect("so many may go");
        let choice = choices.of(worker)[0];
        events.clear();
        cluster.step(choice, &mut events);
        steps += 1;
    }
    (steps, cluster.history().clone())
}

/// The large cluster. How many operations and steps it has.
pub fn thousand() -> String {
    let mut numbers = SplitMix64::new(1);
    let mut roles: Vec<Role> = (0..SERVICES).map(service).collect();
    for node in SERVICES..2 * SERVICES {
        roles.push(client(node, OPERATIONS, &mut numbers, |numbers| numbers.below(SERVICES.into()) as u16));
    }
    let setup = Setup { keeps_log: false, telling: Telling::Nothing, ..Setup::default() };
    let begun = crate::clock::seconds();
    let (steps, history) = run(Cluster::new(roles, setup), &mut numbers);
    let seconds = crate::clock::seconds() - begun;
    let operations = u32::from(SERVICES) * OPERATIONS;
    assert_eq!(history.len() as u32, 2 * operations, "each begins and ends");
    format!("1,000 nodes, {operations} operations, {steps} steps: {seconds:.2} s")
}

/// Four hundred operations of ten clients on one service.
fn history(service_number: u16) -> History {
    let mut numbers = SplitMix64::new(2);
    let mut roles: Vec<Role> = (0..2).map(service).collect();
    roles.extend((2..12).map(|node| client(node, 40, &mut numbers, |_| service_number)));
    run(Cluster::new(roles, Setup::default()), &mut numbers).1
}

/// The histories, judged.
pub fn measure(table: &mut Table) {
    let (of_counter, of_queue) = (history(0), history(1));
    let judged = |history: History, judge: fn(&History) -> bool| {
        move |count| (0..count).for_each(|_| assert!(judge(&history), "the service is right"))
    };
    let counter = judged(of_counter, |history| counter(history).is_kept());
    let queue = judged(of_queue, |history| queue(history).is_kept());
    table.measure("linearizable: 400 operations, a counter", 20, &[peer("lockstep", counter)]);
    table.measure("linearizable: 400 operations, a queue", 20, &[peer("lockstep", queue)]);
}
