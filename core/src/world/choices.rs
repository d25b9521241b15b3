//! What may happen next, kept up to date from step to step.
//!
//! A step changes what a few workers may do, whoever else there is, so the set is an index that is mended and never
//! built anew: the ready workers are bits, counted by a Fenwick tree, and each has its short list of choices. Taking up
//! or dropping a worker, finding the k-th ready one and the next one after another all cost the same for ten workers as
//! for a hundred thousand.

use super::event::{RequestId, WorkerId};
use crate::rules::copied::copied;
use crate::rules::{Arm, ObjectId};

/// One thing that may happen next: a worker's request, and the way it goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Choice {
    /// Whose request is taken up.
    pub worker: WorkerId,
    /// Which of its pending requests.
    pub request: RequestId,
    /// Which way it goes.
    pub arm: Arm,
}

/// What a choice touches.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Footprint {
    /// The workers that it moves on.
    pub workers: Vec<WorkerId>,
    /// The objects that it reads only.
    pub reads: Vec<ObjectId>,
    /// The objects that it changes.
    pub writes: Vec<ObjectId>,
}

/// The choices, by worker.
#[derive(Debug, Default)]
pub struct Choices {
    by_worker: Vec<Vec<Choice>>,
    bits: Vec<u64>,
    /// Fenwick tree over the number of ready workers in each word of `bits`.
    counts: Vec<u32>,
    ready: usize,
}

copied!(Choices { by_worker, bits, counts, ready });

impl Choices {
    /// Whether nothing may happen any more.
    pub fn is_empty(&self) -> bool {
        self.ready == 0
    }

    /// How many workers may do something.
    pub fn ready_workers(&self) -> usize {
        self.ready
    }

    /// What this worker may do, oldest request first.
    pub fn of(&self, worker: WorkerId) -> &[Choice] {
        self.by_worker.get(worker.0 as usize).map_or(&[], Vec::as_slice)
    }

    /// The first choice of the first ready worker.
    pub fn first(&self) -> Option<Choice> {
        self.nth(0).and_then(|worker| self.of(worker).first().copied())
    }

