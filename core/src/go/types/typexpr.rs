//! Names, and expressions that are types.

use super::checker::{Action, Checker, INVALID};
use super::constant::Constant;
use super::describe::{expr_text, list_text};
use super::info::{Mode, ObjectKind, VarKind};
use super::operand::{Operand, Source};
use super::store::{Basic, ObjectId, Spelling, Type, TypeId};
use super::subst::Replacement;
use super::untyped::represented;
use crate::go::syntax::ast::{Expr, ExprKind};
use crate::go::syntax::source::{Pos, Span};
use std::rc::Rc;

/// What is said of complex numbers, and of Go's functions for them.
pub(super) const NO_COMPLEX: &str = "complex numbers are not supported";

impl<'a> Checker<'a> {
    /// A name.
    pub(super) fn ident(&mut self, x: &mut Operand<'a>, expr: &'a Expr, name: &str, want_type: bool) {
        x.invalidate();
        x.source = Source::Expr(expr);
        let Some((scope, object)) = self.lookup_scope(name) else {
            let message = match name {
                "_" => "cannot use _ as value or type".to_string(),
                "complex" | "real" | "imag" => NO_COMPLEX.to_string(),
                _ => ["undefined: ", name].concat(),
            };
            self.error(expr.span, message);
            return;
        };
        self.record_object(expr.id, object);
        let is_type = *self.kind(object) == ObjectKind::TypeName;
        if want_type && !is_type {
            let kind = self.object_kind(object);
            self.error(expr.span, [name, " (", kind, ") is not a type"].concat());
            self.mark_used(object);
            return;
        }
        if self.object_type(object).is_none()
            || is_type && want_type && self.objects[object.0 as usize].package == Some(self.package)
        {
            self.object_declaration(object);
        }
        let typ = self.object_type(object).unwrap_or(INVALID);
        if let Some(import) = self.dot_imports.get(&(scope, name.into())) {
            self.extra[import.0 as usize].used = true;
            self.note_input(object, expr.span);
        }
        match self.kind(object).clone() {
            ObjectKind::Package(_) => {
                self.error(expr.span, ["use of package ", name, " not in selector"].concat());
                return;
            }
            ObjectKind::Const(value) => {
                self.add_dependency(object);
                if !self.is_valid(typ) {
                    return;
                }
                x.value = value;
                if object == self.known.iota {
                    match self.env.iota.clone() {
                        Some(iota) => x.value = iota,
                        None => {
                            self.error(expr.span, "cannot use iota outside constant declaration");
                            return;
                        }
                    }
                }
                x.mode = Some(Mode::Constant);
            }
            ObjectKind::TypeName => {
                if matches!(self.types.get(typ), Type::Basic(Basic::Complex64 | Basic::Complex128)) {
                    self.error(expr.span, NO_COMPLEX);
                    return;
                }
                x.mode = Some(Mode::Type);
            }
            ObjectKind::Var(_) => {
                if self.objects[object.0 as usize].package == Some(self.package) {
                    self.mark_used(object);
                }
                self.add_dependency(object);
                if !self.is_valid(typ) {
                    return;
                }
                x.mode = Some(Mode::Variable);
            }
            ObjectKind::Func => {
                self.add_dependency(object);
                x.mode = Some(Mode::Value);
            }
            ObjectKind::Builtin(builtin) => {
                x.builtin = Some(builtin);
                x.mode = Some(Mode::Builtin);
            }
            ObjectKind::Nil => x.mode = Some(Mode::Nil),
            ObjectKind::Label => return,
        }
        x.typ = typ;
    }

