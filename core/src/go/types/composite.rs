//! Struct types and interface types.

use super::checker::{Action, Checker, INVALID};
use super::info::{ObjectKind, VarKind};
use super::lookup::is_exported;
use super::store::{Embedded, HEAVIEST, Interface, Method, PackageId, Spelling, StructField, Type, TypeId};
use super::terms::{Term, Terms};
use crate::go::syntax::ast::{Expr, ExprKind, Field, Ident, InterfaceElement, Name};
use crate::go::syntax::source::{Pos, Span};
use rustc_hash::FxHashMap;
use std::rc::Rc;

/// How many terms a union may have.
const TERMS: usize = 100;

impl<'a> Checker<'a> {
    /// A struct type.
    pub(super) fn struct_type(&mut self, written: &'a [Field]) -> TypeId {
        let (mut list, mut known) = ((Vec::new(), Vec::new()), FxHashMap::default());
        for field in written {
            let typ = self.var_type(&field.typ);
            for name in &field.names {
                self.add_field(&mut list, &mut known, name.clone(), typ, field, false);
            }
            if field.names.is_empty() {
                let pos = field.typ.span.start;
                let Some(name) = embedded_name(&field.typ) else {
                    self.error(field.typ.span, "invalid embedded field type");
                    continue;
                };
                self.add_field(&mut list, &mut known, name, typ, field, true);
                self.later(Action::Embedded(pos, typ));
            }
        }
        let (fields, places) = list;
        let typ = self.types.add(Type::Struct(fields.into()));
        if self.types.weight(typ) > HEAVIEST {
            let span = written.first().map_or_else(Span::default, |field| field.typ.span);
            self.error(span, "struct type has too many parts");
            return INVALID;
        }
        self.field_places.insert(typ, places.into());
        typ
    }

    fn add_field(
        &mut self,
        (fields, places): &mut (Vec<StructField>, Vec<Pos>),
        known: &mut FxHashMap<Name, Pos>,
        name: Ident,
        typ: TypeId,
        field: &Field,
        embedded: bool,
    ) {
        if &*name.name != "_"
            && let Some(other) = known.insert(name.name.clone(), name.pos)
        {
            known.insert(name.name.clone(), other);
            let mut message = [&name.name, " redeclared"].concat();
            let text = ["other declaration of ", &name.name].concat();
            self.add_line(&mut message, other, &text);
            self.error(name.span(), message);
            return;
        }
        let package = (!is_exported(&name.name)).then_some(self.package);
        let tag = field.tag.clone();
        fields.push(StructField { name: name.name.clone(), package, typ, embedded, tag });
        places.push(name.pos);
        if !embedded {
            let object = self.new_object(name.name.clone(), name.pos, ObjectKind::Var(VarKind::Field));
            self.set_type(object, typ);
            self.record_object(name.id, object);
        }
    }

    /// Tells if something cannot be embedded.
    pub(super) fn check_embedded(&mut self, pos: Pos, typ: TypeId) {
        let (base, pointer) = self.deref(typ);
        let what = match self.types.underlying(base) {
            Type::Pointer(_) => "embedded field type cannot be a pointer",
            Type::Param(_) => "embedded field type cannot be a (pointer to a) type parameter",
            Type::Interface(_) if pointer => "embedded field type cannot be a pointer to an interface",
            _ => return,
        };
        self.error(Span::new(pos, pos), what);
    }

