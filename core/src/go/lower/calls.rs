//! Calls: of functions, methods, function values and what is written in Rust.

use super::function::Builder;
use super::limits::row_at;
use super::members::Member;
use super::program::Program;
use crate::go::code::instr::{Instr, Request, Slot};
use crate::go::code::layout::Word;
use crate::go::lib;
use crate::go::syntax::ast::{Expr, ExprKind, Ident};
use crate::go::types::info::{Mode, ObjectKind, Selection, SelectionKind};
use crate::go::types::store::{ObjectId, Signature, Type, TypeId};
use std::rc::Rc;

/// What is called.
#[derive(Clone, Copy, Debug)]
pub(super) enum Callee {
    /// A function of the program.
    Function(u32),
    /// A function that is written in Rust.
    Native(u16),
    /// Something that is asked of a shared object.
    Request(Request),
    /// A function value in this slot.
    Value(Slot),
    /// A method, of this number, of an interface's value in these slots.
    Method(Slot, u32),
}

/// A call whose operands are computed, but for its arguments.
pub(super) struct Prepared {
    pub(super) callee: Callee,
    /// The receiver, if it is a parameter: where its value lies, and its type.
    pub(super) receiver: Option<(Slot, TypeId)>,
    pub(super) signature: Rc<Signature>,
}

impl Program<'_> {
    /// The number of a declared function with these type arguments.
    pub(super) fn declared(&mut self, object: ObjectId, arguments: Rc<[TypeId]>) -> u32 {
        self.need(super::program::Key::Declared(object, arguments))
    }

    /// What a function without a body is, by its name.
    pub(super) fn outside(&mut self, object: ObjectId) -> Option<Callee> {
        let (package, decl) = self.declarations.get(&object)?.clone();
        if !decl.body.is_missing() {
            return None;
        }
        let mut name = self.types.package_path(package).to_string();
        if let Some(receiver) = &decl.receiver {
            name.push('.');
            name.push_str(receiver_name(&receiver.typ));
        }
        name.push('.');
        name.push_str(&decl.name.name);
        let found = request(&name).map(Callee::Request).or_else(|| lib::find(&name).map(Callee::Native));
        if found.is_none() {
            self.refuse(decl.name.span(), &format!("{name} is not written yet"));
        }
        found
    }
}

/// The name of the type that a method is declared on.
pub(super) fn receiver_name(expr: &Expr) -> &str {
    match &expr.kind {
        ExprKind::Star(inner) | ExprKind::Paren(inner) | ExprKind::Index(inner, _) => receiver_name(inner),
        ExprKind::Ident(name) => name,
        _ => "",
    }
}

/// What is asked of a shared object by the function of this name.
fn request(name: &str) -> Option<Request> {
    Some(match name {
        "sync.Mutex.Lock" => Request::Lock,
        "sync.Mutex.TryLock" => Request::TryLock,
        "sync.Mutex.Unlock" => Request::Unlock,
        "sync.RWMutex.Lock" => Request::WriteLock,
        "sync.RWMutex.TryLock" => Request::TryWriteLock,
        "sync.RWMutex.Unlock" => Request::WriteUnlock,
        "sync.RWMutex.RLock" => Request::ReadLock,
        "sync.RWMutex.TryRLock" => Request::TryReadLock,
        "sync.RWMutex.RUnlock" => Request::ReadUnlock,
        "sync.WaitGroup.Add" => Request::Add,
        "sync.WaitGroup.Wait" => Request::Wait,
        "runtime.Gosched" => Request::Yield,
        "runtime.Goexit" => Request::Goexit,
        "runtime.NumGoroutine" => Request::NumGoroutine,
        "internal/lockstep.Touch" | "internal/lockstep.TouchAtomic" => Request::Touch,
        "internal/lockstep.Write" => Request::Write,
        "internal/lockstep.Exit" => Request::Exit,
        "internal/lockstep.CondRegister" => Request::CondRegister,
        "internal/lockstep.CondWait" => Request::CondWait,
        "internal/lockstep.CondSignal" => Request::CondSignal,
        "internal/lockstep.CondBroadcast" => Request::CondBroadcast,
        "internal/lockstep.Now" => Request::Now,
        "internal/lockstep.Instant" => Request::Instant,
        "internal/lockstep.Sleep" | "time.Sleep" => Request::Sleep,
        "internal/lockstep.StartTimer" => Request::StartTimer,
        "internal/lockstep.StopTimer" => Request::StopTimer,
        "internal/lockstep.ResetTimer" => Request::ResetTimer,
        "internal/lockstep.Random" => Request::Random,
        "internal/lockstep.Caller" => Request::Caller,
        _ => return None,
    })
}

