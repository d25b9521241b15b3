//! The functions of the language.

use super::checker::Checker;
use super::constant::Constant;
use super::describe::expr_text;
use super::expr::Kind;
use super::info::{Builtin, Mode};
use super::operand::Operand;
use super::store::{Basic, Signature, Type, TypeId};
use super::universe::BUILTINS;
use crate::go::syntax::ast::{BinaryOp, Direction, Expr, ExprKind};
use std::rc::Rc;

/// A call's text.
pub(super) struct Call<'a> {
    pub expr: &'a Expr,
    pub func: &'a Expr,
    pub args: &'a [Expr],
    pub spread: bool,
}

/// What kind of expression a call of such a function is.
pub(super) fn kind(builtin: Builtin) -> Kind {
    match builtin {
        Builtin::Clear
        | Builtin::Close
        | Builtin::Copy
        | Builtin::Delete
        | Builtin::Panic
        | Builtin::Print
        | Builtin::Println
        | Builtin::Recover => Kind::Statement,
        _ => Kind::Expression,
    }
}

impl<'a> Checker<'a> {
    /// A call of a function of the language; whether nothing is wrong with it.
    pub(super) fn builtin(&mut self, x: &mut Operand<'a>, builtin: Builtin, call: &Call<'a>) -> bool {
        let (name, _, least, more) = BUILTINS[builtin as usize];
        if call.spread && builtin != Builtin::Append {
            let message = ["invalid operation: invalid use of ... with built-in ", name].concat();
            self.error(call.expr.span, message);
            self.use_exprs(call.args);
            return false;
        }
        // Whether the length of an array is constant depends on what is inside alone.
        let outer_call = self.env.has_call;
        if matches!(builtin, Builtin::Len | Builtin::Cap) {
            self.env.has_call = false;
        }
        let mut args = Vec::new();
        let mut count = call.args.len();
        if !matches!(builtin, Builtin::Make | Builtin::New) {
            args = self.expr_list(call.args);
            count = args.len();
        }
        let has_call = self.env.has_call;
        if matches!(builtin, Builtin::Len | Builtin::Cap) {
            self.env.has_call = outer_call;
        }
        if args.iter().any(|arg| !arg.is_valid()) {
            return false;
        }
        if let Some(first) = args.first() {
            *x = first.clone();
        }
        let quantity = if count < least {
            "not enough"
        } else if !more && count > least {
            "too many"
        } else {
            ""
        };
        if !quantity.is_empty() {
            let (text, least, count) = (expr_text(call.expr), least.to_string(), count.to_string());
            let message = [
                "invalid operation: ",
                quantity,
                " arguments for ",
                &text,
                " (expected ",
                &least,
                ", found ",
                &count,
                ")",
            ];
            self.error(call.expr.span, message.concat());
            return false;
        }
        match builtin {
            Builtin::Append => self.append(x, call, args),
            Builtin::Len | Builtin::Cap => self.length(x, builtin == Builtin::Len, name, has_call),
            Builtin::Clear => self.clear(x),
            Builtin::Close => self.close(x),
            Builtin::Copy => self.copy(x, &args[1]),
            Builtin::Delete => self.delete(x, &args[1]),
            Builtin::Make => self.make(x, call),
            Builtin::Max | Builtin::Min => self.largest(x, args, builtin == Builtin::Max, name),
            Builtin::New => self.new_pointer(x, call),
            Builtin::Panic => {
                self.panics.insert(call.expr.id);
                self.assign_to(x, Some(self.known.empty), "argument to panic");
                x.is_valid() && self.no_value(x)
            }
            Builtin::Print | Builtin::Println => {
                let context = ["argument to built-in ", name].concat();
                for arg in &mut args {
                    self.assign_to(arg, None, &context);
                    if !arg.is_valid() {
                        return false;
                    }
                }
                self.no_value(x)
            }
            Builtin::Recover => {
                x.mode = Some(Mode::Value);
                x.typ = self.known.empty;
                true
            }
        }
    }

    fn no_value(&self, x: &mut Operand<'a>) -> bool {
        x.mode = Some(Mode::NoValue);
        true
    }

