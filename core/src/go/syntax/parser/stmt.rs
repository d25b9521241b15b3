//! Statements.

use super::Parser;
use super::header::{Condition, Header};
use super::nodes::{as_ident, name_expr, unparenthesized};
use crate::go::syntax::ast::{
    BinaryOp, Block, Branch, Clause, Expr, ExprKind, For, Ident, If, Range, SelectClause, Stmt, StmtKind,
    Switch, TypeSwitch, UnaryOp,
};
use crate::go::syntax::source::{Pos, Span};
use crate::go::syntax::token::{Operator, Token, TokenSet};

/// What may follow a statement.
const BEHIND_STATEMENT: TokenSet =
    TokenSet::of(&[Token::Semicolon, Token::CloseBrace, Token::Case, Token::Default]);

/// What a block may begin with, where its brace is missing.
const IN_BLOCK: TokenSet = TokenSet::of(&[Token::Name, Token::CloseBrace]);

/// What a switch or select consists of.
const IN_SWITCH: TokenSet = TokenSet::of(&[Token::Case, Token::Default, Token::CloseBrace]);

/// What a statement without a keyword is.
pub(super) enum Simple {
    /// A statement.
    Stmt(Stmt),
    /// `a, b := range x`: the variables, whether they are declared, what is gone over.
    Range(Vec<Expr>, bool, Expr),
    /// `v := x.(type)`: the variable, where the sign stands, the assertion.
    Guard(Ident, Pos, Expr),
}

impl Simple {
    /// The statement, where only a statement may stand.
    pub(super) fn into_stmt(self) -> Stmt {
        match self {
            Simple::Stmt(stmt) => stmt,
            Simple::Range(_, _, over) => Stmt { span: over.span, kind: StmtKind::Bad },
            Simple::Guard(name, sign, assertion) => {
                let span = name.span().to(assertion.span);
                let name = name_expr(name);
                Stmt { span, kind: StmtKind::Define(vec![name], sign, vec![assertion]) }
            }
        }
    }
}

impl<'a> Parser<'a> {
    /// Reads a block. Where it is not known that its brace is next, `context` says behind what it should be.
    pub(super) fn block(&mut self, context: &str) -> Block {
        let start = self.pos();
        if !self.got(Token::OpenBrace) {
            self.expected(&["{ after ", context].concat());
            self.skip_to(IN_BLOCK);
            if self.got(Token::CloseBrace) {
                return Block { stmts: Vec::new(), span: self.since(start) };
            }
        }
        let stmts = self.statements();
        self.want(Token::CloseBrace);
        Block { stmts, span: self.since(start) }
    }

    fn statements(&mut self) -> Vec<Stmt> {
        let mut stmts = Vec::new();
        while !matches!(self.token, Token::End | Token::CloseBrace | Token::Case | Token::Default) {
            self.enter();
            let stmt = self.statement();
            self.leave();
            let Some(stmt) = stmt else { break };
            stmts.push(stmt);
            if !self.got(Token::Semicolon) && self.token != Token::CloseBrace {
                self.unexpected(" at end of statement");
                self.skip_to(BEHIND_STATEMENT);
                self.got(Token::Semicolon);
            }
        }
        stmts
    }

    /// Reads a statement if one stands here.
    fn statement(&mut self) -> Option<Stmt> {
        let start = self.pos();
        let kind = match self.token {
            Token::Name => return self.named_statement(),
            Token::Var | Token::Const | Token::Type => StmtKind::Decl(self.declaration()),
            Token::OpenBrace => StmtKind::Block(self.block("")),
            Token::Operator
                if !matches!(
                    self.scanner.operator,
                    Operator::Unary(UnaryOp::Not)
                        | Operator::Binary(BinaryOp::Add | BinaryOp::Sub | BinaryOp::And | BinaryOp::Xor)
                ) =>
            {
                return None;
            }
            Token::Operator
            | Token::Star
            | Token::Literal
            | Token::Func
            | Token::OpenParen
            | Token::OpenBracket
            | Token::Struct
            | Token::Map
            | Token::Chan
            | Token::Interface
            | Token::Arrow => return Some(self.simple(None).into_stmt()),
            Token::For => self.for_statement(),
            Token::Switch => self.switch_statement(),
            Token::Select => self.select_statement(),
            Token::If => return Some(self.if_statement()),
            Token::Fallthrough => {
                self.next();
                StmtKind::Branch(Branch::Fallthrough, None)
            }
            Token::Break | Token::Continue => {
                let branch = if self.token == Token::Break { Branch::Break } else { Branch::Continue };
                self.next();
                let label = (self.token == Token::Name).then(|| self.ident());
                StmtKind::Branch(branch, label)
            }
            Token::Goto => {
                self.next();
                StmtKind::Branch(Branch::Goto, Some(self.ident()))
            }
            Token::Go => StmtKind::Go(self.called("go")),
            Token::Defer => StmtKind::Defer(self.called("defer")),
            Token::Return => {
                self.next();
                let nothing = matches!(self.token, Token::Semicolon | Token::CloseBrace);
                StmtKind::Return(if nothing { Vec::new() } else { self.expressions() })
            }
            Token::Semicolon => return Some(Stmt { span: Span::new(start, start), kind: StmtKind::Empty }),
            _ => return None,
        };
        Some(Stmt { span: self.since(start), kind })
    }

