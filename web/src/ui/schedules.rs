//! What every schedule of a Go program can lead to: the check, what can go wrong, what can come out.

use std::rc::Rc;

use web_sys::HtmlElement;
use yew::prelude::*;

use super::View;
use super::el::{El, el};
use super::map;
use super::parts::{self, button as plain_button, scrolled, section, sign};
use crate::app::{Explore, Msg};
use crate::exploring::{Exploring, FURTHER, Which};
use crate::look::{Panel, Turn};
use lockstep_core::explore::go::By;
use lockstep_core::present::{
    CheckView, Column, FindingView, Locale, Message, OutcomeView, SiteView, State, Tone, Traced,
};
use lockstep_core::say;

/// Opens the pane, and begins the check.
#[inline(never)]
pub fn button(view: &View) -> El {
    let (open, locale) = (view.look.panel == Some(Panel::Schedules), view.look.locale);
    let made = plain_button("button.check-all", &view.on, Msg::Explore(Explore::Open))
        .aria("aria-expanded", open)
        .say(locale, say!(CheckAll));
    // It keeps the focus, and opens what was found before.
    if is_ahead(view) {
        made.set("aria-disabled", "true").said("title", locale, say!(CheckMend))
    } else {
        made
    }
}

/// Whether the text is ahead of the program on show, because something is wrong with it.
fn is_ahead(view: &View) -> bool {
    view.draft.is_some_and(|draft| !draft.problems.is_empty())
}

/// The pane at the right, in place of who goes next; that again where no Go program is on show.
#[inline(never)]
pub fn pane(view: &View) -> El {
    if view.draft.is_none() {
        return super::side::side(view);
    }
    let locale = view.look.locale;
    let on = view.on.clone();
    let program = view.session.program();
    let known = view.exploring.filter(|exploring| exploring.is_of(program));
    let body = match known {
        Some(exploring) => {
            let shown = Shown(exploring.view(locale));
            let (running, refused) = (exploring.is_running(), exploring.is_refused());
            let (opened, chosen) = (exploring.opened(), exploring.chosen());
            let ahead = is_ahead(view);
            let (map, traced) = match exploring.chart(locale, view.session) {
                Some((map, traced)) => (Some(map::Shown(map)), traced),
                None => (None, Traced::default()),
            };
            let large = exploring.is_too_large();
            let (by, groups) = (exploring.by(), exploring.groups());
            html! {
                <Found {shown} {locale} {running} {refused} {ahead} {opened} {chosen} {map} {traced} {large} {by} {groups} on={on.clone()} />
            }
        }
        None if is_ahead(view) => el("p.notice").say(locale, say!(CheckMend)).into(),
        None => plain_button("button.primary", &on, Msg::Explore(Explore::Open))
            .say(locale, say!(CheckAll))
            .into(),
    };
    section("section.pane.side.schedules", locale, say!(CheckTitle))
        .add(html! { <Head {locale} {on} /> })
        .add(body)
}

/// What the head of the pane is drawn from.
#[derive(Clone, PartialEq, Properties)]
struct HeadProps {
    locale: Locale,
    on: Callback<Msg>,
}

/// The head of the pane. It takes the focus when the pane is opened, so that what was asked for is in sight.
#[component]
fn Head(props: &HeadProps) -> Html {
    let title = use_node_ref();
    {
        let title = title.clone();
        use_effect_with((), move |()| {
            if let Some(title) = title.cast::<HtmlElement>() {
                title.focus().ok();
            }
        });
    }
    let close = plain_button("button", &props.on, Msg::Look(Turn::Close)).say(props.locale, say!(Close));
    el("div.panel-head")
        .add(el("h2").set("tabindex", "-1").found(&title).say(props.locale, say!(CheckTitle)))
        .add(close)
        .into()
}

/// What is drawn of a check, cheap to compare.
#[derive(Clone, Debug)]
struct Shown(Rc<CheckView>);

