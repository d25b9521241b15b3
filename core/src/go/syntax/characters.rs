//! Which characters a name may have, and how a message shows a character.

/// The zeros of the decimal digits beyond ASCII: each is followed by the digits one to nine.
const ZEROS: [u32; 76] = [
    0x0660, 0x06f0, 0x07c0, 0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0b66, 0x0be6, 0x0c66, 0x0ce6, 0x0d66, 0x0de6,
    0x0e50, 0x0ed0, 0x0f20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50, 0x1bb0,
    0x1c40, 0x1c50, 0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0xff10, 0x104a0, 0x10d30,
    0x10d40, 0x11066, 0x110f0, 0x11136, 0x111d0, 0x112f0, 0x11450, 0x114d0, 0x11650, 0x116c0, 0x116d0,
    0x116da, 0x11730, 0x118e0, 0x11950, 0x11bf0, 0x11c50, 0x11d50, 0x11da0, 0x11de0, 0x11f50, 0x16130,
    0x16a60, 0x16ac0, 0x16b50, 0x16d70, 0x1ccf0, 0x1d7ce, 0x1d7d8, 0x1d7e2, 0x1d7ec, 0x1d7f6, 0x1e140,
    0x1e2f0, 0x1e4f0, 0x1e5f1, 0x1e950, 0x1fbf0,
];

/// Whether it is one of Unicode's decimal digits.
pub fn is_digit(character: char) -> bool {
    let after = ZEROS.partition_point(|zero| *zero <= character as u32);
    character.is_ascii_digit() || after > 0 && character as u32 - ZEROS[after - 1] < 10
}

/// Whether it is a letter or the underscore. What Unicode calls alphabetic is a little more than Go's letters: marks and
/// numerals are taken away here, except for the marks that take up room of their own, which are let through.
pub fn is_letter(character: char) -> bool {
    let circled = matches!(character as u32, 0x24b6..=0x24e9 | 0x1f130..=0x1f189);
    character == '_'
        || character.is_alphabetic() && !character.is_numeric() && !circled && !is_mark(character)
}

/// Whether it is written onto the character before it.
fn is_mark(character: char) -> bool {
    !character.is_ascii() && is_visible(character) && character.escape_debug().len() > 1
}

/// Whether it can be shown as it is.
fn is_visible(character: char) -> bool {
    // Behind another character a mark is shown as it is, alone it is escaped.
    let mut text = String::from("a");
    text.push(character);
    matches!(character, '\'' | '"' | '\\') || text.escape_debug().count() == 2
}

/// The number of a character, and the character itself if it can be shown: `U+0040 '@'`.
pub fn number_of(character: char) -> String {
    let digits = format!("{:04X}", character as u32);
    let mut text = String::from("U+");
    text.push_str(&digits);
    if is_visible(character) {
        text.push_str(" '");
        text.push(character);
        text.push('\'');
    }
    text
}

/// A character between quotes, escaped if it cannot be shown.
pub fn quoted(character: char) -> String {
    let mut text = String::from("'");
    match character {
        '\'' | '\\' => {
            text.push('\\');
            text.push(character);
        }
        _ if is_visible(character) => text.push(character),
        '\n' => text.push_str("\\n"),
        '\r' => text.push_str("\\r"),
        '\t' => text.push_str("\\t"),
        '\x07' => text.push_str("\\a"),
        '\x08' => text.push_str("\\b"),
        '\x0b' => text.push_str("\\v"),
        '\x0c' => text.push_str("\\f"),
        _ => {
            let code = character as u32;
            text.push_str(&match code {
                ..0x20 | 0x7f => format!("\\x{code:02x}"),
                ..0x10000 => format!("\\u{code:04x}"),
                _ => format!("\\U{code:08x}"),
            });
        }
    }
    text.push('\'');
    text
}
