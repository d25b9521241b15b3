//! Function types: receivers, type parameters, parameters and results.

use super::checker::{Action, Checker, Function, INVALID};
use super::describe::{expr_text, unparen};
use super::info::{Mode, ObjectKind, VarKind};
use super::operand::measure;
use super::store::{
    Basic, HEAVIEST, Interface, NamedId, ObjectId, ParamId, Signature, Spelling, Type, TypeId, TypeParam,
};
use super::subst::Replacement;
use crate::go::syntax::ast::{BinaryOp, Expr, ExprKind, Field, FuncType, Ident, Name, UnaryOp};
use crate::go::syntax::source::Span;
use std::rc::Rc;

/// A function's type and what its body needs.
pub(super) struct Typed {
    pub function: Rc<Function>,
    pub receiver: Option<TypedReceiver>,
}

/// A receiver.
pub(super) struct TypedReceiver {
    pub typ: TypeId,
    pub name: Name,
    pub params: Rc<[ParamId]>,
}

/// A receiver's type taken apart.
pub(super) struct ReceiverParts<'a> {
    pub pointer: bool,
    pub base: &'a Expr,
    /// The type parameters that it declares, if there are brackets.
    pub params: Option<&'a [Expr]>,
}

/// Takes a receiver's type apart.
pub(super) fn receiver_parts(typ: &Expr) -> ReceiverParts<'_> {
    let mut base = unparen(typ);
    let mut pointer = false;
    if let ExprKind::Star(of) = &base.kind {
        pointer = true;
        base = unparen(of);
    }
    match &base.kind {
        ExprKind::Index(of, params) => ReceiverParts { pointer, base: of, params: Some(params) },
        _ => ReceiverParts { pointer, base, params: None },
    }
}

impl<'a> Checker<'a> {
    /// A function type; of a declaration with its receiver and type parameters.
    pub(super) fn func_type(
        &mut self,
        written: &'a FuncType,
        receiver: Option<&'a Field>,
        type_params: &'a [Field],
    ) -> Typed {
        self.open_scope();
        let scope = self.env.scope;
        self.scopes[scope.0 as usize].function = true;
        let received = receiver.map(|field| self.collect_receiver(field));
        let received_params = received.as_ref().map_or(0, |(receiver, _)| receiver.params.len());
        let params = self.collect_type_params(type_params, received_params as u32, None);
        let (inputs, variadic) = self.collect_params(VarKind::Param, &written.params);
        let (outputs, _) = self.collect_params(VarKind::Result, &written.results);
        if let (Some((_, object)), Some(name)) = (&received, receiver.and_then(|field| field.names.first())) {
            let object = *object;
            self.declare(scope, Some(name), object);
        }
        for (name, object) in inputs.iter().chain(&outputs) {
            if let Some(name) = name {
                self.declare(scope, Some(name), *object);
            }
        }
        self.close_scope();
        let types = |checker: &Self, list: &[(Option<&Ident>, ObjectId)]| -> Rc<[TypeId]> {
            list.iter().map(|(_, object)| checker.objects[object.0 as usize].typ).collect()
        };
        let signature = Signature { params: types(self, &inputs), results: types(self, &outputs), variadic };
        let names: Rc<[Name]> = inputs
            .iter()
            .chain(&outputs)
            .map(|(name, _)| name.map_or_else(|| "".into(), |name| name.name.clone()))
            .collect();
        let mut content = Type::Func(Rc::new(signature));
        let light = self.types.add(content.clone());
        if self.types.weight(light) > HEAVIEST {
            self.error(written.span, "function type has too many parts");
            content = Type::Func(Rc::default());
        }
        let received_params = received.iter().flat_map(|(receiver, _)| receiver.params.iter());
        let mut type_params: Rc<[ParamId]> = received_params.chain(params.iter()).copied().collect();
        if let Some(outer) = self.env.function.as_ref().filter(|_| type_params.is_empty()) {
            type_params = outer.type_params.clone();
        }
        let typ = if params.is_empty() && names.iter().all(|name| name.is_empty()) {
            self.types.add(content)
        } else {
            self.types.spell(content, Spelling::Func(names, params))
        };
        let results = outputs.iter().map(|(_, object)| *object).collect();
        let function = Rc::new(Function { typ, scope, results, type_params });
        Typed { function, receiver: received.map(|(receiver, _)| receiver) }
    }

