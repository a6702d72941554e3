//! Prints the HTML of the first view, made natively by the components that the browser runs.
//!
//! The build puts it into `index.html`, so that the text is there before any script, and stays when scripts
//! or WebAssembly are missing.
use parallax_app::{App, AppProps};
use std::io::Write;

fn main() -> std::io::Result<()> {
    let props = || AppProps::here(embed::collection());
    let html = pollster::block_on(yew::ServerRenderer::<App>::with_props(props).hydratable(false).render());
    std::io::stdout().lock().write_all(html.as_bytes())
}
