//! The only source of chance: SplitMix64, whose n-th number can be had without those before it.
//!
//! Guy L. Steele Jr., Doug Lea and Christine H. Flood, *Fast splittable pseudorandom number generators*, OOPSLA 2014.
//! It is arithmetic on 64-bit words and nothing else, so a seed means the same on every platform.

use crate::sync::mix::{GAMMA, mix};

/// A stream of numbers from a seed.
///
/// ```
/// use lockstep_core::schedule::rng::SplitMix64;
/// let mut numbers = SplitMix64::new(1);
/// numbers.next();
/// assert_eq!(numbers.next(), SplitMix64::nth(1, 1));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SplitMix64 {
    state: u64,
}

impl SplitMix64 {
    /// The stream of this seed.
    pub fn new(seed: u64) -> SplitMix64 {
        SplitMix64 { state: seed }
    }

    /// The n-th number (from 0) of the stream of this seed.
    pub fn nth(seed: u64, n: u64) -> u64 {
        SplitMix64 { state: seed.wrapping_add(GAMMA.wrapping_mul(n)) }.next()
    }

    /// The next number.
    #[allow(
        clippy::should_implement_trait,
        reason = "a stream without an end needs no Option around each number"
    )]
    pub fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(GAMMA);
        mix(self.state)
    }

    /// The next number, brought below a limit that is not 0.
    pub fn below(&mut self, limit: usize) -> usize {
        below(self.next(), limit)
    }
}

/// Brings a random number below a limit. Some results are likelier than others by less than limit / 2⁶⁴.
pub fn below(number: u64, limit: usize) -> usize {
    ((u128::from(number) * limit as u128) >> 64) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_family = "wasm")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn it_is_splitmix64() {
        // The first numbers of the authors' generator for the seed 1234567.
        let mut numbers = SplitMix64::new(1_234_567);
        assert_eq!(numbers.next(), 6_457_827_717_110_365_317);
        assert_eq!(numbers.next(), 3_203_168_211_198_807_973);
        assert_eq!(numbers.next(), SplitMix64::nth(1_234_567, 2));
    }

    #[test]
    fn below_stays_below_and_reaches_everything() {
        let mut numbers = SplitMix64::new(7);
        let mut seen = [0; 5];
        (0..5_000).for_each(|_| seen[numbers.below(5)] += 1);
        assert!(seen.iter().all(|count| (900..1_100).contains(count)), "{seen:?}");
    }
}
