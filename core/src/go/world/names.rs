//! The objects that are told of: which variable or lock lies where in the memory, which object of the rules is which, and
//! what each is called.
//!
//! A variable is told of when another goroutine can reach it, a lock when it is first used. Both lie in the memory, at a
//! place that may move; a channel is only a number of the rules. Here all of them have numbers of one kind.

use super::library;
use super::value::Values;
use crate::go::code::Code;
use crate::go::code::HARNESS;
use crate::go::code::layout::{LayoutId, is_rule_object};
use crate::go::lib::{letter_case, type_name};
use crate::go::machine::memory::Pointer;
use crate::go::machine::{Machine, map};
use crate::go::syntax::source::Pos;
use crate::go::types::store::{Basic, Named, Type, TypeId, Types};
use crate::rules::ObjectId;
use crate::rules::copied::copied;
use crate::world::Text;
use rustc_hash::FxHashMap;
use std::rc::Rc;

/// An object that is told of.
#[derive(Clone, Debug)]
pub(super) struct Thing {
    /// The type of a channel's elements, or of a variable.
    pub(super) typ: TypeId,
    /// Where a variable or a lock lies.
    pub(super) at: Option<Pointer>,
    /// Its value as it was told last.
    pub(super) told: Option<Text>,
    /// What it is called, without a number.
    name: Text,
}

/// Everything that is told of.
#[derive(Default)]
pub(super) struct Names {
    things: Vec<Thing>,
    /// By object of the memory and word in it.
    lying: Rc<FxHashMap<u32, FxHashMap<u32, ObjectId>>>,
    /// By number among the objects of the rules.
    ruled: Vec<Option<ObjectId>>,
    /// How many have been called so.
    called: Rc<FxHashMap<String, u32>>,
}

copied!(Names { things, lying, ruled, called });

/// A place in memory, with what is known of it.
pub(super) struct Found {
    /// Its first word.
    pub(super) at: Pointer,
    /// What lies there.
    pub(super) typ: TypeId,
    /// What it is called.
    pub(super) name: String,
    /// It is of the library, which keeps to itself what it is made of.
    pub(super) is_opaque: bool,
    /// The program has given it no name: it is called as its package.
    pub(super) is_nameless: bool,
    /// The type of all that the name means.
    pub(super) whole: TypeId,
}

impl Found {
    fn new(at: Pointer, typ: TypeId, name: String) -> Found {
        Found { at, typ, name, is_opaque: false, is_nameless: false, whole: typ }
    }
}

impl Names {
    pub(super) fn thing(&self, id: ObjectId) -> &Thing {
        &self.things[id.0 as usize]
    }

    pub(super) fn thing_mut(&mut self, id: ObjectId) -> &mut Thing {
        &mut self.things[id.0 as usize]
    }

    /// Where a variable or a lock lies.
    pub(super) fn place(&self, id: ObjectId) -> Option<Pointer> {
        self.things.get(id.0 as usize)?.at
    }

    /// The object that is told of as this one of the rules.
    pub(super) fn of_rule(&self, rule: ObjectId) -> Option<ObjectId> {
        self.ruled.get(rule.0 as usize).copied().flatten()
    }

    pub(super) fn bind(&mut self, rule: ObjectId, id: ObjectId) {
        let at = rule.0 as usize;
        if self.ruled.len() <= at {
            self.ruled.resize(at + 1, None);
        }
        self.ruled[at] = Some(id);
    }

    /// An object of the rules was given up.
    pub(super) fn forget(&mut self, rule: ObjectId) {
        if let Some(id) = self.ruled.get_mut(rule.0 as usize) {
            *id = None;
        }
    }

