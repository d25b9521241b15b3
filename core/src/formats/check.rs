//! What a check of a Go program says, as JSON and for people to read.

mod groups;

use self::groups::GroupsForm;
use crate::explore::{self, Access, Established, Finding, Outcome, Severity, Site};
use crate::go::Errors;
use crate::go::machine::Time;
use crate::go::process::Met;
use crate::schedule::Schedule;
use crate::world::End;
use serde::Serialize;
use std::fmt::{self, Write as _};

/// The version of the format.
pub const VERSION: u32 = 6;

/// How a program was read and looked at.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// The name of the file.
    pub file: String,
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
    /// Up to how many steps data races were looked for that nothing but time prevents; null where all were.
    races_within: Option<u32>,
    /// The limit of Lockstep's that some execution has met, and was not followed any further: `memory` or `goroutines`.
    met: Option<&'static str>,
    /// `timely` or `any-delay`.
    time: &'static str,
    /// Whether the program has to do with time.
    #[serde(skip)]
    timed: bool,
    #[serde(skip)]
    file: String,
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
            time: time(found.time),
            timed: found.timed,
            states: found.states,
            ends: found.executions > 0,
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
            time: time(Time::Timely),
            timed: false,
            file: asked.file,
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
            groups: GroupsForm::default(),
            outcomes_complete: false,
            drew: false,
        }
    }

    /// As one JSON object.
    pub fn json(&self) -> String {
        serde_json::to_string(self).expect("it has only numbers, texts and lists")
    }

    /// For people to read. A step is a choice of a schedule here, as whoever steps through it counts them.
    pub fn text(&self) -> String {
        let mut text = String::new();
        self.write(&mut text).expect("writing to a String cannot fail");
        text
    }

    fn write(&self, text: &mut String) -> fmt::Result {
        if let Some(test) = &self.test {
            writeln!(text, "{test}:")?;
        }
        for finding in &self.findings {
            let (steps, switches) =
                (count(finding.choices as usize, "step"), count(finding.switches as usize, "switch"));
            finding.write(&format!(" ({steps}, {switches})"), &self.file, text)?;
            match finding.unavoidable_from {
                Some(0) => writeln!(text, "    No schedule avoids it.")?,
                // That it cannot be avoided once it has happened says nothing.
                Some(from) if from >= finding.choices => {}
                Some(from) => {
                    writeln!(text, "    After the first {from} of its {steps} nothing avoids it any more.",)?
                }
                None => {}
            }
            if finding.repeats > 0 {
                let last = count(finding.repeats as usize, "step");
                writeln!(text, "    The last {last} can be repeated for ever.")?;
            }
            if finding.time != self.time {
                text.push_str("    For this, time passes at any moment.\n");
            }
            writeln!(text, "    schedule: {}", finding.schedule)?;
        }
        self.write_basis(text)?;
        self.write_outcomes(text)
    }

    /// What it rests on that there is nothing else.
    fn write_basis(&self, text: &mut String) -> fmt::Result {
        let states = count(self.states, "state");
        let all = match self.states {
            1 => "its only state was looked at".into(),
            _ => format!("all {states} were looked at"),
        };
        let is_clean = self.findings.iter().all(|finding| finding.severity == "warning");
        match (is_clean, self.bound) {
            (true, None) if self.verdict == "ok" => {
                writeln!(text, "Nothing can go wrong: {all}.")?;
            }
            (true, None) => writeln!(text, "Nothing was found: {all}.")?,
            (false, None) => writeln!(text, "That is everything: {all}.")?,
            (_, Some(bound)) => {
                if is_clean {
                    text.push_str("Nothing was found so far. ");
                }
                let steps = count(bound as usize, "step");
                write!(
                    text,
                    "Not every state was looked at: {states} were, all within {steps} of the start"
                )?;
                if let Some(most) = self.preemptions {
                    let most = count(most as usize, "preemption");
                    write!(text, ", all schedules with at most {most}")?;
                }
                if self.samples > 0 {
                    write!(text, ", and {} beside", count(self.samples as usize, "single schedule"))?;
                }
                text.push_str(". There may be more.\n");
            }
        }
        if self.drew {
            text.push_str("Numbers were drawn: with others there may be more.\n");
        }
        if let Some(met) = self.met {
            writeln!(
                text,
                "Some schedules need more {met} than Lockstep gives: they were not followed any further."
            )?;
        }
        match self.time {
            "any-delay" => text.push_str("Time may pass at any moment.\n"),
            _ if self.timed => text.push_str(
                "Time passes only when nobody can go on, so that no step takes any; --time any-delay lets it pass at any moment.\n",
            ),
            _ => {}
        }
        if let Some(within) = self.races_within {
            let steps = count(within as usize, "step");
            writeln!(
                text,
                "Data races that nothing but time prevents were looked for only within {steps} of the start."
            )?;
        }
        if self.findings.iter().any(|finding| finding.kind == "race") {
            text.push_str(
                "With a data race real Go may do still more: here all accesses happen one after the other. Behind it there may be \
                 another that it hides: check again once it is mended.\n",
            );
        }
        if !self.ends && self.bound.is_none() {
            text.push_str("No execution comes to an end.\n");
        }
        Ok(())
    }

    /// What can come out.
    fn write_outcomes(&self, text: &mut String) -> fmt::Result {
        match (self.outcomes.len(), self.outcomes_complete) {
            (0, true) => return Ok(()),
            (0, false) => return writeln!(text, "What can come out is not known."),
            (1, true) => writeln!(text, "It comes out in one way only:")?,
            (ways, true) => writeln!(text, "It can come out in {ways} ways:")?,
            (1, false) => writeln!(text, "It came out in one way; there may be others:")?,
            (ways, false) => writeln!(text, "It came out in {ways} ways; there may be others:")?,
        }
        for outcome in self.outcomes.iter().take(LISTED) {
            let mut lines = outcome.output.lines();
            let printed: Vec<String> = lines.by_ref().take(LINES).map(|line| format!("{line:?}")).collect();
            let printed = if printed.is_empty() { "nothing".into() } else { printed.join(" ") };
            write!(text, "    {}, prints {printed}", outcome.ending.lines().next().unwrap_or_default())?;
            match lines.count() {
                0 => text.push('\n'),
                more => writeln!(text, " and {}", count(more, "more line"))?,
            }
        }
        match self.outcomes.len().saturating_sub(LISTED) {
            0 => Ok(()),
            more => writeln!(text, "    and {more} more, all of which --json tells, with their schedules"),
        }
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

/// So many outcomes are listed for people to read, each with so many lines.
const LISTED: usize = 10;
const LINES: usize = 5;

/// What a finding is, and where everybody stands in the file: a line each.
pub fn told(finding: &Finding, file: &str) -> String {
    let mut text = String::new();
    let form = FindingForm::new(finding, &|_, _| String::new());
    form.write("", file, &mut text).expect("writing to a String cannot fail");
    text
}

impl FindingForm {
    /// What it is, the way to it, and where everybody stands: a line each.
    fn write(&self, way: &str, file: &str, text: &mut String) -> fmt::Result {
        let warning = if self.severity == "warning" { "warning: " } else { "" };
        writeln!(text, "{warning}{}: {}{way}", self.kind, self.message)?;
        // Those who stand alike are one line.
        let stands = |site: &SiteForm| (site.function.clone(), site.line, site.wait.clone(), site.access);
        for alike in self.sites.chunk_by(|one, other| stands(one) == stands(other)) {
            let [SiteForm { goroutine, function, line, wait, access, .. }, others @ ..] = alike else {
                continue;
            };
            write!(text, "    {goroutine}")?;
            others.iter().try_for_each(|other| write!(text, ", {}", other.goroutine))?;
            // Whoever runs the tests stands in no line of the program.
            if *line > 0 {
                write!(text, " {function} {file}:{line}")?;
            }
            match (*access, wait.as_str()) {
                ("", "") => text.push('\n'),
                ("", wait) => writeln!(text, " [{wait}]")?,
                (access, _) => writeln!(text, " ({access})")?,
            }
        }
        Ok(())
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
            time: time(finding.time),
            sites: finding.sites.iter().map(SiteForm::new).collect(),
        }
    }
}

/// `1 step`, `2 steps`, `2 switches`.
fn count(number: usize, of: &str) -> String {
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
        let (output, ending) = (outcome.output.clone(), outcome.ending());
        OutcomeForm { output, exit, ending, schedule: token(&outcome.schedule, time) }
    }
}

#[cfg(test)]
mod tests;
