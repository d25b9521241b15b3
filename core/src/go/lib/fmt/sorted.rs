//! The entries of a map in the order in which Go prints them.

use super::value::{Value, World};
use crate::go::lib::type_name;
use crate::go::types::store::{Basic, Type, TypeId};
use std::cmp::Ordering;

/// Keys and values, sorted by key.
pub fn entries(world: World<'_>, map: Value) -> Vec<(Value, Value)> {
    let mut entries = world.entries(map);
    entries.sort_by(|(a, _), (b, _)| compare(world, *a, *b));
    entries
}

/// Two keys of a type: numbers and texts by size, `false` before `true`, not-a-numbers first, structs and arrays by their
/// first parts that differ, interfaces by their types and then by what they hold.
fn compare(world: World<'_>, a: Value, b: Value) -> Ordering {
    let (left, right) = (|| world.word(a, 0), || world.word(b, 0));
    match world.kind(a) {
        Type::Basic(Basic::String) => world.memory.text(left()).cmp(world.memory.text(right())),
        Type::Basic(basic) if basic.is_float() => {
            let (left, right) = (f64::from_bits(left()), f64::from_bits(right()));
            left.partial_cmp(&right).unwrap_or_else(|| right.is_nan().cmp(&left.is_nan()))
        }
        Type::Basic(basic) if basic.is_unsigned() || basic.is_boolean() => left().cmp(&right()),
        Type::Basic(_) => (left() as i64).cmp(&(right() as i64)),
        Type::Struct(_) => {
            first_difference(world, world.fields(a).zip(world.fields(b)).map(|(a, b)| (a.1, b.1)))
        }
        Type::Array(..) => first_difference(world, world.elements(a).zip(world.elements(b))),
        Type::Interface(_) => match (world.elem(a), world.elem(b)) {
            (Some(a), Some(b)) if a.typ == b.typ => compare(world, a, b),
            (Some(a), Some(b)) => place_of_type(world, a).cmp(&place_of_type(world, b)),
            (a, b) => a.is_some().cmp(&b.is_some()),
        },
        _ => left().cmp(&right()),
    }
}

/// Go compares where the types lie: by the text of those without a name, then the basic ones and those made of them, then the
/// others.
fn place_of_type(world: World<'_>, value: Value) -> (u32, String, TypeId) {
    use Basic::*;
    const ORDER: [Basic; 15] = [
        String, Int8, Uint8, Int16, Uint16, Int32, Uint32, Int64, Uint64, Int, Uint, Uintptr, Float32,
        Float64, Bool,
    ];
    let (named, basic) = (world.named(value).is_some(), matches!(world.kind(value), Type::Basic(_)));
    let rank = match world.code.types.get(value.typ) {
        Type::Basic(basic) => ORDER.iter().position(|one| one == basic).unwrap_or(0) as u32 + 2,
        _ if !named => return (0, type_name::name(&world.code.types, value.typ), value.typ),
        _ if basic => 1,
        _ => 99,
    };
    (rank, std::string::String::new(), value.typ)
}

fn first_difference(world: World<'_>, parts: impl Iterator<Item = (Value, Value)>) -> Ordering {
    let mut orders = parts.map(|(a, b)| compare(world, a, b));
    orders.find(|order| *order != Ordering::Equal).unwrap_or(Ordering::Equal)
}
