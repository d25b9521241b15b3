//! Go programs do on our machine what real Go did with them.
//!
//! What real Go did is recorded in `go.txt`, by `make oracle`: `oracle.py` says what stands in it. A program with one outcome must
//! have that one under every schedule that is tried, to the byte; of the others every outcome that real Go showed must be
//! among ours.
#![cfg(not(target_family = "wasm"))]

use lockstep_core::go::lower::LoopVariables;
use lockstep_core::go::machine::{Happened, Limits, Machine, Observer};
use lockstep_core::go::{Program, Run, process};
use lockstep_core::schedule::rng::SplitMix64;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;

/// A program of the record.
struct Recorded {
    file: String,
    test: Option<String>,
    source: String,
    varies: bool,
    outcomes: BTreeSet<String>,
}

fn folder() -> std::path::PathBuf {
    lockstep_tests::folder().join("conformance")
}

fn record() -> Vec<Recorded> {
    let text = fs::read_to_string(folder().join("go.txt")).expect("the record is there");
    let mut lines = text.lines();
    assert_eq!(lines.next(), Some("lockstep oracle 1"));
    let mut found: Vec<Recorded> = Vec::new();
    let mut outcome = String::new();
    for line in lines.chain(["== end"]) {
        let begins = line.starts_with("== ") || line.starts_with("-- ");
        if begins && !outcome.is_empty() {
            let last = found.last_mut().expect("an outcome belongs to a program");
            last.outcomes.insert(std::mem::take(&mut outcome));
        }
        if let Some(name) = line.strip_prefix("== ") {
            let (file, test) = match name.split_once(' ') {
                Some((file, test)) => (file, Some(test.to_owned())),
                None => (name, None),
            };
            found.push(Recorded {
                file: file.into(),
                test,
                source: String::new(),
                varies: false,
                outcomes: BTreeSet::new(),
            });
        } else if let Some(hash) = line.strip_prefix("source ").filter(|_| outcome.is_empty()) {
            found.last_mut().expect("it is said of a program").source = hash.into();
        } else if line == "varies" {
            found.last_mut().expect("it is said of a program").varies = true;
        } else if begins || !outcome.is_empty() && !line.is_empty() {
            outcome.push_str(line);
            outcome.push('\n');
        }
    }
    found.pop();
    found
}

/// What a process wrote.
#[derive(Default)]
struct Written {
    out: Vec<u8>,
    errors: Vec<u8>,
}

impl Observer for Written {
    fn tell(&mut self, _: &mut Machine, happened: Happened<'_>) {
        if let Happened::Wrote(_, file, bytes) = happened {
            if file == 1 { &mut self.out } else { &mut self.errors }.extend_from_slice(bytes);
        }
    }
}

/// By seed: once in how many steps a schedule may change to another goroutine.
const STAYS: [u64; 6] = [1, 3, 20, 1, 200, 5000];

/// Runs a program under a random schedule.
fn run(program: &Program, seed: u64, source: &str) -> String {
    let mut written = Written::default();
    let mut run = Run::new(program, Limits::default(), seed, &mut written);
    let mut numbers = SplitMix64::new(seed);
    let mut last = None;
    while run.machine().ended().is_none() {
        // Some schedules change goroutines at every step, others hardly ever.
        let stays = !numbers.next().is_multiple_of(STAYS[seed as usize % STAYS.len()]);
        let choices = run.choices();
        let same = last.map_or(&[][..], |worker| if stays { choices.of(worker) } else { &[] });
        let ways = match same {
            [] => choices
                .nth(numbers.below(choices.ready_workers()))
                .map_or(&[][..], |worker| choices.of(worker)),
            same => same,
        };
        assert!(!ways.is_empty(), "{source}: nobody can go on, and it is not over");
        let choice = ways[numbers.below(ways.len())];
        last = Some(choice.worker);
        run.step(choice, &mut written);
        if run.len() > 2_000_000 {
            return "-- endless\n".into();
        }
    }
    let machine = run.machine();
    let ended = machine.ended().expect("it has ended");
    let last = process::last_words(machine, ended);
    let mut text = format!("-- exit {}\n", last.exit);
    if source.ends_with("_test.go") {
        written.out = without_durations(&written.out);
    }
    marked(">", &written.out, &mut text);
    let words = String::from_utf8_lossy(&last.text).into_owned();
    let (message, dump) = words.split_once("\n\ngoroutine ").unwrap_or((&words, ""));
    if !last.text.is_empty() {
        let end = last.text.windows(12).position(|at| at == b"\n\ngoroutine ").unwrap_or(last.text.len());
        written.errors.extend_from_slice(&reduced_message(&last.text[..end]));
        written.errors.push(b'\n');
    }
    marked("!", &written.errors, &mut text);
    let everyone = message.contains("all goroutines are asleep") || message.contains("no goroutines");
    let mut dump = reduced_dump(dump, source, everyone);
    if message.contains("stack overflow") {
        dump.truncate(1);
    }
    dump.iter().for_each(|line| {
        let _ = writeln!(text, "@ {line}");
    });
    text
}

/// What tests print, with `(0.00s)` for however long they took.
fn without_durations(out: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(out);
    let line = |line: &str| match line.rsplit_once(" (") {
        Some((start, time)) if line.trim_start().starts_with("--- ") && time.ends_with("s)") => {
            format!("{start} (0.00s)")
        }
        _ => line.to_owned(),
    };
    text.split('\n').map(line).collect::<Vec<_>>().join("\n").into_bytes()
}

