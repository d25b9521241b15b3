//! Makes the lanes: goes through a stretch of the run and notes when each worker changes its state.

use super::lanes::{Arrow, Density, LANES, Lane, Lanes, Span};
use super::stage::State;
use super::waits::{at, waiting};
use super::{chips, cluster};
use crate::rules::ObjectId;
use crate::timeline::{Crew, Moment, Timeline};
use crate::world::{Event, Text, WorkerId};

/// How many steps a score shows at once.
const WINDOW: u32 = 400;

/// The stretch that is drawn around a position: the whole run if it fits, else a window that moves by halves, so that it
/// rests while the reader steps.
pub fn window(length: u32, position: u32) -> (u32, u32) {
    if length <= WINDOW {
        return (0, length);
    }
    let half = WINDOW / 2;
    let from = (position.saturating_sub(half / 2) / half * half).min(length - WINDOW);
    (from, from + WINDOW)
}

/// The lanes around a position.
pub fn lanes(timeline: &Timeline, position: u32) -> Lanes {
    let (from, to) = window(timeline.len(), position);
    let mut moment = timeline.moment_at(from);
    let many = timeline.tip().workers.len() > LANES;
    let mut score = Score { lanes: Vec::new(), open: Vec::new(), arrows: Vec::new(), density: Vec::new() };
    if many {
        score.density.push(Density::of(&moment));
    } else {
        moment.each_worker().for_each(|(id, _)| score.note(&moment, id, from));
    }
    for position in from + 1..=to {
        let events: Vec<Event> = timeline.events(position).collect();
        events.iter().for_each(|event| moment.apply(event));
        if many {
            score.density.push(Density::of(&moment));
        } else {
            score.step(&moment, &events, position);
        }
    }
    score.close(to);
    let end = (timeline.end().is_some() && to == timeline.len()).then_some(to as usize);
    let more = if many { timeline.tip().workers.len() as u32 } else { 0 };
    let Score { lanes, arrows, density, .. } = score;
    let flown = if timeline.tip().is_cluster() { cluster::flown(timeline, from, to) } else { Vec::new() };
    Lanes { from: from as usize, to: to as usize, lanes, more, arrows, flown, end, density }
}

/// A score in the making.
struct Score {
    lanes: Vec<Lane>,
    /// The span that each lane is in: since when, in which state, for what.
    open: Vec<(u32, State, Option<Text>)>,
    arrows: Vec<Arrow>,
    density: Vec<Density>,
}

impl Score {
    fn step(&mut self, moment: &Moment, events: &[Event], position: u32) {
        let Some(last) = moment.last else { return };
        let mut changed = Crew::from_iter([last.worker]);
        let mut freed = Crew::default();
        let mut over = moment.acting.as_ref().and_then(|pending| pending.doing.object);
        for event in events {
            match event {
                Event::Served(who, ..) | Event::Woken(who, _) if *who != last.worker => {
                    freed.insert(*who);
                }
                Event::HandedOver(object, ..) => over = over.or(Some(*object)),
                _ => {}
            }
            changed.extend(subject(event));
        }
        let arrow = |to: WorkerId, object: Option<ObjectId>| Arrow {
            step: position as usize,
            from: last.worker,
            to,
            object,
        };
        self.arrows.extend(freed.iter().map(|to| arrow(to, over)));
        // A step is its worker's own running, whatever state it led to.
        self.change(last.worker, position - 1, State::Running, None);
        if moment.end.is_some() {
            changed.extend(moment.each_worker().map(|(id, _)| id));
        }
        changed.iter().for_each(|id| self.note(moment, id, position));
    }

    /// A worker is in its state from here on. Running is told by the steps themselves, so it is ready here.
    fn note(&mut self, moment: &Moment, id: WorkerId, position: u32) {
        while self.lanes.len() <= id.0 as usize {
            let worker = WorkerId(self.lanes.len() as u32);
            let Some(known) = moment.worker(worker) else { return };
            self.lanes.push(Lane { worker, name: known.name.clone(), spans: Vec::new() });
            self.open.push((position, State::Ready, None));
        }
        let state = match chips::state(moment, id) {
            State::Running => State::Ready,
            state => state,
        };
        let pending = moment.worker(id).and_then(waiting).filter(|_| state == State::Waiting);
        let object = pending.and_then(at).map(|(object, _)| object);
        let name = object.and_then(|object| moment.object(object)).map(|object| object.name.clone());
        self.change(id, position, state, name);
    }

    fn change(&mut self, id: WorkerId, position: u32, state: State, object: Option<Text>) {
        let place = id.0 as usize;
        let (Some(lane), Some(open)) = (self.lanes.get_mut(place), self.open.get_mut(place)) else { return };
        if (open.1, &open.2) == (state, &object) && state != State::Running {
            return;
        }
        let (from, was, what) = std::mem::replace(open, (position, state, object));
        push(lane, Span { from: from as usize, to: position as usize, state: was, object: what });
    }

    fn close(&mut self, to: u32) {
        for (lane, (from, state, object)) in self.lanes.iter_mut().zip(&self.open) {
            let span = Span { from: *from as usize, to: to as usize, state: *state, object: object.clone() };
            push(lane, span);
        }
    }
}

/// Adds a span that is not empty, or lengthens the one before it.
fn push(lane: &mut Lane, span: Span) {
    if span.from == span.to {
        return;
    }
    match lane.spans.last_mut() {
        Some(last) if last.to == span.from && (last.state, &last.object) == (span.state, &span.object) => {
            last.to = span.to
        }
        _ => lane.spans.push(span),
    }
}

/// Whose state an event may change.
fn subject(event: &Event) -> Option<WorkerId> {
    match event {
        Event::Spawned(who, ..)
        | Event::Exited(who)
        | Event::Offered(who, ..)
        | Event::Arms(who, ..)
        | Event::Withdrawn(who, _)
        | Event::Served(who, ..)
        | Event::Parked(who, ..)
        | Event::Unparked(who, _)
        | Event::Woken(who, _)
        | Event::Asleep(who, ..)
        | Event::Node(who, _) => Some(*who),
        _ => None,
    }
}
