//! Files and declarations.

use super::{Block, Expr, Field, FuncType, Ident, Name, NodeId};
use crate::go::syntax::source::Span;
use std::rc::Rc;

/// A file.
#[derive(Debug)]
pub struct File {
    /// The name behind `package`.
    pub package: Ident,
    /// What is imported, in the order of the source.
    pub imports: Vec<Import>,
    /// The other declarations, in the order of the source.
    pub decls: Vec<Decl>,
    /// The whole of it.
    pub span: Span,
}

/// One import.
#[derive(Debug)]
pub struct Import {
    /// Under which number the checker knows it.
    pub id: NodeId,
    /// The name it is given; `_` and `.` are names too.
    pub name: Option<Ident>,
    /// The path, unquoted.
    pub path: Name,
    /// Where the path stands.
    pub span: Span,
}

/// A declaration.
#[derive(Clone, Debug)]
pub enum Decl {
    /// `func`
    Func(Rc<FuncDecl>),
    /// The constants of one `const`.
    Const(Rc<[ConstSpec]>),
    /// The variables of one `var`.
    Var(Rc<[VarSpec]>),
    /// The types of one `type`.
    Type(Rc<[TypeSpec]>),
}

/// A function or method.
#[derive(Debug)]
pub struct FuncDecl {
    /// Its name.
    pub name: Ident,
    /// The receiver, of a method: one parameter.
    pub receiver: Option<Field>,
    /// The type parameters.
    pub type_params: Vec<Field>,
    /// Parameters and results.
    pub signature: FuncType,
    /// Its body.
    pub body: Body,
    /// From `func` to the end.
    pub span: Span,
}

/// The body of a function or method.
#[derive(Debug)]
pub enum Body {
    /// There is none: what is written in Rust has none.
    Missing,
    /// It was not read, since nothing calls the function: from its opening brace to the closing one.
    Unread(Span),
    /// It was read.
    Read(Block),
}

impl Body {
    /// The body, if it is there and was read.
    pub fn block(&self) -> Option<&Block> {
        match self {
            Body::Read(block) => Some(block),
            Body::Missing | Body::Unread(_) => None,
        }
    }

    /// Whether there is none.
    pub fn is_missing(&self) -> bool {
        matches!(self, Body::Missing)
    }
}

/// One line of a `const`: the names, and the type and values that stand there or that are taken over from the last line
/// that had some.
#[derive(Clone, Debug)]
pub struct ConstSpec {
    /// The names.
    pub names: Vec<Ident>,
    /// The type, if it has one.
    pub typ: Option<Rc<Expr>>,
    /// The values.
    pub values: Rc<[Expr]>,
    /// Whether type and values are taken over from an earlier line.
    pub inherited: bool,
    /// What `iota` is here.
    pub iota: u32,
    /// The line.
    pub span: Span,
}

/// One line of a `var`.
#[derive(Debug)]
pub struct VarSpec {
    /// The names.
    pub names: Vec<Ident>,
    /// The type, if it has one.
    pub typ: Option<Expr>,
    /// The first values, if it has some.
    pub values: Vec<Expr>,
    /// The line.
    pub span: Span,
}

/// One line of a `type`.
#[derive(Debug)]
pub struct TypeSpec {
    /// The name.
    pub name: Ident,
    /// The type parameters.
    pub type_params: Vec<Field>,
    /// Whether it is another name for the same type (`=`).
    pub alias: bool,
    /// The type.
    pub typ: Expr,
    /// The line.
    pub span: Span,
}
