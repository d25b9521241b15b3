//! The methods by which values print themselves. They are functions of the program, which cannot be called from here: the
//! text of package `fmt` calls them, and prints the same values again with what they answered.

use super::value::{Value, World};
use crate::go::code::Code;
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
    /// The number of `Format`, once somebody asks, if the program has it.
    format: Option<Option<u32>>,
}

impl<'a> Methods<'a> {
    /// Those of a program.
    pub fn new(world: World<'a>) -> Methods<'a> {
        Methods { world, format: None }
    }

    /// Whether a type may have methods at all.
    pub fn any(&self, typ: TypeId) -> bool {
        self.world.code.methods.get(typ.0 as usize).is_some_and(|methods| !methods.is_empty())
    }

    /// Whether a type has a method.
    pub fn has(&mut self, typ: TypeId, method: u8) -> bool {
        let code = self.world.code;
        let known = code.well_known;
        let number = match method {
            Ask::ERROR => known.error,
            Ask::STRING => known.string,
            Ask::GO_STRING => known.go_string,
            _ => *self.format.get_or_insert_with(|| formatter(code)),
        };
        number.is_some_and(|number| code.method(typ, number).is_some())
    }
}

/// The only method of the interface `fmt.Formatter`.
fn formatter(code: &Code) -> Option<u32> {
    let is_formatter = |typ: &TypeId| match code.types.get(*typ) {
        Type::Named(id) => {
            let named = code.types.named(*id);
            let package = named.package.map(|package| &**code.types.package_path(package));
            &*named.name == "Formatter" && package == Some("fmt")
        }
        _ => false,
    };
    let found = code.interfaces.iter().find(|(typ, _)| is_formatter(typ));
    found.and_then(|(_, methods)| methods.first().copied())
}
