//! The repository's own rules, as tests that read its files.
#![cfg(not(target_family = "wasm"))]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

/// The folders that tools make, which are nobody's source.
const MADE: &[&str] = &["target", "dist", "node_modules", "pictures", ".git"];

/// Past this many lines a file holds a second idea.
const LINES: usize = 500;

/// Files that may be longer, each with its reason. It is empty, and meant to stay so.
const LONGER: &[&str] = &[];

/// core's rooms by floor, lowest first. A room uses only rooms on floors below its own.
const FLOORS: &[&[&str]] = &[
    &["rules"],
    &["sync"],
    &["world"],
    &["schedule", "cluster"],
    &["go"],
    &["timeline"],
    &["explore"],
    &["present"],
    &["lessons"],
    &["formats"],
];

fn root() -> PathBuf {
    lockstep_tests::folder().parent().expect("the tests folder lies in the repository").to_path_buf()
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
}

/// Every file of ours below `folder` whose name ends in one of `endings`, by its path from the root.
fn files(folder: &str, endings: &[&str]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(next) = folders.pop() {
        let Ok(entries) = fs::read_dir(&next) else { continue };
        for entry in entries.map(|e| e.expect("a folder of ours can be read")) {
            let (path, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
            if path.is_dir() {
                if !MADE.contains(&name.as_str()) {
                    folders.push(path);
                }
            } else if endings.iter().any(|ending| name.ends_with(ending))
                && let Ok(text) = fs::read_to_string(&path)
            {
                let short = path.strip_prefix(root()).expect("it was found below the root");
                found.push((short.to_string_lossy().into_owned(), text));
            }
        }
    }
    found.sort();
    found
}

/// The code of a file before its own tests, without comment lines.
fn code(text: &str) -> String {
    let before_tests = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    before_tests.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

fn nothing(wrong: Vec<String>) {
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// The dependencies of each package in Cargo.lock; packages of one name are taken together.
fn locked() -> BTreeMap<String, BTreeSet<String>> {
    let mut packages: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for package in read("Cargo.lock").split("[[package]]").skip(1) {
        let name = package.split('"').nth(1).expect("a locked package begins with its name").to_string();
        let list = package.split_once("dependencies = [").map_or("", |(_, rest)| rest);
        let list = list.split(']').next().unwrap_or_default();
        let uses = list.split('"').skip(1).step_by(2).filter_map(|entry| entry.split(' ').next());
        packages.entry(name).or_default().extend(uses.map(str::to_string));
    }
    packages
}

/// What a manifest names outside its development dependencies.
fn direct_dependencies(manifest: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut counts = false;
    for line in manifest.lines() {
        if line.starts_with('[') {
            counts = line.ends_with("dependencies]") && !line.contains("dev-dependencies");
        } else if counts && let Some((name, _)) = line.split_once(['.', ' ', '=']) {
            names.push(name.to_string());
        }
    }
    names
}

#[test]
fn core_depends_on_no_runtime_no_screen_and_no_chance() {
    let locked = locked();
    let mut seen = BTreeSet::new();
    let mut open = direct_dependencies(&read("core/Cargo.toml"));
    assert!(open.contains(&"futures".to_string()), "core is built on futures");
    while let Some(name) = open.pop() {
        if seen.insert(name.clone()) {
            open.extend(locked.get(&name).into_iter().flatten().cloned());
        }
    }
    let forbidden = ["tokio", "async-std", "smol", "web-sys", "js-sys", "gloo", "rand", "getrandom"];
    nothing(
        forbidden.iter().filter(|name| seen.contains(**name)).map(|name| format!("core → {name}")).collect(),
    );
}

#[test]
fn no_file_is_longer_than_it_should_be() {
    let endings = [".rs", ".js", ".mjs", ".css", ".sh", ".html", ".toml"];
    let long = |(path, text): &(String, String)| {
        let lines = text.lines().count();
        (lines > LINES && !LONGER.contains(&path.as_str())).then(|| format!("{path}: {lines} lines"))
    };
    nothing(files("", &endings).iter().filter_map(long).collect());
}

#[test]
fn nothing_names_a_machine_or_a_registry() {
    // In pieces, so that this file is not its own finding.
    let words = [
        concat!("/ro", "ot/"),
        concat!("/ho", "me/"),
        concat!("/Us", "ers/"),
        concat!("registry.np", "mjs"),
        concat!("static.cra", "tes.io"),
        concat!("index.cra", "tes.io"),
        concat!("\"reso", "lved\""),
    ];
    let mut wrong = Vec::new();
    for (path, text) in files("", &[""]) {
        for (number, line) in text.lines().enumerate() {
            for word in words.iter().filter(|word| line.contains(**word)) {
                wrong.push(format!("{path}:{}: {word}", number + 1));
            }
        }
    }
    nothing(wrong);
}

/// The rooms of core that a piece of code names, as `crate::room` or in `crate::{…}`.
fn rooms_used(code: &str) -> BTreeSet<String> {
    let mut used = BTreeSet::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        let Some(group) = rest.strip_prefix('{') else {
            used.insert(rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect());
            continue;
        };
        let (mut depth, mut word) = (0, String::new());
        for letter in group.chars() {
            match letter {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                ',' if depth == 0 => {
                    used.insert(std::mem::take(&mut word));
                }
                c if depth == 0 && !c.is_whitespace() => word.push(c),
                _ => {}
            }
        }
        used.insert(word);
    }
    used.iter().filter_map(|path| path.split("::").next()).map(str::to_string).collect()
}

#[test]
fn a_room_of_core_uses_only_rooms_below_it() {
    let floor = |room: &str| FLOORS.iter().position(|rooms| rooms.contains(&room));
    let mut wrong = Vec::new();
    for (path, text) in files("core/src", &[".rs"]) {
        let room = path["core/src/".len()..].split(['/', '.']).next().unwrap_or_default();
        // The command stands above all rooms.
        if room == "lib" || room == "bin" {
            continue;
        }
        let Some(own) = floor(room) else {
            wrong.push(format!("{path}: the room {room} has no floor"));
            continue;
        };
        for used in rooms_used(&code(&text)) {
            if used != room && floor(&used).is_some_and(|below| below >= own) {
                wrong.push(format!("{path}: {room} may not use {used}"));
            }
        }
    }
    nothing(wrong);
}

#[test]
fn the_room_scanner_sees_single_names_and_groups() {
    let code =
        "use crate::rules::{self, mutex};\nuse crate::{world::{A, go::B}, timeline};\nuse crate::{explore};";
    let expected = ["explore", "rules", "timeline", "world"].map(str::to_string);
    assert_eq!(rooms_used(code), BTreeSet::from(expected));
}

#[test]
fn only_formats_knows_serde_and_nothing_knows_a_clock_or_chance() {
    let mut wrong = Vec::new();
    // The command stands above all rooms: it tells how long a check took.
    let rooms = |(path, _): &(String, String)| !path.starts_with("core/src/bin/");
    for (path, text) in files("core/src", &[".rs"]).into_iter().filter(rooms) {
        let code = code(&text);
        let words = ["serde", "SystemTime", "Instant::now", "thread_rng", "select!", "RandomState"];
        for word in words.iter().filter(|word| code.contains(**word)) {
            if *word != "serde" || !path.starts_with("core/src/formats") {
                wrong.push(format!("{path}: {word}"));
            }
        }
    }
    nothing(wrong);
}

/// Message ids of a locale file, each with the variables it uses.
fn messages(text: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut last = String::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        if line.starts_with(|c: char| c.is_ascii_alphabetic() || c == '-')
            && let Some((id, _)) = line.split_once(" =")
        {
            last = id.to_string();
            assert!(found.insert(last.clone(), BTreeSet::new()).is_none(), "{last} is there twice");
        }
        for (at, _) in line.match_indices('$') {
            let name = line[at + 1..].chars().take_while(|c| c.is_alphanumeric() || *c == '-' || *c == '_');
            found.entry(last.clone()).or_default().insert(name.collect());
        }
    }
    found
}

#[test]
fn every_language_says_the_same_messages_and_invents_no_variable() {
    let (english, chinese) =
        (messages(&read("core/locales/en.ftl")), messages(&read("core/locales/zh-CN.ftl")));
    let mut wrong = Vec::new();
    for id in english.keys().chain(chinese.keys()).collect::<BTreeSet<_>>() {
        match (english.get(id), chinese.get(id)) {
            // A language may say a thing without naming every part of it.
            (Some(english), Some(chinese)) if chinese.is_subset(english) => {}
            (english, chinese) => wrong.push(format!("{id}: en {english:?}, zh-CN {chinese:?}")),
        }
    }
    nothing(wrong);
}

/// The colours between two marks, in the order in which they stand there.
fn colours<'a>(text: &'a str, from: &str, to: &str) -> Vec<&'a str> {
    let start = text.find(from).unwrap_or_else(|| panic!("{from} is not there"));
    let stretch = text[start..].split(to).next().unwrap_or_default();
    stretch.match_indices('#').map(|(at, _)| &stretch[at..at + 7]).collect()
}

