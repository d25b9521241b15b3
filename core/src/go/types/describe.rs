//! Small questions about expressions as they are written.

use crate::go::syntax::ast::{Expr, ExprKind};
use crate::go::syntax::print;

/// The text of an expression.
pub(super) fn expr_text(expr: &Expr) -> String {
    print::expr(expr)
}

/// Several expressions between brackets, as they stand behind a generic type.
pub(super) fn list_text(exprs: &[Expr]) -> String {
    ["[", &print::exprs(exprs), "]"].concat()
}

/// An expression without the parentheses around it.
pub(super) fn unparen(expr: &Expr) -> &Expr {
    let mut expr = expr;
    while let ExprKind::Paren(inner) = &expr.kind {
        expr = inner;
    }
    expr
}
