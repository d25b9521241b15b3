//! Locking and unlocking, alone and among eight who hold the lock while others run.

use crate::measure::{Peer, Table, peer, run};
use futures::FutureExt;
use lockstep_core::sync::{Mutex, Sim, WakeRule};
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};

const TASKS: u32 = 8;

/// Lets the other tasks run once.
struct GiveWay(bool);

impl Future for GiveWay {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        if std::mem::replace(&mut self.0, true) {
            return Poll::Ready(());
        }
        context.waker().wake_by_ref();
        Poll::Pending
    }
}

/// One contestant in both disciplines, given how its mutex is made.
macro_rules! contestant {
    ($name:literal, $make:expr) => {{
        let free = peer($name, |count| {
            let mutex = $make;
            let task = async move {
                for _ in 0..count {
                    *mutex.lock().await += 1;
                }
            };
            run([task.boxed_local()]);
        });
        let contended = peer($name, |count| {
            let mutex = Rc::new($make);
            run((0..TASKS).map(|_| {
                let mutex = mutex.clone();
                let task = async move {
                    for _ in 0..count / TASKS {
                        let mut guard = mutex.lock().await;
                        *guard += 1;
                        GiveWay(false).await;
                        drop(guard);
                    }
                };
                task.boxed_local()
            }));
        });
        (free, contended)
    }};
}

/// Measures both.
pub fn measure(table: &mut Table) {
    let (free, contended): (Vec<Peer>, Vec<Peer>) = [
        contestant!("lockstep", Mutex::new(&Sim::live(1), "mutex", WakeRule::Go, 0u64)),
        contestant!("futures", futures::lock::Mutex::new(0u64)),
        contestant!("async-lock", async_lock::Mutex::new(0u64)),
        contestant!("tokio", tokio::sync::Mutex::new(0u64)),
    ]
    .into_iter()
    .unzip();
    table.measure("lock + unlock, free", 1_000_000, &free);
    table.measure("lock + unlock, 8 tasks contend", 80_000, &contended);
}
