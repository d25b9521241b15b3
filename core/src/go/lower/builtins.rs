//! Calls of the functions of the language.

use super::function::Builder;
use super::limits::row_at;
use crate::go::code::HARNESS;
use crate::go::code::instr::{Arith, Compare, Instr, NONE, Slot};
use crate::go::code::layout::Word;
use crate::go::syntax::ast::{Expr, ExprKind, Name};
use crate::go::types::info::{Builtin, Mode, ObjectKind};
use crate::go::types::store::{Basic, Type, TypeId};
use std::rc::Rc;

impl Builder<'_, '_> {
    /// Which function of the language an expression names.
    pub(super) fn builtin_named(&self, func: &Expr) -> Option<Builtin> {
        let id = match &func.kind {
            ExprKind::Paren(inner) => return self.builtin_named(inner),
            ExprKind::Selector(_, name) => name.id,
            _ => func.id,
        };
        match self.program.object(self.object_of(id)?).kind {
            ObjectKind::Builtin(builtin) => Some(builtin),
            _ => None,
        }
    }

    pub(super) fn builtin(&mut self, expr: &Expr, func: &Expr, args: &[Expr], spread: bool) -> Slot {
        let Some(builtin) = self.builtin_named(func) else { return 0 };
        let typ = self.type_of(expr);
        let place = func.span.start;
        match builtin {
            Builtin::Len | Builtin::Cap => self.length(builtin, &args[0], place),
            Builtin::Append => self.append(args, typ, spread, place),
            Builtin::Make => self.make(args, typ, place),
            Builtin::New => self.new_object(args, typ),
            Builtin::Min | Builtin::Max => self.least(builtin, args, typ),
            Builtin::Copy => {
                let mut values = Vec::new();
                for arg in args {
                    values.push(self.expr(arg));
                }
                let dst = self.plain();
                self.copy_slice(args, &values, dst, place);
                dst
            }
            Builtin::Recover => {
                let dst = self.row(vec![Word::Type, Word::Value]);
                self.place = place;
                self.emit(Instr::Recover { dst });
                dst
            }
            other => {
                let values = self.builtin_operands(other, args);
                self.place = place;
                self.builtin_effect(other, args, &values);
                0
            }
        }
    }

    /// The operands of a function of the language that is called for its effect, as it may be deferred.
    pub(super) fn builtin_operands(&mut self, builtin: Builtin, args: &[Expr]) -> Vec<(Slot, TypeId)> {
        let mut values = Vec::new();
        let any = self.any();
        for (number, arg) in args.iter().enumerate() {
            let own = self.type_of(arg);
            let typ = match builtin {
                Builtin::Panic => any,
                Builtin::Print | Builtin::Println => any,
                Builtin::Delete if number == 1 => {
                    let map = self.type_of(&args[0]);
                    match *self.program.types.underlying(map) {
                        Type::Map(key, _) => key,
                        _ => own,
                    }
                }
                _ => self.default_type(own),
            };
            values.push((self.own(arg, typ), typ));
        }
        values
    }

    /// `any`
    pub(super) fn any(&mut self) -> TypeId {
        self.program.types.add(Type::Interface(Rc::default()))
    }

    /// Carries out a function of the language that is called for its effect.
    pub(super) fn builtin_effect(&mut self, builtin: Builtin, args: &[Expr], values: &[(Slot, TypeId)]) {
        let first = values.first().map_or(0, |(slot, _)| *slot);
        match builtin {
            Builtin::Close => self.emit(Instr::Close { channel: first }),
            Builtin::Panic => self.emit(Instr::Panic { iface: first }),
            Builtin::Delete => {
                let shape = self.program.map(values[0].1);
                self.emit(Instr::MapDelete { map: first, key: values[1].0, shape });
            }
            Builtin::Clear => match *self.program.types.underlying(values[0].1) {
                Type::Slice(elem) => {
                    let size = self.program.size(elem);
                    self.emit(Instr::ClearSlice { slice: first, size });
                }
                _ => self.emit(Instr::MapClear { map: first }),
            },
            Builtin::Copy => {
                let slots: Vec<Slot> = values.iter().map(|(slot, _)| *slot).collect();
                let place = self.place;
                self.copy_slice(args, &slots, NONE, place);
            }
            Builtin::Print | Builtin::Println => self.print(builtin, values),
            _ => {}
        }
    }

