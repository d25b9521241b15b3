//! What the nodes of a cluster promise, how each promise stands, and what together is a breach: each entry a press away; and what
//! may go wrong with them.

use super::View;
use super::el::{El, el};
use super::parts::{self, button, scrolled, section, sign};
use super::side::choice;
use crate::app::Msg;
use crate::session::Act;
use lockstep_core::present::{EntryView, Net, PromiseView, Sentence, Stands, State};
use lockstep_core::say;

/// The part of the pane beside the stage.
#[inline(never)]
pub fn promises(view: &View, promises: &[PromiseView]) -> El {
    let locale = view.look.locale;
    let promise = |(place, promise): (u32, &PromiseView)| {
        let (class, state) = match promise.sign {
            Stands::Kept => ("kept", State::Done),
            Stands::Open => ("open", State::Waiting),
            Stands::Broken => ("broken", State::Failed),
            Stands::Apart => ("apart", State::Gone),
        };
        let detail = |detail: &Sentence| el("p").add(parts::sentence(detail));
        let entries = (0..).zip(&promise.entries).map(|(place, one)| entry(view, place, one));
        let standing = el("b").add(parts::sentence(&promise.standing));
        let body = el("div")
            .add(el("p").add(parts::sentence(&promise.what)).text(": ").add(standing))
            .list(promise.details.iter().map(detail))
            .add_if(!promise.entries.is_empty(), || el("ol").list(entries));
        el("li").key(place).class(class).add(sign(state)).add(body)
    };
    let list = scrolled("div.promise-list", locale, say!(ClusterPromises))
        .add(el("ul").list((0..).zip(promises).map(promise)));
    section("section.box.promises", locale, say!(ClusterPromises))
        .add(el("h2").say(locale, say!(ClusterPromises)))
        .add(list)
}

/// What may go wrong by hand, and how much of it is left; nothing where there never was any.
#[inline(never)]
pub fn by_hand(view: &View, net: &Net) -> Option<El> {
    let (locale, choices) = (view.look.locale, &view.shown.0.choices);
    let faults = choices.iter().filter(|choice| choice.worker == net.faults);
    let faults: Vec<El> = faults.map(|fault| choice(view, fault)).collect();
    if faults.is_empty() && net.left.is_empty() {
        return None;
    }
    let left = |(place, left): (u32, &Sentence)| el("li").key(place).add(parts::sentence(left));
    let left = |_| {
        section("ul.left", locale, say!(ClusterLeft))
            .add(el("li.left-name").set("aria-hidden", "true").say(locale, say!(ClusterLeft)))
            .list((0..).zip(&net.left).map(left))
    };
    let left = (!net.left.is_empty()).then_some(()).map(left);
    let title = el("h3").say(locale, say!(ClusterByHand));
    Some(el("div.by-hand").add(title).maybe(left).add(el("ol").list(faults)))
}

/// Something that happened; pressed, it leads there.
fn entry(view: &View, place: u32, entry: &EntryView) -> El {
    let words = |what: &'static str| el(what).add(parts::sentence(&entry.sentence));
    let key = el("span.key").text(&entry.step.to_string());
    let go = button("button.quiet", &view.on, Msg::Act(Act::Seek(entry.step)))
        .said("title", view.look.locale, say!(ClusterToStep, step = entry.step))
        .add(key)
        .add(words("span"));
    el("li").key(place).add(go)
}
