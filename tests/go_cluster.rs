//! What Go programs see of the package `lockstep/cluster`: its errors, its times, what is refused, and what all schedules lead to.
//! Natively and in a browser.

use lockstep_core::explore::{Established, Kind, Options, Report};
use lockstep_core::go::Program;
use lockstep_core::go::lower::LoopVariables;
use lockstep_tests::oracle::{random, round_robin};
#[cfg(target_family = "wasm")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// A program whose main does this.
fn program(body: &str) -> Program {
    let packages = ["context", "errors", "fmt", "lockstep/cluster", "sync", "time"];
    let name = |path: &&str| body.contains(&format!("{}.", path.rsplit('/').next().unwrap_or(path)));
    let imports: String =
        packages.into_iter().filter(name).map(|path| format!("import {path:?}\n")).collect();
    let text = format!("package main\n{imports}func main() {{\n{body}\n}}\n");
    let program = Program::compile("main.go", text.as_bytes(), None, LoopVariables::PerIteration);
    program.unwrap_or_else(|errors| panic!("{errors}\n{text}"))
}

/// Runs such a program under several schedules: all that it prints, which is the same under each.
fn printed(body: &str) -> String {
    let program = program(body);
    let first = round_robin(&program, "main.go").text;
    for seed in 0..20 {
        assert_eq!(random(&program, "main.go", seed).text, first, "{seed}: {body}");
    }
    let line =
        |line: &str| line.strip_prefix("> ").or(line.strip_prefix("! ")).map(|line| format!("{line}\n"));
    first.lines().filter_map(line).collect()
}

/// Checks that a program prints these lines.
fn prints(body: &str, lines: &[&str]) {
    let printed = printed(body);
    assert_eq!(printed.lines().collect::<Vec<_>>(), lines, "{body}");
}

fn check(body: &str) -> Report {
    lockstep_core::explore::go::check(
        &program(body),
        Options { states: 20_000, ..Options::default() },
        &mut |_| true,
    )
}

#[test]
fn a_lock_is_leased_under_tokens_that_grow_and_shared_or_not() {
    let body = r#"
        ctx := context.Background()
        c := cluster.New(2)
        defer c.Close()
        lock, err := c.Lock(0)
        one, err := lock.AcquireShared(ctx)
        two, err2 := lock.TryAcquireShared(ctx)
        fmt.Println(one.Token(), err, two.Token(), err2)
        _, err = lock.TryAcquire(ctx)
        fmt.Println(err, err == cluster.ErrLocked)
        fmt.Println(one.Renew(ctx), one.Release(ctx), two.Release(ctx))
        three, err := lock.Acquire(ctx)
        fmt.Println(three.Token(), err)
        fmt.Println(one.Release(ctx), one.Renew(ctx) == cluster.ErrLeaseLost)
        time.Sleep(11 * time.Millisecond)
        fmt.Println(three.Renew(ctx), three.Release(ctx))"#;
    prints(
        body,
        &[
            "1 <nil> 2 <nil>",
            "cluster: lock is held true",
            "<nil> <nil> <nil>",
            "3 <nil>",
            "cluster: lease lost true",
            "cluster: lease lost cluster: lease lost",
        ],
    );
}

#[test]
fn a_deadline_leaves_it_unknown_whether_the_lock_was_granted() {
    let body = r#"
        c := cluster.New(2)
        defer c.Close()
        lock, _ := c.Lock(0)
        lock.Acquire(context.Background())
        ctx, cancel := context.WithTimeout(context.Background(), 3*time.Millisecond)
        _, err := lock.Acquire(ctx)
        fmt.Println(err)
        fmt.Println(errors.Is(err, cluster.ErrUnknown), errors.Is(err, context.DeadlineExceeded))
        cancel()
        _, err = lock.Acquire(ctx)
        fmt.Println(err, errors.Is(err, cluster.ErrUnknown))
        ctx, cancel = context.WithCancel(context.Background())
        time.AfterFunc(time.Millisecond, cancel)
        _, err = lock.Acquire(ctx)
        fmt.Println(errors.Is(err, cluster.ErrUnknown), errors.Is(err, context.Canceled))
        lease, err := lock.Acquire(context.Background())
        fmt.Println(lease.Token(), err)"#;
    let lines = [
        "cluster: acquire lock: outcome unknown: context deadline exceeded",
        "true true",
        "context deadline exceeded false",
        "true true",
        // Those that nobody waits for any more were granted under 2 and 3, and have run out.
        "4 <nil>",
    ];
    prints(body, &lines);
}

