//! Operators with two operands: arithmetic, comparisons, shifts.

use super::checker::Checker;
use super::constant::Constant;
use super::describe::expr_text;
use super::info::Mode;
use super::operand::{Operand, Source};
use super::places::operator_pos;
use super::store::{Basic, Type, TypeId};
use super::untyped::{is_comparison, is_shift};
use crate::go::syntax::ast::{BinaryOp, Expr};

/// By how much a constant may be shifted.
const SHIFT: i64 = 1023 - 1 + 52;

impl<'a> Checker<'a> {
    /// An operator with two operands; no expression for `left op= right`.
    pub(super) fn binary(
        &mut self,
        x: &mut Operand<'a>,
        expr: Option<&'a Expr>,
        left: &'a Expr,
        right: &'a Expr,
        op: BinaryOp,
    ) {
        let mut y = Operand::new();
        self.expr(None, x, left);
        self.expr(None, &mut y, right);
        if !x.is_valid() {
            return;
        }
        if !y.is_valid() {
            x.invalidate();
            x.source = y.source;
            return;
        }
        if is_shift(op) {
            self.shift(x, &mut y, expr, op);
            return;
        }
        self.match_types(x, &mut y);
        if !x.is_valid() {
            return;
        }
        if is_comparison(op) {
            self.comparison(x, &mut y, op, false);
            return;
        }
        if !self.identical(x.typ, y.typ) {
            if self.is_valid(x.typ) && self.is_valid(y.typ) {
                let text = match expr {
                    Some(expr) => expr_text(expr),
                    None => [&expr_text(left), " ", op.text(), "= ", &expr_text(right)].concat(),
                };
                let (one, other) = (self.type_text(x.typ), self.type_text(y.typ));
                let message =
                    ["invalid operation: ", &text, " (mismatched types ", &one, " and ", &other, ")"]
                        .concat();
                self.error(x.span(), message);
            }
            x.invalidate();
            return;
        }
        let fits = match op {
            BinaryOp::Add => self.all_basic(x.typ, |basic| basic.is_numeric() || basic.is_string()),
            BinaryOp::Sub | BinaryOp::Mul | BinaryOp::Div => self.all_numeric(x.typ),
            BinaryOp::LogicalAnd | BinaryOp::LogicalOr => self.all_boolean(x.typ),
            _ => self.all_integer(x.typ),
        };
        if !fits {
            self.operator_undefined(x, op.text());
            return;
        }
        if matches!(op, BinaryOp::Div | BinaryOp::Rem)
            && (x.is_constant() || self.all_integer(x.typ))
            && y.is_constant()
            && y.value.is_zero()
        {
            self.error(y.span(), "invalid operation: division by zero");
            x.invalidate();
            return;
        }
        if x.is_constant() && y.is_constant() {
            if x.value.is_unknown() || y.value.is_unknown() {
                x.value = Constant::Unknown;
                return;
            }
            x.value = x.value.binary(op, &y.value, self.is_integer(x.typ));
            if let Some(expr) = expr {
                x.source = Source::Expr(expr);
                self.check_overflow(x, operator_pos(expr));
            } else {
                self.check_overflow(x, x.span().start);
            }
            return;
        }
        x.mode = Some(Mode::Value);
    }

    /// Gives an untyped operand the type of the other one, if it may have it.
    pub(super) fn match_types(&mut self, x: &mut Operand<'a>, y: &mut Operand<'a>) {
        if !self.may_convert(x, y) {
            return;
        }
        self.convert_untyped(x, y.typ);
        if !x.is_valid() {
            return;
        }
        self.convert_untyped(y, x.typ);
        if !y.is_valid() {
            x.invalidate();
        }
    }

