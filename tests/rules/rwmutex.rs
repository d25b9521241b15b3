//! Mutual exclusion that lets any number read.

use super::mutex::{Next, Word};
use super::play::{At, Law, Model, Others, Own, Rules, law, play};
use lockstep_core::rules::{Arm, Ended, Fault, Kind, ObjectId, Op, Reply, Table};
use lockstep_core::schedule::rng::SplitMix64;
#[cfg(target_family = "wasm")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// More than all readers: taken from their number while a writer is announced.
const MANY: i64 = 1 << 30;

/// A semaphore of Go's runtime.
#[derive(Default)]
struct Semaphore {
    permits: u32,
    asleep: Vec<usize>,
}

impl Semaphore {
    /// Whether it need not sleep.
    fn acquire(&mut self, worker: usize) -> bool {
        if self.permits > 0 {
            self.permits -= 1;
            return true;
        }
        self.asleep.push(worker);
        false
    }

    fn release(&mut self) -> Option<usize> {
        if self.asleep.is_empty() {
            self.permits += 1;
            return None;
        }
        Some(self.asleep.remove(0))
    }

    fn forget(&mut self, worker: usize) -> bool {
        let before = self.asleep.len();
        self.asleep.retain(|sleeper| *sleeper != worker);
        self.asleep.len() < before
    }
}

/// Go's numbers: an inner mutex, two counts and two semaphores.
#[derive(Default)]
struct Numbers {
    inner: Word,
    readers: i64,
    departing: i64,
    reader_sleep: Semaphore,
    writer_sleep: Semaphore,
    /// A writer that was handed the inner mutex and has not run since.
    handed: Option<usize>,
}

fn granted(worker: usize) -> (usize, Ended) {
    (worker, Ended::Granted(Reply::Unit))
}

impl Numbers {
    fn announce(&mut self, worker: usize) -> Own {
        let active = self.readers;
        self.readers -= MANY;
        if active != 0 {
            self.departing += active;
            if self.departing != 0 && !self.writer_sleep.acquire(worker) {
                return Own::Park;
            }
        }
        Own::Done(Reply::Unit)
    }

    fn unlock_inner(&mut self, now: u64) -> Others {
        let next = self.inner.unlock(now).expect("an announced writer has the inner mutex");
        self.woken(next)
    }

    fn woken(&mut self, next: Next) -> Others {
        match next {
            Next::Nobody => vec![],
            Next::Woken(worker) => vec![(worker, Ended::Woken)],
            Next::Handed(worker) => {
                self.handed = Some(worker);
                vec![(worker, Ended::Woken)]
            }
        }
    }

    fn read_unlock(&mut self) -> Result<Others, Fault> {
        if self.readers == 0 || self.readers == -MANY {
            return Err(Fault::ReadUnlockOfUnlockedRwMutex);
        }
        self.readers -= 1;
        if self.readers < 0 {
            self.departing -= 1;
            if self.departing == 0 {
                return Ok(self.writer_sleep.release().map(granted).into_iter().collect());
            }
        }
        Ok(vec![])
    }

    fn unlock(&mut self, now: u64) -> Result<Others, Fault> {
        if self.readers >= 0 {
            return Err(Fault::UnlockOfUnlockedRwMutex);
        }
        self.readers += MANY;
        let mut others = vec![];
        for _ in 0..self.readers {
            others.extend(self.reader_sleep.release().map(granted));
        }
        others.extend(self.unlock_inner(now));
        Ok(others)
    }
}

fn own(served: Result<Others, Fault>) -> (Own, Others) {
    match served {
        Ok(others) => (Own::Done(Reply::Unit), others),
        Err(fault) => (Own::Fault(fault), vec![]),
    }
}

impl Model for Numbers {
    fn retry_arms(&self, worker: usize, now: u64) -> Vec<Arm> {
        if self.handed == Some(worker) { vec![Arm::ONLY] } else { self.inner.ways_to_ask_again(worker, now) }
    }

