//! What the application does about every schedule of a Go program.

use js_sys::Reflect;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::Context;

use super::{App, Msg, SLICE, STEPS};
use crate::browser::now;
use crate::exploring::{Exploring, FURTHER, Which};
use crate::look::{Panel, Turn};
use lockstep_core::explore::Options;
use lockstep_core::explore::go::By;

/// What can happen about every schedule.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Explore {
    /// The reader wants to know of all schedules: the pane is opened, and the check begins if there is none of this program.
    Open,
    /// Once more, with as many states.
    Again,
    /// Once more, with several times as many states.
    Further,
    /// The reader stops the check.
    Stop,
    /// A check, by its number, has said something.
    Heard(u32),
    /// The reader wants to see something that was found: where it leads, or a position on the way.
    Show(Which, Option<u32>),
    /// The reader wants outcomes put together of which this is the same, or each by itself.
    Group(Option<By>),
    /// The reader chooses an outcome to be compared.
    Compare(usize),
    /// The reader has compared enough.
    Part,
}

impl App {
    /// Does what has to do with every schedule; whether there is something new to be drawn.
    #[inline(never)]
    pub(super) fn explore(&mut self, ctx: &Context<App>, what: Explore) -> bool {
        let states = self.exploring.as_ref().map_or(Options::default().states, |known| known.states());
        let ahead = self.draft.as_ref().is_some_and(|draft| !draft.problems.is_empty());
        match what {
            Explore::Open => {
                if self.look.panel != Some(Panel::Schedules) {
                    self.turn(Turn::Panel(Panel::Schedules));
                }
                let program = self.session.program();
                if !ahead && !self.exploring.as_ref().is_some_and(|known| known.is_of(program)) {
                    self.begin(Options::default().states);
                }
                self.go_on(ctx);
            }
            // What would be checked is not what is to be read beside it.
            Explore::Again | Explore::Further if ahead => return false,
            Explore::Again => self.begin(states),
            Explore::Further => self.begin(states.saturating_mul(FURTHER)),
            Explore::Stop => {
                self.stop_exploring();
            }
            Explore::Heard(number) => {
                let Some(exploring) = self.exploring.as_mut().filter(|known| known.number() == number) else {
                    return false;
                };
                let program = self.session.program();
                if exploring.hear(program) && self.look.panel == Some(Panel::Schedules) {
                    self.spoken = exploring.view(self.look.locale).verdict.clone();
                }
                if !exploring.is_running() {
                    self.go_on(ctx);
                }
            }
            Explore::Show(which, at) => {
                let program = self.session.program().clone();
                let open = |known: &mut Box<Exploring>| known.open(which, at, &program);
                let Some(session) = self.exploring.as_mut().and_then(open) else { return false };
                self.pause();
                self.session = session;
                self.after(ctx, true);
                self.to_the_sentence();
            }
            Explore::Group(by) => {
                if let Some(exploring) = &mut self.exploring {
                    exploring.group(by);
                }
            }
            Explore::Compare(outcome) => {
                let program = self.session.program().clone();
                if let Some(exploring) = &mut self.exploring {
                    exploring.choose(outcome, &program);
                }
                self.go_on(ctx);
            }
            Explore::Part => {
                if let Some(exploring) = &mut self.exploring {
                    exploring.part();
                }
                self.focus();
            }
        }
        true
    }

    /// Does a slice of laying outcomes side by side or drawing the map, if there is such work.
    #[inline(never)]
    pub(super) fn lay_beside(&mut self) -> bool {
        if !self.is_laying() {
            return false;
        }
        let Some(exploring) = &mut self.exploring else { return false };
        let until = now() + SLICE;
        while exploring.is_busy(&self.session) && now() < until {
            exploring.work(STEPS, &self.session);
        }
        true
    }

    /// Whether outcomes are being laid side by side, or the map is being drawn that is looked at.
    pub(super) fn is_laying(&self) -> bool {
        let shown = self.look.panel == Some(Panel::Schedules);
        let known = self.exploring.as_ref().filter(|known| shown && known.is_of(self.session.program()));
        known.is_some_and(|known| known.is_busy(&self.session))
    }

    fn begin(&mut self, states: usize) {
        let number = self.exploring.take().map_or(0, |known| known.number() + 1);
        let by = self.options.check.as_ref();
        let begun = Exploring::begin(self.session.program(), states, number, by, &self.on);
        self.exploring = begun.map(Box::new);
    }

    /// Stops a check that goes on; whether there was one.
    pub(super) fn stop_exploring(&mut self) -> bool {
        let running = self.exploring.as_mut().filter(|known| known.is_running());
        let Some(exploring) = running else { return false };
        exploring.stop();
        self.spoken = exploring.view(self.look.locale).verdict.clone();
        true
    }

    /// A check of a program that is no longer on show is not waited for.
    #[inline(never)]
    pub(super) fn leave_exploring(&mut self) {
        let program = self.session.program();
        if let Some(exploring) = self.exploring.as_mut().filter(|known| !known.is_of(program)) {
            exploring.stop();
            exploring.part();
        }
    }

    /// What Escape means: it takes compared outcomes apart, stops the check that is looked at, or closes what is open.
    #[inline(never)]
    pub(super) fn close(&self) -> Msg {
        let looked_at = self.exploring.as_ref().filter(|_| self.look.panel == Some(Panel::Schedules));
        match looked_at {
            Some(exploring) if exploring.is_comparing() => Msg::Explore(Explore::Part),
            Some(exploring) if exploring.is_running() => Msg::Explore(Explore::Stop),
            _ => Msg::Look(Turn::Close),
        }
    }

    /// Where the panes lie one below the other, what was asked for is out of sight: the focus goes there.
    fn to_the_sentence(&self) {
        let root = self.root.cast::<Element>();
        let hero = root.and_then(|root| root.query_selector(".hero").ok().flatten());
        let Some(hero) = hero.and_then(|hero| hero.dyn_into::<HtmlElement>().ok()) else { return };
        let top = Reflect::get(&hero.get_bounding_client_rect(), &"top".into()).ok();
        if top.and_then(|top| top.as_f64()).is_some_and(|top| top < 0.0) {
            hero.focus().ok();
        }
    }
}
