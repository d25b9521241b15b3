//! What the command is asked for.

use crate::Problem;
use lexopt::prelude::*;
use lockstep_core::explore::Options;
use lockstep_core::formats::check::FIELDS;
use lockstep_core::go::lower::LoopVariables;
use lockstep_core::go::machine::{Limits, Time};
use regex_lite::Regex;
use std::fmt::Display;
use std::str::FromStr;

const HELP: &str = "\
lockstep runs Go programs, one step at a time, and looks at every schedule of them. For a FILE.go of - it reads standard input.

    lockstep run FILE.go [--seed N | --policy P | --schedule TOKEN] [--test PATTERN] [--loopvar go1.21|go1.22]
                         [--max-instructions N] [--trace OUT.json]
        Runs it under one schedule, prints what it prints and exits as it exits, or with 3 where it seems to have no end: after
        as much as mostly takes about a second, which is some hundred thousand steps; then it says where it stood. What is counted is
        work and not time, so the same run ends at the same step everywhere. The schedule's token goes to standard error.
          --seed N          the random schedule of this number; it also seeds the program's own random numbers
          --policy P        round-robin (if nothing else is said), random or pct
          --schedule TOKEN  the schedule of an earlier run or of a finding; it also says which tests and which loop variables
          --test PATTERN    of a file of tests only the tests and examples with such names, a regular expression as that of
                            `go test -run`; the parts of a test cannot be chosen
          --loopvar V       go1.21: one variable for a whole loop; go1.22: a new one in each round
          --max-instructions N
                            it seems to have no end after as much as so many instructions take (200000000 if nothing is said)
          --trace OUT.json  everything that happened, step by step, as JSON
    lockstep check FILE.go [--json] [--max-states N] [--max-seconds S] [--time timely|any-delay] [--test PATTERN]
                           [--loopvar V]
        Says what Go's compiler would say of it, what can go wrong under any schedule, by a shortest way, and what can
        come out; of a file of tests for each of them.
          --json            only one JSON object, for a file of tests an array of them; `lockstep help json` says what is in it
          --max-states N    each of its searches (for what goes wrong, for data races kept apart, for what comes out)
                            looks at no more than so many states (200000 if nothing is said)
          --max-seconds S   begins nothing more once so many seconds have passed since the start (if nothing is said no clock
                            is looked at: only states are counted, and the same check says the same everywhere)
          --time T          timely: time passes when nobody can go on; any-delay: it may pass at any moment

Exit codes of check: 0 nothing but warnings found in every schedule, 1 something found, 2 the program cannot be read, 3
nothing found, and that is no proof: what was not looked at to its end is said.
";

/// A choice among tests: it is found in their names.
#[derive(Clone, Debug)]
pub struct Pattern(Regex);

impl Pattern {
    /// Of a regular expression.
    pub fn new(text: &str) -> Result<Pattern, Problem> {
        if text.contains('/') {
            return Err("--test: the parts of a test, behind a slash, cannot be chosen".into());
        }
        Regex::new(text).map(Pattern).map_err(|error| format!("--test: {error}").into())
    }

    /// Just the test of this name.
    pub fn only(name: &str) -> Result<Pattern, Problem> {
        Pattern::new(&Pattern::text_of(name))
    }

    /// The regular expression of just the test of this name.
    pub fn text_of(name: &str) -> String {
        ["^", name, "$"].concat()
    }

    /// Whether a test is chosen.
    pub fn chooses(&self, name: &str) -> bool {
        self.0.is_match(name)
    }

    /// The regular expression.
    pub fn text(&self) -> &str {
        self.0.as_str()
    }
}

/// What is to be done.
pub enum Command {
    /// To print this.
    Print(String),
    /// Nothing: to say this instead.
    Usage(String),
    /// To run a program under one schedule.
    Run(Asked),
    /// To look at all its schedules.
    Check(Asked),
}

/// Who goes next in a run that follows no schedule.
#[derive(Clone, Copy, Debug)]
pub enum Policy {
    /// One after the other.
    RoundRobin,
    /// Anybody.
    Random,
    /// Those who were given precedence at random, with a few changes.
    Pct,
}

/// What is asked for.
#[derive(Default)]
pub struct Asked {
    pub file: String,
    pub seed: Option<u64>,
    pub policy: Option<Policy>,
    pub schedule: Option<String>,
    pub test: Option<Pattern>,
    pub trace: Option<String>,
    pub loops: LoopVariables,
    pub json: bool,
    pub max_instructions: Option<u64>,
    pub max_states: Option<usize>,
    pub max_seconds: Option<f64>,
    pub limits: Limits,
}

impl Asked {
    /// How many states each search may look at.
    pub fn max_states(&self) -> usize {
        self.max_states.unwrap_or(Options::default().states)
    }

