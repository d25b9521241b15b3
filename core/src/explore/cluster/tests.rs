//! What exploring finds in the lock on show, with and without its defects.

use super::*;
use crate::cluster::client::{Client, Manner, Step};
use crate::cluster::contracts::Rule;
use crate::cluster::contracts::lock::lock;
use crate::cluster::history::{Call, Fact, Key, Mode, Outcome};
use crate::cluster::lock::{Defect, Lock};
use crate::cluster::resource::Resource;
use crate::cluster::role::Role;
use crate::cluster::scene::LockScene;
use crate::cluster::world::{Budget, Setup, Telling};
#[cfg(target_family = "wasm")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const MS: u64 = 1_000_000;

fn explored(scene: &LockScene, extent: Extent) -> Report {
    check(&|| scene.start(), &|history, _| lock(history, None), extent)
}

fn with(scene: LockScene, timing: Timing, budget: Budget, victims: &[NodeId]) -> LockScene {
    let victims = (!victims.is_empty()).then(|| victims.to_vec());
    let setup = Setup { timing, budget, victims, jumps: vec![20 * MS as i64], ..scene.setup };
    LockScene { setup: Setup { delay: 15 * MS, keeps_log: false, ..setup }, ..scene }
}

/// A scene without deadlines, which any delay may let pass.
fn patient(works: &[u64]) -> LockScene {
    let manner = Manner { retry: None, deadline: None, ..Manner::default() };
    LockScene { works: works.to_vec(), manner, ..LockScene::default() }
}

/// The scene in which a defect shows.
fn showing(defect: Defect) -> LockScene {
    let one =
        |budget| with(LockScene { works: vec![0, 0], ..LockScene::default() }, Timing::Timely, budget, &[]);
    let scene = match defect {
        Defect::NoFencing => one(Budget { delays: 1, ..Budget::default() }),
        Defect::LeaseNotChecked => LockScene { works: vec![15 * MS, 0], ..one(Budget::default()) },
        Defect::ReleasedByAnyone => with(patient(&[0, 0]), Timing::AnyDelay, Budget::default(), &[]),
        Defect::AnsweredBeforeWritten => {
            let budget = Budget { crashes: 1, restarts: 1, ..Budget::default() };
            let manner = Manner { deadline: Some(40 * MS), ..Manner::default() };
            let scene = LockScene { works: vec![0, 0], manner, ..LockScene::default() };
            with(scene, Timing::Timely, budget, &[LockScene::SERVICE])
        }
    };
    LockScene { defect: Some(defect), ..scene }
}

fn rule(finding: &Finding) -> Option<Rule> {
    match &finding.wrong {
        Wrong::Broken(breach) => Some(breach.rule),
        _ => None,
    }
}

#[test]
fn each_defect_is_found_by_a_shortest_schedule_that_replays() {
    for defect in Defect::ALL {
        let scene = showing(defect);
        let finding = explored(&scene, Extent::default()).finding.expect("it is found");
        let expected: &[Rule] = match defect {
            Defect::NoFencing | Defect::LeaseNotChecked => &[Rule::OldWriteTaken],
            Defect::ReleasedByAnyone => &[Rule::ReleasedByAnother],
            Defect::AnsweredBeforeWritten => &[Rule::TokenNotNewer, Rule::HeldTwice],
        };
        let found = rule(&finding);
        assert!(found.is_some_and(|rule| expected.contains(&rule)), "{defect:?}: {:?}", finding.wrong);
        // It is broken at its end and nowhere before.
        let mut cluster = scene.start();
        for pick in &finding.picks {
            assert!(lock(cluster.history(), None).is_kept());
            let choice = pick.find(cluster.choices()).expect("it is there again");
            cluster.step(choice, &mut Vec::new());
        }
        assert!(!lock(cluster.history(), None).is_kept());
        assert_eq!(cluster.history(), &finding.history);
        assert_eq!(finding.schedule.len() as usize, finding.picks.len());
        // By chance nothing shorter is met.
        for seed in 0..200 {
            let (plan, mut unsettled) = (Plan::Random { seed }, 0);
            let contract: Contract = &|history, _| lock(history, None);
            let other = sample(&|| scene.start(), contract, plan, 1_000, &mut unsettled);
            assert!(other.is_none_or(|other| other.picks.len() >= finding.picks.len()), "{defect:?} {seed}");
        }
    }
}

#[test]
fn without_the_defect_nothing_is_wrong_and_that_is_a_proof() {
    for defect in Defect::ALL {
        let report = explored(&LockScene { defect: None, ..showing(defect) }, Extent::default());
        assert!(report.is_proof(), "{defect:?}: {report:?}");
        assert!(report.states > 20 && report.ends > 0, "{defect:?}: {report:?}");
    }
}

