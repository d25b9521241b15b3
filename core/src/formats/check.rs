//! What a check of a Go program says, as JSON.

use crate::go::Errors;
use crate::go::process::LastWords;
use serde::Serialize;

/// The version of the format.
pub const VERSION: u32 = 1;

/// What was found out about a program.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    version: u32,
    /// How many runs were made.
    runs: u32,
    /// How many steps they took.
    steps: u32,
    /// Whether every schedule was tried.
    complete: bool,
    errors: Vec<ErrorForm>,
    findings: Vec<FindingForm>,
}

#[derive(Clone, Debug, Serialize)]
struct ErrorForm {
    file: String,
    line: u32,
    column: u32,
    message: String,
}

#[derive(Clone, Debug, Serialize)]
struct FindingForm {
    exit: i32,
    /// Go's last words, without the goroutine dump.
    message: String,
    dump: String,
}

impl Report {
    /// Of a program that cannot be read.
    pub fn unreadable(errors: &Errors) -> Report {
        let errors = errors.problems.iter().map(|problem| ErrorForm {
            file: problem.file.to_string(),
            line: problem.line,
            column: problem.column,
            message: problem.message.clone(),
        });
        Report { version: VERSION, runs: 0, steps: 0, complete: true, errors: errors.collect(), findings: Vec::new() }
    }

    /// Of one run of so many steps, with its last words if it ended otherwise than well.
    pub fn of_one_run(steps: u32, words: Option<LastWords>) -> Report {
        let finding = words.map(|words| {
            let text = String::from_utf8_lossy(&words.text).into_owned();
            let (message, dump) = match text.find("\n\ngoroutine ") {
                Some(at) => (text[..at].to_owned(), text[at + 2..].to_owned()),
                None => (text, String::new()),
            };
            FindingForm { exit: words.exit, message, dump }
        });
        let findings = finding.into_iter().collect();
        Report { version: VERSION, runs: 1, steps, complete: false, errors: Vec::new(), findings }
    }

    /// As one JSON object.
    pub fn json(&self) -> String {
        serde_json::to_string(self).expect("it has only numbers, texts and lists")
    }

    /// For people to read.
    pub fn text(&self) -> String {
        let steps = self.steps;
        match self.findings.first() {
            Some(finding) if finding.message.is_empty() => {
                format!("One run of {steps} steps ended with exit code {}.\n", finding.exit)
            }
            Some(finding) => format!("One run of {steps} steps ended so:\n{}\n", finding.message),
            None => format!("Nothing found in one run of {steps} steps. Other schedules were not tried.\n"),
        }
    }

    /// 0: nothing found and complete; 1: something found; 2: the program cannot be read; 3: nothing found, not complete.
    pub fn exit_code(&self) -> u8 {
        match (self.errors.is_empty(), self.findings.is_empty(), self.complete) {
            (false, ..) => 2,
            (_, false, _) => 1,
            (.., true) => 0,
            (.., false) => 3,
        }
    }
}
