//! Types.

use super::Parser;
use super::nodes::name_expr;
use crate::go::syntax::ast::{Direction, Expr, ExprKind, Field, FuncType, Ident};
use crate::go::syntax::source::Pos;
use crate::go::syntax::token::{Token, TokenSet};

/// What may follow a type.
const BEHIND_TYPE: TokenSet = TokenSet::of(&[
    Token::Comma,
    Token::Colon,
    Token::Semicolon,
    Token::CloseParen,
    Token::CloseBracket,
    Token::CloseBrace,
]);

/// How messages call a function type.
pub(super) const FUNCTION_TYPE: &str = "function type";

/// What a bracket behind a name begins.
pub(super) enum Bracketed {
    /// The type that the name has.
    Type(Expr),
    /// The type arguments of the type that the name is.
    Arguments(Vec<Expr>),
}

impl<'a> Parser<'a> {
    /// Reads a type, which must stand here.
    pub(super) fn type_(&mut self) -> Expr {
        if let Some(typ) = self.type_or_none() {
            return typ;
        }
        let bad = self.bad();
        self.expected("type");
        self.skip_to(BEHIND_TYPE);
        bad
    }

    /// Reads a type if one stands here.
    pub(super) fn type_or_none(&mut self) -> Option<Expr> {
        self.enter();
        let typ = self.any_type();
        self.leave();
        typ
    }

    fn any_type(&mut self) -> Option<Expr> {
        let start = self.pos();
        let kind = match self.token {
            Token::Star => {
                self.next();
                ExprKind::Star(Box::new(self.type_()))
            }
            Token::Arrow => {
                self.next();
                self.want(Token::Chan);
                ExprKind::ChanType(Direction::Receive, Box::new(self.channel_element()))
            }
            Token::Chan => {
                self.next();
                let direction = if self.got(Token::Arrow) { Direction::Send } else { Direction::Both };
                ExprKind::ChanType(direction, Box::new(self.channel_element()))
            }
            Token::Func => {
                self.next();
                return Some(self.func_type());
            }
            Token::OpenBracket => {
                self.next();
                let slice = self.got(Token::CloseBracket);
                return Some(if slice { self.slice_type(start) } else { self.array_type(start, None) });
            }
            Token::Map => {
                self.next();
                self.want(Token::OpenBracket);
                let key = Box::new(self.type_());
                self.want(Token::CloseBracket);
                ExprKind::MapType(key, Box::new(self.type_()))
            }
            Token::Struct => {
                self.next();
                self.want(Token::OpenBrace);
                let mut fields = Vec::new();
                self.list("struct type", Token::Semicolon, Token::CloseBrace, &mut |parser| {
                    fields.extend(parser.field());
                    false
                });
                ExprKind::StructType(fields)
            }
            Token::Interface => {
                self.next();
                self.want(Token::OpenBrace);
                let mut elements = Vec::new();
                self.list("interface type", Token::Semicolon, Token::CloseBrace, &mut |parser| {
                    elements.push(parser.interface_element());
                    false
                });
                ExprKind::InterfaceType(elements)
            }
            Token::Name => return Some(self.type_name(None)),
            Token::OpenParen => {
                self.next();
                let typ = self.type_();
                self.want(Token::CloseParen);
                return Some(typ);
            }
            _ => return None,
        };
        Some(self.expr_since(start, kind))
    }

    /// Reads what is behind `[]`, which began at `start`.
    pub(super) fn slice_type(&mut self, start: Pos) -> Expr {
        let element = Box::new(self.type_());
        self.expr_since(start, ExprKind::SliceType(element))
    }

    /// Reads what is behind `[` and the length, if that is taken; the bracket is at `start`.
    pub(super) fn array_type(&mut self, start: Pos, length: Option<Expr>) -> Expr {
        let mut length = length;
        if length.is_none() && !self.got(Token::Dots) {
            self.braces += 1;
            length = Some(self.expression());
            self.braces -= 1;
        }
        if self.token == Token::Comma {
            self.syntax_error("unexpected comma; expected ]");
            self.next();
        }
        self.want(Token::CloseBracket);
        let element = Box::new(self.type_());
        self.expr_since(start, ExprKind::ArrayType(length.map(Box::new), element))
    }

