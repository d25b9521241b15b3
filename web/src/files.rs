//! Files that go out and come in. Nothing is sent anywhere: the browser saves them, and reads what the reader chose.

use js_sys::{JSON, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, BlobPropertyBag, File, HtmlAnchorElement, HtmlInputElement, Url};

use crate::look::Look;
use crate::options;
use crate::session::Session;
use lockstep_core::formats::{Trace, TraceError, trace};
use lockstep_core::present::{self, Frame, Theme};

/// What can be saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Save {
    /// The moment on show as SVG.
    Picture,
    /// Every step's sentence, a line each.
    Text,
    /// The whole run as JSON.
    Trace,
}

/// Saves the moment or the run on show.
pub fn save(what: Save, session: &Session, frame: &Frame, look: Look) {
    let locale = look.locale;
    let (program, timeline) = (session.program(), session.timeline());
    let (ending, kind, text) = match what {
        Save::Picture => {
            let dark = match look.theme {
                options::Theme::Auto => is_dark(),
                options::Theme::Light => false,
                options::Theme::Dark => true,
            };
            let theme = if dark { Theme::Dark } else { Theme::Light };
            ("svg", "image/svg+xml", present::svg(frame, locale, theme))
        }
        Save::Text => {
            let told = present::transcript(timeline, program.scene().cast, 0..=timeline.len(), locale);
            let line = |(step, said): (u32, present::Sentence)| format!("{step:4}  {}\n", said.plain());
            ("txt", "text/plain", (0..).zip(told).map(line).collect())
        }
        Save::Trace => {
            let trace = Trace {
                program: session.address().to_string(),
                token: session.token().to_string(),
                source: program.source().text().to_string(),
                timeline: timeline.clone(),
            };
            ("json", "application/json", trace.to_json())
        }
    };
    hand_over(&format!("{}.{ending}", program.scene().id), kind, &text);
}

/// Whether the reader's system is dark.
fn is_dark() -> bool {
    let query = web_sys::window()
        .and_then(|window| window.match_media("(prefers-color-scheme: dark)").ok().flatten());
    query.is_some_and(|query| query.matches())
}

/// Hands a text to the browser to be saved.
fn hand_over(name: &str, kind: &str, text: &str) {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let parts = js_sys::Array::of1(&JsValue::from_str(text));
    let Ok(blob) = Blob::new_with_str_sequence_and_options(&parts, &options) else { return };
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
        assert_eq!(token_in(&json.replace("n\":1", "n\":9")), Err(TraceError::Newer(9)));
    }
}
