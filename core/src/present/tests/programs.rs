//! The programs.

use crate::rules::mutex::WakeRule;
use crate::sync::{Atomic, Channel, RawMutex, RawRwMutex, Select, Sim, Variable, WaitGroup};
use crate::world::{Event, Tasks};
use std::time::Duration;

/// Ten goroutines, one lock, one channel: main waits before it receives.
pub fn ten_goroutines(n: u32) -> impl Fn(&mut Vec<Event>) -> Tasks {
    move |events| {
        let main = move |sim: Sim| async move {
            let mu = RawMutex::new(&sim, "mu", WakeRule::Go);
            let ch = Channel::new(&sim, "ch", 0);
            let wg = WaitGroup::new(&sim, "wg");
            sim.line(5);
            wg.add(n.into()).await.expect("it is the first");
            for id in 2..n + 2 {
                let (sim2, mu, ch, wg) = (sim.clone(), mu.clone(), ch.clone(), wg.clone());
                sim.line(6);
                sim.spawn(format!("G{id}"), async move {
                    sim2.line(8);
                    sim2.print(format!("{id} works")).await;
                    sim2.line(9);
                    mu.lock().await;
                    sim2.line(10);
                    ch.send(id).await.expect("nobody closes it");
                    sim2.line(11);
                    mu.unlock().await.expect("it is locked");
                    sim2.line(12);
                    wg.done().await.expect("it was added");
                })
                .await;
            }
            sim.line(15);
            wg.wait().await.expect("it is not used again");
            sim.line(16);
            for _ in 0..n {
                ch.recv().await;
            }
        };
        Tasks::new(main, events)
    }
}

/// A buffered channel between two producers and a consumer, closed in the end.
pub fn queue(events: &mut Vec<Event>) -> Tasks {
    let main = |sim: Sim| async move {
        let ch = Channel::new(&sim, "ch", 2);
        let wg = WaitGroup::new(&sim, "wg");
        wg.add(2).await.expect("it is the first");
        for name in ["p1", "p2"] {
            let (ch, wg) = (ch.clone(), wg.clone());
            sim.spawn(name, async move {
                for item in 0..3 {
                    ch.send(item).await.expect("it is closed later");
                }
                wg.done().await.expect("it was added");
            })
            .await;
        }
        let (all, full) = (wg.clone(), ch.clone());
        sim.spawn("closer", async move {
            all.wait().await.expect("it is not used again");
            full.len().await;
            full.close().await.expect("it is open");
        })
        .await;
        while let Some(item) = ch.recv().await {
            sim.print(format!("got {item}")).await;
        }
    };
    Tasks::new(main, events)
}

/// Three philosophers, each with the fork on the left in hand.
pub fn philosophers(events: &mut Vec<Event>) -> Tasks {
    let main = |sim: Sim| async move {
        let forks: Vec<_> =
            (1..=3).map(|number| RawMutex::new(&sim, format!("fork{number}"), WakeRule::Go)).collect();
        let mut workers = Vec::new();
        for place in 0..3 {
            let (left, right) = (forks[place].clone(), forks[(place + 1) % 3].clone());
            let worker = sim.spawn(format!("G{}", place + 2), async move {
                left.lock().await;
                right.lock().await;
                right.unlock().await.expect("it is locked");
                left.unlock().await.expect("it is locked");
            });
            workers.push(worker.await);
        }
        for worker in workers {
            worker.join().await.expect("none panics");
        }
    };
    Tasks::new(main, events)
}

