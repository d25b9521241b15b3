//! A queue service: first in, first out, once; or at least once, with a visibility timeout.
//!
//! An element that is given *once* is gone when it is given: if the answer is lost for good, so is the element. *At least once*, it is
//! given for a while of the service's own clock, with a receipt of its own for each time. Whoever shows the receipt meanwhile may say
//! that it is processed, and it is removed, or refuse it. When the time is over or it was refused, it is the first to be given
//! again, and the receipt no longer counts; or, when it was given often enough, it is laid to the dead letters.
//!
//! Everything is on the disk before anybody is told of it: what is there, what is given to whom until when, and what was answered to
//! each client's last request, so that one which comes once more is not done once more, even after a crash.
//!
//! A timeout of no time at all is over as soon as the service looks at the queue again. One of a century is as good as none.

#[cfg(test)]
mod alone;

use super::answered::{Answered, Known};
use super::few::Few;
use super::flat::flat;
use super::history::{Answer, Call, Fact, Key};
use super::machine::{Effect, Input, Machine, NodeId, State, TimerId};
use super::message::{Message, Request};
use std::collections::VecDeque;

/// How often an element is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Delivery {
    /// Once, without a receipt.
    Once,
    /// Until it is acknowledged.
    AtLeastOnce {
        /// How long it is given for, in nanoseconds of the service's own clock.
        visibility: u64,
        /// How often it is given before it is laid to the dead letters instead of being given again; without a limit where this
        /// is nothing. It is given once at least.
        deliveries: Option<u32>,
    },
}

/// What is wrong with a queue, on purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Defect {
    /// The service answers first and writes to its disk then.
    AnsweredBeforeWritten,
    /// What is given to whom is not on the disk: after a crash it is given again, whoever holds it.
    ForgetsHolders,
}

/// The machine of a queue service. It has as many queues as it is asked about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Queue {
    /// How often an element is given.
    pub delivery: Delivery,
    /// What is wrong with it.
    pub defect: Option<Defect>,
}

/// What is on the disk.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Durable {
    /// The queues that were pushed to.
    pub queues: Few<Key, Elements>,
    answered: Answered,
}

/// What is in a queue.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Elements {
    /// What is there for whoever asks, first to last, each with how often it was given.
    pub ready: VecDeque<(u64, u32)>,
    /// What is given, by receipt.
    pub given: Few<u64, Given>,
    /// The dead letters, oldest first.
    pub dead: Vec<u64>,
    /// The last receipt.
    receipt: u64,
}

/// An element that somebody holds.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Given {
    /// Which one.
    pub element: u64,
    /// How often it was given, with this time.
    pub times: u32,
    /// To whom.
    pub holder: NodeId,
    /// Until when, by the service's own clock.
    pub until: u64,
}

flat!(struct Durable { queues, answered });
flat!(struct Elements { ready, given, dead, receipt });
flat!(struct Given { element, times, holder } instants { until });

impl Machine for Queue {
    type Durable = Durable;
    type Volatile = ();
    type Message = Message;

    fn handle(
        &self,
        state: &mut State<Durable, ()>,
        input: Input<Message>,
        now: u64,
        effects: &mut Vec<Effect<Message>>,
    ) {
        let durable = &mut state.durable;
        let mut facts = Vec::new();
        match input {
            Input::Start => {
                if self.defect == Some(Defect::ForgetsHolders) {
                    durable.queues.values_mut().for_each(Elements::forget);
                }
                let keys: Vec<Key> = durable.queues.keys().copied().collect();
                for key in keys {
                    self.look_at_time(durable, key, now, &mut facts);
                    self.done(durable, Some(key), now, std::mem::take(&mut facts), None, effects);
                }
            }
            Input::Timer(TimerId(number)) => {
                self.look_at_time(durable, Key(number), now, &mut facts);
                self.done(durable, Some(Key(number)), now, facts, None, effects);
            }
            Input::Message { message: Message::Ask(request, call), .. } => {
                let (key, answer) = match durable.answered.look(request) {
                    Known::Old => return,
                    Known::Done(answer) => (None, answer),
                    Known::New => {
                        let (key, answer) = self.ask(durable, request, &call, now, &mut facts);
                        durable.answered.keep(request, answer.clone());
                        (Some(key), answer)
                    }
                };
                let answer = Some((request, answer, key.is_some()));
                self.done(durable, key.flatten(), now, facts, answer, effects);
            }
            Input::Message { .. } => {}
        }
    }
}

