//! Statements.

use super::function::Builder;
use crate::go::code::instr::{Instr, Slot};
use crate::go::syntax::ast::*;
use crate::go::syntax::source::Pos;
use crate::go::types::store::TypeId;

impl Builder<'_, '_> {
    /// The body of a function, and its end.
    pub(super) fn body(&mut self, block: &Block) {
        self.block(block);
        // The closing brace.
        self.end(Pos(block.span.end.0.saturating_sub(1)));
    }

    pub(super) fn block(&mut self, block: &Block) {
        self.stmts(&block.stmts);
    }

    pub(super) fn stmts(&mut self, stmts: &[Stmt]) {
        for stmt in stmts {
            self.stmt(stmt);
        }
    }

    pub(super) fn stmt(&mut self, stmt: &Stmt) {
        let mark = self.mark();
        self.place = stmt.span.start;
        self.program.place = self.place;
        let label = self.pending_label.take();
        match &stmt.kind {
            StmtKind::Bad | StmtKind::Empty => {}
            StmtKind::Expr(expr) => {
                self.expr(expr);
            }
            StmtKind::Send(channel, place, value) => self.send(channel, *place, value),
            StmtKind::IncDec(expr, up) => self.step_by_one(expr, *up),
            StmtKind::Assign(left, op, place, right) => self.assignment(left, *op, *place, right),
            StmtKind::Define(names, place, values) => self.definition(names, *place, values),
            StmtKind::Go(call) => {
                let func = self.later(call);
                self.place = stmt.span.start;
                self.emit(Instr::Go { func });
            }
            StmtKind::Defer(call) => {
                let func = self.later(call);
                self.place = stmt.span.start;
                self.defer(func);
            }
            StmtKind::Return(values) => self.returns(values, stmt.span.start),
            StmtKind::Branch(branch, name) => self.branch(*branch, name.as_ref()),
            StmtKind::Block(block) => self.block(block),
            StmtKind::If(of) => self.condition(of),
            StmtKind::Switch(of) => self.switch(of, label),
            StmtKind::TypeSwitch(of) => self.type_switch(of, label),
            StmtKind::Select(clauses) => self.select(clauses, label, stmt.span.start),
            StmtKind::For(of) => self.for_loop(of, label),
            StmtKind::Range(of) => self.range(of, label),
            StmtKind::Labeled(name, inner) => self.labeled(name, inner),
            StmtKind::Decl(Decl::Var(specs)) => specs.iter().for_each(|spec| self.declaration(spec)),
            StmtKind::Decl(_) => {}
        }
        self.release(mark);
    }

    fn send(&mut self, channel: &Expr, place: Pos, value: &Expr) {
        let typ = self.type_of(channel);
        let crate::go::types::store::Type::Chan(_, elem) = *self.program.types.underlying(typ) else {
            return;
        };
        let channel = self.expr(channel);
        let value = self.value(value, elem);
        self.program.carried(elem);
        self.place = place;
        self.emit(Instr::Send { channel, value, elem });
    }

    fn returns(&mut self, values: &[Expr], place: Pos) {
        if self.over.is_some() {
            return self.return_from_over(values, place);
        }
        self.set_results(values);
        self.place = place;
        self.leave();
    }

    /// Returns, with the results as they are. What was deferred is called from here, and the end of the function finds nothing left.
    pub(super) fn leave(&mut self) {
        match self.leaving {
            Some(leaving) => {
                if self.defers {
                    self.emit(Instr::RunDefers);
                }
                self.jump(leaving);
            }
            None => self.emit(Instr::Return),
        }
    }

    /// Gives the results their values.
    pub(super) fn set_results(&mut self, values: &[Expr]) {
        if values.is_empty() {
            return;
        }
        let results = self.results.clone();
        let types: Vec<TypeId> = results.iter().map(|(_, typ, _)| *typ).collect();
        let computed = self.results_of(values, &types);
        for ((slot, from), (object, typ, result)) in computed.into_iter().zip(results) {
            let value = self.as_type(slot, from, typ);
            let n = self.program.size(typ);
            match object.and_then(|object| self.homes.get(&object).copied()) {
                Some(super::function::Home::Object(pointer)) => self.store_at(pointer, 0, value, n),
                _ => self.copy(result, value, n),
            }
        }
    }

    /// Computes what a `return` gives, of a function with results of these types: where it lies, and of which type it is there.
    pub(super) fn results_of(&mut self, values: &[Expr], types: &[TypeId]) -> Vec<(Slot, TypeId)> {
        match (values, types) {
            ([only], [typ]) => vec![(self.value(only, *typ), *typ)],
            ([only], _) => self.several(only, types.len()),
            _ => {
                let mut computed: Vec<(Slot, TypeId)> = types.iter().map(|typ| (0, *typ)).collect();
                for number in self.order(values.iter()) {
                    computed[number].0 = self.own(&values[number], types[number]);
                }
                computed
            }
        }
    }

    fn condition(&mut self, of: &If) {
        if let Some(init) = &of.init {
            self.stmt(init);
        }
        let otherwise = self.label();
        let mark = self.mark();
        let cond = self.expr(&of.condition);
        self.jump_unless(cond, otherwise);
        self.release(mark);
        self.block(&of.then);
        match &of.otherwise {
            None => self.put(otherwise),
            Some(stmt) => {
                let end = self.label();
                self.jump(end);
                self.put(otherwise);
                self.stmt(stmt);
                self.put(end);
            }
        }
    }

    fn labeled(&mut self, name: &Ident, inner: &Stmt) {
        let label = self.named_label(&name.name);
        self.put(label);
        self.pending_label = Some(name.name.clone());
        self.stmt(inner);
        self.pending_label = None;
    }

    /// The label that a `goto` goes to.
    fn named_label(&mut self, name: &Name) -> super::function::Label {
        match self.named_labels.get(name) {
            Some(label) => *label,
            None => {
                let label = self.label();
                self.named_labels.insert(name.clone(), label);
                label
            }
        }
    }

    /// The labels that a `goto` goes to and that do not stand in this function, as the body of a loop over a function may have them.
    pub(super) fn labels_elsewhere(&self) -> Vec<(Name, super::function::Label)> {
        let named = self.named_labels.iter().map(|(name, label)| (name.clone(), *label));
        let mut labels: Vec<(Name, super::function::Label)> =
            named.filter(|(_, label)| !self.is_put(*label)).collect();
        labels.sort_unstable_by_key(|(_, label)| label.0);
        labels
    }

    pub(super) fn go_to(&mut self, name: &Name) {
        let label = self.named_label(name);
        // It may go back: then it is a loop.
        self.emit(Instr::Loop);
        self.jump(label);
    }

    fn branch(&mut self, branch: Branch, name: Option<&Ident>) {
        match branch {
            Branch::Goto => {
                if let Some(name) = name {
                    self.go_to(&name.name);
                }
            }
            Branch::Fallthrough => {
                if let Some(label) = self.fallthrough {
                    self.jump(label);
                }
            }
            Branch::Break | Branch::Continue => {
                let fits = |target: &&super::function::Target| match name {
                    Some(name) => target.name.as_ref() == Some(&name.name),
                    None => branch == Branch::Break || target.next.is_some(),
                };
                let found = self.targets.iter().rev().find(fits).cloned();
                match found {
                    Some(target) if branch == Branch::Break => self.jump(target.end),
                    Some(target) => {
                        if let Some(next) = target.next {
                            self.jump(next);
                        }
                    }
                    None => self.branch_from_over(branch, name),
                }
            }
        }
    }
}
