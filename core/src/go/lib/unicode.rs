//! Kinds of characters, exactly as in Go's package `unicode`: from Rust's own tables, and what they do not say.
//!
//! Rust knows which characters are numbers, which are alphabetic, which can be printed and which extend a letter. What is
//! left to be told apart are punctuation, symbols, the marks that take room of their own, and letters without a case.

use super::{letter_case, quote};
use crate::go::machine::trap::Trap;
use crate::go::machine::window::Window;

/// What a printable character is: the first letters of Unicode's categories. A space is nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Letter,
    Mark,
    Number,
    Punctuation,
    Symbol,
    Other,
}

/// Stretches of characters that are no letters though alphabetic, or no symbols though not: how far the first lies behind
/// the last of the stretch before, and four times how far the last lies behind it, plus 1 for punctuation, 2 for marks, 3
/// for symbols. Seven bits in a byte, the low ones first. A character that is known otherwise may lie in a stretch too.
#[rustfmt::skip]
const STRETCHES: &[u8] = &[
    33, 9, 2, 21, 2, 61, 4, 5, 27, 9, 2, 1, 28, 1, 2, 1, 36, 1, 6, 1, 4, 1, 11, 5, 4, 17, 191, 5,
    1, 9, 1, 211, 3, 21, 42, 5, 52, 33, 45, 5, 21, 5, 2, 5, 14, 17, 75, 13, 103, 1, 44, 53, 234, 1, 9, 55,
    57, 32, 1, 165, 1, 2, 56, 2, 3, 70, 21, 49, 18, 6, 60, 54, 49, 1, 6, 2, 59, 10, 54, 1, 13, 2, 59, 58,
    36, 1, 18, 6, 61, 50, 115, 54, 53, 10, 62, 14, 51, 1, 11, 6, 1, 1, 58, 26, 47, 66, 60, 54, 54, 6, 77, 142,
    1, 1, 1, 91, 49, 169, 1, 57, 2, 1, 38, 13, 1, 6, 64, 2, 6, 1, 75, 17, 5, 5, 81, 70, 14, 21, 7, 6,
    11, 10, 3, 26, 22, 38, 3, 54, 95, 1, 229, 4, 33, 152, 1, 1, 238, 4, 1, 45, 5, 79, 9, 72, 5, 128, 1, 74,
    12, 9, 2, 9, 38, 41, 153, 2, 86, 12, 5, 212, 1, 6, 4, 5, 54, 118, 46, 25, 2, 21, 87, 2, 58, 14, 13, 73,
    29, 9, 3, 2, 31, 26, 64, 30, 14, 13, 37, 70, 6, 17, 63, 5, 65, 77, 14, 2, 22, 2, 153, 6, 205, 1, 2, 49,
    2, 45, 31, 5, 15, 5, 250, 4, 13, 30, 5, 140, 3, 207, 1, 255, 4, 53, 80, 5, 32, 37, 148, 3, 85, 64, 13, 33,
    5, 252, 5, 25, 113, 1, 144, 1, 185, 1, 2, 125, 3, 45, 164, 3, 9, 5, 37, 3, 45, 17, 1, 13, 1, 99, 1, 91,
    1, 131, 232, 1, 5, 142, 2, 9, 100, 45, 116, 21, 172, 2, 18, 77, 13, 9, 6, 51, 62, 11, 5, 41, 9, 2, 1, 50,
    5, 35, 2, 13, 1, 36, 2, 49, 46, 2, 49, 17, 5, 80, 22, 25, 2, 15, 13, 28, 10, 97, 5, 12, 18, 1, 5, 4,
    2, 238, 1, 30, 1, 1, 1, 2, 210, 162, 1, 5, 209, 1, 197, 2, 2, 1, 5, 1, 2, 5, 150, 1, 9, 2, 21, 2,
    61, 4, 5, 27, 9, 2, 1, 28, 1, 2, 1, 2, 25, 155, 3, 9, 157, 5, 1, 49, 1, 159, 3, 1, 232, 5, 1, 200,
    1, 1, 32, 1, 145, 2, 33, 39, 1, 113, 25, 67, 25, 90, 13, 210, 3, 1, 191, 2, 1, 35, 1, 133, 1, 17, 45, 13,
    119, 10, 69, 25, 53, 2, 46, 34, 3, 25, 107, 2, 20, 13, 2, 6, 46, 5, 13, 2, 49, 50, 6, 33, 1, 2, 13, 1,
    2, 9, 77, 30, 5, 21, 108, 1, 55, 142, 1, 60, 54, 22, 6, 86, 82, 7, 17, 93, 66, 6, 73, 84, 66, 5, 1, 234,
    1, 58, 3, 89, 89, 58, 3, 9, 29, 49, 64, 14, 10, 1, 101, 34, 22, 9, 238, 1, 50, 3, 1, 246, 1, 30, 8, 2,
    2, 2, 2, 9, 139, 1, 58, 3, 1, 2, 2, 85, 2, 6, 29, 17, 6, 63, 2, 3, 9, 2, 17, 94, 37, 88, 26, 122,
    1, 78, 62, 3, 193, 1, 56, 46, 214, 1, 50, 223, 2, 6, 1, 5, 11, 2, 49, 46, 4, 49, 176, 1, 1, 241, 8, 17,
    253, 22, 5, 184, 98, 10, 194, 18, 5, 134, 1, 1, 66, 17, 9, 1, 169, 4, 9, 168, 2, 13, 183, 1, 218, 1, 91, 1,
    189, 153, 1, 1, 232, 59, 17, 244, 22, 1, 223, 6, 5, 209, 15, 103, 7, 103, 7, 103,
];