impl Elements {
    fn forget(&mut self) {
        let given = std::mem::take(&mut self.given);
        given.into_values().rev().for_each(|given| self.ready.push_front((given.element, given.times)));
    }
}

impl Queue {
    /// Does what is asked: for which queue, if it is for one, and what is answered.
    fn ask(
        &self,
        durable: &mut Durable,
        request: Request,
        call: &Call,
        now: u64,
        facts: &mut Vec<Fact>,
    ) -> (Option<Key>, Answer) {
        let (Call::Push(key, _) | Call::Pop(key) | Call::Acknowledge(key, _) | Call::Refuse(key, _)) = *call
        else {
            return (None, Answer::Unsupported);
        };
        self.look_at_time(durable, key, now, facts);
        let elements = durable.queues.or_default(key);
        let answer = match (call, self.delivery) {
            (Call::Push(_, element), _) => {
                elements.ready.push_back((*element, 0));
                Answer::Done
            }
            (Call::Pop(_), Delivery::Once) => {
                let first = elements.ready.pop_front();
                first.map_or(Answer::Empty, |(element, _)| Answer::Element(element, 0))
            }
            (Call::Pop(_), Delivery::AtLeastOnce { visibility, .. }) => match elements.ready.pop_front() {
                None => Answer::Empty,
                Some((element, times)) => {
                    elements.receipt += 1;
                    let (holder, until) = (request.client, now.saturating_add(visibility));
                    let given = Given { element, times: times.saturating_add(1), holder, until };
                    elements.given.insert(elements.receipt, given);
                    facts.push(Fact::Given(key, element, holder, elements.receipt));
                    Answer::Element(element, elements.receipt)
                }
            },
            (_, Delivery::Once) => return (None, Answer::Unsupported),
            (Call::Acknowledge(_, receipt) | Call::Refuse(_, receipt), Delivery::AtLeastOnce { .. }) => {
                let is_its = |given: &&Given| given.holder == request.client;
                match (elements.given.get(receipt).filter(is_its), call) {
                    (None, _) => Answer::Stale,
                    (Some(given), Call::Acknowledge(..)) => {
                        facts.push(Fact::Removed(key, given.element, *receipt, false));
                        elements.given.remove(receipt);
                        Answer::Done
                    }
                    (Some(_), _) => {
                        self.take_back(elements, key, *receipt, facts);
                        Answer::Done
                    }
                }
            }
            _ => Answer::Unsupported,
        };
        (Some(key), answer)
    }

    /// Takes back what was given for a time that is over. What was given first is first again.
    fn look_at_time(&self, durable: &mut Durable, key: Key, now: u64, facts: &mut Vec<Fact>) {
        let Some(elements) = durable.queues.get_mut(&key) else { return };
        let over = |(receipt, given): (&u64, &Given)| (given.until <= now).then_some(*receipt);
        let over: Vec<u64> = elements.given.iter().filter_map(over).collect();
        for receipt in over.into_iter().rev() {
            self.take_back(elements, key, receipt, facts);
        }
    }

    /// Takes an element back: it is the first to be given again, or dead.
    fn take_back(&self, elements: &mut Elements, key: Key, receipt: u64, facts: &mut Vec<Fact>) {
        let Some(Given { element, times, .. }) = elements.given.remove(&receipt) else { return };
        let most = match self.delivery {
            Delivery::AtLeastOnce { deliveries, .. } => deliveries,
            Delivery::Once => None,
        };
        if most.is_some_and(|most| times >= most) {
            elements.dead.push(element);
            facts.push(Fact::Removed(key, element, receipt, true));
        } else {
            elements.ready.push_front((element, times));
            facts.push(Fact::Back(key, element, receipt));
        }
    }

