//! Channels and select.

use super::play::{At, HELPER, Law, Model, Others, Own, Rules, law, play};
use lockstep_core::rules::op::Received;
use lockstep_core::rules::{Arm, Case, Direction, Ended, Fault, Kind, ObjectId, Op, Reply, Table, Word};
use lockstep_core::schedule::rng::SplitMix64;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
#[cfg(target_family = "wasm")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// A channel as lists: the values in it, and who waits at either end, with the select case that they wait in.
#[derive(Default)]
struct Lists {
    capacity: usize,
    closed: bool,
    sent: u64,
    values: Vec<(u64, Word)>,
    senders: Vec<(usize, Option<u16>, Word)>,
    receivers: Vec<(usize, Option<u16>)>,
}

/// All channels of a game.
struct Channels(BTreeMap<ObjectId, Lists>);

/// What an operation that need not wait does: its reply, and what it does to others.
type Served = (Result<Option<Received>, Fault>, Others);

fn receives(case: Option<u16>, got: Received) -> Ended {
    Ended::Granted(match case {
        None => Reply::Received(got),
        Some(case) => Reply::Selected(Some(case), Some(got)),
    })
}

fn sends(case: Option<u16>) -> Ended {
    Ended::Granted(case.map_or(Reply::Unit, |case| Reply::Selected(Some(case), None)))
}

impl Channels {
    fn at(&mut self, channel: Option<ObjectId>) -> Option<&mut Lists> {
        self.0.get_mut(&channel?)
    }

    /// Takes a worker out of every list.
    fn leave(&mut self, worker: usize) {
        for lists in self.0.values_mut() {
            lists.senders.retain(|sender| sender.0 != worker);
            lists.receivers.retain(|receiver| receiver.0 != worker);
        }
    }

    fn try_send(&mut self, channel: Option<ObjectId>, word: Word) -> Option<Served> {
        let lists = self.at(channel)?;
        if lists.closed {
            return Some((Err(Fault::SendOnClosedChannel), vec![]));
        }
        let number = lists.sent;
        if lists.receivers.is_empty() && lists.values.len() >= lists.capacity {
            return None;
        }
        lists.sent += 1;
        lists.values.push((number, word));
        Some((Ok(None), self.hand_out(channel)))
    }

    /// Gives the first value to the first who waits for one.
    fn hand_out(&mut self, channel: Option<ObjectId>) -> Others {
        let Some(lists) = self.at(channel) else { return vec![] };
        let Some((worker, case)) = lists.receivers.first().copied() else { return vec![] };
        let (number, word) = lists.values.remove(0);
        self.leave(worker);
        vec![(worker, receives(case, Received::Value(word, number)))]
    }

    fn try_receive(&mut self, channel: Option<ObjectId>) -> Option<Served> {
        let lists = self.at(channel)?;
        let mut others = vec![];
        // In an empty channel the sender's value is there for the moment in which it is received.
        let let_in = lists.values.is_empty() || lists.values.len() - 1 < lists.capacity;
        if let_in && let Some((worker, case, word)) = lists.senders.first().copied() {
            lists.values.push((lists.sent, word));
            lists.sent += 1;
            self.leave(worker);
            others.push((worker, sends(case)));
        }
        let lists = self.at(channel)?;
        if lists.values.is_empty() {
            return lists.closed.then_some((Ok(Some(Received::Closed)), vec![]));
        }
        let (number, word) = lists.values.remove(0);
        Some((Ok(Some(Received::Value(word, number))), others))
    }

    fn is_ready(&self, case: &Case) -> bool {
        let Some(lists) = case.channel.and_then(|channel| self.0.get(&channel)) else { return false };
        lists.closed
            || match case.direction {
                Direction::Send(_) => !lists.receivers.is_empty() || lists.values.len() < lists.capacity,
                Direction::Receive => !lists.values.is_empty() || !lists.senders.is_empty(),
            }
    }

    fn attempt(&mut self, case: &Case) -> Option<Served> {
        match case.direction {
            Direction::Send(word) => self.try_send(case.channel, word),
            Direction::Receive => self.try_receive(case.channel),
        }
    }

