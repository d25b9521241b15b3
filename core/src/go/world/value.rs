//! Values in a few characters, as they stand on a card or in a sentence.

use super::library;
use super::names::is_of_library;
use crate::go::code::Code;
use crate::go::code::layout::{LayoutId, is_rule_object};
use crate::go::lib::{cluster, float, type_name};
use crate::go::machine::Machine;
use crate::go::machine::memory::{Memory, Pointer};
use crate::go::machine::timers::EPOCH;
use crate::go::types::store::{Basic, Named, Type, TypeId};

/// A text of a value is cut after about so many characters.
const LONGEST: usize = 48;
/// How many elements, fields or entries are told.
const PARTS: usize = 8;
/// How many keys of a map are told at the most, and among how many places of its entries they are looked for.
const KEYS: u64 = 64;
const ENTRIES: u32 = 1 << 10;
/// How many pointers are followed.
const DEEPEST: usize = 3;

/// What values are made of.
#[derive(Clone, Copy)]
pub(super) struct Values<'a> {
    pub(super) memory: &'a Memory,
    code: &'a Code,
}

impl<'a> Values<'a> {
    /// Those of a machine.
    pub(super) fn of(machine: &'a Machine) -> Self {
        Values { memory: machine.memory(), code: machine.code() }
    }

    /// A value of this type, which has these words.
    pub(super) fn text(self, typ: TypeId, words: &[u64]) -> String {
        let mut out = String::new();
        self.push(&mut out, typ, words, 0);
        cut(out)
    }

    /// How many words a value of this type has.
    pub(super) fn size(self, typ: TypeId) -> usize {
        self.code.layouts.known_words(typ).len()
    }

    /// The name under which a type was declared.
    fn declared(&self, typ: TypeId) -> Option<&Named> {
        match self.code.types.get(typ) {
            Type::Named(named) => Some(self.code.types.named(*named)),
            _ => None,
        }
    }

    fn is_of_atomic(&self, typ: TypeId) -> bool {
        let package = self.declared(typ).and_then(|named| named.package);
        package.is_some_and(|package| &**self.code.types.package_path(package) == "sync/atomic")
    }

    /// Whether it is a structure of the library's whose parts are nobody else's.
    fn is_closed(&self, typ: TypeId, named: &Named) -> bool {
        let types = &self.code.types;
        let is_struct = matches!(types.underlying(typ), Type::Struct(_));
        is_struct && is_of_library(types, named) && !self.is_of_atomic(typ)
    }

    /// The time of the day, of a `time.Time` on the first day of virtual time: as long as the program has run.
    fn time(self, named: &Named, seconds: u64, nanoseconds: u64) -> Option<String> {
        let of_time = named.package.is_some_and(|package| &**self.code.types.package_path(package) == "time");
        let seconds = seconds.checked_sub(EPOCH).filter(|seconds| *seconds < 86_400 && of_time)?;
        let (hours, minutes) = (seconds / 3_600, seconds / 60 % 60);
        let text = format!("{hours:02}:{minutes:02}:{:02}.{nanoseconds:09}", seconds % 60);
        Some(text.trim_end_matches('0').trim_end_matches('.').to_owned())
    }

    fn push(self, out: &mut String, typ: TypeId, words: &[u64], depth: usize) {
        if out.len() > LONGEST || words.is_empty() && self.size(typ) > 0 {
            return;
        }
        if self.declared(typ).is_some_and(|named| is_rule_object(&self.code.types, named)) {
            return out.push_str("{}");
        }
        if let &[seconds, nanoseconds, _] = words
            && let Some(time) = self.declared(typ).and_then(|named| self.time(named, seconds, nanoseconds))
        {
            return out.push_str(&time);
        }
        if let Some(named) = self.declared(typ)
            && self.is_closed(typ, named)
        {
            if library::is_of_cluster(&self.code.types, named, "message") {
                return out.push_str(&cluster::said(words));
            }
            return out.push_str(&library::opaque_text(&self.code.types, typ, named));
        }
        match self.code.types.underlying(typ) {
            Type::Basic(basic) => self.basic(out, *basic, words),
            Type::Pointer(elem) => self.pointer(out, *elem, words, depth),
            Type::Func(_) => out.push_str(if words[0] == 0 { "nil" } else { "func" }),
            Type::Chan(..) => out.push_str(if words[0] == 0 { "nil" } else { "chan" }),
            Type::Interface(_) => match TypeId(words[0] as u32) {
                inside if inside == Basic::Invalid.id() => out.push_str("nil"),
                inside => match self.size(inside) {
                    0..=1 => self.push(out, inside, &words[1..2], depth),
                    size => self.push(out, inside, self.behind(Pointer(words[1]), size), depth),
                },
            },
            Type::Array(_, elem) => {
                let size = self.size(*elem).max(1);
                self.list(out, '[', ']', words.chunks(size).map(|words| (*elem, words)), depth);
            }
            Type::Slice(elem) => {
                let (size, length) = (self.size(*elem), words[1] as usize);
                let told = length.min(PARTS + 1);
                let all = self.behind(Pointer(words[0]), told * size);
                self.list(out, '[', ']', all.chunks(size.max(1)).map(|words| (*elem, words)), depth);
            }
            Type::Map(key, elem) => self.map(out, *key, *elem, Pointer(words[0]), depth),
            Type::Struct(fields) if self.is_of_atomic(typ) => {
                if let Some(last) = fields.last() {
                    let from = words.len() - self.size(last.typ).min(words.len());
                    self.push(out, last.typ, &words[from..], depth);
                }
            }
            Type::Struct(fields) => {
                let mut rest = words;
                let parts = fields.iter().map(|field| {
                    let (own, after) = rest.split_at(self.size(field.typ).min(rest.len()));
                    rest = after;
                    (field.typ, own)
                });
                self.list(out, '{', '}', parts, depth);
            }
            Type::Tuple(_) | Type::Param(_) | Type::Named(_) => {}
        }
    }