    fn collect_params(
        &mut self,
        kind: VarKind,
        fields: &'a [Field],
    ) -> (Vec<(Option<&'a Ident>, ObjectId)>, bool) {
        let mut list = Vec::new();
        let mut variadic = false;
        for (at, field) in fields.iter().enumerate() {
            let mut written = &field.typ;
            let mut last = false;
            if let ExprKind::Ellipsis(of) = &written.kind {
                if kind == VarKind::Param && at + 1 == fields.len() && field.names.len() <= 1 {
                    last = true;
                    variadic = true;
                } else {
                    self.error(written.span, "invalid syntax tree: invalid use of ...");
                }
                written = of;
            }
            let mut typ = self.var_type(written);
            if last {
                typ = self.types.add(Type::Slice(typ));
                self.record_type(&field.typ, Mode::Type, typ, None);
            }
            for name in &field.names {
                let object = self.new_object(name.name.clone(), name.pos, ObjectKind::Var(kind));
                self.set_type(object, typ);
                self.record_object(name.id, object);
                list.push((Some(name), object));
            }
            if field.names.is_empty() {
                let object = self.new_object("".into(), field.typ.span.start, ObjectKind::Var(kind));
                self.set_type(object, typ);
                list.push((None, object));
            }
        }
        (list, variadic)
    }

    fn collect_receiver(&mut self, field: &'a Field) -> (TypedReceiver, ObjectId) {
        let parts = receiver_parts(&field.typ);
        let (typ, params) = match parts.params {
            None => {
                let typ = self.var_type(&field.typ);
                (self.alias_receiver(parts.base.span, typ), Rc::from([]))
            }
            Some(params) => self.generic_receiver(&field.typ, &parts, params),
        };
        let (name, pos) = match field.names.first() {
            Some(name) => (name.name.clone(), name.pos),
            None => ("".into(), field.typ.span.start),
        };
        let object = self.new_object(name.clone(), pos, ObjectKind::Var(VarKind::Param));
        self.extra[object.0 as usize].receiver = true;
        self.set_type(object, typ);
        if let Some(name) = field.names.first() {
            self.record_object(name.id, object);
        }
        self.later(Action::Receiver(parts.base.span, object));
        (TypedReceiver { typ, name, params }, object)
    }

    /// A receiver's type that may be another name for something: an instance can have no methods of its own.
    fn alias_receiver(&mut self, span: Span, typ: TypeId) -> TypeId {
        let mut next = self.without_pointers(typ);
        while let Some(Spelling::Alias(.., target)) = self.types.spelling(next) {
            let target = *target;
            if target == next {
                break;
            }
            next = self.without_pointers(target);
            let instance = match self.types.spelling(next) {
                Some(Spelling::Alias(_, _, args, _)) => !args.is_empty(),
                _ => self.as_named(next).is_some_and(|named| self.types.named(named).origin.is_some()),
            };
            if instance {
                let message =
                    ["cannot define new methods on instantiated type ", &self.type_text(next)].concat();
                self.error(span, message);
                return INVALID;
            }
        }
        typ
    }

    fn without_pointers(&self, typ: TypeId) -> TypeId {
        let mut typ = typ;
        while let (Type::Pointer(to), None) = (self.types.get(typ), self.types.spelling(typ)) {
            typ = *to;
        }
        typ
    }

    fn generic_receiver(
        &mut self,
        written: &'a Expr,
        parts: &ReceiverParts<'a>,
        names: &'a [Expr],
    ) -> (TypeId, Rc<[ParamId]>) {
        let base = parts.base;
        let generic = match &base.kind {
            ExprKind::Ident(name) => {
                let mut x = super::operand::Operand::new();
                self.ident(&mut x, base, name, true);
                x.typ
            }
            _ => self.typ(base),
        };
        let named = self.as_named(generic).filter(|_| self.is_generic_type(generic));
        if self.is_valid(generic) && named.is_none() {
            let message = match self.alias_text(base) {
                Some(text) => ["cannot define new methods on generic alias type ", &text].concat(),
                None => [&self.type_text(generic), " is not a generic type"].concat(),
            };
            self.error(base.span, message);
        }
        let mut params = Vec::with_capacity(names.len());
        for name in names {
            let text = match &name.kind {
                ExprKind::Ident(text) => text.clone(),
                _ => {
                    let text = expr_text(name);
                    let message = ["receiver type parameter ", &text, " must be an identifier"].concat();
                    self.error(name.span, message);
                    "_".into()
                }
            };
            let ident = Ident { id: name.id, pos: name.span.start, name: text };
            let (param, typ) = self.declare_type_param(&ident, params.len() as u32);
            self.record_type(name, Mode::Type, typ, None);
            params.push(param);
        }
        let params: Rc<[ParamId]> = params.into();
        let Some(named) = named else { return (INVALID, params) };
        let receiver = self.bind_receiver(base.span, named, &params);
        if let Some(named) = self.as_named(receiver) {
            let pos = self.said_pos(written);
            self.instance_places.entry(named).or_insert(pos);
        }
        self.record_type(base, Mode::Type, receiver, None);
        let typ = if parts.pointer { self.types.add(Type::Pointer(receiver)) } else { receiver };
        self.record_type(written, Mode::Type, typ, None);
        (typ, params)
    }

    fn bind_receiver(&mut self, span: Span, named: NamedId, params: &Rc<[ParamId]>) -> TypeId {
        let own = self.types.named(named).type_params.clone();
        let args: Rc<[TypeId]> = params.iter().map(|param| self.types.add(Type::Param(*param))).collect();
        if own.len() != params.len() {
            let declares = measure(params.len(), "type parameter");
            let wanted = own.len().to_string();
            let message =
                ["receiver declares ", &declares, ", but receiver base type declares ", &wanted].concat();
            self.error(span, message);
            return self.instance(named, args);
        }
        let by = Replacement::new(&own, &args);
        for (param, own) in params.iter().zip(own.iter()) {
            self.mono.same_param(*param, *own);
            let constraint = self.types.param(*own).constraint;
            self.types.param_mut(*param).constraint = self.substitute(constraint, &by);
        }
        self.instance(named, args)
    }

    /// Tells if methods cannot be declared for a receiver's type.
    pub(super) fn check_receiver(&mut self, span: Span, receiver: ObjectId) {
        let typ = self.objects[receiver.0 as usize].typ;
        let (base, _) = self.deref(typ);
        if !self.is_valid(base) {
            return;
        }
        let text = self.type_text(base);
        let message = match self.types.get(base) {
            Type::Named(named) if self.types.named(*named).package != Some(self.package) => {
                ["cannot define new methods on non-local type ", &text].concat()
            }
            Type::Named(_) => match self.types.underlying(base) {
                Type::Pointer(_) | Type::Interface(_) => {
                    ["invalid receiver type ", &text, " (pointer or interface type)"].concat()
                }
                _ => return,
            },
            Type::Basic(_) => ["cannot define new methods on non-local type ", &text].concat(),
            _ => ["invalid receiver type ", &self.type_text(typ)].concat(),
        };
        self.error(span, message);
    }

    /// Declares type parameters, counted from a number on, and gives them their constraints; those of a type are known to
    /// it before their constraints are looked at.
    pub(super) fn collect_type_params(
        &mut self,
        fields: &'a [Field],
        first: u32,
        named: Option<NamedId>,
    ) -> Rc<[ParamId]> {
        let mut params = Vec::new();
        for name in fields.iter().flat_map(|field| &field.names) {
            params.push(self.declare_type_param(name, first + params.len() as u32).0);
        }
        let params: Rc<[ParamId]> = params.into();
        if let Some(named) = named {
            self.types.named_mut(named).type_params = params.clone();
        }
        let outer = std::mem::replace(&mut self.env.in_type_params, true);
        let mut rest = params.iter();
        for field in fields {
            let mut bound = self.bound(&field.typ);
            if self.is_type_param(bound) {
                self.error(field.typ.span, "cannot use a type parameter as constraint");
                bound = INVALID;
            }
            for param in rest.by_ref().take(field.names.len()) {
                self.types.param_mut(*param).constraint = bound;
            }
        }
        self.env.in_type_params = outer;
        params
    }

    fn declare_type_param(&mut self, name: &Ident, index: u32) -> (ParamId, TypeId) {
        let object = self.new_object(name.name.clone(), name.pos, ObjectKind::TypeName);
        let param = TypeParam { name: name.name.clone(), constraint: Basic::Invalid.id(), index };
        let (param, typ) = self.types.add_param(param);
        self.param_objects.push(object);
        self.set_type(object, typ);
        self.record_object(name.id, object);
        let scope = self.env.scope;
        self.declare(scope, Some(name), object);
        (param, typ)
    }

    /// A constraint: an interface, or terms without one around them.
    fn bound(&mut self, expr: &'a Expr) -> TypeId {
        if !matches!(expr.kind, ExprKind::Unary(UnaryOp::Tilde, _) | ExprKind::Binary(BinaryOp::Or, ..)) {
            return self.typ(expr);
        }
        let mut terms = Vec::new();
        flatten(expr, &mut terms);
        let union = self.union(&terms);
        let mut methods = Vec::new();
        let typ = self.flatten_interface(&mut methods, std::slice::from_ref(&union), &[expr.span], expr.span);
        let Some(interface) = self.interface(typ) else { return typ };
        let interface: Interface = (*interface).clone();
        let typ = self.types.spell(
            Type::Interface(Rc::new(interface)),
            Spelling::Interface([].into(), [union.into()].into(), true),
        );
        self.record_type(expr, Mode::Type, typ, None);
        typ
    }
}

fn flatten<'e>(expr: &'e Expr, terms: &mut Vec<(bool, &'e Expr)>) {
    match &expr.kind {
        ExprKind::Binary(BinaryOp::Or, _, left, right) => {
            flatten(left, terms);
            flatten(right, terms);
        }
        ExprKind::Unary(UnaryOp::Tilde, of) => terms.push((true, of)),
        _ => terms.push((false, expr)),
    }
}
