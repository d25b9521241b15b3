//! What a check of a Go program says, as JSON.
#![doc = include_str!("check.md")]

mod groups;

use self::groups::GroupsForm;
use crate::explore::{self, Access, Established, Finding, Kind, Outcome, Severity, Site};
use crate::go::Errors;
use crate::go::machine::Time;
use crate::go::process::Met;
use crate::present::{Locale, heading};
use crate::schedule::Schedule;
use crate::world::End;
use serde::Serialize;

/// What the fields mean, in Markdown.
pub const FIELDS: &str = include_str!("check.md");

/// The version of the format.
pub const VERSION: u32 = 6;

/// How a program was read and looked at.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// The test that the program is, in a file of tests.
    pub test: Option<String>,
    /// What a variable of a loop is: `go1.21` or `go1.22`.
    pub loopvar: &'static str,
    /// States that may be looked at.
    pub max_states: usize,
    /// Seconds that it may take, if they are limited.
    pub max_seconds: Option<f64>,
    /// Seconds that it took.
    pub seconds: f64,
    /// How many executions there are, if all were counted.
    pub executions: Option<u64>,
}

/// What was found out about a program.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    version: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    test: Option<String>,
    /// `ok`, `finding`, `inconclusive` or `error`.
    verdict: &'static str,
    /// `complete`, `bounded` (by a number of steps, and perhaps of preemptions) or `sampled`.
    established: Option<&'static str>,
    /// How many steps lead to everything that was looked at, where that is not everything.
    bound: Option<u32>,
    /// All schedules were looked at in which so many times a goroutine is taken off the processor that could go on.
    preemptions: Option<u32>,
    /// Up to how many steps data races were looked for that only time or an answer keeps apart; null where all were.
    races_within: Option<u32>,
    /// The limit of Lockstep's that some execution has met, and was not followed any further: `memory`, `goroutines` or `stack`.
    met: Option<&'static str>,
    /// `timely` or `any-delay`.
    time: &'static str,
    loopvar: &'static str,
    limits: LimitsForm,
    states: usize,
    /// How many executions there are, of those one that differ only in the order of steps that commute; null where that was not
    /// established.
    executions: Option<u64>,
    /// How many single schedules were tried beside the states.
    samples: u32,
    seconds: f64,
    errors: Vec<ErrorForm>,
    findings: Vec<FindingForm>,
    outcomes: Vec<OutcomeForm>,
    /// Which outcomes are the same, if not everything about them counts.
    groups: GroupsForm,
    outcomes_complete: bool,
    /// Whether numbers were drawn: then everything is so for those of one seed.
    drew: bool,
}

#[derive(Clone, Debug, Serialize)]
struct LimitsForm {
    states: usize,
    seconds: Option<f64>,
}

#[derive(Clone, Debug, Serialize)]
struct ErrorForm {
    line: u32,
    col: u32,
    message: String,
}

#[derive(Clone, Debug, Serialize)]
struct FindingForm {
    kind: &'static str,
    severity: &'static str,
    message: String,
    schedule: String,
    /// How many choices the schedule has: a step that only begins to wait is one.
    choices: u32,
    /// How many of them count: of these the schedule has as few as can be.
    steps: u32,
    switches: u32,
    /// After how many of the choices nothing avoids it any more.
    unavoidable_from: Option<u32>,
    /// How many of the last choices can be repeated for ever; left out where that is none.
    #[serde(skip_serializing_if = "is_zero")]
    repeats: u32,
    /// When time passes in the schedule: `timely` or `any-delay`.
    time: &'static str,
    sites: Vec<SiteForm>,
}

#[derive(Clone, Debug, Serialize)]
struct SiteForm {
    goroutine: String,
    function: String,
    line: u32,
    column: u32,
    wait: String,
    /// `read` or `write`; left out where it is neither.
    #[serde(skip_serializing_if = "str::is_empty")]
    access: &'static str,
    stack: Vec<FrameForm>,
}

#[derive(Clone, Debug, Serialize)]
struct FrameForm {
    function: String,
    line: u32,
    column: u32,
}

#[derive(Clone, Debug, Serialize)]
struct OutcomeForm {
    output: String,
    exit: i32,
    /// `exit 0`, `deadlock`, `panic: …` or `fatal error: …`.
    ending: String,
    schedule: String,
}

impl Report {
    /// Of a program that cannot be read.
    pub fn unreadable(errors: &Errors, asked: Asked) -> Report {
        let error = |problem: &crate::go::Problem| ErrorForm {
            line: problem.line,
            col: problem.column,
            message: problem.message.clone(),
        };
        Report { errors: errors.problems.iter().map(error).collect(), verdict: "error", ..Report::of(asked) }
    }

