//! Single schedules, where there are too many states to look at them all.

use crate::schedule::Plan;

/// So many are tried.
pub(super) const SAMPLES: u32 = 1_000;
/// So many steps of each at most.
pub(super) const STEPS: u32 = 5_000;

/// By what plan a sample goes: by turns one that takes any choice, and one that keeps to an order with a few changes.
pub(super) fn plan(number: u32) -> Plan {
    let seed = u64::from(number / 2);
    match number % 2 {
        0 => Plan::Random { seed },
        _ => Plan::Pct { seed, depth: 3, length: STEPS / 10 },
    }
}