/// Stretches of letters that Rust calls lower case because they look like it.
const NOT_LOWER: [(u32, u32); 18] = [
    (0xAA, 0xAA),
    (0xBA, 0xBA),
    (0x2B0, 0x2E4),
    (0x37A, 0x37A),
    (0x10FC, 0x10FC),
    (0x1D2C, 0x1D6A),
    (0x1D78, 0x1D78),
    (0x1D9B, 0x1DBF),
    (0x2071, 0x209C),
    (0x2C7C, 0x2C7D),
    (0xA69C, 0xA69D),
    (0xA770, 0xA770),
    (0xA7F1, 0xA7F4),
    (0xA7F8, 0xA7F9),
    (0xAB5C, 0xAB5F),
    (0xAB69, 0xAB69),
    (0x10780, 0x107BA),
    (0x1E030, 0x1E06D),
];

/// The zeroes of decimal digits: how far each lies behind the one before. One of them begins five rows of ten.
#[rustfmt::skip]
const ZEROES: [u16; 73] = [
    48, 1584, 144, 208, 422, 128, 128, 128, 128, 128, 128, 128, 128, 128, 106, 128, 80, 288, 80, 1872, 48,
    310, 138, 176, 16, 192, 96, 144, 16, 35280, 688, 48, 208, 32, 96, 416, 21280, 1424, 2192, 16, 806, 138,
    70, 154, 288, 352, 128, 384, 112, 16, 10, 86, 432, 112, 672, 96, 256, 80, 64, 368, 16864, 2352, 96, 144,
    544, 24448, 2782, 2418, 432, 512, 257, 863, 4768,
];

const MATHEMATICAL_ZERO: u32 = 0x1D7CE;

fn kind(character: char) -> Kind {
    if !quote::is_print(character) || character == ' ' {
        return Kind::Other;
    }
    if character.is_numeric() {
        return Kind::Number;
    }
    // By itself, a character that extends a letter is escaped.
    if !character.is_ascii() && character.escape_debug().next() == Some('\\') {
        return if matches!(character, '\u{FF9E}' | '\u{FF9F}') { Kind::Letter } else { Kind::Mark };
    }
    if let Some(kind) = among_stretches(u32::from(character)) {
        return kind;
    }
    if character.is_alphabetic() { Kind::Letter } else { Kind::Symbol }
}

