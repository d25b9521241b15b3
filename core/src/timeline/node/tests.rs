//! What a moment is told of a cluster is what the cluster is.

use crate::cluster::client::Manner;
use crate::cluster::lock::Defect;
use crate::cluster::machine::NodeId;
use crate::cluster::role::LockDisk;
use crate::cluster::scene::LockScene;
use crate::cluster::staged::{GUARDED, LOCK, Plot, Script, Staged};
use crate::cluster::world::{Budget, Fault, Setup};
use crate::schedule::rng::SplitMix64;
use crate::timeline::Moment;
use crate::world::{Choice, End, Event, WorkerId, World};
#[cfg(target_family = "wasm")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const MS: u64 = 1_000_000;

/// Three clients; with everything that may go wrong, or only by the plot.
fn staged(faults: bool, plot: Plot, defect: Option<Defect>, events: &mut Vec<Event>) -> Staged {
    let few = if faults { 3 } else { 0 };
    let budget = Budget {
        crashes: few,
        restarts: few,
        disks: few / 2,
        pauses: few + u16::from(plot != Plot::None),
        partitions: few,
        jumps: few,
        losses: few,
        duplicates: few,
        reorders: few,
        delays: few,
    };
    let manner = Manner {
        checks_lease: plot == Plot::None,
        retry: faults.then_some(4 * MS),
        deadline: faults.then_some(60 * MS),
        ..Manner::default()
    };
    let setup = Setup { budget, jumps: vec![10 * MS as i64, -3], delay: 12 * MS, ..Setup::default() };
    let scene = LockScene { works: vec![3 * MS; 3], manner, defect, setup, ..LockScene::default() };
    let script = Script { plot, lines: std::array::from_fn(|line| line as u32 + 1), ..Script::default() };
    Staged::new(scene.of_its_own(), script, events)
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
            Some((LockDisk::Lock(disk), _)) => {
                let held: Vec<WorkerId> = disk
                    .leases
                    .values()
                    .flatten()
                    .map(|lease| WorkerId(lease.request.client.0.into()))
                    .collect();
                let lock = moment.object(LOCK).expect("there is a lock");
                assert_eq!(lock.holder.as_ref(), held.first(), "step {}", moment.steps);
            }
            Some((LockDisk::Resource(disk), _)) => {
                let known = moment.object(GUARDED).expect("there is something guarded");
                let value = disk.values.values().next().map(|(_, value)| value.to_string());
                assert_eq!(known.value.as_deref(), value.as_deref(), "step {}", moment.steps);
            }
            _ => {}
        }
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
        let mut staged = staged(false, Plot::Pause, Some(Defect::LeaseNotChecked), &mut events);
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
