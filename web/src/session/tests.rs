//! What a reader can do with a run.

use super::*;
use lockstep_core::lessons;
#[cfg(target_family = "wasm")]
use wasm_bindgen_test::wasm_bindgen_test as test;

fn settle(session: &mut Session) {
    while session.work(50) {}
}

fn opened(address: &str) -> Session {
    let address = Address::parse(address).expect("the address is good");
    let mut session = Session::at(&address, Plan::RoundRobin);
    settle(&mut session);
    session
}

fn act(session: &mut Session, act: Act) {
    session.act(act);
    settle(session);
}

#[test]
fn a_program_opens_at_its_start_with_its_whole_run_ahead() {
    for scene in lessons::all().iter().filter(|scene| !scene.is_still()) {
        let session = opened(scene.id);
        let (position, length) = session.place();
        assert!(position == 0 && length > 10, "{}: {length}", scene.id);
        assert!(!session.is_over());
    }
}

#[test]
fn choosing_otherwise_keeps_what_was_recorded_as_a_branch() {
    let mut session = opened("ten-goroutines");
    let length = session.place().1;
    act(&mut session, Act::Seek(8));
    let frame = session.frame(Locale::English);
    let other = frame.choices.iter().find(|view| !view.recorded).expect("somebody else may go");
    act(&mut session, Act::Choose(other.choice));
    assert_eq!(session.place(), (9, 9));
    assert_eq!(session.extent(), length, "the timeline does not shrink");
    let frame = session.frame(Locale::English);
    assert_eq!(frame.branches.len(), 2);
    act(&mut session, Act::Switch(BranchId(0)));
    assert_eq!(session.place(), (9, length));
    act(&mut session, Act::Last);
    assert_eq!(session.place(), (length, length));
}

#[test]
fn another_order_goes_on_from_here_and_comes_back_here() {
    let mut session = opened("counting");
    act(&mut session, Act::Seek(10));
    act(&mut session, Act::Follow(Plan::Random { seed: 4 }));
    assert_eq!(session.place().0, 10);
    assert_eq!(session.frame(Locale::English).branches.len(), 2);
    act(&mut session, Act::Last);
    assert!(session.is_over());
    assert!(!session.is_untouched());
}

#[test]
fn another_order_at_the_start_replaces_the_run() {
    let mut session = opened("ten-goroutines");
    act(&mut session, Act::Follow(Plan::Pct { seed: 3, depth: 3, length: 64 }));
    assert!(session.frame(Locale::English).branches.is_empty());
    act(&mut session, Act::Last);
    assert!(session.is_over());
}

#[test]
fn the_next_wait_is_found_whether_it_is_recorded_or_not() {
    let mut session = opened("ten-goroutines");
    act(&mut session, Act::NextChange);
    let (first, length) = session.place();
    assert!(0 < first && first < length);
    act(&mut session, Act::PreviousChange);
    assert_eq!(session.place().0, 0);
    let frame = session.frame(Locale::English);
    let choice = frame.choices[0].choice;
    act(&mut session, Act::Seek(4));
    let frame = session.frame(Locale::English);
    let other = frame.choices.iter().find(|view| !view.recorded).map_or(choice, |view| view.choice);
    act(&mut session, Act::Choose(other));
    act(&mut session, Act::NextChange);
    assert!(session.place().0 > 5);
}

#[test]
fn stopping_keeps_what_was_done() {
    let mut session = opened("queueing?producers=100&items=1000");
    session.act(Act::Last);
    session.work(5_000);
    let length = session.place().1;
    session.act(Act::Stop);
    assert!(!session.is_awaited());
    assert_eq!(session.place(), (length, length));
}

#[test]
fn the_figures_follow_the_branch_on_show() {
    let mut session = opened("lock-contention");
    while session.measure(50) {}
    let plots = session.plots(Locale::English);
    assert!(plots.waiting.iter().any(|bar| bar.steps > 0) && !plots.queues.is_empty());
}

#[test]
fn a_run_that_changes_nothing_any_more_is_not_gone_on_with() {
    let text = "package main\n\nfunc main() {\n\tprintln(1)\n\tfor {\n\t}\n}\n";
    let program = Program::of_go(text, &lessons::Reading::default()).expect("it compiles");
    let mut session = Session::open(program, Plan::RoundRobin);
    settle(&mut session);
    let length = session.place().1;
    assert!(length < 10, "{length} steps are run ahead");
    assert!(session.notice().is_none(), "the reader has not asked for it");
    for ask in [Act::Last, Act::Forward] {
        act(&mut session, ask);
        assert_eq!(session.place(), (length, length));
        let notice = session.notice().map(|notice| Locale::English.text(notice));
        assert_eq!(notice.as_deref(), Some("Line 5: this goes on for ever, and nothing changes any more."));
    }
    act(&mut session, Act::Seek(1));
    assert!(session.notice().is_none());
    act(&mut session, Act::Last);
    assert!(session.notice().is_some() && session.place() == (length, length));
}

#[test]
fn a_run_that_changes_something_is_gone_on_with() {
    for body in [
        "for n := 0; ; n++ {\n\t}",
        "for {\n\t\tprintln(1)\n\t}",
        "go func() {\n\t\tfor {\n\t\t}\n\t}()\n\tfor {\n\t}",
    ] {
        let text = ["package main\n\nfunc main() {\n\t", body, "\n}\n"].concat();
        let program = Program::of_go(&text, &lessons::Reading::default()).expect("it compiles");
        let mut session = Session::open(program, Plan::RoundRobin);
        settle(&mut session);
        assert_eq!(session.place().1, AHEAD, "{body}");
    }
}
