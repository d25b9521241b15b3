//! Puts the Go programs of the conformance tests and the bug kernels into a file of Rust each, for the tests that run where no file can be read.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    gather("conformance/go", "programs.rs");
    gather("kernels", "kernels.rs");
}

/// Writes all Go files of a folder's folders, with their texts, into a file of Rust.
fn gather(folder: &str, to: &str) {
    println!("cargo::rerun-if-changed={folder}");
    let mut programs = Vec::new();
    for area in entries(Path::new(folder)).iter().filter(|area| !area.ends_with(".rs")) {
        for file in entries(&Path::new(folder).join(area)) {
            let path = format!("{folder}/{area}/{file}");
            let text = fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
            programs.push((format!("{area}/{file}"), text));
        }
    }
    programs.sort();
    let mut out = "/// Each file with its text.\npub static PROGRAMS: &[(&str, &[u8])] = &[\n".to_owned();
    for (file, text) in programs {
        writeln!(out, "    ({file:?}, b\"{}\"),", text.escape_ascii()).expect("writing to a String");
    }
    out.push_str("];\n");
    let built = env::var("OUT_DIR").expect("cargo sets OUT_DIR for build scripts");
    fs::write(Path::new(&built).join(to), out).expect("OUT_DIR is there to be written");
}

fn entries(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    entries
        .map(|entry| entry.expect("the folder can be read").file_name().to_string_lossy().into_owned())
        .collect()
}
