//! Declarations: constants, variables, types and functions, each looked at when something asks for it first.

use super::checker::{Action, Checker, Environment, INVALID};
use super::constant::Constant;
use super::info::ObjectKind;
use super::operand::Operand;
use super::scope::ScopeId;
use super::store::{Named, NamedId, NamedMethod, ObjectId, Spelling, Type, TypeId};
use crate::go::syntax::ast::{Body, Expr, FuncDecl, Name, TypeSpec, VarSpec};
use crate::go::syntax::source::{Pos, Span};
use std::rc::Rc;

/// Where a first value of a variable stands.
#[derive(Clone, Copy)]
pub(super) struct Initial<'a> {
    pub specs: &'a Rc<[VarSpec]>,
    pub spec: usize,
    pub value: usize,
}

/// The declaration of something of a package.
pub(super) struct Declaration<'a> {
    /// The file's scope.
    pub scope: ScopeId,
    /// The variables that have one value between them.
    pub variables: Rc<[ObjectId]>,
    pub typ: Option<&'a Expr>,
    pub init: Option<&'a Expr>,
    pub initial: Option<Initial<'a>>,
    pub inherited: bool,
    pub iota: u32,
    pub type_spec: Option<&'a TypeSpec>,
    pub func: Option<&'a Rc<FuncDecl>>,
    /// What it depends on.
    pub dependencies: Vec<ObjectId>,
}

impl Declaration<'_> {
    /// An empty one in a file.
    pub(super) fn new(scope: ScopeId) -> Self {
        Declaration {
            scope,
            variables: [].into(),
            typ: None,
            init: None,
            initial: None,
            inherited: false,
            iota: 0,
            type_spec: None,
            func: None,
            dependencies: Vec::new(),
        }
    }
}

impl<'a> Checker<'a> {
    /// Looks at all declarations of a package: types first, then aliases, then the others.
    pub(super) fn package_objects(&mut self) {
        let objects = self.object_list.clone();
        let is_type = |checker: &Self, object: ObjectId| *checker.kind(object) == ObjectKind::TypeName;
        for aliases in [false, true] {
            for object in &objects {
                if is_type(self, *object) && self.extra[object.0 as usize].alias == aliases {
                    self.object_declaration(*object);
                }
            }
        }
        for object in &objects {
            if !is_type(self, *object) {
                self.object_declaration(*object);
            }
        }
    }

    /// Notes that what is being declared depends on an object of the package.
    pub(super) fn add_dependency(&mut self, object: ObjectId) {
        if let Some(decl) = self.env.decl
            && self.extra[object.0 as usize].decl.is_some()
            && self.objects[object.0 as usize].package == Some(self.package)
        {
            let dependencies = &mut self.decls[decl.0 as usize].dependencies;
            if !dependencies.contains(&object) {
                dependencies.push(object);
            }
        }
    }

    /// Looks at the declaration of an object, if that has not been done.
    pub(super) fn object_declaration(&mut self, object: ObjectId) {
        if self.path.contains(&object) {
            self.declaration_cycle(object);
            return;
        }
        let postponed = self.postponed.contains(&object);
        if self.object_type(object).is_some() && !postponed {
            return;
        }
        let Some(decl) = self.extra[object.0 as usize].decl else { return };
        let is_type = *self.kind(object) == ObjectKind::TypeName;
        let alias = self.extra[object.0 as usize].alias;
        if is_type && !alias && self.waits() {
            // An alias and an interface must be complete before they are named again, so what they name waits.
            if !postponed {
                self.start_named(object);
                self.postponed.push(object);
                self.begin_generic(object, decl);
            }
            return;
        }
        self.postponed.retain(|other| *other != object);
        self.declare_now(object, decl);
        if self.path.is_empty() && !self.env.in_method {
            while let Some(object) = self.postponed.first().copied() {
                self.object_declaration(object);
            }
        }
    }

    /// Whether types that are named now are looked at later.
    fn waits(&self) -> bool {
        self.env.in_method || self.path.iter().any(|other| self.extra[other.0 as usize].alias)
    }

    fn declare_now(&mut self, object: ObjectId, decl: super::checker::DeclId) {
        if !self.enter(self.object_span(object)) {
            self.set_type(object, INVALID);
            return;
        }
        let scope = self.decls[decl.0 as usize].scope;
        let inner = Environment { scope, ..Environment::default() };
        let outer = std::mem::replace(&mut self.env, inner);
        self.path.push(object);
        match self.kind(object).clone() {
            ObjectKind::Const(_) => {
                self.env.decl = Some(decl);
                let Declaration { typ, init, inherited, iota, .. } = self.decls[decl.0 as usize];
                self.const_decl(object, typ, init, inherited, iota);
            }
            ObjectKind::Var(_) => {
                self.env.decl = Some(decl);
                let Declaration { typ, init, .. } = self.decls[decl.0 as usize];
                let variables = self.decls[decl.0 as usize].variables.clone();
                self.var_decl(object, &variables, typ, init);
            }
            ObjectKind::TypeName => {
                if let Some(spec) = self.decls[decl.0 as usize].type_spec {
                    self.type_decl(object, spec);
                    self.collect_methods(object);
                }
            }
            ObjectKind::Func => {
                if let Some(func) = self.decls[decl.0 as usize].func {
                    self.func_decl(object, func, decl);
                }
            }
            _ => {}
        }
        self.path.pop();
        self.env = outer;
        self.leave();
    }

