//! What each fault does, and when it may strike.

use super::*;
#[cfg(target_family = "wasm")]
use wasm_bindgen_test::wasm_bindgen_test as test;

#[test]
fn a_crash_takes_what_is_not_on_the_disk_and_the_timers() {
    let mut cluster = relays(2, 1, faulty(Timing::Timely, Order::Sent));
    go(&mut cluster);
    assert_eq!(cluster.state(NodeId(1)), Some(&State { durable: 1, volatile: (2, 0) }));
    strike(&mut cluster, Fault::Crash(NodeId(1)));
    assert_eq!((cluster.state(NodeId(1)), cluster.budget().crashes), (None, 0));
    assert_eq!(cluster.striking(Fault::Pause(NodeId(1))), None, "it does nothing anyway");
    // What comes to it is lost.
    let lost = |cluster: &Cluster<Relay>| {
        cluster.log().iter().filter(|one| matches!(one.what, Happening::Lost(_, Why::Crashed))).count()
    };
    while let Some(choice) = cluster.choices().of(WorkerId(1)).first().copied() {
        cluster.step(choice, &mut Vec::new());
    }
    // The second message to it, and what it has sent to itself.
    assert_eq!(lost(&cluster), 2);
    let down = cluster.save().expect("it can be copied");
    strike(&mut cluster, Fault::Restart(NodeId(1)));
    assert_eq!(cluster.state(NodeId(1)), Some(&State { durable: 1, volatile: (1, 0) }));
    cluster.restore(&down);
    strike(&mut cluster, Fault::RestartEmpty(NodeId(1)));
    assert_eq!(cluster.state(NodeId(1)).map(|state| state.durable), Some(0));
    assert_eq!(cluster.striking(Fault::Restart(NodeId(1))), None);
}

#[test]
fn a_crash_may_come_between_any_two_effects_that_can_be_noticed() {
    let cluster = relays(2, 1, faulty(Timing::Timely, Order::Sent));
    let cuts: Vec<Fault> = cluster.choices().iter().filter_map(|choice| cluster.fault(choice)).collect();
    let cuts: Vec<Fault> = cuts.into_iter().filter(|fault| matches!(fault, Fault::CrashAmid(0, _))).collect();
    // Persist, tell, send, send, set a timer: before the first send and before the second.
    assert_eq!(cuts, [Fault::CrashAmid(0, 2), Fault::CrashAmid(0, 3)]);
    for (cut, sent) in cuts.into_iter().zip([0, 1]) {
        let mut cluster = relays(2, 1, faulty(Timing::Timely, Order::Sent));
        let before = cluster.log().len();
        strike(&mut cluster, cut);
        let log: Vec<&Happening<u64>> = cluster.log()[before..].iter().map(|one| &one.what).collect();
        assert_eq!(log.iter().filter(|one| matches!(one, Happening::Sent(..))).count(), sent);
        assert!(log.contains(&&Happening::Persisted(NodeId(1))));
        assert_eq!(log.last(), Some(&&Happening::Crashed(NodeId(1))));
    }
}

#[test]
fn a_paused_node_is_late_and_its_clock_goes_on() {
    let clocks = [(NodeId(1), Clock { skew: 0, ahead: 5 })].into();
    let mut cluster = relays(2, 1, Setup { clocks, ..faulty(Timing::Timely, Order::Sent) });
    strike(&mut cluster, Fault::Pause(NodeId(1)));
    assert!(cluster.choices().of(WorkerId(1)).is_empty());
    assert_eq!(cluster.striking(Fault::Pause(NodeId(1))), None);
    strike(&mut cluster, Fault::Resume(NodeId(1)));
    assert_eq!(cluster.striking(Fault::Resume(NodeId(1))), None);
    strike(&mut cluster, Fault::Jump(NodeId(1), 0));
    let timers = |events: &[Event]| events.contains(&Event::Advanced(3 * MS / 2));
    while !timers(&go(&mut cluster)) {}
    // The timer has not jumped, and what it reads has.
    let read = cluster.state(NodeId(1)).map(|state| state.volatile.1);
    assert_eq!(read, Some(3 * MS / 2 + 5 + 7 * MS));
}

#[test]
fn a_clock_that_goes_wrong_shows_what_it_showed_and_its_timers_take_another_time() {
    // Half as fast, twice as fast, and half as fast from the first message on.
    for (which, at_message, until) in [(0, false, 3 * MS), (1, false, 3 * MS / 4), (0, true, 2 * MS)] {
        let mut cluster = relays(2, 3, faulty(Timing::Timely, Order::Sent));
        if at_message {
            assert!(go(&mut cluster).contains(&Event::Advanced(MS)));
        }
        strike(&mut cluster, Fault::Skew(NodeId(1), which));
        assert_eq!((cluster.budget().skews, cluster.striking(Fault::Skew(NodeId(1), which))), (0, None));
        let timer = cluster.timers(NodeId(1)).find(|(timer, ..)| *timer == TimerId(0));
        assert_eq!(timer.map(|(_, _, due)| due), Some(until));
        while cluster.timers(NodeId(1)).any(|(timer, ..)| timer == TimerId(0)) {
            go(&mut cluster);
        }
        assert_eq!(cluster.now(), until);
        // Its own time is what it would have been.
        let read = cluster.state(NodeId(1)).map(|state| state.volatile.1);
        assert_eq!(read, Some(3 * MS / 2));
    }
}

