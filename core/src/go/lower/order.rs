//! In which order operands are computed where Go leaves it open.
//!
//! Calls and receives happen in the order of the text. A variable that stands beside them is read after them, as Go's
//! compiler does it in most places; where it does not so here is said in `ARCHITECTURE.md`.

use super::function::Builder;
use crate::go::syntax::ast::{Expr, ExprKind, UnaryOp};
use crate::go::types::info::Mode;
use crate::go::types::store::Type;

impl Builder<'_, '_> {
    /// Whether an expression calls something, receives, or asserts a type as if it called something.
    pub(super) fn has_call(&self, expr: &Expr) -> bool {
        let info =
            |expr: &Expr| self.program.checked.info.types.get(expr.id.0 as usize).and_then(Option::as_ref);
        match &expr.kind {
            ExprKind::Call { func, args, .. } => match info(func).map(|found| found.mode) {
                Some(Mode::Type) => args.iter().any(|arg| self.has_call(arg)),
                Some(Mode::Builtin) if info(expr).is_some_and(|found| found.value.is_some()) => false,
                _ => true,
            },
            ExprKind::Unary(UnaryOp::Receive, _) => true,
            ExprKind::Paren(inner) | ExprKind::Star(inner) | ExprKind::Unary(_, inner) => {
                self.has_call(inner)
            }
            ExprKind::Selector(inner, _) => self.has_call(inner),
            // Go copies what it has asserted, unless it is a pointer.
            ExprKind::Assert(inner, _) => {
                let types = &self.program.checked.types;
                let pointer = info(expr).is_some_and(|found| {
                    matches!(
                        types.underlying(found.typ),
                        Type::Pointer(_) | Type::Chan(..) | Type::Map(..) | Type::Func(_)
                    )
                });
                !pointer || self.has_call(inner)
            }
            ExprKind::Binary(_, _, left, right) => self.has_call(left) || self.has_call(right),
            ExprKind::Index(base, indices) => {
                self.has_call(base) || indices.iter().any(|index| self.has_call(index))
            }
            ExprKind::Slice(base, bounds) => {
                self.has_call(base) || bounds.iter().flatten().any(|bound| self.has_call(bound))
            }
            ExprKind::Composite { elements, .. } => elements.iter().any(|(key, value)| {
                key.as_ref().is_some_and(|key| self.has_call(key)) || self.has_call(value)
            }),
            _ => false,
        }
    }

    /// The numbers of expressions in the order in which they are to be computed: those that call first, if one does.
    pub(super) fn order<'e>(&self, exprs: impl Iterator<Item = &'e Expr>) -> Vec<usize> {
        let calls: Vec<bool> = exprs.map(|expr| self.has_call(expr)).collect();
        let numbers = |wanted: bool| {
            calls.iter().enumerate().filter(move |(_, calls)| **calls == wanted).map(|(number, _)| number)
        };
        numbers(true).chain(numbers(false)).collect()
    }
}
