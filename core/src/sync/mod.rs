//! Go's coordination primitives as async Rust, without tokio, without threads and without a clock of their own.
//!
//! Every object belongs to a [`Sim`], and there are two kinds of it:
//!
//! 1. **Live** ([`Sim::live`]): a request is applied at once. Nothing is allocated when nobody waits, and whoever must
//!    wait leaves its waker, so any single-threaded executor will do: `futures::executor::LocalPool`,
//!    `wasm_bindgen_futures::spawn_local`, your own.
//! 2. **Stepped** ([`world::Tasks`](crate::world::Tasks)): a request travels to a world and is served when that world is
//!    told to. The same program can then be stepped, replayed and explored.
//!
//! The rules are those of [`rules`](crate::rules) in both, which are Go's: an unbuffered send completes only when a
//! receive has accepted its value, a pending writer keeps new readers out, a woken mutex waiter competes with newcomers.
//!
//! Every future may be dropped at any time. A request that still waits is withdrawn; a lock that was granted to a future
//! that is dropped before it is polled is passed on; a value that was granted to such a receive goes back to the head of
//! its channel. None is lost and none is delivered twice. Handles are for one thread (`!Send`).
//!
//! ```
//! use futures::executor::block_on;
//! use lockstep_core::sync::{Channel, Sim};
//!
//! let sim = Sim::live(1);
//! let numbers = Channel::new(&sim, "numbers", 0);
//! let producer = async {
//!     for n in 1..=3 {
//!         numbers.send(n).await.expect("nobody closes it but us");
//!     }
//!     numbers.close().await.expect("it is closed once");
//! };
//! let consumer = async {
//!     let mut sum = 0;
//!     while let Some(n) = numbers.recv().await {
//!         sum += n;
//!     }
//!     sum
//! };
//! let (_, sum) = block_on(async { futures::join!(producer, consumer) });
//! assert_eq!(sum, 6);
//! ```

mod channel;
mod failure;
mod live;
pub(crate) mod mix;
mod mutex;
pub(crate) mod port;
mod request;
mod rwmutex;
mod select;
mod sim;
mod variable;
mod waitgroup;

pub use channel::{Channel, CloseOnDrop, SendError, TrySendError};
pub use failure::{Failure, Finish};
pub use live::{Clock, Host, Printer};
pub use mutex::{Guard, Mutex, RawMutex};
pub use port::{Site, Text};
pub use rwmutex::{RawRwMutex, ReadGuard, RwMutex, WriteGuard};
pub use select::Select;
pub use sim::{Sim, Worker};
pub use variable::{Atomic, Variable};
pub use waitgroup::WaitGroup;

pub use crate::rules::Fault;
pub use crate::rules::mutex::WakeRule;
