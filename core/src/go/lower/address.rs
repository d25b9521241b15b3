//! Where values are: in slots or in the memory; and variables as what is assigned to.

use super::function::{Builder, Home};
use super::limits::beyond;
use crate::go::code::instr::{Instr, NONE, Slot};
use crate::go::code::layout::Word;
use crate::go::syntax::ast::{Expr, ExprKind};
use crate::go::types::info::{Mode, Selection, SelectionKind};
use crate::go::types::store::{Basic, ObjectId, Type, TypeId};
use std::rc::Rc;

/// Where a value is.
#[derive(Clone, Copy, Debug)]
pub(super) enum Where {
    /// In slots, from this one on.
    Slots(Slot),
    /// In the memory: so many words behind where this slot points.
    Memory(Slot, u32),
}

/// What is assigned to.
#[derive(Clone, Copy, Debug)]
pub(super) enum Variable {
    /// `_`
    Blank,
    /// A value somewhere.
    At(Where, TypeId),
    /// An element of a slice: the slice, the index, the type of the elements. Whether there is one is seen when it is
    /// assigned to.
    Item(Slot, Slot, TypeId),
    /// An element of a map: the map, the key, the number of the shape, the type of the value.
    Element(Slot, Slot, u16, TypeId),
}

impl Builder<'_, '_> {
    /// Where a variable is.
    pub(super) fn home(&mut self, variable: ObjectId) -> Where {
        if let Some(pointer) = self.program.globals.get(&variable).copied() {
            let slot = self.pointer();
            let index = self.program.image.constant(pointer);
            self.emit(Instr::Const { dst: slot, index });
            return Where::Memory(slot, 0);
        }
        match self.homes.get(&variable).copied() {
            Some(Home::Slots(slot)) => Where::Slots(slot),
            Some(Home::Object(slot)) => Where::Memory(slot, 0),
            Some(Home::Captured(word)) => {
                let typ = self.variable_type(variable);
                let dst = self.temp_of(typ);
                let n = self.program.size(typ);
                if n > 0 {
                    self.emit(Instr::Captured { dst, closure: self.closure, word, n });
                }
                Where::Slots(dst)
            }
            Some(Home::CapturedObject(word)) => {
                let dst = self.pointer();
                self.emit(Instr::Captured { dst, closure: self.closure, word, n: 1 });
                Where::Memory(dst, 0)
            }
            None => Where::Slots(0),
        }
    }

    /// Where the value of an expression is; what is in the memory stays there.
    pub(super) fn locate(&mut self, expr: &Expr) -> Where {
        self.place = expr.span.start;
        match &expr.kind {
            ExprKind::Paren(inner) => self.locate(inner),
            ExprKind::Ident(_) => {
                let found = self.of(expr);
                match self.object_of(expr.id) {
                    Some(object) if found.mode == Mode::Variable => self.home(object),
                    _ => Where::Slots(self.expr(expr)),
                }
            }
            ExprKind::Selector(base, name) => {
                match self.program.checked.info.selections.get(&expr.id).cloned() {
                    Some(selection) if selection.kind == SelectionKind::Field => {
                        let place = name.pos;
                        self.locate_field(base, &selection.path, place)
                    }
                    Some(_) => Where::Slots(self.expr(expr)),
                    // A variable of another package.
                    None => match (self.of(expr).mode, self.object_of(name.id)) {
                        (Mode::Variable, Some(object)) => self.home(object),
                        _ => Where::Slots(self.expr(expr)),
                    },
                }
            }
            ExprKind::Star(inner) => {
                let pointer = self.expr(inner);
                self.place = expr.span.start;
                Where::Memory(pointer, 0)
            }
            ExprKind::Index(base, indices) if !indices.is_empty() => {
                let typ = self.type_of(base);
                match self.program.types.underlying(typ).clone() {
                    Type::Slice(elem) => {
                        let slice = self.expr(base);
                        let index = self.index(&indices[0]);
                        let dst = self.pointer();
                        let size = self.program.size(elem);
                        self.place = expr.span.start;
                        self.emit(Instr::Element { dst, slice, index, size });
                        Where::Memory(dst, 0)
                    }
                    Type::Pointer(to) => {
                        let pointer = self.expr(base);
                        self.element_of(pointer, 0, to, &indices[0])
                    }
                    Type::Array(..) => self.locate_element(base, typ, &indices[0]),
                    _ => Where::Slots(self.expr(expr)),
                }
            }
            _ => Where::Slots(self.expr(expr)),
        }
    }

