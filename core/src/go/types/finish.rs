//! The last look at a program without errors: what is only written differently becomes one, and instances get their
//! methods.

use super::checker::Checker;
use super::store::{NamedId, NamedMethod, ParamId, TypeId};
use std::rc::Rc;

/// How many instances are given their methods.
const MOST: usize = 20_000;

impl Checker<'_> {
    /// Completes the types.
    pub(super) fn finish_types(&mut self) {
        let mut at = 0;
        while at < self.types.named_len().min(MOST) {
            let id = NamedId(at as u32);
            let origin = self.types.named(id).origin.unwrap_or(id);
            let methods: Vec<NamedMethod> = self.types.named(origin).methods.clone();
            let methods = methods
                .into_iter()
                .map(|method| NamedMethod { typ: self.method_type(id, method.object), ..method })
                .collect();
            self.types.named_mut(id).methods = methods;
            at += 1;
        }
        for at in 0..self.types.named_len() {
            let id = NamedId(at as u32);
            let named = self.types.named(id).clone();
            let args: Rc<[TypeId]> = named.type_args.iter().map(|arg| self.types.canonical(*arg)).collect();
            let underlying = self.types.canonical(named.underlying);
            let methods = named
                .methods
                .into_iter()
                .map(|method| NamedMethod { typ: self.types.canonical(method.typ), ..method })
                .collect();
            let named = self.types.named_mut(id);
            named.type_args = args;
            named.underlying = underlying;
            named.methods = methods;
        }
        for at in 0..self.types.param_len() {
            let id = ParamId(at as u32);
            let interface = self.constraint(id);
            let constraint = self.types.param(id).constraint;
            let constraint = if self.is_interface(constraint) {
                constraint
            } else {
                self.types.add(super::store::Type::Interface(interface))
            };
            self.types.param_mut(id).constraint = self.types.canonical(constraint);
        }
        for at in 0..self.objects.len() {
            self.objects[at].typ = self.types.canonical(self.objects[at].typ);
        }
    }
}
