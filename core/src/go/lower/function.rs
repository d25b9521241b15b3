//! One function on its way to instructions: its slots, its variables, where its jumps go.

use super::program::{Arguments, Program};
use crate::go::code::Function;
use crate::go::code::instr::{Instr, NONE, Pc, Slot};
use crate::go::code::is_guarded;
use crate::go::code::layout::Word;
use crate::go::syntax::ast::{Expr, FuncType, Name, NodeId};
use crate::go::syntax::source::Pos;
use crate::go::types::info::TypeAndValue;
use crate::go::types::store::{ObjectId, PackageId, TypeId};
use rustc_hash::{FxHashMap, FxHashSet};
use std::rc::Rc;

/// Where a variable is.
#[derive(Clone, Copy, Debug)]
pub(super) enum Home {
    /// In slots of the frame, from this one on.
    Slots(Slot),
    /// An object of the memory, to which this slot points.
    Object(Slot),
    /// Captured: the words of the closure from this one on.
    Captured(u16),
    /// Captured: the object of the memory to which this word of the closure points.
    CapturedObject(u16),
}

/// A place in the code that is jumped to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Label(pub(super) usize);

/// Where `break` and `continue` go.
#[derive(Clone, Debug)]
pub(super) struct Target {
    pub(super) name: Option<Name>,
    pub(super) end: Label,
    pub(super) next: Option<Label>,
}

/// A function that is being made.
pub(super) struct Builder<'p, 'a> {
    pub(super) program: &'p mut Program<'a>,
    pub(super) function: Function,
    pub(super) arguments: Arguments,
    /// The package that the text stands in.
    pub(super) package: PackageId,
    pub(super) place: Pos,
    pub(super) homes: FxHashMap<ObjectId, Home>,
    /// Slots that may be used again, by what they are.
    free: FxHashMap<Rc<[Word]>, Vec<Slot>>,
    /// Slots that are in use for the time being.
    temporary: Vec<(Slot, Rc<[Word]>)>,
    labels: Vec<Option<Pc>>,
    /// Jumps to labels, by instruction.
    jumps: Vec<(usize, Label)>,
    pub(super) targets: Vec<Target>,
    pub(super) named_labels: FxHashMap<Name, Label>,
    /// The label of a loop or switch that is about to begin.
    pub(super) pending_label: Option<Name>,
    /// Where the function leaves: set if something is deferred, or a result is an object of the memory.
    pub(super) leaving: Option<Label>,
    /// Whether something is deferred.
    pub(super) defers: bool,
    /// The results' variables: each, its type, the slot where it has to be in the end.
    pub(super) results: Vec<(Option<ObjectId>, TypeId, Slot)>,
    /// The slot of the closure.
    pub(super) closure: Slot,
    /// The name of the variable that gets the value which is being computed, for whoever shows what is made.
    pub(super) hint: Option<Name>,
    /// The slots of indices that are unsigned numbers of 64 bits.
    pub(super) unsigned: FxHashSet<Slot>,
    /// How many literals it has.
    pub(super) literals: u32,
    /// Whether it is a function literal.
    pub(super) is_literal: bool,
    /// Where `fallthrough` goes.
    pub(super) fallthrough: Option<Label>,
    /// Inside of the body of a loop over a function: how that loop is left otherwise than by its end.
    pub(super) over: Option<super::over::Over>,
}

impl<'p, 'a> Builder<'p, 'a> {
    pub(super) fn new(
        program: &'p mut Program<'a>,
        name: Rc<str>,
        arguments: Arguments,
        hidden: bool,
    ) -> Self {
        let guarded = hidden && is_guarded(&name);
        let function = Function { name, hidden, guarded, ..Function::default() };
        Builder {
            package: program.user,
            program,
            function,
            arguments,
            place: Pos::NONE,
            homes: FxHashMap::default(),
            free: FxHashMap::default(),
            temporary: Vec::new(),
            labels: Vec::new(),
            jumps: Vec::new(),
            targets: Vec::new(),
            named_labels: FxHashMap::default(),
            pending_label: None,
            leaving: None,
            defers: false,
            results: Vec::new(),
            closure: NONE,
            hint: None,
            unsigned: FxHashSet::default(),
            literals: 0,
            is_literal: false,
            fallthrough: None,
            over: None,
        }
    }

