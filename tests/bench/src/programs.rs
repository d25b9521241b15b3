//! What is explored: threads that take a lock, increment and give it back, so many times each; as each explorer wants it.

use lockstep_core::explore::search::Search;
use lockstep_core::go::lower::LoopVariables;
use lockstep_core::go::machine::Limits;
use lockstep_core::go::{GoWorld, Program};
use lockstep_core::world::Event;

/// The Go program. Main waits for each thread at a channel of its own, so that to join adds no order between them.
pub fn go(threads: u32, rounds: u32) -> Program {
    let mut text =
        "package main\n\nimport \"sync\"\n\nvar mu sync.Mutex\nvar x int\n\nfunc main() {\n".to_owned();
    for thread in 0..threads {
        text.push_str(&format!(
            "\tdone{thread} := make(chan int)\n\tgo func() {{\n\t\tfor range {rounds} {{\n\t\t\tmu.Lock()\n\t\t\tx++\n\t\t\tmu.Unlock()\n\
             \t\t}}\n\t\tdone{thread} <- 0\n\t}}()\n"
        ));
    }
    (0..threads).for_each(|thread| text.push_str(&format!("\t<-done{thread}\n")));
    text.push_str("}\n");
    Program::compile("main.go", text.as_bytes(), None, LoopVariables::PerIteration).expect("it compiles")
}

/// Visits every state of a Go program, and gives what `held` says of the search at its end, with the number of states.
pub fn search<T>(program: &Program, held: impl FnOnce() -> T) -> (usize, T) {
    let start = |events: &mut Vec<Event>| GoWorld::quiet(program, Limits::default(), 0, events);
    let mut search = Search::new(start);
    while search.visit().is_some() {}
    (search.states(), held())
}

/// The same program as a model, written by hand: what such a checker is given instead of a program.
#[cfg(not(target_family = "wasm"))]
pub mod model {
    use stateright::{Checker, Model, Property};

    /// Threads that lock, read, write and unlock so many times each.
    #[derive(Clone)]
    pub struct Locks {
        pub threads: u8,
        pub rounds: u8,
    }

    /// What a thread does next.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
    pub enum Next {
        #[default]
        Lock,
        Read,
        Write,
        Unlock,
        Send,
        Nothing,
    }

    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
    pub struct Thread {
        next: Next,
        round: u8,
        read: u8,
    }

    /// Where everybody stands.
    #[derive(Clone, Debug, PartialEq, Eq, Hash)]
    pub struct State {
        started: Vec<Thread>,
        joined: u8,
        is_locked: bool,
        x: u8,
    }

    /// Who goes: main, which starts and joins the threads, or one of these.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum Step {
        Main,
        Thread(u8),
    }

    impl Model for Locks {
        type State = State;
        type Action = Step;

        fn init_states(&self) -> Vec<State> {
            vec![State { started: Vec::new(), joined: 0, is_locked: false, x: 0 }]
        }

        fn actions(&self, state: &State, steps: &mut Vec<Step>) {
            if state.joined == self.threads {
                return;
            }
            let waits_for = state.started.get(usize::from(state.joined));
            if state.started.len() < usize::from(self.threads)
                || waits_for.is_some_and(|thread| thread.next == Next::Send)
            {
                steps.push(Step::Main);
            }
            let goes = |thread: &Thread| match thread.next {
                Next::Lock => !state.is_locked,
                // It is main that takes what is sent.
                Next::Send | Next::Nothing => false,
                Next::Read | Next::Write | Next::Unlock => true,
            };
            let going = state.started.iter().enumerate().filter(|(_, thread)| goes(thread));
            steps.extend(going.map(|(number, _)| Step::Thread(number as u8)));
        }

        fn next_state(&self, last: &State, step: Step) -> Option<State> {
            let mut state = last.clone();
            let Step::Thread(number) = step else {
                if state.started.len() < usize::from(self.threads) {
                    state.started.push(Thread::default());
                } else {
                    state.started[usize::from(state.joined)].next = Next::Nothing;
                    state.joined += 1;
                }
                return Some(state);
            };
            let thread = &mut state.started[usize::from(number)];
            thread.next = match thread.next {
                Next::Lock => {
                    state.is_locked = true;
                    Next::Read
                }
                Next::Read => {
                    thread.read = state.x;
                    Next::Write
                }
                Next::Write => {
                    (state.x, thread.read) = (thread.read + 1, 0);
                    Next::Unlock
                }
                Next::Unlock => {
                    state.is_locked = false;
                    thread.round += 1;
                    if thread.round < self.rounds { Next::Lock } else { Next::Send }
                }
                other => other,
            };
            Some(state)
        }

        fn properties(&self) -> Vec<Property<Self>> {
            // Something that holds, so that it does not stop.
            vec![Property::always("it counts", |model: &Locks, state: &State| {
                state.x <= model.threads * model.rounds
            })]
        }
    }

    /// Visits every state on one thread, breadth or depth first; how many there are, and what `held` says at the end.
    pub fn visit<T>(model: Locks, breadth: bool, held: impl FnOnce() -> T) -> (usize, T) {
        let builder = model.checker().threads(1);
        if breadth {
            let checker = builder.spawn_bfs().join();
            (checker.unique_state_count(), held())
        } else {
            let checker = builder.spawn_dfs().join();
            (checker.unique_state_count(), held())
        }
    }
}
