//! Functions from their keys; and functions that stand for others: methods as interfaces call them, methods as values.

use super::address::Where;
use super::calls::{Callee, Prepared, receiver_name};
use super::function::{Builder, Home};
use super::members::Member;
use super::program::{Arguments, Key, Program};
use crate::go::code::Function;
use crate::go::code::instr::{Instr, Slot};
use crate::go::code::layout::Word;
use crate::go::syntax::ast::{Body, Expr, ExprKind, FuncDecl, Ident};
use crate::go::types::info::{Package, Selection, SelectionKind};
use crate::go::types::store::{NamedId, ObjectId, PackageId, ParamId, Signature, Type, TypeId};
use rustc_hash::FxHashMap;
use std::rc::Rc;

impl Program<'_> {
    /// Makes a function from its key.
    pub(super) fn make(&mut self, key: &Key) -> Function {
        match key {
            Key::Declared(object, arguments) => self.make_declared(*object, arguments),
            Key::Method(typ, name, package) => self.make_method(*typ, name, *package),
            Key::MethodValue(typ, name, package, own, bound) => {
                match self.find_method(*typ, name, *package) {
                    Some(member) => self.make_method_value(*typ, member, own, *bound),
                    None => Function::default(),
                }
            }
        }
    }

    /// A value of a function that captures nothing.
    pub(super) fn closure_of(&mut self, func: u32) -> u64 {
        if let Some(word) = self.closures.get(&func) {
            return *word;
        }
        let word = self.image.closure(func);
        self.closures.insert(func, word);
        word
    }

    /// The type arguments of a method's receiver, of the type that it is declared on, as the receiver's type has them.
    pub(super) fn named_arguments(&self, named: NamedId, receiver: TypeId) -> Rc<[TypeId]> {
        let (inner, _) = self.deref(receiver);
        match self.types.get(inner) {
            Type::Named(id) => self.types.named(*id).type_args.clone(),
            _ => self.types.named(named).type_args.clone(),
        }
    }

    fn make_declared(&mut self, object: ObjectId, arguments: &Rc<[TypeId]>) -> Function {
        let Some((package, decl)) = self.declarations.get(&object).cloned() else {
            return Function::default();
        };
        let name = self.function_name(package, &decl);
        let params = self.type_params(&decl);
        let arguments: Arguments =
            Rc::new(params.into_iter().zip(arguments.iter().copied()).collect::<FxHashMap<_, _>>());
        let hidden = package != self.user;
        let outside = self.outside(object);
        let mut builder = Builder::new(self, name.into(), arguments, hidden);
        builder.package = package;
        builder.place = decl.name.pos;
        builder.program.place = decl.name.pos;
        match (&decl.body, outside) {
            (Body::Read(body), _) => {
                builder.defers = builder.program.escapes.defers.contains(&body.span.start);
                if builder.defers {
                    builder.leaving();
                }
                builder.begin(decl.receiver.as_ref(), &decl.signature, true);
                builder.body(body);
            }
            (Body::Missing, Some(callee)) => {
                builder.begin(decl.receiver.as_ref(), &decl.signature, true);
                let (results, all) = (builder.function.results, builder.function.params);
                // What is written in Rust has no closure.
                let params = all - 1;
                match callee {
                    Callee::Native(native) => {
                        builder.emit(Instr::Native { native, base: 0, results, params })
                    }
                    Callee::Request(request) => {
                        builder.emit(Instr::Request { request, base: 0, results, params })
                    }
                    _ => {}
                }
                builder.emit(Instr::Return);
                builder.function.thunk = true;
            }
            (Body::Missing, None) => builder.emit(Instr::Return),
            // It stands in a table of methods, and nothing calls a method of this name.
            (Body::Unread(_), _) => {
                builder.zero_dereference();
                builder.emit(Instr::Return);
            }
        }
        builder.finish()
    }

    /// The name of a function as a goroutine dump has it.
    fn function_name(&self, package: PackageId, decl: &FuncDecl) -> String {
        // Go has a path here, which a program in one file does not say: its name is the end of it.
        let of_user = package == self.user;
        let path = if of_user { self.types.package_name(package) } else { self.types.package_path(package) };
        let mut name = path.to_string();
        if let Some(receiver) = &decl.receiver {
            let mut of = receiver_name(&receiver.typ).to_owned();
            if is_generic(&receiver.typ) {
                of.push_str("[...]");
            }
            match receiver.typ.kind {
                ExprKind::Star(_) => {
                    name.push_str(".(*");
                    name.push_str(&of);
                    name.push(')');
                }
                _ => {
                    name.push('.');
                    name.push_str(&of);
                }
            }
        }
        name.push('.');
        name.push_str(&decl.name.name);
        if &*decl.name.name == "init" && decl.receiver.is_none() {
            // There may be several.
            let inits = self.declarations.values().filter(|(other, one)| {
                *other == package
                    && &*one.name.name == "init"
                    && one.receiver.is_none()
                    && one.span.start < decl.span.start
            });
            name.push('.');
            name.push_str(&inits.count().to_string());
        }
        if !decl.type_params.is_empty() {
            name.push_str("[...]");
        }
        name
    }

    /// The type parameters of a function, or of its receiver.
    fn type_params(&self, decl: &FuncDecl) -> Vec<ParamId> {
        let mut idents: Vec<crate::go::syntax::ast::NodeId> = Vec::new();
        if let Some(receiver) = &decl.receiver {
            let mut typ = &receiver.typ;
            while let ExprKind::Star(inner) | ExprKind::Paren(inner) = &typ.kind {
                typ = inner;
            }
            if let ExprKind::Index(_, params) = &typ.kind {
                idents.extend(params.iter().map(|param| param.id));
            }
        }
        for field in &decl.type_params {
            idents.extend(field.names.iter().map(|name| name.id));
        }
        let param = |id| {
            let object = self.checked.info.object(id)?;
            match self.types.get(self.object(object).typ) {
                Type::Param(param) => Some(*param),
                _ => None,
            }
        };
        // One that has no name (`_`) still has its place in the list.
        idents.into_iter().map(|id| param(id).unwrap_or(ParamId(u32::MAX))).collect()
    }

    /// A method as an interface calls it: its receiver is the word that the interface has of the value.
    fn make_method(&mut self, typ: TypeId, name: &str, package: Option<PackageId>) -> Function {
        let Some(member) = self.find_method(typ, name, package) else { return Function::default() };
        if let Some((method, ..)) = member.declared {
            self.place = self.object(method).pos;
        }
        let words = self.words(typ);
        let mut builder = Builder::new(self, "".into(), Arguments::default(), true);
        builder.function.thunk = true;
        let signature = builder.signature(member.typ);
        let kind = if words.len() == 1 { words[0] } else { Word::Pointer };
        let params = builder.forwarded(&signature, Some(kind));
        let receiver = params.0;
        let at = match words.len() {
            0 => Where::Slots(0),
            1 => Where::Slots(receiver),
            _ => Where::Memory(receiver, 0),
        };
        builder.forward(at, typ, &member, &signature, params.1);
        builder.finish()
    }

    /// Gives a generic method the type arguments of its own.
    fn instantiate(&mut self, member: &mut Member, method: ObjectId, own: &Rc<[TypeId]>) {
        let Some((_, decl)) = self.declarations.get(&method).filter(|_| !own.is_empty()).cloned() else {
            return;
        };
        // Those of its receiver come first.
        let params = self.type_params(&decl).into_iter().rev().zip(own.iter().rev().copied());
        member.typ = self.substitute(member.typ, &Rc::new(params.collect::<FxHashMap<_, _>>()));
        member.own = own.clone();
    }

    fn make_method_value(
        &mut self,
        typ: TypeId,
        mut member: Member,
        own: &Rc<[TypeId]>,
        bound: bool,
    ) -> Function {
        if let Some((method, ..)) = member.declared {
            self.place = self.object(method).pos;
            self.instantiate(&mut member, method, own);
        }
        let words = self.words(typ);
        let mut builder = Builder::new(self, "".into(), Arguments::default(), true);
        builder.function.thunk = true;
        let signature = builder.signature(member.typ);
        if bound {
            let params = builder.forwarded(&signature, None);
            let dst = builder.temp_of(typ);
            if !words.is_empty() {
                let closure = builder.closure;
                builder.emit(Instr::Captured { dst, closure, word: 1, n: words.len() as u16 });
            }
            builder.forward(Where::Slots(dst), typ, &member, &signature, params.1);
            return builder.finish();
        }
        let mut all = signature.params.to_vec();
        all.insert(0, typ);
        let with_receiver = Signature { params: all.into(), ..(*signature).clone() };
        let params = builder.forwarded(&with_receiver, None);
        let at = Where::Slots(params.1);
        builder.forward(at, typ, &member, &signature, params.1.saturating_add(words.len() as u16));
        builder.finish()
    }
}

