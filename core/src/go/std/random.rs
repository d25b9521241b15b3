//! The numbers with which Go's `math/rand` begins, for each seed.
//!
//! A source of Go's adds numbers that lie 607 and 273 back. For a seed it begins with 607 numbers of a simple generator, mixed
//! with what the same recurrence gives after 7.8 · 10¹² steps from the seed 1. Go has those 607 numbers, 5 KB that nothing can make
//! smaller, as a table; here they are computed when they are first wanted. Each number of the sequence is a sum of multiples
//! of its first 607, and the multiples for a far one are those of x to the power of its place, modulo
//! x⁶⁰⁷ − x³³⁴ − 1: 43 squarings of a polynomial, in some milliseconds.

use std::sync::OnceLock;

/// How many numbers a source goes over.
pub const COUNT: usize = 607;

/// A number of the recurrence is the sum of those that lie so far, and [`COUNT`], behind it.
const NEAR: usize = 273;

/// How far from the seed 1 the mixed numbers lie.
const STEPS: u64 = 7_800_000_000_000;

/// Fills `state` with what a source of this seed begins with, in the order in which the source goes over it.
///
/// # Panics
/// If it has not room for [`COUNT`].
pub fn fill(seed: i64, state: &mut [u64]) {
    static FAR: OnceLock<Vec<u64>> = OnceLock::new();
    let far = FAR.get_or_init(far_numbers);
    let near = simple(seed, 40);
    assert_eq!(state.len(), COUNT);
    for (number, (near, far)) in state.iter_mut().zip(near.iter().zip(far)) {
        *number = near ^ far;
    }
}

/// The numbers of the simple generator, three of which make one: the first two are shifted, the first one twice as far.
fn simple(seed: i64, shift: u32) -> Vec<u64> {
    const MODULUS: i64 = (1 << 31) - 1;
    let mut value = seed.rem_euclid(MODULUS);
    if value == 0 {
        value = 89_482_311;
    }
    let mut next = || {
        value = value * 48_271 % MODULUS;
        value as u64
    };
    (0..20).for_each(|_| _ = next());
    let mut numbers: Vec<u64> =
        (0..COUNT).map(|_| next() << shift ^ next() << (shift / 2) ^ next()).collect();
    // The source goes over its numbers from the 333rd down, and round.
    numbers.reverse();
    numbers.rotate_left(NEAR);
    numbers
}

/// The numbers that the recurrence gives after [`STEPS`] from the seed 1.
fn far_numbers() -> Vec<u64> {
    let mut numbers = simple(1, 20);
    for at in COUNT..2 * COUNT {
        numbers.push(numbers[at - COUNT].wrapping_add(numbers[at - NEAR]));
    }
    let mut power = vec![0u64; COUNT];
    power[0] = 1;
    for bit in (0..u64::BITS - STEPS.leading_zeros()).rev() {
        power = squared(&power);
        if STEPS >> bit & 1 == 1 {
            power.insert(0, 0);
            reduce(&mut power);
        }
    }
    let sum = |from: usize| {
        let products =
            power.iter().zip(&numbers[from..]).map(|(factor, number)| factor.wrapping_mul(*number));
        products.fold(0, u64::wrapping_add)
    };
    let mut far: Vec<u64> = (0..COUNT).map(sum).collect();
    // They went round in their places.
    far.rotate_right((STEPS % COUNT as u64) as usize);
    far
}

/// A polynomial times itself.
fn squared(polynomial: &[u64]) -> Vec<u64> {
    let mut product = vec![0u64; 2 * COUNT];
    for (at, factor) in polynomial.iter().enumerate() {
        for (sum, other) in product[at..].iter_mut().zip(polynomial) {
            *sum = sum.wrapping_add(factor.wrapping_mul(*other));
        }
    }
    reduce(&mut product);
    product
}

/// Takes a polynomial modulo that of the recurrence.
fn reduce(polynomial: &mut Vec<u64>) {
    while polynomial.len() > COUNT {
        let factor = polynomial.pop().expect("it has more than none");
        let at = polynomial.len() - COUNT;
        polynomial[at] = polynomial[at].wrapping_add(factor);
        let at = at + COUNT - NEAR;
        polynomial[at] = polynomial[at].wrapping_add(factor);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_gives_what_go_gives() {
        // rand.New(rand.NewSource(seed)).Uint64(), thrice
        let go: [(i64, [u64; 3]); 3] = [
            (1, [5577006791947779410, 8674665223082153551, 15352856648520921629]),
            (42, [12663951391086054483, 9832119173398632219, 5571782338101878760]),
            (-7, [9970479060831305739, 16308104968817794534, 6995717851144434728]),
        ];
        for (seed, numbers) in go {
            let mut state = vec![0; COUNT];
            fill(seed, &mut state);
            for (at, expected) in numbers.into_iter().enumerate() {
                assert_eq!(state[at].wrapping_add(state[at + COUNT - NEAR]), expected, "seed {seed}, {at}");
            }
        }
    }
}
