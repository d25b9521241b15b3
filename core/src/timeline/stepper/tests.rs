//! Going anywhere in a run, leaving it, and replaying its token.

use super::super::toy::{Toy, ToyWorld};
use super::*;
use crate::schedule::Token;
use crate::schedule::rng::SplitMix64;
use std::cell::Cell;
use std::rc::Rc;
#[cfg(target_family = "wasm")]
use wasm_bindgen_test::wasm_bindgen_test as test;

fn toy(workers: u32, rounds: u32) -> Stepper<ToyWorld, impl Fn(&mut Vec<Event>) -> ToyWorld> {
    Stepper::new(move |events| Toy::new(workers, rounds).start(events))
}

/// Rebuilds in small slices, and says how many it took.
fn rebuild<W: World, P: Fn(&mut Vec<Event>) -> W>(stepper: &mut Stepper<W, P>) -> u32 {
    (1..).find(|_| stepper.rebuild(7)).expect("every slice brings it nearer")
}

#[test]
fn going_back_and_on_otherwise_keeps_the_old_branch() {
    let mut stepper = toy(3, 4);
    assert_eq!(stepper.advance(1_000), Advanced::Stopped(Refused::Over));
    let (len, hash) = (stepper.len(), stepper.timeline().hash());
    stepper.seek(20);
    assert_eq!(stepper.ready(), Err(Refused::Rebuild));
    let other = stepper.choices().into_iter().find(|choice| Some(*choice) != stepper.taken());
    let other = other.expect("somebody else may go");
    assert_eq!(stepper.step(other), Err(Refused::Rebuild));
    assert_eq!(rebuild(&mut stepper), 3);
    assert_eq!(stepper.step(other), Ok(Moved::Off));
    assert_eq!((stepper.position(), stepper.len()), (21, 21));
    assert_eq!(stepper.branch().from, Some((BranchId(0), 20)));
    assert!(stepper.switch(BranchId(0)));
    assert!(!stepper.switch(BranchId(9)));
    assert_eq!((stepper.len(), stepper.timeline().hash()), (len, hash));
    assert_eq!(stepper.position(), 21);
    assert_eq!(stepper.branches().len(), 2);
    let [first, second] = [0, 1].map(|branch| &stepper.branches()[branch].timeline);
    assert_eq!(first.fork(20).hash(), second.fork(20).hash());
    assert_ne!(first.choice(21), second.choice(21));
}

#[test]
fn going_where_the_run_went_needs_no_world() {
    let mut stepper = toy(3, 4);
    stepper.advance(30);
    stepper.seek(10);
    let taken = stepper.taken().expect("the run went on");
    assert_eq!(stepper.step(taken), Ok(Moved::Along));
    assert_eq!(stepper.forward(), Ok(Moved::Along));
    assert!(stepper.back());
    assert_eq!((stepper.position(), stepper.len(), stepper.branches().len()), (11, 30, 1));
    stepper.seek(0);
    assert!(!stepper.back());
    let first = stepper.timeline().next_change(0).expect("somebody waits");
    let second = stepper.timeline().next_change(first).expect("and somebody goes on");
    stepper.seek(second);
    stepper.previous_change();
    assert_eq!(stepper.position(), first);
    stepper.previous_change();
    assert_eq!(stepper.position(), 0);
}

#[test]
fn a_world_that_was_rebuilt_early_is_moved_on() {
    let mut stepper = toy(3, 4);
    stepper.advance(40);
    stepper.seek(20);
    rebuild(&mut stepper);
    stepper.seek(25);
    assert_eq!(rebuild(&mut stepper), 1);
    stepper.set_plan(Plan::Random { seed: 3 });
    while stepper.step_by_policy() == Ok(Moved::Along) {}
    rebuild(&mut stepper);
    assert_eq!(stepper.difference(), None);
}

#[test]
fn a_choice_that_is_none_is_refused() {
    let mut stepper = toy(2, 1);
    let mut wrong = stepper.choices()[0];
    wrong.request.0 += 1;
    assert_eq!(stepper.step(wrong), Err(Refused::NotAChoice));
    wrong.worker.0 = 1_000;
    assert_eq!(stepper.step(wrong), Err(Refused::NotAChoice));
    assert_eq!(stepper.advance(1_000), Advanced::Stopped(Refused::Over));
    assert_eq!(stepper.step(wrong), Err(Refused::Over));
}

