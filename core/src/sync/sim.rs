//! The handle to where objects live and requests are served.

use super::live::{Host, Live};
use super::mix::twice;
use super::port::{Answer, Ask, Job, Message, Port, Text};
use super::request::Pending;
use super::{Failure, Finish};
use crate::rules::{Kind, Notice, ObjectId, Op, Reply, Table};
use futures::FutureExt;
use futures::channel::mpsc;
use futures::future::{LocalBoxFuture, Shared};
use std::cell::RefCell;
use std::future::Future;
use std::hash::Hash;
use std::panic::Location;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};
use std::time::Duration;

/// Where objects live and requests are served: at once ([`Sim::live`]) or when a world is told to
/// ([`world::Tasks`](crate::world::Tasks)). A handle; clones mean the same.
#[derive(Clone)]
pub struct Sim(pub(crate) Rc<Inner>);

pub(crate) struct Inner {
    pub(crate) table: RefCell<Table>,
    pub(crate) notices: RefCell<Vec<Notice>>,
    pub(crate) mode: Mode,
}

pub(crate) enum Mode {
    Live(Live),
    Stepped(Port),
}

impl Sim {
    /// A Sim that serves requests at once, with no more of its host than this seed.
    ///
    /// ```
    /// use lockstep_core::sync::{Mutex, Sim, WakeRule};
    /// let sim = Sim::live(7);
    /// let count = Mutex::new(&sim, "count", WakeRule::Go, 0);
    /// futures::executor::block_on(async {
    ///     *count.lock().await += 1;
    ///     assert_eq!(*count.lock().await, 1);
    /// });
    /// ```
    pub fn live(seed: u64) -> Self {
        Sim::live_on(Host { seed, ..Host::default() })
    }

    /// A Sim that serves requests at once and may use its host to spawn, to sleep and to print.
    pub fn live_on(host: Host) -> Self {
        Sim::new(Mode::Live(Live::new(host)))
    }

    pub(crate) fn stepped(out: mpsc::UnboundedSender<Message>) -> Self {
        Sim::new(Mode::Stepped(Port::new(out)))
    }

    fn new(mode: Mode) -> Self {
        Sim(Rc::new(Inner { table: RefCell::default(), notices: RefCell::default(), mode }))
    }

    /// Starts a worker. The step is the start; await it to have the worker's handle, or do not and go on.
    ///
    /// ```
    /// use futures::executor::LocalPool;
    /// use lockstep_core::sync::{Channel, Host, Sim};
    /// use std::rc::Rc;
    ///
    /// let mut pool = LocalPool::new();
    /// let sim = Sim::live_on(Host { spawner: Some(Rc::new(pool.spawner())), ..Host::default() });
    /// let numbers = Channel::new(&sim, "numbers", 0);
    /// pool.run_until(async {
    ///     let to = numbers.clone();
    ///     let sender = sim.spawn("sender", async move { to.send(7).await }).await;
    ///     assert_eq!(numbers.recv().await, Some(7));
    ///     sender.join().await.expect("nobody closes the channel");
    /// });
    /// ```
    ///
    /// # Panics
    /// In a live Sim whose host has no spawner.
    #[track_caller]
    pub fn spawn<F>(&self, name: impl Into<Text>, worker: F) -> Spawn
    where
        F: Future + 'static,
        F::Output: Finish,
    {
        self.spawn_at(name.into(), async { worker.await.finish() }.boxed_local(), Location::caller())
    }

    /// Starts a worker from this place.
    pub(super) fn spawn_at(&self, name: Text, job: Job, at: &'static Location<'static>) -> Spawn {
        match &self.0.mode {
            Mode::Live(live) => {
                let spawner = live.host.spawner.as_ref().expect("this Sim's host has a spawner");
                let done = job.shared();
                let run = done.clone().map(|_| ()).boxed_local();
                spawner.spawn_local_obj(run.into()).expect("the host's executor still runs");
                Spawn(SpawnState::Live(Some(Worker(Joining::Live(done)))))
            }
            Mode::Stepped(port) => {
                let (sender, receiver) = futures::channel::oneshot::channel();
                port.ask(Ask::Spawn(name, job), at, Some(sender));
                Spawn(SpawnState::Stepped(self.clone(), receiver))
            }
        }
    }

