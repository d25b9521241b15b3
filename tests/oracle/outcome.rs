//! What a Go program does under a schedule, in the form of the record.

use lockstep_core::go::machine::{Happened, Limits, Machine, Observer};
use lockstep_core::go::{Program, Run, process};
use lockstep_core::schedule::Plan;
use lockstep_core::schedule::rng::SplitMix64;
use std::fmt::Write as _;

/// A program that takes more steps than this does not end.
const MOST: u32 = 2_000_000;

/// What one run came to.
pub struct Outcome {
    /// How it ended, its output and its last words, as the record has it; `-- endless` if it did not end.
    pub text: String,
    /// How many steps it took.
    pub steps: u32,
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

/// Runs a program under a random schedule; `source` is the name of its file.
///
/// # Panics
/// If nobody can go on and it has not ended.
pub fn random(program: &Program, source: &str, seed: u64) -> Outcome {
    let mut written = Written::default();
    let mut run = Run::new(program, Limits::default(), seed, &mut written);
    let mut numbers = SplitMix64::new(seed);
    let mut last = None;
    while run.machine().ended().is_none() && run.len() < MOST {
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
    }
    told(&run, written, source)
}

/// Runs a program with everyone taking turns.
pub fn round_robin(program: &Program, source: &str) -> Outcome {
    let mut written = Written::default();
    let mut run = Run::new(program, Limits::default(), 0, &mut written);
    run.go_on(Plan::RoundRobin, MOST, &mut written);
    told(&run, written, source)
}

fn told(run: &Run, mut written: Written, source: &str) -> Outcome {
    let machine = run.machine();
    let Some(ended) = machine.ended() else {
        return Outcome { text: "-- endless\n".into(), steps: run.len() };
    };
    let last = process::last_words(machine, ended);
    let mut text = format!("-- exit {}\n", last.exit);
    if source.ends_with("_test.go") {
        written.out = without_durations(&written.out);
    }
    marked(">", &written.out, &mut text);
    let words = String::from_utf8_lossy(&last.text).into_owned();
    // What Lockstep adds where a limit of its own was met.
    let words = words.split_once("\n\n[Lockstep ").map_or(&*words, |(words, _)| words).to_owned();
    let (message, dump) = words.split_once("\n\ngoroutine ").unwrap_or((&words, ""));
    if !last.text.is_empty() {
        let end = last.text.windows(12).position(|at| at == b"\n\ngoroutine ").unwrap_or(last.text.len());
        written.errors.extend_from_slice(&reduced_message(&last.text[..end]));
        written.errors.push(b'\n');
    }
    marked("!", &written.errors, &mut text);
    let overflow = message.contains("stack overflow");
    reduced_dump(dump, source, overflow).iter().for_each(|line| {
        let _ = writeln!(text, "@ {line}");
    });
    Outcome { text, steps: run.len() }
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

fn reduced_dump(dump: &str, source: &str, overflow: bool) -> Vec<String> {
    let mut kept: Vec<Vec<String>> = Vec::new();
    for block in dump.split("\n\ngoroutine ").filter(|block| !block.is_empty()) {
        let mut lines = block.lines();
        let (number, reason) = lines.next().and_then(|first| first.split_once(" [")).expect("a header");
        let number = if number == "1" { "1" } else { "N" };
        let mut found = vec![format!("goroutine {number} [{}]", reason.trim_end_matches("]:"))];
        if overflow && reason == "running]:" {
            kept.push(found);
            continue;
        }
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
    }
    kept.sort();
    kept.concat()
}

/// Writes the lines of `data` behind their mark.
pub(super) fn marked(mark: &str, data: &[u8], out: &mut String) {
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
