//! The timeline as a score: a lane a worker, hand-offs as arrows.

use super::{Sentence, State};
use crate::rules::ObjectId;
use crate::timeline::Moment;
use crate::timeline::parts::{self, Tally};
use crate::world::{Text, WorkerId};
use std::rc::Rc;

/// A stretch of the timeline.
///
/// Position p lies between steps p and p + 1; a span from 2 to 5 covers steps 3, 4 and 5.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lanes {
    /// The first position drawn.
    pub from: usize,
    /// The last position drawn.
    pub to: usize,
    /// The lanes, by worker; empty where there are too many, and the density is drawn instead.
    pub lanes: Vec<Lane>,
    /// How many workers have no lane here.
    pub more: u32,
    /// Hand-offs between the lanes shown.
    pub arrows: Vec<Arrow>,
    /// The messages of a cluster.
    pub flown: Vec<Flown>,
    /// The position where the run ended, if it is among those drawn.
    pub end: Option<usize>,
    /// How many workers are in which state, column by column, when there are more than [`LANES`].
    pub density: Vec<Density>,
}

/// How many lanes are drawn before the score becomes a density strip.
pub const LANES: usize = 200;

/// One worker's lane.
#[derive(Clone, Debug, PartialEq)]
pub struct Lane {
    /// Whose.
    pub worker: WorkerId,
    /// Its name.
    pub name: Text,
    /// Its spans, in order, without gaps from its start on.
    pub spans: Vec<Span>,
}

/// A worker in one state over some steps.
#[derive(Clone, Debug, PartialEq)]
pub struct Span {
    /// The position where it begins.
    pub from: usize,
    /// The position where it ends.
    pub to: usize,
    /// The state: running for the steps that are its own.
    pub state: State,
    /// For what it waits: an object's name.
    pub object: Option<Text>,
}

/// A hand-off: a step of one worker let another go on.
#[derive(Clone, Debug, PartialEq)]
pub struct Arrow {
    /// At which step, from 1.
    pub step: usize,
    /// By whom.
    pub from: WorkerId,
    /// Who could go on.
    pub to: WorkerId,
    /// Over what.
    pub object: Option<ObjectId>,
}

/// A message between two nodes, in the picture of space and time.
#[derive(Clone, Debug, PartialEq)]
pub struct Flown {
    /// Who sent it.
    pub from: WorkerId,
    /// To whom.
    pub to: WorkerId,
    /// At which step, from 1; that before the first that is drawn, where it was earlier.
    pub sent: usize,
    /// At which step it came or was lost, if it did.
    pub came: Option<usize>,
    /// Whether it was lost.
    pub lost: bool,
    /// What it says.
    pub text: Text,
}

/// A column of the density strip: how many workers are in each state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Density {
    /// The position.
    pub position: usize,
    /// Ready or running.
    pub ready: u32,
    /// Waiting.
    pub waiting: u32,
    /// Sleeping.
    pub sleeping: u32,
    /// Done, failed or gone.
    pub over: u32,
}

impl Density {
    /// Of the workers at a moment.
    pub(super) fn of(moment: &Moment) -> Density {
        let of = |state| Tally::of(&moment.tally, state);
        Density {
            position: moment.steps as usize,
            ready: of(parts::State::Ready),
            waiting: of(parts::State::Waiting),
            sleeping: of(parts::State::Asleep),
            over: of(parts::State::Done) + of(parts::State::Failed),
        }
    }
}

/// Figures of a whole run, for plots.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plots {
    /// How long each worker waited, by worker.
    pub waiting: Vec<Bar>,
    /// The length of each object's queues over the run.
    pub queues: Vec<Series>,
    /// The states of the workers over the run: at most some hundred columns, equally far apart.
    pub density: Rc<[Density]>,
}

/// How long one worker waited.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// Who.
    pub worker: WorkerId,
    /// Its name.
    pub name: Text,
    /// For how many steps.
    pub steps: u64,
}

/// A number that changes over a run.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// Of which object.
    pub object: ObjectId,
    /// "waiting for mu", "values in ch".
    pub label: Sentence,
    /// Position and number, at each change.
    pub points: Vec<(usize, u32)>,
}
