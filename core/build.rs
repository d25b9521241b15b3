//! Compiles `locales/*.ftl` into Rust, so that no message is parsed, missing or given the wrong variables at run time.
//!
//! English names the messages and their variables; a language that differs in either stops the build. Where a good
//! sentence leaves a variable out, a comment before the message says so: `# Without: object`. What is generated
//! (read by `src/present/locale`): an enum of ids, a struct a message whose fields are its variables, and for each
//! language a file `en.messages` with one pattern a message, in the order of the ids and with `\0` between them. The names
//! of the examples and their topics, and what only Go programs need, are *late*: they come last, and into files of their own,
//! because a first visit to the page does without them. A pattern is a text with control characters:
//!
//! - `\1` and a letter: the variable of that number, in alphabetical order from `a`.
//! - `\2` and a letter: one of several texts is chosen by that variable. Each is its key (`one`, a number, or `*` for the
//!   last, which always fits), `\5`, its pattern, `\3`; the choice closes with `\4`.
//!
//! It also puts the Go texts of the library and of the examples into two files, `go.library` and `go.examples`.

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

#[path = "build/go_texts.rs"]
mod go_texts;

/// The languages, English first, each with the plural categories that it has beside `other`.
const LANGUAGES: [(&str, &[&str]); 2] = [("en", &["one"]), ("zh-CN", &[])];

/// Where the Go texts are.
const LIBRARY: &str = "src/go/std";
const EXAMPLES: &str = "src/lessons/examples";

fn main() {
    for read in ["locales", "build.rs", "build", LIBRARY, EXAMPLES] {
        println!("cargo::rerun-if-changed={read}");
    }
    let read = LANGUAGES.map(|(name, plurals)| {
        let path = format!("locales/{name}.ftl");
        let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
        Language::parse(&text, plurals).unwrap_or_else(|error| panic!("{path}: {error}"))
    });
    for (language, (name, _)) in read.iter().zip(LANGUAGES).skip(1) {
        if let Err(error) = read[0].compare(language) {
            panic!("locales/{name}.ftl: {error}");
        }
    }
    let out = std::env::var("OUT_DIR").expect("cargo sets OUT_DIR for build scripts");
    let write = |name: &str, text: String| {
        std::fs::write(Path::new(&out).join(name), text).expect("OUT_DIR is there to be written");
    };
    write("messages.rs", generate(&read[0]));
    let (early, late) = read[0].order.split_at(read[0].first_late());
    let mut late_messages = Vec::new();
    for (language, (name, _)) in read.iter().zip(LANGUAGES) {
        let patterns = |ids: &[String]| {
            ids.iter().map(|id| language.messages[id].pattern.as_str()).collect::<Vec<_>>().join("\0")
        };
        write(&format!("{name}.messages"), patterns(early));
        write(&format!("{name}.late.messages"), patterns(late));
        late_messages.push(patterns(late));
    }
    write("go.library", go_texts::library(Path::new(LIBRARY)));
    let late: Vec<_> = late.iter().map(String::as_str).collect();
    match go_texts::examples(Path::new(EXAMPLES), &late_messages, &late) {
        Ok(text) => write("go.examples", text),
        Err(error) => panic!("{EXAMPLES}: {error}"),
    }
}

/// Whether a message comes with the Go programs and not with its language: clusters' come with them.
fn is_late(id: &str) -> bool {
    ["example-", "watch-", "topic-", "go-", "check-", "cluster-"].iter().any(|late| id.starts_with(late))
}

/// The messages of one language, in the order of the file, but the late ones last.
struct Language {
    order: Vec<String>,
    messages: BTreeMap<String, Compiled>,
}

struct Compiled {
    variables: BTreeSet<String>,
    pattern: String,
    /// As a person reads it, for the docs.
    shown: String,
}

