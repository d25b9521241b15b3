//! A lock that is no longer in the process of those who take it: a lease, what a pause makes of it, and the token that helps.

use super::{Named, Param, Runs, Scene, Source, Values, Variant};
use crate::cluster::client::Manner;
use crate::cluster::lock::Defect;
use crate::cluster::scene::LockScene;
use crate::cluster::staged::{Plot, Script, Staged, Stand};
use crate::cluster::world::{Budget, Setup};
use crate::present::Id;
use crate::world::{Event, Text};

pub(super) const SCENE: Scene = Scene {
    id: "lease",
    title: Id::LessonLease,
    summary: Id::ClusterSummary,
    params: &[
        Param::options(
            super::VARIANT,
            Id::ParamVariant,
            &[
                Variant { id: "lease", label: Id::ClusterVariantLease },
                Variant { id: "pause", label: Id::ClusterVariantPause },
                Variant { id: "token", label: Id::ClusterVariantToken },
            ],
        ),
        Param::number("clients", Id::ClusterParamClients, 2, 8, 2),
        Param::number("lease", Id::ClusterParamLease, 1, 1_000, 10),
        Param::number("work", Id::ClusterParamWork, 1, 1_000, 3),
        Param::options(
            "faults",
            Id::ClusterParamFaults,
            &[
                Variant { id: "none", label: Id::ClusterFaultsNone },
                Variant { id: "messages", label: Id::ClusterFaultsMessages },
                Variant { id: "pauses", label: Id::ClusterFaultsPauses },
                Variant { id: "crashes", label: Id::ClusterFaultsCrashes },
                Variant { id: "partitions", label: Id::ClusterFaultsPartitions },
                Variant { id: "clocks", label: Id::ClusterFaultsClocks },
                Variant { id: "all", label: Id::ClusterFaultsAll },
            ],
        ),
    ],
    moments: &[Named::Start, Named::FirstBlock, Named::LeaseOver, Named::StaleWrite, Named::End],
    cast: &[],
    plots: false,
    sources: &[
        ("lease", include_str!("lease/careful.txt")),
        ("pause", include_str!("lease/paused.txt")),
        ("token", include_str!("lease/fenced.txt")),
    ],
    runs: Runs::Cluster(start),
};

const MILLISECOND: u64 = 1_000_000;

/// How long a client waits before it asks again, and how long for an answer, where messages may be lost.
const RETRY: u64 = 8 * MILLISECOND;
const DEADLINE: u64 = 5_000 * MILLISECOND;

/// The lines that have a name, by what stands there.
const LINES: [(Stand, &str); Stand::COUNT] = [
    (Stand::Acquire, "acquire"),
    (Stand::Work, "work"),
    (Stand::Write, "write"),
    (Stand::Release, "release"),
    (Stand::Grant, "grant"),
    (Stand::GivenBack, "given-back"),
    (Stand::RunsOut, "runs-out"),
    (Stand::Take, "take"),
    (Stand::Plot, "plot"),
];

fn start(values: &Values, source: &Source, events: &mut Vec<Event>) -> Staged {
    let milliseconds = |param| u64::from(values.number(param)) * MILLISECOND;
    let clients = values.number("clients");
    let (faults, lease) = (values.option("faults"), milliseconds("lease"));
    let (defect, is_paused) = match values.option(super::VARIANT) {
        "pause" => (Some(Defect::LeaseNotChecked), true),
        "token" => (None, true),
        _ => (Some(Defect::NoFencing), false),
    };
    let mut budget = budget(faults);
    budget.pauses += u16::from(is_paused);
    // Where nothing is lost nobody has to ask again.
    let may_lose = !matches!(faults, "none" | "pauses" | "clocks");
    let manner = Manner {
        retry: may_lose.then_some(RETRY),
        deadline: may_lose.then_some(DEADLINE),
        checks_lease: !is_paused,
        ..Manner::default()
    };
    // Late enough for the lease to be over.
    let setup = Setup { budget, jumps: vec![lease as i64], delay: 2 * lease, ..Setup::default() };
    let works = vec![milliseconds("work"); clients as usize];
    let scene = LockScene { works, lease, manner, defect, setup };
    let mut names: Vec<Text> = vec!["lock-service".into(), "storage".into()];
    names.extend((1..=clients).map(|number| Text::from(format!("client-{number}"))));
    names.push("faults".into());
    let mut lines = [0; Stand::COUNT];
    for (stand, label) in LINES {
        if source.labels().any(|known| known == label) {
            lines[stand as usize] = source.line(label);
        }
    }
    let plot = if is_paused { Plot::Pause } else { Plot::None };
    Staged::new(scene.of_its_own(), Script { names, lines, plot }, events)
}

/// The faults that a reader may choose.
fn budget(faults: &str) -> Budget {
    let has = |kind| faults == kind || faults == "all";
    let few = |kind, count| if has(kind) { count } else { 0 };
    Budget {
        losses: few("messages", 3),
        duplicates: few("messages", 3),
        delays: few("messages", 3),
        pauses: few("pauses", 3),
        crashes: few("crashes", 2),
        restarts: few("crashes", 2),
        disks: few("crashes", 1),
        partitions: few("partitions", 2),
        jumps: few("clocks", 2),
        reorders: 0,
    }
}