    /// `print` and `println`: a call of the library's function for them.
    fn print(&mut self, builtin: Builtin, values: &[(Slot, TypeId)]) {
        let name = if builtin == Builtin::Print { "print" } else { "println" };
        let object = self.program.checked.packages.iter().find(|package| &*package.path == "runtime");
        let Some(object) = object.and_then(|package| package.scope.get(name)).copied() else { return };
        let func = self.program.declared(object, Rc::from([]));
        let row = self.row_of(&[Word::Type, Word::Value], values.len());
        for (number, (slot, _)) in values.iter().enumerate() {
            self.copy(row_at(row, number, 2), *slot, 2);
        }
        let base = self.row(vec![Word::Pointer, Word::Plain, Word::Plain]);
        let any = self.any();
        let layout = self.program.layout(any, "");
        let length = self.int(values.len() as i64);
        self.emit(Instr::MakeSlice { dst: base, layout, length, capacity: length });
        if !values.is_empty() {
            let words = self.program.short(2 * values.len(), "words in the values of a call");
            self.store_at(base, 0, row, words);
        }
        self.emit(Instr::Call { func, base, results: 0, params: 3 });
    }

    fn length(&mut self, builtin: Builtin, arg: &Expr, place: crate::go::syntax::source::Pos) -> Slot {
        let typ = self.type_of(arg);
        let under = self.program.types.underlying(typ).clone();
        let under = match under {
            Type::Pointer(to) => self.program.types.underlying(to).clone(),
            other => other,
        };
        if let Type::Array(length, _) = under {
            // What stands there is computed, though its length is known.
            self.locate(arg);
            return self.int(length as i64);
        }
        let value = self.expr(arg);
        let dst = self.plain();
        self.place = place;
        match (under, builtin) {
            (Type::Slice(_), Builtin::Len) => self.copy(dst, value + 1, 1),
            (Type::Slice(_), _) => self.copy(dst, value + 2, 1),
            (Type::Map(..), _) => self.emit(Instr::MapLength { dst, map: value }),
            (Type::Chan(..), Builtin::Len) => self.emit(Instr::ChannelLength { dst, channel: value }),
            (Type::Chan(..), _) => self.emit(Instr::ChannelCapacity { dst, channel: value }),
            _ => self.emit(Instr::TextLength { dst, text: value }),
        }
        dst
    }

    fn append(
        &mut self,
        args: &[Expr],
        typ: TypeId,
        spread: bool,
        place: crate::go::syntax::source::Pos,
    ) -> Slot {
        let Type::Slice(elem) = *self.program.types.underlying(typ) else { return 0 };
        let layout = self.program.layout(elem, "");
        let dst = self.row(vec![Word::Pointer, Word::Plain, Word::Plain]);
        let slice = self.own(&args[0], typ);
        if spread {
            let more_type = self.type_of(&args[1]);
            let is_text = self.program.types.basic(more_type).is_some_and(Basic::is_string);
            let is_nil = self.of(&args[1]).mode == Mode::Nil;
            let more = if is_nil { self.value(&args[1], typ) } else { self.expr(&args[1]) };
            self.place = place;
            self.emit(match is_text {
                true => Instr::AppendText { dst, slice, text: more },
                false => Instr::AppendSlice { dst, slice, more, layout },
            });
            return dst;
        }
        let values = &args[1..];
        if values.is_empty() {
            return slice;
        }
        let words = self.program.words(elem);
        let from = self.row_of(&words, values.len());
        for (number, value) in values.iter().enumerate() {
            self.put_into(value, elem, row_at(from, number, words.len() as u16));
        }
        self.place = place;
        let count = self.program.short(values.len(), "values in a call");
        self.emit(Instr::Append { dst, slice, from, count, layout });
        dst
    }

