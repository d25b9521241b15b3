//! Writing: each event as its tag and its contents, which the trail takes in as they go by.

use super::tags::*;
use super::{Ask, Cursor, START, Tables, zigzag};
use crate::rules::{Arm, Direction, Kind, ObjectId};
use crate::timeline::hash::Trail;
use crate::timeline::table::{Content, Table};
use crate::world::{Doing, DoingCase, End, Event, Queue, RequestId, Side, Site, Text, WorkerId};
use std::rc::Rc;

/// Appends the events of one step.
pub fn write(events: &[Event], tables: &mut Tables, bytes: &mut Vec<u8>, trail: &mut Trail) {
    let mut writer = Writer { bytes, trail, tables, cursor: START };
    events.iter().for_each(|event| writer.event(event));
}

struct Writer<'a> {
    bytes: &'a mut Vec<u8>,
    trail: &'a mut Trail,
    tables: &'a mut Tables,
    cursor: Cursor,
}

impl Writer<'_> {
    fn packed(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.bytes.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.bytes.push(number as u8);
    }

    fn number(&mut self, number: u64) {
        self.trail.mix(number);
        self.packed(number);
    }

    fn signed(&mut self, number: i64) {
        self.number(zigzag(number));
    }

    fn tag(&mut self, tag: u8) {
        self.trail.mix(tag.into());
        self.bytes.push(tag);
    }

    fn worker(&mut self, worker: WorkerId) {
        self.number(if worker == self.cursor.worker { 0 } else { u64::from(worker.0) + 1 });
    }

    fn maybe_worker(&mut self, worker: Option<WorkerId>) {
        self.number(worker.map_or(0, |worker| u64::from(worker.0) + 1));
    }

    fn object(&mut self, object: ObjectId) {
        self.number(object.0.into());
    }

    fn request(&mut self, worker: WorkerId, request: RequestId) {
        let at = std::mem::replace(&mut self.cursor, Cursor { worker, request });
        if worker == at.worker && request == at.request {
            return self.number(0);
        }
        if worker == at.worker && request.0 == at.request.0.wrapping_add(1) {
            return self.number(1);
        }
        self.number(if worker == at.worker { 2 } else { u64::from(worker.0) + 3 });
        self.number(request.0.into());
    }

    fn text(&mut self, text: &Text) {
        self.maybe_text(Some(text));
    }

    /// 0 is no text; else the last two bits say what the others are: a place in the table, a length, a number.
    fn maybe_text(&mut self, text: Option<&Text>) {
        let Some(text) = text else {
            return self.number(0);
        };
        if let Some(number) = as_number(text) {
            text.mix(self.trail);
            return self.packed((zigzag(number) << 2) | 3);
        }
        let (hash, place) = self.tables.texts.number(text);
        self.trail.mix(hash);
        match place {
            Some(place) => self.packed((u64::from(place) << 2) | 1),
            None => {
                self.packed(((text.len() as u64) << 2) | 2);
                self.bytes.extend_from_slice(text.as_bytes());
            }
        }
    }

    /// Writes the place of a value in its table, or 0 when it has to be written out; the answer is whether it is there.
    fn place<T>(&mut self, table: fn(&mut Tables) -> &mut Table<T>, value: &T) -> bool
    where
        T: Content + PartialEq + Clone,
    {
        let (hash, place) = table(self.tables).number(value);
        self.trail.mix(hash);
        self.slot(place)
    }

    fn slot(&mut self, place: Option<u32>) -> bool {
        self.packed(place.map_or(0, |place| u64::from(place) + 1));
        place.is_some()
    }

    fn ask(&mut self, ask: Ask) {
        let (_, place) = self.tables.asks.number(&ask);
        // Where it stands in a text is no part of what happens: with a line more above it the run is the same.
        self.trail.mix(Ask { site: None, ..ask }.hash());
        if self.slot(place) {
            return;
        }
        let verb = self.tables.verbs.number(&ask.verb).1;
        self.slot(verb);
        self.packed(ask.object.map_or(0, |object| u64::from(object.0) + 1));
        match ask.site {
            None => self.packed(0),
            Some(site) => {
                self.packed(u64::from(site.line) + 1);
                self.packed(site.column.into());
                let file = self.tables.files.number(&site.file).1;
                self.slot(file);
            }
        }
    }

    fn doing(&mut self, doing: &Doing, site: Option<Site>) {
        self.ask(Ask { verb: doing.verb, object: doing.object, site });
        self.signed(doing.number);
        self.maybe_text(doing.text.as_ref());
        let Some(cases) = &doing.cases else {
            return self.number(0);
        };
        self.cases(cases);
    }

    #[inline(never)]
    fn cases(&mut self, cases: &[DoingCase]) {
        self.number(cases.len() as u64 + 1);
        for case in cases {
            self.number(case.object.map_or(0, |object| u64::from(object.0) + 1));
            match case.direction {
                Direction::Receive => self.number(0),
                Direction::Send(word) => {
                    self.number(1);
                    self.number(word);
                }
            }
            self.maybe_text(case.text.as_ref());
        }
    }

    fn arms(&mut self, arms: &Rc<[Arm]>) {
        if !self.place(|tables| &mut tables.arms, arms) {
            self.packed(arms.len() as u64);
            arms.iter().for_each(|arm| self.packed(arm.0.into()));
        }
    }

    fn places(&mut self, places: &Rc<[(ObjectId, Queue)]>) {
        if !self.place(|tables| &mut tables.places, places) {
            self.packed(places.len() as u64);
            for (object, queue) in places.iter() {
                self.packed(object.0.into());
                self.packed(*queue as u64);
            }
        }
    }

    fn kind(&mut self, kind: Kind) {
        match kind {
            Kind::Mutex(rule) => {
                self.number(0);
                self.place(|tables| &mut tables.rules, &rule);
            }
            Kind::RwMutex => self.number(1),
            Kind::Channel(capacity) => {
                self.number(2);
                self.number(capacity.into());
            }
            Kind::WaitGroup => self.number(3),
            Kind::Variable(word) => {
                self.number(4);
                self.number(word);
            }
            Kind::Atomic(value) => {
                self.number(5);
                self.signed(value);
            }
            Kind::Cond => self.number(6),
        }
    }

    fn end(&mut self, end: &End) {
        match end {
            End::Returned => self.number(0),
            End::Deadlock => self.number(1),
            End::Fault(worker, fault) => {
                self.number(2);
                self.worker(*worker);
                self.place(|tables| &mut tables.faults, fault);
            }
            End::Panic(worker, text) => {
                self.number(3);
                self.worker(*worker);
                self.text(text);
            }
            End::Exit(worker, code) => {
                self.number(4);
                self.worker(*worker);
                self.signed((*code).into());
            }
            End::Fatal(worker, text) => {
                self.number(5);
                self.worker(*worker);
                self.text(text);
            }
        }
    }

    fn about(&mut self, tag: u8, worker: WorkerId, request: RequestId) {
        self.tag(tag);
        self.request(worker, request);
    }

    fn on(&mut self, tag: u8, object: ObjectId, worker: WorkerId) {
        self.tag(tag);
        self.object(object);
        self.worker(worker);
    }

    fn event(&mut self, event: &Event) {
        match event {
            Event::Stepped(worker, request, arm) => {
                self.about(STEPPED, *worker, *request);
                self.number(arm.0.into());
            }
            Event::Advanced(now) => {
                self.tag(ADVANCED);
                self.number(*now);
            }
            Event::Spawned(worker, parent, name) => {
                self.tag(SPAWNED);
                self.worker(*worker);
                self.maybe_worker(*parent);
                self.text(name);
            }
            Event::Exited(worker) => {
                self.tag(EXITED);
                self.worker(*worker);
            }
            Event::Made(object, kind, name) => {
                self.tag(MADE);
                self.object(*object);
                self.kind(*kind);
                self.text(name);
            }
            Event::Offered(worker, request, doing, site) => {
                self.about(OFFERED, *worker, *request);
                self.doing(doing, *site);
            }
            Event::Arms(worker, request, arms) => {
                self.about(ARMS, *worker, *request);
                self.arms(arms);
            }
            Event::Withdrawn(worker, request) => self.about(WITHDRAWN, *worker, *request),
            Event::Refused(worker, request, fault) => {
                self.about(REFUSED, *worker, *request);
                self.place(|tables| &mut tables.faults, fault);
            }
            Event::Served(worker, request, text, number) => {
                self.about(SERVED, *worker, *request);
                self.maybe_text(text.as_ref());
                self.signed(*number);
            }
            Event::Parked(worker, request, places, side) => {
                self.about(PARKED, *worker, *request);
                self.places(places);
                self.number(matches!(side, Side::Front).into());
            }
            Event::Unparked(worker, request) => self.about(UNPARKED, *worker, *request),
            Event::Woken(worker, request) => self.about(WOKEN, *worker, *request),
            Event::Asleep(worker, request, until) => {
                self.about(ASLEEP, *worker, *request);
                self.number(*until);
            }
            Event::Acquired(object, worker, reading) => {
                self.on(if *reading { ACQUIRED_READ } else { ACQUIRED }, *object, *worker)
            }
            Event::Released(object, worker, held, reading) => {
                self.on(if *reading { RELEASED_READ } else { RELEASED }, *object, *worker);
                self.maybe_worker(*held);
            }
            Event::Starving(object, starving) => {
                self.tag(if *starving { STARVING } else { CALM });
                self.object(*object);
            }
            Event::Buffered(object, text, side, from) => {
                let front = matches!(side, Side::Front);
                self.on(if front { BUFFERED_FRONT } else { BUFFERED }, *object, *from);
                self.text(text);
            }
            Event::Taken(object, worker) => self.on(TAKEN, *object, *worker),
            Event::HandedOver(object, text, from, to) => {
                self.on(HANDED_OVER, *object, *from);
                self.worker(*to);
                self.text(text);
            }
            Event::Closed(object, worker) => self.on(CLOSED, *object, *worker),
            Event::Counted(object, count, worker) => {
                self.on(COUNTED, *object, *worker);
                self.signed(*count);
            }
            Event::Read(object, worker) => self.on(READ, *object, *worker),
            Event::Written(object, text, worker) => {
                self.on(WRITTEN, *object, *worker);
                self.text(text);
            }
            Event::Printed(worker, text) => {
                self.tag(PRINTED);
                self.worker(*worker);
                self.text(text);
            }
            Event::Ended(end) => {
                self.tag(ENDED);
                self.end(end);
            }
            other => self.rarer(other),
        }
    }
}

