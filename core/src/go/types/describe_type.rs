//! Types as they stand in messages.

use super::checker::Checker;
use super::info::ObjectKind;
use super::store::{Basic, Embedded, Method, Named, PackageId, ParamId, Signature, Spelling, Type, TypeId};
use crate::go::syntax::ast::{Direction, Name};
use std::rc::Rc;

/// Beyond this depth a type is cut off.
const DEEPEST: u32 = 60;

/// Behind so many bytes too.
const LONGEST: usize = 8 << 10;

/// How types are written.
#[derive(Clone, Copy)]
struct Writer<'a, 'b> {
    checker: &'a Checker<'b>,
    /// Whether parameters are written with their names.
    names: bool,
    /// Whether every package is named by its path.
    paths: bool,
}

impl Checker<'_> {
    /// A type as it stands in messages.
    pub(super) fn type_text(&self, typ: TypeId) -> String {
        let mut text = String::new();
        Writer { checker: self, names: true, paths: false }.write(&mut text, typ, 0);
        text
    }

    /// Type parameters with their constraints, between brackets.
    pub(super) fn type_params_text(&self, params: &[ParamId]) -> String {
        let mut text = String::new();
        Writer { checker: self, names: true, paths: false }.write_params(&mut text, params, 0);
        text
    }

    /// A function's name and type, its parameters without names.
    pub(super) fn func_text(&self, name: &str, typ: TypeId, paths: bool) -> String {
        let mut text = name.to_string();
        Writer { checker: self, names: false, paths }.write_signature(&mut text, typ, 0);
        text
    }

    /// Terms as they stand in messages.
    pub(super) fn terms_text(&self, terms: &[(bool, TypeId)]) -> String {
        if terms.is_empty() {
            return "∅".to_string();
        }
        let mut text = String::new();
        Writer { checker: self, names: true, paths: true }.write_terms(&mut text, terms, 0);
        text
    }

    /// A package as it stands before a name, with the dot; nothing for the one that is checked.
    pub(super) fn package_prefix(&self, package: Option<PackageId>) -> String {
        match package {
            Some(package) if package != self.package => {
                if self.is_ambiguous(package) {
                    ["\"", self.types.package_path(package), "\"."].concat()
                } else {
                    [self.types.package_name(package), "."].concat()
                }
            }
            _ => String::new(),
        }
    }

    /// Whether a package is named by its path, because another one has the same name. Go's own library has packages of
    /// the names `sync`, `strconv` and `atomic` inside, so nearly every program knows two of each.
    fn is_ambiguous(&self, package: PackageId) -> bool {
        let imported = || {
            self.imports.iter().filter_map(|import| match self.kind(*import) {
                ObjectKind::Package(other) if *other != package => Some(*other),
                _ => None,
            })
        };
        let imports = |path: &str| imported().any(|other| &**self.types.package_path(other) == path);
        match &**self.types.package_path(package) {
            "sync" | "strconv" => true,
            "sync/atomic" => {
                let apart = ["cmp", "math", "math/bits", "unicode", "unicode/utf8"];
                imported().any(|other| !apart.contains(&&**self.types.package_path(other)))
            }
            "math/rand/v2" => imports("math/rand") || imports("testing"),
            "math/rand" => imports("math/rand/v2"),
            _ => false,
        }
    }
}

impl Writer<'_, '_> {
    fn write(self, text: &mut String, typ: TypeId, depth: u32) {
        if depth > DEEPEST || text.len() > LONGEST {
            text.push('…');
            return;
        }
        let depth = depth + 1;
        match self.checker.types.spelling(typ) {
            Some(Spelling::Alias(package, name, args, _)) => {
                self.write_name(text, *package, name);
                self.write_args(text, args, depth);
                return;
            }
            Some(Spelling::Interface(methods, embedded, implicit)) => {
                self.write_spelled_interface(text, methods, embedded, *implicit, depth);
                return;
            }
            _ => {}
        }
        match self.checker.types.get(typ) {
            Type::Basic(Basic::UnsafePointer) => text.push_str("unsafe.Pointer"),
            Type::Basic(basic) => text.push_str(basic.name()),
            Type::Named(named) => {
                let named: &Named = self.checker.types.named(*named);
                self.write_name(text, named.package, &named.name);
                if named.type_args.is_empty() {
                    self.write_params(text, &named.type_params, depth);
                } else {
                    self.write_args(text, &named.type_args, depth);
                }
            }
            Type::Pointer(to) => {
                text.push('*');
                self.write(text, *to, depth);
            }
            Type::Slice(of) => {
                text.push_str("[]");
                self.write(text, *of, depth);
            }
            Type::Array(length, of) => {
                text.push('[');
                text.push_str(&length.to_string());
                text.push(']');
                self.write(text, *of, depth);
            }
            Type::Map(key, value) => {
                text.push_str("map[");
                self.write(text, *key, depth);
                text.push(']');
                self.write(text, *value, depth);
            }
            Type::Chan(direction, of) => self.write_chan(text, *direction, *of, depth),
            Type::Struct(_) => self.write_struct(text, typ, depth),
            Type::Func(_) => {
                text.push_str("func");
                self.write_signature(text, typ, depth);
            }
            Type::Tuple(types) => {
                let names: &[Name] = match self.checker.types.spelling(typ) {
                    Some(Spelling::Func(names, _)) => names,
                    _ => &[],
                };
                self.write_tuple(text, types, names, false, depth);
            }
            Type::Interface(interface) => {
                if interface.comparable && interface.methods.is_empty() && interface.terms.is_none() {
                    text.push_str("interface{comparable}");
                    return;
                }
                let embedded: Vec<Embedded> = interface.terms.iter().cloned().collect();
                self.write_spelled_interface(text, &interface.methods, &embedded, false, depth);
            }
            Type::Param(param) => {
                let name = &self.checker.types.param(*param).name;
                text.push_str(name);
                if self.checker.lookup_in(super::scope::UNIVERSE, name).is_some() {
                    let object = self.checker.param_objects[param.0 as usize];
                    let pos = self.checker.objects[object.0 as usize].pos;
                    let place = self.checker.place_text(pos);
                    text.push_str(&[" /* with ", name, " declared at ", &place, " */"].concat());
                }
            }
        }
    }

