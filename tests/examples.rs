//! The examples are whole programs that end soon, and do what real Go did with them: natively and in a browser.
//!
//! The record is `conformance/examples.txt`; how it is compared is said in `oracle/`. Those that import a package of Lockstep's own
//! real Go cannot run: what they do is said here.

use lockstep_core::go::Program;
use lockstep_core::go::lower::LoopVariables;
use lockstep_core::go::slider;
use lockstep_core::lessons::examples;
use lockstep_tests::oracle::{Effort, Recorded, random, record, round_robin};
use std::collections::BTreeSet;
#[cfg(target_family = "wasm")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// With the numbers that it comes with, an example ends within so many steps.
const STEPS: u32 = 1_000;

/// Under how many random schedules each example is run.
const SEEDS: u64 = 50;

/// Of one whose outcomes vary, until every recorded one was seen.
const EFFORT: Effort = Effort { steady: SEEDS, varying: 400 };

fn recorded() -> Vec<Recorded> {
    record(include_str!("conformance/examples.txt"))
}

fn text_of(recorded: &Recorded) -> &'static str {
    let found = examples::all().iter().find(|example| example.file == recorded.name());
    found.map_or_else(
        || panic!("{} is recorded, and not there: make oracle", recorded.file),
        |example| example.text,
    )
}

/// Whether a program imports what only Lockstep has.
fn is_ours(text: &str) -> bool {
    text.contains("\"lockstep/")
}

/// What comes of those, under every schedule in which time is timely.
const OURS: [(&str, &str); 4] = [
    ("lease-lost", "quick writes: <nil>\nmain writes: <nil>\nbalance: 100 of 150\n"),
    (
        "fencing-token",
        "token 2 writes: <nil>\ntoken 1 writes: cluster: stale fencing token\ntoken 3 writes: <nil>\nbalance: 150 of 150\n",
    ),
    ("job-queue", "3 jobs done\n"),
    (
        "redelivery",
        "at once: cluster: queue is empty\nlater: job 7 <nil>\nits old receipt: cluster: stale receipt\nits new receipt: <nil>\n",
    ),
];

#[test]
fn each_example_of_lockstep_s_own_package_does_what_is_said_here() {
    let ours: Vec<_> = examples::all().iter().filter(|example| is_ours(example.text)).collect();
    assert!(ours.iter().map(|example| example.id).eq(OURS.map(|(id, _)| id)));
    for (example, (_, output)) in ours.iter().zip(OURS) {
        let expected: String =
            output.lines().fold("-- exit 0\n".into(), |text, line| format!("{text}> {line}\n"));
        let program =
            Program::compile(example.file, example.text.as_bytes(), None, LoopVariables::PerIteration);
        let program = program.expect("an example compiles");
        let mut runs = vec![round_robin(&program, example.file)];
        runs.extend((0..SEEDS).map(|seed| random(&program, example.file, seed)));
        for run in runs {
            assert_eq!((run.text.as_str(), run.steps <= STEPS), (expected.as_str(), true), "{}", example.id);
        }
    }
}

#[test]
fn each_example_says_first_what_to_watch_for_and_is_short() {
    for example in examples::all() {
        let first = example.text.lines().next().unwrap_or_default();
        let sentence = first.starts_with("// ") && first.ends_with('.') && first.len() > 40;
        assert!(sentence, "{}: {first}", example.id);
        let lines = example.text.lines().count();
        assert!((10..=45).contains(&lines), "{}: {lines} lines", example.id);
    }
}

#[test]
fn each_example_does_what_real_go_did() {
    let recorded = recorded();
    for example in examples::all().iter().filter(|example| !is_ours(example.text)) {
        let is = |one: &&Recorded| one.name() == example.file && one.test.is_none();
        assert!(recorded.iter().any(|one| is(&one)), "{} is not in the record: make oracle", example.id);
    }
    let judged = |one: &Recorded| {
        one.judge(text_of(one).as_bytes(), &EFFORT).err().map(|why| format!("== {}\n{why}", one.file))
    };
    let wrong: Vec<_> = recorded.iter().filter_map(judged).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn each_example_ends_soon_and_shows_several_outcomes_where_it_says_so() {
    for one in recorded() {
        let program = one.compile(text_of(&one).as_bytes()).expect("an example compiles");
        let mut runs = vec![round_robin(&program, one.name())];
        runs.extend((0..SEEDS).map(|seed| random(&program, one.name(), seed)));
        let longest = runs.iter().map(|run| run.steps).max().unwrap_or_default();
        assert!(longest <= STEPS, "{}: {longest} steps", one.file);
        let outcomes: BTreeSet<_> = runs.into_iter().map(|run| run.text).collect();
        assert_eq!(outcomes.len() > 1, one.varies, "{}: {outcomes:?}", one.file);
    }
}

#[test]
fn each_number_can_be_turned_as_far_as_it_goes() {
    for example in examples::all() {
        for slider in slider::find(example.text) {
            for value in [slider.range.start(), slider.range.end()] {
                let text = slider::with(example.text, slider.name, *value);
                let program =
                    Program::compile(example.file, text.as_bytes(), None, LoopVariables::PerIteration);
                let program = program.unwrap_or_else(|errors| panic!("{} = {value}: {errors}", slider.name));
                let run = round_robin(&program, example.file);
                assert_ne!(run.text, "-- endless\n", "{}: {} = {value}", example.id, slider.name);
                assert!(
                    run.steps <= 50 * STEPS,
                    "{}: {} = {value}: {} steps",
                    example.id,
                    slider.name,
                    run.steps
                );
            }
        }
    }
}
