//! Constants from and to text: literals as they are written in a program, values as they stand in messages.

use super::constant::{Constant, limited};
use crate::go::exact::{Fraction, Whole};
use crate::go::syntax::ast::Literal;
use crate::go::syntax::literal::{rune_value, string_value};

/// How large the exponent of a literal may be.
const EXPONENT: i64 = 30_000;

/// The value of a literal; nothing if it cannot be read.
pub(super) fn literal(kind: Literal, text: &str) -> Option<Constant> {
    match kind {
        Literal::Int => int(text),
        Literal::Float => float(text),
        Literal::Imaginary => None,
        Literal::Rune => Some(Constant::int(i64::from(rune_value(text)))),
        Literal::String => Some(Constant::String(string_value(text).into())),
    }
}

fn int(text: &str) -> Option<Constant> {
    let digits: String = text.chars().filter(|letter| *letter != '_').collect();
    let lower = digits.to_ascii_lowercase();
    let (rest, radix) = match lower.as_bytes() {
        [b'0', b'x', ..] => (&lower[2..], 16),
        [b'0', b'b', ..] => (&lower[2..], 2),
        [b'0', b'o', ..] => (&lower[2..], 8),
        [b'0', _, ..] => (&lower[1..], 8),
        _ => (&*lower, 10),
    };
    Whole::parse(rest.as_bytes(), radix).map(Constant::Int)
}

/// The value of a floating-point literal.
pub(super) fn float(text: &str) -> Option<Constant> {
    let text: String = text.chars().filter(|letter| *letter != '_').collect::<String>().to_ascii_lowercase();
    let (digits, mark, radix) = match text.strip_prefix("0x") {
        Some(rest) => (rest, 'p', 16),
        None => (&*text, 'e', 10),
    };
    let (digits, exponent) = match digits.split_once(mark) {
        Some((digits, exponent)) => (digits, exponent.parse::<i64>().ok()?),
        None => (digits, 0),
    };
    let (before, after) = digits.split_once('.').unwrap_or((digits, ""));
    let all = [before, after].concat();
    let mantissa = Whole::parse(all.as_bytes(), radix)?;
    if mantissa.is_zero() {
        return Some(limited(Whole::default().into()));
    }
    if exponent.abs() > EXPONENT {
        return (exponent < 0).then(|| limited(Whole::default().into()));
    }
    let power = |base: u32, exponent: i64| Whole::power(base, exponent.unsigned_abs() as u32);
    let (base, exponent) = match radix {
        16 => (2, exponent - 4 * after.len() as i64),
        _ => (10, exponent - after.len() as i64),
    };
    Some(limited(if exponent >= 0 {
        (&mantissa * &power(base, exponent)).into()
    } else {
        Fraction::new(&mantissa, &power(base, exponent))
    }))
}

/// A value as it stands in a message.
pub(super) fn shown(value: &Constant) -> String {
    match value {
        Constant::Unknown => "unknown".to_string(),
        Constant::Bool(value) => value.to_string(),
        Constant::String(bytes) => shortened(&quoted(bytes)),
        Constant::Int(value) => value.to_string(),
        Constant::Float(value) => fraction(value),
    }
}

fn shortened(text: &str) -> String {
    const LONGEST: usize = 72;
    if text.chars().count() <= LONGEST {
        return text.to_string();
    }
    let mut start: String = text.chars().take(LONGEST - 3).collect();
    start.push_str("...");
    start
}

/// Bytes between double quotes, with what cannot be printed escaped.
pub(super) fn quoted(bytes: &[u8]) -> String {
    const DIGITS: &[u8] = b"0123456789abcdef";
    let mut text = String::from("\"");
    let hexadecimal = |text: &mut String, value: u32, length: u32| {
        for place in (0..length).rev() {
            text.push(DIGITS[(value >> (4 * place) & 15) as usize] as char);
        }
    };
    for chunk in bytes.utf8_chunks() {
        for letter in chunk.valid().chars() {
            match letter {
                '"' | '\\' => {
                    text.push('\\');
                    text.push(letter);
                }
                '\u{7}' => text.push_str("\\a"),
                '\u{8}' => text.push_str("\\b"),
                '\u{c}' => text.push_str("\\f"),
                '\n' => text.push_str("\\n"),
                '\r' => text.push_str("\\r"),
                '\t' => text.push_str("\\t"),
                '\u{b}' => text.push_str("\\v"),
                ' '..='~' => text.push(letter),
                '\0'..' ' | '\u{7f}' => {
                    text.push_str("\\x");
                    hexadecimal(&mut text, letter as u32, 2);
                }
                '\u{80}'..='\u{a0}'
                | '\u{ad}'
                | '\u{2028}'
                | '\u{2029}'
                | '\u{feff}'
                | '\u{e000}'..='\u{f8ff}' => {
                    text.push_str("\\u");
                    hexadecimal(&mut text, letter as u32, 4);
                }
                _ => text.push(letter),
            }
        }
        for byte in chunk.invalid() {
            text.push_str("\\x");
            hexadecimal(&mut text, u32::from(*byte), 2);
        }
    }
    text.push('"');
    text
}