    fn wrong(&mut self, x: &Operand<'a>, before: &str, after: &str) -> bool {
        let message = [before, &self.operand_text(x), after].concat();
        self.error(x.span(), message);
        false
    }

    /// The element type of a slice, of all the types of a type parameter; or why there is none.
    fn slice_elements(&self, x: &Operand<'a>) -> Result<TypeId, String> {
        let mut common: Option<TypeId> = None;
        for (_, under) in self.type_set(x.typ) {
            let Some(of) = under.and_then(|under| self.slice_element(under)) else {
                let have = if x.is_nil() { "untyped nil".to_string() } else { self.operand_text(x) };
                return Err(["argument must be a slice; have ", &have].concat());
            };
            match common {
                None => common = Some(of),
                Some(first) if !self.identical(first, of) => {
                    let texts = [self.type_text(first), self.type_text(of), self.operand_text(x)];
                    let [one, other, operand] = &texts;
                    return Err(
                        ["mismatched slice element types ", one, " and ", other, " in ", operand].concat()
                    );
                }
                Some(_) => {}
            }
        }
        common.ok_or_else(String::new)
    }

    /// Whether all types of a type are slices of bytes or strings, and whether a string is among them.
    fn bytes_or_strings(&self, typ: TypeId) -> Option<bool> {
        let mut has_string = false;
        for (_, under) in self.type_set(typ) {
            let under = under?;
            if self.is_string(under) {
                has_string = true;
            } else if !self.is_bytes(under) {
                return None;
            }
        }
        Some(has_string)
    }

    fn append(&mut self, x: &mut Operand<'a>, call: &Call<'a>, args: Vec<Operand<'a>>) -> bool {
        let of = match self.slice_elements(x) {
            Ok(of) => of,
            Err(cause) => {
                self.error(x.span(), ["invalid append: ", &cause].concat());
                return false;
            }
        };
        let typ = x.typ;
        if call.spread && args.len() == 2 {
            let bytes = self.types.add(Type::Slice(self.known.byte));
            if self.assignable(x, bytes).is_ok() && self.bytes_or_strings(args[1].typ) == Some(true) {
                if let Some(expr) = args[1].expr()
                    && self.is_untyped(args[1].typ)
                {
                    let typ = self.default_type(args[1].typ);
                    self.update_type(expr, typ, true);
                }
                x.mode = Some(Mode::Value);
                return true;
            }
        }
        let slice = self.types.add(Type::Slice(of));
        let signature = Signature { params: [typ, slice].into(), results: [typ].into(), variadic: true };
        let func_type = self.types.add(Type::Func(Rc::new(signature)));
        let arguments = super::arguments::Arguments {
            expr: call.expr,
            func: call.func,
            written: call.args,
            spread: call.spread,
            list: &[],
        };
        self.arguments(&arguments, func_type, Vec::new(), args, Vec::new());
        x.mode = Some(Mode::Value);
        x.typ = typ;
        true
    }

    fn length(&mut self, x: &mut Operand<'a>, len: bool, name: &str, has_call: bool) -> bool {
        let mode = if self.is_type_param(x.typ) {
            let all = self
                .type_set(x.typ)
                .iter()
                .all(|(_, under)| under.is_some_and(|under| self.has_length(under, len)));
            all.then_some(Mode::Value)
        } else {
            let array = self.pointer_base(x.typ).unwrap_or(x.typ);
            match self.types.underlying(array) {
                Type::Array(length, _) if !has_call => {
                    x.value = Constant::int(*length as i64);
                    Some(Mode::Constant)
                }
                _ if x.is_constant() && len && self.is_string(x.typ) => {
                    x.value = Constant::int(x.value.as_bytes().map_or(0, <[u8]>::len) as i64);
                    Some(Mode::Constant)
                }
                _ => self.has_length(x.typ, len).then_some(Mode::Value),
            }
        };
        let Some(mode) = mode else {
            let under = self.under(x.typ);
            if self.is_type_param(under) || self.is_valid(under) {
                self.wrong(x, "invalid argument: ", &[" for built-in ", name].concat());
            }
            return false;
        };
        if mode == Mode::Value
            && self.is_untyped(x.typ)
            && let Some(expr) = x.expr()
        {
            let typ = self.default_type(x.typ);
            self.update_type(expr, typ, true);
        }
        x.mode = Some(mode);
        x.typ = Basic::Int.id();
        true
    }

