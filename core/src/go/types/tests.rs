//! The checker held against real Go 1.27.3.
//!
//! The files in `tests` hold small programs and what `go tool compile -p main` printed of each. In most of them a program
//! begins behind a line with its name (`=== name`) and ends before `--- go`, behind which the compiler's words stand. In
//! `lines.txt` the beginning of all programs comes first; each line `=== statement` is a function `main` with that one
//! statement.

use super::{Entry, Library, check};
use crate::go::std;
use crate::go::syntax::Texts;
use crate::go::syntax::ast::{Expr, ExprKind};
use crate::go::types::constant::Constant;
use crate::go::types::info::{Checked, SelectionKind};

/// The library as programs see it.
pub(super) struct Std;

impl Library for Std {
    fn source(&self, path: &str) -> Option<&str> {
        std::source(path)
    }

    fn names(&self) -> Vec<&str> {
        std::names().collect()
    }
}

/// The same, but all functions are read.
struct WholeStd;

impl Library for WholeStd {
    fn source(&self, path: &str) -> Option<&str> {
        Std.source(path)
    }

    fn names(&self) -> Vec<&str> {
        Std.names()
    }

    fn is_read_whole(&self) -> bool {
        true
    }
}

/// A program of one file.
fn texts(name: &str, text: &str) -> Texts {
    let mut texts = Texts::default();
    texts.add(name, text);
    texts
}

/// What is told of a program in one file.
fn told(text: &str) -> String {
    match check(texts("main.go", text), &Std, Entry::Tests) {
        Ok(_) => String::new(),
        Err(errors) => errors.text(),
    }
}

/// A program in one file that is right.
fn right(text: &str) -> Checked {
    check(texts("main.go", text), &Std, Entry::Main).unwrap_or_else(|errors| panic!("{}", errors.text()))
}

/// The programs of a file with what Go says of each.
fn programs(data: &str) -> Vec<(String, String, String)> {
    let (before, rest) = data.split_once("=== ").expect("a file has programs");
    let parts = rest.split("\n=== ");
    parts
        .map(|part| {
            let (name, rest) = part.split_once('\n').unwrap_or((part, ""));
            if before.is_empty() {
                let (program, words) = rest.split_once("--- go").unwrap_or((rest, ""));
                return (name.to_string(), program.to_string(), words.to_string());
            }
            let program = [before, "\nfunc main() {\n\t", name, "\n}\n"].concat();
            (name.to_string(), program, rest.to_string())
        })
        .collect()
}

