//! A hash of the state: of what a program can still do, and of nothing else.
//!
//! Objects are told by the order in which they are found from the roots, and never by where they lie; goroutines by who they are
//! ([`Goroutine::key`](super::Goroutine::key)), and never by when they came to be; of a frame only those slots count that
//! are still wanted; times count from now. So two runs that come to the same state, whatever order things happened in, come to
//! the same hash. What was printed is no part of it.

use super::equal::mix;
use super::memory::{Header, Pointer};
use super::{After, Ended, Goroutine, Machine, Place, Status};
use crate::go::code::Code;
use crate::go::code::instr::Instr;
use crate::go::code::layout::{LayoutId, Word};
use crate::go::code::sliced::{Sliced, is_write};
use crate::go::types::store::TypeId;
use crate::rules::ObjectId;
use crate::rules::parts::Part;
use crate::sync::mix::mix_in;

/// What was found so far, in the order in which it was found. It is used for one state after the other and never cleared: what was
/// noted for an earlier one is below what counts.
#[derive(Debug, Default)]
struct Numbers {
    /// By where it lies: its number, if that is more than `before`.
    known: Vec<u32>,
    before: u32,
    found: Vec<u32>,
}

impl Numbers {
    /// Nothing was found yet of so many.
    fn begin(&mut self, of: usize) {
        self.before += self.found.len() as u32;
        self.found.clear();
        if self.before > u32::MAX / 2 {
            self.known.fill(0);
            self.before = 0;
        }
        if self.known.len() < of {
            self.known.resize(of, 0);
        }
    }

    /// The number of what lies here, from 1.
    fn of(&mut self, at: u32) -> u32 {
        let known = &mut self.known[at as usize];
        if *known <= self.before {
            self.found.push(at);
            *known = self.before + self.found.len() as u32;
        }
        *known - self.before
    }
}

/// Room for the making of hashes, which all copies of a machine share: it is no part of their state.
#[derive(Debug, Default)]
pub(super) struct Room {
    objects: Numbers,
    rules: Numbers,
    places: Vec<(u64, Place)>,
    /// The objects that are there from the start and are no texts: package-level variables, and what they have at first.
    fixed: Vec<u32>,
}

impl Room {
    /// For a program.
    pub(super) fn new(code: &Code) -> Room {
        let (mut fixed, mut base) = (Vec::new(), 1);
        while let Some(word) = code.image.get(base) {
            let header = Header(*word);
            // The texts of the program are the same in all of its states, and lie at the same places.
            if header.layout() != LayoutId::BYTES {
                fixed.push(base as u32);
            }
            base += 1 + header.size(&code.layouts);
        }
        Room { fixed, ..Room::default() }
    }
}

/// A hash that is being made.
struct Walk<'a> {
    machine: &'a Machine,
    /// If goroutines that are alike are one like the other: what counts of the state, and each one's rank, by place.
    sliced: Option<(&'a Sliced, Vec<u32>)>,
    /// What comes after an access, if that belongs to the state.
    after: Option<&'a After>,
    hash: u128,
    /// Objects of the memory that are not there from the start, by base.
    objects: &'a mut Numbers,
    /// Objects of the rules, by their number there.
    rules: &'a mut Numbers,
}

