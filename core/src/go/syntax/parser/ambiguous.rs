//! Whether `type T[P *E]...` is an array of `P * E` elements or has a type parameter `P`.
//!
//! It is read as an expression first, and taken apart if that can only be a type parameter: because what stands there is no
//! value, or because a comma follows.

use super::Parser;
use super::nodes::{name_expr, unparenthesized};
use crate::go::syntax::ast::{BinaryOp, Expr, ExprKind, Ident, UnaryOp};
use crate::go::syntax::source::Span;
use crate::go::syntax::token::Token;

impl<'a> Parser<'a> {
    /// Reads what is behind `type T[` and begins with a name: the length of an array, or a type parameter which, if its
    /// constraint does not begin with a bracket, looks like an expression.
    pub(super) fn length_or_type_param(&mut self) -> Expr {
        let name = name_expr(self.ident());
        if self.token == Token::OpenBracket {
            return name;
        }
        self.braces += 1;
        let expr = self.expression_from(name);
        self.braces -= 1;
        expr
    }
}

/// What `x` in `type T[x` is.
pub(super) enum Split {
    /// A type parameter, with its constraint if that is read already.
    TypeParam(Ident, Option<Expr>),
    /// The length of an array.
    Length(Expr),
}

/// Tells a type parameter and its constraint from the length of an array. A name alone is taken for a type parameter. What
/// could be either, as `P *E`, is a type parameter if it must be one.
pub(super) fn split(expr: Expr, must: bool) -> Split {
    let Expr { id, span, kind } = expr;
    match kind {
        ExprKind::Ident(name) => Split::TypeParam(Ident { id, pos: span.start, name }, None),
        ExprKind::Binary(BinaryOp::Mul, pos, left, right)
            if matches!(left.kind, ExprKind::Ident(_)) && (must || is_type_element(&right)) =>
        {
            let constraint = Expr { id, span: Span::new(pos, span.end), kind: ExprKind::Star(right) };
            as_type_param(*left, constraint)
        }
        ExprKind::Binary(BinaryOp::Or, pos, left, right)
            if splits(&left, must || is_type_element(&right)) =>
        {
            match split(*left, true) {
                Split::TypeParam(name, Some(left)) => {
                    let span = Span::new(left.span.start, span.end);
                    let kind = ExprKind::Binary(BinaryOp::Or, pos, Box::new(left), right);
                    Split::TypeParam(name, Some(Expr { id, span, kind }))
                }
                Split::TypeParam(name, None) => Split::Length(name_expr(name)),
                length => length,
            }
        }
        ExprKind::Call { func, mut args, spread: None, .. }
            if matches!(func.kind, ExprKind::Ident(_))
                && args.len() == 1
                && (must || is_type_element(&args[0])) =>
        {
            as_type_param(*func, unparenthesized(args.remove(0)))
        }
        kind => Split::Length(Expr { id, span, kind }),
    }
}

fn as_type_param(name: Expr, constraint: Expr) -> Split {
    let Expr { id, span, kind } = name;
    match kind {
        ExprKind::Ident(name) => Split::TypeParam(Ident { id, pos: span.start, name }, Some(constraint)),
        kind => Split::Length(Expr { id, span, kind }),
    }
}

/// Whether [`split`] finds a name and a constraint.
fn splits(expr: &Expr, must: bool) -> bool {
    match &expr.kind {
        ExprKind::Binary(BinaryOp::Mul, _, left, right) => {
            matches!(left.kind, ExprKind::Ident(_)) && (must || is_type_element(right))
        }
        ExprKind::Binary(BinaryOp::Or, _, left, right) => splits(left, must || is_type_element(right)),
        ExprKind::Call { func, args, spread: None, .. } => {
            matches!(func.kind, ExprKind::Ident(_)) && args.len() == 1 && (must || is_type_element(&args[0]))
        }
        _ => false,
    }
}

/// Whether it can only be a type, or types with `|` between them.
fn is_type_element(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::ArrayType(..)
        | ExprKind::StructType(_)
        | ExprKind::FuncType(_)
        | ExprKind::InterfaceType(_)
        | ExprKind::SliceType(_)
        | ExprKind::MapType(..)
        | ExprKind::ChanType(..)
        | ExprKind::Unary(UnaryOp::Tilde, _) => true,
        ExprKind::Star(inner) | ExprKind::Unary(_, inner) | ExprKind::Paren(inner) => is_type_element(inner),
        ExprKind::Binary(_, _, left, right) => is_type_element(left) || is_type_element(right),
        _ => false,
    }
}
