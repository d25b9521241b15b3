//! Turns the lessons' prose into HTML, so that the page needs no parser, which weighs more than all of it: for each language a
//! file `en.prose` of `lesson␇prose` with `␆` before each (read by `src/texts.rs`).

use std::collections::BTreeMap;
use std::path::Path;

fn main() {
    println!("cargo::rerun-if-changed=lessons");
    if std::env::var("TARGET").is_ok_and(|target| target.starts_with("wasm32")) {
        println!("cargo::rustc-link-arg-bins=--no-merge-data-segments");
        println!("cargo::rustc-link-arg-bins=--emit-relocs");
    }
    let mut files: Vec<_> = std::fs::read_dir("lessons")
        .expect("the lessons are beside this file")
        .map(|entry| entry.expect("a folder can be read").path())
        .collect();
    files.sort();
    let mut languages: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for file in &files {
        let name = file.file_name().and_then(|name| name.to_str()).expect("lessons have plain names");
        let (lesson, language) = name
            .strip_suffix(".md")
            .and_then(|name| name.split_once('.'))
            .unwrap_or_else(|| panic!("{name}: a lesson is called scene.language.md"));
        let text = std::fs::read_to_string(file).unwrap_or_else(|error| panic!("{name}: {error}"));
        let mut html = String::new();
        pulldown_cmark::html::push_html(&mut html, pulldown_cmark::Parser::new(&text));
        languages.entry(language).or_default().push(format!("{lesson}\u{7}{html}"));
    }
    let out = std::env::var("OUT_DIR").expect("cargo sets OUT_DIR for build scripts");
    for (language, lessons) in languages {
        std::fs::write(
            Path::new(&out).join(format!("{language}.prose")),
            format!("\u{6}{}", lessons.join("\u{6}")),
        )
        .expect("OUT_DIR is there to be written");
    }
}
