//! Where each worker stands: one place each, and counted groups where there are too many to draw.

use super::alike::alike;
use super::stage::{Chip, Group, Place, Seat, State, Tether};
use super::waits::{Detail, at, waiting, why};
use super::words::{object, worker};
use super::{Id, Locale, Message, cluster, does};
use crate::rules::ObjectId;
use crate::say;
use crate::timeline::Moment;
use crate::timeline::parts::{self, Life, Status};
use crate::world::{End, Queue, WorkerId};

/// How many chips are drawn before they fold.
pub(super) const CHIPS: usize = 24;
/// How many groups are told apart.
const GROUPS: usize = 40;
/// A group as small as this is drawn as chips where there is room.
const FEW: usize = 3;

/// What a worker does.
pub(super) fn state(moment: &Moment, id: WorkerId) -> State {
    let Some(known) = moment.worker(id) else { return State::Gone };
    let acted = moment.last.is_some_and(|last| last.worker == id);
    if let Some(node) = &known.node {
        return cluster::state(known, node, acted);
    }
    match (known.state(), &moment.end) {
        (parts::State::Done, _) => State::Done,
        (parts::State::Failed, _) => State::Failed,
        (_, Some(End::Returned)) if acted => State::Done,
        (_, Some(End::Returned | End::Fault(..) | End::Panic(..))) => State::Gone,
        (parts::State::Ready, _) if acted => State::Running,
        (parts::State::Ready, _) => State::Ready,
        (parts::State::Waiting, _) => State::Waiting,
        (parts::State::Asleep, _) => State::Sleeping,
    }
}

impl State {
    /// Its word.
    pub fn word(self) -> Id {
        match self {
            State::Running => Id::StateRunning,
            State::Ready => Id::StateReady,
            State::Waiting => Id::StateWaiting,
            State::Sleeping => Id::StateSleeping,
            State::Done => Id::StateDone,
            State::Failed => Id::StateFailed,
            State::Gone => Id::StateGone,
        }
    }
}

/// Where everyone stands.
pub(super) struct Standing {
    /// By worker.
    everyone: Vec<(State, Place, Option<u32>)>,
    /// Those who are drawn one by one, in order; `None` for all.
    drawn: Option<Vec<WorkerId>>,
    groups: Vec<Vec<WorkerId>>,
}

impl Standing {
    /// Finds a place for everyone, and folds whom there is no room for. `on_stage` says which objects have a card.
    pub fn new(moment: &Moment, on_stage: impl Fn(ObjectId) -> bool) -> Standing {
        let benches = benches(moment);
        let everyone: Vec<_> = moment
            .each_worker()
            .map(|(id, known)| {
                let state = state(moment, id);
                let place = match state {
                    State::Waiting => {
                        benches[id.0 as usize].filter(on_card(&on_stage)).unwrap_or(Place::Aside)
                    }
                    State::Sleeping => Place::Asleep,
                    // A node that is crashed or paused is not over.
                    State::Failed | State::Gone if known.node.is_some() => Place::Aside,
                    State::Done | State::Failed | State::Gone => Place::Over,
                    State::Running | State::Ready => {
                        let seat = known.holds.iter().rev().find(|held| on_stage(held.object));
                        seat.map_or(Place::Ready, |held| Place::Seat(held.object))
                    }
                };
                let line = known.site.map(|site| site.line).filter(|_| known.life == Life::Running);
                (state, place, line)
            })
            .collect();
        let mut standing = Standing { everyone, drawn: None, groups: Vec::new() };
        if moment.workers.len() > CHIPS {
            standing.fold(moment);
        }
        standing
    }

    #[inline(never)]
    fn fold(&mut self, moment: &Moment) {
        // A foreign run may be told to have been moved on by nobody.
        let acted = moment.last.map(|last| last.worker).filter(|id| moment.worker(*id).is_some());
        let mut drawn: Vec<WorkerId> = acted.into_iter().collect();
        let key = |everyone: &[(State, Place, Option<u32>)], id: WorkerId| {
            let (state, place, line) = everyone[id.0 as usize];
            (kind(place), state, line)
        };
        let mut folded = Vec::new();
        for (id, _) in moment.each_worker() {
            match self.everyone[id.0 as usize].1 {
                _ if drawn.contains(&id) => {}
                // Whoever is next on a bench, or sits on a mutex, is worth a chip of its own.
                Place::Bench { index: 0, .. } | Place::Seat(_) if drawn.len() < CHIPS / 2 => drawn.push(id),
                _ => folded.push((id, key(&self.everyone, id))),
            }
        }
        let mut groups = alike(&folded);
        let of_small: usize = groups.iter().map(Vec::len).filter(|length| *length <= FEW).sum();
        let crowded = drawn.len() + of_small > CHIPS;
        if crowded {
            self.join(&mut groups);
        }
        groups.sort_unstable_by_key(|members| (members.len(), key(&self.everyone, members[0])));
        groups.retain(|members| {
            let few = members.len() <= FEW && drawn.len() + members.len() <= CHIPS;
            if few {
                drawn.extend(members);
            }
            !few
        });
        if crowded {
            self.move_together(&groups);
        }
        if groups.len() > GROUPS {
            let mut rest: Vec<_> = groups.drain(..groups.len() - GROUPS).flatten().collect();
            rest.sort_unstable();
            let rest: Vec<_> = rest.into_iter().map(|id| (id, self.state(id))).collect();
            for members in alike(&rest) {
                let state = self.state(members[0]);
                let place = anywhere(state);
                members.iter().for_each(|id| self.everyone[id.0 as usize] = (state, place, None));
                groups.push(members);
            }
        }
        drawn.sort_unstable();
        self.drawn = Some(drawn);
        groups.sort_unstable_by_key(|members| members[0]);
        self.groups = groups;
    }

