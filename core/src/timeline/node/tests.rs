//! What a moment is told of a cluster is what the cluster is.

use crate::cluster::client::Manner;
use crate::cluster::counter;
use crate::cluster::lock::Defect;
use crate::cluster::machine::NodeId;
use crate::cluster::queue::Delivery;
use crate::cluster::role::ShownDisk;
use crate::cluster::scene::{CounterScene, Design, LockScene, QueueScene};
use crate::cluster::staged::{GUARDED, Known, LOCK, Plot, Script, Staged, Until};
use crate::cluster::world::{Budget, Fault, Happening, Setup};
use crate::schedule::rng::SplitMix64;
use crate::timeline::{Heard, Moment};
use crate::world::{Change, Choice, End, Event, WorkerId, World};
#[cfg(target_family = "wasm")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const MS: u64 = 1_000_000;

/// Everything that may go wrong, or only what the plot takes.
fn budget(faults: bool, plot: Plot) -> Budget {
    let (few, takes) = (if faults { 3 } else { 0 }, plot.takes());
    Budget {
        crashes: few + takes.crashes,
        restarts: few + takes.restarts,
        disks: few / 2,
        pauses: few + takes.pauses,
        partitions: few,
        jumps: few,
        skews: few,
        losses: few + takes.losses,
        duplicates: few,
        reorders: few,
        delays: few,
    }
}

fn setup(budget: Budget) -> Setup {
    Setup {
        budget,
        jumps: vec![10 * MS as i64, -3],
        skews: vec![-900_000, 500_000],
        delay: 12 * MS,
        ..Setup::default()
    }
}

fn script(plot: Plot) -> Script {
    Script { plot, lines: vec![("acquire", 1), ("plot", 2), ("on-push", 3)], ..Script::default() }
}

/// Three clients of a lock; with everything that may go wrong, or only by the plot.
fn staged(faults: bool, plot: Plot, defect: Option<Defect>, events: &mut Vec<Event>) -> Staged {
    let budget = budget(faults, plot);
    let manner = Manner {
        checks_lease: plot == Plot::None,
        retry: faults.then_some(4 * MS),
        deadline: faults.then_some(60 * MS),
        ..Manner::default()
    };
    let setup = setup(budget);
    let scene = LockScene { works: vec![3 * MS; 3], manner, defect, setup, ..LockScene::default() };
    Staged::new(scene.shown(), script(plot), events)
}

/// Three clients of a counter, or of a queue where there is no design.
fn others(design: Option<Design>, plot: Plot, events: &mut Vec<Event>) -> Staged {
    let manner = Manner { retry: Some(4 * MS), deadline: Some(60 * MS), ..Manner::default() };
    let budget = budget(true, plot);
    let setup = setup(budget);
    let cluster = match design {
        Some(design) => CounterScene { design, clients: 3, adds: 2, manner, setup }.shown(),
        None => {
            let delivery = Delivery::AtLeastOnce { visibility: 10 * MS, deliveries: Some(2) };
            let (work, acknowledges_first) = (3 * MS, false);
            let (workers, elements, rounds) = (2, 3, 6);
            QueueScene {
                delivery,
                workers,
                elements,
                work,
                rounds,
                acknowledges_first,
                defect: None,
                manner,
                setup,
            }
            .shown()
        }
    };
    Staged::new(cluster, script(plot), events)
}

/// Every choice there is, the reader's own among them.
fn all(staged: &Staged) -> Vec<Choice> {
    let workers = (0..=staged.cluster().faults().0).map(WorkerId);
    workers.flat_map(|worker| staged.choices().of(worker).to_vec()).collect()
}

/// Holds a moment to the cluster that it is of.
fn agrees(staged: &Staged, moment: &Moment) {
    assert_eq!((moment.now, moment.end.as_ref()), (staged.now(), staged.end()));
    let mut told: Vec<Choice> = moment.choices().collect();
    let mut offered = all(staged);
    told.sort_unstable();
    offered.sort_unstable();
    if staged.end().is_none() {
        assert_eq!(told, offered, "step {}", moment.steps);
    }
    let cluster = staged.cluster();
    for number in 0..cluster.faults().0 as u16 {
        let known = moment.worker(WorkerId(number.into())).expect("each node is a worker");
        let node = known.node.as_deref().expect("it is said what each node is for");
        assert_eq!(node.is_crashed, cluster.state(NodeId(number)).is_none());
        assert_eq!(node.is_paused, cluster.is_paused(NodeId(number)));
        match cluster.state(NodeId(number)).map(|state| (&state.durable, &state.volatile)) {
            Some((ShownDisk::Lock(disk), _)) => {
                let held: Vec<WorkerId> = disk
                    .leases
                    .values()
                    .flatten()
                    .map(|lease| WorkerId(lease.request.client.0.into()))
                    .collect();
                let lock = moment.object(LOCK).expect("there is a lock");
                assert_eq!(lock.holder.as_ref(), held.first(), "step {}", moment.steps);
            }
            Some((ShownDisk::Resource(disk), _)) => {
                let known = moment.object(GUARDED).expect("there is something guarded");
                let value = disk.values.values().next().map(|(_, value)| value.to_string());
                assert_eq!(known.value.as_deref(), value.as_deref(), "step {}", moment.steps);
            }
            Some((ShownDisk::Counter(disk), _)) if number == 0 => {
                let value = disk.values.values().next().copied().unwrap_or_default();
                assert_eq!(Known::of_numbers(&node.knows), Known::Owner(value));
                let told = moment.object(LOCK).and_then(|known| known.value.clone());
                assert_eq!(told.map_or(0, |told| told.parse().expect("it is a number")), value);
            }
            Some((ShownDisk::Replica(disk), _)) => {
                let value = disk.counters.values().next().map_or(0, counter::value);
                assert_eq!(Known::of_numbers(&node.knows).value(), Some(value));
            }
            Some((ShownDisk::Queue(disk), _)) => {
                let elements = disk.queues.values().next().cloned().unwrap_or_default();
                let Known::Queue { ready, given, dead, .. } = Known::of_numbers(&node.knows) else {
                    panic!("it has a queue: {:?}", node.knows)
                };
                assert!(elements.ready.iter().eq(&ready) && elements.dead == dead);
                assert!(elements.given.keys().eq(given.iter().map(|given| &given.receipt)));
            }
            _ => {}
        }
    }
}

