//! Calls that `go` and `defer` make later: functions without parameters that hold what the calls need.

use super::calls::{Callee, Prepared};
use super::function::Builder;
use crate::go::code::instr::{Instr, NONE, Slot};
use crate::go::code::layout::Word;
use crate::go::syntax::ast::{Expr, ExprKind};
use crate::go::types::info::Mode;
use std::rc::Rc;

impl Builder<'_, '_> {
    /// The call of a `go` or `defer`, as a function value without parameters: what it needs is computed now.
    pub(super) fn later(&mut self, call: &Expr) -> Slot {
        let mut call = call;
        while let ExprKind::Paren(inner) = &call.kind {
            call = inner;
        }
        let ExprKind::Call { func, args, spread, .. } = &call.kind else { return 0 };
        let place = func.span.start;
        let mode = self.of(func).mode;
        if mode == Mode::Builtin {
            return self.builtin_later(func, args);
        }
        let prepared = self.prepare(func);
        if let (Callee::Value(value), true, true) =
            (prepared.callee, args.is_empty(), prepared.signature.results.is_empty())
        {
            return value;
        }
        let window = self.arguments_for(&prepared, args, spread.is_some());
        self.place = place;
        if let Callee::Method(interface, _) = prepared.callee {
            self.must_hold(interface);
        }
        let (dynamic, kinds) = match prepared.callee {
            Callee::Value(slot) => (slot, vec![Word::Pointer]),
            Callee::Method(slot, _) => (slot, vec![Word::Type, Word::Value]),
            _ => (NONE, Vec::new()),
        };
        let results = self.sizes(&prepared.signature.results);
        let params = self.window_params(&prepared);
        let mut all = vec![Word::Plain];
        all.extend_from_slice(&kinds);
        all.extend_from_slice(&params);
        let from = self.row(all[1..].to_vec());
        if dynamic != NONE {
            self.copy(from, dynamic, kinds.len() as u16);
        }
        let count = self.program.short(params.len(), "words in the values of a call");
        self.copy(from + kinds.len() as u16, window + results, count);
        let number = self.program.reserve();
        let name = self.function.name.clone();
        let hidden = self.function.hidden;
        let mut inner = Builder::new(self.program, name, self.arguments.clone(), hidden);
        inner.package = self.package;
        inner.place = place;
        inner.function.thunk = true;
        inner.closure = inner.fresh(&Rc::from([Word::Pointer]));
        inner.function.params = 1;
        let closure = inner.closure;
        let held = inner.row(kinds.clone());
        if !kinds.is_empty() {
            inner.emit(Instr::Captured { dst: held, closure, word: 1, n: kinds.len() as u16 });
        }
        let callee = match prepared.callee {
            Callee::Value(_) => Callee::Value(held),
            Callee::Method(_, number) => Callee::Method(held, number),
            other => other,
        };
        let again = Prepared { callee, receiver: prepared.receiver, signature: prepared.signature.clone() };
        let (window, ..) = inner.window(&again);
        if !params.is_empty() {
            let word = 1 + kinds.len() as u16;
            inner.emit(Instr::Captured { dst: window + results, closure, word, n: count });
        }
        inner.perform(&again, window);
        inner.emit(Instr::Return);
        let function = inner.finish();
        self.program.functions[number as usize] = Some(function);
        self.close_over(number, all, from)
    }

    /// A closure of a function with words that lie in a row.
    fn close_over(&mut self, func: u32, kinds: Vec<Word>, from: Slot) -> Slot {
        let dst = self.pointer();
        let layout = self.program.layouts.closure(kinds.into());
        self.emit(Instr::Closure { dst, func, from, layout });
        dst
    }

    fn builtin_later(&mut self, func: &Expr, args: &[Expr]) -> Slot {
        let Some(builtin) = self.builtin_named(func) else { return 0 };
        let place = func.span.start;
        let values = self.builtin_operands(builtin, args);
        let mut kinds = vec![Word::Plain];
        for (_, typ) in &values {
            kinds.extend_from_slice(&self.program.words(*typ));
        }
        let from = self.row(kinds[1..].to_vec());
        let mut at = from;
        for (slot, typ) in &values {
            let n = self.program.size(*typ);
            self.copy(at, *slot, n);
            at = at.saturating_add(n);
        }
        let number = self.program.reserve();
        let (name, hidden) = (self.function.name.clone(), self.function.hidden);
        let mut inner = Builder::new(self.program, name, self.arguments.clone(), hidden);
        inner.package = self.package;
        inner.place = place;
        inner.function.thunk = true;
        inner.closure = inner.fresh(&Rc::from([Word::Pointer]));
        inner.function.params = 1;
        let (closure, count) = (inner.closure, inner.program.short(kinds.len() - 1, "captured words"));
        let row = inner.row(kinds[1..].to_vec());
        if count > 0 {
            inner.emit(Instr::Captured { dst: row, closure, word: 1, n: count });
        }
        let mut again = Vec::new();
        let mut at = row;
        for (_, typ) in &values {
            again.push((at, *typ));
            at = at.saturating_add(inner.program.size(*typ));
        }
        inner.builtin_effect(builtin, args, &again);
        inner.emit(Instr::Return);
        let function = inner.finish();
        self.program.functions[number as usize] = Some(function);
        self.place = place;
        self.close_over(number, kinds, from)
    }
}
