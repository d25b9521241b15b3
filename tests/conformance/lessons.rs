//! What real Go does with the Go programs of the lessons is what the scenes do.
//!
//! `lessons.txt` is a record of real Go: how each program ended, what each goroutine waited for and what was printed. The
//! scenes are compared with the record, and so is the text of each program, so that a text which was changed must be run
//! again. No Go is needed for that. Where `LOCKSTEP_GO` names a `go` command, each program is also formatted, vetted and run
//! many times by it and compared with the record; where `LOCKSTEP_RECORD` is set too, the record is written anew.

#![cfg(not(target_family = "wasm"))]

use lockstep_core::lessons::{self, Address, Program};
use lockstep_core::schedule::Plan;
use lockstep_core::timeline::Moment;
use lockstep_core::world::{End, Event, Verb};
use lockstep_tests::run as run_scene;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The programs that are compared.
const CASES: [&str; 22] = [
    "ten-goroutines",
    "ten-goroutines?n=1",
    "ten-goroutines?n=40",
    "ten-goroutines?variant=no-mutex",
    "ten-goroutines?n=1&variant=no-mutex",
    "ten-goroutines?variant=unlock-first",
    "ten-goroutines?n=1&variant=unlock-first",
    "ten-goroutines?variant=buffered",
    "ten-goroutines?variant=buffered&capacity=9",
    "ten-goroutines?variant=buffered&capacity=0",
    "ten-goroutines?variant=receive-first",
    "ten-goroutines?variant=closer",
    "counting",
    "counting?variant=mutex",
    "counting?variant=atomic",
    "counting?variant=owner",
    "counting?n=1&k=100",
    "lock-contention",
    "lock-contention?n=7&m=3&hold=0",
    "queueing",
    "queueing?capacity=0",
    "queueing?consumers=5&capacity=1&produce=0&consume=0",
];

fn file() -> PathBuf {
    lockstep_tests::folder().join("conformance/lessons.txt")
}

/// How often real Go runs each program, and under how many seeds each scene runs.
const RUNS: u64 = 25;

#[test]
fn the_scenes_do_what_real_go_did() {
    let record = read_record();
    assert!(record.keys().eq(sorted(CASES).iter()), "the record is of the programs that are compared");
    for case in CASES {
        let program = program(case);
        for seed in 0..RUNS {
            assert_eq!(entry(&program, &by_scene(&program, seed)), record[case], "{case}, seed {seed}");
        }
    }
}

#[test]
fn real_go_does_what_was_recorded() {
    let Some(go) = std::env::var_os("LOCKSTEP_GO").map(PathBuf::from) else { return };
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("lessons-in-go");
    std::fs::create_dir_all(&folder).expect("cargo's own folder can be written to");
    let mut found = BTreeMap::new();
    for case in CASES {
        let program = program(case);
        let file = folder.join("main.go");
        std::fs::write(&file, program.source().text()).expect("the folder was just made");
        assert_eq!(run(&gofmt(&go), &["-l", "-d", "main.go"], &folder).1, "", "{case} is formatted");
        assert!(run(&go, &["vet", "main.go"], &folder).0, "{case} passes go vet");
        assert!(run(&go, &["build", "-o", "main", "main.go"], &folder).0, "{case} builds");
        for _ in 0..RUNS {
            let seen = entry(&program, &by_go(&folder));
            let first = found.entry(case.to_string()).or_insert_with(|| seen.clone());
            assert_eq!(seen, *first, "{case} does the same each time");
        }
    }
    if std::env::var_os("LOCKSTEP_RECORD").is_some() {
        write_record(&run(&go, &["version"], &folder).1, &found);
    }
    assert_eq!(found, read_record());
}

#[test]
fn the_marks_in_the_go_files_leave_no_trace() {
    for scene in lessons::all() {
        let source = scene.source(&scene.defaults());
        assert!(!source.text().contains("//@"), "{}", scene.id);
        assert!(source.lines().all(|line| line == line.trim_end()), "{}", scene.id);
    }
}

/// What was seen of a run.
struct Seen {
    ending: String,
    /// What each goroutine that was not done waited for, in Go's words.
    waits: Vec<String>,
    lines: Vec<String>,
}

/// What the record says of a program: what is the same in every run.
fn entry(program: &Program, seen: &Seen) -> String {
    let mut text = format!(
        "source {:016x}\n{}\n",
        lockstep_core::schedule::token::fnv(program.source().text().as_bytes()),
        seen.ending
    );
    let mut waits: BTreeMap<&str, u32> = BTreeMap::new();
    for wait in &seen.waits {
        *waits.entry(wait).or_insert(0) += 1;
    }
    for (wait, count) in waits {
        writeln!(text, "{count} [{wait}]").expect("writing to a string");
    }
    for line in sorted(seen.lines.iter().map(|line| settled(program, line))) {
        writeln!(text, "> {line}").expect("writing to a string");
    }
    text
}

