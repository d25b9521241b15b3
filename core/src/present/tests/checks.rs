//! What is said of checks, and of two runs side by side.

use super::*;
use crate::explore::{self, Established, Kind, Options, Severity, Stage, Told};
use crate::go::lower::LoopVariables;
use crate::go::machine::Limits;
use crate::go::{GoWorld, Program};
use crate::schedule::Schedule;
#[cfg(target_family = "wasm")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// Two goroutines take the same two locks in opposite order, or in the same.
fn locks(order: &str) -> Program {
    let text = format!(
        "package main\n\nimport \"sync\"\n\nvar a, b sync.Mutex\n\nfunc main() {{\n\tvar wg sync.WaitGroup\n\t\
         wg.Go(func() {{ a.Lock(); b.Lock(); b.Unlock(); a.Unlock() }})\n\twg.Go(func() {{ {order} }})\n\twg.Wait()\n\t\
         println(\"done\")\n}}\n"
    );
    compiled(&text)
}

fn compiled(text: &str) -> Program {
    Program::compile("main.go", text.as_bytes(), None, LoopVariables::PerIteration).expect("it is Go")
}

const OPPOSITE: &str = "b.Lock(); a.Lock(); a.Unlock(); b.Unlock()";
const SAME: &str = "a.Lock(); b.Lock(); b.Unlock(); a.Unlock()";

fn checked(program: &Program) -> explore::Report {
    explore::go::check(program, Options::default(), &mut |_| true)
}

fn said(told: &Told, standing: Standing) -> CheckView {
    check(told, standing, Pace::default(), Locale::English)
}

#[test]
fn a_deadlock_is_told_with_its_places_and_from_where_on_nothing_avoids_it() {
    let view = said(&Told::done(checked(&locks(OPPOSITE))), Standing::Done);
    assert_eq!(view.tone, Tone::Bad);
    assert!(view.verdict.starts_with("It can deadlock: "), "{}", view.verdict);
    assert!(view.notes[0].starts_with("That is everything: all "), "{:?}", view.notes);
    let finding = &view.findings[0];
    assert_eq!(finding.title, "Deadlock");
    assert_eq!(finding.subject, "all goroutines are asleep - deadlock!");
    let places: Vec<_> = finding.sites.iter().map(|site| (site.who.plain(), &*site.wait)).collect();
    assert_eq!(places[0], ("main".into(), "sync.WaitGroup.Wait"));
    assert_eq!(places.len(), 3, "{places:?}");
    let (from, words) = finding.unavoidable.as_ref().expect("at first it can be avoided");
    assert!(words.contains(&from.to_string()));
    assert_eq!(view.ways, "It can come out in 2 ways.");
    let good: Vec<_> = view.outcomes.iter().map(|outcome| (&*outcome.first, outcome.is_good)).collect();
    assert!(good.contains(&("done", true)) && good.contains(&("prints nothing", false)), "{good:?}");
}

#[test]
fn those_who_stand_alike_are_one_place() {
    let text = "package main\n\nfunc main() {\n\tch := make(chan int)\n\tfor range 4 {\n\t\tgo func() { ch <- 1 }()\n\t}\n\t\
                select {}\n}\n";
    let view = said(&Told::done(checked(&compiled(text))), Standing::Done);
    assert!(view.verdict.starts_with("Every schedule ends in a deadlock: "), "{}", view.verdict);
    let who: Vec<_> = view.findings[0].sites.iter().map(|site| site.who.plain()).collect();
    assert_eq!(who, ["main", "G2 to G5"]);
    assert_eq!(view.findings[0].notes, ["No schedule avoids it."]);
}

