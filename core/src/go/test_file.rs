//! What `go test` runs of a file of tests: its tests, its examples, and who is to run them.

use super::syntax::Parsed;
use super::syntax::ast::{Decl, Expr, ExprKind, File, FuncDecl};
use super::syntax::scanner::Scanner;
use super::syntax::source::{Diagnostic, Pos, SourceFile};
use super::syntax::token::Token;

/// What is run of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TestFile {
    /// The tests by their names, in the order of the source.
    pub tests: Vec<String>,
    /// The examples that say what they print, in the order of the source.
    pub examples: Vec<Example>,
    /// Whether its `TestMain` runs them.
    pub main: bool,
}

/// An example.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// Its name.
    pub name: String,
    /// What it is to print.
    pub output: String,
    /// Whether the lines may come in any order.
    pub unordered: bool,
}

impl TestFile {
    /// Finds what there is. A file whose syntax is wrong has nothing.
    ///
    /// # Errors
    /// The first test that does not look like one, in the words of `go test`.
    pub fn of(source: &SourceFile, parsed: &Parsed) -> Result<TestFile, Diagnostic> {
        let mut found = TestFile::default();
        if !parsed.errors.is_empty() {
            return Ok(found);
        }
        for decl in &parsed.file.decls {
            let Decl::Func(function) = decl else { continue };
            let name = &*function.name.name;
            if function.receiver.is_some() {
                continue;
            }
            if name == "TestMain" && !takes(function, "T") {
                must_take(function, "M")?;
                found.main = true;
            } else if is_named(name, "Test") {
                must_take(function, "T")?;
                found.tests.push(name.into());
            } else if is_named(name, "Benchmark") {
                must_take(function, "B")?;
            } else if is_named(name, "Fuzz") {
                must_take(function, "F")?;
            } else if is_named(name, "Example") {
                found.examples.extend(example(function, source));
            }
        }
        Ok(found)
    }

    /// Whether a file is one of tests: it has a test or an example, or is to have one, and no `main`.
    pub fn is_one(file: &File) -> bool {
        let functions = file.decls.iter().filter_map(|decl| match decl {
            Decl::Func(function) if function.receiver.is_none() => Some(&*function.name.name),
            _ => None,
        });
        let is_test =
            |name: &&str| ["Test", "Example", "Benchmark", "Fuzz"].iter().any(|kind| is_named(name, kind));
        functions.clone().any(|name| is_test(&name)) && functions.clone().all(|name| name != "main")
    }

    /// The names of its tests and then of its examples.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let examples = self.examples.iter().map(|example| &*example.name);
        self.tests.iter().map(|test| &**test).chain(examples)
    }

    /// The same without those whose name is not wanted.
    pub fn only(mut self, wanted: impl Fn(&str) -> bool) -> TestFile {
        self.tests.retain(|test| wanted(test));
        self.examples.retain(|example| wanted(&example.name));
        self
    }
}

/// Whether a name has this beginning, and behind it no word that goes on: `Testing` is not the test of `ing`.
fn is_named(name: &str, prefix: &str) -> bool {
    name.strip_prefix(prefix).is_some_and(|rest| !rest.starts_with(char::is_lowercase))
}

/// Whether a function has one parameter, of a type `*T` or `*anything.T`, and no results. What `testing` is imported as is
/// not asked.
fn takes(function: &FuncDecl, wanted: &str) -> bool {
    let signature = &function.signature;
    let [param] = &*signature.params else { return false };
    let is_it = |typ: &Expr| match &typ.kind {
        ExprKind::Ident(name) => &**name == wanted,
        ExprKind::Selector(_, name) => &*name.name == wanted,
        _ => false,
    };
    signature.results.is_empty()
        && param.names.len() <= 1
        && matches!(&param.typ.kind, ExprKind::Star(to) if is_it(to))
}

fn must_take(function: &FuncDecl, wanted: &str) -> Result<(), Diagnostic> {
    let name = &*function.name.name;
    let problem = if !function.type_params.is_empty() {
        "test functions cannot have type parameters".to_string()
    } else if !takes(function, wanted) {
        ["must be: func ", name, "(", &wanted.to_ascii_lowercase(), " *testing.", wanted, ")"].concat()
    } else {
        return Ok(());
    };
    Err(Diagnostic { span: function.span, message: ["wrong signature for ", name, ", ", &problem].concat() })
}

