//! Go programs that are hard on whoever reads and runs them: what cannot be read, what is far too deep or too large, what
//! never ends. Each comes to an end that is told in Go's words, on a stack half as large as WebAssembly's.

use lockstep_core::go::lower::LoopVariables;
use lockstep_core::go::machine::{Ended, Limits, Silent, Time};
use lockstep_core::go::{Program, Run, process};
use lockstep_core::schedule::Plan;
use wasm_bindgen_test::wasm_bindgen_test;

/// Runs a test on a small stack; where there are no threads, on the stack that there is.
fn with_little_stack(test: fn()) {
    if cfg!(target_family = "wasm") {
        return test();
    }
    let thread = std::thread::Builder::new().stack_size(512 << 10).spawn(test);
    thread.expect("a thread can be started").join().expect("nothing overflows, nothing panics");
}

fn compile(text: impl AsRef<[u8]>) -> Result<Program, String> {
    Program::compile("main.go", text.as_ref(), None, LoopVariables::PerIteration)
        .map_err(|errors| errors.text().to_owned())
}

/// What is wrong with a program, or nothing.
fn told(text: impl AsRef<[u8]>) -> String {
    compile(text).err().unwrap_or_default()
}

/// A program with this in its main function.
fn with_body(body: &str) -> String {
    ["package main\n\nvar x, y int\n\nfunc main() {\n", body, "\n}\n"].concat()
}

/// Puts something around a middle, so many times.
fn nested(times: usize, before: &str, middle: &str, behind: &str) -> String {
    [&before.repeat(times), middle, &behind.repeat(times)].concat()
}

