//! `lockstep run`: a program under one schedule.

use crate::arguments::{Asked, Pattern, Policy};
use crate::token::{in_page, parameters, take_over};
use crate::{INCOMPLETE, Problem, Source, UNREADABLE, say, unwritten, words};
use lockstep_core::explore;
use lockstep_core::formats::Trace;
use lockstep_core::go::machine::{Happened, Limits, Machine, Observer};
use lockstep_core::go::process::{LastWords, last_words, run_stands};
use lockstep_core::go::{GoWorld, Program};
use lockstep_core::lessons::LIMITS;
use lockstep_core::present::Locale;
use lockstep_core::schedule::{Plan, Token};
use lockstep_core::timeline::{Advanced, Loading, Refused, Stepper, Timeline};
use lockstep_core::world::Event;
use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;

/// A program may compute for as long as so many instructions take, about a second, before it is taken that it has no end, if nothing else
/// is said.
const PATIENCE: u64 = 200_000_000;

/// So many steps are taken before what was printed in them is written.
const AT_ONCE: u32 = 256;

/// Passes on what a program writes.
#[derive(Default)]
struct Pass {
    /// What is not written yet, to the file of this number.
    output: Vec<u8>,
    file: i64,
    failed: Option<io::Error>,
}

impl Pass {
    /// Writes what there is. Whether all was taken so far.
    fn flush(&mut self) -> bool {
        let written = match self.file {
            1 => io::stdout().write_all(&self.output).and_then(|()| io::stdout().flush()),
            _ => io::stderr().write_all(&self.output),
        };
        self.output.clear();
        if let Err(error) = written {
            self.failed.get_or_insert(error);
        }
        self.failed.is_none()
    }
}

impl Observer for Pass {
    fn tell(&mut self, _: &mut Machine, happened: Happened<'_>) {
        if let Happened::Wrote(_, file, bytes) = happened {
            if file != self.file {
                self.flush();
                self.file = file;
            }
            self.output.extend_from_slice(bytes);
        }
    }
}

/// Runs a program, and gives its exit code.
pub fn run(mut asked: Asked, source: &Source) -> Result<u8, Problem> {
    let token: Option<Token> = match &asked.schedule {
        Some(token) => Some(token.trim().parse().map_err(|error| format!("--schedule: {error}"))?),
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
    let pass = Rc::new(RefCell::new(Pass::default()));
    let seed = asked.seed.unwrap_or(0);
    let limits = asked.limits;
    let start = |events: &mut Vec<_>| GoWorld::new(program, limits, seed, events);
    let heard = |events: &mut Vec<_>| GoWorld::watched(program, limits, seed, pass.clone(), events);
    let (run, goes_on) = match token {
        Some(token) => {
            let steps = token.schedule.len() + 1;
            if let Loading::Parted { by, .. } = Stepper::replaying(start, token).load(steps) {
                return Err(format!("by step {by} this is not the run that the schedule is of").into());
            }
            let mut run = Stepper::replaying(heard, token);
            run.load(steps);
            (run, None)
        }
        None => {
            let mut run = Stepper::new(heard);
            run.set_plan(plan(asked));
            let stopped = go_to_end(&mut run, asked.max_instructions.unwrap_or(PATIENCE), &pass);
            (run, stopped)
        }
    };
    pass.borrow_mut().flush();
    if let Some(error) = pass.borrow_mut().failed.take() {
        return Err(unwritten(error));
    }
    let (machine, schedule) = (run.world().machine(), &run.branch().schedule);
    let code = match machine.ended() {
        Some(ended) => {
            let LastWords { exit, text } = last_words(machine, ended);
            let _ = io::stderr().write_all(&text);
            exit as u8
        }
        None if token.is_some() => {
            say(format_args!(
                "lockstep: the schedule ends here, after {} choices; the program does not",
                run.len()
            ));
            for finding in explore::go::found_after(start(&mut Vec::new()), schedule) {
                let _ = io::stderr().write_all(words::finding(&finding, &source.name).as_bytes());
            }
            INCOMPLETE
        }
        None => {
            say(format_args!("lockstep: {}", unfinished(&run, goes_on, &source.name)));
            INCOMPLETE
        }
    };
    let checks = run.timeline().checks();
    let parameters = parameters(asked, source, seed, asked.test.as_ref().map(Pattern::text), limits.time);
    let token = Token { program: "go".into(), parameters, schedule: schedule.clone(), checks };
    say(format_args!("schedule: {token}"));
    if let Some(path) = &asked.trace {
        let source = String::from_utf8_lossy(&source.bytes).into_owned();
        // A page gives a program less.
        let start =
            |events: &mut Vec<_>| GoWorld::new(program, Limits { time: limits.time, ..LIMITS }, seed, events);
        let goes = |token: &Token| Timeline::through(start, &token.schedule).checks() == token.checks;
        let in_page = in_page(&token, &source).filter(goes);
        let in_page = in_page.map_or_else(String::new, |token| token.to_string());
        let timeline = run.timeline().clone();
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
fn go_to_end(
    run: &mut Stepper<GoWorld, impl Fn(&mut Vec<Event>) -> GoWorld>,
    patience: u64,
    pass: &RefCell<Pass>,
) -> Option<Refused> {
    run.bear(patience);
    // Where nobody takes the output there is nothing to go on for.
    while pass.borrow_mut().flush() {
        match run.advance(AT_ONCE) {
            Advanced::Budget => {}
            Advanced::Stopped(Refused::Over) => return None,
            Advanced::Stopped(why) => return Some(why),
        }
    }
    None
}

/// That a program is not over, why it was stopped, and where it stood.
fn unfinished<P>(run: &Stepper<GoWorld, P>, why: Option<Refused>, file: &str) -> String
where
    P: Fn(&mut Vec<Event>) -> GoWorld,
{
    let machine = run.world().machine();
    let last = run.moment().last.and_then(|choice| run.world().place(choice.worker));
    let place = match run_stands(machine, last) {
        Some(found) => format!("{}:{}:{}", found.file, found.line, found.column),
        // Nobody stands in the program's own text.
        None => file.into(),
    };
    match why {
        Some(Refused::Endless) => Locale::English.text(lockstep_core::say!(GoEndless, place = place)),
        _ => format!(
            "{place}: the program is not over after {} steps; it may have no end (--max-instructions lets it go on for longer)",
            run.len()
        ),
    }
}
