//! Which variables must be objects of the memory: those whose address is taken, and those that a function literal captures
//! and that somebody assigns to.

use super::program::LoopVariables;
use crate::go::syntax::ast::*;
use crate::go::syntax::source::Pos;
use crate::go::types::info::{Checked, Mode, ObjectKind, SelectionKind, VarKind};
use crate::go::types::store::{ObjectId, Type, TypeId};
use rustc_hash::{FxHashMap, FxHashSet};

/// What was found out about the variables of a program.
#[derive(Debug, Default)]
pub(super) struct Escapes {
    /// Those that are objects of the memory.
    pub(super) boxed: FxHashSet<ObjectId>,
    /// By where its body begins: what a function literal captures, in the order in which it is first named.
    pub(super) captures: FxHashMap<Pos, Vec<ObjectId>>,
    /// Functions, by where their body begins, in which something is deferred.
    pub(super) defers: FxHashSet<Pos>,
}

/// A function or literal that is gone through.
struct Inside {
    start: Pos,
    /// The variables that it declares.
    own: FxHashSet<ObjectId>,
    captures: Vec<ObjectId>,
}

struct Walk<'a> {
    checked: &'a Checked,
    found: &'a mut Escapes,
    inside: Vec<Inside>,
    captured: FxHashSet<ObjectId>,
    assigned: FxHashSet<ObjectId>,
    /// The variables of loops with three parts, in the part that moves them on.
    stepped: Vec<ObjectId>,
    in_post: bool,
    loop_variables: LoopVariables,
}

/// Finds out about the variables of a function.
pub(super) fn function(checked: &Checked, decl: &FuncDecl, loops: LoopVariables, found: &mut Escapes) {
    let Some(body) = decl.body.block() else { return };
    let mut walk = Walk::new(checked, loops, found);
    walk.enter(body.span.start);
    walk.fields(decl.receiver.iter());
    walk.fields(decl.signature.params.iter().chain(&decl.signature.results));
    walk.block(body);
    walk.leave();
    walk.finish();
}

/// Finds out about the variables in the function literals of a package-level variable's first value.
pub(super) fn expression(checked: &Checked, expr: &Expr, loops: LoopVariables, found: &mut Escapes) {
    let mut walk = Walk::new(checked, loops, found);
    walk.enter(expr.span.start);
    walk.expr(expr);
    walk.leave();
    walk.finish();
}

impl<'a> Walk<'a> {
    fn new(checked: &'a Checked, loop_variables: LoopVariables, found: &'a mut Escapes) -> Self {
        Walk {
            checked,
            found,
            inside: Vec::new(),
            captured: FxHashSet::default(),
            assigned: FxHashSet::default(),
            stepped: Vec::new(),
            in_post: false,
            loop_variables,
        }
    }

    fn finish(self) {
        // A `return` assigns to the results.
        let is_result = |variable: &&ObjectId| {
            self.checked.objects[variable.0 as usize].kind == ObjectKind::Var(VarKind::Result)
        };
        self.found.boxed.extend(self.captured.iter().filter(is_result));
        self.found.boxed.extend(self.captured.intersection(&self.assigned));
    }

    fn enter(&mut self, start: Pos) {
        self.inside.push(Inside { start, own: FxHashSet::default(), captures: Vec::new() });
    }

    fn leave(&mut self) {
        if let Some(left) = self.inside.pop() {
            self.found.captures.insert(left.start, left.captures);
        }
    }

    fn declare(&mut self, id: NodeId) {
        if let (Some(object), Some(inside)) = (self.checked.info.object(id), self.inside.last_mut()) {
            inside.own.insert(object);
        }
    }

