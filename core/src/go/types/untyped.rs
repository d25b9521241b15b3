//! Untyped values: how they get a type, and whether a constant fits into it.

use super::checker::{Checker, Untyped};
use super::constant::Constant;
use super::info::Mode;
use super::operand::Operand;
use super::store::{Basic, Type, TypeId};
use crate::go::exact::Whole;
use crate::go::syntax::ast::{BinaryOp, Expr, ExprKind, UnaryOp};
use crate::go::syntax::source::{Pos, Span};

/// Why a value does not fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unfit {
    Truncated,
    Overflows,
    Other,
}

/// How many bits a whole constant may have.
const BITS: u64 = 512;

/// How long a constant string may be, so that a program cannot fill the memory while it is checked.
const STRING: usize = 1 << 24;

/// How many bits an integer type has.
pub(super) fn integer_bits(basic: Basic) -> u32 {
    match basic {
        Basic::Int8 | Basic::Uint8 => 8,
        Basic::Int16 | Basic::Uint16 => 16,
        Basic::Int32 | Basic::Uint32 => 32,
        _ => 64,
    }
}

/// The value as one of a basic type, rounded if it is a floating-point one; nothing if it does not fit.
pub(super) fn represented(value: &Constant, basic: Basic) -> Option<Constant> {
    if value.is_unknown() {
        return Some(Constant::Unknown);
    }
    if basic.is_integer() {
        let whole = value.to_int()?;
        if basic.is_untyped() {
            return Some(whole);
        }
        let bits = u64::from(integer_bits(basic));
        let fits = if basic.is_unsigned() {
            !whole.is_negative() && whole.bits() <= bits
        } else {
            let Constant::Int(number) = &whole else { return None };
            let limit = &Whole::one() << (bits - 1);
            *number < limit && *number >= -&limit
        };
        return fits.then_some(whole);
    }
    if basic.is_float() {
        let number = value.to_float()?;
        return match basic {
            Basic::Float32 => number.round_to(true),
            Basic::Float64 => number.round_to(false),
            _ => Some(number),
        };
    }
    let fits = match value {
        Constant::String(_) => basic.is_string(),
        Constant::Bool(_) => basic.is_boolean(),
        _ => false,
    };
    fits.then(|| value.clone())
}

impl<'a> Checker<'a> {
    /// Tells if a constant that was computed is too large, and rounds it to its type.
    pub(super) fn check_overflow(&mut self, x: &mut Operand<'a>, pos: Pos) {
        let span = Span::new(pos, pos);
        if x.value.is_unknown() {
            self.error(span, "constant result is not representable");
            return;
        }
        if !self.is_untyped(x.typ) {
            if self.basic(x.typ).is_some() {
                self.make_representable(x, self.under(x.typ));
            }
            return;
        }
        if matches!(x.value, Constant::Int(_)) && x.value.bits() > BITS {
            let operation = x.expr().map_or("", operation_name);
            let between = if operation.is_empty() { "" } else { " " };
            self.error(span, ["constant ", operation, between, "overflow"].concat());
            x.value = Constant::Unknown;
        }
        if x.value.as_bytes().is_some_and(|bytes| bytes.len() > STRING) {
            let (length, most) = (x.value.as_bytes().map_or(0, <[u8]>::len).to_string(), STRING.to_string());
            let message = ["constant string too long (", &length, " bytes > ", &most, " bytes)"].concat();
            self.error(span, message);
            x.value = Constant::Unknown;
        }
    }

    /// Rounds a constant to a basic type, and tells if it does not fit.
    pub(super) fn make_representable(&mut self, x: &mut Operand<'a>, typ: TypeId) {
        match self.representation(x, typ) {
            Ok(value) => x.value = value,
            Err(unfit) => {
                self.invalid_conversion(unfit, x, typ);
                x.invalidate();
            }
        }
    }

    fn representation(&self, x: &Operand, typ: TypeId) -> Result<Constant, Unfit> {
        let basic = self.basic(typ).unwrap_or(Basic::Invalid);
        represented(&x.value, basic).ok_or_else(|| {
            if !self.is_numeric(x.typ) || !basic.is_numeric() {
                Unfit::Other
            } else if !self.is_integer(x.typ) && basic.is_integer() {
                Unfit::Truncated
            } else {
                Unfit::Overflows
            }
        })
    }

    fn invalid_conversion(&mut self, unfit: Unfit, x: &Operand<'a>, target: TypeId) {
        let (operand, target) = (self.operand_text(x), self.type_text(target));
        let message = match unfit {
            Unfit::Truncated => [&operand, " truncated to ", &target].concat(),
            Unfit::Overflows => [&operand, " overflows ", &target].concat(),
            Unfit::Other => ["cannot convert ", &operand, " to type ", &target].concat(),
        };
        self.error(x.span(), message);
    }

