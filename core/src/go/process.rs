//! A program as a process: what it prints, and how it ends, as Go would print it.

use super::code::Code;
use super::machine::calls::Frame;
use super::machine::{Ended, Machine, Place, Status};
use crate::go::code::instr::{Instr, Request};
use crate::go::syntax::source::Pos;
use crate::rules::WaitReason;
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

/// Whose stacks are told.
enum Told {
    Only(Place),
    All,
}

/// How a process ended.
pub fn last_words(machine: &Machine, ended: &Ended) -> LastWords {
    let (message, told) = match ended {
        Ended::Exit(exit) => return LastWords { exit: *exit & 0xFF, text: Vec::new() },
        Ended::Deadlock => (b"fatal error: all goroutines are asleep - deadlock!\n".to_vec(), Told::All),
        Ended::NoGoroutines => {
            (b"fatal error: no goroutines (main called runtime.Goexit) - deadlock!\n".to_vec(), Told::All)
        }
        Ended::Panic(place) => (panics(machine, *place), Told::Only(*place)),
        Ended::Fatal(place, words) if &**words == "stack overflow" => {
            let text =
                "runtime: goroutine stack exceeds 1000000000-byte limit\nfatal error: stack overflow\n";
            (text.as_bytes().to_vec(), Told::Only(*place))
        }
        Ended::Fatal(place, words) => (format!("fatal error: {words}\n").into_bytes(), Told::Only(*place)),
    };
    let mut text = message;
    let mut dump = String::new();
    match told {
        Told::Only(place) => stack(machine, place, true, &mut dump),
        Told::All => machine.places().for_each(|place| stack(machine, place, false, &mut dump)),
    }
    text.extend_from_slice(dump.as_bytes());
    LastWords { exit: 2, text }
}

/// Every panic of a goroutine that was not recovered from, the first one first.
fn panics(machine: &Machine, place: Place) -> Vec<u8> {
    let mut text = Vec::new();
    let panics = machine.panics(place);
    let mut nil = false;
    for (number, panic) in panics.iter().enumerate().filter(|(_, panic)| !panic.goexit && !panic.again) {
        if number > 0 && !panics[number - 1].goexit {
            text.push(b'\t');
        }
        text.extend_from_slice(b"panic: ");
        let value = machine.memory().text(panic.value);
        nil |= value.ends_with(b"nil pointer dereference");
        text.extend_from_slice(value);
        let is_again = panics.get(number + 1).is_some_and(|next| next.again);
        text.extend_from_slice(match (panic.recovered, is_again) {
            (true, true) => b" [recovered, repanicked]",
            (true, false) => b" [recovered]",
            _ => b"",
        });
        text.push(b'\n');
    }
    if nil {
        text.extend_from_slice(b"[signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x0]\n");
    }
    text
}

/// Why a goroutine is about to end the process: what it panics with, or what the run-time system gives up with.
pub fn why(machine: &Machine, place: Place) -> String {
    match machine.goroutine(place).status {
        Status::Failing => format!("fatal error: {}", machine.failure().unwrap_or_default()),
        _ => {
            let text = String::from_utf8_lossy(&panics(machine, place)).into_owned();
            text.strip_prefix("panic: ").unwrap_or(&text).trim_end().to_owned()
        }
    }
}

/// A goroutine's frames, as Go prints them.
fn stack(machine: &Machine, place: Place, running: bool, out: &mut String) {
    let one = machine.goroutine(place);
    let reason = if running { "running" } else { waits_for(machine, place) };
    // Writing to a String cannot fail.
    let _ = write!(out, "\ngoroutine {} [{reason}]:\n", one.worker + 1);
    for frame in machine.frames(place) {
        let function = &machine.code().functions[frame.func as usize];
        if function.thunk || function.hidden {
            continue;
        }
        let _ = writeln!(out, "{}()", function.name);
        push_place(machine.code(), place_of(machine, &frame), out);
    }
    if one.created != Pos::NONE {
        let _ = writeln!(out, "created by {} in goroutine {}", one.creator(machine.code()), one.parent + 1);
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

/// What a goroutine waits for, in the words of a goroutine dump.
pub fn waits_for(machine: &Machine, place: Place) -> &'static str {
    let one = machine.goroutine(place);
    let link = match one.status {
        Status::Parked(link) | Status::Woken(link) | Status::Asleep(link) => link,
        _ => return "runnable",
    };
    if let Instr::Request { request: Request::CondWait, .. } = machine.instr(place) {
        return WaitReason::CondWait.text();
    }
    match machine.op(place) {
        Some(op) => machine.table().wait_reason(&op, link).text(),
        None => "runnable",
    }
}
