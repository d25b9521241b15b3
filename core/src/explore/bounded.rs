//! Schedules in which workers are seldom taken off the processor while they could go on.
//!
//! Most bugs need few such preemptions (Musuvathi and Qadeer, 2007), and there are far fewer of these schedules than of all.
//!
//! Nobody's wait is put off here: whoever begins to wait lets go of the processor, and that costs nothing.

use super::found::{Examined, Found};
use super::search::{Search, Way};
use crate::schedule::Pick;
use crate::world::through::through;
use crate::world::{Choice, Choices, Event, WorkerId, World};

/// So many times at most somebody is taken off the processor, where there are too many states.
const PREEMPTIONS: u32 = 3;

/// What was looked at with few preemptions.
#[derive(Default)]
pub(super) struct Looked {
    /// States, in all searches together.
    pub(super) states: usize,
    /// With how many preemptions every schedule was looked at.
    pub(super) preemptions: Option<u32>,
    /// The way to a state that does not lead there again, if there is one.
    pub(super) diverged: Option<(Way, Vec<Pick>)>,
}

/// How a search comes to its first state.
type Start<'a, W> = &'a dyn Fn(&mut Vec<Event>) -> Preempting<W>;

/// A search with few preemptions.
type Looking<'a, W> = Search<Preempting<W>, Start<'a, W>>;

/// Says of a search that visits this state, with so many preemptions, and of what was found, whether that is enough.
type Spent<'a, W> = dyn FnMut(&Looking<W>, u32, u32, &Found) -> bool + 'a;

/// Looks at what is wrong in the states with no, one, two, … workers taken off the processor that could go on, until `is_spent` says so
/// of a state of such a search, with so many preemptions.
pub(super) fn look_through<W: Examined>(
    plain: &dyn Fn(&mut Vec<Event>) -> W,
    found: &mut Found,
    is_spent: &mut Spent<W>,
) -> Looked {
    let mut looked = Looked::default();
    for preemptions in 0..=PREEMPTIONS {
        let start = |events: &mut Vec<Event>| Preempting::new(plain(events), preemptions);
        let mut search = Search::new(&start as Start<W>);
        while let Some(state) = search.visit() {
            let way = search.way(state);
            let is_whole = found.look(search.world().world(), None, way, &|| search.picks(state));
            if is_spent(&search, state, preemptions, found) || !is_whole {
                looked.states += search.states();
                return looked;
            }
        }
        looked.states += search.states();
        if let Some(state) = search.diverged() {
            looked.diverged = Some((search.way(state), search.picks(state)));
            return looked;
        }
        looked.preemptions = Some(preemptions);
    }
    looked
}

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

/// Such a world, saved.
pub struct Saved<S> {
    world: S,
    last: Option<WorkerId>,
    left: u32,
    choices: Choices,
}

impl<W: World> World for Preempting<W> {
    type Saved = Saved<W::Saved>;

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

    fn save(&self) -> Option<Self::Saved> {
        let Preempting { last, left, choices, .. } = self;
        Some(Saved { world: self.world.save()?, last: *last, left: *left, choices: choices.clone() })
    }

    fn save_over(&self, old: &mut Self::Saved) {
        self.world.save_over(&mut old.world);
        old.choices.clone_from(&self.choices);
        (old.last, old.left) = (self.last, self.left);
    }

    fn restore(&mut self, saved: &Self::Saved) {
        self.world.restore(&saved.world);
        self.choices.clone_from(&saved.choices);
        (self.last, self.left) = (saved.last, saved.left);
    }

    fn exchange(&mut self, saved: &mut Self::Saved) {
        self.world.exchange(&mut saved.world);
        std::mem::swap(&mut self.choices, &mut saved.choices);
        std::mem::swap(&mut self.last, &mut saved.last);
        std::mem::swap(&mut self.left, &mut saved.left);
    }
}
