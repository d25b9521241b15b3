//! Makes elements by calls.
//!
//! What `html!` writes for an element is made anew in each place, and a page of some three hundred of them was more code
//! than what it shows: here every element is a few calls of the same functions.

use std::borrow::Cow;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Element, Event};
use yew::virtual_dom::{
    AttrValue, AttributeOrProperty, Key, Listener, ListenerKind, VList, VNode, VTag, VText,
};
use yew::{Callback, NodeRef};

use super::parts::t;
use crate::app::Msg;
use lockstep_core::present::{Locale, Message};

/// An element that is being made.
#[derive(Debug, PartialEq)]
pub struct El(Rc<VTag>);

/// An element of this name and these classes: `el("p.faint")`.
pub fn el(what: &'static str) -> El {
    let (name, classes) = what.split_once('.').unwrap_or((what, ""));
    let made = El(Rc::new(VTag::new(name)));
    match classes {
        "" => made,
        one if !one.contains('.') => made.set("class", one),
        several => made.with("class", several.replace('.', " ").into()),
    }
}

impl El {
    fn tag(&mut self) -> &mut VTag {
        Rc::get_mut(&mut self.0).expect("an element that is still built is nobody else's")
    }

    /// One more class.
    pub fn class(mut self, class: &'static str) -> El {
        let all = match self.tag().attributes.get_mut_index_map().get("class") {
            Some(AttributeOrProperty::Attribute(before)) => format!("{before} {class}").into(),
            _ => AttrValue::Static(class),
        };
        self.with("class", all)
    }

    /// One more class, if this is so.
    pub fn class_if(self, so: bool, class: &'static str) -> El {
        if so { self.class(class) } else { self }
    }

    /// An attribute that is always the same.
    pub fn set(self, name: &'static str, value: &'static str) -> El {
        self.with(name, AttrValue::Static(value))
    }

    /// An attribute that is there or not, if this is so.
    pub fn flag(self, name: &'static str, so: bool) -> El {
        if so { self.set(name, name) } else { self }
    }

    /// An attribute that says `true` or `false`.
    pub fn aria(self, name: &'static str, so: bool) -> El {
        self.set(name, if so { "true" } else { "false" })
    }

    /// An attribute.
    pub fn with(mut self, name: &'static str, value: AttrValue) -> El {
        let value = AttributeOrProperty::Attribute(value);
        self.tag().attributes.get_mut_index_map().insert(AttrValue::Static(name), value);
        self
    }

    /// An attribute that is a number.
    pub fn number(self, name: &'static str, value: u32) -> El {
        self.with(name, value.to_string().into())
    }

    /// An attribute in the reader's language.
    pub fn said(self, name: &'static str, locale: Locale, message: impl Into<Message>) -> El {
        self.with(name, t(locale, message))
    }

    /// What an `input` holds.
    pub fn value(mut self, value: AttrValue) -> El {
        self.tag().set_value(value);
        self
    }

    /// Whether a box is ticked.
    pub fn checked(mut self, so: bool) -> El {
        self.tag().set_checked(so);
        self
    }

    /// What tells it from its siblings, wherever it stands among them.
    pub fn key(mut self, key: u32) -> El {
        self.tag().key = Some(Key::from(key));
        self
    }

    /// The same, where a number is not enough.
    pub fn key_of(mut self, key: &str) -> El {
        self.tag().key = Some(Key::from(key));
        self
    }

    /// Where the element will be found.
    pub fn found(mut self, found: &NodeRef) -> El {
        self.tag().node_ref = found.clone();
        self
    }

    /// A child.
    pub fn add(mut self, child: impl Into<VNode>) -> El {
        self.tag().add_child(child.into());
        self
    }

    /// A child, if this is so. Its place is kept where it is not, so that its siblings are told apart.
    pub fn add_if(self, so: bool, child: impl FnOnce() -> El) -> El {
        match so {
            true => self.add(child()),
            false => self.add(VNode::default()),
        }
    }

    /// A child, if there is one, with a place of its own.
    pub fn maybe(self, child: Option<El>) -> El {
        match child {
            Some(child) => self.add(child),
            None => self.add(VNode::default()),
        }
    }

    /// Children that are told apart among themselves.
    pub fn list(self, children: impl IntoIterator<Item = El>) -> El {
        let children = children.into_iter().map(VNode::from).collect();
        self.add(VNode::VList(Rc::new(VList::with_children(children, None))))
    }

    /// Words as they are.
    pub fn text(self, text: &str) -> El {
        self.add(VText::new(AttrValue::from(Rc::from(text))))
    }

    /// Words in the reader's language.
    pub fn say(self, locale: Locale, message: impl Into<Message>) -> El {
        self.add(VText::new(t(locale, message)))
    }

    /// What is done when something happens to it.
    pub fn on(self, event: &'static str, does: impl Fn(Event) + 'static) -> El {
        self.hears(Rc::new(Hears { event, does }))
    }

    /// Apart from [`on`](El::on), which is made anew for each kind of listener.
    fn hears(mut self, listener: Rc<dyn Listener>) -> El {
        self.tag().add_listener(listener);
        self
    }

    /// Pressing it sends this.
    pub fn press(self, on: &Callback<Msg>, msg: Msg) -> El {
        let on = on.clone();
        self.on("click", move |_| on.emit(msg.clone()))
    }

    /// Choosing in it, or filling it in, sends this.
    pub fn change(self, on: &Callback<Msg>, msg: impl Fn(String) -> Msg + 'static) -> El {
        self.reads("change", on, msg)
    }

    /// The same at every change on the way.
    pub fn input(self, on: &Callback<Msg>, msg: impl Fn(String) -> Msg + 'static) -> El {
        self.reads("input", on, msg)
    }

    fn reads(self, event: &'static str, on: &Callback<Msg>, msg: impl Fn(String) -> Msg + 'static) -> El {
        let on = on.clone();
        self.on(event, move |event| on.emit(msg(value_of(&event))))
    }
}

impl From<El> for VNode {
    fn from(made: El) -> VNode {
        VNode::VTag(made.0)
    }
}

/// What the field that this happened to holds now.
fn value_of(event: &Event) -> String {
    let field = event.target().and_then(|target| js_sys::Reflect::get(&target, &"value".into()).ok());
    field.and_then(|value| value.as_string()).unwrap_or_default()
}

/// The element that this happened to, if it is of this kind. Yew listens at the root, so an event's current target is that.
pub fn target<T: JsCast>(event: &Event) -> Option<T> {
    event.target()?.dyn_into().ok()
}

/// The innermost element of this selector in which it happened.
pub fn within(event: &Event, selector: &str) -> Option<Element> {
    target::<Element>(event)?.closest(selector).ok()?
}

struct Hears<F> {
    event: &'static str,
    does: F,
}

impl<F: Fn(Event)> Listener for Hears<F> {
    fn kind(&self) -> ListenerKind {
        // Under its name, as any that Yew has no word of its own for: the words would be a switch over a hundred.
        ListenerKind::other(Cow::Borrowed(self.event))
    }

    fn handle(&self, event: Event) {
        (self.does)(event);
    }

    fn passive(&self) -> bool {
        false
    }
}