/// The example that a function is: it takes and gives nothing, and the last comment in it says what it prints.
fn example(function: &FuncDecl, source: &SourceFile) -> Option<Example> {
    let signature = &function.signature;
    let body =
        function.body.block().filter(|_| signature.params.is_empty() && signature.results.is_empty())?;
    let at = |pos: Pos| (pos.0 - source.base) as usize;
    let comment = last_comment(&source.text, at(body.span.start), at(body.span.end))?;
    let (unordered, rest) = match after_word(comment.trim_start(), "unordered ") {
        Some(rest) => (true, rest),
        None => (false, comment.trim_start()),
    };
    let rest = after_word(rest, "output:")?.trim_start_matches(' ');
    let output = rest.strip_prefix('\n').unwrap_or(rest).to_string();
    Some(Example { name: function.name.name.to_string(), output, unordered })
}

/// What follows a word, however it is spelled.
fn after_word<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let begins = text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    begins.then(|| &text[word.len()..])
}

/// The text of the last comment between two places, of which the first is that of an opening brace. Comments on lines that
/// follow one another are one, except for one that stands behind something else.
fn last_comment(text: &str, from: usize, to: usize) -> Option<String> {
    let mut scanner = Scanner::part(text, from);
    scanner.next();
    let (mut behind, mut last) = (scanner.end, None);
    while scanner.end < to && scanner.token != Token::End {
        scanner.next();
        // The end of a line may be a token, and stands before the comments on the lines after it.
        if scanner.token == Token::Semicolon && scanner.semicolon != "semicolon" {
            continue;
        }
        last = last_group(&text[behind..scanner.start]).or(last);
        behind = scanner.end;
    }
    last
}

/// The last comment of what stands between two tokens.
fn last_group(gap: &str) -> Option<String> {
    let (mut rest, mut lines, mut groups) = (gap, 0, Vec::<Vec<&str>>::new());
    let mut alone = false;
    while let Some(start) = rest.find('/') {
        lines += rest[..start].matches('\n').count();
        let comment = &rest[start..];
        let length = match comment.as_bytes().get(1) {
            Some(b'*') => comment[2..].find("*/").map_or(comment.len(), |end| end + 4),
            _ => comment.find('\n').unwrap_or(comment.len()),
        };
        let goes_on = lines == 0 || lines == 1 && !alone;
        match groups.last_mut().filter(|_| goes_on) {
            Some(group) => group.push(&comment[..length]),
            None => {
                alone = groups.is_empty() && lines == 0;
                groups.push(vec![&comment[..length]]);
            }
        }
        (rest, lines) = (&comment[length..], 0);
    }
    groups.last().map(|group| text_of(group))
}

/// The text of comments without their marks, directives, blanks at the ends of lines and repeated empty lines.
fn text_of(comments: &[&str]) -> String {
    let mut lines: Vec<&str> = Vec::new();
    for comment in comments {
        let inside = match comment.strip_prefix("//") {
            Some(line) if is_directive(line) => continue,
            Some(line) => line.strip_prefix(' ').unwrap_or(line),
            None => comment[2..].trim_end_matches("*/"),
        };
        lines.extend(inside.split('\n').map(str::trim_ascii_end));
    }
    lines.dedup_by(|line, before| line.is_empty() && before.is_empty());
    let text = lines.join("\n");
    let text = text.trim_matches('\n');
    if text.is_empty() { String::new() } else { [text, "\n"].concat() }
}

