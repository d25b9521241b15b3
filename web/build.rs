//! Turns the lessons' prose into HTML, so that no page needs to fetch or parse it: an opaque origin could not fetch it, and
//! a parser weighs more than all of it (eight texts are about 5 KB brotli).

use std::fmt::Write as _;
use std::path::Path;

fn main() {
    println!("cargo::rerun-if-changed=lessons");
    let mut files: Vec<_> = std::fs::read_dir("lessons")
        .expect("the lessons are beside this file")
        .map(|entry| entry.expect("a folder can be read").path())
        .collect();
    files.sort();
    let mut code = String::from("match (scene, language) {\n");
    for file in files {
        let name = file.file_name().and_then(|name| name.to_str()).expect("lessons have plain names");
        let (scene, language) = name
            .strip_suffix(".md")
            .and_then(|name| name.split_once('.'))
            .unwrap_or_else(|| panic!("{name}: a lesson is called scene.language.md"));
        let text = std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{name}: {error}"));
        let mut html = String::new();
        pulldown_cmark::html::push_html(&mut html, pulldown_cmark::Parser::new(&text));
        writeln!(code, "({scene:?}, {language:?}) => {html:?},").expect("a String takes all");
    }
    code.push_str("_ => \"\",\n}");
    let out = std::env::var("OUT_DIR").expect("cargo sets OUT_DIR for build scripts");
    std::fs::write(Path::new(&out).join("prose.rs"), code).expect("OUT_DIR is there to be written");
}