    fn copy_slice(
        &mut self,
        args: &[Expr],
        values: &[Slot],
        dst: Slot,
        place: crate::go::syntax::source::Pos,
    ) {
        let (to_type, from_type) = (self.type_of(&args[0]), self.type_of(&args[1]));
        let Type::Slice(elem) = *self.program.types.underlying(to_type) else { return };
        let size = self.program.size(elem);
        let is_text = self.program.types.basic(from_type).is_some_and(Basic::is_string);
        self.place = place;
        self.emit(match is_text {
            true => Instr::CopyText { dst, to: values[0], text: values[1] },
            false => Instr::CopySlice { dst, to: values[0], from: values[1], size },
        });
    }

    fn make(&mut self, args: &[Expr], typ: TypeId, place: crate::go::syntax::source::Pos) -> Slot {
        let hint = self.hint.clone().filter(|_| self.function.hidden);
        let name = self.called();
        let mut sizes = Vec::new();
        for arg in &args[1..] {
            sizes.push(self.expr(arg));
        }
        self.place = place;
        match *self.program.types.underlying(typ) {
            Type::Slice(elem) => {
                let layout = self.program.layout(elem, &name);
                let dst = self.row(vec![Word::Pointer, Word::Plain, Word::Plain]);
                let capacity = sizes.get(1).copied().unwrap_or(NONE);
                self.emit(Instr::MakeSlice { dst, layout, length: sizes[0], capacity });
                dst
            }
            Type::Chan(_, elem) => {
                let name = hint.map_or(name, |hint| self.of_package(&hint));
                let dst = self.temp_of(typ);
                let name = self.program.name(&name);
                self.program.carried(elem);
                let capacity = sizes.first().copied().unwrap_or(NONE);
                self.emit(Instr::MakeChannel { dst, capacity, elem, name });
                dst
            }
            _ => {
                let dst = self.pointer();
                self.hint = Some(name);
                self.make_map(dst, typ);
                dst
            }
        }
    }

    /// What is made next is called so. The library's own variables mean nothing to a reader.
    pub(super) fn called(&mut self) -> Name {
        self.hint.take().filter(|_| !self.function.hidden).unwrap_or_default()
    }

    /// A name of the library with its package before it.
    fn of_package(&self, name: &str) -> Name {
        let types = &self.program.types;
        let package = match &**types.package_path(self.package) {
            "testing" => HARNESS,
            _ => types.package_name(self.package),
        };
        [package, ".", name].concat().into()
    }

    /// An empty map of this type.
    pub(super) fn make_map(&mut self, dst: Slot, typ: TypeId) {
        let name = self.called();
        let name = self.program.name(&name);
        self.program.map(typ);
        self.program.layout(typ, "");
        self.emit(Instr::MakeMap { dst, typ, name });
    }

    fn new_object(&mut self, args: &[Expr], typ: TypeId) -> Slot {
        let Type::Pointer(to) = *self.program.types.underlying(typ) else { return 0 };
        let name = self.called();
        let value = match self.of(&args[0]).mode {
            Mode::Type => None,
            _ => Some(self.own(&args[0], to)),
        };
        let dst = self.pointer();
        let (layout, count) = self.program.variable_layout(to, &name);
        self.emit(Instr::New { dst, layout, count });
        if let Some(value) = value {
            let n = self.program.size(to);
            self.store_at(dst, 0, value, n);
        }
        dst
    }

    fn least(&mut self, builtin: Builtin, args: &[Expr], typ: TypeId) -> Slot {
        let dst = self.own(&args[0], typ);
        let kind = self.kind(typ);
        for arg in &args[1..] {
            let mark = self.mark();
            let b = self.value(arg, typ);
            if kind.is_string() {
                let op = if builtin == Builtin::Min { Compare::Less } else { Compare::Greater };
                let wins = self.compare(op, typ, b, dst);
                let end = self.label();
                self.jump_unless(wins, end);
                self.copy(dst, b, 1);
                self.put(end);
            } else {
                let op = if builtin == Builtin::Min { Arith::Min } else { Arith::Max };
                self.emit(Instr::Arith { op, kind, dst, a: dst, b });
            }
            self.release(mark);
        }
        dst
    }
}
