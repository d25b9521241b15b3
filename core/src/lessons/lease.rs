//! A lock that is no longer in the process of those who take it: a lease, what a pause and a slow clock make of it, the token that helps, and
//! a release that ends another's.

use super::nodes::{self, MILLISECOND};
use super::{Named, Param, Runs, Scene, Source, Values, Variant};
use crate::cluster::client::Manner;
use crate::cluster::lock::Defect;
use crate::cluster::scene::LockScene;
use crate::cluster::staged::{Plot, Staged, Until};
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
                Variant { id: "skew", label: Id::ClusterVariantSkew },
                Variant { id: "anyone", label: Id::ClusterVariantAnyone },
            ],
        ),
        Param::number("clients", Id::ClusterParamClients, 2, 8, 2),
        Param::number("lease", Id::ClusterParamLease, 1, 1_000, 10),
        Param::number("work", Id::ClusterParamWork, 1, 1_000, 3),
        nodes::FAULTS,
        nodes::DRAWN,
    ],
    moments: &[
        Named::Start,
        Named::FirstBlock,
        Named::LeaseOver,
        Named::StaleWrite,
        Named::Breach,
        Named::End,
    ],
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
        "skew" => include_str!("lease/slow.txt"),
        "anyone" => include_str!("lease/anyone.txt"),
        _ => include_str!("lease/careful.txt"),
    }
}

fn start(values: &Values, source: &Source, events: &mut Vec<Event>) -> Staged {
    let milliseconds = |param| u64::from(values.number(param)) * MILLISECOND;
    let (clients, lease) = (values.number("clients"), milliseconds("lease"));
    let (defect, plot) = match values.option(super::VARIANT) {
        "pause" => (Some(Defect::LeaseNotChecked), Plot::Pause(Until::Used)),
        "token" => (None, Plot::Pause(Until::Used)),
        "skew" => (Some(Defect::NoFencing), Plot::Skew),
        "anyone" => (Some(Defect::ReleasedByAnyone), Plot::Pause(Until::Held)),
        _ => (Some(Defect::NoFencing), Plot::None),
    };
    let manner = Manner { checks_lease: !matches!(plot, Plot::Pause(_)), ..nodes::manner(values) };
    // Late enough for the lease to be over.
    let mut setup = Setup { jumps: vec![lease as i64], delay: 2 * lease, ..nodes::setup(values, plot) };
    if let Some(first) = setup.skews.first_mut().filter(|_| plot == Plot::Skew) {
        *first = slow(milliseconds("work"), lease);
    }
    let works = vec![milliseconds("work"); clients as usize];
    let scene = LockScene { works, lease, manner, defect, setup };
    let services = ["lock-service", "storage"];
    Staged::new(scene.shown(), nodes::script(&services, ("client", clients), values, source, plot), events)
}

/// By how many millionths a clock goes too slowly by which the work ends when others have had the lock: it goes a tenth as fast, a
/// hundredth, and so on.
fn slow(work: u64, lease: u64) -> i32 {
    let others = lease + work + 8 * MILLISECOND;
    let parts = [10, 100, 1_000].into_iter().find(|parts| work * parts >= others).unwrap_or(10_000);
    (1_000_000 / parts) as i32 - 1_000_000
}
