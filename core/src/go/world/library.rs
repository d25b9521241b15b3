//! What the library makes for itself, told by what the program has written: a context's channel is `ctx.Done()`, a timer's `timer.C`,
//! what an `errgroup.Group` consists of is `g`. A field of the library's own is no name for anything.

use super::names::{Found, Names, is_of_library};
use crate::go::code::HARNESS;
use crate::go::code::layout::is_rule_object;
use crate::go::lib::{cluster, type_name};
use crate::go::machine::memory::{Header, Pointer};
use crate::go::machine::{Machine, Place};
use crate::go::process::place_of;
use crate::go::syntax::source::{Pos, Sources};
use crate::go::types::store::{Named, Type, TypeId, Types};
use crate::rules::mutex::WakeRule;
use crate::rules::{Kind, ObjectId};

/// A call of the program's, as its text has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Written<'a> {
    /// What the results are assigned to, in order; empty where they are not.
    results: Vec<&'a str>,
    /// What is called, as in `context.WithCancel` or `s.group.Go`.
    callee: &'a str,
}

impl<'a> Written<'a> {
    /// The call whose function or method has its name here.
    fn at(sources: &'a Sources, pos: Pos) -> Option<Written<'a>> {
        let file = sources.file(pos).filter(|_| pos != Pos::NONE)?;
        let at = (pos.0 - file.base) as usize;
        let is_name = |char: char| char.is_alphanumeric() || char == '_';
        let (before, rest) = file.text.split_at_checked(at)?;
        let end = at + rest.find(|char| !is_name(char)).unwrap_or(rest.len());
        let line = before.rfind('\n').map_or(0, |end| end + 1);
        let part = |char: char| is_name(char) || matches!(char, '.' | '[' | ']');
        let start = before[line..].rfind(|char| !part(char)).map_or(line, |other| {
            line + other + before[line + other..].chars().next().map_or(1, char::len_utf8)
        });
        let callee = file.text[start..end].trim_start_matches('.');
        Some(Written { results: assigned(&file.text[line..start]), callee }).filter(|_| !callee.is_empty())
    }

    /// What is called, without what stands before it.
    fn method(&self) -> &'a str {
        self.callee.rsplit('.').next().unwrap_or_default()
    }

    /// Whose method is called, or of which package it is.
    fn receiver(&self) -> &'a str {
        self.callee.rsplit_once('.').map_or("", |(receiver, _)| receiver)
    }

    /// What this result is assigned to.
    fn result(&self, number: usize) -> Option<&'a str> {
        self.results.get(number).copied().filter(|name| !name.is_empty())
    }
}

/// The names to which a call is assigned that stands behind this text in its line; an empty one for what is no name.
fn assigned(before: &str) -> Vec<&str> {
    let before = before.trim_end();
    if let Some(field) = before.strip_suffix(':') {
        // A field of a literal, which is not the value of a case.
        let field = field.rsplit(['{', ',', ' ', '\t']).next().unwrap_or_default();
        let is_case = field.is_empty() || before.trim_start().starts_with("case ");
        return if is_case { Vec::new() } else { vec![field] };
    }
    let Some(left) = before.strip_suffix('=') else { return Vec::new() };
    let left = left.strip_suffix(':').unwrap_or(left);
    let left = left.rsplit([';', '{', '(']).next().unwrap_or_default().trim();
    let left = ["if ", "switch ", "for ", "var "]
        .iter()
        .fold(left, |left, word| left.strip_prefix(word).unwrap_or(left));
    let is_path = |name: &str| name.chars().all(|char| char.is_alphanumeric() || matches!(char, '_' | '.'));
    let names = left.split(',').map(|name| name.split_whitespace().next().unwrap_or_default());
    names.map(|name| if is_path(name) && name != "_" { name } else { "" }).collect()
}

