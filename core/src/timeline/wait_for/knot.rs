//! How those who wait for ever wait for each other, in the order in which it is told.

use super::{Knows, Wait, wait_for};
use crate::rules::ObjectId;
use crate::timeline::crew::Crew;
use crate::timeline::moment::Moment;
use crate::timeline::parts::{Pending, Status};
use crate::world::{Verb, WorkerId};

/// How some workers wait for each other, in the order in which it is told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Knot {
    /// From wait to wait: the next one's worker is among those for whom this one waits.
    pub chain: Vec<Wait>,
    /// Where in the chain its last wait leads back to, if it does: from there on it is a circle.
    pub circle: Option<usize>,
    /// The others, in groups that wait at the same place for the same.
    pub rest: Vec<Group>,
}

/// Workers that wait at the same place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// At what.
    pub object: Option<ObjectId>,
    /// What they ask.
    pub verb: Verb,
    /// Who, in order.
    pub workers: Vec<WorkerId>,
}

/// How these workers, who wait for ever, wait for each other.
///
/// The chain starts with a worker of a circle that holds what others wait for, or else with one of a circle, or else with
/// whoever has the longest chain.
pub fn knot(moment: &Moment, stuck: &[WorkerId], knows: &(impl Knows + ?Sized)) -> Knot {
    let members: Crew = stuck.iter().copied().collect();
    // By worker whose chain was followed: how long it is.
    let mut lengths = vec![None; moment.workers.len()];
    let mut best: Option<((bool, bool, usize), WorkerId)> = None;
    for worker in stuck {
        let (chain, circle, known) = follow(moment, *worker, &members, knows, &lengths);
        let length = chain.len() + known;
        for (before, wait) in chain.iter().enumerate() {
            lengths[wait.worker.0 as usize] = Some(length - before);
        }
        let in_circle = &chain[circle.unwrap_or(0)..];
        let others_wait = |wait: &&Wait| is_waited_for(moment, wait.worker);
        let start = match circle {
            Some(_) => in_circle.iter().find(others_wait).or(in_circle.first()),
            None => chain.first(),
        };
        if let Some(start) = start {
            let worth = (circle.is_some(), others_wait(&start), length);
            if best.is_none_or(|(most, _)| worth > most) {
                best = Some((worth, start.worker));
            }
        }
    }
    let (chain, circle, _) = match best {
        Some((_, start)) => follow(moment, start, &members, knows, &[]),
        None => Default::default(),
    };
    let told: Crew = chain.iter().map(|wait| wait.worker).collect();
    let mut rest: Vec<Group> = Vec::new();
    for worker in stuck.iter().filter(|worker| !told.contains(**worker)) {
        let parked = |pending: &&Pending| matches!(pending.status, Status::Parked(_));
        let Some(pending) = moment.worker(*worker).and_then(|worker| worker.pending.iter().find(parked))
        else {
            continue;
        };
        let (object, verb) = (pending.doing.object, pending.doing.verb);
        match rest.iter_mut().find(|group| group.object == object && group.verb == verb) {
            Some(group) => group.workers.push(*worker),
            None => rest.push(Group { object, verb, workers: vec![*worker] }),
        }
    }
    Knot { chain, circle, rest }
}

fn is_waited_for(moment: &Moment, worker: WorkerId) -> bool {
    let holds = moment.worker(worker).map_or(&[][..], |worker| &worker.holds);
    holds.iter().any(|held| moment.object(held.object).is_some_and(|object| object.waiting() > 0))
}

/// The chain of waits from a worker on: always to one who is in it already, if there is one, else to the first. It ends
/// where it comes to somebody whose chain has a known length, which is told too.
fn follow(
    moment: &Moment,
    from: WorkerId,
    members: &Crew,
    knows: &(impl Knows + ?Sized),
    lengths: &[Option<usize>],
) -> (Vec<Wait>, Option<usize>, usize) {
    let mut chain: Vec<Wait> = Vec::new();
    let mut told = Crew::default();
    let mut worker = from;
    loop {
        if let Some(Some(length)) = lengths.get(worker.0 as usize) {
            return (chain, None, *length);
        }
        let mut waits = wait_for(moment, worker, knows);
        let partners =
            |wait: &Wait| wait.need.from().iter().copied().filter(|one| members.contains(*one)).collect();
        let place = waits.iter().position(|wait| !Vec::is_empty(&partners(wait))).unwrap_or(0);
        if place == waits.len() {
            return (chain, None, 0);
        }
        let wait = waits.swap_remove(place);
        let partners: Vec<WorkerId> = partners(&wait);
        told.insert(worker);
        chain.push(wait);
        if partners.iter().any(|one| told.contains(*one)) {
            let circle = chain.iter().position(|wait| partners.contains(&wait.worker));
            return (chain, circle, 0);
        }
        match partners.first() {
            Some(next) => worker = *next,
            None => return (chain, None, 0),
        }
    }
}
