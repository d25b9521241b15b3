//! Go programs told as events: what a moment knows is what the world knows, for every conformance program.
#![cfg(not(target_family = "wasm"))]

use lockstep_core::explore::search::begins_to_wait;
use lockstep_core::go::lower::LoopVariables;
use lockstep_core::go::machine::{Limits, Time};
use lockstep_core::go::{GoWorld, Program, Taker, process};
use lockstep_core::schedule::rng::SplitMix64;
use lockstep_core::timeline::{Moment, State};
use lockstep_core::world::{Choice, End, Event, WorkerId, World};
use lockstep_tests::{folder, go_programs};
use std::collections::{BTreeMap, BTreeSet};

const LIMITS: Limits =
    Limits { memory: 1 << 20, stack: 1 << 16, slice: 100_000, goroutines: 10_000, time: Time::Timely };

#[test]
fn a_moment_knows_what_the_world_knows() {
    let only = std::env::var("ONLY").unwrap_or_default();
    let (mut compiled, mut ends) = (0, [0; 6]);
    let mut programs = Vec::new();
    go_programs(&folder().join("conformance/go"), &mut programs);
    for (path, text) in programs.iter().filter(|(path, _)| path.to_string_lossy().contains(&only)) {
        let name = path.file_name().and_then(|name| name.to_str()).expect("it has a name");
        let Ok(program) = Program::compile(name, text, None, LoopVariables::PerIteration) else { continue };
        compiled += 1;
        for seed in 0..4 {
            let mut events = Vec::new();
            let mut world = GoWorld::new(&program, LIMITS, 0, &mut events);
            let (mut moment, mut chance) = (Moment::default(), SplitMix64::new(seed));
            loop {
                events.drain(..).for_each(|event| moment.apply(&event));
                let here = format!("{} seed {seed} step {}", path.display(), moment.steps);
                assert_eq!(moment.end.as_ref(), world.end(), "{here}");
                assert_eq!(moment.now, world.now(), "{here}");
                if world.choices().is_empty() || moment.steps == 1_500 {
                    break;
                }
                let choices: Vec<Choice> = world.choices().iter().collect();
                assert_eq!(moment.choices().collect::<Vec<_>>(), choices, "{here}");
                assert!(
                    moment.objects.iter().all(|it| it.holder.is_none() || it.readers.is_empty()),
                    "{here}"
                );
                world.step(choices[chance.below(choices.len())], &mut events);
            }
            let at = match world.end() {
                None => 0,
                Some(End::Returned) => 1,
                Some(End::Deadlock) => 2,
                Some(End::Panic(..)) => 3,
                Some(End::Exit(..)) => 4,
                Some(End::Fault(..) | End::Fatal(..)) => 5,
            };
            ends[at] += 1;
            if let Some(ended) = world.machine().ended() {
                let words = process::last_words(world.machine(), ended);
                let told = moment.last_words.as_ref().map(|(text, exit)| (text.to_string(), *exit));
                assert_eq!(told, Some((String::from_utf8_lossy(&words.text).into_owned(), words.exit)));
            }
            if world.end() == Some(&End::Deadlock) {
                // The clock is asleep when it has nothing to do.
                let stands = |state| matches!(state, State::Waiting | State::Done | State::Asleep);
                assert!(moment.workers.iter().all(|worker| stands(worker.state())), "{}", path.display());
            }
        }
    }
    assert!(!only.is_empty() || compiled > 300, "{compiled} programs");
    assert!(!only.is_empty() || ends[1..].iter().all(|count| *count > 10), "{ends:?}");
}

#[test]
fn what_is_large_is_told_in_short() {
    let text = "package main\n\nimport \"strings\"\n\nvar few, many = map[int]int{}, map[int]int{}\n\nvar long = strings.Repeat(\"é\", 1<<20)\n\nfunc main() {\n\tgo func() {\n\t\tmany[0] = len(long)\n\t}()\n\tfor i := range 64 {\n\t\tfew[i] = 1\n\t}\n\tfor i := range 100 {\n\t\tmany[i] = i\n\t}\n}\n";
    let program = Program::compile("main.go", text.as_bytes(), None, LoopVariables::PerIteration)
        .unwrap_or_else(|errors| panic!("{}", errors.text()));
    let mut events = Vec::new();
    let mut world = GoWorld::new(&program, Limits::default(), 0, &mut events);
    loop {
        let next = world.choices().iter().next();
        let Some(choice) = next else { break };
        world.step(choice, &mut events);
    }
    let first = ["map[0:1", &(1..64).map(|_| "").collect::<String>()].concat();
    let all: Vec<&str> = events
        .iter()
        .filter_map(|event| match event {
            Event::Valued(_, text) | Event::Written(_, text, _) => Some(&**text),
            _ => None,
        })
        .collect();
    let told = |wanted: &str| all.contains(&wanted);
    assert!(told("map[…×99]"), "{all:?}");
    assert!(!told("map[…×64]") && all.iter().any(|text| text.starts_with(&first)), "{all:?}");
    assert!(told(&format!("\"{}…", "é".repeat(47))), "{all:?}");
}

/// What tells schedules apart of what is told of a step: who is moved on beside its worker, whether that one begins to wait, whether
/// something is achieved, what is printed, when time passes and how it ends.
#[derive(Debug, PartialEq)]
struct Gist {
    moved: BTreeSet<WorkerId>,
    waits: bool,
    achieves: bool,
    printed: Vec<String>,
    instants: Vec<u64>,
    end: Option<End>,
}

