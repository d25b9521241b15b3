//! The application inside one player: messages in, a changed [`Session`] and [`Look`] out, and what is drawn of them.
//!
//! What is drawn is in [`crate::ui`], and only from the [`Frame`](lockstep_core::present::Frame) that the session hands out.

use std::rc::Rc;

use gloo::timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::prelude::*;

use crate::browser::{announce, is_framed, key_of, now, replace_fragment, set_title};
use crate::draft::Draft;
use crate::exploring::Exploring;
use crate::files::{self, Run, Saving};
use crate::keys::Key;
use crate::look::{Look, Panel, Turn};
use crate::options::{Controls, Options};
use crate::session::{Act, Session};
use crate::sizing::Measuring;
use crate::ui::{self, Shown, el};
use crate::{link, store, texts};
use lockstep_core::present::{Locale, Message, Plots};
use lockstep_core::say;

mod dialog;
mod explore;
mod go;
mod play;
mod sizing;
mod turn;

use dialog::Dialog;
pub use explore::Explore;
pub use go::Write;
pub use sizing::Size;

/// How long a slice of work may take, in milliseconds, so that the page answers meanwhile.
const SLICE: f64 = 8.0;
/// How many steps are taken between two looks at the clock.
const STEPS: u32 = 64;
/// How long the address waits for the reader to rest, in milliseconds: browsers limit how often it may change.
const REST: u32 = 250;

/// What the application is started with.
#[derive(Clone, PartialEq, Properties)]
pub struct AppProps {
    /// What the element's attributes and the address ask for.
    pub options: Options,
}

/// What can happen to a player.
#[derive(Clone, Debug, PartialEq)]
pub enum Msg {
    /// The reader asks something of the run.
    Act(Act),
    /// The reader pressed a key.
    Key(Key),
    /// The reader wants it to look otherwise.
    Look(Turn),
    /// The reader chooses where to go: what stands after a link's `#`.
    Open(String),
    /// The address has changed, by a link from elsewhere or by Back: what stands after its `#`.
    Came(String),
    /// A parameter is turned.
    Param(&'static str, String),
    /// Play or pause.
    Play,
    /// A tick of playing.
    Tick,
    /// Go on with the work.
    Slice,
    /// The reader rests: bring the address up to date.
    Rest,
    /// The reader takes the picture of the moment away.
    Picture,
    /// The reader takes the Go program away.
    Source,
    /// The reader takes the run away as a file.
    Save(Run),
    /// Something that was given cannot be used.
    Refuse(Message),
    /// The reader does something with the Go program.
    Write(Write),
    /// Something about every schedule of the Go program.
    Explore(Explore),
    /// Something about the sizing on show.
    Size(Size),
}

/// One player.
pub struct App {
    session: Session,
    look: Look,
    shown: Shown,
    plots: Plots,
    /// What the live region says; empty until the reader acts.
    spoken: String,
    /// Whether the reader has asked something of which nothing was said yet.
    unsaid: bool,
    playing: bool,
    tick: Option<Timeout>,
    slice: Option<Timeout>,
    rest: Option<Timeout>,
    /// The run that is being made into a file.
    saving: Option<Saving>,
    /// The Go program that is being written, if one is on show.
    draft: Option<Draft>,
    /// The check that is to come once the reader rests from typing.
    check: Option<Timeout>,
    /// What every schedule of a Go program can lead to, once that was asked for.
    exploring: Option<Box<Exploring>>,
    /// The sizing on show, and what is known of it, once one was.
    sizing: Option<Box<Measuring>>,
    options: Rc<Options>,
    /// The lessons that were seen to an end.
    done: Vec<&'static str>,
    root: NodeRef,
    /// The dialog that is open, if one is.
    dialog: Option<Dialog>,
    /// The fragment that the address has because of us.
    fragment: String,
    /// Where messages go: made once, so that what is drawn from the same is known to be the same.
    on: Callback<Msg>,
}

impl Component for App {
    type Message = Msg;
    type Properties = AppProps;

