//! Operators and conversions.

use super::function::Builder;
use crate::go::code::instr::{Arith, Compare, Instr, Slot, TextAs};
use crate::go::code::layout::Word;
use crate::go::syntax::ast::{BinaryOp, Expr};
use crate::go::syntax::source::Pos;
use crate::go::types::info::Mode;
use crate::go::types::store::{Basic, Type, TypeId};
use std::rc::Rc;

fn arith(op: BinaryOp) -> Option<Arith> {
    Some(match op {
        BinaryOp::Add => Arith::Add,
        BinaryOp::Sub => Arith::Sub,
        BinaryOp::Mul => Arith::Mul,
        BinaryOp::Div => Arith::Div,
        BinaryOp::Rem => Arith::Rem,
        BinaryOp::And => Arith::And,
        BinaryOp::Or => Arith::Or,
        BinaryOp::Xor => Arith::Xor,
        BinaryOp::AndNot => Arith::AndNot,
        BinaryOp::Shl => Arith::Shl,
        BinaryOp::Shr => Arith::Shr,
        _ => return None,
    })
}

fn comparison(op: BinaryOp) -> Option<Compare> {
    Some(match op {
        BinaryOp::Equal => Compare::Equal,
        BinaryOp::NotEqual => Compare::NotEqual,
        BinaryOp::Less => Compare::Less,
        BinaryOp::LessEqual => Compare::LessEqual,
        BinaryOp::Greater => Compare::Greater,
        BinaryOp::GreaterEqual => Compare::GreaterEqual,
        _ => return None,
    })
}

impl Builder<'_, '_> {
    pub(super) fn binary(
        &mut self,
        op: BinaryOp,
        place: Pos,
        left: &Expr,
        right: &Expr,
        typ: TypeId,
    ) -> Slot {
        if matches!(op, BinaryOp::LogicalAnd | BinaryOp::LogicalOr) {
            return self.logical(op, left, right);
        }
        if let Some(op) = comparison(op) {
            return self.comparison(op, place, left, right);
        }
        // A long chain `a + b + c + …` leans to the left: it is gone down without recursion by the parser's limit.
        if self.has_call(right) && !self.has_call(left) {
            let is_shift = matches!(op, BinaryOp::Shl | BinaryOp::Shr);
            let b = if is_shift { self.shift_count(right) } else { self.expr(right) };
            let a = self.expr(left);
            self.place = place;
            return self.arithmetic(op, typ, a, b);
        }
        let a = self.expr(left);
        let a = self.held(a, right, typ);
        if matches!(op, BinaryOp::Shl | BinaryOp::Shr) {
            let count = self.shift_count(right);
            self.place = place;
            return self.arithmetic(op, typ, a, count);
        }
        let b = self.expr(right);
        self.place = place;
        self.arithmetic(op, typ, a, b)
    }

    /// A value that must not change while another expression is computed which may call something: it is copied then.
    fn held(&mut self, slot: Slot, other: &Expr, typ: TypeId) -> Slot {
        use crate::go::syntax::ast::ExprKind;
        let is_simple =
            matches!(other.kind, ExprKind::Ident(_) | ExprKind::Literal(..) | ExprKind::Selector(..));
        if is_simple || self.temporary_slot(slot) {
            return slot;
        }
        let n = self.program.size(typ);
        let dst = self.temp_of(typ);
        self.copy(dst, slot, n);
        dst
    }

    /// The count of a shift, which is refused if it is negative.
    pub(super) fn shift_count(&mut self, expr: &Expr) -> Slot {
        let count = self.expr(expr);
        let typ = self.type_of(expr);
        let found = self.of(expr);
        if found.mode != Mode::Constant && !self.kind(typ).is_unsigned() {
            self.place = expr.span.start;
            self.emit(Instr::ShiftCount { count });
        }
        count
    }

    /// `a op b` of two values of a type; of a shift, `b` is its count.
    pub(super) fn arithmetic(&mut self, op: BinaryOp, typ: TypeId, a: Slot, b: Slot) -> Slot {
        let kind = self.kind(typ);
        let dst = self.temp_of(typ);
        let whole = matches!(kind, Basic::Int | Basic::Int64);
        let instr = match (op, arith(op)) {
            (BinaryOp::Add, _) if kind.is_string() => Instr::Concat { dst, a, b },
            (BinaryOp::Add, _) if whole => Instr::Add { dst, a, b },
            (BinaryOp::Sub, _) if whole => Instr::Sub { dst, a, b },
            (BinaryOp::Mul, _) if whole => Instr::Mul { dst, a, b },
            (_, Some(op)) => Instr::Arith { op, kind, dst, a, b },
            (_, None) => Instr::Int { dst, value: 0 },
        };
        self.emit(instr);
        dst
    }

    fn logical(&mut self, op: BinaryOp, left: &Expr, right: &Expr) -> Slot {
        let dst = self.plain();
        let end = self.label();
        let a = self.expr(left);
        self.copy(dst, a, 1);
        match op {
            BinaryOp::LogicalAnd => self.jump_unless(dst, end),
            _ => self.jump_if(dst, end),
        }
        let b = self.expr(right);
        self.copy(dst, b, 1);
        self.put(end);
        dst
    }

