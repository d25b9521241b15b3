//! A step as it is compared with others: whose it is, what it touches, and which two kinds of access do not commute.

use crate::world::WorkerId;

/// What a step does to an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "most are the operations of `rules::Op` of that name")]
pub enum What {
    Read,
    Write,
    Lock,
    Unlock,
    Send,
    Receive,
    Close,
    Length,
    /// A select looks whether the channel is ready, and goes another way.
    Watch,
    /// To a wait group's counter is added.
    Add,
    /// From it is taken.
    Done,
    Wait,
    /// Something is printed, where its order counts.
    Print,
    /// A worker begins or ends, where somebody asks how many there are.
    Number,
    /// Somebody asks how many there are.
    Count,
}

/// How many kinds of access there are.
const KINDS: usize = What::Count as usize + 1;

/// A part of an object that a step touches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Access {
    /// The object, as it is called in this execution.
    pub object: u64,
    /// The first of its words, and the one after the last.
    pub words: (u32, u32),
    /// What is done to them.
    pub what: What,
    /// How much is added, for a wait group.
    pub amount: i64,
}

impl Access {
    /// An access to the whole of an object.
    pub fn whole(object: u64, what: What) -> Access {
        Access { object, words: (0, u32::MAX), what, amount: 0 }
    }
}

/// Which kinds of access to one object commute.
#[derive(Clone, Debug)]
pub struct Relation([u32; KINDS]);

impl Default for Relation {
    fn default() -> Self {
        let mut relation = Relation([0; KINDS]);
        for kind in [
            What::Read,
            What::Watch,
            What::Length,
            What::Add,
            What::Done,
            What::Wait,
            What::Number,
            What::Count,
        ] {
            relation.flip(kind, kind);
        }
        relation.flip(What::Watch, What::Length);
        relation.flip(What::Add, What::Done);
        relation
    }
}

impl Relation {
    /// One for objects whose waiters can be told apart: whatever changes a wait group stands in its place.
    pub fn strict() -> Relation {
        let mut relation = Relation::default();
        for (one, other) in [
            (What::Add, What::Add),
            (What::Done, What::Done),
            (What::Wait, What::Wait),
            (What::Add, What::Done),
        ] {
            relation.flip(one, other);
        }
        relation
    }

    /// Says of two kinds the contrary of what it said before.
    pub fn flip(&mut self, one: What, other: What) {
        self.0[one as usize] ^= 1 << other as u32;
        if one != other {
            self.0[other as usize] ^= 1 << one as u32;
        }
    }

    fn commutes(&self, one: What, other: What) -> bool {
        self.0[one as usize] >> other as u32 & 1 != 0
    }

    /// Whether two accesses can tell in which order they come.
    pub fn conflict(&self, one: &Access, other: &Access) -> bool {
        one.object == other.object
            && one.words.0 < other.words.1
            && other.words.0 < one.words.1
            && !self.commutes(one.what, other.what)
    }

    /// Whether two steps depend on each other.
    pub fn dependent(&self, one: &Step, other: &Step) -> bool {
        one.all
            || other.all
            || one.who == other.who
            || one.workers().any(|who| other.workers().any(|it| it == who))
            || one.touched.iter().any(|a| other.touched.iter().any(|b| self.conflict(a, b)))
    }
}

/// A step, under names that are the same in every schedule in which what comes before it for its worker is the same.
#[derive(Clone, Debug)]
pub struct Step {
    /// Whose it is.
    pub who: u64,
    /// Which way it goes.
    pub arm: u16,
    /// Whom else it starts or moves on.
    pub others: Vec<u64>,
    /// What it touches.
    pub touched: Vec<Access>,
    /// Whether it concerns everybody: it ends the execution.
    pub all: bool,
}

impl Step {
    /// Everybody whose steps stand before or after it.
    pub fn workers(&self) -> impl Iterator<Item = u64> + '_ {
        [self.who].into_iter().chain(self.others.iter().copied())
    }

    /// Whether it is the same worker's step, the same way.
    pub fn is(&self, other: &Step) -> bool {
        (self.who, self.arm) == (other.who, other.arm)
    }
}

/// Somebody in a world, before a step.
#[derive(Clone, Debug)]
pub struct Stand {
    /// Its number in this execution.
    pub worker: WorkerId,
    /// Who it is, whatever order things happened in.
    pub who: u64,
    /// Where it waits in several places, and is out of all of them when it is served in one: what that touches.
    pub waits: Vec<Access>,
}
