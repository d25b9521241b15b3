//! Generic types and functions with their type arguments.
//!
//! An instance of a type exists as soon as it is named; what it is made of is put in when the generic type is complete.
//! Instances that come up while others are completed wait in a list, so that types that instantiate themselves without
//! end do no harm until that is told.

use super::checker::{Action, Checker, INVALID};
use super::store::{Named, NamedId, ParamId, Type, TypeId};
use super::subst::Replacement;
use crate::go::syntax::ast::{Expr, ExprKind, NodeId};
use crate::go::syntax::source::Span;
use std::rc::Rc;

/// How many instances may come out of one another.
const DEEPEST: u32 = 30;

/// How many instances a program may have.
const MOST: u32 = 20_000;

impl Checker<'_> {
    /// The instance of a generic type.
    pub(super) fn instance(&mut self, origin: NamedId, args: Rc<[TypeId]>) -> TypeId {
        let key: Rc<[TypeId]> = args.iter().map(|arg| self.types.canonical(*arg)).collect();
        if let Some(known) = self.types.instance(origin, &key) {
            return self.types.add(Type::Named(known));
        }
        let generic = self.types.named(origin);
        let named = Named {
            name: generic.name.clone(),
            package: generic.package,
            object: generic.object,
            underlying: INVALID,
            methods: Vec::new(),
            type_params: [].into(),
            outer_params: [].into(),
            type_args: args,
            origin: Some(origin),
            ordinal: generic.ordinal,
        };
        let (id, typ) = self.types.add_named(named);
        self.types.set_instance(origin, key, id);
        self.instance_count += 1;
        if self.instance_count < MOST && self.instance_depth < DEEPEST {
            self.pending.push((id, self.instance_depth + 1));
            if self.instance_depth == 0 {
                self.complete_instances();
            }
        }
        typ
    }

    /// Puts in what the waiting instances are made of, of those whose generic types are complete.
    pub(super) fn complete_instances(&mut self) {
        let mut at = 0;
        while at < self.pending.len() {
            let (id, depth) = self.pending[at];
            let origin = self.types.named(id).origin.unwrap_or(id);
            let generic = self.types.named(origin);
            if generic.underlying == INVALID && self.right_sides.contains_key(&origin) {
                at += 1;
                continue;
            }
            let (params, underlying) = (generic.type_params.clone(), generic.underlying);
            self.pending.swap_remove(at);
            let args = self.types.named(id).type_args.clone();
            let underlying = if params.len() == args.len() {
                let outer = std::mem::replace(&mut self.instance_depth, depth);
                let underlying = self.substitute(underlying, &Replacement::new(&params, &args));
                self.instance_depth = outer;
                underlying
            } else {
                INVALID
            };
            self.set_underlying(id, underlying);
            at = 0;
        }
    }

    /// Says what a named type is, and those that are declared as it.
    pub(super) fn set_underlying(&mut self, id: NamedId, underlying: TypeId) {
        self.types.named_mut(id).underlying = underlying;
        self.right_sides.remove(&id);
        for waiting in self.waiting.remove(&id).unwrap_or_default() {
            self.set_underlying(waiting, underlying);
        }
    }

    /// The type of a method without its receiver, with the arguments of an instance put in.
    pub(super) fn method_type(&mut self, named: NamedId, object: super::store::ObjectId) -> TypeId {
        if let Some(known) = self.method_types.get(&(named, object)) {
            return *known;
        }
        self.object_declaration(object);
        let Some(typ) = self.object_type(object) else { return INVALID };
        let info = self.types.named(named);
        let params = self.extra[object.0 as usize].receiver_params.clone().unwrap_or_else(|| [].into());
        let args: Rc<[TypeId]> = if info.origin.is_some() {
            info.type_args.clone()
        } else {
            let params = info.type_params.clone();
            params.iter().map(|param| self.types.add(Type::Param(*param))).collect()
        };
        if params.len() != args.len() {
            return typ;
        }
        let typ = self.substitute(typ, &Replacement::new(&params, &args));
        self.method_types.insert((named, object), typ);
        typ
    }

    /// The type of a generic function with its type arguments, which are noted and checked later.
    pub(super) fn instantiate_signature(
        &mut self,
        span: Span,
        expr: Option<&Expr>,
        typ: TypeId,
        args: &[TypeId],
        list: &[Expr],
    ) -> TypeId {
        let params = self.func_params(typ);
        let plain = self.without_params(typ);
        let result = self.substitute(plain, &Replacement::new(&params, args));
        if let Some(id) = expr.and_then(instantiated_ident) {
            self.record_instance(id, args);
        }
        let list = list.iter().map(|expr| expr.span).collect();
        self.later(Action::Verify { span, params, args: args.into(), list });
        result
    }

    /// Notes with which type arguments a generic function is used.
    pub(super) fn record_instance(&mut self, id: NodeId, args: &[TypeId]) {
        let args = args.iter().map(|arg| self.types.canonical(*arg)).collect();
        self.info.instances.insert(id, args);
    }

    /// Checks type arguments against their constraints.
    pub(super) fn verify_arguments(
        &mut self,
        span: Span,
        params: &Rc<[ParamId]>,
        args: &[TypeId],
        list: &[Span],
    ) {
        let by = Replacement::new(params, args);
        for (at, param) in params.iter().enumerate() {
            let interface = self.constraint(*param);
            let constraint = self.types.param(*param).constraint;
            let bound = if self.is_interface(constraint) || !self.is_valid(constraint) {
                constraint
            } else {
                // A constraint that is a type alone stands for the interface that embeds it.
                let embedded = [[(false, constraint)].into()].into();
                let spelling = super::store::Spelling::Interface([].into(), embedded, true);
                self.types.spell(Type::Interface(interface), spelling)
            };
            let bound = self.substitute(bound, &by);
            if let Some(cause) = self.not_implemented(args[at], bound, true) {
                let span = list.get(at).copied().unwrap_or(span);
                self.error(span, cause);
                return;
            }
        }
        self.record_flow(span, params, args, list);
    }

    /// Checks the type arguments of a type.
    pub(super) fn verify_type(&mut self, span: Span, named: NamedId, args: &Rc<[TypeId]>, list: &[Span]) {
        let (params, name) = {
            let named = self.types.named(named);
            (named.type_params.clone(), named.name.clone())
        };
        if self.check_argument_count(span, &name, params.len(), args.len()) {
            self.verify_arguments(span, &params, args, list);
        }
    }

    /// Whether there are as many type arguments as parameters.
    pub(super) fn check_argument_count(&mut self, span: Span, name: &str, want: usize, have: usize) -> bool {
        if have == want {
            return true;
        }
        let quantity = if have < want { "not enough" } else { "too many" };
        let (have, want) = (have.to_string(), want.to_string());
        let message =
            [quantity, " type arguments for type ", name, ": have ", &have, ", want ", &want].concat();
        self.error(span, message);
        false
    }
}

/// The identifier that names what is instantiated.
pub(super) fn instantiated_ident(expr: &Expr) -> Option<NodeId> {
    match &expr.kind {
        ExprKind::Index(inner, _) | ExprKind::Paren(inner) => instantiated_ident(inner),
        ExprKind::Ident(_) => Some(expr.id),
        ExprKind::Selector(_, name) => Some(name.id),
        _ => None,
    }
}
