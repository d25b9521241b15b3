//! Workers that add to one counter in four ways: unprotected, under a mutex, atomically, and through the one that owns it.
//!
//! `counter++` is a read and a write, two steps with everyone else between them: that is how updates are lost.

use super::{Ending, Named, Param, Runs, Scene, Script, Variant};
use crate::present::Id;
use crate::rules::mutex::WakeRule;
use crate::sync::{Atomic, Channel, RawMutex, Variable, WaitGroup};
use crate::timeline::{Act, Role};
use futures::FutureExt;

pub(super) const SCENE: Scene = Scene {
    id: "counting",
    title: Id::LessonCounting,
    summary: Id::LessonCountingSummary,
    params: &[
        Param::number("n", Id::ParamGoroutines, 1, 10_000, 4),
        Param::number("k", Id::ParamIncrements, 1, 1_000, 3),
        Param::options(
            "variant",
            Id::ParamVariant,
            &[
                Variant { id: "unprotected", label: Id::VariantUnprotected },
                Variant { id: "mutex", label: Id::VariantMutex },
                Variant { id: "atomic", label: Id::VariantAtomic },
                Variant { id: "owner", label: Id::VariantOwner },
            ],
        ),
    ],
    moments: &[Named::Start, Named::FirstBlock, Named::FirstHandOff, Named::FirstLostUpdate, Named::End],
    cast: &[
        Role { object: "counter", act: Act::Sum, workers: &["G*", "owner"] },
        Role { object: "wg", act: Act::Done, workers: &["main", "G*"] },
        Role { object: "adds", act: Act::Send, workers: &["G*", "main"] },
        Role { object: "adds", act: Act::Receive, workers: &["main", "owner"] },
        Role { object: "done", act: Act::Send, workers: &["main", "owner"] },
        Role { object: "done", act: Act::Receive, workers: &["main"] },
    ],
    plots: false,
    sources: &[
        ("unprotected", include_str!("go/counting/unprotected.go")),
        ("mutex", include_str!("go/counting/mutex.go")),
        ("atomic", include_str!("go/counting/atomic.go")),
        ("owner", include_str!("go/counting/owner.go")),
    ],
    runs: Runs::Workers(|script| main(script).boxed_local()),
};

/// The counter, and what guards it.
#[derive(Clone)]
enum Counter {
    Unprotected(Variable<i64>),
    Mutex(RawMutex, Variable<i64>),
    Atomic(Atomic),
    Owner { adds: Channel<i64>, done: Channel<bool>, counter: Variable<i64> },
}

async fn main(script: Script) -> Ending {
    let sim = &script.sim;
    let variant = script.values.option("variant");
    let guard = (variant == "mutex").then(|| RawMutex::new(sim, "mu", WakeRule::Go));
    let wg = WaitGroup::new(sim, "wg");
    let counter = match (variant, guard) {
        (_, Some(mu)) => Counter::Mutex(mu, Variable::new(sim, "counter", 0)),
        ("atomic", _) => Counter::Atomic(Atomic::new(sim, "counter", 0)),
        ("owner", _) => Counter::Owner {
            adds: Channel::new(sim, "adds", 0),
            done: Channel::new(sim, "done", 0),
            counter: Variable::new(sim, "counter", 0),
        },
        _ => Counter::Unprotected(Variable::new(sim, "counter", 0)),
    };

    if let Counter::Owner { adds, done, counter } = &counter {
        script.at("go-owner");
        sim.spawn("owner", owner(script.clone(), adds.clone(), done.clone(), counter.clone())).await;
    }
    let n = script.number("n");
    script.at("add");
    wg.add(n.into()).await?;
    // Where there is an owner it is the second goroutine, and these come after it.
    let first = if variant == "owner" { 3 } else { 2 };
    for id in first..first + n {
        script.at("go");
        sim.spawn(format!("G{id}"), worker(script.clone(), counter.clone(), wg.clone())).await;
    }
    script.at("wait");
    wg.wait().await?;
    if let Counter::Owner { adds, done, .. } = &counter {
        script.at("close");
        adds.close().await?;
        script.at("finished");
        done.recv().await;
    }
    script.at("print");
    let total = match &counter {
        Counter::Unprotected(counter) | Counter::Mutex(_, counter) | Counter::Owner { counter, .. } => {
            counter.load().await
        }
        Counter::Atomic(counter) => counter.load().await,
    };
    sim.print(format!("counter is {total} of {}", n * script.number("k"))).await;
    script.at("return");
    Ok(())
}

/// Adds 1 so many times, in its way, and says when it is done.
async fn worker(script: Script, counter: Counter, wg: WaitGroup) -> Ending {
    for _ in 0..script.number("k") {
        match &counter {
            Counter::Unprotected(counter) => add(&script, counter, 1).await,
            Counter::Mutex(mu, counter) => {
                script.at("lock");
                mu.lock().await;
                add(&script, counter, 1).await;
                script.at("unlock");
                mu.unlock().await?;
            }
            Counter::Atomic(counter) => {
                script.at("increment");
                counter.add(1).await;
            }
            Counter::Owner { adds, .. } => {
                script.at("send");
                adds.send(1).await?;
            }
        }
    }
    script.at("done");
    wg.done().await?;
    Ok(())
}

/// The one goroutine that touches the counter, until nobody adds any more.
async fn owner(script: Script, adds: Channel<i64>, done: Channel<bool>, counter: Variable<i64>) -> Ending {
    loop {
        script.at("receive");
        let Some(more) = adds.recv().await else { break };
        add(&script, &counter, more).await;
    }
    script.at("close-done");
    done.close().await?;
    Ok(())
}

/// `counter++`: a read, and a write of what was read and one more.
async fn add(script: &Script, counter: &Variable<i64>, more: i64) {
    script.at("increment");
    let seen = counter.load().await;
    counter.store(seen + more).await;
}
