//! Maps: entries in the order in which they came, and an index by which a key is found once there are many.
//!
//! A map is an object of six words: its entries, its index, how many keys there are, how many entries are used, whether
//! somebody is writing, and what it is called with its type. An entry is a word that says whether it is there, the key and the value. The index has for each
//! place that a key's hash leads to the number of an entry and 1, or 0; what is deleted stays in it until the entries are packed.

use super::Machine;
use super::memory::{Memory, Pointer};
use super::trap::Trap;
use crate::go::code::MapShape;
use crate::go::code::layout::LayoutId;
use crate::go::types::store::TypeId;

/// Up to so many entries are gone through without an index.
const SHORT: usize = 8;

/// The words of a map's object.
pub(super) const ENTRIES: usize = 0;
pub(super) const INDEX: usize = 1;
pub(super) const COUNT: usize = 2;
pub(super) const USED: usize = 3;
/// Somebody writes to it: an access meanwhile is Go's fatal error.
pub(super) const WRITING: usize = 4;
/// The number of its name (high half) and its type (low half), by which it is shown.
const KNOWN: usize = 5;
/// How many there are.
pub(super) const WORDS: usize = 6;

/// What a map is called, as a number among the names of the program, and its type.
pub fn known(memory: &Memory, map: Pointer) -> (u16, TypeId) {
    let word = memory.at(map, WORDS)[KNOWN];
    ((word >> 32) as u16, TypeId(word as u32))
}

/// The keys and values that are in a map, in the order in which they came: where each of them lies.
pub fn entries(memory: &Memory, map: Pointer, key_size: usize, value_size: usize) -> Vec<(Pointer, Pointer)> {
    if map.is_nil() {
        return Vec::new();
    }
    let head = memory.at(map, WORDS);
    let (entries, used) = (Pointer(head[ENTRIES]), head[USED] as usize);
    let size = 1 + key_size + value_size;
    (0..used)
        .map(|number| entries.plus((number * size) as u32))
        .filter(|entry| memory.at(*entry, 1)[0] != 0)
        .map(|entry| (entry.plus(1), entry.plus(1 + key_size as u32)))
        .collect()
}

impl Machine {
    fn head(&self, map: Pointer) -> [u64; WORDS] {
        let mut head = [0; WORDS];
        head.copy_from_slice(self.memory.at(map, WORDS));
        head
    }

    fn entry(head: &[u64; WORDS], shape: &MapShape, number: usize) -> Pointer {
        let size = 1 + shape.key_size + shape.value_size;
        Pointer(head[ENTRIES]).plus((number * size) as u32)
    }

    /// Makes an empty map.
    pub(super) fn make_map(&mut self, typ: TypeId, name: u16) -> Result<u64, Trap> {
        let map = Pointer::new(self.memory.allocate(LayoutId::MAP, WORDS, 1)?, 0);
        self.memory.at_mut(map, WORDS)[KNOWN] = u64::from(name) << 32 | u64::from(typ.0);
        Ok(map.0)
    }

    /// How many keys a map has.
    pub(super) fn map_length(&self, map: Pointer) -> u64 {
        if map.is_nil() { 0 } else { self.memory.at(map, WORDS)[COUNT] }
    }

    /// The entry of a key that is looked up or deleted. Go tells of a key that cannot be one in other words if the map is empty.
    pub(super) fn look_up(
        &self,
        map: Pointer,
        shape: &MapShape,
        key: usize,
    ) -> Result<Option<Pointer>, Trap> {
        let found = self.find(map, shape, key);
        if self.map_length(map) > 0 {
            return found;
        }
        let unhashable = "runtime error: hash of unhashable type ";
        found.map_err(|trap| match trap {
            Trap::Error(text) if text.starts_with(unhashable) => {
                Trap::Error(["hash of unhashable type: ", &text[unhashable.len()..]].concat())
            }
            other => other,
        })
    }

    /// The entry of the key that lies at this place, if the map has it.
    pub(super) fn find(&self, map: Pointer, shape: &MapShape, key: usize) -> Result<Option<Pointer>, Trap> {
        if map.is_nil() {
            // Even then a key that cannot be one is refused.
            self.hash(shape.key, key)?;
            return Ok(None);
        }
        let head = self.head(map);
        let is_it = |entry: Pointer| -> Result<bool, Trap> {
            Ok(self.memory.at(entry, 1)[0] != 0 && self.equal(shape.key, entry.at() + 1, key)?)
        };
        let hash = self.hash(shape.key, key)?;
        if head[INDEX] == 0 {
            for number in 0..head[USED] as usize {
                let entry = Self::entry(&head, shape, number);
                if is_it(entry)? {
                    return Ok(Some(entry));
                }
            }
            return Ok(None);
        }
        let index = Pointer(head[INDEX]);
        let places = self.memory.header(index.base()).count() as u64;
        let mut place = hash % places;
        loop {
            match self.memory.at(index.plus(place as u32), 1)[0] {
                0 => return Ok(None),
                number => {
                    let entry = Self::entry(&head, shape, number as usize - 1);
                    if is_it(entry)? {
                        return Ok(Some(entry));
                    }
                }
            }
            place = (place + 1) % places;
        }
    }

