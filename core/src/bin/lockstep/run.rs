//! `lockstep run`: a program under one schedule.

use crate::arguments::{Asked, Pattern, Policy};
use crate::token::{in_page, parameters, take_over};
use crate::{INCOMPLETE, Problem, Source, UNREADABLE, say, unwritten, words};
use lockstep_core::explore;
use lockstep_core::formats::Trace;
use lockstep_core::go::machine::{Happened, Limits, Machine, Observer, Place, Status};
use lockstep_core::go::process::{LastWords, last_words, place_of};
use lockstep_core::go::{GoWorld, Program, Run};
use lockstep_core::lessons::LIMITS;
use lockstep_core::present::Locale;
use lockstep_core::schedule::{Plan, Schedule, Still, Token};
use lockstep_core::timeline::stepper::Loading;
use lockstep_core::timeline::{Stepper, Timeline};
use std::io::{self, Write};

/// So often all goroutines together may compute for long in a run before it is taken that they always will.
const SLICES: u32 = 10_000;

/// Passes on what a program writes.
#[derive(Default)]
struct Pass {
    failed: Option<io::Error>,
}

impl Observer for Pass {
    fn tell(&mut self, _: &mut Machine, happened: Happened<'_>) {
        if let Happened::Wrote(_, file, bytes) = happened {
            let written =
                if file == 1 { io::stdout().write_all(bytes) } else { io::stderr().write_all(bytes) };
            if let Err(error) = written {
                self.failed.get_or_insert(error);
            }
        }
    }
}

/// Runs a program, and gives its exit code.
pub fn run(mut asked: Asked, source: &Source) -> Result<u8, Problem> {
    let token: Option<Token> = match &asked.schedule {
        Some(token) => Some(token.parse().map_err(|error| format!("--schedule: {error}"))?),
        None => None,
    };
    if let Some(token) = &token {
        take_over(token, &mut asked, source)?;
    }
    match source.compile(&asked, &|test| asked.wants(test)) {
        Ok(program) => run_program(&asked, &program, token.as_ref(), source),
        Err(errors) => {
            let _ = io::stderr().write_all(errors.text().as_bytes());
            Ok(UNREADABLE)
        }
    }
}

fn run_program(
    asked: &Asked,
    program: &Program,
    token: Option<&Token>,
    source: &Source,
) -> Result<u8, Problem> {
    let mut pass = Pass::default();
    let seed = asked.seed.unwrap_or(0);
    let limits = asked.limits;
    let start = |events: &mut Vec<_>| GoWorld::new(program, limits, seed, events);
    if let Some(token) = token {
        let loading = Stepper::replaying(start, token).load(token.schedule.len() + 1);
        if let Loading::Parted { by, .. } = loading {
            return Err(format!("by step {by} this is not the run that the schedule is of").into());
        }
    }
    let mut run = Run::new(program, limits, seed, &mut pass);
    let mut goes_on = None;
    match token {
        Some(token) => {
            run.replay(&token.schedule, &mut pass).map_err(|step| format!("step {step} cannot be taken"))?;
        }
        None => goes_on = go_to_end(&mut run, plan(asked), limits.slice, &mut pass),
    }
    let flushed = io::stdout().flush();
    if let Some(error) = pass.failed.or(flushed.err()) {
        return Err(unwritten(error));
    }
    let code = match run.machine().ended() {
        Some(ended) => {
            let LastWords { exit, text } = last_words(run.machine(), ended);
            let _ = io::stderr().write_all(&text);
            exit as u8
        }
        None if token.is_some() => {
            say(format_args!(
                "lockstep: the schedule ends here, after {} choices; the program does not",
                run.len()
            ));
            for finding in explore::go::found_after(start(&mut Vec::new()), run.schedule()) {
                let _ = io::stderr().write_all(words::finding(&finding, &source.name).as_bytes());
            }
            INCOMPLETE
        }
        None => {
            let unfinished = || format!("the program is not over after {} steps", run.len());
            say(format_args!("lockstep: {}", goes_on.unwrap_or_else(unfinished)));
            INCOMPLETE
        }
    };
    let timeline = Timeline::through(start, run.schedule());
    let checks = timeline.checks();
    let parameters = parameters(asked, source, seed, asked.test.as_ref().map(Pattern::text), limits.time);
    let token = Token { program: "go".into(), parameters, schedule: run.schedule().clone(), checks };
    say(format_args!("schedule: {token}"));
    if let Some(path) = &asked.trace {
        let source = String::from_utf8_lossy(&source.bytes).into_owned();
        // A page gives a program less.
        let start =
            |events: &mut Vec<_>| GoWorld::new(program, Limits { time: limits.time, ..LIMITS }, seed, events);
        let goes = |token: &Token| Timeline::through(start, &token.schedule).checks() == token.checks;
        let in_page = in_page(&token, &source).filter(goes);
        let in_page = in_page.map_or_else(String::new, |token| token.to_string());
        let trace = Trace { program: asked.file.clone(), token: in_page, source, timeline };
        std::fs::write(path, trace.to_json()).map_err(|error| format!("{path}: {error}"))?;
    }
    Ok(code)
}

/// The plan that is asked for.
fn plan(asked: &Asked) -> Plan {
    let seed = asked.seed.unwrap_or(0);
    match asked.policy {
        None if asked.seed.is_some() => Plan::Random { seed },
        None | Some(Policy::RoundRobin) => Plan::RoundRobin,
        Some(Policy::Random) => Plan::Random { seed },
        Some(Policy::Pct) => Plan::Pct { seed, depth: 3, length: 1_000 },
    }
}

/// Goes on to the end of a program, or to where it seems to have none: why it was stopped there.
fn go_to_end(run: &mut Run, plan: Plan, slice: u32, pass: &mut Pass) -> Option<String> {
    let (mut slices, mut still) = (0, Still::default());
    // Where nobody takes the output there is nothing to go on for.
    while run.len() < Schedule::LIMIT && pass.failed.is_none() {
        // Who has computed for long and would go on doing so, if there is nobody else.
        let places: Option<Vec<Place>> = run
            .choices()
            .workers()
            .map(|worker| {
                let is_computing = |place: &Place| run.machine().goroutine(*place).status == Status::Pausing;
                run.place(worker).filter(is_computing)
            })
            .collect();
        let computing = places.as_deref().and_then(<[Place]>::first);
        let is_still = still.after(run.choices(), computing.is_some(), || run.machine().fingerprint());
        if let Some(first) = computing {
            slices += 1;
            let stands = stands(run.machine(), *first);
            if is_still {
                return Some(Locale::English.text(lockstep_core::say!(GoEndless, place = stands)));
            }
            if slices == SLICES {
                let instructions = u64::from(slices) * u64::from(slice);
                return Some(format!(
                    "{stands}: the program still computes after {instructions} instructions"
                ));
            }
        }
        if run.go_on(plan, 1, pass) == 0 {
            return None;
        }
    }
    None
}

/// Where a goroutine stands in the text: file and line.
fn stands(machine: &Machine, place: Place) -> String {
    let positions = machine.frames(place).map(|frame| place_of(machine, &frame));
    let found = positions.filter_map(|position| machine.code().sources.place(position)).next();
    found.map_or_else(String::new, |found| format!("{}:{}", found.file, found.line))
}
