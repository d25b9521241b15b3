//! A recorded run as JSON: everything that happened, to be looked at again here or by any other program.
//!
//! ```json
//! {"version":3,"format":"lockstep-trace","program":"ten-goroutines?n=3","token":"s1.…","source":"package main…",
//!  "steps":[[{"spawned":[0,null,"main"]}],[{"stepped":[0,0,0]},{"served":[0,0,null,0]}]]}
//! ```
//!
//! The first of `steps` is what happened before the first step. A trace is read-only: a reader steps through it and back.
//! Where the program is at hand, its `token` runs it again to the same events, and from there it can go on otherwise.
//!
//! ```
//! use lockstep_core::formats::Trace;
//! use lockstep_core::timeline::Timeline;
//! let trace = Trace {
//!     program: "mine".into(),
//!     token: String::new(),
//!     source: String::new(),
//!     timeline: Timeline::new(&[]),
//! };
//! let read = Trace::from_json(trace.to_json().as_bytes())?;
//! assert_eq!(read.timeline.hash(), trace.timeline.hash());
//! # Ok::<(), lockstep_core::formats::TraceError>(())
//! ```

use super::trace_event::EventForm;
use crate::present::Message;
use crate::say;
use crate::schedule::Schedule;
use crate::timeline::Timeline;
use crate::world::Event;
use serde::de::{Error as _, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use std::fmt;

/// The version that is written, and the newest that is read.
pub const VERSION: u32 = 3;

/// A recorded run, on its way out or come back.
#[derive(Clone, Debug)]
pub struct Trace {
    /// What was run: a lesson's address, or a name.
    pub program: String,
    /// The run as a [`Token`](crate::schedule::Token) of that program, or "".
    pub token: String,
    /// The source text, or "".
    pub source: String,
    /// The run.
    pub timeline: Timeline,
}

/// Why a text is not a trace that can be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TraceError {
    /// It is larger than 256 MB.
    TooLarge,
    /// It is not JSON, or JSON that says nothing of being a trace.
    Foreign,
    /// It was made by a later Lockstep: its version.
    Newer(u32),
    /// It is damaged, at this line and column.
    Damaged {
        /// From 1.
        line: usize,
        /// From 1, in bytes.
        column: usize,
        /// What was expected there, in English.
        what: String,
    },
    /// A step, counted from 1, does not begin with who took it; 0 is what came before the first.
    Step(u32),
    /// It has more steps than can be recorded.
    TooLong,
    /// It has no token, so its program cannot be run again to it.
    NoToken,
}

#[derive(Serialize, Deserialize)]
struct Head {
    version: u32,
    format: String,
}

#[derive(Serialize)]
struct Written<'a> {
    version: u32,
    format: &'static str,
    program: &'a str,
    token: &'a str,
    source: &'a str,
    steps: [(); 0],
}

#[derive(Deserialize)]
struct Read {
    #[serde(default)]
    program: String,
    #[serde(default)]
    token: String,
    #[serde(default)]
    source: String,
    steps: Recorded,
}

/// The steps, recorded as they are read.
struct Recorded(Result<Timeline, TraceError>);

impl<'de> Deserialize<'de> for Recorded {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Recorded, D::Error> {
        from.deserialize_seq(Recording)
    }
}

struct Recording;

impl<'de> Visitor<'de> for Recording {
    type Value = Recorded;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a list of steps, each a list of events")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut steps: A) -> Result<Recorded, A::Error> {
        let mut next = || -> Result<Option<Vec<Event>>, A::Error> {
            let forms: Option<Vec<EventForm>> = steps.next_element()?;
            Ok(forms.map(|forms| forms.into_iter().map(Event::from).collect()))
        };
        let start = next()?.ok_or_else(|| A::Error::custom("no steps, not even the start"))?;
        let mut timeline = Timeline::new(&start);
        let mut fault = start.iter().any(is_stepped).then_some(TraceError::Step(0));
        while let Some(events) = next()? {
            let opens = events.first().is_some_and(is_stepped) && !events.iter().skip(1).any(is_stepped);
            let step = timeline.len() + 1;
            // The rest is still gone through, so that a damaged text is called that.
            match fault {
                Some(_) => {}
                None if step > Schedule::LIMIT => fault = Some(TraceError::TooLong),
                None if !opens => fault = Some(TraceError::Step(step)),
                None => timeline.record(&events),
            }
        }
        Ok(Recorded(fault.map_or(Ok(timeline), Err)))
    }
}