/// Whether the type that a method is declared on has type parameters.
fn is_generic(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Star(inner) | ExprKind::Paren(inner) => is_generic(inner),
        ExprKind::Index(..) => true,
        _ => false,
    }
}

impl Builder<'_, '_> {
    /// Lays out results, perhaps a receiver of one word, parameters and the closure: where the receiver and the first parameter
    /// are.
    fn forwarded(&mut self, signature: &Signature, receiver: Option<Word>) -> (Slot, Slot) {
        for typ in signature.results.iter() {
            let words = self.program.words(*typ);
            self.fresh(&words);
        }
        self.function.results = self.function.slots.len() as u16;
        let own = self.function.results;
        if let Some(kind) = receiver {
            self.fresh(&Rc::from([kind]));
        }
        let first = self.function.slots.len() as Slot;
        for typ in signature.params.iter() {
            let words = self.program.words(*typ);
            self.fresh(&words);
        }
        self.closure = self.fresh(&Rc::from([Word::Pointer]));
        self.function.params = self.function.slots.len() as u16 - own;
        (own, first)
    }

    /// Calls a method with parameters that lie in a row, and returns what it returns.
    fn forward(&mut self, at: Where, typ: TypeId, member: &Member, signature: &Rc<Signature>, from: Slot) {
        let (callee, receiver) = self.bind_member(at, typ, member);
        let prepared = Prepared { callee, receiver, signature: signature.clone() };
        let (window, first, results, _) = self.window(&prepared);
        if let Some((slot, typ)) = receiver {
            let n = self.program.size(typ);
            self.copy(window + results, slot, n);
        }
        let n = self.sizes(&signature.params);
        self.copy(first, from, n);
        self.perform(&prepared, window);
        self.copy(0, window, results);
        self.emit(Instr::Return);
    }

