//! Loops. Those over functions are in [`over`](super::over).

use super::address::{Variable, Where};
use super::function::{Builder, Label, Target};
use super::program::LoopVariables;
use crate::go::code::instr::{Instr, NONE, Slot};
use crate::go::syntax::ast::{Expr, For, Name, Range, Stmt, StmtKind};
use crate::go::types::store::{Basic, ObjectId, Type, TypeId};

impl Builder<'_, '_> {
    pub(super) fn for_loop(&mut self, of: &For, label: Option<Name>) {
        if let Some(init) = &of.init {
            self.stmt(init);
        }
        let variables = match &of.init {
            Some(Stmt { kind: StmtKind::Define(names, ..), .. }) => {
                names.iter().filter_map(|name| self.defined(name)).map(|(object, _)| object).collect()
            }
            _ => Vec::new(),
        };
        let (top, next, end) = (self.label(), self.label(), self.label());
        self.put(top);
        self.emit(Instr::Loop);
        if let Some(condition) = &of.condition {
            let mark = self.mark();
            let cond = self.expr(condition);
            self.jump_unless(cond, end);
            self.release(mark);
        }
        self.targets.push(Target { name: label, end, next: Some(next) });
        self.block(&of.body);
        self.targets.pop();
        self.put(next);
        if self.program.loop_variables == LoopVariables::PerIteration {
            variables.into_iter().for_each(|variable: ObjectId| self.renew(variable));
        }
        if let Some(post) = &of.post {
            self.stmt(post);
        }
        self.jump(top);
        self.put(end);
    }

    pub(super) fn range(&mut self, of: &Range, label: Option<Name>) {
        let typ = self.type_of(&of.over);
        let under = self.program.types.underlying(typ).clone();
        if of.define && self.program.loop_variables == LoopVariables::PerLoop {
            for name in of.key.iter().chain(&of.value) {
                if let Some((object, _)) = self.defined(name) {
                    self.declare(object, None);
                }
            }
        }
        match under {
            Type::Basic(basic) if basic.is_string() => self.range_text(of, label),
            Type::Basic(_) => self.range_number(of, label),
            Type::Slice(elem) => {
                let slice = self.own(&of.over, typ);
                let length = self.plain();
                self.copy(length, slice + 1, 1);
                self.range_elements(of, label, slice, length, elem);
            }
            Type::Array(count, elem) => self.range_array(of, label, typ, count, elem, false),
            Type::Pointer(to) => {
                if let Type::Array(count, elem) = *self.program.types.underlying(to) {
                    self.range_array(of, label, to, count, elem, true);
                }
            }
            Type::Map(key, value) => self.range_map(of, label, typ, key, value),
            Type::Chan(_, elem) => self.range_channel(of, label, elem),
            Type::Func(signature) => self.range_function(of, label, &signature),
            _ => {}
        }
    }

    /// Gives a value to one of the loop's variables.
    pub(super) fn give(&mut self, of: &Range, name: Option<&Expr>, value: Slot, typ: TypeId) {
        let Some(name) = name else { return };
        if of.define {
            let Some((object, _)) = self.defined(name) else { return };
            if self.program.loop_variables == LoopVariables::PerIteration {
                return self.declare(object, Some(value));
            }
            let own = self.variable_type(object);
            let at = self.home(object);
            return self.assign(Variable::At(at, own), value);
        }
        let target = self.variable(name);
        if let Some(own) = self.type_of_variable(target) {
            let value = self.as_type(value, typ, own);
            self.assign(target, value);
        }
    }

    fn turn(&mut self, of: &Range, label: Option<Name>, end: Label, next: Label) {
        self.targets.push(Target { name: label, end, next: Some(next) });
        self.block(&of.body);
        self.targets.pop();
        self.put(next);
    }

    fn is_named(name: Option<&Expr>) -> bool {
        use crate::go::syntax::ast::ExprKind;
        name.is_some_and(|name| !matches!(&name.kind, ExprKind::Ident(text) if &**text == "_"))
    }

    fn range_number(&mut self, of: &Range, label: Option<Name>) {
        let typ = match &of.key {
            Some(key) if Self::is_named(Some(key)) && !of.define => self.type_of(key),
            Some(key) if of.define => match self.defined(key) {
                Some((object, _)) => self.variable_type(object),
                None => self.value_type(&of.over),
            },
            _ => self.value_type(&of.over),
        };
        let limit = self.own(&of.over, typ);
        let at = self.temp_of(typ);
        self.constant(at, 0);
        let (top, next, end) = (self.label(), self.label(), self.label());
        self.place = of.over.span.start;
        self.put(top);
        self.emit(Instr::Loop);
        let mark = self.mark();
        let more = self.compare(crate::go::code::instr::Compare::Less, typ, at, limit);
        self.jump_unless(more, end);
        self.release(mark);
        self.give(of, of.key.as_ref(), at, typ);
        self.turn(of, label, end, next);
        self.emit(Instr::AddInt { dst: at, a: at, value: 1 });
        self.jump(top);
        self.put(end);
    }

