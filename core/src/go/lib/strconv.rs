//! The native functions of Go's package `strconv`.

use super::parse::{self, Problem};
use super::{float, quote};
use crate::go::machine::memory::Full;
use crate::go::machine::trap::Trap;
use crate::go::machine::window::Window;

/// Nobody gets more digits than this behind the point: it is not worth asking for the memory.
const MOST_DIGITS: i64 = 1 << 24;

/// `formatFloat(f float64, fmt byte, prec, bitSize int) string`
pub fn format_float(window: &mut Window<'_>) -> Result<(), Trap> {
    let (form, short) = (window.word(1) as u8, window.word(3) == 32);
    let value = if short { f64::from(window.float(0) as f32) } else { window.float(0) };
    // Below zero it is as many as tell the number from every other one.
    let precision = match window.int(2) {
        ..0 => None,
        digits @ 0..=MOST_DIGITS => Some(digits as usize),
        _ => return Err(Full.into()),
    };
    let mut text = Vec::with_capacity(24);
    match form {
        b'e' | b'E' | b'f' | b'g' | b'G' | b'b' | b'x' | b'X' => {
            float::push(&mut text, value, form, precision, short);
        }
        _ => text.extend_from_slice(&[b'%', form]),
    }
    Ok(window.set_text(0, &text)?)
}

/// `parseFloat(s string, bitSize int) (f float64, problem int)`: problem 1 is the syntax, 2 the range.
pub fn parse_float(window: &mut Window<'_>) -> Result<(), Trap> {
    let (value, problem) = match parse::float(window.text(0), window.word(1) == 32) {
        Ok(value) => (value, 0),
        Err(Problem::Syntax) => (0.0, 1),
        Err(Problem::Range(value)) => (value, 2),
    };
    window.set(0, value.to_bits());
    window.set(1, problem);
    Ok(())
}

/// `quote(s string, quote byte, ascii, graphic bool) string`
pub fn quote(window: &mut Window<'_>) -> Result<(), Trap> {
    let (mark, ascii, graphic) = (window.word(1) as u8, window.word(2) != 0, window.word(3) != 0);
    let mut text = Vec::with_capacity(window.text(0).len() + 2);
    quote::push(&mut text, window.text(0), char::from(mark), quote::Kept::new(ascii, graphic));
    Ok(window.set_text(0, &text)?)
}
