//! `x[i]` and `x[i:j]`.

use super::checker::{Checker, INVALID};
use super::constant_text;
use super::info::Mode;
use super::operand::{Operand, Source};
use super::store::{Basic, Type, TypeId};
use super::untyped::represented;
use crate::go::syntax::ast::Expr;

/// What an index may be into.
struct Indexed {
    length: Option<i64>,
    mode: Mode,
    key: Option<TypeId>,
    element: TypeId,
}

impl<'a> Checker<'a> {
    /// `x[i]`; true if it is a generic function with type arguments, which are not looked at.
    pub(super) fn index_expr(
        &mut self,
        x: &mut Operand<'a>,
        expr: &'a Expr,
        of: &'a Expr,
        indices: &'a [Expr],
    ) -> bool {
        self.expr_or_type(x, of, true);
        match x.mode {
            None => {
                self.use_exprs(indices);
                return false;
            }
            Some(Mode::Type) => {
                x.invalidate();
                x.typ = self.var_type(expr);
                if self.is_valid(x.typ) {
                    x.mode = Some(Mode::Type);
                }
                return false;
            }
            Some(Mode::Value) if self.is_generic_func(x.typ) => return true,
            _ => {}
        }
        self.non_generic(None, x);
        if !x.is_valid() {
            return false;
        }
        let inner = match self.types.underlying(x.typ) {
            Type::Pointer(to) => *to,
            Type::Map(_, value) => *value,
            _ => x.typ,
        };
        if !self.is_complete(x.typ) || !self.is_complete(inner) {
            x.invalidate();
            return false;
        }
        let Some(indexed) = self.indexed(x) else {
            let message = ["cannot index ", &self.operand_text(x)].concat();
            self.error(self.said_span(expr), message);
            self.use_exprs(indices);
            x.invalidate();
            return false;
        };
        let Some(index) = indices.first() else {
            x.invalidate();
            return false;
        };
        if let Some(second) = indices.get(1) {
            self.error(second.span, "invalid operation: more than one index");
        }
        if let Some(key) = indexed.key {
            let mut operand = Operand::new();
            self.generic_expr(&mut operand, index, None);
            self.assign_to(&mut operand, Some(key), "map index");
            x.mode = Some(Mode::MapIndex);
            x.typ = indexed.element;
            x.source = Source::Expr(expr);
            return false;
        }
        x.mode = Some(indexed.mode);
        x.typ = indexed.element;
        self.index(index, indexed.length);
        false
    }

    fn indexed(&self, x: &Operand<'a>) -> Option<Indexed> {
        let variable = x.mode == Some(Mode::Variable);
        if !self.is_type_param(x.typ) {
            let mut indexed = self.indexed_type(self.under(x.typ), variable)?;
            if x.is_constant() {
                indexed.length = x.value.as_bytes().map(|bytes| bytes.len() as i64);
            }
            return Some(indexed);
        }
        let mut all: Option<Indexed> = None;
        for (_, under) in self.type_set(x.typ) {
            let next = self.indexed_type(under?, variable)?;
            let Some(first) = &mut all else {
                all = Some(next);
                continue;
            };
            let same_keys = match (first.key, next.key) {
                (Some(one), Some(other)) => self.identical(one, other),
                (None, None) => true,
                _ => false,
            };
            if !same_keys || !self.identical(first.element, next.element) {
                return None;
            }
            if next.length.is_some_and(|length| first.length.is_some_and(|least| length < least)) {
                first.length = next.length;
            }
            if next.mode == Mode::Value {
                first.mode = Mode::Value;
            }
        }
        all
    }

    fn indexed_type(&self, under: TypeId, variable: bool) -> Option<Indexed> {
        let array = |of: &TypeId| match self.types.underlying(*of) {
            Type::Array(length, element) => Some((*length as i64, *element)),
            _ => None,
        };
        let (length, mode, key, element) = match self.types.get(under) {
            Type::Basic(basic) if basic.is_string() => (None, Mode::Value, None, self.known.byte),
            Type::Array(length, element) => {
                let mode = if variable { Mode::Variable } else { Mode::Value };
                (Some(*length as i64), mode, None, *element)
            }
            Type::Pointer(to) => {
                let (length, element) = array(to)?;
                (Some(length), Mode::Variable, None, element)
            }
            Type::Slice(element) => (None, Mode::Variable, None, *element),
            Type::Map(key, element) => (None, Mode::Variable, Some(*key), *element),
            _ => return None,
        };
        Some(Indexed { length, mode, key, element })
    }

