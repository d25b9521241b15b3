//! What is told of a program that is wrong: in Go's order, and no more of it than Go tells.

use super::checker::Checker;
use crate::go::syntax::source::{Diagnostic, Place, Pos, Sources, Span};

/// After how many errors Go's compiler gives up.
const MOST: usize = 10;

/// Behind this column Go's compiler does not say where in a line an error stands.
const LAST_COLUMN: u32 = 255;

/// What is told of a program that has nothing to begin with.
pub(super) const NO_MAIN: &str = "function main is undeclared in the main package";

/// The errors found so far.
#[derive(Debug, Default)]
pub(super) struct Report {
    diagnostics: Vec<Diagnostic>,
    /// Whether the package that is being checked has an error already.
    pub found: bool,
    /// Where the error stands behind which nothing is told any more.
    full: Option<Span>,
    last: Option<(Place, String)>,
}

/// What is wrong with a program.
#[derive(Debug)]
pub struct Errors {
    /// The errors in the order of the source; at most ten.
    pub diagnostics: Vec<Diagnostic>,
    /// Where the tenth was found, if checking was given up then.
    pub too_many: Option<Span>,
    /// The text that the positions are in.
    pub sources: Sources,
}

impl Errors {
    /// The errors as Go's compiler prints them.
    pub fn text(&self) -> String {
        let mut text = String::new();
        let mut line = |span: &Span, message: &str| {
            if message == NO_MAIN {
                // It is the linker that misses it, and it knows no places.
                text.push_str("runtime.main_main·f: ");
            } else if let Some(place) = self.sources.place(span.start) {
                add_place(&mut text, &place, place.column <= LAST_COLUMN);
                text.push_str(": ");
            }
            text.push_str(message);
            text.push('\n');
        };
        for diagnostic in &self.diagnostics {
            line(&diagnostic.span, &diagnostic.message);
        }
        if let Some(span) = &self.too_many {
            line(span, "too many errors");
        }
        text
    }
}

fn add_place(text: &mut String, place: &Place, column: bool) {
    text.push_str(&place.file);
    text.push(':');
    text.push_str(&place.line.to_string());
    if column {
        text.push(':');
        text.push_str(&place.column.to_string());
    }
}

impl Report {
    /// Tells of an error, unless it is one more of the same or one too many.
    pub(super) fn add(&mut self, sources: &Sources, span: Span, message: String) {
        if self.full.is_some() {
            return;
        }
        self.found = true;
        if let Some(place) = sources.place(span.start) {
            if let Some((last, text)) = &self.last
                && last.file == place.file
                && last.line == place.line
                && *text == message
            {
                return;
            }
            self.last = Some((place, message.clone()));
        }
        self.diagnostics.push(Diagnostic { span, message });
        if self.diagnostics.len() == MOST {
            self.full = Some(span);
        }
    }

    /// Whether nothing is wrong.
    pub(super) fn is_empty(&self) -> bool {
        self.diagnostics.is_empty()
    }

    /// The errors, sorted.
    pub(super) fn finish(mut self, sources: Sources) -> Errors {
        self.diagnostics.sort_by_key(|diagnostic| diagnostic.span.start);
        self.diagnostics
            .dedup_by(|one, other| one.span.start == other.span.start && one.message == other.message);
        Errors { diagnostics: self.diagnostics, too_many: self.full, sources }
    }
}

impl Checker<'_> {
    /// Tells of an error. One that only follows from another is not told.
    pub(super) fn error(&mut self, span: impl Into<Span>, message: impl Into<String>) {
        let message = message.into();
        if self.report.found {
            let follows = |words: &str| message.find(words).is_some_and(|at| at > 0);
            if follows("invalid operand") || follows("invalid type") {
                return;
            }
        }
        let span = self.env.error_span.unwrap_or_else(|| self.told_span(span.into()));
        self.report.add(self.sources, span, message);
    }

    /// Adds a line to a message, with where what it speaks of stands.
    pub(super) fn add_line(&self, message: &mut String, pos: Pos, text: &str) {
        message.push_str("\n\t");
        if let Some(place) = self.sources.place(pos) {
            add_place(message, &place, true);
            message.push_str(": ");
        }
        message.push_str(text);
    }

    /// A position as it stands in a message.
    pub(super) fn place_text(&self, pos: Pos) -> String {
        let mut text = String::new();
        if let Some(place) = self.sources.place(pos) {
            add_place(&mut text, &place, true);
        }
        text
    }
}
