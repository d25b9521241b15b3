//! The types of a program, each kept once: two types are identical exactly if their numbers are equal.
//!
//! What makes types recursive in Go is that they have names, and a named type is known here by a number of its own; so
//! every other type can be looked up by what it is made of. Names of parameters are no part of a type.

pub use super::basic::Basic;
use crate::go::syntax::ast::{Direction, Name};
use rustc_hash::FxHashMap;
use std::rc::Rc;

/// A type.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeId(pub u32);

/// A named type: one for each declaration, and one for each list of type arguments of a generic one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NamedId(pub u32);

/// A type parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ParamId(pub u32);

/// A package, numbered in the order in which they were checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PackageId(pub u32);

/// Something that has a name: a constant, type, variable, function, package, label, builtin or `nil`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ObjectId(pub u32);

/// What a type is made of.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Type {
    /// One of Go's own.
    Basic(Basic),
    /// A declared one.
    Named(NamedId),
    /// `*T`
    Pointer(TypeId),
    /// `[]T`
    Slice(TypeId),
    /// `[n]T`
    Array(u64, TypeId),
    /// `map[K]V`
    Map(TypeId, TypeId),
    /// `chan T`
    Chan(Direction, TypeId),
    /// `struct{...}`
    Struct(Rc<[StructField]>),
    /// `func(...)...`
    Func(Rc<Signature>),
    /// What a call with several results gives, or with none.
    Tuple(Rc<[TypeId]>),
    /// `interface{...}`
    Interface(Rc<Interface>),
    /// A type parameter.
    Param(ParamId),
}

/// A field of a struct.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct StructField {
    /// Its name; an embedded one has that of its type.
    pub name: Name,
    /// The package that may use it, where its name is not exported.
    pub package: Option<PackageId>,
    /// Its type.
    pub typ: TypeId,
    /// Whether it is embedded.
    pub embedded: bool,
    /// Its tag.
    pub tag: Option<Name>,
}

/// Parameters and results.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Signature {
    /// The parameters' types, the receiver's not among them; that of a variadic one is a slice.
    pub params: Rc<[TypeId]>,
    /// The results' types.
    pub results: Rc<[TypeId]>,
    /// Whether the last parameter is variadic.
    pub variadic: bool,
}

/// A method of an interface.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Method {
    /// Its name.
    pub name: Name,
    /// The package that may use it, where its name is not exported.
    pub package: Option<PackageId>,
    /// Its type, a [`Type::Func`].
    pub typ: TypeId,
}

/// An interface, those that it embeds taken in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Interface {
    /// All methods, sorted by name.
    pub methods: Rc<[Method]>,
    /// Whether only comparable types satisfy it.
    pub comparable: bool,
    /// The terms of which one must fit, each with whether it has a tilde; `None` where any type may.
    pub terms: Option<Rc<[(bool, TypeId)]>>,
}

/// A named type.
#[derive(Clone, Debug)]
pub struct Named {
    /// Its name without its package.
    pub name: Name,
    /// The package it is declared in; none for `error`, `any` and `comparable`.
    pub package: Option<PackageId>,
    /// Its own type name.
    pub object: ObjectId,
    /// What it is: never itself a [`Type::Named`]. Invalid while it is being declared.
    pub underlying: TypeId,
    /// The methods declared on it or on the pointer to it, in the order of the source. Those of an instance have the
    /// objects of the generic type's methods.
    pub methods: Vec<NamedMethod>,
    /// The type parameters, of a generic type that has no arguments.
    pub type_params: Rc<[ParamId]>,
    /// The type parameters of the function in which it is declared: with other arguments it is another type.
    pub outer_params: Rc<[ParamId]>,
    /// The type arguments, of an instance.
    pub type_args: Rc<[TypeId]>,
    /// The generic type, of an instance.
    pub origin: Option<NamedId>,
    /// Tells types of the same name apart that are declared in functions: how many of that name came before, in the
    /// package.
    pub ordinal: u32,
}

/// A method of a named type.
#[derive(Clone, Debug)]
pub struct NamedMethod {
    /// Its name.
    pub name: Name,
    /// Its function.
    pub object: ObjectId,
    /// Its type without the receiver; of an instance, with the arguments put in.
    pub typ: TypeId,
    /// Whether its receiver is a pointer.
    pub pointer: bool,
}

/// A type parameter.
#[derive(Clone, Debug)]
pub struct TypeParam {
    /// Its name.
    pub name: Name,
    /// The interface that its arguments must satisfy.
    pub constraint: TypeId,
    /// Which it is, from 0, in its list.
    pub index: u32,
}

