//! The standard library: Go text of ours, written anew to behave as Go 1.27's does, one file a package.
//!
//! A function without a body is the machine's, and so is what a *step* is: a point where another goroutine may come in
//! between. Steps are channel operations, `go`, calls of the sync primitives, prints and `lockstep.Touch`; what the library
//! does to memory is none. `internal_lockstep.go` says of each of its functions whether it is a step, what it touches and
//! what the machine must do. The functions without a body, all of them:
//!
//! | package | functions | what they do |
//! |---|---|---|
//! | `internal/lockstep` | `Touch` `TouchAtomic` | a step on a variable, as if a lock of it was held until the next step |
//! | | `Write` `Exit` | a print, the end: steps |
//! | | `CondRegister` `CondWait` `CondSignal` `CondBroadcast` | the list of those who wait for a `sync.Cond`: steps on it |
//! | | `Now` `Sleep` `StartTimer` `StopTimer` `ResetTimer` | virtual time; all but `Now` are steps |
//! | | `Random` | the next random number of the goroutine |
//! | | `Caller` | the place of a frame |
//! | | `TypeName` `SameType` `Comparable` `IsNil` `Length` `SwapElements` | what Go asks `reflect` |
//! | `runtime` | `Gosched` `Goexit` `NumGoroutine` | steps |
//! | | `printed(args, line) string` `panicked(v) string` | what `println` writes, and a panic of a value without methods |
//! | `sync` | `Mutex.Lock` `Mutex.TryLock` `Mutex.Unlock` | the rules' mutex: steps on it |
//! | | `RWMutex.Lock` `RWMutex.TryLock` `RWMutex.Unlock` `RWMutex.RLock` `RWMutex.TryRLock` `RWMutex.RUnlock` | the same of a read-write mutex |
//! | | `WaitGroup.Add` `WaitGroup.Wait` | the same of a wait group |
//! | `errors` | `assign(target, err) int` | `*target = err` if the type fits: 1 if so, 0 if not, 2 if target is no pointer or nil, 3 if `*target` is neither an interface nor an error |
//! | `fmt` | `format(how, layout, operands, answers) (text, next)` | the formatter; it calls nothing, see there |
//! | | `wrapped(layout, operands) []int` | which operands stand at a `%w`, errors or not, ascending |
//! | | `parseFloat` | that of `strconv` |
//! | `strconv` | `formatFloat(f, fmt, prec, bitSize) string` | `FormatFloat` |
//! | | `parseFloat(s, bitSize) (f, problem)` | `ParseFloat`; problem is 1 for bad syntax, 2 for out of range |
//! | | `quote(s, quote, ascii, graphic) string` | `Quote`, and with `'` `QuoteRune` of the one rune of s |
//! | `strings` | `Index` `LastIndex` | as they are there |
//! | `unicode` | `IsLetter` `IsUpper` `IsLower` `IsNumber` `IsDigit` `IsPunct` `IsSymbol` `IsMark` `IsPrint` `ToUpper` `ToLower` | as they are there; a mapping is of one rune to one |
//! | `math` | `Float64bits` `Float64frombits` `Float32bits` `Float32frombits` `Sqrt` `Floor` `Mod` `FMA` `pow10` | exact |
//! | | `Pow` `Exp` `Exp2` `Expm1` `Log` `Log1p` `Sin` `Cos` `Tan` `Asin` `Acos` `Atan` `Atan2` `Sinh` `Cosh` `Tanh` `Cbrt` `Hypot` | the same natively and in wasm, and as near to Go's as can be |
//! | `math/rand` | `fill(state, seed)` | [`random::fill`] |
//! | | `strip(exponential, i) (inside, width, height)` | a strip of the ziggurat; `math/rand/v2` has it too |
//!
//! The machine also makes values of the types in `runtime.go` when a program panics, knows the three words of a
//! `time.Time` (see `lockstep.Timer`), and lets `testing.LockstepMain` be the `main` of a program of tests.

pub mod random;

/// Every package: its path and its text, in the order of the paths.
const PACKAGES: [(&str, &str); 29] = [
    ("bytes", include_str!("bytes.go")),
    ("cmp", include_str!("cmp.go")),
    ("context", include_str!("context.go")),
    ("errors", include_str!("errors.go")),
    ("fmt", include_str!("fmt.go")),
    ("golang.org/x/sync/errgroup", include_str!("golang.org_x_sync_errgroup.go")),
    ("golang.org/x/sync/semaphore", include_str!("golang.org_x_sync_semaphore.go")),
    ("internal/lockstep", include_str!("internal_lockstep.go")),
    ("internal/sorting", include_str!("internal_sorting.go")),
    ("io", include_str!("io.go")),
    ("iter", include_str!("iter.go")),
    ("log", include_str!("log.go")),
    ("maps", include_str!("maps.go")),
    ("math", include_str!("math.go")),
    ("math/bits", include_str!("math_bits.go")),
    ("math/rand", include_str!("math_rand.go")),
    ("math/rand/v2", include_str!("math_rand_v2.go")),
    ("os", include_str!("os.go")),
    ("runtime", include_str!("runtime.go")),
    ("slices", include_str!("slices.go")),
    ("sort", include_str!("sort.go")),
    ("strconv", include_str!("strconv.go")),
    ("strings", include_str!("strings.go")),
    ("sync", include_str!("sync.go")),
    ("sync/atomic", include_str!("sync_atomic.go")),
    ("testing", include_str!("testing.go")),
    ("time", include_str!("time.go")),
    ("unicode", include_str!("unicode.go")),
    ("unicode/utf8", include_str!("unicode_utf8.go")),
];

/// The Go text of the package that is imported by this path, internal ones too.
pub fn source(path: &str) -> Option<&'static str> {
    let at = PACKAGES.binary_search_by_key(&path, |(path, _)| path).ok()?;
    Some(PACKAGES[at].1)
}

/// The paths of the packages that a program may import, in alphabetical order.
pub fn names() -> impl Iterator<Item = &'static str> {
    PACKAGES.iter().map(|(path, _)| *path).filter(|path| !path.starts_with("internal/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The paths that a text imports.
    fn imports(text: &str) -> Vec<&str> {
        let Some((_, rest)) = text.split_once("\nimport ") else { return Vec::new() };
        let end = if rest.starts_with('(') { ")" } else { "\n" };
        let (list, _) = rest.split_once(end).expect("an import ends");
        list.split('"').skip(1).step_by(2).collect()
    }

    #[test]
    fn each_package_is_found_and_has_its_name() {
        for (path, text) in PACKAGES {
            assert_eq!(source(path), Some(text), "{path}");
            let name = path.trim_end_matches("/v2").rsplit('/').next().expect("a path has a part");
            assert!(text.contains(&format!("\npackage {name}\n")), "{path}");
        }
        assert_eq!(source("net/http"), None);
        assert!(names().any(|name| name == "sync/atomic") && names().all(|name| name != "internal/lockstep"));
    }

    #[test]
    fn packages_import_packages_that_exist_and_never_in_a_circle() {
        let mut ready: Vec<&str> = Vec::new();
        while ready.len() < PACKAGES.len() {
            let next = PACKAGES.iter().find(|(path, text)| {
                !ready.contains(path) && imports(text).iter().all(|import| ready.contains(import))
            });
            ready.push(next.expect("some package imports only what is there").0);
        }
    }

    #[test]
    fn every_function_without_a_body_is_in_the_table() {
        let table: String = include_str!("mod.rs").lines().filter(|line| line.starts_with("//! |")).collect();
        for (path, text) in PACKAGES {
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
