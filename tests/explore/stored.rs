//! However states are come back to, by a copy of their own, by one of the state before or by their choices, it is the same search.

use lockstep_core::explore::search::Search;
use lockstep_core::go::lower::LoopVariables;
use lockstep_core::go::machine::Limits;
use lockstep_core::go::{GoWorld, Program};
use lockstep_core::world::{Choice, Choices, End, Event, Footprint, World};
use std::convert::Infallible;
use wasm_bindgen_test::wasm_bindgen_test;

/// A world that cannot be copied.
struct Uncopied(GoWorld);

impl World for Uncopied {
    type Saved = Infallible;

    fn choices(&self) -> &Choices {
        self.0.choices()
    }

    fn footprint(&self, choice: Choice) -> Footprint {
        self.0.footprint(choice)
    }

    fn step(&mut self, choice: Choice, events: &mut Vec<Event>) {
        self.0.step(choice, events);
    }

    fn may_wait_later(&self, choice: Choice) -> bool {
        self.0.may_wait_later(choice)
    }

    fn shows_waiting(&self, choice: Choice) -> bool {
        self.0.shows_waiting(choice)
    }

    fn has_deadline(&self) -> bool {
        self.0.has_deadline()
    }

    fn fingerprint(&self) -> u128 {
        self.0.fingerprint()
    }

    fn end(&self) -> Option<&End> {
        self.0.end()
    }

    fn now(&self) -> u64 {
        self.0.now()
    }

    fn save(&self) -> Option<Infallible> {
        None
    }

    fn restore(&mut self, saved: &Infallible) {
        match *saved {}
    }
}

/// Goroutines that write to a map, each at a key of its own, behind a lock that some of them take.
const WRITERS: &str = "package main\n\nimport \"sync\"\n\nfunc main() {\n\tvar mu sync.Mutex\n\tm := map[int]int{}\n\t\
     done := make(chan int)\n\tfor i := range 6 {\n\t\tgo func() {\n\t\t\tif i > 3 {\n\t\t\t\tmu.Lock()\n\t\t\t\t\
     defer mu.Unlock()\n\t\t\t}\n\t\t\tm[i] = i\n\t\t\tdone <- i\n\t\t}()\n\t}\n\tfor range 6 {\n\t\t<-done\n\t}\n}\n";

/// What a search finds: how each state is reached, and how many are to be visited at the most.
fn gone_through<W: World>(start: impl Fn(GoWorld) -> W) -> (Vec<String>, usize) {
    let program = Program::compile("main.go", WRITERS.as_bytes(), None, LoopVariables::PerIteration);
    let program = program.expect("it compiles");
    let world = |events: &mut Vec<Event>| start(GoWorld::quiet(&program, Limits::default(), 0, events));
    let mut search = Search::new(world);
    let (mut states, mut open) = (Vec::new(), 0);
    while states.len() < 4_000
        && let Some(state) = search.visit()
    {
        let choices: Vec<Choice> = search.world().choices().iter().collect();
        states.push(format!("{state} {:?} {:?} {choices:?}", search.way(state), search.picks(state)));
        open = open.max(search.open());
    }
    (states, open)
}

#[wasm_bindgen_test(unsupported = test)]
fn states_are_the_same_however_they_are_come_back_to() {
    let (copied, open) = gone_through(|world| world);
    let (gone_to, _) = gone_through(Uncopied);
    assert!(open > 3_000, "{open} states were to be visited at the most");
    assert_eq!(copied, gone_to);
}