    /// Adds an instruction.
    pub(super) fn emit(&mut self, instr: Instr) {
        let indices = match instr {
            Instr::Element { index, .. }
            | Instr::ArrayElement { index, .. }
            | Instr::ByteAt { index, .. }
            | Instr::Bounds { index, .. } => [index, NONE, NONE],
            Instr::CutText { low, high, .. } => [low, high, NONE],
            Instr::Slice { low, high, max, .. } => [low, high, max],
            _ => [NONE; 3],
        };
        if indices.iter().any(|index| self.unsigned.contains(index)) {
            self.function.unsigned.push(self.function.instrs.len() as Pc);
        }
        self.function.instrs.push(instr);
        self.function.places.push(self.place);
    }

    /// The instruction that comes next.
    pub(super) fn here(&self) -> Pc {
        self.function.instrs.len() as Pc
    }

    /// New slots of these kinds, for good.
    pub(super) fn slots(&mut self, words: &Rc<[Word]>) -> Slot {
        if words.is_empty() {
            return 0;
        }
        if let Some(slot) = self.free.get_mut(words).and_then(Vec::pop) {
            return slot;
        }
        self.fresh(words)
    }

    /// Slots for the time being: up to the [`release`](Builder::release) of a mark that was set before.
    pub(super) fn temp(&mut self, words: &Rc<[Word]>) -> Slot {
        let slot = self.slots(words);
        if !words.is_empty() {
            self.temporary.push((slot, words.clone()));
        }
        slot
    }

    /// A slot for the time being, for a number.
    pub(super) fn plain(&mut self) -> Slot {
        self.temp(&Rc::from([Word::Plain]))
    }

    /// A slot for the time being, for a pointer.
    pub(super) fn pointer(&mut self) -> Slot {
        self.temp(&Rc::from([Word::Pointer]))
    }

    /// Slots for the time being, for a value of this type.
    pub(super) fn temp_of(&mut self, typ: TypeId) -> Slot {
        let words = self.program.words(typ);
        self.temp(&words)
    }

    /// Whether a slot is in use for the time being, and so no variable's.
    pub(super) fn temporary_slot(&self, slot: Slot) -> bool {
        let within =
            |(first, words): &(Slot, Rc<[Word]>)| (*first..*first + words.len() as Slot).contains(&slot);
        self.temporary.iter().any(within)
    }

    pub(super) fn mark(&self) -> usize {
        self.temporary.len()
    }

    /// Gives the slots back that were taken for the time being since the mark.
    pub(super) fn release(&mut self, mark: usize) {
        for (slot, words) in self.temporary.drain(mark..) {
            self.free.entry(words).or_default().push(slot);
        }
    }

    pub(super) fn label(&mut self) -> Label {
        self.labels.push(None);
        Label(self.labels.len() - 1)
    }

    /// The label is here.
    pub(super) fn put(&mut self, label: Label) {
        self.labels[label.0] = Some(self.here());
    }

    pub(super) fn is_put(&self, label: Label) -> bool {
        self.labels[label.0].is_some()
    }

    pub(super) fn jump(&mut self, label: Label) {
        self.jumps.push((self.function.instrs.len(), label));
        self.emit(Instr::Jump { to: 0 });
    }

    pub(super) fn jump_if(&mut self, cond: Slot, label: Label) {
        self.jumps.push((self.function.instrs.len(), label));
        self.emit(Instr::If { cond, to: 0 });
    }

    pub(super) fn jump_unless(&mut self, cond: Slot, label: Label) {
        self.jumps.push((self.function.instrs.len(), label));
        self.emit(Instr::Unless { cond, to: 0 });
    }

    /// Where the function leaves.
    pub(super) fn leaving(&mut self) -> Label {
        match self.leaving {
            Some(label) => label,
            None => {
                let label = self.label();
                self.leaving = Some(label);
                label
            }
        }
    }

    /// The function with its jumps.
    pub(super) fn finish(mut self) -> Function {
        for (at, label) in std::mem::take(&mut self.jumps) {
            let to = self.labels[label.0].expect("what is jumped to is put somewhere");
            match &mut self.function.instrs[at] {
                Instr::Jump { to: place } | Instr::If { to: place, .. } | Instr::Unless { to: place, .. } => {
                    *place = to;
                }
                _ => {}
            }
        }
        self.function
    }

