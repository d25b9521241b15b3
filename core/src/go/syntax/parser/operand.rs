//! Operands, and what stands behind them: selectors, indices, calls, composite literals.

use super::Parser;
use super::nodes::name_expr;
use super::types::FUNCTION_TYPE;
use crate::go::syntax::ast::{Expr, ExprKind, FuncLit};
use crate::go::syntax::source::Pos;
use crate::go::syntax::token::{Token, TokenSet};
use std::rc::Rc;

/// What an operand may be enclosed by.
const CLOSING: TokenSet = TokenSet::of(&[Token::CloseParen, Token::CloseBracket, Token::CloseBrace]);

/// An element of a composite literal: a key, if there is one, and a value.
type Element = (Option<Expr>, Expr);

impl<'a> Parser<'a> {
    /// Reads an operand with everything that stands behind it. The name with which it begins may be taken already.
    pub(super) fn primary(&mut self, first: Option<Expr>) -> Expr {
        let before = self.enter_left();
        let mut expr = match first {
            Some(first) => first,
            None => self.operand(),
        };
        loop {
            expr = match self.token {
                Token::Dot => self.selector(expr),
                Token::OpenBracket => self.index(expr),
                Token::OpenParen => self.call(expr),
                Token::OpenBrace => {
                    if !self.may_have_elements(&expr) {
                        break;
                    }
                    self.composite(expr)
                }
                _ => break,
            };
            self.deepen();
        }
        self.leave_left(before);
        expr
    }

    fn operand(&mut self) -> Expr {
        let start = self.pos();
        match self.token {
            Token::Name => name_expr(self.ident()),
            Token::Literal => self.literal(),
            Token::OpenParen => {
                self.next();
                self.braces += 1;
                let inner = Box::new(self.expression());
                self.braces -= 1;
                self.want(Token::CloseParen);
                self.expr_since(start, ExprKind::Paren(inner))
            }
            Token::Func => {
                self.next();
                let behind = self.pos();
                let (_, signature) = self.signature(behind, FUNCTION_TYPE);
                if self.token != Token::OpenBrace {
                    return self.expr_since(behind, ExprKind::FuncType(Box::new(signature)));
                }
                self.braces += 1;
                let body = self.function_body();
                self.braces -= 1;
                self.expr_since(start, ExprKind::Func(Rc::new(FuncLit { signature, body })))
            }
            Token::OpenBracket | Token::Chan | Token::Map | Token::Struct | Token::Interface => self.type_(),
            _ => {
                let bad = self.bad();
                self.expected("expression");
                self.skip_to(CLOSING);
                bad
            }
        }
    }

    fn literal(&mut self) -> Expr {
        let (span, text) = (self.here(), self.scanner.text());
        let kind = match self.scanner.bad {
            true => ExprKind::Bad,
            false => ExprKind::Literal(self.scanner.literal, text.into()),
        };
        self.next();
        self.expr(span, kind)
    }

    /// Reads what begins with a dot.
    #[inline(never)]
    fn selector(&mut self, of: Expr) -> Expr {
        let start = of.span.start;
        self.next();
        match self.token {
            Token::Name => {
                let name = self.ident();
                self.expr_since(start, ExprKind::Selector(Box::new(of), name))
            }
            Token::OpenParen => {
                self.next();
                let typ = if self.got(Token::Type) { None } else { Some(Box::new(self.type_())) };
                self.want(Token::CloseParen);
                self.expr_since(start, ExprKind::Assert(Box::new(of), typ))
            }
            _ => {
                self.expected("name or (");
                self.skip_to(TokenSet::of(&[Token::Semicolon, Token::CloseParen]));
                of
            }
        }
    }

