//! Lists of things, with something between them and brackets around them.

use super::Parser;
use crate::go::syntax::ast::{Expr, Ident};
use crate::go::syntax::source::Pos;
use crate::go::syntax::token::{Token, TokenSet};

/// What a list ends with.
const CLOSING: TokenSet = TokenSet::of(&[Token::CloseParen, Token::CloseBracket, Token::CloseBrace]);

impl<'a> Parser<'a> {
    /// Reads a list up to its closing bracket, whose position it gives; the opening one is taken. The separator may be
    /// left out before the closing bracket. `element` says whether it was the last one.
    pub(super) fn list(
        &mut self,
        context: &str,
        separator: Token,
        close: Token,
        element: &mut dyn FnMut(&mut Parser<'a>) -> bool,
    ) -> Pos {
        let mut last = false;
        while self.token != Token::End && self.token != close && !last {
            last = element(self);
            if !self.got(separator) && self.token != close {
                let (separator, close_text) = (separator.text(), close.text());
                let missing = [" in ", context, "; possibly missing ", separator, " or ", close_text];
                self.unexpected(&missing.concat());
                self.skip_to(CLOSING);
                if self.token != close {
                    return self.pos();
                }
            }
        }
        let pos = self.pos();
        self.want(close);
        pos
    }

    /// Reads one of something, or several in parentheses.
    pub(super) fn group(&mut self, element: &mut dyn FnMut(&mut Parser<'a>)) {
        if self.got(Token::OpenParen) {
            self.list("grouped declaration", Token::Semicolon, Token::CloseParen, &mut |parser| {
                element(parser);
                false
            });
        } else {
            element(self);
        }
    }

    /// Reads names with commas between them.
    pub(super) fn idents(&mut self) -> Vec<Ident> {
        let first = self.ident();
        self.more_idents(first)
    }

    /// Reads the names behind a first one.
    pub(super) fn more_idents(&mut self, first: Ident) -> Vec<Ident> {
        let mut idents = vec![first];
        while self.got(Token::Comma) {
            idents.push(self.ident());
        }
        idents
    }

    /// Reads expressions with commas between them.
    pub(super) fn expressions(&mut self) -> Vec<Expr> {
        let mut list = vec![self.expression()];
        while self.got(Token::Comma) {
            list.push(self.expression());
        }
        list
    }

    /// Reads types with commas between them and perhaps behind them, and says whether there was a comma. The first one
    /// may be an expression of another kind unless only types are wanted.
    pub(super) fn type_list(&mut self, only_types: bool) -> (Vec<Expr>, bool) {
        self.braces += 1;
        let mut list = vec![if only_types { self.type_() } else { self.expression() }];
        let mut comma = false;
        while self.got(Token::Comma) {
            comma = true;
            let Some(typ) = self.type_or_none() else { break };
            list.push(typ);
        }
        self.braces -= 1;
        (list, comma)
    }
}