    /// `x[low:high:max]`
    pub(super) fn slice_expr(
        &mut self,
        x: &mut Operand<'a>,
        expr: &'a Expr,
        of: &'a Expr,
        indices: &'a [Option<Box<Expr>>; 3],
    ) {
        self.note_slice(expr);
        self.expr(None, x, of);
        if !x.is_valid() {
            self.use_exprs(indices.iter().flatten().map(|index| &**index));
            return;
        }
        let Some(under) = self.sliced(x) else {
            x.invalidate();
            return;
        };
        if let Some(base) = self.pointer_base(x.typ)
            && !self.is_complete(base)
        {
            x.invalidate();
            return;
        }
        let mut length: Option<i64> = None;
        let array = |of: TypeId| match self.types.underlying(of) {
            Type::Array(length, element) => Some((*length as i64, *element)),
            _ => None,
        };
        let mut valid = true;
        match self.types.get(under).clone() {
            Type::Basic(basic) if basic.is_string() => {
                if let Some(max) = &indices[2] {
                    self.error(max.span, "invalid operation: 3-index slice of string");
                    x.invalidate();
                    return;
                }
                if x.is_constant() {
                    length = x.value.as_bytes().map(|bytes| bytes.len() as i64);
                }
                if self.is_untyped(x.typ) {
                    x.typ = Basic::String.id();
                }
            }
            Type::Array(size, element) => {
                length = Some(size as i64);
                if x.mode != Some(Mode::Variable) {
                    let message = ["cannot slice unaddressable value ", &self.operand_text(x)].concat();
                    self.error(x.span(), message);
                    x.invalidate();
                    return;
                }
                x.typ = self.types.add(Type::Slice(element));
            }
            Type::Pointer(to) => match array(to) {
                Some((size, element)) => {
                    length = Some(size);
                    x.typ = self.types.add(Type::Slice(element));
                }
                None => valid = false,
            },
            Type::Slice(_) => {}
            _ => valid = false,
        }
        if !valid {
            let message = ["cannot slice ", &self.operand_text(x)].concat();
            self.error(x.span(), message);
            x.invalidate();
            return;
        }
        x.mode = Some(Mode::Value);
        self.slice_indices(indices, length);
    }

    /// The type that is sliced: that of bytes for strings among the types of a type parameter.
    fn sliced(&mut self, x: &Operand<'a>) -> Option<TypeId> {
        let bytes = self.types.add(Type::Slice(self.known.byte));
        let mut common: Option<(TypeId, TypeId)> = None;
        let mut has_string = false;
        for (typ, under) in self.type_set(x.typ) {
            let (Some(typ), Some(mut under)) = (typ, under) else {
                let (operand, typ) = (self.operand_text(x), self.type_text(x.typ));
                let message = ["cannot slice ", &operand, ": no specific type in ", &typ].concat();
                self.error(x.span(), message);
                return None;
            };
            if self.is_string(under) {
                under = bytes;
                has_string = true;
            }
            match common {
                None => common = Some((typ, under)),
                Some((first, first_under)) if !self.identical(first_under, under) => {
                    let operand = self.operand_text(x);
                    let (one, other) = (self.type_text(first), self.type_text(typ));
                    let message = [
                        "cannot slice ",
                        &operand,
                        ": ",
                        &one,
                        " and ",
                        &other,
                        " have different underlying types",
                    ];
                    self.error(x.span(), message.concat());
                    return None;
                }
                Some(_) => {}
            }
        }
        if has_string {
            return Some(if self.is_type_param(x.typ) { Basic::String.id() } else { self.under(x.typ) });
        }
        common.map(|(_, under)| under)
    }

    fn slice_indices(&mut self, indices: &'a [Option<Box<Expr>>; 3], length: Option<i64>) {
        let mut values: [Option<i64>; 3] = [None; 3];
        for (at, index) in indices.iter().enumerate() {
            values[at] = match index {
                Some(index) => self.index(index, length.map(|length| length.saturating_add(1))).1,
                None if at == 0 => Some(0),
                None => length,
            };
        }
        for (at, value) in values.iter().enumerate().take(2) {
            let Some(value) = value.filter(|value| *value > 0) else { continue };
            for (after, next) in values.iter().enumerate().skip(at + 1) {
                if let (Some(next), Some(index)) = (next.filter(|next| *next < value), &indices[after]) {
                    let (next, value) = (next.to_string(), value.to_string());
                    self.error(index.span, ["invalid slice indices: ", &next, " < ", &value].concat());
                    return;
                }
            }
        }
    }

    /// An index: its type, and its value if it is constant. It must be below the limit, if there is one.
    pub(super) fn index(&mut self, index: &'a Expr, limit: Option<i64>) -> (TypeId, Option<i64>) {
        let mut x = Operand::new();
        self.expr(None, &mut x, index);
        if !self.is_valid_index(&mut x, "index") {
            return (INVALID, None);
        }
        if !x.is_constant() {
            return (x.typ, None);
        }
        let Some(value) = x.value.to_i64() else { return (INVALID, None) };
        if let Some(limit) = limit.filter(|limit| value >= *limit) {
            let (value, limit) = (constant_text::shown(&x.value), limit.to_string());
            let message = ["invalid argument: index ", &value, " out of bounds [0:", &limit, "]"].concat();
            self.error(x.span(), message);
            return (INVALID, None);
        }
        (x.typ, Some(value))
    }

    fn is_valid_index(&mut self, x: &mut Operand<'a>, what: &str) -> bool {
        if !x.is_valid() {
            return false;
        }
        self.convert_untyped(x, Basic::Int.id());
        if !x.is_valid() {
            return false;
        }
        let problem = if !self.all_integer(x.typ) {
            " must be integer"
        } else if x.is_constant() && x.value.is_negative() {
            " must not be negative"
        } else if x.is_constant() {
            match represented(&x.value, Basic::Int) {
                Some(value) => {
                    x.value = value;
                    return true;
                }
                None => " overflows int",
            }
        } else {
            return true;
        };
        let message = ["invalid argument: ", what, " ", &self.operand_text(x), problem].concat();
        self.error(x.span(), message);
        false
    }
}