    /// Whether a test or example is wanted.
    pub fn wants(&self, test: &str) -> bool {
        self.test.as_ref().is_none_or(|pattern| pattern.chooses(test))
    }
}

/// Options that only one of the commands has.
const OF_RUN: &[&str] = &["--seed", "--policy", "--schedule", "--max-instructions", "--trace"];
const OF_CHECK: &[&str] = &["--json", "--max-states", "--max-seconds", "--time"];
/// Options that a schedule's token decides.
const OF_TOKEN: &[&str] = &["--seed", "--policy", "--test", "--loopvar"];

/// Reads the arguments.
pub fn read() -> Result<Command, Problem> {
    let (mut asked, mut command, mut options) = (Asked::default(), String::new(), Vec::new());
    let mut arguments = lexopt::Parser::from_env();
    while let Some(argument) = arguments.next()? {
        if let Long(name) = &argument {
            options.push(format!("--{name}"));
        }
        match argument {
            Long("help") | Short('h') => return Ok(Command::Print(HELP.into())),
            Long("version") | Short('V') => {
                return Ok(Command::Print(format!("lockstep {}\n", env!("CARGO_PKG_VERSION"))));
            }
            Long("seed") => asked.seed = Some(number("--seed", &mut arguments)?),
            Long("policy") => asked.policy = Some(policy(&arguments.value()?.string()?)?),
            Long("schedule") => asked.schedule = Some(arguments.value()?.string()?),
            Long("test") => asked.test = Some(Pattern::new(&arguments.value()?.string()?)?),
            Long("trace") => asked.trace = Some(arguments.value()?.string()?),
            Long("json") => asked.json = true,
            Long("max-instructions") => {
                asked.max_instructions = Some(number("--max-instructions", &mut arguments)?);
            }
            Long("max-states") => {
                let states = number("--max-states", &mut arguments)?;
                if states == 0 {
                    return Err("--max-states: it is 1 or more".into());
                }
                asked.max_states = Some(states);
            }
            Long("max-seconds") => {
                let seconds: f64 = number("--max-seconds", &mut arguments)?;
                if seconds.is_nan() || seconds < 0.0 {
                    return Err("--max-seconds: it is 0 or more".into());
                }
                asked.max_seconds = Some(seconds);
            }
            Long("time") => asked.limits.time = time(&arguments.value()?.string()?)?,
            Long("loopvar") => asked.loops = loop_variables(&arguments.value()?.string()?)?,
            Value(value) if command.is_empty() => command = value.string()?,
            Value(value) if asked.file.is_empty() => asked.file = value.string()?,
            other => return Err(other.unexpected()),
        }
    }
    let (foreign, other) = match command.as_str() {
        "help" if asked.file == "json" => return Ok(Command::Print(FIELDS.into())),
        "" => return Ok(Command::Usage(HELP.into())),
        "help" => return Ok(Command::Print(HELP.into())),
        "run" => (OF_CHECK, "check"),
        "check" => (OF_RUN, "run"),
        other => return Err(format!("there is no command {other}; there are run and check").into()),
    };
    let is_foreign = |option: &&String| foreign.contains(&option.as_str());
    if let Some(option) = options.iter().find(is_foreign) {
        return Err(format!("{option}: {command} has no such option; it is one of {other}").into());
    }
    let is_decided = |option: &&String| OF_TOKEN.contains(&option.as_str());
    if let Some(option) = options.iter().find(is_decided).filter(|_| asked.schedule.is_some()) {
        return Err(format!("{option}: the token of --schedule decides that").into());
    }
    if asked.file.is_empty() {
        return Err(format!("{command} which file?").into());
    }
    Ok(if command == "run" { Command::Run(asked) } else { Command::Check(asked) })
}

/// The number that follows an option.
fn number<T: FromStr<Err: Display>>(option: &str, arguments: &mut lexopt::Parser) -> Result<T, Problem> {
    let said = arguments.value()?.string()?;
    said.parse().map_err(|error| format!("{option}: {said} is no such number: {error}").into())
}

/// What `--policy` says.
fn policy(said: &str) -> Result<Policy, Problem> {
    match said {
        "round-robin" => Ok(Policy::RoundRobin),
        "random" => Ok(Policy::Random),
        "pct" => Ok(Policy::Pct),
        other => Err(format!("--policy is round-robin, random or pct, not {other}").into()),
    }
}

/// What `--time` says.
pub fn time(said: &str) -> Result<Time, Problem> {
    Time::named(said).ok_or_else(|| format!("--time is timely or any-delay, not {said}").into())
}

/// What `--loopvar` says.
pub fn loop_variables(said: &str) -> Result<LoopVariables, Problem> {
    LoopVariables::named(said).ok_or_else(|| format!("--loopvar is go1.21 or go1.22, not {said}").into())
}