/// Whether a comment speaks to a tool: `//go:noinline`.
fn is_directive(line: &str) -> bool {
    let is_word = |part: &str| {
        let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
        !part.is_empty() && part.bytes().all(is_plain)
    };
    let known = ["line ", "extern ", "export "].iter().any(|start| line.starts_with(start));
    let named = line.split_once(':').is_some_and(|(tool, rest)| {
        is_word(tool) && rest.as_bytes().first().is_some_and(|byte| is_word(&char::from(*byte).to_string()))
    });
    known || named
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::go::syntax::Texts;
    #[cfg(target_family = "wasm")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn is_one(text: &str) -> bool {
        let mut texts = Texts::default();
        texts.add("", text);
        TestFile::is_one(&texts.files[0].file)
    }

    fn found(text: &str) -> Result<TestFile, String> {
        let mut texts = Texts::default();
        let base = texts.add("a_test.go", &["package p\n", text].concat());
        let source = texts.sources.file(base).expect("it was added");
        TestFile::of(source, &texts.files[0]).map_err(|wrong| wrong.message)
    }

    #[test]
    fn a_test_is_a_function_and_neither_a_method_nor_a_line_of_a_text() {
        let text = "func Test(t *testing.T) {}\nfunc Testing() {}\nfunc (s s) TestOf(t *testing.T) {}\n\
                    const text = `\nfunc TestInText(t *testing.T) {}\n`\n/*\nfunc TestInComment() {}\n*/\n\
                    func\nTest_b(t *T) {}\nfunc TestÜ(_ *testing.T) {}\nfunc Testü() {}\n";
        assert_eq!(
            found(text).map(|found| found.tests),
            Ok(vec!["Test".into(), "Test_b".into(), "TestÜ".into()])
        );
    }

    #[test]
    fn a_file_of_tests_has_one_and_no_main() {
        assert!(is_one("package p\nfunc TestA(t *testing.T) {}\nconst text = `\nfunc main() {}\n`\n"));
        assert!(is_one("package p\nfunc ExampleA() {}\n"));
        assert!(!is_one("package main\nfunc main() {}\nfunc TestA(t *testing.T) {}\n"));
        assert!(!is_one("package main\nfunc Testing() {}\n"));
    }

    #[test]
    fn test_main_runs_the_others_unless_it_is_a_test() {
        assert_eq!(
            found("func TestMain(m *testing.M) {}").map(|found| (found.main, found.tests.len())),
            Ok((true, 0))
        );
        assert_eq!(
            found("func TestMain(t *testing.T) {}").map(|found| (found.main, found.tests.len())),
            Ok((false, 1))
        );
        let wrong = "wrong signature for TestMain, must be: func TestMain(m *testing.M)";
        assert_eq!(found("func TestMain() {}"), Err(wrong.into()));
    }

    #[test]
    fn what_an_example_prints_is_its_last_comment() {
        let output = |body: &str| {
            let found = found(&["func ExampleOf() {\n", body, "}\n// Output: outside\n"].concat());
            let example = found.map(|found| found.examples.into_iter().next());
            example.expect("nothing is wrong with it").map(|example| (example.output, example.unordered))
        };
        let said = |text: &str| Some((text.to_string(), false));
        assert_eq!(output(""), None);
        assert_eq!(output("\tf()\n"), None);
        assert_eq!(output("\tf()\n\t// Output: a\n"), said("a\n"));
        assert_eq!(output("\tf()\n\t// OutPut:\n\t// a\n\t//\n\t//\n\t//  b  \n"), said("a\n\n b\n"));
        assert_eq!(output("\tf()\n\t/* Output:\na\n*/\n"), said("a\n"));
        assert_eq!(output("\tf() // Output: a\n\t// b\n"), None);
        assert_eq!(output("\tf()\n\t// Output: a\n\n\t// b\n"), None);
        assert_eq!(output("\tf()\n\t// b\n\t// Output: a\n"), None);
        assert_eq!(output("\t// Output: a\n\tf(\"// Output: b\")\n"), said("a\n"));
        assert_eq!(output("\tf()\n\t//go:noinline\n\t// Output:\n"), said(""));
        assert_eq!(output("\tf()\n\t// Unordered output: a\n\t// b\n"), Some(("a\nb\n".into(), true)));
        assert_eq!(output("\tif f() {\n\t\t// Output: a\n\t}\n"), said("a\n"));
        // The stroke that begins a comment does not end it.
        assert_eq!(output("\tf()\n\t/*/ x */\n"), None);
        assert_eq!(output("\tf()\n\t/* Output: a **/\n"), said("a *\n"));
    }
}
