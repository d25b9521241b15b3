//! What a check has told so far, as text: the way from whoever checks, a Web Worker, to whoever shows it.
//!
//! Nothing is kept in this form, so it has no version: both ends are of one build. What is not of this form is refused.

use super::map::{Map, Outlook, Spot, Step};
use super::{Access, Established, Finding, Frame, Kind, Outcome, Progress, Report, Site, Stage};
use crate::go::machine::Time;
use crate::go::process::Met;
use crate::schedule::{Checks, Pick, Schedule, Token};
use crate::world::{End, WorkerId};
use base64ct::{Base64UrlUnpadded, Encoding};

/// So many outcomes are told of one by one.
pub const LISTED: usize = 200;

/// What a check has told so far.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Told {
    /// What it is doing; nothing once it is done.
    pub stage: Option<Stage>,
    /// States so far, of those that it looks at now.
    pub states: usize,
    /// States whose ways on are not known yet.
    pub open: usize,
    /// How many steps lead to the state that is looked at.
    pub depth: u32,
    /// What is known. As long as it looks for what can go wrong, that is only findings.
    pub report: Report,
    /// How many things can come out; at most [`LISTED`] of them are in the report.
    pub outcomes: usize,
}

impl Told {
    /// While the check goes on.
    pub fn so_far(progress: Progress) -> Told {
        let Progress { stage, states, open, depth, report } = progress;
        Told { stage: Some(stage), states, open, depth, ..Told::done(report()) }
    }

    /// Once it is done.
    pub fn done(mut report: Report) -> Told {
        let (states, outcomes) = (report.states, report.outcomes.len());
        report.outcomes.truncate(LISTED);
        Told { states, report, outcomes, ..Told::default() }
    }

    /// As text.
    pub fn to_text(&self) -> String {
        let mut bytes = Vec::new();
        self.put(&mut bytes);
        Base64UrlUnpadded::encode_string(&bytes)
    }

    /// From a text; nothing if it is none of ours.
    pub fn from_text(text: &str) -> Option<Told> {
        let bytes = Base64UrlUnpadded::decode_vec(text).ok()?;
        let mut bytes = &*bytes;
        Told::take(&mut bytes).filter(|_| bytes.is_empty())
    }
}

/// What can be written as bytes and read again.
trait Plain: Sized {
    fn put(&self, bytes: &mut Vec<u8>);
    fn take(bytes: &mut &[u8]) -> Option<Self>;
}

/// A number takes seven bits a byte, the lowest first.
impl Plain for u64 {
    fn put(&self, bytes: &mut Vec<u8>) {
        let mut number = *self;
        while number >= 0x80 {
            bytes.push(number as u8 | 0x80);
            number >>= 7;
        }
        bytes.push(number as u8);
    }

    fn take(bytes: &mut &[u8]) -> Option<u64> {
        let mut number = 0;
        for shift in (0..u64::BITS).step_by(7) {
            let byte = *bytes.split_off_first()?;
            number |= u64::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }
}

impl Plain for u32 {
    fn put(&self, bytes: &mut Vec<u8>) {
        u64::from(*self).put(bytes);
    }

    fn take(bytes: &mut &[u8]) -> Option<u32> {
        u64::take(bytes)?.try_into().ok()
    }
}

impl Plain for u16 {
    fn put(&self, bytes: &mut Vec<u8>) {
        u64::from(*self).put(bytes);
    }

    fn take(bytes: &mut &[u8]) -> Option<u16> {
        u64::take(bytes)?.try_into().ok()
    }
}

impl Plain for WorkerId {
    fn put(&self, bytes: &mut Vec<u8>) {
        self.0.put(bytes);
    }

    fn take(bytes: &mut &[u8]) -> Option<WorkerId> {
        u32::take(bytes).map(WorkerId)
    }
}

impl Plain for usize {
    fn put(&self, bytes: &mut Vec<u8>) {
        (*self as u64).put(bytes);
    }

    fn take(bytes: &mut &[u8]) -> Option<usize> {
        u64::take(bytes)?.try_into().ok()
    }
}

impl Plain for bool {
    fn put(&self, bytes: &mut Vec<u8>) {
        u32::from(*self).put(bytes);
    }

