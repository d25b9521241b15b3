//! Lockstep's engine: concurrent programs, one step at a time.
//!
//! A *worker* computes on its own until it needs something shared; that need is its *request*. What may happen next is a
//! list of *choices*, and picking one of them is a *step*. Nothing else decides anything: no clock, no thread, no random
//! number but one that was asked for by seed. So a run can be replayed, gone back over, continued otherwise and explored.
//!
//! The rooms, lowest first; each uses only those below it:
//!
//! 1. [`rules`]: what each primitive does, as pure functions over plain data.
//! 2. [`sync`]: the same primitives as async Rust, usable in any single-threaded executor.
//! 3. [`world`]: one execution: its workers, its objects, its virtual clock, its choices.
//! 4. [`schedule`]: who goes next, and a whole run as a short text.
//! 5. [`cluster`]: nodes, links and faults, and on them the distributed lock, counter and queue.
//! 6. [`go`]: Go programs: check, lower, run.
//! 7. [`timeline`]: a run that was recorded: seek, continue otherwise, measure.
//! 8. [`explore`]: every schedule of a program: what can go wrong, and what can come out.
//! 9. [`present`]: a run as plain data for any front end, and every sentence that can be said.
//! 10. [`lessons`]: the built-in programs.
//! 11. [`formats`]: versioned JSON; the only room that knows serde.

/// Puts files of `OUT_DIR` into sections of a wasm module, for whoever takes it apart: none of it is in its memory.
#[cfg(all(target_family = "wasm", not(feature = "texts")))]
#[doc(hidden)]
#[macro_export]
macro_rules! sections {
    ($($name:ident: $section:literal = $file:literal;)*) => {
        #[allow(unsafe_code, reason = "sections are named, and nothing reads them here")]
        #[doc(hidden)]
        pub mod sections {
            $(
                #[unsafe(link_section = $section)]
                pub static $name: [u8; include_bytes!(concat!(env!("OUT_DIR"), $file)).len()] =
                    *include_bytes!(concat!(env!("OUT_DIR"), $file));
            )*
        }
    };
}

pub mod cluster;
pub mod explore;
pub mod formats;
pub mod go;
pub mod lessons;
pub mod present;
pub mod rules;
pub mod schedule;
pub mod sync;
pub mod timeline;
pub mod world;