    /// What is to be done: the disk is written before anybody is told. An answer that was given before changes nothing.
    fn done(
        &self,
        durable: &Durable,
        key: Option<Key>,
        now: u64,
        facts: Vec<Fact>,
        answer: Option<(Request, Answer, bool)>,
        effects: &mut Vec<Effect<Message>>,
    ) {
        let is_new = answer.as_ref().is_some_and(|(.., is_new)| *is_new);
        let persist = (is_new || !facts.is_empty()).then_some(Effect::Persist);
        let tell = facts.into_iter().map(Effect::Tell);
        let send = answer.map(|(request, answer, _)| request.reply(answer));
        match self.defect {
            Some(Defect::AnsweredBeforeWritten) => {
                effects.extend(send.into_iter().chain(persist).chain(tell))
            }
            _ => effects.extend(persist.into_iter().chain(tell).chain(send)),
        }
        let Some(key) = key else { return };
        let elements = durable.queues.get(&key);
        let next = elements.and_then(|elements| elements.given.values().map(|given| given.until).min());
        effects.push(Effect::timer_until(TimerId(key.0), next, now));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cluster::client::{Client, Manner, Step};
    use crate::cluster::contracts::at_least_once::at_least_once;
    use crate::cluster::contracts::queue::fifo;
    use crate::cluster::contracts::{Rule, Verdict};
    use crate::cluster::world::{Budget, Setup, Telling, Timing};
    use crate::cluster::{Cluster, Entry, Outcome, Role};
    use crate::explore::cluster::{Extent, Report, Wrong, check};
    use std::cell::Cell;
    #[cfg(target_family = "wasm")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    const KEY: Key = Key(0);
    const MILLISECOND: u64 = 1_000_000;

    fn ask(call: Call) -> Step {
        Step::Ask(NodeId(0), call)
    }

    fn push(element: u64) -> Step {
        ask(Call::Push(KEY, element))
    }

    fn pop() -> Step {
        ask(Call::Pop(KEY))
    }

    /// A queue service, and a client with each of these scripts.
    fn cluster(queue: Queue, scripts: &[&[Step]], manner: &Manner, setup: &Setup) -> Cluster<Role> {
        let client = |(place, script): (usize, &&[Step])| {
            let node = NodeId(place as u16 + 1);
            Role::from(Client { node, script: script.to_vec(), manner: manner.clone() })
        };
        let clients = scripts.iter().enumerate().map(client);
        Cluster::new([Role::from(queue)].into_iter().chain(clients), setup.clone())
    }

    fn with_faults(budget: Budget, victims: &[u16], telling: Telling) -> (Manner, Setup) {
        let victims = Some(victims.iter().copied().map(NodeId).collect());
        let manner = Manner { deadline: Some(12 * MILLISECOND), ..Manner::default() };
        (manner, Setup { budget, victims, telling, ..Setup::default() })
    }

    fn rule(report: &Report) -> Option<Rule> {
        match &report.finding.as_ref()?.wrong {
            Wrong::Broken(breach) => Some(breach.rule),
            other => panic!("{other:?}"),
        }
    }

    fn in_order(history: &[Entry], _: bool) -> Verdict {
        fifo(history)
    }

    #[test]
    fn once_is_first_in_first_out_whatever_is_delayed() {
        let manner = Manner { retry: None, deadline: None, ..Manner::default() };
        let setup = Setup { timing: Timing::AnyDelay, telling: Telling::Operations, ..Setup::default() };
        let scripts: [&[Step]; 2] = [&[push(1), push(2)], &[pop(), push(3), pop()]];
        let once = Queue { delivery: Delivery::Once, defect: None };
        let start = || cluster(once.clone(), &scripts, &manner, &setup);
        let report = check(&start, &in_order, Extent::default());
        assert!(report.is_proof(), "{report:?}");
    }

    #[test]
    fn once_is_first_in_first_out_whatever_is_lost_doubled_or_crashes_and_not_if_it_answers_too_early() {
        let links = Budget { losses: 1, duplicates: 1, ..Budget::default() };
        let crash = Budget { crashes: 1, restarts: 1, ..Budget::default() };
        let early = Some(Defect::AnsweredBeforeWritten);
        for (budget, defect, broken) in
            [(links, None, None), (crash, None, None), (crash, early, Some(Rule::Lost))]
        {
            let (manner, setup) = with_faults(budget, &[0], Telling::Operations);
            let once = Queue { delivery: Delivery::Once, defect };
            let start = || cluster(once.clone(), &[&[push(1), pop()]], &manner, &setup);
            let report = check(&start, &in_order, Extent::default());
            assert_eq!((rule(&report), report.is_proof()), (broken, defect.is_none()), "{report:?}");
        }
    }

    #[test]
    fn a_request_that_is_sent_again_under_another_number_is_done_twice() {
        let (manner, setup) =
            with_faults(Budget { losses: 1, ..Budget::default() }, &[], Telling::Operations);
        // The shortest way is that of a pop whose answer is lost: the second one finds nothing.
        for (keeps_number, broken) in [(true, None), (false, Some(Rule::Lost))] {
            let manner = Manner { keeps_number, ..manner.clone() };
            let once = Queue { delivery: Delivery::Once, defect: None };
            let start = || cluster(once.clone(), &[&[push(1), pop(), pop()]], &manner, &setup);
            let report = check(&start, &in_order, Extent::default());
            assert_eq!((rule(&report), report.is_proof()), (broken, keeps_number), "{report:?}");
        }
    }

    /// Two consumers of one element, of whom one may crash, or the service.
    fn consumed(script: &[Step], victim: u16, restarts: u16, defect: Option<Defect>) -> Report {
        let visibility = 5 * MILLISECOND;
        let budget = Budget { crashes: 1, restarts, ..Budget::default() };
        let (manner, setup) = with_faults(budget, &[victim], Telling::Whole);
        let delivery = Delivery::AtLeastOnce { visibility, deliveries: None };
        let scripts = [&[push(1)], script, script];
        let start = || cluster(Queue { delivery, defect }, &scripts, &manner, &setup);
        let contract =
            |history: &[Entry], is_over: bool| at_least_once(history, Some(visibility), is_over).verdict;
        check(&start, &contract, Extent::default())
    }

    #[test]
    fn an_element_that_is_acknowledged_before_it_is_processed_is_lost_if_the_client_crashes() {
        let acknowledge = || ask(Call::Acknowledge(KEY, 0));
        let report = consumed(&[pop(), Step::Process(KEY), acknowledge()], 2, 0, None);
        assert!(report.is_proof(), "{report:?}");
        let report = consumed(&[pop(), acknowledge(), Step::Process(KEY)], 2, 0, None);
        assert_eq!(rule(&report), Some(Rule::Lost));
    }

    #[test]
    fn a_paused_client_does_twice_what_another_did_and_deletes_nothing() {
        let visibility = 5 * MILLISECOND;
        let (manner, setup) = with_faults(Budget { pauses: 1, ..Budget::default() }, &[2], Telling::Whole);
        let delivery = Delivery::AtLeastOnce { visibility, deliveries: None };
        let consume = || [pop(), Step::Process(KEY), ask(Call::Acknowledge(KEY, 0))];
        let late: Vec<Step> = [Step::Work(8 * MILLISECOND)].into_iter().chain(consume()).collect();
        let scripts: [&[Step]; 3] = [&[push(1)], &consume(), &late];
        let start = || cluster(Queue { delivery, defect: None }, &scripts, &manner, &setup);
        let (is_twice, is_stale) = (Cell::new(false), Cell::new(false));
        let contract = |history: &[Entry], is_over: bool| {
            let told = at_least_once(history, Some(visibility), is_over);
            is_twice.set(is_twice.get() || !told.duplicates.is_empty());
            let stale = |entry: &Entry| matches!(entry.fact, Fact::Returned(_, Outcome::Done(Answer::Stale)));
            is_stale.set(is_stale.get() || history.iter().any(stale));
            told.verdict
        };
        let report = check(&start, &contract, Extent::default());
        assert!(report.is_proof() && is_twice.get() && is_stale.get(), "{report:?}");
    }

    #[test]
    fn after_a_crash_of_the_service_an_element_is_still_held_unless_it_is_forgotten() {
        let script = [pop(), Step::Process(KEY), ask(Call::Refuse(KEY, 0))];
        for (defect, broken) in [(None, None), (Some(Defect::ForgetsHolders), Some(Rule::GivenTwice))] {
            let report = consumed(&script, 0, 1, defect);
            assert_eq!((rule(&report), report.is_proof()), (broken, defect.is_none()), "{report:?}");
        }
    }
}