/// How a type is written, where that is not told by what it is made of: only messages differ. Each spelling of a type has
/// a number of its own; [`Types::canonical`] gives the one that stands for all of them, and nothing else is in a checked
/// program.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Spelling {
    /// Another name for a type as it is written, with type arguments if that name is generic.
    Alias(Option<PackageId>, Name, Rc<[TypeId]>, TypeId),
    /// A function type: the names of its parameters and results, empty where there is none, and the type parameters of a
    /// generic function.
    Func(Rc<[Name]>, Rc<[ParamId]>),
    /// An interface: its own methods, what it embeds, and whether `interface` is left out of a constraint.
    Interface(Rc<[Method]>, Rc<[Embedded]>, bool),
}

/// What an interface embeds: the terms, each with whether it has a tilde. A single term without one is a type or another
/// interface.
pub type Embedded = Rc<[(bool, TypeId)]>;

/// All types.
#[derive(Clone, Debug)]
pub struct Types {
    types: Vec<Type>,
    /// For each type the number that stands for all its spellings.
    canonical: Vec<TypeId>,
    /// How many types each is made of, itself included, however often one of them occurs.
    weights: Vec<u32>,
    spellings: FxHashMap<TypeId, Spelling>,
    known: FxHashMap<Type, TypeId>,
    spelled: FxHashMap<(Type, Spelling), TypeId>,
    named: Vec<Named>,
    params: Vec<TypeParam>,
    instances: FxHashMap<(NamedId, Rc<[TypeId]>), NamedId>,
    /// The names of the packages, as they stand before a type's name in messages, and their paths.
    packages: Vec<(Name, Name)>,
}

impl Default for Types {
    fn default() -> Self {
        let mut types = Types {
            types: Vec::new(),
            canonical: Vec::new(),
            weights: Vec::new(),
            spellings: FxHashMap::default(),
            known: FxHashMap::default(),
            spelled: FxHashMap::default(),
            named: Vec::new(),
            params: Vec::new(),
            instances: FxHashMap::default(),
            packages: Vec::new(),
        };
        for basic in Basic::ALL {
            types.add(Type::Basic(basic));
        }
        types
    }
}

/// A type of more parts than this is refused: `struct { a, b struct { a, b … } }` doubles its parts with every line, and
/// whoever goes through them would never come to an end.
pub const HEAVIEST: u32 = 1 << 14;

impl Types {
    /// How many types a type is made of, itself included, however often one of them occurs.
    pub fn weight(&self, id: TypeId) -> u32 {
        self.weights[id.0 as usize]
    }

    fn weigh(&mut self, typ: &Type) -> u32 {
        let mut weight = 1u32;
        if let Type::Named(named) = typ {
            let args = self.named(*named).type_args.clone();
            args.iter().for_each(|arg| weight = weight.saturating_add(self.weight(*arg)));
        }
        self.map_parts(typ, &mut |types, part| {
            weight = weight.saturating_add(types.weight(part));
            part
        });
        weight
    }

    /// The number of a type that is made of this.
    pub fn add(&mut self, typ: Type) -> TypeId {
        if let Some(id) = self.known.get(&typ) {
            return *id;
        }
        let plain = self.map_parts(&typ, &mut |types, id| types.canonical(id));
        let plain = (plain != typ).then(|| self.add(plain));
        let id = TypeId(self.types.len() as u32);
        let weight = self.weigh(&typ);
        self.types.push(typ.clone());
        self.canonical.push(plain.unwrap_or(id));
        self.weights.push(weight);
        self.known.insert(typ, id);
        id
    }

    /// The number of a type that is made of this and written in a way of its own.
    pub fn spell(&mut self, typ: Type, spelling: Spelling) -> TypeId {
        let key = (typ, spelling);
        if let Some(id) = self.spelled.get(&key) {
            return *id;
        }
        let plain = self.add(key.0.clone());
        let id = TypeId(self.types.len() as u32);
        self.types.push(key.0.clone());
        self.canonical.push(self.canonical(plain));
        self.weights.push(self.weight(plain));
        self.spellings.insert(id, key.1.clone());
        self.spelled.insert(key, id);
        id
    }

    /// The number that stands for all spellings of a type: types are identical if theirs are equal.
    pub fn canonical(&self, id: TypeId) -> TypeId {
        self.canonical[id.0 as usize]
    }

    /// How a type is written, if in a way of its own.
    pub fn spelling(&self, id: TypeId) -> Option<&Spelling> {
        self.spellings.get(&id)
    }

