//! Numbers, runes and strings as tokens.

use super::super::ast::Literal;
use super::super::characters::quoted;
use super::super::token::Token;
use super::Scanner;

/// What the digits of a number are.
#[derive(Default)]
struct Digits {
    /// Whether there are any.
    any: bool,
    /// Whether there are underscores between them.
    separated: bool,
    /// Where the first one stands that is too large.
    wrong: Option<usize>,
}

fn base_name(base: u32) -> &'static str {
    match base {
        2 => "binary",
        8 => "octal",
        10 => "decimal",
        _ => "hexadecimal",
    }
}

impl Scanner<'_> {
    fn literal(&mut self, kind: Literal, good: bool) -> Token {
        self.literal = kind;
        self.bad = !good;
        Token::Literal
    }

    /// Says what is wrong with what stands there next, if nothing is yet.
    fn first_complaint(&mut self, good: &mut bool, message: &[&str]) {
        if std::mem::replace(good, false) {
            self.complain(message.concat());
        }
    }

    fn digits(&mut self, base: u32, digits: &mut Digits) {
        loop {
            let byte = self.byte();
            match byte {
                b'_' => digits.separated = true,
                b'0'..=b'9' => {
                    digits.any = true;
                    if u32::from(byte - b'0') >= base && digits.wrong.is_none() {
                        digits.wrong = Some(self.at);
                    }
                }
                _ if base == 16 && byte.is_ascii_hexdigit() => digits.any = true,
                _ => return,
            }
            self.at += 1;
        }
    }

    /// Reads a number whose first byte, a digit or the point, is read.
    pub(super) fn number(&mut self, first: u8) -> Token {
        let (mut good, mut kind, mut base, mut prefix) = (true, Literal::Int, 10, 0);
        let mut digits = Digits::default();
        let mut point = first == b'.';
        if !point {
            digits.any = true;
            if first == b'0' {
                prefix = self.byte().to_ascii_lowercase();
                base = match prefix {
                    b'x' => 16,
                    b'b' => 2,
                    _ => 8,
                };
                if matches!(prefix, b'x' | b'o' | b'b') {
                    self.at += 1;
                    digits.any = false;
                } else {
                    prefix = b'0';
                }
            }
            self.digits(base, &mut digits);
            point = self.byte() == b'.';
            if point {
                if matches!(prefix, b'o' | b'b') {
                    self.first_complaint(
                        &mut good,
                        &["invalid radix point in ", base_name(base), " literal"],
                    );
                }
                self.at += 1;
            }
        }
        if point {
            kind = Literal::Float;
            self.digits(base, &mut digits);
        }
        if !digits.any {
            self.first_complaint(&mut good, &[base_name(base), " literal has no digits"]);
        }
        self.exponent(prefix, &mut kind, &mut digits, &mut good);
        if self.byte() == b'i' {
            kind = Literal::Imaginary;
            self.at += 1;
        }
        if let (Literal::Int, Some(at), true) = (kind, digits.wrong, good) {
            let digit = &self.text[at..at + 1];
            let message = ["invalid digit '", digit, "' in ", base_name(base), " literal"].concat();
            self.complain_of(at, at + 1, message);
            good = false;
        }
        if let (true, true, Some(at)) = (digits.separated, good, self.misplaced_separator()) {
            self.complain_of(at, at + 1, "'_' must separate successive digits");
            good = false;
        }
        self.literal(kind, good)
    }

    fn exponent(&mut self, prefix: u8, kind: &mut Literal, digits: &mut Digits, good: &mut bool) {
        let byte = self.byte();
        if !matches!(byte.to_ascii_lowercase(), b'e' | b'p') {
            if prefix == b'x' && *kind == Literal::Float {
                self.first_complaint(good, &["hexadecimal mantissa requires a 'p' exponent"]);
            }
            return;
        }
        let wanted = match (byte.to_ascii_lowercase(), prefix) {
            (b'e', 0 | b'0') | (b'p', b'x') => None,
            (b'e', _) => Some("decimal"),
            _ => Some("hexadecimal"),
        };
        if let Some(wanted) = wanted {
            let letter = quoted(char::from(byte));
            self.first_complaint(good, &[&letter, " exponent requires ", wanted, " mantissa"]);
        }
        self.at += 1;
        *kind = Literal::Float;
        if matches!(self.byte(), b'+' | b'-') {
            self.at += 1;
        }
        let mut behind = Digits::default();
        self.digits(10, &mut behind);
        digits.separated |= behind.separated;
        if !behind.any {
            self.first_complaint(good, &["exponent has no digits"]);
        }
    }

    /// Where in the number that is read an underscore is not between two digits.
    fn misplaced_separator(&self) -> Option<usize> {
        let number = &self.text.as_bytes()[self.start..self.at];
        let prefix = number.get(1).map_or(0, u8::to_ascii_lowercase);
        let prefixed = number[0] == b'0' && matches!(prefix, b'x' | b'o' | b'b');
        // A prefix counts as a digit.
        let is_digit = |at: usize| {
            let byte = number[at];
            prefixed && at < 2
                || byte.is_ascii_digit()
                || prefixed && prefix == b'x' && byte.is_ascii_hexdigit()
        };
        // Of several in a row, the second is the first that is wrong.
        let follows = |at: usize| number.get(at).is_some_and(|byte| *byte == b'_' || is_digit(at));
        let wrong = |&at: &usize| number[at] == b'_' && !(at > 0 && is_digit(at - 1) && follows(at + 1));
        (0..number.len()).find(wrong).map(|at| self.start + at)
    }

    /// Reads a string whose opening quote is read.
    pub(super) fn string(&mut self) -> Token {
        let mut good = true;
        loop {
            match self.byte() {
                b'"' => {
                    self.at += 1;
                    break;
                }
                b'\\' => good &= self.escape(b'"'),
                b'\n' => {
                    self.complain("newline in string");
                    good = false;
                    break;
                }
                0 if self.at_end() => {
                    self.complain_of(self.start, self.at, "string not terminated");
                    good = false;
                    break;
                }
                _ => self.at += 1,
            }
        }
        self.literal(Literal::String, good)
    }

    /// Reads a raw string whose opening quote is read.
    pub(super) fn raw_string(&mut self) -> Token {
        let rest = &self.text[self.at..];
        let end = rest.find('`');
        self.at += end.map_or(rest.len(), |end| end + 1);
        if end.is_none() {
            self.complain_of(self.start, self.start + 1, "string not terminated");
        }
        self.literal(Literal::String, end.is_some())
    }

    /// Reads a rune whose opening quote is read.
    pub(super) fn rune(&mut self) -> Token {
        let (mut good, mut count) = (true, 0);
        loop {
            match self.byte() {
                b'\'' => {
                    if count == 0 {
                        self.first_complaint(&mut good, &["empty rune literal or unescaped '"]);
                    }
                    self.at += 1;
                    if count > 1 && good {
                        self.complain_of(self.start, self.at, "more than one character in rune literal");
                        good = false;
                    }
                    break;
                }
                b'\\' => good &= self.escape(b'\''),
                b'\n' => {
                    self.first_complaint(&mut good, &["newline in rune literal"]);
                    break;
                }
                0 if self.at_end() => {
                    if good {
                        self.complain_of(self.start, self.at, "rune literal not terminated");
                    }
                    good = false;
                    break;
                }
                _ => self.at += self.character().len_utf8(),
            }
            count += 1;
        }
        self.literal(Literal::Rune, good)
    }

    /// Reads an escape, and says whether it is a good one. One that the end of the file cuts off is left to the caller.
    fn escape(&mut self, quote: u8) -> bool {
        self.at += 1;
        let (digits, base) = match self.byte() {
            0 if self.at_end() => return true,
            b'a' | b'b' | b'f' | b'n' | b'r' | b't' | b'v' | b'\\' => (0, 0),
            byte if byte == quote => (0, 0),
            b'0'..=b'7' => (3, 8),
            b'x' => (2, 16),
            b'u' => (4, 16),
            b'U' => (8, 16),
            _ => {
                self.complain("unknown escape");
                return false;
            }
        };
        self.at += usize::from(base != 8);
        let mut value: u32 = 0;
        for _ in 0..digits {
            if self.at_end() {
                return true;
            }
            let character = self.character();
            let Some(digit) = character.to_digit(base) else {
                let shown = quoted(character);
                self.complain(["invalid character ", &shown, " in ", base_name(base), " escape"].concat());
                return false;
            };
            value = value << if base == 8 { 3 } else { 4 } | digit;
            self.at += 1;
        }
        if base == 8 && value > 255 {
            self.complain(["octal escape value ", &value.to_string(), " > 255"].concat());
            return false;
        }
        if char::from_u32(value).is_none() {
            // Half of a pair of UTF-16, or beyond the last character.
            let shown = format!("U+{value:04X}");
            self.complain(["escape is invalid Unicode code point ", &shown].concat());
            return false;
        }
        true
    }
}
