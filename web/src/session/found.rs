//! The way to something that a check has found: it is told where that way ends.

use super::Session;
use lockstep_core::explore::Finding;
use lockstep_core::present::{self, Frame, Locale};

impl Session {
    /// This session goes the way to a finding.
    pub fn lead_to(mut self, finding: &Finding) -> Session {
        self.found = Some(Box::new(finding.clone()));
        self
    }

    /// Says in the frame on show what was found there, if this is the end of the way to it.
    #[inline(never)]
    pub(super) fn tell_found(&self, frame: &mut Frame, locale: Locale) {
        let Some(finding) = self.found.as_deref() else { return };
        let end = finding.schedule.len();
        if self.stepper.position() == end && self.went_first_way_up_to(end) {
            present::show_finding(frame, finding, locale);
        }
    }

    /// Whether the branch on show is the first one up to a position.
    fn went_first_way_up_to(&self, position: u32) -> bool {
        let mut branch = self.stepper.branch();
        while let Some((from, parted)) = branch.from {
            let before = self.stepper.branches().iter().find(|one| one.id == from);
            match before.filter(|_| parted >= position) {
                Some(before) => branch = before,
                None => return false,
            }
        }
        true
    }
}
