//! A lock that is no longer in the process of those who take it: a lease, what a pause makes of it, and the token that helps.

use super::nodes::{self, MILLISECOND};
use super::{Named, Param, Runs, Scene, Source, Values, Variant};
use crate::cluster::client::Manner;
use crate::cluster::lock::Defect;
use crate::cluster::scene::LockScene;
use crate::cluster::staged::{Plot, Staged};
use crate::cluster::world::Setup;
use crate::present::Id;
use crate::world::Event;

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
        nodes::FAULTS,
        nodes::DRAWN,
    ],
    moments: &[Named::Start, Named::FirstBlock, Named::LeaseOver, Named::StaleWrite, Named::End],
    cast: &[],
    plots: false,
    sources: &[],
    runs: Runs::Cluster(text, start),
};

/// The sketch of a variant.
fn text(variant: &str) -> &'static str {
    match variant {
        "pause" => include_str!("lease/paused.txt"),
        "token" => include_str!("lease/fenced.txt"),
        _ => include_str!("lease/careful.txt"),
    }
}

fn start(values: &Values, source: &Source, events: &mut Vec<Event>) -> Staged {
    let milliseconds = |param| u64::from(values.number(param)) * MILLISECOND;
    let (clients, lease) = (values.number("clients"), milliseconds("lease"));
    let (defect, is_paused) = match values.option(super::VARIANT) {
        "pause" => (Some(Defect::LeaseNotChecked), true),
        "token" => (None, true),
        _ => (Some(Defect::NoFencing), false),
    };
    let plot = if is_paused { Plot::Pause } else { Plot::None };
    let manner = Manner { checks_lease: !is_paused, ..nodes::manner(values) };
    // Late enough for the lease to be over.
    let setup = Setup { jumps: vec![lease as i64], delay: 2 * lease, ..nodes::setup(values, plot) };
    let works = vec![milliseconds("work"); clients as usize];
    let scene = LockScene { works, lease, manner, defect, setup };
    let services = ["lock-service", "storage"];
    Staged::new(scene.shown(), nodes::script(&services, ("client", clients), values, source, plot), events)
}
