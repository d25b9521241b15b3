//! A run as lines of text, the twin of the timeline.

use super::narrate::{Step, narrate};
use super::{Locale, Sentence};
use crate::timeline::{Role, Timeline};
use crate::world::Event;
use std::ops::RangeInclusive;

/// What happened at each of these positions, in order. A long run is asked for page by page.
pub fn transcript(
    timeline: &Timeline,
    cast: &[Role],
    positions: RangeInclusive<u32>,
    locale: Locale,
) -> Vec<Sentence> {
    let (from, to) = (*positions.start(), (*positions.end()).min(timeline.len()));
    if from > to {
        return Vec::new();
    }
    let mut moment = timeline.moment_at(from.saturating_sub(1));
    let told = |position: u32| {
        let events: Vec<Event> = timeline.events(position).collect();
        // At position 0 the moment has seen its events already.
        if position > 0 {
            events.iter().for_each(|event| moment.apply(event));
        }
        locale.sentence(narrate(&Step { events: &events, after: &moment, cast }))
    };
    (from..=to).map(told).collect()
}
