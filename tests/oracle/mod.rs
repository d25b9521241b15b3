//! Go programs beside what real Go did with them.
//!
//! What real Go did is recorded, by `make oracle`: `conformance/oracle.py` says what stands in a record. A program with one
//! outcome must have that one under every schedule that is tried, to the byte; of the others every outcome that real Go showed
//! must be among ours. Nothing here reads a file, so that a browser can judge as well.

mod outcome;

pub use outcome::{Outcome, random, round_robin};

use lockstep_core::go::Program;
use lockstep_core::go::lower::LoopVariables;
use lockstep_core::schedule::token::fnv;
use std::collections::BTreeSet;

/// A program of the record.
pub struct Recorded {
    /// Its file, `area/name.go`.
    pub file: String,
    /// The one test of the file that is run; none if all are.
    pub test: Option<String>,
    /// The hash of the text that real Go ran.
    pub source: String,
    /// Whether its outcomes vary.
    pub varies: bool,
    /// What real Go did.
    pub outcomes: BTreeSet<String>,
}

/// How many schedules are tried of each program.
pub struct Effort {
    /// Of one that has one outcome.
    pub steady: u64,
    /// At most, of one whose outcomes vary: it is enough when every recorded one was seen.
    pub varying: u64,
}

/// Reads a record.
///
/// # Panics
/// If it is not one.
pub fn record(text: &str) -> Vec<Recorded> {
    let mut lines = text.lines();
    assert_eq!(lines.next(), Some("lockstep oracle 1"));
    let mut found: Vec<Recorded> = Vec::new();
    let mut outcome = String::new();
    for line in lines.chain(["== end"]) {
        let begins = line.starts_with("== ") || line.starts_with("-- ");
        if begins && !outcome.is_empty() {
            let last = found.last_mut().expect("an outcome belongs to a program");
            last.outcomes.insert(std::mem::take(&mut outcome));
        }
        if let Some(name) = line.strip_prefix("== ") {
            let (file, test) = match name.split_once(' ') {
                Some((file, test)) => (file, Some(test.to_owned())),
                None => (name, None),
            };
            found.push(Recorded {
                file: file.into(),
                test,
                source: String::new(),
                varies: false,
                outcomes: BTreeSet::new(),
            });
        } else if let Some(hash) = line.strip_prefix("source ").filter(|_| outcome.is_empty()) {
            found.last_mut().expect("it is said of a program").source = hash.into();
        } else if line == "varies" {
            found.last_mut().expect("it is said of a program").varies = true;
        } else if begins || !outcome.is_empty() && !line.is_empty() {
            outcome.push_str(line);
            outcome.push('\n');
        }
    }
    found.pop();
    found
}

impl Recorded {
    /// The file's name without its area.
    pub fn name(&self) -> &str {
        self.file.rsplit('/').next().unwrap_or(&self.file)
    }

    /// Its program, of the text of the file.
    ///
    /// # Errors
    /// That the text is another than the one that real Go ran, or that it is refused: as an outcome.
    pub fn compile(&self, text: &[u8]) -> Result<Program, String> {
        let language = String::from_utf8_lossy(text)
            .lines()
            .take_while(|line| line.starts_with("//"))
            .any(|line| line.contains("language go1.21"));
        let loops = if language { LoopVariables::PerLoop } else { LoopVariables::PerIteration };
        let only = |name: &str| self.test.as_deref().is_none_or(|test| test == name);
        Program::compile(self.name(), text, Some(&only), loops).map_err(|errors| {
            let mut found = "-- refused\n".to_string();
            outcome::marked(">", errors.text().as_bytes(), &mut found);
            found
        })
    }

    /// Runs the program of this text under several schedules.
    ///
    /// # Errors
    /// What is wrong with it, if something is.
    pub fn judge(&self, text: &[u8], effort: &Effort) -> Result<(), String> {
        if format!("{:016x}", fnv(text)) != self.source {
            return Err("it was changed since real Go ran it: make oracle\n".into());
        }
        let program = match self.compile(text) {
            Ok(program) => program,
            Err(refused) => return self.compare(&BTreeSet::from([refused])),
        };
        let mut found = BTreeSet::new();
        for seed in 0..if self.varies { effort.varying } else { effort.steady } {
            found.insert(random(&program, self.name(), seed).text);
            if self.varies && self.outcomes.is_subset(&found) {
                return Ok(());
            }
        }
        self.compare(&found)
    }

    /// Compares all that was found with what was recorded.
    ///
    /// # Errors
    /// What real Go did and we did not, and the other way round.
    pub fn compare(&self, found: &BTreeSet<String>) -> Result<(), String> {
        let fits = match self.varies {
            true => self.outcomes.is_subset(found),
            false => self.outcomes == *found,
        };
        if fits {
            return Ok(());
        }
        let list = |of: Vec<&String>| of.into_iter().take(3).cloned().collect::<String>();
        let missing = list(self.outcomes.difference(found).collect());
        let other = list(found.difference(&self.outcomes).collect());
        Err(format!("real Go:\n{missing}ours:\n{other}"))
    }
}
