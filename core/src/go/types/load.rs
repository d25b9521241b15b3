//! The text of a program: its own files, and those of the packages that it imports.

use super::report::Report;
use crate::go::syntax::ast::{File, Name};
use crate::go::syntax::parser::{self, NodeIds};
use crate::go::syntax::source::{Sources, Span};
use std::collections::HashMap;
use std::rc::Rc;

/// The packages that programs can import.
pub trait Library {
    /// The text of a package.
    fn source(&self, path: &str) -> Option<&str>;

    /// The paths of all packages that a program may import.
    fn names(&self) -> Vec<&str>;
}

/// A package's files.
pub(super) struct Loaded {
    pub path: Name,
    pub files: Vec<Rc<File>>,
    /// Whether it is one of the library.
    pub library: bool,
}

/// Reads a program.
pub(super) struct Loader<'a> {
    pub sources: Sources,
    pub ids: NodeIds,
    pub report: Report,
    library: &'a dyn Library,
    /// The packages, each after those that it imports.
    pub packages: Vec<Loaded>,
    known: HashMap<Name, State>,
    /// Whether the syntax is so wrong that the types are not looked at.
    pub hopeless: bool,
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    Open,
    Done,
    Missing,
}

/// How deep packages may import one another.
const DEEPEST: u32 = 50;

impl<'a> Loader<'a> {
    pub(super) fn new(library: &'a dyn Library) -> Loader<'a> {
        Loader {
            sources: Sources::default(),
            ids: NodeIds::default(),
            report: Report::default(),
            library,
            packages: Vec::new(),
            known: HashMap::new(),
            hopeless: false,
        }
    }

    /// Reads a program's files and then what they import.
    pub(super) fn program(&mut self, files: &[(&str, &str)]) {
        let read = files.iter().map(|(name, text)| self.read(name, text)).collect();
        if self.hopeless {
            return;
        }
        self.imports(&read, false, 0);
        // What a program panics with is declared there, whether it imports it or not.
        if self.library.source("runtime").is_some() {
            self.import(&"runtime".into(), Span::default(), true, 0);
        }
        self.packages.push(Loaded { path: "main".into(), files: read, library: false });
    }

    fn read(&mut self, name: &str, text: &str) -> Rc<File> {
        let base = self.sources.add(name, text);
        let source = self.sources.file(base).expect("it was added");
        let parsed = parser::parse(source, &mut self.ids);
        self.hopeless |= parsed.is_hopeless();
        for error in parsed.errors {
            self.report.add(&self.sources, error.span, error.message);
        }
        Rc::new(parsed.file)
    }

    fn imports(&mut self, files: &Vec<Rc<File>>, library: bool, depth: u32) {
        for file in files {
            for import in &file.imports {
                self.import(&import.path, import.span, library, depth);
            }
        }
    }

    fn import(&mut self, path: &Name, span: Span, from_library: bool, depth: u32) {
        let internal = path.starts_with("internal/") || path.contains("/internal/");
        if internal && !from_library {
            self.report.add(&self.sources, span, ["use of internal package ", path, " not allowed"].concat());
            self.known.entry(path.clone()).or_insert(State::Missing);
            self.hopeless = true;
            return;
        }
        match self.known.get(path) {
            Some(State::Done) => return,
            Some(State::Open) => {
                self.report.add(&self.sources, span, "import cycle not allowed".to_string());
                self.hopeless = true;
                return;
            }
            Some(State::Missing) | None => {}
        }
        let text = self.library.source(path).filter(|_| depth < DEEPEST);
        let Some(text) = text else {
            let names = self.library.names().join(", ");
            let message = ["package ", path, " is not in std; there are: ", &names].concat();
            self.report.add(&self.sources, span, message);
            self.known.insert(path.clone(), State::Missing);
            self.hopeless = true;
            return;
        };
        self.known.insert(path.clone(), State::Open);
        let name = [path, ".go"].concat();
        let files = vec![self.read(&name, text)];
        self.imports(&files, true, depth + 1);
        self.packages.push(Loaded { path: path.clone(), files, library: true });
        self.known.insert(path.clone(), State::Done);
    }
}