/// Locks that are lost, handed over, tried, read under and written under.
pub fn locks(events: &mut Vec<Event>) -> Tasks {
    let main = |sim: Sim| async move {
        let mu = RawMutex::new(&sim, "mu", WakeRule::Go);
        let fair = RawMutex::new(&sim, "fair", WakeRule::Fifo);
        let rw = RawRwMutex::new(&sim, "rw");
        for name in ["G2", "G3"] {
            let (mu, fair, rw, sim2) = (mu.clone(), fair.clone(), rw.clone(), sim.clone());
            sim.spawn(name, async move {
                for _ in 0..2 {
                    mu.lock().await;
                    sim2.sleep(Duration::from_millis(2)).await;
                    mu.unlock().await.expect("it is locked");
                }
                fair.lock().await;
                sim2.yield_now().await;
                fair.unlock().await.expect("it is locked");
                rw.read_lock().await;
                sim2.yield_now().await;
                rw.read_unlock().await.expect("it is read");
                rw.lock().await;
                sim2.yield_now().await;
                rw.unlock().await.expect("it is written");
                mu.try_lock().await;
            })
            .await;
        }
        sim.sleep(Duration::from_secs(1)).await;
    };
    Tasks::new(main, events)
}

/// A select, a nil channel, a variable, an atomic, a leak.
pub fn odds(events: &mut Vec<Event>) -> Tasks {
    let main = |sim: Sim| async move {
        let (a, b) = (Channel::new(&sim, "a", 0), Channel::new(&sim, "b", 1));
        let n = Variable::new(&sim, "n", 0);
        let hits = Atomic::new(&sim, "hits", 0);
        let never = Channel::<u32>::nil(&sim);
        sim.spawn("lost", async move {
            never.recv().await;
        })
        .await;
        let (from, sim2) = (a.clone(), sim.clone());
        sim.spawn("late", async move {
            sim2.sleep(Duration::from_micros(1500)).await;
            from.send(7).await.expect("it is open");
            from.send(8).await.expect("it is open");
        })
        .await;
        let value = n.load().await;
        n.store(value + 1).await;
        hits.add(5).await;
        hits.swap(2).await;
        hits.compare_and_swap(9, 1).await;
        hits.compare_and_swap(2, 1).await;
        for _ in 0..3 {
            Select::new(&sim).recv(&a, |_| ()).send(&b, 1, || ()).await.expect("both are open");
        }
        Select::new(&sim).recv(&a, |_| ()).default(|| ()).await.expect("it is open");
    };
    Tasks::new(main, events)
}

/// Closing twice.
pub fn closes_twice(events: &mut Vec<Event>) -> Tasks {
    let main = |sim: Sim| async move {
        let ch = Channel::<u32>::new(&sim, "ch", 0);
        ch.close().await?;
        ch.close().await
    };
    Tasks::new(main, events)
}

/// A sender that waits when its channel is closed.
pub fn closes_on_a_sender(events: &mut Vec<Event>) -> Tasks {
    let main = |sim: Sim| async move {
        let ch = Channel::<u32>::new(&sim, "ch", 0);
        let from = ch.clone();
        sim.spawn("G2", async move { from.send(1).await }).await;
        sim.yield_now().await;
        ch.close().await
    };
    Tasks::new(main, events)
}

/// Two that lock a and b in opposite order, while main goes on.
pub fn half_stuck(events: &mut Vec<Event>) -> Tasks {
    let main = |sim: Sim| async move {
        let [a, b] = ["a", "b"].map(|name| RawMutex::new(&sim, name, WakeRule::Go));
        for (name, first, second) in [("G2", a.clone(), b.clone()), ("G3", b, a)] {
            sim.spawn(name, async move {
                first.lock().await;
                second.lock().await;
                second.unlock().await.expect("it is locked");
                first.unlock().await.expect("it is locked");
            })
            .await;
        }
        for _ in 0..9 {
            sim.yield_now().await;
        }
    };
    Tasks::new(main, events)
}

/// A worker, an object and a value of this name.
pub fn named(name: &'static str) -> impl Fn(&mut Vec<Event>) -> Tasks {
    move |events| {
        let main = move |sim: Sim| async move {
            let ch = Channel::new(&sim, name, 1);
            let to = ch.clone();
            sim.spawn(name, async move {
                to.send(name).await.expect("nobody closes it");
            })
            .await;
            sim.print(name).await;
            ch.recv().await;
            ch.recv().await;
        };
        Tasks::new(main, events)
    }
}
