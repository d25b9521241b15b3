//! From a checked program to instructions.
//!
//! A function is lowered when something first calls it, once for each list of type arguments: what a program does not use, of
//! the library above all, costs nothing. A variable lives in slots of its function's frame, unless its address is taken, or
//! a function literal captures it and somebody assigns to it: then it is an object of the memory (`escape`).

mod address;
mod assign;
mod builtins;
mod calls;
mod composite;
mod escape;
mod expr;
mod function;
mod generics;
mod image;
mod later;
mod limits;
mod loops;
mod members;
mod operators;
mod order;
mod over;
mod program;
mod select;
mod statements;
mod switch;
mod test_main;
mod thunks;

pub use program::{Entry, LoopVariables, lower};
