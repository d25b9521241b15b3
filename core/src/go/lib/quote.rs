//! Texts and characters as Go quotes them.

use super::utf8;

/// Whether a character is printed as it is, in Go's sense: letters, marks, numbers, punctuation, symbols and the space.
pub fn is_print(character: char) -> bool {
    if character.is_ascii() {
        return matches!(character, ' '..='~');
    }
    // A mark is escaped by itself, but not behind a letter.
    let mut text = [0; 5];
    text[0] = b'a';
    let length = 1 + character.encode_utf8(&mut text[1..]).len();
    let text = std::str::from_utf8(&text[..length]).expect("it was just encoded");
    text.escape_debug().nth(1) == Some(character)
}

/// Which characters stay as they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// Those that are printed as they are.
    Printable,
    /// Those of them that are ASCII.
    Ascii,
    /// The spaces that are not ASCII too.
    Graphic,
}

impl Kept {
    /// By what is asked for.
    pub fn new(ascii: bool, graphic: bool) -> Kept {
        match (ascii, graphic) {
            (true, _) => Kept::Ascii,
            (_, true) => Kept::Graphic,
            _ => Kept::Printable,
        }
    }

    fn has(self, character: char) -> bool {
        match self {
            Kept::Ascii => character.is_ascii() && is_print(character),
            Kept::Printable => is_print(character),
            Kept::Graphic => {
                let line = matches!(character, '\u{85}' | '\u{2028}' | '\u{2029}');
                is_print(character) || character > ' ' && character.is_whitespace() && !line
            }
        }
    }
}

/// Whether a text can stand between back quotes, on one line.
pub fn can_backquote(text: &[u8]) -> bool {
    let odd = |c: char| c != '\t' && (c < ' ' || matches!(c, '`' | '\u{7F}' | '\u{FEFF}'));
    std::str::from_utf8(text).is_ok_and(|text| !text.contains(odd))
}

/// Adds a text between quotes.
pub fn push(out: &mut Vec<u8>, text: &[u8], quote: char, kept: Kept) {
    utf8::push(out, quote);
    let mut at = 0;
    while at < text.len() {
        let (rune, size) = utf8::decode(&text[at..]);
        if size == 1 && rune == utf8::RUNE_ERROR {
            out.extend_from_slice(b"\\x");
            hex(out, u32::from(text[at]), 2);
        } else {
            escape(out, utf8::character(i64::from(rune)), quote, kept);
        }
        at += size;
    }
    utf8::push(out, quote);
}

/// Adds a character between single quotes.
pub fn push_rune(out: &mut Vec<u8>, character: char, kept: Kept) {
    out.push(b'\'');
    escape(out, character, '\'', kept);
    out.push(b'\'');
}

/// A text between quotes.
pub fn quoted(text: &[u8], quote: char, kept: Kept) -> String {
    let mut out = Vec::with_capacity(text.len() + 2);
    push(&mut out, text, quote, kept);
    String::from_utf8(out).expect("what is no character was escaped")
}

fn escape(out: &mut Vec<u8>, character: char, quote: char, kept: Kept) {
    if character == quote || character == '\\' {
        out.push(b'\\');
        utf8::push(out, character);
        return;
    }
    if kept.has(character) {
        utf8::push(out, character);
        return;
    }
    out.push(b'\\');
    let code = u32::from(character);
    match character {
        '\x07' => out.push(b'a'),
        '\x08' => out.push(b'b'),
        '\x0C' => out.push(b'f'),
        '\n' => out.push(b'n'),
        '\r' => out.push(b'r'),
        '\t' => out.push(b't'),
        '\x0B' => out.push(b'v'),
        ..' ' | '\x7F' => {
            out.push(b'x');
            hex(out, code, 2);
        }
        ..='\u{FFFF}' => {
            out.push(b'u');
            hex(out, code, 4);
        }
        _ => {
            out.push(b'U');
            hex(out, code, 8);
        }
    }
}

fn hex(out: &mut Vec<u8>, value: u32, digits: u32) {
    for digit in (0..digits).rev() {
        out.push(b"0123456789abcdef"[(value >> (4 * digit) & 15) as usize]);
    }
}
