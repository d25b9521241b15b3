//! Who goes next, by a rule.

use super::rng::{SplitMix64, below};
use crate::world::{Choice, Choices, WorkerId};

/// Picks one of the choices, step after step.
pub trait Policy {
    /// The choice to take, or `None` where there is none or this policy has come to its end.
    fn pick(&mut self, choices: &Choices, at: At) -> Option<Choice>;
}

/// Where a run stands when a policy picks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct At {
    /// How many steps were taken.
    pub step: u32,
    /// Who took the last one.
    pub last: Option<WorkerId>,
}

/// A policy by name, with all that decides what it picks.
///
/// ```
/// use lockstep_core::schedule::{At, Plan};
/// use lockstep_core::world::{End, Tasks, World};
///
/// let plan = Plan::Pct { seed: 7, depth: 3, length: 100 };
/// let mut events = Vec::new();
/// let mut world = Tasks::new(|sim| async move { sim.print("hello").await }, &mut events);
/// let (mut policy, mut at) = (plan.start(), At::default());
/// while let Some(choice) = policy.pick(world.choices(), at) {
///     world.step(choice, &mut events);
///     at = At { step: at.step + 1, last: Some(choice.worker) };
/// }
/// assert_eq!(world.end(), Some(&End::Returned));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Plan {
    /// [`RoundRobin`]
    RoundRobin,
    /// [`Random`]
    Random {
        /// Which of its many orders.
        seed: u64,
    },
    /// [`Pct`]
    Pct {
        /// Which of its many orders.
        seed: u64,
        /// How many orderings between steps have to come together for the bug that is looked for; at least 1.
        depth: u32,
        /// About how many steps the program takes.
        length: u32,
    },
}

impl Plan {
    /// A policy that has picked nothing yet.
    pub fn start(self) -> Box<dyn Policy> {
        match self {
            Plan::RoundRobin => Box::new(RoundRobin),
            Plan::Random { seed } => Box::new(Random { seed }),
            Plan::Pct { seed, depth, length } => Box::new(Pct::new(seed, depth, length)),
        }
    }

    /// Whether a fresh policy picks as one that has already picked would: what it picks depends on the step alone.
    pub fn remembers_nothing(self) -> bool {
        !matches!(self, Plan::Pct { .. })
    }
}

/// The next ready worker by number after the one that went last; its oldest request, any of its ways. The number of the step decides
/// which.
#[derive(Clone, Copy, Debug, Default)]
pub struct RoundRobin;

impl Policy for RoundRobin {
    fn pick(&mut self, choices: &Choices, at: At) -> Option<Choice> {
        let after = at.last.map_or(0, |last| last.0 as usize + 1);
        let worker = choices.from(after).or_else(|| choices.from(0))?;
        let ways = choices.of(worker);
        let oldest = ways.iter().take_while(|way| way.request == ways[0].request).count();
        // If it were always the first of them, others would never be gone: which one is chance, as in Go's select.
        any(&ways[..oldest], SplitMix64::nth(0, at.step.into()))
    }
}

/// Any ready worker with the same chance, then any of its ways. The seed and the number of the step decide, nothing else.
#[derive(Clone, Copy, Debug)]
pub struct Random {
    /// Which of its many orders.
    pub seed: u64,
}

impl Policy for Random {
    fn pick(&mut self, choices: &Choices, at: At) -> Option<Choice> {
        if choices.is_empty() {
            return None;
        }
        let chance = SplitMix64::nth(self.seed, at.step.into());
        let worker = choices.nth(below(chance, choices.ready_workers()))?;
        any(choices.of(worker), chance)
    }
}

/// One of these, by a number that has already chosen something else.
fn any(ways: &[Choice], chance: u64) -> Option<Choice> {
    match ways {
        [only] => Some(*only),
        _ => ways.get(below(SplitMix64::new(chance).next(), ways.len().max(1))).copied(),
    }
}

/// Probabilistic concurrency testing: every worker has a random priority and the ready one with the highest goes, but at
/// depth − 1 random steps the one that would go falls below all the others.
///
/// With n workers and k steps it finds a bug of depth d with a chance of at least 1 / (n · k^(d − 1)), whatever the program:
/// Sebastian Burckhardt, Pravesh Kothari, Madanlal Musuvathi and Santosh Nagarakatte, *A randomized scheduler with
/// probabilistic guarantees of finding bugs*, ASPLOS 2010. Where a worker may go several ways, the seed picks one.
///
/// A pick looks at every ready worker: about 10 µs where ten thousand are ready.
#[derive(Clone, Debug)]
pub struct Pct {
    seed: u64,
    /// The steps at which somebody falls, last first.
    falls: Vec<u32>,
    /// By worker, once it matters. A lower number goes first; those that fell come after all others, in the order in
    /// which they fell.
    ranks: Vec<u64>,
    fallen: u64,
}

