//! Programs that set timers for ever: they come to the same states again and again, and end by being known whole.

use super::{check, compile};
use lockstep_core::explore::Established;
use wasm_bindgen_test::wasm_bindgen_test;

/// What main does, and how many states that has at most.
const FOR_EVER: &[(&str, usize)] = &[
    ("var tick func()\n\ttick = func() { time.AfterFunc(time.Second, tick) }\n\ttick()\n\tselect {}", 20),
    ("t := time.NewTimer(time.Second)\n\tfor {\n\t\t<-t.C\n\t\tt.Reset(time.Second)\n\t}", 20),
    ("for {\n\t\t<-time.After(time.Second)\n\t}", 20),
    (
        "for {\n\t\tt := time.AfterFunc(time.Hour, func() {})\n\t\ttime.Sleep(time.Second)\n\t\tt.Stop()\n\t}",
        20,
    ),
];

#[wasm_bindgen_test(unsupported = test)]
fn timers_that_are_set_for_ever_are_a_finite_number_of_states() {
    for (body, most) in FOR_EVER {
        let text = format!("package main\n\nimport \"time\"\n\nfunc main() {{\n\t{body}\n}}\n");
        let report = check(&compile(&text));
        assert_eq!(report.established, Established::Complete, "{text}");
        assert!(report.states <= *most, "{} states\n{text}", report.states);
    }
}

/// Two timers of one function may start goroutines that are there at once: they are two.
#[wasm_bindgen_test(unsupported = test)]
fn goroutines_that_timers_start_are_told_apart() {
    let text = "package main\n\nimport \"time\"\n\nfunc main() {\n\tc := make(chan int)\n\tfor n := range 2 {\n\t\t\
                time.AfterFunc(time.Second, func() { c <- n })\n\t}\n\tprintln(<-c, <-c)\n}\n";
    let report = check(&compile(text));
    assert_eq!(report.established, Established::Complete);
    let mut found: Vec<&str> = report.outcomes.iter().map(|outcome| &*outcome.output).collect();
    found.sort_unstable();
    assert_eq!((found, report.outcomes_complete), (vec!["0 1\n", "1 0\n"], true));
}
