//! Arithmetic as Go defines it: integers wrap around at their size, shifts by more than the size give zero or the sign.
//!
//! An integer is kept sign- or zero-extended to 64 bits, so that numbers of one kind compare as 64-bit numbers do. A
//! `float32` is kept as the `float64` of the same value: rounding each result is exact, as twice the digits are more than enough.

use super::compute::holds;
use super::trap::Trap;
use crate::go::code::instr::{Arith, Compare};
use crate::go::types::store::Basic;

/// The bits of an integer kind.
fn bits(kind: Basic) -> u32 {
    match kind {
        Basic::Int8 | Basic::Uint8 => 8,
        Basic::Int16 | Basic::Uint16 => 16,
        Basic::Int32 | Basic::Uint32 | Basic::UntypedRune => 32,
        _ => 64,
    }
}

/// A word as an integer of a kind: cut to its size and extended again.
pub fn wrap(kind: Basic, word: u64) -> u64 {
    let unused = 64 - bits(kind);
    match kind.is_unsigned() {
        true => word << unused >> unused,
        false => ((word << unused) as i64 >> unused) as u64,
    }
}

fn float(word: u64) -> f64 {
    f64::from_bits(word)
}

fn rounded(kind: Basic, value: f64) -> u64 {
    match kind {
        Basic::Float32 => f64::from(value as f32).to_bits(),
        _ => value.to_bits(),
    }
}

/// `a op b`
pub fn arith(op: Arith, kind: Basic, a: u64, b: u64) -> Result<u64, Trap> {
    if kind.is_float() {
        let (x, y) = (float(a), float(b));
        let value = match op {
            Arith::Add => x + y,
            Arith::Sub => x - y,
            Arith::Mul => x * y,
            Arith::Div => x / y,
            Arith::Min => least(x, y),
            Arith::Max => -least(-x, -y),
            _ => return Ok(0),
        };
        return Ok(rounded(kind, value));
    }
    let unsigned = kind.is_unsigned();
    let word = match op {
        Arith::Add => a.wrapping_add(b),
        Arith::Sub => a.wrapping_sub(b),
        Arith::Mul => a.wrapping_mul(b),
        Arith::Div | Arith::Rem if b == 0 => return Err(Trap::runtime("integer divide by zero")),
        Arith::Div if unsigned => a / b,
        Arith::Div => (a as i64).wrapping_div(b as i64) as u64,
        Arith::Rem if unsigned => a % b,
        Arith::Rem => (a as i64).wrapping_rem(b as i64) as u64,
        Arith::And => a & b,
        Arith::Or => a | b,
        Arith::Xor => a ^ b,
        Arith::AndNot => a & !b,
        Arith::Shl if b >= 64 => 0,
        Arith::Shl => a << b,
        Arith::Shr if unsigned => a.checked_shr(u32::try_from(b).unwrap_or(64)).unwrap_or(0),
        Arith::Shr => ((a as i64) >> b.min(63)) as u64,
        Arith::Min if unsigned => a.min(b),
        Arith::Min => (a as i64).min(b as i64) as u64,
        Arith::Max if unsigned => a.max(b),
        Arith::Max => (a as i64).max(b as i64) as u64,
    };
    Ok(wrap(kind, word))
}

/// The lesser one; not a number if one of them is none; the negative one of two zeroes.
fn least(x: f64, y: f64) -> f64 {
    match x.partial_cmp(&y) {
        None => f64::NAN,
        Some(std::cmp::Ordering::Less) => x,
        Some(std::cmp::Ordering::Greater) => y,
        Some(std::cmp::Ordering::Equal) if x.is_sign_negative() => x,
        Some(std::cmp::Ordering::Equal) => y,
    }
}

/// `a op b`
pub fn compare(op: Compare, kind: Basic, a: u64, b: u64) -> bool {
    if kind.is_float() {
        return match float(a).partial_cmp(&float(b)) {
            Some(order) => holds(op, order),
            None => op == Compare::NotEqual,
        };
    }
    let order = match kind.is_unsigned() {
        true => a.cmp(&b),
        false => (a as i64).cmp(&(b as i64)),
    };
    holds(op, order)
}