impl Pct {
    /// A run of about `length` steps in which `depth` − 1 times somebody falls.
    pub fn new(seed: u64, depth: u32, length: u32) -> Pct {
        let mut chance = SplitMix64::new(!seed);
        let falls = depth.saturating_sub(1).min(Plan::MOST_FALLS);
        let mut falls: Vec<u32> = (0..falls).map(|_| chance.below(length.max(1) as usize) as u32).collect();
        falls.sort_unstable_by(|a, b| b.cmp(a));
        Pct { seed, falls, ranks: Vec::new(), fallen: 0 }
    }

    fn highest(&mut self, choices: &Choices) -> Option<WorkerId> {
        choices.workers().min_by_key(|worker| {
            let known = self.ranks.len() as u64;
            self.ranks.extend((known..=worker.0.into()).map(|one| SplitMix64::nth(self.seed, one) >> 1));
            (self.ranks[worker.0 as usize], worker.0)
        })
    }
}

impl Plan {
    /// More falls than this are not drawn: a bug of such depth is not found by chance.
    pub const MOST_FALLS: u32 = 1_000;
}

impl Policy for Pct {
    fn pick(&mut self, choices: &Choices, at: At) -> Option<Choice> {
        let mut worker = self.highest(choices)?;
        while self.falls.last().is_some_and(|fall| *fall <= at.step) {
            let due = self.falls.pop() == Some(at.step);
            if due {
                self.fallen += 1;
                self.ranks[worker.0 as usize] = (1 << 63) + self.fallen;
                worker = self.highest(choices)?;
            }
        }
        any(choices.of(worker), SplitMix64::nth(self.seed, (1 << 40) + u64::from(at.step)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Arm;
    use crate::world::RequestId;
    #[cfg(target_family = "wasm")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn ready(workers: &[u32]) -> Choices {
        let mut choices = Choices::default();
        for worker in workers {
            let worker = WorkerId(*worker);
            let ways = (0..2).map(|arm| Choice { worker, request: RequestId(0), arm: Arm(arm) });
            choices.set(worker, ways);
        }
        choices
    }

    fn run(plan: Plan, workers: &[u32], steps: u32) -> Vec<Choice> {
        let (mut policy, choices) = (plan.start(), ready(workers));
        let mut at = At::default();
        (0..steps)
            .map(|step| {
                at.step = step;
                let choice = policy.pick(&choices, at).expect("somebody is ready");
                at.last = Some(choice.worker);
                choice
            })
            .collect()
    }

    #[test]
    fn round_robin_goes_round_those_who_are_ready() {
        let workers: Vec<u32> =
            run(Plan::RoundRobin, &[1, 70, 200], 7).iter().map(|choice| choice.worker.0).collect();
        assert_eq!(workers, [1, 70, 200, 1, 70, 200, 1]);
        // However many others there are, and so whichever steps are its own, a worker goes each of its ways.
        for others in 1..5_u32 {
            let all: Vec<u32> = (0..others).collect();
            let own =
                run(Plan::RoundRobin, &all, 20 * others).into_iter().filter(|choice| choice.worker.0 == 0);
            let second = own.filter(|choice| choice.arm == Arm(1)).count();
            assert!((4..=16).contains(&second), "{others}: {second} of 20");
        }
    }

    #[test]
    fn every_policy_is_a_function_of_its_plan() {
        for plan in [Plan::RoundRobin, Plan::Random { seed: 3 }, Plan::Pct { seed: 3, depth: 4, length: 50 }]
        {
            assert_eq!(run(plan, &[0, 3, 9], 100), run(plan, &[0, 3, 9], 100));
            assert!(plan.start().pick(&Choices::default(), At::default()).is_none());
        }
    }

    #[test]
    fn random_gives_everyone_and_every_way_its_share() {
        let picks = run(Plan::Random { seed: 5 }, &[0, 1, 2], 6_000);
        for worker in 0..3 {
            for arm in 0..2 {
                let share = picks.iter().filter(|one| one.worker.0 == worker && one.arm.0 == arm).count();
                assert!((900..1_100).contains(&share), "{worker} {arm}: {share}");
            }
        }
    }

    #[test]
    fn pct_changes_who_goes_only_where_somebody_falls() {
        for seed in 0..50 {
            let picks = run(Plan::Pct { seed, depth: 3, length: 100 }, &[0, 1, 2, 3], 100);
            let changes = picks.windows(2).filter(|pair| pair[0].worker != pair[1].worker).count();
            assert!(changes <= 2, "seed {seed}: {changes}");
        }
        let first: Vec<u32> = (0..200)
            .map(|seed| run(Plan::Pct { seed, depth: 1, length: 100 }, &[0, 1, 2, 3], 1)[0].worker.0)
            .collect();
        assert!((0..4).all(|worker| first.iter().filter(|one| **one == worker).count() > 25));
    }
}
