//! Which of the things that are wrong are told, and in which order.
//!
//! Go's compiler tells one syntax error a line, does not say the same twice of one line, and gives up at the tenth. What
//! it found till then is sorted by position.

use super::source::{Diagnostic, Sources};

/// After how many messages Go's compiler stops.
const LIMIT: usize = 10;

/// How the message of a syntax error begins. The compiler goes on to the types only if there is none.
pub const SYNTAX: &str = "syntax error";

/// A line: the first position of its file, and its number.
pub type Line = (u32, u32);

/// What is told so far, in the order in which it was found.
#[derive(Debug, Default)]
pub struct Report {
    /// What is told.
    pub told: Vec<Diagnostic>,
    last_syntax: Option<Line>,
    last_other: Option<(Line, String)>,
}

impl Report {
    /// Tells one more thing, if it is to be told.
    pub fn tell(&mut self, line: Line, diagnostic: Diagnostic) {
        if self.is_full() {
            return;
        }
        if diagnostic.message.starts_with(SYNTAX) {
            if self.last_syntax.replace(line) == Some(line) {
                return;
            }
        } else {
            let this = Some((line, diagnostic.message.clone()));
            if self.last_other == this {
                return;
            }
            self.last_other = this;
        }
        self.told.push(diagnostic);
    }

    /// Whether nothing more will be told.
    pub fn is_full(&self) -> bool {
        self.told.len() >= LIMIT
    }
}

/// What is told of all that was found, in the order in which it was found: at most ten things, sorted by position, and
/// after the tenth that there are too many.
pub fn report(sources: &Sources, found: impl IntoIterator<Item = Diagnostic>) -> Vec<Diagnostic> {
    let mut report = Report::default();
    for diagnostic in found {
        let file = sources.file(diagnostic.span.start);
        let line = file.map_or((0, 0), |file| (file.base, file.line_and_column(diagnostic.span.start).0));
        report.tell(line, diagnostic);
    }
    let too_many = report
        .is_full()
        .then(|| Diagnostic { span: report.told[LIMIT - 1].span, message: String::from("too many errors") });
    let mut told = report.told;
    told.sort_by_key(|diagnostic| diagnostic.span.start);
    told.dedup_by(|a, b| a.span.start == b.span.start && a.message == b.message);
    told.extend(too_many);
    told
}
