//! The syntax tree of Go.
//!
//! Every expression and every identifier has a number of its own ([`NodeId`]), under which the checker writes down what it
//! found out about it, so the tree itself is never changed.

mod decl;

pub use decl::{Body, ConstSpec, Decl, File, FuncDecl, Import, TypeSpec, VarSpec};

use super::source::{Pos, Span};
use std::rc::Rc;

/// A name or another piece of source text.
pub type Name = Rc<str>;

/// Numbers the expressions, identifiers and clauses of all files of a program, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub u32);

/// An identifier where it is declared, or behind a dot.
#[derive(Clone, Debug)]
pub struct Ident {
    /// Under which number the checker knows it.
    pub id: NodeId,
    /// Its first byte.
    pub pos: Pos,
    /// Its name.
    pub name: Name,
}

impl Ident {
    /// Where it stands.
    pub fn span(&self) -> Span {
        Span::new(self.pos, Pos(self.pos.0 + self.name.len() as u32))
    }
}

/// Parameters, results, type parameters or fields that share a type.
#[derive(Debug)]
pub struct Field {
    /// The names; none for an unnamed parameter or an embedded field.
    pub names: Vec<Ident>,
    /// The type. That of a variadic parameter is [`ExprKind::Ellipsis`].
    pub typ: Expr,
    /// A struct field's tag, unquoted.
    pub tag: Option<Name>,
}

/// Parameters and results.
#[derive(Debug)]
pub struct FuncType {
    /// The parameters.
    pub params: Vec<Field>,
    /// The results.
    pub results: Vec<Field>,
    /// From `func` or the opening parenthesis to the end.
    pub span: Span,
}

/// A method or an embedded element of an interface.
#[derive(Debug)]
pub enum InterfaceElement {
    /// A method.
    Method(Ident, FuncType),
    /// An embedded interface, or a union of terms (`~int | string`), each with whether it has a tilde.
    Union(Vec<(bool, Expr)>, Span),
}

/// An expression or a type.
#[derive(Debug)]
pub struct Expr {
    /// Under which number the checker knows it.
    pub id: NodeId,
    /// Where it stands. It begins where Go's compiler says so: a function type behind `func`, for example.
    pub span: Span,
    /// What it is.
    pub kind: ExprKind,
}

/// What kind of literal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Literal {
    /// `12`, `0x1f`, `1_000`
    Int,
    /// `1.5`, `1e9`
    Float,
    /// `2i`
    Imaginary,
    /// `'x'`
    Rune,
    /// `"x"`, `` `x` ``
    String,
}

/// Which way values go through a channel type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// `chan T`
    Both,
    /// `chan<- T`
    Send,
    /// `<-chan T`
    Receive,
}

/// The kinds of expression, types included.
#[derive(Debug)]
pub enum ExprKind {
    /// Something that could not be read; it has been told.
    Bad,
    /// A name.
    Ident(Name),
    /// A literal, as it is written.
    Literal(Literal, Name),
    /// `T{...}`; no type where it is left out in an element of another one.
    Composite {
        /// The type.
        typ: Option<Box<Expr>>,
        /// The elements: the key, if there is one, and the value.
        elements: Vec<(Option<Expr>, Expr)>,
        /// The opening brace.
        open: Pos,
    },
    /// A function literal.
    Func(Rc<FuncLit>),
    /// `(x)`
    Paren(Box<Expr>),
    /// `x.name`
    Selector(Box<Expr>, Ident),
    /// `x[i]`; several for type arguments.
    Index(Box<Expr>, Vec<Expr>),
    /// `x[low:high:max]`
    Slice(Box<Expr>, [Option<Box<Expr>>; 3]),
    /// `x.(T)`; no type for `x.(type)`.
    Assert(Box<Expr>, Option<Box<Expr>>),
    /// A call or a conversion.
    Call {
        /// What is called.
        func: Box<Expr>,
        /// The arguments.
        args: Vec<Expr>,
        /// Where the dots behind the last argument stand.
        spread: Option<Pos>,
        /// The closing parenthesis.
        close: Pos,
    },
    /// `*x`, a dereference or a pointer type.
    Star(Box<Expr>),
    /// `-x`
    Unary(UnaryOp, Box<Expr>),
    /// `x + y`, with where the operator stands.
    Binary(BinaryOp, Pos, Box<Expr>, Box<Expr>),
    /// `[n]T`, `[...]T` where there is no length, `[]T` is [`ExprKind::SliceType`].
    ArrayType(Option<Box<Expr>>, Box<Expr>),
    /// `[]T`
    SliceType(Box<Expr>),
    /// `struct{...}`
    StructType(Vec<Field>),
    /// `func(...)...`
    FuncType(Box<FuncType>),
    /// `interface{...}`
    InterfaceType(Vec<InterfaceElement>),
    /// `map[K]V`
    MapType(Box<Expr>, Box<Expr>),
    /// `chan T`
    ChanType(Direction, Box<Expr>),
    /// `...T`, the type of a variadic parameter.
    Ellipsis(Box<Expr>),
}

/// A function literal.
#[derive(Debug)]
pub struct FuncLit {
    /// Parameters and results.
    pub signature: FuncType,
    /// The body.
    pub body: Block,
}