    fn channel_element(&mut self) -> Expr {
        self.type_or_none().unwrap_or_else(|| {
            let bad = self.bad();
            self.syntax_error("missing channel element type");
            bad
        })
    }

    /// Reads the name of a type, with its package and its type arguments. The first name may be taken already.
    pub(super) fn type_name(&mut self, first: Option<Ident>) -> Expr {
        let ident = match first {
            Some(ident) => ident,
            None if self.token == Token::Name => self.ident(),
            None => {
                let pos = self.pos();
                self.expected("name");
                self.skip_to(TokenSet::of(&[Token::Dot, Token::Semicolon, Token::CloseBrace]));
                self.new_ident(pos, "_")
            }
        };
        let start = ident.pos;
        let mut typ = name_expr(ident);
        if self.got(Token::Dot) {
            let name = self.ident();
            typ = self.expr_since(start, ExprKind::Selector(Box::new(typ), name));
        }
        if self.got(Token::OpenBracket) {
            let arguments = if self.token == Token::CloseBracket {
                self.expected("type argument list");
                vec![self.bad()]
            } else {
                self.type_list(true).0
            };
            self.want(Token::CloseBracket);
            typ = self.expr_since(start, ExprKind::Index(Box::new(typ), arguments));
        }
        typ
    }

    /// Reads type parameters, parameters and results, from `start` on. Where there can be no type parameters, `context`
    /// says what this is.
    pub(super) fn signature(&mut self, start: Pos, context: &str) -> (Vec<Field>, FuncType) {
        self.enter();
        let mut type_params = Vec::new();
        let bracket = self.here();
        if self.got(Token::OpenBracket) {
            if !context.is_empty() {
                self.syntax_error_at(bracket, &[context, " must have no type parameters"].concat());
            }
            if self.token == Token::CloseBracket {
                self.syntax_error("empty type parameter list");
                self.next();
            } else {
                type_params = self.params(Token::CloseBracket, true, false);
            }
        }
        self.want(Token::OpenParen);
        let params = self.params(Token::CloseParen, false, true);
        let results = if self.got(Token::OpenParen) {
            self.params(Token::CloseParen, false, false)
        } else {
            let result = self.type_or_none();
            result.into_iter().map(|typ| Field { names: Vec::new(), typ, tag: None }).collect()
        };
        self.leave();
        (type_params, FuncType { params, results, span: self.since(start) })
    }

    /// Reads a function type behind `func`. It begins here for Go's compiler, with the parenthesis.
    fn func_type(&mut self) -> Expr {
        let start = self.pos();
        let (_, signature) = self.signature(start, FUNCTION_TYPE);
        self.expr_since(start, ExprKind::FuncType(Box::new(signature)))
    }

    /// A type with its arguments.
    pub(super) fn instance(&mut self, name: Ident, arguments: Vec<Expr>) -> Expr {
        let start = name.pos;
        self.expr_since(start, ExprKind::Index(Box::new(name_expr(name)), arguments))
    }

    /// Reads a bracket behind a name: `[n]T` or `[]T`, or type arguments.
    pub(super) fn bracketed(&mut self) -> Bracketed {
        let start = self.pos();
        self.want(Token::OpenBracket);
        if self.got(Token::CloseBracket) {
            return Bracketed::Type(self.slice_type(start));
        }
        let (mut list, comma) = self.type_list(false);
        self.want(Token::CloseBracket);
        if !comma && let Some(element) = self.type_or_none() {
            let length = list.pop().map(Box::new);
            return Bracketed::Type(self.expr_since(start, ExprKind::ArrayType(length, Box::new(element))));
        }
        Bracketed::Arguments(list)
    }
}
