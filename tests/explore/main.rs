//! The search through all states, held against the naive one: every schedule of small random programs, one after the other.

mod alike;
mod apart;
mod bounded;
mod classes;
mod declared;
mod hosted;
mod order;
mod sound;
mod stored;
mod timers;
mod whole;
mod workers;

use lockstep_core::explore::{Established, Finding, Kind, Options, Outcome, Report, Site, go};
use lockstep_core::go::lower::LoopVariables;
use lockstep_core::go::machine::{Ended, Limits, Status};
use lockstep_core::go::{GoWorld, Program, Run};
use lockstep_core::lessons::examples;
use lockstep_core::rules::Op;
use lockstep_core::schedule::rng::SplitMix64;
use lockstep_core::schedule::{At, Policy, Replay, Schedule};
use lockstep_core::world::{Choice, End, Event, WorkerId, World};
use order::Order;
use std::collections::BTreeSet;
use wasm_bindgen_test::wasm_bindgen_test;

/// How many programs are tried, and how many executions of one.
const PROGRAMS: u64 = if cfg!(target_family = "wasm") { 200 } else { 2_000 };
const EXECUTIONS: usize = 4_000;

/// What goroutines do in the programs: first what can see who waits.
const SEEING: usize = 4;
const OPERATIONS: &[&str] = &[
    "select {\n\tcase c <- 3:\n\tdefault:\n\t}",
    "if a.TryLock() {\n\ta.Unlock()\n\t}",
    "if !a.TryLock() {\n\tx++\n\t} else {\n\ta.Unlock()\n\t}",
    "select {\n\tcase <-d:\n\tdefault:\n\tx++\n\t}",
    "if len(d) == 1 {\n\tx++\n\t}",
    "a.Lock()",
    "a.Unlock()",
    "b.Lock()",
    "b.Unlock()",
    "x++",
    "x = 7",
    "println(x)",
    "x = 7\n\td <- 1",
    "c <- 1",
    "<-c",
    "d <- 1",
    "<-d",
    "close(d)",
    "wg.Done()",
    "print(\"o\")",
    "select {\n\tcase <-c:\n\tcase d <- 2:\n\t}",
    "m[1]++",
    "runtime.Gosched()",
    "panic(\"no\")",
];

/// A program of two or three goroutines beside main, with a few operations each.
fn random_program(chance: &mut SplitMix64) -> String {
    let sees = chance.below(2) == 0;
    let known = if sees { OPERATIONS } else { &OPERATIONS[SEEING..] };
    let operations = |most: usize, chance: &mut SplitMix64| -> String {
        let count = chance.below(most + 1);
        (0..count).map(|_| format!("\t{}\n", known[chance.below(known.len())])).collect()
    };
    let goroutines: String = (0..1 + chance.below(2))
        .map(|_| format!("\tgo func() {{\n{}\t}}()\n", operations(3, chance)))
        .collect();
    let own = operations(3, chance);
    let wait = ["", "\twg.Wait()\n"][chance.below(2)];
    format!(
        "package main\n\nimport (\n\t\"runtime\"\n\t\"sync\"\n)\n\nfunc main() {{\n\tvar a, b sync.Mutex\n\tvar wg sync.WaitGroup\n\t\
         x, c, d, m := 0, make(chan int), make(chan int8, 1), map[int]int{{}}\n\twg.Add(1)\n{goroutines}{own}{wait}\t\
         _, _, _, _ = x, c, d, m\n\truntime.Gosched()\n\t_, _ = &a, &b\n}}\n"
    )
}

/// What tells one finding from another: its kind, its text, and where whoever waits, whoever that is.
type Name = (Kind, String, Vec<(String, Option<(u32, u32)>)>);

fn name(finding: &Finding) -> Name {
    let place = |site: &Site| site.stack.first().map(|frame| (frame.line, frame.column));
    let mut sites: Vec<_> = finding.sites.iter().map(|site| (site.wait.clone(), place(site))).collect();
    sites.sort();
    (finding.kind, finding.subject.clone(), sites)
}

