//! Whole numbers of any size, by the methods of pencil and paper, with digits of 32 bits.

use std::cmp::Ordering;
use std::fmt;
use std::ops::{Add, Mul, Neg, Shl, Shr, Sub};

/// A whole number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Whole {
    negative: bool,
    /// The lowest digit first; the highest is not 0. Zero has none, and is not negative.
    digits: Vec<u32>,
}

/// How many bits a digit has.
const BITS: usize = 32;

impl Whole {
    fn new(negative: bool, mut digits: Vec<u32>) -> Whole {
        let used = digits.iter().rposition(|digit| *digit != 0).map_or(0, |last| last + 1);
        digits.truncate(used);
        Whole { negative: negative && used > 0, digits }
    }

    /// 1
    pub fn one() -> Whole {
        Whole { negative: false, digits: vec![1] }
    }

    /// The number with these digits; nothing if one of them is none, or there are none.
    pub fn parse(text: &[u8], radix: u32) -> Option<Whole> {
        let mut digits: Vec<u32> = Vec::new();
        let (mut scale, mut part) = (1, 0);
        for (at, letter) in text.iter().enumerate() {
            scale *= radix;
            part = part * radix + char::from(*letter).to_digit(radix)?;
            // As many at once as there is room for.
            if scale > u32::MAX / radix || at + 1 == text.len() {
                let mut carry = u64::from(part);
                for digit in &mut digits {
                    carry += u64::from(*digit) * u64::from(scale);
                    *digit = carry as u32;
                    carry >>= BITS;
                }
                digits.push(carry as u32);
                (scale, part) = (1, 0);
            }
        }
        (!text.is_empty()).then(|| Whole::new(false, digits))
    }

    /// A number to a power.
    pub fn power(base: u32, exponent: u32) -> Whole {
        let (mut result, mut square, mut left) = (Whole::one(), Whole::from(u64::from(base)), exponent);
        while left > 0 {
            if left & 1 != 0 {
                result = &result * &square;
            }
            left >>= 1;
            if left > 0 {
                square = &square * &square;
            }
        }
        result
    }

    /// Whether it is 0.
    pub fn is_zero(&self) -> bool {
        self.digits.is_empty()
    }

    /// Whether it is below 0.
    pub fn is_negative(&self) -> bool {
        self.negative
    }

    /// How many bits its magnitude has.
    pub fn bits(&self) -> u64 {
        self.digits
            .last()
            .map_or(0, |last| (self.digits.len() * BITS) as u64 - u64::from(last.leading_zeros()))
    }

    /// The lowest 64 bits of its magnitude.
    pub fn low(&self) -> u64 {
        let digit = |at: usize| self.digits.get(at).copied().map_or(0, u64::from);
        digit(1) << BITS | digit(0)
    }

    /// The lowest 64 bits in two's complement.
    pub fn wrapped(&self) -> i64 {
        let low = self.low() as i64;
        if self.negative { low.wrapping_neg() } else { low }
    }

    /// The same as an `i64`, if it fits.
    pub fn to_i64(&self) -> Option<i64> {
        let value = self.wrapped();
        (Whole::from(value) == *self).then_some(value)
    }

    /// How often another number goes into it, and what is left over, which has its sign.
    ///
    /// # Panics
    /// If the other one is 0.
    pub fn divided(&self, by: &Whole) -> (Whole, Whole) {
        let (quotient, rest) = quotient(&self.digits, &by.digits);
        (Whole::new(self.negative != by.negative, quotient), Whole::new(self.negative, rest))
    }

    /// The greatest number that divides both, which is 0 only if both are. (Knuth, 4.5.2, algorithm L: the highest digits
    /// alone say many of Euclid's steps, which are then taken at once.)
    pub fn common_divisor(&self, other: &Whole) -> Whole {
        let (mut large, mut small) = (self.magnitude(), other.magnitude());
        if large < small {
            (large, small) = (small, large);
        }
        while !small.is_zero() {
            let [a, b, c, d] = steps_of_euclid(&large, &small);
            (large, small) = match b {
                0 => (small.clone(), large.divided(&small).1),
                _ => {
                    let sum = |a: i64, b: i64| &(&large * &Whole::from(a)) + &(&small * &Whole::from(b));
                    (sum(a, b), sum(c, d))
                }
            };
        }
        large
    }

    /// An operation on each pair of bits in two's complement.
    pub fn bitwise(&self, other: &Whole, op: impl Fn(u32, u32) -> u32) -> Whole {
        let count = self.digits.len().max(other.digits.len()) + 1;
        let pairs = self.complement(count).into_iter().zip(other.complement(count));
        let mut digits: Vec<u32> = pairs.map(|(one, other)| op(one, other)).collect();
        let negative = digits.last().is_some_and(|last| *last >> (BITS - 1) != 0);
        if negative {
            negate(&mut digits);
        }
        Whole::new(negative, digits)
    }

