//! The line at the top: where we are, where else one can go, and what one can turn.

use super::View;
use super::el::{El, el};
use super::parts::{button, section};
use crate::app::Msg;
use crate::browser::is_dark;
use crate::look::{Panel, Turn};
use crate::options::Theme;
use lockstep_core::lessons;
use lockstep_core::present::Locale;
use lockstep_core::say;

/// The header of a full player.
pub fn header(view: &View) -> El {
    let locale = view.look.locale;
    let current = view.session.program().scene().id;
    let choice = |scene: &lessons::Scene| {
        el("option").set("value", scene.id).flag("selected", scene.id == current).say(locale, scene.title)
    };
    let link = |scene: &'static lessons::Scene| {
        let on = view.on.clone();
        let link = el("a").with("href", format!("#{}", scene.id).into()).say(locale, scene.title);
        let done = || el("span.seen").text(" ✓").add(el("span.unseen").say(locale, say!(LessonDone)));
        let link = link.add_if(view.done.contains(&scene.id), done);
        let link = if scene.id == current { link.set("aria-current", "page") } else { link };
        link.on("click", move |event| {
            event.prevent_default();
            on.emit(Msg::Open(scene.id.into()));
        })
    };
    let turn = |what, turn| button(what, &view.on, Msg::Look(turn));
    let panel = |panel: Panel| {
        turn("button.quiet", Turn::Panel(panel)).aria("aria-expanded", view.look.panel == Some(panel))
    };
    let theme = match view.look.theme {
        Theme::Auto => say!(ThemeAuto),
        Theme::Light => say!(ThemeLight),
        Theme::Dark => say!(ThemeDark),
    };
    let language = |other: Locale| {
        turn("button.quiet", Turn::Locale(other)).set("lang", other.tag()).text(other.own_name())
    };
    let lessons = || lessons::all().iter();
    el("header.header")
        .set("data-later", "")
        .add(el("h1.brand").text("Lockstep"))
        .add(section("nav.lessons", locale, say!(Lessons)).list(lessons().map(link)).add(own_program(view)))
        .add(
            el("label.lesson-choice").add(el("span.unseen").say(locale, say!(Lessons))).add(
                el("select").change(&view.on, Msg::Open).list(lessons().map(choice)).add(own_option(view)),
            ),
        )
        .add(
            el("div.tools")
                .add(panel(Panel::Share).say(locale, say!(Share)))
                .list(Locale::ALL.into_iter().filter(|other| *other != locale).map(language))
                .add(next_theme(view).say(locale, theme))
                .add(turn("button.quiet.wide-only", Turn::Projector).say(locale, say!(Projector)))
                .add(panel(Panel::Help).say(locale, say!(Help))),
        )
}

/// The way to a Go program of the reader's own.
fn own_program(view: &View) -> El {
    let on = view.on.clone();
    let link = el("a").set("href", "#go").say(view.look.locale, say!(OwnProgram));
    let link = if view.draft.is_some() { link.set("aria-current", "page") } else { link };
    link.on("click", move |event| {
        event.prevent_default();
        on.emit(Msg::Open("go".into()));
    })
}

fn own_option(view: &View) -> El {
    let option = el("option").set("value", "go").flag("selected", view.draft.is_some());
    option.say(view.look.locale, say!(OwnProgram))
}

/// Whether the system is dark is asked when it is pressed, and not at each redraw.
fn next_theme(view: &View) -> El {
    let on = view.on.clone();
    let pressed = move |_| on.emit(Msg::Look(Turn::Theme { dark: is_dark() }));
    el("button.quiet").set("type", "button").on("click", pressed)
}
