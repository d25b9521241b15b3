//! Methods of types, those of embedded fields among them.

use super::program::Program;
use crate::go::syntax::ast::Name;
use crate::go::types::store::{NamedId, ObjectId, PackageId, StructField, Type, TypeId};
use rustc_hash::{FxHashMap, FxHashSet};
use std::rc::Rc;

/// A method that a type has.
#[derive(Clone, Debug)]
pub(super) struct Member {
    pub(super) name: Name,
    pub(super) package: Option<PackageId>,
    /// Its type without the receiver.
    pub(super) typ: TypeId,
    /// The embedded fields that it is reached by.
    pub(super) path: Vec<u32>,
    /// The function with the type it is declared on and whether its receiver is a pointer; none for an embedded interface's.
    pub(super) declared: Option<(ObjectId, NamedId, bool)>,
    /// The type arguments of a generic method, beside its receiver's.
    pub(super) own: Rc<[TypeId]>,
}

impl Program<'_> {
    /// The types of the parts of a value that whoever prints it calls methods of: all but fields whose names are not exported.
    pub(super) fn visible_parts(&self, typ: TypeId) -> Vec<TypeId> {
        match self.types.underlying(typ) {
            Type::Pointer(elem) | Type::Slice(elem) | Type::Array(_, elem) => vec![*elem],
            Type::Map(key, elem) => vec![*key, *elem],
            Type::Struct(fields) => {
                let exported = |name: &str| name.chars().next().is_some_and(char::is_uppercase);
                let visible = fields.iter().filter(|field| field.embedded || exported(&field.name));
                visible.map(|field| field.typ).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Behind how many words of a struct of this type, which has these fields, one of them begins.
    pub(super) fn offset(&mut self, typ: TypeId, fields: &[StructField], index: usize) -> u32 {
        let mut known = self.offsets.remove(&typ).unwrap_or_else(|| vec![0]);
        for field in &fields[known.len() - 1..index.max(known.len() - 1)] {
            let next = known[known.len() - 1] + u32::from(self.size(field.typ));
            known.push(next);
        }
        let offset = known[index];
        self.offsets.insert(typ, known);
        offset
    }

    /// The methods of a type: of a pointer those of what it points to as well.
    pub(super) fn method_set(&mut self, typ: TypeId) -> Rc<[Member]> {
        if let Some(known) = self.method_sets.get(&typ) {
            return known.clone();
        }
        let methods: Rc<[Member]> = self.find_methods(typ).into();
        self.method_sets.insert(typ, methods.clone());
        methods
    }

    fn find_methods(&mut self, typ: TypeId) -> Vec<Member> {
        let (inner, pointer) = self.deref(typ);
        let mut found: Vec<Member> = Vec::new();
        let mut hidden: FxHashSet<Name> = FxHashSet::default();
        let mut level = vec![(inner, Vec::new(), pointer)];
        let mut seen: Vec<TypeId> = Vec::new();
        while !level.is_empty() {
            let mut next = Vec::new();
            let mut here: Vec<(Name, Option<Member>)> = Vec::new();
            for (typ, path, addressable) in level {
                if seen.contains(&typ) {
                    continue;
                }
                seen.push(typ);
                self.direct_members(typ, &path, addressable, &mut here);
                let Type::Struct(fields) = self.types.underlying(typ).clone() else { continue };
                for (index, field) in fields.iter().enumerate() {
                    here.push((field.name.clone(), None));
                    if field.embedded {
                        let (inner, through) = self.deref(field.typ);
                        let mut path = path.clone();
                        path.push(index as u32);
                        next.push((inner, path, addressable || through));
                    }
                }
            }
            let mut times: FxHashMap<&Name, usize> = FxHashMap::default();
            here.iter().for_each(|(name, _)| *times.entry(name).or_default() += 1);
            // What stands higher hides it, and what stands beside it makes it ambiguous.
            let is_seen = |(name, _): &&(Name, Option<Member>)| !hidden.contains(name) && times[name] == 1;
            found.extend(here.iter().filter(is_seen).filter_map(|(_, member)| member.clone()));
            hidden.extend(here.into_iter().map(|(name, _)| name));
            level = next;
        }
        found
    }

    fn direct_members(
        &mut self,
        typ: TypeId,
        path: &[u32],
        addressable: bool,
        here: &mut Vec<(Name, Option<Member>)>,
    ) {
        if let Type::Named(id) = *self.types.get(typ) {
            let package = self.types.named(id).package;
            for method in self.types.named(id).methods.clone() {
                let usable = addressable || !method.pointer;
                let member = Member {
                    name: method.name.clone(),
                    package,
                    typ: method.typ,
                    path: path.to_vec(),
                    declared: Some((method.object, id, method.pointer)),
                    own: Rc::default(),
                };
                here.push((method.name, usable.then_some(member)));
            }
        }
        if let Type::Interface(interface) = self.types.underlying(typ).clone() {
            for method in interface.methods.iter() {
                let member = Member {
                    name: method.name.clone(),
                    package: method.package,
                    typ: method.typ,
                    path: path.to_vec(),
                    declared: None,
                    own: Rc::default(),
                };
                here.push((method.name.clone(), Some(member)));
            }
        }
    }

    /// The method of this name.
    pub(super) fn find_method(
        &mut self,
        typ: TypeId,
        name: &str,
        package: Option<PackageId>,
    ) -> Option<Member> {
        let exported = name.chars().next().is_some_and(char::is_uppercase);
        let methods = self.method_set(typ);
        let found =
            methods.iter().find(|member| &*member.name == name && (exported || member.package == package));
        found.cloned()
    }

    /// What a pointer points to, and whether it is one; any other type itself.
    pub(super) fn deref(&self, typ: TypeId) -> (TypeId, bool) {
        match *self.types.get(typ) {
            Type::Pointer(to) => (to, true),
            _ => (typ, false),
        }
    }
}