/// What a channel is called that the library made, by what that is called there and by the call in the program's text.
pub(super) fn channel_name(machine: &Machine, own: &str, call: Pos) -> String {
    let package = own.split('.').next().unwrap_or_default();
    if package == HARNESS {
        return own.into();
    }
    let Some(call) = Written::at(&machine.code().sources, call) else { return package.into() };
    let part = |result: usize, part: &str| call.result(result).map(|name| format!("{name}{part}"));
    let name = match (package, call.method()) {
        // A group and its context.
        ("context", "WithContext") => part(1, ".Done()"),
        ("context", _) => part(0, ".Done()"),
        ("time", "After" | "Tick") => part(0, ""),
        ("time", _) => part(0, ".C"),
        _ => None,
    };
    name.unwrap_or_else(|| call.callee.into())
}

/// How names begin that the package of distributed objects gives to its channels.
pub(super) const CLUSTER: &str = "cluster.";

/// What a channel of that package is called: as the node that it leads to, or as what it is about in the program's text.
#[inline(never)]
pub(super) fn cluster_name(machine: &Machine, channel: ObjectId, own: &str, call: Pos) -> String {
    let call = Written::at(&machine.code().sources, call).unwrap_or_default();
    let what = own.strip_prefix(CLUSTER).unwrap_or_default();
    match (what, call.result(0)) {
        ("inbox" | "alarm", _) => {
            let name = parties(machine).find_map(|at| cluster::channel(machine.memory(), at, channel));
            name.unwrap_or_else(|| format!("{}.reply", call.receiver()))
        }
        (_, Some(whole)) => format!("{whole}.{what}"),
        _ => own.into(),
    }
}

/// Where what the package knows of nodes and resources lies in the memory.
fn parties(machine: &Machine) -> impl Iterator<Item = Pointer> {
    let (memory, code, mut base) = (machine.memory(), machine.code(), 1);
    std::iter::from_fn(move || {
        while let Some(word) = memory.words.get(base as usize) {
            let (here, header) = (base, Header(*word));
            base += 1 + header.size(&code.layouts) as u32;
            let typ = code.layouts.get(header.layout()).typ.map(|typ| code.types.get(typ));
            if let Some(Type::Named(named)) = typ
                && is_of_cluster(&code.types, code.types.named(*named), "party")
            {
                return Some(Pointer::new(here, 0));
            }
        }
        None
    })
}

/// Whether this is the type of that name of the package of distributed objects.
pub(super) fn is_of_cluster(types: &Types, named: &Named, name: &str) -> bool {
    let is_it = |package| &**types.package_path(package) == "lockstep/cluster";
    &*named.name == name && named.package.is_some_and(is_it)
}

/// Whether a type of the library's keeps what it is made of to itself.
pub(super) fn is_opaque(types: &Types, named: &Named) -> bool {
    let package = named.package.filter(|_| is_of_library(types, named) && !is_rule_object(types, named));
    package.is_some_and(|package| match &**types.package_path(package) {
        "sync"
        | "context"
        | "golang.org/x/sync/errgroup"
        | "golang.org/x/sync/semaphore"
        | "lockstep/cluster" => true,
        "time" => matches!(&*named.name, "Timer" | "Ticker"),
        _ => false,
    })
}

/// What a value of a type of the library's is told as, where its parts are not told: the type, or its package if that has no name
/// outside of it.
pub(super) fn opaque_text(types: &Types, typ: TypeId, named: &Named) -> String {
    match named.name.chars().next().is_some_and(char::is_uppercase) {
        true => type_name::name(types, typ),
        false => named.package.map_or_else(String::new, |package| types.package_name(package).to_string()),
    }
}

/// What of the rules lies in a value of the library's: the first lock or channel, and where.
pub(super) enum Inner {
    /// A channel.
    Channel(ObjectId),
    /// A lock, a wait group or those who wait for a condition, whose word is here.
    Rule(Pointer, Kind),
}

