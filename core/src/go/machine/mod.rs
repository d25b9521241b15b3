//! The machine: goroutines as plain data, moved on one choice at a time.

pub mod memory;
pub mod trap;
pub mod window;