#[test]
fn the_lock_keeps_its_contract_whatever_strikes_once() {
    let budgets = [
        Budget { pauses: 1, ..Budget::default() },
        Budget { jumps: 1, ..Budget::default() },
        Budget { skews: 1, ..Budget::default() },
        Budget { losses: 1, ..Budget::default() },
        Budget { duplicates: 1, ..Budget::default() },
        Budget { partitions: 1, ..Budget::default() },
        Budget { reorders: 1, delays: 1, ..Budget::default() },
        Budget { crashes: 1, restarts: 1, ..Budget::default() },
    ];
    for budget in budgets {
        let manner = Manner { deadline: Some(30 * MS), retry: Some(8 * MS), ..Manner::default() };
        let scene = LockScene { works: vec![MS, 0], manner, ..LockScene::default() };
        let report = explored(&with(scene, Timing::Timely, budget, &[]), Extent::default());
        assert!(report.is_proof(), "{budget:?}: {report:?}");
    }
}

#[test]
fn a_slow_clock_breaks_a_lease_without_a_margin_and_a_token_or_a_margin_mends_it() {
    let scene = |margin, defect| {
        let budget = Budget { skews: 1, ..Budget::default() };
        let manner = Manner { margin, retry: None, ..Manner::default() };
        let scene = LockScene { works: vec![7 * MS, 0], manner, defect, ..LockScene::default() };
        let scene = with(scene, Timing::Timely, budget, &[LockScene::client(0), LockScene::client(1)]);
        LockScene { setup: Setup { skews: vec![-500_000], ..scene.setup }, ..scene }
    };
    let finding = explored(&scene(0, Some(Defect::NoFencing)), Extent::default()).finding;
    let finding = finding.expect("it is found");
    assert_eq!(rule(&finding), Some(Rule::OldWriteTaken));
    // It says whose clock it was, and leads there again.
    let mut cluster = scene(0, Some(Defect::NoFencing)).start();
    let mut struck = Vec::new();
    for pick in &finding.picks {
        let choice = pick.find(cluster.choices()).expect("it is there again");
        struck.extend(cluster.fault(choice));
        cluster.step(choice, &mut Vec::new());
    }
    assert!(matches!(struck[..], [crate::cluster::Fault::Skew(_, 0)]), "{struck:?}");
    assert_eq!(cluster.history(), &finding.history);
    for (margin, defect) in [(500_000, Some(Defect::NoFencing)), (0, None)] {
        let report = explored(&scene(margin, defect), Extent::default());
        assert!(report.is_proof() && report.states > 20, "{margin}: {report:?}");
    }
    // A margin is no help against a clock that differs by more.
    let report = explored(&scene(100_000, Some(Defect::NoFencing)), Extent::default());
    assert!(report.finding.is_some());
}

#[test]
fn what_is_too_much_to_look_at_is_tried_by_chance() {
    let budget = Budget { pauses: 1, losses: 1, duplicates: 1, ..Budget::default() };
    let extent = Extent { states: 2_000, samples: 100, ..Extent::default() };
    let scene = with(LockScene { works: vec![MS; 5], ..LockScene::default() }, Timing::AnyDelay, budget, &[]);
    let report = explored(&scene, extent);
    assert_eq!((report.samples, &report.finding, report.is_proof()), (100, &None, false));
    assert!(report.established.bound().is_some_and(|steps| steps > 0));
    let scene = LockScene { defect: Some(Defect::LeaseNotChecked), ..scene };
    let report = explored(&scene, extent);
    let finding = report.finding.expect("chance meets it");
    assert!(report.samples > 0 && rule(&finding) == Some(Rule::OldWriteTaken));
    let (last, before) = finding.history.split_last().expect("something was told");
    assert!(lock(before, None).is_kept() && matches!(last.fact, Fact::Written(..)));
}

#[test]
fn everyone_is_served_where_nothing_goes_wrong_and_who_is_not_is_named() {
    let scene = with(
        LockScene { works: vec![MS; 3], ..LockScene::default() },
        Timing::Timely,
        Budget::default(),
        &[],
    );
    assert!(explored(&scene, Extent::default()).is_proof());
    // The second one cannot wait as long as the first one works.
    let manner = Manner { deadline: Some(5 * MS), ..scene.manner.clone() };
    let hasty = LockScene { works: vec![8 * MS, 0], manner, ..scene };
    let finding = explored(&hasty, Extent::default()).finding.expect("somebody is not served");
    assert!(matches!(&finding.wrong, Wrong::Unserved(open) if open.len() == 1), "{:?}", finding.wrong);
}

#[test]
fn a_service_that_is_crashed_for_ever_answers_nobody() {
    let budget = Budget { crashes: 1, ..Budget::default() };
    let scene = with(LockScene::default(), Timing::Timely, budget, &[LockScene::SERVICE]);
    let report = explored(&scene, Extent::default());
    assert!(report.is_proof() && report.ends > 1, "{report:?}");
    let mut cluster = scene.start();
    let crash = cluster.striking(crate::cluster::Fault::Crash(LockScene::SERVICE)).expect("it may");
    cluster.step(crash, &mut Vec::new());
    while let Some(choice) = cluster.choices().first() {
        cluster.step(choice, &mut Vec::new());
    }
    assert_eq!(cluster.end(), Some(&End::Returned));
    let unknown = |entry: &Entry| matches!(entry.fact, Fact::Returned(_, Outcome::Unknown));
    assert_eq!(cluster.history().iter().filter(|entry| unknown(entry)).count(), 2);
    // Who has all the time in the world waits for ever.
    let scene = with(patient(&[0]), Timing::Timely, budget, &[LockScene::SERVICE]);
    assert_eq!(
        explored(&scene, Extent::default()).finding.map(|finding| finding.wrong),
        Some(Wrong::Deadlock)
    );
}