#[test]
fn whatever_was_done_is_in_the_token() {
    let plans = [
        Plan::RoundRobin,
        Plan::Random { seed: 1 },
        Plan::Pct { seed: 2, depth: 5, length: 60 },
        Plan::Pct { seed: 3, depth: 9, length: 100 },
    ];
    for seed in 0..40 {
        let mut chance = SplitMix64::new(seed);
        let mut stepper = toy(4, 5);
        for _ in 0..150 {
            match chance.below(12) {
                0 => stepper.set_plan(plans[chance.below(4)]),
                1 => stepper.seek(chance.below(stepper.len() as usize + 1) as u32),
                2 => {
                    let branch = BranchId(chance.below(4) as u32);
                    stepper.switch(branch);
                }
                3..6 => {
                    let choices = stepper.choices();
                    if !choices.is_empty() {
                        rebuild(&mut stepper);
                        stepper.step(choices[chance.below(choices.len())]).expect("it is a choice");
                    }
                }
                6..8 => {
                    rebuild(&mut stepper);
                    stepper.step_by_policy().ok();
                }
                _ => {
                    rebuild(&mut stepper);
                    stepper.forward().ok();
                }
            }
            assert_eq!(stepper.difference(), None);
        }
        for branch in 0..stepper.branches().len() {
            stepper.switch(stepper.branches()[branch].id);
            assert_eq!(stepper.branch().schedule.len(), stepper.len());
            let token = stepper.token("toy", vec![("n".into(), "4".into())]);
            let token: Token = token.to_string().parse().expect("it was written");
            let mut again =
                Stepper::replaying(|events: &mut Vec<Event>| Toy::new(4, 5).start(events), &token);
            while let Loading::More(..) = again.load(13) {}
            assert_eq!(again.load(1), Loading::Done);
            assert_eq!(again.timeline().hash(), stepper.timeline().hash());
            assert_eq!(again.token("toy", vec![("n".into(), "4".into())]), token);
        }
    }
}

#[test]
fn a_token_of_a_changed_program_says_where_it_parted() {
    let mut stepper = toy(3, 2);
    stepper.advance(20);
    let token = stepper.token("toy", Vec::new());
    let changed = |toy: Toy| {
        let mut again = Stepper::replaying(move |events: &mut Vec<Event>| toy.start(events), &token);
        let loading = (0..).map(|_| again.load(5)).find(|loading| !matches!(loading, Loading::More(..)));
        (loading.expect("a token comes to its end"), again.len())
    };
    assert_eq!(changed(Toy::new(3, 2)), (Loading::Done, 20));
    assert_eq!(changed(Toy::new(4, 2)), (Loading::Parted { after: 0, by: 0 }, 0));
    let forgetful = Toy { forgets_to_unlock: true, ..Toy::new(3, 2) };
    let unlocked = (1..=20).find(|position| {
        stepper.timeline().events(*position).any(|event| matches!(event, Event::Released(..)))
    });
    let by = unlocked.expect("somebody unlocks");
    assert_eq!(changed(forgetful), (Loading::Parted { after: by - 1, by }, by));
}

#[test]
fn a_program_that_differs_from_run_to_run_is_found_out() {
    let runs = Rc::new(Cell::new(0));
    let mut stepper = Stepper::new({
        let runs = runs.clone();
        move |events: &mut Vec<Event>| {
            runs.set(runs.get() + 1);
            Toy { chance: runs.get(), ..Toy::new(3, 2) }.start(events)
        }
    });
    stepper.advance(25);
    stepper.seek(20);
    rebuild(&mut stepper);
    assert_eq!(stepper.ready(), Err(Refused::NotDeterministic));
    let difference = stepper.difference().cloned().expect("what is printed differs");
    let at = |event: &Event| matches!(event, Event::Offered(..));
    assert!(difference.recorded.as_ref().is_some_and(at) && difference.replayed.as_ref().is_some_and(at));
    assert_ne!(difference.recorded, difference.replayed);
    stepper.seek(25);
    assert_eq!(stepper.forward(), Ok(Moved::On), "the run itself can still go on");
}

#[test]
fn the_oldest_branches_are_forgotten() {
    let mut stepper = toy(3, 2);
    stepper.advance(10);
    for round in 0..40 {
        stepper.seek(0);
        rebuild(&mut stepper);
        let choices = stepper.choices();
        let others = choices.iter().filter(|choice| Some(**choice) != stepper.taken());
        let other = *others.clone().nth(round % 2).expect("two others may go");
        assert_eq!(stepper.step(other), Ok(Moved::Off));
    }
    assert_eq!(stepper.branches().len(), Branches::MOST);
    assert_eq!(stepper.branch().id, BranchId(40));
}

/// Not in the browser, where a million steps without optimisation take long.
#[cfg(not(target_family = "wasm"))]
#[test]
fn a_run_ends_at_the_limit() {
    let mut stepper = toy(2, u32::MAX / 8);
    assert_eq!(stepper.advance(u32::MAX), Advanced::Stopped(Refused::Limit));
    assert_eq!(stepper.len(), Schedule::LIMIT);
    assert_eq!(stepper.forward(), Err(Refused::Limit));
    assert!(stepper.back());
}
