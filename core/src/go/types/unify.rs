//! Making types equal by finding what their type parameters stand for.

use super::checker::Checker;
use super::lookup::MemberKind;
use super::store::{Interface, ParamId, Type, TypeId};
use crate::go::syntax::ast::Direction;
use rustc_hash::FxHashMap;
use std::rc::Rc;

/// How exactly two types must match.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Match {
    /// The types need only be assignable.
    pub assign: bool,
    /// The types must be identical.
    pub exact: bool,
}

impl Match {
    pub(super) const INEXACT: Match = Match { assign: false, exact: false };
    pub(super) const ASSIGN: Match = Match { assign: true, exact: false };
    pub(super) const EXACT: Match = Match { assign: false, exact: true };
}

/// How deep types are compared.
const DEEPEST: u32 = 50;

/// What type parameters have turned out to stand for.
#[derive(Clone)]
pub(super) struct Unifier {
    /// Which cell each type parameter has; joined ones share one.
    cells: FxHashMap<ParamId, usize>,
    found: Vec<Option<TypeId>>,
    depth: u32,
}

impl Unifier {
    /// With what is known from the start.
    pub(super) fn new(params: &[ParamId], args: &[Option<TypeId>]) -> Unifier {
        Unifier {
            cells: params.iter().enumerate().map(|(at, param)| (*param, at)).collect(),
            found: (0..params.len()).map(|at| args.get(at).copied().flatten()).collect(),
            depth: 0,
        }
    }

    /// What a type parameter stands for.
    pub(super) fn at(&self, param: ParamId) -> Option<TypeId> {
        self.found[*self.cells.get(&param)?]
    }

    /// Says what a type parameter stands for.
    pub(super) fn set(&mut self, param: ParamId, typ: TypeId) {
        if let Some(cell) = self.cells.get(&param) {
            self.found[*cell] = Some(typ);
        }
    }

    /// How many type parameters are still unknown.
    pub(super) fn unknowns(&self) -> usize {
        self.cells.values().filter(|cell| self.found[**cell].is_none()).count()
    }

    /// What all type parameters stand for.
    pub(super) fn inferred(&self, params: &[ParamId]) -> Vec<Option<TypeId>> {
        params.iter().map(|param| self.at(*param)).collect()
    }

    fn bound(&self, checker: &Checker, typ: TypeId) -> Option<ParamId> {
        checker.as_param(typ).filter(|param| self.cells.contains_key(param))
    }

    fn join(&mut self, one: ParamId, other: ParamId) -> bool {
        let (one, other) = (self.cells[&one], self.cells[&other]);
        if one == other {
            return true;
        }
        let (keep, drop) = match (self.found[one], self.found[other]) {
            (Some(_), Some(_)) => return false,
            (Some(_), None) => (one, other),
            _ => (other, one),
        };
        self.cells.values_mut().filter(|cell| **cell == drop).for_each(|cell| *cell = keep);
        true
    }

    /// Makes two types equal, if they can be.
    pub(super) fn unify(&mut self, checker: &mut Checker, one: TypeId, other: TypeId, mode: Match) -> bool {
        self.depth += 1;
        let result = self.depth <= DEEPEST && self.unify_within(checker, one, other, mode);
        self.depth -= 1;
        result
    }

    fn unify_within(&mut self, checker: &mut Checker, one: TypeId, other: TypeId, mode: Match) -> bool {
        if checker.identical(one, other) {
            return true;
        }
        let (mut x, mut y) = (one, other);
        // A named type or a bound type parameter is where it is expected.
        if checker.as_named(x).is_some() || self.bound(checker, y).is_some() {
            std::mem::swap(&mut x, &mut y);
        }
        if !mode.exact
            && checker.as_named(y).is_some()
            && checker.is_type_literal(x)
            && !checker.is_interface(x)
        {
            y = checker.under(y);
            if checker.identical(x, y) {
                return true;
            }
        }
        match (self.bound(checker, x), self.bound(checker, y)) {
            (Some(left), Some(right)) => {
                if self.join(left, right) {
                    return true;
                }
                let (Some(left), Some(right)) = (self.at(left), self.at(right)) else { return false };
                return self.unify(checker, left, right, mode);
            }
            (Some(param), None) => return self.unify_param(checker, param, y, mode),
            _ => {}
        }
        if !mode.exact {
            let (left, right) = (checker.interface(x), checker.interface(y));
            match (left, right) {
                (Some(left), Some(right)) => return self.unify_interfaces(checker, &left, &right, false),
                (Some(interface), None) => return self.unify_methods(checker, &interface, y),
                (None, Some(interface)) => return self.unify_methods(checker, &interface, x),
                (None, None) => {}
            }
        }
        if checker.is_type_param(y) {
            std::mem::swap(&mut x, &mut y);
        }
        self.unify_parts(checker, x, y, mode)
    }