    /// A constant.
    pub(super) fn const_decl(
        &mut self,
        object: ObjectId,
        typ: Option<&'a Expr>,
        init: Option<&'a Expr>,
        inherited: bool,
        iota: u32,
    ) {
        let outer_iota = self.env.iota.replace(Constant::int(i64::from(iota)));
        let outer_span = self.env.error_span.take();
        self.objects[object.0 as usize].kind = ObjectKind::Const(Constant::Unknown);
        let mut known = true;
        if let Some(written) = typ {
            let typ = self.typ(written);
            if self.is_const_type(typ) {
                self.set_type(object, typ);
            } else {
                let under = self.under(typ);
                if self.is_type_param(under) || self.is_valid(under) {
                    let text = self.type_text(typ);
                    self.error(written.span, ["invalid constant type ", &text].concat());
                }
                self.set_type(object, INVALID);
                known = false;
            }
        }
        if known {
            let mut x = Operand::new();
            if let Some(init) = init {
                if inherited {
                    self.env.error_span = Some(self.object_span(object));
                }
                self.expr(None, &mut x, init);
            }
            self.init_const(object, &mut x);
        }
        self.env.iota = outer_iota;
        self.env.error_span = outer_span;
    }

    /// A variable, which may have its value together with others.
    pub(super) fn var_decl(
        &mut self,
        object: ObjectId,
        together: &[ObjectId],
        typ: Option<&'a Expr>,
        init: Option<&'a Expr>,
    ) {
        if let Some(typ) = typ {
            let typ = self.var_type(typ);
            self.set_type(object, typ);
        }
        let Some(init) = init else {
            if typ.is_none() {
                self.set_type(object, INVALID);
            }
            return;
        };
        if together.len() <= 1 {
            let name = self.name(object).clone();
            let target = self.new_target(self.object_type(object), &name);
            let mut x = Operand::new();
            self.expr(target.as_ref(), &mut x, init);
            self.init_var(object, &mut x, "variable declaration");
            return;
        }
        if let Some(typ) = self.object_type(object) {
            for other in together {
                self.set_type(*other, typ);
            }
        }
        self.init_vars(together, std::slice::from_ref(init), None);
    }

    /// A named type of which nothing is known yet.
    fn start_named(&mut self, object: ObjectId) -> NamedId {
        if let Some(named) = self.object_type(object).and_then(|typ| self.as_named(typ)) {
            return named;
        }
        let name: Name = self.name(object).clone();
        let outer_params = self.env.function.as_ref().map(|function| function.type_params.clone());
        let count = self.ordinals.entry(name.clone()).or_insert(0);
        let ordinal = *count;
        *count += 1;
        let (named, typ) = self.types.add_named(Named {
            name,
            package: Some(self.package),
            object,
            underlying: INVALID,
            methods: Vec::new(),
            type_params: [].into(),
            outer_params: outer_params.unwrap_or_default(),
            type_args: [].into(),
            origin: None,
            ordinal,
        });
        self.right_sides.insert(named, INVALID);
        self.set_type(object, typ);
        named
    }

    /// Declares the type parameters of a generic type that itself waits.
    fn begin_generic(&mut self, object: ObjectId, decl: super::checker::DeclId) {
        let Declaration { scope, type_spec, .. } = self.decls[decl.0 as usize];
        let Some(spec) = type_spec.filter(|spec| !spec.type_params.is_empty()) else { return };
        let named = self.start_named(object);
        let inner = Environment { scope, ..Environment::default() };
        let outer = std::mem::replace(&mut self.env, inner);
        self.path.push(object);
        self.open_scope();
        self.collect_type_params(&spec.type_params, 0, Some(named));
        self.param_scopes.insert(object, self.env.scope);
        self.path.pop();
        self.env = outer;
    }

    pub(super) fn type_decl(&mut self, object: ObjectId, spec: &'a TypeSpec) {
        self.later(Action::ValidType(object));
        let generic = !spec.type_params.is_empty();
        if generic {
            self.open_scope();
        }
        if spec.alias {
            let params = self.collect_type_params(&spec.type_params, 0, None);
            let typ = self.typ(&spec.typ);
            let own = self.as_param(typ).is_some_and(|param| params.contains(&param));
            if own {
                let message = "cannot use type parameter declared in alias declaration as RHS";
                self.error(spec.typ.span, message);
            }
            if !self.is_valid(typ) || own {
                self.set_type(object, INVALID);
            } else {
                let name = self.name(object).clone();
                let content = self.types.get(typ).clone();
                let spelling = Spelling::Alias(Some(self.package), name, [].into(), typ);
                let typ = self.types.spell(content, spelling);
                self.set_type(object, typ);
                if generic {
                    self.extra[object.0 as usize].alias_params = Some(params);
                }
            }
        } else {
            let named = self.start_named(object);
            match self.param_scopes.remove(&object) {
                Some(scope) => self.env.scope = scope,
                None if generic => {
                    self.collect_type_params(&spec.type_params, 0, Some(named));
                }
                None => {}
            }
            let mut typ = self.typ(&spec.typ);
            if self.is_type_param(typ) {
                self.error(spec.typ.span, "cannot use a type parameter as RHS in type declaration");
                typ = INVALID;
            }
            self.finish_named(named, typ);
        }
        if generic {
            self.close_scope();
        }
    }

