//! A hash of the state: of what a program can still do, and of nothing else.
//!
//! Objects are told by the order in which they are found from the roots, and never by where they lie; goroutines by who they are
//! ([`Goroutine::key`](super::Goroutine::key)), and never by when they came to be; of a frame only those slots count that
//! are still wanted; times count from now. So two runs that come to the same state, whatever order things happened in, come to
//! the same hash. What was printed is no part of it.

use super::memory::{Header, Pointer};
use super::{Ended, Machine, Place, Status};
use crate::go::code::layout::{LayoutId, Word};
use crate::go::types::store::TypeId;
use crate::rules::ObjectId;
use crate::rules::parts::Part;
use rustc_hash::FxHashMap;

/// A hash that is being made.
struct Walk<'a> {
    machine: &'a Machine,
    hash: u128,
    /// By base, the number of an object in the order in which they were found; 0 of one that was not.
    found: Vec<u32>,
    objects: Vec<u32>,
    /// The same of objects of the rules.
    rules: FxHashMap<ObjectId, u64>,
    shared: Vec<ObjectId>,
}

impl Walk<'_> {
    fn add(&mut self, number: u64) {
        const ODD: u128 = 0x2360_ED05_1FC6_5DA4_4385_DF64_9FCC_F645;
        self.hash = (self.hash ^ u128::from(number)).wrapping_mul(ODD);
        self.hash ^= self.hash >> 67;
    }

    fn object(&mut self, base: u32) -> u64 {
        let number = &mut self.found[base as usize];
        if *number == 0 {
            self.objects.push(base);
            *number = self.objects.len() as u32;
        }
        u64::from(*number)
    }

    fn pointer(&mut self, pointer: Pointer) {
        if pointer.is_nil() {
            return self.add(0);
        }
        let number = self.object(pointer.base());
        self.add(number << 32 | u64::from(pointer.offset()));
    }

    fn text(&mut self, text: u64) {
        let bytes = self.machine.memory.text(text);
        self.add(bytes.len() as u64);
        for chunk in bytes.chunks(8) {
            let word = chunk.iter().rfold(0, |word, byte| word << 8 | u64::from(*byte));
            self.add(word);
        }
    }

    fn word(&mut self, kind: Word, word: u64, before: u64) {
        match kind {
            Word::Plain | Word::Type => self.add(word),
            Word::Pointer => self.pointer(Pointer(word)),
            Word::Text => self.text(word),
            Word::Value => {
                let kind = self.machine.code.layouts.carrier(TypeId(before as u32));
                self.word(kind, word, 0);
            }
            Word::Channel | Word::Sync => match (word as u32).checked_sub(1) {
                None => self.add(0),
                Some(rule) => {
                    let next = self.rules.len() as u64 + 1;
                    let rule = ObjectId(rule);
                    let number = *self.rules.entry(rule).or_insert_with(|| {
                        self.shared.push(rule);
                        next
                    });
                    self.add(number);
                }
            },
        }
    }

    fn goroutine(&mut self, place: Place) {
        let machine = self.machine;
        let one = machine.goroutine(place);
        let status = match one.status {
            Status::Parked(_) => 1,
            Status::Woken(_) => 2,
            Status::Asleep(_) => 3,
            Status::Offering => 4,
            Status::Pausing => 5,
            Status::Dying => 6,
            Status::Failing => 7,
            Status::Leaving => 8,
            Status::Finished => 9,
            Status::Computing | Status::Gone => 10,
        };
        self.add(one.key);
        self.add(status << 8 | u64::from(one.phase));
        self.add(u64::from(one.children));
        self.add(one.random);
        match (one.status, machine.op(place)) {
            (Status::Asleep(_), _) => self.add(one.deadline.saturating_sub(machine.now)),
            (Status::Woken(link), Some(op)) => {
                machine
                    .table
                    .parts_of_woken(link, &op, machine.now, &mut |part| self.part(part, Word::Plain));
            }
            _ => {}
        }
        for frame in machine.frames(place) {
            self.add(u64::from(frame.func) << 32 | u64::from(frame.pc));
            self.add(u64::from(frame.deferred_by_panic));
        }
        machine.each_wanted(place, &mut |kind, word, before| self.word(kind, word, before));
    }

    fn part(&mut self, part: Part, kind: Word) {
        match part {
            Part::Number(number) => self.add(number),
            Part::Waiter(ticket) => {
                let key = self.machine.goroutines.get(ticket.0 as usize).map_or(0, |one| one.key);
                self.add(key);
            }
            Part::Value(word) => self.word(kind, word, 0),
        }
    }

    fn memory(&mut self, base: u32) {
        let machine = self.machine;
        let header = machine.memory.header(base);
        self.add(u64::from(header.layout().0) << 33 | u64::from(header.has(Header::SHARED)) << 32);
        self.add(u64::from(header.count()));
        match header.layout() {
            LayoutId::BYTES => self.text(Pointer::new(base, 0).0),
            _ => machine.each_word(base, &mut |kind, word, before| self.word(kind, word, before)),
        }
    }

    fn rule(&mut self, rule: ObjectId) {
        let machine = self.machine;
        let known = machine.known(rule);
        self.add(u64::from(known.capacity) << 1 | u64::from(known.timer));
        if !known.exists {
            return;
        }
        let kind = machine.code.layouts.carrier(known.elem);
        machine.table.parts(rule, machine.now, &mut |part| self.part(part, kind));
    }

    /// Follows everything that was found and not told yet.
    fn follow(&mut self) {
        let (mut objects, mut rules) = (0, 0);
        loop {
            if let Some(base) = self.objects.get(objects).copied() {
                objects += 1;
                self.memory(base);
            } else if let Some(rule) = self.shared.get(rules).copied() {
                rules += 1;
                self.rule(rule);
            } else {
                return;
            }
        }
    }
}

impl Machine {
    /// A hash of the state: equal for states from which the program goes on alike, and else, but for chance, different.
    pub fn fingerprint(&self) -> u128 {
        let mut walk = Walk {
            machine: self,
            hash: 0,
            found: vec![0; self.memory.words.len()],
            objects: Vec::new(),
            rules: FxHashMap::default(),
            shared: Vec::new(),
        };
        if let Some(ended) = &self.ended {
            walk.add(match ended {
                Ended::Exit(code) => 1 << 32 | u64::from(*code as u32),
                Ended::Deadlock => 2,
                Ended::NoGoroutines => 3,
                Ended::Panic(_) => 4,
                Ended::Fatal(..) => 5,
            });
            if let Ended::Panic(place) | Ended::Fatal(place, _) = ended {
                walk.add(self.goroutine(*place).key);
            }
        }
        walk.add(u64::from(self.drew) << 1 | u64::from(self.main_left));
        walk.add(self.due.saturating_sub(self.now));
        // A program that asks for the time can tell one instant from another.
        if self.code.asks_for_time {
            walk.add(self.now);
        }
        let mut base = 1;
        while base < self.code.image.len() {
            walk.object(base as u32);
            base += 1 + self.memory.header(base as u32).size(&self.code.layouts);
        }
        let mut places: Vec<Place> = self.places().collect();
        places.sort_unstable_by_key(|place| self.goroutine(*place).key);
        places.into_iter().for_each(|place| walk.goroutine(place));
        let mut timers = self.timers.clone();
        timers.sort_unstable_by_key(|timer| timer.key);
        for timer in timers {
            walk.add(timer.key);
            walk.add(timer.when.saturating_sub(self.now));
            walk.add(timer.period);
            walk.pointer(timer.object);
        }
        walk.follow();
        walk.hash
    }
}
