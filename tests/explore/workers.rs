//! Every schedule of async Rust workers: what an ordinary test of a library would ask.

use futures::future::LocalBoxFuture;
use lockstep_core::explore::{Established, Explore, Kind};
use lockstep_core::schedule::rng::SplitMix64;
use lockstep_core::sync::{Channel, Failure, Mutex, RawMutex, Sim, Variable, WaitGroup, WakeRule};
use lockstep_core::world::{Choice, End, Event, Tasks, World};
use std::cell::Cell;
use std::collections::BTreeSet;
use std::rc::Rc;
use std::time::Duration;
use wasm_bindgen_test::wasm_bindgen_test;

/// Two workers that each take both locks.
async fn two_locks(sim: Sim, crossed: bool) -> Result<(), Failure> {
    let a = RawMutex::new(&sim, "a", WakeRule::Go);
    let b = RawMutex::new(&sim, "b", WakeRule::Go);
    let (first, second) = if crossed { (b.clone(), a.clone()) } else { (a.clone(), b.clone()) };
    let other = sim.spawn("other", async move {
        first.lock().await;
        second.lock().await;
        second.unlock().await?;
        first.unlock().await
    });
    let other = other.await;
    a.lock().await;
    b.lock().await;
    b.unlock().await?;
    a.unlock().await?;
    other.join().await
}

#[wasm_bindgen_test(unsupported = test)]
fn a_deadlock_is_found_by_a_shortest_way_that_replays() {
    let crossed = || Explore::new(|sim| two_locks(sim, true));
    let report = crossed().report();
    assert_eq!(report.established, Established::Complete);
    let [finding] = &*report.findings else { panic!("{:?}", report.findings) };
    // Spawn, one lock each, and both begin to wait.
    assert_eq!((finding.kind, finding.steps, finding.switches), (Kind::Deadlock, 5, 2));
    let sites: Vec<(&str, &str)> = finding.sites.iter().map(|site| (&*site.goroutine, &*site.wait)).collect();
    assert_eq!(sites, [("main", "sync.Mutex.Lock b"), ("other", "sync.Mutex.Lock a")]);
    let place = &finding.sites[0].stack[0];
    let line = include_str!("workers.rs").lines().nth(place.line as usize - 1);
    assert!(place.function.ends_with("workers.rs") && line == Some("    b.lock().await;"), "{place:?}");
    assert_eq!(finding.unavoidable_from, Some(3));
    // The token leads there again, and to nothing in a program in which it is mended.
    let token = crossed().token(finding);
    assert_eq!(crossed().token(&crossed().report().findings[0]), token);
    let tasks = |events: &mut Vec<Event>| Tasks::new(|sim| two_locks(sim, true), events);
    let read = token.parse().expect("it is a token");
    let mut stepper = lockstep_core::timeline::Stepper::replaying(tasks, &read);
    stepper.load(100);
    assert_eq!(stepper.timeline().end(), Some(&End::Deadlock));
    let mended = Explore::new(|sim| two_locks(sim, false)).check();
    assert_eq!(mended.established, Established::Complete);
    assert!(mended.executions > 1);
}

