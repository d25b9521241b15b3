//! The built-in programs: four scenes, each a program of async Rust workers beside the Go program that it stands for; three whose
//! workers are the nodes of a cluster; one of figures, in which nothing runs; and the [`examples`], which are Go programs and nothing
//! else.
//!
//! Where they come from: an article on distributed programming in Go with goroutines, channels and `sync`, whose example
//! starts ten goroutines that share a lock and a channel, and deadlocks every time it is run. `ten-goroutines` is that
//! idea, written anew; the other three take its parts one at a time: waiting for locks, counting together, and handing
//! work from producers to consumers. `lease`, `counters` and `queues` go on from there: what is shared is no longer in the process of those
//! who share it.
//!
//! A [`Scene`] says what can be turned ([`Param`]), what Go text stands beside it ([`Source`]), which moments have a name
//! ([`Named`]), and how it runs. Every step of a worker stands at the line of the Go text that it is, so the two can be
//! read together; the texts are whole programs, and what real Go does with them is compared with what the scenes do.
//!
//! A cluster has no Go text: beside it stands a sketch of what each node does, whose lines the nodes stand at as workers do. Beside
//! figures there is none.
//!
//! To add a scene: a file here with a `SCENE`, its Go text in `go/`, a line in [`all`], its words in `locales/`, and its
//! page of prose in `web/lessons/`. One test walks the registry and runs whatever it finds.
//!
//! ```
//! use lockstep_core::lessons;
//! use lockstep_core::world::World;
//!
//! let scene = lessons::find("ten-goroutines").expect("it is built in");
//! let program = scene.program(scene.values("n=3")?);
//! let mut events = Vec::new();
//! let mut world = program.start(&mut events);
//! while let Some(choice) = world.choices().first() {
//!     world.step(choice, &mut events);
//! }
//! println!("{:?}", world.end()); // Some(Deadlock)
//! # Ok::<(), lessons::ValueError>(())
//! ```

mod address;
mod counters;
mod counting;
pub mod examples;
mod lease;
mod lock_contention;
mod moment;
mod nodes;
mod param;
mod queueing;
mod queues;
mod running;
mod sizing;
mod source;
mod ten_goroutines;
mod typed;

pub use address::{Address, AddressError};
pub use moment::{Named, Watch};
pub use param::{Limit, Param, Range, ValueError, Values, Variant, When, Why};
pub use running::Running;
pub use sizing::MOST as SIZED;
pub use source::Source;
pub use typed::{GO, LIMITS, Reading, Written, file_name};

use crate::cluster::staged::Staged;
use crate::present::Id;
use crate::sync::{Failure, Sim};
use crate::timeline::Role;
use crate::world::{Event, Tasks};
use futures::future::LocalBoxFuture;
use std::rc::Rc;

/// A built-in program.
pub struct Scene {
    /// Its name in links, and of its page of prose.
    pub id: &'static str,
    /// Its name in lists.
    pub title: Id,
    /// What it is about, in a line.
    pub summary: Id,
    /// What can be turned.
    pub params: &'static [Param],
    /// The moments that it names, in the order in which they are offered.
    pub moments: &'static [Named],
    /// Who uses which channel and which WaitGroup, so that a wait can be explained by those who would end it.
    pub cast: &'static [Role],
    /// Whether its plots are what one comes to look at.
    pub plots: bool,
    /// The Go text for the option that the parameter `variant` is turned to, or for the whole scene.
    sources: &'static [(&'static str, &'static str)],
    /// How it runs.
    runs: Runs,
}

