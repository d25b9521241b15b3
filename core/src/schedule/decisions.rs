//! A whole run's decisions, in the fewest words: so many steps by a policy, these by hand.

use super::policy::{At, Plan, Policy};
use crate::world::{Choice, Choices, WorkerId};

/// The decisions of a run, from its start.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Schedule {
    segments: Vec<Segment>,
    len: u32,
}

/// Some steps in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Segment {
    /// So many steps by a policy that had picked nothing before the first of them.
    Policy(Plan, u32),
    /// The same pick, so many times.
    Pick(Pick, u32),
}

impl Segment {
    /// How many steps.
    pub fn steps(self) -> u32 {
        let (Segment::Policy(_, steps) | Segment::Pick(_, steps)) = self;
        steps
    }

    fn steps_mut(&mut self) -> &mut u32 {
        let (Segment::Policy(_, steps) | Segment::Pick(_, steps)) = self;
        steps
    }
}

/// One decision by hand, named by what a reader sees: this worker, its n-th choice (from 0).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pick {
    /// Who goes.
    pub worker: WorkerId,
    /// Which of its choices.
    pub nth: u16,
}

impl Pick {
    /// How a choice is named among the choices of its worker.
    pub fn name(choice: Choice, ways: impl IntoIterator<Item = Choice>) -> Option<Pick> {
        let nth = ways.into_iter().position(|one| one == choice)?;
        Some(Pick { worker: choice.worker, nth: nth.try_into().ok()? })
    }

    /// The choice that is named.
    pub fn find(self, choices: &Choices) -> Option<Choice> {
        choices.of(self.worker).get(usize::from(self.nth)).copied()
    }
}

/// A schedule of choices by hand.
impl FromIterator<Pick> for Schedule {
    fn from_iter<I: IntoIterator<Item = Pick>>(picks: I) -> Schedule {
        let mut schedule = Schedule::default();
        picks.into_iter().for_each(|pick| schedule.push_pick(pick));
        schedule
    }
}

impl Schedule {
    /// No schedule is longer, in steps: that is what a timeline records.
    pub const LIMIT: u32 = 1_000_000;

    /// How many steps.
    pub fn len(&self) -> u32 {
        self.len
    }

    /// Whether nothing was decided yet.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The steps in order.
    pub fn segments(&self) -> &[Segment] {
        &self.segments
    }

    /// Adds a decision by hand.
    pub fn push_pick(&mut self, pick: Pick) {
        self.push(Segment::Pick(pick, 1), true);
    }

    /// Adds a step by a policy; `fresh` says that the policy had picked nothing before.
    pub fn push_policy(&mut self, plan: Plan, fresh: bool) {
        self.push(Segment::Policy(plan, 1), !fresh || plan.remembers_nothing());
    }

    /// Adds a segment; whether it may be a part of the last one.
    pub(super) fn push(&mut self, segment: Segment, joins: bool) {
        let steps = segment.steps();
        self.len += steps;
        match (self.segments.last_mut(), segment) {
            (Some(Segment::Policy(last, count)), Segment::Policy(plan, _)) if joins && *last == plan => {
                *count += steps
            }
            (Some(Segment::Pick(last, count)), Segment::Pick(pick, _)) if *last == pick => *count += steps,
            _ => self.segments.push(segment),
        }
    }

    /// Drops every step after the first so many.
    pub fn truncate(&mut self, len: u32) {
        while self.len > len {
            let extra = self.len - len;
            let last = self.segments.last_mut().expect("the length is that of the segments");
            if last.steps() > extra {
                *last.steps_mut() -= extra;
                self.len = len;
            } else {
                self.len -= last.steps();
                self.segments.pop();
            }
        }
    }
}

/// Follows a schedule from its start.
pub struct Replay {
    schedule: Schedule,
    segment: usize,
    /// How many steps of the segment were taken.
    taken: u32,
    policy: Option<Box<dyn Policy>>,
}

impl Replay {
    /// Follows this schedule.
    pub fn new(schedule: Schedule) -> Replay {
        Replay { schedule, segment: 0, taken: 0, policy: None }
    }

    /// How the next step is decided, and whether it is the first that its policy decides; `None` at the end.
    pub fn next(&self) -> Option<(Segment, bool)> {
        self.schedule.segments.get(self.segment).map(|segment| (*segment, self.taken == 0))
    }

    /// The schedule that is followed.
    pub fn schedule(&self) -> &Schedule {
        &self.schedule
    }
}

impl Policy for Replay {
    fn pick(&mut self, choices: &Choices, at: At) -> Option<Choice> {
        let (segment, fresh) = self.next()?;
        let choice = match segment {
            Segment::Pick(pick, _) => pick.find(choices),
            Segment::Policy(plan, _) => {
                if fresh {
                    self.policy = None;
                }
                self.policy.get_or_insert_with(|| plan.start()).pick(choices, at)
            }
        }?;
        self.taken += 1;
        if self.taken == segment.steps() {
            (self.segment, self.taken) = (self.segment + 1, 0);
        }
        Some(choice)
    }
}

#[cfg(test)]
mod tests {
    use super::super::rng::SplitMix64;
    use super::*;
    #[cfg(target_family = "wasm")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn pick(worker: u32) -> Pick {
        Pick { worker: WorkerId(worker), nth: 0 }
    }

    #[test]
    fn the_same_decision_again_is_counted_and_not_written_again() {
        let mut schedule = Schedule::default();
        (0..1_000).for_each(|_| schedule.push_policy(Plan::RoundRobin, true));
        (0..5).for_each(|_| schedule.push_pick(pick(3)));
        let pct = Plan::Pct { seed: 1, depth: 2, length: 10 };
        [true, false, true].into_iter().for_each(|fresh| schedule.push_policy(pct, fresh));
        let expected = [
            Segment::Policy(Plan::RoundRobin, 1_000),
            Segment::Pick(pick(3), 5),
            Segment::Policy(pct, 2),
            Segment::Policy(pct, 1),
        ];
        assert_eq!(schedule.segments(), expected);
        assert_eq!(schedule.len(), 1_008);
    }

    #[test]
    fn truncating_leaves_the_first_steps() {
        let mut chance = SplitMix64::new(1);
        let picks: Vec<Pick> = (0..300).map(|_| pick(chance.below(2) as u32)).collect();
        let of = |picks: &[Pick]| picks.iter().copied().collect::<Schedule>();
        for len in 0..=300 {
            let mut schedule = of(&picks);
            schedule.truncate(len);
            assert_eq!(schedule, of(&picks[..len as usize]));
        }
    }
}
