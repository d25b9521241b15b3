//! The elementary functions, by the methods that Go's `math` uses on the processors most people run it on: so the digits that
//! a program prints are the same. Those of sine, tangent and arctangent are from Moshier's Cephes library, the exponential
//! function is Shibata's, the cube root and the power of two are from FreeBSD's msun.
#![allow(clippy::excessive_precision, reason = "coefficients stand as they were published")]

pub mod bessel;
pub mod erf;
pub mod gamma;
pub mod log;

use std::f64::consts::{FRAC_2_PI, FRAC_PI_2, FRAC_PI_4, PI};

/// The highest coefficient comes first.
fn polynomial(x: f64, coefficients: &[f64]) -> f64 {
    coefficients[1..].iter().fold(coefficients[0], |sum, coefficient| sum * x + coefficient)
}

const SINE: [f64; 6] = [
    1.58962301576546568060e-10,
    -2.50507477628578072866e-8,
    2.75573136213857245213e-6,
    -1.98412698295895385996e-4,
    8.33333333332211858878e-3,
    -1.66666666666666307295e-1,
];

const COSINE: [f64; 6] = [
    -1.13585365213876817300e-11,
    2.08757008419747316778e-9,
    -2.75573141792967388112e-7,
    2.48015872888517045348e-5,
    -1.38888888888730564116e-3,
    4.16666666666665929218e-2,
];

/// The bits of 4/π, from that of 2⁰ on at the end of the first word.
const FOUR_OVER_PI: [u64; 20] = [
    0x0000_0000_0000_0001,
    0x45F3_06DC_9C88_2A53,
    0xF84E_AFA3_EA69_BB81,
    0xB6C5_2B32_7887_2083,
    0xFCA2_C757_BD77_8AC3,
    0x6E48_DC74_849B_A5C0,
    0x0C92_5DD4_13A3_2439,
    0xFC3B_D639_6253_4E7D,
    0xD104_6BEA_5D76_8909,
    0xD338_E04D_68BE_FC82,
    0x7323_AC73_06A6_73E9,
    0x3908_BF17_7BF2_5076,
    0x3FF1_2FFF_BC0B_301F,
    0xDE5E_2316_B414_DA3E,
    0xDA6C_FD9E_4F96_136E,
    0x9E8C_7ECD_3CBF_D45A,
    0xEA4F_758F_D7CB_E2F6,
    0x7A0E_73EF_14A5_25D4,
    0xD7F6_BF62_3F1A_BA10,
    0xAC06_608D_F8F6_D757,
];

/// In which eighth of a turn a positive angle lies, taken to the even one, and how far from there.
fn octant(x: f64) -> (u64, f64) {
    if x >= f64::from(1 << 29) {
        return far_octant(x);
    }
    let eighths = (x * (2.0 * FRAC_2_PI)) as u64;
    let even = eighths + (eighths & 1);
    let turns = even as f64;
    // π/4 in three parts, so that nothing is lost by the subtractions.
    let parts = [7.85398125648498535156e-1, 3.77489470793079817668e-8, 2.69515142907905952645e-15];
    (even & 7, parts.iter().fold(x, |rest, part| rest - turns * part))
}

/// The same for an angle of many turns: it is multiplied by those bits of 4/π on which the last turn depends.
fn far_octant(x: f64) -> (u64, f64) {
    let bits = x.to_bits();
    let significand = u128::from(bits & ((1 << 52) - 1) | 1 << 52);
    let from = (bits >> 52) as usize - 1014;
    let digit = |number: usize| {
        let at = from / 64 + number;
        let both = u128::from(FOUR_OVER_PI[at]) << 64 | u128::from(FOUR_OVER_PI[at + 1]);
        (both << (from % 64) >> 64) as u64
    };
    let product = ((u128::from(digit(0)) * significand) << 64)
        .wrapping_add(u128::from(digit(1)) * significand)
        .wrapping_add((u128::from(digit(2)) * significand) >> 64);
    let eighth = (product >> 125) as u64;
    let fraction = (product << 3 >> 64) as u64;
    // Three bits come twice here, as in Go; they are far behind.
    let low = product as u64;
    let zeroes = fraction.leading_zeros();
    // The first bit that is set is not written down.
    let kept = (fraction << zeroes | low.checked_shr(64 - zeroes).unwrap_or(0)) << 1 >> 12;
    let rest = f64::from_bits(kept | u64::from(1022 - zeroes) << 52);
    match eighth & 1 {
        0 => (eighth, rest * FRAC_PI_4),
        _ => ((eighth + 1) & 7, (rest - 1.0) * FRAC_PI_4),
    }
}

