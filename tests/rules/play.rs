//! Random requests, played against a table, a model and a law at once.
//!
//! The *model* is the primitive once more, written another way: it foretells every outcome, every notice and every way
//! that a request could go. The *law* knows nothing of how a primitive works. It sees only what a user sees (who asked,
//! who was served, who gave up) and says what may never be so.

use lockstep_core::rules::{Arm, Ended, Fault, Link, Notice, Op, Outcome, Reply, Table, Ticket};
use lockstep_core::schedule::rng::SplitMix64;

/// How many workers make random requests. One more is idle until the end, when it may help the others out.
pub const WORKERS: usize = 5;
/// The one who helps.
pub const HELPER: usize = WORKERS;

/// What a worker is at.
#[derive(Clone, Debug)]
pub enum At {
    /// Nothing. It may not have seen its last reply yet, which can then still be undone.
    Idle(Option<(Op, Reply)>),
    /// Waiting.
    Parked(Op, Link),
    /// Woken, and about to ask again.
    Woken(Op, Link),
}

impl At {
    /// The operation that it is parked in.
    pub fn parked(&self) -> Option<&Op> {
        match self {
            At::Parked(op, _) => Some(op),
            _ => None,
        }
    }
}

/// What became of a request, for its own worker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Own {
    /// Served.
    Done(Reply),
    /// It waits.
    Park,
    /// Refused.
    Fault(Fault),
}

/// What becomes of others: who, and how.
pub type Others = Vec<(usize, Ended)>;

/// A primitive, written another way.
pub trait Model {
    /// The ways that a new request can go.
    fn arms(&self, _op: &Op) -> Vec<Arm> {
        vec![Arm::ONLY]
    }
    /// The ways that a woken worker's request can go.
    fn retry_arms(&self, _worker: usize, _now: u64) -> Vec<Arm> {
        vec![Arm::ONLY]
    }
    /// A new request.
    fn apply(&mut self, worker: usize, op: &Op, arm: Arm, now: u64) -> (Own, Others);
    /// A woken worker asks again.
    fn retry(&mut self, worker: usize, _op: &Op, _arm: Arm, _now: u64) -> (Own, Others) {
        panic!("nothing wakes worker {worker}")
    }
    /// A worker that waits, or was woken, gives up.
    fn withdraw(&mut self, worker: usize, op: &Op, now: u64) -> Others;
    /// A worker gives up that was served but has not seen it.
    fn undo(&mut self, worker: usize, op: &Op, reply: Reply, now: u64) -> Others;
    /// Why a parked worker waits, in Go's words.
    fn reason(&self, worker: usize, op: &Op) -> &'static str;
}

/// What may never be so, said of what can be seen from outside. An `Err` tells which law is broken.
pub trait Law {
    /// What an idle worker asks for next.
    fn request(&mut self, worker: usize, dice: &mut SplitMix64) -> Op;
    /// What an idle worker asks for in the end, so that nobody waits for it.
    fn relieve(&self, worker: usize, workers: &[At], table: &Table) -> Option<Op>;
    /// A request was served.
    fn served(&mut self, worker: usize, op: &Op, reply: Reply) -> Result<(), String>;
    /// A reply that was not seen was undone.
    fn undone(&mut self, _worker: usize, _op: &Op, _reply: Reply) {}
    /// A request came to nothing: it was refused or withdrawn.
    fn dropped(&mut self, _worker: usize, _op: &Op) {}
    /// The state after each action.
    fn check(&self, workers: &[At], table: &Table) -> Result<(), String>;
}

/// How a play may go.
#[derive(Clone, Copy)]
pub struct Rules {
    /// Workers give up now and then.
    pub cancel: bool,
    /// In the end, after everybody was helped out, nobody may wait any more.
    pub all_return: bool,
}

/// The whole of one play.
pub struct Play<M, L> {
    table: Table,
    model: M,
    law: L,
    workers: Vec<At>,
    now: u64,
    dice: SplitMix64,
    notices: Vec<Notice>,
    /// What was done so far, to be shown if something is wrong.
    trail: Vec<String>,
    fatal: bool,
}

