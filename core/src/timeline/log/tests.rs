//! A recorded run against the same run applied event by event.

use super::super::toy::Toy;
use super::*;
use crate::schedule::rng::SplitMix64;
use crate::world::World;
#[cfg(target_family = "wasm")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// A run of a toy by chance, and what happened in each step.
fn run(toy: Toy, seed: u64, most: usize) -> (Timeline, Vec<Vec<Event>>) {
    let mut start = Vec::new();
    let mut world = toy.start(&mut start);
    let mut timeline = Timeline::new(&start);
    let mut steps = vec![start];
    let mut chance = SplitMix64::new(seed);
    while !world.choices().is_empty() && steps.len() <= most {
        let choices: Vec<Choice> = world.choices().iter().collect();
        let mut events = Vec::new();
        world.step(choices[chance.below(choices.len())], &mut events);
        timeline.record(&events);
        steps.push(events);
    }
    (timeline, steps)
}

#[test]
fn seek_equals_applying_the_first_steps() {
    let (timeline, steps) = run(Toy::new(5, 100), 1, 5_000);
    assert!(timeline.full.len() > 1, "several segments are tested");
    let (mut moment, mut walked, mut chance) = (Moment::default(), timeline.moment_at(0), SplitMix64::new(2));
    let mut kept = Vec::new();
    for (position, events) in steps.iter().enumerate() {
        let position = position as u32;
        events.iter().for_each(|event| moment.apply(event));
        if position.is_multiple_of(13) {
            assert_eq!(timeline.moment_at(position), moment);
        }
        assert!(timeline.events(position).eq(events.iter().cloned()));
        kept.push(moment.clone());
    }
    for _ in 0..500 {
        let position = chance.below(kept.len());
        timeline.seek(&mut walked, position as u32);
        assert_eq!(walked, kept[position]);
    }
    timeline.seek(&mut walked, u32::MAX);
    assert_eq!(Some(&walked), kept.last());
}

#[test]
fn what_may_happen_next_is_known_without_a_world() {
    let toy = Toy::new(4, 3);
    let mut events = Vec::new();
    let mut world = toy.start(&mut events);
    let mut timeline = Timeline::new(&events);
    let mut chance = SplitMix64::new(4);
    loop {
        let choices: Vec<Choice> = world.choices().iter().collect();
        assert!(timeline.tip().choices().eq(choices.iter().copied()));
        if choices.is_empty() {
            break;
        }
        events.clear();
        world.step(choices[chance.below(choices.len())], &mut events);
        timeline.record(&events);
    }
    assert_eq!(timeline.end(), Some(&End::Returned));
}

#[test]
fn the_tally_counts_the_workers_by_state() {
    let (timeline, _) = run(Toy { forgets_to_unlock: true, ..Toy::new(6, 2) }, 3, 1_000);
    assert_eq!(timeline.end(), Some(&End::Deadlock));
    for position in 0..=timeline.len() {
        let moment = timeline.moment_at(position);
        for state in super::super::State::ALL {
            let count = moment.workers.iter().filter(|worker| worker.state() == state).count();
            assert_eq!(moment.tally.of(state) as usize, count);
        }
    }
}

#[test]
fn changes_are_found_both_ways() {
    let (timeline, steps) = run(Toy::new(3, 60), 5, 3_000);
    let waits = |moment: &Moment| -> Vec<bool> {
        let waiting =
            |worker: &super::super::Worker| worker.pending.iter().any(|one| one.status != Status::New);
        moment.workers.iter().map(waiting).collect()
    };
    let changes: Vec<u32> = (1..=timeline.len())
        .filter(|position| {
            let (before, after) = (timeline.moment_at(position - 1), timeline.moment_at(*position));
            waits(&before) != waits(&after) || after.end.is_some()
        })
        .collect();
    assert!(changes.len() > 100);
    for position in 0..=steps.len() as u32 {
        let next = changes.iter().copied().find(|change| *change > position);
        assert_eq!(timeline.next_change(position), next);
        let previous = changes.iter().copied().rev().find(|change| *change < position);
        assert_eq!(timeline.previous_change(position), previous);
    }
}

#[test]
fn printed_lines_are_found_by_number() {
    let (timeline, steps) = run(Toy::new(5, 200), 6, 10_000);
    let mut lines = Vec::new();
    for (position, events) in steps.iter().enumerate() {
        for event in events {
            if let Event::Printed(_, text) = event {
                lines.push(Line { position: position as u32, text: text.clone() });
            }
        }
    }
    assert_eq!(lines.len(), 1_000);
    assert_eq!(timeline.tip().printed, 1_000);
    for (from, to) in [(0, 1_000), (0, 0), (0, 1), (17, 503), (999, 2_000), (1_000, 1_001), (5, 3)] {
        let expected = lines.get(from..to.min(lines.len())).unwrap_or(&[]);
        assert_eq!(timeline.output(from as u32..to as u32), expected);
    }
}

#[test]
fn a_fork_is_the_same_run_up_to_there() {
    let (timeline, steps) = run(Toy::new(4, 100), 7, 3_000);
    for position in [0, 1, 700, 1_500, steps.len() - 1] {
        let mut fork = timeline.fork(position as u32);
        assert_eq!(fork.len(), position as u32);
        assert_eq!(fork.tip(), &timeline.moment_at(position as u32));
        steps[position + 1..].iter().for_each(|events| fork.record(events));
        assert_eq!(fork.hash(), timeline.hash());
        assert_eq!(fork.tip(), timeline.tip());
    }
}

#[test]
fn a_run_that_differed_once_has_another_hash_for_good() {
    let (timeline, steps) = run(Toy::new(4, 100), 8, 2_000);
    for position in [1u32, 600, 1_300] {
        let mut other = timeline.fork(position - 1);
        let mut events = steps[position as usize].clone();
        events.push(Event::Advanced(1));
        other.record(&events);
        assert_ne!(other.hash(), timeline.fork(position).hash());
        steps[position as usize + 1..].iter().for_each(|events| other.record(events));
        assert_eq!(other.len(), timeline.len());
        assert_ne!(other.hash(), timeline.hash());
    }
}

#[test]
fn the_hash_is_the_same_on_every_platform() {
    let (timeline, _) = run(Toy::new(10, 100), 9, 10_000);
    assert_eq!(timeline.hash(), 6_317_550_256_059_109_791);
}
