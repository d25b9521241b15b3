//! What a world says of itself and what its events say, compared after every step of random programs under random
//! schedules, natively and in wasm.
//!
//! The programs use every verb, give requests up half-way and let guards fall. A moment is built from the events alone;
//! the world knows its choices from the rules. Where one of them forgets to tell, or tells otherwise, they part.

use futures::future::{Either, select};
use lockstep_core::rules::Kind;
use lockstep_core::schedule::rng::SplitMix64;
use lockstep_core::schedule::{At, Plan};
use lockstep_core::sync::{
    Atomic, Channel, Failure, Mutex, RawMutex, RawRwMutex, RwMutex, Select, Sim, Variable, WaitGroup,
    WakeRule,
};
use lockstep_core::timeline::{Moment, Status};
use lockstep_core::world::{Choice, End, Event, Queue, Tasks, World};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::pin::pin;
use std::rc::Rc;
use std::time::Duration;
use wasm_bindgen_test::wasm_bindgen_test;

/// The objects that the workers of a random program share.
#[derive(Clone)]
struct Shared {
    raw: RawMutex,
    fifo: Mutex<u32>,
    any: Mutex<u32>,
    raw_rw: RawRwMutex,
    rw: RwMutex<u32>,
    channels: [Channel<u32>; 3],
    group: WaitGroup,
    variable: Variable<u32>,
    atomic: Atomic,
    ledger: Ledger,
}

impl Shared {
    fn new(sim: &Sim) -> Self {
        Shared {
            raw: RawMutex::new(sim, "raw", WakeRule::Go),
            fifo: Mutex::new(sim, "fifo", WakeRule::Fifo, 0),
            any: Mutex::new(sim, "any", WakeRule::AnyWaiter, 0),
            raw_rw: RawRwMutex::new(sim, "raw_rw"),
            rw: RwMutex::new(sim, "rw", 0),
            channels: [0, 1, 3].map(|capacity| Channel::new(sim, format!("ch{capacity}"), capacity)),
            group: WaitGroup::new(sim, "group"),
            variable: Variable::new(sim, "variable", 0),
            atomic: Atomic::new(sim, "atomic", 0),
            ledger: Ledger::default(),
        }
    }
}

/// Where every value went: none may be lost, and none may arrive twice.
#[derive(Clone, Default)]
struct Ledger(Rc<RefCell<Entries>>);

#[derive(Default)]
struct Entries {
    next: u32,
    /// Sent for certain.
    sent: BTreeSet<u32>,
    /// Given up half-way: sent, or not.
    perhaps_sent: BTreeSet<u32>,
    received: BTreeSet<u32>,
}

impl Ledger {
    fn new_value(&self) -> u32 {
        let next = &mut self.0.borrow_mut().next;
        *next += 1;
        *next
    }

    fn sent(&self, sent: bool, value: u32) {
        if sent {
            self.0.borrow_mut().sent.insert(value);
        }
    }

    fn sent_maybe(&self, sent: Option<bool>, value: u32) {
        match sent {
            Some(sent) => self.sent(sent, value),
            None => {
                self.0.borrow_mut().perhaps_sent.insert(value);
            }
        }
    }

    fn received(&self, value: Option<u32>) {
        if let Some(value) = value {
            assert!(self.0.borrow_mut().received.insert(value), "{value} arrives once");
        }
    }
}

enum Got {
    Value(Option<u32>),
    Sent,
    Nothing,
}

/// Every action, and those of one mutex only, where waiters are many.
const ALL: &[u32] = &[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20];
const ONE_MUTEX: &[u32] = &[0, 0, 0, 18];

