//! The functions of Go's standard library that are written in Rust, against what real Go gave; natively and in wasm.

mod builder;
mod format;
mod numbers;
mod values;
