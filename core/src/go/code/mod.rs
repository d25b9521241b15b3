//! Go programs as instructions, and all that goes with them: constants, layouts, the methods of each type.

pub mod instr;
pub mod layout;
pub mod live;
pub mod operands;
mod sizes;
pub mod sliced;
pub mod waiters;

use self::instr::{Instr, Pc, Request, SelectTable, Slot};
use self::layout::{LayoutId, Layouts, Word};
use self::live::Live;
use self::waiters::Waiters;
use crate::go::syntax::source::{Pos, Sources};
use crate::go::types::store::{Type, TypeId, Types};
use rustc_hash::{FxHashMap, FxHashSet};
use std::rc::Rc;

/// A program that can be run.
#[derive(Debug)]
pub struct Code {
    /// The functions.
    pub functions: Vec<Function>,
    /// The function that computes the first values of variables, calls each `init` and then `main`.
    pub entry: u32,
    /// Words that instructions name: numbers, and strings in `image`.
    pub constants: Vec<u64>,
    /// The memory as it is before the first instruction: the strings of the program and its package-level variables.
    pub image: Vec<u64>,
    /// The selects.
    pub selects: Vec<SelectTable>,
    /// How objects lie.
    pub layouts: Layouts,
    /// The types.
    pub types: Types,
    /// The shapes of maps.
    pub maps: Vec<MapShape>,
    /// By type, the functions for its methods: the number of the method, in order, and the function.
    pub methods: Vec<Vec<(u32, u32)>>,
    /// The names of methods. Two methods of one name but different types have numbers of their own.
    pub method_names: Vec<Rc<str>>,
    /// The methods of the interfaces that a program may ask for, by the interface.
    pub interfaces: FxHashMap<TypeId, Box<[u32]>>,
    /// The numbers of the methods that the library calls by name.
    pub well_known: WellKnown,
    /// The types from which something is asserted, for messages.
    pub asserted_from: Vec<TypeId>,
    /// How a copy of a value lies that is more than a word, in an interface or on its way through a channel.
    pub boxes: FxHashMap<TypeId, LayoutId>,
    /// The types of the run-time system's own errors.
    pub errors: Errors,
    /// The library's function that makes a text of a panic's value.
    pub panic_text: u32,
    /// The library's function that starts what `time.AfterFunc` is given, and its `go` statement.
    pub go_func: Option<(u32, Pos)>,
    /// Whether the program may ask what time it is.
    pub asks_for_time: bool,
    /// Whether it draws numbers by chance, for itself or to go over a large map.
    pub draws: bool,
    /// Whether something in it may answer what it depends on without coming after it: a Try operation that fails, `len` of a channel, a
    /// select with a default, `runtime.NumGoroutine`, a panic of a channel or a wait group that is recovered.
    pub looks: bool,
    /// What in it can tell who waits.
    pub waiters: Waiters,
    /// Of a program that runs tests, as `go test` does: the library's variables with the names of those that have failed, and with
    /// the places that said so.
    pub failing: Option<(u64, u64)>,
    /// Names of channels and variables, as they are shown.
    pub names: Vec<Rc<str>>,
    /// The text it came from.
    pub sources: Sources,
}

/// A function.
#[derive(Clone, Debug, Default)]
pub struct Function {
    /// Its name, as a goroutine dump has it.
    pub name: Rc<str>,
    /// What it does.
    pub instrs: Vec<Instr>,
    /// Where each instruction comes from.
    pub places: Vec<Pos>,
    /// What each slot is.
    pub slots: Vec<Word>,
    /// How many words the results have; they are the first slots.
    pub results: u16,
    /// How many words the parameters have; they are the next slots.
    pub params: u16,
    /// The instructions whose index is an unsigned number of 64 bits, in order.
    pub unsigned: Vec<Pc>,
    /// Where it goes on when a panic was recovered, if it has deferred calls: where it leaves.
    pub epilogue: Option<Pc>,
    /// Made by us to call another function: it stands for what it calls, in a dump and to `recover`.
    pub thunk: bool,
    /// Of the standard library: it is in no dump, and what it does is told where the program calls it.
    pub hidden: bool,
    /// Of the library, and guards what it shares itself: what it does to memory is no step.
    pub guarded: bool,
    /// Nothing calls it: it stands for a method in the tables of interfaces, and no method of its name is called.
    pub uncalled: bool,
    /// Which slots hold something that is still wanted.
    pub live: Live,
}

