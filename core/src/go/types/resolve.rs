//! What a package declares, and under which names its files know others.

use super::checker::{Checker, DeclId, Extra};
use super::constant::Constant;
use super::decl::{Declaration, Initial};
use super::describe::{expr_text, unparen};
use super::info::{ObjectKind, VarKind};
use super::lookup::is_exported;
use super::scope::{ScopeId, UNIVERSE};
use super::signature::receiver_parts;
use super::store::{ObjectId, PackageId};
use crate::go::syntax::ast::{ConstSpec, Decl, Expr, ExprKind, File, FuncDecl, Ident, Import, Name, VarSpec};
use crate::go::syntax::source::{Pos, Span};
use rustc_hash::FxHashMap;
use std::rc::Rc;

/// A method that waits for its type.
struct PendingMethod<'a> {
    object: ObjectId,
    pointer: bool,
    receiver: &'a Name,
}

impl<'a> Checker<'a> {
    /// Collects what the files of a package declare. Imports that are not in the list are wrong; that has been told.
    pub(super) fn collect_objects(&mut self, files: &'a [Rc<File>], packages: &FxHashMap<Name, PackageId>) {
        let mut methods = Vec::new();
        let mut scopes = Vec::new();
        for file in files {
            let scope = self.new_scope(self.package_scope);
            scopes.push(scope);
            for import in &file.imports {
                self.collect_import(scope, import, packages);
            }
            for decl in &file.decls {
                match decl {
                    Decl::Func(func) => self.collect_func(scope, func, &mut methods),
                    Decl::Const(specs) => specs.iter().for_each(|spec| self.collect_const(scope, spec)),
                    Decl::Var(specs) => {
                        (0..specs.len()).for_each(|at| self.collect_var(scope, specs, at));
                    }
                    Decl::Type(specs) => {
                        for spec in specs.iter() {
                            let name = spec.name.clone();
                            let object = self.new_object(name.name, name.pos, ObjectKind::TypeName);
                            self.extra[object.0 as usize].alias = spec.alias;
                            let decl = Declaration { type_spec: Some(spec), ..Declaration::new(scope) };
                            self.declare_package_object(&spec.name, object, decl);
                        }
                    }
                }
            }
        }
        for scope in scopes {
            self.check_file_scope(scope);
        }
        for method in methods {
            if let Some((base, pointer)) = self.receiver_base(method.pointer, method.receiver) {
                self.extra[method.object.0 as usize].pointer = pointer;
                self.methods.entry(base).or_default().push(method.object);
            }
        }
    }

    fn collect_import(&mut self, scope: ScopeId, import: &Import, packages: &FxHashMap<Name, PackageId>) {
        let Some(package) = packages.get(&import.path).copied() else { return };
        let imported = self.types.package_name(package).clone();
        let (name, span) = match &import.name {
            Some(name) => (name.name.clone(), name.span()),
            None => (imported, import.span),
        };
        if &*name == "init" {
            self.error(span, "cannot import package as init - init must be a func");
            return;
        }
        let object = self.new_object(name.clone(), span.start, ObjectKind::Package(package));
        self.set_type(object, super::checker::INVALID);
        self.record_object(import.name.as_ref().map_or(import.id, |name| name.id), object);
        self.imports.push(object);
        if &*name != "." {
            self.declare(scope, None, object);
            return;
        }
        let from = self.package_scopes[package.0 as usize];
        let mut names: Vec<(Name, ObjectId)> = self.scopes[from.0 as usize]
            .names
            .iter()
            .filter(|(name, _)| is_exported(name))
            .map(|(name, object)| (name.clone(), *object))
            .collect();
        names.sort();
        for (name, other) in names {
            if let Some(before) = self.lookup_in(scope, &name) {
                let mut message = [&name, " redeclared in this block"].concat();
                self.add_other_declaration(&mut message, before);
                self.error(span, message);
            } else {
                self.scopes[scope.0 as usize].names.insert(name.clone(), other);
                self.dot_imports.insert((scope, name), object);
            }
        }
    }

