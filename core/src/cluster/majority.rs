//! A lock by majority, after Redlock: a client has it if more than half of several independent services have granted it a lease.
//!
//! The client asks all of them at once. From when it asked, the lock is its own for as long as a lease lasts, less what clocks may drift
//! meanwhile; if a majority comes later than that, or not at all, it gives back what it has and does without. What it does with
//! the lock it begins only if there is time enough left for it.
//!
//! It is here to be compared. There is no fencing token that all services would agree on, so nobody can refuse a write that comes too
//! late: a client that is paused while it works, or a service whose clock jumps, is enough for an older holder to write after
//! a newer one (Martin Kleppmann, *How to do distributed locking*, 2016).

use super::flat::flat;
use super::history::{Answer, Call, Fact, Key, Mode, Outcome};
use super::machine::{Effect, Input, Machine, NodeId, State, TimerId};
use super::message::{Message, Request};
use std::collections::BTreeMap;

/// The machine of a client that takes such a lock once, works, writes, and gives it back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Majority {
    /// Which node it is.
    pub node: NodeId,
    /// The lock services. Without any there is no majority.
    pub services: Vec<NodeId>,
    /// The lock, and what it guards.
    pub key: Key,
    /// How long a lease is, in nanoseconds of its own clock.
    pub lease: u64,
    /// What clocks may drift apart in that time, in nanoseconds.
    pub drift: u64,
    /// How long it waits before it asks, in nanoseconds of its own clock.
    pub wait: u64,
    /// How long it works once it has the lock, in nanoseconds of its own clock.
    pub work: u64,
    /// Where it writes to then.
    pub resource: NodeId,
}

/// What is on the disk: whether it has begun, and whether it is over.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Durable {
    begun: bool,
    over: bool,
}

/// What a crash takes away.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Volatile {
    stage: Stage,
    /// Until when the lock is its own, if it gets it.
    until: u64,
    /// What each service has answered: its token, or nothing if it has refused.
    answers: BTreeMap<NodeId, Option<u64>>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
enum Stage {
    #[default]
    Waits,
    Asks,
    Works,
    Writes,
    Over,
}

flat!(struct Durable { begun, over });
flat!(struct Volatile { stage, answers } instants { until });
flat!(enum Stage { 0 => Waits, 1 => Asks, 2 => Works, 3 => Writes, 4 => Over });

/// The timer of whatever it is at: waiting, being answered, working.
const TIME: TimerId = TimerId(0);

/// The numbers of its requests: to lock, to write, to unlock.
const LOCK: u32 = 0;
const WRITE: u32 = 1;
const UNLOCK: u32 = 2;

impl Majority {
    /// How many services are more than half of them.
    pub fn quorum(&self) -> usize {
        self.services.len() / 2 + 1
    }

    /// How long the lock is one's own, from when one has asked for it.
    pub fn validity(&self) -> u64 {
        self.lease.saturating_sub(self.drift)
    }

    fn ask(&self, to: NodeId, number: u32, call: Call) -> Effect<Message> {
        Effect::Send { to, message: Message::Ask(Request { client: self.node, number }, call) }
    }

    fn acquire(&self) -> Call {
        Call::TryAcquire(self.key, Mode::Exclusive)
    }

    /// An answer has come to what it asked first.
    fn locking(&self, volatile: &mut Volatile, now: u64, effects: &mut Vec<Effect<Message>>) -> bool {
        let granted = volatile.answers.values().flatten().count();
        let refused = volatile.answers.len() - granted;
        let left = volatile.until.saturating_sub(now);
        let had = Outcome::Done(Answer::Granted(0));
        if granted >= self.quorum() && left > self.work {
            volatile.stage = Stage::Works;
            effects.push(Effect::Tell(Fact::Returned(LOCK, had)));
            effects.push(Effect::SetTimer { timer: TIME, after: self.work });
            return false;
        }
        let is_late = left <= self.work;
        let cannot = self.services.len() - refused < self.quorum();
        if is_late || cannot || volatile.answers.len() == self.services.len() {
            effects.push(Effect::Tell(Fact::Returned(LOCK, Outcome::Done(Answer::Busy))));
            return true;
        }
        false
    }

