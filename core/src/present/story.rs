//! How a run ends, told as one story: who holds what, who waits for whom, who is left behind.

use super::partners::{Partners, Role, partners};
use super::waits::{self, Detail};
use super::words::{chain, object, worker, workers};
use super::{Arg, Message};
use crate::rules::{Kind, ObjectId};
use crate::say;
use crate::timeline::Moment;
use crate::timeline::parts::{Life, State, Status};
use crate::world::{Queue, Verb, WorkerId};
use std::collections::{BTreeMap, BTreeSet};

/// How many clauses a story has before it only counts.
const CLAUSES: usize = 6;

/// Everyone waits, and why.
pub(super) fn deadlock(moment: &Moment, cast: &[Role]) -> Message {
    let waiting = moment.each_worker().filter(|(_, known)| known.life == Life::Running).map(|(id, _)| id);
    let clauses = Story::new(moment, cast).tell(waiting.collect());
    say!(StoryDeadlock, clauses = clauses)
}

/// Main returned, and what became of the others.
pub(super) fn returned(moment: &Moment, main: WorkerId) -> Message {
    let mut groups: BTreeMap<(State, Option<ObjectId>), Vec<WorkerId>> = BTreeMap::new();
    for (id, known) in moment.each_worker().filter(|(id, _)| *id != main) {
        if known.life == Life::Running {
            let at = waits::waiting(known).and_then(waits::at).map(|(object, _)| object);
            let state = known.state();
            let at = at.filter(|_| state == State::Waiting);
            groups.entry((state, at)).or_default().push(id);
        }
    }
    let mut groups: Vec<_> = groups.into_iter().collect();
    groups.sort_by_key(|(_, who)| who[0]);
    let more: usize = groups.iter().skip(CLAUSES).map(|(_, who)| who.len()).sum();
    groups.truncate(CLAUSES);
    let mut clauses: Vec<Message> = groups
        .into_iter()
        .map(|((state, at), who)| {
            let who = workers(moment, who);
            match (state, at) {
                (State::Waiting, Some(at)) => {
                    say!(EndVanishWaiting, object = object(moment, Some(at)), workers = who)
                }
                (State::Waiting, None) => say!(EndVanishAside, workers = who),
                (State::Asleep, _) => say!(EndVanishSleeping, workers = who),
                _ => say!(EndVanishReady, workers = who),
            }
        })
        .collect();
    if more > 0 {
        clauses.push(say!(EndVanishMore, count = more));
    }
    let worker = worker(moment, main);
    match chain(clauses, |clauses, next| say!(EndLeakedNext, clauses = clauses, next = next)) {
        Some(clauses) => say!(EndLeaked, clauses = clauses, worker = worker),
        None => say!(EndReturned, worker = worker),
    }
}

/// A story in the making.
struct Story<'a> {
    moment: &'a Moment,
    cast: &'a [Role],
    clauses: Vec<Message>,
    /// Whom a clause has told of already.
    told: BTreeSet<WorkerId>,
    /// Whose holder a clause has told of already.
    held: BTreeSet<ObjectId>,
}

