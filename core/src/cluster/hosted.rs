//! The services as async Rust: each node is a worker of a [`Sim`], and clients are handles.
//!
//! What runs on a node is the same [`Machine`] as in a [`Cluster`](super::Cluster); here it is a worker with a channel from which it takes
//! its messages one after the other, and its clock is the time of the `Sim`. So a program of async workers has a distributed lock as it has a
//! [`Mutex`](crate::sync::Mutex), live or stepped, and [`Explore`](crate::explore::Explore) tries its schedules. No node crashes here and no
//! message is lost, but for one to whom nobody listens any more, or whose inbox is full: for faults there is the
//! [`Cluster`](super::Cluster).
//!
//! A handle asks one thing after the other, hence `&mut`; whoever needs two asks by two handles, which are two clients. A future
//! that is dropped leaves its operation open: nobody knows whether it was done, and the next one of the handle is a new one.
//!
//! ```
//! use lockstep_core::cluster::client::Manner;
//! use lockstep_core::cluster::{Counter, Hosted, Key, NodeId, counter};
//! use lockstep_core::sync::Sim;
//! use lockstep_core::world::{Tasks, World};
//!
//! let main = |sim: Sim| async move {
//!     let node = NodeId(0);
//!     let services = Hosted::start(&sim, [counter::Counter { node, owner: node, defect: None }.into()]).await;
//!     let mut visits = Counter::new(&services, node, Key(0), Manner::default());
//!     visits.add(2).await.expect("it is answered");
//!     let total = visits.read().await.expect("it is answered");
//!     sim.print(format!("{total} visits")).await;
//!     services.close().await;
//! };
//! let mut events = Vec::new();
//! let mut world = Tasks::new(main, &mut events);
//! while let Some(choice) = world.choices().first() {
//!     world.step(choice, &mut events);
//! }
//! assert!(events.iter().any(|event| format!("{event:?}").contains("2 visits")));
//! ```

use super::client::{Client, Manner, Step};
use super::history::{Answer, Call, Fact, Key, Mode, Outcome};
use super::machine::{Effect, Input, Machine, NodeId, State, TimerId};
use super::message::Message;
use super::role::Role;
use crate::sync::{Channel, Sim};
use futures::future::{Either, select};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt;
use std::pin::pin;
use std::rc::Rc;
use std::time::Duration;

/// A message, and who sent it.
type Mail = (NodeId, Message);

/// So many messages wait at a node; what is sent to it beyond is lost, as over any network.
const INBOX: u32 = 1_024;

/// Machines that run as workers of a [`Sim`]. A handle; clones mean the same.
#[derive(Clone)]
pub struct Hosted {
    sim: Sim,
    /// By node: those of the services, and then those of the clients.
    inboxes: Rc<RefCell<Vec<Channel<Mail>>>>,
    services: usize,
}

/// Why an operation has no answer, or another one than was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// It was not done and will not be: the service has no such operation.
    Failed,
    /// Its deadline has passed: it may have been done, or be done yet.
    Unknown,
    /// There is no lease, or no element, that it could be done with: it was never had, was given back, or is over.
    Lost,
    /// Somebody has a newer token or receipt.
    Stale,
}

impl fmt::Display for Ended {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Ended::Failed => "the service has no such operation",
            Ended::Unknown => "the deadline has passed, and nobody knows whether it was done",
            Ended::Lost => "there is no lease or element to do it with",
            Ended::Stale => "there is a newer token or receipt",
        })
    }
}

impl std::error::Error for Ended {}

