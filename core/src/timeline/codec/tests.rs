//! Events of every kind there and back.

use super::*;
use crate::rules::{Direction, Kind};
use crate::schedule::rng::SplitMix64;
use crate::world::{Change, Doing, DoingCase, End, Event, Part, Side};
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
        if self.one_of(16) == 0 { u32::MAX } else { (self.word() >> 33) as u32 }
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
                direction: if chance.flag() { Direction::Receive } else { Direction::Send(chance.word()) },
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

    fn numbers(&mut self) -> Rc<[i64]> {
        (0..self.one_of(5)).map(|_| self.word() as i64).collect()
    }

    fn end(&mut self) -> End {
        match self.one_of(4) {
            0 => End::Returned,
            1 => End::Deadlock,
            2 => End::Fault(self.worker(), Fault::NegativeWaitGroupCounter),
            _ => End::Panic(self.worker(), self.text()),
        }
    }

    fn change(&mut self) -> Change {
        match self.one_of(9) {
            0 => Change::Is(Part::ALL[self.one_of(Part::ALL.len())]),
            1 => Change::Done(self.flag()),
            2 => Change::Paused(self.flag()),
            3 => Change::Crashed(self.flag()),
            4 => Change::Emptied,
            5 => Change::Parted(self.flag()),
            6 => Change::Holds(self.word()),
            7 => Change::Skewed(self.word() as i32),
            _ => Change::Jumped(self.word() as i64),
        }
    }

    fn event(&mut self) -> Event {
        let (worker, request) = self.about();
        let side = if self.flag() { Side::Front } else { Side::Back };
        let queues = [Queue::Senders, Queue::Receivers, Queue::Waiters, Queue::Readers];
        match self.one_of(32) {
            0 => Event::Stepped(worker, request, Arm(self.word() as u16)),
            1 => Event::Advanced(self.word()),
            2 => Event::Spawned(self.worker(), self.flag().then(|| self.worker()), self.text()),
            3 => Event::Exited(self.worker()),
            4 => Event::Made(self.object(), self.kind(), self.text()),
            5 => Event::Offered(worker, request, self.doing(), self.site()),
            6 => Event::Arms(worker, request, (0..self.one_of(4)).map(|_| Arm(self.word() as u16)).collect()),
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
            24 => Event::Unwinds(self.worker(), self.text()),
            25 => Event::Recovers(self.worker()),
            26 => Event::Node(self.worker(), self.change()),
            27 => Event::Leased(self.object(), self.word(), self.word()),
            28 => Event::Shown(self.object(), self.worker(), self.word(), self.flag()),
            29 => Event::Told(self.worker(), self.numbers()),
            30 => Event::Knows(self.worker(), self.numbers()),
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
fn the_largest_numbers_are_read_back_where_the_tables_are_full() {
    let (mut tables, mut bytes) = (Tables::default(), Vec::new());
    let (worker, object, request) = (WorkerId(u32::MAX), ObjectId(u32::MAX), RequestId(u32::MAX));
    let ask = |number: u32| {
        let doing = Doing { verb: Verb::Lock, object: Some(object), number: 0, text: None, cases: None };
        let site = Site { file: "main.go", line: u32::MAX - number % 2, column: number };
        Event::Offered(worker, request, doing, Some(site))
    };
    let mut events: Vec<Event> = (0..5_000).map(ask).collect();
    events.push(Event::Spawned(WorkerId(0), Some(worker), "G".into()));
    events.push(Event::Released(object, worker, Some(worker), false));
    write(&events, &mut tables, &mut bytes, &mut Trail::default());
    assert!(read(&bytes, &tables).eq(events));
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
        let is_same = fresh == hash(&mut used, &events[..9]);
        // What panics do, and what nodes know and tell, follows from all else, and came later than the tokens that are about.
        let follows = matches!(
            events[9],
            Event::Unwinds(..) | Event::Recovers(..) | Event::Told(..) | Event::Knows(..)
        );
        assert_eq!(is_same, follows);
    }
}