    /// An interface type.
    pub(super) fn interface_type(&mut self, whole: Span, elements: &'a [InterfaceElement]) -> TypeId {
        let mut methods: Vec<(Method, Pos)> = Vec::new();
        let mut embedded: Vec<Vec<Term>> = Vec::new();
        let mut spans = Vec::new();
        for element in elements {
            match element {
                InterfaceElement::Union(terms, span) => {
                    let terms: Vec<(bool, &'a Expr)> =
                        terms.iter().map(|(tilde, term)| (*tilde, term)).collect();
                    embedded.push(self.union(&terms));
                    spans.push(*span);
                }
                InterfaceElement::Method(name, _) if &*name.name == "_" => {
                    self.error(name.span(), "methods must have a unique non-blank name");
                }
                InterfaceElement::Method(name, signature) => {
                    let outer = std::mem::replace(&mut self.env.in_method, true);
                    let typ = self.func_type(signature, None, &[]).function.typ;
                    self.env.in_method = outer;
                    let package = (!is_exported(&name.name)).then_some(self.package);
                    if let Some((_, other)) = methods.iter().find(|(method, _)| method.name == name.name) {
                        let other = *other;
                        self.duplicate_method(&name.name, name.pos, other);
                        continue;
                    }
                    methods.push((Method { name: name.name.clone(), package, typ }, name.pos));
                }
            }
        }
        let own: Vec<Method> = {
            let mut own: Vec<Method> = methods.iter().map(|(method, _)| method.clone()).collect();
            own.sort_by(|one, other| one.name.cmp(&other.name));
            own
        };
        let flat = self.flatten_interface(&mut methods, &embedded, &spans, whole);
        let content = self.types.get(flat).clone();
        let embedded: Rc<[Embedded]> = embedded.into_iter().map(Embedded::from).collect();
        self.types.spell(content, Spelling::Interface(own.into(), embedded, false))
    }

    /// Tells of two methods of the same name.
    pub(super) fn duplicate_method(&mut self, name: &str, pos: Pos, other: Pos) {
        let mut message = ["duplicate method ", name].concat();
        let text = ["other declaration of method ", name].concat();
        self.add_line(&mut message, other, &text);
        self.error(Span::new(pos, pos), message);
    }

    /// An interface with what it embeds taken in.
    pub(super) fn flatten_interface(
        &mut self,
        methods: &mut Vec<(Method, Pos)>,
        embedded: &[Vec<Term>],
        spans: &[Span],
        whole: Span,
    ) -> TypeId {
        let mut comparable = false;
        let mut terms: Terms = None;
        let mut known = FxHashMap::default();
        for (at, (method, _)) in methods.iter().enumerate() {
            known.entry((method.name.clone(), method.package)).or_insert(at);
        }
        for (union, span) in embedded.iter().zip(spans) {
            let mut inner_comparable = false;
            let inner = match &**union {
                [] => continue,
                [(false, typ)] => {
                    let typ = *typ;
                    self.complete_type(typ);
                    if self.as_named(typ).is_some_and(|named| self.is_incomplete(named)) {
                        if !self.env.in_type_params {
                            self.open_interfaces.push(whole);
                        }
                        continue;
                    }
                    match self.interface(typ) {
                        Some(interface) => {
                            inner_comparable = interface.comparable;
                            for method in interface.methods.iter() {
                                self.take_method(methods, &mut known, method, span.start);
                            }
                            interface.terms.as_deref().map(<[Term]>::to_vec)
                        }
                        None if !self.is_valid(typ) => continue,
                        None => Some(vec![(false, typ)]),
                    }
                }
                _ => self.union_terms(union),
            };
            terms = self.terms_intersection(terms, inner);
            comparable |= inner_comparable;
            if comparable && let Some(list) = &mut terms {
                list.retain(|(_, typ)| self.incomparable(*typ, false).is_none());
                comparable = false;
            }
        }
        let mut all: Vec<Method> = methods.iter().map(|(method, _)| method.clone()).collect();
        all.sort_by(|one, other| one.name.cmp(&other.name));
        let interface = Interface { methods: all.into(), comparable, terms: terms.map(Rc::from) };
        self.types.add(Type::Interface(Rc::new(interface)))
    }

    fn take_method(
        &mut self,
        methods: &mut Vec<(Method, Pos)>,
        known: &mut FxHashMap<(Name, Option<PackageId>), usize>,
        method: &Method,
        pos: Pos,
    ) {
        let key = (method.name.clone(), method.package);
        match known.get(&key).map(|at| methods[*at].clone()) {
            None => {
                known.insert(key, methods.len());
                methods.push((method.clone(), pos));
            }
            Some((other, other_pos)) => self.later(Action::SameMethod {
                name: method.name.clone(),
                pos,
                typ: method.typ,
                other_pos,
                other: other.typ,
            }),
        }
    }

    /// The types that a union lets in; interfaces among its terms stand for theirs.
    fn union_terms(&mut self, union: &[Term]) -> Terms {
        let mut all = Vec::new();
        for (tilde, typ) in union {
            self.complete_type(*typ);
            match self.interface(*typ) {
                Some(interface) => match &interface.terms {
                    None => return None,
                    Some(terms) => self.terms_union(&mut all, terms),
                },
                None if !self.is_valid(*typ) => {}
                None if *tilde && !self.identical(*typ, self.under(*typ)) => {}
                None => self.terms_union(&mut all, &[(*tilde, *typ)]),
            }
        }
        Some(all)
    }

    /// The terms of a union; none if they are wrong.
    pub(super) fn union(&mut self, written: &[(bool, &'a Expr)]) -> Vec<Term> {
        let mut terms = Vec::with_capacity(written.len());
        let mut spans = Vec::with_capacity(written.len());
        for (tilde, expr) in written {
            let mut typ = self.typ(expr);
            if self.is_type_param(typ) {
                if *tilde {
                    let text = ["~", &super::describe::expr_text(expr)].concat();
                    let message = ["type in term ", &text, " cannot be a type parameter"].concat();
                    self.error(expr.span, message);
                } else {
                    self.error(expr.span, "term cannot be a type parameter");
                }
                typ = INVALID;
            }
            if terms.len() == TERMS {
                let most = TERMS.to_string();
                let message =
                    ["cannot handle more than ", &most, " union terms (implementation limitation)"].concat();
                self.error(expr.span, message);
                return Vec::new();
            }
            let start = if *tilde { self.tilde_before(expr.span.start) } else { expr.span.start };
            terms.push((*tilde, typ));
            spans.push((*tilde, typ, Span::new(start, expr.span.end)));
        }
        if spans.len() != 1 || spans[0].0 {
            self.later(Action::Terms(spans));
        }
        terms
    }

    /// Tells if the terms of a union do not fit together.
    pub(super) fn check_terms(&mut self, terms: &[(bool, TypeId, Span)]) {
        for (at, (tilde, typ, span)) in terms.iter().enumerate() {
            if !self.is_valid(*typ) {
                continue;
            }
            let (text, under) = (self.type_text(*typ), self.under(*typ));
            let written = self.terms_text(&[(*tilde, *typ)]);
            if *tilde && self.is_interface(*typ) {
                self.error(*span, ["invalid use of ~ (", &text, " is an interface)"].concat());
                continue;
            }
            if *tilde && !self.identical(under, *typ) {
                let under = self.type_text(under);
                let message = ["invalid use of ~ (underlying type of ", &text, " is ", &under, ")"].concat();
                self.error(*span, message);
                continue;
            }
            if let Some(interface) = self.interface(*typ) {
                let message = if !interface.methods.is_empty() {
                    ["cannot use ", &written, " in union (", &written, " contains methods)"].concat()
                } else if self.identical(*typ, self.known.comparable) {
                    "cannot use comparable in union".to_string()
                } else if interface.comparable {
                    ["cannot use ", &written, " in union (", &written, " embeds comparable)"].concat()
                } else {
                    continue;
                };
                self.error(*span, message);
                continue;
            }
            let other = terms[..at].iter().find(|(other_tilde, other, _)| {
                !self.is_interface(*other)
                    && self.is_valid(*other)
                    && !self.terms_disjoint((*other_tilde, *other), (*tilde, *typ))
            });
            if let Some((other_tilde, other, _)) = other {
                let other = self.terms_text(&[(*other_tilde, *other)]);
                self.error(*span, ["overlapping terms ", &written, " and ", &other].concat());
            }
        }
    }
}

/// The name of an embedded field.
pub(super) fn embedded_name(typ: &Expr) -> Option<Ident> {
    match &typ.kind {
        ExprKind::Ident(name) => Some(Ident { id: typ.id, pos: typ.span.start, name: Name::clone(name) }),
        ExprKind::Star(of) if !matches!(of.kind, ExprKind::Star(_)) => embedded_name(of),
        ExprKind::Selector(_, name) => Some(name.clone()),
        ExprKind::Index(of, _) => embedded_name(of),
        _ => None,
    }
}
