//! Waiting until a number of things are done.

use super::port::Text;
use super::request::Pending;
use super::sim::{Owned, Sim};
use crate::rules::{Fault, Kind, Op};
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