/// One random action of a worker.
async fn act(sim: &Sim, shared: &Shared, random: &mut SplitMix64, actions: &[u32]) {
    let ([a, b, c], ledger) = (&shared.channels, &shared.ledger);
    let value = ledger.new_value();
    let pause = Duration::from_nanos(random.below(3) as u64 * 700_000);
    match actions[random.below(actions.len())] {
        0 => {
            if timeout(sim, pause, pin!(shared.raw.lock())).await.is_some() {
                sim.yield_now().await;
                shared.raw.unlock().await.expect("this worker holds it");
            }
        }
        1 => *shared.fifo.lock().await += 1,
        2 => {
            let mut guard = shared.any.lock().await;
            *guard += 1;
            sim.sleep(pause).await;
            guard.unlock().await;
        }
        3 => {
            shared.raw_rw.read_lock().await;
            sim.sleep(pause).await;
            shared.raw_rw.read_unlock().await.expect("this worker reads");
        }
        4 => {
            shared.raw_rw.lock().await;
            sim.yield_now().await;
            shared.raw_rw.unlock().await.expect("this worker writes");
        }
        5 => *shared.rw.write().await += 1,
        6 => drop(timeout(sim, pause, pin!(shared.rw.read())).await),
        7 => {
            let sent = timeout(sim, pause, pin!(b.try_send(value))).await;
            ledger.sent_maybe(sent.map(|sent| sent.is_ok()), value);
        }
        8 => ledger.received(timeout(sim, pause, pin!(b.try_recv())).await.flatten().flatten()),
        9 => ledger.sent_maybe(timeout(sim, pause, a.send(value)).await.map(|sent| sent.is_ok()), value),
        10 => ledger.received(timeout(sim, pause, a.recv()).await.flatten()),
        11 => ledger.sent_maybe(timeout(sim, pause, b.send(value)).await.map(|sent| sent.is_ok()), value),
        12 => ledger.received(timeout(sim, pause, c.recv()).await.flatten()),
        13 => drop(timeout(sim, pause, shared.fifo.lock()).await),
        14 => drop(timeout(sim, pause, shared.any.lock()).await),
        15 => {
            let which = Select::new(sim).recv(a, Got::Value).send(b, value, || Got::Sent).recv(c, Got::Value);
            let which = if random.below(2) == 0 { which.default(|| Got::Nothing) } else { which };
            match timeout(sim, pause, which.into_future()).await.map(|got| got.expect("nobody closes")) {
                Some(Got::Value(got)) => ledger.received(got),
                Some(Got::Sent) => ledger.sent(true, value),
                Some(Got::Nothing) => {}
                None => ledger.sent_maybe(None, value),
            }
        }
        16 => {
            let old = shared.variable.load().await;
            timeout(sim, pause, pin!(shared.variable.store(old + 1))).await;
        }
        17 => {
            shared.atomic.add(2).await;
            let now = shared.atomic.load().await;
            shared.atomic.compare_and_swap(now, now + 1).await;
            shared.atomic.swap(5).await;
            shared.atomic.store(7).await;
        }
        18 => {
            if shared.raw.try_lock().await {
                c.len().await;
                shared.raw.unlock().await.expect("this worker holds it");
            }
        }
        19 => {
            if shared.raw_rw.try_lock().await {
                shared.raw_rw.unlock().await.expect("this worker writes");
            } else if shared.raw_rw.try_read_lock().await {
                shared.raw_rw.read_unlock().await.expect("this worker reads");
            }
        }
        _ => drop(timeout(sim, pause, pin!(shared.rw.write())).await),
    }
}

/// Waits for the future, but not longer than this: what is left of it then is dropped.
async fn timeout<F: Future + Unpin>(sim: &Sim, limit: Duration, future: F) -> Option<F::Output> {
    match select(future, pin!(sim.sleep(limit))).await {
        Either::Left((output, _)) => Some(output),
        Either::Right(((), rest)) => {
            drop(rest);
            None
        }
    }
}

/// A random program: so many workers, each with so many actions.
fn program(
    seed: u64,
    workers: u64,
    actions: &'static [u32],
) -> impl FnOnce(Sim) -> futures::future::LocalBoxFuture<'static, Result<(), Failure>> {
    move |sim| {
        Box::pin(async move {
            let shared = Shared::new(&sim);
            let mut started = Vec::new();
            for number in 0..workers {
                shared.group.add(1).await?;
                let (sim_of_worker, shared) = (sim.clone(), shared.clone());
                let worker = async move {
                    let mut random = SplitMix64::new(seed.wrapping_mul(1009).wrapping_add(number));
                    for _ in 0..12 {
                        act(&sim_of_worker, &shared, &mut random, actions).await;
                    }
                    sim_of_worker.print(format!("{number} is done")).await;
                    shared.group.done().await
                };
                started.push(sim.spawn(format!("G{}", number + 2), worker).await);
            }
            shared.group.wait().await?;
            for worker in started {
                worker.join().await?;
            }
            drain(&shared).await;
            Ok(())
        })
    }
}

/// Takes what is left in the buffers and closes the books.
async fn drain(shared: &Shared) {
    for channel in &shared.channels {
        while let Some(Some(value)) = channel.try_recv().await {
            shared.ledger.received(Some(value));
        }
        channel.close().await.expect("it is closed once");
        assert_eq!(channel.recv().await, None);
        assert!(channel.send(0).await.is_err());
    }
    let books = shared.ledger.0.borrow();
    assert!(books.sent.is_subset(&books.received), "what was sent arrives");
    let possible: BTreeSet<u32> = books.sent.union(&books.perhaps_sent).copied().collect();
    assert!(books.received.is_subset(&possible), "nothing arrives that was not sent");
}

