//! One execution of each class: exactly so many as there are, and all that all schedules show.

use super::{EXECUTIONS, compile, random_program};
use lockstep_core::explore::dpor::{ASKED_EVERY, Budget, What};
use lockstep_core::explore::go::classes::{Asked, Classes, Refused, classes};
use lockstep_core::go::code::instr::{Instr, Request};
use lockstep_core::go::machine::Limits;
use lockstep_core::go::{GoWorld, Program};
use lockstep_core::schedule::rng::SplitMix64;
use lockstep_core::world::{Choice, Event, World};
use std::collections::BTreeSet;
use wasm_bindgen_test::wasm_bindgen_test;

/// How many programs are tried.
const PROGRAMS: u64 = if cfg!(target_family = "wasm") { 150 } else { 3_000 };

/// Threads that lock, count and unlock so many times each: one mutex for all, or each its own. They are joined by a channel each.
fn counting(threads: usize, rounds: usize, own: bool) -> Program {
    let of = |thread: usize| if own { thread } else { 0 };
    let go: String = (0..threads)
        .map(|thread| {
            let n = of(thread);
            format!("\tgo func() {{\n\t\tfor range {rounds} {{\n\t\t\tmu{n}.Lock()\n\t\t\tx{n}++\n\t\t\tmu{n}.Unlock()\n\t\t}}\n\t\tdone{thread} <- 0\n\t}}()\n")
        })
        .collect();
    let join: String = (0..threads).map(|thread| format!("\t<-done{thread}\n")).collect();
    let made: String = (0..threads).map(|thread| format!("\tdone{thread} := make(chan int)\n")).collect();
    let vars: String = (0..threads).map(|n| format!("var mu{n} sync.Mutex\nvar x{n} int\n")).collect();
    compile(&format!("package main\n\nimport \"sync\"\n\n{vars}\nfunc main() {{\n{made}{go}{join}}}\n"))
}

fn all(program: &Program, asked: &Asked) -> Classes {
    classes(program, asked, &mut || true, &mut |_, _, _| true).expect("it has nothing to do with time")
}

#[wasm_bindgen_test(unsupported = test)]
fn there_are_exactly_as_many_executions_as_classes() {
    for (threads, rounds, own, expected) in
        [(3, 2, false, 90), (4, 1, false, 24), (2, 3, false, 20), (3, 2, true, 1)]
    {
        let found = all(&counting(threads, rounds, own), &Asked::default());
        assert!(found.complete);
        assert_eq!(
            (found.counts.executions, found.counts.blocked),
            (expected, 0),
            "{threads} × {rounds}, own: {own}"
        );
    }
}

/// What is left behind is given up now and then, and everything else lies elsewhere after that: before or after what others do.
#[wasm_bindgen_test(unsupported = test)]
fn a_collection_changes_no_executions() {
    let program = |words: usize| {
        compile(&format!(
            "package main\n\nimport \"sync\"\n\nfunc main() {{\n\tvar mu, own sync.Mutex\n\tx, y := new(int), new(int)\n\t\
             a, b := make(chan int), make(chan int)\n\tgo func() {{\n\t\tmu.Lock()\n\t\t*x++\n\t\tmu.Unlock()\n\t\t\
             println(len(make([]int, {words})))\n\t\tfor range 2 {{\n\t\t}}\n\t\tmu.Lock()\n\t\t*x++\n\t\tmu.Unlock()\n\t\ta <- 0\n\t}}()\n\t\
             go func() {{\n\t\tmu.Lock()\n\t\t*x *= 2\n\t\tmu.Unlock()\n\t\town.Lock()\n\t\t*y++\n\t\town.Unlock()\n\t\t\
             mu.Lock()\n\t\tmu.Unlock()\n\t\tb <- 0\n\t}}()\n\t<-a\n\t<-b\n\tprintln(*x, *y)\n}}\n"
        ))
    };
    let look = |words: usize| {
        let (mut outcomes, mut collected) = (BTreeSet::new(), 0);
        let found = classes(&program(words), &Asked::default(), &mut || true, &mut |world, _, output| {
            collected += usize::from(world.machine().memory().words.len() < words);
            outcomes.insert(output.lines().last().map(str::to_owned));
            true
        });
        (found.expect("it has nothing to do with time"), outcomes, collected)
    };
    let (few, outcomes, _) = look(1);
    assert_eq!((few.counts.executions, few.counts.blocked, few.complete), (6, 0, true));
    let (many, others, collected) = look(100_000);
    assert!(collected > 0, "the room is given back");
    assert_eq!((many.counts.executions, many.counts.blocked, many.complete), (6, 0, true));
    assert!(outcomes.len() > 1 && outcomes == others, "{outcomes:?} {others:?}");
}

