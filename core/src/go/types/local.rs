//! Declarations inside of functions.

use super::checker::Checker;
use super::constant::Constant;
use super::info::{ObjectKind, VarKind};
use super::store::ObjectId;
use crate::go::syntax::ast::{Decl, VarSpec};

impl<'a> Checker<'a> {
    /// A declaration in a function.
    pub(super) fn local_declaration(&mut self, decl: &'a Decl) {
        match decl {
            Decl::Func(_) => {}
            Decl::Const(specs) => {
                for spec in specs.iter() {
                    let top = self.delayed.len();
                    let mut objects = Vec::with_capacity(spec.names.len());
                    for (at, name) in spec.names.iter().enumerate() {
                        let kind = ObjectKind::Const(Constant::Unknown);
                        let object = self.new_object(name.name.clone(), name.pos, kind);
                        let (typ, init) = (spec.typ.as_deref(), spec.values.get(at));
                        self.const_decl(object, typ, init, spec.inherited, spec.iota);
                        objects.push(object);
                    }
                    self.check_arity(spec.span, &spec.names, &spec.values, true, spec.inherited);
                    self.process_delayed(top);
                    for (name, object) in spec.names.iter().zip(objects) {
                        self.declare(self.env.scope, Some(name), object);
                    }
                }
            }
            Decl::Var(specs) => specs.iter().for_each(|spec| self.local_variables(spec)),
            Decl::Type(specs) => {
                for spec in specs.iter() {
                    let kind = ObjectKind::TypeName;
                    let object = self.new_object(spec.name.name.clone(), spec.name.pos, kind);
                    self.extra[object.0 as usize].alias = spec.alias;
                    self.declare(self.env.scope, Some(&spec.name), object);
                    self.path.push(object);
                    self.type_decl(object, spec);
                    self.path.pop();
                }
            }
        }
    }

    fn local_variables(&mut self, spec: &'a VarSpec) {
        let top = self.delayed.len();
        let objects: Vec<ObjectId> = spec
            .names
            .iter()
            .map(|name| self.new_object(name.name.clone(), name.pos, ObjectKind::Var(VarKind::Local)))
            .collect();
        for (at, object) in objects.iter().enumerate() {
            let mut together: &[ObjectId] = &[];
            let init = if spec.values.len() == spec.names.len() {
                spec.values.get(at)
            } else if let [only] = &*spec.values {
                together = &objects;
                Some(only)
            } else {
                spec.values.get(at)
            };
            self.var_decl(*object, together, spec.typ.as_ref(), init);
            if spec.values.len() == 1 {
                break;
            }
        }
        if spec.typ.is_none() || !spec.values.is_empty() {
            self.check_arity(spec.span, &spec.names, &spec.values, false, false);
        }
        self.process_delayed(top);
        for (name, object) in spec.names.iter().zip(objects) {
            self.declare(self.env.scope, Some(name), object);
        }
    }
}