    /// `x.m` as a value: the receiver is computed and captured now.
    pub(super) fn method_value(&mut self, base: &Expr, selection: &Selection, name: &Ident) -> Slot {
        let of_base = self.type_of(base);
        let at = self.locate(base);
        self.place = name.pos;
        // What embeds the receiver is left behind now.
        let (at, mut typ) = match &selection.kind {
            SelectionKind::Method { .. } => self.follow(at, of_base, &selection.path),
            _ => (at, of_base),
        };
        let is_pointer = matches!(self.program.types.get(typ), Type::Pointer(_));
        let is_method = matches!(selection.kind, SelectionKind::Method { .. });
        let value = match (Self::wants_pointer(selection), is_pointer) {
            (true, false) => {
                let pointer = self.address_at(at, typ);
                typ = self.program.types.add(Type::Pointer(typ));
                pointer
            }
            (false, true) if is_method => {
                let pointer = self.value_at(at, typ);
                typ = self.program.deref(typ).0;
                self.value_at(Where::Memory(pointer, 0), typ)
            }
            _ => self.value_at(at, typ),
        };
        if self.is_interface(typ) {
            self.must_hold(value);
        }
        let own = self.instance_arguments(name.id);
        let func = self.program.need(Key::MethodValue(typ, name.name.clone(), Some(self.package), own, true));
        let words = self.program.words(typ);
        let kinds: Vec<Word> = std::iter::once(Word::Plain).chain(words.iter().copied()).collect();
        let from = self.row(words.to_vec());
        self.copy(from, value, words.len() as u16);
        let layout = self.program.layouts.closure(kinds.into());
        let dst = self.pointer();
        self.emit(Instr::Closure { dst, func, from, layout });
        dst
    }

    /// Panics as if nil was followed, if an interface holds nothing.
    pub(super) fn must_hold(&mut self, interface: Slot) {
        let holds = self.label();
        self.jump_if(interface, holds);
        self.zero_dereference();
        self.put(holds);
    }

    /// What happens when nil is followed.
    fn zero_dereference(&mut self) {
        let pointer = self.pointer();
        self.zero(pointer, 1);
        self.emit(Instr::NotNil { pointer });
    }

    /// `T.m` as a value.
    pub(super) fn method_expression(&mut self, typ: TypeId, name: &Ident) -> Slot {
        let own = self.instance_arguments(name.id);
        self.keyed_value(Key::MethodValue(typ, name.name.clone(), Some(self.package), own, false))
    }

    /// Computes the first values of a package's variables, and calls its `init` functions.
    pub(super) fn initialize(&mut self, package: &Package) {
        if !package.initializers.is_empty() {
            let number = self.program.reserve();
            let name: Rc<str> = [&*package.path, ".init"].concat().into();
            let hidden = package.id != self.program.user;
            let mut inner = Builder::new(self.program, name, Arguments::default(), hidden);
            inner.package = package.id;
            inner.initialize_package(package);
            let function = inner.finish();
            self.program.functions[number as usize] = Some(function);
            let base = self.row(vec![Word::Plain]);
            self.emit(Instr::Call { func: number, base, results: 0, params: 0 });
        }
        for (object, decl) in &package.functions {
            if &*decl.name.name == "init" && decl.receiver.is_none() {
                self.call_plain(*object);
            }
        }
    }

    fn initialize_package(&mut self, package: &Package) {
        for initializer in &package.initializers {
            let mark = self.mark();
            let expr = initializer.spec.expr();
            self.homes = FxHashMap::<ObjectId, Home>::default();
            self.initialize_variables(&initializer.variables, expr);
            self.release(mark);
        }
        self.emit(Instr::Return);
    }
}
