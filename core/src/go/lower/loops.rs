//! Loops.

use super::address::{Variable, Where};
use super::function::{Builder, Home, Label, Target};
use super::program::LoopVariables;
use crate::go::code::instr::{Instr, NONE, Slot};
use crate::go::code::layout::{LayoutId, Word};
use crate::go::syntax::ast::{Branch, Expr, For, Ident, Name, Range, Stmt, StmtKind};
use crate::go::syntax::source::Pos;
use crate::go::types::store::{Basic, ObjectId, Signature, Type, TypeId};
use std::rc::Rc;

/// The body of a loop over a function, which is a function of its own: how it is left.
pub(super) struct Over {
    /// The word of the closure that points to the number of the way it is left; 0 while it is not.
    code: u16,
    /// The word of the closure that points to the results of the function that the loop stands in.
    results: u16,
    /// The types of those results.
    types: Vec<TypeId>,
    /// The ways it is left, from 1 on.
    exits: Vec<Exit>,
}

/// How the body of a loop over a function is left.
#[derive(Clone, Debug, PartialEq)]
enum Exit {
    Break,
    Return,
    Branch(Branch, Option<LabelName>),
}

/// The name of a label.
#[derive(Clone, Debug, PartialEq)]
struct LabelName(Name);

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
    fn give(&mut self, of: &Range, name: Option<&Expr>, value: Slot, typ: TypeId) {
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
        self.emit(Instr::MapNext { keys, map, key: key_slot, value: value_slot, shape });
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

    /// A loop over a function: its body is a function that it calls.
    fn range_function(&mut self, of: &Range, label: Option<Name>, signature: &Rc<Signature>) {
        let typ = self.type_of(&of.over);
        let func = self.own(&of.over, typ);
        let Some(yielded) = signature.params.first().copied() else { return };
        let yielded = self.signature(yielded);
        let captures = self.program.captures_of(of.body.span.start);
        let (mut kinds, homes) = self.capture_homes(&captures);
        let (code_word, results_word) = (kinds.len() as u16, kinds.len() as u16 + 1);
        kinds.extend([Word::Pointer, Word::Pointer]);
        let code = self.pointer();
        self.emit(Instr::New { dst: code, layout: LayoutId::PLAIN, count: 1 });
        let (types, results) = self.results_object();
        let number = self.program.reserve();
        self.literals += 1;
        let name: Rc<str> = format!("{}-range{}", self.function.name, self.literals).into();
        let hidden = self.function.hidden;
        let mut inner = Builder::new(self.program, name, self.arguments.clone(), hidden);
        inner.package = self.package;
        inner.homes = homes;
        inner.place = of.over.span.start;
        inner.over =
            Some(Over { code: code_word, results: results_word, types: types.clone(), exits: Vec::new() });
        inner.fresh(&Rc::from([Word::Plain]));
        inner.function.results = 1;
        let mut params = Vec::new();
        for typ in yielded.params.iter() {
            let words = inner.program.words(*typ);
            params.push((inner.fresh(&words), *typ));
        }
        inner.closure = inner.fresh(&Rc::from([Word::Pointer]));
        inner.function.params = inner.function.slots.len() as u16 - 1;
        for (name, (slot, typ)) in of.key.iter().chain(&of.value).zip(params) {
            inner.give(of, Some(name), slot, typ);
        }
        let goes_on = inner.label();
        let stops = inner.label();
        inner.targets.push(Target { name: label, end: stops, next: Some(goes_on) });
        inner.block(&of.body);
        inner.targets.pop();
        inner.place = Pos(of.body.span.end.0.saturating_sub(1));
        inner.put(goes_on);
        inner.emit(Instr::Int { dst: 0, value: 1 });
        inner.emit(Instr::Return);
        inner.put(stops);
        inner.leave_over(Exit::Break);
        let exits = inner.over.take().map(|over| over.exits).unwrap_or_default();
        let function = inner.finish();
        self.program.functions[number as usize] = Some(function);
        let mark = self.mark();
        let from = self.row(kinds[1..].to_vec());
        let mut at = from;
        for variable in &captures {
            at += self.capture_into(*variable, at);
        }
        self.copy(at, code, 1);
        self.copy(at + 1, results, 1);
        let layout = self.program.layouts.add(kinds.into(), None, "");
        let window = self.row(vec![Word::Pointer]);
        self.place = of.over.span.start;
        self.emit(Instr::Closure { dst: window, func: number, from, layout });
        self.emit(Instr::CallValue { func, base: window, results: 0, params: 1 });
        self.release(mark);
        self.go_on_after(exits, code, results, &types);
    }

    /// The object in which the body of a loop over a function leaves the results of the function that it stands in.
    fn results_object(&mut self) -> (Vec<TypeId>, Slot) {
        let results = self.pointer();
        if let Some(over) = &self.over {
            let (word, types) = (over.results, over.types.clone());
            let closure = self.closure;
            self.emit(Instr::Captured { dst: results, closure, word, n: 1 });
            return (types, results);
        }
        let types: Vec<TypeId> = self.results.iter().map(|(_, typ, _)| *typ).collect();
        let mut words = Vec::new();
        for typ in &types {
            words.extend_from_slice(&self.program.words(*typ));
        }
        let layout = self.program.layouts.add(words.into(), None, "");
        self.emit(Instr::New { dst: results, layout, count: 1 });
        (types, results)
    }

    /// After a loop over a function: goes on as its body said.
    fn go_on_after(&mut self, exits: Vec<Exit>, code: Slot, results: Slot, types: &[TypeId]) {
        for (at, exit) in exits.into_iter().enumerate() {
            if exit == Exit::Break {
                continue;
            }
            let mark = self.mark();
            let (left, wanted, is_it) = (self.plain(), self.int(at as i64 + 1), self.plain());
            self.load_at(left, code, 0, 1);
            self.emit(Instr::Same { dst: is_it, a: left, b: wanted });
            let other = self.label();
            self.jump_unless(is_it, other);
            match exit {
                Exit::Return if self.over.is_some() => self.leave_over(Exit::Return),
                Exit::Return => self.return_stored(results, types),
                Exit::Branch(branch, name) => {
                    let name = name.map(|LabelName(name)| name);
                    self.branch_named(branch, name);
                }
                Exit::Break => {}
            }
            self.put(other);
            self.release(mark);
        }
    }

    /// Returns what the body of a loop over a function has left.
    fn return_stored(&mut self, results: Slot, types: &[TypeId]) {
        let mut offset = 0;
        for ((object, typ, slot), _) in self.results.clone().into_iter().zip(types) {
            let n = self.program.size(typ);
            let value = self.temp_of(typ);
            self.load_at(value, results, offset, n);
            match object.and_then(|object| self.homes.get(&object).copied()) {
                Some(Home::Object(pointer)) => self.store_at(pointer, 0, value, n),
                _ => self.copy(slot, value, n),
            }
            offset += u32::from(n);
        }
        match self.leaving {
            Some(leaving) => self.jump(leaving),
            None => self.emit(Instr::Return),
        }
    }

    /// Leaves the body of a loop over a function.
    fn leave_over(&mut self, exit: Exit) {
        let Some(over) = &mut self.over else { return };
        let number = match over.exits.iter().position(|known| *known == exit) {
            Some(at) => at + 1,
            None => {
                over.exits.push(exit);
                over.exits.len()
            }
        };
        let word = over.code;
        let mark = self.mark();
        let (pointer, value) = (self.pointer(), self.int(number as i64));
        let closure = self.closure;
        self.emit(Instr::Captured { dst: pointer, closure, word, n: 1 });
        self.store_at(pointer, 0, value, 1);
        self.emit(Instr::Int { dst: 0, value: 0 });
        self.emit(Instr::Return);
        self.release(mark);
    }

    /// `return` in the body of a loop over a function.
    pub(super) fn return_from_over(&mut self, values: &[Expr], place: Pos) {
        let Some(over) = &self.over else { return };
        let (word, types) = (over.results, over.types.clone());
        let mut computed: Vec<(Slot, TypeId)> = Vec::new();
        match values {
            [only] if types.len() > 1 => computed = self.several(only, types.len()),
            values => {
                for (value, typ) in values.iter().zip(&types) {
                    computed.push((self.own(value, *typ), *typ));
                }
            }
        }
        self.place = place;
        let pointer = self.pointer();
        let closure = self.closure;
        self.emit(Instr::Captured { dst: pointer, closure, word, n: 1 });
        let mut offset = 0;
        for ((slot, from), typ) in computed.into_iter().zip(types) {
            let value = self.as_type(slot, from, typ);
            let n = self.program.size(typ);
            if n > 0 {
                self.store_at(pointer, offset, value, n);
            }
            offset += u32::from(n);
        }
        self.leave_over(Exit::Return);
    }

    /// `break` or `continue` of a loop outside of the body of a loop over a function.
    pub(super) fn branch_from_over(&mut self, branch: Branch, name: Option<&Ident>) {
        self.leave_over(Exit::Branch(branch, name.map(|name| LabelName(name.name.clone()))));
    }

    fn branch_named(&mut self, branch: Branch, name: Option<Name>) {
        let fits = |target: &&Target| target.name.is_some() && target.name == name;
        match self.targets.iter().rev().find(fits).cloned() {
            Some(target) if branch == Branch::Break => self.jump(target.end),
            Some(Target { next: Some(next), .. }) => self.jump(next),
            _ => self.leave_over(Exit::Branch(branch, name.map(LabelName))),
        }
    }
}
