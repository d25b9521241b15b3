//! Tells how a program ends.

use super::Teller;
use super::value::Values;
use crate::go::machine::memory::Pointer;
use crate::go::machine::panics::Turn;
use crate::go::machine::{Ended, Machine, Place, Status};
use crate::go::process::{last_words, why};
use crate::go::types::store::{Basic, TypeId};
use crate::rules::Fault;
use crate::world::{End, Event, WorkerId};

/// The faults that end a process.
const FATAL: [Fault; 3] =
    [Fault::UnlockOfUnlockedMutex, Fault::ReadUnlockOfUnlockedRwMutex, Fault::UnlockOfUnlockedRwMutex];

/// What a panic says is cut after so many characters.
const LONGEST: usize = 160;

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

    /// Deferred calls begin to run because of a panic, or one of them has recovered.
    pub(super) fn turned(&mut self, machine: &Machine, place: Place, turn: Turn) {
        let who = WorkerId(machine.goroutine(place).worker);
        self.events.push(match turn {
            Turn::Unwinds(typ, value) => Event::Unwinds(who, self.panicked(machine, typ, value).into()),
            Turn::Recovers => Event::Recovers(who),
        });
    }

    /// What a panic's value says, before anybody has called its methods.
    fn panicked(&self, machine: &Machine, typ: u64, value: u64) -> String {
        let (errors, memory) = (&machine.code().errors, machine.memory());
        let typ = TypeId(typ as u32);
        let text = |word: u64| String::from_utf8_lossy(memory.text(word)).into_owned();
        let behind = |value: u64| memory.at(Pointer(value), 1)[0];
        let words = match typ {
            typ if typ == errors.text || typ == errors.bounds => format!("runtime error: {}", text(value)),
            typ if typ == errors.plain || typ == Basic::String.id() => text(value),
            typ if typ == errors.assertion => format!("interface conversion: {}", text(behind(value))),
            typ if typ == errors.nil_panic => text(behind(value)),
            typ => {
                let values = Values::of(machine);
                let told = match values.size(typ) {
                    size @ 2.. => values.text(typ, memory.at(Pointer(value), size)),
                    _ => values.text(typ, &[value]),
                };
                // A text that an error holds is told as it is printed.
                let bare = told.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
                bare.map(str::to_owned).unwrap_or(told)
            }
        };
        let line = words.lines().next().unwrap_or_default();
        match line.char_indices().nth(LONGEST) {
            Some((at, _)) => format!("{}…", &line[..at]),
            None => line.to_owned(),
        }
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
