//! What a step has found or left in the variables that it reaches.

use super::{Access, Teller};
use crate::go::machine::Machine;
use crate::rules::ObjectId;
use crate::world::{Event, Verb, WorkerId};

impl Teller {
    /// Tells of the variables that a worker's step has reached, last of the one that it is told by.
    pub(super) fn tell_accesses(&mut self, machine: &Machine, who: WorkerId) {
        let accesses = std::mem::take(&mut self.accesses);
        let mut accesses = accesses.into_iter();
        let first = accesses.next();
        for access in accesses {
            if let Some(object) = access.object {
                self.also_accessed(machine, who, object, access.writes);
            }
        }
        if let Some(first) = first {
            self.accessed(machine, first);
        }
    }

    /// Tells of a variable that a step reaches beside the one that it is told by.
    fn also_accessed(&mut self, machine: &Machine, who: WorkerId, object: ObjectId, writes: bool) {
        if !writes {
            return self.events.push(Event::Read(object, who));
        }
        let text = self.value(machine, object).unwrap_or_default();
        self.names().thing_mut(object).told = Some(text.clone());
        self.events.push(Event::Written(object, text, who));
    }

    /// Tells what an access to a variable has found or left there.
    fn accessed(&mut self, machine: &Machine, access: Access) {
        let Access { worker: who, object, writes } = access;
        let Some(verb) = self.verb(who) else { return };
        let Some(object) = object else { return self.serve(who, None, 0) };
        let before = self.names.thing(object).told.clone();
        let text = self.value(machine, object).unwrap_or_default();
        let changed = before.as_ref() != Some(&text);
        self.names().thing_mut(object).told = Some(text.clone());
        let number = self.number(machine, object);
        let counted = |teller: &mut Teller| match number {
            Some(number) => teller.events.push(Event::Counted(object, number, who)),
            None => teller.events.push(Event::Written(object, text.clone(), who)),
        };
        match verb {
            Verb::AtomicLoad => {
                self.events.push(Event::Read(object, who));
                self.serve(who, Some(text), 0);
            }
            Verb::AtomicCompareAndSwap => {
                if changed {
                    counted(self);
                    self.events.extend(number.is_some().then(|| Event::Valued(object, text.clone())));
                } else {
                    self.events.push(Event::Read(object, who));
                }
                self.serve(who, None, i64::from(changed));
            }
            Verb::AtomicStore | Verb::AtomicAdd | Verb::AtomicSwap => {
                counted(self);
                self.events.extend(number.is_some().then(|| Event::Valued(object, text.clone())));
                self.serve(who, before.filter(|_| verb == Verb::AtomicSwap), number.unwrap_or(0));
            }
            _ if writes => {
                self.events.push(Event::Written(object, text, who));
                self.serve(who, None, 0);
            }
            _ => {
                self.events.push(Event::Read(object, who));
                self.serve(who, Some(text), 0);
            }
        }
    }
}
