//! How values lie in memory: in words, each of which is of a kind.
//!
//! A number, a truth value, a rune is a word. A pointer is a word: the object and the word in it. A string is a word too,
//! the object that holds its bytes, and so are maps, channels and functions. A slice is three words (pointer, length,
//! capacity), an interface two (type, value), a struct or an array the words of its parts one after another. A mutex, a
//! read-write mutex, a wait group and a list of waiters are a word each, which names an object of the rules once there is one.

use crate::go::types::store::{Basic, HEAVIEST, Named, Type, TypeId, Types};
use rustc_hash::FxHashMap;
use std::rc::Rc;

/// What a word is, for whoever has to follow or to compare what it refers to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Word {
    /// Bits that refer to nothing.
    Plain,
    /// A pointer to a word of an object; maps and functions too.
    Pointer,
    /// A string: its bytes count, and not which object holds them.
    Text,
    /// The type of an interface's value: a [`TypeId`], 0 for nil.
    Type,
    /// The value of an interface, whose type is in the word before: itself if it is one word, else a pointer to a copy that nobody
    /// changes.
    Value,
    /// A channel: 1 more than its number among the objects of the rules, 0 for nil.
    Channel,
    /// A lock, a wait group or a list of waiters: as a channel, 0 until it is first used.
    Sync,
    /// An instant of virtual time, of which counts only how far away it is; one that has passed is one like the other.
    Instant,
}

/// Names a layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LayoutId(pub u32);

impl LayoutId {
    /// The bytes of a string, eight in a word.
    pub const BYTES: LayoutId = LayoutId(0);
    /// The frames of a goroutine.
    pub const STACK: LayoutId = LayoutId(1);
    /// A map.
    pub const MAP: LayoutId = LayoutId(2);
    /// A deferred call: the next one, and the function.
    pub const DEFER: LayoutId = LayoutId(3);
    /// A panic: see `machine::panics`.
    pub const PANIC: LayoutId = LayoutId(4);
    /// Numbers.
    pub const PLAIN: LayoutId = LayoutId(5);
    /// Strings.
    pub const TEXTS: LayoutId = LayoutId(6);
    /// Channels.
    pub const CHANNELS: LayoutId = LayoutId(7);
    /// Instants of virtual time.
    pub const INSTANTS: LayoutId = LayoutId(8);
}

/// How the elements of an object lie.
#[derive(Clone, Debug)]
pub struct Layout {
    /// The words of one element.
    pub words: Rc<[Word]>,
    /// The type of an element, for an object that is a variable of the program.
    pub typ: Option<TypeId>,
    /// The name of the variable that the object is, if it has one.
    pub name: Rc<str>,
    /// Whether it is a closure: a function, and what it has captured.
    pub is_closure: bool,
}

/// A type that has more words than an object may.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLarge;

/// What tells layouts apart: the words, the type, the name, and whether it is a closure.
type Key = (Rc<[Word]>, Option<TypeId>, Rc<str>, bool);

/// The layouts of a program.
#[derive(Clone, Debug)]
pub struct Layouts {
    layouts: Vec<Layout>,
    known: FxHashMap<Key, LayoutId>,
    /// By type.
    shapes: Vec<Option<Rc<[Word]>>>,
    /// How many parts the values of a type have, parts without words included.
    parts: FxHashMap<TypeId, u32>,
}

/// No value has more words than this, so that a list of their kinds stays short. An array that is a variable of its own,
/// or stands behind a slice, is a repetition and may be longer.
pub const LARGEST: usize = u16::MAX as usize;

impl Default for Layouts {
    fn default() -> Self {
        let mut layouts = Layouts {
            layouts: Vec::new(),
            known: FxHashMap::default(),
            shapes: Vec::new(),
            parts: FxHashMap::default(),
        };
        let fixed: [&[Word]; 9] = [
            &[Word::Plain],
            &[Word::Plain],
            &[Word::Pointer, Word::Pointer, Word::Plain, Word::Plain, Word::Plain, Word::Plain],
            &[Word::Pointer, Word::Pointer],
            &[Word::Pointer, Word::Type, Word::Value, Word::Plain, Word::Plain, Word::Plain],
            &[Word::Plain],
            &[Word::Text],
            &[Word::Channel],
            &[Word::Instant],
        ];
        for words in fixed {
            let layout = Layout { words: words.into(), typ: None, name: "".into(), is_closure: false };
            layouts.layouts.push(layout);
        }
        layouts
    }
}

impl Layouts {
    /// The layout of this number.
    pub fn get(&self, id: LayoutId) -> &Layout {
        &self.layouts[id.0 as usize]
    }

    /// How many words an element has.
    pub fn size(&self, id: LayoutId) -> usize {
        self.layouts[id.0 as usize].words.len()
    }

    /// The layout of these words, that hold this type and have this name.
    pub fn add(&mut self, words: Rc<[Word]>, typ: Option<TypeId>, name: &str) -> LayoutId {
        self.find_or_add((words, typ, Rc::from(name), false))
    }