    /// Says at which line of the source on show this worker's next requests stand. Not a step; nothing in a live Sim.
    pub fn line(&self, line: u32) {
        if let Mode::Stepped(port) = &self.0.mode {
            port.line.set(line);
        }
    }

    /// Declares all that this worker knows: from here on it goes on alike wherever the key is equal. Not a step; nothing in a live Sim.
    ///
    /// What a future remembers cannot be seen, so [`Explore`](crate::explore::Explore) takes no two rounds of a loop for the same unless
    /// every worker has said so, `main` too: where it begins, and at the head of its loop. What it is answered after that is
    /// added. The key has to say everything on which it depends what the worker does next: its variables, what it holds, and Rust data
    /// that it shares with others otherwise than through [`sync`](super). What a [`Mutex`](super::Mutex) guards is
    /// declared by whoever holds it ([`Guard::at`](super::Guard::at)); values in channels and variables are told apart by their
    /// `Debug`.
    ///
    /// ```
    /// use lockstep_core::explore::{Established, Explore};
    /// use lockstep_core::sync::{Channel, Sim};
    ///
    /// let report = Explore::new(|sim: Sim| async move {
    ///     sim.at("begins");
    ///     let numbers = Channel::new(&sim, "numbers", 1);
    ///     let (sender, from) = (sim.clone(), numbers.clone());
    ///     sim.spawn("sender", async move {
    ///         let mut next = 0;
    ///         loop {
    ///             sender.at(&next);
    ///             from.send(next).await.expect("nobody closes the channel");
    ///             next = (next + 1) % 3;
    ///         }
    ///     })
    ///     .await;
    ///     loop {
    ///         sim.at(&());
    ///         numbers.recv().await;
    ///     }
    /// })
    /// .check();
    /// assert_eq!(report.established, Established::Complete);
    /// ```
    #[track_caller]
    pub fn at<K: Hash + ?Sized>(&self, key: &K) {
        self.declare(None, &(Location::caller(), key));
    }

    /// Declares the state of the worker that computes, or of the value that this lock of its guards.
    pub(super) fn declare<K: Hash + ?Sized>(&self, guarded: Option<ObjectId>, key: &K) {
        if let Mode::Stepped(port) = &self.0.mode {
            port.tell(Message::At { worker: port.worker.get(), guarded, state: twice(key) });
        }
    }

