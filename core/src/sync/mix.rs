//! SplitMix64's mixer: it makes of a word one in which every bit of the first has changed about half of all bits.
//!
//! Guy L. Steele Jr., Doug Lea and Christine H. Flood, *Fast splittable pseudorandom number generators*, OOPSLA 2014.
//! It stands here, on the lowest floor that needs it: live objects choose by it, and so do the policies and the hash of
//! what was recorded.

use std::hash::{DefaultHasher, Hash, Hasher};

/// What a stream of numbers goes on by from one state to the next.
pub(crate) const GAMMA: u64 = 0x9E37_79B9_7F4A_7C15;

/// The mixed word. No two words are mixed into the same.
pub(crate) fn mix(word: u64) -> u64 {
    let word = (word ^ (word >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let word = (word ^ (word >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    word ^ (word >> 31)
}

/// Takes a number into a hash of 128 bits: it changes all that comes after it.
pub(crate) fn mix_in(hash: u128, number: u64) -> u128 {
    const ODD: u128 = 0x2360_ED05_1FC6_5DA4_4385_DF64_9FCC_F645;
    let hash = (hash ^ u128::from(number)).wrapping_mul(ODD);
    hash ^ (hash >> 67)
}

/// Takes a hash of 128 bits into another.
pub(crate) fn mix_whole_in(hash: u128, other: u128) -> u128 {
    mix_in(mix_in(hash, other as u64), (other >> 64) as u64)
}

/// A hash of 128 bits, by the standard library's hasher twice, of something that has no numbers of a run in it.
pub(crate) fn twice<T: Hash + ?Sized>(value: &T) -> u128 {
    let half = |number: u8| {
        let mut hasher = DefaultHasher::new();
        number.hash(&mut hasher);
        value.hash(&mut hasher);
        u128::from(hasher.finish())
    };
    half(0) << 64 | half(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schedule::rng::SplitMix64;
    use crate::sync::Host;
    use crate::sync::live::Live;
    #[cfg(target_family = "wasm")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn live_objects_and_policies_draw_the_same_numbers_from_a_seed() {
        let live = Live::new(Host { seed: 1_234_567, ..Host::default() });
        let mut numbers = SplitMix64::new(1_234_567);
        for first in [6_457_827_717_110_365_317, 3_203_168_211_198_807_973] {
            assert_eq!((live.next_random(), numbers.next()), (first, first));
        }
        assert_eq!(mix(GAMMA.wrapping_add(1_234_567)), 6_457_827_717_110_365_317);
    }
}
