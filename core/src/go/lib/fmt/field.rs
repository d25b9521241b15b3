//! One value of a simple kind in its field: flags, width and precision of a verb, and what they make of numbers and texts.

use crate::go::lib::quote::{self, Kept};
use crate::go::lib::{float, utf8};

/// What stands between the percent sign and the verb.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flags {
    /// How many characters there are at least.
    pub width: Option<usize>,
    /// How many digits or characters.
    pub precision: Option<usize>,
    /// `+`
    pub plus: bool,
    /// `-`
    pub minus: bool,
    /// `#`
    pub sharp: bool,
    /// A space.
    pub space: bool,
    /// `0`
    pub zero: bool,
    /// `+` before `v`, which is another thing than before other verbs.
    pub plus_v: bool,
    /// `#` before `v`.
    pub sharp_v: bool,
}

/// A text that is written, and how the next value is to be written.
#[derive(Debug, Default)]
pub struct Field {
    /// The text.
    pub out: Vec<u8>,
    /// How.
    pub flags: Flags,
}

impl Field {
    /// Adds a text as it is.
    pub fn raw(&mut self, text: &str) {
        self.out.extend_from_slice(text.as_bytes());
    }

    fn padding(&mut self, count: usize) {
        let byte = if self.flags.zero && !self.flags.minus { b'0' } else { b' ' };
        self.out.resize(self.out.len() + count, byte);
    }

    /// Adds a text, and blanks up to the width.
    pub fn pad(&mut self, text: &[u8]) {
        let missing = self.flags.width.map_or(0, |width| width.saturating_sub(utf8::count(text)));
        if !self.flags.minus {
            self.padding(missing);
        }
        self.out.extend_from_slice(text);
        if self.flags.minus {
            self.padding(missing);
        }
    }

    /// The same, and never zeroes.
    fn pad_blank(&mut self, text: &[u8]) {
        let zero = std::mem::replace(&mut self.flags.zero, false);
        self.pad(text);
        self.flags.zero = zero;
    }

    /// Adds a whole number. `upper` is for the digits beyond 9; `prefix` is what a number of this base may have before it.
    pub fn integer(&mut self, value: u64, base: u64, signed: bool, verb: char) {
        let flags = self.flags;
        let negative = signed && (value as i64) < 0;
        let mut value = if negative { value.wrapping_neg() } else { value };
        let mut wanted = 0;
        if let Some(precision) = flags.precision {
            wanted = precision;
            if wanted == 0 && value == 0 {
                let zero = std::mem::replace(&mut self.flags.zero, false);
                self.padding(flags.width.unwrap_or(0));
                self.flags.zero = zero;
                return;
            }
        } else if let Some(width) = flags.width
            && flags.zero
            && !flags.minus
        {
            wanted = width.saturating_sub(usize::from(negative || flags.plus || flags.space));
        }
        // From the last digit to the first.
        let mut text = Vec::with_capacity(wanted.max(20) + 3);
        let digits: &[u8; 16] = if verb == 'X' { b"0123456789ABCDEF" } else { b"0123456789abcdef" };
        while value >= base {
            text.push(digits[(value % base) as usize]);
            value /= base;
        }
        text.push(digits[value as usize]);
        while text.len() < wanted {
            text.push(b'0');
        }
        if flags.sharp {
            match base {
                2 => text.extend_from_slice(b"b0"),
                8 if text.last() != Some(&b'0') => text.push(b'0'),
                16 => text.extend_from_slice(if verb == 'X' { b"X0" } else { b"x0" }),
                _ => {}
            }
        }
        if verb == 'O' {
            text.extend_from_slice(b"o0");
        }
        match (negative, flags.plus, flags.space) {
            (true, ..) => text.push(b'-'),
            (_, true, _) => text.push(b'+'),
            (.., true) => text.push(b' '),
            _ => {}
        }
        text.reverse();
        self.pad_blank(&text);
    }

    /// Adds a number in base 16, with `0x` before it or not.
    pub fn address(&mut self, value: u64, prefix: bool) {
        let sharp = std::mem::replace(&mut self.flags.sharp, prefix);
        self.integer(value, 16, false, 'v');
        self.flags.sharp = sharp;
    }

    /// `%c`
    pub fn character(&mut self, value: u64) {
        let mut text = Vec::with_capacity(4);
        utf8::push(&mut text, utf8::character(value as i64));
        self.pad(&text);
    }

    /// `%q` of a number.
    pub fn quoted_character(&mut self, value: u64) {
        let mut text = Vec::with_capacity(12);
        quote::push_rune(&mut text, utf8::character(value as i64), Kept::new(self.flags.plus, false));
        self.pad(&text);
    }

