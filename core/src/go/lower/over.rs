//! Loops over functions: the body of one is a function that the other function calls.
//!
//! What both share is an object of two words: the way the body was left, and the state of the loop. The state is that of
//! Go's own rewriting of such loops, which refuses to run a body once its loop is over. What the body defers is kept in a list of
//! the function that the loop stands in, for when that function leaves.

use super::function::{Builder, Home, Target};
use crate::go::code::instr::{Instr, Slot};
use crate::go::code::layout::{LayoutId, Word};
use crate::go::syntax::ast::{Branch, Expr, Ident, Name, Range};
use crate::go::syntax::source::Pos;
use crate::go::types::store::{Signature, TypeId};
use std::rc::Rc;

/// The body of a loop over a function, which is a function of its own: how it is left.
pub(super) struct Over {
    /// The word of the closure that points to the number of the way it is left (0 while it is not) and the loop's state.
    code: u16,
    /// The word of the closure that points to the results of the function that the loop stands in.
    results: u16,
    /// The word of the closure that points to what is deferred, if something is.
    deferred: Option<u16>,
    /// The types of those results.
    types: Vec<TypeId>,
    /// The ways it is left, from 1 on.
    exits: Vec<Exit>,
}

/// How the body of a loop over a function is left.
#[derive(Clone, Debug, PartialEq)]
enum Exit {
    Break,
    /// With results that the body has left.
    Return,
    /// With the results as they are.
    Leave,
    Branch(Branch, Option<LabelName>),
}

/// The name of a label.
#[derive(Clone, Debug, PartialEq)]
struct LabelName(Name);

/// In the object of a loop, the word of its state.
const STATE: u32 = 1;

/// The states of a loop: the iterator may call the body, or what it would be if it did.
mod state {
    pub const READY: i32 = 0;
    /// The body has said that it is enough.
    pub const DONE: i32 = 1;
    /// The body is under way, or has panicked.
    pub const INSIDE: i32 = 2;
    /// The iterator has returned.
    pub const EXHAUSTED: i32 = 3;
}

impl Builder<'_, '_> {
    /// A loop over a function: its body is a function that it calls.
    pub(super) fn range_function(&mut self, of: &Range, label: Option<Name>, signature: &Rc<Signature>) {
        let typ = self.type_of(&of.over);
        let func = self.own(&of.over, typ);
        let Some(yielded) = signature.params.first().copied() else { return };
        let yielded = self.signature(yielded);
        let captures = self.program.captures_of(of.body.span.start);
        let (mut kinds, homes) = self.capture_homes(&captures);
        let results_word = self.program.short(kinds.len() + 1, "captured words");
        let code_word = results_word.saturating_sub(1);
        kinds.extend([Word::Pointer, Word::Pointer]);
        let code = self.pointer();
        self.emit(Instr::New { dst: code, layout: LayoutId::PLAIN, count: 2 });
        let (types, results) = self.results_object();
        let defers = self.program.escapes.defers.contains(&of.body.span.start);
        let list = defers.then(|| self.deferred_list());
        let deferred = list.map(|_| {
            kinds.push(Word::Pointer);
            results_word + 1
        });
        let number = self.program.reserve();
        self.literals += 1;
        let name: Rc<str> = format!("{}-range{}", self.function.name, self.literals).into();
        let hidden = self.function.hidden;
        let mut inner = Builder::new(self.program, name, self.arguments.clone(), hidden);
        inner.package = self.package;
        inner.homes = homes;
        inner.place = of.over.span.start;
        let types_within = types.clone();
        inner.over = Some(Over {
            code: code_word,
            results: results_word,
            deferred,
            types: types_within,
            exits: Vec::new(),
        });
        inner.fresh(&Rc::from([Word::Plain]));
        inner.function.results = 1;
        let mut params = Vec::new();
        for typ in yielded.params.iter() {
            let words = inner.program.words(*typ);
            params.push((inner.fresh(&words), *typ));
        }
        inner.closure = inner.fresh(&Rc::from([Word::Pointer]));
        inner.function.params = inner.function.slots.len() as u16 - 1;
        inner.enter_body();
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
        inner.set_state(state::READY);
        inner.emit(Instr::Int { dst: 0, value: 1 });
        inner.emit(Instr::Return);
        inner.put(stops);
        inner.leave_over(Exit::Break);
        for (name, label) in inner.labels_elsewhere() {
            inner.put(label);
            inner.leave_over(Exit::Branch(Branch::Goto, Some(LabelName(name))));
        }
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
        if let Some(list) = list {
            self.copy(at + 2, list, 1);
        }
        let layout = self.program.layouts.closure(kinds.into());
        let window = self.row(vec![Word::Pointer]);
        self.place = of.over.span.start;
        self.emit(Instr::Closure { dst: window, func: number, from, layout });
        self.emit(Instr::CallValue { func, base: window, results: 0, params: 1 });
        self.release(mark);
        self.leave_loop(code);
        self.go_on_after(exits, code, results, &types);
    }