    /// Reads an index, type arguments or a slice.
    #[inline(never)]
    fn index(&mut self, of: Expr) -> Expr {
        let start = of.span.start;
        self.next();
        let mut low = None;
        if self.token != Token::Colon {
            let (list, comma) = if self.token == Token::CloseBracket {
                self.expected("operand");
                (vec![self.bad()], false)
            } else {
                self.type_list(false)
            };
            if comma || self.token == Token::CloseBracket {
                self.want(Token::CloseBracket);
                return self.expr_since(start, ExprKind::Index(Box::new(of), list));
            }
            low = list.into_iter().next().map(Box::new);
        }
        if !self.got(Token::Colon) {
            self.expected("comma, : or ]");
            self.skip_to(TokenSet::of(&[Token::Comma, Token::Colon, Token::CloseBracket]));
        }
        self.braces += 1;
        let (mut high, mut max) = (None, None);
        if !matches!(self.token, Token::Colon | Token::CloseBracket) {
            high = Some(Box::new(self.expression()));
        }
        if self.token == Token::Colon {
            if high.is_none() {
                self.error(self.here(), "middle index required in 3-index slice");
                high = Some(Box::new(self.bad()));
            }
            self.next();
            if self.token == Token::CloseBracket {
                self.error(self.here(), "final index required in 3-index slice");
                max = Some(Box::new(self.bad()));
            } else {
                max = Some(Box::new(self.expression()));
            }
        }
        self.braces -= 1;
        self.want(Token::CloseBracket);
        self.expr_since(start, ExprKind::Slice(Box::new(of), [low, high, max]))
    }

    #[inline(never)]
    fn call(&mut self, func: Expr) -> Expr {
        let start = func.span.start;
        self.next();
        let (mut args, mut spread) = (Vec::new(), None);
        self.braces += 1;
        let close = self.list("argument list", Token::Comma, Token::CloseParen, &mut |parser| {
            args.push(parser.expression());
            let dots = parser.pos();
            spread = parser.got(Token::Dots).then_some(dots);
            spread.is_some()
        });
        self.braces -= 1;
        self.expr_since(start, ExprKind::Call { func: Box::new(func), args, spread, close })
    }

    /// Whether a brace behind this is that of a composite literal. If the type has parentheses, that is wrong, which is
    /// told.
    fn may_have_elements(&mut self, expr: &Expr) -> bool {
        let mut typ = expr;
        while let ExprKind::Paren(inner) = &typ.kind {
            typ = inner;
        }
        let may = match &typ.kind {
            ExprKind::Ident(_) | ExprKind::Selector(..) => self.braces >= 0,
            ExprKind::Index(..) => self.braces >= 0 && !is_value(typ),
            ExprKind::ArrayType(..)
            | ExprKind::SliceType(_)
            | ExprKind::StructType(_)
            | ExprKind::MapType(..) => true,
            _ => false,
        };
        if may && !std::ptr::eq(typ, expr) {
            self.syntax_error("cannot parenthesize type in composite literal");
        }
        may
    }

    #[inline(never)]
    fn composite(&mut self, typ: Expr) -> Expr {
        let start = typ.span.start;
        self.enter();
        let (open, elements) = self.elements();
        self.leave();
        self.expr_since(start, ExprKind::Composite { typ: Some(Box::new(typ)), elements, open })
    }

    /// Reads the elements of a composite literal, with their braces. Gives where these begin, too.
    fn elements(&mut self) -> (Pos, Vec<Element>) {
        let open = self.pos();
        let mut elements = Vec::new();
        self.braces += 1;
        self.want(Token::OpenBrace);
        self.list("composite literal", Token::Comma, Token::CloseBrace, &mut |parser| {
            let first = parser.element();
            elements.push(if parser.got(Token::Colon) {
                (Some(first), parser.element())
            } else {
                (None, first)
            });
            false
        });
        self.braces -= 1;
        (open, elements)
    }

    /// Reads a key or a value of a composite literal.
    fn element(&mut self) -> Expr {
        if self.token != Token::OpenBrace {
            return self.expression();
        }
        self.enter();
        let (open, elements) = self.elements();
        self.leave();
        self.expr_since(open, ExprKind::Composite { typ: None, elements, open })
    }
}

/// Whether it cannot be a type.
fn is_value(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Literal(..)
        | ExprKind::Composite { .. }
        | ExprKind::Func(_)
        | ExprKind::Slice(..)
        | ExprKind::Assert(..)
        | ExprKind::Call { .. }
        | ExprKind::Unary(..)
        | ExprKind::Binary(..) => true,
        ExprKind::Paren(inner) => is_value(inner),
        ExprKind::Index(of, list) => is_value(of) || list.len() == 1 && is_value(&list[0]),
        _ => false,
    }
}
