//! A counter that is no longer in the process of those who add to it: three designs, and three ways to do it wrong.

use super::nodes;
use super::{Named, Param, Runs, Scene, Source, Values, Variant};
use crate::cluster::client::Manner;
use crate::cluster::counter::Defect;
use crate::cluster::scene::{CounterScene, Design};
use crate::cluster::staged::{Plot, Staged};
use crate::cluster::world::Setup;
use crate::present::Id;
use crate::world::Event;

pub(super) const SCENE: Scene = Scene {
    id: "counters",
    title: Id::LessonCounters,
    summary: Id::ClusterCountersSummary,
    params: &[
        Param::options(
            super::VARIANT,
            Id::ParamVariant,
            &[
                Variant { id: "owner", label: Id::ClusterVariantOwner },
                Variant { id: "sharded", label: Id::ClusterVariantSharded },
                Variant { id: "replicated", label: Id::ClusterVariantReplicated },
                Variant { id: "retried", label: Id::ClusterVariantRetried },
                Variant { id: "two-messages", label: Id::ClusterVariantTwoMessages },
                Variant { id: "unwritten", label: Id::ClusterVariantUnwritten },
            ],
        ),
        Param::number("clients", Id::ClusterParamClients, 2, 6, 2),
        Param::number("adds", Id::ClusterParamAdds, 2, 5, 2),
        nodes::FAULTS,
        nodes::DRAWN,
    ],
    moments: &[Named::Start, Named::FirstLostUpdate, Named::Breach, Named::End],
    cast: &[],
    plots: false,
    sources: &[],
    runs: Runs::Cluster(text, start),
};

/// The sketch of a variant.
fn text(variant: &str) -> &'static str {
    match variant {
        "sharded" => include_str!("counters/sharded.txt"),
        "replicated" => include_str!("counters/replicated.txt"),
        "retried" => include_str!("counters/retried.txt"),
        "unwritten" => include_str!("counters/unwritten.txt"),
        "two-messages" => include_str!("counters/two_messages.txt"),
        _ => include_str!("counters/owner.txt"),
    }
}

fn start(values: &Values, source: &Source, events: &mut Vec<Event>) -> Staged {
    let variant = values.option(super::VARIANT);
    let (design, plot, services) = match variant {
        "sharded" => (Design::Sharded, Plot::None, ["part-a", "part-b"]),
        "replicated" => (Design::Replicated, Plot::None, ["copy-a", "copy-b"]),
        "two-messages" => (Design::Owned(Some(Defect::ReadThenWrite)), Plot::None, ["owner", "neighbour"]),
        "unwritten" => {
            (Design::Owned(Some(Defect::AnsweredBeforeWritten)), Plot::CrashAmid, ["owner", "neighbour"])
        }
        _ => (Design::Owned(None), Plot::Lose, ["owner", "neighbour"]),
    };
    let manner = if plot == Plot::Lose { nodes::patient() } else { nodes::manner(values) };
    let manner = Manner { keeps_number: variant != "retried", ..manner };
    let setup = nodes::setup(values, plot);
    let setup = Setup { jumps: vec![10 * nodes::MILLISECOND as i64], delay: 10 * setup.latency, ..setup };
    let clients = values.number("clients");
    let scene = CounterScene { design, clients: clients as u16, adds: values.number("adds"), manner, setup };
    Staged::new(scene.shown(), nodes::script(&services, ("client", clients), values, source, plot), events)
}
