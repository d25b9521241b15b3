//! What is told of the scenes, natively and in wasm.

use lockstep_core::lessons::{self, Address, Program, Reading};
use lockstep_core::present::{EndingKind, Frame, Locale, Show, frame, transcript};
use lockstep_core::schedule::Plan;
use lockstep_tests::stepped;
use wasm_bindgen_test::wasm_bindgen_test;

/// The last sentence of a scene, in every language, under several schedules.
fn ends_with(address: &str, english: &str, chinese: &str) {
    let address = Address::parse(address).expect("the addresses here lead somewhere");
    let program = address.scene.program(address.values);
    for plan in [Plan::RoundRobin, Plan::Random { seed: 1 }, Plan::Random { seed: 2 }] {
        let stepper = stepped(&program, plan);
        let end = stepper.len();
        for (locale, expected) in Locale::ALL.into_iter().zip([english, chinese]) {
            let told = transcript(stepper.timeline(), program.scene().cast, end..=end, locale);
            let told = told.first().expect("one position was asked for").plain();
            // Which goroutine comes first is up to the schedule.
            let fits = expected.split('…').all(|part| told.contains(part));
            assert!(fits, "{plan:?}: {told:?} does not say {expected:?}");
        }
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_deadlock_is_told_as_a_story() {
    ends_with(
        "ten-goroutines",
        "Everyone waits. G… holds mu and waits for someone to receive from ch. Only main receives from ch, and main \
         waits for wg, which needs 10 more Done. G… wait for mu.",
        "谁都走不动了。G… 握着 mu，等人从 ch 接收；只有 main 会接收，而 main 在等 wg 还差的 10 个 Done；G… 在等 mu。",
    );
    for variant in ["no-mutex", "unlock-first"] {
        ends_with(
            &format!("ten-goroutines?variant={variant}"),
            "Everyone waits. G2 to G11 wait for someone to receive from ch. Only main receives from ch, and main waits \
             for wg, which needs 10 more Done.",
            "谁都走不动了。G2 到 G11 等人从 ch 接收；只有 main 会接收，而 main 在等 wg 还差的 10 个 Done。",
        );
    }
    for variant in ["buffered", "receive-first", "closer"] {
        let address = format!("ten-goroutines?variant={variant}");
        ends_with(&address, "main returned, and everyone is done.", "main 返回了，大家都做完了。");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_sum_that_is_too_small_is_no_good_end() {
    let end = |address: &str, locale: Locale| {
        let address = Address::parse(address).expect("the addresses here lead somewhere");
        let program = address.scene.program(address.values);
        let stepper = stepped(&program, Plan::RoundRobin);
        let show = Show {
            timeline: stepper.timeline(),
            moment: stepper.moment(),
            source: program.source().text(),
            cast: program.scene().cast,
            branches: (stepper.branches(), stepper.branch().id),
        };
        let frame = frame(&show, None, locale);
        let printed = frame.output.last().map(|line| line.text.to_string()).unwrap_or_default();
        (frame.ending.expect("it is over").kind, printed, frame.sentence.plain())
    };
    let (kind, printed, sentence) = end("counting?n=4&k=3", Locale::English);
    let total = printed.strip_prefix("counter is ").and_then(|rest| rest.strip_suffix(" of 12"));
    let total = total.unwrap_or_else(|| panic!("{printed}"));
    assert_ne!(total, "12");
    let expected = format!("main returned, but updates of counter were lost: {total} is too little.");
    assert_eq!((kind, sentence), (EndingKind::Wrong, expected));
    let (_, _, sentence) = end("counting?n=4&k=3", Locale::Chinese);
    assert_eq!(sentence, format!("main 返回了，但 counter 丢了更新：结果只有 {total}，少了。"));
    for variant in ["mutex", "atomic", "owner"] {
        let (kind, printed, sentence) = end(&format!("counting?n=4&k=3&variant={variant}"), Locale::English);
        assert_eq!((kind, printed.as_str()), (EndingKind::Clean, "counter is 12 of 12"));
        assert_eq!(sentence, "main returned, and everyone is done.");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_buffer_that_is_one_too_small_is_told_of() {
    ends_with(
        "ten-goroutines?variant=buffered&capacity=9",
        "Everyone waits. G… holds mu and waits for room in ch. Only main receives from ch, and main waits for wg, which \
         needs 1 more Done.",
        "谁都走不动了。G… 握着 mu，等 ch 腾出空位；只有 main 会接收，而 main 在等 wg 还差的 1 个 Done。",
    );
}

#[wasm_bindgen_test(unsupported = test)]
fn every_scene_is_told_and_drawn_at_every_step() {
    for scene in lessons::all() {
        let program = scene.program(scene.defaults());
        for plan in [Plan::RoundRobin, Plan::Random { seed: 5 }] {
            let mut stepper = stepped(&program, plan);
            let mut before: Option<Frame> = None;
            for position in 0..=stepper.len() {
                stepper.seek(position);
                for locale in Locale::ALL {
                    let show = Show {
                        timeline: stepper.timeline(),
                        moment: stepper.moment(),
                        source: program.source().text(),
                        cast: scene.cast,
                        branches: (stepper.branches(), stepper.branch().id),
                    };
                    let frame = frame(&show, before.as_ref(), locale);
                    assert_eq!(frame.stuck, None, "no scene gets stuck in part");
                    let workers = stepper.moment().workers.len();
                    assert_eq!(frame.stage.chips.len(), workers);
                    assert!(!frame.sentence.is_empty() && !frame.spoken.contains('?'), "{}", frame.spoken);
                    let marks = frame.source.lines.iter().flat_map(|line| &line.marks);
                    let marked = marks.map(|mark| 1 + mark.more as usize);
                    let runs = frame.stage.chips.iter().filter(|chip| chip.line.is_some()).count();
                    assert_eq!(marked.sum::<usize>(), runs, "everyone who runs has a mark: {}", frame.spoken);
                    before = Some(frame);
                }
            }
        }
    }
}

/// A map in a field, a lock behind one, and a channel in a variable of the package: each is one thing.
const BEHIND_VARIABLES: &str = r#"package main

import "sync"

type cache struct {
	mu *sync.Mutex
	m  map[string]int
}

var done = make(chan bool)

func (c *cache) put(key string) {
	c.mu.Lock()
	c.m[key]++
	c.mu.Unlock()
	done <- true
}

func main() {
	c := &cache{new(sync.Mutex), map[string]int{}}
	go c.put("a")
	go c.put("b")
	<-done
	<-done
}
"#;

#[wasm_bindgen_test(unsupported = test)]
fn what_a_variable_only_leads_to_is_shown_once() {
    let program = Program::of_go(BEHIND_VARIABLES, &Reading::default()).expect("it compiles");
    for plan in [Plan::RoundRobin, Plan::Random { seed: 1 }, Plan::Random { seed: 2 }] {
        let stepper = stepped(&program, plan);
        let moment = stepper.moment();
        let mut shown: Vec<(&str, Option<&str>)> =
            moment.each_object().map(|(_, object)| (&*object.name, object.value.as_deref())).collect();
        shown.sort_unstable();
        let [map, done, lock] = &shown[..] else { panic!("{shown:?}") };
        assert!(matches!(map, ("c.m", Some("map[\"a\":1 \"b\":1]" | "map[\"b\":1 \"a\":1]"))), "{map:?}");
        assert_eq!((done, lock.1), (&("done", None), None));
        let told = transcript(stepper.timeline(), program.scene().cast, 0..=stepper.len(), Locale::English);
        let told: Vec<String> = told.iter().map(|line| line.plain()).collect();
        for looked in [format!("looks at {}.", lock.0), "looks at done.".into()] {
            assert!(told.iter().any(|line| line.ends_with(&looked)), "{looked}: {told:#?}");
        }
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn what_go_programs_do_with_maps_and_timers_is_told_by_name() {
    let cases = [
        ("map-writes", "G2 is done with writing 0: true to seen, and nobody touched it meanwhile."),
        ("ticker-quit", "It is 2 ms: a timer fires, and G2 receives from ticker.C."),
        ("timeout-leak", "It is 5 ms: a timer fires, and main receives from time.After."),
        ("context-cancel", "G4 finds no case of its select ready and waits at results and ctx.Done()."),
        ("context-cancel", "main looks at ctx.Done()."),
        ("deadline", "It is 10 ms: a timer fires and starts G2."),
    ];
    for (id, expected) in cases {
        let example = lessons::examples::find(id).expect("it is an example");
        let program = Program::of_go(example.text, &Reading::default()).expect("it compiles");
        let stepper = stepped(&program, Plan::RoundRobin);
        let told = transcript(stepper.timeline(), program.scene().cast, 0..=stepper.len(), Locale::English);
        let text: Vec<String> = told.iter().map(|line| line.plain()).collect();
        assert!(text.iter().any(|line| line.contains(expected)), "{id}: {text:#?}");
    }
}

/// Everything that is told of a Go program, and the names of the things on its stage.
fn told_of(text: &str) -> (Vec<String>, Vec<String>) {
    let program = Program::of_go(text, &Reading::default()).expect("it compiles");
    let stepper = stepped(&program, Plan::RoundRobin);
    let told = transcript(stepper.timeline(), program.scene().cast, 0..=stepper.len(), Locale::English);
    let names = stepper.moment().each_object().map(|(_, object)| object.name.to_string()).collect();
    (told.iter().map(|line| line.plain()).collect(), names)
}

/// Contexts, timers, a group, a semaphore and a Once, each by the name that the program has for it.
const WITH_LIBRARY: &str = r#"package main

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"
	"golang.org/x/sync/semaphore"
)

type server struct {
	timer *time.Timer
	once  sync.Once
	g     errgroup.Group
	seen  sync.Map
}

func work(c context.Context, sem *semaphore.Weighted) error {
	if err := sem.Acquire(c, 1); err != nil {
		return err
	}
	defer sem.Release(1)
	select {
	case <-time.After(time.Millisecond):
	case <-c.Done():
		return c.Err()
	}
	return errors.New("no")
}

func main() {
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Millisecond)
	defer cancel()
	tasks, inner := errgroup.WithContext(ctx)
	tasks.SetLimit(2)
	sem := semaphore.NewWeighted(1)
	for range 3 {
		tasks.Go(func() error { return work(inner, sem) })
	}
	s := &server{timer: time.NewTimer(3 * time.Millisecond)}
	ticker := time.NewTicker(2 * time.Millisecond)
	for id := range 2 {
		s.g.Go(func() error {
			s.seen.Store(id, true)
			s.once.Do(func() { <-ticker.C })
			return nil
		})
	}
	<-s.timer.C
	fmt.Println(tasks.Wait(), s.g.Wait())
}
"#;

#[wasm_bindgen_test(unsupported = test)]
fn what_the_library_makes_is_called_as_the_program_writes_it() {
    let (told, mut names) = told_of(WITH_LIBRARY);
    names.sort_unstable();
    names.dedup();
    let expected = [
        "ctx.Done()",
        "inner.Done()",
        "s.g",
        "s.once",
        "s.seen",
        "s.timer",
        "sem",
        "sem.Acquire",
        "tasks",
        "tasks.SetLimit",
        "ticker.C",
        "time.After",
        "time.After#2",
        "timer.C",
    ];
    assert_eq!(names, expected, "{told:#?}");
    for sentence in [
        "G2 finds no case of its select ready and waits at time.After and inner.Done().",
        "G3 finds no case of its select ready and waits at sem.Acquire and inner.Done().",
        "blocks on s.once, held by G",
        "main wants to receive from timer.C, finds nothing and waits.",
        "main reads s.timer: &time.Timer.",
    ] {
        assert!(told.iter().any(|line| line.contains(sentence)), "{sentence}: {told:#?}");
    }
    let own = ["context.", "errgroup", "semaphore", "time.C", ".places", ".ready", "{{}", "nil channel"];
    let of_the_library = told.iter().find(|line| own.iter().any(|own| line.contains(own)));
    assert_eq!(of_the_library, None);
}

#[wasm_bindgen_test(unsupported = test)]
fn what_the_library_starts_is_called_as_the_program_calls_it() {
    let text = "package main\n\nimport \"sync\"\n\nfunc main() {\n\tvar wg sync.WaitGroup\n\twg.Go(func() {})\n\twg.Wait()\n}\n";
    let program = Program::of_go(text, &Reading::default()).expect("it compiles");
    let mut stepper = stepped(&program, Plan::RoundRobin);
    stepper.seek(1);
    let show = Show {
        timeline: stepper.timeline(),
        moment: stepper.moment(),
        source: text,
        cast: &[],
        branches: (stepper.branches(), stepper.branch().id),
    };
    let choices = frame(&show, None, Locale::English).choices;
    let labels: Vec<String> = choices.iter().map(|choice| choice.label.plain()).collect();
    assert_eq!(labels, ["main: start wg.Go"]);
}

/// Panics of each kind, with deferred calls that are steps: one that is recovered from, one that is not, and one that a
/// deferred call makes while another is under way.
const PANICS: &str = r#"package main

import (
	"errors"
	"fmt"
	"sync"
)

var mu sync.Mutex

func safely(what func()) {
	defer func() {
		if r := recover(); r != nil {
			fmt.Println("caught:", r)
		}
	}()
	mu.Lock()
	defer mu.Unlock()
	what()
}

func main() {
	var m map[string]int
	var wg sync.WaitGroup
	wg.Go(func() { safely(func() { m["a"] = 1 }) })
	wg.Wait()
	wg.Go(func() { safely(func() { panic(errors.New("an error")) }) })
	wg.Wait()
	ch := make(chan int)
	close(ch)
	safely(func() { close(ch) })
	safely(func() { fmt.Println(fmt.Sprint([]int{1}[len(m)+1])) })
	defer fmt.Println("last")
	panic(fmt.Sprint("so", 1))
}
"#;

#[wasm_bindgen_test(unsupported = test)]
fn a_panic_is_told_where_it_begins_and_where_it_is_recovered_from() {
    let (told, _) = told_of(PANICS);
    let turns: Vec<&str> = told
        .iter()
        .flat_map(|line| line.split_inclusive(". "))
        .filter(|part| ["panic", "recovers", "mu", "“"].iter().any(|word| part.contains(word)))
        .map(str::trim)
        .collect();
    let expected = [
        "G2 takes mu.",
        "G2 panics: assignment to entry in nil map; its deferred calls run first.",
        "G2 gives mu back.",
        "G2 recovers: its panic does not end the program.",
        "G2 prints “caught: assignment to entry in nil map”.",
        "G3 takes mu.",
        "G3 panics: an error; its deferred calls run first.",
        "G3 gives mu back.",
        "G3 recovers: its panic does not end the program.",
        "G3 prints “caught: an error”.",
        "main takes mu.",
        "main tries to close ch and is refused: panic: close of closed channel.",
        "main gives mu back.",
        "main recovers: its panic does not end the program.",
        "main prints “caught: close of closed channel”.",
        "main takes mu.",
        "main panics: runtime error: index out of range [1] with length 1; its deferred calls run first.",
        "main gives mu back.",
        "main recovers: its panic does not end the program.",
        "main prints “caught: runtime error: index out of range [1] wi…”.",
        "main panics: so1; its deferred calls run first.",
        "main prints “last”.",
    ];
    assert_eq!(turns[..expected.len()], expected, "{told:#?}");
    // A panic without deferred calls of the program's own is told by its end alone.
    let (told, _) = told_of("package main\n\nfunc main() {\n\tpanic(1)\n}\n");
    assert!(told.iter().all(|line| !line.contains("deferred")), "{told:?}");
    // Before the first step there is no other sentence to tell it with.
    let text = "package main\n\nfunc main() {\n\tdefer println(1)\n\tpanic(2)\n}\n";
    let (told, _) = told_of(text);
    assert_eq!(
        told[0],
        "Nothing has happened yet. main goes first. main panics: 2; its deferred calls run first."
    );
}