    fn take(bytes: &mut &[u8]) -> Option<bool> {
        Some(u32::take(bytes)? != 0)
    }
}

impl Plain for String {
    fn put(&self, bytes: &mut Vec<u8>) {
        self.len().put(bytes);
        bytes.extend_from_slice(self.as_bytes());
    }

    fn take(bytes: &mut &[u8]) -> Option<String> {
        let length = usize::take(bytes)?;
        let text = bytes.split_off(..length)?;
        String::from_utf8(text.to_vec()).ok()
    }
}

impl<T: Plain> Plain for Vec<T> {
    fn put(&self, bytes: &mut Vec<u8>) {
        self.len().put(bytes);
        self.iter().for_each(|item| item.put(bytes));
    }

    fn take(bytes: &mut &[u8]) -> Option<Vec<T>> {
        // Whoever promises more than there is runs out of bytes.
        (0..usize::take(bytes)?).map(|_| T::take(bytes)).collect()
    }
}

impl<T: Plain> Plain for Option<T> {
    fn put(&self, bytes: &mut Vec<u8>) {
        self.is_some().put(bytes);
        self.iter().for_each(|item| item.put(bytes));
    }

    fn take(bytes: &mut &[u8]) -> Option<Option<T>> {
        if bool::take(bytes)? { T::take(bytes).map(Some) } else { Some(None) }
    }
}

/// A schedule is a token of it, with nothing to be checked.
impl Plain for Schedule {
    fn put(&self, bytes: &mut Vec<u8>) {
        let checks = Checks::new(self.len(), |_| 0);
        Token { schedule: self.clone(), checks, ..Token::default() }.to_string().put(bytes);
    }

    fn take(bytes: &mut &[u8]) -> Option<Schedule> {
        String::take(bytes)?.parse().ok().map(|token: Token| token.schedule)
    }
}

/// Structs are their fields one after the other, each by name: a new one is a word here.
macro_rules! plain {
    ($($name:ident { $($field:ident),* })*) => {
        $(impl Plain for $name {
            fn put(&self, bytes: &mut Vec<u8>) {
                $(self.$field.put(bytes);)*
            }

            fn take(bytes: &mut &[u8]) -> Option<$name> {
                Some($name { $($field: Plain::take(bytes)?),* })
            }
        })*
    };
}

plain! {
    Told { stage, states, open, depth, report, outcomes }
    Report {
        established, races_within, met, time, timed, preemptions, states, executions, samples, findings, outcomes,
        outcomes_complete, drew, map
    }
    Finding { kind, subject, sites, schedule, steps, switches, unavoidable_from, repeats, time }
    Site { who, goroutine, wait, access, made, stack }
    Frame { function, line, column }
    Outcome { output, end, schedule }
    Map { states, steps }
    Spot { by, findings, outlook }
    Step { from, to, pick }
    Pick { worker, nth }
}

/// An enum without data is its place in the list of all.
macro_rules! one_of {
    ($($name:ty: $all:expr;)*) => {
        $(impl Plain for $name {
            fn put(&self, bytes: &mut Vec<u8>) {
                // One that is not listed is refused by whoever reads it.
                $all.iter().position(|one| one == self).unwrap_or($all.len()).put(bytes);
            }

            fn take(bytes: &mut &[u8]) -> Option<$name> {
                $all.get(usize::take(bytes)?).copied()
            }
        })*
    };
}

one_of! {
    Kind: Kind::ALL;
    Access: [Access::None, Access::Read, Access::Write];
    Time: [Time::Timely, Time::AnyDelay];
    Met: Met::ALL;
    Outlook: [Outlook::Open, Outlook::Doomed, Outlook::Wrong];
}

/// Other enums are a number and what goes with it.
impl Plain for Established {
    fn put(&self, bytes: &mut Vec<u8>) {
        self.bound().put(bytes);
    }

