//! Go programs: instructions a second beside goscript's engine on the same program, checks, and steps as the page takes them.

use crate::measure::{Peer, Table, peer};
use lockstep_core::go::lower::LoopVariables;
use lockstep_core::go::machine::{Limits, Silent};
use lockstep_core::go::{GoWorld, Program, Run};
use lockstep_core::lessons::{Reading, Written};
use lockstep_core::schedule::Plan;
use lockstep_core::timeline::Stepper;
use lockstep_core::world::Event;
use std::cell::RefCell;

/// How many simple instructions a round of the loop in [`computing`] is, of ours: what its functions were lowered to.
const INSTRUCTIONS: u32 = 6;

/// A program that computes on its own for so many rounds.
fn computing(rounds: u32) -> String {
    format!(
        "package main\n\nfunc main() {{\n\tsum := 0\n\tfor i := 0; i < {rounds}; i++ {{\n\t\tif i%3 == 0 {{\n\t\t\tsum += i\n\t\t}} \
         else {{\n\t\t\tsum ^= i\n\t\t}}\n\t}}\n\tif sum == 42 {{\n\t\tpanic(\"it cannot be\")\n\t}}\n}}\n"
    )
}

/// A program of a hundred lines for every ten functions, with goroutines, locks and maps in it; of tests, if so it is to be.
fn lines(functions: u32, tests: bool) -> String {
    let more = if tests { "\t\"testing\"\n" } else { "" };
    let mut text = format!("package main\n\nimport (\n\t\"fmt\"\n\t\"sync\"\n{more})\n\n");
    for number in 0..functions {
        text.push_str(&format!(
            "func count{number}(wg *sync.WaitGroup, mu *sync.Mutex, seen map[string]int, word string) {{\n\tdefer wg.Done()\n\t\
             mu.Lock()\n\tdefer mu.Unlock()\n\tseen[word] += len(word) * {number}\n\tif seen[word] > 10 {{\n\t\tfmt.Println(word, seen[word])\n\t}}\n}}\n"
        ));
    }
    let begins = if tests { "func TestAll(t *testing.T)" } else { "func main()" };
    text.push_str(&format!("\n{begins} {{\n\tvar wg sync.WaitGroup\n"));
    for number in 0..functions {
        text.push_str(&format!(
            "\twg.Add(1)\n\tgo count{number}(&wg, &sync.Mutex{{}}, map[string]int{{}}, \"go\")\n"
        ));
    }
    text.push_str("\twg.Wait()\n}\n");
    text
}

fn compile(text: &str) -> Program {
    Program::compile("main.go", text.as_bytes(), None, LoopVariables::PerIteration).expect("it compiles")
}

fn compute(rounds: u32) {
    let program = compile(&computing(rounds));
    let mut run = Run::new(&program, Limits::default(), 0, &mut Silent);
    run.go_on(Plan::RoundRobin, u32::MAX, &mut Silent);
    assert!(run.machine().ended().is_some(), "it comes to its end");
}

#[cfg(not(target_family = "wasm"))]
fn goscript(rounds: u32) {
    use go_engine::{Engine, SourceReader};
    let (reader, path) = SourceReader::fs_lib_and_string("".into(), computing(rounds).into());
    let engine = Engine::new();
    let code =
        engine.compile(&reader, &path, false, false, false).unwrap_or_else(|errors| panic!("{errors}"));
    assert!(engine.run_bytecode(&code).is_none(), "it does not panic");
}

fn computers() -> Vec<Peer> {
    vec![
        peer("lockstep", compute),
        #[cfg(not(target_family = "wasm"))]
        peer("go-engine", goscript),
    ]
}

/// Ten goroutines that lock and unlock for ever.
const LOCKING: &str = "package main\n\nimport \"sync\"\n\nfunc main() {\n\tvar mu sync.Mutex\n\tfor range 10 {\n\t\tgo func() {\n\t\t\tfor {\n\t\t\t\tmu.Lock()\n\t\t\t\tmu.Unlock()\n\t\t\t}\n\t\t}()\n\t}\n\tselect {}\n}\n";

/// Measures it all.
pub fn measure(table: &mut Table) {
    table.measure(format!("Go: a round of a loop, {INSTRUCTIONS} instructions"), 1_000_000, &computers());
    for (functions, tests) in [(10, false), (20, false), (10, true)] {
        let text = lines(functions, tests);
        let check = move |count: u32| {
            for _ in 0..count {
                // As the page does it when somebody has typed.
                let written = Written::of(&text);
                assert!(written.tests().is_empty(), "one test is no choice");
                assert!(written.check(&Reading::default()).is_ok(), "it compiles");
            }
        };
        let what = if tests { " of tests" } else { "" };
        table.measure(
            format!("Go: a check of {} lines{what}", 10 * functions),
            10,
            &[peer("lockstep", check)],
        );
    }
    let program = compile(LOCKING);
    let start = move |events: &mut Vec<Event>| GoWorld::new(&program, Limits::default(), 0, events);
    let stepper = RefCell::new(Stepper::new(start));
    let step = move |count: u32| {
        let mut stepper = stepper.borrow_mut();
        stepper.set_plan(Plan::Random { seed: 7 });
        stepper.advance(count);
    };
    table.measure("Go: a step of 10 goroutines, told and recorded", 50_000, &[peer("lockstep", step)]);
}
