//! What several of this package's tests need; the package exists for its tests.

use lockstep_core::lessons::Program;
use lockstep_core::schedule::{At, Plan};
use lockstep_core::world::{End, Event, World};

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
