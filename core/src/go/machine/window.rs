//! What a function that is written in Rust is given: the words of its call, and the memory that they point into.
//!
//! The words lie as those of any call do: first the results, then the parameters, each with as many words as its type has.

use super::memory::{Full, Memory, Pointer};
use super::trap::Trap;
use crate::go::code::Code;
use crate::go::code::layout::LayoutId;

/// A call of a function that is written in Rust.
pub struct Window<'a> {
    /// The memory.
    pub memory: &'a mut Memory,
    /// The program.
    pub code: &'a Code,
    /// Where the results begin in the memory.
    pub results: usize,
    /// Where the parameters begin.
    pub params: usize,
}

/// A function that is written in Rust.
pub type Native = fn(&mut Window<'_>) -> Result<(), Trap>;

impl Window<'_> {
    /// A word of the parameters.
    pub fn word(&self, at: usize) -> u64 {
        self.memory.words[self.params + at]
    }

    /// A word of the parameters as a signed number.
    pub fn int(&self, at: usize) -> i64 {
        self.word(at) as i64
    }

    /// A word of the parameters as a floating-point number. A `float32` is kept as the `f64` of the same value.
    pub fn float(&self, at: usize) -> f64 {
        f64::from_bits(self.word(at))
    }

    /// The bytes of a string among the parameters.
    pub fn text(&self, at: usize) -> &[u8] {
        self.memory.work(self.memory.text_length(self.word(at)));
        self.memory.text(self.word(at))
    }

    /// The words of a slice among the parameters, whose elements have `size` words.
    pub fn slice(&self, at: usize, size: usize) -> &[u64] {
        let length = self.word(at + 1) as usize;
        match length * size {
            0 => &[],
            words => {
                self.memory.work(8 * words);
                self.memory.at(Pointer(self.word(at)), words)
            }
        }
    }

    /// Sets a word of the results.
    pub fn set(&mut self, at: usize, word: u64) {
        self.memory.words[self.results + at] = word;
    }

    /// Sets a result to a string.
    ///
    /// # Errors
    /// If there is no room for it.
    pub fn set_text(&mut self, at: usize, bytes: &[u8]) -> Result<(), Full> {
        let text = self.memory.make_text(bytes)?;
        self.set(at, text);
        Ok(())
    }

    /// Sets a result to a slice of elements that are a word each, of this layout.
    ///
    /// # Errors
    /// If there is no room for it.
    pub fn set_slice(&mut self, at: usize, layout: LayoutId, words: &[u64]) -> Result<(), Full> {
        let base = self.memory.allocate(layout, 1, words.len())?;
        let pointer = Pointer::new(base, 0);
        self.memory.at_mut(pointer, words.len()).copy_from_slice(words);
        self.set(at, pointer.0);
        self.set(at + 1, words.len() as u64);
        self.set(at + 2, words.len() as u64);
        Ok(())
    }
}
