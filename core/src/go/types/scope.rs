//! Where names are declared: the universe, packages, files, functions and blocks.
//!
//! A name is put into its scope when it becomes visible, so nobody asks from where in the text on it is.

use super::checker::Checker;
use super::info::{Object, ObjectKind};
use super::store::{ObjectId, PackageId, TypeId};
use crate::go::syntax::ast::{Ident, Name};
use crate::go::syntax::source::{Pos, Span};
use rustc_hash::FxHashMap;

/// A scope.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct ScopeId(pub u32);

/// What is declared in a scope.
#[derive(Debug, Default)]
pub(super) struct Scope {
    /// The scope around it.
    pub parent: Option<ScopeId>,
    /// What is declared in it.
    pub names: FxHashMap<Name, ObjectId>,
    /// The scopes inside.
    pub children: Vec<ScopeId>,
    /// Whether it is that of a function, whose unused variables are told when its own body is checked.
    pub function: bool,
}

/// The universe, which is made first.
pub(super) const UNIVERSE: ScopeId = ScopeId(0);

impl Checker<'_> {
    /// A new scope inside another one.
    pub(super) fn new_scope(&mut self, parent: ScopeId) -> ScopeId {
        let id = ScopeId(self.scopes.len() as u32);
        self.scopes.push(Scope { parent: Some(parent), ..Scope::default() });
        self.scopes[parent.0 as usize].children.push(id);
        id
    }

    /// Goes into a new scope.
    pub(super) fn open_scope(&mut self) {
        self.env.scope = self.new_scope(self.env.scope);
    }

    /// Goes back to the scope around.
    pub(super) fn close_scope(&mut self) {
        self.env.scope = self.scopes[self.env.scope.0 as usize].parent.unwrap_or(UNIVERSE);
    }

    /// What a name means in one scope alone.
    pub(super) fn lookup_in(&self, scope: ScopeId, name: &str) -> Option<ObjectId> {
        self.scopes[scope.0 as usize].names.get(name).copied()
    }

    /// What a name means here, and in which scope it is declared.
    pub(super) fn lookup_scope(&self, name: &str) -> Option<(ScopeId, ObjectId)> {
        let mut scope = Some(self.env.scope);
        while let Some(id) = scope {
            if let Some(object) = self.lookup_in(id, name) {
                return Some((id, object));
            }
            scope = self.scopes[id.0 as usize].parent;
        }
        None
    }

    /// What a name means here.
    pub(super) fn lookup(&self, name: &str) -> Option<ObjectId> {
        self.lookup_scope(name).map(|(_, object)| object)
    }

    /// Makes something that has a name.
    pub(super) fn new_object(&mut self, name: Name, pos: Pos, kind: ObjectKind) -> ObjectId {
        self.add_object(name, Some(self.package), pos, kind, None)
    }

    /// Makes something that has a name, of any package, with a type if that is known.
    pub(super) fn add_object(
        &mut self,
        name: Name,
        package: Option<PackageId>,
        pos: Pos,
        kind: ObjectKind,
        typ: Option<TypeId>,
    ) -> ObjectId {
        let id = ObjectId(self.objects.len() as u32);
        self.objects.push(Object { name, package, pos, typ: typ.unwrap_or(super::checker::INVALID), kind });
        self.extra.push(super::checker::Extra { typed: typ.is_some(), ..Default::default() });
        id
    }

    /// Declares something in a scope under its name, which stands at an identifier if one is given.
    pub(super) fn declare(&mut self, scope: ScopeId, ident: Option<&Ident>, object: ObjectId) {
        let name = self.objects[object.0 as usize].name.clone();
        if &*name != "_" {
            if let Some(other) = self.lookup_in(scope, &name) {
                let span = self.object_span(object);
                let mut message = [&name, " redeclared in this block"].concat();
                self.add_other_declaration(&mut message, other);
                self.error(span, message);
                return;
            }
            self.scopes[scope.0 as usize].names.insert(name, object);
        }
        if let Some(ident) = ident {
            self.record_object(ident.id, object);
        }
    }

    /// Where the name of something stands at its declaration.
    pub(super) fn object_span(&self, object: ObjectId) -> Span {
        let object = &self.objects[object.0 as usize];
        Span::new(object.pos, Pos(object.pos.0 + object.name.len() as u32))
    }

    /// Adds the line that says where something was declared first.
    pub(super) fn add_other_declaration(&self, message: &mut String, other: ObjectId) {
        let object = &self.objects[other.0 as usize];
        if object.pos != Pos::NONE {
            let text = ["other declaration of ", &object.name].concat();
            self.add_line(message, object.pos, &text);
        }
    }
}
