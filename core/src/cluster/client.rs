//! A client: it asks services one thing after the other.
//!
//! An operation that is not answered is sent again, after a while that doubles each time, under the same number, so that the service does
//! it once. When its deadline has passed nobody knows whether it was done: it ends as [`Outcome::Unknown`].
//!
//! What needs a lock (a write with a token, a release) is done under the lease that the client was granted last, and passed over if it
//! has none. The client counts a lease from when it asked for it, so it never ends later for the client than for the service, as
//! long as their clocks go alike, or differ by no more than its margin. Where it has run out while the client waited or worked, the client asks for it to be
//! renewed before it goes on, and passes over what needs it if that is refused.
//!
//! On its disk are how far it has come and its last number. After a crash the operation that was under way ends as unknown, and the
//! client goes on with the next one, without the leases and the receipts that it had.

use super::few::Few;
use super::flat::flat;
use super::history::{Answer, Call, Fact, Key, Outcome};
use super::machine::{Effect, Input, Machine, NodeId, State, TimerId};
use super::message::{Message, Request};

/// A step of a client's script.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// Asks a service, and waits for the answer. The token of a `Release`, a `Renew` and a `Write` that has one is that of the lease
    /// which the client was granted last for the lock with the same key; the receipt of an `Acknowledge` and a `Refuse` is that of the
    /// element which it was given last by the queue. Whatever stands there is replaced, and the step passed over if there is none.
    Ask(NodeId, Call),
    /// Works on its own for so many nanoseconds of its own clock.
    Work(u64),
    /// Does what the element asks for that it was given last by this queue. It is passed over if there is none.
    Process(Key),
}

/// How a client goes about its operations.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Manner {
    /// How long it takes a lease to be, in nanoseconds of its own clock.
    pub lease: u64,
    /// By how many millionths it takes a lease to be shorter than that: the clocks of client and service may differ by so much.
    pub margin: u32,
    /// After how many nanoseconds of its own clock it gives up on an operation; never, where this is nothing.
    pub deadline: Option<u64>,
    /// After how many nanoseconds of its own clock it asks again for the first time; never, where this is nothing. No time at all
    /// counts as one nanosecond.
    pub retry: Option<u64>,
    /// Whether it looks at its lease again before it does what needs it.
    pub checks_lease: bool,
    /// Whether it shows its token when it writes.
    pub shows_token: bool,
    /// Whether it asks again under the number of the first time.
    pub keeps_number: bool,
}

impl Default for Manner {
    /// A careful client: leases of 10 ms, operations of up to 100 ms, asked again after 5, 10, 20 ms and so on.
    fn default() -> Manner {
        const MILLISECOND: u64 = 1_000_000;
        Manner {
            lease: 10 * MILLISECOND,
            margin: 0,
            deadline: Some(100 * MILLISECOND),
            retry: Some(5 * MILLISECOND),
            checks_lease: true,
            shows_token: true,
            keeps_number: true,
        }
    }
}

/// The machine of a client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Client {
    /// Which node it is.
    pub node: NodeId,
    /// What it does, one thing after the other.
    pub script: Vec<Step>,
    /// How.
    pub manner: Manner,
}

/// What is on the disk.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Durable {
    /// How many steps of the script are behind it.
    pub done: u32,
    /// The number of its next request.
    next: u32,
    /// The operation under way, and whether it is a step of the script.
    open: Option<(u32, bool)>,
}

/// What a crash takes away.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Volatile {
    /// What it waits for.
    asked: Option<Asked>,
    /// The lease that it was granted last, by lock.
    pub leases: Few<Key, Held>,
    /// The element that it was given last, and its receipt, by queue.
    pub elements: Few<Key, (u64, u64)>,
}

/// A lease, as its client knows it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Held {
    /// Its fencing token.
    pub token: u64,
    /// Until when it is sure to last, by the client's own clock.
    pub until: u64,
    /// Who granted it.
    pub by: NodeId,
    /// Whether it was renewed since it was used last.
    is_renewed: bool,
}

/// An operation that is not answered.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Asked {
    to: NodeId,
    call: Call,
    /// The number under which it was sent first, and last.
    first: u32,
    last: u32,
    /// Until when a lease is sure to last that it is granted by this: it counts from when it was sent first.
    until: u64,
    /// How long it waits before it asks again.
    again: u64,
}

