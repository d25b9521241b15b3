use super::{programs as p, record, show, *};
use crate::rules::ObjectId;
use crate::sync::{Channel, Sim};
use crate::timeline::{Act, State as Does};
use crate::world::WorkerId;
#[cfg(target_family = "wasm")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const CAST: [Role; 2] = [
    Role { object: "ch", act: Act::Receive, workers: &["main"] },
    Role { object: "wg", act: Act::Done, workers: &["G*"] },
];

fn frame_at(timeline: &Timeline, position: u32) -> Frame {
    frame(&show(timeline, &timeline.moment_at(position), &CAST), None, Locale::English)
}

#[test]
fn at_the_deadlock_everyone_has_one_place() {
    let run = record(p::ten_goroutines(10), Plan::RoundRobin, 1000);
    let frame = frame_at(&run, run.len());
    assert_eq!(frame.stage.chips.len(), 11);
    let place = |worker: u32| frame.stage.chips[worker as usize].place;
    let bench = |object, queue, index| Place::Bench { object: ObjectId(object), queue, index };
    use crate::world::Queue::{Senders, Waiters};
    assert_eq!(place(0), bench(2, Waiters, 0));
    assert_eq!(place(1), bench(1, Senders, 0));
    assert_eq!(place(2), bench(0, Waiters, 0));
    assert_eq!(place(10), bench(0, Waiters, 8));
    assert_eq!(frame.stage.tethers, [Tether { object: ObjectId(0), worker: WorkerId(1), holds: true }]);
    let Shape::Mutex { seat: Some(seat), bench } = &frame.stage.cards[0].shape else {
        panic!("{:?} is no mutex that is held", frame.stage.cards[0])
    };
    assert_eq!((&*seat.name, seat.here, bench.length, bench.shown.len()), ("G2", false, 9, 9));
    assert_eq!(frame.stage.cards[0].state.plain(), "held by G2, 9 wait");
    assert_eq!(frame.chain.cycle, [WorkerId(1), WorkerId(0)]);
    assert!(frame.choices.is_empty());
    assert_eq!(frame.waiting.len(), 11);
    assert_eq!(frame.waiting[3].sentence.plain(), "G4 waits for mu, held by G2, behind 1 other");
    let ending = frame.ending.expect("it is over");
    assert_eq!((ending.kind, ending.exit_code), (EndingKind::Deadlock, 2));
    assert!(ending.dump.starts_with(
        "fatal error: all goroutines are asleep - deadlock!\n\ngoroutine 1 [sync.WaitGroup.Wait]:\n\tmain.go:15\n\n\
         goroutine 2 [chan send]:\n\tmain.go:10\n\ngoroutine 3 [sync.Mutex.Lock]:\n\tmain.go:9\n"
    ));
    let spoken = format!("Step {0} of {0}. Everyone waits.", run.len());
    assert!(frame.spoken.starts_with(&spoken), "{}", frame.spoken);
}

#[test]
fn a_line_has_one_mark_for_each_state_and_counts_all_who_are_in_it() {
    let run = record(p::ten_goroutines(12), Plan::Random { seed: 4 }, 1000);
    let (mut most, source) = (0, "x\n".repeat(20));
    for position in 0..=run.len() {
        let moment = run.moment_at(position);
        let show = Show { source: &source, ..show(&run, &moment, &CAST) };
        let frame = frame(&show, None, Locale::English);
        for line in &frame.source.lines {
            let stand = |state| {
                let here = |chip: &&Chip| chip.line == Some(line.number) && chip.state == state;
                frame.stage.chips.iter().filter(here).count()
            };
            let states: std::collections::BTreeSet<State> =
                line.marks.iter().map(|mark| mark.state).collect();
            assert_eq!(states.len(), line.marks.len());
            for mark in &line.marks {
                assert_eq!(1 + mark.more as usize, stand(mark.state), "line {} at {position}", line.number);
                let first = frame
                    .stage
                    .chips
                    .iter()
                    .find(|chip| chip.line == Some(line.number) && chip.state == mark.state);
                assert_eq!(first.map(|chip| (chip.worker, &chip.name)), Some((mark.worker, &mark.name)));
            }
            most = most.max(line.marks.len().min(line.marks.iter().map(|mark| mark.more as usize).sum()));
        }
    }
    assert!(most > 1, "several stand at one line in more than one state");
}

#[test]
fn many_fold_into_counted_groups() {
    let run = record(p::ten_goroutines(1_000), Plan::RoundRobin, 100_000);
    for position in (0..=run.len()).step_by(97).chain([run.len()]) {
        let Frame { stage, waiting, .. } = frame_at(&run, position);
        assert!(stage.chips.len() <= 24 && stage.groups.len() <= 48);
        let grouped: u32 = stage.groups.iter().map(|group| group.count).sum();
        let workers = run.moment_at(position).workers.len();
        assert_eq!(stage.chips.len() + grouped as usize, workers, "at {position}");
        assert!(waiting.len() <= 24);
    }
    let Frame { stage, waiting, .. } = frame_at(&run, run.len());
    let labels: Vec<String> = stage.groups.iter().map(|group| group.label.plain()).collect();
    assert_eq!(labels, ["997 wait for mu at line 9"]);
    assert_eq!(
        waiting.last().map(|why| why.sentence.plain()),
        Some("G3 to G1001 wait for mu, held by G2".into())
    );
}

