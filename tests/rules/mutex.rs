//! Mutual exclusion.

use super::play::{At, Law, Model, Others, Own, Rules, law, play};
use lockstep_core::rules::mutex::WakeRule;
use lockstep_core::rules::{Arm, Ended, Fault, Kind, ObjectId, Op, Reply, Table};
use lockstep_core::schedule::rng::SplitMix64;
#[cfg(target_family = "wasm")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const LOCKED: u32 = 1;
const WOKEN: u32 = 2;
const STARVING: u32 = 4;
/// One waiter, in the bits above the flags.
const WAITER: u32 = 8;
const MILLISECOND: u64 = 1_000_000;

struct Sleeper {
    worker: usize,
    since: u64,
    starves: bool,
}

/// Go's mutex as Go has it: one word of flags with the number of waiters, and a semaphore's queue.
#[derive(Default)]
pub struct Word {
    bits: u32,
    asleep: Vec<Sleeper>,
    awake: Option<Sleeper>,
}

/// Whom an unlock let go on.
pub enum Next {
    Nobody,
    Woken(usize),
    Handed(usize),
}

impl Word {
    fn is_taken(&self) -> bool {
        self.bits & (LOCKED | STARVING) != 0
    }

    pub fn try_lock(&mut self) -> bool {
        let free = !self.is_taken();
        self.bits |= u32::from(free);
        free
    }

    pub fn lock(&mut self, worker: usize, now: u64) -> bool {
        if self.try_lock() {
            return true;
        }
        self.bits += WAITER;
        self.asleep.push(Sleeper { worker, since: now, starves: false });
        false
    }

    pub fn ways_to_ask_again(&self, worker: usize, now: u64) -> Vec<Arm> {
        match &self.awake {
            Some(awake) if awake.worker == worker && self.is_taken() => {
                if now - awake.since > MILLISECOND {
                    vec![Arm::STARVING]
                } else {
                    vec![Arm(0), Arm(1)]
                }
            }
            _ => vec![Arm::ONLY],
        }
    }

    pub fn ask_again(&mut self, arm: Arm) -> bool {
        let mut awake = self.awake.take().expect("it was woken");
        self.bits -= WOKEN;
        if self.try_lock() {
            return true;
        }
        awake.starves |= arm == Arm::STARVING;
        if awake.starves {
            self.bits |= STARVING;
        }
        self.bits += WAITER;
        self.asleep.insert(0, awake);
        false
    }

    pub fn unlock(&mut self, now: u64) -> Result<Next, Fault> {
        if self.bits & LOCKED == 0 {
            return Err(Fault::UnlockOfUnlockedMutex);
        }
        self.bits -= LOCKED;
        if self.bits & STARVING == 0 {
            return Ok(self.wake());
        }
        let next = self.asleep.remove(0);
        let last = self.bits / WAITER == 1;
        self.bits = self.bits + LOCKED - WAITER;
        if last || !(next.starves || now - next.since > MILLISECOND) {
            self.bits -= STARVING;
        }
        Ok(Next::Handed(next.worker))
    }

    fn wake(&mut self) -> Next {
        if self.bits / WAITER == 0 || self.bits & (LOCKED | WOKEN | STARVING) != 0 {
            return Next::Nobody;
        }
        self.bits = self.bits - WAITER + WOKEN;
        let next = self.asleep.remove(0);
        let worker = next.worker;
        self.awake = Some(next);
        Next::Woken(worker)
    }

    pub fn forget(&mut self, worker: usize) -> Next {
        if let Some(at) = self.asleep.iter().position(|sleeper| sleeper.worker == worker) {
            self.asleep.remove(at);
            self.bits -= WAITER;
            if self.bits / WAITER == 0 {
                self.bits &= !STARVING;
            }
            return Next::Nobody;
        }
        self.awake = None;
        self.bits -= WOKEN;
        self.wake()
    }

    pub fn has(&self, worker: usize) -> bool {
        self.asleep.iter().any(|sleeper| sleeper.worker == worker)
    }
}

