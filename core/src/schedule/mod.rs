//! Who goes next, and a whole run as a short text.
//!
//! A [`Policy`] picks one of the choices at each step; [`Plan`] names one with its seed. A [`Schedule`] is the list of all
//! decisions of a run, kept short: so many steps by a policy, these by hand. A [`Token`] is a schedule as text, with the
//! program that it belongs to, and it notices when a replay is not the same run.
//!
//! ```
//! use lockstep_core::schedule::{Checks, Plan, Schedule, Token};
//! let mut schedule = Schedule::default();
//! (0..500).for_each(|_| schedule.push_policy(Plan::Random { seed: 7 }, false));
//! let checks = Checks::new(500, |_| 0);
//! let token = Token { program: "queueing".into(), parameters: Vec::new(), schedule, checks };
//! assert_eq!(token.to_string().parse(), Ok(token));
//! ```

pub mod decisions;
pub mod policy;
pub mod rng;
pub mod still;
pub mod token;

pub use decisions::{Pick, Replay, Schedule, Segment};
pub use policy::{At, Pct, Plan, Policy, Random, RoundRobin};
pub use still::Still;
pub use token::{Checks, Token, TokenError};
