//! UTF-8 as Go reads it: every byte that begins no character is a character of its own, U+FFFD.

/// What stands for bytes that are no character.
pub const RUNE_ERROR: u32 = 0xFFFD;

/// The first character and how many bytes it has: `(U+FFFD, 1)` for a byte that begins none, `(U+FFFD, 0)` at the end.
pub fn decode(bytes: &[u8]) -> (u32, usize) {
    let Some(first) = bytes.first() else { return (RUNE_ERROR, 0) };
    // How many bytes there are, and between which the second one must be.
    let (length, low, high) = match first {
        0..=0x7F => return (u32::from(*first), 1),
        0xC2..=0xDF => (2, 0x80, 0xBF),
        0xE0 => (3, 0xA0, 0xBF),
        0xED => (3, 0x80, 0x9F),
        0xE1..=0xEF => (3, 0x80, 0xBF),
        0xF0 => (4, 0x90, 0xBF),
        0xF1..=0xF3 => (4, 0x80, 0xBF),
        0xF4 => (4, 0x80, 0x8F),
        _ => return (RUNE_ERROR, 1),
    };
    if bytes.len() < length
        || !(low..=high).contains(&bytes[1])
        || bytes[2..length].iter().any(|byte| byte & 0xC0 != 0x80)
    {
        return (RUNE_ERROR, 1);
    }
    let begin = u32::from(*first) & (0x7F >> length);
    (bytes[1..length].iter().fold(begin, |rune, byte| rune << 6 | u32::from(byte & 0x3F)), length)
}

/// The last character and how many bytes it has, as [`decode`].
pub fn decode_last(bytes: &[u8]) -> (u32, usize) {
    for length in 2..=bytes.len().min(4) {
        let found = decode(&bytes[bytes.len() - length..]);
        if found.1 == length {
            return found;
        }
    }
    decode(&bytes[bytes.len().saturating_sub(1)..])
}

/// The character of this number, U+FFFD if there is none.
pub fn character(rune: i64) -> char {
    u32::try_from(rune).ok().and_then(char::from_u32).unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// Adds a character.
pub fn push(out: &mut Vec<u8>, character: char) {
    out.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
}

/// The characters of a text, and where each begins.
pub fn runes(bytes: &[u8]) -> impl Iterator<Item = (usize, u32)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let (rune, size) = decode(&bytes[at..]);
        let here = at;
        at += size;
        (size > 0).then_some((here, rune))
    })
}

/// How many characters there are.
pub fn count(bytes: &[u8]) -> usize {
    match bytes.is_ascii() {
        true => bytes.len(),
        false => runes(bytes).count(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_family = "wasm")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn every_character_is_read_back() {
        for character in (0..=0x10FFFF).filter_map(char::from_u32) {
            let mut bytes = Vec::new();
            push(&mut bytes, character);
            let expected = (u32::from(character), bytes.len());
            assert_eq!(decode(&bytes), expected);
            assert_eq!(decode_last(&bytes), expected);
            assert!(bytes.len() == 1 || decode(&bytes[..bytes.len() - 1]) == (RUNE_ERROR, 1));
        }
    }

    #[test]
    fn bytes_that_begin_no_character_are_one_each() {
        let bad: [&[u8]; 8] = [
            b"\x80",
            b"\xC0\x80",
            b"\xE0\x80\x80",
            b"\xED\xA0\x80",
            b"\xF0\x80\x80\x80",
            b"\xF4\x90\x80\x80",
            b"\xFF",
            b"\xE4\xB8",
        ];
        for bytes in bad {
            assert!(runes(bytes).all(|(_, rune)| rune == RUNE_ERROR));
            assert_eq!(runes(bytes).count(), bytes.len());
        }
        assert_eq!(decode(b""), (RUNE_ERROR, 0));
        assert_eq!(decode_last(b""), (RUNE_ERROR, 0));
        assert_eq!(decode_last("a语".as_bytes()), (0x8BED, 3));
        assert_eq!(decode_last(b"a\xAD"), (RUNE_ERROR, 1));
    }
}