    /// So many digits in two's complement.
    fn complement(&self, count: usize) -> Vec<u32> {
        let mut digits = self.digits.clone();
        digits.resize(count, 0);
        if self.negative {
            negate(&mut digits);
        }
        digits
    }

    /// The same without its sign.
    pub fn magnitude(&self) -> Whole {
        Whole { negative: false, digits: self.digits.clone() }
    }
}

impl From<i64> for Whole {
    fn from(value: i64) -> Whole {
        Whole { negative: value < 0, ..Whole::from(value.unsigned_abs()) }
    }
}

impl From<u64> for Whole {
    fn from(value: u64) -> Whole {
        Whole::new(false, vec![value as u32, (value >> BITS) as u32])
    }
}

impl Ord for Whole {
    fn cmp(&self, other: &Whole) -> Ordering {
        let magnitudes = compare(&self.digits, &other.digits);
        match (self.negative, other.negative) {
            (false, false) => magnitudes,
            (true, true) => magnitudes.reverse(),
            (one, other) => other.cmp(&one),
        }
    }
}

impl PartialOrd for Whole {
    fn partial_cmp(&self, other: &Whole) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Add for &Whole {
    type Output = Whole;

    fn add(self, other: &Whole) -> Whole {
        if self.negative == other.negative {
            return Whole::new(self.negative, sum(&self.digits, &other.digits));
        }
        match compare(&self.digits, &other.digits) {
            Ordering::Less => Whole::new(other.negative, difference(&other.digits, &self.digits)),
            _ => Whole::new(self.negative, difference(&self.digits, &other.digits)),
        }
    }
}

impl Sub for &Whole {
    type Output = Whole;

    fn sub(self, other: &Whole) -> Whole {
        self + &-other
    }
}

impl Mul for &Whole {
    type Output = Whole;

    fn mul(self, other: &Whole) -> Whole {
        Whole::new(self.negative != other.negative, product(&self.digits, &other.digits))
    }
}

impl Neg for &Whole {
    type Output = Whole;

    fn neg(self) -> Whole {
        Whole { negative: !self.negative && !self.is_zero(), digits: self.digits.clone() }
    }
}

impl Shl<u64> for &Whole {
    type Output = Whole;

    fn shl(self, count: u64) -> Whole {
        let mut digits = vec![0; count as usize / BITS];
        digits.extend(shifted(&self.digits, count as u32 % BITS as u32));
        Whole::new(self.negative, digits)
    }
}

impl Shr<u64> for &Whole {
    type Output = Whole;

    /// Rounded down.
    fn shr(self, count: u64) -> Whole {
        let whole = usize::try_from(count / BITS as u64).unwrap_or(usize::MAX).min(self.digits.len());
        let (lost, kept) = self.digits.split_at(whole);
        let rest = (count % BITS as u64) as u32;
        let lost = lost.iter().any(|digit| *digit != 0)
            || kept.first().is_some_and(|digit| *digit & ((1 << rest) - 1) != 0);
        // To the left by what is missing of a digit, and then to the right by a digit.
        let digits = match rest {
            0 => kept.to_vec(),
            rest => shifted(kept, BITS as u32 - rest).split_off(1.min(kept.len())),
        };
        let cut = Whole::new(self.negative, digits);
        if self.negative && lost { &cut - &Whole::one() } else { cut }
    }
}

impl fmt::Display for Whole {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (mut left, mut parts) = (self.digits.clone(), Vec::new());
        while !left.is_empty() {
            let (more, part) = quotient(&left, &[1_000_000_000]);
            parts.push(part[0]);
            left = Whole::new(false, more).digits;
        }
        let mut text = parts.pop().unwrap_or(0).to_string();
        for part in parts.iter().rev() {
            text.push_str(&format!("{part:09}"));
        }
        f.pad_integral(!self.negative, "", &text)
    }
}

/// How often each of two numbers, the larger first, goes into each of the two that some of Euclid's steps make of them.
fn steps_of_euclid(large: &Whole, small: &Whole) -> [i64; 4] {
    let shift = large.bits().saturating_sub(62);
    let highest = |number: &Whole| (number >> shift).low() as i64;
    let (mut x, mut y) = (highest(large), highest(small));
    let [mut a, mut b, mut c, mut d] = [1, 0, 0, 1];
    // What was cut off changes nothing as long as both bounds have the same quotient.
    while y + c != 0 && y + d != 0 {
        let times = (x + a) / (y + c);
        if times != (x + b) / (y + d) || times >> 31 != 0 {
            break;
        }
        let (next_c, next_d) = (a - times * c, b - times * d);
        if next_c.unsigned_abs().max(next_d.unsigned_abs()) >> 31 != 0 {
            break;
        }
        ([a, b], [c, d]) = ([c, d], [next_c, next_d]);
        (x, y) = (y, x - times * y);
    }
    [a, b, c, d]
}

