//! Names: from the numbers of a moment to what a sentence calls them.

use super::{Arg, Message};
use crate::rules::ObjectId;
use crate::say;
use crate::timeline::Moment;
use crate::world::WorkerId;

/// A worker by name.
pub(super) fn worker(moment: &Moment, worker: WorkerId) -> Arg {
    let name = moment.worker(worker).map_or_else(|| "?".into(), |worker| worker.name.clone());
    Arg::Worker(worker, name)
}

/// An object by name; none is Go's nil channel.
pub(super) fn object(moment: &Moment, object: Option<ObjectId>) -> Arg {
    match object.and_then(|object| moment.object(object).map(|known| (object, known.name.clone()))) {
        Some((object, name)) => Arg::Object(object, name),
        None => say!(ANilChannel).into(),
    }
}

/// Workers by name, in the order given, each once.
pub(super) fn workers(moment: &Moment, workers: impl IntoIterator<Item = WorkerId>) -> Arg {
    let mut listed: Vec<_> = Vec::new();
    for worker in workers {
        let Some(known) = moment.worker(worker) else { continue };
        if listed.last().is_none_or(|(last, _)| *last != worker) {
            listed.push((worker, known.name.clone()));
        }
    }
    Arg::Workers(listed)
}

/// Clauses joined two by two, as a list too long for "and" is.
pub(super) fn join(clauses: Vec<Message>, two: impl Fn(Message, Message) -> Message) -> Option<Message> {
    clauses.into_iter().reduce(two)
}
