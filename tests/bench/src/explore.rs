//! Executions and states, beside explorers of Rust programs and of models. A figure below its aim is printed as that.

use crate::clock::{print, seconds};
use crate::measure::{ROUNDS, median};
use crate::programs;
use lockstep_core::explore::Explore;
use lockstep_core::explore::go::classes::{Asked, classes};
use lockstep_core::sync::{Mutex, Sim, WakeRule};
use std::fmt::Write as _;

/// Threads, and the rounds of each.
const SIZES: [(u32, u32); 4] = [(2, 2), (2, 3), (4, 1), (3, 2)];

/// The threads and rounds whose states are counted.
pub const STATES: (u32, u32) = (4, 6);

/// So many executions a peer may take that does not come to an end of them.
#[cfg(not(target_family = "wasm"))]
const MOST: u64 = 10_000;

/// One who is measured no longer than that takes no further round.
const LONG: f64 = 0.5;

/// Executions or states, the median of the seconds that they took, and whether these are all.
#[derive(Clone, Copy)]
struct Took {
    count: u64,
    seconds: f64,
    all: bool,
}

impl Took {
    fn rate(self) -> f64 {
        self.count as f64 / self.seconds
    }

    fn told(self) -> String {
        let more = if self.all { "" } else { "of more, " };
        format!("{more}{} in {:.3} ms", self.count, self.seconds * 1e3)
    }
}

/// A contestant: its name, and what it counts.
type Peer<'a> = (&'static str, Box<dyn Fn() -> (u64, bool) + 'a>);

/// Measures the contestants in turn, so that what disturbs one disturbs all.
fn measure(peers: &[Peer]) -> Vec<Took> {
    let mut times = vec![Vec::new(); peers.len()];
    let mut counts = vec![(0, false); peers.len()];
    for _ in 0..ROUNDS {
        for (number, (_, run)) in peers.iter().enumerate() {
            if times[number].iter().sum::<f64>() < LONG {
                let begun = seconds();
                counts[number] = run();
                times[number].push(seconds() - begun);
            }
        }
    }
    let took =
        |(mut times, (count, all)): (Vec<f64>, (u64, bool))| Took { count, seconds: median(&mut times), all };
    times.into_iter().zip(counts).map(took).collect()
}

/// The same threads as async Rust workers, explored as a test does.
fn workers(threads: u32, rounds: u32) -> (u64, bool) {
    let report = Explore::new(move |sim: Sim| async move {
        let x = Mutex::new(&sim, "x", WakeRule::Go, 0);
        let mut all = Vec::new();
        for _ in 0..threads {
            let x = x.clone();
            let thread = sim.spawn("thread", async move {
                for _ in 0..rounds {
                    *x.lock().await += 1;
                }
            });
            all.push(thread.await);
        }
        for thread in all {
            let _ = thread.join().await;
        }
    })
    .incomplete()
    .report();
    (report.executions, report.established.bound().is_none())
}

#[cfg(not(target_family = "wasm"))]
mod peers {
    use super::MOST;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU64, Ordering};

    /// The same threads, with the `Mutex` and `spawn` of an explorer of Rust programs.
    macro_rules! threads {
        ($explorer:ident, $threads:expr, $rounds:expr, $count:expr) => {{
            $count.fetch_add(1, Ordering::Relaxed);
            let x = Arc::new($explorer::sync::Mutex::new(0));
            let all: Vec<_> = (0..$threads)
                .map(|_| {
                    let x = x.clone();
                    $explorer::thread::spawn(move || {
                        for _ in 0..$rounds {
                            *x.lock().expect("nobody panics") += 1;
                        }
                    })
                })
                .collect();
            all.into_iter().for_each(|thread| thread.join().expect("nobody panics"));
        }};
    }

    pub fn loom(threads: u32, rounds: u32) -> (u64, bool) {
        let count = Arc::new(AtomicU64::new(0));
        let counted = count.clone();
        let mut explorer = loom::model::Builder::new();
        // It asks for the one at every multiple of the other.
        (explorer.max_permutations, explorer.checkpoint_interval) = (Some(MOST as usize), MOST as usize);
        explorer.check(move || threads!(loom, threads, rounds, counted));
        let count = count.load(Ordering::Relaxed);
        (count, count + 1 < MOST)
    }

    pub fn shuttle(threads: u32, rounds: u32) -> (u64, bool) {
        let count = Arc::new(AtomicU64::new(0));
        let counted = count.clone();
        // It leaves a hook that tells of each panic, and loom ends its threads by panics.
        let hook = std::panic::take_hook();
        shuttle::check_dfs(move || threads!(shuttle, threads, rounds, counted), Some(MOST as usize));
        std::panic::set_hook(hook);
        let count = count.load(Ordering::Relaxed);
        (count, count < MOST)
    }
}

