//! Builds the page by Trunk, then hardens it into two products made from the same optimised program:
//! `dist/index.html` with its files, for any server and any path, and `dist/parallax.html`, one file for the disk.
//!
//! Hardened means: one style and the starting script inside the page, a policy that names them by digest, the program and
//! its glue refused unless they are the built ones, and the first view as text, readable before or without any script.
//! The same sources give the same bytes.
use std::path::{Path, PathBuf};

use crate::console;
use crate::letters::letters;
use crate::lzma::lzma;
use crate::offline::{MANIFEST, SERVICE_WORKER, service_worker};
use crate::policy::{Product, integrity, policy, short_digest};
use crate::process::{Outcome, fail, output_of, read, read_bytes, run, write};
use crate::template::{Line, lines, slim_script, slim_style};
use crate::tools::{TARGET, Toolbox, root, target_dir};

/// The folder of the products.
pub(crate) fn dist() -> PathBuf {
    root().join("dist")
}

/// Builds both products.
pub(crate) fn build(toolbox: &Toolbox) -> Outcome<()> {
    console::timed("building dist/ and dist/parallax.html", || {
        let parts = Parts::make(toolbox)?;
        let single = page(&parts, Product::SingleFile)?;
        let dist = dist();
        match std::fs::remove_dir_all(&dist) {
            Err(error) if dist.exists() => return fail(format!("{} cannot be cleared: {error}", dist.display())),
            _ => {}
        }
        parts.write_served(&dist)?;
        write(&dist.join("parallax.html"), single.as_bytes())
    })
}

/// Builds an empty page of the same kind, to measure ours against; the folder it lies in.
pub(crate) fn build_empty(toolbox: &Toolbox) -> Outcome<PathBuf> {
    console::timed("building an empty page to measure against", || {
        let folder = build_example(toolbox, "empty", "no-modules", "parallax-app")?;
        let template = read(&root().join("index.html"))?;
        let glue = read(&folder.join("parallax-app.js"))?;
        let boot = read(&root().join("src/app/boot.js"))?;
        let (program, none) = (read_bytes(&folder.join("parallax-app_bg.wasm"))?, String::new);
        let (manifest, keeper) = (none(), none());
        let parts =
            Parts { template, styles: none(), boot, unpack: none(), glue, program, text: none(), manifest, keeper };
        parts.write_served(&folder)?;
        Ok(folder)
    })
}

/// Builds an example of the page as the page is built; the folder of its program and of its glue, of one of the kinds
/// that wasm-bindgen knows.
pub(crate) fn build_example(toolbox: &Toolbox, example: &str, glue: &str, name: &str) -> Outcome<PathBuf> {
    let folder = target_dir().join(example);
    let cargo = ["build", "--quiet", "--release", "--package", "parallax-app", "--target", TARGET, "--example"];
    run(toolbox.cargo().args(cargo).arg(example))?;
    let built = target_dir().join(TARGET).join("release/examples").join(example).with_extension("wasm");
    let glued = ["--target", glue, "--no-typescript", "--out-name", name, "--out-dir"];
    run(toolbox.command("wasm-bindgen").args(glued).arg(&folder).arg(built))?;
    let template = read(&root().join("index.html"))?;
    let flags = template.split_once("data-wasm-opt-params=\"").and_then(|(_, rest)| rest.split_once('"'));
    let flags = flags.map(|(flags, _)| flags.split(' ').collect::<Vec<_>>()).unwrap_or_default();
    let program = folder.join(format!("{name}_bg.wasm"));
    run(toolbox.command("wasm-opt").arg("-Os").args(flags).arg(&program).arg("-o").arg(&program))?;
    Ok(folder)
}

/// What both products are made of.
struct Parts {
    template: String,
    styles: String,
    boot: String,
    unpack: String,
    glue: String,
    program: Vec<u8>,
    text: String,
    manifest: String,
    /// The service worker, without the list of its files.
    keeper: String,
}