    /// Gives back what was granted, and is done.
    fn unlock(&self, state: &mut State<Durable, Volatile>, effects: &mut Vec<Effect<Message>>) {
        state.durable.over = true;
        state.volatile.stage = Stage::Over;
        effects.insert(0, Effect::Persist);
        for (service, token) in &state.volatile.answers {
            effects.extend(token.map(|token| self.ask(*service, UNLOCK, Call::Release(self.key, token))));
        }
        effects.push(Effect::StopTimer(TIME));
    }
}

impl Machine for Majority {
    type Durable = Durable;
    type Volatile = Volatile;
    type Message = Message;

    fn handle(
        &self,
        state: &mut State<Durable, Volatile>,
        input: Input<Message>,
        now: u64,
        effects: &mut Vec<Effect<Message>>,
    ) {
        match (input, state.volatile.stage) {
            // After a crash it does not know what it had: its leases run out.
            (Input::Start, _) if state.durable.begun || self.services.is_empty() => {
                state.durable.over = true;
                state.volatile.stage = Stage::Over;
                effects.push(Effect::Persist);
            }
            (Input::Start, _) => effects.push(Effect::SetTimer { timer: TIME, after: self.wait }),
            (Input::Timer(_), Stage::Waits) => {
                state.durable.begun = true;
                state.volatile.stage = Stage::Asks;
                state.volatile.until = now.saturating_add(self.validity());
                effects.extend([Effect::Persist, Effect::Tell(Fact::Invoked(LOCK, self.acquire()))]);
                effects.extend(self.services.iter().map(|to| self.ask(*to, LOCK, self.acquire())));
                effects.push(Effect::SetTimer { timer: TIME, after: self.validity() });
            }
            (Input::Message { from, message: Message::Reply(request, answer) }, Stage::Asks)
                if request.number == LOCK =>
            {
                let token = if let Answer::Granted(token) = answer { Some(token) } else { None };
                state.volatile.answers.insert(from, token);
                if self.locking(&mut state.volatile, now, effects) {
                    self.unlock(state, effects);
                }
            }
            // One more has granted it: that is given back in the end as well, or at once.
            (Input::Message { from, message: Message::Reply(request, Answer::Granted(token)) }, stage)
                if request.number == LOCK =>
            {
                state.volatile.answers.insert(from, Some(token));
                if stage == Stage::Over {
                    effects.push(self.ask(from, UNLOCK, Call::Release(self.key, token)));
                }
            }
            (Input::Message { message: Message::Reply(request, answer), .. }, Stage::Writes)
                if request.number == WRITE =>
            {
                effects.push(Effect::Tell(Fact::Returned(WRITE, Outcome::Done(answer))));
                self.unlock(state, effects);
            }
            (Input::Timer(_), Stage::Asks) => {
                effects.push(Effect::Tell(Fact::Returned(LOCK, Outcome::Done(Answer::Busy))));
                self.unlock(state, effects);
            }
            (Input::Timer(_), Stage::Works) => {
                let call = Call::Write(self.key, None, self.node.0.into());
                state.volatile.stage = Stage::Writes;
                effects.push(Effect::Tell(Fact::Invoked(WRITE, call.clone())));
                effects.push(self.ask(self.resource, WRITE, call));
                effects.push(Effect::SetTimer { timer: TIME, after: self.lease });
            }
            (Input::Timer(_), Stage::Writes) => {
                effects.push(Effect::Tell(Fact::Returned(WRITE, Outcome::Unknown)));
                self.unlock(state, effects);
            }
            _ => {}
        }
    }

