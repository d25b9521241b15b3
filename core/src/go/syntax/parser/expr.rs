//! Expressions with operators.

use super::Parser;
use super::nodes::unparenthesized;
use crate::go::syntax::ast::{BinaryOp, Direction, Expr, ExprKind, UnaryOp};
use crate::go::syntax::print;
use crate::go::syntax::token::{Operator, Token};

impl<'a> Parser<'a> {
    /// Reads an expression.
    pub(super) fn expression(&mut self) -> Expr {
        self.binary(None, 0)
    }

    /// Reads an expression whose first name is taken already.
    pub(super) fn expression_from(&mut self, name: Expr) -> Expr {
        let first = self.primary(Some(name));
        self.binary(Some(first), 0)
    }

    /// Reads operands with operators between them that bind more strongly than `weakest`.
    fn binary(&mut self, first: Option<Expr>, weakest: u8) -> Expr {
        let before = self.enter_left();
        let mut left = match first {
            Some(first) => first,
            None => self.unary(),
        };
        while let Some(operator) = self.binary_operator(weakest) {
            let sign = self.pos();
            self.next();
            let right = Box::new(self.binary(None, operator.precedence()));
            let span = self.since(left.span.start);
            left = self.expr(span, ExprKind::Binary(operator, sign, Box::new(left), right));
            self.deepen();
        }
        self.leave_left(before);
        left
    }

    /// The operator that is next, if it stands between two operands and binds more strongly than `weakest`.
    fn binary_operator(&self, weakest: u8) -> Option<BinaryOp> {
        match (self.token, self.scanner.operator) {
            (Token::Operator | Token::Star, Operator::Binary(operator)) => {
                (operator.precedence() > weakest).then_some(operator)
            }
            _ => None,
        }
    }

    /// Reads an operand with the operators before it.
    fn unary(&mut self) -> Expr {
        self.enter();
        let expr = self.unary_inside();
        self.leave();
        expr
    }

    fn unary_inside(&mut self) -> Expr {
        let start = self.pos();
        let operator = match (self.token, self.scanner.operator) {
            (Token::Arrow, _) => return self.receive(),
            (Token::Star, _) => {
                self.next();
                let inner = Box::new(self.unary());
                return self.expr_since(start, ExprKind::Star(inner));
            }
            (Token::Operator, Operator::Unary(operator)) => operator,
            (Token::Operator, Operator::Binary(BinaryOp::Add)) => UnaryOp::Plus,
            (Token::Operator, Operator::Binary(BinaryOp::Sub)) => UnaryOp::Minus,
            (Token::Operator, Operator::Binary(BinaryOp::Xor)) => UnaryOp::Complement,
            (Token::Operator, Operator::Binary(BinaryOp::And)) => UnaryOp::Address,
            _ => return self.primary(None),
        };
        self.next();
        let mut inner = self.unary();
        if operator == UnaryOp::Address {
            // It may be a composite literal in parentheses.
            inner = unparenthesized(inner);
        }
        self.expr_since(start, ExprKind::Unary(operator, Box::new(inner)))
    }

    /// Reads what begins with an arrow: a receive, or a channel type.
    fn receive(&mut self) -> Expr {
        let start = self.pos();
        self.next();
        let mut inner = self.unary();
        if matches!(inner.kind, ExprKind::ChanType(..)) {
            self.turn_arrows(&mut inner);
            return inner;
        }
        self.expr_since(start, ExprKind::Unary(UnaryOp::Receive, Box::new(inner)))
    }

    /// Makes `<-(chan T)` what it is, `<-chan T`; and `<-(chan<- chan T)`, `<-chan (<-chan T)`.
    fn turn_arrows(&mut self, typ: &mut Expr) {
        let mut typ = typ;
        loop {
            if !matches!(typ.kind, ExprKind::ChanType(..)) {
                let shown = print::expr(typ);
                self.syntax_error(&["unexpected ", &shown, ", expected chan"].concat());
            }
            let ExprKind::ChanType(direction, element) = &mut typ.kind else { return };
            match std::mem::replace(direction, Direction::Receive) {
                Direction::Send => typ = element,
                Direction::Receive => return self.syntax_error("unexpected <-, expected chan"),
                Direction::Both => return,
            }
        }
    }
}
