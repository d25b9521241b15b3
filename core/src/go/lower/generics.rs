//! Type arguments put in the place of type parameters.

use super::program::{Arguments, Program};
use crate::go::types::store::{Named, NamedId, NamedMethod, Type, TypeId};
use rustc_hash::FxHashMap;
use std::rc::Rc;

impl Program<'_> {
    /// A type with type parameters replaced.
    pub(super) fn substitute(&mut self, typ: TypeId, arguments: &Arguments) -> TypeId {
        match self.types.get(typ).clone() {
            Type::Basic(_) => typ,
            Type::Param(param) => arguments.get(&param).copied().unwrap_or(typ),
            Type::Named(named) => {
                let known = self.types.named(named);
                if !known.outer_params.is_empty() && known.origin.is_none() {
                    let args = known.outer_params.iter().map(|param| arguments.get(param).copied());
                    let args: Option<Rc<[TypeId]>> = args.collect();
                    return args.map_or(typ, |args| self.instance(named, args));
                }
                let args = known.type_args.clone();
                if args.is_empty() {
                    return typ;
                }
                let new: Rc<[TypeId]> = args.iter().map(|arg| self.substitute(*arg, arguments)).collect();
                match self.types.named(named).origin {
                    Some(origin) if new != args => self.instance(origin, new),
                    _ => typ,
                }
            }
            other => {
                let mut parts = Vec::new();
                self.types.map_parts(&other, &mut |_, part| {
                    parts.push(part);
                    part
                });
                let mut new = parts
                    .iter()
                    .map(|part| self.substitute(*part, arguments))
                    .collect::<Vec<_>>()
                    .into_iter();
                let made = self.types.map_parts(&other, &mut |_, part| new.next().unwrap_or(part));
                self.types.add(made)
            }
        }
    }

    /// An instance of a generic type; made if the checker has not met it.
    fn instance(&mut self, origin: NamedId, args: Rc<[TypeId]>) -> TypeId {
        if let Some(known) = self.types.instance(origin, &args) {
            return self.types.add(Type::Named(known));
        }
        let generic: Named = self.types.named(origin).clone();
        let is_local = !generic.outer_params.is_empty();
        let params = if is_local { &generic.outer_params } else { &generic.type_params };
        let arguments = params.iter().copied().zip(args.iter().copied());
        let arguments: Arguments = Rc::new(arguments.collect::<FxHashMap<_, _>>());
        let instance = Named {
            type_params: Rc::from([]),
            outer_params: Rc::from([]),
            type_args: args.clone(),
            origin: Some(origin),
            methods: Vec::new(),
            ..generic.clone()
        };
        let (id, typ) = self.types.add_named(instance);
        self.types.set_instance(origin, args.clone(), id);
        let underlying = self.substitute(generic.underlying, &arguments);
        let methods = generic
            .methods
            .iter()
            .map(|method| NamedMethod { typ: self.substitute(method.typ, &arguments), ..method.clone() })
            .collect();
        let named = self.types.named_mut(id);
        (named.underlying, named.methods) = (underlying, methods);
        typ
    }
}