impl Builder<'_, '_> {
    /// A call or a conversion: where the results lie.
    pub(super) fn call(&mut self, expr: &Expr) -> Slot {
        let ExprKind::Call { func, args, spread, close } = &expr.kind else { return 0 };
        let of = self.of(func);
        match of.mode {
            Mode::Type => return self.conversion(expr, &args[0], of.typ),
            Mode::Builtin => return self.builtin(expr, func, args, spread.is_some()),
            _ => {}
        }
        let prepared = self.prepare(func);
        let window = self.arguments_for(&prepared, args, spread.is_some());
        self.place = call_place(func, *close);
        self.perform(&prepared, window);
        window
    }

    /// Computes what is called.
    pub(super) fn prepare(&mut self, func: &Expr) -> Prepared {
        let typ = self.type_of(func);
        let signature = self.signature(typ);
        let named = match &func.kind {
            ExprKind::Paren(inner) => return self.prepare(inner),
            // A function with its type arguments, if it is one and not a value out of a list.
            ExprKind::Index(base, _) => self.declared(base),
            _ => self.declared(func),
        };
        let (callee, receiver) = named.unwrap_or_else(|| (Callee::Value(self.expr(func)), None));
        Prepared { callee, receiver, signature }
    }

    /// The function or method that is named by its declaration, and its receiver.
    fn declared(&mut self, func: &Expr) -> Option<(Callee, Option<(Slot, TypeId)>)> {
        match &func.kind {
            ExprKind::Ident(_) => self.named_function(func.id).map(|callee| (callee, None)),
            ExprKind::Selector(base, name) => {
                let Some(selection) = self.program.checked.info.selections.get(&func.id).cloned() else {
                    return self.named_function(name.id).map(|callee| (callee, None));
                };
                let is_method = matches!(
                    selection.kind,
                    SelectionKind::Method { .. } | SelectionKind::InterfaceMethod(_)
                );
                is_method.then(|| self.method(base, &selection, name))
            }
            _ => None,
        }
    }

    /// The parameters and results of a function type.
    pub(super) fn signature(&self, typ: TypeId) -> Rc<Signature> {
        match self.program.types.underlying(typ) {
            Type::Func(signature) => signature.clone(),
            _ => Rc::default(),
        }
    }

    /// The function that an identifier means, if it means one.
    fn named_function(&mut self, id: crate::go::syntax::ast::NodeId) -> Option<Callee> {
        let object = self.object_of(id)?;
        if self.program.object(object).kind != ObjectKind::Func {
            return None;
        }
        let arguments = self.instance_arguments(id);
        Some(self.function(object, arguments))
    }

    fn function(&mut self, object: ObjectId, arguments: Rc<[TypeId]>) -> Callee {
        match self.program.outside(object) {
            Some(outside) => outside,
            None => Callee::Function(self.program.declared(object, arguments)),
        }
    }

