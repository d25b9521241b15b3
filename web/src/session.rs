//! One program on show: its run, and the work of taking that run somewhere.
//!
//! The engine's [`Stepper`] cannot be cloned, so this is the one place of the page that changes in place; everything that
//! is drawn is made from the [`Frame`] that it hands out. Whatever may take long is a [`Job`], done in slices of so many
//! steps: [`Session::work`] says whether there is more, and the caller, who has a clock, decides when to go on.

use std::rc::Rc;

use lockstep_core::explore::Finding;
use lockstep_core::lessons::{Address, Named, Program, Running, Values, Watch};
use lockstep_core::present::{self, Frame, Locale, Message, Meter, Retold, Sentence, Show};
use lockstep_core::say;
use lockstep_core::schedule::{Plan, Segment, Token};
use lockstep_core::timeline::{Advanced, BranchId, Loading, Refused, State, Stepper, Timeline};
use lockstep_core::world::{Choice, Event, WorkerId};

mod figures;
mod found;
mod notices;

/// How many steps are run ahead when a program is opened, so that its whole score is there to be looked at.
const AHEAD: u32 = 4_000;

/// By one press a program computes for as long as so many instructions take, about a second: then the reader is told where it stands.
const PATIENCE: u64 = 100_000_000;

type Start = Box<dyn Fn(&mut Vec<Event>) -> Running>;

/// What a reader can ask of a run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Act {
    /// Go to before the first step.
    First,
    /// Go back one step.
    Back,
    /// Go one step forwards.
    Forward,
    /// Go on until whoever goes next has left its line of the program, or cannot go on.
    Line,
    /// Go on until whoever goes next cannot go on.
    Block,
    /// Go to the end of the run, running what is not yet recorded.
    Last,
    /// Go to the next time anyone starts or stops waiting.
    NextChange,
    /// Go back to the last time before this that anyone did.
    PreviousChange,
    /// Go to a position that is recorded.
    Seek(u32),
    /// Let this happen next.
    Choose(Choice),
    /// Run on from here by this policy.
    Follow(Plan),
    /// Show another branch.
    Switch(BranchId),
    /// Go to the moment of this name.
    GoTo(Named),
    /// Give up what is being worked on; what was done so far stays.
    Stop,
}

/// Work that is done in slices.
enum Job {
    /// Replay a token, then go to a position.
    Load { at: Option<u32> },
    /// Run until the moment comes; the position up to which was looked.
    Find { named: Named, watch: Watch, seen: u32 },
    /// Run to the end, for at most so many steps, then go to a position.
    Ahead { left: u32, then: u32 },
    /// Run to a position.
    Run { to: u32 },
    /// Run until somebody starts or stops waiting after a position.
    Change { after: u32 },
    /// Bring a world to the position on show, then go on.
    Rebuild(Then),
    /// Go on until this worker has left this line, if one is given, or cannot go on.
    Stride { worker: WorkerId, line: Option<u32> },
    /// Go by the policy until it leads away from what is recorded, run ahead from there, then go to a position.
    Otherwise { then: u32 },
}

/// What a rebuilt world is for.
#[derive(Clone, Copy)]
enum Then {
    Act(Act),
    Otherwise,
}

/// A program and its run.
pub struct Session {
    program: Program,
    stepper: Stepper<Running, Start>,
    job: Option<Job>,
    notice: Option<Message>,
    shown: Option<Rc<Frame>>,
    meter: Option<(BranchId, Meter)>,
    /// What the nodes of a cluster have told on the way to what is shown.
    retold: Option<Box<Retold>>,
    /// How far the timeline is drawn: it does not shrink while one program is on show.
    extent: u32,
    /// What a check has found at the end of this way.
    found: Option<Box<Finding>>,
}

fn start(program: &Program) -> Start {
    let program = program.clone();
    Box::new(move |events| program.start(events))
}

impl Session {
    /// Opens a program before its first step, and runs it ahead in its first slices of work.
    pub fn open(program: Program, plan: Plan) -> Session {
        let mut session = Session::of(Stepper::new(start(&program)), program);
        session.stepper.set_plan(plan);
        session.job = Some(Job::Ahead { left: AHEAD, then: 0 });
        session
    }