fn compare(one: &[u32], other: &[u32]) -> Ordering {
    one.len().cmp(&other.len()).then_with(|| one.iter().rev().cmp(other.iter().rev()))
}

/// The digits of the number with the other sign, in two's complement.
fn negate(digits: &mut [u32]) {
    let mut carry = true;
    for digit in digits {
        (*digit, carry) = (!*digit).overflowing_add(u32::from(carry));
    }
}

fn sum(one: &[u32], other: &[u32]) -> Vec<u32> {
    let (long, short) = if one.len() < other.len() { (other, one) } else { (one, other) };
    let (mut digits, mut carry) = (Vec::with_capacity(long.len() + 1), 0);
    for (at, digit) in long.iter().enumerate() {
        carry += u64::from(*digit) + short.get(at).copied().map_or(0, u64::from);
        digits.push(carry as u32);
        carry >>= BITS;
    }
    digits.push(carry as u32);
    digits
}

/// Of a number that is not smaller than the other one.
fn difference(large: &[u32], small: &[u32]) -> Vec<u32> {
    let (mut digits, mut borrowed) = (large.to_vec(), false);
    for (at, digit) in digits.iter_mut().enumerate() {
        let (once, less) = digit.overflowing_sub(small.get(at).copied().unwrap_or(0));
        let (twice, still_less) = once.overflowing_sub(u32::from(borrowed));
        (*digit, borrowed) = (twice, less || still_less);
    }
    digits
}

fn product(one: &[u32], other: &[u32]) -> Vec<u32> {
    let mut digits = vec![0; one.len() + other.len()];
    for (at, factor) in one.iter().enumerate() {
        let mut carry = 0;
        for (digit, other) in digits[at..].iter_mut().zip(other) {
            carry += u64::from(*digit) + u64::from(*factor) * u64::from(*other);
            *digit = carry as u32;
            carry >>= BITS;
        }
        digits[at + other.len()] = carry as u32;
    }
    digits
}

/// To the left, by fewer bits than a digit has: one more digit.
fn shifted(digits: &[u32], count: u32) -> Vec<u32> {
    let mut carry = 0;
    let mut shifted: Vec<u32> = Vec::with_capacity(digits.len() + 1);
    for digit in digits {
        carry |= u64::from(*digit) << count;
        shifted.push(carry as u32);
        carry >>= BITS;
    }
    shifted.push(carry as u32);
    shifted
}

