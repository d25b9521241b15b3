//! Function literals and composite literals.

use super::checker::{Action, Checker, INVALID};
use super::constant::Constant;
use super::constant_text;
use super::describe::expr_text;
use super::info::{Mode, Selection, SelectionKind};
use super::lookup::{Lookup, Member, MemberKind, is_exported};
use super::operand::Operand;
use super::store::{StructField, Type, TypeId};
use crate::go::syntax::ast::{Expr, ExprKind, FuncLit, Name};
use crate::go::syntax::source::{Pos, Span};
use rustc_hash::{FxHashMap, FxHashSet};

type Elements = [(Option<Expr>, Expr)];

/// The fields that a literal has given values to, by the fields that are gone through.
#[derive(Default)]
struct Visited {
    given: FxHashMap<Vec<u32>, Name>,
    /// What is gone through on the way to one of them, with the whole way.
    enclosing: FxHashMap<Vec<u32>, (Vec<u32>, Name)>,
}

impl Visited {
    /// A field that has a value already and is this one, or encloses it, or is enclosed by it.
    fn conflict(&self, path: &[u32]) -> Option<(Vec<u32>, &Name)> {
        let given = (1..=path.len()).find_map(|end| self.given.get_key_value(&path[..end]));
        let given = given.map(|(path, name)| (path.clone(), name));
        given.or_else(|| self.enclosing.get(path).map(|(path, name)| (path.clone(), name)))
    }

    fn insert(&mut self, path: Vec<u32>, name: Name) {
        for end in 1..path.len() {
            self.enclosing.entry(path[..end].to_vec()).or_insert_with(|| (path.clone(), name.clone()));
        }
        self.given.insert(path, name);
    }
}

impl<'a> Checker<'a> {
    /// A function literal; its body is looked at when the statement around it is.
    pub(super) fn func_literal(&mut self, x: &mut Operand<'a>, literal: &'a FuncLit) {
        let function = self.func_type(&literal.signature, None, &[]).function;
        x.mode = Some(Mode::Value);
        x.typ = function.typ;
        let (decl, iota) = (self.env.decl, self.env.iota.clone());
        self.later(Action::Body { decl, function, body: &literal.body, iota });
    }

    /// A composite literal; the hint is its type where it is left out.
    pub(super) fn composite_literal(
        &mut self,
        x: &mut Operand<'a>,
        expr: &'a Expr,
        typ: Option<&'a Expr>,
        elements: &'a Elements,
        open: Pos,
        hint: Option<TypeId>,
    ) {
        let span = Span::new(open, expr.span.end);
        let mut open_array = None;
        let (typ, base) = match (typ, hint) {
            (Some(written), _) => {
                if let ExprKind::ArrayType(None, of) = &written.kind {
                    open_array = Some(written);
                    let of = self.var_type(of);
                    let typ = self.types.add(Type::Array(0, of));
                    (typ, typ)
                } else {
                    let typ = self.typ(written);
                    (typ, typ)
                }
            }
            (None, Some(hint)) => {
                let base = match self.core(hint).map(|core| self.deref(core)) {
                    Some((base, true)) => base,
                    _ => hint,
                };
                (hint, base)
            }
            (None, None) => {
                self.error(span, "missing type in composite literal");
                (INVALID, INVALID)
            }
        };
        if !self.is_complete(base) {
            x.invalidate();
            return;
        }
        let mut result = typ;
        let core = self.core(base);
        match core.map(|core| self.types.get(core).clone()) {
            Some(Type::Struct(fields)) => {
                self.struct_literal(x, core.unwrap_or(INVALID), base, &fields, elements, expr)
            }
            Some(Type::Array(length, of)) => {
                let limit = open_array.is_none().then_some(length as i64);
                let count = self.indexed_elements(elements, of, limit);
                if let Some(written) = open_array {
                    result = self.types.add(Type::Array(count as u64, of));
                    self.check_size(written.span, result);
                    self.record_type(written, Mode::Type, result, None);
                }
            }
            Some(Type::Slice(of)) => {
                self.indexed_elements(elements, of, None);
            }
            Some(Type::Map(key, value)) => self.map_literal(x, key, value, elements),
            other => {
                self.use_exprs(elements.iter().map(|(_, value)| value));
                if core.is_none_or(|core| self.is_valid(core)) {
                    let qualifier =
                        if hint.is_some() && self.literal_has_no_type(expr) { " element" } else { "" };
                    let cause = if other.is_none() { " (no common underlying type)" } else { "" };
                    let text = self.type_text(typ);
                    let message = ["invalid composite literal", qualifier, " type ", &text, cause].concat();
                    self.error(expr.span, message);
                    x.invalidate();
                    return;
                }
            }
        }
        x.mode = Some(Mode::Value);
        x.typ = result;
    }

