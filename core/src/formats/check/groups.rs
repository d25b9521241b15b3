//! Which of the outcomes are the same, if not everything about them counts.

use crate::explore::Outcome;
use crate::explore::go::{By, grouped};
use serde::Serialize;

/// Outcomes that are the same, by their places in the list.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct GroupsForm {
    /// What is printed, in its order.
    pub(super) printed: Vec<Vec<usize>>,
    /// The lines that are printed, each as often as it is, in any order.
    pub(super) lines: Vec<Vec<usize>>,
    /// How it ends.
    pub(super) ending: Vec<Vec<usize>>,
}

impl GroupsForm {
    pub(super) fn of(outcomes: &[Outcome]) -> GroupsForm {
        let by = |by| grouped(outcomes, by);
        GroupsForm { printed: by(By::Printed), lines: by(By::Lines), ending: by(By::Ending) }
    }
}