    /// A new object, with its number and the name that it is told by.
    pub(super) fn add(&mut self, typ: TypeId, at: Option<Pointer>, name: String) -> (ObjectId, Text) {
        let id = ObjectId(self.things.len() as u32);
        // What the library keeps at the same place has one name.
        let is_known = self.called.contains_key(&name);
        let again = is_known && at.is_some_and(|at| self.around(at.base()).any(|known| *known.name == *name));
        self.things.push(Thing { typ, at, told: None, name: name.as_str().into() });
        if let Some(at) = at {
            Rc::make_mut(&mut self.lying).entry(at.base()).or_default().insert(at.offset(), id);
        }
        if again {
            return (id, name.into());
        }
        let count = Rc::make_mut(&mut self.called).entry(name.clone()).or_default();
        *count += 1;
        let name = if *count == 1 { name } else { format!("{name}#{count}") };
        (id, name.into())
    }

    /// A new object that lies here and is told by no name.
    pub(super) fn mark(&mut self, at: Pointer) -> ObjectId {
        let id = ObjectId(self.things.len() as u32);
        self.things.push(Thing { typ: Basic::Invalid.id(), at: Some(at), told: None, name: "".into() });
        Rc::make_mut(&mut self.lying).entry(at.base()).or_default().insert(at.offset(), id);
        id
    }

    /// What lies at this place, or what the variable there only leads to.
    pub(super) fn lying(&self, at: Pointer) -> Option<ObjectId> {
        self.lying.get(&at.base())?.get(&at.offset()).copied()
    }

    /// What something is called that lies in this object of the memory, if anything there has a name.
    pub(super) fn at_base(&self, base: u32) -> Option<&str> {
        self.around(base).map(|thing| &*thing.name).filter(|name| !name.is_empty()).min()
    }

    fn around(&self, base: u32) -> impl Iterator<Item = &Thing> {
        self.lying.get(&base).into_iter().flatten().map(|(_, id)| &self.things[id.0 as usize])
    }

    /// The variable at this place, if it is told of by itself.
    pub(super) fn variable(&self, at: Pointer) -> Option<ObjectId> {
        self.lying(at).filter(|id| self.things[id.0 as usize].at == Some(at))
    }

    /// Whatever happens to the variable at this place is told of as happening to what it leads to.
    pub(super) fn leads(&mut self, at: Pointer, to: ObjectId) {
        Rc::make_mut(&mut self.lying).entry(at.base()).or_default().insert(at.offset(), to);
    }

    /// Objects of the memory lie elsewhere now.
    pub(super) fn moved(&mut self, moved: &[(u32, Option<u32>)]) {
        let (mut new, mut places) = (Vec::new(), Vec::new());
        let lying = Rc::make_mut(&mut self.lying);
        for (from, to) in moved {
            let Some(here) = lying.remove(from) else { continue };
            for (offset, id) in &here {
                // A variable that only leads to something is not where that lies.
                if self.things[id.0 as usize].at == Some(Pointer::new(*from, *offset)) {
                    places.push((*id, to.map(|to| Pointer::new(to, *offset))));
                }
            }
            new.extend(to.map(|to| (to, here)));
        }
        lying.extend(new);
        for (id, at) in places {
            self.things[id.0 as usize].at = at;
        }
    }
}

/// What a channel is called.
pub(super) fn channel_name(machine: &Machine, channel: ObjectId) -> String {
    let known = machine.known(channel);
    let name = machine.code().names.get(usize::from(known.name)).map_or("", |name| name);
    match name {
        name if known.call != Pos::NONE && name.starts_with(library::CLUSTER) => {
            library::cluster_name(machine, channel, name, known.call)
        }
        name if known.call != Pos::NONE => library::channel_name(machine, name, known.call),
        _ if known.timer => "timer".into(),
        "" => "chan".into(),
        name => name.into(),
    }
}

/// Whether a type is declared in the library.
pub(super) fn is_of_library(types: &Types, named: &Named) -> bool {
    named.package.is_some_and(|package| &**types.package_path(package) != "main")
}