    fn literal_has_no_type(&self, expr: &Expr) -> bool {
        matches!(&expr.kind, ExprKind::Composite { typ: None, .. })
    }

    fn struct_literal(
        &mut self,
        x: &mut Operand<'a>,
        typ: TypeId,
        base: TypeId,
        fields: &[StructField],
        elements: &'a Elements,
        expr: &'a Expr,
    ) {
        const MIXTURE: &str = "mixture of field:value and value elements in struct literal";
        let Some((first, _)) = elements.first() else { return };
        if first.is_some() {
            let mut visited = Visited::default();
            for (key, value) in elements {
                match key {
                    Some(key) => self.keyed_field(x, typ, base, key, value, &mut visited),
                    None => self.error(value.span, MIXTURE),
                }
            }
            return;
        }
        let base_text = self.type_text(base);
        for (at, (key, value)) in elements.iter().enumerate() {
            if let Some(key) = key {
                self.error(key.span.to(value.span), MIXTURE);
                continue;
            }
            self.generic_expr(x, value, None);
            let Some(field) = fields.get(at) else {
                self.error(x.span(), ["too many values in struct literal of type ", &base_text].concat());
                break;
            };
            if self.is_hidden(field) {
                let name = &field.name;
                let message = [
                    "implicit assignment to unexported field ",
                    name,
                    " in struct literal of type ",
                    &base_text,
                ]
                .concat();
                self.error(x.span(), message);
                continue;
            }
            self.assign_to(x, Some(field.typ), "struct literal");
        }
        if elements.len() < fields.len() {
            let hidden = fields.iter().any(|field| self.is_hidden(field));
            let hint = if hidden { " (type has unexported fields - use key:value pairs)" } else { "" };
            let close = Pos(expr.span.end.0.saturating_sub(1));
            let message = ["too few values in struct literal of type ", &base_text, hint].concat();
            self.error(Span::new(close, expr.span.end), message);
        }
    }

    fn is_hidden(&self, field: &StructField) -> bool {
        !is_exported(&field.name) && field.package != Some(self.package)
    }

    fn keyed_field(
        &mut self,
        x: &mut Operand<'a>,
        typ: TypeId,
        base: TypeId,
        key: &'a Expr,
        value: &'a Expr,
        visited: &mut Visited,
    ) {
        self.generic_expr(x, value, None);
        let text = expr_text(key);
        let ExprKind::Ident(name) = &key.kind else {
            let message = ["invalid field name ", &text, " in struct literal"].concat();
            self.error(key.span.to(value.span), message);
            return;
        };
        let member = match self.lookup_member(typ, false, self.package, name, false) {
            Lookup::Found(member) => member,
            _ => {
                let other = self.lookup_member(typ, false, self.package, name, true).found();
                let message = self.lookup_error(base, name, other.as_ref(), true);
                self.error(key.span, message);
                return;
            }
        };
        let Member { kind: MemberKind::Field(field_type), path, indirect, .. } = member else {
            self.error(key.span, [&text, " is not a field"].concat());
            return;
        };
        if indirect {
            self.error(key.span, ["invalid implicit pointer indirection to reach ", &text].concat());
            return;
        }
        let selection =
            Selection { kind: SelectionKind::Field, receiver: typ, path: path.clone(), typ: field_type };
        self.info.selections.insert(key.id, selection);
        self.assign_to(x, Some(field_type), "struct literal");
        if let Some((other, other_name)) = visited.conflict(&path) {
            let message = if other == path {
                ["duplicate field name ", name, " in struct literal"].concat()
            } else if other.len() < path.len() {
                ["cannot specify promoted field ", name, " and enclosing embedded field ", other_name]
                    .concat()
            } else {
                ["cannot specify embedded field ", name, " and enclosed promoted field ", other_name].concat()
            };
            self.error(key.span.to(value.span), message);
            return;
        }
        visited.insert(path, name.clone());
    }