    fn may_convert(&self, x: &Operand, y: &Operand) -> bool {
        if !self.is_untyped(x.typ) && !self.is_untyped(y.typ)
            || self.all_numeric(x.typ) != self.all_numeric(y.typ)
        {
            return false;
        }
        if self.is_interface(x.typ) || self.is_interface(y.typ) {
            return true;
        }
        if self.all_boolean(x.typ) != self.all_boolean(y.typ)
            || self.all_string(x.typ) != self.all_string(y.typ)
        {
            return false;
        }
        if x.is_nil() {
            return self.has_nil(y.typ);
        }
        if y.is_nil() {
            return self.has_nil(x.typ);
        }
        !self.is_pointer(x.typ) && !self.is_pointer(y.typ)
    }

    /// A comparison, or a case of a switch with its value.
    pub(super) fn comparison(&mut self, x: &mut Operand<'a>, y: &mut Operand<'a>, op: BinaryOp, case: bool) {
        if !self.is_valid(x.typ) || !self.is_valid(y.typ) {
            x.invalidate();
            return;
        }
        let op = if case { BinaryOp::Equal } else { op };
        if let Err((wrong, cause)) = self.comparable_operands(x, y, op) {
            self.report_comparison(x, y, op, case, wrong, cause);
            x.invalidate();
            return;
        }
        if x.is_constant() && y.is_constant() {
            x.value = Constant::Bool(x.value.compare(op, &y.value));
        } else {
            x.mode = Some(Mode::Value);
            for operand in [&*x, &*y] {
                let typ = self.default_type(operand.typ);
                if let Some(expr) = operand.expr() {
                    self.update_type(expr, typ, true);
                }
            }
        }
        x.typ = Basic::UntypedBool.id();
    }

    /// Whether two operands can be compared; if not, whether it is the second one's fault, and why.
    fn comparable_operands(
        &mut self,
        x: &Operand<'a>,
        y: &Operand<'a>,
        op: BinaryOp,
    ) -> Result<(), (bool, String)> {
        if self.assignable(x, y.typ).is_err() && self.assignable(y, x.typ).is_err() {
            let (one, other) = (self.type_text(x.typ), self.type_text(y.typ));
            return Err((true, ["mismatched types ", &one, " and ", &other].concat()));
        }
        if !matches!(op, BinaryOp::Equal | BinaryOp::NotEqual) {
            if !self.all_ordered(x.typ) {
                return Err((false, String::new()));
            }
            return if self.all_ordered(y.typ) { Ok(()) } else { Err((true, String::new())) };
        }
        if x.is_nil() || y.is_nil() {
            let typ = if x.is_nil() { y.typ } else { x.typ };
            return if self.has_nil(typ) { Ok(()) } else { Err((true, String::new())) };
        }
        for (second, typ) in [(false, x.typ), (true, y.typ)] {
            if let Some(cause) = self.incomparable(typ, true) {
                return Err((second, self.incomparable_cause(typ).unwrap_or(cause)));
            }
        }
        Ok(())
    }

    fn incomparable_cause(&self, typ: TypeId) -> Option<String> {
        matches!(self.types.underlying(typ), Type::Slice(_) | Type::Func(_) | Type::Map(..))
            .then(|| [self.composite_kind(typ), " can only be compared to nil"].concat())
    }

    fn report_comparison(
        &mut self,
        x: &Operand<'a>,
        y: &Operand<'a>,
        op: BinaryOp,
        case: bool,
        second: bool,
        cause: String,
    ) {
        let mut wrong = if second { y } else { x };
        let cause = if !cause.is_empty() {
            cause
        } else if self.is_type_param(x.typ) || self.is_type_param(y.typ) {
            if !self.is_type_param(x.typ) {
                wrong = y;
            }
            ["type parameter ", &self.type_text(wrong.typ), " cannot use operator ", op.text()].concat()
        } else {
            let kind = self.composite_kind(wrong.typ);
            let what = if kind.is_empty() { self.type_text(wrong.typ) } else { kind.to_string() };
            ["operator ", op.text(), " not defined on ", &what].concat()
        };
        let (left, right) = (self.source_text(x), self.source_text(y));
        if case {
            let message = ["invalid case ", &left, " in switch on ", &right, " (", &cause, ")"].concat();
            self.error(x.span(), message);
        } else {
            let message =
                ["invalid operation: ", &left, " ", op.text(), " ", &right, " (", &cause, ")"].concat();
            self.error(wrong.span(), message);
        }
    }

