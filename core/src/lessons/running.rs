//! The world of whichever program is on show.

use crate::go::GoWorld;
use crate::world::{Choice, Choices, End, Event, Footprint, Tasks, World};

/// A world of async Rust workers, of nodes or of goroutines.
#[allow(
    clippy::large_enum_variant,
    reason = "there is one at a time, and scenes step without following a pointer"
)]
pub enum Running {
    /// The workers of a scene.
    Tasks(Tasks),
    /// A cluster. It is only pointed to, as is a Go program.
    Cluster(Box<dyn World<Saved = ()>>),
    /// A Go program. It is only pointed to, so that a first visit, which has none, needs nothing of its code: not even how it
    /// is dropped.
    Go(Box<dyn World<Saved = GoWorld>>),
}

impl World for Running {
    type Saved = GoWorld;

    fn choices(&self) -> &Choices {
        match self {
            Running::Tasks(tasks) => tasks.choices(),
            Running::Cluster(world) => world.choices(),
            Running::Go(world) => world.choices(),
        }
    }

    fn footprint(&self, choice: Choice) -> Footprint {
        match self {
            Running::Tasks(tasks) => tasks.footprint(choice),
            Running::Cluster(world) => world.footprint(choice),
            Running::Go(world) => world.footprint(choice),
        }
    }

    fn step(&mut self, choice: Choice, events: &mut Vec<Event>) {
        match self {
            Running::Tasks(tasks) => tasks.step(choice, events),
            Running::Cluster(world) => world.step(choice, events),
            Running::Go(world) => world.step(choice, events),
        }
    }

    fn fingerprint(&self) -> u128 {
        match self {
            Running::Tasks(tasks) => tasks.fingerprint(),
            Running::Cluster(world) => world.fingerprint(),
            Running::Go(world) => world.fingerprint(),
        }
    }

    fn has_deadline(&self) -> bool {
        match self {
            Running::Tasks(world) => world.has_deadline(),
            Running::Cluster(world) => world.has_deadline(),
            Running::Go(world) => world.has_deadline(),
        }
    }

    fn quick_fingerprint(&self) -> Option<u128> {
        match self {
            Running::Tasks(_) | Running::Cluster(_) => None,
            Running::Go(world) => world.quick_fingerprint(),
        }
    }

    fn worked(&self) -> u64 {
        match self {
            Running::Tasks(_) => 0,
            Running::Cluster(world) => world.worked(),
            Running::Go(world) => world.worked(),
        }
    }

    fn end(&self) -> Option<&End> {
        match self {
            Running::Tasks(tasks) => tasks.end(),
            Running::Cluster(world) => world.end(),
            Running::Go(world) => world.end(),
        }
    }

    fn now(&self) -> u64 {
        match self {
            Running::Tasks(tasks) => tasks.now(),
            Running::Cluster(world) => world.now(),
            Running::Go(world) => world.now(),
        }
    }

    fn save(&self) -> Option<GoWorld> {
        match self {
            Running::Tasks(_) | Running::Cluster(_) => None,
            Running::Go(world) => world.save(),
        }
    }

    fn restore(&mut self, saved: &GoWorld) {
        if let Running::Go(world) = self {
            world.restore(saved);
        }
    }
}
