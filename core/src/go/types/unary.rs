//! Operators with one operand, and what a channel carries.

use super::checker::Checker;
use super::describe::unparen;
use super::info::Mode;
use super::operand::{Operand, Source};
use super::places::operator_pos;
use super::store::{Type, TypeId};
use super::untyped::integer_bits;
use crate::go::syntax::ast::{Direction, Expr, ExprKind, UnaryOp};
use crate::go::syntax::source::Span;

impl<'a> Checker<'a> {
    /// An operator with one operand.
    pub(super) fn unary(&mut self, x: &mut Operand<'a>, expr: &'a Expr, op: UnaryOp, of: &'a Expr) {
        self.expr(None, x, of);
        if !x.is_valid() {
            return;
        }
        let fits = match op {
            UnaryOp::Address => {
                self.address(x, of);
                return;
            }
            UnaryOp::Receive => {
                match self.channel_element(x.span(), x, true) {
                    Some(element) if self.is_complete(element) => {
                        x.mode = Some(Mode::CommaOk);
                        x.typ = element;
                        self.env.has_call = true;
                    }
                    _ => x.invalidate(),
                }
                return;
            }
            UnaryOp::Tilde => {
                let integer = self.all_integer(x.typ);
                let hint = if integer { " (use ^ for bitwise complement)" } else { "" };
                let message = ["cannot use ~ outside of interface or type constraint", hint].concat();
                self.error(expr.span, message);
                if !integer {
                    x.invalidate();
                    return;
                }
                true
            }
            UnaryOp::Plus | UnaryOp::Minus => self.all_numeric(x.typ),
            UnaryOp::Complement => self.all_integer(x.typ),
            UnaryOp::Not => self.all_boolean(x.typ),
        };
        if !fits {
            self.operator_undefined(x, op.text());
            return;
        }
        if x.is_constant() {
            if x.value.is_unknown() {
                return;
            }
            let unsigned = self.is_unsigned(x.typ);
            let bits = self.basic(x.typ).filter(|_| unsigned).map(integer_bits);
            x.value = x.value.unary(op, bits);
            x.source = Source::Expr(expr);
            self.check_overflow(x, operator_pos(expr));
            return;
        }
        x.mode = Some(Mode::Value);
    }

    /// Tells that an operator cannot be used with an operand.
    pub(super) fn operator_undefined(&mut self, x: &mut Operand<'a>, op: &str) {
        let operand = self.operand_text(x);
        self.error(x.span(), ["invalid operation: operator ", op, " not defined on ", &operand].concat());
        x.invalidate();
    }

    fn address(&mut self, x: &mut Operand<'a>, of: &'a Expr) {
        let literal = matches!(unparen(of).kind, ExprKind::Composite { .. });
        if !literal && x.mode != Some(Mode::Variable) {
            let message = ["invalid operation: cannot take address of ", &self.operand_text(x)].concat();
            self.error(x.span(), message);
            x.invalidate();
            return;
        }
        x.mode = Some(Mode::Value);
        x.typ = self.types.add(Type::Pointer(x.typ));
    }

    /// What a channel that is received from or sent to carries.
    pub(super) fn channel_element(&mut self, span: Span, x: &Operand<'a>, receive: bool) -> Option<TypeId> {
        let refuse = |typ: Option<TypeId>, under: Option<TypeId>| {
            let text = |words: &str| [words, &typ.map_or(String::new(), |typ| self.type_text(typ))].concat();
            match under.map(|under| self.types.get(under)) {
                None => Some("no specific channel type".to_string()),
                Some(Type::Chan(Direction::Send, _)) if receive => Some(text("send-only channel ")),
                Some(Type::Chan(Direction::Receive, _)) if !receive => Some(text("receive-only channel ")),
                Some(Type::Chan(..)) => None,
                Some(_) => Some(text("non-channel ")),
            }
        };
        let cause = match self.common_under(x.typ, &refuse) {
            Ok(common) => match self.types.get(common) {
                Type::Chan(_, of) => return Some(*of),
                _ => return None,
            },
            Err(cause) => cause,
        };
        let verb = if receive { "receive from " } else { "send to " };
        let operand = self.operand_text(x);
        let what = if self.is_type_param(x.typ) {
            [&operand, ": ", &cause].concat()
        } else {
            [&cause, " ", &operand].concat()
        };
        self.error(span, ["invalid operation: cannot ", verb, &what].concat());
        None
    }
}