impl Hosted {
    /// Starts a worker for each machine, which is the node of that number.
    ///
    /// Machines with timers, as locks with leases are and queues with a visibility timeout, sleep: a live Sim needs a host with a clock.
    ///
    /// # Panics
    /// In a live Sim whose host has no spawner; with more than 65,536 machines.
    pub async fn start(sim: &Sim, machines: impl IntoIterator<Item = Role>) -> Hosted {
        let machines: Vec<Role> = machines.into_iter().collect();
        let named = |number| Channel::new(sim, format!("node {number}"), INBOX);
        let inboxes: Vec<Channel<Mail>> = (0..machines.len()).map(named).collect();
        let services = inboxes.len();
        let hosted = Hosted { sim: sim.clone(), inboxes: Rc::new(RefCell::new(inboxes)), services };
        for (number, machine) in machines.into_iter().enumerate() {
            let own = NodeId(u16::try_from(number).expect("there are no more than 65,536 nodes"));
            let mut node = Running::new(hosted.clone(), own, machine);
            let job = async move {
                let mut facts = Vec::new();
                let mut input = Some(Input::Start);
                while let Some(what) = input {
                    node.handle(what, &mut facts).await;
                    facts.clear();
                    input = node.next().await;
                }
            };
            sim.spawn(format!("node {number}"), job).await;
        }
        hosted
    }

    /// Ends the services: each node's worker returns once it has handled what it was sent before.
    pub async fn close(&self) {
        let inboxes: Vec<Channel<Mail>> = self.inboxes.borrow()[..self.services].to_vec();
        for inbox in inboxes {
            // Whoever closes them twice has done so.
            let _ = inbox.close().await;
        }
    }

    fn inbox(&self, node: NodeId) -> Option<Channel<Mail>> {
        self.inboxes.borrow().get(usize::from(node.0)).cloned()
    }

    /// A client, with an inbox of its own.
    fn client(&self, manner: Manner) -> Asking {
        let number = self.inboxes.borrow().len();
        let node = NodeId(u16::try_from(number).expect("there are no more than 65,536 nodes"));
        self.inboxes.borrow_mut().push(Channel::new(&self.sim, format!("client {number}"), INBOX));
        Asking(Running::new(self.clone(), node, Client { node, script: Vec::new(), manner }))
    }
}

/// A machine, its state and its timers.
struct Running<M: Machine> {
    hosted: Hosted,
    node: NodeId,
    machine: M,
    state: State<M::Durable, M::Volatile>,
    /// When each timer runs out, by the time of the Sim in nanoseconds.
    timers: BTreeMap<TimerId, u64>,
}

impl<M: Machine<Message = Message>> Running<M> {
    fn new(hosted: Hosted, node: NodeId, machine: M) -> Running<M> {
        Running { hosted, node, machine, state: State::default(), timers: BTreeMap::new() }
    }

    fn now(&self) -> u64 {
        self.hosted.sim.now().as_nanos().try_into().unwrap_or(u64::MAX)
    }

    /// Handles an input, and appends what the machine tells.
    async fn handle(&mut self, input: Input<Message>, facts: &mut Vec<Fact>) {
        let now = self.now();
        let mut effects = Vec::new();
        self.machine.handle(&mut self.state, input, now, &mut effects);
        for effect in effects {
            match effect {
                // Nobody crashes.
                Effect::Persist => {}
                Effect::Send { to, message } => {
                    if let Some(inbox) = self.hosted.inbox(to) {
                        // Nobody listens any more, or has too much to do with: then it is lost.
                        let _ = inbox.try_send((self.node, message)).await;
                    }
                }
                Effect::SetTimer { timer, after } => {
                    self.timers.insert(timer, now.saturating_add(after));
                }
                Effect::StopTimer(timer) => {
                    self.timers.remove(&timer);
                }
                Effect::Tell(fact) => facts.push(fact),
            }
        }
    }

    /// The next message, or the next timer that runs out; nothing once the inbox is closed and empty.
    async fn next(&mut self) -> Option<Input<Message>> {
        let inbox = self.hosted.inbox(self.node)?;
        let next = self.timers.iter().map(|(timer, due)| (*due, *timer)).min();
        let mail = match next {
            None => inbox.recv().await,
            Some((due, timer)) => {
                let sim = self.hosted.sim.clone();
                let sleep = pin!(sim.sleep(Duration::from_nanos(due.saturating_sub(self.now()))));
                match select(pin!(inbox.recv()), sleep).await {
                    Either::Left((mail, _)) => mail,
                    Either::Right(_) => {
                        self.timers.remove(&timer);
                        return Some(Input::Timer(timer));
                    }
                }
            }
        };
        mail.map(|(from, message)| Input::Message { from, message })
    }
}

