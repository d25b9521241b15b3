//! One execution: its workers, its objects, its virtual clock, and what may happen next.
//!
//! [`World`] is the seam between what runs and who decides: everything above (schedules, timelines, the explorer, the
//! page) is generic over it. [`tasks::Tasks`] is the world of async Rust workers.
//!
//! A step serves one request of one worker and then lets every worker whose wait has ended compute until it needs
//! something shared again. It appends what happened to a list of [`Event`]s, and nothing else reports anything.

pub mod choices;
pub(crate) mod doing;
pub mod event;
mod look;
mod serve;
mod state;
pub(crate) mod story;
pub mod tasks;
pub(crate) mod tell;
pub(crate) mod through;
mod trace;
mod wake;

pub use choices::{Choice, Choices, Footprint};
pub use event::{
    Change, Doing, DoingCase, End, Event, Part, Queue, RequestId, Side, Site, Text, Timer, Verb, WorkerId,
};
pub use tasks::Tasks;

/// One execution, from its start to its end, moved on one choice at a time.
pub trait World {
    /// A state to come back to, where the world can be copied.
    type Saved;

    /// What may happen next. Empty when the execution is over.
    fn choices(&self) -> &Choices;

    /// Which workers and objects a choice touches: two choices that share nothing commute.
    fn footprint(&self, choice: Choice) -> Footprint;

    /// Takes one of the choices, and appends what happened.
    ///
    /// # Panics
    /// If `choice` is not among [`choices`](World::choices).
    fn step(&mut self, choice: Choice, events: &mut Vec<Event>);

    /// Whether a worker that would only begin to wait by this choice may as well come later, as long as others go on: what can
    /// come of it is the same, because it would be served in any order, and nothing in the program can tell who waits.
    fn may_wait_later(&self, _: Choice) -> bool {
        false
    }

    /// Whether a worker would only begin to wait by this choice, if that can be said without taking it.
    fn would_wait(&self, _: Choice) -> Option<bool> {
        None
    }

    /// Whether a choice is nobody's: a timer that fires.
    fn is_timer(&self, _: Choice) -> bool {
        false
    }

    /// Who takes a choice, whatever order things happened in: the same in all states of one fingerprint.
    fn who(&self, choice: Choice) -> u64 {
        u64::from(choice.worker.0)
    }

    /// Who takes a choice, at which place of the program and which way, whatever order things happened in. In one state each
    /// choice has its own.
    fn way(&self, choice: Choice) -> u64 {
        u64::from(choice.worker.0) << 32 ^ u64::from(choice.request.0) << 16 ^ u64::from(choice.arm.0)
    }

    /// Who waits and cannot go on alone, as [`who`](World::who) names them.
    fn waiting(&self) -> Vec<u64> {
        Vec::new()
    }

    /// Whether something may still happen once everyone waits: an instant is to come.
    fn has_deadline(&self) -> bool {
        true
    }

    /// A hash of the state: executions that may continue differently have different ones.
    fn fingerprint(&self) -> u128;

    /// The same, where finding it takes no longer than a step may.
    fn quick_fingerprint(&self) -> Option<u128> {
        Some(self.fingerprint())
    }

    /// How much was computed up to here, in instructions, where that is known.
    fn worked(&self) -> u64 {
        0
    }

    /// How the execution ended, once it has.
    fn end(&self) -> Option<&End>;

    /// The virtual time, in nanoseconds from the start.
    fn now(&self) -> u64;

    /// The state to come back to, or `None` where a world is rebuilt by replaying its schedule.
    fn save(&self) -> Option<Self::Saved>;

    /// The same, over a saved state of this world that nobody wants any more.
    fn save_over(&self, old: &mut Self::Saved) {
        if let Some(saved) = self.save() {
            *old = saved;
        }
    }

    /// Comes back to a saved state.
    fn restore(&mut self, saved: &Self::Saved);

    /// The same, and what was saved is now where this world was: nothing is copied, where the world can do without.
    fn exchange(&mut self, saved: &mut Self::Saved) {
        let here = self.save();
        self.restore(saved);
        if let Some(here) = here {
            *saved = here;
        }
    }
}