/// Adds one in two workers, under a lock or not.
fn counting(locked: bool) -> impl Fn(Sim) -> LocalBoxFuture<'static, Result<(), Failure>> {
    move |sim| {
        Box::pin(async move {
            let n = Variable::new(&sim, "n", 0);
            let lock = Mutex::new(&sim, "lock", WakeRule::Go, ());
            let done = WaitGroup::new(&sim, "done");
            for name in ["left", "right"] {
                let (n, lock) = (n.clone(), lock.clone());
                done.go(name, async move {
                    let held = if locked { Some(lock.lock().await) } else { None };
                    let before = n.load().await;
                    n.store(before + 1).await;
                    drop(held);
                })
                .await?;
            }
            done.wait().await?;
            match n.load().await {
                2 => Ok(()),
                other => Err(format!("{other} is not 2").into()),
            }
        })
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_result_that_is_an_error_and_a_data_race_are_findings() {
    let report = Explore::new(counting(false)).report();
    let found: BTreeSet<(Kind, &str)> =
        report.findings.iter().map(|finding| (finding.kind, &*finding.subject)).collect();
    assert_eq!(found, BTreeSet::from([(Kind::Panic, "1 is not 2"), (Kind::Race, "n")]));
    Explore::new(counting(true)).check();
}

#[wasm_bindgen_test(unsupported = test)]
fn who_is_left_behind_is_told_of_and_who_is_only_late_is_not() {
    let left = |helped: bool| {
        move |sim: Sim| async move {
            let ch = Channel::new(&sim, "ch", 0);
            let sender = ch.clone();
            sim.spawn("sender", async move {
                let _ = sender.send(1).await;
            })
            .await;
            let nap = sim.clone();
            sim.spawn("sleeper", async move {
                nap.sleep(Duration::from_secs(1)).await;
                if helped {
                    ch.recv().await;
                }
            })
            .await;
        }
    };
    let report = Explore::new(left(false)).report();
    let found: Vec<(Kind, &str)> =
        report.findings.iter().map(|finding| (finding.kind, &*finding.sites[0].goroutine)).collect();
    assert_eq!(found, [(Kind::Leak, "sender")]);
    assert_eq!(report.findings[0].sites[0].wait, "chan send ch");
    Explore::new(left(true)).check();
}

#[wasm_bindgen_test(unsupported = test)]
fn who_awaits_what_nobody_here_knows_is_told_of() {
    let report = Explore::new(|sim| async move {
        let n = Variable::new(&sim, "n", 0);
        n.store(1).await;
        futures::future::pending::<()>().await;
    })
    .report();
    let [finding] = &*report.findings else { panic!("{:?}", report.findings) };
    let [main] = &*finding.sites else { panic!("{finding:?}") };
    assert_eq!((finding.kind, &*main.wait), (Kind::Deadlock, "something that is not of lockstep_core::sync"));
    assert!(main.stack[0].function.ends_with("workers.rs"), "{main:?}");
}

#[wasm_bindgen_test(unsupported = test)]
fn a_token_outlives_lines_that_move() {
    let first = || {
        Explore::new(|sim| async move {
            let gate = WaitGroup::new(&sim, "gate");
            gate.add(1).await?;
            gate.wait().await
        })
    };
    let second = Explore::new(|sim| async move {
        let gate = WaitGroup::new(&sim, "gate");
        gate.add(1).await?;
        gate.wait().await
    });
    let (one, two) = (first().report(), second.report());
    assert_ne!(one.findings[0].sites[0].stack, two.findings[0].sites[0].stack);
    assert_eq!(first().token(&one.findings[0]), second.token(&two.findings[0]));
}

#[wasm_bindgen_test(unsupported = test)]
fn a_program_that_is_another_each_time_is_found_out() {
    let starts = Rc::new(Cell::new(0));
    let report = Explore::new(move |sim| {
        starts.set(starts.get() + 1);
        let count = starts.get();
        async move {
            let n = Variable::new(&sim, "n", 0);
            sim.spawn("other", async {}).await;
            for _ in 0..count % 3 {
                n.load().await;
            }
            sim.yield_now().await;
        }
    })
    .report();
    assert!(report.findings.iter().any(|finding| finding.kind == Kind::NotDeterministic), "{report:?}");
    assert_ne!(report.established, Established::Complete);
}

/// Two workers that give way to one another for ever.
async fn endless(sim: Sim) {
    let other = sim.clone();
    sim.spawn("other", async move {
        for _ in 0..u32::MAX {
            other.yield_now().await;
        }
    })
    .await;
    loop {
        sim.yield_now().await;
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn what_has_no_end_is_looked_at_up_to_a_limit() {
    // A worker that never ends may be written so.
    let report = Explore::new(|sim| async move {
        loop {
            sim.yield_now().await;
        }
    });
    assert!(report.states(20).incomplete().report().findings.is_empty());
    let report = Explore::new(endless).states(50).incomplete().check();
    assert!(matches!(report.established, Established::Bounded(1..)), "{report:?}");
    // As many again with no preemption, and that is not all either.
    assert_eq!((report.states, report.samples, report.preemptions), (100, 1_000, None));
}

#[cfg(not(target_family = "wasm"))]
mod caught {
    use super::*;
    use std::panic::catch_unwind;

    /// What a check says where it fails.
    fn words(check: impl FnOnce() + std::panic::UnwindSafe) -> String {
        let said = catch_unwind(check).expect_err("it is to fail");
        said.downcast_ref::<String>().cloned().expect("it is told in words")
    }

    async fn late(sim: Sim) {
        let ready = Variable::new(&sim, "ready", false);
        let setter = ready.clone();
        sim.spawn("setter", async move { setter.store(true).await }).await;
        assert!(ready.load().await, "it was not ready");
    }

    #[test]
    fn an_assertion_that_fails_under_some_schedule_is_told_with_a_token_that_replays_it() {
        let report = Explore::new(late).report();
        let failed = report.findings.iter().find(|finding| finding.kind == Kind::Panic);
        let failed = failed.expect("main may come first");
        assert_eq!((&*failed.subject, failed.steps), ("it was not ready", 2));
        let place = &failed.sites[0].stack[0];
        let line = include_str!("workers.rs").lines().nth(place.line as usize - 1);
        assert!(line.is_some_and(|line| line.contains("it was not ready")), "{place:?}");
        let token = Explore::new(late).token(failed);
        let told = words(|| drop(Explore::new(late).check()));
        assert!(told.contains("panic: it was not ready (steps: 2"), "{told}");
        assert!(told.contains(&["    schedule: ", &token].concat()), "{told}");
        assert!(told.contains("race: ready"), "{told}");
        // Replayed, the assertion itself is what fails.
        let replayed =
            catch_unwind(|| Explore::new(late).replay(&token).check()).expect_err("it fails again");
        assert_eq!(replayed.downcast_ref::<&str>(), Some(&"it was not ready"));
    }

    #[test]
    fn a_token_of_another_program_is_refused_and_one_that_fails_no_more_passes() {
        let report = Explore::new(|sim| two_locks(sim, true)).report();
        let token = Explore::new(|sim| two_locks(sim, true)).token(&report.findings[0]);
        let told = words(|| drop(Explore::new(|sim| two_locks(sim, true)).replay(&token).check()));
        assert!(told.starts_with("deadlock: all workers wait for ever"), "{told}");
        let told = words(|| drop(Explore::new(late).replay(&token).check()));
        assert!(told.starts_with("this token is of another program"), "{told}");
        let mut foreign: lockstep_core::schedule::Token = token.parse().expect("it is a token");
        foreign.program = "queueing".into();
        let told = words(|| drop(Explore::new(late).replay(&foreign.to_string()).check()));
        assert!(told.starts_with("this token is of `queueing`"), "{told}");
        let told = words(|| drop(Explore::new(late).replay("s1.x").check()));
        assert!(told.contains("damaged"), "{told}");
    }

    #[test]
    fn a_panic_before_anything_is_asked_for_is_a_finding_like_others() {
        async fn rash(_: Sim) {
            panic!("at once");
        }
        let report = Explore::new(rash).report();
        let [finding] = &*report.findings else { panic!("{:?}", report.findings) };
        assert_eq!((finding.kind, &*finding.subject, finding.steps), (Kind::Panic, "at once", 0));
        assert!(finding.sites[0].stack[0].function.ends_with("workers.rs"), "{finding:?}");
        let token = Explore::new(rash).token(finding);
        let told = words(|| drop(Explore::new(rash).check()));
        assert!(told.starts_with("panic: at once (steps: 0") && told.contains(&token), "{told}");
        let replayed =
            catch_unwind(|| Explore::new(rash).replay(&token).check()).expect_err("it fails again");
        assert_eq!(replayed.downcast_ref::<&str>(), Some(&"at once"));
    }

    #[test]
    fn what_would_panic_once_main_has_returned_is_none() {
        let report = Explore::new(|sim| async move {
            let ch = Channel::new(&sim, "ch", 0);
            let nap = sim.clone();
            sim.spawn("sender", async move {
                let _ = ch.send(1).await;
            })
            .await;
            sim.spawn("sleeper", async move {
                nap.sleep(Duration::from_secs(1)).await;
                panic!("nobody comes here while main is there");
            })
            .await;
        })
        .report();
        let found: Vec<(Kind, &str)> =
            report.findings.iter().map(|finding| (finding.kind, &*finding.sites[0].goroutine)).collect();
        assert_eq!(found, [(Kind::Leak, "sender")]);
    }

    #[test]
    fn a_check_that_tried_too_little_does_not_pass() {
        let told = words(|| drop(Explore::new(endless).states(50).check()));
        assert!(told.starts_with("nothing was found by ") && told.contains("100 states"), "{told}");
    }
}

/// In wasm nothing comes back from a panic: the token of the schedule is printed before it.
#[cfg(target_family = "wasm")]
#[wasm_bindgen_test]
fn before_a_trap_the_token_is_printed_and_it_leads_there_again() {
    use std::cell::RefCell;
    use wasm_bindgen::prelude::Closure;
    use wasm_bindgen::{JsCast, JsValue};

    /// Lets JavaScript call this, which catches what is a trap here; whether it was one.
    fn traps(run: impl Fn() + 'static) -> bool {
        let closure = Closure::<dyn Fn()>::new(run);
        let function: &js_sys::Function = closure.as_ref().unchecked_ref();
        let trapped = function.call0(&JsValue::NULL).is_err();
        std::mem::forget(closure);
        trapped
    }

    async fn late(sim: Sim) {
        let ready = Variable::new(&sim, "ready", false);
        let setter = ready.clone();
        sim.spawn("setter", async move { setter.store(true).await }).await;
        assert!(ready.load().await, "it was not ready");
    }

    let said: Rc<RefCell<Vec<String>>> = Rc::default();
    let listening = said.clone();
    assert!(traps(move || {
        let listening = listening.clone();
        Explore::new(late).print(move |line| listening.borrow_mut().push(line.into())).check();
    }));
    let lines = said.borrow().clone();
    let [line] = &*lines else { panic!("{lines:?}") };
    let token = line.strip_prefix("schedule: ").expect("that is what it is").to_owned();
    assert!(traps(move || drop(Explore::new(late).replay(&token).check())));
}

/// What a worker of a random program does.
#[derive(Clone, Copy, Debug)]
enum Does {
    Lock(usize),
    Unlock(usize),
    Send(usize),
    Receive(usize),
    Close(usize),
    Store,
    Load,
    Nap,
}

fn any(chance: &mut SplitMix64) -> Does {
    match chance.below(9) {
        0 | 1 => Does::Lock(chance.below(2)),
        2 => Does::Unlock(chance.below(2)),
        3 => Does::Send(chance.below(2)),
        4 => Does::Receive(chance.below(2)),
        5 => Does::Close(0),
        6 => Does::Store,
        7 => Does::Load,
        _ => Does::Nap,
    }
}

/// A program in which workers do so, and main does so and then returns. Before each step they may say where they are.
fn program(
    workers: Vec<Vec<Does>>,
    declares: bool,
) -> impl Fn(Sim) -> LocalBoxFuture<'static, Result<(), Failure>> {
    move |sim| {
        let workers = workers.clone();
        Box::pin(async move {
            let locks = ["a", "b"].map(|name| RawMutex::new(&sim, name, WakeRule::Go));
            let channels = [Channel::new(&sim, "c", 0), Channel::new(&sim, "d", 1)];
            let variable = Variable::new(&sim, "x", 0);
            let mut all = workers.into_iter();
            let first = all.next().unwrap_or_default();
            let run = move |sim: Sim, all: Vec<Does>| {
                let (locks, channels, variable) = (locks.clone(), channels.clone(), variable.clone());
                async move {
                    for (place, does) in all.into_iter().enumerate() {
                        if declares {
                            sim.at(&place);
                        }
                        match does {
                            Does::Lock(which) => locks[which].lock().await,
                            Does::Unlock(which) => locks[which].unlock().await?,
                            Does::Send(which) => channels[which].send(1).await?,
                            Does::Receive(which) => drop(channels[which].recv().await),
                            Does::Close(which) => channels[which].close().await?,
                            Does::Store => variable.store(1).await,
                            Does::Load => drop(variable.load().await),
                            Does::Nap => sim.sleep(Duration::from_millis(1)).await,
                        }
                    }
                    Ok::<(), Failure>(())
                }
            };
            for (number, work) in all.enumerate() {
                if declares {
                    sim.at(&number);
                }
                sim.spawn(format!("w{number}"), run(sim.clone(), work)).await;
            }
            run(sim.clone(), first).await
        })
    }
}

/// How executions of a program end, each tried from its start, and how many steps the shortest has that ends so; nothing if there
/// are too many.
fn ends(start: &dyn Fn(&mut Vec<Event>) -> Tasks) -> Option<BTreeSet<(String, usize)>> {
    let mut found: std::collections::BTreeMap<String, usize> = std::collections::BTreeMap::new();
    let (mut todo, mut tried) = (vec![Vec::<Choice>::new()], 0);
    while let Some(taken) = todo.pop() {
        tried += 1;
        if tried > 3_000 {
            return None;
        }
        let mut world = start(&mut Vec::new());
        taken.iter().for_each(|choice| world.step(*choice, &mut Vec::new()));
        match world.end() {
            Some(end) => {
                let steps = found.entry(format!("{end:?}")).or_insert(taken.len());
                *steps = taken.len().min(*steps);
            }
            None => {
                let choices: Vec<Choice> = world.choices().iter().collect();
                todo.extend(choices.into_iter().map(|choice| [&taken[..], &[choice]].concat()));
            }
        }
    }
    Some(found.into_iter().collect())
}

#[wasm_bindgen_test(unsupported = test)]
fn what_every_schedule_shows_is_found_and_nothing_else() {
    let (states, compared) = compare(false);
    // The same, and fewer states, where each worker says where it is.
    let (fewer, same) = compare(true);
    assert!(fewer < states && same == compared, "{fewer} of {states}, {same} of {compared}");
}

/// Compares what is found with what all schedules show: how many states there were, of how many programs.
fn compare(declares: bool) -> (usize, u64) {
    let programs = if cfg!(target_family = "wasm") { 40 } else { 400 };
    let (mut compared, mut states, mut kinds) = (0, 0, BTreeSet::new());
    for seed in 0..programs {
        let mut chance = SplitMix64::new(seed);
        let workers: Vec<Vec<Does>> = (0..2 + chance.below(2))
            .map(|_| (0..1 + chance.below(3)).map(|_| any(&mut chance)).collect())
            .collect();
        let run = program(workers.clone(), declares);
        let Some(naive) = ends(&|events| Tasks::new(&run, events)) else { continue };
        let report = Explore::new(&run).report();
        assert_eq!(report.established, Established::Complete, "{workers:?}");
        let told: BTreeSet<(String, usize)> = report
            .findings
            .iter()
            .filter(|finding| matches!(finding.kind, Kind::Deadlock | Kind::Panic | Kind::Fatal))
            .map(|finding| ([finding.kind.name(), ": ", &finding.subject].concat(), finding.steps as usize))
            .collect();
        let expected = expected(&naive);
        // The same may be found in several places: the shortest counts.
        let shortest: BTreeSet<(String, usize)> = told
            .iter()
            .filter(|(text, steps)| !told.iter().any(|(other, fewer)| other == text && fewer < steps))
            .cloned()
            .collect();
        assert_eq!(shortest, expected, "{workers:?}");
        kinds.extend(shortest.into_iter().map(|(text, _)| text));
        compared += 1;
        states += report.states;
    }
    assert!(compared * 2 > programs && kinds.len() >= 4, "{compared} {kinds:?}");
    (states, compared)
}

/// The ends that are wrong, as they are told, each with the fewest steps.
fn expected(naive: &BTreeSet<(String, usize)>) -> BTreeSet<(String, usize)> {
    let mut all: std::collections::BTreeMap<String, usize> = std::collections::BTreeMap::new();
    for (end, steps) in naive {
        let text = match end.as_str() {
            "Returned" => continue,
            "Deadlock" => "deadlock: all workers wait for ever",
            end if end.contains("UnlockOfUnlockedMutex") => "fatal: sync: unlock of unlocked mutex",
            end if end.contains("SendOnClosedChannel") => "panic: send on closed channel",
            end if end.contains("CloseOfClosedChannel") => "panic: close of closed channel",
            other => panic!("{other} is not among what such programs can do"),
        };
        let known = all.entry(text.into()).or_insert(*steps);
        *known = (*steps).min(*known);
    }
    all.into_iter().collect()
}
