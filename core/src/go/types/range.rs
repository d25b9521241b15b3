//! `for ... range`

use super::checker::{Checker, INVALID};
use super::constant::Constant;
use super::info::{Mode, ObjectKind, VarKind};
use super::operand::{Operand, Source};
use super::store::{Basic, Signature, Type, TypeId};
use crate::go::syntax::ast::{Direction, Expr, ExprKind, Range};
use crate::go::syntax::source::Span;
use std::rc::Rc;

/// The types of the variables of a range clause.
struct Variables {
    key: Option<TypeId>,
    value: Option<TypeId>,
}

impl<'a> Checker<'a> {
    /// `for ... range`
    pub(super) fn range_stmt(&mut self, span: Span, range: &'a Range) {
        self.env.has_call = false;
        let mut x = Operand::new();
        self.expr(None, &mut x, &range.over);
        if x.is_valid() && range.value.is_none() && !self.env.has_call {
            self.record_length(&x, &range.over);
        }
        let mut variables = Variables { key: None, value: None };
        if x.is_valid() {
            let operand = self.operand_text(&x);
            match self.range_types(x.typ) {
                Err(cause) => {
                    let between = if cause.is_empty() { "" } else { ": " };
                    self.error(x.span(), ["cannot range over ", &operand, between, &cause].concat());
                    variables = Variables { key: Some(INVALID), value: Some(INVALID) };
                }
                Ok(found) => {
                    let over = ["range over ", &operand].concat();
                    if let (None, Some(key)) = (found.key, &range.key) {
                        self.error(key.span, [&over, " permits no iteration variables"].concat());
                    } else if let (None, Some(value)) = (found.value, &range.value) {
                        self.error(value.span, [&over, " permits only one iteration variable"].concat());
                    } else if let Some(extra) = &range.extra {
                        self.error(extra.span, "range clause permits at most two iteration variables");
                    }
                    variables = found;
                }
            }
        }
        self.open_scope();
        let over_integer = self.is_integer(x.typ);
        let sides = [(&range.key, variables.key), (&range.value, variables.value)];
        if range.define {
            self.define_variables(span, &mut x, sides, over_integer);
        } else if range.key.is_some() {
            for (left, typ) in sides {
                let (Some(left), Some(typ)) = (left, typ.filter(|typ| *typ != INVALID)) else { continue };
                if over_integer {
                    self.assign_operand(left, &mut x, "range clause");
                    if x.is_valid() && !self.is_integer(x.typ) {
                        let typ = self.type_text(x.typ);
                        self.error(left.span, ["cannot use iteration variable of type ", &typ].concat());
                    }
                } else {
                    let mut value = Operand::value(Source::Expr(left), typ);
                    self.assign_operand(left, &mut value, "assignment");
                }
            }
        } else if over_integer {
            self.assign_to(&mut x, None, "range clause");
        }
        self.block(&range.body);
        self.close_scope();
    }

    fn define_variables(
        &mut self,
        span: Span,
        x: &mut Operand<'a>,
        sides: [(&'a Option<Expr>, Option<TypeId>); 2],
        over_integer: bool,
    ) {
        let mut new = Vec::new();
        for (left, typ) in sides {
            let Some(left) = left else { continue };
            let kind = ObjectKind::Var(VarKind::Local);
            let object = if let ExprKind::Ident(name) = &left.kind {
                let object = self.new_object(name.clone(), left.span.start, kind);
                self.record_object(left.id, object);
                if &**name != "_" {
                    new.push(object);
                }
                object
            } else {
                let text = super::describe::expr_text(left);
                self.error(left.span, ["cannot declare ", &text].concat());
                self.new_object("_".into(), left.span.start, kind)
            };
            match typ {
                None | Some(INVALID) => {
                    self.set_type(object, INVALID);
                    self.mark_used(object);
                }
                Some(_) if over_integer => self.init_var(object, x, "range clause"),
                Some(typ) => {
                    let mut value = Operand::value(Source::Expr(left), typ);
                    self.init_var(object, &mut value, "assignment");
                }
            }
        }
        if new.is_empty() {
            self.error(span, "no new variables on left side of :=");
        }
        let scope = self.env.scope;
        for object in new {
            self.declare(scope, None, object);
        }
    }

    /// Without a second variable the array that is gone over is not looked at: only its length counts, so that is what is
    /// noted.
    fn record_length(&mut self, x: &Operand<'a>, over: &'a Expr) {
        let array = self.pointer_base(x.typ).unwrap_or(x.typ);
        let Type::Array(length, _) = *self.types.underlying(array) else { return };
        let value = Some(Constant::int(length as i64));
        self.record_type(super::describe::unparen(over), Mode::Constant, Basic::Int.id(), value);
    }

    /// The types of a key and a value when a type is gone over, or why that cannot be.
    fn range_types(&self, over: TypeId) -> Result<Variables, String> {
        let refuse = |typ: Option<TypeId>, under: Option<TypeId>| {
            let send_only =
                under.is_some_and(|under| matches!(self.types.get(under), Type::Chan(Direction::Send, _)));
            let text = typ.map_or(String::new(), |typ| self.type_text(typ));
            send_only.then(|| ["receive from send-only channel ", &text].concat())
        };
        let common = self.common_under(over, &refuse)?;
        let array = match self.types.get(common) {
            Type::Pointer(to) if matches!(self.types.underlying(*to), Type::Array(..)) => self.under(*to),
            _ => common,
        };
        let int = Basic::Int.id();
        let two = |key, value| Ok(Variables { key: Some(key), value: Some(value) });
        match self.types.get(array) {
            Type::Basic(basic) if basic.is_string() => two(int, self.known.rune),
            Type::Basic(basic) if basic.is_integer() => Ok(Variables { key: Some(over), value: None }),
            Type::Array(_, of) | Type::Slice(of) => two(int, *of),
            Type::Map(key, value) => two(*key, *value),
            Type::Chan(_, of) => Ok(Variables { key: Some(*of), value: None }),
            Type::Func(signature) => self.range_func(signature),
            _ => Err(String::new()),
        }
    }

    fn range_func(&self, signature: &Rc<Signature>) -> Result<Variables, String> {
        let bad = |why: &str| Err(["func must be func(yield func(...) bool): ", why].concat());
        let [yielded] = *signature.params else { return bad("wrong argument count") };
        if !signature.results.is_empty() {
            return bad("unexpected results");
        }
        let core = match self.common_under(yielded, &|_, _| None) {
            Ok(core) => core,
            Err(cause) => return bad(&["in yield type, ", &cause].concat()),
        };
        let Type::Func(yielded) = self.types.get(core) else { return bad("argument is not func") };
        if yielded.params.len() > 2 {
            return bad("yield func has too many parameters");
        }
        match *yielded.results {
            [only] if self.identical(only, Basic::Bool.id()) => {}
            [only] if self.is_boolean(only) => {
                return bad("yield func returns user-defined boolean, not bool");
            }
            _ => return bad("yield func does not return bool"),
        }
        if yielded.variadic {
            return Err(["yield func of type ", &self.type_text(core), " cannot be variadic"].concat());
        }
        Ok(Variables { key: yielded.params.first().copied(), value: yielded.params.get(1).copied() })
    }
}