    /// An element of an array, wherever that is.
    fn locate_element(&mut self, base: &Expr, typ: TypeId, index: &Expr) -> Where {
        let Type::Array(length, elem) = *self.program.types.underlying(typ) else { return Where::Slots(0) };
        let size = self.program.size(elem);
        match self.locate(base) {
            Where::Memory(pointer, offset) => self.element_of(pointer, offset, typ, index),
            Where::Slots(slot) => {
                let constant = self.of(index).value.and_then(|value| value.to_i64_wrapping());
                match constant {
                    Some(at) => Where::Slots(slot + at as u16 * size),
                    None => {
                        // A value that lies in slots is put into the memory, where its elements can be counted off.
                        let pointer = self.pointer();
                        let (layout, count) = self.program.variable_layout(typ, "");
                        self.emit(Instr::New { dst: pointer, layout, count });
                        self.store_at(pointer, 0, slot, (length as u16).saturating_mul(size));
                        self.element_of(pointer, 0, typ, index)
                    }
                }
            }
        }
    }

    fn element_of(&mut self, pointer: Slot, offset: u32, array: TypeId, index: &Expr) -> Where {
        let Type::Array(length, elem) = *self.program.types.underlying(array) else { return Where::Slots(0) };
        let size = self.program.size(elem);
        if let Some(at) = self.of(index).value.and_then(|value| value.to_i64_wrapping()) {
            return Where::Memory(pointer, beyond(offset, at as u64, size));
        }
        let pointer = self.at_offset(pointer, offset);
        let index = self.index(index);
        let dst = self.pointer();
        let length = u32::try_from(length).unwrap_or(u32::MAX);
        self.emit(Instr::ArrayElement { dst, pointer, index, size, length });
        Where::Memory(dst, 0)
    }

    /// A pointer to so many words behind another one.
    pub(super) fn at_offset(&mut self, pointer: Slot, offset: u32) -> Slot {
        if offset == 0 {
            return pointer;
        }
        let dst = self.pointer();
        self.emit(Instr::Offset { dst, pointer, words: offset });
        dst
    }

    /// A field of what an expression gives, through embedded ones.
    pub(super) fn locate_field(
        &mut self,
        base: &Expr,
        path: &[u32],
        place: crate::go::syntax::source::Pos,
    ) -> Where {
        let typ = self.type_of(base);
        let at = self.locate(base);
        self.place = place;
        self.follow(at, typ, path).0
    }

    /// Goes through fields, and through pointers on the way. Gives where that leads and what type is there.
    pub(super) fn follow(&mut self, mut at: Where, mut typ: TypeId, path: &[u32]) -> (Where, TypeId) {
        for index in path {
            if let Type::Pointer(to) = *self.program.types.underlying(typ) {
                let pointer = self.value_at(at, typ);
                (at, typ) = (Where::Memory(pointer, 0), to);
            }
            let Type::Struct(fields) = self.program.types.underlying(typ).clone() else { break };
            let offset = self.program.offset(typ, &fields, *index as usize);
            at = match at {
                Where::Slots(slot) => Where::Slots(slot + offset as u16),
                Where::Memory(pointer, before) => Where::Memory(pointer, before + offset),
            };
            typ = fields[*index as usize].typ;
        }
        (at, typ)
    }

    /// The value that is somewhere, in slots.
    pub(super) fn value_at(&mut self, at: Where, typ: TypeId) -> Slot {
        match at {
            Where::Slots(slot) => slot,
            Where::Memory(pointer, offset) => {
                let dst = self.temp_of(typ);
                let n = self.program.size(typ);
                self.load_at(dst, pointer, offset, n);
                dst
            }
        }
    }

    /// A pointer to where an expression's value is.
    pub(super) fn address(&mut self, expr: &Expr) -> Slot {
        let typ = self.type_of(expr);
        let at = self.locate(expr);
        self.address_at(at, typ)
    }

    pub(super) fn address_at(&mut self, at: Where, typ: TypeId) -> Slot {
        match at {
            Where::Memory(pointer, 0) => {
                self.emit(Instr::NotNil { pointer });
                pointer
            }
            Where::Memory(pointer, offset) => self.at_offset(pointer, offset),
            Where::Slots(slot) => {
                let dst = self.pointer();
                let (layout, count) = self.program.variable_layout(typ, "");
                self.emit(Instr::New { dst, layout, count });
                let n = self.program.size(typ);
                self.store_at(dst, 0, slot, n);
                dst
            }
        }
    }

    /// An index as a whole number of 64 bits: one of an unsigned type that is too large stays too large.
    pub(super) fn index(&mut self, expr: &Expr) -> Slot {
        let slot = self.expr(expr);
        let typ = self.type_of(expr);
        let unsigned = match self.program.types.underlying(typ) {
            Type::Basic(basic) => matches!(basic, Basic::Uint | Basic::Uint64 | Basic::Uintptr),
            _ => false,
        };
        if unsigned {
            self.unsigned.insert(slot);
        } else {
            self.unsigned.remove(&slot);
        }
        slot
    }