/// What was seen of a program.
#[derive(Default)]
struct Seen {
    outcomes: BTreeSet<(String, String)>,
    /// The kinds of what went wrong, the fewest steps to the first of them, and the fewest switches of so many steps.
    kinds: BTreeSet<Kind>,
    shortest: Option<(u32, u32)>,
    /// How executions ended: with which finding, or with none.
    ends: BTreeSet<Option<Name>>,
    /// What there are data races on.
    races: BTreeSet<String>,
    /// At what it is a step to begin to wait, because the program can see who waits.
    shown: Shown,
}

/// At what a random program can see who waits, by its text.
#[derive(Clone, Copy, Default)]
struct Shown {
    locks: bool,
    unbuffered: bool,
    buffered: bool,
}

impl Shown {
    fn of(text: &str) -> Shown {
        Shown {
            locks: text.contains("TryLock"),
            unbuffered: text.contains("case c <- 3:\n\tdefault"),
            buffered: text.contains("case <-d:\n\tdefault"),
        }
    }

    /// Whether it can where this worker would wait.
    fn shows(self, world: &GoWorld, worker: WorkerId) -> bool {
        let machine = world.machine();
        match world.place(worker).and_then(|place| machine.op(place)) {
            Some(Op::Lock(_)) => self.locks,
            Some(Op::Send(Some(channel), _) | Op::Receive(Some(channel))) => {
                if machine.known(channel).capacity == 0 { self.unbuffered } else { self.buffered }
            }
            Some(Op::Select { .. }) => self.unbuffered || self.buffered,
            _ => false,
        }
    }
}

/// What was done so far in a schedule.
#[derive(Clone, Default)]
struct Done {
    output: String,
    steps: u32,
    switches: u32,
    last: Option<WorkerId>,
    order: Order,
}

/// Takes every schedule from here on; false if there are too many.
fn every_schedule(world: &GoWorld, done: &Done, left: &mut usize, seen: &mut Seen) -> bool {
    if let Some(end) = world.end() {
        *left = left.saturating_sub(1);
        // Who ended it makes no difference.
        let outcome =
            Outcome { output: done.output.clone(), end: end.clone(), schedule: Schedule::default() };
        seen.outcomes.insert((outcome.output.clone(), outcome.ending()));
        seen.races.extend(done.order.races.iter().cloned());
        let kind = match (world.machine().ended(), end) {
            (Some(Ended::Deadlock | Ended::NoGoroutines), _) => Some(Kind::Deadlock),
            (_, End::Panic(..)) => Some(Kind::Panic),
            (Some(Ended::Panic(_)), _) => Some(Kind::Panic),
            (Some(Ended::Fatal(..) | Ended::Thrown(..)), _) => Some(Kind::Fatal),
            _ => None,
        };
        let found = go::found_after(world.clone(), &Schedule::default());
        assert_eq!(found.first().map(|finding| finding.kind), kind, "{end:?}");
        seen.ends.insert(found.first().map(name));
        if let Some(kind) = kind {
            seen.kinds.insert(kind);
            let cost = (done.steps, done.switches);
            seen.shortest = Some(seen.shortest.map_or(cost, |before| before.min(cost)));
        }
        return *left > 0;
    }
    let choices: Vec<Choice> = world.choices().iter().collect();
    choices.into_iter().all(|choice| {
        let (mut next, mut events) = (world.clone(), Vec::new());
        next.step(choice, &mut events);
        let printed = events.iter().filter_map(|event| match event {
            Event::Printed(_, line) => Some(format!("{line}\n")),
            _ => None,
        });
        let mut done = Done { output: done.output.clone() + &printed.collect::<String>(), ..done.clone() };
        let parks = |event: &Event| matches!(event, Event::Parked(who, ..) if *who == choice.worker);
        if seen.shown.shows(world, choice.worker) || !events.iter().any(parks) {
            done.steps += 1;
            done.switches += u32::from(done.last.is_some_and(|last| last != choice.worker));
            done.last = Some(choice.worker);
        }
        done.order.see(&events);
        every_schedule(&next, &done, left, seen)
    })
}