/// How a scene runs.
enum Runs {
    /// As async Rust workers, of which this is what the main one does. The text beside it is a Go program.
    Workers(fn(Script) -> LocalBoxFuture<'static, Ending>),
    /// As a cluster. The text beside it says what each node does: it is asked for by the variant, so that a page has it late.
    Cluster(fn(&str) -> &'static str, fn(&Values, &Source, &mut Vec<Event>) -> Staged),
    /// As the Go text itself.
    Text,
    /// Not at all: its values are what there is to be looked at.
    Figures,
}

/// The parameter that says which program of its scene is on show.
pub const VARIANT: &str = "variant";

/// How a worker of a scene ends: as Go's would, with a panic if a primitive refuses.
type Ending = Result<(), Failure>;

static ALL: [Scene; 8] = [
    ten_goroutines::SCENE,
    lock_contention::SCENE,
    counting::SCENE,
    queueing::SCENE,
    lease::SCENE,
    counters::SCENE,
    queues::SCENE,
    sizing::SCENE,
];

/// The beginning of what a stranger gave, short enough to be said back.
pub fn cut(given: &str) -> String {
    given.chars().take(40).collect()
}

/// Every built-in program, in the order in which they are best read.
pub fn all() -> &'static [Scene] {
    &ALL
}

/// The program of this name.
pub fn find(id: &str) -> Option<&'static Scene> {
    ALL.iter().find(|scene| scene.id == id)
}

impl Scene {
    /// Every parameter as it is before it is turned.
    pub fn defaults(&self) -> Values {
        Values::new(self.params)
    }

    /// The parameters as a link gives them: `n=12&variant=buffered`.
    ///
    /// # Errors
    /// The first that is wrong.
    pub fn values(&self, text: &str) -> Result<Values, ValueError> {
        Values::parse(self.params, text)
    }

    /// The Go text for these values.
    pub fn source(&self, values: &Values) -> Source {
        let text = match (self.sources, &self.runs) {
            (_, Runs::Cluster(text, _)) => text(values.option(VARIANT)),
            ([(_, only)], _) => only,
            (several, _) => {
                let variant = values.option(VARIANT);
                let found = several.iter().find(|(option, _)| *option == variant);
                found.expect("each variant has its Go text").1
            }
        };
        Source::load(text, |param| values.text(param))
    }

    /// Whether the text beside it is a Go program that does the same.
    pub fn is_go(&self) -> bool {
        !matches!(self.runs, Runs::Cluster(..) | Runs::Figures)
    }

    /// Whether nothing runs in it: its one worker has nothing to do, and what there is to be looked at are figures of its values.
    pub fn is_still(&self) -> bool {
        matches!(self.runs, Runs::Figures)
    }

    /// The programs that this scene is about, if it has several.
    pub fn variants(&self) -> &'static [Variant] {
        let options = self.params.iter().find_map(|param| match param.range {
            Range::Options(options) if param.id == VARIANT => Some(options),
            _ => None,
        });
        options.unwrap_or_default()
    }

    /// The program with these values, ready to be started as often as is wanted.
    pub fn program(&'static self, values: Values) -> Program {
        let source = Rc::new(self.source(&values));
        Program { scene: self, values, source, typed: None }
    }
}

/// A scene with its values, or a Go program.
#[derive(Clone)]
pub struct Program {
    scene: &'static Scene,
    values: Values,
    source: Rc<Source>,
    typed: Option<Rc<typed::Typed>>,
}

impl Program {
    /// The scene.
    pub fn scene(&self) -> &'static Scene {
        self.scene
    }

    /// What it is turned to.
    pub fn values(&self) -> &Values {
        &self.values
    }

    /// The Go text that its steps stand in.
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// A new execution, before its first step; what has happened by then is appended.
    pub fn start(&self, events: &mut Vec<Event>) -> Running {
        if let Some(typed) = &self.typed {
            return typed.start(events);
        }
        let Program { scene, values, source, .. } = self.clone();
        let run = match scene.runs {
            Runs::Workers(run) => run,
            Runs::Cluster(_, start) => return Running::Cluster(Box::new(start(&values, &source, events))),
            Runs::Text => unreachable!("a scene that is its text has a Go program"),
            Runs::Figures => nothing,
        };
        Running::Tasks(Tasks::new(move |sim| run(Script { sim, values, source }), events))
    }
}

/// What the one worker does where there is nothing to be done.
fn nothing(_: Script) -> LocalBoxFuture<'static, Ending> {
    Box::pin(std::future::ready(Ok(())))
}

/// What the workers of a scene are given.
#[derive(Clone)]
struct Script {
    sim: Sim,
    values: Values,
    source: Rc<Source>,
}

impl Script {
    /// The worker that runs now stands at this line from here on.
    fn at(&self, label: &str) {
        self.sim.line(self.source.line(label));
    }

    fn number(&self, param: &str) -> u32 {
        self.values.number(param)
    }
}