impl PartialEq for Shown {
    fn eq(&self, other: &Shown) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// What the check is drawn from.
#[derive(Clone, PartialEq, Properties)]
struct Props {
    shown: Shown,
    locale: Locale,
    running: bool,
    refused: bool,
    /// Whether the text has gone on since, so that this is of an earlier one.
    ahead: bool,
    opened: Option<Which>,
    chosen: Option<usize>,
    /// What of outcomes counts, and those of which it is the same.
    by: Option<By>,
    groups: Vec<Vec<usize>>,
    /// The map of all executions, and the way of the run on show.
    map: Option<map::Shown>,
    traced: Traced,
    /// Whether there are too many states for a map.
    large: bool,
    on: Callback<Msg>,
}

/// The check.
#[component]
fn Found(props: &Props) -> Html {
    let Props { locale, running, refused, ahead, on, .. } = props;
    let (check, locale) = (&*props.shown.0, *locale);
    if *refused {
        return el("p.notice").say(locale, say!(CheckRefused)).into();
    }
    let (tone, picture) = match check.tone {
        Tone::Good => ("good", State::Done),
        Tone::Bad => ("bad", State::Failed),
        Tone::Open if *running => ("open", State::Running),
        Tone::Open => ("open", State::Waiting),
    };
    let press = |words: Message, what| plain_button("button", on, Msg::Explore(what)).say(locale, words);
    let actions = el("div.actions")
        .add_if(*running, || press(say!(Stop), Explore::Stop))
        .add_if(!running && !ahead, || press(say!(CheckAgain), Explore::Again))
        .add_if(check.is_bounded && !ahead, || press(say!(CheckFurther, times = FURTHER), Explore::Further));
    let figure = |figure: &String| el("li").text(figure);
    let verdict = el("p.verdict").class(tone).add(sign(picture)).add(el("span").text(&check.verdict));
    let findings = check.findings.iter().enumerate().map(|(place, one)| finding(props, place, one));
    let groups = props.groups.iter().map(|group| group_of(props, group));
    let compared = check.outcomes.len() > 1;
    let how = || match props.chosen {
        None => el("p.faint").say(locale, say!(CheckCompareHow)),
        Some(_) => el("p.faint").say(locale, say!(CheckCompareNext)),
    };
    let nothing = check.notes.is_empty()
        && check.findings.is_empty()
        && check.ways.is_empty()
        && props.map.is_none()
        && !props.large;
    let list = scrolled("div.found", locale, say!(CheckTitle))
        .add_if(*running && nothing, || el("p.faint").say(locale, say!(CheckAwaits)))
        .list(check.notes.iter().map(|note| el("p.faint").text(note)))
        .add_if(!check.findings.is_empty(), || el("h3").text(&check.heading))
        .add(el("ol.findings").list(findings))
        .add_if(!check.ways.is_empty(), || el("h3").say(locale, say!(CheckOutcomes)))
        .add_if(!check.ways.is_empty(), || el("p").text(&check.ways))
        .add_if(compared, || grouping(props))
        .add_if(compared, how)
        .add(el("ol.outcomes").list(groups))
        .add_if(!check.more.is_empty(), || el("p.faint").text(&check.more))
        .add_if(props.map.is_some() || props.large, || el("h3").say(locale, say!(CheckMap)))
        .add(match &props.map {
            Some(shown) => {
                let (shown, traced, on) = (shown.clone(), props.traced.clone(), on.clone());
                html! { <map::Map {shown} {traced} {locale} {on} /> }
            }
            None if props.large => map::none(locale).into(),
            None => Html::default(),
        });
    el("div.check-body")
        .add_if(*ahead, || el("p.notice").say(locale, say!(CheckBeforeEdits)))
        .add(verdict)
        .add_if(*running, || el("ul.figures").list(check.figures.iter().map(figure)))
        .add(actions)
        .add(list)
        .into()
}

/// A finding: pressing it goes the way to it.
fn finding(props: &Props, place: usize, finding: &FindingView) -> El {
    let which = Which::Finding(place);
    let site = |site: &SiteView| {
        el("span.site")
            .add(parts::sentence(&site.who))
            .add_if(!site.function.is_empty(), || {
                el("code").text(&format!("{}:{}", site.function, site.line))
            })
            .add_if(!site.wait.is_empty(), || el("span.faint").text(&site.wait))
    };
    let head =
        el("span.found-head").add(el("b").text(&finding.title)).add(el("span.faint").text(&finding.way));
    let show = plain_button("button.found-one", &props.on, Msg::Explore(Explore::Show(which, None)))
        .class_if(props.opened == Some(which), "current")
        .aria("aria-pressed", props.opened == Some(which))
        .add(head)
        .add(el("span.message").text(&finding.subject))
        .list(finding.sites.iter().map(site))
        .list(finding.notes.iter().map(|note| el("span.faint").text(note)));
    let from = finding.unavoidable.as_ref().map(|(step, words)| {
        let msg = Msg::Explore(Explore::Show(which, Some(*step)));
        plain_button("button.compare", &props.on, msg).text(words)
    });
    el("li").key(place as u32).add(show).maybe(from)
}

/// What outcomes are put together by.
fn grouping(props: &Props) -> El {
    let option = |by: Option<By>| {
        let words = match by {
            None => say!(CheckEach),
            Some(By::Printed) => say!(CheckByPrinted),
            Some(By::Lines) => say!(CheckByLines),
            Some(By::Ending) => say!(CheckByEnding),
        };
        el("option").flag("selected", props.by == by).set("value", name_of(by)).say(props.locale, words)
    };
    let chosen = |name: String| {
        Msg::Explore(Explore::Group(GROUPINGS.into_iter().find(|by| name_of(*by) == name).flatten()))
    };
    el("label.grouping")
        .add(el("span").say(props.locale, say!(CheckGroupBy)))
        .add(el("select").change(&props.on, chosen).list(GROUPINGS.map(option)))
        .add_if(props.by.is_some(), || {
            el("span.faint").say(props.locale, say!(CheckGroups, count = props.groups.len()))
        })
}

/// All ways to put outcomes together, the first of which leaves each by itself.
const GROUPINGS: [Option<By>; 4] = [None, Some(By::Printed), Some(By::Lines), Some(By::Ending)];

/// A way to put outcomes together, as its option is called.
fn name_of(by: Option<By>) -> &'static str {
    match by {
        None => "each",
        Some(By::Printed) => "printed",
        Some(By::Lines) => "lines",
        Some(By::Ending) => "ending",
    }
}