/// The first lock or channel in a value of this type that lies here.
pub(super) fn inner(machine: &Machine, typ: TypeId, at: Pointer) -> Option<Inner> {
    let code = machine.code();
    match code.types.get(typ) {
        Type::Named(named) if is_rule_object(&code.types, code.types.named(*named)) => {
            let kind = match &*code.types.named(*named).name {
                "Mutex" => Kind::Mutex(WakeRule::Go),
                "RWMutex" => Kind::RwMutex,
                "WaitGroup" => Kind::WaitGroup,
                _ => Kind::Cond,
            };
            return Some(Inner::Rule(at, kind));
        }
        _ => {}
    }
    match code.types.underlying(typ) {
        Type::Chan(..) => {
            let rule = (machine.memory().at(at, 1)[0] as u32).checked_sub(1)?;
            Some(Inner::Channel(ObjectId(rule)))
        }
        Type::Struct(fields) => {
            let mut offset = 0;
            fields.iter().find_map(|field| {
                let here = at.plus(offset);
                offset += code.layouts.known_words(field.typ).len() as u32;
                inner(machine, field.typ, here)
            })
        }
        _ => None,
    }
}

/// What something of the library's is called that the program has given no name: as what is known of it already, as its channel, or as
/// the program calls it here.
pub(super) fn object_name(machine: &Machine, names: &Names, found: &Found, place: Place) -> Option<String> {
    if found.name == HARNESS {
        return None;
    }
    if let Some(name) = names.at_base(found.at.base()) {
        return Some(name.into());
    }
    if let Some(Inner::Channel(rule)) = inner(machine, found.whole, found.at) {
        let name = super::names::channel_name(machine, rule);
        return Some(name.trim_end_matches(".Done()").trim_end_matches(".C").into());
    }
    let call = written(machine, place)?;
    Some(call.receiver().to_owned()).filter(|name| !name.is_empty())
}

/// What the program calls of the library's, where a goroutine is in the midst of it.
pub(super) fn called(machine: &Machine, place: Place) -> Option<String> {
    written(machine, place).map(|call| call.callee.to_owned())
}

fn written(machine: &Machine, place: Place) -> Option<Written<'_>> {
    let code = machine.code();
    let own = machine.frames(place).find(|frame| {
        let function = &code.functions[frame.func as usize];
        !function.hidden && !function.thunk
    })?;
    Written::at(&code.sources, place_of(machine, &own))
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_family = "wasm")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn a_call_is_read_as_it_is_written() {
        let check = |line: &str, method: &str, results: &[&str], callee: &str| {
            let text = format!("package main\n\t{line}\n");
            let mut sources = Sources::default();
            let base = sources.add("main.go", &text);
            let at = text.find(method).expect("it is there") as u32;
            let written = Written::at(&sources, Pos(base.0 + at)).expect("it is a call");
            assert_eq!((written.results.as_slice(), written.callee), (results, callee), "{line}");
        };
        check(
            "ctx, cancel := context.WithCancel(base)",
            "WithCancel",
            &["ctx", "cancel"],
            "context.WithCancel",
        );
        check("var ctx, _ = context.WithCancel(base)", "WithCancel", &["ctx", ""], "context.WithCancel");
        check("if err := s.sem.Acquire(ctx, 1); err != nil {", "Acquire", &["err"], "s.sem.Acquire");
        check("case <-time.After(d):", "After", &[], "time.After");
        check("case at := <-time.After(d):", "After", &[], "time.After");
        check("s := server{1, timer: time.NewTimer(d)}", "NewTimer", &["timer"], "time.NewTimer");
        check("case 1: time.NewTimer(d)", "NewTimer", &[], "time.NewTimer");
        check("s.timer = time.NewTimer(d)", "NewTimer", &["s.timer"], "time.NewTimer");
        check("all[i] = time.NewTimer(d)", "NewTimer", &[""], "time.NewTimer");
        check("var t *time.Timer = time.NewTimer(d)", "NewTimer", &["t"], "time.NewTimer");
        check("groups[2].Go(work)", "Go", &[], "groups[2].Go");
        check("等待, _ := context.WithCancel(base)", "WithCancel", &["等待", ""], "context.WithCancel");
    }
}
