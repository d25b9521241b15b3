//! Rebuilding a world where the recording stands: by replay, in slices, compared with what was recorded.

use super::{Live, Stepper};
use crate::timeline::log::Timeline;
use crate::world::{Event, World};

/// Where a replay differed from the recording.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// The position to which the differing step leads.
    pub position: u32,
    /// What was recorded, if anything.
    pub recorded: Option<Event>,
    /// What happened this time, if anything.
    pub replayed: Option<Event>,
}

impl<W: World, P: Fn(&mut Vec<Event>) -> W> Stepper<W, P> {
    /// Brings a world to the position on show, by at most so many steps; true when it stands there.
    ///
    /// What happens is compared with what was recorded. If it differs, no world will ever stand there: this answers true,
    /// and [`difference`](Stepper::difference) says why a step is refused.
    pub fn rebuild(&mut self, budget: u32) -> bool {
        if self.is_live() || self.difference.is_some() {
            return true;
        }
        let (branch, position) = (self.branches.current(), self.position());
        let here = |live: &Live<W>| live.branch == branch.id && live.position <= position;
        let mut rebuilt = match self.rebuilt.take().filter(here) {
            Some(rebuilt) => rebuilt,
            None if here(&self.live) && position < branch.timeline.len() => return self.catch_up(budget),
            None => {
                self.events.clear();
                let world = (self.start)(&mut self.events);
                self.difference = difference(&branch.timeline, 0, &self.events);
                Live { world, branch: branch.id, position: 0 }
            }
        };
        self.difference = self
            .difference
            .take()
            .or_else(|| replay(&mut rebuilt, &branch.timeline, position, budget, &mut self.events));
        if self.difference.is_some() {
            return true;
        }
        let there = rebuilt.position == position;
        match there {
            true => self.live = rebuilt,
            false => self.rebuilt = Some(rebuilt),
        }
        there
    }

    /// How many steps a rebuilt world has come, of how many; `None` when none is on its way.
    pub fn rebuilding(&self) -> Option<(u32, u32)> {
        self.rebuilt.as_ref().map(|rebuilt| (rebuilt.position, self.position()))
    }

    /// Moves the live world on along its own branch.
    fn catch_up(&mut self, budget: u32) -> bool {
        let position = self.position();
        let timeline = &self.branches.current().timeline;
        self.difference = replay(&mut self.live, timeline, position, budget, &mut self.events);
        self.difference.is_some() || self.live.position == position
    }
}

/// Moves a world along a recording, until it differs.
fn replay<W: World>(
    live: &mut Live<W>,
    timeline: &Timeline,
    position: u32,
    budget: u32,
    events: &mut Vec<Event>,
) -> Option<Difference> {
    for _ in 0..budget {
        if live.position == position {
            break;
        }
        let next = live.position + 1;
        events.clear();
        let choice = timeline.choice(next).expect("every position but the first has a step that leads to it");
        if live.world.choices().contains(choice) {
            live.world.step(choice, events);
        }
        live.position = next;
        if let Some(difference) = difference(timeline, next, events) {
            live.position = u32::MAX;
            return Some(difference);
        }
    }
    None
}

fn difference(timeline: &Timeline, position: u32, replayed: &[Event]) -> Option<Difference> {
    let mut recorded = timeline.events(position);
    let mut replayed = replayed.iter();
    loop {
        match (recorded.next(), replayed.next()) {
            (None, None) => return None,
            (ours, theirs) if ours.as_ref() == theirs => {}
            (recorded, replayed) => {
                return Some(Difference { position, recorded, replayed: replayed.cloned() });
            }
        }
    }
}