    /// A method with its receiver.
    fn method(
        &mut self,
        base: &Expr,
        selection: &Selection,
        name: &Ident,
    ) -> (Callee, Option<(Slot, TypeId)>) {
        let typ = self.type_of(base);
        // What is a type parameter's method is found anew for the type that it stands for.
        let member = match &selection.kind {
            SelectionKind::InterfaceMethod(_) if !self.leads_to_interface(typ, &selection.path) => {
                self.program.find_method(typ, &name.name, Some(self.package))
            }
            _ => None,
        };
        let (path, declared) = match (&member, &selection.kind) {
            (Some(member), _) => (member.path.clone(), member.declared),
            (None, SelectionKind::Method { object, named, pointer }) => {
                (selection.path.clone(), Some((*object, *named, *pointer)))
            }
            (None, _) => (selection.path.clone(), None),
        };
        let at = self.locate(base);
        self.place = name.pos;
        let (at, typ) = self.follow(at, typ, &path);
        let own = self.instance_arguments(name.id);
        self.bind(at, typ, declared, name, &own)
    }

    fn leads_to_interface(&mut self, typ: TypeId, path: &[u32]) -> bool {
        let mut typ = typ;
        for index in path {
            if let Type::Pointer(to) = *self.program.types.underlying(typ) {
                typ = to;
            }
            match self.program.types.underlying(typ) {
                Type::Struct(fields) => typ = fields[*index as usize].typ,
                _ => return false,
            }
        }
        self.is_interface(typ)
    }

    /// A method of what is somewhere, with the type arguments of its own: what is called, and the receiver that is its first parameter.
    pub(super) fn bind(
        &mut self,
        at: super::address::Where,
        typ: TypeId,
        declared: Option<(ObjectId, crate::go::types::store::NamedId, bool)>,
        name: &Ident,
        own: &[TypeId],
    ) -> (Callee, Option<(Slot, TypeId)>) {
        let Some((object, named, wants_pointer)) = declared else {
            let iface = self.value_at(at, typ);
            let number = self.interface_method(typ, name);
            return (Callee::Method(iface, number), None);
        };
        let mut arguments = self.program.named_arguments(named, typ);
        if !own.is_empty() {
            arguments = arguments.iter().chain(own.iter()).copied().collect();
        }
        let callee = self.function(object, arguments);
        let (inner, is_pointer) = self.program.deref(typ);
        let receiver = match (wants_pointer, is_pointer) {
            (true, true) => (self.value_at(at, typ), typ),
            (true, false) => {
                let pointer = self.address_at(at, typ);
                (pointer, self.program.types.add(Type::Pointer(typ)))
            }
            (false, true) => {
                let pointer = self.value_at(at, typ);
                (self.value_at(super::address::Where::Memory(pointer, 0), inner), inner)
            }
            (false, false) => (self.value_at(at, typ), typ),
        };
        if !wants_pointer && is_pointer && self.program.size(inner) == 0 {
            let pointer = self.value_at(at, typ);
            self.emit(Instr::NotNil { pointer });
        }
        (callee, Some(receiver))
    }

    /// The number of an interface's method.
    fn interface_method(&mut self, typ: TypeId, name: &Ident) -> u32 {
        let Type::Interface(interface) = self.program.types.underlying(typ).clone() else { return 0 };
        let exported = name.name.chars().next().is_some_and(char::is_uppercase);
        let fits = |method: &&crate::go::types::store::Method| {
            method.name == name.name && (exported || method.package == Some(self.package))
        };
        match interface.methods.iter().find(fits) {
            Some(method) => self.program.method_number(&method.name, method.package, method.typ),
            None => 0,
        }
    }

    /// A window for a call: slots for the results and the parameters in a row, and where the first parameter is.
    pub(super) fn window(&mut self, prepared: &Prepared) -> (Slot, Slot, u16, u16) {
        let mut kinds = Vec::new();
        for typ in prepared.signature.results.iter() {
            self.gather(&mut kinds, *typ);
        }
        let results = self.sizes(&prepared.signature.results);
        kinds.extend(self.window_params(prepared));
        let params = self.params_size(prepared);
        let window = self.row(kinds);
        let first = window.saturating_add(results).saturating_add(self.receiver_size(prepared));
        (window, first, results, params)
    }

