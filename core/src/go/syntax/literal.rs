//! What literals mean that the parser found to be well formed.

/// The bytes of a string literal, as it is written.
pub fn string_value(literal: &str) -> Vec<u8> {
    let inner = literal.get(1..literal.len().saturating_sub(1)).unwrap_or_default();
    if literal.starts_with('`') {
        return inner.bytes().filter(|byte| *byte != b'\r').collect();
    }
    let mut value = Vec::with_capacity(inner.len());
    let mut rest = inner;
    while let Some(at) = rest.find('\\') {
        value.extend_from_slice(&rest.as_bytes()[..at]);
        let (number, is_byte, length) = escape_value(&rest[at..]);
        match char::from_u32(number) {
            Some(character) if !is_byte => {
                value.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
            }
            _ => value.push(number as u8),
        }
        rest = &rest[at + length..];
    }
    value.extend_from_slice(rest.as_bytes());
    value
}

/// The number of the character of a rune literal, as it is written.
pub fn rune_value(literal: &str) -> u32 {
    let inner = &literal[1..];
    match inner.chars().next() {
        Some('\\') => escape_value(inner).0,
        Some(character) => character as u32,
        None => 0,
    }
}

/// The number of an escape that a text begins with, whether it is that of a byte rather than of a character, and how long
/// it is.
fn escape_value(text: &str) -> (u32, bool, usize) {
    let letter = text.as_bytes().get(1).copied().unwrap_or(b'\\');
    let (from, digits, base) = match letter {
        b'a' => return (7, false, 2),
        b'b' => return (8, false, 2),
        b'f' => return (12, false, 2),
        b'n' => return (10, false, 2),
        b'r' => return (13, false, 2),
        b't' => return (9, false, 2),
        b'v' => return (11, false, 2),
        b'0'..=b'7' => (1, 3, 8),
        b'x' => (2, 2, 16),
        b'u' => (2, 4, 16),
        b'U' => (2, 8, 16),
        other => return (u32::from(other), false, 2.min(text.len())),
    };
    let end = text.len().min(from + digits);
    let number = text.get(from..end).and_then(|digits| u32::from_str_radix(digits, base).ok());
    (number.unwrap_or(0), digits < 4, end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_stand_for_bytes_and_characters() {
        assert_eq!(string_value(r#""a\n\"\\\x41\101\xff""#), b"a\n\"\\AA\xff");
        assert_eq!(string_value(r#""\u00e9\U0001F600é""#), "é😀é".as_bytes());
        assert_eq!(string_value("`a\\n\r\n`"), b"a\\n\n");
        assert_eq!(string_value("\"\""), b"");
    }

    #[test]
    fn runes_have_the_numbers_of_their_characters() {
        let runes = ["'a'", "'世'", r"'\''", r"'\n'", r"'\x7f'", r"'\377'", r"'\u4e16'", r"'\U0010ffff'"];
        let values = [97, 0x4e16, 39, 10, 0x7f, 0xff, 0x4e16, 0x10ffff];
        assert_eq!(runes.map(rune_value), values);
    }
}
