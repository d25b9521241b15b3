//! Workers that say where they are, so that loops close; and what is looked at where there are too many states, and what comes out.

use futures::future::LocalBoxFuture;
use lockstep_core::explore::{Established, Explore, Finding, Kind, Report};
use lockstep_core::sync::{Atomic, Channel, Failure, Mutex, RawMutex, Sim, Variable, WakeRule};
use std::cell::Cell;
use std::collections::BTreeSet;
use std::rc::Rc;
use std::time::Duration;
use wasm_bindgen_test::wasm_bindgen_test;

type Running<T> = LocalBoxFuture<'static, T>;

fn kinds(report: &Report) -> BTreeSet<Kind> {
    report.findings.iter().map(|finding| finding.kind).collect()
}

fn names(finding: &Finding) -> Vec<&str> {
    finding.sites.iter().map(|site| &*site.goroutine).collect()
}

/// Two workers that give way to one another for ever, and say so or not.
fn endless(declares: bool) -> impl Fn(Sim) -> Running<()> {
    async fn round(sim: Sim, declares: bool) {
        loop {
            if declares {
                sim.at(&());
            }
            sim.yield_now().await;
        }
    }
    move |sim| {
        Box::pin(async move {
            sim.spawn("other", round(sim.clone(), declares)).await;
            round(sim, declares).await;
        })
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_loop_closes_where_everybody_says_where_they_are() {
    let report = Explore::new(endless(true)).report();
    assert_eq!((report.established, report.states), (Established::Complete, 2));
    let [livelock] = &*report.findings else { panic!("{:?}", report.findings) };
    assert_eq!(
        (livelock.kind, names(livelock), livelock.repeats),
        (Kind::Livelock, vec!["main", "other"], 2)
    );
    let report = Explore::new(endless(false)).states(50).report();
    assert!(report.established != Established::Complete && report.findings.is_empty(), "{report:?}");
}

/// A worker that goes on for ever and achieves something: it passes numbers to itself.
async fn busy(sim: Sim) -> Result<(), Failure> {
    let own = Channel::new(&sim, "own", 1);
    loop {
        sim.at(&"busy");
        own.send(1).await?;
        own.recv().await;
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn who_can_never_run_again_though_others_do_is_found() {
    let program = |crossed: bool| {
        move |sim: Sim| async move {
            let [a, b] = ["a", "b"].map(|name| RawMutex::new(&sim, name, WakeRule::Go));
            for (name, crossed) in [("left", false), ("right", crossed)] {
                let (first, second) = if crossed { (b.clone(), a.clone()) } else { (a.clone(), b.clone()) };
                let own = sim.clone();
                let work = async move {
                    own.at(&0);
                    first.lock().await;
                    second.lock().await;
                    second.unlock().await?;
                    first.unlock().await
                };
                sim.spawn(name, work).await;
            }
            busy(sim).await
        }
    };
    let report = Explore::new(program(true)).report();
    assert_eq!(report.established, Established::Complete);
    // Each of the two is about to wait, or waits, when the other does so for ever.
    let found: Vec<(Kind, Vec<&str>)> =
        report.findings.iter().map(|finding| (finding.kind, names(finding))).collect();
    assert_eq!(found, [(Kind::PartialDeadlock, vec!["left"]), (Kind::PartialDeadlock, vec!["right"])]);
    let stuck = &report.findings[0];
    assert_eq!((stuck.steps, &*stuck.sites[0].wait), (5, "sync.Mutex.Lock b"));
    assert_eq!(stuck.unavoidable_from, Some(4));
    // Its token leads there.
    let token = Explore::new(program(true)).token(stuck);
    let tasks = |events: &mut Vec<_>| lockstep_core::world::Tasks::new(program(true), events);
    let mut stepper =
        lockstep_core::timeline::Stepper::replaying(tasks, &token.parse().expect("it is a token"));
    stepper.load(1_000);
    assert_eq!(stepper.len(), stuck.steps);
    let mended = Explore::new(program(false)).check();
    assert_eq!(mended.established, Established::Complete);
}

#[wasm_bindgen_test(unsupported = test)]
fn who_may_be_passed_over_for_ever_starves() {
    let report = Explore::new(|sim: Sim| async move {
        // The porter goes round before there is a guest.
        sim.at(&());
        let (gate, flag) = (Channel::new(&sim, "gate", 0), Atomic::new(&sim, "flag", 0));
        let (opens, looks, own) = (gate.clone(), flag.clone(), sim.clone());
        sim.spawn("porter", async move {
            loop {
                own.at(&());
                if looks.load().await == 1 {
                    return opens.send(()).await.map_err(|error| Failure::from(error.to_string()));
                }
            }
        })
        .await;
        let own = sim.clone();
        sim.spawn("guest", async move {
            own.at(&());
            gate.recv().await;
        })
        .await;
        let own = Channel::new(&sim, "own", 1);
        loop {
            sim.at(&());
            own.send(1).await?;
            own.recv().await;
            flag.store(1).await;
            flag.store(0).await;
        }
        #[allow(unreachable_code)]
        Ok::<(), Failure>(())
    })
    .states(300)
    .report();
    assert_eq!(report.established, Established::Complete);
    let [starved] = &*report.findings else { panic!("{:?}", report.findings) };
    assert_eq!((starved.kind, names(starved)), (Kind::Starvation, vec!["guest"]));
    assert!(starved.repeats > 0);
}

/// Two workers count up to three and begin anew, in what a lock guards, which they say or do not.
fn guarded(declares: bool) -> impl Fn(Sim) -> Running<()> {
    async fn turn(sim: Sim, count: Mutex<u8>, declares: bool) {
        let own = Channel::new(&sim, "own", 1);
        loop {
            sim.at(&());
            {
                let mut count = count.lock().await;
                *count = (*count + 1) % 3;
                if declares {
                    count.at(&*count);
                }
            }
            let _ = own.send(1).await;
            own.recv().await;
        }
    }
    move |sim| {
        Box::pin(async move {
            let count = Mutex::new(&sim, "count", WakeRule::Go, 0);
            sim.spawn("other", turn(sim.clone(), count.clone(), declares)).await;
            turn(sim, count, declares).await;
        })
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn what_a_lock_guards_is_another_value_each_time_unless_it_is_declared() {
    let report = Explore::new(guarded(true)).check();
    assert_eq!(report.established, Established::Complete);
    let report = Explore::new(guarded(false)).states(2_000).report();
    assert!(report.established != Established::Complete && report.findings.is_empty(), "{report:?}");
}

#[wasm_bindgen_test(unsupported = test)]
fn what_is_left_out_of_a_declaration_is_noticed() {
    // Every third round it does something else, and does not say which round it is.
    let report = Explore::new(|sim: Sim| async move {
        let (own, mut round) = (Channel::new(&sim, "own", 1), 0);
        loop {
            sim.at(&());
            round += 1;
            if round % 3 == 0 {
                sim.yield_now().await;
            }
            own.send(1).await?;
            own.recv().await;
        }
        #[allow(unreachable_code)]
        Ok::<(), Failure>(())
    })
    .report();
    let [told] = &*report.findings else { panic!("{:?}", report.findings) };
    assert!(told.kind == Kind::NotDeterministic && told.subject.contains("`Sim::at`"), "{told:?}");
    assert!(report.established != Established::Complete && !report.outcomes_complete);
    // So is what two share behind our back.
    let report = Explore::new(|sim: Sim| async move {
        let shared = Rc::new(Cell::new(0));
        let (theirs, own) = (shared.clone(), sim.clone());
        sim.spawn("other", async move {
            loop {
                own.at(&());
                own.yield_now().await;
                theirs.set(1 - theirs.get());
            }
        })
        .await;
        sim.at(&0);
        sim.yield_now().await;
        sim.print(format!("{}", shared.get())).await;
    })
    .report();
    assert!(kinds(&report).contains(&Kind::NotDeterministic), "{report:?}");
}

/// Somebody looks again and again whether a sleeper is done.
async fn polling(sim: Sim) {
    let done = Atomic::new(&sim, "done", 0);
    let (sleeper, sets) = (sim.clone(), done.clone());
    sim.spawn("sleeper", async move {
        sleeper.at(&());
        sleeper.sleep(Duration::from_secs(1)).await;
        sets.store(1).await;
    })
    .await;
    loop {
        sim.at(&());
        if done.load().await == 1 {
            return;
        }
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn what_goes_on_only_because_time_stands_still_is_no_finding_and_no_proof() {
    let report = Explore::new(polling).report();
    assert!(report.findings.is_empty() && report.timed, "{report:?}");
    assert!(report.established != Established::Complete);
}

#[cfg(not(target_family = "wasm"))]
#[test]
fn a_check_says_that_time_stands_still() {
    let said = std::panic::catch_unwind(|| Explore::new(polling).check()).expect_err("it is no proof");
    let said = said.downcast_ref::<String>().expect("it is told in words");
    assert!(said.contains("until time passes"), "{said}");
}

/// Three workers that count up, each many times and once unguarded.
async fn counting(sim: Sim) -> Result<(), Failure> {
    let (busy, n) = (Atomic::new(&sim, "busy", 0), Variable::new(&sim, "n", 0));
    let mut workers = Vec::new();
    for name in ["one", "two", "three"] {
        let (busy, n) = (busy.clone(), n.clone());
        let work = async move {
            for _ in 0..4 {
                busy.add(1).await;
            }
            let before = n.load().await;
            n.store(before + 1).await;
        };
        workers.push(sim.spawn(name, work).await);
    }
    for worker in workers {
        worker.join().await?;
    }
    match n.load().await {
        3 => Ok(()),
        other => Err(format!("{other} is not 3").into()),
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn where_there_are_too_many_states_few_preemptions_are_looked_at() {
    let report = Explore::new(counting).states(8_000).report();
    assert!(report.established != Established::Complete && !report.outcomes_complete);
    assert!(report.preemptions >= Some(1), "{:?}", report.preemptions);
    let lost = report.findings.iter().find(|finding| finding.subject == "2 is not 3");
    // One is taken off between its load and its store; the others go on when somebody is done, and main four times.
    assert!(lost.is_some_and(|lost| lost.kind == Kind::Panic), "{:?}", report.findings);
    let few = Explore::new(counting).states(20).report();
    assert_eq!(few.preemptions, None);
}

#[wasm_bindgen_test(unsupported = test)]
fn what_is_printed_and_how_it_ends_comes_out() {
    let outcomes = |report: &Report| -> BTreeSet<(String, String)> {
        report.outcomes.iter().map(|outcome| (outcome.output.clone(), outcome.ending())).collect()
    };
    let report = Explore::new(|sim: Sim| async move {
        let printer = sim.clone();
        let other = sim.spawn("other", async move { printer.print("b").await }).await;
        sim.print("a").await;
        other.join().await
    })
    .check();
    let expected = ["a\nb\n", "b\na\n"].map(|text| (text.to_owned(), "exit 0".to_owned()));
    assert_eq!((outcomes(&report), report.outcomes_complete), (BTreeSet::from(expected), true));
    // Where nothing is printed, ends come out.
    let report = Explore::new(|sim: Sim| async move {
        let lock = RawMutex::new(&sim, "lock", WakeRule::Go);
        let other = lock.clone();
        sim.spawn("other", async move { other.lock().await }).await;
        lock.lock().await;
    })
    .report();
    let expected = ["exit 0", "deadlock"].map(|end| (String::new(), end.to_owned()));
    assert_eq!((outcomes(&report), report.outcomes_complete), (BTreeSet::from(expected), true));
    // What goes on for ever prints ever more.
    let report = Explore::new(|sim: Sim| async move {
        loop {
            sim.at(&());
            sim.print("again").await;
        }
    })
    .states(100)
    .report();
    assert_eq!((report.established, report.outcomes_complete), (Established::Complete, false));
}

/// What a worker learnt before it declares itself may be in what it holds locked.
#[wasm_bindgen_test(unsupported = test)]
fn what_was_put_behind_a_lock_before_a_declaration_is_not_forgotten() {
    let program = |sim: Sim| async move {
        sim.at(&"main");
        let guarded = Mutex::new(&sim, "guarded", WakeRule::Go, 0);
        let numbers = Channel::new(&sim, "numbers", 2);
        for number in [1, 2] {
            let (own, numbers) = (sim.clone(), numbers.clone());
            let send = async move {
                own.at(&number);
                numbers.send(number).await
            };
            sim.spawn("sender", send).await;
        }
        let mut held = guarded.lock().await;
        *held = numbers.recv().await.unwrap_or_default();
        numbers.recv().await;
        sim.at(&"holds");
        sim.yield_now().await;
        drop(held);
        sim.at(&"has given back");
        let last = *guarded.lock().await;
        sim.print(format!("{last}")).await;
    };
    let report = Explore::new(program).report();
    assert_eq!(report.established, Established::Complete);
    let printed: BTreeSet<&str> = report.outcomes.iter().map(|outcome| &*outcome.output).collect();
    assert_eq!(printed, BTreeSet::from(["1\n", "2\n"]), "{report:?}");
}