/// The sine, or the cosine, of so much beyond an even octant.
fn wave(octant: u64, z: f64, cosine: bool) -> f64 {
    let squared = z * z;
    let y = match (octant & 2 != 0) != cosine {
        true => 1.0 - 0.5 * squared + squared * squared * polynomial(squared, &COSINE),
        false => z + z * squared * polynomial(squared, &SINE),
    };
    // The sine is negative in the second half of a turn, the cosine in the second and third quarter.
    let negative = if cosine { (octant + 2) & 4 != 0 } else { octant & 4 != 0 };
    if negative { -y } else { y }
}

/// The sine of an angle.
pub fn sin(x: f64) -> f64 {
    if x == 0.0 || !x.is_finite() {
        return if x == 0.0 { x } else { f64::NAN };
    }
    let (octant, z) = octant(x.abs());
    let y = wave(octant, z, false);
    if x < 0.0 { -y } else { y }
}

/// The cosine of an angle.
pub fn cos(x: f64) -> f64 {
    if !x.is_finite() {
        return f64::NAN;
    }
    let (octant, z) = octant(x.abs());
    wave(octant, z, true)
}

/// The tangent of an angle.
pub fn tan(x: f64) -> f64 {
    if x == 0.0 || !x.is_finite() {
        return if x == 0.0 { x } else { f64::NAN };
    }
    let (octant, z) = octant(x.abs());
    let squared = z * z;
    let mut y = z;
    if squared > 1e-14 {
        let above = polynomial(
            squared,
            &[-1.30936939181383777646e4, 1.15351664838587416140e6, -1.79565251976484877988e7],
        );
        let below = polynomial(
            squared,
            &[
                1.0,
                1.36812963470692954678e4,
                -1.32089234440210967447e6,
                2.50083801823357915839e7,
                -5.38695755929454629881e7,
            ],
        );
        y = z + z * (squared * above / below);
    }
    if octant & 2 != 0 {
        y = -1.0 / y;
    }
    if x < 0.0 { -y } else { y }
}

/// The arctangent of a number that is not negative.
fn arc(x: f64) -> f64 {
    // What is missing of π/2 in its 53 bits.
    const MORE: f64 = 6.123233995736765886130e-17;
    let near = |x: f64| {
        let z = x * x;
        let above = [
            -8.750608600031904122785e-01,
            -1.615753718733365076637e+01,
            -7.500855792314704667340e+01,
            -1.228866684490136173410e+02,
            -6.485021904942025371773e+01,
        ];
        let below = [
            1.0,
            2.485846490142306297962e+01,
            1.650270098316988542046e+02,
            4.328810604912902668951e+02,
            4.853903996359136964868e+02,
            1.945506571482613964425e+02,
        ];
        x * (z * polynomial(z, &above) / polynomial(z, &below)) + x
    };
    // tan(3π/8)
    match x {
        ..=0.66 => near(x),
        2.414_213_562_373_095.. if x > 2.414_213_562_373_095 => FRAC_PI_2 - near(1.0 / x) + MORE,
        _ => FRAC_PI_4 + near((x - 1.0) / (x + 1.0)) + 0.5 * MORE,
    }
}

/// The arctangent.
pub fn atan(x: f64) -> f64 {
    if x == 0.0 { x } else { arc(x.abs()).copysign(x) }
}

/// The angle of a point.
pub fn atan2(y: f64, x: f64) -> f64 {
    if x.is_nan() || y.is_nan() {
        return f64::NAN;
    }
    let angle = match (x.is_sign_negative(), x.is_infinite(), y.is_infinite()) {
        (false, true, true) => FRAC_PI_4,
        (true, true, true) => 3.0 * FRAC_PI_4,
        _ if y == 0.0 || x.is_infinite() => return if x.is_sign_negative() { PI } else { 0.0 }.copysign(y),
        _ if x == 0.0 || y.is_infinite() => FRAC_PI_2,
        _ => {
            let angle = atan(y / x);
            return match (x < 0.0, angle <= 0.0) {
                (false, _) => angle,
                (true, true) => angle + PI,
                (true, false) => angle - PI,
            };
        }
    };
    angle.copysign(y)
}