    fn wait(&mut self, worker: usize, index: Option<u16>, case: &Case) {
        if let Some(lists) = self.at(case.channel) {
            match case.direction {
                Direction::Send(word) => lists.senders.push((worker, index, word)),
                Direction::Receive => lists.receivers.push((worker, index)),
            }
        }
    }

    fn close(&mut self, channel: Option<ObjectId>) -> (Own, Others) {
        let Some(lists) = self.at(channel) else {
            return (Own::Fault(Fault::CloseOfNilChannel), vec![]);
        };
        if std::mem::replace(&mut lists.closed, true) {
            return (Own::Fault(Fault::CloseOfClosedChannel), vec![]);
        }
        let mut others = vec![];
        while let Some((worker, case)) = self.at(channel).and_then(|lists| lists.receivers.first().copied()) {
            others.push((worker, receives(case, Received::Closed)));
            self.leave(worker);
        }
        while let Some((worker, ..)) = self.at(channel).and_then(|lists| lists.senders.first().copied()) {
            others.push((worker, Ended::Fault(Fault::SendOnClosedChannel)));
            self.leave(worker);
        }
        (Own::Done(Reply::Unit), others)
    }
}

/// A send or receive as a case, for what it shares with those of a select.
fn as_case(op: &Op) -> Option<Case> {
    match op {
        Op::Send(channel, word) => Some(Case { channel: *channel, direction: Direction::Send(*word) }),
        Op::Receive(channel) => Some(Case { channel: *channel, direction: Direction::Receive }),
        _ => None,
    }
}

impl Model for Channels {
    fn arms(&self, op: &Op) -> Vec<Arm> {
        let Op::Select { cases, .. } = op else { return vec![Arm::ONLY] };
        let ready: Vec<Arm> =
            (0..cases.len()).filter(|i| self.is_ready(&cases[*i])).map(|i| Arm(i as u16)).collect();
        if ready.is_empty() { vec![Arm::NO_CASE] } else { ready }
    }

    fn apply(&mut self, worker: usize, op: &Op, arm: Arm, _now: u64) -> (Own, Others) {
        match op {
            Op::Close(channel) => return self.close(*channel),
            Op::Length(channel) => {
                let length = self.at(*channel).map_or(0, |lists| lists.values.len() as i64);
                return (Own::Done(Reply::Number(length)), vec![]);
            }
            Op::Select { default: true, .. } if arm == Arm::NO_CASE => {
                return (Own::Done(Reply::Selected(None, None)), vec![]);
            }
            Op::Select { cases, .. } if arm == Arm::NO_CASE => {
                for (index, case) in cases.iter().enumerate() {
                    self.wait(worker, Some(index as u16), case);
                }
                return (Own::Park, vec![]);
            }
            _ => {}
        }
        let (case, index) = match op {
            Op::Select { cases, .. } => (cases[arm.0 as usize], Some(arm.0)),
            op => (as_case(op).expect("there are no other operations"), None),
        };
        match self.attempt(&case) {
            None => {
                self.wait(worker, index, &case);
                (Own::Park, vec![])
            }
            Some((Err(fault), others)) => (Own::Fault(fault), others),
            Some((Ok(got), others)) => {
                let reply = match (got, index) {
                    (None, None) => Reply::Unit,
                    (Some(got), None) => Reply::Received(got),
                    (got, Some(index)) => Reply::Selected(Some(index), got),
                };
                (Own::Done(reply), others)
            }
        }
    }

    fn withdraw(&mut self, worker: usize, _op: &Op, _now: u64) -> Others {
        self.leave(worker);
        vec![]
    }

    fn undo(&mut self, _worker: usize, op: &Op, reply: Reply, _now: u64) -> Others {
        let Some((channel, Received::Value(word, number))) = received(op, reply) else { return vec![] };
        let lists = self.at(Some(channel)).expect("it was received from there");
        lists.values.push((number, word));
        lists.values.sort();
        self.hand_out(Some(channel))
    }

