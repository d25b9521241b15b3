//! What the article's sizing buys and what it costs: `cargo run -p lockstep-core --example sizing`.
//!
//! The same work is done by clusters of 2 to 16 nodes with ⌊n/2⌋ locks, ⌊n/2⌋ counters and n queues, with one of each, and with one of
//! each to every node. For each: how long a client waits for a lock on average, how many operations end in a second of virtual time,
//! and how many messages an operation takes.

use lockstep_core::cluster::sweep::{Figures, Rule, Work, run, sweep};

const MOST: u16 = 16;
/// How many letters the longest bar has.
const WIDE: f64 = 40.0;

/// A figure of a run: what it is, how it is had from one, and how it is written.
type Plot = (&'static str, fn(&Figures) -> f64, fn(f64) -> String);

const PLOTS: [Plot; 3] = [
    ("waiting for a lock", |figures| figures.waiting, |waiting| format!("{:.2} ms", waiting / 1e6)),
    ("operations a second", |figures| figures.throughput, |throughput| format!("{throughput:.0}")),
    ("messages an operation", |figures| figures.messages, |messages| format!("{messages:.2}")),
];

fn name(rule: Rule) -> &'static str {
    match rule {
        Rule::Article => "n/2, n/2, n",
        Rule::OneOfEach => "one of each",
        Rule::OnePerNode => "one per node",
    }
}

fn main() {
    let work = Work::default();
    if let Err(refused) = run(Rule::Article.sizing(1), &work) {
        println!("1 node: the article's rule has no lock and no counter there ({refused:?}).");
    }
    let all = sweep(MOST, &work);
    for (what, figure, write) in PLOTS {
        println!("\n{what}");
        let most = all.iter().flat_map(|(_, of)| of.iter().map(figure)).fold(0.0, f64::max);
        for (nodes, of) in &all {
            for (rule, figures) in Rule::ALL.into_iter().zip(of) {
                let bar = "#".repeat((figure(figures) / most * WIDE).ceil() as usize);
                println!("{nodes:>3} nodes  {:<13} {bar:<40} {}", name(rule), write(figure(figures)));
            }
        }
    }
}
