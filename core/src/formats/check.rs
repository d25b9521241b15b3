//! What a check of a Go program says, as JSON and for people to read.

use crate::explore::{self, Access, Established, Finding, Outcome, Severity, Site};
use crate::go::Errors;
use crate::go::machine::Time;
use crate::schedule::Schedule;
use crate::world::End;
use serde::Serialize;
use std::fmt::Write as _;

/// The version of the format.
pub const VERSION: u32 = 4;

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
    /// `timely` or `any-delay`.
    time: &'static str,
    loopvar: &'static str,
    limits: LimitsForm,
    states: usize,
    /// How many executions there are, of those one that differ only in the order of steps that commute; null where that was not
    /// established.
    executions: Option<u64>,
    /// Whether some execution comes to an end.
    #[serde(skip)]
    ends: bool,
    /// How many single schedules were tried beside the states.
    samples: u32,
    seconds: f64,
    errors: Vec<ErrorForm>,
    findings: Vec<FindingForm>,
    outcomes: Vec<OutcomeForm>,
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
    #[serde(skip)]
    choices: u32,
    steps: u32,
    switches: u32,
    unavoidable_from: Option<u32>,
    /// How many of the last choices can be repeated for ever; left out where that is none.
    #[serde(skip_serializing_if = "is_zero")]
    repeats: u32,
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
        let verdict = match (found.goes_wrong(), found.established) {
            (true, _) => "finding",
            (false, Established::Complete) if !found.drew => "ok",
            (false, _) => "inconclusive",
        };
        Report {
            verdict,
            established: Some(established),
            bound,
            preemptions: found.preemptions,
            time: time(found.time),
            states: found.states,
            ends: found.executions > 0,
            samples: found.samples,
            findings: found.findings.iter().map(|finding| FindingForm::new(finding, token)).collect(),
            outcomes: found
                .outcomes
                .iter()
                .map(|outcome| OutcomeForm::new(outcome, found.time, token))
                .collect(),
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
            time: time(Time::Timely),
            loopvar: asked.loopvar,
            limits: LimitsForm { states: asked.max_states, seconds: asked.max_seconds },
            states: 0,
            executions: asked.executions,
            ends: false,
            samples: 0,
            seconds: asked.seconds,
            errors: Vec::new(),
            findings: Vec::new(),
            outcomes: Vec::new(),
            outcomes_complete: false,
            drew: false,
        }
    }

    /// As one JSON object.
    pub fn json(&self) -> String {
        serde_json::to_string(self).expect("it has only numbers, texts and lists")
    }

    /// For people to read.
    pub fn text(&self) -> String {
        let mut text = String::new();
        // Writing to a String cannot fail.
        if let Some(test) = &self.test {
            let _ = writeln!(text, "{test}:");
        }
        for finding in &self.findings {
            let FindingForm { steps, switches, .. } = finding;
            let way = format!(" ({}, {})", count(*steps, "step"), count(*switches, "switch"));
            finding.tell(&way, &mut text);
            match finding.unavoidable_from {
                Some(0) => text.push_str("    No schedule avoids it.\n"),
                Some(from) => {
                    let _ = writeln!(
                        text,
                        "    After the first {from} of the {} choices of its schedule nothing avoids it any more.",
                        finding.choices
                    );
                }
                None => {}
            }
            if finding.repeats > 0 {
                let _ = writeln!(text, "    The last {} choices can be repeated for ever.", finding.repeats);
            }
            let _ = writeln!(text, "    schedule: {}", finding.schedule);
        }
        let _ = match (self.findings.iter().all(|finding| finding.severity == "warning"), self.bound) {
            (true, None) if self.drew => {
                writeln!(text, "Nothing went wrong: all {} states were looked at.", self.states)
            }
            (true, None) => {
                writeln!(text, "Nothing can go wrong: all {} states were looked at.", self.states)
            }
            (false, None) => writeln!(text, "That is everything: all {} states were looked at.", self.states),
            (_, Some(bound)) => writeln!(
                text,
                "{} states were looked at: everything that at most {bound} steps lead to{}, and {} schedules beside. There \
                 may be more.",
                self.states,
                match self.preemptions {
                    None => String::new(),
                    Some(1) => ", all schedules with at most 1 preemption".into(),
                    Some(most) => format!(", all schedules with at most {most} preemptions"),
                },
                self.samples
            ),
        };
        if self.drew {
            text.push_str("Numbers were drawn: with others there may be more.\n");
        }
        if self.time == "any-delay" {
            text.push_str("Time may pass at any moment.\n");
        }
        if self.findings.iter().any(|finding| finding.kind == "race") {
            text.push_str(
                "With a data race real Go may do still more: here all accesses happen one after the other.\n",
            );
        }
        if !self.ends && self.bound.is_none() {
            text.push_str("No execution comes to an end.\n");
        }
        let _ = match (self.outcomes.len(), self.outcomes_complete) {
            (0, true) => Ok(()),
            (0, false) => writeln!(text, "There are too many states to say what can come out."),
            (1, true) => writeln!(text, "It comes out in one way only."),
            (ways, true) => writeln!(text, "It can come out in {ways} ways."),
            (1, false) => writeln!(text, "It came out in one way; there may be others."),
            (ways, false) => writeln!(text, "It came out in {ways} ways; there may be others."),
        };
        text
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

/// What a finding is, and where everybody stands in it: a line each.
pub fn told(finding: &Finding) -> String {
    let mut text = String::new();
    FindingForm::new(finding, &|_, _| String::new()).tell("", &mut text);
    text
}

impl FindingForm {
    /// What it is, the way to it, and where everybody stands: a line each.
    fn tell(&self, way: &str, text: &mut String) {
        let warning = if self.severity == "warning" { "warning: " } else { "" };
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{warning}{}: {}{way}", self.kind, self.message);
        for site in &self.sites {
            let SiteForm { goroutine, function, line, wait, access, .. } = site;
            let _ = match (*access, wait.as_str()) {
                ("", "") => writeln!(text, "    {goroutine} {function}:{line}"),
                ("", wait) => writeln!(text, "    {goroutine} {function}:{line} [{wait}]"),
                (access, _) => writeln!(text, "    {goroutine} {function}:{line} ({access})"),
            };
        }
    }

    fn new(finding: &Finding, token: &dyn Fn(&Schedule, Time) -> String) -> FindingForm {
        FindingForm {
            kind: finding.kind.name(),
            severity: match finding.kind.severity() {
                Severity::Error => "error",
                Severity::Warning => "warning",
            },
            message: finding.message.clone(),
            schedule: token(&finding.schedule, finding.time),
            choices: finding.schedule.len(),
            steps: finding.steps,
            switches: finding.switches,
            unavoidable_from: finding.unavoidable_from,
            repeats: finding.repeats,
            sites: finding.sites.iter().map(SiteForm::new).collect(),
        }
    }
}

/// `1 step`, `2 steps`, `2 switches`.
fn count(number: u32, of: &str) -> String {
    let ending = match (number, of.ends_with("ch")) {
        (1, _) => "",
        (_, true) => "es",
        (_, false) => "s",
    };
    format!("{number} {of}{ending}")
}

fn time(time: Time) -> &'static str {
    match time {
        Time::Timely => "timely",
        Time::AnyDelay => "any-delay",
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
        OutcomeForm { output: outcome.output.clone(), exit, schedule: token(&outcome.schedule, time) }
    }
}
