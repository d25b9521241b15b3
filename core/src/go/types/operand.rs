//! What an expression has turned out to be while it is being checked, and how it is described in messages.

use super::checker::{Checker, INVALID};
use super::constant::Constant;
use super::constant_text;
use super::info::{Builtin, Mode};
use super::store::{Basic, Type, TypeId};
use crate::go::syntax::ast::{Expr, Name};
use crate::go::syntax::source::Span;

/// How an expression may be used; nothing where it is wrong.
pub(super) type OperandMode = Option<Mode>;

/// What an operand is written as.
#[derive(Clone, Debug)]
pub(super) enum Source<'a> {
    /// Nothing of the text.
    None,
    /// An expression.
    Expr(&'a Expr),
    /// Something that is only described.
    Words(Span, Name),
}

/// An expression that is being checked.
#[derive(Clone, Debug)]
pub(super) struct Operand<'a> {
    pub mode: OperandMode,
    pub typ: TypeId,
    pub value: Constant,
    pub source: Source<'a>,
    pub builtin: Option<Builtin>,
}

impl<'a> Operand<'a> {
    /// Nothing yet.
    pub(super) fn new() -> Operand<'a> {
        Operand { mode: None, typ: INVALID, value: Constant::Unknown, source: Source::None, builtin: None }
    }

    /// A value that is only described.
    pub(super) fn value(source: Source<'a>, typ: TypeId) -> Operand<'a> {
        Operand { mode: Some(Mode::Value), typ, value: Constant::Unknown, source, builtin: None }
    }

    pub(super) fn is_valid(&self) -> bool {
        self.mode.is_some()
    }

    pub(super) fn invalidate(&mut self) {
        self.mode = None;
    }

    pub(super) fn is_nil(&self) -> bool {
        self.mode == Some(Mode::Nil)
    }

    pub(super) fn is_constant(&self) -> bool {
        self.mode == Some(Mode::Constant)
    }

    /// Where it stands.
    pub(super) fn span(&self) -> Span {
        match &self.source {
            Source::None => Span::default(),
            Source::Expr(expr) => expr.span,
            Source::Words(span, _) => *span,
        }
    }

    /// The expression, if it is one of the text.
    pub(super) fn expr(&self) -> Option<&'a Expr> {
        match self.source {
            Source::Expr(expr) => Some(expr),
            _ => None,
        }
    }
}

fn mode_text(mode: OperandMode) -> &'static str {
    match mode {
        None => "invalid operand",
        Some(Mode::NoValue) => "no value",
        Some(Mode::Builtin) => "built-in",
        Some(Mode::Type) => "type",
        Some(Mode::Constant) => "constant",
        Some(Mode::Variable) => "variable",
        Some(Mode::MapIndex) => "map index expression",
        Some(Mode::Value) => "value",
        Some(Mode::Nil) => "nil",
        Some(Mode::CommaOk) => "comma, ok expression",
    }
}

