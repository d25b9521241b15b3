//! Tells how a program ends.

use super::Teller;
use crate::go::machine::{Ended, Machine, Status};
use crate::go::process::{last_words, why};
use crate::rules::Fault;
use crate::world::{End, Event, WorkerId};

/// The faults that end a process.
const FATAL: [Fault; 3] =
    [Fault::UnlockOfUnlockedMutex, Fault::ReadUnlockOfUnlockedRwMutex, Fault::UnlockOfUnlockedRwMutex];

impl Teller {
    pub(super) fn ended(&mut self, machine: &Machine, ended: &Ended) {
        self.print_rest();
        match ended {
            Ended::Exit(_) if self.returns(machine) => {
                self.settle(machine, self.actor);
                self.events.push(Event::Exited(self.actor));
            }
            Ended::Deadlock => self.tell_who_may(machine),
            _ => {}
        }
        let end = self.end_of(machine, ended);
        // The clock is no goroutine that vanishes.
        self.events.extend(self.clock.map(Event::Exited));
        let words = last_words(machine, ended);
        let text = String::from_utf8_lossy(&words.text).into_owned();
        self.events.push(Event::LastWords(text.into(), words.exit));
        self.events.push(Event::Ended(end.clone()));
        self.end = Some(end);
    }

    /// How the execution has ended.
    pub(super) fn end_of(&self, machine: &Machine, ended: &Ended) -> End {
        let who = |place| WorkerId(machine.goroutine(place).worker);
        match ended {
            Ended::Exit(_) if self.returns(machine) => End::Returned,
            Ended::Exit(code) => End::Exit(self.actor, *code),
            Ended::Deadlock => End::Deadlock,
            Ended::NoGoroutines => {
                End::Fatal(WorkerId(0), "no goroutines (main called runtime.Goexit) - deadlock!".into())
            }
            Ended::Panic(place) => End::Panic(who(*place), why(machine, *place).into()),
            Ended::Fatal(place, words) => match FATAL.iter().find(|fault| fault.message() == &**words) {
                Some(fault) => End::Fault(who(*place), *fault),
                None => End::Fatal(who(*place), words.clone()),
            },
            Ended::Thrown(place, words) => End::Fatal(place.map_or(self.actor, who), words.clone()),
        }
    }

    /// Whether the step is main's return.
    fn returns(&self, machine: &Machine) -> bool {
        let leaves = |place| {
            let one = machine.goroutine(place);
            one.worker == self.actor.0 && one.status == Status::Leaving
        };
        machine.places().any(leaves)
    }
}
