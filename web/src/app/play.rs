//! How the application plays: a step after the other, until the reader or the run stops it.

use gloo::timers::callback::Timeout;
use yew::Context;

use super::{App, Msg};
use crate::session::Act;
use lockstep_core::say;

impl App {
    pub(super) fn play(&mut self, ctx: &Context<App>) {
        if self.playing {
            self.pause();
            self.after(ctx, true);
            return;
        }
        if self.session.is_over() {
            self.session.act(Act::First);
        }
        self.playing = true;
        self.spoken = self.look.locale.text(say!(SpokenPlaying));
        self.tick(ctx);
    }

    pub(super) fn pause(&mut self) {
        self.playing = false;
        self.tick = None;
    }

    pub(super) fn tick(&mut self, ctx: &Context<App>) {
        if !self.playing {
            return;
        }
        let (wait, steps) = self.look.pace();
        for _ in 0..steps {
            if self.session.is_over() || self.session.is_awaited() {
                break;
            }
            self.session.act(Act::Forward);
        }
        if self.session.is_over() || self.session.notice().is_some() {
            self.pause();
        }
        self.after(ctx, !self.playing);
        if self.playing {
            let link = ctx.link().clone();
            self.tick = Some(Timeout::new(wait, move || link.send_message(Msg::Tick)));
        }
    }
}
