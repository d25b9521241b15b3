//! Expressions: their values, in slots.

use super::function::Builder;
use crate::go::code::instr::{Instr, NONE, Slot};
use crate::go::code::layout::Word;
use crate::go::syntax::ast::{Expr, ExprKind, Ident, UnaryOp};
use crate::go::types::constant::Constant;
use crate::go::types::info::{Mode, ObjectKind, SelectionKind};
use crate::go::types::store::{Basic, ObjectId, Type, TypeId};
use std::rc::Rc;

impl Builder<'_, '_> {
    /// The value of an expression. The slots may be those of a variable.
    pub(super) fn expr(&mut self, expr: &Expr) -> Slot {
        let found = self.of(expr);
        if let (Mode::Constant, Some(value)) = (found.mode, &found.value) {
            self.place = expr.span.start;
            return self.constant_value(value, found.typ);
        }
        if found.mode == Mode::Nil {
            let dst = self.temp_of(found.typ);
            let n = self.program.size(found.typ);
            self.zero(dst, n);
            return dst;
        }
        match &expr.kind {
            ExprKind::Paren(inner) => self.expr(inner),
            ExprKind::Ident(_) => self.name(expr, found.typ),
            ExprKind::Func(literal) => self.literal(literal),
            ExprKind::Composite { elements, .. } => self.composite(found.typ, elements, expr),
            ExprKind::Selector(base, name) => self.selector(expr, base, name, found.typ),
            ExprKind::Index(base, indices) => self.indexed(expr, base, indices, found.typ),
            ExprKind::Slice(base, bounds) => self.sliced(expr, base, bounds),
            ExprKind::Assert(inner, _) => {
                let wanted = self.single(found.typ);
                self.assertion(expr, inner, wanted, NONE)
            }
            ExprKind::Call { .. } => self.call(expr),
            ExprKind::Star(_) => {
                let at = self.locate(expr);
                self.place = expr.span.start;
                self.value_at(at, found.typ)
            }
            ExprKind::Unary(op, inner) => self.unary(expr, *op, inner, found.typ),
            ExprKind::Binary(op, place, left, right) => self.binary(*op, *place, left, right, found.typ),
            _ => 0,
        }
    }

    /// The type of the value alone, of what may be asked whether it is there.
    pub(super) fn single(&self, typ: TypeId) -> TypeId {
        match self.program.types.get(typ) {
            Type::Tuple(parts) if !parts.is_empty() => parts[0],
            _ => typ,
        }
    }

    /// The value of an expression as one of another type, to which it may be assigned.
    pub(super) fn value(&mut self, expr: &Expr, typ: TypeId) -> Slot {
        let found = self.of(expr);
        if found.mode == Mode::Nil {
            let dst = self.temp_of(typ);
            let n = self.program.size(typ);
            self.zero(dst, n);
            return dst;
        }
        let from = self.single(found.typ);
        let value = self.expr(expr);
        self.place = expr.span.start;
        self.as_type(value, from, typ)
    }

    /// A value as one of another type, to which it may be assigned.
    pub(super) fn as_type(&mut self, value: Slot, from: TypeId, to: TypeId) -> Slot {
        if from == to || !self.is_interface(to) || self.is_interface(from) {
            return value;
        }
        let from = self.default_type(from);
        let dst = self.row(vec![Word::Type, Word::Value]);
        if from == Basic::UntypedNil.id() {
            self.zero(dst, 2);
            return dst;
        }
        let layout = self.program.boxed(from);
        self.emit(Instr::ToInterface { dst, src: value, layout });
        dst
    }

    pub(super) fn is_interface(&self, typ: TypeId) -> bool {
        matches!(self.program.types.underlying(typ), Type::Interface(_))
    }

    /// The type that an untyped value gets where none is wanted.
    pub(super) fn default_type(&self, typ: TypeId) -> TypeId {
        match self.program.types.get(typ) {
            Type::Basic(Basic::UntypedBool) => Basic::Bool.id(),
            Type::Basic(Basic::UntypedInt) => Basic::Int.id(),
            Type::Basic(Basic::UntypedRune) => Basic::Int32.id(),
            Type::Basic(Basic::UntypedFloat) => Basic::Float64.id(),
            Type::Basic(Basic::UntypedString) => Basic::String.id(),
            _ => typ,
        }
    }

