//! Go programs that do much at once, or deep in each other: that takes its time, and is told as in Go.

use lockstep_core::go::lower::LoopVariables;
use lockstep_core::go::machine::{Ended, Limits, Silent, Time};
use lockstep_core::go::{Program, Run, process};
use lockstep_core::schedule::Plan;
use wasm_bindgen_test::wasm_bindgen_test;

fn compile(text: &str) -> Program {
    Program::compile("main.go", text.as_bytes(), None, LoopVariables::PerIteration)
        .unwrap_or_else(|errors| panic!("{}{text}", errors.text()))
}

/// A run to the end, of at most so many steps, and how many it took.
fn run(text: &str, limits: Limits, steps: u32) -> (Run, u32) {
    let mut run = Run::new(&compile(text), limits, 0, &mut Silent);
    let steps = run.go_on(Plan::RoundRobin, steps, &mut Silent);
    (run, steps)
}

/// What a browser can give without a thought.
const SMALL: Limits = Limits { memory: 1 << 21, stack: 1 << 19, slice: 10_000, ..LIMITS };
const LIMITS: Limits =
    Limits { memory: 1 << 24, stack: 1 << 22, slice: 100_000, goroutines: 1 << 10, time: Time::Timely };

/// Go tells of fifty frames at each end of a stack.
#[cfg_attr(not(target_family = "wasm"), test)]
#[wasm_bindgen_test]
fn the_middle_of_a_deep_stack_is_elided() {
    let told = |calls: u32| {
        let text = format!(
            "package main\n\nfunc f(n int) int {{\n\tif n == 0 {{\n\t\tpanic(1)\n\t}}\n\treturn f(n-1) + 1\n}}\n\nfunc main() {{ println(f({calls})) }}\n"
        );
        let (run, _) = run(&text, SMALL, 100);
        let ended = run.machine().ended().expect("it panics");
        let text = String::from_utf8(process::last_words(run.machine(), ended).text).expect("it is UTF-8");
        let elided = text.lines().find(|line| line.starts_with("...")).map(str::to_owned);
        (text.matches("main.f()").count(), text.matches("main.main()").count(), elided)
    };
    assert_eq!(told(98), (99, 1, None));
    assert_eq!(told(99), (99, 1, Some("...1 frames elided...".into())));
    // So real Go 1.27 has it.
    assert_eq!(told(120), (99, 1, Some("...22 frames elided...".into())));
}

/// Whoever does much at once computes for as long as if it were done bit by bit: others come to their turn meanwhile.
#[cfg_attr(not(target_family = "wasm"), test)]
#[wasm_bindgen_test]
fn what_is_done_at_once_takes_its_time() {
    let rounds = [
        "_ = s == t",
        "_ = s < t",
        "_ = s + t",
        "_ = strings.Index(s, t[1:])",
        "_ = any(s) == any(t)",
        "_ = m[s]",
        "copy(b, b[1:])",
        "copy(b, s)",
        "_ = []byte(s)",
        "_ = x == y",
        "_ = fmt.Sprint(s)",
        "_ = strconv.Quote(s)",
    ];
    for round in rounds {
        let text = format!(
            "package main\n\nimport (\n\t\"fmt\"\n\t\"strconv\"\n\t\"strings\"\n)\n\nvar _, _, _ = fmt.Sprint, strconv.Quote, strings.Index\n\n\
             func main() {{\n\ts := strings.Repeat(\"x\", 1<<18)\n\tt := s[1:] + s[:1]\n\tb := make([]byte, 1<<15)\n\tm := map[string]int{{t: 1}}\n\t\
             var x, y [1 << 12]int\n\t_, _, _, _, _, _ = s, t, b, m, x, y\n\tfor range 400 {{\n\t\t{round}\n\t}}\n}}\n"
        );
        let (run, steps) = run(&text, SMALL, 10_000);
        assert_eq!(run.machine().ended(), Some(&Ended::Exit(0)), "{round}");
        assert!(steps > 10, "{round}: {steps} steps");
    }
}

/// Whoever searches on looks at nothing anew.
#[cfg_attr(not(target_family = "wasm"), test)]
#[wasm_bindgen_test]
fn a_text_of_many_parts_is_gone_through_once() {
    let steps = |call: &str, parts: u32| {
        let text = format!(
            "package main\n\nimport \"strings\"\n\nfunc main() {{\n\ts := strings.Repeat(\"a,\", {parts})\n\t_ = {call}\n}}\n"
        );
        let (run, steps) = run(&text, LIMITS, 100_000);
        assert_eq!(run.machine().ended(), Some(&Ended::Exit(0)), "{call}");
        steps
    };
    for call in ["strings.Split(s, \",\")", "strings.Count(s, \",\")", "strings.ReplaceAll(s, \",\", \";\")"]
    {
        let (once, twice) = (steps(call, 50_000), steps(call, 100_000));
        assert!(once > 1 && twice < 3 * once, "{call}: {once} {twice}");
    }
}

/// A search in a text takes as long as the text is, whatever is searched.
#[cfg_attr(not(target_family = "wasm"), test)]
#[wasm_bindgen_test]
fn a_text_is_searched_through_once() {
    for (text, part) in [("a", "a"), ("\\xff", "\\xff"), ("a", "\\xff"), ("é", "é")] {
        let text = format!(
            "package main\n\nimport \"strings\"\n\nfunc main() {{\n\ts := strings.Repeat(\"{text}\", 1<<20)\n\tpart := strings.Repeat(\"{part}\", 1<<19) + \"b\"\n\t\
             if strings.Index(s, part) != -1 || strings.LastIndex(s, part) != -1 {{\n\t\tpanic(1)\n\t}}\n\thalf := len(s) / 2\n\t\
             s = s[:half] + part + s\n\tif strings.Index(s, part) != half || strings.LastIndex(s, part) != half {{\n\t\tpanic(2)\n\t}}\n}}\n"
        );
        let (run, _) = run(&text, LIMITS, 1_000_000);
        assert_eq!(run.machine().ended(), Some(&Ended::Exit(0)), "{text}");
    }
}
