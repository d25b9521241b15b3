//! Go programs as instructions, and all that goes with them: constants, layouts, the methods of each type.

pub mod instr;
pub mod layout;
pub mod live;
pub mod operands;

use self::instr::{Instr, Pc, SelectTable, Slot};
use self::layout::{Layouts, Word};
use self::live::Live;
use crate::go::syntax::source::{Pos, Sources};
use crate::go::types::store::{TypeId, Types};
use std::collections::HashMap;
use std::rc::Rc;

/// A program that can be run.
#[derive(Debug)]
pub struct Code {
    /// The functions.
    pub functions: Vec<Function>,
    /// The function that computes the first values of variables, calls each `init` and then `main`.
    pub entry: u32,
    /// Words that instructions name: numbers, and strings in `image`.
    pub constants: Vec<u64>,
    /// The memory as it is before the first instruction: the strings of the program and its package-level variables.
    pub image: Vec<u64>,
    /// The selects.
    pub selects: Vec<SelectTable>,
    /// How objects lie.
    pub layouts: Layouts,
    /// The types.
    pub types: Types,
    /// The function for a method of a type, by the type and the number of the method's name.
    pub methods: HashMap<(TypeId, u32), u32>,
    /// The names of methods.
    pub method_names: Vec<Rc<str>>,
    /// Which types satisfy which interfaces, of those that a program may ask for.
    pub satisfied: HashMap<(TypeId, TypeId), Option<Rc<str>>>,
    /// The types from which something is asserted, for messages.
    pub asserted_from: Vec<TypeId>,
    /// Names of channels and variables, as they are shown.
    pub names: Vec<Rc<str>>,
    /// The text it came from.
    pub sources: Sources,
}

/// A function.
#[derive(Clone, Debug, Default)]
pub struct Function {
    /// Its name, as a goroutine dump has it.
    pub name: Rc<str>,
    /// What it does.
    pub instrs: Vec<Instr>,
    /// Where each instruction comes from.
    pub places: Vec<Pos>,
    /// What each slot is.
    pub slots: Vec<Word>,
    /// How many words the results have; they are the first slots.
    pub results: u16,
    /// How many words the parameters have; they are the next slots.
    pub params: u16,
    /// Where it goes on when a panic was recovered, if it has deferred calls: where it leaves.
    pub epilogue: Option<Pc>,
    /// Made by us to call another function: it stands for what it calls, in a dump and to `recover`.
    pub thunk: bool,
    /// Of the standard library: what it does to memory is no step.
    pub hidden: bool,
    /// Which slots hold something that is still wanted.
    pub live: Live,
}

/// How many words lie between a caller's slots and those of the function it calls: which function it is and where the
/// caller goes on, where the caller's slots are, what was deferred.
pub const FRAME_HEADER: Slot = 3;
