//! A machine with what it knows and its timers, as a host keeps it that has no disks: nobody crashes there, so that all it knows is one.

use super::client::{Client, Manner, Step};
use super::few::Few;
use super::flat::{Flat, Instant, Reader, Words};
use super::history::{Answer, Call, Fact, Outcome};
use super::hosted::Ended;
use super::machine::{Effect, Input, Machine, NodeId, State, TimerId};
use super::message::Message;

/// A machine, its state and its timers.
#[derive(Clone, Debug)]
pub struct Kept<M: Machine> {
    /// The machine.
    pub machine: M,
    /// What it knows.
    pub state: State<M::Durable, M::Volatile>,
    /// When each timer runs out.
    timers: Few<TimerId, Instant>,
}

impl<M: Machine<Message = Message>> Kept<M> {
    /// A machine that was handed nothing yet.
    pub fn new(machine: M) -> Kept<M> {
        Kept { machine, state: State::default(), timers: Few::default() }
    }

    /// Handles an input at this time, and appends what is to be sent and what the machine tells.
    pub fn handle(
        &mut self,
        input: Input<Message>,
        now: u64,
        sent: &mut Vec<(NodeId, Message)>,
        facts: &mut Vec<Fact>,
    ) {
        let mut effects = Vec::new();
        self.machine.handle(&mut self.state, input, now, &mut effects);
        for effect in effects {
            match effect {
                // Nobody crashes.
                Effect::Persist => {}
                Effect::Send { to, message } => sent.push((to, message)),
                Effect::SetTimer { timer, after } => {
                    self.timers.insert(timer, Instant(now.saturating_add(after)));
                }
                Effect::StopTimer(timer) => drop(self.timers.remove(&timer)),
                Effect::Tell(fact) => facts.push(fact),
            }
        }
    }

    /// When the next timer runs out.
    pub fn due(&self) -> Option<u64> {
        self.timers.iter().map(|(_, due)| due.0).min()
    }

    /// Takes the timer that runs out next, to be handled at this time. Of those that have run out it is the first by its number: how long
    /// ago that was does not count.
    pub fn ring(&mut self, now: u64) -> Option<Input<Message>> {
        let (_, timer) = self.timers.iter().map(|(timer, due)| (due.0.max(now), *timer)).min()?;
        self.timers.remove(&timer);
        Some(Input::Timer(timer))
    }
}

impl<M: Machine<Durable: Flat, Volatile: Flat>> Kept<M> {
    /// Writes down what it knows.
    pub fn put(&self, words: &mut Words) {
        self.state.durable.put(words);
        self.state.volatile.put(words);
        self.timers.put(words);
    }

    /// The machine with what was written down; one that knows nothing where there are no words.
    pub fn take(machine: M, words: &mut Reader<'_>) -> Kept<M> {
        if words.plain.is_empty() {
            return Kept { machine, state: State::default(), timers: Few::default() };
        }
        let state = State { durable: Flat::take(words), volatile: Flat::take(words) };
        Kept { machine, state, timers: Flat::take(words) }
    }
}

/// A client that is asked for one operation after the other.
#[derive(Clone, Debug)]
pub struct Asking {
    /// The client.
    pub client: Kept<Client>,
    /// The number of the operation that began last, and whether it is the one that was asked for: before that the client may have
    /// its lease renewed, which is an operation as well.
    begun: Option<(u32, bool)>,
    /// What came of it.
    outcome: Option<Outcome>,
    is_renewal: bool,
}

impl Asking {
    /// A client that was asked for nothing yet.
    pub fn new(node: NodeId, manner: Manner) -> Asking {
        let client = Kept::new(Client { node, script: Vec::new(), manner });
        Asking { client, begun: None, outcome: None, is_renewal: false }
    }

    /// Asks for this, and appends what is to be sent. An operation that was under way ends as unknown.
    pub fn begin(&mut self, to: NodeId, call: Call, now: u64, sent: &mut Vec<(NodeId, Message)>) {
        self.client.machine.script.clear();
        self.client.state.durable.done = 0;
        if !self.is_done() {
            self.feed(Input::Start, now, sent);
        }
        self.client.state.durable.done = 0;
        (self.begun, self.is_renewal) = (None, matches!(call, Call::Renew(..)));
        self.client.machine.script.push(Step::Ask(to, call));
        self.feed(Input::Start, now, sent);
    }

    /// Hands the client what has come, and appends what is to be sent.
    pub fn feed(&mut self, input: Input<Message>, now: u64, sent: &mut Vec<(NodeId, Message)>) {
        let mut facts = Vec::new();
        self.client.handle(input, now, sent, &mut facts);
        for fact in facts {
            match fact {
                Fact::Invoked(number, call) => {
                    self.begun = Some((number, self.is_renewal || !matches!(call, Call::Renew(..))));
                    self.outcome = None;
                }
                Fact::Returned(number, outcome) if self.begun.is_some_and(|(begun, _)| begun == number) => {
                    self.outcome = Some(outcome);
                }
                _ => {}
            }
        }
    }

    fn is_done(&self) -> bool {
        self.client.machine.is_done(&self.client.state.durable)
    }

    /// What came of what was asked for, once it has ended.
    pub fn ended(&self) -> Option<Result<Answer, Ended>> {
        self.is_done().then(|| match (&self.begun, &self.outcome) {
            (Some((_, true)), Some(Outcome::Done(Answer::Stale))) => Err(Ended::Stale),
            (Some((_, true)), Some(Outcome::Done(answer))) => Ok(answer.clone()),
            (Some((_, true)), Some(Outcome::Failed)) => Err(Ended::Failed),
            (Some((_, true)), _) => Err(Ended::Unknown),
            _ => Err(Ended::Lost),
        })
    }

    /// Writes down what it knows, when it has been handed what has come.
    pub fn put(&self, words: &mut Words) {
        self.client.put(words);
        self.begun.put(words);
        self.is_renewal.put(words);
        let script = self.client.machine.script.first();
        let asked = script.and_then(|step| match step {
            Step::Ask(to, call) => Some((*to, call.clone())),
            _ => None,
        });
        asked.put(words);
    }

    /// The client with what was written down; one that was asked for nothing where there are no words.
    pub fn take(node: NodeId, manner: Manner, words: &mut Reader<'_>) -> Asking {
        let is_new = words.plain.is_empty();
        let client = Kept::take(Client { node, script: Vec::new(), manner }, words);
        if is_new {
            return Asking { client, begun: None, outcome: None, is_renewal: false };
        }
        let (begun, is_renewal) = (Flat::take(words), Flat::take(words));
        let asked: Option<(NodeId, Call)> = Flat::take(words);
        let mut asking = Asking { client, begun, outcome: None, is_renewal };
        asking.client.machine.script.extend(asked.map(|(to, call)| Step::Ask(to, call)));
        asking
    }
}
