//! Composite literals and function literals.

use super::address::Where;
use super::function::{Builder, Home};
use super::limits::beyond;
use super::program::Key;
use crate::go::code::instr::{Instr, Slot};
use crate::go::code::layout::Word;
use crate::go::syntax::ast::{Expr, ExprKind, FuncLit};
use crate::go::types::info::Constant;
use crate::go::types::store::{ObjectId, Type, TypeId};
use rustc_hash::FxHashMap;
use std::rc::Rc;

type Elements = [(Option<Expr>, Expr)];

impl Builder<'_, '_> {
    /// `T{...}` as a value.
    pub(super) fn composite(&mut self, typ: TypeId, elements: &Elements, expr: &Expr) -> Slot {
        self.place = expr.span.start;
        match self.program.types.underlying(typ).clone() {
            Type::Struct(_) => {
                let dst = self.temp_of(typ);
                self.fill_struct(typ, elements, dst);
                dst
            }
            Type::Array(length, elem) => {
                let size = u64::from(self.program.size(elem));
                if length.saturating_mul(size) > 64 {
                    let pointer = self.composite_object(typ, elements, expr);
                    let dst = self.temp_of(typ);
                    let n = self.program.size(typ);
                    self.load_at(dst, pointer, 0, n);
                    return dst;
                }
                let dst = self.temp_of(typ);
                let n = self.program.size(typ);
                self.zero(dst, n);
                for (at, value) in self.numbered(elements) {
                    let to = dst + (at as u16) * size as u16;
                    self.element_into(value, elem, to);
                }
                dst
            }
            Type::Slice(elem) => {
                let name = self.called();
                let numbered = self.numbered(elements);
                let length = numbered.iter().map(|(at, _)| at + 1).max().unwrap_or(0);
                let dst = self.row(vec![Word::Pointer, Word::Plain, Word::Plain]);
                let mark = self.mark();
                let count = self.int(length as i64);
                let layout = self.program.layout(elem, &name);
                self.emit(Instr::MakeSlice { dst, layout, length: count, capacity: count });
                self.fill_elements(dst, elem, numbered);
                self.release(mark);
                dst
            }
            Type::Map(key, value) => {
                let dst = self.pointer();
                self.make_map(dst, typ);
                let shape = self.program.map(typ);
                for (of, element) in elements {
                    let mark = self.mark();
                    let Some(of) = of else { continue };
                    let key_slot = self.temp_of(key);
                    self.element_into(of, key, key_slot);
                    let value_slot = self.temp_of(value);
                    self.element_into(element, value, value_slot);
                    self.place = element.span.start;
                    self.emit(Instr::MapSet { map: dst, key: key_slot, value: value_slot, shape });
                    self.release(mark);
                }
                dst
            }
            // `&T{...}` with the `&T` left out, inside of another literal.
            Type::Pointer(to) => self.composite_object(to, elements, expr),
            _ => 0,
        }
    }

    /// `&T{...}`: a new object.
    pub(super) fn composite_object(&mut self, typ: TypeId, elements: &Elements, expr: &Expr) -> Slot {
        self.place = expr.span.start;
        let dst = self.pointer();
        let name = self.called();
        let (layout, count) = self.program.variable_layout(typ, &name);
        match self.program.types.underlying(typ).clone() {
            Type::Array(_, elem) => {
                self.emit(Instr::New { dst, layout, count });
                let numbered = self.numbered(elements);
                self.fill_elements(dst, elem, numbered);
            }
            _ => {
                let mark = self.mark();
                let value = self.composite(typ, elements, expr);
                let n = self.program.size(typ);
                self.emit(Instr::New { dst, layout, count });
                if n > 0 {
                    self.store_at(dst, 0, value, n);
                }
                self.release(mark);
            }
        }
        dst
    }

