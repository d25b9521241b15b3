//! Numbers of a Go text that a reader may turn: a constant whose comment says from where to where.
//!
//! ```go
//! const workers = 4 // 1..64
//!
//! const (
//!     rounds    = 3   // 1..100
//!     pause int = 250 // 0..1_000 milliseconds
//! )
//! ```
//!
//! It stays Go: any Go program may carry such comments, and `go run` takes no notice of them.
//!
//! ```
//! use lockstep_core::go::slider;
//!
//! let text = "package main\n\nconst workers = 4 // 1..64\n";
//! let found = slider::find(text);
//! assert_eq!((found[0].name, found[0].value, &found[0].range), ("workers", 4, &(1..=64)));
//! assert!(slider::with(text, "workers", 12).contains("\nconst workers = 12 // 1..64\n"));
//! ```

use super::syntax::scanner::Scanner;
use super::syntax::token::Token;
use std::ops::{Range, RangeInclusive};

/// A constant that may be turned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slider<'a> {
    /// The constant.
    pub name: &'a str,
    /// What it is now; within the range.
    pub value: u64,
    /// What it may be. No number in it is larger than Go's `int` can be.
    pub range: RangeInclusive<u64>,
    /// What the comment says after the range: a unit, or what it is about. Empty if it says nothing.
    pub note: &'a str,
    /// The bytes of the text that are the number.
    pub span: Range<usize>,
}

/// A constant whose comment is a range into which it cannot be turned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misfit {
    /// The line, from 1: of the comment where the range is empty, else of the number.
    pub line: u32,
    /// The column in bytes, from 1.
    pub column: u32,
    /// What it is now.
    pub value: u64,
    /// From where to where, as it is written: if the first is the larger one, the range is empty.
    pub range: (u64, u64),
}

/// Every constant of a text that may be turned, in the order of the text. The text need not be one that compiles.
pub fn find(text: &str) -> Vec<Slider<'_>> {
    read(text).found
}

/// Every constant of a text that cannot be turned though its comment is a range, in the order of the text.
pub fn misfits(text: &str) -> Vec<Misfit> {
    read(text).misfits
}

fn read(text: &str) -> Reader<'_> {
    let mut reader = Reader { text, scanner: Scanner::new(text), found: Vec::new(), misfits: Vec::new() };
    reader.scanner.next();
    reader.read();
    reader
}

/// The text with another number for the first slider of this name; a number that is out of its range is brought into it.
/// The text as it is, if there is no such slider.
pub fn with(text: &str, name: &str, value: u64) -> String {
    let Some(slider) = find(text).into_iter().find(|slider| slider.name == name) else { return text.into() };
    let value = value.clamp(*slider.range.start(), *slider.range.end());
    [&text[..slider.span.start], &value.to_string(), &text[slider.span.end..]].concat()
}

struct Reader<'a> {
    text: &'a str,
    scanner: Scanner<'a>,
    found: Vec<Slider<'a>>,
    misfits: Vec<Misfit>,
}

impl<'a> Reader<'a> {
    fn read(&mut self) {
        while self.scanner.token != Token::End {
            let is_const = self.take(Token::Const);
            match is_const {
                true if self.take(Token::OpenParen) => self.group(),
                true => self.constant(),
                false => self.scanner.next(),
            }
        }
    }

    /// Reads to the end of a group of constants. A declaration begins after a semicolon, where no other bracket is open.
    fn group(&mut self) {
        let (mut open, mut begins) = (0_u32, true);
        loop {
            if begins && open == 0 {
                self.constant();
            }
            let token = self.scanner.token;
            match token {
                // A group that was never closed ends where the next constants begin.
                Token::End | Token::Const => return,
                Token::OpenParen | Token::OpenBracket | Token::OpenBrace => open += 1,
                Token::CloseParen | Token::CloseBracket | Token::CloseBrace if open > 0 => open -= 1,
                Token::CloseParen => return,
                _ => {}
            }
            begins = token == Token::Semicolon;
            self.scanner.next();
        }
    }