impl Parts {
    fn make(toolbox: &Toolbox) -> Outcome<Self> {
        let staged = run_trunk(toolbox)?;
        let text = first_view(toolbox)?;
        let template = read(&root().join("index.html"))?;
        let (mut styles, mut boot) = (String::new(), String::new());
        for line in lines(&template)? {
            match line {
                Line::Style(path) => styles.push_str(&slim_style(&read(&root().join(path))?)),
                Line::Boot(path) => boot = slim_script(&read(&root().join(path))?),
                _ => {}
            }
        }
        let unpack = slim_script(&read(&root().join("src/app/unpack.js"))?);
        let glue = slim_script(&of_compiled(&read(&staged.join("parallax-app.js"))?)?);
        let program = read_bytes(&staged.join("parallax-app_bg.wasm"))?;
        let inside =
            [("src/app/boot.js", &boot), ("src/app/unpack.js", &unpack), ("the glue", &glue), ("a style", &styles)];
        for (name, script) in inside {
            if ["</script", "</style", "<!--"].iter().any(|end| script.contains(end)) {
                return fail(format!("{name} holds a tag that would end it early inside a page"));
            }
        }
        let manifest = read(&root().join("src/app").join(MANIFEST))?;
        let keeper = slim_script(&read(&root().join("src/app").join(SERVICE_WORKER))?);
        Ok(Self { template, styles, boot, unpack, glue, program, text, manifest, keeper })
    }

    fn write_served(&self, folder: &Path) -> Outcome<()> {
        let page = page(self, Product::Served)?;
        let (glue, program) = (self.glue_name(), self.program_name());
        let files = [(&*glue, self.glue.as_bytes()), (&program, &self.program), (MANIFEST, self.manifest.as_bytes())];
        for (name, bytes) in files {
            write(&folder.join(name), bytes)?;
        }
        write(&folder.join(SERVICE_WORKER), service_worker(&self.keeper, &page, &files)?.as_bytes())?;
        write(&folder.join("index.html"), page.as_bytes())
    }

    fn policy(&self, product: Product) -> String {
        let inside: &[&str] = match product {
            Product::Served => &[&self.boot],
            Product::SingleFile => &[&self.boot, &self.unpack, &self.glue],
            Product::Saved => &[&self.boot, &self.glue],
        };
        policy(product, inside, &self.styles)
    }

    fn glue_name(&self) -> String {
        format!("parallax-{}.js", short_digest(self.glue.as_bytes()))
    }

    fn program_name(&self) -> String {
        format!("parallax-{}.wasm", short_digest(&self.program))
    }
}

/// The page as Trunk makes it, with names that do not change, in a folder that is nobody's product.
fn run_trunk(toolbox: &Toolbox) -> Outcome<PathBuf> {
    let staged = target_dir().join("staged");
    // Trunk works offline, so that it never fetches a tool of its own; what Cargo needs is fetched here, ahead.
    run(toolbox.cargo().args(["fetch", "--quiet", "--target", TARGET]))?;
    let mut trunk = toolbox.command("trunk");
    trunk.args(["--quiet", "build", "--release", "--offline", "--filehash", "false", "--dist"]).arg(&staged);
    trunk.env_remove("NO_COLOR"); // Trunk fails while it is set to 1
    trunk.env(crate::tools::TARGET_FLAGS, crate::tools::target_flags());
    run(&mut trunk)?;
    Ok(staged)
}

