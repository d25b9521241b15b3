//! What is drawn. Nothing here knows how a program runs: it is all in the frame.

mod editor;
mod el;
mod flown;
mod go;
mod header;
mod hero;
mod map;
mod net;
mod overlay;
mod panels;
mod parts;
mod plots;
mod program;
mod promises;
mod schedules;
mod share;
mod side;
mod sizing;
mod source;
mod stage;
mod tables;
mod timeline;
mod transport;

use std::rc::Rc;

use yew::prelude::*;

use crate::app::Msg;
use crate::draft::Draft;
use crate::exploring::Exploring;
use crate::look::{Look, Panel};
use crate::options::{Controls, Options};
use crate::session::Session;
use crate::sizing::Measuring;
pub use el::el;
pub use header::header;
use lockstep_core::present::{Frame, Plots};
use lockstep_core::say;
pub use parts::t;
pub use sizing::told_on_map;

/// A frame, cheap to compare: the same one is drawn once.
#[derive(Clone, Debug)]
pub struct Shown(pub Rc<Frame>);

impl PartialEq for Shown {
    fn eq(&self, other: &Shown) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// Everything that the page is drawn from.
pub struct View<'a> {
    /// The program and its run.
    pub session: &'a Session,
    /// The frame on show.
    pub shown: &'a Shown,
    /// How it looks.
    pub look: Look,
    /// The figures of the run.
    pub plots: &'a Plots,
    /// The lessons that were seen to an end.
    pub done: &'a [&'static str],
    /// How many steps what the reader waits for has come, if there is such work.
    pub working: Option<u32>,
    /// Whether it plays.
    pub playing: bool,
    /// The Go program that is being written, if one is on show.
    pub draft: Option<&'a Draft>,
    /// What every schedule of it can lead to, if that was asked for.
    pub exploring: Option<&'a Exploring>,
    /// The sizing on show, where nothing runs.
    pub sizing: Option<&'a Measuring>,
    /// What the player was told.
    pub options: &'a Rc<Options>,
    /// Where messages go.
    pub on: Callback<Msg>,
}

/// Everything below the header.
pub fn body(view: &View, controls: Controls, page: bool) -> Html {
    if let Some(known) = view.sizing {
        return sizing::page(view, known, controls, page);
    }
    let full = controls == Controls::Full;
    let look = view.look;
    let lesson = full && look.panel == Some(Panel::Lesson);
    let (locale, on, shown) = (look.locale, view.on.clone(), view.shown.clone());
    let stage = parts::section("section.pane.stage-pane", locale, say!(PaneStage));
    let behind = view.draft.is_some_and(|draft| !draft.problems.is_empty());
    let stage = if behind { stage.add(go::behind(locale)) } else { stage };
    let stage = stage.add(hero::sentence(view));
    let scene = view.session.program().scene();
    let why = look.why || view.session.is_over();
    let main = el("main.body");
    let main = if behind || look.hidden { held_back(main, behind, look.hidden) } else { main };
    let main = main
        // A page has a first heading, also where there is no room for a header.
        .add_if(page && !full, || el("h1.unseen").say(locale, scene.title))
        .add_if(full, || {
            let pane = parts::section("section.pane.program", locale, say!(PaneProgram));
            match view.draft {
                Some(draft) => go::program(view, draft, pane),
                None if lesson => panels::lesson(view, pane),
                None => program::program(view, pane),
            }
        })
        .add(stage.add(html! { <stage::Stage key={scene.id} {shown} {locale} {why} {on} /> }))
        .add_if(full, || tables::twins(view))
        .add_if(full, || match look.panel {
            Some(Panel::Schedules) => schedules::pane(view),
            _ => side::side(view),
        })
        .add_if(controls != Controls::None, || transport::transport(view, controls));
    if !full {
        return main.into();
    }
    let (on, shown) = (view.on.clone(), view.shown.clone());
    let (hidden, extent) = (look.hidden, view.session.extent());
    let whole = view.plots.density.clone();
    main.add(html! { <timeline::Timeline {shown} {locale} {hidden} {extent} {whole} {on} /> })
        .maybe(look.panel.and_then(|open| panels::panel(view, open)))
        .into()
}

/// The body while it is of an older text than the one that is written, or keeps back what has just happened.
#[inline(never)]
fn held_back(main: el::El, older: bool, hidden: bool) -> el::El {
    main.class_if(older, "older").class_if(hidden, "predicting")
}