/// Every execution ends as the finding says from where it is said to be unavoidable, and not from one choice before: whether there
/// is such a choice.
fn avoided_until(program: &Program, finding: &Finding) -> bool {
    let from = finding.unavoidable_from.expect("all states were looked at");
    let ends = |choices: u32| {
        let mut world = GoWorld::new(program, Limits::default(), go::SEED, &mut Vec::new());
        let mut replay = Replay::new(finding.schedule.clone());
        for step in 0..choices {
            let choice = replay.pick(world.choices(), At { step, last: None }).expect("it is a way through");
            world.step(choice, &mut Vec::new());
        }
        let mut seen = Seen::default();
        every_schedule(&world, &Done::default(), &mut usize::MAX.clone(), &mut seen);
        seen.ends
    };
    assert_eq!(ends(from), BTreeSet::from([Some(name(finding))]), "{finding:?}");
    assert!(from == 0 || ends(from - 1).len() > 1, "{finding:?}");
    from > 0
}

fn compile(text: &str) -> Program {
    Program::compile("main.go", text.as_bytes(), None, LoopVariables::PerIteration)
        .unwrap_or_else(|errors| panic!("{}\n{text}", errors.text()))
}

fn check(program: &Program) -> Report {
    go::check(program, Options::default(), &mut |_| true)
}

/// Whether at the end of its way the two accesses of a data race are the next steps of two goroutines.
fn is_side_by_side(program: &Program, race: &Finding) -> bool {
    let mut world = GoWorld::quiet(program, Limits::default(), go::SEED, &mut Vec::new());
    let mut replay = Replay::new(race.schedule.clone());
    for step in 0..race.schedule.len() {
        let choice = replay.pick(world.choices(), At { step, last: None }).expect("it is a way through");
        world.step(choice, &mut Vec::new());
    }
    let touches = |site: &Site| {
        let mut touches = Vec::new();
        if let Some(place) = world.place(site.who) {
            world.machine().touches(place, &mut touches);
        }
        touches
    };
    let [one, other] = [touches(&race.sites[0]), touches(&race.sites[1])];
    assert!(!other.is_empty(), "the second access is next: {race:?}");
    one.iter().any(|one| other.iter().any(|other| one.races_with(other)))
}

