//! Mutual exclusion that lets any number read.

use super::port::Text;
use super::request::Pending;
use super::sim::{Owned, Sim};
use crate::rules::{Fault, Kind, Op, Reply};
use std::cell::{Ref, RefCell, RefMut};
use std::future::Future;
use std::hash::Hash;
use std::ops::{Deref, DerefMut};
use std::panic::Location;
use std::rc::Rc;

/// Go's `sync.RWMutex`: any number may read, or one may write. A writer who waits keeps new readers out. A handle; clones
/// mean the same.
///
/// ```
/// use lockstep_core::sync::{RawRwMutex, Sim};
/// let rw = RawRwMutex::new(&Sim::live(0), "rw");
/// futures::executor::block_on(async {
///     rw.read_lock().await;
///     rw.read_lock().await;
///     assert!(!rw.try_lock().await);
///     rw.read_unlock().await.expect("two read");
///     rw.read_unlock().await.expect("one reads");
///     rw.lock().await;
///     rw.unlock().await.expect("it is locked");
/// });
/// ```
#[derive(Clone)]
pub struct RawRwMutex(Owned);

impl RawRwMutex {
    /// Makes an unlocked mutex.
    pub fn new(sim: &Sim, name: impl Into<Text>) -> Self {
        RawRwMutex(sim.make(Kind::RwMutex, name, || None))
    }

    /// Locks it for writing.
    #[track_caller]
    pub fn lock(&self) -> impl Future<Output = ()> + '_ {
        let pending = self.pending(Op::WriteLock(self.0.id()), Location::caller());
        async move {
            // Locking is refused by nobody.
            let _ = pending.await;
        }
    }

    /// Locks it for writing if that is possible without waiting, and says whether it did.
    #[track_caller]
    pub fn try_lock(&self) -> impl Future<Output = bool> + '_ {
        let pending = self.pending(Op::TryWriteLock(self.0.id()), Location::caller());
        async move { pending.await == Ok(Reply::Flag(true)) }
    }

    /// Gives it back after writing.
    ///
    /// # Errors
    /// If nobody writes; in a stepped world that is the end of the process, as in Go.
    #[track_caller]
    pub fn unlock(&self) -> impl Future<Output = Result<(), Fault>> + '_ {
        let pending = self.pending(Op::WriteUnlock(self.0.id()), Location::caller());
        async move { pending.await.map(|_| ()) }
    }

    /// Locks it for reading.
    #[track_caller]
    pub fn read_lock(&self) -> impl Future<Output = ()> + '_ {
        let pending = self.pending(Op::ReadLock(self.0.id()), Location::caller());
        async move {
            // Locking is refused by nobody.
            let _ = pending.await;
        }
    }

    /// Locks it for reading if that is possible without waiting, and says whether it did.
    #[track_caller]
    pub fn try_read_lock(&self) -> impl Future<Output = bool> + '_ {
        let pending = self.pending(Op::TryReadLock(self.0.id()), Location::caller());
        async move { pending.await == Ok(Reply::Flag(true)) }
    }

    /// Gives it back after reading.
    ///
    /// # Errors
    /// If nobody reads; in a stepped world that is the end of the process, as in Go.
    #[track_caller]
    pub fn read_unlock(&self) -> impl Future<Output = Result<(), Fault>> + '_ {
        let pending = self.pending(Op::ReadUnlock(self.0.id()), Location::caller());
        async move { pending.await.map(|_| ()) }
    }

    fn pending(&self, op: Op, at: &'static Location<'static>) -> Pending<'_> {
        Pending::new(self.0.sim(), op, at)
    }
}

/// A value that many may read or one may change. A handle; clones mean the same value.
///
/// ```
/// use lockstep_core::sync::{RwMutex, Sim};
/// let settings = RwMutex::new(&Sim::live(0), "settings", 1);
/// futures::executor::block_on(async {
///     {
///         let (one, another) = (settings.read().await, settings.read().await);
///         assert_eq!(*one + *another, 2);
///     }
///     *settings.write().await = 5;
///     let reading = settings.read().await;
///     assert_eq!(*reading, 5);
///     assert!(settings.try_write().await.is_none());
///     assert!(settings.try_read().await.is_some());
/// });
/// ```
pub struct RwMutex<T> {
    raw: Owned,
    value: Rc<RefCell<T>>,
}

impl<T> Clone for RwMutex<T> {
    fn clone(&self) -> Self {
        RwMutex { raw: self.raw.clone(), value: self.value.clone() }
    }
}

impl<T> RwMutex<T> {
    /// Makes an unlocked mutex around a value.
    pub fn new(sim: &Sim, name: impl Into<Text>, value: T) -> Self {
        let raw = sim.make(Kind::RwMutex, name, || None).guarding::<T>();
        RwMutex { raw, value: Rc::new(RefCell::new(value)) }
    }

