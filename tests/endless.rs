//! Go programs without an end: each is stopped, and it is known where it stood. What is counted is work and not time.

use lockstep_core::go::lower::LoopVariables;
use lockstep_core::go::machine::{Ended, Limits};
use lockstep_core::go::process::{self, Met};
use lockstep_core::go::{GoWorld, Program};
use lockstep_core::timeline::{Advanced, Refused, Stepper};
#[cfg(target_family = "wasm")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// How a program is stopped.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Stopped {
    /// It stands still.
    Endless,
    /// It is not over, though it has computed for long.
    Long,
    /// It has met a limit.
    Met(Met),
}

/// A program may compute for as long as so many instructions take; a step counts as some hundred.
const PATIENCE: u64 = 6_000_000;
/// A program with as much is over in a moment.
const LIMITS: fn() -> Limits =
    || Limits { memory: 1 << 18, stack: 1 << 15, goroutines: 1_000, ..Limits::default() };

/// The bodies of `main`, how each is stopped, and the lines of the body at one of which it stands then.
const MAINS: &[(&str, Stopped, &[u32])] = &[
    ("for {\n}", Stopped::Endless, &[1]),
    ("again:\n\tgoto again", Stopped::Endless, &[1, 2]),
    ("time.AfterFunc(time.Hour, func() {})\nfor {\n}", Stopped::Long, &[2]),
    (
        "for {\n\tfunc() {\n\t\tdefer func() { recover() }()\n\t\tpanic(1)\n\t}()\n}",
        Stopped::Endless,
        &[1, 2, 3, 4],
    ),
    ("for i := 0; ; i++ {\n}", Stopped::Long, &[1]),
    ("go func() {\n\tfor i := 0; ; i++ {\n\t}\n}()\nfor i := 0; ; i++ {\n}", Stopped::Long, &[2, 5]),
    ("x := 0\nfor {\n\tfmt.Println(x)\n}", Stopped::Long, &[3]),
    ("for {\n\tfmt.Print(\"x\")\n}", Stopped::Long, &[2]),
    ("xs := make([]int, 1000)\nfor {\n\tfmt.Println(xs)\n}", Stopped::Long, &[3]),
    ("for {\n\tprintln(1)\n}", Stopped::Long, &[2]),
    ("for {\n\tlog.Print(1)\n}", Stopped::Long, &[2]),
    ("for {\n\tgo func() {}()\n}", Stopped::Long, &[2]),
    (
        "ch := make(chan int)\nfor {\n\tgo func() {\n\t\tch <- 1\n\t}()\n}",
        Stopped::Met(Met::Goroutines),
        &[3],
    ),
    ("ch := make(chan int, 1)\nfor {\n\tch <- 1\n\t<-ch\n}", Stopped::Long, &[3, 4]),
    (
        "n, ch := 1, make(chan int, 1)\nfor {\n\tif len(ch) == cap(ch) {\n\t\tn *= 2\n\t\tmore := make(chan int, n)\n\
         \t\tfor len(ch) > 0 {\n\t\t\tmore <- <-ch\n\t\t}\n\t\tch = more\n\t}\n\tch <- 1\n}",
        Stopped::Long,
        &[3, 6, 7, 11],
    ),
    ("var xs []int\nfor {\n\txs = append(xs, 1)\n}", Stopped::Met(Met::Memory), &[3]),
    ("m := map[int]int{}\nfor i := 0; ; i++ {\n\tm[i] = i\n}", Stopped::Met(Met::Memory), &[2, 3]),
    ("s := \"x\"\nfor {\n\ts += s\n}", Stopped::Met(Met::Memory), &[3]),
    ("s := \"\"\nfor {\n\ts += \"x\"\n}", Stopped::Long, &[2, 3]),
    ("f := func() {}\nfor {\n\tg := f\n\tf = func() { g() }\n}", Stopped::Met(Met::Memory), &[2, 3, 4]),
    ("for {\n\tdefer func() {}()\n}", Stopped::Met(Met::Memory), &[1, 2]),
    ("ctx := context.Background()\nfor {\n\tctx, _ = context.WithCancel(ctx)\n}", Stopped::Long, &[3]),
    ("for {\n\ttime.Sleep(1)\n}", Stopped::Long, &[2]),
    ("for range time.NewTicker(1).C {\n}", Stopped::Long, &[1]),
    ("for {\n\t<-time.After(1)\n}", Stopped::Long, &[2]),
    ("for {\n\ttime.AfterFunc(time.Hour, func() {})\n}", Stopped::Long, &[2]),
    ("ch := make(chan int)\nfor {\n\tselect {\n\tcase <-ch:\n\tdefault:\n\t}\n}", Stopped::Long, &[3]),
    (
        "go func() {\n\tfor {\n\t\truntime.Gosched()\n\t}\n}()\nfor {\n\truntime.Gosched()\n}",
        Stopped::Long,
        &[3, 7],
    ),
    (
        "a, b := make(chan int), make(chan int)\ngo func() {\n\tfor v := range a {\n\t\tb <- v + 1\n\t}\n}()\nfor v := 0; ; {\n\
         \ta <- v\n\tv = <-b\n}",
        Stopped::Long,
        &[3, 4, 8, 9],
    ),
    ("var mu sync.Mutex\nfor {\n\tmu.Lock()\n\tmu.Unlock()\n}", Stopped::Long, &[3, 4]),
    ("for {\n\tvar wg sync.WaitGroup\n\twg.Go(func() {})\n\twg.Wait()\n}", Stopped::Long, &[3, 4]),
];

