//! Assignments and definitions.

use super::address::{Variable, Where};
use super::function::Builder;
use crate::go::code::instr::Slot;
use crate::go::code::layout::Word;
use crate::go::syntax::ast::{BinaryOp, Expr, ExprKind, Ident};
use crate::go::syntax::source::Pos;
use crate::go::types::info::Mode;
use crate::go::types::store::{Basic, ObjectId, Type, TypeId};

impl Builder<'_, '_> {
    /// `a, b = x, y`, or `a += x`.
    pub(super) fn assignment(&mut self, left: &[Expr], op: Option<BinaryOp>, place: Pos, right: &[Expr]) {
        match (left, op, right) {
            ([to], Some(op), [value]) => self.change(to, op, place, value),
            ([to], None, [value]) => self.assign_one(to, place, value),
            _ if left.len() == right.len() => self.assign_many(left, place, right),
            _ => {
                let values = self.several(&right[0], left.len());
                let mut targets = Vec::new();
                for to in left {
                    let target = self.variable(to);
                    targets.push(self.held_target(target));
                }
                self.place = place;
                for (target, (slot, typ)) in targets.into_iter().zip(values) {
                    self.assign_from(target, slot, typ);
                }
            }
        }
    }

    fn assign_one(&mut self, to: &Expr, place: Pos, value: &Expr) {
        self.hint = match &to.kind {
            ExprKind::Ident(name) | ExprKind::Selector(_, Ident { name, .. }) => Some(name.clone()),
            _ => None,
        };
        if self.has_call(value) && !self.has_call(to) && !matches!(to.kind, ExprKind::Ident(_)) {
            // What could go wrong with the left side does so after the call.
            let typ = self.type_of(to);
            let typ = self.single(typ);
            let value = self.own(value, typ);
            let target = self.variable(to);
            self.place = place;
            return self.assign(target, value);
        }
        let target = self.variable(to);
        let Some(typ) = self.type_of_variable(target) else {
            // `_ = x`: it is computed all the same.
            self.expr(value);
            return;
        };
        if let Variable::At(Where::Slots(slot), typ) = target
            && !self.mentions_call(value)
        {
            let found = self.value(value, typ);
            let n = self.program.size(typ);
            self.place = place;
            self.copy(slot, found, n);
            self.copy_sync(slot, typ);
            return;
        }
        let target = if self.has_call(value) { self.held_target(target) } else { target };
        let value = self.own(value, typ);
        self.place = place;
        self.assign(target, value);
        self.hint = None;
    }

    /// Whether an expression may call something that could change what was computed before.
    fn mentions_call(&self, expr: &Expr) -> bool {
        !matches!(
            expr.kind,
            ExprKind::Ident(_) | ExprKind::Literal(..) | ExprKind::Binary(..) | ExprKind::Call { .. }
        )
    }

    fn assign_many(&mut self, left: &[Expr], place: Pos, right: &[Expr]) {
        let mut targets = Vec::new();
        for to in left {
            let target = self.variable(to);
            targets.push(self.held_target(target));
        }
        let mut values: Vec<Slot> = vec![0; right.len()];
        for number in self.order(right.iter()) {
            let typ = match self.type_of_variable(targets[number]) {
                Some(typ) => typ,
                None => self.value_type(&right[number]),
            };
            values[number] = self.own(&right[number], typ);
        }
        self.place = place;
        for (target, value) in targets.into_iter().zip(values) {
            self.assign(target, value);
        }
    }

    /// The type that a value has where none is wanted.
    pub(super) fn value_type(&mut self, value: &Expr) -> TypeId {
        let found = self.of(value);
        let typ = self.single(found.typ);
        match found.mode {
            Mode::Nil => typ,
            _ => self.default_type(typ),
        }
    }

