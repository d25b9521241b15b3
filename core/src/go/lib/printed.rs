//! What the language's own `print` and `println` write.

use super::{float, type_name};
use crate::go::machine::memory::Memory;
use crate::go::machine::trap::Trap;
use crate::go::machine::window::Window;
use crate::go::types::store::{Basic, Type, TypeId, Types};

/// `runtime.printed(args []any, line bool) string`
pub fn printed(window: &mut Window<'_>) -> Result<(), Trap> {
    let words = window.slice(0, 2).to_vec();
    let line = window.word(3) != 0;
    let mut out = Vec::new();
    for (number, value) in words.chunks(2).enumerate() {
        if line && number > 0 {
            out.push(b' ');
        }
        push(&window.code.types, window.memory, &mut out, TypeId(value[0] as u32), value[1]);
    }
    if line {
        out.push(b'\n');
    }
    window.set_text(0, &out)?;
    Ok(())
}

/// `runtime.panicked(v any) string`: a number or text of a type that has a name stands behind it.
pub fn panicked(window: &mut Window<'_>) -> Result<(), Trap> {
    let (typ, value) = (TypeId(window.word(0) as u32), window.word(1));
    let mut out = Vec::new();
    push_panicked(&window.code.types, window.memory, typ, value, &mut out);
    window.set_text(0, &out)?;
    Ok(())
}

/// Writes what a panic's value is told as by those who call no methods of it.
pub fn push_panicked(types: &Types, memory: &Memory, typ: TypeId, value: u64, out: &mut Vec<u8>) {
    match types.underlying(typ) {
        Type::Basic(basic) => {
            let is_named = matches!(types.get(typ), Type::Named(_));
            if is_named {
                out.extend_from_slice(type_name::name(types, typ).as_bytes());
                out.push(b'(');
            }
            if is_named && basic.is_string() {
                out.push(b'"');
            }
            push(types, memory, out, typ, value);
            if is_named {
                out.extend_from_slice(if basic.is_string() { b"\")" } else { b")" });
            }
        }
        _ => {
            out.push(b'(');
            out.extend_from_slice(type_name::name(types, typ).as_bytes());
            out.extend_from_slice(format!(") {:#x}", address(value)).as_bytes());
        }
    }
}

fn push(types: &Types, memory: &Memory, out: &mut Vec<u8>, typ: TypeId, value: u64) {
    let plain = match types.underlying(typ) {
        Type::Basic(Basic::Bool) => if value != 0 { "true" } else { "false" }.to_string(),
        Type::Basic(basic) if basic.is_string() => {
            return out.extend_from_slice(memory.text(value));
        }
        Type::Basic(basic) if basic.is_float() => {
            return float::push(out, f64::from_bits(value), b'g', None, *basic == Basic::Float32);
        }
        Type::Basic(Basic::Invalid) => "nil".to_string(),
        Type::Basic(basic) if basic.is_unsigned() => value.to_string(),
        Type::Basic(_) => (value as i64).to_string(),
        Type::Pointer(_) | Type::Map(..) | Type::Chan(..) | Type::Func(_) => format!("{:#x}", address(value)),
        _ => format!("({:#x},{:#x})", typ.0, address(value)),
    };
    out.extend_from_slice(plain.as_bytes());
}

/// A pointer as a number that looks like Go's.
fn address(value: u64) -> u64 {
    match value {
        0 => 0,
        value => 0xc0_0000_0000 + ((value >> 32) + (value & 0xFFFF_FFFF)) * 8,
    }
}
