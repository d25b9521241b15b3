//! The values of constants, exact as Go's are.
//!
//! Whole numbers have any size, other numbers are fractions. A fraction whose parts grow beyond [`LIMIT`] bits is rounded
//! to 512 bits, as Go's compiler does with very large and very small numbers.

use crate::go::syntax::ast::{BinaryOp, UnaryOp};
use num_bigint::{BigInt, Sign};
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};
use std::rc::Rc;

/// How many bits the parts of a fraction may have before it is rounded.
const LIMIT: u64 = 4096;

/// How large an exponent of two may get before a number counts as too large for the compiler.
const EXPONENTS: u64 = 100_000;

/// A constant's value.
#[derive(Clone, Debug, PartialEq)]
pub enum Constant {
    /// What could not be computed; it has been told.
    Unknown,
    /// A truth value.
    Bool(bool),
    /// A string: bytes, mostly UTF-8.
    String(Rc<[u8]>),
    /// A whole number.
    Int(BigInt),
    /// Another number; it may be whole too.
    Float(Rc<BigRational>),
}

impl Constant {
    /// A whole number.
    pub fn int(value: i64) -> Constant {
        Constant::Int(BigInt::from(value))
    }

    /// The truth value, of a boolean constant.
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Constant::Bool(value) => Some(*value),
            _ => None,
        }
    }

    /// The bytes, of a string constant.
    pub fn as_bytes(&self) -> Option<&[u8]> {
        match self {
            Constant::String(bytes) => Some(bytes),
            _ => None,
        }
    }

    /// The lowest 64 bits of a whole number in two's complement, of a number that is whole.
    pub fn to_i64_wrapping(&self) -> Option<i64> {
        let Constant::Int(value) = self.to_int()? else { return None };
        let low = value.iter_u64_digits().next().unwrap_or(0);
        Some(if value.is_negative() { low.wrapping_neg() } else { low } as i64)
    }

    /// The nearest `float64`, of a number; infinite if it is too large.
    pub fn to_f64(&self) -> Option<f64> {
        Some(nearest(&*self.to_rational()?, 53, -1074, 1023))
    }

    /// The nearest `float32`, of a number; infinite if it is too large.
    pub fn to_f32(&self) -> Option<f32> {
        Some(nearest(&*self.to_rational()?, 24, -149, 127) as f32)
    }

    /// The same value as a whole number, if it is one.
    pub fn to_int(&self) -> Option<Constant> {
        match self {
            Constant::Int(_) => Some(self.clone()),
            Constant::Float(value) if value.is_integer() => Some(Constant::Int(value.to_integer())),
            _ => None,
        }
    }

    /// The same value as a fraction, if it is a number.
    pub fn to_float(&self) -> Option<Constant> {
        Some(Constant::Float(self.to_rational()?))
    }

    fn to_rational(&self) -> Option<Rc<BigRational>> {
        match self {
            Constant::Int(value) => Some(Rc::new(BigRational::from_integer(value.clone()))),
            Constant::Float(value) => Some(value.clone()),
            _ => None,
        }
    }

    /// Whether there is nothing to compute with.
    pub fn is_unknown(&self) -> bool {
        matches!(self, Constant::Unknown)
    }

    /// Whether it is the number 0.
    pub fn is_zero(&self) -> bool {
        match self {
            Constant::Int(value) => value.is_zero(),
            Constant::Float(value) => value.is_zero(),
            _ => false,
        }
    }

    /// Whether it is a number below 0.
    pub fn is_negative(&self) -> bool {
        match self {
            Constant::Int(value) => value.is_negative(),
            Constant::Float(value) => value.is_negative(),
            _ => false,
        }
    }

    /// The value as an `int64`, if it is a whole number that fits.
    pub fn to_i64(&self) -> Option<i64> {
        match self {
            Constant::Int(value) => i64::try_from(value).ok(),
            _ => None,
        }
    }

    /// How many bits the magnitude of a whole number has.
    pub fn bits(&self) -> u64 {
        match self {
            Constant::Int(value) => value.bits(),
            _ => 0,
        }
    }

    /// The nearest value that a floating-point type can hold; nothing if it is too large for it.
    pub fn round_to(&self, single: bool) -> Option<Constant> {
        let value = if single { f64::from(self.to_f32()?) } else { self.to_f64()? };
        if value.is_infinite() {
            return None;
        }
        Some(Constant::Float(Rc::new(BigRational::from_float(value)?)))
    }

    /// The result of an operator with one operand. The complement of a number without a sign has so many bits.
    pub fn unary(&self, op: UnaryOp, unsigned_bits: Option<u32>) -> Constant {
        match (op, self) {
            (UnaryOp::Plus, value) => value.clone(),
            (UnaryOp::Minus, Constant::Int(value)) => Constant::Int(-value),
            (UnaryOp::Minus, Constant::Float(value)) => Constant::Float(Rc::new(-(**value).clone())),
            (UnaryOp::Complement | UnaryOp::Tilde, Constant::Int(value)) => {
                let flipped: BigInt = -(value + 1u8);
                match unsigned_bits {
                    Some(bits) => Constant::Int(flipped & ((BigInt::one() << bits) - 1)),
                    None => Constant::Int(flipped),
                }
            }
            (UnaryOp::Not, Constant::Bool(value)) => Constant::Bool(!value),
            _ => Constant::Unknown,
        }
    }

    /// The result of an operator with two operands that is neither a shift nor a comparison. A division of whole numbers
    /// is one without remainder if that is asked for.
    pub fn binary(&self, op: BinaryOp, other: &Constant, whole: bool) -> Constant {
        match (self, other) {
            (Constant::Bool(left), Constant::Bool(right)) => match op {
                BinaryOp::LogicalAnd => Constant::Bool(*left && *right),
                BinaryOp::LogicalOr => Constant::Bool(*left || *right),
                _ => Constant::Unknown,
            },
            (Constant::String(left), Constant::String(right)) if op == BinaryOp::Add => {
                Constant::String([&**left, &**right].concat().into())
            }
            (Constant::Int(left), Constant::Int(right)) => whole_binary(left, op, right, whole),
            _ => match (self.to_rational(), other.to_rational()) {
                (Some(left), Some(right)) => fraction_binary(&left, op, &right),
                _ => Constant::Unknown,
            },
        }
    }

    /// A whole number shifted.
    pub fn shift(&self, left: bool, count: u32) -> Constant {
        match self {
            Constant::Int(value) if left => Constant::Int(value << count),
            Constant::Int(value) => Constant::Int(value >> count),
            _ => Constant::Unknown,
        }
    }

    /// The result of a comparison.
    pub fn compare(&self, op: BinaryOp, other: &Constant) -> bool {
        let order = match (self, other) {
            (Constant::Bool(left), Constant::Bool(right)) => left.cmp(right),
            (Constant::String(left), Constant::String(right)) => left.cmp(right),
            (Constant::Int(left), Constant::Int(right)) => left.cmp(right),
            _ => match (self.to_rational(), other.to_rational()) {
                (Some(left), Some(right)) => left.cmp(&right),
                _ => return false,
            },
        };
        match op {
            BinaryOp::Equal => order.is_eq(),
            BinaryOp::NotEqual => order.is_ne(),
            BinaryOp::Less => order.is_lt(),
            BinaryOp::LessEqual => order.is_le(),
            BinaryOp::Greater => order.is_gt(),
            BinaryOp::GreaterEqual => order.is_ge(),
            _ => false,
        }
    }
}

