//! Ten goroutines, one lock, one channel: each sends while it holds the lock, and main receives only when all are done.
//!
//! So one sender holds the mutex for ever, the others wait for it, and main waits for them all: a deadlock under every
//! schedule. Two of the variants are what readers try first and what does not help; three are repairs.

use super::{Ending, Limit, Named, Param, Range, Runs, Scene, Script, Variant, When};
use crate::present::Id;
use crate::rules::mutex::WakeRule;
use crate::sync::{Channel, RawMutex, WaitGroup};
use crate::timeline::{Act, Role};
use futures::FutureExt;

pub(super) const SCENE: Scene = Scene {
    id: "ten-goroutines",
    title: Id::LessonTenGoroutines,
    summary: Id::LessonTenGoroutinesSummary,
    params: &[
        Param::number("n", Id::ParamGoroutines, 1, 10_000, 10),
        Param::options(
            "variant",
            Id::ParamVariant,
            &[
                Variant { id: "original", label: Id::VariantOriginal },
                Variant { id: "no-mutex", label: Id::VariantNoMutex },
                Variant { id: "unlock-first", label: Id::VariantUnlockFirst },
                Variant { id: "buffered", label: Id::VariantBuffered },
                Variant { id: "receive-first", label: Id::VariantReceiveFirst },
                Variant { id: "closer", label: Id::VariantCloser },
            ],
        ),
        Param {
            id: "capacity",
            label: Id::ParamChannelCapacity,
            range: Range::Number { min: 0, max: Limit::Param("n"), default: Limit::Param("n") },
            when: When::Is("variant", "buffered"),
        },
    ],
    moments: &[Named::Start, Named::FirstBlock, Named::FirstHandOff, Named::Deadlock, Named::End],
    cast: &[
        Role { object: "ch", act: Act::Send, workers: &["main", "G*", "closer"] },
        Role { object: "ch", act: Act::Receive, workers: &["main"] },
        Role { object: "wg", act: Act::Done, workers: &["main", "G*"] },
    ],
    plots: false,
    sources: &[
        ("original", include_str!("go/ten-goroutines/original.go")),
        ("no-mutex", include_str!("go/ten-goroutines/no-mutex.go")),
        ("unlock-first", include_str!("go/ten-goroutines/unlock-first.go")),
        ("buffered", include_str!("go/ten-goroutines/buffered.go")),
        ("receive-first", include_str!("go/ten-goroutines/receive-first.go")),
        ("closer", include_str!("go/ten-goroutines/closer.go")),
    ],
    runs: Runs::Workers(|script| main(script).boxed_local()),
};

/// What the goroutines share.
#[derive(Clone)]
struct Shared {
    mu: Option<RawMutex>,
    ch: Channel<u32>,
    wg: WaitGroup,
}

async fn main(script: Script) -> Ending {
    let sim = &script.sim;
    let n = script.number("n");
    let variant = script.values.option("variant");
    let capacity = if variant == "buffered" { script.number("capacity") } else { 0 };
    let shared = Shared {
        mu: (variant != "no-mutex").then(|| RawMutex::new(sim, "mu", WakeRule::Go)),
        wg: WaitGroup::new(sim, "wg"),
        ch: Channel::new(sim, "ch", capacity),
    };
    let Shared { wg, ch, .. } = &shared;

    script.at("add");
    wg.add(n.into()).await?;
    for id in 2..n + 2 {
        script.at("go");
        sim.spawn(format!("G{id}"), goroutine(script.clone(), shared.clone(), id)).await;
    }

    match variant {
        "receive-first" => {
            receive(&script, ch, n).await;
            script.at("wait");
            wg.wait().await?;
        }
        "closer" => {
            script.at("go-closer");
            sim.spawn("closer", closer(script.clone(), shared.clone())).await;
            receive(&script, ch, u32::MAX).await;
        }
        _ => {
            script.at("wait");
            wg.wait().await?;
            receive(&script, ch, n).await;
        }
    }
    script.at("return");
    Ok(())
}

/// Each sends its number on the channel, and then says that it is done.
async fn goroutine(script: Script, shared: Shared, id: u32) -> Ending {
    let Shared { mu, ch, wg } = shared;
    script.at("work");
    script.sim.print(format!("{id} does its work")).await;
    if let Some(mu) = &mu {
        script.at("lock");
        mu.lock().await;
    }
    let unlocks_first = script.values.option("variant") == "unlock-first";
    if let Some(mu) = mu.as_ref().filter(|_| unlocks_first) {
        script.at("unlock");
        mu.unlock().await?;
    }
    script.at("send");
    ch.send(id).await?;
    if let Some(mu) = mu.as_ref().filter(|_| !unlocks_first) {
        script.at("unlock");
        mu.unlock().await?;
    }
    script.at("done");
    wg.done().await?;
    Ok(())
}

/// Receives and prints so many numbers, or as many as there are until the channel is closed.
async fn receive(script: &Script, ch: &Channel<u32>, most: u32) {
    for _ in 0..most {
        script.at("receive");
        let Some(id) = ch.recv().await else { break };
        script.at("print");
        script.sim.print(format!("received {id}")).await;
    }
}

async fn closer(script: Script, shared: Shared) -> Ending {
    script.at("wait");
    shared.wg.wait().await?;
    script.at("close");
    shared.ch.close().await?;
    Ok(())
}