    /// Of what was found. `token` writes a schedule as text.
    pub fn new(found: &explore::Report, asked: Asked, token: &dyn Fn(&Schedule, Time) -> String) -> Report {
        let (established, bound) = match found.established {
            Established::Complete => ("complete", None),
            Established::Bounded(0) if found.preemptions.is_none() => ("sampled", Some(0)),
            Established::Bounded(steps) => ("bounded", Some(steps)),
        };
        let verdict = match (found.goes_wrong(), found.is_proof()) {
            (true, _) => "finding",
            (false, true) => "ok",
            (false, false) => "inconclusive",
        };
        Report {
            verdict,
            established: Some(established),
            bound,
            preemptions: found.preemptions,
            races_within: found.races_within,
            met: found.met.map(|met| match met {
                Met::Memory => "memory",
                Met::Goroutines => "goroutines",
                Met::Stack => "stack",
            }),
            time: found.time.name(),
            states: found.states,
            samples: found.samples,
            findings: found.findings.iter().map(|finding| FindingForm::new(finding, token)).collect(),
            outcomes: found
                .outcomes
                .iter()
                .map(|outcome| OutcomeForm::new(outcome, found.time, token))
                .collect(),
            groups: GroupsForm::of(&found.outcomes),
            outcomes_complete: found.outcomes_complete,
            drew: found.drew,
            ..Report::of(asked)
        }
    }

    fn of(asked: Asked) -> Report {
        Report {
            version: VERSION,
            test: asked.test,
            verdict: "",
            established: None,
            bound: None,
            preemptions: None,
            races_within: None,
            met: None,
            time: Time::Timely.name(),
            loopvar: asked.loopvar,
            limits: LimitsForm { states: asked.max_states, seconds: asked.max_seconds },
            states: 0,
            executions: asked.executions,
            samples: 0,
            seconds: asked.seconds,
            errors: Vec::new(),
            findings: Vec::new(),
            outcomes: Vec::new(),
            groups: GroupsForm::default(),
            outcomes_complete: false,
            drew: false,
        }
    }

    /// As one JSON object.
    pub fn json(&self) -> String {
        serde_json::to_string(self).expect("it has only numbers, texts and lists")
    }

    /// 0: nothing found and complete; 1: something found; 2: the program cannot be read; 3: nothing found, not complete.
    pub fn exit_code(&self) -> u8 {
        match self.verdict {
            "ok" => 0,
            "finding" => 1,
            "error" => 2,
            _ => 3,
        }
    }
}

/// Go's text; where Go has none, what is the matter in English.
fn message(finding: &Finding) -> String {
    match finding.kind {
        Kind::Deadlock | Kind::Panic | Kind::Fatal => finding.subject.clone(),
        Kind::TestFailure => ["FAIL: ", &finding.subject].concat(),
        _ => heading(finding, Locale::English),
    }
}

impl FindingForm {
    fn new(finding: &Finding, token: &dyn Fn(&Schedule, Time) -> String) -> FindingForm {
        FindingForm {
            kind: finding.kind.name(),
            severity: match finding.kind.severity() {
                Severity::Error => "error",
                Severity::Warning => "warning",
            },
            message: message(finding),
            schedule: token(&finding.schedule, finding.time),
            choices: finding.schedule.len(),
            steps: finding.steps,
            switches: finding.switches,
            unavoidable_from: finding.unavoidable_from,
            repeats: finding.repeats,
            time: finding.time.name(),
            sites: finding.sites.iter().map(SiteForm::new).collect(),
        }
    }
}

fn is_zero(number: &u32) -> bool {
    *number == 0
}

impl SiteForm {
    fn new(site: &Site) -> SiteForm {
        let first = site.stack.first();
        SiteForm {
            goroutine: site.goroutine.clone(),
            function: first.map_or_else(String::new, |frame| frame.function.clone()),
            line: first.map_or(0, |frame| frame.line),
            column: first.map_or(0, |frame| frame.column),
            wait: site.wait.clone(),
            access: match site.access {
                Access::None => "",
                Access::Read => "read",
                Access::Write => "write",
            },
            stack: site
                .stack
                .iter()
                .map(|frame| FrameForm {
                    function: frame.function.clone(),
                    line: frame.line,
                    column: frame.column,
                })
                .collect(),
        }
    }
}

impl OutcomeForm {
    fn new(outcome: &Outcome, time: Time, token: &dyn Fn(&Schedule, Time) -> String) -> OutcomeForm {
        let exit = match &outcome.end {
            End::Returned => 0,
            End::Exit(_, code) => *code,
            End::Deadlock | End::Fault(..) | End::Panic(..) | End::Fatal(..) => 2,
        };
        let (output, ending) = (outcome.output.clone(), outcome.ending());
        OutcomeForm { output, exit, ending, schedule: token(&outcome.schedule, time) }
    }
}

#[cfg(test)]
mod tests;
