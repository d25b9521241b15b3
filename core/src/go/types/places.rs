//! Where Go's compiler says that something stands.
//!
//! Most of what it tells stands where an expression begins. But it takes a slice expression to begin at its bracket, and
//! a position alone of a call, an index or a selector is that of the parenthesis, the bracket or the dot.

use super::checker::Checker;
use crate::go::syntax::ast::{Expr, ExprKind};
use crate::go::syntax::source::{Pos, Span};

impl Checker<'_> {
    /// The first byte behind a position that is neither space nor comment.
    pub(super) fn token_behind(&self, pos: Pos) -> Pos {
        let Some(file) = self.sources.file(pos) else { return pos };
        let text = file.text.as_bytes();
        let mut at = (pos.0 - file.base) as usize;
        loop {
            match text.get(at..) {
                Some([b' ' | b'\t' | b'\n' | b'\r', ..]) => at += 1,
                Some([b'/', b'/', rest @ ..]) => {
                    at += 2 + rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len());
                }
                Some([b'/', b'*', rest @ ..]) => {
                    let end = rest.windows(2).position(|two| two == b"*/").unwrap_or(rest.len());
                    at += 2 + end + 2;
                }
                _ => return Pos(file.base + at.min(text.len()) as u32),
            }
        }
    }

    /// The last `~` before a position.
    pub(super) fn tilde_before(&self, pos: Pos) -> Pos {
        let Some(file) = self.sources.file(pos) else { return pos };
        let before = &file.text.as_bytes()[..(pos.0 - file.base) as usize];
        before.iter().rposition(|byte| *byte == b'~').map_or(pos, |at| Pos(file.base + at as u32))
    }

    /// Where an expression is said to stand if its position alone is meant.
    pub(super) fn said_pos(&self, expr: &Expr) -> Pos {
        match &expr.kind {
            ExprKind::Binary(_, pos, ..) => *pos,
            ExprKind::Composite { open, .. } => *open,
            ExprKind::Call { func: inner, .. }
            | ExprKind::Index(inner, _)
            | ExprKind::Slice(inner, _)
            | ExprKind::Selector(inner, _)
            | ExprKind::Assert(inner, _) => self.token_behind(inner.span.end),
            _ => expr.span.start,
        }
    }

    /// The same as a place for an error.
    pub(super) fn said_span(&self, expr: &Expr) -> Span {
        let pos = self.said_pos(expr);
        Span::new(pos, expr.span.end)
    }

    /// Remembers that a slice expression begins at its bracket.
    pub(super) fn note_slice(&mut self, expr: &Expr) {
        let bracket = self.said_pos(expr);
        self.slices.entry(expr.span.start).or_default().push((expr.span.end, bracket));
    }

    /// A place with its beginning where Go's compiler sees it.
    pub(super) fn told_span(&self, span: Span) -> Span {
        let outer = self.slices.get(&span.start).into_iter().flatten().filter(|(end, _)| *end <= span.end);
        match outer.max_by_key(|(end, _)| *end) {
            Some((_, bracket)) => Span::new(*bracket, span.end),
            None => span,
        }
    }
}

/// Where the operator of an expression stands, of another one its beginning.
pub(super) fn operator_pos(expr: &Expr) -> Pos {
    match &expr.kind {
        ExprKind::Binary(_, pos, ..) => *pos,
        _ => expr.span.start,
    }
}
