//! Go's types: from trees to a checked program.
//!
//! [`check`] reads a program and the packages that it imports, and checks each as Go's compiler does, in its words. What
//! it finds out is in [`info`], for whoever turns the program into instructions.

mod arguments;
mod assign;
mod assignable;
pub mod basic;
mod binary;
mod builtin;
mod call;
mod checker;
mod composite;
pub mod constant;
mod constant_text;
mod cycles;
mod decl;
mod describe;
mod describe_type;
mod expr;
mod finish;
mod implements;
mod index;
mod infer;
pub mod info;
mod init_order;
mod instance;
mod literals;
mod load;
mod local;
mod lookup;
mod mono;
mod operand;
mod places;
mod predicates;
mod program;
mod range;
mod report;
mod resolve;
mod returns;
mod scope;
mod selector;
mod signature;
mod stmt;
pub mod store;
mod subst;
mod switch;
mod terms;
mod typexpr;
mod unary;
mod unify;
mod universe;
mod untyped;

#[cfg(test)]
mod tests;

pub use load::{Library, NOT_HERE};
pub use program::{Entry, check};
pub use report::Errors;
