//! `lockstep`: Go programs from the command line.

use lexopt::prelude::*;
use lockstep_core::explore::dpor::Budget;
use lockstep_core::explore::go::classes;
use lockstep_core::explore::{self, Established, Options};
use lockstep_core::formats::Trace;
use lockstep_core::formats::check::{self, Report};
use lockstep_core::go::lower::LoopVariables;
use lockstep_core::go::machine::{Happened, Limits, Machine, Observer, Place, Status, Time};
use lockstep_core::go::process::{LastWords, last_words, place_of};
use lockstep_core::go::{Errors, GoWorld, Program, Run};
use lockstep_core::schedule::{Plan, Schedule, Token};
use lockstep_core::timeline::stepper::Loading;
use lockstep_core::timeline::{Stepper, Timeline};
use regex_lite::Regex;
use std::fmt::Display;
use std::io::{self, Write};
use std::process::ExitCode;
use std::str::FromStr;
use std::time::Instant;

const HELP: &str = "\
lockstep runs Go programs, one step at a time.

    lockstep run FILE.go [--seed N | --policy P | --schedule TOKEN] [--test PATTERN] [--loopvar go1.21|go1.22]
                         [--trace OUT.json]
        Runs it under one schedule, prints what it prints and exits as it exits, or with 3 where it seems to have no end. The
        schedule's token goes to standard error.
          --seed N          the random schedule of this number; it also seeds the program's own random numbers
          --policy P        round-robin (if nothing else is said), random or pct
          --schedule TOKEN  the schedule of an earlier run
          --test PATTERN    of a file of tests only the tests and examples with such names, a regular expression as that of
                            `go test -run`; the parts of a test cannot be chosen
          --loopvar V       go1.21: one variable for a whole loop; go1.22: a new one in each round
          --trace OUT.json  everything that happened, step by step, as JSON
    lockstep check FILE.go [--json] [--max-states N] [--max-seconds S] [--time timely|any-delay] [--test PATTERN]
                           [--loopvar V]
        Says what Go's compiler would say of it, what can go wrong under any schedule, by a shortest way, and what can
        come out; of a file of tests for each of them.
          --json            only one JSON object, for a file of tests an array of them
          --max-states N    looks at no more than so many states (200000 if nothing is said)
          --max-seconds S   takes no longer than so many seconds (as long as it takes if nothing is said)
          --time T          timely: time passes when nobody can go on; any-delay: it may pass at any moment

Exit codes of check: 0 nothing found in every schedule, 1 something found, 2 the program cannot be read, 3 nothing found,
but not every schedule was tried.
";

/// So often all goroutines together may compute for long in a run before it is taken that they always will.
const SLICES: u32 = 10_000;
/// The program cannot be read, or the arguments cannot.
const UNREADABLE: u8 = 2;
/// There was an end to what was tried before there was one to the program.
const INCOMPLETE: u8 = 3;

/// A choice among tests: it is found in their names.
#[derive(Clone, Debug)]
struct Pattern(Regex);

impl Pattern {
    fn new(text: &str) -> Result<Pattern, lexopt::Error> {
        if text.contains('/') {
            return Err("--test: the parts of a test, behind a slash, cannot be chosen".into());
        }
        Regex::new(text).map(Pattern).map_err(|error| format!("--test: {error}").into())
    }

    /// Just the test of this name.
    fn only(name: &str) -> Pattern {
        let pattern = ["^", name, "$"].concat();
        Pattern(Regex::new(&pattern).expect("a name has no signs but letters and digits"))
    }
}

/// What is asked for.
#[derive(Default)]
struct Asked {
    command: String,
    file: String,
    seed: Option<u64>,
    policy: Option<String>,
    schedule: Option<String>,
    test: Option<Pattern>,
    trace: Option<String>,
    loops: LoopVariables,
    json: bool,
    max_states: Option<usize>,
    max_seconds: Option<f64>,
    time: Time,
}

impl Asked {
    fn loopvar(&self) -> &'static str {
        match self.loops {
            LoopVariables::PerLoop => "go1.21",
            LoopVariables::PerIteration => "go1.22",
        }
    }

    fn max_states(&self) -> usize {
        self.max_states.unwrap_or(Options::default().states)
    }

    fn form(&self, test: Option<String>) -> check::Asked {
        check::Asked {
            test,
            loopvar: self.loopvar(),
            max_states: self.max_states(),
            max_seconds: self.max_seconds,
            seconds: 0.0,
            executions: None,
        }
    }
}

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

