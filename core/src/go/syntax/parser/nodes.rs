//! The smallest nodes of the tree: how they are made and taken apart.

use super::Parser;
use crate::go::syntax::ast::{Expr, ExprKind, Ident, Name};
use crate::go::syntax::literal::string_value;
use crate::go::syntax::source::{Pos, Span};
use crate::go::syntax::token::Token;

impl<'a> Parser<'a> {
    pub(super) fn expr(&mut self, span: Span, kind: ExprKind) -> Expr {
        Expr { id: self.pool.take(), span, kind }
    }

    /// An expression from a position to the last token that was taken.
    pub(super) fn expr_since(&mut self, start: Pos, kind: ExprKind) -> Expr {
        let span = self.since(start);
        self.expr(span, kind)
    }

    /// What stands for something that could not be read.
    pub(super) fn bad(&mut self) -> Expr {
        let start = self.pos();
        self.expr(Span::new(start, start), ExprKind::Bad)
    }

    /// A name that occurs in the text.
    pub(super) fn intern(&mut self, text: &'a str) -> Name {
        self.pool.name(text, self.mentions)
    }

    pub(super) fn new_ident(&mut self, pos: Pos, text: &'a str) -> Ident {
        Ident { id: self.pool.take(), pos, name: self.intern(text) }
    }

    /// Takes a name, which must stand here.
    pub(super) fn ident(&mut self) -> Ident {
        let pos = self.pos();
        if self.token == Token::Name {
            let text = self.scanner.text();
            self.next();
            return self.new_ident(pos, text);
        }
        self.expected("name");
        self.skip_one();
        self.new_ident(pos, "_")
    }
}

/// The text of a string literal, for paths and tags.
pub(super) fn unquoted(literal: &str) -> Name {
    String::from_utf8_lossy(&string_value(literal)).into()
}

/// A name as an expression.
pub(super) fn name_expr(ident: Ident) -> Expr {
    Expr { id: ident.id, span: ident.span(), kind: ExprKind::Ident(ident.name) }
}

/// What is in the parentheses, if there are any.
pub(super) fn unparenthesized(mut expr: Expr) -> Expr {
    while let ExprKind::Paren(inner) = expr.kind {
        expr = *inner;
    }
    expr
}

/// The name that an expression is.
pub(super) fn as_ident(expr: Expr) -> Option<Ident> {
    match expr.kind {
        ExprKind::Ident(name) => Some(Ident { id: expr.id, pos: expr.span.start, name }),
        _ => None,
    }
}