    fn reason(&self, _worker: usize, op: &Op) -> &'static str {
        match op {
            Op::Send(None, _) => "chan send (nil chan)",
            Op::Send(..) => "chan send",
            Op::Receive(None) => "chan receive (nil chan)",
            Op::Receive(_) => "chan receive",
            Op::Select { cases, .. } => match cases[..] {
                [] => "select (no cases)",
                // Go's compiler makes a plain send or receive of it.
                [Case { channel: None, direction: Direction::Send(_) }] => "chan send (nil chan)",
                [Case { channel: None, direction: Direction::Receive }] => "chan receive (nil chan)",
                [Case { direction: Direction::Send(_), .. }] => "chan send",
                [Case { direction: Direction::Receive, .. }] => "chan receive",
                _ => "select",
            },
            _ => unreachable!("nothing else waits"),
        }
    }
}

/// From which channel a reply is, and what.
fn received(op: &Op, reply: Reply) -> Option<(ObjectId, Received)> {
    match (op, reply) {
        (Op::Receive(channel), Reply::Received(got)) => Some(((*channel)?, got)),
        (Op::Select { cases, .. }, Reply::Selected(Some(case), Some(got))) => {
            Some((cases[case as usize].channel?, got))
        }
        _ => None,
    }
}

/// Which value a reply says was sent, and where.
fn sent(op: &Op, reply: Reply) -> Option<(ObjectId, Word)> {
    let case = match (op, reply) {
        (Op::Send(..), _) => as_case(op)?,
        (Op::Select { cases, .. }, Reply::Selected(Some(case), None)) => cases[case as usize],
        _ => return None,
    };
    match case.direction {
        Direction::Send(word) => Some((case.channel?, word)),
        Direction::Receive => None,
    }
}

/// The sends, or the receives, that an operation offers.
fn offers(op: &Op) -> Vec<Case> {
    match op {
        Op::Select { cases, .. } => cases.to_vec(),
        op => as_case(op).into_iter().collect(),
    }
}

/// What a user may count on.
#[derive(Default)]
struct Account {
    capacity: usize,
    /// Values that were sent for certain and not received since.
    inside: BTreeSet<Word>,
    /// Values that were received before their sender was told: both are told in one step.
    early: BTreeSet<Word>,
    /// The number that the next value has which was never received before.
    next: u64,
    /// The numbers of values that came back.
    returned: BTreeSet<u64>,
    closed: bool,
}

/// No value is lost, none arrives twice, and they arrive in order; nobody sleeps who could be served.
struct Ledger {
    accounts: BTreeMap<ObjectId, Account>,
    next_word: Word,
}

impl Ledger {
    fn case(&mut self, dice: &mut SplitMix64) -> Case {
        let channels: Vec<ObjectId> = self.accounts.keys().copied().collect();
        let channel = (dice.below(12) > 0).then(|| channels[dice.below(channels.len())]);
        let direction = if dice.below(2) == 0 {
            Direction::Receive
        } else {
            self.next_word += 1;
            Direction::Send(self.next_word)
        };
        Case { channel, direction }
    }
}

impl Law for Ledger {
    fn request(&mut self, _worker: usize, dice: &mut SplitMix64) -> Op {
        let cases = |ledger: &mut Self, dice: &mut SplitMix64| -> Rc<[Case]> {
            (0..dice.below(4)).map(|_| ledger.case(dice)).collect()
        };
        let Case { channel, direction } = self.case(dice);
        match (dice.below(60), direction) {
            (0, _) => Op::Close(channel),
            (1, _) => Op::Length(channel),
            (2..=11, _) => Op::Select { cases: cases(self, dice), default: false },
            (12..=15, _) => Op::Select { cases: cases(self, dice), default: true },
            (_, Direction::Send(word)) => Op::Send(channel, word),
            (_, Direction::Receive) => Op::Receive(channel),
        }
    }

