//! Who waits for whom, as arrows.

use super::stage::{Edge, WaitChain};
use crate::timeline::parts::State;
use crate::timeline::{Moment, Rests, Role, Wait, knot, stuck, wait_for};
use crate::world::WorkerId;

/// How many arrows are drawn: those of the circle first, then those of workers that hold something.
const ARROWS: usize = 48;
/// Among how many a circle is looked for, and how many of those who could end a wait an arrow names.
const LOOKED_AT: usize = 1_000;
const NAMED: usize = 32;

/// The arrows of a moment, and those who can never go on.
pub(super) fn chain(moment: &Moment, cast: &[Role]) -> (WaitChain, Vec<WorkerId>) {
    // A node waits for messages, and nobody can say whether one will come.
    if moment.tally.of(State::Waiting) == 0 || moment.is_cluster() {
        return Default::default();
    }
    let stuck = stuck(moment, cast, Rests::OnHolders);
    let cycle = circle(moment, cast, &stuck);
    let holds = |id: WorkerId| moment.worker(id).is_some_and(|known| !known.holds.is_empty());
    let waits = moment.each_worker().filter(|(_, known)| known.state() == State::Waiting);
    let mut order: Vec<WorkerId> = waits.map(|(id, _)| id).collect();
    order.sort_unstable_by_key(|id| (!cycle.contains(id), !holds(*id), *id));
    order.truncate(ARROWS);
    order.sort_unstable();
    let edge = |id: &WorkerId| {
        let waits = wait_for(moment, *id, cast);
        let mut to: Vec<WorkerId> = waits.iter().flat_map(|wait| wait.need.from()).copied().collect();
        to.sort_unstable();
        to.dedup();
        let place = cycle.iter().position(|one| one == id);
        let next = place.map(|place| cycle[(place + 1) % cycle.len()]);
        let on_cycle = next.is_some_and(|next| to.contains(&next));
        to.truncate(NAMED);
        Edge { from: *id, object: waits.first().and_then(|wait| wait.object), to, on_cycle }
    };
    (WaitChain { edges: order.iter().map(edge).collect(), cycle }, stuck)
}

/// Those of a circle of waits, in its order, if these have one.
pub(super) fn circle(moment: &Moment, cast: &[Role], stuck: &[WorkerId]) -> Vec<WorkerId> {
    if stuck.is_empty() {
        return Vec::new();
    }
    let knot = knot(moment, &stuck[..stuck.len().min(LOOKED_AT)], cast);
    let from = knot.circle.unwrap_or(knot.chain.len());
    knot.chain[from..].iter().map(|wait: &Wait| wait.worker).collect()
}
