//! Go programs told as events: what a moment knows is what the world knows, for every conformance program.
#![cfg(not(target_family = "wasm"))]

use lockstep_core::go::lower::LoopVariables;
use lockstep_core::go::machine::Limits;
use lockstep_core::go::{GoWorld, Program, process};
use lockstep_core::present::{Locale, transcript};
use lockstep_core::schedule::Plan;
use lockstep_core::schedule::rng::SplitMix64;
use lockstep_core::timeline::{Moment, State, Stepper};
use lockstep_core::world::{Choice, End, Event, World};
use std::fs;
use std::path::PathBuf;

const LIMITS: Limits = Limits { memory: 1 << 20, stack: 1 << 16, slice: 100_000, goroutines: 10_000 };

fn programs() -> Vec<PathBuf> {
    let mut folders = vec![lockstep_tests::folder().join("conformance/go")];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("the folder is there") {
            let path = entry.expect("it can be read").path();
            match path.is_dir() {
                true => folders.push(path),
                false => found.push(path),
            }
        }
    }
    found.sort();
    found.retain(|path| path.extension().is_some_and(|ending| ending == "go"));
    found
}

fn compile(path: &PathBuf) -> Option<Program> {
    let text = fs::read(path).expect("it can be read");
    let name = path.file_name().and_then(|name| name.to_str()).expect("it has a name");
    Program::compile(name, &text, None, LoopVariables::PerIteration).ok()
}

#[test]
fn a_moment_knows_what_the_world_knows() {
    let only = std::env::var("ONLY").unwrap_or_default();
    let (mut compiled, mut ends) = (0, [0; 6]);
    for path in programs().iter().filter(|path| path.to_string_lossy().contains(&only)) {
        let Some(program) = compile(path) else { continue };
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
fn print_one() {
    let Ok(only) = std::env::var("SHOW") else { return };
    let program = compile(&PathBuf::from(only)).expect("it compiles");
    let mut stepper = Stepper::new(move |events: &mut Vec<Event>| GoWorld::new(&program, LIMITS, 0, events));
    stepper.set_plan(Plan::RoundRobin);
    stepper.advance(200);
    for sentence in transcript(stepper.timeline(), &[], 0..=stepper.len(), Locale::English) {
        println!("{}", sentence.plain());
    }
    for object in &stepper.moment().objects {
        println!("{} {:?} {:?} {}", object.name, object.kind, object.value, object.count);
    }
}
