//! `lockstep`: Go programs from the command line.

use lexopt::prelude::*;
use lockstep_core::formats::Trace;
use lockstep_core::formats::check::Report;
use lockstep_core::go::lower::LoopVariables;
use lockstep_core::go::machine::{Ended, Happened, Limits, Machine, Observer};
use lockstep_core::go::process::{LastWords, last_words};
use lockstep_core::go::{Errors, GoWorld, Program, Run};
use lockstep_core::schedule::{At, Plan, Policy, Replay, Schedule, Token};
use lockstep_core::timeline::Timeline;
use lockstep_core::world::World;
use std::io::{self, Write};
use std::process::ExitCode;

const HELP: &str = "\
lockstep runs Go programs, one step at a time.

    lockstep run FILE.go [--seed N | --policy P | --schedule TOKEN] [--test NAME] [--loopvar go1.21|go1.22]
                         [--trace OUT.json]
        Runs it under one schedule, prints what it prints and exits as it exits. The schedule's token goes to standard error.
          --seed N          the random schedule of this number; it also seeds the program's own random numbers
          --policy P        round-robin (if nothing else is said), random or pct
          --schedule TOKEN  the schedule of an earlier run
          --test NAME       only this test, of a file of tests
          --loopvar V       go1.21: one variable for a whole loop; go1.22: a new one in each round
          --trace OUT.json  everything that happened, step by step, as JSON
    lockstep check FILE.go [--json] [--test NAME] [--loopvar V]
        Says what Go's compiler would say of it, and what one run finds.

Exit codes of check: 0 nothing found in every schedule, 1 something found, 2 the program cannot be read, 3 nothing found,
but not every schedule was tried.
";

/// The program cannot be read, or the arguments cannot.
const UNREADABLE: u8 = 2;
/// There was an end to what was tried before there was one to the program.
const INCOMPLETE: u8 = 3;

/// What is asked for.
#[derive(Default)]
struct Asked {
    command: String,
    file: String,
    seed: Option<u64>,
    policy: Option<String>,
    schedule: Option<String>,
    test: Option<String>,
    trace: Option<String>,
    loops: LoopVariables,
    json: bool,
}

/// Passes on what a program writes.
#[derive(Default)]
struct Pass {
    quiet: bool,
    failed: Option<io::Error>,
}

impl Observer for Pass {
    fn tell(&mut self, _: &mut Machine, happened: Happened<'_>) {
        if let Happened::Wrote(_, file, bytes) = happened
            && !self.quiet
        {
            let written =
                if file == 1 { io::stdout().write_all(bytes) } else { io::stderr().write_all(bytes) };
            if let Err(error) = written {
                self.failed.get_or_insert(error);
            }
        }
    }
}

fn main() -> ExitCode {
    match ask().and_then(|asked| asked.map_or(Ok(0), |asked| answer(&asked))) {
        Ok(code) => ExitCode::from(code),
        Err(problem) => {
            eprintln!("lockstep: {problem}");
            ExitCode::from(UNREADABLE)
        }
    }
}

/// Reads the arguments; none if only help was wanted.
fn ask() -> Result<Option<Asked>, lexopt::Error> {
    let mut asked = Asked::default();
    let mut arguments = lexopt::Parser::from_env();
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("help") | Short('h') => {
                print!("{HELP}");
                return Ok(None);
            }
            Long("version") | Short('V') => {
                println!("lockstep {}", env!("CARGO_PKG_VERSION"));
                return Ok(None);
            }
            Long("seed") => asked.seed = Some(arguments.value()?.parse()?),
            Long("policy") => asked.policy = Some(arguments.value()?.string()?),
            Long("schedule") => asked.schedule = Some(arguments.value()?.string()?),
            Long("test") => asked.test = Some(arguments.value()?.string()?),
            Long("trace") => asked.trace = Some(arguments.value()?.string()?),
            Long("json") => asked.json = true,
            Long("loopvar") => {
                asked.loops = match arguments.value()?.string()?.as_str() {
                    "go1.21" => LoopVariables::PerLoop,
                    "go1.22" => LoopVariables::PerIteration,
                    other => return Err(format!("--loopvar is go1.21 or go1.22, not {other}").into()),
                };
            }
            Value(value) if asked.command.is_empty() => asked.command = value.string()?,
            Value(value) if asked.file.is_empty() => asked.file = value.string()?,
            other => return Err(other.unexpected()),
        }
    }
    match (asked.command.as_str(), asked.file.as_str()) {
        ("", _) => {
            print!("{HELP}");
            Ok(None)
        }
        ("run" | "check", "") => Err(format!("{} which file?", asked.command).into()),
        ("run" | "check", _) => Ok(Some(asked)),
        (other, _) => Err(format!("there is no command {other}; there are run and check").into()),
    }
}

fn answer(asked: &Asked) -> Result<u8, lexopt::Error> {
    let bytes = std::fs::read(&asked.file).map_err(|error| format!("{}: {error}", asked.file))?;
    let name = std::path::Path::new(&asked.file).file_name().unwrap_or_default().to_string_lossy();
    let program = Program::compile(&name, &bytes, asked.test.as_deref(), asked.loops);
    match asked.command.as_str() {
        "check" => check(asked, program),
        _ => match program {
            Ok(program) => run(asked, &program, &bytes),
            Err(errors) => {
                eprint!("{}", errors.text());
                Ok(UNREADABLE)
            }
        },
    }
}

