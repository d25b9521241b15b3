//! A run as a token and back: replaying one in slices, and saying the current branch as one.

use super::Stepper;
use crate::schedule::{Checks, Policy, Replay, Segment, Token};
use crate::world::{Event, World};

/// A token that is being replayed.
pub(super) struct Load {
    replay: Replay,
    checks: Checks,
}

/// How far a token was replayed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loading {
    /// So many steps of so many.
    More(u32, u32),
    /// To its end.
    Done,
    /// The run is no longer the one of the token. Up to `after` it was; somewhere up to `by` it parted.
    Parted {
        /// The last step at which both were known to be the same.
        after: u32,
        /// The step at which they were seen to differ.
        by: u32,
    },
}

impl<W: World, P: Fn(&mut Vec<Event>) -> W> Stepper<W, P> {
    /// Starts a program to replay a token: call [`load`](Stepper::load) until it is done.
    pub fn replaying(start: P, token: &Token) -> Stepper<W, P> {
        let mut stepper = Stepper::new(start);
        let replay = Replay::new(token.schedule.clone());
        stepper.load = Some(Load { replay, checks: token.checks.clone() });
        stepper
    }

    /// Replays the token that this stepper was made for, by at most so many steps.
    ///
    /// Where the run parts from the token's, what was replayed is kept: it is a run of this program all the same.
    pub fn load(&mut self, budget: u32) -> Loading {
        let Some(mut load) = self.load.take() else {
            return Loading::Done;
        };
        self.shown = None;
        let total = load.replay.schedule().len();
        for _ in 0..budget.max(1) {
            let step = self.len();
            let hash = self.timeline().check(step).unwrap_or_default();
            if load.checks.hold(step, total, hash) == Some(false) {
                return Loading::Parted { after: load.checks.before(step), by: step };
            }
            let Some((segment, fresh)) = load.replay.next() else {
                return Loading::Done;
            };
            let choice = match self.ready() {
                Ok(()) => load.replay.pick(self.live.world.choices(), self.at()),
                Err(_) => None,
            };
            let Some(choice) = choice else {
                return Loading::Parted { after: load.checks.before(step + 1), by: step + 1 };
            };
            self.take(choice, |schedule| match segment {
                Segment::Pick(pick, _) => schedule.push_pick(pick),
                Segment::Policy(plan, _) => schedule.push_policy(plan, fresh),
            });
        }
        self.load = Some(load);
        Loading::More(self.len(), total)
    }

    /// The current branch as a token of this program with these parameters.
    pub fn token(&self, program: &str, parameters: Vec<(String, String)>) -> Token {
        Token {
            program: program.into(),
            parameters,
            schedule: self.branch().schedule.clone(),
            checks: self.timeline().checks(),
        }
    }
}