    /// Reads a statement that begins with a name: one with a label, or one without a keyword.
    #[inline(never)]
    fn named_statement(&mut self) -> Option<Stmt> {
        let start = self.pos();
        let mut left = self.expressions();
        if self.token != Token::Colon || left.len() > 1 || !matches!(left[0].kind, ExprKind::Ident(_)) {
            return Some(self.simple_behind(left, None).into_stmt());
        }
        let label = as_ident(left.remove(0))?;
        let colon = self.here();
        self.next();
        let end = self.pos();
        if self.token == Token::CloseBrace {
            let empty = Stmt { span: Span::new(end, end), kind: StmtKind::Empty };
            return Some(Stmt { span: self.since(start), kind: StmtKind::Labeled(label, Box::new(empty)) });
        }
        self.enter();
        let labeled = self.statement();
        self.leave();
        match labeled {
            Some(stmt) => {
                let kind = StmtKind::Labeled(label, Box::new(stmt));
                Some(Stmt { span: self.since(start), kind })
            }
            None => {
                self.syntax_error_at(colon, "missing statement after label");
                None
            }
        }
    }

    /// Reads a statement without a keyword. In the header of a statement, that one's keyword says what else may stand there.
    pub(super) fn simple(&mut self, keyword: Option<Token>) -> Simple {
        if keyword == Some(Token::For) && self.token == Token::Range {
            self.next();
            return Simple::Range(Vec::new(), false, self.expression());
        }
        let left = self.expressions();
        self.simple_behind(left, keyword)
    }

    /// Reads a statement without a keyword whose first expressions are taken.
    #[inline(never)]
    fn simple_behind(&mut self, mut left: Vec<Expr>, keyword: Option<Token>) -> Simple {
        let start = left[0].span.start;
        let sign = self.pos();
        let token = self.token;
        if matches!(token, Token::Assign | Token::Define) {
            self.next();
            if keyword == Some(Token::For) && self.got(Token::Range) {
                return Simple::Range(left, token == Token::Define, self.expression());
            }
            let mut right = self.expressions();
            let guard = keyword == Some(Token::Switch) && token == Token::Define;
            if guard && right.len() == 1 && left.len() == 1 && is_guard(&left[0], &right[0]) {
                let (name, assertion) = (left.remove(0), right.remove(0));
                return match as_ident(name) {
                    Some(name) => Simple::Guard(name, sign, assertion),
                    None => Simple::Stmt(Stmt { span: assertion.span, kind: StmtKind::Expr(assertion) }),
                };
            }
            let kind = match token {
                Token::Define => StmtKind::Define(left, sign, right),
                _ => StmtKind::Assign(left, None, sign, right),
            };
            return Simple::Stmt(Stmt { span: self.since(start), kind });
        }
        if left.len() > 1 {
            self.expected(":= or = or comma");
            self.skip_to(TokenSet::of(&[Token::Semicolon, Token::CloseBrace]));
            left.truncate(1);
            let first = left.remove(0);
            return Simple::Stmt(Stmt { span: first.span, kind: StmtKind::Expr(first) });
        }
        let first = left.remove(0);
        let kind = match (token, self.scanner.operator) {
            (Token::AssignOp, Operator::Binary(operator)) => {
                self.next();
                StmtKind::Assign(vec![first], Some(operator), sign, vec![self.expression()])
            }
            (Token::IncDec, operator) => {
                self.next();
                StmtKind::IncDec(first, operator == Operator::Binary(BinaryOp::Add))
            }
            (Token::Arrow, _) => {
                self.next();
                StmtKind::Send(first, sign, self.expression())
            }
            _ => return Simple::Stmt(Stmt { span: first.span, kind: StmtKind::Expr(first) }),
        };
        Simple::Stmt(Stmt { span: self.since(start), kind })
    }

    /// Reads what stands behind `go` or `defer`.
    fn called(&mut self, keyword: &str) -> Expr {
        self.next();
        let call = self.primary(None);
        if matches!(call.kind, ExprKind::Paren(_)) {
            let message = ["expression in ", keyword, " must not be parenthesized"].concat();
            self.error(call.span, message);
        }
        unparenthesized(call)
    }

