//! What a name behind a dot means: fields and methods, those of embedded fields included.

use super::checker::Checker;
use super::store::{NamedId, ObjectId, PackageId, StructField, Type, TypeId};
use crate::go::lib::letter_case;
use crate::go::syntax::ast::Name;
use rustc_hash::FxHashMap;

/// What a name behind a dot means.
#[derive(Clone, Debug)]
pub(super) struct Member {
    pub kind: MemberKind,
    pub name: Name,
    pub package: Option<PackageId>,
    /// The fields that are gone through; of a field, the last is the field itself.
    pub path: Vec<u32>,
    /// Whether a pointer is followed on the way.
    pub indirect: bool,
}

/// A field or a method.
#[derive(Clone, Debug)]
pub(super) enum MemberKind {
    /// A field, with its type.
    Field(TypeId),
    /// A method of a named type.
    Method { object: ObjectId, named: NamedId, pointer: bool },
    /// A method of an interface, with its type.
    InterfaceMethod(TypeId),
}

/// What a search for a name came to.
#[derive(Clone, Debug)]
pub(super) enum Lookup {
    Found(Member),
    /// There are several at the same depth.
    Ambiguous,
    /// It is a method of the pointer, and there is none.
    NeedsPointer,
    Missing,
}

impl Lookup {
    pub(super) fn found(self) -> Option<Member> {
        match self {
            Lookup::Found(member) => Some(member),
            _ => None,
        }
    }
}

/// Whether a name may be used in other packages.
pub(super) fn is_exported(name: &str) -> bool {
    name.chars().next().is_some_and(char::is_uppercase)
}

struct Embedded {
    typ: TypeId,
    path: Vec<u32>,
    indirect: bool,
    /// Whether the same type is embedded more than once at this depth.
    multiple: bool,
}

/// A struct has an index of its fields from so many on.
const WIDE: usize = 64;

/// The fields of such a struct, by their names, and those that are embedded.
#[derive(Default)]
pub(super) struct Wide {
    named: FxHashMap<Name, u32>,
    embedded: Vec<u32>,
}

/// Which name is looked for.
#[derive(Clone, Copy)]
struct Wanted<'a> {
    name: &'a str,
    package: PackageId,
    /// Whether capital letters make no difference.
    fold: bool,
}

impl Wanted<'_> {
    fn fits(&self, name: &str, package: Option<PackageId>) -> bool {
        if self.fold && letter_case::lower(name) == letter_case::lower(self.name) {
            return true;
        }
        name == self.name && (is_exported(name) || package == Some(self.package))
    }
}

