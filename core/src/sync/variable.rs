//! Variables that more than one worker can reach.

use super::port::Text;
use super::request::Pending;
use super::sim::{Owned, Sim};
use crate::rules::{Kind, Op, Reply, Word};
use slab::Slab;
use std::cell::RefCell;
use std::fmt;
use std::future::Future;
use std::panic::Location;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, ready};

/// A plain variable, each of whose reads and writes is a step: `n++` is a read and a write, and what comes between them
/// is lost. A handle; clones mean the same variable.
///
/// ```
/// use lockstep_core::sync::{Sim, Variable};
/// let n = Variable::new(&Sim::live(0), "n", 1);
/// futures::executor::block_on(async {
///     let old = n.load().await;
///     n.store(old + 1).await;
///     assert_eq!(n.load().await, 2);
/// });
/// ```
pub struct Variable<T> {
    object: Owned,
    values: Rc<RefCell<Slab<T>>>,
}

impl<T> Clone for Variable<T> {
    fn clone(&self) -> Self {
        Variable { object: self.object.clone(), values: self.values.clone() }
    }
}

impl<T: Clone + fmt::Debug + 'static> Variable<T> {
    /// Makes a variable with its first value.
    pub fn new(sim: &Sim, name: impl Into<Text>, value: T) -> Self {
        let text = sim.show(&value);
        let mut values = Slab::new();
        let word = values.insert(value) as Word;
        Variable {
            object: sim.make(Kind::Variable(word), name, || text),
            values: Rc::new(RefCell::new(values)),
        }
    }

    /// Reads it.
    #[track_caller]
    pub fn load(&self) -> impl Future<Output = T> + '_ {
        let pending = Pending::new(self.object.sim(), Op::Load(self.object.id()), Location::caller());
        async move {
            let Ok(Reply::Word(word)) = pending.await else { unreachable!("a load answers a word") };
            self.values.borrow()[word as usize].clone()
        }
    }

    /// Writes it.
    #[track_caller]
    pub fn store(&self, value: T) -> impl Future<Output = ()> + '_ {
        let at = Location::caller();
        async move {
            let sim = self.object.sim();
            let text = sim.show(&value);
            let word = self.values.borrow_mut().insert(value) as Word;
            let pending = Pending::showing(sim, Op::Store(self.object.id(), word), at, text);
            Storing { pending, spare: Spare { variable: self, word } }.await
        }
    }
}

/// A write. Dropped before it is served it takes its value back, dropped after that the one that it replaced.
struct Storing<'a, T> {
    // Dropped first: the request goes before the value that it offers.
    pending: Pending<'a>,
    spare: Spare<'a, T>,
}

impl<T> Future for Storing<'_, T> {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        if let Ok(Reply::Word(old)) = ready!(Pin::new(&mut self.pending).poll(context)) {
            self.spare.word = old;
        }
        Poll::Ready(())
    }
}

impl<T> Drop for Storing<'_, T> {
    fn drop(&mut self) {
        if let Some(Reply::Word(old)) = self.pending.unseen() {
            self.spare.word = old;
        }
    }
}

/// A word of a variable's values that is freed with this.
struct Spare<'a, T> {
    variable: &'a Variable<T>,
    word: Word,
}

impl<T> Drop for Spare<'_, T> {
    fn drop(&mut self) {
        self.variable.values.borrow_mut().try_remove(self.word as usize);
    }
}

/// A number whose every operation is one step: Go's `atomic.Int64`. A handle; clones mean the same number.
///
/// ```
/// use lockstep_core::sync::{Atomic, Sim};
/// let n = Atomic::new(&Sim::live(0), "n", 1);
/// futures::executor::block_on(async {
///     assert_eq!(n.add(4).await, 5);
///     assert_eq!(n.swap(7).await, 5);
///     assert!(n.compare_and_swap(7, 8).await);
///     assert_eq!(n.load().await, 8);
/// });
/// ```
#[derive(Clone)]
pub struct Atomic(Owned);

impl Atomic {
    /// Makes a number with its first value.
    pub fn new(sim: &Sim, name: impl Into<Text>, value: i64) -> Self {
        Atomic(sim.make(Kind::Atomic(value), name, || None))
    }

    /// Reads it.
    #[track_caller]
    pub fn load(&self) -> impl Future<Output = i64> + '_ {
        self.number(Op::AtomicLoad(self.0.id()), Location::caller())
    }

    /// Writes it.
    #[track_caller]
    pub fn store(&self, value: i64) -> impl Future<Output = ()> + '_ {
        let pending = self.pending(Op::AtomicStore(self.0.id(), value), Location::caller());
        async move {
            // Writing is refused by nobody.
            let _ = pending.await;
        }
    }

    /// Adds to it, wrapping around, and answers the new value.
    #[track_caller]
    pub fn add(&self, delta: i64) -> impl Future<Output = i64> + '_ {
        self.number(Op::AtomicAdd(self.0.id(), delta), Location::caller())
    }

    /// Writes it and answers the old value.
    #[track_caller]
    pub fn swap(&self, value: i64) -> impl Future<Output = i64> + '_ {
        self.number(Op::AtomicSwap(self.0.id(), value), Location::caller())
    }

    /// Writes `new` if the value is `old`, and says whether it did.
    #[track_caller]
    pub fn compare_and_swap(&self, old: i64, new: i64) -> impl Future<Output = bool> + '_ {
        let pending = self.pending(Op::AtomicCompareAndSwap(self.0.id(), old, new), Location::caller());
        async move { pending.await == Ok(Reply::Flag(true)) }
    }

    fn number(&self, op: Op, at: &'static Location<'static>) -> impl Future<Output = i64> + '_ {
        let pending = self.pending(op, at);
        async move {
            match pending.await {
                Ok(Reply::Number(number)) => number,
                _ => unreachable!("this operation answers a number"),
            }
        }
    }

    fn pending(&self, op: Op, at: &'static Location<'static>) -> Pending<'_> {
        Pending::new(self.0.sim(), op, at)
    }
}
