//! Files and declarations.

use super::Parser;
use super::ambiguous::{Split, split};
use super::nodes::{name_expr, unquoted};
use crate::go::syntax::ast::{
    Block, Body, ConstSpec, Decl, Expr, File, FuncDecl, FuncType, Ident, Import, Literal, TypeSpec, VarSpec,
};
use crate::go::syntax::branches;
use crate::go::syntax::source::{Pos, Span};
use crate::go::syntax::token::{Token, TokenSet};
use std::rc::Rc;

/// What a file consists of.
const DECLARATIONS: TokenSet =
    TokenSet::of(&[Token::Import, Token::Const, Token::Type, Token::Var, Token::Func]);

/// What is behind a line of a group.
const END_OF_SPEC: TokenSet = TokenSet::of(&[Token::Semicolon, Token::CloseParen]);

impl<'a> Parser<'a> {
    /// Reads a file.
    pub(super) fn file(&mut self) -> File {
        let span = Span::new(self.place(0), self.place(self.source.text.len()));
        let mut file = File { package: self.nameless(), imports: Vec::new(), decls: Vec::new(), span };
        if !self.got(Token::Package) {
            self.syntax_error("package statement must be first");
            return file;
        }
        file.package = self.ident();
        self.want(Token::Semicolon);
        if self.wrong > 0 {
            self.clause_only = true;
            return file;
        }
        let mut before = Token::Import;
        // Whether the last declaration is a function without a body.
        let mut bodiless = false;
        while self.token != Token::End {
            let token = self.token;
            if token == Token::Import && before != Token::Import {
                self.syntax_error("imports must appear before other declarations");
            }
            before = token;
            if !DECLARATIONS.has(token) {
                if token == Token::OpenBrace && bodiless {
                    self.syntax_error("unexpected semicolon or newline before {");
                } else {
                    self.syntax_error("non-declaration statement outside function body");
                }
                self.skip_to(DECLARATIONS);
                continue;
            }
            if token == Token::Import {
                self.next();
                self.group(&mut |parser| file.imports.extend(parser.import()));
                bodiless = false;
            } else {
                let decl = self.declaration();
                bodiless = matches!(&decl, Decl::Func(function) if function.body.is_missing());
                file.decls.push(decl);
            }
            if self.token != Token::End && !self.got(Token::Semicolon) {
                self.unexpected(" after top level declaration");
                self.skip_to(DECLARATIONS);
            }
        }
        file
    }

    fn nameless(&mut self) -> Ident {
        let pos = self.pos();
        self.new_ident(pos, "_")
    }

    /// Reads a declaration, of which the keyword is next.
    pub(super) fn declaration(&mut self) -> Decl {
        let (token, start) = (self.token, self.pos());
        self.next();
        match token {
            Token::Const => {
                let mut specs: Vec<ConstSpec> = Vec::new();
                self.group(&mut |parser| {
                    let spec = parser.const_spec(specs.last(), specs.len() as u32);
                    specs.push(spec);
                });
                Decl::Const(specs.into())
            }
            Token::Var => {
                let mut specs = Vec::new();
                // A package-level variable gets its first value in every program.
                let before = std::mem::replace(&mut self.mentions, true);
                self.group(&mut |parser| specs.push(parser.var_spec()));
                self.mentions = before;
                Decl::Var(specs.into())
            }
            Token::Type => {
                let mut specs = Vec::new();
                self.group(&mut |parser| specs.push(parser.type_spec()));
                Decl::Type(specs.into())
            }
            _ => Decl::Func(Rc::new(self.function(start))),
        }
    }

    fn import(&mut self) -> Option<Import> {
        let pos = self.pos();
        let name = match self.token {
            Token::Name => Some(self.ident()),
            Token::Dot => {
                self.next();
                Some(self.new_ident(pos, "."))
            }
            _ => None,
        };
        let (span, text, bad) = (self.here(), self.scanner.text(), self.scanner.bad);
        if self.token != Token::Literal {
            self.syntax_error("missing import path");
            self.skip_to(END_OF_SPEC);
            return None;
        }
        let is_string = self.scanner.literal == Literal::String;
        self.next();
        if !bad && !is_string {
            self.syntax_error_at(span, "import path must be a string");
        }
        let path = unquoted(text);
        (!bad && is_string).then(|| Import { id: self.pool.take(), name, path, span })
    }