/// The arcsine.
pub fn asin(x: f64) -> f64 {
    let a = x.abs();
    if x == 0.0 || a > 1.0 || x.is_nan() {
        return if x == 0.0 { x } else { f64::NAN };
    }
    let other = (1.0 - a * a).sqrt();
    let y = if a > 0.7 { FRAC_PI_2 - arc(other / a) } else { arc(a / other) };
    y.copysign(x)
}

/// The arccosine.
pub fn acos(x: f64) -> f64 {
    FRAC_PI_2 - asin(x)
}

/// *e* to a power.
pub fn exp(x: f64) -> f64 {
    // The logarithm of 2 in two parts.
    const UPPER: f64 = 0.69314718055966295651160180568695068359375;
    const LOWER: f64 = 0.28235290563031577122588448175013436025525412068e-12;
    if x.is_nan() || x > 7.09782712893384e+02 {
        return if x.is_nan() { x } else { f64::INFINITY };
    }
    let exponent = (x * std::f64::consts::LOG2_E).round_ties_even() as i32;
    if exponent < -1075 {
        return 0.0;
    }
    let turns = f64::from(exponent);
    // A sixteenth of the rest, whose series is short; squared four times.
    let rest = libm::fma(-turns, LOWER, libm::fma(-turns, UPPER, x)) * 0.0625;
    let series = [
        2.4801587301587301587e-5,
        1.9841269841269841270e-4,
        1.3888888888888888889e-3,
        8.3333333333333333333e-3,
        4.1666666666666666667e-2,
        1.6666666666666666667e-1,
        0.5,
        1.0,
    ];
    let mut y = rest * series[1..].iter().fold(series[0], |sum, factor| libm::fma(rest, sum, *factor));
    for _ in 0..3 {
        y *= y + 2.0;
    }
    let y = libm::fma(y + 2.0, y, 1.0);
    if exponent > 1023 { f64::INFINITY } else { libm::scalbn(y, exponent) }
}

/// The logarithm of 2 in two parts, of which the first has few bits.
const LN_2_HIGH: f64 = 6.93147180369123816490e-01;
const LN_2_LOW: f64 = 1.90821492927058770002e-10;

/// Two to a power.
pub fn exp2(x: f64) -> f64 {
    if x.is_nan() || x > 1023.9999999999999 {
        return if x.is_nan() { x } else { f64::INFINITY };
    }
    if x < -1074.0 {
        return 0.0;
    }
    let exponent = (x + 0.5_f64.copysign(x)) as i32;
    let t = x - f64::from(exponent);
    let (high, low) = (t * LN_2_HIGH, -t * LN_2_LOW);
    let rest = high - low;
    let squared = rest * rest;
    let series = [
        4.13813679705723846039e-08,
        -1.65339022054652515390e-06,
        6.61375632143793436117e-05,
        -2.77777777770155933842e-03,
        1.66666666666666657415e-01,
    ];
    let c = rest - squared * polynomial(squared, &series);
    libm::scalbn(1.0 - ((low - (rest * c) / (2.0 - c)) - high), exponent)
}

/// The hyperbolic sine.
pub fn sinh(x: f64) -> f64 {
    let a = if x < 0.0 { -x } else { x };
    let y = if a > 21.0 {
        exp(a) * 0.5
    } else if a > 0.5 {
        let e = exp(a);
        (e - 1.0 / e) * 0.5
    } else {
        // Number 2029 of Hart and Cheney.
        let squared = a * a;
        let above = [
            -0.2630563213397497062819489e+2,
            -0.2894211355989563807284660366e+4,
            -0.8991272022039509355398013511e+5,
            -0.6307673640497716991184787251e+6,
        ];
        let below = [
            1.0,
            -0.173678953558233699533450911e+3,
            0.1521517378790019070696485176e+5,
            -0.6307673640497716991212077277e+6,
        ];
        polynomial(squared, &above) * a / polynomial(squared, &below)
    };
    if x < 0.0 { -y } else { y }
}

/// The hyperbolic cosine.
pub fn cosh(x: f64) -> f64 {
    let a = x.abs();
    let e = exp(a);
    if a > 21.0 { e * 0.5 } else { (e + 1.0 / e) * 0.5 }
}

