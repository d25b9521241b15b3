//! Who will wait for ever.

use super::{Act, Knows, Need, each_need, used};
use crate::rules::ObjectId;
use crate::timeline::crew::Crew;
use crate::timeline::moment::Moment;
use crate::timeline::parts::{State, Status};
use crate::world::{End, WorkerId};

/// On what it rests that somebody waits for ever.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rests {
    /// It is certain.
    Certain,
    /// It is so if nobody unlocks what another holds, which Go allows and programs hardly do.
    OnHolders,
    /// It is so if nobody does to a channel or a WaitGroup what they have not done so far.
    SoFar,
}

/// The workers that wait for ever though the run goes on, or did when it ended in a deadlock; none where it ended
/// otherwise, since they vanished.
///
/// They are the most workers of which each waits only for what the others, or those who are done, would have to do.
pub fn stuck(moment: &Moment, knows: &(impl Knows + ?Sized), rests: Rests) -> Vec<WorkerId> {
    if moment.end.as_ref().is_some_and(|end| *end != End::Deadlock) {
        return Vec::new();
    }
    let mut free = Crew::default();
    let mut waiting = Vec::new();
    for (id, worker) in moment.each_worker() {
        match worker.state() {
            State::Waiting => waiting.push(id),
            State::Ready | State::Asleep => {
                free.insert(id);
            }
            State::Done | State::Failed => {}
        }
    }
    // Who is told to do what to each object, asked once: ten thousand may wait for the same.
    let mut told: Vec<[Option<Option<Crew>>; 4]> = Vec::new();
    told.resize_with(moment.objects.len(), Default::default);
    // Every round goes the other way, so that a chain comes undone in two rounds however it lies.
    loop {
        let before = waiting.len();
        waiting.retain(|worker| {
            let stays = !may_go_on(moment, *worker, rests, &free, |object, act, free| {
                let who = || knows.who(moment, object, act).map(|who| who.into_iter().collect());
                let known = told.get_mut(object.0 as usize)?;
                known[act as usize].get_or_insert_with(who).as_ref().map(|told: &Crew| told.meets(free))
            });
            if !stays {
                free.insert(*worker);
            }
            stays
        });
        waiting.reverse();
        if waiting.len() == before {
            waiting.sort_unstable();
            return waiting;
        }
    }
}

/// Whether one of a worker's waits may end by what the free ones do.
fn may_go_on(
    moment: &Moment,
    id: WorkerId,
    rests: Rests,
    free: &Crew,
    mut told: impl FnMut(ObjectId, Act, &Crew) -> Option<bool>,
) -> bool {
    let anybody = !free.is_empty();
    let mut may = false;
    let pending = moment.worker(id).map_or(&[][..], |worker| &worker.pending);
    for pending in pending.iter().filter(|pending| matches!(pending.status, Status::Parked(_))) {
        // Partners are looked up as sets: ten thousand may wait at one channel that ten thousand use.
        each_need(moment, id, pending, &Nobody, |object, need| {
            may |= match (object, need) {
                (_, Need::LetGo(holders)) => {
                    holders.iter().all(|holder| free.contains(*holder))
                        || (rests == Rests::Certain && anybody)
                }
                (_, Need::Turn(first)) => free.contains(first) || (rests == Rests::Certain && anybody),
                (_, Need::Exit(worker)) => free.contains(worker),
                (Some(object), Need::Act(act, _)) => match told(object, act, free) {
                    Some(meets) => meets,
                    None if rests < Rests::SoFar => anybody,
                    None => used(moment, object, act).is_some_and(|used| used.meets(free)),
                },
                _ => false,
            };
        });
    }
    may
}

/// Spares the search for partners where they are not looked at.
struct Nobody;

impl Knows for Nobody {
    fn who(&self, _: &Moment, _: ObjectId, _: Act) -> Option<Vec<WorkerId>> {
        Some(Vec::new())
    }
}