/// A figure beside what it should be at least.
fn aim(what: &str, is: f64, aim: f64) -> String {
    let falls = if is < aim { " — FALLS SHORT" } else { "" };
    format!("{what}: ×{is:.2}, to be ×{aim} at least{falls}\n")
}

/// How many orders the threads' rounds have: the fewest executions that show everything.
fn optimum(threads: u32, rounds: u32) -> u64 {
    let mut orders = 1;
    for (place, number) in (0..threads).flat_map(|_| 1..=rounds).enumerate() {
        orders = orders * (place as u64 + 1) / u64::from(number);
    }
    orders
}

/// Executions and the time that they take.
fn executions() -> String {
    print("threads × rounds of lock, increment, unlock: executions");
    let mut short = String::new();
    for (threads, rounds) in SIZES {
        let program = programs::go(threads, rounds);
        let go = || {
            let found = classes(&program, &Asked::default(), &mut || true, &mut |_, _, _| true)
                .expect("it has no time in it");
            (found.counts.executions + found.counts.blocked, found.complete)
        };
        let peers: Vec<Peer> = vec![
            ("lockstep, Go", Box::new(go)),
            ("lockstep, async Rust", Box::new(move || workers(threads, rounds))),
            #[cfg(not(target_family = "wasm"))]
            ("loom", Box::new(move || peers::loom(threads, rounds))),
            #[cfg(not(target_family = "wasm"))]
            ("shuttle, depth first", Box::new(move || peers::shuttle(threads, rounds))),
        ];
        let took = measure(&peers);
        let told = peers.iter().zip(&took).map(|((name, _), took)| format!("{name} {}", took.told()));
        let told: Vec<String> = told.collect();
        print(&format!("{threads} × {rounds}, at best {}:  {}", optimum(threads, rounds), told.join("  ")));
        if took[0].count != optimum(threads, rounds) {
            let _ = writeln!(
                short,
                "{threads} × {rounds}: {} executions — FALLS SHORT of the optimum",
                took[0].count
            );
        }
        if let Some(shuttle) = took.get(3) {
            let what = format!("{threads} × {rounds}: executions a second, beside shuttle's");
            short.push_str(&aim(&what, took[0].rate() / shuttle.rate(), 2.0));
        }
    }
    short
}

/// States a second.
fn states() -> String {
    let (threads, rounds) = STATES;
    let program = programs::go(threads, rounds);
    let search = || (programs::search(&program, || ()).0 as u64, true);
    #[cfg(not(target_family = "wasm"))]
    let model = move |breadth| {
        let model = programs::model::Locks { threads: threads as u8, rounds: rounds as u8 };
        (programs::model::visit(model, breadth, || ()).0 as u64, true)
    };
    let peers: Vec<Peer> = vec![
        ("lockstep, the Go program", Box::new(search)),
        #[cfg(not(target_family = "wasm"))]
        ("stateright, a model of it, breadth first", Box::new(move || model(true))),
        #[cfg(not(target_family = "wasm"))]
        ("depth first", Box::new(move || model(false))),
    ];
    let took = measure(&peers);
    let mut text = format!("{threads} × {rounds}: unique states, on one thread\n");
    for ((name, _), took) in peers.iter().zip(&took) {
        let _ = writeln!(text, "{name}: {}, {:.0} a second", took.told(), took.rate());
    }
    if let Some(peer) = took.get(1) {
        text.push_str(&aim("states a second, beside stateright's", took[0].rate() / peer.rate(), 1.0));
    }
    text
}

/// All of it, as lines.
pub fn explored() -> String {
    executions() + &states()
}
