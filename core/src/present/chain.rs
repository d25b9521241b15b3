//! Who waits for whom, as arrows.

use super::Locale;
use super::partners::{Role, needs};
use super::stage::{Edge, WaitChain};
use super::waits::{Detail, why};
use super::words::worker;
use crate::rules::ObjectId;
use crate::timeline::Moment;
use crate::timeline::parts::State;
use crate::world::WorkerId;
use std::collections::{BTreeMap, BTreeSet};

/// How many arrows are drawn: those of the circle first, then those of workers that hold something.
const ARROWS: usize = 48;
/// How many waits are looked at.
const LOOKED_AT: usize = 2_000;

type Needs = BTreeMap<WorkerId, (Option<ObjectId>, Vec<WorkerId>)>;

/// The arrows of a moment.
pub(super) fn chain(moment: &Moment, cast: &[Role], locale: Locale) -> WaitChain {
    if moment.tally.of(State::Waiting) == 0 {
        return WaitChain::default();
    }
    let waits = moment.each_worker().filter(|(_, known)| known.state() == State::Waiting);
    let needs: Needs =
        waits.take(LOOKED_AT).filter_map(|(id, _)| Some((id, needs(moment, cast, id)?))).collect();
    let cycle = circle(&needs);
    let mut order: Vec<WorkerId> = needs.keys().copied().collect();
    let holds = |id: &WorkerId| moment.worker(*id).is_some_and(|known| !known.holds.is_empty());
    order.sort_by_key(|id| (!cycle.contains(id), !holds(id), *id));
    order.truncate(ARROWS);
    order.sort_unstable();
    let edge = |id: &WorkerId| {
        let (object, to) = needs.get(id)?.clone();
        let label = locale.sentence(why(moment, *id, worker(moment, *id), Detail::Ahead)?);
        let place = cycle.iter().position(|one| one == id);
        let next = place.map(|place| cycle[(place + 1) % cycle.len()]);
        let on_cycle = next.is_some_and(|next| to.contains(&next));
        Some(Edge { from: *id, object, to, label, on_cycle })
    };
    WaitChain { edges: order.iter().filter_map(edge).collect(), cycle }
}

/// A circle of waits, if there is one: each waits for the next, the last for the first.
fn circle(needs: &Needs) -> Vec<WorkerId> {
    let mut done = BTreeSet::new();
    for start in needs.keys() {
        // Depth first, with the way that led here; each stands with the place of its next partner.
        let mut path: Vec<(WorkerId, usize)> = vec![(*start, 0)];
        while let Some((id, place)) = path.last_mut() {
            let next = needs.get(id).and_then(|(_, to)| to.get(*place)).copied();
            *place += 1;
            match next {
                None => {
                    done.insert(*id);
                    path.pop();
                }
                Some(next) => {
                    if let Some(from) = path.iter().position(|(one, _)| *one == next) {
                        return path[from..].iter().map(|(one, _)| *one).collect();
                    }
                    if !done.contains(&next) && needs.contains_key(&next) {
                        path.push((next, 0));
                    }
                }
            }
        }
    }
    Vec::new()
}
