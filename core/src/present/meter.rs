//! Figures of a whole run: how long each worker waited, how long the queues were.

use super::lanes::{Bar, Density, Plots, Series};
use super::words::object;
use super::{Locale, Message};
use crate::rules::{Kind, ObjectId};
use crate::say;
use crate::timeline::parts::{Pending, Status};
use crate::timeline::{Moment, Timeline};
use crate::world::{Event, Queue, Verb};

/// How many objects are followed, and how many points a series has at most.
const OBJECTS: usize = 24;
const POINTS: usize = 1_000;
/// How many columns the states of all workers have at most.
const COLUMNS: usize = 400;

/// Goes along a run and measures. A run of a million steps takes a while: it is followed in slices, and the figures so
/// far can be asked for at any time. For another run, or a branch, take a new one.
#[derive(Clone, Debug)]
pub struct Meter {
    moment: Moment,
    /// By worker: for how many steps it has waited, in waits that are over.
    waited: Vec<u64>,
    lines: Vec<Line>,
    density: Vec<Density>,
    /// So many steps are from one column to the next.
    every: u32,
}

/// One number that is followed.
#[derive(Clone, Debug)]
struct Line {
    object: ObjectId,
    what: What,
    points: Vec<(u32, u32)>,
    /// Changes within so many steps are one point: the highest.
    stride: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    Waiting(Queue),
    Values,
}

impl Meter {
    /// Begins at the start of a run.
    pub fn new(timeline: &Timeline) -> Meter {
        let moment = timeline.moment_at(0);
        let density = vec![Density::of(&moment)];
        Meter { moment, waited: Vec::new(), lines: Vec::new(), density, every: 1 }
    }

    /// Up to which position it has come.
    pub fn position(&self) -> u32 {
        self.moment.steps
    }

    /// Follows so many steps more of the same run; whether it has come to its end.
    pub fn follow(&mut self, timeline: &Timeline, most: u32) -> bool {
        let to = timeline.len().min(self.moment.steps.saturating_add(most));
        while self.moment.steps < to {
            for event in timeline.events(self.moment.steps + 1) {
                self.end_of_wait(&event);
                self.moment.apply(&event);
            }
            self.note();
            self.column();
        }
        self.moment.steps == timeline.len()
    }

    fn end_of_wait(&mut self, event: &Event) {
        let (Event::Served(who, request, ..)
        | Event::Refused(who, request, _)
        | Event::Withdrawn(who, request)) = event
        else {
            return;
        };
        let pending = self.moment.worker(*who).and_then(|worker| worker.request(*request));
        let steps = pending.map_or(0, |pending| self.wait_of(pending));
        if steps > 0 {
            let place = who.0 as usize;
            if self.waited.len() <= place {
                self.waited.resize(place + 1, 0);
            }
            self.waited[place] += steps;
        }
    }

    /// For how many steps a request has waited for others by now. Sleeping is not waiting.
    fn wait_of(&self, pending: &Pending) -> u64 {
        match pending.since {
            Some(since)
                if pending.doing.verb != Verb::Sleep && !matches!(pending.status, Status::Asleep(_)) =>
            {
                self.moment.steps.saturating_sub(since).into()
            }
            _ => 0,
        }
    }

    fn note(&mut self) {
        let position = self.moment.steps;
        for (id, known) in self.moment.each_object().take(OBJECTS) {
            let numbers = match known.kind {
                Kind::Mutex(_) | Kind::WaitGroup | Kind::Cond => {
                    [Some(What::Waiting(Queue::Waiters)), None, None]
                }
                Kind::RwMutex => {
                    [Some(What::Waiting(Queue::Waiters)), Some(What::Waiting(Queue::Readers)), None]
                }
                Kind::Channel(capacity) => [
                    Some(What::Waiting(Queue::Senders)),
                    Some(What::Waiting(Queue::Receivers)),
                    (capacity > 0).then_some(What::Values),
                ],
                Kind::Variable(_) | Kind::Atomic(_) => [None; 3],
            };
            for what in numbers.into_iter().flatten() {
                let number = match what {
                    What::Waiting(queue) => known.queue(queue).len(),
                    What::Values => known.buffer.len(),
                } as u32;
                let line = self.lines.iter_mut().find(|line| (line.object, line.what) == (id, what));
                match line {
                    Some(line) => line.add(position, number),
                    None if number > 0 => {
                        let points = vec![(0, 0), (position, number)];
                        self.lines.push(Line { object: id, what, points, stride: 1 });
                    }
                    None => {}
                }
            }
        }
    }

    fn column(&mut self) {
        if !self.moment.steps.is_multiple_of(self.every) {
            return;
        }
        self.density.push(Density::of(&self.moment));
        if self.density.len() > COLUMNS {
            self.every *= 2;
            let every = self.every as usize;
            self.density.retain(|column| column.position.is_multiple_of(every));
        }
    }

    /// The figures so far.
    pub fn plots(&self, locale: Locale) -> Plots {
        let waiting = self.moment.each_worker().map(|(worker, known)| {
            let over = self.waited.get(worker.0 as usize).copied().unwrap_or_default();
            let waits: u64 = known.pending.iter().map(|pending| self.wait_of(pending)).sum();
            Bar { worker, name: known.name.clone(), steps: over + waits }
        });
        let queues = self.lines.iter().map(|line| Series {
            object: line.object,
            label: locale.sentence(self.label(line)),
            points: line.points.iter().map(|(position, number)| (*position as usize, *number)).collect(),
        });
        Plots {
            waiting: waiting.collect(),
            queues: queues.collect(),
            density: self.density.as_slice().into(),
        }
    }

    fn label(&self, line: &Line) -> Message {
        let it = object(&self.moment, Some(line.object));
        match line.what {
            What::Waiting(Queue::Senders) => say!(PlotSenders, object = it),
            What::Waiting(Queue::Receivers) => say!(PlotReceivers, object = it),
            What::Waiting(Queue::Waiters) => say!(PlotWaiting, object = it),
            What::Waiting(Queue::Readers) => say!(PlotReaders, object = it),
            What::Values => say!(PlotValues, object = it),
        }
    }
}

impl Line {
    fn add(&mut self, position: u32, number: u32) {
        let stride = self.stride;
        match self.points.last_mut() {
            Some((_, last)) if *last == number => return,
            Some((at, last)) if stride > 1 && *at / stride == position / stride => {
                *last = number.max(*last);
                return;
            }
            _ => self.points.push((position, number)),
        }
        if self.points.len() > POINTS {
            self.stride *= 2;
            let stride = self.stride;
            self.points.dedup_by(|next, kept| {
                let same = next.0 / stride == kept.0 / stride;
                if same {
                    kept.1 = kept.1.max(next.1);
                }
                same
            });
        }
    }
}
