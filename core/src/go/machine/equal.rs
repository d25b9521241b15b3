//! Comparing values of any type, and making numbers of them by which a map finds them again.

use super::Machine;
use super::memory::{Pointer, SLOW};
use super::trap::Trap;
use crate::go::lib::type_name;
use crate::go::types::store::{Basic, Type, TypeId};
use crate::schedule::rng::SplitMix64;
use rustc_hash::FxHashMap;

/// To go into what an interface holds takes as long as to go over so many bytes.
const OBJECT: usize = 64;
/// So many values in interfaces are compared without a note of which: then each is gone into once, however many lead to it.
const FEW: usize = 64;

/// A pair of values that are compared, or a value that is hashed: what is left of it.
struct Left {
    typ: TypeId,
    /// Where what is left begins, and of a pair the other one's.
    at: usize,
    other: usize,
    /// The next field or element.
    next: usize,
    /// The hash of what came before.
    hash: u64,
}

impl Left {
    fn new(typ: TypeId, at: usize, other: usize) -> Left {
        Left { typ, at, other, next: 0, hash: 0 }
    }
}

/// Objects that are equal if all that is still left is, each with another one, up to one that stands for all.
#[derive(Default)]
struct Same(FxHashMap<u64, u64>);

impl Same {
    /// The one that stands for all that this one is the same as.
    fn root(&mut self, mut one: u64) -> u64 {
        while let Some(&next) = self.0.get(&one).filter(|next| **next != one) {
            let behind = self.0.get(&next).copied().unwrap_or(next);
            self.0.insert(one, behind);
            one = behind;
        }
        one
    }

