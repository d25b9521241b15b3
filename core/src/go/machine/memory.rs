//! One flat block of words: every object of a Go program, its strings and the stacks of its goroutines.
//!
//! An object is a header and its words. A pointer names the header's place and a word behind it, so it can be followed
//! without looking anything up and nothing can be reached that is not in the object. Nothing is freed one by one: whoever
//! runs the program copies what can be reached into a new block when this one is full.

use crate::go::code::layout::{LayoutId, Layouts};
use crate::rules::copied::copied;
use std::cell::Cell;

/// A pointer: the place of an object's header, and a word behind it. 0 is nil.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pointer(pub u64);

impl Pointer {
    /// Go's nil.
    pub const NIL: Pointer = Pointer(0);

    /// To a word of an object.
    #[inline]
    pub fn new(base: u32, offset: u32) -> Pointer {
        Pointer(u64::from(base) << 32 | u64::from(offset))
    }

    /// Where the object's header is.
    #[inline]
    pub fn base(self) -> u32 {
        (self.0 >> 32) as u32
    }

    /// Which of the object's words.
    #[inline]
    pub fn offset(self) -> u32 {
        self.0 as u32
    }

    /// Whether it is nil.
    #[inline]
    pub fn is_nil(self) -> bool {
        self.base() == 0
    }

    /// The place of its word in the block.
    #[inline]
    pub fn at(self) -> usize {
        self.base() as usize + 1 + self.offset() as usize
    }

    /// So many words further on.
    #[inline]
    pub fn plus(self, words: u32) -> Pointer {
        Pointer(self.0 + u64::from(words))
    }
}

/// What stands before an object's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Header(pub u64);

impl Header {
    /// Set on an object that several goroutines may reach.
    pub const SHARED: u64 = 1 << 24;
    /// Set on an object that whoever tells the run has a name for.
    pub const NAMED: u64 = 1 << 25;
    /// Set while an object is copied: the rest is where to.
    pub const MOVED: u64 = 1 << 26;

    /// Of so many elements.
    pub fn new(layout: LayoutId, count: u32) -> Header {
        Header(u64::from(layout.0) | u64::from(count) << 32)
    }

    /// How an element lies.
    #[inline]
    pub fn layout(self) -> LayoutId {
        LayoutId((self.0 & 0xFF_FFFF) as u32)
    }

    /// How many elements there are; of a string, how many bytes.
    #[inline]
    pub fn count(self) -> u32 {
        (self.0 >> 32) as u32
    }

    /// Whether a flag is set.
    #[inline]
    pub fn has(self, flag: u64) -> bool {
        self.0 & flag != 0
    }

    /// How many words follow it.
    pub fn size(self, layouts: &Layouts) -> usize {
        match self.layout() {
            LayoutId::BYTES => (self.count() as usize).div_ceil(8),
            layout => layouts.size(layout) * self.count() as usize,
        }
    }
}

/// There is no room left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Full;

/// The block.
#[derive(Debug)]
pub struct Memory {
    /// Its words. The first is no object's, so that no pointer is 0.
    pub words: Vec<u64>,
    /// How many words there may be.
    pub limit: usize,
    /// What was gone over at once and not asked for yet, in pieces of [`PIECE`] bytes.
    work: Cell<u32>,
}

copied!(Memory { words, limit, work });

/// So many bytes are gone over in the time of an instruction.
const PIECE: usize = 32;

/// What is gone over value by value takes so many times as long.
pub const SLOW: usize = 4;

impl Memory {
    /// An empty block with room for so many words.
    pub fn new(limit: usize) -> Memory {
        Memory { words: vec![0], limit, work: Cell::new(0) }
    }

    /// One instruction goes over so many bytes: whoever counts instructions counts these too.
    #[inline]
    pub fn work(&self, bytes: usize) {
        self.work.set(self.work.get().saturating_add((bytes / PIECE) as u32));
    }

    /// How many instructions were worth what was gone over since this was asked.
    #[inline]
    pub fn take_work(&self) -> u32 {
        self.work.take()
    }

    /// Makes an object of so many elements of so many words each, all zero, and gives its base.
    ///
    /// # Errors
    /// If there is no room for it.
    pub fn allocate(&mut self, layout: LayoutId, size: usize, count: usize) -> Result<u32, Full> {
        let base = self.words.len();
        let words = size
            .checked_mul(count)
            .filter(|words| *words <= self.limit - base.min(self.limit))
            .ok_or(Full)?;
        let short = u32::try_from(count).map_err(|_| Full)?;
        // To make a word takes as long as an instruction.
        self.work(PIECE * words);
        self.words.push(Header::new(layout, short).0);
        self.words.resize(base + 1 + words, 0);
        Ok(base as u32)
    }

