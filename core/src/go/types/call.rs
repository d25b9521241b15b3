//! Calls and conversions, and generic functions that are named with type arguments.

use super::builtin::Call;
use super::checker::Checker;
use super::describe::expr_text;
use super::expr::{Kind, Target};
use super::infer::Question;
use super::info::Mode;
use super::operand::{Operand, Source};
use super::store::{Signature, Spelling, Type, TypeId};
use crate::go::syntax::ast::{Expr, ExprKind, Name};
use crate::go::syntax::source::{Pos, Span};
use std::rc::Rc;

impl<'a> Checker<'a> {
    /// A generic function whose type arguments are given, or follow from what it is assigned to. Those that are given are
    /// handed back if there are not enough and the others shall not be inferred.
    pub(super) fn instantiate_func(
        &mut self,
        target: Option<&Target>,
        pos: Pos,
        x: &mut Operand<'a>,
        indices: Option<(&'a Expr, &'a [Expr])>,
        infer: bool,
    ) -> Option<Vec<TypeId>> {
        let mut args: Vec<TypeId> = Vec::new();
        let mut list: &'a [Expr] = &[];
        if let Some((expr, written)) = indices {
            x.source = Source::Expr(expr);
            list = written;
            match self.type_list(written) {
                Some(types) => args = types,
                None => {
                    x.invalidate();
                    return None;
                }
            }
        }
        let params = self.func_params(x.typ);
        if args.len() > params.len() {
            self.too_many_arguments(list[args.len() - 1].span, args.len(), params.len());
            x.invalidate();
            return None;
        }
        if args.len() < params.len() {
            if !infer {
                return Some(args);
            }
            let mut wanted = Vec::new();
            let mut operands = Vec::new();
            if let Some(target) = target {
                wanted.push(self.without_params(x.typ));
                let words = Source::Words(x.span(), Name::clone(&target.description));
                operands.push(Operand::value(words, target.typ));
            }
            let (fresh, wanted) = self.rename_params(&params, &wanted);
            let given: Vec<Option<TypeId>> = args.iter().map(|arg| Some(*arg)).collect();
            let question = Question {
                span: Span::new(pos, pos),
                params: &fresh,
                given: &given,
                wanted: &wanted,
                args: &operands,
                reverse: true,
            };
            match self.infer(&question) {
                Ok(all) => args = all,
                Err(failure) => {
                    if let Some((span, message)) = failure {
                        self.error(span, message);
                    }
                    x.invalidate();
                    return None;
                }
            }
        }
        let span = x.expr().map_or(x.span(), |expr| self.said_span(expr));
        x.typ = self.instantiate_signature(span, x.expr(), x.typ, &args, list);
        x.mode = Some(Mode::Value);
        None
    }

    fn too_many_arguments(&mut self, span: Span, got: usize, want: usize) {
        let (got, want) = (got.to_string(), want.to_string());
        self.error(span, ["got ", &got, " type arguments but want ", &want].concat());
    }