/// Numbers of which each has seven bits in a byte, the low ones first.
pub(super) fn packed(bytes: &[u8]) -> impl Iterator<Item = u32> {
    let mut bytes = bytes.iter();
    std::iter::from_fn(move || {
        let (mut number, mut shift) = (0, 0);
        for byte in bytes.by_ref() {
            number |= u32::from(byte & 0x7F) << shift;
            shift += 7;
            if *byte < 0x80 {
                return Some(number);
            }
        }
        None
    })
}

fn among_stretches(code: u32) -> Option<Kind> {
    let (mut numbers, mut last) = (packed(STRETCHES), 0);
    while let (Some(gap), Some(length)) = (numbers.next(), numbers.next()) {
        let first = last + gap;
        last = first + (length >> 2);
        if code <= last {
            let kinds = [Kind::Punctuation, Kind::Mark, Kind::Symbol];
            return (code >= first).then(|| kinds[(length & 3) as usize - 1]);
        }
    }
    None
}

/// Whether a character is a decimal digit.
fn is_digit(character: char) -> bool {
    let mut zero = 0;
    character.is_numeric()
        && ZEROES.iter().any(|gap| {
            zero += u32::from(*gap);
            let count = if zero == MATHEMATICAL_ZERO { 50 } else { 10 };
            (zero..zero + count).contains(&u32::from(character))
        })
}

/// Whether a character is a lower-case letter.
fn is_lower(character: char) -> bool {
    let code = u32::from(character);
    character.is_lowercase()
        && kind(character) == Kind::Letter
        && !NOT_LOWER.iter().any(|(first, last)| (*first..=*last).contains(&code))
}

/// The character that is the only parameter, unless there is none of this number.
fn given(window: &Window<'_>) -> Option<char> {
    u32::try_from(window.int(0)).ok().and_then(char::from_u32)
}

fn answer(window: &mut Window<'_>, is: impl Fn(char) -> bool) -> Result<(), Trap> {
    window.set(0, u64::from(given(window).is_some_and(is)));
    Ok(())
}

/// `IsLetter(r rune) bool`
pub fn letter(window: &mut Window<'_>) -> Result<(), Trap> {
    answer(window, |character| kind(character) == Kind::Letter)
}

/// `IsUpper(r rune) bool`
pub fn upper(window: &mut Window<'_>) -> Result<(), Trap> {
    answer(window, |character| character.is_uppercase() && kind(character) == Kind::Letter)
}

/// `IsLower(r rune) bool`
pub fn lower(window: &mut Window<'_>) -> Result<(), Trap> {
    answer(window, is_lower)
}

/// `IsNumber(r rune) bool`
pub fn number(window: &mut Window<'_>) -> Result<(), Trap> {
    answer(window, char::is_numeric)
}

/// `IsDigit(r rune) bool`
pub fn digit(window: &mut Window<'_>) -> Result<(), Trap> {
    answer(window, is_digit)
}

/// `IsMark(r rune) bool`
pub fn mark(window: &mut Window<'_>) -> Result<(), Trap> {
    answer(window, |character| kind(character) == Kind::Mark)
}

/// `IsPunct(r rune) bool`
pub fn punctuation(window: &mut Window<'_>) -> Result<(), Trap> {
    answer(window, |character| kind(character) == Kind::Punctuation)
}

/// `IsSymbol(r rune) bool`
pub fn symbol(window: &mut Window<'_>) -> Result<(), Trap> {
    answer(window, |character| kind(character) == Kind::Symbol)
}

/// `IsPrint(r rune) bool`
pub fn print(window: &mut Window<'_>) -> Result<(), Trap> {
    answer(window, quote::is_print)
}

/// `ToUpper(r rune) rune`
pub fn upper_of(window: &mut Window<'_>) -> Result<(), Trap> {
    let mapped =
        given(window).map_or(window.word(0), |character| u64::from(letter_case::to_upper(character)));
    window.set(0, mapped);
    Ok(())
}

/// `ToLower(r rune) rune`
pub fn lower_of(window: &mut Window<'_>) -> Result<(), Trap> {
    let mapped =
        given(window).map_or(window.word(0), |character| u64::from(letter_case::to_lower(character)));
    window.set(0, mapped);
    Ok(())
}
