//! Floating-point numbers from text, by the rules of Go's `strconv.ParseFloat`.

/// Why a text is no number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Problem {
    /// It is not written as one.
    Syntax,
    /// It is too large: the infinity that it is nearest to.
    Range(f64),
}

/// The number that a text stands for; with `short`, rounded to a `float32`.
///
/// # Errors
/// If there is none.
pub fn float(text: &[u8], short: bool) -> Result<f64, Problem> {
    let (negative, rest) = match text.split_first() {
        Some((sign @ (b'+' | b'-'), rest)) => (*sign == b'-', rest),
        _ => (false, text),
    };
    let special = |word: &str| rest.eq_ignore_ascii_case(word.as_bytes());
    let value = if special("inf") || special("infinity") {
        f64::INFINITY
    } else if special("nan") && rest.len() == text.len() {
        return Ok(f64::NAN);
    } else {
        let literal = Literal::read(rest).ok_or(Problem::Syntax)?;
        let value = if literal.hexadecimal { literal.binary(short) } else { literal.decimal(short) };
        if value.is_infinite() {
            return Err(Problem::Range(if negative { -value } else { value }));
        }
        value
    };
    Ok(if negative { -value } else { value })
}

/// A number without its sign.
struct Literal {
    hexadecimal: bool,
    /// The digits before the exponent, with the point.
    digits: String,
    exponent: i32,
}

impl Literal {
    fn read(text: &[u8]) -> Option<Literal> {
        let hexadecimal = text.len() > 2 && text[0] == b'0' && text[1] | 0x20 == b'x';
        let number = if hexadecimal { &text[2..] } else { text };
        let letter = if hexadecimal { b'p' } else { b'e' };
        let split = number.iter().position(|byte| byte | 0x20 == letter);
        let (before, after) = number.split_at(split.unwrap_or(number.len()));
        // A digit may stand before a low line: the prefix counts as one.
        let mut last = if hexadecimal { b'0' } else { b'!' };
        let (mut digits, mut points, mut count) = (String::new(), 0, 0);
        for byte in before {
            match byte {
                b'.' if last != b'_' => points += 1,
                b'_' if last == b'0' => {}
                _ if byte.is_ascii_digit() || hexadecimal && byte.is_ascii_hexdigit() => count += 1,
                _ => return None,
            }
            last = if matches!(byte, b'.' | b'_') { *byte } else { b'0' };
            if *byte != b'_' {
                digits.push(char::from(*byte));
            }
        }
        if points > 1 || count == 0 || last == b'_' || hexadecimal && after.is_empty() {
            return None;
        }
        let exponent = if after.is_empty() { 0 } else { exponent(&after[1..])? };
        Some(Literal { hexadecimal, digits, exponent })
    }

    fn decimal(&self, short: bool) -> f64 {
        let text = format!("{}e{}", self.digits, self.exponent);
        match short {
            true => f64::from(text.parse::<f32>().unwrap_or(f32::NAN)),
            false => text.parse().unwrap_or(f64::NAN),
        }
    }

    fn binary(&self, short: bool) -> f64 {
        let (mut significand, mut exponent, mut behind) = (0_u64, self.exponent, false);
        for letter in self.digits.chars() {
            let Some(digit) = letter.to_digit(16) else {
                behind = true;
                continue;
            };
            if significand >> 60 == 0 {
                significand = significand << 4 | u64::from(digit);
                exponent -= 4 * i32::from(behind);
            } else {
                // It only matters whether there is something.
                significand |= u64::from(digit != 0);
                exponent += 4 * i32::from(!behind);
            }
        }
        let (bits, lowest, highest) = if short { (24, -149, 127) } else { (53, -1074, 1023) };
        round(significand, exponent, bits, lowest, highest)
    }
}

/// A significand times a power of two as the nearest number of so many bits, whose exponents lie between these.
fn round(significand: u64, exponent: i32, bits: i32, lowest: i32, highest: i32) -> f64 {
    if significand == 0 {
        return 0.0;
    }
    let top = 63 - significand.leading_zeros() as i32 + exponent;
    let unit = (top + 1 - bits).max(lowest);
    let cut = unit - exponent;
    let kept = match cut {
        ..=0 => significand << -cut,
        1..=63 => {
            let (kept, half) = (significand >> cut, 1 << (cut - 1));
            let rest = significand & ((1 << cut) - 1);
            kept + u64::from(rest > half || rest == half && kept & 1 == 1)
        }
        64 => u64::from(significand > 1 << 63),
        _ => 0,
    };
    let above = i32::from(kept >> bits != 0);
    if kept != 0 && 63 - kept.leading_zeros() as i32 + unit > highest
        || above + top > highest && unit > lowest
    {
        return f64::INFINITY;
    }
    power(kept as f64, unit)
}

/// A number times a power of two, where nothing is lost.
fn power(value: f64, exponent: i32) -> f64 {
    let factor = |exponent: i32| f64::from_bits(((exponent + 1023) as u64) << 52);
    let half = exponent / 2;
    value * factor(half) * factor(exponent - half)
}

/// What stands behind the letter of an exponent. One with very many digits is as good as a large one.
fn exponent(text: &[u8]) -> Option<i32> {
    let (negative, digits) = match text.split_first()? {
        (b'-', rest) => (true, rest),
        (b'+', rest) => (false, rest),
        _ => (false, text),
    };
    let (mut number, mut last) = (0_i32, b'!');
    for byte in digits {
        match byte {
            b'0'..=b'9' => number = (number * 10 + i32::from(byte - b'0')).min(100_000_000),
            b'_' if last != b'_' && last != b'!' => {}
            _ => return None,
        }
        last = *byte;
    }
    let ends = last.is_ascii_digit();
    ends.then_some(if negative { -number } else { number })
}