impl Checker<'_> {
    /// The text of an operand's expression.
    pub(super) fn source_text(&self, operand: &Operand) -> String {
        match &operand.source {
            Source::None => String::new(),
            Source::Expr(expr) => super::describe::expr_text(expr),
            Source::Words(_, words) => words.to_string(),
        }
    }

    /// An operand as it stands in messages: `x (variable of type int)`.
    pub(super) fn operand_text(&self, operand: &Operand) -> String {
        if operand.is_nil() {
            return match operand.typ {
                typ if typ == INVALID => "nil (with invalid type)".to_string(),
                typ if typ == Basic::UntypedNil.id() => "nil".to_string(),
                typ => ["nil (of type ", &self.type_text(typ), ")"].concat(),
            };
        }
        let expr = match operand.source {
            Source::None => match operand.mode {
                Some(Mode::Type) => self.type_text(operand.typ),
                Some(Mode::Constant) => constant_text::shown(&operand.value),
                _ => String::new(),
            },
            _ => self.source_text(operand),
        };
        let mut text = String::new();
        if !expr.is_empty() {
            text.push_str(&expr);
            text.push_str(" (");
        }
        let mut has_type = false;
        if !matches!(operand.mode, None | Some(Mode::NoValue | Mode::Builtin | Mode::Type)) {
            if self.is_untyped(operand.typ) {
                text.push_str(&self.type_text(operand.typ));
                text.push(' ');
            } else {
                has_type = true;
            }
        }
        text.push_str(mode_text(operand.mode));
        if operand.is_constant() {
            let value = constant_text::shown(&operand.value);
            if value != expr {
                text.push(' ');
                text.push_str(&value);
            }
        }
        if has_type {
            self.add_operand_type(&mut text, operand.typ);
        }
        if !expr.is_empty() {
            text.push(')');
        }
        text
    }

    fn add_operand_type(&self, text: &mut String, typ: TypeId) {
        if !self.is_valid(typ) {
            text.push_str(" with invalid type");
            return;
        }
        text.push_str(" of ");
        if self.is_generic_type(typ) {
            text.push_str("generic ");
        }
        let param = match self.types.get(typ) {
            Type::Param(param) => Some(*param),
            _ => None,
        };
        if param.is_none() && self.has_own_name(typ) {
            let kind = self.composite_kind(typ);
            let kind = if kind.is_empty() { self.types.basic(typ).map_or("", Basic::name) } else { kind };
            text.push_str(kind);
            text.push(' ');
        }
        text.push_str("type ");
        text.push_str(&self.type_text(typ));
        if let Some(param) = param {
            text.push_str(" constrained by ");
            text.push_str(&self.type_text(self.types.param(param).constraint));
            if self.has_empty_type_set(typ) {
                text.push_str(" with empty type set");
            }
        }
    }

    /// Whether a type is written by a name that was declared for it.
    fn has_own_name(&self, typ: TypeId) -> bool {
        match self.types.spelling(typ) {
            Some(super::store::Spelling::Alias(..)) => {
                // `byte` and `rune` are as good as Go's own names.
                typ != self.known.byte && typ != self.known.rune
            }
            _ => matches!(self.types.get(typ), Type::Named(_)),
        }
    }

    /// What kind of type it is in one word; empty for a basic one.
    pub(super) fn composite_kind(&self, typ: TypeId) -> &'static str {
        match self.types.underlying(typ) {
            Type::Basic(_) | Type::Named(_) => "",
            Type::Pointer(_) => "pointer",
            Type::Slice(_) => "slice",
            Type::Array(..) => "array",
            Type::Map(..) => "map",
            Type::Chan(..) => "chan",
            Type::Struct(_) => "struct",
            Type::Func(_) => "func",
            Type::Tuple(_) => "tuple",
            Type::Interface(_) | Type::Param(_) => "interface",
        }
    }

    /// The types of values, or those that are wanted, between parentheses.
    pub(super) fn types_summary(&self, types: &[TypeId], variadic: bool, spread: bool) -> String {
        let mut text = String::from("(");
        for (at, typ) in types.iter().enumerate() {
            if at > 0 {
                text.push_str(", ");
            }
            let last = at + 1 == types.len();
            let mut shown = *typ;
            if last && variadic {
                if let Type::Slice(of) = self.types.get(*typ) {
                    shown = *of;
                }
                text.push_str("...");
            }
            if !self.is_valid(shown) {
                text.push_str("unknown type");
            } else if self.is_untyped(shown) {
                let numeric = self.is_numeric(shown);
                let name = self.types.basic(shown).map_or("", Basic::name);
                text.push_str(if numeric { "number" } else { name.trim_start_matches("untyped ") });
            } else {
                text.push_str(&self.type_text(shown));
            }
            if last && spread {
                text.push_str("...");
            }
        }
        text.push(')');
        text
    }
}

/// A number of things: `1 variable`, `2 variables`.
pub(super) fn measure(count: usize, unit: &str) -> String {
    [&*count.to_string(), " ", unit, if count == 1 { "" } else { "s" }].concat()
}
