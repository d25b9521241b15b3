//! Single schedules, where there are too many states to look at them all.

use super::found::{Examined, Found};
use super::search::{Way, begins_to_wait};
use crate::schedule::{At, Pick, Plan};
use crate::world::Choice;

/// So many are tried.
pub(super) const SAMPLES: u32 = 1_000;
/// So many steps of each at most.
const STEPS: u32 = 5_000;

/// By what plan a sample goes: by turns one that takes any choice, and one that keeps to an order with a few changes.
pub(super) fn plan(number: u32) -> Plan {
    let seed = u64::from(number / 2);
    match number % 2 {
        0 => Plan::Random { seed },
        _ => Plan::Pct { seed, depth: 3, length: STEPS / 10 },
    }
}

/// Takes one schedule to its end, if that is not too far and `may_go` lets each of its choices be taken, and looks at what is wrong
/// on the way. Gives where it leads, and the way there.
pub(super) fn sample<W: Examined>(
    mut world: W,
    plan: Plan,
    found: &mut Found,
    may_go: &mut dyn FnMut(&W, Choice) -> bool,
) -> (W, Way, Vec<Pick>) {
    let (mut policy, mut picks, mut last, mut way) = (plan.start(), Vec::new(), None, Way::default());
    let mut events = Vec::new();
    for step in 0..STEPS {
        found.look(&world, None, way, &|| picks.clone());
        let Some(choice) = policy.pick(world.choices(), At { step, last }) else { break };
        let pick = Pick::name(choice, world.choices().of(choice.worker).iter().copied());
        let Some(pick) = pick.filter(|_| may_go(&world, choice)) else { break };
        let worker = (!world.is_timer(choice)).then_some(choice.worker);
        let shows_waiting = world.shows_waiting(choice);
        events.clear();
        world.step(choice, &mut events);
        if shows_waiting || !begins_to_wait(&events, choice.worker) {
            way = way.and(worker);
        }
        picks.push(pick);
        last = Some(choice.worker);
    }
    found.look(&world, None, way, &|| picks.clone());
    (world, way, picks)
}
