//! Small programs, and what is said and drawn of them.

mod checks;
mod frames;
mod maps;
mod pictures;
mod programs;
mod sentences;

use super::*;
use crate::schedule::{At, Plan};
use crate::timeline::{Branch as Run, BranchId, Timeline};
use crate::world::{Event, Tasks, World};

/// Runs a program to its end, or for so many steps, and records it.
pub(super) fn record(start: impl FnOnce(&mut Vec<Event>) -> Tasks, plan: Plan, most: u32) -> Timeline {
    let mut events = Vec::new();
    let mut world = start(&mut events);
    let mut timeline = Timeline::new(&events);
    let mut policy = plan.start();
    let mut at = At::default();
    while timeline.len() < most
        && let Some(choice) = policy.pick(world.choices(), at)
    {
        events.clear();
        world.step(choice, &mut events);
        timeline.record(&events);
        at = At { step: timeline.len(), last: Some(choice.worker) };
    }
    timeline
}

pub(super) fn show<'a>(
    timeline: &'a Timeline,
    moment: &'a crate::timeline::Moment,
    cast: &'a [Role],
) -> Show<'a> {
    Show { timeline, moment, source: "", cast, branches: (&[] as &[Run], BranchId(0)) }
}

/// Every step of a run as text.
pub(super) fn told(timeline: &Timeline, cast: &[Role], locale: Locale) -> String {
    let lines = transcript(timeline, cast, 0..=timeline.len(), locale);
    lines.iter().map(|line| format!("{line}\n")).collect()
}