impl Writer<'_> {
    /// Events that only programs have that are typed in, and clusters.
    #[inline(never)]
    fn rarer(&mut self, event: &Event) {
        match event {
            Event::Valued(object, text) => {
                self.tag(VALUED);
                self.object(*object);
                self.text(text);
            }
            Event::May(object, verb, workers) => {
                self.tag(MAY);
                self.object(*object);
                self.place(|tables| &mut tables.verbs, verb);
                self.number(workers.len() as u64);
                workers.iter().for_each(|worker| self.worker(*worker));
            }
            Event::LastWords(text, code) => {
                self.tag(LAST_WORDS);
                self.text(text);
                self.signed((*code).into());
            }
            Event::Unwinds(..) | Event::Recovers(..) | Event::Told(..) | Event::Knows(..) => {
                // They follow from what else happens. A token that was made before they were told still holds.
                let trail = *self.trail;
                match event {
                    Event::Unwinds(worker, text) => {
                        self.tag(UNWINDS);
                        self.worker(*worker);
                        self.text(text);
                    }
                    Event::Recovers(worker) => {
                        self.tag(RECOVERS);
                        self.worker(*worker);
                    }
                    Event::Told(worker, numbers) | Event::Knows(worker, numbers) => {
                        self.tag(if matches!(event, Event::Told(..)) { TOLD } else { KNOWS });
                        self.worker(*worker);
                        self.number(numbers.len() as u64);
                        numbers.iter().for_each(|number| self.signed(*number));
                    }
                    _ => {}
                }
                *self.trail = trail;
            }
            Event::Node(worker, change) => {
                self.tag(NODE);
                self.worker(*worker);
                let (what, number) = change.numbers();
                self.number(what);
                self.signed(number);
            }
            Event::Leased(object, token, until) => {
                self.tag(LEASED);
                self.object(*object);
                self.number(*token);
                self.number(*until);
            }
            Event::Shown(object, worker, token, taken) => {
                self.on(SHOWN, *object, *worker);
                self.number(*token);
                self.number((*taken).into());
            }
            told => unreachable!("{told:?} is written above"),
        }
    }
}

/// A text that is a number written in the ordinary way, in four to fifteen digits: shorter ones come again.
fn as_number(text: &str) -> Option<i64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let plain = (4..16).contains(&digits.len()) && !digits.starts_with('0');
    plain.then(|| text.parse().ok()).flatten().filter(|_| digits.bytes().all(|byte| byte.is_ascii_digit()))
}
