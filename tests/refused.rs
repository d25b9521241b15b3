//! What is refused, and what is said of those who wait for ever, in the words of real Go; natively and in wasm.
//!
//! `conformance/refused.txt` is a record of what real Go printed for each case of `conformance/refused.go`: its message,
//! and what each goroutine that it shows was at. The same cases are played here by workers and compared with the record.
//! Where `LOCKSTEP_GO` names a `go` command, the record is compared with it; where `LOCKSTEP_RECORD` is set too, it is
//! written anew. The two panics about a WaitGroup that is used in two ways at once depend on Go's own scheduler and are
//! not in the record; `tests/rules/waitgroup.rs` reaches both, and their texts are those of Go's source.

use futures::future::LocalBoxFuture;
use lockstep_core::present::{Locale, Show, frame};
use lockstep_core::rules::channel;
use lockstep_core::schedule::Plan;
use lockstep_core::sync::{Channel, Failure, RawMutex, RawRwMutex, Select, Sim, WaitGroup, WakeRule};
use lockstep_core::timeline::Stepper;
use lockstep_core::world::{Event, Tasks};
use std::time::Duration;
use wasm_bindgen_test::wasm_bindgen_test;

const RECORD: &str = include_str!("conformance/refused.txt");

/// The case of this name, as in `refused.go`.
async fn play(sim: Sim, case: &'static str) -> Result<(), Failure> {
    let mu = RawMutex::new(&sim, "mu", WakeRule::Go);
    let rw = RawRwMutex::new(&sim, "rw");
    let wg = WaitGroup::new(&sim, "wg");
    let ch = Channel::new(&sim, "ch", 0);
    let none = Channel::nil(&sim);
    let pause = Duration::from_millis(20);
    let later = async |job: LocalBoxFuture<'static, ()>| {
        sim.spawn("G2", job).await;
        sim.sleep(pause).await;
    };
    let select = || Select::new(&sim);
    match case {
        "send on closed" => {
            ch.close().await?;
            ch.send(1).await?;
        }
        "close on a sender" => {
            let (sim_of_worker, to_close) = (sim.clone(), ch.clone());
            let closes = async move {
                sim_of_worker.sleep(pause).await;
                to_close.close().await
            };
            sim.spawn("G2", closes).await;
            ch.send(1).await?;
        }
        "select of a closed" => {
            ch.close().await?;
            select().send(&ch, 1, || ()).default(|| ()).await?;
        }
        "close of closed" => {
            ch.close().await?;
            ch.close().await?;
        }
        "close of nil" => none.close().await?,
        "capacity" => drop(channel::capacity(-1)?),
        "unlock" => mu.unlock().await?,
        "read unlock" => rw.read_unlock().await?,
        "write unlock" => {
            rw.read_lock().await;
            rw.unlock().await?;
        }
        "negative count" => {
            wg.add(1).await?;
            wg.add(-2).await?;
        }
        "wg.Go" => {
            wg.go("G2", async { Err("boom") }).await?;
            wg.wait().await?;
        }
        "send to nil" => none.send(1).await?,
        "receive from nil" => drop(none.recv().await),
        "select of no case" => select().await?,
        "select of one case" => select().recv(&ch, drop).await?,
        "select of one nil case" => select().send(&none, 1, || ()).await?,
        "select of two cases" => select().recv(&ch, drop).recv(&none, drop).await?,
        "select of nil cases" => select().recv(&none, drop).send(&none, 1, || ()).await?,
        "read again behind a writer" | "a writer behind a writer" => {
            rw.read_lock().await;
            let writer = rw.clone();
            later(Box::pin(async move { writer.lock().await })).await;
            if case == "a writer behind a writer" { rw.lock().await } else { rw.read_lock().await }
        }
        "write twice" => {
            rw.lock().await;
            rw.lock().await;
        }
        "lock twice" => {
            mu.lock().await;
            mu.lock().await;
        }
        "wait" => {
            wg.add(1).await?;
            wg.wait().await?;
        }
        other => panic!("{other} is in the record and is not played"),
    }
    Ok(())
}

/// What is printed: the message, and what each goroutine that is shown was at, in alphabetical order.
fn essence(dump: &str) -> String {
    let state =
        |line: &str| line.starts_with("goroutine ").then(|| Some(line.split_once('[')?.1.to_string()));
    let states = dump.lines().filter_map(state).flatten();
    let mut states: Vec<String> = states.filter_map(|state| Some(state.split_once(']')?.0.into())).collect();
    states.sort();
    format!("{}\n[{}]\n", dump.lines().next().unwrap_or_default(), states.join("] ["))
}

/// The record by case, in its order.
fn record() -> impl Iterator<Item = (&'static str, &'static str)> {
    let blocks = RECORD.split("\n== ").skip(1);
    blocks.map(|block| block.split_once('\n').expect("a case is a line"))
}

#[wasm_bindgen_test(unsupported = test)]
fn what_go_refuses_is_refused_in_its_words_and_so_are_those_who_wait_for_ever() {
    assert_eq!(record().count(), 23);
    for (case, expected) in record() {
        for plan in [Plan::RoundRobin, Plan::Random { seed: 1 }, Plan::Random { seed: 2 }] {
            let start = |events: &mut Vec<Event>| Tasks::new(|sim| play(sim, case), events);
            let mut run = Stepper::new(start);
            run.set_plan(plan);
            run.advance(1_000);
            let show = Show {
                timeline: run.timeline(),
                moment: run.moment(),
                source: "",
                cast: &[],
                branches: (run.branches(), run.branch().id),
            };
            let ending = frame(&show, None, Locale::English).ending.expect("it is over");
            assert_eq!(essence(&ending.dump).trim(), expected.trim(), "{case} under {plan:?}");
            assert_eq!(ending.exit_code, 2);
        }
    }
}

#[cfg(not(target_family = "wasm"))]
#[test]
fn real_go_says_what_was_recorded() {
    use std::process::Command;
    let Some(go) = std::env::var_os("LOCKSTEP_GO") else { return };
    let folder = lockstep_tests::folder().join("conformance");
    let binary = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("refused-in-go");
    let run = |command: &mut Command| {
        let out = command.current_dir(&folder).output().expect("the command can be run");
        (String::from_utf8_lossy(&out.stdout).into_owned(), String::from_utf8_lossy(&out.stderr).into_owned())
    };
    let version = run(Command::new(&go).arg("version")).0;
    assert_eq!(run(Command::new(&go).args(["build", "-o"]).arg(&binary).arg("refused.go")).1, "");
    let version = version.trim().trim_start_matches("go version ");
    let mut found = format!(
        "What {version} printed for each case of refused.go: the message, and the goroutines shown.\n"
    );
    for (case, _) in record() {
        let printed = run(Command::new(&binary).arg(case)).1;
        found.push_str(&format!("\n== {case}\n{}", essence(&printed)));
    }
    if std::env::var_os("LOCKSTEP_RECORD").is_some() {
        std::fs::write(folder.join("refused.txt"), &found).expect("the repository can be written to");
    }
    assert_eq!(found, RECORD);
}