    /// What the checker found out about an expression, with the type arguments of this function put in.
    pub(super) fn of(&mut self, expr: &Expr) -> TypeAndValue {
        let mut found = self.program.checked.info.of(expr).clone();
        found.typ = self.substitute(found.typ);
        found
    }

    /// The type of an expression.
    pub(super) fn type_of(&mut self, expr: &Expr) -> TypeId {
        let typ = self.program.checked.info.of(expr).typ;
        self.substitute(typ)
    }

    /// A type with the type arguments of this function put in.
    pub(super) fn substitute(&mut self, typ: TypeId) -> TypeId {
        if self.arguments.is_empty() {
            return typ;
        }
        let arguments = self.arguments.clone();
        self.program.substitute(typ, &arguments)
    }

    pub(super) fn object_of(&self, id: NodeId) -> Option<ObjectId> {
        self.program.checked.info.object(id)
    }

    /// The type of a variable.
    pub(super) fn variable_type(&mut self, variable: ObjectId) -> TypeId {
        let typ = self.program.object(variable).typ;
        self.substitute(typ)
    }

    /// Whether a variable is an object of the memory.
    pub(super) fn is_boxed(&mut self, variable: ObjectId) -> bool {
        let typ = self.variable_type(variable);
        self.program.escapes.boxed.contains(&variable) || self.is_large(typ)
    }

    /// Values of this type are not kept in slots if they can lie elsewhere.
    fn is_large(&mut self, typ: TypeId) -> bool {
        use crate::go::types::store::Type;
        match *self.program.types.underlying(typ) {
            Type::Array(count, elem) => count.saturating_mul(self.program.size(elem).into()) > 64,
            Type::Struct(_) => self.program.size(typ) > 64,
            _ => false,
        }
    }

    /// Declares a variable whose value lies in these slots; or that is zero, if there are none.
    pub(super) fn declare(&mut self, variable: ObjectId, value: Option<Slot>) {
        let typ = self.variable_type(variable);
        let name = self.program.object(variable).name.clone();
        if self.is_boxed(variable) {
            let pointer = self.slots(&Rc::from([Word::Pointer]));
            let (layout, count) = self.program.variable_layout(typ, &name);
            self.emit(Instr::New { dst: pointer, layout, count });
            if let Some(value) = value {
                let n = self.program.size(typ);
                self.store_at(pointer, 0, value, n);
            }
            self.homes.insert(variable, Home::Object(pointer));
            return;
        }
        let words = self.program.words(typ);
        let slot = self.slots(&words);
        match value {
            Some(value) => self.copy(slot, value, words.len() as u16),
            None => self.zero(slot, words.len() as u16),
        }
        self.homes.insert(variable, Home::Slots(slot));
    }

    /// A new object for a variable that is one already, with the same value: the variable of the next round.
    pub(super) fn renew(&mut self, variable: ObjectId) {
        let Some(Home::Object(pointer)) = self.homes.get(&variable).copied() else { return };
        let mark = self.mark();
        let typ = self.variable_type(variable);
        let value = self.temp_of(typ);
        let n = self.program.size(typ);
        self.load_at(value, pointer, 0, n);
        let name = self.program.object(variable).name.clone();
        let (layout, count) = self.program.variable_layout(typ, &name);
        self.emit(Instr::New { dst: pointer, layout, count });
        self.store_at(pointer, 0, value, n);
        self.release(mark);
    }

    pub(super) fn copy(&mut self, dst: Slot, src: Slot, n: u16) {
        match n {
            0 => {}
            _ if dst == src => {}
            1 => self.emit(Instr::Copy { dst, src }),
            n => self.emit(Instr::CopyN { dst, src, n }),
        }
    }

    pub(super) fn zero(&mut self, dst: Slot, n: u16) {
        match n {
            0 => {}
            1 => self.emit(Instr::Int { dst, value: 0 }),
            n => self.emit(Instr::Zero { dst, n }),
        }
    }

    pub(super) fn load_at(&mut self, dst: Slot, pointer: Slot, offset: u32, n: u16) {
        if n == 0 {
            return self.emit(Instr::NotNil { pointer });
        }
        let (pointer, offset) = self.within(pointer, offset);
        self.emit(Instr::Load { dst, pointer, offset, n });
    }

    pub(super) fn store_at(&mut self, pointer: Slot, offset: u32, src: Slot, n: u16) {
        if n == 0 {
            return self.emit(Instr::NotNil { pointer });
        }
        let (pointer, offset) = self.within(pointer, offset);
        self.emit(Instr::Store { pointer, offset, src, n });
    }

