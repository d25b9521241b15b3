//! What can be opened: the lesson's text, the help, what can be taken away.

use yew::Html;

use super::el::{El, el, within};
use super::parts::{button, scrolled, section};
use super::{View, schedules, share, stage};
use crate::app::Msg;
use crate::keys::HELP;
use crate::look::{Panel, Turn};
use crate::texts::prose;
use lockstep_core::present::{Id, Message};
use lockstep_core::say;

/// The lesson's text. Its links lead to moments of this player.
#[inline(never)]
pub fn lesson(view: &View, pane: El) -> El {
    let locale = view.look.locale;
    let text = prose(view.session.program().scene().id, locale);
    let on = view.on.clone();
    let followed = move |event: web_sys::Event| {
        let link = within(&event, "a[href^='#']");
        if let Some(address) = link.and_then(|link| link.get_attribute("href")) {
            event.prevent_default();
            on.emit(Msg::Open(address.trim_start_matches('#').to_string()));
        }
    };
    let back = Msg::Look(Turn::Panel(Panel::Lesson));
    pane.add(el("div.about").add(button("button", &view.on, back).say(locale, say!(BackToProgram)))).add(
        scrolled("div.prose", locale, say!(Lesson))
            .on("click", followed)
            .add(Html::from_html_unchecked(text.into())),
    )
}

/// The panel that is open over the page; the lesson and the schedules have their places in the page, and only two outcomes
/// that are compared lie over it.
#[inline(never)]
pub fn panel(view: &View, which: Panel) -> Option<El> {
    let locale = view.look.locale;
    let panel = |title: Message| {
        let close = button("button", &view.on, Msg::Look(Turn::Close)).say(locale, say!(Close));
        section("dialog.panel", locale, &title)
            .add(el("div.panel-head").add(el("h2").say(locale, title)).add(close))
    };
    match which {
        Panel::Share => Some(share::share(view, panel(say!(Share)))),
        Panel::Help => Some(help(view, panel(say!(Help)))),
        Panel::Lesson => None,
        Panel::Schedules => view.exploring.and_then(|exploring| schedules::comparison(view, exploring)),
    }
}

fn help(view: &View, panel: El) -> El {
    let locale = view.look.locale;
    let row = |(key, does): (&'static str, Id)| {
        let key = el("th").set("scope", "row").add(el("kbd").text(key));
        el("tr").add(key).add(el("td").say(locale, does))
    };
    let is_still = view.session.program().scene().is_still();
    let keys = HELP.into_iter().filter_map(|key| if is_still { sized(key) } else { Some(key) });
    let letters = el("input")
        .set("type", "checkbox")
        .checked(view.look.letters)
        .change(&view.on, |_| Msg::Look(Turn::Letters));
    panel
        .add(el("p").say(locale, say!(HelpWhat)))
        .add(el("h3").say(locale, say!(HelpKeys)))
        .add(el("table.keys").add(el("tbody").list(keys.map(row))))
        .add(el("label.check").add(letters).say(locale, say!(LettersAreKeys)))
        // The editor's keys come with the Go programs, and their words, too.
        .add_if(view.draft.is_some(), || el("p").say(locale, say!(GoKeys)))
        .add_if(!is_still, || el("h3").say(locale, say!(HelpSigns)))
        .add_if(!is_still, || stage::legend(locale))
}

/// What a key does where a sizing is on show, if it does anything there.
#[inline(never)]
fn sized((key, does): (&'static str, Id)) -> Option<(&'static str, Id)> {
    let does = match does {
        Id::KeyStep => Id::ClusterKeyStep,
        Id::KeyEnds => Id::ClusterKeyEnds,
        Id::KeyProjector | Id::KeyHelp | Id::KeyClose => does,
        _ => return None,
    };
    Some((key, does))
}
