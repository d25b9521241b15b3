//! What `go test` writes around a file of tests: a `main` that hands them to the package `testing`.

use super::function::Builder;
use crate::go::code::instr::{Instr, Slot};
use crate::go::code::layout::Word;
use crate::go::syntax::ast::{FuncDecl, Name};
use crate::go::test_file::TestFile;
use crate::go::types::store::{ObjectId, Type, TypeId};
use std::rc::Rc;

impl Builder<'_, '_> {
    /// Runs tests and examples, as `go test` does.
    pub(super) fn run_tests(&mut self, file: &TestFile) {
        let packages = &self.program.checked.packages;
        let find = |name: &str| {
            let testing = packages.iter().find(|package| &*package.path == "testing");
            testing.and_then(|package| package.scope.get(name).copied())
        };
        let (main, test, example) = (find("LockstepMain"), find("InternalTest"), find("InternalExample"));
        let (Some(main), Some(test), Some(example)) = (main, test, example) else { return };
        let [test, example] = [test, example].map(|object| self.program.object(object).typ);
        let pointer = [Word::Pointer, Word::Plain, Word::Plain];
        let window = self.row([&pointer[..], &pointer, &[Word::Pointer, Word::Plain]].concat());
        self.make_list(window, test, file.tests.len());
        for (at, name) in file.tests.iter().enumerate() {
            let row = self.row(vec![Word::Text, Word::Pointer]);
            self.name_and_function(row, name, Some("T"));
            self.store_at(window, 2 * at as u32, row, 2);
        }
        self.make_list(window + 3, example, file.examples.len());
        for (at, example) in file.examples.iter().enumerate() {
            let row = self.row(vec![Word::Text, Word::Pointer, Word::Text, Word::Plain]);
            self.name_and_function(row, &example.name, None);
            let output = self.program.image.text(example.output.as_bytes());
            self.constant(row + 2, output);
            self.constant(row + 3, u64::from(example.unordered));
            self.store_at(window + 3, 4 * at as u32, row, 4);
        }
        match file.main {
            true => self.function_of_tests(window + 6, "TestMain", Some("M")),
            false => self.zero(window + 6, 1),
        }
        self.constant(window + 7, 1);
        let func = self.program.declared(main, Rc::from([]));
        self.emit(Instr::Call { func, base: window, results: 0, params: 8 });
    }

    /// A slice of so many elements.
    fn make_list(&mut self, dst: Slot, elem: TypeId, count: usize) {
        let length = self.int(count as i64);
        let layout = self.program.layout(elem, "");
        self.emit(Instr::MakeSlice { dst, layout, length, capacity: length });
    }

    /// The name of a function, and behind it the function.
    fn name_and_function(&mut self, dst: Slot, name: &str, param: Option<&str>) {
        let text = self.program.image.text(name.as_bytes());
        self.constant(dst, text);
        self.function_of_tests(dst + 1, name, param);
    }

    /// A function of the file as a value, which takes a pointer to this type of `testing`, or nothing.
    fn function_of_tests(&mut self, dst: Slot, name: &str, param: Option<&str>) {
        let declared = self.program.checked.packages.last().and_then(|user| {
            user.functions.iter().find(|(_, decl)| decl.receiver.is_none() && *decl.name.name == *name)
        });
        let Some((object, decl)) = declared else { return };
        if !self.takes(*object, decl, param) {
            let wanted = param.map_or_else(String::new, |param| ["*testing.", param].concat());
            let message = ["cannot use ", name, " as func(", &wanted, ") value in struct literal"].concat();
            return self.program.refuse(decl.span, &message);
        }
        let func = self.program.declared(*object, Rc::from([]));
        let value = self.program.closure_of(func);
        self.constant(dst, value);
    }

    fn takes(&self, object: ObjectId, decl: &FuncDecl, param: Option<&str>) -> bool {
        let types = &self.program.types;
        let is_it = |typ: TypeId, wanted: &str| match types.get(typ) {
            Type::Pointer(to) => matches!(types.get(*to), Type::Named(named) if {
                let named = types.named(*named);
                let package: Option<&Name> = named.package.map(|package| types.package_path(package));
                &*named.name == wanted && package.is_some_and(|package| &**package == "testing")
            }),
            _ => false,
        };
        let Type::Func(signature) = types.get(self.program.object(object).typ) else { return false };
        decl.type_params.is_empty()
            && signature.results.is_empty()
            && match (&*signature.params, param) {
                ([], None) => true,
                ([only], Some(wanted)) => is_it(*only, wanted),
                _ => false,
            }
    }
}
