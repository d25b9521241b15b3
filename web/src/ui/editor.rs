//! The editor: JavaScript's, fetched when the reader starts to write, and a plain field where it cannot be had.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::HtmlElement;
use yew::prelude::*;

use super::Shown;
use super::el::el;
use super::go;
use super::parts::{state_class, t};
use crate::app::{Msg, Write};
use crate::draft::Draft;
use crate::options::Options;
use lockstep_core::go::Problem;
use lockstep_core::go::slider::{self, Misfit};
use lockstep_core::present::{Locale, Message, SourceLine, SourceMark};
use lockstep_core::say;

/// What the editor is drawn from.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The text and what is wrong with it.
    pub draft: Draft,
    /// The frame, for the marks of those who stand at a line.
    pub shown: Shown,
    /// The language.
    pub locale: Locale,
    /// Where messages go.
    pub on: Callback<Msg>,
    /// What the player was told: how the editor is had.
    pub options: Rc<Options>,
}

/// The editor that is open, with what it calls.
struct Open {
    editor: Object,
    _calls: Vec<Closure<dyn FnMut(JsValue)>>,
}

impl Open {
    fn call(&self, name: &str, argument: &JsValue) {
        let method =
            Reflect::get(&self.editor, &name.into()).ok().and_then(|it| it.dyn_into::<Function>().ok());
        if let Some(method) = method {
            method.call1(&self.editor, argument).ok();
        }
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        self.call("destroy", &JsValue::UNDEFINED);
    }
}

type Slot = Rc<RefCell<Option<Open>>>;

/// The editor's place in the page.
#[component]
pub fn Editor(props: &Props) -> Html {
    let host = use_node_ref();
    let open: Slot = use_mut_ref(|| None);
    let missing = use_state(|| false);
    let ready = use_state(|| false);
    {
        let (host, open, missing, ready) = (host.clone(), open.clone(), missing.clone(), ready.clone());
        let props = props.clone();
        use_effect_with((), move |()| {
            let alive = Rc::new(RefCell::new(true));
            let (mounted, slot) = (alive.clone(), open.clone());
            spawn_local(async move {
                let made = mount(&host, &props).await;
                if !*mounted.borrow() {
                    return;
                }
                match made {
                    Some(editor) => {
                        editor.call("focus", &JsValue::UNDEFINED);
                        *slot.borrow_mut() = Some(editor);
                        ready.set(true);
                    }
                    None => missing.set(true),
                }
            });
            move || {
                *alive.borrow_mut() = false;
                open.borrow_mut().take();
            }
        });
    }
    use_telling(&open, (*ready, props.draft.given), "put", props.draft.given > 0, || {
        props.draft.text.to_string().into()
    });
    let checked = props.draft.checked;
    use_telling(&open, (*ready, checked), "anchor", true, || JsValue::UNDEFINED);
    use_telling(
        &open,
        (*ready, checked, props.locale, props.draft.problems.clone()),
        "problems",
        true,
        || problems(&props.draft, props.locale).into(),
    );
    use_telling(&open, (*ready, checked, props.shown.clone()), "marks", true, || {
        // Where something is wrong, another text runs than the one that is seen.
        if props.draft.problems.is_empty() { marks(&props.shown) } else { Array::new() }.into()
    });
    use_telling(&open, (*ready, props.draft.reveal), "reveal", props.draft.reveal.1 > 0, || {
        props.draft.reveal.0.into()
    });
    let typed = |text: String| Msg::Write(Write::Typed(text));
    let field = || {
        el("textarea.plain")
            .with("aria-label", t(props.locale, say!(Source)))
            .set("spellcheck", "false")
            .value(props.draft.text.to_string().into())
            .input(&props.on, typed)
    };
    el("div.editor").add(el("div.editor-host").found(&host)).add_if(*missing, field).into()
}

/// Tells the editor something when it has changed.
#[hook]
fn use_telling<D: PartialEq + 'static>(
    open: &Slot,
    on: D,
    name: &'static str,
    so: bool,
    what: impl FnOnce() -> JsValue,
) {
    let argument = so.then(what);
    let open = open.clone();
    use_effect_with(on, move |_| {
        if let (Some(open), Some(argument)) = (&*open.borrow(), argument) {
            open.call(name, &argument);
        }
    });
}

