//! How the application is turned: by what the reader likes, by links, by parameters.

use super::App;
use crate::look::Turn;
use crate::session::Session;
use crate::ui::Shown;
use crate::{link, store};
use lockstep_core::lessons::ValueError;
use lockstep_core::present::{Id, Message};

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

    #[inline(never)]
    pub(super) fn open(&mut self, fragment: &str) {
        self.look = self.look.answered();
        // The address may be anything now.
        self.fragment.clear();
        let plan = self.session.plan();
        match link::open(fragment, plan) {
            Ok(session) => {
                self.session = session;
                self.take_draft(fragment);
                self.leave_exploring();
            }
            Err(notice) => self.session.set_notice(Some(notice)),
        }
    }

    pub(super) fn param(&mut self, id: &str, value: &str) {
        let plan = self.session.plan();
        match self.session.values().with(id, value) {
            Ok(values) => self.session = Session::open(self.session.program().scene().program(values), plan),
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