    /// What is assigned to must stay what it was when its operands were computed, whatever is assigned meanwhile.
    fn held_target(&mut self, target: Variable) -> Variable {
        match target {
            Variable::At(Where::Memory(pointer, offset), typ) if !self.temporary_slot(pointer) => {
                let held = self.pointer();
                self.copy(held, pointer, 1);
                Variable::At(Where::Memory(held, offset), typ)
            }
            Variable::Item(slice, index, elem) => {
                let slice = self.held_slots(slice, 3);
                Variable::Item(slice, self.held_slots(index, 1), elem)
            }
            Variable::Element(map, key, shape, typ) if !self.temporary_slot(map) => {
                let held = self.pointer();
                self.copy(held, map, 1);
                Variable::Element(held, key, shape, typ)
            }
            other => other,
        }
    }

    /// Slots that nobody else changes with the same words: a slice's (3) or a number's.
    fn held_slots(&mut self, slot: Slot, n: u16) -> Slot {
        if self.temporary_slot(slot) {
            return slot;
        }
        let held = match n {
            3 => self.row(vec![Word::Pointer, Word::Plain, Word::Plain]),
            _ => self.plain(),
        };
        self.copy(held, slot, n);
        if self.unsigned.contains(&slot) {
            self.unsigned.insert(held);
        }
        held
    }

    fn assign_from(&mut self, target: Variable, slot: Slot, from: TypeId) {
        if let Some(typ) = self.type_of_variable(target) {
            let value = self.as_type(slot, from, typ);
            self.assign(target, value);
        }
    }

    /// `a op= x`
    fn change(&mut self, to: &Expr, op: BinaryOp, place: Pos, value: &Expr) {
        let target = self.variable(to);
        let Some(typ) = self.type_of_variable(target) else { return };
        let target = if self.has_call(value) { self.held_target(target) } else { target };
        self.place = place;
        let is_shift = matches!(op, BinaryOp::Shl | BinaryOp::Shr);
        let b = if is_shift { self.shift_count(value) } else { self.value(value, typ) };
        self.place = place;
        let a = self.current(target);
        let changed = self.arithmetic(op, typ, a, b);
        self.assign(target, changed);
    }

    /// `x++` and `x--`
    pub(super) fn step_by_one(&mut self, to: &Expr, up: bool) {
        let target = self.variable(to);
        let Some(typ) = self.type_of_variable(target) else { return };
        self.place = to.span.start;
        let kind = self.kind(typ);
        let a = self.current(target);
        if matches!(kind, Basic::Int | Basic::Int64) {
            let value = if up { 1 } else { -1 };
            if let Variable::At(Where::Slots(slot), _) = target {
                return self.emit(crate::go::code::instr::Instr::AddInt { dst: slot, a: slot, value });
            }
            let dst = self.plain();
            self.emit(crate::go::code::instr::Instr::AddInt { dst, a, value });
            return self.assign(target, dst);
        }
        let one = self.plain();
        let word = if kind.is_float() { 1f64.to_bits() } else { 1 };
        self.constant(one, word);
        let op = if up { BinaryOp::Add } else { BinaryOp::Sub };
        let changed = self.arithmetic(op, typ, a, one);
        self.assign(target, changed);
    }

    /// The values of one expression that gives several: a call, or one that can be asked whether it is there.
    pub(super) fn several(&mut self, expr: &Expr, count: usize) -> Vec<(Slot, TypeId)> {
        if let Type::Tuple(parts) = self.type_of_call(expr) {
            let mut slot = self.expr(expr);
            let mut values = Vec::new();
            for part in parts.iter() {
                values.push((slot, *part));
                slot = slot.saturating_add(self.program.size(*part));
            }
            return values;
        }
        let (value, typ, ok) = self.comma_ok(expr);
        let mut values = vec![(value, typ), (ok, Basic::Bool.id())];
        values.truncate(count);
        values
    }

