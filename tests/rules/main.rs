//! Every primitive against a small model of it and against laws that hold whatever it is made of; natively and in wasm.
//!
//! Each test plays some thousand short games of random requests, wakings, withdrawals and undone replies, from seeds, so
//! that a failure names the seed and all that was done. See [`play`] for what is compared.

mod channel;
mod mutex;
mod plain;
mod play;
mod rwmutex;
mod waitgroup;
