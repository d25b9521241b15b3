//! A program as a process: what it prints, and how it ends, as Go would print it.

use super::code::Code;
use super::lib::cluster;
use super::lib::printed::push_panicked;
use super::machine::calls::Frame;
use super::machine::memory::Pointer;
use super::machine::panics::Panic;
use super::machine::{Ended, Machine, Place, Status, trap};
use crate::go::code::instr::{Instr, Request};
use crate::go::syntax::source::{self, Pos};
use crate::go::types::store::TypeId;
use crate::rules::WaitReason;
use crate::world::WorkerId;
use std::fmt::Write as _;

/// How a process ended: its exit code, and the last words that Go's run-time system would print to standard error.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LastWords {
    /// The exit code.
    pub exit: i32,
    /// The last words, each line ended by a newline; what a program panics with need not be UTF-8. Empty if it ended by
    /// itself.
    pub text: Vec<u8>,
}

/// How a process ended.
///
/// Whose stacks are told is as in Go without a GOTRACEBACK: where one goroutine is at fault only its own, and everyone's
/// where the run-time system gave up, the one first in which it did.
pub fn last_words(machine: &Machine, ended: &Ended) -> LastWords {
    let (mut text, running, everyone) = match ended {
        Ended::Exit(exit) => return LastWords { exit: *exit, text: Vec::new() },
        Ended::Deadlock => (fatal("all goroutines are asleep - deadlock!"), None, true),
        Ended::NoGoroutines => (fatal("no goroutines (main called runtime.Goexit) - deadlock!"), None, true),
        Ended::Panic(place) => (panics(machine, *place, b""), Some(*place), false),
        Ended::Fatal(place, words) => (panics(machine, *place, &fatal(words)), Some(*place), false),
        Ended::Thrown(place, words) => {
            let overflow = &**words == trap::STACK_OVERFLOW;
            let before =
                if overflow { "runtime: goroutine stack exceeds 1000000000-byte limit\n" } else { "" };
            ([before.as_bytes(), &fatal(words)].concat(), *place, true)
        }
    };
    let mut dump = String::new();
    if let Some(place) = running {
        stack(machine, place, true, &mut dump);
    }
    if everyone {
        let others: Vec<Place> = machine.places().filter(|place| Some(*place) != running).collect();
        let told = others.len().min(TOLD_GOROUTINES);
        others[..told].iter().for_each(|place| stack(machine, *place, false, &mut dump));
        if let elided @ 1.. = others.len() - told {
            // Writing to a String cannot fail.
            let _ = writeln!(dump, "\n...{elided} goroutines elided...");
        }
    }
    if let Ended::Thrown(_, words) = ended
        && let Some(met) = Met::of(words)
    {
        // In Go it may be that this never happens.
        let _ = write!(dump, "\n{}", met.line(machine));
    }
    text.extend_from_slice(dump.as_bytes());
    LastWords { exit: 2, text }
}

/// What a goroutine is called: `main`, or `G2`, `G3`, … in the order in which they are started; a node of a cluster as that.
pub fn name(machine: &Machine, worker: WorkerId) -> String {
    let place = machine.places().find(|place| machine.goroutine(*place).worker == worker.0);
    let party = place.and_then(|place| party(machine, place));
    party.unwrap_or_else(|| numbered(machine, worker))
}

/// The same of who has just been started.
pub fn name_of_new(machine: &Machine, place: Place) -> String {
    let worker = WorkerId(machine.goroutine(place).worker);
    party(machine, place).unwrap_or_else(|| numbered(machine, worker))
}

fn numbered(machine: &Machine, worker: WorkerId) -> String {
    match worker {
        WorkerId(0) => "main".into(),
        WorkerId(worker) => format!("G{}", number(machine, worker)),
    }
}

