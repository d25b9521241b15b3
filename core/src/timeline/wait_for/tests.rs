//! Programs that get stuck in every way, and one long chain.

use super::*;
use crate::sync::{Channel, RawMutex, RawRwMutex, Sim, WaitGroup, WakeRule};
use crate::timeline::Stepper;
use crate::world::{End, Event, Tasks};
use std::future::Future;
use std::time::Duration;
#[cfg(target_family = "wasm")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// The moment after so many rounds of everyone in turn.
fn after<F: Future<Output = ()> + 'static>(steps: u32, main: impl Fn(Sim) -> F + Copy + 'static) -> Moment {
    let mut stepper = Stepper::new(move |events: &mut Vec<Event>| Tasks::new(main, events));
    stepper.advance(steps);
    stepper.moment().clone()
}

fn names(moment: &Moment, workers: &[WorkerId]) -> Vec<String> {
    let name = |id: &WorkerId| moment.worker(*id).map_or("?".into(), |worker| worker.name.to_string());
    workers.iter().map(name).collect()
}

fn who_is_stuck(moment: &Moment, rests: Rests) -> Vec<String> {
    names(moment, &stuck(moment, &(), rests))
}

fn chain(moment: &Moment, knot: &Knot) -> Vec<String> {
    names(moment, &knot.chain.iter().map(|wait| wait.worker).collect::<Vec<_>>())
}

async fn ten_goroutines(sim: Sim) {
    let mutex = RawMutex::new(&sim, "mu", WakeRule::Go);
    let channel = Channel::new(&sim, "ch", 0);
    let group = WaitGroup::new(&sim, "wg");
    group.add(10).await.expect("it counts up");
    for number in 2..12 {
        let (mutex, channel, group) = (mutex.clone(), channel.clone(), group.clone());
        sim.spawn(format!("G{number}"), async move {
            mutex.lock().await;
            channel.send(number).await.expect("nobody closes it");
            mutex.unlock().await.expect("it is locked");
            group.done().await.expect("it was added");
        })
        .await;
    }
    group.wait().await.expect("nobody misuses it");
    while channel.recv().await.is_some() {}
}

const ROLES: [Role; 2] = [
    Role { object: "ch", act: Act::Receive, workers: &["main"] },
    Role { object: "wg", act: Act::Done, workers: &["G*"] },
];

#[test]
fn a_deadlock_is_told_from_the_holder_round_the_circle() {
    let moment = after(1_000, ten_goroutines);
    assert_eq!(moment.end, Some(End::Deadlock));
    let stuck = stuck(&moment, &ROLES[..], Rests::Certain);
    assert_eq!(stuck.len(), 11);
    let knot = knot(&moment, &stuck, &ROLES[..]);
    assert_eq!((chain(&moment, &knot), knot.circle), (vec!["G2".into(), "main".into()], Some(0)));
    assert_eq!(knot.chain[0].need, Need::Act(Act::Receive, Partners::Told(vec![WorkerId(0)])));
    let [group] = &knot.rest[..] else { panic!("the rest waits for one thing: {:?}", knot.rest) };
    assert_eq!((group.verb, group.workers.len()), (Verb::Lock, 9));
}

#[test]
fn without_the_text_only_what_was_seen_is_told() {
    let moment = after(1_000, ten_goroutines);
    let stuck = stuck(&moment, &(), Rests::Certain);
    let knot = knot(&moment, &stuck, &());
    assert_eq!((chain(&moment, &knot), knot.circle), (vec!["G2".into()], None));
    assert_eq!(knot.chain[0].need, Need::Act(Act::Receive, Partners::SoFar(vec![])));
    assert_eq!(knot.rest.len(), 2);
}

#[test]
fn what_a_text_tells_is_certain_before_the_end() {
    // Some goroutines have come to the mutex, and main has still to start the others.
    let early = after(12, ten_goroutines);
    assert_eq!(early.end, None);
    assert!(stuck(&early, &ROLES[..], Rests::Certain).is_empty(), "main may still receive");
    assert!(stuck(&early, &(), Rests::SoFar).len() > 1, "nobody has ever received");
}

#[test]
fn two_who_hold_what_the_other_wants_are_stuck_though_others_run() {
    let moment = after(60, |sim: Sim| async move {
        let (a, b) = (RawMutex::new(&sim, "a", WakeRule::Go), RawMutex::new(&sim, "b", WakeRule::Go));
        for (name, first, second) in [("G2", a.clone(), b.clone()), ("G3", b, a)] {
            let own = sim.clone();
            sim.spawn(name, async move {
                first.lock().await;
                for _ in 0..5 {
                    own.yield_now().await;
                }
                second.lock().await;
            })
            .await;
        }
        loop {
            sim.yield_now().await;
        }
    });
    assert_eq!(who_is_stuck(&moment, Rests::OnHolders), ["G2", "G3"]);
    assert!(who_is_stuck(&moment, Rests::Certain).is_empty(), "Go lets anyone unlock");
    let knot = knot(&moment, &[WorkerId(1), WorkerId(2)], &());
    assert_eq!((chain(&moment, &knot), knot.circle), (vec!["G2".into(), "G3".into()], Some(0)));
}

