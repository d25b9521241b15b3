//! The memory as it is before the first instruction: the program's strings and its package-level variables.

use crate::go::code::layout::LayoutId;
use crate::go::machine::memory::{Header, Memory, Pointer};
use rustc_hash::FxHashMap;

/// The memory that is being filled, and the words that instructions name.
pub(super) struct Image {
    memory: Memory,
    texts: FxHashMap<Box<[u8]>, u64>,
    constants: Vec<u64>,
    numbers: FxHashMap<u64, u32>,
    is_full: bool,
}

impl Default for Image {
    fn default() -> Self {
        Image {
            memory: Memory::new(LIMIT),
            texts: FxHashMap::default(),
            constants: Vec::new(),
            numbers: FxHashMap::default(),
            is_full: false,
        }
    }
}

/// So many words the variables and strings of a program may have: they are there before it runs, whatever it does then.
const LIMIT: usize = 1 << 22;

impl Image {
    /// The number of a word among the constants.
    pub(super) fn constant(&mut self, word: u64) -> u32 {
        *self.numbers.entry(word).or_insert_with(|| {
            self.constants.push(word);
            self.constants.len() as u32 - 1
        })
    }

    /// A string.
    pub(super) fn text(&mut self, bytes: &[u8]) -> u64 {
        if let Some(text) = self.texts.get(bytes) {
            return *text;
        }
        let text = self.memory.make_text(bytes).unwrap_or_else(|_| self.is_full());
        if text != 0 {
            self.memory.mark(Pointer(text).base(), Header::SHARED);
        }
        self.texts.insert(bytes.into(), text);
        text
    }

    /// A package-level variable.
    pub(super) fn global(&mut self, layout: LayoutId, size: usize, count: u32) -> u64 {
        match self.memory.allocate(layout, size, count as usize) {
            Ok(base) => {
                self.memory.mark(base, Header::SHARED);
                Pointer::new(base, 0).0
            }
            Err(_) => self.is_full(),
        }
    }

    /// A function value that captures nothing.
    pub(super) fn closure(&mut self, func: u32) -> u64 {
        match self.memory.allocate(LayoutId::PLAIN, 1, 1) {
            Ok(base) => {
                let pointer = Pointer::new(base, 0);
                self.memory.at_mut(pointer, 1)[0] = u64::from(func);
                self.memory.mark(base, Header::SHARED);
                pointer.0
            }
            Err(_) => self.is_full(),
        }
    }

    fn is_full(&mut self) -> u64 {
        self.is_full = true;
        0
    }

    /// Whether something had no room since this was last asked.
    pub(super) fn take_full(&mut self) -> bool {
        std::mem::take(&mut self.is_full)
    }

    pub(super) fn take_constants(&mut self) -> Vec<u64> {
        std::mem::take(&mut self.constants)
    }

    pub(super) fn take_words(&mut self) -> Vec<u64> {
        std::mem::take(&mut self.memory.words)
    }
}
