//! The search with few preemptions, held against all schedules that have as few.

use super::{EXECUTIONS, PROGRAMS, compile, random_program};
use lockstep_core::explore::bounded::Preempting;
use lockstep_core::explore::go;
use lockstep_core::explore::search::Search;
use lockstep_core::go::machine::Limits;
use lockstep_core::go::{GoWorld, Program};
use lockstep_core::schedule::rng::SplitMix64;
use lockstep_core::world::{Choice, Event, WorkerId, World};
use std::collections::BTreeSet;
use wasm_bindgen_test::wasm_bindgen_test;

/// The states in which schedules from here on end that take somebody off the processor at most so many times; false if there are too many.
fn ends(
    world: &GoWorld,
    last: Option<WorkerId>,
    left: u32,
    budget: &mut usize,
    found: &mut BTreeSet<u128>,
) -> bool {
    if world.end().is_some() {
        *budget = budget.saturating_sub(1);
        found.insert(world.fingerprint());
        return *budget > 0;
    }
    let choices: Vec<Choice> = world.choices().iter().collect();
    let running = last.filter(|last| choices.iter().any(|choice| choice.worker == *last));
    choices.into_iter().all(|choice| {
        let cost = u32::from(running.is_some_and(|running| running != choice.worker));
        let Some(left) = left.checked_sub(cost) else { return true };
        let mut next = world.clone();
        next.step(choice, &mut Vec::new());
        ends(&next, Some(choice.worker), left, budget, found)
    })
}

fn searched(program: &Program, preemptions: u32) -> BTreeSet<u128> {
    let start = |events: &mut Vec<Event>| {
        Preempting::new(GoWorld::quiet(program, Limits::default(), go::SEED, events), preemptions)
    };
    let mut search = Search::new(start);
    let mut found = BTreeSet::new();
    while search.visit().is_some() {
        let world = search.world().world();
        if world.end().is_some() {
            found.insert(world.fingerprint());
        }
    }
    found
}

#[wasm_bindgen_test(unsupported = test)]
fn every_schedule_with_few_preemptions_is_searched_and_no_other() {
    let (mut compared, mut grows) = (0, 0);
    for seed in 0..PROGRAMS {
        let text = random_program(&mut SplitMix64::new(seed));
        let program = compile(&text);
        let mut before = 0;
        for preemptions in 0..3 {
            let start = GoWorld::quiet(&program, Limits::default(), go::SEED, &mut Vec::new());
            let mut all = BTreeSet::new();
            if !ends(&start, None, preemptions, &mut EXECUTIONS.clone(), &mut all) {
                break;
            }
            assert_eq!(searched(&program, preemptions), all, "{preemptions} in seed {seed}\n{text}");
            compared += 1;
            grows += usize::from(preemptions > 0 && all.len() > before);
            before = all.len();
        }
    }
    assert!(compared as u64 > PROGRAMS, "{compared} were compared");
    assert!(grows > 20, "with more preemptions more comes out in {grows} programs");
}
