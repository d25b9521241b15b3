//! The arguments of a call: how many, which type arguments follow from them, and whether they fit.

use super::checker::Checker;
use super::infer::Question;
use super::info::Mode;
use super::operand::{Operand, Source};
use super::store::{ParamId, Type, TypeId};
use super::subst::Replacement;
use crate::go::syntax::ast::Expr;
use std::rc::Rc;

/// A call's text.
pub(super) struct Arguments<'a> {
    pub expr: &'a Expr,
    pub func: &'a Expr,
    pub written: &'a [Expr],
    pub spread: bool,
    /// The type arguments that are given.
    pub list: &'a [Expr],
}

impl<'a> Checker<'a> {
    /// Checks arguments against a function's type, and gives that with its type arguments put in.
    pub(super) fn arguments(
        &mut self,
        call: &Arguments<'a>,
        typ: TypeId,
        given: Vec<TypeId>,
        mut args: Vec<Operand<'a>>,
        partial: Vec<Vec<TypeId>>,
    ) -> TypeId {
        let Type::Func(signature) = self.types.get(typ).clone() else { return typ };
        let callee = self.callee(call.func);
        let mut wanted = signature.params.to_vec();
        let mut count = wanted.len();
        if signature.variadic {
            if call.spread {
                if let [only] = call.written
                    && args.len() > 1
                {
                    let values = args.len().to_string();
                    let text = super::describe::expr_text(only);
                    self.error(call.expr.span, ["cannot use ... with ", &values, "-valued ", &text].concat());
                    return typ;
                }
            } else if args.len() + 1 >= count {
                wanted = self.spread_params(&signature, args.len());
                count = args.len();
            } else {
                count -= 1;
            }
        } else if call.spread {
            let message = ["cannot use ... in call to non-variadic ", &callee].concat();
            self.error(call.expr.span, message);
            return typ;
        }
        if args.len() != count {
            self.wrong_count(call, &args, count, &signature.params, signature.variadic, &callee);
            return typ;
        }
        // The function's type parameters, then those of generic functions among the arguments.
        let own = self.func_params(typ);
        let own_count = own.len();
        let (fresh, renamed) = self.rename_params(&own, &wanted);
        wanted = renamed;
        let mut params: Vec<ParamId> = fresh.to_vec();
        let mut known: Vec<Option<TypeId>> = given.into_iter().map(Some).collect();
        known.resize(params.len(), None);
        let mut generic = Vec::new();
        for (at, arg) in args.iter_mut().enumerate() {
            if !self.is_generic_func(arg.typ) {
                continue;
            }
            let inner = self.func_params(arg.typ);
            let plain = self.without_params(arg.typ);
            let (fresh, renamed) = self.rename_params(&inner, &[plain]);
            generic.push((at, arg.typ, fresh.len()));
            arg.typ = self.with_params(arg.typ, renamed[0], &fresh);
            params.extend(fresh.iter());
            known.extend(partial.get(at).into_iter().flatten().map(|typ| Some(*typ)));
            known.resize(params.len(), None);
        }
        let mut result = typ;
        if !params.is_empty() {
            let params: Rc<[ParamId]> = params.into();
            let said = self.said_span(call.expr);
            let question = Question {
                span: said,
                params: &params,
                given: &known,
                wanted: &wanted,
                args: &args,
                reverse: false,
            };
            let all = match self.infer(&question) {
                Ok(all) => all,
                Err(failure) => {
                    if let Some((span, message)) = failure {
                        self.error(span, ["in call to ", &callee, ", ", &message].concat());
                    }
                    return typ;
                }
            };
            if own_count > 0 {
                result = self.instantiate_signature(said, Some(call.func), typ, &all[..own_count], call.list);
            }
            let by = Replacement::new(&params, &all);
            wanted = wanted.iter().map(|typ| self.substitute(*typ, &by)).collect();
            let mut from = own_count;
            for (at, original, count) in generic {
                let expr = args[at].expr();
                args[at].typ =
                    self.instantiate_signature(said, expr, original, &all[from..from + count], &[]);
                args[at].mode = Some(Mode::Value);
                let arg = args[at].clone();
                self.record(&arg);
                from += count;
            }
        }
        let context = ["argument to ", &callee].concat();
        for (arg, typ) in args.iter_mut().zip(wanted) {
            self.assign_to(arg, Some(typ), &context);
        }
        result
    }

    fn wrong_count(
        &mut self,
        call: &Arguments<'a>,
        args: &[Operand<'a>],
        count: usize,
        params: &[TypeId],
        variadic: bool,
        callee: &str,
    ) {
        let span = |operand: &Operand<'a>| match operand.source {
            Source::Expr(expr) => expr.span,
            _ => call.expr.span,
        };
        let (quantity, at) = if args.len() > count {
            ("too many", span(&args[count]))
        } else if let Some(last) = args.last() {
            ("not enough", span(last))
        } else {
            ("not enough", call.expr.span)
        };
        let types: Vec<TypeId> = args.iter().map(|arg| arg.typ).collect();
        let have = self.types_summary(&types, false, call.spread);
        let want = self.types_summary(params, variadic, false);
        let message =
            [quantity, " arguments in call to ", callee, "\n\thave ", &have, "\n\twant ", &want].concat();
        self.error(at, message);
    }
}
