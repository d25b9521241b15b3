//! The application inside one player.

use yew::prelude::*;

use crate::options::Options;

/// What the application is started with.
#[derive(Clone, PartialEq, Properties)]
pub struct AppProps {
    /// What the element's attributes and the address ask for.
    pub options: Options,
}

/// One player.
#[component]
pub fn App(props: &AppProps) -> Html {
    html! { <main class="player" data-controls={props.options.controls.name()}><h1>{ "Lockstep" }</h1></main> }
}
