use super::*;
use crate::lessons;
use crate::present::{Locale, Show, frame};
use crate::schedule::{At, Plan};
use crate::timeline::BranchId;
use crate::world::World;
#[cfg(target_family = "wasm")]
use wasm_bindgen_test::wasm_bindgen_test as test;

fn trace(scene: &str, values: &str) -> Trace {
    let scene = lessons::find(scene).expect("it is built in");
    let program = scene.program(scene.values(values).expect("the values are good"));
    let mut events = Vec::new();
    let mut world = program.start(&mut events);
    let mut timeline = Timeline::new(&events);
    let mut policy = Plan::Random { seed: 3 }.start();
    let mut at = At::default();
    while let Some(choice) = policy.pick(world.choices(), at) {
        events.clear();
        world.step(choice, &mut events);
        timeline.record(&events);
        at = At { step: timeline.len(), last: Some(choice.worker) };
    }
    let (source, token) = (program.source().text().into(), "s1.mine".into());
    Trace { program: scene.id.into(), token, source, timeline }
}

/// Draws every position; what a foreign trace says may be nonsense, but it is drawn.
fn draw(trace: &Trace) {
    let timeline = &trace.timeline;
    for position in 0..=timeline.len() {
        let moment = timeline.moment_at(position);
        let show = Show {
            timeline,
            moment: &moment,
            source: &trace.source,
            cast: &[],
            branches: (&[], BranchId(0)),
        };
        frame(&show, None, Locale::Chinese);
    }
}

#[test]
fn every_scene_comes_back_as_it_was() {
    for (scene, values) in [
        ("ten-goroutines", ""),
        ("ten-goroutines", "variant=closer"),
        ("counting", "variant=atomic"),
        ("counting", "variant=owner"),
        ("lock-contention", ""),
        ("queueing", ""),
    ] {
        let trace = trace(scene, values);
        let json = trace.to_json();
        assert!(json.starts_with(r#"{"version":3,"format":"lockstep-trace","#));
        let read = Trace::from_json(json.as_bytes()).expect("it was just written");
        assert_eq!((&read.program, &read.token, &read.source), (&trace.program, &trace.token, &trace.source));
        assert_eq!(read.timeline.hash(), trace.timeline.hash());
        assert_eq!(read.timeline.tip(), trace.timeline.tip());
        assert_eq!(read.to_json(), json);
    }
}

#[test]
fn what_is_wrong_is_said() {
    let read = |text: &str| Trace::from_json(text.as_bytes()).expect_err("it is no trace");
    for foreign in [
        "",
        "{}",
        "[]",
        "null",
        "{\"version\":1}",
        r#"{"format":"lockstep-trace"}"#,
        r#"{"version":1,"format":"x"}"#,
    ] {
        assert!(matches!(read(foreign), TraceError::Foreign | TraceError::Damaged { .. }), "{foreign}");
    }
    assert_eq!(Trace::from_json(&[0xff, 0xfe, 0]).expect_err("it is no text"), TraceError::Foreign);
    assert_eq!(read(r#"{"version":4,"format":"lockstep-trace","steps":17}"#), TraceError::Newer(4));
    assert_eq!(
        read(r#"{"version":9,"format":"lockstep-trace"}"#).to_string(),
        "This trace was made by a later Lockstep (version 9; this one reads up to 3)."
    );
    let with = |steps: &str| format!(r#"{{"version":1,"format":"lockstep-trace","steps":{steps}}}"#);
    assert!(matches!(read(&with("[]")), TraceError::Damaged { .. }));
    assert!(matches!(read(&with(r#"[[{"flew":[1]}]]"#)), TraceError::Damaged { line: 1, .. }));
    assert_eq!(read(&with(r#"[[],[{"stepped":[0,0,0]}],[{"exited":0}]]"#)), TraceError::Step(2));
    assert_eq!(read(&with(r#"[[{"stepped":[0,0,0]}]]"#)), TraceError::Step(0));
    let deep = with(&"[".repeat(100_000));
    assert!(matches!(read(&deep), TraceError::Damaged { .. }));
}

#[test]
fn no_bytes_make_it_panic() {
    let good = trace("queueing", "items=1&producers=2").to_json().into_bytes();
    let mut state = 7u64;
    let mut next = move |below: usize| {
        state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (state >> 33) as usize % below
    };
    let mut read = 0;
    for _ in 0..3_000 {
        let mut bytes = good.clone();
        for _ in 0..1 + next(3) {
            let place = next(bytes.len());
            match next(4) {
                0 => bytes.truncate(place),
                1 => bytes[place] = next(256) as u8,
                // Digits for digits: a text that is still a trace, of a run that never was.
                _ => {
                    let digit = bytes[place..].iter().position(u8::is_ascii_digit);
                    if let Some(digit) = digit {
                        bytes[place + digit] = b'0' + next(10) as u8;
                    }
                }
            }
            if bytes.is_empty() {
                break;
            }
        }
        match Trace::from_json(&bytes) {
            Ok(trace) => {
                read += 1;
                draw(&trace);
            }
            Err(error) => assert!(!Locale::Chinese.text(error.message()).is_empty()),
        }
    }
    assert!(read > 300, "enough of them are still traces: {read}");
}

#[test]
fn numbers_of_nobody_are_drawn_too() {
    let steps = r#"[[{"spawned":[0,null,"main"]},{"spawned":[9,7,"ghost"]},{"made":[0,{"mutex":"go"},"mu"]},
        {"offered":[0,0,{"verb":"lock","object":4294967295},[0,0]]},{"acquired":[0,4294967295,false]}],
        [{"stepped":[4294967295,4294967295,65535]},{"parked":[4294967295,1,[[0,"waiters"],[7,"readers"]],"back"]},
        {"parked":[0,0,[[0,"waiters"],[4294967295,"senders"]],"front"]},{"counted":[0,-9223372036854775808,0]},
        {"handedOver":[3,"x",4294967295,4294967294]},{"asleep":[0,0,18446744073709551615]},
        {"released":[0,0,4294967295,true]},{"ended":{"fault":[4294967295,"waitGroupReused"]}}]]"#;
    let text = format!(r#"{{"version":1,"format":"lockstep-trace","steps":{steps}}}"#);
    draw(&Trace::from_json(text.as_bytes()).expect("it has the form of a trace"));
}

#[test]
fn a_step_of_nobody_among_many_is_drawn_too() {
    let spawned: Vec<String> = (0..30).map(|id| format!(r#"{{"spawned":[{id},null,"G{id}"]}}"#)).collect();
    let mutex = r#"{"made":[0,{"mutex":"go"},"mu"]},{"parked":[1,0,[[0,"waiters"]],"back"]}"#;
    let steps = format!(r#"[[{},{mutex}],[{{"stepped":[9999,0,0]}}]]"#, spawned.join(","));
    let text = format!(r#"{{"version":1,"format":"lockstep-trace","steps":{steps}}}"#);
    draw(&Trace::from_json(text.as_bytes()).expect("it has the form of a trace"));
}
