//! The standard library: Go text of ours, written anew to behave as Go 1.27's does, one file a package.
//!
//! A function without a body is the machine's, and so is what a *step* is: a point where another goroutine may come in
//! between. Steps are channel operations, `go`, calls of the sync primitives, prints and `lockstep.Touch`. What packages do to memory that
//! guard what they share (`code::is_guarded`) is none. All others do to memory what the program would do: an access to what others can
//! reach is a step, and so are `SwapElements`, `assign` and `format` where they reach it. `internal_lockstep.go` says of each of its
//! functions whether it is a step, what it touches and what the machine must do. The functions without a body, all of them:
//!
//! | package | functions | what they do |
//! |---|---|---|
//! | `internal/lockstep` | `Touch` `TouchAtomic` | a step on a variable, as if a lock of it was held until the next step |
//! | | `Write` `Exit` | a print, the end: steps |
//! | | `CondRegister` `CondWait` `CondSignal` `CondBroadcast` | the list of those who wait for a `sync.Cond`: steps on it |
//! | | `Now` `Instant` `Sleep` `StartTimer` `StopTimer` `ResetTimer` | virtual time; all but `Now` and `Instant` are steps |
//! | | `Random` | the next random number of the goroutine |
//! | | `Caller` | the place of a frame |
//! | | `TypeName` `SameType` `Comparable` `IsNil` `Length` `SwapElements` | what Go asks `reflect` |
//! | `runtime` | `Gosched` `Goexit` `NumGoroutine` | steps |
//! | | `printed(args, line) string` `panicked(v) string` | what `println` writes, and a panic of a value without methods |
//! | `sync` | `Mutex.Lock` `Mutex.TryLock` `Mutex.Unlock` | the rules' mutex: steps on it; a `TryLock` of a free one succeeds, though Go's memory model lets it fail |
//! | | `RWMutex.Lock` `RWMutex.TryLock` `RWMutex.Unlock` `RWMutex.RLock` `RWMutex.TryRLock` `RWMutex.RUnlock` | the same of a read-write mutex |
//! | | `WaitGroup.Add` `WaitGroup.Wait` | the same of a wait group |
//! | `errors` | `assign(target, err) int` | `*target = err` if the type fits: 1 if so, 0 if not, 2 if target is no pointer or nil, 3 if `*target` is neither an interface nor an error |
//! | `fmt` | `format(how, layout, operands, answers) (text, next)` | the formatter; it calls nothing, see there |
//! | | `wrapped(layout, operands) []int` | which operands stand at a `%w`, errors or not, ascending |
//! | | `parseFloat` | that of `strconv` |
//! | `strconv` | `formatFloat(f, fmt, prec, bitSize) string` | `FormatFloat` |
//! | | `parseFloat(s, bitSize) (f, problem)` | `ParseFloat`; problem is 1 for bad syntax, 2 for out of range |
//! | | `IsPrint` | that of `unicode` |
//! | | `quote(s, quote, ascii, graphic) string` | `Quote`, and with `'` `QuoteRune` of the one rune of s |
//! | `strings` | `Index` `LastIndex` | as they are there |
//! | `strings` | `indexFrom(s, substr, from)` | the first index that is not before `from`, or -1 |
//! | `unicode` | `IsLetter` `IsUpper` `IsLower` `IsNumber` `IsDigit` `IsPunct` `IsSymbol` `IsMark` `IsPrint` `ToUpper` `ToLower` | as they are there; a mapping is of one rune to one |
//! | `math` | `Float64bits` `Float64frombits` `Float32bits` `Float32frombits` `Sqrt` `Floor` `Mod` `FMA` `pow10` | exact |
//! | | `Pow` `Exp` `Exp2` `Expm1` `Log` `Log1p` `Sin` `Cos` `Tan` `Asin` `Acos` `Atan` `Atan2` `Sinh` `Cosh` `Tanh` `Cbrt` `Hypot` `Gamma` `Lgamma` `Erf` `Erfc` `Erfinv` `J0` `J1` `Y0` `Y1` | the same natively and in wasm, and as near to Go's as can be |
//! | `lockstep/cluster` | `handle(p, cause, in, now) (out, to, again, wait)` | what comes to a node: the machine of `cluster` handles it |
//! | | `begin(p, op, to, key, value, now) (out, to, ended, a)` `feed(p, in, now) (out, to, ended, a)` | the same of a client that is asked for an operation |
//! | | `place(nodes, locks, counters, queues, kind, index) (node, problem, count)` | where something is, by the rule of sizing |
//! | `math/rand` | `fill(state, seed)` | [`random::fill`] |
//! | `internal/zipf` | `exp` `log` `floor` | those of `math` |
//! | `internal/ziggurat` | `strip(exponential, i) (inside, width, height)` | a strip of the ziggurat |
//!
//! Where Go's package has names that ours has not, the constant `lacks` has them, with a blank between two; `*` is all that
//! are not there. The checker says of those that they are not here, and not that they are undefined.
//!
//! The machine also makes values of the types in `runtime.go` when a program panics, knows the three words of a
//! `time.Time` (see `lockstep.Timer`), and lets `testing.LockstepMain` be the `main` of a program of tests.