/// A printed line without what differs from run to run: which consumer it was, and how many updates were lost.
fn settled(program: &Program, line: &str) -> String {
    let words: Vec<&str> = line.split(' ').collect();
    match words[..] {
        ["consumer", _, "is", "done", "with", item] => format!("a consumer is done with {item}"),
        ["counter", "is", total, "of", most]
            if program.source().text().contains("counter++")
                && !program.source().text().contains("mu.Lock") =>
        {
            let count = |word: &str| word.parse::<u32>().expect("a number is printed");
            assert!((1..=count(most)).contains(&count(total)), "{line}");
            format!("counter is at most {most}")
        }
        _ => line.to_string(),
    }
}

fn by_scene(program: &Program, seed: u64) -> Seen {
    let (mut moment, mut lines) = (Moment::default(), Vec::new());
    let end = run_scene(program, Plan::Random { seed }, |event| {
        if let Event::Printed(_, line) = event {
            lines.push(line.to_string());
        }
        moment.apply(event);
    });
    let ending = match end {
        End::Returned => "exit 0".to_string(),
        End::Deadlock => "fatal error: all goroutines are asleep - deadlock!".to_string(),
        other => panic!("{other:?}"),
    };
    let pending = moment.workers.iter().flat_map(|worker| &worker.pending);
    let waits = pending.map(|pending| wait_reason(pending.doing.verb).to_string()).collect();
    Seen { ending, waits, lines }
}

fn wait_reason(verb: Verb) -> &'static str {
    match verb {
        Verb::Lock => "sync.Mutex.Lock",
        Verb::Send => "chan send",
        Verb::Receive => "chan receive",
        Verb::Wait => "sync.WaitGroup.Wait",
        other => panic!("nobody is left waiting for {other:?}"),
    }
}

fn by_go(folder: &Path) -> Seen {
    let out = Command::new(folder.join("main")).output().expect("it was just built");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let (lines, trace) = (text(&out.stdout), text(&out.stderr));
    let ending = match out.status.code() {
        Some(0) => "exit 0".to_string(),
        _ => trace.lines().next().unwrap_or_default().to_string(),
    };
    let waits = trace.lines().filter(|line| line.starts_with("goroutine ")).filter_map(|line| {
        let (_, reason) = line.split_once('[')?;
        Some(reason.split_once(']')?.0.to_string())
    });
    Seen { ending, waits: waits.collect(), lines: lines.lines().map(str::to_string).collect() }
}

fn gofmt(go: &Path) -> PathBuf {
    let root = run(go, &["env", "GOROOT"], Path::new(".")).1;
    Path::new(root.trim()).join("bin/gofmt")
}

/// Whether a command succeeded, and what it printed.
fn run(command: &Path, arguments: &[&str], folder: &Path) -> (bool, String) {
    let out = Command::new(command).args(arguments).current_dir(folder).output();
    let out = out.unwrap_or_else(|error| panic!("{} does not run: {error}", command.display()));
    (out.status.success(), String::from_utf8_lossy(&out.stdout).into_owned())
}

fn program(case: &str) -> Program {
    let address = Address::parse(case).expect("the cases are addresses");
    address.scene.program(address.values)
}

/// The entries by case.
fn read_record() -> BTreeMap<String, String> {
    let text = std::fs::read_to_string(file()).expect("the record is in the repository");
    let blocks = text.split("\n== ").skip(1);
    blocks
        .map(|block| block.split_once('\n').expect("a case is a line"))
        .map(|(case, entry)| (case.to_string(), entry.to_string()))
        .collect()
}

fn write_record(version: &str, found: &BTreeMap<String, String>) {
    let mut text = format!(
        "What {} did with the Go programs of the lessons, {RUNS} runs each.\n",
        version.trim().trim_start_matches("go version ")
    );
    for (case, entry) in found {
        write!(text, "\n== {case}\n{}", entry.trim_end()).expect("writing to a string");
        text.push('\n');
    }
    std::fs::write(file(), text).expect("the repository can be written to");
}

fn sorted<T: Into<String>>(lines: impl IntoIterator<Item = T>) -> Vec<String> {
    let mut lines: Vec<String> = lines.into_iter().map(Into::into).collect();
    lines.sort();
    lines
}
