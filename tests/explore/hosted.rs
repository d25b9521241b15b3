//! Services that run as async workers, and their clients, under every schedule.

use lockstep_core::cluster::client::Manner;
use lockstep_core::cluster::counter::{self, Defect};
use lockstep_core::cluster::lock;
use lockstep_core::cluster::{Counter, Hosted, Key, Lock, Mode, NodeId};
use lockstep_core::explore::{Established, Explore, Report};
use lockstep_core::sync::{Sim, Variable};
use std::collections::BTreeSet;
use wasm_bindgen_test::wasm_bindgen_test;

/// Two clients that each add one, by the node beside the owner or by the owner itself, and what is read then.
fn two_adds(by_owner: bool, defect: Option<Defect>, states: usize) -> Report {
    let program = move |sim: Sim| async move {
        let [owner, beside] = [0, 1].map(NodeId);
        let machine = |node| counter::Counter { node, owner, defect }.into();
        let nodes = if by_owner { vec![machine(owner)] } else { vec![machine(owner), machine(beside)] };
        let services = Hosted::start(&sim, nodes).await;
        let patient = Manner { deadline: None, retry: None, ..Manner::default() };
        let to = if by_owner { owner } else { beside };
        let [mut own, mut other] = [(); 2].map(|()| Counter::new(&services, to, Key(0), patient.clone()));
        let client = sim.spawn("client", async move { other.add(1).await.expect("it is answered") }).await;
        own.add(1).await.expect("it is answered");
        client.join().await.expect("it has nothing to panic about");
        let total = Counter::new(&services, owner, Key(0), patient).read().await;
        services.close().await;
        sim.print(format!("{total:?}")).await;
    };
    Explore::new(program).states(states).incomplete().report()
}

#[wasm_bindgen_test(unsupported = test)]
fn what_two_clients_add_is_there_in_every_schedule() {
    let report = two_adds(true, None, 20_000);
    assert!(report.findings.is_empty(), "{report:?}");
    assert_eq!(report.established, Established::Complete);
    let printed: Vec<&str> = report.outcomes.iter().map(|outcome| &*outcome.output).collect();
    assert_eq!(printed, ["Ok(2)\n"]);
}

#[wasm_bindgen_test(unsupported = test)]
fn an_add_in_two_messages_is_lost_in_some_schedule() {
    let report = two_adds(false, Some(Defect::ReadThenWrite), 2_000);
    assert!(report.findings.is_empty(), "{report:?}");
    assert!(report.outcomes.iter().any(|outcome| outcome.output == "Ok(1)\n"), "{report:?}");
    assert!(report.outcomes.iter().any(|outcome| outcome.output == "Ok(2)\n"), "{report:?}");
}

/// Two workers that each put their own number into a set, which they read and then write, with the distributed lock or without; and
/// what is in it then, as bits.
fn two_in_a_set(is_locked: bool, states: usize) -> Report {
    let program = move |sim: Sim| async move {
        let node = NodeId(0);
        let patient = Manner { deadline: None, retry: None, ..Manner::default() };
        let services = Hosted::start(&sim, [lock::Lock { lease: patient.lease, defect: None }.into()]).await;
        let set = Variable::new(&sim, "set", 0_u32);
        let put = |bit: u32| {
            let (set, mut lock) = (set.clone(), Lock::new(&services, node, Key(0), patient.clone()));
            async move {
                if is_locked {
                    lock.acquire(Mode::Exclusive).await.expect("it waits for as long as it takes");
                }
                let known = set.load().await;
                set.store(known | bit).await;
                if is_locked {
                    lock.release().await.expect("the lease lasts: no time passes");
                }
            }
        };
        let other = sim.spawn("other", put(2)).await;
        put(1).await;
        other.join().await.expect("it has nothing to panic about");
        let all = set.load().await;
        services.close().await;
        sim.print(format!("{all}")).await;
    };
    Explore::new(program).states(states).incomplete().report()
}

#[wasm_bindgen_test(unsupported = test)]
fn a_set_that_is_updated_under_the_lock_loses_nothing() {
    let printed = |report: &Report| {
        report.outcomes.iter().map(|outcome| outcome.output.trim().to_owned()).collect::<BTreeSet<_>>()
    };
    let locked = two_in_a_set(true, 20_000);
    assert!(locked.findings.is_empty(), "{locked:?}");
    assert_eq!(printed(&locked), BTreeSet::from(["3".to_owned()]));
    // Without it one overwrites what the other has put there.
    let without = printed(&two_in_a_set(false, 20_000));
    assert_eq!(without, ["1", "2", "3"].map(str::to_owned).into());
}
