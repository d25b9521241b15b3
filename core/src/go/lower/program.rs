//! The program as a whole: which functions it needs, its types, its constants, its package-level variables.

use super::escape::{self, Escapes};
use super::function::Builder;
use super::image::Image;
use super::members::Member;
use crate::go::code::instr::{Instr, SelectTable};
use crate::go::code::layout::{LayoutId, Layouts, Word};
use crate::go::code::waiters::Waiters;
use crate::go::code::{Code, Errors, Function, MapShape, WellKnown};
use crate::go::syntax::ast::{FuncDecl, FuncLit, Name};
use crate::go::syntax::source::{Diagnostic, Pos, Sources};
use crate::go::test_file::TestFile;
use crate::go::types::info::{Checked, Object, ObjectKind};
use crate::go::types::store::{Basic, ObjectId, PackageId, ParamId, Signature, Type, TypeId, Types};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::VecDeque;
use std::rc::Rc;

/// What a program is begun with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// `main`
    Main,
    /// These tests of a file, run as `go test` does.
    Tests(TestFile),
}

/// What a variable of a `for` with three parts is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LoopVariables {
    /// A new one in each round, as in Go from 1.22 on.
    #[default]
    PerIteration,
    /// One for the whole loop, as in Go up to 1.21.
    PerLoop,
}

impl LoopVariables {
    /// As tokens, reports and the command write it.
    pub fn name(self) -> &'static str {
        match self {
            LoopVariables::PerIteration => "go1.22",
            LoopVariables::PerLoop => "go1.21",
        }
    }

    /// Those of this name.
    pub fn named(name: &str) -> Option<LoopVariables> {
        [LoopVariables::PerIteration, LoopVariables::PerLoop].into_iter().find(|one| one.name() == name)
    }
}

/// A function that is needed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Key {
    /// A declared one with its type arguments.
    Declared(ObjectId, Rc<[TypeId]>),
    /// A method of a type, as an interface calls it.
    Method(TypeId, Name, Option<PackageId>),
    /// A method, with the type arguments of its own, with its receiver captured (true), or as a function of it (false).
    MethodValue(TypeId, Name, Option<PackageId>, Rc<[TypeId]>, bool),
}

/// What type parameters stand for.
pub(super) type Arguments = Rc<FxHashMap<ParamId, TypeId>>;

/// A program on its way to instructions.
pub(super) struct Program<'a> {
    pub(super) checked: &'a Checked,
    pub(super) types: Types,
    pub(super) layouts: Layouts,
    pub(super) image: Image,
    pub(super) selects: Vec<SelectTable>,
    pub(super) maps: Vec<MapShape>,
    /// The statement or declaration that is being lowered.
    pub(super) place: Pos,
    map_numbers: FxHashMap<TypeId, u16>,
    pub(super) boxes: FxHashMap<TypeId, LayoutId>,
    pub(super) functions: Vec<Option<Function>>,
    known: FxHashMap<Key, u32>,
    todo: VecDeque<(u32, Key)>,
    /// How many instances of generic functions are needed.
    pub(super) instances: usize,
    pub(super) method_names: Vec<Name>,
    method_numbers: FxHashMap<(Name, Option<PackageId>, TypeId), u32>,
    pub(super) asserted_from: Vec<TypeId>,
    pub(super) interfaces: FxHashMap<TypeId, Box<[u32]>>,
    /// Types whose values are somewhere put into an interface, whose methods are therefore needed.
    dynamic: Vec<TypeId>,
    is_dynamic: FxHashSet<TypeId>,
    pub(super) method_sets: FxHashMap<TypeId, Rc<[Member]>>,
    pub(super) offsets: FxHashMap<TypeId, Vec<u32>>,
    pub(super) names: Vec<Name>,
    name_numbers: FxHashMap<Name, u16>,
    pub(super) declarations: FxHashMap<ObjectId, (PackageId, Rc<FuncDecl>)>,
    pub(super) globals: FxHashMap<ObjectId, u64>,
    /// Function values that capture nothing, by function.
    pub(super) closures: FxHashMap<u32, u64>,
    pub(super) escapes: Escapes,
    pub(super) loop_variables: LoopVariables,
    pub(super) user: PackageId,
    pub(super) errors: Vec<Diagnostic>,
}

