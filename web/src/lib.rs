//! Lockstep's page: the Yew front end and the embeddable player.
//!
//! JavaScript sees [`mount`](mount::mount), and before it what a language needs; `web/boot/` calls them from the custom element.
//!
//! [`session`] takes a run where the reader wants it, `exploring` has every schedule checked in a Web Worker, [`look`] is how it looks to the reader, [`app`] joins the two, `browser`
//! knows time, address and keyboard; [`ui`] draws. Nothing here computes about concurrency.

pub mod app;
mod browser;
mod draft;
mod exploring;
mod files;
pub mod keys;
pub mod link;
pub mod look;
pub mod mount;
pub mod options;
pub mod session;
mod sizing;
mod store;
pub mod texts;
pub mod ui;

#[cfg(all(test, target_family = "wasm"))]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