#[test]
fn that_nothing_can_go_wrong_is_said_only_where_every_state_was_seen() {
    let report = checked(&locks(SAME));
    let good = said(&Told::done(report.clone()), Standing::Done);
    assert_eq!(good.tone, Tone::Good);
    assert_eq!(good.verdict, format!("Nothing can go wrong: all {} states were visited.", report.states));
    assert!(!good.is_bounded);
    // It is known before it is known what can come out, and stays known if the rest is stopped.
    let told = Told { stage: Some(Stage::Outcomes), ..Told::done(report.clone()) };
    for standing in [Standing::Running, Standing::Stopped, Standing::Broken] {
        assert_eq!(said(&told, standing).verdict, good.verdict);
    }
    let bounded = explore::Report { established: Established::Bounded(14), samples: 1_000, ..report };
    let bounded = said(&Told::done(bounded), Standing::Done);
    assert_eq!(bounded.tone, Tone::Open);
    assert_eq!(bounded.verdict, "Nothing was found. That proves it only for what at most 14 steps lead to.");
    assert!(bounded.notes[0].contains("1,000 single schedules beside"), "{:?}", bounded.notes);
    assert!(bounded.is_bounded);
    let told = Told { stage: Some(Stage::Findings), states: 12_345, ..Told::default() };
    let stopped = said(&told, Standing::Stopped);
    assert_eq!(stopped.tone, Tone::Open);
    assert_eq!(
        stopped.verdict,
        "Stopped after 12,345 states. Nothing was found so far, which proves nothing."
    );
    assert!(stopped.figures.is_empty() && !said(&told, Standing::Running).figures.is_empty());
}

/// Every state was looked at, and not every one once more for races that something keeps apart.
#[test]
fn that_one_kind_of_race_was_not_looked_for_to_the_end_is_no_contradiction() {
    let whole = checked(&locks(SAME));
    let report = explore::Report { races_within: Some(5), ..whole.clone() };
    let view = said(&Told::done(report.clone()), Standing::Done);
    assert_eq!(view.tone, Tone::Open);
    assert_eq!(view.verdict, "Nothing was found, but one kind of data race was not looked for to the end.");
    assert_eq!(view.notes[0], format!("All {} states were visited.", report.states));
    assert!(view.notes[1].starts_with("Only one kind of data race was not looked for to the end"));
    assert!(view.notes[1].ends_with("as far as 5 steps lead; behind it there may be more of them."));
    assert!(view.is_bounded);
    // Beside what was found as well.
    let found = explore::Report { races_within: Some(1), ..checked(&locks(OPPOSITE)) };
    let notes = said(&Told::done(found), Standing::Done).notes;
    assert!(notes[0].starts_with("All ") && notes[1].contains("as far as 1 step leads;"), "{notes:?}");
    // While it is looked for, and where that is stopped, the rest is known.
    let told = Told { stage: Some(Stage::Races), states: 7, ..Told::default() };
    assert!(
        said(&told, Standing::Running).verdict.starts_with("All states were visited. Now for data races")
    );
    assert_eq!(said(&told, Standing::Stopped).verdict, view.verdict);
    assert_eq!(Told::from_text(&told.to_text()), Some(told));
}

#[test]
fn a_race_names_its_variable_and_who_does_what() {
    let text = "package main\n\nvar counter int\n\nfunc main() {\n\tdone := make(chan bool)\n\tgo func() { counter++; done <- \
                true }()\n\tcounter++\n\t<-done\n}\n";
    let view = said(&Told::done(checked(&compiled(text))), Standing::Done);
    let race = view.findings.iter().find(|finding| finding.title == "Data race").expect("there is one");
    assert_eq!(race.subject, "counter");
    assert!(race.sites.iter().any(|site| site.wait == "writes it"), "{:?}", race.sites);
    assert!(view.notes.iter().any(|note| note.starts_with("With a data race")), "{:?}", view.notes);
}

