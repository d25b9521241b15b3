//! A queue that is no longer in the process of those who share it: elements that are given once, or again until they are processed.

use super::nodes::{self, MILLISECOND};
use super::{Named, Param, Runs, Scene, Source, Values, Variant, When};
use crate::cluster::queue::{Defect, Delivery};
use crate::cluster::scene::QueueScene;
use crate::cluster::staged::{Plot, Staged, Until};
use crate::cluster::world::Setup;
use crate::present::Id;
use crate::world::Event;

pub(super) const SCENE: Scene = Scene {
    id: "queues",
    title: Id::LessonQueues,
    summary: Id::ClusterQueuesSummary,
    params: &[
        Param::options(
            super::VARIANT,
            Id::ParamVariant,
            &[
                Variant { id: "once", label: Id::ClusterVariantOnce },
                Variant { id: "again", label: Id::ClusterVariantAgain },
                Variant { id: "dead", label: Id::ClusterVariantDead },
                Variant { id: "early", label: Id::ClusterVariantEarly },
                Variant { id: "forgetful", label: Id::ClusterVariantForgetful },
            ],
        ),
        Param::number("workers", Id::ClusterParamWorkers, 2, 5, 2),
        Param::number("elements", Id::ClusterParamElements, 1, 6, 2),
        Param {
            when: When::IsNot(super::VARIANT, "once"),
            ..Param::number("timeout", Id::ClusterParamTimeout, 3, 100, 10)
        },
        Param::number("work", Id::ClusterParamElementWork, 1, 100, 3),
        nodes::FAULTS,
        nodes::DRAWN,
    ],
    moments: &[
        Named::Start,
        Named::Redelivered,
        Named::StaleReceipt,
        Named::DeadLetter,
        Named::Breach,
        Named::End,
    ],
    cast: &[],
    plots: false,
    sources: &[],
    runs: Runs::Cluster(text, start),
};

/// How often an element is given before it is laid to the dead letters.
const DELIVERIES: u16 = 2;

/// The sketch of a variant.
fn text(variant: &str) -> &'static str {
    match variant {
        "again" => include_str!("queues/again.txt"),
        "dead" => include_str!("queues/dead.txt"),
        "forgetful" => include_str!("queues/forgetful.txt"),
        "early" => include_str!("queues/early.txt"),
        _ => include_str!("queues/once.txt"),
    }
}

fn start(values: &Values, source: &Source, events: &mut Vec<Event>) -> Staged {
    let milliseconds = |param| u64::from(values.number(param)) * MILLISECOND;
    let variant = values.option(super::VARIANT);
    let plot = match variant {
        "once" => Plot::None,
        "again" => Plot::Pause(Until::Used),
        "dead" => Plot::Crash(DELIVERIES),
        "forgetful" => Plot::CrashService,
        _ => Plot::Crash(1),
    };
    let (visibility, work) = (milliseconds("timeout"), milliseconds("work"));
    let deliveries = (variant == "dead").then_some(DELIVERIES.into());
    let delivery = match variant {
        "once" => Delivery::Once,
        _ => Delivery::AtLeastOnce { visibility, deliveries },
    };
    let setup = nodes::setup(values, plot);
    let (workers, elements) = (values.number("workers"), values.number("elements"));
    // Often enough to be there when an element comes back. A turn takes as long as the work, and as the question and its answer.
    let turns = |times: u64| (times * visibility / (work + 2 * setup.latency)) as u32;
    let rounds = match variant {
        "again" => turns(1) + 2,
        "dead" => turns(DELIVERIES.into()) + 3,
        "forgetful" => elements + 3,
        _ => 0,
    };
    let scene = QueueScene {
        delivery,
        workers: workers as u16,
        elements,
        work,
        rounds: rounds.max(elements + u32::from(variant != "once")),
        acknowledges_first: variant == "early",
        defect: (variant == "forgetful").then_some(Defect::ForgetsHolders),
        manner: nodes::manner(values),
        setup: Setup { jumps: vec![visibility as i64], delay: 2 * visibility, ..setup },
    };
    let script = nodes::script(&["queue", "producer"], ("worker", workers), values, source, plot);
    Staged::new(scene.shown(), script, events)
}
