//! What lies over the page: a modal dialog, so that nothing behind it is reached, and the focus goes back when it is closed.

use js_sys::Reflect;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, HtmlDialogElement, HtmlElement};
use yew::Context;

use super::{App, Msg};
use crate::keys::Key;
use crate::look::Panel;

/// A dialog that is open.
pub(super) struct Dialog {
    /// What had the focus before.
    before: Option<HtmlElement>,
    /// Called where the browser closes it: there are other ways than keys that reach us.
    _closed: Closure<dyn Fn()>,
}

impl App {
    /// The dialog that is asked for.
    pub(super) fn asked_dialog(&self) -> Option<Panel> {
        self.look.panel.filter(|panel| match panel {
            Panel::Lesson => false,
            Panel::Share | Panel::Help => true,
            Panel::Schedules => self.exploring.as_ref().is_some_and(|exploring| exploring.is_comparing()),
        })
    }

    /// Whether a key means something at the moment.
    pub fn hears(&self, key: Key) -> bool {
        key.is_heard_in(self.asked_dialog())
    }

    /// Shows a dialog that is new on the page, and gives the focus back when one is gone.
    #[inline(never)]
    pub(super) fn see_to_dialog(&mut self, ctx: &Context<App>) {
        let Some(root) = self.root.cast::<Element>() else { return };
        let found = root.query_selector("dialog").ok().flatten();
        match (found.and_then(|found| found.dyn_into::<HtmlDialogElement>().ok()), &self.dialog) {
            (Some(dialog), None) => {
                let focused = Reflect::get(&root.get_root_node(), &"activeElement".into()).ok();
                let link = ctx.link().clone();
                let closed = Closure::<dyn Fn()>::new(move || link.send_message(Msg::Key(Key::Close)));
                dialog.add_event_listener_with_callback("close", closed.as_ref().unchecked_ref()).ok();
                dialog.show_modal().ok();
                let before = focused.and_then(|focused| focused.dyn_into().ok());
                self.dialog = Some(Dialog { before, _closed: closed });
            }
            (None, Some(_)) => {
                let before = self.dialog.take().and_then(|dialog| dialog.before);
                match before.filter(|before| before.is_connected()) {
                    Some(before) => drop(before.focus()),
                    None => self.focus(),
                }
            }
            _ => {}
        }
    }
}
