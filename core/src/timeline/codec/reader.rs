//! Reading: what the writer wrote, in the same order.

use super::tags::*;
use super::{Ask, Cursor, START, Tables, unzigzag};
use crate::rules::{Arm, Direction, Fault, Kind, ObjectId};
use crate::timeline::table::{Content, Table};
use crate::world::{Change, Doing, DoingCase, End, Event, Queue, RequestId, Side, Site, Text, WorkerId};
use std::rc::Rc;

/// Reads the events of one step, one after another.
pub fn read<'a>(bytes: &'a [u8], tables: &'a Tables) -> impl Iterator<Item = Event> + 'a {
    let mut reader = Reader { bytes, tables, cursor: START };
    std::iter::from_fn(move || (!reader.bytes.is_empty()).then(|| reader.event()))
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

    /// A number that was written as one more, or nothing. One more than the largest does not fit into 32 bits.
    fn maybe_small(&mut self) -> Option<u32> {
        self.number().checked_sub(1).map(|number| number as u32)
    }

    fn worker(&mut self) -> WorkerId {
        self.maybe_worker().unwrap_or(self.cursor.worker)
    }

    fn maybe_worker(&mut self) -> Option<WorkerId> {
        self.maybe_small().map(WorkerId)
    }

    fn object(&mut self) -> ObjectId {
        ObjectId(self.small())
    }

    fn maybe_object(&mut self) -> Option<ObjectId> {
        self.maybe_small().map(ObjectId)
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
        let site = self.maybe_small().map(|line| {
            let column = self.small();
            let file = self.place(&tables.files).expect("there are fewer files than the table holds");
            Site { file, line, column }
        });
        Ask { verb, object, site }
    }

    fn doing(&mut self) -> (Doing, Option<Site>) {
        let Ask { verb, object, site } = self.ask();
        let (number, text) = (self.signed(), self.maybe_text());
        let cases = self.number().checked_sub(1).map(|count| self.cases(count));
        (Doing { verb, object, number, text, cases }, site)
    }

    #[inline(never)]
    fn cases(&mut self, count: u64) -> Rc<[DoingCase]> {
        let case = |reader: &mut Self| DoingCase {
            object: reader.maybe_object(),
            direction: match reader.byte() {
                0 => Direction::Receive,
                _ => Direction::Send(reader.number()),
            },
            text: reader.maybe_text(),
        };
        (0..count).map(|_| case(self)).collect()
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
            5 => Kind::Atomic(self.signed()),
            _ => Kind::Cond,
        }
    }

    #[inline(never)]
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
            3 => End::Panic(self.worker(), self.text()),
            number => self.rarer_end(number),
        }
    }

    #[inline(never)]
    fn rarer_end(&mut self, number: u8) -> End {
        match number {
            4 => End::Exit(self.worker(), self.signed() as i32),
            _ => End::Fatal(self.worker(), self.text()),
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
            rarer => self.rarer(rarer),
        }
    }

    fn numbers(&mut self) -> Rc<[i64]> {
        let count = self.number();
        (0..count).map(|_| self.signed()).collect()
    }

    /// Events that only programs have that are typed in, and clusters.
    #[inline(never)]
    fn rarer(&mut self, tag: u8) -> Event {
        match tag {
            VALUED => Event::Valued(self.object(), self.text()),
            MAY => {
                let object = self.object();
                let tables = self.tables;
                let verb = self.place(&tables.verbs).expect("there are fewer verbs than the table holds");
                let count = self.number();
                Event::May(object, *verb, (0..count).map(|_| self.worker()).collect())
            }
            UNWINDS => Event::Unwinds(self.worker(), self.text()),
            RECOVERS => Event::Recovers(self.worker()),
            LAST_WORDS => Event::LastWords(self.text(), self.signed() as i32),
            NODE => {
                let worker = self.worker();
                let change = Change::of_numbers(self.number(), self.signed());
                Event::Node(worker, change.expect("a change was written"))
            }
            LEASED => Event::Leased(self.object(), self.number(), self.number()),
            SHOWN => Event::Shown(self.object(), self.worker(), self.number(), self.flag()),
            TOLD => Event::Told(self.worker(), self.numbers()),
            KNOWS => Event::Knows(self.worker(), self.numbers()),
            unknown => unreachable!("no event is written with the tag {unknown}"),
        }
    }
}