#[test]
fn the_gravest_is_named_first_and_the_others_are_counted() {
    let text = "package main\n\nvar n int\n\nfunc main() {\n\tch := make(chan int)\n\tgo func() { n++; close(ch) }()\n\tn++\n\t\
                close(ch)\n}\n";
    let report = checked(&compiled(text));
    let kinds = |kind| report.findings.iter().filter(|finding| finding.kind == kind).count();
    assert!(kinds(Kind::Panic) > 0 && kinds(Kind::Race) > 0, "{:?}", report.findings);
    let mut turned = report.clone();
    turned.findings.reverse();
    for report in [report, turned] {
        let others = report.findings.iter().filter(|one| one.kind.severity() == Severity::Error).count() - 1;
        let verdict = said(&Told::done(report), Standing::Done).verdict;
        assert!(verdict.starts_with("It can panic: "), "{verdict}");
        let more =
            if others == 1 { "One more thing can".to_string() } else { format!("{others} more things can") };
        assert!(verdict.ends_with(&[&more, " go wrong."].concat()), "{verdict}");
    }
}

#[test]
fn a_warning_leaves_the_verdict_alone() {
    let text = "package main\n\nimport \"sync\"\n\nvar a, b sync.Mutex\n\nfunc main() {\n\tdone := make(chan int)\n\tgo func() { a.Lock(); \
                b.Lock(); b.Unlock(); a.Unlock(); done <- 1 }()\n\t<-done\n\tb.Lock()\n\ta.Lock()\n\ta.Unlock()\n\tb.Unlock()\n}\n";
    let report = checked(&compiled(text));
    assert!(!report.goes_wrong());
    let view = said(&Told::done(report), Standing::Done);
    assert_eq!(view.tone, Tone::Good);
    assert!(view.verdict.starts_with("Nothing can go wrong: "), "{}", view.verdict);
    assert_eq!(view.heading, "What to look at");
    let [warning] = &*view.findings else { panic!("{:?}", view.findings) };
    assert_eq!(warning.title, "Warning: two locks are taken in opposite orders");
    assert_eq!(warning.subject, "a, b");
    let sites: Vec<_> = warning.sites.iter().map(|site| (site.who.plain(), &*site.wait)).collect();
    assert_eq!(sites, [("G2".into(), "a → b"), ("main".into(), "b → a")]);
}

#[test]
fn a_result_that_depends_on_the_schedule_is_warned_of_and_the_order_of_lines_is_not() {
    let titles = |operations: &str| -> Vec<String> {
        let text = format!(
            "package main\n\nimport \"sync/atomic\"\n\nvar n atomic.Int32\n\nfunc main() {{\n\tdone := make(chan int)\n\tgo func() \
             {{ {operations}; done <- 1 }}()\n\t{operations}\n\t<-done\n}}\n"
        );
        let view = said(&Told::done(checked(&compiled(&text))), Standing::Done);
        assert_eq!(view.tone, Tone::Good);
        view.findings.iter().map(|finding| finding.title.clone()).collect()
    };
    assert_eq!(titles("println(n.Add(1))"), [""; 0]);
    assert_eq!(titles("n.Add(1); println(n.Load())"), ["Warning: the result depends on the schedule"]);
}

#[test]
fn long_outcomes_are_cut_where_that_saves_room() {
    let lines = |count: usize| {
        let text = format!(
            "package main\n\nfunc main() {{\n\tfor i := range {count} {{\n\t\tprintln(i)\n\t}}\n}}\n"
        );
        said(&Told::done(checked(&compiled(&text))), Standing::Done).outcomes.remove(0)
    };
    assert_eq!((&*lines(4).first, lines(4).rest), ("0\n1\n2\n3", None));
    let long = lines(9);
    assert_eq!(long.first, "0\n1\n2");
    assert_eq!(long.rest, Some(("3\n4\n5\n6\n7\n8".into(), "6 more lines".into())));
    assert_eq!(long.ending, "exit status 0");
}

/// What is in sight of each of these outputs, and how the rest is called.
fn in_sight(outputs: &[&str]) -> Vec<(String, String)> {
    let outcome = |output: &&str| explore::Outcome {
        output: output.replace(' ', "\n") + "\n",
        end: crate::world::End::Returned,
        schedule: Schedule::default(),
    };
    let outcomes = outputs.iter().map(outcome).collect();
    let view = said(&Told::done(explore::Report { outcomes, ..explore::Report::default() }), Standing::Done);
    let rest = |outcome: &OutcomeView| outcome.rest.clone().unwrap_or_default().1;
    view.outcomes.iter().map(|outcome| (outcome.first.replace('\n', " "), rest(outcome))).collect()
}

