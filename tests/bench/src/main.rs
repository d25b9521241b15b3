//! `make bench`: Lockstep's figures beside those of its peers.
//!
//! The machines are noisy, so nothing is measured alone: every round runs each peer once, in turn, and what is printed is
//! the median over the rounds. Read the ratios. All run as tasks of one `futures` LocalPool, on one thread.

mod channels;
mod clock;
mod cluster;
mod explore;
mod go;
mod kernels;
mod locks;
mod measure;
mod programs;
mod steps;

use measure::Table;

fn main() {
    clock::print(&explore::explored());
    let mut table = Table::default();
    locks::measure(&mut table);
    channels::measure(&mut table);
    steps::measure(&mut table);
    go::measure(&mut table);
    cluster::measure(&mut table);
    clock::print(&table.to_string());
    clock::print(&cluster::thousand());
    clock::print(&kernels::found());
}
