//! Counters, in three designs.
//!
//! | design | what a read may answer | while a node is away |
//! |---|---|---|
//! | [`Counter`]: one node owns it, the one beside it passes on what it is asked | linearizable | its counters can be neither read nor added to |
//! | [`Shard`]: every node has a part, a read sums them | within the bounds of what was added | it can be added to elsewhere, and not read |
//! | [`Replica`]: every node has a copy, and they tell each other | anything that it once was, in part; the same everywhere in the end | everything goes on |
//!
//! In all three an add is done once, however often its request comes, and is on the disk before it is acknowledged. Sums wrap around,
//! as Go's `int64` does. A node has as many counters as it is asked about, each 0 at first.

mod owned;
mod replicated;
mod sharded;

pub use owned::{Counter, Defect};
pub use replicated::{Replica, merge, value};
pub use sharded::Shard;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cluster::client::{Client, Manner, Step};
    use crate::cluster::contracts::{Rule, Verdict, counter};
    use crate::cluster::role::Disk;
    use crate::cluster::world::{Budget, Order, Setup, Telling, Timing};
    use crate::cluster::{Answer, Call, Cluster, Entry, Fact, Key, NodeId, Outcome, Role, Slot};
    use crate::explore::cluster::{Contract, Extent, Report, Wrong, check};
    use crate::sync::mix::mix;
    use crate::world::World as _;
    use std::collections::BTreeMap;
    #[cfg(target_family = "wasm")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    const KEY: Key = Key(0);
    const MILLISECOND: u64 = 1_000_000;

    /// What may go wrong in one run.
    fn faults() -> [Budget; 2] {
        let none = Budget::default();
        [Budget { losses: 1, duplicates: 1, ..none }, Budget { crashes: 1, restarts: 1, ..none }]
    }

    fn add(to: u16, by: i64) -> Step {
        Step::Ask(NodeId(to), Call::Add(KEY, by))
    }

    fn read(from: u16) -> Step {
        Step::Ask(NodeId(from), Call::Read(KEY))
    }

    /// These services, and a client with each of these scripts, which asks again after 5 ms where `retries` says so.
    fn cluster(services: &[Role], scripts: &[&[Step]], manner: Manner, setup: &Setup) -> Cluster<Role> {
        let client = |(place, script): (usize, &&[Step])| {
            let node = NodeId((services.len() + place) as u16);
            Role::from(Client { node, script: script.to_vec(), manner: manner.clone() })
        };
        let clients = scripts.iter().enumerate().map(client);
        Cluster::new(services.iter().cloned().chain(clients), setup.clone())
    }

    /// Clients that ask once, in a cluster in which anything may come at any time.
    fn at_any_time() -> (Manner, Setup) {
        let manner = Manner { retry: None, deadline: None, ..Manner::default() };
        (manner, Setup { timing: Timing::AnyDelay, telling: Telling::Operations, ..Setup::default() })
    }

    /// Clients that ask again, and faults.
    fn with_faults(budget: Budget, victims: &[u16]) -> (Manner, Setup) {
        let victims = Some(victims.iter().copied().map(NodeId).collect());
        let manner = Manner { deadline: Some(12 * MILLISECOND), ..Manner::default() };
        (manner, Setup { budget, victims, telling: Telling::Operations, ..Setup::default() })
    }

    fn owned(defect: Option<Defect>) -> [Role; 2] {
        [0, 1].map(|node| Counter { node: NodeId(node), owner: NodeId(0), defect }.into())
    }

    fn linearizable(history: &[Entry], _: bool) -> Verdict {
        counter::bounds(history).and(|| counter::linearizable(history))
    }

    fn rule(report: &Report) -> Option<Rule> {
        match &report.finding.as_ref()?.wrong {
            Wrong::Broken(breach) => Some(breach.rule),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn an_owned_counter_is_linearizable_whatever_is_delayed() {
        let (manner, setup) = at_any_time();
        let scripts: [&[Step]; 2] = [&[add(0, 1), read(0)], &[add(1, 2), read(1)]];
        let start = || cluster(&owned(None), &scripts, manner.clone(), &setup);
        let report = check(&start, &linearizable, Extent::default());
        assert!(report.is_proof(), "{report:?}");
    }

    #[test]
    fn an_owned_counter_is_linearizable_whatever_is_lost_doubled_or_crashes() {
        for budget in faults() {
            let (manner, setup) = with_faults(budget, &[0]);
            let scripts: [&[Step]; 2] = [&[add(0, 1), read(0)], &[add(1, 2)]];
            let start = || cluster(&owned(None), &scripts, manner.clone(), &setup);
            let report = check(&start, &linearizable, Extent::default());
            assert!(report.is_proof(), "{report:?}");
        }
    }

    #[test]
    fn a_read_and_a_write_in_two_messages_lose_an_add() {
        let (manner, setup) = at_any_time();
        let scripts: [&[Step]; 2] = [&[add(0, 1), read(0)], &[add(1, 2)]];
        let start = || cluster(&owned(Some(Defect::ReadThenWrite)), &scripts, manner.clone(), &setup);
        let report = check(&start, &linearizable, Extent::default());
        assert_eq!(rule(&report), Some(Rule::NotLinearizable));
        // Alone, it adds rightly.
        let alone: [&[Step]; 1] = [&[add(1, 2), add(1, 3), read(0)]];
        let start = || cluster(&owned(Some(Defect::ReadThenWrite)), &alone, manner.clone(), &setup);
        assert!(check(&start, &linearizable, Extent::default()).is_proof());
    }

    #[test]
    fn an_add_that_is_acknowledged_before_it_is_written_is_lost_in_a_crash() {
        let (manner, setup) = with_faults(Budget { crashes: 1, restarts: 1, ..Budget::default() }, &[0]);
        for (defect, broken) in [(None, None), (Some(Defect::AnsweredBeforeWritten), Some(Rule::OutOfBounds))]
        {
            let start = || cluster(&owned(defect), &[&[add(0, 1), read(0)]], manner.clone(), &setup);
            let report = check(&start, &linearizable, Extent::default());
            assert_eq!((rule(&report), report.is_proof()), (broken, defect.is_none()));
        }
    }

    #[test]
    fn an_add_that_is_sent_again_under_another_number_counts_twice() {
        let (manner, setup) = with_faults(Budget { losses: 1, ..Budget::default() }, &[]);
        for (keeps_number, broken) in [(true, None), (false, Some(Rule::OutOfBounds))] {
            let manner = Manner { keeps_number, ..manner.clone() };
            let start = || cluster(&owned(None), &[&[add(0, 1), read(0)]], manner.clone(), &setup);
            let report = check(&start, &linearizable, Extent::default());
            assert_eq!((rule(&report), report.is_proof()), (broken, keeps_number));
        }
    }

    #[test]
    fn a_sum_of_parts_keeps_the_bounds_and_is_not_linearizable() {
        let (manner, setup) = at_any_time();
        let nodes = [NodeId(0), NodeId(1)];
        let shards = nodes.map(|node| Role::from(Shard { node, shards: nodes.to_vec() }));
        let scripts: [&[Step]; 2] = [&[add(0, 1), add(1, 2)], &[read(0)]];
        let start = || cluster(&shards, &scripts, manner.clone(), &setup);
        let report = check(&start, &|history, _| counter::bounds(history), Extent::default());
        assert!(report.is_proof(), "{report:?}");
        let report = check(&start, &linearizable, Extent::default());
        assert_eq!(rule(&report), Some(Rule::NotLinearizable));
    }

    #[test]
    fn a_sum_of_parts_keeps_the_bounds_when_nodes_crash_and_messages_are_lost() {
        let nodes = [NodeId(0), NodeId(1)];
        let shards = nodes.map(|node| Role::from(Shard { node, shards: nodes.to_vec() }));
        for budget in faults() {
            let (manner, setup) = with_faults(budget, &[1]);
            let start = || cluster(&shards, &[&[add(1, 2), read(0)]], manner.clone(), &setup);
            let report = check(&start, &|history, _| counter::bounds(history), Extent::default());
            assert!(report.is_proof(), "{report:?}");
        }
    }

    fn replicas(count: u16) -> Vec<Role> {
        let nodes: Vec<NodeId> = (0..count).map(NodeId).collect();
        let replica =
            |node: &NodeId| Replica { node: *node, replicas: nodes.clone(), every: 5 * MILLISECOND };
        nodes.iter().map(|node| replica(node).into()).collect()
    }

    /// What replicas agree on in the end; each says so at least once.
    fn converges(count: usize) -> impl Fn(&[Entry], bool) -> Verdict {
        move |history, is_over| {
            if !is_over {
                return Verdict::Kept;
            }
            let mut settled: Vec<NodeId> = Vec::new();
            settled.extend(
                history.iter().filter(|one| matches!(one.fact, Fact::Settled(..))).map(|one| one.node),
            );
            settled.sort_unstable();
            settled.dedup();
            assert!(settled.is_empty() || settled.len() == count, "{history:?}");
            let acknowledged = Fact::Returned(0, Outcome::Done(Answer::Done));
            assert!(!settled.is_empty() || !history.iter().any(|one| one.fact == acknowledged));
            counter::convergence(history)
        }
    }

    /// The same, but that not everybody has to say so.
    fn agrees(history: &[Entry], is_over: bool) -> Verdict {
        if is_over { counter::convergence(history) } else { Verdict::Kept }
    }

    /// All states of so many copies, two of which are added to, from here.
    fn agree(count: u16, budget: Budget, order: Order, contract: Contract) -> Report {
        let (manner, setup) = with_faults(budget, &[0]);
        let setup = Setup { order, telling: Telling::OfEach, keeps_log: false, ..setup };
        let scripts: [&[Step]; 2] = [&[add(0, 5)], &[add(1, -2)]];
        let start = || cluster(&replicas(count), &scripts, manner.clone(), &setup);
        check(&start, contract, Extent::default())
    }

    #[test]
    fn replicas_agree_in_the_end_whatever_is_lost_doubled_or_late() {
        let none = Budget::default();
        let budgets = [
            none,
            Budget { losses: 1, ..none },
            Budget { duplicates: 1, ..none },
            Budget { losses: 1, duplicates: 1, ..none },
            Budget { delays: 1, ..none },
            Budget { partitions: 1, ..none },
        ];
        for count in [2, 3] {
            for budget in budgets {
                let report = agree(count, budget, Order::Any, &converges(count.into()));
                assert!(report.is_proof() && report.endless == Some(0), "{count} {budget:?}: {report:?}");
            }
        }
    }

    #[test]
    fn replicas_agree_whoever_crashes_and_tell_for_ever_who_does_not_come_back() {
        for count in [2, 3] {
            for restarts in [1, 0] {
                let budget = Budget { crashes: 1, restarts, ..Budget::default() };
                let report = agree(count, budget, Order::Sent, &agrees);
                let goes_on = report.endless.is_some_and(|states| states > 0);
                assert!(report.is_proof() && goes_on == (restarts == 0), "{count} {restarts}: {report:?}");
            }
        }
    }

    #[test]
    fn replicas_agree_after_a_crash_and_not_after_a_disk_is_lost() {
        for disks in [0, 1] {
            let budget = Budget { crashes: 1, restarts: 1, disks, ..Budget::default() };
            let (manner, setup) = with_faults(budget, &[0]);
            let setup = Setup { telling: Telling::OfEach, ..setup };
            let scripts: [&[Step]; 1] = [&[add(0, 5), add(0, 1)]];
            let start = || cluster(&replicas(2), &scripts, manner.clone(), &setup);
            let report = check(&start, &agrees, Extent::default());
            assert_eq!(rule(&report), (disks == 1).then_some(Rule::WrongSum), "{report:?}");
            assert_eq!(report.is_proof(), disks == 0);
        }
    }

    #[test]
    fn replicas_agree_whatever_comes_next() {
        // Who tells again before anything has come has ever more under way: not all of that can be looked at.
        let extent = Extent { states: 3_000, samples: 100, ..Extent::default() };
        let manner = Manner { deadline: None, retry: None, ..Manner::default() };
        let scripts: [&[Step]; 2] = [&[add(0, 5), add(1, 1)], &[add(1, -2)]];
        for (count, order) in [(2, Order::Sent), (2, Order::Any), (3, Order::Any)] {
            let budget = Budget { duplicates: 1, ..Budget::default() };
            let setup = Setup { timing: Timing::AnyDelay, order, budget, ..Setup::default() };
            let setup = Setup { telling: Telling::OfEach, keeps_log: false, ..setup };
            let start = || cluster(&replicas(count), &scripts, manner.clone(), &setup);
            let report = check(&start, &agrees, extent);
            assert!(report.finding.is_none(), "{count} {order:?}: {report:?}");
            assert!(report.samples == 100 || report.is_proof(), "{count} {order:?}: {report:?}");
        }
    }

    #[test]
    fn the_slot_of_a_node_only_grows_and_nobody_knows_more_of_it_than_the_node() {
        let scripts: [&[Step]; 2] = [&[add(0, 5), add(1, 1), add(0, -4)], &[add(1, -2), add(2, 3)]];
        let budget = Budget { losses: 2, duplicates: 2, crashes: 2, restarts: 2, ..Budget::default() };
        let mut steps = 0;
        for seed in 0..60 {
            let timing = if seed % 2 == 0 { Timing::AnyDelay } else { Timing::Timely };
            let (manner, setup) = with_faults(budget, &[0, 1, 2]);
            let setup = Setup { timing, order: Order::Any, ..setup };
            let mut cluster = cluster(&replicas(3), &scripts, manner, &setup);
            let (mut own, mut state) = (BTreeMap::<NodeId, Slot>::new(), seed);
            for _ in 0..300 {
                for node in (0..3).map(NodeId) {
                    let Some(Disk::Replica(disk)) = cluster.state(node).map(|state| &state.durable) else {
                        continue;
                    };
                    if let Some(slot) = disk.counters.get(&KEY).and_then(|slots| slots.get(&node)) {
                        let before = own.insert(node, *slot).unwrap_or_default();
                        assert!(slot.up >= before.up && slot.down >= before.down, "{seed}: {node:?}");
                    }
                }
                for node in (0..3).map(NodeId) {
                    let Some(Disk::Replica(disk)) = cluster.state(node).map(|state| &state.durable) else {
                        continue;
                    };
                    for (of, slot) in disk.counters.get(&KEY).into_iter().flatten() {
                        let known = own.get(of).copied().unwrap_or_default();
                        // What a node has told before it crashed amid that is on its disk.
                        let is_down = cluster.state(*of).is_none();
                        assert!(
                            is_down || slot.up <= known.up && slot.down <= known.down,
                            "{seed}: {of:?} at {node:?}"
                        );
                    }
                }
                let choices: Vec<_> = cluster.choices().iter().collect();
                if choices.is_empty() {
                    break;
                }
                state = mix(state + 1);
                cluster.step(choices[(state % choices.len() as u64) as usize], &mut Vec::new());
                steps += 1;
            }
        }
        assert!(steps > 2_000, "{steps}");
    }

    #[test]
    fn copies_are_merged_in_any_order_and_any_number_of_times() {
        type Slots = BTreeMap<NodeId, Slot>;
        let slot = |number: u64| Slot { up: number % 3, down: number / 3 };
        let all: Vec<Slots> = (0..36)
            .map(|number| BTreeMap::from([(NodeId(0), slot(number % 6)), (NodeId(1), slot(number / 6))]))
            .chain([BTreeMap::new()])
            .collect();
        let merged = |one: &Slots, other: &Slots| {
            let mut one = one.clone();
            merge(&mut one, other);
            one
        };
        for one in &all {
            assert_eq!(merged(one, one), *one);
            for other in &all {
                let both = merged(one, other);
                assert_eq!(both, merged(other, one));
                for third in &all {
                    assert_eq!(merged(&both, third), merged(one, &merged(other, third)));
                }
            }
        }
    }
}