    #[inline(never)]
    fn if_statement(&mut self) -> Stmt {
        let start = self.pos();
        let Header { init, condition, .. } = self.header(Token::If);
        let condition = match condition {
            Some(Condition::Expr(condition)) => condition,
            _ => self.bad(),
        };
        self.enter();
        let then = self.block("if clause");
        self.leave();
        let mut otherwise = None;
        if self.got(Token::Else) {
            let start = self.pos();
            match self.token {
                Token::If => {
                    self.enter();
                    otherwise = Some(self.if_statement());
                    self.leave();
                }
                Token::OpenBrace => {
                    let kind = StmtKind::Block(self.block(""));
                    otherwise = Some(Stmt { span: self.since(start), kind });
                }
                _ => {
                    self.syntax_error("else must be followed by if or statement block");
                    self.skip_to(IN_BLOCK);
                }
            }
        }
        let kind = StmtKind::If(Box::new(If { init, condition, then, otherwise }));
        Stmt { span: self.since(start), kind }
    }

    #[inline(never)]
    fn for_statement(&mut self) -> StmtKind {
        let Header { init, condition, post, range } = self.header(Token::For);
        self.enter();
        let body = self.block("for clause");
        self.leave();
        if let Some((variables, define, over)) = range {
            let mut variables = variables.into_iter();
            let (key, value, extra) = (variables.next(), variables.next(), variables.next());
            return StmtKind::Range(Box::new(Range { key, value, extra, define, over, body }));
        }
        let condition = match condition {
            Some(Condition::Expr(condition)) => Some(condition),
            _ => None,
        };
        StmtKind::For(Box::new(For { init, condition, post, body }))
    }

    #[inline(never)]
    fn switch_statement(&mut self) -> StmtKind {
        let Header { init, condition, .. } = self.header(Token::Switch);
        let open = self.pos();
        self.open_clauses("switch");
        let mut clauses = Vec::new();
        while !matches!(self.token, Token::End | Token::CloseBrace) {
            clauses.push(self.case_clause());
        }
        self.want(Token::CloseBrace);
        let (bind, tag) = match condition {
            Some(Condition::Guard(name, assertion)) => (Some(name), Some(assertion)),
            Some(Condition::Expr(tag)) => (None, Some(tag)),
            None => (None, None),
        };
        match tag {
            Some(Expr { kind: ExprKind::Assert(value, None), .. }) => {
                StmtKind::TypeSwitch(Box::new(TypeSwitch { init, bind, value: *value, clauses, open }))
            }
            tag => StmtKind::Switch(Box::new(Switch { init, tag, clauses, open })),
        }
    }

    fn open_clauses(&mut self, keyword: &str) {
        if !self.got(Token::OpenBrace) {
            self.syntax_error(&["missing { after ", keyword, " clause"].concat());
            self.skip_to(IN_SWITCH);
        }
    }

    #[inline(never)]
    fn case_clause(&mut self) -> Clause {
        let start = self.pos();
        let mut cases = None;
        if self.begin_clause() {
            cases = Some(self.expressions());
        }
        let colon = self.pos();
        self.want(Token::Colon);
        self.enter();
        let body = self.statements();
        self.leave();
        Clause { id: self.pool.take(), cases, body, span: self.since(start), colon }
    }

    /// Takes `case` or `default`, and says whether it was `case`.
    fn begin_clause(&mut self) -> bool {
        if self.got(Token::Case) {
            return true;
        }
        if !self.got(Token::Default) {
            self.expected("case or default or }");
            self.skip_to(IN_SWITCH.with(TokenSet::of(&[Token::Colon])));
        }
        false
    }

    #[inline(never)]
    fn select_statement(&mut self) -> StmtKind {
        self.next();
        self.open_clauses("select");
        let mut clauses = Vec::new();
        while !matches!(self.token, Token::End | Token::CloseBrace) {
            let start = self.pos();
            let mut comm = None;
            if self.begin_clause() {
                comm = Some(self.simple(None).into_stmt());
            }
            self.want(Token::Colon);
            self.enter();
            let body = self.statements();
            self.leave();
            clauses.push(SelectClause { comm, body, span: self.since(start) });
        }
        self.want(Token::CloseBrace);
        StmtKind::Select(clauses)
    }
}

/// Whether `v := x.(type)` is written with these.
fn is_guard(left: &Expr, right: &Expr) -> bool {
    matches!((&left.kind, &right.kind), (ExprKind::Ident(_), ExprKind::Assert(_, None)))
}
