//! What the application does where nothing runs and a sizing is on show.

use gloo::timers::callback::Timeout;
use yew::Context;

use super::{App, Msg, SLICE};
use crate::browser::now;
use crate::keys::Key;
use crate::sizing::Measuring;
use crate::store;

/// How many steps are measured between two looks at the clock.
const STEPS: u32 = 16;

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
        let busy = self.session.is_busy() || self.sizing.as_ref().is_some_and(|known| known.is_busy());
        self.slice = busy.then(|| {
            let link = ctx.link().clone();
            Timeout::new(0, move || link.send_message(Msg::Slice))
        });
        true
    }

    /// Does what has another meaning where a sizing is on show; nothing where it has the same. Whether there is something new to be drawn.
    #[inline(never)]
    pub(super) fn update_still(&mut self, ctx: &Context<App>, msg: &Msg) -> Option<bool> {
        match msg {
            Msg::Slice => self.measure_sizing(),
            Msg::StopMeasuring(stopped) => {
                if let Some(known) = &mut self.sizing {
                    known.stop(*stopped);
                }
            }
            Msg::Param(id, value) => {
                let turned = self.session.values().sized_with(id, value);
                self.param(ctx, id, turned);
                self.after(ctx, true);
                if self.session.notice().is_none() {
                    self.spoken = self.told_of_sizing();
                }
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
