//! Handles and services on stepped worlds, under many schedules by chance, and on a live Sim.

use super::*;
use crate::cluster::queue::Delivery;
use crate::cluster::resource::Resource;
use crate::cluster::{counter, lock, queue};
use crate::sync::mix::{GAMMA, mix};
use crate::sync::{Clock, Host};
use crate::world::{End, Tasks, World};
use futures::executor::LocalPool;
use futures::future::LocalBoxFuture;
use std::cell::Cell;
#[cfg(target_family = "wasm")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const MS: u64 = 1_000_000;
const KEY: Key = Key(3);
const LOCK: NodeId = NodeId(0);
const RESOURCE: NodeId = NodeId(1);

fn ms(count: u64) -> Duration {
    Duration::from_nanos(count * MS)
}

/// Runs a program to its end, picking by chance. How it ended, and when.
fn run<F: Future<Output = ()> + 'static>(main: impl FnOnce(Sim) -> F, seed: u64) -> (Option<End>, u64) {
    let mut chance = seed;
    let mut below = |limit: usize| {
        chance = chance.wrapping_add(GAMMA);
        mix(chance) as usize % limit
    };
    let mut events = Vec::new();
    let mut world = Tasks::new(main, &mut events);
    while !world.choices().is_empty() {
        let worker = world.choices().nth(below(world.choices().ready_workers())).expect("so many may go");
        let choices = world.choices().of(worker);
        let choice = choices[below(choices.len())];
        events.clear();
        world.step(choice, &mut events);
    }
    (world.end().cloned(), world.now())
}

/// A lock service with leases of 10 ms, and a resource that looks at tokens.
async fn locks(sim: &Sim) -> Hosted {
    let service = lock::Lock { lease: 10 * MS, defect: None };
    Hosted::start(sim, [service.into(), Resource { is_fenced: true }.into()]).await
}

#[test]
fn one_at_a_time_holds_the_lock_and_each_has_a_newer_token() {
    for seed in 0..40 {
        let tokens: Rc<RefCell<Vec<u64>>> = Rc::default();
        let seen = tokens.clone();
        let main = |sim: Sim| async move {
            let services = locks(&sim).await;
            let held = Rc::new(Cell::new(false));
            let mut workers = Vec::new();
            for _ in 0..3 {
                let mut lock = Lock::new(&services, LOCK, KEY, Manner::default());
                let (own, held, seen) = (sim.clone(), held.clone(), seen.clone());
                let job = async move {
                    for _ in 0..2 {
                        let token = lock.acquire(Mode::Exclusive).await.expect("it is granted");
                        assert!(!held.replace(true), "somebody else holds it");
                        seen.borrow_mut().push(token);
                        own.yield_now().await;
                        assert_eq!((held.replace(false), lock.token()), (true, Some(token)));
                        lock.release().await.expect("the lease lasts");
                        assert_eq!((lock.token(), lock.release().await), (None, Err(Ended::Lost)));
                    }
                };
                workers.push(sim.spawn("worker", job).await);
            }
            for worker in workers {
                worker.join().await.expect("it ends well");
            }
            services.close().await;
        };
        assert_eq!(run(main, seed).0, Some(End::Returned), "{seed}");
        let tokens = tokens.borrow();
        assert!(tokens.len() == 6 && tokens.is_sorted_by(|one, next| one < next), "{seed}: {tokens:?}");
    }
}

#[test]
fn who_shares_a_lock_keeps_out_who_does_not_and_tries_in_vain() {
    let main = |sim: Sim| async move {
        let services = locks(&sim).await;
        let [mut one, mut other, mut writer] =
            [(); 3].map(|()| Lock::new(&services, LOCK, KEY, Manner::default()));
        one.acquire(Mode::Shared).await.expect("it is free");
        other.acquire(Mode::Shared).await.expect("it is shared");
        assert_eq!(writer.try_acquire(Mode::Exclusive).await, Ok(None));
        one.release().await.expect("it has it");
        other.release().await.expect("it has it");
        assert!(matches!(writer.try_acquire(Mode::Exclusive).await, Ok(Some(_))));
        services.close().await;
    };
    assert_eq!(run(main, 1).0, Some(End::Returned));
}

#[test]
fn who_sleeps_through_its_lease_is_refused_by_the_service_or_by_the_resource() {
    for (checks_lease, expected) in [(true, Ended::Lost), (false, Ended::Stale)] {
        for seed in 0..20 {
            let main = move |sim: Sim| async move {
                let services = locks(&sim).await;
                let manner = Manner { checks_lease, ..Manner::default() };
                let mut late = Lock::new(&services, LOCK, KEY, manner);
                let mut next = Lock::new(&services, LOCK, KEY, Manner::default());
                let first = late.acquire(Mode::Exclusive).await.expect("it is free");
                late.write(RESOURCE, 1).await.expect("it holds the lock");
                let second = next.acquire(Mode::Exclusive).await.expect("the lease runs out");
                assert!(first < second && sim.now() == ms(10), "{first} {second} {:?}", sim.now());
                next.write(RESOURCE, 2).await.expect("it holds the lock");
                assert_eq!(late.write(RESOURCE, 3).await, Err(expected));
                next.renew().await.expect("it holds the lock");
                next.release().await.expect("it holds the lock");
                services.close().await;
            };
            assert_eq!(run(main, seed).0, Some(End::Returned), "{seed}");
        }
    }
}

