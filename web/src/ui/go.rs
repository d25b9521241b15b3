//! A Go program that the reader writes: the examples, the numbers to be turned, the text or the editor, what is wrong.

use std::rc::Rc;

use yew::html;

use super::View;
use super::editor::Editor;
use super::el::{El, el};
use super::parts::{button, section};
use super::source::Source;
use crate::app::{Msg, Write};
use crate::draft::Draft;
use lockstep_core::go::Problem;
use lockstep_core::go::slider::{self, Slider};
use lockstep_core::lessons::examples::{self, Example};
use lockstep_core::present::Locale;
use lockstep_core::say;

/// How many problems are listed.
const LISTED: usize = 20;

/// The pane at the left.
#[inline(never)]
pub fn program(view: &View, draft: &Draft, pane: El) -> El {
    let locale = view.look.locale;
    let edit = button("button.primary", &view.on, Msg::Write(Write::Edit)).say(locale, say!(GoEdit));
    let done = || {
        let done = button("button", &view.on, Msg::Write(Write::Done)).say(locale, say!(GoDone));
        // What is shown without the editor is what runs: a text with problems would be out of sight.
        if draft.problems.is_empty() { done } else { done.set("aria-disabled", "true") }
    };
    let about = el("div.about")
        .add(choice(view, draft))
        .add_if(!draft.editing, || edit)
        .add_if(draft.editing, done)
        .add_if(!draft.tests.is_empty(), || test_choice(view, draft))
        .maybe(watch(draft, locale).map(|watch| el("p").text(&watch)))
        .maybe(draft.input.map(|line| el("p.behind-note").say(locale, say!(GoInput, line = line))));
    let sliders = slider::find(&draft.text);
    let (shown, on, options) = (view.shown.clone(), view.on.clone(), view.options.clone());
    let text = match draft.editing {
        true => html! { <Editor draft={draft.clone()} {shown} {locale} {on} {options} /> },
        false => html! { <Source {shown} {locale} /> },
    };
    pane.add(about)
        .add(el("div.params").list(sliders.iter().map(|slider| number(view, slider))))
        .add(text)
        .add(problems(view, draft))
}

/// What to watch for: the first line of the text, that of an example in the reader's language.
fn watch(draft: &Draft, locale: Locale) -> Option<String> {
    match examples::like(&draft.text) {
        Some(example) => Some(locale.text(example.watch)),
        None => draft.text.lines().next()?.strip_prefix("// ").map(str::to_owned),
    }
}

/// The examples, by topic; the reader's own program stands first.
fn choice(view: &View, draft: &Draft) -> El {
    let locale = view.look.locale;
    let all = examples::all();
    let current = all.iter().find(|example| *example.text == *draft.text).map(|example| example.id);
    let option = |example: &Example| {
        el("option")
            .set("value", example.id)
            .flag("selected", current == Some(example.id))
            .say(locale, example.title)
    };
    let mut groups: Vec<El> = Vec::new();
    for group in all.chunk_by(|a, b| a.topic == b.topic) {
        groups.push(el("optgroup").said("label", locale, group[0].topic).list(group.iter().map(option)));
    }
    let own = el("option").set("value", "").flag("selected", current.is_none()).say(locale, say!(GoOwn));
    let earlier = |(name, place): (&String, u32)| {
        el("option").number("value", place).say(locale, say!(GoEarlier, what = &**name))
    };
    let earlier = draft.earlier.iter().zip(1..).map(earlier);
    let chosen = |id: String| Msg::Open(if id.is_empty() { "go".into() } else { format!("go/{id}") });
    el("label.examples")
        .add(el("span").say(locale, say!(GoExample)))
        .add(el("select").change(&view.on, chosen).add(own).list(earlier).list(groups))
}

/// The tests of the file: one is run by itself, or all of them are.
fn test_choice(view: &View, draft: &Draft) -> El {
    let locale = view.look.locale;
    let chosen = draft.reading.test.as_deref();
    let all = el("option").set("value", "").flag("selected", chosen.is_none()).say(locale, say!(GoAllTests));
    let one = |test: &Rc<str>| {
        el("option").with("value", test.to_string().into()).flag("selected", chosen == Some(test)).text(test)
    };
    el("label.examples.tests").add(el("span").say(locale, say!(GoTest))).add(
        el("select")
            .change(&view.on, |name| Msg::Write(Write::Test(name)))
            .add(all)
            .list(draft.tests.iter().map(one)),
    )
}

/// A number of the text that may be turned.
fn number(view: &View, slider: &Slider) -> El {
    let (min, max) = (*slider.range.start(), *slider.range.end());
    let field = |kind, name: &str| {
        el("input")
            .set("type", kind)
            .with("min", min.to_string().into())
            .with("max", max.to_string().into())
            .with("aria-label", name.to_owned().into())
            .value(slider.value.to_string().into())
    };
    let turned = |name: &str| {
        let name = name.to_owned();
        move |value: String| Msg::Write(Write::Turn(name.clone(), value))
    };
    el("div.param")
        .key_of(slider.name)
        .add(el("span").add(el("code").text(slider.name)).text(" ").text(slider.note))
        .add(field("range", slider.name).input(&view.on, turned(slider.name)))
        .add(field("number", slider.name).set("inputmode", "numeric").change(&view.on, turned(slider.name)))
}

/// What is wrong: in Go's words, or in those of the page where Go has none.
pub fn words(problem: &Problem, locale: Locale) -> String {
    match problem.missing() {
        Some((path, _)) => locale.text(say!(GoNoPackage, path = path)),
        None => problem.message.clone(),
    }
}

/// Above a stage that shows another text than the one that is read beside it.
#[inline(never)]
pub fn behind(locale: Locale) -> El {
    el("p.behind-note").say(locale, say!(GoBehind))
}

/// What is wrong with the text, each at its place.
fn problems(view: &View, draft: &Draft) -> El {
    let locale = view.look.locale;
    let line = |problem: &Problem| {
        let place = format!("{}:{}", problem.line, problem.column);
        el("li").add(
            button("button.problem", &view.on, Msg::Write(Write::Reveal(problem.line)))
                .add(el("code").text(&place))
                .text(" ")
                .text(&words(problem, locale).replace('\n', " ")),
        )
    };
    let count = draft.problems.len();
    let said = el("p")
        .set("role", "status")
        .add_if(count > 0, || el("span").say(locale, say!(GoProblems, count = count)))
        .add_if(count == 0 && draft.editing, || el("span.faint").say(locale, say!(GoKeys)));
    section("div.problems", locale, say!(GoWrong))
        .class_if(count == 0 && !draft.editing, "none")
        .add(said)
        .add(el("ol").list(draft.problems.iter().take(LISTED).map(line)))
        .maybe(draft.problems.iter().find_map(Problem::missing).map(|(_, names)| {
            el("details").add(el("summary").say(locale, say!(GoPackages))).add(el("p").text(names))
        }))
}
