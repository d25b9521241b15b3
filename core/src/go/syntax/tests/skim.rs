//! Skimming, held against reading the whole file.

use super::whole;
use crate::go::std;
use crate::go::syntax::ast::{Body, Decl, FuncDecl};
use crate::go::syntax::parser::{self, Parsed};
use crate::go::syntax::pool::Pool;
use crate::go::syntax::source::{Sources, Span};
use ::std::rc::Rc;

fn functions(parsed: &mut Parsed) -> Vec<&mut FuncDecl> {
    let functions = parsed.file.decls.iter_mut().filter_map(|decl| match decl {
        Decl::Func(function) => Some(Rc::get_mut(function).expect("nobody else has it")),
        Decl::Const(_) | Decl::Var(_) | Decl::Type(_) => None,
    });
    functions.collect()
}

/// From where to where the body goes that was skipped.
fn unread(function: &FuncDecl) -> Option<Span> {
    match function.body {
        Body::Unread(span) => Some(span),
        Body::Missing | Body::Read(_) => None,
    }
}

#[test]
fn a_body_of_the_library_that_is_read_later_is_what_the_whole_file_has_there() {
    let mut skipped = 0;
    for &(path, text) in std::packages() {
        let mut sources = Sources::default();
        let base = sources.add(path, text);
        let source = sources.file(base).expect("it was added");
        let mut whole = parser::parse(source, &mut Pool::default());
        let mut pool = Pool::default();
        let mut skimmed = parser::skim(source, &mut pool);
        assert_eq!((&whole.errors, &skimmed.errors), (&vec![], &vec![]), "{path}");
        for (full, later) in functions(&mut whole).into_iter().zip(functions(&mut skimmed)) {
            let name = &full.name.name;
            assert_eq!(full.span, later.span, "{path}: {name}");
            let spans: [Option<Span>; 2] = [full.body.block().map(|block| block.span), unread(later)];
            assert_eq!(spans[0], spans[1], "{path}: {name}");
            if let Some(span) = unread(later) {
                skipped += 1;
                later.body = Body::Read(parser::body(source, span, &mut pool));
            }
        }
        assert_eq!(whole::print(&whole.file), whole::print(&skimmed.file), "{path}");
    }
    assert!(skipped > 900, "{skipped} bodies were skipped");
}