    /// A call or a conversion.
    pub(super) fn call(
        &mut self,
        x: &mut Operand<'a>,
        expr: &'a Expr,
        func: &'a Expr,
        args: &'a [Expr],
        spread: bool,
    ) -> Kind {
        let mut list: &'a [Expr] = &[];
        let mut has_list = false;
        if let ExprKind::Index(of, indices) = &func.kind {
            *x = Operand { source: Source::Expr(func), ..Operand::new() };
            if self.index_expr(x, func, of, indices) {
                list = indices;
                has_list = true;
            }
            x.source = Source::Expr(func);
            self.record(x);
        } else {
            self.expr_or_type(x, func, true);
        }
        match x.mode {
            None => {
                self.use_exprs(args);
                return Kind::Statement;
            }
            Some(Mode::Type) => {
                self.conversion_call(x, expr, args, spread);
                return Kind::Conversion;
            }
            Some(Mode::Builtin) => {
                let Some(builtin) = x.builtin else { return Kind::Statement };
                let call = Call { expr, func, args, spread };
                if !self.builtin(x, builtin, &call) {
                    x.invalidate();
                }
                x.source = Source::Expr(expr);
                if x.is_valid() && !x.is_constant() {
                    self.env.has_call = true;
                }
                return super::builtin::kind(builtin);
            }
            _ => {}
        }
        let refuse = |typ: Option<TypeId>, under: Option<TypeId>| {
            let under = under.filter(|under| !matches!(self.types.get(*under), Type::Func(_)));
            under.map(|_| {
                [&typ.map_or(String::new(), |typ| self.type_text(typ)), " is not a function"].concat()
            })
        };
        let typ = match self.common_under(x.typ, &refuse) {
            // The type of a generic function has its type parameters in its own spelling only.
            Ok(_) if self.is_generic_func(x.typ) => x.typ,
            Ok(common) => common,
            Err(cause) => {
                let message =
                    ["invalid operation: cannot call ", &self.operand_text(x), ": ", &cause].concat();
                self.error(x.span(), message);
                self.use_exprs(args);
                x.invalidate();
                return Kind::Statement;
            }
        };
        let generic = self.is_generic_func(typ);
        let Some(typ) = self.call_arguments(x, typ, expr, func, args, spread, list, has_list) else {
            return Kind::Statement;
        };
        if generic && !self.is_generic_func(typ) {
            self.record_type(func, Mode::Value, typ, None);
        }
        let Type::Func(signature) = self.types.get(typ).clone() else { return Kind::Statement };
        match *signature.results {
            [] => x.mode = Some(Mode::NoValue),
            [only] => {
                x.mode = Some(Mode::Value);
                if !self.is_complete(only) {
                    x.invalidate();
                    return Kind::Statement;
                }
                x.typ = only;
            }
            _ => {
                x.mode = Some(Mode::Value);
                x.typ = self.result_tuple(typ, &signature);
            }
        }
        self.env.has_call = true;
        if x.mode == Some(Mode::Value) && self.is_generic_func(typ) {
            let params = self.func_params(typ);
            if self.is_parameterized(&params, x.typ) {
                x.invalidate();
            }
        }
        Kind::Statement
    }

    #[allow(clippy::too_many_arguments, reason = "all of it is the one call")]
    fn call_arguments(
        &mut self,
        x: &mut Operand<'a>,
        typ: TypeId,
        expr: &'a Expr,
        func: &'a Expr,
        args: &'a [Expr],
        spread: bool,
        list: &'a [Expr],
        has_list: bool,
    ) -> Option<TypeId> {
        let mut typ = typ;
        let mut list = list;
        let mut given = Vec::new();
        if has_list {
            let Some(types) = self.type_list(list) else {
                self.use_exprs(args);
                x.invalidate();
                return None;
            };
            let want = self.func_params(typ).len();
            if types.len() > want {
                self.too_many_arguments(list[want].span, types.len(), want);
                self.use_exprs(args);
                x.invalidate();
                return None;
            }
            if types.len() == want && want > 0 {
                let span = self.said_span(func);
                typ = self.instantiate_signature(span, Some(func), typ, &types, list);
                list = &[];
            } else {
                given = types;
            }
        }
        let (operands, partial) = self.generic_list(args);
        let call = super::arguments::Arguments { expr, func, written: args, spread, list };
        Some(self.arguments(&call, typ, given, operands, partial))
    }