    fn comparison(&mut self, op: Compare, place: Pos, left: &Expr, right: &Expr) -> Slot {
        let (found_left, found_right) = (self.of(left), self.of(right));
        let is_nil = |mode: Mode| mode == Mode::Nil;
        if is_nil(found_left.mode) || is_nil(found_right.mode) {
            let value = if is_nil(found_left.mode) { right } else { left };
            let value = self.expr(value);
            let zero = self.int(0);
            let dst = self.plain();
            self.place = place;
            self.emit(Instr::Same { dst, a: value, b: zero });
            return self.negated(op, dst);
        }
        // A value is compared with an interface's as one of an interface.
        let typ = match (self.is_interface(found_left.typ), self.is_interface(found_right.typ)) {
            (true, _) => found_left.typ,
            (false, true) => found_right.typ,
            _ if self.is_untyped(found_left.typ) => self.default_type(found_right.typ),
            _ => self.default_type(found_left.typ),
        };
        if self.has_call(right) && !self.has_call(left) {
            let b = self.value(right, typ);
            let a = self.value(left, typ);
            self.place = place;
            return self.compare(op, typ, a, b);
        }
        let a = self.value(left, typ);
        let a = self.held(a, right, typ);
        let b = self.value(right, typ);
        self.place = place;
        self.compare(op, typ, a, b)
    }

    fn is_untyped(&self, typ: TypeId) -> bool {
        self.program.types.basic(typ).is_some_and(Basic::is_untyped)
    }

    /// Whether two values of a type are so.
    pub(super) fn compare(&mut self, op: Compare, typ: TypeId, a: Slot, b: Slot) -> Slot {
        let dst = self.plain();
        match self.program.types.underlying(typ).clone() {
            Type::Basic(basic) if basic.is_string() => {
                self.emit(Instr::CompareText { op, dst, a, b });
                dst
            }
            Type::Basic(Basic::Int | Basic::Int64 | Basic::UntypedInt) => {
                self.emit(match op {
                    Compare::Less => Instr::Less { dst, a, b },
                    Compare::LessEqual => Instr::LessEqual { dst, a, b },
                    Compare::Greater => Instr::Less { dst, a: b, b: a },
                    Compare::GreaterEqual => Instr::LessEqual { dst, a: b, b: a },
                    Compare::Equal | Compare::NotEqual => Instr::Same { dst, a, b },
                });
                if op == Compare::NotEqual {
                    self.emit(Instr::Not { dst, a: dst });
                }
                dst
            }
            Type::Basic(kind) => {
                self.emit(Instr::Compare { op, kind, dst, a, b });
                dst
            }
            Type::Pointer(_) | Type::Chan(..) | Type::Map(..) | Type::Func(_) => {
                self.emit(Instr::Same { dst, a, b });
                self.negated(op, dst)
            }
            _ => {
                self.emit(Instr::Equal { typ, dst, a, b });
                self.negated(op, dst)
            }
        }
    }

    fn negated(&mut self, op: Compare, dst: Slot) -> Slot {
        if op == Compare::NotEqual {
            self.emit(Instr::Not { dst, a: dst });
        }
        dst
    }

    /// `T(x)`
    pub(super) fn conversion(&mut self, expr: &Expr, arg: &Expr, to: TypeId) -> Slot {
        let found = self.of(arg);
        if found.mode == Mode::Nil || self.is_interface(to) {
            return self.value(arg, to);
        }
        let from = self.default_type(found.typ);
        let value = self.expr(arg);
        self.place = expr.span.start;
        let (under_from, under_to) =
            (self.program.types.underlying(from).clone(), self.program.types.underlying(to).clone());
        let plain: Rc<[Word]> = Rc::from([Word::Text]);
        let slice: Rc<[Word]> = Rc::from([Word::Pointer, Word::Plain, Word::Plain]);
        match (under_from, under_to) {
            (Type::Basic(from), Type::Basic(to)) if from.is_string() && to.is_string() => value,
            (Type::Basic(_), Type::Basic(to)) if to.is_string() => {
                let dst = self.temp(&plain);
                self.emit(Instr::TextAs { how: TextAs::FromRune, dst, src: value });
                dst
            }
            (Type::Slice(elem), Type::Basic(to)) if to.is_string() => {
                let how = self.text_or_runes(elem, TextAs::FromBytes, TextAs::FromRunes);
                let dst = self.temp(&plain);
                self.emit(Instr::TextAs { how, dst, src: value });
                dst
            }
            (Type::Basic(from), Type::Slice(elem)) if from.is_string() => {
                let how = self.text_or_runes(elem, TextAs::ToBytes, TextAs::ToRunes);
                let dst = self.temp(&slice);
                self.emit(Instr::TextAs { how, dst, src: value });
                dst
            }
            (Type::Basic(from), Type::Basic(to)) if from != to => {
                let dst = self.plain();
                self.emit(Instr::Convert { from, to, dst, a: value });
                dst
            }
            (Type::Slice(_), Type::Pointer(array)) => {
                let Type::Array(length, _) = *self.program.types.underlying(array) else { return value };
                self.array_of_slice(value, length)
            }
            (Type::Slice(_), Type::Array(length, _)) => {
                let pointer = self.array_of_slice(value, length);
                let dst = self.temp_of(to);
                let n = self.program.size(to);
                if n > 0 {
                    self.load_at(dst, pointer, 0, n);
                }
                dst
            }
            _ => value,
        }
    }

    fn array_of_slice(&mut self, src: Slot, length: u64) -> Slot {
        let dst = self.pointer();
        let length = u32::try_from(length).unwrap_or(u32::MAX);
        self.emit(Instr::ArrayOfSlice { dst, src, length });
        dst
    }

    fn text_or_runes(&self, elem: TypeId, bytes: TextAs, runes: TextAs) -> TextAs {
        match self.program.types.basic(elem) {
            Some(Basic::Uint8) => bytes,
            _ => runes,
        }
    }
}