    fn map_literal(
        &mut self,
        x: &mut Operand<'a>,
        key_type: TypeId,
        value_type: TypeId,
        elements: &'a Elements,
    ) {
        let interface = self.is_interface(key_type);
        let mut visited: FxHashSet<(String, Option<TypeId>)> = FxHashSet::default();
        for (key, value) in elements {
            let Some(key) = key else {
                self.error(value.span, "missing key in map literal");
                continue;
            };
            self.generic_expr(x, key, Some(key_type));
            self.assign_to(x, Some(key_type), "map literal");
            if !x.is_valid() {
                continue;
            }
            if x.is_constant() {
                let typ = interface.then(|| self.types.canonical(x.typ));
                if !visited.insert((key_text(&x.value), typ)) {
                    let shown = constant_text::shown(&x.value);
                    self.error(x.span(), ["duplicate key ", &shown, " in map literal"].concat());
                    continue;
                }
            }
            self.generic_expr(x, value, Some(value_type));
            self.assign_to(x, Some(value_type), "map literal");
        }
    }

    /// The elements of an array or slice; how many there are, with those that are left out.
    fn indexed_elements(&mut self, elements: &'a Elements, typ: TypeId, limit: Option<i64>) -> i64 {
        let mut visited: FxHashSet<i64> = FxHashSet::default();
        let (mut index, mut most) = (0i64, 0i64);
        for (key, value) in elements {
            let mut valid = false;
            let span = key.as_ref().map_or(value.span, |key| key.span.to(value.span));
            if let Some(key) = key {
                let (key_type, given) = self.index(key, limit);
                if self.is_valid(key_type) {
                    match given {
                        Some(given) => {
                            index = given;
                            valid = true;
                        }
                        None => {
                            let message = ["index ", &expr_text(key), " must be integer constant"].concat();
                            self.error(span, message);
                        }
                    }
                }
            } else if let Some(limit) = limit.filter(|limit| index >= *limit) {
                let (index, limit) = (index.to_string(), limit.to_string());
                self.error(span, ["index ", &index, " is out of bounds (>= ", &limit, ")"].concat());
            } else {
                valid = true;
            }
            if valid && !visited.insert(index) {
                let index = index.to_string();
                self.error(span, ["duplicate index ", &index, " in array or slice literal"].concat());
            }
            index = index.saturating_add(1);
            most = most.max(index);
            let mut x = Operand::new();
            self.generic_expr(&mut x, value, Some(typ));
            self.assign_to(&mut x, Some(typ), "array or slice literal");
        }
        most
    }
}

/// The value of a key so that equal keys have equal texts.
pub(super) fn key_text(value: &Constant) -> String {
    match value {
        Constant::Bool(value) => value.to_string(),
        Constant::String(bytes) => constant_text::quoted(bytes),
        Constant::Int(value) => value.to_string(),
        Constant::Float(value) => match value.to_whole() {
            Some(whole) => whole.to_string(),
            None => format!("{}/{}", value.over(), value.under()),
        },
        Constant::Unknown => String::new(),
    }
}
