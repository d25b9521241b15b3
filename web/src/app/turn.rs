//! How the application is turned: by what the reader likes, by links, by parameters.

use yew::Context;

use super::{App, Msg, go};
use crate::browser::push_fragment;
use crate::look::{Panel, Turn};
use crate::session::Session;
use crate::ui::Shown;
use crate::{draft, link, store, texts};
use lockstep_core::lessons::{VARIANT, ValueError, Values};
use lockstep_core::present::{Id, Message};
use lockstep_core::say;

impl App {
    #[inline(never)]
    pub(super) fn turn(&mut self, turn: Turn) {
        let before = self.look;
        self.look = before.turned(turn);
        match turn {
            Turn::Locale(locale) => {
                store::keep_locale(locale);
                if self.session.notice().is_some_and(|notice| notice.id == Id::NoticeNoTexts) {
                    self.session.set_notice(None);
                }
                self.shown = Shown(self.session.frame(locale));
                self.plots = self.session.plots(locale);
                self.spoken = String::new();
            }
            Turn::Theme { .. } => store::keep_theme(self.look.theme),
            Turn::Letters => store::keep_letters(self.look.letters),
            // What had the focus is gone with the panel: the keys must not be.
            Turn::Close | Turn::Panel(_) if before.panel.is_some() && self.look.panel.is_none() => {
                // Nobody looks at what a check would still find.
                if before.panel == Some(Panel::Schedules) {
                    self.stop_exploring();
                }
                self.focus()
            }
            _ => {}
        }
    }

    pub(super) fn focus(&self) {
        if let Some(root) = self.root.cast::<web_sys::HtmlElement>() {
            root.focus().ok();
        }
    }

    /// Goes where the reader has chosen to go, or where the address leads now; whether there is something new to be drawn.
    #[inline(never)]
    pub(super) fn go_to(&mut self, ctx: &Context<App>, msg: Msg) -> bool {
        let (Msg::Open(fragment) | Msg::Came(fragment)) = &msg else { return false };
        self.pause();
        if !draft::is_known() && link::wants_go(fragment) {
            go::fetch_and_go(ctx, msg);
            return false;
        }
        let before = matches!(msg, Msg::Open(_)).then(|| {
            self.bring_address(ctx);
            self.fragment.clone()
        });
        // Under another name it may be what is on show already.
        let is_open = self.open(fragment);
        if before.is_some_and(|before| is_open && self.address() != Some(before)) {
            keep_before(ctx, fragment);
        }
        self.after(ctx, true);
        true
    }

    /// Whether it could be opened.
    fn open(&mut self, fragment: &str) -> bool {
        self.look = self.look.answered();
        // The address may be anything now.
        self.fragment.clear();
        let plan = self.session.plan();
        match link::open(fragment, plan) {
            Ok(session) => {
                self.session = session;
                self.take_draft(fragment);
                self.leave_exploring();
                true
            }
            Err(notice) => {
                self.session.set_notice(Some(notice));
                false
            }
        }
    }

    /// Goes over to the values in which this parameter was turned.
    pub(super) fn param(&mut self, ctx: &Context<App>, id: &str, turned: Result<Values, ValueError>) {
        let plan = self.session.plan();
        match turned {
            Ok(values) => {
                if id == VARIANT {
                    self.bring_address(ctx);
                }
                self.session = Session::open(self.session.program().scene().program(values), plan);
                if id == VARIANT {
                    keep_before(ctx, &link::fragment(&self.session));
                }
            }
            Err(error) => self.refuse_value(id, error),
        }
    }

    /// Says why a parameter cannot be turned so.
    #[inline(never)]
    fn refuse_value(&mut self, id: &str, mut error: ValueError) {
        // In links a parameter has its short name; here the reader sees the long one.
        if let Some(param) = self.session.values().params().iter().find(|param| param.id == id) {
            error.param = self.look.locale.text(param.label);
        }
        self.session.set_notice(Some(Message::from(&error)));
    }
}

/// On a page of our own, Back leads to what was on show before something else was chosen.
fn keep_before(ctx: &Context<App>, fragment: &str) {
    if ctx.props().options.page {
        push_fragment(fragment);
    }
}

/// Has the lessons' prose fetched, and then opens the lesson.
#[inline(never)]
pub(super) fn fetch_and_read(ctx: &Context<App>) {
    let link = ctx.link().clone();
    texts::fetch_prose(ctx.props().options.texts.as_ref(), move |came| {
        link.send_message(if came {
            Msg::Look(Turn::Panel(Panel::Lesson))
        } else {
            Msg::Refuse(say!(NoticeNoTexts))
        });
    });
}