    /// There is no room for all small groups: those who do the same at one line are one, wherever each waits, and with those who
    /// have no card to wait at.
    #[inline(never)]
    fn join(&self, groups: &mut Vec<Vec<WorkerId>>) {
        let small = |members: &Vec<WorkerId>| {
            let (state, place, _) = self.everyone[members[0].0 as usize];
            members.len() <= FEW || place == anywhere(state)
        };
        let mut few: Vec<_> = groups.extract_if(.., |members| small(members)).flatten().collect();
        few.sort_unstable();
        let stands = |id: WorkerId| (id, (self.state(id), self.everyone[id.0 as usize].2));
        groups.extend(alike(&few.into_iter().map(stands).collect::<Vec<_>>()));
    }

    /// Those who are one row stand in one place.
    #[inline(never)]
    fn move_together(&mut self, groups: &[Vec<WorkerId>]) {
        for members in groups {
            let (state, place, line) = self.everyone[members[0].0 as usize];
            if members.iter().any(|id| kind(self.everyone[id.0 as usize].1) != kind(place)) {
                members.iter().for_each(|id| self.everyone[id.0 as usize] = (state, anywhere(state), line));
            }
        }
    }

    /// What a worker does.
    pub fn state(&self, id: WorkerId) -> State {
        self.everyone[id.0 as usize].0
    }

    fn is_drawn(&self, id: WorkerId) -> bool {
        self.drawn.as_ref().is_none_or(|drawn| drawn.binary_search(&id).is_ok())
    }

    /// A worker as it is named at an object.
    pub fn seat(&self, moment: &Moment, object: ObjectId, id: WorkerId) -> Option<Seat> {
        let name = moment.worker(id)?.name.clone();
        let place = self.everyone.get(id.0 as usize)?.1;
        let here = self.is_drawn(id)
            && match place {
                Place::Seat(at) | Place::Bench { object: at, .. } => at == object,
                _ => false,
            };
        Some(Seat { worker: id, name, here })
    }

    /// Those who are drawn one by one on a bench, in order.
    pub fn on_bench(&self, moment: &Moment, object: ObjectId, queue: Queue) -> Vec<Seat> {
        let on_it = |id: &WorkerId| match self.everyone[id.0 as usize].1 {
            Place::Bench { object: at, queue: stands, index } if (at, stands) == (object, queue) => {
                Some(index)
            }
            _ => None,
        };
        let mut found: Vec<_> = self.each_drawn().filter_map(|id| Some((on_it(&id)?, id))).collect();
        found.sort_unstable();
        found.into_iter().filter_map(|(_, id)| self.seat(moment, object, id)).collect()
    }

