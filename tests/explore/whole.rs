//! What only all states together can say.

use super::{check, compile};
use lockstep_core::explore::{Established, Finding, Kind, Options, Report, Stage, go};
use lockstep_core::go::lower::LoopVariables;
use lockstep_core::go::machine::{Limits, Time};
use lockstep_core::go::process::Met;
use lockstep_core::go::{GoWorld, Program};
use std::collections::BTreeSet;
use wasm_bindgen_test::wasm_bindgen_test;

/// Go programs, with the kinds of what goes wrong in them.
const SMALL: &[(&str, &[Kind])] = &[
    // Whoever waits for a timer, or for somebody who sleeps, is freed in the end.
    (
        "\tdone := make(chan int)\n\tgo func() {\n\t\ttime.Sleep(time.Second)\n\t\tclose(done)\n\t}()\n\tgo func() { <-done }()\n",
        &[],
    ),
    ("\tgo func() { <-time.After(time.Second) }()\n", &[]),
    (
        "\tnever := make(chan int)\n\tgo func() {\n\t\ttime.Sleep(time.Second)\n\t\t<-never\n\t}()\n\tgo func() { <-never }()\n",
        &[Kind::Leak],
    ),
    // A ticker that nobody listens to keeps nothing alive.
    ("\tt := time.NewTicker(time.Second)\n\tdefer t.Stop()\n\t<-make(chan int)\n", &[Kind::Deadlock]),
    (
        "\tt := time.AfterFunc(time.Second, func() {})\n\tdefer t.Stop()\n\t<-make(chan int)\n",
        &[Kind::Deadlock],
    ),
];

#[wasm_bindgen_test(unsupported = test)]
fn time_frees_whoever_waits_for_it_and_nobody_else() {
    for (body, expected) in SMALL {
        let text =
            format!("package main\n\nimport \"time\"\n\nfunc main() {{\n\tdefer time.Sleep(0)\n{body}}}\n");
        let report = check(&compile(&text));
        let kinds: Vec<Kind> = report.findings.iter().map(|finding| finding.kind).collect();
        assert_eq!((report.established, &*kinds), (Established::Complete, *expected), "{text}");
    }
}

fn program(imports: &[&str], body: &str) -> Report {
    let imports: String = imports.iter().map(|name| format!("import {name:?}\n")).collect();
    check(&compile(&format!("package main\n\n{imports}\nfunc main() {{\n{body}}}\n")))
}

fn kinds(report: &Report) -> Vec<Kind> {
    assert_eq!(report.established, Established::Complete);
    report.findings.iter().map(|finding| finding.kind).collect()
}

/// Two goroutines that wait for each other, while others go on.
const CROSSED: &str = "\tvar a, b sync.Mutex\n\tgo func() { a.Lock(); b.Lock(); b.Unlock(); a.Unlock() }()\n\t\
    go func() { b.Lock(); a.Lock(); a.Unlock(); b.Unlock() }()\n";

#[wasm_bindgen_test(unsupported = test)]
fn who_can_never_run_again_is_told_together_though_others_run() {
    let report =
        program(&["sync", "time"], &format!("{CROSSED}\tfor range time.Tick(time.Second) {{\n\t}}\n"));
    assert_eq!(kinds(&report), [Kind::PartialDeadlock]);
    let Finding { sites, steps, switches, unavoidable_from, .. } = &report.findings[0];
    let waits: Vec<(&str, &str)> = sites.iter().map(|site| (&*site.goroutine, &*site.wait)).collect();
    assert_eq!(waits, [("G2", "sync.Mutex.Lock"), ("G3", "sync.Mutex.Lock")]);
    // Main starts the two, and each takes its first lock: then it is decided.
    assert_eq!((*steps, *switches, *unavoidable_from), (4, 2, Some(4)));
    assert_eq!(report.executions, 0);
}

#[wasm_bindgen_test(unsupported = test)]
fn waiting_by_design_is_no_deadlock() {
    let report = program(
        &["time"],
        "\tgo func() {\n\t\tfor range time.Tick(time.Second) {\n\t\t}\n\t}()\n\tselect {}\n",
    );
    assert_eq!(kinds(&report), []);
    assert_eq!(report.executions, 0);
}