/// Each waits at a channel of its own, at one line.
#[test]
fn those_who_do_the_same_in_many_places_are_one_row() {
    let program = |events: &mut Vec<Event>| {
        let main = |sim: Sim| async move {
            for id in 0..60 {
                let own = Channel::<i64>::new(&sim, format!("own{id}"), 0);
                let inner = sim.clone();
                sim.spawn(format!("G{}", id + 2), async move {
                    inner.line(if id < 58 { 7 } else { 9 });
                    own.recv().await;
                })
                .await;
            }
        };
        Tasks::new(main, events)
    };
    let run = record(program, Plan::RoundRobin, 10_000);
    // Main has only its return to go.
    let position = run.len() - 1;
    let waits = run.moment_at(position).workers.iter().filter(|it| it.state() == Does::Waiting).count();
    assert_eq!(waits, 60);
    let stage = frame_at(&run, position).stage;
    let labels: Vec<String> = stage.groups.iter().map(|group| group.label.plain()).collect();
    let [label] = &labels[..] else { panic!("{labels:?}") };
    assert!(label.ends_with(" waiting at line 7"), "{label}");
    assert_eq!(stage.chips.len() + stage.groups[0].count as usize, 61);
    // So are their rows.
    let told: Vec<String> = frame_at(&run, position).waiting.iter().map(|why| why.sentence.plain()).collect();
    assert_eq!(
        told,
        [
            "G60 waits for someone to send on own58",
            "G61 waits for someone to send on own59",
            "G2 to G59 wait at line 7, each for something of its own",
        ]
    );
    assert!(stage.chips.len() <= 24);
}

#[test]
fn a_choice_keeps_its_number_while_it_is_enabled() {
    let run = record(p::locks, Plan::Random { seed: 1 }, 1000);
    let mut before: Option<Frame> = None;
    for position in (0..=run.len()).chain((0..run.len()).rev()) {
        let moment = run.moment_at(position);
        let next = frame(&show(&run, &moment, &[]), before.as_ref(), Locale::English);
        let offered: Vec<_> = moment.choices().collect();
        assert_eq!(next.choices.len(), if moment.end.is_some() { 0 } else { offered.len() });
        for view in &next.choices {
            assert!(offered.contains(&view.choice));
            let kept = before.iter().flat_map(|frame| &frame.choices).find(|old| old.choice == view.choice);
            assert!(kept.is_none_or(|old| old.number == view.number));
        }
        let numbers: std::collections::BTreeSet<u32> = next.choices.iter().map(|view| view.number).collect();
        assert_eq!(numbers.len(), next.choices.len());
        let recorded: Vec<_> =
            next.choices.iter().filter(|view| view.recorded).map(|view| view.choice).collect();
        assert_eq!(recorded.first().copied(), run.choice(position + 1));
        before = Some(next);
    }
}

#[test]
fn choices_are_told() {
    let run = record(p::odds, Plan::RoundRobin, 1000);
    let mut labels = std::collections::BTreeSet::new();
    for position in 0..=run.len() {
        labels.extend(frame_at(&run, position).choices.into_iter().map(|view| view.label.plain()));
    }
    for label in [
        "main: start lost",
        "lost: receive from a nil channel",
        "late: sleep for 1.5 ms",
        "late: wake at 1.5 ms",
        "main: write 1 to n",
        "main: select: send 1 on b",
        "main: select: no case is ready",
        "main: select: take the default",
        "main: return",
    ] {
        assert!(labels.contains(label), "{label} is not in {labels:#?}");
    }
}

#[test]
fn lanes_cover_the_run_without_gaps() {
    let run = record(p::locks, Plan::Random { seed: 2 }, 1000);
    let lanes = frame_at(&run, 7).lanes;
    assert_eq!((lanes.from, lanes.to, lanes.lanes.len()), (0, run.len() as usize, 3));
    assert_eq!(lanes.end, Some(lanes.to));
    for lane in &lanes.lanes {
        let mut at = lane.spans[0].from;
        for span in &lane.spans {
            assert_eq!(span.from, at, "{lane:#?}");
            assert!(span.to > span.from);
            at = span.to;
        }
        assert_eq!(at, run.len() as usize);
    }
    // Each step is somebody's running, and nobody else's.
    let runs = |lane: &Lane, step: usize| {
        lane.spans
            .iter()
            .any(|span| span.state == State::Running && (span.from..span.to).contains(&(step - 1)))
    };
    for step in 1..=run.len() {
        let who = run.choice(step).expect("it is a step").worker;
        let running: Vec<_> =
            lanes.lanes.iter().filter(|lane| runs(lane, step as usize)).map(|lane| lane.worker).collect();
        assert_eq!(running, [who], "step {step}");
    }
    assert!(!lanes.arrows.is_empty());
}

#[test]
fn those_who_can_never_go_on_are_told_of_while_others_do() {
    let runs = (0..50).map(|seed| record(p::half_stuck, Plan::Random { seed }, 1000));
    let told: Vec<String> = runs
        .flat_map(|run| (0..run.len()).map(move |position| frame_at(&run, position).stuck))
        .flatten()
        .map(|sentence| sentence.plain())
        .collect();
    let expected = "G2 and G3 can never go on, unless somebody unlocks what another holds. G2 holds a and waits for b, \
                    held by G3. G3 holds b and waits for a, held by G2. They wait in a circle: G2 and G3.";
    assert!(!told.is_empty());
    assert!(told.iter().all(|told| told == expected), "{told:#?}");
}
