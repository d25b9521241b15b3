//! Schedules in which goroutines are seldom taken off the processor while they could go on.
//!
//! Most bugs need few such preemptions (Musuvathi and Qadeer, 2007), and there are far fewer of these schedules than of all.
//!
//! Nobody's wait is put off here: whoever begins to wait lets go of the processor, and that costs nothing.

use crate::world::through::through;
use crate::world::{Choice, Choices, Event, WorkerId, World};

/// A world in which only so many times a worker that could go on is left for another one. Timers fire whenever they may.
pub struct Preempting<W> {
    world: W,
    /// Who has taken the last step.
    last: Option<WorkerId>,
    left: u32,
    choices: Choices,
}

impl<W: World> Preempting<W> {
    /// A world in which that may happen so many times.
    pub fn new(world: W, preemptions: u32) -> Self {
        let mut new = Preempting { world, last: None, left: preemptions, choices: Choices::default() };
        new.look();
        new
    }

    /// The world itself.
    pub fn world(&self) -> &W {
        &self.world
    }

    /// Who could go on and has taken the last step.
    fn running(&self) -> Option<WorkerId> {
        self.last.filter(|last| !self.world.choices().of(*last).is_empty())
    }

    fn look(&mut self) {
        let running = self.running().filter(|_| self.left == 0);
        let Preempting { world, choices, .. } = self;
        let all = world.choices();
        let Some(running) = running else { return choices.clone_from(all) };
        *choices = Choices::default();
        for worker in all.workers() {
            let may = |choice: &Choice| worker == running || world.is_timer(*choice);
            choices.set(worker, all.of(worker).iter().copied().filter(may));
        }
    }
}

impl<W: Clone> Clone for Preempting<W> {
    fn clone(&self) -> Self {
        let Preempting { world, last, left, choices } = self;
        Preempting { world: world.clone(), last: *last, left: *left, choices: choices.clone() }
    }

    /// What it is cloned over keeps its room.
    fn clone_from(&mut self, other: &Self) {
        self.world.clone_from(&other.world);
        self.choices.clone_from(&other.choices);
        (self.last, self.left) = (other.last, other.left);
    }
}

impl<W: World<Saved = W> + Clone> World for Preempting<W> {
    type Saved = Preempting<W>;

    through!(world);

    fn choices(&self) -> &Choices {
        &self.choices
    }

    fn step(&mut self, choice: Choice, events: &mut Vec<Event>) {
        if !self.world.is_timer(choice) {
            let preempts = self.running().is_some_and(|running| running != choice.worker);
            self.left -= u32::from(preempts);
            self.last = Some(choice.worker);
        }
        self.world.step(choice, events);
        self.look();
    }

    fn fingerprint(&self) -> u128 {
        // Who runs counts only as long as they can go on.
        let running = self.running().and_then(|running| self.world.choices().of(running).first().copied());
        let who = running.map_or(0, |choice| self.world.who(choice) | 1);
        let more = (u128::from(who) << 32 | u128::from(self.left))
            .wrapping_mul(0x2360_ED05_1FC6_5DA4_4385_DF64_9FCC_F645);
        self.world.fingerprint() ^ more ^ more >> 64
    }

    fn save(&self) -> Option<Self> {
        Some(self.clone())
    }

    fn save_over(&self, old: &mut Self) {
        old.clone_from(self);
    }

    fn restore(&mut self, saved: &Self) {
        self.clone_from(saved);
    }

    fn exchange(&mut self, saved: &mut Self) {
        std::mem::swap(self, saved);
    }
}
