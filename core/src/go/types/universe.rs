//! What Go declares itself.

use super::checker::Checker;
use super::constant::Constant;
use super::info::{Builtin, ObjectKind};
use super::scope::UNIVERSE;
use super::store::{Basic, Interface, Method, Named, ObjectId, Signature, Spelling, Type, TypeId, Types};
use crate::go::syntax::source::Pos;
use std::rc::Rc;

/// Types and objects of the universe that the checker asks for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Known {
    pub byte: TypeId,
    pub rune: TypeId,
    pub any: TypeId,
    pub error: TypeId,
    pub comparable: TypeId,
    /// `interface{}`
    pub empty: TypeId,
    /// The type of a call without results.
    pub nothing: TypeId,
    pub iota: ObjectId,
    pub nil: ObjectId,
}

impl Known {
    /// The types; the objects are not declared yet.
    pub(super) fn new(types: &mut Types) -> Known {
        let alias = |types: &mut Types, name: &str, typ: Type| {
            let target = types.add(typ.clone());
            types.spell(typ, Spelling::Alias(None, name.into(), [].into(), target))
        };
        let empty = types.add(Type::Interface(Rc::default()));
        Known {
            byte: alias(types, "byte", Type::Basic(Basic::Uint8)),
            rune: alias(types, "rune", Type::Basic(Basic::Int32)),
            any: alias(types, "any", Type::Interface(Rc::default())),
            error: super::checker::INVALID,
            comparable: super::checker::INVALID,
            empty,
            nothing: types.add(Type::Tuple([].into())),
            iota: ObjectId(0),
            nil: ObjectId(0),
        }
    }
}

/// The names of the language's functions, with how many arguments they want at least and whether they take more.
pub(super) const BUILTINS: [(&str, Builtin, usize, bool); 15] = [
    ("append", Builtin::Append, 1, true),
    ("cap", Builtin::Cap, 1, false),
    ("clear", Builtin::Clear, 1, false),
    ("close", Builtin::Close, 1, false),
    ("copy", Builtin::Copy, 2, false),
    ("delete", Builtin::Delete, 2, false),
    ("len", Builtin::Len, 1, false),
    ("make", Builtin::Make, 1, true),
    ("max", Builtin::Max, 1, true),
    ("min", Builtin::Min, 1, true),
    ("new", Builtin::New, 1, false),
    ("panic", Builtin::Panic, 1, false),
    ("print", Builtin::Print, 0, true),
    ("println", Builtin::Println, 0, true),
    ("recover", Builtin::Recover, 0, false),
];

impl Checker<'_> {
    /// Fills the universe.
    pub(super) fn declare_universe(&mut self) {
        let hidden = [Basic::Invalid, Basic::UnsafePointer];
        for basic in Basic::ALL.into_iter().filter(|basic| !basic.is_untyped() && !hidden.contains(basic)) {
            self.universal(basic.name(), ObjectKind::TypeName, basic.id());
        }
        for (name, typ) in [("byte", self.known.byte), ("rune", self.known.rune), ("any", self.known.any)] {
            let object = self.universal(name, ObjectKind::TypeName, typ);
            self.extra[object.0 as usize].alias = true;
        }
        let signature = Signature { results: [Basic::String.id()].into(), ..Signature::default() };
        let typ = self.types.add(Type::Func(Rc::new(signature)));
        let methods = [Method { name: "Error".into(), package: None, typ }].into();
        self.known.error = self.universal_named("error", Interface { methods, ..Interface::default() });
        self.known.comparable =
            self.universal_named("comparable", Interface { comparable: true, ..Interface::default() });
        for (name, value) in [("true", true), ("false", false)] {
            self.universal(name, ObjectKind::Const(Constant::Bool(value)), Basic::UntypedBool.id());
        }
        self.known.iota = self.universal("iota", ObjectKind::Const(Constant::int(0)), Basic::UntypedInt.id());
        self.known.nil = self.universal("nil", ObjectKind::Nil, Basic::UntypedNil.id());
        for (name, builtin, ..) in BUILTINS {
            self.universal(name, ObjectKind::Builtin(builtin), Basic::Invalid.id());
        }
    }

    fn universal(&mut self, name: &str, kind: ObjectKind, typ: TypeId) -> ObjectId {
        let object = self.add_object(name.into(), None, Pos::NONE, kind, Some(typ));
        self.scopes[UNIVERSE.0 as usize].names.insert(name.into(), object);
        object
    }

    fn universal_named(&mut self, name: &str, interface: Interface) -> TypeId {
        let object = self.universal(name, ObjectKind::TypeName, Basic::Invalid.id());
        let underlying = self.types.add(Type::Interface(Rc::new(interface)));
        let (_, typ) = self.types.add_named(Named {
            name: name.into(),
            package: None,
            object,
            underlying,
            methods: Vec::new(),
            type_params: [].into(),
            outer_params: [].into(),
            type_args: [].into(),
            origin: None,
            ordinal: 0,
        });
        self.objects[object.0 as usize].typ = typ;
        typ
    }
}