    fn create(ctx: &Context<Self>) -> Self {
        let options = &ctx.props().options;
        let look = Look::first(options);
        let kept = store::place_for(options);
        let is_kept = kept.is_some();
        let asked = link::asked(options, kept.as_deref());
        let mut session = link::first(options, kept);
        slice(&mut session);
        let shown = Shown(session.frame(look.locale));
        let draft = go::draft_of(&session, &asked);
        let mut app = App {
            draft,
            check: None,
            exploring: None,
            sizing: None,
            options: Rc::new(options.clone()),
            session,
            look,
            shown,
            plots: Plots::default(),
            spoken: String::new(),
            unsaid: false,
            playing: false,
            tick: None,
            slice: None,
            rest: None,
            saving: None,
            done: store::done(),
            root: NodeRef::default(),
            dialog: None,
            fragment: options.fragment.clone(),
            on: ctx.link().callback(|msg: Msg| msg),
        };
        app.go_on(ctx);
        if is_kept {
            app.rest(ctx);
        }
        app
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        if self.is_still()
            && let Some(changed) = self.update_still(ctx, &msg)
        {
            return changed;
        }
        if !matches!(
            msg,
            Msg::Slice
                | Msg::Rest
                | Msg::Key(_)
                | Msg::Look(_)
                | Msg::Picture
                | Msg::Source
                | Msg::Explore(Explore::Heard(_))
        ) {
            // It is of the run as it was.
            self.saving = None;
        }
        match msg {
            Msg::Act(act) => {
                self.pause();
                self.act(ctx, act);
            }
            Msg::Key(key) => return self.meaning(key).is_some_and(|msg| Component::update(self, ctx, msg)),
            Msg::Look(Turn::Locale(locale)) if !locale.is_known() => {
                fetch_and_speak(ctx, locale);
                return false;
            }
            Msg::Look(Turn::Panel(Panel::Lesson)) if !texts::has_prose(self.look.locale) => {
                turn::fetch_and_read(ctx);
                return false;
            }
            Msg::Look(turn) => {
                self.turn(turn);
                self.title(ctx);
            }
            Msg::Open(_) | Msg::Came(_) => return self.go_to(ctx, msg),
            Msg::Write(what) => return self.write(ctx, what),
            Msg::Explore(what) => return self.explore(ctx, what),
            Msg::Size(_) => return false,
            Msg::Param(id, value) => {
                self.pause();
                let turned = self.session.values().with(id, &value);
                self.param(ctx, id, turned);
                self.after(ctx, true);
            }
            Msg::Play => self.play(ctx),
            Msg::Tick => self.tick(ctx),
            Msg::Slice => {
                if self.exploring.is_some() && self.lay_beside() {
                    self.go_on(ctx);
                    return true;
                }
                if let Some(saving) = self.saving.take() {
                    self.save(saving);
                    self.go_on(ctx);
                    return true;
                }
                let (worked, awaited) = (self.session.is_busy(), self.session.is_awaited());
                slice(&mut self.session);
                if worked && !self.session.is_busy() {
                    self.after(ctx, false);
                } else {
                    return self.go_on(ctx) || awaited;
                }
            }
            Msg::Rest => {
                self.bring_address(ctx);
                return false;
            }
            Msg::Picture => {
                files::picture(&self.shown.0, self.session.program().scene().id, self.look);
                return false;
            }
            Msg::Source => {
                files::source(self.session.program().source().text());
                return false;
            }
            Msg::Save(what) => {
                self.saving = Some(Saving::new(what, &self.session, self.look.locale));
                self.go_on(ctx);
            }
            Msg::Refuse(why) => {
                self.look = self.look.answered();
                self.session.set_notice(Some(why));
                self.after(ctx, true);
            }
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let options = &ctx.props().options;
        let letters = self.look.letters;
        let (keys, dialog) = (self.on.clone(), self.asked_dialog());
        let pressed = move |event: web_sys::Event| {
            let key = event.dyn_ref().and_then(|event| key_of(event, letters));
            if let Some(key) = key.filter(|key| key.is_heard_in(dialog)) {
                event.prevent_default();
                event.stop_propagation();
                keys.emit(Msg::Key(key));
            }
        };
        let full = options.controls == Controls::Full;
        let view = ui::View {
            session: &self.session,
            shown: &self.shown,
            look: self.look,
            plots: &self.plots,
            draft: self.draft.as_ref(),
            exploring: self.exploring.as_deref(),
            sizing: self.sizing.as_deref().filter(|_| self.is_still()),
            options: &self.options,
            done: &self.done,
            working: self.working(),
            playing: self.playing,
            on: self.on.clone(),
        };
        let spoken = el("p.unseen").set("role", "status").set("aria-live", "polite").text(&self.spoken);
        el("div.player")
            .class_if(self.look.projector, "projector")
            .found(&self.root)
            .set("data-controls", options.controls.name())
            .set("data-theme", self.look.theme.name())
            .set("lang", self.look.locale.tag())
            .set("tabindex", "-1")
            .on("keydown", pressed)
            .add_if(full, || ui::header(&view))
            .add(ui::body(&view, options.controls, options.page))
            .add(spoken)
            .into()
    }

    fn rendered(&mut self, ctx: &Context<Self>, first: bool) {
        if first {
            self.title(ctx);
        }
        if self.look.panel.is_some() || self.dialog.is_some() {
            self.see_to_dialog(ctx);
        }
    }
}

impl App {
    /// Does what the reader asks of the run, and tells what came of it.
    fn act(&mut self, ctx: &Context<Self>, act: Act) {
        self.session.act(act);
        self.after(ctx, true);
    }

    /// After the run was taken somewhere: what is drawn, what is said, what is still to be done.
    fn after(&mut self, ctx: &Context<Self>, say: bool) {
        slice(&mut self.session);
        self.shown = Shown(self.session.frame(self.look.locale));
        self.unsaid |= say;
        if self.unsaid && !self.session.is_awaited() {
            self.unsaid = false;
            self.spoken = match self.session.notice() {
                Some(notice) => self.look.locale.text(notice),
                None if self.look.hidden => String::new(),
                None => self.shown.0.spoken.clone(),
            };
        }
        let scene = self.session.program().scene().id;
        if self.session.is_over() && !self.done.contains(&scene) {
            self.done.push(scene);
            store::keep_done(&self.done);
        }
        self.go_on(ctx);
        if !self.playing {
            self.rest(ctx);
        }
    }