    /// Prints a line.
    #[track_caller]
    pub fn print(&self, text: impl Into<Text>) -> impl Future<Output = ()> + '_ {
        self.plain(Ask::Print(text.into()), Location::caller())
    }

    /// Gives way: a step that changes nothing.
    #[track_caller]
    pub fn yield_now(&self) -> impl Future<Output = ()> + '_ {
        self.plain(Ask::Yield, Location::caller())
    }

    /// Sleeps: in a stepped world for virtual time, which moves only when nobody else can run. (For a live Sim see
    /// [`Clock`](super::Clock).)
    ///
    /// ```
    /// use lockstep_core::world::{Tasks, World};
    /// use std::time::Duration;
    ///
    /// let mut events = Vec::new();
    /// let main = |sim: lockstep_core::sync::Sim| async move { sim.sleep(Duration::from_secs(3600)).await };
    /// let mut world = Tasks::new(main, &mut events);
    /// while let Some(choice) = world.choices().first() {
    ///     world.step(choice, &mut events);
    /// }
    /// assert_eq!(world.now(), 3_600_000_000_000, "an hour has passed, and you have not noticed");
    /// ```
    ///
    /// # Panics
    /// In a live Sim whose host has no clock.
    #[track_caller]
    pub fn sleep(&self, duration: Duration) -> impl Future<Output = ()> + '_ {
        let at = Location::caller();
        async move {
            match &self.0.mode {
                Mode::Live(live) => {
                    live.host.clock.as_ref().expect("this Sim's host has a clock").sleep(duration).await;
                }
                Mode::Stepped(_) => {
                    let nanoseconds = i64::try_from(duration.as_nanos()).unwrap_or(i64::MAX);
                    // Sleeping is refused by nobody.
                    let _ = Pending::new(self, Op::Sleep(nanoseconds), at).await;
                }
            }
        }
    }

    /// The time: the virtual time of a stepped world, from its start; in a live Sim that of its host's clock, and zero without one. It is no
    /// step to look at it, and it is no part of what [`at`](Sim::at) declares: so it is not for workers that might declare themselves.
    pub(crate) fn now(&self) -> Duration {
        Duration::from_nanos(match &self.0.mode {
            Mode::Live(live) => live.now(),
            Mode::Stepped(port) => port.now.get(),
        })
    }

    /// A request that concerns no object and answers nothing.
    async fn plain(&self, ask: Ask, at: &'static Location<'static>) {
        match &self.0.mode {
            Mode::Live(live) => match ask {
                Ask::Print(text) => live.print(&text),
                _ => YieldNow(false).await,
            },
            Mode::Stepped(_) => {
                let _ = Pending::asking(self, ask, at).await;
            }
        }
    }

    /// Makes an object.
    pub(crate) fn make(
        &self,
        kind: Kind,
        name: impl Into<Text>,
        value: impl FnOnce() -> Option<Text>,
    ) -> Owned {
        let object = self.0.table.borrow_mut().make(kind);
        if let Mode::Stepped(port) = &self.0.mode {
            let worker = port.worker.get();
            port.tell(Message::Made { worker, object, kind, name: name.into(), value: value() });
        }
        Owned(Rc::new(Object { sim: self.clone(), id: object }))
    }

    /// What serves requests at once, where that is done.
    pub(crate) fn serving(&self) -> Option<&Live> {
        match &self.0.mode {
            Mode::Live(live) => Some(live),
            Mode::Stepped(_) => None,
        }
    }

    /// The number of the worker that computes, or has computed last, in a stepped world; else 0.
    pub(crate) fn computing(&self) -> u32 {
        self.port().map_or(0, |port| port.worker.get())
    }

    /// The port to a world, where there is one.
    pub(crate) fn port(&self) -> Option<&Port> {
        match &self.0.mode {
            Mode::Live(_) => None,
            Mode::Stepped(port) => Some(port),
        }
    }

    /// The objects.
    pub(crate) fn table(&self) -> std::cell::RefMut<'_, Table> {
        self.0.table.borrow_mut()
    }

    /// A value as a stepped world shows it; a live Sim shows nothing.
    #[inline]
    pub(crate) fn show(&self, value: &impl std::fmt::Debug) -> Option<Text> {
        match self.0.mode {
            Mode::Live(_) => None,
            Mode::Stepped(_) => Some(format!("{value:?}").into()),
        }
    }

    /// Serves a request that nobody awaits and that never waits: an unlock or a close from a Drop.
    pub(crate) fn detached(&self, op: Op, at: &'static Location<'static>) {
        match &self.0.mode {
            Mode::Live(live) => {
                let mut notices = self.0.notices.take();
                let answer = {
                    let mut table = self.0.table.borrow_mut();
                    let arm = super::request::live_arm(live, &table, &op);
                    table.apply(live.next_ticket(), &op, arm, live.now(), &mut notices)
                };
                debug_assert!(
                    !matches!(answer, crate::rules::Outcome::Park(_)),
                    "detached requests never wait"
                );
                self.deliver(live, notices);
            }
            Mode::Stepped(port) => {
                port.ask(Ask::Op(op, Rc::new([])), at, None);
            }
        }
    }

    /// Tells the waiting of a live Sim how their waits ended, and keeps the list's memory.
    pub(crate) fn deliver(&self, live: &Live, mut notices: Vec<Notice>) {
        if !notices.is_empty() {
            live.deliver(&mut notices);
        }
        self.0.notices.replace(notices);
    }
}

/// An object's place in the table, freed with its last handle. (A stepped world keeps it: its story may still be told.)
struct Object {
    sim: Sim,
    id: ObjectId,
}

