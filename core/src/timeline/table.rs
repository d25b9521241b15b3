//! A bounded list of values that come again and again, found by their contents.

use super::hash::Trail;
use crate::rules::mutex::WakeRule;
use crate::rules::{Arm, Fault, ObjectId};
use crate::world::{Queue, Text, Verb};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::rc::Rc;

/// Values numbered in the order in which they first came.
#[derive(Clone, Debug)]
pub struct Table<T> {
    values: Vec<T>,
    /// Only looked up, never gone through: its order decides nothing.
    places: HashMap<u64, u32, BuildHasherDefault<AsIs>>,
}

impl<T> Default for Table<T> {
    fn default() -> Table<T> {
        Table { values: Vec::new(), places: HashMap::default() }
    }
}

impl<T: Content + PartialEq + Clone> Table<T> {
    /// No table grows beyond this many values.
    pub const LIMIT: usize = 4096;

    /// The number of a value, which is taken in if there is room; with the hash of its contents.
    pub fn number(&mut self, value: &T) -> (u64, Option<u32>) {
        let hash = value.hash();
        let number = match self.places.get(&hash) {
            Some(place) => (self.values[*place as usize] == *value).then_some(*place),
            None if self.values.len() < Self::LIMIT => {
                let place = self.values.len() as u32;
                self.values.push(value.clone());
                self.places.insert(hash, place);
                Some(place)
            }
            None => None,
        };
        (hash, number)
    }

    /// The value of this number.
    pub fn get(&self, number: u64) -> &T {
        &self.values[number as usize]
    }

    /// Roughly how many bytes the table takes, without what its values share with others.
    pub fn weight(&self) -> usize {
        self.values.capacity() * size_of::<T>() + self.places.capacity() * (size_of::<(u64, u32)>() + 1)
    }
}

/// What can be hashed by its contents, alike on every platform.
pub trait Content {
    /// Takes the contents into a hash.
    fn mix(&self, trail: &mut Trail);

    /// The hash of the contents alone.
    fn hash(&self) -> u64 {
        let mut trail = Trail::default();
        self.mix(&mut trail);
        trail.value()
    }
}

impl Content for Text {
    fn mix(&self, trail: &mut Trail) {
        trail.mix_text(self);
    }
}

impl Content for &'static str {
    fn mix(&self, trail: &mut Trail) {
        trail.mix_text(self);
    }
}

impl Content for Rc<[Arm]> {
    fn mix(&self, trail: &mut Trail) {
        trail.mix(self.len() as u64);
        self.iter().for_each(|arm| trail.mix(arm.0.into()));
    }
}

impl Content for Rc<[(ObjectId, Queue)]> {
    fn mix(&self, trail: &mut Trail) {
        trail.mix(self.len() as u64);
        for (object, queue) in self.iter() {
            trail.mix((u64::from(object.0) << 2) | *queue as u64);
        }
    }
}

impl Content for Verb {
    fn mix(&self, trail: &mut Trail) {
        trail.mix(*self as u64);
    }
}

impl Content for WakeRule {
    fn mix(&self, trail: &mut Trail) {
        trail.mix(*self as u64);
    }
}

impl Content for Fault {
    fn mix(&self, trail: &mut Trail) {
        trail.mix(*self as u64);
    }
}

/// The keys are hashes already.
#[derive(Clone, Copy, Debug, Default)]
struct AsIs(u64);

impl Hasher for AsIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.0 = (self.0 << 8) ^ u64::from(*byte));
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}