impl Walk<'_> {
    fn add(&mut self, number: u64) {
        self.hash = mix_in(self.hash, number);
    }

    fn pointer(&mut self, pointer: Pointer) {
        if pointer.is_nil() {
            return self.add(0);
        }
        let (base, fixed) = (pointer.base(), self.machine.code.image.len() as u32);
        // What is there from the start is told by where it lies, which never changes.
        let number = if base < fixed { base } else { fixed + self.objects.of(base) };
        self.add(u64::from(number) << 32 | u64::from(pointer.offset()));
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
            Word::Instant => self.add(self.machine.until(word)),
            Word::Pointer => self.pointer(Pointer(word)),
            Word::Text => self.text(word),
            Word::Value => {
                let kind = self.machine.code.layouts.carrier(TypeId(before as u32));
                self.word(kind, word, 0);
            }
            Word::Channel | Word::Sync => match (word as u32).checked_sub(1) {
                None => self.add(0),
                Some(rule) => {
                    let number = self.rules.of(rule);
                    self.add(number.into());
                }
            },
        }
    }

    /// Who a goroutine is.
    fn who(&self, place: Place) -> u64 {
        match &self.sliced {
            None => self.machine.goroutine(place).key,
            Some((_, ranks)) => ranks.get(place.0 as usize).copied().map_or(0, u64::from),
        }
    }

    fn goroutine(&mut self, place: Place) {
        let machine = self.machine;
        let one = machine.goroutine(place);
        self.add(self.who(place));
        self.add(one.standing() << 8 | u64::from(one.phase));
        if let Some(after) = self.after {
            self.add(after.knows(place).into());
        }
        if self.sliced.is_none() {
            self.add(u64::from(one.children));
            self.add(one.root);
        }
        // What numbers it will draw depends on who it is.
        if self.sliced.is_none() || machine.code.draws {
            self.add(one.random);
        }
        match one.status {
            Status::Asleep(_) => self.add(machine.until(one.deadline)),
            Status::Woken(link) => {
                if let Some(op) = machine.op(place) {
                    machine
                        .table
                        .parts_of_woken(link, &op, machine.now, &mut |part| self.part(part, Word::Plain));
                }
            }
            _ => {}
        }
        for frame in machine.frames(place) {
            self.add(u64::from(frame.func) << 32 | u64::from(frame.pc));
            self.add(u64::from(frame.deferred_by_panic));
        }
        match self.sliced.as_ref().map(|(sliced, _)| *sliced) {
            None => machine.each_wanted(place, &mut |kind, word, before| self.word(kind, word, before)),
            Some(sliced) => {
                machine.each_counting(place, sliced, &mut |kind, word, before| self.word(kind, word, before));
            }
        }
    }

    fn part(&mut self, part: Part, kind: Word) {
        match part {
            Part::Number(number) => self.add(number),
            Part::Waiter(ticket) => {
                let known = (ticket.0 as usize) < self.machine.goroutines.len();
                self.add(if known { self.who(Place(ticket.0)) } else { 0 });
            }
            Part::Value(word) => self.word(kind, word, 0),
        }
    }

    fn memory(&mut self, base: u32) {
        let machine = self.machine;
        let header = machine.memory.header(base);
        self.add(u64::from(header.layout().0) << 33 | u64::from(header.has(Header::SHARED)) << 32);
        self.add(u64::from(header.count()));
        if let Some(after) = self.after {
            after.of_object(base, &mut |word| self.add(word));
        }
        match header.layout() {
            LayoutId::BYTES => self.text(Pointer::new(base, 0).0),
            layout if self.sliced.is_some() && machine.code.layouts.get(layout).is_closure => {
                let function = machine.memory.words[base as usize + 1] as u32;
                let mut number = 0;
                machine.each_word(base, &mut |kind, word, before| {
                    let counts = |(sliced, _): &(&Sliced, Vec<u32>)| sliced.counts_captured(function, number);
                    if self.sliced.as_ref().is_none_or(counts) {
                        self.word(kind, word, before);
                    }
                    number += 1;
                });
            }
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
        if let Some(after) = self.after {
            after.of_rule(rule, &mut |word| self.add(word));
        }
        let kind = machine.code.layouts.carrier(known.elem);
        let counts = |(sliced, _): &(&Sliced, Vec<u32>)| sliced.counts_element(&machine.code, known.elem);
        let values = self.sliced.as_ref().is_none_or(counts);
        machine.table.parts(rule, machine.now, &mut |part| match part {
            Part::Value(_) if !values => self.add(0),
            part => self.part(part, kind),
        });
    }

    /// Follows everything that was found and not told yet.
    fn follow(&mut self) {
        let (mut objects, mut rules) = (0, 0);
        loop {
            if let Some(base) = self.objects.found.get(objects).copied() {
                objects += 1;
                self.memory(base);
            } else if let Some(rule) = self.rules.found.get(rules).copied() {
                rules += 1;
                self.rule(ObjectId(rule));
            } else {
                return;
            }
        }
    }
}

impl Goroutine {
    /// What it is doing, as a number.
    fn standing(&self) -> u64 {
        match self.status {
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
        }
    }
}

impl Machine {
    /// What counts of a goroutine's frames: as [`each_wanted`](Machine::each_wanted), without what is left out.
    fn each_counting(&self, place: Place, sliced: &Sliced, visit: &mut dyn FnMut(Word, u64, u64)) {
        let one = self.goroutine(place);
        visit(Word::Pointer, one.panics.0, 0);
        let printing = match self.instr_if_any(place) {
            Some(instr) if is_write(&instr) => {
                let caller = self.frames(place).nth(2);
                caller.is_some_and(|frame| sliced.only_prints(frame.func, frame.pc))
            }
            _ => false,
        };
        for (depth, frame) in self.frames(place).enumerate() {
            let function = &self.code.functions[frame.func as usize];
            let slots = one.stack as usize + 1 + frame.at as usize;
            // What is printed changes nothing.
            if !(printing && depth < 2) {
                for slot in sliced.live[frame.func as usize].at(frame.pc) {
                    let at = slots + usize::from(*slot);
                    let (word, before) = (self.memory.words[at], self.memory.words[at - 1]);
                    visit(function.slots[usize::from(*slot)], word, before);
                }
            }
            visit(Word::Pointer, self.memory.words[slots - 1], 0);
        }
    }

    /// The instruction that a goroutine stands before, if it is in a function.
    fn instr_if_any(&self, place: Place) -> Option<Instr> {
        let one = self.goroutine(place);
        self.code.functions.get(one.func as usize)?.instrs.get(one.pc as usize).copied()
    }