    /// What is assigned to by an expression; its operands are computed.
    pub(super) fn variable(&mut self, expr: &Expr) -> Variable {
        match &expr.kind {
            ExprKind::Ident(name) if &**name == "_" => Variable::Blank,
            ExprKind::Paren(inner) => self.variable(inner),
            ExprKind::Index(base, indices) if !indices.is_empty() => {
                let typ = self.type_of(base);
                if let Type::Map(key, value) = *self.program.types.underlying(typ) {
                    let map = self.expr(base);
                    let key = self.own(&indices[0], key);
                    let shape = self.program.map(typ);
                    return Variable::Element(map, key, shape, value);
                }
                if let Type::Slice(elem) = *self.program.types.underlying(typ) {
                    let slice = self.expr(base);
                    return Variable::Item(slice, self.index(&indices[0]), elem);
                }
                let typ = self.type_of(expr);
                Variable::At(self.locate(expr), typ)
            }
            _ => {
                let typ = self.type_of(expr);
                Variable::At(self.locate(expr), typ)
            }
        }
    }

    /// Assigns a value that lies in slots and has the variable's type.
    pub(super) fn assign(&mut self, variable: Variable, value: Slot) {
        match variable {
            Variable::Blank => {}
            Variable::At(Where::Slots(slot), typ) => {
                let n = self.program.size(typ);
                self.copy(slot, value, n);
            }
            Variable::At(Where::Memory(pointer, offset), typ) => {
                let n = self.program.size(typ);
                self.store_at(pointer, offset, value, n);
            }
            Variable::Item(slice, index, elem) => {
                let (pointer, n) = self.item(slice, index, elem);
                self.store_at(pointer, 0, value, n);
            }
            Variable::Element(map, key, shape, _) => self.emit(Instr::MapSet { map, key, value, shape }),
        }
    }

    /// A pointer to an element of a slice, and how many words that has.
    fn item(&mut self, slice: Slot, index: Slot, elem: TypeId) -> (Slot, u16) {
        let dst = self.pointer();
        let size = self.program.size(elem);
        self.emit(Instr::Element { dst, slice, index, size });
        (dst, size)
    }

    /// The type of a variable; none of `_`.
    pub(super) fn type_of_variable(&self, variable: Variable) -> Option<TypeId> {
        match variable {
            Variable::Blank => None,
            Variable::At(_, typ) | Variable::Item(.., typ) | Variable::Element(.., typ) => Some(typ),
        }
    }

    /// The value of a variable that is being changed.
    pub(super) fn current(&mut self, variable: Variable) -> Slot {
        match variable {
            Variable::Blank => NONE,
            Variable::At(at, typ) => self.value_at(at, typ),
            Variable::Item(slice, index, elem) => {
                let (pointer, n) = self.item(slice, index, elem);
                let dst = self.temp_of(elem);
                self.load_at(dst, pointer, 0, n);
                dst
            }
            Variable::Element(map, key, shape, typ) => {
                let dst = self.temp_of(typ);
                let key_type = self.program.maps[usize::from(shape)].key;
                if self.may_be_unhashable(key_type) {
                    // Go makes room for the entry before it looks: that tells of a key in other words than a look does.
                    self.emit(Instr::Hashable { key, typ: key_type });
                }
                self.emit(Instr::MapGet { dst, map, key, ok: NONE, shape });
                dst
            }
        }
    }

    /// Whether a value of a type may hold one that cannot be a key, nor be compared.
    pub(super) fn may_be_unhashable(&self, typ: TypeId) -> bool {
        match self.program.types.underlying(typ) {
            Type::Interface(_) => true,
            Type::Struct(fields) => fields.iter().any(|field| self.may_be_unhashable(field.typ)),
            Type::Array(_, elem) => self.may_be_unhashable(*elem),
            _ => false,
        }
    }

    /// Makes locks that were copied into these slots objects of their own.
    pub(super) fn copy_sync(&mut self, dst: Slot, typ: TypeId) {
        if self.program.words(typ).contains(&Word::Sync) {
            self.emit(Instr::CopySync { dst, typ });
        }
    }

    /// Whether a selection is that of a method whose receiver is a pointer.
    pub(super) fn wants_pointer(selection: &Selection) -> bool {
        matches!(selection.kind, SelectionKind::Method { pointer: true, .. })
    }

    /// Slots for the time being for these kinds in a row.
    pub(super) fn row(&mut self, kinds: Vec<Word>) -> Slot {
        let words: Rc<[Word]> = kinds.into();
        self.temp(&words)
    }
}
