//! What is drawn. Nothing here knows how a program runs: it is all in the frame.

mod header;
mod hero;
mod overlay;
mod panels;
mod parts;
mod plots;
mod program;
mod share;
mod side;
mod source;
mod stage;
mod tables;
mod timeline;
mod transport;

use std::rc::Rc;

use yew::prelude::*;

use crate::app::Msg;
use crate::look::{Look, Panel};
use crate::options::Controls;
use crate::session::Session;
pub use header::header;
use lockstep_core::present::{Frame, Plots};
use lockstep_core::say;
pub use parts::t;

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
    /// Whether it plays.
    pub playing: bool,
    /// Where messages go.
    pub on: Callback<Msg>,
}

/// Everything below the header.
pub fn body(view: &View, controls: Controls, page: bool) -> Html {
    let full = controls == Controls::Full;
    let look = view.look;
    let lesson = full && look.panel == Some(Panel::Lesson);
    html! {
        <main class="body">
            // A page has a first heading, also where there is no room for a header.
            if page && !full { <h1 class="unseen">{ t(look.locale, view.session.program().scene().title) }</h1> }
            if full {
                <section class="pane program" aria-label={t(look.locale, say!(PaneProgram))}>
                    if lesson { { panels::lesson(view) } } else { { program::program(view) } }
                </section>
            }
            <section class="pane stage-pane" aria-label={t(look.locale, say!(PaneStage))}>
                { hero::sentence(view) }
                <stage::Stage shown={view.shown.clone()} locale={look.locale} why={look.why || view.session.is_over()}
                    on={view.on.clone()} />
            </section>
            if full { { tables::twins(view) } }
            if full { { side::side(view) } }
            if controls != Controls::None { { transport::transport(view, controls) } }
            if full {
                <timeline::Timeline shown={view.shown.clone()} locale={look.locale} hidden={look.hidden}
                    extent={view.session.extent()} on={view.on.clone()} />
            }
            if full { { panels::panel(view) } }
        </main>
    }
}
