//! Expressions.

use super::checker::{Checker, INVALID};
use super::describe::{expr_text, unparen};
use super::info::Mode;
use super::operand::{Operand, Source};
use super::store::{Basic, Type, TypeId};
use crate::go::syntax::ast::{Expr, ExprKind, Literal, Name, UnaryOp};
use crate::go::syntax::source::Span;

/// What kind of expression it is when it stands as a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Conversion,
    Expression,
    Statement,
}

/// The function type of a variable to which a generic function may be assigned.
#[derive(Clone, Debug)]
pub(super) struct Target {
    pub typ: TypeId,
    pub description: Name,
}

impl<'a> Checker<'a> {
    /// What a value is assigned to, if that has a function type.
    pub(super) fn new_target(&self, typ: Option<TypeId>, description: &str) -> Option<Target> {
        let core = self.core(typ?)?;
        matches!(self.types.get(core), Type::Func(_))
            .then(|| Target { typ: core, description: description.into() })
    }

    /// An expression that is one value.
    pub(super) fn expr(&mut self, target: Option<&Target>, x: &mut Operand<'a>, expr: &'a Expr) {
        self.raw_expr(target, x, expr, None, false);
        self.exclude(x, true, true);
        self.single_value(x);
    }

    /// The same, but it may be a generic function that is not instantiated.
    pub(super) fn generic_expr(&mut self, x: &mut Operand<'a>, expr: &'a Expr, hint: Option<TypeId>) {
        self.raw_expr(None, x, expr, hint, true);
        self.exclude(x, true, true);
        self.single_value(x);
    }

    /// An expression or a type.
    pub(super) fn expr_or_type(&mut self, x: &mut Operand<'a>, expr: &'a Expr, allow_generic: bool) {
        self.raw_expr(None, x, expr, None, allow_generic);
        self.exclude(x, false, false);
        self.single_value(x);
    }

    /// An expression that may be several values: the results of a call, or a value and whether it is there, as the second
    /// result says.
    pub(super) fn multi_expr(&mut self, expr: &'a Expr, allow_comma_ok: bool) -> (Vec<Operand<'a>>, bool) {
        let mut x = Operand::new();
        self.raw_expr(None, &mut x, expr, None, false);
        self.exclude(&mut x, true, true);
        let start = Span::new(expr.span.start, expr.span.start);
        if x.is_valid()
            && let Type::Tuple(types) = self.types.get(x.typ).clone()
        {
            let nth = |at: usize| {
                let ending = ["st", "nd", "rd"].get(at).copied().unwrap_or("th");
                Name::from([&(at + 1).to_string(), ending, " function result"].concat())
            };
            let values = types.iter().enumerate();
            return (
                values.map(|(at, typ)| Operand::value(Source::Words(start, nth(at)), *typ)).collect(),
                false,
            );
        }
        let comma_ok = allow_comma_ok && matches!(x.mode, Some(Mode::MapIndex | Mode::CommaOk));
        let mut list = vec![x];
        if comma_ok {
            let words = Source::Words(start, "ok value of (comma, ok) expression".into());
            list.push(Operand::value(words, Basic::UntypedBool.id()));
        }
        (list, comma_ok)
    }

    /// Refuses calls without result and types, and functions of the language that are not called.
    pub(super) fn exclude(&mut self, x: &mut Operand<'a>, types: bool, builtins: bool) {
        let words = match x.mode {
            Some(Mode::NoValue) if types => " used as value",
            Some(Mode::NoValue) => " used as value or type",
            Some(Mode::Builtin) if builtins => " must be called",
            Some(Mode::Type) if types => " is not an expression",
            _ => return,
        };
        let message = [&self.operand_text(x), words].concat();
        self.error(x.span(), message);
        x.invalidate();
    }

    /// Refuses calls with several results.
    pub(super) fn single_value(&mut self, x: &mut Operand<'a>) {
        if x.mode == Some(Mode::Value) && matches!(self.types.get(x.typ), Type::Tuple(_)) {
            let message = ["multiple-value ", &self.operand_text(x), " in single-value context"].concat();
            self.error(x.span(), message);
            x.invalidate();
        }
    }

    /// Any expression.
    pub(super) fn raw_expr(
        &mut self,
        target: Option<&Target>,
        x: &mut Operand<'a>,
        expr: &'a Expr,
        hint: Option<TypeId>,
        allow_generic: bool,
    ) -> Kind {
        if !self.enter(expr.span) {
            *x = Operand { source: Source::Expr(expr), ..Operand::new() };
            return Kind::Statement;
        }
        let kind = self.expr_within(target, x, expr, hint);
        if !allow_generic {
            self.non_generic(target, x);
        }
        self.record(x);
        self.leave();
        kind
    }

