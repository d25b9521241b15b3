//! The map of a small program's executions: it is told state by state, in slices, and the run on show is followed over it.

use std::cell::RefCell;
use std::rc::Rc;

use crate::session::Session;
use lockstep_core::explore::{Map, Report};
use lockstep_core::lessons::{Program, Running};
use lockstep_core::present::{self, Following, Locale, MapView, Survey, Traced};

/// A map in the making, or made.
pub struct Chart {
    survey: Survey<Running>,
    following: Following<Running>,
    program: Program,
    view: RefCell<Option<(Locale, Rc<MapView>)>>,
}

impl Chart {
    /// Begins to tell a map of this program.
    #[inline(never)]
    pub fn begin(map: &Map, program: &Program) -> Option<Chart> {
        let start = |events: &mut Vec<_>| program.start(events);
        Some(Chart {
            survey: Survey::new(map, program.scene().cast, start)?,
            following: Following::new(start),
            program: program.clone(),
            view: RefCell::default(),
        })
    }

    /// Whether there is work to be done before the map shows this run as far as it is on show.
    pub fn is_busy(&self, session: &Session) -> bool {
        let (run, position) = (session.timeline(), session.place().0);
        self.survey.is_busy() || !self.following.is_of(run, position) || self.following.is_busy(position)
    }

    /// Tells one more state, or follows one more step.
    #[inline(never)]
    pub fn work(&mut self, map: &Map, session: &Session) {
        let (run, position) = (session.timeline(), session.place().0);
        if self.survey.is_busy() {
            self.survey.work(map, self.program.scene().cast);
        } else if !self.following.is_of(run, position) {
            self.following = Following::new(|events| self.program.start(events));
        } else if self.following.is_busy(position) {
            self.following.work(run, &self.survey);
        }
    }

    /// What is drawn of it, once it is told.
    #[inline(never)]
    pub fn view(&self, of: &Report, locale: Locale, session: &Session) -> Option<(Rc<MapView>, Traced)> {
        let map = of.map.as_ref().filter(|_| !self.survey.is_busy())?;
        let mut kept = self.view.borrow_mut();
        let known = kept.take().filter(|(known, _)| *known == locale).map(|(_, view)| view);
        let view = known.unwrap_or_else(|| Rc::new(present::map(map, &self.survey, &of.findings, locale)));
        *kept = Some((locale, view.clone()));
        let (run, position) = (session.timeline(), session.place().0);
        let states = if self.following.is_of(run, position) { self.following.states(position) } else { &[0] };
        let traced = view.trace(map, states);
        Some((view, traced))
    }
}
