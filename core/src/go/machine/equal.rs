//! Comparing values of any type, and making numbers of them by which a map finds them again.

use super::Machine;
use super::memory::{Pointer, SLOW};
use super::trap::Trap;
use crate::go::lib::type_name;
use crate::go::types::store::{Basic, Type, TypeId};
use crate::schedule::rng::SplitMix64;

impl Machine {
    /// Whether two values of a type are equal that lie at these places of the memory.
    ///
    /// # Errors
    /// If an interface holds a value that cannot be compared, as Go panics.
    pub(super) fn equal(&self, typ: TypeId, a: usize, b: usize) -> Result<bool, Trap> {
        // A value without words may stand at the very end.
        let word = |at: usize| self.memory.words.get(at).copied().unwrap_or(0);
        let (word_a, word_b) = (word(a), word(b));
        Ok(match self.code.types.underlying(typ) {
            Type::Basic(basic) if basic.is_string() => self.same_text(word_a, word_b),
            Type::Basic(basic) if basic.is_float() => f64::from_bits(word_a) == f64::from_bits(word_b),
            Type::Interface(_) => {
                let typ = TypeId(word_a as u32);
                word_a == word_b && (word_a == 0 || self.equal_in_interface(typ, a + 1, b + 1)?)
            }
            Type::Struct(fields) => {
                let mut at = 0;
                for field in fields.iter() {
                    if &*field.name != "_" && !self.equal(field.typ, a + at, b + at)? {
                        return Ok(false);
                    }
                    at += self.size(field.typ);
                }
                true
            }
            Type::Array(count, elem) => {
                let size = self.size(*elem);
                if size == 0 {
                    return Ok(true);
                }
                self.memory.work(SLOW * size * *count as usize);
                for at in 0..*count as usize {
                    if !self.equal(*elem, a + at * size, b + at * size)? {
                        return Ok(false);
                    }
                }
                true
            }
            _ => word_a == word_b,
        })
    }

    fn equal_in_interface(&self, typ: TypeId, a: usize, b: usize) -> Result<bool, Trap> {
        if !self.code.is_comparable(typ) {
            let name = type_name::name(&self.code.types, typ);
            return Err(Trap::runtime(&format!("comparing uncomparable type {name}")));
        }
        match self.size(typ) {
            0 => Ok(true),
            1 => self.equal(typ, a, b),
            _ => {
                let (a, b) = (Pointer(self.memory.words[a]), Pointer(self.memory.words[b]));
                Ok(a == b && !self.has_float(typ) || self.equal(typ, a.at(), b.at())?)
            }
        }
    }

    /// Values of such a type may differ from themselves, and so may those of an interface.
    fn has_float(&self, typ: TypeId) -> bool {
        match self.code.types.underlying(typ) {
            Type::Basic(basic) => basic.is_float(),
            Type::Struct(fields) => fields.iter().any(|field| self.has_float(field.typ)),
            Type::Array(_, elem) => self.has_float(*elem),
            Type::Interface(_) => true,
            _ => false,
        }
    }

    pub(super) fn same_text(&self, a: u64, b: u64) -> bool {
        let length = self.memory.text_length(a);
        if a == b || length != self.memory.text_length(b) {
            return a == b;
        }
        self.memory.work(length);
        self.memory.text(a) == self.memory.text(b)
    }

    /// How many words a value of this type has.
    pub(super) fn size(&self, typ: TypeId) -> usize {
        self.code.layouts.known_words(typ).len()
    }

    /// A number that is the same for equal values.
    ///
    /// # Errors
    /// If an interface holds a value that cannot be a key, as Go panics.
    pub(super) fn hash(&self, typ: TypeId, at: usize) -> Result<u64, Trap> {
        let word = self.memory.words.get(at).copied().unwrap_or(0);
        Ok(match self.code.types.underlying(typ) {
            Type::Basic(basic) if basic.is_string() => {
                self.memory.work(SLOW * self.memory.text_length(word));
                hash_bytes(self.memory.text(word))
            }
            Type::Basic(Basic::Float32 | Basic::Float64) => mix(match f64::from_bits(word) {
                0.0 => 0,
                value => value.to_bits(),
            }),
            Type::Interface(_) => {
                let typ = TypeId(word as u32);
                if word == 0 {
                    return Ok(0);
                }
                if !self.code.is_comparable(typ) {
                    let name = type_name::name(&self.code.types, typ);
                    return Err(Trap::runtime(&format!("hash of unhashable type {name}")));
                }
                let inner = match self.size(typ) {
                    0 => 0,
                    1 => self.hash(typ, at + 1)?,
                    _ => self.hash(typ, Pointer(self.memory.words[at + 1]).at())?,
                };
                mix(inner ^ mix(word))
            }
            Type::Struct(fields) => {
                let (mut offset, mut hash) = (0, 1);
                for field in fields.iter() {
                    if &*field.name != "_" {
                        hash = mix(hash ^ self.hash(field.typ, at + offset)?);
                    }
                    offset += self.size(field.typ);
                }
                hash
            }
            Type::Array(count, elem) => {
                let (size, mut hash) = (self.size(*elem), 2);
                let count = if size == 0 { 0 } else { *count as usize };
                self.memory.work(SLOW * size * count);
                for element in 0..count {
                    hash = mix(hash ^ self.hash(*elem, at + element * size)?);
                }
                hash
            }
            _ => mix(word),
        })
    }
}

fn hash_bytes(bytes: &[u8]) -> u64 {
    let mut hash = bytes.len() as u64;
    for chunk in bytes.chunks(8) {
        let mut word = [0; 8];
        word[..chunk.len()].copy_from_slice(chunk);
        hash = mix(hash ^ u64::from_le_bytes(word));
    }
    hash
}

/// A number that looks like any other, from which this one follows.
pub fn mix(word: u64) -> u64 {
    SplitMix64::new(word).next()
}