async fn mount(host: &NodeRef, props: &Props) -> Option<Open> {
    let module = props.options.editor.as_ref()?.call0(&JsValue::NULL).ok()?;
    let module = JsFuture::from(Promise::from(module)).await.ok()?;
    let edit: Function = Reflect::get(&module, &"edit".into()).ok()?.dyn_into().ok()?;
    let host = host.cast::<HtmlElement>()?;
    let on = &props.on;
    let call = |msg: fn(JsValue) -> Option<Msg>| {
        let on = on.clone();
        Closure::new(move |value: JsValue| {
            if let Some(msg) = msg(value) {
                on.emit(msg);
            }
        })
    };
    let calls: Vec<Closure<dyn FnMut(JsValue)>> = vec![
        call(|text| text.as_string().map(|text| Msg::Write(Write::Typed(text)))),
        call(|_| Some(Msg::Write(Write::Run))),
        call(|_| Some(Msg::Write(Write::Leave))),
    ];
    let [changed, run, left] = [0, 1, 2].map(|number: usize| calls[number].as_ref().clone());
    let asked = object(&[
        ("text", props.draft.text.to_string().into()),
        ("label", props.locale.text(say!(Source)).into()),
        ("changed", changed),
        ("run", run),
        ("left", left),
        ("phrases", phrases(props.locale).into()),
    ]);
    let editor = edit.call2(&JsValue::NULL, &host, &asked).ok()?.dyn_into().ok()?;
    Some(Open { editor, _calls: calls })
}

/// A plain object of these.
fn object(pairs: &[(&str, JsValue)]) -> Object {
    let made = Object::new();
    for (name, value) in pairs {
        // A fresh object takes every property.
        Reflect::set(&made, &(*name).into(), value).ok();
    }
    made
}

/// What the editor says itself, by the English for it.
fn phrases(locale: Locale) -> Object {
    let words = [
        ("Find", say!(GoFind)),
        ("Previous", say!(GoPrevious)),
        ("Next", say!(GoNext)),
        ("Close", say!(Close)),
        ("current match", say!(GoMatch)),
        ("on line", say!(GoOnLine)),
    ];
    object(&words.map(|(english, said)| (english, locale.text(said).into())))
}

/// What is wrong with the text, and the numbers of it that cannot be turned as their comments say.
fn problems(draft: &Draft, locale: Locale) -> Array {
    let one = |line: u32, column: u32, message: &str, warns: bool| {
        object(&[
            ("line", line.into()),
            ("column", column.into()),
            ("message", message.into()),
            ("warns", warns.into()),
        ])
    };
    let wrong = |problem: &Problem| one(problem.line, problem.column, &go::words(problem, locale), false);
    let warning = |misfit: &Misfit| one(misfit.line, misfit.column, &locale.text(why(misfit)), true);
    draft.problems.iter().map(wrong).chain(slider::misfits(&draft.text).iter().map(warning)).collect()
}

/// Why a number cannot be turned.
fn why(misfit: &Misfit) -> Message {
    let Misfit { value, range: (low, high), .. } = *misfit;
    match low > high {
        true => say!(GoRangeEmpty, high = high, low = low),
        false => say!(GoRangeOutside, high = high, low = low, value = value),
    }
}

fn marks(shown: &Shown) -> Array {
    let lines = &shown.0.source.lines;
    let marked = lines.iter().filter(|line| line.current || line.found || !line.marks.is_empty());
    let one = |line: &SourceLine| {
        let mark = |mark: &SourceMark| {
            object(&[
                ("name", (&*mark.name).into()),
                ("state", state_class(mark.state).into()),
                ("more", mark.more.into()),
            ])
        };
        object(&[
            ("line", line.number.into()),
            ("current", line.current.into()),
            ("found", line.found.into()),
            ("marks", line.marks.iter().map(mark).collect::<Array>().into()),
        ])
    };
    marked.map(one).collect()
}
