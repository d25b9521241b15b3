//! What a cluster does, seen with machines that only pass numbers on.

use super::*;
use crate::cluster::history::Entry;
use crate::cluster::history::{Fact, Key};
use crate::cluster::machine::TimerId;
use crate::sync::mix::{GAMMA, mix};
#[cfg(target_family = "wasm")]
use wasm_bindgen_test::wasm_bindgen_test as test;

mod faults;

const MS: u64 = 1_000_000;

/// Picks by a seed.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(GAMMA);
        mix(self.0) as usize % limit
    }
}

/// Counts what it is told on its disk, and passes it on, one less, to the next node and then to itself; every node begins after a while,
/// and node 0 at once.
#[derive(Clone, Debug)]
struct Relay {
    own: u16,
    nodes: u16,
    /// How far what is passed on goes.
    far: u64,
}

impl Machine for Relay {
    type Durable = u64;
    type Volatile = (u32, u64);
    type Message = u64;

    fn handle(
        &self,
        state: &mut State<u64, (u32, u64)>,
        input: Input<u64>,
        now: u64,
        effects: &mut Vec<Effect<u64>>,
    ) {
        state.volatile.0 += 1;
        let next = NodeId((self.own + 1) % self.nodes);
        match input {
            Input::Start if self.own == 0 => {
                effects.push(Effect::Send { to: next, message: self.far });
                effects.push(Effect::Send { to: next, message: self.far + 1 });
            }
            Input::Start => effects.push(Effect::SetTimer { timer: TimerId(0), after: 3 * MS / 2 }),
            Input::Message { message, .. } => {
                state.durable += message;
                effects.extend([Effect::Persist, Effect::Tell(Fact::Processed(Key(0), message))]);
                if let Some(less) = message.checked_sub(1) {
                    effects.push(Effect::Send { to: next, message: less });
                    effects.push(Effect::Send { to: NodeId(self.own), message: less / 2 });
                    effects.push(Effect::SetTimer { timer: TimerId(1), after: MS });
                }
            }
            Input::Timer(_) => {
                state.volatile.1 = now;
                effects.push(Effect::Send { to: next, message: 0 });
            }
        }
    }

    fn is_done(&self, durable: &u64) -> bool {
        *durable > 0 || self.far == 0
    }
}

fn relays(nodes: u16, far: u64, setup: Setup) -> Cluster<Relay> {
    Cluster::new((0..nodes).map(|own| Relay { own, nodes, far }), setup)
}

fn faulty(timing: Timing, order: Order) -> Setup {
    let budget = Budget {
        crashes: 1,
        restarts: 1,
        disks: 1,
        pauses: 1,
        partitions: 1,
        jumps: 1,
        skews: 1,
        losses: 2,
        duplicates: 2,
        reorders: 2,
        delays: 2,
    };
    Setup {
        timing,
        order,
        budget,
        jumps: vec![7 * MS as i64, -3],
        skews: vec![-500_000, 1_000_000],
        telling: Telling::OfEach,
        ..Setup::default()
    }
}

const EVERY: [(Timing, Order); 4] = [
    (Timing::Timely, Order::Sent),
    (Timing::Timely, Order::Any),
    (Timing::AnyDelay, Order::Sent),
    (Timing::AnyDelay, Order::Any),
];

/// The choice of a fault that may strike.
#[track_caller]
fn strike(cluster: &mut Cluster<Relay>, fault: Fault) {
    let choice = cluster.striking(fault).expect("it may strike");
    cluster.step(choice, &mut Vec::new());
}

/// Takes what the first node does that has something to do; what it was.
fn go(cluster: &mut Cluster<Relay>) -> Vec<Event> {
    let mut events = Vec::new();
    let choice = cluster.choices().first().expect("somebody goes");
    assert_eq!(cluster.fault(choice), None);
    cluster.step(choice, &mut events);
    events
}

fn by_way(cluster: &Cluster<Relay>, way: u64) -> Option<Choice> {
    cluster.choices().iter().find(|choice| cluster.way(*choice) == way)
}

