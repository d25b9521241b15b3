//! The smallest pieces: words, sentences, signs, chips, buttons.

use yew::virtual_dom::{AttrValue, VNode, VText};
use yew::{Callback, Html};

use super::el::{El, el};
use crate::app::Msg;
use lockstep_core::present::{Locale, Message, Part, Sentence, State};

/// A message in the reader's language.
pub fn t(locale: Locale, message: impl Into<Message>) -> AttrValue {
    locale.text(message).into()
}

/// A sentence whose workers, objects and values can be told apart.
pub fn sentence(sentence: &Sentence) -> Html {
    let part = |part: &Part| match part {
        Part::Text(text) => VNode::VText(VText::new(text.to_string())),
        Part::Worker(_, name) => el("b.worker").text(name).into(),
        Part::Object(_, name) => el("code.object").text(name).into(),
        Part::Value(value) => el("code.value").text(value).into(),
    };
    sentence.parts.iter().map(part).collect()
}

/// The name of a state, as a class.
pub fn state_class(state: State) -> &'static str {
    match state {
        State::Running => "running",
        State::Ready => "ready",
        State::Waiting => "waiting",
        State::Sleeping => "sleeping",
        State::Done => "done",
        State::Failed => "failed",
        State::Gone => "gone",
    }
}

/// The sign of a state.
pub fn sign(state: State) -> El {
    let (path, is_line) = state.sign();
    drawing("svg.sign", el("path").class_if(is_line, "line"), path)
}

/// A small drawing beside words that say the same.
fn drawing(what: &'static str, shape: El, path: &'static str) -> El {
    el(what)
        .set("viewBox", "0 0 16 16")
        .set("width", "16")
        .set("height", "16")
        .set("aria-hidden", "true")
        .add(shape.set("d", path))
}

/// What a button does, as a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    /// To the start.
    First,
    /// One step back.
    Back,
    /// One step on.
    Forward,
    /// To the end.
    Last,
    /// Play.
    Play,
    /// Pause.
    Pause,
    /// To the next wait.
    Skip,
}

/// A picture beside a word.
pub fn icon(icon: Icon) -> El {
    let path = match icon {
        Icon::First => "M3 3h2v10H3zM13 3L6 8l7 5z",
        Icon::Back => "M11 3L4 8l7 5z",
        Icon::Forward => "M5 3l7 5-7 5z",
        Icon::Last => "M3 3l7 5-7 5zM11 3h2v10h-2z",
        Icon::Play => "M4 2l10 6-10 6z",
        Icon::Pause => "M4 3h3v10H4zM9 3h3v10H9z",
        Icon::Skip => "M2 3l5 5-5 5zM8 3l5 5-5 5z",
    };
    drawing("svg.icon", el("path"), path)
}

/// A button that sends a message.
pub fn button(what: &'static str, on: &Callback<Msg>, msg: Msg) -> El {
    el(what).set("type", "button").press(on, msg)
}

/// A part of the page that can be gone to: what it is, and what it is called.
pub fn section(what: &'static str, locale: Locale, name: impl Into<Message>) -> El {
    el(what).said("aria-label", locale, name)
}

/// A part of the page that scrolls, and so can be gone to by keyboard.
pub fn scrolled(what: &'static str, locale: Locale, name: impl Into<Message>) -> El {
    section(what, locale, name).set("tabindex", "0").set("role", "group")
}