impl Language {
    fn parse(text: &str, plurals: &[&str]) -> Result<Language, String> {
        let resource = fluent_syntax::parser::parse(text).map_err(|(_, errors)| format!("{errors:?}"))?;
        let mut language = Language { order: Vec::new(), messages: BTreeMap::new() };
        for entry in resource.body {
            let message = match entry {
                Entry::Message(message) => message,
                Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) => continue,
                Entry::Term(term) => return Err(format!("-{}: terms are not supported", term.id.name)),
                Entry::Junk { content } => return Err(format!("not a message: {content}")),
            };
            let id = message.id.name.to_owned();
            let fault = |what: String| format!("{id}: {what}");
            if !message.attributes.is_empty() {
                return Err(fault("attributes are not supported".into()));
            }
            let value = message.value.ok_or_else(|| fault("has no text".into()))?;
            let mut variables = BTreeSet::new();
            find_variables(&value, &mut variables);
            for line in message.comment.iter().flat_map(|comment| &comment.content) {
                let names = line.strip_prefix("Without:").into_iter().flat_map(str::split_whitespace);
                variables.extend(names.map(str::to_owned));
            }
            let numbers: Vec<_> = variables.iter().map(String::as_str).collect();
            let mut coder = Coder { variables: &numbers, plurals, out: String::new(), shown: String::new() };
            coder.pattern(&value).map_err(fault)?;
            let (pattern, shown) = (coder.out, coder.shown);
            if language.messages.insert(id.clone(), Compiled { variables, pattern, shown }).is_some() {
                return Err(format!("{id}: is there twice"));
            }
            language.order.push(id);
        }
        // It keeps the order of those that are alike.
        language.order.sort_by_key(|id| is_late(id));
        Ok(language)
    }

    /// How many messages are not late.
    fn first_late(&self) -> usize {
        self.order.partition_point(|id| !is_late(id))
    }

    /// Says in what another language differs.
    fn compare(&self, other: &Language) -> Result<(), String> {
        let mut faults = Vec::new();
        for (id, message) in &self.messages {
            match other.messages.get(id) {
                None => faults.push(format!("{id}: is missing")),
                Some(same) if same.variables != message.variables => {
                    let (theirs, ours) = (&same.variables, &message.variables);
                    faults.push(format!("{id}: uses {theirs:?} where English uses {ours:?}"));
                }
                Some(_) => {}
            }
        }
        let unknown = other.messages.keys().filter(|id| !self.messages.contains_key(*id));
        faults.extend(unknown.map(|id| format!("{id}: English has no such message")));
        if faults.is_empty() { Ok(()) } else { Err(faults.join("\n")) }
    }
}

fn find_variables(pattern: &Pattern<&str>, into: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        let PatternElement::Placeable { expression } = element else { continue };
        let inline = match expression {
            Expression::Inline(inline) => inline,
            Expression::Select { selector, variants } => {
                variants.iter().for_each(|variant| find_variables(&variant.value, into));
                selector
            }
        };
        if let InlineExpression::VariableReference { id } = inline {
            into.insert(id.name.to_owned());
        }
    }
}

/// Writes one pattern.
struct Coder<'a> {
    variables: &'a [&'a str],
    plurals: &'a [&'a str],
    out: String,
    shown: String,
}

