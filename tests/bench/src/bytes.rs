//! How many bytes an explorer holds for each state that it has visited. A program of its own: to count what is allocated takes time,
//! which the other figures must not pay for.

mod programs;

use peak_alloc::PeakAlloc;

#[global_allocator]
static HELD: PeakAlloc = PeakAlloc;

/// Threads, and the rounds of each.
const SIZES: [(u32, u32); 3] = [(4, 4), (4, 6), (5, 3)];

/// States, and the bytes for each that are held at the end of a visit to all of them.
fn measure(visit: impl FnOnce(&dyn Fn() -> usize) -> (usize, usize)) -> (usize, f64) {
    let before = HELD.current_usage();
    let (states, held) = visit(&|| HELD.current_usage() - before);
    (states, held as f64 / states as f64)
}

fn main() {
    for (threads, rounds) in SIZES {
        let program = programs::go(threads, rounds);
        let (states, bytes) = measure(|held| programs::search(&program, held));
        let falls = if bytes > 70.0 { " — FALLS SHORT" } else { "" };
        println!(
            "{threads} × {rounds}, {states} states with the ways to them: {bytes:.1} bytes each, to be 70 at most{falls}"
        );
        for (breadth, name) in [(true, "breadth first, with ways"), (false, "depth first, without")] {
            let model = programs::model::Locks { threads: threads as u8, rounds: rounds as u8 };
            let (states, bytes) = measure(|held| programs::model::visit(model, breadth, held));
            println!("    stateright, {name}: {states} states, {bytes:.1} bytes each");
        }
    }
}