    fn basic(self, out: &mut String, basic: Basic, words: &[u64]) {
        let word = words.first().copied().unwrap_or(0);
        match basic {
            Basic::Bool => out.push_str(if word != 0 { "true" } else { "false" }),
            Basic::Invalid | Basic::UntypedNil => out.push_str("nil"),
            basic if basic.is_string() => {
                let bytes = self.memory.text(word);
                let text = String::from_utf8_lossy(&bytes[..bytes.len().min(4 * LONGEST)]);
                let short: String = text.chars().take(LONGEST).collect();
                out.push_str(&format!("{short:?}"));
            }
            basic if basic.is_float() => {
                let mut bytes = Vec::new();
                float::push(&mut bytes, f64::from_bits(word), b'g', None, basic == Basic::Float32);
                out.push_str(&String::from_utf8_lossy(&bytes));
            }
            basic if basic.is_unsigned() => out.push_str(&word.to_string()),
            _ => out.push_str(&(word as i64).to_string()),
        }
    }

    fn pointer(self, out: &mut String, elem: TypeId, words: &[u64], depth: usize) {
        let to = Pointer(words[0]);
        if to.is_nil() {
            return out.push_str("nil");
        }
        let size = self.size(elem);
        match self.code.types.underlying(elem) {
            // What `errors.New` makes is told as what it says.
            Type::Struct(fields) if self.says_something(elem) => {
                if let Some(first) = fields.first() {
                    self.push(out, first.typ, self.behind(to, self.size(first.typ)), depth);
                }
            }
            Type::Struct(_) if depth < DEEPEST => {
                out.push('&');
                self.push(out, elem, self.behind(to, size), depth + 1);
            }
            _ => {
                out.push('&');
                out.push_str(&type_name::name(&self.code.types, elem));
            }
        }
    }

    fn says_something(&self, typ: TypeId) -> bool {
        self.declared(typ).is_some_and(|named| matches!(&*named.name, "errorString" | "wrapError"))
    }

    fn map(self, out: &mut String, key: TypeId, elem: TypeId, map: Pointer, depth: usize) {
        if map.is_nil() {
            return out.push_str("map[]");
        }
        let words = self.behind(map, 4);
        let (first, count, used) = (Pointer(words[0]), words[2], words[3] as u32);
        if count > KEYS || used > ENTRIES {
            return out.push_str(&format!("map[…×{count}]"));
        }
        let (key_size, elem_size) = (self.size(key), self.size(elem));
        let entry = (1 + key_size + elem_size) as u32;
        let mut entries: Vec<String> = (0..used)
            .map(|number| self.behind(first.plus(number * entry), entry as usize))
            .filter(|words| words.first() == Some(&1))
            .map(|words| {
                let mut one = String::new();
                self.push(&mut one, key, &words[1..=key_size], depth + 1);
                one.push(':');
                self.push(&mut one, elem, &words[1 + key_size..], depth + 1);
                one
            })
            .collect();
        entries.sort_unstable();
        out.push_str("map[");
        out.push_str(&entries.join(" "));
        out.push(']');
    }

    fn list<'w>(
        self,
        out: &mut String,
        open: char,
        close: char,
        parts: impl Iterator<Item = (TypeId, &'w [u64])>,
        depth: usize,
    ) {
        out.push(open);
        for (number, (typ, words)) in parts.enumerate() {
            if number > 0 {
                out.push(' ');
            }
            if number == PARTS || out.len() > LONGEST {
                out.push('…');
                break;
            }
            self.push(out, typ, words, depth + 1);
        }
        out.push(close);
    }

    /// So many words behind a pointer; fewer where its object ends.
    fn behind(&self, pointer: Pointer, count: usize) -> &[u64] {
        if pointer.is_nil() {
            return &[];
        }
        let header = self.memory.header(pointer.base());
        let room = match header.layout() {
            LayoutId::BYTES => 0,
            _ => header.size(&self.code.layouts).saturating_sub(pointer.offset() as usize),
        };
        self.memory.at(pointer, count.min(room))
    }
}

/// A text that is not too long.
pub(super) fn cut(text: String) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text,
    }
}