    /// The list of what the bodies of loops over functions defer: it is the outermost loop's.
    fn deferred_list(&mut self) -> Slot {
        let list = self.pointer();
        match self.over.as_ref().and_then(|over| over.deferred) {
            Some(word) => {
                let closure = self.closure;
                self.emit(Instr::Captured { dst: list, closure, word, n: 1 });
            }
            None => {
                self.emit(Instr::New { dst: list, layout: LayoutId::DEFER, count: 1 });
                self.emit(Instr::Defer { func: list });
            }
        }
        list
    }

    /// `defer` of a function value.
    pub(super) fn defer(&mut self, func: Slot) {
        if self.over.is_none() {
            return self.emit(Instr::Defer { func });
        }
        let list = self.deferred_list();
        self.emit(Instr::DeferTo { list, func });
    }

    /// Gives the loop whose body this is another state.
    fn set_state(&mut self, state: i32) {
        let Some(word) = self.over.as_ref().map(|over| over.code) else { return };
        let mark = self.mark();
        let (pointer, value) = (self.pointer(), self.int(state.into()));
        let closure = self.closure;
        self.emit(Instr::Captured { dst: pointer, closure, word, n: 1 });
        self.store_at(pointer, STATE, value, 1);
        self.release(mark);
    }

    /// The body begins, if the loop is ready for it.
    fn enter_body(&mut self) {
        let Some(word) = self.over.as_ref().map(|over| over.code) else { return };
        let mark = self.mark();
        let (pointer, state) = (self.pointer(), self.plain());
        let closure = self.closure;
        self.emit(Instr::Captured { dst: pointer, closure, word, n: 1 });
        self.load_at(state, pointer, STATE, 1);
        self.emit(Instr::Yielded { state });
        self.release(mark);
        self.set_state(state::INSIDE);
    }

    /// The iterator has returned.
    fn leave_loop(&mut self, code: Slot) {
        let mark = self.mark();
        let (state, over) = (self.plain(), self.int(state::EXHAUSTED.into()));
        self.load_at(state, code, STATE, 1);
        self.emit(Instr::Iterated { state });
        self.store_at(code, STATE, over, 1);
        self.release(mark);
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
                Exit::Return | Exit::Leave if self.over.is_some() => self.leave_over(exit),
                Exit::Return => self.return_stored(results, types),
                Exit::Leave => self.leave(),
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
        self.leave();
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
        self.set_state(state::DONE);
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
        if values.is_empty() {
            return self.leave_over(Exit::Leave);
        }
        let (word, types) = (over.results, over.types.clone());
        let computed = self.results_of(values, &types);
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
            _ if branch == Branch::Goto => {
                if let Some(name) = name {
                    self.go_to(&name);
                }
            }
            Some(target) if branch == Branch::Break => self.jump(target.end),
            Some(Target { next: Some(next), .. }) => self.jump(next),
            _ => self.leave_over(Exit::Branch(branch, name.map(LabelName))),
        }
    }
}
