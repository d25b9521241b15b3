//! The objects as cards.

use super::chips::{CHIPS, Standing};
use super::stage::{Card, Row, SHOWN, Shape, Stage};
use super::words::{join, worker, workers};
use super::{Arg, Locale, Message, cluster};
use crate::go::HARNESS;
use crate::rules::mutex::WakeRule;
use crate::rules::{Kind, ObjectId};
use crate::say;
use crate::timeline::Moment;
use crate::timeline::parts::Object;
use crate::world::{Event, Queue, Text, WorkerId};

/// How many cards are drawn.
const CARDS: usize = 24;

/// Sets the stage.
pub(super) fn stage(moment: &Moment, events: &[Event], locale: Locale) -> Stage {
    let touched = touched(moment, events);
    let chosen = choose(moment, &touched);
    let seen = |object: ObjectId| moment.object(object).is_some_and(|known| !is_backstage(known));
    let on_stage =
        |object: ObjectId| seen(object) && chosen.as_ref().is_none_or(|chosen| has(chosen, object));
    let standing = Standing::new(moment, on_stage);
    let cards: Vec<Card> = moment
        .each_object()
        .filter(|(id, _)| on_stage(*id))
        .map(|(id, known)| {
            let it = Drawing { moment, standing: &standing, events, id, known };
            Card {
                object: id,
                name: known.name.clone(),
                kind: locale.sentence(kind(known.kind)),
                state: locale.sentence(state(moment, known)),
                shape: it.shape(),
                touched: has(&touched, id),
            }
        })
        .collect();
    let kept = moment.each_object().filter(|(_, known)| !is_backstage(known)).count();
    let more_cards = kept.saturating_sub(cards.len()) as u32;
    let summary = match more_cards {
        0 => Default::default(),
        count => locale.sentence(say!(MoreObjects, count = count)),
    };
    Stage {
        cards,
        more_cards,
        chips: standing.chips(moment, locale),
        groups: standing.groups(moment, locale),
        tethers: standing.tethers(moment, on_stage),
        summary,
        net: cluster::net(moment, events, locale),
    }
}

/// Whether an object is of the harness that runs Go's tests, and none of the program's. While somebody waits at it, as a test
/// does that has called t.Parallel, it is on stage, or nobody would see for what.
fn is_backstage(known: &Object) -> bool {
    known.waiting() == 0 && known.name.starts_with(HARNESS)
}

/// Whether an object is among these, which are sorted.
fn has(objects: &[ObjectId], object: ObjectId) -> bool {
    objects.binary_search(&object).is_ok()
}

/// The objects that the last step used, sorted.
fn touched(moment: &Moment, events: &[Event]) -> Vec<ObjectId> {
    let mut touched: Vec<ObjectId> = events
        .iter()
        .filter_map(|event| match event {
            Event::Made(object, ..)
            | Event::Acquired(object, ..)
            | Event::Released(object, ..)
            | Event::Starving(object, _)
            | Event::Buffered(object, ..)
            | Event::Taken(object, _)
            | Event::HandedOver(object, ..)
            | Event::Closed(object, _)
            | Event::Counted(object, ..)
            | Event::Read(object, _)
            | Event::Written(object, ..) => Some(*object),
            _ => None,
        })
        .collect();
    if moment.steps == 0 {
        touched.clear();
    }
    touched.extend(moment.acting.iter().filter_map(|pending| pending.doing.object));
    for event in events {
        if let Event::Parked(_, _, places, _) = event {
            touched.extend(places.iter().map(|(object, _)| *object));
        }
    }
    touched.sort_unstable();
    touched.dedup();
    touched
}

/// The objects that get a card, sorted, or `None` for all: those in use first.
fn choose(moment: &Moment, touched: &[ObjectId]) -> Option<Vec<ObjectId>> {
    (moment.objects.len() > CARDS).then(|| choose_some(moment, touched))
}

#[inline(never)]
fn choose_some(moment: &Moment, touched: &[ObjectId]) -> Vec<ObjectId> {
    let mut chosen: Vec<ObjectId> = touched.iter().copied().take(CARDS).collect();
    let mut others: Vec<_> =
        moment.each_object().filter(|(id, known)| !has(touched, *id) && !is_backstage(known)).collect();
    others.sort_unstable_by_key(|(id, known)| {
        (std::cmp::Reverse(known.waiting()), known.holder.is_none(), *id)
    });
    let room = CARDS - chosen.len();
    chosen.extend(others.into_iter().take(room).map(|(id, _)| id));
    chosen.sort_unstable();
    chosen
}

/// What an object is.
fn kind(kind: Kind) -> Message {
    match kind {
        Kind::Mutex(WakeRule::Go) => say!(KindMutex),
        Kind::Mutex(WakeRule::Fifo) => say!(KindMutexFifo),
        Kind::Mutex(WakeRule::AnyWaiter) => say!(KindMutexAny),
        Kind::RwMutex => say!(KindRwmutex),
        Kind::Channel(0) => say!(KindChannelUnbuffered),
        Kind::Channel(capacity) => say!(KindChannelBuffered, capacity = capacity),
        Kind::WaitGroup => say!(KindWaitgroup),
        Kind::Cond => say!(GoKindCond),
        Kind::Variable(_) => say!(KindVariable),
        Kind::Atomic(_) => say!(KindAtomic),
    }
}