fn compare(data: &str) -> usize {
    let programs = programs(data);
    let mut wrong = String::new();
    for (name, program, words) in &programs {
        let ours = told(program);
        if ours.trim() != words.trim() {
            wrong.push_str(&format!("=== {name}\n{ours}--- go\n{words}\n"));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    programs.len()
}

#[test]
fn wrong_programs_are_refused_in_the_words_of_go() {
    let files = [
        include_str!("tests/assign.txt"),
        include_str!("tests/calls.txt"),
        include_str!("tests/generics.txt"),
        include_str!("tests/lines.txt"),
        include_str!("tests/names.txt"),
        include_str!("tests/operators.txt"),
        include_str!("tests/statements.txt"),
        include_str!("tests/types.txt"),
    ];
    let count: usize = files.into_iter().map(compare).sum();
    assert!(count >= 350, "there are only {count} programs");
}

#[test]
fn every_package_of_the_library_is_right() {
    for path in std::names() {
        let program = ["package main\n\nimport _ \"", path, "\"\n\nfunc main() {}\n"].concat();
        if let Err(errors) = check(texts("main.go", &program), &WholeStd, Entry::Main) {
            panic!("{}", errors.text());
        }
    }
}

#[test]
fn imports_must_exist_and_be_open() {
    let message = told("package main\n\nimport \"foo/bar\"\n\nfunc main() { x := 1 }\n");
    assert!(message.starts_with("main.go:3:8: package foo/bar is not here; there are: bytes, "), "{message}");
    assert_eq!(message.lines().count(), 1);
    let message = told("package main\n\nimport _ \"internal/lockstep\"\n\nfunc main() {}\n");
    assert_eq!(message, "main.go:3:10: use of internal package internal/lockstep not allowed\n");
}

#[test]
fn a_name_that_only_go_has_is_not_here_and_one_that_nobody_has_is_undefined() {
    let told = |imports: &str, body: &str| {
        told(&["package main\n\nimport \"", imports, "\"\n\nfunc f(", body, "\n}\n"].concat())
    };
    let part = "Lockstep has only a part of package";
    let found = told("time", "t time.Time) {\n\ttime.Parse()\n\tt.ISOWeek()\n\ttime.Pars()\n\tt.IsoWeek()");
    let expected = [
        ["main.go:6:7: time.Parse is not here: ", part, " time\n"].concat(),
        ["main.go:7:4: t.ISOWeek is not here: ", part, " time\n"].concat(),
        "main.go:8:7: undefined: time.Pars\n".into(),
        "main.go:9:4: t.IsoWeek undefined (type time.Time has no field or method IsoWeek)\n".into(),
    ];
    assert_eq!(found, expected.concat());
    let found = told("testing", "t *testing.T, f *testing.F, tb testing.TB) {\n\tt.Setenv()\n\ttb.TempDir()");
    let expected = ["5:33: testing.F", "6:4: t.Setenv", "7:5: tb.TempDir"]
        .map(|said| ["main.go:", said, " is not here: ", part, " testing\n"].concat());
    assert_eq!(found, expected.concat());
    // Of a package of which most is missing nobody keeps the names.
    let found = told("os", ") {\n\tos.Open()\n\tos.exit(1)\n\tos.Stdin.Stat()\n\tos.Stdin.close()");
    let expected = [
        ["main.go:6:5: os.Open is not here: ", part, " os\n"].concat(),
        "main.go:7:5: undefined: os.exit (but have Exit)\n".into(),
        ["main.go:8:11: os.Stdin.Stat is not here: ", part, " os\n"].concat(),
        "main.go:9:11: os.Stdin.close undefined (type *os.File has no field or method close, but does have method Close)\n"
            .into(),
    ];
    assert_eq!(found, expected.concat());
}

#[test]
fn what_is_complex_is_told_as_that() {
    for said in ["complex(1, 2)", "real(1)", "imag(x)", "2i", "complex64(1)"] {
        let text = ["package main\n\nvar x = 1\nvar y = ", said, "\n\nfunc main() {}\n"].concat();
        assert_eq!(told(&text), "main.go:4:9: complex numbers are not supported\n");
    }
    assert_eq!(told("package main\n\nfunc main() {\n\treal := 1\n\t_ = real\n}\n"), "");
}

#[test]
fn a_program_needs_a_beginning_and_a_test_does_not() {
    let library = "package p\n\nimport \"testing\"\n\nfunc TestX(t *testing.T) {}\n";
    assert!(check(texts("p_test.go", library), &Std, Entry::Tests).is_ok());
    let of = |text: &str| check(texts("main.go", text), &Std, Entry::Main).err().map(|errors| errors.text());
    assert_eq!(
        of("package main\n\nfunc f() {}\n").as_deref(),
        Some("runtime.main_main·f: function main is undeclared in the main package\n")
    );
    assert_eq!(of("package p\n").as_deref(), Some("main.go:1:9: package p is not a main package\n"));
}

/// A deep nesting, an endless type or a large constant is told of, and does no harm.
#[test]
fn nothing_is_too_deep_or_too_large() {
    let main = |body: &str| ["package main\n\n", body, "\nfunc main() {}\n"].concat();
    let nested = |before: &str, middle: &str, after: &str, times: usize| {
        [&before.repeat(times), middle, &after.repeat(times)].concat()
    };
    for body in [
        ["var x = ", &nested("(", "1", ")", 280), "\n"].concat(),
        ["var x = 1", &" + 1".repeat(5000), "\n"].concat(),
        ["var x = ", &nested("f(", "1", ")", 250), "\nfunc f(int) int\n"].concat(),
        ["var x ", &nested("[2]", "int", "", 280), "\n"].concat(),
        ["var x ", &nested("[1000000]", "int", "", 20), "\n"].concat(),
        ["var x ", &nested("struct{ a ", "int", " }", 250), "\n"].concat(),
        ["var x ", &nested("func(", "int", ")", 250), "\n"].concat(),
        ["func f() {", &nested("{", "", "}", 280), "}\n"].concat(),
        ["func f() {", &nested("func() { ", "", " }()", 90), "}\n"].concat(),
        ["const x = 1", &" << 1000".repeat(100), "\n"].concat(),
        ["const x = 1.5", &" * 1e300".repeat(100), "\n"].concat(),
        "const x = 1e99999999999\n".to_string(),
        "const x = 0x1p-99999999999\n".to_string(),
        ["const x = ", &"9".repeat(9999), "\n"].concat(),
        "type T[P any] struct{ f *T[*P] }\nvar x T[int]\n".to_string(),
        "type T[P any] struct{ f *T[T[P]]; g *T[[]P] }\nvar x T[int]\n".to_string(),
        "type T[P any] struct{}\nfunc (t T[P]) m() T[T[P]]\nvar x T[int]\n".to_string(),
        "type T[P any] struct{ a, b [1000]P }\nvar x T[T[T[T[T[T[T[T[int]]]]]]]]\n".to_string(),
        "func f[P any](n int, x P) { f(n, []P{}); f(n, &x) }\n".to_string(),
        (0..60).map(|at| format!("type T{at} struct {{ a, b *T{} }}\n", at + 1)).collect::<String>()
            + "type T60 int\n",
        (0..60).map(|at| format!("type T{at} struct {{ a, b T{} }}\n", at + 1)).collect::<String>()
            + "type T60 int\nvar x T0\n",
        (0..200).map(|at| format!("var v{at} = v{}\n", (at + 1) % 200)).collect::<String>(),
        (0..200).map(|at| format!("type A{at} = A{}\n", (at + 1) % 200)).collect::<String>(),
        (0..200).map(|at| format!("type I{at} interface {{ I{}; m{at}() }}\n", at + 1)).collect::<String>()
            + "type I200 interface{}\nvar x I0\n",
    ] {
        told(&main(&body));
    }
}

/// What is noted of the expressions of `main`, looked up by their text.
fn noted<'c>(checked: &'c Checked, wanted: &str) -> Vec<&'c Expr> {
    let mut found = Vec::new();
    let package = checked.packages.last().expect("there is the program");
    for initializer in &package.initializers {
        walk(initializer.spec.expr(), wanted, &mut found);
    }
    found
}

