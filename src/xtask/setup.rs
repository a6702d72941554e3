//! Installs what is missing, says what it is and how long it takes, and does nothing the second time.
//!
//! Programs written in Rust come prebuilt where `cargo binstall` is at hand, and are compiled otherwise. The others come
//! from npm, without running any script of theirs. Only a missing Node, browser, Java or Python is asked of the system.
use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::console;
use crate::process::{Outcome, fail, output_of, read, run};
use crate::tools::{
    AXE, BINARYEN, COMPROMISE, FLEXSEARCH, LIGHTHOUSE, MINISEARCH, NODE, NODE_OLDEST, PLAYWRIGHT, PYSPARK, TARGET,
    TRUNK, Tool, Toolbox, WASM_BINDGEN, cache, root,
};

/// What `build` and `serve` need.
pub(crate) fn for_build() -> Outcome<Toolbox> {
    matches_lock_file()?;
    let mut toolbox = Toolbox { cache: cache()?, path: Vec::new(), chromium: None };
    target()?;
    from_cargo(&mut toolbox, TRUNK)?;
    from_cargo(&mut toolbox, WASM_BINDGEN)?;
    node(&mut toolbox)?;
    wasm_opt(&mut toolbox)?;
    Ok(toolbox)
}

/// What is needed to check everything.
pub(crate) fn everything() -> Outcome<Toolbox> {
    let start = std::time::Instant::now();
    let mut toolbox = for_build()?;
    for package in [PLAYWRIGHT, AXE, LIGHTHOUSE] {
        from_npm(&toolbox, package)?;
    }
    toolbox.chromium = Some(chromium()?);
    console::say(&format!("✓ all tools are at hand ({})", console::seconds(start.elapsed())));
    Ok(toolbox)
}

/// What all commands need: the libraries to measure beside, too.
pub(crate) fn for_bench() -> Outcome<Toolbox> {
    let toolbox = everything()?;
    for package in [MINISEARCH, FLEXSEARCH, COMPROMISE] {
        from_npm(&toolbox, package)?;
    }
    Ok(toolbox)
}

/// The glue writer refuses a program made with another version of its library: say so before an hour is lost.
fn matches_lock_file() -> Outcome<()> {
    let lock = read(&root().join("Cargo.lock"))?;
    let mut lines = lock.lines().skip_while(|line| *line != "name = \"wasm-bindgen\"").skip(1);
    let locked = lines.next().and_then(|line| line.strip_prefix("version = \"")?.strip_suffix('"'));
    match locked {
        Some(version) if version != WASM_BINDGEN.version => fail(format!(
            "Cargo.lock has wasm-bindgen {version}, src/xtask/tools.rs has {}: make them equal",
            WASM_BINDGEN.version
        )),
        _ => Ok(()),
    }
}

fn target() -> Outcome<()> {
    let sysroot = output_of(Command::new("rustc").args(["--print", "sysroot"]).current_dir(root()))?;
    let library = Path::new(sysroot.trim()).join("lib/rustlib").join(TARGET).join("lib");
    if library.is_dir() {
        return Ok(());
    }
    console::timed(&format!("adding the target {TARGET}"), || {
        run(Command::new("rustup").args(["target", "add", TARGET]).current_dir(root()))
    })
    .or_else(|failure| fail(format!("{}\nInstall Rust by rustup, or the target {TARGET} your own way", failure.0)))
}

fn from_cargo(toolbox: &mut Toolbox, tool: Tool) -> Outcome<()> {
    let bin = tool.cargo_bin(&toolbox.cache);
    if !bin.join(tool.program).is_file() {
        if tool.on_path() {
            return Ok(());
        }
        let what = format!("installing {} {} ({})", tool.package, tool.version, tool.purpose);
        console::timed(&what, || install_by_cargo(tool, &tool.folder(&toolbox.cache)))?;
    }
    toolbox.path.push(bin);
    Ok(())
}

