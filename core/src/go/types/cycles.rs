//! Declarations that depend on themselves, and types that contain themselves.

use super::checker::{Checker, INVALID};
use super::info::ObjectKind;
use super::store::{NamedId, ObjectId, Spelling, Type, TypeId};
use crate::go::syntax::ast::ExprKind;
use crate::go::syntax::source::{Pos, Span};
use rustc_hash::FxHashMap;

/// How large a type may be, in bytes: what a browser can address.
const SIZE: u64 = 1 << 32;

impl Checker<'_> {
    /// An object is asked for while it is being declared.
    pub(super) fn declaration_cycle(&mut self, object: ObjectId) {
        let start = self.path.iter().position(|other| *other == object).unwrap_or(0);
        let cycle = self.path[start..].to_vec();
        let valid = self.is_valid_cycle(&cycle);
        if !valid {
            self.report_cycle(&cycle, first_in_source(self, &cycle));
        }
        match self.kind(object) {
            ObjectKind::Const(_) | ObjectKind::Var(_) if !valid || self.object_type(object).is_none() => {
                self.set_type(object, INVALID);
            }
            ObjectKind::Const(_) | ObjectKind::Var(_) => {}
            ObjectKind::TypeName => {
                if !valid {
                    self.set_type(object, INVALID);
                } else if self.object_type(object).is_none() {
                    self.report_cycle(&cycle, first_in_source(self, &cycle));
                    self.set_type(object, INVALID);
                }
            }
            _ => {}
        }
    }

    fn is_valid_cycle(&self, cycle: &[ObjectId]) -> bool {
        let (mut values, mut definitions) = (0, 0);
        for object in cycle {
            match self.kind(*object) {
                ObjectKind::Const(_) | ObjectKind::Var(_) => values += 1,
                ObjectKind::TypeName => {
                    let generic = self.object_type(*object).is_some_and(|typ| self.is_generic_type(typ));
                    if self.env.in_type_params && generic {
                        return true;
                    }
                    definitions += usize::from(!self.extra[object.0 as usize].alias);
                }
                _ => {}
            }
        }
        values == cycle.len() || values == 0 && definitions > 0
    }

    /// Tells of a cycle, beginning at one of its objects.
    fn report_cycle(&mut self, cycle: &[ObjectId], start: usize) {
        let places: Vec<Pos> = cycle.iter().map(|object| self.objects[object.0 as usize].pos).collect();
        let names: Vec<String> = cycle
            .iter()
            .map(|object| {
                let object = &self.objects[object.0 as usize];
                [&self.package_prefix(object.package), &*object.name].concat()
            })
            .collect();
        self.report_cycle_of(cycle, &names, &places, start);
    }

    fn report_cycle_of(&mut self, cycle: &[ObjectId], names: &[String], places: &[Pos], start: usize) {
        let first = cycle[start];
        let is_type = *self.kind(first) == ObjectKind::TypeName;
        let what = if is_type { "invalid recursive type" } else { "invalid cycle in declaration" };
        let end = places[start].0 + self.name(first).len() as u32;
        let span = Span::new(places[start], Pos(end));
        if cycle.len() == 1 {
            self.error(span, [what, ": ", &names[start], " refers to itself"].concat());
            return;
        }
        let between = if is_type { " " } else { " of " };
        let mut message = [what, between, &names[start]].concat();
        for at in 0..cycle.len() {
            let (from, to) = ((start + at) % cycle.len(), (start + at + 1) % cycle.len());
            let text = [&names[from], " refers to ", &names[to]].concat();
            self.add_line(&mut message, places[from], &text);
        }
        self.error(span, message);
    }

    /// Tells of types that are declared as one another and nothing else.
    pub(super) fn direct_cycles(&mut self) {
        let mut done: Vec<ObjectId> = Vec::new();
        for object in self.object_list.clone() {
            let mut path: Vec<ObjectId> = Vec::new();
            let mut next = Some(object);
            while let Some(object) = next.take() {
                if done.contains(&object) {
                    break;
                }
                if let Some(start) = path.iter().position(|other| *other == object) {
                    self.set_type(object, INVALID);
                    let cycle = path[start..].to_vec();
                    self.report_cycle(&cycle, first_in_source(self, &cycle));
                    break;
                }
                path.push(object);
                let spec =
                    self.extra[object.0 as usize].decl.and_then(|decl| self.decls[decl.0 as usize].type_spec);
                if let Some(ExprKind::Ident(name)) = spec.map(|spec| &spec.typ.kind) {
                    next = self
                        .lookup_in(self.package_scope, name)
                        .filter(|object| *self.kind(*object) == ObjectKind::TypeName);
                }
            }
            done.extend(path);
        }
    }

    /// Whether it is known what a type is; tells of a cycle if it is being declared.
    pub(super) fn is_complete(&mut self, typ: TypeId) -> bool {
        let mut typ = typ;
        for _ in 0..1000 {
            let Some(named) = self.as_named(typ) else { return true };
            if self.types.named(named).origin.is_some() {
                return true;
            }
            let object = self.types.named(named).object;
            if let Some(at) = self.path.iter().position(|other| *other == object) {
                let cycle = self.path[at..].to_vec();
                self.report_cycle(&cycle, first_in_source(self, &cycle));
                return false;
            }
            self.complete_type(typ);
            match self.right_sides.get(&named) {
                Some(right) => typ = *right,
                None => return true,
            }
        }
        true
    }

    /// Tells if a type contains itself, or is too large.
    pub(super) fn valid_type(&mut self, object: ObjectId) {
        let Some(typ) = self.object_type(object) else { return };
        let Some(named) = self.as_named(typ) else { return };
        if self.types.named(named).object != object {
            return;
        }
        let mut budget = 20_000;
        if self.is_finite(typ, &mut Vec::new(), &mut Vec::new(), &mut budget) {
            self.check_size(self.object_span(object), typ);
        }
    }

    /// Whether a type does not contain itself, which is told otherwise.
    fn is_finite(
        &mut self,
        typ: TypeId,
        nest: &mut Vec<NamedId>,
        path: &mut Vec<NamedId>,
        budget: &mut u32,
    ) -> bool {
        if *budget == 0 || nest.len() > 200 {
            *budget = 0;
            return true;
        }
        *budget -= 1;
        if let Some(Spelling::Interface(_, embedded, _)) = self.types.spelling(typ).cloned() {
            return embedded
                .iter()
                .all(|terms| terms.iter().all(|(_, typ)| self.is_finite(*typ, nest, path, budget)));
        }
        match self.types.get(typ).clone() {
            Type::Array(_, of) => self.is_finite(of, nest, path, budget),
            Type::Struct(fields) => fields.iter().all(|field| self.is_finite(field.typ, nest, path, budget)),
            Type::Named(named) => self.named_is_finite(named, nest, path, budget),
            Type::Param(param) => {
                let Some(inner) = nest.pop() else { return true };
                let info = self.types.named(inner);
                let origin = self.types.named(info.origin.unwrap_or(inner));
                let at = origin.type_params.iter().position(|other| *other == param);
                let arg = at.and_then(|at| info.type_args.get(at).copied());
                let valid = arg.is_none_or(|arg| self.is_finite(arg, nest, path, budget));
                nest.push(inner);
                valid
            }
            _ => true,
        }
    }

    /// Forgets what a type is, and what is declared as it.
    fn invalidate(&mut self, named: NamedId) {
        let mut open = vec![named];
        while let Some(named) = open.pop() {
            if self.declared_as.insert(named, INVALID) == Some(INVALID) {
                continue;
            }
            self.types.named_mut(named).underlying = INVALID;
            for (other, right) in &self.declared_as {
                if self.as_named(*right) == Some(named) {
                    open.push(*other);
                }
            }
        }
    }

    fn named_is_finite(
        &mut self,
        named: NamedId,
        nest: &mut Vec<NamedId>,
        path: &mut Vec<NamedId>,
        budget: &mut u32,
    ) -> bool {
        if self.types.named(named).package != Some(self.package) && self.types.named(named).origin.is_none() {
            return true;
        }
        let origin = self.types.named(named).origin.unwrap_or(named);
        if nest.contains(&named) {
            let start = path.iter().position(|other| *other == named).unwrap_or(0);
            let cycle: Vec<ObjectId> =
                path[start..].iter().map(|named| self.types.named(*named).object).collect();
            let names: Vec<String> = path[start..]
                .iter()
                .map(|named| {
                    let typ = self.types.add(Type::Named(*named));
                    let named = self.types.named(*named);
                    let name = [&self.package_prefix(named.package), &*named.name].concat();
                    if named.type_args.is_empty() { name } else { self.type_text(typ) }
                })
                .collect();
            self.types.named_mut(named).underlying = INVALID;
            self.invalidate(origin);
            let places: Vec<Pos> = path[start..]
                .iter()
                .map(|named| {
                    let object = self.types.named(*named).object;
                    let place = self.instance_places.get(named).copied();
                    place.unwrap_or(self.objects[object.0 as usize].pos)
                })
                .collect();
            self.report_cycle_of(&cycle, &names, &places, 0);
            return false;
        }
        let plain = named == origin && self.types.named(named).type_params.is_empty();
        if plain && self.finite.contains(&named) {
            return true;
        }
        let right = match self.declared_as.get(&origin) {
            Some(right) => *right,
            None => self.types.named(origin).underlying,
        };
        nest.push(named);
        path.push(named);
        let valid = self.is_finite(right, nest, path, budget);
        nest.pop();
        path.pop();
        if plain && valid && *budget > 0 {
            self.finite.insert(named);
        }
        valid
    }

    /// Looks at the size of a type when all types are known.
    pub(super) fn check_size(&mut self, span: Span, typ: TypeId) {
        self.sized.push((span, typ));
    }

    /// Tells if a type is too large.
    pub(super) fn check_sizes(&mut self) {
        let mut known = FxHashMap::default();
        for (span, typ) in std::mem::take(&mut self.sized) {
            if self.size(typ, &mut known, 0) > SIZE {
                let text = self.type_text(typ);
                self.error(span, ["type ", &text, " larger than address space"].concat());
                return;
            }
        }
    }

    /// About how many bytes a value of a type takes.
    fn size(&self, typ: TypeId, known: &mut FxHashMap<TypeId, u64>, depth: u32) -> u64 {
        if let Some(size) = known.get(&typ) {
            return *size;
        }
        if depth > 300 {
            return 8;
        }
        let size = match self.types.underlying(typ) {
            Type::Array(length, of) => length.saturating_mul(self.size(*of, known, depth + 1)),
            Type::Struct(fields) => fields
                .iter()
                .fold(0, |sum: u64, field| sum.saturating_add(self.size(field.typ, known, depth + 1))),
            Type::Basic(basic) => u64::from(super::untyped::integer_bits(*basic) / 8),
            _ => 8,
        };
        known.insert(typ, size);
        size
    }
}

fn first_in_source(checker: &Checker, cycle: &[ObjectId]) -> usize {
    (0..cycle.len()).min_by_key(|at| checker.objects[cycle[*at].0 as usize].pos).unwrap_or(0)
}