/// What a goroutine is called that the library has started for a node of a cluster.
fn party(machine: &Machine, place: Place) -> Option<String> {
    let memory = machine.memory();
    machine.frames(place).find_map(|frame| {
        let function = &machine.code().functions[frame.func as usize];
        // What it does not want any more may be anything.
        if !function.live.at(frame.pc).contains(&0) {
            return None;
        }
        let slots = machine.goroutine(place).stack as usize + 1 + frame.at as usize;
        let first = Pointer(memory.words[slots]);
        match function.guarded {
            true if &*function.name == cluster::RUN => cluster::name(memory, first),
            // The `go` statement: its closure begins with the function, and the first parameter is behind that.
            true if function.thunk && function.name.starts_with(cluster::PACKAGE) => {
                cluster::name(memory, Pointer(memory.at(first, 2)[1]))
            }
            _ => None,
        }
    })
}

/// The number of a goroutine, from 1. The clock is a worker as well, and no goroutine.
fn number(machine: &Machine, worker: u32) -> u32 {
    let clock = machine.clock().is_some_and(|clock| clock < worker);
    worker + 1 - u32::from(clock)
}

/// A limit of ours that a program can meet, and not in Go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Met {
    /// It has used all the memory that it is given.
    Memory,
    /// It has started more goroutines than there may be at a time.
    Goroutines,
    /// A goroutine's calls lie deeper in each other than it has a stack for. Go's is larger.
    Stack,
}

impl Met {
    /// All of them.
    pub const ALL: [Met; 3] = [Met::Memory, Met::Goroutines, Met::Stack];

    /// The limit for which the run-time system gives up in these words.
    pub fn of(words: &str) -> Option<Met> {
        match words {
            trap::OUT_OF_MEMORY => Some(Met::Memory),
            trap::TOO_MANY => Some(Met::Goroutines),
            trap::STACK_OVERFLOW => Some(Met::Stack),
            _ => None,
        }
    }

    /// A line that says how much there is.
    fn line(self, machine: &Machine) -> String {
        let limits = machine.limits();
        match self {
            Met::Memory => format!("[Lockstep gives a program {} bytes of memory]\n", 8 * limits.memory),
            Met::Goroutines => {
                format!("[Lockstep gives a program {} goroutines at a time]\n", limits.goroutines)
            }
            Met::Stack => format!("[Lockstep gives a goroutine {} bytes of stack]\n", 8 * limits.stack),
        }
    }
}

/// The line that says what the run-time system gave up with.
fn fatal(words: &str) -> Vec<u8> {
    ["fatal error: ", words, "\n"].concat().into_bytes()
}

/// Every panic of a goroutine that was not recovered from, the first one first, and then the fatal error that ends it if one
/// does; at last the signal, if one was met.
fn panics(machine: &Machine, place: Place, fatal: &[u8]) -> Vec<u8> {
    let mut text = Vec::new();
    let panics = machine.panics(place);
    for (number, panic) in panics.iter().enumerate().filter(|(_, panic)| !panic.goexit && !panic.again) {
        if number > 0 && !panics[number - 1].goexit {
            text.push(b'\t');
        }
        text.extend_from_slice(b"panic: ");
        push_value(machine, panic, &mut text);
        let is_again = panics.get(number + 1).is_some_and(|next| next.again);
        text.extend_from_slice(match (panic.recovered, is_again) {
            (true, true) => b" [recovered, repanicked]",
            (true, false) => b" [recovered]",
            _ => b"",
        });
        text.push(b'\n');
    }
    if !fatal.is_empty() {
        text.extend_from_slice(if panics.is_empty() { b"" } else { b"\t" });
        text.extend_from_slice(fatal);
    }
    if panics.iter().any(|panic| panic.signal) {
        text.extend_from_slice(b"[signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x0]\n");
    }
    text
}

/// What a panic is told as: by now it is a text, if its methods could still be called.
fn push_value(machine: &Machine, panic: &Panic, out: &mut Vec<u8>) {
    let memory = machine.memory();
    if panic.told {
        return out.extend_from_slice(memory.text(panic.value));
    }
    let mut value = Vec::new();
    push_panicked(&machine.code().types, memory, TypeId(panic.typ as u32), panic.value, &mut value);
    for byte in value {
        out.push(byte);
        if byte == b'\n' {
            out.push(b'\t');
        }
    }
}

