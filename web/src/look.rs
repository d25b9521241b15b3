//! How the page looks to this reader: language, theme, speed, what is open. Changed by pure functions.

use lockstep_core::present::Locale;

use crate::browser::languages;
use crate::options::{Options, Theme};
use crate::store;

/// Steps a second, slowest first.
pub const SPEEDS: [f64; 10] = [0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 256.0, 1024.0];

/// What lies open over or beside the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Panel {
    /// The lesson's text, in place of the program.
    Lesson,
    /// Links, pictures and files to take away.
    Share,
    /// Keys and signs.
    Help,
    /// What every schedule can lead to, in place of who goes next.
    Schedules,
}

/// What stage and timeline show, said otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Twin {
    /// The stage as tables.
    Tables,
    /// The steps so far as text.
    Text,
}

/// How the page looks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Look {
    /// The language.
    pub locale: Locale,
    /// Light or dark.
    pub theme: Theme,
    /// Which of [`SPEEDS`].
    pub speed: usize,
    /// Only stage, sentence and controls, in large type.
    pub projector: bool,
    /// Whether what happened and what comes is hidden, so that a class can predict it.
    pub hidden: bool,
    /// Whether the arrows of who waits for whom are asked for.
    pub why: bool,
    /// What is open.
    pub panel: Option<Panel>,
    /// Which twin of the picture is open.
    pub twin: Option<Twin>,
    /// Whether single letters are keys.
    pub letters: bool,
}

/// A change of the look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// Another language.
    Locale(Locale),
    /// The next of auto, light and dark, on a system that is dark or not.
    Theme {
        /// Whether the system is dark.
        dark: bool,
    },
    /// Slower.
    Slower,
    /// Faster.
    Faster,
    /// This one of [`SPEEDS`].
    Speed(usize),
    /// Projector on or off.
    Projector,
    /// Hide or reveal.
    Hide,
    /// Show or hide who waits for whom.
    Why,
    /// Open a panel, or close it if it is open.
    Panel(Panel),
    /// Open a twin of the picture, or close it if it is open.
    Twin(Twin),
    /// Close what is open.
    Close,
    /// Single letters are keys, or not.
    Letters,
}

impl Look {
    /// How a player of these options looks at first, to this reader.
    pub fn first(options: &Options) -> Look {
        Look::new(options, store::likes(), &languages())
    }

    /// The look that a page asks for; where it asks for nothing, the one that was kept, and else the browser's.
    pub fn new(options: &Options, kept: (Option<Theme>, Option<Locale>, bool), languages: &[String]) -> Look {
        let (theme, locale, letters) = kept;
        let spoken = || languages.iter().find_map(|tag| Locale::from_tag(tag));
        Look {
            locale: Locale::from_tag(&options.locale).or(locale).or_else(spoken).unwrap_or_default(),
            theme: if options.theme == Theme::Auto { theme.unwrap_or_default() } else { options.theme },
            speed: 2,
            projector: false,
            hidden: false,
            why: false,
            panel: None,
            twin: None,
            letters,
        }
    }

    /// The look once something was answered: the panel from which it may have been asked does not cover the answer.
    pub fn answered(self) -> Look {
        Look { panel: self.panel.filter(|panel| *panel != Panel::Share), ..self }
    }

    /// The look after a change.
    pub fn turned(self, turn: Turn) -> Look {
        match turn {
            Turn::Locale(locale) => Look { locale, ..self },
            Turn::Theme { dark } => Look { theme: self.theme.next(dark), ..self },
            Turn::Slower => Look { speed: self.speed.saturating_sub(1), ..self },
            Turn::Faster => Look { speed: (self.speed + 1).min(SPEEDS.len() - 1), ..self },
            Turn::Speed(speed) => Look { speed: speed.min(SPEEDS.len() - 1), ..self },
            Turn::Projector => Look { projector: !self.projector, panel: self.panel.filter(stays), ..self },
            Turn::Hide => Look { hidden: !self.hidden, ..self },
            Turn::Why => Look { why: !self.why, ..self },
            Turn::Panel(panel) => {
                let projector = self.projector && stays(&panel);
                Look { panel: (self.panel != Some(panel)).then_some(panel), projector, ..self }
            }
            Turn::Twin(twin) => Look { twin: (self.twin != Some(twin)).then_some(twin), ..self },
            Turn::Close if self.panel.is_none() => Look { projector: false, ..self },
            Turn::Close => Look { panel: None, ..self },
            Turn::Letters => Look { letters: !self.letters, ..self },
        }
    }

    /// How long to wait between two ticks while playing, in milliseconds, and how many steps a tick takes.
    pub fn pace(self) -> (u32, u32) {
        const FASTEST: f64 = 33.0;
        let wait = 1_000.0 / SPEEDS[self.speed];
        if wait >= FASTEST { (wait as u32, 1) } else { (FASTEST as u32, (FASTEST / wait).round() as u32) }
    }
}

/// Whether a panel has its place in large type, too.
fn stays(panel: &Panel) -> bool {
    *panel == Panel::Schedules
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_family = "wasm")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn plain() -> Look {
        Look::new(&Options::default(), (None, None, true), &[])
    }

    #[test]
    fn what_the_page_asks_for_comes_before_what_was_kept() {
        let asked = Options { locale: "zh".into(), theme: Theme::Dark, ..Options::default() };
        let kept = (Some(Theme::Light), Some(Locale::English), true);
        let look = Look::new(&asked, kept, &[]);
        assert_eq!((look.locale, look.theme), (Locale::Chinese, Theme::Dark));
        let look = Look::new(&Options::default(), kept, &["zh-CN".into()]);
        assert_eq!((look.locale, look.theme), (Locale::English, Theme::Light));
        let look = Look::new(&Options::default(), (None, None, true), &["fr".into(), "zh-Hans".into()]);
        assert_eq!(look.locale, Locale::Chinese);
    }

    #[test]
    fn a_panel_opens_and_closes_and_leaves_the_projector() {
        let look = plain().turned(Turn::Projector).turned(Turn::Panel(Panel::Help));
        assert_eq!((look.panel, look.projector), (Some(Panel::Help), false));
        assert_eq!(look.turned(Turn::Panel(Panel::Help)).panel, None);
        assert_eq!(look.turned(Turn::Close).panel, None);
    }

    #[test]
    fn a_check_is_looked_at_in_large_type_too() {
        let look = plain().turned(Turn::Projector).turned(Turn::Panel(Panel::Schedules));
        assert_eq!((look.panel, look.projector), (Some(Panel::Schedules), true));
        let look = look.turned(Turn::Projector);
        assert_eq!((look.panel, look.projector), (Some(Panel::Schedules), false));
    }

    #[test]
    fn every_speed_takes_as_many_steps_a_second_as_it_says() {
        for (speed, steps) in SPEEDS.iter().enumerate() {
            let (wait, taken) = Look { speed, ..plain() }.pace();
            let real = f64::from(taken) * 1_000.0 / f64::from(wait);
            assert!((real / steps - 1.0).abs() < 0.1, "{steps} a second is {real}");
        }
    }
}