/// What must be true of every moment, and of the world that it is a moment of.
fn check(moment: &Moment, world: &Tasks) {
    let told: Vec<Choice> = moment.choices().collect();
    let known: Vec<Choice> = world.choices().iter().collect();
    if moment.end.is_none() {
        assert_eq!(told, known, "after step {}", moment.steps);
    }
    let mut places = BTreeSet::new();
    for (id, worker) in moment.each_worker() {
        for pending in &worker.pending {
            if let Status::Parked(queues) = &pending.status {
                places.extend(queues.iter().map(|(object, queue)| (*object, *queue, id, pending.request)));
            }
        }
        for held in &worker.holds {
            let object = moment.object(held.object).expect("what is held exists");
            let holds = if held.reading { object.readers.contains(&id) } else { object.holder == Some(id) };
            assert!(holds, "{:?} holds {:?}", worker.name, object.name);
        }
    }
    for (id, object) in moment.each_object() {
        for queue in [Queue::Senders, Queue::Receivers, Queue::Waiters, Queue::Readers] {
            let is_channel = matches!(object.kind, Kind::Channel(_));
            if is_channel != matches!(queue, Queue::Senders | Queue::Receivers) {
                continue;
            }
            for waiter in object.queue(queue) {
                assert!(
                    places.remove(&(id, queue, waiter.worker, waiter.request)),
                    "{waiter:?} waits for {:?}",
                    object.name
                );
            }
        }
        assert!(object.holder.is_none() || object.readers.is_empty(), "{:?} is written or read", object.name);
        if let Kind::Channel(capacity) = object.kind {
            let (senders, receivers) = (object.queue(Queue::Senders), object.queue(Queue::Receivers));
            assert!(object.buffer.is_empty() || receivers.is_empty(), "no receiver waits for what is there");
            assert!(
                object.buffer.len() >= capacity as usize || senders.is_empty(),
                "no sender waits for room"
            );
            let strangers = senders.iter().any(|s| receivers.iter().any(|r| r.worker != s.worker));
            assert!(!strangers, "nobody waits for one who waits for it");
        }
        if matches!(object.kind, Kind::Mutex(_))
            && object.holder.is_none()
            && !object.queue(Queue::Waiters).is_empty()
        {
            let somebody_is_awake = moment
                .workers
                .iter()
                .flat_map(|worker| &worker.pending)
                .any(|pending| pending.doing.object == Some(id) && pending.status == Status::Woken);
            assert!(somebody_is_awake, "{:?} is free and all sleep", object.name);
        }
    }
    assert!(places.is_empty(), "who waits stands in a queue: {places:?}");
}

/// Runs a random program to its end, checked after every step.
fn run(seed: u64, plan: Plan, actions: &'static [u32]) -> u32 {
    let mut events: Vec<Event> = Vec::new();
    let mut world = Tasks::new(program(seed, 2 + seed % 5, actions), &mut events);
    let (mut moment, mut policy, mut at) = (Moment::default(), plan.start(), At::default());
    loop {
        events.drain(..).for_each(|event| moment.apply(&event));
        check(&moment, &world);
        let Some(choice) = policy.pick(world.choices(), at) else { break };
        world.step(choice, &mut events);
        at = At { step: at.step + 1, last: Some(choice.worker) };
    }
    assert_eq!(world.end(), Some(&End::Returned), "program {seed} under {plan:?}");
    at.step
}

#[wasm_bindgen_test(unsupported = test)]
fn events_tell_what_the_world_does_and_nothing_is_lost() {
    let steps: u32 = (0..150).map(|seed| run(seed, Plan::Random { seed: seed + 7 }, ALL)).sum();
    assert!(steps > 10_000, "{steps} steps are too few to tell");
}

#[wasm_bindgen_test(unsupported = test)]
fn the_same_holds_in_turns_and_under_few_preemptions() {
    for seed in 0..60 {
        run(seed, Plan::RoundRobin, ALL);
        run(seed, Plan::Pct { seed, depth: 3, length: 300 }, ALL);
        run(seed, Plan::Random { seed }, ONE_MUTEX);
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn what_nobody_awaits_is_served_before_what_its_worker_asks_later() {
    let mut events = Vec::new();
    let main = |sim: Sim| async move {
        let mutex = Mutex::new(&sim, "mutex", WakeRule::Fifo, 0);
        drop(mutex.lock().await);
        sim.print("after the unlock").await;
    };
    let mut world = Tasks::new(main, &mut events);
    while let Some(choice) = world.choices().first() {
        assert_eq!(world.choices().iter().count(), 1);
        world.step(choice, &mut events);
    }
    let place = |wanted: fn(&Event) -> bool| events.iter().position(wanted);
    let released = place(|event| matches!(event, Event::Released(..)));
    assert!(released.is_some() && released < place(|event| matches!(event, Event::Printed(..))));
}
