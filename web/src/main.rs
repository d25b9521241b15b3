//! The wasm binary: everything is exported by the library; nothing runs until a page or a worker calls it.
use lockstep_web as _;

fn main() {}
