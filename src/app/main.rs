//! Starts the page in the browser.

/// Who gives out the program's memory.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static MEMORY: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

fn main() {
    parallax_app::start();
}