/// A client that is asked for one operation after the other.
struct Asking(Running<Client>);

impl Asking {
    /// Asks for this, and waits until that has ended.
    async fn ask(&mut self, to: NodeId, call: Call) -> Result<Answer, Ended> {
        let Asking(client) = self;
        let mut facts = Vec::new();
        // One that was under way when its future was dropped ends as unknown.
        client.machine.script.clear();
        client.state.durable.done = 0;
        if !client.machine.is_done(&client.state.durable) {
            client.handle(Input::Start, &mut facts).await;
            facts.clear();
        }
        client.state.durable.done = 0;
        let is_renewal = matches!(call, Call::Renew(..));
        client.machine.script.push(Step::Ask(to, call));
        client.handle(Input::Start, &mut facts).await;
        while !client.machine.is_done(&client.state.durable) {
            // The client's own inbox is not closed.
            let Some(input) = client.next().await else { return Err(Ended::Unknown) };
            client.handle(input, &mut facts).await;
        }
        // Before it the client may have had its lease renewed, which is an operation as well.
        let asked = facts.iter().rev().find_map(|fact| match fact {
            Fact::Invoked(number, call) => Some((*number, is_renewal || !matches!(call, Call::Renew(..)))),
            _ => None,
        });
        let Some((number, true)) = asked else { return Err(Ended::Lost) };
        let outcome = facts.into_iter().find_map(|fact| match fact {
            Fact::Returned(of, outcome) if of == number => Some(outcome),
            _ => None,
        });
        match outcome {
            Some(Outcome::Done(Answer::Stale)) => Err(Ended::Stale),
            Some(Outcome::Done(answer)) => Ok(answer),
            Some(Outcome::Failed) => Err(Ended::Failed),
            Some(Outcome::Unknown) | None => Err(Ended::Unknown),
        }
    }
}

/// A client of a lock service.
pub struct Lock {
    client: Asking,
    service: NodeId,
    key: Key,
}

impl Lock {
    /// A client of the lock with this key on this node; the manner's lease is to be the service's.
    ///
    /// # Panics
    /// If there are 65,536 nodes already, services and all clients that there ever were.
    pub fn new(services: &Hosted, service: NodeId, key: Key, manner: Manner) -> Lock {
        Lock { client: services.client(manner), service, key }
    }

    /// Waits until the lock is held, for as long as the manner's deadline is; gives the fencing token.
    ///
    /// # Errors
    /// [`Ended::Unknown`] after the deadline: should the lock be granted then, the lease ends by itself.
    pub async fn acquire(&mut self, mode: Mode) -> Result<u64, Ended> {
        match self.client.ask(self.service, Call::Acquire(self.key, mode)).await? {
            Answer::Granted(token) => Ok(token),
            _ => Err(Ended::Failed),
        }
    }

    /// Takes the lock if it can be had at once; gives the fencing token.
    ///
    /// # Errors
    /// As for [`acquire`](Lock::acquire).
    pub async fn try_acquire(&mut self, mode: Mode) -> Result<Option<u64>, Ended> {
        match self.client.ask(self.service, Call::TryAcquire(self.key, mode)).await? {
            Answer::Granted(token) => Ok(Some(token)),
            Answer::Busy => Ok(None),
            _ => Err(Ended::Failed),
        }
    }

    /// The fencing token of the lease that was granted last and not given back; whether the lease still lasts is another matter.
    pub fn token(&self) -> Option<u64> {
        self.client.0.state.volatile.leases.get(&self.key).map(|held| held.token)
    }

    /// Lets the lease begin anew.
    ///
    /// # Errors
    /// [`Ended::Lost`] without a lease, [`Ended::Stale`] if it is over.
    pub async fn renew(&mut self) -> Result<(), Ended> {
        self.client.ask(self.service, Call::Renew(self.key, 0)).await.map(drop)
    }

