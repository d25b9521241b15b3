//! The native functions of Go's package `math`: of pure Rust, so that they give the same bits in a browser and outside.
//!
//! What is rounded correctly (`Sqrt`, `Floor`, `Mod`, `FMA`) is so in Go too. The others are computed as Go does on amd64; on
//! other processors Go itself may give another last bit. The logarithm of a number below 2⁻¹⁰²² is right here, and not on amd64.

use super::real::{bessel, erf, gamma, log};
use super::{parse, real};
use crate::go::machine::memory::Pointer;
use crate::go::machine::trap::Trap;
use crate::go::machine::window::Window;
use crate::go::std::random;

/// Go's `NaN()`. Whatever bits a processor chooses, this is what a program gets.
const NAN: u64 = 0x7FF8_0000_0000_0001;

type Done = Result<(), Trap>;

fn give(window: &mut Window<'_>, value: f64) -> Done {
    window.set(0, if value.is_nan() { NAN } else { value.to_bits() });
    Ok(())
}

macro_rules! functions {
    ($($name:ident($($param:ident),+) = $value:expr;)*) => {$(
        /// The function of this name in Go's package.
        pub fn $name(window: &mut Window<'_>) -> Done {
            let mut at = 0..;
            $(let $param = window.float(at.next().expect("it has no end"));)+
            give(window, $value)
        }
    )*};
}

functions! {
    acos(x) = real::acos(x);
    asin(x) = real::asin(x);
    atan(x) = real::atan(x);
    atan2(y, x) = real::atan2(y, x);
    cbrt(x) = real::cbrt(x);
    cos(x) = real::cos(x);
    cosh(x) = real::cosh(x);
    erf(x) = erf::erf(x);
    erfc(x) = erf::erfc(x);
    erfinv(x) = erf::erfinv(x);
    exp(x) = real::exp(x);
    exp2(x) = real::exp2(x);
    expm1(x) = libm::expm1(x);
    floor(x) = x.floor();
    fma(x, y, z) = libm::fma(x, y, z);
    gamma(x) = gamma::gamma(x);
    hypot(p, q) = real::hypot(p, q);
    j0(x) = bessel::j0(x);
    j1(x) = bessel::j1(x);
    log(x) = libm::log(x);
    log1p(x) = log::log1p(x);
    modulo(x, y) = x % y;
    pow(x, y) = real::pow(x, y);
    sin(x) = real::sin(x);
    sinh(x) = real::sinh(x);
    sqrt(x) = x.sqrt();
    tan(x) = real::tan(x);
    tanh(x) = real::tanh(x);
    y0(x) = bessel::y0(x);
    y1(x) = bessel::y1(x);
}

/// `Float64bits` and `Float64frombits`: a word is both.
pub fn same_bits(window: &mut Window<'_>) -> Done {
    window.set(0, window.word(0));
    Ok(())
}

/// `Float32bits(f float32) uint32`
pub fn float32_bits(window: &mut Window<'_>) -> Done {
    window.set(0, u64::from((window.float(0) as f32).to_bits()));
    Ok(())
}

/// `Float32frombits(b uint32) float32`
pub fn float32_from_bits(window: &mut Window<'_>) -> Done {
    window.set(0, f64::from(f32::from_bits(window.word(0) as u32)).to_bits());
    Ok(())
}

/// `Lgamma(x float64) (lgamma float64, sign int)`
pub fn lgamma(window: &mut Window<'_>) -> Done {
    let (value, negative) = gamma::lgamma(window.float(0));
    window.set(1, if negative { -1_i64 } else { 1 } as u64);
    give(window, value)
}

/// `pow10(n int) float64`, for an `n` whose power is a number: a product of two powers of which each is exact or nearest, as
/// Go has it.
pub fn power_of_ten(window: &mut Window<'_>) -> Done {
    let n = window.int(0);
    let power = |n: i64| parse::float(format!("1e{n}").as_bytes(), false).unwrap_or(f64::NAN);
    let (large, small) = (power(n / 32 * 32), power((n % 32).abs()));
    give(window, if n < 0 { large / small } else { large * small })
}

/// `fill(state []uint64, seed int64)` of `math/rand`.
pub fn fill(window: &mut Window<'_>) -> Done {
    let (state, count, seed) = (Pointer(window.word(0)), window.word(1) as usize, window.int(3));
    if count == random::COUNT {
        random::fill(seed, window.memory.at_mut(state, count));
    }
    Ok(())
}
