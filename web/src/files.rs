//! Files that go out and come in. Nothing is sent anywhere: the browser saves them, and reads what the reader chose.

use std::fmt::Write as _;

use js_sys::{Array, JSON, Reflect};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, BlobPropertyBag, File, HtmlAnchorElement, HtmlInputElement, Url};

use crate::browser::is_dark;
use crate::look::Look;
use crate::options;
use crate::session::Session;
use lockstep_core::formats::{Trace, TraceError, trace};
use lockstep_core::lessons;
use lockstep_core::present::{self, Frame, Locale, Theme};

/// What a run is saved as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Run {
    /// Every step's sentence, a line each.
    Text,
    /// Every event, as JSON.
    Trace,
}

/// Saves the picture of a moment.
#[inline(never)]
pub fn picture(frame: &Frame, name: &str, look: Look) {
    let dark = match look.theme {
        options::Theme::Auto => is_dark(),
        options::Theme::Light => false,
        options::Theme::Dark => true,
    };
    let theme = if dark { Theme::Dark } else { Theme::Light };
    let drawn = present::svg(frame, look.locale, theme);
    hand_over(&format!("{name}.svg"), "image/svg+xml", &Array::of1(&drawn.into()));
}

/// Saves a Go program, under the name by which it is run.
#[inline(never)]
pub fn source(text: &str) {
    hand_over(&lessons::file_name(text), "text/plain", &Array::of1(&text.into()));
}

/// A run on its way into a file. That of a million steps takes a while, so it is made in slices.
pub struct Saving {
    what: Run,
    locale: Locale,
    next: u32,
    /// What was made of it, one text a slice.
    parts: Array,
}

impl Saving {
    /// Nothing is made yet.
    #[inline(never)]
    pub fn new(what: Run, session: &Session, locale: Locale) -> Saving {
        let parts = Array::new();
        if what == Run::Trace {
            let (program, token) = (session.address().to_string(), session.token().to_string());
            parts.push(&Trace::head(&program, &token, session.program().source().text()).into());
        }
        Saving { what, locale, next: 0, parts }
    }

    /// How many steps are in it.
    pub fn progress(&self) -> u32 {
        self.next
    }

    /// Takes in so many positions more of the same run, and at its end hands it to the browser; whether there is more.
    #[inline(never)]
    pub fn work(&mut self, session: &Session, positions: u32) -> bool {
        let (timeline, scene) = (session.timeline(), session.program().scene());
        let to = timeline.len().min(self.next + positions - 1);
        let mut text = String::new();
        match self.what {
            Run::Text => {
                let told = present::transcript(timeline, scene.cast, self.next..=to, self.locale);
                for (step, said) in (self.next..).zip(told) {
                    // Writing to a String cannot fail.
                    let _ = writeln!(text, "{step:4}  {}", said.plain());
                }
            }
            Run::Trace => (self.next..=to).for_each(|position| Trace::step(timeline, position, &mut text)),
        }
        self.next = to + 1;
        let more = to < timeline.len();
        if !more && self.what == Run::Trace {
            text.push_str(Trace::TAIL);
        }
        self.parts.push(&text.into());
        if !more {
            let (ending, kind) = match self.what {
                Run::Text => ("txt", "text/plain"),
                Run::Trace => ("json", "application/json"),
            };
            hand_over(&format!("{}.{ending}", scene.id), kind, &self.parts);
        }
        more
    }
}

/// Hands a text, in parts, to the browser to be saved.
fn hand_over(name: &str, kind: &str, parts: &Array) {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let Ok(blob) = Blob::new_with_str_sequence_and_options(parts, &options) else { return };
    let Ok(url) = Url::create_object_url_with_blob(&blob) else { return };
    let link = web_sys::window().and_then(|window| window.document()).and_then(|document| {
        let link = document.create_element("a").ok()?;
        link.dyn_into::<HtmlAnchorElement>().ok()
    });
    if let Some(link) = link {
        link.set_href(&url);
        link.set_download(name);
        link.click();
    }
    Url::revoke_object_url(&url).ok();
}

/// Reads the run in the file that was chosen in a field: its token.
///
/// The steps in it are not gone through: the token runs the program again, and says so where that is not the same run.
pub fn open(field: &HtmlInputElement, then: impl FnOnce(Result<String, TraceError>) + 'static) {
    let Some(file) = field.files().and_then(|files| files.get(0)) else { return };
    // Empty again, so that the same file can be chosen once more.
    field.set_value("");
    spawn_local(async move { then(token(&file).await) });
}

async fn token(file: &File) -> Result<String, TraceError> {
    if file.size() > Trace::LARGEST as f64 {
        return Err(TraceError::TooLarge);
    }
    let text = JsFuture::from(file.text()).await.ok().and_then(|text| text.as_string());
    token_in(&text.unwrap_or_default())
}

/// The browser's own reader finds it in a tenth of the code that reading every step takes ([`Trace::from_json`]).
fn token_in(text: &str) -> Result<String, TraceError> {
    let trace = JSON::parse(text).map_err(|_| TraceError::Foreign)?;
    let said = |name: &str| Reflect::get(&trace, &name.into()).ok();
    let word = |name: &str| said(name)?.as_string();
    if word("format").as_deref() != Some(Trace::FORMAT) {
        return Err(TraceError::Foreign);
    }
    match said("version").and_then(|version| version.as_f64()) {
        Some(version) if version > f64::from(trace::VERSION) => Err(TraceError::Newer(version as u32)),
        Some(_) => word("token").filter(|token| !token.is_empty()).ok_or(TraceError::NoToken),
        None => Err(TraceError::Foreign),
    }
}

#[cfg(all(test, target_family = "wasm"))]
mod tests {
    use super::*;
    use lockstep_core::timeline::Timeline;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn the_token_of_a_trace_is_found_and_nothing_else_is_taken_for_one() {
        let (program, source) = ("queueing".to_string(), "package main".to_string());
        let trace = Trace { program, token: "s1.x".into(), source, timeline: Timeline::new(&[]) };
        let json = trace.to_json();
        assert_eq!(token_in(&json).as_deref(), Ok("s1.x"));
        for bad in ["", "null", "7", "[]", "{\"token\":\"s1.x\"}", &json[1..], &json.replace("-trace", "")] {
            assert_eq!(token_in(bad), Err(TraceError::Foreign), "{bad}");
        }
        assert_eq!(token_in(&json.replace("s1.x", "")), Err(TraceError::NoToken));
        let newer = json.replace(&format!("n\":{}", trace::VERSION), "n\":99");
        assert_eq!(token_in(&newer), Err(TraceError::Newer(99)));
    }
}