    fn write_name(self, text: &mut String, package: Option<PackageId>, name: &Name) {
        match package {
            Some(package) if self.paths => {
                text.push_str(self.checker.types.package_path(package));
                text.push('.');
            }
            _ => text.push_str(&self.checker.package_prefix(package)),
        }
        text.push_str(name);
    }

    fn write_args(self, text: &mut String, args: &[TypeId], depth: u32) {
        if args.is_empty() {
            return;
        }
        text.push('[');
        for (at, arg) in args.iter().enumerate() {
            if at > 0 {
                text.push_str(", ");
            }
            self.write(text, *arg, depth);
        }
        text.push(']');
    }

    /// Type parameters with their constraints, one for several that follow each other.
    fn write_params(self, text: &mut String, params: &[ParamId], depth: u32) {
        let mut last: Option<TypeId> = None;
        for (at, param) in params.iter().enumerate() {
            let param = self.checker.types.param(*param);
            text.push_str(if at == 0 { "[" } else { "" });
            if let Some(last) = last {
                if last != param.constraint {
                    text.push(' ');
                    self.write(text, last, depth);
                }
                text.push_str(", ");
            }
            text.push_str(&param.name);
            last = Some(param.constraint);
        }
        if let Some(last) = last {
            text.push(' ');
            self.write(text, last, depth);
            text.push(']');
        }
    }

    fn write_chan(self, text: &mut String, direction: Direction, of: TypeId, depth: u32) {
        text.push_str(match direction {
            Direction::Both => "chan ",
            Direction::Send => "chan<- ",
            Direction::Receive => "<-chan ",
        });
        let inner = matches!(self.checker.types.get(of), Type::Chan(Direction::Receive, _));
        if direction == Direction::Both && inner {
            text.push('(');
            self.write(text, of, depth);
            text.push(')');
        } else {
            self.write(text, of, depth);
        }
    }

    fn write_struct(self, text: &mut String, typ: TypeId, depth: u32) {
        let Type::Struct(fields) = self.checker.types.get(typ) else { return };
        text.push_str("struct{");
        for (at, field) in fields.iter().enumerate() {
            if at > 0 {
                text.push_str("; ");
            }
            if !field.embedded {
                text.push_str(&field.name);
                text.push(' ');
            }
            self.write(text, field.typ, depth);
            if let Some(tag) = field.tag.as_ref().filter(|tag| !tag.is_empty()) {
                text.push(' ');
                text.push_str(&super::constant_text::quoted(tag.as_bytes()));
            }
        }
        text.push('}');
    }

    fn write_tuple(self, text: &mut String, types: &[TypeId], names: &[Name], variadic: bool, depth: u32) {
        text.push('(');
        for (at, typ) in types.iter().enumerate() {
            if at > 0 {
                text.push_str(", ");
            }
            if let Some(name) = names.get(at).filter(|name| self.names && !name.is_empty()) {
                text.push_str(name);
                text.push(' ');
            }
            match self.checker.types.get(*typ) {
                Type::Slice(of) if variadic && at + 1 == types.len() => {
                    text.push_str("...");
                    self.write(text, *of, depth);
                }
                _ => self.write(text, *typ, depth),
            }
        }
        text.push(')');
    }

    fn write_signature(self, text: &mut String, typ: TypeId, depth: u32) {
        let Type::Func(signature) = self.checker.types.get(typ) else { return };
        let signature: &Rc<Signature> = signature;
        let (names, type_params): (&[Name], &[ParamId]) = match self.checker.types.spelling(typ) {
            Some(Spelling::Func(names, params)) => (names, params),
            _ => (&[], &[]),
        };
        self.write_params(text, type_params, depth);
        let split = signature.params.len().min(names.len());
        self.write_tuple(text, &signature.params, &names[..split], signature.variadic, depth);
        let results = &names[split..];
        match &*signature.results {
            [] => {}
            [only] if results.first().is_none_or(|name| name.is_empty()) => {
                text.push(' ');
                self.write(text, *only, depth);
            }
            list => {
                text.push(' ');
                self.write_tuple(text, list, results, false, depth);
            }
        }
    }

    fn write_spelled_interface(
        self,
        text: &mut String,
        methods: &[Method],
        embedded: &[Embedded],
        implicit: bool,
        depth: u32,
    ) {
        if implicit && methods.is_empty() && embedded.len() == 1 {
            self.write_terms(text, &embedded[0], depth);
            return;
        }
        text.push_str("interface{");
        for (at, method) in methods.iter().enumerate() {
            if at > 0 {
                text.push_str("; ");
            }
            text.push_str(&method.name);
            self.write_signature(text, method.typ, depth);
        }
        for (at, terms) in embedded.iter().enumerate() {
            if at + methods.len() > 0 {
                text.push_str("; ");
            }
            self.write_terms(text, terms, depth);
        }
        text.push('}');
    }

    fn write_terms(self, text: &mut String, terms: &[(bool, TypeId)], depth: u32) {
        for (at, (tilde, typ)) in terms.iter().enumerate() {
            if at > 0 {
                text.push_str(" | ");
            }
            if *tilde {
                text.push('~');
            }
            self.write(text, *typ, depth);
        }
    }
}
