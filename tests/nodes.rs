//! What is told of the scenes whose workers are nodes, and of what they promise, natively and in wasm.

use lockstep_core::lessons::Address;
use lockstep_core::present::{EndingKind, Locale, Show, Stands, Theme, frame, svg, transcript};
use lockstep_core::schedule::Plan;
use lockstep_tests::stepped;
use wasm_bindgen_test::wasm_bindgen_test;

/// Everything that is told of a run that takes turns, from its start to its end.
fn told(address: &str, locale: Locale) -> Vec<String> {
    let address = Address::parse(address).expect("the addresses here lead somewhere");
    let program = address.scene.program(address.values);
    let stepper = stepped(&program, Plan::RoundRobin);
    let told = transcript(stepper.timeline(), &[], 0..=stepper.len(), locale);
    told.iter().map(|line| line.plain()).collect()
}

#[wasm_bindgen_test(unsupported = test)]
fn a_lease_is_told_from_the_first_message_to_the_stale_write() {
    let english = told("lease?variant=pause", Locale::English);
    let chinese = told("lease?variant=pause", Locale::Chinese);
    let of_token = told("lease?variant=token", Locale::English);
    let of_short = told("lease?lease=2", Locale::English);
    for (told, expected) in [
        (&english, "2 clients ask for the lock, and the messages are under way. A message takes 1 ms."),
        (
            &english,
            "lock-service takes acquire(lock) from client-1. client-1 has the lease of lock until 11 ms, under token 1. \
             lock-service sends granted(token 1) to client-1.",
        ),
        (&english, "lock-service takes acquire(lock) from client-2. client-2 stands in line."),
        (&english, "client-1 stops for a while: it is paused."),
        (
            &english,
            "It is 11 ms: the lease that lock-service has granted runs out. The lease of client-1 is over. client-2 has \
             the lease of lock until 21 ms, under token 2. lock-service sends granted(token 2) to client-2.",
        ),
        (&english, "Now client-1 and client-2 each believe they hold lock."),
        (
            &english,
            "x is 1 now, written under token 1 after token 2: what the newer holder wrote is overwritten, and nobody \
             noticed.",
        ),
        (&chinese, "client-1 停住一阵子：它被暂停了。"),
        (&chinese, "现在 client-1 和 client-2 都以为自己握着 lock。"),
        (&of_token, "storage refuses token 1: it has seen 2."),
        (&of_short, "client-1 has lost its lease and writes nothing."),
    ] {
        assert!(told.iter().any(|line| line.contains(expected)), "{expected}: {told:#?}");
    }
    // A write that is refused is no lease that is lost: it is given back.
    assert!(!of_token.iter().any(|line| line.contains("has lost its lease")), "{of_token:#?}");
    let last = english.last().expect("something is told");
    assert!(last.ends_with("All are done."), "{last}");
}

#[wasm_bindgen_test(unsupported = test)]
fn what_happens_to_counters_and_queues_is_told() {
    for (address, english, chinese) in [
        (
            "counters",
            "owner takes add(counter, 1) from client-1. The counter is 1 now. owner sends done to client-1.",
            "owner 收下 client-1 的 add(counter, 1)。计数器现在是 1。owner 把 done 发给 client-1。",
        ),
        ("counters", "done from owner to client-1 is lost.", "owner 发给 client-1 的 done 丢失。"),
        (
            "counters?variant=two-messages",
            "owner takes store(counter, 2) from neighbour. The counter is 2 now. What was added since neighbour asked for the \
             value is overwritten, and nobody noticed.",
            "计数器现在是 2。neighbour 问过值以后别人加的被盖掉了，而且没有人发现。",
        ),
        ("counters?variant=sharded", "The part of part-b is 2 now.", "part-b 这一份现在是 2。"),
        (
            "counters?variant=replicated",
            "copy-a knows that all others know as much: 2.",
            "copy-a 得知其他节点知道得一样多：2。",
        ),
        (
            "queues",
            "worker-1 has processed element 1. worker-1 sends pop(queue) to queue.",
            "worker-1 处理完了元素 1。",
        ),
        (
            "queues?variant=again",
            "Element 1 is there again, and receipt 1 no longer counts.",
            "元素 1 又可以取了，回执 1 失效。",
        ),
        (
            "queues?variant=again",
            "worker-1 takes refused from queue. That receipt no longer counts, and nothing is removed.",
            "这张回执已经失效，什么也没有删去。",
        ),
        (
            "queues?variant=dead",
            "Element 1 was given out too often: it goes to the dead letters.",
            "元素 1 给过的次数够多了：归入死信。",
        ),
        ("queues?variant=early", "worker-1 crashes.", "worker-1 崩溃。"),
        (
            "counters?variant=unwritten",
            "owner takes add(counter, 1) from client-1 and crashes: it has answered, and not written to its disk. owner \
             sends done to client-1.",
            "owner 收下 client-1 的 add(counter, 1)，随即崩溃：已经回复，还没有写盘。owner 把 done 发给 client-1。",
        ),
        ("queues?variant=forgetful", "queue crashes.", "queue 崩溃。"),
    ] {
        for (locale, expected) in [(Locale::English, english), (Locale::Chinese, chinese)] {
            let all = told(address, locale);
            assert!(all.iter().any(|line| line.contains(expected)), "{expected}: {all:#?}");
        }
    }
}

