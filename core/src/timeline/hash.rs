//! The running hash of what was recorded: the same on every platform, because it sees numbers and never memory.

use crate::sync::mix::mix;

/// A hash that takes in one number after another. Every number changes all that comes after it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Trail(u64);

impl Trail {
    /// Takes in a number.
    pub fn mix(&mut self, number: u64) {
        let mixed = (self.0 ^ number).wrapping_add(0x9E37_79B9_7F4A_7C15).wrapping_mul(0xD6E8_FEB8_6659_FD93);
        self.0 = mixed ^ (mixed >> 32);
    }

    /// Takes in a text.
    pub fn mix_text(&mut self, text: &str) {
        self.mix(text.len() as u64);
        for part in text.as_bytes().chunks(8) {
            let mut word = [0; 8];
            word[..part.len()].copy_from_slice(part);
            self.mix(u64::from_le_bytes(word));
        }
    }

    /// The hash of all that came in (the finishing step is SplitMix64's).
    pub fn value(self) -> u64 {
        mix(self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_family = "wasm")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn order_and_division_of_texts_matter() {
        let of = |texts: &[&str]| {
            let mut trail = Trail::default();
            texts.iter().for_each(|text| trail.mix_text(text));
            trail.value()
        };
        let all =
            [of(&["ab", "c"]), of(&["a", "bc"]), of(&["c", "ab"]), of(&["abc"]), of(&["abc", ""]), of(&[])];
        for (place, one) in all.iter().enumerate() {
            assert!(!all[..place].contains(one));
        }
    }
}