    /// Opens what an address names.
    pub fn at(address: &Address, plan: Plan) -> Session {
        let mut session = Session::open(address.scene.program(address.values.clone()), plan);
        if address.moment != Named::Start {
            session.act(Act::GoTo(address.moment));
        }
        session
    }

    /// Opens a program to replay a token, and shows a position of it.
    pub fn replay(program: Program, token: &Token, at: Option<u32>) -> Session {
        let mut session = Session::of(Stepper::replaying(start(&program), token), program);
        session.job = Some(Job::Load { at });
        session
    }

    fn of(stepper: Stepper<Running, Start>, program: Program) -> Session {
        Session {
            program,
            stepper,
            job: None,
            notice: None,
            shown: None,
            meter: None,
            retold: None,
            extent: 0,
            found: None,
        }
    }

    /// The program on show.
    pub fn program(&self) -> &Program {
        &self.program
    }

    /// What it is turned to.
    pub fn values(&self) -> &Values {
        self.program.values()
    }

    /// The policy by which it goes on.
    pub fn plan(&self) -> Plan {
        self.stepper.plan()
    }

    /// The position on show and the length of the recording.
    pub fn place(&self) -> (u32, u32) {
        (self.stepper.position(), self.stepper.len())
    }

    /// The recording of the branch on show.
    pub fn timeline(&self) -> &Timeline {
        self.stepper.timeline()
    }

    /// Whether the run is over at the position on show.
    pub fn is_over(&self) -> bool {
        self.stepper.moment().end.is_some()
    }

    /// How far the timeline is to be drawn.
    pub fn extent(&self) -> u32 {
        self.extent.max(self.stepper.len())
    }

    /// What could not be done, once; it stays until the next act.
    pub fn notice(&self) -> Option<&Message> {
        self.notice.as_ref()
    }

    /// Says something at the place for notices.
    pub fn set_notice(&mut self, notice: Option<Message>) {
        self.notice = notice;
    }

    /// Whether there is work to be done in slices.
    pub fn is_busy(&self) -> bool {
        self.job.is_some()
    }

    /// Whether some of it is what the reader waits for.
    pub fn is_awaited(&self) -> bool {
        !matches!(self.job, None | Some(Job::Ahead { .. }))
    }

    /// How many steps the work that the reader waits for has come.
    pub fn progress(&self) -> u32 {
        match self.job {
            Some(Job::Rebuild(_)) => self.stepper.rebuilding().map_or(0, |(done, _)| done),
            _ => self.stepper.len(),
        }
    }

    /// Everything to be drawn, and kept so that numbers keep to their choices.
    pub fn frame(&mut self, locale: Locale) -> Rc<Frame> {
        let show = Show {
            timeline: self.stepper.timeline(),
            moment: self.stepper.moment(),
            source: self.program.source().text(),
            cast: self.program.scene().cast,
            branches: (self.stepper.branches(), self.stepper.branch().id),
        };
        let mut frame = present::following(&show, self.shown.as_deref(), &mut self.retold, locale);
        if self.found.is_some() {
            self.tell_found(&mut frame, locale);
        }
        let frame = Rc::new(frame);
        self.shown = Some(frame.clone());
        frame
    }

    /// What happened at each step so far, at most the last so many.
    pub fn transcript(&self, most: u32, locale: Locale) -> (u32, Vec<Sentence>) {
        let to = self.stepper.position();
        let from = to.saturating_sub(most.saturating_sub(1));
        (from, present::transcript(self.stepper.timeline(), self.program.scene().cast, from..=to, locale))
    }

    /// Where the program starts, as a lesson's address.
    pub fn address(&self) -> Address {
        Address { scene: self.program.scene(), values: self.values().clone(), moment: Named::Start }
    }

    /// The run as a token.
    pub fn token(&self) -> Token {
        let mut pairs: Vec<_> =
            self.values().pairs().map(|(name, value)| (name.to_string(), value)).collect();
        if self.program.typed().is_some() {
            pairs.extend(self.program.go_parameters());
        }
        self.stepper.token(self.program.scene().id, pairs)
    }