fn walk<'e>(expr: &'e Expr, wanted: &str, found: &mut Vec<&'e Expr>) {
    if crate::go::syntax::print::expr(expr) == wanted {
        found.push(expr);
    }
    match &expr.kind {
        ExprKind::Paren(of) | ExprKind::Selector(of, _) | ExprKind::Unary(_, of) | ExprKind::Star(of) => {
            walk(of, wanted, found);
        }
        ExprKind::Binary(_, _, left, right) => {
            [left, right].into_iter().for_each(|of| walk(of, wanted, found))
        }
        ExprKind::Call { func, args, .. } => {
            walk(func, wanted, found);
            args.iter().for_each(|arg| walk(arg, wanted, found));
        }
        ExprKind::Composite { elements, .. } => {
            for (key, value) in elements {
                key.iter().for_each(|key| walk(key, wanted, found));
                walk(value, wanted, found);
            }
        }
        _ => {}
    }
}

#[test]
fn untyped_values_are_noted_with_the_types_that_they_get() {
    let checked = right(
        "package main

var n = 3
var a float64 = 1 << 3
var b int64 = 1 << n
var c any = 'x'
var d = n > 2 && 1 < 2
var e uint8 = 'a' + 1

func main() {}
",
    );
    let types = &checked.types;
    let shown = |text: &str| -> Vec<(String, Option<Constant>)> {
        noted(&checked, text)
            .into_iter()
            .map(|expr| {
                let known = checked.info.of(expr);
                let basic = types.basic(known.typ).map_or("", |basic| basic.name());
                (basic.to_string(), known.value.clone())
            })
            .collect()
    };
    let int = |value: i64| Some(Constant::int(value));
    assert_eq!(shown("1 << 3")[0].0, "float64");
    assert_eq!(shown("1 << n")[0], ("int64".to_string(), None));
    assert_eq!(shown("1")[1], ("int64".to_string(), int(1)));
    assert_eq!(shown("'x'")[0], ("int32".to_string(), int(120)));
    assert_eq!(shown("n > 2")[0].0, "bool");
    assert_eq!(shown("2")[0], ("int".to_string(), int(2)));
    assert_eq!(shown("'a' + 1")[0], ("uint8".to_string(), int(98)));
}

#[test]
fn instances_and_selections_are_noted() {
    let checked = right(
        "package main

type inner struct{ n int }

func (i *inner) get() int { return i.n }

type outer struct {
	s string
	*inner
}

type list[T any] struct{ items []T }

func (l *list[T]) add(x T) *list[T] { l.items = append(l.items, x); return l }

func pick[K comparable, V any](m map[K]V, k K) V { return m[k] }

var o = outer{inner: &inner{1}}
var x = o.n
var y = o.get()
var z = pick(map[string]int{}, \"a\")
var l = (&list[byte]{}).add(1)
var f = outer.get

func main() {}
",
    );
    let selection = |text: &str| &checked.info.selections[&noted(&checked, text)[0].id];
    assert_eq!(selection("o.n").path, [1, 0]);
    assert_eq!(selection("o.get").path, [1]);
    assert!(matches!(selection("o.get").kind, SelectionKind::Method { pointer: true, .. }));
    assert!(matches!(selection("outer.get").kind, SelectionKind::Expression(_)));
    let args = &checked.info.instances[&noted(&checked, "pick")[0].id];
    let names: Vec<_> =
        args.iter().map(|arg| checked.types.basic(*arg).expect("it is basic").name()).collect();
    assert_eq!(names, ["string", "int"]);
    let SelectionKind::Method { named, .. } = selection("(&list[byte]{}).add").kind else {
        panic!("it is a method")
    };
    let named = checked.types.named(named);
    assert_eq!(checked.types.basic(named.type_args[0]).expect("it is basic").name(), "uint8");
    assert_eq!(named.methods.len(), 1);
    assert!(named.origin.is_some());
}

#[test]
fn variables_are_initialised_in_the_order_of_their_dependencies() {
    let checked = right(
        "package main

var a = c + b
var b = f()
var c, d = g()
var e = 1

func f() int { return d + e }
func g() (int, int) { return 1, 2 }

func main() {}
",
    );
    let package = checked.packages.last().expect("there is the program");
    let order: Vec<String> = package
        .initializers
        .iter()
        .map(|initializer| {
            let names = initializer.variables.iter().map(|object| &*checked.objects[object.0 as usize].name);
            names.collect::<Vec<_>>().join(",")
        })
        .collect();
    assert_eq!(order, ["c,d", "e", "b", "a"]);
}
