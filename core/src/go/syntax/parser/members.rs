//! What structs and interfaces consist of, and constraints.

use super::Parser;
use super::nodes::{name_expr, unquoted};
use super::types::Bracketed;
use crate::go::syntax::ast::{
    BinaryOp, Expr, ExprKind, Field, Ident, InterfaceElement, Literal, Name, UnaryOp,
};
use crate::go::syntax::source::Diagnostic;
use crate::go::syntax::token::{Operator, Token, TokenSet};

/// What may follow a term of a constraint.
const BEHIND_TERM: TokenSet = TokenSet::of(&[
    Token::Operator,
    Token::Semicolon,
    Token::CloseParen,
    Token::CloseBracket,
    Token::CloseBrace,
]);

/// What may follow a field or method.
const BEHIND_FIELD: TokenSet = TokenSet::of(&[Token::Semicolon, Token::CloseBrace]);

impl<'a> Parser<'a> {
    /// Reads a line of a struct.
    pub(super) fn field(&mut self) -> Option<Field> {
        let start = self.pos();
        let (names, typ) = match self.token {
            Token::Name => {
                let name = self.ident();
                let embedded =
                    matches!(self.token, Token::Dot | Token::Literal | Token::Semicolon | Token::CloseBrace);
                if embedded { (Vec::new(), self.type_name(Some(name))) } else { self.named_field(name) }
            }
            Token::Star => {
                self.next();
                let parenthesized = self.token == Token::OpenParen;
                if parenthesized {
                    self.syntax_error("cannot parenthesize embedded type");
                    self.next();
                }
                let typ = Box::new(self.type_name(None));
                let typ = self.expr_since(start, ExprKind::Star(typ));
                if parenthesized {
                    self.got(Token::CloseParen);
                }
                (Vec::new(), typ)
            }
            Token::OpenParen => {
                self.syntax_error("cannot parenthesize embedded type");
                self.next();
                self.got(Token::Star);
                let typ = self.type_name(None);
                self.got(Token::CloseParen);
                (Vec::new(), typ)
            }
            _ => {
                self.expected("field name or embedded type");
                self.skip_to(BEHIND_FIELD);
                return None;
            }
        };
        Some(Field { names, typ, tag: self.tag() })
    }

    /// Reads what is behind the first name of a field: more names and a type, or type arguments, where the name is that of
    /// an embedded type.
    fn named_field(&mut self, name: Ident) -> (Vec<Ident>, Expr) {
        let mut names = self.more_idents(name);
        if names.len() > 1 || self.token != Token::OpenBracket {
            return (names, self.type_());
        }
        match self.bracketed() {
            Bracketed::Type(typ) => (names, typ),
            Bracketed::Arguments(arguments) => {
                let name = names.remove(0);
                (names, self.instance(name, arguments))
            }
        }
    }

    fn tag(&mut self) -> Option<Name> {
        if self.token != Token::Literal {
            return None;
        }
        let (span, text) = (self.here(), self.scanner.text());
        let (is_string, bad) = (self.scanner.literal == Literal::String, self.scanner.bad);
        self.next();
        if bad {
            return None;
        }
        if !is_string {
            let shown = text.replace('\\', "\\\\").replace('"', "\\\"");
            let message = ["invalid syntax tree: incorrect tag syntax: \"", &shown, "\""].concat();
            self.late.push(Diagnostic { span, message });
            return None;
        }
        Some(unquoted(text))
    }

    /// Reads a line of an interface.
    pub(super) fn interface_element(&mut self) -> InterfaceElement {
        let start = self.pos();
        let first = if self.token == Token::Name {
            match self.method_or_name() {
                Ok(method) => return method,
                Err(typ) => typ,
            }
        } else {
            self.term()
        };
        let mut terms = vec![without_tilde(first)];
        while self.got_or() {
            terms.push(without_tilde(self.term()));
        }
        InterfaceElement::Union(terms, self.since(start))
    }

    /// Reads a method, or the name of a type with its arguments.
    fn method_or_name(&mut self) -> Result<InterfaceElement, Expr> {
        const CONTEXT: &str = "interface method";
        let name = self.ident();
        let mut told = None;
        if self.token == Token::OpenBracket {
            let bracket = self.here();
            self.next();
            let end = self.here();
            if self.got(Token::CloseBracket) {
                let what = if self.token == Token::OpenParen { "parameter" } else { "argument" };
                self.error(end, ["empty type ", what, " list"].concat());
            } else {
                let fields = self.params(Token::CloseBracket, false, false);
                if fields.first().is_some_and(|field| field.names.is_empty()) {
                    let arguments = fields.into_iter().map(|field| field.typ).collect();
                    return Err(self.instance(name, arguments));
                }
                told = (!fields.is_empty()).then_some(bracket);
            }
            if told.is_none() && self.token != Token::OpenParen {
                return Err(name_expr(name));
            }
        } else if self.token != Token::OpenParen {
            return Err(self.type_name(Some(name)));
        }
        let (_, signature) = self.signature(self.pos(), CONTEXT);
        if let Some(bracket) = told {
            self.error(bracket, [CONTEXT, " must have no type parameters"].concat());
        }
        Ok(InterfaceElement::Method(name, signature))
    }

    /// Whether the token is this operator.
    pub(super) fn at_operator(&self, operator: Operator) -> bool {
        self.token == Token::Operator && self.scanner.operator == operator
    }

    pub(super) fn at_tilde(&self) -> bool {
        self.at_operator(Operator::Unary(UnaryOp::Tilde))
    }

    fn got_or(&mut self) -> bool {
        let is = self.at_operator(Operator::Binary(BinaryOp::Or));
        if is {
            self.next();
        }
        is
    }

    /// Reads the rest of a union of types behind its first one, as an expression.
    pub(super) fn union(&mut self, first: Expr) -> Expr {
        let mut union = first;
        let before = self.enter_left();
        while self.at_operator(Operator::Binary(BinaryOp::Or)) {
            let sign = self.pos();
            self.next();
            let right = Box::new(self.term());
            let span = self.since(union.span.start);
            union = self.expr(span, ExprKind::Binary(BinaryOp::Or, sign, Box::new(union), right));
            self.deepen();
        }
        self.leave_left(before);
        union
    }

    /// Reads a term of a union.
    pub(super) fn term(&mut self) -> Expr {
        let start = self.pos();
        if self.at_tilde() {
            self.next();
            let typ = Box::new(self.type_());
            return self.expr_since(start, ExprKind::Unary(UnaryOp::Tilde, typ));
        }
        self.type_or_none().unwrap_or_else(|| {
            let bad = self.bad();
            self.expected("~ term or type");
            self.skip_to(BEHIND_TERM);
            bad
        })
    }
}

/// A term of an interface: whether it has a tilde, and its type.
fn without_tilde(term: Expr) -> (bool, Expr) {
    let Expr { id, span, kind } = term;
    match kind {
        ExprKind::Unary(UnaryOp::Tilde, inner) => (true, *inner),
        kind => (false, Expr { id, span, kind }),
    }
}