    /// Says that two objects are the same: whether that is new. Of one alone it is, the first time, since it may differ from itself.
    fn join(&mut self, a: u64, b: u64) -> bool {
        let (root_a, root_b) = (self.root(a), self.root(b));
        if root_a == root_b {
            let alone = a == b && !self.0.contains_key(&a);
            if alone {
                self.0.insert(a, a);
            }
            return alone;
        }
        self.0.insert(root_b, root_b);
        self.0.insert(root_a, root_b);
        true
    }
}

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
            Type::Interface(_) if word_a != word_b => false,
            Type::Interface(_) | Type::Struct(_) | Type::Array(..) => return self.all_equal(typ, a, b),
            _ => word_a == word_b,
        })
    }

    /// The same of values that hold others, in the order in which Go looks. What interfaces hold may lie as deep as the
    /// memory is large, and be reached by more ways than can be counted: so none is gone into twice.
    fn all_equal(&self, typ: TypeId, a: usize, b: usize) -> Result<bool, Trap> {
        let (mut all, mut same, mut objects) = (vec![Left::new(typ, a, b)], Same::default(), 0);
        while let Some(left) = all.last_mut() {
            let (typ, a, b) = match self.code.types.underlying(left.typ) {
                Type::Interface(_) => {
                    let (word_a, word_b) = (self.memory.words[left.at], self.memory.words[left.other]);
                    if word_a != word_b {
                        return Ok(false);
                    }
                    let Some((typ, boxed)) = self.in_interface(word_a, "comparing uncomparable type ")?
                    else {
                        all.pop();
                        continue;
                    };
                    let (a, b) = (left.at + 1, left.other + 1);
                    all.pop();
                    if !boxed {
                        if !self.equal(typ, a, b)? {
                            return Ok(false);
                        }
                        continue;
                    }
                    let (a, b) = (self.memory.words[a], self.memory.words[b]);
                    objects += 1;
                    if a == b && !self.has_float(typ) || objects > FEW && !same.join(a, b) {
                        continue;
                    }
                    (typ, Pointer(a).at(), Pointer(b).at())
                }
                _ => match self.next_part(left) {
                    Some(part) => part,
                    None => {
                        all.pop();
                        continue;
                    }
                },
            };
            match self.code.types.underlying(typ) {
                Type::Interface(_) | Type::Struct(_) | Type::Array(..) => all.push(Left::new(typ, a, b)),
                _ if !self.equal(typ, a, b)? => return Ok(false),
                _ => {}
            }
        }
        Ok(true)
    }

    /// What the type word of an interface says: the type of what it holds, if anything, and whether that lies in an object.
    fn in_interface(&self, word: u64, refused: &str) -> Result<Option<(TypeId, bool)>, Trap> {
        let typ = TypeId(word as u32);
        if word == 0 {
            return Ok(None);
        }
        self.memory.work(SLOW * OBJECT);
        if !self.code.is_comparable(typ) {
            let name = type_name::name(&self.code.types, typ);
            return Err(Trap::runtime(&[refused, &name].concat()));
        }
        let size = self.size(typ);
        Ok((size > 0).then_some((typ, size > 1)))
    }

    /// The next field or element of a struct or an array: its type, and where it and the other one lie.
    fn next_part(&self, left: &mut Left) -> Option<(TypeId, usize, usize)> {
        let part = match self.code.types.underlying(left.typ) {
            Type::Struct(fields) => loop {
                let field = fields.get(left.next)?;
                left.next += 1;
                let size = self.size(field.typ);
                let part = (field.typ, left.at, left.other);
                (left.at, left.other) = (left.at + size, left.other + size);
                if &*field.name != "_" {
                    break part;
                }
            },
            Type::Array(count, elem) => {
                let size = self.size(*elem);
                if size == 0 || left.next == *count as usize {
                    return None;
                }
                if left.next == 0 {
                    self.memory.work(SLOW * size * *count as usize);
                }
                left.next += 1;
                let part = (*elem, left.at, left.other);
                (left.at, left.other) = (left.at + size, left.other + size);
                part
            }
            _ => return None,
        };
        Some(part)
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
            Type::Interface(_) if word == 0 => 0,
            Type::Interface(_) | Type::Struct(_) | Type::Array(..) => return self.hash_all(typ, at),
            _ => mix(word),
        })
    }

    /// The same of a value that holds others, as deep as they may lie; what lies in an object is gone into once.
    fn hash_all(&self, typ: TypeId, at: usize) -> Result<u64, Trap> {
        let (mut all, mut known) = (vec![Left::new(typ, at, at)], FxHashMap::default());
        loop {
            let Some(left) = all.last_mut() else { return Ok(0) };
            let (typ, at) = match self.code.types.underlying(left.typ) {
                // An interface is left again once what it holds is known.
                Type::Interface(_) if left.next > 0 => (None, 0),
                Type::Interface(_) => {
                    left.next = 1;
                    let word = self.memory.words[left.at];
                    match self.in_interface(word, "hash of unhashable type ")? {
                        Some((typ, true)) => {
                            let object = self.memory.words[left.at + 1];
                            left.hash = known.get(&object).copied().unwrap_or(0);
                            if left.hash == 0 { (Some(typ), Pointer(object).at()) } else { (None, 0) }
                        }
                        Some((typ, false)) => (Some(typ), left.at + 1),
                        None => (None, 0),
                    }
                }
                _ => self.next_part(left).map_or((None, 0), |(typ, at, _)| (Some(typ), at)),
            };
            let part = match typ {
                Some(typ) => match self.code.types.underlying(typ) {
                    Type::Interface(_) | Type::Struct(_) | Type::Array(..) => {
                        all.push(Left::new(typ, at, at));
                        continue;
                    }
                    _ => self.hash(typ, at)?,
                },
                None => {
                    let Some(done) = all.pop() else { return Ok(0) };
                    let hash = self.hash_of_whole(&done, &mut known);
                    if all.is_empty() {
                        return Ok(hash);
                    }
                    hash
                }
            };
            if let Some(left) = all.last_mut() {
                left.hash = mix(left.hash ^ part);
            }
        }
    }

    /// The hash of what nothing is left of.
    fn hash_of_whole(&self, done: &Left, known: &mut FxHashMap<u64, u64>) -> u64 {
        let Type::Interface(_) = self.code.types.underlying(done.typ) else { return mix(done.hash) };
        let (word, value) = (self.memory.words[done.at], self.memory.words[done.at + 1]);
        if word == 0 {
            return 0;
        }
        if self.size(TypeId(word as u32)) > 1 {
            known.insert(value, done.hash);
        }
        mix(done.hash ^ mix(word))
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
