//! Bug kernels: small Go programs that fail in the ways in which real ones do, each found, and each proved clean once it is repaired.
//!
//! `WAY/NAME.go` is the bug and `WAY/NAME_fixed.go` its repair (`_test.go` at the end, for files of tests). `// finds: KIND` at the
//! end of a line says that a finding of this kind is there; in a line of its own, before the program, that it has no place. `warns`
//! instead of `finds` is said of warnings. Nothing else may be found in a kernel, and nothing at all in its repair.
//! `// loopvar:` and `// time:` say, before the program, how it is to be looked at.

mod replayed;

use lockstep_core::explore::{Finding, Kind, Options, Report, Severity, go};
use lockstep_core::go::Program;
use lockstep_core::go::lower::LoopVariables;
use lockstep_core::go::machine::{Limits, Time};
use lockstep_tests::kernels::PROGRAMS;
use std::collections::{BTreeMap, BTreeSet};
#[cfg(target_family = "wasm")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// The ways in which programs fail that must be among them, each at least twice.
const WAYS: &[&str] = &[
    "answer",
    "atomic-check-then-act",
    "channel-and-mutex",
    "close-twice",
    "cond-early",
    "context-never-cancelled",
    "double-lock",
    "flag",
    "forgotten-receiver",
    "lock-order",
    "loop-variable",
    "lost-wakeup",
    "map",
    "missing-unlock",
    "rwmutex-reentry",
    "send-after-close",
    "send-nobody",
    "sleep-for-order",
    "timer-reuse",
    "waitgroup-late",
];

/// A kind of finding, and the line where it is, if it has a place.
type Mark = (Kind, Option<u32>);

/// A kernel, or its repair.
struct Kernel {
    file: &'static str,
    program: Program,
    time: Time,
    marks: BTreeSet<Mark>,
}

/// The name of a kernel or of its repair without what is the same in both.
fn stem(file: &str) -> &str {
    let stem = file.trim_end_matches(".go").trim_end_matches("_test");
    stem.trim_end_matches("_fixed")
}

fn is_fixed(file: &str) -> bool {
    file.trim_end_matches(".go").trim_end_matches("_test").ends_with("_fixed")
}

/// What a line says is found.
fn marks_of(file: &str, line: &str, number: u32) -> Vec<Mark> {
    let place = (!line.starts_with("//")).then_some(number);
    let mark = |said: &str| {
        let (severity, kind) = said.split_once(": ")?;
        let severity = match severity {
            "finds" => Severity::Error,
            "warns" => Severity::Warning,
            _ => return None,
        };
        let kind = Kind::ALL.into_iter().find(|known| known.name() == kind.trim());
        let kind = kind.unwrap_or_else(|| panic!("{file}:{number}: there is no such kind: {said}"));
        assert_eq!(kind.severity(), severity, "{file}:{number}: {said}");
        Some((kind, place))
    };
    line.split("// ").skip(1).filter_map(mark).collect()
}

impl Kernel {
    fn read(file: &'static str, text: &'static [u8]) -> Kernel {
        let lines = str::from_utf8(text).expect("Go is UTF-8");
        let head = |name: &str| lines.lines().find_map(|line| line.strip_prefix(name));
        let loops = match head("// loopvar: ") {
            None => LoopVariables::PerIteration,
            Some("go1.21") => LoopVariables::PerLoop,
            Some(other) => panic!("{file}: loopvar {other}"),
        };
        let time = match head("// time: ") {
            None => Time::Timely,
            Some("any-delay") => Time::AnyDelay,
            Some(other) => panic!("{file}: time {other}"),
        };
        let name = file.rsplit('/').next().unwrap_or(file);
        let program = Program::compile(name, text, None, loops)
            .unwrap_or_else(|errors| panic!("{file}: {}", errors.text()));
        let marks =
            (1..).zip(lines.lines()).flat_map(|(number, line)| marks_of(file, line, number)).collect();
        Kernel { file, program, time, marks }
    }