flat!(struct Durable { done, next, open });
flat!(struct Volatile { asked, leases, elements });
flat!(struct Held { token, by, is_renewed } instants { until });
flat!(struct Asked { to, call, first, last, again } instants { until });

const AGAIN: TimerId = TimerId(0);
const DEADLINE: TimerId = TimerId(1);
const WORK: TimerId = TimerId(2);

/// What to do about a step that needs something.
enum Next {
    Ask(Call),
    Renew(NodeId, Call),
    Pass,
}

/// One input, while it is handled.
struct Handling<'a> {
    client: &'a Client,
    durable: &'a mut Durable,
    volatile: &'a mut Volatile,
    now: u64,
    facts: Vec<Fact>,
    rest: Vec<Effect<Message>>,
}

impl Machine for Client {
    type Durable = Durable;
    type Volatile = Volatile;
    type Message = Message;

    // Once, for all the roles that have it: it is most of what each of them would be.
    #[inline(never)]
    fn handle(
        &self,
        state: &mut State<Durable, Volatile>,
        input: Input<Message>,
        now: u64,
        effects: &mut Vec<Effect<Message>>,
    ) {
        let before = state.durable.clone();
        let State { durable, volatile } = state;
        let mut handling =
            Handling { client: self, durable, volatile, now, facts: Vec::new(), rest: Vec::new() };
        match input {
            Input::Start => {
                if handling.durable.open.is_some() {
                    handling.end(Outcome::Unknown);
                }
                handling.go_on();
            }
            Input::Message { message: Message::Reply(request, answer), .. } => {
                handling.answered(request, answer)
            }
            Input::Message { .. } => {}
            Input::Timer(AGAIN) => handling.ask_again(),
            Input::Timer(DEADLINE) => {
                handling.end(Outcome::Unknown);
                handling.go_on();
            }
            Input::Timer(_) => {
                handling.durable.done += 1;
                handling.go_on();
            }
        }
        let Handling { facts, rest, .. } = handling;
        // What it will not know after a crash nobody else may know before.
        effects.extend((state.durable != before).then_some(Effect::Persist));
        effects.extend(facts.into_iter().map(Effect::Tell));
        effects.extend(rest);
    }

    fn is_done(&self, durable: &Durable) -> bool {
        durable.done as usize >= self.script.len() && durable.open.is_none()
    }
}

