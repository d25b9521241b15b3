//! Questions about types.

use super::checker::{Checker, INVALID};
use super::store::{Basic, Interface, NamedId, ParamId, Spelling, Type, TypeId};
use std::rc::Rc;

/// Why a type cannot be used for something.
pub(super) type Cause = String;

impl Checker<'_> {
    pub(super) fn is_valid(&self, typ: TypeId) -> bool {
        self.types.canonical(typ) != INVALID
    }

    /// Whether two types are the same, however they are written.
    pub(super) fn identical(&self, one: TypeId, other: TypeId) -> bool {
        self.types.canonical(one) == self.types.canonical(other)
    }

    /// The type behind a name; a type parameter is itself.
    pub(super) fn under(&self, typ: TypeId) -> TypeId {
        self.types.underlying_id(typ)
    }

    /// The type that another name stands for, as it is written; `byte` and `rune` are as good as names of their own.
    pub(super) fn unalias(&self, typ: TypeId) -> TypeId {
        let mut typ = typ;
        while typ != self.known.byte
            && typ != self.known.rune
            && let Some(Spelling::Alias(.., target)) = self.types.spelling(typ)
        {
            typ = *target;
        }
        typ
    }

    /// The named type that a type is.
    pub(super) fn as_named(&self, typ: TypeId) -> Option<NamedId> {
        match self.types.get(typ) {
            Type::Named(named) => Some(*named),
            _ => None,
        }
    }

    pub(super) fn as_param(&self, typ: TypeId) -> Option<ParamId> {
        match self.types.get(typ) {
            Type::Param(param) => Some(*param),
            _ => None,
        }
    }

    pub(super) fn is_type_param(&self, typ: TypeId) -> bool {
        self.as_param(typ).is_some()
    }

    /// The basic type behind a type that is no type parameter.
    pub(super) fn basic(&self, typ: TypeId) -> Option<Basic> {
        self.types.basic(typ)
    }

    fn is_basic(&self, typ: TypeId, holds: fn(Basic) -> bool) -> bool {
        self.basic(typ).is_some_and(holds)
    }

    pub(super) fn is_untyped(&self, typ: TypeId) -> bool {
        matches!(self.types.get(typ), Type::Basic(basic) if basic.is_untyped())
    }

    pub(super) fn is_integer(&self, typ: TypeId) -> bool {
        self.is_basic(typ, Basic::is_integer)
    }

    pub(super) fn is_unsigned(&self, typ: TypeId) -> bool {
        self.is_basic(typ, Basic::is_unsigned)
    }

    pub(super) fn is_float(&self, typ: TypeId) -> bool {
        self.is_basic(typ, Basic::is_float)
    }

    pub(super) fn is_numeric(&self, typ: TypeId) -> bool {
        self.is_basic(typ, Basic::is_numeric)
    }

    pub(super) fn is_string(&self, typ: TypeId) -> bool {
        self.is_basic(typ, Basic::is_string)
    }

    pub(super) fn is_boolean(&self, typ: TypeId) -> bool {
        self.is_basic(typ, Basic::is_boolean)
    }

    /// Whether a constant may have the type.
    pub(super) fn is_const_type(&self, typ: TypeId) -> bool {
        self.is_basic(typ, Basic::may_be_constant)
    }

    /// Whether a type is such a basic one, or a type parameter all of whose types are.
    pub(super) fn all_basic(&self, typ: TypeId, holds: fn(Basic) -> bool) -> bool {
        match self.as_param(typ) {
            Some(param) => match &self.constraint(param).terms {
                Some(terms) if !terms.is_empty() => terms.iter().all(|(_, typ)| self.is_basic(*typ, holds)),
                _ => false,
            },
            None => self.is_basic(typ, holds),
        }
    }

    pub(super) fn all_integer(&self, typ: TypeId) -> bool {
        self.all_basic(typ, Basic::is_integer)
    }

    pub(super) fn all_numeric(&self, typ: TypeId) -> bool {
        self.all_basic(typ, Basic::is_numeric)
    }

    pub(super) fn all_boolean(&self, typ: TypeId) -> bool {
        self.all_basic(typ, Basic::is_boolean)
    }

    pub(super) fn all_string(&self, typ: TypeId) -> bool {
        self.all_basic(typ, Basic::is_string)
    }

    pub(super) fn all_ordered(&self, typ: TypeId) -> bool {
        self.all_basic(typ, Basic::is_ordered)
    }

    /// Whether a type has a name: a declared one, one of Go's own, or that of a type parameter.
    pub(super) fn has_name(&self, typ: TypeId) -> bool {
        matches!(self.types.get(typ), Type::Basic(_) | Type::Named(_) | Type::Param(_))
    }

    pub(super) fn is_type_literal(&self, typ: TypeId) -> bool {
        !matches!(self.types.get(typ), Type::Named(_) | Type::Param(_))
    }

    /// Whether a type is an interface and no type parameter.
    pub(super) fn is_interface(&self, typ: TypeId) -> bool {
        matches!(self.types.underlying(typ), Type::Interface(_))
    }

    /// The interface behind a type that is no type parameter.
    pub(super) fn interface(&self, typ: TypeId) -> Option<Rc<Interface>> {
        match self.types.underlying(typ) {
            Type::Interface(interface) => Some(interface.clone()),
            _ => None,
        }
    }

    /// The interface behind a type, or the constraint of a type parameter.
    pub(super) fn interface_or_constraint(&self, typ: TypeId) -> Option<Rc<Interface>> {
        match self.as_param(typ) {
            Some(param) => Some(self.constraint(param)),
            None => self.interface(typ),
        }
    }

    /// What a type parameter's arguments must satisfy.
    pub(super) fn constraint(&self, param: ParamId) -> Rc<Interface> {
        let constraint = self.types.param(param).constraint;
        match self.types.underlying(constraint) {
            Type::Interface(interface) => interface.clone(),
            Type::Basic(Basic::Invalid) => Rc::default(),
            _ => Rc::new(Interface { terms: Some([(false, constraint)].into()), ..Interface::default() }),
        }
    }

    /// The type that a pointer points to.
    pub(super) fn pointer_base(&self, typ: TypeId) -> Option<TypeId> {
        match self.types.underlying(typ) {
            Type::Pointer(to) => Some(*to),
            _ => None,
        }
    }

    pub(super) fn is_pointer(&self, typ: TypeId) -> bool {
        self.pointer_base(typ).is_some()
    }

    /// The type behind an unnamed pointer, and whether it was one.
    pub(super) fn deref(&self, typ: TypeId) -> (TypeId, bool) {
        match self.types.get(typ) {
            Type::Pointer(to) => (*to, true),
            _ => (typ, false),
        }
    }

    /// The element type of a slice.
    pub(super) fn slice_element(&self, typ: TypeId) -> Option<TypeId> {
        match self.types.underlying(typ) {
            Type::Slice(of) => Some(*of),
            _ => None,
        }
    }

    /// Whether it is a pointer to an interface or to a type parameter.
    pub(super) fn is_interface_pointer(&self, typ: TypeId) -> bool {
        self.pointer_base(typ).is_some_and(|to| self.is_interface(to) || self.is_type_param(to))
    }

    /// Whether it is a slice of bytes or runes.
    pub(super) fn is_bytes_or_runes(&self, typ: TypeId) -> bool {
        let element = self.slice_element(typ).and_then(|of| self.basic(of));
        matches!(element, Some(Basic::Uint8 | Basic::Int32))
    }

    pub(super) fn is_bytes(&self, typ: TypeId) -> bool {
        self.slice_element(typ).is_some_and(|of| self.identical(of, Basic::Uint8.id()))
    }

    /// Whether a type, a name or an alias of one, has type parameters and no arguments.
    pub(super) fn is_generic_type(&self, typ: TypeId) -> bool {
        self.as_named(typ).is_some_and(|named| {
            let named = self.types.named(named);
            !named.type_params.is_empty() && named.type_args.is_empty()
        })
    }

    /// Whether no type at all satisfies a type parameter's constraint.
    pub(super) fn has_empty_type_set(&self, typ: TypeId) -> bool {
        self.as_param(typ).is_some_and(|param| self.constraint(param).is_empty_set())
    }

    /// Whether `nil` is one of a type's values.
    pub(super) fn has_nil(&self, typ: TypeId) -> bool {
        if self.is_type_param(typ) {
            return self
                .type_set(typ)
                .iter()
                .all(|(_, under)| under.is_some_and(|under| self.has_nil(under)));
        }
        match self.types.underlying(typ) {
            Type::Basic(basic) => *basic == Basic::UnsafePointer,
            Type::Slice(_) | Type::Pointer(_) | Type::Func(_) | Type::Map(..) | Type::Chan(..) => true,
            Type::Interface(_) => true,
            _ => false,
        }
    }

    /// Whether values of a type can be compared with `==`.
    pub(super) fn is_comparable(&self, typ: TypeId) -> bool {
        self.incomparable(typ, true).is_none()
    }

    /// Why values of a type cannot be compared; an interface can be if its dynamic type may be asked at run time.
    pub(super) fn incomparable(&self, typ: TypeId, dynamic: bool) -> Option<Cause> {
        self.incomparable_within(typ, dynamic, &mut Vec::new())
    }

    fn incomparable_within(&self, typ: TypeId, dynamic: bool, seen: &mut Vec<TypeId>) -> Option<Cause> {
        let id = self.types.canonical(typ);
        if seen.contains(&id) {
            return None;
        }
        seen.push(id);
        match self.types.underlying(typ) {
            Type::Basic(Basic::UntypedNil) => Some(String::new()),
            Type::Basic(_) | Type::Pointer(_) | Type::Chan(..) => None,
            Type::Struct(fields) => fields.iter().find_map(|field| {
                self.incomparable_within(field.typ, dynamic, seen)?;
                Some(["struct containing ", &self.type_text(field.typ), " cannot be compared"].concat())
            }),
            Type::Array(_, of) => {
                self.incomparable_within(*of, dynamic, seen)?;
                Some([&self.type_text(typ), " cannot be compared"].concat())
            }
            Type::Interface(_) if dynamic => None,
            Type::Interface(interface) => self.incomparable_interface(interface, seen),
            Type::Param(param) => self.incomparable_interface(&self.constraint(*param), seen),
            _ => Some(String::new()),
        }
    }

    fn incomparable_interface(&self, interface: &Interface, seen: &mut Vec<TypeId>) -> Option<Cause> {
        let comparable = match &interface.terms {
            None => interface.comparable,
            Some(terms) if terms.is_empty() => false,
            Some(terms) => terms.iter().all(|(_, typ)| self.incomparable_within(*typ, false, seen).is_none()),
        };
        if comparable {
            return None;
        }
        let empty = interface.is_empty_set();
        Some(if empty { "empty type set" } else { "incomparable types in type set" }.to_string())
    }

    /// Whether all types of an interface can be compared without asking at run time.
    pub(super) fn is_comparable_interface(&self, interface: &Interface) -> bool {
        self.incomparable_interface(interface, &mut Vec::new()).is_none()
    }

    /// The type that a constant has where nothing says which.
    pub(super) fn default_type(&self, typ: TypeId) -> TypeId {
        match self.types.get(typ) {
            Type::Basic(Basic::UntypedBool) => Basic::Bool.id(),
            Type::Basic(Basic::UntypedInt) => Basic::Int.id(),
            Type::Basic(Basic::UntypedRune) => self.known.rune,
            Type::Basic(Basic::UntypedFloat) => Basic::Float64.id(),
            Type::Basic(Basic::UntypedString) => Basic::String.id(),
            _ => typ,
        }
    }

    /// The larger of two untyped types, if they go together.
    pub(super) fn max_type(&self, one: TypeId, other: TypeId) -> Option<TypeId> {
        if one == other {
            return Some(one);
        }
        let numeric = |typ| self.is_untyped(typ) && self.is_numeric(typ);
        (numeric(one) && numeric(other)).then(|| one.max(other))
    }

    /// The types that a type parameter stands for, each with what is behind its name, nothing where it may be any; another
    /// type alone.
    pub(super) fn type_set(&self, typ: TypeId) -> Vec<(Option<TypeId>, Option<TypeId>)> {
        let Some(param) = self.as_param(typ) else {
            return vec![(Some(typ), Some(self.under(typ)))];
        };
        match &self.constraint(param).terms {
            Some(terms) if !terms.is_empty() => {
                terms.iter().map(|(_, typ)| (Some(*typ), Some(self.under(*typ)))).collect()
            }
            _ => vec![(None, None)],
        }
    }

    /// The type behind all types that a type stands for, if there is one; or why there is none.
    pub(super) fn common_under(
        &self,
        typ: TypeId,
        refuse: &dyn Fn(Option<TypeId>, Option<TypeId>) -> Option<Cause>,
    ) -> Result<TypeId, Cause> {
        let mut common: Option<(TypeId, TypeId)> = None;
        for (typ, under) in self.type_set(typ) {
            if let Some(cause) = refuse(typ, under) {
                return Err(cause);
            }
            let (Some(typ), Some(under)) = (typ, under) else { return Err("no specific type".to_string()) };
            let Some((first, first_under)) = common else {
                common = Some((typ, under));
                continue;
            };
            if let (Type::Chan(one, of), Type::Chan(other, other_of)) =
                (self.types.get(first_under), self.types.get(under))
            {
                use crate::go::syntax::ast::Direction::Both;
                let texts = || [&self.type_text(first), " and ", &self.type_text(typ)].concat();
                if !self.identical(*of, *other_of) {
                    return Err(["channels ", &texts(), " have different element types"].concat());
                }
                if one == other {
                } else if *one == Both {
                    common = Some((typ, under));
                } else if *other != Both {
                    return Err(["channels ", &texts(), " have conflicting directions"].concat());
                }
                continue;
            }
            if !self.identical(first_under, under) {
                let texts = [&self.type_text(first), " and ", &self.type_text(typ)].concat();
                return Err([&texts, " have different underlying types"].concat());
            }
        }
        common.map(|(_, under)| under).ok_or_else(String::new)
    }

    /// The type behind all types that a type stands for, if there is one.
    pub(super) fn core(&self, typ: TypeId) -> Option<TypeId> {
        self.common_under(typ, &|_, _| None).ok()
    }
}

impl Basic {
    /// Whether it is a numeric type.
    pub(super) fn is_numeric(self) -> bool {
        self.is_integer() || self.is_float() || matches!(self, Basic::Complex64 | Basic::Complex128)
    }

    /// Whether its values can be put in order.
    pub(super) fn is_ordered(self) -> bool {
        self.is_integer() || self.is_float() || self.is_string()
    }

    /// Whether a constant may have it.
    pub(super) fn may_be_constant(self) -> bool {
        self.is_numeric() || self.is_string() || self.is_boolean()
    }
}

impl Interface {
    /// Whether any type satisfies it.
    pub(super) fn is_all(&self) -> bool {
        self.is_method_set() && self.methods.is_empty()
    }

    /// Whether it asks for methods alone, so that variables may have it.
    pub(super) fn is_method_set(&self) -> bool {
        !self.comparable && self.terms.is_none()
    }

    /// Whether no type satisfies it.
    pub(super) fn is_empty_set(&self) -> bool {
        self.terms.as_ref().is_some_and(|terms| terms.is_empty())
    }
}