impl<'a> Story<'a> {
    fn new(moment: &'a Moment, cast: &'a [Role]) -> Story<'a> {
        Story { moment, cast, clauses: Vec::new(), told: BTreeSet::new(), held: BTreeSet::new() }
    }

    /// Those who hold something first, each with who could free it; then the others, grouped; then the circle.
    fn tell(mut self, stuck: Vec<WorkerId>) -> Message {
        let holds = |id: &WorkerId| self.moment.worker(*id).is_some_and(|known| !known.holds.is_empty());
        let (holders, others): (Vec<_>, Vec<_>) = stuck.into_iter().partition(holds);
        for (place, holder) in holders.iter().enumerate() {
            if place == CLAUSES {
                let count = holders[place..].iter().filter(|one| !self.told.contains(one)).count();
                self.clauses.push(say!(StoryMore, count = count));
                self.told.extend(&holders[place..]);
                break;
            }
            self.one(*holder);
        }
        self.groups(others);
        if let Some(circle) = circle(self.moment, &holders) {
            self.clauses.push(say!(StoryCycle, workers = workers(self.moment, circle)));
        }
        chain(self.clauses, |clauses, next| say!(StoryNext, clauses = clauses, next = next))
            .unwrap_or_else(|| say!(StoryNobody))
    }

    /// "G2 holds mu and waits for …", and who could end that.
    fn one(&mut self, id: WorkerId) {
        if !self.told.insert(id) {
            return;
        }
        if let Some(clause) = self.clause(id) {
            self.clauses.push(clause);
            self.partner(id);
        }
    }

    fn clause(&mut self, id: WorkerId) -> Option<Message> {
        let holds = &self.moment.worker(id)?.holds;
        let mut who = worker(self.moment, id);
        if !holds.is_empty() {
            self.held.extend(holds.iter().map(|held| held.object));
            let objects = holds.iter().map(|held| object(self.moment, Some(held.object))).collect();
            who = say!(WhoHolds, objects = Arg::Many(objects), who = who).into();
        }
        waits::why(self.moment, id, who, Detail::Holder)
    }

    /// Who alone could end this wait at a channel, and why it does not.
    fn partner(&mut self, id: WorkerId) {
        let moment = self.moment;
        let Some((at, queue)) = moment.worker(id).and_then(waits::waiting).and_then(waits::at) else {
            return;
        };
        let Some(channel) = moment.object(at).filter(|known| matches!(known.kind, Kind::Channel(_))) else {
            return;
        };
        let needs_receiver = queue == Queue::Senders;
        let Partners { known, all } = partners(moment, self.cast, channel, !needs_receiver);
        let alive = |other: &WorkerId| {
            *other != id && moment.worker(*other).is_some_and(|known| known.life == Life::Running)
        };
        let left: Vec<WorkerId> = known.iter().copied().filter(alive).collect();
        let it = object(moment, Some(at));
        match left[..] {
            [] if known.iter().any(|other| *other != id) => self.clauses.push(match needs_receiver {
                true => say!(StoryNobodyReceives, object = it),
                false => say!(StoryNobodySends, object = it),
            }),
            [only] if self.told.insert(only) => {
                let Some(wait) = self.clause(only) else { return };
                let partner = worker(moment, only);
                self.clauses.push(match (all, needs_receiver) {
                    (true, true) => say!(StoryOnlyReceives, object = it, partner = partner, wait = wait),
                    (true, false) => say!(StoryOnlySends, object = it, partner = partner, wait = wait),
                    (false, true) => say!(StorySoFarReceives, object = it, partner = partner, wait = wait),
                    (false, false) => say!(StorySoFarSends, object = it, partner = partner, wait = wait),
                });
            }
            _ => {}
        }
    }

    /// The others, those who wait for the same in one clause.
    fn groups(&mut self, others: Vec<WorkerId>) {
        let mut groups: BTreeMap<_, Vec<WorkerId>> = BTreeMap::new();
        for id in others.into_iter().filter(|id| !self.told.contains(id)) {
            if let Some(key) = key(self.moment, id) {
                groups.entry(key).or_default().push(id);
            }
        }
        let mut groups: Vec<_> = groups.into_values().collect();
        groups.sort_by_key(|who| who[0]);
        let more: usize = groups.iter().skip(CLAUSES).map(Vec::len).sum();
        for who in groups.into_iter().take(CLAUSES) {
            // An earlier group's partner may have been told of meanwhile.
            let who: Vec<WorkerId> = who.into_iter().filter(|one| !self.told.contains(one)).collect();
            let Some(first) = who.first().copied() else { continue };
            self.told.extend(&who);
            let at = self.moment.worker(first).and_then(waits::waiting).and_then(|it| it.doing.object);
            let told = at.is_some_and(|at| self.held.contains(&at));
            let detail = if told { Detail::Bare } else { Detail::Holder };
            self.clauses.extend(waits::why(self.moment, first, workers(self.moment, who), detail));
            self.partner(first);
        }
        if more > 0 {
            self.clauses.push(say!(StoryMoreWait, count = more));
        }
    }
}

/// What a worker waits for, so that those who wait for the same can be told together.
pub(super) fn key(moment: &Moment, id: WorkerId) -> Option<(Verb, Vec<ObjectId>, i64)> {
    let pending = waits::waiting(moment.worker(id)?)?;
    let objects = match &pending.status {
        Status::Parked(places) => places.iter().map(|(object, _)| *object).collect(),
        _ => Vec::new(),
    };
    let number = match pending.status {
        Status::Asleep(until) => until as i64,
        _ if pending.doing.verb == Verb::Join => pending.doing.number,
        _ => 0,
    };
    Some((pending.doing.verb, objects, number))
}

/// Workers each of whom waits for a lock that the next one holds, the last for the first's.
pub(super) fn circle(moment: &Moment, holders: &[WorkerId]) -> Option<Vec<WorkerId>> {
    let mut seen = BTreeSet::new();
    for start in holders {
        let mut path: Vec<WorkerId> = Vec::new();
        let mut next = Some(*start);
        while let Some(id) = next {
            if let Some(place) = path.iter().position(|one| *one == id) {
                return (path.len() - place > 1).then(|| path.split_off(place));
            }
            if !seen.insert(id) {
                break;
            }
            path.push(id);
            let at = moment.worker(id).and_then(waits::waiting).and_then(waits::at);
            next = at.and_then(|(object, _)| moment.object(object)).and_then(|known| {
                known.holder.or_else(|| known.readers.iter().copied().find(|reader| *reader != id))
            });
        }
    }
    None
}