fn told(next: Next) -> Others {
    match next {
        Next::Nobody => vec![],
        Next::Woken(worker) => vec![(worker, Ended::Woken)],
        Next::Handed(worker) => vec![(worker, Ended::Granted(Reply::Unit))],
    }
}

/// Go's rule.
struct Go(Word);

impl Model for Go {
    fn retry_arms(&self, worker: usize, now: u64) -> Vec<Arm> {
        self.0.ways_to_ask_again(worker, now)
    }

    fn apply(&mut self, worker: usize, op: &Op, _arm: Arm, now: u64) -> (Own, Others) {
        match op {
            Op::Lock(_) if self.0.lock(worker, now) => (Own::Done(Reply::Unit), vec![]),
            Op::Lock(_) => (Own::Park, vec![]),
            Op::TryLock(_) => (Own::Done(Reply::Flag(self.0.try_lock())), vec![]),
            _ => match self.0.unlock(now) {
                Ok(next) => (Own::Done(Reply::Unit), told(next)),
                Err(fault) => (Own::Fault(fault), vec![]),
            },
        }
    }

    fn retry(&mut self, _worker: usize, _op: &Op, arm: Arm, _now: u64) -> (Own, Others) {
        (if self.0.ask_again(arm) { Own::Done(Reply::Unit) } else { Own::Park }, vec![])
    }

    fn withdraw(&mut self, worker: usize, _op: &Op, _now: u64) -> Others {
        told(self.0.forget(worker))
    }

    fn undo(&mut self, _worker: usize, op: &Op, reply: Reply, now: u64) -> Others {
        match op {
            Op::Lock(_) | Op::TryLock(_) if reply != Reply::Flag(false) => {
                self.0.unlock(now).map_or(vec![], told)
            }
            _ => vec![],
        }
    }

    fn reason(&self, _worker: usize, _op: &Op) -> &'static str {
        "sync.Mutex.Lock"
    }
}

/// The two rules that hand the mutex over: a queue, from which one is drawn.
struct Queue {
    locked: bool,
    anyone: bool,
    queue: Vec<usize>,
}

impl Queue {
    fn unlock(&mut self, place: usize) -> Others {
        if self.queue.is_empty() {
            self.locked = false;
            return vec![];
        }
        vec![(self.queue.remove(place), Ended::Granted(Reply::Unit))]
    }
}

impl Model for Queue {
    fn arms(&self, op: &Op) -> Vec<Arm> {
        match op {
            Op::Unlock(_) if self.anyone && self.locked => {
                (0..self.queue.len().max(1)).map(|place| Arm(place as u16)).collect()
            }
            _ => vec![Arm::ONLY],
        }
    }

    fn apply(&mut self, worker: usize, op: &Op, arm: Arm, _now: u64) -> (Own, Others) {
        let was_locked = self.locked;
        match op {
            Op::Unlock(_) if !was_locked => (Own::Fault(Fault::UnlockOfUnlockedMutex), vec![]),
            Op::Unlock(_) => (Own::Done(Reply::Unit), self.unlock(usize::from(arm.0))),
            _ => {
                self.locked = true;
                match op {
                    Op::TryLock(_) => (Own::Done(Reply::Flag(!was_locked)), vec![]),
                    _ if was_locked => {
                        self.queue.push(worker);
                        (Own::Park, vec![])
                    }
                    _ => (Own::Done(Reply::Unit), vec![]),
                }
            }
        }
    }

    fn withdraw(&mut self, worker: usize, _op: &Op, _now: u64) -> Others {
        self.queue.retain(|waiting| *waiting != worker);
        vec![]
    }

    fn undo(&mut self, _worker: usize, op: &Op, reply: Reply, _now: u64) -> Others {
        match op {
            Op::Lock(_) | Op::TryLock(_) if reply != Reply::Flag(false) && self.locked => self.unlock(0),
            _ => vec![],
        }
    }