    fn finish_named(&mut self, named: NamedId, typ: TypeId) {
        self.right_sides.insert(named, typ);
        self.declared_as.insert(named, typ);
        match self.as_named(typ).filter(|other| self.is_incomplete(*other)) {
            Some(other) if other != named => self.waiting.entry(other).or_default().push(named),
            _ => {
                let under = self.under(typ);
                self.set_underlying(named, under);
            }
        }
        self.complete_instances();
    }

    /// Whether it is not known yet what a named type is.
    pub(super) fn is_incomplete(&self, named: NamedId) -> bool {
        self.types.named(named).underlying == INVALID
            && (self.right_sides.contains_key(&named)
                || self.pending.iter().any(|(other, _)| *other == named))
    }

    /// Sees to it that it is known what a type is, as far as that can be.
    pub(super) fn complete_type(&mut self, typ: TypeId) {
        let Some(named) = self.as_named(typ).filter(|named| self.is_incomplete(*named)) else { return };
        let object = self.types.named(named).object;
        if self.postponed.contains(&object) && !self.path.contains(&object) {
            self.postponed.retain(|other| *other != object);
            if let Some(decl) = self.extra[object.0 as usize].decl {
                self.declare_now(object, decl);
            }
        }
    }

    /// Gives a type its methods.
    fn collect_methods(&mut self, object: ObjectId) {
        let Some(methods) = self.methods.remove(&object) else { return };
        let named = self.object_type(object).and_then(|typ| self.as_named(typ));
        if named.is_some() {
            self.later(Action::FieldNames(object));
        }
        let mut known: Vec<(Name, ObjectId)> = Vec::new();
        for method in methods {
            let name = self.name(method).clone();
            if let Some((_, other)) = known.iter().find(|(other, _)| *other == name) {
                let place = self.place_text(self.objects[other.0 as usize].pos);
                let typ = self.name(object).clone();
                let message = ["method ", &typ, ".", &name, " already declared at ", &place].concat();
                let span = self.object_span(method);
                self.error(span, message);
                continue;
            }
            known.push((name.clone(), method));
            if let Some(named) = named {
                let pointer = self.extra[method.0 as usize].pointer;
                self.types.named_mut(named).methods.push(NamedMethod {
                    name,
                    object: method,
                    typ: INVALID,
                    pointer,
                });
            }
        }
    }

    /// Tells of fields that have the names of methods.
    pub(super) fn check_field_names(&mut self, object: ObjectId) {
        let Some(typ) = self.object_type(object) else { return };
        let Some(named) = self.as_named(typ) else { return };
        let under = self.under(typ);
        let Type::Struct(fields) = self.types.get(under).clone() else { return };
        let places = self.field_places.get(&under).cloned();
        for (at, field) in fields.iter().enumerate() {
            let methods = &self.types.named(named).methods;
            let Some(method) = methods.iter().find(|method| method.name == field.name && &*field.name != "_")
            else {
                continue;
            };
            let span = self.object_span(method.object);
            let mut message = ["field and method with the same name ", &field.name].concat();
            if let Some(pos) = places.as_ref().and_then(|places| places.get(at)) {
                let text = ["other declaration of ", &field.name].concat();
                self.add_line(&mut message, *pos, &text);
            }
            self.error(span, message);
        }
    }

    fn func_decl(&mut self, object: ObjectId, func: &'a Rc<FuncDecl>, decl: super::checker::DeclId) {
        // A function whose type mentions it has no parameters while that is looked at.
        let empty = self.types.add(Type::Func(Rc::default()));
        self.set_type(object, empty);
        if matches!(func.body, Body::Unread(_)) && func.receiver.is_none() {
            // Nothing mentions it. A method is in the method set of its type all the same.
            return;
        }
        let typed = self.func_type(&func.signature, func.receiver.as_ref(), &func.type_params);
        self.set_type(object, typed.function.typ);
        if let Some(receiver) = typed.receiver {
            let extra = &mut self.extra[object.0 as usize];
            extra.receiver_params = Some(receiver.params);
            extra.receiver_type = Some(receiver.typ);
            self.receiver_names.insert(object, receiver.name);
        }
        match &func.body {
            Body::Read(body) => {
                self.later(Action::Body { decl: Some(decl), function: typed.function, body, iota: None });
            }
            Body::Missing if !func.type_params.is_empty() && !self.library => {
                let pos = self.token_behind(Pos(func.span.start.0 + 4));
                self.error(Span::new(pos, func.span.end), "generic function is missing function body");
            }
            Body::Missing | Body::Unread(_) => {}
        }
    }
}
