//! What a check says, to the letter.

use super::*;
use crate::explore::{Options, go};
use crate::go::Program;
use crate::go::lower::LoopVariables;
use crate::go::machine::Limits;
#[cfg(target_family = "wasm")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// What is said of the program whose main function has this body, with a word for each schedule.
fn said_with(body: &str, options: Options) -> String {
    report(body, options).text()
}

fn report(body: &str, options: Options) -> Report {
    let imports: String = ["math/rand", "os", "sync", "time"]
        .iter()
        .filter(|name| body.contains(&format!("{}.", name.rsplit('/').next().unwrap_or_default())))
        .map(|name| format!("import {name:?}\n"))
        .collect();
    let text = format!("package main\n\n{imports}\nfunc main() {{\n{body}\n}}\n");
    let program = Program::compile("one.go", text.as_bytes(), None, LoopVariables::PerIteration);
    let report = go::check(&program.expect("it is Go"), options, &mut |_| true);
    let asked = Asked { file: "one.go".into(), loopvar: "go1.22", ..Asked::default() };
    Report::new(&report, asked, &|_, _| "TOKEN".into())
}

fn said(body: &str) -> String {
    said_with(body, Options::default())
}

#[test]
fn that_nothing_can_go_wrong_is_said_with_what_it_rests_on() {
    assert_eq!(
        said("println(1)"),
        "Nothing can go wrong: all 3 states were looked at.\nIt comes out in one way only:\n    exit 0, prints \"1\"\n"
    );
    let timed = "\tgo println(1)\n\ttime.Sleep(1)\n\tfor i := range 7 {\n\t\tprintln(i)\n\t}";
    assert_eq!(
        said(timed),
        "Nothing can go wrong: all 14 states were looked at.\nTime passes only when nobody can go on, so that no step takes \
         any; --time any-delay lets it pass at any moment.\nIt comes out in one way only:\n    exit 0, prints \"1\" \"0\" \"1\" \
         \"2\" \"3\" and 3 more lines\n"
    );
}

#[test]
fn a_finding_is_said_with_its_places_its_end_and_its_schedule() {
    let text = said("\tch := make(chan int)\n\tfor range 3 {\n\t\tgo func() { ch <- 1 }()\n\t}\n\tselect {}");
    assert_eq!(
        text,
        "deadlock: all goroutines are asleep - deadlock! (7 steps, 0 switches)\n    main main.main one.go:9 [select (no cases)]\n    \
         G2, G3, G4 main.main.func1 one.go:7 [chan send]\n    No schedule avoids it.\n    schedule: TOKEN\nThat is everything: all \
         40 states were looked at.\nIt comes out in one way only:\n    deadlock, prints nothing\n"
    );
}

#[test]
fn a_race_is_said_with_who_does_what_and_when_time_passes_for_it() {
    let text = said("\tx := 0\n\tgo func() { x = 1 }()\n\ttime.Sleep(1)\n\tprintln(x)");
    assert_eq!(
        text,
        "race: data race on x (3 steps, 0 switches)\n    main main.main one.go:9 (read)\n    G2 main.main.func1 one.go:7 (write)\n    \
         For this, time passes at any moment.\n    schedule: TOKEN\nThat is everything: all 8 states were looked at.\nTime passes \
         only when nobody can go on, so that no step takes any; --time any-delay lets it pass at any moment.\nWith a data race \
         real Go may do still more: here all accesses happen one after the other. Behind it there may be another that it hides: check again once it \
         is mended.\nIt comes out in one way only:\n    exit 0, \
         prints \"1\"\n"
    );
}

