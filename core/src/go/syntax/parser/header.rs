//! What stands between `if`, `for` or `switch` and the brace.

use super::Parser;
use super::stmt::Simple;
use crate::go::syntax::ast::{Expr, ExprKind, Ident, Stmt, StmtKind};
use crate::go::syntax::print;
use crate::go::syntax::source::Span;
use crate::go::syntax::token::{Token, TokenSet};

/// What a condition or the value of a switch is.
pub(super) enum Condition {
    /// An expression.
    Expr(Expr),
    /// `v := x.(type)`: the variable and the assertion.
    Guard(Ident, Expr),
}

/// A header.
#[derive(Default)]
pub(super) struct Header {
    /// What is done first.
    pub(super) init: Option<Stmt>,
    /// The condition, or the value of a switch.
    pub(super) condition: Option<Condition>,
    /// What is done after each round.
    pub(super) post: Option<Stmt>,
    /// The variables, whether they are declared, and what is gone over.
    pub(super) range: Option<(Vec<Expr>, bool, Expr)>,
}

impl<'a> Parser<'a> {
    /// Reads the header of the statement with this keyword, which is next.
    #[inline(never)]
    pub(super) fn header(&mut self, keyword: Token) -> Header {
        self.next();
        if self.token == Token::OpenBrace {
            if keyword == Token::If {
                self.syntax_error("missing condition in if statement");
            }
            return Header::default();
        }
        let outer = std::mem::replace(&mut self.braces, -1);
        let header = self.header_inside(keyword);
        self.braces = outer;
        header
    }

    fn header_inside(&mut self, keyword: Token) -> Header {
        let mut header = Header::default();
        let mut first = None;
        if self.token != Token::Semicolon {
            if self.got(Token::Var) {
                let message = ["var declaration not allowed in ", keyword.text(), " initializer"];
                self.syntax_error(&message.concat());
            }
            match self.simple(Some(keyword)) {
                Simple::Range(variables, define, over) => {
                    header.range = Some((variables, define, over));
                    return header;
                }
                simple => first = Some(simple),
            }
        }
        if self.token == Token::OpenBrace {
            header.condition = first.and_then(|simple| self.condition(simple));
            return header;
        }
        header.init = first.map(Simple::into_stmt);
        let mut semicolon = None;
        if self.token == Token::Semicolon {
            semicolon = Some((self.here(), self.scanner.semicolon));
            self.next();
        } else {
            self.want(Token::OpenBrace);
            if self.token != Token::OpenBrace {
                self.skip_to(TokenSet::of(&[Token::OpenBrace, Token::CloseBrace]));
            }
        }
        let mut second = None;
        if keyword == Token::For {
            if self.token != Token::Semicolon {
                if self.token == Token::OpenBrace {
                    self.expected("for loop condition");
                    return header;
                }
                second = Some(self.simple(None));
            }
            self.want(Token::Semicolon);
            if self.token != Token::OpenBrace {
                header.post = Some(self.post());
            }
        } else if self.token != Token::OpenBrace {
            second = Some(self.simple(Some(keyword)));
        }
        match (second, semicolon) {
            (Some(second), _) => header.condition = self.condition(second),
            (None, Some((span, what))) if keyword == Token::If => self.missing_condition(span, what),
            _ => {}
        }
        header
    }

    fn post(&mut self) -> Stmt {
        let post = self.simple(None).into_stmt();
        if let StmtKind::Define(_, sign, _) = post.kind {
            let span = Span::new(sign, post.span.end);
            self.syntax_error_at(span, "cannot declare in post statement of for loop");
        }
        post
    }

    fn missing_condition(&mut self, semicolon: Span, what: &str) {
        if what == "semicolon" {
            self.syntax_error_at(semicolon, "missing condition in if statement");
        } else {
            let message = ["unexpected ", what, ", expected { after if clause"].concat();
            self.syntax_error_at(semicolon, &message);
        }
    }

    /// Makes a condition of a statement, which must be an expression.
    fn condition(&mut self, simple: Simple) -> Option<Condition> {
        let stmt = match simple {
            Simple::Guard(name, _, assertion) => return Some(Condition::Guard(name, assertion)),
            other => other.into_stmt(),
        };
        let (at, shown) = match stmt.kind {
            StmtKind::Expr(expr) => return Some(Condition::Expr(expr)),
            StmtKind::Assign(left, None, sign, right) => {
                (sign, ["assignment ", &emphasized(&left), " = ", &emphasized(&right)].concat())
            }
            StmtKind::Assign(_, _, sign, _) | StmtKind::Define(_, sign, _) | StmtKind::Send(_, sign, _) => {
                (sign, print::simple_stmt(&stmt))
            }
            StmtKind::IncDec(..) => {
                let mut sign = stmt.span.end;
                sign.0 -= 2;
                (sign, print::simple_stmt(&stmt))
            }
            _ => return None,
        };
        self.syntax_error_at(Span::new(at, at), &["cannot use ", &shown, " as value"].concat());
        None
    }
}

/// Expressions as they are shown beside a sign that must not be overlooked.
fn emphasized(list: &[Expr]) -> String {
    let shown = print::exprs(list);
    match list {
        [Expr { kind: ExprKind::Binary(..), .. }] => ["(", &shown, ")"].concat(),
        _ => shown,
    }
}
