//! Mutual exclusion.

use super::port::Text;
use super::request::Pending;
use super::sim::{Owned, Sim};
use crate::rules::mutex::WakeRule;
use crate::rules::{Fault, Kind, Op, Reply};
use std::cell::{RefCell, RefMut};
use std::future::Future;
use std::hash::Hash;
use std::ops::{Deref, DerefMut};
use std::panic::Location;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, ready};

/// Go's `sync.Mutex`: it guards nothing by itself, belongs to nobody, and anyone may unlock it. A handle; clones mean
/// the same mutex.
///
/// ```
/// use lockstep_core::sync::{Fault, RawMutex, Sim, WakeRule};
/// let mu = RawMutex::new(&Sim::live(0), "mu", WakeRule::Go);
/// futures::executor::block_on(async {
///     mu.lock().await;
///     assert!(!mu.try_lock().await);
///     mu.unlock().await.expect("it is locked");
///     assert_eq!(mu.unlock().await, Err(Fault::UnlockOfUnlockedMutex));
/// });
/// ```
#[derive(Clone)]
pub struct RawMutex(Owned);

impl RawMutex {
    /// Makes an unlocked mutex that wakes its waiters by this rule.
    pub fn new(sim: &Sim, name: impl Into<Text>, rule: WakeRule) -> Self {
        RawMutex(sim.make(Kind::Mutex(rule), name, || None))
    }

    /// Locks it, waiting as long as it takes.
    #[track_caller]
    pub fn lock(&self) -> impl Future<Output = ()> + '_ {
        let pending = self.pending(Op::Lock(self.0.id()), Location::caller());
        async move {
            // Locking is refused by nobody.
            let _ = pending.await;
        }
    }

    /// Locks it if that is possible without waiting, and says whether it did.
    #[track_caller]
    pub fn try_lock(&self) -> impl Future<Output = bool> + '_ {
        let pending = self.pending(Op::TryLock(self.0.id()), Location::caller());
        async move { pending.await == Ok(Reply::Flag(true)) }
    }

    /// Unlocks it.
    ///
    /// # Errors
    /// If it is not locked; in a stepped world that is the end of the process, as in Go.
    #[track_caller]
    pub fn unlock(&self) -> impl Future<Output = Result<(), Fault>> + '_ {
        let pending = self.pending(Op::Unlock(self.0.id()), Location::caller());
        async move { pending.await.map(|_| ()) }
    }

    #[inline]
    fn pending(&self, op: Op, at: &'static Location<'static>) -> Pending<'_> {
        Pending::new(self.0.sim(), op, at)
    }
}

/// A value that one worker at a time may use. A handle; clones mean the same value.
///
/// ```
/// use lockstep_core::sync::{Mutex, Sim, WakeRule};
/// let names = Mutex::new(&Sim::live(0), "names", WakeRule::Fifo, Vec::new());
/// futures::executor::block_on(async {
///     names.lock().await.push("Ada");
///     let guard = names.lock().await;
///     assert_eq!(*guard, ["Ada"]);
/// });
/// ```
pub struct Mutex<T> {
    raw: Owned,
    value: Rc<RefCell<T>>,
}

impl<T> Clone for Mutex<T> {
    fn clone(&self) -> Self {
        Mutex { raw: self.raw.clone(), value: self.value.clone() }
    }
}

impl<T> Mutex<T> {
    /// Makes an unlocked mutex around a value; it wakes its waiters by this rule.
    pub fn new(sim: &Sim, name: impl Into<Text>, rule: WakeRule, value: T) -> Self {
        let raw = sim.make(Kind::Mutex(rule), name, || None).guarding::<T>();
        Mutex { raw, value: Rc::new(RefCell::new(value)) }
    }

    /// Waits until nobody else has the value. It is given back when the guard is dropped.
    #[track_caller]
    #[inline]
    pub fn lock(&self) -> Lock<'_, T> {
        let at = Location::caller();
        Lock { mutex: self, at, pending: None }
    }

    /// Takes the value if nobody has it.
    #[track_caller]
    pub fn try_lock(&self) -> impl Future<Output = Option<Guard<'_, T>>> + '_ {
        let at = Location::caller();
        async move {
            let answer = Pending::new(self.raw.sim(), Op::TryLock(self.raw.id()), at).await;
            (answer == Ok(Reply::Flag(true))).then(|| self.guard(at))
        }
    }

    #[inline]
    fn guard(&self, at: &'static Location<'static>) -> Guard<'_, T> {
        Guard { mutex: self, at, value: Some(self.value.borrow_mut()) }
    }
}

/// A lock being waited for; see [`Mutex::lock`].
#[must_use = "a lock is taken when the future is polled"]
pub struct Lock<'a, T> {
    mutex: &'a Mutex<T>,
    at: &'static Location<'static>,
    /// `None` until it was found to be more than taking a free mutex.
    pending: Option<Pending<'a>>,
}

impl<'a, T> Future for Lock<'a, T> {
    type Output = Guard<'a, T>;

    #[inline]
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Guard<'a, T>> {
        let (mutex, at) = (self.mutex, self.at);
        if self.pending.is_none() && mutex.raw.lock_if_free() {
            return Poll::Ready(mutex.guard(at));
        }
        let ask = || Pending::new(mutex.raw.sim(), Op::Lock(mutex.raw.id()), at);
        // Locking is refused by nobody.
        let _ = ready!(Pin::new(self.pending.get_or_insert_with(ask)).poll(context));
        Poll::Ready(mutex.guard(at))
    }
}

/// The right to use a [`Mutex`]'s value.
#[must_use = "the value is given back when the guard is dropped"]
pub struct Guard<'a, T> {
    mutex: &'a Mutex<T>,
    at: &'static Location<'static>,
    /// `None` once it has been given back.
    value: Option<RefMut<'a, T>>,
}

impl<T> Guard<'_, T> {
    /// Declares the value as it is given back, for [`Sim::at`]: wherever the key is equal, the value is the same to whoever takes it
    /// next. Without it the value counts as another one after each turn of a worker. Not a step; nothing in a live Sim.
    pub fn at<K: Hash + ?Sized>(&self, key: &K) {
        self.mutex.raw.sim().declare(Some(self.mutex.raw.id()), key);
    }

    /// Gives the value back, as a step of its own that one can wait for. It is given back even if one does not.
    #[track_caller]
    pub fn unlock(mut self) -> impl Future<Output = ()> {
        self.value = None;
        let raw = &self.mutex.raw;
        let pending = Pending::insisting(raw.sim(), Op::Unlock(raw.id()), Location::caller());
        async move {
            // The guard proves that it is locked.
            let _ = pending.await;
        }
    }
}

impl<T> Deref for Guard<'_, T> {
    type Target = T;
    fn deref(&self) -> &T {
        self.value.as_ref().expect("a guard has the value until it is dropped")
    }
}

impl<T> DerefMut for Guard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        self.value.as_mut().expect("a guard has the value until it is dropped")
    }
}

impl<T> Drop for Guard<'_, T> {
    #[inline]
    fn drop(&mut self) {
        if self.value.take().is_some() && !self.mutex.raw.unlock_if_alone() {
            self.mutex.raw.sim().detached(Op::Unlock(self.mutex.raw.id()), self.at);
        }
    }
}