    /// The type and value that an untyped operand has where a type is wanted.
    pub(super) fn implicit_type(
        &self,
        x: &Operand<'a>,
        target: TypeId,
    ) -> Result<(TypeId, Option<Constant>), Unfit> {
        if !x.is_valid() || !self.is_untyped(x.typ) || !self.is_valid(target) {
            return Ok((x.typ, None));
        }
        if self.is_untyped(target) {
            return self.max_type(x.typ, target).map(|typ| (typ, None)).ok_or(Unfit::Other);
        }
        if x.is_nil() {
            return if self.has_nil(target) { Ok((target, None)) } else { Err(Unfit::Other) };
        }
        match self.types.underlying(target) {
            Type::Basic(_) => {
                if x.is_constant() {
                    let value = self.representation(x, target)?;
                    return Ok((target, Some(value)));
                }
                let fits = match self.types.get(x.typ) {
                    Type::Basic(Basic::UntypedBool) => self.is_boolean(target),
                    Type::Basic(Basic::UntypedString) => self.is_string(target),
                    Type::Basic(Basic::UntypedNil) => false,
                    _ => self.is_numeric(target),
                };
                if fits { Ok((target, None)) } else { Err(Unfit::Other) }
            }
            Type::Param(_) => {
                let all = self
                    .type_set(target)
                    .iter()
                    .all(|(_, under)| under.is_some_and(|under| self.implicit_type(x, under).is_ok()));
                if all { Ok((target, None)) } else { Err(Unfit::Other) }
            }
            Type::Interface(interface) if interface.is_all() => Ok((self.default_type(x.typ), None)),
            _ => Err(Unfit::Other),
        }
    }

    /// Gives an untyped operand the type that is wanted.
    pub(super) fn convert_untyped(&mut self, x: &mut Operand<'a>, target: TypeId) {
        match self.implicit_type(x, target) {
            Err(unfit) => {
                self.invalid_conversion(unfit, x, self.under(target));
                x.invalidate();
            }
            Ok((typ, value)) => self.settle(x, typ, value),
        }
    }

    /// Notes the type and value that an untyped operand has got.
    pub(super) fn settle(&mut self, x: &mut Operand<'a>, typ: TypeId, value: Option<Constant>) {
        if let Some(value) = value {
            if let Some(known) = x.expr().and_then(|expr| self.untyped.get_mut(&expr.id)) {
                known.value = Some(value.clone());
            }
            x.value = value;
        }
        if typ != x.typ {
            x.typ = typ;
            if let Some(expr) = x.expr() {
                self.update_type(expr, typ, false);
            }
        }
    }

    /// Gives an untyped expression and what it is made of the type that it has after all.
    pub(super) fn update_type(&mut self, expr: &'a Expr, typ: TypeId, last: bool) {
        let Some(old) = self.untyped.get(&expr.id).cloned() else { return };
        match &expr.kind {
            ExprKind::Paren(inner) => self.update_type(inner, typ, last),
            ExprKind::Unary(op, inner) if old.value.is_none() && *op != UnaryOp::Address => {
                self.update_type(inner, typ, last);
            }
            ExprKind::Binary(op, _, left, right) if old.value.is_none() => {
                if is_comparison(*op) {
                    // The operands have their types already.
                } else if is_shift(*op) {
                    self.update_type(left, typ, last);
                } else {
                    self.update_type(left, typ, last);
                    self.update_type(right, typ, last);
                }
            }
            _ => {}
        }
        if !last && self.is_untyped(typ) {
            if let Some(known) = self.untyped.get_mut(&expr.id) {
                known.typ = typ;
            }
            return;
        }
        self.untyped.remove(&expr.id);
        if old.shifted && !self.all_integer(typ) {
            let (text, typ) = (super::describe::expr_text(expr), self.type_text(typ));
            let message =
                ["invalid operation: shifted operand ", &text, " (type ", &typ, ") must be integer"];
            self.error(expr.span, message.concat());
            return;
        }
        if let Some(value) = &old.value {
            let mut copy = Operand {
                mode: Some(old.mode),
                typ: old.typ,
                value: value.clone(),
                source: super::operand::Source::Expr(expr),
                builtin: None,
            };
            self.convert_untyped(&mut copy, typ);
            if !copy.is_valid() {
                return;
            }
        }
        self.record_type(expr, old.mode, typ, old.value);
    }

    /// Notes what an expression is; that of an untyped one may still change.
    pub(super) fn record(&mut self, x: &Operand<'a>) {
        let (Some(expr), Some(mode)) = (x.expr(), x.mode) else { return };
        let (typ, value) = match mode {
            Mode::NoValue => (self.known.nothing, None),
            Mode::Constant => (x.typ, Some(x.value.clone())),
            _ => (x.typ, None),
        };
        if self.is_untyped(typ) {
            self.untyped.insert(expr.id, Untyped { shifted: false, mode, typ, value: value.clone() });
        } else {
            self.untyped.remove(&expr.id);
        }
        self.record_type(expr, mode, typ, value);
    }
}

fn operation_name(expr: &Expr) -> &'static str {
    match &expr.kind {
        ExprKind::Unary(UnaryOp::Complement, _) => "bitwise complement",
        ExprKind::Binary(op, ..) => match op {
            BinaryOp::Add => "addition",
            BinaryOp::Sub => "subtraction",
            BinaryOp::Xor => "bitwise XOR",
            BinaryOp::Mul => "multiplication",
            BinaryOp::Shl => "shift",
            _ => "",
        },
        _ => "",
    }
}

pub(super) fn is_comparison(op: BinaryOp) -> bool {
    matches!(
        op,
        BinaryOp::Equal
            | BinaryOp::NotEqual
            | BinaryOp::Less
            | BinaryOp::LessEqual
            | BinaryOp::Greater
            | BinaryOp::GreaterEqual
    )
}

pub(super) fn is_shift(op: BinaryOp) -> bool {
    matches!(op, BinaryOp::Shl | BinaryOp::Shr)
}
