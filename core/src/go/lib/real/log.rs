//! A logarithm as FreeBSD's msun computes it, with the sums in the order of Go's.

use super::{LN_2_HIGH, LN_2_LOW, polynomial};

/// The logarithm of 1 and a number.
pub fn log1p(x: f64) -> f64 {
    let a = x.abs();
    if x.is_nan() || x <= -1.0 || a.is_infinite() {
        return if x == -1.0 {
            f64::NEG_INFINITY
        } else if x > 0.0 {
            x
        } else {
            f64::NAN
        };
    }
    if a < 2.0_f64.powi(-29) {
        return if a < 2.0_f64.powi(-54) { x } else { x - x * x * 0.5 };
    }
    // 1 + x is two to the power of k, times 1 + f; c is what that has lost. Whether f has few bits.
    let (mut k, mut f, mut c, mut plain) = (0, x, 0.0, false);
    if x <= -2.928932188134524755992e-01 || x >= 4.142135623730950488017e-01 {
        let small = a < 2.0_f64.powi(53);
        let u = if small { 1.0 + x } else { x };
        k = (u.to_bits() >> 52) as i32 - 1023;
        if small {
            c = if k > 0 { 1.0 - (u - x) } else { x - (u - 1.0) } / u;
        }
        let bits = u.to_bits() & ((1 << 52) - 1);
        let below = bits < 0x6_A09E_667F_3BCD;
        k += i32::from(!below);
        f = f64::from_bits(bits | if below { 1023 } else { 1022 } << 52) - 1.0;
        plain = if below { bits == 0 } else { (1 << 52) - bits < 4 };
    }
    let k = f64::from(k);
    let half = 0.5 * f * f;
    if plain {
        let rest = half * (1.0 - 0.66666666666666666 * f);
        return k * LN_2_HIGH - ((rest - (k * LN_2_LOW + c)) - f);
    }
    let s = f / (2.0 + f);
    let z = s * s;
    let series = [
        1.479819860511658591e-01,
        1.531383769920937332e-01,
        1.818357216161805012e-01,
        2.222219843214978396e-01,
        2.857142874366239149e-01,
        3.999999999940941908e-01,
        6.666666666666735130e-01,
    ];
    let rest = z * polynomial(z, &series);
    if k == 0.0 {
        return f - (half - s * (half + rest));
    }
    k * LN_2_HIGH - ((half - (s * (half + rest) + (k * LN_2_LOW + c))) - f)
}
