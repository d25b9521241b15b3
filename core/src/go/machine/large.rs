//! Instructions on maps, and those on channels that are no step.

use super::map::{WORDS, WRITING};
use super::memory::Pointer;
use super::slices::Large;
use super::trap::Trap;
use super::{Machine, Place};
use crate::go::code::instr::{Instr, NONE, Slot};
use crate::go::code::{Code, MapShape};

/// Among so many keys the next one is a choice; among more, the goroutine draws it.
pub(super) const CHOOSABLE: usize = 64;

impl Machine {
    /// Carries out an instruction on a map.
    pub(super) fn run_map(
        &mut self,
        code: &Code,
        place: Place,
        watched: bool,
        instr: Instr,
        slots: usize,
    ) -> Result<Large, Trap> {
        let at = |slot: Slot| slots + usize::from(slot);
        let shape = |shape: u16| &code.maps[usize::from(shape)];
        macro_rules! word {
            ($slot:expr) => {
                self.memory.words[at($slot)]
            };
        }
        macro_rules! read {
            ($map:expr) => {
                let map = Pointer(word!($map));
                if watched && self.is_shared(map.base()) {
                    return Ok(Large::Step);
                }
                self.refuse_if_written(map, "concurrent map read and map write")?;
            };
        }
        match instr {
            Instr::MakeMap { dst, typ, name } => word!(dst) = self.make_map(typ, name)?,
            Instr::MapLength { dst, map } => {
                if watched && self.is_shared(Pointer(word!(map)).base()) {
                    return Ok(Large::Step);
                }
                word!(dst) = self.map_length(Pointer(word!(map)));
            }
            Instr::MapGet { dst, map, key, ok, shape: number } => {
                read!(map);
                let shape = shape(number);
                let found = self.look_up(Pointer(word!(map)), shape, at(key))?;
                let to = at(dst);
                match found {
                    Some(entry) => {
                        let from = entry.at() + 1 + shape.key_size;
                        self.memory.words.copy_within(from..from + shape.value_size, to);
                    }
                    None if dst != NONE => self.memory.words[to..to + shape.value_size].fill(0),
                    None => {}
                }
                if ok != NONE {
                    word!(ok) = u64::from(found.is_some());
                }
            }
            Instr::MapSet { map, key, value, shape: number } => {
                let pointer = Pointer(word!(map));
                if self.begins_to_write(place, pointer, watched)? {
                    return Ok(Large::Step);
                }
                self.map_set(pointer, shape(number), at(key), at(value))?;
            }
            Instr::MapDelete { map, key, shape: number } => {
                let pointer = Pointer(word!(map));
                if self.begins_to_write(place, pointer, watched)? {
                    return Ok(Large::Step);
                }
                self.map_delete(pointer, shape(number), at(key))?;
            }
            Instr::MapClear { map } => {
                let pointer = Pointer(word!(map));
                if self.begins_to_write(place, pointer, watched)? {
                    return Ok(Large::Step);
                }
                self.map_clear(pointer);
            }
            Instr::MapKeys { dst, map, shape: number } => {
                let pointer = Pointer(word!(map));
                if watched && self.is_shared(pointer.base()) {
                    return Ok(Large::Step);
                }
                self.refuse_if_written(pointer, "concurrent map iteration and map write")?;
                word!(dst) = self.map_keys(pointer, shape(number))?;
            }
            Instr::MapNext { keys, map, key, value, shape: number, ordered } => {
                let (operands, shape) = ([keys, map, key, value], shape(number));
                return self.next_key(place, watched, operands, shape, ordered, slots);
            }
            other => unreachable!("{other:?} is carried out elsewhere"),
        }
        Ok(Large::Done)
    }

