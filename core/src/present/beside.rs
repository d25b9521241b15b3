//! Two runs of one program side by side, from where they part.

use super::{Locale, Sentence, transcript};
use crate::say;
use crate::timeline::{Role, Timeline};

/// So many steps of each run are listed.
const LISTED: u32 = 200;

/// Two runs side by side.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Beside {
    /// How many steps they have in common.
    pub same: u32,
    /// The same in words.
    pub summary: String,
    /// Each from its next step on.
    pub columns: [Column; 2],
}

/// The steps of one of the runs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Column {
    /// The position after each step, and what happened in it.
    pub steps: Vec<(u32, Sentence)>,
    /// How many steps come after them, in words; empty where none do.
    pub more: String,
}

/// Lays two runs of one program side by side.
pub fn beside(runs: [&Timeline; 2], cast: &[Role], locale: Locale) -> Beside {
    let [one, other] = runs;
    let shorter = one.len().min(other.len());
    let same =
        (1..=shorter).find(|step| one.choice(*step) != other.choice(*step)).map_or(shorter, |step| step - 1);
    let column = |run: &Timeline| {
        let to = run.len().min(same.saturating_add(LISTED));
        let told = transcript(run, cast, same + 1..=to, locale);
        let more = run.len() - to;
        Column {
            steps: (same + 1..).zip(told).collect(),
            more: if more > 0 { locale.text(say!(CheckMoreSteps, count = more)) } else { String::new() },
        }
    };
    Beside { same, summary: locale.text(say!(CheckSame, count = same)), columns: runs.map(column) }
}
