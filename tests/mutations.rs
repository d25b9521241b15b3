//! Go programs that somebody has garbled: whatever becomes of them, they are refused, or run and checked, and nothing
//! panics.
//!
//! What happens to a program follows from the number of the mutation alone, so that a failure can be had again:
//! `MUTATIONS=5..6` tries only that one, and shows it. `MUTATIONS=100000` says how many are tried.
#![cfg(not(target_family = "wasm"))]

use lockstep_core::explore::{self, Options};
use lockstep_core::go::lower::LoopVariables;
use lockstep_core::go::machine::{Limits, Silent, Time};
use lockstep_core::go::{Program, Run, process};
use lockstep_core::schedule::Plan;
use lockstep_core::schedule::rng::SplitMix64;
use lockstep_tests::{folder, go_programs};
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::{env, thread};

/// How many are tried if nobody says.
const COUNT: u64 = 20_000;

/// Little of everything: what a garbled program needs is not worth more.
const LIMITS: Limits =
    Limits { memory: 1 << 18, stack: 1 << 14, slice: 2_000, goroutines: 200, time: Time::Timely };

/// How many steps one is run for.
const STEPS: u32 = 200;

/// Which of those that can be run are checked, too; how many states are looked at, and how often a check says how far it is.
const CHECKED_EVERY: u64 = 8;
const STATES: usize = 100;
const WORDS: u32 = 60;

/// Where the tokens of a text stand, roughly: words and numbers, blanks, and everything else by itself.
fn tokens(text: &[u8]) -> Vec<Range<usize>> {
    let kind = |byte: u8| match byte {
        b'_' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | 0x80.. => 1,
        b' ' | b'\t' | b'\n' => 2,
        _ => 0,
    };
    let mut found: Vec<Range<usize>> = Vec::new();
    for (at, byte) in text.iter().enumerate() {
        match found.last_mut() {
            Some(last) if kind(*byte) > 0 && kind(text[at - 1]) == kind(*byte) => last.end = at + 1,
            _ => found.push(at..at + 1),
        }
    }
    found
}

/// Where the lines of a text stand, with their ends.
fn lines(text: &[u8]) -> Vec<Range<usize>> {
    let mut start = 0;
    let line = |line: &[u8]| {
        start += line.len();
        start - line.len()..start
    };
    text.split_inclusive(|byte| *byte == b'\n').map(line).collect()
}

/// What a number, a word or an operator is replaced with.
const OTHERS: &[&str] = &[
    "0",
    "1",
    "-1",
    "2",
    "255",
    "1<<31",
    "1<<62",
    "1<<63",
    "9223372036854775807",
    "1e9",
    "0.5",
    "1e400",
    "nil",
    "true",
    "int",
    "int8",
    "uint64",
    "float64",
    "string",
    "error",
    "any",
    "[]int",
    "map[string]int",
    "chan int",
    "*int",
    "struct{}",
    "func()",
    "[1<<40]int",
    "[3]int",
    "+",
    "-",
    "*",
    "/",
    "%",
    "<<",
    ">>",
    "&^",
    "==",
    "<",
    "&&",
    "!",
    "<-",
    ":=",
    "=",
    "+=",
    "++",
    "...",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ",",
    ";",
    ".",
    ":",
    "break",
    "continue",
    "goto",
    "fallthrough",
    "return",
    "defer",
    "go",
    "panic",
    "recover()",
    "len",
    "cap",
    "append",
    "copy",
    "delete",
    "clear",
    "min",
    "max",
    "new",
    "make",
    "close",
    "range",
    "select",
    "switch",
    "case",
    "default",
    "for",
    "if",
    "else",
    "func",
    "type",
    "var",
    "const",
    "import",
    "iota",
    "_",
    "~",
    "|",
    "\"",
    "'",
    "`",
    "//",
    "/*",
    "\0",
    "\u{feff}",
    "é",
    "main",
    "init",
    "x",
    "i",
    "T",
];

struct Mutator<'a> {
    numbers: SplitMix64,
    programs: &'a [(String, Vec<u8>)],
}