#[wasm_bindgen_test(unsupported = test)]
fn going_on_for_ever_without_achieving_anything_is_a_livelock() {
    let text = "\tvar a, b sync.Mutex\n\tvar wg sync.WaitGroup\n\ttry := func(x, y *sync.Mutex) {\n\t\tfor {\n\t\t\tx.Lock()\n\t\t\t\
        if y.TryLock() {\n\t\t\t\ty.Unlock()\n\t\t\t\tx.Unlock()\n\t\t\t\treturn\n\t\t\t}\n\t\t\tx.Unlock()\n\t\t}\n\t}\n\t\
        wg.Go(func() { try(&a, &b) })\n\twg.Go(func() { try(&b, &a) })\n\twg.Wait()\n";
    let report = program(&["sync"], text);
    assert_eq!(kinds(&report), [Kind::Livelock]);
    let Finding { sites, repeats, schedule, .. } = &report.findings[0];
    assert_eq!(sites.len(), 2, "{sites:?}");
    // Each locks its own, fails at the other's and unlocks.
    assert_eq!(*repeats, 6);
    assert!(schedule.len() > 6);
    assert_eq!(report.outcomes.len(), 1, "it can go well");
}

#[wasm_bindgen_test(unsupported = test)]
fn whoever_is_passed_over_for_ever_starves() {
    let text = |second: &str| {
        format!(
            "\ta, b := make(chan int), make(chan int)\n\tgo func() {{\n\t\tfor {{\n\t\t\ta <- 1\n\t\t}}\n\t}}()\n\t\
             go func() {{ b <- 2 }}()\n\tfor {{\n{second}\t\tselect {{\n\t\tcase <-a:\n\t\tcase <-b:\n\t\t\treturn\n\t\t}}\n\t}}\n"
        )
    };
    // As long as the first select finds somebody, nobody looks at b.
    let first = "\t\tselect {\n\t\tcase <-a:\n\t\t\tcontinue\n\t\tdefault:\n\t\t}\n";
    let report = program(&[], &text(first));
    let starved: Vec<&Finding> =
        report.findings.iter().filter(|finding| finding.kind == Kind::Starvation).collect();
    assert_eq!(starved.len(), 1, "{:?}", report.findings);
    assert_eq!((&*starved[0].sites[0].goroutine, &*starved[0].sites[0].wait), ("G3", "chan send"));
    assert!(starved[0].repeats > 0);
    // A select by chance comes to b in the end.
    assert!(!kinds(&program(&[], &text(""))).contains(&Kind::Starvation));
}

#[wasm_bindgen_test(unsupported = test)]
fn time_passes_for_those_who_poll() {
    let text = "\tvar ready atomic.Bool\n\tgo func() {\n\t\ttime.Sleep(time.Second)\n\t\tready.Store(true)\n\t}()\n\t\
        for !ready.Load() {\n\t\truntime.Gosched()\n\t}\n";
    let report = program(&["runtime", "sync/atomic", "time"], text);
    assert_eq!((kinds(&report).as_slice(), report.time), ([].as_slice(), Time::AnyDelay));
    assert!(report.executions > 0);
    // Where nobody would change anything, it goes on for ever.
    let report = program(&["runtime"], "\tready := false\n\tfor !ready {\n\t\truntime.Gosched()\n\t}\n");
    assert_eq!((kinds(&report).as_slice(), report.time), ([Kind::Livelock].as_slice(), Time::Timely));
}