pub mod random;

use std::sync::OnceLock;

/// What stands between two parts of a file of Go texts, and between a name and its text.
pub(crate) const PART: char = '\u{6}';
pub(crate) const NAME: char = '\u{7}';

/// The packages, once they are known: each path with its text, in the order of the paths.
static KNOWN: OnceLock<Vec<(&str, &str)>> = OnceLock::new();

/// Teaches us the library: `text` is what the build made of its files, without their comments. What is known already stays.
///
/// Only a library without its feature `texts` has to be taught, before it compiles a program. A wasm module carries the text
/// in its section `lockstep.go.library`.
pub fn learn(text: &'static str) {
    KNOWN.get_or_init(|| text.split(PART).filter_map(|part| part.split_once(NAME)).collect());
}

/// Whether programs can be compiled: not before the library is known.
pub fn is_known() -> bool {
    !packages().is_empty()
}

/// All packages, internal ones too: each path with its text.
pub(crate) fn packages() -> &'static [(&'static str, &'static str)] {
    #[cfg(feature = "texts")]
    learn(include_str!(concat!(env!("OUT_DIR"), "/go.library")));
    KNOWN.get().map_or(&[], Vec::as_slice)
}

#[cfg(all(target_family = "wasm", not(feature = "texts")))]
crate::sections! {
    LIBRARY: "lockstep.go.library" = "/go.library";
}

/// The Go text of the package that is imported by this path, internal ones too.
pub fn source(path: &str) -> Option<&'static str> {
    let packages = packages();
    let at = packages.binary_search_by_key(&path, |(path, _)| path).ok()?;
    Some(packages[at].1)
}

/// The paths of the packages that a program may import, in alphabetical order.
pub fn names() -> impl Iterator<Item = &'static str> {
    packages().iter().map(|(path, _)| *path).filter(|path| !path.starts_with("internal/"))
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_family = "wasm")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    /// The paths that a text imports.
    fn imports(text: &str) -> Vec<&str> {
        let Some((_, rest)) = text.split_once("\nimport ") else { return Vec::new() };
        let end = if rest.starts_with('(') { ")" } else { "\n" };
        let (list, _) = rest.split_once(end).expect("an import ends");
        list.split('"').skip(1).step_by(2).collect()
    }

    #[test]
    fn each_package_is_found_and_has_its_name() {
        for &(path, text) in packages() {
            assert_eq!(source(path), Some(text), "{path}");
            assert!(!text.contains("// "), "{path}: a comment is left");
            let name = path.trim_end_matches("/v2").rsplit('/').next().expect("a path has a part");
            assert!(text.contains(&format!("\npackage {name}\n")), "{path}");
        }
        assert_eq!(source("net/http"), None);
        assert!(names().any(|name| name == "sync/atomic") && names().all(|name| name != "internal/lockstep"));
    }

    #[test]
    fn what_a_package_lacks_is_not_in_it() {
        for &(path, text) in packages() {
            let Some((_, rest)) = text.split_once("\nconst lacks = \"") else { continue };
            let (names, _) = rest.split_once("\"\n").expect("a string ends");
            for name in names.split(' ').filter(|name| *name != "*") {
                let declared = ["func ", ") ", "type "].iter().any(|before| {
                    ["(", "[", " "].iter().any(|behind| text.contains(&[before, name, behind].concat()))
                });
                assert!(!declared, "{path}.{name}");
            }
        }
    }

    #[test]
    fn packages_import_packages_that_exist_and_never_in_a_circle() {
        let mut ready: Vec<&str> = Vec::new();
        while ready.len() < packages().len() {
            let next = packages().iter().find(|(path, text)| {
                !ready.contains(path) && imports(text).iter().all(|import| ready.contains(import))
            });
            ready.push(next.expect("some package imports only what is there").0);
        }
    }

    #[test]
    fn every_function_without_a_body_is_in_the_table() {
        let table: String = include_str!("mod.rs").lines().filter(|line| line.starts_with("//! |")).collect();
        for &(path, text) in packages() {
            for line in text.lines().filter(|line| line.starts_with("func ") && !line.contains('{')) {
                let (receiver, name) = match line["func ".len()..].strip_prefix('(') {
                    None => (None, &line["func ".len()..]),
                    Some(method) => {
                        let (receiver, name) = method.split_once(") ").expect("a receiver ends");
                        (receiver.split_once('*').map(|(_, named)| named), name)
                    }
                };
                let name = name.split(['(', '[']).next().expect("a split has a part");
                let name = receiver.map_or(name.to_string(), |receiver| format!("{receiver}.{name}"));
                let known =
                    [format!("`{name}`"), format!("`{name}(")].iter().any(|form| table.contains(form));
                assert!(known, "{path}.{name}");
            }
        }
    }
}