impl Mutator<'_> {
    fn one_of(&mut self, ranges: &[Range<usize>]) -> Range<usize> {
        if ranges.is_empty() { 0..0 } else { ranges[self.numbers.below(ranges.len())].clone() }
    }

    /// Changes one thing.
    fn change(&mut self, text: &mut Vec<u8>) {
        let way = self.numbers.below(20);
        if way >= 14 {
            return self.replace_by_its_like(text);
        }
        let parts = if way.is_multiple_of(2) { tokens(text) } else { lines(text) };
        let (one, other) = (self.one_of(&parts), self.one_of(&parts));
        let piece = text[one.clone()].to_vec();
        match way {
            0 | 1 => drop(text.drain(one)),
            2 | 3 => drop(text.splice(other.end..other.end, piece)),
            4 | 5 => {
                let (first, last) = if one.start < other.start { (one, other) } else { (other, one) };
                if first.end <= last.start {
                    let (a, b) = (text[first.clone()].to_vec(), text[last.clone()].to_vec());
                    text.splice(last, a);
                    text.splice(first, b);
                }
            }
            6 | 8 => {
                let with = OTHERS[self.numbers.below(OTHERS.len())];
                text.splice(one, with.bytes());
            }
            10 | 12 => drop(text.splice(other, piece)),
            7 | 9 => {
                // A stretch of another program, or of this one.
                let from = self.numbers.below(self.programs.len());
                let from = self.programs[from].1.clone();
                let all = lines(&from);
                let (first, last) = (self.one_of(&all), self.one_of(&all));
                let stretch = first.start.min(last.start)..first.end.max(last.end);
                text.splice(one, from[stretch].iter().copied());
            }
            11 => text.truncate(one.start),
            _ => {
                for _ in 0..=self.numbers.below(4) {
                    if !text.is_empty() {
                        let at = self.numbers.below(text.len());
                        text[at] = self.numbers.next() as u8;
                    }
                }
            }
        }
    }

    /// Puts a number in the place of a number, a word of the program in that of a word, a sign in that of a sign.
    fn replace_by_its_like(&mut self, text: &mut Vec<u8>) {
        const NUMBERS: [&str; 8] = ["0", "1", "2", "7", "64", "255", "1000000", "9223372036854775807"];
        const SIGNS: [&str; 12] = ["+", "-", "*", "/", "%", "&", "|", "^", "<", ">", "!", "="];
        let kind = |first: u8| match first {
            b'0'..=b'9' => 0,
            b'_' | b'a'..=b'z' | b'A'..=b'Z' => 1,
            b'+' | b'-' | b'*' | b'/' | b'%' | b'&' | b'|' | b'^' | b'<' | b'>' | b'!' | b'=' => 2,
            _ => 3,
        };
        let all = tokens(text);
        let wanted = self.numbers.below(3);
        let like: Vec<Range<usize>> = all.into_iter().filter(|one| kind(text[one.start]) == wanted).collect();
        let (one, other) = (self.one_of(&like), self.one_of(&like));
        let with = match wanted {
            0 => NUMBERS[self.numbers.below(NUMBERS.len())].into(),
            1 => text[other].to_vec(),
            _ => SIGNS[self.numbers.below(SIGNS.len())].into(),
        };
        text.splice(one, with);
    }

    /// A garbled program.
    fn program(&mut self) -> (String, Vec<u8>) {
        let number = self.numbers.below(self.programs.len());
        let (name, mut text) = self.programs[number].clone();
        // Most are changed a little only: those are the ones that may still be run.
        let changes = [1, 1, 1, 1, 2, 6][self.numbers.below(6)];
        (0..changes).for_each(|_| self.change(&mut text));
        (name, text)
    }
}

/// Compiles a program, and runs it for a while if it can be run. Says whether it can.
fn try_out(name: &str, text: &[u8], seed: u64) -> bool {
    let program = match Program::compile(name, text, None, LoopVariables::PerIteration) {
        Ok(program) => program,
        Err(errors) => {
            assert!(!errors.problems.is_empty() && !errors.text().is_empty(), "a reason is given");
            return false;
        }
    };
    let mut run = Run::new(&program, LIMITS, seed, &mut Silent);
    run.go_on(Plan::Random { seed }, STEPS, &mut Silent);
    if let Some(ended) = run.machine().ended() {
        process::last_words(run.machine(), ended);
    }
    if seed.is_multiple_of(CHECKED_EVERY) {
        check(&program);
    }
    true
}

/// Looks at some of the schedules of a program, and goes the way to everything that is found.
fn check(program: &Program) {
    let mut words = 0;
    let options = Options { states: STATES, limits: LIMITS };
    let report = explore::go::check(program, options, &mut |_| {
        words += 1;
        words < WORDS
    });
    for finding in &report.findings {
        let limits = Limits { time: finding.time, ..LIMITS };
        let gone =
            Run::new(program, limits, explore::go::SEED, &mut Silent).replay(&finding.schedule, &mut Silent);
        assert_eq!(gone, Ok(()), "the way to {:?} can be gone", finding.kind);
    }
}

/// The numbers of those that are tried: `MUTATIONS=20000` or `MUTATIONS=5000..6000`.
fn wanted() -> Range<u64> {
    let Ok(text) = env::var("MUTATIONS") else { return 0..COUNT };
    let number = |text: &str| text.parse().expect("it is a number");
    match text.split_once("..") {
        Some((from, to)) => number(from)..number(to),
        None => 0..number(&text),
    }
}

#[test]
fn a_garbled_program_is_refused_or_run() {
    let mut found = Vec::new();
    go_programs(&folder().join("conformance/go"), &mut found);
    go_programs(&folder().join("../core/src/lessons/go"), &mut found);
    go_programs(&folder().join("../core/src/lessons/examples"), &mut found);
    let name = |path: &Path| path.file_name().expect("a file has a name").to_string_lossy().into_owned();
    let all: Vec<_> = found.into_iter().map(|(path, text)| (name(&path), text)).collect();
    let Range { start, end } = wanted();
    let (next, alone) = (AtomicU64::new(start), end - start == 1);
    let work = || {
        let (mut could, mut wrong) = (0, Vec::new());
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= end {
                return (could, wrong);
            }
            let (name, text) = Mutator { numbers: SplitMix64::new(number), programs: &all }.program();
            if alone {
                println!("{name}\n{}", String::from_utf8_lossy(&text));
            }
            match catch_unwind(AssertUnwindSafe(|| try_out(&name, &text, number))) {
                Ok(ran) => could += u64::from(ran),
                Err(_) => wrong.push(number),
            }
        }
    };
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let (mut could, mut wrong) = (0, Vec::new());
    thread::scope(|scope| {
        let start = || thread::Builder::new().stack_size(512 << 10).spawn_scoped(scope, work);
        let started: Vec<_> = (0..threads).map(|_| start().expect("a thread can be started")).collect();
        for thread in started {
            let (more, others) = thread.join().expect("panics are caught");
            could += more;
            wrong.extend(others);
        }
    });
    wrong.sort_unstable();
    assert!(wrong.is_empty(), "MUTATIONS=n..n+1 of each n of {wrong:?}");
    println!("{could} of {} could be run", end - start);
    assert!(end - start < 1000 || could > (end - start) / 20, "{could} of {} could be run", end - start);
}