/// What is called so is of the harness that runs tests: it has a space, as no variable of a program has.
pub const HARNESS: &str = "go test";

/// The packages of the library that guard what they share: by locks of their own, by what orders as one ([`Request::Touch`]), or by never
/// changing it once it is made. What they do to memory that the program has given them they leave to `internal/plain`. All others do to what
/// they are given what the program itself would do: it is a race to sort a slice that somebody else reads.
///
/// [`Request::Touch`]: instr::Request::Touch
const GUARDED: [&str; 14] = [
    "context",
    "errors",
    "fmt",
    "golang.org/x/sync/errgroup",
    "golang.org/x/sync/semaphore",
    "internal/lockstep",
    "lockstep/cluster",
    "log",
    "os",
    "runtime",
    "sync",
    "sync/atomic",
    "testing",
    "time",
];

/// The types that do so though their packages do not, as the names of their methods begin.
const GUARDED_TYPES: [&str; 3] = ["io.(*PipeReader).", "io.(*PipeWriter).", "io.(*pipe)."];

/// Whether a function of the library, by its name, guards what it shares itself.
pub fn is_guarded(name: &str) -> bool {
    // Type arguments may have slashes of their own.
    let name = name.split_once('[').map_or(name, |(name, _)| name);
    let start = name.rfind('/').map_or(0, |slash| slash + 1);
    let end = name[start..].find('.').map_or(name.len(), |point| start + point);
    GUARDED.contains(&&name[..end]) || GUARDED_TYPES.iter().any(|typ| name.starts_with(typ))
}

/// The shape of a map.
#[derive(Clone, Debug)]
pub struct MapShape {
    /// The type of its keys.
    pub key: TypeId,
    /// The type of its values.
    pub value: TypeId,
    /// How many words a key has.
    pub key_size: usize,
    /// How many words a value has.
    pub value_size: usize,
    /// Its entries: whether it is there, the key, the value.
    pub entries: LayoutId,
    /// Keys alone.
    pub keys: LayoutId,
}

/// The numbers of methods that the library calls by name; none if the program has no type that has it.
#[derive(Clone, Copy, Debug, Default)]
pub struct WellKnown {
    /// `Error() string`
    pub error: Option<u32>,
    /// `String() string`
    pub string: Option<u32>,
    /// `GoString() string`
    pub go_string: Option<u32>,
}

/// The types of the run-time system's own errors, in the library's package `runtime`.
#[derive(Clone, Copy, Debug, Default)]
pub struct Errors {
    /// Most that begin with `runtime error: `.
    pub text: TypeId,
    /// An index or a bound that is out of range.
    pub bounds: TypeId,
    /// Those that do not begin so.
    pub plain: TypeId,
    /// A pointer: an assertion that does not hold.
    pub assertion: TypeId,
    /// A pointer: `panic(nil)`.
    pub nil_panic: TypeId,
}

/// What Go says of indices, bounds and lengths begins so.
const BOUNDS: [&str; 3] = ["index out of", "slice bounds", "cannot convert slice"];

impl Errors {
    /// The type of the error with these words.
    pub fn type_of(&self, words: &str) -> TypeId {
        if words.starts_with("interface conversion: ") {
            return self.assertion;
        }
        match words.strip_prefix("runtime error: ") {
            None => self.plain,
            Some(rest) if BOUNDS.iter().any(|start| rest.starts_with(start)) => self.bounds,
            Some(_) => self.text,
        }
    }

    /// Whether its values are pointers.
    pub fn is_pointer(&self, typ: TypeId) -> bool {
        typ == self.assertion || typ == self.nil_panic
    }
}

impl Code {
    /// Whether these functions may ask what time it is.
    pub fn asks_for_time(functions: &[Function]) -> bool {
        let asks = |instr: &Instr| matches!(instr, Instr::Request { request: Request::Now, .. });
        // Ticks carry instants, too: they tell what time it is as soon as anything is done with them.
        let reads = |function: &Function| function.name.starts_with("time.Time.");
        functions.iter().any(|function| reads(function) || function.instrs.iter().any(asks))
    }

