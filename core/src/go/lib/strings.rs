//! The native functions of Go's package `strings`.

use crate::go::machine::trap::Trap;
use crate::go::machine::window::Window;

/// `Index(s, substr string) int`
pub fn index(window: &mut Window<'_>) -> Result<(), Trap> {
    let (text, part) = (window.text(0), window.text(1));
    let found = match part {
        [] => Some(0),
        [byte] => text.iter().position(|other| other == byte),
        _ => text.windows(part.len()).position(|other| other == part),
    };
    give(window, found)
}

/// `LastIndex(s, substr string) int`
pub fn last_index(window: &mut Window<'_>) -> Result<(), Trap> {
    let (text, part) = (window.text(0), window.text(1));
    let found = match part {
        [] => Some(text.len()),
        _ => text.windows(part.len()).rposition(|other| other == part),
    };
    give(window, found)
}

fn give(window: &mut Window<'_>, found: Option<usize>) -> Result<(), Trap> {
    window.set(0, found.map_or(-1_i64 as u64, |at| at as u64));
    Ok(())
}
