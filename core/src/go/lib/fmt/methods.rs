//! The methods by which values print themselves. They are functions of the program, which cannot be called from here: the
//! text of package `fmt` calls them, and prints the same values again with what they answered.

use super::value::{Value, World};
use crate::go::code::layout::Word;
use crate::go::machine::memory::Memory;
use crate::go::types::store::{Type, TypeId};

/// A method that is to be called.
#[derive(Debug)]
pub struct Ask {
    /// Which: one of the constants.
    pub method: u8,
    /// Of which value.
    pub value: Value,
    /// The verb, for `Format`.
    pub verb: char,
}

impl Ask {
    /// `Error() string`
    pub const ERROR: u8 = 1;
    /// `String() string`
    pub const STRING: u8 = 2;
    /// `GoString() string`
    pub const GO_STRING: u8 = 3;
    /// `Format(fmt.State, rune)`
    pub const FORMAT: u8 = 4;
    /// The names of 1, 2, 3 and 4.
    pub const NAMES: [&'static str; 4] = ["Error", "String", "GoString", "Format"];
}

/// What a method gave.
#[derive(Clone, Copy, Debug)]
pub enum Answer<'a> {
    /// A text that is yet to be padded, quoted and so on.
    Text(&'a [u8]),
    /// A text that stands as it is.
    Finished(&'a [u8]),
}

/// Answers in the order in which they are wanted: a text each, and whether it is finished.
#[derive(Clone, Copy)]
pub struct Asked<'a> {
    memory: &'a Memory,
    left: &'a [u64],
}

impl<'a> Asked<'a> {
    /// From the words of a slice of answers.
    pub fn new(memory: &'a Memory, answers: &'a [u64]) -> Asked<'a> {
        Asked { memory, left: answers }
    }

    /// The next one.
    #[allow(clippy::should_implement_trait, reason = "it is asked now and then, and never gone through")]
    pub fn next(&mut self) -> Option<Answer<'a>> {
        let (answer, left) = self.left.split_first_chunk::<2>()?;
        self.left = left;
        let text = self.memory.text(answer[0]);
        Some(if answer[1] == 0 { Answer::Text(text) } else { Answer::Finished(text) })
    }
}

/// Which types have which of the methods.
pub struct Methods<'a> {
    world: World<'a>,
    /// Their numbers among the names of methods, once somebody asks.
    numbers: Option<[Option<u32>; 4]>,
}

impl<'a> Methods<'a> {
    /// Those of a program.
    pub fn new(world: World<'a>) -> Methods<'a> {
        Methods { world, numbers: None }
    }

    /// Whether a type may have methods at all.
    pub fn any(&self, typ: TypeId) -> bool {
        matches!(self.world.code.types.get(typ), Type::Named(_) | Type::Pointer(_) | Type::Struct(_))
    }

    /// Whether a type has a method, with the results that it must have.
    pub fn has(&mut self, typ: TypeId, method: u8) -> bool {
        let code = self.world.code;
        let numbers = self.numbers.get_or_insert_with(|| {
            Ask::NAMES.map(|name| {
                code.method_names.iter().position(|known| **known == *name).map(|number| number as u32)
            })
        });
        let Some(number) = numbers[usize::from(method) - 1] else { return false };
        let Some(function) = code.method(typ, number) else { return false };
        let function = &code.functions[function as usize];
        match method {
            Ask::FORMAT => function.results == 0 && function.params >= 3,
            _ => function.results == 1 && function.slots.first() == Some(&Word::Text),
        }
    }
}