    /// Every choice, by worker.
    pub fn iter(&self) -> impl Iterator<Item = Choice> + '_ {
        self.workers().flat_map(|worker| self.of(worker).iter().copied())
    }

    /// The workers that may do something, in their order.
    pub fn workers(&self) -> impl Iterator<Item = WorkerId> + '_ {
        std::iter::successors(self.from(0), |worker| self.from(worker.0 as usize + 1))
    }

    /// Whether this is one of the choices.
    pub fn contains(&self, choice: Choice) -> bool {
        self.of(choice.worker).contains(&choice)
    }

    /// The first ready worker whose number is at least this.
    pub fn from(&self, number: usize) -> Option<WorkerId> {
        let (word, bit) = (number / 64, number % 64);
        let here = self.bits.get(word)? & (!0 << bit);
        if here != 0 {
            return Some(WorkerId((word * 64) as u32 + here.trailing_zeros()));
        }
        let before = self.count_before(word + 1);
        self.nth(before)
    }

    /// The ready worker that comes k-th (from 0).
    pub fn nth(&self, k: usize) -> Option<WorkerId> {
        if k >= self.ready {
            return None;
        }
        let (mut at, mut left) = (0, k as u32);
        let mut width = self.counts.len().next_power_of_two();
        while width > 0 {
            if let Some(count) = self.counts.get(at + width - 1)
                && *count <= left
            {
                at += width;
                left -= count;
            }
            width /= 2;
        }
        let mut word = self.bits[at];
        for _ in 0..left {
            word &= word - 1;
        }
        Some(WorkerId((at * 64) as u32 + word.trailing_zeros()))
    }

    /// Replaces what a worker may do.
    pub fn set(&mut self, worker: WorkerId, choices: impl IntoIterator<Item = Choice>) {
        let number = worker.0 as usize;
        if self.by_worker.len() <= number {
            self.by_worker.resize_with(number + 1, Vec::new);
        }
        let list = &mut self.by_worker[number];
        list.clear();
        list.extend(choices);
        let now = !list.is_empty();
        self.mark(number, now);
    }

    /// Replaces what a worker may do by hand: it is among what it may do, and no policy takes it, for the worker does not count as
    /// ready.
    pub fn set_aside(&mut self, worker: WorkerId, choices: impl IntoIterator<Item = Choice>) {
        self.set(worker, choices);
        self.mark(worker.0 as usize, false);
    }

    /// Adds one thing to what its worker may do, at this place among the others.
    pub fn insert(&mut self, place: usize, choice: Choice) {
        let number = choice.worker.0 as usize;
        if self.by_worker.len() <= number {
            self.by_worker.resize_with(number + 1, Vec::new);
        }
        self.by_worker[number].insert(place, choice);
        self.mark(number, true);
    }

    /// Takes one thing away from what its worker may do, if it is there.
    pub fn remove(&mut self, choice: Choice) {
        let number = choice.worker.0 as usize;
        let Some(list) = self.by_worker.get_mut(number) else { return };
        list.retain(|one| *one != choice);
        let left = !list.is_empty();
        self.mark(number, left);
    }

    fn mark(&mut self, number: usize, ready: bool) {
        let (word, bit) = (number / 64, 1u64 << (number % 64));
        while self.bits.len() <= word {
            self.bits.push(0);
            self.grow();
        }
        if (self.bits[word] & bit != 0) == ready {
            return;
        }
        self.bits[word] ^= bit;
        self.ready = if ready { self.ready + 1 } else { self.ready - 1 };
        let mut at = word + 1;
        while at <= self.counts.len() {
            let count = &mut self.counts[at - 1];
            *count = if ready { *count + 1 } else { *count - 1 };
            at += at & at.wrapping_neg();
        }
    }

    /// Adds the tree's node for a new, empty word.
    fn grow(&mut self) {
        let at = self.counts.len() + 1;
        let low = at & at.wrapping_neg();
        let below = self.count_before(at - 1) - self.count_before(at - low);
        self.counts.push(below as u32);
    }

    /// How many ready workers there are in the words before this one.
    fn count_before(&self, word: usize) -> usize {
        let (mut at, mut sum) = (word.min(self.counts.len()), 0);
        while at > 0 {
            sum += self.counts[at - 1] as usize;
            at -= at & at.wrapping_neg();
        }
        sum
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_family = "wasm")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn choice(worker: u32) -> Choice {
        Choice { worker: WorkerId(worker), request: RequestId(0), arm: Arm::ONLY }
    }

    #[test]
    fn what_is_set_aside_is_there_and_no_policy_sees_it() {
        let mut choices = Choices::default();
        choices.set_aside(WorkerId(3), [choice(3)]);
        assert!(choices.is_empty() && choices.first().is_none() && choices.contains(choice(3)));
        choices.set(WorkerId(1), [choice(1)]);
        choices.set(WorkerId(3), [choice(3)]);
        assert_eq!(choices.ready_workers(), 2);
        choices.set_aside(WorkerId(3), [choice(3)]);
        assert_eq!((choices.ready_workers(), choices.from(2)), (1, None));
    }

    #[test]
    fn one_choice_more_and_one_less() {
        let mut choices = Choices::default();
        let ways: Vec<Choice> =
            (0..3).map(|number| Choice { request: RequestId(number), ..choice(70) }).collect();
        choices.remove(ways[0]);
        assert!(choices.is_empty());
        choices.insert(0, ways[2]);
        choices.insert(0, ways[0]);
        choices.insert(1, ways[1]);
        assert_eq!((choices.of(WorkerId(70)), choices.ready_workers()), (&ways[..], 1));
        choices.remove(ways[1]);
        assert_eq!(choices.of(WorkerId(70)), [ways[0], ways[2]]);
        choices.remove(ways[0]);
        choices.remove(ways[2]);
        assert!(choices.is_empty() && choices.first().is_none());
    }

    #[test]
    fn agrees_with_a_sorted_set() {
        let mut choices = Choices::default();
        let mut model = std::collections::BTreeSet::new();
        let mut state = 1u64;
        for _ in 0..5_000 {
            state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            let worker = (state >> 33) as u32 % 700;
            if state >> 63 == 0 {
                choices.set(WorkerId(worker), [choice(worker)]);
                model.insert(worker);
            } else {
                choices.set(WorkerId(worker), []);
                model.remove(&worker);
            }
            assert_eq!(choices.ready_workers(), model.len());
            let k = (state >> 20) as usize % 700;
            assert_eq!(choices.nth(k).map(|w| w.0), model.iter().nth(k).copied());
            assert_eq!(choices.from(k).map(|w| w.0), model.range(k as u32..).next().copied());
        }
        assert!(choices.workers().map(|w| w.0).eq(model.iter().copied()));
    }
}