    /// Reads `name = 4` or `name int = 4`, and keeps it if the rest of the line is a range; stands on what does not fit.
    fn constant(&mut self) {
        let name = self.scanner.text();
        if !self.take(Token::Name) {
            return;
        }
        if self.scanner.token == Token::Name && self.scanner.text() == "int" {
            self.scanner.next();
        }
        if !self.take(Token::Assign) || self.scanner.token != Token::Literal {
            return;
        }
        let span = self.scanner.start..self.scanner.end;
        self.scanner.next();
        if self.scanner.token != Token::Semicolon || self.scanner.semicolon == "semicolon" {
            return;
        }
        let rest = self.text[span.end..].lines().next().unwrap_or_default();
        let comment = rest.trim_start_matches([' ', '\t']).strip_prefix("//").map(str::trim);
        let limits = comment.and_then(limits);
        let (Some(value), Some((low, high, note))) = (number(&self.text[span.clone()]), limits) else {
            return;
        };
        if (low..=high).contains(&value) {
            self.found.push(Slider { name, value, range: low..=high, note, span });
            return;
        }
        let comment = span.end + rest.find('/').unwrap_or_default();
        let (line, column) = self.place(if low > high { comment } else { span.start });
        self.misfits.push(Misfit { line, column, value, range: (low, high) });
    }

    /// Line and column of a byte, from 1.
    fn place(&self, at: usize) -> (u32, u32) {
        let before = &self.text[..at];
        let begins = before.rfind('\n').map_or(0, |end| end + 1);
        let line = before.bytes().filter(|byte| *byte == b'\n').count();
        (line as u32 + 1, (at - begins) as u32 + 1)
    }

    fn take(&mut self, token: Token) -> bool {
        let is = self.scanner.token == token;
        if is {
            self.scanner.next();
        }
        is
    }
}

/// A range at the beginning of a comment, and what follows it.
fn limits(comment: &str) -> Option<(u64, u64, &str)> {
    let (range, note) = comment.split_once([' ', '\t']).unwrap_or((comment, ""));
    let (low, high) = range.split_once("..")?;
    Some((number(low)?, number(high)?, note.trim_start()))
}

