//! What the parser accepts, and what it says of the rest.

mod hard;
mod skim;
mod whole;

use super::parser::{Parsed, parse};
use super::pool::Pool;
use super::report::report;
use super::source::{Diagnostic, Sources};

/// A bit of everything that the language has.
const EVERYTHING: &str = include_str!("tests/everything.go");

/// Reads a file called `x.go`.
fn read(text: &str) -> (Sources, Parsed) {
    let mut sources = Sources::default();
    let base = sources.add("x.go", text);
    let parsed = parse(sources.file(base).expect("it was added"), &mut Pool::default());
    (sources, parsed)
}

/// What is told of a text, as Go's compiler writes it, without the name of the file.
fn told(text: &str) -> Vec<String> {
    let (sources, parsed) = read(text);
    lines(&sources, parsed.errors)
}

fn lines(sources: &Sources, errors: Vec<Diagnostic>) -> Vec<String> {
    let line = |error: &Diagnostic| {
        let place = sources.place(error.span.start).expect("errors stand in the file");
        format!("{}:{}: {}", place.line, place.column, error.message)
    };
    report(sources, errors).iter().map(line).collect()
}

/// Puts in place what a line of the table has escaped.
fn unescaped(line: &str) -> String {
    let (mut text, mut rest) = (String::new(), line);
    while let Some((before, behind)) = rest.split_once('\\') {
        text.push_str(before);
        let letter = behind.chars().next().expect("no line ends with a backslash");
        rest = &behind[1..];
        match letter {
            'n' => text.push('\n'),
            't' => text.push('\t'),
            'u' => {
                let (digits, behind) = rest[1..].split_once('}').expect("a brace follows");
                let number = u32::from_str_radix(digits, 16).expect("a number is in the braces");
                text.push(char::from_u32(number).expect("it is that of a character"));
                rest = behind;
            }
            other => text.push(other),
        }
    }
    text + rest
}

#[test]
fn what_is_wrong_is_told_where_and_as_gos_compiler_tells_it() {
    let mut cases: Vec<(String, Vec<String>)> = Vec::new();
    for line in include_str!("tests/told.txt").lines().filter(|line| !line.starts_with('#')) {
        if let Some(expected) = line.strip_prefix("    ") {
            cases.last_mut().expect("a program comes first").1.push(unescaped(expected));
        } else if let Some(body) = line.strip_prefix("body: ") {
            let body = unescaped(body).replace('\n', "\n\t");
            cases.push((format!("package p\n\nfunc f() {{\n\t{body}\n}}\n"), Vec::new()));
        } else if let Some(file) = line.strip_prefix("file:") {
            cases.push((unescaped(file.trim_start()), Vec::new()));
        }
    }
    assert!(cases.len() > 400, "the table has {} programs", cases.len());
    for (text, expected) in cases {
        assert_eq!(told(&text), expected, "\n{text}");
    }
}

#[test]
fn what_is_printed_is_read_as_the_same() {
    let (_, first) = read(EVERYTHING);
    assert_eq!(first.errors, []);
    let printed = whole::print(&first.file);
    let (_, second) = read(&printed);
    assert_eq!(second.errors, [], "{printed}");
    assert_eq!(whole::print(&second.file), printed);
}

#[test]
fn only_wrong_syntax_keeps_the_types_from_being_checked() {
    assert!(read("package p\nvar x = 1 2\n").1.is_hopeless());
    assert!(!read("package p\nvar x = 08\n").1.is_hopeless());
    assert!(!read("package p\nfunc f() { break }\n").1.is_hopeless());
}

#[test]
fn numbers_of_nodes_go_on_over_files_and_are_never_the_same() {
    let mut sources = Sources::default();
    let mut pool = Pool::default();
    let mut taken = Vec::new();
    for name in ["a.go", "b.go"] {
        let base = sources.add(name, "package p\nvar x, y = 1, x\n");
        let file = parse(sources.file(base).expect("it was added"), &mut pool).file;
        let super::ast::Decl::Var(specs) = &file.decls[0] else { panic!("it is a var") };
        taken.push(file.package.id);
        taken.extend(specs[0].names.iter().map(|name| name.id));
        taken.extend(specs[0].values.iter().map(|value| value.id));
    }
    assert!(taken.iter().all(|id| (id.0 as usize) < pool.count()));
    let count = taken.len();
    taken.sort();
    taken.dedup();
    assert_eq!(taken.len(), count);
}

#[test]
fn constants_take_over_what_the_line_before_has() {
    let (_, parsed) = read("package p\nconst (\n\ta, b uint = iota, 2\n\tc, d\n\te = iota\n\tf\n)\n");
    let super::ast::Decl::Const(specs) = &parsed.file.decls[0] else { panic!("it is a const") };
    let shown = |spec: &super::ast::ConstSpec| {
        let typ = spec.typ.as_ref().map(|typ| super::print::expr(typ)).unwrap_or_default();
        format!("{} {typ} {} {}", spec.iota, super::print::exprs(&spec.values), spec.inherited)
    };
    let specs: Vec<String> = specs.iter().map(shown).collect();
    assert_eq!(specs, ["0 uint iota, 2 false", "1 uint iota, 2 true", "2  iota false", "3  iota true"]);
}

#[test]
fn bytes_that_are_no_utf8_are_told() {
    let mut sources = Sources::default();
    let (base, wrong) = sources.add_bytes("x.go", b"package p\n// \xff\xfe \xe4\xb8\xad\n//\xe4\xb8 x\n");
    assert_eq!(base.0, 1);
    // As Go's compiler: the same is not told twice of one line.
    let expected = ["2:4: invalid UTF-8 encoding", "3:3: invalid UTF-8 encoding"];
    assert_eq!(lines(&sources, wrong), expected);
}

#[test]
fn ten_things_are_told_of_all_files_in_order() {
    let mut sources = Sources::default();
    let mut found = Vec::new();
    for name in ["a.go", "b.go"] {
        let base = sources.add(name, &["package p\n", &"var x\n".repeat(8)].concat());
        found.extend(parse(sources.file(base).expect("it was added"), &mut Pool::default()).errors);
    }
    let told = report(&sources, found);
    let last = told.last().expect("something is told");
    assert_eq!((told.len(), &*last.message), (11, "too many errors"));
    assert!(told[..10].is_sorted_by_key(|error| error.span.start));
}
