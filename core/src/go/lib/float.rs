//! Floating-point numbers as text, by the rules of Go's `strconv.FormatFloat`.

use super::parse;
use std::io::Write;

/// More digits than any number has: what is asked for beyond them is zeroes.
const DIGITS: usize = 1_100;

/// Adds a number. `form` is one of `eEfgGbxX`; a precision of `None` is as many digits as tell the number from every other
/// one; a `float32` is `short`.
pub fn push(out: &mut Vec<u8>, value: f64, form: u8, precision: Option<usize>, short: bool) {
    if value.is_nan() {
        out.extend_from_slice(b"NaN");
        return;
    }
    if value.is_infinite() {
        out.extend_from_slice(if value < 0.0 { b"-Inf" } else { b"+Inf" });
        return;
    }
    if value.is_sign_negative() {
        out.push(b'-');
    }
    let value = value.abs();
    match form {
        b'b' => binary(out, value, short),
        b'x' | b'X' => hexadecimal(out, value, form, precision),
        b'f' => match precision {
            Some(precision) => {
                let known = precision.min(DIGITS);
                _ = write!(out, "{value:.known$}");
                zeroes(out, precision - known);
            }
            None => plain(out, &shortest(value, short)),
        },
        b'e' | b'E' => match precision {
            Some(precision) => scientific(out, &rounded(value, precision + 1), precision, form),
            None => {
                let number = shortest(value, short);
                scientific(out, &number, number.digits.len() - 1, form);
            }
        },
        _ => general(out, value, form, precision, short),
    }
}

/// The digits of a number, of which the first is not 0, with the point before the digit `point`; of zero, one digit.
struct Decimal {
    digits: Vec<u8>,
    point: i32,
}

fn shortest(value: f64, short: bool) -> Decimal {
    let mut text = Vec::with_capacity(24);
    match short {
        true => _ = write!(text, "{:e}", value as f32),
        false => _ = write!(text, "{value:e}"),
    }
    let mut number = decimal(text);
    even(&mut number, value, short);
    number
}

/// Of two texts of the same length that are as near, Go takes the one whose last digit is even, and Rust the larger one. That
/// can only be where the number itself has one digit more, a 5.
fn even(number: &mut Decimal, value: f64, short: bool) {
    let count = number.digits.len();
    let odd = number.digits[count - 1] & 1 == 1;
    if !odd || count < if short { 6 } else { 15 } {
        return;
    }
    let mut smaller = number.digits.clone();
    smaller[count - 1] -= 1;
    let tie = |digits: usize| {
        let exact = rounded(value, digits).digits;
        let (begin, rest) = exact.split_at(count);
        *begin == smaller && rest[0] == b'5' && rest[1..].iter().all(|digit| *digit == b'0')
    };
    if !tie(count + 1) || !tie(DIGITS) {
        return;
    }
    let text = format!("0.{}e{}", String::from_utf8_lossy(&smaller), number.point);
    if parse::float(text.as_bytes(), short) == Ok(value) {
        number.digits = smaller;
    }
}

/// Of so many digits, at most; what is left out is zeroes.
fn rounded(value: f64, digits: usize) -> Decimal {
    let mut text = Vec::with_capacity(24);
    let behind = digits.min(DIGITS) - 1;
    _ = write!(text, "{value:.behind$e}");
    decimal(text)
}

/// From `1.25e-7`.
fn decimal(text: Vec<u8>) -> Decimal {
    let at = text.iter().position(|byte| *byte == b'e').expect("the form has an exponent");
    let (mut exponent, negative) = (0, text[at + 1] == b'-');
    for byte in text[at + 1..].iter().filter(|byte| byte.is_ascii_digit()) {
        exponent = exponent * 10 + i32::from(byte - b'0');
    }
    let digits: Vec<u8> = text[..at].iter().copied().filter(u8::is_ascii_digit).collect();
    let zero = digits.iter().all(|digit| *digit == b'0');
    let point = if zero { 0 } else { 1 + if negative { -exponent } else { exponent } };
    Decimal { digits, point }
}

fn zeroes(out: &mut Vec<u8>, count: usize) {
    out.resize(out.len() + count, b'0');
}

/// `1.5e+07`, with so many digits behind the point.
fn scientific(out: &mut Vec<u8>, number: &Decimal, behind: usize, letter: u8) {
    out.push(number.digits[0]);
    if behind > 0 {
        out.push(b'.');
        let known = (number.digits.len() - 1).min(behind);
        out.extend_from_slice(&number.digits[1..=known]);
        zeroes(out, behind - known);
    }
    out.push(letter);
    let zero = number.digits.iter().all(|digit| *digit == b'0');
    signed(out, if zero { 0 } else { number.point - 1 });
}