    /// The helper empties the channels.
    fn relieve(&self, worker: usize, workers: &[At], table: &Table) -> Option<Op> {
        let waits_to_send = |channel: &ObjectId| {
            let cases = workers.iter().filter_map(At::parked).flat_map(offers);
            cases
                .into_iter()
                .any(|case| case.channel == Some(*channel) && matches!(case.direction, Direction::Send(_)))
        };
        let full =
            |channel: &&ObjectId| worker == HELPER && (table.length(**channel) > 0 || waits_to_send(channel));
        self.accounts.keys().find(full).map(|channel| Op::Receive(Some(*channel)))
    }

    fn served(&mut self, _worker: usize, op: &Op, reply: Reply) -> Result<(), String> {
        if let Op::Close(Some(channel)) = op {
            self.accounts.get_mut(channel).expect("all are known").closed = true;
        }
        if let Some((channel, word)) = sent(op, reply) {
            let account = self.accounts.get_mut(&channel).expect("all are known");
            if !account.early.remove(&word) {
                account.inside.insert(word);
            }
        }
        if let Some((channel, got)) = received(op, reply) {
            let account = self.accounts.get_mut(&channel).expect("all are known");
            let Received::Value(word, number) = got else {
                law(account.closed, "only a closed channel says that it is closed")?;
                return law(account.inside.is_empty(), "a closed channel is drained first");
            };
            if !account.inside.remove(&word) {
                law(account.early.insert(word), "no value arrives twice")?;
            }
            let first = account.returned.first().copied().unwrap_or(account.next);
            law(number == first, "values arrive in the order in which they were sent")?;
            if !account.returned.remove(&number) {
                account.next += 1;
            }
        }
        Ok(())
    }

    fn undone(&mut self, _worker: usize, op: &Op, reply: Reply) {
        if let Some((channel, Received::Value(word, number))) = received(op, reply) {
            let account = self.accounts.get_mut(&channel).expect("all are known");
            account.inside.insert(word);
            account.returned.insert(number);
        }
    }

    fn check(&self, workers: &[At], table: &Table) -> Result<(), String> {
        for (channel, account) in &self.accounts {
            let length = table.length(*channel);
            law(account.early.is_empty(), "what is received was sent")?;
            law(account.inside.len() == length, "what was sent and not received lies in the buffer")?;
            let wait = |sends: bool| {
                let here = move |case: &Case| {
                    case.channel == Some(*channel) && matches!(case.direction, Direction::Send(_)) == sends
                };
                let waits = move |at: &At| at.parked().is_some_and(|op| offers(op).iter().any(here));
                (0..workers.len()).filter(|worker| waits(&workers[*worker])).collect::<Vec<_>>()
            };
            let (senders, receivers) = (wait(true), wait(false));
            let sleep = !senders.is_empty() || !receivers.is_empty();
            law(!(account.closed && sleep), "nobody sleeps at a closed channel")?;
            law(receivers.is_empty() || length == 0, "nobody waits for a value that is there")?;
            law(
                senders.is_empty() || length >= account.capacity,
                "nobody waits to send where there is room",
            )?;
            let meet = senders.iter().any(|sender| receivers.iter().any(|receiver| receiver != sender));
            law(!meet, "no sender and receiver of one channel both sleep, but for one select")?;
        }
        Ok(())
    }
}

fn check(capacities: &'static [u32]) {
    play(Rules { cancel: true, all_return: false }, 4000, 80, |table| {
        let made =
            capacities.iter().map(|capacity| (table.make(Kind::Channel(*capacity)), *capacity as usize));
        let made: Vec<_> = made.collect();
        let lists = |&(id, capacity)| (id, Lists { capacity, ..Lists::default() });
        let account = |&(id, capacity)| (id, Account { capacity, ..Account::default() });
        let model = Channels(made.iter().map(lists).collect());
        (model, Ledger { accounts: made.iter().map(account).collect(), next_word: 0 })
    });
}

#[test]
fn one_without_a_buffer() {
    check(&[0]);
}

#[test]
fn one_with_room_for_one() {
    check(&[1]);
}

#[test]
fn several_at_once() {
    check(&[0, 1, 3]);
}
