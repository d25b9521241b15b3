//! What is said where a run cannot go on.

use super::Session;
use lockstep_core::present::Message;
use lockstep_core::say;
use lockstep_core::schedule::Schedule;
use lockstep_core::timeline::Refused;

impl Session {
    pub(super) fn refuse(&mut self, why: Refused) {
        self.notice = match why {
            Refused::Over | Refused::Rebuild => None,
            _ => Some(self.stopped(why)),
        };
    }

    /// What is said where a run cannot go on and is not over.
    #[inline(never)]
    fn stopped(&self, why: Refused) -> Message {
        match why {
            Refused::NotAChoice => say!(NoticeNotAChoice),
            Refused::Limit | Refused::Long if self.program.typed().is_some() => self.unfinished(why),
            Refused::Long => say!(ClusterLong, steps = self.stepper.len()),
            Refused::Endless => self.endless(),
            Refused::NotDeterministic => {
                let step = self.stepper.difference().map_or(0, |difference| difference.position);
                say!(NoticeNotDeterministic, step = step)
            }
            _ => say!(NoticeLimit, most = Schedule::LIMIT),
        }
    }

    /// That the run goes on for ever where it stands.
    fn endless(&self) -> Message {
        say!(GoEndless, place = self.stands())
    }

    /// Where it stands at its end.
    fn stands(&self) -> Message {
        say!(GoAtLine, line = self.stepper.timeline().tip().line())
    }

    /// That a Go program is not over, though it has gone on for long, and where it stands.
    fn unfinished(&self, why: Refused) -> Message {
        let (place, steps) = (self.stands(), self.stepper.len());
        match why {
            Refused::Long => say!(GoLong, place = place, steps = steps),
            _ => say!(GoLimit, place = place, steps = steps),
        }
    }
}
