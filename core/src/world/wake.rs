//! Who is to be polled, in the order in which they were woken.

use super::event::WorkerId;
use futures::task::{ArcWake, waker as make_waker};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::Waker;

/// The queue. A lock only because wakers may be sent to other threads; nobody does.
#[derive(Default)]
pub(super) struct Wakes(Mutex<VecDeque<WorkerId>>);

impl Wakes {
    pub(super) fn push(&self, worker: WorkerId) {
        let mut queue = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if queue.back() != Some(&worker) {
            queue.push_back(worker);
        }
    }

    pub(super) fn pop(&self) -> Option<WorkerId> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).pop_front()
    }
}

struct Wake {
    worker: WorkerId,
    wakes: Arc<Wakes>,
}

impl ArcWake for Wake {
    fn wake_by_ref(wake: &Arc<Self>) {
        wake.wakes.push(wake.worker);
    }
}

/// What wakes this worker.
pub(super) fn waker(worker: WorkerId, wakes: &Arc<Wakes>) -> Waker {
    make_waker(Arc::new(Wake { worker, wakes: wakes.clone() }))
}
