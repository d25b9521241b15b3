//! The gamma function by Moshier's Cephes library, and its logarithm by FreeBSD's msun, as Go computes them.

use super::{cos, exp, polynomial, pow, sin};
use std::f64::consts::PI;

/// Stirling's formula, as two factors of which the product may be too large.
fn stirling(x: f64) -> (f64, f64) {
    const ROOT: f64 = 2.506628274631000502417;
    if x > 200.0 {
        return (f64::INFINITY, 1.0);
    }
    let series = [
        7.87311395793093628397e-04,
        -2.29549961613378126380e-04,
        -2.68132617805781232825e-03,
        3.47222221605458667310e-03,
        8.33333333333482257126e-02,
    ];
    let w = 1.0 / x;
    let w = 1.0 + w * polynomial(w, &series);
    let e = exp(x);
    if x > 143.01608 {
        let root = pow(x, 0.5 * x - 0.25);
        (root, ROOT * w * (root / e))
    } else {
        (pow(x, x - 0.5) / e, ROOT * w)
    }
}

/// The gamma function.
pub fn gamma(mut x: f64) -> f64 {
    const EULER: f64 = 0.57721566490153286060651209008240243104215933593992;
    if x.is_nan() || x == f64::NEG_INFINITY || x < 0.0 && x.fract() == 0.0 {
        return f64::NAN;
    }
    if x == f64::INFINITY || x == 0.0 {
        return f64::INFINITY.copysign(x);
    }
    let q = x.abs();
    if q > 33.0 {
        let (one, other) = stirling(q);
        if x >= 0.0 {
            return one * other;
        }
        let mut whole = q.floor();
        let sign = if whole % 2.0 == 0.0 { -1.0 } else { 1.0 };
        if q - whole > 0.5 {
            whole += 1.0;
        }
        let z = (q * sin(PI * (q - whole))).abs();
        if z == 0.0 {
            return f64::INFINITY * sign;
        }
        let d = z * one * other;
        return sign * if d.is_infinite() { PI / z / one / other } else { PI / d };
    }
    let mut z = 1.0;
    while x >= 3.0 {
        x -= 1.0;
        z *= x;
    }
    while x < 2.0 {
        if x.abs() < 1e-9 {
            return if x == 0.0 { f64::INFINITY } else { z / ((1.0 + EULER * x) * x) };
        }
        z /= x;
        x += 1.0;
    }
    if x == 2.0 {
        return z;
    }
    x -= 2.0;
    let above = [
        1.60119522476751861407e-04,
        1.19135147006586384913e-03,
        1.04213797561761569935e-02,
        4.76367800457137231464e-02,
        2.07448227648435975150e-01,
        4.94214826801497100753e-01,
        9.99999999999999996796e-01,
    ];
    let below = [
        -2.31581873324120129819e-05,
        5.39605580493303397842e-04,
        -4.45641913851797240494e-03,
        1.18139785222060435552e-02,
        3.58236398605498653373e-02,
        -2.34591795718243348568e-01,
        7.14304917030273074085e-02,
        1.00000000000000000320e+00,
    ];
    z * polynomial(x, &above) / polynomial(x, &below)
}

/// The sine of π·x with the other sign, of an x that is above zero.
fn negative_sine(x: f64) -> f64 {
    if x < 0.25 {
        return -sin(PI * x);
    }
    if x.fract() == 0.0 {
        return 0.0;
    }
    let x = x % 2.0;
    -match (x * 4.0) as u8 {
        0 => sin(PI * x),
        1 | 2 => cos(PI * (0.5 - x)),
        3 | 4 => sin(PI * (1.0 - x)),
        5 | 6 => -cos(PI * (x - 1.5)),
        _ => sin(PI * (x - 2.0)),
    }
}

/// The logarithm of the gamma function's amount, and whether the function is below zero.
pub fn lgamma(x: f64) -> (f64, bool) {
    let a = x.abs();
    let negative = x < 0.0;
    if a.is_nan() || a.is_infinite() {
        return (x, false);
    }
    if a == 0.0 {
        return (f64::INFINITY, false);
    }
    if a < 2.0_f64.powi(-70) {
        return (-libm::log(a), negative);
    }
    if !negative {
        return (of_positive(a), false);
    }
    let t = if a < 2.0_f64.powi(52) { negative_sine(a) } else { 0.0 };
    if t == 0.0 {
        return (f64::INFINITY, false);
    }
    (libm::log(PI / (t * a).abs()) - of_positive(a), t < 0.0)
}

