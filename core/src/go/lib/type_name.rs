//! The names of types as a running program has them: those of `%T`, and of run-time panics.

use super::quote::{self, Kept};
use crate::go::syntax::ast::Direction;
use crate::go::types::store::{NamedId, PackageId, Signature, StructField, Type, TypeId, Types};

/// Adds the name of a type: `main.T`, `[]int`, `map[string]main.Pair[int,string]`.
pub fn push(out: &mut String, types: &Types, typ: TypeId) {
    Writer { out, types, whole: false }.typ(typ);
}

/// The name of a type.
pub fn name(types: &Types, typ: TypeId) -> String {
    let mut out = String::new();
    push(&mut out, types, typ);
    out
}

struct Writer<'a> {
    out: &'a mut String,
    types: &'a Types,
    /// Among type arguments: packages stand there with their whole paths, and local types with a number.
    whole: bool,
}

impl Writer<'_> {
    fn typ(&mut self, typ: TypeId) {
        let types = self.types;
        match types.get(typ) {
            Type::Basic(basic) => self.out.push_str(basic.name()),
            Type::Named(id) => self.named(*id),
            Type::Pointer(elem) => self.prefixed("*", *elem),
            Type::Slice(elem) => self.prefixed("[]", *elem),
            Type::Array(count, elem) => {
                self.out.push('[');
                self.out.push_str(&count.to_string());
                self.prefixed("]", *elem);
            }
            Type::Map(key, value) => {
                self.prefixed("map[", *key);
                self.prefixed("]", *value);
            }
            Type::Chan(direction, elem) => self.channel(*direction, *elem),
            Type::Struct(fields) => self.fields(fields),
            Type::Func(signature) => {
                self.out.push_str("func");
                self.signature(signature);
            }
            Type::Tuple(parts) => self.list(parts, false),
            Type::Interface(interface) => {
                self.out.push_str("interface {");
                for (number, method) in interface.methods.iter().enumerate() {
                    self.out.push_str(if number == 0 { " " } else { "; " });
                    if let Some(package) = method.package {
                        self.package(package);
                    }
                    self.out.push_str(&method.name);
                    if let Type::Func(signature) = types.get(method.typ) {
                        self.signature(signature);
                    }
                }
                self.out.push_str(if interface.methods.is_empty() { "}" } else { " }" });
            }
            Type::Param(id) => self.out.push_str(&types.param(*id).name),
        }
    }

    fn prefixed(&mut self, prefix: &str, elem: TypeId) {
        self.out.push_str(prefix);
        self.typ(elem);
    }

    fn package(&mut self, package: PackageId) {
        let text = match self.whole {
            true => self.types.package_path(package),
            false => self.types.package_name(package),
        };
        self.out.push_str(text);
        self.out.push('.');
    }

    fn named(&mut self, id: NamedId) {
        let named = self.types.named(id);
        // `any` is no type of its own where a program runs.
        if named.package.is_none() && &*named.name == "any" {
            self.out.push_str("interface {}");
            return;
        }
        if let Some(package) = named.package {
            self.package(package);
        }
        self.out.push_str(&named.name);
        if named.type_args.is_empty() {
            return;
        }
        let outside = std::mem::replace(&mut self.whole, true);
        for (number, arg) in named.type_args.iter().enumerate() {
            self.out.push(if number == 0 { '[' } else { ',' });
            self.typ(*arg);
        }
        self.out.push(']');
        self.whole = outside;
    }

    fn channel(&mut self, direction: Direction, elem: TypeId) {
        self.out.push_str(match direction {
            Direction::Both => "chan ",
            Direction::Send => "chan<- ",
            Direction::Receive => "<-chan ",
        });
        // `chan (<-chan int)`: without the parentheses the arrow would be the first channel's.
        let ambiguous =
            direction == Direction::Both && matches!(self.types.get(elem), Type::Chan(Direction::Receive, _));
        if ambiguous {
            self.out.push('(');
        }
        self.typ(elem);
        if ambiguous {
            self.out.push(')');
        }
    }

    fn fields(&mut self, fields: &[StructField]) {
        self.out.push_str("struct {");
        for (number, field) in fields.iter().enumerate() {
            self.out.push_str(if number == 0 { " " } else { "; " });
            if !field.embedded {
                self.out.push_str(&field.name);
                self.out.push(' ');
            }
            self.typ(field.typ);
            if let Some(tag) = &field.tag {
                self.out.push(' ');
                self.out.push_str(&quote::quoted(tag.as_bytes(), '"', Kept::Printable));
            }
        }
        self.out.push_str(if fields.is_empty() { "}" } else { " }" });
    }

    fn signature(&mut self, signature: &Signature) {
        self.list(&signature.params, signature.variadic);
        match &*signature.results {
            [] => {}
            [one] => self.prefixed(" ", *one),
            several => {
                self.out.push(' ');
                self.list(several, false);
            }
        }
    }

    fn list(&mut self, list: &[TypeId], variadic: bool) {
        self.out.push('(');
        for (number, typ) in list.iter().enumerate() {
            if number > 0 {
                self.out.push_str(", ");
            }
            match self.types.get(*typ) {
                Type::Slice(elem) if variadic && number + 1 == list.len() => self.prefixed("...", *elem),
                _ => self.typ(*typ),
            }
        }
        self.out.push(')');
    }
}
