//! What the parser accepts, and what it says of the rest.

mod whole;

use super::parser::{NodeIds, Parsed, parse};
use super::report::report;
use super::source::Sources;

/// Reads a file called `x.go`.
fn read(text: &str) -> (Sources, Parsed) {
    let mut sources = Sources::default();
    let base = sources.add("x.go", text);
    let parsed = parse(sources.file(base).expect("it was added"), &mut NodeIds::default());
    (sources, parsed)
}

/// What is told of a text, as Go's compiler writes it.
fn told(text: &str) -> Vec<String> {
    let (sources, parsed) = read(text);
    let line = |error: &super::source::Diagnostic| {
        let place = sources.place(error.span.start).expect("errors stand in the file");
        format!("{}:{}: {}", place.line, place.column, error.message)
    };
    report(&sources, parsed.errors).iter().map(line).collect()
}

#[test]
fn a_program_is_read() {
    assert_eq!(told("package main\n\nfunc main() {\n\tprintln(\"hello\")\n}\n"), [""; 0]);
}

#[test]
fn a_missing_operand_is_told_in_gos_words() {
    assert_eq!(
        told("package main\n\nfunc main() {\n\tx := 1 +\n}\n"),
        ["5:1: syntax error: unexpected }, expected expression"]
    );
}

/// A bit of everything that the language has.
const EVERYTHING: &str = include_str!("tests/everything.go");

#[test]
fn what_is_printed_is_read_as_the_same() {
    let (_, first) = read(EVERYTHING);
    assert_eq!(first.errors, []);
    let printed = whole::print(&first.file);
    let (_, second) = read(&printed);
    assert_eq!(second.errors, [], "{printed}");
    assert_eq!(whole::print(&second.file), printed);
}