#[test]
fn pictures_have_the_colours_of_the_page() {
    let (svg, css) = (read("core/src/present/svg.rs"), read("web/style/1-tokens.css"));
    for (picture, page) in [("const LIGHT", ".player {"), ("const DARK", ".player[data-theme='dark'] {")] {
        let shown = colours(&css, page, "--keyword");
        let unknown = |colour: &&&str| !shown.contains(colour);
        let drawn = colours(&svg, picture, "};");
        assert_eq!(drawn.iter().find(unknown), None, "{picture} has a colour that the page has not");
        assert!(drawn.len() == 13 && shown.len() > drawn.len() / 2, "{drawn:?} {shown:?}");
    }
}

#[test]
fn no_style_attribute_is_written_where_a_strict_page_would_refuse_it() {
    let ours = |path: &str| path.starts_with("web/") || path == "index.html";
    let refused =
        |(path, text): (String, String)| (ours(&path) && code(&text).contains(" style=")).then_some(path);
    nothing(files("", &[".rs", ".js", ".html"]).into_iter().filter_map(refused).collect());
}

#[test]
fn no_test_is_ignored_or_sleeps() {
    let words = [
        concat!("#[ign", "ore"),
        concat!("thread::sl", "eep"),
        concat!(".sk", "ip(true"),
        concat!("test.sk", "ip"),
    ];
    let mut wrong = Vec::new();
    for (path, text) in files("", &[".rs", ".mjs"]) {
        wrong.extend(words.iter().filter(|word| text.contains(**word)).map(|word| format!("{path}: {word}")));
    }
    nothing(wrong);
}