/// How an object is, in words.
fn state(moment: &Moment, known: &Object) -> Message {
    let mut clauses = Vec::new();
    let waiting = known.queue(Queue::Waiters).len() + known.queue(Queue::Readers).len();
    let waits = || (waiting > 0).then(|| say!(CardWaiting, count = waiting));
    match known.kind {
        Kind::Mutex(_) => {
            clauses.push(match known.holder {
                Some(holder) => say!(CardHeld, holder = worker(moment, holder)),
                None => say!(CardFree),
            });
            if known.starving {
                clauses.push(say!(CardStarving));
            }
            clauses.extend(waits());
        }
        Kind::RwMutex => {
            clauses.push(read_or_written(moment, known));
            clauses.extend(waits());
        }
        Kind::Channel(capacity) => {
            let filled = known.buffer.len();
            if capacity > 0 {
                clauses.push(say!(CardFilled, capacity = capacity, filled = filled));
            }
            if filled > 0 {
                let values = known.buffer.iter().take(SHOWN).map(|value| Arg::Value(value.text.clone()));
                clauses.push(say!(CardValues, values = Arg::Many(values.collect())));
            }
            for (queue, is_sending) in [(Queue::Senders, true), (Queue::Receivers, false)] {
                match known.queue(queue).len() {
                    0 => {}
                    count if is_sending => clauses.push(say!(CardSenders, count = count)),
                    count => clauses.push(say!(CardReceivers, count = count)),
                }
            }
            if known.closed.is_some() {
                clauses.push(say!(CardClosed));
            }
            if clauses.is_empty() {
                clauses.push(say!(CardEmpty));
            }
        }
        Kind::WaitGroup => {
            clauses.push(say!(CardCount, count = known.count));
            clauses.extend(waits());
        }
        Kind::Cond => clauses.extend(waits()),
        Kind::Variable(_) | Kind::Atomic(_) => clauses = valued(moment, known),
    }
    join(clauses, |clauses, next| say!(CardNext, clauses = clauses, next = next))
        .unwrap_or_else(|| say!(CardEmpty))
}

#[inline(never)]
fn read_or_written(moment: &Moment, known: &Object) -> Message {
    match known.holder {
        Some(holder) => say!(CardWriting, holder = worker(moment, holder)),
        None if known.readers.is_empty() => say!(CardFree),
        None => say!(CardReading, readers = workers(moment, known.readers.iter().copied())),
    }
}

#[inline(never)]
fn valued(moment: &Moment, known: &Object) -> Vec<Message> {
    let mut clauses = vec![say!(CardValue, value = Arg::Value(value(known)))];
    if let Some(touch) = known.touched {
        let worker = worker(moment, touch.worker);
        clauses.push(match touch.wrote {
            true => say!(CardWrittenLast, worker = worker),
            false => say!(CardReadLast, worker = worker),
        });
    }
    clauses
}

/// The value of a variable or an atomic, as it is shown.
fn value(known: &Object) -> crate::world::Text {
    match (&known.value, known.kind) {
        (Some(value), _) => value.clone(),
        (None, Kind::Variable(first)) => (first as i64).to_string().into(),
        (None, _) => known.count.to_string().into(),
    }
}

/// One card in the making.
struct Drawing<'a> {
    moment: &'a Moment,
    standing: &'a Standing,
    events: &'a [Event],
    id: ObjectId,
    known: &'a Object,
}

impl Drawing<'_> {
    fn seat(&self, worker: WorkerId) -> Option<super::stage::Seat> {
        self.standing.seat(self.moment, self.id, worker)
    }

    fn row(&self, queue: Queue) -> Row {
        let length = self.known.queue(queue).len() as u32;
        let shown = if length > 0 { self.standing.on_bench(self.moment, self.id, queue) } else { Vec::new() };
        Row { length, shown }
    }

    fn shape(&self) -> Shape {
        let known = self.known;
        match known.kind {
            Kind::Mutex(_) => Shape::Mutex {
                seat: known.holder.and_then(|holder| self.seat(holder)),
                bench: self.row(Queue::Waiters),
            },
            Kind::RwMutex => self.read_and_written(),
            Kind::Channel(capacity) => Shape::Channel {
                capacity,
                slots: known.buffer.iter().take(SHOWN).map(|value| value.text.clone()).collect(),
                filled: known.buffer.len() as u32,
                senders: self.row(Queue::Senders),
                receivers: self.row(Queue::Receivers),
                closed: known.closed.is_some(),
                passing: self.passing(),
            },
            Kind::WaitGroup => Shape::WaitGroup { count: known.count, bench: self.row(Queue::Waiters) },
            Kind::Cond => Shape::Cond { bench: self.row(Queue::Waiters) },
            Kind::Variable(_) | Kind::Atomic(_) => self.valued(),
        }
    }

    #[inline(never)]
    fn read_and_written(&self) -> Shape {
        let known = self.known;
        let shown = known.readers.len().min(CHIPS);
        Shape::RwMutex {
            writer: known.holder.and_then(|holder| self.seat(holder)),
            readers: known.readers[..shown].iter().filter_map(|reader| self.seat(*reader)).collect(),
            more_readers: (known.readers.len() - shown) as u32,
            writers_bench: self.row(Queue::Waiters),
            readers_bench: self.row(Queue::Readers),
        }
    }

    #[inline(never)]
    fn valued(&self) -> Shape {
        let known = self.known;
        Shape::Value {
            value: value(known),
            last: known.touched.and_then(|touch| self.seat(touch.worker)),
            wrote: known.touched.is_some_and(|touch| touch.wrote),
        }
    }

    /// The value that went straight through in the last step.
    fn passing(&self) -> Option<Text> {
        self.events.iter().find_map(|event| match event {
            Event::HandedOver(object, text, ..) if *object == self.id => Some(text.clone()),
            _ => None,
        })
    }
}