#[wasm_bindgen_test(unsupported = test)]
fn a_sleep_orders_nothing() {
    let text = "\tx := 0\n\tgo func() { x = 1 }()\n\ttime.Sleep(time.Second)\n\tprintln(x)\n";
    let report = program(&["time"], text);
    assert_eq!(kinds(&report), [Kind::Race]);
    assert_eq!(report.findings[0].subject, "x");
    assert_eq!((report.time, report.findings[0].time), (Time::Timely, Time::AnyDelay));
    assert_eq!(report.outcomes.len(), 1, "timely, it is always 1");
    let program = compile(&format!("package main\n\nimport \"time\"\n\nfunc main() {{\n{text}}}\n"));
    let limits = Limits { time: Time::AnyDelay, ..Limits::default() };
    let report = go::check(&program, Options { limits, ..Options::default() }, &mut |_| true);
    let outputs: Vec<&str> = report.outcomes.iter().map(|outcome| &*outcome.output).collect();
    assert_eq!(outputs.len(), 2, "{outputs:?}");
}

#[wasm_bindgen_test(unsupported = test)]
fn races_that_were_not_all_looked_for_are_not_denied() {
    let text = "package main\n\nimport (\n\t\"sync\"\n\t\"time\"\n)\n\nfunc main() {\n\tvar wg sync.WaitGroup\n\tn := 0\n\t\
        for i := range 4 {\n\t\twg.Go(func() {\n\t\t\ttime.Sleep(time.Duration(i) * time.Second)\n\t\t\tn++\n\t\t})\n\t}\n\twg.Wait()\n}\n";
    let program = compile(text);
    let all = check(&program);
    assert!(kinds(&all).iter().all(|kind| *kind == Kind::Race) && all.time == Time::Timely);
    assert_eq!(all.findings[0].time, Time::AnyDelay);
    // All the timely states, and not those in which time passes at any moment.
    let few = Options { states: all.states + 1, ..Options::default() };
    let mut stages = Vec::new();
    let report = go::check(&program, few, &mut |progress| {
        if stages.last() != Some(&progress.stage) {
            stages.push(progress.stage);
        }
        true
    });
    assert_eq!(stages, [Stage::Findings, Stage::Races, Stage::Outcomes]);
    assert!(report.races_within.is_some() && !report.is_proof(), "{report:?}");
    assert_eq!((all.races_within, report.established), (None, Established::Complete));
}