    /// What an object is, in words.
    pub(super) fn object_kind(&self, object: ObjectId) -> &'static str {
        let extra = &self.extra[object.0 as usize];
        match self.kind(object) {
            ObjectKind::Package(_) => "package name",
            ObjectKind::Const(_) => "constant",
            ObjectKind::TypeName if extra.alias => "type alias",
            ObjectKind::TypeName => match self.object_type(object) {
                Some(typ) if self.is_type_param(typ) => "type parameter",
                _ => "defined type",
            },
            ObjectKind::Var(_) if extra.receiver => "receiver",
            ObjectKind::Var(VarKind::Package) => "package-level variable",
            ObjectKind::Var(VarKind::Local) => "local variable",
            ObjectKind::Var(VarKind::Param) => "parameter",
            ObjectKind::Var(VarKind::Result) => "result variable",
            ObjectKind::Var(VarKind::Field) => "struct field",
            ObjectKind::Func => "function",
            ObjectKind::Label => "label",
            ObjectKind::Builtin(_) => "built-in function",
            ObjectKind::Nil => "untyped nil",
        }
    }

    /// A type.
    pub(super) fn typ(&mut self, expr: &'a Expr) -> TypeId {
        self.declared_type(expr)
    }

    /// A type of variables.
    pub(super) fn var_type(&mut self, expr: &'a Expr) -> TypeId {
        let typ = self.declared_type(expr);
        self.valid_var_type(expr, typ);
        typ
    }

    /// Sees to it that a type is no constraint.
    pub(super) fn valid_var_type(&mut self, expr: &'a Expr, typ: TypeId) {
        if !self.is_type_param(typ) && !matches!(self.types.get(typ), Type::Basic(_)) {
            self.later(Action::VarType(expr.span.start, typ));
        }
    }

    /// Tells if a type of variables is a constraint.
    pub(super) fn check_var_type(&mut self, pos: Pos, typ: TypeId) {
        let Some(interface) = self.interface(typ) else { return };
        if interface.is_method_set() {
            return;
        }
        let why = if interface.comparable {
            "interface is (or embeds) comparable"
        } else {
            "interface contains type constraints"
        };
        let text = self.type_text(typ);
        let message = ["cannot use type ", &text, " outside a type constraint: ", why].concat();
        self.error(Span::new(pos, pos), message);
    }

    fn declared_type(&mut self, expr: &'a Expr) -> TypeId {
        let mut typ = self.type_within(expr);
        let generic_alias = self.alias_params(expr).is_some();
        if self.is_generic_type(typ) || generic_alias {
            let text = self.alias_text(expr).unwrap_or_else(|| self.type_text(typ));
            let message = ["cannot use generic type ", &text, " without instantiation"].concat();
            self.error(expr.span, message);
            typ = INVALID;
        }
        self.record_type(expr, Mode::Type, typ, None);
        typ
    }

    /// The type parameters of a generic alias that an expression names.
    fn alias_params(&self, expr: &Expr) -> Option<Rc<[super::store::ParamId]>> {
        let id = match &expr.kind {
            ExprKind::Ident(_) => expr.id,
            ExprKind::Selector(_, name) => name.id,
            _ => return None,
        };
        let object = self.info.object(id)?;
        self.extra[object.0 as usize].alias_params.clone()
    }

    /// A generic alias with its type parameters, if an expression names one.
    pub(super) fn alias_text(&self, expr: &Expr) -> Option<String> {
        let params = self.alias_params(expr)?;
        Some(expr_text(expr) + &self.type_params_text(&params))
    }

    /// Whether an operand names a generic alias.
    pub(super) fn is_generic_alias(&self, x: &Operand) -> bool {
        x.expr().is_some_and(|expr| self.alias_params(expr).is_some())
    }

    fn type_within(&mut self, expr: &'a Expr) -> TypeId {
        if !self.enter(expr.span) {
            return INVALID;
        }
        let typ = self.type_of_kind(expr);
        self.leave();
        typ
    }

    fn type_of_kind(&mut self, expr: &'a Expr) -> TypeId {
        match &expr.kind {
            ExprKind::Bad => INVALID,
            ExprKind::Ident(name) => {
                let mut x = Operand::new();
                self.ident(&mut x, expr, name, true);
                self.named_type(&mut x)
            }
            ExprKind::Selector(of, name) => {
                let mut x = Operand::new();
                self.selector(&mut x, expr, of, name, true);
                self.named_type(&mut x)
            }
            ExprKind::Index(of, args) => self.instantiated_type(of, args),
            ExprKind::Paren(inner) => self.declared_type(inner),
            ExprKind::ArrayType(length, of) => {
                let length = match length {
                    Some(length) => self.array_length(length),
                    None => {
                        let message = "invalid use of [...] array (outside a composite literal)";
                        self.error(expr.span, message);
                        None
                    }
                };
                let of = self.var_type(of);
                match length {
                    Some(length) => {
                        let typ = self.types.add(Type::Array(length, of));
                        self.check_size(expr.span, typ);
                        typ
                    }
                    None => INVALID,
                }
            }
            ExprKind::SliceType(of) => {
                let of = self.var_type(of);
                self.types.add(Type::Slice(of))
            }
            ExprKind::Ellipsis(_) => {
                self.error(expr.span, "invalid syntax tree: invalid use of ...");
                INVALID
            }
            ExprKind::StructType(fields) => self.struct_type(fields),
            ExprKind::Star(of) => {
                let of = self.var_type(of);
                if self.is_valid(of) { self.types.add(Type::Pointer(of)) } else { INVALID }
            }
            ExprKind::FuncType(signature) => self.func_type(signature, None, &[]).function.typ,
            ExprKind::InterfaceType(elements) => self.interface_type(expr.span, elements),
            ExprKind::MapType(key, value) => {
                let key_type = self.var_type(key);
                let value = self.var_type(value);
                self.later(Action::MapKey(key.span, key_type));
                self.types.add(Type::Map(key_type, value))
            }
            ExprKind::ChanType(direction, of) => {
                let of = self.var_type(of);
                self.types.add(Type::Chan(*direction, of))
            }
            _ => {
                self.error(expr.span, [&expr_text(expr), " is not a type"].concat());
                self.use_exprs([expr]);
                INVALID
            }
        }
    }

    fn named_type(&mut self, x: &mut Operand<'a>) -> TypeId {
        match x.mode {
            Some(Mode::Type) => x.typ,
            None => INVALID,
            Some(mode) => {
                let words = if mode == Mode::NoValue { " used as type" } else { " is not a type" };
                let message = [&self.operand_text(x), words].concat();
                self.error(x.span(), message);
                INVALID
            }
        }
    }

    /// Tells if the key of a map cannot be compared.
    pub(super) fn check_map_key(&mut self, span: Span, key: TypeId) {
        if !self.is_comparable(key) {
            let why = if self.is_type_param(key) { " (missing comparable constraint)" } else { "" };
            let message = ["invalid map key type ", &self.type_text(key), why].concat();
            self.error(span, message);
        }
    }

    /// A generic type with type arguments.
    fn instantiated_type(&mut self, of: &'a Expr, args: &'a [Expr]) -> TypeId {
        let generic = self.type_within(of);
        if !self.is_valid(generic) {
            return INVALID;
        }
        if let Some(params) = self.alias_params(of) {
            return self.instantiated_alias(of, generic, &params, args);
        }
        let named = self.as_named(generic).filter(|_| self.is_generic_type(generic));
        let Some(named) = named else {
            let text = expr_text(of) + &list_text(args);
            let message =
                ["invalid operation: ", &text, " (", &self.type_text(generic), " is not a generic type)"];
            self.error(of.span, message.concat());
            return INVALID;
        };
        self.record_type(of, Mode::Type, generic, None);
        let Some(types) = self.type_list(args) else { return INVALID };
        let types: Rc<[TypeId]> = types.into();
        let list: Vec<Span> = args.iter().map(|arg| arg.span).collect();
        let instance = self.instance(named, types.clone());
        let span = self.said_span(of);
        if let Some(named) = self.as_named(instance) {
            self.instance_places.entry(named).or_insert(span.start);
        }
        self.later(Action::VerifyType { span, named, args: types, list });
        instance
    }

    fn instantiated_alias(
        &mut self,
        of: &'a Expr,
        generic: TypeId,
        params: &Rc<[super::store::ParamId]>,
        args: &'a [Expr],
    ) -> TypeId {
        let Some(types) = self.type_list(args) else { return INVALID };
        let name = match self.types.spelling(generic) {
            Some(Spelling::Alias(_, name, ..)) => name.clone(),
            _ => expr_text(of).into(),
        };
        if !self.check_argument_count(self.said_span(of), &name, params.len(), types.len()) {
            return INVALID;
        }
        let list = args.iter().map(|arg| arg.span).collect();
        self.later(Action::Verify {
            span: of.span,
            params: params.clone(),
            args: types.clone().into(),
            list,
        });
        let by = Replacement::new(params, &types);
        let new = self.substitute(generic, &by);
        let content = self.types.get(new).clone();
        match self.types.spelling(generic).cloned() {
            Some(Spelling::Alias(package, name, ..)) => {
                self.types.spell(content, Spelling::Alias(package, name, types.into(), new))
            }
            _ => new,
        }
    }

    /// Types of variables; nothing if one is wrong.
    pub(super) fn type_list(&mut self, exprs: &'a [Expr]) -> Option<Vec<TypeId>> {
        let types: Vec<TypeId> = exprs.iter().map(|expr| self.var_type(expr)).collect();
        types.iter().all(|typ| self.is_valid(*typ)).then_some(types)
    }

    fn array_length(&mut self, expr: &'a Expr) -> Option<u64> {
        if let ExprKind::Ident(name) = &expr.kind {
            let problem = match self.lookup(name) {
                None => ["undefined array length ", name, " or missing type constraint"].concat(),
                Some(object) if !matches!(self.kind(object), ObjectKind::Const(_)) => {
                    ["invalid array length ", name].concat()
                }
                Some(_) => String::new(),
            };
            if !problem.is_empty() {
                self.error(expr.span, problem);
                return None;
            }
        }
        let mut x = Operand::new();
        self.expr(None, &mut x, expr);
        if !x.is_constant() {
            if x.is_valid() {
                let message = ["array length ", &self.operand_text(&x), " must be constant"].concat();
                self.error(x.span(), message);
            }
            return None;
        }
        if (self.is_untyped(x.typ) || self.is_integer(x.typ))
            && let Some(whole) = x.value.to_int()
            && let Some(Constant::Int(length)) = represented(&whole, Basic::Int)
            && let Some(length) = length.to_i64().and_then(|length| u64::try_from(length).ok())
        {
            return Some(length);
        }
        let operand = self.operand_text(&x);
        let message = if self.is_integer(x.typ) {
            ["invalid array length ", &operand].concat()
        } else {
            ["array length ", &operand, " must be integer"].concat()
        };
        self.error(x.span(), message);
        None
    }
}