    /// `m[k] = v`
    pub(super) fn map_set(
        &mut self,
        map: Pointer,
        shape: &MapShape,
        key: usize,
        value: usize,
    ) -> Result<(), Trap> {
        if map.is_nil() {
            return Err(Trap::Error("assignment to entry in nil map".into()));
        }
        // Equal keys may be told apart, as 0 and -0 are: the last one stays.
        let keep = |memory: &mut Memory, entry: Pointer| {
            memory.words.copy_within(key..key + shape.key_size, entry.at() + 1);
        };
        let entry = match self.find(map, shape, key)? {
            Some(entry) => {
                keep(&mut self.memory, entry);
                entry
            }
            None => {
                let entry = self.add_entry(map, shape)?;
                self.memory.at_mut(entry, 1)[0] = 1;
                keep(&mut self.memory, entry);
                let number = self.memory.at(map, WORDS)[USED];
                let head = self.memory.at_mut(map, WORDS);
                head[USED] = number + 1;
                head[COUNT] += 1;
                self.put_in_index(map, shape, number)?;
                entry
            }
        };
        let to = entry.at() + 1 + shape.key_size;
        self.memory.words.copy_within(value..value + shape.value_size, to);
        if self.is_shared(map.base()) {
            self.share_value(shape.key, entry.at() + 1);
            self.share_value(shape.value, to);
        }
        Ok(())
    }

    /// Room for one more entry.
    fn add_entry(&mut self, map: Pointer, shape: &MapShape) -> Result<Pointer, Trap> {
        let head = self.head(map);
        let capacity = match head[ENTRIES] {
            0 => 0,
            entries => self.memory.header(Pointer(entries).base()).count() as usize,
        };
        if (head[USED] as usize) < capacity {
            return Ok(Self::entry(&head, shape, head[USED] as usize));
        }
        let (used, count) = (head[USED] as usize, head[COUNT] as usize);
        let size = 1 + shape.key_size + shape.value_size;
        let wanted = if count * 4 >= used * 3 { (capacity * 2).max(4) } else { capacity };
        let base = self.memory.allocate(shape.entries, size, wanted)?;
        if self.is_shared(map.base()) {
            self.memory.mark(base, super::memory::Header::SHARED);
        }
        let new = Pointer::new(base, 0);
        let mut kept = 0;
        for number in 0..used {
            let entry = Self::entry(&head, shape, number);
            if self.memory.at(entry, 1)[0] != 0 {
                let to = new.plus((kept * size) as u32).at();
                self.memory.words.copy_within(entry.at()..entry.at() + size, to);
                kept += 1;
            }
        }
        let words = self.memory.at_mut(map, WORDS);
        (words[ENTRIES], words[USED], words[INDEX]) = (new.0, kept as u64, 0);
        if wanted > SHORT {
            let index = self.memory.allocate(LayoutId::PLAIN, 1, wanted * 2)?;
            self.memory.at_mut(map, WORDS)[INDEX] = Pointer::new(index, 0).0;
            for number in 0..kept {
                self.put_in_index(map, shape, number as u64)?;
            }
        }
        Ok(new.plus((kept * size) as u32))
    }

    fn put_in_index(&mut self, map: Pointer, shape: &MapShape, number: u64) -> Result<(), Trap> {
        let head = self.head(map);
        if head[INDEX] == 0 {
            return Ok(());
        }
        let key = Self::entry(&head, shape, number as usize).at() + 1;
        let index = Pointer(head[INDEX]);
        let places = self.memory.header(index.base()).count() as u64;
        let mut place = self.hash(shape.key, key)? % places;
        while self.memory.at(index.plus(place as u32), 1)[0] != 0 {
            place = (place + 1) % places;
        }
        self.memory.at_mut(index.plus(place as u32), 1)[0] = number + 1;
        Ok(())
    }

    /// `delete(m, k)`
    pub(super) fn map_delete(&mut self, map: Pointer, shape: &MapShape, key: usize) -> Result<(), Trap> {
        if let Some(entry) = self.look_up(map, shape, key)? {
            let size = 1 + shape.key_size + shape.value_size;
            self.memory.at_mut(entry, size).fill(0);
            let head = self.memory.at_mut(map, WORDS);
            head[COUNT] -= 1;
            if head[COUNT] == 0 {
                head[..WRITING].fill(0);
            }
        }
        Ok(())
    }

    /// `clear(m)`
    pub(super) fn map_clear(&mut self, map: Pointer) {
        if !map.is_nil() {
            self.memory.at_mut(map, WORDS)[..WRITING].fill(0);
        }
    }

    /// The keys of a map as an object of their own, from which those are taken that were gone over.
    pub(super) fn map_keys(&mut self, map: Pointer, shape: &MapShape) -> Result<u64, Trap> {
        let found = entries(&self.memory, map, shape.key_size, shape.value_size);
        let base = self.memory.allocate(shape.keys, shape.key_size, found.len())?;
        for (number, (key, _)) in found.iter().enumerate() {
            let to = base as usize + 1 + number * shape.key_size;
            self.memory.words.copy_within(key.at()..key.at() + shape.key_size, to);
        }
        Ok(Pointer::new(base, 0).0)
    }

    /// How many keys are still to come.
    pub(super) fn keys_left(&self, keys: Pointer) -> usize {
        self.memory.header(keys.base()).count() as usize
    }

    /// Forgets the keys to come that the map has no more.
    pub(super) fn forget_deleted(
        &mut self,
        keys: Pointer,
        map: Pointer,
        shape: &MapShape,
    ) -> Result<(), Trap> {
        let mut at = 0;
        while at < self.keys_left(keys) {
            match self.find(map, shape, keys.at() + at * shape.key_size)? {
                Some(_) => at += 1,
                None => self.take_key(keys, shape, at),
            }
        }
        Ok(())
    }

    /// Takes a key out of those to come; the order of the others stays.
    pub(super) fn take_key(&mut self, keys: Pointer, shape: &MapShape, at: usize) {
        let left = self.keys_left(keys);
        let (from, size) = (keys.at(), shape.key_size);
        self.memory.words.copy_within(from + (at + 1) * size..from + left * size, from + at * size);
        let header = &mut self.memory.words[keys.base() as usize];
        *header -= 1 << 32;
    }
}
