//! From text to a checked program.

use super::checker::Checker;
use super::info::{Checked, Info, Object, ObjectKind, Package};
use super::load::{Library, Loaded, Loader};
use super::report::{Errors, NO_MAIN};
use super::scope::{Scope, ScopeId};
use super::store::{PackageId, Types};
use super::universe::Known;
use crate::go::syntax::ast::{File, Name};
use crate::go::syntax::source::{Pos, Sources, Span};
use rustc_hash::{FxHashMap, FxHashSet};
use std::cell::RefCell;
use std::rc::Rc;

/// Where a program begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// In the function `main` of the package `main`.
    Main,
    /// In the tests of a file, which `testing` runs whether they import it or not. The package may have any name.
    Tests,
}

/// Checks a program: its files, each with its name and its text.
///
/// # Errors
/// If something is wrong with it. The errors are those that Go's compiler would tell.
pub fn check(files: &[(&str, &str)], library: &dyn Library, entry: Entry) -> Result<Checked, Errors> {
    let mut loader = Loader::new(library);
    loader.program(files, entry);
    let Loader { sources, report, packages, hopeless, .. } = loader;
    if hopeless {
        return Err(report.finish(sources));
    }
    let mut types = Types::default();
    let known = Known::new(&mut types);
    let mut checker = Checker {
        sources: &sources,
        report,
        types,
        objects: Vec::new(),
        extra: Vec::new(),
        info: Info::default(),
        scopes: vec![Scope::default()],
        package_scopes: Vec::new(),
        known,
        pending: Vec::new(),
        instance_depth: 0,
        instance_count: 0,
        right_sides: FxHashMap::default(),
        waiting: FxHashMap::default(),
        declared_as: FxHashMap::default(),
        method_types: FxHashMap::default(),
        field_places: FxHashMap::default(),
        wide: RefCell::default(),
        receiver_names: FxHashMap::default(),
        slices: FxHashMap::default(),
        instance_places: FxHashMap::default(),
        open_interfaces: Vec::new(),
        sized: Vec::new(),
        finite: FxHashSet::default(),
        param_objects: Vec::new(),
        ordinals: FxHashMap::default(),
        package: PackageId(0),
        package_name: "".into(),
        package_scope: ScopeId(0),
        library: false,
        decls: Vec::new(),
        object_list: Vec::new(),
        methods: FxHashMap::default(),
        imports: Vec::new(),
        dot_imports: FxHashMap::default(),
        untyped: FxHashMap::default(),
        delayed: Vec::new(),
        path: Vec::new(),
        postponed: Vec::new(),
        param_scopes: FxHashMap::default(),
        panics: Default::default(),
        env: Default::default(),
        mono: Default::default(),
        depth: 0,
    };
    checker.declare_universe();
    let mut numbers: FxHashMap<Name, PackageId> = FxHashMap::default();
    let mut checked = Vec::new();
    for loaded in &packages {
        let package = checker.check_package(loaded, &numbers, entry);
        numbers.insert(loaded.path.clone(), package.id);
        checked.push(package);
    }
    if checker.report.is_empty() {
        checker.finish_types();
        let Checker { types, objects, info, .. } = checker;
        return Ok(finished(types, objects, info, checked, sources));
    }
    let report = checker.report;
    Err(report.finish(sources))
}

fn finished(
    types: Types,
    objects: Vec<Object>,
    info: Info,
    packages: Vec<Package>,
    sources: Sources,
) -> Checked {
    Checked { sources, types, objects, info, packages }
}

impl<'a> Checker<'a> {
    /// Checks one package.
    fn check_package(
        &mut self,
        loaded: &'a Loaded,
        numbers: &FxHashMap<Name, PackageId>,
        entry: Entry,
    ) -> Package {
        let files: &'a [Rc<File>] = &loaded.files;
        let name = files.first().map_or_else(|| "main".into(), |file| file.package.name.clone());
        let id = self.begin_package(&name, &loaded.path, loaded.library);
        if &*name == "_" && self.report.is_empty() {
            let span = files[0].package.span();
            self.error(span, "invalid package name _");
        }
        for file in files.iter().skip(1) {
            if file.package.name != name {
                let message = ["package ", &file.package.name, "; expected package ", &name].concat();
                self.error(file.package.span(), message);
            }
        }
        self.collect_objects(files, numbers);
        self.direct_cycles();
        self.package_objects();
        self.process_delayed(0);
        let initializers = self.initialization_order();
        if loaded.whole {
            self.unused_imports();
        }
        if !self.report.found {
            self.check_flow();
        }
        if !self.report.found {
            self.check_open_interfaces();
            self.check_sizes();
            self.check_bodies();
        }
        if !loaded.library && entry == Entry::Main && !self.report.found {
            self.check_entry(files);
        }
        let functions = self
            .object_list
            .iter()
            .filter_map(|object| {
                let decl = self.extra[object.0 as usize].decl?;
                Some((*object, self.decls[decl.0 as usize].func?.clone()))
            })
            .collect();
        let scope = self.scopes[self.package_scope.0 as usize].names.clone();
        Package { id, path: loaded.path.clone(), name, files: files.to_vec(), initializers, functions, scope }
    }

    /// Tells of interfaces that embed the type in which they stand.
    fn check_open_interfaces(&mut self) {
        for span in std::mem::take(&mut self.open_interfaces) {
            let message = "invalid recursive type: anonymous interface refers to itself (see https://go.dev/issue/56103)";
            self.error(span, message);
        }
    }

    /// Tells of functions without bodies: only those of the library are written elsewhere.
    fn check_bodies(&mut self) {
        if self.library {
            return;
        }
        for object in self.object_list.clone() {
            let decl = self.extra[object.0 as usize].decl;
            let func = decl.and_then(|decl| self.decls[decl.0 as usize].func);
            if let Some(func) = func.filter(|func| func.body.is_missing()) {
                let pos = self.token_behind(Pos(func.span.start.0 + 4));
                self.error(Span::new(pos, func.span.end), "missing function body");
            }
        }
    }

    /// Tells if a program has no beginning.
    fn check_entry(&mut self, files: &[Rc<File>]) {
        let main = self.lookup_in(self.package_scope, "main");
        let has_main = main.is_some_and(|main| *self.kind(main) == ObjectKind::Func);
        let Some(file) = files.first() else { return };
        let span = file.package.span();
        if &*self.package_name != "main" {
            let message = ["package ", &self.package_name, " is not a main package"].concat();
            self.error(span, message);
        } else if !has_main {
            self.error(span, NO_MAIN);
        }
    }
}
