//! What the checker found out, for whoever turns the program into instructions.

use super::store::{NamedId, ObjectId, PackageId, TypeId, Types};
use crate::go::syntax::ast::{Expr, File, FuncDecl, Name, NodeId};
use crate::go::syntax::source::{Pos, Sources};
use rustc_hash::FxHashMap;
use std::rc::Rc;

pub use super::constant::Constant;

/// A program without errors: its packages, the imported ones first.
#[derive(Debug)]
pub struct Checked {
    /// The text it was read from.
    pub sources: Sources,
    /// Its types.
    pub types: Types,
    /// Everything that has a name.
    pub objects: Vec<Object>,
    /// What was found out about the syntax tree.
    pub info: Info,
    /// The packages, each after those that it imports. The last one is the program itself.
    pub packages: Vec<Package>,
}

/// A package.
#[derive(Debug)]
pub struct Package {
    /// Which it is.
    pub id: PackageId,
    /// The path by which it is imported.
    pub path: Name,
    /// Its name.
    pub name: Name,
    /// Its files.
    pub files: Vec<Rc<File>>,
    /// Its package-level variables with their first values, in the order in which they are to be computed.
    pub initializers: Vec<Initializer>,
    /// Every function and method that is declared in it, in the order of the source; `init` may come several times.
    pub functions: Vec<(ObjectId, Rc<FuncDecl>)>,
    /// The names that are declared in it.
    pub scope: FxHashMap<Name, ObjectId>,
}

/// A line of a package-level `var` that has first values.
#[derive(Clone, Debug)]
pub struct Initializer {
    /// The variables. One without a name (`_`) is an object too.
    pub variables: Vec<ObjectId>,
    /// The declaration in which the value stands, and which one of its values it is; several variables have one value
    /// between them if it is a call with several results.
    pub spec: InitSpec,
}

/// Where a first value stands.
#[derive(Clone, Debug)]
pub struct InitSpec {
    /// The specs of the `var`.
    pub specs: Rc<[crate::go::syntax::ast::VarSpec]>,
    /// Which spec.
    pub spec: usize,
    /// Which value of it.
    pub value: usize,
}

impl InitSpec {
    /// The value.
    pub fn expr(&self) -> &Expr {
        &self.specs[self.spec].values[self.value]
    }
}

/// Something that has a name.
#[derive(Clone, Debug)]
pub struct Object {
    /// Its name.
    pub name: Name,
    /// The package it is declared in; none for what Go declares itself.
    pub package: Option<PackageId>,
    /// Where its name stands at its declaration.
    pub pos: Pos,
    /// Its type; invalid for a package, a label, a builtin.
    pub typ: TypeId,
    /// What it is.
    pub kind: ObjectKind,
}

/// What something with a name is.
#[derive(Clone, Debug, PartialEq)]
pub enum ObjectKind {
    /// A constant.
    Const(Constant),
    /// A type.
    TypeName,
    /// A variable.
    Var(VarKind),
    /// A function, or a method, whose type then is without its receiver.
    Func,
    /// An imported package.
    Package(PackageId),
    /// A function of the language.
    Builtin(Builtin),
    /// `nil`
    Nil,
    /// A label.
    Label,
}

/// What a variable is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VarKind {
    /// Of a package.
    Package,
    /// Declared in a function.
    Local,
    /// A parameter or receiver.
    Param,
    /// A result.
    Result,
    /// A field of a struct.
    Field,
}

/// The functions of the language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "they are Go's")]
pub enum Builtin {
    Append,
    Cap,
    Clear,
    Close,
    Copy,
    Delete,
    Len,
    Make,
    Max,
    Min,
    New,
    Panic,
    Print,
    Println,
    Recover,
}

/// How an expression may be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// A call without a result.
    NoValue,
    /// A type.
    Type,
    /// A function of the language.
    Builtin,
    /// A constant.
    Constant,
    /// A variable that has an address.
    Variable,
    /// An element of a map: it can be assigned to, and asked whether it is there.
    MapIndex,
    /// A value.
    Value,
    /// `nil`
    Nil,
    /// A receive or an assertion: a value that can be asked whether it is there.
    CommaOk,
}

/// What was found out about one expression. An untyped constant that is used where a type is wanted has that type here.
#[derive(Clone, Debug)]
pub struct TypeAndValue {
    /// How it may be used.
    pub mode: Mode,
    /// Its type. For a `v, ok` use of [`Mode::CommaOk`] or [`Mode::MapIndex`] it is the tuple of both.
    pub typ: TypeId,
    /// Its value, of a constant.
    pub value: Option<Constant>,
}

/// What a dot means.
#[derive(Clone, Debug)]
pub struct Selection {
    /// Which kind of thing is selected.
    pub kind: SelectionKind,
    /// The type of what stands before the dot.
    pub receiver: TypeId,
    /// The fields that are gone through, the embedded ones first: the index of each in its struct. Of a field, the last
    /// is the field itself. A pointer on the way is followed.
    pub path: Vec<u32>,
    /// The type of what is selected: that of the field, or of the method without its receiver; for a method expression
    /// with it.
    pub typ: TypeId,
}

/// What is selected.
#[derive(Clone, Debug, PartialEq)]
pub enum SelectionKind {
    /// `x.f`: a field.
    Field,
    /// `x.m`: a method of a named type, with whether its receiver is a pointer. The named type is that on which it is
    /// declared (an instance, if it is generic).
    Method {
        /// The function.
        object: ObjectId,
        /// The type it is declared on.
        named: NamedId,
        /// Whether its receiver is a pointer.
        pointer: bool,
    },
    /// `x.m`: a method of an interface.
    InterfaceMethod(Name),
    /// `T.m`: a method as a function whose first parameter is its receiver; what is inside says which method.
    Expression(Box<SelectionKind>),
}

/// What was found out about the syntax tree, by the numbers of its nodes.
#[derive(Debug, Default)]
pub struct Info {
    /// What each expression is.
    pub types: Vec<Option<TypeAndValue>>,
    /// What each identifier declares or means. For an identifier expression, its own number is meant. The variable of a
    /// type switch is declared by each clause, under the clause's number.
    pub objects: Vec<Option<ObjectId>>,
    /// What the dots mean, under the selector expression's number. A name of a package (`fmt.Println`) has none: the
    /// identifier behind the dot means the object.
    pub selections: FxHashMap<NodeId, Selection>,
    /// The type arguments with which a generic function is used, given or inferred, under the number of the identifier
    /// that names it.
    pub instances: FxHashMap<NodeId, Rc<[TypeId]>>,
    /// Where the program first names something of the library that reads standard input.
    pub input: Option<Pos>,
}

impl Info {
    /// What an expression is.
    ///
    /// # Panics
    /// If the checker has not seen it, which it has of everything in a program without errors.
    pub fn of(&self, expr: &Expr) -> &TypeAndValue {
        self.types[expr.id.0 as usize].as_ref().expect("a program without errors is checked everywhere")
    }

    /// What an identifier declares or means.
    pub fn object(&self, id: NodeId) -> Option<ObjectId> {
        self.objects.get(id.0 as usize).copied().flatten()
    }
}
