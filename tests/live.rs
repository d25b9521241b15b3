//! Live requests that are dropped at any moment, natively and in wasm: no value is lost or delivered twice, no lock stays
//! behind, nobody sleeps on what is free.
//!
//! The executor is this test: it polls operations in random order, whether they were woken or not, and drops some of
//! them before they are done, after they were granted, or with their guard in their hands.

use futures::future::LocalBoxFuture;
use futures::task::{LocalFutureObj, LocalSpawn, SpawnError, noop_waker};
use lockstep_core::schedule::rng::SplitMix64;
use lockstep_core::sync::{
    Channel, Clock, Failure, Fault, Guard, Host, Mutex, ReadGuard, RwMutex, Select, Sim, WaitGroup, WakeRule,
    WriteGuard,
};
use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};
use std::time::Duration;
use wasm_bindgen_test::wasm_bindgen_test;

/// What the operations share.
struct Shared {
    sim: Sim,
    mutexes: [Mutex<u32>; 3],
    rw: RwMutex<u32>,
    channels: [Channel<u32>; 3],
    group: WaitGroup,
}

impl Shared {
    fn new(seed: u64) -> Self {
        let sim = Sim::live(seed);
        let rules = [WakeRule::Go, WakeRule::Fifo, WakeRule::AnyWaiter];
        Shared {
            mutexes: rules.map(|rule| Mutex::new(&sim, "mutex", rule, 0)),
            rw: RwMutex::new(&sim, "rw", 0),
            channels: [0, 1, 3].map(|capacity| Channel::new(&sim, "channel", capacity)),
            group: WaitGroup::new(&sim, "group"),
            sim,
        }
    }
}