#[test]
fn a_resource_takes_no_older_token_and_a_client_looks_at_its_lease_first() {
    let holders = |options: &str| {
        format!(
            r#"
        ctx := context.Background()
        c := cluster.New(2{options})
        defer c.Close()
        lock, _ := c.Lock(0)
        store := c.Resource()
        old, _ := lock.Acquire(ctx)
        new, _ := lock.Acquire(ctx)
        fmt.Println(store.Write(ctx, new, 2), store.Write(ctx, old, 1))
        fmt.Println(store.Read(ctx, lock))"#
        )
    };
    prints(&holders(""), &["<nil> cluster: lease lost", "2 <nil>"]);
    prints(&holders(", cluster.WithoutLeaseCheck()"), &["<nil> cluster: stale fencing token", "2 <nil>"]);
    let options = ", cluster.WithoutLeaseCheck(), cluster.WithoutFencing()";
    prints(&holders(options), &["<nil> <nil>", "1 <nil>"]);
    // A lease that is over and that nobody else has asked for cannot be renewed either.
    let body = r#"
        ctx := context.Background()
        c := cluster.New(2, cluster.WithLease(time.Second))
        defer c.Close()
        lock, _ := c.Lock(0)
        store := c.Resource()
        lease, _ := lock.Acquire(ctx)
        time.Sleep(999 * time.Millisecond)
        fmt.Println(store.Write(ctx, lease, -7), lease.Renew(ctx))
        time.Sleep(time.Second)
        fmt.Println(store.Write(ctx, lease, 8))
        fmt.Println(store.Read(ctx, lock))"#;
    prints(body, &["<nil> <nil>", "cluster: lease lost", "-7 <nil>"]);
}

#[test]
fn a_queue_gives_its_elements_in_order_and_again_until_they_are_acknowledged() {
    let body = r#"
        ctx := context.Background()
        c := cluster.New(1, cluster.WithDeliveries(2))
        defer c.Close()
        queue, _ := c.Queue(0)
        for value := range 3 {
            queue.Push(ctx, value-1)
        }
        first, _ := queue.Pop(ctx)
        second, _ := queue.Pop(ctx)
        fmt.Println(first.Value, second.Value, second.Nack(ctx), second.Ack(ctx))
        second, _ = queue.Pop(ctx)
        fmt.Println(second.Value, second.Nack(ctx), first.Ack(ctx), first.Nack(ctx) == cluster.ErrStaleReceipt)
        third, err := queue.Pop(ctx)
        fmt.Println(third.Value, err)
        time.Sleep(10 * time.Millisecond)
        again, err := queue.Pop(ctx)
        fmt.Println(again.Value, err, third.Ack(ctx), again.Ack(ctx))
        _, err = queue.Pop(ctx)
        fmt.Println(err)"#;
    prints(
        body,
        &[
            "-1 0 <nil> cluster: stale receipt",
            "0 <nil> <nil> true",
            "1 <nil>",
            "1 <nil> cluster: stale receipt <nil>",
            "cluster: queue is empty",
        ],
    );
}

#[test]
fn what_a_cluster_is_too_small_for_is_refused_by_name() {
    let body = r#"
        for nodes := range 4 {
            c := cluster.New(nodes)
            _, lock := c.Lock(0)
            _, counter := c.Counter(1)
            _, queue := c.Queue(-1)
            fmt.Println(lock, counter, queue)
            c.Close()
        }
        var size *cluster.SizeError
        c := cluster.Sized(1, 2, 0, 1<<20)
        defer c.Close()
        _, err := c.Lock(1)
        fmt.Println(err)
        _, err = c.Counter(0)
        fmt.Println(errors.As(err, &size), size.Kind, size.Index, size.Nodes, size.Count, err)
        _, err = c.Queue(1<<20)
        fmt.Println(err)"#;
    prints(
        body,
        &[
            "cluster: no lock: there are no nodes cluster: no counter: there are no nodes cluster: no queue: there are no nodes",
            "cluster: no lock: it is shared by two nodes, and there is 1 node \
             cluster: no counter: it is shared by two nodes, and there is 1 node cluster: no queue -1: 1 node, 1 queue",
            "<nil> cluster: no counter 1: 2 nodes, 1 counter cluster: no queue -1: 2 nodes, 2 queues",
            "<nil> cluster: no counter 1: 3 nodes, 1 counter cluster: no queue -1: 3 nodes, 3 queues",
            "<nil>",
            "true counter 0 1 0 cluster: no counter 0: 1 node, 0 counters",
            "cluster: no queue 1048576: 1 node, 1048576 queues",
        ],
    );
}