/// Somebody who wants no more can stop it soon, also within one execution: what could have come the other way round is looked for at
/// its end, and takes a square of its steps.
#[wasm_bindgen_test(unsupported = test)]
fn whether_to_go_on_is_asked_every_few_steps() {
    let program = counting(2, 240, false);
    for most in [1, 100] {
        let (mut asked, mut ended) = (0, 0);
        let mut go_on = || {
            asked += 1;
            asked < most
        };
        let found = classes(&program, &Asked::default(), &mut go_on, &mut |_, _, _| {
            ended += 1;
            true
        });
        let found = found.expect("it has nothing to do with time");
        // Beside those that are counted there are those of one state: to see who would only wait, and where all stood.
        assert!(found.counts.steps <= most * (ASKED_EVERY + 8), "{most}: {found:?}");
        assert_eq!((asked, found.complete, ended), (most, false, 0));
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_wait_group_adds_no_executions_unless_it_may_be_misused() {
    let text = |add: &str, begin: &str| {
        format!(
            "package main\n\nimport \"sync\"\n\nfunc main() {{\n\tvar mu sync.Mutex\n\tvar wg sync.WaitGroup\n\t{add}\n\t\
             for range 3 {{\n\t\tgo func() {{\n\t\t\t{begin}\n\t\t\tmu.Lock()\n\t\t\tmu.Unlock()\n\t\t\twg.Done()\n\t\t}}()\n\t}}\n\twg.Wait()\n}}\n"
        )
    };
    assert_eq!(all(&compile(&text("wg.Add(3)", "")), &Asked::default()).counts.executions, 6);
    assert!(all(&compile(&text("", "wg.Add(1)")), &Asked::default()).counts.executions > 6);
}

/// How an execution came out: what was printed, how it ended, and in which state, where everybody came to an end.
type Outcome = (String, String, Option<u128>);

fn outcome(world: &GoWorld, output: &str) -> Outcome {
    let machine = world.machine();
    // Who waits, and who stands in line behind whom, counts only if somebody can tell.
    let may_hide = |place| {
        let instr = machine.instr(place);
        let waits = matches!(
            instr,
            Instr::Send { .. }
                | Instr::Receive { .. }
                | Instr::Select { .. }
                | Instr::Request { request: Request::Lock | Request::Wait, .. }
        );
        waits && !machine.code().shows_waiting(&instr)
    };
    let state =
        (machine.places().count() == 1 || !machine.places().any(may_hide)).then(|| world.fingerprint());
    (output.to_owned(), format!("{:?}", world.end()), state)
}

/// Takes every schedule; false if there are too many.
fn naive(world: &GoWorld, output: &str, left: &mut usize, seen: &mut BTreeSet<Outcome>) -> bool {
    if world.end().is_some() {
        *left = left.saturating_sub(1);
        seen.insert(outcome(world, output));
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
        let output = output.to_owned() + &printed.collect::<String>();
        naive(&next, &output, left, seen)
    })
}

/// What all executions show, and what one of each class does.
fn both(text: &str, asked: &Asked) -> Option<(BTreeSet<Outcome>, BTreeSet<Outcome>, Classes)> {
    let program = compile(text);
    let start = GoWorld::new(&program, Limits::default(), lockstep_core::explore::go::SEED, &mut Vec::new());
    let (mut every, mut left) = (BTreeSet::new(), EXECUTIONS);
    if !naive(&start, "", &mut left, &mut every) {
        return None;
    }
    let mut reduced = BTreeSet::new();
    let found = classes(&program, asked, &mut || true, &mut |world, _, output| {
        reduced.insert(outcome(world, output));
        true
    });
    Some((every, reduced, found.expect("it has nothing to do with time")))
}

#[wasm_bindgen_test(unsupported = test)]
fn one_execution_of_each_class_shows_what_all_schedules_show() {
    let (mut compared, mut executions, mut blocked, mut outcomes) = (0, 0, 0, 0);
    for seed in 0..PROGRAMS {
        let text = random_program(&mut SplitMix64::new(seed));
        let asked = Asked { prints: true, ..Asked::default() };
        let Some((every, reduced, found)) = both(&text, &asked) else { continue };
        assert!(found.complete, "seed {seed}: {found:?}\n{text}");
        assert_eq!(reduced, every, "seed {seed}: {found:?}\n{text}");
        compared += 1;
        executions += found.counts.executions;
        blocked += found.counts.blocked;
        outcomes += every.len();
        // Without what is printed, there are no more executions, and the same ends in the same states.
        let silent = |set: BTreeSet<Outcome>| -> BTreeSet<(String, Option<u128>)> {
            set.into_iter().map(|(_, end, state)| (end, state)).collect()
        };
        let (every, reduced, fewer) = both(&text, &Asked::default()).expect("it was small enough");
        assert_eq!(silent(reduced), silent(every), "seed {seed}\n{text}");
        assert!(fewer.counts.executions <= found.counts.executions, "seed {seed}\n{text}");
    }
    assert!(compared * 3 > PROGRAMS, "{compared} programs are small enough");
    assert!(blocked * 20 < executions, "{blocked} of {executions} executions were blocked");
    assert!(outcomes as u64 > compared);
}

/// What could be believed wrongly of two kinds of access to one object: that they commute. Each is shown to be wrong by a program
/// in which something is missed then, or in which the executions turn out not to be what was planned.
const MUTANTS: &[(What, What)] = &[
    (What::Write, What::Write),
    (What::Read, What::Write),
    (What::Lock, What::Lock),
    (What::Lock, What::Unlock),
    (What::Send, What::Send),
    (What::Send, What::Receive),
    (What::Receive, What::Receive),
    (What::Send, What::Close),
    (What::Receive, What::Close),
    (What::Close, What::Close),
    (What::Watch, What::Send),
    (What::Watch, What::Receive),
    (What::Watch, What::Close),
    (What::Length, What::Send),
    (What::Length, What::Receive),
    (What::Add, What::Wait),
    (What::Done, What::Wait),
    (What::Print, What::Print),
    (What::Number, What::Count),
];

/// Programs of two goroutines beside main, for what the random ones have too rarely: what each does.
const PAIRS: &[[&str; 3]] = &[
    ["d <- 1", "println(len(d))", ""],
    ["<-d", "println(len(d))", "d <- 1"],
    ["close(d)", "close(d)", ""],
    ["close(d)", "d <- 1", ""],
    ["close(d)", "_, ok := <-d; println(ok)", ""],
    ["d <- 1", "d <- 2", "println(<-d); println(<-d)"],
    ["println(<-d)", "println(<-d)", "d <- 1; close(d)"],
    ["select { case d <- 1: println(1); case e <- 1: println(2) }", "<-d", "e <- 2; d <- 3"],
    ["select { case <-d: println(1); case <-e: println(2) }", "d <- 1", "e <- 1"],
    ["select { case <-d: println(1); case <-e: println(2) }", "close(d)", "e <- 1"],
    ["select { case d <- 1: println(1); case e <- 1: println(2) }", "d <- 5", "<-d; println(<-d)"],
    ["wg.Add(1); println(1)", "wg.Wait(); println(2)", ""],
    ["wg.Add(1); println(1); wg.Done()", "wg.Wait(); println(2)", "wg.Wait()"],
    ["wg.Done()", "wg.Wait(); println(2)", "wg.Add(1); wg.Done(); wg.Wait()"],
    ["println(runtime.NumGoroutine())", "", "println(1)"],
    ["go func() {}(); println(1)", "println(runtime.NumGoroutine())", ""],
    ["a.Lock(); x++; a.Unlock()", "a.Lock(); x = 7; a.Unlock()", "a.Lock(); println(x); a.Unlock()"],
    ["println(1)", "println(2)", ""],
    ["println(1, <-d); f <- 0", "println(2, <-d); f <- 0", "d <- 1; d <- 2; <-f; <-f"],
    ["close(d); f <- 0", "select { case <-d: println(1); default: println(2) }; f <- 0", "<-f; <-f"],
    [
        "d <- 5; g <- 0; select { case d <- 1: println(1); case e <- 1: println(2) }; f <- 0",
        "<-g; <-d; f <- 0",
        "<-f; <-f",
    ],
    ["e <- 1; select { case <-d: println(1); case <-e: println(2) }; f <- 0", "close(d); f <- 0", "<-f; <-f"],
];

fn pair(of: &[&str; 3]) -> String {
    let [one, other, own] = of.map(|body| {
        body.replace("; ", "\n\t").replace(": ", ":\n\t").replace("{ ", "{\n\t").replace(" }", "\n\t}")
    });
    format!(
        "package main\n\nimport (\n\t\"runtime\"\n\t\"sync\"\n)\n\nfunc main() {{\n\tvar a sync.Mutex\n\tvar wg sync.WaitGroup\n\t\
         x, d, e, f, g := 0, make(chan int, 1), make(chan int, 1), make(chan int, 2), make(chan int, 2)\n\tgo func() {{\n\t{one}\n\t}}()\n\tgo func() {{\n\t{other}\n\t}}()\n\t\
         {own}\n\t_, _, _, _, _ = x, d, e, f, g\n\truntime.Gosched()\n\t_, _ = &a, &wg\n}}\n"
    )
}

#[wasm_bindgen_test(unsupported = test)]
fn what_is_believed_wrongly_is_noticed() {
    let mut programs: Vec<String> = PAIRS.iter().map(pair).collect();
    programs.extend((0..150).map(|seed| random_program(&mut SplitMix64::new(seed))));
    let asked = Asked { prints: true, ..Asked::default() };
    let small: Vec<String> = programs
        .into_iter()
        .filter(|text| {
            let Some((every, reduced, found)) = both(text, &asked) else { return false };
            assert!(found.complete, "{text}");
            assert_eq!(reduced, every, "{text}");
            true
        })
        .collect();
    let missed = MUTANTS.iter().filter(|mutant| {
        let asked = Asked { flipped: Some(**mutant), ..asked.clone() };
        !small.iter().any(|text| {
            let (every, reduced, found) = both(text, &asked).expect("it was small enough");
            !found.complete || reduced != every
        })
    });
    assert_eq!(missed.collect::<Vec<_>>(), Vec::<&(What, What)>::new());
}

/// What a number is converted to reaches no memory, though a conversion of a slice does.
#[wasm_bindgen_test(unsupported = test)]
fn a_conversion_of_a_number_touches_nothing() {
    let text = "package main\n\nfunc main() {\n\tprintln(\"a\")\n\tn := -1\n\tprintln(string(rune(n)), string(rune(n)))\n}\n";
    let found = all(&compile(text), &Asked { prints: true, ..Asked::default() });
    assert_eq!((found.complete, found.counts.executions), (true, 1));
}

#[wasm_bindgen_test(unsupported = test)]
fn what_goes_on_for_ever_is_cut_and_what_has_to_do_with_time_refused() {
    let text = "package main\n\nfunc main() {\n\tc := make(chan int, 1)\n\tgo func() {\n\t\tfor {\n\t\t\tc <- 1\n\t\t}\n\t}()\n\tfor {\n\t\t<-c\n\t}\n}\n";
    let budget = Budget { depth: 20, executions: 100, ..Budget::default() };
    let found = all(&compile(text), &Asked { budget, ..Asked::default() });
    assert!(!found.complete && found.counts.cut > 0 && found.counts.executions == 0, "{found:?}");
    let few = Budget { executions: 5, ..Budget::default() };
    let found = all(&counting(3, 2, false), &Asked { budget: few, ..Asked::default() });
    assert_eq!((found.complete, found.counts.executions), (false, 5));
    let text = "package main\n\nimport \"time\"\n\nfunc main() {\n\ttime.Sleep(1)\n}\n";
    assert_eq!(
        classes(&compile(text), &Asked::default(), &mut || true, &mut |_, _, _| true),
        Err(Refused::Time)
    );
}
