//! `x.name`: names of packages, fields, methods, method expressions.

use super::checker::{Checker, INVALID};
use super::describe::expr_text;
use super::info::{Mode, Object, ObjectKind, Selection, SelectionKind};
use super::lookup::{Lookup, Member, MemberKind, is_exported};
use super::operand::{Operand, Source};
use super::store::{ObjectId, PackageId, Signature, Spelling, Type, TypeId};
use crate::go::lib::letter_case;
use crate::go::syntax::ast::{Expr, ExprKind, Ident};
use crate::go::syntax::source::Span;
use std::rc::Rc;

impl<'a> Checker<'a> {
    /// `x.name`, which must be a type if one is wanted.
    pub(super) fn selector(
        &mut self,
        x: &mut Operand<'a>,
        expr: &'a Expr,
        of: &'a Expr,
        name: &'a Ident,
        want_type: bool,
    ) {
        x.source = Source::Expr(expr);
        if let ExprKind::Ident(package) = &of.kind
            && let Some(object) = self.lookup(package)
            && let ObjectKind::Package(package) = *self.kind(object)
        {
            self.record_object(of.id, object);
            self.mark_used(object);
            self.package_member(x, expr, package, name);
            return;
        }
        self.expr_or_type(x, of, false);
        if x.mode == Some(Mode::Builtin) {
            let message = ["invalid use of ", &self.operand_text(x), " in selector expression"].concat();
            self.error(self.said_span(expr), message);
            x.invalidate();
        }
        if x.is_valid() && !self.is_complete(x.typ) {
            x.invalidate();
        }
        if x.is_valid() && want_type {
            self.error(name.span(), [&expr_text(expr), " is not a type"].concat());
            x.invalidate();
        }
        if x.is_valid()
            && let Some(base) = self.pointer_base(x.typ)
            && !self.is_complete(base)
        {
            x.invalidate();
        }
        if x.is_valid() {
            match self.lookup_member(x.typ, x.mode == Some(Mode::Variable), self.package, &name.name, false) {
                Lookup::Found(member) => self.select(x, expr, of, name, &member),
                other => {
                    self.report_missing(x, name, &other);
                    x.invalidate();
                }
            }
        }
        if !x.is_valid() {
            x.typ = INVALID;
        }
        x.source = Source::Expr(expr);
    }

    fn package_member(&mut self, x: &mut Operand<'a>, expr: &'a Expr, package: PackageId, name: &'a Ident) {
        x.invalidate();
        let scope = self.package_scopes[package.0 as usize];
        let object = self.lookup_in(scope, &name.name).filter(|_| is_exported(&name.name));
        let Some(object) = object else {
            let text = expr_text(expr);
            let lower = letter_case::lower(&name.name);
            let mut others: Vec<&str> = self.scopes[scope.0 as usize]
                .names
                .keys()
                .map(|other| &**other)
                .filter(|other| is_exported(other) && letter_case::lower(other) == lower)
                .collect();
            others.sort_unstable();
            let message = match others.first() {
                Some(other) => ["undefined: ", &text, " (but have ", other, ")"].concat(),
                None => self
                    .lacking(package, &text, &name.name)
                    .unwrap_or_else(|| ["undefined: ", &text].concat()),
            };
            self.error(name.span(), message);
            return;
        };
        self.record_object(name.id, object);
        self.note_input(object, name.span());
        x.typ = self.objects[object.0 as usize].typ;
        x.mode = match self.kind(object).clone() {
            ObjectKind::Const(value) => {
                x.value = value;
                Some(Mode::Constant)
            }
            ObjectKind::TypeName => Some(Mode::Type),
            ObjectKind::Var(_) => Some(Mode::Variable),
            ObjectKind::Func => Some(Mode::Value),
            _ => None,
        };
        if !self.is_valid(x.typ) {
            x.invalidate();
        }
    }

    /// Notes where standard input is first named.
    pub(super) fn note_input(&mut self, object: ObjectId, at: Span) {
        let Object { name, package: Some(package), .. } = &self.objects[object.0 as usize] else { return };
        let path = &**self.types.package_path(*package);
        if !self.library && matches!((path, &**name), ("os", "Stdin") | ("fmt", "Scan" | "Scanln" | "Scanf"))
        {
            let first = self.info.input.map_or(at.start, |first| first.min(at.start));
            self.info.input = Some(first);
        }
    }

    /// What is said of `x.name` if Go's package has the name and ours has not: it is in the constant `lacks`.
    fn lacking(&self, package: PackageId, selected: &str, name: &str) -> Option<String> {
        let lacks = self.lookup_in(self.package_scopes[package.0 as usize], "lacks")?;
        let ObjectKind::Const(names) = self.kind(lacks) else { return None };
        let mut names = names.as_bytes()?.split(|byte| *byte == b' ');
        if package == self.package
            || !is_exported(name)
            || !names.any(|known| known == b"*" || known == name.as_bytes())
        {
            return None;
        }
        let path = self.types.package_path(package);
        Some([selected, " is not here: Lockstep has only a part of package ", path].concat())
    }