/// Plays `plays` games of about `actions` actions. `start` makes a game's objects.
pub fn play<M: Model, L: Law>(
    rules: Rules,
    plays: u64,
    actions: usize,
    start: impl Fn(&mut Table) -> (M, L),
) {
    for seed in 0..plays {
        let dice = SplitMix64::new(seed);
        let mut table = Table::default();
        let (model, law) = start(&mut table);
        let workers = vec![At::Idle(None); WORKERS + 1];
        let (notices, trail) = (Vec::new(), vec![format!("seed {seed}")]);
        let mut play = Play { table, model, law, workers, now: 0, dice, notices, trail, fatal: false };
        for _ in 0..actions {
            if play.fatal {
                break;
            }
            play.act(rules);
        }
        if !play.fatal {
            play.end(rules);
        }
    }
}

impl<M: Model, L: Law> Play<M, L> {
    fn act(&mut self, rules: Rules) {
        if self.dice.below(8) == 0 {
            self.now += self.dice.next() % 700_000;
        }
        let worker = self.dice.below(WORKERS);
        let gives_up = rules.cancel && self.dice.below(6) == 0;
        match self.workers[worker].clone() {
            At::Idle(Some((op, reply))) if gives_up => self.undo(worker, op, reply),
            At::Parked(op, link) | At::Woken(op, link) if gives_up => self.withdraw(worker, op, link),
            At::Idle(_) => {
                let op = self.law.request(worker, &mut self.dice);
                self.ask(worker, op);
            }
            At::Woken(op, link) => self.retry(worker, op, link),
            At::Parked(..) => {}
        }
    }

    /// Lets everybody go on, and helps out, until nothing moves.
    fn end(&mut self, rules: Rules) {
        for _ in 0..1000 {
            let mut moved = false;
            for worker in 0..=HELPER {
                match self.workers[worker].clone() {
                    At::Woken(op, link) => self.retry(worker, op, link),
                    At::Idle(_) => {
                        match self.law.relieve(worker, &self.workers, &self.table) {
                            Some(op) => self.ask(worker, op),
                            None => continue,
                        };
                    }
                    At::Parked(..) => continue,
                }
                moved = true;
            }
            if !moved {
                let waits = self.workers.iter().any(|at| at.parked().is_some());
                self.demand(!(rules.all_return && waits), "nobody waits any more in the end");
                return;
            }
        }
        self.demand(false, "the end is reached");
    }

    fn ask(&mut self, worker: usize, op: Op) {
        let mut arms = Vec::new();
        self.table.arms(&op, &mut arms);
        let expected = self.model.arms(&op);
        let arm = expected[self.dice.below(expected.len())];
        self.trail.push(format!("{worker} asks {op:?}, {arm:?} of {arms:?}, at {}", self.now));
        self.same(&arms, &expected);
        let expected = self.model.apply(worker, &op, arm, self.now);
        let by_short_way = if self.dice.below(2) == 0 { self.short_way(&op) } else { None };
        let outcome = by_short_way.unwrap_or_else(|| {
            self.table.apply(Ticket(worker as u32), &op, arm, self.now, &mut self.notices)
        });
        self.settle(worker, op, outcome, expected);
    }

    /// The table's short ways of serving a request at once, where there is one.
    fn short_way(&mut self, op: &Op) -> Option<Outcome> {
        let Play { table, notices, .. } = self;
        match op {
            Op::TryLock(id) => Some(Outcome::Done(Reply::Flag(table.lock_if_free(*id)))),
            Op::Lock(id) => table.lock_if_free(*id).then_some(Outcome::Done(Reply::Unit)),
            Op::Unlock(id) => table.unlock_if_alone(*id).then_some(Outcome::Done(Reply::Unit)),
            Op::Send(Some(id), word) => match table.send_if_ready(*id, *word, notices)? {
                Ok(()) => Some(Outcome::Done(Reply::Unit)),
                Err(fault) => Some(Outcome::Fault(fault)),
            },
            Op::Receive(Some(id)) => {
                table.receive_if_ready(*id, notices).map(|got| Outcome::Done(Reply::Received(got)))
            }
            _ => None,
        }
    }

