//! The strips of the ziggurat with which Go's `math/rand` draws numbers of the normal and the exponential distribution.
//!
//! Both cover the area under a curve with strips of equal area (Marsaglia and Tsang, "The ziggurat method for generating
//! random variables", 2000). Go has them as tables, 5 KB; here they are computed when they are first wanted, by the recurrence of
//! that paper, and are the same to the last bit.

use crate::go::machine::trap::Trap;
use crate::go::machine::window::Window;
use std::sync::OnceLock;

/// A strip, numbered from the lowest one.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Strip {
    /// A random number below this lies under the curve for sure.
    inside: u32,
    /// What a random number is multiplied with.
    width: f32,
    /// The curve where the strip ends.
    height: f32,
}

/// `strip(exponential bool, i int) (inside uint32, width, height float32)` of `math/rand` and of `math/rand/v2`.
pub fn strip(window: &mut Window<'_>) -> Result<(), Trap> {
    static TABLES: OnceLock<[Vec<Strip>; 2]> = OnceLock::new();
    let tables = TABLES.get_or_init(|| [normal(), exponential()]);
    let table = &tables[usize::from(window.word(0) != 0)];
    let strip = table[window.word(1) as usize % table.len()];
    window.set(0, u64::from(strip.inside));
    window.set(1, f64::from(strip.width).to_bits());
    window.set(2, f64::from(strip.height).to_bits());
    Ok(())
}

fn normal() -> Vec<Strip> {
    let curve = |x: f64| libm::exp(-0.5 * x * x);
    strips(128, 3.442619855899, 9.91256303526217e-3, 31, curve, |y| (-2.0 * libm::log(y)).sqrt())
}

fn exponential() -> Vec<Strip> {
    strips(256, 7.697_117_470_131_05, 3.949659822581572e-3, 32, |x| libm::exp(-x), |y| -libm::log(y))
}

/// So many strips of this area, the lowest of which begins its tail at `end`, for random numbers of so many bits.
fn strips(
    count: usize,
    end: f64,
    area: f64,
    bits: u32,
    curve: impl Fn(f64) -> f64,
    inverse: impl Fn(f64) -> f64,
) -> Vec<Strip> {
    let most = (1u64 << bits) as f64;
    let mut strips = vec![Strip::default(); count];
    let lowest = area / curve(end);
    strips[0] = Strip { inside: (end / lowest * most) as u32, width: (lowest / most) as f32, height: 1.0 };
    let (mut below, mut x) = (end, end);
    for at in (1..count).rev() {
        if at < count - 1 {
            x = inverse(area / x + curve(x));
            strips[at + 1].inside = (x / below * most) as u32;
            below = x;
        }
        (strips[at].width, strips[at].height) = ((x / most) as f32, curve(x) as f32);
    }
    strips
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_family = "wasm")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    /// A number that depends on every bit of a table.
    fn mixed(strips: &[Strip]) -> u64 {
        let words = strips.iter().flat_map(|strip| {
            [u64::from(strip.inside), strip.width.to_bits().into(), strip.height.to_bits().into()]
        });
        words.fold(0, |sum, word| (sum ^ word).wrapping_mul(0x100_0000_01b3))
    }

    #[test]
    fn the_strips_are_those_of_go() {
        assert_eq!([mixed(&normal()), mixed(&exponential())], [NORMAL, EXPONENTIAL]);
    }

    /// The same number of Go's own tables.
    const NORMAL: u64 = 0x5591_dd88_d40a_3abc;
    const EXPONENTIAL: u64 = 0x8d6b_e323_0e33_5340;
}