#[test]
fn nonsense_is_a_panic_in_words() {
    for (made, words) in [
        ("cluster.New(-1)", "cluster: -1 nodes, of 0 to 256"),
        ("cluster.New(100_000)", "cluster: 100000 nodes, of 0 to 256"),
        ("cluster.Sized(2, 1, -1, 1)", "cluster: -1 locks, counters or queues"),
        ("cluster.Sized(2, 1<<40, 1, 1)", "cluster: 1099511627776 locks, counters or queues"),
        ("cluster.New(2, cluster.WithLease(-1))", "cluster: negative lease"),
        ("cluster.New(2, cluster.WithVisibility(-1))", "cluster: negative visibility timeout"),
        ("cluster.New(2, cluster.WithDeliveries(-1))", "cluster: negative number of deliveries"),
    ] {
        let printed = printed(&format!("{made}.Close()"));
        assert_eq!(printed.lines().next(), Some(&*format!("panic: {words}")), "{made}");
    }
}

#[test]
fn a_lease_of_another_cluster_is_no_lease_here() {
    let body = r#"
        ctx := context.Background()
        here, there := cluster.New(0), cluster.New(2)
        lock, _ := there.Lock(0)
        lease, _ := lock.Acquire(ctx)
        here.Resource().Write(ctx, lease, 1)
    "#;
    assert!(printed(body).starts_with("panic: cluster: a write under a lease of another cluster"));
}

#[test]
fn a_lease_may_be_none_at_all_or_a_century() {
    let body = r#"
        ctx := context.Background()
        for _, lease := range []time.Duration{0, 100 * 365 * 24 * time.Hour, 1<<63 - 1} {
            c := cluster.New(2, cluster.WithLease(lease), cluster.WithVisibility(lease))
            lock, _ := c.Lock(0)
            one, err := lock.Acquire(ctx)
            two, err2 := lock.TryAcquire(ctx)
            fmt.Println(one.Token(), err, two != nil, err2)
            queue, _ := c.Queue(0)
            queue.Push(ctx, 1)
            _, err = queue.Pop(ctx)
            _, err2 = queue.Pop(ctx)
            fmt.Println(err, err2)
            c.Close()
        }"#;
    prints(
        body,
        &[
            "1 <nil> true <nil>",
            "<nil> <nil>",
            "1 <nil> false cluster: lock is held",
            "<nil> cluster: queue is empty",
            "1 <nil> false cluster: lock is held",
            "<nil> cluster: queue is empty",
        ],
    );
}

#[test]
fn a_closed_cluster_answers_nobody_and_holds_nobody_up() {
    let body = r#"
        ctx := context.Background()
        c := cluster.New(2)
        lock, _ := c.Lock(0)
        counter, _ := c.Counter(0)
        queue, _ := c.Queue(0)
        lease, _ := lock.Acquire(ctx)
        store := c.Resource()
        waits := make(chan error)
        go func() {
            _, err := lock.Acquire(ctx)
            waits <- err
        }()
        time.Sleep(time.Millisecond)
        c.Close()
        c.Close()
        err := <-waits
        fmt.Println(err, errors.Is(err, cluster.ErrUnknown))
        _, again := lock.Acquire(ctx)
        for _, err := range []error{
            err, again, counter.Add(ctx, 1), queue.Push(ctx, 1), lease.Renew(ctx),
            store.Write(ctx, lease, 1), c.Resource().Write(ctx, lease, 1),
        } {
            // Whether it was asked for before it was known that nobody listens depends on the schedule.
            fmt.Println(errors.Is(err, cluster.ErrClosed))
        }"#;
    let closed = "cluster: acquire lock: outcome unknown: cluster: closed true";
    prints(body, &[closed, "true", "true", "true", "true", "true", "true", "true"]);
}

