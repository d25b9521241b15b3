//! Which key does what.
//!
//! A key that does something here stops here; every other goes on to the page around the player. No key is taken from a
//! field that wants it itself, nor Space and Enter from what they press.

use crate::look::Panel;
use lockstep_core::present::Id;

/// What a key asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// One step back.
    Back,
    /// One step forwards.
    Forward,
    /// To the last time before this that anyone started or stopped waiting.
    PreviousChange,
    /// To the next time anyone starts or stops waiting.
    NextChange,
    /// To the start.
    First,
    /// To the end.
    Last,
    /// Play or pause.
    Play,
    /// Let the choice of this number happen.
    Choose(u32),
    /// Play slower.
    Slower,
    /// Play faster.
    Faster,
    /// Hide or reveal what happened and what comes.
    Hide,
    /// Large type for a projector, or back.
    Projector,
    /// Show or close the help.
    Help,
    /// Close what is open.
    Close,
}

/// What the help says of the keys: what is on them, and what they do.
pub const HELP: [(&str, Id); 10] = [
    ("← → , .", Id::KeyStep),
    ("Shift ← →", Id::KeyChange),
    ("Home End", Id::KeyEnds),
    ("Space K", Id::KeyPlay),
    ("1 … 9 0", Id::KeyChoose),
    ("[ ]", Id::KeySpeed),
    ("H", Id::KeyHide),
    ("P", Id::KeyProjector),
    ("?", Id::KeyHelp),
    ("Esc", Id::KeyClose),
];

/// What had the focus when a key was pressed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Focus {
    /// A field, a select, a slider: it wants its keys itself.
    pub field: bool,
    /// A button, a link, a summary: Space and Enter press it.
    pub pressed: bool,
}

/// A key as the browser names it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Press<'a> {
    /// `KeyboardEvent.key`.
    pub key: &'a str,
    /// Whether Shift was down.
    pub shift: bool,
    /// Whether Control, Alt or Meta was down: such keys belong to the browser.
    pub modified: bool,
}

impl Key {
    /// What a key asks for, if anything. `letters` is whether single letters and marks are keys.
    pub fn of(press: Press, focus: Focus, letters: bool) -> Option<Key> {
        if press.modified || focus.field {
            return (press.key == "Escape").then_some(Key::Close);
        }
        match press.key {
            "ArrowLeft" if press.shift => Some(Key::PreviousChange),
            "ArrowRight" if press.shift => Some(Key::NextChange),
            "ArrowLeft" => Some(Key::Back),
            "ArrowRight" => Some(Key::Forward),
            "Home" => Some(Key::First),
            "End" => Some(Key::Last),
            "Escape" => Some(Key::Close),
            " " if !focus.pressed => Some(Key::Play),
            single if letters => Key::letter(single),
            _ => None,
        }
    }

    /// Whether a key means something while this lies over the page: only what closes it does.
    pub fn is_heard_in(self, dialog: Option<Panel>) -> bool {
        dialog.is_none_or(|open| self == Key::Close || self == Key::Help && open == Panel::Help)
    }

    #[inline(never)]
    fn letter(key: &str) -> Option<Key> {
        match key {
            "," => Some(Key::Back),
            "." => Some(Key::Forward),
            "k" | "K" => Some(Key::Play),
            "[" => Some(Key::Slower),
            "]" => Some(Key::Faster),
            "h" | "H" => Some(Key::Hide),
            "p" | "P" => Some(Key::Projector),
            "?" => Some(Key::Help),
            "0" => Some(Key::Choose(10)),
            digit => match digit.as_bytes() {
                [digit @ b'1'..=b'9'] => Some(Key::Choose(u32::from(digit - b'0'))),
                _ => None,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_family = "wasm")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn press(key: &str) -> Press<'_> {
        Press { key, ..Press::default() }
    }

    const NOWHERE: Focus = Focus { field: false, pressed: false };

    #[test]
    fn every_key_of_the_help_does_what_it_says() {
        use Key::*;
        let on = |sign: &str| match sign {
            "←" => "ArrowLeft".to_string(),
            "→" => "ArrowRight".into(),
            "Space" => " ".into(),
            "Esc" => "Escape".into(),
            sign => sign.into(),
        };
        for (shown, does) in HELP {
            let shift = shown.starts_with("Shift");
            let meanings: &[Key] = match does {
                Id::KeyStep => &[Back, Forward, Back, Forward],
                Id::KeyChange => &[PreviousChange, NextChange],
                Id::KeyEnds => &[First, Last],
                Id::KeyPlay => &[Play, Play],
                Id::KeyChoose => &[Choose(1), Choose(9), Choose(10)],
                Id::KeySpeed => &[Slower, Faster],
                Id::KeyHide => &[Hide],
                Id::KeyProjector => &[Projector],
                Id::KeyHelp => &[Help],
                Id::KeyClose => &[Close],
                other => panic!("{other:?} is of no key"),
            };
            let signs = shown.split(' ').filter(|sign| !matches!(*sign, "Shift" | "…"));
            let pressed: Vec<_> = signs
                .map(|sign| Key::of(Press { shift, ..press(&on(sign)) }, NOWHERE, true).expect("it is a key"))
                .collect();
            assert_eq!(pressed, meanings, "{shown}");
        }
        for letter in ["k", "h", "p"] {
            let capital = letter.to_uppercase();
            assert_eq!(Key::of(press(letter), NOWHERE, true), Key::of(press(&capital), NOWHERE, true));
        }
        assert!(
            (2..10).all(|number| Key::of(press(&number.to_string()), NOWHERE, true) == Some(Choose(number)))
        );
    }

    #[test]
    fn no_key_is_taken_from_who_wants_it() {
        let field = Focus { field: true, pressed: false };
        for key in ["ArrowLeft", "Home", " ", "k", "1"] {
            assert_eq!(Key::of(press(key), field, true), None, "{key}");
        }
        let button = Focus { field: false, pressed: true };
        assert_eq!(Key::of(press(" "), button, true), None);
        assert_eq!(Key::of(press("Enter"), button, true), None);
        assert_eq!(Key::of(press("ArrowRight"), button, true), Some(Key::Forward));
        let chord = Press { modified: true, ..press("ArrowLeft") };
        assert_eq!(Key::of(chord, NOWHERE, true), None);
        assert_eq!(Key::of(press("x"), NOWHERE, true), None);
    }

    #[test]
    fn over_the_page_only_what_closes_is_heard() {
        for key in [Key::Forward, Key::Play, Key::Choose(1), Key::Projector, Key::Hide] {
            assert!(key.is_heard_in(None) && !key.is_heard_in(Some(Panel::Help)), "{key:?}");
        }
        assert!(Key::Close.is_heard_in(Some(Panel::Share)) && Key::Help.is_heard_in(Some(Panel::Help)));
        assert!(!Key::Help.is_heard_in(Some(Panel::Share)));
    }

    #[test]
    fn letters_can_be_switched_off() {
        assert_eq!(Key::of(press("k"), NOWHERE, false), None);
        assert_eq!(Key::of(press("3"), NOWHERE, false), None);
        assert_eq!(Key::of(press("ArrowRight"), NOWHERE, false), Some(Key::Forward));
    }
}