/// Outcomes that are put together: the first of them, and the others behind it.
fn group_of(props: &Props, group: &[usize]) -> El {
    let one = |place: &usize| {
        let view = props.shown.0.outcomes.get(*place);
        view.map_or_else(|| el("li"), |view| outcome(props, *place, view))
    };
    let (first, others) = (group.first().map_or_else(|| el("li"), one), group.len().saturating_sub(1));
    first.add_if(others > 0, || {
        el("details.alike")
            .add(el("summary").say(props.locale, say!(CheckAlike, count = others)))
            .add(el("ol.outcomes").list(group.iter().skip(1).map(one)))
    })
}

/// An outcome: pressing it goes the way to it.
fn outcome(props: &Props, place: usize, outcome: &OutcomeView) -> El {
    let (which, locale) = (Which::Outcome(place), props.locale);
    let show = plain_button("button.found-one", &props.on, Msg::Explore(Explore::Show(which, None)))
        .class_if(props.opened == Some(which), "current")
        .aria("aria-pressed", props.opened == Some(which))
        .add(printed(outcome))
        .add(ending(outcome));
    let rest = outcome
        .rest
        .as_ref()
        .map(|(text, more)| el("details").add(el("summary").text(more)).add(el("pre").text(text)));
    let compare = || {
        plain_button("button.compare", &props.on, Msg::Explore(Explore::Compare(place)))
            .aria("aria-pressed", props.chosen == Some(place))
            .say(locale, say!(CheckCompare))
    };
    el("li").key(place as u32).add(show).maybe(rest).add_if(props.shown.0.outcomes.len() > 1, compare)
}

fn printed(outcome: &OutcomeView) -> El {
    let text = el(if outcome.prints { "span.printed" } else { "span.faint" });
    text.text(&outcome.first)
}

fn ending(outcome: &OutcomeView) -> El {
    el("span.ending")
        .class(if outcome.is_good { "good" } else { "bad" })
        .add(sign(if outcome.is_good { State::Done } else { State::Failed }))
        .add(el("span").text(&outcome.ending))
}

/// Two outcomes side by side, over the page.
#[inline(never)]
pub fn comparison(view: &View, exploring: &Exploring) -> Option<El> {
    let locale = view.look.locale;
    let (which, beside) = exploring.beside(locale)?;
    let outcomes = exploring.view(locale);
    let on = view.on.clone();
    let column = |(place, column): (usize, &Column)| {
        let number = which[place];
        let step = |step: &(u32, _)| {
            let (position, sentence) = step;
            let show = Msg::Explore(Explore::Show(Which::Outcome(number), Some(*position)));
            let number = el("span.faint").text(&position.to_string());
            let told = el("span").add(parts::sentence(sentence));
            el("li").key(*position).add(plain_button("button.quiet.step", &on, show).add(number).add(told))
        };
        let head = outcomes
            .outcomes
            .get(number)
            .map(|outcome| el("div.found-head").add(printed(outcome)).add(ending(outcome)));
        el("div.column")
            .key(place as u32)
            .maybe(head)
            .add(el("ol").list(column.steps.iter().map(step)))
            .add_if(!column.more.is_empty(), || el("p.faint").text(&column.more))
    };
    let close = plain_button("button", &view.on, Msg::Explore(Explore::Part)).say(locale, say!(Close));
    let columns = el("div.columns").list(beside.columns.iter().enumerate().map(column));
    Some(
        section("dialog.panel.beside", locale, say!(CheckBeside))
            .add(el("div.panel-head").add(el("h2").say(locale, say!(CheckBeside))).add(close))
            .add(el("p").text(&beside.summary))
            .add(columns),
    )
}
