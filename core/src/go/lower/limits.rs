//! What is too large to be run here: it is refused, with its place, and nothing wraps.
//!
//! What was refused is lowered on, into instructions that nobody runs. So a slot may then be any, and sums of slots saturate.

use super::function::Builder;
use super::program::{Key, Program};
use crate::go::code::instr::Slot;
use crate::go::code::layout::{LARGEST, Word};
use crate::go::code::operands::Shapes;
use crate::go::code::{Function, live};
use crate::go::syntax::source::{Diagnostic, Pos, Span};
use crate::go::types::store::TypeId;
use std::rc::Rc;

/// How many instances of generic functions a program may have: each that calls two others of larger types doubles them.
const INSTANCES: usize = 10_000;

impl Program<'_> {
    /// Tells of something that cannot be run here.
    pub(super) fn refuse(&mut self, span: Span, message: &str) {
        self.errors.push(Diagnostic { span, message: message.into() });
    }

    /// Tells of something that is too large at a place, unless something else is wrong already.
    pub(super) fn refuse_large(&mut self, place: Pos, message: &str) {
        if self.errors.is_empty() {
            // What we make ourselves has no place: whatever needs it has.
            let place = if place == Pos::NONE { self.place } else { place };
            self.refuse(Span::new(place, place), message);
        }
    }

    /// Refuses the program if its variables and strings have no room.
    pub(super) fn refuse_full(&mut self) {
        if self.image.take_full() {
            let message = "program too large: its variables and strings have more than 4194304 words";
            self.refuse_large(self.place, message);
        }
    }

    /// Whether this is one instance of a generic function too many: then the program is refused, and it is not made.
    pub(super) fn is_instance_too_many(&mut self, key: &Key) -> bool {
        let (Key::Declared(_, arguments) | Key::MethodValue(.., arguments, _)) = key else { return false };
        self.instances += usize::from(!arguments.is_empty());
        let full = self.instances > INSTANCES;
        if full {
            let message =
                format!("program too large: it has more than {INSTANCES} instances of generic functions");
            self.refuse_large(self.place, &message);
        }
        full
    }

    /// A number of something that an instruction counts or names.
    pub(super) fn short(&mut self, number: usize, what: &str) -> u16 {
        u16::try_from(number).unwrap_or_else(|_| {
            self.refuse_large(self.place, &format!("program too large: it has more than 65535 {what}"));
            0
        })
    }

    /// The words of a type's values.
    pub(super) fn words(&mut self, typ: TypeId) -> Rc<[Word]> {
        self.layouts.words(&self.types, typ).unwrap_or_else(|_| {
            let message = "type too large: its values have more than 65535 words or 16384 parts";
            self.refuse_large(self.place, message);
            Rc::from([])
        })
    }

    pub(super) fn size(&mut self, typ: TypeId) -> u16 {
        self.words(typ).len() as u16
    }

    /// Finds the live slots of all functions.
    pub(super) fn find_live(&mut self, functions: &mut [Function]) {
        let shapes = Shapes { layouts: &self.layouts, maps: &self.maps, selects: &self.selects };
        let mut room = live::MOST_KEPT;
        for function in functions {
            match live::find(function, shapes, &mut room) {
                Ok(live) => function.live = live,
                Err(live::TooLarge) => {
                    let place = function.places.iter().find(|place| **place != Pos::NONE);
                    let message = "function too large: it has too many variables for as many statements";
                    return self.refuse_large(place.copied().unwrap_or(Pos::NONE), message);
                }
            }
        }
    }
}

impl Builder<'_, '_> {
    /// How many words values of these types have together.
    pub(super) fn sizes(&mut self, types: &[TypeId]) -> u16 {
        let all = types.iter().map(|typ| usize::from(self.program.size(*typ))).sum();
        self.program.short(all, "words in the values of a call")
    }

    /// Puts the kinds of a type's words behind others, if those are not more than any function has.
    pub(super) fn gather(&mut self, kinds: &mut Vec<Word>, typ: TypeId) {
        if kinds.len() <= LARGEST {
            kinds.extend_from_slice(&self.program.words(typ));
        }
    }

    /// Slots for so many values in a row.
    pub(super) fn row_of(&mut self, words: &[Word], count: usize) -> Slot {
        let all = words.len().saturating_mul(count).min(LARGEST);
        self.row(words.iter().copied().cycle().take(all).collect())
    }
}

/// The slot of a value in a row of values.
pub(super) fn row_at(row: Slot, number: usize, size: u16) -> Slot {
    let words = u16::try_from(number.saturating_mul(size.into())).unwrap_or(u16::MAX);
    row.saturating_add(words)
}

/// So many words behind an offset as so many values have; what is further on than any object reaches is not told apart.
pub(super) fn beyond(offset: u32, count: u64, size: u16) -> u32 {
    let words = u32::try_from(count).unwrap_or(u32::MAX).saturating_mul(size.into());
    offset.saturating_add(words)
}