    /// Gives the lock back.
    ///
    /// # Errors
    /// [`Ended::Lost`] without a lease, [`Ended::Stale`] if it is over.
    pub async fn release(&mut self) -> Result<(), Ended> {
        self.client.ask(self.service, Call::Release(self.key, 0)).await.map(drop)
    }

    /// Writes a value to the [resource](super::resource) on a node, under the token. Where the lease may be over it is renewed before, if
    /// the manner says so.
    ///
    /// # Errors
    /// [`Ended::Lost`] without a lease, or if it could not be renewed; [`Ended::Stale`] if the resource has seen a newer token.
    pub async fn write(&mut self, resource: NodeId, value: u64) -> Result<(), Ended> {
        self.client.ask(resource, Call::Write(self.key, Some(0), value)).await.map(drop)
    }
}

/// A client of a counter.
pub struct Counter {
    client: Asking,
    service: NodeId,
    key: Key,
}

impl Counter {
    /// A client of the counter with this key on this node.
    ///
    /// # Panics
    /// If there are 65,536 nodes already, services and all clients that there ever were.
    pub fn new(services: &Hosted, service: NodeId, key: Key, manner: Manner) -> Counter {
        Counter { client: services.client(manner), service, key }
    }

    /// Adds to it, once, however often it has to be asked for.
    ///
    /// # Errors
    /// [`Ended::Unknown`] after the deadline.
    pub async fn add(&mut self, number: i64) -> Result<(), Ended> {
        self.client.ask(self.service, Call::Add(self.key, number)).await.map(drop)
    }

    /// Its value.
    ///
    /// # Errors
    /// [`Ended::Unknown`] after the deadline.
    pub async fn read(&mut self) -> Result<i64, Ended> {
        match self.client.ask(self.service, Call::Read(self.key)).await? {
            Answer::Value(value) => Ok(value),
            _ => Err(Ended::Failed),
        }
    }
}

/// A client of a queue.
pub struct Queue {
    client: Asking,
    service: NodeId,
    key: Key,
}

impl Queue {
    /// A client of the queue with this key on this node.
    ///
    /// # Panics
    /// If there are 65,536 nodes already, services and all clients that there ever were.
    pub fn new(services: &Hosted, service: NodeId, key: Key, manner: Manner) -> Queue {
        Queue { client: services.client(manner), service, key }
    }

    /// Appends an element, once, however often it has to be asked for.
    ///
    /// # Errors
    /// [`Ended::Unknown`] after the deadline.
    pub async fn push(&mut self, element: u64) -> Result<(), Ended> {
        self.client.ask(self.service, Call::Push(self.key, element)).await.map(drop)
    }

    /// Takes the element at the front; nothing if there is none.
    ///
    /// # Errors
    /// [`Ended::Unknown`] after the deadline.
    pub async fn pop(&mut self) -> Result<Option<u64>, Ended> {
        match self.client.ask(self.service, Call::Pop(self.key)).await? {
            Answer::Element(element, _) => Ok(Some(element)),
            Answer::Empty => Ok(None),
            _ => Err(Ended::Failed),
        }
    }

    /// Says that the element which was taken last is processed.
    ///
    /// # Errors
    /// [`Ended::Lost`] if there is none, [`Ended::Stale`] if it was given to somebody else meanwhile, [`Ended::Failed`] if the queue gives each
    /// element once.
    pub async fn acknowledge(&mut self) -> Result<(), Ended> {
        self.client.ask(self.service, Call::Acknowledge(self.key, 0)).await.map(drop)
    }

    /// Gives the element back which was taken last.
    ///
    /// # Errors
    /// As for [`acknowledge`](Queue::acknowledge).
    pub async fn refuse(&mut self) -> Result<(), Ended> {
        self.client.ask(self.service, Call::Refuse(self.key, 0)).await.map(drop)
    }
}

#[cfg(test)]
mod tests;