/// `+07`
fn signed(out: &mut Vec<u8>, exponent: i32) {
    _ = write!(out, "{exponent:+03}");
}

/// All digits, with a point where one belongs.
fn plain(out: &mut Vec<u8>, number: &Decimal) {
    let (digits, point) = (&number.digits, number.point);
    match usize::try_from(point) {
        Ok(point) if point > 0 => {
            let whole = point.min(digits.len());
            out.extend_from_slice(&digits[..whole]);
            zeroes(out, point - whole);
            if whole < digits.len() {
                out.push(b'.');
                out.extend_from_slice(&digits[whole..]);
            }
        }
        _ if digits[..] == *b"0" => out.push(b'0'),
        _ => {
            out.extend_from_slice(b"0.");
            zeroes(out, point.unsigned_abs() as usize);
            out.extend_from_slice(digits);
        }
    }
}

/// `%g`: no zeroes at the end, and an exponent where the number is very small or large.
fn general(out: &mut Vec<u8>, value: f64, form: u8, precision: Option<usize>, short: bool) {
    let mut number = match precision {
        Some(precision) => rounded(value, precision.max(1)),
        None => shortest(value, short),
    };
    let used = number.digits.iter().rposition(|digit| *digit != b'0').map_or(1, |last| last + 1);
    number.digits.truncate(used);
    let limit = match precision {
        None => 6,
        // A number that is whole in fewer digits than are asked for needs no more.
        Some(precision) => {
            let wanted = precision.max(1) as i64;
            let (digits, point) = (used as i64, i64::from(number.point));
            if wanted > digits && digits >= point { digits } else { wanted }
        }
    };
    let exponent = i64::from(number.point) - 1;
    if value != 0.0 && (exponent < -4 || exponent >= limit) {
        scientific(out, &number, used - 1, form + b'e' - b'g');
    } else {
        plain(out, &number);
    }
}

/// The significand and the exponent, for the forms that show the bits.
fn parts(value: f64) -> (u64, i32) {
    let bits = value.to_bits();
    let (fraction, exponent) = (bits & ((1 << 52) - 1), (bits >> 52) as i32 & 0x7FF);
    match exponent {
        0 => (fraction, -1074),
        _ => (fraction | 1 << 52, exponent - 1075),
    }
}

/// `4503599627370496p-52`
fn binary(out: &mut Vec<u8>, value: f64, short: bool) {
    let (mut significand, mut exponent) = parts(value);
    if short {
        let bits = (value as f32).to_bits();
        (significand, exponent) = match bits >> 23 & 0xFF {
            0 => (u64::from(bits & 0x7F_FFFF), -149),
            high => (u64::from(bits & 0x7F_FFFF | 0x80_0000), high as i32 - 150),
        };
    }
    _ = write!(out, "{significand}p{exponent:+}");
}

/// `0x1.8p+01`
fn hexadecimal(out: &mut Vec<u8>, value: f64, form: u8, precision: Option<usize>) {
    let (mut significand, mut exponent) = parts(value);
    if significand == 0 {
        exponent = 0;
    } else {
        // The digit before the point is 1, with 60 bits behind it.
        let shift = significand.leading_zeros() as i32 - 3;
        significand <<= shift;
        exponent += 60 - shift;
    }
    if let Some(precision) = precision.filter(|precision| *precision < 15) {
        let cut = 60 - 4 * precision as u32;
        let (kept, rest, half) = (significand >> cut, significand & ((1 << cut) - 1), 1 << (cut - 1));
        let up = rest > half || (rest == half && kept & 1 == 1);
        significand = (kept + u64::from(up)) << cut;
        if significand >> 61 != 0 {
            significand >>= 1;
            exponent += 1;
        }
    }
    let digits: &[u8; 16] = if form == b'X' { b"0123456789ABCDEF" } else { b"0123456789abcdef" };
    out.extend_from_slice(&[b'0', form, b'0' + (significand >> 60) as u8]);
    let mut rest = significand << 4;
    let behind = precision.unwrap_or_else(|| (64 - rest.trailing_zeros() as usize).div_ceil(4));
    if behind > 0 {
        out.push(b'.');
    }
    for _ in 0..behind.min(16) {
        out.push(digits[(rest >> 60) as usize]);
        rest <<= 4;
    }
    zeroes(out, behind.saturating_sub(16));
    out.push(if form == b'X' { b'P' } else { b'p' });
    signed(out, exponent);
}