#[test]
fn steps_that_share_nobody_commute() {
    let mut compared = 0;
    for (timing, order) in EVERY {
        for seed in 0..12 {
            let mut chance = Chance(seed);
            let mut cluster = relays(4, 3, faulty(timing, order));
            while cluster.end().is_none() && compared < 40_000 {
                let choices: Vec<Choice> = cluster.choices().iter().collect();
                let mut ways: Vec<u64> = choices.iter().map(|choice| cluster.way(*choice)).collect();
                ways.sort_unstable();
                ways.dedup();
                assert_eq!(ways.len(), choices.len(), "each choice has a way of its own");
                let start = cluster.save().expect("it can be copied");
                for _ in 0..4 {
                    let [one, other] = [0, 1].map(|_| choices[chance.below(choices.len())]);
                    let (first, second) = (cluster.footprint(one), cluster.footprint(other));
                    if first.workers.iter().any(|worker| second.workers.contains(worker)) {
                        continue;
                    }
                    compared += 1;
                    let names = [one, other].map(|choice| cluster.way(choice));
                    let mut prints = Vec::new();
                    for order in [names, [names[1], names[0]]] {
                        for way in order {
                            // The one may be the last that counts, and then nothing comes after it.
                            if cluster.end().is_none() {
                                let choice = by_way(&cluster, way).unwrap_or_else(|| {
                                    panic!(
                                        "{timing:?} {order:?} {seed} {:?} {:?}",
                                        names_of(&cluster, one, other),
                                        cluster.log()
                                    )
                                });
                                cluster.step(choice, &mut Vec::new());
                            }
                        }
                        let mut ways: Vec<u64> =
                            cluster.choices().iter().map(|choice| cluster.way(choice)).collect();
                        ways.sort_unstable();
                        prints.push((cluster.fingerprint(), ways));
                        cluster.restore(&start);
                    }
                    let ends = prints.iter().any(|(_, ways)| ways.is_empty());
                    assert!(ends || prints[0] == prints[1], "{timing:?} {order:?}: {one:?} and {other:?}");
                }
                cluster.step(choices[chance.below(choices.len())], &mut Vec::new());
            }
        }
    }
    assert!(compared > 500, "{compared}");
}

#[test]
fn a_saved_state_is_come_back_to_and_goes_on_alike() {
    for (timing, order) in EVERY {
        let mut cluster = relays(3, 2, faulty(timing, order));
        let random = |cluster: &mut Cluster<Relay>, seed, steps| {
            let mut chance = Chance(seed);
            let (mut prints, mut events) = (vec![cluster.fingerprint()], Vec::new());
            for _ in 0..steps {
                let choices: Vec<Choice> = cluster.choices().iter().collect();
                if choices.is_empty() {
                    break;
                }
                cluster.step(choices[chance.below(choices.len())], &mut events);
                prints.push(cluster.fingerprint());
            }
            (prints, events, cluster.log().to_vec(), cluster.history().clone())
        };
        random(&mut cluster, 3, 6);
        assert_eq!(cluster.end(), None);
        let run = |cluster: &mut Cluster<Relay>| random(cluster, 4, usize::MAX);
        let mut saved = cluster.save().expect("it can be copied");
        let first = run(&mut cluster);
        assert!(first.0.len() > 5 && matches!(first.1.last(), Some(Event::Ended(_))));
        cluster.restore(&saved);
        assert_eq!(run(&mut cluster), first);
        let end = cluster.fingerprint();
        cluster.exchange(&mut saved);
        assert_eq!(run(&mut cluster), first);
        cluster.exchange(&mut saved);
        assert_eq!((cluster.fingerprint(), cluster.end().is_some()), (end, true));
    }
}

#[test]
fn time_moves_to_the_next_instant_and_what_is_due_together_comes_in_any_order() {
    let latencies = [((NodeId(0), NodeId(1)), 2 * MS)].into();
    let mut cluster = relays(2, 1, Setup { latencies, ..Setup::default() });
    // The timer of node 1 comes first; then the two messages, in their order.
    assert_eq!((cluster.choices().iter().count(), cluster.now()), (1, 0));
    assert!(go(&mut cluster).contains(&Event::Advanced(3 * MS / 2)));
    assert!(go(&mut cluster).contains(&Event::Advanced(2 * MS)));
    assert_eq!(cluster.history().last().map(|told| &told.fact), Some(&Fact::Processed(Key(0), 1)));
    assert!(!go(&mut cluster).iter().any(|event| matches!(event, Event::Advanced(_))));
    assert_eq!(cluster.history().last().map(|told| &told.fact), Some(&Fact::Processed(Key(0), 2)));
}

#[test]
fn an_order_as_sent_offers_one_message_of_a_link_and_any_order_all_that_differ() {
    let offered = |timing, order| {
        let setup = Setup { timing, order, ..Setup::default() };
        relays(2, 1, setup).choices().of(WorkerId(1)).len()
    };
    // Beside its timer where that may come at any time.
    assert_eq!(offered(Timing::Timely, Order::Sent), 1);
    assert_eq!(offered(Timing::Timely, Order::Any), 2);
    assert_eq!(offered(Timing::AnyDelay, Order::Sent), 2);
    assert_eq!(offered(Timing::AnyDelay, Order::Any), 3);
    // A copy says the same as what was copied: either is the next.
    let mut cluster = relays(2, 1, faulty(Timing::AnyDelay, Order::Any));
    strike(&mut cluster, Fault::Duplicate(0));
    assert_eq!(cluster.choices().of(WorkerId(1)).len(), 3);
}