    fn each_drawn(&self) -> impl Iterator<Item = WorkerId> + '_ {
        let all = if self.drawn.is_none() { self.everyone.len() } else { 0 };
        (0..all as u32).map(WorkerId).chain(self.drawn.iter().flatten().copied())
    }

    /// The chips that are drawn.
    pub fn chips(&self, moment: &Moment, locale: Locale) -> Vec<Chip> {
        self.each_drawn()
            .filter_map(|id| {
                let known = moment.worker(id)?;
                let (state, place, line) = self.everyone[id.0 as usize];
                Some(Chip {
                    worker: id,
                    name: known.name.clone(),
                    state,
                    place,
                    about: locale.sentence(about(moment, id, state)),
                    holds: known.holds.iter().map(|held| held.object).collect(),
                    line,
                    acted: moment.last.is_some_and(|last| last.worker == id),
                })
            })
            .collect()
    }

    /// The groups that are counted.
    pub fn groups(&self, moment: &Moment, locale: Locale) -> Vec<Group> {
        if self.groups.is_empty() { Vec::new() } else { self.counted(moment, locale) }
    }

    #[inline(never)]
    fn counted(&self, moment: &Moment, locale: Locale) -> Vec<Group> {
        let group = |members: &Vec<WorkerId>| {
            let first = members[0];
            let (state, mut place, line) = self.everyone[first.0 as usize];
            if let Place::Bench { index, .. } = &mut place {
                let indexes = members.iter().filter_map(|id| match self.everyone[id.0 as usize].1 {
                    Place::Bench { index, .. } => Some(index),
                    _ => None,
                });
                *index = indexes.min().unwrap_or(*index);
            }
            let count = members.len();
            let mut label = group_label(moment, state, place, count);
            if let Some(line) = line {
                label = say!(GroupLine, line = line, what = label);
            }
            Group { count: count as u32, state, place, line, label: locale.sentence(label), first }
        };
        self.groups.iter().map(group).collect()
    }

    /// Lines from what is held, or waited for as well, to the chips that stand elsewhere.
    pub fn tethers(&self, moment: &Moment, on_stage: impl Fn(ObjectId) -> bool) -> Vec<Tether> {
        let mut tethers = Vec::new();
        for id in self.each_drawn() {
            let Some(known) = moment.worker(id) else { continue };
            let here = match self.everyone[id.0 as usize].1 {
                Place::Seat(object) | Place::Bench { object, .. } => Some(object),
                _ => None,
            };
            let held = known.holds.iter().map(|held| (held.object, true));
            let waits = known.pending.iter().flat_map(|pending| match &pending.status {
                Status::Parked(places) => &places[..],
                _ => &[],
            });
            for (object, holds) in held.chain(waits.map(|(object, _)| (*object, false))) {
                // Who holds what it waits for is shown so; nothing else leads to where it stands.
                let at_home = here == Some(object) && !(holds && self.state(id) == State::Waiting);
                let tether = Tether { object, worker: id, holds };
                if on_stage(object) && !at_home && !tethers.contains(&tether) {
                    tethers.push(tether);
                }
            }
        }
        tethers
    }
}

fn on_card(on_stage: &impl Fn(ObjectId) -> bool) -> impl Fn(&Place) -> bool {
    move |place| match place {
        Place::Bench { object, .. } => on_stage(*object),
        _ => true,
    }
}

/// The bench on which each worker stands, by worker. One pass over the queues, so that no one is looked for.
fn benches(moment: &Moment) -> Vec<Option<Place>> {
    let mut benches = vec![None; moment.workers.len()];
    for (object, known) in moment.each_object() {
        for queue in [Queue::Senders, Queue::Receivers, Queue::Waiters, Queue::Readers] {
            for (index, waiter) in (0..).zip(known.queue(queue)) {
                let first = moment.worker(waiter.worker).and_then(waiting).and_then(at);
                if first == Some((object, queue)) {
                    benches[waiter.worker.0 as usize] = Some(Place::Bench { object, queue, index });
                }
            }
        }
    }
    benches
}

/// Where those stand who do the same in several places.
fn anywhere(state: State) -> Place {
    match state {
        State::Running | State::Ready => Place::Ready,
        State::Waiting => Place::Aside,
        State::Sleeping => Place::Asleep,
        State::Done | State::Failed | State::Gone => Place::Over,
    }
}

/// A place without its order, to group by.
fn kind(place: Place) -> (u8, u32, Option<Queue>) {
    match place {
        Place::Ready => (0, 0, None),
        Place::Seat(object) => (1, object.0, None),
        Place::Bench { object, queue, .. } => (2, object.0, Some(queue)),
        Place::Aside => (3, 0, None),
        Place::Asleep => (4, 0, None),
        Place::Over => (5, 0, None),
    }
}

fn group_label(moment: &Moment, state: State, place: Place, count: usize) -> Message {
    match place {
        Place::Bench { object: at, queue, .. } => {
            let it = object(moment, Some(at));
            match queue {
                Queue::Senders => say!(GroupSending, count = count, object = it),
                Queue::Receivers => say!(GroupReceiving, count = count, object = it),
                Queue::Waiters | Queue::Readers => say!(GroupWaiting, count = count, object = it),
            }
        }
        _ => say!(GroupState, count = count, state = state.word()),
    }
}

fn about(moment: &Moment, id: WorkerId, state: State) -> Message {
    if moment.is_cluster() {
        return cluster::about(moment, id);
    }
    let next = || {
        let pending =
            moment.worker(id).and_then(|known| known.pending.iter().find(|it| !it.arms().is_empty()));
        pending.map(|pending| say!(AboutNext, does = does::request(moment, pending, None)))
    };
    match state {
        State::Running | State::Ready => next().unwrap_or_else(|| state.word().into()),
        State::Waiting | State::Sleeping => {
            why(moment, id, worker(moment, id), Detail::Ahead).unwrap_or_else(|| state.word().into())
        }
        State::Done => say!(AboutDone),
        State::Failed => say!(AboutFailed),
        State::Gone => say!(AboutGone),
    }
}
