//! The states of Go programs: two steps that share nothing lead to the same state in either order, and states that are told
//! apart have other hashes.
#![cfg(not(target_family = "wasm"))]

use lockstep_core::explore::Outcome;
use lockstep_core::explore::go::classes;
use lockstep_core::explore::search::Search;
use lockstep_core::go::lower::LoopVariables;
use lockstep_core::go::machine::{Limits, Time};
use lockstep_core::go::{GoWorld, Program};
use lockstep_core::lessons::examples;
use lockstep_core::schedule::Schedule;
use lockstep_core::schedule::rng::SplitMix64;
use lockstep_core::world::{Choice, End, Event, Footprint, WorkerId, World};
use lockstep_tests::{folder, go_programs};
use std::collections::HashMap;
use std::path::PathBuf;

const LIMITS: Limits =
    Limits { memory: 1 << 20, stack: 1 << 16, slice: 10_000, goroutines: 1_000, time: Time::Timely };

/// So many states of each program are gone on from.
const STATES: usize = 300;

fn world(file: &str, text: &str) -> GoWorld {
    let program = Program::compile(file, text.as_bytes(), None, LoopVariables::PerIteration);
    GoWorld::new(&program.expect("it compiles"), LIMITS, 0, &mut Vec::new())
}

/// Whether two steps share nothing: no worker, and no object that either changes.
fn apart(a: &Footprint, b: &Footprint) -> bool {
    let touch = |one: &Footprint, other: &Footprint| {
        one.writes.iter().any(|it| other.reads.contains(it) || other.writes.contains(it))
    };
    a.workers.iter().all(|worker| !b.workers.contains(worker)) && !touch(a, b) && !touch(b, a)
}

fn after(world: &GoWorld, steps: [Choice; 2]) -> Option<GoWorld> {
    let mut world = world.clone();
    for step in steps {
        if !world.choices().contains(step) {
            return None;
        }
        world.step(step, &mut Vec::new());
    }
    Some(world)
}

#[test]
fn steps_that_share_nothing_commute() {
    let mut pairs = 0;
    for example in examples::all() {
        let start = world(example.file, example.text);
        for seed in 0..10 {
            let (mut world, mut chance) = (start.clone(), SplitMix64::new(seed));
            for step in 0..150 {
                let choices: Vec<Choice> = world.choices().iter().collect();
                let Some(a) = choices.get(chance.below(choices.len().max(1))).copied() else { break };
                let b = choices[chance.below(choices.len())];
                if apart(&world.footprint(a), &world.footprint(b))
                    && world.is_local(a)
                    && world.is_local(b)
                    && let (Some(one), Some(other)) = (after(&world, [a, b]), after(&world, [b, a]))
                    // Whether memory is shared at all depends on how many goroutines there are: an end concerns everybody.
                    && one.machine().places().count() == world.machine().places().count()
                {
                    pairs += 1;
                    let asks =
                        |choice: Choice| world.place(choice.worker).map(|place| world.machine().instr(place));
                    let here =
                        format!("{} seed {seed} step {step}: {:?} and {:?}", example.id, asks(a), asks(b));
                    assert_eq!(one.fingerprint(), other.fingerprint(), "{here}");
                    assert_eq!(one.choices().iter().count(), other.choices().iter().count(), "{here}");
                }
                world.step(a, &mut Vec::new());
            }
        }
    }
    assert!(pairs > 1_000, "{pairs} pairs");
}