    /// The same of a type's method or field.
    fn lacking_member(&self, typ: TypeId, selected: &str, name: &str) -> Option<String> {
        let Type::Named(named) = self.types.get(self.deref(typ).0) else { return None };
        self.lacking(self.types.named(*named).package?, selected, name)
    }

    fn report_missing(&mut self, x: &Operand<'a>, name: &'a Ident, found: &Lookup) {
        let under = self.under(x.typ);
        if !self.is_type_param(under) && !self.is_valid(under) {
            return;
        }
        let (typ, source) = (self.type_text(x.typ), self.source_text(x));
        let name_text = &*name.name;
        let message = match found {
            Lookup::Ambiguous => ["ambiguous selector ", &source, ".", name_text].concat(),
            Lookup::NeedsPointer if x.mode == Some(Mode::Type) => {
                let method = [&typ, ".", name_text].concat();
                let pointer = ["(*", &typ, ").", name_text].concat();
                ["invalid method expression ", &method, " (needs pointer receiver ", &pointer, ")"].concat()
            }
            Lookup::NeedsPointer => ["cannot call pointer method ", name_text, " on ", &typ].concat(),
            _ => {
                let selected = [&source, ".", name_text].concat();
                if self.is_interface_pointer(x.typ) {
                    [&selected, " undefined (", &self.interface_pointer_error(x.typ), ")"].concat()
                } else {
                    let variable = x.mode == Some(Mode::Variable);
                    let other = self.lookup_member(x.typ, variable, self.package, name_text, true).found();
                    let lacking =
                        self.lacking_member(x.typ, &selected, name_text).filter(|_| other.is_none());
                    lacking.unwrap_or_else(|| {
                        let why = self.lookup_error(x.typ, name_text, other.as_ref(), false);
                        [&selected, " undefined (", &why, ")"].concat()
                    })
                }
            }
        };
        self.error(name.span(), message);
    }

    fn select(
        &mut self,
        x: &mut Operand<'a>,
        expr: &'a Expr,
        of: &'a Expr,
        name: &'a Ident,
        member: &Member,
    ) {
        let receiver = self.types.canonical(x.typ);
        let is_type = x.mode == Some(Mode::Type);
        let kind = match &member.kind {
            MemberKind::Field(typ) => {
                if is_type {
                    let typ = self.type_text(x.typ);
                    let message =
                        ["operand for field selector ", &name.name, " must be value of type ", &typ].concat();
                    self.error(of.span, message);
                    x.invalidate();
                    return;
                }
                let variable = x.mode == Some(Mode::Variable) || member.indirect;
                x.mode = Some(if variable { Mode::Variable } else { Mode::Value });
                x.typ = *typ;
                SelectionKind::Field
            }
            MemberKind::Method { object, named, pointer } => {
                self.method_used(*object);
                self.record_object(name.id, *object);
                SelectionKind::Method { object: *object, named: *named, pointer: *pointer }
            }
            MemberKind::InterfaceMethod(_) => SelectionKind::InterfaceMethod(member.name.clone()),
        };
        let mut kind = kind;
        if kind != SelectionKind::Field {
            let typ = self.member_type(member);
            if !self.is_valid(typ) {
                x.invalidate();
                return;
            }
            if is_type {
                x.typ = self.method_expression(x.typ, typ, member);
                kind = SelectionKind::Expression(Box::new(kind));
            } else {
                x.typ = typ;
            }
            x.mode = Some(Mode::Value);
        }
        let selection =
            Selection { kind, receiver, path: member.path.clone(), typ: self.types.canonical(x.typ) };
        self.info.selections.insert(expr.id, selection);
    }

    fn method_used(&mut self, object: ObjectId) {
        self.object_declaration(object);
        self.add_dependency(object);
    }

    /// The type of a method as a function with its receiver as the first parameter.
    fn method_expression(&mut self, receiver: TypeId, typ: TypeId, member: &Member) -> TypeId {
        let Type::Func(signature) = self.types.get(typ).clone() else { return INVALID };
        let spelling = self.types.spelling(typ).cloned();
        let params = std::iter::once(receiver).chain(signature.params.iter().copied()).collect();
        let new = Type::Func(Rc::new(Signature { params, ..(*signature).clone() }));
        let Some(Spelling::Func(names, type_params)) = spelling else { return self.types.add(new) };
        let has_names = !signature.params.is_empty() && names.first().is_some_and(|name| !name.is_empty());
        let receiver_name = match &member.kind {
            MemberKind::Method { object, .. } if has_names => {
                let name = self.receiver_names.get(object).cloned().unwrap_or_else(|| "".into());
                if name.is_empty() { "_".into() } else { name }
            }
            _ if has_names => "_".into(),
            _ => "".into(),
        };
        let names = std::iter::once(receiver_name).chain(names.iter().cloned()).collect();
        self.types.spell(new, Spelling::Func(names, type_params))
    }
}
