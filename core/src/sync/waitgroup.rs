//! Waiting until a number of things are done.

use super::port::Text;
use super::request::Pending;
use super::sim::{Owned, Sim, Worker};
use super::{Failure, Finish};
use crate::rules::{Fault, Kind, Op};
use futures::FutureExt;
use std::future::Future;
use std::panic::Location;

/// Go's `sync.WaitGroup`: a counter, and those who wait for it to reach zero. A handle; clones mean the same one.
///
/// ```
/// use lockstep_core::sync::{Fault, Sim, WaitGroup};
/// let wg = WaitGroup::new(&Sim::live(0), "wg");
/// futures::executor::block_on(async {
///     wg.add(2).await.expect("two are to be done");
///     let worker = async { (wg.done().await, wg.done().await) };
///     futures::join!(worker, wg.wait());
///     assert_eq!(wg.done().await, Err(Fault::NegativeWaitGroupCounter));
/// });
/// ```
#[derive(Clone)]
pub struct WaitGroup(Owned);

impl WaitGroup {
    /// Makes a group of which nothing is to be done yet.
    pub fn new(sim: &Sim, name: impl Into<Text>) -> Self {
        WaitGroup(sim.make(Kind::WaitGroup, name, || None))
    }

    /// Adds to the counter.
    ///
    /// # Errors
    /// If it would fall below zero, or if one adds from zero while somebody waits: Go panics.
    #[track_caller]
    pub fn add(&self, delta: i64) -> impl Future<Output = Result<(), Fault>> + '_ {
        self.ask(Op::Add(self.0.id(), delta), Location::caller())
    }

    /// Takes one off the counter; the last one frees those who wait.
    ///
    /// # Errors
    /// If the counter would fall below zero: Go panics.
    #[track_caller]
    pub fn done(&self) -> impl Future<Output = Result<(), Fault>> + '_ {
        self.ask(Op::Add(self.0.id(), -1), Location::caller())
    }

    /// Starts a worker that is counted until it is done: Go's `wg.Go`, which is an Add, a `go` and a deferred Done.
    ///
    /// A worker that fails is not taken off the counter: its panic goes on, marked as Go marks it, and in a stepped world
    /// ends the process.
    ///
    /// ```
    /// use futures::executor::LocalPool;
    /// use lockstep_core::sync::{Atomic, Host, Sim, WaitGroup};
    /// use std::rc::Rc;
    ///
    /// let mut pool = LocalPool::new();
    /// let sim = Sim::live_on(Host { spawner: Some(Rc::new(pool.spawner())), ..Host::default() });
    /// let (wg, sum) = (WaitGroup::new(&sim, "wg"), Atomic::new(&sim, "sum", 0));
    /// pool.run_until(async {
    ///     for n in 1..=4 {
    ///         let sum = sum.clone();
    ///         wg.go(format!("adds {n}"), async move { drop(sum.add(n).await) }).await.expect("nobody waits yet");
    ///     }
    ///     wg.wait().await.expect("it is used once");
    ///     assert_eq!(sum.load().await, 10);
    /// });
    /// ```
    ///
    /// # Errors
    /// If one adds from zero while somebody waits: Go panics.
    ///
    /// # Panics
    /// In a live Sim whose host has no spawner.
    #[track_caller]
    pub fn go<F>(&self, name: impl Into<Text>, worker: F) -> impl Future<Output = Result<Worker, Fault>> + '_
    where
        F: Future + 'static,
        F::Output: Finish,
    {
        let at = Location::caller();
        let (group, name) = (self.clone(), name.into());
        async move {
            self.ask(Op::Add(self.0.id(), 1), at).await?;
            let job = async move {
                worker.await.finish().map_err(repanicked)?;
                group.ask(Op::Add(group.0.id(), -1), at).await.map_err(Failure::from)
            };
            Ok(self.0.sim().spawn_at(name, job.boxed_local(), at).await)
        }
    }

    /// Waits until the counter is zero.
    ///
    /// # Errors
    /// If somebody adds for a new round before this wait has returned: Go panics.
    #[track_caller]
    pub fn wait(&self) -> impl Future<Output = Result<(), Fault>> + '_ {
        self.ask(Op::Wait(self.0.id()), Location::caller())
    }

    fn ask(&self, op: Op, at: &'static Location<'static>) -> impl Future<Output = Result<(), Fault>> + '_ {
        let pending = Pending::new(self.0.sim(), op, at);
        async move { pending.await.map(|_| ()) }
    }
}

/// A panic as it is after `wg.Go` has seen to it that Done is not called. A fatal error is not seen by anybody.
fn repanicked(failure: Failure) -> Failure {
    let text = match failure {
        Failure::Fault(fault) if fault.is_fatal() => return failure,
        Failure::Fault(fault) => fault.message().into(),
        Failure::Text(text) => text,
    };
    Failure::Text(format!("{text} [recovered, repanicked]").into())
}
