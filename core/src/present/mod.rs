//! A run as plain data for any front end: what happened, what the stage shows, who may go next and why the others cannot.
//!
//! Nothing here draws. A front end asks for the [`frame()`] of a position and shows it; the page, the static pictures and
//! the transcript are made of the same data, so they say the same. All words come from [`locale`].

mod alike;
mod beside;
mod cards;
mod chain;
mod check;
mod chips;
mod cluster;
mod does;
mod dump;
pub mod fixed;
mod found;
mod frame;
pub mod lanes;
pub mod locale;
pub mod map;
mod meter;
mod narrate;
mod outcomes;
mod score;
pub mod sentence;
pub mod stage;
mod story;
mod svg;
mod svg_layout;
mod svg_net;
mod tails;
mod transcript;
mod view;
mod waits;
mod words;

#[cfg(test)]
mod tests;

pub use crate::timeline::Role;
pub use beside::{Beside, Column, beside};
pub use check::{
    CheckView, FindingView, OutcomeView, Pace, SiteView, Standing, Tone, check, finding, heading,
};
pub use cluster::{
    Condition, EntryView, Fact, Fate, Flight, Net, NodeCard, PromiseView, Retold, Stands, sizing,
};
pub use fixed::Fixed;
pub use found::show_finding;
pub use frame::{
    Branch, ChoiceView, Ending, EndingKind, Found, Frame, OutputLine, SourceLine, SourceMark, SourceView, Why,
};
pub use lanes::{Arrow, Bar, Density, Flown, Lane, Lanes, Plots, Series, Span};
pub use locale::{Arg, Id, Locale, Message};
pub use map::{Following, MapLine, MapNode, MapPlace, MapView, Mark, Survey, Traced, map};
pub use meter::Meter;
pub use outcomes::LEFT_OUT;
pub use sentence::{Part, Sentence};
pub use stage::{Card, Chip, Edge, Group, Place, Row, Seat, Shape, Stage, State, Tether, WaitChain};
pub use svg::{Theme, svg};
pub use transcript::transcript;
pub use view::{Show, following, frame};