    /// How many words of a window are the receiver's.
    fn receiver_size(&mut self, prepared: &Prepared) -> u16 {
        match (prepared.callee, prepared.receiver) {
            (Callee::Method(..), _) => 1,
            (_, Some((_, typ))) => self.program.size(typ),
            _ => 0,
        }
    }

    /// How many words of a window are the parameters', the receiver among them.
    fn params_size(&mut self, prepared: &Prepared) -> u16 {
        self.receiver_size(prepared).saturating_add(self.sizes(&prepared.signature.params))
    }

    /// The kinds of the words of a window's parameters. What a method's receiver is, is known only to who is called.
    pub(super) fn window_params(&mut self, prepared: &Prepared) -> Vec<Word> {
        let mut kinds = Vec::new();
        match (prepared.callee, prepared.receiver) {
            (Callee::Method(..), _) => kinds.push(Word::Plain),
            (_, Some((_, typ))) => kinds.extend_from_slice(&self.program.words(typ)),
            _ => {}
        }
        for typ in prepared.signature.params.iter() {
            self.gather(&mut kinds, *typ);
        }
        kinds
    }

    /// Computes the arguments of a call into its window.
    pub(super) fn arguments_for(&mut self, prepared: &Prepared, args: &[Expr], spread: bool) -> Slot {
        let (window, mut at, results, _) = self.window(prepared);
        if let Some((receiver, typ)) = prepared.receiver {
            let n = self.program.size(typ);
            self.copy(window + results, receiver, n);
        }
        let params = prepared.signature.params.clone();
        let values = self.argument_values(args, &params);
        let fixed = if prepared.signature.variadic && !spread { params.len() - 1 } else { params.len() };
        let mut slots = Vec::new();
        for param in params.iter() {
            slots.push(at);
            at = at.saturating_add(self.program.size(*param));
        }
        // The variadic ones lie in a row of their own until all are computed.
        let rest = if fixed < params.len() { self.variadic_row(&values, fixed, params[fixed]) } else { None };
        for number in self.argument_order(&values) {
            match (number < fixed, rest) {
                (true, _) => self.place_argument(&values, number, params[number], slots[number]),
                (false, Some((row, elem, size))) => {
                    let to = row_at(row, number - fixed, size);
                    self.place_argument(&values, number, elem, to);
                }
                _ => {}
            }
        }
        if fixed < params.len() {
            self.variadic(values.len().saturating_sub(fixed), rest, slots[fixed]);
        }
        window
    }