    fn take(bytes: &mut &[u8]) -> Option<Established> {
        Plain::take(bytes).map(Established::up_to)
    }
}

impl Plain for Stage {
    fn put(&self, bytes: &mut Vec<u8>) {
        let (which, count) = match self {
            Stage::Findings => (0, 0),
            Stage::Bounded(preemptions) => (1, *preemptions),
            Stage::Samples(samples) => (2, *samples),
            Stage::Outcomes => (3, 0),
            Stage::Races => (4, 0),
        };
        (which, count).put(bytes);
    }

    fn take(bytes: &mut &[u8]) -> Option<Stage> {
        Some(match Plain::take(bytes)? {
            (0, _) => Stage::Findings,
            (1, preemptions) => Stage::Bounded(preemptions),
            (2, samples) => Stage::Samples(samples),
            (3, _) => Stage::Outcomes,
            (4, _) => Stage::Races,
            _ => return None,
        })
    }
}

impl Plain for (u32, u32) {
    fn put(&self, bytes: &mut Vec<u8>) {
        self.0.put(bytes);
        self.1.put(bytes);
    }

    fn take(bytes: &mut &[u8]) -> Option<(u32, u32)> {
        Some((u32::take(bytes)?, u32::take(bytes)?))
    }
}

impl Plain for End {
    fn put(&self, bytes: &mut Vec<u8>) {
        let (which, worker, text) = match self {
            End::Returned => (0, 0, String::new()),
            End::Deadlock => (1, 0, String::new()),
            End::Panic(worker, text) => (2, worker.0, text.to_string()),
            End::Fatal(worker, text) => (3, worker.0, text.to_string()),
            End::Exit(worker, code) => (4, worker.0, code.to_string()),
            // Whoever shows it has the text of it and no more.
            End::Fault(worker, fault) => (3, worker.0, fault.to_string()),
        };
        (which, worker).put(bytes);
        text.put(bytes);
    }

    fn take(bytes: &mut &[u8]) -> Option<End> {
        let (which, worker) = Plain::take(bytes)?;
        let (worker, text) = (WorkerId(worker), String::take(bytes)?);
        Some(match which {
            0 => End::Returned,
            1 => End::Deadlock,
            2 => End::Panic(worker, text.into()),
            3 => End::Fatal(worker, text.into()),
            4 => End::Exit(worker, text.parse().ok()?),
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::explore::{Options, go};
    use crate::go::Program;
    use crate::go::lower::LoopVariables;
    #[cfg(target_family = "wasm")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    /// It can print in two orders, panic and leave goroutines behind.
    const TEXT: &str = "package main\n\nimport \"os\"\n\nfunc main() {\n\tch := make(chan int)\n\tgo func() { ch <- 1 }()\n\t\
        go func() { ch <- 2 }()\n\tv := <-ch\n\tprintln(v)\n\tif v == 2 {\n\t\tpanic(\"two\")\n\t}\n\tos.Exit(7)\n}\n";

    #[test]
    fn what_is_told_is_read_again_and_what_was_cut_off_is_refused() {
        let program = Program::compile("main.go", TEXT.as_bytes(), None, LoopVariables::PerIteration)
            .expect("it is Go");
        let mut so_far = Vec::new();
        let report = go::check(&program, Options::default(), &mut |progress| {
            so_far.push(Told::so_far(progress));
            true
        });
        assert!(!report.findings.is_empty() && report.outcomes.len() > 1);
        let done = Told::done(report.clone());
        assert_eq!((done.stage, &done.report), (None, &report));
        for told in so_far.into_iter().chain([done]) {
            let text = told.to_text();
            assert_eq!(Told::from_text(&text).as_ref(), Some(&told));
            for length in 0..text.len() {
                assert_eq!(Told::from_text(&text[..length]), None);
            }
        }
    }

    #[test]
    fn so_many_outcomes_are_listed_and_all_are_counted() {
        let one = |number: usize| Outcome {
            output: number.to_string(),
            end: End::Returned,
            schedule: Schedule::default(),
        };
        let outcomes = (0..LISTED + 5).map(one).collect();
        let told = Told::done(Report { outcomes, ..Report::default() });
        assert_eq!((told.report.outcomes.len(), told.outcomes), (LISTED, LISTED + 5));
    }
}
