//! Values in memory with their types, as they are looked at from outside: Go's reflection, as far as printing needs it.

use super::reads::Reads;
use crate::go::code::Code;
use crate::go::code::layout::is_rule_object;
use crate::go::machine::memory::{Memory, Pointer};
use crate::go::types::store::{Basic, Named, StructField, Type, TypeId};

/// Where things seem to be: variables, channels, functions.
const HEAP: u64 = 0xC0_0000_0000;
const CHANNELS: u64 = 0xC0_4000_0000;
const PROGRAM: u64 = 0x48_0000;

/// What is in memory, and what it is made of.
#[derive(Clone, Copy)]
pub struct World<'a> {
    /// The memory.
    pub memory: &'a Memory,
    /// The program.
    pub code: &'a Code,
    /// Where it is noted what is read, if it is.
    pub reads: Option<&'a Reads>,
}

/// How far the methods of a value may be called.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reach {
    /// They may.
    #[default]
    Open,
    /// They may not, but those of its exported fields: it is an embedded field whose name is not exported.
    Embedded,
    /// They may not: it was reached through a field whose name is not exported.
    Closed,
}

/// A value: its type, and where its words lie.
#[derive(Clone, Copy, Debug)]
pub struct Value {
    /// Its type.
    pub typ: TypeId,
    /// Its first word.
    pub at: Pointer,
    /// Whether its methods may be called.
    pub reach: Reach,
    /// Whether it is a copy that nobody changes: what an interface or an entry of a map holds.
    pub kept: bool,
}

