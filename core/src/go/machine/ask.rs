//! What a goroutine asks of the machine itself, without a step: the time, a number by chance, who has called it; and the
//! copies of locks, which are objects of their own.

use super::equal::mix;
use super::trap::Trap;
use super::{Known, Machine, Place};
use crate::go::code::instr::Request;
use crate::go::code::layout::Word;
use crate::go::types::store::TypeId;
use crate::rules::ObjectId;

impl Machine {
    /// Answers a request that is no step, whose window is at this place of the memory.
    pub(super) fn ask(
        &mut self,
        place: Place,
        request: Request,
        window: usize,
        results: usize,
    ) -> Result<(), Trap> {
        let first = self.memory.words.get(window + results).copied().unwrap_or(0);
        match request {
            Request::Now | Request::Instant => self.memory.words[window] = self.now,
            Request::Random => self.memory.words[window] = self.draw(place),
            Request::Caller => {
                let found = self.caller(place, first as usize);
                let (function, file, line) = found.unwrap_or_default();
                let words = [
                    self.memory.make_text(function.as_bytes())?,
                    self.memory.make_text(file.as_bytes())?,
                    u64::from(line),
                ];
                self.memory.words[window..window + 3].copy_from_slice(&words);
            }
            other => unreachable!("{other:?} is a step"),
        }
        Ok(())
    }

    /// The next of a goroutine's own random numbers.
    pub(super) fn draw(&mut self, place: Place) -> u64 {
        self.drew = true;
        let one = self.one(place);
        one.random = one.random.wrapping_add(1);
        mix(one.random)
    }

    /// Whether somebody has drawn a number: with another seed it might have been another one.
    pub fn drew(&self) -> bool {
        self.drew
    }

    /// Where a frame stands, thunks left out: 0 is the current one.
    fn caller(&self, place: Place, skip: usize) -> Option<(String, String, u32)> {
        let real = |frame: &super::calls::Frame| !self.code.functions[frame.func as usize].thunk;
        let frame = self.frames(place).filter(real).nth(skip)?;
        let function = &self.code.functions[frame.func as usize];
        let found = self.code.sources.place(*function.places.get(frame.pc as usize)?)?;
        Some((function.name.to_string(), found.file.to_string(), found.line))
    }

    /// A copy of a value was made at this place: the locks in it become objects of their own, in the same state, for which
    /// nobody waits.
    pub(super) fn copy_sync(&mut self, typ: TypeId, at: usize) {
        let code = self.code.clone();
        for (offset, kind) in code.layouts.known_words(typ).iter().enumerate() {
            let word = self.memory.words[at + offset];
            if *kind == Word::Sync && word != 0 {
                let copy = self.table.copy(ObjectId(word as u32 - 1));
                if self.known.len() <= copy.0 as usize {
                    self.known.resize(copy.0 as usize + 1, Known::default());
                }
                self.known[copy.0 as usize] = Known { exists: true, ..Known::default() };
                self.memory.words[at + offset] = u64::from(copy.0) + 1;
            }
        }
    }
}
