//! Assignments, first values of variables and constants, and what a `return` gives.

use super::checker::{Checker, INVALID};
use super::describe::{expr_text, unparen};
use super::expr::Target;
use super::info::{Mode, ObjectKind, VarKind};
use super::operand::{Operand, measure};
use super::store::{Basic, ObjectId, Type, TypeId};
use super::untyped::Unfit;
use crate::go::syntax::ast::{Expr, ExprKind};
use crate::go::syntax::source::{Pos, Span};

impl<'a> Checker<'a> {
    /// Gives an operand the type of what it is assigned to, if there is one, and tells if it does not fit.
    pub(super) fn assign_to(&mut self, x: &mut Operand<'a>, typ: Option<TypeId>, context: &str) {
        self.single_value(x);
        match x.mode {
            None => return,
            Some(Mode::NoValue | Mode::Builtin | Mode::Type) => {
                let (operand, target) =
                    (self.operand_text(x), typ.map_or("nil".into(), |typ| self.type_text(typ)));
                let message = ["cannot assign ", &operand, " to ", &target, " in ", context].concat();
                self.error(x.span(), message);
                x.invalidate();
                return;
            }
            Some(_) => {}
        }
        if self.is_untyped(x.typ) {
            let target = match typ {
                None if x.is_nil() => {
                    self.error(x.span(), ["use of untyped nil in ", context].concat());
                    x.invalidate();
                    return;
                }
                None => self.default_type(x.typ),
                Some(typ) if !x.is_nil() && self.is_interface(typ) => self.default_type(x.typ),
                Some(typ) => typ,
            };
            match self.implicit_type(x, target) {
                Err(unfit) => {
                    let suffix = match unfit {
                        Unfit::Truncated => " (truncated)",
                        Unfit::Overflows => " (overflows)",
                        Unfit::Other => "",
                    };
                    self.cannot_use(x, target, context, suffix);
                    return;
                }
                Ok((typ, value)) => self.settle(x, typ, value),
            }
        }
        let target = if self.is_generic_func(x.typ) { self.new_target(typ, context) } else { None };
        self.non_generic(target.as_ref(), x);
        let Some(typ) = typ.filter(|_| x.is_valid()) else { return };
        if let Err(cause) = self.assignable(x, typ) {
            let suffix = if cause.is_empty() { cause } else { [": ", &cause].concat() };
            self.cannot_use(x, typ, context, &suffix);
        }
    }

    fn cannot_use(&mut self, x: &mut Operand<'a>, typ: TypeId, context: &str, suffix: &str) {
        let (operand, typ) = (self.operand_text(x), self.type_text(typ));
        self.error(x.span(), ["cannot use ", &operand, " as ", &typ, " value in ", context, suffix].concat());
        x.invalidate();
    }

    /// Gives a constant its value.
    pub(super) fn init_const(&mut self, object: ObjectId, x: &mut Operand<'a>) {
        let known = self.object_type(object);
        if !x.is_valid() || !self.is_valid(x.typ) || known.is_some_and(|typ| !self.is_valid(typ)) {
            if known.is_none() {
                self.set_type(object, INVALID);
            }
            return;
        }
        if !x.is_constant() {
            let message = [&self.operand_text(x), " is not constant"].concat();
            self.error(x.span(), message);
            if known.is_none() {
                self.set_type(object, INVALID);
            }
            return;
        }
        let typ = known.unwrap_or(x.typ);
        self.set_type(object, typ);
        self.assign_to(x, Some(typ), "constant declaration");
        if x.is_valid() {
            self.objects[object.0 as usize].kind = ObjectKind::Const(x.value.clone());
        }
    }

    /// Gives a variable its first value, and its type if it has none.
    pub(super) fn init_var(&mut self, object: ObjectId, x: &mut Operand<'a>, context: &str) {
        let known = self.object_type(object);
        if !x.is_valid() || !self.is_valid(x.typ) || known.is_some_and(|typ| !self.is_valid(typ)) {
            if known.is_none() {
                self.set_type(object, INVALID);
            }
            x.invalidate();
            return;
        }
        let typ = match known {
            Some(typ) => typ,
            None => {
                if x.typ == Basic::UntypedNil.id() {
                    self.error(x.span(), ["use of untyped nil in ", context].concat());
                    self.set_type(object, INVALID);
                    x.invalidate();
                    return;
                }
                let typ = self.default_type(x.typ);
                self.set_type(object, typ);
                typ
            }
        };
        self.assign_to(x, Some(typ), context);
    }

    /// The variable of this package that a name means.
    pub(super) fn local_variable(&self, name: &str) -> Option<ObjectId> {
        let object = self.lookup(name)?;
        let variable = matches!(self.kind(object), ObjectKind::Var(_));
        (variable && self.objects[object.0 as usize].package == Some(self.package)).then_some(object)
    }