impl<'a> World<'a> {
    /// What is in memory, of which it is not noted what is read.
    pub fn new(memory: &'a Memory, code: &'a Code) -> World<'a> {
        World { memory, code, reads: None }
    }

    /// A word of a value.
    pub fn word(self, value: Value, word: u32) -> u64 {
        self.note(value, word, 1);
        self.memory.at(value.at.plus(word), 1)[0]
    }

    /// Words of a value are read.
    fn note(self, value: Value, from: u32, words: usize) {
        if !value.kept {
            self.note_at(value.at.plus(from), words);
        }
    }

    fn note_at(self, from: Pointer, words: usize) {
        if let Some(reads) = self.reads {
            reads.note(self.memory, from, words);
        }
    }

    /// What the type of a value is made of.
    pub fn kind(self, value: Value) -> &'a Type {
        self.code.types.underlying(value.typ)
    }

    /// The name under which the type of a value was declared.
    pub fn named(self, value: Value) -> Option<&'a Named> {
        match self.code.types.get(value.typ) {
            Type::Named(named) => Some(self.code.types.named(*named)),
            _ => None,
        }
    }

    /// How many words a type has.
    pub fn size(self, typ: TypeId) -> u32 {
        let types = &self.code.types;
        let known = self.code.layouts.known_words(typ).len();
        if known > 0 {
            return known as u32;
        }
        if let Type::Named(named) = types.get(typ)
            && is_rule_object(types, types.named(*named))
        {
            return 1;
        }
        match types.underlying(typ) {
            Type::Array(count, elem) => *count as u32 * self.size(*elem),
            Type::Struct(fields) => fields.iter().map(|field| self.size(field.typ)).sum(),
            Type::Slice(_) => 3,
            Type::Interface(_) => 2,
            Type::Basic(Basic::UntypedNil) | Type::Tuple(_) | Type::Param(_) | Type::Named(_) => 0,
            _ => 1,
        }
    }

    /// The value in an interface, unless it is nil: its two words are here.
    pub fn inside(self, interface: Pointer) -> Option<Value> {
        self.note_at(interface, 2);
        self.held(interface)
    }

    fn held(self, interface: Pointer) -> Option<Value> {
        let typ = TypeId(self.memory.at(interface, 1)[0] as u32);
        if typ == Basic::Invalid.id() {
            return None;
        }
        let held = interface.plus(1);
        let at = if self.size(typ) > 1 { Pointer(self.memory.at(held, 1)[0]) } else { held };
        Some(Value { typ, at, reach: Reach::Open, kept: true })
    }

    /// The value in the interface that a value is; what may be called of it is not more.
    pub fn elem(self, interface: Value) -> Option<Value> {
        self.note(interface, 0, 2);
        let mut inside = self.held(interface.at)?;
        if interface.reach != Reach::Open {
            inside.reach = Reach::Closed;
        }
        Some(inside)
    }

    /// The words of a value as those of an interface.
    pub fn as_interface(self, value: Value) -> (u64, u64) {
        let word = match self.size(value.typ) {
            0 => 0,
            1 => self.word(value, 0),
            size => {
                self.note(value, 0, size as usize);
                value.at.0
            }
        };
        (u64::from(value.typ.0), word)
    }

    /// Part of a value: its elements, keys, values. `kept` says whether nobody changes it.
    fn part(self, of: Value, typ: TypeId, at: Pointer, kept: bool) -> Value {
        let reach = if of.reach == Reach::Open { Reach::Open } else { Reach::Closed };
        Value { typ, at, reach, kept }
    }

    /// The elements of a slice or an array.
    pub fn elements(self, value: Value) -> impl Iterator<Item = Value> {
        let (count, elem, first, kept) = match self.kind(value) {
            Type::Array(count, elem) => (*count, *elem, value.at, value.kept),
            Type::Slice(elem) => {
                self.note(value, 0, 3);
                (self.word(value, 1), *elem, Pointer(self.word(value, 0)), false)
            }
            _ => (0, value.typ, value.at, value.kept),
        };
        let size = self.size(elem);
        (0..count as u32).map(move |number| self.part(value, elem, first.plus(number * size), kept))
    }

    /// The fields of a struct.
    pub fn fields(self, value: Value) -> impl Iterator<Item = (&'a StructField, Value)> {
        let fields: &'a [StructField] = match self.kind(value) {
            Type::Struct(fields) => fields,
            _ => &[],
        };
        let mut at = value.at;
        fields.iter().map(move |field| {
            let here = at;
            at = at.plus(self.size(field.typ));
            let exported = field.name.chars().next().is_some_and(char::is_uppercase);
            let reach = match (value.reach, exported, field.embedded) {
                (Reach::Closed, ..) | (_, false, false) => Reach::Closed,
                (_, false, true) => Reach::Embedded,
                (_, true, _) => Reach::Open,
            };
            (field, Value { typ: field.typ, at: here, reach, ..value })
        })
    }

    /// Where the thing is that a value refers to, as a number that looks like Go's; 0 for nil, nothing if it refers to none.
    pub fn address(self, value: Value) -> Option<u64> {
        let word = self.word(value, 0);
        let (first, unit) = match self.kind(value) {
            Type::Pointer(_) | Type::Map(..) | Type::Slice(_) => (HEAP, Pointer(word).at() as u64 * 8),
            Type::Func(_) => (PROGRAM, Pointer(word).at() as u64 * 32),
            Type::Chan(..) => (CHANNELS, word * 0x60),
            _ => return None,
        };
        Some(if word == 0 { 0 } else { first + unit })
    }

    /// What stands for an object of the rules: the fields that Go's own has while nobody uses it.
    pub fn rule_object(self, value: Value) -> Option<&'static str> {
        let named = self.named(value)?;
        if !is_rule_object(&self.code.types, named) {
            return None;
        }
        Some(match &*named.name {
            "Mutex" => "{_:{} mu:{state:0 sema:0}}",
            "RWMutex" => {
                "{w:{_:{} mu:{state:0 sema:0}} writerSem:0 readerSem:0 readerCount:{_:{} v:0} readerWait:{_:{} v:0}}"
            }
            "WaitGroup" => "{noCopy:{} state:{_:{} _:{} v:0} sema:0}",
            _ => "{}",
        })
    }

    /// The bytes of a slice or an array of bytes.
    pub fn bytes(self, value: Value) -> Vec<u8> {
        self.elements(value).map(|byte| self.word(byte, 0) as u8).collect()
    }

    /// The keys and values of a map, in no order.
    pub fn entries(self, map: Value) -> Vec<(Value, Value)> {
        let Type::Map(key, elem) = self.kind(map) else { return Vec::new() };
        let object = Pointer(self.word(map, 0));
        if object.is_nil() {
            return Vec::new();
        }
        // Whoever changes a map writes its first word.
        self.note_at(object, 1);
        let words = self.memory.at(object, 4);
        let (entries, used) = (Pointer(words[0]), words[3] as u32);
        let (key_size, elem_size) = (self.size(*key), self.size(*elem));
        (0..used)
            .map(|number| entries.plus(number * (1 + key_size + elem_size)))
            .filter(|entry| self.memory.at(*entry, 1)[0] == 1)
            .map(|entry| {
                let key_at = entry.plus(1);
                (self.part(map, *key, key_at, true), self.part(map, *elem, key_at.plus(key_size), true))
            })
            .collect()
    }
}