    fn conversion_call(&mut self, x: &mut Operand<'a>, expr: &'a Expr, args: &'a [Expr], spread: bool) {
        self.non_generic(None, x);
        if !x.is_valid() {
            return;
        }
        let typ = x.typ;
        x.invalidate();
        if !self.is_complete(typ) {
            return;
        }
        let text = self.type_text(typ);
        match args {
            [] => self.error(expr.span, ["missing argument in conversion to ", &text].concat()),
            [arg] => {
                let target = self.new_target(Some(typ), "conversion");
                self.expr(target.as_ref(), x, arg);
                if !x.is_valid() {
                    return;
                }
                if self.interface(typ).is_some_and(|interface| !interface.is_method_set()) {
                    let message = [
                        "cannot use interface ",
                        &text,
                        " in conversion (contains specific type constraints or is comparable)",
                    ];
                    self.error(expr.span, message.concat());
                    x.invalidate();
                } else if spread {
                    self.error(arg.span, ["invalid use of ... in conversion to ", &text].concat());
                    x.invalidate();
                } else {
                    self.conversion(x, typ);
                }
            }
            [.., last] => {
                self.use_exprs(args);
                self.error(last.span, ["too many arguments in conversion to ", &text].concat());
                x.invalidate();
            }
        }
    }

    /// Values, of which generic functions may be without all their type arguments.
    fn generic_list(&mut self, exprs: &'a [Expr]) -> (Vec<Operand<'a>>, Vec<Vec<TypeId>>) {
        let mut operands = Vec::with_capacity(exprs.len());
        let mut given = Vec::with_capacity(exprs.len());
        for expr in exprs {
            let mut x = Operand { source: Source::Expr(expr), ..Operand::new() };
            let mut partial = Vec::new();
            if let ExprKind::Index(of, indices) = &expr.kind {
                if self.index_expr(&mut x, expr, of, indices) {
                    partial = self
                        .instantiate_func(None, of.span.start, &mut x, Some((expr, indices)), false)
                        .unwrap_or_default();
                    x.source = Source::Expr(expr);
                    if partial.is_empty() {
                        self.record(&x);
                    }
                } else {
                    x.source = Source::Expr(expr);
                    self.record(&x);
                    self.exclude(&mut x, true, true);
                    self.single_value(&mut x);
                }
            } else if let [only] = exprs {
                self.raw_expr(None, &mut x, only, None, true);
                self.exclude(&mut x, true, true);
                if x.is_valid()
                    && let Type::Tuple(types) = self.types.get(x.typ).clone()
                {
                    let values = types.iter().map(|typ| Operand::value(Source::Expr(only), *typ));
                    return (values.collect(), vec![Vec::new(); types.len()]);
                }
            } else {
                self.generic_expr(&mut x, expr, None);
            }
            operands.push(x);
            given.push(partial);
        }
        (operands, given)
    }

    /// Values; a single call may give several.
    pub(super) fn expr_list(&mut self, exprs: &'a [Expr]) -> Vec<Operand<'a>> {
        if let [only] = exprs {
            return self.multi_expr(only, false).0;
        }
        exprs
            .iter()
            .map(|expr| {
                let mut x = Operand::new();
                self.expr(None, &mut x, expr);
                x
            })
            .collect()
    }

    /// A function's parameters with its variadic one as often as it has arguments.
    pub(super) fn spread_params(&self, signature: &Rc<Signature>, count: usize) -> Vec<TypeId> {
        let mut params = signature.params.to_vec();
        if let Some(last) = params.pop() {
            let of = self.slice_element(last).unwrap_or(last);
            params.resize(count, of);
        }
        params
    }

    /// What a call with several results gives; the names of the results are kept for messages.
    fn result_tuple(&mut self, typ: TypeId, signature: &Signature) -> TypeId {
        let tuple = Type::Tuple(signature.results.clone());
        let names = match self.types.spelling(typ) {
            Some(Spelling::Func(names, _)) => names.get(signature.params.len()..).map(Rc::from),
            _ => None,
        };
        match names {
            Some(names) => self.types.spell(tuple, Spelling::Func(names, [].into())),
            None => self.types.add(tuple),
        }
    }

    /// The text of what is called.
    pub(super) fn callee(&self, func: &Expr) -> String {
        expr_text(func)
    }
}