#[test]
fn bad_input_has_a_result() {
    // Without a node there is nothing to do.
    let none = relays(0, 1, faulty(Timing::Timely, Order::Sent));
    assert_eq!(
        (none.end(), none.choices().is_empty(), none.history().len()),
        (Some(&End::Returned), true, 0)
    );
    assert_eq!((none.striking(Fault::Crash(NodeId(0))), none.state(NodeId(0))), (None, None));
    // More nodes than can be named are refused in words.
    let crowd = vec![Relay { own: 1, nodes: 2, far: 0 }; (1 << 16) + 1];
    let refused = Cluster::of(crowd.into(), Rc::new(Setup::default())).err().map(|error| error.to_string());
    assert_eq!(refused.as_deref(), Some("a cluster has 65,536 nodes at most, its clients among them"));
    // A message to a node that does not exist is lost.
    let strange = Cluster::new([Relay { own: 0, nodes: 9, far: 3 }], Setup::default());
    let lost = |one: &&Happened<u64>| matches!(one.what, Happening::Lost(_, Why::NoSuchNode));
    assert_eq!(strange.log().iter().filter(lost).count(), 2);
    assert_eq!(strange.end(), Some(&End::Deadlock), "it waits for what never comes");
    // Contradictory faults cannot be chosen.
    let cluster = relays(2, 1, faulty(Timing::Timely, Order::Sent));
    let faults = [Fault::Restart(NodeId(0)), Fault::Resume(NodeId(0)), Fault::Heal, Fault::Lose(99)];
    for fault in
        faults.into_iter().chain([Fault::Crash(NodeId(9)), Fault::Jump(NodeId(0), 5), Fault::Lose(u32::MAX)])
    {
        assert_eq!(cluster.striking(fault), None, "{fault:?}");
    }
    // Nobody waits for who is crashed for ever.
    let budget = Budget { crashes: 2, ..Budget::default() };
    let mut cluster = relays(2, 1, Setup { budget, ..Setup::default() });
    strike(&mut cluster, Fault::Crash(NodeId(0)));
    strike(&mut cluster, Fault::Crash(NodeId(1)));
    while cluster.end().is_none() {
        go(&mut cluster);
    }
    assert_eq!(cluster.end(), Some(&End::Returned));
}

fn names_of(c: &Cluster<Relay>, a: Choice, b: Choice) -> String {
    format!("{a:?} {:?} / {b:?} {:?} now {}", c.fault(a), c.fault(b), c.now())
}

/// Sends three messages to node 1 at once, which tells when it has each.
#[derive(Clone, Debug)]
struct Salvo(u16);

impl Machine for Salvo {
    type Durable = ();
    type Volatile = u64;
    type Message = u64;

    fn handle(
        &self,
        state: &mut State<(), u64>,
        input: Input<u64>,
        now: u64,
        effects: &mut Vec<Effect<u64>>,
    ) {
        match input {
            Input::Start if self.0 != 1 => {
                effects.extend((1..=3).map(|message| Effect::Send { to: NodeId(1), message }));
            }
            Input::Message { message, .. } => {
                state.volatile = now;
                effects.push(Effect::Tell(Fact::Processed(Key(0), message)));
            }
            _ => {}
        }
    }
}

#[test]
fn a_node_has_to_do_with_one_message_at_a_time() {
    let run = |setup: Setup, nodes: u16| {
        let mut cluster = Cluster::new((0..nodes).map(Salvo), setup);
        let mut prints = Vec::new();
        while let Some(choice) = cluster.choices().first() {
            cluster.step(choice, &mut Vec::new());
            prints.push(cluster.fingerprint());
        }
        let told: Vec<_> = cluster.history().iter().map(|entry| entry.at).collect();
        (told, prints)
    };
    let busy = Setup { handling: 3 * MS, ..Setup::default() };
    assert_eq!(run(busy.clone(), 2).0, [MS, 4 * MS, 7 * MS]);
    assert_eq!(run(busy.clone(), 3).0, [1, 4, 7, 10, 13, 16].map(|at| at * MS));
    assert_eq!(run(Setup::default(), 2).0, [MS; 3]);
    assert_eq!(run(Setup { timing: Timing::AnyDelay, ..busy.clone() }, 2).0, [0; 3]);
    // Until when it is busy is a part of the state, though no message waits for that.
    let (after, free) = (run(busy, 2).1, run(Setup { handling: 1, ..Setup::default() }, 2).1);
    assert_ne!(after.last(), free.last());
}
