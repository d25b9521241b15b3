//! The native functions of Go's package `strings`.

use crate::go::machine::trap::Trap;
use crate::go::machine::window::Window;

/// `Index(s, substr string) int`
pub fn index(window: &mut Window<'_>) -> Result<(), Trap> {
    find_from(window, 0)
}

/// `indexFrom(s, substr string, from int) int`: the first at this byte or behind it.
pub fn index_from(window: &mut Window<'_>) -> Result<(), Trap> {
    find_from(window, window.int(2) as usize)
}

/// `LastIndex(s, substr string) int`
pub fn last_index(window: &mut Window<'_>) -> Result<(), Trap> {
    let memory = &*window.memory;
    let (text, part) = (memory.text(window.word(0)), memory.text(window.word(1)));
    let reversed: Vec<u8> = part.iter().rev().copied().collect();
    let end = end_of(text.iter().rev().copied(), &reversed);
    memory.work(end.unwrap_or(text.len()) + part.len());
    let found = end.map(|end| text.len() - end);
    give(window, found)
}

fn find_from(window: &mut Window<'_>, from: usize) -> Result<(), Trap> {
    let memory = &*window.memory;
    let (text, part) = (memory.text(window.word(0)), memory.text(window.word(1)));
    let text = &text[from.min(text.len())..];
    let end = end_of(text.iter().copied(), part);
    // Only what was gone over counts: whoever searches on comes back for the rest.
    memory.work(end.unwrap_or(text.len()) + part.len());
    let found = end.map(|end| from + end - part.len());
    give(window, found)
}

/// Behind which byte of a text a part of it ends for the first time (Knuth, Morris and Pratt, 1977: no byte is looked at anew, however
/// the part repeats itself).
fn end_of(text: impl Iterator<Item = u8>, part: &[u8]) -> Option<usize> {
    let Some(first) = part.first() else { return Some(0) };
    if part.len() == 1 {
        return text.into_iter().position(|byte| byte == *first).map(|at| at + 1);
    }
    // How much of the part's beginning ends at each of its bytes, without being all up to there.
    let mut borders = vec![0; part.len()];
    for at in 1..part.len() {
        borders[at] = longer(part, &borders, borders[at - 1], part[at]);
    }
    let mut matched = 0;
    for (at, byte) in text.enumerate() {
        matched = longer(part, &borders, matched, byte);
        if matched == part.len() {
            return Some(at + 1);
        }
    }
    None
}

/// How much of the part's beginning ends at this byte, where so much of it ended before.
fn longer(part: &[u8], borders: &[usize], mut matched: usize, byte: u8) -> usize {
    while matched > 0 && part[matched] != byte {
        matched = borders[matched - 1];
    }
    matched + usize::from(part[matched] == byte)
}

fn give(window: &mut Window<'_>, found: Option<usize>) -> Result<(), Trap> {
    window.set(0, found.map_or(-1_i64 as u64, |at| at as u64));
    Ok(())
}