/// `-a`
pub fn negate(kind: Basic, a: u64) -> u64 {
    match kind.is_float() {
        true => (-float(a)).to_bits(),
        false => wrap(kind, a.wrapping_neg()),
    }
}

/// A number as one of another kind.
pub fn convert(from: Basic, to: Basic, a: u64) -> u64 {
    match (from.is_float(), to.is_float()) {
        (false, false) => wrap(to, a),
        (true, true) => rounded(to, float(a)),
        (false, true) => {
            // Rounded once: a float32 is not rounded by way of a float64.
            let value = match (to, from.is_unsigned()) {
                (Basic::Float32, true) => f64::from(a as f32),
                (Basic::Float32, false) => f64::from(a as i64 as f32),
                (_, true) => a as f64,
                (_, false) => a as i64 as f64,
            };
            value.to_bits()
        }
        (true, false) => truncate(to, float(a)),
    }
}

/// What is not in range is left open by Go; this is what it does on amd64.
fn truncate(to: Basic, value: f64) -> u64 {
    const TWO_63: f64 = 9_223_372_036_854_775_808.0;
    let signed = |value: f64| match (-TWO_63..TWO_63).contains(&value) {
        true => value as i64,
        false => i64::MIN,
    };
    match to {
        Basic::Uint | Basic::Uint64 | Basic::Uintptr if value >= TWO_63 => {
            (signed(value - TWO_63) as u64) ^ (1 << 63)
        }
        Basic::Uint | Basic::Uint64 | Basic::Uintptr => signed(value) as u64,
        _ => wrap(to, signed(value) as u64),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_family = "wasm")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn int(op: Arith, kind: Basic, a: i64, b: i64) -> i64 {
        arith(op, kind, a as u64, b as u64).map_or(i64::MAX, |word| word as i64)
    }

    #[test]
    fn integers_wrap_at_their_size() {
        assert_eq!(int(Arith::Add, Basic::Int8, 127, 1), -128);
        assert_eq!(int(Arith::Sub, Basic::Uint8, 0, 1), 255);
        assert_eq!(int(Arith::Mul, Basic::Int32, 1 << 20, 1 << 12), 0);
        assert_eq!(int(Arith::Div, Basic::Int64, i64::MIN, -1), i64::MIN);
        assert_eq!(int(Arith::Div, Basic::Int8, -128, -1), -128);
        assert_eq!(int(Arith::Rem, Basic::Int, -7, 3), -1);
        assert_eq!(int(Arith::Shl, Basic::Uint16, 1, 16), 0);
        assert_eq!(int(Arith::Shr, Basic::Int16, -1, 100), -1);
        assert_eq!(int(Arith::Shl, Basic::Int, 1, 64), 0);
        assert!(arith(Arith::Rem, Basic::Int, 1, 0).is_err());
    }

    #[test]
    fn conversions_are_those_of_amd64() {
        assert_eq!(convert(Basic::Float64, Basic::Int64, 1e300f64.to_bits()) as i64, i64::MIN);
        assert_eq!(convert(Basic::Float64, Basic::Int, (-1.9f64).to_bits()) as i64, -1);
        assert_eq!(convert(Basic::Int, Basic::Uint8, -1i64 as u64), 255);
        assert_eq!(convert(Basic::Int64, Basic::Float32, 16_777_217), 16_777_216f64.to_bits());
        assert_eq!(convert(Basic::Uint64, Basic::Float64, u64::MAX), 18_446_744_073_709_551_616f64.to_bits());
    }

    #[test]
    fn what_is_not_a_number_is_unequal() {
        let nan = f64::NAN.to_bits();
        assert!(compare(Compare::NotEqual, Basic::Float64, nan, nan));
        assert!(!compare(Compare::LessEqual, Basic::Float64, nan, nan));
        assert!(compare(Compare::Less, Basic::Uint64, 1, u64::MAX));
        assert!(compare(Compare::Greater, Basic::Int64, 1, u64::MAX));
    }
}