    /// `%U`
    pub fn unicode(&mut self, value: u64) {
        let digits = format!("{value:X}");
        let wanted = self.flags.precision.map_or(4, |precision| precision.max(4));
        let mut text = b"U+".to_vec();
        // A width of Rust's own ends at 65,535.
        text.resize(text.len() + wanted.saturating_sub(digits.len()), b'0');
        text.extend_from_slice(digits.as_bytes());
        if self.flags.sharp
            && let Some(character) = u32::try_from(value).ok().and_then(char::from_u32)
            && quote::is_print(character)
        {
            text.extend_from_slice(b" '");
            utf8::push(&mut text, character);
            text.push(b'\'');
        }
        self.pad_blank(&text);
    }

    /// What a precision leaves of a text.
    fn cut<'a>(&self, text: &'a [u8]) -> &'a [u8] {
        let Some(precision) = self.flags.precision else { return text };
        let end = utf8::runes(text).nth(precision).map_or(text.len(), |(at, _)| at);
        &text[..end]
    }

    /// `%s`
    pub fn string(&mut self, text: &[u8]) {
        let text = self.cut(text);
        self.pad(text);
    }

    /// `%q` of a text.
    pub fn quoted(&mut self, text: &[u8]) {
        let text = self.cut(text);
        let mut quoted = Vec::with_capacity(text.len() + 2);
        if self.flags.sharp && quote::can_backquote(text) {
            quoted.push(b'`');
            quoted.extend_from_slice(text);
            quoted.push(b'`');
        } else {
            quote::push(&mut quoted, text, '"', Kept::new(self.flags.plus, false));
        }
        self.pad(&quoted);
    }

    /// `%x` and `%X` of the bytes of a text.
    pub fn hexadecimal(&mut self, text: &[u8], upper: bool) {
        let flags = self.flags;
        let text = &text[..flags.precision.unwrap_or(text.len()).min(text.len())];
        let digits: &[u8; 16] = if upper { b"0123456789ABCDEF" } else { b"0123456789abcdef" };
        let prefix: &[u8] = match (flags.sharp, upper) {
            (false, _) => b"",
            (true, false) => b"0x",
            (true, true) => b"0X",
        };
        let mut out = Vec::with_capacity(2 * text.len() + 2);
        for (at, byte) in text.iter().enumerate() {
            if flags.space && at > 0 {
                out.push(b' ');
            }
            if flags.space || at == 0 {
                out.extend_from_slice(prefix);
            }
            out.extend_from_slice(&[digits[usize::from(byte >> 4)], digits[usize::from(byte & 15)]]);
        }
        self.pad(&out);
    }

    /// A floating-point number; `short` is a `float32`.
    pub fn float(&mut self, value: f64, short: bool, verb: u8, precision: Option<usize>) {
        let flags = self.flags;
        let precision = flags.precision.or(precision);
        let mut text = vec![b'+'];
        float::push(&mut text, value, verb, precision, short);
        if matches!(text[1], b'-' | b'+') {
            text.remove(0);
        }
        if flags.space && text[0] == b'+' && !flags.plus {
            text[0] = b' ';
        }
        if matches!(text[1], b'I' | b'N') {
            let bare = text[1] == b'N' && !flags.space && !flags.plus;
            self.pad_blank(if bare { &text[1..] } else { &text });
            return;
        }
        if flags.sharp && verb != b'b' {
            point(&mut text, verb, precision);
        }
        if !flags.plus && text[0] == b'+' {
            self.pad(&text[1..]);
        } else if let Some(width) =
            flags.width.filter(|width| flags.zero && !flags.minus && *width > text.len())
        {
            // The sign stands before the zeroes.
            self.out.push(text[0]);
            self.padding(width - text.len());
            self.out.extend_from_slice(&text[1..]);
        } else {
            self.pad(&text);
        }
    }
}

/// What `#` does to a floating-point number: it has a point, and `%g` keeps the zeroes at its end.
fn point(text: &mut Vec<u8>, verb: u8, precision: Option<usize>) {
    let mut missing = match verb {
        b'g' | b'G' | b'x' => precision.unwrap_or(6) as i64,
        _ => 0,
    };
    let hexadecimal = matches!(verb, b'x' | b'X');
    let (mut has_point, mut counts, mut end) = (false, false, text.len());
    for (at, byte) in text.iter().enumerate().skip(1) {
        match byte {
            b'.' => has_point = true,
            b'p' | b'P' => {
                end = at;
                break;
            }
            b'e' | b'E' if !hexadecimal => {
                end = at;
                break;
            }
            _ => {
                counts |= *byte != b'0';
                missing -= i64::from(counts);
            }
        }
    }
    let tail = text.split_off(end);
    if !has_point {
        // The digit of a lone zero counts.
        missing -= i64::from(text.len() == 2 && text[1] == b'0');
        text.push(b'.');
    }
    text.resize(text.len() + missing.max(0) as usize, b'0');
    text.extend_from_slice(&tail);
}
