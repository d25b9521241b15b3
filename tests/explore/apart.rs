//! Data races that only an answer keeps apart, and what orders two accesses in Go's memory model, each beside something that does not.

use super::{check, compile, is_side_by_side};
use lockstep_core::explore::{Established, Kind, Report, go};
use lockstep_core::go::GoWorld;
use lockstep_core::go::machine::Limits;
use wasm_bindgen_test::wasm_bindgen_test;

/// What a goroutine does, what main does meanwhile, and whether that is a data race on x: then only the answer of something keeps the
/// two accesses apart. `await` goes on when something lies in d.
const PAIRS: &[(&str, &str, bool)] = &[
    // A look at a channel orders nothing; what is received from it does.
    ("x = 1; d <- 1", "await; println(x)", true),
    ("x = 1; d <- 1", "await; <-d; println(x)", false),
    // So it is with the number of goroutines, after which main is alone, or somebody has the place of the one who is gone.
    ("x = 1", "for runtime.NumGoroutine() > 1 { runtime.Gosched() }; println(x)", true),
    (
        "x = 1",
        "for runtime.NumGoroutine() > 1 { runtime.Gosched() }; go func() { println(x) }(); runtime.Gosched()",
        true,
    ),
    (
        "x = 1; wg.Done()",
        "for runtime.NumGoroutine() > 1 { runtime.Gosched() }; wg.Wait(); println(x)",
        false,
    ),
    // A lock that is not had, and one that is.
    ("x = 1; a.Lock()", "for a.TryLock() { a.Unlock(); runtime.Gosched() }; println(x)", true),
    ("x = 1; rw.Lock()", "for rw.TryRLock() { rw.RUnlock(); runtime.Gosched() }; println(x)", true),
    ("x = 1; rw.RLock()", "for rw.TryLock() { rw.Unlock(); runtime.Gosched() }; println(x)", true),
    ("a.Lock(); x = 1; a.Unlock()", "if a.TryLock() { println(x); a.Unlock() }", false),
    ("x = 1; a.Lock(); a.Unlock(); d <- 1", "await; a.TryLock(); println(x)", false),
    ("x = 1; rw.RLock(); rw.RUnlock(); d <- 1", "await; rw.RLock(); println(x)", true),
    ("x = 1; rw.RLock(); rw.RUnlock(); d <- 1", "await; rw.TryRLock(); println(x)", true),
    ("x = 1; rw.RLock(); rw.RUnlock(); d <- 1", "await; rw.Lock(); println(x)", false),
    (
        "x = 1; rw.RLock(); rw.RUnlock(); d <- 1",
        "await; rw.Lock(); rw.Unlock(); rw.RLock(); println(x)",
        false,
    ),
    ("x = 1; rw.Lock(); rw.Unlock(); d <- 1", "await; rw.RLock(); println(x)", false),
    ("x = 1; rw.Lock(); rw.Unlock(); d <- 1", "await; rw.TryLock(); println(x)", false),
    // A default.
    (
        "x = 1; e <- 1",
        "for full := false; !full; { select { case e <- 2: <-e; default: full = true } }; println(x)",
        true,
    ),
    (
        "x = 1; e <- 1",
        "for got := false; !got; { select { case <-e: got = true; default: runtime.Gosched() } }; println(x)",
        false,
    ),
    // The k-th receive comes before the send that takes its room, and before no other.
    ("x = 1; <-e; d <- 1", "e <- 1; await; e <- 2; println(x)", false),
    ("x = 1; <-f; d <- 1", "f <- 1; await; f <- 2; println(x)", true),
    ("x = 1; <-f; d <- 1", "f <- 1; await; f <- 2; f <- 3; println(x)", false),
    ("<-f; x = 1; <-f; d <- 1", "f <- 1; f <- 2; await; f <- 3; println(x)", true),
    ("<-f; x = 1; <-f; d <- 1", "f <- 1; f <- 2; await; f <- 3; f <- 4; println(x)", false),
    // Without a buffer it is both ways.
    ("x = 1; <-c; d <- 1", "c <- 1; await; println(x)", false),
    ("x = 1; c <- 1; d <- 1", "<-c; await; println(x)", false),
    ("x = 1; select { case <-c: case <-e: }; d <- 1", "c <- 1; await; println(x)", false),
    // A close, and what only its panic tells.
    ("x = 1; close(c); d <- 1", "await; <-c; println(x)", false),
    ("x = 1; close(c); d <- 1", "await; for range c { }; println(x)", false),
    ("x = 1; close(c)", "func() { defer func() { recover() }(); c <- 1 }(); println(x)", true),
    (
        "x = 1; close(c); d <- 1",
        "await; func() { defer func() { recover() }(); close(c) }(); println(x)",
        true,
    ),
    // Only what brings a counter down frees who waits.
    ("x = 1; wg.Done(); d <- 1", "await; wg.Wait(); println(x)", false),
    ("x = 1; wg.Add(1); d <- 1", "await; wg.Add(-2); wg.Wait(); println(x)", true),
    // Who signals frees one who waits.
    ("x = 1; cond.Signal()", "a.Lock(); cond.Wait(); a.Unlock(); println(x, len(d))", false),
    ("x = 1; cond.Broadcast()", "a.Lock(); cond.Wait(); a.Unlock(); println(x, len(d))", false),
    (
        "x = 1; cond.Signal(); d <- 1",
        "go func() { await; cond.Signal() }(); go func() { a.Lock(); cond.Wait(); a.Unlock(); println(x) }(); \
         a.Lock(); cond.Wait(); a.Unlock(); println(x)",
        true,
    ),
    // An atomic operation comes after those whose effect it sees.
    ("x = 1; n.Store(1); d <- 1", "await; n.Load(); println(x)", false),
    ("x = 1; n.Add(1); d <- 1", "await; n.CompareAndSwap(0, 1); println(x)", false),
    ("x = 1; n.Load(); d <- 1", "await; n.Add(1); println(x)", true),
    ("x = 1; n.Store(1); d <- 1", "await; n.Store(2); println(x)", true),
    ("x = 1; n.Store(1); d <- 1", "await; k.Load(); println(x)", true),
    ("once.Do(func() { x = 1 }); d <- 1", "await; once.Do(func() { x = 2 }); println(x)", false),
    ("all.Store(1, 1); x = 1; all.Store(2, 1); d <- 1", "await; all.Load(2); println(x)", false),
    // What a timer does comes after it was set.
    ("d <- 1", "await; x = 1; time.AfterFunc(1, func() { println(x); e <- 1 }); <-e", false),
    ("d <- 1", "await; time.AfterFunc(1, func() { x = 2; e <- 1 }); x = 1; <-e", true),
    ("x = 1; timer.Reset(1); d <- 1", "await; <-timer.C; println(x)", false),
    // What is told on goes on.
    ("x = 1; d <- 1", "await; go func() { <-d; c <- 1 }(); <-c; println(x)", false),
    ("x = 1; d <- 1", "await; go func() { println(x) }(); <-d", true),
    (
        "x = 1; a.Lock(); a.Unlock(); d <- 1",
        "await; go func() { a.Lock(); rw.Lock(); rw.Unlock(); e <- 1 }(); for len(e) == 0 { }; rw.RLock(); println(x)",
        false,
    ),
    // It is no race to read, nor what both do by atomic operations.
    ("println(x); d <- 1", "await; println(x)", false),
    ("n.Store(1); d <- 1", "await; println(n.Load())", false),
    ("s[0] = 1; d <- 1", "await; s[1] = 1", false),
];

