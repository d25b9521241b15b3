//! What the command is asked for.

use crate::Problem;
use lexopt::prelude::*;
use lockstep_core::explore::Options;
use lockstep_core::formats::check::FIELDS;
use lockstep_core::go::lower::LoopVariables;
use lockstep_core::go::machine::{Limits, Time};
use regex_lite::Regex;
use std::path::Path;
use std::str::FromStr;

const HELP: &str = "\
lockstep runs Go programs one step at a time, and looks at every schedule of
them. FILE.go may be -, for standard input.

    lockstep run worker.go               one schedule
    lockstep check worker.go             every schedule
    lockstep run worker.go --schedule s1.…   the schedule of a finding

lockstep run FILE.go [options]
    Prints what the program prints and exits as it exits, or with 3 where it
    seems to have no end or the schedule ends before it. It seems to have no
    end after a fixed amount of work, about a second's; then it is said where it
    stood. Work is counted and not time, so the same run ends at the same step
    everywhere. The schedule's token goes to standard error.
      --seed N          the random schedule of this number; it also seeds the
                        program's own random numbers
      --policy P        round-robin (if nothing is said), random or pct
      --schedule TOKEN  the schedule of an earlier run or of a finding; it also
                        says which tests and which loop variables
      --test PATTERN    of a file of tests only those with such names: a regular
                        expression as for `go test -run`, without the parts of
                        a test
      --loopvar V       go1.22 (if nothing is said): each round of a loop has a
                        variable of its own; go1.21: one for the whole loop.
                        What go.mod says is not looked at, but told where it
                        asks for the older meaning
      --max-instructions N
                        so much work before it seems to have no end (200000000
                        if nothing is said)
      --trace OUT.json  everything that happened, step by step; the page opens it
                        with \"Open a saved run\"

lockstep check FILE.go [options]
    Says what Go's compiler would say of it, what can go wrong under any
    schedule, by a shortest way, and what can come out; of a file of tests for
    each of them. A check may take minutes: --max-seconds 10 bounds it.
    A switch is a step of another goroutine than the step before.
      --json            only one JSON object, for a file of tests an array of
                        them; `lockstep help json` says what is in it
      --max-states N    each search (for what goes wrong, for races that only
                        time or an answer keeps apart, for what comes out) looks
                        at no more than so many states (200000 if nothing is said)
      --max-seconds S   begins nothing more once so many seconds have passed (if
                        nothing is said no clock is looked at, and the same
                        check says the same everywhere)
      --time T          timely (if nothing is said): time passes when nobody can
                        go on; any-delay: it may pass at any moment
      --test PATTERN, --loopvar V
                        as for run
    Exit code: 0 nothing is wrong under any schedule (warnings do not count),
    1 something was found, 2 the program cannot be read, 3 nothing was found, and
    that is no proof: what was not looked at to its end is said.
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
            Value(value) if Path::new(&value).extension().is_some_and(|ending| ending == "go") => {
                return Err(format!("one file at a time: {} is a second one", value.display()).into());
            }
            other => return Err(other.unexpected()),
        }
    }
    let (foreign, other) = match command.as_str() {
        "help" if asked.file == "json" => return Ok(Command::Print(FIELDS.into())),
        "" => return Ok(Command::Usage(HELP.into())),
        "help" => return Ok(Command::Print(HELP.into())),
        "run" => (OF_CHECK, "check"),
        "check" => (OF_RUN, "run"),
        other => return Err(format!("there is no command {other}; there are run, check and help").into()),
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
fn number<T: FromStr>(option: &str, arguments: &mut lexopt::Parser) -> Result<T, Problem> {
    let said = arguments.value()?.string()?;
    said.parse().map_err(|_| format!("{option}: a number from 0 on is wanted, not {said}").into())
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
