//! Who can reach what: an object is its maker's own until it can be reached by another goroutine.

use super::Machine;
use super::memory::{Header, Pointer};
use crate::go::code::Function;
use crate::go::code::instr::Slot;
use crate::go::code::layout::{LayoutId, Word};
use crate::go::lib;
use crate::go::types::store::TypeId;

impl Machine {
    /// Whether another goroutine may reach an object.
    #[inline]
    pub(super) fn is_shared(&self, base: u32) -> bool {
        base != 0 && self.memory.header(base).has(Header::SHARED)
    }

    /// Makes everything shared that words of a frame refer to.
    pub(super) fn share_slots(&mut self, function: &Function, from: Slot, n: u16, slots: usize) {
        for slot in usize::from(from)..usize::from(from) + usize::from(n) {
            self.share_word(function.slots[slot], slots + slot);
        }
    }

    /// Makes everything shared that a value of this type refers to, which lies at this place of the memory.
    pub(super) fn share_value(&mut self, typ: TypeId, at: usize) {
        let code = self.code.clone();
        self.share_words(code.layouts.known_words(typ), at);
    }

    /// The same of words of these kinds.
    pub(super) fn share_words(&mut self, kinds: &[Word], at: usize) {
        for (word, kind) in kinds.iter().enumerate() {
            self.share_word(*kind, at + word);
        }
    }

    fn share_word(&mut self, kind: Word, at: usize) {
        match kind {
            Word::Pointer => self.share(Pointer(self.memory.words[at])),
            Word::Value => {
                let typ = TypeId(self.memory.words[at - 1] as u32);
                if let Some(pointer) = self.value_pointer(typ, self.memory.words[at]) {
                    self.share(pointer);
                }
            }
            Word::Plain | Word::Text | Word::Type | Word::Channel | Word::Sync | Word::Instant => {}
        }
    }

    /// The object that an interface's value refers to, if it does: its own copy, or what its one word points to.
    pub(super) fn value_pointer(&self, typ: TypeId, value: u64) -> Option<Pointer> {
        (self.code.layouts.carrier(typ) == Word::Pointer).then_some(Pointer(value))
    }

    /// Makes an object and all that it refers to shared.
    pub(super) fn share(&mut self, pointer: Pointer) {
        let mut todo = vec![pointer.base()];
        while let Some(base) = todo.pop() {
            if base == 0 || self.is_shared(base) {
                continue;
            }
            self.memory.mark(base, Header::SHARED);
            self.parts(base, &mut todo);
        }
    }

    /// Makes everything shared that a function of ours has stored in an object that is shared. `params` is the place of its first
    /// parameter.
    pub(super) fn share_stored(&mut self, native: u16, params: usize) {
        let mut todo = Vec::new();
        for (pointer, _, writes) in lib::reached(native, &self.memory, &self.code, params) {
            if writes && self.is_shared(pointer.base()) {
                self.parts(pointer.base(), &mut todo);
            }
        }
        for base in todo {
            self.share(Pointer::new(base, 0));
        }
    }

    /// Adds the objects that an object refers to.
    fn parts(&self, base: u32, out: &mut Vec<u32>) {
        let header = self.memory.header(base);
        if matches!(header.layout(), LayoutId::BYTES | LayoutId::STACK | LayoutId::PLAIN) {
            return;
        }
        let words = &self.code.layouts.get(header.layout()).words;
        if words.iter().all(|kind| matches!(kind, Word::Plain | Word::Text)) {
            return;
        }
        let first = base as usize + 1;
        for element in 0..header.count() as usize {
            for (word, kind) in words.iter().enumerate() {
                let at = first + element * words.len() + word;
                match kind {
                    Word::Pointer => out.push(Pointer(self.memory.words[at]).base()),
                    Word::Value => {
                        let typ = TypeId(self.memory.words[at - 1] as u32);
                        let pointer = self.value_pointer(typ, self.memory.words[at]);
                        out.extend(pointer.map(Pointer::base));
                    }
                    _ => {}
                }
            }
        }
    }
}
