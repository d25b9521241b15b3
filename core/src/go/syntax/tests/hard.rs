//! Programs that are hard on the parser: deep, long, cut off, garbled.

use super::{EVERYTHING, read, told};
use crate::go::syntax::scanner::Scanner;
use crate::go::syntax::token::Token;

/// How much stack WebAssembly gives.
const STACK: usize = 1 << 20;

/// Puts something around a middle, many times over.
fn nested(before: &str, middle: &str, behind: &str) -> String {
    [&before.repeat(2000), middle, &behind.repeat(2000)].concat()
}

/// A file with a body.
fn with_body(body: &str) -> String {
    ["package p\nfunc f() {\n", body, "\n}\n"].concat()
}

/// A file with a type.
fn with_type(typ: &str) -> String {
    ["package p\nvar x ", typ, "\n"].concat()
}

#[test]
fn what_is_nested_too_deeply_is_told_and_overflows_nothing() {
    let bodies = [
        ["x = ", &nested("(", "y", ")")].concat(),
        nested("{", "", "}"),
        nested("func() { ", "", " }()"),
        nested("if x {\n", "", "}\n"),
        nested("if func() bool { ", "", " }() {\n}\n"),
        nested("for range x { ", "", " }\n"),
        nested("for func() { ", "", " }(); ; {\n}\n"),
        nested("switch x { case 1: ", "", " }\n"),
        nested("select { case <-x: ", "", " }\n"),
        nested("go func() { ", "", " }()\n"),
        nested("f(", "x", ")"),
        nested("y[", "z", "]"),
        ["x = T", &nested("{", "", "}")].concat(),
        ["x = ", &nested("- ", "y", "")].concat(),
        ["x = ", &nested("<-", "y", "")].concat(),
        ["x = ", &nested("y+(", "z", ")")].concat(),
        // These lean to the left.
        ["x = y", &"+y".repeat(10000)].concat(),
        ["x = y", &".y".repeat(10000)].concat(),
        ["x", &"()".repeat(10000)].concat(),
        ["x = ", &nested("(", "y", ")+z+z+z+z+z+z+z+z+z+z+z+z+z")].concat(),
        ["if x {\n}", &" else if x {\n}".repeat(2000)].concat(),
        (0..2000).map(|at| format!("l{at}: ")).collect(),
    ];
    let types = [
        nested("*", "int", ""),
        nested("[]", "int", ""),
        nested("map[", "int", "]int"),
        nested("struct { x ", "int", " }"),
        nested("interface { m(", "int", ") }"),
        nested("func(", "int", ")"),
        nested("chan ", "int", ""),
        nested("T[", "int", "]"),
        nested("(", "int", ")"),
    ];
    let constraint = |terms: &str| ["package p\ntype T[P ", &terms.repeat(5000), "int] int\n"].concat();
    let mut files: Vec<String> = bodies.iter().map(|body| with_body(body)).collect();
    files.extend(types.iter().map(|typ| with_type(typ)));
    files.extend([constraint("~int|"), constraint("*E|")]);
    let all = std::thread::Builder::new().stack_size(STACK).spawn(move || {
        for file in &files {
            let told = told(file);
            assert_eq!(told.len(), 1, "{}: {told:?}", &file[..60]);
            assert!(told[0].ends_with(": syntax error: nested too deeply"), "{}: {told:?}", &file[..60]);
        }
    });
    all.expect("a thread can be started").join().expect("nothing overflows");
}

#[test]
fn what_is_nested_moderately_is_read() {
    let parens = ["x = ", &"(".repeat(200), "y", &")".repeat(200)].concat();
    let sum = ["x = y", &"+y".repeat(250)].concat();
    let blocks = ["{".repeat(200), "}".repeat(200)].concat();
    let literals = ["func() {\n".repeat(60), "}()\n".repeat(60)].concat();
    for body in [parens, sum, blocks, literals] {
        assert_eq!(told(&with_body(&body)), [""; 0]);
    }
}

#[test]
fn what_is_very_long_takes_no_time_to_speak_of() {
    const LONG: usize = 1 << 16;
    let lists = [
        ["x = []int{", &"1, ".repeat(LONG / 3), "}"].concat(),
        ["f(", &"x, ".repeat(LONG / 3), ")"].concat(),
        ["x = \"", &"a".repeat(LONG), "\""].concat(),
        ["/*", &"\n".repeat(LONG), "*/"].concat(),
        ["x = ", &"1".repeat(LONG)].concat(),
        ["x".repeat(LONG), " = 1".into()].concat(),
        "x()\n".repeat(LONG / 4),
        (0..LONG / 20).map(|at| format!("goto l{at}\nl{at}:\n")).collect(),
        (0..LONG / 20).map(|at| format!("x{at} := 1\n")).collect(),
        ";".repeat(LONG),
    ];
    for body in lists {
        assert_eq!(told(&with_body(&body)), [""; 0]);
    }
    let types = ["interface { ", &"int|".repeat(LONG / 4), "int }"].concat();
    assert_eq!(told(&with_type(&types)), [""; 0]);
    let ways =
        ["@", "\0", "'", "\"", "`", "0x", "²", ")", "{", "x ", "\n.", "/*", "case ", "L: ", "goto L\n"];
    for way in ways {
        let garbage = way.repeat(LONG / way.len());
        assert!(!told(&garbage).is_empty());
        assert!(!told(&with_body(&garbage)).is_empty(), "{way}");
    }
}

#[test]
fn half_a_program_is_told_to_be_one() {
    let whole = EVERYTHING.trim_end();
    let body = whole.rfind("func main").expect("there is one");
    for (at, _) in whole.char_indices().step_by(3) {
        let told = told(&whole[..at]);
        assert!(at < body + 13 || !told.is_empty(), "{at}");
        assert!(told.len() <= 11);
    }
}

/// Numbers that look random and are the same every time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        ((self.0 >> 33) as usize) % limit
    }
}

#[test]
fn a_garbled_program_is_never_too_much() {
    let mut scanner = Scanner::new(EVERYTHING);
    let mut tokens = Vec::new();
    loop {
        let before = scanner.end;
        scanner.next();
        if scanner.token == Token::End {
            break;
        }
        // With what stands before it, so that lines remain.
        tokens.push(&EVERYTHING[before..scanner.end]);
    }
    let mut numbers = Numbers(1);
    for _ in 0..1000 {
        let mut garbled = tokens.clone();
        for _ in 0..=numbers.below(3) {
            let (one, other) = (numbers.below(garbled.len()), numbers.below(garbled.len()));
            match numbers.below(4) {
                0 => drop(garbled.remove(one)),
                1 => garbled.insert(one, garbled[one]),
                2 => garbled.swap(one, other),
                _ => garbled[one] = garbled[other],
            }
        }
        let text = garbled.concat();
        let (_, parsed) = read(&text);
        assert!(parsed.errors.len() <= 10);
        assert!(parsed.errors.iter().all(|error| error.span.start <= error.span.end));
        // The tree can be gone through, whatever it is.
        super::whole::print(&parsed.file);
    }
}
