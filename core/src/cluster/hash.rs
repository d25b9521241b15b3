//! Hashes of states: the same on every platform, because lengths and variants count as numbers of one width.

use crate::sync::mix::mix_in;
use std::hash::{Hash, Hasher};

/// A hash of 128 bits that is being made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Print(u128);

impl Print {
    /// The hash of one thing.
    pub fn of(thing: &(impl Hash + ?Sized)) -> u128 {
        Print::default().and(thing).value()
    }

    /// The hash with one thing more.
    #[must_use]
    pub fn and(mut self, thing: &(impl Hash + ?Sized)) -> Print {
        thing.hash(&mut self);
        self
    }

    /// The hash of all that came in.
    pub fn value(self) -> u128 {
        mix_in(mix_in(self.0, 1), 2)
    }
}

impl Hasher for Print {
    fn write(&mut self, bytes: &[u8]) {
        for part in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..part.len()].copy_from_slice(part);
            self.write_u64(u64::from_le_bytes(word));
        }
    }

    fn write_u8(&mut self, number: u8) {
        self.write_u64(number.into());
    }

    fn write_u16(&mut self, number: u16) {
        self.write_u64(number.into());
    }

    fn write_u32(&mut self, number: u32) {
        self.write_u64(number.into());
    }

    fn write_u64(&mut self, number: u64) {
        // So that it is never 0, of which nothing but 0 would be made by a 0.
        const GOLDEN: u128 = 0x9E37_79B9_7F4A_7C15_F39C_C060_5CED_C834;
        self.0 = mix_in(self.0.wrapping_add(GOLDEN), number);
    }

    fn write_u128(&mut self, number: u128) {
        self.write_u64(number as u64);
        self.write_u64((number >> 64) as u64);
    }

    fn write_usize(&mut self, number: usize) {
        self.write_u64(number as u64);
    }

    fn write_isize(&mut self, number: isize) {
        self.write_u64(number as i64 as u64);
    }

    fn finish(&self) -> u64 {
        (self.value() >> 64) as u64
    }
}

#[cfg(test)]
mod tests {
    use super::Print;
    #[cfg(target_family = "wasm")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn a_hash_is_the_same_everywhere_and_tells_lists_apart() {
        // Written down natively; wasm has to agree.
        let known = 0xfa68_f203_1676_58c3_956a_52a9_962d_767d;
        assert_eq!(Print::of(&(vec![1_u16, 2], Some(3_i64))), known);
        let lists: [&[u64]; 5] = [&[], &[0], &[0, 0], &[1, 0], &[0, 1]];
        for (place, list) in lists.iter().enumerate() {
            assert!(lists[..place].iter().all(|before| Print::of(*before) != Print::of(*list)));
        }
    }
}