    fn shift(&mut self, x: &mut Operand<'a>, y: &mut Operand<'a>, expr: Option<&'a Expr>, op: BinaryOp) {
        let whole = if x.is_constant() { x.value.to_int() } else { None };
        let unknown = x.is_constant() && x.value.is_unknown();
        let untyped_whole = self.is_untyped(x.typ) && (whole.is_some() || unknown);
        if !self.all_integer(x.typ) && !untyped_whole {
            self.not_integer(x, x.span(), "shifted operand ");
            return;
        }
        if !self.shift_count(x, y) {
            x.invalidate();
            return;
        }
        if x.is_constant() {
            if y.is_constant() {
                self.constant_shift(x, y, whole, expr, op);
                return;
            }
            // A constant that is shifted by something that is none gets its type from where the shift stands.
            if self.is_untyped(x.typ) {
                if let Some(known) = x.expr().and_then(|expr| self.untyped.get_mut(&expr.id)) {
                    known.shifted = true;
                }
                x.mode = Some(Mode::Value);
                return;
            }
        }
        if !self.all_integer(x.typ) {
            self.not_integer(x, x.span(), "shifted operand ");
            return;
        }
        x.mode = Some(Mode::Value);
    }

    fn not_integer(&mut self, x: &mut Operand<'a>, span: crate::go::syntax::source::Span, what: &str) {
        let message = ["invalid operation: ", what, &self.operand_text(x), " must be integer"].concat();
        self.error(span, message);
        x.invalidate();
    }

    /// Whether something can be shifted by this.
    fn shift_count(&mut self, x: &mut Operand<'a>, y: &mut Operand<'a>) -> bool {
        if y.is_constant() {
            if y.value.to_int().is_some_and(|count| count.is_negative()) {
                let message = ["invalid operation: negative shift count ", &self.operand_text(y)].concat();
                self.error(y.span(), message);
                x.invalidate();
                return false;
            }
            if self.is_untyped(y.typ) {
                self.make_representable(y, Basic::Uint.id());
                return y.is_valid();
            }
            return true;
        }
        if self.all_integer(y.typ) {
            return true;
        }
        if self.is_untyped(y.typ) {
            self.convert_untyped(y, Basic::Uint.id());
            return y.is_valid();
        }
        self.not_integer(y, y.span(), "shift count ");
        false
    }

    fn constant_shift(
        &mut self,
        x: &mut Operand<'a>,
        y: &Operand<'a>,
        whole: Option<Constant>,
        expr: Option<&'a Expr>,
        op: BinaryOp,
    ) {
        if !self.is_integer(x.typ) {
            x.typ = Basic::UntypedInt.id();
        }
        if x.value.is_unknown() || y.value.is_unknown() {
            x.value = Constant::Unknown;
            return;
        }
        let count =
            y.value.to_int().and_then(|count| count.to_i64()).filter(|count| (0..=SHIFT).contains(count));
        let Some(count) = count else {
            let message = ["invalid operation: invalid shift count ", &self.operand_text(y)].concat();
            self.error(y.span(), message);
            x.invalidate();
            return;
        };
        let whole = whole.unwrap_or(Constant::Unknown);
        x.value = whole.shift(op == BinaryOp::Shl, count as u32);
        match expr {
            Some(expr) => {
                x.source = Source::Expr(expr);
                self.check_overflow(x, operator_pos(expr));
            }
            None => self.check_overflow(x, x.span().start),
        }
    }
}
