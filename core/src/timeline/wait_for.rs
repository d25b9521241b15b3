//! Who waits for whom: one wait at a time here, who will wait for ever in [`stuck`](stuck()), and how those hold each
//! other up in [`knot`](knot()).
//!
//! A lock knows who holds it, so what a locker waits for is plain. A channel and a WaitGroup do not know who will use
//! them next: what is known is who has used them so far, and what the program's text tells, if somebody has read it
//! ([`Knows`]). So every answer says on what it rests.

mod knot;
mod stuck;

pub use knot::{Group, Knot, knot};
pub use stuck::{Rests, stuck};

use super::crew::Crew;
use super::moment::Moment;
use super::parts::{Pending, State, Status, Worker};
use crate::rules::{Direction, Kind, ObjectId};
use crate::world::{Queue, RequestId, Verb, WorkerId};

/// One way in which a worker's wait may end. A select has as many as it has cases.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wait {
    /// Who waits.
    pub worker: WorkerId,
    /// With which request.
    pub request: RequestId,
    /// At what; `None` for a nil channel, a select without cases, and for a worker's end.
    pub object: Option<ObjectId>,
    /// For what.
    pub need: Need,
}

/// What has to happen for a wait to end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Need {
    /// All of these have to let go of it: one holder, or many readers. Nobody, when it is about to be taken.
    LetGo(Vec<WorkerId>),
    /// This writer asked before, and goes first.
    Turn(WorkerId),
    /// Somebody has to do this to it.
    Act(Act, Partners),
    /// This worker has to end.
    Exit(WorkerId),
    /// Nothing ever ends it.
    Never,
}

/// What somebody may do to an object: what ends a wait there, mostly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Act {
    /// Send to the channel, or close it.
    Send,
    /// Receive from the channel.
    Receive,
    /// Call Done, as often as the WaitGroup's count says.
    Done,
    /// Signal the condition.
    Signal,
    /// Add to the variable, where every addition is to count. Nobody waits for it.
    Sum,
}

impl Act {
    /// The verb of those who do it.
    fn verb(self) -> Verb {
        match self {
            Act::Send => Verb::Send,
            Act::Receive => Verb::Receive,
            Act::Done => Verb::Add,
            Act::Signal => Verb::Signal,
            Act::Sum => Verb::Store,
        }
    }

    /// In which queue those stand who wait for it.
    fn awaited_in(self) -> Queue {
        match self {
            Act::Send => Queue::Receivers,
            Act::Receive => Queue::Senders,
            Act::Done | Act::Signal | Act::Sum => Queue::Waiters,
        }
    }
}

/// Who may do it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Partners {
    /// The program's text tells: these, and nobody else but those who wait for it themselves.
    Told(Vec<WorkerId>),
    /// These have asked to do it at some time so far; others still may. As above, without those who wait for the same.
    SoFar(Vec<WorkerId>),
}

impl Partners {
    /// Those who are known.
    pub fn known(&self) -> &[WorkerId] {
        let (Partners::Told(known) | Partners::SoFar(known)) = self;
        known
    }
}

impl Need {
    /// Those whose doing would end the wait, as far as they are known.
    pub fn from(&self) -> &[WorkerId] {
        match self {
            Need::LetGo(holders) => holders,
            Need::Turn(worker) | Need::Exit(worker) => std::slice::from_ref(worker),
            Need::Act(_, partners) => partners.known(),
            Need::Never => &[],
        }
    }
}

/// What the program's text tells and a run does not.
pub trait Knows {
    /// All workers that will ever do this to this object, if that can be said. Whoever may yet start such a worker is one
    /// of them.
    fn who(&self, moment: &Moment, object: ObjectId, act: Act) -> Option<Vec<WorkerId>>;
}

/// Nobody has read the text: what is known is what the run itself has told.
impl Knows for () {
    fn who(&self, moment: &Moment, object: ObjectId, act: Act) -> Option<Vec<WorkerId>> {
        told(moment, object, act)
    }
}

/// Those who can still do something, as the run has told.
fn told(moment: &Moment, object: ObjectId, act: Act) -> Option<Vec<WorkerId>> {
    let found = moment.may.iter().rfind(|(of, verb, _)| (*of, *verb) == (object, act.verb()))?;
    Some(found.2.to_vec())
}

/// One line of what a program's text tells. A name that ends in `*` stands for all names that begin so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Role {
    /// The object, by name.
    pub object: &'static str,
    /// What is done to it.
    pub act: Act,
    /// All who ever do it, by name, and all who may start one who does.
    pub workers: &'static [&'static str],
}

