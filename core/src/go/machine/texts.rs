//! Strings: parts of them, their characters, and what they are converted from and to.

use super::Machine;
use super::memory::Pointer;
use super::trap::Trap;
use crate::go::code::instr::TextAs;
use crate::go::code::layout::LayoutId;
use crate::go::lib::utf8;

impl Machine {
    /// `s[low:high]`
    pub(super) fn cut_text(&mut self, text: u64, low: i64, high: Option<i64>) -> Result<u64, Trap> {
        let length = self.memory.text_length(text);
        let top = high.unwrap_or(length as i64);
        if top as u64 > length as u64 {
            return Err(out_of_bounds((":", ""), top, "length", length));
        }
        if low as u64 > top as u64 {
            return Err(reversed(low, top));
        }
        Ok(self.memory.cut(text, low as usize, top as usize)?)
    }

    /// The character of a string at this byte, and the byte behind it.
    pub(super) fn next_rune(&self, text: u64, at: u64) -> Option<(u64, u64)> {
        let bytes = self.memory.text(text);
        let rest = bytes.get(at as usize..).filter(|rest| !rest.is_empty())?;
        let (rune, size) = utf8::decode(rest);
        Some((u64::from(rune), at + size as u64))
    }

    /// Converts a string from or to something else.
    pub(super) fn text_as(&mut self, how: TextAs, dst: usize, src: usize) -> Result<(), Trap> {
        let word = self.memory.words[src];
        let mut bytes = Vec::new();
        match how {
            TextAs::FromRune => utf8::push(&mut bytes, utf8::character(word as i64)),
            TextAs::FromBytes | TextAs::FromRunes => {
                let length = self.memory.words[src + 1] as usize;
                let words = if length == 0 { &[] } else { self.memory.at(Pointer(word), length) };
                match how {
                    TextAs::FromBytes => bytes.extend(words.iter().map(|byte| *byte as u8)),
                    _ => words.iter().for_each(|rune| utf8::push(&mut bytes, utf8::character(*rune as i64))),
                }
            }
            TextAs::ToBytes => {
                let words: Vec<u64> = self.memory.text(word).iter().map(|byte| u64::from(*byte)).collect();
                return self.make_slice_of(dst, &words);
            }
            TextAs::ToRunes => {
                let (mut words, mut rest) = (Vec::new(), self.memory.text(word));
                while !rest.is_empty() {
                    let (rune, size) = utf8::decode(rest);
                    words.push(u64::from(rune));
                    rest = &rest[size..];
                }
                return self.make_slice_of(dst, &words);
            }
        }
        self.memory.words[dst] = self.memory.make_text(&bytes)?;
        Ok(())
    }

    /// Makes a slice of numbers, at this place.
    fn make_slice_of(&mut self, dst: usize, words: &[u64]) -> Result<(), Trap> {
        let base = self.memory.allocate(LayoutId::PLAIN, 1, words.len())?;
        let pointer = Pointer::new(base, 0);
        self.memory.at_mut(pointer, words.len()).copy_from_slice(words);
        let length = words.len() as u64;
        self.memory.words[dst..dst + 3].copy_from_slice(&[pointer.0, length, length]);
        Ok(())
    }
}

/// `slice bounds out of range [:9] with capacity 3`; a negative bound is told alone. `before` and `after` are what stands
/// around the bound.
#[cold]
pub(super) fn out_of_bounds((before, after): (&str, &str), bound: i64, of: &str, length: usize) -> Trap {
    Trap::bound(bound, |bound, alone| match alone {
        true => format!("[{before}{bound}{after}]"),
        false => format!("[{before}{bound}{after}] with {of} {length}"),
    })
}

/// `slice bounds out of range [3:2]`; a negative lower bound is told alone.
#[cold]
pub(super) fn reversed(low: i64, high: i64) -> Trap {
    Trap::bound(low, |low, alone| if alone { format!("[{low}:]") } else { format!("[{low}:{high}]") })
}
