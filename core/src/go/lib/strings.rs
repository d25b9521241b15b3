//! The native functions of Go's package `strings`.

use crate::go::machine::trap::Trap;
use crate::go::machine::window::Window;

/// `Index(s, substr string) int`
pub fn index(window: &mut Window<'_>) -> Result<(), Trap> {
    let found = find(window.text(0), window.text(1), |text, part| text.find(part));
    give(window, found)
}

/// `LastIndex(s, substr string) int`
pub fn last_index(window: &mut Window<'_>) -> Result<(), Trap> {
    let found = find(window.text(0), window.text(1), |text, part| text.rfind(part));
    give(window, found)
}

/// Searches bytes as a text is searched, whose time grows with its length alone: texts that are none are searched with a
/// character for each byte.
fn find(text: &[u8], part: &[u8], search: impl Fn(&str, &str) -> Option<usize>) -> Option<usize> {
    if let (Ok(text), Ok(part)) = (str::from_utf8(text), str::from_utf8(part)) {
        return search(text, part);
    }
    let wide = |bytes: &[u8]| bytes.iter().copied().map(char::from).collect::<String>();
    let text = wide(text);
    search(&text, &wide(part)).map(|at| text[..at].chars().count())
}

fn give(window: &mut Window<'_>, found: Option<usize>) -> Result<(), Trap> {
    window.set(0, found.map_or(-1_i64 as u64, |at| at as u64));
    Ok(())
}
