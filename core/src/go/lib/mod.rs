//! The functions of Go's standard library that are written in Rust: those without a body in `std`.
//!
//! They are pure: what a function gives depends on its parameters and on the memory that they point into, and no other
//! goroutine can come in between. What is a step is the machine's.

pub mod float;
pub mod fmt;
pub mod printed;
pub mod quote;
pub mod type_name;
pub mod utf8;

use super::machine::window::Native;

/// The functions by their names, sorted: the place of a function in this list is its number.
const NATIVES: &[(&str, Native)] = &[
    ("fmt.format", fmt::format),
    ("fmt.wrapped", fmt::wrapped),
    ("runtime.printed", printed::printed),
];

/// The number of a function, by its name: `strings.Index`, `pkg.Type.Method`.
pub fn find(name: &str) -> Option<u16> {
    let found = NATIVES.binary_search_by(|(known, _)| (*known).cmp(name));
    found.ok().map(|number| number as u16)
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