    /// Whether these functions draw numbers by chance, or go over a map.
    pub fn draws(functions: &[Function]) -> bool {
        let draws = |instr: &Instr| {
            matches!(instr, Instr::Request { request: Request::Random, .. } | Instr::MapNext { .. })
        };
        functions.iter().any(|function| function.instrs.iter().any(draws))
    }

    /// Whether that is so of these functions, in which there are these selects.
    pub fn looks(functions: &[Function], selects: &[SelectTable]) -> bool {
        let any = |is: &dyn Fn(&Instr) -> bool, own: bool| {
            let looked_at = functions.iter().filter(|one| !one.uncalled && (!own || !one.hidden));
            looked_at.flat_map(|function| &function.instrs).any(is)
        };
        let request = |instr: &Instr, requests: &[Request]| match instr {
            Instr::Request { request, .. } => requests.contains(request),
            _ => false,
        };
        let tries = [Request::TryLock, Request::TryWriteLock, Request::TryReadLock, Request::NumGoroutine];
        selects.iter().any(|select| select.default)
            || any(&|instr| matches!(instr, Instr::ChannelLength { .. }) || request(instr, &tries), false)
            || any(&|instr| matches!(instr, Instr::Recover { .. }), true)
                && any(
                    &|instr| matches!(instr, Instr::Close { .. }) || request(instr, &[Request::Add]),
                    false,
                )
    }

    /// Whether something in the program can tell that somebody waits in this instruction, if that waits.
    pub fn shows_waiting(&self, instr: &Instr) -> bool {
        self.waiters.are_seen(instr, &self.selects, &self.types)
    }

    /// Whether a select may meet who waits at a channel of such elements.
    pub fn is_selected(&self, elem: TypeId) -> bool {
        self.waiters.are_met(elem, &self.types)
    }

    /// Marks the functions that nothing calls: only tables of methods name them, for methods that are not called by their names. A
    /// `sync.Locker` that is a Mutex has a TryLock that nobody sees.
    pub fn mark_uncalled(functions: &mut [Function], methods: &[Vec<(u32, u32)>]) {
        let called: FxHashSet<u32> = functions
            .iter()
            .flat_map(|function| &function.instrs)
            .filter_map(|instr| match instr {
                Instr::CallMethod { method, .. } => Some(*method),
                _ => None,
            })
            .collect();
        for (number, function) in methods.iter().flatten() {
            functions[*function as usize].uncalled = !called.contains(number);
        }
    }

    /// How many bytes an element of this layout has in Go, by which the growth of slices goes.
    pub fn element_bytes(&self, layout: LayoutId) -> usize {
        match self.layouts.get(layout).typ {
            Some(typ) => sizes::of(&self.types, typ).0,
            None => 1,
        }
    }

    /// The function for a method of a type.
    pub fn method(&self, typ: TypeId, method: u32) -> Option<u32> {
        let methods = self.methods.get(typ.0 as usize)?;
        let found = methods.binary_search_by_key(&method, |(number, _)| *number).ok()?;
        Some(methods[found].1)
    }

    /// Which method a type has not, of an interface's that the program may ask for.
    pub fn missing(&self, typ: TypeId, interface: TypeId) -> Option<u32> {
        let wanted = self.interfaces.get(&interface)?;
        wanted.iter().copied().find(|method| self.method(typ, *method).is_none())
    }

    /// Whether values of a type that are not interfaces can be compared.
    pub fn is_comparable(&self, typ: TypeId) -> bool {
        match self.types.underlying(typ) {
            Type::Slice(_) | Type::Map(..) | Type::Func(_) => false,
            Type::Struct(fields) => fields.iter().all(|field| self.is_comparable(field.typ)),
            Type::Array(_, elem) => self.is_comparable(*elem),
            _ => true,
        }
    }
}

/// How many words lie between a caller's slots and those of the function it calls: which function it is and where the
/// caller goes on, where the caller's slots are, what was deferred.
pub const FRAME_HEADER: Slot = 3;
