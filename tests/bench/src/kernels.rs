//! How long a check takes to the first finding in each bug kernel, reading the program included.

use crate::clock::seconds;
use lockstep_core::explore::{Options, Progress, go};
use lockstep_core::go::Program;
use lockstep_core::go::lower::LoopVariables;
use lockstep_core::go::machine::{Limits, Time};
use lockstep_tests::kernels::PROGRAMS;

/// So often each is checked; the fastest counts.
const ROUNDS: usize = 5;

/// Seconds until something is found in this program.
fn to_finding(name: &str, text: &[u8], time: Time, loops: LoopVariables) -> f64 {
    let start = seconds();
    let program = Program::compile(name, text, None, loops).expect("the kernels' test has compiled it");
    let mut found_nothing = |progress: Progress| (progress.report)().findings.is_empty();
    let report = go::check(
        &program,
        Options { limits: Limits { time, ..Limits::default() }, ..Options::default() },
        &mut found_nothing,
    );
    let took = seconds() - start;
    assert!(!report.findings.is_empty(), "{name}: the kernels' test has found something");
    took
}

/// The median over the kernels and the slowest, as a line.
pub fn found() -> String {
    let mut all = Vec::new();
    for (file, text) in PROGRAMS.iter().filter(|(file, _)| !file.contains("_fixed")) {
        let says = |what: &[u8]| text.windows(what.len()).any(|part| part == what);
        let time = if says(b"\n// time: any-delay\n") { Time::AnyDelay } else { Time::Timely };
        let loops = match says(b"\n// loopvar: go1.21\n") {
            true => LoopVariables::PerLoop,
            false => LoopVariables::PerIteration,
        };
        let name = file.rsplit('/').next().unwrap_or(file);
        let rounds = (0..ROUNDS).map(|_| to_finding(name, text, time, loops));
        all.push((rounds.fold(f64::INFINITY, f64::min), *file));
    }
    all.sort_by(|one, other| one.0.total_cmp(&other.0));
    let (median, (worst, slowest)) = (all[all.len() / 2].0, all[all.len() - 1]);
    format!(
        "{} bug kernels, to the first finding: median {:.2} ms, at most {:.2} ms ({slowest})",
        all.len(),
        median * 1e3,
        worst * 1e3
    )
}
