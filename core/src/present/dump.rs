//! What Go would print when a program dies: its message and the state of each goroutine, in Go's own words.
//!
//! Go adds the whole stack; here each goroutine has the one line where it stands. As in Go, a panic shows the goroutine
//! that panicked, and a fatal error shows them all.

use super::waits::waiting;
use super::{Locale, frame::LISTED};
use crate::say;
use crate::timeline::Moment;
use crate::timeline::parts::{Life, State, Status, Worker};
use crate::world::{End, Verb, WorkerId};
use std::fmt::Write as _;

/// The text, and the exit code of the process.
pub(super) fn dump(moment: &Moment, end: &End, locale: Locale) -> (String, u8) {
    let (message, running, all) = match end {
        End::Returned => return (String::new(), 0),
        End::Deadlock => ("fatal error: all goroutines are asleep - deadlock!".to_owned(), None, true),
        End::Fault(who, fault) => (fault.to_string(), Some(*who), fault.is_fatal()),
        End::Panic(who, text) => (format!("panic: {text}"), Some(*who), false),
    };
    let mut text = message;
    text.push('\n');
    let mut write = |id: WorkerId, worker: &Worker, state: &str| {
        let line = worker.site.map_or_else(String::new, |site| format!("\n\tmain.go:{}", site.line));
        // Writing to a String cannot fail.
        let _ = write!(text, "\ngoroutine {} [{state}]:{line}\n", number(id, worker));
    };
    if let Some((id, worker)) = running.and_then(|id| Some((id, moment.worker(id)?))) {
        write(id, worker, "running");
    }
    let others = || {
        let lives =
            move |(id, worker): &(WorkerId, &Worker)| worker.life == Life::Running && Some(*id) != running;
        moment.each_worker().filter(lives)
    };
    if all {
        others().take(LISTED).for_each(|(id, worker)| write(id, worker, reason(worker)));
        let more = others().skip(LISTED).count();
        if more > 0 {
            text.push_str(&format!("\n{}\n", locale.text(say!(DumpMore, count = more))));
        }
    }
    (text, 2)
}

/// The number that Go would show: the one in its name, if it has one.
fn number(id: WorkerId, worker: &Worker) -> u32 {
    let named = worker.name.strip_prefix('G').and_then(|number| number.parse().ok());
    named.unwrap_or(id.0 + 1)
}

/// Go's word for what a goroutine waits for.
fn reason(worker: &Worker) -> &'static str {
    match worker.state() {
        State::Waiting => {}
        State::Asleep => return "sleep",
        _ => return "runnable",
    }
    let Some(pending) = waiting(worker) else { return "runnable" };
    let nil = pending.doing.object.is_none();
    let caseless =
        matches!(&pending.status, Status::Parked(_)) && pending.doing.cases.as_deref() == Some(&[]);
    match pending.doing.verb {
        Verb::Lock => "sync.Mutex.Lock",
        Verb::WriteLock => "sync.RWMutex.Lock",
        Verb::ReadLock => "sync.RWMutex.RLock",
        Verb::Send if nil => "chan send (nil chan)",
        Verb::Send => "chan send",
        Verb::Receive if nil => "chan receive (nil chan)",
        Verb::Select if caseless => "select (no cases)",
        Verb::Select => "select",
        Verb::Wait => "sync.WaitGroup.Wait",
        _ => "chan receive",
    }
}
