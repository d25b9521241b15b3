//! The text of a program: its own files, and those of the packages that it imports.

use super::program::Entry;
use super::report::Report;
use crate::go::syntax::ast::{Body, Decl, File, Name};
use crate::go::syntax::parser;
use crate::go::syntax::source::{Sources, Span};
use crate::go::syntax::{Parsed, Pool, Texts};
use rustc_hash::FxHashMap;
use std::rc::Rc;

/// What stands, in what is said of a package that is imported and not here, between its path and the names of those that are.
pub const NOT_HERE: &str = " is not here; there are: ";

/// The packages that programs can import.
pub trait Library {
    /// The text of a package.
    fn source(&self, path: &str) -> Option<&str>;

    /// The paths of all packages that a program may import.
    fn names(&self) -> Vec<&str>;

    /// Whether its functions are read even if a program cannot call them.
    fn is_read_whole(&self) -> bool {
        false
    }
}

/// The functions and methods of the library that are called though nothing mentions them: a value that is printed is asked
/// for its text, a panic too, what is built in is a call in the end, and a timer starts a goroutine.
const CALLED: &[&str] =
    &["init", "Error", "String", "GoString", "panicText", "goFunc", "print", "println", "LockstepMain"];

/// A package's files.
pub(super) struct Loaded {
    pub path: Name,
    pub files: Vec<Rc<File>>,
    /// Whether it is one of the library.
    pub library: bool,
    /// Whether all bodies of its functions were read.
    pub whole: bool,
}

/// Reads a program.
pub(super) struct Loader<'a> {
    pub sources: Sources,
    pub pool: Pool,
    pub report: Report,
    library: &'a dyn Library,
    /// The packages, each after those that it imports.
    pub packages: Vec<Loaded>,
    known: FxHashMap<Name, State>,
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
    fn new(sources: Sources, pool: Pool, library: &'a dyn Library) -> Loader<'a> {
        Loader {
            sources,
            pool,
            report: Report::default(),
            library,
            packages: Vec::new(),
            known: FxHashMap::default(),
            hopeless: false,
        }
    }

    /// Reads what a program's files import. Of the functions of the library the bodies are read if the program can call
    /// them: if something mentions their names that can run.
    pub(super) fn program(texts: Texts, library: &'a dyn Library, entry: Entry) -> Loader<'a> {
        let mut loader = Loader::new(texts.sources, texts.pool, library);
        let read = texts.files.into_iter().map(|parsed| loader.take(parsed)).collect();
        if !loader.hopeless {
            loader.imported(read, entry);
        }
        loader
    }

    fn imported(&mut self, read: Vec<Rc<File>>, entry: Entry) {
        self.imports(&read, false, 0);
        // What a program panics with is declared in the one, and what runs tests in the other, imported or not.
        let testing = (entry == Entry::Tests).then_some("testing");
        for path in std::iter::once("runtime").chain(testing) {
            if self.library.source(path).is_some() {
                self.import(&path.into(), Span::default(), true, 0);
            }
        }
        if !self.library.is_read_whole() {
            self.bodies();
        }
        self.packages.push(Loaded { path: "main".into(), files: read, library: false, whole: true });
    }

    fn read(&mut self, name: &str, text: &str, whole: bool) -> Rc<File> {
        let base = self.sources.add(name, text);
        let source = self.sources.file(base).expect("it was added");
        let read = if whole { parser::parse } else { parser::skim };
        let parsed = read(source, &mut self.pool);
        self.take(parsed)
    }

    /// Takes a file over, with what is wrong with it.
    fn take(&mut self, parsed: Parsed) -> Rc<File> {
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
            let message = ["package ", path, NOT_HERE, &names].concat();
            self.report.add(&self.sources, span, message);
            self.known.insert(path.clone(), State::Missing);
            self.hopeless = true;
            return;
        };
        self.known.insert(path.clone(), State::Open);
        let name = [path, ".go"].concat();
        let whole = self.library.is_read_whole();
        let files = vec![self.read(&name, text, whole)];
        self.imports(&files, true, depth + 1);
        self.packages.push(Loaded { path: path.clone(), files, library: true, whole });
        self.known.insert(path.clone(), State::Done);
    }

    /// Reads the bodies of the library's functions that a program can call.
    fn bodies(&mut self) {
        let Loader { sources, pool, packages, .. } = self;
        for name in CALLED {
            pool.name(name, true);
        }
        let mut unread = Vec::new();
        // What imports comes before what it imports, so that few rounds are needed.
        for file in packages.iter_mut().rev().flat_map(|package| &mut package.files) {
            let file = Rc::get_mut(file).expect("nobody else has it yet");
            for decl in &mut file.decls {
                let Decl::Func(function) = decl else { continue };
                let function = Rc::get_mut(function).expect("nobody else has it yet");
                if let Body::Unread(span) = function.body {
                    unread.push((function, span));
                }
            }
        }
        let mut before = usize::MAX;
        while unread.len() < before {
            before = unread.len();
            unread.retain_mut(|(function, span)| {
                let is_called = pool.is_mentioned(&function.name.name);
                if is_called {
                    let source = sources.file(span.start).expect("the package was read");
                    function.body = Body::Read(parser::body(source, *span, pool));
                }
                !is_called
            });
        }
    }
}