    /// Refuses a generic type or function, unless what it is assigned to says what is meant.
    pub(super) fn non_generic(&mut self, target: Option<&Target>, x: &mut Operand<'a>) {
        if !x.is_valid() || x.mode == Some(Mode::NoValue) {
            return;
        }
        let what = if self.is_generic_type(x.typ) || x.mode == Some(Mode::Type) && self.is_generic_alias(x) {
            "type"
        } else if self.is_generic_func(x.typ) {
            if target.is_some() {
                let pos = x.expr().map_or(x.span().start, |expr| self.said_pos(expr));
                self.instantiate_func(target, pos, x, None, true);
                return;
            }
            "function"
        } else {
            return;
        };
        let message =
            ["cannot use generic ", what, " ", &self.source_text(x), " without instantiation"].concat();
        self.error(x.span(), message);
        x.invalidate();
        x.typ = INVALID;
    }

    fn expr_within(
        &mut self,
        target: Option<&Target>,
        x: &mut Operand<'a>,
        expr: &'a Expr,
        hint: Option<TypeId>,
    ) -> Kind {
        *x = Operand { source: Source::Expr(expr), ..Operand::new() };
        match &expr.kind {
            ExprKind::Bad => {}
            ExprKind::Ident(name) => {
                self.ident(x, expr, name, false);
                if x.is_valid() {
                    return Kind::Expression;
                }
            }
            ExprKind::Ellipsis(_) => self.error(expr.span, "invalid syntax tree: invalid use of ..."),
            ExprKind::Literal(kind, text) => self.literal(x, expr, *kind, text),
            ExprKind::Func(literal) => self.func_literal(x, literal),
            ExprKind::Composite { typ, elements, open } => {
                self.composite_literal(x, expr, typ.as_deref(), elements, *open, hint);
            }
            ExprKind::Paren(inner) => {
                let kind = self.raw_expr(None, x, inner, None, false);
                x.source = Source::Expr(expr);
                return kind;
            }
            ExprKind::Selector(of, name) => self.selector(x, expr, of, name, false),
            ExprKind::Index(of, indices) => {
                if self.index_expr(x, expr, of, indices) {
                    let pos = self.said_pos(expr);
                    self.instantiate_func(target, pos, x, Some((expr, indices)), true);
                }
            }
            ExprKind::Slice(of, indices) => self.slice_expr(x, expr, of, indices),
            ExprKind::Assert(of, Some(typ)) => self.assertion(x, expr, of, typ),
            ExprKind::Assert(of, None) => {
                self.error(expr.span, "invalid syntax tree: use of .(type) outside type switch");
                self.use_exprs([&**of]);
            }
            ExprKind::Call { func, args, spread, .. } => {
                let kind = self.call(x, expr, func, args, spread.is_some());
                x.source = Source::Expr(expr);
                return kind;
            }
            ExprKind::Star(of) => self.star(x, of),
            ExprKind::Unary(op, of) => {
                self.unary(x, expr, *op, of);
                if x.is_valid() && *op == UnaryOp::Receive {
                    x.source = Source::Expr(expr);
                    return Kind::Statement;
                }
            }
            ExprKind::Binary(op, _, left, right) => self.binary(x, Some(expr), left, right, *op),
            ExprKind::ArrayType(..)
            | ExprKind::SliceType(_)
            | ExprKind::StructType(_)
            | ExprKind::FuncType(_)
            | ExprKind::InterfaceType(_)
            | ExprKind::MapType(..)
            | ExprKind::ChanType(..) => {
                x.mode = Some(Mode::Type);
                x.typ = self.typ(expr);
            }
        }
        x.source = Source::Expr(expr);
        if x.is_valid() { Kind::Expression } else { Kind::Statement }
    }

