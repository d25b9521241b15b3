//! What the application does where nothing runs and a sizing is on show.

use gloo::timers::callback::Timeout;
use yew::Context;

use super::{App, Msg, SLICE};
use crate::browser::now;
use crate::keys::Key;
use crate::options::Controls;
use crate::sizing::{Item, Measuring};
use crate::{store, ui};
use lockstep_core::cluster::sizing::Kind;
use lockstep_core::lessons::{ValueError, Values};
use lockstep_core::present::Sentence;
use lockstep_core::present::sizing::asked;

/// How many steps are measured between two looks at the clock.
const STEPS: u32 = 16;

/// What can happen about a sizing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Size {
    /// The rules are no longer measured, or again.
    Stop(bool),
    /// The reader asks for one of a kind.
    Ask(Kind),
    /// There is to be one of each of which there is none.
    Override,
    /// The reader presses the button at a place of the map, which stands for this.
    Choose(usize, Item),
    /// The reader goes to the button at a place of the map.
    At(usize),
    /// The reader points at a number of nodes in a plot, or no longer.
    Point(Option<u16>),
}

impl App {
    /// Whether a sizing is on show, and nothing runs.
    pub(super) fn is_still(&self) -> bool {
        self.session.program().scene().is_still()
    }

    /// Takes up the sizing that is on show, and plans to measure it.
    #[inline(never)]
    pub(super) fn size(&mut self, ctx: &Context<App>) -> bool {
        let values = self.session.values();
        match &mut self.sizing {
            Some(known) => known.turn(values),
            None => self.sizing = Some(Box::new(Measuring::new(values))),
        }
        // The plots are drawn where there is room for them.
        let is_seen = ctx.props().options.controls == Controls::Full;
        let is_busy = |known: &Measuring| known.is_busy();
        let busy = self.session.is_busy() || is_seen && self.sizing.as_deref().is_some_and(is_busy);
        self.slice = busy.then(|| {
            let link = ctx.link().clone();
            Timeout::new(0, move || link.send_message(Msg::Slice))
        });
        true
    }

    /// Does what has another meaning where a sizing is on show; nothing where it has the same. Whether there is something new to be drawn.
    #[inline(never)]
    pub(super) fn update_still(&mut self, ctx: &Context<App>, msg: &Msg) -> Option<bool> {
        let known = self.sizing.as_deref_mut();
        match msg {
            Msg::Slice => {
                let (was_busy, before) = (self.session.is_busy(), known.map(|known| known.measured()));
                self.measure_sizing();
                let after = self.sizing.as_deref().map(Measuring::measured);
                self.size(ctx);
                return Some(was_busy || before != after);
            }
            Msg::Size(what) => match what {
                Size::Stop(stopped) => known?.stop(*stopped),
                Size::Ask(kind) => {
                    let known = known?;
                    known.wanted = Some(*kind);
                    let (sizing, rule) = known.sizing();
                    self.spoken = asked(sizing, rule, *kind, self.look.locale).0.plain();
                }
                Size::Choose(place, item) => {
                    let known = known?;
                    known.choose(*place, *item);
                    let view = known.view(self.look.locale);
                    let told = known.chosen.and_then(|item| ui::told_on_map(&view, item));
                    self.spoken = told.map_or(String::new(), Sentence::plain);
                }
                Size::At(place) => known?.at = *place,
                Size::Point(nodes) if known.as_ref()?.pointed == *nodes => return Some(false),
                Size::Point(nodes) => known?.pointed = *nodes,
                Size::Override => {
                    let values = self.session.values();
                    let none = ["locks", "counters", "queues"].into_iter().zip(known?.counts());
                    let mut none = none.filter(|(_, count)| *count == 0);
                    let turned = none.try_fold(values.clone(), |turned, (id, _)| turned.sized_with(id, "1"));
                    self.sized(ctx, "n", turned);
                    return Some(true);
                }
            },
            Msg::Param(id, value) => {
                let turned = self.session.values().sized_with(id, value);
                self.sized(ctx, id, turned);
                return Some(true);
            }
            Msg::Key(Key::Projector | Key::Help | Key::Close) => return None,
            Msg::Key(key) => {
                let turned = self.sized_by(*key);
                return Some(turned.is_some_and(|msg| yew::Component::update(self, ctx, msg)));
            }
            _ => return None,
        }
        Some(self.size(ctx))
    }

    /// Goes over to the values in which this parameter was turned, and says so.
    fn sized(&mut self, ctx: &Context<App>, id: &str, turned: Result<Values, ValueError>) {
        self.param(ctx, id, turned);
        self.after(ctx, true);
        if self.session.notice().is_none() {
            self.spoken = self.told_of_sizing();
        }
    }

    /// Measures for a slice.
    fn measure_sizing(&mut self) {
        super::slice(&mut self.session);
        let until = now() + SLICE;
        let Some(known) = &mut self.sizing else { return };
        while now() < until && known.work(STEPS) {}
        if known.is_done() {
            let scene = self.session.program().scene().id;
            if !self.done.contains(&scene) {
                self.done.push(scene);
                store::keep_done(&self.done);
            }
        }
    }

    /// What is said of the sizing on show.
    fn told_of_sizing(&self) -> String {
        let Some(known) = &self.sizing else { return String::new() };
        let view = known.view(self.look.locale);
        let notes = view.notes.iter().map(|note| format!(" {note}"));
        std::iter::once(view.summary.plain()).chain(notes).collect()
    }

    /// What a key means here: one node more or less, the fewest, the most.
    fn sized_by(&self, key: Key) -> Option<Msg> {
        let values = self.session.values();
        let (now, (least, most)) = (values.number("n"), values.bounds("n"));
        let to = match key {
            Key::Back => (now - 1).max(least),
            Key::Forward => (now + 1).min(most),
            Key::First => least,
            Key::Last => most,
            _ => return None,
        };
        (to != now).then(|| Msg::Param("n", to.to_string()))
    }
}