#[test]
fn a_counter_counts_what_everybody_adds_by_whichever_node() {
    for seed in 0..20 {
        let main = |sim: Sim| async move {
            let node = |number| counter::Counter { node: NodeId(number), owner: NodeId(0), defect: None };
            let services = Hosted::start(&sim, [node(0).into(), node(1).into()]).await;
            let mut workers = Vec::new();
            for number in 0..4 {
                let mut counter = Counter::new(&services, NodeId(number % 2), KEY, Manner::default());
                let job = async move {
                    counter.add(3).await.expect("it is answered");
                    counter.add(-1).await.expect("it is answered");
                };
                workers.push(sim.spawn("worker", job).await);
            }
            for worker in workers {
                worker.join().await.expect("it ends well");
            }
            for number in [0, 1] {
                let mut counter = Counter::new(&services, NodeId(number), KEY, Manner::default());
                assert_eq!(counter.read().await, Ok(8));
            }
            services.close().await;
        };
        assert_eq!(run(main, seed).0, Some(End::Returned), "{seed}");
    }
}

#[test]
fn a_queue_gives_again_what_was_not_acknowledged_in_time() {
    let main = |sim: Sim| async move {
        let delivery = Delivery::AtLeastOnce { visibility: 20 * MS, deliveries: None };
        let once = queue::Queue { delivery: Delivery::Once, defect: None };
        let services =
            Hosted::start(&sim, [queue::Queue { delivery, defect: None }.into(), once.into()]).await;
        let at = |node| Queue::new(&services, NodeId(node), KEY, Manner::default());
        let [mut slow, mut quick, mut once] = [at(0), at(0), at(1)];
        assert_eq!((slow.pop().await, slow.acknowledge().await), (Ok(None), Err(Ended::Lost)));
        slow.push(7).await.expect("it is answered");
        assert_eq!((slow.pop().await, quick.pop().await), (Ok(Some(7)), Ok(None)));
        sim.sleep(ms(25)).await;
        assert_eq!(quick.pop().await, Ok(Some(7)));
        assert_eq!(slow.acknowledge().await, Err(Ended::Stale));
        quick.refuse().await.expect("it holds it");
        assert_eq!((slow.pop().await, slow.acknowledge().await), (Ok(Some(7)), Ok(())));
        assert_eq!((quick.pop().await, quick.refuse().await), (Ok(None), Err(Ended::Lost)));
        once.push(8).await.expect("it is answered");
        assert_eq!((once.pop().await, once.acknowledge().await), (Ok(Some(8)), Err(Ended::Failed)));
        services.close().await;
    };
    assert_eq!(run(main, 1).0, Some(End::Returned));
}

#[test]
fn nobody_who_answers_is_known_at_the_deadline_and_a_dropped_operation_does_no_harm() {
    let main = |sim: Sim| async move {
        let services = locks(&sim).await;
        let mut holder = Lock::new(&services, LOCK, KEY, Manner::default());
        let mut other = Lock::new(&services, LOCK, KEY, Manner::default());
        holder.acquire(Mode::Exclusive).await.expect("it is free");
        {
            let (waits, given_up) = (pin!(other.acquire(Mode::Exclusive)), pin!(sim.sleep(ms(2))));
            assert!(matches!(select(waits, given_up).await, Either::Right(_)));
        }
        holder.release().await.expect("it holds it");
        // What it asked for first may be granted to it, and ends by itself.
        other.acquire(Mode::Exclusive).await.expect("it is granted in the end");
        services.close().await;
        let since = sim.now();
        assert_eq!(other.release().await, Err(Ended::Unknown));
        assert_eq!(sim.now() - since, ms(100));
        assert_eq!(other.acquire(Mode::Shared).await, Err(Ended::Unknown));
        // There is no such node, and no such operation.
        let mut nobody = Counter::new(&services, NodeId(900), KEY, Manner::default());
        assert_eq!(nobody.add(1).await, Err(Ended::Unknown));
    };
    for seed in 0..20 {
        assert_eq!(run(main, seed).0, Some(End::Returned), "{seed}");
    }
    let main = |sim: Sim| async move {
        let services = locks(&sim).await;
        let mut mistaken = Queue::new(&services, LOCK, KEY, Manner::default());
        assert_eq!(mistaken.push(1).await, Err(Ended::Failed));
        services.close().await;
        services.close().await;
    };
    assert_eq!(run(main, 1).0, Some(End::Returned));
}

/// A clock that goes on by a millisecond when somebody who sleeps looks at it.
#[derive(Clone, Default)]
struct Ticking(Rc<Cell<u64>>);

impl Clock for Ticking {
    fn now(&self) -> Duration {
        ms(self.0.get())
    }

    fn sleep(&self, duration: Duration) -> LocalBoxFuture<'static, ()> {
        let (clock, until) = (self.clone(), self.now() + duration);
        Box::pin(std::future::poll_fn(move |context| {
            if clock.now() >= until {
                return std::task::Poll::Ready(());
            }
            clock.0.set(clock.0.get() + 1);
            context.waker().wake_by_ref();
            std::task::Poll::Pending
        }))
    }
}

#[test]
fn a_live_sim_has_the_same_services() {
    let mut pool = LocalPool::new();
    let host = Host {
        spawner: Some(Rc::new(pool.spawner())),
        clock: Some(Rc::new(Ticking::default())),
        ..Host::default()
    };
    let sim = Sim::live_on(host);
    pool.run_until(async {
        let services = locks(&sim).await;
        let mut late = Lock::new(&services, LOCK, KEY, Manner::default());
        let mut next = Lock::new(&services, LOCK, KEY, Manner::default());
        let first = late.acquire(Mode::Exclusive).await.expect("it is free");
        let second = next.acquire(Mode::Exclusive).await.expect("the lease runs out");
        assert!(first < second && sim.now() >= ms(10));
        next.write(RESOURCE, 2).await.expect("it holds the lock");
        services.close().await;
    });
}