/// A fraction with six digits, as Go's `%.6g` writes it, or with more where six make a whole number of it.
fn fraction(value: &Fraction) -> String {
    let near = Constant::Float(value.clone().into()).to_f64().unwrap_or(0.0);
    if near.is_finite() && (near == 0.0) == value.over().is_zero() {
        let short = general(near, 6);
        if value.to_whole().is_some() || short.contains('.') {
            return short;
        }
        return shortest(near);
    }
    // Beyond what a float64 holds: the exponent is counted apart.
    let bits = value.over().bits() as i64 - value.under().bits() as i64;
    let mut exponent = (bits as f64 * std::f64::consts::LOG10_2) as i64;
    let power = Fraction::from(Whole::power(10, exponent.unsigned_abs() as u32));
    let scaled = if exponent >= 0 { value / &power } else { value * &power };
    let mut mantissa = Constant::Float(scaled.into()).to_f64().unwrap_or(1.0);
    while mantissa.abs() < 1.0 - 0.5e-6 && mantissa != 0.0 {
        mantissa *= 10.0;
        exponent -= 1;
    }
    while mantissa.abs() >= 10.0 {
        mantissa /= 10.0;
        exponent += 1;
    }
    let mut text = general(mantissa, 6);
    text.push('e');
    if exponent >= 0 {
        text.push('+');
    }
    text.push_str(&exponent.to_string());
    text
}

/// The digits and the decimal exponent of the first one.
fn scientific(text: &str) -> (bool, String, i64) {
    let (mantissa, exponent) = text.split_once('e').unwrap_or((text, "0"));
    let negative = mantissa.starts_with('-');
    let digits = mantissa.chars().filter(char::is_ascii_digit).collect();
    (negative, digits, exponent.parse().unwrap_or(0))
}

/// A number with so many significant digits, zeros at the end left out.
fn general(value: f64, digits: usize) -> String {
    let (negative, mut text, exponent) = scientific(&format!("{value:.*e}", digits - 1));
    text.truncate(text.trim_end_matches('0').len().max(1));
    arranged(negative, &text, exponent, digits as i64)
}

/// A number with as many digits as tell it from its neighbours.
fn shortest(value: f64) -> String {
    let (negative, text, exponent) = scientific(&format!("{value:e}"));
    arranged(negative, &text, exponent, 6)
}

fn arranged(negative: bool, digits: &str, exponent: i64, most: i64) -> String {
    let mut text = String::new();
    if negative {
        text.push('-');
    }
    let count = digits.len() as i64;
    if exponent < -4 || exponent >= most {
        text.push_str(&digits[..1]);
        if count > 1 {
            text.push('.');
            text.push_str(&digits[1..]);
        }
        text.push('e');
        text.push(if exponent < 0 { '-' } else { '+' });
        if exponent.abs() < 10 {
            text.push('0');
        }
        text.push_str(&exponent.abs().to_string());
    } else if exponent < 0 {
        text.push_str("0.");
        (1..-exponent).for_each(|_| text.push('0'));
        text.push_str(digits);
    } else if count > exponent + 1 {
        text.push_str(&digits[..exponent as usize + 1]);
        text.push('.');
        text.push_str(&digits[exponent as usize + 1..]);
    } else {
        text.push_str(digits);
        (count..exponent + 1).for_each(|_| text.push('0'));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_shown_as_go_shows_them() {
        for (text, want) in [
            ("1.5", "1.5"),
            ("100000.0", "100000"),
            ("1000000.0", "1e+06"),
            ("3.14159265", "3.14159"),
            ("0.0001", "0.0001"),
            ("0.00001", "1e-05"),
            ("1e100", "1e+100"),
            ("1.00000001", "1.00000001"),
            ("1e400", "1e+400"),
            ("0x1p-2", "0.25"),
            ("0x1.8p1", "3"),
        ] {
            assert_eq!(shown(&float(text).expect("a number")), want);
        }
    }

    #[test]
    fn literals_are_read() {
        let int = |text| literal(Literal::Int, text).map(|value| shown(&value));
        assert_eq!(int("0x_ff").as_deref(), Some("255"));
        assert_eq!(int("017").as_deref(), Some("15"));
        assert_eq!(int("0b101").as_deref(), Some("5"));
        assert_eq!(int("1_000").as_deref(), Some("1000"));
        let string = |text| literal(Literal::String, text).map(|value| shown(&value));
        assert_eq!(string(r#""a\tb\x00\u00e9""#).as_deref(), Some("\"a\\tb\\x00é\""));
        assert_eq!(string("`a\\n`").as_deref(), Some("\"a\\\\n\""));
        let rune = |text| literal(Literal::Rune, text).map(|value| shown(&value));
        assert_eq!(rune(r"'\''").as_deref(), Some("39"));
        assert_eq!(rune(r"'\377'").as_deref(), Some("255"));
    }
}