    /// Waits until nobody writes or waits to write. The value is given back when the guard is dropped.
    #[track_caller]
    pub fn read(&self) -> impl Future<Output = ReadGuard<'_, T>> + '_ {
        let at = Location::caller();
        async move {
            let hold = self.hold(Op::ReadLock(self.raw.id()), Op::ReadUnlock(self.raw.id()), at).await;
            ReadGuard { value: self.value.borrow(), hold }
        }
    }

    /// Waits until nobody else has the value. It is given back when the guard is dropped.
    #[track_caller]
    pub fn write(&self) -> impl Future<Output = WriteGuard<'_, T>> + '_ {
        let at = Location::caller();
        async move {
            let hold = self.hold(Op::WriteLock(self.raw.id()), Op::WriteUnlock(self.raw.id()), at).await;
            WriteGuard { value: self.value.borrow_mut(), hold }
        }
    }

    /// Reads if nobody writes or waits to write.
    #[track_caller]
    pub fn try_read(&self) -> impl Future<Output = Option<ReadGuard<'_, T>>> + '_ {
        let at = Location::caller();
        async move {
            let (lock, unlock) = (Op::TryReadLock(self.raw.id()), Op::ReadUnlock(self.raw.id()));
            let hold = self.try_hold(lock, unlock, at).await?;
            Some(ReadGuard { value: self.value.borrow(), hold })
        }
    }

    /// Takes the value if nobody has it.
    #[track_caller]
    pub fn try_write(&self) -> impl Future<Output = Option<WriteGuard<'_, T>>> + '_ {
        let at = Location::caller();
        async move {
            let (lock, unlock) = (Op::TryWriteLock(self.raw.id()), Op::WriteUnlock(self.raw.id()));
            let hold = self.try_hold(lock, unlock, at).await?;
            Some(WriteGuard { value: self.value.borrow_mut(), hold })
        }
    }

    async fn try_hold(&self, lock: Op, unlock: Op, at: &'static Location<'static>) -> Option<Hold<'_>> {
        let answer = Pending::new(self.raw.sim(), lock, at).await;
        let sim = self.raw.sim();
        (answer == Ok(Reply::Flag(true))).then(|| Hold { sim, unlock: Some(unlock), at })
    }

    async fn hold(&self, lock: Op, unlock: Op, at: &'static Location<'static>) -> Hold<'_> {
        // Locking is refused by nobody.
        let _ = Pending::new(self.raw.sim(), lock, at).await;
        Hold { sim: self.raw.sim(), unlock: Some(unlock), at }
    }
}

/// A lock that is held.
struct Hold<'a> {
    sim: &'a Sim,
    /// What gives it back; `None` once it has.
    unlock: Option<Op>,
    at: &'static Location<'static>,
}

impl<'a> Hold<'a> {
    fn release(mut self, at: &'static Location<'static>) -> impl Future<Output = ()> + 'a {
        let pending = self.unlock.take().map(|unlock| Pending::insisting(self.sim, unlock, at));
        async move {
            if let Some(pending) = pending {
                // Whoever holds it may give it back.
                let _ = pending.await;
            }
        }
    }
}

impl Drop for Hold<'_> {
    fn drop(&mut self) {
        if let Some(unlock) = self.unlock.take() {
            self.sim.detached(unlock, self.at);
        }
    }
}

/// The right to read an [`RwMutex`]'s value.
#[must_use = "the value is given back when the guard is dropped"]
pub struct ReadGuard<'a, T> {
    // Dropped first: the borrow ends before the lock does.
    value: Ref<'a, T>,
    hold: Hold<'a>,
}

impl<'a, T> ReadGuard<'a, T> {
    /// Gives the value back, as a step of its own that one can wait for. It is given back even if one does not.
    #[track_caller]
    pub fn unlock(self) -> impl Future<Output = ()> + 'a {
        drop(self.value);
        self.hold.release(Location::caller())
    }
}

impl<T> Deref for ReadGuard<'_, T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.value
    }
}

/// The right to use and change an [`RwMutex`]'s value.
#[must_use = "the value is given back when the guard is dropped"]
pub struct WriteGuard<'a, T> {
    // Dropped first: the borrow ends before the lock does.
    value: RefMut<'a, T>,
    hold: Hold<'a>,
}

impl<'a, T> WriteGuard<'a, T> {
    /// Declares the value as it is given back, as [`Guard::at`](super::Guard::at) does.
    pub fn at<K: Hash + ?Sized>(&self, key: &K) {
        if let Some(Op::WriteUnlock(object)) = self.hold.unlock {
            self.hold.sim.declare(Some(object), key);
        }
    }

    /// Gives the value back, as a step of its own that one can wait for. It is given back even if one does not.
    #[track_caller]
    pub fn unlock(self) -> impl Future<Output = ()> + 'a {
        drop(self.value);
        self.hold.release(Location::caller())
    }
}

impl<T> Deref for WriteGuard<'_, T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> DerefMut for WriteGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.value
    }
}