    fn fields<'f>(&mut self, fields: impl Iterator<Item = &'f Field>) {
        for field in fields {
            field.names.iter().for_each(|name| self.declare(name.id));
        }
    }

    fn variable(&self, id: NodeId) -> Option<ObjectId> {
        let object = self.checked.info.object(id)?;
        match self.checked.objects[object.0 as usize].kind {
            ObjectKind::Var(VarKind::Local | VarKind::Param | VarKind::Result) => Some(object),
            _ => None,
        }
    }

    /// A variable is named.
    fn uses(&mut self, id: NodeId) {
        let Some(object) = self.variable(id) else { return };
        let mut level = self.inside.len();
        while level > 0 && !self.inside[level - 1].own.contains(&object) {
            level -= 1;
        }
        if level == 0 || level == self.inside.len() {
            return;
        }
        self.captured.insert(object);
        for inside in &mut self.inside[level..] {
            if !inside.captures.contains(&object) {
                inside.captures.push(object);
            }
        }
    }

    /// Something is assigned to.
    fn assigns(&mut self, expr: &Expr) {
        match &expr.kind {
            ExprKind::Ident(_) => {
                if let Some(object) = self.variable(expr.id) {
                    // A loop's own step makes the variable of the next round.
                    let steps = self.in_post
                        && self.loop_variables == LoopVariables::PerIteration
                        && self.stepped.contains(&object);
                    if !steps {
                        self.assigned.insert(object);
                    }
                }
            }
            ExprKind::Paren(inner) => self.assigns(inner),
            ExprKind::Selector(base, _) if !self.is_pointer(base) => self.assigns(base),
            ExprKind::Index(base, _) if self.is_array(base) => self.assigns(base),
            _ => {}
        }
    }

    /// The address of something is taken.
    fn addresses(&mut self, expr: &Expr) {
        match &expr.kind {
            ExprKind::Ident(_) => {
                if let Some(object) = self.variable(expr.id) {
                    self.found.boxed.insert(object);
                }
            }
            ExprKind::Paren(inner) => self.addresses(inner),
            ExprKind::Selector(base, _) if !self.goes_through_pointer(expr, base) => self.addresses(base),
            ExprKind::Index(base, _) if self.is_array(base) => self.addresses(base),
            _ => {}
        }
    }

    fn type_of(&self, expr: &Expr) -> Option<TypeId> {
        self.checked.info.types.get(expr.id.0 as usize)?.as_ref().map(|found| found.typ)
    }

    fn is_pointer(&self, expr: &Expr) -> bool {
        self.type_of(expr).is_some_and(|typ| matches!(self.checked.types.underlying(typ), Type::Pointer(_)))
    }

    fn is_array(&self, expr: &Expr) -> bool {
        self.may_be(expr, &|typ| matches!(typ, Type::Array(..)))
    }

    /// Whether an expression's type is such a one; of a type parameter, whether one of those is that it stands for.
    fn may_be(&self, expr: &Expr, is: &dyn Fn(&Type) -> bool) -> bool {
        let types = &self.checked.types;
        let Some(typ) = self.type_of(expr) else { return false };
        let Type::Param(param) = *types.get(typ) else { return is(types.underlying(typ)) };
        let Type::Interface(constraint) = types.underlying(types.param(param).constraint) else {
            return false;
        };
        constraint.terms.iter().flat_map(|terms| terms.iter()).any(|(_, term)| is(types.underlying(*term)))
    }

    /// Whether a selector follows a pointer on its way, so that what it gives lies elsewhere.
    fn goes_through_pointer(&self, expr: &Expr, base: &Expr) -> bool {
        if self.is_pointer(base) {
            return true;
        }
        let Some(selection) = self.checked.info.selections.get(&expr.id) else { return false };
        let types = &self.checked.types;
        let mut typ = selection.receiver;
        let inner = match selection.kind {
            SelectionKind::Field => selection.path.len().saturating_sub(1),
            _ => selection.path.len(),
        };
        for index in &selection.path[..inner] {
            let Type::Struct(fields) = types.underlying(typ) else { return false };
            let Some(field) = fields.get(*index as usize) else { return false };
            typ = field.typ;
            if matches!(types.underlying(typ), Type::Pointer(_)) {
                return true;
            }
        }
        false
    }

    fn exprs(&mut self, exprs: &[Expr]) {
        exprs.iter().for_each(|expr| self.expr(expr));
    }

    fn expr(&mut self, expr: &Expr) {
        match &expr.kind {
            ExprKind::Ident(_) => self.uses(expr.id),
            ExprKind::Bad | ExprKind::Literal(..) => {}
            ExprKind::Composite { elements, .. } => {
                for (key, value) in elements {
                    if let Some(key) = key {
                        self.expr(key);
                    }
                    self.expr(value);
                }
            }
            ExprKind::Func(literal) => {
                self.enter(literal.body.span.start);
                self.fields(literal.signature.params.iter().chain(&literal.signature.results));
                self.block(&literal.body);
                self.leave();
            }
            ExprKind::Selector(base, _) => {
                self.expr(base);
                if let Some(selection) = self.checked.info.selections.get(&expr.id)
                    && let SelectionKind::Method { pointer: true, .. } = selection.kind
                    && !self.goes_through_pointer(expr, base)
                {
                    self.addresses(base);
                }
            }
            ExprKind::Index(base, indices) => {
                self.expr(base);
                self.exprs(indices);
                let constant = indices.first().and_then(|index| {
                    self.checked
                        .info
                        .types
                        .get(index.id.0 as usize)?
                        .as_ref()
                        .map(|of| of.mode == Mode::Constant)
                });
                if self.is_array(base) && constant != Some(true) {
                    self.addresses(base);
                }
            }
            ExprKind::Slice(base, bounds) => {
                self.expr(base);
                bounds.iter().flatten().for_each(|bound| self.expr(bound));
                if self.is_array(base) {
                    self.addresses(base);
                }
            }
            ExprKind::Call { func, args, .. } => {
                self.expr(func);
                self.exprs(args);
            }
            ExprKind::Unary(UnaryOp::Address, inner) => {
                self.expr(inner);
                self.addresses(inner);
            }
            ExprKind::Paren(inner)
            | ExprKind::Assert(inner, _)
            | ExprKind::Star(inner)
            | ExprKind::Unary(_, inner) => self.expr(inner),
            ExprKind::Binary(_, _, left, right) => {
                self.expr(left);
                self.expr(right);
            }
            _ => {}
        }
    }

    fn block(&mut self, block: &Block) {
        self.stmts(&block.stmts);
    }

    fn stmts(&mut self, stmts: &[Stmt]) {
        stmts.iter().for_each(|stmt| self.stmt(stmt));
    }

    fn optional(&mut self, stmt: Option<&Stmt>) {
        if let Some(stmt) = stmt {
            self.stmt(stmt);
        }
    }

    /// The names of a definition: the new ones are declared, the others assigned to.
    fn define(&mut self, names: &[Expr]) {
        for name in names {
            let declares = self
                .checked
                .info
                .object(name.id)
                .is_some_and(|object| self.checked.objects[object.0 as usize].pos == name.span.start);
            if declares {
                self.declare(name.id);
            } else {
                self.uses(name.id);
                self.assigns(name);
            }
        }
    }

    fn stmt(&mut self, stmt: &Stmt) {
        match &stmt.kind {
            StmtKind::Bad | StmtKind::Empty | StmtKind::Branch(..) => {}
            StmtKind::Expr(expr) | StmtKind::Go(expr) => self.expr(expr),
            StmtKind::Defer(expr) => {
                if let Some(inside) = self.inside.last() {
                    self.found.defers.insert(inside.start);
                }
                self.expr(expr);
            }
            StmtKind::Send(channel, _, value) => {
                self.expr(channel);
                self.expr(value);
            }
            StmtKind::IncDec(expr, _) => {
                self.expr(expr);
                self.assigns(expr);
            }
            StmtKind::Assign(left, _, _, right) => {
                self.exprs(right);
                for expr in left {
                    self.expr(expr);
                    self.assigns(expr);
                }
            }
            StmtKind::Define(names, _, values) => {
                self.exprs(values);
                self.define(names);
            }
            StmtKind::Return(values) => self.exprs(values),
            StmtKind::Block(block) => self.block(block),
            StmtKind::If(of) => {
                self.optional(of.init.as_ref());
                self.expr(&of.condition);
                self.block(&of.then);
                self.optional(of.otherwise.as_ref());
            }
            StmtKind::Switch(of) => {
                self.optional(of.init.as_ref());
                of.tag.iter().for_each(|tag| self.expr(tag));
                for clause in &of.clauses {
                    clause.cases.iter().for_each(|cases| self.exprs(cases));
                    self.stmts(&clause.body);
                }
            }
            StmtKind::TypeSwitch(of) => {
                self.optional(of.init.as_ref());
                self.expr(&of.value);
                for clause in &of.clauses {
                    self.declare(clause.id);
                    self.stmts(&clause.body);
                }
            }
            StmtKind::Select(clauses) => {
                for clause in clauses {
                    self.optional(clause.comm.as_ref());
                    self.stmts(&clause.body);
                }
            }
            StmtKind::For(of) => {
                self.optional(of.init.as_ref());
                of.condition.iter().for_each(|condition| self.expr(condition));
                self.block(&of.body);
                if let Some(post) = &of.post {
                    let before = self.stepped.len();
                    if let Some(Stmt { kind: StmtKind::Define(names, ..), .. }) = &of.init {
                        self.stepped
                            .extend(names.iter().filter_map(|name| self.checked.info.object(name.id)));
                    }
                    let was = std::mem::replace(&mut self.in_post, true);
                    self.stmt(post);
                    self.in_post = was;
                    self.stepped.truncate(before);
                }
            }
            StmtKind::Range(of) => self.range(of),
            StmtKind::Labeled(_, inner) => self.stmt(inner),
            StmtKind::Decl(Decl::Var(specs)) => {
                for spec in specs.iter() {
                    self.exprs(&spec.values);
                    spec.names.iter().for_each(|name| self.declare(name.id));
                }
            }
            StmtKind::Decl(_) => {}
        }
    }

    fn range(&mut self, of: &Range) {
        self.expr(&of.over);
        let is_function = self.may_be(&of.over, &|typ| matches!(typ, Type::Func(_)));
        // The body of a loop over a function is a function that it calls.
        if is_function {
            self.enter(of.body.span.start);
        } else if self.is_array(&of.over) {
            self.addresses(&of.over);
        }
        for name in of.key.iter().chain(&of.value) {
            if of.define {
                self.declare(name.id);
            } else {
                self.expr(name);
                self.assigns(name);
            }
        }
        let declared: Vec<ObjectId> =
            of.key.iter().chain(&of.value).filter_map(|name| self.checked.info.object(name.id)).collect();
        if of.define && self.loop_variables == LoopVariables::PerLoop {
            self.assigned.extend(declared);
        }
        self.block(&of.body);
        if is_function {
            self.leave();
            // What the body defers is run when the function leaves that the loop stands in.
            if let (true, Some(outside)) =
                (self.found.defers.contains(&of.body.span.start), self.inside.last())
            {
                self.found.defers.insert(outside.start);
            }
        }
    }
}
