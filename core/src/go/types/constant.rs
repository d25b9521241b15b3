//! The values of constants, exact as Go's are.
//!
//! Whole numbers have any size, other numbers are fractions. A fraction whose parts grow beyond `LIMIT` bits is rounded
//! to 512 bits, as Go's compiler does with very large and very small numbers.

use crate::go::exact::{Fraction, Whole, nearest};
use crate::go::syntax::ast::{BinaryOp, UnaryOp};
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
    Int(Whole),
    /// Another number; it may be whole too.
    Float(Rc<Fraction>),
}

impl Constant {
    /// A whole number.
    pub fn int(value: i64) -> Constant {
        Constant::Int(Whole::from(value))
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
        match self.to_int()? {
            Constant::Int(value) => Some(value.wrapped()),
            _ => None,
        }
    }

    /// The nearest `float64`, of a number; infinite if it is too large.
    pub fn to_f64(&self) -> Option<f64> {
        self.to_float64(false)
    }

    /// The nearest `float32`, of a number; infinite if it is too large.
    pub fn to_f32(&self) -> Option<f32> {
        Some(self.to_float64(true)? as f32)
    }

    fn to_float64(&self, single: bool) -> Option<f64> {
        match self {
            Constant::Int(value) => Some(nearest(value, &Whole::one(), single)),
            Constant::Float(value) => Some(nearest(value.over(), value.under(), single)),
            _ => None,
        }
    }

    /// The same value as a whole number, if it is one.
    pub fn to_int(&self) -> Option<Constant> {
        match self {
            Constant::Int(_) => Some(self.clone()),
            Constant::Float(value) => value.to_whole().cloned().map(Constant::Int),
            _ => None,
        }
    }

    /// The same value as a fraction, if it is a number.
    pub fn to_float(&self) -> Option<Constant> {
        Some(Constant::Float(self.to_fraction()?))
    }

    fn to_fraction(&self) -> Option<Rc<Fraction>> {
        match self {
            Constant::Int(value) => Some(Rc::new(Fraction::from(value.clone()))),
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
            Constant::Float(value) => value.over().is_zero(),
            _ => false,
        }
    }

    /// Whether it is a number below 0.
    pub fn is_negative(&self) -> bool {
        match self {
            Constant::Int(value) => value.is_negative(),
            Constant::Float(value) => value.over().is_negative(),
            _ => false,
        }
    }

    /// The value as an `int64`, if it is a whole number that fits.
    pub fn to_i64(&self) -> Option<i64> {
        match self {
            Constant::Int(value) => value.to_i64(),
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
        let value = self.to_float64(single)?;
        value.is_finite().then(|| Constant::Float(Rc::new(Fraction::from(value))))
    }

    /// The result of an operator with one operand. The complement of a number without a sign has so many bits.
    pub fn unary(&self, op: UnaryOp, unsigned_bits: Option<u32>) -> Constant {
        match (op, self) {
            (UnaryOp::Plus, value) => value.clone(),
            (UnaryOp::Minus, Constant::Int(value)) => Constant::Int(-value),
            (UnaryOp::Minus, Constant::Float(value)) => Constant::Float(Rc::new(-&**value)),
            (UnaryOp::Complement | UnaryOp::Tilde, Constant::Int(value)) => {
                let ones = match unsigned_bits {
                    Some(bits) => &(&Whole::one() << bits.into()) - &Whole::one(),
                    None => Whole::from(-1_i64),
                };
                Constant::Int(value.bitwise(&ones, |digit, ones| !digit & ones))
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
            _ => match (self.to_fraction(), other.to_fraction()) {
                (Some(left), Some(right)) => fraction_binary(&left, op, &right),
                _ => Constant::Unknown,
            },
        }
    }

    /// A whole number shifted.
    pub fn shift(&self, left: bool, count: u32) -> Constant {
        match self {
            Constant::Int(value) if left => Constant::Int(value << count.into()),
            Constant::Int(value) => Constant::Int(value >> count.into()),
            _ => Constant::Unknown,
        }
    }

    /// The result of a comparison.
    pub fn compare(&self, op: BinaryOp, other: &Constant) -> bool {
        let order = match (self, other) {
            (Constant::Bool(left), Constant::Bool(right)) => left.cmp(right),
            (Constant::String(left), Constant::String(right)) => left.cmp(right),
            (Constant::Int(left), Constant::Int(right)) => left.cmp(right),
            _ => match (self.to_fraction(), other.to_fraction()) {
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

fn whole_binary(left: &Whole, op: BinaryOp, right: &Whole, whole: bool) -> Constant {
    Constant::Int(match op {
        BinaryOp::Add => left + right,
        BinaryOp::Sub => left - right,
        BinaryOp::Mul => left * right,
        BinaryOp::Div | BinaryOp::Rem if right.is_zero() => return Constant::Unknown,
        BinaryOp::Div if whole => left.divided(right).0,
        BinaryOp::Div => return limited(Fraction::new(left, right)),
        BinaryOp::Rem => left.divided(right).1,
        BinaryOp::And => left.bitwise(right, |left, right| left & right),
        BinaryOp::Or => left.bitwise(right, |left, right| left | right),
        BinaryOp::Xor => left.bitwise(right, |left, right| left ^ right),
        BinaryOp::AndNot => left.bitwise(right, |left, right| left & !right),
        _ => return Constant::Unknown,
    })
}

fn fraction_binary(left: &Fraction, op: BinaryOp, right: &Fraction) -> Constant {
    limited(match op {
        BinaryOp::Add => left + right,
        BinaryOp::Sub => left - right,
        BinaryOp::Mul => left * right,
        BinaryOp::Div if !right.over().is_zero() => left / right,
        _ => return Constant::Unknown,
    })
}

/// A fraction, rounded if its parts are too large to go on with.
pub(super) fn limited(value: Fraction) -> Constant {
    let (over, under) = (value.over().bits(), value.under().bits());
    if over <= LIMIT && under <= LIMIT {
        return Constant::Float(Rc::new(value));
    }
    if over.abs_diff(under) > EXPONENTS {
        return if over > under {
            Constant::Unknown
        } else {
            Constant::Float(Rc::new(Whole::default().into()))
        };
    }
    // Half a unit more and cut off: close enough to rounding for numbers that nobody writes.
    let shift = 512 - (over as i64 - under as i64);
    let (left, right) = (shift.max(0) as u64, (-shift).max(0) as u64);
    let (over, under) = (&(value.over() << left) << 1, value.under() << right);
    let scaled = (&over + &under).divided(&(&under << 1)).0;
    Constant::Float(Rc::new(Fraction::new(&(&scaled << right), &(&Whole::one() << left))))
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
        assert_eq!(Constant::Int(Whole::from(u64::MAX)).to_i64_wrapping(), Some(-1));
        assert_eq!(Constant::Int(Whole::from(i64::MIN)).to_i64_wrapping(), Some(i64::MIN));
        assert_eq!(float("3.0").to_i64_wrapping(), Some(3));
        assert_eq!(float("3.5").to_i64_wrapping(), None);
    }
}