/// The glue without its ways to fetch and compile a program: `boot.js` hands it the compiled one.
fn of_compiled(glue: &str) -> Outcome<String> {
    let mut glue = glue.to_owned();
    let start = "const module = module_or_path, instance = await WebAssembly.instantiate(module, imports);\n";
    for (from, to, instead) in [
        ("    let script_src;\n", "    function __wbg_get_imports()", ""),
        ("    async function __wbg_load(", "    async function __wbg_init(", ""),
        (
            "        if (module_or_path === undefined && script_src",
            "        const imports = __wbg_get_imports();\n\n        if",
            "",
        ),
        ("        if (typeof module_or_path === 'string'", "        return __wbg_finalize_init(", start),
        ("{ initSync }, ", "exports", ""),
    ] {
        let found = glue.match_indices(from).map(|(at, _)| at).collect::<Vec<_>>();
        let end = found.first().and_then(|at| Some(at + glue.get(*at..)?.find(to)?));
        let ([at], Some(end)) = (found.as_slice(), end) else {
            return fail(format!("the glue of wasm-bindgen has another form: expected “{from}” once, then “{to}”"));
        };
        glue.replace_range(*at..end, instead);
    }
    Ok(glue)
}

/// The first view's text, drawn by the page's own code on this machine.
fn first_view(toolbox: &Toolbox) -> Outcome<String> {
    let mut prerender = toolbox.cargo();
    prerender.args(["run", "--quiet", "--package", "parallax-app", "--features", "prerender", "--bin", "prerender"]);
    let text = output_of(&mut prerender)?;
    match text.contains("<main") {
        true => Ok(text),
        false => fail("the first view drawn at build time holds no <main>: nothing would be readable without scripts"),
    }
}

/// One product.
fn page(parts: &Parts, product: Product) -> Outcome<String> {
    let policy = parts.policy(product);
    let mut page = String::new();
    for line in lines(&parts.template)? {
        match line {
            Line::Plain(line) => page.push_str(line),
            Line::Charset(line) => {
                page.push_str(line);
                page.push_str(&format!("\n<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">"));
            }
            Line::Style(_) => continue,
            Line::Program => page.push_str(&program_in_head(parts, product)),
            Line::Boot(_) => page.push_str(&format!("<script>{}</script>", parts.boot)),
            Line::Text => page.push_str(&format!("<div id=\"static\">{}</div>", parts.text)),
            Line::BodyEnd(line) => {
                if product == Product::SingleFile {
                    page.push_str(&program_in_body(parts)?);
                }
                page.push_str(line);
            }
        }
        page.push('\n');
    }
    Ok(page)
}

fn program_in_head(parts: &Parts, product: Product) -> String {
    let version = short_digest(&parts.program);
    let style = format!("<style>{}</style>\n<meta name=\"version\" content=\"{version}\">", parts.styles);
    if product != Product::Served {
        return style;
    }
    // A frame without an origin of its own gets the glue only where the server lets strangers read it.
    format!(
        "{style}\n<link rel=\"manifest\" href=\"{MANIFEST}\" data-integrity=\"{}\">\n\
         <meta name=\"policy\" content=\"{}\">\n\
         <meta name=\"program\" content=\"{}\" data-integrity=\"{}\">\n\
         <script defer crossorigin src=\"{}\" integrity=\"{}\"></script>",
        integrity(parts.manifest.as_bytes()),
        parts.policy(Product::Saved),
        parts.program_name(),
        integrity(&parts.program),
        parts.glue_name(),
        integrity(parts.glue.as_bytes()),
    )
}

/// The packed program, what unpacks it and the glue, after the text, so that the text is painted first.
fn program_in_body(parts: &Parts) -> Outcome<String> {
    let (size, packed) = (parts.program.len(), letters(&lzma(&parts.program)?));
    Ok(format!(
        "<script id=\"program\" type=\"application/wasm\" data-size=\"{size}\">{packed}</script>\n\
         <script>{}</script>\n<script id=\"glue\">{}</script>\n",
        parts.unpack, parts.glue
    ))
}

/// The product files, sorted by name.
pub(crate) fn products() -> Outcome<Vec<PathBuf>> {
    let listed = |folder: &Path| -> std::io::Result<Vec<PathBuf>> {
        let mut files =
            std::fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>()?;
        files.sort();
        Ok(files)
    };
    listed(&dist()).or_else(|_| fail("there is no dist/: run `cargo xtask build` first"))
}