/// The bodies of a test, in the same way.
const TESTS: &[(&str, Stopped, &[u32])] = &[
    ("for {\n\tt.Log(1)\n}", Stopped::Long, &[2]),
    ("for {\n\tt.Run(\"a\", func(t *testing.T) {})\n}", Stopped::Long, &[2]),
];

/// Other declarations than `main` alone, in the same way.
const WHOLE: &[(&str, Stopped, &[u32])] = &[
    ("func f(n int) int { return f(n+1) + 1 }\nfunc main() { f(0) }", Stopped::Met(Met::Stack), &[1]),
    (
        "func f() {\n\tgo f()\n\tgo f()\n}\nfunc main() {\n\tf()\n\tselect {}\n}",
        Stopped::Met(Met::Goroutines),
        &[2, 3],
    ),
    ("func f() {\n\tdefer f()\n\tpanic(1)\n}\nfunc main() { f() }", Stopped::Met(Met::Stack), &[2, 3]),
];

/// The packages of which a text uses something.
fn imports(text: &str) -> String {
    let used = |name: &&&str| {
        let mut found = text
            .match_indices(**name)
            .filter(|(at, _)| text[at + name.len()..].starts_with('.'))
            .map(|(at, _)| &text[..at]);
        found.any(|before| !before.ends_with(char::is_alphabetic))
    };
    let all = ["context", "fmt", "log", "runtime", "sync", "testing", "time"];
    all.iter().filter(used).map(|name| format!("import {name:?}\n")).collect()
}

/// Runs a program until it is stopped: how, and at which line.
fn stopped(file: &str, text: &str) -> (Option<Stopped>, Option<u32>) {
    let program = Program::compile(file, text.as_bytes(), None, LoopVariables::PerIteration)
        .unwrap_or_else(|errors| panic!("{errors}\n{text}"));
    let mut run = Stepper::new(|events: &mut Vec<_>| GoWorld::new(&program, LIMITS(), 0, events));
    run.bear(PATIENCE);
    let why = loop {
        if let Advanced::Stopped(why) = run.advance(1_000) {
            break why;
        }
    };
    let machine = run.world().machine();
    let stopped = match (why, machine.ended()) {
        (Refused::Endless, _) => Some(Stopped::Endless),
        (Refused::Long, _) => Some(Stopped::Long),
        (_, Some(Ended::Thrown(_, words))) => Met::of(words).map(Stopped::Met),
        _ => None,
    };
    let last = match machine.ended() {
        Some(Ended::Thrown(place, _)) => *place,
        _ => run.moment().last.and_then(|choice| run.world().place(choice.worker)),
    };
    (stopped, process::run_stands(machine, last).map(|place| place.line))
}

fn judge(file: &str, head: &str, body: &str, tail: &str, how: Stopped, lines: &[u32]) {
    let imports = imports(&[head, body].concat());
    let head = ["package main\n", &imports, head].concat();
    let before = head.matches('\n').count() as u32;
    let text = [&head, body, tail].concat();
    let (stopped, line) = stopped(file, &text);
    assert_eq!(stopped, Some(how), "{text}");
    let line = line.and_then(|line| line.checked_sub(before));
    assert!(line.is_some_and(|line| lines.contains(&line)), "it stands at line {line:?} of {body}");
}

#[test]
fn a_program_without_an_end_is_stopped_and_placed() {
    for (body, how, lines) in MAINS {
        judge("main.go", "func main() {\n", body, "\n}\n", *how, lines);
    }
    for (body, how, lines) in WHOLE {
        judge("main.go", "", body, "\n", *how, lines);
    }
}

#[test]
fn so_is_a_test_without_an_end() {
    for (body, how, lines) in TESTS {
        judge("main_test.go", "func TestIt(t *testing.T) {\n", body, "\n}\n", *how, lines);
    }
}

/// What goes over much memory at once counts as much, also where that is more than is left until a pause.
#[test]
fn an_instruction_that_goes_over_much_counts_as_many() {
    let text = "package main\n\nfunc main() {\n\tfor i := 0; ; i++ {\n\t\t_ = make([]int, 1<<20)\n\t}\n}\n";
    let program = Program::compile("main.go", text.as_bytes(), None, LoopVariables::PerIteration);
    let program = program.expect("it is right");
    let mut run = Stepper::new(|events: &mut Vec<_>| GoWorld::new(&program, Limits::default(), 0, events));
    run.bear(PATIENCE);
    assert_eq!(run.advance(u32::MAX), Advanced::Stopped(Refused::Long));
    assert!(run.len() < 40, "{} steps, of which each goes over 8 MiB", run.len());
}

/// The same work, counted twice, is the same: a run is stopped at the same step everywhere.
#[test]
fn what_is_counted_is_work() {
    let text = "package main\n\nfunc main() {\n\tfor i := 0; ; i++ {\n\t\tprintln(i)\n\t}\n}\n";
    let program = Program::compile("main.go", text.as_bytes(), None, LoopVariables::PerIteration);
    let program = program.expect("it is right");
    let steps = || {
        let mut run = Stepper::new(|events: &mut Vec<_>| GoWorld::new(&program, LIMITS(), 0, events));
        run.bear(PATIENCE);
        assert_eq!(run.advance(u32::MAX), Advanced::Stopped(Refused::Long));
        let first = run.len();
        run.bear(PATIENCE);
        assert_eq!(run.advance(u32::MAX), Advanced::Stopped(Refused::Long), "it goes on if it is let");
        (first, run.len())
    };
    let (first, second) = steps();
    assert_eq!((first, second), steps());
    assert!(first > 5_000 && second > first + 5_000, "{first}, {second}");
}