    fn apply(&mut self, worker: usize, op: &Op, _arm: Arm, now: u64) -> (Own, Others) {
        let own = match op {
            Op::WriteUnlock(_) => return own(self.unlock(now)),
            Op::ReadUnlock(_) => return own(self.read_unlock()),
            Op::ReadLock(_) => {
                self.readers += 1;
                let free = self.readers > 0 || self.reader_sleep.acquire(worker);
                if free { Own::Done(Reply::Unit) } else { Own::Park }
            }
            Op::TryReadLock(_) => {
                self.readers += i64::from(self.readers >= 0);
                Own::Done(Reply::Flag(self.readers > 0))
            }
            Op::TryWriteLock(_) => {
                let free = self.readers == 0 && self.inner.try_lock();
                self.readers -= if free { MANY } else { 0 };
                Own::Done(Reply::Flag(free))
            }
            _ if self.inner.lock(worker, now) => self.announce(worker),
            _ => Own::Park,
        };
        (own, vec![])
    }

    fn retry(&mut self, worker: usize, _op: &Op, arm: Arm, _now: u64) -> (Own, Others) {
        let handed = self.handed.take_if(|handed| *handed == worker).is_some();
        let has_inner = handed || self.inner.ask_again(arm);
        (if has_inner { self.announce(worker) } else { Own::Park }, vec![])
    }

    fn withdraw(&mut self, worker: usize, op: &Op, now: u64) -> Others {
        if matches!(op, Op::ReadLock(_)) {
            self.readers -= 1;
            self.reader_sleep.forget(worker);
            return vec![];
        }
        if self.handed.take_if(|handed| *handed == worker).is_some() {
            return self.unlock_inner(now);
        }
        if !self.writer_sleep.forget(worker) {
            let next = self.inner.forget(worker);
            return self.woken(next);
        }
        // As if it had had the mutex for a moment, but for those who read all the while.
        self.departing = 0;
        self.readers += MANY;
        let mut others: Others = self.reader_sleep.asleep.drain(..).map(granted).collect();
        others.extend(self.unlock_inner(now));
        others
    }

    fn undo(&mut self, _worker: usize, op: &Op, reply: Reply, now: u64) -> Others {
        let undone = match op {
            _ if reply == Reply::Flag(false) => return vec![],
            Op::WriteLock(_) | Op::TryWriteLock(_) => self.unlock(now),
            Op::ReadLock(_) | Op::TryReadLock(_) => self.read_unlock(),
            _ => return vec![],
        };
        undone.expect("what was granted can be given up")
    }

    fn reason(&self, worker: usize, op: &Op) -> &'static str {
        match op {
            Op::ReadLock(_) => "sync.RWMutex.RLock",
            _ if self.inner.has(worker) => "sync.Mutex.Lock",
            _ => "sync.RWMutex.Lock",
        }
    }
}

/// One writes or any number reads; nobody sleeps who could go on, or without one awake who will see to it; and no reader
/// comes in past a writer that only waits for readers.
struct Exclusion {
    lock: ObjectId,
    readers: Vec<usize>,
    writers: Vec<usize>,
    /// Anybody may do anything, and only the model says what comes of it.
    unruly: bool,
}

impl Law for Exclusion {
    fn request(&mut self, worker: usize, dice: &mut SplitMix64) -> Op {
        if self.unruly {
            // Mostly what will not be refused at once, or all games would be short.
            let (reads, writes) = (!self.readers.is_empty(), !self.writers.is_empty());
            return match dice.below(12) {
                0 if writes || dice.below(10) == 0 => Op::WriteUnlock(self.lock),
                1 | 2 if reads || dice.below(10) == 0 => Op::ReadUnlock(self.lock),
                3 => Op::WriteUnlock(self.lock),
                4 | 5 => Op::TryWriteLock(self.lock),
                6 => Op::TryReadLock(self.lock),
                7 | 8 => Op::ReadLock(self.lock),
                _ => Op::WriteLock(self.lock),
            };
        }
        match dice.below(6) {
            0 => Op::TryReadLock(self.lock),
            1 => Op::TryWriteLock(self.lock),
            _ if self.readers.contains(&worker) => Op::ReadUnlock(self.lock),
            _ if self.writers.contains(&worker) => Op::WriteUnlock(self.lock),
            2 | 3 => Op::WriteLock(self.lock),
            _ => Op::ReadLock(self.lock),
        }
    }

