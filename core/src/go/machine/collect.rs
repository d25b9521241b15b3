//! Making room: what can be reached is copied into a new block, and the rest is left behind.
//!
//! What can be reached is found from the goroutines' frames, from the timers that are to fire and from the package-level
//! variables, which themselves stay where they are. An object of the rules that nobody can name any more is given up too.

use super::calls::NOBODY;
use super::memory::{Header, Pointer};
use super::trap::{OUT_OF_MEMORY, Trap};
use super::{Happened, Known, Machine, Observer, Place, Status};
use crate::go::code::Code;
use crate::go::code::layout::{LayoutId, Word};
use crate::go::types::store::TypeId;
use crate::rules::ObjectId;
use std::rc::Rc;

/// To copy a word takes as long as so many instructions.
const COPIED: u64 = 4;

/// A block that is being filled.
struct Copying {
    code: Rc<Code>,
    old: Vec<u64>,
    new: Vec<u64>,
    /// Objects below this place are not copied.
    fixed: usize,
    /// By number: whether an object of the rules can be named.
    named: Vec<bool>,
    /// Those whose values have to be followed.
    found: Vec<ObjectId>,
    /// Objects that the observer has a name for, and where they are now.
    moved: Vec<(u32, Option<u32>)>,
    /// Where shared objects lay and lie now, if somebody notes that.
    shared: Option<Vec<(u32, u32)>>,
}

impl Copying {
    /// Where an object lies now; it is copied if it was not.
    fn object(&mut self, base: u32) -> u32 {
        if (base as usize) < self.fixed {
            return base;
        }
        let header = Header(self.old[base as usize]);
        if header.has(Header::MOVED) {
            return header.count();
        }
        let size = header.size(&self.code.layouts);
        let to = self.new.len() as u32;
        let from = base as usize;
        self.new.extend_from_slice(&self.old[from..from + 1 + size]);
        self.old[from] = Header::MOVED | u64::from(to) << 32;
        if header.has(Header::NAMED) {
            self.moved.push((base, Some(to)));
        }
        if let Some(shared) = &mut self.shared
            && header.has(Header::SHARED)
        {
            shared.push((base, to));
        }
        to
    }

    fn pointer(&mut self, word: u64) -> u64 {
        let pointer = Pointer(word);
        if pointer.is_nil() {
            return word;
        }
        Pointer::new(self.object(pointer.base()), pointer.offset()).0
    }

    /// What a word is in the new block. `before` is the word before it.
    fn word(&mut self, kind: Word, word: u64, before: u64) -> u64 {
        match kind {
            Word::Plain | Word::Type | Word::Instant => word,
            Word::Pointer | Word::Text => self.pointer(word),
            Word::Value => {
                let kind = self.code.layouts.carrier(TypeId(before as u32));
                self.word(kind, word, 0)
            }
            Word::Channel | Word::Sync => {
                if let Some(at) = (word as usize).checked_sub(1)
                    && !std::mem::replace(&mut self.named[at], true)
                {
                    self.found.push(ObjectId(at as u32));
                }
                word
            }
        }
    }

    /// Follows the words of the objects that lie from here on, up to the end as it is then.
    fn scan(&mut self, from: usize) -> usize {
        let code = self.code.clone();
        let mut at = from;
        while at < self.new.len() {
            let header = Header(self.new[at]);
            let size = header.size(&code.layouts);
            let is_plain = matches!(header.layout(), LayoutId::BYTES | LayoutId::STACK | LayoutId::PLAIN);
            let kinds = &code.layouts.get(header.layout()).words;
            if !is_plain && kinds.iter().any(|kind| *kind != Word::Plain) {
                for element in (at + 1..at + 1 + size).step_by(kinds.len()) {
                    for (offset, kind) in kinds.iter().enumerate() {
                        self.follow(element + offset, *kind);
                    }
                }
            }
            at += 1 + size;
        }
        at
    }

    fn follow(&mut self, at: usize, kind: Word) {
        if kind != Word::Plain {
            self.new[at] = self.word(kind, self.new[at], self.new[at - 1]);
        }
    }
}

impl Machine {
    #[inline]
    pub(super) fn wants_collection(&self) -> bool {
        self.memory.words.len() >= self.collect_at
    }

