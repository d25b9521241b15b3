//! A run that goes on for ever and changes nothing any more: an endless loop, and nobody else who could end it.

/// Watches where a run stands after each of its steps.
///
/// ```
/// use lockstep_core::schedule::Still;
///
/// let mut still = Still::default();
/// assert!(!still.stands(Some(7)));
/// assert!(!still.stands(None), "others may go here");
/// assert!(!still.stands(Some(7)));
/// assert!(still.stands(Some(7)), "what led from this state led to it again");
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct Still {
    before: Option<u128>,
}

impl Still {
    /// Whether it has a state to compare with.
    pub fn watches(&self) -> bool {
        self.before.is_some()
    }

    /// Whether a run is in the state in which it was one step before, and nothing else can ever happen. `now` is the
    /// fingerprint of its state where all that may happen is that one worker computes on, and nothing elsewhere.
    pub fn stands(&mut self, now: Option<u128>) -> bool {
        let before = std::mem::replace(&mut self.before, now);
        now.is_some() && now == before
    }
}