    /// The type of what is assigned to: nothing for `_`, invalid if it cannot be.
    fn left_type(&mut self, left: &'a Expr) -> Option<TypeId> {
        let mut variable = None;
        if let ExprKind::Ident(name) = &unparen(left).kind {
            if &**name == "_" {
                return None;
            }
            variable = self.local_variable(name);
        }
        let used = variable.is_some_and(|variable| self.extra[variable.0 as usize].used);
        let mut x = Operand::new();
        self.expr(None, &mut x, left);
        // To be assigned to is no use.
        if let Some(variable) = variable {
            self.extra[variable.0 as usize].used = used;
        }
        if !x.is_valid() || !self.is_valid(x.typ) {
            return Some(INVALID);
        }
        if matches!(x.mode, Some(Mode::Variable | Mode::MapIndex)) {
            return Some(x.typ);
        }
        let text = self.source_text(&x);
        if let Some(ExprKind::Selector(of, _)) = x.expr().map(|expr| &expr.kind) {
            let mut inner = Operand::new();
            self.expr(None, &mut inner, of);
            if inner.mode == Some(Mode::MapIndex) {
                self.error(x.span(), ["cannot assign to struct field ", &text, " in map"].concat());
                return Some(INVALID);
            }
        }
        let message =
            ["cannot assign to ", &text, " (neither addressable nor a map index expression)"].concat();
        self.error(x.span(), message);
        Some(INVALID)
    }

    /// Assigns an expression.
    fn assign_expr(&mut self, left: &'a Expr, right: &'a Expr, context: &str) {
        let typ = self.left_type(left);
        if typ == Some(INVALID) {
            self.use_exprs([right]);
            return;
        }
        let target = match typ {
            Some(typ) if matches!(self.types.underlying(typ), Type::Func(_)) => {
                self.new_target(Some(typ), &expr_text(left))
            }
            _ => None,
        };
        let mut x = Operand::new();
        self.expr(target.as_ref(), &mut x, right);
        self.assign_operand_to(typ, &mut x, context);
    }

    /// Assigns a value.
    pub(super) fn assign_operand(&mut self, left: &'a Expr, x: &mut Operand<'a>, context: &str) {
        let typ = self.left_type(left);
        if typ == Some(INVALID) {
            x.invalidate();
            return;
        }
        self.assign_operand_to(typ, x, context);
    }

    fn assign_operand_to(&mut self, typ: Option<TypeId>, x: &mut Operand<'a>, context: &str) {
        let blank = typ.is_none() && context == "assignment";
        self.assign_to(x, typ, if blank { "assignment to _ identifier" } else { context });
    }

    fn mismatch(&mut self, right: &'a [Expr], left: usize, values: usize) {
        let (variables, values) = (measure(left, "variable"), measure(values, "value"));
        let Some(first) = right.first() else { return };
        let message = match (right, &unparen(first).kind) {
            ([_], ExprKind::Call { func, .. }) => {
                ["assignment mismatch: ", &variables, " but ", &expr_text(func), " returns ", &values]
                    .concat()
            }
            _ => ["assignment mismatch: ", &variables, " but ", &values].concat(),
        };
        self.error(first.span, message);
    }

