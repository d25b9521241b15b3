//! What can be reached: the words of frames and objects, followed without changing anything.

use super::memory::{Header, Pointer};
use super::{Machine, Place, Status};
use crate::go::code::instr::{Instr, Request};
use crate::go::code::layout::{LayoutId, Word};
use crate::go::types::store::TypeId;
use crate::rules::ObjectId;
use rustc_hash::FxHashSet;

impl Machine {
    /// Every word that a goroutine still wants of its frames, with its kind and the word before it, from the current frame on down.
    pub(super) fn each_wanted(&self, place: Place, visit: &mut dyn FnMut(Word, u64, u64)) {
        let one = self.goroutine(place);
        visit(Word::Pointer, one.panics.0, 0);
        for frame in self.frames(place) {
            let function = &self.code.functions[frame.func as usize];
            let slots = one.stack as usize + 1 + frame.at as usize;
            for slot in function.live.at(frame.pc) {
                let at = slots + usize::from(*slot);
                visit(function.slots[usize::from(*slot)], self.memory.words[at], self.memory.words[at - 1]);
            }
            visit(Word::Pointer, self.memory.words[slots - 1], 0);
        }
    }

    /// Every word of an object that lies at this place, with its kind and the word before it. Of texts and stacks there is none.
    pub(super) fn each_word(&self, base: u32, visit: &mut dyn FnMut(Word, u64, u64)) {
        let header = self.memory.header(base);
        if matches!(header.layout(), LayoutId::BYTES | LayoutId::STACK) {
            return;
        }
        let kinds = &self.code.layouts.get(header.layout()).words;
        let first = base as usize + 1;
        for at in 0..header.size(&self.code.layouts) {
            visit(kinds[at % kinds.len()], self.memory.words[first + at], self.memory.words[first + at - 1]);
        }
    }

    /// The objects of the rules that a goroutine can reach from its frames, other than by the program's package-level variables;
    /// nothing if it takes more than so many words to find out.
    pub fn reaches(&self, place: Place, budget: &mut usize) -> Option<FxHashSet<ObjectId>> {
        let (mut objects, mut channels) = (Vec::new(), Vec::new());
        self.each_wanted(place, &mut |kind, word, before| {
            self.note(kind, word, before, &mut objects, &mut channels);
        });
        self.reached_from(objects, channels, budget)
    }

    /// The objects of the rules that every goroutine can reach, by package-level variables.
    pub fn reached_by_all(&self, budget: &mut usize) -> Option<FxHashSet<ObjectId>> {
        let (mut objects, mut channels) = (Vec::new(), Vec::new());
        let mut base = 1;
        while base < self.code.image.len() {
            self.each_word(base as u32, &mut |kind, word, before| {
                self.note(kind, word, before, &mut objects, &mut channels);
            });
            base += 1 + self.memory.header(base as u32).size(&self.code.layouts);
        }
        self.reached_from(objects, channels, budget)
    }

    /// Where the lock, the wait group or the condition lies that a goroutine stands before or waits for.
    pub fn lock_of(&self, place: Place) -> Option<Pointer> {
        match self.instr(place) {
            Instr::Request { request, base, results, .. } if request.is_on_lock() => {
                Some(Pointer(self.slot(place, base + results))).filter(|pointer| !pointer.is_nil())
            }
            _ => None,
        }
    }

    /// Whether a goroutine's next step concerns only itself and the object or memory that it names.
    pub fn is_local(&self, place: Place) -> bool {
        if !matches!(self.goroutine(place).status, Status::Offering | Status::Woken(_)) {
            return false;
        }
        match self.instr(place) {
            Instr::Go { .. } => false,
            Instr::Request { request, .. } => !matches!(
                request,
                Request::Write
                    | Request::Exit
                    | Request::Goexit
                    | Request::Sleep
                    | Request::NumGoroutine
                    | Request::StartTimer
                    | Request::StopTimer
                    | Request::ResetTimer
            ),
            _ => true,
        }
    }

    /// The condition that a goroutine stands before or waits for.
    pub fn condition_of(&self, place: Place) -> Option<ObjectId> {
        let waits = matches!(self.instr(place), Instr::Request { request: Request::CondWait, .. });
        let pointer = self.lock_of(place).filter(|_| waits)?;
        (self.memory.at(pointer, 1)[0] as u32).checked_sub(1).map(ObjectId)
    }

    fn reached_from(
        &self,
        mut objects: Vec<u32>,
        mut channels: Vec<ObjectId>,
        budget: &mut usize,
    ) -> Option<FxHashSet<ObjectId>> {
        let (mut seen, mut found) = (FxHashSet::default(), FxHashSet::default());
        loop {
            while let Some(base) = objects.pop() {
                if !seen.insert(base) || (base as usize) < self.code.image.len() {
                    continue;
                }
                let size = Header::size(self.memory.header(base), &self.code.layouts);
                *budget = budget.checked_sub(size + 1)?;
                self.each_word(base, &mut |kind, word, before| {
                    self.note(kind, word, before, &mut objects, &mut channels);
                });
            }
            let Some(rule) = channels.pop() else { return Some(found) };
            if found.insert(rule) && self.known(rule).exists {
                let kind = self.code.layouts.carrier(self.known(rule).elem);
                for word in self.table.buffered(rule) {
                    self.note(kind, word, 0, &mut objects, &mut channels);
                }
            }
        }
    }

    fn note(&self, kind: Word, word: u64, before: u64, objects: &mut Vec<u32>, rules: &mut Vec<ObjectId>) {
        match kind {
            Word::Pointer => objects.extend(Some(Pointer(word).base()).filter(|base| *base != 0)),
            Word::Value => {
                let kind = self.code.layouts.carrier(TypeId(before as u32));
                self.note(kind, word, 0, objects, rules);
            }
            Word::Channel | Word::Sync => {
                rules.extend((word as u32).checked_sub(1).map(ObjectId));
            }
            Word::Plain | Word::Text | Word::Type | Word::Instant => {}
        }
    }
}