fn is_stepped(event: &Event) -> bool {
    matches!(event, Event::Stepped(..))
}

impl Trace {
    /// What its JSON says that it is, under `format`.
    pub const FORMAT: &str = "lockstep-trace";
    /// The largest text that is read, in bytes.
    pub const LARGEST: usize = 256 << 20;

    /// The trace as JSON, without line breaks.
    pub fn to_json(&self) -> String {
        let mut out = Trace::head(&self.program, &self.token, &self.source);
        (0..=self.timeline.len()).for_each(|position| Trace::step(&self.timeline, position, &mut out));
        out + Trace::TAIL
    }

    /// What the JSON of a trace begins with, up to its steps. With [`step`](Trace::step) and [`TAIL`](Trace::TAIL) a long
    /// run is written piece by piece.
    pub fn head(program: &str, token: &str, source: &str) -> String {
        let written = Written { version: VERSION, format: Trace::FORMAT, program, token, source, steps: [] };
        let mut head = serde_json::to_string(&written).expect("the forms have only string keys");
        head.truncate(head.len() - Trace::TAIL.len());
        head
    }

    /// Appends the step that leads to a position; at position 0 what happened before the first.
    pub fn step(timeline: &Timeline, position: u32, out: &mut String) {
        let forms: Vec<EventForm> = timeline.events(position).map(|event| EventForm::from(&event)).collect();
        if position > 0 {
            out.push(',');
        }
        out.push_str(&serde_json::to_string(&forms).expect("the forms have only string keys"));
    }

    /// What it ends with, after the steps.
    pub const TAIL: &str = "]}";

    /// The trace of a text that [`to_json`](Trace::to_json) wrote.
    ///
    /// # Errors
    /// Whatever the bytes are: they may come from anywhere.
    pub fn from_json(text: &[u8]) -> Result<Trace, TraceError> {
        if text.len() > Trace::LARGEST {
            return Err(TraceError::TooLarge);
        }
        let head: Head = match serde_json::from_slice(text) {
            Ok(head) => head,
            // What is cut off begins like a trace; what is foreign does not.
            Err(error) if text.starts_with(BEGINS) => return Err(damaged(error)),
            Err(_) => return Err(TraceError::Foreign),
        };
        match head {
            Head { format, .. } if format != Trace::FORMAT => return Err(TraceError::Foreign),
            Head { version, .. } if version > VERSION => return Err(TraceError::Newer(version)),
            Head { version: 0, .. } => return Err(TraceError::Foreign),
            Head { .. } => {}
        }
        let Read { program, token, source, steps } = serde_json::from_slice(text).map_err(damaged)?;
        Ok(Trace { program, token, source, timeline: steps.0? })
    }
}

const BEGINS: &[u8] = br#"{"version":"#;

fn damaged(error: serde_json::Error) -> TraceError {
    let text = error.to_string();
    let what = text.split(" at line ").next().unwrap_or_default().to_owned();
    TraceError::Damaged { line: error.line(), column: error.column(), what }
}

impl TraceError {
    /// What to tell the reader.
    pub fn message(&self) -> Message {
        match self {
            TraceError::TooLarge => say!(TraceTooLarge),
            TraceError::Foreign => say!(TraceForeign),
            TraceError::Newer(version) => say!(TraceNewer, known = VERSION, version = *version),
            TraceError::Damaged { line, column, what } => {
                say!(TraceDamaged, column = *column, line = *line, what = what.as_str())
            }
            TraceError::Step(step) => say!(TraceStep, step = *step),
            TraceError::TooLong => say!(TraceTooLong, most = Schedule::LIMIT),
            TraceError::NoToken => say!(TraceNoToken),
        }
    }
}

impl fmt::Display for TraceError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&crate::present::Locale::English.text(self.message()))
    }
}

impl std::error::Error for TraceError {}

#[cfg(test)]
mod tests;