    fn check(&self) -> Report {
        let options =
            Options { limits: Limits { time: self.time, ..Limits::default() }, ..Options::default() };
        go::check(&self.program, options, &mut |_| true)
    }

    /// What is wrong with what a check of it says; nothing, as a rule.
    fn judge(&self, report: &Report) -> Vec<String> {
        let mut wrong = Vec::new();
        for (kind, line) in &self.marks {
            let is_there = |finding: &&Finding| {
                finding.kind == *kind && line.is_none_or(|line| lines(finding).contains(&line))
            };
            if !report.findings.iter().any(|finding| is_there(&finding)) {
                wrong.push(format!("no {} at {line:?}", kind.name()));
            }
        }
        for finding in &report.findings {
            let lines = lines(finding);
            let is_marked =
                |(kind, line): &Mark| *kind == finding.kind && line.is_none_or(|line| lines.contains(&line));
            if !self.marks.iter().any(is_marked) {
                wrong.push(format!("{} at {lines:?}: {}", finding.kind.name(), finding.subject));
            }
            if let Err(why) = replayed::finding(&self.program, finding) {
                wrong.push(format!("{} at {lines:?} replays to something else: {why}", finding.kind.name()));
            }
        }
        for outcome in &report.outcomes {
            if let Err(why) = replayed::outcome(&self.program, outcome, report.time) {
                wrong.push(format!("the way to {:?} leads elsewhere: {why}", outcome.output));
            }
        }
        if !report.is_proof() || !report.outcomes_complete {
            wrong.push(format!("{:?}, {} states", report.established, report.states));
        }
        wrong
    }
}

/// Where goroutines stand in a finding.
fn lines(finding: &Finding) -> Vec<u32> {
    finding.sites.iter().filter_map(|site| Some(site.stack.first()?.line)).collect()
}

#[test]
fn each_kernel_fails_where_it_says_and_its_repair_does_not() {
    let mut wrong = Vec::new();
    for (file, text) in PROGRAMS {
        let kernel = Kernel::read(file, text);
        if is_fixed(file) != kernel.marks.is_empty() {
            wrong.push(format!("{file}: marked are {:?}", kernel.marks));
        }
        let report = kernel.check();
        wrong.extend(kernel.judge(&report).into_iter().map(|what| format!("{}: {what}", kernel.file)));
        if kernel.check() != report {
            wrong.push(format!("{file}: the second time it is something else"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn there_are_enough_of_each_way_and_each_has_its_repair() {
    let mut ways: BTreeMap<&str, usize> = BTreeMap::new();
    let files = |fixed: bool| -> BTreeSet<&str> {
        PROGRAMS.iter().map(|(file, _)| *file).filter(|file| is_fixed(file) == fixed).map(stem).collect()
    };
    assert_eq!(files(false), files(true));
    for kernel in files(false) {
        *ways.entry(kernel.split('/').next().unwrap_or(kernel)).or_default() += 1;
    }
    assert!(ways.values().sum::<usize>() >= 100, "{ways:?}");
    for way in WAYS {
        assert!(ways.get(way).is_some_and(|count| *count >= 2), "{way}: {ways:?}");
    }
    for (file, text) in PROGRAMS {
        assert!(text.starts_with(b"// "), "{file} does not say what it shows");
    }
}

#[test]
fn every_kind_has_a_kernel() {
    // Nothing that decides in a Go program is out of sight: this one is found in Rust only.
    let kinds = Kind::ALL.into_iter().filter(|kind| *kind != Kind::NotDeterministic);
    let marks = PROGRAMS.iter().flat_map(|(file, text)| Kernel::read(file, text).marks);
    let marked: BTreeSet<Kind> = marks.map(|(kind, _)| kind).collect();
    assert_eq!(marked, kinds.collect());
}
