//! An access that is remembered, so that a later one which nothing orders behind it is known for a data race, however far the two are
//! apart.

use super::GoWorld;
use crate::go::code::instr::Pc;
use crate::go::code::sliced::Sliced;
use crate::go::machine::{After, Machine, Place, Touch, mix};
use crate::go::process::place_of;
use crate::go::syntax::source::Pos;
use crate::rules::Arm;
use crate::world::{Choice, Choices, WorkerId};
use std::rc::Rc;

/// Set in the way of a choice by which the access is remembered: no access has so many ways.
const REMEMBERED: u16 = 1 << 14;

/// So many accesses of one execution are remembered at most.
const MOST: usize = 100;

/// What all states are told as from which no access can race with the one that is remembered.
const OVER: u128 = 1;

/// An access that is remembered.
#[derive(Clone)]
pub struct First {
    /// Who has made it.
    pub who: WorkerId,
    /// Where: functions, by their number, and places in them; the innermost first.
    pub stack: Rc<[(u32, Pos)]>,
    /// A hash of where that is.
    stands: u64,
    /// Whether all that will ever be done comes after it.
    is_over: bool,
    pub(super) after: After,
}

impl First {
    /// Which of what was accessed races with a step of a goroutine that reaches these words.
    pub fn races_with(&self, touch: &Touch) -> Option<&Touch> {
        if self.after.knows(touch.place) {
            return None;
        }
        self.after.touches().iter().find(|first| first.races_with(touch))
    }

    pub(super) fn fingerprint(&self, machine: &Machine, sliced: &Sliced) -> u128 {
        match self.is_over {
            true => OVER,
            false => machine.fingerprint_after(sliced, &self.after) ^ u128::from(self.stands),
        }
    }
}

impl GoWorld {
    /// The same, and each access is twice among the choices: as it is, and so that it is remembered. Only one is, and there are no choices
    /// any more when nothing can race with it.
    pub fn remembering(mut self) -> GoWorld {
        self.doubled = Some(Box::default());
        self.double();
        self
    }

    /// The accesses that are remembered.
    pub fn firsts(&self) -> &[First] {
        &self.teller.firsts
    }

    /// A choice among those of a world that remembers nothing.
    pub fn plain(&self, choice: Choice) -> Choice {
        match self.doubled {
            Some(_) if self.is_doubled(choice) => Choice { arm: Arm(choice.arm.0 & !REMEMBERED), ..choice },
            _ => choice,
        }
    }

    /// Whether a choice is one of those by which an access is remembered.
    fn is_doubled(&self, choice: Choice) -> bool {
        choice.arm != Arm::NO_CASE && choice.arm.0 & REMEMBERED != 0
    }

    /// Remembers the access that a choice is, if it is one of the program's own.
    pub fn remember(&mut self, choice: Choice) {
        let Some(place) = self.place(choice.worker) else { return };
        let machine = self.turns.machine_mut();
        let code = machine.code();
        let is_own =
            |func: u32| !code.functions[func as usize].hidden && !code.functions[func as usize].thunk;
        let frames: Vec<_> = machine.frames(place).collect();
        let Some(own) = frames.iter().find(|frame| is_own(frame.func)) else { return };
        let at = |(func, pc): (u32, Pc)| u64::from(func) << 32 | u64::from(pc);
        let stands = mix(at((own.func, own.pc)));
        let stack = frames.iter().map(|frame| (frame.func, place_of(machine, frame))).collect();
        let who = choice.worker;
        if let Some(after) = After::step_of(machine, place) {
            let firsts = &mut self.teller.firsts;
            let words = |after: &After| -> Vec<_> {
                after.touches().iter().map(|touch| (touch.pointer, touch.words, touch.writes)).collect()
            };
            // What races with the same access of before races with this one as well.
            let is_same = |first: &First| {
                (first.who, first.stands) == (who, stands) && words(&first.after) == words(&after)
            };
            firsts.retain(|first| !first.is_over && !is_same(first));
            if firsts.len() >= MOST {
                firsts.remove(0);
            }
            firsts.push(First { who, stack, stands, is_over: false, after });
        }
    }

    /// A choice is taken: what is remembered of it, and the choice as it is among those of the machine.
    pub(super) fn remembered(&mut self, choice: Choice) -> Choice {
        let plain = self.plain(choice);
        if plain != choice {
            self.remember(plain);
        }
        plain
    }

    /// Whether a goroutine stands before an access of the program's own.
    fn accesses(&self, place: Place, touches: &mut Vec<Touch>) -> bool {
        touches.clear();
        self.machine().touches(place, touches);
        !touches.is_empty()
    }

    /// Finds what may happen next after a step.
    pub(super) fn double(&mut self) {
        let machine = self.turns.machine();
        self.teller.firsts.iter_mut().for_each(|first| first.is_over = first.after.is_over(machine));
        let Some(mut doubled) = self.doubled.take() else { return };
        let (own, mut touches) = (self.turns.choices(), Vec::new());
        match self.firsts() {
            [] => {
                *doubled = Choices::default();
                // Whoever is alone can be raced with only by those who are gone.
                let is_alone = machine.places().count() < 2 && machine.timers().is_empty();
                for worker in own.workers() {
                    let ways = own.of(worker);
                    let place = self.place(worker).filter(|_| !is_alone);
                    let doubles = place.is_some_and(|place| self.accesses(place, &mut touches));
                    let more = ways
                        .iter()
                        .filter(|_| doubles)
                        .map(|choice| Choice { arm: Arm(choice.arm.0 | REMEMBERED), ..*choice });
                    doubled.set(worker, ways.iter().copied().chain(more));
                }
            }
            [first, ..] if first.is_over => *doubled = Choices::default(),
            _ => (*doubled).clone_from(own),
        }
        self.doubled = Some(doubled);
    }
}