#[wasm_bindgen_test(unsupported = test)]
fn all_states_say_what_all_schedules_say() {
    let (mut compared, mut kinds, mut outcomes, mut unavoidable) = (0, BTreeSet::new(), 0, 0);
    let (mut raced, mut apart) = (0, 0);
    for seed in 0..PROGRAMS {
        let text = random_program(&mut SplitMix64::new(seed));
        let program = compile(&text);
        let mut events = Vec::new();
        let start = GoWorld::new(&program, Limits::default(), go::SEED, &mut events);
        let mut done = Done::default();
        done.order.see(&events);
        let (mut seen, mut left) = (Seen { shown: Shown::of(&text), ..Seen::default() }, EXECUTIONS);
        if !every_schedule(&start, &done, &mut left, &mut seen) {
            continue;
        }
        compared += 1;
        let report = check(&program);
        assert_eq!(report.established, Established::Complete, "seed {seed}\n{text}");
        assert!(report.outcomes_complete, "seed {seed}\n{text}");
        let found: BTreeSet<(String, String)> =
            report.outcomes.iter().map(|outcome| (outcome.output.clone(), outcome.ending())).collect();
        assert_eq!(found, seen.outcomes, "seed {seed}\n{text}");
        assert_eq!(found.len(), report.outcomes.len(), "each once: seed {seed}\n{text}");
        let ends = |finding: &&Finding| matches!(finding.kind, Kind::Deadlock | Kind::Panic | Kind::Fatal);
        let wrong = report.findings.iter().filter(ends);
        let found: BTreeSet<Kind> = wrong.clone().map(|finding| finding.kind).collect();
        assert_eq!(found, seen.kinds, "seed {seed}\n{text}");
        let shortest = wrong.map(|finding| (finding.steps, finding.switches)).min();
        assert_eq!(
            shortest.map(|(steps, _)| steps),
            seen.shortest.map(|(steps, _)| steps),
            "seed {seed}\n{text}"
        );
        // A send that would only wait lets its receive come first, so that the last step is the sender's.
        if !text.contains("c <- 1") {
            assert_eq!(shortest, seen.shortest, "seed {seed}\n{text}");
        }
        for finding in report.findings.iter().filter(ends) {
            unavoidable += usize::from(avoided_until(&program, finding));
        }
        let all = report.findings.iter().filter(|finding| finding.kind == Kind::Race);
        let races: BTreeSet<String> = all.clone().map(|race| race.subject.clone()).collect();
        assert_eq!(races, seen.races, "seed {seed}\n{text}");
        raced += usize::from(!races.is_empty());
        let together: BTreeSet<String> =
            all.filter(|race| is_side_by_side(&program, race)).map(|race| race.subject.clone()).collect();
        apart += races.difference(&together).count();
        kinds.extend(found);
        outcomes += report.outcomes.len();
    }
    assert!(compared * 3 > PROGRAMS as usize, "{compared} programs are small enough");
    assert_eq!(kinds.len(), 3, "{kinds:?} were seen");
    assert!(unavoidable > 20, "{unavoidable} findings that could be avoided at first");
    assert!(raced > 20, "{raced} programs with data races");
    // So few programs as are tried in a browser have none.
    assert!(
        PROGRAMS < 2_000 || apart > 0,
        "{apart} variables with data races whose accesses nowhere stand side by side"
    );
    assert!(outcomes > compared, "{outcomes} outcomes of {compared} programs");
}

#[wasm_bindgen_test(unsupported = test)]
fn each_finding_replays_to_what_it_says() {
    let (mut replayed, mut leaks) = (0, 0);
    for seed in 0..400 {
        let text = random_program(&mut SplitMix64::new(seed));
        let program = compile(&text);
        for finding in check(&program).findings {
            let mut run =
                Run::new(&program, Limits::default(), go::SEED, &mut lockstep_core::go::machine::Silent);
            let silent = &mut lockstep_core::go::machine::Silent;
            run.replay(&finding.schedule, silent).expect("it is a way through the program");
            let machine = run.machine();
            let fits = match (finding.kind, machine.ended()) {
                (Kind::Deadlock, ended) => matches!(ended, Some(Ended::Deadlock | Ended::NoGoroutines)),
                (Kind::Panic, ended) => matches!(ended, Some(Ended::Panic(_))),
                (Kind::Fatal, ended) => matches!(ended, Some(Ended::Fatal(..) | Ended::Thrown(..))),
                (Kind::Leak, ended) => {
                    leaks += 1;
                    let main = run.place(WorkerId(0)).map(|main| machine.goroutine(main).status);
                    ended.is_none() && main == Some(Status::Leaving)
                }
                _ => continue,
            };
            assert!(fits, "seed {seed}: {finding:?}\n{text}");
            replayed += 1;
        }
    }
    assert!(replayed > 300 && leaks > 30, "{replayed} findings, {leaks} of them leaks");
}