#[test]
fn outcomes_that_begin_alike_show_the_lines_where_they_part() {
    let sight = |first: &str, rest: &str| (first.to_owned(), rest.to_owned());
    assert_eq!(
        in_sight(&["a b c d e x f", "a b c d e y f", "a b c d e y g"]),
        [sight("… x …", "all 7 lines"), sight("… y f", "all 7 lines"), sight("… y g", "all 7 lines"),]
    );
    // What parts early is told apart by its first lines, and what parts both early and late by both.
    assert_eq!(
        in_sight(&["1 b c d e f", "2 b c d e f", "2 b c d e g"]),
        [sight("1 b c", "3 more lines"), sight("2 … f", "all 6 lines"), sight("2 … g", "all 6 lines"),]
    );
    // One that stops where others go on has no line there.
    assert_eq!(
        in_sight(&["a b c d e", "a b c d e f"]),
        [sight("a b c", "2 more lines"), sight("… f", "all 6 lines")]
    );
    assert_eq!(in_sight(&["a b c d e", "a b c d e"])[0], sight("a b c", "2 more lines"));
}

/// A run of a program by a schedule.
fn run(program: &Program, schedule: &Schedule) -> Timeline {
    let start = |events: &mut Vec<_>| GoWorld::new(program, Limits::default(), explore::go::SEED, events);
    Timeline::through(start, schedule)
}

#[test]
fn two_runs_lie_side_by_side_from_where_they_part() {
    let program = locks(OPPOSITE);
    let outcomes = checked(&program).outcomes;
    let [one, other] = [0, 1].map(|number: usize| run(&program, &outcomes[number].schedule));
    let laid = beside([&one, &other], &[], Locale::English);
    for step in 1..=laid.same {
        assert_eq!(one.choice(step), other.choice(step));
    }
    assert_ne!(one.choice(laid.same + 1), other.choice(laid.same + 1));
    for (column, run) in laid.columns.iter().zip([&one, &other]) {
        assert_eq!(column.steps.len() as u32, run.len() - laid.same);
        assert_eq!(column.steps[0].0, laid.same + 1);
        assert!(column.more.is_empty());
    }
    let alone = beside([&one, &one], &[], Locale::English);
    assert_eq!(alone.same, one.len());
    assert!(alone.columns.iter().all(|column| column.steps.is_empty()));
}

/// What is said where the way to the first finding of a kind ends, and the lines that are marked there.
fn told_where_it_ends(text: &str, kind: explore::Kind, locale: Locale) -> (String, Vec<u32>) {
    let program = compiled(text);
    let report = checked(&program);
    let finding = report.findings.iter().find(|finding| finding.kind == kind);
    let finding = finding.unwrap_or_else(|| panic!("{kind:?} is not among {:?}", report.findings));
    let run = run(&program, &finding.schedule);
    let moment = run.moment_at(run.len());
    let mut frame = frame(&Show { source: text, ..show(&run, &moment, &[]) }, None, locale);
    show_finding(&mut frame, finding, locale);
    let found = frame.found.map(|found| found.sentence.plain()).unwrap_or_default();
    assert!(found.is_empty() || frame.spoken.ends_with(&found), "{}", frame.spoken);
    let marked = frame.source.lines.iter().filter(|line| line.found).map(|line| line.number);
    (found, marked.collect())
}