    fn result_mismatch(&mut self, at: Span, left: &[ObjectId], right: &[Operand<'a>]) {
        let (quantity, span) = if right.len() > left.len() {
            ("too many", right[left.len()].span())
        } else {
            ("not enough", right.last().map_or(at, Operand::span))
        };
        let have: Vec<TypeId> = right.iter().map(|x| x.typ).collect();
        let want: Vec<TypeId> = left.iter().map(|object| self.objects[object.0 as usize].typ).collect();
        let (have, want) = (self.types_summary(&have, false, false), self.types_summary(&want, false, false));
        let message = [quantity, " return values\n\thave ", &have, "\n\twant ", &want].concat();
        self.error(span, message);
    }

    /// Gives variables their first values, or results theirs, where a `return` stands.
    pub(super) fn init_vars(&mut self, left: &[ObjectId], right: &'a [Expr], returns: Option<Span>) {
        let context = match returns {
            Some(_) => "return statement",
            None if left.len() > 1 => "multiple assignment",
            None => "assignment",
        };
        let is_call = matches!(right, [only] if matches!(unparen(only).kind, ExprKind::Call { .. }));
        if left.len() == right.len() && !is_call {
            for (object, expr) in left.iter().zip(right) {
                let name = self.name(*object).clone();
                let description =
                    if returns.is_some() && name.is_empty() { "result variable" } else { &*name };
                let target: Option<Target> = self.new_target(self.object_type(*object), description);
                let mut x = Operand::new();
                self.expr(target.as_ref(), &mut x, expr);
                self.init_var(*object, &mut x, context);
            }
            return;
        }
        if right.len() != 1 {
            if self.use_exprs(right) {
                match returns {
                    Some(span) => {
                        let operands = self.expr_list(right);
                        self.result_mismatch(span, left, &operands);
                    }
                    None => self.mismatch(right, left.len(), right.len()),
                }
            }
            self.invalidate_untyped(left);
            return;
        }
        let (mut values, comma_ok) = self.multi_expr(&right[0], left.len() == 2 && returns.is_none());
        if values.len() == left.len() {
            for (object, x) in left.iter().zip(&mut values) {
                self.init_var(*object, x, context);
            }
            if comma_ok {
                self.record_comma_ok(&right[0], &values);
            }
            return;
        }
        if values[0].is_valid() {
            match returns {
                Some(span) => self.result_mismatch(span, left, &values),
                None => self.mismatch(right, left.len(), values.len()),
            }
        }
        self.invalidate_untyped(left);
    }

    fn invalidate_untyped(&mut self, objects: &[ObjectId]) {
        for object in objects {
            if self.object_type(*object).is_none() {
                self.set_type(*object, INVALID);
            }
        }
    }

    /// `a, b = x, y`
    pub(super) fn assign_vars(&mut self, left: &'a [Expr], right: &'a [Expr]) {
        let context = if left.len() > 1 { "multiple assignment" } else { "assignment" };
        let is_call = matches!(right, [only] if matches!(unparen(only).kind, ExprKind::Call { .. }));
        if left.len() == right.len() && !is_call {
            for (left, right) in left.iter().zip(right) {
                self.assign_expr(left, right, context);
            }
            return;
        }
        if right.len() != 1 {
            let fine = self.use_left(left);
            if self.use_exprs(right) && fine {
                self.mismatch(right, left.len(), right.len());
            }
            return;
        }
        let (mut values, comma_ok) = self.multi_expr(&right[0], left.len() == 2);
        if values.len() == left.len() {
            for (left, x) in left.iter().zip(&mut values) {
                self.assign_operand(left, x, context);
            }
            if comma_ok {
                self.record_comma_ok(&right[0], &values);
            }
            return;
        }
        if values[0].is_valid() {
            self.mismatch(right, left.len(), values.len());
        }
        self.use_left(left);
    }

    /// Notes that a value is taken together with whether it is there.
    fn record_comma_ok(&mut self, expr: &'a Expr, values: &[Operand<'a>]) {
        let [value, ok] = values else { return };
        if !value.is_valid() || !ok.is_valid() {
            return;
        }
        let mode = self.info.types.get(expr.id.0 as usize).and_then(Option::as_ref).map(|known| known.mode);
        let tuple = self.types.add(Type::Tuple([value.typ, ok.typ].into()));
        let mut expr = expr;
        loop {
            self.record_type(expr, mode.unwrap_or(Mode::CommaOk), tuple, None);
            match &expr.kind {
                ExprKind::Paren(inner) => expr = inner,
                _ => return,
            }
        }
    }

    /// `a, b := x, y`
    pub(super) fn short_var_decl(&mut self, pos: Pos, left: &'a [Expr], right: &'a [Expr]) {
        let top = self.delayed.len();
        let scope = self.env.scope;
        let mut seen: Vec<&str> = Vec::new();
        let mut variables: Vec<ObjectId> = Vec::with_capacity(left.len());
        let mut new = Vec::new();
        let mut wrong = false;
        for expr in left {
            let mut variable = None;
            if let ExprKind::Ident(name) = &expr.kind {
                if &**name != "_" && seen.contains(&&**name) {
                    self.error(expr.span, [name, " repeated on left side of :="].concat());
                    wrong = true;
                } else {
                    seen.push(name);
                    if let Some(other) = self.lookup_in(scope, name) {
                        self.record_object(expr.id, other);
                        if matches!(self.kind(other), ObjectKind::Var(_)) {
                            variable = Some(other);
                        } else {
                            self.error(expr.span, ["cannot assign to ", name].concat());
                            wrong = true;
                        }
                    } else {
                        let kind = ObjectKind::Var(VarKind::Local);
                        let object = self.new_object(name.clone(), expr.span.start, kind);
                        if &**name != "_" {
                            new.push(object);
                        }
                        self.record_object(expr.id, object);
                        variable = Some(object);
                    }
                }
            } else {
                self.use_left([expr]);
                self.error(expr.span, ["non-name ", &expr_text(expr), " on left side of :="].concat());
                wrong = true;
            }
            variables.push(variable.unwrap_or_else(|| {
                self.new_object("_".into(), expr.span.start, ObjectKind::Var(VarKind::Local))
            }));
        }
        self.init_vars(&variables, right, None);
        self.process_delayed(top);
        if new.is_empty() && !wrong {
            self.error(Span::new(pos, Pos(pos.0 + 2)), "no new variables on left side of :=");
            return;
        }
        for object in new {
            self.declare(scope, None, object);
        }
    }
}