    /// `a, b := x, y`
    pub(super) fn definition(&mut self, names: &[Expr], place: Pos, values: &[Expr]) {
        let mut computed: Vec<(Slot, TypeId)>;
        if names.len() == values.len() {
            computed = vec![(0, TypeId::default()); names.len()];
            for number in self.order(values.iter()) {
                let (name, value) = (&names[number], &values[number]);
                if let ExprKind::Ident(name) = &name.kind {
                    self.hint = Some(name.clone());
                }
                let typ = match self.defined(name) {
                    Some((object, _)) => self.variable_type(object),
                    None => self.value_type(value),
                };
                let slot = match names.len() {
                    1 => self.value(value, typ),
                    _ => self.own(value, typ),
                };
                self.hint = None;
                computed[number] = (slot, typ);
            }
        } else {
            computed = self.several(&values[0], names.len());
        }
        self.place = place;
        for (name, (slot, typ)) in names.iter().zip(computed) {
            let Some((object, is_new)) = self.defined(name) else { continue };
            let own = self.variable_type(object);
            let value = self.as_type(slot, typ, own);
            if is_new {
                let held = match self.program.words(own).contains(&Word::Sync) {
                    true => self.copied_sync(value, own),
                    false => value,
                };
                self.declare(object, Some(held));
            } else {
                let target = Variable::At(self.home(object), own);
                self.assign(target, value);
            }
        }
    }

    /// A copy of a value in which there are locks.
    fn copied_sync(&mut self, value: Slot, typ: TypeId) -> Slot {
        let dst = self.temp_of(typ);
        let n = self.program.size(typ);
        self.copy(dst, value, n);
        self.copy_sync(dst, typ);
        dst
    }

    /// The variable that a name of a definition means, and whether it is a new one; none of `_`.
    pub(super) fn defined(&self, name: &Expr) -> Option<(ObjectId, bool)> {
        if matches!(&name.kind, ExprKind::Ident(text) if &**text == "_") {
            return None;
        }
        let object = self.object_of(name.id)?;
        Some((object, self.program.object(object).pos == name.span.start))
    }

    /// A line of a `var` in a function.
    pub(super) fn declaration(&mut self, spec: &crate::go::syntax::ast::VarSpec) {
        let place = spec.span.start;
        let mut computed: Vec<Option<(Slot, TypeId)>> = vec![None; spec.names.len()];
        if spec.values.len() == spec.names.len() {
            for (at, (name, value)) in spec.names.iter().zip(&spec.values).enumerate() {
                self.hint = Some(name.name.clone());
                let typ = match self.object_of(name.id) {
                    Some(object) => self.variable_type(object),
                    None => self.value_type(value),
                };
                computed[at] = Some((self.own(value, typ), typ));
                self.hint = None;
            }
        } else if let Some(value) = spec.values.first() {
            computed = self.several(value, spec.names.len()).into_iter().map(Some).collect();
        }
        self.place = place;
        for (name, value) in spec.names.iter().zip(computed) {
            let Some(object) = self.object_of(name.id) else { continue };
            let own = self.variable_type(object);
            let slot = value.map(|(slot, typ)| self.as_type(slot, typ, own));
            self.place = name.pos;
            self.declare(object, slot);
        }
    }

    /// The first values of package-level variables.
    pub(super) fn initialize_variables(&mut self, variables: &[ObjectId], expr: &Expr) {
        let values = match variables {
            [only] => {
                let object = self.program.object(*only);
                self.hint = Some(object.name.clone());
                let typ = object.typ;
                let value = self.own(expr, typ);
                self.hint = None;
                vec![(value, typ)]
            }
            several => self.several(expr, several.len()),
        };
        for (variable, (slot, from)) in variables.iter().zip(values) {
            let typ = self.program.object(*variable).typ;
            let value = self.as_type(slot, from, typ);
            self.place = expr.span.start;
            let at = self.home(*variable);
            self.assign(Variable::At(at, typ), value);
        }
    }
}
