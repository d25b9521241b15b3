//! Mutual exclusion that lets any number read.
//!
//! Follows Go's `sync/rwmutex.go`, number for number: writers first compete for an inner mutex; its owner then announces
//! itself, which keeps new readers out, and waits for those who read already. An unlock lets every waiting reader in
//! before it gives the inner mutex up to the next writer.

use super::mutex::{self, Released, WakeRule};
use super::waiters::{Link, List, Ticket, Waiters};
use super::{Arm, Ended, Fault, Notice, Outcome, Reply};

/// A read-write mutex.
#[derive(Clone, Copy, Debug)]
pub struct State {
    writers: mutex::State,
    /// A writer has announced itself: it writes, or waits for the readers to leave.
    announced: bool,
    /// Those who read, and those who wait to.
    reader_count: i64,
    /// How many readers the announced writer still waits for.
    reader_wait: i64,
    readers: List,
    /// The announced writer, while it waits.
    writer: List,
}

/// Set on the node of a writer that has announced itself.
const ANNOUNCED: u16 = 1 << 15;

impl State {
    /// An unlocked mutex.
    pub fn new(waiters: &mut Waiters) -> Self {
        State {
            writers: mutex::State::new(WakeRule::Go, waiters),
            announced: false,
            reader_count: 0,
            reader_wait: 0,
            readers: waiters.list(),
            writer: waiters.list(),
        }
    }

    /// Frees what the mutex has of the storage.
    pub fn free(self, waiters: &mut Waiters) {
        self.writers.free(waiters);
        waiters.free_list(self.readers);
        waiters.free_list(self.writer);
    }

    /// The mutex for which writers compete.
    pub(super) fn writers(&self) -> &mutex::State {
        &self.writers
    }

    /// Announces the writer that has the inner mutex: whether it may write at once.
    fn announce(&mut self) -> bool {
        self.announced = true;
        if self.reader_count == 0 {
            return true;
        }
        self.reader_wait += self.reader_count;
        self.reader_wait == 0
    }

    /// Lets the waiting readers in and passes the inner mutex on.
    fn let_others_in(&mut self, waiters: &mut Waiters, now: u64, notices: &mut Vec<Notice>) {
        self.announced = false;
        for _ in 0..self.reader_count {
            let Some(reader) = waiters.front(self.readers) else { break };
            grant(waiters, reader, notices);
        }
        let released = self.writers.release(waiters, Arm::ONLY, now);
        self.pass_on(released, waiters, notices);
    }

    /// Goes on with the writer that an unlock of the inner mutex has woken, or handed it to.
    fn pass_on(&mut self, released: Option<Released>, waiters: &mut Waiters, notices: &mut Vec<Notice>) {
        match released {
            None => {}
            Some(Released::Woke(link)) => {
                notices.push(Notice { ticket: waiters[link].ticket, what: Ended::Woken });
            }
            Some(Released::Handed(link)) => {
                if self.announce() {
                    grant(waiters, link, notices);
                } else {
                    self.wait_for_readers(waiters, link);
                }
            }
        }
    }

    fn wait_for_readers(&self, waiters: &mut Waiters, link: Link) {
        waiters[link].flags |= ANNOUNCED;
        waiters.link_back(self.writer, link);
    }
}

fn grant(waiters: &mut Waiters, link: Link, notices: &mut Vec<Notice>) {
    let ticket = waiters[link].ticket;
    waiters.free(link);
    notices.push(Notice { ticket, what: Ended::Granted(Reply::Unit) });
}

/// `rw.Lock()`
pub fn write_lock(state: &mut State, waiters: &mut Waiters, ticket: Ticket, now: u64) -> Outcome {
    if !state.writers.take() {
        return Outcome::Park(state.writers.enqueue(waiters, ticket, now));
    }
    if state.announce() {
        return Outcome::Done(Reply::Unit);
    }
    let link = waiters.node(ticket, 0, 0);
    state.wait_for_readers(waiters, link);
    Outcome::Park(link)
}

/// A woken writer asks for the inner mutex again.
pub fn retry(state: &mut State, waiters: &mut Waiters, link: Link, arm: Arm) -> Outcome {
    if !state.writers.ask_again(waiters, link, arm) {
        return Outcome::Park(link);
    }
    if state.announce() {
        waiters.free(link);
        return Outcome::Done(Reply::Unit);
    }
    state.wait_for_readers(waiters, link);
    Outcome::Park(link)
}

/// `rw.TryLock()`
pub fn try_write_lock(state: &mut State) -> Outcome {
    let free = state.reader_count == 0 && !state.announced && state.writers.take();
    state.announced |= free;
    Outcome::Done(Reply::Flag(free))
}

/// `rw.Unlock()`
pub fn write_unlock(
    state: &mut State,
    waiters: &mut Waiters,
    now: u64,
    notices: &mut Vec<Notice>,
) -> Outcome {
    if !state.announced {
        return Outcome::Fault(Fault::UnlockOfUnlockedRwMutex);
    }
    state.let_others_in(waiters, now, notices);
    Outcome::Done(Reply::Unit)
}

/// `rw.RLock()`
pub fn read_lock(state: &mut State, waiters: &mut Waiters, ticket: Ticket) -> Outcome {
    state.reader_count += 1;
    if state.announced {
        return Outcome::Park(waiters.push_back(state.readers, ticket, 0, 0));
    }
    Outcome::Done(Reply::Unit)
}

/// `rw.TryRLock()`
pub fn try_read_lock(state: &mut State) -> Outcome {
    if !state.announced {
        state.reader_count += 1;
    }
    Outcome::Done(Reply::Flag(!state.announced))
}

/// `rw.RUnlock()`
pub fn read_unlock(state: &mut State, waiters: &mut Waiters, notices: &mut Vec<Notice>) -> Outcome {
    if state.reader_count == 0 {
        return Outcome::Fault(Fault::ReadUnlockOfUnlockedRwMutex);
    }
    state.reader_count -= 1;
    if state.announced {
        state.reader_wait -= 1;
        if state.reader_wait == 0
            && let Some(writer) = waiters.front(state.writer)
        {
            grant(waiters, writer, notices);
        }
    }
    Outcome::Done(Reply::Unit)
}

/// Ends a reader's wait without serving it.
pub fn withdraw_read(state: &mut State, waiters: &mut Waiters, link: Link) {
    state.reader_count -= 1;
    waiters.free(link);
}

/// Ends a writer's wait without serving it; those whom it kept out come in.
pub fn withdraw_write(
    state: &mut State,
    waiters: &mut Waiters,
    link: Link,
    now: u64,
    notices: &mut Vec<Notice>,
) {
    if waiters[link].flags & ANNOUNCED == 0 {
        let released = state.writers.forget(waiters, link);
        state.pass_on(released, waiters, notices);
        return;
    }
    waiters.free(link);
    state.reader_wait = 0;
    state.let_others_in(waiters, now, notices);
}

/// Whether a waiting writer has announced itself, and so waits for readers rather than for another writer.
pub fn has_announced(waiters: &Waiters, link: Link) -> bool {
    waiters[link].flags & ANNOUNCED != 0
}
