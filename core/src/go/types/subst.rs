//! Types with type parameters replaced.

use super::checker::Checker;
use super::store::{Embedded, ParamId, Spelling, Type, TypeId, TypeParam};
use std::rc::Rc;

/// What type parameters are replaced by.
#[derive(Clone, Debug)]
pub(super) struct Replacement {
    params: Rc<[ParamId]>,
    /// Nothing for one that stays.
    args: Vec<Option<TypeId>>,
}

/// Beyond this depth types are left as they are; a check for endless instantiation tells of it.
const DEEPEST: u32 = 200;

impl Replacement {
    /// Replaces each parameter by its argument.
    pub(super) fn new(params: &Rc<[ParamId]>, args: &[TypeId]) -> Replacement {
        Replacement { params: params.clone(), args: args.iter().map(|arg| Some(*arg)).collect() }
    }

    /// Replaces those parameters that have an argument.
    pub(super) fn partial(params: &Rc<[ParamId]>, args: &[Option<TypeId>]) -> Replacement {
        Replacement { params: params.clone(), args: args.to_vec() }
    }

    fn get(&self, param: ParamId) -> Option<TypeId> {
        let at = self.params.iter().position(|other| *other == param)?;
        self.args.get(at).copied().flatten()
    }

    fn is_empty(&self) -> bool {
        self.params.is_empty() || self.args.iter().all(Option::is_none)
    }
}