    fn retry(&mut self, worker: usize, op: Op, link: Link) {
        let mut arms = Vec::new();
        self.table.retry_arms(&op, link, self.now, &mut arms);
        let expected = self.model.retry_arms(worker, self.now);
        let arm = expected[self.dice.below(expected.len())];
        self.trail.push(format!("{worker} asks again, {arm:?} of {arms:?}, at {}", self.now));
        self.same(&arms, &expected);
        let expected = self.model.retry(worker, &op, arm, self.now);
        let outcome = self.table.retry(&op, link, arm, &mut self.notices);
        self.settle(worker, op, outcome, expected);
    }

    fn withdraw(&mut self, worker: usize, op: Op, link: Link) {
        self.trail.push(format!("{worker} gives up"));
        let expected = self.model.withdraw(worker, &op, self.now);
        self.table.withdraw(&op, link, self.now, &mut self.notices);
        self.workers[worker] = At::Idle(None);
        self.law.dropped(worker, &op);
        self.tell(expected);
    }

    fn undo(&mut self, worker: usize, op: Op, reply: Reply) {
        self.trail.push(format!("{worker} never saw {reply:?}"));
        let expected = self.model.undo(worker, &op, reply, self.now);
        self.table.undo(&op, reply, self.now, &mut self.notices);
        self.workers[worker] = At::Idle(None);
        self.law.undone(worker, &op, reply);
        self.tell(expected);
    }

    fn settle(&mut self, worker: usize, op: Op, outcome: Outcome, (own, others): (Own, Others)) {
        let (seen, at) = match outcome {
            Outcome::Done(reply) => (Own::Done(reply), At::Idle(Some((op.clone(), reply)))),
            Outcome::Park(link) => (Own::Park, At::Parked(op.clone(), link)),
            Outcome::Fault(fault) => (Own::Fault(fault), At::Idle(None)),
        };
        self.same(&seen, &own);
        self.workers[worker] = at;
        match seen {
            Own::Done(reply) => {
                let law = self.law.served(worker, &op, reply);
                self.hold(law);
            }
            Own::Fault(fault) => {
                self.fatal |= fault.is_fatal();
                self.law.dropped(worker, &op);
            }
            Own::Park => {}
        }
        self.tell(others);
    }

    /// Takes in what became of the others, and looks at the whole.
    fn tell(&mut self, expected: Others) {
        let told: Others =
            self.notices.drain(..).map(|notice| (notice.ticket.0 as usize, notice.what)).collect();
        self.same(&told, &expected);
        for (worker, what) in told {
            let At::Parked(op, link) = self.workers[worker].clone() else {
                self.demand(false, "only who is parked is told anything");
                return;
            };
            self.workers[worker] = match what {
                Ended::Granted(reply) => {
                    let law = self.law.served(worker, &op, reply);
                    self.hold(law);
                    At::Idle(Some((op, reply)))
                }
                Ended::Woken => At::Woken(op, link),
                Ended::Fault(_) => {
                    self.law.dropped(worker, &op);
                    At::Idle(None)
                }
            };
        }
        for (worker, at) in self.workers.iter().enumerate() {
            if let At::Parked(op, link) = at {
                self.same(&self.table.wait_reason(op, *link).text(), &self.model.reason(worker, op));
            }
        }
        if !self.fatal {
            self.hold(self.law.check(&self.workers, &self.table));
        }
    }

    fn same<T: PartialEq + std::fmt::Debug>(&self, seen: &T, expected: &T) {
        assert_eq!(seen, expected, "the table (left) and the model part:\n{}", self.trail.join("\n"));
    }

    fn hold(&self, law: Result<(), String>) {
        if let Err(broken) = law {
            self.demand(false, &broken);
        }
    }

    fn demand(&self, holds: bool, law: &str) {
        assert!(holds, "it is not so that {law}:\n{}\n{:?}", self.trail.join("\n"), self.workers);
    }
}

/// A law for an assertion: what ought to be so.
pub fn law(holds: bool, what: &str) -> Result<(), String> {
    if holds { Ok(()) } else { Err(what.to_string()) }
}
