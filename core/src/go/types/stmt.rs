//! Statements.

use super::checker::{Checker, DeclId, Environment, Function};
use super::constant::Constant;
use super::describe::{expr_text, unparen};
use super::expr::Kind;
use super::info::{Mode, ObjectKind, VarKind};
use super::operand::Operand;
use super::places::operator_pos;
use super::scope::ScopeId;
use super::store::{ObjectId, Type};
use crate::go::syntax::ast::{BinaryOp, Block, Expr, ExprKind, If, SelectClause, Stmt, StmtKind, UnaryOp};
use crate::go::syntax::source::{Pos, Span};
use std::rc::Rc;

impl<'a> Checker<'a> {
    /// A function's body.
    pub(super) fn function_body(
        &mut self,
        decl: Option<DeclId>,
        function: Rc<Function>,
        body: &'a Block,
        iota: Option<Constant>,
    ) {
        let scope = function.scope;
        let results = match self.types.get(function.typ) {
            Type::Func(signature) => signature.results.len(),
            _ => 0,
        };
        let inner = Environment { decl, scope, iota, function: Some(function), ..Environment::default() };
        let outer = std::mem::replace(&mut self.env, inner);
        let depth = self.depth;
        if self.enter(body.span) {
            self.stmts(&body.stmts);
            if results > 0 && !self.is_terminating_list(&body.stmts) {
                let end = Pos(body.span.end.0.saturating_sub(1));
                self.error(Span::new(end, body.span.end), "missing return");
            }
            self.unused_variables(scope);
        }
        self.depth = depth;
        self.env = outer;
    }

    /// Tells of variables that are declared and never used.
    fn unused_variables(&mut self, scope: ScopeId) {
        let scope = &self.scopes[scope.0 as usize];
        let mut unused: Vec<ObjectId> = scope
            .names
            .values()
            .copied()
            .filter(|object| {
                matches!(self.kind(*object), ObjectKind::Var(VarKind::Local))
                    && !self.extra[object.0 as usize].used
            })
            .collect();
        let children = scope.children.clone();
        unused.sort_by_key(|object| self.objects[object.0 as usize].pos);
        for object in unused {
            let message = ["declared and not used: ", self.name(object)].concat();
            let span = self.object_span(object);
            self.error(span, message);
        }
        for child in children {
            if !self.scopes[child.0 as usize].function {
                self.unused_variables(child);
            }
        }
    }

    /// Statements one after the other.
    pub(super) fn stmts(&mut self, stmts: &'a [Stmt]) {
        for stmt in stmts {
            self.stmt(stmt);
        }
    }

    /// The statements of a block.
    pub(super) fn block(&mut self, block: &'a Block) {
        self.open_scope();
        self.stmts(&block.stmts);
        self.close_scope();
    }

    /// A statement.
    pub(super) fn stmt(&mut self, stmt: &'a Stmt) {
        if !self.enter(stmt.span) {
            return;
        }
        let top = self.delayed.len();
        self.stmt_within(stmt);
        self.process_delayed(top);
        self.leave();
    }

    fn stmt_within(&mut self, stmt: &'a Stmt) {
        match &stmt.kind {
            StmtKind::Bad | StmtKind::Empty | StmtKind::Branch(..) => {}
            StmtKind::Expr(expr) => self.expr_stmt(expr),
            StmtKind::Send(channel, _, value) => self.send(stmt.span, channel, value),
            StmtKind::IncDec(expr, up) => self.increment(expr, if *up { "++" } else { "--" }),
            StmtKind::Assign(left, None, _, right) => self.assign_vars(left, right),
            StmtKind::Assign(left, Some(op), _, right) => self.assign_operation(stmt.span, left, *op, right),
            StmtKind::Define(left, pos, right) => self.short_var_decl(*pos, left, right),
            StmtKind::Go(call) => self.suspended_call("go", call),
            StmtKind::Defer(call) => self.suspended_call("defer", call),
            StmtKind::Return(values) => self.return_stmt(stmt.span, values),
            StmtKind::Block(block) => self.block(block),
            StmtKind::If(branch) => self.if_stmt(branch),
            StmtKind::Switch(switch) => self.switch_stmt(switch),
            StmtKind::TypeSwitch(switch) => self.type_switch_stmt(switch),
            StmtKind::Select(clauses) => self.select_stmt(clauses),
            StmtKind::For(repeat) => {
                self.open_scope();
                if let Some(init) = &repeat.init {
                    self.stmt(init);
                }
                if let Some(condition) = &repeat.condition {
                    self.condition(condition, "for");
                }
                if let Some(post) = &repeat.post {
                    self.stmt(post);
                }
                self.block(&repeat.body);
                self.close_scope();
            }
            StmtKind::Range(range) => self.range_stmt(stmt.span, range),
            StmtKind::Labeled(_, inner) => self.stmt(inner),
            StmtKind::Decl(decl) => self.local_declaration(decl),
        }
    }

    fn expr_stmt(&mut self, expr: &'a Expr) {
        let mut x = Operand::new();
        let kind = self.raw_expr(None, &mut x, expr, None, false);
        let words = match x.mode {
            Some(Mode::Builtin) => " must be called",
            Some(Mode::Type) => " is not an expression",
            _ if kind == Kind::Statement => return,
            _ => " is not used",
        };
        let message = [&self.operand_text(&x), words].concat();
        self.error(x.span(), message);
    }

