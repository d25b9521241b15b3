use super::*;
use super::{programs as p, record, told};

use crate::timeline::Act;
#[cfg(target_family = "wasm")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const CAST: [Role; 2] = [
    Role { object: "ch", act: Act::Receive, workers: &["main"] },
    Role { object: "wg", act: Act::Done, workers: &["G*"] },
];

/// Every one of these lines is told of the run, in this order, though not one right after the other.
fn check(timeline: &Timeline, locale: Locale, lines: &[&str]) {
    let text = told(timeline, &CAST, locale);
    let mut rest = text.lines();
    for line in lines {
        assert!(rest.any(|told| told == *line), "{line:?} is not told, or not in this order, in:\n{text}");
    }
}

#[test]
fn the_deadlock_of_ten_goroutines_is_told_as_a_story() {
    let run = record(p::ten_goroutines(10), Plan::RoundRobin, 1000);
    check(
        &run,
        Locale::English,
        &[
            "Nothing has happened yet. main goes first.",
            "main adds 10 to wg, which now needs 10 Done.",
            "main starts G2.",
            "G2 prints “2 works”.",
            "G2 takes mu.",
            "G2 wants to send 2 on ch and waits for someone to receive it.",
            "G3 blocks on mu, held by G2.",
            "G4 blocks on mu, held by G2, behind 1 other.",
            "G6 blocks on mu, held by G2, behind 3 others.",
            "Everyone waits. G2 holds mu and waits for someone to receive from ch. Only main receives from ch, and main \
             waits for wg, which needs 10 more Done. G3 to G11 wait for mu.",
        ],
    );
    check(
        &run,
        Locale::Chinese,
        &[
            "G4 停在 mu 上，锁在 G2 手里，前面还排着 1 个。",
            "谁都走不动了。G2 握着 mu，等人从 ch 接收；只有 main 会接收，而 main 在等 wg 还差的 10 个 Done；G3 到 G11 在等 mu。",
        ],
    );
}

#[test]
fn what_a_run_has_not_shown_is_not_claimed() {
    let run = record(p::ten_goroutines(3), Plan::RoundRobin, 1000);
    let text = told(&run, &[], Locale::English);
    let story = "Everyone waits. G2 holds mu and waits for someone to receive from ch. main waits for wg, which needs 3 more \
                 Done. G3 and G4 wait for mu.";
    assert_eq!(text.lines().last(), Some(story));
}

#[test]
fn a_circle_of_locks_is_named() {
    let stuck = |seed| record(p::philosophers, Plan::Random { seed }, 1000);
    let run = (0..500).map(stuck).find(|run| run.end() == Some(&crate::world::End::Deadlock));
    let run = run.expect("a third of all schedules are stuck");
    let text = told(&run, &[], Locale::English);
    let last = text.lines().last().expect("there are steps");
    for clause in [
        "G2 holds fork1 and waits for fork2, held by G3.",
        "G3 holds fork2 and waits for fork3, held by G4.",
        "G4 holds fork3 and waits for fork1, held by G2.",
        "They wait in a circle: G2 to G4.",
    ] {
        assert!(last.contains(clause), "{clause:?} is not in {last:?}");
    }
}

#[test]
fn values_go_through_buffers() {
    let run = record(p::queue, Plan::RoundRobin, 1000);
    check(
        &run,
        Locale::English,
        &[
            "p1 puts 0 into ch: 1 of 2.",
            "p2 wants to send 0 on ch, finds it full and waits.",
            "closer waits for wg, which needs 2 more Done.",
            "main takes 0 out of ch, and the value of p2 moves in: 2 of 2.",
            "p1 is done with its part: wg needs 1 more Done. p1 has come to its end.",
            "p2 is done with its part: wg needs no more Done.",
            "p2 wakes closer, who waited for wg. p2 has come to its end.",
            "closer has waited for wg and goes on.",
            "closer asks how much is in ch: 1.",
            "closer closes ch. closer has come to its end.",
            "main takes 2 out of ch: 0 of 2 left.",
            "main receives from ch and learns that it is closed and empty.",
            "main returned, and everyone is done.",
        ],
    );
    check(
        &run,
        Locale::Chinese,
        &[
            "p1 把 0 放进 ch：2 格用了 1 格。",
            "p2 要把 0 发到 ch，可缓冲满了，只好等。",
            "main 从 ch 取出 0，p2 的值补了进来：2 格用了 2 格。",
            "p2 叫醒在等 wg 的 closer。p2 走到了终点。",
            "main 返回了，大家都做完了。",
        ],
    );
}

#[test]
fn locks_go_from_hand_to_hand() {
    let run = record(p::locks, Plan::Random { seed: 3 }, 1000);
    check(
        &run,
        Locale::English,
        &[
            "G2 sleeps until 2 ms.",
            "G3 blocks on mu, held by G2.",
            "Time moves to 2 ms, and G2 wakes.",
            "G2 gives mu back. G3 is woken and tries again.",
            "G3 was overtaken for too long: mu will be handed straight to it. mu is now handed to those who wait, in \
             order.",
            "G2 gives mu back, straight to G3. mu is free for whoever comes first again.",
            "G2 takes rw to read.",
            "G2 takes rw to write.",
            "G2 tries mu, finds it taken and goes on without it. G2 has come to its end.",
            "Time moves to 1 s, and main wakes.",
        ],
    );
}

#[test]
fn selects_variables_and_leaks_are_told() {
    let run = record(p::odds, Plan::RoundRobin, 1000);
    check(
        &run,
        Locale::English,
        &[
            "lost receives from a nil channel: it will wait for ever.",
            "main reads n: 0.",
            "main writes 1 to n.",
            "main adds 5 to hits in one go: 5.",
            "main puts 2 into hits and gets 5 for it.",
            "main finds hits changed and leaves it alone.",
            "main finds hits as expected and sets it to 1.",
            "By select: main puts 1 into b: 1 of 1.",
            "main finds no case of its select ready and waits at a and b.",
            "late sends 7 on a, and main receives it.",
            "main finds no case of its select ready and takes the default.",
            "main returned; lost vanishes, still waiting.",
        ],
    );
}

#[test]
fn what_go_refuses_is_told_in_its_words() {
    check(
        &record(p::closes_twice, Plan::RoundRobin, 1000),
        Locale::English,
        &[
            "main closes ch.",
            "main tries to close ch and is refused: panic: close of closed channel.",
            "main ends the program: panic: close of closed channel",
        ],
    );
    let run = record(p::closes_on_a_sender, Plan::RoundRobin, 1000);
    check(&run, Locale::English, &["main closes ch. G2 is refused: panic: send on closed channel."]);
}

#[test]
fn every_sentence_is_the_same_in_every_language_but_for_its_words() {
    // The workers and objects that are named are the same ones, whatever their order.
    let names = |sentence: &Sentence| {
        let mut names: Vec<_> =
            sentence.parts.iter().filter(|part| !matches!(part, Part::Text(_))).cloned().collect();
        names.sort_by_key(|part| format!("{part:?}"));
        names.dedup();
        names
    };
    for seed in 0..20 {
        let run = record(p::locks, Plan::Random { seed }, 1000);
        let [english, chinese] = Locale::ALL.map(|locale| transcript(&run, &[], 0..=run.len(), locale));
        for (english, chinese) in english.iter().zip(&chinese) {
            assert_eq!(names(english), names(chinese), "{english} / {chinese}");
        }
    }
}
