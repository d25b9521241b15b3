//! Whether a type has the methods of an interface, and whether it satisfies a constraint.

use super::checker::Checker;
use super::lookup::{Lookup, MemberKind};
use super::store::{Interface, Method, Spelling, Type, TypeId};

/// What is wrong with a method.
enum Problem {
    Missing,
    WrongName(TypeId, String),
    Unexported,
    WrongType(TypeId),
    Ambiguous,
    NeedsPointer,
    Field,
}

impl Checker<'_> {
    /// Why a type lacks a method of an interface, between parentheses; nothing if it has all. In an assertion from an
    /// interface (not static), methods that the interface does not have may still be there.
    pub(super) fn missing_method(
        &mut self,
        typ: TypeId,
        target: TypeId,
        is_static: bool,
        same: &mut dyn FnMut(&mut Self, TypeId, TypeId) -> bool,
    ) -> Option<String> {
        let wanted = self.interface_or_constraint(target)?;
        for method in wanted.methods.iter() {
            let problem = match self.interface_or_constraint(typ) {
                Some(interface) => self.interface_problem(&interface, method, is_static, same),
                None => self.method_problem(typ, method, same),
            };
            if let Some(problem) = problem {
                return Some(self.problem_text(typ, target, method, problem));
            }
        }
        None
    }

    fn interface_problem(
        &mut self,
        interface: &Interface,
        wanted: &Method,
        is_static: bool,
        same: &mut dyn FnMut(&mut Self, TypeId, TypeId) -> bool,
    ) -> Option<Problem> {
        let found = interface
            .methods
            .iter()
            .find(|method| method.name == wanted.name && method.package == wanted.package);
        match found {
            Some(method) => (!same(self, method.typ, wanted.typ)).then_some(Problem::WrongType(method.typ)),
            None => is_static.then_some(Problem::Missing),
        }
    }

    fn method_problem(
        &mut self,
        typ: TypeId,
        wanted: &Method,
        same: &mut dyn FnMut(&mut Self, TypeId, TypeId) -> bool,
    ) -> Option<Problem> {
        let package = wanted.package.unwrap_or(self.package);
        match self.lookup_method(typ, package, &wanted.name, false) {
            Lookup::Found(member) => {
                if matches!(member.kind, MemberKind::Field(_)) {
                    return Some(Problem::Field);
                }
                let typ = self.member_type(&member);
                (self.is_generic_func(typ) || !same(self, typ, wanted.typ)).then_some(Problem::WrongType(typ))
            }
            Lookup::Ambiguous => Some(Problem::Ambiguous),
            Lookup::NeedsPointer => Some(Problem::NeedsPointer),
            Lookup::Missing => {
                let other = self.lookup_method(typ, package, &wanted.name, true).found();
                Some(match other {
                    Some(member) if !matches!(member.kind, MemberKind::Field(_)) => {
                        let typ = self.member_type(&member);
                        if member.name == wanted.name {
                            Problem::Unexported
                        } else {
                            Problem::WrongName(typ, member.name.to_string())
                        }
                    }
                    _ => Problem::Missing,
                })
            }
        }
    }

    fn problem_text(&mut self, typ: TypeId, target: TypeId, method: &Method, problem: Problem) -> String {
        let name = &*method.name;
        let compared = |have: String, want: String| ["\n\t\thave ", &have, "\n\t\twant ", &want].concat();
        match problem {
            Problem::Missing => {
                if self.is_interface_pointer(typ) {
                    ["(", &self.interface_pointer_error(typ), ")"].concat()
                } else if self.is_interface_pointer(target) {
                    ["(", &self.interface_pointer_error(target), ")"].concat()
                } else {
                    ["(missing method ", name, ")"].concat()
                }
            }
            Problem::WrongName(have, other) => {
                let lines =
                    compared(self.func_text(&other, have, false), self.func_text(name, method.typ, false));
                ["(missing method ", name, ")", &lines].concat()
            }
            Problem::Unexported => ["(unexported method ", name, ")"].concat(),
            Problem::WrongType(have) => {
                let (mut have_text, mut want_text) =
                    (self.func_text(name, have, false), self.func_text(name, method.typ, false));
                if have_text == want_text {
                    have_text = self.func_text(name, have, true);
                    want_text = self.func_text(name, method.typ, true);
                }
                let lines =
                    if have_text == want_text { String::new() } else { compared(have_text, want_text) };
                ["(wrong type for method ", name, ")", &lines].concat()
            }
            Problem::Ambiguous => ["(ambiguous selector ", &self.type_text(typ), ".", name, ")"].concat(),
            Problem::NeedsPointer => ["(method ", name, " has pointer receiver)"].concat(),
            Problem::Field => ["(", &self.type_text(typ), ".", name, " is a field, not a method)"].concat(),
        }
    }

    /// Whether a type has all methods of an interface, or why not.
    fn lacks_methods(
        &mut self,
        typ: TypeId,
        target: TypeId,
        is_static: bool,
        same: &mut dyn FnMut(&mut Self, TypeId, TypeId) -> bool,
    ) -> Option<String> {
        if !self.is_valid(typ) {
            return None;
        }
        let cause = self.missing_method(typ, target, is_static, same)?;
        (!self.has_invalid_embedded(typ, 0)).then_some(cause)
    }

    /// The same with a notion of sameness of one's own.
    pub(super) fn lacks_methods_by(
        &mut self,
        typ: TypeId,
        target: TypeId,
        same: &mut dyn FnMut(&mut Self, TypeId, TypeId) -> bool,
    ) -> Option<String> {
        self.lacks_methods(typ, target, true, same)
    }

    fn has_invalid_embedded(&self, typ: TypeId, depth: u32) -> bool {
        let base = self.pointer_base(typ).unwrap_or(typ);
        let Type::Struct(fields) = self.types.underlying(base) else { return false };
        depth < 20
            && fields.iter().any(|field| {
                field.embedded
                    && (!self.is_valid(field.typ) || self.has_invalid_embedded(field.typ, depth + 1))
            })
    }

    /// Why an assertion from an interface to a type cannot hold.
    pub(super) fn not_assertable(&mut self, interface: TypeId, typ: TypeId) -> Option<String> {
        if self.is_interface(typ) || self.is_type_param(typ) {
            return None;
        }
        self.lacks_methods(typ, interface, false, &mut |checker, one, other| checker.identical(one, other))
    }

    /// That a pointer to an interface is no interface.
    pub(super) fn interface_pointer_error(&self, typ: TypeId) -> String {
        let text = self.type_text(typ);
        if self.pointer_base(typ).is_some_and(|base| self.is_type_param(base)) {
            return ["type ", &text, " is pointer to type parameter, not type parameter"].concat();
        }
        ["type ", &text, " is pointer to interface, not interface"].concat()
    }

    /// Why a type does not implement an interface, or satisfy a constraint; nothing if it does.
    pub(super) fn not_implemented(
        &mut self,
        typ: TypeId,
        target: TypeId,
        constraint: bool,
    ) -> Option<String> {
        let invalid = |typ| !self.is_type_param(typ) && !self.is_valid(self.under(typ));
        if invalid(typ) || invalid(target) || self.pointer_base(typ).is_some_and(invalid) {
            return None;
        }
        let verb = if constraint { "satisfy" } else { "implement" };
        let subject = self.type_text(typ);
        let object = self.type_text(target);
        let does_not = [&subject, " does not ", verb, " ", &object].concat();
        let Some(wanted) = self.interface_or_constraint(target) else {
            let detail = if self.is_interface_pointer(target) {
                self.interface_pointer_error(target)
            } else {
                [&object, " is not an interface"].concat()
            };
            return Some([&does_not, " (", &detail, ")"].concat());
        };
        if wanted.is_all() {
            return None;
        }
        let have = self.interface_or_constraint(typ);
        if have.as_ref().is_some_and(|have| have.is_empty_set()) {
            return None;
        }
        if wanted.is_empty_set() {
            return Some(["cannot ", verb, " ", &object, " (empty type set)"].concat());
        }
        let mut same = |checker: &mut Self, one, other| checker.identical(one, other);
        if let Some(cause) = self.lacks_methods(typ, target, true, &mut same) {
            return Some([&does_not, " ", &cause].concat());
        }
        if let Some(terms) = wanted.terms.as_ref().filter(|terms| !terms.is_empty()) {
            if let Some(have) = have {
                if !self.terms_subset(have.terms.as_deref(), Some(terms)) {
                    return Some(does_not);
                }
            } else if !terms.iter().any(|term| self.term_includes(*term, typ)) {
                let detail = self.missing_term(typ, target, terms);
                return Some([&does_not, " (", &detail, ")"].concat());
            }
        }
        if !self.is_comparable_interface(&wanted)
            || self.incomparable(typ, false).is_none()
            || constraint && self.is_comparable(typ)
        {
            return None;
        }
        Some([&subject, " does not ", verb, " comparable"].concat())
    }

    fn missing_term(&self, typ: TypeId, target: TypeId, terms: &[(bool, TypeId)]) -> String {
        let subject = self.type_text(typ);
        let alternative = terms.iter().find(|(tilde, term)| {
            !tilde && self.identical(*term, self.under(*term)) && self.term_includes((true, *term), typ)
        });
        if let Some((_, term)) = alternative {
            return ["possibly missing ~ for ", &self.type_text(*term), " in ", &self.type_text(target)]
                .concat();
        }
        if self.mentions(self.under(target), typ, 0) {
            let target = self.type_text(target);
            return [
                &target,
                " mentions ",
                &subject,
                ", but ",
                &subject,
                " is not in the type set of ",
                &target,
            ]
            .concat();
        }
        [&subject, " missing in ", &self.terms_text(terms)].concat()
    }

    /// Whether a type is named anywhere in what an interface embeds.
    fn mentions(&self, interface: TypeId, typ: TypeId, depth: u32) -> bool {
        match self.types.spelling(interface) {
            Some(Spelling::Interface(_, embedded, _)) if depth < 50 => embedded
                .iter()
                .any(|terms| terms.iter().any(|(_, term)| self.mentions(*term, typ, depth + 1))),
            _ => self.identical(interface, typ),
        }
    }
}