#[test]
fn outcomes_are_each_said_once_and_the_first_of_many() {
    let text = said(
        "\tch := make(chan int, 1)\n\tch <- 1\n\tselect {\n\tcase <-ch:\n\t\tos.Exit(3)\n\tcase ch <- 2:\n\tdefault:\n\t}",
    );
    assert!(text.ends_with("It comes out in one way only:\n    exit 3, prints nothing\n"), "{text}");
    let panics = "\tch := make(chan int)\n\tgo func() { defer close(ch); panic(1) }()\n\tgo func() { panic(1) }()\n\t<-ch";
    let text = said(panics);
    assert_eq!(text.matches("panic: 1, prints nothing\n").count(), 1, "{text}");
    let many =
        "\tvar wg sync.WaitGroup\n\tfor i := range 4 {\n\t\twg.Go(func() { println(i) })\n\t}\n\twg.Wait()";
    let text = said(many);
    assert!(text.contains("It can come out in 24 ways:\n    exit 0, prints \""), "{text}");
    assert!(text.ends_with("    and 14 more, all of which --json tells, with their schedules\n"), "{text}");
    assert_eq!(text.matches("exit 0, prints").count(), 10);
}

#[test]
fn what_was_not_looked_at_is_said() {
    let endless = "\tn := 0\n\tgo func() {}()\n\tfor {\n\t\tn++\n\t}";
    let text = said_with(endless, Options { states: 20, ..Options::default() });
    let first = text.lines().next().unwrap_or_default();
    assert!(first.starts_with("Nothing was found so far. Not every state was looked at: "), "{text}");
    assert!(first.ends_with("There may be more."), "{text}");
    assert!(text.ends_with("What can come out is not known.\n"), "{text}");
    let text = said("\tprintln(rand.Int())");
    assert!(
        text.starts_with("Nothing was found: all 3 states were looked at.\nNumbers were drawn: "),
        "{text}"
    );
    let limits = Limits { memory: 1 << 12, ..Limits::default() };
    let text = said_with(
        "\tvar s []int\n\tfor {\n\t\ts = append(s, 1)\n\t}",
        Options { limits, ..Options::default() },
    );
    let met = "Some schedules need more memory than Lockstep gives: they were not followed any further.\n";
    assert!(text.contains(met), "{text}");
    // Of single schedules it is said what came out of them, too.
    let ways =
        "\tvar wg sync.WaitGroup\n\tfor i := range 5 {\n\t\twg.Go(func() { println(i) })\n\t}\n\twg.Wait()";
    let text = said_with(ways, Options { states: 30, ..Options::default() });
    assert!(text.contains(" ways; there may be others:\n    exit 0, prints \""), "{text}");
}

#[test]
fn outcomes_are_grouped_by_what_counts_of_them() {
    let body = "\tch := make(chan int, 4)\n\tfor i := range 2 {\n\t\tgo func() {\n\t\t\tprintln(i)\n\t\t\tch <- i\n\t\t}()\n\t}\n\t\
                first := <-ch\n\t<-ch\n\tselect {\n\tcase ch <- 1:\n\tcase ch <- 1:\n\t\tos.Exit(first)\n\t}";
    let report = report(body, Options::default());
    let by_hand = |counts: &dyn Fn(&OutcomeForm) -> String| {
        let mut groups: Vec<(String, Vec<usize>)> = Vec::new();
        for (number, outcome) in report.outcomes.iter().enumerate() {
            let counts = counts(outcome);
            match groups.iter_mut().find(|(known, _)| *known == counts) {
                Some((_, group)) => group.push(number),
                None => groups.push((counts, vec![number])),
            }
        }
        groups.into_iter().map(|(_, group)| group).collect::<Vec<_>>()
    };
    // Two orders of 0 and 1, and exit 0 or 1.
    assert_eq!(report.outcomes.len(), 4);
    assert_eq!((report.groups.printed.len(), report.groups.ending.len()), (2, 2));
    assert_eq!(report.groups.printed, by_hand(&|one| one.output.clone()));
    assert_eq!(report.groups.ending, by_hand(&|one| one.ending.clone()));
    assert_eq!(report.groups.lines, [[0, 1, 2, 3]]);
    let json: serde_json::Value = serde_json::from_str(&report.json()).expect("it is JSON");
    assert_eq!((&json["version"], &json["groups"]["lines"]), (&6.into(), &serde_json::json!([[0, 1, 2, 3]])));
}