/// The logarithm of the gamma function above zero.
fn of_positive(x: f64) -> f64 {
    match x {
        1.0 | 2.0 => 0.0,
        ..=0.9 => {
            let above = match x {
                0.731632144968362245.. => before_two(1.0 - x),
                0.191632144968362245.. => at_minimum(x - 0.46163214496836224576),
                _ => behind_one(x),
            };
            -libm::log(x) + above
        }
        1.731632144968362245..2.0 => before_two(2.0 - x),
        1.191632144968362245..2.0 => at_minimum(x - 1.46163214496836224576),
        ..2.0 => behind_one(x - 1.0),
        ..8.0 => {
            let y = x.fract();
            let above = [
                3.19475326584100867617e-05,
                1.84028451407337715652e-03,
                2.66422703033638609560e-02,
                1.46350472652464452805e-01,
                3.25778796408930981787e-01,
                2.14982415960608852501e-01,
                -7.72156649015328655494e-02,
                0.0,
            ];
            let below = [
                7.32668430744625636189e-06,
                7.77942496381893596434e-04,
                1.86459191715652901344e-02,
                1.71933865632803078993e-01,
                7.21935547567138069525e-01,
                1.39200533467621045958e+00,
                1.0,
            ];
            let value = 0.5 * y + polynomial(y, &above) / polynomial(y, &below);
            let product = (2..x as u8).rev().fold(1.0, |product, n| product * (y + f64::from(n)));
            if x < 3.0 { value } else { value + libm::log(product) }
        }
        _ if x < 2.0_f64.powi(58) => {
            let z = 1.0 / x;
            let series = [
                -1.63092934096575273989e-03,
                8.36339918996282139126e-04,
                -5.95187557450339963135e-04,
                7.93650558643019558500e-04,
                -2.77777777728775536470e-03,
                8.33333333333329678849e-02,
            ];
            let w = 4.18938533204672725052e-01 + z * polynomial(z * z, &series);
            (x - 0.5) * (libm::log(x) - 1.0) + w
        }
        _ => x * (libm::log(x) - 1.0),
    }
}

/// So far before 2.
fn before_two(y: f64) -> f64 {
    let z = y * y;
    let even = [
        2.52144565451257326939e-05,
        2.20862790713908385557e-04,
        1.19270763183362067845e-03,
        7.38555086081402883957e-03,
        6.73523010531292681824e-02,
        7.72156649015328655494e-02,
    ];
    let odd = [
        4.48640949618915160150e-05,
        1.08011567247583939954e-04,
        5.10069792153511336608e-04,
        2.89051383673415629091e-03,
        2.05808084325167332806e-02,
        3.22467033424113591611e-01,
        0.0,
    ];
    y * polynomial(z, &even) + polynomial(z, &odd) - 0.5 * y
}

/// So far from where the function is least.
fn at_minimum(y: f64) -> f64 {
    // The value there, and what is missing of it.
    const LEAST: f64 = -1.21486290535849611461e-01;
    const REST: f64 = -3.63867699703950536541e-18;
    let series = [
        [
            3.15632070903625950361e-04,
            -1.40346469989232843813e-03,
            6.10053870246291332635e-03,
            -3.27885410759859649565e-02,
            4.83836122723810047042e-01,
        ],
        [
            -3.12754168375120860518e-04,
            8.81081882437654011382e-04,
            -3.68452016781138256760e-03,
            1.79706750811820387126e-02,
            -1.47587722994593911752e-01,
        ],
        [
            3.35529192635519073543e-04,
            -5.38595305356740546715e-04,
            2.25964780900612472250e-03,
            -1.03142241298341437450e-02,
            6.46249402391333854778e-02,
        ],
    ];
    let z = y * y;
    let w = z * y;
    let [one, two, three] = series.map(|series| polynomial(w, &series));
    LEAST + (z * one - (REST - w * (two + y * three)))
}

/// So far behind 1.
fn behind_one(y: f64) -> f64 {
    let above = [
        1.33810918536787660377e-02,
        2.28963728064692451092e-01,
        9.77717527963372745603e-01,
        1.45492250137234768737e+00,
        6.32827064025093366517e-01,
        -7.72156649015328655494e-02,
        0.0,
    ];
    let below = [
        3.21709242282423911810e-03,
        1.04222645593369134254e-01,
        7.69285150456672783825e-01,
        2.12848976379893395361e+00,
        2.45597793713041134822e+00,
        1.0,
    ];
    -0.5 * y + polynomial(y, &above) / polynomial(y, &below)
}