    /// An offset that fits into an instruction.
    fn within(&mut self, pointer: Slot, offset: u32) -> (Slot, u16) {
        match u16::try_from(offset) {
            Ok(offset) => (pointer, offset),
            Err(_) => {
                let moved = self.pointer();
                self.emit(Instr::Offset { dst: moved, pointer, words: offset });
                (moved, 0)
            }
        }
    }

    /// A word into a slot.
    pub(super) fn constant(&mut self, dst: Slot, word: u64) {
        match i32::try_from(word as i64) {
            Ok(value) => self.emit(Instr::Int { dst, value }),
            Err(_) => {
                let index = self.program.image.constant(word);
                self.emit(Instr::Const { dst, index });
            }
        }
    }

    /// Lays out results and parameters, and declares them as variables.
    pub(super) fn begin(
        &mut self,
        receiver: Option<&crate::go::syntax::ast::Field>,
        signature: &FuncType,
        closure: bool,
    ) {
        let mut results: Vec<(Option<ObjectId>, TypeId, Slot)> = Vec::new();
        for field in &signature.results {
            let typ = self.type_of(&field.typ);
            let words = self.program.words(typ);
            for at in 0..field.names.len().max(1) {
                let object = field.names.get(at).and_then(|name| self.object_of(name.id));
                let slot = self.fresh(&words);
                results.push((object, typ, slot));
            }
        }
        self.function.results = self.function.slots.len() as u16;
        let mut params: Vec<(Option<ObjectId>, TypeId, Slot)> = Vec::new();
        for field in receiver.into_iter().chain(&signature.params) {
            let typ = self.param_type(&field.typ);
            let words = self.program.words(typ);
            for at in 0..field.names.len().max(1) {
                let object = field.names.get(at).and_then(|name| self.object_of(name.id));
                let slot = self.fresh(&words);
                params.push((object, typ, slot));
            }
        }
        if closure {
            self.closure = self.fresh(&Rc::from([Word::Pointer]));
        }
        self.function.params = self.function.slots.len() as u16 - self.function.results;
        for (object, typ, slot) in params {
            let Some(object) = object else { continue };
            if self.is_boxed(object) {
                self.declare(object, Some(slot));
            } else {
                self.homes.insert(object, Home::Slots(slot));
            }
            self.copy_sync(slot, typ);
        }
        for (object, typ, slot) in &results {
            let n = self.program.size(*typ);
            self.zero(*slot, n);
            if let Some(object) = object {
                if self.is_boxed(*object) {
                    self.declare(*object, None);
                    self.leaving();
                } else {
                    self.homes.insert(*object, Home::Slots(*slot));
                }
            }
        }
        self.results = results;
    }

    /// Slots that are nobody else's before.
    pub(super) fn fresh(&mut self, words: &Rc<[Word]>) -> Slot {
        let first = self.function.slots.len();
        if first + words.len() >= usize::from(NONE) - 8 {
            let message = "function too large: its variables have more than 65000 words";
            self.program.refuse_large(self.place, message);
            return 0;
        }
        self.function.slots.extend_from_slice(words);
        first as Slot
    }

    /// The type of a parameter: that of a variadic one is a slice.
    pub(super) fn param_type(&mut self, expr: &Expr) -> TypeId {
        use crate::go::syntax::ast::ExprKind;
        use crate::go::types::store::Type;
        match &expr.kind {
            ExprKind::Ellipsis(elem) => {
                let elem = self.type_of(elem);
                self.program.types.add(Type::Slice(elem))
            }
            _ => self.type_of(expr),
        }
    }

    /// The end of a function: what was deferred is run, and the results go where the caller looks for them.
    pub(super) fn end(&mut self, at: Pos) {
        self.place = at;
        let Some(leaving) = self.leaving else {
            return self.emit(Instr::Return);
        };
        self.put(leaving);
        if self.defers {
            self.function.epilogue = Some(self.here());
            self.emit(Instr::RunDefers);
        }
        for (object, typ, slot) in self.results.clone() {
            if let Some(Home::Object(pointer)) = object.and_then(|object| self.homes.get(&object).copied()) {
                let n = self.program.size(typ);
                self.load_at(slot, pointer, 0, n);
            }
        }
        self.emit(Instr::Return);
    }
}
