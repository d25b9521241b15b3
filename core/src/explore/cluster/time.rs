//! Time as such does not count: two states with one fingerprint go on alike, whenever it is, and what goes round for ever has an end of states.

use super::*;
use crate::cluster::client::{Client, Manner, Step};
use crate::cluster::contracts::lock::lock;
use crate::cluster::counter::Replica;
use crate::cluster::history::{Call, Fact, Key, Mode};
use crate::cluster::lock::Lock;
use crate::cluster::majority::Majority;
use crate::cluster::queue::{Delivery, Queue};
use crate::cluster::resource::Resource;
use crate::cluster::role::Role;
use crate::cluster::world::{Budget, Clock, Order, Setup, Telling};
use std::collections::{BTreeMap, BTreeSet};
#[cfg(target_family = "wasm")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const MS: u64 = 1_000_000;
const KEY: Key = Key(0);

/// A client of node 0 that has all the time in the world.
fn client(node: u16, retry: Option<u64>, calls: &[(u16, Call)]) -> Role {
    let manner = Manner { retry, deadline: None, ..Manner::default() };
    let script = calls.iter().map(|(to, call)| Step::Ask(NodeId(*to), call.clone())).collect();
    Client { node: NodeId(node), script, manner }.into()
}

fn replicas(count: u16) -> impl Iterator<Item = Role> {
    let nodes: Vec<NodeId> = (0..count).map(NodeId).collect();
    (0..count).map(move |node| Replica { node: NodeId(node), replicas: nodes.clone(), every: 5 * MS }.into())
}

/// Small clusters of every kind of machine that knows instants, or sets timers again and again.
fn scenes() -> Vec<Vec<Role>> {
    let lock = Role::from(Lock { lease: 10 * MS, defect: None });
    let resource = Role::from(Resource { is_fenced: true });
    let turn = |node: u16, work: u64| -> Role {
        let ask = |to: u16, call| Step::Ask(NodeId(to), call);
        let write = ask(1, Call::Write(KEY, Some(0), 1));
        let script = vec![ask(0, Call::Acquire(KEY, Mode::Exclusive)), Step::Work(work), write];
        let manner = Manner { retry: None, deadline: Some(30 * MS), ..Manner::default() };
        Client { node: NodeId(node), script, manner }.into()
    };
    let delivery = Delivery::AtLeastOnce { visibility: 4 * MS, deliveries: None };
    let queue = Role::from(Queue { delivery, defect: None });
    let counts = client(2, None, &[(0, Call::Add(KEY, 5))]);
    let majority = |node: u16| -> Role {
        let (node, services) = (NodeId(node), vec![NodeId(0)]);
        let (key, lease, drift, wait, work) = (KEY, 10 * MS, MS, MS, 4 * MS);
        Majority { node, services, key, lease, drift, wait, work, resource: NodeId(1) }.into()
    };
    vec![
        vec![lock.clone(), resource.clone(), turn(2, 9 * MS), turn(3, 0)],
        vec![
            queue,
            client(1, Some(3 * MS), &[(0, Call::Push(KEY, 1)), (0, Call::Pop(KEY)), (0, Call::Pop(KEY))]),
        ],
        replicas(2).chain([counts]).collect(),
        vec![lock, resource, majority(2), majority(3)],
    ]
}

fn setups() -> Vec<Setup> {
    let none = Budget::default();
    let budgets = [
        none,
        Budget { losses: 1, delays: 1, ..none },
        Budget { crashes: 1, restarts: 1, ..none },
        Budget { pauses: 1, jumps: 1, ..none },
        Budget { partitions: 1, duplicates: 1, ..none },
    ];
    let clock = |skew, ahead| BTreeMap::from([(NodeId(0), Clock { skew, ahead })]);
    let mut setups = Vec::new();
    for budget in budgets {
        for (order, timing) in
            [(Order::Sent, Timing::Timely), (Order::Any, Timing::Timely), (Order::Sent, Timing::AnyDelay)]
        {
            let (telling, keeps_log, delay) = (Telling::OfEach, false, 7 * MS);
            let plain = Setup {
                budget,
                order,
                timing,
                telling,
                keeps_log,
                delay,
                jumps: vec![8 * MS as i64],
                ..Setup::default()
            };
            let back = Setup { jumps: vec![-(8 * MS as i64)], ..plain.clone() };
            let skewed = Setup { clocks: clock(250_000, 0), ..plain.clone() };
            let behind = Setup { clocks: clock(0, -6 * MS as i64), ..plain.clone() };
            let ahead = Setup { clocks: clock(0, 6 * MS as i64), ..plain.clone() };
            setups.extend([plain, back, skewed, behind, ahead]);
        }
    }
    setups
}

/// What each step of a state leads to, as fingerprints.
fn leads_to(cluster: &mut Cluster<Role>) -> BTreeSet<u128> {
    let here = cluster.save().expect("it can be copied");
    let choices: Vec<_> = cluster.choices().iter().collect();
    let mut prints = BTreeSet::new();
    for choice in choices {
        cluster.step(choice, &mut Vec::new());
        prints.insert(cluster.fingerprint());
        cluster.restore(&here);
    }
    prints
}

