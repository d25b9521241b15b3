//! A sentence that is more than text: a front end can see which of its words are workers, objects and values.

use crate::rules::ObjectId;
use crate::world::{Text, WorkerId};
use std::fmt;

/// A sentence in one language.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sentence {
    /// Its parts; their texts one after the other are the sentence.
    pub parts: Vec<Part>,
}

/// A piece of a sentence.
#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    /// Words.
    Text(Text),
    /// A worker by name.
    Worker(WorkerId, Text),
    /// An object by name.
    Object(ObjectId, Text),
    /// A value of the program.
    Value(Text),
}

impl Part {
    /// Its text.
    pub fn text(&self) -> &Text {
        match self {
            Part::Text(text) | Part::Worker(_, text) | Part::Object(_, text) | Part::Value(text) => text,
        }
    }
}

impl Sentence {
    /// Whether it is too long for large type. A Chinese character is as wide as two letters.
    pub fn is_long(&self) -> bool {
        let width = |letter| if letter >= '\u{2e80}' { 2 } else { 1 };
        self.plain().chars().map(width).sum::<u32>() > 110
    }

    /// The sentence as plain text.
    pub fn plain(&self) -> String {
        self.parts.iter().map(|part| &**part.text()).collect()
    }

    /// Whether there is nothing to say.
    pub fn is_empty(&self) -> bool {
        self.parts.iter().all(|part| part.text().is_empty())
    }

    /// Appends a part.
    pub(super) fn push(&mut self, part: Part) {
        match part {
            Part::Text(text) => self.push_text(&text),
            part => self.parts.push(part),
        }
    }

    /// Appends words to the words that stand at the end.
    pub(super) fn push_text(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        match self.parts.last_mut() {
            Some(Part::Text(last)) => *last = format!("{last}{text}").into(),
            _ => self.parts.push(Part::Text(text.into())),
        }
    }
}

impl fmt::Display for Sentence {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.parts.iter().try_for_each(|part| out.write_str(part.text()))
    }
}
