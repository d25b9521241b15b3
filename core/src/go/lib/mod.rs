//! The functions of Go's standard library that are written in Rust: those without a body in `std`.
//!
//! They are pure: what a function gives depends on its parameters and on the memory that they point into, and no other
//! goroutine can come in between. Of those that reach memory of the program's, others may come before (`reaches`). What is a step is
//! the machine's.

pub mod cluster;
pub mod float;
pub mod fmt;
mod inspect;
pub mod letter_case;
mod math;
pub mod parse;
pub mod printed;
pub mod quote;
mod real;
mod strconv;
mod strings;
pub mod type_name;
pub mod unicode;
pub mod utf8;
mod ziggurat;

use super::code::Code;
use super::machine::memory::{Memory, Pointer};
use super::machine::window::Native;

/// The functions by their names, sorted: the place of a function in this list is its number.
const NATIVES: &[(&str, Native)] = &[
    ("errors.assign", inspect::assign),
    ("fmt.format", fmt::format),
    ("fmt.parseFloat", strconv::parse_float),
    ("fmt.wrapped", fmt::wrapped),
    ("internal/lockstep.Comparable", inspect::comparable),
    ("internal/lockstep.IsNil", inspect::is_nil),
    ("internal/lockstep.Length", inspect::length),
    ("internal/lockstep.SameType", inspect::same_type),
    ("internal/lockstep.SwapElements", inspect::swap_elements),
    ("internal/lockstep.TypeName", inspect::type_name),
    ("internal/ziggurat.strip", ziggurat::strip),
    ("internal/zipf.exp", math::exp),
    ("internal/zipf.floor", math::floor),
    ("internal/zipf.log", math::log),
    ("lockstep/cluster.begin", cluster::begin),
    ("lockstep/cluster.feed", cluster::feed),
    ("lockstep/cluster.handle", cluster::handle),
    ("lockstep/cluster.place", cluster::place),
    ("math.Acos", math::acos),
    ("math.Asin", math::asin),
    ("math.Atan", math::atan),
    ("math.Atan2", math::atan2),
    ("math.Cbrt", math::cbrt),
    ("math.Cos", math::cos),
    ("math.Cosh", math::cosh),
    ("math.Erf", math::erf),
    ("math.Erfc", math::erfc),
    ("math.Erfinv", math::erfinv),
    ("math.Exp", math::exp),
    ("math.Exp2", math::exp2),
    ("math.Expm1", math::expm1),
    ("math.FMA", math::fma),
    ("math.Float32bits", math::float32_bits),
    ("math.Float32frombits", math::float32_from_bits),
    ("math.Float64bits", math::same_bits),
    ("math.Float64frombits", math::same_bits),
    ("math.Floor", math::floor),
    ("math.Gamma", math::gamma),
    ("math.Hypot", math::hypot),
    ("math.J0", math::j0),
    ("math.J1", math::j1),
    ("math.Lgamma", math::lgamma),
    ("math.Log", math::log),
    ("math.Log1p", math::log1p),
    ("math.Mod", math::modulo),
    ("math.Pow", math::pow),
    ("math.Sin", math::sin),
    ("math.Sinh", math::sinh),
    ("math.Sqrt", math::sqrt),
    ("math.Tan", math::tan),
    ("math.Tanh", math::tanh),
    ("math.Y0", math::y0),
    ("math.Y1", math::y1),
    ("math.pow10", math::power_of_ten),
    ("math/rand.fill", math::fill),
    ("runtime.panicked", printed::panicked),
    ("runtime.printed", printed::printed),
    ("strconv.IsPrint", unicode::print),
    ("strconv.formatFloat", strconv::format_float),
    ("strconv.parseFloat", strconv::parse_float),
    ("strconv.quote", strconv::quote),
    ("strings.Index", strings::index),
    ("strings.LastIndex", strings::last_index),
    ("strings.indexFrom", strings::index_from),
    ("unicode.IsDigit", unicode::digit),
    ("unicode.IsLetter", unicode::letter),
    ("unicode.IsLower", unicode::lower),
    ("unicode.IsMark", unicode::mark),
    ("unicode.IsNumber", unicode::number),
    ("unicode.IsPrint", unicode::print),
    ("unicode.IsPunct", unicode::punctuation),
    ("unicode.IsSymbol", unicode::symbol),
    ("unicode.IsUpper", unicode::upper),
    ("unicode.ToLower", unicode::lower_of),
    ("unicode.ToUpper", unicode::upper_of),
];

/// The number of a function, by its name: `strings.Index`, `pkg.Type.Method`.
pub fn find(name: &str) -> Option<u16> {
    let found = NATIVES.binary_search_by(|(known, _)| (*known).cmp(name));
    found.ok().map(|number| number as u16)
}

/// Words of memory that a function of ours reads or writes: the first, how many, and whether it writes them.
pub type Reached = (Pointer, usize, bool);

/// The number of a function that there is.
const fn number(name: &str) -> u16 {
    let mut number = 0;
    loop {
        let (known, name) = (NATIVES[number].0.as_bytes(), name.as_bytes());
        let mut same = 0;
        while same < name.len() && same < known.len() && known[same] == name[same] {
            same += 1;
        }
        if same == name.len() && same == known.len() {
            return number as u16;
        }
        number += 1;
    }
}

const ASSIGN: u16 = number("errors.assign");
const FORMAT: u16 = number("fmt.format");
const SWAP_ELEMENTS: u16 = number("internal/lockstep.SwapElements");

/// Whether this function reads or writes memory that its parameters lead to and others may reach, as the program itself would: then it is
/// a step.
pub fn reaches(native: u16) -> bool {
    matches!(native, ASSIGN | FORMAT | SWAP_ELEMENTS)
}

/// Whether such a function stores what was not there before: then all that this refers to can be reached from there.
pub fn stores(native: u16) -> bool {
    native == ASSIGN
}

/// What such a function would reach by a call whose parameters begin at this place of the memory.
pub fn reached(native: u16, memory: &Memory, code: &Code, params: usize) -> Vec<Reached> {
    match native {
        ASSIGN => inspect::assigned(memory, code, params).into_iter().collect(),
        FORMAT => fmt::reads(memory, code, params).into_iter().map(|(at, n)| (at, n, false)).collect(),
        SWAP_ELEMENTS => inspect::swapped(memory, code, params),
        _ => Vec::new(),
    }
}

/// The function of this number.
pub fn get(native: u16) -> Native {
    NATIVES[usize::from(native)].1
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_family = "wasm")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn the_names_are_sorted_and_found() {
        assert!(NATIVES.is_sorted_by(|a, b| a.0 < b.0));
        for (number, (name, _)) in NATIVES.iter().enumerate() {
            assert_eq!(find(name), Some(number as u16));
        }
        assert_eq!(find("fmt.Println"), None);
    }
}