    fn literal(&mut self, x: &mut Operand<'a>, expr: &'a Expr, kind: Literal, text: &str) {
        const LONGEST: usize = 10_000;
        let number = matches!(kind, Literal::Int | Literal::Float | Literal::Imaginary);
        if number && text.len() > LONGEST {
            let length = text.len().to_string();
            let message = ["excessively long constant: ", &text[..10], "... (", &length, " chars)"].concat();
            self.error(expr.span, message);
            return;
        }
        let basic = match kind {
            Literal::Int => Basic::UntypedInt,
            Literal::Float => Basic::UntypedFloat,
            Literal::Rune => Basic::UntypedRune,
            Literal::String => Basic::UntypedString,
            Literal::Imaginary => {
                self.error(expr.span, super::typexpr::NO_COMPLEX);
                return;
            }
        };
        match super::constant_text::literal(kind, text) {
            Some(value) => {
                x.mode = Some(Mode::Constant);
                x.typ = basic.id();
                x.value = value;
                self.check_overflow(x, expr.span.start);
            }
            None => self.error(expr.span, ["malformed constant: ", text].concat()),
        }
    }

    fn star(&mut self, x: &mut Operand<'a>, of: &'a Expr) {
        self.expr_or_type(x, of, false);
        match x.mode {
            None => {}
            Some(Mode::Type) => {
                self.valid_var_type(of, x.typ);
                x.typ = self.types.add(Type::Pointer(x.typ));
            }
            Some(_) => {
                let mut base: Option<TypeId> = None;
                for (_, under) in self.type_set(x.typ) {
                    let Some(to) = under.and_then(|under| self.pointer_base(under)) else {
                        let message = ["invalid operation: cannot indirect ", &self.operand_text(x)].concat();
                        self.error(x.span(), message);
                        x.invalidate();
                        return;
                    };
                    if base.is_some_and(|base| !self.identical(base, to)) {
                        let operand = self.operand_text(x);
                        let message =
                            ["invalid operation: pointers of ", &operand, " must have identical base types"];
                        self.error(x.span(), message.concat());
                        x.invalidate();
                        return;
                    }
                    base = Some(to);
                }
                let base = base.unwrap_or(INVALID);
                if !self.is_complete(base) {
                    x.invalidate();
                    return;
                }
                x.mode = Some(Mode::Variable);
                x.typ = base;
            }
        }
    }

    fn assertion(&mut self, x: &mut Operand<'a>, expr: &'a Expr, of: &'a Expr, typ: &'a Expr) {
        self.expr(None, x, of);
        if !x.is_valid() {
            return;
        }
        let operand = self.operand_text(x);
        if self.is_type_param(x.typ) {
            let message =
                ["invalid operation: cannot use type assertion on type parameter value ", &operand].concat();
            self.error(x.span(), message);
            x.invalidate();
            return;
        }
        if !self.is_interface(x.typ) {
            self.error(x.span(), ["invalid operation: ", &operand, " is not an interface"].concat());
            x.invalidate();
            return;
        }
        let typ = self.var_type(typ);
        if !self.is_valid(typ) || !self.is_complete(typ) {
            x.invalidate();
            return;
        }
        if let Some(cause) = self.not_assertable(x.typ, typ) {
            let (text, typ, interface) = (expr_text(expr), self.type_text(typ), self.type_text(x.typ));
            let message = [
                "impossible type assertion: ",
                &text,
                "\n\t",
                &typ,
                " does not implement ",
                &interface,
                " ",
                &cause,
            ]
            .concat();
            self.error(expr.span, message);
        }
        x.mode = Some(Mode::CommaOk);
        x.typ = typ;
    }

    /// Looks at expressions only so that what they name is used; whether nothing is wrong with them.
    pub(super) fn use_exprs(&mut self, exprs: impl IntoIterator<Item = &'a Expr>) -> bool {
        let mut fine = true;
        for expr in exprs {
            fine &= self.use_expr(expr, false);
        }
        fine
    }

    /// The same of what stands on the left side of an assignment, which does not use a variable.
    pub(super) fn use_left(&mut self, exprs: impl IntoIterator<Item = &'a Expr>) -> bool {
        let mut fine = true;
        for expr in exprs {
            fine &= self.use_expr(expr, true);
        }
        fine
    }

    fn use_expr(&mut self, expr: &'a Expr, left: bool) -> bool {
        let mut x = Operand::new();
        let inner = unparen(expr);
        if let ExprKind::Ident(name) = &inner.kind {
            if &**name == "_" {
                return true;
            }
            let variable = if left { self.local_variable(name) } else { None };
            let used = variable.is_some_and(|variable| self.extra[variable.0 as usize].used);
            self.expr_or_type(&mut x, inner, true);
            if let Some(variable) = variable {
                self.extra[variable.0 as usize].used = used;
            }
        } else {
            self.raw_expr(None, &mut x, expr, None, true);
        }
        x.is_valid()
    }
}