fn program(goroutine: &str, main: &str) -> String {
    let [goroutine, main] =
        [goroutine, main].map(|body| body.replace("await", "for len(d) == 0 { runtime.Gosched() }"));
    let imports =
        ["runtime", "sync", "sync/atomic", "time"].map(|path| format!("import {path:?}\n")).concat();
    format!(
        "package main\n\n{imports}\nvar a, b sync.Mutex\nvar rw sync.RWMutex\nvar wg sync.WaitGroup\nvar cond = sync.NewCond(&a)\n\
         var once sync.Once\nvar all sync.Map\nvar n, k atomic.Int32\nvar x int\nvar s = make([]int, 2)\nvar timer *time.Timer\n\nfunc main() {{\n\
         c, d, e, f := make(chan int), make(chan int, 1), make(chan int, 1), make(chan int, 2)\n{}\
         wg.Add(1)\ngo func() {{\n{goroutine}\n}}()\n{main}\n_, _, _, _ = c, d, e, f\nruntime.Gosched()\n}}\n",
        if goroutine.contains("timer") { "timer = time.NewTimer(time.Hour)\n" } else { "" },
    )
}

/// The data races on x.
fn races(report: &Report) -> usize {
    report.findings.iter().filter(|finding| finding.kind == Kind::Race && finding.subject == "x").count()
}

#[wasm_bindgen_test(unsupported = test)]
fn what_an_answer_keeps_apart_is_a_race_unless_something_orders_it() {
    let mut wrong = Vec::new();
    for (goroutine, main, races_there) in PAIRS {
        let program = compile(&program(goroutine, main));
        let report = check(&program);
        assert_eq!(report.established, Established::Complete, "{goroutine} | {main}");
        assert_eq!(report.races_within, None, "{goroutine} | {main}");
        if (races(&report) > 0) != *races_there {
            wrong.push((goroutine, main));
        }
        for race in report.findings.iter().filter(|finding| finding.kind == Kind::Race) {
            // Where the way ends, the same is found again, by what comes after the accesses of one execution.
            let limits = Limits { time: race.time, ..Limits::default() };
            let world = GoWorld::quiet(&program, limits, go::SEED, &mut Vec::new());
            let again = go::found_after(world, &race.schedule);
            assert!(again.iter().any(|one| one.kind == Kind::Race && one.sites == race.sites), "{again:?}");
            let timed = race.time != Limits::default().time;
            assert!(timed || !is_side_by_side(&program, race), "{goroutine} | {main}: {race:?}");
        }
    }
    assert_eq!(wrong, []);
}

/// An interface has all methods of what it holds; what nobody calls answers nobody.
#[wasm_bindgen_test(unsupported = test)]
fn a_method_that_is_only_in_a_table_looks_at_nothing() {
    let looks = |body: &str| {
        let text =
            format!("package main\n\nimport \"sync\"\n\nfunc main() {{\n\tvar mu sync.Mutex\n\t{body}\n}}\n");
        compile(&text).code().looks
    };
    assert!(!looks("c := sync.NewCond(&mu)\n\tc.L.Lock()\n\tc.Broadcast()\n\tc.L.Unlock()"));
    assert!(!looks("var l sync.Locker = &mu\n\tl.Lock()"));
    assert!(looks("var l sync.Locker = &mu\n\t_ = l.(interface{ TryLock() bool }).TryLock()"));
    assert!(looks("var l any = &mu\n\ttry := l.(interface{ TryLock() bool }).TryLock\n\t_ = try()"));
    assert!(looks("try := mu.TryLock\n\t_ = try()"));
    assert!(looks("try := (*sync.Mutex).TryLock\n\t_ = try(&mu)"));
    assert!(looks("_ = mu.TryLock()"));
}
