//! A hash of what has happened to whom, which is the fingerprint of a world that cannot be looked into.
//!
//! A future's state is hidden, but it follows from what the worker asked and was answered. So every worker and every
//! object has a hash; a step mixes those of all that take part in it, and gives each its share. Two runs that differ
//! only in the order of steps that share nobody end with the same hashes, and what differs otherwise has others. This
//! stays sound for Rust data that workers share under our locks.

use super::event::WorkerId;
use crate::rules::ObjectId;

/// Who takes part in a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Worker(WorkerId),
    Object(ObjectId),
    /// Virtual time, when it moves.
    Clock,
}

#[derive(Debug, Default)]
struct Entry {
    identity: u128,
    hash: u128,
    /// How many workers and objects it has made, for a worker.
    made: u128,
}

/// The hashes, and their sum, which is the fingerprint.
#[derive(Debug, Default)]
pub(super) struct Trace {
    workers: Vec<Entry>,
    objects: Vec<Entry>,
    clock: Entry,
    sum: u128,
}

impl Trace {
    /// A worker came to be: who it is depends on its parent and on how much that one had made before.
    pub(super) fn add_worker(&mut self, parent: Option<WorkerId>) {
        let entry = self.child(parent);
        self.workers.push(entry);
    }

    /// An object came to be.
    pub(super) fn add_object(&mut self, maker: WorkerId) {
        let entry = self.child(Some(maker));
        self.objects.push(entry);
    }

    fn child(&mut self, parent: Option<WorkerId>) -> Entry {
        let identity = match parent.and_then(|parent| self.workers.get_mut(parent.0 as usize)) {
            Some(parent) => {
                parent.made += 1;
                mix(parent.identity, parent.made)
            }
            None => mix(0, 1),
        };
        self.sum = self.sum.wrapping_add(mix(identity, identity));
        Entry { identity, hash: identity, made: 0 }
    }

    /// A step in which these took part, in their roles, and which did this.
    pub(super) fn step(&mut self, parts: &[Part], what: u128) {
        let shared = parts.iter().fold(mix(1, what), |shared, part| mix(shared, self.entry(*part).hash));
        for (role, part) in parts.iter().enumerate() {
            let entry = self.entry(*part);
            let (old, new) = (entry.hash, mix(mix(shared, entry.identity), role as u128));
            let identity = entry.identity;
            entry.hash = new;
            self.sum = self.sum.wrapping_sub(mix(identity, old)).wrapping_add(mix(identity, new));
        }
    }

    pub(super) fn fingerprint(&self) -> u128 {
        self.sum
    }

    /// A worker's name, whatever order things happened in.
    pub(super) fn identity(&self, worker: WorkerId) -> u64 {
        self.workers[worker.0 as usize].identity as u64
    }

    /// Who a worker is, whatever order things happened in, and how many others and objects it has made.
    pub(super) fn worker(&self, worker: WorkerId) -> (u128, u128) {
        let entry = &self.workers[worker.0 as usize];
        (entry.identity, entry.made)
    }

    /// The objects, as they are called whatever order things happened in.
    pub(super) fn objects(&self) -> impl Iterator<Item = (ObjectId, u128)> + '_ {
        (0..).map(ObjectId).zip(self.objects.iter().map(|entry| entry.identity))
    }

    /// What an object is called.
    pub(super) fn object(&self, object: ObjectId) -> u128 {
        self.objects[object.0 as usize].identity
    }

    fn entry(&mut self, part: Part) -> &mut Entry {
        match part {
            Part::Worker(worker) => &mut self.workers[worker.0 as usize],
            Part::Object(object) => &mut self.objects[object.0 as usize],
            Part::Clock => &mut self.clock,
        }
    }
}

/// Mixes two numbers into one from which neither can be told.
pub(super) fn mix(a: u128, b: u128) -> u128 {
    const ODD: u128 = 0x2360_ED05_1FC6_5DA4_4385_DF64_9FCC_F645;
    const OTHER: u128 = 0x9E37_79B9_7F4A_7C15_F39C_C060_5CED_C835;
    let mut mixed = a.wrapping_mul(ODD) ^ b.wrapping_add(OTHER).rotate_left(59);
    mixed = (mixed ^ (mixed >> 67)).wrapping_mul(OTHER);
    mixed = (mixed ^ (mixed >> 61)).wrapping_mul(ODD);
    mixed ^ (mixed >> 64)
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_family = "wasm")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn trace() -> Trace {
        let mut trace = Trace::default();
        trace.add_worker(None);
        trace.add_worker(Some(WorkerId(0)));
        trace.add_worker(Some(WorkerId(0)));
        trace.add_object(WorkerId(1));
        trace.add_object(WorkerId(2));
        trace
    }

    fn run(steps: &[(u32, u32)]) -> u128 {
        let mut trace = trace();
        for (worker, object) in steps {
            trace.step(&[Part::Worker(WorkerId(*worker)), Part::Object(ObjectId(*object))], 7);
        }
        trace.fingerprint()
    }

    #[test]
    fn steps_that_share_nobody_commute() {
        assert_eq!(run(&[(1, 0), (2, 1), (1, 0)]), run(&[(2, 1), (1, 0), (1, 0)]));
    }

    #[test]
    fn steps_that_share_an_object_do_not() {
        assert_ne!(run(&[(1, 0), (2, 0)]), run(&[(2, 0), (1, 0)]));
    }

    #[test]
    fn the_number_of_steps_counts() {
        assert_ne!(run(&[(1, 0)]), run(&[(1, 0), (1, 0)]));
        assert_ne!(run(&[]), run(&[(1, 0)]));
    }
}