#[test]
fn two_states_with_one_fingerprint_go_on_alike_whenever_it_is() {
    let (mut merged, mut known_states) = (0, 0);
    for scene in scenes() {
        for setup in setups() {
            // Every state at every time, up to so many: nothing is left out because it was seen at another time.
            let mut cluster = Cluster::new(scene.clone(), setup.clone());
            let mut seen = BTreeSet::from([(cluster.fingerprint(), cluster.now())]);
            let mut known: BTreeMap<u128, (BTreeSet<u128>, bool)> = BTreeMap::new();
            let mut open = std::collections::VecDeque::from([cluster.save().expect("it can be copied")]);
            while let Some(state) = open.pop_front().filter(|_| seen.len() < 1_500) {
                cluster.restore(&state);
                let goes_on = (leads_to(&mut cluster), cluster.end().is_some());
                if let Some(before) = known.insert(cluster.fingerprint(), goes_on.clone()) {
                    assert_eq!(before, goes_on, "{setup:?} {:?}", cluster.history());
                    merged += 1;
                }
                for choice in cluster.choices().iter().collect::<Vec<_>>() {
                    cluster.step(choice, &mut Vec::new());
                    if seen.insert((cluster.fingerprint(), cluster.now())) {
                        open.push_back(cluster.save().expect("it can be copied"));
                    }
                    cluster.restore(&state);
                }
            }
            known_states += known.len();
        }
    }
    assert!(merged > 1_000 && known_states > 10_000, "{merged} {known_states}");
}

/// What each node may have told after at most so many steps, by trying every schedule one after the other.
fn naively(cluster: &mut Cluster<Role>, steps: u32, told: &mut BTreeSet<Vec<Vec<Fact>>>) {
    let of = |node| {
        cluster.history().iter().filter(move |one| one.node == NodeId(node)).map(|one| one.fact.clone())
    };
    told.insert((0..4).map(|node| of(node).collect()).collect());
    if steps == 0 {
        return;
    }
    let here = cluster.save().expect("it can be copied");
    for choice in cluster.choices().iter().collect::<Vec<_>>() {
        cluster.step(choice, &mut Vec::new());
        naively(cluster, steps - 1, told);
        cluster.restore(&here);
    }
}

#[test]
fn every_schedule_one_after_the_other_tells_the_same() {
    for scene in scenes() {
        for budget in [
            Budget::default(),
            Budget { crashes: 1, ..Budget::default() },
            Budget { losses: 1, ..Budget::default() },
        ] {
            let victims = Some(vec![NodeId(1)]);
            let setup =
                Setup { budget, victims, telling: Telling::OfEach, keeps_log: false, ..Setup::default() };
            let start = || Cluster::new(scene.clone(), setup.clone());
            let steps = 9;
            let mut all = BTreeSet::new();
            naively(&mut start(), steps, &mut all);
            let mut search = Search::new(|_: &mut Vec<Event>| start());
            let mut found = BTreeSet::new();
            while let Some(state) = search.visit() {
                if search.way(state).steps > steps {
                    break;
                }
                naively(
                    &mut search
                        .world()
                        .save()
                        .map(|saved| {
                            let mut copy = start();
                            copy.restore(&saved);
                            copy
                        })
                        .expect("it can be copied"),
                    0,
                    &mut found,
                );
            }
            assert_eq!(found, all, "{budget:?}");
        }
    }
}

#[test]
fn who_asks_for_ever_comes_back_to_a_state_and_that_is_told() {
    let asks = || client(1, Some(3 * MS), &[(0, Call::Acquire(KEY, Mode::Exclusive))]);
    let lock = |history: &[Entry], _: bool| lock(history, None);
    // After a crash for ever replicas go on telling: that is no flaw, and it is said.
    let setup = Setup { budget: Budget { crashes: 1, ..Budget::default() }, ..Setup::default() };
    let counts = || client(2, None, &[(0, Call::Add(KEY, 5))]);
    let start = || {
        Cluster::new(replicas(2).chain([counts()]), Setup { victims: Some(vec![NodeId(1)]), ..setup.clone() })
    };
    let report = check(&start, &|_, _| Verdict::Kept, Extent::default());
    assert!(report.is_proof() && report.endless.is_some_and(|states| states > 0), "{report:?}");
    // Who is never answered though nothing goes wrong is found.
    let nobody =
        || Role::from(Replica { node: NodeId(0), replicas: vec![NodeId(0), NodeId(9)], every: 5 * MS });
    let start = || Cluster::new([nobody(), client(1, None, &[(0, Call::Add(KEY, 5))])], Setup::default());
    let finding = check(&start, &lock, Extent::default()).finding.expect("it never ends");
    assert_eq!((finding.wrong, finding.history.is_empty()), (Wrong::Endless, false));
    let start = || Cluster::new([Role::from(Lock { lease: MS, defect: None }), asks()], Setup::default());
    assert!(check(&start, &lock, Extent::default()).is_proof());
}
