//! The figures of a run, followed along its timeline.

use super::Session;
use lockstep_core::present::{Locale, Meter, Plots};

impl Session {
    /// The figures of the branch on show, up to where they were followed.
    pub fn plots(&self, locale: Locale) -> Plots {
        self.meter.as_ref().map_or_else(Plots::default, |(_, meter)| meter.plots(locale))
    }

    /// Whether the figures are of all that is recorded.
    pub fn is_measured(&self) -> bool {
        let branch = self.stepper.branch().id;
        self.meter.as_ref().is_some_and(|(of, meter)| *of == branch && meter.position() == self.stepper.len())
    }

    /// Follows the figures by so many steps more; whether there is more to follow.
    pub fn measure(&mut self, most: u32) -> bool {
        let branch = self.stepper.branch().id;
        let timeline = self.stepper.timeline();
        let known =
            self.meter.take().filter(|(of, meter)| *of == branch && meter.position() <= timeline.len());
        let (_, mut meter) = known.unwrap_or_else(|| (branch, Meter::new(timeline)));
        let done = meter.follow(timeline, most);
        self.meter = Some((branch, meter));
        !done
    }
}