/// Why a goroutine is about to end the process: what it panics with, or what the run-time system gives up with.
pub fn why(machine: &Machine, place: Place) -> String {
    match machine.goroutine(place).status {
        Status::Failing => match machine.failure(place) {
            Some(Ended::Fatal(_, words) | Ended::Thrown(_, words)) => ["fatal error: ", words].concat(),
            _ => String::new(),
        },
        _ => {
            let text = String::from_utf8_lossy(&panics(machine, place, b"")).into_owned();
            text.strip_prefix("panic: ").unwrap_or(&text).trim_end().to_owned()
        }
    }
}

/// So many of the innermost and of the outermost frames are told.
const TOLD: usize = 50;

/// So many goroutines are told, beside the one that is at fault.
const TOLD_GOROUTINES: usize = 1_000;

/// A goroutine's frames, as Go prints them.
fn stack(machine: &Machine, place: Place, running: bool, out: &mut String) {
    let one = machine.goroutine(place);
    let reason = if running { "running" } else { waits_for(machine, place) };
    // Writing to a String cannot fail.
    let _ = write!(out, "\ngoroutine {} [{reason}]:\n", number(machine, one.worker));
    let function = |frame: &Frame| &machine.code().functions[frame.func as usize];
    let mut frames: Vec<Frame> = machine.frames(place).collect();
    frames.retain(|frame| !function(frame).thunk && !function(frame).hidden);
    let elided = frames.len().saturating_sub(2 * TOLD);
    for (number, frame) in frames.iter().enumerate() {
        if elided > 0 && number == TOLD {
            let _ = writeln!(out, "...{elided} frames elided...");
        }
        if (TOLD..TOLD + elided).contains(&number) {
            continue;
        }
        let _ = writeln!(out, "{}()", function(frame).name);
        push_place(machine.code(), place_of(machine, frame), out);
    }
    if one.created != Pos::NONE {
        let _ = write!(out, "created by {}", one.creator(machine.code()));
        let _ = match one.parent {
            Some(parent) => writeln!(out, " in goroutine {}", number(machine, parent)),
            None => writeln!(out),
        };
        push_place(machine.code(), one.created, out);
    }
}

fn push_place(code: &Code, pos: Pos, out: &mut String) {
    if let Some(place) = code.sources.place(pos) {
        let _ = writeln!(out, "\t{}:{}", place.file, place.line);
    }
}

/// Where a frame stands in the text.
pub fn place_of(machine: &Machine, frame: &Frame) -> Pos {
    let places = &machine.code().functions[frame.func as usize].places;
    places.get(frame.pc as usize).copied().unwrap_or(Pos::NONE)
}

/// Where a goroutine stands in the reader's text.
pub fn stands(machine: &Machine, place: Place) -> Option<source::Place> {
    let code = machine.code();
    let own = machine.frames(place).find(|frame| {
        let function = &code.functions[frame.func as usize];
        !function.hidden && !function.thunk
    })?;
    code.sources.place(place_of(machine, &own))
}

/// Where a run stands in the reader's text: whoever went last, or else the first who stands anywhere in it.
pub fn run_stands(machine: &Machine, last: Option<Place>) -> Option<source::Place> {
    last.into_iter().chain(machine.places()).find_map(|place| stands(machine, place))
}

/// What a goroutine waits for, in the words of a goroutine dump.
pub fn waits_for(machine: &Machine, place: Place) -> &'static str {
    wait_reason(machine, place).map_or("runnable", WaitReason::text)
}

/// The same, and nothing if it does not wait.
pub fn wait_reason(machine: &Machine, place: Place) -> Option<WaitReason> {
    let link = match machine.goroutine(place).status {
        Status::Parked(link) | Status::Woken(link) | Status::Asleep(link) => link,
        _ => return None,
    };
    if let Instr::Request { request: Request::CondWait, .. } = machine.instr(place) {
        return Some(WaitReason::CondWait);
    }
    Some(machine.table().wait_reason(&machine.op(place)?, link))
}
