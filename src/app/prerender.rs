//! Prints the first view as HTML, for the build to write into `index.html`.
use std::io::Write;

fn main() -> std::io::Result<()> {
    let renderer = yew::ServerRenderer::<parallax_app::App>::new().hydratable(false);
    let html = block_on(renderer.render());
    std::io::stdout().write_all(html.as_bytes())
}

/// Drives a future that never waits for anything outside.
fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = std::pin::pin!(future);
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    loop {
        if let std::task::Poll::Ready(value) = future.as_mut().poll(&mut context) {
            return value;
        }
    }
}
