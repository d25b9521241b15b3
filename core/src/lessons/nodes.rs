//! What the scenes of clusters have in common: the faults that a reader may choose, and how a scene is shown.

use super::{Param, Source, Values, Variant, When};
use crate::cluster::client::Manner;
use crate::cluster::staged::{Plot, Script};
use crate::cluster::world::{Budget, Setup};
use crate::present::Id;
use crate::world::Text;

pub(super) const MILLISECOND: u64 = 1_000_000;

/// How long a client waits before it asks again, and how long for an answer, where messages may be lost.
const RETRY: u64 = 8 * MILLISECOND;
const DEADLINE: u64 = 5_000 * MILLISECOND;

/// A clock that goes a tenth as fast, and one that goes twice as fast, in millionths.
const SLOW: i32 = -900_000;
const FAST: i32 = 1_000_000;

/// What may go wrong by hand.
pub(super) const FAULTS: Param = Param::options(
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
        // Behind all, which is as it was: links say by a number which fault strikes.
        Variant { id: "skews", label: Id::ClusterFaultsSkews },
    ],
);

/// By which seed what may go wrong does so by itself; by hand alone where it is 0.
pub(super) const DRAWN: Param =
    Param { when: When::IsNot("faults", "none"), ..Param::number("drawn", Id::ClusterParamDrawn, 0, 999, 0) };

/// How clients go about it: where nothing is lost nobody has to ask again.
pub(super) fn manner(values: &Values) -> Manner {
    let may_lose = !matches!(values.option("faults"), "none" | "pauses" | "clocks" | "skews");
    Manner { retry: may_lose.then_some(RETRY), deadline: may_lose.then_some(DEADLINE), ..Manner::default() }
}

/// How clients go about it whose answers are lost.
pub(super) fn patient() -> Manner {
    Manner { retry: Some(RETRY), deadline: Some(DEADLINE), ..Manner::default() }
}

/// The faults that a reader may choose, and what the plot takes.
pub(super) fn setup(values: &Values, plot: Plot) -> Setup {
    let faults = values.option("faults");
    let few = |kind, count| if faults == kind || faults == "all" { count } else { 0 };
    let takes = plot.takes();
    let budget = Budget {
        losses: few("messages", 3) + takes.losses,
        duplicates: few("messages", 3),
        reorders: few("messages", 3),
        delays: few("messages", 3),
        pauses: few("pauses", 3) + takes.pauses,
        crashes: few("crashes", 2) + takes.crashes,
        restarts: few("crashes", 2) + takes.restarts,
        disks: few("crashes", 1),
        partitions: few("partitions", 2),
        jumps: few("clocks", 2),
        skews: u16::from(faults == "skews") * 2 + takes.skews,
    };
    let skews = if budget.skews > 0 { vec![SLOW, FAST] } else { Vec::new() };
    Setup { budget, skews, ..Setup::default() }
}

/// The names of the nodes, services first, and where in the text they stand.
pub(super) fn script(
    services: &[&str],
    (client, clients): (&str, u32),
    values: &Values,
    source: &Source,
    plot: Plot,
) -> Script {
    let mut names: Vec<Text> = services.iter().map(|name| Text::from(*name)).collect();
    names.extend((1..=clients).map(|number| Text::from(format!("{client}-{number}"))));
    names.push("faults".into());
    let lines = source.labels().map(|label| (label, source.line(label))).collect();
    let seed = Some(u64::from(values.number("drawn"))).filter(|seed| *seed > 0);
    Script { names, lines, plot, seed }
}
