//! `switch`, over values and over types.

use super::checker::{Checker, INVALID};
use super::constant::Constant;
use super::describe::{expr_text, unparen};
use super::info::{Mode, ObjectKind, VarKind};
use super::literals::key_text;
use super::operand::{Operand, Source};
use super::store::{Basic, ObjectId, TypeId};
use crate::go::syntax::ast::{BinaryOp, Clause, Expr, ExprKind, Switch, TypeSwitch};
use crate::go::syntax::source::{Pos, Span};
use rustc_hash::FxHashMap;

/// The constants of cases, with their types and where they stand.
type Seen = FxHashMap<(String, TypeId), Pos>;

impl<'a> Checker<'a> {
    /// `switch x {`
    pub(super) fn switch_stmt(&mut self, switch: &'a Switch) {
        self.open_scope();
        if let Some(init) = &switch.init {
            self.stmt(init);
        }
        let mut x = Operand::new();
        match &switch.tag {
            Some(tag) => {
                self.expr(None, &mut x, tag);
                self.assign_to(&mut x, None, "switch expression");
                if x.is_valid() && !self.is_comparable(x.typ) && !self.has_nil(x.typ) {
                    let (operand, typ) = (self.operand_text(&x), self.type_text(x.typ));
                    let message = ["cannot switch on ", &operand, " (", &typ, " is not comparable)"].concat();
                    self.error(x.span(), message);
                    x.invalidate();
                }
            }
            None => {
                let pos = switch.clauses.first().map_or(switch.open, |clause| clause.span.start);
                x = Operand {
                    mode: Some(Mode::Constant),
                    typ: Basic::Bool.id(),
                    value: Constant::Bool(true),
                    source: Source::Words(Span::new(pos, pos), "true".into()),
                    builtin: None,
                };
            }
        }
        self.clause_defaults(&switch.clauses);
        let mut seen = Seen::default();
        for clause in &switch.clauses {
            for case in clause.cases.iter().flatten() {
                self.case_value(&x, case, &mut seen);
            }
            self.open_scope();
            self.stmts(&clause.body);
            self.close_scope();
        }
        self.close_scope();
    }

    fn clause_defaults(&mut self, clauses: &[Clause]) {
        let defaults = clauses.iter().filter(|clause| clause.cases.is_none()).map(|clause| clause.span);
        self.several_defaults(defaults.collect());
    }

    fn case_value(&mut self, x: &Operand<'a>, case: &'a Expr, seen: &mut Seen) {
        let mut value = Operand::new();
        self.expr(None, &mut value, case);
        if !x.is_valid() || !value.is_valid() {
            return;
        }
        self.convert_untyped(&mut value, x.typ);
        if !value.is_valid() {
            return;
        }
        let (mut result, mut tag) = (value.clone(), x.clone());
        self.comparison(&mut result, &mut tag, BinaryOp::Equal, true);
        // Go does not look for equal truth values.
        if !result.is_valid()
            || !value.is_constant()
            || matches!(value.value, Constant::Bool(_) | Constant::Unknown)
        {
            return;
        }
        let key = (key_text(&value.value), self.types.canonical(value.typ));
        match seen.get(&key) {
            None => {
                let pos = self.said_pos(case);
                seen.insert(key, pos);
            }
            Some(other) => {
                let other = *other;
                let operand = self.operand_text(&value);
                let mut message = ["duplicate case ", &operand, " in expression switch"].concat();
                self.add_line(&mut message, other, "previous case");
                self.error(value.span(), message);
            }
        }
    }

    /// `switch v := x.(type) {`
    pub(super) fn type_switch_stmt(&mut self, switch: &'a TypeSwitch) {
        self.open_scope();
        if let Some(init) = &switch.init {
            self.stmt(init);
        }
        let mut bind = switch.bind.as_ref();
        if let Some(name) = bind.filter(|name| &*name.name == "_") {
            self.error(name.span(), "no new variable on left side of :=");
            bind = None;
        }
        let mut x = Operand::new();
        self.expr(None, &mut x, &switch.value);
        if x.is_valid() {
            let operand = self.operand_text(&x);
            if self.is_type_param(x.typ) {
                let message = ["cannot use type switch on type parameter value ", &operand].concat();
                self.error(x.span(), message);
                x.invalidate();
            } else if !self.is_interface(x.typ) {
                self.error(x.span(), [&operand, " is not an interface"].concat());
                x.invalidate();
            }
        }
        self.clause_defaults(&switch.clauses);
        let mut seen: Vec<(Option<TypeId>, Pos)> = Vec::new();
        let mut variables: Vec<ObjectId> = Vec::new();
        for clause in &switch.clauses {
            let typ = self.case_types(&x, clause.cases.as_deref().unwrap_or(&[]), &mut seen);
            self.open_scope();
            if let Some(name) = bind {
                let kind = ObjectKind::Var(VarKind::Local);
                let object = self.new_object(name.name.clone(), name.pos, kind);
                self.set_type(object, typ);
                let scope = self.env.scope;
                self.declare(scope, None, object);
                self.record_object(clause.id, object);
                variables.push(object);
            }
            self.stmts(&clause.body);
            self.close_scope();
        }
        if let Some(name) = bind {
            let used = variables.iter().any(|object| self.extra[object.0 as usize].used);
            variables.iter().for_each(|object| self.extra[object.0 as usize].used = true);
            if !used {
                self.error(name.span(), [&name.name, " declared and not used"].concat());
            }
        }
        self.close_scope();
    }

    /// The type of the variable in a clause with these types.
    fn case_types(
        &mut self,
        x: &Operand<'a>,
        cases: &'a [Expr],
        seen: &mut Vec<(Option<TypeId>, Pos)>,
    ) -> TypeId {
        let mut last = None;
        for case in cases {
            let typ = if self.is_nil_name(case) {
                self.expr(None, &mut Operand::new(), case);
                None
            } else {
                let typ = self.var_type(case);
                if !self.is_valid(typ) {
                    last = Some(typ);
                    continue;
                }
                Some(typ)
            };
            last = typ;
            let key = typ.map(|typ| self.types.canonical(typ));
            if let Some((_, pos)) = seen.iter().find(|(other, _)| *other == key) {
                let pos = *pos;
                let text = typ.map_or("nil".to_string(), |typ| self.type_text(typ));
                let mut message = ["duplicate case ", &text, " in type switch"].concat();
                self.add_line(&mut message, pos, "previous case");
                self.error(case.span, message);
                continue;
            }
            seen.push((key, case.span.start));
            if let Some(typ) = typ.filter(|_| x.is_valid())
                && let Some(cause) = self.not_assertable(x.typ, typ)
            {
                let (operand, text) = (self.operand_text(x), self.type_text(typ));
                let message = [
                    "impossible type switch case: ",
                    &expr_text(case),
                    "\n\t",
                    &operand,
                    " cannot have dynamic type ",
                    &text,
                    " ",
                    &cause,
                ];
                self.error(case.span, message.concat());
            }
        }
        match last {
            Some(typ) if cases.len() == 1 => typ,
            _ if x.is_valid() => x.typ,
            _ => INVALID,
        }
    }

    fn is_nil_name(&self, expr: &Expr) -> bool {
        match &unparen(expr).kind {
            ExprKind::Ident(name) => self.lookup(name) == Some(self.known.nil),
            _ => false,
        }
    }
}
