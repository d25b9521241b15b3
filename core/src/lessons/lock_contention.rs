//! Workers that need a lock again and again, and hold it for a while: who waits how long, under three wake rules.

use super::{Ending, Named, Param, Runs, Scene, Script, Variant};
use crate::present::Id;
use crate::rules::mutex::WakeRule;
use crate::sync::{RawMutex, WaitGroup};
use crate::timeline::{Act, Role};
use futures::FutureExt;
use std::rc::Rc;
use std::time::Duration;

pub(super) const SCENE: Scene = Scene {
    id: "lock-contention",
    title: Id::LessonLockContention,
    summary: Id::LessonLockContentionSummary,
    params: &[
        Param::number("n", Id::ParamGoroutines, 1, 10_000, 5),
        Param::number("m", Id::ParamLocks, 1, 100, 1),
        Param::number("rounds", Id::ParamRounds, 1, 1_000, 3),
        Param::number("hold", Id::ParamHold, 0, 1_000, 2),
        Param::options(
            "wake",
            Id::ParamWake,
            &[
                Variant { id: "go", label: Id::WakeGo },
                Variant { id: "fifo", label: Id::WakeFifo },
                Variant { id: "any", label: Id::WakeAny },
            ],
        ),
    ],
    moments: &[Named::Start, Named::FirstBlock, Named::End],
    cast: &[Role { object: "wg", act: Act::Done, workers: &["main", "G*"] }],
    plots: true,
    sources: &[("", include_str!("go/lock-contention.go"))],
    runs: Runs::Workers(|script| main(script).boxed_local()),
};

/// What the workers share.
#[derive(Clone)]
struct Shared {
    locks: Rc<[RawMutex]>,
    wg: WaitGroup,
}

async fn main(script: Script) -> Ending {
    let sim = &script.sim;
    let n = script.number("n");
    let rule = match script.values.option("wake") {
        "fifo" => WakeRule::Fifo,
        "any" => WakeRule::AnyWaiter,
        _ => WakeRule::Go,
    };
    let locks = (0..script.number("m")).map(|at| RawMutex::new(sim, format!("locks[{at}]"), rule)).collect();
    let shared = Shared { locks, wg: WaitGroup::new(sim, "wg") };

    script.at("add");
    shared.wg.add(n.into()).await?;
    for id in 0..n {
        script.at("go");
        sim.spawn(format!("G{}", id + 2), worker(script.clone(), shared.clone(), id)).await;
    }
    script.at("wait");
    shared.wg.wait().await?;
    script.at("return");
    Ok(())
}

/// Takes the locks in turn, holds each for a while, and says when it is done.
async fn worker(script: Script, shared: Shared, id: u32) -> Ending {
    let hold = Duration::from_millis(script.number("hold").into());
    for round in 0..script.number("rounds") {
        let mu = &shared.locks[(id + round) as usize % shared.locks.len()];
        script.at("lock");
        mu.lock().await;
        script.at("hold");
        script.sim.sleep(hold).await;
        script.at("unlock");
        mu.unlock().await?;
    }
    script.at("done");
    shared.wg.done().await?;
    Ok(())
}
