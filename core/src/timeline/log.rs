//! The recording: events as bytes, cut into segments, each with the moment at which it starts.
//!
//! To go to a position, take the moment at the start of its segment and apply the events up to there. A new segment
//! begins when the events since the last one outweigh a moment (and 16 KB at least), so the moments never weigh more than the events do.
//! Segments that are full never change, and branches share them.

use super::codec::{self, Tables};
use super::hash::Trail;
use super::moment::Moment;
use super::parts::Status;
use crate::schedule::{At, Checks, Policy, Replay, Schedule};
use crate::world::{Choice, End, Event, Text, World};
use std::ops::Range;
use std::rc::Rc;

/// A segment is never shorter than this, in bytes.
const SEGMENT: usize = 16 << 10;

/// A recorded run. Position 0 is the start, before the first step; position k is after k steps.
#[derive(Clone, Debug)]
pub struct Timeline {
    full: Vec<Rc<Segment>>,
    open: Segment,
    tables: Tables,
    tip: Moment,
    trail: Trail,
}

/// A part of the recording. A *group* is what happened up to one position: the start, or one step.
#[derive(Clone, Debug, Default)]
struct Segment {
    /// The moment before the first step.
    start: Moment,
    /// The hash before the first step.
    trail: Trail,
    /// The position to which the first group leads.
    first: u32,
    bytes: Vec<u8>,
    /// Where each group ends.
    ends: Vec<u32>,
    /// The low bits of the hash after each group.
    checks: Vec<u16>,
    /// A bit for each group: whether somebody starts or stops waiting in it.
    changes: Vec<u64>,
    /// The position at which each line was printed.
    printed: Vec<u32>,
}

impl Segment {
    fn group(&self, position: u32) -> &[u8] {
        let place = (position - self.first) as usize;
        let from = if place == 0 { 0 } else { self.ends[place - 1] as usize };
        &self.bytes[from..self.ends[place] as usize]
    }

    /// The positions to which its groups lead.
    fn positions(&self) -> Range<u32> {
        self.first..self.first + self.ends.len() as u32
    }

    fn is_change(&self, position: u32) -> bool {
        let place = (position - self.first) as usize;
        self.changes[place / 64] & (1 << (place % 64)) != 0
    }

    fn weight(&self) -> usize {
        self.bytes.capacity()
            + 4 * (self.ends.capacity() + self.printed.capacity())
            + 2 * self.checks.capacity()
            + 8 * self.changes.capacity()
            + self.start.weight()
    }
}

impl Timeline {
    /// Begins a recording with what happened before the first step.
    pub fn new(start: &[Event]) -> Timeline {
        let mut timeline = Timeline {
            full: Vec::new(),
            open: Segment::default(),
            tables: Tables::default(),
            tip: Moment::default(),
            trail: Trail::default(),
        };
        timeline.append(start);
        timeline.open.start = timeline.tip.clone();
        timeline.open.trail = timeline.trail;
        timeline
    }

    /// Records a program from its start through a schedule, as far as it can be taken.
    pub fn through<W: World>(start: impl FnOnce(&mut Vec<Event>) -> W, schedule: &Schedule) -> Timeline {
        let mut events = Vec::new();
        let mut world = start(&mut events);
        let mut timeline = Timeline::new(&events);
        let (mut replay, mut last) = (Replay::new(schedule.clone()), None);
        while replay.next().is_some() {
            let at = At { step: timeline.len(), last };
            let Some(choice) = replay.pick(world.choices(), at) else { break };
            events.clear();
            world.step(choice, &mut events);
            timeline.record(&events);
            last = Some(choice.worker);
        }
        timeline
    }

    /// What must come of the schedule of what was recorded.
    pub fn checks(&self) -> Checks {
        Checks::new(self.len(), |step| self.check(step).unwrap_or_default())
    }

    /// How many steps were recorded.
    pub fn len(&self) -> u32 {
        self.open.positions().end - 1
    }

    /// Whether no step was recorded.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The moment after the last step.
    pub fn tip(&self) -> &Moment {
        &self.tip
    }