    fn relieve(&self, worker: usize, _workers: &[At], _table: &Table) -> Option<Op> {
        if self.unruly {
            None
        } else if self.readers.contains(&worker) {
            Some(Op::ReadUnlock(self.lock))
        } else {
            self.writers.contains(&worker).then_some(Op::WriteUnlock(self.lock))
        }
    }

    fn served(&mut self, worker: usize, op: &Op, reply: Reply) -> Result<(), String> {
        let leave = |workers: &mut Vec<usize>| {
            if let Some(at) = workers.iter().position(|holder| *holder == worker) {
                workers.remove(at);
            }
        };
        match op {
            _ if reply == Reply::Flag(false) => {}
            Op::WriteUnlock(_) => leave(&mut self.writers),
            Op::ReadUnlock(_) => leave(&mut self.readers),
            Op::WriteLock(_) | Op::TryWriteLock(_) => self.writers.push(worker),
            _ => self.readers.push(worker),
        }
        law(self.unruly || self.writers.len() <= 1, "at most one writes")?;
        law(self.unruly || self.writers.is_empty() || self.readers.is_empty(), "nobody reads what is written")
    }

    fn undone(&mut self, worker: usize, op: &Op, reply: Reply) {
        if !matches!(op, Op::ReadUnlock(_) | Op::WriteUnlock(_)) {
            let undoing = if matches!(op, Op::ReadLock(_) | Op::TryReadLock(_)) {
                Op::ReadUnlock(self.lock)
            } else {
                Op::WriteUnlock(self.lock)
            };
            self.served(worker, &undoing, reply).expect("fewer holders break no law");
        }
    }

    fn check(&self, workers: &[At], table: &Table) -> Result<(), String> {
        if self.unruly {
            return Ok(());
        }
        let parked: Vec<(&Op, &str)> = workers
            .iter()
            .filter_map(|at| match at {
                At::Parked(op, link) => Some((op, table.wait_reason(op, *link).text())),
                _ => None,
            })
            .collect();
        let awake = workers.iter().any(|at| matches!(at, At::Woken(..)));
        let announced = parked.iter().any(|(_, reason)| *reason == "sync.RWMutex.Lock");
        let writes = !self.writers.is_empty();
        law(
            writes || awake || !self.readers.is_empty() || parked.is_empty(),
            "nobody sleeps beside a free lock",
        )?;
        let readers_wait = parked.iter().any(|(op, _)| matches!(op, Op::ReadLock(_)));
        law(!readers_wait || writes || announced, "readers wait only for a writer")?;
        law(!announced || !self.readers.is_empty(), "an announced writer waits only for readers")
    }
}

fn check(unruly: bool) {
    play(Rules { cancel: !unruly, all_return: !unruly }, 3000, 80, |table| {
        let lock = table.make(Kind::RwMutex);
        (Numbers::default(), Exclusion { lock, readers: vec![], writers: vec![], unruly })
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

/// A writer that waits only for readers is next: those who ask after it read after it.
#[test]
fn readers_that_keep_coming_do_not_starve_a_writer() {
    use lockstep_core::rules::{Outcome, Ticket};
    for early in 1..20 {
        let mut table = Table::default();
        let lock = table.make(Kind::RwMutex);
        let mut notices = vec![];
        let mut ask = |table: &mut Table, ticket, op| {
            let outcome = table.apply(Ticket(ticket), &op, Arm::ONLY, 0, &mut notices);
            (outcome, std::mem::take(&mut notices))
        };
        for reader in 0..early {
            assert_eq!(ask(&mut table, reader, Op::ReadLock(lock)).0, Outcome::Done(Reply::Unit));
        }
        assert!(matches!(ask(&mut table, 100, Op::WriteLock(lock)).0, Outcome::Park(_)));
        for reader in 0..early {
            assert!(matches!(ask(&mut table, 200 + reader, Op::ReadLock(lock)).0, Outcome::Park(_)));
            let (_, told) = ask(&mut table, reader, Op::ReadUnlock(lock));
            let to: Vec<u32> = told.iter().map(|notice| notice.ticket.0).collect();
            assert_eq!(to, if reader + 1 < early { vec![] } else { vec![100] });
        }
        let (_, told) = ask(&mut table, 100, Op::WriteUnlock(lock));
        assert_eq!(told.len() as u32, early, "then all of them come in");
    }
}
