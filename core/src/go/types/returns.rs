//! Whether statements end a function: a function with results must not just run to its end.

use super::checker::Checker;
use crate::go::syntax::ast::{Branch, Clause, Stmt, StmtKind};

impl Checker<'_> {
    /// Whether nothing comes behind the last of these statements.
    pub(super) fn is_terminating_list(&self, stmts: &[Stmt]) -> bool {
        let last = stmts.iter().rev().find(|stmt| !matches!(stmt.kind, StmtKind::Empty));
        last.is_some_and(|last| self.is_terminating(last, None))
    }

    fn is_terminating(&self, stmt: &Stmt, label: Option<&str>) -> bool {
        match &stmt.kind {
            StmtKind::Labeled(name, inner) => self.is_terminating(inner, Some(&name.name)),
            StmtKind::Expr(expr) => self.is_panic(expr),
            StmtKind::Return(_) => true,
            StmtKind::Branch(branch, _) => matches!(branch, Branch::Goto | Branch::Fallthrough),
            StmtKind::Block(block) => self.is_terminating_list(&block.stmts),
            StmtKind::If(branch) => branch.otherwise.as_ref().is_some_and(|otherwise| {
                self.is_terminating_list(&branch.then.stmts) && self.is_terminating(otherwise, None)
            }),
            StmtKind::Switch(switch) => self.is_terminating_switch(&switch.clauses, label),
            StmtKind::TypeSwitch(switch) => self.is_terminating_switch(&switch.clauses, label),
            StmtKind::Select(clauses) => {
                clauses.iter().all(|clause| self.is_terminating_body(&clause.body, label))
            }
            StmtKind::For(repeat) => {
                repeat.condition.is_none() && !has_break_in(&repeat.body.stmts, label, true)
            }
            _ => false,
        }
    }

    fn is_terminating_body(&self, body: &[Stmt], label: Option<&str>) -> bool {
        self.is_terminating_list(body) && !has_break_in(body, label, true)
    }

    fn is_terminating_switch(&self, clauses: &[Clause], label: Option<&str>) -> bool {
        clauses.iter().any(|clause| clause.cases.is_none())
            && clauses.iter().all(|clause| self.is_terminating_body(&clause.body, label))
    }
}

fn has_break_in(stmts: &[Stmt], label: Option<&str>, implicit: bool) -> bool {
    stmts.iter().any(|stmt| has_break(stmt, label, implicit))
}

/// Whether a `break` leaves the statement with a label, or the one around if it has no label and that is asked for.
fn has_break(stmt: &Stmt, label: Option<&str>, implicit: bool) -> bool {
    match &stmt.kind {
        StmtKind::Branch(Branch::Break, None) => implicit,
        StmtKind::Branch(Branch::Break, Some(name)) => label == Some(&*name.name),
        StmtKind::Labeled(_, inner) => has_break(inner, label, implicit),
        StmtKind::Block(block) => has_break_in(&block.stmts, label, implicit),
        StmtKind::If(branch) => {
            has_break_in(&branch.then.stmts, label, implicit)
                || branch.otherwise.as_ref().is_some_and(|otherwise| has_break(otherwise, label, implicit))
        }
        _ if label.is_none() => false,
        StmtKind::Switch(switch) => {
            switch.clauses.iter().any(|clause| has_break_in(&clause.body, label, false))
        }
        StmtKind::TypeSwitch(switch) => {
            switch.clauses.iter().any(|clause| has_break_in(&clause.body, label, false))
        }
        StmtKind::Select(clauses) => clauses.iter().any(|clause| has_break_in(&clause.body, label, false)),
        StmtKind::For(repeat) => has_break_in(&repeat.body.stmts, label, false),
        StmtKind::Range(range) => has_break_in(&range.body.stmts, label, false),
        _ => false,
    }
}