#[test]
fn those_who_send_to_one_channel_do_not_wait_for_each_other() {
    const BOTH: [Role; 1] = [Role { object: "ch", act: Act::Receive, workers: &["G*", "main"] }];
    let senders = |main_stays: bool| {
        move |sim: Sim| async move {
            let channel = Channel::new(&sim, "ch", 0);
            for number in 2..5 {
                let channel = channel.clone();
                sim.spawn(format!("G{number}"), async move {
                    channel.send(number).await.expect("nobody closes it");
                    channel.recv().await;
                })
                .await;
            }
            if main_stays {
                loop {
                    sim.yield_now().await;
                }
            }
            let never = WaitGroup::new(&sim, "wg");
            never.add(1).await.expect("it counts up");
            never.wait().await.expect("nobody misuses it");
        }
    };
    let alone = after(1_000, senders(false));
    assert_eq!(alone.end, Some(End::Deadlock));
    let stuck_alone = stuck(&alone, &BOTH[..], Rests::Certain);
    let found = knot(&alone, &stuck_alone, &BOTH[..]);
    assert_eq!(found.circle, None, "{:?}", found.chain);
    for sender in 1..4 {
        let [wait] = &wait_for(&alone, WorkerId(sender), &BOTH[..])[..] else { panic!("it has one wait") };
        assert_eq!(wait.need.from(), [WorkerId(0)], "only main could still receive");
    }
    let early = after(60, senders(true));
    assert_eq!(early.end, None);
    assert!(stuck(&early, &BOTH[..], Rests::Certain).is_empty(), "main may still receive");
}

#[test]
fn a_nil_channel_is_for_ever() {
    let moment = after(20, |sim: Sim| async move {
        let nothing = Channel::<u32>::nil(&sim);
        sim.spawn("G2", async move { nothing.recv().await.map_or((), |_| ()) }).await;
        loop {
            sim.yield_now().await;
        }
    });
    assert_eq!(who_is_stuck(&moment, Rests::Certain), ["G2"]);
    assert_eq!(wait_for(&moment, WorkerId(1), &())[0].need, Need::Never);
}

#[test]
fn a_lock_that_its_holder_took_along_is_never_free() {
    let moment = after(20, |sim: Sim| async move {
        let mutex = RawMutex::new(&sim, "mu", WakeRule::Go);
        let taken = mutex.clone();
        sim.spawn("G2", async move { taken.lock().await }).await;
        sim.sleep(Duration::from_secs(1)).await;
        sim.spawn("G3", async move { mutex.lock().await }).await;
        loop {
            sim.yield_now().await;
        }
    });
    assert_eq!(who_is_stuck(&moment, Rests::OnHolders), ["G3"]);
    assert_eq!(wait_for(&moment, WorkerId(2), &())[0].need, Need::LetGo(vec![WorkerId(1)]));
}

#[test]
fn reading_again_behind_a_writer_is_a_circle() {
    let moment = after(100, |sim: Sim| async move {
        let lock = RawRwMutex::new(&sim, "rw");
        let writes = lock.clone();
        lock.read_lock().await;
        let writer = sim.spawn("W", async move { writes.lock().await }).await;
        sim.sleep(Duration::from_secs(1)).await;
        lock.read_lock().await;
        writer.join().await.ok();
    });
    assert_eq!(moment.end, Some(End::Deadlock));
    let knot = knot(&moment, &stuck(&moment, &(), Rests::Certain), &());
    assert_eq!((chain(&moment, &knot), knot.circle), (vec!["main".into(), "W".into()], Some(0)));
    assert_eq!(knot.chain[0].need, Need::Turn(WorkerId(1)));
    assert_eq!(knot.chain[1].need, Need::LetGo(vec![WorkerId(0)]));
}

#[test]
fn whoever_has_received_before_may_again() {
    let listens = |again: bool| {
        after(40, move |sim: Sim| async move {
            let channel = Channel::new(&sim, "ch", 0);
            let sends = channel.clone();
            sim.spawn("G2", async move { while sends.send(1).await.is_ok() {} }).await;
            if again {
                channel.recv().await;
            }
            loop {
                sim.yield_now().await;
            }
        })
    };
    assert_eq!(who_is_stuck(&listens(false), Rests::SoFar), ["G2"]);
    assert!(who_is_stuck(&listens(true), Rests::SoFar).is_empty());
    assert!(who_is_stuck(&listens(false), Rests::OnHolders).is_empty());
}

#[test]
fn a_long_chain_is_followed_in_no_time() {
    let moment = after(100_000, |sim: Sim| async move {
        let mut last = RawMutex::new(&sim, "m0", WakeRule::Go);
        last.lock().await;
        for number in 1..2_000 {
            let next = RawMutex::new(&sim, format!("m{number}"), WakeRule::Go);
            let (before, own) = (last, next.clone());
            sim.spawn(format!("G{number}"), async move {
                own.lock().await;
                before.lock().await;
            })
            .await;
            last = next;
        }
        sim.sleep(Duration::from_secs(1)).await;
        last.lock().await;
    });
    assert_eq!(moment.end, Some(End::Deadlock));
    let stuck = stuck(&moment, &(), Rests::Certain);
    let knot = knot(&moment, &stuck, &());
    assert_eq!((knot.chain.len(), knot.circle, knot.rest.len()), (2_000, Some(0), 0));
}