fn reduced_message(message: &[u8]) -> Vec<u8> {
    let Ok(message) = std::str::from_utf8(message) else { return message.trim_ascii_end().to_vec() };
    let line = |line: &str| {
        if let Some((signal, _)) =
            line.split_once(" code=").filter(|(start, _)| start.starts_with("[signal "))
        {
            return format!("{signal}]");
        }
        match line.split_once(") 0x") {
            Some((start, _)) if line.trim_start().starts_with("panic: (") => format!("{start}) 0x?"),
            _ => line.to_owned(),
        }
    };
    message.trim_end_matches('\n').split('\n').map(line).collect::<Vec<_>>().join("\n").into_bytes()
}

fn reduced_dump(dump: &str, source: &str, everyone: bool) -> Vec<String> {
    let mut kept: Vec<Vec<String>> = Vec::new();
    for block in dump.split("\n\ngoroutine ").filter(|block| !block.is_empty()) {
        let mut lines = block.lines();
        let (number, reason) = lines.next().and_then(|first| first.split_once(" [")).expect("a header");
        let number = if number == "1" { "1" } else { "N" };
        let mut found = vec![format!("goroutine {number} [{}]", reason.trim_end_matches("]:"))];
        while let (Some(function), Some(place)) = (lines.next(), lines.next()) {
            let (file, line) = place.trim().rsplit_once(':').expect("a place");
            let ours = file == source;
            let line = match function.strip_prefix("created by ") {
                Some(by) => {
                    let by = by.split(" in goroutine").next().unwrap_or(by);
                    if ours {
                        format!("  created by {by} {file}:{line}")
                    } else {
                        format!("  created by {by}")
                    }
                }
                None if ours => format!("  {} {file}:{line}", function.trim_end_matches("()")),
                None => continue,
            };
            if found.last() != Some(&line) {
                found.push(line);
            }
        }
        kept.push(found);
        if !everyone {
            break;
        }
    }
    kept.sort();
    kept.concat()
}

fn marked(mark: &str, data: &[u8], out: &mut String) {
    if data.is_empty() {
        return;
    }
    let ends = data.last() == Some(&b'\n');
    let body = if ends { &data[..data.len() - 1] } else { data };
    for line in body.split(|byte| *byte == b'\n') {
        let line = format!("{mark} {}", written(line));
        let _ = writeln!(out, "{}", line.trim_end_matches(' '));
    }
    if !ends {
        out.push_str("\\ no newline\n");
    }
}

fn written(line: &[u8]) -> String {
    let mut text = String::new();
    for chunk in line.utf8_chunks() {
        for character in chunk.valid().chars() {
            match character {
                '\\' => text.push_str("\\\\"),
                '\t' => text.push('\t'),
                control if (control as u32) < 32 || control as u32 == 127 => {
                    let _ = write!(text, "\\x{:02x}", control as u32);
                }
                other => text.push(other),
            }
        }
        chunk.invalid().iter().for_each(|byte| {
            let _ = write!(text, "\\x{byte:02x}");
        });
    }
    let last = text.chars().last();
    if let Some(blank @ (' ' | '\t')) = last {
        text.pop();
        let _ = write!(text, "\\x{:02x}", blank as u32);
    }
    text
}

/// What is wrong with a program, if something is.
fn judge(recorded: &Recorded) -> Result<(), String> {
    let path = folder().join("go").join(&recorded.file);
    let bytes = fs::read(&path).expect("a recorded program is there");
    let hash = lockstep_tests::fnv(&bytes);
    if format!("{hash:016x}") != recorded.source {
        return Err("it was changed since real Go ran it: make oracle".into());
    }
    let text = String::from_utf8_lossy(&bytes);
    let name = path.file_name().expect("a file has a name").to_string_lossy().into_owned();
    let old =
        text.lines().take_while(|line| line.starts_with("//")).any(|line| line.contains("language go1.21"));
    let loops = if old { LoopVariables::PerLoop } else { LoopVariables::PerIteration };
    let compiled = Program::compile(&name, &bytes, recorded.test.as_deref(), loops);
    let program = match compiled {
        Ok(program) => program,
        Err(errors) => {
            let mut found = "-- refused\n".to_string();
            marked(">", errors.text().as_bytes(), &mut found);
            return same(recorded, &BTreeSet::from([found]));
        }
    };
    let seeds = if recorded.varies { 400 } else { 8 };
    let mut found = BTreeSet::new();
    for seed in 0..seeds {
        found.insert(run(&program, seed, &name));
        if recorded.varies && recorded.outcomes.is_subset(&found) {
            return Ok(());
        }
    }
    same(recorded, &found)
}

fn same(recorded: &Recorded, found: &BTreeSet<String>) -> Result<(), String> {
    let fits = match recorded.varies {
        true => recorded.outcomes.is_subset(found),
        false => recorded.outcomes == *found,
    };
    if fits {
        return Ok(());
    }
    let list = |of: Vec<&String>| of.into_iter().take(3).cloned().collect::<String>();
    let missing = list(recorded.outcomes.difference(found).collect());
    let other = list(found.difference(&recorded.outcomes).collect());
    Err(format!("real Go:\n{missing}ours:\n{other}"))
}

#[test]
fn programs_do_what_real_go_did() {
    let only = std::env::var("ONLY").unwrap_or_default();
    let (mut wrong, mut right) = (Vec::new(), 0);
    for recorded in record().iter().filter(|recorded| recorded.file.contains(&only)) {
        let test = recorded.test.as_deref().unwrap_or_default();
        let judged =
            std::panic::catch_unwind(|| judge(recorded)).unwrap_or_else(|_| Err("it panicked".into()));
        match judged {
            Ok(()) => right += 1,
            Err(why) => wrong.push(format!("== {} {test}\n{why}", recorded.file)),
        }
    }
    assert!(wrong.is_empty(), "{right} right, {} not\n{}", wrong.len(), wrong.join("\n"));
}
