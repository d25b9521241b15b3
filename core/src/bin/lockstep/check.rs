//! `lockstep check`: what every schedule of a program can lead to.

use crate::arguments::{Asked, Pattern};
use crate::token::parameters;
use crate::{INCOMPLETE, Problem, Source, UNREADABLE, print, words};
use lockstep_core::explore::dpor::Budget;
use lockstep_core::explore::go::classes;
use lockstep_core::explore::{self, Established, Options, Progress, Stage};
use lockstep_core::formats::check::{self, Report};
use lockstep_core::go::machine::{Limits, Time};
use lockstep_core::go::{Errors, GoWorld, Program, Text};
use lockstep_core::schedule::{Schedule, Token};
use lockstep_core::timeline::Timeline;
use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

/// Says what is wrong with a program, and what every schedule of it can lead to; of a file of tests for each of them, as soon
/// as it is known.
pub fn check(asked: &Asked, source: &Source) -> Result<u8, Problem> {
    let begun = Instant::now();
    let is_list = source.name.ends_with("_test.go");
    let tests = if is_list { wanted_tests(asked, source)? } else { vec![None] };
    let is_array = asked.json && is_list;
    let mut codes = Vec::new();
    for test in &tests {
        let (text, code) = match check_one(asked, source, test.as_deref(), begun) {
            Ok(told) => told,
            Err(errors) if asked.json => (Report::unreadable(&errors, form(asked)).json(), UNREADABLE),
            Err(errors) => {
                let _ = io::stderr().write_all(errors.text().as_bytes());
                return Ok(UNREADABLE);
            }
        };
        match (asked.json, is_array, codes.is_empty()) {
            (false, ..) => print(&text)?,
            (true, false, _) => print(&[&text, "\n"].concat())?,
            (true, true, is_first) => print(&[if is_first { "[" } else { "," }, &text].concat())?,
        }
        codes.push(code);
        // What is wrong with a file is so for all of its tests.
        if code == UNREADABLE {
            break;
        }
    }
    if is_array {
        print("]\n")?;
    }
    let gravest = [UNREADABLE, 1, INCOMPLETE, 0];
    Ok(gravest.into_iter().find(|code| codes.contains(code)).unwrap_or(0))
}

/// The tests and examples of a file that are wanted; none by name if there is something wrong with the file, which is told when it is
/// read.
fn wanted_tests(asked: &Asked, source: &Source) -> Result<Vec<Option<String>>, Problem> {
    let text = String::from_utf8_lossy(&source.bytes);
    let found = Text::read(Some(&source.name), &text).tests();
    let names: Vec<&str> = found.iter().flat_map(|found| found.names()).collect();
    let wanted = names.iter().filter(|name| asked.wants(name)).map(|name| Some((*name).to_owned()));
    let wanted: Vec<Option<String>> = wanted.collect();
    if !wanted.is_empty() {
        return Ok(wanted);
    }
    if source.compile(asked, &|_| false).is_err() {
        return Ok(vec![None]);
    }
    Err(match names.join(", ") {
        none if none.is_empty() => format!("{} has no tests, and no examples with an output", source.name),
        names => format!("--test: {} has none of that name; it has {names}", source.name),
    }
    .into())
}

/// Checks a program, or one test of a file: what is to be printed of it, and the exit code. The seconds that it may take began with
/// the first of them.
fn check_one(
    asked: &Asked,
    source: &Source,
    test: Option<&str>,
    begun: Instant,
) -> Result<(String, u8), Errors> {
    let program = source.compile(asked, &|name| test.is_none_or(|test| test == name))?;
    let started = Instant::now();
    let in_time = || asked.max_seconds.is_none_or(|most| begun.elapsed().as_secs_f64() < most);
    let options = Options { states: asked.max_states(), limits: asked.limits };
    let mut line = Line::default();
    let found = explore::go::check(&program, options, &mut |progress| {
        line.tell(&progress);
        in_time()
    });
    line.clear();
    let pattern = test.map(Pattern::text_of);
    let token = |schedule: &Schedule, time: Time| {
        let limits = Limits { time, ..asked.limits };
        let start = |events: &mut Vec<_>| GoWorld::new(&program, limits, explore::go::SEED, events);
        let checks = Timeline::through(start, schedule).checks();
        let parameters = parameters(asked, source, explore::go::SEED, pattern.as_deref(), time);
        Token { program: "go".into(), parameters, schedule: schedule.clone(), checks }.to_string()
    };
    // Only JSON says how many executions there are.
    let executions = match (found.established, found.time, found.executions) {
        _ if !asked.json => None,
        (Established::Complete, _, 0) => Some(0),
        (Established::Complete, Time::Timely, _) => executions(&program, asked.limits, &in_time),
        _ => None,
    };
    let seconds = started.elapsed().as_secs_f64();
    let form = check::Asked { test: test.map(str::to_owned), seconds, executions, ..form(asked) };
    let report = Report::new(&found, form, &token);
    let text = || {
        let name = test.map_or_else(String::new, |test| format!("{test}:\n"));
        [name, words::report(&found, &source.name, asked.max_states(), &token)].concat()
    };
    Ok((if asked.json { report.json() } else { text() }, report.exit_code()))
}

/// A line on the terminal that says how far a check has come that takes its time.
struct Line {
    /// When it was written last; at first, when the check began.
    written: Instant,
    is_there: bool,
}

impl Default for Line {
    fn default() -> Self {
        Line { written: Instant::now(), is_there: false }
    }
}

impl Line {
    fn tell(&mut self, progress: &Progress) {
        if self.written.elapsed() < Duration::from_secs(1) || !io::stderr().is_terminal() {
            return;
        }
        let Progress { stage, states, depth, .. } = progress;
        let what = match stage {
            Stage::Findings => "what can go wrong",
            Stage::Bounded(_) => "what can go wrong, with few preemptions",
            Stage::Samples(_) => "what can go wrong, in single schedules",
            Stage::Races => "data races that time or an answer keeps apart",
            Stage::Outcomes => "what can come out",
        };
        let _ = write!(io::stderr(), "\r\x1b[K{what}: {states} states so far, {depth} steps deep");
        (self.written, self.is_there) = (Instant::now(), true);
    }

    fn clear(&self) {
        if self.is_there {
            let _ = write!(io::stderr(), "\r\x1b[K");
        }
    }
}

/// How a program was read and is looked at.
fn form(asked: &Asked) -> check::Asked {
    check::Asked {
        loopvar: asked.loops.name(),
        max_states: asked.max_states(),
        max_seconds: asked.max_seconds,
        ..check::Asked::default()
    }
}

/// How many executions a program has, if they can be counted with a budget and in time.
fn executions(program: &Program, limits: Limits, in_time: &dyn Fn() -> bool) -> Option<u64> {
    let budget = Budget { steps: 300_000, depth: 500, ..Budget::default() };
    let asked =
        classes::Asked { budget, limits, prints: true, all_or_none: true, ..classes::Asked::default() };
    let found = classes::classes(program, &asked, &mut || in_time(), &mut |_, _, _| true).ok()?;
    found.complete.then_some(found.counts.executions)
}
