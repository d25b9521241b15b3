//! What the library's Go text asks about values of any type: the native functions of `internal/lockstep` and `errors`.

use super::fmt::value::{Value, World};
use super::type_name;
use crate::go::code::Code;
use crate::go::machine::memory::Pointer;
use crate::go::machine::trap::Trap;
use crate::go::machine::window::Window;
use crate::go::types::store::{Basic, Type, TypeId};

/// The value of an interface among the parameters.
fn inside(window: &Window<'_>, at: usize) -> Option<Value> {
    let world = World::new(window.memory, window.code);
    // Parameters lie in an object, but which one is not told: a pointer from the first word of memory reaches all.
    world.inside(Pointer::new(0, (window.params + at - 1) as u32))
}

/// `TypeName(v any) string`
pub fn type_name(window: &mut Window<'_>) -> Result<(), Trap> {
    let name = match TypeId(window.word(0) as u32) {
        typ if typ == Basic::Invalid.id() => "<nil>".to_string(),
        typ => type_name::name(&window.code.types, typ),
    };
    Ok(window.set_text(0, name.as_bytes())?)
}

/// `SameType(a, b any) bool`
pub fn same_type(window: &mut Window<'_>) -> Result<(), Trap> {
    window.set(0, u64::from(window.word(0) == window.word(2)));
    Ok(())
}

/// `Comparable(v any) bool`
pub fn comparable(window: &mut Window<'_>) -> Result<(), Trap> {
    let comparable = is_comparable(window.code, TypeId(window.word(0) as u32));
    window.set(0, u64::from(comparable));
    Ok(())
}

fn is_comparable(code: &Code, typ: TypeId) -> bool {
    match code.types.underlying(typ) {
        Type::Slice(_) | Type::Map(..) | Type::Func(_) => false,
        Type::Array(_, elem) => is_comparable(code, *elem),
        Type::Struct(fields) => fields.iter().all(|field| is_comparable(code, field.typ)),
        _ => true,
    }
}

/// `IsNil(v any) bool`: of an interface, and of the pointer in it.
pub fn is_nil(window: &mut Window<'_>) -> Result<(), Trap> {
    let typ = TypeId(window.word(0) as u32);
    let pointer = matches!(window.code.types.underlying(typ), Type::Pointer(_));
    window.set(0, u64::from(typ == Basic::Invalid.id() || pointer && Pointer(window.word(1)).is_nil()));
    Ok(())
}

/// `Length(s any) int`: −1 if it is no slice.
pub fn length(window: &mut Window<'_>) -> Result<(), Trap> {
    let world = World::new(window.memory, window.code);
    let length = inside(window, 0)
        .filter(|value| matches!(world.kind(*value), Type::Slice(_)))
        .map_or(-1_i64 as u64, |slice| world.word(slice, 1));
    window.set(0, length);
    Ok(())
}

/// `SwapElements(s any, i, j int)`
pub fn swap_elements(window: &mut Window<'_>) -> Result<(), Trap> {
    let world = World::new(window.memory, window.code);
    let Some(slice) = inside(window, 0) else { return Err(Trap::nil()) };
    let Type::Slice(elem) = world.kind(slice) else { return Err(Trap::nil()) };
    let (first, length) = (Pointer(world.word(slice, 0)), world.word(slice, 1) as usize);
    let size = world.size(*elem);
    let element = |index: i64| match usize::try_from(index).ok().filter(|index| *index < length) {
        Some(index) => Ok(first.plus(index as u32 * size).at()),
        None => Err(Trap::index(index, length)),
    };
    let (i, j) = (element(window.int(2))?, element(window.int(3))?);
    for word in 0..size as usize {
        window.memory.words.swap(i + word, j + word);
    }
    Ok(())
}

/// `assign(target any, err error) int`: 0 if the error does not fit `*target`, 1 if it was stored there, 2 if the target is no
/// pointer or nil, 3 if what it points to can be no error.
pub fn assign(window: &mut Window<'_>) -> Result<(), Trap> {
    let code = window.code;
    let (target, to) = (TypeId(window.word(0) as u32), Pointer(window.word(1)));
    let found = TypeId(window.word(2) as u32);
    let answer = match code.types.underlying(target) {
        Type::Pointer(elem) if !to.is_nil() => match code.types.underlying(*elem) {
            Type::Interface(_) => match satisfies(code, found, *elem) {
                true => {
                    let words = [window.word(2), window.word(3)];
                    window.memory.at_mut(to, 2).copy_from_slice(&words);
                    1
                }
                false => 0,
            },
            _ if code.well_known.error.is_none_or(|error| code.method(*elem, error).is_none()) => 3,
            _ if found != *elem => 0,
            _ => {
                let world = World::new(window.memory, code);
                if let Some(value) = inside(window, 2) {
                    let words = world.memory.at(value.at, world.size(found) as usize).to_vec();
                    window.memory.at_mut(to, words.len()).copy_from_slice(&words);
                }
                1
            }
        },
        _ => 2,
    };
    window.set(0, answer);
    Ok(())
}

fn satisfies(code: &Code, typ: TypeId, interface: TypeId) -> bool {
    let wanted = code.interfaces.get(&interface);
    wanted.is_none_or(|wanted| wanted.iter().all(|method| code.method(typ, *method).is_some()))
}
