//! The runs that are kept: the one that goes on, and those that were left for it.

use super::log::Timeline;
use crate::schedule::Schedule;

/// Names a branch; never used again for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BranchId(pub u32);

/// One run, from its start.
#[derive(Clone, Debug)]
pub struct Branch {
    /// Its name.
    pub id: BranchId,
    /// Which branch it left and at which position; the first left none.
    pub from: Option<(BranchId, u32)>,
    /// What happened.
    pub timeline: Timeline,
    /// What was decided.
    pub schedule: Schedule,
}

impl Branch {
    /// How many steps it does not share with the branch it left.
    pub fn own_steps(&self) -> u32 {
        self.timeline.len() - self.from.map_or(0, |(_, position)| position)
    }
}

/// The branches, oldest first, one of them current.
#[derive(Clone, Debug)]
pub(super) struct Branches {
    all: Vec<Branch>,
    current: usize,
    next: u32,
}

impl Branches {
    /// At most so many are kept; then the oldest is forgotten.
    pub const MOST: usize = 32;
    /// At most so many steps are kept in all, besides the current branch's: about 100 MB.
    pub const MOST_STEPS: u64 = 3_000_000;

    pub fn new(timeline: Timeline) -> Branches {
        let first = Branch { id: BranchId(0), from: None, timeline, schedule: Schedule::default() };
        Branches { all: vec![first], current: 0, next: 1 }
    }

    pub fn all(&self) -> &[Branch] {
        &self.all
    }

    pub fn current(&self) -> &Branch {
        &self.all[self.current]
    }

    pub fn current_mut(&mut self) -> &mut Branch {
        &mut self.all[self.current]
    }

    /// Makes a branch that leaves the current one at a position, and makes it the current one.
    pub fn fork(&mut self, position: u32) {
        let old = self.current();
        let mut schedule = old.schedule.clone();
        schedule.truncate(position);
        let branch = Branch {
            id: BranchId(self.next),
            from: Some((old.id, position)),
            timeline: old.timeline.fork(position),
            schedule,
        };
        self.next += 1;
        self.all.push(branch);
        self.current = self.all.len() - 1;
        self.forget();
    }

    fn forget(&mut self) {
        let mut steps: u64 =
            self.all[..self.current].iter().map(|branch| u64::from(branch.own_steps())).sum();
        while self.all.len() > Branches::MOST || steps > Branches::MOST_STEPS {
            steps -= u64::from(self.all.remove(0).own_steps());
            self.current -= 1;
        }
    }

    /// Makes another branch the current one; false if there is none of this name.
    pub fn switch(&mut self, id: BranchId) -> bool {
        let place = self.all.iter().position(|branch| branch.id == id);
        self.current = place.unwrap_or(self.current);
        place.is_some()
    }
}