    fn unify_param(&mut self, checker: &mut Checker, param: ParamId, y: TypeId, mode: Match) -> bool {
        let Some(x) = self.at(param) else {
            self.set(param, y);
            return true;
        };
        if !self.unify(checker, x, y, mode) {
            return false;
        }
        let (left, right) = (checker.interface(x), checker.interface(y));
        let (left_named, right_named) = (checker.as_named(x).is_some(), checker.as_named(y).is_some());
        match (&left, &right) {
            (Some(left), Some(right)) => {
                if left_named && right_named {
                    return checker.identical(x, y);
                }
                if left.methods.len() != right.methods.len() {
                    return false;
                }
            }
            (None, None) => {}
            _ => return false,
        }
        if !mode.exact && !left_named {
            let one_way = matches!(checker.types.underlying(y), Type::Chan(direction, _)
                if *direction != Direction::Both);
            if right_named || one_way {
                self.set(param, y);
            }
        }
        true
    }

    fn unify_interfaces(
        &mut self,
        checker: &mut Checker,
        left: &Rc<Interface>,
        right: &Rc<Interface>,
        all: bool,
    ) -> bool {
        if left.comparable != right.comparable
            || !checker.terms_subset(left.terms.as_deref(), right.terms.as_deref())
            || !checker.terms_subset(right.terms.as_deref(), left.terms.as_deref())
            || all && left.methods.len() != right.methods.len()
        {
            return false;
        }
        let (fewer, more) =
            if left.methods.len() > right.methods.len() { (right, left) } else { (left, right) };
        fewer.methods.iter().all(|method| {
            let other = more
                .methods
                .iter()
                .find(|other| other.name == method.name && other.package == method.package)
                .map(|other| other.typ);
            other.is_some_and(|other| self.unify(checker, method.typ, other, Match::EXACT))
        })
    }

    fn unify_methods(&mut self, checker: &mut Checker, interface: &Interface, typ: TypeId) -> bool {
        interface.methods.iter().all(|method| {
            let package = method.package.unwrap_or(checker.package);
            let Some(member) = checker.lookup_member(typ, false, package, &method.name, false).found() else {
                return false;
            };
            if matches!(member.kind, MemberKind::Field(_)) {
                return false;
            }
            let have = checker.member_type(&member);
            !checker.is_generic_func(have) && self.unify(checker, method.typ, have, Match::EXACT)
        })
    }

    fn unify_parts(&mut self, checker: &mut Checker, x: TypeId, y: TypeId, mode: Match) -> bool {
        let inner = Match { exact: mode.exact || mode.assign, ..mode };
        let (left, right) = (checker.types.get(x).clone(), checker.types.get(y).clone());
        match (&left, &right) {
            (Type::Array(one, of), Type::Array(other, of_other)) => {
                one == other && self.unify(checker, *of, *of_other, inner)
            }
            (Type::Slice(of), Type::Slice(of_other)) | (Type::Pointer(of), Type::Pointer(of_other)) => {
                self.unify(checker, *of, *of_other, inner)
            }
            (Type::Struct(fields), Type::Struct(others)) => {
                fields.len() == others.len()
                    && fields.iter().zip(others.iter()).all(|(one, other)| {
                        one.embedded == other.embedded
                            && one.tag == other.tag
                            && one.name == other.name
                            && one.package == other.package
                            && self.unify(checker, one.typ, other.typ, inner)
                    })
            }
            (Type::Tuple(types), Type::Tuple(others)) => self.unify_lists(checker, types, others, mode),
            (Type::Func(one), Type::Func(other)) => {
                one.variadic == other.variadic
                    && self.unify_lists(checker, &one.params, &other.params, inner)
                    && self.unify_lists(checker, &one.results, &other.results, inner)
            }
            (Type::Interface(one), Type::Interface(other)) => {
                self.unify_interfaces(checker, one, other, true)
            }
            (Type::Map(key, value), Type::Map(other_key, other_value)) => {
                self.unify(checker, *key, *other_key, inner)
                    && self.unify(checker, *value, *other_value, inner)
            }
            (Type::Chan(direction, of), Type::Chan(other, of_other)) => {
                (!mode.exact || direction == other) && self.unify(checker, *of, *of_other, inner)
            }
            (Type::Named(one), Type::Named(other)) => {
                let (one, other) = (checker.types.named(*one), checker.types.named(*other));
                if one.object != other.object {
                    return false;
                }
                let (args, others) = (one.type_args.clone(), other.type_args.clone());
                self.unify_lists(checker, &args, &others, mode)
            }
            (Type::Param(_), _) => match checker.core(x) {
                Some(core) => self.unify(checker, core, y, Match::ASSIGN),
                None => false,
            },
            _ => false,
        }
    }

    fn unify_lists(
        &mut self,
        checker: &mut Checker,
        types: &[TypeId],
        others: &[TypeId],
        mode: Match,
    ) -> bool {
        types.len() == others.len()
            && types.iter().zip(others).all(|(one, other)| self.unify(checker, *one, *other, mode))
    }
}