    /// Whether nobody has decided anything: the run is what its address alone gives.
    pub fn is_untouched(&self) -> bool {
        let plain = |segment: &Segment| matches!(segment, Segment::Policy(Plan::RoundRobin, _));
        self.stepper.branch().schedule.segments().iter().all(plain)
    }

    /// Goes to a position, running up to there first where that is needed.
    pub fn go_to(&mut self, position: u32) {
        self.job = Some(Job::Run { to: position });
    }

    /// Does what the reader asks, or begins to.
    pub fn act(&mut self, act: Act) {
        self.notice = None;
        self.job = None;
        self.stepper.bear(PATIENCE);
        let mut done = Ok(());
        match act {
            Act::First => self.stepper.seek(0),
            Act::Back => {
                self.stepper.back();
            }
            Act::Seek(position) => self.stepper.seek(position),
            Act::PreviousChange => self.stepper.previous_change(),
            Act::Switch(branch) => {
                self.stepper.switch(branch);
            }
            Act::Stop => {}
            Act::Forward => done = self.stepper.forward().map(|_| ()),
            Act::Choose(choice) => done = self.stepper.step(choice).map(|_| ()),
            Act::Line | Act::Block => done = self.stride(act == Act::Line),
            Act::Last => self.go_to(u32::MAX),
            Act::NextChange => self.next_change(),
            Act::GoTo(named) => self.job = Some(Job::Find { named, watch: Watch::new(named), seen: 0 }),
            Act::Follow(plan) => self.follow(plan),
        }
        match done {
            Err(Refused::Rebuild) => self.job = Some(Job::Rebuild(Then::Act(act))),
            Err(why) => self.refuse(why),
            Ok(()) => {}
        }
    }

    /// Begins to go on with whoever goes next.
    #[inline(never)]
    fn stride(&mut self, by_line: bool) -> Result<(), Refused> {
        self.stepper.forward()?;
        let moment = self.stepper.moment();
        if let Some(choice) = moment.last {
            let site = moment.acting.as_ref().and_then(|acting| acting.site);
            let line = site.map(|site| site.line).filter(|_| by_line);
            if line.is_some() || !by_line {
                self.job = Some(Job::Stride { worker: choice.worker, line });
            }
        }
        Ok(())
    }

    /// Goes on until a worker has left its line, or cannot go on.
    #[inline(never)]
    fn walk(&mut self, who: WorkerId, line: Option<u32>, budget: u32) -> Option<Job> {
        for _ in 0..budget {
            let moment = self.stepper.moment();
            let known = moment.worker(who)?;
            let left = line.is_some_and(|line| known.site.is_some_and(|site| site.line != line));
            if left || known.state() != State::Ready || moment.end.is_some() {
                return None;
            }
            match self.stepper.forward() {
                Ok(_) => {}
                Err(Refused::Rebuild) => {
                    self.stepper.rebuild(budget);
                }
                Err(why) => {
                    self.refuse(why);
                    return None;
                }
            }
        }
        Some(Job::Stride { worker: who, line })
    }

    #[inline(never)]
    fn next_change(&mut self) {
        let (position, length) = self.place();
        match self.stepper.timeline().next_change(position) {
            Some(next) => self.stepper.seek(next),
            None => {
                self.stepper.seek(length);
                self.job = Some(Job::Change { after: position.max(length.saturating_sub(1)) });
            }
        }
    }

    #[inline(never)]
    fn follow(&mut self, plan: Plan) {
        if self.stepper.position() == 0 {
            let extent = self.extent();
            *self = Session::open(self.program.clone(), plan);
            self.extent = extent;
            return;
        }
        self.stepper.set_plan(plan);
        if !self.is_over() {
            self.job = Some(Job::Rebuild(Then::Otherwise));
        }
    }