/// The plan that is asked for.
fn plan(asked: &Asked) -> Result<Plan, lexopt::Error> {
    let seed = asked.seed.unwrap_or(0);
    match asked.policy.as_deref() {
        None if asked.seed.is_some() => Ok(Plan::Random { seed }),
        None | Some("round-robin") => Ok(Plan::RoundRobin),
        Some("random") => Ok(Plan::Random { seed }),
        Some("pct") => Ok(Plan::Pct { seed, depth: 3, length: 1_000 }),
        Some(other) => {
            Err(format!("there is no policy {other}; there are round-robin, random and pct").into())
        }
    }
}

fn run(asked: &Asked, program: &Program, text: &[u8]) -> Result<u8, lexopt::Error> {
    let source = format!("{:016x}", fnv(text));
    let mut seed = asked.seed.unwrap_or(0);
    let mut pass = Pass::default();
    let mut replayed = None;
    if let Some(token) = &asked.schedule {
        let token: Token = token.parse().map_err(|error| format!("--schedule: {error}"))?;
        let said =
            |name: &str| token.parameters.iter().find(|(known, _)| known == name).map(|(_, value)| value);
        if said("source") != Some(&source) {
            eprintln!("lockstep: the schedule was made for another text; it may not fit");
        }
        seed = said("seed").and_then(|seed| seed.parse().ok()).unwrap_or(0);
        replayed = Some((token.schedule, token.checks));
    }
    let mut run = Run::new(program, Limits::default(), seed, &mut pass);
    match &replayed {
        Some((schedule, checks)) => {
            if let Err(step) = run.replay(schedule, checks, &mut pass) {
                return Err(format!("by step {step} this is not the run that the schedule is of").into());
            }
        }
        None => {
            run.go_on(plan(asked)?, Schedule::LIMIT, &mut pass);
        }
    }
    if let Some(error) = pass.failed {
        return Err(format!("the output cannot be written: {error}").into());
    }
    let _ = io::stdout().flush();
    let code = match run.machine().ended() {
        Some(ended) => {
            let LastWords { exit, text } = last_words(run.machine(), ended);
            let _ = io::stderr().write_all(&text);
            exit as u8
        }
        None => {
            eprintln!("lockstep: the program is not over after {} steps", run.len());
            INCOMPLETE
        }
    };
    if let Some(path) = &asked.trace {
        let recorded = recorded(program, seed, run.schedule());
        let trace = Trace {
            program: asked.file.clone(),
            token: String::new(),
            source: String::from_utf8_lossy(text).into_owned(),
            timeline: recorded,
        };
        std::fs::write(path, trace.to_json()).map_err(|error| format!("{path}: {error}"))?;
    }
    let parameters = vec![("source".into(), source), ("seed".into(), seed.to_string())];
    let token =
        Token { program: "go".into(), parameters, schedule: run.schedule().clone(), checks: run.checks() };
    eprintln!("schedule: {token}");
    Ok(code)
}

/// A run of this schedule, recorded: it is taken once more, and told.
fn recorded(program: &Program, seed: u64, schedule: &Schedule) -> Timeline {
    let mut events = Vec::new();
    let mut world = GoWorld::new(program, Limits::default(), seed, &mut events);
    let mut timeline = Timeline::new(&events);
    let (mut replay, mut last) = (Replay::new(schedule.clone()), None);
    while replay.next().is_some() {
        let at = At { step: timeline.len(), last };
        let Some(choice) = replay.pick(world.choices(), at) else { break };
        events.clear();
        world.step(choice, &mut events);
        timeline.record(&events);
        last = Some(choice.worker);
    }
    timeline
}

/// How long the run of a check may be: so many steps, each of at most so many instructions, take about a second.
const CHECKED_STEPS: u32 = 1_000_000;
const CHECKED_SLICE: u32 = 1_000;

/// Says what is wrong with a program, and what one run finds.
fn check(asked: &Asked, program: Result<Program, Errors>) -> Result<u8, lexopt::Error> {
    let report = match program {
        Err(errors) => {
            if !asked.json {
                eprint!("{}", errors.text());
                return Ok(UNREADABLE);
            }
            Report::unreadable(&errors)
        }
        Ok(program) => {
            let mut pass = Pass { quiet: true, failed: None };
            let limits = Limits { slice: CHECKED_SLICE, ..Limits::default() };
            let mut run = Run::new(&program, limits, 0, &mut pass);
            run.go_on(Plan::RoundRobin, CHECKED_STEPS, &mut pass);
            let found = run.machine().ended().filter(|ended| **ended != Ended::Exit(0));
            let words = found.map(|ended| last_words(run.machine(), ended));
            Report::of_one_run(run.len(), words)
        }
    };
    match asked.json {
        true => println!("{}", report.json()),
        false => print!("{}", report.text()),
    }
    Ok(report.exit_code())
}

/// The 64-bit FNV-1a hash of a text, by which a schedule knows what it was made for.
fn fnv(text: &[u8]) -> u64 {
    text.iter()
        .fold(0xCBF2_9CE4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x100_0000_01B3))
}
