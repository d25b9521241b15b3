//! What can go wrong.

use crate::go::machine::Time;
use crate::schedule::Schedule;
use crate::world::WorkerId;

/// The kinds of what can go wrong, in the words in which reports give them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Nobody can ever run again, and the program is not over: Go's own.
    Deadlock,
    /// Some goroutines can never run again, whatever happens, though others do.
    PartialDeadlock,
    /// A goroutine waits when main returns, and no continuation of the others would free it.
    Leak,
    /// A panic that nobody recovers.
    Panic,
    /// Go's run-time system gives up.
    Fatal,
    /// Two goroutines use the same variable, one of them changes it, and nothing orders the two.
    Race,
    /// Somebody waits for ever who could be served, although everybody else is treated fairly.
    Starvation,
    /// Goroutines go on for ever, and fairly, and achieve nothing.
    Livelock,
    /// A test that has failed.
    TestFailure,
    /// Two goroutines take two locks in opposite orders, though perhaps never at the same time.
    LockOrder,
    /// What comes out depends on the schedule, and not only in which order the lines are printed.
    ScheduleDependent,
    /// The same choices have not led to the same state twice: something decides that Lockstep does not see.
    NotDeterministic,
}

impl Kind {
    /// All of them.
    pub const ALL: [Kind; 12] = [
        Kind::Deadlock,
        Kind::PartialDeadlock,
        Kind::Leak,
        Kind::Panic,
        Kind::Fatal,
        Kind::Race,
        Kind::Starvation,
        Kind::Livelock,
        Kind::TestFailure,
        Kind::LockOrder,
        Kind::ScheduleDependent,
        Kind::NotDeterministic,
    ];

    /// As it is written.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Deadlock => "deadlock",
            Kind::PartialDeadlock => "partial-deadlock",
            Kind::Leak => "leak",
            Kind::Panic => "panic",
            Kind::Fatal => "fatal",
            Kind::Race => "race",
            Kind::Starvation => "starvation",
            Kind::Livelock => "livelock",
            Kind::TestFailure => "test-failure",
            Kind::LockOrder => "lock-order",
            Kind::ScheduleDependent => "schedule-dependent",
            Kind::NotDeterministic => "not-deterministic",
        }
    }

    /// How grave it is.
    pub fn severity(self) -> Severity {
        match self {
            Kind::LockOrder | Kind::ScheduleDependent => Severity::Warning,
            _ => Severity::Error,
        }
    }

    /// Whether it stays so whatever comes, in a state in which it is: not what belongs to the way there, and not what goes on for ever,
    /// as long as it has not gone on.
    pub fn lasts(self) -> bool {
        !matches!(self, Kind::Race | Kind::LockOrder | Kind::Starvation | Kind::Livelock)
    }
}

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The program goes wrong.
    Error,
    /// It may be meant so, and does not decide the verdict.
    Warning,
}

/// What a goroutine is about to do to a variable.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Access {
    /// Nothing that would count here.
    #[default]
    None,
    /// It reads it.
    Read,
    /// It writes it.
    Write,
}

/// A call on a goroutine's stack.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Frame {
    /// The function, as in a goroutine dump; of a worker in Rust, the file.
    pub function: String,
    /// The line, from 1.
    pub line: u32,
    /// The column in bytes, from 1.
    pub column: u32,
}

/// Where a goroutine stands in a finding.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Site {
    /// The worker that it is in that schedule.
    pub who: WorkerId,
    /// Its name: `main`, or `G2`, `G3`, … in the order in which the schedule starts them; of a worker in Rust, the name that the
    /// program gives it.
    pub goroutine: String,
    /// What it waits for, as in a goroutine dump; empty if it does not wait. Where locks are taken in opposite orders, the one that it
    /// holds and the one that it takes: `a → b`.
    pub wait: String,
    /// What it does to the variable, in a data race.
    pub access: Access,
    /// Whether it has done so before, and has gone on: else that is what it does next.
    pub made: bool,
    /// Its calls in the program's own text, the innermost first.
    pub stack: Vec<Frame>,
}

/// One thing that can go wrong.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// Its kind.
    pub kind: Kind,
    /// What it is about, where its kind and its sites do not say that: Go's text, without `panic: ` or `fatal error: ` before it; the
    /// variable of a data race, the locks that are taken in opposite orders. Else it is empty.
    pub subject: String,
    /// The goroutines that it is about.
    pub sites: Vec<Site>,
    /// The way into it.
    pub schedule: Schedule,
    /// How many steps that is, parking aside.
    pub steps: u32,
    /// How often the next of these steps is another worker's; timers do not count.
    pub switches: u32,
    /// How many of the schedule's choices come before the first state from which no execution avoids this finding, where that is
    /// known: every state was looked at.
    pub unavoidable_from: Option<u32>,
    /// How many of the schedule's last choices can be repeated for ever: it is about an execution without an end.
    pub repeats: u32,
    /// When time passes in the schedule.
    pub time: Time,
}
