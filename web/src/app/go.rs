//! What the application does with a Go program that is being written.

use gloo::timers::callback::Timeout;
use yew::Context;

use super::{App, Msg};
use crate::draft::{self, Draft};
use crate::session::Session;
use lockstep_core::go::slider;
use lockstep_core::say;

/// What a reader does with a Go program.
#[derive(Clone, Debug, PartialEq)]
pub enum Write {
    /// Starts to edit it.
    Edit,
    /// Has typed: the whole text.
    Typed(String),
    /// Rests from typing: the text is checked.
    Check,
    /// Turns a number of it.
    Turn(String, String),
    /// Gives loop variables their older meaning, or takes it from them.
    Older,
    /// Chooses the one test that is run, or all of them: then it is empty.
    Test(String),
    /// Wants to see it run; where something is wrong with it, that.
    Run,
    /// Leaves the editor, which stays open.
    Leave,
    /// Closes the editor, unless something is wrong with the text.
    Done,
    /// Wants to see a line in the editor.
    Reveal(u32),
}

/// How long the check waits for the reader to rest from typing, in milliseconds.
const TYPING: u32 = 150;

/// The draft of what a link has opened, if it is a Go program.
#[inline(never)]
pub(super) fn draft_of(session: &Session, fragment: &str) -> Option<Draft> {
    let own = draft::is_address(fragment).then(|| draft::text_at(fragment)).flatten();
    Draft::of(session, own.as_deref())
}

/// Has Go's library and the examples fetched, and then goes where it was to go.
#[inline(never)]
pub(super) fn fetch_and_go(ctx: &Context<App>, msg: Msg) {
    let link = ctx.link().clone();
    draft::fetch(ctx.props().options.texts.as_ref(), move |came| {
        link.send_message(if came { msg } else { Msg::Refuse(say!(NoticeNoTexts)) });
    });
}

impl App {
    /// Takes up what a link has opened, if it is a Go program. An editor that is open stays so, with the new text.
    #[inline(never)]
    pub(super) fn take_draft(&mut self, fragment: &str) {
        let before = self.draft.take();
        self.draft = draft_of(&self.session, fragment);
        if let (Some(before), Some(draft)) = (before, &mut self.draft) {
            draft.editing |= before.editing;
            draft.given = before.given + 1;
            draft.checked += before.checked + 1;
            draft.reveal = before.reveal;
        }
    }

    /// Does what has to do with writing; whether there is something new to be drawn.
    #[inline(never)]
    pub(super) fn write(&mut self, ctx: &Context<App>, what: Write) -> bool {
        let Some(draft) = &mut self.draft else { return false };
        match what {
            Write::Edit => draft.editing = true,
            Write::Typed(text) => {
                if *draft.text == *text {
                    return false;
                }
                draft.typed(&text);
                if draft.address(&self.session).is_some() {
                    self.bring_address(ctx);
                }
                let link = ctx.link().clone();
                self.check = Some(Timeout::new(TYPING, move || link.send_message(Msg::Write(Write::Check))));
                return false;
            }
            Write::Turn(name, value) => {
                let Ok(value) = value.trim().parse() else { return true };
                draft.turned(&slider::with(&draft.text, &name, value));
                self.check(ctx);
            }
            Write::Older => {
                draft.turn_older();
                self.check(ctx);
            }
            Write::Test(name) => {
                draft.reading.test = (!name.is_empty()).then(|| name.into());
                self.check(ctx);
            }
            Write::Done => {
                if !draft.problems.is_empty() {
                    return false;
                }
                draft.editing = false;
                self.focus();
            }
            Write::Run => {
                if self.check.is_some() {
                    self.check(ctx);
                }
                match self.draft.as_mut().filter(|draft| !draft.problems.is_empty()) {
                    Some(draft) => draft.reveal = (0, draft.reveal.1 + 1),
                    None => self.play(ctx),
                }
            }
            Write::Leave => {
                self.focus();
                return false;
            }
            Write::Reveal(line) => {
                draft.editing = true;
                draft.reveal = (line, draft.reveal.1 + 1);
            }
            Write::Check => self.check(ctx),
        }
        true
    }

    /// Checks the draft, and runs it if nothing is wrong with it.
    fn check(&mut self, ctx: &Context<App>) {
        self.check = None;
        self.pause();
        let plan = self.session.plan();
        let Some(draft) = &mut self.draft else { return };
        if let Some(session) = draft.check(plan) {
            self.session = session;
            // What was said last is of another program.
            self.spoken.clear();
            self.unsaid = false;
            self.leave_exploring();
            self.after(ctx, false);
        }
    }
}