    /// The value of an expression in slots of its own, as one of a type to which it may be assigned.
    pub(super) fn own(&mut self, expr: &Expr, typ: TypeId) -> Slot {
        let dst = self.temp_of(typ);
        self.put_into(expr, typ, dst);
        dst
    }

    /// The same into these slots.
    pub(super) fn put_into(&mut self, expr: &Expr, typ: TypeId, dst: Slot) {
        let mark = self.mark();
        let value = self.value(expr, typ);
        let n = self.program.size(typ);
        self.copy(dst, value, n);
        if !matches!(expr.kind, ExprKind::Composite { .. } | ExprKind::Call { .. }) {
            self.copy_sync(dst, typ);
        }
        self.release(mark);
    }

    /// A constant as a value of a type.
    pub(super) fn constant_value(&mut self, value: &Constant, typ: TypeId) -> Slot {
        let typ = self.default_type(typ);
        if self.is_interface(typ) {
            // A constant that is an interface's value has the type that it would have anywhere.
            let own = match value {
                Constant::Bool(_) => Basic::Bool,
                Constant::String(_) => Basic::String,
                Constant::Int(_) => Basic::Int,
                _ => Basic::Float64,
            };
            let value = self.constant_value(value, own.id());
            return self.as_type(value, own.id(), typ);
        }
        let dst = self.temp_of(typ);
        let basic = self.program.types.basic(typ).unwrap_or(Basic::Invalid);
        match value {
            Constant::Bool(value) => self.constant(dst, u64::from(*value)),
            Constant::String(bytes) => {
                let text = self.program.image.text(bytes);
                self.constant(dst, text);
            }
            number if basic == Basic::Float32 => {
                let value = f64::from(number.to_f32().unwrap_or(0.0));
                self.constant(dst, value.to_bits());
            }
            number if basic.is_float() => {
                let value = number.to_f64().unwrap_or(0.0);
                self.constant(dst, value.to_bits());
            }
            number => {
                let value = number.to_i64_wrapping().unwrap_or(0);
                self.constant(dst, crate::go::machine::wrap(basic, value as u64));
            }
        }
        dst
    }

    /// A number of type `int`.
    pub(super) fn int(&mut self, value: i64) -> Slot {
        let dst = self.plain();
        self.constant(dst, value as u64);
        dst
    }

    fn name(&mut self, expr: &Expr, typ: TypeId) -> Slot {
        let Some(object) = self.object_of(expr.id) else { return 0 };
        match self.program.object(object).kind {
            ObjectKind::Func => self.function_value(object, expr.id),
            _ => {
                self.place = expr.span.start;
                let at = self.home(object);
                self.value_at(at, typ)
            }
        }
    }

    /// A declared function as a value.
    fn function_value(&mut self, object: ObjectId, id: crate::go::syntax::ast::NodeId) -> Slot {
        let arguments = self.instance_arguments(id);
        let func = self.program.declared(object, arguments);
        let word = self.program.closure_of(func);
        let dst = self.pointer();
        let index = self.program.image.constant(word);
        self.emit(Instr::Const { dst, index });
        dst
    }

    /// The type arguments of a generic function where it is named.
    pub(super) fn instance_arguments(&mut self, id: crate::go::syntax::ast::NodeId) -> Rc<[TypeId]> {
        let given = self.program.checked.info.instances.get(&id).cloned();
        given.iter().flat_map(|given| given.iter()).map(|typ| self.substitute(*typ)).collect()
    }