impl Handling<'_> {
    /// Goes on with the script, up to something that takes time.
    fn go_on(&mut self) {
        while let Some(step) = self.client.script.get(self.durable.done as usize) {
            match step {
                Step::Work(time) => {
                    return self.rest.push(Effect::SetTimer { timer: WORK, after: *time });
                }
                Step::Process(key) => {
                    let element = self.volatile.elements.get(key).map(|(element, _)| *element);
                    self.facts.extend(element.map(|element| Fact::Processed(*key, element)));
                    self.durable.done += 1;
                }
                Step::Ask(to, call) => match self.filled(call) {
                    Next::Ask(call) => return self.ask(*to, call, true),
                    Next::Renew(to, call) => return self.ask(to, call, false),
                    Next::Pass => self.durable.done += 1,
                },
            }
        }
    }

    /// A call with the token or the receipt that it needs.
    fn filled(&mut self, call: &Call) -> Next {
        let held = |leases: &Few<Key, Held>, key| leases.get(key).map(|held| held.token);
        let ask = |call: Option<Call>| call.map_or(Next::Pass, Next::Ask);
        match call {
            Call::Write(key, Some(_), value) => {
                let manner = &self.client.manner;
                let Some(lease) = self.volatile.leases.get_mut(key) else { return Next::Pass };
                if !manner.checks_lease || self.now < lease.until {
                    lease.is_renewed = false;
                    return Next::Ask(Call::Write(*key, manner.shows_token.then_some(lease.token), *value));
                }
                if !lease.is_renewed {
                    return Next::Renew(lease.by, Call::Renew(*key, lease.token));
                }
                // So short a lease is over before it is known of.
                self.volatile.leases.remove(key);
                Next::Pass
            }
            Call::Renew(key, _) => {
                ask(held(&self.volatile.leases, key).map(|token| Call::Renew(*key, token)))
            }
            Call::Release(key, _) => {
                let lease = self.volatile.leases.remove(key);
                ask(lease.map(|held| Call::Release(*key, held.token)))
            }
            Call::Acknowledge(key, _) => {
                let element = self.volatile.elements.get(key);
                ask(element.map(|(_, receipt)| Call::Acknowledge(*key, *receipt)))
            }
            Call::Refuse(key, _) => {
                let element = self.volatile.elements.remove(key);
                ask(element.map(|(_, receipt)| Call::Refuse(*key, receipt)))
            }
            other => Next::Ask(other.clone()),
        }
    }

    fn ask(&mut self, to: NodeId, call: Call, is_step: bool) {
        let number = self.durable.next;
        self.durable.next += 1;
        self.durable.open = Some((number, is_step));
        self.facts.push(Fact::Invoked(number, call.clone()));
        let manner = &self.client.manner;
        let again = manner.retry.unwrap_or_default().max(1);
        let sure =
            u128::from(manner.lease) * u128::from(1_000_000 - manner.margin.min(1_000_000)) / 1_000_000;
        let until = self.now.saturating_add(sure as u64);
        self.volatile.asked =
            Some(Asked { to, call: call.clone(), first: number, last: number, until, again });
        self.send(to, number, call);
        let again = manner.retry.map(|_| Effect::SetTimer { timer: AGAIN, after: again });
        let deadline = manner.deadline.map(|after| Effect::SetTimer { timer: DEADLINE, after });
        self.rest.extend(again.into_iter().chain(deadline));
    }

    fn send(&mut self, to: NodeId, number: u32, call: Call) {
        let request = Request { client: self.client.node, number };
        self.rest.push(Effect::Send { to, message: Message::Ask(request, call) });
    }

    fn ask_again(&mut self) {
        let Some(asked) = &mut self.volatile.asked else { return };
        asked.again = asked.again.saturating_mul(2);
        if !self.client.manner.keeps_number {
            asked.last = self.durable.next;
            self.durable.next += 1;
        }
        let Asked { to, ref call, last, again, .. } = *asked;
        let call = call.clone();
        self.send(to, last, call);
        self.rest.push(Effect::SetTimer { timer: AGAIN, after: again });
    }

    fn answered(&mut self, request: Request, answer: Answer) {
        let is_its = |asked: &Asked| (asked.first..=asked.last).contains(&request.number);
        let Some(asked) = self.volatile.asked.take_if(|asked| is_its(asked)) else { return };
        let until = asked.until;
        match (&asked.call, &answer) {
            (Call::Acquire(key, _) | Call::TryAcquire(key, _), Answer::Granted(token)) => {
                let held = Held { token: *token, until, by: asked.to, is_renewed: false };
                self.volatile.leases.insert(*key, held);
            }
            (Call::Renew(key, _), Answer::Done) => {
                if let Some(held) = self.volatile.leases.get_mut(key) {
                    (held.until, held.is_renewed) = (until, true);
                }
            }
            (Call::Renew(key, _), _) => drop(self.volatile.leases.remove(key)),
            (Call::Pop(key), Answer::Element(element, receipt)) => {
                self.volatile.elements.insert(*key, (*element, *receipt));
            }
            (Call::Pop(key), _) => drop(self.volatile.elements.remove(key)),
            _ => {}
        }
        let outcome = if answer == Answer::Unsupported { Outcome::Failed } else { Outcome::Done(answer) };
        self.end(outcome);
        self.go_on();
    }

    /// The operation under way has ended.
    fn end(&mut self, outcome: Outcome) {
        let Some((number, is_step)) = self.durable.open.take() else { return };
        self.facts.push(Fact::Returned(number, outcome));
        self.durable.done += u32::from(is_step);
        // Who cannot tell whether it still has a lease has none.
        match self.volatile.asked.take() {
            Some(Asked { call: Call::Renew(key, _), .. }) if !is_step => {
                self.volatile.leases.remove(&key);
            }
            // Nor does it have the element before: it is done with that one.
            Some(Asked { call: Call::Pop(key), .. }) => drop(self.volatile.elements.remove(&key)),
            _ => {}
        }
        self.rest.extend([Effect::StopTimer(AGAIN), Effect::StopTimer(DEADLINE)]);
    }
}

#[cfg(test)]
mod tests;