#[test]
fn a_moment_knows_counters_and_queues_whatever_goes_wrong() {
    let owned = |defect| Some(Design::Owned(defect));
    let defect = owned(Some(counter::Defect::ReadThenWrite));
    let designs = [owned(None), defect, Some(Design::Sharded), Some(Design::Replicated), None, None];
    let plots = [Plot::Lose, Plot::None, Plot::None, Plot::None, Plot::Pause(Until::Used), Plot::Crash(2)];
    for (design, plot) in designs.into_iter().zip(plots) {
        for seed in 0..15 {
            let mut events = Vec::new();
            let mut staged = others(design, plot, &mut events);
            let (mut moment, mut chance) = (Moment::default(), SplitMix64::new(seed));
            let mut heard = Heard::default();
            for _ in 0..300 {
                for event in events.drain(..) {
                    moment.apply(&event);
                    heard.hear(&event);
                }
                agrees(&staged, &moment);
                let choices = all(&staged);
                if staged.end().is_some() {
                    break;
                }
                staged.step(choices[chance.below(choices.len())], &mut events);
            }
            let told = staged.cluster().log().iter().filter(|it| matches!(it.what, Happening::Told(..)));
            assert_eq!(heard.history().len(), told.count());
            let last = heard.history().last().map(|entry| entry.at);
            assert!(last.is_none_or(|last| last <= moment.now));
        }
    }
}

#[test]
fn whoever_works_on_the_first_element_crashes_as_often_as_the_plot_has_it() {
    for seed in 0..20 {
        let (mut events, mut chance) = (Vec::new(), SplitMix64::new(seed));
        let mut staged = others(None, Plot::Crash(2), &mut events);
        while staged.end().is_none() {
            let choices: Vec<Choice> = staged.choices().iter().collect();
            staged.step(choices[chance.below(choices.len())], &mut events);
        }
        let crashes = events.iter().filter(|it| matches!(it, Event::Node(_, Change::Crashed(true))));
        assert_eq!(crashes.count(), 2, "seed {seed}");
    }
}

#[test]
fn a_moment_knows_what_the_cluster_knows_whatever_goes_wrong() {
    let mut kinds = std::collections::BTreeSet::new();
    for seed in 0..60 {
        let mut events = Vec::new();
        let defect = (seed % 2 == 0).then_some(Defect::NoFencing);
        let mut staged = staged(true, Plot::None, defect, &mut events);
        let (mut moment, mut chance) = (Moment::default(), SplitMix64::new(seed));
        for _ in 0..400 {
            events.drain(..).for_each(|event| moment.apply(&event));
            agrees(&staged, &moment);
            let choices = all(&staged);
            if staged.end().is_some() {
                break;
            }
            let choice = choices[chance.below(choices.len())];
            kinds.extend(
                staged
                    .cluster()
                    .fault(choice)
                    .map(|fault| std::mem::discriminant(&fault))
                    .map(|it| format!("{it:?}")),
            );
            staged.step(choice, &mut events);
        }
    }
    assert!(kinds.len() >= 10, "faults of every kind have struck: {kinds:?}");
}

#[test]
fn no_policy_takes_a_fault_while_a_node_can_go() {
    let mut events = Vec::new();
    let mut staged = staged(true, Plot::None, None, &mut events);
    while let Some(choice) = staged.choices().first() {
        assert_eq!(staged.cluster().fault(choice), None);
        assert!(!staged.choices().of(staged.cluster().faults()).is_empty(), "a reader may take one");
        staged.step(choice, &mut events);
    }
    assert_eq!(staged.end(), Some(&End::Returned));
}

#[test]
fn what_nobody_mends_is_mended_when_nothing_else_can_happen() {
    let mut events = Vec::new();
    let mut staged = staged(true, Plot::None, None, &mut events);
    for node in 0..5 {
        let pauses = staged.cluster().striking(Fault::Pause(NodeId(node)));
        if let Some(pause) = pauses {
            staged.step(pause, &mut events);
        }
    }
    while let Some(choice) = staged.choices().first() {
        staged.step(choice, &mut events);
    }
    assert_eq!(staged.end(), Some(&End::Returned));
}

#[test]
fn the_plot_pauses_the_first_holder_until_another_has_written() {
    for seed in 0..40 {
        let mut events = Vec::new();
        let mut staged = staged(false, Plot::Pause(Until::Used), Some(Defect::LeaseNotChecked), &mut events);
        let mut chance = SplitMix64::new(seed);
        while staged.end().is_none() {
            let choices: Vec<Choice> = staged.choices().iter().collect();
            assert!(!choices.is_empty());
            staged.step(choices[chance.below(choices.len())], &mut events);
        }
        let shown: Vec<(u64, bool)> = events
            .iter()
            .filter_map(|event| match event {
                Event::Shown(_, _, token, taken) => Some((*token, *taken)),
                _ => None,
            })
            .collect();
        assert_eq!(shown.iter().filter(|(token, _)| *token == 1).count(), 1);
        assert_eq!(shown.first().map(|(token, _)| *token), Some(2), "seed {seed}: {shown:?}");
    }
}
