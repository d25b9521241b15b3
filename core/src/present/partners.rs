//! Who could end a wait: the holder of a lock, those who use the other end of a channel, those who still owe a Done.

use super::waits::{at, waiting};
use crate::rules::{Kind, ObjectId};
use crate::timeline::Moment;
use crate::timeline::parts::{Life, Object, Status};
use crate::world::{Queue, Verb, WorkerId};

/// Who is known to use an object. A program's author knows more than a run has shown so far: that main *would* receive,
/// had it come that far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Role {
    /// The object's name: a channel's or a WaitGroup's.
    pub object: &'static str,
    /// Whether they give to it (send, close, call Done); else they take from it (receive).
    pub gives: bool,
    /// The names of all who do; `G*` stands for every name that begins with G.
    pub workers: &'static [&'static str],
}

impl Role {
    fn is_played_by(&self, name: &str) -> bool {
        self.workers.iter().any(|worker| match worker.strip_suffix('*') {
            Some(start) => name.starts_with(start),
            None => *worker == name,
        })
    }
}

/// Those who use one end of an object.
pub(super) struct Partners {
    /// Whoever does, done or not.
    pub known: Vec<WorkerId>,
    /// Whether there are no others; else they are those who have done so by now.
    pub all: bool,
}

/// Those who give to an object or take from it.
pub(super) fn partners(moment: &Moment, cast: &[Role], object: &Object, give: bool) -> Partners {
    let role = cast.iter().find(|role| *role.object == *object.name && role.gives == give);
    match role {
        Some(role) => {
            let play = moment.each_worker().filter(|(_, known)| role.is_played_by(&known.name));
            Partners { known: play.map(|(id, _)| id).collect(), all: true }
        }
        None => {
            let crew = if give { &object.givers } else { &object.takers };
            Partners { known: crew.iter().collect(), all: false }
        }
    }
}

/// At what a worker waits, and who could end that, as far as it is known. At most [`MOST`].
pub(super) fn needs(
    moment: &Moment,
    cast: &[Role],
    id: WorkerId,
) -> Option<(Option<ObjectId>, Vec<WorkerId>)> {
    let pending = waiting(moment.worker(id)?)?;
    let Status::Parked(places) = &pending.status else { return None };
    if pending.doing.verb == Verb::Join {
        let other = u32::try_from(pending.doing.number).ok().map(WorkerId);
        return Some((None, other.into_iter().collect()));
    }
    let mut who = Vec::new();
    for (object, queue) in places.iter() {
        let Some(known) = moment.object(*object) else { continue };
        match known.kind {
            Kind::Channel(_) => who.extend(partners(moment, cast, known, *queue == Queue::Receivers).known),
            Kind::WaitGroup => who.extend(partners(moment, cast, known, true).known),
            _ => {
                let first = known.queue(Queue::Waiters).front().map(|waiter| waiter.worker);
                let writer = first.filter(|_| *queue == Queue::Readers);
                who.extend(known.holder);
                who.extend(known.readers.iter().copied());
                who.extend(writer.filter(|_| known.holder.is_none()));
            }
        }
    }
    let runs = |other: &WorkerId| moment.worker(*other).is_some_and(|known| known.life == Life::Running);
    let is_lock = matches!(pending.doing.verb, Verb::Lock | Verb::ReadLock | Verb::WriteLock);
    who.retain(|other| runs(other) && (is_lock || *other != id));
    who.sort_unstable();
    who.dedup();
    who.truncate(MOST);
    Some((at(pending).map(|(object, _)| object), who))
}

/// How many partners of one wait are looked at.
pub(super) const MOST: usize = 32;