/// Programs that go as deep as this, in every way that there is.
fn deep(times: usize) -> Vec<String> {
    let n = times;
    let chain = |one: &dyn Fn(usize) -> String| (0..n).map(one).collect::<String>();
    let bodies = [
        ["x = ", &nested(n, "(", "y", ")")].concat(),
        ["x = ", &nested(n, "-(", "y", ")")].concat(),
        nested(n, "{", "", "}"),
        nested(n, "func() { ", "", " }()"),
        nested(n, "if x == 0 {\n", "", "}\n"),
        nested(n, "for range x { ", "", " }\n"),
        nested(n, "for i := range x { defer func() { _ = i }()\n", "", " }\n"),
        nested(n, "for range func(yield func() bool) {} { ", "", " }\n"),
        nested(n, "switch x { case 1: ", "", " }\n"),
        nested(n, "switch any(x).(type) { case int: ", "", " }\n"),
        nested(n, "select { default: ", "", " }\n"),
        nested(n, "go func() { ", "", " }()\n"),
        ["f := func(int) int { return 0 }\nx = ", &nested(n, "f(", "x", ")")].concat(),
        ["y := []int{}\nx = ", &nested(n, "y[", "0", "]")].concat(),
        ["_ = ", &"[]".repeat(n), "int", &nested(n, "{", "", "}")].concat(),
        ["_ = ", &nested(n, "[]any{", "", "}")].concat(),
        ["x = ", &"- ".repeat(n), "y"].concat(),
        ["_ = ", &"!".repeat(n), "(x == y)"].concat(),
        ["x = ", &nested(n, "y+(", "x", ")")].concat(),
        ["x = y", &"+y".repeat(n)].concat(),
        ["x = 1", &"+1".repeat(n)].concat(),
        ["s := \"\"\n_ = s", &"+s".repeat(n)].concat(),
        ["b := true\n_ = b", &"&&b".repeat(n)].concat(),
        ["type t struct { t *t }\nvar v t\nv.t = &v\n_ = v", &".t".repeat(n)].concat(),
        ["type f func() f\nvar v f\n_ = v", &"()".repeat(n)].concat(),
        ["if x == 0 {\n}", &" else if x == 0 {\n}".repeat(n)].concat(),
        (0..n).map(|at| format!("l{at}: ")).collect::<String>() + ";" + &chain(&|at| format!("goto l{at}\n")),
        chain(&|at| {
            format!("v{at} := {}\n_ = v{at}\n", if at > 0 { format!("v{}", at - 1) } else { "0".into() })
        }),
    ];
    let types = [
        nested(n, "*", "int", ""),
        nested(n, "[]", "int", ""),
        nested(n, "[2]", "int", ""),
        nested(n, "map[string]", "int", ""),
        nested(n, "struct { x ", "int", " }"),
        nested(n, "struct { x, y ", "int", " }"),
        nested(n, "interface { m(", "int", ") }"),
        nested(n, "func(", "int", ")"),
        nested(n, "chan ", "int", ""),
        nested(n, "(", "int", ")"),
    ];
    let before = |at: usize, first: &str| if at == 0 { first.to_owned() } else { format!("t{}", at - 1) };
    let last = n - 1;
    let declarations = [
        chain(&|at| format!("type t{at} {}\n", before(at, "int"))),
        chain(&|at| format!("type t{at} t{}\n", at + 1)) + &format!("type t{n} int\nvar v t0\n"),
        chain(&|at| format!("type t{at} struct {{ a {} }}\n", before(at, "int")))
            + &format!("var v t{last}\n"),
        chain(&|at| format!("type t{at} struct {{ a, b {} }}\n", before(at, "int")))
            + &format!("var v t{last}\n"),
        chain(&|at| format!("type t{at} struct {{ {} }}\n", before(at, "int")))
            + &format!("var v t{last}\nvar w = v == v\n"),
        chain(&|at| format!("type t{at} [2]{}\n", before(at, "int"))) + &format!("var v t{last}\n"),
        chain(&|at| format!("type t{at} []t{}\n", at + 1)) + &format!("type t{n} int\nvar v t0\n"),
        chain(&|at| format!("type t{at} interface {{ {}; m{at}() }}\n", before(at, "any")))
            + &format!("var v t{last}\n"),
        chain(&|at| format!("type t{at}[P any] struct {{ a *t{}[P] }}\n", at + 1))
            + &format!("type t{n}[P any] struct{{}}\nvar v t0[int]\n"),
        chain(&|at| format!("type t{at}[P any] struct {{ a t{}[[]P] }}\n", at + 1))
            + &format!("type t{n}[P any] struct{{}}\nvar v t0[int]\n"),
        chain(&|at| format!("const t{at} = {} + 1\n", before(at, "0"))),
        chain(&|at| format!("const t{at} = t{} + 1\n", at + 1)) + &format!("const t{n} = 0\n"),
        chain(&|at| format!("var t{at} = t{} + 1\n", at + 1)) + &format!("var t{n} = 0\n"),
        chain(&|at| format!("func t{at}() int {{ return t{}() }}\n", at + 1))
            + &format!("func t{n}() int {{ return 0 }}\nvar v = t0()\n"),
        chain(&|at| format!("func t{at}[P any](p P) {{ t{}(p) }}\n", at + 1))
            + &format!("func t{n}[P any](P) {{}}\nfunc init() {{ t0(1) }}\n"),
        chain(&|at| format!("func t{at}[P any](p P) {{ t{}([]P{{p}}) }}\n", at + 1))
            + &format!("func t{n}[P any](P) {{}}\nfunc init() {{ t0(1) }}\n"),
        chain(&|at| format!("var t{at} = func() int {{ return t{} }}()\n", at + 1))
            + &format!("var t{n} = 0\n"),
    ];
    let mut programs: Vec<String> = bodies.iter().map(|body| with_body(body)).collect();
    programs
        .extend(types.iter().map(|typ| with_body(&format!("var v {typ}\n_ = v\nvar i any = v\n_ = i\n"))));
    programs.extend(declarations.iter().map(|text| with_body("") + text));
    programs
}

#[cfg_attr(not(target_family = "wasm"), test)]
#[wasm_bindgen_test]
fn what_is_deep_is_read_or_told_to_be_too_deep() {
    with_little_stack(|| {
        // The depths around which something may just fit, and one at which nothing does.
        for times in [10, 100, 140, 290, 2000] {
            for text in deep(times) {
                let told = told(&text);
                assert!(told.is_empty() || told.starts_with("main.go:"), "{told}");
                assert!(times > 10 || told.is_empty(), "{told}\n{text}");
            }
        }
    });
}