fn whole_binary(left: &BigInt, op: BinaryOp, right: &BigInt, whole: bool) -> Constant {
    Constant::Int(match op {
        BinaryOp::Add => left + right,
        BinaryOp::Sub => left - right,
        BinaryOp::Mul => left * right,
        BinaryOp::Div | BinaryOp::Rem if right.is_zero() => return Constant::Unknown,
        BinaryOp::Div if whole => left / right,
        BinaryOp::Div => {
            return limited(BigRational::new(left.clone(), right.clone()));
        }
        BinaryOp::Rem => left % right,
        BinaryOp::And => left & right,
        BinaryOp::Or => left | right,
        BinaryOp::Xor => left ^ right,
        BinaryOp::AndNot => left & -(right + 1u8),
        _ => return Constant::Unknown,
    })
}

fn fraction_binary(left: &BigRational, op: BinaryOp, right: &BigRational) -> Constant {
    limited(match op {
        BinaryOp::Add => left + right,
        BinaryOp::Sub => left - right,
        BinaryOp::Mul => left * right,
        BinaryOp::Div if !right.is_zero() => left / right,
        _ => return Constant::Unknown,
    })
}

/// A fraction, rounded if its parts are too large to go on with.
pub(super) fn limited(value: BigRational) -> Constant {
    let (over, under) = (value.numer().bits(), value.denom().bits());
    if over <= LIMIT && under <= LIMIT {
        return Constant::Float(Rc::new(value));
    }
    if over.abs_diff(under) > EXPONENTS {
        return if over > under { Constant::Unknown } else { Constant::Float(Rc::new(BigRational::zero())) };
    }
    // Half a unit more and cut off: close enough to rounding for numbers that nobody writes.
    let shift = 512 - (over as i64 - under as i64);
    let scaled = if shift >= 0 {
        ((value.numer() << (shift as u64)) * 2 + value.denom()) / (value.denom() * 2)
    } else {
        let denominator = value.denom() << (-shift as u64);
        (value.numer() * 2 + &denominator) / (denominator * 2)
    };
    Constant::Float(Rc::new(if shift >= 0 {
        BigRational::new(scaled, BigInt::one() << (shift as u64))
    } else {
        BigRational::from_integer(scaled << (-shift as u64))
    }))
}