/// An operator with one operand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnaryOp {
    /// `+`
    Plus,
    /// `-`
    Minus,
    /// `!`
    Not,
    /// `^`
    Complement,
    /// `&`
    Address,
    /// `<-`
    Receive,
    /// `~`, which only a constraint may have.
    Tilde,
}

/// An operator with two operands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "they are Go's operators")]
pub enum BinaryOp {
    Add,
    Sub,
    Mul,
    Div,
    Rem,
    And,
    Or,
    Xor,
    AndNot,
    Shl,
    Shr,
    LogicalAnd,
    LogicalOr,
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
}

/// Statements between braces.
#[derive(Debug)]
pub struct Block {
    /// The statements.
    pub stmts: Vec<Stmt>,
    /// From the opening brace to behind the closing one.
    pub span: Span,
}

/// A statement.
#[derive(Debug)]
pub struct Stmt {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: StmtKind,
}

/// How a statement leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "they are Go's keywords")]
pub enum Branch {
    Break,
    Continue,
    Goto,
    Fallthrough,
}

/// The kinds of statement.
#[derive(Debug)]
pub enum StmtKind {
    /// Something that could not be read; it has been told.
    Bad,
    /// Nothing.
    Empty,
    /// An expression on its own.
    Expr(Expr),
    /// `ch <- x`, with where the arrow stands.
    Send(Expr, Pos, Expr),
    /// `x++` (true) or `x--`.
    IncDec(Expr, bool),
    /// `a, b = x, y`, or `a += x` with its operator; with where the `=` stands.
    Assign(Vec<Expr>, Option<BinaryOp>, Pos, Vec<Expr>),
    /// `a, b := x, y`. The names are expressions so that others can be refused where they stand.
    Define(Vec<Expr>, Pos, Vec<Expr>),
    /// `go f(x)`
    Go(Expr),
    /// `defer f(x)`
    Defer(Expr),
    /// `return x, y`
    Return(Vec<Expr>),
    /// `break`, `continue`, `goto`, `fallthrough`, with the label if there is one.
    Branch(Branch, Option<Ident>),
    /// `{ ... }`
    Block(Block),
    /// `if`
    If(Box<If>),
    /// `switch x {`
    Switch(Box<Switch>),
    /// `switch v := x.(type) {`
    TypeSwitch(Box<TypeSwitch>),
    /// `select {`
    Select(Vec<SelectClause>),
    /// `for` with a condition or three parts or nothing.
    For(Box<For>),
    /// `for ... range x`
    Range(Box<Range>),
    /// `label: statement`
    Labeled(Ident, Box<Stmt>),
    /// A declaration.
    Decl(Decl),
}

/// `if`
#[derive(Debug)]
pub struct If {
    /// The statement before the condition.
    pub init: Option<Stmt>,
    /// The condition.
    pub condition: Expr,
    /// What is done if it holds.
    pub then: Block,
    /// What is done if it does not: a block or another `if`.
    pub otherwise: Option<Stmt>,
}

/// `switch`
#[derive(Debug)]
pub struct Switch {
    /// The statement before the value.
    pub init: Option<Stmt>,
    /// The value; `true` if there is none.
    pub tag: Option<Expr>,
    /// The clauses, in the order of the source.
    pub clauses: Vec<Clause>,
    /// The opening brace.
    pub open: Pos,
}

/// `case x, y:` or `default:`
#[derive(Debug)]
pub struct Clause {
    /// Under which number the checker knows the variable that a type switch declares here.
    pub id: NodeId,
    /// The values or types; none for `default`.
    pub cases: Option<Vec<Expr>>,
    /// What is done.
    pub body: Vec<Stmt>,
    /// From `case` to the end.
    pub span: Span,
    /// The colon.
    pub colon: Pos,
}

/// `switch v := x.(type)`
#[derive(Debug)]
pub struct TypeSwitch {
    /// The statement before it.
    pub init: Option<Stmt>,
    /// The variable that each clause declares.
    pub bind: Option<Ident>,
    /// The value whose type is asked for.
    pub value: Expr,
    /// The clauses, in the order of the source.
    pub clauses: Vec<Clause>,
    /// The opening brace.
    pub open: Pos,
}

/// A case of a `select`.
#[derive(Debug)]
pub struct SelectClause {
    /// The send, or the receive: an expression, an assignment or a definition; none for `default`.
    pub comm: Option<Stmt>,
    /// What is done.
    pub body: Vec<Stmt>,
    /// From `case` to the end.
    pub span: Span,
}

/// `for`
#[derive(Debug)]
pub struct For {
    /// What is done first.
    pub init: Option<Stmt>,
    /// How long it goes on.
    pub condition: Option<Expr>,
    /// What is done after each round.
    pub post: Option<Stmt>,
    /// The body.
    pub body: Block,
}

/// `for ... range`
#[derive(Debug)]
pub struct Range {
    /// The first variable.
    pub key: Option<Expr>,
    /// The second.
    pub value: Option<Expr>,
    /// A third one, which there must not be.
    pub extra: Option<Expr>,
    /// Whether they are declared here (`:=`).
    pub define: bool,
    /// What is gone over.
    pub over: Expr,
    /// The body.
    pub body: Block,
}
