//! The recording: events as bytes, cut into segments, each with the moment at which it starts.
//!
//! To go to a position, take the moment at the start of its segment and apply the events up to there. A new segment
//! begins when the events since the last one outweigh a moment (and 16 KB at least), so the moments never weigh more than the events do.
//! Segments that are full never change, and branches share them.

use super::codec::{self, Tables};
use super::hash::Trail;
use super::moment::Moment;
use super::parts::Status;
use crate::world::{Choice, End, Event, Text, WorkerId};
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

    /// The printed lines of these numbers, each with the position at which it was printed and by whom.
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
                        Event::Printed(worker, text) => Some(Line { position: *position, worker, text }),
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

    /// The first position up to which two runs are not the same, or `None` if one continues the other.
    pub fn parting(&self, other: &Timeline) -> Option<u32> {
        let both = self.len().min(other.len());
        let mut same = 0;
        for (ours, theirs) in self.full.iter().zip(&other.full) {
            if ours.first != theirs.first || ours.trail != theirs.trail {
                break;
            }
            same = ours.first.saturating_sub(1);
            if !Rc::ptr_eq(ours, theirs) {
                break;
            }
            same = ours.positions().end - 1;
        }
        (same..=both).find(|position| !self.events(*position).eq(other.events(*position)))
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
    /// Who printed it.
    pub worker: WorkerId,
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
mod tests {
    use super::super::toy::Toy;
    use super::*;
    use crate::schedule::rng::SplitMix64;
    use crate::world::World;
    #[cfg(target_family = "wasm")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    /// A run of a toy by chance, and what happened in each step.
    fn run(toy: Toy, seed: u64, most: usize) -> (Timeline, Vec<Vec<Event>>) {
        let mut start = Vec::new();
        let mut world = toy.start(&mut start);
        let mut timeline = Timeline::new(&start);
        let mut steps = vec![start];
        let mut chance = SplitMix64::new(seed);
        while !world.choices().is_empty() && steps.len() <= most {
            let choices: Vec<Choice> = world.choices().iter().collect();
            let mut events = Vec::new();
            world.step(choices[chance.below(choices.len())], &mut events);
            timeline.record(&events);
            steps.push(events);
        }
        (timeline, steps)
    }

    #[test]
    fn seek_equals_applying_the_first_steps() {
        let (timeline, steps) = run(Toy::new(5, 100), 1, 5_000);
        assert!(timeline.full.len() > 1, "several segments are tested");
        let (mut moment, mut walked, mut chance) =
            (Moment::default(), timeline.moment_at(0), SplitMix64::new(2));
        let mut kept = Vec::new();
        for (position, events) in steps.iter().enumerate() {
            let position = position as u32;
            events.iter().for_each(|event| moment.apply(event));
            if position.is_multiple_of(13) {
                assert_eq!(timeline.moment_at(position), moment);
            }
            assert!(timeline.events(position).eq(events.iter().cloned()));
            kept.push(moment.clone());
        }
        for _ in 0..500 {
            let position = chance.below(kept.len());
            timeline.seek(&mut walked, position as u32);
            assert_eq!(walked, kept[position]);
        }
        timeline.seek(&mut walked, u32::MAX);
        assert_eq!(Some(&walked), kept.last());
    }

    #[test]
    fn what_may_happen_next_is_known_without_a_world() {
        let toy = Toy::new(4, 3);
        let mut events = Vec::new();
        let mut world = toy.start(&mut events);
        let mut timeline = Timeline::new(&events);
        let mut chance = SplitMix64::new(4);
        loop {
            let choices: Vec<Choice> = world.choices().iter().collect();
            assert!(timeline.tip().choices().eq(choices.iter().copied()));
            if choices.is_empty() {
                break;
            }
            events.clear();
            world.step(choices[chance.below(choices.len())], &mut events);
            timeline.record(&events);
        }
        assert_eq!(timeline.end(), Some(&End::Returned));
    }

    #[test]
    fn the_tally_counts_the_workers_by_state() {
        let (timeline, _) = run(Toy { forgets_to_unlock: true, ..Toy::new(6, 2) }, 3, 1_000);
        assert_eq!(timeline.end(), Some(&End::Deadlock));
        for position in 0..=timeline.len() {
            let moment = timeline.moment_at(position);
            for state in super::super::State::ALL {
                let count = moment.workers.iter().filter(|worker| worker.state() == state).count();
                assert_eq!(moment.tally.of(state) as usize, count);
            }
        }
    }

    #[test]
    fn changes_are_found_both_ways() {
        let (timeline, steps) = run(Toy::new(3, 60), 5, 3_000);
        let waits = |moment: &Moment| -> Vec<bool> {
            let waiting =
                |worker: &super::super::Worker| worker.pending.iter().any(|one| one.status != Status::New);
            moment.workers.iter().map(waiting).collect()
        };
        let changes: Vec<u32> = (1..=timeline.len())
            .filter(|position| {
                let (before, after) = (timeline.moment_at(position - 1), timeline.moment_at(*position));
                waits(&before) != waits(&after) || after.end.is_some()
            })
            .collect();
        assert!(changes.len() > 100);
        for position in 0..=steps.len() as u32 {
            let next = changes.iter().copied().find(|change| *change > position);
            assert_eq!(timeline.next_change(position), next);
            let previous = changes.iter().copied().rev().find(|change| *change < position);
            assert_eq!(timeline.previous_change(position), previous);
        }
    }

    #[test]
    fn printed_lines_are_found_by_number() {
        let (timeline, steps) = run(Toy::new(5, 200), 6, 10_000);
        let mut lines = Vec::new();
        for (position, events) in steps.iter().enumerate() {
            for event in events {
                if let Event::Printed(worker, text) = event {
                    lines.push(Line { position: position as u32, worker: *worker, text: text.clone() });
                }
            }
        }
        assert_eq!(lines.len(), 1_000);
        assert_eq!(timeline.tip().printed, 1_000);
        for (from, to) in [(0, 1_000), (0, 0), (0, 1), (17, 503), (999, 2_000), (1_000, 1_001), (5, 3)] {
            let expected = lines.get(from..to.min(lines.len())).unwrap_or(&[]);
            assert_eq!(timeline.output(from as u32..to as u32), expected);
        }
    }

    #[test]
    fn a_fork_is_the_same_run_up_to_there() {
        let (timeline, steps) = run(Toy::new(4, 100), 7, 3_000);
        for position in [0, 1, 700, 1_500, steps.len() - 1] {
            let mut fork = timeline.fork(position as u32);
            assert_eq!(fork.len(), position as u32);
            assert_eq!(fork.tip(), &timeline.moment_at(position as u32));
            steps[position + 1..].iter().for_each(|events| fork.record(events));
            assert_eq!(fork.hash(), timeline.hash());
            assert_eq!(fork.parting(&timeline), None);
        }
    }

    #[test]
    fn two_runs_part_where_they_first_differ() {
        let (timeline, steps) = run(Toy::new(4, 100), 8, 2_000);
        for position in [1u32, 600, 1_300] {
            let mut other = timeline.fork(position - 1);
            let mut events = steps[position as usize].clone();
            events.push(Event::Advanced(1));
            other.record(&events);
            assert_ne!(other.hash(), timeline.fork(position).hash());
            steps[position as usize + 1..].iter().for_each(|events| other.record(events));
            assert_eq!(timeline.parting(&other), Some(position));
            assert_eq!(other.parting(&timeline), Some(position));
        }
    }

    #[test]
    fn the_hash_is_the_same_on_every_platform() {
        let (timeline, _) = run(Toy::new(10, 100), 9, 10_000);
        assert_eq!(timeline.hash(), 17_482_979_893_129_344_461);
    }
}
