//! Which type arguments are meant where some are left out.

use super::checker::Checker;
use super::operand::Operand;
use super::store::{ParamId, Type, TypeId};
use super::subst::Replacement;
use super::unify::{Match, Unifier};
use crate::go::syntax::source::Span;
use std::rc::Rc;

/// Why type arguments cannot be inferred; without words if that has been told already.
pub(super) type Failure = Option<(Span, String)>;

/// What a function is called with.
pub(super) struct Question<'q, 'a> {
    pub span: Span,
    pub params: &'q Rc<[ParamId]>,
    /// The type arguments that are given.
    pub given: &'q [Option<TypeId>],
    /// The types of the parameters.
    pub wanted: &'q [TypeId],
    pub args: &'q [Operand<'a>],
    /// Whether a generic function is assigned to a variable of a known type.
    pub reverse: bool,
}

impl<'a> Checker<'a> {
    /// Finds the type arguments.
    pub(super) fn infer(&mut self, question: &Question<'_, 'a>) -> Result<Vec<TypeId>, Failure> {
        let params = question.params;
        let given: Vec<Option<TypeId>> =
            (0..params.len()).map(|at| question.given.get(at).copied().flatten()).collect();
        if let Some(all) = given.iter().copied().collect::<Option<Vec<TypeId>>>() {
            return Ok(all);
        }
        if question.args.iter().any(|arg| !arg.is_valid()) {
            return Err(None);
        }
        let by = Replacement::partial(params, &given);
        let wanted: Vec<TypeId> = question.wanted.iter().map(|typ| self.substitute(*typ, &by)).collect();
        let mut unifier = Unifier::new(params, &given);
        let mut untyped = Vec::new();
        for (at, arg) in question.args.iter().enumerate() {
            let param = wanted[at];
            if !self.is_parameterized(params, param) && !self.is_parameterized(params, arg.typ) {
                continue;
            }
            if !self.is_untyped(arg.typ) {
                if !unifier.unify(self, param, arg.typ, Match::ASSIGN) {
                    return Err(Some(self.argument_mismatch(question, &unifier, param, arg)));
                }
            } else if self.is_type_param(param) && !arg.is_nil() {
                untyped.push(at);
            }
        }
        self.use_constraints(question, &mut unifier)?;
        self.use_untyped(question, &mut unifier, &wanted, &untyped)?;
        self.simplify(question, unifier.inferred(params), &given)
    }

    fn argument_mismatch(
        &mut self,
        question: &Question<'_, 'a>,
        unifier: &Unifier,
        param: TypeId,
        arg: &Operand<'a>,
    ) -> (Span, String) {
        let inferred = unifier.inferred(question.params);
        let (typ, source) = (self.type_text(arg.typ), self.source_text(arg));
        let of = ["type ", &typ, " of ", &source].concat();
        let param_text = self.type_text(param);
        let message = if inferred.iter().all(Option::is_none) {
            let names = self.params_text(question.params);
            [&of, " does not match ", &param_text, " (cannot infer ", &names, ")"].concat()
        } else {
            let new = self.substitute(param, &Replacement::partial(question.params, &inferred));
            if new == param {
                [&of, " does not match ", &param_text].concat()
            } else {
                let inferred = ["inferred type ", &self.type_text(new), " for ", &param_text].concat();
                if question.reverse {
                    [&inferred, " does not match ", &of].concat()
                } else {
                    [&of, " does not match ", &inferred].concat()
                }
            }
        };
        (arg.span(), message)
    }

