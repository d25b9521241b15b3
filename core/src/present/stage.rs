//! What the stage shows: objects as cards, workers as chips, each in exactly one place.

use super::{Net, Sentence};
use crate::rules::ObjectId;
use crate::world::{Queue, Text, WorkerId};

/// The stage at one moment.
///
/// Every worker is either one of `chips` or counted in exactly one of `groups`; every object is one of `cards` or counted
/// in `more_cards`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stage {
    /// The objects, in the order in which they came to be.
    pub cards: Vec<Card>,
    /// How many objects are not among the cards, because there are too many and nothing happens at them.
    pub more_cards: u32,
    /// The workers that are drawn one by one, by number.
    pub chips: Vec<Chip>,
    /// The workers that are not, counted by state, place and line.
    pub groups: Vec<Group>,
    /// From each thing that is held or waited for to the chip that stands elsewhere.
    pub tethers: Vec<Tether>,
    /// The nodes and what is under way between them, where the workers are those of a cluster: then they are drawn as that.
    pub net: Option<Box<Net>>,
    /// What is summarised, in words ("988 more objects"); empty if nothing is.
    pub summary: Sentence,
}

/// One object.
#[derive(Clone, Debug, PartialEq)]
pub struct Card {
    /// Which.
    pub object: ObjectId,
    /// Its name in the program.
    pub name: Text,
    /// What it is ("mutex", "unbuffered channel").
    pub kind: Sentence,
    /// Its state in words, for the table twin and for those who do not see it ("held by G2, 9 wait").
    pub state: Sentence,
    /// What is drawn.
    pub shape: Shape,
    /// Whether the last step used it.
    pub touched: bool,
}

/// What is drawn of an object.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// One seat and one bench.
    Mutex {
        /// Who holds it.
        seat: Option<Seat>,
        /// Who waits, in order.
        bench: Row,
    },
    /// A writer's seat, readers' seats, and a bench for each.
    RwMutex {
        /// Who writes.
        writer: Option<Seat>,
        /// Who reads, at most [`SHOWN`] of them.
        readers: Vec<Seat>,
        /// How many readers are not among them.
        more_readers: u32,
        /// Who waits to write.
        writers_bench: Row,
        /// Who waits to read.
        readers_bench: Row,
    },
    /// A pipe: senders at the left mouth, slots, receivers at the right.
    Channel {
        /// How many values it can keep.
        capacity: u32,
        /// The values in it as they are shown, next out first, at most [`SHOWN`] of them.
        slots: Vec<Text>,
        /// How many values are in it.
        filled: u32,
        /// Who waits to send.
        senders: Row,
        /// Who waits to receive.
        receivers: Row,
        /// Whether it is closed.
        closed: bool,
        /// The value that the last step handed straight from one worker to another.
        passing: Option<Text>,
    },
    /// A count and those who wait for it.
    WaitGroup {
        /// How many Done it needs.
        count: i64,
        /// Who waits.
        bench: Row,
    },
    /// Those who wait for a condition.
    Cond {
        /// Who waits.
        bench: Row,
    },
    /// A value and who touched it last: a variable or an atomic.
    Value {
        /// The value, as it is shown.
        value: Text,
        /// Who used it last.
        last: Option<Seat>,
        /// Whether that was a write, and not only a read.
        wrote: bool,
    },
}

/// How many readers or slots a card shows.
pub const SHOWN: usize = 24;

/// A worker named at an object.
#[derive(Clone, Debug, PartialEq)]
pub struct Seat {
    /// Who.
    pub worker: WorkerId,
    /// Its name.
    pub name: Text,
    /// Whether its chip is drawn here; else it stands elsewhere, and a tether leads to it.
    pub here: bool,
}

/// A bench, in order. Its chips and groups are those of the stage whose place it is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// How many stand in it.
    pub length: u32,
    /// Those of them who are drawn one by one, in order.
    pub shown: Vec<Seat>,
}