/// The hyperbolic tangent.
pub fn tanh(x: f64) -> f64 {
    let a = x.abs();
    if a > 0.5 * 8.8029691931113054295988e+01 {
        return 1.0_f64.copysign(x);
    }
    if a >= 0.625 {
        return (1.0 - 2.0 / (exp(2.0 * a) + 1.0)).copysign(x);
    }
    if x == 0.0 {
        return x;
    }
    let squared = x * x;
    let above = [-9.64399179425052238628e-1, -9.92877231001918586564e1, -1.61468768441708447952e3];
    let below = [1.0, 1.12811678491632931402e2, 2.23548839060100448583e3, 4.84406305325125486048e3];
    x + x * squared * polynomial(squared, &above) / polynomial(squared, &below)
}

/// The cube root.
pub fn cbrt(x: f64) -> f64 {
    if x == 0.0 || !x.is_finite() {
        return x;
    }
    let a = x.abs();
    // A third of the exponent, to five bits; then a rational function; then a step of Newton's.
    let mut t = match a < f64::MIN_POSITIVE {
        true => f64::from_bits((a * (1_u64 << 54) as f64).to_bits() / 3 + (696_219_795 << 32)),
        false => f64::from_bits(a.to_bits() / 3 + (715_094_163 << 32)),
    };
    let s = 5.42857142857142815906e-01 + t * t / a * t;
    t *= 3.57142857142857150787e-01
        + 1.60714285714285720630e+00 / (s + 1.41428571428571436819e+00 + -7.05306122448979611050e-01 / s);
    t = f64::from_bits((t.to_bits() & 0xF_FFFF_FFFC << 28) + (1 << 30));
    let r = a / (t * t);
    (t + t * ((r - t) / (t + t + r))).copysign(x)
}

/// The long side of a right triangle.
pub fn hypot(p: f64, q: f64) -> f64 {
    let (p, q) = (p.abs(), q.abs());
    if p.is_infinite() || q.is_infinite() {
        return f64::INFINITY;
    }
    if p.is_nan() || q.is_nan() {
        return f64::NAN;
    }
    let (long, short) = if p < q { (q, p) } else { (p, q) };
    if long == 0.0 {
        return 0.0;
    }
    let ratio = short / long;
    long * (1.0 + ratio * ratio).sqrt()
}

/// A number to a power: the whole part of the power by squarings, with the exponents of two kept apart.
pub fn pow(x: f64, y: f64) -> f64 {
    let odd = y.abs() < 9_007_199_254_740_992.0 && y % 2.0 != 0.0 && y.fract() == 0.0;
    let sign = if odd && x.is_sign_negative() { -1.0 } else { 1.0 };
    if y == 0.0 || x == 1.0 {
        return 1.0;
    }
    if y == 1.0 {
        return x;
    }
    if x.is_nan() || y.is_nan() {
        return f64::NAN;
    }
    if x == 0.0 || x.is_infinite() {
        return if (x == 0.0) == (y < 0.0) { f64::INFINITY * sign } else { 0.0 * sign };
    }
    // A power this large is even.
    if y.abs() >= 9_223_372_036_854_775_808.0 {
        return match (x == -1.0, (x.abs() < 1.0) == (y > 0.0)) {
            (true, _) => 1.0,
            (_, true) => 0.0,
            _ => f64::INFINITY,
        };
    }
    if y.abs() == 0.5 {
        return if y > 0.0 { x.sqrt() } else { 1.0 / x.sqrt() };
    }
    let (mut whole, mut part) = (y.abs().trunc(), y.abs().fract());
    if part != 0.0 && x < 0.0 {
        return f64::NAN;
    }
    if part > 0.5 {
        part -= 1.0;
        whole += 1.0;
    }
    let mut result = if part == 0.0 { 1.0 } else { exp(part * libm::log(x)) };
    let (mut square, exponent) = libm::frexp(x);
    let (mut exponent, mut sum) = (i64::from(exponent), 0_i64);
    let mut left = whole as u64;
    while left != 0 {
        if exponent.abs() > 1 << 12 {
            // It is too large or too small already.
            sum += exponent;
            break;
        }
        if left & 1 == 1 {
            result *= square;
            sum += exponent;
        }
        square *= square;
        exponent <<= 1;
        if square < 0.5 {
            square += square;
            exponent -= 1;
        }
        left >>= 1;
    }
    if y < 0.0 {
        result = 1.0 / result;
        sum = -sum;
    }
    libm::scalbn(result, sum.clamp(-5_000, 5_000) as i32)
}