    fn use_constraints(&mut self, question: &Question<'_, 'a>, unifier: &mut Unifier) -> Result<(), Failure> {
        loop {
            let unknown = unifier.unknowns();
            for param in question.params.iter() {
                let known = unifier.at(*param);
                let name = self.types.param(*param).name.clone();
                let constraint = self.types.param(*param).constraint;
                let failed = |checker: &Self, typ: TypeId, cause: &str| {
                    let constraint = checker.type_text(constraint);
                    let typ = checker.type_text(typ);
                    let message =
                        [&name, " (type ", &typ, ") does not satisfy ", &constraint, cause].concat();
                    Err(Some((question.span, message)))
                };
                if let Some((core, tilde, single)) = self.core_term(*param) {
                    match known {
                        Some(known) if !unifier.unify(self, known, core, Match::INEXACT) => {
                            return failed(self, known, "");
                        }
                        Some(_) => {}
                        None if single && !tilde => unifier.set(*param, core),
                        None => {}
                    }
                }
                if let Some(known) = known.filter(|known| !self.is_parameterized(question.params, *known)) {
                    let target = self.types.add(Type::Param(*param));
                    let mut same = |checker: &mut Checker<'a>, one: TypeId, other: TypeId| {
                        unifier.unify(checker, one, other, Match::EXACT)
                    };
                    if let Some(cause) = self.lacks_methods_by(known, target, &mut same) {
                        return failed(self, known, &[" ", &cause].concat());
                    }
                }
            }
            if unifier.unknowns() == unknown {
                return Ok(());
            }
        }
    }

    /// The only type in a constraint, or what all its types have in common: with whether it has a tilde, and whether it is
    /// the only one.
    fn core_term(&self, param: ParamId) -> Option<(TypeId, bool, bool)> {
        let interface = self.constraint(param);
        let terms = interface.terms.as_ref()?;
        if let [(tilde, typ)] = **terms {
            return Some((typ, tilde, true));
        }
        let first = terms.first()?;
        let mut common = self.under(first.1);
        for (_, typ) in terms.iter() {
            let under = self.under(*typ);
            match (self.types.get(common), self.types.get(under)) {
                (Type::Chan(one, of), Type::Chan(other, of_other)) if self.identical(*of, *of_other) => {
                    use crate::go::syntax::ast::Direction::Both;
                    if *one == Both {
                        common = under;
                    } else if one != other && *other != Both {
                        return None;
                    }
                }
                _ if self.identical(common, under) => {}
                _ => return None,
            }
        }
        Some((common, terms.iter().any(|(tilde, _)| *tilde), false))
    }

    fn use_untyped(
        &mut self,
        question: &Question<'_, 'a>,
        unifier: &mut Unifier,
        wanted: &[TypeId],
        untyped: &[usize],
    ) -> Result<(), Failure> {
        let mut largest: Vec<(ParamId, TypeId)> = Vec::new();
        for at in untyped {
            let Some(param) = self.as_param(wanted[*at]) else { continue };
            if unifier.at(param).is_some() {
                continue;
            }
            let arg = &question.args[*at];
            match largest.iter_mut().find(|(other, _)| *other == param) {
                None => largest.push((param, arg.typ)),
                Some((_, max)) => match self.max_type(*max, arg.typ) {
                    Some(new) => *max = new,
                    None => {
                        let (max, typ) = (self.type_text(*max), self.type_text(arg.typ));
                        let name = &self.types.param(param).name;
                        let message =
                            ["mismatched types ", &max, " and ", &typ, " (cannot infer ", name, ")"].concat();
                        return Err(Some((arg.span(), message)));
                    }
                },
            }
        }
        for (param, typ) in largest {
            unifier.set(param, self.default_type(typ));
        }
        Ok(())
    }

    /// Puts what was found into what was found, until no type parameter is left.
    fn simplify(
        &mut self,
        question: &Question<'_, 'a>,
        mut inferred: Vec<Option<TypeId>>,
        given: &[Option<TypeId>],
    ) -> Result<Vec<TypeId>, Failure> {
        let params = question.params;
        self.remove_cycles(params, &mut inferred);
        for _ in 0..=params.len() {
            let by = Replacement::partial(params, &inferred);
            let mut changed = false;
            for at in 0..inferred.len() {
                if let (Some(typ), None) = (inferred[at], given[at]) {
                    let new = self.substitute(typ, &by);
                    changed |= new != typ;
                    inferred[at] = Some(new);
                }
            }
            if !changed {
                break;
            }
        }
        let mut all = Vec::with_capacity(inferred.len());
        for (at, typ) in inferred.into_iter().enumerate() {
            match typ.filter(|typ| !self.is_parameterized(params, *typ)) {
                Some(typ) => all.push(typ),
                None => {
                    let object = self.param_objects[params[at].0 as usize];
                    let object = &self.objects[object.0 as usize];
                    let place = self.place_text(object.pos);
                    let message = ["cannot infer ", &object.name, " (declared at ", &place, ")"].concat();
                    return Err(Some((question.span, message)));
                }
            }
        }
        Ok(all)
    }

    /// Forgets what a type parameter stands for if that mentions itself.
    fn remove_cycles(&self, params: &[ParamId], inferred: &mut [Option<TypeId>]) {
        for start in 0..params.len() {
            let mut reached = vec![false; params.len()];
            let mut open = vec![start];
            while let Some(at) = open.pop() {
                let Some(typ) = inferred[at] else { continue };
                for (next, param) in params.iter().enumerate() {
                    if !reached[next] && self.is_parameterized(&[*param], typ) {
                        reached[next] = true;
                        open.push(next);
                    }
                }
            }
            if reached[start] {
                inferred[start] = None;
            }
        }
    }

    fn params_text(&self, params: &[ParamId]) -> String {
        let names: Vec<&str> = params.iter().map(|param| &*self.types.param(*param).name).collect();
        match &*names {
            [] => String::new(),
            [one] => (*one).to_string(),
            [one, other] => [one, " and ", other].concat(),
            [first @ .., last] => [&first.join(", "), ", and ", last].concat(),
        }
    }
}
