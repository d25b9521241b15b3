//! What Go would print when a program dies: its message and the state of each goroutine, in Go's own words.
//!
//! Go adds the whole stack; here each goroutine has the one line where it stands. As in Go, a panic shows the goroutine
//! that panicked, and a fatal error shows them all.

use super::waits::waiting;
use super::{Locale, frame::LISTED};
use crate::rules::{Direction, ObjectId, WaitReason};
use crate::say;
use crate::timeline::Moment;
use crate::timeline::parts::{Life, State, Worker};
use crate::world::{DoingCase, End, Queue, Verb, WorkerId};
use std::fmt::Write as _;

/// The text, and the exit code of the process.
pub(super) fn dump(moment: &Moment, end: &End, locale: Locale) -> (String, u8) {
    if let Some((text, code)) = &moment.last_words {
        return (text.to_string(), *code as u8);
    }
    let (message, running, all) = match end {
        End::Returned => return (String::new(), 0),
        End::Deadlock => ("fatal error: all goroutines are asleep - deadlock!".to_owned(), None, true),
        End::Fault(who, fault) => (fault.to_string(), Some(*who), fault.is_fatal()),
        End::Panic(who, text) => (format!("panic: {text}"), Some(*who), false),
        End::Fatal(who, text) => (format!("fatal error: {text}"), Some(*who), false),
        End::Exit(_, code) => return (String::new(), *code as u8),
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
        others().take(LISTED).for_each(|(id, worker)| write(id, worker, reason(moment, id, worker)));
        let more = others().skip(LISTED).count();
        if more > 0 {
            text.push_str(&counted(more, locale));
        }
    }
    (text, 2)
}

/// Those who are not listed.
#[inline(never)]
fn counted(more: usize, locale: Locale) -> String {
    format!("\n{}\n", locale.text(say!(DumpMore, count = more)))
}

/// The number that Go would show: the one in its name, if it has one.
fn number(id: WorkerId, worker: &Worker) -> u32 {
    let named = worker.name.strip_prefix('G').and_then(|number| number.parse().ok());
    named.unwrap_or(id.0 + 1)
}

/// Go's word for what a goroutine waits for.
fn reason(moment: &Moment, id: WorkerId, worker: &Worker) -> &'static str {
    match worker.state() {
        State::Waiting => {}
        State::Asleep => return WaitReason::Sleep.text(),
        _ => return "runnable",
    }
    let Some(pending) = waiting(worker) else { return "runnable" };
    let doing = &pending.doing;
    let reason = match doing.verb {
        Verb::Lock => WaitReason::MutexLock,
        Verb::WriteLock if waits_for_readers(moment, doing.object, id) => WaitReason::RwMutexLock,
        // Writers compete for a mutex inside.
        Verb::WriteLock => WaitReason::MutexLock,
        Verb::ReadLock => WaitReason::RwMutexReadLock,
        Verb::Send => WaitReason::send(doing.object.is_none()),
        Verb::Receive => WaitReason::receive(doing.object.is_none()),
        Verb::Select => match doing.cases.as_deref() {
            None | Some([]) => WaitReason::SelectNoCases,
            // Go's compiler makes a plain send or receive of it.
            Some([DoingCase { object, direction: Direction::Send(_), .. }]) => {
                WaitReason::send(object.is_none())
            }
            Some([DoingCase { object, .. }]) => WaitReason::receive(object.is_none()),
            _ => WaitReason::Select,
        },
        Verb::Wait => WaitReason::WaitGroupWait,
        // To wait for a worker's end is ours; a Go program receives from a channel that the other closes.
        _ => WaitReason::ChannelReceive,
    };
    reason.text()
}

/// Whether this writer comes next, and waits for readers only.
#[inline(never)]
fn waits_for_readers(moment: &Moment, object: Option<ObjectId>, writer: WorkerId) -> bool {
    let Some(object) = object.and_then(|object| moment.object(object)) else { return false };
    let first = object.queue(Queue::Waiters).front().map(|first| first.worker);
    first == Some(writer) && object.holder.is_none() && !object.readers.is_empty()
}