#[cfg_attr(not(target_family = "wasm"), test)]
#[wasm_bindgen_test]
fn what_cannot_be_read_is_told_with_its_place() {
    let programs: [(&[u8], &str); 8] = [
        (
            b"package main\n\nfunc main() {\n\tx := \"a\xff\xfeb\"\n\t// \xff\n}\n",
            "main.go:4:9: invalid UTF-8 encoding\nmain.go:5:5: invalid UTF-8 encoding\n",
        ),
        (b"\xff\xfe", "main.go:1:1: invalid UTF-8 encoding\n"),
        (
            b"\xef\xbb\xbfpackage main\n\nfunc main() {\n\tx := \"a\x00\xef\xbb\xbfb\"\n}\n",
            "main.go:4:2: declared and not used: x\nmain.go:4:9: invalid NUL character\nmain.go:4:10: invalid BOM in the middle of the file\n",
        ),
        (b"", "main.go:1:1: syntax error: package statement must be first\n"),
        (b"package main\n\0\nfunc main() {}\n", "main.go:2:1: invalid NUL character\n"),
        (
            b"package main\nfunc main() { _ = 1 << 1000000000 }\n",
            "main.go:2:24: invalid operation: invalid shift count 1000000000 (untyped int constant)\n",
        ),
        (
            b"package main\nconst x = 1 << 500\nconst y = x * x\nconst z = y * y\nfunc main() {}\n",
            "main.go:3:13: constant multiplication overflow\n",
        ),
        (
            b"package main\nconst a = 1e1000000000\nfunc main() {}\n",
            "main.go:2:11: malformed constant: 1e1000000000\n",
        ),
    ];
    for (text, expected) in programs {
        assert_eq!(told(text), expected, "{}", String::from_utf8_lossy(text));
    }
}

#[cfg_attr(not(target_family = "wasm"), test)]
#[wasm_bindgen_test]
fn what_is_long_is_read() {
    with_little_stack(|| {
        const LONG: usize = 64 << 10;
        let lines = [
            ["s := \"", &"a".repeat(LONG), "\"\n_ = s"].concat(),
            ["/* ", &"*".repeat(LONG), " */"].concat(),
            ["x = 1", &" ".repeat(LONG), "+ 1"].concat(),
            ["_ = []int{", &"1, ".repeat(LONG / 3), "}"].concat(),
            "x = y; ".repeat(LONG / 7),
            ["_ = []any{", &"[]int{}, ".repeat(LONG / 9), "}"].concat(),
        ];
        for line in lines {
            assert_eq!(told(with_body(&line)), "", "{}", &line[..30]);
        }
        let name = "n".repeat(LONG);
        assert_eq!(told(with_body(&["var ", &name, " int\n_ = ", &name].concat())), "");
        let number = told(with_body(&["x = ", &"9".repeat(LONG)].concat()));
        assert!(number.starts_with("main.go:6:5: "), "{}", &number[..number.len().min(200)]);
    });
}

#[cfg_attr(not(target_family = "wasm"), test)]
#[wasm_bindgen_test]
fn what_is_wrong_with_half_a_program_is_told_with_its_place() {
    let texts = [
        include_str!("../core/src/lessons/go/lock-contention.go"),
        include_str!("conformance/go/generics/types.go"),
    ];
    for text in texts {
        let text = text.trim_end();
        for (end, _) in text.char_indices().step_by(7) {
            let told = told(&text[..end]);
            // Some halves are whole: what is behind is not needed.
            let is_placed = told.starts_with("main.go:") || told.starts_with("runtime.main_main");
            assert!(is_placed || told.is_empty(), "{end}: {told}");
        }
    }
}