impl Knows for [Role] {
    fn who(&self, moment: &Moment, object: ObjectId, act: Act) -> Option<Vec<WorkerId>> {
        if let Some(told) = told(moment, object, act) {
            return Some(told);
        }
        let name = &moment.object(object)?.name;
        let role = self.iter().find(|role| role.act == act && fits(role.object, name))?;
        let does = |name: &str| role.workers.iter().any(|pattern| fits(pattern, name));
        Some(moment.each_worker().filter(|(_, worker)| does(&worker.name)).map(|(id, _)| id).collect())
    }
}

fn fits(pattern: &str, name: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(start) => name.starts_with(start),
        None => pattern == name,
    }
}

/// For what a worker waits: every way in which one of its waits may end. Sleeping is not waiting for anybody.
pub fn wait_for(moment: &Moment, worker: WorkerId, knows: &(impl Knows + ?Sized)) -> Vec<Wait> {
    let pending = moment.worker(worker).map_or(&[][..], |worker| &worker.pending);
    let mut waits = Vec::new();
    for pending in pending.iter().filter(|pending| matches!(pending.status, Status::Parked(_))) {
        each_need(moment, worker, pending, knows, |object, need| {
            waits.push(Wait { worker, request: pending.request, object, need });
        });
    }
    waits
}

fn each_need(
    moment: &Moment,
    worker: WorkerId,
    pending: &Pending,
    knows: &(impl Knows + ?Sized),
    mut found: impl FnMut(Option<ObjectId>, Need),
) {
    let doing = &pending.doing;
    let act = |object: ObjectId, act: Act| Need::Act(act, partners(moment, object, act, worker, knows));
    match (doing.verb, doing.object) {
        (Verb::Lock | Verb::WriteLock | Verb::ReadLock, Some(object)) => {
            found(Some(object), lock_need(moment, object, worker));
        }
        (Verb::Send, Some(object)) => found(Some(object), act(object, Act::Receive)),
        (Verb::Receive, Some(object)) => found(Some(object), act(object, Act::Send)),
        (Verb::Wait, Some(object)) if is_condition(moment, object) => {
            found(Some(object), act(object, Act::Signal));
        }
        (Verb::Wait, Some(object)) => found(Some(object), act(object, Act::Done)),
        (Verb::Join, _) => found(None, Need::Exit(WorkerId(doing.number as u32))),
        (Verb::Select, _) => {
            let mut cases =
                doing.cases.iter().flat_map(|cases| cases.iter()).filter(|case| case.object.is_some());
            let mut any = false;
            for case in &mut cases {
                let object = case.object.expect("cases without a channel were left out");
                let needed = if case.direction == Direction::Receive { Act::Send } else { Act::Receive };
                found(Some(object), act(object, needed));
                any = true;
            }
            if !any {
                found(None, Need::Never);
            }
        }
        _ => found(None, Need::Never),
    }
}

fn is_condition(moment: &Moment, object: ObjectId) -> bool {
    moment.object(object).is_some_and(|object| object.kind == Kind::Cond)
}

fn lock_need(moment: &Moment, object: ObjectId, worker: WorkerId) -> Need {
    let Some(object) = moment.object(object) else {
        return Need::Never;
    };
    if let Some(holder) = object.holder {
        return Need::LetGo(vec![holder]);
    }
    match object.queue(Queue::Waiters).front() {
        Some(first) if first.worker != worker => Need::Turn(first.worker),
        _ => Need::LetGo(object.readers.clone()),
    }
}

fn partners(
    moment: &Moment,
    object: ObjectId,
    act: Act,
    worker: WorkerId,
    knows: &(impl Knows + ?Sized),
) -> Partners {
    let runs = |one: &WorkerId| {
        *one != worker
            && moment.worker(*one).is_some_and(|one| {
                !matches!(one.state(), State::Done | State::Failed) && !waits_alike(one, object, act)
            })
    };
    match knows.who(moment, object, act) {
        Some(told) => Partners::Told(told.into_iter().filter(runs).collect()),
        None => {
            let used = used(moment, object, act);
            Partners::SoFar(used.into_iter().flat_map(Crew::iter).filter(runs).collect())
        }
    }
}

/// Whether a worker waits for this and for nothing else: it goes on when somebody else has done it, and so ends nobody's
/// wait for it. Several who send to one channel do not wait for each other.
fn waits_alike(worker: &Worker, object: ObjectId, act: Act) -> bool {
    let place = (object, act.awaited_in());
    let waits = |pending: &Pending| match &pending.status {
        Status::Parked(places) => !places.is_empty() && places.iter().all(|at| *at == place),
        _ => false,
    };
    !worker.pending.is_empty() && worker.pending.iter().all(waits)
}

fn used(moment: &Moment, object: ObjectId, act: Act) -> Option<&Crew> {
    let object = moment.object(object)?;
    Some(if act == Act::Receive { &object.takers } else { &object.givers })
}

#[cfg(test)]
mod tests;
