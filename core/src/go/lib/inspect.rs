//! What the library's Go text asks about values of any type: the native functions of `internal/lockstep` and `errors`.

use super::fmt::value::{Value, World};
use super::{Reached, type_name};
use crate::go::code::Code;
use crate::go::machine::memory::{Memory, Pointer};
use crate::go::machine::trap::Trap;
use crate::go::machine::window::Window;
use crate::go::types::store::{Basic, Type, TypeId};

/// The value of an interface among the parameters.
fn inside(window: &Window<'_>, at: usize) -> Option<Value> {
    inside_at(World::new(window.memory, window.code), window.params + at)
}

/// The value of an interface at this place of the memory.
fn inside_at(world: World<'_>, at: usize) -> Option<Value> {
    // Parameters lie in an object, but which one is not told: a pointer from the first word of memory reaches all.
    world.inside(Pointer::new(0, (at - 1) as u32))
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
    let comparable = window.code.is_comparable(TypeId(window.word(0) as u32));
    window.set(0, u64::from(comparable));
    Ok(())
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
    let ([i, j], size) = elements(window.memory, window.code, window.params)?;
    for word in 0..size {
        window.memory.words.swap(i.at() + word, j.at() + word);
    }
    Ok(())
}

/// What `SwapElements` writes.
pub fn swapped(memory: &Memory, code: &Code, params: usize) -> Vec<Reached> {
    match elements(memory, code, params) {
        Ok((elements, size)) => elements.into_iter().map(|element| (element, size, true)).collect(),
        Err(_) => Vec::new(),
    }
}

/// The two elements that `SwapElements` is given, and how many words each has.
fn elements(memory: &Memory, code: &Code, params: usize) -> Result<([Pointer; 2], usize), Trap> {
    let world = World::new(memory, code);
    let Some(slice) = inside_at(world, params) else { return Err(Trap::nil()) };
    let Type::Slice(elem) = world.kind(slice) else { return Err(Trap::nil()) };
    let (first, length) = (Pointer(world.word(slice, 0)), world.word(slice, 1) as usize);
    let size = world.size(*elem);
    let element = |at: usize| {
        let index = memory.words[params + at] as i64;
        match usize::try_from(index).ok().filter(|index| *index < length) {
            Some(index) => Ok(first.plus(index as u32 * size)),
            None => Err(Trap::index(index, length)),
        }
    };
    Ok(([element(2)?, element(3)?], size as usize))
}

/// `assign(target any, err error) int`: 0 if the error does not fit `*target`, 1 if it was stored there, 2 if the target is no
/// pointer or nil, 3 if what it points to can be no error.
pub fn assign(window: &mut Window<'_>) -> Result<(), Trap> {
    let answer = match target(window.memory, window.code, window.params) {
        Ok((to, is_interface, size)) => {
            let words = match inside(window, 2).filter(|_| !is_interface) {
                None => window.memory.words[window.params + 2..][..size].to_vec(),
                Some(value) => window.memory.at(value.at, size).to_vec(),
            };
            window.memory.at_mut(to, size).copy_from_slice(&words);
            1
        }
        Err(answer) => answer,
    };
    window.set(0, answer);
    Ok(())
}

/// What `assign` writes.
pub fn assigned(memory: &Memory, code: &Code, params: usize) -> Option<Reached> {
    let (to, _, size) = target(memory, code, params).ok()?;
    Some((to, size, true))
}

/// Where `assign` stores the error, whether that is an interface, and how many words it has; or what it answers, if it does not.
fn target(memory: &Memory, code: &Code, params: usize) -> Result<(Pointer, bool, usize), u64> {
    let word = |at: usize| memory.words[params + at];
    let (target, to, found) = (TypeId(word(0) as u32), Pointer(word(1)), TypeId(word(2) as u32));
    let Type::Pointer(elem) = code.types.underlying(target) else { return Err(2) };
    if to.is_nil() {
        return Err(2);
    }
    match code.types.underlying(*elem) {
        // Of an interface that the program cannot ask for nothing is known.
        Type::Interface(_) if !code.interfaces.contains_key(elem) => Err(0),
        Type::Interface(_) if code.missing(found, *elem).is_none() => Ok((to, true, 2)),
        Type::Interface(_) => Err(0),
        _ if code.well_known.error.is_none_or(|error| code.method(*elem, error).is_none()) => Err(3),
        _ if found != *elem => Err(0),
        _ => Ok((to, false, World::new(memory, code).size(found) as usize)),
    }
}