impl Checker<'_> {
    /// What a name behind a dot means for a type, in a package.
    pub(super) fn lookup_member(
        &self,
        typ: TypeId,
        addressable: bool,
        package: PackageId,
        name: &str,
        fold: bool,
    ) -> Lookup {
        if name == "_" {
            return Lookup::Missing;
        }
        // A named pointer has the fields of what it points to, but no methods.
        if self.as_named(typ).is_some()
            && let Type::Pointer(_) = self.types.underlying(typ)
        {
            return match self.search(self.under(typ), false, Wanted { name, package, fold }) {
                Lookup::Found(member) if !matches!(member.kind, MemberKind::Field(_)) => Lookup::Missing,
                other => other,
            };
        }
        self.search(typ, addressable, Wanted { name, package, fold })
    }

    /// The same without looking behind a named pointer.
    pub(super) fn lookup_method(&self, typ: TypeId, package: PackageId, name: &str, fold: bool) -> Lookup {
        self.search(typ, false, Wanted { name, package, fold })
    }

    fn search(&self, typ: TypeId, addressable: bool, wanted: Wanted) -> Lookup {
        let (typ, pointer) = self.deref(typ);
        if pointer && (self.is_interface(typ) || self.is_type_param(typ)) {
            return Lookup::Missing;
        }
        let mut current = vec![Embedded { typ, path: Vec::new(), indirect: pointer, multiple: false }];
        let mut seen: Vec<NamedId> = Vec::new();
        while !current.is_empty() {
            let mut next: Vec<Embedded> = Vec::new();
            let mut found: Option<Member> = None;
            for embedded in &current {
                if let Some(named) = self.as_named(embedded.typ) {
                    if seen.contains(&named) {
                        continue;
                    }
                    seen.push(named);
                    if let Some(member) = self.named_method(named, embedded, wanted) {
                        if found.is_some() || embedded.multiple {
                            return Lookup::Ambiguous;
                        }
                        found = Some(member);
                        continue;
                    }
                }
                for member in self.direct_members(embedded, wanted, found.is_none(), &mut next) {
                    if found.is_some() || embedded.multiple {
                        return Lookup::Ambiguous;
                    }
                    found = Some(member);
                }
            }
            if let Some(member) = found {
                let needs_pointer = matches!(member.kind, MemberKind::Method { pointer: true, .. });
                if needs_pointer && !member.indirect && !addressable {
                    return Lookup::NeedsPointer;
                }
                return Lookup::Found(member);
            }
            current = self.consolidate(next);
        }
        Lookup::Missing
    }

    fn named_method(&self, named: NamedId, embedded: &Embedded, wanted: Wanted) -> Option<Member> {
        let origin = self.types.named(named).origin.unwrap_or(named);
        let methods = &self.types.named(origin).methods;
        let method = methods
            .iter()
            .find(|method| wanted.fits(&method.name, self.objects[method.object.0 as usize].package))?;
        Some(Member {
            kind: MemberKind::Method { object: method.object, named, pointer: method.pointer },
            name: method.name.clone(),
            package: self.objects[method.object.0 as usize].package,
            path: embedded.path.clone(),
            indirect: embedded.indirect,
        })
    }

    /// The fields of a struct or the methods of an interface that fit; what the struct embeds is put into the list.
    fn direct_members(
        &self,
        embedded: &Embedded,
        wanted: Wanted,
        deeper: bool,
        next: &mut Vec<Embedded>,
    ) -> Vec<Member> {
        let mut members = Vec::new();
        let with = |index: usize| {
            let mut path = embedded.path.clone();
            path.push(index as u32);
            path
        };
        match self.types.underlying(embedded.typ) {
            Type::Struct(fields) => {
                for index in self.candidates(embedded.typ, fields, wanted) {
                    let index = index as usize;
                    let field = &fields[index];
                    if wanted.fits(&field.name, field.package.or(Some(wanted.package))) {
                        members.push(Member {
                            kind: MemberKind::Field(field.typ),
                            name: field.name.clone(),
                            package: field.package,
                            path: with(index),
                            indirect: embedded.indirect,
                        });
                    } else if deeper && members.is_empty() && field.embedded {
                        let (typ, pointer) = self.deref(field.typ);
                        next.push(Embedded {
                            typ,
                            path: with(index),
                            indirect: embedded.indirect || pointer,
                            multiple: embedded.multiple,
                        });
                    }
                }
            }
            Type::Interface(_) | Type::Param(_) => {
                let interface = self.interface_or_constraint(embedded.typ).unwrap_or_default();
                let found = interface
                    .methods
                    .iter()
                    .find(|method| wanted.fits(&method.name, method.package.or(Some(wanted.package))));
                members.extend(found.map(|method| Member {
                    kind: MemberKind::InterfaceMethod(method.typ),
                    name: method.name.clone(),
                    package: method.package,
                    path: embedded.path.clone(),
                    indirect: embedded.indirect,
                }));
            }
            _ => {}
        }
        members
    }

    /// Which of a struct's fields may fit, or have to be looked into: in a wide one not all are looked at for each name.
    fn candidates(&self, typ: TypeId, fields: &[StructField], wanted: Wanted) -> Vec<u32> {
        if fields.len() < WIDE || wanted.fold {
            return (0..fields.len() as u32).collect();
        }
        let mut wide = self.wide.borrow_mut();
        let known = wide.entry(typ).or_insert_with(|| {
            let embedded = (0..).zip(fields).filter(|(_, field)| field.embedded).map(|(at, _)| at).collect();
            Wide { named: (0..).zip(fields).map(|(at, field)| (field.name.clone(), at)).collect(), embedded }
        });
        match known.named.get(wanted.name) {
            Some(at) if wanted.fits(wanted.name, fields[*at as usize].package.or(Some(wanted.package))) => {
                vec![*at]
            }
            _ => known.embedded.clone(),
        }
    }

    /// Leaves one of each type, marked if there were several.
    fn consolidate(&self, list: Vec<Embedded>) -> Vec<Embedded> {
        let mut kept: Vec<Embedded> = Vec::with_capacity(list.len());
        for embedded in list {
            match kept.iter_mut().find(|other| self.identical(other.typ, embedded.typ)) {
                Some(other) => other.multiple = true,
                None => kept.push(embedded),
            }
        }
        kept
    }

    /// The type of a member without its receiver.
    pub(super) fn member_type(&mut self, member: &Member) -> TypeId {
        match member.kind {
            MemberKind::Field(typ) | MemberKind::InterfaceMethod(typ) => typ,
            MemberKind::Method { object, named, .. } => self.method_type(named, object),
        }
    }

    /// Why a type has no such field or method.
    pub(super) fn lookup_error(
        &self,
        typ: TypeId,
        name: &str,
        other: Option<&Member>,
        literal: bool,
    ) -> String {
        enum Error {
            Missing,
            Misspelled,
            Unexported,
            Inaccessible,
        }
        let tail = |name: &str| name.chars().skip(1).collect::<String>();
        let alt = other.map_or("", |member| &*member.name);
        let error = match other {
            None => Error::Missing,
            Some(member) => {
                let here = match member.kind {
                    MemberKind::Method { object, .. } => {
                        self.objects[object.0 as usize].package == Some(self.package)
                    }
                    _ => member.package.is_none_or(|package| package == self.package),
                };
                let same_tail = tail(name) == tail(alt);
                match (is_exported(name), is_exported(alt)) {
                    _ if here => Error::Misspelled,
                    (true, true) => Error::Misspelled,
                    (true, false) if same_tail => Error::Unexported,
                    (false, true) if same_tail => Error::Misspelled,
                    (false, false) if name == alt => Error::Inaccessible,
                    _ => Error::Missing,
                }
            }
        };
        let typ = self.type_text(typ);
        let what = match other.map(|member| &member.kind) {
            None => "object",
            Some(MemberKind::Field(_)) => "field",
            Some(_) => "method",
        };
        let missing = if literal {
            ["unknown field ", name, " in struct literal of type ", &typ].concat()
        } else {
            ["type ", &typ, " has no field or method ", name].concat()
        };
        match (error, literal) {
            (Error::Missing, _) => missing,
            (Error::Misspelled, true) => [&missing, ", but does have ", alt].concat(),
            (Error::Misspelled, false) => [&missing, ", but does have ", what, " ", alt].concat(),
            (Error::Unexported, true) => [&missing, ", but does have unexported ", alt].concat(),
            (Error::Unexported, false) => [&missing, ", but does have unexported ", what, " ", alt].concat(),
            (Error::Inaccessible, true) => {
                ["cannot refer to unexported field ", alt, " in struct literal of type ", &typ].concat()
            }
            (Error::Inaccessible, false) => ["cannot refer to unexported ", what, " ", alt].concat(),
        }
    }
}