    fn has_length(&self, typ: TypeId, len: bool) -> bool {
        match self.types.underlying(typ) {
            Type::Basic(basic) => len && basic.is_string(),
            Type::Array(..) | Type::Slice(_) | Type::Chan(..) => true,
            Type::Map(..) => len,
            Type::Pointer(to) => matches!(self.types.underlying(*to), Type::Array(..)),
            _ => false,
        }
    }

    fn all_under(&self, x: &Operand<'a>, holds: fn(&Type) -> bool) -> bool {
        self.type_set(x.typ).iter().all(|(_, under)| under.is_some_and(|under| holds(self.types.get(under))))
    }

    fn clear(&mut self, x: &mut Operand<'a>) -> bool {
        if !self.all_under(x, |typ| matches!(typ, Type::Map(..) | Type::Slice(_))) {
            let after = ": argument must be (or constrained by) map or slice";
            return self.wrong(x, "invalid argument: cannot clear ", after);
        }
        self.no_value(x)
    }

    fn close(&mut self, x: &mut Operand<'a>) -> bool {
        if !self.all_under(x, |typ| matches!(typ, Type::Chan(..))) {
            return self.wrong(x, "invalid operation: cannot close non-channel ", "");
        }
        if !self.all_under(x, |typ| !matches!(typ, Type::Chan(Direction::Receive, _))) {
            return self.wrong(x, "invalid operation: cannot close receive-only channel ", "");
        }
        self.no_value(x)
    }

    fn copy(&mut self, x: &mut Operand<'a>, source: &Operand<'a>) -> bool {
        let element = match self.slice_elements(x) {
            Ok(element) => element,
            Err(cause) => {
                self.error(x.span(), ["invalid copy: ", &cause].concat());
                return false;
            }
        };
        let bytes = self.types.add(Type::Slice(self.known.byte));
        let special = self.assignable(x, bytes).is_ok() && self.bytes_or_strings(source.typ).is_some();
        if !special {
            let source_element = match self.slice_elements(source) {
                Ok(element) => element,
                Err(_) if self.all_string(source.typ) => self.known.byte,
                Err(cause) => {
                    self.error(source.span(), ["invalid copy: ", &cause].concat());
                    return false;
                }
            };
            if !self.identical(element, source_element) {
                let (one, other) = (self.operand_text(x), self.operand_text(source));
                let (to, from) = (self.type_text(element), self.type_text(source_element));
                let message = [
                    "invalid copy: arguments ",
                    &one,
                    " and ",
                    &other,
                    " have different element types ",
                    &to,
                    " and ",
                    &from,
                ];
                self.error(x.span(), message.concat());
                return false;
            }
        }
        if self.is_untyped(source.typ)
            && let Some(expr) = source.expr()
        {
            let typ = self.default_type(source.typ);
            self.update_type(expr, typ, true);
        }
        x.mode = Some(Mode::Value);
        x.typ = Basic::Int.id();
        true
    }

    fn delete(&mut self, x: &mut Operand<'a>, key: &Operand<'a>) -> bool {
        let mut common: Option<TypeId> = None;
        for (_, under) in self.type_set(x.typ) {
            let map_key = under.and_then(|under| match self.types.get(under) {
                Type::Map(key, _) => Some(*key),
                _ => None,
            });
            let Some(map_key) = map_key else {
                return self.wrong(x, "invalid argument: ", " is not a map");
            };
            if common.is_some_and(|common| !self.identical(common, map_key)) {
                return self.wrong(x, "invalid argument: maps of ", " must have identical key types");
            }
            common = Some(map_key);
        }
        *x = key.clone();
        self.assign_to(x, common, "argument to delete");
        x.is_valid() && self.no_value(x)
    }

