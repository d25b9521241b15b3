//! Workers of your own, stepped without a page: `cargo run -p lockstep-core --example own_workers`.
//!
//! Two clerks move money between two accounts, each in the other direction, and each locks the account that it takes
//! from first. Often this works. Here a thousand schedules are tried, the first run that deadlocks is told step by step,
//! and it is taken back to the last place from which it could still have ended well.

use lockstep_core::present::{Locale, transcript};
use lockstep_core::schedule::Plan;
use lockstep_core::sync::{Mutex, Sim, WakeRule};
use lockstep_core::timeline::{Stepper, Timeline};
use lockstep_core::world::{End, Event, Tasks};

/// The program: main starts the clerks and waits for them.
async fn bank(sim: Sim) {
    let spring = Mutex::new(&sim, "spring", WakeRule::Go, 100);
    let autumn = Mutex::new(&sim, "autumn", WakeRule::Go, 100);
    let ann = sim.spawn("Ann", transfer(spring.clone(), autumn.clone(), 10)).await;
    let bob = sim.spawn("Bob", transfer(autumn, spring, 20)).await;
    for clerk in [ann, bob] {
        clerk.join().await.expect("a clerk has nothing to panic about");
    }
}

async fn transfer(from: Mutex<i32>, to: Mutex<i32>, amount: i32) {
    let mut from = from.lock().await;
    let mut to = to.lock().await;
    *from -= amount;
    *to += amount;
}

fn main() {
    let runs = (0..1_000).map(|seed| {
        let mut run = Stepper::new(|events: &mut Vec<Event>| Tasks::new(bank, events));
        run.set_plan(Plan::Random { seed });
        run.advance(1_000);
        (seed, run)
    });
    let mut stopped: Vec<_> = runs.filter(|(_, run)| run.moment().end == Some(End::Deadlock)).collect();

    let count = stopped.len();
    let (seed, mut run) = stopped.swap_remove(0);
    println!("{count} of 1000 schedules deadlock, the first of them with seed {seed}, so:");
    tell(run.timeline(), 0);
    println!("The same run as a text: {}", run.token("bank", Vec::new()));

    let first = run.branch().id;
    run.set_plan(Plan::RoundRobin);
    let turn = (0..run.len()).rev().find(|position| {
        run.switch(first);
        run.seek(*position);
        let taken = run.taken();
        let Some(other) = run.choices().into_iter().find(|choice| Some(*choice) != taken) else {
            return false;
        };
        // The past is shown from the recording; to go on from it, the program is run again up to there.
        while !run.rebuild(1_000) {}
        run.step(other).expect("it is one of the choices");
        run.advance(1_000);
        run.moment().end == Some(End::Returned)
    });

    let turn = turn.expect("before its first step a run can still go any way");
    println!("Had somebody else gone after step {turn}:");
    tell(run.timeline(), turn + 1);
}

/// Prints what happened from a position on.
fn tell(timeline: &Timeline, from: u32) {
    let sentences = transcript(timeline, &[], from..=timeline.len(), Locale::English);
    for (step, sentence) in (from..).zip(sentences) {
        println!("{step:4}  {}", sentence.plain());
    }
}
