//! Type parameters that flow into one another without end.
//!
//! Each use of a generic type or function lets types flow into its type parameters. Where a type parameter flows into
//! another one (or itself) inside of a larger type, round and round, there would be endlessly many instances.

use super::checker::Checker;
use super::store::{NamedId, ParamId, Type, TypeId};
use crate::go::syntax::source::{Pos, Span};
use rustc_hash::FxHashMap;
use std::rc::Rc;

/// Which types flow into which type parameters.
#[derive(Debug, Default)]
pub(super) struct Mono {
    vertices: Vec<Vertex>,
    edges: Vec<Edge>,
    known: FxHashMap<ParamId, usize>,
    /// The type parameter of the type for each of a receiver.
    same: FxHashMap<ParamId, ParamId>,
}

#[derive(Debug)]
struct Vertex {
    weight: usize,
    before: usize,
    length: usize,
    param: ParamId,
}

#[derive(Debug)]
struct Edge {
    to: usize,
    from: usize,
    weight: usize,
    pos: Pos,
    typ: TypeId,
}

impl Mono {
    /// Says that a receiver's type parameter stands for one of the type.
    pub(super) fn same_param(&mut self, of_receiver: ParamId, of_type: ParamId) {
        self.same.insert(of_receiver, of_type);
    }

    fn vertex(&mut self, param: ParamId) -> usize {
        let param = self.same.get(&param).copied().unwrap_or(param);
        *self.known.entry(param).or_insert_with(|| {
            self.vertices.push(Vertex { weight: 0, before: 0, length: 0, param });
            self.vertices.len() - 1
        })
    }
}

impl Checker<'_> {
    /// Notes that types flow into type parameters.
    pub(super) fn record_flow(&mut self, span: Span, params: &Rc<[ParamId]>, args: &[TypeId], list: &[Span]) {
        for (at, (param, arg)) in params.iter().zip(args).enumerate() {
            let object = self.param_objects[param.0 as usize];
            if self.objects[object.0 as usize].package != Some(self.package) {
                continue;
            }
            let pos = list.get(at).unwrap_or(&span).start;
            let mut sources = Vec::new();
            self.flowing(*arg, *arg, &mut sources, 0);
            for (source, weight) in sources {
                let (to, from) = (self.mono.vertex(*param), self.mono.vertex(source));
                self.mono.edges.push(Edge { to, from, weight, pos, typ: *arg });
            }
        }
    }

    /// The type parameters in a type, each with whether it stands inside.
    fn flowing(&self, typ: TypeId, whole: TypeId, sources: &mut Vec<(ParamId, usize)>, depth: u32) {
        if depth > 100 {
            return;
        }
        let mut all = |types: &[TypeId]| {
            types.iter().for_each(|typ| self.flowing(*typ, whole, sources, depth + 1));
        };
        match self.types.get(typ) {
            Type::Basic(_) => {}
            Type::Param(param) => sources.push((*param, usize::from(typ != whole))),
            Type::Named(named) => {
                let named: NamedId = *named;
                all(&self.types.named(named).type_args);
            }
            Type::Pointer(of) | Type::Slice(of) | Type::Array(_, of) | Type::Chan(_, of) => all(&[*of]),
            Type::Map(key, value) => all(&[*key, *value]),
            Type::Struct(fields) => fields.iter().for_each(|field| all(&[field.typ])),
            Type::Func(signature) => {
                all(&signature.params);
                all(&signature.results);
            }
            Type::Tuple(types) => all(types),
            Type::Interface(interface) => interface.methods.iter().for_each(|method| all(&[method.typ])),
        }
    }

    /// Tells of type parameters that flow without end.
    pub(super) fn check_flow(&mut self) {
        let mono = &mut self.mono;
        let mut again = true;
        while again {
            again = false;
            for (at, edge) in mono.edges.iter().enumerate() {
                let weight = mono.vertices[edge.from].weight + edge.weight;
                if weight <= mono.vertices[edge.to].weight {
                    continue;
                }
                let length = mono.vertices[edge.from].length + 1;
                let to = &mut mono.vertices[edge.to];
                to.before = at;
                to.length = length;
                to.weight = weight;
                if length == mono.vertices.len() {
                    let vertex = edge.to;
                    self.report_flow(vertex);
                    return;
                }
                again = true;
            }
        }
    }

    fn report_flow(&mut self, vertex: usize) {
        let mono = &self.mono;
        let (mut vertex, mut stack, mut seen) = (vertex, Vec::new(), vec![false; mono.vertices.len()]);
        while !seen[vertex] {
            stack.push(vertex);
            seen[vertex] = true;
            vertex = mono.edges[mono.vertices[vertex].before].from;
        }
        let start = stack.iter().position(|other| *other == vertex).unwrap_or(0);
        let first = self.param_objects[mono.vertices[vertex].param.0 as usize];
        let mut message = "instantiation cycle:".to_string();
        for vertex in &stack[start..] {
            let edge = &mono.edges[mono.vertices[*vertex].before];
            let param = mono.vertices[edge.to].param;
            let name = &self.types.param(param).name;
            let text = [name, " instantiated as ", &self.type_text(edge.typ)].concat();
            self.add_line(&mut message, edge.pos, &text);
        }
        let span = self.object_span(first);
        self.error(span, message);
    }
}
