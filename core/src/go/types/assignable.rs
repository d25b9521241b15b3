//! Whether a value can be assigned or converted to a type.

use super::checker::Checker;
use super::constant::Constant;
use super::constant_text;
use super::info::Mode;
use super::operand::Operand;
use super::store::{Basic, Type, TypeId};
use super::untyped::represented;
use crate::go::syntax::ast::Direction;

impl<'a> Checker<'a> {
    /// Whether a value can be assigned to a type, or why not: the reason may be empty.
    pub(super) fn assignable(&mut self, x: &Operand<'a>, target: TypeId) -> Result<(), String> {
        let no = || Err(String::new());
        let typ = self.unalias(x.typ);
        let original = target;
        let target = self.unalias(target);
        if !x.is_valid() || !self.is_valid(target) || self.identical(typ, target) {
            return Ok(());
        }
        let (under, target_under) = (self.under(typ), self.under(target));
        let (param, target_param) = (self.is_type_param(typ), self.is_type_param(target));
        if self.is_untyped(under) {
            let fits = if target_param {
                self.type_set(target)
                    .iter()
                    .all(|(typ, _)| typ.is_some_and(|typ| self.implicit_type(x, typ).is_ok()))
            } else {
                self.implicit_type(x, target).is_ok()
            };
            return if fits { Ok(()) } else { no() };
        }
        let named = self.has_name(typ) && self.has_name(target);
        if self.identical(under, target_under) && !named && !param && !target_param {
            return Ok(());
        }
        if self.is_interface(target) || self.is_interface_pointer(target) {
            match self.not_implemented(typ, target, false) {
                None => return Ok(()),
                Some(cause) if !param => return Err(cause),
                Some(_) => {}
            }
        }
        if self.is_interface(typ) && self.not_implemented(target, typ, false).is_none() {
            return Err("need type assertion".to_string());
        }
        if let (Type::Chan(Direction::Both, of), Type::Chan(_, of_target)) =
            (self.types.get(under), self.types.get(target_under))
            && self.identical(*of, *of_target)
        {
            return if named { no() } else { Ok(()) };
        }
        if !param && !target_param {
            return no();
        }
        if !self.has_name(typ) && target_param {
            for (term, _) in self.type_set(target) {
                let Some(term) = term else { return no() };
                if let Err(cause) = self.assignable(x, term) {
                    let (typ, term, target) =
                        (self.type_text(x.typ), self.type_text(term), self.type_text(target));
                    let message = ["cannot assign ", &typ, " to ", &term, " (in ", &target, ")"].concat();
                    return Err(with_cause(message, &cause));
                }
            }
            return Ok(());
        }
        if param && !self.has_name(target) {
            let mut copy = x.clone();
            for (term, _) in self.type_set(typ) {
                let Some(term) = term else { return no() };
                copy.typ = term;
                if let Err(cause) = self.assignable(&copy, target) {
                    let (typ, term, target) =
                        (self.type_text(typ), self.type_text(term), self.type_text(original));
                    let message = ["cannot assign ", &term, " (in ", &typ, ") to ", &target].concat();
                    return Err(with_cause(message, &cause));
                }
            }
            return Ok(());
        }
        no()
    }

    /// Converts an operand to a type.
    pub(super) fn conversion(&mut self, x: &mut Operand<'a>, target: TypeId) {
        let constant = x.is_constant();
        let mut cause = String::new();
        let ok;
        if constant && self.is_const_type(target) {
            let converted = self.convert_constant(x, target);
            ok = converted.is_some();
            match converted {
                Some(value) => x.value = value,
                None if self.is_integer(x.typ) && self.is_integer(target) => {
                    let message = [
                        "constant ",
                        &constant_text::shown(&x.value),
                        " overflows ",
                        &self.type_text(target),
                    ];
                    self.error(x.span(), message.concat());
                    x.invalidate();
                    return;
                }
                None => {
                    // Go's compiler has made an integer of it, to see whether it fits.
                    if let (true, Some(whole)) = (self.is_integer(target), x.value.to_int()) {
                        x.value = whole;
                    }
                }
            }
        } else if constant && self.is_type_param(target) {
            let problem = self.constant_to_param(x, target);
            ok = problem.is_none();
            cause = problem.unwrap_or_default();
            x.mode = Some(Mode::Value);
        } else {
            match self.convertible(x, target) {
                Ok(()) => {
                    ok = true;
                    x.mode = Some(Mode::Value);
                }
                Err(why) => {
                    ok = false;
                    cause = why;
                }
            }
        }
        if !ok {
            let (operand, typ) = (self.operand_text(x), self.type_text(target));
            let between = if cause.is_empty() { "" } else { ": " };
            let message = ["cannot convert ", &operand, " to type ", &typ, between, &cause].concat();
            self.error(x.span(), message);
            x.invalidate();
            return;
        }
        if self.is_untyped(x.typ) {
            let mut settled = target;
            if x.typ == Basic::UntypedNil.id() {
                // It stays nil of the type.
            } else if self.is_interface(target) || constant && !self.is_const_type(target) {
                settled = self.default_type(x.typ);
            } else if x.is_constant() && self.is_integer(x.typ) && self.all_string(target) {
                settled = x.typ;
            }
            if let Some(expr) = x.expr() {
                self.update_type(expr, settled, true);
            }
        }
        x.typ = target;
    }

