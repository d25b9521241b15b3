//! Interleaved rounds, medians and the table.

use crate::clock::seconds;
use futures::executor::LocalPool;
use futures::future::LocalBoxFuture;
use futures::task::LocalSpawnExt;
use std::fmt;

/// How often each peer is measured.
pub const ROUNDS: usize = 9;

/// One contestant: its name, and what it does so many times over.
pub struct Peer {
    pub name: &'static str,
    pub run: Box<dyn Fn(u32)>,
}

/// A contestant.
pub fn peer(name: &'static str, run: impl Fn(u32) + 'static) -> Peer {
    Peer { name, run: Box::new(run) }
}

/// The middle one of some times; there is at least one.
pub fn median(times: &mut [f64]) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

/// A row: what was measured, and each contestant's nanoseconds for one of it, ours first.
struct Row {
    what: String,
    figures: Vec<(&'static str, f64)>,
}

/// The rows so far.
#[derive(Default)]
pub struct Table(Vec<Row>);

impl Table {
    /// Measures the contestants, ours first, each doing the thing `count` times a round.
    pub fn measure(&mut self, what: impl Into<String>, count: u32, peers: &[Peer]) {
        let mut times = vec![Vec::with_capacity(ROUNDS); peers.len()];
        for peer in peers {
            (peer.run)(count / 10 + 1);
        }
        for _ in 0..ROUNDS {
            for (peer, times) in peers.iter().zip(&mut times) {
                let begun = seconds();
                (peer.run)(count);
                times.push((seconds() - begun) * 1e9 / f64::from(count));
            }
        }
        let figures = peers.iter().zip(&mut times).map(|(peer, times)| (peer.name, median(times)));
        self.0.push(Row { what: what.into(), figures: figures.collect() });
    }
}

impl fmt::Display for Table {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for row in &self.0 {
            let Some(((_, ours), peers)) = row.figures.split_first() else { continue };
            let best = peers.iter().map(|(_, time)| *time).min_by(f64::total_cmp);
            write!(out, "{:<44}{ours:>9.1} ns", row.what)?;
            match best {
                Some(best) => write!(out, "  ×{:<6.2} of the best peer:", ours / best)?,
                None if *ours > 1e5 => write!(out, "  {:.0} a second", 1e9 / ours)?,
                None => write!(out, "  {:.2} million a second", 1e3 / ours)?,
            }
            for (name, time) in peers {
                write!(out, "  {name} {time:.1}")?;
            }
            writeln!(out)?;
        }
        Ok(())
    }
}

/// Runs tasks on one pool until all are done.
///
/// # Panics
/// If they wait for one another for ever.
pub fn run(tasks: impl IntoIterator<Item = LocalBoxFuture<'static, ()>>) {
    let mut pool = LocalPool::new();
    let handles: Vec<_> = tasks
        .into_iter()
        .map(|task| pool.spawner().spawn_local_with_handle(task).expect("the pool lives"))
        .collect();
    pool.run_until_stalled();
    for handle in handles {
        let done = futures::FutureExt::now_or_never(handle);
        assert!(done.is_some(), "every task comes to its end");
    }
}