    fn selector(&mut self, expr: &Expr, base: &Expr, name: &Ident, typ: TypeId) -> Slot {
        let Some(selection) = self.program.checked.info.selections.get(&expr.id).cloned() else {
            // A name of a package.
            let Some(object) = self.object_of(name.id) else { return 0 };
            if self.program.object(object).kind == ObjectKind::Func {
                return self.function_value(object, name.id);
            }
            self.place = name.pos;
            let at = self.home(object);
            return self.value_at(at, typ);
        };
        match &selection.kind {
            SelectionKind::Field => {
                let at = self.locate_field(base, &selection.path, name.pos);
                self.value_at(at, typ)
            }
            SelectionKind::Expression(_) => {
                let receiver = self.substitute(selection.receiver);
                self.method_expression(receiver, name)
            }
            _ => self.method_value(base, &selection, name),
        }
    }

    fn indexed(&mut self, expr: &Expr, base: &Expr, indices: &[Expr], typ: TypeId) -> Slot {
        if self.of(base).mode != Mode::Type
            && let Type::Func(_) = self.program.types.underlying(typ).clone()
            && self.is_function_name(base)
        {
            return self.expr(base);
        }
        let Some(index) = indices.first() else { return 0 };
        let base_type = self.type_of(base);
        match self.program.types.underlying(base_type).clone() {
            Type::Map(..) => {
                let typ = self.single(typ);
                self.map_element(expr, base, index, typ, NONE)
            }
            Type::Basic(_) => {
                let text = self.expr(base);
                let index = self.index(index);
                let dst = self.plain();
                self.place = expr.span.start;
                self.emit(Instr::ByteAt { dst, text, index });
                dst
            }
            _ => {
                let at = self.locate(expr);
                self.value_at(at, typ)
            }
        }
    }

    fn is_function_name(&self, expr: &Expr) -> bool {
        let id = match &expr.kind {
            ExprKind::Paren(inner) => return self.is_function_name(inner),
            ExprKind::Ident(_) => expr.id,
            ExprKind::Selector(_, name) => name.id,
            _ => return false,
        };
        let is_function = |object: ObjectId| self.program.object(object).kind == ObjectKind::Func;
        self.object_of(id).is_some_and(is_function)
    }

    /// `m[k]`, and whether it is there.
    pub(super) fn map_element(
        &mut self,
        expr: &Expr,
        base: &Expr,
        index: &Expr,
        typ: TypeId,
        ok: Slot,
    ) -> Slot {
        let map_type = self.type_of(base);
        let Type::Map(key, _) = *self.program.types.underlying(map_type) else { return 0 };
        let map = self.expr(base);
        let key = self.value(index, key);
        let shape = self.program.map(map_type);
        let dst = self.temp_of(typ);
        self.place = expr.span.start;
        self.emit(Instr::MapGet { dst, map, key, ok, shape });
        dst
    }

    fn sliced(&mut self, expr: &Expr, base: &Expr, bounds: &[Option<Box<Expr>>; 3]) -> Slot {
        let typ = self.type_of(base);
        let under = self.program.types.underlying(typ).clone();
        let bound = |builder: &mut Self, at: usize| match &bounds[at] {
            Some(bound) => builder.index(bound),
            None => NONE,
        };
        if let Type::Basic(_) = under {
            let text = self.expr(base);
            let (low, high) = (bound(self, 0), bound(self, 1));
            let dst = self.temp_of(typ);
            self.place = expr.span.start;
            self.emit(Instr::CutText { dst, text, low, high });
            return dst;
        }
        let array = !matches!(under, Type::Slice(_));
        let (src, elem) = match under {
            Type::Slice(elem) => (self.expr(base), elem),
            Type::Pointer(to) => {
                let pointer = self.expr(base);
                self.slice_of_array(pointer, to)
            }
            _ => {
                let pointer = self.address(base);
                self.slice_of_array(pointer, typ)
            }
        };
        let (low, high, max) = (bound(self, 0), bound(self, 1), bound(self, 2));
        let dst = self.row(vec![Word::Pointer, Word::Plain, Word::Plain]);
        let size = self.program.size(elem);
        self.place = expr.span.start;
        self.emit(Instr::Slice { dst, src, low, high, max, size, array });
        dst
    }

