//! Producers and consumers with a queue between them: back-pressure when it is full, idle consumers when it is empty, and
//! hand-offs when it holds nothing at all.

use super::{Ending, Named, Param, Runs, Scene, Script};
use crate::present::Id;
use crate::sync::{Channel, WaitGroup};
use crate::timeline::{Act, Role};
use futures::FutureExt;
use std::time::Duration;

pub(super) const SCENE: Scene = Scene {
    id: "queueing",
    title: Id::LessonQueueing,
    summary: Id::LessonQueueingSummary,
    params: &[
        Param::number("producers", Id::ParamProducers, 1, 10_000, 3),
        Param::number("consumers", Id::ParamConsumers, 1, 10_000, 2),
        Param::number("capacity", Id::ParamQueueCapacity, 0, 10_000, 2),
        Param::number("items", Id::ParamItems, 1, 1_000, 4),
        Param::number("produce", Id::ParamProduce, 0, 1_000, 1),
        Param::number("consume", Id::ParamConsume, 0, 1_000, 2),
    ],
    moments: &[Named::Start, Named::FirstBlock, Named::FirstHandOff, Named::End],
    cast: &[
        Role { object: "producing", act: Act::Done, workers: &["main", "producer *"] },
        Role { object: "consuming", act: Act::Done, workers: &["main", "consumer *"] },
        Role { object: "queue", act: Act::Send, workers: &["producer *", "main"] },
        // Main receives nothing, but until it has started the consumers they are still to come.
        Role { object: "queue", act: Act::Receive, workers: &["consumer *", "main"] },
    ],
    plots: true,
    sources: &[("", include_str!("go/queueing.go"))],
    runs: Runs::Workers(|script| main(script).boxed_local()),
};

async fn main(script: Script) -> Ending {
    let sim = &script.sim;
    let (producers, consumers) = (script.number("producers"), script.number("consumers"));
    let producing = WaitGroup::new(sim, "producing");
    let consuming = WaitGroup::new(sim, "consuming");
    let queue = Channel::new(sim, "queue", script.number("capacity"));

    script.at("add-producers");
    producing.add(producers.into()).await?;
    for id in 1..=producers {
        script.at("go-producer");
        let body = producer(script.clone(), queue.clone(), producing.clone(), id);
        sim.spawn(format!("producer {id}"), body).await;
    }
    script.at("add-consumers");
    consuming.add(consumers.into()).await?;
    for id in 1..=consumers {
        script.at("go-consumer");
        let body = consumer(script.clone(), queue.clone(), consuming.clone(), id);
        sim.spawn(format!("consumer {id}"), body).await;
    }

    script.at("wait-producers");
    producing.wait().await?;
    script.at("close");
    queue.close().await?;
    script.at("wait-consumers");
    consuming.wait().await?;
    script.at("return");
    Ok(())
}

/// Takes its time over each item, and waits where the queue is full.
async fn producer(script: Script, queue: Channel<String>, producing: WaitGroup, id: u32) -> Ending {
    let time = Duration::from_millis(script.number("produce").into());
    for item in 1..=script.number("items") {
        script.at("produce");
        script.sim.sleep(time).await;
        script.at("send");
        queue.send(format!("{id}-{item}")).await?;
    }
    script.at("produced");
    producing.done().await?;
    Ok(())
}

/// Waits where the queue is empty, takes its time over each item, and ends when the queue is closed and drained.
async fn consumer(script: Script, queue: Channel<String>, consuming: WaitGroup, id: u32) -> Ending {
    let time = Duration::from_millis(script.number("consume").into());
    loop {
        script.at("receive");
        let Some(item) = queue.recv().await else { break };
        script.at("consume");
        script.sim.sleep(time).await;
        script.at("print");
        script.sim.print(format!("consumer {id} is done with {item}")).await;
    }
    script.at("consumed");
    consuming.done().await?;
    Ok(())
}