/// The examples in which something can go wrong or is warned of, and what. In all others nothing is, or they have too many states.
const WRONG: &[(&str, Kind)] = &[
    ("add-inside", Kind::ScheduleDependent),
    ("add-inside", Kind::Panic),
    ("check-then-act", Kind::ScheduleDependent),
    ("check-then-act", Kind::Race),
    ("counting", Kind::Race),
    ("counting", Kind::ScheduleDependent),
    ("dining-philosophers", Kind::Deadlock),
    ("double-close", Kind::Panic),
    ("early-exit", Kind::ScheduleDependent),
    ("fan-in", Kind::ScheduleDependent),
    ("first-answer", Kind::Leak),
    ("first-answer", Kind::ScheduleDependent),
    ("first-error", Kind::ScheduleDependent),
    ("forgotten-unlock", Kind::Deadlock),
    ("map-writes", Kind::Fatal),
    ("map-writes", Kind::Race),
    ("missed-signal", Kind::Deadlock),
    ("never-closed", Kind::Deadlock),
    ("panic-in-goroutine", Kind::Panic),
    ("prime-sieve", Kind::Leak),
    ("recursive-read-lock", Kind::Deadlock),
    ("send-closed", Kind::Panic),
    ("ten-goroutines", Kind::Deadlock),
    ("timeout-leak", Kind::Leak),
    ("two-locks", Kind::Deadlock),
];

/// Looks at every fourth of the examples; each of which goes wrong as it says and in no other way. How many are looked at whole.
fn examples_looked_at_whole(quarter: usize) -> usize {
    let programs = examples::all().iter().filter(|example| !example.file.ends_with("_test.go"));
    let mut complete = 0;
    for example in programs.skip(quarter).step_by(4) {
        let report =
            go::check(&compile(example.text), Options { states: 8_000, ..Options::default() }, &mut |_| true);
        complete += usize::from(report.established == Established::Complete);
        let kinds: BTreeSet<Kind> = report.findings.iter().map(|finding| finding.kind).collect();
        let expected = WRONG.iter().filter(|(id, _)| *id == example.id).map(|(_, kind)| *kind).collect();
        assert_eq!(kinds, expected, "{}: {:#?}", example.id, report.findings);
    }
    complete
}

/// Four tests, since in a browser a test lets nothing else come to its turn.
macro_rules! examples_go_wrong_as_they_say_and_in_no_other_way {
    ($($name:ident: $quarter:literal, $whole:literal;)*) => {
        $(#[wasm_bindgen_test(unsupported = test)]
        fn $name() {
            assert_eq!(examples_looked_at_whole($quarter), $whole);
        })*
    };
}

examples_go_wrong_as_they_say_and_in_no_other_way! {
    the_first_of_four_examples_goes_wrong_as_it_says: 0, 11;
    the_second_of_four_examples_goes_wrong_as_it_says: 1, 12;
    the_third_of_four_examples_goes_wrong_as_it_says: 2, 10;
    the_fourth_of_four_examples_goes_wrong_as_it_says: 3, 10;
}

#[wasm_bindgen_test(unsupported = test)]
fn what_is_too_deep_for_all_states_is_found_by_samples() {
    let example = examples::find("ten-goroutines").expect("it is an example");
    let report =
        go::check(&compile(example.text), Options { states: 15, ..Options::default() }, &mut |_| true);
    assert!(
        matches!(report.established, Established::Bounded(bound) if bound < 12),
        "{:?}",
        report.established
    );
    assert_eq!(report.findings[0].kind, Kind::Deadlock);
    assert!(report.samples > 0 && !report.outcomes_complete);
}

