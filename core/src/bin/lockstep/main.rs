//! `lockstep`: Go programs from the command line.

mod arguments;
mod check;
mod run;
mod token;
mod words;

use self::arguments::{Asked, Command};
use lockstep_core::go::lower::LoopVariables;
use lockstep_core::go::{Errors, Program};
use lockstep_core::lessons::file_name;
use lockstep_core::present::Locale;
use std::cell::Cell;
use std::fmt::Display;
use std::io::{self, Read, Write};
use std::path::Path;
use std::process::ExitCode;

/// Why a command came to nothing, in words for whoever gave it.
type Problem = lexopt::Error;

/// The program cannot be read, or the arguments cannot.
const UNREADABLE: u8 = 2;
/// There was an end to what was tried before there was one to the program.
const INCOMPLETE: u8 = 3;

fn main() -> ExitCode {
    match arguments::read().and_then(answer) {
        Ok(code) => ExitCode::from(code),
        Err(problem) => {
            say(format_args!("lockstep: {problem}"));
            ExitCode::from(UNREADABLE)
        }
    }
}

fn answer(command: Command) -> Result<u8, Problem> {
    match command {
        Command::Print(text) => print(&text).map(|()| 0),
        Command::Usage(text) => {
            let _ = io::stderr().write_all(text.as_bytes());
            Ok(UNREADABLE)
        }
        Command::Run(asked) => Source::read(&asked).and_then(|source| run::run(asked, &source)),
        Command::Check(asked) => Source::read(&asked).and_then(|source| check::check(&asked, &source)),
    }
}

/// The file of a program.
struct Source {
    /// Its name without its folder, as Go tells it.
    name: String,
    bytes: Vec<u8>,
    /// Whether it was said that there is no input.
    told: Cell<bool>,
}

impl Source {
    fn read(asked: &Asked) -> Result<Source, Problem> {
        let read = || -> io::Result<(String, Vec<u8>)> {
            if asked.file != "-" {
                let name = Path::new(&asked.file).file_name().unwrap_or_default();
                return Ok((name.to_string_lossy().into_owned(), std::fs::read(&asked.file)?));
            }
            let mut bytes = Vec::new();
            io::stdin().read_to_end(&mut bytes)?;
            // What has no name is called as in the page.
            Ok((file_name(&String::from_utf8_lossy(&bytes)), bytes))
        };
        let (name, bytes) = read().map_err(|error| format!("{}: {error}", asked.file))?;
        if asked.loops == LoopVariables::PerIteration && asked.schedule.is_none() {
            say_older_loops(Path::new(&asked.file));
        }
        if asked.test.is_some() && !name.ends_with("_test.go") {
            let problem = format!("--test: {name} is no file of tests: its name does not end in _test.go");
            return Err(problem.into());
        }
        Ok(Source { name, bytes, told: Cell::new(false) })
    }

    /// The program that it is; of a file of tests those whose names are wanted. Says once if it wants an input.
    fn compile(&self, asked: &Asked, wanted: &dyn Fn(&str) -> bool) -> Result<Program, Errors> {
        let program = Program::compile(&self.name, &self.bytes, Some(wanted), asked.loops)?;
        if let Some(line) = program.input().filter(|_| !self.told.replace(true)) {
            say(format_args!(
                "lockstep: {}",
                Locale::English.text(lockstep_core::say!(GoInput, line = line))
            ));
        }
        Ok(program)
    }
}

/// Says if the module of a file is one of a Go before 1.22, in which a loop has one variable for all its rounds: what is run here is
/// another program then.
fn say_older_loops(file: &Path) {
    let Ok(path) = file.canonicalize() else { return };
    let Some(module) =
        path.ancestors().find_map(|folder| std::fs::read_to_string(folder.join("go.mod")).ok())
    else {
        return;
    };
    let Some(version) = module.lines().find_map(|line| line.trim().strip_prefix("go 1.")) else { return };
    let minor =
        version.split(|sign: char| !sign.is_ascii_digit()).next().and_then(|minor| minor.parse().ok());
    if minor.is_some_and(|minor: u32| minor < 22) {
        say(format_args!(
            "lockstep: go.mod says go 1.{version}, where a loop has one variable for all its rounds: --loopvar go1.21 runs it so"
        ));
    }
}

/// Writes to standard output.
fn print(text: &str) -> Result<(), Problem> {
    let mut out = io::stdout();
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).map_err(unwritten)
}

/// The output is taken by nobody.
fn unwritten(error: io::Error) -> Problem {
    format!("the output cannot be written: {error}").into()
}

/// Says something beside the output. If nobody listens there, there is nobody to be told of that.
fn say(line: impl Display) {
    let _ = writeln!(io::stderr(), "{line}");
}