/// What an operation leaves in the executor's hands.
enum Got<'a> {
    Locked(Guard<'a, u32>),
    Reading(ReadGuard<'a, u32>),
    Writing(WriteGuard<'a, u32>),
    Value(Option<u32>),
    Sent(u32),
    Nothing,
}

type Operation<'a> = Pin<Box<dyn Future<Output = Got<'a>> + 'a>>;

/// One random operation, and the value that it would send.
fn operation<'a>(shared: &'a Shared, random: &mut SplitMix64, value: u32) -> (Operation<'a>, Option<u32>) {
    let channel = &shared.channels[random.below(3)];
    let other = &shared.channels[random.below(3)];
    match random.below(9) {
        0 | 1 => {
            let mutex = &shared.mutexes[random.below(3)];
            (Box::pin(async move { Got::Locked(mutex.lock().await) }), None)
        }
        2 => (Box::pin(async move { Got::Reading(shared.rw.read().await) }), None),
        3 => (Box::pin(async move { Got::Writing(shared.rw.write().await) }), None),
        4 | 5 => {
            let send = async move { channel.send(value).await.map_or(Got::Nothing, |()| Got::Sent(value)) };
            (Box::pin(send), Some(value))
        }
        6 | 7 => (Box::pin(async move { Got::Value(channel.recv().await) }), None),
        _ => {
            let select = async move {
                let select = Select::new(&shared.sim)
                    .recv(channel, Got::Value)
                    .send(other, value, || Got::Sent(value));
                select.await.expect("nobody closes")
            };
            (Box::pin(select), Some(value))
        }
    }
}

/// Where every value went.
#[derive(Default)]
struct Ledger {
    sent: BTreeSet<u32>,
    perhaps_sent: BTreeSet<u32>,
    received: BTreeSet<u32>,
    /// How often the read-write value was written.
    writes: u32,
}

impl Ledger {
    fn note(&mut self, got: &mut Got<'_>) {
        match got {
            Got::Locked(value) => **value += 1,
            Got::Writing(value) => {
                self.writes += 1;
                **value += 1;
            }
            Got::Reading(value) => assert_eq!(**value, self.writes, "a reader sees every write"),
            Got::Value(Some(value)) => assert!(self.received.insert(*value), "{value} arrives once"),
            Got::Sent(value) => {
                self.sent.insert(*value);
            }
            Got::Value(None) | Got::Nothing => {}
        }
    }
}

fn poll<T>(future: Pin<&mut (impl Future<Output = T> + ?Sized)>) -> Option<T> {
    match future.poll(&mut Context::from_waker(&noop_waker())) {
        Poll::Ready(output) => Some(output),
        Poll::Pending => None,
    }
}

fn now<T>(future: impl Future<Output = T>) -> T {
    poll(Box::pin(future).as_mut()).expect("nothing is in its way")
}

/// Polls and drops at random, and checks that nothing is left behind.
fn run(seed: u64) -> usize {
    let shared = Shared::new(seed);
    let mut random = SplitMix64::new(seed);
    let mut ledger = Ledger::default();
    let mut running: Vec<(Operation<'_>, Option<u32>)> = Vec::new();
    let mut held: Vec<Got<'_>> = Vec::new();
    for value in 0..400 {
        match random.below(8) {
            0..3 => running.push(operation(&shared, &mut random, value)),
            3 if !held.is_empty() => drop(held.swap_remove(random.below(held.len()))),
            4 if !running.is_empty() => {
                let (dropped, value) = running.swap_remove(random.below(running.len()));
                ledger.perhaps_sent.extend(value);
                drop(dropped);
            }
            _ if !running.is_empty() => {
                let at = random.below(running.len());
                if let Some(mut got) = poll(running[at].0.as_mut()) {
                    drop(running.swap_remove(at));
                    ledger.note(&mut got);
                    held.push(got);
                }
            }
            _ => {}
        }
        exclude(&held);
    }
    finish(&shared, &mut random, &mut ledger, running, held)
}

/// No mutex is held twice, and nobody reads what is written.
fn exclude(held: &[Got<'_>]) {
    let count = |wanted: fn(&Got<'_>) -> bool| held.iter().filter(|got| wanted(got)).count();
    let (readers, writers) =
        (count(|got| matches!(got, Got::Reading(_))), count(|got| matches!(got, Got::Writing(_))));
    assert!(writers == 0 || writers == 1 && readers == 0);
    assert!(count(|got| matches!(got, Got::Locked(_))) <= 3);
}

/// Lets go of everything and lets everyone who can finish do so; then all is free and every value is accounted for.
fn finish<'a>(
    shared: &'a Shared,
    random: &mut SplitMix64,
    ledger: &mut Ledger,
    mut running: Vec<(Operation<'a>, Option<u32>)>,
    mut held: Vec<Got<'a>>,
) -> usize {
    held.clear();
    let mut idle = 0;
    while idle < 3 && !running.is_empty() {
        let before = running.len();
        for at in (0..running.len()).rev() {
            if let Some(mut got) = poll(running[at].0.as_mut()) {
                drop(running.swap_remove(at));
                ledger.note(&mut got);
            }
        }
        idle = if running.len() == before { idle + 1 } else { 0 };
    }
    let waiting_for_nobody = running.len();
    while !running.is_empty() {
        let (dropped, value) = running.swap_remove(random.below(running.len()));
        ledger.perhaps_sent.extend(value);
        drop(dropped);
    }
    for mutex in &shared.mutexes {
        assert!(now(mutex.try_lock()).is_some(), "no lock is left behind");
    }
    drop(now(shared.rw.write()));
    for channel in &shared.channels {
        while let Some(Some(value)) = now(channel.try_recv()) {
            ledger.note(&mut Got::Value(Some(value)));
        }
    }
    assert!(ledger.sent.is_subset(&ledger.received), "what was sent arrives");
    let possible: BTreeSet<u32> = ledger.sent.union(&ledger.perhaps_sent).copied().collect();
    assert!(ledger.received.is_subset(&possible), "nothing arrives that was not sent");
    now(shared.group.wait()).expect("nothing is to be done");
    waiting_for_nobody
}

#[wasm_bindgen_test(unsupported = test)]
fn nothing_is_lost_and_nothing_stays_behind_when_futures_are_dropped() {
    let left: usize = (0..1_500).map(run).sum();
    // Senders without a receiver wait for ever, and are dropped: the runs reach that too.
    assert!(left > 0);
}

#[wasm_bindgen_test(unsupported = test)]
fn values_that_were_granted_unseen_come_back_in_order() {
    let sim = Sim::live(0);
    let channel = Channel::new(&sim, "channel", 0);
    let order = RefCell::new(Vec::new());
    let mut receivers: Vec<_> = (0..3).map(|_| Box::pin(channel.recv())).collect();
    for receiver in &mut receivers {
        assert_eq!(poll(receiver.as_mut()), None);
    }
    for value in 1..=3 {
        now(channel.send(value)).expect("open");
    }
    // Granted 1, 2 and 3, and dropped in another order.
    for at in [1, 1, 0] {
        drop(receivers.remove(at));
    }
    for _ in 0..3 {
        order.borrow_mut().push(now(channel.recv()));
    }
    assert_eq!(*order.borrow(), [Some(1), Some(2), Some(3)]);
}

#[wasm_bindgen_test(unsupported = test)]
fn a_lock_that_was_granted_unseen_is_passed_on() {
    let sim = Sim::live(0);
    for rule in [WakeRule::Go, WakeRule::Fifo, WakeRule::AnyWaiter] {
        let mutex = Mutex::new(&sim, "mutex", rule, ());
        let guard = now(mutex.lock());
        let (mut first, mut second) = (Box::pin(mutex.lock()), Box::pin(mutex.lock()));
        assert!(poll(first.as_mut()).is_none() && poll(second.as_mut()).is_none());
        drop(guard);
        let (got_it, waits) = match rule {
            WakeRule::AnyWaiter if poll(second.as_mut()).is_some() => continue,
            _ => (first, &mut second),
        };
        drop(got_it);
        assert!(poll(waits.as_mut()).is_some(), "{rule:?}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_guard_is_given_back_whatever_becomes_of_its_unlock() {
    let sim = Sim::live(0);
    let mutex = Mutex::new(&sim, "mutex", WakeRule::Go, 0);
    drop(now(mutex.lock()).unlock());
    now(now(mutex.lock()).unlock());
    assert!(now(mutex.try_lock()).is_some());
}

/// A clock that stands until it is set.
#[derive(Default)]
struct Hands(Cell<Duration>);

impl Clock for Hands {
    fn now(&self) -> Duration {
        self.0.get()
    }

    fn sleep(&self, _: Duration) -> LocalBoxFuture<'static, ()> {
        Box::pin(std::future::pending())
    }
}

/// How often a waiter loses against newcomers before the mutex is handed to it; `between` is done after each time.
fn losses(sim: &Sim, mut between: impl FnMut(u32)) -> u32 {
    let mutex = Mutex::new(sim, "mutex", WakeRule::Go, ());
    let mut guard = now(mutex.lock());
    let mut waiter = Box::pin(mutex.lock());
    for lost in 0.. {
        assert!(poll(waiter.as_mut()).is_none(), "a newcomer has it");
        between(lost);
        drop(guard);
        match now(mutex.try_lock()) {
            Some(newcomer) => guard = newcomer,
            None => {
                let handed = poll(waiter.as_mut()).expect("it was handed to the waiter");
                drop(handed);
                drop(now(mutex.try_lock()).expect("the last waiter has it, so nobody starves any more"));
                return lost;
            }
        }
    }
    unreachable!("a waiter that loses for ever would starve")
}

#[wasm_bindgen_test(unsupported = test)]
fn a_mutex_waiter_starves_after_a_millisecond_or_without_a_clock_after_some_losses() {
    assert_eq!(losses(&Sim::live(0), |_| ()), 5);
    let hands = Rc::new(Hands::default());
    let sim = Sim::live_on(Host { clock: Some(hands.clone()), ..Host::default() });
    // A millisecond is not yet more than one. The next time it loses it starves, and it loses once more.
    let time = |lost| hands.0.set(Duration::from_nanos(if lost < 50 { 1_000_000 } else { 1_000_001 }));
    hands.0.set(Duration::ZERO);
    assert_eq!(losses(&sim, time), 51);
}

#[wasm_bindgen_test(unsupported = test)]
fn a_live_select_takes_any_ready_case_and_never_one_that_is_not() {
    let sim = Sim::live(9);
    let channels = [0, 1, 2].map(|_| Channel::new(&sim, "channel", 1));
    let mut counts = [0; 3];
    for _ in 0..3_000 {
        for channel in &channels[..2] {
            let _ = now(channel.try_send(()));
        }
        let select = Select::new(&sim).recv(&channels[0], |_| 0).recv(&channels[1], |_| 1);
        let select = select.recv(&channels[2], |_| panic!("nothing is there")).send(&channels[2], (), || 2);
        counts[now(select.into_future()).expect("nobody closes")] += 1;
        let _ = now(channels[2].try_recv());
    }
    assert!(counts.iter().all(|count| (900..1_100).contains(count)), "{counts:?}");
}

/// Runs what is spawned when it is told to.
#[derive(Default)]
struct Later(RefCell<Vec<LocalFutureObj<'static, ()>>>);

impl Later {
    fn run(&self) {
        let mut jobs = self.0.take();
        jobs.retain_mut(|job| poll(Pin::new(job)).is_none());
        self.0.borrow_mut().extend(jobs);
    }
}

impl LocalSpawn for Later {
    fn spawn_local_obj(&self, job: LocalFutureObj<'static, ()>) -> Result<(), SpawnError> {
        self.0.borrow_mut().push(job);
        Ok(())
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn live_workers_are_counted_and_joined_and_one_that_fails_is_not_done() {
    let later = Rc::new(Later::default());
    let lines = Rc::new(RefCell::new(Vec::new()));
    let sim = Sim::live_on(Host {
        spawner: Some(later.clone()),
        print: Some(Rc::new({
            let lines = lines.clone();
            move |line: &str| lines.borrow_mut().push(line.to_string())
        })),
        ..Host::default()
    });
    let wg = WaitGroup::new(&sim, "wg");
    let of_worker = sim.clone();
    let prints = now(wg.go("prints", async move { of_worker.print("hello").await })).expect("a first Add");
    let mut waits = Box::pin(wg.wait());
    assert_eq!(poll(waits.as_mut()), None);
    later.run();
    assert_eq!(poll(waits.as_mut()), Some(Ok(())));
    assert_eq!((now(prints.join()), lines.take()), (Ok(()), vec!["hello".to_string()]));

    let fails = now(wg.go("fails", async { Err(Fault::CloseOfClosedChannel) })).expect("a first Add");
    later.run();
    let marked = "close of closed channel [recovered, repanicked]";
    assert_eq!(now(fails.join()), Err(Failure::Text(marked.into())));
    assert_eq!(poll(Box::pin(wg.wait()).as_mut()), None, "its Done was not called");
}

#[wasm_bindgen_test(unsupported = test)]
fn trying_takes_what_is_free_and_nothing_else() {
    let value = RwMutex::new(&Sim::live(0), "value", 1);
    let (one, two) = (now(value.try_read()).expect("free"), now(value.try_read()).expect("read"));
    assert!(now(value.try_write()).is_none());
    drop((one, two));
    let writes = now(value.try_write()).expect("free");
    assert!(now(value.try_read()).is_none() && now(value.try_write()).is_none());
    let mut waits = Box::pin(value.read());
    assert!(poll(waits.as_mut()).is_none());
    drop(writes);
    assert_eq!(poll(waits.as_mut()).map(|guard| *guard), Some(1));
}