/// What a variable is called that has a type but no name: one of the library as its package, another one as its type.
fn of_type(code: &Code, named: &Named) -> String {
    match named.package.filter(|_| is_of_library(&code.types, named)) {
        Some(package) if &**code.types.package_path(package) == "testing" => HARNESS.into(),
        Some(package) => code.types.package_name(package).to_string(),
        None => letter_case::lower(&named.name),
    }
}

/// What so many words are a part of: the smallest variable, field or element that has them all.
pub(super) fn find(machine: &Machine, pointer: Pointer, count: usize) -> Found {
    let (memory, code) = (machine.memory(), machine.code());
    let values = Values::of(machine);
    let header = memory.header(pointer.base());
    let start = |offset: u32| Pointer::new(pointer.base(), offset);
    let layout = code.layouts.get(header.layout());
    if header.layout() == LayoutId::MAP {
        let (name, typ) = map::known(memory, start(0));
        let name = code.names.get(usize::from(name)).filter(|name| !name.is_empty());
        return Found::new(start(0), typ, name.map_or("map", |name| name).into());
    }
    let Some(mut typ) = layout.typ else {
        // A conversion has made it, of a text or into one.
        let name = if layout.name.is_empty() { "slice" } else { &layout.name };
        return Found::new(start(0), Basic::Invalid.id(), name.into());
    };
    // Something that has no name is called as its type is, without the package.
    let mut name = match (&*layout.name, code.types.get(typ)) {
        ("", Type::Named(named)) => of_type(code, code.types.named(*named)),
        ("", _) => type_name::name(&code.types, typ),
        (name, _) => name.to_owned(),
    };
    let size = layout.words.len().max(1) as u32;
    let (element, mut rest) = (pointer.offset() / size, pointer.offset() % size);
    let mut at = element * size;
    if header.count() > 1 {
        if count as u32 > size {
            return Found::new(start(0), Basic::Invalid.id(), name);
        }
        name = format!("{name}[{element}]");
    }
    loop {
        let named = match code.types.get(typ) {
            Type::Named(named) => Some(code.types.named(*named)),
            _ => None,
        };
        // An atomic is told as the variable inside of it, which has no name of its own.
        let is_atomic = named
            .and_then(|named| named.package)
            .is_some_and(|package| &**code.types.package_path(package) == "sync/atomic");
        let whole = values.size(typ) <= count && rest == 0 && !is_atomic;
        // What is in a variable of the library's is the library's.
        let is_opaque = named.is_some_and(|named| is_of_library(&code.types, named)) && !is_atomic;
        let keeps = named.is_some_and(|named| library::is_opaque(&code.types, named));
        if is_opaque && matches!(code.types.underlying(typ), Type::Struct(_)) && (keeps || !whole) {
            let found = Found::new(start(at), Basic::Invalid.id(), name);
            let is_nameless = layout.name.is_empty() && layout.typ == Some(typ);
            return Found { is_opaque: keeps, is_nameless, whole: typ, ..found };
        }
        if whole || named.is_some_and(|named| is_rule_object(&code.types, named)) {
            let name = name.strip_suffix(".waiters").map_or(name.clone(), str::to_owned);
            return Found::new(start(at), typ, name);
        }
        match code.types.underlying(typ) {
            Type::Struct(fields) => {
                let mut from = 0;
                let field = fields.iter().find(|field| {
                    let size = values.size(field.typ) as u32;
                    let here = (from..from + size).contains(&rest);
                    from += if here { 0 } else { size };
                    here
                });
                let Some(field) = field else { return Found::new(start(at), typ, name) };
                if !is_atomic {
                    name = format!("{name}.{}", field.name);
                }
                (typ, rest, at) = (field.typ, rest - from, at + from);
            }
            Type::Array(_, elem) => {
                let size = values.size(*elem).max(1) as u32;
                name = format!("{name}[{}]", rest / size);
                (typ, at, rest) = (*elem, at + rest / size * size, rest % size);
            }
            _ => return Found::new(start(at), typ, name),
        }
    }
}