fn install_by_cargo(tool: Tool, folder: &Path) -> Outcome<()> {
    let has_binstall = output_of(Command::new("cargo").args(["binstall", "-V"])).is_ok();
    if has_binstall {
        let mut prebuilt = Command::new("cargo");
        prebuilt.args(["binstall", "--no-confirm", "--locked", "--version", tool.version, "--root"]);
        if run(prebuilt.arg(folder).arg(tool.package)).is_ok() && folder.join("bin").join(tool.program).is_file() {
            return Ok(());
        }
    }
    let install = || {
        let mut command = Command::new("cargo");
        // Not in this project's folder nor with its flags.
        command.args(["install", "--version", tool.version, "--root"]).arg(folder).arg(tool.package);
        command.current_dir(env::temp_dir()).env_remove("CARGO_TARGET_DIR").env_remove("RUSTFLAGS");
        // Their authors ask for the fastest program; here it runs for seconds, and waiting for it is what costs.
        command.env("CARGO_PROFILE_RELEASE_LTO", "off").env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16");
        command.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1").env("CARGO_PROFILE_RELEASE_DEBUG", "0");
        command
    };
    // With the author's own lock file; without it where that names something that is no longer published.
    run(install().arg("--locked")).or_else(|_| run(&mut install()))
}

fn node(toolbox: &mut Toolbox) -> Outcome<()> {
    let bin = NODE.folder(&toolbox.cache).join("node_modules").join(node_package()).join("bin");
    if bin.join("node").is_file() {
        toolbox.path.push(bin);
        return Ok(());
    }
    if node_is_new_enough() {
        return Ok(());
    }
    if output_of(Command::new("npm").arg("--version")).is_err() {
        console::timed("installing Node and npm from the system's packages (a minute)", || apt(&["nodejs", "npm"]))
            .or_else(|_| fail(format!("there is no Node: install Node.js {} or newer, with npm", NODE_OLDEST.0)))?;
        if node_is_new_enough() {
            return Ok(());
        }
    }
    let package = Tool { package: "node", ..NODE };
    from_npm_as(toolbox, package, &node_package()).or_else(|failure| {
        let (major, minor) = NODE_OLDEST;
        fail(format!("{}\nInstall Node.js {major}.{minor} or newer", failure.0))
    })?;
    toolbox.path.push(bin);
    Ok(())
}

fn node_is_new_enough() -> bool {
    output_of(Command::new("node").arg("--version")).is_ok_and(|answer| {
        let mut numbers = answer.trim().trim_start_matches('v').split('.').map_while(|number| number.parse().ok());
        numbers.next().zip(numbers.next()).is_some_and(|version: (u32, u32)| version >= NODE_OLDEST)
    })
}

/// The package that holds Node itself for this kind of machine.
fn node_package() -> String {
    let system = if cfg!(target_os = "macos") { "darwin" } else { "linux" };
    let machine = if cfg!(target_arch = "aarch64") { "arm64" } else { "x64" };
    format!("node-{system}-{machine}")
}

fn wasm_opt(toolbox: &mut Toolbox) -> Outcome<()> {
    let bin = BINARYEN.npm_bin(&toolbox.cache);
    if !bin.join(BINARYEN.program).is_file() {
        if BINARYEN.on_path() {
            return Ok(());
        }
        from_npm(toolbox, BINARYEN)?;
    }
    toolbox.path.push(bin);
    Ok(())
}

fn from_npm(toolbox: &Toolbox, tool: Tool) -> Outcome<()> {
    from_npm_as(toolbox, tool, tool.package)
}

/// Installs beside the final folder and moves it there when it is whole, so a broken attempt leaves nothing behind.
fn from_npm_as(toolbox: &Toolbox, tool: Tool, package: &str) -> Outcome<()> {
    let folder = tool.folder(&toolbox.cache);
    if folder.join("node_modules").join(package).is_dir() {
        return Ok(());
    }
    let what = format!("installing {package} {} ({})", tool.version, tool.purpose);
    console::timed(&what, || {
        let attempt = folder.with_extension(format!("part-{}", std::process::id()));
        let made = std::fs::create_dir_all(&attempt);
        if let Err(error) = made {
            return fail(format!("{} cannot be made: {error}", attempt.display()));
        }
        let mut npm = toolbox.command("npm");
        npm.args([
            "install",
            "--no-save",
            "--no-audit",
            "--no-fund",
            "--ignore-scripts",
            "--loglevel=error",
            "--prefix",
        ]);
        run(npm.arg(&attempt).arg(format!("{package}@{}", tool.version)).current_dir(&attempt))?;
        match std::fs::rename(&attempt, &folder) {
            Err(error) if !folder.is_dir() => fail(format!("{} cannot be made: {error}", folder.display())),
            _ => Ok(()),
        }
    })
}

