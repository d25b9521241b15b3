//! The time and the output, natively and in wasm under Node.

#[cfg(not(target_family = "wasm"))]
mod host {
    use std::sync::OnceLock;
    use std::time::Instant;

    /// Seconds since some fixed instant.
    pub fn seconds() -> f64 {
        static START: OnceLock<Instant> = OnceLock::new();
        START.get_or_init(Instant::now).elapsed().as_secs_f64()
    }

    /// Prints a text.
    pub fn print(text: &str) {
        println!("{text}");
    }
}

#[cfg(target_family = "wasm")]
mod host {
    use wasm_bindgen::prelude::wasm_bindgen;

    #[wasm_bindgen]
    extern "C" {
        #[wasm_bindgen(js_namespace = performance, js_name = now)]
        fn milliseconds() -> f64;
        #[wasm_bindgen(js_namespace = console)]
        fn log(text: &str);
    }

    /// Seconds since some fixed instant.
    pub fn seconds() -> f64 {
        milliseconds() / 1000.0
    }

    /// Prints a text.
    pub fn print(text: &str) {
        log(text);
    }
}

pub use host::{print, seconds};