impl Coder<'_> {
    fn pattern(&mut self, pattern: &Pattern<&str>) -> Result<(), String> {
        for element in &pattern.elements {
            match element {
                PatternElement::TextElement { value } => self.text(value)?,
                PatternElement::Placeable { expression: Expression::Inline(inline) } => match inline {
                    InlineExpression::StringLiteral { value } => self.text(value)?,
                    InlineExpression::VariableReference { id } => {
                        self.variable('\u{1}', id.name);
                        write!(self.shown, "{{{}}}", id.name).expect("writing to a String");
                    }
                    other => return Err(format!("{other:?} is not supported")),
                },
                PatternElement::Placeable { expression: Expression::Select { selector, variants } } => {
                    let InlineExpression::VariableReference { id } = selector else {
                        return Err("only a variable can choose".into());
                    };
                    self.variable('\u{2}', id.name);
                    // The default goes last: whoever reads the pattern takes the first that fits.
                    let mut sorted: Vec<_> = variants.iter().collect();
                    sorted.sort_by_key(|variant| variant.default);
                    let mut shown = Vec::new();
                    for variant in sorted {
                        match &variant.key {
                            _ if variant.default => self.out.push('*'),
                            VariantKey::NumberLiteral { value } if value.parse::<u32>().is_ok() => {
                                self.out.push_str(value)
                            }
                            VariantKey::Identifier { name } if self.plurals.contains(name) => {
                                self.out.push_str(name)
                            }
                            key => return Err(format!("{key:?} is not a plural of this language")),
                        }
                        self.out.push('\u{5}');
                        let before = std::mem::take(&mut self.shown);
                        self.pattern(&variant.value)?;
                        shown.push(std::mem::replace(&mut self.shown, before));
                        self.out.push('\u{3}');
                    }
                    self.out.push('\u{4}');
                    self.shown.push_str(&shown.join("/"));
                }
            }
        }
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), String> {
        if text.chars().any(|letter| letter < ' ' && letter != '\n') {
            return Err("has a control character".into());
        }
        self.out.push_str(text);
        self.shown.push_str(&text.replace('\n', " "));
        Ok(())
    }

    fn variable(&mut self, mark: char, name: &str) {
        let number =
            self.variables.iter().position(|one| *one == name).expect("find_variables saw every variable");
        self.out.push(mark);
        self.out.push((b'a' + number as u8) as char);
    }
}

fn generate(english: &Language) -> String {
    let mut out = String::new();
    let mut line = |text: String| {
        out.push_str(&text);
        out.push('\n');
    };
    let every = || english.order.iter().map(|id| (camel(id), id, &english.messages[id]));
    line("/// Names one message.\n#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]\n#[repr(u16)]".into());
    line("pub enum Id {".into());
    for (name, _, message) in every() {
        line(format!("    /// `` {} ``\n    {name},", message.shown));
    }
    line("}\n".into());
    let count = english.order.len();
    line(format!("const ALL: [Id; {count}] = ["));
    every().for_each(|(name, ..)| line(format!("    Id::{name},")));
    line(format!("];\n\nconst FIRST_LATE: usize = {};\n", english.first_late()));
    line(format!("const LATE: [Id; {}] = [", count - english.first_late()));
    every().skip(english.first_late()).for_each(|(name, ..)| line(format!("    Id::{name},")));
    line(format!("];\n\nstatic NAMES: [&str; {count}] = ["));
    every().for_each(|(_, id, _)| line(format!("    {id:?},")));
    line(format!("];\n\nstatic VARIABLES: [&[&str]; {count}] = ["));
    every().for_each(|(_, _, message)| line(format!("    &{:?},", Vec::from_iter(&message.variables))));
    line("];\n".into());
    line("/// A struct a message: its fields are the message's variables. Use it through [`say!`](crate::say).".into());
    line("pub mod say {\n    use super::{Arg, Id, Message};".into());
    for (name, id, message) in every() {
        let (mut fields, mut values) = (String::new(), Vec::new());
        for variable in &message.variables {
            let field = variable.replace('-', "_");
            write!(fields, "\n        /// `${variable}`\n        pub {field}: Arg,")
                .expect("writing to a String");
            values.push(format!("message.{field}"));
        }
        let argument = if values.is_empty() { "_" } else { "message" };
        line(format!(
            "\n    /// `{id}`\n    #[derive(Clone, Debug)]\n    pub struct {name} {{{fields}\n    }}"
        ));
        line(format!("    impl From<{name}> for Message {{\n        #[inline(always)]"));
        line(format!("        fn from({argument}: {name}) -> Message {{"));
        line(format!("            Message::with(Id::{name}, [{}])", values.join(", ")));
        line("        }\n    }".into());
    }
    line("}".into());
    out
}

fn camel(id: &str) -> String {
    id.split('-')
        .map(|word| {
            let mut letters = word.chars();
            letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect::<String>()
        })
        .collect()
}