#[test]
fn the_top_level_holds_what_it_should_and_the_readme_names_real_commands() {
    let pages =
        ["README.md", "ARCHITECTURE.md", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE-MIT", "LICENSE-APACHE"];
    let mut wrong: Vec<String> = Vec::new();
    wrong.extend(
        pages.iter().filter(|page| !root().join(page).is_file()).map(|page| format!("{page} is missing")),
    );
    let makefile = read("Makefile");
    for (page, text) in [("README.md", read("README.md")), ("CONTRIBUTING.md", read("CONTRIBUTING.md"))] {
        for (at, _) in text.match_indices("make ") {
            let command: String = text[at + 5..].chars().take_while(char::is_ascii_lowercase).collect();
            let quoted = text[..at].ends_with(['`', '\n']) || text[..at].ends_with("    ");
            if quoted && !makefile.contains(&format!("\n{command}: ## ")) {
                wrong.push(format!("{page} names `make {command}`, which the Makefile has not"));
            }
        }
    }
    nothing(wrong);
}

#[test]
fn the_versions_that_are_pinned_twice_agree() {
    let (tools, trunk, cargo) = (read("web/tools/lib.sh"), read("Trunk.toml"), read("Cargo.toml"));
    let value = |name: &str| {
        let line = tools.lines().find(|line| line.starts_with(&format!("{name}="))).expect("lib.sh pins it");
        line[name.len() + 1..].to_string()
    };
    assert!(trunk.contains(&format!("wasm_bindgen = \"{}\"", value("WASM_BINDGEN"))));
    assert!(cargo.contains(&format!("wasm-bindgen = \"={}\"", value("WASM_BINDGEN"))));
    assert!(trunk.contains(&format!("wasm_opt = \"version_{}\"", value("BINARYEN"))));
    assert!(read("web/boot/package.json").contains(&format!("\"binaryen\": \"{}.", value("BINARYEN"))));
    let divided = |how: &str| read("web/boot/divide.mjs").contains(how);
    assert!(read("index.html").contains("--one-caller-inline-max-function-size=20 --low-memory-unused"));
    assert!(divided("setOneCallerInlineMaxSize(20)") && divided("setLowMemoryUnused(true)"));
    assert!(read("tests/conformance/go.txt").contains(&format!("\ngo{} ", value("GO"))));
    assert!(read("rust-toolchain.toml").contains(&format!("channel = \"{}\"", value("RUST"))));
}
