//! The engine alone in WebAssembly, beside the native program: the same answers, and how fast.
use crate::console;
use crate::process::{Outcome, run};
use crate::tools::{TARGET, Toolbox, target_dir};

/// Builds both as they ship and compares them on many texts.
pub(crate) fn compare(toolbox: &Toolbox) -> Outcome<()> {
    let folder = target_dir().join("engine");
    console::timed("building the engine for the browser and for this machine", || {
        let example = ["build", "--quiet", "--release", "--package", "parallax-app", "--example", "engine"];
        run(toolbox.cargo().args(example).args(["--target", TARGET]))?;
        let built = target_dir().join(TARGET).join("release/examples/engine.wasm");
        let glued = ["--target", "nodejs", "--no-typescript", "--out-name", "engine", "--out-dir"];
        run(toolbox.command("wasm-bindgen").args(glued).arg(&folder).arg(built))?;
        run(toolbox.cargo().args(["build", "--quiet", "--profile", "native", "--package", "parallax-cli"]))
    })?;
    let mut node = toolbox.command("node");
    node.arg("src/app/tests/engine.mjs").env("PARALLAX_ENGINE", folder);
    run(node.env("PARALLAX_NATIVE", target_dir().join("native/parallax")))
}