#[test]
fn each_fault_is_offered_by_its_own_budget_and_takes_one_of_it() {
    let (none, node) = (Budget::default(), NodeId(1));
    let kinds = [
        (Budget { crashes: 1, ..none }, Fault::Crash(node)),
        (Budget { crashes: 1, ..none }, Fault::CrashAmid(0, 2)),
        (Budget { pauses: 1, ..none }, Fault::Pause(node)),
        (Budget { partitions: 1, ..none }, Fault::Part(node)),
        (Budget { jumps: 1, ..none }, Fault::Jump(node, 1)),
        (Budget { skews: 1, ..none }, Fault::Skew(node, 1)),
        (Budget { losses: 1, ..none }, Fault::Lose(0)),
        (Budget { duplicates: 1, ..none }, Fault::Duplicate(0)),
        (Budget { reorders: 1, ..none }, Fault::Reorder(0)),
        (Budget { delays: 1, ..none }, Fault::Delay(0)),
    ];
    let with = |budget| relays(2, 1, Setup { budget, ..faulty(Timing::Timely, Order::Sent) });
    for (budget, fault) in kinds {
        let mut cluster = with(budget);
        for (of_other, other) in kinds {
            assert_eq!(cluster.striking(other).is_some(), of_other == budget, "{fault:?} {other:?}");
        }
        strike(&mut cluster, fault);
        assert_eq!(cluster.budget(), none, "{fault:?}");
        let left: Vec<Fault> = cluster.choices().iter().filter_map(|choice| cluster.fault(choice)).collect();
        let mends: &[Fault] = match fault {
            Fault::Pause(_) => &[Fault::Resume(node)],
            Fault::Part(_) => &[Fault::Heal],
            _ => &[],
        };
        assert_eq!(left, mends, "{fault:?}");
        // To mend it costs nothing.
        mends.iter().for_each(|mend| strike(&mut cluster, *mend));
        assert_eq!((cluster.budget(), with(none).striking(fault)), (none, None));
    }
    let crashed = |restarts, disks| {
        let mut cluster = with(Budget { crashes: 1, restarts, disks, ..none });
        strike(&mut cluster, Fault::Crash(node));
        cluster
    };
    let (restart, empty) = (Fault::Restart(node), Fault::RestartEmpty(node));
    for (restarts, disks, offered) in
        [(0, 0, [false; 2]), (0, 1, [false; 2]), (1, 0, [true, false]), (1, 1, [true; 2])]
    {
        let cluster = crashed(restarts, disks);
        assert_eq!([restart, empty].map(|fault| cluster.striking(fault).is_some()), offered);
    }
    for (fault, disks) in [(restart, 1), (empty, 0)] {
        let mut cluster = crashed(1, 1);
        strike(&mut cluster, fault);
        assert_eq!(cluster.budget(), Budget { disks, ..none });
    }
}

#[test]
fn what_is_sent_across_a_partition_is_lost_and_what_was_under_way_waits() {
    let mut cluster = relays(3, 1, faulty(Timing::Timely, Order::Sent));
    strike(&mut cluster, Fault::Part(NodeId(1)));
    assert_eq!(cluster.choices().of(WorkerId(1)).len(), 1, "its timer");
    // The timers of both: what node 1 sends to node 2 is lost, what node 2 sends to node 0 is not.
    go(&mut cluster);
    go(&mut cluster);
    let lost = |one: &&Happened<u64>| matches!(one.what, Happening::Lost(_, Why::Parted));
    assert_eq!(cluster.log().iter().filter(lost).count(), 1);
    strike(&mut cluster, Fault::Heal);
    assert_eq!(cluster.choices().of(WorkerId(1)).len(), 1);
    assert_eq!(cluster.striking(Fault::Heal), None);
    assert!(!go(&mut cluster).iter().any(|event| matches!(event, Event::Advanced(_))), "it is overdue");
}

#[test]
fn only_victims_are_struck() {
    let setup = Setup { victims: Some(vec![NodeId(1)]), ..faulty(Timing::AnyDelay, Order::Sent) };
    let cluster = relays(3, 2, setup);
    let struck: std::collections::BTreeSet<NodeId> =
        cluster.choices().iter().filter_map(|choice| cluster.fault(choice)?.node()).collect();
    assert_eq!(struck, [NodeId(1)].into());
}

#[test]
fn a_message_can_be_lost_doubled_delayed_or_come_behind_the_next() {
    let told = |faults: &[Fault]| {
        let mut cluster = relays(2, 1, faulty(Timing::Timely, Order::Sent));
        faults.iter().for_each(|fault| strike(&mut cluster, *fault));
        let choices = |cluster: &Cluster<Relay>| cluster.choices().of(WorkerId(1)).first().copied();
        while let Some(choice) = choices(&cluster) {
            cluster.step(choice, &mut Vec::new());
        }
        let at_one = |entry: &&Entry| entry.node == NodeId(1);
        let facts = cluster.history().iter().filter(at_one);
        let facts = facts.filter_map(|entry| match entry.fact {
            Fact::Processed(_, number) => Some((entry.at / MS, number)),
            _ => None,
        });
        facts.take(2).collect::<Vec<_>>()
    };
    assert_eq!(told(&[]), [(1, 1), (1, 2)]);
    assert_eq!(told(&[Fault::Lose(0)])[..1], [(1, 2)]);
    assert_eq!(told(&[Fault::Reorder(0)]), [(1, 2), (1, 1)]);
    assert_eq!(told(&[Fault::Duplicate(0), Fault::Lose(0)])[..1], [(1, 2)]);
    let mut cluster = relays(2, 1, faulty(Timing::Timely, Order::Sent));
    strike(&mut cluster, Fault::Delay(0));
    assert_eq!(cluster.striking(Fault::Delay(0)), None, "nothing is due now but a timer");
    go(&mut cluster);
    assert_eq!(cluster.now(), 3 * MS / 2);
}