/// What the explorer takes for two steps that commute leads to one state in either order: in every program that has nothing to do
/// with time, from states that are come to by chance.
#[test]
fn steps_that_commute_for_the_explorer_lead_to_one_state() {
    let only = std::env::var("ONLY").unwrap_or_default();
    let (mut pairs, mut wrong) = (0, Vec::new());
    for (path, text) in all_programs().iter().filter(|(path, _)| path.to_string_lossy().contains(&only)) {
        let name = path.file_name().and_then(|name| name.to_str()).expect("it has a name");
        let Ok(program) = Program::compile(name, text, None, LoopVariables::PerIteration) else { continue };
        let mut start = GoWorld::new(&program, LIMITS, 0, &mut Vec::new());
        start.note();
        for seed in 0..4 {
            let (mut world, mut chance) = (start.clone(), SplitMix64::new(seed));
            for step in 0..100 {
                let choices: Vec<Choice> = world.choices().iter().collect();
                let Some(a) = choices.get(chance.below(choices.len().max(1))).copied() else { break };
                let b = choices[chance.below(choices.len())];
                let is_timer = |choice| world.is_timer(choice);
                if a.worker != b.worker && !is_timer(a) && !is_timer(b) && classes::commute(&world, a, b) {
                    let (one, other) = (after(&world, [a, b]), after(&world, [b, a]));
                    // Whoever is alone goes on in one step from access to access, which the explorer has noted.
                    let alone = |world: &Option<GoWorld>| {
                        world.as_ref().is_some_and(|it| it.machine().places().count() < 2)
                    };
                    if alone(&one) || alone(&other) {
                        break;
                    }
                    pairs += 1;
                    let prints = |world: Option<GoWorld>| {
                        world.map(|world| (world.fingerprint(), world.choices().iter().count()))
                    };
                    if prints(one) != prints(other) {
                        let asks = |choice: Choice| {
                            world.place(choice.worker).map(|place| world.machine().instr(place))
                        };
                        wrong.push(format!(
                            "{} seed {seed} step {step}: {:?} and {:?}",
                            path.display(),
                            asks(a),
                            asks(b)
                        ));
                        break;
                    }
                }
                world.step(a, &mut Vec::new());
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {pairs} pairs\n{}", wrong.len(), wrong.join("\n"));
    assert!(pairs > 5_000 || !only.is_empty(), "{pairs} pairs");
}

/// The programs of the repository.
fn all_programs() -> Vec<(PathBuf, Vec<u8>)> {
    let mut programs = Vec::new();
    for part in ["conformance/go", "kernels", "../core/src/lessons/examples"] {
        go_programs(&folder().join(part), &mut programs);
    }
    programs
}

/// What comes of a state: how it ended, or where each way leads that may be taken in it.
type Future = (Option<String>, Vec<(u64, u128)>);

fn future(world: &GoWorld) -> Future {
    let after = |choice: Choice| {
        let mut next = world.clone();
        next.step(choice, &mut Vec::new());
        (world.way(choice), next.fingerprint())
    };
    let mut ways: Vec<(u64, u128)> = world.choices().iter().map(after).collect();
    ways.sort_unstable();
    // Who it is that ended it is a number of the run, and makes no difference.
    let outcome =
        |end: &End| Outcome { output: String::new(), end: end.clone(), schedule: Schedule::default() };
    (world.end().map(|end| outcome(end).ending()), ways)
}

/// Two states with one hash, to which different ways led, have the same ways on, to states with one hash again.
#[test]
fn one_hash_is_one_future() {
    let only = std::env::var("ONLY").unwrap_or_default();
    let (mut merged, mut deep) = (0, 0);
    for (path, text) in all_programs().iter().filter(|(path, _)| path.to_string_lossy().contains(&only)) {
        let name = path.file_name().and_then(|name| name.to_str()).expect("it has a name");
        let Ok(program) = Program::compile(name, text, None, LoopVariables::PerIteration) else { continue };
        let start = GoWorld::new(&program, LIMITS, 0, &mut Vec::new());
        let mut chance = SplitMix64::new(1);
        let (mut seen, mut todo): (HashMap<u128, Future>, _) = (HashMap::new(), vec![(start, 0)]);
        while !todo.is_empty() && seen.len() < STATES {
            let (world, depth) = todo.swap_remove(chance.below(todo.len()));
            let here = future(&world);
            deep += usize::from(depth == 30);
            if let Some(before) = seen.get(&world.fingerprint()) {
                assert_eq!(before, &here, "{} after {depth} steps", path.display());
                merged += 1;
                continue;
            }
            for choice in world.choices().iter() {
                let mut next = world.clone();
                next.step(choice, &mut Vec::new());
                todo.push((next, depth + 1));
            }
            seen.insert(world.fingerprint(), here);
        }
    }
    assert!(merged > 20_000 && deep > 200 || !only.is_empty(), "{merged} merged, {deep} of 30 steps");
}

/// Where time may pass at any moment, a ticker that is late by more than another has more to make up for.
#[test]
fn how_late_a_ticker_is_counts() {
    let text = "package main\n\nimport \"time\"\n\nfunc main() {\n\ttimer := time.NewTimer(10)\n\tprintln(1)\n\tticker := time.NewTicker(3)\n\t\
                println(2)\n\t<-timer.C\n\t<-ticker.C\n}\n";
    let program = Program::compile("main.go", text.as_bytes(), None, LoopVariables::PerIteration);
    let limits = Limits { time: Time::AnyDelay, ..LIMITS };
    let mut world = GoWorld::new(&program.expect("it compiles"), limits, 0, &mut Vec::new());
    // The first is due from when it was started on, and so is the second, which comes earlier.
    let timers = |world: &GoWorld| world.choices().iter().filter(|choice| world.is_timer(*choice)).count();
    while timers(&world) < 2 {
        let main = world.choices().of(WorkerId(0)).first().copied();
        world.step(main.expect("main goes on"), &mut Vec::new());
    }
    // Fires the timer of an instant.
    let fire = |world: &GoWorld, instant: u64| {
        let fired = world.choices().iter().filter(|choice| world.is_timer(*choice)).map(|choice| {
            let mut next = world.clone();
            next.step(choice, &mut Vec::new());
            next
        });
        fired.into_iter().find(|next| next.now() == instant).expect("it is due")
    };
    let once = fire(&world, 3);
    // What is ticked a second time finds the channel full: that only the next tick is another tells the two apart.
    assert_ne!(fire(&once, 10).fingerprint(), fire(&fire(&once, 6), 10).fingerprint());
}

/// Where a select stands again, it is no part of the state which case it went before, nor what it received.
#[test]
fn a_select_that_stands_again_has_forgotten_what_it_did() {
    let sends = "case a <- struct{}{}:\n\t\t\t<-a\n\t\tcase b <- struct{}{}:\n\t\t\t<-b";
    let receives = "case c <- 1:\n\t\tcase c <- 2:\n\t\tcase v, ok := <-c:\n\t\t\tif ok && v > 2 {\n\t\t\t\tpanic(v)\n\t\t\t}";
    for cases in [sends, receives] {
        let text = format!(
            "package main\n\nfunc main() {{\n\ta, b, c := make(chan struct{{}}, 1), make(chan struct{{}}, 1), make(chan int, 1)\n\t_, _, _ = a, b, c\n\t\
             for {{\n\t\tselect {{\n\t\t{cases}\n\t\t}}\n\t}}\n}}\n"
        );
        let mut search = Search::new(|_: &mut Vec<Event>| world("main.go", &text));
        while search.visit().is_some() {}
        // At the select and behind each send; or at the select, with each of what may lie in the channel.
        assert_eq!(search.states(), 3, "{text}");
    }
}