    /// The same type with other parts. The arguments of named types are no parts.
    pub fn map_parts(&mut self, typ: &Type, change: &mut dyn FnMut(&mut Types, TypeId) -> TypeId) -> Type {
        let mut list = |types: &mut Types, ids: &[TypeId]| -> Rc<[TypeId]> {
            ids.iter().map(|id| change(types, *id)).collect()
        };
        match typ {
            Type::Basic(_) | Type::Named(_) | Type::Param(_) => typ.clone(),
            Type::Pointer(to) => Type::Pointer(change(self, *to)),
            Type::Slice(of) => Type::Slice(change(self, *of)),
            Type::Array(length, of) => Type::Array(*length, change(self, *of)),
            Type::Map(key, value) => Type::Map(change(self, *key), change(self, *value)),
            Type::Chan(direction, of) => Type::Chan(*direction, change(self, *of)),
            Type::Tuple(parts) => Type::Tuple(list(self, parts)),
            Type::Func(signature) => Type::Func(Rc::new(Signature {
                params: list(self, &signature.params),
                results: list(self, &signature.results),
                variadic: signature.variadic,
            })),
            Type::Struct(fields) => Type::Struct(
                fields
                    .iter()
                    .map(|field| StructField { typ: change(self, field.typ), ..field.clone() })
                    .collect(),
            ),
            Type::Interface(interface) => {
                let methods = self.map_methods(&interface.methods, change);
                let terms = interface
                    .terms
                    .as_ref()
                    .map(|terms| terms.iter().map(|(tilde, typ)| (*tilde, change(self, *typ))).collect());
                Type::Interface(Rc::new(Interface { methods, comparable: interface.comparable, terms }))
            }
        }
    }

    /// The same methods with other types.
    pub fn map_methods(
        &mut self,
        methods: &[Method],
        change: &mut dyn FnMut(&mut Types, TypeId) -> TypeId,
    ) -> Rc<[Method]> {
        methods.iter().map(|method| Method { typ: change(self, method.typ), ..method.clone() }).collect()
    }

    /// The number of the type that is made of this, if there is one.
    pub fn find(&self, typ: &Type) -> Option<TypeId> {
        self.known.get(typ).copied()
    }

    /// What a type is made of.
    pub fn get(&self, id: TypeId) -> &Type {
        &self.types[id.0 as usize]
    }

    /// How many types there are.
    pub fn len(&self) -> usize {
        self.types.len()
    }

    /// Whether there is none, which is never so: Go's own are always there.
    pub fn is_empty(&self) -> bool {
        self.types.is_empty()
    }

    /// What a type is made of, seen through its name.
    pub fn underlying(&self, id: TypeId) -> &Type {
        match self.get(id) {
            Type::Named(named) => self.get(self.named(*named).underlying),
            other => other,
        }
    }

    /// The type that stands behind a name; any other type itself.
    pub fn underlying_id(&self, id: TypeId) -> TypeId {
        match self.get(id) {
            Type::Named(named) => self.named(*named).underlying,
            _ => id,
        }
    }

    /// The basic type that stands behind a type, if one does.
    pub fn basic(&self, id: TypeId) -> Option<Basic> {
        match self.underlying(id) {
            Type::Basic(basic) => Some(*basic),
            _ => None,
        }
    }

    /// Adds a named type, and gives its number and that of the type that is it.
    pub fn add_named(&mut self, named: Named) -> (NamedId, TypeId) {
        let id = NamedId(self.named.len() as u32);
        self.named.push(named);
        (id, self.add(Type::Named(id)))
    }

    /// A named type.
    pub fn named(&self, id: NamedId) -> &Named {
        &self.named[id.0 as usize]
    }

    /// How many named types there are.
    pub fn named_len(&self) -> usize {
        self.named.len()
    }

    /// How many type parameters there are.
    pub fn param_len(&self) -> usize {
        self.params.len()
    }

    /// A named type, to be completed.
    pub fn named_mut(&mut self, id: NamedId) -> &mut Named {
        &mut self.named[id.0 as usize]
    }

    /// The instance of a generic type with these arguments, if it is known.
    pub fn instance(&self, origin: NamedId, args: &Rc<[TypeId]>) -> Option<NamedId> {
        self.instances.get(&(origin, args.clone())).copied()
    }

    /// Makes an instance known.
    pub fn set_instance(&mut self, origin: NamedId, args: Rc<[TypeId]>, instance: NamedId) {
        self.instances.insert((origin, args), instance);
    }

    /// Adds a type parameter.
    pub fn add_param(&mut self, param: TypeParam) -> (ParamId, TypeId) {
        let id = ParamId(self.params.len() as u32);
        self.params.push(param);
        (id, self.add(Type::Param(id)))
    }

    /// A type parameter.
    pub fn param(&self, id: ParamId) -> &TypeParam {
        &self.params[id.0 as usize]
    }

    /// A type parameter, to be completed.
    pub fn param_mut(&mut self, id: ParamId) -> &mut TypeParam {
        &mut self.params[id.0 as usize]
    }

    /// Adds a package by its name and path.
    pub fn add_package(&mut self, name: Name, path: Name) -> PackageId {
        self.packages.push((name, path));
        PackageId(self.packages.len() as u32 - 1)
    }

    /// A package's name.
    pub fn package_name(&self, id: PackageId) -> &Name {
        &self.packages[id.0 as usize].0
    }

    /// A package's path.
    pub fn package_path(&self, id: PackageId) -> &Name {
        &self.packages[id.0 as usize].1
    }
}
