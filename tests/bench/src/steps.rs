//! Steps of a world, with few workers and with many: what a step costs must not depend on how many others there are.

use crate::measure::{Table, peer};
use lockstep_core::schedule::{At, Plan};
use lockstep_core::sync::{RawMutex, Sim, WakeRule};
use lockstep_core::world::{Tasks, World};
use std::cell::RefCell;

/// A world in which so many workers lock and unlock for ever, eight to a mutex.
fn world(workers: u32) -> Tasks {
    let main = move |sim: Sim| async move {
        let mutexes: Vec<_> =
            (0..workers.div_ceil(8)).map(|_| RawMutex::new(&sim, "mutex", WakeRule::Go)).collect();
        for number in 0..workers {
            let mutex = mutexes[number as usize / 8].clone();
            sim.spawn("worker", async move {
                loop {
                    mutex.lock().await;
                    mutex.unlock().await?;
                }
                #[allow(unreachable_code, reason = "it says what the worker's result is")]
                Ok::<(), lockstep_core::sync::Fault>(())
            })
            .await;
        }
        std::future::pending::<()>().await;
    };
    let mut world = Tasks::new(main, &mut Vec::new());
    // Until main has started them all, it alone is asked.
    for _ in 0..workers {
        let choice = world.choices().of(lockstep_core::world::WorkerId(0))[0];
        world.step(choice, &mut Vec::new());
    }
    world
}

/// Measures a step, by a random policy, events written down and forgotten.
pub fn measure(table: &mut Table) {
    for workers in [10, 1_000, 100_000] {
        let state =
            RefCell::new((world(workers), Plan::Random { seed: 7 }.start(), At::default(), Vec::new()));
        let step = move |count: u32| {
            let (world, policy, at, events) = &mut *state.borrow_mut();
            for _ in 0..count {
                let choice = policy.pick(world.choices(), *at).expect("these workers never end");
                world.step(choice, events);
                events.clear();
                *at = At { step: at.step + 1, last: Some(choice.worker) };
            }
        };
        table.measure(format!("step, {workers} workers"), 100_000, &[peer("lockstep", step)]);
    }
}
