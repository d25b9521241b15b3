//! Numbers of any size, exactly: what constants are computed with, and how the text of a floating-point number is read.
//!
//! Sizes are those of what somebody has written into a program, and nobody waits for the result of more than a few thousand
//! digits.

mod whole;

pub use whole::Whole;

use std::cmp::Ordering;
use std::ops::{Add, Div, Mul, Neg, Sub};

/// A number that is one whole number over another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fraction {
    over: Whole,
    /// Positive, and without a divisor in common with the other one.
    under: Whole,
}

impl Fraction {
    /// One number over another.
    ///
    /// # Panics
    /// If that is 0.
    pub fn new(over: &Whole, under: &Whole) -> Fraction {
        let mut common = over.common_divisor(under);
        if under.is_negative() {
            common = -&common;
        }
        Fraction { over: over.divided(&common).0, under: under.divided(&common).0 }
    }

    /// What stands over the line.
    pub fn over(&self) -> &Whole {
        &self.over
    }

    /// What stands under it: it is positive.
    pub fn under(&self) -> &Whole {
        &self.under
    }

    /// The same as a whole number, if it is one.
    pub fn to_whole(&self) -> Option<&Whole> {
        (self.under == Whole::one()).then_some(&self.over)
    }
}

impl From<Whole> for Fraction {
    fn from(over: Whole) -> Fraction {
        Fraction { over, under: Whole::one() }
    }
}

impl From<f64> for Fraction {
    /// Of a number that is finite.
    fn from(value: f64) -> Fraction {
        let bits = value.to_bits();
        let (fraction, exponent) = (bits & ((1 << 52) - 1), bits >> 52 & 0x7FF);
        // The lowest bit is worth 2 to the −1074, or as much more as the exponent says.
        let (significand, shift) = match exponent {
            0 => (fraction, 0),
            exponent => (fraction | 1 << 52, exponent - 1),
        };
        let over = &Whole::from(significand) << shift;
        let over = if value < 0.0 { -&over } else { over };
        Fraction::new(&over, &(&Whole::one() << 1074))
    }
}

impl Add for &Fraction {
    type Output = Fraction;

    fn add(self, other: &Fraction) -> Fraction {
        let over = &(&self.over * &other.under) + &(&other.over * &self.under);
        Fraction::new(&over, &(&self.under * &other.under))
    }
}

impl Sub for &Fraction {
    type Output = Fraction;

    fn sub(self, other: &Fraction) -> Fraction {
        self + &-other
    }
}

impl Mul for &Fraction {
    type Output = Fraction;

    fn mul(self, other: &Fraction) -> Fraction {
        Fraction::new(&(&self.over * &other.over), &(&self.under * &other.under))
    }
}

impl Div for &Fraction {
    type Output = Fraction;

    fn div(self, other: &Fraction) -> Fraction {
        Fraction::new(&(&self.over * &other.under), &(&self.under * &other.over))
    }
}

impl Neg for &Fraction {
    type Output = Fraction;

    fn neg(self) -> Fraction {
        Fraction { over: -&self.over, under: self.under.clone() }
    }
}

impl Ord for Fraction {
    fn cmp(&self, other: &Fraction) -> Ordering {
        (&self.over * &other.under).cmp(&(&other.over * &self.under))
    }
}

impl PartialOrd for Fraction {
    fn partial_cmp(&self, other: &Fraction) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The floating-point number that is nearest to one whole number over another, which is positive: half to even, infinite if it is
/// too large. With `single` it is one of 32 bits.
pub fn nearest(over: &Whole, under: &Whole, single: bool) -> f64 {
    // How many bits a significand has, and between which powers of two a number lies.
    let (precision, least, most) = if single { (24, -149, 127) } else { (53, -1074, 1023) };
    let sign = if over.is_negative() { -1.0 } else { 1.0 };
    let over = over.magnitude();
    if over.is_zero() {
        return 0.0;
    }
    let estimate = over.bits() as i64 - under.bits() as i64;
    if estimate > most + 2 {
        return sign * f64::INFINITY;
    }
    if estimate < least - 2 {
        return sign * 0.0;
    }
    let scaled = |number: &Whole, exponent: i64| number << exponent.max(0) as u64;
    let reaches = scaled(&over, -estimate) >= scaled(under, estimate);
    let top = if reaches { estimate } else { estimate - 1 };
    let unit = (top - (precision - 1)).max(least);
    let (over, under) = (scaled(&over, -unit), scaled(under, unit));
    let (quotient, rest) = over.divided(&under);
    let mut digits = quotient.low();
    match (&rest << 1).cmp(&under) {
        Ordering::Greater => digits += 1,
        Ordering::Equal => digits += digits & 1,
        Ordering::Less => {}
    }
    let magnitude = times_power_of_two(digits as f64, unit);
    let limit = times_power_of_two(2.0, most);
    sign * if magnitude >= limit { f64::INFINITY } else { magnitude }
}

/// Exact where the result is a `float64`.
fn times_power_of_two(value: f64, exponent: i64) -> f64 {
    let power = |exponent: i64| f64::from_bits(((exponent + 1023) as u64) << 52);
    match exponent {
        -1022..=1023 => value * power(exponent),
        ..-1022 => value * power(-1022) * power(exponent + 1022),
        _ => f64::INFINITY,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schedule::rng::SplitMix64;
    #[cfg(target_family = "wasm")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn every_number_is_nearest_to_itself_and_to_what_is_near() {
        let mut chance = SplitMix64::new(1);
        let hard =
            [0, 1, (1 << 52) - 1, 1 << 52, (1 << 52) + 1, 0x7FEF_FFFF_FFFF_FFFF, 0x36A0_0000_0000_0000];
        for bits in hard.into_iter().chain((0..2_000).map(|_| chance.next())) {
            let value = f64::from_bits(bits);
            if !value.is_finite() {
                continue;
            }
            let exact = Fraction::from(value);
            assert_eq!(nearest(exact.over(), exact.under(), false), value);
            assert_eq!(nearest(exact.over(), exact.under(), true), f64::from(value as f32), "{value:e}");
            // A quarter of the way to the next one is nearer to this one, half of it goes to the even one.
            let next = Fraction::from(f64::from_bits(bits + 1));
            let way = |part: i64| {
                &exact + &(&(&next - &exact) * &Fraction::new(&Whole::from(part), &Whole::from(4_i64)))
            };
            let at = |part: i64| nearest(way(part).over(), way(part).under(), false);
            let even = f64::from_bits(bits + (bits & 1));
            assert_eq!((at(1), at(2)), (value, even), "{value:e}");
        }
    }

    #[test]
    fn fractions_are_in_lowest_terms() {
        let of = |over: i64, under: i64| Fraction::new(&Whole::from(over), &Whole::from(under));
        assert_eq!(of(6, -4), of(-3, 2));
        assert_eq!(&of(1, 3) + &of(1, 6), of(1, 2));
        assert_eq!(&of(1, 3) - &of(1, 3), of(0, 5));
        assert_eq!(&of(2, 3) * &of(9, 4), of(3, 2));
        assert_eq!(&of(2, 3) / &of(-4, 9), of(-3, 2));
        assert_eq!(of(4, 2).to_whole(), Some(&Whole::from(2_i64)));
        assert!(of(1, 2).to_whole().is_none() && of(1, 3) < of(1, 2) && of(-1, 2) < of(-1, 3));
    }
}
