//! Everything that a front end draws at one position of a run.

use super::{Lanes, Sentence, Stage, State, WaitChain};
use crate::world::{Choice, Text, WorkerId};

/// One position of a run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Frame {
    /// How many steps were taken.
    pub position: usize,
    /// How many steps are recorded.
    pub length: usize,
    /// The virtual time in nanoseconds.
    pub time: u64,
    /// The virtual time in words ("2 ms").
    pub clock: String,
    /// What just happened: the hero of the page. At a deadlock the whole story.
    pub sentence: Sentence,
    /// What a check has found at this position, where its way was gone: it stands above the sentence.
    pub found: Option<Found>,
    /// "Step 7 of 21. G2 blocks on mu, held by G1.", for the live region.
    pub spoken: String,
    /// Objects and workers.
    pub stage: Stage,
    /// Who may go next. At most `LISTED`; the first ones by number.
    pub choices: Vec<ChoiceView>,
    /// How many choices are not among them.
    pub more_choices: u32,
    /// Why each of the others cannot go.
    pub waiting: Vec<Why>,
    /// What was printed, at most the last `LISTED` lines.
    pub output: Vec<OutputLine>,
    /// How many printed lines came before them.
    pub earlier_output: u32,
    /// The program, with the marks of those who stand in it.
    pub source: SourceView,
    /// How the run ended, once it has.
    pub ending: Option<Ending>,
    /// Who waits for whom; empty where nobody waits.
    pub chain: WaitChain,
    /// That some can never go on though others can, and why.
    pub stuck: Option<Sentence>,
    /// The score.
    pub lanes: Lanes,
    /// The ways in which the run was continued, if there is more than one.
    pub branches: Vec<Branch>,
}

/// What a check has found.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// In a sentence.
    pub sentence: Sentence,
    /// Whether that is only a warning.
    pub warns: bool,
}

/// How many choices, or lines of output, are listed.
pub const LISTED: usize = 200;

/// One thing that may happen next.
#[derive(Clone, Debug, PartialEq)]
pub struct ChoiceView {
    /// Its number, from 1; it keeps it while it is enabled.
    pub number: u32,
    /// What to hand to the stepper.
    pub choice: Choice,
    /// "G2: lock mu", "G3 wakes at 5 ms".
    pub label: Sentence,
    /// Whose step it is.
    pub worker: WorkerId,
    /// Whether the recorded run goes on this way.
    pub recorded: bool,
}

/// Why workers cannot go.
#[derive(Clone, Debug, PartialEq)]
pub struct Why {
    /// Who: one, or those of a folded group; at most `LISTED` are named.
    pub workers: Vec<WorkerId>,
    /// How many.
    pub count: u32,
    /// What they do instead.
    pub state: State,
    /// "G3 waits for mu, held by G2".
    pub sentence: Sentence,
}

/// One printed line.
#[derive(Clone, Debug, PartialEq)]
pub struct OutputLine {
    /// By which step, from 1.
    pub step: usize,
    /// What.
    pub text: Text,
}

/// The program on show.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SourceView {
    /// Its lines.
    pub lines: Vec<SourceLine>,
}

/// One line of the program.
#[derive(Clone, Debug, PartialEq)]
pub struct SourceLine {
    /// Its number, from 1.
    pub number: u32,
    /// Its text.
    pub text: Text,
    /// Who stands here: one mark a state.
    pub marks: Vec<SourceMark>,
    /// Whether the last step was taken here.
    pub current: bool,
    /// Whether it is one of the places of what was found.
    pub found: bool,
}

/// The mark of all who stand at a line in one state.
#[derive(Clone, Debug, PartialEq)]
pub struct SourceMark {
    /// The first of them.
    pub worker: WorkerId,
    /// Its name.
    pub name: Text,
    /// What they do.
    pub state: State,
    /// How many more they are.
    pub more: u32,
}

/// How the run ended.
#[derive(Clone, Debug, PartialEq)]
pub struct Ending {
    /// In which way.
    pub kind: EndingKind,
    /// What Go would print to the error output, with each goroutine's state; empty if nothing.
    pub dump: String,
    /// The exit code of the process in Go: 0 or 2.
    pub exit_code: u8,
}

/// In which way a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndingKind {
    /// Main returned and nobody was left.
    Clean,
    /// Main returned and nobody was left, and what they have done together is wrong.
    Wrong,
    /// Main returned and others vanished.
    Leaked,
    /// Nobody can ever go again.
    Deadlock,
    /// A panic.
    Panic,
    /// A fatal error other than the deadlock.
    Fatal,
}

/// One way in which the run was continued.
#[derive(Clone, Debug, PartialEq)]
pub struct Branch {
    /// Its number in the stepper.
    pub id: usize,
    /// Whether it is the one on show.
    pub current: bool,
    /// "Branch 2, parted at step 12".
    pub label: Sentence,
}