impl Checker<'_> {
    /// A type with type parameters replaced.
    pub(super) fn substitute(&mut self, typ: TypeId, by: &Replacement) -> TypeId {
        if by.is_empty() { typ } else { self.substitute_within(typ, by, 0) }
    }

    fn substitute_within(&mut self, typ: TypeId, by: &Replacement, depth: u32) -> TypeId {
        if depth > DEEPEST {
            return typ;
        }
        let depth = depth + 1;
        let content = self.types.get(typ).clone();
        match &content {
            Type::Basic(_) => return typ,
            Type::Param(param) => return by.get(*param).unwrap_or(typ),
            Type::Named(named) => {
                let args = self.types.named(*named).type_args.clone();
                let new: Vec<TypeId> =
                    args.iter().map(|arg| self.substitute_within(*arg, by, depth)).collect();
                if *new == *args {
                    return typ;
                }
                let origin = self.types.named(*named).origin.unwrap_or(*named);
                let instance = self.instance(origin, new.into());
                return self.respell_alias(typ, instance, by, depth);
            }
            _ => {}
        }
        // What is inside is replaced first, then put together again.
        let parts = self.parts(&content);
        let changed: Vec<TypeId> =
            parts.iter().map(|part| self.substitute_within(*part, by, depth)).collect();
        let spelling = self.types.spelling(typ).cloned();
        let new_params = match &spelling {
            Some(Spelling::Func(_, params)) if !params.is_empty() => {
                Some(self.substitute_params(params, by, depth))
            }
            _ => None,
        };
        if changed == parts && new_params.is_none() {
            return typ;
        }
        let mut rest = changed.into_iter();
        let new = self.types.map_parts(&content, &mut |_, id| rest.next().unwrap_or(id));
        match spelling {
            None => self.add_interface_aware(new),
            Some(Spelling::Func(names, params)) => match new_params {
                None => self.types.spell(new, Spelling::Func(names, params)),
                Some((params, rename)) => {
                    let plain = self.types.add(new);
                    let renamed = self.substitute_within(plain, &rename, depth);
                    let new = self.types.get(renamed).clone();
                    self.types.spell(new, Spelling::Func(names, params))
                }
            },
            Some(Spelling::Interface(methods, embedded, implicit)) => {
                let methods = methods
                    .iter()
                    .map(|method| {
                        let typ = self.substitute_within(method.typ, by, depth);
                        super::store::Method { typ, ..method.clone() }
                    })
                    .collect();
                let embedded: Rc<[Embedded]> = embedded
                    .iter()
                    .map(|terms| {
                        terms
                            .iter()
                            .map(|(tilde, typ)| (*tilde, self.substitute_within(*typ, by, depth)))
                            .collect()
                    })
                    .collect();
                let flat = self.add_interface_aware(new);
                let new = self.types.get(flat).clone();
                self.types.spell(new, Spelling::Interface(methods, embedded, implicit))
            }
            Some(Spelling::Alias(..)) => {
                let plain = self.add_interface_aware(new);
                self.respell_alias(typ, plain, by, depth)
            }
        }
    }

    /// An instance of a generic alias keeps its name; another alias whose type has changed has lost its.
    fn respell_alias(&mut self, old: TypeId, new: TypeId, by: &Replacement, depth: u32) -> TypeId {
        match self.types.spelling(old).cloned() {
            Some(Spelling::Alias(package, name, args, _)) if !args.is_empty() => {
                let args = args.iter().map(|arg| self.substitute_within(*arg, by, depth)).collect();
                let content = self.types.get(new).clone();
                self.types.spell(content, Spelling::Alias(package, name, args, new))
            }
            _ => new,
        }
    }

    /// Adds a type; the terms of an interface are put in order again, since different ones may have become the same.
    fn add_interface_aware(&mut self, typ: Type) -> TypeId {
        if let Type::Interface(interface) = &typ
            && let Some(terms) = &interface.terms
        {
            let mut kept = Vec::new();
            self.terms_union(&mut kept, terms);
            let interface = super::store::Interface { terms: Some(kept.into()), ..(**interface).clone() };
            return self.types.add(Type::Interface(Rc::new(interface)));
        }
        self.types.add(typ)
    }

    /// The types that a type is made of, in the order in which they are replaced.
    pub(super) fn parts(&mut self, typ: &Type) -> Vec<TypeId> {
        let mut parts = Vec::new();
        self.types.map_parts(typ, &mut |_, id| {
            parts.push(id);
            id
        });
        parts
    }

    fn substitute_params(
        &mut self,
        params: &Rc<[ParamId]>,
        by: &Replacement,
        depth: u32,
    ) -> (Rc<[ParamId]>, Replacement) {
        let fresh = self.fresh_params(params);
        let args: Vec<TypeId> = fresh.iter().map(|param| self.types.add(Type::Param(*param))).collect();
        let rename = Replacement::new(params, &args);
        for param in fresh.iter() {
            let constraint = self.types.param(*param).constraint;
            let constraint = self.substitute_within(constraint, by, depth);
            self.types.param_mut(*param).constraint = self.substitute_within(constraint, &rename, depth);
        }
        (fresh, rename)
    }

    fn fresh_params(&mut self, params: &[ParamId]) -> Rc<[ParamId]> {
        params
            .iter()
            .map(|param| {
                let old = self.types.param(*param);
                let new = TypeParam { name: old.name.clone(), constraint: old.constraint, index: old.index };
                let object = self.param_objects[param.0 as usize];
                self.param_objects.push(object);
                self.types.add_param(new).0
            })
            .collect()
    }

    /// The same type parameters once more, so that a function that calls itself is not confused, and a type in which they
    /// stand for the old ones.
    pub(super) fn rename_params(
        &mut self,
        params: &Rc<[ParamId]>,
        types: &[TypeId],
    ) -> (Rc<[ParamId]>, Vec<TypeId>) {
        let fresh = self.fresh_params(params);
        let args: Vec<TypeId> = fresh.iter().map(|param| self.types.add(Type::Param(*param))).collect();
        let rename = Replacement::new(params, &args);
        for param in fresh.iter() {
            let constraint = self.types.param(*param).constraint;
            self.types.param_mut(*param).constraint = self.substitute(constraint, &rename);
        }
        let types = types.iter().map(|typ| self.substitute(*typ, &rename)).collect();
        (fresh, types)
    }

    /// Whether one of these type parameters stands in a type.
    pub(super) fn is_parameterized(&self, params: &[ParamId], typ: TypeId) -> bool {
        self.mentions_param(typ, &|param| params.contains(&param), 0)
    }

    /// Whether such a type parameter stands in a type.
    pub(super) fn mentions_param(&self, typ: TypeId, wanted: &dyn Fn(ParamId) -> bool, depth: u32) -> bool {
        if depth > DEEPEST {
            return false;
        }
        let any = |types: &[TypeId]| types.iter().any(|typ| self.mentions_param(*typ, wanted, depth + 1));
        match self.types.get(typ) {
            Type::Basic(_) => false,
            Type::Param(param) => wanted(*param),
            Type::Named(named) => any(&self.types.named(*named).type_args),
            Type::Pointer(of) | Type::Slice(of) | Type::Array(_, of) | Type::Chan(_, of) => any(&[*of]),
            Type::Map(key, value) => any(&[*key, *value]),
            Type::Struct(fields) => fields.iter().any(|field| any(&[field.typ])),
            Type::Func(signature) => any(&signature.params) || any(&signature.results),
            Type::Tuple(types) => any(types),
            Type::Interface(interface) => {
                interface.methods.iter().any(|method| any(&[method.typ]))
                    || interface
                        .terms
                        .as_ref()
                        .is_some_and(|terms| !terms.is_empty() && terms.iter().all(|(_, typ)| any(&[*typ])))
            }
        }
    }

    /// The type parameters of a generic function's type.
    pub(super) fn func_params(&self, typ: TypeId) -> Rc<[ParamId]> {
        match self.types.spelling(typ) {
            Some(Spelling::Func(_, params)) => params.clone(),
            _ => [].into(),
        }
    }

    /// Whether it is the type of a generic function.
    pub(super) fn is_generic_func(&self, typ: TypeId) -> bool {
        matches!(self.types.spelling(typ), Some(Spelling::Func(_, params)) if !params.is_empty())
    }

    /// A function type with type parameters, and the names of another one.
    pub(super) fn with_params(&mut self, like: TypeId, typ: TypeId, params: &Rc<[ParamId]>) -> TypeId {
        let names = match self.types.spelling(like) {
            Some(Spelling::Func(names, _)) => names.clone(),
            _ => [].into(),
        };
        let content = self.types.get(typ).clone();
        self.types.spell(content, Spelling::Func(names, params.clone()))
    }

    /// A function type without its type parameters.
    pub(super) fn without_params(&mut self, typ: TypeId) -> TypeId {
        match self.types.spelling(typ).cloned() {
            Some(Spelling::Func(names, params)) if !params.is_empty() => {
                let content = self.types.get(typ).clone();
                self.types.spell(content, Spelling::Func(names, [].into()))
            }
            _ => typ,
        }
    }
}
