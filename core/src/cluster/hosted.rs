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

use super::client::Manner;
use super::history::{Answer, Call, Key, Mode};
use super::kept::{Asking, Kept};
use super::machine::{Input, Machine, NodeId};
use super::message::Message;
use super::role::Role;
use crate::sync::{Channel, Sim};
use futures::future::{Either, select};
use std::cell::RefCell;
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
    /// In a live Sim whose host has no spawner; with more machines than [can be named](super::TooManyNodes), in the words of that.
    pub async fn start(sim: &Sim, machines: impl IntoIterator<Item = Role>) -> Hosted {
        let machines: Vec<Role> = machines.into_iter().collect();
        let named = |number| Channel::new(sim, format!("node {number}"), INBOX);
        let inboxes: Vec<Channel<Mail>> = (0..machines.len()).map(named).collect();
        let services = inboxes.len();
        let hosted = Hosted { sim: sim.clone(), inboxes: Rc::new(RefCell::new(inboxes)), services };
        for (number, machine) in machines.into_iter().enumerate() {
            let own = named_node(number);
            let mut node = Running { hosted: hosted.clone(), node: own, kept: Kept::new(machine) };
            let job = async move {
                let mut input = Some(Input::Start);
                while let Some(what) = input {
                    node.handle(what).await;
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

    fn now(&self) -> u64 {
        self.sim.now().as_nanos().try_into().unwrap_or(u64::MAX)
    }

    async fn send(&self, from: NodeId, sent: Vec<(NodeId, Message)>) {
        for (to, message) in sent {
            if let Some(inbox) = self.inbox(to) {
                // Nobody listens any more, or has too much to do with: then it is lost.
                let _ = inbox.try_send((from, message)).await;
            }
        }
    }

    /// The next message to a node, or its next timer that runs out; nothing once its inbox is closed and empty.
    async fn next<M>(&self, node: NodeId, kept: &mut Kept<M>) -> Option<Input<Message>>
    where
        M: Machine<Message = Message>,
    {
        let inbox = self.inbox(node)?;
        let mail = match kept.due() {
            None => inbox.recv().await,
            Some(due) => {
                let sleep = pin!(self.sim.sleep(Duration::from_nanos(due.saturating_sub(self.now()))));
                match select(pin!(inbox.recv()), sleep).await {
                    Either::Left((mail, _)) => mail,
                    Either::Right(_) => return kept.ring(self.now()),
                }
            }
        };
        mail.map(|(from, message)| Input::Message { from, message })
    }

    /// A client, with an inbox of its own.
    fn client(&self, manner: Manner) -> Client {
        let number = self.inboxes.borrow().len();
        let node = named_node(number);
        self.inboxes.borrow_mut().push(Channel::new(&self.sim, format!("client {number}"), INBOX));
        Client { hosted: self.clone(), asking: Asking::new(node, manner) }
    }
}

/// The node of this number, where no more can be run than can be named.
fn named_node(number: usize) -> NodeId {
    match NodeId::at(number) {
        Ok(node) => node,
        Err(error) => panic!("{error}"),
    }
}

/// A machine that runs here.
struct Running<M: Machine> {
    hosted: Hosted,
    node: NodeId,
    kept: Kept<M>,
}

impl<M: Machine<Message = Message>> Running<M> {
    async fn handle(&mut self, input: Input<Message>) {
        let mut sent = Vec::new();
        self.kept.handle(input, self.hosted.now(), &mut sent, &mut Vec::new());
        self.hosted.send(self.node, sent).await;
    }

    /// The next message, or the next timer that runs out; nothing once the inbox is closed and empty.
    async fn next(&mut self) -> Option<Input<Message>> {
        self.hosted.next(self.node, &mut self.kept).await
    }
}

/// A client that is asked for one operation after the other.
struct Client {
    hosted: Hosted,
    asking: Asking,
}

impl Client {
    /// Asks for this, and waits until that has ended.
    async fn ask(&mut self, to: NodeId, call: Call) -> Result<Answer, Ended> {
        let Client { hosted, asking } = self;
        let node = asking.client.machine.node;
        let mut sent = Vec::new();
        // One that was under way when its future was dropped ends as unknown.
        asking.begin(to, call, hosted.now(), &mut sent);
        loop {
            hosted.send(node, std::mem::take(&mut sent)).await;
            if let Some(ended) = asking.ended() {
                return ended;
            }
            // The client's own inbox is not closed.
            let Some(input) = hosted.next(node, &mut asking.client).await else { return Err(Ended::Unknown) };
            asking.feed(input, hosted.now(), &mut sent);
        }
    }
}

/// A client of a lock service.
pub struct Lock {
    client: Client,
    service: NodeId,
    key: Key,
}

impl Lock {
    /// A client of the lock with this key on this node; the manner's lease is to be the service's.
    ///
    /// # Panics
    /// If there are [too many nodes](super::TooManyNodes) already, services and all clients that there ever were.
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
        self.client.asking.client.state.volatile.leases.get(&self.key).map(|held| held.token)
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
    client: Client,
    service: NodeId,
    key: Key,
}

impl Counter {
    /// A client of the counter with this key on this node.
    ///
    /// # Panics
    /// If there are [too many nodes](super::TooManyNodes) already, services and all clients that there ever were.
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
    client: Client,
    service: NodeId,
    key: Key,
}

impl Queue {
    /// A client of the queue with this key on this node.
    ///
    /// # Panics
    /// If there are [too many nodes](super::TooManyNodes) already, services and all clients that there ever were.
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