    /// How the run ended, if its end was recorded.
    pub fn end(&self) -> Option<&End> {
        self.tip.end.as_ref()
    }

    /// The hash of all that happened: the same on every platform for the same events, and for no others.
    pub fn hash(&self) -> u64 {
        self.trail.value()
    }

    /// Sixteen bits of the hash of all that happened up to this position.
    pub fn check(&self, position: u32) -> Option<u16> {
        let segment = self.segment(position)?;
        Some(segment.checks[(position - segment.first) as usize])
    }

    /// Records a step: its events, of which the first is [`Event::Stepped`].
    pub fn record(&mut self, events: &[Event]) {
        debug_assert!(matches!(events.first(), Some(Event::Stepped(..))), "a step opens with its choice");
        if self.open.bytes.len() >= SEGMENT.max(self.tip.weight()) {
            let mut next = Segment { start: self.tip.clone(), trail: self.trail, ..Segment::default() };
            next.first = self.len() + 1;
            let mut full = std::mem::replace(&mut self.open, next);
            full.bytes.shrink_to_fit();
            full.ends.shrink_to_fit();
            full.checks.shrink_to_fit();
            self.full.push(Rc::new(full));
        }
        self.append(events);
    }

    fn append(&mut self, events: &[Event]) {
        let place = self.open.ends.len();
        let position = self.open.first + place as u32;
        codec::write(events, &mut self.tables, &mut self.open.bytes, &mut self.trail);
        self.open.ends.push(self.open.bytes.len() as u32);
        self.open.checks.push(self.trail.value() as u16);
        if place.is_multiple_of(64) {
            self.open.changes.push(0);
        }
        for event in events {
            if starts_or_stops_waiting(event, &self.tip) {
                self.open.changes[place / 64] |= 1 << (place % 64);
            }
            if let Event::Printed(..) = event {
                self.open.printed.push(position);
            }
            self.tip.apply(event);
        }
    }

    fn segments(&self) -> impl DoubleEndedIterator<Item = &Segment> {
        self.full.iter().map(Rc::as_ref).chain(std::iter::once(&self.open))
    }

    /// The segment in which a position lies.
    fn segment(&self, position: u32) -> Option<&Segment> {
        if position >= self.open.first {
            return self.open.positions().contains(&position).then_some(&self.open);
        }
        let after = self.full.partition_point(|segment| segment.first <= position);
        Some(&self.full[after - 1])
    }

