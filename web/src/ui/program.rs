//! The program: what it is, what can be turned, its source.

use yew::html;

use super::View;
use super::el::{El, el};
use super::parts::button;
use super::source::Source;
use crate::app::Msg;
use crate::look::{Panel, Turn};
use lockstep_core::lessons::{Param, Range, Variant};
use lockstep_core::say;

/// How far a slider reaches.
const SLIDER: u32 = 40;

/// The pane at the left.
pub fn program(view: &View, pane: El) -> El {
    let locale = view.look.locale;
    let scene = view.session.program().scene();
    let params = scene.params.iter().filter(|param| view.session.values().matters(param));
    pane.add(about(view))
        .add(el("div.params").list(params.map(|param| param_row(view, param))))
        .add(html! { <Source shown={view.shown.clone()} {locale} /> })
}

/// What a program is about, and where to read more.
pub fn about(view: &View) -> El {
    let locale = view.look.locale;
    let scene = view.session.program().scene();
    let read = Msg::Look(Turn::Panel(Panel::Lesson));
    el("div.about")
        .add(el("h2").say(locale, scene.title))
        .add(el("p").say(locale, scene.summary))
        .add(button("button", &view.on, read).set("data-later", "").say(locale, say!(ReadLesson)))
        .add_if(scene.is_go(), || {
            button("button", &view.on, Msg::Open(format!("go/{}", scene.id)))
                .set("data-later", "")
                .say(locale, say!(OpenAsGo))
        })
}

/// What can be turned, with what it is called.
pub fn param_row(view: &View, param: &'static Param) -> El {
    match param.range {
        Range::Options(options) => one_of(view, param, options),
        Range::Number { .. } => number(view, param, view.session.values().number(param.id)),
    }
}

fn one_of(view: &View, param: &'static Param, options: &'static [Variant]) -> El {
    let locale = view.look.locale;
    let id = param.id;
    let now = view.session.values().option(id);
    let option = |option: &Variant| {
        el("option").set("value", option.id).flag("selected", option.id == now).say(locale, option.label)
    };
    let select = el("select").change(&view.on, move |value| Msg::Param(id, value));
    el("label.param")
        .key_of(id)
        .add(el("span").say(locale, param.label))
        .add(select.list(options.iter().map(option)))
}

/// A slider as far as it is of use, and a field for any number; both stand at this one.
pub fn number(view: &View, param: &'static Param, now: u32) -> El {
    let locale = view.look.locale;
    let id = param.id;
    let (min, max) = view.session.values().bounds(id);
    // A slider over ten thousand would jump by hundreds: the field takes the large numbers.
    let reach = max.min(SLIDER.max(now));
    let field = |kind, most| {
        el("input").set("type", kind).number("min", min).number("max", most).value(now.to_string().into())
    };
    let slider = field("range", reach)
        .said("aria-label", locale, param.label)
        .input(&view.on, move |value| Msg::Param(id, value));
    let number = field("number", max)
        .said("aria-label", locale, param.label)
        .set("inputmode", "numeric")
        .change(&view.on, move |value| Msg::Param(id, value));
    el("div.param").key_of(id).add(el("span").say(locale, param.label)).add(slider).add(number)
}
