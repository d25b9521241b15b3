//! Go programs: check, lower, run.
//!
//! 1. [`syntax`] reads text into a tree.
//! 2. [`types`] checks the tree as Go's compiler does, in its words. The library's packages are Go text of ours ([`std`]).
//! 3. [`lower`] makes instructions ([`code`]) of what is used.
//! 4. [`machine`] runs them: goroutines as plain data, one choice at a time. What of the library is written in Rust is in
//!    [`lib`].
//! 5. [`process`] says how it ended, as Go would print it.
//! 6. [`Run`] takes a program through a schedule; [`GoWorld`] tells what happens in it, as any other world does.
//!
//! ```
//! use lockstep_core::go::Program;
//! use lockstep_core::go::lower::LoopVariables;
//!
//! let text = "package main\n\nfunc main() {\n\tx := 1\n}\n";
//! let errors = Program::compile("main.go", text.as_bytes(), None, LoopVariables::PerIteration).err();
//! assert_eq!(errors.as_ref().map(|errors| errors.text()), Some("main.go:4:2: declared and not used: x\n"));
//! ```

pub mod code;
mod exact;
pub mod lib;
pub mod lower;
pub mod machine;
pub mod process;
mod program;
mod run;
pub mod slider;
pub mod std;
pub mod syntax;
pub mod test_file;
mod turns;
pub mod types;
mod world;

pub use code::HARNESS;
pub use program::{Errors, Problem, Program, Text};
pub use run::Run;
pub use std::{is_known, learn};
pub use world::{First, GoWorld, Taker};
