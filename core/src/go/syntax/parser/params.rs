//! Parameters: of functions, of methods' receivers, and type parameters.
//!
//! Whether `a, b` are two names or two types is known at the end of the list only: if one of them has both, all are names.

use super::Parser;
use super::nodes::name_expr;
use super::types::Bracketed;
use crate::go::syntax::ast::{BinaryOp, Expr, ExprKind, Field, Ident};
use crate::go::syntax::source::{Pos, Span};
use crate::go::syntax::token::{Operator, Token, TokenSet};

/// A parameter as it stands there. One of the two there is.
#[derive(Default)]
struct Param {
    name: Option<Ident>,
    typ: Option<Expr>,
}

impl<'a> Parser<'a> {
    /// Reads parameters; the opening bracket is taken. They may be made to have names, and the last one may be allowed to
    /// have `...`.
    pub(super) fn params(&mut self, close: Token, must_have_names: bool, dots: bool) -> Vec<Field> {
        self.params_from(None, None, close, must_have_names, dots)
    }

    /// Reads parameters of which the first name, or the first name and its type, are taken already.
    pub(super) fn params_from(
        &mut self,
        name: Option<Ident>,
        typ: Option<Expr>,
        close: Token,
        must_have_names: bool,
        dots: bool,
    ) -> Vec<Field> {
        let mut params = Vec::new();
        let mut end = self.here();
        let whole = typ.is_some();
        let mut first = Some(Param { name, typ });
        if whole && self.got(close) {
            params.extend(first.take());
        } else {
            end.start = self.list("parameter list", Token::Comma, close, &mut |parser| {
                let first = first.take().unwrap_or_default();
                let param = if first.typ.is_some() { Some(first) } else { parser.param(first.name, close) };
                params.extend(param);
                false
            });
            end.end = self.last_end.max(end.start);
        }
        self.check_names(&params, end, must_have_names);
        let mut fields = self.share_types(params, must_have_names);
        self.check_dots(&mut fields, dots);
        fields
    }

    /// Reads one parameter. Its name may be taken already.
    fn param(&mut self, name: Option<Ident>, close: Token) -> Option<Param> {
        let constraints = close == Token::CloseBracket;
        if name.is_none() && constraints && self.at_tilde() {
            return Some(Param { name: None, typ: Some(self.constraint()) });
        }
        let mut param = Param { name, typ: None };
        if param.name.is_none() && self.token == Token::Name {
            param.name = Some(self.ident());
        }
        if let Some(name) = param.name.take() {
            param = self.param_behind(name, constraints);
            if param.typ.is_some() || param.name.is_none() {
                return Some(param);
            }
        }
        if self.token == Token::Dots {
            param.typ = Some(self.dots());
        } else if constraints && self.at_tilde() {
            param.typ = Some(self.constraint());
        } else {
            param.typ = self.type_or_none();
            if constraints {
                param.typ = param.typ.map(|typ| self.union(typ));
            }
        }
        if param.name.is_some() || param.typ.is_some() {
            return Some(param);
        }
        self.expected(close.text());
        self.skip_to(TokenSet::of(&[Token::Comma, close]));
        None
    }

    /// Reads what is behind a name if that makes it part of a type, or if it is a type that begins with a bracket.
    fn param_behind(&mut self, name: Ident, constraints: bool) -> Param {
        let bar = constraints && self.at_operator(Operator::Binary(BinaryOp::Or));
        let mut param = match self.token {
            Token::OpenBracket => match self.bracketed() {
                Bracketed::Type(typ) => Param { name: Some(name), typ: Some(typ) },
                Bracketed::Arguments(list) => Param { name: None, typ: Some(self.instance(name, list)) },
            },
            Token::Dot => Param { name: None, typ: Some(self.type_name(Some(name))) },
            _ if bar => Param { name: None, typ: Some(name_expr(name)) },
            _ => return Param { name: Some(name), typ: None },
        };
        if constraints {
            param.typ = param.typ.map(|typ| self.union(typ));
        }
        param
    }

    /// Reads a union of types.
    fn constraint(&mut self) -> Expr {
        let first = self.term();
        self.union(first)
    }

    /// Reads `...T`.
    fn dots(&mut self) -> Expr {
        let start = self.pos();
        self.next();
        match self.type_or_none() {
            Some(typ) => self.expr_since(start, ExprKind::Ellipsis(Box::new(typ))),
            None => {
                let bad = self.bad();
                self.syntax_error("... is missing type");
                bad
            }
        }
    }

    /// Says so if some have names and others have not.
    fn check_names(&mut self, params: &[Param], end: Span, must_have_names: bool) {
        let named = params.iter().filter(|param| param.name.is_some() && param.typ.is_some()).count();
        let typed = params.iter().filter(|param| param.typ.is_some()).count();
        if named == params.len() || named == 0 && !must_have_names {
            return;
        }
        let mut wrong = None;
        let mut has_type = false;
        for param in params.iter().rev() {
            match (&param.name, &param.typ) {
                (None, Some(typ)) => wrong = Some(typ.span),
                (Some(name), None) if !has_type => wrong = Some(name.span()),
                _ => {}
            }
            has_type |= param.typ.is_some();
        }
        let Some(wrong) = wrong else { return };
        if named == typed {
            let message = if must_have_names { "missing type constraint" } else { "missing parameter type" };
            self.syntax_error_at(end, message);
        } else {
            let message = match (must_have_names, params.len()) {
                (true, 1) => "missing type parameter name or invalid array length",
                (true, _) => "missing type parameter name",
                (false, _) => "missing parameter name",
            };
            self.syntax_error_at(wrong, message);
        }
    }

    /// Gives every name its type, which is that of the next one that has one.
    fn share_types(&mut self, params: Vec<Param>, must_have_names: bool) -> Vec<Field> {
        let only_types =
            !must_have_names && !params.iter().any(|param| param.name.is_some() && param.typ.is_some());
        let mut fields = Vec::new();
        let mut names = Vec::new();
        for Param { name, typ } in params {
            let typ = match (name, typ) {
                (Some(name), None) if only_types => name_expr(name),
                (Some(name), Some(typ)) => {
                    names.push(name);
                    typ
                }
                (None, Some(typ)) => {
                    if !only_types {
                        names.push(self.new_ident(typ.span.start, "_"));
                    }
                    typ
                }
                (name, None) => {
                    names.extend(name);
                    continue;
                }
            };
            fields.push(Field { names: std::mem::take(&mut names), typ, tag: None });
        }
        if !names.is_empty() {
            fields.push(Field { names, typ: self.bad(), tag: None });
        }
        fields
    }

    /// Says so if there is a `...` that may not be there, and takes it away.
    fn check_dots(&mut self, fields: &mut [Field], allowed: bool) {
        let last = fields.len();
        let mut told = false;
        for (at, field) in fields.iter_mut().enumerate() {
            if allowed && at + 1 == last && field.names.len() < 2 {
                continue;
            }
            let ExprKind::Ellipsis(inner) = &mut field.typ.kind else { continue };
            let start = field.typ.span.start;
            let kind = std::mem::replace(&mut inner.kind, ExprKind::Bad);
            let typ = Expr { id: inner.id, span: inner.span, kind };
            field.typ = typ;
            if !std::mem::replace(&mut told, true) {
                let message =
                    if allowed { "can only use ... with final parameter" } else { "invalid use of ..." };
                self.error(Span::new(start, Pos(start.0 + 3)), message);
            }
        }
    }
}