    fn collect_const(&mut self, scope: ScopeId, spec: &'a ConstSpec) {
        for (at, name) in spec.names.iter().enumerate() {
            let kind = ObjectKind::Const(Constant::Unknown);
            let object = self.new_object(name.name.clone(), name.pos, kind);
            let decl = Declaration {
                typ: spec.typ.as_deref(),
                init: spec.values.get(at),
                inherited: spec.inherited,
                iota: spec.iota,
                ..Declaration::new(scope)
            };
            self.declare_package_object(name, object, decl);
        }
        self.check_arity(spec.span, &spec.names, &spec.values, true, spec.inherited);
    }

    fn collect_var(&mut self, scope: ScopeId, specs: &'a Rc<[VarSpec]>, at: usize) {
        let spec = &specs[at];
        let objects: Vec<ObjectId> = spec
            .names
            .iter()
            .map(|name| self.new_object(name.name.clone(), name.pos, ObjectKind::Var(VarKind::Package)))
            .collect();
        let initial = |value: usize| Initial { specs, spec: at, value };
        let together = if spec.values.len() <= 1 {
            let decl = Declaration {
                variables: objects.as_slice().into(),
                typ: spec.typ.as_ref(),
                init: spec.values.first(),
                initial: spec.values.first().map(|_| initial(0)),
                ..Declaration::new(scope)
            };
            self.decls.push(decl);
            Some(DeclId(self.decls.len() as u32 - 1))
        } else {
            None
        };
        for (value, (name, object)) in spec.names.iter().zip(&objects).enumerate() {
            match together {
                Some(id) => self.declare_package_name(name, *object, id),
                None => {
                    let init = spec.values.get(value);
                    let decl = Declaration {
                        typ: spec.typ.as_ref(),
                        init,
                        initial: init.map(|_| initial(value)),
                        ..Declaration::new(scope)
                    };
                    self.declare_package_object(name, *object, decl);
                }
            }
        }
        if spec.typ.is_none() || !spec.values.is_empty() {
            self.check_arity(spec.span, &spec.names, &spec.values, false, false);
        }
    }

    fn collect_func(&mut self, scope: ScopeId, func: &'a Rc<FuncDecl>, methods: &mut Vec<PendingMethod<'a>>) {
        let name = &func.name;
        let object = self.new_object(name.name.clone(), name.pos, ObjectKind::Func);
        let is_init = &*name.name == "init";
        match &func.receiver {
            None => {
                if is_init || &*name.name == "main" && &*self.package_name == "main" {
                    if let Some(param) = func.type_params.first() {
                        let span = param.names.first().map_or(param.typ.span, Ident::span);
                        let message = ["func ", &name.name, " must have no type parameters"].concat();
                        self.error(span, message);
                    }
                    if !func.signature.params.is_empty() || !func.signature.results.is_empty() {
                        let message =
                            ["func ", &name.name, " must have no arguments and no return values"].concat();
                        self.error(name.span(), message);
                    }
                }
                if is_init {
                    self.record_object(name.id, object);
                    if func.body.is_missing() {
                        self.error(name.span(), "func init must have a body");
                    }
                } else {
                    self.declare(self.package_scope, Some(name), object);
                }
            }
            Some(receiver) => {
                let parts = receiver_parts(&receiver.typ);
                self.extra[object.0 as usize].pointer = parts.pointer;
                if let ExprKind::Ident(receiver) = &parts.base.kind
                    && &*name.name != "_"
                {
                    methods.push(PendingMethod { object, pointer: parts.pointer, receiver });
                }
                self.record_object(name.id, object);
            }
        }
        let decl = Declaration { func: Some(func), ..Declaration::new(scope) };
        self.decls.push(decl);
        self.extra[object.0 as usize].decl = Some(DeclId(self.decls.len() as u32 - 1));
        self.object_list.push(object);
    }

    fn declare_package_object(&mut self, name: &Ident, object: ObjectId, decl: Declaration<'a>) {
        self.decls.push(decl);
        self.declare_package_name(name, object, DeclId(self.decls.len() as u32 - 1));
    }

    fn declare_package_name(&mut self, name: &Ident, object: ObjectId, decl: DeclId) {
        let reserved = &*name.name == "init" || &*name.name == "main" && &*self.package_name == "main";
        if reserved {
            self.error(name.span(), ["cannot declare ", &name.name, " - must be func"].concat());
            return;
        }
        self.declare(self.package_scope, Some(name), object);
        self.extra[object.0 as usize].decl = Some(decl);
        self.object_list.push(object);
    }

