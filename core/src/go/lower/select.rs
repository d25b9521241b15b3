//! Select.

use super::address::Variable;
use super::function::{Builder, Label, Target};
use crate::go::code::instr::{Instr, NONE, SelectCase, SelectTable, Slot};
use crate::go::syntax::ast::{Expr, ExprKind, Name, SelectClause, StmtKind, UnaryOp};
use crate::go::syntax::source::Pos;
use crate::go::types::store::{Basic, Type, TypeId};

impl Builder<'_, '_> {
    pub(super) fn select(&mut self, clauses: &[SelectClause], label: Option<Name>, place: Pos) {
        let mut cases: Vec<SelectCase> = Vec::new();
        let mut received: Vec<Option<(Slot, TypeId, Slot)>> = Vec::new();
        let mut numbers: Vec<Option<usize>> = Vec::new();
        for clause in clauses {
            let Some(comm) = &clause.comm else {
                numbers.push(None);
                received.push(None);
                continue;
            };
            numbers.push(Some(cases.len()));
            self.place = comm.span.start;
            if let StmtKind::Send(channel, _, value) = &comm.kind {
                let elem = self.elem_of(channel);
                let typ = self.type_of(channel);
                let channel = self.own(channel, typ);
                let value = self.own(value, elem);
                self.program.carried(elem);
                cases.push(SelectCase { channel, value, ok: NONE, elem, sends: true });
                received.push(None);
                continue;
            }
            let (channel, wants_value, wants_ok) = receive_of(&comm.kind);
            let Some(channel) = channel else { continue };
            let elem = self.elem_of(channel);
            let typ = self.type_of(channel);
            let channel = self.own(channel, typ);
            let value = if wants_value { self.temp_of(elem) } else { NONE };
            let ok = if wants_ok { self.plain() } else { NONE };
            self.program.carried(elem);
            cases.push(SelectCase { channel, value, ok, elem, sends: false });
            received.push(Some((value, elem, ok)));
        }
        let chosen = self.plain();
        let default = clauses.iter().any(|clause| clause.comm.is_none());
        let table = self.program.short(self.program.selects.len(), "selects");
        let count = cases.len();
        self.program.selects.push(SelectTable { cases: cases.into(), default, chosen });
        // One of a single case is that case's operation.
        let only = clauses.first().and_then(|clause| clause.comm.as_ref()).filter(|_| clauses.len() == 1);
        self.place = only.map_or(place, |comm| comm.span.start);
        self.emit(Instr::Select { table });
        let end = self.label();
        let labels: Vec<Label> = clauses.iter().map(|_| self.label()).collect();
        let mut fallback = end;
        for (number, to) in numbers.iter().zip(&labels) {
            match number {
                None => fallback = *to,
                // The last case needs no question, unless there is a default.
                Some(number) if *number + 1 == count && !default => self.jump(*to),
                Some(number) => {
                    let mark = self.mark();
                    let wanted = self.int(*number as i64);
                    let is_it = self.plain();
                    self.emit(Instr::Same { dst: is_it, a: chosen, b: wanted });
                    self.jump_if(is_it, *to);
                    self.release(mark);
                }
            }
        }
        self.jump(fallback);
        self.targets.push(Target { name: label, end, next: None });
        for ((clause, start), got) in clauses.iter().zip(&labels).zip(&received) {
            self.put(*start);
            if let (Some(comm), Some((value, elem, ok))) = (&clause.comm, got) {
                self.place = comm.span.start;
                self.received(&comm.kind, *value, *elem, *ok);
            }
            self.stmts(&clause.body);
            self.jump(end);
        }
        self.targets.pop();
        self.put(end);
    }

    fn elem_of(&mut self, channel: &Expr) -> TypeId {
        let typ = self.type_of(channel);
        match *self.program.types.underlying(typ) {
            Type::Chan(_, elem) => elem,
            _ => typ,
        }
    }

    /// Gives what was received to the variables of the case.
    fn received(&mut self, comm: &StmtKind, value: Slot, elem: TypeId, ok: Slot) {
        let values = [(value, elem), (ok, Basic::Bool.id())];
        match comm {
            StmtKind::Define(names, ..) => {
                for (name, (slot, typ)) in names.iter().zip(values) {
                    if let Some((object, _)) = self.defined(name) {
                        let own = self.variable_type(object);
                        let slot = self.as_type(slot, typ, own);
                        self.declare(object, Some(slot));
                    }
                }
            }
            StmtKind::Assign(left, ..) => {
                for (to, (slot, typ)) in left.iter().zip(values) {
                    let target: Variable = self.variable(to);
                    if let Some(own) = self.type_of_variable(target) {
                        let slot = self.as_type(slot, typ, own);
                        self.assign(target, slot);
                    }
                }
            }
            _ => {}
        }
    }
}

/// The channel of a receiving case, and whether the value and whether it is one are wanted.
fn receive_of(comm: &StmtKind) -> (Option<&Expr>, bool, bool) {
    let (expr, count) = match comm {
        StmtKind::Expr(expr) => (expr, 0),
        StmtKind::Define(names, _, values) => (&values[0], names.len()),
        StmtKind::Assign(left, _, _, right) => (&right[0], left.len()),
        _ => return (None, false, false),
    };
    let mut expr = expr;
    while let ExprKind::Paren(inner) = &expr.kind {
        expr = inner;
    }
    match &expr.kind {
        ExprKind::Unary(UnaryOp::Receive, channel) => (Some(channel), count > 0, count > 1),
        _ => (None, false, false),
    }
}