    /// The layout of a closure: the word that says which function it is, and those that are captured.
    pub fn closure(&mut self, words: Rc<[Word]>) -> LayoutId {
        self.find_or_add((words, None, "".into(), true))
    }

    fn find_or_add(&mut self, key: Key) -> LayoutId {
        if let Some(id) = self.known.get(&key) {
            return *id;
        }
        let id = LayoutId(self.layouts.len() as u32);
        let (words, typ, name, is_closure) = key.clone();
        self.layouts.push(Layout { words, typ, name, is_closure });
        self.known.insert(key, id);
        id
    }

    /// The words of a value of this type.
    ///
    /// # Errors
    /// If it has too many.
    pub fn words(&mut self, types: &Types, typ: TypeId) -> Result<Rc<[Word]>, TooLarge> {
        if let Some(Some(words)) = self.shapes.get(typ.0 as usize) {
            return Ok(words.clone());
        }
        if self.parts(types, typ) > HEAVIEST || types.weight(typ) > HEAVIEST {
            return Err(TooLarge);
        }
        let mut words = Vec::new();
        self.collect(types, typ, &mut words)?;
        let words: Rc<[Word]> = words.into();
        if self.shapes.len() <= typ.0 as usize {
            self.shapes.resize(typ.0 as usize + 1, None);
        }
        self.shapes[typ.0 as usize] = Some(words.clone());
        Ok(words)
    }

    fn parts(&mut self, types: &Types, typ: TypeId) -> u32 {
        if let Some(known) = self.parts.get(&typ) {
            return *known;
        }
        let parts = match types.underlying(typ) {
            Type::Array(_, elem) => self.parts(types, *elem).saturating_add(1),
            Type::Struct(fields) => {
                fields.iter().fold(1, |sum: u32, field| sum.saturating_add(self.parts(types, field.typ)))
            }
            _ => 1,
        };
        self.parts.insert(typ, parts);
        parts
    }

    /// The words of a type that is known to the program: one whose words were asked for before it was run.
    pub fn known_words(&self, typ: TypeId) -> &[Word] {
        self.shapes.get(typ.0 as usize).and_then(Option::as_ref).map_or(&[], |words| words)
    }

    /// What the one word is by which a value of a known type is carried, in an interface or through a channel: itself, if it has one,
    /// or else a pointer to a copy.
    pub fn carrier(&self, typ: TypeId) -> Word {
        match self.known_words(typ) {
            [] => Word::Plain,
            [only] => *only,
            _ => Word::Pointer,
        }
    }

    fn collect(&mut self, types: &Types, typ: TypeId, out: &mut Vec<Word>) -> Result<(), TooLarge> {
        if let Type::Named(named) = types.get(typ)
            && is_rule_object(types, types.named(*named))
        {
            out.push(Word::Sync);
            return Ok(());
        }
        match types.underlying(typ) {
            Type::Basic(Basic::String | Basic::UntypedString) => out.push(Word::Text),
            Type::Basic(Basic::UntypedNil) => {}
            Type::Basic(_) => out.push(Word::Plain),
            Type::Pointer(_) | Type::Map(..) | Type::Func(_) => out.push(Word::Pointer),
            Type::Chan(..) => out.push(Word::Channel),
            Type::Slice(_) => out.extend([Word::Pointer, Word::Plain, Word::Plain]),
            Type::Interface(_) => out.extend([Word::Type, Word::Value]),
            Type::Array(count, elem) => {
                let words = self.words(types, *elem)?;
                if words.is_empty() {
                    // Any number of nothing is nothing, and it may be more than a machine word can count.
                    return Ok(());
                }
                let count = usize::try_from(*count).map_err(|_| TooLarge)?;
                if words.len().checked_mul(count).is_none_or(|all| all > LARGEST) {
                    return Err(TooLarge);
                }
                (0..count).for_each(|_| out.extend_from_slice(&words));
            }
            Type::Struct(fields) => {
                for field in fields.iter() {
                    let words = self.words(types, field.typ)?;
                    out.extend_from_slice(&words);
                    if out.len() > LARGEST {
                        return Err(TooLarge);
                    }
                }
            }
            Type::Tuple(parts) => {
                for part in parts.iter() {
                    let words = self.words(types, *part)?;
                    out.extend_from_slice(&words);
                    if out.len() > LARGEST {
                        return Err(TooLarge);
                    }
                }
            }
            Type::Named(_) | Type::Param(_) => {}
        }
        if out.len() > LARGEST { Err(TooLarge) } else { Ok(()) }
    }
}

/// Whether a named type is one of those whose values are objects of the rules.
pub fn is_rule_object(types: &Types, named: &Named) -> bool {
    named.package.is_some_and(|package| match &**types.package_path(package) {
        "sync" => matches!(&*named.name, "Mutex" | "RWMutex" | "WaitGroup"),
        "internal/lockstep" => &*named.name == "Waiters",
        _ => false,
    })
}