fn gist(events: &[Event], of: WorkerId) -> Gist {
    let mut gist = Gist {
        moved: BTreeSet::new(),
        waits: false,
        achieves: false,
        printed: Vec::new(),
        instants: Vec::new(),
        end: None,
    };
    for event in events {
        match event {
            Event::Spawned(who, ..) | Event::Exited(who) => {
                gist.moved.insert(*who);
                gist.achieves = true;
            }
            Event::Offered(who, ..)
            | Event::Served(who, ..)
            | Event::Refused(who, ..)
            | Event::Woken(who, ..)
            | Event::Unparked(who, ..) => {
                gist.moved.insert(*who);
            }
            Event::Parked(who, ..) => gist.waits |= *who == of,
            Event::HandedOver(..) | Event::Buffered(..) | Event::Taken(..) | Event::Closed(..) => {
                gist.achieves = true;
            }
            Event::Printed(_, line) => {
                gist.achieves = true;
                gist.printed.push(line.to_string());
            }
            Event::Advanced(now) => gist.instants.push(*now),
            Event::Ended(end) => gist.end = Some(end.clone()),
            _ => {}
        }
    }
    if gist.end.is_some() {
        // Nobody goes on after that.
        (gist.moved, gist.achieves) = (BTreeSet::new(), true);
    }
    gist.moved.remove(&of);
    gist
}

fn inversions(world: &GoWorld) -> Vec<String> {
    let told = |taker: &Taker| format!("{:?} {:?} {:?}", taker.who, taker.locks, taker.stack);
    world.inversions().iter().map(|takers| takers.each_ref().map(told).join(" / ")).collect()
}

#[test]
fn what_is_told_quietly_tells_schedules_apart_as_everything_does() {
    let mut programs = Vec::new();
    for place in ["conformance/go", "kernels"] {
        go_programs(&folder().join(place), &mut programs);
    }
    let (mut steps, mut inverted) = (0, 0);
    for (path, text) in programs {
        let name = path.file_name().and_then(|name| name.to_str()).expect("it has a name");
        let Ok(program) = Program::compile(name, &text, None, LoopVariables::PerIteration) else { continue };
        for seed in 0..4 {
            // With timers the clock is somebody who is told of.
            let is_clock = |world: &GoWorld, who: &WorkerId| world.machine().clock() == Some(who.0);
            let (mut events, mut few) = (Vec::new(), Vec::new());
            let mut loud = GoWorld::new(&program, LIMITS, 0, &mut events);
            let mut quiet = GoWorld::quiet(&program, LIMITS, 0, &mut few);
            let (mut chance, mut last) = (SplitMix64::new(seed), WorkerId(0));
            for step in 0..400 {
                let here = format!("{} seed {seed} step {step}", path.display());
                let (mut one, mut other) = (gist(&events, last), gist(&few, last));
                one.moved.retain(|who| !is_clock(&loud, who));
                other.moved.retain(|who| !is_clock(&quiet, who));
                assert_eq!(one, other, "{here}");
                assert_eq!(loud.fingerprint(), quiet.fingerprint(), "{here}");
                let choices: Vec<Choice> = loud.choices().iter().collect();
                assert_eq!(choices, quiet.choices().iter().collect::<Vec<_>>(), "{here}");
                assert_eq!(inversions(&loud), inversions(&quiet), "{here}");
                assert_eq!((loud.end(), loud.unfinished()), (quiet.end(), quiet.unfinished()), "{here}");
                inverted += inversions(&loud).len();
                let Some(choice) = choices.get(chance.below(choices.len().max(1))).copied() else { break };
                let would_wait = quiet.would_wait(choice);
                events.clear();
                few.clear();
                loud.step(choice, &mut events);
                quiet.step(choice, &mut few);
                last = choice.worker;
                let waits = begins_to_wait(&events, last);
                assert!(would_wait.is_none_or(|would| would == waits), "{here}");
                steps += 1;
            }
        }
    }
    assert!(steps > 50_000 && inverted > 10, "{steps} steps, {inverted} inversions");
}

#[test]
fn a_print_tells_of_each_variable_that_it_reads() {
    let text = "package main\n\nimport \"fmt\"\n\nfunc main() {\n\ta, b, done := []int{1}, map[int]int{}, make(chan bool)\n\tgo func() { a[0] = b[0]; done <- true }()\n\tfmt.Println(a, b)\n\t<-done\n}\n";
    let program = Program::compile("main.go", text.as_bytes(), None, LoopVariables::PerIteration)
        .unwrap_or_else(|errors| panic!("{}", errors.text()));
    let mut events = Vec::new();
    let mut world = GoWorld::new(&program, LIMITS, 0, &mut events);
    let (mut names, mut together) = (BTreeMap::new(), Vec::new());
    loop {
        let next = world.choices().iter().next();
        let Some(choice) = next else { break };
        world.step(choice, &mut events);
        let mut read = Vec::new();
        for event in events.drain(..) {
            match event {
                Event::Made(id, _, name) => drop(names.insert(id, name)),
                Event::Read(id, _) => read.push(names[&id].to_string()),
                _ => {}
            }
        }
        read.sort();
        together.push(read);
    }
    assert!(together.iter().any(|read| read == &["a", "b"]), "{together:?}");
}
