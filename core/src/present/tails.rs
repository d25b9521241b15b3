//! What became of others by a step, each in a short sentence after the one of who went.

use super::narrate::Step;
use super::words::{object, worker, workers};
use super::{Arg, Message};
use crate::rules::{Fault, Kind, ObjectId};
use crate::say;
use crate::timeline::{Crew, Moment};
use crate::world::{End, Event, Verb, WorkerId};

/// Those who were touched by a step of another, by how.
#[derive(Default)]
struct Others {
    woken: Vec<WorkerId>,
    served: Vec<WorkerId>,
    refused: Vec<(WorkerId, Fault)>,
    exited: Vec<WorkerId>,
    takes: Vec<(ObjectId, Vec<WorkerId>)>,
    /// Who is told of in the main sentence, or by what it took.
    told: Crew,
}

impl Others {
    fn of(events: &[Event], who: WorkerId) -> Others {
        let mut others = Others::default();
        for event in events {
            match event {
                Event::Woken(other, _) if *other != who => others.woken.push(*other),
                Event::Served(other, ..) if *other != who => others.served.push(*other),
                Event::Refused(other, _, fault) if *other != who => others.refused.push((*other, *fault)),
                Event::HandedOver(_, _, from, to) => others.told.extend([*from, *to]),
                Event::Buffered(_, _, _, from) => {
                    others.told.insert(*from);
                }
                Event::Acquired(object, other, _) if *other != who => {
                    others.told.insert(*other);
                    match others.takes.iter_mut().find(|(taken, _)| taken == object) {
                        Some((_, takers)) => takers.push(*other),
                        None => others.takes.push((*object, vec![*other])),
                    }
                }
                Event::Exited(other) => others.exited.push(*other),
                _ => {}
            }
        }
        others.served.retain(|other| !others.told.contains(*other));
        others
    }
}

/// Appends what became of others.
pub(super) fn tails(step: &Step, who: WorkerId, told: &mut Vec<Message>) {
    let moment = step.after;
    let Others { woken, served, refused, exited, takes, .. } = Others::of(step.events, who);
    for (taken, takers) in takes {
        // That a mutex goes straight to one waiter is told by who gave it back.
        let mutex = moment.object(taken).is_some_and(|known| matches!(known.kind, Kind::Mutex(_)));
        if !mutex || takers.len() > 1 {
            let it = object(moment, Some(taken));
            told.push(say!(TailTakes, object = it, workers = workers(moment, takers)));
        }
    }
    // Whom the last Done wakes is told by it.
    let adds = moment.acting.as_ref().is_some_and(|pending| pending.doing.verb == Verb::Add);
    if !woken.is_empty() && !adds {
        told.push(say!(TailWoken, workers = workers(moment, woken)));
    }
    if !served.is_empty() {
        let closes = step.events.iter().any(|event| matches!(event, Event::Closed(..)));
        let served = workers(moment, served);
        told.push(match closes {
            true => say!(TailReceives, workers = served),
            false => say!(TailGoesOn, workers = served),
        });
    }
    refused.iter().take(MOST).for_each(|(other, fault)| told.push(refusal(moment, *other, *fault)));
    for event in step.events {
        if let Event::Starving(mutex, starving) = event {
            let it = object(moment, Some(*mutex));
            told.push(match starving {
                true => say!(TailStarving, object = it),
                false => say!(TailStarvingOver, object = it),
            });
        }
    }
    if turns(step) {
        each_turn(step, told);
    }
    if !exited.is_empty() {
        told.push(say!(TailExits, workers = workers(moment, exited)));
    }
    if let Some(End::Fault(other, fault)) = &moment.end
        && *other != who
    {
        let text = Arg::Value(fault.to_string().into());
        told.push(say!(EndFault, text = text, worker = worker(moment, *other)));
    }
}

/// Whether a panic took a turn: somebody's deferred calls run because of one, or somebody has recovered.
pub(super) fn turns(step: &Step) -> bool {
    step.events.iter().any(|event| matches!(event, Event::Unwinds(..) | Event::Recovers(..)))
}

/// Appends the turns that panics took.
#[inline(never)]
pub(super) fn each_turn(step: &Step, told: &mut Vec<Message>) {
    let refused = |who: WorkerId| {
        step.events.iter().any(|event| matches!(event, Event::Refused(other, ..) if *other == who))
    };
    let turn = |event: &Event| match event {
        // In which words is told by the refusal.
        Event::Unwinds(who, _) if refused(*who) => Some(say!(GoPanicsSo, worker = worker(step.after, *who))),
        Event::Unwinds(who, text) => {
            Some(say!(GoPanics, worker = worker(step.after, *who), text = Arg::Value(text.clone())))
        }
        Event::Recovers(who) => Some(say!(GoRecovers, worker = worker(step.after, *who))),
        _ => None,
    };
    told.extend(step.events.iter().filter_map(turn));
}

/// How many refusals are told one by one.
const MOST: usize = 3;

fn refusal(moment: &Moment, who: WorkerId, fault: Fault) -> Message {
    say!(TailRefused, text = Arg::Value(fault.to_string().into()), worker = worker(moment, who))
}