    fn slice_of_array(&mut self, pointer: Slot, array: TypeId) -> (Slot, TypeId) {
        let Type::Array(length, elem) = *self.program.types.underlying(array) else { return (0, array) };
        let dst = self.row(vec![Word::Pointer, Word::Plain, Word::Plain]);
        let length = u32::try_from(length).unwrap_or(u32::MAX);
        self.emit(Instr::SliceOfArray { dst, pointer, length });
        (dst, elem)
    }

    /// `x.(T)`
    pub(super) fn assertion(&mut self, expr: &Expr, inner: &Expr, typ: TypeId, ok: Slot) -> Slot {
        let from_type = self.type_of(inner);
        let iface = self.expr(inner);
        self.place = expr.span.start;
        let dst = self.temp_of(typ);
        self.assert(dst, iface, ok, typ, from_type);
        dst
    }

    /// Takes a value of a type out of an interface.
    pub(super) fn assert(&mut self, dst: Slot, iface: Slot, ok: Slot, typ: TypeId, from_type: TypeId) {
        let from = self.program.short(self.program.asserted_from.len(), "assertions");
        self.program.asserted_from.push(from_type);
        if self.is_interface(typ) {
            self.program.interface(typ);
            self.emit(Instr::AssertInterface { dst, iface, ok, typ, from });
        } else {
            self.program.boxed(typ);
            self.emit(Instr::Assert { dst, iface, ok, typ, from });
        }
    }

    fn unary(&mut self, expr: &Expr, op: UnaryOp, inner: &Expr, typ: TypeId) -> Slot {
        match op {
            UnaryOp::Address => {
                let mut of = inner;
                while let ExprKind::Paren(within) = &of.kind {
                    of = within;
                }
                if let ExprKind::Composite { elements, .. } = &of.kind {
                    let typ = self.type_of(of);
                    return self.composite_object(typ, elements, of);
                }
                let pointer = self.address(of);
                let dst = self.pointer();
                self.copy(dst, pointer, 1);
                dst
            }
            UnaryOp::Receive => {
                let elem = self.single(typ);
                self.receive(expr, inner, elem, NONE)
            }
            UnaryOp::Plus | UnaryOp::Tilde => self.expr(inner),
            UnaryOp::Not => {
                let a = self.expr(inner);
                let dst = self.plain();
                self.emit(Instr::Not { dst, a });
                dst
            }
            UnaryOp::Minus | UnaryOp::Complement => {
                let a = self.expr(inner);
                let dst = self.plain();
                let kind = self.kind(typ);
                self.place = expr.span.start;
                self.emit(match op {
                    UnaryOp::Minus => Instr::Negate { kind, dst, a },
                    _ => Instr::Complement { kind, dst, a },
                });
                dst
            }
        }
    }

    /// `<-ch`
    pub(super) fn receive(&mut self, expr: &Expr, inner: &Expr, elem: TypeId, ok: Slot) -> Slot {
        let channel = self.expr(inner);
        let dst = self.temp_of(elem);
        self.program.carried(elem);
        self.place = expr.span.start;
        self.emit(Instr::Receive { dst, channel, ok, elem });
        dst
    }

    /// The basic type behind a type.
    pub(super) fn kind(&self, typ: TypeId) -> Basic {
        self.program.types.basic(self.default_type(typ)).unwrap_or(Basic::Int)
    }

    /// A value that can be asked whether it is there: the value and whether.
    pub(super) fn comma_ok(&mut self, expr: &Expr) -> (Slot, TypeId, Slot) {
        let found = self.of(expr);
        let typ = self.single(found.typ);
        let ok = self.plain();
        let value = match &expr.kind {
            ExprKind::Paren(inner) => return self.comma_ok(inner),
            ExprKind::Unary(UnaryOp::Receive, inner) => self.receive(expr, inner, typ, ok),
            ExprKind::Assert(inner, _) => self.assertion(expr, inner, typ, ok),
            ExprKind::Index(base, indices) if !indices.is_empty() => {
                self.map_element(expr, base, &indices[0], typ, ok)
            }
            _ => 0,
        };
        (value, typ, ok)
    }
}
