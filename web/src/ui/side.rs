//! Beside the stage: who may go next, why the others cannot, what was printed, and the plots.

use super::View;
use super::el::{El, el};
use super::parts::{self, button, scrolled, section, sign, state_class};
use super::{plots, promises};
use crate::app::Msg;
use crate::look::Turn;
use crate::session::Act;
use lockstep_core::lessons::{VARIANT, Variant};
use lockstep_core::present::{ChoiceView, OutputLine, Why};
use lockstep_core::say;

/// The pane at the right.
pub fn side(view: &View) -> El {
    let plots = (!view.look.hidden).then(|| plots::plots(view));
    let side = el("div.pane.side").add(choices(view)).add(waiting(view));
    // A cluster prints nothing, and makes promises.
    let side = match &view.shown.0.stage.net {
        Some(net) => side.add_if(!view.look.hidden, || promises::promises(view, &net.promises)),
        None => side.add(output(view)),
    };
    side.maybe(plots)
}

fn choices(view: &View) -> El {
    let (locale, frame) = (view.look.locale, &*view.shown.0);
    let is_fault =
        |choice: &ChoiceView| frame.stage.net.as_ref().is_some_and(|net| net.faults == choice.worker);
    let others = other_programs(view);
    let over = !others.is_empty();
    let title = if over { say!(TryNext) } else { say!(WhoNext) };
    let nobody =
        || el("p.faint").say(locale, if frame.ending.is_some() { say!(NobodyOver) } else { say!(NobodyNow) });
    let more = || el("p.faint").say(locale, say!(MoreChoices, count = frame.more_choices));
    section("section.box.choices", locale, &title)
        .class_if(over, "over")
        .flag("data-later", !over)
        .add(el("h2").say(locale, title))
        .add_if(!over && frame.choices.is_empty(), nobody)
        .add(
            el("ol")
                .list(others)
                .list(frame.choices.iter().filter(|it| !is_fault(it)).map(|it| choice(view, it))),
        )
        .maybe(frame.stage.net.as_ref().and_then(|net| promises::by_hand(view, net)))
        .add_if(frame.more_choices > 0, more)
}

/// A choice, to be pressed.
pub(super) fn choice(view: &View, choice: &ChoiceView) -> El {
    let locale = view.look.locale;
    let recorded = choice.recorded && !view.look.hidden;
    let words = || el("span.unseen").say(locale, say!(ChoiceRecorded));
    let button = button("button.choice", &view.on, Msg::Act(Act::Choose(choice.choice)))
        .class_if(recorded, "recorded")
        .add(el("span.key").text(&choice.number.to_string()))
        .add(el("span").add(parts::sentence(&choice.label)))
        .add_if(recorded, words);
    el("li").key(choice.number).add(button)
}

/// At the end of a run, the other options of the program: each a press away.
fn other_programs(view: &View) -> Vec<El> {
    let (locale, values) = (view.look.locale, view.session.values());
    if !view.session.is_over() || view.look.hidden {
        return Vec::new();
    }
    let variants = view.session.program().scene().variants();
    if variants.is_empty() {
        return Vec::new();
    }
    let now = values.option(VARIANT);
    let other = |option: &Variant| {
        let msg = Msg::Param(VARIANT, option.id.to_string());
        el("li").key_of(option.id).add(button("button.choice", &view.on, msg).say(locale, option.label))
    };
    variants.iter().filter(|option| option.id != now).map(other).collect()
}

fn waiting(view: &View) -> El {
    let (locale, frame) = (view.look.locale, &*view.shown.0);
    let why = |why: &Why| {
        el("li")
            .key(why.workers.first().map_or(0, |worker| worker.0))
            .class(state_class(why.state))
            .add(sign(why.state))
            .add(el("span").add(parts::sentence(&why.sentence)))
    };
    let show = || {
        button("button.quiet", &view.on, Msg::Look(Turn::Why))
            .aria("aria-pressed", view.look.why)
            .say(locale, say!(ShowWhy))
    };
    section("section.box.waiting-box", locale, say!(WhyNot))
        .add(el("h2").say(locale, say!(WhyNot)))
        .add_if(!frame.chain.edges.is_empty() && frame.ending.is_none(), show)
        .add_if(frame.waiting.is_empty(), || el("p.faint").say(locale, say!(NobodyWaits)))
        .add(section("ul", locale, say!(WhyNot)).set("tabindex", "0").list(frame.waiting.iter().map(why)))
}

fn output(view: &View) -> El {
    let (locale, frame) = (view.look.locale, &*view.shown.0);
    let line = |line: &OutputLine| el("li").key(line.step as u32).text(&line.text);
    let ending = frame.ending.as_ref().filter(|ending| !ending.dump.is_empty() && !view.look.hidden);
    let nothing = frame.output.is_empty() && ending.is_none();
    let earlier = || el("p.faint").say(locale, say!(EarlierOutput, count = frame.earlier_output));
    let dump = ending.map(|ending| {
        let code = u32::from(ending.exit_code);
        el("pre.dump").text(&ending.dump).say(locale, say!(ExitCode, code = code))
    });
    // What Go says first stays in sight, however long the list of goroutines under it is.
    let fatal = ending.and_then(|ending| ending.dump.lines().next()).map(|line| el("p.fatal").text(line));
    let lines = el("div").add(el("ol").list(frame.output.iter().map(line))).maybe(dump);
    section("section.box.output", locale, say!(Output))
        .add(el("h2").say(locale, say!(Output)))
        .add_if(nothing, || el("p.faint").say(locale, say!(NoOutput)))
        .add_if(frame.earlier_output > 0, earlier)
        .maybe(fatal)
        // Laid out from below, so that the newest line is in view.
        .add(scrolled("div.tail", locale, say!(Output)).add(lines))
}