    /// The header of an object.
    #[inline]
    pub fn header(&self, base: u32) -> Header {
        Header(self.words[base as usize])
    }

    /// Sets flags of an object.
    #[inline]
    pub fn mark(&mut self, base: u32, flags: u64) {
        self.words[base as usize] |= flags;
    }

    /// So many words from where a pointer points.
    #[inline]
    pub fn at(&self, pointer: Pointer, count: usize) -> &[u64] {
        &self.words[pointer.at()..pointer.at() + count]
    }

    /// The same, to be changed.
    #[inline]
    pub fn at_mut(&mut self, pointer: Pointer, count: usize) -> &mut [u64] {
        &mut self.words[pointer.at()..pointer.at() + count]
    }

    /// The bytes of a string.
    pub fn text(&self, string: u64) -> &[u8] {
        let base = Pointer(string).base();
        if base == 0 {
            return &[];
        }
        let length = self.header(base).count() as usize;
        let first = base as usize + 1;
        &bytemuck::cast_slice(&self.words[first..first + length.div_ceil(8)])[..length]
    }

    /// How many bytes a string has.
    #[inline]
    pub fn text_length(&self, string: u64) -> usize {
        match Pointer(string).base() {
            0 => 0,
            base => self.header(base).count() as usize,
        }
    }

    /// Makes a string of these bytes.
    ///
    /// # Errors
    /// If there is no room for it.
    pub fn make_text(&mut self, bytes: &[u8]) -> Result<u64, Full> {
        if bytes.is_empty() {
            return Ok(0);
        }
        let base = self.allocate(LayoutId::BYTES, 1, bytes.len().div_ceil(8))?;
        self.fill(base, bytes);
        Ok(Pointer::new(base, 0).0)
    }

    /// Makes a string of two strings, one behind the other.
    ///
    /// # Errors
    /// If there is no room for it.
    pub fn concatenate(&mut self, a: u64, b: u64) -> Result<u64, Full> {
        let (length_a, length_b) = (self.text_length(a), self.text_length(b));
        if length_a == 0 {
            return Ok(b);
        }
        if length_b == 0 {
            return Ok(a);
        }
        let length = length_a + length_b;
        let base = self.allocate(LayoutId::BYTES, 1, length.div_ceil(8))?;
        self.words[base as usize] = Header::new(LayoutId::BYTES, length as u32).0;
        let (before, new) = self.words.split_at_mut(base as usize + 1);
        let bytes: &mut [u8] = bytemuck::cast_slice_mut(new);
        let from = |string: u64, length: usize| {
            let first = Pointer(string).base() as usize + 1;
            &bytemuck::cast_slice::<u64, u8>(&before[first..first + length.div_ceil(8)])[..length]
        };
        bytes[..length_a].copy_from_slice(from(a, length_a));
        bytes[length_a..length].copy_from_slice(from(b, length_b));
        Ok(Pointer::new(base, 0).0)
    }

    /// Makes a string of a part of another one.
    ///
    /// # Errors
    /// If there is no room for it.
    pub fn cut(&mut self, string: u64, from: usize, to: usize) -> Result<u64, Full> {
        if from == 0 && to == self.text_length(string) {
            return Ok(string);
        }
        let part = self.text(string)[from..to].to_vec();
        self.make_text(&part)
    }

    fn fill(&mut self, base: u32, bytes: &[u8]) {
        self.words[base as usize] = Header::new(LayoutId::BYTES, bytes.len() as u32).0;
        let first = base as usize + 1;
        let words = &mut self.words[first..first + bytes.len().div_ceil(8)];
        bytemuck::cast_slice_mut::<u64, u8>(words)[..bytes.len()].copy_from_slice(bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_family = "wasm")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn strings_are_bytes() -> Result<(), Full> {
        let mut memory = Memory::new(1000);
        let a = memory.make_text("go 语言".as_bytes())?;
        let b = memory.make_text(b"!")?;
        let both = memory.concatenate(a, b)?;
        assert_eq!(memory.text(both), "go 语言!".as_bytes());
        let part = memory.cut(both, 3, 9)?;
        assert_eq!(memory.text(part), "语言".as_bytes());
        assert_eq!(memory.text(0), b"");
        Ok(())
    }

    #[test]
    fn a_full_block_says_so() {
        let mut memory = Memory::new(10);
        assert!(memory.allocate(LayoutId::PLAIN, 1, 4).is_ok());
        assert_eq!(memory.allocate(LayoutId::PLAIN, 1, 100), Err(Full));
        assert_eq!(memory.allocate(LayoutId::PLAIN, usize::MAX, 2), Err(Full));
    }
}