/// What is said of the promises at the end of a run that takes turns.
fn promised_at_end(address: &str, locale: Locale) -> Vec<String> {
    let address = Address::parse(address).expect("the addresses here lead somewhere");
    let program = address.scene.program(address.values);
    let stepper = stepped(&program, Plan::RoundRobin);
    let show = Show {
        timeline: stepper.timeline(),
        moment: stepper.moment(),
        source: "",
        cast: &[],
        branches: (stepper.branches(), stepper.branch().id),
    };
    let frame = frame(&show, None, locale);
    let net = frame.stage.net.as_ref().expect("there are nodes");
    let picture = svg(&frame, locale, Theme::Light);
    assert!(net.nodes.iter().all(|node| picture.contains(&*node.name)), "{picture}");
    let is_broken = net.promises.iter().any(|promise| promise.sign == Stands::Broken);
    let ending = frame.ending.as_ref().expect("the run is over").kind;
    assert_eq!(ending, if is_broken { EndingKind::Wrong } else { EndingKind::Clean }, "{:?}", net.promises);
    let lines = net.promises.iter().flat_map(|promise| {
        let entries =
            promise.entries.iter().map(|entry| format!("{}: {}", entry.step, entry.sentence.plain()));
        let details = promise.details.iter().map(|detail| detail.plain());
        let head = format!("{}: {}", promise.what.plain(), promise.standing.plain());
        std::iter::once(head).chain(details).chain(entries).collect::<Vec<_>>()
    });
    lines.collect()
}

#[wasm_bindgen_test(unsupported = test)]
fn what_is_promised_and_broken_is_told_with_what_together_breaks_it() {
    for (address, english, chinese) in [
        (
            "lease?variant=pause",
            "No write of an older holder after that of a newer one: broken",
            "新持有者写过以后，不收旧持有者的写入: 被打破了",
        ),
        (
            "lease?variant=token",
            "No write of an older holder after that of a newer one: kept",
            "新持有者写过以后，不收旧持有者的写入: 守住了",
        ),
        (
            "counters?variant=retried",
            "This has no place in it: client-1: read(counter) → value(5).",
            "放不进去的是：client-1：read(counter) → value(5)。",
        ),
        (
            "counters?variant=sharded",
            "Linearizable: as if the operations came one after another: not promised, and not kept",
            "可线性化：就像操作一个接一个地做: 没有保证，也确实不是这样",
        ),
        ("queues?variant=early", "8: queue removes element 1", "8: queue 删去元素 1"),
        (
            "counters?variant=unwritten",
            "The read is not what was added: too much or too little.",
            "读到的不是加上的：不是多了就是少了。",
        ),
        (
            "queues?variant=forgetful",
            "An element was given while somebody else had it.",
            "别人还拿着的元素又给了出去。",
        ),
        (
            "queues?variant=again",
            "Given more than once, which may happen: element 1 (2 times).",
            "给过不止一次（这是允许的）：元素 1（2 次）。",
        ),
    ] {
        for (locale, expected) in [(Locale::English, english), (Locale::Chinese, chinese)] {
            let told = promised_at_end(address, locale);
            assert!(told.iter().any(|line| line == expected), "{expected}: {told:#?}");
        }
    }
}