/// Makes instructions of a program.
///
/// # Errors
/// What of it cannot be run here, placed.
pub fn lower(
    checked: Checked,
    entry: &Entry,
    loop_variables: LoopVariables,
) -> Result<Code, (Sources, Vec<Diagnostic>)> {
    let user = checked.packages.last().map_or(PackageId(0), |package| package.id);
    let mut escapes = Escapes::default();
    let mut declarations = FxHashMap::default();
    for package in &checked.packages {
        for (object, decl) in &package.functions {
            escape::function(&checked, decl, loop_variables, &mut escapes);
            declarations.insert(*object, (package.id, decl.clone()));
        }
        for initializer in &package.initializers {
            escape::expression(&checked, initializer.spec.expr(), loop_variables, &mut escapes);
        }
    }
    let mut program = Program {
        types: checked.types.clone(),
        layouts: Layouts::default(),
        image: Image::default(),
        selects: Vec::new(),
        maps: Vec::new(),
        place: Pos::NONE,
        map_numbers: FxHashMap::default(),
        boxes: FxHashMap::default(),
        functions: Vec::new(),
        known: FxHashMap::default(),
        todo: VecDeque::new(),
        instances: 0,
        method_names: Vec::new(),
        method_numbers: FxHashMap::default(),
        asserted_from: Vec::new(),
        interfaces: FxHashMap::default(),
        dynamic: Vec::new(),
        is_dynamic: FxHashSet::default(),
        method_sets: FxHashMap::default(),
        offsets: FxHashMap::default(),
        names: vec!["".into()],
        name_numbers: FxHashMap::default(),
        declarations,
        globals: FxHashMap::default(),
        closures: FxHashMap::default(),
        escapes,
        loop_variables,
        user,
        errors: Vec::new(),
        checked: &checked,
    };
    let code = program.lower(entry);
    match code {
        Some(mut code) => {
            code.sources = checked.sources;
            Ok(code)
        }
        None => {
            let errors = std::mem::take(&mut program.errors);
            Err((checked.sources, errors))
        }
    }
}

impl<'a> Program<'a> {
    fn lower(&mut self, entry: &Entry) -> Option<Code> {
        for package in &self.checked.packages {
            for name in package.scope.values() {
                if matches!(self.object(*name).kind, ObjectKind::Var(_)) {
                    self.add_global(*name);
                }
            }
            for initializer in &package.initializers {
                initializer.variables.iter().for_each(|variable| self.add_global(*variable));
            }
        }
        let errors = self.runtime_errors();
        let start = self.entry(entry);
        let runtime = self.checked.packages.iter().find(|package| &*package.path == "runtime");
        let panic_text = match runtime.and_then(|package| package.scope.get("panicText")) {
            Some(object) => self.declared(*object, Rc::from([])),
            None => start,
        };
        let time = self.checked.packages.iter().find(|package| &*package.path == "time");
        let go_func = time.and_then(|package| package.scope.get("goFunc"));
        let go_func = go_func.map(|object| self.declared(*object, Rc::from([])));
        self.finish_functions();
        if !self.errors.is_empty() {
            return None;
        }
        let methods = self.method_tables();
        self.finish_functions();
        let number = |name: &str| {
            let text = Basic::String.id();
            let typ = self.checked_func(&[], &[text])?;
            self.method_numbers.get(&(name.into(), None, typ)).copied()
        };
        let well_known =
            WellKnown { error: number("Error"), string: number("String"), go_string: number("GoString") };
        let mut functions: Vec<Function> =
            std::mem::take(&mut self.functions).into_iter().flatten().collect();
        self.find_live(&mut functions);
        if !self.errors.is_empty() {
            return None;
        }
        let go_func = go_func.and_then(|number| {
            let function = &functions[number as usize];
            let go = function.instrs.iter().position(|instr| matches!(instr, Instr::Go { .. }))?;
            Some((number, function.places[go]))
        });
        let testing = self.checked.packages.iter().find(|package| &*package.path == "testing");
        let kept = |name| {
            let object = testing.and_then(|package| package.scope.get(name));
            object.filter(|_| matches!(entry, Entry::Tests(_))).map(|object| self.globals[object])
        };
        let failing = kept("failing").zip(kept("failed"));
        Code::mark_uncalled(&mut functions, &methods);
        Some(Code {
            looks: Code::looks(&functions, &self.selects),
            waiters: Waiters::of(&functions, &self.selects, &self.types),
            draws: Code::draws(&functions),
            asks_for_time: Code::asks_for_time(&functions),
            functions,
            failing,
            entry: start,
            constants: self.image.take_constants(),
            image: self.image.take_words(),
            selects: std::mem::take(&mut self.selects),
            layouts: self.layouts.clone(),
            types: self.types.clone(),
            maps: std::mem::take(&mut self.maps),
            methods,
            method_names: std::mem::take(&mut self.method_names),
            interfaces: std::mem::take(&mut self.interfaces),
            well_known,
            asserted_from: std::mem::take(&mut self.asserted_from),
            boxes: std::mem::take(&mut self.boxes),
            errors,
            panic_text,
            go_func,
            names: std::mem::take(&mut self.names),
            sources: Default::default(),
        })
    }

