//! Starts the page in the browser.
fn main() {
    parallax_app::start();
}
