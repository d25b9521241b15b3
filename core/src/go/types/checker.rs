//! The checker's state, and what is put off until more is known.

use super::constant::Constant;
use super::decl::Declaration;
use super::info::{Info, Mode, Object, ObjectKind, TypeAndValue};
use super::lookup::Wide;
use super::mono::Mono;
use super::report::Report;
use super::scope::{Scope, ScopeId};
use super::store::{Basic, NamedId, ObjectId, PackageId, ParamId, TypeId, Types};
use crate::go::syntax::ast::{Block, Expr, Name, NodeId};
use crate::go::syntax::source::{Pos, Sources, Span};
use rustc_hash::{FxHashMap, FxHashSet};
use std::cell::RefCell;
use std::rc::Rc;

/// The type of what is wrong.
pub(super) const INVALID: TypeId = Basic::Invalid.id();

/// How deep expressions, types and statements may be nested: a browser's stack is small.
pub(super) const DEPTH: u32 = 400;

/// One of the declarations of a package.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct DeclId(pub u32);

/// What the checker knows about an object besides what it hands on.
#[derive(Clone, Debug, Default)]
pub(super) struct Extra {
    /// Whether its type is known.
    pub typed: bool,
    /// Whether it is used anywhere.
    pub used: bool,
    /// Whether it is a type that is another name.
    pub alias: bool,
    /// Whether it is a receiver.
    pub receiver: bool,
    /// Whether it is a method whose receiver is a pointer.
    pub pointer: bool,
    /// The declaration of something of a package.
    pub decl: Option<DeclId>,
    /// The type parameters of a method's receiver.
    pub receiver_params: Option<Rc<[ParamId]>>,
    /// A method's receiver.
    pub receiver_type: Option<TypeId>,
    /// A generic alias: its type parameters.
    pub alias_params: Option<Rc<[ParamId]>>,
}

/// What is known of an expression whose type is not settled.
#[derive(Clone, Debug)]
pub(super) struct Untyped {
    /// Whether it is shifted, so that it must become an integer.
    pub shifted: bool,
    pub mode: Mode,
    pub typ: TypeId,
    pub value: Option<Constant>,
}

/// The function that is being checked.
#[derive(Debug)]
pub(super) struct Function {
    /// Its type.
    pub typ: TypeId,
    /// Its parameters' scope.
    pub scope: ScopeId,
    /// Its results.
    pub results: Vec<ObjectId>,
    /// The type parameters that are in force in it: its receiver's and its own, or those of the function around a literal.
    pub type_params: Rc<[ParamId]>,
}

/// Where the checker is.
#[derive(Clone, Default)]
pub(super) struct Environment {
    /// The package-level declaration.
    pub decl: Option<DeclId>,
    pub scope: ScopeId,
    /// What `iota` is.
    pub iota: Option<Constant>,
    /// Where errors in a value that a constant takes over are told.
    pub error_span: Option<Span>,
    pub in_type_params: bool,
    /// Whether it is in the type of an interface's method.
    pub in_method: bool,
    pub function: Option<Rc<Function>>,
    /// Whether a call or a receive has been seen.
    pub has_call: bool,
}

/// Something that is looked at when the types are complete.
pub(super) enum Action<'a> {
    /// A function's body.
    Body { decl: Option<DeclId>, function: Rc<Function>, body: &'a Block, iota: Option<Constant> },
    /// A type of a variable must be no constraint.
    VarType(Pos, TypeId),
    /// The key of a map must be comparable.
    MapKey(Span, TypeId),
    /// An embedded field must be no pointer, and no pointer to an interface.
    Embedded(Pos, TypeId),
    /// A type must not contain itself.
    ValidType(ObjectId),
    /// A type's fields must not have the names of its methods.
    FieldNames(ObjectId),
    /// A receiver's type must be declared in the package.
    Receiver(Span, ObjectId),
    /// Type arguments must satisfy their constraints.
    Verify { span: Span, params: Rc<[ParamId]>, args: Rc<[TypeId]>, list: Vec<Span> },
    /// Type arguments of a type, of which there must be enough.
    VerifyType { span: Span, named: NamedId, args: Rc<[TypeId]>, list: Vec<Span> },
    /// The terms of a union must fit together.
    Terms(Vec<(bool, TypeId, Span)>),
    /// Two methods of the same name, one of them embedded, must have one type.
    SameMethod { name: Name, pos: Pos, typ: TypeId, other_pos: Pos, other: TypeId },
}