    /// The number of a function type, if the program has it.
    fn checked_func(&self, params: &[TypeId], results: &[TypeId]) -> Option<TypeId> {
        let signature = Signature { params: params.into(), results: results.into(), variadic: false };
        self.types.find(&Type::Func(Rc::new(signature)))
    }

    /// Lowers functions until none is needed that is not there.
    fn finish_functions(&mut self) {
        while let Some((number, key)) = self.todo.pop_front() {
            let function = self.make(&key);
            self.functions[number as usize] = Some(function);
            self.refuse_full();
        }
    }

    /// The number of a function that is needed.
    pub(super) fn need(&mut self, key: Key) -> u32 {
        if let Some(number) = self.known.get(&key) {
            return *number;
        }
        if self.is_instance_too_many(&key) {
            return 0;
        }
        let number = self.reserve();
        self.known.insert(key.clone(), number);
        self.todo.push_back((number, key));
        number
    }

    /// A number for a function that is being made.
    pub(super) fn reserve(&mut self) -> u32 {
        self.functions.push(None);
        self.functions.len() as u32 - 1
    }

    pub(super) fn object(&self, id: ObjectId) -> &'a Object {
        &self.checked.objects[id.0 as usize]
    }

    /// The layout of variables of this type.
    pub(super) fn layout(&mut self, typ: TypeId, name: &str) -> LayoutId {
        let words = self.words(typ);
        self.layouts.add(words, Some(typ), name)
    }

    /// How a value of this type lies in an interface, whose methods are needed from now on.
    pub(super) fn boxed(&mut self, typ: TypeId) -> LayoutId {
        let layout = self.layout(typ, "");
        self.boxes.insert(typ, layout);
        // `errors.As` may ask for what satisfies the interface that this points to.
        if let Type::Pointer(elem) = *self.types.underlying(typ) {
            self.interface(elem);
        }
        // One that only goes through channels needs no methods: the two are told apart.
        if self.is_dynamic.insert(typ) {
            self.dynamic.push(typ);
        }
        layout
    }

    /// How a value of this type lies on its way through a channel.
    pub(super) fn carried(&mut self, typ: TypeId) {
        let layout = self.layout(typ, "");
        self.boxes.entry(typ).or_insert(layout);
    }

    /// The number of a map's shape.
    pub(super) fn map(&mut self, typ: TypeId) -> u16 {
        if let Some(number) = self.map_numbers.get(&typ) {
            return *number;
        }
        let Type::Map(key, value) = *self.types.underlying(typ) else { return 0 };
        let (keys, values) = (self.words(key), self.words(value));
        let all: Vec<Word> = [Word::Plain].iter().chain(keys.iter()).chain(values.iter()).copied().collect();
        let shape = MapShape {
            key,
            value,
            key_size: keys.len(),
            value_size: values.len(),
            entries: self.layouts.add(all.into(), None, ""),
            keys: self.layouts.add(keys, None, ""),
        };
        let number = self.short(self.maps.len(), "types of maps");
        self.maps.push(shape);
        self.map_numbers.insert(typ, number);
        number
    }

    /// The number of a method by its name and type, and its package if it is not exported.
    pub(super) fn method_number(&mut self, name: &Name, package: Option<PackageId>, typ: TypeId) -> u32 {
        let exported = name.chars().next().is_some_and(char::is_uppercase);
        let key = (name.clone(), package.filter(|_| !exported), typ);
        if let Some(number) = self.method_numbers.get(&key) {
            return *number;
        }
        let number = self.method_names.len() as u32;
        self.method_names.push(name.clone());
        self.method_numbers.insert(key, number);
        number
    }

    /// The number of a name that is shown.
    pub(super) fn name(&mut self, name: &Name) -> u16 {
        if let Some(number) = self.name_numbers.get(name) {
            return *number;
        }
        let number = self.names.len().min(usize::from(u16::MAX)) as u16;
        if number < u16::MAX {
            self.names.push(name.clone());
            self.name_numbers.insert(name.clone(), number);
            return number;
        }
        0
    }

    /// The methods of an interface that the program asks for, by their numbers.
    pub(super) fn interface(&mut self, typ: TypeId) {
        if self.interfaces.contains_key(&typ) {
            return;
        }
        let Type::Interface(interface) = self.types.underlying(typ).clone() else { return };
        let numbers: Vec<u32> = interface
            .methods
            .iter()
            .map(|method| self.method_number(&method.name, method.package, method.typ))
            .collect();
        self.interfaces.insert(typ, numbers.into());
    }

    /// By type, the functions for the methods that interfaces may call.
    fn method_tables(&mut self) -> Vec<Vec<(u32, u32)>> {
        let mut tables: Vec<Vec<(u32, u32)>> = Vec::new();
        let mut next = 0;
        while next < self.dynamic.len() {
            let typ = self.dynamic[next];
            next += 1;
            let mut table = Vec::new();
            for member in self.method_set(typ).iter() {
                let number = self.method_number(&member.name, member.package, member.typ);
                let function = self.need(Key::Method(typ, member.name.clone(), member.package));
                table.push((number, function));
            }
            table.sort_unstable();
            if tables.len() <= typ.0 as usize {
                tables.resize(typ.0 as usize + 1, Vec::new());
            }
            tables[typ.0 as usize] = table;
            for part in self.visible_parts(typ) {
                if !matches!(self.types.underlying(part), Type::Interface(_)) {
                    self.boxed(part);
                }
            }
            // What these functions need may put further types into interfaces.
            self.finish_functions();
        }
        tables
    }

    fn add_global(&mut self, variable: ObjectId) {
        if self.globals.contains_key(&variable) {
            return;
        }
        let object = self.object(variable);
        self.place = object.pos;
        let (layout, count) = self.variable_layout(object.typ, &object.name);
        let size = self.layouts.size(layout);
        let pointer = self.image.global(layout, size, count);
        self.refuse_full();
        self.globals.insert(variable, pointer);
    }

    /// The layout of a variable and how many elements it has: an array is a repetition.
    pub(super) fn variable_layout(&mut self, typ: TypeId, name: &str) -> (LayoutId, u32) {
        match *self.types.underlying(typ) {
            Type::Array(count, elem) if count > 0 && matches!(self.types.get(typ), Type::Array(..)) => {
                let (layout, inner) = self.variable_layout(elem, name);
                let count = u32::try_from(count).ok().and_then(|count| count.checked_mul(inner));
                (layout, count.unwrap_or(u32::MAX))
            }
            _ => (self.layout(typ, name), 1),
        }
    }

    /// The types of the run-time system's own errors.
    fn runtime_errors(&mut self) -> Errors {
        let Some(package) = self.checked.packages.iter().find(|package| &*package.path == "runtime") else {
            return Errors::default();
        };
        let mut named = |name: &str| match package.scope.get(name) {
            Some(object) => self.object(*object).typ,
            None => TypeId::default(),
        };
        let [text, bounds, plain] = ["errorString", "boundsError", "plainError"].map(&mut named);
        let [assertion, nil_panic] = ["TypeAssertionError", "PanicNilError"].map(&mut named);
        let [assertion, nil_panic] = [assertion, nil_panic].map(|typ| self.types.add(Type::Pointer(typ)));
        for typ in [text, bounds, plain, assertion, nil_panic] {
            self.boxed(typ);
        }
        self.boxed(Basic::String.id());
        Errors { text, bounds, plain, assertion, nil_panic }
    }

    /// The function that a program begins with.
    fn entry(&mut self, entry: &Entry) -> u32 {
        let number = self.reserve();
        let mut builder = Builder::new(self, "runtime.main".into(), Arguments::default(), true);
        let checked = builder.program.checked;
        for package in &checked.packages {
            builder.package = package.id;
            builder.initialize(package);
        }
        match entry {
            Entry::Main => {
                let main = checked.packages.last().and_then(|package| package.scope.get("main"));
                if let Some(main) = main {
                    builder.call_plain(*main);
                }
            }
            Entry::Tests(tests) => builder.run_tests(tests),
        }
        builder.emit(Instr::Return);
        let mut function = builder.finish();
        function.thunk = true;
        self.functions[number as usize] = Some(function);
        number
    }

    /// The captures of a function literal.
    pub(super) fn captures(&self, literal: &FuncLit) -> Vec<ObjectId> {
        self.captures_of(literal.body.span.start)
    }

    /// The captures of what begins there.
    pub(super) fn captures_of(&self, start: Pos) -> Vec<ObjectId> {
        self.escapes.captures.get(&start).cloned().unwrap_or_default()
    }
}