    fn make(&mut self, x: &mut Operand<'a>, call: &Call<'a>) -> bool {
        let first = &call.args[0];
        let typ = self.var_type(first);
        if !self.is_valid(typ) {
            self.use_exprs(&call.args[1..]);
            return false;
        }
        let refuse = |_: Option<TypeId>, under: Option<TypeId>| match under.map(|under| self.types.get(under))
        {
            Some(Type::Slice(_) | Type::Map(..) | Type::Chan(..)) => None,
            None => Some("no specific type".to_string()),
            Some(_) => Some("type must be slice, map, or channel".to_string()),
        };
        let common = match self.common_under(typ, &refuse) {
            Ok(common) => common,
            Err(cause) => {
                let message = ["invalid argument: cannot make ", &expr_text(first), ": ", &cause].concat();
                self.error(first.span, message);
                self.use_exprs(&call.args[1..]);
                return false;
            }
        };
        let least = if matches!(self.types.get(common), Type::Slice(_)) { 2 } else { 1 };
        if call.args.len() < least || call.args.len() > least + 1 {
            let text = expr_text(call.expr);
            let (least, most, found) =
                (least.to_string(), (least + 1).to_string(), call.args.len().to_string());
            let message = [
                "invalid operation: ",
                &text,
                " expects ",
                &least,
                " or ",
                &most,
                " arguments; found ",
                &found,
            ];
            self.error(call.expr.span, message.concat());
            return false;
        }
        let sizes: Vec<i64> = call.args[1..].iter().filter_map(|arg| self.index(arg, None).1).collect();
        if let [length, capacity] = *sizes
            && length > capacity
        {
            self.error(call.args[1].span, "invalid argument: length and capacity swapped");
        }
        x.mode = Some(Mode::Value);
        x.typ = typ;
        true
    }

    fn largest(&mut self, x: &mut Operand<'a>, args: Vec<Operand<'a>>, max: bool, name: &str) -> bool {
        let op = if max { BinaryOp::Greater } else { BinaryOp::Less };
        let mut args = args;
        for (at, arg) in args.iter_mut().enumerate() {
            if !self.all_ordered(arg.typ) {
                return self.wrong(arg, "invalid argument: ", " cannot be ordered");
            }
            if at == 0 {
                continue;
            }
            self.match_types(x, arg);
            if !x.is_valid() {
                return false;
            }
            if !self.identical(x.typ, arg.typ) {
                let (one, other) = (self.type_text(x.typ), self.type_text(arg.typ));
                let source = self.source_text(arg);
                let message = [
                    "invalid argument: mismatched types ",
                    &one,
                    " (previous argument) and ",
                    &other,
                    " (type of ",
                    &source,
                    ")",
                ];
                self.error(arg.span(), message.concat());
                return false;
            }
            if x.is_constant() && arg.is_constant() {
                if arg.value.compare(op, &x.value) {
                    *x = arg.clone();
                }
            } else {
                x.mode = Some(Mode::Value);
            }
        }
        if !x.is_constant() {
            x.mode = Some(Mode::Value);
            let context = ["argument to built-in ", name].concat();
            self.assign_to(x, Some(self.known.empty), &context);
            if !x.is_valid() {
                return false;
            }
        }
        for arg in &args {
            if let Some(expr) = arg.expr() {
                self.update_type(expr, x.typ, true);
            }
        }
        true
    }

    fn new_pointer(&mut self, x: &mut Operand<'a>, call: &Call<'a>) -> bool {
        let arg = &call.args[0];
        self.expr_or_type(x, arg, false);
        self.exclude(x, false, true);
        if x.mode == Some(Mode::NoValue) {
            self.exclude(x, false, false);
        }
        match x.mode {
            None => return false,
            Some(Mode::Type) => self.valid_var_type(arg, x.typ),
            Some(_) if self.is_untyped(x.typ) => {
                self.assign_to(x, None, "argument to new");
                if !x.is_valid() {
                    return false;
                }
            }
            Some(_) => {}
        }
        x.mode = Some(Mode::Value);
        x.typ = self.types.add(Type::Pointer(x.typ));
        true
    }

    /// Whether an expression is a call that does not come back.
    pub(super) fn is_panic(&self, expr: &Expr) -> bool {
        let call = super::describe::unparen(expr);
        matches!(call.kind, ExprKind::Call { .. }) && self.panics.contains(&call.id)
    }
}