#[test]
fn a_write_that_is_cut_off_while_its_lease_is_renewed_says_so_and_has_written_nothing() {
    let body = r#"
        ctx := context.Background()
        c := cluster.New(2, cluster.WithLease(2*time.Millisecond))
        lock, _ := c.Lock(0)
        store := c.Resource()
        lease, _ := lock.Acquire(ctx)
        time.Sleep(3 * time.Millisecond)
        cut, cancel := context.WithCancel(ctx)
        go cancel()
        err := store.Write(cut, lease, 7)
        value, _ := store.Read(ctx, lock)
        fmt.Println(err, value)
        c.Close()"#;
    let outcomes = check(body).outcomes;
    let is_there = |text: &str| outcomes.iter().any(|one| one.output.contains(text));
    let renewing = "cluster: renew lock before write resource: outcome unknown: context canceled 0";
    assert!(is_there(renewing), "{outcomes:?}");
    assert!(is_there("cluster: lease lost 0"), "{outcomes:?}");
    assert!(!is_there(": write resource: outcome unknown"), "the lease is over: {outcomes:?}");
}

#[test]
fn who_has_eight_operations_unanswered_waits_and_has_its_lease_yet() {
    let body = r#"
        ctx := context.Background()
        c := cluster.New(2, cluster.WithLease(time.Second))
        lock, _ := c.Lock(0)
        lease, _ := lock.Acquire(ctx)
        store := c.Resource()
        for i := range 12 {
            cut, cancel := context.WithCancel(ctx)
            go cancel()
            store.Write(cut, lease, i)
        }
        err := store.Write(ctx, lease, 99)
        value, _ := store.Read(ctx, lock)
        fmt.Println(err, value)
        c.Close()"#;
    prints(body, &["<nil> 99"]);
}

/// Two goroutines that read and write what a lock guards.
const UPDATES: &str = r#"
        ctx := context.Background()
        c := cluster.New(2)
        defer c.Close()
        lock, _ := c.Lock(0)
        visits, _ := c.Counter(0)
        var wg sync.WaitGroup
        for range 2 {
            wg.Go(func() {
                lease, _ := lock.Acquire(ctx)
                n, _ := visits.Read(ctx)
                visits.Add(ctx, 2*n+1-n)
                lease.Release(ctx)
            })
        }
        wg.Wait()
        n, _ := visits.Read(ctx)
        fmt.Println(n)"#;

#[test]
fn updates_under_a_lock_are_proved_to_lose_nothing() {
    let report = check(UPDATES);
    assert_eq!(report.established, Established::Complete, "{report:?}");
    assert!(report.findings.is_empty() && report.states < 10_000, "{report:?}");
    // The second one adds twice what the first one has.
    assert_eq!(report.outcomes.len(), 1, "{report:?}");
    let without = UPDATES.replace("lease, _ := lock.Acquire(ctx)", "").replace("lease.Release(ctx)", "");
    let report = check(&without.replace("lock, _ := c.Lock(0)", ""));
    assert_eq!((report.established, report.outcomes.len()), (Established::Complete, 2), "{report:?}");
}

#[test]
fn two_holders_are_found_and_with_tokens_they_do_no_harm() {
    let body = |options: &str| {
        format!(
            r#"
        ctx := context.Background()
        c := cluster.New(2, cluster.WithoutLeaseCheck(){options})
        defer c.Close()
        lock, _ := c.Lock(0)
        store := c.Resource()
        lease, _ := lock.Acquire(ctx)
        done := make(chan struct{{}})
        go func() {{
            lease, _ := lock.Acquire(ctx)
            store.Write(ctx, lease, 2)
            close(done)
        }}()
        time.Sleep(20 * time.Millisecond)
        store.Write(ctx, lease, 1)
        <-done
        if n, _ := store.Read(ctx, lock); n != 2 {{
            panic("an older holder wrote last")
        }}"#
        )
    };
    let report = check(&body(", cluster.WithoutFencing()"));
    let kinds: Vec<Kind> = report.findings.iter().map(|finding| finding.kind).collect();
    assert_eq!(kinds, [Kind::Panic], "{report:?}");
    let report = check(&body(""));
    assert!(report.findings.is_empty() && report.established == Established::Complete, "{report:?}");
}
