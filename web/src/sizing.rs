//! The sizing on show: what it comes to, and what the rules come to beside it, measured in slices.

use lockstep_core::cluster::sizing::{Kind, Sizing};
use lockstep_core::cluster::sweep::{Figures, Rule, Sweep, Trial, Work};
use lockstep_core::lessons::{SIZED, Values};
use lockstep_core::present::Locale;
use lockstep_core::present::sizing::{self, Known, SizingView};

/// What can be pressed on the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Item {
    /// The node of this number.
    Node(u16),
    /// The thing at this place among the view's.
    Thing(usize),
}

/// A sizing that is being measured, and looked at.
pub struct Measuring {
    /// What the reader has asked for last.
    pub wanted: Option<Kind>,
    /// What is chosen on the map.
    pub chosen: Option<Item>,
    /// The place of the map's button that the arrow keys go on from.
    pub at: usize,
    /// The number of nodes that is pointed at in a plot.
    pub pointed: Option<u16>,
    sizing: Sizing,
    rule: Option<Rule>,
    trial: Option<Trial>,
    figures: Option<Figures>,
    sweep: Sweep,
    stopped: bool,
    done: bool,
}

impl Measuring {
    /// Nothing is measured yet of the sizing that these values ask for.
    pub fn new(values: &Values) -> Measuring {
        let (sizing, rule) = values.sizing();
        let sweep = Sweep::new(SIZED, Work::default());
        let trial = Trial::new(sizing, &Work::default()).ok();
        Measuring {
            wanted: None,
            chosen: None,
            at: 0,
            pointed: None,
            sizing,
            rule,
            trial,
            figures: None,
            sweep,
            stopped: false,
            done: false,
        }
    }

    /// Goes over to the sizing that these values ask for; what is known of the rules stays.
    pub fn turn(&mut self, values: &Values) {
        let (sizing, rule) = values.sizing();
        self.rule = rule;
        if self.sizing != sizing {
            self.sizing = sizing;
            (self.chosen, self.at) = (None, 0);
            self.figures = None;
            self.trial = Trial::new(sizing, &Work::default()).ok();
        }
    }

    /// Chooses what a button of the map stands for, or what is chosen no longer.
    pub fn choose(&mut self, place: usize, item: Item) {
        self.at = place;
        self.chosen = (self.chosen != Some(item)).then_some(item);
    }

    /// How many locks, counters and queues there are.
    pub fn counts(&self) -> [u32; 3] {
        [self.sizing.locks, self.sizing.counters, self.sizing.queues]
    }

    /// Whether there is more to be measured.
    pub fn is_busy(&self) -> bool {
        self.trial.is_some() || !self.stopped && !self.done
    }

    /// Measures for so many steps; whether there is more to do.
    pub fn work(&mut self, steps: u32) -> bool {
        match &mut self.trial {
            Some(trial) => {
                self.figures = trial.go_on(steps);
                if self.figures.is_some() {
                    self.trial = None;
                }
            }
            None if self.stopped => {}
            None => self.done = !self.sweep.go_on(steps),
        }
        self.is_busy()
    }

    /// How far it has come, as far as that is drawn.
    pub fn measured(&self) -> (bool, usize, bool) {
        (self.figures.is_some(), self.sweep.done().len(), self.done)
    }

    /// Stops measuring the rules, or goes on with it.
    pub fn stop(&mut self, stopped: bool) {
        self.stopped = stopped;
    }

    /// Whether it was stopped before all was known.
    pub fn is_stopped(&self) -> bool {
        self.stopped && !self.done
    }

    /// Whether all is known of the rules.
    pub fn is_done(&self) -> bool {
        self.done
    }

    /// How many there are of each, and by which rule.
    pub fn sizing(&self) -> (Sizing, Option<Rule>) {
        (self.sizing, self.rule)
    }

    /// What is to be drawn.
    pub fn view(&self, locale: Locale) -> SizingView {
        let (sizing, rule) = (self.sizing, self.rule);
        let swept = self.sweep.done();
        sizing::sizing(&Known { sizing, rule, figures: self.figures, swept, most: SIZED }, locale)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lockstep_core::lessons;
    #[cfg(target_family = "wasm")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn values(text: &str) -> Values {
        lessons::find("sizing").expect("it is built in").values(text).expect("the values are good")
    }

    #[test]
    fn the_sizing_on_show_is_measured_first_and_the_rules_stay_known() {
        let mut measuring = Measuring::new(&values("n=2"));
        while measuring.view(Locale::English).verdict.is_empty() {
            assert!(measuring.work(64));
        }
        assert_eq!(measuring.view(Locale::English).known, 1, "nothing is known of the rules yet");
        while measuring.view(Locale::English).known < 3 {
            assert!(measuring.work(64));
        }
        measuring.turn(&values("n=3&variant=own&locks=3&counters=1&queues=1"));
        assert!(measuring.view(Locale::English).verdict.is_empty());
        while measuring.view(Locale::English).verdict.is_empty() {
            assert!(measuring.work(64));
        }
        measuring.stop(true);
        assert!(!measuring.is_busy() && measuring.is_stopped());
        let known = measuring.view(Locale::English);
        assert_eq!((known.known, known.verdict.len()), (3, 4));
    }

    #[test]
    fn what_the_rule_refuses_is_not_measured() {
        let mut measuring = Measuring::new(&values("n=1"));
        measuring.stop(true);
        assert!(!measuring.is_busy());
        measuring.turn(&values("n=1&variant=own"));
        assert!(measuring.is_busy());
        while measuring.work(64) {}
        assert_eq!(measuring.view(Locale::Chinese).verdict.len(), 1);
    }
}
