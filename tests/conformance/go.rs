//! Go programs do on our machine what real Go did with them, natively and in a browser.
//!
//! The record is `go.txt`; how it is compared is said in `oracle/`.

use lockstep_tests::oracle::{Effort, Recorded, record};
#[cfg(target_family = "wasm")]
use wasm_bindgen_test::wasm_bindgen_test as test;

// Every program with its text, which a browser cannot read: `PROGRAMS`.
include!(concat!(env!("OUT_DIR"), "/programs.rs"));

/// How many schedules of each program are tried, natively and in a browser alike.
const EFFORT: Effort = Effort { steady: 8, varying: 400 };

fn judge(recorded: &Recorded) -> Result<(), String> {
    let at = PROGRAMS.binary_search_by_key(&recorded.file.as_str(), |(file, _)| file);
    let at = at.map_err(|_| "it is recorded, and not there: make oracle\n")?;
    // In a browser a panic ends all the tests, and is told as it is.
    std::panic::catch_unwind(|| recorded.judge(PROGRAMS[at].1, &EFFORT))
        .unwrap_or_else(|_| Err("it panicked\n".into()))
}

/// Judges the programs whose path begins so.
fn programs_do_what_real_go_did(area: &str) {
    let (mut wrong, mut right) = (Vec::new(), 0);
    for recorded in record(include_str!("go.txt")).iter().filter(|recorded| recorded.file.starts_with(area)) {
        let test = recorded.test.as_deref().unwrap_or_default();
        match judge(recorded) {
            Ok(()) => right += 1,
            Err(why) => wrong.push(format!("== {} {test}\n{why}", recorded.file)),
        }
    }
    assert!(wrong.is_empty(), "{right} right, {} not\n{}", wrong.len(), wrong.join("\n"));
    assert_ne!(right, 0, "there are programs in {area}");
}

/// A test for each area, so that the browser answers in between and the others say what else is wrong.
macro_rules! areas {
    ($($area:ident)*) => {
        const AREAS: &[&str] = &[$(concat!(stringify!($area), "/")),*];

        $(#[test]
        fn $area() {
            programs_do_what_real_go_did(concat!(stringify!($area), "/"));
        })*
    };
}

areas! {
    atomic bytes channels chinese compare compute cond constants context control deadlock defers dumps errors exit
    fmt functions generics goroutines interfaces io log loops maps math methods mutex numbers once order
    panics pool races random refused runtime_errors rwmutex select slices sort strconv strings structs
    syncmap testing time types waitgroup xsync
}

#[test]
fn every_program_is_judged() {
    let record = record(include_str!("go.txt"));
    for (file, _) in PROGRAMS {
        assert!(
            record.iter().any(|recorded| recorded.file == *file),
            "{file} is not in the record: make oracle"
        );
        assert!(AREAS.iter().any(|area| file.starts_with(area)), "{file} is in an area without its test");
    }
}
