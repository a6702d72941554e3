// Starts the program twice: in a worker, where the library lies, and in the page, which asks it. Gets the bytes, hands them
// to the glue that wasm-bindgen wrote, and says so plainly when that fails. The bytes come from the address in <meta name="program">, refused unless they are the built ones; the
// single file carries them packed, and unpack.js with them, and fetches nothing. The page can be saved from here as such a file.
"use strict";
(() => {
  const page = document.documentElement;
  const find = (what, inside = document) => inside.querySelector(what);
  const served = find('meta[name="program"]');
  // The corpus that a saved page carries; it stands before this script.
  const island = find("#corpus-file");
  const complete = island ? " The text below is the view that was saved." : " The text below is the first view, complete without the program.";

  // Forbidden in a frame that is given no origin.
  const kept = (key) => { try { return localStorage[key]; } catch { return ""; } };

  // The text in the page is the first view of the corpus that came with it; whoever comes for another view or for a corpus
  // of their own does not see it flash.
  if (location.hash.length > 1 || island || kept("parallax.open")) page.classList.add("elsewhere");

  function element(tag, ...inside) {
    const made = document.createElement(tag);
    made.append(...inside);
    return made;
  }

  function button(words, click) {
    const made = element("button", words);
    made.type = "button";
    made.onclick = click;
    return made;
  }

  function trouble(...what) {
    page.classList.remove("elsewhere");
    const note = find("#trouble");
    note.replaceChildren(...what);
    note.hidden = false;
  }

  // What the program at one end of the line cannot survive: a panic ends as a RuntimeError, a full stack as a RangeError.
  // What is drawn stays to be read; the other end can still give out the articles.
  let dead = false;
  function stopped(message, stack, atWorker) {
    if (dead) return;
    dead = true;
    const report = element("pre", ["Parallax " + (find('meta[name="version"]')?.content ?? ""), message, stack, atWorker ? "in the worker" : "in the page", location.hash, navigator.userAgent].join("\n"));
    const shown = element("details", element("summary", "The report"), report);
    const unkept = page.hasAttribute("data-unkept");
    // What the worker had is lost already: there is nothing to ask about.
    if (atWorker) page.removeAttribute("data-unkept");
    const lost = !atWorker ? "" : (unkept ? " What was not kept in this browser is lost, unless you saved it as a file." : kept("parallax.open") ? " Your articles are kept." : "")
      + " Files that were being read have to be brought again.";
    const ways = [button("Reload", () => location.reload()), button("Copy report", () => {
      // Where copying is refused the words are at least selected.
      shown.open = true;
      getSelection().selectAllChildren(report);
      navigator.clipboard?.writeText(report.textContent).catch(() => {});
    })];
    if (!atWorker && self.parallaxWorker) ways.push(button("Save my articles", saveArticles));
    trouble(
      element("p", "Parallax has stopped because of an error of its own (" + message + ")." + lost + (kept("parallax.kept") ? " Your notes are kept." : "") + " Reload the page to go on." + (find("#static") ? complete : "")),
      element("p", ...ways),
      shown,
    );
  }

  // Asks the question `FileOf` (export.rs), piece by piece, over a line whose own end is dead (worker.rs). Numbers are
  // written seven bits a byte (pack.rs); where the next piece begins is handed back as it came.
  function saveArticles() {
    const line = self.parallaxWorker, ticket = 4e9, pieces = [];
    const ask = (from) => line.postMessage([0, ticket, 41, Uint8Array.of(0, 0, 0, ...from)]);
    line.onmessage = ({ data: [what, asked, bytes] }) => {
      if (what || asked !== ticket) return;
      let at = 0;
      const number = () => {
        let value = 0, worth = 1;
        do {
          value += (bytes[at] & 127) * worth;
          worth *= 128;
        } while (bytes[at++] > 127);
        return value;
      };
      const length = number();
      pieces.push(bytes.subarray(at, at += length));
      if (bytes[at++]) {
        const next = at;
        number();
        return ask(bytes.subarray(next, at));
      }
      const link = element("a");
      link.href = URL.createObjectURL(new Blob(pieces, { type: "application/json" }));
      link.download = "articles.json";
      link.click();
    };
    ask([0]);
  }

  const failed = (error) => {
    if (error instanceof RangeError || typeof WebAssembly === "object" && error instanceof WebAssembly.RuntimeError) stopped(error.message, error.stack);
  };
  addEventListener("error", (event) => failed(event.error));
  addEventListener("unhandledrejection", (event) => failed(event.reason));

  // The program says at the root when something is kept nowhere (effects.rs): then the browser asks before it closes the page.
  addEventListener("beforeunload", (event) => page.hasAttribute("data-unkept") && event.preventDefault());

  // The text is painted whole before the program takes the line and the processor; a page in the background is not
  // painted, and waits no longer than half a second.
  const painted = () => new Promise((done) => {
    requestAnimationFrame(() => setTimeout(done));
    setTimeout(done, 500);
  });

  // The page that Trunk makes by itself names no digest.
  const fetched = (part) => fetch(part.content ?? part.src, { integrity: part.dataset.integrity ?? part.integrity ?? "" });

  // The two addresses that this page may run a script from, whatever anybody asks for: its service worker and its worker.
  let trusted, own;
  function script(address) {
    trusted ??= globalThis.trustedTypes?.createPolicy("parallax", { createScriptURL: (asked) => asked === "sw.js" ? asked : own });
    return trusted ? trusted.createScriptURL(address) : address;
  }

  // The worker is made from the glue and these lines. What the page says before the program listens is kept for it.
  const beginning = () => {
    // Whatever is caught nowhere reaches the page.
    self.onunhandledrejection = ({ reason }) => { setTimeout(() => { throw reason; }); };
    // It holds a lock as long as it lives: who waits for that learns of its end, however it came.
    const life = "parallax " + Math.random();
    navigator.locks?.request(life, () => { postMessage(life); return new Promise(() => {}); }).catch(() => {});
    self.onmessage = ({ data: [program, corpus, island] }) => {
      self.island = island;
      // The parts of a prepared corpus lie on the page's own server.
      if (corpus) self.part = (name) => {
        const ask = new XMLHttpRequest();
        ask.open("GET", corpus + name, false);
        ask.responseType = "arraybuffer";
        ask.send();
        return ask.status === 200 ? new Uint8Array(ask.response) : null;
      };
      const said = [];
      self.onmessage = (event) => said.push(event);
      self.listening = () => said.forEach((event) => self.onmessage(event));
      wasm_bindgen({ module_or_path: program });
    };
  };

  // What the page is saved from, beside its own text: the glue, and the program as it was fetched.
  let glue, program;

  // Without one (an old browser, a policy of the host) the page does all by itself, and may have to be waited for.
  async function worker() {
    glue = find("#glue")?.textContent ?? await fetched(find("script[defer][src]")).then((answer) => answer.text());
    own = URL.createObjectURL(new Blob([glue, ";(", beginning, ")()"], { type: "text/javascript" }));
    const made = new Worker(script(own));
    made.onerror = (event) => stopped(event.message, event.filename + ":" + event.lineno, true);
    made.addEventListener("message", ({ data }) => {
      if (typeof data !== "string") return;
      navigator.locks.request(data, () => stopped("the browser ended its worker, perhaps for want of memory", "", true)).catch(() => {});
    });
    return made;
  }

  // What was saved from the served page is packed by what browsers have; what the build made is shorter, and needs unpack.js.
  async function carried() {
    const packed = find("#program[data-gzip]");
    if (!packed) return unpacked();
    const bytes = Uint8Array.from(atob(packed.textContent), (letter) => letter.charCodeAt());
    const plain = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Response(await new Response(plain).blob(), { headers: { "content-type": "application/wasm" } });
  }

  async function start() {
    if (embedded) document.body.append(wayOut());
    if (served && location.protocol === "file:") {
      return trouble("A browser does not let a page opened from disk fetch its program: open parallax.html instead, the same page in one file." + complete);
    }
    if (typeof WebAssembly !== "object") {
      return trouble("The program cannot run: this browser has no WebAssembly, or it is switched off." + complete);
    }
    if (typeof wasm_bindgen === "undefined") {
      return trouble("The program could not be loaded: a part of it is missing, or is not the one this page was built with." + complete);
    }
    await painted();
    const working = worker().catch((error) => console.warn("no worker: " + error.message));
    let bytes;
    try {
      bytes = await (served ? fetched(served) : carried());
      if (!bytes.ok) throw new Error("status " + bytes.status);
    } catch (error) {
      return trouble("The program could not be loaded: the network failed, or it is not the one this page was built with (" + error.message + ")." + complete);
    }
    try {
      if (served) program = bytes.clone().blob();
      const compiled = await WebAssembly.compileStreaming(bytes);
      self.parallaxWorker = await working;
      self.island = island?.textContent;
      const corpus = find('meta[name="corpus"]');
      self.parallaxWorker?.postMessage([compiled, corpus && new URL(corpus.content, document.baseURI).href, self.island]);
      await wasm_bindgen({ module_or_path: compiled });
    } catch (error) {
      failed(error);
      if (!dead) trouble("The program cannot run: this browser refused it (" + error.message + ")." + complete);
      return;
    }
    // A frame is a guest: it leaves nothing behind.
    if (served && self === top) stay().catch((error) => console.warn("not kept for visits without a network: " + error.message));
  }

  // In somebody's page: no head and no foot, and a way to the whole of it.
  const embedded = new URLSearchParams(location.search).has("embed");
  if (embedded) page.classList.add("embed");

  function wayOut() {
    const link = element("a", "Open in Parallax");
    link.target = "_blank";
    link.rel = "noopener";
    const aim = () => {
      const whole = new URL(location);
      whole.searchParams.delete("embed");
      link.href = whole;
    };
    // The address is that of the view which is open when somebody comes near.
    link.onpointerenter = link.onfocus = aim;
    aim();
    const foot = element("footer", link);
    foot.className = "way-out";
    return foot;
  }

  // The service worker keeps this version for visits without a network, and a newer one until the reader wants it.
  async function stay() {
    const note = element("div");
    note.className = "trouble";
    note.setAttribute("role", "status");
    document.body.prepend(note);
    const keeper = navigator.serviceWorker, keeping = await keeper?.register(script("sw.js"));
    const offer = (ready) => note.replaceChildren("A new version of Parallax is ready. ", button("Reload", () => {
      ready.onstatechange = () => ready.state === "activated" && location.reload();
      ready.postMessage("take over");
    }));
    const watch = () => {
      const coming = keeping.installing;
      if (coming) coming.onstatechange = () => coming.state === "installed" && keeping.active && offer(coming);
    };
    if (!keeping) return;
    if (keeping.waiting) offer(keeping.waiting);
    keeping.onupdatefound = watch;
    watch();
  }

  // What a saved page does without: what only the running program can use, what is fetched, and what others put in.
  const left = "#static, #corpus-file, button, input, select, textarea, label, dialog, form, [hidden]:not(#app, #trouble), script[src], link:not([rel=icon]), style ~ style,"
    + " meta[name=program], meta[name=corpus], meta[name=policy], body > :not(#app, #trouble, noscript, script)";

  // This page as one file that carries a corpus (JSON) and needs nothing else. Its scripts and its style are those of this
  // page to the byte, so that the digests in its policy hold; what the program drew becomes the text to read without it.
  self.parallaxSave = async (corpus, name) => {
    const copy = page.cloneNode(true), app = find("#app", copy), text = element("div", ...app.childNodes);
    for (const gone of copy.querySelectorAll(left)) gone.remove();
    for (const gone of text.querySelectorAll(left)) gone.remove();
    for (const drawn of text.querySelectorAll("[style]")) drawn.removeAttribute("style");
    for (const dressed of [copy, find("body", copy)]) {
      for (const { name } of [...dressed.attributes]) if (name !== "lang") dressed.removeAttribute(name);
    }
    find("title", copy).textContent = name + " · Parallax";
    const note = find("#trouble", copy);
    note.replaceChildren();
    note.hidden = app.hidden = true;
    text.id = "static";
    if (!text.firstChild) text.append(element("main", element("h1", name), element("p", "This file holds these articles; it opens them when its program runs.")));
    app.before(text);
    let end = "";
    if (served) {
      if (!glue) throw new Error("a part of the program is missing");
      // The policy of such a file, written by the build, with the digest of the glue that was checked when it was fetched.
      find("meta[http-equiv]", copy).content = find("meta[name=policy]").content;
      const packed = await new Response((await program).stream().pipeThrough(new CompressionStream("gzip"))).blob();
      const reader = new FileReader();
      await new Promise((done, failed) => {
        reader.onload = done;
        reader.onerror = failed;
        reader.readAsDataURL(packed);
      });
      end = '<script id="program" type="application/wasm" data-gzip="">' + reader.result.split(",")[1] + "<\/script>\n<script id=\"glue\">" + glue + "<\/script>\n";
    }
    const whole = "<!doctype html>\n" + copy.outerHTML, first = whole.indexOf("<script"), last = whole.lastIndexOf("</body>");
    // In two pieces: whoever looks for it in the file finds the one that is there.
    const carried = '<script type="application/json" ' + 'id="corpus-file">' + corpus.replaceAll("<", "\\u003c") + "<\/script>";
    return new Blob([whole.slice(0, first), carried, whole.slice(first, last), end, whole.slice(last)], { type: "text/html" });
  };

  addEventListener("DOMContentLoaded", start);
})();