/// Quotient and rest. (Knuth, The Art of Computer Programming, 4.3.1, algorithm D.)
fn quotient(over: &[u32], under: &[u32]) -> (Vec<u32>, Vec<u32>) {
    let count = under.len();
    let scale = under[count - 1].leading_zeros();
    // The highest bit of the divisor is set: then two digits guess a digit of the quotient, at most two too high.
    let (mut rest, under) = (shifted(over, scale), shifted(under, scale));
    let high = u64::from(under[count - 1]);
    let next = if count > 1 { u64::from(under[count - 2]) } else { 0 };
    let mut quotient = vec![0; (over.len() + 1).saturating_sub(count)];
    for at in (0..quotient.len()).rev() {
        let digit = |from: usize| (at + count).checked_sub(from).map_or(0, |place| u64::from(rest[place]));
        let two = digit(0) << BITS | digit(1);
        let (mut guess, mut left) = (two / high, two % high);
        while left >> BITS == 0
            && (guess >> BITS != 0 || count > 1 && guess * next > (left << BITS | digit(2)))
        {
            guess -= 1;
            left += high;
        }
        let (mut carry, mut borrowed) = (0, false);
        for (rest, digit) in rest[at..=at + count].iter_mut().zip(&under) {
            carry += guess * u64::from(*digit);
            let (once, less) = rest.overflowing_sub(carry as u32);
            let (twice, still_less) = once.overflowing_sub(u32::from(borrowed));
            (*rest, borrowed) = (twice, less || still_less);
            carry >>= BITS;
        }
        if borrowed {
            guess -= 1;
            let mut carry = 0;
            for (rest, digit) in rest[at..=at + count].iter_mut().zip(&under) {
                carry += u64::from(*rest) + u64::from(*digit);
                *rest = carry as u32;
                carry >>= BITS;
            }
        }
        quotient[at] = guess as u32;
    }
    let rest = &Whole { negative: false, digits: rest } >> scale.into();
    let mut rest = rest.digits;
    rest.resize(count, 0);
    (quotient, rest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schedule::rng::SplitMix64;
    #[cfg(target_family = "wasm")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    /// Numbers of up to so many digits, many of whose digits are the ones at which carries go wrong.
    fn number(chance: &mut SplitMix64, most: usize) -> Whole {
        let count = chance.below(most + 1);
        let digit = |chance: &mut SplitMix64| match chance.below(4) {
            0 => 0,
            1 => u32::MAX,
            2 => 1 << 31,
            _ => chance.next() as u32,
        };
        let digits = (0..count).map(|_| digit(chance)).collect();
        Whole::new(chance.below(2) == 0, digits)
    }

    fn small(value: &Whole) -> i128 {
        let low = i128::from(value.low()) | i128::from((&value.magnitude() >> 64).low()) << 64;
        if value.negative { -low } else { low }
    }

    #[test]
    fn small_numbers_are_computed_as_machine_words_are() {
        let mut chance = SplitMix64::new(1);
        for _ in 0..20_000 {
            let (a, b) = (number(&mut chance, 2), number(&mut chance, 1));
            let (x, y) = (small(&a), small(&b));
            assert_eq!(small(&(&a + &b)), x + y, "{x} + {y}");
            assert_eq!(small(&(&a - &b)), x - y, "{x} - {y}");
            assert_eq!(small(&(&a * &b)), x * y, "{x} * {y}");
            assert_eq!(a.cmp(&b), x.cmp(&y), "{x} ? {y}");
            assert_eq!(small(&a.bitwise(&b, |a, b| a & b)), x & y, "{x} & {y}");
            assert_eq!(small(&a.bitwise(&b, |a, b| a | b)), x | y, "{x} | {y}");
            assert_eq!(small(&a.bitwise(&b, |a, b| a ^ b)), x ^ y, "{x} ^ {y}");
            assert_eq!(small(&a.bitwise(&b, |a, b| a & !b)), x & !y, "{x} &^ {y}");
            let count = chance.below(63) as u64;
            assert_eq!(small(&(&a >> count)), x >> count, "{x} >> {count}");
            assert_eq!(small(&(&a << count)), x << count, "{x} << {count}");
            assert_eq!((a.wrapped(), a.to_i64()), (x as i64, i64::try_from(x).ok()), "{x}");
            assert_eq!(a.to_string(), x.to_string());
            if y != 0 {
                let (quotient, rest) = a.divided(&b);
                assert_eq!((small(&quotient), small(&rest)), (x / y, x % y), "{x} / {y}");
            }
        }
    }

    #[test]
    fn what_is_divided_is_the_quotient_times_the_divisor_and_the_rest() {
        let mut chance = SplitMix64::new(2);
        for _ in 0..20_000 {
            let (over, under) = (number(&mut chance, 12), number(&mut chance, 7));
            if under.is_zero() {
                continue;
            }
            let (quotient, rest) = over.divided(&under);
            assert_eq!(&(&quotient * &under) + &rest, over, "{over} / {under}");
            assert!(rest.magnitude() < under.magnitude(), "{over} / {under}");
            assert!(rest.is_zero() || rest.negative == over.negative, "{over} / {under}");
        }
    }

    #[test]
    fn the_common_divisor_is_that_of_euclid() {
        let mut chance = SplitMix64::new(4);
        for round in 0..4_000 {
            let common = number(&mut chance, round % 5);
            let [one, other] = [12, 9].map(|most| &number(&mut chance, most) * &common);
            let (mut large, mut small) = (one.magnitude(), other.magnitude());
            while !small.is_zero() {
                (large, small) = (small.clone(), large.divided(&small).1);
            }
            assert_eq!(one.common_divisor(&other), large, "{one}, {other}");
        }
    }

    #[test]
    fn a_text_is_the_number_that_it_was_written_from() {
        let mut chance = SplitMix64::new(3);
        for _ in 0..2_000 {
            let number = number(&mut chance, 9).magnitude();
            assert_eq!(Whole::parse(number.to_string().as_bytes(), 10), Some(number));
        }
        assert_eq!(Whole::parse(b"ffffffffffffffffFF", 16), Some(&(&Whole::one() << 72) - &Whole::one()));
        assert_eq!(Whole::power(10, 30).to_string(), ["1", &"0".repeat(30)].concat());
        assert_eq!(Whole::parse(b"", 10), None);
        assert_eq!(Whole::parse(b"12a", 10), None);
    }
}