/// The nearest number with so many bits of mantissa, half to even, that is a multiple of two to the `least` and below two
/// to the `most + 1`; infinite beyond.
fn nearest(value: &BigRational, mantissa: i64, least: i64, most: i64) -> f64 {
    if value.is_zero() {
        return 0.0;
    }
    let (over, under) = (value.numer().magnitude(), value.denom().magnitude());
    let estimate = over.bits() as i64 - under.bits() as i64;
    if estimate > most + 2 {
        return if value.is_negative() { f64::NEG_INFINITY } else { f64::INFINITY };
    }
    let reaches =
        if estimate >= 0 { *over >= under << estimate as u64 } else { over << (-estimate) as u64 >= *under };
    let top = if reaches { estimate } else { estimate - 1 };
    let unit = (top - (mantissa - 1)).max(least);
    if unit - estimate > 70 {
        return 0.0;
    }
    let (over, under) = if unit >= 0 {
        (over.clone(), under << unit as u64)
    } else {
        (over << (-unit) as u64, under.clone())
    };
    let (mut quotient, rest) = (&over / &under, &over % &under);
    let twice = rest << 1u8;
    if twice > under || twice == under && quotient.bit(0) {
        quotient += 1u8;
    }
    let digits = quotient.iter_u64_digits().next().unwrap_or(0);
    let magnitude = times_power_of_two(digits as f64, unit);
    let magnitude = if magnitude >= times_power_of_two(1.0, most) * 2.0 { f64::INFINITY } else { magnitude };
    if value.numer().sign() == Sign::Minus { -magnitude } else { magnitude }
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

    fn float(text: &str) -> Constant {
        super::super::constant_text::float(text).expect("a number")
    }

    #[test]
    fn floats_are_rounded_to_the_nearest() {
        for text in [
            "0.1",
            "1e23",
            "5e-324",
            "2.4703282292062328e-324",
            "1.7976931348623157e308",
            "3.14159265358979323846264",
            "2.2250738585072011e-308",
            "9007199254740993",
            "0.000001",
            "123456789.125",
            "1e-400",
        ] {
            let want: f64 = text.parse().expect("a float");
            assert_eq!(float(text).to_f64(), Some(want), "{text}");
            let want: f32 = text.parse().expect("a float");
            assert_eq!(float(text).to_f32(), Some(want), "{text}");
        }
        assert_eq!(float("1e309").to_f64(), Some(f64::INFINITY));
    }

    #[test]
    fn whole_numbers_wrap() {
        assert_eq!(Constant::int(-1).to_i64_wrapping(), Some(-1));
        assert_eq!(Constant::Int(BigInt::from(u64::MAX)).to_i64_wrapping(), Some(-1));
        assert_eq!(Constant::Int(BigInt::from(i64::MIN)).to_i64_wrapping(), Some(i64::MIN));
        assert_eq!(float("3.0").to_i64_wrapping(), Some(3));
        assert_eq!(float("3.5").to_i64_wrapping(), None);
    }
}