#[test]
fn where_the_way_to_a_finding_ends_it_says_who_does_what_at_which_line() {
    use explore::Kind;
    let told = |text: &str, kind| told_where_it_ends(text, kind, Locale::English);
    let race = "package main\n\nvar n int\n\nfunc main() {\n\tgo func() { n++ }()\n\tprintln(n)\n}\n";
    assert_eq!(
        told(race, Kind::Race),
        (
            "Data race on n: next main reads it at line 7, G2 writes it at line 6, and nothing orders the two.".into(),
            vec![6, 7]
        )
    );
    let (chinese, _) = told_where_it_ends(race, Kind::Race, Locale::Chinese);
    assert_eq!(
        chinese,
        "n 上有数据竞争：接下来 main 在第 7 行读它，G2 在第 6 行写它，两者谁先谁后没有规定。"
    );
    let same = "package main\n\nvar n int\n\nfunc main() {\n\tfor range 2 {\n\t\tgo func() { n = 1 }()\n\t}\n\tselect {}\n}\n";
    assert_eq!(
        told(same, Kind::Race).0,
        "Data race on n: next G2 and G3 write it at line 7, and nothing orders the two."
    );
    let apart = "package main\n\nvar n int\n\nfunc main() {\n\tch := make(chan int, 1)\n\tgo func() { n = 1; ch <- 1 }()\n\t\
                 for len(ch) == 0 {\n\t}\n\tprintln(n)\n}\n";
    assert_eq!(
        told(apart, Kind::Race),
        (
            "Data race on n: G2 has written it at line 7, next main reads it at line 10, and nothing orders the two.".into(),
            vec![7, 10]
        )
    );
    let leak = "package main\n\nfunc main() {\n\tch := make(chan int)\n\tgo func() { ch <- 1 }()\n}\n";
    assert_eq!(
        told(leak, Kind::Leak),
        (
            "Left behind: main is about to return, and G2 waits at line 5 (chan send) for ever.".into(),
            vec![5]
        )
    );
}

#[test]
fn whoever_goes_on_for_ever_or_is_passed_over_is_told_where_the_way_ends() {
    use explore::Kind;
    let says = |text: &str, kind, parts: &[&str]| {
        let (told, lines) = told_where_it_ends(text, kind, Locale::English);
        assert!(parts.iter().all(|part| told.contains(part)) && !lines.is_empty(), "{told} {lines:?}");
    };
    let livelock = "package main\n\nimport \"runtime\"\n\nfunc main() {\n\tready := false\n\tfor !ready {\n\t\truntime.Gosched()\n\t}\n}\n";
    says(
        livelock,
        Kind::Livelock,
        &["Livelock: the last ", "without achieving anything, and main is at line 8 again."],
    );
    let starves = "package main\n\nfunc main() {\n\ta, b := make(chan int), make(chan int)\n\tgo func() {\n\t\tfor {\n\t\t\ta <- 1\n\t\t}\n\t}()\n\t\
                   go func() { b <- 2 }()\n\tfor {\n\t\tselect {\n\t\tcase <-a:\n\t\t\tcontinue\n\t\tdefault:\n\t\t}\n\t\tselect {\n\t\tcase <-a:\n\t\tcase <-b:\n\t\t\treturn\n\t\t}\n\t}\n}\n";
    says(starves, Kind::Starvation, &["can be repeated for ever, while G3 waits at line 10 (chan send)."]);
    let partial = "package main\n\nimport \"time\"\n\nfunc main() {\n\tch := make(chan int)\n\tgo func() { ch <- 1 }()\n\tfor range time.Tick(time.Second) {\n\t}\n}\n";
    says(
        partial,
        Kind::PartialDeadlock,
        &["whatever the others do, G2 waits at line 7 (chan send) for ever."],
    );
    let order = "package main\n\nimport \"sync\"\n\nvar a, b sync.Mutex\n\nfunc main() {\n\tdone := make(chan int)\n\tgo func() { a.Lock(); \
                 b.Lock(); b.Unlock(); a.Unlock(); done <- 1 }()\n\t<-done\n\tb.Lock()\n\ta.Lock()\n\ta.Unlock()\n\tb.Unlock()\n}\n";
    says(
        order,
        Kind::LockOrder,
        &["Opposite orders: ", "G2 takes a → b at line 9", "main takes b → a at line 12"],
    );
}
