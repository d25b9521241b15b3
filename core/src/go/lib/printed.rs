//! What the language's own `print` and `println` write.

use super::float;
use crate::go::machine::trap::Trap;
use crate::go::machine::window::Window;
use crate::go::types::store::{Basic, Type, TypeId};

/// `runtime.printed(args []any, line bool) string`
pub fn printed(window: &mut Window<'_>) -> Result<(), Trap> {
    let words = window.slice(0, 2).to_vec();
    let line = window.word(3) != 0;
    let mut out = Vec::new();
    for (number, value) in words.chunks(2).enumerate() {
        if line && number > 0 {
            out.push(b' ');
        }
        push(window, &mut out, TypeId(value[0] as u32), value[1]);
    }
    if line {
        out.push(b'\n');
    }
    window.set_text(0, &out)?;
    Ok(())
}

fn push(window: &Window<'_>, out: &mut Vec<u8>, typ: TypeId, value: u64) {
    let plain = match window.code.types.underlying(typ) {
        Type::Basic(Basic::Bool) => if value != 0 { "true" } else { "false" }.to_string(),
        Type::Basic(basic) if basic.is_string() => {
            return out.extend_from_slice(window.memory.text(value));
        }
        Type::Basic(basic) if basic.is_float() => return push_float(out, f64::from_bits(value)),
        Type::Basic(Basic::Invalid) => "nil".to_string(),
        Type::Basic(basic) if basic.is_unsigned() => value.to_string(),
        Type::Basic(_) => (value as i64).to_string(),
        Type::Pointer(_) | Type::Map(..) | Type::Chan(..) | Type::Func(_) => format!("{:#x}", address(value)),
        _ => format!("({:#x},{:#x})", typ.0, address(value)),
    };
    out.extend_from_slice(plain.as_bytes());
}

/// `+1.500000e+000`
fn push_float(out: &mut Vec<u8>, value: f64) {
    if !value.is_finite() {
        let text: &[u8] = if value.is_nan() {
            b"NaN"
        } else if value > 0.0 {
            b"+Inf"
        } else {
            b"-Inf"
        };
        return out.extend_from_slice(text);
    }
    let mut text = Vec::new();
    float::push(&mut text, value, b'e', Some(6), false);
    if value.is_sign_positive() {
        out.push(b'+');
    }
    // The exponent has three digits.
    let digits = text.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    let (start, exponent) = text.split_at(text.len() - digits);
    out.extend_from_slice(start);
    out.extend(std::iter::repeat_n(b'0', 3usize.saturating_sub(digits)));
    out.extend_from_slice(exponent);
}

/// A pointer as a number that looks like Go's.
fn address(value: u64) -> u64 {
    match value {
        0 => 0,
        value => 0xc0_0000_0000 + ((value >> 32) + (value & 0xFFFF_FFFF)) * 8,
    }
}