    /// The elements of an array or slice with their numbers.
    fn numbered<'e>(&mut self, elements: &'e Elements) -> Vec<(u64, &'e Expr)> {
        let mut next = 0;
        let mut numbered = Vec::new();
        for (key, value) in elements {
            if let Some(key) = key {
                let given = self.of(key).value.as_ref().and_then(Constant::to_i64_wrapping);
                next = given.unwrap_or(0) as u64;
            }
            numbered.push((next, value));
            next += 1;
        }
        numbered
    }

    fn fill_elements(&mut self, pointer: Slot, elem: TypeId, numbered: Vec<(u64, &Expr)>) {
        let size = self.program.size(elem);
        for number in self.order(numbered.iter().map(|(_, value)| *value)) {
            let (at, value) = numbered[number];
            let mark = self.mark();
            let slot = self.temp_of(elem);
            self.element_into(value, elem, slot);
            if size > 0 {
                self.place = value.span.start;
                self.store_at(pointer, beyond(0, at, size), slot, size);
            }
            self.release(mark);
        }
    }

    fn fill_struct(&mut self, typ: TypeId, elements: &Elements, dst: Slot) {
        let Type::Struct(fields) = self.program.types.underlying(typ).clone() else { return };
        let n = self.program.size(typ);
        let named = elements.first().is_some_and(|(key, _)| key.is_some());
        if named || elements.is_empty() {
            self.zero(dst, n);
        }
        debug_assert!(elements.len() <= fields.len());
        for at in self.order(elements.iter().map(|(_, value)| value)) {
            let (key, value) = &elements[at];
            let selection = key.as_ref().and_then(|key| self.program.checked.info.selections.get(&key.id));
            let path = selection.map_or_else(|| vec![at as u32], |selection| selection.path.clone());
            if let (Where::Slots(slot), typ) = self.follow(Where::Slots(dst), typ, &path) {
                self.hint = key.as_ref().and_then(|key| match &key.kind {
                    ExprKind::Ident(name) => Some(name.clone()),
                    _ => None,
                });
                self.element_into(value, typ, slot);
                self.hint = None;
            }
        }
    }

    /// An element's value; a literal whose type is left out has that of the element.
    fn element_into(&mut self, value: &Expr, typ: TypeId, dst: Slot) {
        match &value.kind {
            ExprKind::Composite { typ: None, elements, .. } => {
                let mark = self.mark();
                let slot = self.composite(typ, elements, value);
                let n = self.program.size(typ);
                self.copy(dst, slot, n);
                self.release(mark);
            }
            _ => self.put_into(value, typ, dst),
        }
    }

    /// A function literal as a value.
    pub(super) fn literal(&mut self, literal: &Rc<FuncLit>) -> Slot {
        let captures = self.program.captures(literal);
        self.literals += 1;
        // A literal inside of a literal is numbered without the word.
        let word = if self.is_literal { "" } else { "func" };
        let name: Rc<str> = format!("{}.{word}{}", self.function.name, self.literals).into();
        let hidden = self.function.hidden;
        let (kinds, homes) = self.capture_homes(&captures);
        let number = self.program.reserve();
        let mut inner = Builder::new(self.program, name, self.arguments.clone(), hidden);
        inner.package = self.package;
        inner.is_literal = true;
        inner.place = literal.signature.span.start;
        inner.homes = homes;
        inner.defers = inner.program.escapes.defers.contains(&literal.body.span.start);
        if inner.defers {
            inner.leaving();
        }
        inner.begin(None, &literal.signature, true);
        inner.body(&literal.body);
        let function = inner.finish();
        self.program.functions[number as usize] = Some(function);
        self.place = literal.signature.span.start;
        self.closure_with(number, &captures, kinds)
    }

    /// How captured variables lie in a closure, and where a function finds them there.
    pub(super) fn capture_homes(&mut self, captures: &[ObjectId]) -> (Vec<Word>, FxHashMap<ObjectId, Home>) {
        let mut kinds = vec![Word::Plain];
        let mut homes = FxHashMap::default();
        for variable in captures {
            let word = self.program.short(kinds.len(), "captured words");
            if self.is_boxed(*variable) {
                homes.insert(*variable, Home::CapturedObject(word));
                kinds.push(Word::Pointer);
            } else {
                homes.insert(*variable, Home::Captured(word));
                let typ = self.variable_type(*variable);
                kinds.extend_from_slice(&self.program.words(typ));
            }
        }
        (kinds, homes)
    }

    /// A closure of a function with the variables that it captures.
    pub(super) fn closure_with(&mut self, func: u32, captures: &[ObjectId], kinds: Vec<Word>) -> Slot {
        let dst = self.pointer();
        if captures.is_empty() {
            let word = self.program.closure_of(func);
            let index = self.program.image.constant(word);
            self.emit(Instr::Const { dst, index });
            return dst;
        }
        let mark = self.mark();
        let from = self.row(kinds[1..].to_vec());
        let mut at = from;
        for variable in captures {
            at += self.capture_into(*variable, at);
        }
        let layout = self.program.layouts.closure(kinds.into());
        self.emit(Instr::Closure { dst, func, from, layout });
        self.release(mark);
        dst
    }

    /// Puts what a closure captures of a variable into these slots, and gives how many words that is.
    pub(super) fn capture_into(&mut self, variable: ObjectId, dst: Slot) -> u16 {
        if self.is_boxed(variable) {
            match self.homes.get(&variable).copied() {
                Some(Home::Object(slot)) => self.copy(dst, slot, 1),
                Some(Home::CapturedObject(word)) => {
                    self.emit(Instr::Captured { dst, closure: self.closure, word, n: 1 });
                }
                _ => self.zero(dst, 1),
            }
            return 1;
        }
        let typ = self.variable_type(variable);
        let n = self.program.size(typ);
        let at = self.home(variable);
        let value = self.value_at(at, typ);
        self.copy(dst, value, n);
        n
    }

    /// A function for a key, as a value without captures.
    pub(super) fn keyed_value(&mut self, key: Key) -> Slot {
        let func = self.program.need(key);
        let word = self.program.closure_of(func);
        let dst = self.pointer();
        let index = self.program.image.constant(word);
        self.emit(Instr::Const { dst, index });
        dst
    }
}