/// Programs of which something is too large, and what is told of them.
fn large() -> Vec<(String, &'static str)> {
    let main = |before: &str, body: &str| {
        ["package main\n\n", before, "\n\nfunc main() {\n", body, "\n}\n"].concat()
    };
    let list = |n: usize, one: &dyn Fn(usize) -> String| (0..n).map(one).collect::<String>();
    let (full, long) = (
        "program too large: its variables and strings have more than 4194304 words",
        "type too large: its values have more than 65535 words or 16384 parts",
    );
    let (wide, function) = (
        "program too large: it has more than 65535 words in the values of a call",
        "function too large: its variables have more than 65000 words",
    );
    let crowded = "function too large: it has too many variables for as many statements";
    let branches = |arrays: usize| {
        let each = |before: &str, behind: &str| list(arrays, &|at| format!("{before}v{at}{behind}\n"));
        let body = [each("var ", " [64]int"), "if x > 0 { x = 0 }\n".repeat(6_000), each("_ = ", "[0]")];
        main("var x int", &body.concat())
    };
    let programs = [
        // Variables that are there before anything runs.
        (main("var a [1 << 22]int", "a[0]++"), full),
        (main("var a [1 << 27]int", "a[0]++"), full),
        (main("var a, b, c [1 << 21]int", "a[0], b[0], c[0] = 1, 2, 3"), full),
        (main("var a [1 << 40]struct{}", "a[0] = struct{}{}"), ""),
        // Values that are wider than a number of an instruction.
        (main("func f(a [65536]int) {}", "var a [65536]int\nf(a)"), long),
        (main("func f() ([40000]int, [40000]int) { panic(0) }", "a, b := f()\n_, _ = a, b"), wide),
        (main("func f(a, b [40000]int) {}", "var a, b [40000]int\nf(a, b)"), wide),
        (main("func f(a, b [40000]int) {}", "var a, b [40000]int\ndefer f(a, b)"), wide),
        (main("func f(a, b [40000]int) {}", "g := f\n_ = g"), function),
        (main("type t [40000]int\nfunc (t) f(a [40000]int) {}", "var a t\na.f(a)"), function),
        (main("type t [40000]int\nfunc (t) f(a [40000]int) {}", "f := t.f\n_ = f"), function),
        (
            main(
                "func f(a ...[60000]int) {}",
                &["var a [60000]int\nf(", &"a, ".repeat(10_000), ")"].concat(),
            ),
            function,
        ),
        // What there is too much of for a number of an instruction.
        (main("", &["print(", &"1, ".repeat(40_000), ")"].concat()), function),
        (main("", &["defer print(", &"1, ".repeat(40_000), ")"].concat()), function),
        (
            main("var x struct{}", &["_ = append([]struct{}{}, ", &"x, ".repeat(70_000), ")"].concat()),
            "program too large: it has more than 65535 values in a call",
        ),
        (
            main(
                "func f(a ...struct{}) { print(len(a)) }\n\nvar x struct{}",
                &["f(", &"x, ".repeat(70_000), ")"].concat(),
            ),
            "",
        ),
        (
            main("", &"select { default: }\n".repeat(70_000)),
            "program too large: it has more than 65535 selects",
        ),
        (
            main("var a any", &"_ = a.(int)\n".repeat(70_000)),
            "program too large: it has more than 65535 assertions",
        ),
        // Generic functions that are twice as many at each level.
        (
            main(
                &(list(40, &|at| {
                    format!("func f{at}[T any](x T) {{ f{}([]T{{x}}); f{}([1]T{{x}}) }}\n", at + 1, at + 1)
                }) + "func f40[T any](x T) {}"),
                "f0(1)",
            ),
            "program too large: it has more than 10000 instances of generic functions",
        ),
        // Constants that grow with each.
        (
            main(
                &(list(1_000, &|at| format!("const c{} = c{at}*1.0625 + c{at}/3\n", at + 1))
                    + "const c0 = 1.5"),
                "println(c999)",
            ),
            "",
        ),
        // Variables that live long beside many statements.
        (branches(90), ""),
        (branches(900), crowded),
        (
            main(
                "func f() int { return 0 }\n\nfunc g(...int) {}",
                &["g(", &"f(), ".repeat(1_000), ")"].concat(),
            ),
            "",
        ),
        (
            main(
                "func f() int { return 0 }\n\nfunc g(...int) {}",
                &["g(", &"f(), ".repeat(8_000), ")"].concat(),
            ),
            crowded,
        ),
    ];
    programs.into()
}

#[cfg_attr(not(target_family = "wasm"), test)]
#[wasm_bindgen_test]
fn what_is_too_large_is_told_with_its_place() {
    with_little_stack(|| {
        for (text, expected) in large() {
            let (told, start) = (told(&text), &text[..text.len().min(200)]);
            let (place, words) = told.trim_end().split_once(": ").unwrap_or_default();
            assert_eq!(words, expected, "{start}");
            assert!(expected.is_empty() || place.starts_with("main.go:"), "{told}{start}");
        }
    });
}

/// How a program ends, and what Go would print then; none if it goes on for so many steps.
fn end_of(text: &str, limits: Limits, steps: u32) -> Option<(Ended, String)> {
    let program = compile(text).expect("the program is right");
    let mut run = Run::new(&program, limits, 0, &mut Silent);
    run.go_on(Plan::RoundRobin, steps, &mut Silent);
    let machine = run.machine();
    let ended = machine.ended()?.clone();
    let last = process::last_words(machine, &ended);
    Some((ended, String::from_utf8_lossy(&last.text).lines().next().unwrap_or_default().to_owned()))
}

