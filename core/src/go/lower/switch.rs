//! Switches.

use super::function::{Builder, Label, Target};
use crate::go::code::instr::{Compare, Instr, NONE, Slot};
use crate::go::code::layout::Word;
use crate::go::syntax::ast::{Clause, Expr, Name, Switch, TypeSwitch};
use crate::go::types::info::Mode;
use crate::go::types::store::{Basic, TypeId};

impl Builder<'_, '_> {
    pub(super) fn switch(&mut self, of: &Switch, label: Option<Name>) {
        if let Some(init) = &of.init {
            self.stmt(init);
        }
        let tag = of.tag.as_ref().map(|tag| {
            let typ = self.value_type(tag);
            (self.own(tag, typ), typ)
        });
        let (labels, end) = self.choose(&of.clauses, |builder, case| builder.case(case, tag));
        self.clauses(&of.clauses, &labels, end, label);
    }

    /// Goes to the first clause of which a case fits, or to the default, or to the end: where the clauses begin, and the end.
    fn choose(
        &mut self,
        clauses: &[Clause],
        mut fits: impl FnMut(&mut Self, &Expr) -> Slot,
    ) -> (Vec<Label>, Label) {
        let end = self.label();
        let labels: Vec<Label> = clauses.iter().map(|_| self.label()).collect();
        let mut default = end;
        for (clause, to) in clauses.iter().zip(&labels) {
            let Some(cases) = &clause.cases else {
                default = *to;
                continue;
            };
            for case in cases {
                let mark = self.mark();
                self.place = case.span.start;
                let fits = fits(self, case);
                self.jump_if(fits, *to);
                self.release(mark);
            }
        }
        self.jump(default);
        (labels, end)
    }

    /// Whether the case fits.
    fn case(&mut self, case: &Expr, tag: Option<(Slot, TypeId)>) -> Slot {
        let Some((tag, typ)) = tag else { return self.expr(case) };
        let own = self.type_of(case);
        let is_nil = self.of(case).mode == Mode::Nil;
        if is_nil {
            let zero = self.int(0);
            let dst = self.plain();
            self.emit(Instr::Same { dst, a: tag, b: zero });
            return dst;
        }
        if !self.is_interface(typ) && self.is_interface(own) {
            let tag = self.as_type(tag, typ, own);
            let value = self.expr(case);
            return self.compare(Compare::Equal, own, tag, value);
        }
        let value = self.value(case, typ);
        self.compare(Compare::Equal, typ, tag, value)
    }

    fn clauses(&mut self, clauses: &[Clause], labels: &[Label], end: Label, label: Option<Name>) {
        self.targets.push(Target { name: label, end, next: None });
        for (at, (clause, start)) in clauses.iter().zip(labels).enumerate() {
            self.put(*start);
            let before = std::mem::replace(&mut self.fallthrough, labels.get(at + 1).copied());
            self.stmts(&clause.body);
            self.fallthrough = before;
            self.jump(end);
        }
        self.targets.pop();
        self.put(end);
    }

    pub(super) fn type_switch(&mut self, of: &TypeSwitch, label: Option<Name>) {
        if let Some(init) = &of.init {
            self.stmt(init);
        }
        let from = self.type_of(&of.value);
        let value = self.own(&of.value, from);
        let (labels, end) = self.choose(&of.clauses, |builder, case| builder.type_case(case, value, from));
        self.targets.push(Target { name: label, end, next: None });
        for (clause, start) in of.clauses.iter().zip(&labels) {
            self.put(*start);
            self.bind_clause(clause, value, from);
            self.stmts(&clause.body);
            self.jump(end);
        }
        self.targets.pop();
        self.put(end);
    }

    fn type_case(&mut self, case: &Expr, value: Slot, from: TypeId) -> Slot {
        let ok = self.plain();
        if self.of(case).mode == Mode::Nil {
            let zero = self.int(0);
            self.emit(Instr::Same { dst: ok, a: value, b: zero });
            return ok;
        }
        let typ = self.type_of(case);
        let dst = match self.is_interface(typ) {
            true => NONE,
            false => self.temp_of(typ),
        };
        self.assert(dst, value, ok, typ, from);
        ok
    }

    /// The variable that a clause declares: of the clause's type, if it has a single one.
    fn bind_clause(&mut self, clause: &Clause, value: Slot, from: TypeId) {
        let Some(object) = self.object_of(clause.id) else { return };
        let mark = self.mark();
        let typ = self.variable_type(object);
        let slot = if typ == from || typ == Basic::UntypedNil.id() {
            value
        } else if self.is_interface(typ) {
            let dst = self.row(vec![Word::Type, Word::Value]);
            self.copy(dst, value, 2);
            dst
        } else {
            let (dst, ok) = (self.temp_of(typ), self.plain());
            self.assert(dst, value, ok, typ, from);
            dst
        };
        self.declare(object, Some(slot));
        self.release(mark);
    }
}