    /// Tells if there are too few or too many values for names.
    pub(super) fn check_arity(
        &mut self,
        span: Span,
        names: &[Ident],
        values: &[Expr],
        constants: bool,
        inherited: bool,
    ) {
        if names.len() < values.len() {
            let extra = &values[names.len()];
            if inherited {
                let place = self.place_text(self.said_pos(extra));
                self.error(span, ["extra init expr at ", &place].concat());
            } else {
                self.error(extra.span, ["extra init expr ", &expr_text(extra)].concat());
            }
        } else if names.len() > values.len() && (constants || values.len() != 1) {
            let name = &names[values.len()];
            self.error(name.span(), ["missing init expr for ", &name.name].concat());
        }
    }

    /// Tells of names that a file imports and the package declares.
    fn check_file_scope(&mut self, scope: ScopeId) {
        let mut names: Vec<(Name, ObjectId)> = self.scopes[scope.0 as usize]
            .names
            .iter()
            .map(|(name, object)| (name.clone(), *object))
            .collect();
        names.sort();
        for (name, object) in names {
            let Some(other) = self.lookup_in(self.package_scope, &name) else { continue };
            let (way, package) = match (self.kind(object), self.objects[object.0 as usize].package) {
                (ObjectKind::Package(package), _) => ("import", *package),
                (_, Some(package)) => ("dot-import", package),
                _ => continue,
            };
            let package_name = self.types.package_name(package).clone();
            let path = self.types.package_path(package).clone();
            let mut message = [
                &name,
                " already declared through ",
                way,
                " of package ",
                &package_name,
                " (\"",
                &path,
                "\")",
            ]
            .concat();
            self.add_other_declaration(&mut message, object);
            let span = self.object_span(other);
            self.error(span, message);
        }
    }

    /// The type that a method is declared on, behind aliases, and whether on the pointer to it.
    fn receiver_base(&self, pointer: bool, name: &str) -> Option<(ObjectId, bool)> {
        let (mut pointer, mut name) = (pointer, name);
        let mut seen: Vec<ObjectId> = Vec::new();
        loop {
            let object = self.lookup_in(self.package_scope, name)?;
            if seen.contains(&object) {
                return None;
            }
            seen.push(object);
            let decl = self.extra[object.0 as usize].decl?;
            let spec = self.decls[decl.0 as usize].type_spec?;
            if !spec.alias {
                return Some((object, pointer));
            }
            if !spec.type_params.is_empty() {
                return None;
            }
            let mut typ = unparen(&spec.typ);
            if let ExprKind::Star(of) = &typ.kind {
                if pointer {
                    return None;
                }
                pointer = true;
                typ = unparen(of);
            }
            match &typ.kind {
                ExprKind::Ident(other) => name = other,
                _ => return None,
            }
        }
    }

    /// Tells of imports that are never used.
    pub(super) fn unused_imports(&mut self) {
        for at in 0..self.imports.len() {
            let object = self.imports[at];
            let ObjectKind::Package(package) = *self.kind(object) else { continue };
            let Extra { used, .. } = self.extra[object.0 as usize];
            let name = self.name(object).clone();
            if used || &*name == "_" {
                continue;
            }
            let path = self.types.package_path(package).clone();
            let last = path.rsplit('/').next().unwrap_or(&path);
            let message = if &*name == "." || &*name == last {
                ["\"", &path, "\" imported and not used"].concat()
            } else {
                ["\"", &path, "\" imported as ", &name, " and not used"].concat()
            };
            let pos = self.objects[object.0 as usize].pos;
            self.error(Span::new(pos, Pos(pos.0 + 1)), message);
        }
    }

    /// Begins a new package and gives its number.
    pub(super) fn begin_package(&mut self, name: &Name, path: &Name, library: bool) -> PackageId {
        let package = self.types.add_package(name.clone(), path.clone());
        let scope = self.new_scope(UNIVERSE);
        self.package_scopes.push(scope);
        self.package = package;
        self.package_name = name.clone();
        self.package_scope = scope;
        self.library = library;
        self.decls.clear();
        self.object_list.clear();
        self.methods.clear();
        self.imports.clear();
        self.dot_imports.clear();
        self.untyped.clear();
        self.ordinals.clear();
        self.open_interfaces.clear();
        self.sized.clear();
        self.mono = Default::default();
        self.report.found = false;
        package
    }
}