/// One worker.
#[derive(Clone, Debug, PartialEq)]
pub struct Chip {
    /// Which.
    pub worker: WorkerId,
    /// Its name.
    pub name: Text,
    /// What it does.
    pub state: State,
    /// Where it is drawn.
    pub place: Place,
    /// What it is about to do or why it waits, in words.
    pub about: Sentence,
    /// What it holds, wherever it stands.
    pub holds: Vec<ObjectId>,
    /// The line of the source where it stands.
    pub line: Option<u32>,
    /// Whether the last step was its own.
    pub acted: bool,
}

/// What a worker does. Each has a glyph, and its word is [`State::word`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// The last step was its own, and it can go on. ▶
    Running,
    /// It can go. ●
    Ready,
    /// It waits for another worker. ⏸
    Waiting,
    /// It waits for virtual time. ☾
    Sleeping,
    /// It is done. ✓
    Done,
    /// A panic or a fatal error of its own ended the run. ✕
    Failed,
    /// The run ended before it was done. ∅
    Gone,
}

impl State {
    /// Every state, in the order in which they are explained.
    pub const ALL: [State; 7] = [
        State::Running,
        State::Ready,
        State::Waiting,
        State::Sleeping,
        State::Done,
        State::Failed,
        State::Gone,
    ];

    /// Its sign, a shape of its own so that colour is never alone: an SVG path in a square of sixteen, and whether it is
    /// a line, where the others are filled.
    pub fn sign(self) -> (&'static str, bool) {
        match self {
            State::Running => ("M5 3l8 5-8 5z", false),
            State::Ready => ("M4 8a4 4 0 1 1 8 0A4 4 0 1 1 4 8", false),
            State::Waiting => ("M4 3h3v10H4zM9 3h3v10H9z", false),
            State::Sleeping => ("M11 12.5A6 6 0 1 1 9 2.2a5 5 0 0 0 2 10.3z", false),
            State::Done => ("M3 8.5l3.5 3.5L13 4.5", true),
            State::Failed => ("M4 4l8 8M12 4l-8 8", true),
            State::Gone => ("M8 3a5 5 0 1 1 0 10A5 5 0 1 1 8 3M3 13L13 3", true),
        }
    }
}

/// Where a chip is drawn: exactly one place each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// With those who can go and hold nothing.
    Ready,
    /// On the seat of something it holds.
    Seat(ObjectId),
    /// On a bench.
    Bench {
        /// Of which object.
        object: ObjectId,
        /// Which of its benches.
        queue: Queue,
        /// How many stand before it.
        index: u32,
    },
    /// With those who wait for no one object: in a select without channels, at a nil channel, for a worker's end.
    Aside,
    /// With those who sleep.
    Asleep,
    /// With those who are done, failed or gone.
    Over,
}

/// Workers of one state, place and line, drawn as one row.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// How many.
    pub count: u32,
    /// What they do.
    pub state: State,
    /// Where they are drawn; the index of a bench is that of the first.
    pub place: Place,
    /// The line of the source where they stand.
    pub line: Option<u32>,
    /// "37 wait for mu at line 18".
    pub label: Sentence,
    /// The first of them.
    pub first: WorkerId,
}

/// A line from an object to a chip that stands elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tether {
    /// The object.
    pub object: ObjectId,
    /// The worker.
    pub worker: WorkerId,
    /// Whether it holds the object; else it waits there too, in a select of several cases.
    pub holds: bool,
}

/// Who waits for whom, drawn at a deadlock and on *why?*.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WaitChain {
    /// The arrows.
    pub edges: Vec<Edge>,
    /// The workers on a cycle, if there is one, in its order.
    pub cycle: Vec<WorkerId>,
}

/// One arrow: a worker waits at an object for workers.
#[derive(Clone, Debug, PartialEq)]
pub struct Edge {
    /// Who waits.
    pub from: WorkerId,
    /// At what; `None` for a worker's end.
    pub object: Option<ObjectId>,
    /// Who would have to act; empty if nobody could.
    pub to: Vec<WorkerId>,
    /// Whether it is part of the cycle.
    pub on_cycle: bool,
}