fn chromium() -> Outcome<PathBuf> {
    if let Some(found) = find_chromium() {
        return Ok(found);
    }
    let installed = console::timed("installing chromium from the system's packages (a minute)", || apt(&["chromium"]));
    match (installed, find_chromium()) {
        (Ok(()), Some(found)) => Ok(found),
        _ => fail("there is no Chromium or Chrome: install one, or set CHROME to its path"),
    }
}

fn find_chromium() -> Option<PathBuf> {
    let named = env::var_os("CHROME").map(PathBuf::from);
    let names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
    let on_path = env::var_os("PATH").map(|path| env::split_paths(&path).collect::<Vec<_>>()).unwrap_or_default();
    let on_path = names.iter().flat_map(|name| on_path.iter().map(move |folder| folder.join(name)));
    let on_mac = [
        PathBuf::from("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
        PathBuf::from("/Applications/Chromium.app/Contents/MacOS/Chromium"),
    ];
    named.into_iter().chain(on_path).chain(on_mac).find(|path| path.is_file())
}

/// A Python with Spark, for the one step that asks for it; else what is lacking, and where it could come from.
pub(crate) fn pyspark(toolbox: &Toolbox) -> Outcome<Result<PathBuf, &'static str>> {
    if !java_is_new_enough() {
        let _ =
            console::timed("installing Java from the system's packages (a minute)", || apt(&["default-jre-headless"]));
        if !java_is_new_enough() {
            return Ok(Err(
                "no Java: install 17 or newer (on Debian: apt install default-jre-headless); JAVA_HOME may name another",
            ));
        }
    }
    let folder = PYSPARK.folder(&toolbox.cache);
    let python = folder.join("bin/python");
    if folder.is_dir() {
        return Ok(Ok(python));
    }
    if !python_is_new_enough() {
        let packages = ["python3", "python3-venv"];
        let _ = console::timed("installing Python from the system's packages (a minute)", || apt(&packages));
        if !python_is_new_enough() {
            return Ok(Err("no Python: install 3.10 or newer (on Debian: apt install python3 python3-venv)"));
        }
    }
    let what = format!("installing {} {} ({})", PYSPARK.package, PYSPARK.version, PYSPARK.purpose);
    let attempt = folder.with_extension(format!("part-{}", std::process::id()));
    let installed = console::timed(&what, || {
        run(Command::new("python3").args(["-m", "venv"]).arg(&attempt))?;
        let mut pip = Command::new(attempt.join("bin/python"));
        pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]);
        run(pip.arg(format!("{}=={}", PYSPARK.package, PYSPARK.version)))?;
        match std::fs::rename(&attempt, &folder) {
            Err(error) if !folder.is_dir() => fail(format!("{} cannot be made: {error}", folder.display())),
            _ => Ok(()),
        }
    });
    // What is left of a broken attempt.
    let _ = std::fs::remove_dir_all(&attempt);
    Ok(installed.map(|()| python).map_err(|failure| {
        console::say(&failure.to_string());
        "no PySpark: pip could not install it"
    }))
}

/// Whether there is a Java that runs Spark, where Spark looks for it. Java 8 does not know this flag, and is too old.
fn java_is_new_enough() -> bool {
    let home = env::var_os("JAVA_HOME").filter(|home| !home.is_empty());
    let java = home.map_or_else(|| PathBuf::from("java"), |home| PathBuf::from(home).join("bin/java"));
    output_of(Command::new(java).arg("--version")).is_ok_and(|answer| {
        let version = answer.split_whitespace().nth(1).unwrap_or_default();
        version.split('.').next().and_then(|major| major.parse().ok()).is_some_and(|major: u32| major >= 17)
    })
}

/// Whether there is a Python that runs Spark and that can make a folder of its own for it.
fn python_is_new_enough() -> bool {
    let question = "import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 10))";
    output_of(Command::new("python3").args(["-c", question])).is_ok()
}

/// Installs packages of Debian and its kin, where that is allowed without asking.
fn apt(packages: &[&str]) -> Outcome<()> {
    let is_root = output_of(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    let apt_get = || {
        let mut command = if is_root { Command::new("apt-get") } else { Command::new("sudo") };
        if !is_root {
            command.args(["-n", "apt-get"]);
        }
        command.env("DEBIAN_FRONTEND", "noninteractive");
        command
    };
    let install = || run(apt_get().args(["install", "-y", "-qq", "--no-install-recommends"]).args(packages));
    install().or_else(|_| run(apt_get().args(["update", "-qq"])).and_then(|()| install()))
}