#[cfg_attr(not(target_family = "wasm"), test)]
#[wasm_bindgen_test]
fn interfaces_in_interfaces_are_compared_however_deep_and_whatever_leads_to_them() {
    with_little_stack(|| {
        const KINDS: &str = "import \"fmt\"\n\ntype pair struct{ a, b any }\n\ntype one struct{ n int; next any }\n\n\
            func chain(last any) any {\nv := last\nfor i := range 50000 { v = one{i, v} }\nreturn v\n}\n\n\
            func row(last any) any {\nv := last\nfor range 50000 { v = [1]any{v} }\nreturn v\n}\n\n\
            func tree(last any) any {\nv := last\nfor range 100 { v = pair{v, v} }\nreturn v\n}\n\n\
            func told(all ...any) { panic(fmt.Sprint(all...)) }\n\n\
            func nan() any { z := 0.0; return z / z }\n\n";
        let programs = [
            (
                "told(chain(1) == chain(1), chain(1) == chain(2), row(1) == row(1), row(1) == row(int8(1)))",
                "panic: true false true false",
            ),
            (
                "told(tree(1) == tree(1), tree(1) == tree(2), tree(nan()) == tree(1))",
                "panic: true false false",
            ),
            ("v, w := tree(nan()), tree(1)\ntold(v == v, w == w)", "panic: false true"),
            ("told(pair{tree(1), tree(\"a\")} == pair{tree(1), tree(\"a\")})", "panic: true"),
            (
                "m := map[any]int{chain(1): 1, row(1): 2, tree(1): 3, chain(2): 4}\ntold(m[chain(1)], m[row(1)], m[tree(1)], m[tree(2)], len(m))",
                "panic: 1 2 3 0 4",
            ),
            (
                "v, w := chain([]int{}), chain([]int{})\ntold(v == w)",
                "panic: runtime error: comparing uncomparable type []int",
            ),
            (
                "v, w := tree(func() {}), tree(func() {})\ntold(v == w)",
                "panic: runtime error: comparing uncomparable type func()",
            ),
            ("m := map[any]int{}\nm[tree([]int{})]++", "panic: runtime error: hash of unhashable type []int"),
            (
                "m := map[pair]int{{1, 2}: 3, {nil, one{1, 2.5}}: 4}\ntold(m[pair{1, 2}], m[pair{2, 1}], m[pair{nil, one{1, 2.5}}])",
                "panic: 3 0 4",
            ),
        ];
        for (body, expected) in programs {
            let text = ["package main\n\n", KINDS, "func main() {\n", body, "\n}\n"].concat();
            let (_, found) =
                end_of(&text, Limits { memory: 1 << 22, ..SMALL }, 10_000_000).expect("it has an end");
            assert_eq!(found, expected, "{body}");
        }
    });
}

/// What a browser can give without a thought.
const SMALL: Limits =
    Limits { memory: 1 << 21, stack: 1 << 19, slice: 10_000, goroutines: 1 << 12, time: Time::Timely };

