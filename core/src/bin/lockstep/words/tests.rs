//! What a check says, to the letter.

use super::*;
use lockstep_core::explore::{Options, go};
use lockstep_core::go::Program;
use lockstep_core::go::lower::LoopVariables;
use lockstep_core::go::machine::Limits;

/// What is said of the program whose main function has this body, with a word for each schedule.
fn said_with(body: &str, options: Options) -> String {
    let imports: String = ["math/rand", "os", "sync", "time"]
        .iter()
        .filter(|name| body.contains(&format!("{}.", name.rsplit('/').next().unwrap_or_default())))
        .map(|name| format!("import {name:?}\n"))
        .collect();
    let text = format!("package main\n\n{imports}\nfunc main() {{\n{body}\n}}\n");
    let program = Program::compile("one.go", text.as_bytes(), None, LoopVariables::PerIteration);
    let found = go::check(&program.expect("it is Go"), options, &mut |_| true);
    report(&found, "one.go", options.states, &|_, _| "TOKEN".into())
}

fn said(body: &str) -> String {
    said_with(body, Options::default())
}

#[test]
fn that_nothing_can_go_wrong_is_said_with_what_it_rests_on() {
    assert_eq!(
        said("println(1)"),
        "Nothing can go wrong: all 3 states were visited.\nIt comes out in one way only.\n    exit status 0, prints \"1\"\n"
    );
    let timed = "\tgo println(1)\n\ttime.Sleep(1)\n\tfor i := range 7 {\n\t\tprintln(i)\n\t}";
    assert_eq!(
        said(timed),
        "Nothing can go wrong: all 14 states were visited.\nTime passes only when no goroutine can go on: every step takes no time \
         here.\nTo let every timer and sleep be late: --time any-delay.\nIt comes out in one way only.\n    exit status 0, prints \"1\" \
         \"0\" \"1\" (5 more lines)\n"
    );
}

#[test]
fn empty_lines_are_said_too() {
    let text = said("\tprintln()\n\tprintln(1)");
    assert!(text.ends_with("    exit status 0, prints \"\" \"1\"\n"), "{text}");
    assert!(said("\tprintln()").ends_with("    exit status 0, prints \"\"\n"));
}

#[test]
fn a_finding_is_said_with_its_places_its_end_and_its_schedule() {
    let text = said("\tch := make(chan int)\n\tfor range 3 {\n\t\tgo func() { ch <- 1 }()\n\t}\n\tselect {}");
    assert_eq!(
        text,
        "Deadlock: all goroutines are asleep - deadlock! (7 steps, 0 switches)\n    main main.main one.go:9: select (no cases)\n    \
         G2 to G4 main.main.func1 one.go:7: chan send\n    No schedule avoids it.\n    schedule: TOKEN\nThat is everything: all 8 \
         states were visited.\nIt comes out in one way only.\n    deadlock, prints nothing\n"
    );
    let may = said("\tch := make(chan int, 1)\n\tgo func() { ch <- 1 }()\n\tch <- 2\n\t<-ch");
    let told = "(3 steps, 1 switch)\n    main main.main one.go:7: chan send\n    From step 2 on nothing avoids it.\n    schedule: TOKEN\n";
    assert!(may.contains(told), "{may}");
}

#[test]
fn a_race_is_said_with_who_does_what_and_when_time_passes_for_it() {
    let text = said("\tx := 0\n\tgo func() { x = 1 }()\n\ttime.Sleep(1)\n\tprintln(x)");
    assert_eq!(
        text,
        "Data race: x (3 steps, 0 switches)\n    main main.main one.go:9: reads it\n    G2 main.main.func1 one.go:7: writes it\n    \
         Time may pass at any moment.\n    schedule: TOKEN\nThat is everything: all 8 states were visited.\nTime passes only when no \
         goroutine can go on: every step takes no time here.\nWith a data race real Go may do still more: here all accesses happen \
         one after the other. Behind it there may be another that it hides: check again once it is mended.\nTo let every timer and \
         sleep be late: --time any-delay.\nIt comes out in one way only.\n    exit status 0, prints \"1\"\n"
    );
}