    fn const_spec(&mut self, before: Option<&ConstSpec>, iota: u32) -> ConstSpec {
        let start = self.pos();
        let names = self.idents();
        let (mut typ, mut values, mut inherited) = (None, Vec::new(), false);
        if !matches!(self.token, Token::End | Token::Semicolon | Token::CloseParen) {
            typ = self.type_or_none().map(Rc::new);
            if self.got_assign() {
                values = self.expressions();
            }
        }
        let mut values: Rc<[Expr]> = values.into();
        if let (None, true, Some(before)) = (&typ, values.is_empty(), before) {
            (typ, values, inherited) = (before.typ.clone(), before.values.clone(), true);
        }
        ConstSpec { names, typ, values, inherited, iota, span: self.since(start) }
    }

    fn var_spec(&mut self) -> VarSpec {
        let start = self.pos();
        let names = self.idents();
        let mut typ = None;
        let mut assigned = self.got_assign();
        if !assigned {
            typ = Some(self.type_());
            assigned = self.got_assign();
        }
        let values = if assigned { self.expressions() } else { Vec::new() };
        VarSpec { names, typ, values, span: self.since(start) }
    }

    /// Takes `=`, or `:=` as if it were that.
    fn got_assign(&mut self) -> bool {
        if self.token == Token::Define {
            self.expected("=");
        }
        let is = matches!(self.token, Token::Assign | Token::Define);
        if is {
            self.next();
        }
        is
    }

    fn type_spec(&mut self) -> TypeSpec {
        let start = self.pos();
        let name = self.ident();
        let mut type_params = Vec::new();
        let mut alias = false;
        let open = self.pos();
        let typ = if !self.got(Token::OpenBracket) {
            alias = self.got_assign();
            self.type_or_none()
        } else if self.got(Token::CloseBracket) {
            Some(self.slice_type(open))
        } else if self.token != Token::Name {
            Some(self.array_type(open, None))
        } else {
            let first = self.length_or_type_param();
            match split(first, self.token == Token::Comma) {
                Split::TypeParam(name, constraint)
                    if constraint.is_some() || self.token != Token::CloseBracket =>
                {
                    type_params = self.params_from(Some(name), constraint, Token::CloseBracket, true, false);
                    alias = self.got_assign();
                    self.type_or_none()
                }
                Split::TypeParam(name, _) => Some(self.array_type(open, Some(name_expr(name)))),
                Split::Length(length) => Some(self.array_type(open, Some(length))),
            }
        };
        let typ = typ.unwrap_or_else(|| {
            let bad = self.bad();
            self.unexpected(" in type declaration");
            self.skip_to(END_OF_SPEC);
            bad
        });
        TypeSpec { name, type_params, alias, typ, span: self.since(start) }
    }

    fn function(&mut self, start: Pos) -> FuncDecl {
        let mut receiver = None;
        let is_method = self.got(Token::OpenParen);
        if is_method {
            let mut params = self.params(Token::CloseParen, false, false);
            match params.iter().map(|field| field.names.len().max(1)).sum() {
                0 => self.error(self.here(), "method has no receiver"),
                1 => {}
                2.. => self.error(self.here(), "method has multiple receivers"),
            }
            params.truncate(1);
            receiver = params.pop();
        }
        let (name, type_params, signature);
        if self.token == Token::Name {
            name = self.ident();
            (type_params, signature) = self.signature(start, "");
        } else {
            name = self.nameless();
            self.expected(if is_method { "name" } else { "name or (" });
            self.skip_to(TokenSet::of(&[Token::OpenBrace, Token::Semicolon]));
            type_params = Vec::new();
            signature = FuncType { params: Vec::new(), results: Vec::new(), span: self.since(start) };
        }
        let body = match self.token {
            Token::OpenBrace if self.skims => Body::Unread(self.skip_body()),
            Token::OpenBrace => Body::Read(self.function_body()),
            _ => Body::Missing,
        };
        FuncDecl { name, receiver, type_params, signature, body, span: self.since(start) }
    }

    /// Reads the body of a function. Its labels are looked at if nothing else is wrong in it.
    pub(super) fn function_body(&mut self) -> Block {
        let wrong = self.wrong;
        self.functions += 1;
        self.enter();
        let body = self.block("");
        self.leave();
        self.functions -= 1;
        if self.wrong == wrong {
            for diagnostic in branches::check(self.source, &body) {
                self.tell(diagnostic.span, diagnostic.message);
            }
        }
        body
    }
}
