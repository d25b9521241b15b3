//! Events as bytes and back.
//!
//! A step of a program takes about twenty bytes: numbers are varints (seven bits a byte), a worker or request that was
//! named just before is named by one byte, and what comes again and again (texts, what is asked and where, arms, the
//! queues of a parked request) is kept in tables and named by its number there. The tables are bounded: when one is
//! full, what is new is written out in place.
//!
//! While it writes, the codec takes everything into a [`Trail`]: contents, never numbers in tables, so the hash does not
//! depend on how well the bytes were packed. Bytes never come from outside, so reading them cannot fail.

use super::hash::Trail;
use super::table::{Content, Table};
use crate::rules::mutex::WakeRule;
use crate::rules::{Arm, Direction, Fault, Kind, ObjectId};
use crate::world::{Doing, DoingCase, End, Event, Queue, RequestId, Side, Site, Text, Verb, WorkerId};
use std::rc::Rc;

/// What comes again and again.
#[derive(Clone, Debug, Default)]
pub struct Tables {
    texts: Table<Text>,
    asks: Table<Ask>,
    arms: Table<Rc<[Arm]>>,
    places: Table<Rc<[(ObjectId, Queue)]>>,
    files: Table<&'static str>,
    verbs: Table<Verb>,
    rules: Table<WakeRule>,
    faults: Table<Fault>,
}

impl Tables {
    /// Roughly how many bytes the tables take.
    pub fn weight(&self) -> usize {
        self.texts.weight() + self.asks.weight() + self.arms.weight() + self.places.weight()
    }
}

/// What is asked and where, without what often differs from one time to the next.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Ask {
    verb: Verb,
    object: Option<ObjectId>,
    site: Option<Site>,
}

impl Content for Ask {
    fn mix(&self, trail: &mut Trail) {
        self.verb.mix(trail);
        trail.mix(self.object.map_or(0, |object| u64::from(object.0) + 1));
        match self.site {
            None => trail.mix(0),
            Some(site) => {
                trail.mix(u64::from(site.line) << 32 | u64::from(site.column));
                trail.mix_text(site.file);
            }
        }
    }
}

/// The requests of a step mostly belong to the worker that was named last.
#[derive(Clone, Copy, Debug)]
struct Cursor {
    worker: WorkerId,
    request: RequestId,
}

const START: Cursor = Cursor { worker: WorkerId(0), request: RequestId(0) };

macro_rules! tags {
    ($($name:ident)*) => { tags!(@ 0u8, $($name)*); };
    (@ $number:expr, $name:ident $($rest:ident)*) => { const $name: u8 = $number; tags!(@ $number + 1, $($rest)*); };
    (@ $number:expr,) => {};
}

tags! {
    STEPPED ADVANCED SPAWNED EXITED MADE OFFERED ARMS WITHDRAWN SERVED PARKED UNPARKED WOKEN ASLEEP ACQUIRED ACQUIRED_READ
    RELEASED RELEASED_READ STARVING CALM BUFFERED BUFFERED_FRONT TAKEN HANDED_OVER CLOSED COUNTED READ WRITTEN PRINTED ENDED
    REFUSED
}

/// Appends the events of one step.
pub fn write(events: &[Event], tables: &mut Tables, bytes: &mut Vec<u8>, trail: &mut Trail) {
    let mut writer = Writer { bytes, trail, tables, cursor: START };
    events.iter().for_each(|event| writer.event(event));
}

/// Reads the events of one step, one after another.
pub fn read<'a>(bytes: &'a [u8], tables: &'a Tables) -> impl Iterator<Item = Event> + 'a {
    let mut reader = Reader { bytes, tables, cursor: START };
    std::iter::from_fn(move || (!reader.bytes.is_empty()).then(|| reader.event()))
}

fn zigzag(number: i64) -> u64 {
    ((number << 1) ^ (number >> 63)) as u64
}

fn unzigzag(number: u64) -> i64 {
    (number >> 1) as i64 ^ -((number & 1) as i64)
}

