//! Goroutines that are alike, taken one for the other, against each one for itself.

use super::{OPERATIONS, check, compile};
use lockstep_core::explore::{Established, Kind, Options, Report, Severity, go};
use lockstep_core::lessons::examples;
use lockstep_core::schedule::rng::SplitMix64;
use std::collections::BTreeSet;
use wasm_bindgen_test::wasm_bindgen_test;

const PROGRAMS: u64 = if cfg!(target_family = "wasm") { 20 } else { 120 };

/// What goroutines do that know who they are.
const KNOWING: &[&str] = &[
    "c <- id",
    "d <- id",
    "sum += <-d",
    "sum = id",
    "fmt.Println(id)",
    "fmt.Println(sum, id)",
    "if id == 1 {\n\ta.Lock()\n\t}",
    "if <-d == 1 {\n\tb.Lock()\n\t}",
    "fmt.Println(10 / id)",
    "fmt.Println(id + <-d)",
    "m[id] = id",
];

/// A program of two or three goroutines that do the same.
fn program(chance: &mut SplitMix64) -> String {
    let operation = |chance: &mut SplitMix64| match chance.below(2) {
        0 => KNOWING[chance.below(KNOWING.len())],
        _ => OPERATIONS[chance.below(OPERATIONS.len())],
    };
    let count = 2 + chance.below(2);
    let operations = |most: usize, chance: &mut SplitMix64| -> String {
        (0..1 + chance.below(most)).map(|_| format!("\t{}\n", operation(chance))).collect()
    };
    let (theirs, own) = (operations(3, chance), operations(2, chance));
    format!(
        "package main\n\nimport (\n\t\"fmt\"\n\t\"runtime\"\n\t\"sync\"\n)\n\nfunc main() {{\n\tvar a, b sync.Mutex\n\tvar wg sync.WaitGroup\n\t\
         x, sum, id, c, d, m := 0, 0, 7, make(chan int), make(chan int, 2), map[int]int{{}}\n\twg.Add({count})\n\t\
         for id := range {count} {{\n\tgo func() {{\n\t_ = id\n{theirs}\twg.Done()\n\t}}()\n\t}}\n{own}\twg.Wait()\n\t\
         fmt.Println(x, sum, id)\n\t_, _, _ = c, d, m\n\truntime.Gosched()\n\t_, _ = &a, &b\n}}\n"
    )
}

/// What can go wrong. What is warned of is not a matter of states, but of the ways to them and of what comes out.
fn wrong(report: &Report) -> BTreeSet<(Kind, String)> {
    let wrong = report.findings.iter().filter(|finding| finding.kind.severity() == Severity::Error);
    wrong.map(|finding| (finding.kind, finding.subject.clone())).collect()
}

#[wasm_bindgen_test(unsupported = test)]
fn what_can_go_wrong_is_the_same() {
    let (mut compared, mut fewer, mut kinds) = (0, 0, BTreeSet::new());
    for seed in 0..PROGRAMS {
        let program = program(&mut SplitMix64::new(seed));
        let all = check(&compile(&program));
        if all.established != Established::Complete || all.states < 3 {
            continue;
        }
        // With so many states that they are one too many.
        let less = Options { states: all.states - 1, ..Options::default() };
        let alike = go::check(&compile(&program), less, &mut |_| true);
        if alike.established != Established::Complete {
            continue;
        }
        assert_eq!(wrong(&alike), wrong(&all), "seed {seed}\n{program}");
        compared += 1;
        fewer += usize::from(alike.states * 3 < all.states * 2);
        kinds.extend(wrong(&all).into_iter().map(|(kind, _)| kind));
    }
    assert!(
        compared * 2 > PROGRAMS as usize && fewer * 3 > compared,
        "{compared}, {fewer} of them with a third fewer"
    );
    assert!(kinds.len() >= 4, "{kinds:?}");
}

#[wasm_bindgen_test(unsupported = test)]
fn the_repaired_ten_goroutines_are_proved_free_of_deadlock() {
    let example = examples::find("ten-goroutines-repaired").expect("it is an example");
    assert!(example.text.contains("workers = 10"));
    let report =
        go::check(&compile(example.text), Options { states: 2_000, ..Options::default() }, &mut |_| true);
    assert_eq!((report.established, &*report.findings), (Established::Complete, &[][..]));
    assert!(report.states < 500, "{} states", report.states);
    // With a buffer that is too small, and nobody who receives, it is not.
    let text = "package main\n\nimport \"sync\"\n\nfunc main() {\n\tvar mu sync.Mutex\n\tvar wg sync.WaitGroup\n\tch := make(chan int, 9)\n\t\
        for id := range 10 {\n\t\twg.Go(func() {\n\t\t\tmu.Lock()\n\t\t\tch <- id\n\t\t\tmu.Unlock()\n\t\t})\n\t}\n\twg.Wait()\n}\n";
    let report = go::check(&compile(text), Options { states: 2_000, ..Options::default() }, &mut |_| true);
    let kinds: Vec<Kind> = report.findings.iter().map(|finding| finding.kind).collect();
    assert_eq!((report.established, &*kinds), (Established::Complete, &[Kind::Deadlock][..]));
    let report = go::check(
        &compile(&text.replace("int, 9", "int, 10")),
        Options { states: 2_000, ..Options::default() },
        &mut |_| true,
    );
    assert_eq!((report.established, &*report.findings), (Established::Complete, &[][..]));
}