    /// Does a slice of the work, of about so many steps; whether there is more.
    pub fn work(&mut self, budget: u32) -> bool {
        let Some(job) = self.job.take() else { return false };
        self.job = match job {
            Job::Load { at } => self.load(at, budget),
            Job::Find { named, watch, seen } => self.find(named, watch, seen, budget),
            Job::Ahead { left, then } => self.ahead(left, then, budget),
            Job::Run { to } => self.run_to(to, budget),
            Job::Change { after } => self.change(after, budget),
            Job::Rebuild(then) => match self.stepper.rebuild(budget) {
                false => Some(Job::Rebuild(then)),
                true => match then {
                    Then::Act(act) => {
                        self.act(act);
                        self.job.take()
                    }
                    Then::Otherwise => Some(Job::Otherwise { then: self.stepper.position() }),
                },
            },
            Job::Otherwise { then } => self.otherwise(then, budget),
            Job::Stride { worker, line } => self.walk(worker, line, budget),
        };
        self.extent = self.extent();
        self.job.is_some()
    }

    /// Runs on at the end of the branch; false when it can go no further.
    fn run_on(&mut self, budget: u32) -> bool {
        match self.stepper.advance(budget) {
            Advanced::Budget => true,
            Advanced::Stopped(Refused::Rebuild) => {
                if self.stepper.rebuild(budget) {
                    self.stepper.bear(PATIENCE);
                }
                true
            }
            Advanced::Stopped(why) => {
                self.refuse(why);
                false
            }
        }
    }

    fn run_to(&mut self, to: u32, budget: u32) -> Option<Job> {
        let missing = to.saturating_sub(self.stepper.len());
        let more = missing > 0 && self.run_on(budget.min(missing));
        if !more {
            self.stepper.seek(to);
        }
        more.then_some(Job::Run { to })
    }

    #[inline(never)]
    fn load(&mut self, at: Option<u32>, budget: u32) -> Option<Job> {
        match self.stepper.load(budget) {
            Loading::More(..) => return Some(Job::Load { at }),
            Loading::Done => {}
            Loading::Parted { after, by } => {
                self.notice = Some(say!(NoticeParted, after = after, by = by));
            }
        }
        self.stepper.seek(at.unwrap_or(u32::MAX));
        None
    }

    #[inline(never)]
    fn find(&mut self, named: Named, mut watch: Watch, mut seen: u32, budget: u32) -> Option<Job> {
        let length = self.stepper.len();
        let most = length.min(seen.saturating_add(budget));
        while seen <= most {
            if self.stepper.timeline().events(seen).any(|event| watch.see(&event)) {
                return Some(Job::Ahead { left: AHEAD, then: seen });
            }
            seen += 1;
        }
        let on = seen <= length || self.run_on(budget);
        if !on && self.stepper.len() < seen {
            // What has stopped it is said already.
            self.notice.get_or_insert_with(|| say!(NoticeNoMoment, moment = named.label()));
            return None;
        }
        Some(Job::Find { named, watch, seen })
    }

    fn ahead(&mut self, left: u32, then: u32, budget: u32) -> Option<Job> {
        let slice = budget.min(left);
        // That it can go no further is no news here, but what was said before still is.
        let said = self.notice.take();
        let more = slice > 0 && self.run_on(slice);
        self.notice = said;
        self.stepper.seek(then);
        let left = left - slice;
        (more && left > 0).then_some(Job::Ahead { left, then })
    }

    /// From a live world in the midst of a run: goes by the policy until that leads away from what is recorded.
    #[inline(never)]
    fn otherwise(&mut self, then: u32, budget: u32) -> Option<Job> {
        for _ in 0..budget {
            let along = self.stepper.position() < self.stepper.len();
            if !along || self.stepper.step_by_policy().is_err() {
                return Some(Job::Ahead { left: AHEAD, then });
            }
            // The world stands one step behind where the run had gone this way before.
            self.stepper.rebuild(1);
        }
        Some(Job::Otherwise { then })
    }

    #[inline(never)]
    fn change(&mut self, after: u32, budget: u32) -> Option<Job> {
        let slice = budget.clamp(1, 64);
        let more = self.run_on(slice);
        match self.stepper.timeline().next_change(after) {
            Some(position) => {
                self.stepper.seek(position);
                None
            }
            None => more.then_some(Job::Change { after }),
        }
    }
}

#[cfg(test)]
mod tests;