    /// A hash of the state: equal for states from which the program goes on alike, and else, but for chance, different.
    pub fn fingerprint(&self) -> u128 {
        self.hashed(None, None)
    }

    /// The same where what does not count is left out, and where goroutines that are alike may be taken one for the other: equal
    /// for states from which the same can go wrong.
    pub fn fingerprint_of_sliced(&self, sliced: &Sliced) -> u128 {
        self.hashed(Some((sliced, self.ranks(sliced, None))), None)
    }

    /// The same where what comes after an access belongs to the state.
    pub fn fingerprint_after(&self, sliced: &Sliced, after: &After) -> u128 {
        self.hashed(Some((sliced, self.ranks(sliced, Some(after)))), Some(after))
    }

    /// Ranks of the goroutines, by place: by what each is alone, and where it waits in line. Any order would be right; the more it
    /// depends only on what they are, the more states are found to be alike.
    fn ranks(&self, sliced: &Sliced, after: Option<&After>) -> Vec<u32> {
        let mut lines: Vec<u32> = vec![0; self.goroutines.len()];
        for (number, _) in self.known.iter().enumerate().filter(|(_, known)| known.exists) {
            let mut position = 0;
            self.table.parts(ObjectId(number as u32), self.now, &mut |part| {
                if let Part::Waiter(ticket) = part {
                    position += 1;
                    if let Some(line) = lines.get_mut(ticket.0 as usize).filter(|line| **line == 0) {
                        *line = position;
                    }
                }
            });
        }
        let mut places: Vec<(u64, u32, u64, Place)> = self
            .places()
            .map(|place| {
                let one = self.goroutine(place);
                let knows = after.is_some_and(|after| after.knows(place));
                let mut hash = one.standing() << 8 | u64::from(one.phase) | u64::from(knows) << 16;
                for frame in self.frames(place) {
                    hash = mix(hash ^ (u64::from(frame.func) << 32 | u64::from(frame.pc)));
                }
                self.each_counting(place, sliced, &mut |kind, word, _| {
                    let word =
                        if matches!(kind, Word::Plain | Word::Type) { word } else { u64::from(word != 0) };
                    hash = mix(hash ^ word);
                });
                (hash, lines[place.0 as usize], one.key, place)
            })
            .collect();
        places.sort_unstable();
        let mut ranks = vec![0; self.goroutines.len()];
        for (rank, (.., place)) in places.into_iter().enumerate() {
            ranks[place.0 as usize] = rank as u32 + 1;
        }
        ranks
    }

    /// How far away an instant is at which something happens once. One that has passed is not away at all: it happens now, however
    /// late.
    fn until(&self, instant: u64) -> u64 {
        instant.saturating_sub(self.now)
    }

    fn hashed(&self, sliced: Option<(&Sliced, Vec<u32>)>, after: Option<&After>) -> u128 {
        let mut room = self.room.borrow_mut();
        let Room { objects, rules, places, fixed } = &mut *room;
        objects.begin(self.memory.words.len());
        rules.begin(self.known.len());
        let mut walk = Walk { machine: self, sliced, after, hash: 0, objects, rules };
        if let Some(ended) = &self.ended {
            walk.add(match ended {
                Ended::Exit(code) => 1 << 32 | u64::from(*code as u32),
                Ended::Deadlock => 2,
                Ended::NoGoroutines => 3,
                Ended::Panic(_) => 4,
                Ended::Fatal(..) => 5,
                Ended::Thrown(..) => 6,
            });
            if let Ended::Panic(place) | Ended::Fatal(place, _) | Ended::Thrown(Some(place), _) = ended {
                walk.add(walk.who(*place));
            }
        }
        walk.add(u64::from(self.has_company()) << 2 | u64::from(self.drew) << 1 | u64::from(self.main_left));
        walk.add(self.until(self.due));
        // A program that asks for the time can tell one instant from another.
        if self.code.asks_for_time {
            walk.add(self.now);
        }
        places.clear();
        places.extend(self.places().map(|place| (walk.who(place), place)));
        places.sort_unstable();
        places.iter().for_each(|(_, place)| walk.goroutine(*place));
        let mut timers = self.timers.clone();
        timers.sort_unstable_by_key(|timer| timer.key);
        for timer in timers {
            if walk.sliced.is_none() {
                walk.add(timer.key);
                walk.add(timer.root);
            }
            walk.add(match timer.period {
                0 => self.until(timer.when),
                // A ticker that is late fires again until it has made up for that.
                _ => timer.when.wrapping_sub(self.now),
            });
            walk.add(timer.period);
            if let Some(after) = after {
                walk.add(after.of_timer(timer.number).into());
            }
            walk.pointer(timer.object);
        }
        fixed.iter().for_each(|base| walk.memory(*base));
        walk.follow();
        walk.hash
    }
}