    /// A constant as one of another type; a whole number becomes a string of one character.
    fn convert_constant(&self, x: &Operand<'a>, target: TypeId) -> Option<Constant> {
        let basic = self.basic(target)?;
        if let Some(value) = represented(&x.value, basic) {
            return Some(value);
        }
        if !self.is_integer(x.typ) || !basic.is_string() {
            return None;
        }
        let letter = x
            .value
            .to_i64()
            .and_then(|code| u32::try_from(code).ok())
            .and_then(char::from_u32)
            .unwrap_or('\u{fffd}');
        Some(Constant::String(letter.to_string().into_bytes().into()))
    }

    fn constant_to_param(&self, x: &Operand<'a>, target: TypeId) -> Option<String> {
        for (_, under) in self.type_set(target) {
            let Some(under) = under else {
                return Some([&self.type_text(target), " does not contain specific types"].concat());
            };
            if self.is_string(x.typ) && self.is_bytes_or_runes(under)
                || self.convert_constant(x, under).is_some()
            {
                continue;
            }
            let (term, target) = (self.type_text(under), self.type_text(target));
            return Some(if self.is_integer(x.typ) && self.is_integer(under) {
                let value = constant_text::shown(&x.value);
                ["constant ", &value, " overflows ", &term, " (in ", &target, ")"].concat()
            } else {
                ["cannot convert ", &self.operand_text(x), " to type ", &term, " (in ", &target, ")"].concat()
            });
        }
        None
    }

    /// Whether a value can be converted to a type, or why not.
    fn convertible(&mut self, x: &Operand<'a>, target: TypeId) -> Result<(), String> {
        let cause = match self.assignable(x, target) {
            Ok(()) => return Ok(()),
            Err(cause) => cause,
        };
        let typ = x.typ;
        let (param, target_param) = (self.is_type_param(typ), self.is_type_param(target));
        if !param && !target_param {
            return if self.convertible_types(typ, target) { Ok(()) } else { Err(cause) };
        }
        let mut copy = x.clone();
        let sources = if param { self.type_set(typ) } else { vec![(Some(typ), None)] };
        let targets = if target_param { self.type_set(target) } else { vec![(Some(target), None)] };
        for (source, _) in &sources {
            let Some(source) = source else { return Err(cause) };
            copy.typ = *source;
            for (goal, _) in &targets {
                let Some(goal) = goal else { return Err(cause) };
                if let Err(inner) = self.convertible(&copy, *goal) {
                    let inner = if inner.is_empty() { cause } else { inner };
                    let part = |checker: &Self, part: TypeId, whole: TypeId, inside: bool| {
                        let text = checker.type_text(part);
                        if inside { [&text, " (in ", &checker.type_text(whole), ")"].concat() } else { text }
                    };
                    let from = part(self, *source, typ, param);
                    let to = part(self, *goal, target, target_param);
                    return Err(with_cause(["cannot convert ", &from, " to type ", &to].concat(), &inner));
                }
            }
        }
        Ok(())
    }

    fn convertible_types(&mut self, typ: TypeId, target: TypeId) -> bool {
        let (under, target_under) = (self.under(typ), self.under(target));
        if self.identical_but_tags(under, target_under) {
            return true;
        }
        if let (Type::Pointer(base), Type::Pointer(target_base)) =
            (self.types.get(typ).clone(), self.types.get(target).clone())
            && !self.is_type_param(base)
            && !self.is_type_param(target_base)
        {
            let (base, target_base) = (self.under(base), self.under(target_base));
            if self.identical_but_tags(base, target_base) {
                return true;
            }
        }
        let number = |typ| self.is_integer(typ) || self.is_float(typ);
        if number(typ) && number(target)
            || (self.is_integer(typ) || self.is_bytes_or_runes(typ)) && self.is_string(target)
            || self.is_string(typ) && self.is_bytes_or_runes(target)
        {
            return true;
        }
        let Some(of) = self.slice_element(typ) else { return false };
        let array = self.pointer_base(target).unwrap_or(target);
        matches!(self.types.underlying(array), Type::Array(_, element) if self.identical(of, *element))
    }

    fn identical_but_tags(&mut self, one: TypeId, other: TypeId) -> bool {
        self.identical(one, other) || {
            let (one, other) = (self.without_tags(one, 0), self.without_tags(other, 0));
            self.identical(one, other)
        }
    }

    /// The type with the tags of all structs in it left out.
    fn without_tags(&mut self, typ: TypeId, depth: u32) -> TypeId {
        let content = self.types.get(typ).clone();
        if depth > 20 || matches!(content, Type::Basic(_) | Type::Named(_) | Type::Param(_)) {
            return typ;
        }
        let parts = self.parts(&content);
        let mut parts: Vec<TypeId> = parts.iter().map(|part| self.without_tags(*part, depth + 1)).collect();
        parts.reverse();
        let mut new = self.types.map_parts(&content, &mut |_, id| parts.pop().unwrap_or(id));
        if let Type::Struct(fields) = &new {
            let fields = fields.iter().map(|field| super::store::StructField { tag: None, ..field.clone() });
            new = Type::Struct(fields.collect());
        }
        self.types.add(new)
    }
}

fn with_cause(message: String, cause: &str) -> String {
    if cause.is_empty() { message } else { [&message, "\n\t", cause].concat() }
}
