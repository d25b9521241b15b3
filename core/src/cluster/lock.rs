//! A lock service: leases with fencing tokens, shared or exclusive, first come, first served.
//!
//! A lease is granted for a time of the service's own clock, under a fencing token that is greater than all before it. It ends when its
//! owner releases it or when it has run out; to renew it lets it begin anew. Who must wait stands in one queue with all others, so that
//! a waiting writer is not passed by readers; `TryAcquire` is answered at once, and passes nobody.
//!
//! On the disk are the last token and the leases, so that after a crash nothing is granted twice. The queue is not: who waits asks again.
//! A request that comes once more is not done once more: it gets the same answer. After a crash of the service that is so of a grant alone,
//! which stands on the disk with its request: a renewal is done once more, and a release finds no such lease and is refused, which
//! changes nothing.
//!
//! A lease of no time at all ends as soon as the service looks at it again, and protects nothing. One of a century is as good as one
//! without an end.

use super::few::Few;
use super::flat::flat;
use super::history::{Answer, Call, Fact, Key, Mode};
use super::machine::{Effect, Input, Machine, NodeId, State, TimerId};
use super::message::{Message, Request};
use std::collections::{BTreeMap, VecDeque};

/// What is wrong with a lock, on purpose: each is a mistake that was made in earnest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Defect {
    /// The resource does not look at tokens.
    NoFencing,
    /// Nor does it here, and the client does not look at its lease again after it has waited or worked.
    LeaseNotChecked,
    /// A release ends whatever lease there is, whoever asks for it and under whichever token.
    ReleasedByAnyone,
    /// The service answers first and writes to its disk then.
    AnsweredBeforeWritten,
}

impl Defect {
    /// All of them.
    pub const ALL: [Defect; 4] =
        [Defect::NoFencing, Defect::LeaseNotChecked, Defect::ReleasedByAnyone, Defect::AnsweredBeforeWritten];
}

/// The machine of a lock service. It has as many locks as it is asked about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lock {
    /// How long a lease is, in nanoseconds of the service's own clock.
    pub lease: u64,
    /// What is wrong with it.
    pub defect: Option<Defect>,
}

/// A lease that was granted and has not ended.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Lease {
    /// The request that it was granted to.
    pub request: Request,
    /// How the lock is held.
    pub mode: Mode,
    /// Its fencing token.
    pub token: u64,
    /// When it ends, by the service's own clock.
    pub until: u64,
}

/// What is on the disk.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Durable {
    /// The last token that was granted.
    pub token: u64,
    /// The leases, by lock. A lock without one is not listed.
    pub leases: BTreeMap<Key, Vec<Lease>>,
}

/// What a crash takes away.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Volatile {
    /// Who waits for each lock, first come first. One for which nobody waits is not listed.
    pub queues: Few<Key, VecDeque<(Request, Mode)>>,
    /// The latest request of each client, and what came of it.
    latest: BTreeMap<NodeId, (u32, Standing)>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Standing {
    Waits(Key),
    Answered(Answer),
}

flat!(struct Lease { request, mode, token } instants { until });
flat!(struct Durable { token, leases });
flat!(struct Volatile { queues, latest });
flat!(enum Standing { 0 => Waits(key), 1 => Answered(answer) });

/// One input, while it is handled.
struct Handling<'a> {
    lock: &'a Lock,
    state: &'a mut State<Durable, Volatile>,
    now: u64,
    /// Whether the disk has to be written.
    writes: bool,
    facts: Vec<Fact>,
    answers: Vec<(Request, Answer)>,
    /// The locks whose leases are others now.
    touched: Vec<Key>,
}

impl Machine for Lock {
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
        let (facts, answers, touched) = (Vec::new(), Vec::new(), Vec::new());
        let mut handling = Handling { lock: self, state, now, writes: false, facts, answers, touched };
        match input {
            Input::Start => {
                let keys: Vec<Key> = handling.state.durable.leases.keys().copied().collect();
                for key in keys {
                    handling.look_at_time(key);
                    handling.touched.push(key);
                }
            }
            Input::Timer(TimerId(key)) => {
                handling.look_at_time(Key(key));
                handling.grant(Key(key));
                handling.touched.push(Key(key));
            }
            Input::Message { message: Message::Ask(request, call), .. } => handling.ask(request, call),
            Input::Message { .. } => {}
        }
        handling.ask_for(effects);
    }
}