    /// Makes room.
    ///
    /// # Errors
    /// If what can be reached leaves none.
    pub(super) fn collect(&mut self, observer: &mut dyn Observer) -> Result<(), Trap> {
        let code = self.code.clone();
        let old = std::mem::take(&mut self.memory.words);
        let fixed = code.image.len();
        let mut copying = Copying {
            new: old[..fixed].to_vec(),
            old,
            fixed,
            named: vec![false; self.known.len()],
            found: Vec::new(),
            moved: Vec::new(),
            shared: self.noted.as_ref().map(|_| Vec::new()),
            code,
        };
        // The word before the first object is nobody's.
        let mut scanned = copying.scan(1);
        let places: Vec<Place> = self.places().collect();
        for place in places {
            self.copy_goroutine(place, &mut copying);
        }
        for timer in &mut self.timers {
            timer.object = Pointer(copying.pointer(timer.object.0));
        }
        loop {
            scanned = copying.scan(scanned);
            let Some(object) = copying.found.pop() else { break };
            let elem = self.known[object.0 as usize].elem;
            let kind = copying.code.layouts.carrier(elem);
            self.table.each_value(object, |word| *word = copying.word(kind, *word, 0));
        }
        self.memory.words = std::mem::take(&mut copying.new);
        self.note_moves(&copying.shared.take().unwrap_or_default());
        self.drop_unnamed(&copying.named, observer);
        let lost = |base: u32| !Header(copying.old[base as usize]).has(Header::MOVED);
        let mut moved = std::mem::take(&mut copying.moved);
        moved.extend(
            self.observed
                .iter()
                .filter(|base| **base as usize >= fixed && lost(**base))
                .map(|base| (*base, None)),
        );
        self.observed = self.observed.iter().filter(|base| (**base as usize) < fixed).copied().collect();
        self.observed.extend(moved.iter().filter_map(|(_, to)| *to));
        observer.tell(self, Happened::Moved(&moved));
        let used = self.memory.words.len();
        self.worked += COPIED * used as u64;
        if used >= self.limits.memory {
            return Err(Trap::Throw(OUT_OF_MEMORY.into()));
        }
        self.collect_at = (used * 2).max(used + super::start::FIRST_COLLECTION).min(self.limits.memory);
        Ok(())
    }

    /// Makes room for those who wait for it. If there is none, they fail.
    pub(super) fn make_room(&mut self, observer: &mut dyn Observer) {
        let crowded = std::mem::take(&mut self.crowded);
        if self.wants_collection()
            && let Err(trap) = self.collect(observer)
        {
            for place in &crowded {
                self.trap(*place, trap.clone());
            }
        }
        if self.worked - self.began < u64::from(self.limits.slice) {
            return self.computing.extend(crowded);
        }
        // Else a step would have no end that fills the memory again and again.
        for place in crowded {
            match self.goroutine(place).status {
                Status::Computing => self.offer(place, Status::Pausing, observer),
                _ => self.computing.push(place),
            }
        }
    }

    fn copy_goroutine(&mut self, place: Place, copying: &mut Copying) {
        let code = copying.code.clone();
        let one = *self.goroutine(place);
        let used = one.frame as usize + code.functions[one.func as usize].slots.len();
        let stack = copying.new.len();
        // Some room is left, but not all that a deep recursion once needed.
        let length = used + used / 2 + 8;
        let from = one.stack as usize + 1;
        copying.new.push(Header::new(LayoutId::STACK, length as u32).0);
        copying.new.extend_from_slice(&copying.old[from..from + used]);
        copying.new.resize(stack + 1 + length, 0);
        copying.old[one.stack as usize] = Header::MOVED | (stack as u64) << 32;
        self.one(place).stack = stack as u32;
        self.one(place).panics = Pointer(copying.pointer(one.panics.0));
        self.one(place).telling = Pointer(copying.pointer(one.telling.0));
        let (mut at, mut func, mut pc) = (one.frame, one.func, one.pc);
        loop {
            let slots = stack + 1 + at as usize;
            let function = &code.functions[func as usize];
            for slot in function.live.at(pc) {
                copying.follow(slots + usize::from(*slot), function.slots[usize::from(*slot)]);
            }
            copying.follow(slots - 1, Word::Pointer);
            let (head, link) = (copying.new[slots - 3], copying.new[slots - 2]);
            let caller = (link >> 32) as u32;
            if caller == NOBODY {
                break;
            }
            (pc, func) =
                super::calls::stands(head as u32, link as u32, copying.new[stack + 1 + caller as usize - 3]);
            at = caller;
        }
    }

    /// Gives up the objects of the rules that nobody can name.
    fn drop_unnamed(&mut self, named: &[bool], observer: &mut dyn Observer) {
        for (at, _) in named.iter().enumerate().filter(|(_, named)| !**named) {
            let id = ObjectId(at as u32);
            if self.known[at].exists {
                self.table.remove(id);
                self.known[at] = Known::default();
                observer.tell(self, Happened::Dropped(id));
            }
        }
    }

    /// From now on the observer is told when this object moves.
    pub fn observe(&mut self, base: u32) {
        if !self.memory.header(base).has(Header::NAMED) {
            self.memory.mark(base, Header::NAMED);
            self.observed.push(base);
        }
    }
}