#[wasm_bindgen_test(unsupported = test)]
fn what_the_library_does_to_what_it_is_given_is_done_by_whoever_calls_it() {
    let races = [
        ("sort", "xs := []int{3, 1}", "sort.Ints(xs)", "xs[0] = 2", "xs[0]"),
        ("slices", "xs := []int{3, 1}", "slices.Sort(xs)", "xs[0] = 2", "xs[0]"),
        ("slices", "xs := []int{3, 1}", "_ = slices.Max(xs)", "xs[1] = 2", "xs[1]"),
        ("strings", "var b strings.Builder", "b.WriteString(\"a\")", "b.WriteString(\"b\")", "b"),
        ("bytes", "var b bytes.Buffer", "b.WriteByte(1)", "b.WriteByte(2)", "b"),
        ("strings", "xs := []string{\"a\", \"b\"}", "_ = strings.Join(xs, \" \")", "xs[0] = \"c\"", "xs[0]"),
        ("maps", "m := map[int]int{}", "for range maps.Keys(m) {\n\t\t}", "m[1] = 2", "m"),
        ("fmt", "m := map[int]int{}", "_ = fmt.Sprint(m)", "m[1] = 2", "m"),
        ("fmt", "xs := []int{3, 1}", "_ = fmt.Sprint(xs)", "xs[1] = 2", "xs[1]"),
        ("fmt", "p := &struct{ a, b int }{}", "_ = fmt.Sprint(p)", "p.b = 2", "p.b"),
        ("fmt", "n := 0", "fmt.Sscan(\"1\", &n)", "n++", "n"),
        ("fmt", "b := make([]byte, 0, 8)", "fmt.Append(b, 1)", "_ = append(b, 2)", "b[0]"),
        ("time", "b := make([]byte, 0, 8)", "time.Time{}.AppendFormat(b, \"1\")", "_ = append(b, 2)", "b[0]"),
        (
            "sort",
            "xs := []int{3, 1}",
            "sort.Slice(xs, func(i, j int) bool { return i > j })",
            "_ = xs[0]",
            "xs[0]",
        ),
        ("math/rand", "r := rand.New(rand.NewSource(1))", "r.Uint64()", "r.Uint64()", "rand"),
        ("math/rand/v2", "p := rand.NewPCG(1, 2)", "p.Uint64()", "p.Uint64()", "rand"),
        ("io", "r := &io.LimitedReader{}", "r.Read(nil)", "r.N = -1", "r"),
        ("unicode/utf8", "b := []byte{1, 2}", "utf8.Valid(b)", "b[1] = 2", "b[1]"),
        ("errors", "var e interface{ Error() string }", "errors.As(errors.ErrUnsupported, &e)", "_ = e", "e"),
    ];
    for (package, declared, one, other, variable) in races {
        let body = |one: &str, other: &str| {
            format!(
                "\t{declared}\n\tvar mu sync.Mutex\n\tvar wg sync.WaitGroup\n\twg.Go(func() {{\n\t\t{one}\n\t}})\n\twg.Go(func() {{\n\t\t{other}\n\t}})\n\t\
                 wg.Wait()\n\t_ = &mu\n"
            )
        };
        let report = program(&[package, "sync"], &body(one, other));
        let found: Vec<&str> = report
            .findings
            .iter()
            .filter(|finding| finding.kind == Kind::Race)
            .map(|finding| finding.subject.as_str())
            .collect();
        assert!(found.contains(&variable), "{one}: {found:?}");
        // Under a lock there is none.
        let [one, other] = [one, other].map(|does| ["mu.Lock()\n\t\tdefer mu.Unlock()\n\t\t", does].concat());
        let report = program(&[package, "sync"], &body(&one, &other));
        assert!(report.is_proof() && !report.goes_wrong(), "{one}: {:?}", report.findings);
    }
    // What the library shares it guards itself.
    let guarded = program(
        &["fmt", "sync", "sync/atomic"],
        "\tvar wg sync.WaitGroup\n\tvar once sync.Once\n\tvar n atomic.Int32\n\tvar known sync.Map\n\tfor i := range 2 {\n\t\twg.Go(func() {\n\t\t\t\
         once.Do(func() { n.Add(1) })\n\t\t\tknown.Store(i, i)\n\t\t\tfmt.Sprint(i)\n\t\t})\n\t}\n\twg.Wait()\n",
    );
    assert!(guarded.is_proof() && !guarded.goes_wrong(), "{:?}", guarded.findings);
    // What it stores where others can reach it they can reach too.
    let stored = program(
        &["errors"],
        "\tvar found *lost\n\tready, done := make(chan bool), make(chan bool)\n\tgo func() {\n\t\t<-ready\n\t\tfound.n = 1\n\t\tdone <- true\n\t}()\n\t\
         e := &lost{}\n\terrors.As(e, &found)\n\tready <- true\n\te.n = 2\n\t<-done\n}\n\ntype lost struct{ n int }\n\nfunc (*lost) Error() string {\n\treturn \"lost\"",
    );
    let races: Vec<&str> = stored.findings.iter().map(|finding| finding.subject.as_str()).collect();
    assert_eq!(races, ["e"]);
}

#[wasm_bindgen_test(unsupported = test)]
fn what_is_put_into_a_pool_comes_back_at_once_or_later_or_never() {
    let report = program(
        &["fmt", "sync"],
        "\tp := sync.Pool{New: func() any { return 0 }}\n\tp.Put(1)\n\tfmt.Println(p.Get(), p.Get())",
    );
    assert!(report.is_proof() && report.outcomes_complete);
    let outputs: BTreeSet<&str> = report.outcomes.iter().map(|outcome| &*outcome.output).collect();
    assert_eq!(outputs, BTreeSet::from(["0 0\n", "0 1\n", "1 0\n"]));
}