/// A checker.
pub(super) struct Checker<'a> {
    pub sources: &'a Sources,
    pub report: Report,
    pub types: Types,
    pub objects: Vec<Object>,
    pub extra: Vec<Extra>,
    pub info: Info,
    pub scopes: Vec<Scope>,
    /// The scope of each package.
    pub package_scopes: Vec<ScopeId>,
    pub known: super::universe::Known,
    /// The instances of generic types that are not complete yet, with the depth at which they came up.
    pub pending: Vec<(NamedId, u32)>,
    pub instance_depth: u32,
    pub instance_count: u32,
    /// What a named type is declared as, while that is not complete.
    pub right_sides: FxHashMap<NamedId, TypeId>,
    /// Those that are declared as another one that is not complete.
    pub waiting: FxHashMap<NamedId, Vec<NamedId>>,
    /// What named types are declared as.
    pub declared_as: FxHashMap<NamedId, TypeId>,
    /// Types of methods of instances.
    pub method_types: FxHashMap<(NamedId, ObjectId), TypeId>,
    /// Where the fields of structs are declared.
    pub field_places: FxHashMap<TypeId, Rc<[Pos]>>,
    /// Of structs with many fields, which field has which name.
    pub wide: RefCell<FxHashMap<TypeId, Wide>>,
    /// What methods call their receivers.
    pub receiver_names: FxHashMap<ObjectId, Name>,
    /// Where slice expressions begin: from the beginning of what is sliced to the end and the bracket of each.
    pub slices: FxHashMap<Pos, Vec<(Pos, Pos)>>,
    /// Where instances of generic types are named first.
    pub instance_places: FxHashMap<NamedId, Pos>,
    /// Interfaces that embed a type that is being declared.
    pub open_interfaces: Vec<Span>,
    /// Types that may be too large.
    pub sized: Vec<(Span, TypeId)>,
    /// Types that are known not to contain themselves.
    pub finite: FxHashSet<NamedId>,
    /// The objects of type parameters.
    pub param_objects: Vec<ObjectId>,
    /// How many types of a name were declared in functions.
    pub ordinals: FxHashMap<Name, u32>,

    // Of the package that is being checked.
    pub package: PackageId,
    pub package_name: Name,
    pub package_scope: ScopeId,
    pub library: bool,
    pub decls: Vec<Declaration<'a>>,
    pub object_list: Vec<ObjectId>,
    pub methods: FxHashMap<ObjectId, Vec<ObjectId>>,
    pub imports: Vec<ObjectId>,
    pub dot_imports: FxHashMap<(ScopeId, Name), ObjectId>,
    pub untyped: FxHashMap<NodeId, Untyped>,
    pub delayed: Vec<Option<Action<'a>>>,
    /// What is being declared, each because the one before needs it.
    pub path: Vec<ObjectId>,
    /// Types that are known by name alone, because an alias is being declared.
    pub postponed: Vec<ObjectId>,
    /// The scopes of type parameters of types that wait.
    pub param_scopes: FxHashMap<ObjectId, ScopeId>,
    pub panics: FxHashSet<NodeId>,
    pub env: Environment,
    pub mono: Mono,
    pub depth: u32,
}

impl<'a> Checker<'a> {
    /// The type of an object, if it is known.
    pub(super) fn object_type(&self, object: ObjectId) -> Option<TypeId> {
        self.extra[object.0 as usize].typed.then(|| self.objects[object.0 as usize].typ)
    }

    /// Settles the type of an object.
    pub(super) fn set_type(&mut self, object: ObjectId, typ: TypeId) {
        self.extra[object.0 as usize].typed = true;
        self.objects[object.0 as usize].typ = typ;
    }

    /// What an object is.
    pub(super) fn kind(&self, object: ObjectId) -> &ObjectKind {
        &self.objects[object.0 as usize].kind
    }

    /// The name of an object.
    pub(super) fn name(&self, object: ObjectId) -> &Name {
        &self.objects[object.0 as usize].name
    }

    /// Says that a variable or an import is used.
    pub(super) fn mark_used(&mut self, object: ObjectId) {
        self.extra[object.0 as usize].used = true;
    }

    /// Puts something off.
    pub(super) fn later(&mut self, action: Action<'a>) {
        self.delayed.push(Some(action));
    }

    /// Does what was put off since there were so many things to do.
    pub(super) fn process_delayed(&mut self, top: usize) {
        let mut next = top;
        while next < self.delayed.len() {
            if let Some(action) = self.delayed[next].take() {
                self.act(action);
            }
            next += 1;
        }
        self.delayed.truncate(top);
    }

    fn act(&mut self, action: Action<'a>) {
        match action {
            Action::Body { decl, function, body, iota } => self.function_body(decl, function, body, iota),
            Action::VarType(pos, typ) => self.check_var_type(pos, typ),
            Action::MapKey(span, typ) => self.check_map_key(span, typ),
            Action::Embedded(pos, typ) => self.check_embedded(pos, typ),
            Action::ValidType(object) => self.valid_type(object),
            Action::FieldNames(object) => self.check_field_names(object),
            Action::Receiver(span, object) => self.check_receiver(span, object),
            Action::Verify { span, params, args, list } => self.verify_arguments(span, &params, &args, &list),
            Action::VerifyType { span, named, args, list } => self.verify_type(span, named, &args, &list),
            Action::Terms(terms) => self.check_terms(&terms),
            Action::SameMethod { name, pos, typ, other_pos, other } => {
                if !self.identical(typ, other) {
                    self.duplicate_method(&name, pos, other_pos);
                }
            }
        }
    }

    /// Notes what an identifier declares or means.
    pub(super) fn record_object(&mut self, id: NodeId, object: ObjectId) {
        let at = id.0 as usize;
        if self.info.objects.len() <= at {
            self.info.objects.resize(at + 1, None);
        }
        self.info.objects[at] = Some(object);
    }

    /// Notes what an expression is.
    pub(super) fn record_type(&mut self, expr: &Expr, mode: Mode, typ: TypeId, value: Option<Constant>) {
        let at = expr.id.0 as usize;
        if self.info.types.len() <= at {
            self.info.types.resize(at + 1, None);
        }
        self.info.types[at] = Some(TypeAndValue { mode, typ: self.types.canonical(typ), value });
    }

    /// Goes one level deeper into the tree; false and told if that is too deep.
    pub(super) fn enter(&mut self, span: Span) -> bool {
        if self.depth >= DEPTH {
            self.error(span, "nested too deeply");
            return false;
        }
        self.depth += 1;
        true
    }

    /// Comes back from one level.
    pub(super) fn leave(&mut self) {
        self.depth -= 1;
    }
}