    /// How many steps what the reader waits for has come, if there is such work.
    fn working(&self) -> Option<u32> {
        let run = self.session.is_awaited().then(|| self.session.progress());
        self.saving.as_ref().map(Saving::progress).or(run)
    }

    /// The page's title and language, for a page of our own.
    fn title(&self, ctx: &Context<Self>) {
        if ctx.props().options.page {
            let locale = self.look.locale;
            set_title(&locale.text(self.session.program().scene().title), locale.tag());
        }
    }

    /// Plans to bring the address up to date, once the reader rests.
    fn rest(&mut self, ctx: &Context<Self>) {
        let link = ctx.link().clone();
        self.rest = Some(Timeout::new(REST, move || link.send_message(Msg::Rest)));
    }

    /// Makes a slice of the file that is being saved.
    #[inline(never)]
    fn save(&mut self, mut saving: Saving) {
        let until = now() + SLICE;
        let mut more = true;
        while more && now() < until {
            more = saving.work(&self.session, STEPS);
        }
        self.saving = more.then_some(saving);
    }

    /// Plans the next slice, if there is work; else measures the run, if there are plots to be drawn. Whether they changed.
    fn go_on(&mut self, ctx: &Context<Self>) -> bool {
        if self.is_still() {
            return self.size(ctx);
        }
        let full = ctx.props().options.controls == Controls::Full;
        let busy = self.session.is_busy() || self.saving.is_some() || self.is_laying();
        let measures = full && !busy && !self.playing && !self.session.is_measured();
        let more = busy || (measures && measure(&mut self.session));
        if measures {
            self.plots = self.session.plots(self.look.locale);
        }
        self.slice = more.then(|| {
            let link = ctx.link().clone();
            Timeout::new(0, move || link.send_message(Msg::Slice))
        });
        measures
    }

    /// What a key means at the moment.
    fn meaning(&self, key: Key) -> Option<Msg> {
        Some(match key {
            Key::Back => Msg::Act(Act::Back),
            Key::Forward => Msg::Act(Act::Forward),
            Key::PreviousChange => Msg::Act(Act::PreviousChange),
            Key::NextChange => Msg::Act(Act::NextChange),
            Key::First => Msg::Act(Act::First),
            Key::Last => Msg::Act(Act::Last),
            Key::Choose(number) => {
                Msg::Act(Act::Choose(self.shown.0.choices.iter().find(|view| view.number == number)?.choice))
            }
            Key::Play => Msg::Play,
            Key::Slower => Msg::Look(Turn::Slower),
            Key::Faster => Msg::Look(Turn::Faster),
            Key::Hide => Msg::Look(Turn::Hide),
            Key::Projector => Msg::Look(Turn::Projector),
            Key::Help => Msg::Look(Turn::Panel(Panel::Help)),
            Key::Close => self.close(),
        })
    }

    /// Where the reader is; nothing as long as that is still being gone to.
    fn address(&self) -> Option<String> {
        let written = self.draft.as_ref().and_then(|draft| draft.address(&self.session));
        let gone_to = || (!self.session.is_awaited()).then(|| link::fragment(&self.session));
        written.map(str::to_owned).or_else(gone_to)
    }

    /// Tells the element, and on a page of our own the address, where the reader is.
    fn bring_address(&mut self, ctx: &Context<Self>) {
        self.rest = None;
        let Some(fragment) = self.address().filter(|fragment| *fragment != self.fragment) else { return };
        self.fragment = fragment;
        if let Some(root) = self.root.cast::<Element>() {
            announce(&root, &self.fragment);
        }
        if ctx.props().options.page {
            replace_fragment(&self.fragment);
            self.title(ctx);
            if !is_framed() {
                store::keep_place(&self.fragment);
            }
        }
    }
}

/// Has a language's texts fetched, and then speaks it.
#[inline(never)]
fn fetch_and_speak(ctx: &Context<App>, locale: Locale) {
    let link = ctx.link().clone();
    texts::fetch(ctx.props().options.texts.as_ref(), locale, move |came| {
        link.send_message(if came {
            Msg::Look(Turn::Locale(locale))
        } else {
            Msg::Refuse(say!(NoticeNoTexts))
        });
    });
}

/// Works until the work is done or the slice is used up.
fn slice(session: &mut Session) {
    let (mut steps, mut at) = (1, now());
    let until = at + SLICE;
    while session.is_busy() && at < until {
        session.work(steps);
        let after = now();
        // A step may take a thousand times as long as another one: more at once only after those that took next to nothing.
        steps = if after - at < SLICE / 8.0 { STEPS.min(2 * steps) } else { 1 };
        at = after;
    }
}

/// Follows the plots for a slice; whether there is more.
fn measure(session: &mut Session) -> bool {
    let until = now() + SLICE;
    while now() < until {
        if !session.measure(STEPS) {
            return false;
        }
    }
    true
}
