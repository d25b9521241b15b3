//! Puts the conformance programs into one file of Rust, for the tests that run where no file can be read.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=conformance/go");
    let mut programs = Vec::new();
    for area in entries(Path::new("conformance/go")) {
        for file in entries(&Path::new("conformance/go").join(&area)) {
            let path = format!("conformance/go/{area}/{file}");
            let text = fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
            programs.push((format!("{area}/{file}"), text));
        }
    }
    programs.sort();
    let mut out = "static PROGRAMS: &[(&str, &[u8])] = &[\n".to_owned();
    for (file, text) in programs {
        writeln!(out, "    ({file:?}, b\"{}\"),", text.escape_ascii()).expect("writing to a String");
    }
    out.push_str("];\n");
    let folder = env::var("OUT_DIR").expect("cargo sets OUT_DIR for build scripts");
    fs::write(Path::new(&folder).join("programs.rs"), out).expect("OUT_DIR is there to be written");
}

fn entries(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    entries
        .map(|entry| entry.expect("the folder can be read").file_name().to_string_lossy().into_owned())
        .collect()
}
