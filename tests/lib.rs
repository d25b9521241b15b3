//! What several of this package's tests need; the package exists for its tests.

pub mod oracle;

use lockstep_core::lessons::{Program, Running};
use lockstep_core::schedule::{At, Plan};
use lockstep_core::timeline::Stepper;
use lockstep_core::world::{End, Event, World};
use std::fs;
use std::path::{Path, PathBuf};

/// The folder of this package. Asked for when a test runs and not when it was built: a target folder may outlive the clone
/// that it was filled from.
///
/// # Panics
/// If the test is not run by cargo.
pub fn folder() -> PathBuf {
    std::env::var_os("CARGO_MANIFEST_DIR").expect("cargo tells a test its package's folder").into()
}

/// The Go programs below a folder, each with its text, in the order of their paths.
///
/// # Panics
/// If one cannot be read.
pub fn go_programs(folder: &Path, found: &mut Vec<(PathBuf, Vec<u8>)>) {
    let entries = fs::read_dir(folder).expect("a folder can be read");
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("an entry can be read").path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            go_programs(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "go") {
            let text = fs::read(&path).expect("a file can be read");
            found.push((path, text));
        }
    }
}

/// A program that was stepped to its end, or for a hundred thousand steps.
pub fn stepped(program: &Program, plan: Plan) -> Stepper<Running, impl Fn(&mut Vec<Event>) -> Running> {
    let program = program.clone();
    let mut stepper = Stepper::new(move |events: &mut Vec<Event>| program.start(events));
    stepper.set_plan(plan);
    stepper.advance(100_000);
    stepper
}

/// Runs a program to its end, and shows every event to `see`.
///
/// # Panics
/// If it takes more than ten million steps.
pub fn run(program: &Program, plan: Plan, mut see: impl FnMut(&Event)) -> End {
    let mut events = Vec::new();
    let mut world = program.start(&mut events);
    let (mut policy, mut at) = (plan.start(), At::default());
    loop {
        events.drain(..).for_each(|event| see(&event));
        let Some(choice) = policy.pick(world.choices(), at) else { break };
        world.step(choice, &mut events);
        at = At { step: at.step + 1, last: Some(choice.worker) };
        assert!(at.step < 10_000_000, "a scene comes to its end");
    }
    world.end().cloned().expect("when nothing may happen any more the run has ended")
}

/// Runs a program to its end, and tells how it ended and what it printed.
pub fn outcome(program: &Program, plan: Plan) -> (End, Vec<String>) {
    let mut lines = Vec::new();
    let end = run(program, plan, |event| {
        if let Event::Printed(_, line) = event {
            lines.push(line.to_string());
        }
    });
    (end, lines)
}

/// Runs a program under every schedule, shows how each ended, and tells how many there are.
///
/// # Panics
/// If there are more than `most`.
pub fn every_schedule(program: &Program, most: u32, mut see: impl FnMut(&End)) -> u32 {
    // At each step so far, which of how many choices was taken; the next run takes the last that has another.
    let mut taken: Vec<(usize, usize)> = Vec::new();
    let mut runs = 0;
    loop {
        let mut events = Vec::new();
        let mut world = program.start(&mut events);
        for step in 0.. {
            let choices: Vec<_> = world.choices().iter().collect();
            if choices.is_empty() {
                break;
            }
            if step == taken.len() {
                taken.push((0, choices.len()));
            }
            events.clear();
            world.step(choices[taken[step].0], &mut events);
        }
        see(world.end().expect("when nothing may happen any more the run has ended"));
        runs += 1;
        assert!(runs <= most, "more schedules than expected");
        while taken.last().is_some_and(|(at, of)| at + 1 == *of) {
            taken.pop();
        }
        let Some((at, _)) = taken.last_mut() else { return runs };
        *at += 1;
    }
}

/// The bug kernels and their repairs, which a browser cannot read.
pub mod kernels {
    include!(concat!(env!("OUT_DIR"), "/kernels.rs"));
}
