//! Beside the stage: who may go next, why the others cannot, what was printed, and the plots.

use yew::prelude::*;

use super::View;
use super::parts::{self, button, sign, state_class, t};
use super::plots;
use crate::app::Msg;
use crate::look::Turn;
use crate::session::Act;
use lockstep_core::lessons::{Range, Variant};
use lockstep_core::present::{ChoiceView, OutputLine, Why};
use lockstep_core::say;

/// The pane at the right.
pub fn side(view: &View) -> Html {
    html! {
        <div class="pane side">
            { choices(view) }
            { waiting(view) }
            { output(view) }
            { plots::plots(view) }
        </div>
    }
}

fn choices(view: &View) -> Html {
    let (locale, frame) = (view.look.locale, &*view.shown.0);
    let choice = |choice: &ChoiceView| {
        let act = Msg::Act(Act::Choose(choice.choice));
        let onclick = view.on.reform(move |_: MouseEvent| act.clone());
        let recorded = choice.recorded && !view.look.hidden;
        let words =
            recorded.then(|| html! { <span class="unseen">{ t(locale, say!(ChoiceRecorded)) }</span> });
        html! {
            <li key={choice.number}>
                <button type="button" class={classes!("choice", recorded.then_some("recorded"))} {onclick}>
                    <span class="key">{ choice.number }</span>
                    <span>{ parts::sentence(&choice.label) }</span>{ words }
                </button>
            </li>
        }
    };
    let others = other_programs(view);
    let (class, title) =
        if others.is_empty() { ("box choices", say!(WhoNext)) } else { ("box choices over", say!(TryNext)) };
    let title = t(locale, title);
    html! {
        <section {class} aria-label={title.clone()}>
            <h2>{ title }</h2>
            if others.is_empty() && frame.choices.is_empty() {
                <p class="faint">{ t(locale, if frame.ending.is_some() { say!(NobodyOver) } else { say!(NobodyNow) }) }</p>
            }
            <ol>{ others }{ frame.choices.iter().map(choice).collect::<Html>() }</ol>
            if frame.more_choices > 0 {
                <p class="faint">{ t(locale, say!(MoreChoices, count = frame.more_choices)) }</p>
            }
        </section>
    }
}

/// At the end of a run, the other options of the program: each a press away.
fn other_programs(view: &View) -> Vec<Html> {
    let (locale, values) = (view.look.locale, view.session.values());
    let options = values.params().iter().find_map(|param| match param.range {
        Range::Options(options) if param.id == "variant" => Some(options),
        _ => None,
    });
    let Some(options) = options.filter(|_| view.session.is_over() && !view.look.hidden) else {
        return Vec::new();
    };
    let now = values.option("variant");
    let other = |option: &Variant| {
        let msg = Msg::Param("variant", option.id.to_string());
        html! { <li key={option.id}>{ button(&view.on, msg, "choice", html! { { t(locale, option.label) } }) }</li> }
    };
    options.iter().filter(|option| option.id != now).map(other).collect()
}

fn waiting(view: &View) -> Html {
    let (locale, frame) = (view.look.locale, &*view.shown.0);
    let why = |why: &Why| {
        html! {
            <li key={why.workers.first().map_or(0, |worker| worker.0)} class={state_class(why.state)}>
                { sign(why.state) }<span>{ parts::sentence(&why.sentence) }</span>
            </li>
        }
    };
    let onclick = view.on.reform(|_: MouseEvent| Msg::Look(Turn::Why));
    html! {
        <section class="box waiting-box" aria-label={t(locale, say!(WhyNot))}>
            <h2>{ t(locale, say!(WhyNot)) }</h2>
            if !frame.chain.edges.is_empty() && frame.ending.is_none() {
                <button type="button" class="quiet" aria-pressed={view.look.why.to_string()} {onclick}>
                    { t(locale, say!(ShowWhy)) }
                </button>
            }
            if frame.waiting.is_empty() { <p class="faint">{ t(locale, say!(NobodyWaits)) }</p> }
            <ul tabindex="0">{ frame.waiting.iter().map(why).collect::<Html>() }</ul>
        </section>
    }
}

fn output(view: &View) -> Html {
    let (locale, frame) = (view.look.locale, &*view.shown.0);
    let line = |line: &OutputLine| html! { <li key={line.step}>{ &*line.text }</li> };
    let dump = frame.ending.as_ref().filter(|ending| !ending.dump.is_empty() && !view.look.hidden);
    html! {
        <section class="box output" aria-label={t(locale, say!(Output))}>
            <h2>{ t(locale, say!(Output)) }</h2>
            if frame.output.is_empty() && dump.is_none() { <p class="faint">{ t(locale, say!(NoOutput)) }</p> }
            if frame.earlier_output > 0 {
                <p class="faint">{ t(locale, say!(EarlierOutput, count = frame.earlier_output)) }</p>
            }
            // Laid out from below, so that the newest line is in view.
            <div class="tail" tabindex="0" role="group" aria-label={t(locale, say!(Output))}>
                <div>
                    <ol>{ frame.output.iter().map(line).collect::<Html>() }</ol>
                    if let Some(ending) = dump {
                        <pre class="dump">{ ending.dump.clone() }{ t(locale, say!(ExitCode, code = u32::from(ending.exit_code))) }</pre>
                    }
                </div>
            </div>
        </section>
    }
}