#[cfg_attr(not(target_family = "wasm"), test)]
#[wasm_bindgen_test]
fn what_takes_too_much_ends_in_the_words_of_go() {
    with_little_stack(|| {
        let overflow = "runtime: goroutine stack exceeds 1000000000-byte limit";
        let memory = "fatal error: runtime: out of memory";
        let programs = [
            ("func f(n int) int { return f(n+1) + 1 }\nfunc main() { f(0) }", overflow),
            (
                "type t struct{ next *t }\nfunc (v *t) String() string { return v.String() }\nfunc main() { println((&t{}).String()) }",
                overflow,
            ),
            ("func main() { defer main(); panic(1) }", overflow),
            ("func main() { var all [][]int\nfor { all = append(all, make([]int, 1000)) } }", memory),
            ("func main() { s := \"x\"\nfor { s += s } }", memory),
            ("func main() { m := map[int]int{}\nfor i := 0; ; i++ { m[i] = i } }", memory),
            (
                "func main() { for { ch := make(chan int, 1000)\nch <- 1\ngo func() { ch <- 1; <-ch; select {} }() } }",
                "fatal error: ",
            ),
            ("func main() { for { go func() { select {} }() } }", "fatal error: too many goroutines"),
            ("func main() { _ = make([]int, 1<<40) }", "fatal error: runtime: out of memory"),
            ("import \"strconv\"\nfunc main() { println(strconv.FormatFloat(1, 'f', 1<<62, 64)) }", memory),
            (
                "import \"fmt\"\nfunc main() { s := make([]int, 10000)\n_ = fmt.Sprintf(\"%1000000v\", s) }",
                memory,
            ),
            (
                "func main() { n := -1\n_ = make([]int, n) }",
                "panic: runtime error: makeslice: len out of range",
            ),
            ("func main() { var a, b [1 << 40]struct{}\nprintln(a == b) }", ""),
        ];
        for (text, expected) in programs {
            let text = ["package main\n\n", text, "\n"].concat();
            let (_, words) = end_of(&text, SMALL, 10_000_000).unwrap_or_else(|| panic!("{text} has an end"));
            let is_it = if expected.is_empty() { words.is_empty() } else { words.starts_with(expected) };
            assert!(is_it, "{text}: {words}");
        }
    });
}

#[cfg_attr(not(target_family = "wasm"), test)]
#[wasm_bindgen_test]
fn what_never_ends_can_be_stopped_after_any_step() {
    let programs = [
        "func main() { for { } }",
        "func main() { l: goto l }",
        "func main() { for range func(yield func() bool) { for yield() { } } { } }",
        "import \"strings\"\nfunc main() { for { _ = strings.Repeat(\"x\", 1000) } }",
        "func main() { ch := make(chan int)\ngo func() { for { ch <- 1 } }()\nfor range ch { } }",
        "import \"time\"\nfunc main() { for { time.Sleep(time.Hour) } }",
        "import \"sync\"\nfunc main() { var m sync.Mutex\nfor { m.Lock(); m.Unlock() } }",
        "func f() { defer func() { recover(); f() }()\npanic(1) }\nfunc g() { for { func() { defer func() { recover() }()\npanic(1) }() } }\nfunc main() { g() }",
    ];
    for text in programs {
        let text = ["package main\n\n", text, "\n"].concat();
        assert_eq!(end_of(&text, SMALL, 200), None, "{text}");
    }
}

#[cfg_attr(not(target_family = "wasm"), test)]
#[wasm_bindgen_test]
fn a_hundred_thousand_goroutines_come_to_their_end() {
    let text = "package main\n\nimport \"sync\"\n\nfunc main() {\n\tvar w sync.WaitGroup\n\tfor range 100000 {\n\t\tw.Go(func() { })\n\t}\n\tw.Wait()\n}\n";
    let end = end_of(text, Limits::default(), 1_000_000);
    assert_eq!(end, Some((Ended::Exit(0), String::new())));
}

#[cfg_attr(not(target_family = "wasm"), test)]
#[wasm_bindgen_test]
fn a_test_must_be_a_function_of_a_test() {
    let tests = [
        ("func TestA(t *testing.T) {}", ""),
        ("func Testing(x int) {}", ""),
        (
            "type T struct{}\nfunc TestA(t *T) {}",
            "a_test.go:6:1: cannot use TestA as func(*testing.T) value in struct literal\n",
        ),
        ("type T = testing.T\nfunc TestA(t *T) {}", ""),
        (
            "func TestA(t testing.T) {}",
            "a_test.go:5:1: wrong signature for TestA, must be: func TestA(t *testing.T)\n",
        ),
        (
            "func TestA(t *testing.T) int { return 0 }",
            "a_test.go:5:1: wrong signature for TestA, must be: func TestA(t *testing.T)\n",
        ),
        (
            "func TestA[T any](t *testing.T) {}",
            "a_test.go:5:1: wrong signature for TestA, test functions cannot have type parameters\n",
        ),
    ];
    for (test, expected) in tests {
        let text = ["package main\n\nimport \"testing\"\n\n", test, "\nvar _ testing.T\n"].concat();
        let found = Program::compile("a_test.go", text.as_bytes(), None, LoopVariables::PerIteration);
        assert_eq!(
            found.err().map_or_else(String::new, |errors| errors.text().to_owned()),
            expected,
            "{text}"
        );
    }
}
