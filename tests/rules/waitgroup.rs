//! A counter, and those who wait for it to reach zero.

use super::play::{At, HELPER, Law, Model, Others, Own, Rules, WORKERS, law, play};
use lockstep_core::rules::{Arm, Ended, Fault, Kind, ObjectId, Op, Reply, Table};
use lockstep_core::schedule::rng::SplitMix64;
use std::collections::BTreeMap;
#[cfg(target_family = "wasm")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// Go's one word, the counter above and the number of waiters below, and a semaphore's queue.
#[derive(Default)]
struct Word {
    word: u64,
    asleep: Vec<usize>,
    /// What the Adds saw that have their second step to go.
    releasing: BTreeMap<usize, u64>,
}

impl Word {
    fn counter(&self) -> i32 {
        (self.word >> 32) as i32
    }

    fn waiting(&self) -> u32 {
        self.word as u32
    }

    fn add(&mut self, worker: usize, delta: i64) -> Own {
        self.word = self.word.wrapping_add((delta as u64) << 32);
        if self.counter() < 0 {
            Own::Fault(Fault::NegativeWaitGroupCounter)
        } else if self.waiting() != 0 && delta > 0 && self.counter() == delta as i32 {
            Own::Fault(Fault::WaitGroupAddDuringWait)
        } else if self.counter() > 0 || self.waiting() == 0 {
            Own::Done(Reply::Unit)
        } else {
            self.releasing.insert(worker, self.word);
            Own::Park
        }
    }

    fn release(&mut self, worker: usize) -> (Own, Others) {
        let seen = self.releasing.remove(&worker).expect("it has its second step to go");
        if seen as u32 == 0 {
            // All whom it was to release have given up.
            return (Own::Done(Reply::Unit), vec![]);
        }
        if seen != self.word {
            return (Own::Fault(Fault::WaitGroupAddDuringWait), vec![]);
        }
        let woken = self.asleep.drain(..self.waiting() as usize);
        let others = woken.map(|worker| (worker, Ended::Woken)).collect();
        self.word = 0;
        (Own::Done(Reply::Unit), others)
    }
}

impl Model for Word {
    fn apply(&mut self, worker: usize, op: &Op, _arm: Arm, _now: u64) -> (Own, Others) {
        match op {
            Op::Add(_, delta) => {
                let own = self.add(worker, *delta);
                let others = if own == Own::Park { vec![(worker, Ended::Woken)] } else { vec![] };
                (own, others)
            }
            _ if self.counter() == 0 => (Own::Done(Reply::Unit), vec![]),
            _ => {
                self.word += 1;
                self.asleep.push(worker);
                (Own::Park, vec![])
            }
        }
    }

    fn retry(&mut self, worker: usize, op: &Op, _arm: Arm, _now: u64) -> (Own, Others) {
        match op {
            Op::Add(..) => self.release(worker),
            _ if self.word == 0 => (Own::Done(Reply::Unit), vec![]),
            _ => (Own::Fault(Fault::WaitGroupReused), vec![]),
        }
    }

    fn withdraw(&mut self, worker: usize, op: &Op, _now: u64) -> Others {
        if matches!(op, Op::Add(..)) {
            return self.release(worker).1;
        }
        if let Some(at) = self.asleep.iter().position(|sleeper| *sleeper == worker) {
            self.asleep.remove(at);
            self.word -= 1;
            for seen in self.releasing.values_mut() {
                *seen -= u64::from(*seen as u32 > 0);
            }
        }
        vec![]
    }

    fn undo(&mut self, _worker: usize, _op: &Op, _reply: Reply, _now: u64) -> Others {
        vec![]
    }

    fn reason(&self, _worker: usize, _op: &Op) -> &'static str {
        "sync.WaitGroup.Wait"
    }
}

/// Nobody who waits returns while something is to be done, and nobody sleeps when nothing is.
struct Counting {
    group: ObjectId,
    /// What is to be done, by what was asked for.
    sum: i64,
    /// Who waits or was released, and has not returned.
    waiting: [bool; WORKERS + 1],
    /// Anybody may do anything, and only the model says what comes of it.
    unruly: bool,
}

impl Law for Counting {
    fn request(&mut self, worker: usize, dice: &mut SplitMix64) -> Op {
        let delta = if self.unruly {
            [1, 1, 1, -1, -1, -1, 2, -2, 0, 1 << 31, -(1 << 31), 1 << 32][dice.below(12)]
        } else {
            [1, 2, 3, -1, -self.sum, -self.sum / 2][dice.below(6)].max(-self.sum)
        };
        // As it should be used, every Wait returns before the next round begins.
        let between_rounds = !self.unruly && self.sum == 0 && self.waiting.contains(&true);
        if between_rounds || dice.below(3) == 0 {
            self.waiting[worker] = true;
            return Op::Wait(self.group);
        }
        // It counts as soon as it is asked for, even where it is then refused.
        self.sum += delta;
        Op::Add(self.group, delta)
    }

    fn relieve(&self, worker: usize, _workers: &[At], _table: &Table) -> Option<Op> {
        let to_do = worker == HELPER && self.sum > 0 && !self.unruly && self.waiting.contains(&true);
        to_do.then_some(Op::Add(self.group, -self.sum))
    }

    fn served(&mut self, worker: usize, op: &Op, _reply: Reply) -> Result<(), String> {
        if worker == HELPER {
            self.sum = 0;
        }
        if matches!(op, Op::Add(..)) {
            return Ok(());
        }
        self.waiting[worker] = false;
        law(self.unruly || self.sum == 0, "a Wait returns only when all is done")
    }

    fn dropped(&mut self, worker: usize, _op: &Op) {
        self.waiting[worker] = false;
    }

    fn check(&self, workers: &[At], _table: &Table) -> Result<(), String> {
        let parked = workers.iter().any(|at| at.parked().is_some());
        let awake = workers.iter().any(|at| matches!(at, At::Woken(..)));
        law(self.unruly || self.sum != 0 || !parked || awake, "nobody sleeps when all is done")
    }
}

fn check(unruly: bool) {
    play(Rules { cancel: !unruly, all_return: !unruly }, 3000, 60, |table| {
        let group = table.make(Kind::WaitGroup);
        let waiting = [false; WORKERS + 1];
        (Word::default(), Counting { group, sum: 0, waiting, unruly })
    });
}

#[test]
fn as_it_should_be_used() {
    check(false);
}

#[test]
fn as_it_should_not_be_used() {
    check(true);
}