    fn send(&mut self, span: Span, channel: &'a Expr, value: &'a Expr) {
        let (mut x, mut y) = (Operand::new(), Operand::new());
        self.expr(None, &mut x, channel);
        self.generic_expr(&mut y, value, None);
        if x.is_valid()
            && y.is_valid()
            && let Some(element) = self.channel_element(span, &x, false)
        {
            self.assign_to(&mut y, Some(element), "send");
        }
    }

    fn increment(&mut self, expr: &'a Expr, op: &str) {
        let mut x = Operand::new();
        self.expr(None, &mut x, expr);
        if !x.is_valid() {
            return;
        }
        if !self.all_numeric(x.typ) {
            let (text, typ) = (expr_text(expr), self.type_text(x.typ));
            let message = ["invalid operation: ", &text, op, " (non-numeric type ", &typ, ")"].concat();
            self.error(expr.span, message);
            return;
        }
        self.assign_operand(expr, &mut x, "assignment");
    }

    fn assign_operation(&mut self, span: Span, left: &'a [Expr], op: BinaryOp, right: &'a [Expr]) {
        let ([left], [right]) = (left, right) else {
            let message =
                ["assignment operation ", op.text(), "= requires single-valued expressions"].concat();
            self.error(span, message);
            return;
        };
        let mut x = Operand::new();
        self.binary(&mut x, None, left, right, op);
        self.assign_operand(left, &mut x, "assignment");
    }

    fn suspended_call(&mut self, keyword: &str, call: &'a Expr) {
        if !matches!(call.kind, ExprKind::Call { .. }) {
            self.error(call.span, ["expression in ", keyword, " must be function call"].concat());
            self.use_exprs([call]);
            return;
        }
        let mut x = Operand::new();
        let words = match self.raw_expr(None, &mut x, call, None, false) {
            Kind::Conversion => " requires function call, not conversion ",
            Kind::Expression => " discards result of ",
            Kind::Statement => return,
        };
        let message = [keyword, words, &self.operand_text(&x)].concat();
        self.error(x.span(), message);
    }

    fn return_stmt(&mut self, span: Span, values: &'a [Expr]) {
        let Some(function) = self.env.function.clone() else { return };
        let results = &function.results;
        let named = results.first().is_some_and(|object| !self.name(*object).is_empty());
        if !values.is_empty() || !named {
            self.init_vars(results, values, Some(span));
            return;
        }
        for object in results {
            let name = self.name(*object).clone();
            let Some(other) = self.lookup(&name).filter(|other| other != object) else { continue };
            let mut message = ["result parameter ", &name, " not in scope at return"].concat();
            let text = ["inner declaration of ", &self.object_text(*object)].concat();
            let pos = self.objects[other.0 as usize].pos;
            self.add_line(&mut message, pos, &text);
            self.error(span, message);
        }
    }

    fn if_stmt(&mut self, branch: &'a If) {
        self.open_scope();
        if let Some(init) = &branch.init {
            self.stmt(init);
        }
        self.condition(&branch.condition, "if");
        self.block(&branch.then);
        if let Some(otherwise) = &branch.otherwise {
            self.stmt(otherwise);
        }
        self.close_scope();
    }

    fn condition(&mut self, condition: &'a Expr, statement: &str) {
        let mut x = Operand::new();
        self.expr(None, &mut x, condition);
        if x.is_valid() && !self.all_boolean(x.typ) {
            self.error(condition.span, ["non-boolean condition in ", statement, " statement"].concat());
        }
    }

    fn select_stmt(&mut self, clauses: &'a [SelectClause]) {
        let defaults = clauses.iter().filter(|clause| clause.comm.is_none()).map(|clause| clause.span);
        self.several_defaults(defaults.collect());
        for clause in clauses {
            if let Some(comm) = &clause.comm
                && !is_communication(comm)
            {
                let message = "select case must be send or receive (possibly with assignment)";
                let start = match &comm.kind {
                    StmtKind::Expr(expr) => operator_pos(expr),
                    _ => comm.span.start,
                };
                self.error(Span::new(start, comm.span.end), message);
                continue;
            }
            self.open_scope();
            if let Some(comm) = &clause.comm {
                self.stmt(comm);
            }
            self.stmts(&clause.body);
            self.close_scope();
        }
    }

    /// Tells if there is more than one `default`.
    pub(super) fn several_defaults(&mut self, defaults: Vec<Span>) {
        let Some((first, rest)) = defaults.split_first() else { return };
        for span in rest {
            let place = self.place_text(first.start);
            self.error(*span, ["multiple defaults (first at ", &place, ")"].concat());
        }
    }

    /// A variable as it is declared: `var x int`.
    fn object_text(&self, object: ObjectId) -> String {
        let object = &self.objects[object.0 as usize];
        ["var ", &object.name, " ", &self.type_text(object.typ)].concat()
    }
}

fn is_communication(stmt: &Stmt) -> bool {
    let value = match &stmt.kind {
        StmtKind::Send(..) => return true,
        StmtKind::Expr(expr) => expr,
        StmtKind::Assign(_, _, _, values) | StmtKind::Define(_, _, values) => match &**values {
            [only] => only,
            _ => return false,
        },
        _ => return false,
    };
    matches!(unparen(value).kind, ExprKind::Unary(UnaryOp::Receive, _))
}
