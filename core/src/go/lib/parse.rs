//! Floating-point numbers from text, by the rules of Go's `strconv.ParseFloat`.

use crate::go::exact::{Whole, nearest};

/// Why a text is no number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Problem {
    /// It is not written as one.
    Syntax,
    /// It is too large: the infinity that it is nearest to.
    Range(f64),
}

/// So many digits say to which number a text is nearest. Of those behind it only matters whether they are all 0.
const DIGITS: usize = 800;

/// Beyond these powers of ten every number is infinite or 0.
const LARGEST: i64 = 400;

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
        let value = Literal::read(rest).ok_or(Problem::Syntax)?.value(short);
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
    /// The digits from the first that is not 0 on: a whole number.
    digits: Vec<u8>,
    /// How many of them stand behind the point.
    behind: i64,
    exponent: i64,
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
        let (mut digits, mut point, mut count, mut behind) = (Vec::new(), false, 0, 0);
        for byte in before {
            match byte {
                b'.' if last != b'_' && !point => point = true,
                b'_' if last == b'0' => {}
                _ if byte.is_ascii_digit() || hexadecimal && byte.is_ascii_hexdigit() => {
                    count += 1;
                    behind += i64::from(point);
                    match digits.len() {
                        0 if *byte == b'0' => {}
                        DIGITS => {
                            // It is no nearer to another number with a 1 there.
                            behind -= 1;
                            if *byte != b'0' {
                                digits[DIGITS - 1] = b'1';
                            }
                        }
                        _ => digits.push(*byte),
                    }
                }
                _ => return None,
            }
            last = if matches!(byte, b'.' | b'_') { *byte } else { b'0' };
        }
        if count == 0 || last == b'_' || hexadecimal && after.is_empty() {
            return None;
        }
        let exponent = if after.is_empty() { 0 } else { exponent(&after[1..])? };
        Some(Literal { hexadecimal, digits, behind, exponent })
    }

    fn value(&self, short: bool) -> f64 {
        let radix = if self.hexadecimal { 16 } else { 10 };
        let Some(digits) = Whole::parse(&self.digits, radix) else { return 0.0 };
        let one = Whole::one();
        if self.hexadecimal {
            let exponent = self.exponent - 4 * self.behind;
            return match exponent + digits.bits() as i64 {
                2_000.. => f64::INFINITY,
                ..-2_000 => 0.0,
                _ if exponent < 0 => nearest(&digits, &(&one << exponent.unsigned_abs()), short),
                _ => nearest(&(&digits << exponent.unsigned_abs()), &one, short),
            };
        }
        let exponent = self.exponent - self.behind;
        let power = || Whole::power(10, exponent.unsigned_abs() as u32);
        match exponent + self.digits.len() as i64 {
            LARGEST.. => f64::INFINITY,
            size if size < -LARGEST => 0.0,
            _ if exponent < 0 => nearest(&digits, &power(), short),
            _ => nearest(&(&digits * &power()), &one, short),
        }
    }
}

/// What stands behind the letter of an exponent. One with very many digits is as good as a large one.
fn exponent(text: &[u8]) -> Option<i64> {
    let (negative, digits) = match text.split_first()? {
        (b'-', rest) => (true, rest),
        (b'+', rest) => (false, rest),
        _ => (false, text),
    };
    let (mut number, mut last) = (0_i64, b'!');
    for byte in digits {
        match byte {
            b'0'..=b'9' => number = (number * 10 + i64::from(byte - b'0')).min(1 << 40),
            b'_' if last != b'_' && last != b'!' => {}
            _ => return None,
        }
        last = *byte;
    }
    let ends = last.is_ascii_digit();
    ends.then_some(if negative { -number } else { number })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schedule::rng::SplitMix64;
    #[cfg(target_family = "wasm")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn a_text_is_the_number_that_it_is_nearest_to() {
        let mut chance = SplitMix64::new(1);
        for _ in 0..20_000 {
            let whole = chance.next() >> chance.below(64);
            let part = chance.next() >> chance.below(64);
            let text = format!("{whole}.{part}e{}", chance.below(700) as i64 - 370);
            let (want, single): (f64, f32) =
                (text.parse().expect("a number"), text.parse().expect("a number"));
            let is = |found: Result<f64, Problem>, want: f64| match found {
                Err(Problem::Range(found)) | Ok(found) => found == want,
                Err(Problem::Syntax) => false,
            };
            assert!(is(float(text.as_bytes(), false), want), "{text}");
            assert!(is(float(text.as_bytes(), true), single.into()), "{text}");
        }
    }

    #[test]
    fn a_text_of_any_length_is_read_to_its_end() {
        let middle = "9007199254740993";
        let read = |text: String| float(text.as_bytes(), false);
        assert_eq!(read([middle, ".", &"0".repeat(1_000_000)].concat()), Ok(9007199254740992.0));
        assert_eq!(read([middle, ".", &"0".repeat(1_000_000), "1"].concat()), Ok(9007199254740994.0));
        assert_eq!(read(["1", &"0".repeat(1_000_000), "e-1000000"].concat()), Ok(1.0));
        assert_eq!(read(["0.", &"0".repeat(1_000_000), "1e1000001"].concat()), Ok(1.0));
        assert_eq!(read(["0x.", &"0".repeat(1_000_000), "1p4000004"].concat()), Ok(1.0));
        assert_eq!(read("9".repeat(1_000_000)), Err(Problem::Range(f64::INFINITY)));
        assert_eq!(read("1e-99999999999999999999".into()), Ok(0.0));
        assert_eq!(read("0e99999999999999999999".into()), Ok(0.0));
    }
}