/// A text that is a number written in the ordinary way, in four to fifteen digits: shorter ones come again.
fn as_number(text: &str) -> Option<i64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let plain = (4..16).contains(&digits.len()) && !digits.starts_with('0');
    plain.then(|| text.parse().ok()).flatten().filter(|_| digits.bytes().all(|byte| byte.is_ascii_digit()))
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
        if self.place(|tables| &mut tables.asks, &ask) {
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
        self.number(cases.len() as u64 + 1);
        for case in cases.iter() {
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
        }
    }
}

struct Reader<'a> {
    bytes: &'a [u8],
    tables: &'a Tables,
    cursor: Cursor,
}

impl Reader<'_> {
    fn byte(&mut self) -> u8 {
        let (first, rest) =
            self.bytes.split_first().expect("what was written is read back by the same steps");
        self.bytes = rest;
        *first
    }

    fn number(&mut self) -> u64 {
        let (mut number, mut shift) = (0, 0);
        loop {
            let byte = self.byte();
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return number;
            }
            shift += 7;
        }
    }

    fn small(&mut self) -> u32 {
        self.number() as u32
    }

    fn signed(&mut self) -> i64 {
        unzigzag(self.number())
    }

    fn flag(&mut self) -> bool {
        self.byte() != 0
    }

    fn worker(&mut self) -> WorkerId {
        match self.small() {
            0 => self.cursor.worker,
            number => WorkerId(number - 1),
        }
    }

    fn maybe_worker(&mut self) -> Option<WorkerId> {
        self.small().checked_sub(1).map(WorkerId)
    }

    fn object(&mut self) -> ObjectId {
        ObjectId(self.small())
    }

    fn maybe_object(&mut self) -> Option<ObjectId> {
        self.small().checked_sub(1).map(ObjectId)
    }

    fn request(&mut self) -> (WorkerId, RequestId) {
        let Cursor { worker, request } = self.cursor;
        let (worker, request) = match self.number() {
            0 => (worker, request),
            1 => (worker, RequestId(request.0.wrapping_add(1))),
            2 => (worker, RequestId(self.small())),
            number => (WorkerId((number - 3) as u32), RequestId(self.small())),
        };
        self.cursor = Cursor { worker, request };
        (worker, request)
    }

    fn text(&mut self) -> Text {
        self.maybe_text().expect("a text was written")
    }

    fn maybe_text(&mut self) -> Option<Text> {
        let code = self.number();
        match code & 3 {
            0 => None,
            1 => Some(self.tables.texts.get(code >> 2).clone()),
            2 => {
                let (text, rest) = self.bytes.split_at((code >> 2) as usize);
                self.bytes = rest;
                Some(std::str::from_utf8(text).expect("a text was written").into())
            }
            _ => Some(unzigzag(code >> 2).to_string().into()),
        }
    }

    fn place<'t, T: Content + PartialEq + Clone>(&mut self, table: &'t Table<T>) -> Option<&'t T> {
        self.number().checked_sub(1).map(|number| table.get(number))
    }

    fn ask(&mut self) -> Ask {
        let tables = self.tables;
        if let Some(ask) = self.place(&tables.asks) {
            return *ask;
        }
        let verb = *self.place(&tables.verbs).expect("there are fewer verbs than the table holds");
        let object = self.maybe_object();
        let line = self.small();
        let site = line.checked_sub(1).map(|line| {
            let column = self.small();
            let file = self.place(&tables.files).expect("there are fewer files than the table holds");
            Site { file, line, column }
        });
        Ask { verb, object, site }
    }

    fn doing(&mut self) -> (Doing, Option<Site>) {
        let Ask { verb, object, site } = self.ask();
        let (number, text) = (self.signed(), self.maybe_text());
        let cases = self.number().checked_sub(1).map(|count| {
            let case = |reader: &mut Self| DoingCase {
                object: reader.maybe_object(),
                direction: match reader.byte() {
                    0 => Direction::Receive,
                    _ => Direction::Send(reader.number()),
                },
                text: reader.maybe_text(),
            };
            (0..count).map(|_| case(self)).collect()
        });
        (Doing { verb, object, number, text, cases }, site)
    }

    fn arms(&mut self) -> Rc<[Arm]> {
        let tables = self.tables;
        match self.place(&tables.arms) {
            Some(arms) => arms.clone(),
            None => (0..self.number()).map(|_| Arm(self.number() as u16)).collect(),
        }
    }

    fn places(&mut self) -> Rc<[(ObjectId, Queue)]> {
        const QUEUES: [Queue; 4] = [Queue::Senders, Queue::Receivers, Queue::Waiters, Queue::Readers];
        let tables = self.tables;
        match self.place(&tables.places) {
            Some(places) => places.clone(),
            None => (0..self.number()).map(|_| (self.object(), QUEUES[self.byte() as usize])).collect(),
        }
    }

    fn kind(&mut self) -> Kind {
        let tables = self.tables;
        match self.byte() {
            0 => Kind::Mutex(*self.place(&tables.rules).expect("there are fewer rules than the table holds")),
            1 => Kind::RwMutex,
            2 => Kind::Channel(self.small()),
            3 => Kind::WaitGroup,
            4 => Kind::Variable(self.number()),
            _ => Kind::Atomic(self.signed()),
        }
    }

    fn fault(&mut self) -> Fault {
        *self.place(&self.tables.faults).expect("there are fewer faults than it holds")
    }

    fn end(&mut self) -> End {
        match self.byte() {
            0 => End::Returned,
            1 => End::Deadlock,
            2 => {
                let worker = self.worker();
                End::Fault(worker, self.fault())
            }
            _ => End::Panic(self.worker(), self.text()),
        }
    }

    fn event(&mut self) -> Event {
        let tag = self.byte();
        match tag {
            STEPPED => {
                let (worker, request) = self.request();
                Event::Stepped(worker, request, Arm(self.number() as u16))
            }
            ADVANCED => Event::Advanced(self.number()),
            SPAWNED => Event::Spawned(self.worker(), self.maybe_worker(), self.text()),
            EXITED => Event::Exited(self.worker()),
            MADE => Event::Made(self.object(), self.kind(), self.text()),
            OFFERED => {
                let (worker, request) = self.request();
                let (doing, site) = self.doing();
                Event::Offered(worker, request, doing, site)
            }
            ARMS => {
                let (worker, request) = self.request();
                Event::Arms(worker, request, self.arms())
            }
            WITHDRAWN => {
                let (worker, request) = self.request();
                Event::Withdrawn(worker, request)
            }
            REFUSED => {
                let (worker, request) = self.request();
                Event::Refused(worker, request, self.fault())
            }
            SERVED => {
                let (worker, request) = self.request();
                Event::Served(worker, request, self.maybe_text(), self.signed())
            }
            PARKED => {
                let (worker, request) = self.request();
                let places = self.places();
                Event::Parked(worker, request, places, if self.flag() { Side::Front } else { Side::Back })
            }
            UNPARKED => {
                let (worker, request) = self.request();
                Event::Unparked(worker, request)
            }
            WOKEN => {
                let (worker, request) = self.request();
                Event::Woken(worker, request)
            }
            ASLEEP => {
                let (worker, request) = self.request();
                Event::Asleep(worker, request, self.number())
            }
            ACQUIRED | ACQUIRED_READ => Event::Acquired(self.object(), self.worker(), tag == ACQUIRED_READ),
            RELEASED | RELEASED_READ => {
                Event::Released(self.object(), self.worker(), self.maybe_worker(), tag == RELEASED_READ)
            }
            STARVING | CALM => Event::Starving(self.object(), tag == STARVING),
            BUFFERED | BUFFERED_FRONT => {
                let (object, from) = (self.object(), self.worker());
                let side = if tag == BUFFERED_FRONT { Side::Front } else { Side::Back };
                Event::Buffered(object, self.text(), side, from)
            }
            TAKEN => Event::Taken(self.object(), self.worker()),
            HANDED_OVER => {
                let (object, from, to) = (self.object(), self.worker(), self.worker());
                Event::HandedOver(object, self.text(), from, to)
            }
            CLOSED => Event::Closed(self.object(), self.worker()),
            COUNTED => {
                let (object, worker) = (self.object(), self.worker());
                Event::Counted(object, self.signed(), worker)
            }
            READ => Event::Read(self.object(), self.worker()),
            WRITTEN => {
                let (object, worker) = (self.object(), self.worker());
                Event::Written(object, self.text(), worker)
            }
            PRINTED => Event::Printed(self.worker(), self.text()),
            ENDED => Event::Ended(self.end()),
            unknown => unreachable!("no event is written with the tag {unknown}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schedule::rng::SplitMix64;
    #[cfg(target_family = "wasm")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    /// Events of every kind, with every kind of content, in an order that no world would give them.
    struct Arbitrary(SplitMix64);

    impl Arbitrary {
        fn one_of(&mut self, count: usize) -> usize {
            self.0.below(count)
        }

        /// Small numbers and large ones, the largest among them.
        fn word(&mut self) -> u64 {
            let bits = self.one_of(65) as u32;
            self.0.next().checked_shr(bits).unwrap_or(0)
        }

        fn small(&mut self) -> u32 {
            (self.word() >> 33) as u32
        }

        fn flag(&mut self) -> bool {
            self.one_of(2) == 0
        }

        fn worker(&mut self) -> WorkerId {
            let bits = self.one_of(3) * 10;
            WorkerId(self.small() >> bits)
        }

        fn about(&mut self) -> (WorkerId, RequestId) {
            (WorkerId(self.one_of(3) as u32), RequestId(self.one_of(4) as u32))
        }

        fn object(&mut self) -> ObjectId {
            ObjectId(self.small())
        }

        fn text(&mut self) -> Text {
            const TEXTS: [&str; 12] = [
                "",
                "mu",
                "0",
                "-1",
                "12345",
                "-98765",
                "012345",
                "-0",
                "--12345",
                "1234567890123456789",
                "十个",
                "1234x",
            ];
            match self.one_of(3) {
                0 => self.word().to_string().into(),
                1 => format!("line {}", self.word()).into(),
                _ => TEXTS[self.one_of(TEXTS.len())].into(),
            }
        }

        fn maybe_text(&mut self) -> Option<Text> {
            self.flag().then(|| self.text())
        }

        fn doing(&mut self) -> Doing {
            const VERBS: [Verb; 4] = [Verb::Lock, Verb::Select, Verb::Print, Verb::Panic];
            let cases = (self.one_of(4) == 0).then(|| {
                let case = |chance: &mut Self| DoingCase {
                    object: chance.flag().then(|| chance.object()),
                    direction: if chance.flag() {
                        Direction::Receive
                    } else {
                        Direction::Send(chance.word())
                    },
                    text: chance.maybe_text(),
                };
                (0..self.one_of(3)).map(|_| case(self)).collect()
            });
            Doing {
                verb: VERBS[self.one_of(4)],
                object: self.flag().then(|| self.object()),
                number: self.word() as i64,
                text: self.maybe_text(),
                cases,
            }
        }

        fn site(&mut self) -> Option<Site> {
            let file = ["", "main.go"][self.one_of(2)];
            self.flag().then(|| Site { file, line: self.small(), column: self.small() })
        }

        fn kind(&mut self) -> Kind {
            match self.one_of(5) {
                0 => Kind::RwMutex,
                1 => Kind::Channel(self.small()),
                2 => Kind::WaitGroup,
                3 => Kind::Variable(self.word()),
                _ => Kind::Atomic(self.word() as i64),
            }
        }

        fn end(&mut self) -> End {
            match self.one_of(4) {
                0 => End::Returned,
                1 => End::Deadlock,
                2 => End::Fault(self.worker(), Fault::NegativeWaitGroupCounter),
                _ => End::Panic(self.worker(), self.text()),
            }
        }

        fn event(&mut self) -> Event {
            let (worker, request) = self.about();
            let side = if self.flag() { Side::Front } else { Side::Back };
            let queues = [Queue::Senders, Queue::Receivers, Queue::Waiters, Queue::Readers];
            match self.one_of(25) {
                0 => Event::Stepped(worker, request, Arm(self.word() as u16)),
                1 => Event::Advanced(self.word()),
                2 => Event::Spawned(self.worker(), self.flag().then(|| self.worker()), self.text()),
                3 => Event::Exited(self.worker()),
                4 => Event::Made(self.object(), self.kind(), self.text()),
                5 => Event::Offered(worker, request, self.doing(), self.site()),
                6 => Event::Arms(
                    worker,
                    request,
                    (0..self.one_of(4)).map(|_| Arm(self.word() as u16)).collect(),
                ),
                7 => Event::Withdrawn(self.worker(), request),
                8 => Event::Served(worker, request, self.maybe_text(), self.word() as i64),
                9 => {
                    let places = (0..self.one_of(3)).map(|_| (self.object(), queues[self.one_of(4)]));
                    Event::Parked(worker, request, places.collect(), side)
                }
                10 => Event::Unparked(worker, request),
                11 => Event::Woken(worker, request),
                12 => Event::Asleep(worker, request, self.word()),
                13 => Event::Acquired(self.object(), self.worker(), self.flag()),
                14 => {
                    let held = self.flag().then(|| self.worker());
                    Event::Released(self.object(), self.worker(), held, self.flag())
                }
                15 => Event::Starving(self.object(), self.flag()),
                16 => Event::Buffered(self.object(), self.text(), side, self.worker()),
                17 => Event::Taken(self.object(), self.worker()),
                18 => Event::HandedOver(self.object(), self.text(), self.worker(), self.worker()),
                19 => Event::Closed(self.object(), self.worker()),
                20 => Event::Counted(self.object(), self.word() as i64, self.worker()),
                21 => Event::Read(self.object(), self.worker()),
                22 => Event::Written(self.object(), self.text(), self.worker()),
                23 => Event::Printed(self.worker(), self.text()),
                _ => Event::Ended(self.end()),
            }
        }
    }

    #[test]
    fn whatever_is_written_is_read_back() {
        let mut arbitrary = Arbitrary(SplitMix64::new(1));
        let (mut tables, mut trail) = (Tables::default(), Trail::default());
        let mut steps = Vec::new();
        // Long enough to fill the tables.
        for _ in 0..6_000 {
            let events: Vec<Event> = (0..arbitrary.one_of(20)).map(|_| arbitrary.event()).collect();
            let mut bytes = Vec::new();
            write(&events, &mut tables, &mut bytes, &mut trail);
            steps.push((events, bytes));
        }
        for (events, bytes) in steps {
            assert!(read(&bytes, &tables).eq(events));
        }
    }

    #[test]
    fn the_hash_is_of_the_contents_and_not_of_how_they_are_packed() {
        let mut arbitrary = Arbitrary(SplitMix64::new(2));
        let mut used = Tables::default();
        let warm: Vec<Event> = (0..60_000).map(|_| arbitrary.event()).collect();
        write(&warm, &mut used, &mut Vec::new(), &mut Trail::default());
        for _ in 0..200 {
            let events: Vec<Event> = (0..10).map(|_| arbitrary.event()).collect();
            let hash = |tables: &mut Tables, events: &[Event]| {
                let mut trail = Trail::default();
                write(events, tables, &mut Vec::new(), &mut trail);
                trail.value()
            };
            let fresh = hash(&mut Tables::default(), &events);
            assert_eq!(fresh, hash(&mut used, &events));
            assert_ne!(fresh, hash(&mut used, &events[..9]));
        }
    }
}
