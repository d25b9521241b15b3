//! Lockstep's page: the Yew front end and the embeddable player.
//!
//! JavaScript sees one function, [`mount`](mount::mount); `web/boot/` calls it from the custom element.

pub mod app;
pub mod mount;
pub mod options;
