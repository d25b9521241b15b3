//! The smallest pieces: words, sentences, signs, chips, buttons.

use yew::prelude::*;
use yew::virtual_dom::AttrValue;

use crate::app::Msg;
use lockstep_core::present::{Locale, Message, Part, Sentence, State};

/// A message in the reader's language.
pub fn t(locale: Locale, message: impl Into<Message>) -> AttrValue {
    locale.text(message).into()
}

/// A sentence whose workers, objects and values can be told apart.
pub fn sentence(sentence: &Sentence) -> Html {
    let part = |part: &Part| match part {
        Part::Text(text) => html! { <>{ &**text }</> },
        Part::Worker(_, name) => html! { <b class="worker">{ &**name }</b> },
        Part::Object(_, name) => html! { <code class="object">{ &**name }</code> },
        Part::Value(value) => html! { <code class="value">{ &**value }</code> },
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

/// The sign of a state: a shape of its own, so that colour is never alone.
pub fn sign(state: State) -> Html {
    let shape = match state {
        State::Running => html! { <path d="M5 3l8 5-8 5z" /> },
        State::Ready => html! { <circle cx="8" cy="8" r="4" /> },
        State::Waiting => html! { <path d="M4 3h3v10H4zM9 3h3v10H9z" /> },
        State::Sleeping => html! { <path d="M11 12.5A6 6 0 1 1 9 2.2a5 5 0 0 0 2 10.3z" /> },
        State::Done => html! { <path class="line" d="M3 8.5l3.5 3.5L13 4.5" /> },
        State::Failed => html! { <path class="line" d="M4 4l8 8M12 4l-8 8" /> },
        State::Gone => html! { <path class="line" d="M8 3a5 5 0 1 1 0 10A5 5 0 1 1 8 3M3 13L13 3" /> },
    };
    html! { <svg class="sign" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">{ shape }</svg> }
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
pub fn icon(icon: Icon) -> Html {
    let path = match icon {
        Icon::First => "M3 3h2v10H3zM13 3L6 8l7 5z",
        Icon::Back => "M11 3L4 8l7 5z",
        Icon::Forward => "M5 3l7 5-7 5z",
        Icon::Last => "M3 3l7 5-7 5zM11 3h2v10h-2z",
        Icon::Play => "M4 2l10 6-10 6z",
        Icon::Pause => "M4 3h3v10H4zM9 3h3v10H9z",
        Icon::Skip => "M2 3l5 5-5 5zM8 3l5 5-5 5z",
    };
    html! {
        <svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><path d={path} /></svg>
    }
}

/// A button that sends a message.
pub fn button(on: &Callback<Msg>, msg: Msg, class: &'static str, content: Html) -> Html {
    let onclick = on.reform(move |_: MouseEvent| msg.clone());
    html! { <button type="button" {class} {onclick}>{ content }</button> }
}
