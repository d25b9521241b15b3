//! Every schedule of a program: what can go wrong, by the shortest way into it, and what can come out.
//!
//! [`search::Search`] goes through the states of any [`World`](crate::world::World), breadth first, and never twice through
//! the same one; [`go::check`] asks it about a Go program, and tells what it found as [`Finding`]s; [`Explore`] asks it about async
//! Rust workers, in an ordinary test; [`cluster::check`] asks it whether a cluster keeps its contracts.
//!
//! ```
//! use lockstep_core::explore::{Established, Kind, Options, go};
//! use lockstep_core::go::lower::LoopVariables;
//! use lockstep_core::go::Program;
//!
//! let text = "package main\n\nimport \"sync\"\n\nvar a, b sync.Mutex\n\nfunc main() {\n\tvar wg sync.WaitGroup\n\t\
//!     wg.Go(func() { a.Lock(); b.Lock(); b.Unlock(); a.Unlock() })\n\t\
//!     wg.Go(func() { b.Lock(); a.Lock(); a.Unlock(); b.Unlock() })\n\twg.Wait()\n}\n";
//! let program = Program::compile("main.go", text.as_bytes(), None, LoopVariables::PerIteration)?;
//! let report = go::check(&program, Options::default(), &mut |_| true);
//! assert_eq!(report.established, Established::Complete);
//! assert_eq!(report.findings[0].kind, Kind::Deadlock);
//! # Ok::<(), lockstep_core::go::Errors>(())
//! ```

pub mod bounded;
pub mod cluster;
pub mod dpor;
pub mod endless;
mod finding;
mod found;
pub mod go;
pub mod graph;
pub mod map;
mod outcome;
mod paths;
mod samples;
pub mod search;
pub mod seen;
pub mod told;
pub mod watch;
mod whole;
mod workers;

use crate::go::machine::{Limits, Time};
use crate::go::process::Met;
pub use finding::{Access, Finding, Frame, Kind, Severity, Site};
pub use go::Outcome;
pub use map::Map;
pub use told::Told;
pub use workers::Explore;

/// How a program is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// States that are looked at for what can go wrong, and again as many for what can come out.
    pub states: usize,
    /// How much it may use, and when time passes: as in the runs in which the findings are looked at again.
    pub limits: Limits,
}

impl Default for Options {
    fn default() -> Self {
        Options { states: 200_000, limits: Limits::default() }
    }
}

/// What a check has shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Established {
    /// Every state that can be reached was looked at: what was not found cannot happen, up to a hash of 128 bits.
    Complete,
    /// Every state was looked at that so many steps lead to, parking aside. What needs more steps is unknown.
    Bounded(u32),
}

/// As long as nothing was looked at, nothing is shown but that the start has no steps behind it.
impl Default for Established {
    fn default() -> Self {
        Established::Bounded(0)
    }
}

impl Established {
    /// What is shown by a search that has left nothing out, or nothing that at most so many steps lead to.
    fn up_to(bound: Option<u32>) -> Established {
        bound.map_or(Established::Complete, Established::Bounded)
    }

    /// The bound, if there is one.
    pub fn bound(self) -> Option<u32> {
        match self {
            Established::Complete => None,
            Established::Bounded(steps) => Some(steps),
        }
    }
}

/// What a check of a program has found out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// What the findings, and that there are no others, rest on.
    pub established: Established,
    /// Up to how many steps data races were looked for that something keeps apart and does not order, if not all states were looked at
    /// for that: time, or an answer that tells what others have done without coming after it.
    pub races_within: Option<u32>,
    /// A limit of ours that some execution has met, which is then not looked at any further.
    pub met: Option<Met>,
    /// When time passed. It passes at any time if that was asked for, or if somebody would poll for ever else.
    pub time: Time,
    /// Whether the program has to do with time.
    pub timed: bool,
    /// Where there are too many states: all schedules were looked at in which so many times a goroutine is taken off the
    /// processor that could go on.
    pub preemptions: Option<u32>,
    /// How many states were looked at.
    pub states: usize,
    /// How many ways to the end of an execution there were between them.
    pub executions: u64,
    /// How many single schedules were tried beside, because there were too many states.
    pub samples: u32,
    /// What can go wrong, and then what is warned of; the shortest ways first. What was found among the states is by a shortest way; what only a sample has
    /// shown may have a shorter one.
    pub findings: Vec<Finding>,
    /// What can come out, each with its shortest schedule.
    pub outcomes: Vec<Outcome>,
    /// Whether nothing else can come out.
    pub outcomes_complete: bool,
    /// Whether the program has drawn numbers, or the order of many keys: then all of this is so for the numbers of one seed.
    pub drew: bool,
    /// All states and the steps between them, where every state was looked at and they are few.
    pub map: Option<Map>,
}

impl Report {
    /// Whether something can go wrong; a warning does not count.
    pub fn goes_wrong(&self) -> bool {
        self.findings.iter().any(|finding| finding.kind.severity() == Severity::Error)
    }

    /// Whether what was not found cannot happen: then that is a proof.
    pub fn is_proof(&self) -> bool {
        self.established == Established::Complete
            && self.races_within.is_none()
            && self.met.is_none()
            && !self.drew
    }
}

/// What a check is doing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stage {
    /// It looks at states for what can go wrong.
    #[default]
    Findings,
    /// The same, and so many times a goroutine is taken off the processor that could go on.
    Bounded(u32),
    /// It tries single schedules, and has tried so many.
    Samples(u32),
    /// All states were looked at. It looks once more for data races that time, or an answer, keeps apart in all of them.
    Races,
    /// It looks at states for what can come out.
    Outcomes,
}

/// How far a check has come.
#[derive(Clone, Copy)]
pub struct Progress<'a> {
    /// What it is doing.
    pub stage: Stage,
    /// States so far.
    pub states: usize,
    /// Of these, those whose ways on are not known yet.
    pub open: usize,
    /// How many steps lead to the state that is looked at, parking aside.
    pub depth: u32,
    /// Gives what is known so far. What the findings rest on is, once it looks for what can come out.
    pub report: &'a dyn Fn() -> Report,
}
