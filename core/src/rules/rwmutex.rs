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
    /// How many readers an unlock let in who were not waiting; only misuse makes it more than zero.
    passes: i64,
    /// The announced writer, while it waits.
    writer: List,
}

/// Set on the node of a writer that has announced itself.
const ANNOUNCED: u16 = 1 << 15;
/// Set on the node of a writer that was handed the inner mutex and has not announced itself yet.
const HANDED: u16 = 1 << 14;

impl State {
    /// Its numbers and who waits, but for the writers.
    pub(super) fn parts(&self) -> ([i64; 4], [List; 2]) {
        let numbers = [i64::from(self.announced), self.reader_count, self.reader_wait, self.passes];
        (numbers, [self.readers, self.writer])
    }

    /// An unlocked mutex.
    #[inline(never)]
    pub fn new(waiters: &mut Waiters) -> Self {
        State {
            writers: mutex::State::new(WakeRule::Go, waiters),
            announced: false,
            reader_count: 0,
            reader_wait: 0,
            readers: waiters.list(),
            passes: 0,
            writer: waiters.list(),
        }
    }

    /// Frees what the mutex has of the storage.
    #[inline(never)]
    pub fn free(self, waiters: &mut Waiters) {
        self.writers.free(waiters);
        waiters.free_list(self.readers);
        waiters.free_list(self.writer);
    }

    /// A copy of it: in the same state, and nobody waits for it.
    pub(super) fn copy(&self, waiters: &mut Waiters) -> Self {
        State {
            writers: self.writers.copy(waiters),
            readers: waiters.list(),
            writer: waiters.list(),
            ..*self
        }
    }

    /// The mutex for which writers compete.
    pub(super) fn writers(&self) -> &mutex::State {
        &self.writers
    }

    /// Whether a woken writer that asks at this instant loses, and whether it then is starving for certain.
    #[inline(never)]
    pub(super) fn loses(&self, waiters: &Waiters, link: Link, now: u64) -> Option<bool> {
        if waiters[link].flags & HANDED != 0 { None } else { self.writers.loses(waiters, link, now) }
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

    /// Lets the waiting readers in and passes the inner mutex on. Answers how many readers are counted who did not wait.
    fn let_others_in(&mut self, waiters: &mut Waiters, now: u64, notices: &mut Vec<Notice>) -> i64 {
        self.announced = false;
        let mut others = self.reader_count;
        while others > 0
            && let Some(reader) = waiters.front(self.readers)
        {
            grant(waiters, reader, notices);
            others -= 1;
        }
        let released = self.writers.release(waiters, Arm::ONLY, now);
        tell(released, waiters, notices);
        others
    }

    fn wait_for_readers(&self, waiters: &mut Waiters, link: Link) {
        waiters[link].flags |= ANNOUNCED;
        waiters.link_back(self.writer, link);
    }
}

/// Tells the writer that an unlock of the inner mutex has woken, or handed it to. Either way it has a step to go: readers
/// may come in before it announces itself.
fn tell(released: Option<Released>, waiters: &mut Waiters, notices: &mut Vec<Notice>) {
    let link = match released {
        None => return,
        Some(Released::Woke(link)) => link,
        Some(Released::Handed(link)) => {
            waiters[link].flags |= HANDED;
            link
        }
    };
    notices.push(Notice { ticket: waiters[link].ticket, what: Ended::Woken });
}

fn grant(waiters: &mut Waiters, link: Link, notices: &mut Vec<Notice>) {
    let ticket = waiters[link].ticket;
    waiters.free(link);
    notices.push(Notice { ticket, what: Ended::Granted(Reply::Unit) });
}

/// `rw.Lock()`
#[inline(never)]
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

/// A woken writer asks for the inner mutex again, or goes on with it if it was handed it.
#[inline(never)]
pub fn retry(state: &mut State, waiters: &mut Waiters, link: Link, arm: Arm) -> Outcome {
    let handed = waiters[link].flags & HANDED != 0;
    if !handed && !state.writers.ask_again(waiters, link, arm) {
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
#[inline(never)]
pub fn write_unlock(
    state: &mut State,
    waiters: &mut Waiters,
    now: u64,
    notices: &mut Vec<Notice>,
) -> Outcome {
    if !state.announced {
        return Outcome::Fault(Fault::UnlockOfUnlockedRwMutex);
    }
    state.passes += state.let_others_in(waiters, now, notices);
    Outcome::Done(Reply::Unit)
}

/// `rw.RLock()`
#[inline(never)]
pub fn read_lock(state: &mut State, waiters: &mut Waiters, ticket: Ticket) -> Outcome {
    state.reader_count += 1;
    if state.announced {
        if state.passes > 0 {
            state.passes -= 1;
            return Outcome::Done(Reply::Unit);
        }
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
#[inline(never)]
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
#[inline(never)]
pub fn withdraw_read(state: &mut State, waiters: &mut Waiters, link: Link) {
    // Misuse can leave a reader behind whom nobody counts any more.
    if state.announced && state.reader_count > state.reader_wait.max(0) {
        state.reader_count -= 1;
    }
    waiters.free(link);
}

/// Ends a writer's wait without serving it; those whom it kept out come in.
#[inline(never)]
pub fn withdraw_write(
    state: &mut State,
    waiters: &mut Waiters,
    link: Link,
    now: u64,
    notices: &mut Vec<Notice>,
) {
    let flags = waiters[link].flags;
    if flags & (ANNOUNCED | HANDED) == 0 {
        let released = state.writers.forget(waiters, link);
        tell(released, waiters, notices);
        return;
    }
    waiters.free(link);
    if flags & ANNOUNCED == 0 {
        let released = state.writers.release(waiters, Arm::ONLY, now);
        tell(released, waiters, notices);
    } else if state.announced {
        state.reader_wait = 0;
        state.let_others_in(waiters, now, notices);
    }
}

/// Whether a waiting writer has announced itself, and so waits for readers rather than for another writer.
pub fn has_announced(waiters: &Waiters, link: Link) -> bool {
    waiters[link].flags & ANNOUNCED != 0
}