fn main() -> ExitCode {
    match ask().and_then(|asked| asked.map_or(Ok(0), answer)) {
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
            Long("seed") => asked.seed = Some(number("--seed", &mut arguments)?),
            Long("policy") => asked.policy = Some(arguments.value()?.string()?),
            Long("schedule") => asked.schedule = Some(arguments.value()?.string()?),
            Long("test") => asked.test = Some(Pattern::new(&arguments.value()?.string()?)?),
            Long("trace") => asked.trace = Some(arguments.value()?.string()?),
            Long("json") => asked.json = true,
            Long("max-states") => asked.max_states = Some(number("--max-states", &mut arguments)?),
            Long("max-seconds") => {
                let seconds: f64 = number("--max-seconds", &mut arguments)?;
                if seconds.is_nan() || seconds < 0.0 {
                    return Err("--max-seconds: it is 0 or more".into());
                }
                asked.max_seconds = Some(seconds);
            }
            Long("time") => asked.time = time(&arguments.value()?.string()?)?,
            Long("loopvar") => asked.loops = loop_variables(&arguments.value()?.string()?)?,
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

/// The number that follows an option.
fn number<T: FromStr<Err: Display>>(
    option: &str,
    arguments: &mut lexopt::Parser,
) -> Result<T, lexopt::Error> {
    let said = arguments.value()?.string()?;
    said.parse().map_err(|error| format!("{option}: {said} is no such number: {error}").into())
}

fn answer(mut asked: Asked) -> Result<u8, lexopt::Error> {
    let bytes = std::fs::read(&asked.file).map_err(|error| format!("{}: {error}", asked.file))?;
    let name =
        std::path::Path::new(&asked.file).file_name().unwrap_or_default().to_string_lossy().into_owned();
    if asked.command == "check" {
        return check(&asked, &name, &bytes);
    }
    let token: Option<Token> = match &asked.schedule {
        Some(token) => Some(token.parse().map_err(|error| format!("--schedule: {error}"))?),
        None => None,
    };
    // A token says everything that its run depends on; one from the page has the text itself, and a test's name.
    if let Some(token) = &token {
        let text = token.parameter("text");
        let is_it = match text {
            Some(text) => text.as_bytes() == bytes,
            None => token.parameter("source") == Some(&format!("{:016x}", fnv(&bytes))),
        };
        if !is_it {
            return Err("--schedule: it is the schedule of another program".into());
        }
        asked.test = match token.parameter("test") {
            Some(name) if text.is_some() => Some(Pattern::new(&["^", name, "$"].concat())?),
            Some(pattern) => Some(Pattern::new(pattern)?),
            None => None,
        };
        if let Some(loopvar) = token.parameter("loopvar") {
            asked.loops = loop_variables(loopvar)?;
        }
        if let Some(said) = token.parameter("time") {
            asked.time = time(said)?;
        }
    }
    match compile(&asked, &name, &bytes, asked.test.as_ref()) {
        Ok(program) => run(&asked, &program, token.as_ref(), &bytes),
        Err(errors) => {
            eprint!("{}", errors.text());
            Ok(UNREADABLE)
        }
    }
}

/// What `--time` says.
fn time(said: &str) -> Result<Time, lexopt::Error> {
    match said {
        "timely" => Ok(Time::Timely),
        "any-delay" => Ok(Time::AnyDelay),
        other => Err(format!("--time is timely or any-delay, not {other}").into()),
    }
}

fn compile(asked: &Asked, name: &str, bytes: &[u8], test: Option<&Pattern>) -> Result<Program, Errors> {
    let wanted = |name: &str| test.is_none_or(|pattern| pattern.0.is_match(name));
    Program::compile(name, bytes, Some(&wanted), asked.loops)
}

/// What `--loopvar` says.
fn loop_variables(said: &str) -> Result<LoopVariables, lexopt::Error> {
    match said {
        "go1.21" => Ok(LoopVariables::PerLoop),
        "go1.22" => Ok(LoopVariables::PerIteration),
        other => Err(format!("--loopvar is go1.21 or go1.22, not {other}").into()),
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

fn run(asked: &Asked, program: &Program, token: Option<&Token>, text: &[u8]) -> Result<u8, lexopt::Error> {
    let mut pass = Pass::default();
    let seed = match token {
        Some(token) => token.parameter("seed").and_then(|seed| seed.parse().ok()).unwrap_or(0),
        None => asked.seed.unwrap_or(0),
    };
    let limits = Limits { time: asked.time, ..Limits::default() };
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
        None => goes_on = go_to_end(&mut run, plan(asked)?, limits.slice, &mut pass),
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
            let goes_on =
                goes_on.unwrap_or_else(|| format!("the program is not over after {} steps", run.len()));
            eprintln!("lockstep: {goes_on}");
            INCOMPLETE
        }
    };
    let timeline = Timeline::through(start, run.schedule());
    let (program, checks) = ("go".to_owned(), timeline.checks());
    let parameters = parameters(asked, text, seed, asked.test.as_ref(), asked.time);
    let token = Token { program, parameters, schedule: run.schedule().clone(), checks };
    if let Some(path) = &asked.trace {
        let source = String::from_utf8_lossy(text).into_owned();
        let in_page = in_page(&token, &source).map_or_else(String::new, |token| token.to_string());
        let trace = Trace { program: asked.file.clone(), token: in_page, source, timeline };
        std::fs::write(path, trace.to_json()).map_err(|error| format!("{path}: {error}"))?;
    }
    eprintln!("schedule: {token}");
    Ok(code)
}

/// Goes on to the end of a program, or to where it seems to have none: why it was stopped there.
fn go_to_end(run: &mut Run, plan: Plan, slice: u32, pass: &mut Pass) -> Option<String> {
    let (mut slices, mut before) = (0, None);
    while run.len() < Schedule::LIMIT {
        // Who has computed for long and would go on doing so, if there is nobody else.
        let places: Option<Vec<Place>> = run
            .choices()
            .workers()
            .map(|worker| {
                let is_computing = |place: &Place| run.machine().goroutine(*place).status == Status::Pausing;
                run.place(worker).filter(is_computing)
            })
            .collect();
        let mut now = None;
        if let Some([first, others @ ..]) = places.as_deref() {
            slices += 1;
            let stands = stands(run.machine(), *first);
            if others.is_empty() && run.machine().next_deadline().is_none() {
                now = Some(run.machine().fingerprint());
                if now == before {
                    return Some(format!("{stands}: this goes on for ever, and nothing changes any more"));
                }
            }
            if slices == SLICES {
                let instructions = u64::from(slices) * u64::from(slice);
                return Some(format!(
                    "{stands}: the program still computes after {instructions} instructions"
                ));
            }
        }
        before = now;
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

/// Says what is wrong with a program, and what every schedule of it can lead to; of a file of tests for each of them.
fn check(asked: &Asked, name: &str, bytes: &[u8]) -> Result<u8, lexopt::Error> {
    let is_list = name.ends_with("_test.go");
    let mut tests = Vec::new();
    if is_list {
        let found = Program::tests(name, &String::from_utf8_lossy(bytes)).unwrap_or_default();
        let wanted = |name: &str| asked.test.as_ref().is_none_or(|pattern| pattern.0.is_match(name));
        tests.extend(found.only(wanted).names().map(|name| Some(name.to_owned())));
    }
    // Where there is nothing to choose, what is wrong with the program is still to be said.
    if tests.is_empty() {
        tests.push(None);
    }
    let mut reports = Vec::new();
    for test in tests {
        let report = check_one(asked, name, bytes, test);
        if let Err(errors) = &report
            && !asked.json
        {
            eprint!("{}", errors.text());
            return Ok(UNREADABLE);
        }
        reports.push(report.unwrap_or_else(|errors| Report::unreadable(&errors, asked.form(None))));
    }
    match (asked.json, is_list) {
        (true, true) => {
            println!("[{}]", reports.iter().map(Report::json).collect::<Vec<_>>().join(","));
        }
        (true, false) => reports.iter().for_each(|report| println!("{}", report.json())),
        (false, _) => reports.iter().for_each(|report| print!("{}", report.text())),
    }
    let gravest = [UNREADABLE, 1, INCOMPLETE, 0];
    let codes: Vec<u8> = reports.iter().map(Report::exit_code).collect();
    Ok(gravest.into_iter().find(|code| codes.contains(code)).unwrap_or(0))
}

fn check_one(asked: &Asked, name: &str, bytes: &[u8], test: Option<String>) -> Result<Report, Errors> {
    let pattern = test.as_deref().map(Pattern::only).or_else(|| asked.test.clone());
    let program = compile(asked, name, bytes, pattern.as_ref())?;
    let started = Instant::now();
    let in_time = || asked.max_seconds.is_none_or(|most| started.elapsed().as_secs_f64() < most);
    let options = Options { states: asked.max_states(), time: asked.time };
    let found = explore::go::check(&program, options, &mut |_| in_time());
    let token = |schedule: &Schedule, time: Time| {
        let limits = Limits { time, ..Limits::default() };
        let start = |events: &mut Vec<_>| GoWorld::new(&program, limits, explore::go::SEED, events);
        let checks = Timeline::through(start, schedule).checks();
        let parameters = parameters(asked, bytes, explore::go::SEED, pattern.as_ref(), time);
        Token { program: "go".into(), parameters, schedule: schedule.clone(), checks }.to_string()
    };
    // Only JSON says how many executions there are.
    let executions = match (found.established, found.time, found.executions) {
        _ if !asked.json => None,
        (Established::Complete, _, 0) => Some(0),
        (Established::Complete, Time::Timely, _) => executions(&program, &in_time),
        _ => None,
    };
    let seconds = started.elapsed().as_secs_f64();
    let form = check::Asked { seconds, executions, ..asked.form(test.clone()) };
    Ok(Report::new(&found, form, &token))
}

/// How many executions a program has, if they can be counted with a budget and in time.
fn executions(program: &Program, in_time: &dyn Fn() -> bool) -> Option<u64> {
    let budget = Budget { steps: 300_000, depth: 500, ..Budget::default() };
    let asked = classes::Asked { budget, prints: true, ..classes::Asked::default() };
    let found = classes::classes(program, &asked, &mut |_, _, _| in_time()).ok()?;
    found.complete.then_some(found.counts.executions)
}

/// What a token says of its program: whatever decides, beside the schedule, how a run goes.
fn parameters(
    asked: &Asked,
    bytes: &[u8],
    seed: u64,
    test: Option<&Pattern>,
    time: Time,
) -> Vec<(String, String)> {
    let mut parameters = vec![
        ("source".into(), format!("{:016x}", fnv(bytes))),
        ("seed".into(), seed.to_string()),
        ("loopvar".into(), asked.loopvar().into()),
    ];
    if time == Time::AnyDelay {
        parameters.push(("time".into(), "any-delay".into()));
    }
    parameters.extend(test.map(|pattern| ("test".into(), pattern.0.as_str().into())));
    parameters
}

/// The token of the same run in the page, which has the text itself; nothing if the page cannot do the same: its random numbers
/// are those of seed 0, and of a file of tests it runs one or all.
fn in_page(token: &Token, text: &str) -> Option<Token> {
    let mut parameters = vec![("text".to_owned(), text.to_owned())];
    for (name, value) in &token.parameters {
        match (name.as_str(), value.as_str()) {
            ("seed", "0") | ("loopvar", "go1.22") | ("source", _) => {}
            ("loopvar" | "time", _) => parameters.push((name.clone(), value.clone())),
            ("test", pattern) => {
                let name = pattern.strip_prefix('^').and_then(|rest| rest.strip_suffix('$'));
                let is_word = |name: &&str| name.chars().all(|sign| sign == '_' || sign.is_alphanumeric());
                parameters.push(("test".into(), name.filter(is_word)?.into()));
            }
            _ => return None,
        }
    }
    Some(Token { parameters, ..token.clone() })
}

/// The 64-bit FNV-1a hash of a text, by which a schedule knows what it was made for.
fn fnv(text: &[u8]) -> u64 {
    text.iter()
        .fold(0xCBF2_9CE4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x100_0000_01B3))
}