#[wasm_bindgen_test(unsupported = test)]
fn a_limit_of_ours_is_neither_a_finding_nor_the_end_of_a_proof() {
    let limits = Limits { memory: 1 << 13, stack: 1 << 10, ..Limits::default() };
    let report = |body: &str| {
        let text = format!(
            "package main\n\nimport \"time\"\n\nfunc sum(n int) int {{\n\tif n == 0 {{\n\t\treturn 0\n\t}}\n\treturn n + sum(n-1)\n}}\n\n\
             func main() {{\n\tdefer time.Sleep(0)\n{body}}}\n"
        );
        go::check(&compile(&text), Options { limits, ..Options::default() }, &mut |_| true)
    };
    // Only time orders the write and the read; with any delay the two sides need more memory than there is.
    let side = "\tfor range 5 {\n\t\tbig = append(big, make([]int, 1<<10))\n\t}\n";
    let racy = report(&format!(
        "\tx := 0\n\tgo func() {{\n\t\tvar big [][]int\n{side}\t\t_ = big\n\t\ttime.Sleep(1)\n\t\tx = 1\n\t}}()\n\tvar big [][]int\n\t\
         time.Sleep(2)\n{side}\t_ = big\n\tprintln(x)\n"
    ));
    assert!(!racy.is_proof(), "{racy:?}");
    let deep = report("\tprintln(sum(1_000))\n");
    assert_eq!((deep.met, &*deep.findings, &*deep.outcomes), (Some(Met::Stack), &[][..], &[][..]));
    assert!(!deep.is_proof() && !deep.outcomes_complete);
    assert!(report("\tprintln(sum(10))\n").is_proof());
}

#[wasm_bindgen_test(unsupported = test)]
fn the_last_of_many_goroutines_is_looked_at_too() {
    let many = "\tfor range 300 {\n\t\tc := make(chan int)\n\t\tgo func() { c <- 1 }()\n\t\t<-c\n\t}\n";
    let rest = format!("{many}{CROSSED}\tfor range time.Tick(time.Second) {{\n\t}}\n");
    assert_eq!(kinds(&program(&["sync", "time"], &rest)), [Kind::PartialDeadlock]);
}

#[wasm_bindgen_test(unsupported = test)]
fn more_findings_than_are_kept_are_not_denied() {
    let leaks = "\tgo func() { make(chan int) <- 1 }()\n".repeat(101);
    let report = program(&[], &leaks);
    assert_eq!(report.findings.len(), 100);
    assert_ne!(report.established, Established::Complete);
}

#[wasm_bindgen_test(unsupported = test)]
fn from_where_on_nothing_avoids_it_is_known() {
    // Whoever comes first decides; the second choice of the first goroutine is too late.
    let report =
        program(&["sync"], &format!("{CROSSED}\ta.Lock()\n\ta.Unlock()\n\tb.Lock()\n\tb.Unlock()\n"));
    let deadlocks: Vec<&Finding> =
        report.findings.iter().filter(|finding| finding.kind == Kind::Leak).collect();
    assert!(!deadlocks.is_empty(), "{:?}", report.findings);
    // Nothing avoids what always happens.
    let report = program(&[], "\tmake(chan int) <- 1\n");
    assert_eq!(kinds(&report), [Kind::Deadlock]);
    assert_eq!(report.findings[0].unavoidable_from, Some(0));
}

/// Whoever wants no more is asked soon, though no state was left yet: of a hundred goroutines each has a way out of the first ones.
#[wasm_bindgen_test(unsupported = test)]
fn whether_to_go_on_is_asked_by_what_was_done() {
    let text = "package main\n\nimport \"sync\"\n\nvar mu [100]sync.Mutex\n\nfunc main() {\n\tfor i := range 100 {\n\t\t\
        go func() { mu[i].Lock() }()\n\t}\n\tselect {}\n}\n";
    let (program, mut asked, mut most) = (compile(text), 0, 0);
    let few = Options { states: 2_000, ..Options::default() };
    go::check(&program, few, &mut |progress| {
        asked += 1;
        most = most.max(progress.states);
        most < 2_000 / 4
    });
    // A state has a hundred ways out at most.
    assert!(most < 2_000 / 4 + 110, "{most}");
    assert!(asked > 5, "{asked}");
}

