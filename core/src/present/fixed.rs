//! Numbers as pictures write them.

use std::fmt::{Display, Formatter, Result};

/// A length, a place or a share with at most two decimals: `12.5`, `3`, `-0.25`.
///
/// A picture needs no more, and the code with which floats are printed to their last digit weighs more than all that a
/// picture says.
///
/// ```
/// use lockstep_core::present::Fixed;
/// assert_eq!([12.5, 3.0, -0.254, 99.999].map(|number| Fixed(number).to_string()), ["12.5", "3", "-0.25", "100"]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fixed(pub f64);

impl Display for Fixed {
    fn fmt(&self, f: &mut Formatter) -> Result {
        let hundredths = (self.0 * 100.0).round() as i64;
        let sign = if hundredths < 0 { "-" } else { "" };
        let (whole, rest) = (hundredths.unsigned_abs() / 100, hundredths.unsigned_abs() % 100);
        match (rest, rest % 10) {
            (0, _) => write!(f, "{sign}{whole}"),
            (_, 0) => write!(f, "{sign}{whole}.{}", rest / 10),
            _ => write!(f, "{sign}{whole}.{rest:02}"),
        }
    }
}
