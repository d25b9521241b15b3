//! What can come out: what a program prints, and how it ends.

use crate::go::GoWorld;
use crate::schedule::Schedule;
use crate::world::{Choice, Choices, End, Event, Footprint, World};
use std::hash::{DefaultHasher, Hash, Hasher};

/// One thing that can come out.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// What was printed, line by line.
    pub output: String,
    /// How the execution ended.
    pub end: End,
    /// A shortest way to it.
    pub schedule: Schedule,
}

/// A Go program of which everything that was printed is a part of the state.
#[derive(Clone)]
pub(super) struct Printing {
    world: GoWorld,
    output: String,
}

impl Printing {
    /// One that has not printed anything yet.
    pub(super) fn new(world: GoWorld) -> Self {
        Printing { world, output: String::new() }
    }

    /// What was printed so far, in whole lines.
    pub(super) fn output(&self) -> &str {
        &self.output
    }
}

impl World for Printing {
    type Saved = Printing;

    fn choices(&self) -> &Choices {
        self.world.choices()
    }

    fn footprint(&self, choice: Choice) -> Footprint {
        self.world.footprint(choice)
    }

    fn step(&mut self, choice: Choice, events: &mut Vec<Event>) {
        let before = events.len();
        self.world.step(choice, events);
        for event in &events[before..] {
            if let Event::Printed(_, line) = event {
                self.output.push_str(line);
                self.output.push('\n');
            }
        }
    }

    fn is_timer(&self, choice: Choice) -> bool {
        self.world.is_timer(choice)
    }

    fn has_deadline(&self) -> bool {
        self.world.has_deadline()
    }

    fn may_wait_later(&self, choice: Choice) -> bool {
        self.world.may_wait_later(choice)
    }

    fn fingerprint(&self) -> u128 {
        let half = |number: u64| {
            let mut hasher = DefaultHasher::new();
            (number, &self.output, self.world.unfinished()).hash(&mut hasher);
            u128::from(hasher.finish())
        };
        self.world.fingerprint() ^ (half(0) << 64 | half(1))
    }

    fn end(&self) -> Option<&End> {
        self.world.end()
    }

    fn now(&self) -> u64 {
        self.world.now()
    }

    fn save(&self) -> Option<Printing> {
        Some(self.clone())
    }

    fn restore(&mut self, saved: &Printing) {
        self.clone_from(saved);
    }
}