#[wasm_bindgen_test(unsupported = test)]
fn the_instant_that_a_tick_carries_counts_once_it_is_looked_at() {
    let ticks = |with: &str| {
        let text = format!(
            "package main\n\nimport \"time\"\n\nfunc main() {{\n\tticker := time.NewTicker(3)\n\tfirst := <-ticker.C\n\t\
             second := <-ticker.C\n\t{with}\n}}\n"
        );
        let limits = Limits { time: Time::AnyDelay, ..Limits::default() };
        go::check(&compile(&text), Options { limits, states: 2_000 }, &mut |_| true)
    };
    let all = ticks("_, _ = first, second");
    assert_eq!((all.established, all.outcomes.len()), (Established::Complete, 1));
    // Whoever receives late gets the second tick long after the first one: there is no end of what can come out.
    let some = ticks("println(second.Sub(first))");
    assert_ne!(some.established, Established::Complete);
    assert!(some.outcomes.len() > 2 && !some.outcomes_complete, "{:?}", some.outcomes);
}

/// So it is where all states together are looked at: what was not looked at to the end is not said.
#[wasm_bindgen_test(unsupported = test)]
fn whether_to_go_on_is_asked_of_the_whole_graph_too() {
    let text = "package main\n\nimport \"sync\"\n\nvar mu sync.Mutex\n\nvar n int\n\nfunc main() {\n\tfor range 4 {\n\t\tgo func() {\n\t\t\t\
        for range 4 {\n\t\t\t\tmu.Lock()\n\t\t\t\tn++\n\t\t\t\tmu.Unlock()\n\t\t\t}\n\t\t}()\n\t}\n\tselect {}\n}\n";
    let program = compile(text);
    // When all states were visited, none is open; of the last ones of the search some may say so too.
    let checked = |most: usize| {
        let mut asked = 0;
        let report = go::check(&program, Options::default(), &mut |progress| {
            let is_whole = progress.stage == Stage::Findings && progress.states > 5_000 && progress.open == 0;
            asked += usize::from(is_whole);
            asked < most
        });
        (report, asked)
    };
    let (all, asked) = checked(usize::MAX);
    assert_eq!((all.established, kinds(&all)), (Established::Complete, vec![Kind::Deadlock]));
    assert_eq!(all.findings[0].unavoidable_from, Some(0));
    assert!(asked > 20, "{asked}");
    let (stopped, asked) = checked(5);
    let found: Vec<Kind> = stopped.findings.iter().map(|finding| finding.kind).collect();
    assert_eq!((asked, found), (5, vec![Kind::Deadlock]));
    assert!(matches!(stopped.established, Established::Bounded(_)), "{:?}", stopped.established);
    assert_eq!(stopped.findings[0].unavoidable_from, None);
}

#[wasm_bindgen_test(unsupported = test)]
fn failures_of_a_test_at_other_places_are_other_findings() {
    let text = "package p\n\nimport (\n\t\"sync/atomic\"\n\t\"testing\"\n)\n\nfunc TestIt(t *testing.T) {\n\t\
        var n atomic.Int32\n\tdone := make(chan bool)\n\tgo func() { n.Add(1); n.Add(1); done <- true }()\n\t\
        switch n.Load() {\n\tcase 0:\n\t\tt.Fail()\n\tcase 1:\n\t\tt.Error(\"one\")\n\t\tt.Fail()\n\t}\n\t<-done\n}\n";
    let program = Program::compile("p_test.go", text.as_bytes(), None, LoopVariables::PerIteration)
        .expect("it compiles");
    let report = check(&program);
    let lines = |finding: &Finding| finding.sites.iter().map(|site| site.stack[0].line).collect::<Vec<u32>>();
    let mut found: Vec<_> = report.findings.iter().map(|one| (one.kind, lines(one))).collect();
    found.sort();
    assert_eq!(found, [(Kind::TestFailure, vec![14]), (Kind::TestFailure, vec![16, 17])]);
    // What was found is the same where only the end is looked at, but for columns.
    for finding in &report.findings {
        let world = GoWorld::quiet(&program, Limits::default(), go::SEED, &mut Vec::new());
        assert_eq!(lines(&go::found_after(world, &finding.schedule)[0]), lines(finding));
    }
}