#[test]
fn leases_of_no_time_protect_nothing_and_nobody_writes_under_them() {
    let run = |scene: LockScene| {
        let mut cluster = scene.start();
        while let Some(choice) = cluster.choices().first() {
            cluster.step(choice, &mut Vec::new());
        }
        let written = |entry: &&Entry| matches!(entry.fact, Fact::Written(..));
        (cluster.end().cloned(), cluster.history().iter().filter(written).count())
    };
    assert_eq!(run(LockScene { lease: 0, ..LockScene::default() }), (Some(End::Returned), 0));
    let century = 100 * 366 * 24 * 3_600 * 1_000 * MS;
    assert_eq!(run(LockScene { lease: century, ..LockScene::default() }), (Some(End::Returned), 2));
    assert_eq!(run(LockScene { works: Vec::new(), ..LockScene::default() }), (Some(End::Returned), 0));
}

#[test]
fn readers_share_the_lock_and_no_writer_is_among_them() {
    let client = |(place, mode): (u16, Mode)| -> Role {
        let node = LockScene::client(place);
        let ask = |call| Step::Ask(LockScene::SERVICE, call);
        let acquire = ask(Call::Acquire(LockScene::KEY, mode));
        let script = vec![acquire, Step::Work(MS), ask(Call::Release(LockScene::KEY, 0))];
        Client { node, script, manner: Manner { retry: None, ..Manner::default() } }.into()
    };
    let modes = [Mode::Shared, Mode::Exclusive, Mode::Shared, Mode::Shared];
    let start = || {
        let lock = Lock { lease: Manner::default().lease, defect: None };
        let services: [Role; 2] = [lock.into(), Resource { is_fenced: true }.into()];
        let setup = Setup { telling: Telling::OfEach, ..Setup::default() };
        Cluster::new(services.into_iter().chain((0..).zip(modes).map(client)), setup)
    };
    let report = check(&start, &|history, _| lock(history, None), Extent::default());
    assert!(report.is_proof() && report.states > 100, "{report:?}");
    // Two of them have it at once, in some schedule.
    let together = |history: &[Entry], _| {
        let live = history.iter().fold(0_usize, |live, entry| match entry.fact {
            Fact::Granted(..) => live + 1,
            Fact::Ended(..) => live - 1,
            _ => live,
        });
        let (rule, key) = (Rule::HeldTwice, LockScene::KEY);
        let breach = Breach { rule, key, entries: Vec::new(), operations: Vec::new() };
        if live > 1 { Verdict::Broken(breach) } else { Verdict::Kept }
    };
    assert!(check(&start, &together, Extent::default()).finding.is_some());
}

/// Nodes in groups of four, each with a lock, what it guards, and two clients that take the lock so many times.
fn groups(count: u16, times: usize) -> Cluster<Role> {
    let group = |number: u16| {
        let [service, resource, first, second] = [0, 1, 2, 3].map(|one| NodeId(4 * number + one));
        let client = |node: NodeId| -> Role {
            let key = Key(number.into());
            let acquire = Step::Ask(service, Call::Acquire(key, Mode::Exclusive));
            let write = Step::Ask(resource, Call::Write(key, Some(0), node.0.into()));
            let round = [acquire, write, Step::Ask(service, Call::Release(key, 0))];
            let script = round.iter().cycle().take(3 * times).cloned().collect();
            Client { node, script, manner: Manner::default() }.into()
        };
        let lock = Lock { lease: Manner::default().lease, defect: None };
        [lock.into(), Resource { is_fenced: true }.into(), client(first), client(second)]
    };
    Cluster::new((0..count).flat_map(group), Setup { keeps_log: false, ..Setup::default() })
}

#[test]
fn many_nodes_do_many_operations() {
    let mut cluster = groups(50, 10);
    let (mut policy, mut at) = (Plan::RoundRobin.start(), At::default());
    let mut events = Vec::new();
    while let Some(choice) = policy.pick(cluster.choices(), at) {
        events.clear();
        cluster.step(choice, &mut events);
        at = At { step: at.step + 1, last: Some(choice.worker) };
    }
    assert_eq!(cluster.end(), Some(&End::Returned));
    let operations = operations(cluster.history());
    assert_eq!(operations.len(), 50 * 2 * 10 * 3);
    assert!(operations.iter().all(|one| one.answer().is_some()));
    assert!(lock(cluster.history(), Some(Manner::default().lease)).is_kept());
}