impl Drop for Object {
    fn drop(&mut self) {
        if let Mode::Live(_) = self.sim.0.mode {
            self.sim.0.table.borrow_mut().remove(self.id);
        }
    }
}

/// A handle's share of an object.
#[derive(Clone)]
pub(crate) struct Owned(Rc<Object>);

impl Owned {
    pub(crate) fn id(&self) -> ObjectId {
        self.0.id
    }

    pub(crate) fn sim(&self) -> &Sim {
        &self.0.sim
    }

    /// This lock guards a value of `T`.
    pub(super) fn guarding<T>(self) -> Owned {
        if size_of::<T>() > 0
            && let Mode::Stepped(port) = &self.0.sim.0.mode
        {
            port.guarding.borrow_mut().push(self.0.id);
        }
        self
    }

    /// Does something with the table of a live Sim, and tells the others; the short way of what mostly happens.
    #[inline]
    pub(crate) fn at_once<R>(
        &self,
        act: impl FnOnce(&mut Table, ObjectId, &mut Vec<Notice>) -> Option<R>,
    ) -> Option<R> {
        let inner = &*self.0.sim.0;
        let Mode::Live(live) = &inner.mode else { return None };
        let mut notices = inner.notices.borrow_mut();
        let result = act(&mut inner.table.borrow_mut(), self.0.id, &mut notices)?;
        if !notices.is_empty() {
            // Whoever is woken may come back here.
            let list = std::mem::take(&mut *notices);
            drop(notices);
            self.0.sim.deliver(live, list);
        }
        Some(result)
    }

    /// Locks a mutex of a live Sim if it is free; the short way of what mostly happens.
    #[inline]
    pub(crate) fn lock_if_free(&self) -> bool {
        let inner = &*self.0.sim.0;
        matches!(inner.mode, Mode::Live(_)) && inner.table.borrow_mut().lock_if_free(self.0.id)
    }

    /// Unlocks a mutex of a live Sim if nobody waits for it; the short way of what mostly happens.
    #[inline]
    pub(crate) fn unlock_if_alone(&self) -> bool {
        let inner = &*self.0.sim.0;
        matches!(inner.mode, Mode::Live(_)) && inner.table.borrow_mut().unlock_if_alone(self.0.id)
    }
}

/// A worker being started; see [`Sim::spawn`].
pub struct Spawn(SpawnState);

enum SpawnState {
    Live(Option<Worker>),
    Stepped(Sim, futures::channel::oneshot::Receiver<Answer>),
}

impl Future for Spawn {
    type Output = Worker;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Worker> {
        match &mut self.0 {
            SpawnState::Live(worker) => {
                Poll::Ready(worker.take().expect("a future is not polled after it is done"))
            }
            SpawnState::Stepped(sim, answer) => match answer.poll_unpin(context) {
                Poll::Ready(Ok(Ok(Reply::Number(number)))) => {
                    Poll::Ready(Worker(Joining::Stepped(sim.clone(), number as u32)))
                }
                // The world is gone or answers otherwise: this worker is about to be dropped.
                _ => Poll::Pending,
            },
        }
    }
}

/// A worker that was started.
#[derive(Clone)]
pub struct Worker(Joining);

#[derive(Clone)]
enum Joining {
    Live(Shared<LocalBoxFuture<'static, Result<(), Failure>>>),
    Stepped(Sim, u32),
}

impl Worker {
    /// Waits until the worker is done.
    ///
    /// # Errors
    /// In a live Sim, what the worker ended with. In a stepped world such an end is the end of the process, as in Go.
    #[track_caller]
    pub fn join(&self) -> impl Future<Output = Result<(), Failure>> + '_ {
        let at = Location::caller();
        async move {
            match &self.0 {
                Joining::Live(done) => done.clone().await,
                Joining::Stepped(sim, number) => {
                    let _ = Pending::asking(sim, Ask::Join(*number), at).await;
                    Ok(())
                }
            }
        }
    }
}

struct YieldNow(bool);

impl Future for YieldNow {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        if std::mem::replace(&mut self.0, true) {
            return Poll::Ready(());
        }
        context.waker().wake_by_ref();
        Poll::Pending
    }
}