    /// The arguments: expressions, or the results of the one call that gives them all.
    fn argument_values<'e>(&mut self, args: &'e [Expr], params: &[TypeId]) -> Vec<Argument<'e>> {
        if let [only] = args
            && let Type::Tuple(parts) = self.type_of_call(only)
            && (params.len() != 1 || parts.len() > 1)
        {
            let mut slot = self.expr(only);
            let mut values = Vec::new();
            for part in parts.iter() {
                values.push(Argument::Slots(slot, *part));
                slot += self.program.size(*part);
            }
            return values;
        }
        args.iter().map(Argument::Expr).collect()
    }

    /// The tuple that a call gives; any other type for other expressions.
    pub(super) fn type_of_call(&mut self, expr: &Expr) -> Type {
        let mut inner = expr;
        while let ExprKind::Paren(within) = &inner.kind {
            inner = within;
        }
        let typ = match &inner.kind {
            ExprKind::Call { .. } => self.type_of(inner),
            _ => return Type::Basic(crate::go::types::store::Basic::Invalid),
        };
        self.program.types.get(typ).clone()
    }

    fn place_argument(&mut self, values: &[Argument<'_>], number: usize, typ: TypeId, dst: Slot) {
        match values.get(number) {
            Some(Argument::Expr(expr)) => self.put_into(expr, typ, dst),
            Some(Argument::Slots(slot, from)) => {
                let mark = self.mark();
                let value = self.as_type(*slot, *from, typ);
                let n = self.program.size(typ);
                self.copy(dst, value, n);
                self.release(mark);
            }
            None => {}
        }
    }

    fn argument_order(&self, values: &[Argument<'_>]) -> Vec<usize> {
        let exprs: Vec<&Expr> = values
            .iter()
            .filter_map(|value| match value {
                Argument::Expr(expr) => Some(*expr),
                Argument::Slots(..) => None,
            })
            .collect();
        match exprs.len() == values.len() {
            true => self.order(exprs.into_iter()),
            false => (0..values.len()).collect(),
        }
    }

    /// Slots in a row for the arguments from this one on, with their type and its size.
    fn variadic_row(
        &mut self,
        values: &[Argument<'_>],
        from: usize,
        slice: TypeId,
    ) -> Option<(Slot, TypeId, u16)> {
        let Type::Slice(elem) = *self.program.types.underlying(slice) else { return None };
        let count = values.len().saturating_sub(from);
        let words = self.program.words(elem);
        let row = self.row_of(&words, count);
        Some((row, elem, words.len() as u16))
    }

    /// Arguments that lie in a row as a slice.
    fn variadic(&mut self, count: usize, row: Option<(Slot, TypeId, u16)>, dst: Slot) {
        let Some((row, elem, size)) = row.filter(|_| count > 0) else {
            return self.zero(dst, 3);
        };
        let mark = self.mark();
        let length = self.int(count as i64);
        let layout = self.program.layout(elem, "");
        self.emit(Instr::MakeSlice { dst, layout, length, capacity: length });
        if size > 0 {
            let words = self.program.short(usize::from(size) * count, "words in the values of a call");
            self.store_at(dst, 0, row, words);
        }
        self.release(mark);
    }

    /// Carries a call out whose window is filled.
    pub(super) fn perform(&mut self, prepared: &Prepared, base: Slot) {
        let results = self.sizes(&prepared.signature.results);
        let params = self.params_size(prepared);
        self.emit(match prepared.callee {
            Callee::Function(func) => Instr::Call { func, base, results, params },
            Callee::Native(native) => Instr::Native { native, base, results, params },
            Callee::Request(request) => Instr::Request { request, base, results, params },
            Callee::Value(func) => Instr::CallValue { func, base, results, params },
            Callee::Method(iface, method) => Instr::CallMethod { iface, method, base, results, params },
        });
    }

    /// Calls a function without parameters and results.
    pub(super) fn call_plain(&mut self, object: ObjectId) {
        let func = self.program.declared(object, Rc::from([]));
        let base = self.row(vec![Word::Plain]);
        self.emit(Instr::Call { func, base, results: 0, params: 0 });
    }

    /// A method that a type has, called on what is somewhere.
    pub(super) fn bind_member(
        &mut self,
        at: super::address::Where,
        typ: TypeId,
        member: &Member,
    ) -> (Callee, Option<(Slot, TypeId)>) {
        let (at, typ) = self.follow(at, typ, &member.path);
        let name = Ident {
            id: crate::go::syntax::ast::NodeId(u32::MAX),
            pos: self.place,
            name: member.name.clone(),
        };
        self.bind(at, typ, member.declared, &name, &member.own)
    }
}

/// An argument of a call.
enum Argument<'e> {
    Expr(&'e Expr),
    Slots(Slot, TypeId),
}

/// Where a call stands that goes over several lines: at what is called.
fn call_place(func: &Expr, close: crate::go::syntax::source::Pos) -> crate::go::syntax::source::Pos {
    match &func.kind {
        ExprKind::Selector(_, name) => name.pos,
        ExprKind::Func(_) => close,
        _ => func.span.start,
    }
}