impl Handling<'_> {
    fn ask(&mut self, request: Request, call: Call) {
        match self.state.volatile.latest.get(&request.client) {
            Some((number, _)) if *number > request.number => return,
            Some((number, Standing::Answered(answer))) if *number == request.number => {
                return self.answers.push((request, answer.clone()));
            }
            Some((number, Standing::Waits(_))) if *number == request.number => return,
            // It no longer waits for what it asked before.
            Some((_, Standing::Waits(key))) => {
                let key = *key;
                if let Some(queue) = self.state.volatile.queues.get_mut(&key) {
                    queue.retain(|(waiting, _)| waiting.client != request.client);
                }
                self.look_at_time(key);
                self.grant(key);
            }
            _ => {}
        }
        match call {
            Call::Acquire(key, mode) => {
                self.look_at_time(key);
                if let Some(token) = self.granted_before(key, request) {
                    return self.answer(request, Answer::Granted(token));
                }
                match self.state.volatile.queues.get_mut(&key) {
                    Some(queue) => queue.push_back((request, mode)),
                    None => self.state.volatile.queues.insert(key, VecDeque::from([(request, mode)])),
                }
                self.state.volatile.latest.insert(request.client, (request.number, Standing::Waits(key)));
                self.grant(key);
            }
            Call::TryAcquire(key, mode) => {
                self.look_at_time(key);
                self.grant(key);
                if let Some(token) = self.granted_before(key, request) {
                    self.answer(request, Answer::Granted(token));
                } else if self.is_free(key, mode) && self.state.volatile.queues.get(&key).is_none() {
                    self.lease(key, request, mode);
                } else {
                    self.answer(request, Answer::Busy);
                }
            }
            Call::Release(key, token) => {
                self.look_at_time(key);
                let answer =
                    if self.release(key, token, request.client) { Answer::Done } else { Answer::Stale };
                self.answer(request, answer);
                self.grant(key);
            }
            Call::Renew(key, token) => {
                self.look_at_time(key);
                let until = self.now.saturating_add(self.lock.lease);
                let answer = match self.own(key, token, request.client) {
                    Some(lease) => {
                        lease.until = until;
                        self.writes = true;
                        self.touched.push(key);
                        self.facts.push(Fact::Renewed(key, token));
                        Answer::Done
                    }
                    None => Answer::Stale,
                };
                self.answer(request, answer);
                self.grant(key);
            }
            _ => self.answer(request, Answer::Unsupported),
        }
    }

    fn answer(&mut self, request: Request, answer: Answer) {
        let standing = Standing::Answered(answer.clone());
        self.state.volatile.latest.insert(request.client, (request.number, standing));
        self.answers.push((request, answer));
    }

    /// The token that was granted to this very request, of which only the disk knows.
    fn granted_before(&self, key: Key, request: Request) -> Option<u64> {
        let leases = self.state.durable.leases.get(&key)?;
        leases.iter().find(|lease| lease.request == request).map(|lease| lease.token)
    }

    fn own(&mut self, key: Key, token: u64, client: NodeId) -> Option<&mut Lease> {
        let leases = self.state.durable.leases.get_mut(&key)?;
        leases.iter_mut().find(|lease| lease.token == token && lease.request.client == client)
    }

    fn is_free(&self, key: Key, mode: Mode) -> bool {
        let leases = self.state.durable.leases.get(&key);
        leases.is_none_or(|leases| {
            mode == Mode::Shared && leases.iter().all(|lease| lease.mode == Mode::Shared)
        })
    }

    /// Ends what has run out.
    fn look_at_time(&mut self, key: Key) {
        let Some(leases) = self.state.durable.leases.get_mut(&key) else { return };
        let now = self.now;
        let over = leases.extract_if(.., |lease| lease.until <= now);
        let before = self.facts.len();
        self.facts.extend(over.map(|lease| Fact::Ended(key, lease.token, None)));
        if self.facts.len() > before {
            self.ended(key);
        }
    }

    /// Ends a lease because somebody asks for it; whether there was one.
    fn release(&mut self, key: Key, token: u64, client: NodeId) -> bool {
        let anyone = self.lock.defect == Some(Defect::ReleasedByAnyone);
        let Some(leases) = self.state.durable.leases.get_mut(&key) else { return false };
        let is_it = |lease: &Lease| anyone || (lease.token == token && lease.request.client == client);
        let Some(place) = leases.iter().position(is_it) else { return false };
        let lease = leases.remove(place);
        self.facts.push(Fact::Ended(key, lease.token, Some(client)));
        self.ended(key);
        true
    }

    fn ended(&mut self, key: Key) {
        if self.state.durable.leases.get(&key).is_some_and(Vec::is_empty) {
            self.state.durable.leases.remove(&key);
        }
        self.writes = true;
        self.touched.push(key);
    }

    /// Serves those who wait, as far as they can be served in their order.
    fn grant(&mut self, key: Key) {
        while let Some(queue) = self.state.volatile.queues.get_mut(&key) {
            let Some((request, mode)) = queue.front().copied() else {
                self.state.volatile.queues.remove(&key);
                return;
            };
            if !self.is_free(key, mode) {
                return;
            }
            if let Some(queue) = self.state.volatile.queues.get_mut(&key) {
                queue.pop_front();
            }
            self.lease(key, request, mode);
        }
    }

    fn lease(&mut self, key: Key, request: Request, mode: Mode) {
        let durable = &mut self.state.durable;
        durable.token += 1;
        let (token, until) = (durable.token, self.now.saturating_add(self.lock.lease));
        durable.leases.entry(key).or_default().push(Lease { request, mode, token, until });
        self.writes = true;
        self.touched.push(key);
        self.facts.push(Fact::Granted(key, mode, request.client, token));
        self.answer(request, Answer::Granted(token));
    }

    /// What is to be done: the disk is written before anybody is told.
    fn ask_for(self, effects: &mut Vec<Effect<Message>>) {
        let Handling { lock, state, now, writes, facts, answers, mut touched } = self;
        let early = lock.defect == Some(Defect::AnsweredBeforeWritten);
        let tell = facts.into_iter().map(Effect::Tell);
        let send = answers.into_iter().map(|(request, answer)| request.reply(answer));
        let persist = writes.then_some(Effect::Persist);
        if early {
            effects.extend(tell.chain(send).chain(persist));
        } else {
            effects.extend(persist.into_iter().chain(tell).chain(send));
        }
        touched.sort_unstable();
        touched.dedup();
        for key in touched {
            let leases = state.durable.leases.get(&key);
            let next = leases.and_then(|leases| leases.iter().map(|lease| lease.until).min());
            effects.push(Effect::timer_until(TimerId(key.0), next, now));
        }
    }
}

#[cfg(test)]
mod tests;