    fn is_done(&self, durable: &Durable) -> bool {
        durable.over
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cluster::contracts::Rule;
    use crate::cluster::contracts::turns::turns;
    use crate::cluster::lock::Lock;
    use crate::cluster::resource::Resource;
    use crate::cluster::role::Role;
    use crate::cluster::world::{Budget, Cluster, Setup, Telling, Timing};
    use crate::explore::cluster::{Extent, Report, Wrong, check};
    use crate::world::World as _;
    #[cfg(target_family = "wasm")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    const MS: u64 = 1_000_000;
    const RESOURCE: NodeId = NodeId(3);

    const LEASE: u64 = 20 * MS;

    fn client(node: u16, services: u16, wait: u64, work: u64) -> Majority {
        let services = (0..services).map(NodeId).collect();
        let (node, key, drift, resource) = (NodeId(node), Key(0), MS, RESOURCE);
        Majority { node, services, key, lease: LEASE, drift, wait, work, resource }
    }

    /// Three services and what they guard; one client that works for half a lease, and one that comes later and writes at once.
    fn explored(later: u64, budget: Budget, victims: &[u16]) -> Report {
        let victims = Some(victims.iter().copied().map(NodeId).collect());
        let (telling, jumps) = (Telling::Whole, vec![30 * MS as i64]);
        // No two services are as far away: what is due together would come in any order, and there are too many of those.
        let ways = |service: u16| [4, 5].map(|client| [(client, service), (service, client)]);
        let far =
            |(from, to): (u16, u16)| ((NodeId(from), NodeId(to)), MS + MS / 10 * u64::from(from.min(to)));
        let latencies = (0..3).flat_map(ways).flatten().map(far).collect();
        let timing = Timing::Timely;
        let setup = Setup { timing, budget, victims, telling, jumps, latencies, ..Setup::default() };
        let start = || {
            let services = [0; 3].map(|_| Role::from(Lock { lease: LEASE, defect: None }));
            let resource = Role::from(Resource { is_fenced: false });
            let clients = [client(4, 3, 0, LEASE / 2), client(5, 3, later, 0)].map(Role::from);
            Cluster::new(services.into_iter().chain([resource]).chain(clients), setup.clone())
        };
        check(&start, &|history, _| turns(history), Extent::default())
    }

    #[test]
    fn more_than_half_is_a_quorum_and_time_that_may_be_lost_does_not_count() {
        assert_eq!([0, 1, 2, 3, 4, 5].map(|count| client(9, count, 0, 0).quorum()), [1, 1, 2, 2, 3, 3]);
        assert_eq!(client(9, 3, 0, 0).validity(), 19 * MS);
        assert_eq!(Majority { drift: u64::MAX, ..client(9, 3, 0, 0) }.validity(), 0);
        // Without a service nobody has the lock, and nobody waits for it.
        let alone = Cluster::new([Role::from(client(9, 0, 0, 0))], Setup::default());
        assert!(alone.end().is_some() && alone.history().is_empty());
    }

    #[test]
    fn turns_are_kept_where_nobody_pauses_and_no_clock_jumps() {
        for later in [0, 5 * MS, 25 * MS] {
            for budget in [Budget::default(), Budget { losses: 1, ..Budget::default() }] {
                let report = explored(later, budget, &[]);
                assert!(report.is_proof(), "{later} {budget:?}: {report:?}");
            }
        }
    }

    #[test]
    fn a_pause_or_clocks_that_jump_let_an_older_holder_write_last() {
        let pause = Budget { pauses: 1, ..Budget::default() };
        let jumps = Budget { jumps: 2, ..Budget::default() };
        for (later, budget, victims) in [(25 * MS, pause, &[4][..]), (5 * MS, jumps, &[0, 1])] {
            let finding = explored(later, budget, victims).finding.expect("it is found");
            let Wrong::Broken(breach) = &finding.wrong else { panic!("{:?}", finding.wrong) };
            assert_eq!(breach.rule, Rule::OldWriteTaken);
            let (last, before) = finding.history.split_last().expect("something was told");
            assert!(turns(before).is_kept() && matches!(last.fact, Fact::Written(..)));
        }
    }
}