/// A decimal number as Go writes one, that an `int` can be.
fn number(text: &str) -> Option<u64> {
    let well_formed =
        text.split('_').all(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()) && !digits.is_empty());
    let octal = text.len() > 1 && text.starts_with('0');
    let digits = text.replace('_', "");
    digits.parse().ok().filter(|value| well_formed && !octal && i64::try_from(*value).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_family = "wasm")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    /// Each slider as `name=value low..high note`.
    fn told(text: &str) -> Vec<String> {
        let told = |slider: &Slider| {
            let (low, high) = (slider.range.start(), slider.range.end());
            assert_eq!(number(&text[slider.span.clone()]), Some(slider.value));
            format!("{}={} {low}..{high} {}", slider.name, slider.value, slider.note).trim_end().to_owned()
        };
        find(text).iter().map(told).collect()
    }

    #[test]
    fn a_constant_with_a_range_behind_it_is_found() {
        assert_eq!(told("const workers = 4 // 1..64"), ["workers=4 1..64"]);
        assert_eq!(told("const workers int = 4 //1..64\n"), ["workers=4 1..64"]);
        assert_eq!(
            told("const n = 1_000\t//  0..10_000   steps, at most \r\n"),
            ["n=1000 0..10000 steps, at most"]
        );
        assert_eq!(told("const 人数 = 2 // 2..9 个"), ["人数=2 2..9 个"]);
        assert_eq!(
            told("func f() {\n\tconst n = 5 // 5..5\n}\nconst m = 1 // 0..1"),
            ["n=5 5..5", "m=1 0..1"]
        );
        assert_eq!(told("\u{feff}package a; const n = 1 // 0..1"), ["n=1 0..1"]);
    }

    #[test]
    fn a_group_may_hold_several_among_other_constants() {
        let text = "const (\n\ta = 1 // 1..2\n\n\t// b is large.\n\tb int = 20 // 10..30 ms\n\tc = b * 2 // 1..100\n\t\
            d = iota\n\te\n\tf = len(`const g = 1 // 1..2`)\n)\n\nvar h = 1 // 1..2\n";
        assert_eq!(told(text), ["a=1 1..2", "b=20 10..30 ms"]);
        assert_eq!(told("const (\n\tx = 1 // 0..2\n"), ["x=1 0..2"]);
        assert_eq!(told("const (\n\tx = f(\n\ty = 1 // 0..2\n)\n\tz = 1 // 0..2\n)"), ["z=1 0..2"]);
        assert_eq!(told("const (\n\tx = 1 // 0..2\nconst y = 2 // 0..2\n"), ["x=1 0..2", "y=2 0..2"]);
        assert_eq!(told("const (x = 1 // 0..2\n)"), ["x=1 0..2"]);
    }

    #[test]
    fn what_only_looks_like_one_is_none() {
        for text in [
            "// const n = 4 // 1..64",
            "/* const n = 4 // 1..64\n*/",
            "var s = `\nconst n = 4 // 1..64\n`",
            "var s = \"const n = 4 // 1..64\"",
            "var n = 4 // 1..64",
            "n := 4 // 1..64",
            "const n = 4",
            "const n = 4 /* 1..64 */",
            "const n = 4; // 1..64",
            "const n = 4 // between 1..64",
            "const n = 4 // 1 ..64",
            "const n = 4 // 1..64, at most",
            "const n = 4 // 1...64",
            "const n = 4 // 1..",
            "const n = 4 // 64..1",
            "const n = 4 // 5..64",
            "const n = 65 // 5..64",
            "const n = -4 // 1..64",
            "const n = 4 * 2 // 1..64",
            "const n = 0x4 // 1..64",
            "const n = 04 // 1..64",
            "const n = 4.0 // 1..64",
            "const n = '4' // 1..64",
            "const n = 4i // 1..64",
            "const n float64 = 4 // 1..64",
            "const n, m = 4, 5 // 1..64",
            "const n = 4 + // 1..64\n5",
            "const n = 4_ // 1..64",
            "const n = 4 // 1..9223372036854775808",
            "const n\n= 4 // 1..64",
            "const",
            "const (",
        ] {
            assert_eq!(told(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn a_range_that_cannot_be_is_told_with_its_place() {
        let told = |text: &str| -> Vec<(u32, u32, u64, (u64, u64))> {
            let place = |one: &Misfit| (one.line, one.column, one.value, one.range);
            misfits(text).iter().map(place).collect()
        };
        let text = "package main\n\nconst n = 4 // 9..2\nconst (\n\tworkers = 70 // 1..64 who work\n\tok = 1 // 0..2\n)\n";
        assert_eq!(told(text), [(3, 13, 4, (9, 2)), (5, 12, 70, (1, 64))]);
        assert_eq!(told("const n = 0 // 1..2"), [(1, 11, 0, (1, 2))]);
        for text in
            ["const n = 4 // 1..9", "const n = 4 // see 9..2", "var n = 4 // 9..2", "const n = 4 * 2 // 9..2"]
        {
            assert_eq!(told(text), [], "{text}");
        }
    }

    #[test]
    fn a_number_is_rewritten_in_its_place() {
        let text = "const (\n\ta = 1 // 1..2\n\tb = 1_0 // 0..1_000 ms\n)\n";
        assert_eq!(with(text, "b", 250), "const (\n\ta = 1 // 1..2\n\tb = 250 // 0..1_000 ms\n)\n");
        assert_eq!(with(text, "a", 9), text.replace("= 1 ", "= 2 "));
        assert_eq!(with(text, "a", 0), text);
        assert_eq!(with(text, "c", 2), text);
        let twice = "const n = 1 // 0..9\nfunc f() {\n\tconst n = 2 // 0..9\n}";
        assert_eq!(with(twice, "n", 7), twice.replace("n = 1", "n = 7"));
    }
}