#[test]
fn outcomes_are_each_said_once_and_the_first_of_many() {
    let text = said(
        "\tch := make(chan int, 1)\n\tch <- 1\n\tselect {\n\tcase <-ch:\n\t\tos.Exit(3)\n\tcase ch <- 2:\n\tdefault:\n\t}",
    );
    assert!(text.ends_with("It comes out in one way only.\n    exit status 3, prints nothing\n"), "{text}");
    let panics = "\tch := make(chan int)\n\tgo func() { defer close(ch); panic(1) }()\n\tgo func() { panic(1) }()\n\t<-ch";
    let text = said(panics);
    assert_eq!(text.matches("panic: 1, prints nothing\n").count(), 1, "{text}");
    let many =
        "\tvar wg sync.WaitGroup\n\tfor i := range 4 {\n\t\twg.Go(func() { println(i) })\n\t}\n\twg.Wait()";
    let text = said(many);
    assert!(text.contains("It can come out in 24 ways.\n    exit status 0, prints \""), "{text}");
    assert!(text.ends_with("    and 14 more, all of which --json tells, with their schedules\n"), "{text}");
    assert_eq!(text.matches("exit status 0, prints").count(), 10);
}

#[test]
fn what_was_not_looked_at_is_said() {
    let endless = "\tn := 0\n\tgo func() {}()\n\tfor {\n\t\tn++\n\t}";
    let text = said_with(endless, Options { states: 20, ..Options::default() });
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines[0].starts_with("Nothing was found. That proves it only for what at most "), "{text}");
    assert!(lines[1].ends_with("There may be more."), "{text}");
    assert_eq!(
        lines[2..],
        ["With a larger --max-states more are visited.", "What can come out is not known."]
    );
    let text = said("\tprintln(rand.Int())");
    assert!(text.starts_with("Nothing was found with the numbers that were drawn.\n"), "{text}");
    let limits = Limits { memory: 1 << 12, ..Limits::default() };
    let text = said_with(
        "\tvar s []int\n\tfor {\n\t\ts = append(s, 1)\n\t}",
        Options { limits, ..Options::default() },
    );
    assert!(text.contains("Some schedules use all the memory that a program gets here"), "{text}");
    // All states of these, and not those in which time passes at any moment.
    let sleepers = "\tn := 0\n\tvar wg sync.WaitGroup\n\tfor i := range 4 {\n\t\twg.Go(func() {\n\t\t\ttime.Sleep(time.Duration(i+1) * \
                    time.Second)\n\t\t\tprintln(i)\n\t\t})\n\t}\n\twg.Wait()\n\tprintln(n)";
    let whole = said(sleepers);
    let all: usize = whole
        .strip_prefix("Nothing can go wrong: all ")
        .and_then(|rest| rest.split_once(' ')?.0.replace(',', "").parse().ok())
        .unwrap_or_else(|| panic!("{whole}"));
    let text = said_with(sleepers, Options { states: all + 1, ..Options::default() });
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(
        lines[0], "Nothing was found, but one kind of data race was not looked for to the end.",
        "{text}"
    );
    assert_eq!(lines[1], format!("All {all} states were visited."), "{text}");
    assert!(!text.contains("everything"), "{text}");
    // Of single schedules it is said what came out of them, too.
    let ways =
        "\tvar wg sync.WaitGroup\n\tfor i := range 5 {\n\t\twg.Go(func() { println(i) })\n\t}\n\twg.Wait()";
    let text = said_with(ways, Options { states: 30, ..Options::default() });
    assert!(text.contains("So far there are "), "{text}");
    assert!(text.contains(" ways.\n    exit status 0, prints \""), "{text}");
}