    /// What happened in the step that leads to this position; at position 0, before the first step.
    pub fn events(&self, position: u32) -> impl Iterator<Item = Event> + '_ {
        let bytes = self.segment(position).map_or(&[][..], |segment| segment.group(position));
        codec::read(bytes, &self.tables)
    }

    /// The step that leads to this position; none leads to position 0.
    pub fn choice(&self, position: u32) -> Option<Choice> {
        match self.events(position).next() {
            Some(Event::Stepped(worker, request, arm)) => Some(Choice { worker, request, arm }),
            _ => None,
        }
    }

    /// The moment at a position; after the last step where it is beyond.
    pub fn moment_at(&self, position: u32) -> Moment {
        let position = position.min(self.len());
        if position == self.len() {
            return self.tip.clone();
        }
        let mut moment = self.nearest(position).clone();
        self.walk(&mut moment, position);
        moment
    }

    /// Moves a moment *of this run* to another position, by the shorter of the two ways: on from where it is, or from the
    /// nearest start of a segment.
    pub fn seek(&self, moment: &mut Moment, position: u32) {
        let position = position.min(self.len());
        let nearest = self.nearest(position);
        if moment.steps > position || moment.steps < nearest.steps {
            *moment = if position == self.len() { self.tip.clone() } else { nearest.clone() };
        }
        self.walk(moment, position);
    }

    /// The moment at the start of the segment from which a position is reached soonest.
    fn nearest(&self, position: u32) -> &Moment {
        let next = (position + 1).min(self.len());
        &self.segment(next).expect("every position up to the last lies in a segment").start
    }

    fn walk(&self, moment: &mut Moment, position: u32) {
        while moment.steps < position {
            for event in self.events(moment.steps + 1) {
                moment.apply(&event);
            }
        }
    }

    /// The nearest later position at which somebody has just started or stopped waiting.
    pub fn next_change(&self, position: u32) -> Option<u32> {
        let from = position.checked_add(1).filter(|from| *from <= self.len())?;
        let first = self.full.partition_point(|segment| segment.first <= from).saturating_sub(1);
        let mut later = self.full[first.min(self.full.len())..].iter().map(Rc::as_ref).chain([&self.open]);
        later.find_map(|segment| {
            let Range { start, end } = segment.positions();
            (start.max(from)..end).find(|position| segment.is_change(*position))
        })
    }

    /// The nearest earlier position at which somebody has just started or stopped waiting.
    pub fn previous_change(&self, position: u32) -> Option<u32> {
        let last = position.min(self.len() + 1).checked_sub(1)?;
        let after = self.full.partition_point(|segment| segment.first <= last);
        let mut earlier = [&self.open].into_iter().chain(self.full[..after].iter().rev().map(Rc::as_ref));
        earlier.find_map(|segment| {
            let Range { start, end } = segment.positions();
            (start.max(1)..end.min(last + 1)).rev().find(|position| segment.is_change(*position))
        })
    }

    /// The printed lines of these numbers, each with the position at which it was printed.
    pub fn output(&self, lines: Range<u32>) -> Vec<Line> {
        let mut found = Vec::new();
        let after = self.full.partition_point(|segment| segment.start.printed <= lines.start);
        let segments = self.full[after.saturating_sub(1)..].iter().map(Rc::as_ref).chain([&self.open]);
        for segment in segments {
            let first = if segment.first == 0 { 0 } else { segment.start.printed };
            let mut last = None;
            for (number, position) in (first..).zip(&segment.printed) {
                if number >= lines.end {
                    return found;
                }
                let nth = match last {
                    Some((before, nth)) if before == *position => nth + 1,
                    _ => 0,
                };
                last = Some((*position, nth));
                if number >= lines.start {
                    let printed = self.events(*position).filter_map(|event| match event {
                        Event::Printed(_, text) => Some(Line { position: *position, text }),
                        _ => None,
                    });
                    found.extend(printed.skip(nth).take(1));
                }
            }
        }
        found
    }

    /// The same run up to a position, to be continued otherwise. Full segments are shared.
    pub fn fork(&self, position: u32) -> Timeline {
        let position = position.min(self.len());
        let segment = self.segment(position).expect("every position up to the last lies in a segment");
        let mut events: Vec<Event> = self.events(0).collect();
        let mut fork = if segment.first == 0 {
            Timeline::new(&events)
        } else {
            let shared = self.full.partition_point(|full| full.first < segment.first);
            let open = Segment {
                start: segment.start.clone(),
                trail: segment.trail,
                first: segment.first,
                ..Segment::default()
            };
            Timeline {
                full: self.full[..shared].to_vec(),
                tables: self.tables.clone(),
                tip: open.start.clone(),
                trail: open.trail,
                open,
            }
        };
        for position in segment.first.max(1)..=position {
            events.clear();
            events.extend(self.events(position));
            fork.append(&events);
        }
        fork
    }

    /// Roughly how many bytes the recording takes. Branches share most of theirs.
    pub fn weight(&self) -> usize {
        self.segments().map(Segment::weight).sum::<usize>() + self.tables.weight() + self.tip.weight()
    }
}

/// A line that was printed.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// The position at which it had just been printed.
    pub position: u32,
    /// The line.
    pub text: Text,
}

/// Whether somebody starts or stops waiting by this, given the moment before it.
fn starts_or_stops_waiting(event: &Event, before: &Moment) -> bool {
    match event {
        Event::Parked(..) | Event::Unparked(..) | Event::Asleep(..) | Event::Ended(_) => true,
        Event::Served(worker, request, ..) => before
            .worker(*worker)
            .and_then(|worker| worker.request(*request))
            .is_some_and(|pending| matches!(pending.status, Status::Asleep(_))),
        _ => false,
    }
}

#[cfg(test)]
mod tests;