    /// The next key that a loop over a map comes to.
    fn next_key(
        &mut self,
        place: Place,
        watched: bool,
        [keys, map, key, value]: [Slot; 4],
        shape: &MapShape,
        ordered: bool,
        slots: usize,
    ) -> Result<Large, Trap> {
        let at = |slot: Slot| slots + usize::from(slot);
        let (left, map) = (Pointer(self.memory.words[at(keys)]), Pointer(self.memory.words[at(map)]));
        if self.keys_left(left) <= CHOOSABLE {
            self.forget_deleted(left, map, shape)?;
        }
        let count = self.keys_left(left);
        if count == 0 {
            return Ok(Large::Done);
        }
        let chosen = std::mem::take(&mut self.arm);
        let is_choice = !ordered && (2..=CHOOSABLE).contains(&count);
        if self.goroutine(place).phase == 0 && (is_choice || watched && self.is_shared(map.base())) {
            self.one(place).phase = 1;
            return Ok(Large::Step);
        }
        self.one(place).phase = 0;
        self.refuse_if_written(map, "concurrent map iteration and map write")?;
        loop {
            let count = self.keys_left(left);
            if count == 0 {
                return Ok(Large::Done);
            }
            let number = match (is_choice, ordered || count == 1) {
                (true, _) => usize::from(chosen).min(count - 1),
                (false, true) => 0,
                (false, false) => (self.draw(place) % count as u64) as usize,
            };
            let from = left.at() + number * shape.key_size;
            // One of many may have been deleted meanwhile: then another one.
            if let Some(entry) = self.find(map, shape, from)? {
                if key != NONE {
                    self.memory.words.copy_within(from..from + shape.key_size, at(key));
                }
                if value != NONE {
                    let from = entry.at() + 1 + shape.key_size;
                    self.memory.words.copy_within(from..from + shape.value_size, at(value));
                }
                self.take_key(left, shape, number);
                return Ok(Large::Skip);
            }
            self.take_key(left, shape, number);
        }
    }

    /// Whether a write to a map is a step and this its first half: after it, and until the second, others see that somebody is
    /// writing, as Go's run-time system does if it happens to look.
    fn begins_to_write(&mut self, place: Place, map: Pointer, watched: bool) -> Result<bool, Trap> {
        if map.is_nil() {
            return Ok(false);
        }
        let shared = self.is_shared(map.base());
        match self.goroutine(place).phase {
            0 if watched && shared => Ok(true),
            1 => {
                self.one(place).phase = 0;
                self.memory.at_mut(map, WORDS)[WRITING] = 0;
                Ok(false)
            }
            _ => {
                self.refuse_if_written(map, "concurrent map writes")?;
                let guarded = self.code.functions[self.goroutine(place).func as usize].guarded;
                let halves = shared && !guarded && self.others_may_come();
                if halves {
                    self.one(place).phase = 1;
                    self.memory.at_mut(map, WORDS)[WRITING] = 1;
                }
                Ok(halves)
            }
        }
    }

    fn refuse_if_written(&self, map: Pointer, words: &str) -> Result<(), Trap> {
        match !map.is_nil() && self.memory.at(map, WORDS)[WRITING] != 0 {
            true => Err(Trap::Fatal(words.into())),
            false => Ok(()),
        }
    }

    /// Carries out an instruction on a channel that is no step.
    pub(super) fn run_channel(&mut self, place: Place, instr: Instr, slots: usize) -> Result<(), Trap> {
        let at = |slot: Slot| slots + usize::from(slot);
        match instr {
            Instr::MakeChannel { dst, capacity, elem, name } => {
                let capacity = match capacity {
                    NONE => 0,
                    slot => self.memory.words[at(slot)] as i64,
                };
                self.memory.words[at(dst)] = self.make_channel(place, capacity, (elem, name))?;
            }
            Instr::ChannelCapacity { dst, channel } => {
                let channel = self.memory.words[at(channel)];
                self.memory.words[at(dst)] = self.channel_capacity(channel);
            }
            other => unreachable!("{other:?} is carried out elsewhere"),
        }
        Ok(())
    }
}