/// What a program prints that goes over a map, and whether it has drawn numbers. Each prints one thing on a line.
const ORDERS: &[(&str, usize, bool)] = &[
    ("for k := range m {\n\t\tfmt.Print(k)\n\t}", 6, false),
    ("for k := range maps.Keys(m) {\n\t\tfmt.Print(k)\n\t}", 6, false),
    ("for v := range maps.Values(m) {\n\t\tfmt.Print(v)\n\t}", 6, false),
    ("for k, v := range maps.All(m) {\n\t\tfmt.Print(k, v)\n\t}", 6, false),
    ("fmt.Print(slices.Sorted(maps.Keys(m)))", 1, false),
    ("maps.DeleteFunc(m, func(k, v int) bool { fmt.Print(k); return true })", 6, false),
    ("fmt.Print(maps.Equal(maps.Clone(m), m))", 1, false),
    ("fmt.Print(maps.EqualFunc(m, m, func(a, b int) bool { fmt.Print(a); return true }))", 6, false),
    (
        "var s sync.Map\n\tfor k := range 3 {\n\t\ts.Store(k, k)\n\t}\n\ts.Range(func(k, v any) bool { fmt.Print(k); return true })",
        6,
        false,
    ),
    (
        "all, cancel := context.WithCancel(context.Background())\n\tone, _ := context.WithCancel(all)\n\tother, _ := context.WithCancel(all)\n\t\
         go cancel()\n\tselect {\n\tcase <-one.Done():\n\t\tfmt.Print(other.Err())\n\tcase <-other.Done():\n\t\tfmt.Print(one.Err())\n\t}",
        2,
        false,
    ),
    (
        "for k := range 70 {\n\t\tm[k] = k\n\t}\n\tfor k := range m {\n\t\tfmt.Print(k)\n\t\tbreak\n\t}",
        1,
        true,
    ),
    ("for k := range 70 {\n\t\tm[k] = k\n\t}\n\tfmt.Print(len(maps.Clone(m)))", 1, false),
    ("fmt.Print(rand.IntN(6))", 1, true),
    ("fmt.Print(rand.New(rand.NewPCG(1, 2)).IntN(6))", 1, false),
];

#[wasm_bindgen_test(unsupported = test)]
fn every_order_of_a_map_comes_out_or_the_report_says_that_others_may() {
    let imports = ["context", "fmt", "maps", "math/rand/v2", "slices", "sync"];
    for (body, ways, drew) in ORDERS {
        let used: String = imports
            .iter()
            .filter(|path| {
                body.contains(&format!("{}.", path.trim_end_matches("/v2").rsplit('/').next().unwrap_or("")))
                    || **path == "fmt"
            })
            .map(|path| format!("import {path:?}\n"))
            .collect();
        let text = format!(
            "package main\n\n{used}\nfunc main() {{\n\tm := map[int]int{{1: 1, 2: 2, 3: 3}}\n\t_ = m\n\t{body}\n\tfmt.Println()\n}}\n"
        );
        let report = check(&compile(&text));
        assert_eq!(report.established, Established::Complete, "{text}");
        let found = (report.outcomes.len(), report.drew, report.outcomes_complete);
        assert_eq!(found, (*ways, *drew, !drew), "{:#?}\n{text}", report.outcomes);
    }
}

// It takes 128 MB, several times.
#[cfg(not(target_family = "wasm"))]
#[test]
fn a_limit_of_ours_is_no_finding_and_no_proof() {
    let text = "package main\n\nfunc main() {\n\tvar all [][]int\n\tfor {\n\t\tall = append(all, make([]int, 1<<20))\n\t}\n}\n";
    let report = check(&compile(text));
    assert_eq!(report.findings, []);
    assert!(matches!(report.established, Established::Bounded(_)));
}

/// Four goroutines at one mutex, and what stands in main beside them.
fn crowd(main: &str) -> usize {
    let report = check(&compile(&format!(
        "package main\n\nimport \"sync\"\n\nfunc main() {{\n\tvar mu sync.Mutex\n\tvar wg sync.WaitGroup\n\tquit := make(chan struct{{}})\n\t\
         for range 4 {{\n\t\twg.Go(func() {{\n\t\t\tmu.Lock()\n\t\t\tmu.Unlock()\n\t\t}})\n\t}}\n{main}\twg.Wait()\n\t_ = quit\n}}\n"
    )));
    report.states
}

#[wasm_bindgen_test(unsupported = test)]
fn who_waits_counts_only_where_something_can_tell() {
    let alone = crowd("");
    let polled = crowd("\tselect {\n\tcase <-quit:\n\tdefault:\n\t}\n");
    assert!(
        polled < 2 * alone,
        "a select on a channel tells nothing of a mutex: {polled} states, {alone} without it"
    );
    let tried = crowd("\tif mu.TryLock() {\n\t\tmu.Unlock()\n\t}\n");
    assert!(tried > 2 * alone, "whoever tries the mutex can tell: {tried} states, {alone} without that");
}
