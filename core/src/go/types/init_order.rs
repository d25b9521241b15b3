//! In which order package-level variables get their first values.
//!
//! A variable comes after all that its value mentions, directly or through functions; otherwise the order is that of the
//! source.

use super::checker::Checker;
use super::info::{InitSpec, Initializer, ObjectKind};
use super::store::ObjectId;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeSet;

/// An object with what it needs and what needs it, as numbers in the list of objects.
#[derive(Default)]
struct Node {
    needs: FxHashSet<usize>,
    needed_by: FxHashSet<usize>,
}

impl Checker<'_> {
    /// The variables of the package with their first values, in order.
    pub(super) fn initialization_order(&mut self) -> Vec<Initializer> {
        let objects: Vec<ObjectId> = self
            .object_list
            .iter()
            .copied()
            .filter(|object| *self.kind(*object) != ObjectKind::TypeName)
            .collect();
        let mut nodes = self.dependency_graph(&objects);
        let is_func = |object: ObjectId| *self.kind(object) == ObjectKind::Func;
        let constant: Vec<bool> =
            objects.iter().map(|object| matches!(self.kind(*object), ObjectKind::Const(_))).collect();
        let mut waits: Vec<usize> = nodes.iter().map(|node| node.needs.len()).collect();
        // Constants first, then who waits for the fewest, then as in the source.
        let mut left: BTreeSet<(bool, usize, usize)> = (0..objects.len())
            .filter(|at| !is_func(objects[*at]))
            .map(|at| (!constant[at], waits[at], at))
            .collect();
        let mut emitted: FxHashSet<u32> = FxHashSet::default();
        let mut order = Vec::new();
        while let Some((_, waiting, at)) = left.pop_first() {
            if waiting > 0 {
                self.report_initialization_cycle(objects[at]);
            }
            for other in std::mem::take(&mut nodes[at].needed_by) {
                let before = waits[other];
                waits[other] = before.saturating_sub(1);
                if left.remove(&(!constant[other], before, other)) {
                    left.insert((!constant[other], waits[other], other));
                }
            }
            let object = objects[at];
            let Some(decl) = self.extra[object.0 as usize].decl else { continue };
            let declaration = &self.decls[decl.0 as usize];
            let Some(initial) = declaration.initial else { continue };
            if !emitted.insert(decl.0) {
                continue;
            }
            let variables =
                if declaration.variables.is_empty() { vec![object] } else { declaration.variables.to_vec() };
            let spec = InitSpec { specs: initial.specs.clone(), spec: initial.spec, value: initial.value };
            order.push(Initializer { variables, spec });
        }
        order
    }

    /// What needs what, with functions left out: who needs a function needs what it needs.
    fn dependency_graph(&self, objects: &[ObjectId]) -> Vec<Node> {
        let numbers: FxHashMap<ObjectId, usize> =
            objects.iter().enumerate().map(|(at, object)| (*object, at)).collect();
        let mut nodes: Vec<Node> = Vec::new();
        nodes.resize_with(objects.len(), Node::default);
        for (at, object) in objects.iter().enumerate() {
            let Some(decl) = self.extra[object.0 as usize].decl else { continue };
            for other in &self.decls[decl.0 as usize].dependencies {
                if let Some(other) = numbers.get(other) {
                    nodes[at].needs.insert(*other);
                    nodes[*other].needed_by.insert(at);
                }
            }
        }
        let mut functions: Vec<usize> =
            (0..objects.len()).filter(|at| *self.kind(objects[*at]) == ObjectKind::Func).collect();
        functions.sort_by_key(|at| nodes[*at].needs.len() * nodes[*at].needed_by.len());
        for function in functions {
            let Node { needs, needed_by } = std::mem::take(&mut nodes[function]);
            for user in &needed_by {
                if *user == function {
                    continue;
                }
                nodes[*user].needs.remove(&function);
                for need in needs.iter().filter(|need| **need != function) {
                    nodes[*user].needs.insert(*need);
                    nodes[*need].needed_by.insert(*user);
                }
            }
            for need in &needs {
                nodes[*need].needed_by.remove(&function);
            }
        }
        nodes
    }

    fn report_initialization_cycle(&mut self, object: ObjectId) {
        let mut seen = Vec::new();
        let Some(cycle) = self.dependency_path(object, object, &mut seen) else { return };
        let name = |checker: &Self, object: ObjectId| checker.name(object).to_string();
        let first = cycle[0];
        let span = self.object_span(first);
        if let [only] = *cycle {
            let message = ["initialization cycle: ", &name(self, only), " refers to itself"].concat();
            self.error(span, message);
            return;
        }
        let mut message = ["initialization cycle for ", &name(self, first)].concat();
        let mut from = first;
        for next in cycle.iter().rev() {
            let text = [&name(self, from), " refers to ", &name(self, *next)].concat();
            let pos = self.objects[from.0 as usize].pos;
            self.add_line(&mut message, pos, &text);
            from = *next;
        }
        self.error(span, message);
    }

    /// The objects through which one needs another, the last first.
    fn dependency_path(
        &self,
        from: ObjectId,
        to: ObjectId,
        seen: &mut Vec<ObjectId>,
    ) -> Option<Vec<ObjectId>> {
        if seen.contains(&from) || seen.len() > 500 {
            return None;
        }
        seen.push(from);
        let decl = self.extra[from.0 as usize].decl?;
        let mut dependencies = self.decls[decl.0 as usize].dependencies.clone();
        dependencies.sort_by_key(|object| self.object_list.iter().position(|other| other == object));
        for next in dependencies {
            if next == to {
                return Some(vec![next]);
            }
            if let Some(mut path) = self.dependency_path(next, to, seen) {
                path.push(next);
                return Some(path);
            }
        }
        None
    }
}