    /// Goes over elements that lie in a row from a pointer on.
    fn range_elements(&mut self, of: &Range, label: Option<Name>, pointer: Slot, length: Slot, elem: TypeId) {
        let int = Basic::Int.id();
        let size = self.program.size(elem);
        let at = self.plain();
        self.constant(at, 0);
        let (top, next, end) = (self.label(), self.label(), self.label());
        self.place = of.over.span.start;
        self.put(top);
        self.emit(Instr::Loop);
        let mark = self.mark();
        let more = self.plain();
        self.emit(Instr::Less { dst: more, a: at, b: length });
        self.jump_unless(more, end);
        if Self::is_named(of.value.as_ref()) {
            let value = self.temp_of(elem);
            if size > 0 {
                // The length may be that of an array: then there is no slice whose bounds could be looked at.
                let element = self.pointer();
                let (factor, offset) = (self.int(size.into()), self.plain());
                self.emit(Instr::Mul { dst: offset, a: at, b: factor });
                self.emit(Instr::Advance { dst: element, pointer, words: offset });
                self.place = of.key.as_ref().map_or(of.over.span.start, |key| key.span.start);
                self.load_at(value, element, 0, size);
            }
            self.give(of, of.key.as_ref(), at, int);
            self.give(of, of.value.as_ref(), value, elem);
        } else {
            self.give(of, of.key.as_ref(), at, int);
        }
        self.release(mark);
        self.turn(of, label, end, next);
        self.emit(Instr::AddInt { dst: at, a: at, value: 1 });
        self.jump(top);
        self.put(end);
    }

    fn range_array(
        &mut self,
        of: &Range,
        label: Option<Name>,
        typ: TypeId,
        count: u64,
        elem: TypeId,
        pointed: bool,
    ) {
        let mut pointer = self.pointer();
        if pointed {
            let from = self.expr(&of.over);
            self.copy(pointer, from, 1);
        } else if Self::is_named(of.value.as_ref()) {
            // What is gone over is a copy.
            let value = self.own(&of.over, typ);
            pointer = self.address_at(Where::Slots(value), typ);
        }
        let length = self.int(count as i64);
        self.range_elements(of, label, pointer, length, elem);
    }

    fn range_text(&mut self, of: &Range, label: Option<Name>) {
        let typ = self.value_type(&of.over);
        let text = self.own(&of.over, typ);
        let (at, index, rune) = (self.plain(), self.plain(), self.plain());
        self.constant(at, 0);
        let (top, next, end) = (self.label(), self.label(), self.label());
        self.place = of.over.span.start;
        self.put(top);
        self.emit(Instr::Loop);
        self.copy(index, at, 1);
        self.emit(Instr::NextRune { text, at, rune });
        self.jump(end);
        self.give(of, of.key.as_ref(), index, Basic::Int.id());
        self.give(of, of.value.as_ref(), rune, Basic::Int32.id());
        self.turn(of, label, end, next);
        self.jump(top);
        self.put(end);
    }

    fn range_map(&mut self, of: &Range, label: Option<Name>, typ: TypeId, key: TypeId, value: TypeId) {
        let map = self.own(&of.over, typ);
        let shape = self.program.map(typ);
        let keys = self.pointer();
        self.place = of.over.span.start;
        self.emit(Instr::MapKeys { dst: keys, map, shape });
        let (top, next, end) = (self.label(), self.label(), self.label());
        self.put(top);
        self.emit(Instr::Loop);
        let wanted = |builder: &mut Self, name: Option<&Expr>, typ: TypeId| match Self::is_named(name) {
            true => builder.temp_of(typ),
            false => NONE,
        };
        let (key_slot, value_slot) =
            (wanted(self, of.key.as_ref(), key), wanted(self, of.value.as_ref(), value));
        self.place = of.over.span.start;
        let ordered = self.order_is_hidden(value);
        self.emit(Instr::MapNext { keys, map, key: key_slot, value: value_slot, shape, ordered });
        self.jump(end);
        if key_slot != NONE {
            self.give(of, of.key.as_ref(), key_slot, key);
        }
        if value_slot != NONE {
            self.give(of, of.value.as_ref(), value_slot, value);
        }
        self.turn(of, label, end, next);
        self.jump(top);
        self.put(end);
    }

    /// Whether nobody can tell in which order a loop of the library goes over a map with these values.
    fn order_is_hidden(&self, value: TypeId) -> bool {
        self.function.hidden
            && match &*self.function.name {
                "maps.Copy[...]" => true,
                // Unless a comparison panics.
                "maps.Equal[...]" => !self.may_be_unhashable(value),
                _ => false,
            }
    }

    fn range_channel(&mut self, of: &Range, label: Option<Name>, elem: TypeId) {
        let typ = self.type_of(&of.over);
        let channel = self.own(&of.over, typ);
        self.program.carried(elem);
        let (dst, ok) = (self.temp_of(elem), self.plain());
        let (top, next, end) = (self.label(), self.label(), self.label());
        self.put(top);
        self.place = of.over.span.start;
        self.emit(Instr::Receive { dst, channel, ok, elem });
        self.jump_unless(ok, end);
        self.give(of, of.key.as_ref(), dst, elem);
        self.turn(of, label, end, next);
        self.jump(top);
        self.put(end);
    }
}