    fn reason(&self, _worker: usize, _op: &Op) -> &'static str {
        "sync.Mutex.Lock"
    }
}

/// At most one has it; whenever nobody has it, nobody waits without one who is awake; first come first served, if so
/// promised.
struct Exclusion {
    mutex: ObjectId,
    holders: Vec<usize>,
    /// Anybody may unlock, and does.
    unruly: bool,
    /// Those who wait, in the order in which they asked, if they are to be served in it.
    order: Option<Vec<usize>>,
}

impl Law for Exclusion {
    fn request(&mut self, worker: usize, dice: &mut SplitMix64) -> Op {
        let holds = self.holders.contains(&worker);
        let op = match dice.below(4) {
            0 => Op::TryLock(self.mutex),
            1 if self.unruly && (!self.holders.is_empty() || dice.below(20) == 0) => Op::Unlock(self.mutex),
            _ if holds => Op::Unlock(self.mutex),
            _ => Op::Lock(self.mutex),
        };
        if let (Op::Lock(_), Some(order)) = (&op, &mut self.order) {
            order.push(worker);
        }
        op
    }

    fn relieve(&self, worker: usize, _workers: &[At], _table: &Table) -> Option<Op> {
        let holds = if self.unruly { !self.holders.is_empty() } else { self.holders.contains(&worker) };
        holds.then_some(Op::Unlock(self.mutex))
    }

    fn served(&mut self, worker: usize, op: &Op, reply: Reply) -> Result<(), String> {
        match op {
            Op::Unlock(_) => {
                self.holders.clear();
            }
            _ if reply != Reply::Flag(false) => self.holders.push(worker),
            _ => {}
        }
        if let (Op::Lock(_), Some(order)) = (op, &mut self.order) {
            law(order.remove(0) == worker, "who asks first is served first")?;
        }
        law(self.holders.len() <= 1, "at most one worker has the mutex")
    }

    fn undone(&mut self, worker: usize, op: &Op, reply: Reply) {
        if !matches!(op, Op::Unlock(_)) && reply != Reply::Flag(false) {
            // Unruly workers may have unlocked it, and others locked it since.
            self.holders.retain(|holder| *holder != worker && !self.unruly);
        }
    }

    fn dropped(&mut self, worker: usize, op: &Op) {
        if let (Op::Lock(_), Some(order)) = (op, &mut self.order) {
            order.retain(|waiting| *waiting != worker);
        }
    }

    fn check(&self, workers: &[At], _table: &Table) -> Result<(), String> {
        let parked = workers.iter().any(|at| at.parked().is_some());
        let awake = workers.iter().any(|at| matches!(at, At::Woken(..)));
        law(!self.holders.is_empty() || !parked || awake, "nobody sleeps beside a free mutex")
    }
}

fn check(rule: WakeRule, unruly: bool) {
    let rules = Rules { cancel: !unruly, all_return: true };
    let law = |table: &mut Table| {
        let order = (rule == WakeRule::Fifo).then(Vec::new);
        Exclusion { mutex: table.make(Kind::Mutex(rule)), holders: vec![], unruly, order }
    };
    match rule {
        WakeRule::Go => play(rules, 1500, 80, |table| (Go(Word::default()), law(table))),
        WakeRule::Fifo | WakeRule::AnyWaiter => play(rules, 1500, 80, |table| {
            (Queue { locked: false, anyone: rule == WakeRule::AnyWaiter, queue: vec![] }, law(table))
        }),
    }
}

#[test]
fn by_gos_rule() {
    check(WakeRule::Go, false);
}

#[test]
fn by_gos_rule_when_anybody_unlocks() {
    check(WakeRule::Go, true);
}

#[test]
fn by_first_come_first_served() {
    check(WakeRule::Fifo, false);
    check(WakeRule::Fifo, true);
}

#[test]
fn by_any_waiter() {
    check(WakeRule::AnyWaiter, false);
    check(WakeRule::AnyWaiter, true);
}
