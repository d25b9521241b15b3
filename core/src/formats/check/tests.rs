//! What the JSON of a check says.

use super::*;
use crate::explore::{Options, go};
use crate::go::Program;
use crate::go::lower::LoopVariables;
#[cfg(target_family = "wasm")]
use wasm_bindgen_test::wasm_bindgen_test as test;

#[test]
fn outcomes_are_grouped_by_what_counts_of_them() {
    let body = "\tch := make(chan int, 4)\n\tfor i := range 2 {\n\t\tgo func() {\n\t\t\tprintln(i)\n\t\t\tch <- i\n\t\t}()\n\t}\n\t\
                first := <-ch\n\t<-ch\n\tselect {\n\tcase ch <- 1:\n\tcase ch <- 1:\n\t\tos.Exit(first)\n\t}";
    let text = format!("package main\n\nimport \"os\"\n\nfunc main() {{\n{body}\n}}\n");
    let program = Program::compile("one.go", text.as_bytes(), None, LoopVariables::PerIteration);
    let found = go::check(&program.expect("it is Go"), Options::default(), &mut |_| true);
    let report = Report::new(&found, Asked { loopvar: "go1.22", ..Asked::default() }, &|_, _| "TOKEN".into());
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

/// Every name in a value of JSON.
fn names(value: &serde_json::Value, found: &mut std::collections::BTreeSet<String>) {
    match value {
        serde_json::Value::Object(fields) => fields.iter().for_each(|(name, value)| {
            found.insert(name.clone());
            names(value, found);
        }),
        serde_json::Value::Array(items) => items.iter().for_each(|item| names(item, found)),
        _ => {}
    }
}

#[test]
fn what_each_field_means_is_written_down() {
    let text = "package main\n\nimport \"runtime\"\n\nfunc main() {\n\tn := 0\n\tgo func() { n++ }()\n\tif n == 0 {\n\t\treturn\n\t}\n\t\
                for {\n\t\truntime.Gosched()\n\t}\n}\n";
    let program = Program::compile("one.go", text.as_bytes(), None, LoopVariables::PerIteration);
    let found = go::check(&program.expect("it is Go"), Options::default(), &mut |_| true);
    let asked = Asked { test: Some("TestOne".into()), loopvar: "go1.22", ..Asked::default() };
    let mut report = Report::new(&found, asked, &|_, _| "TOKEN".into());
    assert!(report.findings.iter().any(|finding| finding.repeats > 0), "one goes on for ever");
    report.errors.push(ErrorForm { line: 1, col: 1, message: String::new() });
    let mut all = std::collections::BTreeSet::new();
    names(&serde_json::from_str(&report.json()).expect("it is JSON"), &mut all);
    assert!(all.contains("access") && all.contains("exit"), "{all:?}");
    for name in all {
        assert!(FIELDS.contains(&format!("`{name}`")), "{name}");
    }
    assert!(FIELDS.contains(&format!("version {VERSION}")));
    for kind in Kind::ALL {
        assert!(FIELDS.contains(&format!("`{}`", kind.name())), "{}", kind.name());
    }
}
